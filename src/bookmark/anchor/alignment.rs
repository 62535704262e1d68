//! Where a passage stands by its words and those around it, each in its old order: found too where
//! so many words were changed that the letters say nothing.

use super::sought::{Sought, part};
use super::words::{Index, Word, words};
use crate::document::Range;
use crate::text;

/// Words that a passage and its surroundings have at most to be aligned: of a longer passage the
/// letters tell enough.
const WORDS: usize = 300;

/// What a word that was left out, inserted or replaced says against a place, in nats: as much as a
/// common word says for it. Less, and common words far off are taken for those of the passage.
const CHANGED: f32 = 0.4;

/// Words of a passage from which one put for its first or last word is taken to be of it. Of fewer,
/// it would be a large part of the place, and may as well be new.
const MANY_WORDS: usize = 4;

/// Bytes before and after the surroundings in which they may stand: votes are rounded, and words were
/// inserted.
const SLACK_BYTES: usize = 160;

/// The words of a passage and of its surroundings, to be found in order.
pub(super) struct Remembered {
    words: Vec<Told>,
    /// Which of them are the passage's.
    own: Range,
    /// Bytes before the start of the passage.
    before: usize,
    /// Bytes after it.
    after: usize,
}

/// A word and what it tells.
#[derive(Clone, Copy)]
struct Told {
    hash: u32,
    tells: f32,
}

impl Remembered {
    /// Takes the words of `sought`; none if they are too many.
    pub(super) fn new(index: &Index, sought: &Sought) -> Option<Remembered> {
        Remembered::of(index, sought, &sought.words, sought.text.len())
    }

    /// Takes the words around `sought` as they are when it has been cut out; none if they are too
    /// many.
    pub(super) fn around(index: &Index, sought: &Sought) -> Option<Remembered> {
        Remembered::of(index, sought, &[], 0)
    }

    /// Takes the words around `sought`, and between them those of a passage of so many bytes.
    fn of(index: &Index, sought: &Sought, passage: &[Word], bytes: usize) -> Option<Remembered> {
        let before = sought.before.words.iter().rev().map(|word| word.hash);
        let own = before.len()..before.len() + passage.len();
        let passage = passage.iter().map(|word| word.hash);
        let after = sought.after.words.iter().map(|word| word.hash);
        let told = |hash| Told { hash, tells: index.telling(hash) };
        let words: Vec<Told> = before.chain(passage).chain(after).map(told).collect();
        (words.len() <= WORDS).then(|| Remembered {
            words,
            own,
            before: sought.before.text.len(),
            after: bytes + sought.after.text.len(),
        })
    }

    /// Gives how much of what the words at `place` tell is told by remembered ones that stand there
    /// in their old order.
    pub(super) fn share_of(&self, folded: &str, place: &Range, index: &Index) -> f32 {
        let from = place.start.saturating_sub(self.before + SLACK_BYTES);
        let window = part(folded, from, place.end + self.after + SLACK_BYTES);
        let there: Vec<Word> = words(text::slice(folded, window.clone())).collect();
        let tells = |word: &Word| match place.contains(&(window.start + word.start)) {
            true => index.telling(word.hash),
            false => 0.0,
        };
        let all: f32 = there.iter().map(tells).sum();
        let pairs = Alignment::new(&self.words, &there).pairs().into_iter();
        let same = pairs.filter(|pair| pair.is_same).filter_map(|pair| there.get(pair.at));
        let told: f32 = same.map(tells).sum();
        if all > 0.0 { told / all } else { 0.0 }
    }

    /// Gives from where to where words of the passage stand, which should start about `start`.
    pub(super) fn place(&self, folded: &str, start: usize) -> Option<Range> {
        let from = start.saturating_sub(self.before + SLACK_BYTES);
        let window = part(folded, from, start + self.after + SLACK_BYTES);
        let there: Vec<Word> = words(text::slice(folded, window.clone())).collect();
        let pairs = Alignment::new(&self.words, &there).pairs();
        let own = self.own_pairs(&pairs)?;
        let word = |pair: usize| there.get(pairs.get(pair)?.at);
        Some(window.start + word(own.start)?.start..window.start + word(own.end - 1)?.end)
    }

    /// Gives which of the pairs are of the passage: those from the first of its words to the last one,
    /// and what was put for the word at either end, where the word beside it stands as it stood.
    fn own_pairs(&self, pairs: &[Pair]) -> Option<Range> {
        let is_own = |pair: &&Pair| pair.is_same && self.own.contains(&pair.word);
        let first = pairs.iter().position(|pair| is_own(&pair))?;
        let last = pairs.iter().rposition(|pair| is_own(&pair))?;
        if pairs.iter().filter(is_own).count() < MANY_WORDS {
            return Some(first..last + 1);
        }
        let (before, after) = (pairs.get(..first)?, pairs.get(last + 1..)?);
        let starts =
            matches!(before, [.., beside, other] if other.is_put_for(self.own.start, beside));
        let ends =
            matches!(after, [other, beside, ..] if other.is_put_for(self.own.end - 1, beside));
        Some(first - usize::from(starts)..last + 1 + usize::from(ends))
    }
}

/// A remembered word and one there that is the same or was put for it.
#[derive(Clone, Copy)]
struct Pair {
    word: usize,
    at: usize,
    is_same: bool,
}

impl Pair {
    /// Tells whether it is `word` and what was put for it, and `beside` the same word which stood and
    /// stands next to it.
    fn is_put_for(&self, word: usize, beside: &Pair) -> bool {
        let are_next = beside.word.abs_diff(word) == 1 && beside.at.abs_diff(self.at) == 1;
        self.word == word && !self.is_same && beside.is_same && are_next
    }
}

/// How words that are remembered became words of a text.
///
/// Source: Smith and Waterman, Identification of common molecular subsequences, Journal of Molecular
/// Biology 147 (1981): of all parts of both, the two that say most for each other.
struct Alignment {
    /// For each remembered word and each word there, how these two ended up beside each other.
    steps: Vec<Step>,
    /// How many words there are.
    columns: usize,
    /// The last two words of the parts: where in `steps`.
    end: usize,
}

/// What the last words of two texts are to each other.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Step {
    /// Nothing: the parts that belong together start behind them.
    Nothing,
    /// The same word.
    Same,
    /// The one was put for the other.
    Replaced,
    /// The one there is new.
    Inserted,
    /// The remembered one is gone.
    LeftOut,
}

impl Alignment {
    fn new(remembered: &[Told], there: &[Word]) -> Alignment {
        let mut steps = Vec::with_capacity(remembered.len() * there.len());
        let mut scores = vec![0.0_f32; there.len()];
        let (mut end, mut most) = (0, 0.0);
        for word in remembered {
            let (mut diagonal, mut left) = (0.0, 0.0);
            for (above, other) in scores.iter_mut().zip(there) {
                let (mut score, mut step) = match word.hash == other.hash {
                    true => (diagonal + word.tells, Step::Same),
                    false => (diagonal - CHANGED, Step::Replaced),
                };
                let others = [
                    (left - CHANGED, Step::Inserted),
                    (*above - CHANGED, Step::LeftOut),
                    (0.0, Step::Nothing),
                ];
                for other in others {
                    if other.0 > score {
                        (score, step) = other;
                    }
                }
                if score > most {
                    (most, end) = (score, steps.len());
                }
                steps.push(step);
                (diagonal, left) = (*above, score);
                *above = score;
            }
        }
        Alignment { steps, columns: there.len(), end }
    }

    /// Gives which remembered words are which of those there, or were replaced by them, in order.
    fn pairs(&self) -> Vec<Pair> {
        let mut pairs = Vec::new();
        let mut at = Some(self.end);
        while let Some((index, step)) = at.and_then(|at| Some((at, *self.steps.get(at)?))) {
            if matches!(step, Step::Same | Step::Replaced) {
                let (word, at) = (index / self.columns, index % self.columns);
                pairs.push(Pair { word, at, is_same: step == Step::Same });
            }
            at = self.before(index, step);
        }
        pairs.reverse();
        pairs
    }

    /// Gives which two words came before those of a step; none if it was the first.
    fn before(&self, index: usize, step: Step) -> Option<usize> {
        let has_left = !index.is_multiple_of(self.columns);
        match step {
            Step::Nothing => None,
            Step::Same | Step::Replaced => index.checked_sub(self.columns + 1).filter(|_| has_left),
            Step::Inserted => index.checked_sub(1).filter(|_| has_left),
            Step::LeftOut => index.checked_sub(self.columns),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Alignment, Pair, Remembered, Told};
    use crate::bookmark::Quote;
    use crate::bookmark::anchor::sought::Sought;
    use crate::bookmark::anchor::words::{Index, Word, words};
    use crate::text::clean::Clean;

    /// Gives the words that `remembered` and `there` have in common in order, one of each telling as
    /// much as any other.
    fn common<'t>(remembered: &str, there: &'t str) -> Vec<&'t str> {
        let told = |word: Word| Told { hash: word.hash, tells: 1.0 };
        let told: Vec<Told> = words(remembered).map(told).collect();
        let others: Vec<Word> = words(there).collect();
        let pairs = Alignment::new(&told, &others).pairs();
        let same = pairs.iter().filter(|pair| pair.is_same);
        let word = |pair: &Pair| there.get(others[pair.at].start..others[pair.at].end);
        same.map(|pair| word(pair).expect("whole letters")).collect()
    }

    #[track_caller]
    fn check(case: &str, remembered: &str, there: &str, expected: &str) {
        assert_eq!(common(remembered, there).join(" "), expected, "{case}");
    }

    #[test]
    fn words_in_their_old_order_are_paired() {
        check("the same", "one two three", "one two three", "one two three");
        check("nothing in common", "one two", "three four", "");
        check("no words", "", "one", "");
        check("no text", "one", "", "");
        check("one replaced", "one two three", "one four three", "one three");
        check("one left out", "one two three", "one three", "one three");
        check("one inserted", "one two", "one three two", "one two");
        check("another order", "one two three four", "three four one", "three four");
        check("what is far off", "one two three", "one 4 5 6 7 8 9 10 two three", "two three");
        check("what stands around", "one two", "five one two six", "one two");
        check("letters without spaces", "日本語", "x日本", "日本");
    }

    /// Gives the part of `there` in which the words between brackets in `remembered` stand.
    #[track_caller]
    fn check_place(case: &str, remembered: &'static str, there: &str, expected: &str) {
        let (prefix, rest) = remembered.split_once('[').expect("a case has a passage");
        let (exact, suffix) = rest.split_once(']').expect("a passage ends");
        let [prefix, exact, suffix] = [prefix, exact, suffix].map(Clean::ours);
        let sought = Sought::new(&Quote { exact, prefix, suffix, ..Quote::default() });
        let sought = sought.expect("it has words");
        let remembered = Remembered::new(&Index::new(there), &sought).expect("they are few");
        let place = remembered.place(there, 0);
        assert_eq!(place.and_then(|place| there.get(place)), Some(expected), "{case}");
    }

    #[test]
    fn a_passage_is_where_its_words_are_among_those_around() {
        check_place(
            "the same words stand near by",
            "he wound the clock, and [it struck] nine before anybody knew that it struck",
            "it struck me that he wound no clock, yet it never struck nine before anybody knew that",
            "it never struck",
        );
        check_place(
            "another word at its end",
            "at dusk [every man rowed over to the village] for bread",
            "at dusk every man rowed over to the harbour for bread",
            "every man rowed over to the harbour",
        );
        check_place(
            "nothing left of the words beside it",
            "at dusk [every man rowed over to the village] for bread",
            "nobody knew why every man rowed over to the harbour or what he sold",
            "every man rowed over to the",
        );
    }

    #[test]
    fn words_between_old_neighbours_are_not_those_of_the_neighbours() {
        #[track_caller]
        fn check_share(case: &str, there: &str, place: &str, expected: f32) {
            let [prefix, suffix] =
                ["at dusk he rang; ", " why, said she, is it late"].map(Clean::ours);
            let quote =
                Quote { exact: Clean::ours("why late"), prefix, suffix, ..Quote::default() };
            let sought = Sought::new(&quote).expect("it has words");
            let index = Index::new(there);
            let around = Remembered::around(&index, &sought).expect("they are few");
            let start = there.find(place).expect("a case has a place");
            let share = around.share_of(there, &(start..start + place.len()), &index);
            assert!((share - expected).abs() < 0.01, "{case}: {share}");
        }
        check_share("cut out", "at dusk he rang; why, said she, is it late", "why", 1.0);
        check_share(
            "still there",
            "at dusk he rang; why wait? why, said she, is it",
            "why wait",
            0.0,
        );
        check_share("far from them", "nobody asked him why late", "why late", 0.5);
        check_share("no words", "at dusk he rang; - why, said she", "-", 0.0);
    }
}
