//! Bookmarks out of the files of other programs, a function and a row each.
//!
//! Only reads what the file says. Where its words stand in an article is for others to find out.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;

use super::excerpts::Excerpts;
use super::identity;
use super::{Bookmark, Colour, Id, Quote, Time};
use crate::text::clean::{self, Clean};

mod annotations;
mod json;
mod kindle;
mod readwise;

/// A form that bookmarks may be read from.
#[derive(Clone, Copy, Debug)]
pub struct Importer {
    /// What it is called on the command line, as the form it is written in.
    pub name: &'static str,
    /// Tells whether a file looks like one of this form.
    pub recognises: fn(&str) -> bool,
    /// Gives the bookmarks by their articles, all text clean.
    pub read: fn(&str) -> Result<Vec<Excerpts>, Unreadable>,
    /// Whether bookmarks have IDs that are ours and all that we know of them, so that they are kept
    /// even where their words are not found.
    pub is_complete: bool,
}

/// Why a file holds no bookmarks that can be read, in words that end a sentence.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Unreadable(pub String);

/// The forms that bookmarks may be read from; a file is of the first that recognises it.
pub const IMPORTERS: [Importer; 4] = [
    Importer { name: "json", recognises: json::recognises, read: json::read, is_complete: true },
    Importer {
        name: "annotations",
        recognises: annotations::recognises,
        read: annotations::read,
        is_complete: false,
    },
    Importer {
        name: "readwise",
        recognises: readwise::recognises,
        read: readwise::read,
        is_complete: false,
    },
    // Last, as notes in the others may hold the line that it is recognised by.
    Importer {
        name: "kindle",
        recognises: kindle::recognises,
        read: kindle::read,
        is_complete: false,
    },
];

/// Gives the form of that name.
#[must_use]
pub fn named(name: &str) -> Option<&'static Importer> {
    IMPORTERS.iter().find(|importer| importer.name == name)
}

/// Gives the form that a file looks like.
#[must_use]
pub fn detect(file: &str) -> Option<&'static Importer> {
    IMPORTERS.iter().find(|importer| (importer.recognises)(file))
}

/// What a file of another program says about a passage.
#[derive(Debug, Default)]
struct Clipping<'a> {
    /// What tells it from all others of the file, by the name it has there.
    name: &'a str,
    exact: &'a str,
    prefix: &'a str,
    suffix: &'a str,
    /// Unicode scalar values before it and before its end.
    span: Option<(usize, usize)>,
    note: &'a str,
    tags: Vec<&'a str>,
    colour: Option<Colour>,
    created: Option<Time>,
    modified: Option<Time>,
}

impl Clipping<'_> {
    /// Gives the bookmark that it is. Read again, it is the same one; of what has no time, it is
    /// the start of 1970.
    fn bookmark(&self) -> Bookmark {
        let (start, end) = self.span.unwrap_or_default();
        let lines = self.tags.iter().map(|tag| clean::line(tag));
        let created = self.created.or(self.modified).unwrap_or_default();
        Bookmark {
            id: id_of(&format!("{}\n{}", self.name, self.exact)),
            quote: Quote {
                exact: cleaned(self.exact),
                prefix: clean::text(self.prefix).into_owned(),
                suffix: clean::text(self.suffix).into_owned(),
                start,
                end,
                ..Quote::default()
            },
            section: Vec::new(),
            note: cleaned(self.note),
            tags: lines.filter(|tag| !tag.is_empty()).collect(),
            colour: self.colour.unwrap_or_default(),
            created,
            modified: self.modified.unwrap_or(created),
        }
    }
}

/// Gives the name that a bookmark has on every machine that imports it.
fn id_of(what_it_is: &str) -> Id {
    let digits = identity::hash(what_it_is.as_bytes());
    digits.get(..32).and_then(Id::read).expect("a hash has more digits than a name")
}

fn cleaned(text: &str) -> Clean<'static> {
    clean::text(text.trim()).into_owned()
}

/// Gives what an article is known by from the address that another program has for it; none of
/// what leads to nothing that can be read.
fn origin(address: &str) -> Option<String> {
    let is_read =
        ["http://", "https://", "/", "sidehead:"].iter().any(|it| address.starts_with(it));
    match address.strip_prefix("file://") {
        // The path of a file whose name is no text is kept as this address.
        Some(path) => {
            let path = percent_decode_str(path).decode_utf8();
            Some(path.map_or_else(|_| address.to_owned(), Cow::into_owned))
        }
        None => is_read.then(|| address.to_owned()),
    }
}

/// Gives the article among those read so far that `is_it`, or adds one.
fn article(
    articles: &mut Vec<Excerpts>,
    is_it: impl Fn(&Excerpts) -> bool,
    make: impl FnOnce() -> Excerpts,
) -> &mut Excerpts {
    let index = articles.iter().position(is_it).unwrap_or_else(|| {
        articles.push(make());
        articles.len() - 1
    });
    &mut articles[index]
}

#[cfg(test)]
mod tests;
