//! A corpus folder: texts whose headings are known, as `truth.jsonl` tells them.

use std::collections::HashSet;
use std::error::Error;
use std::fs;
use std::ops::RangeInclusive;
use std::path::Path;

use serde::Deserialize;
use sidehead::document::{Document, Position};

/// A text whose headings are known.
#[derive(Clone, Debug)]
pub(crate) struct Text {
    pub id: String,
    pub genre: String,
    pub language: String,
    /// How it was written down: A a line a paragraph, B wrapped, C without blank lines, N native.
    pub variant: String,
    pub title: String,
    /// Whether the title is the first line.
    pub opens_with_title: bool,
    pub headings: Vec<Heading>,
    pub lines: Vec<Line>,
}

/// A heading as the corpus tells it.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Heading {
    /// Its first line, from 1.
    pub line: usize,
    /// Its last line.
    pub end: usize,
    /// Its level; 1 is outermost.
    pub level: u8,
}

/// A line of a text and what it is.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    pub text: String,
    pub label: Label,
}

/// What a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Label {
    Text,
    Heading,
    /// The title, and what may be taken for a heading or not.
    Uncounted,
}

#[derive(Deserialize)]
struct Truth {
    id: String,
    genre: String,
    lang: String,
    variant: String,
    text_path: String,
    title: String,
    title_line: usize,
    title_end: usize,
    headings: Vec<Heading>,
    optional: HashSet<usize>,
}

/// Reads the texts of the corpus in `folder`, in the order of its `truth.jsonl`.
pub(crate) fn read(folder: &Path) -> Result<Vec<Text>, Box<dyn Error>> {
    let truth = fs::read_to_string(folder.join("truth.jsonl"))?;
    let texts = truth.lines().map(|line| {
        let truth: Truth = serde_json::from_str(line)?;
        let text = fs::read_to_string(folder.join(&truth.text_path))?;
        Ok(Text::new(truth, &text))
    });
    texts.collect()
}

impl Text {
    fn new(truth: Truth, text: &str) -> Text {
        let heads: HashSet<usize> = truth.headings.iter().flat_map(Heading::lines).collect();
        let title = truth.title_line.max(1)..=truth.title_end;
        let label = |number: usize| match number {
            _ if heads.contains(&number) => Label::Heading,
            _ if truth.optional.contains(&number) || title.contains(&number) => Label::Uncounted,
            _ => Label::Text,
        };
        let lines = text.split('\n').zip(1..);
        Text {
            lines: lines.map(|(text, at)| Line { text: text.into(), label: label(at) }).collect(),
            id: truth.id,
            genre: truth.genre,
            language: truth.lang,
            variant: truth.variant,
            title: truth.title,
            opens_with_title: truth.title_line == 1,
            headings: truth.headings,
        }
    }

    /// Gives where the text came from; texts of one source are set alike.
    pub(crate) fn source(&self) -> &str {
        self.id.split(['-', '_']).next().unwrap_or_default()
    }
}

impl Heading {
    /// Gives the lines it stands on.
    pub(crate) fn lines(&self) -> RangeInclusive<usize> {
        self.line..=self.end
    }
}

/// Gives lines as one string.
pub(crate) fn joined(lines: &[Line]) -> String {
    lines.iter().map(|line| &*line.text).collect::<Vec<_>>().join("\n")
}

/// Gives what the source line is that each block of `document` starts on.
pub(crate) fn labels(document: &Document, lines: &[Line]) -> Vec<Label> {
    let label = |line: usize| Some(lines.get(line.checked_sub(1)?)?.label);
    let blocks = document.blocks.iter();
    blocks.map(|block| line_of(document, block.range.start).and_then(label)).map(or_text).collect()
}

fn or_text(label: Option<Label>) -> Label {
    label.unwrap_or(Label::Text)
}

/// Gives the source line that byte `start` of the text came from.
pub(crate) fn line_of(document: &Document, start: usize) -> Option<usize> {
    document.lines.line_of(Position(start))
}
