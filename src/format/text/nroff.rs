//! What nroff and the programs after it write for a terminal of paper: letters struck over, and tabs
//! in the place of blanks.
//!
//! A letter, a backspace and the same letter again are bold; an underscore, a backspace and a letter
//! are underlined; a plus and an o in one place are a bullet. So manual pages come from their
//! formatter (`grotty -c`), and pagers take them. Whatever else a backspace stands between is no such
//! letter, and stays for all to see. Where `col` has been at work, blanks up to a tab stop are tabs,
//! inside of sentences too.

use super::lines;
use crate::document::{Range, Style};
use crate::text;
use crate::text::clean::{self, TAB_COLUMNS, TAB_COLUMNS_MAX};

const BACKSPACE: char = '\u{8}';

/// The text as it looks on paper.
#[derive(Debug, Default)]
pub(super) struct Paper {
    /// The letters, each once, with blanks for tabs.
    pub text: String,
    /// Which bytes of it are bold or underlined, in order.
    pub styles: Vec<(Range, Style)>,
}

/// Tells whether a letter of `text` is struck over, or a tab stands for some of several blanks.
pub(super) fn is_for_paper(text: &str) -> bool {
    let bytes = text.as_bytes();
    let has_struck = || parts(text).any(|part| part.is_struck);
    memchr::memmem::find(bytes, b"\t ").is_some()
        || memchr::memchr(BACKSPACE as u8, bytes).is_some() && has_struck()
}

/// Gives `text` as it looks on paper.
pub(super) fn print(text: &str) -> Paper {
    let mut paper = Paper::default();
    for part in parts(text) {
        let start = paper.text.len();
        paper.text.push_str(part.shown);
        let end = paper.text.len();
        match paper.styles.last_mut() {
            _ if part.style == Style::default() => {}
            Some((range, style)) if range.end == start && *style == part.style => range.end = end,
            _ => paper.styles.push((start..end, part.style)),
        }
    }
    paper
}

/// Gives the byte of `text` that byte `at` of the same on paper was made from.
pub(super) fn source_of(text: &str, at: usize) -> usize {
    let (mut start, mut source) = (0, 0);
    for part in parts(text) {
        if start + part.shown.len() > at {
            break;
        }
        start += part.shown.len();
        source += part.bytes;
    }
    source + at - start
}

/// A part of a text: a letter that is struck over, a tab, or what stands before the next of them.
struct Part<'a> {
    shown: &'a str,
    style: Style,
    is_struck: bool,
    /// How many bytes it is in the source.
    bytes: usize,
}

/// Gives the parts of `text`.
fn parts(text: &str) -> impl Iterator<Item = Part<'_>> {
    let mut rest = text;
    let (mut column, mut tabs) = (0, 0);
    let mut before = Style::default();
    std::iter::from_fn(move || {
        let part = match rest.starts_with('\t') {
            true if tabs >= TAB_COLUMNS_MAX => blanks(1),
            true => blanks(TAB_COLUMNS - column % TAB_COLUMNS),
            false => next(rest, before)?,
        };
        before = part.style;
        if rest.starts_with('\t') {
            tabs += part.shown.len();
        }
        let line = part.shown.rsplit(lines::is_end).next().unwrap_or_default();
        if line.len() < part.shown.len() {
            (column, tabs) = (0, 0);
        }
        column += text::columns(line);
        rest = text::slice(rest, part.bytes..rest.len());
        Some(part)
    })
}

/// Gives what a tab is on paper.
fn blanks(columns: usize) -> Part<'static> {
    let shown = text::slice("        ", 0..columns);
    Part { shown, style: Style::default(), is_struck: false, bytes: 1 }
}

/// Gives the part at the start of `text`, unless that is empty; `before` is the style of the one
/// before it.
fn next(text: &str, before: Style) -> Option<Part<'_>> {
    let first = text.chars().next()?;
    if let Some(bytes) = underscore(text) {
        let style = if before == Style::default() { style_after(text) } else { before };
        return Some(Part { shown: text::slice(text, 0..1), style, is_struck: true, bytes });
    }
    if let Some(letter) = letter(text, first) {
        return Some(letter);
    }
    let next = memchr::memchr2(BACKSPACE as u8, b'\t', text.as_bytes()).unwrap_or(text.len());
    let before = text::slice(text, 0..next);
    // The letter before a backspace may be struck over.
    let last = before.char_indices().next_back();
    let last = last.filter(|_| text::slice(text, next..text.len()).starts_with(BACKSPACE));
    let bytes = last.map_or(next, |(at, _)| at).max(first.len_utf8());
    let shown = text::slice(text, 0..bytes);
    Some(Part { shown, style: Style::default(), is_struck: false, bytes })
}

/// Gives how many bytes an underscore takes at the start of `text` that nothing but underscores are
/// struck over. It may be bold or underlined, which only the letters beside it tell.
fn underscore(text: &str) -> Option<usize> {
    let mut bytes = 1;
    let mut rest = text.strip_prefix('_')?;
    while let Some(after) = rest.strip_prefix("\u{8}_") {
        bytes += rest.len() - after.len();
        rest = after;
    }
    (bytes > 1 && !rest.starts_with(BACKSPACE)).then_some(bytes)
}

/// Gives the style of the first letter after the underscores at the start of `text` if that is struck
/// over, or else bold, as it would be if it were any other sign.
fn style_after(text: &str) -> Style {
    let mut rest = text;
    while let Some(bytes) = underscore(rest) {
        rest = text::slice(rest, bytes..rest.len());
    }
    let letter = rest.chars().next().and_then(|first| letter(rest, first));
    let style = letter.map(|letter| letter.style).filter(|style| *style != Style::default());
    style.unwrap_or(Style { strong: true, ..Style::default() })
}

/// What a plus and an o make. Source: groff, `tty.tmac`; mandoc, `chars.c`.
const BULLET: &str = "•";

/// Gives the letter at the start of `text`, where what begins with `first` is one that is struck
/// over.
fn letter(text: &str, first: char) -> Option<Part<'_>> {
    let mut at = first.len_utf8();
    let mut shown = text::slice(text, 0..at);
    let mut letter = first;
    let mut style = Style::default();
    while let Some(after) = text::slice(text, at..text.len()).strip_prefix(BACKSPACE)
        && let Some(over) = after.chars().next().filter(|&over| clean::leaves_ink(over))
    {
        let start = at + BACKSPACE.len_utf8();
        match (letter, over) {
            (letter, over) if letter == over => style.strong = true,
            ('_', over) => {
                style.emphasis = true;
                letter = over;
                shown = text::slice(text, start..start + over.len_utf8());
            }
            (_, '_') => style.emphasis = true,
            ('+', 'o') | ('o', '+') => {
                letter = over;
                shown = BULLET;
            }
            _ => break,
        }
        at = start + over.len_utf8();
    }
    let is_struck = at > first.len_utf8() && clean::leaves_ink(first);
    is_struck.then_some(Part { shown, style, is_struck, bytes: at })
}

#[cfg(test)]
mod tests {
    use super::{is_for_paper, print, source_of};

    /// Writes bold between stars and underlined between lines.
    fn dump(text: &str) -> String {
        let paper = print(text);
        let (mut dump, mut at) = (String::new(), 0);
        for (range, style) in paper.styles {
            dump.push_str(paper.text.get(at..range.start).expect("styles are in order"));
            let bounds = [(style.strong, '*'), (style.emphasis, '/')];
            let bounds = || bounds.iter().filter(|(is, _)| *is).map(|(_, bound)| *bound);
            dump.extend(bounds());
            dump.push_str(paper.text.get(range.clone()).expect("it is of the text"));
            dump.extend(bounds());
            at = range.end;
        }
        dump.push_str(paper.text.get(at..).expect("styles are in order"));
        dump
    }

    #[test]
    fn letters_struck_over_are_shown_once() {
        for (text, expected) in [
            ("no letter", "no letter"),
            ("N\u{8}NA\u{8}AM\u{8}ME\u{8}E of it", "*NAME* of it"),
            ("a _\u{8}f_\u{8}i_\u{8}l_\u{8}e, here", "a /file/, here"),
            ("f\u{8}_", "/f/"),
            ("_\u{8}x\u{8}x y", "*/x*/ y"),
            ("e\u{8}eé\u{8}é日\u{8}日", "*eé日*"),
            ("r\u{8}r _\u{8} w", "*r* / /w"),
            ("_\u{8}i_\u{8}t_\u{8}__\u{8}a", "/it_a/"),
            ("(_\u{8}__\u{8}__\u{8}x)", "(/__x/)"),
            ("a\u{8}a_\u{8}_b\u{8}b", "*a_b*"),
            ("a _\u{8}__\u{8}_ x\u{8}x", "a *__* *x*"),
            ("_\u{8}i _\u{8}_", "/i/ *_*"),
            ("_\u{8}_\u{8}_\u{8}a", "*/a*/"),
            ("rm\u{8}\u{8}ls", "rm\u{8}\u{8}ls"),
            ("a\u{8}b", "a\u{8}b"),
            ("\u{8}a\u{8}", "\u{8}a\u{8}"),
            ("a\u{8}\na", "a\u{8}\na"),
            ("\u{1b}\u{8}\u{1b}", "\u{1b}\u{8}\u{1b}"),
            ("\u{202e}\u{8}\u{202e}", "\u{202e}\u{8}\u{202e}"),
            ("_\u{8}\u{ad}\u{301}\u{8}\u{301}", "_\u{8}\u{ad}\u{301}\u{8}\u{301}"),
        ] {
            assert_eq!(dump(text), expected, "{text:?}");
            assert_eq!(is_for_paper(text), expected.contains(['*', '/']), "{text:?}");
        }
    }

    #[test]
    fn a_plus_and_an_o_are_a_bullet() {
        for (text, expected) in [
            ("+\u{8}o item", "• item"),
            ("  o\u{8}+ item", "  • item"),
            ("+\u{8}+\u{8}o\u{8}o item", "*•* item"),
            ("_\u{8}+\u{8}_\u{8}o item", "/•/ item"),
            ("+\u{8}x item", "+\u{8}x item"),
        ] {
            assert_eq!(dump(text), expected, "{text:?}");
            assert_eq!(is_for_paper(text), expected.contains('•'), "{text:?}");
        }
        assert_eq!(source_of("+\u{8}o item", "• i".len()), "+\u{8}o i".len());
    }

    #[test]
    fn tabs_reach_the_next_stop() {
        for (text, expected) in [
            ("       List  information  about\t the", "       List  information  about  the"),
            ("\t  a\tb\n\tc", "          a     b\n        c"),
            ("a\u{8}a\tb", "*a*       b"),
            ("日本\t b", "日本     b"),
        ] {
            assert_eq!(dump(text), expected, "{text:?}");
            assert!(is_for_paper(text), "{text:?}");
        }
        assert!(!is_for_paper("a table\tof\ttabs\n\tand code"));
        assert!(print(&"\t ".repeat(9_000)).text.len() < 20_000);
    }

    #[test]
    fn each_place_is_found_in_the_source() {
        let text = "a\n\tN\u{8}N _\u{8}x\u{8}x, é\u{8}éz\u{8}q";
        let shown = print(text).text;
        assert_eq!(shown, "a\n        N x, éz\u{8}q");
        for (at, _) in shown.char_indices().filter(|(at, _)| !(3..10).contains(at)) {
            let source = source_of(text, at);
            assert_eq!(print(text.get(..source).expect("a boundary")).text.len(), at);
        }
        assert_eq!(source_of(text, shown.len()), text.len());
    }
}
