//! Corrections of the outline: what a reader says paragraphs are, remembered by their words.

use super::{Id, Quote, Time};
use crate::document::Range;
use crate::document::block::Block;
use crate::document::outline::Ruling;

/// What a reader says a paragraph is, or several at once that look alike; kept as a bookmark is, so
/// that it holds when the article was edited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    /// Its name, which never changes.
    pub id: Id,
    /// The words and surroundings of each paragraph.
    pub quotes: Vec<Quote>,
    /// What the reader says they are.
    pub ruling: Ruling,
    /// When it was made.
    pub created: Time,
    /// When it was last changed.
    pub modified: Time,
}

/// Tells whether `found`, where the words of a correction stand, is the paragraph `block`: each
/// holds more than half of the other. Words that now stand inside a longer paragraph are no
/// heading.
#[must_use]
pub fn is_about(found: &Range, block: &Block) -> bool {
    let shared = found.end.min(block.range.end).saturating_sub(found.start.max(block.range.start));
    shared * 2 > found.len() && shared * 2 > block.range.len()
}
