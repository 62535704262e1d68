//! Where words stand in a text with the fewest letters changed.
//!
//! Source: Myers, A fast bit-vector algorithm for approximate string matching based on dynamic
//! programming, Journal of the ACM 46 (1999); with blocks as in Hyyrö, A bit-vector algorithm for
//! computing Levenshtein and Damerau edit distances, Nordic Journal of Computing 10 (2003).

use crate::document::Range;

/// Bits in a block: letters of the pattern that one step compares.
const BLOCK: usize = 64;

/// Words to look for, prepared.
#[derive(Clone, Debug)]
pub(super) struct Pattern {
    chars: Vec<char>,
    /// The class of each ASCII character: the index of its masks, 0 for those not in the pattern.
    ascii: [u16; 128],
    /// The other characters of the pattern, sorted, with their classes.
    others: Vec<(char, u16)>,
    /// For each class and block, which letters of the block are of the class.
    masks: Vec<u64>,
}

/// A part of a text that is like the pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Match {
    /// Where, in bytes.
    pub(super) range: Range,
    /// Letters to insert, delete or replace that make the pattern of it.
    pub(super) errors: usize,
}

impl Pattern {
    /// Prepares to look for `words`, of which the first 65,535 different letters count.
    pub(super) fn new(words: &str) -> Pattern {
        Pattern::of(words.chars().collect())
    }

    fn of(chars: Vec<char>) -> Pattern {
        let mut letters = chars.clone();
        letters.sort_unstable();
        letters.dedup();
        let mut pattern = Pattern { chars, ascii: [0; 128], others: Vec::new(), masks: Vec::new() };
        for (letter, class) in letters.into_iter().zip(1_u16..) {
            match pattern.ascii.get_mut(letter as usize) {
                Some(known) => *known = class,
                None => pattern.others.push((letter, class)),
            }
        }
        pattern.fill_masks();
        pattern
    }

    fn fill_masks(&mut self) {
        let blocks = self.blocks();
        let classes: Vec<usize> = self.chars.iter().map(|char| self.class(*char)).collect();
        let count = classes.iter().max().map_or(0, |last| last + 1);
        self.masks = vec![0; count.max(1) * blocks];
        for (at, class) in classes.into_iter().enumerate().filter(|(_, class)| *class > 0) {
            if let Some(mask) = self.masks.get_mut(class * blocks + at / BLOCK) {
                *mask |= 1 << (at % BLOCK);
            }
        }
    }

    /// Gives how many letters the pattern has.
    pub(super) fn len(&self) -> usize {
        self.chars.len()
    }

    fn blocks(&self) -> usize {
        self.chars.len().div_ceil(BLOCK)
    }

    fn class(&self, char: char) -> usize {
        if let Some(class) = self.ascii.get(char as usize) {
            return usize::from(*class);
        }
        let found = self.others.binary_search_by_key(&char, |(letter, _)| *letter);
        found
            .ok()
            .and_then(|index| self.others.get(index))
            .map_or(0, |(_, class)| usize::from(*class))
    }

    /// Gives the errors of the part of `text` that is most like the pattern.
    pub(super) fn least_errors(&self, text: &str) -> usize {
        let mut run = Run::new(self, Start::Anywhere);
        text.chars()
            .map(|char| run.step(char))
            .min()
            .map_or(self.len(), |least| least.min(self.len()))
    }

    /// Gives the parts of `text` that are most like the pattern, at most `count` of them, those
    /// that end nearest to byte `end` first; none that has more than `limit` errors.
    pub(super) fn matches(&self, text: &str, limit: usize, end: usize, count: usize) -> Vec<Match> {
        let letters: Vec<(usize, char)> = text.char_indices().collect();
        let byte = |index: usize| letters.get(index).map_or(text.len(), |(byte, _)| *byte);
        let (mut ends, errors) = self.ends(&letters, limit);
        if ends.is_empty() {
            return Vec::new();
        }
        ends.sort_by_key(|index| byte(*index).abs_diff(end));
        let reversed = Pattern::of(self.chars.iter().rev().copied().collect());
        let found = ends.into_iter().take(count).map(|end| {
            let start = reversed.start_before(&letters, end, errors);
            Match { range: byte(start)..byte(end), errors }
        });
        found.collect()
    }

    /// Gives the letters before which the parts with the fewest errors end, and their errors.
    fn ends(&self, letters: &[(usize, char)], limit: usize) -> (Vec<usize>, usize) {
        let mut least = limit.min(self.len().saturating_sub(1));
        let mut ends = Vec::new();
        let mut run = Run::new(self, Start::Anywhere);
        for (index, (_, char)) in letters.iter().enumerate() {
            let errors = run.step(*char);
            if errors < least {
                ends.clear();
                least = errors;
            }
            if errors == least {
                ends.push(index + 1);
            }
        }
        (ends, least)
    }

    /// Gives the first letter of the longest part that ends before the letter `end` and has
    /// `errors` errors; the pattern is reversed.
    fn start_before(&self, letters: &[(usize, char)], end: usize, errors: usize) -> usize {
        let reach = end.saturating_sub(self.len() + errors);
        let part = letters.get(reach..end).unwrap_or_default();
        let mut run = Run::new(self, Start::AtTheFirst);
        let mut start = end;
        for (index, (_, char)) in part.iter().enumerate().rev() {
            if run.step(*char) <= errors {
                start = reach + index;
            }
        }
        start
    }
}

/// Where in a text a part that is like the pattern may start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Start {
    /// At any letter.
    Anywhere,
    /// At the first letter only.
    AtTheFirst,
}

/// The comparison of a pattern with a text, letter by letter.
struct Run<'p> {
    pattern: &'p Pattern,
    start: Start,
    /// For each block, at which of its letters one error more is needed than at the letter
    /// before, and at which one less.
    blocks: Vec<(u64, u64)>,
    errors: usize,
}

impl<'p> Run<'p> {
    fn new(pattern: &'p Pattern, start: Start) -> Run<'p> {
        let blocks = vec![(u64::MAX, 0); pattern.blocks()];
        Run { pattern, start, blocks, errors: pattern.len() }
    }

    /// Takes the next letter of the text; gives the errors of the best part that ends with it.
    fn step(&mut self, char: char) -> usize {
        let count = self.blocks.len();
        let first = self.pattern.class(char) * count;
        let masks = self.pattern.masks.get(first..first + count).unwrap_or_default();
        let top = 1_u64 << (self.pattern.len().wrapping_sub(1) % BLOCK);
        let mut carry = Carry { more: self.start == Start::AtTheFirst, less: false };
        for (index, (block, mask)) in self.blocks.iter_mut().zip(masks).enumerate() {
            let top = if index + 1 == count { top } else { 1 << (BLOCK - 1) };
            carry = advance(block, *mask, carry, top);
        }
        self.errors = self.errors + usize::from(carry.more) - usize::from(carry.less);
        self.errors
    }
}

/// Whether the errors at the end of a block became one more or one less with the last letter.
#[derive(Clone, Copy)]
struct Carry {
    more: bool,
    less: bool,
}

fn advance((more, less): &mut (u64, u64), mask: u64, carry: Carry, top: u64) -> Carry {
    let down = mask | *less;
    let mask = mask | u64::from(carry.less);
    let across = (((mask & *more).wrapping_add(*more)) ^ *more) | mask;
    let more_across = *less | !(across | *more);
    let less_across = *more & across;
    let out = Carry { more: more_across & top != 0, less: less_across & top != 0 };
    let more_across = more_across << 1 | u64::from(carry.more);
    let less_across = less_across << 1 | u64::from(carry.less);
    *more = less_across | !(down | more_across);
    *less = more_across & down;
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Match, Pattern};

    #[track_caller]
    fn check(text: &str, words: &str, expected: &[(&str, usize)]) {
        let found = Pattern::new(words).matches(text, usize::MAX, 0, 9);
        let found: Vec<(&str, usize)> = found
            .iter()
            .map(|Match { range, errors }| {
                (text.get(range.clone()).expect("whole letters"), *errors)
            })
            .collect();
        assert_eq!(found, expected, "{words} in {text}");
    }

    #[test]
    fn the_parts_with_the_fewest_errors_are_found() {
        check("a boat in the bay", "boat", &[("boat", 0)]);
        check("a bolt in the bay", "boat", &[("bolt", 1)]);
        check("a bowat in the bay", "boat", &[("bowat", 1)]);
        check("ein Bööt im Boot", "Böot", &[("Bööt", 1), ("Boot", 1)]);
        check("", "boat", &[]);
        check("xyz", "boat", &[]);
        let long = "the dredgers worked from ten in the evening until the first ferry came at six";
        let changed = long.replace("dredgers", "divers").replace("ferry", "ferries");
        check(&format!("So {changed}, they said."), long, &[(&changed, 7)]);
    }

    /// Gives the least errors by the textbook: one cell after the other.
    fn errors_by_cells(text: &[char], words: &[char]) -> usize {
        let mut column: Vec<usize> = (0..=words.len()).collect();
        let mut least = words.len();
        for letter in text {
            let mut diagonal = 0;
            let mut above = 0;
            for (cell, expected) in column.iter_mut().skip(1).zip(words) {
                let replaced = diagonal + usize::from(letter != expected);
                diagonal = *cell;
                *cell = replaced.min(*cell + 1).min(above + 1);
                above = *cell;
            }
            least = least.min(above);
        }
        least
    }

    proptest! {
        #[test]
        fn errors_are_those_of_the_textbook(text in "[abö]{0,200}", words in "[abö]{1,150}") {
            let chars = |text: &str| text.chars().collect::<Vec<_>>();
            let expected = errors_by_cells(&chars(&text), &chars(&words));
            prop_assert_eq!(Pattern::new(&words).least_errors(&text), expected);
            for found in Pattern::new(&words).matches(&text, usize::MAX, 0, 9) {
                prop_assert_eq!(found.errors, expected);
                let part = text.get(found.range).expect("whole letters");
                prop_assert_eq!(errors_by_cells(&chars(part), &chars(&words)), expected);
            }
        }
    }
}
