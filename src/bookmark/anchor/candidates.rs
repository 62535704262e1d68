//! Where in a text a passage may have gone to, if its words were changed: where its letters, or its
//! words and those around it, the rarer the better, stand in the old order; and between its old
//! neighbours.

use memchr::memmem;

use super::Haystack;
use super::alignment::Remembered;
use super::approximate::{Match, Pattern};
use super::sought::{Sought, part};
use crate::document::Range;
use crate::text;

mod votes;

/// Share of the letters that may be changed, in hundredths. Texts that have nothing to do with
/// each other have about as much in common; nothing is found by looking beyond.
const ERRORS_PERCENT: usize = 62;

/// Bytes before and after the place that words vote for in which the passage is looked for:
/// votes are rounded, and what stands between may have become longer.
const SLACK_BYTES: (usize, usize) = (96, 160);

/// Likeliest places about which words are aligned, which takes longer than all else.
const PLACES_ALIGNED: usize = 4;

/// Likeliest places between whose neighbours the passage is looked for.
const PLACES_BETWEEN: usize = 4;

/// Letters that a remembered neighbour needs to be looked for by itself.
const NEIGHBOUR_CHARS: usize = 12;

/// A place where a passage may be.
pub(super) struct Candidate {
    /// Where, in the folded text: whole words.
    pub(super) place: Range,
    /// Letters changed; 0 where the words stand as they were.
    pub(super) errors: usize,
}

/// Where a passage may be.
#[derive(Default)]
pub(super) struct Candidates {
    pub(super) found: Vec<Candidate>,
    /// What stands between the old neighbours of the passage, wherever both were found.
    pub(super) between: Vec<Range>,
}

impl Candidates {
    /// Looks for the passage; `unchanged` are the places where its words stand as they were.
    pub(super) fn new(
        haystack: &Haystack<'_>,
        sought: &Sought,
        unchanged: Vec<Range>,
    ) -> Candidates {
        Candidates::except(haystack, sought, unchanged, &(0..0))
    }

    /// Looks for what is like the passage and does not start in `except`.
    pub(super) fn except(
        haystack: &Haystack<'_>,
        sought: &Sought,
        unchanged: Vec<Range>,
        except: &Range,
    ) -> Candidates {
        let mut all = Candidates::default();
        let starts = votes::starts(haystack.words(), sought, except);
        let passage = Passage::new(sought, &unchanged);
        all.found
            .extend(unchanged.iter().map(|place| Candidate { place: place.clone(), errors: 0 }));
        if let Some(remembered) = Remembered::new(haystack.words(), sought) {
            for start in starts.iter().take(PLACES_ALIGNED) {
                if let Some(place) = remembered.place(haystack.folded(), *start) {
                    all.add_aligned(haystack.folded(), sought, &passage, place);
                }
            }
        }
        for start in &starts {
            for found in passage.find_at(haystack.folded(), *start) {
                all.add(haystack.folded(), sought, found);
            }
        }
        for start in starts.iter().take(PLACES_BETWEEN) {
            all.add_between(haystack.folded(), sought, &passage, *start);
        }
        all
    }

    fn add(&mut self, folded: &str, sought: &Sought, found: Match) {
        let place = match found.errors {
            0 => found.range,
            _ => with_marks(folded, whole_words(folded, found.range), &sought.text),
        };
        if !self.found.iter().any(|known| known.place == place) {
            self.found.push(Candidate { place, errors: found.errors });
        }
    }

    /// Adds from where to where words of the passage stand.
    fn add_aligned(&mut self, folded: &str, sought: &Sought, passage: &Passage<'_>, place: Range) {
        let mut unchanged = passage.unchanged.iter();
        let is_known = unchanged.any(|known| known.start < place.end && place.start < known.end);
        if is_known || place.len() > passage.longest() {
            return;
        }
        // Only a place with nothing besides the words is unchanged.
        let errors = passage.errors_in(text::slice(folded, place.clone())).max(1);
        self.add(folded, sought, Match { range: place, errors });
    }

    /// Adds what stands between the old neighbours of the passage, if these stand where `start`
    /// says.
    fn add_between(&mut self, folded: &str, sought: &Sought, passage: &Passage<'_>, start: usize) {
        let (before, after) = (&sought.before, &sought.after);
        if before.near.len().min(after.near.len()) < NEIGHBOUR_CHARS {
            return;
        }
        let length = sought.text.len();
        let reach = part(
            folded,
            start.saturating_sub(before.near_text.len() + SLACK_BYTES.0),
            start + SLACK_BYTES.0,
        );
        let Some(left) = nearest(folded, reach, &before.near_text, &before.near, 4) else { return };
        let room = part(folded, left.end, left.end + 2 * length + 100);
        let Some(right) = nearest(folded, room, &after.near_text, &after.near, 4) else { return };
        let between = trimmed(folded, left.end..right.start);
        self.between.push(between.clone());
        let is_known = |known: &Candidate| {
            known.errors == 0
                && between.start <= known.place.start
                && known.place.end <= between.end
        };
        let fits = 2 * between.len() >= length && between.len() <= passage.longest();
        if fits && !self.found.iter().any(is_known) {
            let errors = passage.errors_in(text::slice(folded, between.clone()));
            self.add(folded, sought, Match { range: between, errors });
        }
    }
}

/// The words of a passage, to be found changed.
struct Passage<'a> {
    sought: &'a Sought,
    pattern: Pattern,
    /// Where they stand as they were, in order. Beside the very words, no others are seen to be
    /// like them.
    unchanged: Vec<&'a Range>,
}

impl<'a> Passage<'a> {
    fn new(sought: &'a Sought, unchanged: &'a [Range]) -> Passage<'a> {
        let mut unchanged: Vec<&Range> = unchanged.iter().collect();
        unchanged.sort_by_key(|place| place.start);
        Passage { sought, pattern: Pattern::new(&sought.text), unchanged }
    }

    /// Gives how many bytes it may have become: as much again was inserted, or a clause.
    fn longest(&self) -> usize {
        let length = self.sought.text.len();
        2 * length + length / 5 + 20
    }

    /// Gives where about `start` the passage is with words changed, if it is there.
    fn find_at(&self, folded: &str, start: usize) -> Vec<Match> {
        let length = self.sought.text.len();
        let window = part(
            folded,
            start.saturating_sub(SLACK_BYTES.0),
            start + length + length / 3 + SLACK_BYTES.1,
        );
        let gaps = self.gaps(window).into_iter();
        gaps.flat_map(|gap| self.find_in(folded, gap, start + length)).collect()
    }

    /// Gives the parts of a window in which the words do not stand as they were.
    fn gaps(&self, window: Range) -> Vec<Range> {
        let mut gaps = Vec::new();
        let mut start = window.start;
        for place in self.unchanged.iter().filter(|place| place.start < window.end) {
            if place.end > start {
                gaps.push(start..place.start.max(start));
                start = place.end;
            }
        }
        gaps.push(start..window.end.max(start));
        gaps
    }

    /// Gives what in a part of the text is most like the passage; of equals, those that end nearest
    /// to `end`.
    fn find_in(&self, folded: &str, gap: Range, end: usize) -> impl Iterator<Item = Match> {
        let limit = self.sought.chars * ERRORS_PERCENT / 100;
        let within = text::slice(folded, gap.clone());
        let found = self.pattern.matches(within, limit, end.saturating_sub(gap.start), 2);
        found
            .into_iter()
            .map(move |found| Match { range: shifted(found.range, gap.start), ..found })
    }

    fn errors_in(&self, between: &str) -> usize {
        self.pattern.least_errors(between)
    }
}

/// Gives where in `range` of the text `words` stand, or what is most like them: no more than one
/// letter in `changed` may be.
fn nearest(
    folded: &str,
    range: Range,
    words: &str,
    pattern: &Pattern,
    changed: usize,
) -> Option<Range> {
    let within = text::slice(folded, range.clone());
    let found = match memmem::find(within.as_bytes(), words.as_bytes()) {
        Some(start) => start..start + words.len(),
        None => pattern.matches(within, pattern.len() / changed, 0, 1).pop()?.range,
    };
    Some(shifted(found, range.start))
}

fn shifted(range: Range, by: usize) -> Range {
    range.start + by..range.end + by
}

/// Gives the range without white space at its ends.
fn trimmed(folded: &str, range: Range) -> Range {
    let words = text::slice(folded, range.clone());
    let end = range.start + words.trim_end().len();
    (range.end - words.trim_start().len()).min(end)..end
}

/// Gives the range with the punctuation that `words` start and end with, where it stands there:
/// of a word that was changed, it is as near to the passage without its full stop as with it.
fn with_marks(folded: &str, range: Range, words: &str) -> Range {
    let is_mark = |char: char| !char.is_alphanumeric();
    let first = words.len() - words.trim_start_matches(is_mark).len();
    let last = words.trim_end_matches(is_mark).len();
    let starts = text::slice(folded, 0..range.start).ends_with(text::slice(words, 0..first));
    let ends = text::slice(folded, range.end..folded.len())
        .starts_with(text::slice(words, last..words.len()));
    let more = if starts { first } else { 0 };
    let further = if ends { words.len() - last } else { 0 };
    range.start - more..range.end + further
}

/// Gives the range with the words whole that it starts and ends in.
fn whole_words(folded: &str, range: Range) -> Range {
    let letter = |char: &char| char.is_alphanumeric() && !text::is_unspaced(*char);
    let before = text::slice(folded, 0..range.start);
    let within = text::slice(folded, range.clone());
    let after = text::slice(folded, range.end..folded.len());
    let more: usize = match within.chars().next().filter(letter) {
        Some(_) => before.chars().rev().take_while(letter).map(char::len_utf8).sum(),
        None => 0,
    };
    let further: usize = match within.chars().next_back().filter(letter) {
        Some(_) => after.chars().take_while(letter).map(char::len_utf8).sum(),
        None => 0,
    };
    range.start - more..range.end + further
}
