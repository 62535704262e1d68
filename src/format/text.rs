//! Plain text: cuts lines into blocks.
//!
//! A line may be a paragraph, or a paragraph may be several lines; which of them is decided from
//! the beginning of the text, and each join from two neighbouring lines, so that the text of the
//! beginning is the beginning of the text. Which blocks are headings is not decided here: that is
//! for `outline` to say.

mod hyphen;
mod lines;
mod nroff;
mod page;
mod pieces;
mod shape;

use crate::document::block::{Furniture, Kind, Marker, Nesting};
use crate::document::builder::Builder;
use crate::document::{Document, Range, Style};
use crate::text as strings;
use crate::text::printable::Printable;
use hyphen::Joint;
use lines::Line;
use page::Page;
use pieces::{Form, Piece};

/// Cuts `text`, decoded but not cleaned, into blocks.
#[must_use]
pub fn parse(text: &str) -> Document {
    let mut parser = Parser::new(text);
    parser.feed(text, true);
    parser.finish()
}

/// Cuts what is `complete` of the beginning `text` of a longer one into blocks, as it will be cut
/// when the rest is there: the lines that are left out tell how the page is set, too.
pub(super) fn parse_beginning(text: &str, complete: &str) -> Document {
    let lines = text.rfind('\n').map_or(text, |end| strings::slice(text, 0..end));
    let mut parser = Parser::on(Page::measure(lines), text);
    parser.feed(complete, true);
    parser.finish()
}

/// Lines without a blank one among them that are looked at together; a longer run is cut here.
const RUN_LINES: usize = 256;

/// Cuts a text that comes part by part.
pub(super) struct Parser {
    page: Page,
    builder: Builder,
    /// The number of the next line, and whether it is counted by line feeds.
    number: usize,
    counts_line_feeds: bool,
    /// Whether anything stands before the run.
    has_begun: bool,
    /// Whether a blank line, or nothing, stands before the run.
    apart: bool,
    /// Of each list around: columns before its marks, and before its text.
    lists: Vec<(usize, usize)>,
    /// Columns by which the first line of the last paragraph was set in, where it was by more than
    /// the others.
    first_line: Option<usize>,
    /// Which bytes of the part that is being cut are not plain.
    styles: Vec<(Range, Style)>,
    /// Where a line is put together.
    scratch: String,
}

impl Parser {
    /// Starts a text that begins with `text`: as much of it as decides how the whole is cut, or
    /// all.
    pub(super) fn new(text: &str) -> Parser {
        Parser::on(Page::measure(text), text)
    }

    /// Starts a text that begins with `text` and is set as `page` says.
    fn on(page: Page, text: &str) -> Parser {
        Parser {
            page,
            builder: Builder::default(),
            number: 1,
            counts_line_feeds: lines::counts_line_feeds(text),
            has_begun: false,
            apart: true,
            lists: Vec::new(),
            first_line: None,
            styles: Vec::new(),
            scratch: String::new(),
        }
    }

    /// Takes the next part of the text, its first included; gives how many of its bytes are done.
    /// The rest, all of which may belong together with what comes, has to stand before the next.
    pub(super) fn feed(&mut self, text: &str, is_last: bool) -> usize {
        let (lines, end) = match is_last {
            true => (text, text.len()),
            false => match text.rfind('\n').filter(|_| self.counts_line_feeds) {
                Some(end) => (strings::slice(text, 0..end), end + 1),
                None => return 0,
            },
        };
        if !self.page.is_for_paper {
            return self.cut(lines, is_last).unwrap_or(end);
        }
        let paper = nroff::print(lines);
        self.styles = paper.styles;
        let left = self.cut(&paper.text, is_last);
        left.map_or(end, |left| nroff::source_of(lines, left))
    }

    /// Cuts `lines` into blocks; gives the byte from which on they may belong together with what
    /// comes, if there is one.
    fn cut(&mut self, lines: &str, is_last: bool) -> Option<usize> {
        let mut lines =
            lines::Lines::new(lines, self.number, self.counts_line_feeds, self.page.measure);
        let mut cut = Cut { parser: self, run: Vec::new() };
        for line in lines.by_ref() {
            cut.take(line);
        }
        if is_last {
            cut.flush(true);
        }
        let left = cut.run.first().map(|line| (line.start, line.number));
        self.number = left.map_or(lines.number(), |(_, number)| number);
        left.map(|(start, _)| start)
    }

    /// Gives the document, when the last part was taken.
    pub(super) fn finish(self) -> Document {
        self.builder.finish()
    }
}

/// A part of a text that is being cut.
struct Cut<'p, 'a> {
    parser: &'p mut Parser,
    /// The lines since the last blank one that are not in a block yet.
    run: Vec<Line<'a>>,
}

impl<'a> Cut<'_, 'a> {
    fn take(&mut self, line: Line<'a>) {
        if line.is_blank() {
            self.flush(true);
            self.parser.apart = true;
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
        let cut = if self.parser.has_begun { pieces::pieces } else { pieces::opening };
        let mut pieces = cut(self.parser.page, &self.run);
        self.parser.has_begun = true;
        if !ended && pieces.len() > 1 {
            pieces.pop();
        }
        for piece in &pieces {
            self.parser.piece(piece, self.run.get(piece.lines.clone()).unwrap_or_default());
        }
        let done = pieces.last().map_or(0, |piece| piece.lines.end);
        self.run.drain(..done);
    }
}

impl Parser {
    fn piece(&mut self, piece: &Piece, lines: &[Line<'_>]) {
        let Some(first) = lines.first() else { return };
        if !std::mem::take(&mut self.apart) {
            self.builder.tighten();
        }
        self.builder.indent(u8::try_from(first.indent).unwrap_or(u8::MAX));
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
        let inset = self.inset(piece.form, lines);
        self.builder.inset(u8::try_from(inset).unwrap_or(0));
        let items = u8::try_from(self.lists.len()).unwrap_or(u8::MAX);
        self.builder.open(kind, Nesting { quotes: 0, items });
        match piece.form {
            Form::Kept | Form::Verse => self.push_lines(lines),
            Form::Item { mark, .. } => self.push_joined(lines, mark),
            Form::Paragraph | Form::Rule => self.push_joined(lines, 0),
        }
        self.builder.close();
    }

    /// Gives the columns beyond the running text by which lines are set in that are to be joined: by
    /// which one that may be the first of a paragraph is, where others have one set in as far, that
    /// tells nothing.
    fn inset(&mut self, form: Form, lines: &[Line<'_>]) -> usize {
        let (Some(first), rest) = (lines.first(), lines.get(1..).unwrap_or_default()) else {
            return 0;
        };
        let least = rest.iter().map(|line| line.indent).min();
        let columns = match (form, least) {
            (Form::Item { .. }, _) if self.lists.len() == 1 => first.indent,
            (Form::Paragraph, _) if !self.lists.is_empty() => 0,
            (Form::Paragraph, Some(least)) => {
                self.first_line = (first.indent > least).then_some(first.indent);
                first.indent.min(least)
            }
            (Form::Paragraph, None) if self.first_line != Some(first.indent) => first.indent,
            _ => 0,
        };
        let inset = columns.saturating_sub(self.page.left);
        if (LEAST_INSET_COLUMNS..=MOST_INSET_COLUMNS).contains(&inset) { inset } else { 0 }
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

    /// Appends lines with their ends and their spaces, but for those that all running text has.
    fn push_lines(&mut self, lines: &[Line<'_>]) {
        let shared = lines.iter().map(|line| line.indent).min().unwrap_or(0).min(self.page.left);
        for (index, line) in lines.iter().enumerate() {
            if index > 0 {
                self.builder.push("\n", Style::default());
            }
            self.builder.line(line.number);
            let kept = without_indent(line.text, shared);
            self.push(kept, line.start + line.text.len() - kept.len());
        }
    }

    /// Appends lines as one, with single spaces except in the first `mark` bytes.
    fn push_joined(&mut self, lines: &[Line<'_>], mark: usize) {
        for (index, line) in lines.iter().enumerate() {
            let next = lines.get(index + 1);
            let joint = next.map(|next| self.page.hyphens.joint(line.body, next.body));
            self.builder.line(line.number);
            let body = match joint {
                Some(Joint::Word) => hyphen::without(line.body),
                _ => line.body,
            };
            let mark = if index == 0 { mark } else { 0 };
            match line.simple.filter(|_| joint != Some(Joint::Word)) {
                _ if !self.styles.is_empty() => {
                    self.push_words(body, line.start + line.text.len() - line.body.len(), mark);
                }
                Some(body) => self.builder.push_printable(body),
                None => {
                    let spaced = single_spaced(body, mark, &mut self.scratch);
                    self.builder.push(spaced, Style::default());
                }
            }
            if joint == Some(Joint::Space) {
                self.builder.push_printable(Printable::SPACE);
            }
        }
    }

    /// Appends `text`, which begins at byte `start` of the part, in its styles.
    fn push(&mut self, text: &str, start: usize) {
        let Parser { styles, builder, .. } = self;
        if styles.is_empty() {
            return builder.push(text, Style::default());
        }
        let end = start + text.len();
        let mut at = start;
        let first = styles.partition_point(|(range, _)| range.end <= start);
        for (range, style) in styles.iter().skip(first).take_while(|(range, _)| range.start < end) {
            let (from, to) = (range.start.max(start), range.end.min(end));
            builder.push(strings::slice(text, at - start..from - start), Style::default());
            builder.push(strings::slice(text, from - start..to - start), *style);
            at = to;
        }
        builder.push(strings::slice(text, at - start..text.len()), Style::default());
    }

    /// Appends `body`, which begins at byte `start` of the part, in its styles and with single spaces
    /// after its first `mark` bytes.
    fn push_words(&mut self, body: &str, start: usize, mark: usize) {
        let (head, tail) = body.split_at_checked(mark).unwrap_or(("", body));
        self.push(head, start);
        let (mut at, mut is_first) = (start + head.len(), true);
        for word in tail.split([' ', '\t']) {
            if !word.is_empty() {
                if !std::mem::take(&mut is_first) {
                    self.builder.push(" ", Style::default());
                }
                self.push(word, at);
            }
            at += word.len() + 1;
        }
    }
}

/// Columns that a block is set in by beyond the running text for it to be drawn so; more of them set a
/// line in the middle or at the right of the page it was written for.
const LEAST_INSET_COLUMNS: usize = 2;
const MOST_INSET_COLUMNS: usize = 24;

/// Lists inside each other; deeper ones are drawn as this deep.
const LISTS_MOST: usize = 16;

/// Gives `text` without its first `columns` columns where those are spaces.
fn without_indent(text: &str, columns: usize) -> &str {
    let spaces = text.bytes().take(columns).take_while(|byte| *byte == b' ').count();
    strings::slice(text, spaces..text.len())
}

/// Gives `body` with runs of white space after its first `mark` bytes made one space.
fn single_spaced<'b>(body: &'b str, mark: usize, scratch: &'b mut String) -> &'b str {
    let tail = body.get(mark..).unwrap_or_default();
    if !shape::has_gap(tail) && memchr::memchr(b'\t', tail.as_bytes()).is_none() {
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
