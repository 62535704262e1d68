//! Lines of a plain text: where they end, which number they have, how far they reach.
//!
//! Refuses to say what a line is for.

use super::shape;
use crate::text;
use crate::text::clean::TAB_COLUMNS;
use crate::text::printable::Printable;

/// A line of the source, without its end and without the white space before its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Line<'a> {
    /// Its text, white space at its start included; empty for a blank line.
    pub text: &'a str,
    /// Its text without white space at its start.
    pub body: &'a str,
    /// Byte of the text it is a line of where it starts.
    pub start: usize,
    /// Its number, from 1, as an editor counts.
    pub number: usize,
    /// Columns of white space at its start.
    pub indent: usize,
    /// The column where it ends.
    pub width: usize,
    /// Its body where that is printable ASCII with no two spaces side by side, as nearly every line
    /// of a paragraph is.
    pub simple: Option<Printable<'a>>,
}

impl<'a> Line<'a> {
    /// Gives the line of `text`.
    fn of_printable(text: Printable<'a>, (start, number): (usize, usize)) -> Line<'a> {
        let text = text.trim_end();
        let body = text.trim_start();
        let simple = (!text::has_gap(body.as_str())).then_some(body);
        let (text, body) = (text.as_str(), body.as_str());
        let (indent, width) = (text.len() - body.len(), text.len());
        Line { text, body, start, number, indent, width, simple }
    }

    /// Gives the line of `raw`, which is not all printable ASCII.
    fn of(raw: &'a str, (start, number): (usize, usize), measure: Measure) -> Line<'a> {
        let text = raw.trim_end();
        let body = text.trim_start();
        let indent = columns(text::slice(text, 0..text.len() - body.len()));
        let width = match measure {
            Measure::Columns => columns(body),
            Measure::Characters => body.chars().count(),
        };
        Line { text, body, start, number, indent, width: indent + width, simple: None }
    }

    /// Tells whether the spaces in it are the point of it: columns of a table, a drawing.
    pub(super) fn is_kept(&self) -> bool {
        match self.simple {
            Some(body) => shape::is_framed(body.as_str()),
            None => shape::is_kept(self.body),
        }
    }

    /// Tells whether two spaces stand side by side in it.
    pub(super) fn has_gap(&self) -> bool {
        self.simple.is_none() && shape::has_gap(self.body)
    }

    /// Tells whether it is code with several spaces between quotation marks.
    pub(super) fn quotes_blanks(&self) -> bool {
        self.simple.is_none() && shape::quotes_blanks(self.body)
    }

    pub(super) fn is_blank(&self) -> bool {
        self.text.is_empty()
    }
}

/// What the program counted that wrapped a text: the two differ where marks stand on letters, as in
/// the scripts of India.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Measure {
    /// Columns on a screen.
    Columns,
    /// Unicode scalar values.
    Characters,
}

/// Bytes from which on a line is a paragraph of its own, whose width nobody needs exactly.
const LONG_BYTES: usize = 2_000;

/// Gives about how many columns `line` takes; tabs reach the next stop of eight.
fn columns(line: &str) -> usize {
    let has_tab = || memchr::memchr(b'\t', line.as_bytes()).is_some();
    if line.len() > LONG_BYTES || line.is_ascii() && !has_tab() {
        return line.len();
    }
    let mut columns = 0;
    for (tabs, part) in line.split('\t').enumerate() {
        if tabs > 0 {
            columns += TAB_COLUMNS - columns % TAB_COLUMNS;
        }
        columns += text::columns(part);
    }
    columns
}

/// Lines of a text, one after the other.
///
/// Line feed, carriage return, both together, vertical tab, form feed, next line, line and
/// paragraph separator end a line. Editors number by line feeds, so where the beginning of the
/// text has one the other ends break a line without being counted.
#[derive(Clone, Debug)]
pub(super) struct Lines<'a> {
    text: &'a str,
    /// Up to which byte lines were taken; none after the last line.
    at: Option<usize>,
    /// The byte of the next line feed, where another end stands before it.
    pieces_end: Option<usize>,
    number: usize,
    counts_line_feeds: bool,
    measure: Measure,
}

/// Gives the lines of `text`, as long as `measure` has it.
pub(super) fn lines(text: &str, measure: Measure) -> Lines<'_> {
    Lines::new(text, 1, counts_line_feeds(text), measure)
}

/// Tells from the beginning of a text whether its lines are numbered by line feeds.
pub(super) fn counts_line_feeds(text: &str) -> bool {
    memchr::memchr(b'\n', head(text).as_bytes()).is_some()
}

impl<'a> Lines<'a> {
    /// Gives the lines of `text`, the first of which has the number `number`.
    pub(super) fn new(
        text: &'a str,
        number: usize,
        counts_line_feeds: bool,
        measure: Measure,
    ) -> Lines<'a> {
        Lines { text, at: Some(0), pieces_end: None, number, counts_line_feeds, measure }
    }

    /// Gives the number of the next line.
    pub(super) fn number(&self) -> usize {
        self.number
    }

    /// Gives where the line ends whose text goes up to the line feed at byte `end`.
    fn trimmed(&self, start: usize, end: usize) -> usize {
        let returns =
            self.text.as_bytes().get(start..end).is_some_and(|line| line.ends_with(b"\r"));
        end - usize::from(returns)
    }
}

impl<'a> Iterator for Lines<'a> {
    type Item = Line<'a>;

    fn next(&mut self) -> Option<Line<'a>> {
        let (start, number) = (self.at?, self.number);
        let bytes = self.text.as_bytes();
        let was_broken = self.pieces_end.is_some();
        let feed = self.pieces_end.take().or_else(|| {
            memchr::memchr(b'\n', bytes.get(start..).unwrap_or_default()).map(|at| start + at)
        });
        let line_feed = feed.unwrap_or(bytes.len());
        let line = text::slice(self.text, start..self.trimmed(start, line_feed));
        let printable = Printable::of(line);
        let broken = was_broken || printable.is_none() && has_other_ends(line);
        if let Some((first, after)) = broken.then(|| line.split_once(is_other_end)).flatten() {
            self.pieces_end = Some(line_feed);
            self.at = Some(start + line.len() - after.len());
            self.number += usize::from(!self.counts_line_feeds);
            return Some(Line::of(first, (start, number), self.measure));
        }
        self.at = feed.filter(|end| *end < bytes.len()).map(|end| end + 1);
        self.number += 1;
        Some(match printable {
            Some(text) => Line::of_printable(text, (start, number)),
            None => Line::of(line, (start, number), self.measure),
        })
    }
}

/// Bytes at the start of a text that decide for the whole of it.
///
/// A large file is first shown by this much of itself, and may not look different afterwards.
const HEAD_BYTES: usize = 64 * 1024;

/// Gives the beginning of `text` that decides how the whole is cut.
pub(super) fn head(text: &str) -> &str {
    text::slice(text, 0..text.floor_char_boundary(HEAD_BYTES))
}

/// Tells quickly whether a line end other than a line feed is in `line`.
fn has_other_ends(line: &str) -> bool {
    let bytes = line.as_bytes();
    memchr::memchr3(b'\r', 0xb, 0xc, bytes).is_some()
        || !bytes.is_ascii() && line.contains(is_other_end)
}

/// Tells whether a line ends with `char`.
pub(super) fn is_end(char: char) -> bool {
    char == '\n' || is_other_end(char)
}

fn is_other_end(char: char) -> bool {
    matches!(char, '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

#[cfg(test)]
mod tests {
    use super::{Measure, lines};

    #[track_caller]
    fn check(case: &str, text: &str, expected: &[(usize, &str)]) {
        let found: Vec<_> =
            lines(text, Measure::Columns).map(|line| (line.number, line.text)).collect();
        assert_eq!(found, expected, "{case}");
    }

    #[test]
    fn every_kind_of_line_end_ends_a_line() {
        check("line feeds", "a\nb \n", &[(1, "a"), (2, "b"), (3, "")]);
        check("both", "a\r\nb\r\n\r\nc", &[(1, "a"), (2, "b"), (3, ""), (4, "c")]);
        check("carriage returns alone", "a\rb\r\rc", &[(1, "a"), (2, "b"), (3, ""), (4, "c")]);
        check("separators alone", "a\u{2028}b\u{85}c", &[(1, "a"), (2, "b"), (3, "c")]);
        check(
            "a form feed among line feeds",
            "a\n\u{c}\nb",
            &[(1, "a"), (2, ""), (2, ""), (3, "b")],
        );
        check("a return among line feeds", "a\rb\nc", &[(1, "a"), (1, "b"), (2, "c")]);
    }

    #[test]
    fn lines_reach_as_far_as_they_are_seen_to() {
        let found: Vec<_> = lines("  ab\n\tc\n日本\n\u{3000}あ", Measure::Columns)
            .map(|line| (line.indent, line.width))
            .collect();
        assert_eq!(found, [(2, 4), (8, 9), (0, 4), (2, 4)]);
    }
}
