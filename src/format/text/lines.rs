//! Lines of a plain text: where they end, which number they have, how far they reach.
//!
//! Refuses to say what a line is for.

use crate::text;

/// A line of the source, without its end and without the white space before its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Line<'a> {
    /// Its text, white space at its start included; empty for a blank line.
    pub text: &'a str,
    /// Its number, from 1, as an editor counts.
    pub number: usize,
    /// Columns of white space at its start.
    pub indent: usize,
    /// The column where it ends.
    pub width: usize,
}

impl<'a> Line<'a> {
    fn new(raw: &'a str, number: usize) -> Line<'a> {
        let text = raw.trim_end();
        let body = text.trim_start();
        let indent = columns(text::slice(text, 0..text.len() - body.len()));
        Line { text, number, indent, width: indent + columns(body) }
    }

    /// Gives the text without white space at its start.
    pub(super) fn body(&self) -> &'a str {
        self.text.trim_start()
    }

    pub(super) fn is_blank(&self) -> bool {
        self.text.is_empty()
    }
}

/// Bytes from which on a line is a paragraph of its own, whose width nobody needs exactly.
const LONG_BYTES: usize = 2_000;

/// Gives about how many columns `line` takes; tabs reach the next stop of eight.
fn columns(line: &str) -> usize {
    if line.len() > LONG_BYTES {
        return line.len();
    }
    let mut columns = 0;
    for (tabs, part) in line.split('\t').enumerate() {
        if tabs > 0 {
            columns += 8 - columns % 8;
        }
        columns += text::columns(part);
    }
    columns
}

/// Gives the lines of `text`.
///
/// Line feed, carriage return, both together, vertical tab, form feed, next line, line and
/// paragraph separator end a line. Editors number by line feeds, so where the beginning of the
/// text has one the other ends break a line without being counted.
pub(super) fn lines(text: &str) -> impl Iterator<Item = Line<'_>> {
    let line_feeds = memchr::memchr(b'\n', head(text).as_bytes()).is_some();
    let mut number = 0;
    text.split('\n').flat_map(move |counted| {
        number += 1;
        let first = number;
        let counted = counted.strip_suffix('\r').unwrap_or(counted);
        let pieces = Pieces { rest: Some(counted), plain: !has_other_ends(counted) };
        let mut extra = 0;
        if !line_feeds {
            number += pieces.clone().count() - 1;
        }
        pieces.map(move |piece| {
            let line = Line::new(piece, first + extra);
            extra += usize::from(!line_feeds);
            line
        })
    })
}

/// Bytes at the start of a text that decide for the whole of it.
///
/// A large file is first shown by this much of itself, and may not look different afterwards.
const HEAD_BYTES: usize = 64 * 1024;

/// Gives the beginning of `text` that decides how the whole is cut.
pub(super) fn head(text: &str) -> &str {
    let most = HEAD_BYTES.min(text.len());
    let end = (0..=most).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(0);
    text::slice(text, 0..end)
}

fn has_other_ends(line: &str) -> bool {
    let bytes = line.as_bytes();
    memchr::memchr3(b'\r', 0xb, 0xc, bytes).is_some()
        || !bytes.is_ascii() && line.contains(is_other_end)
}

fn is_other_end(char: char) -> bool {
    matches!(char, '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// The parts of a stretch without line feeds.
#[derive(Clone)]
struct Pieces<'a> {
    rest: Option<&'a str>,
    /// Whether there is only one.
    plain: bool,
}

impl<'a> Iterator for Pieces<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        let rest = self.rest.take()?;
        if self.plain {
            return Some(rest);
        }
        let Some((piece, after)) = rest.split_once(is_other_end) else { return Some(rest) };
        self.rest = Some(after);
        Some(piece)
    }
}

#[cfg(test)]
mod tests {
    use super::lines;

    #[track_caller]
    fn check(case: &str, text: &str, expected: &[(usize, &str)]) {
        let found: Vec<_> = lines(text).map(|line| (line.number, line.text)).collect();
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
        let found: Vec<_> =
            lines("  ab\n\tc\n日本\n\u{3000}あ").map(|line| (line.indent, line.width)).collect();
        assert_eq!(found, [(2, 4), (8, 9), (0, 4), (2, 4)]);
    }
}
