//! A quote prepared for the search: its words and its surroundings, folded.

use super::approximate::Pattern;
use super::fold::fold;
use super::rival::Rival;
use super::words::{Word, words};
use crate::bookmark::Quote;
use crate::document::Range;
use crate::text;

/// Letters of a side that stand nearest to the quote and are compared one by one; farther off,
/// whole words count. Of more, an edit in the next sentence would spoil the comparison.
const NEAR_CHARS: usize = 32;

/// Letters of a remembered side that count. It bounds the work when a file from elsewhere
/// remembers more than ours do.
const SIDE_CHARS: usize = 480;

/// Bytes beyond the remembered ones in which words of a side are looked for: as much may have
/// been inserted beside the quote without its side counting as gone.
const INSERTED_BYTES: usize = 160;

/// A quote prepared for the search.
pub(super) struct Sought {
    /// The quoted words, folded.
    pub(super) text: String,
    /// How many letters they have.
    pub(super) chars: usize,
    pub(super) words: Vec<Word>,
    pub(super) before: Side,
    pub(super) after: Side,
    /// How often the words stood in the text; 0 where that is not known.
    pub(super) occurrences: usize,
    /// How alike other passages were; all 0 where that is not known.
    pub(super) rival: Rival,
    /// Whether it began and ended with a paragraph.
    pub(super) borders: [bool; 2],
    /// Where it stood, in scalar values from the start of the text.
    pub(super) start: usize,
}

/// One side of a quote.
pub(super) struct Side {
    direction: Direction,
    /// What stood there, folded.
    pub(super) text: String,
    /// The part of it nearest to the quote, by letters.
    pub(super) near: Pattern,
    pub(super) near_text: String,
    /// The words of it, read away from the quote.
    pub(super) words: Vec<Beside>,
    /// How many of them are of the paragraph that the quote begins or ends in.
    pub(super) paragraph: usize,
}

/// Towards which end of the text a side lies.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Direction {
    Before,
    After,
}

/// A word beside a passage.
#[derive(Clone, Copy)]
pub(super) struct Beside {
    /// How far it is from the passage, in bytes.
    pub(super) distance: usize,
    pub(super) hash: u32,
}

impl Sought {
    /// Prepares `quote`; gives none where it has no words to look for.
    pub(super) fn new(quote: &Quote) -> Option<Sought> {
        let folded = fold(&quote.exact);
        if folded.is_empty() {
            return None;
        }
        Some(Sought {
            chars: folded.chars().count(),
            words: words(&folded).collect(),
            text: folded,
            before: Side::new(Direction::Before, last_chars(&quote.prefix, SIDE_CHARS)),
            after: Side::new(Direction::After, first_chars(&quote.suffix, SIDE_CHARS)),
            occurrences: quote.occurrences,
            rival: Rival {
                likeness: f32::from(quote.rival) / 100.0,
                around: f32::from(quote.rival_around) / 100.0,
            },
            borders: borders(quote),
            start: quote.start,
        })
    }

    /// Gives the words without their surroundings.
    pub(super) fn alone(&self) -> Sought {
        let nothing = |direction| Side::new(direction, "");
        Sought {
            text: self.text.clone(),
            words: self.words.clone(),
            before: nothing(Direction::Before),
            after: nothing(Direction::After),
            ..*self
        }
    }
}

/// Tells whether a quote began and ended with a paragraph. Of one that remembers nothing of what
/// stood around it neither is known.
fn borders(quote: &Quote) -> [bool; 2] {
    let is_known = !quote.prefix.is_empty() || !quote.suffix.is_empty();
    [is_known && begins_paragraph(&quote.prefix), is_known && ends_paragraph(&quote.suffix)]
}

/// Tells whether a paragraph begins after `before`.
pub(super) fn begins_paragraph(before: &str) -> bool {
    is_between_paragraphs(before.chars().rev())
}

/// Tells whether a paragraph ends before `after`.
pub(super) fn ends_paragraph(after: &str) -> bool {
    is_between_paragraphs(after.chars())
}

/// Tells whether characters read away from a passage begin with an empty line, or are none.
fn is_between_paragraphs(chars: impl Iterator<Item = char>) -> bool {
    let mut line_ends = 0;
    for char in chars {
        match char {
            '\n' => line_ends += 1,
            _ if char.is_whitespace() => {}
            _ => return line_ends > 1,
        }
    }
    true
}

impl Side {
    fn new(direction: Direction, remembered: &str) -> Side {
        let folded = fold(remembered);
        let near = match direction {
            Direction::Before => last_chars(&folded, NEAR_CHARS),
            Direction::After => first_chars(&folded, NEAR_CHARS),
        };
        let (near, near_text) = (Pattern::new(near), near.to_owned());
        let words = outward(direction, &folded);
        let paragraph = outward(direction, &fold(own_paragraph(direction, remembered))).len();
        Side { direction, near, near_text, words, paragraph, text: folded }
    }

    /// Gives the words of a side in `folded` that may be those of this one, were the passage at
    /// `place`, read away from it.
    pub(super) fn words_there(&self, folded: &str, place: &Range) -> Vec<Beside> {
        outward(self.direction, self.there(folded, place, self.text.len() + INSERTED_BYTES))
    }

    /// Gives how many bytes of `folded` beside `place` agree with what is remembered, up to the
    /// first difference.
    pub(super) fn agreement(&self, folded: &str, place: &Range) -> usize {
        let there = self.there(folded, place, self.text.len() + 1);
        let agree = |(one, other): &(u8, u8)| one == other;
        match self.direction {
            Direction::Before => {
                let there = there.trim_end().bytes().rev();
                there.zip(self.text.bytes().rev()).take_while(agree).count()
            }
            Direction::After => {
                there.trim_start().bytes().zip(self.text.bytes()).take_while(agree).count()
            }
        }
    }

    /// Gives about `bytes` of `folded` beside `place`.
    pub(super) fn there<'t>(&self, folded: &'t str, place: &Range, bytes: usize) -> &'t str {
        let range = match self.direction {
            Direction::Before => part(folded, place.start.saturating_sub(bytes), place.start),
            Direction::After => part(folded, place.end, place.end + bytes),
        };
        text::slice(folded, range)
    }
}

/// Gives the part of a side that is of the same paragraph as the passage.
fn own_paragraph(direction: Direction, side: &str) -> &str {
    let part = match direction {
        Direction::Before => side.rsplit("\n\n").next(),
        Direction::After => side.split("\n\n").next(),
    };
    part.unwrap_or_default()
}

/// Gives the words of a side, read away from the passage.
fn outward(direction: Direction, side: &str) -> Vec<Beside> {
    let found = words(side);
    match direction {
        Direction::After => {
            found.map(|word| Beside { distance: word.start, hash: word.hash }).collect()
        }
        Direction::Before => {
            let away = |word: Word| Beside { distance: side.len() - word.start, hash: word.hash };
            let mut found: Vec<Beside> = found.map(away).collect();
            found.reverse();
            found
        }
    }
}

/// Gives the range from byte `start` to byte `end`, cut to the text and widened to whole
/// characters.
pub(super) fn part(text: &str, start: usize, end: usize) -> Range {
    text.floor_char_boundary(start)..text.ceil_char_boundary(end)
}

/// Gives the last `count` characters of `text`, or all.
pub(super) fn last_chars(text: &str, count: usize) -> &str {
    let start = text.char_indices().rev().take(count).last().map_or(text.len(), |(start, _)| start);
    text::slice(text, start..text.len())
}

/// Gives the first `count` characters of `text`, or all.
pub(super) fn first_chars(text: &str, count: usize) -> &str {
    let end = text.char_indices().nth(count).map_or(text.len(), |(end, _)| end);
    text::slice(text, 0..end)
}
