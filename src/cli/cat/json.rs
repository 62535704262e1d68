//! A document as JSON: its text, and all else as ranges over it, in Unicode scalar values.

use serde::Serialize;

use crate::cli::outline::{self, Section};
use crate::document::block::{Alignment, Block, Furniture, Kind, Marker, Table};
use crate::document::{Document, Position, Span, Style};
use crate::text::scalars::Scalars;

/// An article and what it consists of.
#[derive(Serialize)]
pub(super) struct Answer<'a> {
    version: u32,
    title: Option<&'a str>,
    byline: Option<&'a str>,
    text: &'a str,
    blocks: Vec<Part<'a>>,
    spans: Vec<Set<'a>>,
    sections: Vec<Section<'a>>,
    notices: Vec<&'a str>,
}

/// A block. What does not apply to its kind is left out.
#[derive(Default, Serialize)]
struct Part<'a> {
    kind: &'static str,
    start: usize,
    end: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<usize>,
    /// How many quotations stand around it.
    quotes: u8,
    /// How many list items stand around it; of an item, itself too.
    items: u8,
    #[serde(flatten)]
    about: About<'a>,
}

/// What is said of blocks of some kinds only.
#[derive(Default, Serialize)]
#[serde(rename_all = "snake_case")]
struct About<'a> {
    /// Of a heading.
    #[serde(skip_serializing_if = "Option::is_none")]
    level: Option<u8>,
    /// Of an item: bullet, number, task, note, or written where it stands in the text.
    #[serde(skip_serializing_if = "Option::is_none")]
    marker: Option<&'static str>,
    /// Of an item with a number.
    #[serde(skip_serializing_if = "Option::is_none")]
    number: Option<u64>,
    /// Of a task.
    #[serde(skip_serializing_if = "Option::is_none")]
    done: Option<bool>,
    /// Of a note.
    #[serde(skip_serializing_if = "Option::is_none")]
    label: Option<&'a str>,
    /// Of code.
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'a str>,
    /// Of furniture: what it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    furniture: Option<&'static str>,
    /// Of a table: how its columns are set.
    #[serde(skip_serializing_if = "Option::is_none")]
    alignments: Option<Vec<&'static str>>,
    /// Of a table: how many rows are headings.
    #[serde(skip_serializing_if = "Option::is_none")]
    header_rows: Option<usize>,
    /// Of a table: the start and end of each cell.
    #[serde(skip_serializing_if = "Option::is_none")]
    rows: Option<Vec<Vec<[usize; 2]>>>,
}

/// A stretch of text that is set in some way.
#[derive(Serialize)]
struct Set<'a> {
    start: usize,
    end: usize,
    styles: Vec<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    link: Option<&'a str>,
}

/// Gives a document as JSON shows it.
pub(super) fn answer(document: &Document) -> Answer<'_> {
    let scalars = Scalars::new(document.text());
    Answer {
        version: 1,
        title: document.meta.title.as_deref(),
        byline: document.meta.byline.as_deref(),
        text: document.text(),
        blocks: document.blocks.iter().map(|block| part(document, &scalars, block)).collect(),
        spans: document.spans.iter().map(|span| set(document, &scalars, span)).collect(),
        sections: outline::sections(document, &scalars),
        notices: document.notices.iter().map(|notice| &*notice.0).collect(),
    }
}

fn part<'a>(document: &Document, scalars: &Scalars, block: &'a Block) -> Part<'a> {
    let (kind, about) = kind(scalars, &block.kind);
    Part {
        kind,
        start: scalars.before(block.range.start),
        end: scalars.before(block.range.end),
        line: document.lines.line_of(Position(block.range.start)),
        quotes: block.nesting.quotes,
        items: block.nesting.items,
        about,
    }
}

fn kind<'a>(scalars: &Scalars, kind: &'a Kind) -> (&'static str, About<'a>) {
    let nothing = About::default();
    match kind {
        Kind::Title => ("title", nothing),
        Kind::Standfirst => ("standfirst", nothing),
        Kind::Byline => ("byline", nothing),
        Kind::Paragraph => ("paragraph", nothing),
        Kind::Heading(level) => ("heading", About { level: Some(*level), ..nothing }),
        Kind::HeadingRest => ("heading-rest", nothing),
        Kind::Item(marker) => ("item", item(marker)),
        Kind::Verse => ("verse", nothing),
        Kind::Code { language } => {
            ("code", About { language: language.as_deref().map(|word| &**word), ..nothing })
        }
        Kind::Table(table) => ("table", cells(scalars, table)),
        Kind::Image => ("image", nothing),
        Kind::Rule => ("rule", nothing),
        Kind::Furniture(furniture) => {
            ("furniture", About { furniture: Some(furniture_name(*furniture)), ..nothing })
        }
    }
}

fn item(marker: &Marker) -> About<'_> {
    let nothing = About::default();
    match marker {
        Marker::Bullet => About { marker: Some("bullet"), ..nothing },
        Marker::Number(number) => {
            About { marker: Some("number"), number: Some(*number), ..nothing }
        }
        Marker::Task(done) => About { marker: Some("task"), done: Some(*done), ..nothing },
        Marker::Note(label) => About { marker: Some("note"), label: Some(label), ..nothing },
        Marker::Written(_) => About { marker: Some("written"), ..nothing },
    }
}

fn cells<'a>(scalars: &Scalars, table: &Table) -> About<'a> {
    let alignment = |alignment: &Alignment| match alignment {
        Alignment::Left => "left",
        Alignment::Centre => "centre",
        Alignment::Right => "right",
    };
    let row = |cells: &[crate::document::Range]| {
        cells.iter().map(|cell| [scalars.before(cell.start), scalars.before(cell.end)]).collect()
    };
    About {
        alignments: Some(table.alignments.iter().map(alignment).collect()),
        header_rows: Some(table.header_rows),
        rows: Some(table.rows().map(row).collect()),
        ..About::default()
    }
}

fn furniture_name(furniture: Furniture) -> &'static str {
    match furniture {
        Furniture::Caption => "caption",
        Furniture::Credit => "credit",
        Furniture::CallToAction => "call-to-action",
        Furniture::Related => "related",
        Furniture::PageHeader => "page-header",
        Furniture::Contents => "contents",
        Furniture::Notes => "notes",
        Furniture::Line => "line",
    }
}

fn set<'a>(document: &'a Document, scalars: &Scalars, span: &Span) -> Set<'a> {
    Set {
        start: scalars.before(span.range.start),
        end: scalars.before(span.range.end),
        styles: style_names(span.style),
        link: span.style.link.and_then(|link| document.links.get(link)).map(|link| &**link),
    }
}

fn style_names(style: Style) -> Vec<&'static str> {
    let all = [
        (style.emphasis, "emphasis"),
        (style.strong, "strong"),
        (style.code, "code"),
        (style.struck, "struck"),
        (style.stand_in, "stand-in"),
    ];
    all.into_iter().filter(|(is_set, _)| *is_set).map(|(_, name)| name).collect()
}
