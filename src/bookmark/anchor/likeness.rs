//! How alike the surroundings of a place are to those that a quote remembers.

use crate::document::Range;
use crate::text;

/// Characters of a remembered side that count, nearest first. It bounds the work when a file from
/// elsewhere remembers more than ours do.
const SIDE_CHARS: usize = 64;

/// Characters beyond the remembered ones in which they are looked for: as many may have been
/// inserted beside the quote without its side counting as changed.
const SLACK_CHARS: usize = 6;

/// Share of letters that two texts which have nothing to do with each other have in common, in
/// order; counted as no likeness at all.
const CHANCE: f32 = 0.45;

/// How alike each side is, from 0 to 1; at least one is known.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sides {
    left: Option<f32>,
    right: Option<f32>,
}

impl Sides {
    /// Gives the likeness of both sides together. The better side weighs more: edits mostly touch
    /// one side of a passage.
    pub(super) fn mean(self) -> f32 {
        match (self.left, self.right) {
            (Some(left), Some(right)) => 0.65 * left.max(right) + 0.35 * left.min(right),
            (one, other) => one.or(other).unwrap_or(0.0),
        }
    }

    /// Gives the likeness of the side that is less alike.
    pub(super) fn lesser(self) -> f32 {
        let right = self.right.unwrap_or(f32::MAX);
        self.left.unwrap_or(f32::MAX).min(right).min(1.0)
    }
}

/// Compares what stands around `place` with what is remembered; none where nothing is.
pub(super) fn sides(text: &str, place: &Range, prefix: &str, suffix: &str) -> Option<Sides> {
    let before = text::slice(text, 0..place.start);
    let after = text::slice(text, place.end..text.len());
    let left = side(before.chars().rev(), prefix.chars().rev());
    let right = side(after.chars(), suffix.chars());
    (left.is_some() || right.is_some()).then_some(Sides { left, right })
}

/// Gives the bytes around `place` that agree with what is remembered, up to the first difference
/// on either side.
pub(super) fn agreement(text: &str, place: &Range, prefix: &str, suffix: &str) -> usize {
    let before = text::slice(text, 0..place.start).trim_end().bytes().rev();
    let after = text::slice(text, place.end..text.len()).trim_start().bytes();
    let left = before.zip(prefix.bytes().rev()).take_while(|(a, b)| a == b).count();
    left + after.zip(suffix.bytes()).take_while(|(a, b)| a == b).count()
}

/// Gives how alike `there` is to `remembered`, both read away from the quote.
fn side(there: impl Iterator<Item = char>, remembered: impl Iterator<Item = char>) -> Option<f32> {
    let remembered: Vec<char> = remembered.take(SIDE_CHARS).collect();
    if remembered.is_empty() {
        return None;
    }
    let there: Vec<char> = there.take(remembered.len() + SLACK_CHARS).collect();
    #[expect(clippy::cast_precision_loss, reason = "both are at most SIDE_CHARS")]
    let common = 1.0 - edits(&there, &remembered) as f32 / remembered.len() as f32;
    Some(((common - CHANCE) / (1.0 - CHANCE)).max(0.0))
}

/// Gives the least number of letters to insert, delete or replace that makes `wanted` of some
/// part of `text`.
///
/// Source: Sellers, The theory and computation of evolutionary distances, Journal of Algorithms 1
/// (1980).
fn edits(text: &[char], wanted: &[char]) -> usize {
    let mut column: Vec<usize> = (0..=wanted.len()).collect();
    let mut least = wanted.len();
    for letter in text {
        let mut diagonal = 0;
        let mut above = 0;
        for (cell, expected) in column.iter_mut().skip(1).zip(wanted) {
            let replaced = diagonal + usize::from(letter != expected);
            diagonal = *cell;
            *cell = replaced.min(*cell + 1).min(above + 1);
            above = *cell;
        }
        least = least.min(above);
    }
    least
}

#[cfg(test)]
mod tests {
    use super::{edits, sides};

    #[track_caller]
    fn check_edits(text: &str, wanted: &str, expected: usize) {
        let chars = |text: &str| text.chars().collect::<Vec<_>>();
        assert_eq!(edits(&chars(text), &chars(wanted)), expected, "{wanted} in {text}");
    }

    #[test]
    fn edits_are_those_to_the_nearest_part() {
        check_edits("a boat in the bay", "boat", 0);
        check_edits("a bolt in the bay", "boat", 1);
        check_edits("a bot in the bay", "boat", 1);
        check_edits("a bowat in the bay", "boat", 1);
        check_edits("", "boat", 4);
        check_edits("xyz", "boat", 4);
    }

    #[test]
    fn sides_are_read_away_from_the_quote() {
        let text = "the ferry came in, the end, at nine";
        let place = 19..26;
        let both = sides(text, &place, "the ferry came in,", ", at nine").expect("both are known");
        assert!(both.lesser() > 0.99, "{both:?}");
        let swapped = sides(text, &place, ", at nine", "the ferry came in,").expect("known");
        assert!(swapped.mean() < 0.2, "{swapped:?}");
        assert!(sides(text, &place, "", "").is_none(), "nothing is remembered");
    }
}
