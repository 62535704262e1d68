//! What the likely headings of a document have in common.
//!
//! Headings of one document are marked alike: where most are numbered in parts, a line without such
//! a number is less of a heading than it looks.

use super::sights::Sights;
use crate::outline::infer::features::Sight;

/// A way to set a line that running text has not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    SetOut,
    /// With a number of several parts: "2.1".
    InParts,
}

impl Mark {
    pub(super) const COUNT: usize = 2;

    pub(super) const ALL: [Mark; Mark::COUNT] = [Mark::SetOut, Mark::InParts];

    /// Tells whether a line is set so.
    pub(super) fn is_on(self, sight: &Sight<'_>) -> bool {
        match self {
            Mark::SetOut => sight.all.get(sight.at).is_some_and(|facts| facts.inset < 0),
            Mark::InParts => sight.look.number.is_some_and(|number| number.series.depth > 1),
        }
    }
}

/// The likely headings of a document, taken together.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Likely {
    /// How likely the likeliest line is a heading by itself.
    pub most: f32,
    /// How many lines are likely headings.
    pub count: usize,
    /// Of them, how many have each mark.
    marked: [usize; Mark::COUNT],
}

/// From which likelihood by itself on a line is likely a heading.
const LIKELY: f32 = 0.7;

/// Likely headings from which on they have something in common.
const LEAST_LIKELY: usize = 3;

impl Likely {
    /// Looks at the lines that are likely headings by themselves, as `own` tells of each.
    pub(super) fn of(sights: Sights<'_>, own: &[f32]) -> Likely {
        let mut likely =
            Likely { most: own.iter().copied().fold(0.0, f32::max), ..Likely::default() };
        for (sight, _) in sights.iter().zip(own).filter(|(_, own)| **own > LIKELY) {
            likely.count += 1;
            for (count, mark) in likely.marked.iter_mut().zip(Mark::ALL) {
                *count += usize::from(mark.is_on(&sight));
            }
        }
        likely
    }

    /// Tells whether they have `mark` in common: half of them have it.
    pub(super) fn share(&self, mark: Mark) -> bool {
        let marked = self.marked.get(mark as usize).copied().unwrap_or(0);
        self.count >= LEAST_LIKELY && marked * 2 >= self.count
    }
}
