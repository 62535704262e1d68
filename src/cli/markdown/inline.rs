//! Text within a block as Markdown: escapes, emphasis, code, links.

use std::collections::HashSet;

use crate::document::block::{Block, Kind, Marker};
use crate::document::{Document, Range, Style};
use crate::text;

/// What the text stands within.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Within {
    /// A block of several lines.
    Paragraph,
    /// A block of one line.
    Line,
    /// A cell of a table.
    Cell,
}

/// The text of an article, and what it refers to.
pub(super) struct Words<'a> {
    pub(super) document: &'a Document,
    /// The labels of its notes.
    notes: HashSet<&'a str>,
    /// Whether one of its blocks is its title.
    pub(super) has_title: bool,
}

impl<'a> Words<'a> {
    pub(super) fn of(document: &'a Document) -> Words<'a> {
        let label = |block: &'a Block| match &block.kind {
            Kind::Item(Marker::Note(label)) => Some(&***label),
            _ => None,
        };
        let notes = document.blocks.iter().filter_map(label).collect();
        let has_title = document.blocks.iter().any(|block| block.kind == Kind::Title);
        Words { document, notes, has_title }
    }

    /// Tells whether a link is a reference to a note.
    fn is_reference(&self, linked: &[Piece], target: &str) -> bool {
        let label = target.strip_prefix('#').filter(|label| self.notes.contains(label));
        let [only] = linked else { return false };
        let written = only.text.strip_prefix('[').and_then(|text| text.strip_suffix(']'));
        label.is_some() && label == written
    }
}

/// Gives the text of `range` with its settings.
pub(super) fn lines(words: &Words, range: Range, within: Within) -> String {
    let mut out = String::new();
    let pieces = pieces(words.document, range);
    for linked in pieces.chunk_by(|one, next| one.style.link == next.style.link) {
        let target = linked.first().and_then(|piece| words.document.links.get(piece.style.link?));
        match target {
            Some(target) if words.is_reference(linked, target) => {
                out.push_str(&format!("[^{}]", target.trim_start_matches('#')));
            }
            Some(target) if is_autolink(linked, target) => out.push_str(&format!("<{target}>")),
            Some(target) => {
                out.push('[');
                linked.iter().for_each(|piece| push(&mut out, piece));
                out.push_str(&format!("]({})", self::target(target)));
            }
            None => linked.iter().for_each(|piece| push(&mut out, piece)),
        }
    }
    let line = |line: &str| unmarked(line.trim_matches(' '));
    match within {
        Within::Paragraph => out.split('\n').map(line).collect::<Vec<_>>().join("\n"),
        Within::Line => one_line(&out),
        Within::Cell => one_line(&out).replace('|', "\\|"),
    }
}

/// Gives text on one line; spaces that do not break stay as they are.
pub(super) fn one_line(text: &str) -> String {
    let words = text.split([' ', '\n']).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

/// A stretch of text that is set in one way, and what stands beside it.
struct Piece<'a> {
    text: &'a str,
    style: Style,
    before: Option<char>,
    after: Option<char>,
}

fn pieces(document: &Document, range: Range) -> Vec<Piece<'_>> {
    let mut bounds = Vec::new();
    let mut at = range.start;
    for span in document.spans_in(range.clone()) {
        let span_range = span.range.start.max(range.start)..span.range.end.min(range.end);
        bounds.push((at..span_range.start, Style::default()));
        at = span_range.end;
        bounds.push((span_range, span.style));
    }
    bounds.push((at..range.end, Style::default()));
    let pieces = bounds.into_iter().filter(|(piece, _)| !piece.is_empty());
    let piece = |(piece, style): (Range, Style)| Piece {
        before: document.slice(range.start..piece.start).chars().next_back(),
        after: document.slice(piece.end..range.end).chars().next(),
        text: document.slice(piece),
        style,
    };
    pieces.map(piece).collect()
}

/// Tells whether a link's words are its target.
fn is_autolink(linked: &[Piece], target: &str) -> bool {
    let is_plain = target.starts_with("http") && !target.contains([' ', '<', '>', '\\']);
    matches!(linked, [only] if only.text == target && is_plain)
}

/// Writes a piece with its settings, white space at its ends outside of them.
fn push(out: &mut String, piece: &Piece) {
    let core = piece.text.trim();
    if core.is_empty() {
        return out.push_str(piece.text);
    }
    let head = piece.text.len() - piece.text.trim_start().len();
    let tail = piece.text.trim_end().len();
    let before = if head > 0 { Some(' ') } else { piece.before };
    let after = if tail < piece.text.len() { Some(' ') } else { piece.after };
    out.push_str(text::slice(piece.text, 0..head));
    let written = if piece.style.code && !out.ends_with('`') {
        code(core)
    } else {
        escaped(core, before, after)
    };
    let marks = marks(piece.style);
    if can_be_marked(out.chars().next_back(), &written, after) {
        out.push_str(&marks.concat());
        out.push_str(&written);
        marks.iter().rev().for_each(|mark| out.push_str(mark));
    } else {
        out.push_str(&written);
    }
    out.push_str(text::slice(piece.text, tail..piece.text.len()));
}

fn marks(style: Style) -> Vec<&'static str> {
    let settings = [(style.struck, "~~"), (style.strong, "**"), (style.emphasis, "*")];
    settings.into_iter().filter(|(is_set, _)| *is_set).map(|(_, mark)| mark).collect()
}

/// Tells whether marks around `written` would be taken for marks, with these characters beside
/// them.
///
/// Source: `CommonMark` 0.31.2, section 6.2, left- and right-flanking delimiter runs.
fn can_be_marked(before: Option<char>, written: &str, after: Option<char>) -> bool {
    let is_word = |char: Option<char>| char.is_some_and(char::is_alphanumeric);
    let is_open = |char: Option<char>| {
        char.is_none_or(|char| {
            char.is_whitespace()
                || "“”‘’—–…".contains(char)
                || char.is_ascii_punctuation() && !"*~_`\\".contains(char)
        })
    };
    let opens = is_open(before) || is_word(before) && is_word(written.chars().next());
    let closes = is_open(after) || is_word(after) && is_word(written.chars().next_back());
    opens && closes
}

/// Gives computer text between as many backquotes as it takes.
fn code(text: &str) -> String {
    let text = text.replace('\n', " ");
    let fence = "`".repeat(longest_run(&text, '`') + 1);
    let pad = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    format!("{fence}{pad}{text}{pad}{fence}")
}

/// Gives the most `wanted` that stand side by side in `text`.
pub(super) fn longest_run(text: &str, wanted: char) -> usize {
    text.split(|char| char != wanted).map(str::len).max().unwrap_or_default()
}

/// Gives where a link leads, as it is written in round brackets.
pub(super) fn target(target: &str) -> String {
    let is_plain = |char: char| char.is_ascii_alphanumeric() || "-._~:/?#@!$+,=%&".contains(char);
    if !target.is_empty() && target.chars().all(is_plain) {
        return target.to_owned();
    }
    let mut out = String::from("<");
    for char in target.chars() {
        if matches!(char, '<' | '>' | '\\' | '&') {
            out.push('\\');
        }
        out.push(char);
    }
    out + ">"
}

/// Gives `text` with what would act as markup anywhere in a line escaped; `before` and `after`
/// stand beside it.
pub(super) fn escaped(text: &str, before: Option<char>, after: Option<char>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut previous = before;
    let mut chars = text.chars();
    while let Some(char) = chars.next() {
        let rest = chars.as_str();
        let next = rest.chars().next().or(after);
        let acts = match char {
            '\\' | '`' | '*' | '[' | ']' | '~' => true,
            '_' => ![previous, next].iter().all(|it| it.is_some_and(char::is_alphanumeric)),
            '<' => next.is_some_and(|next| next.is_alphabetic() || "/!?".contains(next)),
            '&' => starts_entity(rest),
            _ => false,
        };
        if acts {
            out.push('\\');
        }
        out.push(char);
        previous = Some(char);
    }
    out
}

/// Tells whether an ampersand before `rest` would be read with it as one character.
fn starts_entity(rest: &str) -> bool {
    let name = rest.trim_start_matches(|char: char| char.is_ascii_alphanumeric() || char == '#');
    name.starts_with(';') && name.len() < rest.len()
}

/// Gives a line in which nothing at its start is markup: no heading, list, quotation, rule, or
/// the line under a heading or a table's head.
fn unmarked(line: &str) -> String {
    let mut chars = line.chars();
    let is_spaced = |rest: &str| rest.is_empty() || rest.starts_with(' ');
    let is_line = line.chars().all(|char| "-=+:| ".contains(char));
    let acts = match chars.next() {
        Some('>') => true,
        Some('#') => is_spaced(line.trim_start_matches('#')),
        Some('-' | '+') => is_line || is_spaced(chars.as_str()),
        Some('=' | ':' | '|') => is_line,
        _ => false,
    };
    if acts {
        return format!("\\{line}");
    }
    let rest = line.trim_start_matches(|char: char| char.is_ascii_digit());
    let is_number = rest.len() < line.len()
        && rest.starts_with(['.', ')'])
        && is_spaced(rest.trim_start_matches(['.', ')']));
    if !is_number {
        return line.to_owned();
    }
    format!("{}\\{rest}", text::slice(line, 0..line.len() - rest.len()))
}
