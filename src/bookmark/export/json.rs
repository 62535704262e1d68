//! Bookmarks as JSON from which they are made again as they were.

use serde::{Deserialize, Serialize};

use super::super::excerpts::{Excerpts, Passage};
use super::super::identity::{Identity, Sketch};
use super::super::{Bookmark, Colour, Id, Quote, Time};
use crate::text::clean::{self, Clean};

/// The version of what is written here.
pub(in crate::bookmark) const VERSION: u64 = 1;

/// What tells such a file from other JSON.
pub(in crate::bookmark) const KIND: &str = "sidehead bookmarks";

/// Articles with their bookmarks, as they are written.
#[derive(Debug, Serialize, Deserialize)]
pub(in crate::bookmark) struct File {
    pub(in crate::bookmark) version: u64,
    pub(in crate::bookmark) kind: String,
    pub(in crate::bookmark) articles: Vec<Written>,
}

/// An article with its bookmarks, as it is written.
#[derive(Debug, Serialize, Deserialize)]
pub(in crate::bookmark) struct Written {
    title: Option<String>,
    #[serde(default)]
    byline: Option<String>,
    #[serde(default)]
    origins: Vec<String>,
    #[serde(default)]
    hashes: Vec<String>,
    /// 16 hexadecimal digits a number.
    #[serde(default)]
    sketch: Vec<String>,
    bookmarks: Vec<WrittenBookmark>,
}

#[derive(Debug, Serialize, Deserialize)]
struct WrittenBookmark {
    id: String,
    quote: WrittenQuote,
    #[serde(default)]
    section: Vec<String>,
    #[serde(default)]
    note: String,
    #[serde(default)]
    tags: Vec<String>,
    #[serde(default)]
    colour: String,
    created: String,
    modified: String,
}

#[derive(Debug, Serialize, Deserialize)]
struct WrittenQuote {
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

/// Writes all that is known of articles and their bookmarks.
pub(super) fn write(articles: &[Excerpts]) -> String {
    let articles = articles.iter().map(Written::from).collect();
    text(&File { version: VERSION, kind: KIND.to_owned(), articles })
}

/// Gives a value as JSON in which nothing acts on a terminal: where something would, as in the
/// name of a file, all but ASCII is escaped, so that it is read back as it was.
pub(super) fn text(value: &impl Serialize) -> String {
    let json = serde_json::to_string_pretty(value)
        .expect("writing to memory does not fail, and the names of fields are text");
    let mut text = if *clean::text(&json) == *json { json } else { escaped(&json) };
    text.push('\n');
    text
}

/// Gives JSON of printable ASCII, all else in it escaped.
fn escaped(json: &str) -> String {
    let mut escaped = String::with_capacity(json.len());
    for char in json.chars() {
        if matches!(char, ' '..='~' | '\n') {
            escaped.push(char);
        } else {
            let units = char.encode_utf16(&mut [0; 2]).to_vec();
            units.iter().for_each(|unit| escaped.push_str(&format!("\\u{unit:04x}")));
        }
    }
    escaped
}

impl From<&Excerpts> for Written {
    fn from(excerpts: &Excerpts) -> Written {
        let Identity { title, origins, hashes, sketch } = &excerpts.identity;
        Written {
            title: title.as_ref().map(ToString::to_string),
            byline: excerpts.byline.as_ref().map(ToString::to_string),
            origins: origins.clone(),
            hashes: hashes.clone(),
            sketch: sketch.0.iter().map(|number| format!("{number:016x}")).collect(),
            bookmarks: excerpts.passages.iter().map(|it| (&it.bookmark).into()).collect(),
        }
    }
}

impl From<&Bookmark> for WrittenBookmark {
    fn from(bookmark: &Bookmark) -> WrittenBookmark {
        WrittenBookmark {
            id: bookmark.id.to_string(),
            quote: (&bookmark.quote).into(),
            section: bookmark.section.iter().map(ToString::to_string).collect(),
            note: bookmark.note.to_string(),
            tags: bookmark.tags.iter().map(ToString::to_string).collect(),
            colour: bookmark.colour.name().to_owned(),
            created: bookmark.created.to_string(),
            modified: bookmark.modified.to_string(),
        }
    }
}

impl From<&Quote> for WrittenQuote {
    fn from(quote: &Quote) -> WrittenQuote {
        WrittenQuote {
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

impl Written {
    /// Gives what was written, or what is wrong with it.
    pub(in crate::bookmark) fn excerpts(self) -> Result<Excerpts, String> {
        let lines = |text: Option<String>| text.map(|text| clean::line(&text));
        let number = |digits: &String| u64::from_str_radix(digits, 16);
        let sketch: Result<_, _> = self.sketch.iter().map(number).collect();
        Ok(Excerpts {
            identity: Identity {
                title: lines(self.title),
                origins: self.origins,
                hashes: self.hashes,
                sketch: Sketch(sketch.map_err(|_| "a sketch is not made of hexadecimal digits")?),
            },
            byline: lines(self.byline),
            passages: self.bookmarks.into_iter().map(passage).collect::<Result<_, _>>()?,
        })
    }
}

fn passage(written: WrittenBookmark) -> Result<Passage, String> {
    let time = |text: &str| Time::read(text).ok_or_else(|| format!("{text} is not a time"));
    let lines = |texts: Vec<String>| texts.iter().map(|text| clean::line(text)).collect();
    Ok(Passage::unread(Bookmark {
        id: Id::read(&written.id).ok_or_else(|| format!("{} is not an ID", written.id))?,
        quote: written.quote.into(),
        section: lines(written.section),
        note: cleaned(&written.note),
        tags: lines(written.tags),
        colour: Colour::named(&written.colour).unwrap_or_default(),
        created: time(&written.created)?,
        modified: time(&written.modified)?,
    }))
}

impl From<WrittenQuote> for Quote {
    fn from(written: WrittenQuote) -> Quote {
        Quote {
            exact: cleaned(&written.exact),
            prefix: cleaned(&written.prefix),
            suffix: cleaned(&written.suffix),
            start: written.start,
            end: written.end,
            occurrences: written.occurrences,
            rival: written.rival,
            rival_around: written.rival_around,
        }
    }
}

fn cleaned(text: &str) -> Clean<'static> {
    clean::text(text).into_owned()
}
