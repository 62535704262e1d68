//! Bookmarks as the CSV that Readwise reads.
//!
//! Such files are opened in spreadsheets too, which take a cell that begins with `=`, `+`, `-` or
//! `@` for a formula. An apostrophe goes before those, which spreadsheets do not show; importing
//! takes it away again.

use super::super::excerpts::{Excerpts, Passage};
use super::link;
use crate::text::clean::Clean;

/// The columns, by the names that Readwise knows; the last two are for other readers.
pub(in crate::bookmark) const COLUMNS: [&str; 9] =
    ["Highlight", "Title", "Author", "URL", "Note", "Location", "Date", "Tags", "Color"];

/// What a spreadsheet takes for the beginning of a formula, and the apostrophe itself, so that
/// taking one away is always right.
///
/// Source: OWASP, CSV Injection.
const STARTS_FORMULA: [char; 7] = ['=', '+', '-', '@', '\t', '\r', '\''];

/// What stands for a comma in a tag, as Readwise takes each comma for the end of one: a quotation
/// mark that looks the same. Importing makes it a comma again.
pub(in crate::bookmark) const COMMA_IN_TAG: &str = "\u{201a}";

/// Writes a row for each bookmark.
pub(super) fn write(articles: &[Excerpts]) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let rows = articles.iter().flat_map(|of| of.passages.iter().map(|passage| row(of, passage)));
    let header = COLUMNS.map(str::to_owned);
    for row in std::iter::once(header).chain(rows) {
        writer
            .write_record(row)
            .expect("writing to memory does not fail, and rows are of a length");
    }
    let bytes = writer.into_inner().expect("writing to memory does not fail");
    String::from_utf8(bytes).expect("it was made of text")
}

fn row(of: &Excerpts, passage: &Passage) -> [String; 9] {
    let bookmark = &passage.bookmark;
    let tags: Vec<String> =
        bookmark.tags.iter().map(|tag| tag.replace(',', COMMA_IN_TAG)).collect();
    let text = |text: &Option<Clean>| text.as_ref().map(ToString::to_string).unwrap_or_default();
    let cells = [
        bookmark.quote.exact.to_string(),
        of.name().into_string(),
        text(&of.byline),
        of.origin().map(link::article).unwrap_or_default(),
        bookmark.note.to_string(),
        passage.start().to_string(),
        bookmark.created.written("%Y-%m-%d %H:%M:%S").unwrap_or_default(),
        tags.join(", "),
        bookmark.colour.name().to_owned(),
    ];
    cells.map(|cell| if cell.starts_with(STARTS_FORMULA) { format!("'{cell}") } else { cell })
}

/// Gives a cell as it was before it was kept from being a formula.
pub(in crate::bookmark) fn unquoted(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if rest.starts_with(STARTS_FORMULA) => rest,
        _ => cell,
    }
}
