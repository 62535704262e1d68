//! How bookmarks are listed, for people and as JSON.

use std::io::{self, Write};

use serde::Serialize;

use crate::article::Placed;
use crate::bookmark::identity::Identity;
use crate::bookmark::{Anchor, Bookmark};
use crate::cli::failure::Failure;
use crate::cli::{outline, print};
use crate::document::{Document, Position};
use crate::store::time_text;
use crate::text::clean;
use crate::text::scalars::Scalars;

/// A bookmark as it is listed; `start` and `end` count Unicode scalar values.
#[derive(Serialize)]
pub(super) struct Entry {
    id: String,
    article: From,
    quote: String,
    prefix: String,
    suffix: String,
    section: String,
    note: String,
    tags: Vec<String>,
    colour: &'static str,
    created: String,
    modified: String,
    state: &'static str,
    score: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    start: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<usize>,
}

/// The article that a bookmark is of.
#[derive(PartialEq, Serialize)]
struct From {
    title: Option<String>,
    origin: Option<String>,
}

#[derive(Serialize)]
struct Answer<'a> {
    version: u32,
    bookmarks: &'a [Entry],
}

impl Entry {
    /// Gives a bookmark that was looked for in a document.
    pub(super) fn placed(
        placed: &Placed,
        document: &Document,
        scalars: &Scalars,
        name: &str,
        origin: Option<&str>,
    ) -> Entry {
        let article = From {
            title: Some(name.to_owned()),
            origin: origin.map(|origin| clean::line(origin).into_string()),
        };
        let (state, score) = match placed.anchor {
            Anchor::Exact(_) => ("exact", 1.0),
            Anchor::Moved { score, .. } => ("moved", outline::rounded(score)),
            Anchor::Orphan => ("orphan", 0.0),
        };
        let range = placed.anchor.range();
        Entry {
            state,
            score,
            start: range.as_ref().map(|range| scalars.before(range.start)),
            end: range.as_ref().map(|range| scalars.before(range.end)),
            line: range.and_then(|range| document.lines.line_of(Position(range.start))),
            ..Entry::of(placed.bookmark.clone(), article)
        }
    }

    /// Gives a bookmark that was looked for nowhere.
    pub(super) fn unread(bookmark: Bookmark, identity: &Identity) -> Entry {
        let article = From {
            title: identity.title.as_ref().map(ToString::to_string),
            origin: identity.origins.last().map(|origin| clean::line(origin).into_string()),
        };
        Entry::of(bookmark, article)
    }

    fn of(bookmark: Bookmark, article: From) -> Entry {
        Entry {
            id: bookmark.id.to_string(),
            article,
            quote: bookmark.quote.exact.into_string(),
            prefix: bookmark.quote.prefix.into_string(),
            suffix: bookmark.quote.suffix.into_string(),
            section: bookmark.section.iter().map(|name| &**name).collect::<Vec<_>>().join(" › "),
            note: bookmark.note.into_string(),
            tags: bookmark.tags.into_iter().map(clean::Clean::into_string).collect(),
            colour: bookmark.colour.name(),
            created: time_text(bookmark.created),
            modified: time_text(bookmark.modified),
            state: "unread",
            score: 0.0,
            start: None,
            end: None,
            line: None,
        }
    }
}

/// Prints bookmarks.
pub(super) fn print(entries: &[Entry], is_json: bool) -> Result<(), Failure> {
    if is_json {
        return print::json(&Answer { version: 1, bookmarks: entries });
    }
    print::print(|out| list(out, entries))
}

/// Writes bookmarks under the names of their articles.
fn list(out: &mut dyn Write, entries: &[Entry]) -> io::Result<()> {
    for (index, of_one) in entries.chunk_by(|one, next| one.article == next.article).enumerate() {
        if index > 0 {
            writeln!(out)?;
        }
        for entry in of_one.iter().take(1) {
            writeln!(out, "{}", heading(&entry.article))?;
        }
        of_one.iter().try_for_each(|entry| entry.write(out))?;
    }
    Ok(())
}

fn heading(article: &From) -> String {
    let parts = [&article.title, &article.origin].into_iter().flatten();
    let parts: Vec<&str> = parts.map(String::as_str).collect();
    if parts.is_empty() { "an article from a pipe".to_owned() } else { parts.join(" · ") }
}

/// Digits of an ID that are shown; as many are enough to name a bookmark among thousands.
const SHOWN_DIGITS: usize = 8;

/// Characters of a passage that are shown.
const SHOWN_CHARS: usize = 100;

impl Entry {
    /// Writes the bookmark's name and passage, and below that what else there is to say.
    fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        let id: String = self.id.chars().take(SHOWN_DIGITS).collect();
        writeln!(out, "  {id}  {}", shortened(&self.quote))?;
        let tags = self.tags.iter().map(|tag| format!("#{tag}"));
        let about: Vec<String> = [self.section.clone(), self.found()]
            .into_iter()
            .chain(tags)
            .filter(|part| !part.is_empty())
            .collect();
        let notes = self.note.lines().map(str::to_owned);
        for line in [about.join(" · ")].into_iter().chain(notes).filter(|line| !line.is_empty()) {
            writeln!(out, "            {line}")?;
        }
        Ok(())
    }

    /// Gives how the passage was found, where that is worth a word.
    fn found(&self) -> String {
        match self.state {
            "moved" => format!("moved ({:.0}% sure)", self.score * 100.0),
            "orphan" => "not found in this version".to_owned(),
            _ => String::new(),
        }
    }
}

/// Gives the beginning of a passage on one line.
fn shortened(quote: &str) -> String {
    let line = clean::line(quote);
    let mut chars = line.chars();
    let start: String = chars.by_ref().take(SHOWN_CHARS).collect();
    if chars.next().is_some() { format!("{}…", start.trim_end()) } else { start }
}
