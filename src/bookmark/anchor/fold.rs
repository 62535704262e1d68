//! Text in which every run of spaces and line ends is one space, and the way back.
//!
//! Spaces that do not break are letters here: wrapping lines anew leaves them as they are.

use memchr::memchr2;

use crate::document::Range;
use crate::text;

/// Gives `text` with every run of white space as one space, and none at either end.
pub(super) fn fold(text: &str) -> String {
    let words = text.split([' ', '\n']).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

/// A whole text folded, with the way back to it.
pub(super) struct Folded {
    /// The text with every run of white space as one space, and none at either end.
    pub(super) text: String,
    /// The words before which white space changed its length: where each starts in the folded
    /// text and in the original, both ascending.
    shifts: Vec<(usize, usize)>,
}

impl Folded {
    pub(super) fn new(original: &str) -> Folded {
        let mut folded =
            Folded { text: String::with_capacity(original.len()), shifts: vec![(0, 0)] };
        let mut at = 0;
        let mut ahead = 0;
        while let Some(word) = next_word(original, at) {
            if !folded.text.is_empty() {
                folded.text.push(' ');
            }
            let start = folded.text.len();
            if word.start - start != ahead {
                ahead = word.start - start;
                folded.shifts.push((start, word.start));
            }
            at = word.end;
            folded.text.push_str(text::slice(original, word));
        }
        folded
    }

    /// Gives where in the original the words at `folded` stand; the range starts and ends in a
    /// word.
    pub(super) fn original(&self, folded: &Range) -> Range {
        self.original_of(folded.start)..self.original_of(folded.end.saturating_sub(1)) + 1
    }

    /// Gives the byte of the original that the byte `folded`, which is in a word, came from.
    fn original_of(&self, folded: usize) -> usize {
        let after = self.shifts.partition_point(|(start, _)| *start <= folded);
        let (start, original) = self.shifts.get(after - 1).copied().unwrap_or_default();
        original + (folded - start)
    }
}

/// Gives the first run without white space from byte `at` on.
fn next_word(text: &str, at: usize) -> Option<Range> {
    let is_word = |byte: &u8| !matches!(byte, b' ' | b'\n');
    let start = at + text.as_bytes().get(at..)?.iter().position(is_word)?;
    let length = memchr2(b' ', b'\n', text.as_bytes().get(start..)?);
    Some(start..length.map_or(text.len(), |length| start + length))
}

#[cfg(test)]
mod tests {
    use super::{Folded, fold};

    #[track_caller]
    fn check(case: &str, original: &str, expected: &str) {
        let folded = Folded::new(original);
        assert_eq!(folded.text, expected, "{case}");
        assert_eq!(fold(original), expected, "{case}: the short way agrees");
        for word in ["one", "two", "three"] {
            let there = original.find(word).map(|start| start..start + word.len());
            let back = folded.text.find(word).map(|at| folded.original(&(at..at + word.len())));
            assert_eq!(back, there, "{case}: the way back to {word}");
        }
    }

    #[test]
    fn runs_of_white_space_become_one_space() {
        check("nothing", "", "");
        check("only white space", " \n ", "");
        check("one word", "one", "one");
        check("a line end", "one\ntwo", "one two");
        check("blank lines", "one\n\ntwo\n\n\nthree", "one two three");
        check("white space at the ends", "  one two\n", "one two");
        check("a space that does not break", "one\u{a0}two  three", "one\u{a0}two three");
        check("letters of several bytes", "één\n\none  日本\ntwo", "één one 日本 two");
    }
}
