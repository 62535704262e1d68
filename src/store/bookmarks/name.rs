//! The names of files and directories on the shelf.

use std::borrow::Cow;
use std::path::Path;

use crate::bookmark::Id;
use crate::bookmark::identity::Identity;
use crate::store::record;

/// The file in an article's directory that says which article it is.
pub(super) const ARTICLE: &str = "article.json";

/// Letters of the title in the name of an article's directory.
const SLUG_CHARS: usize = 40;

/// Gives the name of an article's directory: for the eye only, nothing reads it back.
pub(super) fn directory(identity: &Identity) -> String {
    let title = identity.title.as_deref().unwrap_or_default().to_lowercase();
    let words = title.split(|char: char| !char.is_ascii_alphanumeric());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    let slug: String = words.join("-").chars().take(SLUG_CHARS).collect();
    let slug = slug.trim_end_matches('-');
    let hash = identity.hashes.last().map(String::as_str).unwrap_or_default();
    let hash = hash.get(..8).unwrap_or("00000000");
    format!("{}-{hash}", if slug.is_empty() { "article" } else { slug })
}

/// Gives the name of the file of that id.
pub(super) fn file(id: Id) -> String {
    format!("{id}.json")
}

/// Gives the id that a file's name says it has.
pub(super) fn id(path: &Path) -> Option<Id> {
    record::id(of(path).strip_suffix(".json")?)
}

/// Tells whether a file may be one of ours. Hidden ones are not: they are half-written, or of
/// other programs.
pub(super) fn is_of_interest(path: &Path) -> bool {
    let name = of(path);
    name.ends_with(".json") && !name.starts_with('.') && name != ARTICLE
}

/// Gives the last part of a path, as text.
pub(super) fn of(path: &Path) -> Cow<'_, str> {
    path.file_name().unwrap_or_default().to_string_lossy()
}
