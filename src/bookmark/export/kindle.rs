//! Bookmarks as a Kindle keeps them in `My Clippings.txt`.

use super::super::excerpts::{Excerpts, Passage};
use super::super::{Bookmark, Quote};

/// Characters to a location, by which a Kindle counts places. Amazon does not say how many; books
/// come to about this.
const LOCATION_CHARS: usize = 150;

/// What stands alone on the line after each clipping.
pub(in crate::bookmark) const END: &str = "==========";

/// Writes a clipping for each bookmark, and one for each note.
pub(super) fn write(articles: &[Excerpts]) -> String {
    let clippings = articles.iter().flat_map(|of| {
        let title = title(of);
        of.passages.iter().map(move |passage| clippings(&title, passage))
    });
    clippings.collect()
}

/// Gives the article's title with its author in parentheses.
fn title(of: &Excerpts) -> String {
    match &of.byline {
        Some(byline) => format!("{} ({byline})", of.name()),
        None => of.name().into_string(),
    }
}

fn clippings(title: &str, passage: &Passage) -> String {
    let Bookmark { note, quote, created, .. } = &passage.bookmark;
    let (first, last) = locations(passage.start(), quote);
    let added = created.written("%A, %B %-d, %Y %-I:%M:%S %p").unwrap_or_default();
    let clipping = |what: &str, words: &str| {
        format!("{title}\r\n- {what} | Added on {added}\r\n\r\n{words}\r\n{END}\r\n")
    };
    let words = quote.exact.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut written = clipping(&format!("Your Highlight on Location {first}-{last}"), &words);
    if !note.is_empty() {
        // A Kindle keeps a note at the end of what it is about.
        written.push_str(&clipping(&format!("Your Note on Location {last}"), &lines(note)));
    }
    written
}

/// Gives a note with a Kindle's line ends; none of its lines ends the clipping.
fn lines(note: &str) -> String {
    let line = |line: &str| if line == END { format!(" {line}") } else { line.to_owned() };
    note.split('\n').map(line).collect::<Vec<_>>().join("\r\n")
}

/// Gives the first and the last location of a passage.
fn locations(start: usize, quote: &Quote) -> (usize, usize) {
    let end = start + quote.exact.chars().count().saturating_sub(1);
    (start / LOCATION_CHARS + 1, end / LOCATION_CHARS + 1)
}
