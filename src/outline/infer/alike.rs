//! Lines that are set alike: what a reader says of one may hold for the others.

use super::facts::{self, All, Facts, Sort};
use super::look::{Case, End, Look, Start};
use super::number::word::Word;
use super::number::{Closer, Number, Script};
use crate::document::Document;
use crate::document::block::Block;

/// Gives the other blocks that are set like the one at `at`, ascending: like it in case, numbering,
/// punctuation, blank lines, indent and emphasis, and with running text below if it has some.
///
/// Gives none for a block too long to be a heading, and in a document of more than
/// 32 MiB. Takes time linear in the document.
#[must_use]
pub fn alike(document: &Document, at: usize) -> Vec<usize> {
    if document.end().0 > LOOKED_THROUGH_BYTES {
        return Vec::new();
    }
    let all = facts::facts(document);
    let Some(wanted) = Setting::of(document, &all, at) else { return Vec::new() };
    let is_alike =
        |other: &usize| *other != at && Setting::of(document, &all, *other) == Some(wanted);
    (0..all.len()).filter(is_alike).collect()
}

/// Bytes of the longest document that is looked through for lines that are alike, as the reader
/// waits for it: twenty long novels.
const LOOKED_THROUGH_BYTES: usize = 32 << 20;

/// How a line is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Setting {
    end: End,
    case: Case,
    is_quoted: bool,
    /// Script, closer and parts of its number, and whether a word stands before it.
    number: Option<(Script, Closer, u8, Option<Word>)>,
    blanks: u8,
    inset: i32,
    is_underlined: bool,
    is_before_body: bool,
    dress: Dress,
}

/// Blank lines from which on nobody sees how many more there are.
const BLANKS_MOST: u8 = 3;

impl Setting {
    fn of(document: &Document, all: &All<'_>, at: usize) -> Option<Setting> {
        let facts = all.get(at)?;
        let Look { case, start, number, .. } = *facts.look()?;
        let mut below = all.between(at + 1..all.len());
        let is_line = |facts: &Facts<'_>| facts.sort == Sort::Line && facts.blanks == 0;
        let is_underlined = all.get(at + 1).as_ref().is_some_and(is_line);
        let next = below.nth(usize::from(is_underlined));
        Some(Setting {
            end: end(facts.look()?),
            case,
            is_quoted: start == Start::Quote,
            number: number.map(|Number { series, .. }| {
                (series.script, series.closer, series.depth, series.word)
            }),
            blanks: facts.blanks.min(BLANKS_MOST),
            inset: facts.inset,
            is_underlined,
            is_before_body: next.is_some_and(|facts| facts.is_body),
            dress: Dress::of(document, document.blocks.get(at)?),
        })
    }
}

/// Gives how a line ends; a digit or a bracket at the end is as good as a letter.
fn end(look: &Look) -> End {
    match look.end {
        End::Digit | End::Bracket | End::Dash | End::Sign => End::Letter,
        end => end,
    }
}

/// How markup sets a line as a whole.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Dress {
    strong: bool,
    emphasis: bool,
    code: bool,
    link: bool,
}

impl Dress {
    /// Gives what holds for all of a block's text.
    fn of(document: &Document, block: &Block) -> Dress {
        let [span] = document.spans_in(block.range.clone()) else { return Dress::default() };
        if span.range.start > block.range.start || span.range.end < block.range.end {
            return Dress::default();
        }
        let style = span.style;
        Dress {
            strong: style.strong,
            emphasis: style.emphasis,
            code: style.code,
            link: style.link.is_some(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::alike;
    use crate::document::block::{Kind, Nesting};
    use crate::document::builder::Builder;
    use crate::document::{Document, Style};

    const BODY: &str = "The harbour had been dredged by night for as long as anybody there could \
                        remember, and nobody asked why.";

    /// Gives a document with each line of `text` as a paragraph.
    fn document(text: &str) -> Document {
        let mut builder = Builder::default();
        for (index, line) in text.lines().enumerate().filter(|(_, line)| !line.is_empty()) {
            builder.open(Kind::Paragraph, Nesting::default());
            builder.line(index + 1);
            builder.push(line, Style::default());
        }
        builder.finish()
    }

    /// Demands which lines are set like the one that starts with `like`. A line of one dot stands
    /// for a paragraph.
    #[track_caller]
    fn check(case: &str, text: &str, like: &str, expected: &[&str]) {
        let text = text.replace("\n.\n", &format!("\n{BODY}\n"));
        let document = document(&text);
        let words = |at: &usize| document.slice(document.blocks[*at].range.clone());
        let starts = |at: &usize| words(at).starts_with(like);
        let at = (0..document.blocks.len()).find(starts).expect("the line is there");
        let found: Vec<&str> = alike(&document, at).iter().map(words).collect();
        assert_eq!(found, expected, "{case}");
    }

    #[test]
    fn lines_are_alike_by_how_they_are_set() {
        check(
            "a short line is like others before running text, and not like those of a list",
            "First part\n\n.\n\nThings to bring\n\nBread\n\nA lamp\n\n.\n\nSecond part\n\n.\n",
            "First",
            &["A lamp", "Second part"],
        );
        check(
            "numbers go with numbers",
            "1. First part\n\n.\n\nAn aside\n\n.\n\n2. Second part\n\n.\n",
            "1.",
            &["2. Second part"],
        );
        check(
            "capitals go with capitals",
            "FIRST PART\n\n.\n\nAn aside\n\n.\n\nSECOND PART\n\n.\n",
            "SECOND",
            &["FIRST PART"],
        );
        check("a paragraph is like nothing", "One\n\n.\n\n.\n", BODY, &[]);
    }
}
