//! Which of the places is the passage, or that none is.
//!
//! What speaks for a place is weighed in two tables: one for places where the words stand as they
//! were, one for those where they were changed. The best place is the passage if enough speaks
//! for it, and enough more than for the next one.
//!
//! The weights are those of logistic regressions over the places found for 13,262 passages of 27
//! texts after 38 kinds of edit; a passage that had gone counts twice. Where words were changed they
//! were fitted once more, from there, over 29,144 passages of 71 texts, most of them after the kinds
//! that are worst; a passage that had gone counts 1.6 times. Half of the texts are essays, stories
//! and reports; in the others, manuals and lists of changes, much is alike. Of what the verdict adds,
//! the weights of unchanged words and of the last four facts were fitted last, over the best places
//! of 16,405 passages of 36 such texts. By trial were found, as too few places tell: the weights of
//! words that stand by chance, of the rest of the paragraph, of a paragraph kept whole, of the
//! nearest place, of words that stood more often, and of the other passage that was as like.

use super::likeness::{Comparison, Likeness, ratio};
use super::rival::SAME_LIKENESS;
use super::sought::Sought;
use crate::document::Range;

/// What has to be said for a place: that it is the passage rather than not. Lower, and a deleted
/// passage is found in one that begins like it.
const FLOOR: f32 = 0.0;

/// How much more has to be said for a place than for the next one. Lower, and an edit beside one
/// of two equal sentences swaps them.
const MARGIN: f32 = 1.0;

/// The lead of a place that is the only one.
const LEAD_MAX: f32 = 8.0;

/// Letters of a passage up to which the very words stand among others by chance: a word or two.
const CHANCE_CHARS: usize = 12;

/// Letters of a passage up to which words like it do.
const CHANCE_LIKE_CHARS: usize = 40;

/// How alike either side is at most where words stand by chance.
const CHANCE_AROUND: f32 = 0.2;

/// How alike either side is at least where the old neighbours stand beside a place.
const BESIDE_AROUND: f32 = 0.5;

/// How much farther from where the passage stood the next place with its words has to be, for the
/// nearer one to count: edits before them move both.
const MUCH_FARTHER: f32 = 4.0;

/// How far surroundings that are more alike than those of another passage tell a place from it;
/// beyond, more says nothing.
const AHEAD_MAX: f32 = 0.5;

/// Difference in likeness from which a place is not the other passage that was like the quote.
const OTHER_LIKENESS: f32 = 0.05;

/// What a fact about a place weighs, and the fact: a share from 0 to 1, or a number of that order.
type Fact = (f32, fn(&Place<'_>) -> f32);

/// What a fact about the best place weighs, and the fact.
type BestFact = (f32, fn(&Best<'_>) -> f32);

/// What speaks for a place where the words stand as they were.
const UNCHANGED: [Fact; 15] = [
    (-4.4, |_| 1.0),
    (4.0, |place| share(place.is_alone)),
    (2.7, |place| share(place.is_alone) * place.telling()),
    (1.4, |place| share(!place.is_alone) * place.likeness.around.greater),
    (4.1, |place| share(!place.is_alone) * place.likeness.around.lesser),
    (6.2, |place| share(!place.is_alone) * place.ahead_around),
    (1.3, |place| share(!place.is_alone && place.are_all_there)),
    (-2.1, |place| share(!place.is_alone && place.are_all_there) * place.ahead_around),
    (-2.6, |place| share(!place.is_alone && place.has_left)),
    (-2.2, |place| place.likeness.lost_borders),
    (1.0, |place| place.likeness.agreement),
    (-8.0, |place| share(place.is_chance)),
    (4.0, |place| share(!place.is_alone && place.are_all_there) * place.likeness.paragraph),
    (2.0, |place| share(!place.is_alone && place.is_paragraph)),
    (2.0, |place| share(place.are_all_there) * place.nearest),
];

/// What speaks for a place where words were changed.
const CHANGED: [Fact; 15] = [
    (-4.4, |_| 1.0),
    (2.4, |place| place.likeness.own),
    (4.1, |place| place.likeness.words),
    (0.3, |place| place.telling()),
    (2.7, |place| place.likeness.around.lesser),
    (2.6, |place| place.likeness.own * place.likeness.around.lesser),
    (-2.5, |place| share(place.is_chance)),
    (-5.8, |place| place.like_another),
    (6.4, |place| place.like_another * place.ahead_around.clamp(0.0, AHEAD_MAX)),
    (0.5, |place| (-place.ahead_around).max(0.0)),
    (-2.7, |place| share(place.has_left)),
    (-0.3, |place| place.likeness.lost_borders),
    (-4.3, |place| (1.0 - place.likeness.own) * place.likeness.agreement),
    (-3.2, |place| place.likeness.strange.powi(2)),
    (2.0, |place| place.like_another * place.likeness.next),
];

/// What speaks for the best place, all places seen.
const VERDICT: [BestFact; 13] = [
    (-1.7, |_| 1.0),
    (1.0, |best| best.weight),
    (-0.5, |best| share(best.one_has_gone)),
    (3.6, |best| share(best.likeness.unchanged)),
    (12.5, |best| best.changed(best.likeness.own)),
    (-11.2, |best| best.changed(best.likeness.own.powi(2))),
    (-1.8, |best| best.changed(best.likeness.fewer_words())),
    (-8.0, |best| best.likeness.closed),
    (-4.2, |best| (1.0 - best.likeness.around.mean()) * best.likeness.letters_only()),
    (-3.8, |best| best.changed(best.taken.powi(2))),
    (-2.1, |best| share(best.likeness.unchanged) * best.taken.powi(2)),
    (-2.6, |best| best.changed((1.0 - best.likeness.own) * best.crowded)),
    (-2.8, |best| best.changed(best.other)),
];

/// What is known of all places together.
pub(super) struct Case {
    /// Places where the words stand as they were.
    pub(super) unchanged: usize,
    /// What stands between the old neighbours of the passage, wherever these were found.
    pub(super) between: Vec<Range>,
}

impl Case {
    /// Gives which share of what stands between the old neighbours is not of a place there.
    fn crowded(&self, place: &Range) -> f32 {
        let around = |between: &&Range| between.start <= place.start && place.end <= between.end;
        let beside = |between: &Range| 1.0 - ratio(place.len(), between.len());
        self.between.iter().filter(around).map(beside).fold(0.0, f32::max)
    }
}

/// The place that is the passage.
pub(super) struct Choice<'l> {
    pub(super) likeness: &'l Likeness,
    /// How sure that is, from 0 to 1.
    pub(super) score: f32,
}

/// Gives the place that is the passage; none where no place is, or where it cannot be told which.
pub(super) fn choose<'l>(
    comparison: &Comparison<'_>,
    case: &Case,
    places: &'l [Likeness],
) -> Option<Choice<'l>> {
    let sought = comparison.sought;
    let nearest = Nearest::of(sought, places);
    let weighed = |likeness| (Place::new(sought, case, &nearest, likeness).weight(), likeness);
    // Where the words stand as often as they stood, the passage is one of these places.
    let are_there = 0 < case.unchanged && sought.occurrences <= case.unchanged;
    let possible = places.iter().filter(|place| place.unchanged || !are_there);
    let mut places: Vec<(f32, &Likeness)> = possible.map(weighed).collect();
    places.sort_by(|one, other| other.0.total_cmp(&one.0));
    let (weight, likeness) = *places.first()?;
    let next = places.iter().find(|(_, other)| shared(&other.place, &likeness.place) == 0);
    let lead = next.map_or(LEAD_MAX, |(next, _)| weight - next);
    let one_has_gone = 0 < case.unchanged && case.unchanged < sought.occurrences;
    let best = Best {
        likeness,
        weight,
        one_has_gone,
        taken: comparison.taken(&likeness.place),
        crowded: case.crowded(&likeness.place),
        other: other(sought, likeness),
    };
    let said: f32 = VERDICT.iter().map(|(weight, fact)| weight * fact(&best)).sum();
    let score = 1.0 / (1.0 + (-said).exp());
    (said >= FLOOR && lead >= MARGIN).then_some(Choice { likeness, score })
}

/// A place and what is known besides.
struct Place<'l> {
    likeness: &'l Likeness,
    /// Whether the words stand in this place only, and stood in one only.
    is_alone: bool,
    /// Whether the words stand as often as they stood, or more often.
    are_all_there: bool,
    /// How much another passage of the old text was as like the quote as this place is.
    like_another: f32,
    /// How much more the surroundings are alike than those of such a passage were; below 0 where
    /// they are less.
    ahead_around: f32,
    /// Whether a few words like those of the passage stand among others.
    is_chance: bool,
    /// Whether the old neighbours stand together, and not here: the passage was cut out there, or
    /// replaced.
    has_left: bool,
    /// Whether the passage was a paragraph, or several, and the place is.
    is_paragraph: bool,
    /// How much nearer the place is to where the passage stood than others with its words.
    nearest: f32,
}

impl Place<'_> {
    fn new<'l>(
        sought: &Sought,
        case: &Case,
        nearest: &Nearest,
        likeness: &'l Likeness,
    ) -> Place<'l> {
        let here = |between: &Range| 2 * shared(between, &likeness.place) > likeness.place.len();
        let ahead = likeness.own - sought.rival.likeness;
        let chance = if likeness.unchanged { CHANCE_CHARS } else { CHANCE_LIKE_CHARS };
        // What began the text and begins it now stands there as it stood, whatever follows.
        let begins =
            likeness.unchanged && likeness.place.start == 0 && sought.before.words.is_empty();
        // The neighbours of equal words may be equal too.
        let is_beside = likeness.unchanged && likeness.around.lesser > BESIDE_AROUND;
        let is_lost = likeness.around.greater < CHANCE_AROUND && !begins;
        Place {
            likeness,
            is_alone: case.unchanged == 1 && sought.occurrences <= 1,
            are_all_there: case.unchanged >= sought.occurrences,
            like_another: (1.0 - ahead / SAME_LIKENESS).clamp(0.0, 1.0),
            ahead_around: likeness.around.mean() - sought.rival.around,
            is_chance: sought.chars < chance && is_lost,
            has_left: !case.between.is_empty() && !case.between.iter().any(here) && !is_beside,
            is_paragraph: sought.borders == [true; 2] && likeness.lost_borders == 0.0,
            nearest: nearest.lead(likeness),
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

/// Which of the places with the very words is nearest to where the passage stood.
#[derive(Default)]
struct Nearest {
    /// How far it is.
    moved: usize,
    /// How much farther the next one is, from 0 to 1.
    lead: f32,
}

impl Nearest {
    /// Looks among `places`; a quote from elsewhere may have been counted in another text.
    fn of(sought: &Sought, places: &[Likeness]) -> Nearest {
        let unchanged = places.iter().filter(|place| place.unchanged);
        let mut moved: Vec<usize> = unchanged.map(|place| place.moved).collect();
        moved.sort_unstable();
        let [nearest, next, ..] = moved[..] else { return Nearest::default() };
        if sought.occurrences < 2 {
            return Nearest::default();
        }
        #[expect(clippy::cast_precision_loss, reason = "a share need not be exact")]
        let share = nearest as f32 / next.max(1) as f32;
        Nearest { moved: nearest, lead: (1.0 - MUCH_FARTHER * share).max(0.0) }
    }

    /// Gives the lead if `place` has it.
    fn lead(&self, place: &Likeness) -> f32 {
        if place.unchanged && place.moved == self.moved { self.lead } else { 0.0 }
    }
}

/// The best place, and how it compares.
struct Best<'l> {
    likeness: &'l Likeness,
    /// What is said for it.
    weight: f32,
    /// Whether the words stood more often than they stand: it may be the passage that has gone.
    one_has_gone: bool,
    /// How much of it is what stood beside the passage: where that was cut out, its neighbours are
    /// what is most like it near by.
    taken: f32,
    /// How much of what stands between the old neighbours is not of it: a few words of another
    /// sentence that was put there.
    crowded: f32,
    /// How surely it is another passage, that was as like this one before.
    other: f32,
}

impl Best<'_> {
    /// Gives a fact if words were changed, or none did.
    fn changed(&self, fact: f32) -> f32 {
        share(!self.likeness.unchanged) * fact
    }
}

/// Gives how surely a place is the likest other passage of the old text: it is as like the quote as
/// that was, and no more alike around.
fn other(sought: &Sought, likeness: &Likeness) -> f32 {
    let apart = (likeness.own - sought.rival.likeness).abs();
    let ahead = (likeness.around.mean() - sought.rival.around).clamp(0.0, AHEAD_MAX);
    (1.0 - apart / OTHER_LIKENESS).max(0.0) * (1.0 - ahead)
}

/// Gives how many bytes both ranges have in common.
fn shared(one: &Range, other: &Range) -> usize {
    one.end.min(other.end).saturating_sub(one.start.max(other.start))
}

fn share(holds: bool) -> f32 {
    f32::from(u8::from(holds))
}

#[cfg(test)]
mod tests {
    use super::Case;

    #[test]
    fn a_place_is_crowded_by_what_else_stands_between_the_neighbours() {
        let crowded = |place| Case { unchanged: 0, between: vec![40..40, 20..60] }.crowded(&place);
        assert!((crowded(30..40) - 0.75).abs() < 0.01, "a quarter of it");
        assert!(crowded(20..60).abs() < 0.01, "all of it");
        assert!(crowded(50..70).abs() < 0.01, "not between them");
    }
}
