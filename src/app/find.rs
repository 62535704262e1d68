//! What was searched for, and where it stands.
//!
//! A text may be a gigabyte and an expression slow, so both the place to go to and the count of all
//! places are found slice by slice, and whatever the reader does comes between.

use crate::bookmark::spot::Spot;
use crate::document::{Position, Range};
use crate::search::Pattern;

/// A pattern and the places where it was found.
#[derive(Clone, Debug)]
pub struct Search {
    /// What was searched for.
    pub pattern: Pattern,
    /// What was typed.
    pub typed: String,
    /// Whether `n` goes towards the beginning.
    pub backward: bool,
    /// Where it stands, in order and without overlap, as far as the text was counted.
    pub hits: Vec<Range>,
    /// Which of the places the reader is at.
    pub current: Option<Range>,
    /// Up to which byte of the text the hits are all there are.
    counted: usize,
    /// Where it stands on screen, while that was not counted yet.
    near: Vec<Range>,
    /// The place that is looked for.
    seek: Option<Seek>,
}

/// Hits kept; a text with more shows that there are more.
pub const HITS_MAX: usize = 100_000;

/// Places that are found at a time: to go on from each, some expressions look far ahead.
const HITS_AT_ONCE: usize = 1_000;

/// Bytes that are searched at a time: a hundredth of a second for an expression that is slow, but
/// does not look far ahead from each place.
pub const SLICE_BYTES: usize = 1 << 20;

/// Which place is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// From where: the place may start here; `backward` it starts before.
    pub from: Position,
    /// Whether towards the beginning.
    pub backward: bool,
    /// Which of those from there on: 1 for the first.
    pub steps: usize,
    /// What is to be done with it.
    pub then: Then,
}

/// The way to a place, towards one side and, from the other end on, up to where it began.
#[derive(Clone, Debug)]
struct Seek {
    wanted: Wanted,
    /// Where the step began that is being made, and up to where it is.
    start: usize,
    at: usize,
    /// Whether it goes on from the other end since it began, or since before that.
    is_round: bool,
    has_been_round: bool,
    /// Steps that are left.
    steps: usize,
}

/// What is to be done with a place that is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Then {
    /// Show it while the reader types, who was at this spot.
    Show(Spot<Position>),
    /// Go there: what was typed was accepted.
    Accept,
    /// Go there: the next one was asked for.
    Go,
    /// Go there: the reader asked to start there.
    Start,
    /// Note that the reader is at it.
    Note,
}

/// What came of looking for a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sought {
    /// The place, if there is one.
    pub hit: Option<Range>,
    /// Whether it was found from the other end on.
    pub is_round: bool,
    /// Which one was looked for.
    pub wanted: Wanted,
}

impl Search {
    /// Gives a search that has not begun.
    #[must_use]
    pub fn new(typed: &str, backward: bool) -> Search {
        Search {
            pattern: Pattern::new(typed),
            typed: typed.to_owned(),
            backward,
            hits: Vec::new(),
            current: None,
            counted: 0,
            near: Vec::new(),
            seek: None,
        }
    }

    /// Gives a search for the very words that were typed; none where that is no other one.
    #[must_use]
    pub fn as_written(&self) -> Option<Search> {
        let is_written = self.pattern.is_literal_fallback();
        let pattern = Pattern::as_written(&self.typed).filter(|_| !is_written)?;
        Some(Search { pattern, ..self.anew() })
    }

    /// Gives the same search for a text in which nothing was found yet.
    #[must_use]
    pub fn anew(&self) -> Search {
        Search::new(&self.typed, self.backward)
    }

    /// Puts its places where `find` says they are now, before it is done [`Search::anew`].
    pub fn follow(&mut self, find: impl Fn(Position) -> Position) {
        if let Some(seek) = &mut self.seek {
            seek.wanted.from = find(seek.wanted.from);
        }
        if let Some(current) = &mut self.current {
            let start = find(Position(current.start)).0;
            *current = start..start + current.len();
        }
    }

    /// Looks for a place.
    pub fn look(&mut self, wanted: Wanted) {
        let (start, at) = (wanted.from.0, wanted.from.0);
        let steps = wanted.steps.clamp(1, HITS_MAX);
        let (is_round, has_been_round) = (false, false);
        self.seek = Some(Seek { wanted, start, at, is_round, has_been_round, steps });
    }

    /// Lets the place that is being looked for be gone to when it is found; tells whether one is.
    pub fn accept(&mut self) -> bool {
        self.seek.as_mut().map(|seek| seek.wanted.then = Then::Accept).is_some()
    }

    /// Gives which place is looked for, if one is.
    #[must_use]
    pub fn wanted(&self) -> Option<Wanted> {
        self.seek.as_ref().map(|seek| seek.wanted)
    }

    /// Tells whether a place is still to be found.
    #[must_use]
    pub fn is_looking(&self) -> bool {
        self.seek.is_some()
    }

    /// Tells whether there is more to do: a place to be found, or places to be counted.
    #[must_use]
    pub fn is_busy(&self, text: &str) -> bool {
        self.seek.is_some() || self.counted < text.len() && !self.has_more()
    }

    /// Tells whether more places are there than are kept.
    #[must_use]
    pub fn has_more(&self) -> bool {
        self.hits.len() >= HITS_MAX
    }

    /// Tells whether all places are known.
    fn is_counted(&self, text: &str) -> bool {
        self.counted >= text.len() && !self.has_more()
    }

    /// Searches one slice; gives what was looked for, once that is known.
    pub fn go_on(&mut self, text: &str) -> Option<Sought> {
        // Many steps are quick where all places are known.
        let waits = self.seek.as_ref().is_none_or(|seek| seek.steps > 1);
        if waits && self.counted < text.len() && !self.has_more() {
            self.count_on(text);
            return None;
        }
        let seek = self.seek.take()?;
        if self.is_counted(text) {
            Some(self.counted_place(&seek))
        } else {
            self.seek_on(text, seek)
        }
    }

    fn count_on(&mut self, text: &str) {
        let end = text.ceil_char_boundary(self.counted.saturating_add(SLICE_BYTES));
        let room = (HITS_MAX - self.hits.len()).min(HITS_AT_ONCE);
        let found = self.pattern.find_in(text, self.counted..end, room);
        let last = found.last().map_or(0, |last| last.end);
        self.counted = if found.len() == room { last } else { end.max(last) };
        self.hits.extend(found);
    }

    /// Gives the place looked for out of all.
    fn counted_place(&self, seek: &Seek) -> Sought {
        let after = self.hits.partition_point(|hit| hit.start < seek.at);
        let (index, is_round) =
            steps_from(after, self.hits.len(), seek.wanted.backward, seek.steps);
        seek.found(self.hits.get(index).cloned(), is_round)
    }

    /// Searches the next slice for a place.
    fn seek_on(&mut self, text: &str, mut seek: Seek) -> Option<Sought> {
        let found = match seek.wanted.backward {
            true => self.last_before(text, &mut seek),
            false => self.first_after(text, &mut seek),
        };
        match found {
            Some(hit) if seek.steps == 1 => return Some(seek.found(Some(hit), seek.is_round)),
            Some(hit) => {
                let at = if seek.wanted.backward { hit.start } else { hit.end };
                let has_been_round = seek.has_been_round | seek.is_round;
                let steps = seek.steps - 1;
                seek = Seek { start: at, at, steps, has_been_round, is_round: false, ..seek };
            }
            None if seek.is_done() => return Some(seek.found(None, true)),
            None => seek.go_round(text),
        }
        self.seek = Some(seek);
        None
    }

    fn first_after(&self, text: &str, seek: &mut Seek) -> Option<Range> {
        let end = text.ceil_char_boundary(seek.at.saturating_add(SLICE_BYTES));
        let found = self.pattern.find_in(text, seek.at..end, 1);
        seek.at = end;
        found.into_iter().next()
    }

    fn last_before(&self, text: &str, seek: &mut Seek) -> Option<Range> {
        let start = text.floor_char_boundary(seek.at.saturating_sub(SLICE_BYTES));
        // From the start of a line on what is found is what is counted.
        let line = text.get(start..seek.at).and_then(|slice| slice.find('\n'));
        let start = if start == 0 { 0 } else { line.map_or(start, |end| start + end + 1) };
        let found = self.pattern.find_in(text, start..seek.at, usize::MAX);
        seek.at = start.min(seek.at.saturating_sub(1));
        found.into_iter().next_back()
    }

    /// Finds the places in `range`, which is on screen, where it is not counted yet.
    pub fn see(&mut self, text: &str, range: Range) {
        self.near.clear();
        if range.end > self.counted {
            self.near = self.pattern.find_in(text, range, HITS_MAX);
        }
    }

    /// Gives the hits that touch `range`, each with whether it is the current one.
    pub fn hits_in(&self, range: &Range) -> impl Iterator<Item = (&Range, bool)> {
        let hits = if range.end <= self.counted { &self.hits } else { &self.near };
        let first = hits.partition_point(|hit| hit.end <= range.start);
        let end = range.end;
        let hits = hits.iter().skip(first).take_while(move |hit| hit.start < end);
        hits.map(|hit| (hit, self.is_at(hit)))
    }

    /// Gives which of the hits the reader is at, from 0, where that is known.
    #[must_use]
    pub fn index(&self) -> Option<usize> {
        let current = self.current.as_ref()?;
        let index = self.hits.partition_point(|hit| hit.end <= current.start);
        self.hits.get(index).filter(|hit| self.is_at(hit)).map(|_| index)
    }

    /// Tells whether the reader is at this hit. What was found from the middle of a line may be the
    /// end of what is found from its start.
    fn is_at(&self, hit: &Range) -> bool {
        self.current.as_ref().is_some_and(|current| hit.contains(&current.start))
    }
}

/// Gives the index of the place that is so many steps, one or more, from the gap before the place
/// `after`, of `count` places in a circle; and whether the way there led round the end.
fn steps_from(after: usize, count: usize, backward: bool, steps: usize) -> (usize, bool) {
    if count == 0 {
        return (0, true);
    }
    match backward {
        true => ((after + count - steps % count) % count, steps > after),
        false => ((after + steps - 1) % count, after + steps > count),
    }
}

impl Seek {
    fn found(&self, hit: Option<Range>, is_round: bool) -> Sought {
        let is_round = is_round | self.has_been_round;
        Sought { hit, is_round, wanted: self.wanted }
    }

    /// Tells whether all of the text was searched.
    fn is_done(&self) -> bool {
        let is_past = match self.wanted.backward {
            true => self.at <= self.start,
            false => self.at >= self.start,
        };
        self.is_round && is_past
    }

    /// Goes on from the other end where one was reached.
    fn go_round(&mut self, text: &str) {
        let (end, other_end) = if self.wanted.backward { (0, text.len()) } else { (text.len(), 0) };
        if self.at == end {
            self.at = other_end;
            self.is_round = true;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{HITS_MAX, SLICE_BYTES, Search, Sought, Then, Wanted, steps_from};
    use crate::document::Position;

    /// Gives the place so many steps from a byte on.
    fn wanted(from: usize, backward: bool, steps: usize) -> Wanted {
        Wanted { from: Position(from), backward, steps, then: Then::Go }
    }

    /// Goes on until the place looked for is known; gives where it starts, and whether it was
    /// found from the other end on.
    fn place(search: &mut Search, text: &str) -> Option<(usize, bool)> {
        for _ in 0..1_000 {
            if let Some(Sought { hit, is_round, .. }) = search.go_on(text) {
                return hit.map(|hit| (hit.start, is_round));
            }
        }
        panic!("the search does not end");
    }

    /// Makes four slices of text with a needle at each of the given bytes.
    fn hay(needles: &[usize]) -> String {
        let mut text = "hay and\n".repeat(SLICE_BYTES / 2);
        needles.iter().for_each(|at| text.replace_range(*at..at + 6, "needle"));
        text
    }

    #[test]
    fn places_are_found_before_all_are_counted() {
        let far = 3 * SLICE_BYTES + 40;
        let text = hay(&[80, SLICE_BYTES - 2, far]);
        for (from, backward, steps, expected) in [
            (0, false, 1, Some((80, false))),
            (81, false, 1, Some((SLICE_BYTES - 2, false))),
            (far + 1, false, 1, Some((80, true))),
            (far, true, 1, Some((SLICE_BYTES - 2, false))),
            (80, true, 1, Some((far, true))),
            (81, false, 2, Some((far, false))),
            (81, false, 3, Some((80, true))),
            (81, true, 5, Some((far, true))),
        ] {
            let mut search = Search::new("needle", false);
            search.look(wanted(from, backward, steps));
            assert_eq!(place(&mut search, &text), expected, "uncounted, from {from}");
            while search.is_busy(&text) {
                assert_eq!(search.go_on(&text), None);
            }
            assert_eq!(search.hits.len(), 3);
            search.look(wanted(from, backward, steps));
            assert_eq!(place(&mut search, &text), expected, "counted, from {from}");
        }
        let mut search = Search::new("thimble", false);
        search.look(wanted(5, true, 1));
        assert_eq!(place(&mut search, &text), None);
    }

    #[test]
    fn counted_steps_go_round_as_single_ones_do() {
        for count in 1..=4 {
            for after in 0..=count {
                let forward: Vec<usize> = (0..count).cycle().skip(after).take(3 * count).collect();
                let backward = (0..count).rev().cycle().skip(count - after).take(3 * count);
                for (steps, (ahead, behind)) in (1..).zip(forward.into_iter().zip(backward)) {
                    let case = format!("{steps} steps from {after} of {count}");
                    let forward = (ahead, after + steps > count);
                    assert_eq!(steps_from(after, count, false, steps), forward, "{case}");
                    assert_eq!(
                        steps_from(after, count, true, steps),
                        (behind, steps > after),
                        "{case}"
                    );
                }
            }
        }
    }

    #[test]
    fn where_there_are_more_places_than_are_kept_all_can_be_reached() {
        let text = hay(&[]);
        let mut search = Search::new("hay", false);
        while search.is_busy(&text) {
            search.go_on(&text);
        }
        assert_eq!((search.hits.len(), search.has_more()), (HITS_MAX, true));
        let last = text.len() - 8;
        search.look(wanted(last - 7, false, 1));
        assert_eq!(place(&mut search, &text), Some((last, false)));
        search.current = Some(last..last + 3);
        assert_eq!(search.index(), None);
        search.see(&text, last - 8..text.len());
        let seen: Vec<_> =
            search.hits_in(&(last - 8..text.len())).map(|(hit, at)| (hit.start, at)).collect();
        assert_eq!(seen, [(last - 8, false), (last, true)]);
    }
}
