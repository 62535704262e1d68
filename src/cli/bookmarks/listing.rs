//! How bookmarks are listed, for people and as JSON.

use std::io::{self, Write};

use serde::Serialize;

use crate::bookmark::Colour;
use crate::bookmark::excerpts::Excerpts;
use crate::bookmark::export::entry::{Article, Entry, State};
use crate::bookmark::export::template::SHORT_DIGITS;
use crate::cli::failure::Failure;
use crate::cli::print;
use crate::terminal;
use crate::text::{self, clean};

#[derive(Serialize)]
struct Answer<'a> {
    version: u32,
    bookmarks: &'a [Entry],
}

/// Prints the bookmarks of articles.
pub(super) fn print(articles: &[Excerpts], is_json: bool) -> Result<(), Failure> {
    let entries = entries(articles);
    if is_json {
        return print::json(&Answer { version: 1, bookmarks: &entries });
    }
    print::print(|out| list(out, &entries))
}

/// Gives the bookmarks of articles, one after the other.
pub(super) fn entries(articles: &[Excerpts]) -> Vec<Entry> {
    let of = |article: &Excerpts| {
        article.passages.iter().map(|it| Entry::new(article, it)).collect::<Vec<_>>()
    };
    articles.iter().flat_map(of).collect()
}

/// Writes bookmarks under the names of their articles.
pub(super) fn list(out: &mut dyn Write, entries: &[Entry]) -> io::Result<()> {
    for (index, of_one) in entries.chunk_by(|one, next| one.article == next.article).enumerate() {
        if index > 0 {
            writeln!(out)?;
        }
        for entry in of_one.iter().take(1) {
            writeln!(out, "{}", heading(&entry.article))?;
        }
        of_one.iter().try_for_each(|entry| write(out, entry))?;
    }
    Ok(())
}

/// Gives the name of an article and where it is.
pub(super) fn heading(article: &Article) -> String {
    let parts = [&article.title, &article.origin].into_iter().flatten();
    let parts: Vec<&str> = parts.map(String::as_str).collect();
    if parts.is_empty() { "an article from a pipe".to_owned() } else { parts.join(" · ") }
}

/// Columns before a passage, which its name takes.
const NAME_COLUMNS: usize = 2 + SHORT_DIGITS + 2;

/// Columns of a passage that are shown at least.
const LEAST_COLUMNS: usize = 20;

/// Writes a bookmark's name and passage, and below that what else there is to say.
pub(super) fn write(out: &mut dyn Write, entry: &Entry) -> io::Result<()> {
    writeln!(out, "  {}", named(entry))?;
    let tags = entry.tags.iter().map(|tag| format!("#{tag}"));
    let usual = Colour::default().name();
    let colour = Some(entry.colour.to_string()).filter(|colour| *colour != usual);
    let about: Vec<String> = [entry.section.clone(), found(entry)]
        .into_iter()
        .chain(colour)
        .chain(tags)
        .filter(|part| !part.is_empty())
        .collect();
    let notes = entry.note.lines().map(str::to_owned);
    for line in [about.join(" · ")].into_iter().chain(notes).filter(|line| !line.is_empty()) {
        writeln!(out, "            {line}")?;
    }
    Ok(())
}

/// Gives a bookmark's name and the beginning of its passage.
pub(super) fn named(entry: &Entry) -> String {
    let id: String = entry.id.chars().take(SHORT_DIGITS).collect();
    let columns = terminal::columns().saturating_sub(NAME_COLUMNS).max(LEAST_COLUMNS);
    format!("{id}  {}", clean::line(&entry.quote).elide(columns))
}

/// Gives how the passage was found, where that is worth a word.
fn found(entry: &Entry) -> String {
    match entry.state {
        State::Moved => format!("moved ({}% sure)", text::percent(entry.score)),
        State::Orphan => "not found in this version".to_owned(),
        State::Exact | State::Unread => String::new(),
    }
}
