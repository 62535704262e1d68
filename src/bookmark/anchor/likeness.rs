//! How alike a place is to what a quote remembers: the words themselves, and what stands around.

use super::Haystack;
use super::alignment::Remembered;
use super::candidates::Candidate;
use super::sought::{Beside, Side, Sought, begins_paragraph, ends_paragraph};
use super::words::words;
use crate::document::Range;
use crate::text;

/// Bytes beyond the remembered ones in which the letters next to the passage are looked for: a
/// comma or a word may have been inserted beside the quote.
const SLACK_BYTES: usize = 6;

/// Share of letters that two texts which have nothing to do with each other have in common, in
/// order; counted as no likeness at all.
const CHANCE: f32 = 0.45;

/// Bytes from the passage at which a word beside it counts half.
const HALF_WEIGHT_BYTES: usize = 200;

/// Bytes by which a word beside the passage may be out of place until it counts least.
const OUT_OF_PLACE_BYTES: usize = 160;

/// What a word that is far out of place counts less.
const OUT_OF_PLACE: f32 = 0.6;

/// Words next to the passage on each side by which it is told from another one near by, around which
/// much the same words stand.
const NEXT_WORDS: usize = 5;

/// Bytes by which a word next to the passage may be out of place and count.
const NEXT_OUT_OF_PLACE_BYTES: usize = 24;

/// What the rest of a paragraph has to tell on one side to be compared, in nats: a word or two.
const PARAGRAPH_TELLS: f32 = 5.0;

/// Words that a side needs to be compared by words.
const SIDE_WORDS: usize = 3;

/// How alike a place is to what a quote remembers; from 0 to 1 where nothing else is said.
#[derive(Clone, Debug)]
pub(super) struct Likeness {
    /// The place in the folded text.
    pub(super) place: Range,
    /// Whether the words stand there as they were.
    pub(super) unchanged: bool,
    /// The passage: its letters and words.
    pub(super) own: f32,
    /// The words of the passage, the rarer counting more.
    pub(super) words: f32,
    /// How much the common words tell, in nats.
    pub(super) telling: f32,
    /// The share of the words at the place that are not of the passage.
    pub(super) strange: f32,
    /// The words of both sides, or, where these are few, their letters.
    pub(super) around: Sides,
    /// The few words next to the passage, of both sides.
    pub(super) next: f32,
    /// The share of the surroundings that is the same, up to the first difference on each side.
    pub(super) agreement: f32,
    /// Whether the passage began or ended with a paragraph and the place does not: a half for each.
    pub(super) lost_borders: f32,
    /// How much more alike a side would be if the passage had been cut out where the place starts or
    /// ends: then what stood beside it stands in the place.
    pub(super) closed: f32,
    /// The rest of the paragraph, on the side that is less alike: moved with the passage, it says
    /// which of equal words these are when all else around them is new. 0 where nothing is known
    /// of it, and where words were changed.
    pub(super) paragraph: f32,
    /// How far the place is from where the passage stood, in scalar values.
    pub(super) moved: usize,
}

impl Likeness {
    /// Gives how much of the likeness is one of letters and not of words: an entry of a list and the
    /// next one differ in nothing but a number or a name, which are few letters.
    pub(super) fn letters_only(&self) -> f32 {
        (self.own - self.words).max(0.0)
    }

    /// Gives how much fewer of the words are left than of those around: an editor at work on a text
    /// changes both, and other words between old neighbours are another passage.
    pub(super) fn fewer_words(&self) -> f32 {
        (self.around.mean() - self.words).max(0.0)
    }
}

/// How alike both sides of a place are; where the quote remembers one side, both are that one,
/// and where it remembers none, half.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sides {
    /// The likeness of the side that is more alike.
    pub(super) greater: f32,
    /// That of the other.
    pub(super) lesser: f32,
}

impl Sides {
    /// Gives the likeness of both together.
    pub(super) fn mean(self) -> f32 {
        f32::midpoint(self.greater, self.lesser)
    }

    fn new(before: Option<f32>, after: Option<f32>) -> Option<Sides> {
        let (one, other) = (before.or(after)?, after.or(before)?);
        Some(Sides { greater: one.max(other), lesser: one.min(other) })
    }
}

const UNKNOWN: Sides = Sides { greater: 0.5, lesser: 0.5 };

/// A quote that is compared with places of a text.
pub(super) struct Comparison<'a> {
    haystack: &'a Haystack<'a>,
    pub(super) sought: &'a Sought,
    /// The hashes of the passage's words, ascending, with what each tells.
    own: Vec<(u32, f32)>,
    /// What the words of each side tell, the farther off the less.
    before: Vec<f32>,
    after: Vec<f32>,
}

impl<'a> Comparison<'a> {
    pub(super) fn new(haystack: &'a Haystack<'a>, sought: &'a Sought) -> Comparison<'a> {
        let index = haystack.words();
        let told = |word: &Beside| {
            index.telling(word.hash) / (1.0 + ratio(word.distance, HALF_WEIGHT_BYTES))
        };
        let mut own: Vec<(u32, f32)> =
            sought.words.iter().map(|word| (word.hash, index.telling(word.hash))).collect();
        own.sort_by_key(|(hash, _)| *hash);
        let before = sought.before.words.iter().map(told).collect();
        let after = sought.after.words.iter().map(told).collect();
        Comparison { haystack, sought, own, before, after }
    }

    /// Compares the quote and its surroundings with a place.
    pub(super) fn with(&self, candidate: Candidate) -> Likeness {
        let Candidate { place, errors } = candidate;
        let (own, words, telling) = self.own(&place, errors);
        let strange = self.strange(&place);
        let (before, after) = (&self.sought.before, &self.sought.after);
        let sides =
            [self.side(before, &self.before, &place), self.side(after, &self.after, &place)];
        let around = Sides::new(sides[0], sides[1]);
        // Of a few letters beside the passage no words are known.
        let near = || Sides::new(self.letters(before, &place), self.letters(after, &place));
        let around = around.or_else(near).unwrap_or(UNKNOWN);
        let agreed = before.agreement(self.haystack.folded(), &place)
            + after.agreement(self.haystack.folded(), &place);
        let agreement = ratio(agreed, before.text.len() + after.text.len());
        let there = self.haystack.original(&place);
        let lost_borders = self.lost_borders(&there);
        let moved = self.haystack.scalars.before(there.start).abs_diff(self.sought.start);
        let closed = self.closed(&place, sides);
        let unchanged = errors == 0;
        let paragraph = if unchanged { self.paragraph(&place) } else { 0.0 };
        let next = self.next(&place);
        Likeness {
            place,
            unchanged,
            own,
            words,
            telling,
            strange,
            around,
            next,
            agreement,
            lost_borders,
            closed,
            paragraph,
            moved,
        }
    }

    /// Gives how much of a place is what stood beside the passage, in its old order: that is no
    /// passage, however like it may be. Takes longer than to compare the place.
    pub(super) fn taken(&self, place: &Range) -> f32 {
        let index = self.haystack.words();
        let around = Remembered::around(index, self.sought);
        around.map_or(0.0, |around| around.share_of(self.haystack.folded(), place, index))
    }

    fn closed(&self, place: &Range, sides: [Option<f32>; 2]) -> f32 {
        let closed = [
            self.side(&self.sought.before, &self.before, &(place.end..place.end)),
            self.side(&self.sought.after, &self.after, &(place.start..place.start)),
        ];
        let more = closed.into_iter().zip(sides).filter_map(|(closed, open)| Some(closed? - open?));
        more.fold(0.0, f32::max)
    }

    /// Gives how alike the rest of the paragraph is, on the side where it is less.
    fn paragraph(&self, place: &Range) -> f32 {
        let (before, after) = (&self.sought.before, &self.sought.after);
        let sides = [(before, &self.before), (after, &self.after)];
        let alike = sides.into_iter().filter_map(|(side, tell)| {
            let words = side.words.get(..side.paragraph)?;
            let tell = tell.get(..side.paragraph)?;
            let all: f32 = tell.iter().sum();
            let there = || side.words_there(self.haystack.folded(), place);
            (all > PARAGRAPH_TELLS).then(|| in_order(words, tell, &there(), about_in_place) / all)
        });
        alike.reduce(f32::min).unwrap_or_default()
    }

    /// Gives how alike the words next to the place are, of those sides that have some.
    fn next(&self, place: &Range) -> f32 {
        let sides = [(&self.sought.before, &self.before), (&self.sought.after, &self.after)];
        let alike = sides.into_iter().filter(|(side, _)| !side.words.is_empty());
        let alike = alike.map(|(side, tell)| {
            let count = NEXT_WORDS.min(side.words.len());
            let (words, tell) = (&side.words[..count], &tell[..count]);
            let there = side.words_there(self.haystack.folded(), place);
            in_order(words, tell, &there, in_place) / tell.iter().sum::<f32>()
        });
        let (sum, sides) = alike.fold((0.0, 0.0), |(sum, sides), side| (sum + side, sides + 1.0));
        if sides > 0.0 { sum / sides } else { 0.0 }
    }

    /// Gives which ends of a paragraph were lost, of a place in the text that is not folded.
    fn lost_borders(&self, there: &Range) -> f32 {
        let text = self.haystack.text;
        let theirs = [
            begins_paragraph(text::slice(text, 0..there.start)),
            ends_paragraph(text::slice(text, there.end..text.len())),
        ];
        let both = self.sought.borders.iter().zip(theirs);
        both.map(|(ours, theirs)| if *ours && !theirs { 0.5 } else { 0.0 }).sum()
    }

    /// Gives how alike the passage itself is: letters and words, words, and what the words tell.
    pub(super) fn own(&self, place: &Range, errors: usize) -> (f32, f32, f32) {
        let letters = (1.0 - ratio(errors, self.sought.chars)).max(0.0);
        let there = text::slice(self.haystack.folded(), place.clone());
        let (common, all) = self.common_words(there);
        let words = if all > 0.0 { common / all } else { letters };
        // Of few words a typing error in each leaves none.
        let own = if letters > 0.9 { letters } else { 0.0 };
        (own.max(0.55 * letters + 0.45 * words), words, common)
    }

    /// Gives which share of the words at a place are not of the passage, or once too often.
    fn strange(&self, place: &Range) -> f32 {
        let theirs = sorted_hashes(text::slice(self.haystack.folded(), place.clone()));
        let mut own = self.own.iter().map(|(hash, _)| *hash).peekable();
        let is_own = |their: &&u32| {
            while own.next_if(|own| own < *their).is_some() {}
            own.next_if_eq(*their).is_some()
        };
        let common = theirs.iter().filter(is_own).count();
        ratio(theirs.len() - common, theirs.len())
    }

    /// Gives what the words of the passage that stand in `there` tell, and what all of them do.
    fn common_words(&self, there: &str) -> (f32, f32) {
        let mut theirs = sorted_hashes(there).into_iter().peekable();
        let (mut common, mut all) = (0.0, 0.0);
        for (hash, telling) in &self.own {
            all += telling;
            while theirs.next_if(|their| their < hash).is_some() {}
            if theirs.next_if_eq(hash).is_some() {
                common += telling;
            }
        }
        (common, all)
    }

    /// Gives how alike the letters next to the passage are on one side; none where none are
    /// remembered.
    fn letters(&self, side: &Side, place: &Range) -> Option<f32> {
        let there = side.there(self.haystack.folded(), place, side.near_text.len() + SLACK_BYTES);
        if side.near.len() == 0 {
            return None;
        }
        let errors =
            if there.contains(&side.near_text) { 0 } else { side.near.least_errors(there) };
        let common = 1.0 - ratio(errors, side.near.len());
        Some(((common - CHANCE) / (1.0 - CHANCE)).max(0.0))
    }

    /// Gives how alike the words of one side are, each at about its old distance; none where few
    /// are remembered.
    fn side(&self, side: &Side, tell: &[f32], place: &Range) -> Option<f32> {
        if side.words.len() < SIDE_WORDS {
            return None;
        }
        let there = side.words_there(self.haystack.folded(), place);
        let all: f32 = tell.iter().sum();
        Some(in_order(&side.words, tell, &there, about_in_place) / all)
    }
}

/// Gives the hashes of the words of a folded text, ascending.
fn sorted_hashes(folded: &str) -> Vec<u32> {
    let mut hashes: Vec<u32> = words(folded).map(|word| word.hash).collect();
    hashes.sort_unstable();
    hashes
}

/// Gives how much of what it tells a word counts that is so many bytes out of place.
fn about_in_place(out_bytes: usize) -> f32 {
    1.0 - OUT_OF_PLACE * ratio(out_bytes, OUT_OF_PLACE_BYTES).min(1.0)
}

/// Gives the same of a word next to the passage.
fn in_place(out_bytes: usize) -> f32 {
    f32::from(u8::from(out_bytes <= NEXT_OUT_OF_PLACE_BYTES))
}

/// Gives what those of the remembered words tell that are there too, in the same order; each counts
/// as `counts` says of the bytes by which it is out of place. Of the ways to pair them off, the best
/// counts.
///
/// The longest common subsequence, weighted: words were inserted, left out and replaced, which
/// moves all words behind them.
fn in_order(
    remembered: &[Beside],
    tell: &[f32],
    there: &[Beside],
    counts: fn(usize) -> f32,
) -> f32 {
    let mut best = vec![0.0_f32; there.len() + 1];
    for (word, tell) in remembered.iter().zip(tell) {
        let (mut diagonal, mut left) = (0.0, 0.0_f32);
        for (cell, other) in best.iter_mut().skip(1).zip(there) {
            let mut value = left.max(*cell);
            if other.hash == word.hash {
                let out = other.distance.abs_diff(word.distance);
                value = value.max(diagonal + tell * counts(out));
            }
            (diagonal, left) = (*cell, value);
            *cell = value;
        }
    }
    best.last().copied().unwrap_or_default()
}

#[expect(clippy::cast_precision_loss, reason = "a share need not be exact to seven digits")]
pub(super) fn ratio(part: usize, of: usize) -> f32 {
    part as f32 / of.max(1) as f32
}
