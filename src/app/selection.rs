//! A passage being selected: two stretches, between which everything is selected.

use crate::document::{Document, Position, Range};
use crate::text;

/// A passage being selected. It reaches from the first of two stretches to the last: the one where
/// selecting began and the one that moves, so that neither loses a part when the ends cross.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selection {
    /// The stretch that stays.
    pub fixed: Range,
    /// The stretch that moves.
    pub moving: Range,
}

impl Selection {
    /// Gives a selection of one stretch.
    #[must_use]
    pub fn new(range: Range) -> Selection {
        Selection { fixed: range.clone(), moving: range }
    }

    /// Gives what is selected.
    #[must_use]
    pub fn range(&self) -> Range {
        self.fixed.start.min(self.moving.start)..self.fixed.end.max(self.moving.end)
    }

    /// Lets the other end move.
    pub fn swap(&mut self) {
        std::mem::swap(&mut self.fixed, &mut self.moving);
    }
}

/// Where a button of the mouse went down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pressed {
    /// The character or word under the pointer, or nearest to it.
    pub at: Range,
    /// Whether the pointer was on it.
    pub is_hit: bool,
    /// What the selection grows by when the mouse is drawn on.
    pub unit: Unit,
}

/// What a selection moves by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Characters as a reader sees them.
    Cluster,
    /// Words.
    Word,
    /// Sentences.
    Sentence,
}

/// Bytes looked at for the next word or sentence; a longer one is cut there.
const REACH_BYTES: usize = 8_192;

/// Gives the first word or sentence that starts at `from` or after it.
#[must_use]
pub fn next(document: &Document, unit: Unit, from: Position) -> Option<Range> {
    let mut at = from.0;
    let text = document.text();
    while at < text.len() {
        let block = document.blocks.get(next_block(document, at)?)?;
        let start = at.max(block.range.start);
        let end = text.floor_char_boundary((start + REACH_BYTES).min(block.range.end));
        if let Some(found) = units(document, unit, start..end).into_iter().next() {
            return Some(found);
        }
        at = end.max(at + 1);
    }
    None
}

/// Gives the last word or sentence that ends at `to` or before it.
#[must_use]
pub fn previous(document: &Document, unit: Unit, to: Position) -> Option<Range> {
    let mut at = to.0;
    while at > 0 {
        let block = document.block_of(Position(at - 1))?;
        if block.range.start >= at {
            return None;
        }
        let end = at.min(block.range.end);
        let start = end.saturating_sub(REACH_BYTES).max(block.range.start);
        let start = document.text().floor_char_boundary(start).max(block.range.start);
        if let Some(found) = units(document, unit, start..end).pop() {
            return Some(found);
        }
        at = start;
    }
    None
}

/// Gives the word or sentence that the character at `at` is part of; of what is part of none, as
/// white space is, the character itself.
#[must_use]
pub fn around(document: &Document, unit: Unit, at: Position) -> Option<Range> {
    let text = document.text();
    let block = &document.block_of(at)?.range;
    let start = text.floor_char_boundary(at.0.saturating_sub(REACH_BYTES)).max(block.start);
    let end = text.ceil_char_boundary(at.0 + REACH_BYTES).min(block.end).max(start);
    let holds = |range: &Range| range.contains(&at.0);
    let found = units(document, unit, start..end).into_iter().find(holds);
    found.or_else(|| next(document, Unit::Cluster, at))
}

/// Gives the index of the block that ends after `at`.
fn next_block(document: &Document, at: usize) -> Option<usize> {
    let index = document.blocks.partition_point(|block| block.range.end <= at);
    (index < document.blocks.len()).then_some(index)
}

fn units(document: &Document, unit: Unit, range: Range) -> Vec<Range> {
    let part = document.slice(range.clone());
    let found: Vec<Range> = match unit {
        Unit::Cluster => {
            let clusters = text::graphemes(part);
            clusters.map(|(start, cluster, _)| start..start + cluster.len()).collect()
        }
        Unit::Word => text::words(part).collect(),
        Unit::Sentence => text::sentences(part),
    };
    found.into_iter().map(|r| r.start + range.start..r.end + range.start).collect()
}

#[cfg(test)]
mod tests {
    use super::{Document, Position, Selection, Unit, around, next, previous};
    use crate::document::Style;
    use crate::document::block::{Kind, Nesting};
    use crate::document::builder::Builder;

    fn document(paragraphs: &[&str]) -> Document {
        let mut builder = Builder::default();
        for paragraph in paragraphs {
            builder.open(Kind::Paragraph, Nesting::default());
            builder.push(paragraph, Style::default());
        }
        builder.finish()
    }

    #[track_caller]
    fn check(unit: Unit, paragraphs: &[&str], expected: &[&str]) {
        let document = document(paragraphs);
        let forward = |from: usize| next(&document, unit, Position(from));
        let found: Vec<_> = std::iter::successors(forward(0), |range| forward(range.end)).collect();
        let words: Vec<&str> = found.iter().map(|range| document.slice(range.clone())).collect();
        assert_eq!(words, expected);
        let backward = |to: usize| previous(&document, unit, Position(to));
        let end = document.end().0;
        let mut back: Vec<_> =
            std::iter::successors(backward(end), |range| backward(range.start)).collect();
        back.reverse();
        assert_eq!(back, found, "the same backwards");
    }

    #[test]
    fn words_and_sentences_are_found_both_ways() {
        check(Unit::Word, &["One two.", "—", "Three"], &["One", "two", "Three"]);
        check(Unit::Sentence, &["One two. Three?", "Four."], &["One two.", "Three?", "Four."]);
    }

    #[test]
    fn what_is_under_the_pointer_is_found() {
        let document = document(&["One, two e\u{301}.", "Three"]);
        for (unit, at, expected) in [
            (Unit::Word, 0, "One"),
            (Unit::Word, 2, "One"),
            (Unit::Word, 3, ","),
            (Unit::Word, 4, " "),
            (Unit::Word, 7, "two"),
            (Unit::Cluster, 9, "e\u{301}"),
            (Unit::Sentence, 6, "One, two e\u{301}."),
            (Unit::Word, 17, "Three"),
        ] {
            let found = around(&document, unit, Position(at));
            assert_eq!(found.map(|range| document.slice(range)), Some(expected), "{unit:?} {at}");
        }
    }

    #[test]
    fn a_selection_keeps_both_ends() {
        let mut selection = Selection::new(10..15);
        selection.moving = 2..4;
        assert_eq!(selection.range(), 2..15);
        selection.swap();
        assert_eq!((selection.moving.clone(), selection.range()), (10..15, 2..15));
    }
}
