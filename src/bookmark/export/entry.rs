//! A bookmark as JSON tells it to scripts, hooks and templates.

use serde::Serialize;

use super::super::excerpts::{Excerpts, Passage, Place};
use super::super::identity::Identity;
use crate::document::outline::BETWEEN_NAMES;
use crate::text::clean::{self, Clean};

/// A bookmark as JSON tells it; `start` and `end` count Unicode scalar values. Fields are added,
/// never renamed. All text in it is clean.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[expect(missing_docs, reason = "the contract tells the fields, and their names say the same")]
pub struct Entry {
    pub id: String,
    pub article: Article,
    pub quote: String,
    pub prefix: String,
    pub suffix: String,
    pub section: String,
    pub note: String,
    pub tags: Vec<String>,
    pub colour: &'static str,
    pub created: String,
    pub modified: String,
    pub state: State,
    pub score: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<usize>,
}

/// How a bookmark's passage was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// As it was.
    Exact,
    /// Changed or elsewhere.
    Moved,
    /// Nowhere.
    Orphan,
    /// It was not looked for.
    Unread,
}

/// The article that a bookmark is of.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[expect(missing_docs, reason = "the contract tells the fields, and their names say the same")]
pub struct Article {
    pub title: Option<String>,
    pub origin: Option<String>,
}

/// A bookmark as an answer of its own.
#[derive(Serialize)]
struct Answer<'a> {
    version: u32,
    bookmarks: [&'a Entry; 1],
}

impl Entry {
    /// Gives a passage of an article.
    #[must_use]
    pub fn new(excerpts: &Excerpts, passage: &Passage) -> Entry {
        let (state, score) = found(&passage.place);
        let (start, end, line) = match passage.place {
            Place::Found { start, end, line, .. } => (Some(start), Some(end), line),
            Place::Unread | Place::Lost => (None, None, None),
        };
        let bookmark = &passage.bookmark;
        Entry {
            id: bookmark.id.to_string(),
            article: Article::of(&excerpts.identity),
            quote: bookmark.quote.exact.to_string(),
            prefix: bookmark.quote.prefix.to_string(),
            suffix: bookmark.quote.suffix.to_string(),
            section: joined(passage.section(), BETWEEN_NAMES),
            note: bookmark.note.to_string(),
            tags: bookmark.tags.iter().map(ToString::to_string).collect(),
            colour: bookmark.colour.name(),
            created: bookmark.created.to_string(),
            modified: bookmark.modified.to_string(),
            state,
            score,
            start,
            end,
            line,
        }
    }

    /// Gives the bookmark as an answer of its own: one JSON object that ends with a line feed.
    #[must_use]
    pub fn json(&self) -> String {
        super::json::text(&Answer { version: 1, bookmarks: [self] })
    }
}

impl Article {
    /// Gives the article that is known by `identity`.
    #[must_use]
    pub fn of(identity: &Identity) -> Article {
        Article {
            title: identity.title.as_ref().map(ToString::to_string),
            origin: identity.origins.last().map(|origin| clean::line(origin).into_string()),
        }
    }
}

/// Gives names with `between` each two.
pub(super) fn joined(names: &[Clean], between: &str) -> String {
    names.iter().map(|name| &**name).collect::<Vec<_>>().join(between)
}

fn found(place: &Place) -> (State, f64) {
    match place {
        Place::Unread => (State::Unread, 0.0),
        Place::Lost => (State::Orphan, 0.0),
        Place::Found { moved: None, .. } => (State::Exact, 1.0),
        Place::Found { moved: Some(score), .. } => (State::Moved, rounded(*score)),
    }
}

/// Gives a number of three decimals, as more would only show how numbers are stored.
fn rounded(number: f32) -> f64 {
    (f64::from(number) * 1000.0).round() / 1000.0
}
