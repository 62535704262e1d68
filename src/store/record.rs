//! The form in which bookmarks and articles are stored.
//!
//! A file is kept as the JSON object that was read, so that fields which are not ours, and values
//! which we understand only in part, are written back as they were.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::time;
use crate::bookmark::identity::{Identity, Sketch};
use crate::bookmark::{Bookmark, Colour, Id, Quote};
use crate::text::clean::{self, Clean};

/// The version of what this program writes.
pub(super) const VERSION: u64 = 1;

/// The fields of a file, in their order.
pub(super) type Fields = Map<String, Value>;

/// Why a file was not understood, in words that end a sentence.
pub(super) type Reason = &'static str;

/// Reads the fields of a file.
pub(super) fn fields(bytes: &[u8]) -> Result<Fields, Reason> {
    match serde_json::from_slice(bytes) {
        Ok(Value::Object(fields)) => Ok(fields),
        Ok(_) => Err("it is not a JSON object"),
        Err(_) => Err("it is not JSON"),
    }
}

/// Gives the bytes of a file with these fields.
pub(super) fn bytes(fields: &Fields) -> Vec<u8> {
    let mut bytes = serde_json::to_vec_pretty(fields)
        .expect("writing to memory does not fail, and the names of fields are text");
    bytes.push(b'\n');
    bytes
}

/// Gives the fields as what they mean.
pub(super) fn read<T: DeserializeOwned>(fields: &Fields) -> Result<T, Reason> {
    serde_json::from_value(Value::Object(fields.clone()))
        .map_err(|_| "its fields are not as they should be")
}

/// Tells whether a newer program wrote a file with these fields.
pub(super) fn is_newer(fields: &Fields) -> bool {
    fields.get("version").and_then(Value::as_u64).is_some_and(|version| version > VERSION)
}

/// Gives the fields of `new` that `old` does not have or has otherwise.
pub(super) fn changes(old: Option<&Fields>, new: Fields) -> Fields {
    let unchanged = |name: &String, value: &Value| old.and_then(|old| old.get(name)) == Some(value);
    new.into_iter().filter(|(name, value)| !unchanged(name, value)).collect()
}

/// The kind of file that holds a bookmark; files of other kinds lie in the same directory.
pub(super) const BOOKMARK: &str = "bookmark";

/// A bookmark as it is stored.
#[derive(Debug, Serialize, Deserialize)]
struct StoredBookmark {
    version: u64,
    kind: String,
    id: String,
    quote: StoredQuote,
    #[serde(default)]
    section: Vec<String>,
    #[serde(default)]
    note: String,
    #[serde(default)]
    tags: Vec<String>,
    #[serde(default)]
    colour: String,
    #[serde(default)]
    created: String,
    #[serde(default)]
    modified: String,
}

/// A quote as it is stored, also for marks and places.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct StoredQuote {
    exact: String,
    #[serde(default)]
    prefix: String,
    #[serde(default)]
    suffix: String,
    #[serde(default)]
    start: usize,
    #[serde(default)]
    end: usize,
    #[serde(default)]
    occurrences: usize,
    #[serde(default)]
    rival: u8,
    #[serde(default)]
    rival_around: u8,
}

/// Tells whether a file with these fields says that it is of that kind.
pub(super) fn is_of_kind(fields: &Fields, kind: &str) -> bool {
    fields.get("kind").is_some_and(|this| this == kind)
}

/// Gives the fields of a bookmark.
pub(super) fn of_bookmark(bookmark: &Bookmark) -> Fields {
    of(&StoredBookmark {
        version: VERSION,
        kind: BOOKMARK.to_owned(),
        id: bookmark.id.to_string(),
        quote: StoredQuote::from(&bookmark.quote),
        section: bookmark.section.iter().map(ToString::to_string).collect(),
        note: bookmark.note.to_string(),
        tags: bookmark.tags.iter().map(ToString::to_string).collect(),
        colour: bookmark.colour.name().to_owned(),
        created: bookmark.created.to_string(),
        modified: bookmark.modified.to_string(),
    })
}

/// Gives the bookmark that a file with these fields holds; its text is cleaned.
pub(super) fn to_bookmark(fields: &Fields) -> Result<Bookmark, Reason> {
    let stored: StoredBookmark = read(fields)?;
    let lines = |texts: Vec<String>| texts.iter().map(|text| clean::line(text)).collect();
    Ok(Bookmark {
        id: Id::read(&stored.id).ok_or("its id is not 32 hexadecimal digits")?,
        quote: stored.quote.into(),
        section: lines(stored.section),
        note: cleaned(&stored.note),
        tags: lines(stored.tags),
        colour: Colour::named(&stored.colour).unwrap_or_default(),
        created: time(&stored.created),
        modified: time(&stored.modified),
    })
}

/// An article as it is stored.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct StoredArticle {
    version: u64,
    title: Option<String>,
    #[serde(default)]
    origins: Vec<String>,
    #[serde(default)]
    hashes: Vec<String>,
    /// 16 hexadecimal digits a number.
    #[serde(default)]
    sketch: String,
}

/// Gives the fields of an article.
pub(super) fn of_article(identity: &Identity) -> Fields {
    of(&StoredArticle {
        version: VERSION,
        title: identity.title.as_ref().map(ToString::to_string),
        origins: identity.origins.clone(),
        hashes: identity.hashes.clone(),
        sketch: identity.sketch.0.iter().map(|number| format!("{number:016x}")).collect(),
    })
}

/// Gives what the article in a file with these fields is known by.
pub(super) fn to_article(fields: &Fields) -> Result<Identity, Reason> {
    stored_article(fields)?.identity()
}

/// Gives an article as it is stored in a file with these fields.
pub(super) fn stored_article(fields: &Fields) -> Result<StoredArticle, Reason> {
    read(fields)
}

impl StoredArticle {
    /// Gives what the article is known by; its title is cleaned.
    pub(super) fn identity(&self) -> Result<Identity, Reason> {
        let digits = self.sketch.as_bytes().chunks(16).map(str::from_utf8);
        let number = |digits| u64::from_str_radix(digits, 16).ok();
        let sketch: Option<_> = digits.map(|digits| digits.ok().and_then(number)).collect();
        Ok(Identity {
            title: self.title.as_ref().map(|title| clean::line(title)),
            origins: self.origins.clone(),
            hashes: self.hashes.clone(),
            sketch: Sketch(sketch.ok_or("its sketch is not made of hexadecimal digits")?),
        })
    }
}

impl From<&Quote> for StoredQuote {
    fn from(quote: &Quote) -> StoredQuote {
        StoredQuote {
            exact: quote.exact.to_string(),
            prefix: quote.prefix.to_string(),
            suffix: quote.suffix.to_string(),
            start: quote.start,
            end: quote.end,
            occurrences: quote.occurrences,
            rival: quote.rival,
            rival_around: quote.rival_around,
        }
    }
}

impl From<StoredQuote> for Quote {
    fn from(stored: StoredQuote) -> Quote {
        Quote {
            exact: cleaned(&stored.exact),
            prefix: cleaned(&stored.prefix),
            suffix: cleaned(&stored.suffix),
            start: stored.start,
            end: stored.end,
            occurrences: stored.occurrences,
            rival: stored.rival,
            rival_around: stored.rival_around,
        }
    }
}

/// Gives the fields of a stored value.
pub(super) fn of(stored: &impl Serialize) -> Fields {
    match serde_json::to_value(stored) {
        Ok(Value::Object(fields)) => fields,
        _ => unreachable!("stored values are structs of text and numbers"),
    }
}

fn cleaned(text: &str) -> Clean<'static> {
    clean::text(text).into_owned()
}
