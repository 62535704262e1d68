//! What was searched for, and where it stands.

use crate::document::{Position, Range};
use crate::search::Pattern;

/// A pattern and the places where it was found.
#[derive(Clone, Debug)]
pub struct Search {
    /// What was searched for.
    pub pattern: Pattern,
    /// What was typed.
    pub typed: String,
    /// Where it stands, in order and without overlap.
    pub hits: Vec<Range>,
    /// Which of the hits the reader is at.
    pub current: Option<usize>,
    /// Whether `n` goes towards the beginning.
    pub backward: bool,
}

/// Hits kept; a text with more shows that there are more.
pub const HITS_MAX: usize = 100_000;

impl Search {
    /// Gives the hits that touch `range`, each with whether it is the current one.
    pub fn hits_in(&self, range: &Range) -> impl Iterator<Item = (&Range, bool)> {
        let first = self.hits.partition_point(|hit| hit.end <= range.start);
        let end = range.end;
        let hits = self.hits.iter().enumerate().skip(first);
        hits.take_while(move |(_, hit)| hit.start < end)
            .map(|(index, hit)| (hit, self.current == Some(index)))
    }

    /// Gives the index of the first hit at `from` or after it, from the beginning again if there
    /// is none; `backward`, the last one before it.
    #[must_use]
    pub fn nearest(&self, from: Position, backward: bool) -> Option<usize> {
        let last = self.hits.len().checked_sub(1)?;
        let after = self.hits.partition_point(|hit| hit.start < from.0);
        Some(match backward {
            true => after.checked_sub(1).unwrap_or(last),
            false if after > last => 0,
            false => after,
        })
    }
}
