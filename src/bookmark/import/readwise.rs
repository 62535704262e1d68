//! CSV as Readwise reads it, and as Readwise exports it.

use csv::StringRecord;

use super::super::excerpts::{Excerpts, Passage};
use super::super::export::readwise::{COLUMNS, COMMA_IN_TAG, unquoted};
use super::super::identity::Identity;
use super::super::{Colour, Time};
use super::{Clipping, Unreadable, article};
use crate::text::clean;

/// What a cell says.
#[derive(Clone, Copy, PartialEq)]
enum Column {
    Highlight,
    Title,
    Author,
    Address,
    Note,
    Date,
    Tags,
    Colour,
    /// Characters before the passage, in a file of ours.
    Start,
}

/// The headers of columns in lower case, those to import and those of an export.
const HEADERS: [(&str, Column); 14] = [
    ("highlight", Column::Highlight),
    ("title", Column::Title),
    ("book title", Column::Title),
    ("author", Column::Author),
    ("book author", Column::Author),
    ("url", Column::Address),
    ("source url", Column::Address),
    ("note", Column::Note),
    ("date", Column::Date),
    ("highlighted at", Column::Date),
    ("tags", Column::Tags),
    ("color", Column::Colour),
    ("colour", Column::Colour),
    ("highlight color", Column::Colour),
];

/// Tells whether the first line of a file names a column of highlights.
pub(super) fn recognises(file: &str) -> bool {
    let header = file.lines().next().unwrap_or_default().trim_start_matches('\u{feff}');
    let mut names = header.split(',').map(|name| name.trim().trim_matches('"'));
    header.contains(',') && names.any(|name| name.eq_ignore_ascii_case("highlight"))
}

/// Gives a bookmark for each row.
pub(super) fn read(file: &str) -> Result<Vec<Excerpts>, Unreadable> {
    let file = file.trim_start_matches('\u{feff}');
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(file.as_bytes());
    let wrong = |error: csv::Error| Unreadable(error.to_string());
    let header = reader.headers().map_err(wrong)?;
    // What others call a location counts pages, or nobody knows what.
    let is_ours = header.iter().eq(COLUMNS);
    let ours = |name| (is_ours && name == "Location").then_some(Column::Start);
    let columns: Vec<_> = header.iter().map(|name| ours(name).or_else(|| column(name))).collect();
    if !columns.contains(&Some(Column::Highlight)) {
        return Err(Unreadable("it has no column called Highlight".to_owned()));
    }
    let mut articles = Vec::new();
    for record in reader.records() {
        take(&mut articles, &columns, &record.map_err(wrong)?);
    }
    Ok(articles)
}

/// Gives where a passage stood that began after so many characters.
fn span(start: &str, words: &str) -> Option<(usize, usize)> {
    let start: usize = start.parse().ok()?;
    Some((start, start.saturating_add(words.chars().count())))
}

fn column(header: &str) -> Option<Column> {
    let header = header.trim().to_lowercase();
    HEADERS.iter().find(|(name, _)| *name == header).map(|(_, column)| *column)
}

/// Adds what a row says; a row without a passage says nothing.
fn take(articles: &mut Vec<Excerpts>, columns: &[Option<Column>], record: &StringRecord) {
    let cell = |wanted| {
        let cells = columns.iter().zip(record);
        let found =
            cells.into_iter().find(|(column, cell)| **column == Some(wanted) && !cell.is_empty());
        found.map(|(_, cell)| unquoted(cell)).unwrap_or_default()
    };
    let (title, author) = (clean::line(cell(Column::Title)), clean::line(cell(Column::Author)));
    let tags: Vec<String> =
        cell(Column::Tags).split(',').map(|tag| tag.trim().replace(COMMA_IN_TAG, ",")).collect();
    // The same words may be bookmarked in several places.
    let name = [&*title, cell(Column::Start)].join("\n");
    let clipping = Clipping {
        name: name.trim_end(),
        exact: cell(Column::Highlight),
        note: cell(Column::Note),
        tags: tags.iter().map(String::as_str).collect(),
        colour: Colour::named(&cell(Column::Colour).to_lowercase()),
        span: span(cell(Column::Start), cell(Column::Highlight)),
        created: Time::read(cell(Column::Date)),
        ..Clipping::default()
    };
    if clipping.exact.trim().is_empty() {
        return;
    }
    let origins: Vec<String> = super::origin(cell(Column::Address)).into_iter().collect();
    let title = Some(title.clone()).filter(|title| !title.is_empty());
    let identity = Identity { title, origins, ..Identity::default() };
    let byline = Some(author).filter(|author| !author.is_empty());
    let passage = Passage::unread(clipping.bookmark());
    let is_it = |other: &Excerpts| other.identity == identity;
    let make = || Excerpts { identity: identity.clone(), byline, passages: Vec::new() };
    article(articles, is_it, make).passages.push(passage);
}
