//! Plain text: cuts lines into blocks.
//!
//! A line may be a paragraph, or a paragraph may be several lines; which of them is decided from
//! the beginning of the text, and each join from two neighbouring lines, so that the text of the
//! beginning is the beginning of the text. Which blocks are headings is not decided here: that is
//! for `outline` to say.

mod lines;
mod page;
mod pieces;
mod shape;

use crate::document::block::{Furniture, Kind, Marker, Nesting};
use crate::document::builder::Builder;
use crate::document::{Document, Style};
use crate::text as strings;
use lines::Line;
use page::Page;
use pieces::{Form, Piece};

/// Cuts `text`, decoded but not cleaned, into blocks.
#[must_use]
pub fn parse(text: &str) -> Document {
    parse_as(text, Page::measure(text))
}

/// Lines without a blank one among them that are looked at together; a longer run is cut here.
const RUN_LINES: usize = 256;

fn parse_as(text: &str, page: Page) -> Document {
    let mut cut = Cut::new(page);
    for line in lines::lines(text) {
        cut.take(line);
    }
    cut.flush(true);
    cut.builder.finish()
}

/// A text that is being cut.
struct Cut<'a> {
    page: Page,
    builder: Builder,
    /// The lines since the last blank one that are not in a block yet.
    run: Vec<Line<'a>>,
    /// Whether a blank line, or nothing, stands before the run.
    apart: bool,
    /// Of each list around: columns before its marks, and before its text.
    lists: Vec<(usize, usize)>,
    /// Where a line is put together.
    scratch: String,
}

impl<'a> Cut<'a> {
    fn new(page: Page) -> Cut<'a> {
        Cut {
            page,
            builder: Builder::default(),
            run: Vec::new(),
            apart: true,
            lists: Vec::new(),
            scratch: String::new(),
        }
    }

    fn take(&mut self, line: Line<'a>) {
        if line.is_blank() {
            self.flush(true);
            self.apart = true;
            return;
        }
        self.run.push(line);
        if self.run.len() >= RUN_LINES {
            self.flush(false);
        }
    }

    /// Makes blocks of the run; of the last piece only when the run is `ended`, for it may go on.
    fn flush(&mut self, ended: bool) {
        if self.run.is_empty() {
            return;
        }
        let run = std::mem::take(&mut self.run);
        let mut pieces = pieces::pieces(self.page, &run);
        if !ended && pieces.len() > 1 {
            pieces.pop();
        }
        for piece in &pieces {
            self.piece(piece, run.get(piece.lines.clone()).unwrap_or_default());
        }
        let done = pieces.last().map_or(0, |piece| piece.lines.end);
        self.run = run.get(done..).unwrap_or_default().to_vec();
    }

    fn piece(&mut self, piece: &Piece, lines: &[Line<'a>]) {
        let Some(first) = lines.first() else { return };
        if !std::mem::take(&mut self.apart) {
            self.builder.tighten();
        }
        self.builder.indent(u16::try_from(first.indent).unwrap_or(u16::MAX));
        let kind = match piece.form {
            Form::Paragraph => Kind::Paragraph,
            Form::Item { mark, text_column } => {
                self.enter_list(first.indent, text_column);
                Kind::Item(Marker::Written(mark))
            }
            Form::Verse => Kind::Verse,
            Form::Kept => Kind::Code { language: None },
            Form::Rule => Kind::Furniture(Furniture::Line),
        };
        if !matches!(piece.form, Form::Item { .. }) {
            self.leave_lists(first.indent);
        }
        let items = u8::try_from(self.lists.len()).unwrap_or(u8::MAX);
        self.builder.open(kind, Nesting { quotes: 0, items });
        match piece.form {
            Form::Kept | Form::Verse => self.push_lines(lines),
            Form::Item { mark, .. } => self.push_joined(lines, mark),
            Form::Paragraph | Form::Rule => self.push_joined(lines, 0),
        }
        self.builder.close();
    }

    /// Leaves the lists that an item set in by `indent` is not inside of, and enters its own.
    fn enter_list(&mut self, indent: usize, text_column: usize) {
        while self.lists.last().is_some_and(|(_, text)| indent < *text) {
            self.lists.pop();
        }
        if self.lists.len() < LISTS_MOST {
            self.lists.push((indent, text_column));
        }
    }

    /// Leaves the lists that a paragraph set in by `indent` is not inside of.
    fn leave_lists(&mut self, indent: usize) {
        while self.lists.last().is_some_and(|(_, text)| indent < *text) {
            self.lists.pop();
        }
    }

    /// Appends lines with their ends and their spaces, but for those the whole page is set in by.
    fn push_lines(&mut self, lines: &[Line<'a>]) {
        let shared = lines.iter().map(|line| line.indent).min().unwrap_or(0).min(self.page.indent);
        for (index, line) in lines.iter().enumerate() {
            if index > 0 {
                self.builder.push("\n", Style::default());
            }
            self.builder.line(line.number);
            self.builder.push(without_indent(line.text, shared), Style::default());
        }
    }

    /// Appends lines as one, with single spaces except in the first `mark` bytes.
    fn push_joined(&mut self, lines: &[Line<'a>], mark: usize) {
        let mut last = "";
        for line in lines {
            let body = line.body();
            if joined_by_space(last, body) {
                self.builder.push(" ", Style::default());
            }
            self.builder.line(line.number);
            let mark = if last.is_empty() { mark } else { 0 };
            self.builder.push(single_spaced(body, mark, &mut self.scratch), Style::default());
            last = body;
        }
    }
}

/// Lists inside each other; deeper ones are drawn as this deep.
const LISTS_MOST: usize = 16;

/// Gives `text` without its first `columns` columns where those are spaces.
fn without_indent(text: &str, columns: usize) -> &str {
    let spaces = text.bytes().take(columns).take_while(|byte| *byte == b' ').count();
    strings::slice(text, spaces..text.len())
}

/// Words that a hyphen before them does not join: "before- and afterwards".
const SUSPENDED: [&str; 18] = [
    "and", "or", "to", "und", "oder", "bis", "et", "ou", "y", "o", "e", "en", "of", "och", "og",
    "eller", "и", "или",
];

/// Tells whether the end of the line `last` was a space before it was wrapped there.
fn joined_by_space(last: &str, next: &str) -> bool {
    let mut ends = last.chars().rev();
    let (Some(end), Some(start)) = (ends.next(), next.chars().next()) else { return false };
    let before = ends.next();
    match end {
        '-' | '\u{2010}' => {
            let word = next.split(' ').next().unwrap_or_default();
            !(before.is_some_and(char::is_alphanumeric) && start.is_alphanumeric())
                || SUSPENDED.contains(&word)
        }
        '—' => before.is_some_and(char::is_whitespace) || !start.is_alphanumeric(),
        _ => !(shape::is_unspaced(end) && shape::is_unspaced(start)),
    }
}

/// Gives `body` with runs of white space after its first `mark` bytes made one space.
fn single_spaced<'b>(body: &'b str, mark: usize, scratch: &'b mut String) -> &'b str {
    let tail = body.get(mark..).unwrap_or_default();
    let doubled = memchr::memmem::find(tail.as_bytes(), b"  ").is_some();
    if !doubled && memchr::memchr(b'\t', tail.as_bytes()).is_none() {
        return body;
    }
    scratch.clear();
    scratch.push_str(body.get(..mark).unwrap_or_default());
    for word in tail.split([' ', '\t']).filter(|word| !word.is_empty()) {
        if scratch.len() > mark {
            scratch.push(' ');
        }
        scratch.push_str(word);
    }
    scratch
}

#[cfg(test)]
mod tests;
