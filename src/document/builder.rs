//! The one way to make a [`Document`].
//!
//! It keeps the invariants: the text is clean; blocks and spans are sorted, do not overlap and lie
//! on character boundaries; no block starts or ends with white space; blocks are separated by a
//! blank line, tight ones by a line end.

use super::block::{Block, Kind, Nesting};
use super::lines::LineMap;
use super::{Document, Position, Range, Span, Style};
use crate::text;
use crate::text::clean::{Clean, Cleaner};
use crate::text::printable::Printable;

/// Takes an article block by block.
///
/// ```
/// use sidehead::document::{Style, block, builder::Builder};
///
/// let mut builder = Builder::default();
/// builder.open(block::Kind::Paragraph, block::Nesting::default());
/// builder.push("Plain and ", Style::default());
/// builder.push("strong", Style { strong: true, ..Style::default() });
/// builder.close();
/// let document = builder.finish();
/// assert_eq!(&**document.text(), "Plain and strong");
/// assert_eq!(document.spans[0].range, 10..16);
/// ```
#[derive(Debug, Default)]
pub struct Builder {
    cleaner: Cleaner,
    blocks: Vec<Block>,
    insets: Vec<(usize, u8)>,
    spans: Vec<Span>,
    links: Vec<Clean<'static>>,
    lines: LineMap,
    open: Option<Open>,
    /// Whether the next block is to follow the last one without a blank line.
    tight: bool,
    /// Columns the next block is set in by, and beyond the running text around.
    indent: u8,
    inset: u8,
}

/// The block that is being filled.
#[derive(Debug)]
struct Open {
    kind: Kind,
    nesting: Nesting,
    tight: bool,
    indent: u8,
    inset: u8,
    start: usize,
    first_span: usize,
}

impl Builder {
    /// Starts a block; closes the one that is open.
    pub fn open(&mut self, kind: Kind, nesting: Nesting) {
        self.close();
        let tight = std::mem::take(&mut self.tight) && !self.blocks.is_empty();
        if !self.cleaner.text().is_empty() {
            self.cleaner.push(if tight { "\n" } else { "\n\n" });
        }
        let start = self.cleaner.text().len();
        let (indent, inset) = (std::mem::take(&mut self.indent), std::mem::take(&mut self.inset));
        let first_span = self.spans.len();
        self.open = Some(Open { kind, nesting, tight, indent, inset, start, first_span });
    }

    /// Lets the next block follow without a blank line.
    pub fn tighten(&mut self) {
        self.tight = true;
    }

    /// Notes that the next block is set in by `columns` in the source.
    pub fn indent(&mut self, columns: u8) {
        self.indent = columns;
    }

    /// Notes that the next block is set in by `columns` beyond the running text around.
    pub fn inset(&mut self, columns: u8) {
        self.inset = columns;
    }

    /// Notes that what is pushed next comes from line `line` of the source, counted from 1.
    pub fn line(&mut self, line: usize) {
        self.lines.push(Position(self.cleaner.text().len()), line);
    }

    /// Appends raw text to the open block, cleaned; opens a paragraph where none is open.
    pub fn push(&mut self, raw: &str, style: Style) {
        if self.open.is_none() {
            self.open(Kind::Paragraph, Nesting::default());
        }
        let start = self.cleaner.text().len();
        let stand_ins = self.cleaner.stand_ins().len();
        self.cleaner.push(raw);
        let end = self.cleaner.text().len();
        let mut at = start;
        for index in stand_ins.saturating_sub(1)..self.cleaner.stand_ins().len() {
            let stand_in = self.cleaner.stand_ins().get(index).cloned().unwrap_or_default();
            if stand_in.end <= start {
                continue;
            }
            let from = stand_in.start.max(start);
            self.span(at..from, style);
            self.span(from..stand_in.end, Style { stand_in: true, ..style });
            at = stand_in.end;
        }
        self.span(at..end, style);
    }

    /// Appends text that is clean already, without style, to the open block; opens a paragraph where
    /// none is open.
    pub(crate) fn push_printable(&mut self, text: Printable<'_>) {
        if self.open.is_none() {
            self.open(Kind::Paragraph, Nesting::default());
        }
        self.close_marks();
        self.cleaner.push_printable(text);
    }

    /// Lets what tells of marks that were left out stand before whatever comes next, as at the end of
    /// a table cell.
    pub fn close_marks(&mut self) {
        let start = self.cleaner.text().len();
        self.cleaner.close_marks();
        self.span(start..self.cleaner.text().len(), Style { stand_in: true, ..Style::default() });
    }

    /// Gives where in the text the next push goes; for ranges of table cells.
    #[must_use]
    pub fn here(&self) -> usize {
        self.cleaner.text().len()
    }

    /// Gives the text so far, as it will stand in the document.
    #[must_use]
    pub fn text(&self) -> &str {
        self.cleaner.text()
    }

    /// Keeps where a link leads and gives its index for [`Style::link`].
    pub fn link(&mut self, target: &str) -> usize {
        self.links.push(text::clean::line(target));
        self.links.len() - 1
    }

    /// Changes the kind of the open block: a table learns its cells only while it is filled.
    pub fn set_kind(&mut self, kind: Kind) {
        if let Some(open) = &mut self.open {
            open.kind = kind;
        }
    }

    /// Ends the open block. White space at its ends goes; a block left without text goes too,
    /// unless it shows something by itself (a rule, a list item).
    pub fn close(&mut self) {
        self.close_marks();
        let Some(open) = self.open.take() else { return };
        let body = text::slice(self.cleaner.text(), open.start..self.cleaner.text().len());
        let end = open.start + body.trim_end().len();
        let start = match open.kind {
            // The first line's indent belongs to the picture that code or a poem makes.
            Kind::Code { .. } | Kind::Verse => open.start + blank_lines(body),
            _ => open.start + (body.len() - body.trim_start().len()),
        };
        self.cleaner.truncate(end.max(open.start));
        let range = start.min(end)..end;
        self.clip_spans(open.first_span, &range);
        if range.is_empty() && !matches!(open.kind, Kind::Rule | Kind::Item(_) | Kind::Heading(_)) {
            self.drop_separator();
            return;
        }
        let Open { kind, nesting, tight, indent, inset, .. } = open;
        if inset > 0 {
            self.insets.push((self.blocks.len(), inset));
        }
        let words = text::count_words(text::slice(self.cleaner.text(), range.clone()));
        let words = u32::try_from(words).unwrap_or(u32::MAX);
        self.blocks.push(Block { kind, range, nesting, tight, indent, words });
    }

    /// Gives the document, without sections: those are `outline`'s to find.
    #[must_use]
    pub fn finish(mut self) -> Document {
        self.close();
        let text = self.cleaner.finish();
        let words = self.blocks.iter().map(|block| block.words as usize).sum();
        Document {
            text,
            words,
            blocks: self.blocks,
            insets: self.insets,
            spans: self.spans,
            links: self.links,
            lines: self.lines,
            ..Document::default()
        }
    }

    fn span(&mut self, range: Range, style: Style) {
        if range.is_empty() || style == Style::default() {
            return;
        }
        match self.spans.last_mut() {
            Some(last) if last.range.end == range.start && last.style == style => {
                last.range.end = range.end;
            }
            _ => self.spans.push(Span { range, style }),
        }
    }

    fn clip_spans(&mut self, first: usize, range: &Range) {
        let mut clipped = self.spans.split_off(first.min(self.spans.len()));
        for span in &mut clipped {
            span.range = span.range.start.max(range.start)..span.range.end.min(range.end);
        }
        clipped.retain(|span| span.range.start < span.range.end);
        self.spans.append(&mut clipped);
    }

    /// Takes back the separator of a block that came to nothing.
    fn drop_separator(&mut self) {
        let end = self.blocks.last().map_or(0, |block| block.range.end);
        self.cleaner.truncate(end);
    }
}

/// Gives the bytes of the blank lines that `body` starts with.
fn blank_lines(body: &str) -> usize {
    let blank = body.len() - body.trim_start().len();
    text::slice(body, 0..blank).rfind('\n').map_or(0, |last| last + 1)
}

#[cfg(test)]
mod tests {
    use super::Builder;
    use crate::document::Style;
    use crate::document::block::{Kind, Nesting};

    fn strong() -> Style {
        Style { strong: true, ..Style::default() }
    }

    #[test]
    fn blocks_are_separated_and_trimmed() {
        let mut builder = Builder::default();
        builder.push("  one \n", Style::default());
        builder.open(Kind::Paragraph, Nesting::default());
        builder.push("  ", Style::default());
        builder.open(Kind::Paragraph, Nesting::default());
        builder.push("two", Style::default());
        builder.tighten();
        builder.open(Kind::Paragraph, Nesting::default());
        builder.push("three", Style::default());
        let document = builder.finish();
        let found: Vec<&str> =
            document.blocks.iter().map(|b| document.slice(b.range.clone())).collect();
        assert_eq!(found, ["one", "two", "three"]);
        assert!(document.text().ends_with("one\n\ntwo\nthree"), "{:?}", document.text());
    }

    #[test]
    fn code_keeps_its_first_indent() {
        let mut builder = Builder::default();
        builder.open(Kind::Code { language: None }, Nesting::default());
        builder.push("\n    a\n  b\n", Style::default());
        let document = builder.finish();
        assert_eq!(document.slice(document.blocks[0].range.clone()), "    a\n  b");
    }

    #[test]
    fn spans_meet_and_stand_ins_are_told() {
        let mut builder = Builder::default();
        builder.push("a\x1bb", strong());
        builder.push("c ", strong());
        let document = builder.finish();
        let found: Vec<_> =
            document.spans.iter().map(|s| (s.range.clone(), s.style.stand_in)).collect();
        assert_eq!(found, [(0..1, false), (1..4, true), (4..6, false)]);
    }

    #[test]
    fn marks_left_out_at_the_end_of_a_block_are_told() {
        let mut builder = Builder::default();
        builder.push(&format!("a{}", "\u{301}".repeat(20)), Style::default());
        builder.open(Kind::Paragraph, Nesting::default());
        builder.push("b", Style::default());
        let document = builder.finish();
        assert_eq!(**document.text(), format!("a{}<+12>\n\nb", "\u{301}".repeat(8)));
        assert!(document.spans[0].style.stand_in);
        assert_eq!(document.slice(document.spans[0].range.clone()), "<+12>");
    }

    #[test]
    fn lines_lead_both_ways() {
        let mut builder = Builder::default();
        builder.line(1);
        builder.push("one ", Style::default());
        builder.line(2);
        builder.push("more", Style::default());
        builder.open(Kind::Paragraph, Nesting::default());
        builder.line(4);
        builder.push("two", Style::default());
        let document = builder.finish();
        let line_of = |at| document.lines.line_of(crate::document::Position(at));
        assert_eq!([line_of(0), line_of(5), line_of(10)], [Some(1), Some(2), Some(4)]);
        assert_eq!(document.lines.position_of(3).map(|p| p.0), Some(10));
    }
}
