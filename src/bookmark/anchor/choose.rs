//! Which of the places is the passage, or that none is.
//!
//! What speaks for a place is weighed in two tables: one for places where the words stand as they
//! were, one for those where they were changed. The best place is the passage if enough speaks
//! for it, and enough more than for the next one.
//!
//! The weights are those of logistic regressions over the places found for 8,976 passages of
//! eleven texts after 38 kinds of edit; a passage that had gone counts twice. On eleven other
//! texts the tables put 99 passages of 100 in their place, and none of a hundred deleted ones
//! elsewhere.

use super::likeness::Likeness;
use super::sought::Sought;
use crate::document::Range;

/// What has to be said for a place. It is found with a likelihood of four in five then; lower,
/// and a deleted passage is found in one that begins like it.
const FLOOR: f32 = 1.5;

/// How much more has to be said for a place than for the next one. Lower, and an edit beside one
/// of two equal sentences swaps them.
const MARGIN: f32 = 1.0;

/// The lead beyond which more says nothing: the next place is another text then.
const LEAD_MAX: f32 = 8.0;

/// Difference in likeness from which on a place is more like the quote than another passage of
/// the old text was.
const SAME_LIKENESS: f32 = 0.1;

/// What a fact about a place weighs, and the fact: a share from 0 to 1, or a number of that order.
type Fact = (f32, fn(&Place<'_>) -> f32);

/// What a fact about the best place weighs, and the fact.
type BestFact = (f32, fn(&Best<'_>) -> f32);

/// What speaks for a place where the words stand as they were.
const UNCHANGED: [Fact; 8] = [
    (-5.0, |_| 1.0),
    (1.5, |place| share(place.is_alone)),
    (3.7, |place| share(place.is_alone) * place.telling()),
    (5.9, |place| share(!place.is_alone) * place.likeness.around.greater),
    (5.1, |place| share(!place.is_alone) * place.likeness.around.lesser),
    (-1.5, |place| share(!place.is_alone) * place.likeness.near.greater),
    (-4.9, |place| share(!place.is_alone && place.has_left)),
    (2.5, |place| place.likeness.agreement),
];

/// What speaks for a place where words were changed.
const CHANGED: [Fact; 14] = [
    (-8.0, |_| 1.0),
    (1.5, |place| place.likeness.own),
    (3.8, |place| place.likeness.words),
    (0.3, |place| place.telling()),
    (1.4, |place| place.likeness.own * place.telling()),
    (-3.1, |place| place.likeness.around.greater),
    (3.5, |place| place.likeness.around.lesser),
    (2.2, |place| place.likeness.own * place.likeness.around.greater),
    (7.2, |place| place.likeness.own * place.likeness.around.lesser),
    (2.9, |place| place.likeness.near.greater),
    (-5.1, |place| place.like_another),
    (4.5, |place| place.like_another * place.likeness.around.lesser),
    (-5.3, |place| share(place.has_left)),
    (-5.2, |place| (1.0 - place.likeness.own) * place.likeness.agreement),
];

/// What speaks for the best place, all places seen.
const VERDICT: [BestFact; 7] = [
    (0.8, |_| 1.0),
    (1.1, |best| best.weight),
    (-0.1, |best| best.lead),
    (-2.5, |best| share(best.one_has_gone)),
    (0.2, |best| share(best.one_has_gone) * best.lead),
    (1.7, |best| share(best.likeness.unchanged)),
    (1.2, |best| share(!best.likeness.unchanged) * best.likeness.own),
];

/// What is known of all places together.
pub(super) struct Case {
    /// Places where the words stand as they were.
    pub(super) unchanged: usize,
    /// What stands between the old neighbours of the passage, wherever these were found.
    pub(super) between: Vec<Range>,
}

/// The place that is the passage.
pub(super) struct Choice<'l> {
    pub(super) likeness: &'l Likeness,
    /// How sure that is, from 0 to 1.
    pub(super) score: f32,
}

/// Gives the place that is the passage; none where no place is, or where it cannot be told which.
pub(super) fn choose<'l>(
    sought: &Sought,
    case: &Case,
    places: &'l [Likeness],
) -> Option<Choice<'l>> {
    let weighed = |likeness| (Place::new(sought, case, likeness).weight(), likeness);
    let mut places: Vec<(f32, &Likeness)> = places.iter().map(weighed).collect();
    places.sort_by(|one, other| other.0.total_cmp(&one.0));
    let (weight, likeness) = *places.first()?;
    let next = places.iter().find(|(_, other)| shared(&other.place, &likeness.place) == 0);
    let lead = next.map_or(LEAD_MAX, |(next, _)| (weight - next).min(LEAD_MAX));
    let one_has_gone = 0 < case.unchanged && case.unchanged < sought.occurrences;
    let best = Best { likeness, weight, lead, one_has_gone };
    let said: f32 = VERDICT.iter().map(|(weight, fact)| weight * fact(&best)).sum();
    let score = 1.0 / (1.0 + (-said).exp());
    (said >= FLOOR && lead >= MARGIN).then_some(Choice { likeness, score })
}

/// A place and what is known besides.
struct Place<'l> {
    likeness: &'l Likeness,
    /// Whether the words stand in this place only, and stood in one only.
    is_alone: bool,
    /// How much another passage of the old text was as like the quote as this place is.
    like_another: f32,
    /// Whether the old neighbours stand together, and not here: the passage was cut out there, or
    /// replaced.
    has_left: bool,
}

impl Place<'_> {
    fn new<'l>(sought: &Sought, case: &Case, likeness: &'l Likeness) -> Place<'l> {
        let here = |between: &Range| 2 * shared(between, &likeness.place) > likeness.place.len();
        let ahead = likeness.own - sought.rival;
        Place {
            likeness,
            is_alone: case.unchanged == 1 && sought.occurrences <= 1,
            like_another: (1.0 - ahead / SAME_LIKENESS).clamp(0.0, 1.0),
            has_left: !case.between.is_empty() && !case.between.iter().any(here),
        }
    }

    /// Gives what is said for the place.
    fn weight(&self) -> f32 {
        let facts = if self.likeness.unchanged { &UNCHANGED[..] } else { &CHANGED };
        facts.iter().map(|(weight, fact)| weight * fact(self)).sum()
    }

    /// Gives how much the common words tell; of much, more says little more.
    fn telling(&self) -> f32 {
        self.likeness.telling.ln_1p()
    }
}

/// The best place, and how it compares.
struct Best<'l> {
    likeness: &'l Likeness,
    /// What is said for it.
    weight: f32,
    /// How much more that is than for the next one.
    lead: f32,
    /// Whether the words stood more often than they stand: it may be the passage that has gone.
    one_has_gone: bool,
}

/// Gives how many bytes both ranges have in common.
fn shared(one: &Range, other: &Range) -> usize {
    one.end.min(other.end).saturating_sub(one.start.max(other.start))
}

fn share(holds: bool) -> f32 {
    f32::from(u8::from(holds))
}
