//! The names of files and directories on the shelf.

use std::borrow::Cow;
use std::path::Path;

use crate::bookmark::Id;
use crate::bookmark::identity::Identity;

/// The file in an article's directory that says which article it is.
pub(super) const ARTICLE: &str = "article.json";

/// Letters of the title in the name of an article's directory.
const SLUG_CHARS: usize = 40;

/// What a file in an article's directory is, by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// It says which article it is.
    Article,
    /// A copy of that, which a syncing program set aside because both sides had changed.
    ArticleCopy,
    /// The file of that id: a bookmark, or something of another kind.
    File(Id),
    /// A copy of that, set aside.
    Copy(Id),
    /// Something that should not be there.
    Stray,
    /// Nothing of ours: hidden, or not JSON.
    Foreign,
}

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

/// Gives what a file is by its name.
///
/// A copy set aside is called `ID.sync-conflict-20260131-101010-ABCDEFG.json` by Syncthing,
/// `ID (somebody's conflicted copy 2026-01-31).json` by Dropbox and
/// `ID (conflicted copy 2026-01-31 101010).json` by Nextcloud.
pub(super) fn meaning(path: &Path) -> Meaning {
    let name = of(path);
    let Some(stem) = name.strip_suffix(".json").filter(|_| !name.starts_with('.')) else {
        return Meaning::Foreign;
    };
    let end = stem.find(['.', ' ', '_']).unwrap_or(stem.len());
    let (start, rest) = stem.split_at(end);
    match (start, Id::read(start)) {
        ("article", _) if rest.is_empty() => Meaning::Article,
        ("article", _) if rest.contains("conflict") => Meaning::ArticleCopy,
        (_, Some(id)) if rest.is_empty() => Meaning::File(id),
        (_, Some(id)) if rest.contains("conflict") => Meaning::Copy(id),
        _ => Meaning::Stray,
    }
}

/// Gives the last part of a path, as text.
pub(super) fn of(path: &Path) -> Cow<'_, str> {
    path.file_name().unwrap_or_default().to_string_lossy()
}
