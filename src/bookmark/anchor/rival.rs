//! What else in a text could be taken for a passage. It is looked for when the passage is described:
//! afterwards nobody can tell a passage that was changed from another one that always was like it.

use super::Haystack;
use super::candidates::Candidates;
use super::likeness::{Comparison, Likeness};
use super::sought::Sought;
use crate::bookmark::Quote;
use crate::document::Range;

/// Difference in likeness up to which two passages are as like to a third.
pub(super) const SAME_LIKENESS: f32 = 0.1;

/// How alike to a passage other passages are, from 0 to 1.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Rival {
    /// The words of the likest one.
    pub(super) likeness: f32,
    /// The surroundings, of those as like as that one where they are most alike.
    pub(super) around: f32,
}

impl Rival {
    /// Looks for what is like the passage at `range`, which `quote` describes.
    pub(super) fn of(haystack: &Haystack<'_>, quote: &Quote, range: &Range) -> Rival {
        let Some(sought) = Sought::new(quote) else { return Rival::default() };
        let unchanged: Vec<Range> =
            haystack.unchanged(&sought).into_iter().map(|(place, _)| place).collect();
        let comparison = Comparison::new(haystack, &sought);
        let is_other = |place: &Range| {
            let place = haystack.original(place);
            place.end <= range.start || range.end <= place.start
        };
        // A word that stands twice in a long passage would say that it starts elsewhere in itself.
        let itself = unchanged.iter().find(|place| !is_other(place)).map_or(0..0, |place| {
            let half = place.len() / 2;
            place.start.saturating_sub(half)..place.start + half
        });
        // What is most like the passage, and what is among the likest surroundings.
        let alone = Candidates::except(haystack, &sought.alone(), unchanged, &itself);
        let among = Candidates::except(haystack, &sought, Vec::new(), &itself);
        let others = alone.found.into_iter().chain(among.found);
        let others: Vec<Likeness> = others
            .filter(|other| is_other(&other.place))
            .map(|other| comparison.with(other))
            .collect();
        let likeness = others.iter().map(|other| other.own).fold(0.0, f32::max);
        let as_like = others.iter().filter(|other| other.own + SAME_LIKENESS >= likeness);
        Rival { likeness, around: as_like.map(|other| other.around.mean()).fold(0.0, f32::max) }
    }
}
