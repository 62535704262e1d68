//! Where the reader jumped from, to come back.

use super::visit::Key;
use crate::bookmark::Quote;
use crate::bookmark::spot::Spot;
use crate::document::Position;

/// Jumps kept; older ones are forgotten.
const KEPT: usize = 100;

/// A place to come back to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stop {
    /// In the article that is open, since it was opened.
    Here(Spot<Position>),
    /// In an article that was left: the words there, as it may have changed when it is read again.
    There(Key, Box<Spot<Quote>>),
}

/// A list of stops with a place in it, as in vim.
#[derive(Clone, Debug, Default)]
pub struct Jumps {
    stops: Vec<Stop>,
    /// How many of them lie behind the reader.
    behind: usize,
    /// Where the last jump began.
    last: Option<Stop>,
}

impl Jumps {
    /// Notes that a jump begins at `from`; what was ahead is forgotten.
    pub fn leave(&mut self, from: Spot<Position>) {
        let from = Stop::Here(from);
        self.last = Some(from.clone());
        self.stops.truncate(self.behind);
        if self.stops.last() != Some(&from) {
            self.stops.push(from);
        }
        if self.stops.len() > KEPT {
            self.stops.remove(0);
        }
        self.behind = self.stops.len();
    }

    /// Gives the stop to go back to; `here` is kept to come forward to and, where nothing is ahead
    /// yet, to swap with, as in vim.
    pub fn back(&mut self, here: Spot<Position>) -> Option<Stop> {
        let here = Stop::Here(here);
        let mut target = self.behind.checked_sub(1)?;
        if self.behind == self.stops.len() {
            self.last = Some(here.clone());
            self.stops.push(here);
        } else if self.stops.get(target) == Some(&here) {
            target = target.checked_sub(1)?;
        }
        self.behind = target;
        self.stops.get(target).cloned()
    }

    /// Gives the stop to go forward to again.
    pub fn forward(&mut self) -> Option<Stop> {
        let target = self.stops.get(self.behind + 1).cloned()?;
        self.behind += 1;
        Some(target)
    }

    /// Gives where the last jump began, and notes `here` in its place.
    pub fn swap_last(&mut self, here: Spot<Position>) -> Option<Stop> {
        self.last.replace(Stop::Here(here))
    }

    /// Puts each position where `find` says it is now: the text has changed.
    pub fn map(&mut self, find: impl Fn(Position) -> Position) {
        for stop in self.stops.iter_mut().chain(&mut self.last) {
            if let Stop::Here(spot) = stop {
                *spot = spot.map(|at| find(*at));
            }
        }
    }

    /// Keeps each position in the open article by its words: the article `key` is left.
    pub fn depart(&mut self, key: &Key, describe: impl Fn(Position) -> Quote) {
        for stop in self.stops.iter_mut().chain(&mut self.last) {
            if let Stop::Here(spot) = stop {
                *stop = Stop::There(key.clone(), Box::new(spot.map(|at| describe(*at))));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Jumps, Key, Position, Quote, Spot, Stop};

    fn here(at: usize) -> Option<Stop> {
        Some(Stop::Here(spot(at)))
    }

    /// Gives the spot at whose top a block begins that has the focus.
    fn spot(at: usize) -> Spot<Position> {
        Spot { top: Position(at), focused: Some(Position(at)) }
    }

    #[test]
    fn one_comes_back_and_forward() {
        let mut jumps = Jumps::default();
        jumps.leave(spot(0));
        jumps.leave(spot(10));
        assert_eq!(jumps.back(spot(20)), here(10));
        assert_eq!(jumps.back(spot(10)), here(0));
        assert_eq!(jumps.back(spot(0)), None);
        assert_eq!(jumps.forward(), here(10));
        assert_eq!(jumps.forward(), here(20));
        assert_eq!(jumps.forward(), None);
        assert_eq!(jumps.swap_last(spot(20)), here(20), "where going back began");
    }

    #[test]
    fn a_new_jump_forgets_what_was_ahead() {
        let mut jumps = Jumps::default();
        jumps.leave(spot(0));
        jumps.leave(spot(10));
        jumps.back(spot(20));
        jumps.leave(spot(5));
        assert_eq!(jumps.forward(), None);
        assert_eq!(jumps.swap_last(spot(7)), here(5));
        assert_eq!(jumps.back(spot(7)), here(5));
    }

    #[test]
    fn an_article_that_is_left_is_come_back_to_by_its_words() {
        let mut jumps = Jumps::default();
        jumps.leave(spot(3));
        let words = |at: Position| Quote { start: at.0, ..Quote::default() };
        jumps.depart(&Key("a.txt".to_owned()), words);
        let there = Stop::There(Key("a.txt".to_owned()), Box::new(spot(3).map(|at| words(*at))));
        assert_eq!(jumps.swap_last(spot(8)), Some(there.clone()));
        assert_eq!(jumps.back(spot(8)), Some(there));
        assert_eq!(jumps.forward(), here(8));
    }
}
