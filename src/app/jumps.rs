//! Where the reader jumped from, to come back.

use crate::document::Position;

/// Jumps kept; older ones are forgotten.
const KEPT: usize = 100;

/// A list of positions with a place in it, as in vim.
#[derive(Clone, Debug, Default)]
pub struct Jumps {
    positions: Vec<Position>,
    /// How many of them lie behind the reader.
    behind: usize,
    /// Where the last jump began.
    last: Option<Position>,
}

impl Jumps {
    /// Notes that a jump begins at `from`; what was ahead is forgotten.
    pub fn leave(&mut self, from: Position) {
        self.last = Some(from);
        self.positions.truncate(self.behind);
        if self.positions.last() != Some(&from) {
            self.positions.push(from);
        }
        if self.positions.len() > KEPT {
            self.positions.remove(0);
        }
        self.behind = self.positions.len();
    }

    /// Gives the position to go back to; `here` is kept to come forward to.
    pub fn back(&mut self, here: Position) -> Option<Position> {
        let mut target = self.behind.checked_sub(1)?;
        if self.behind == self.positions.len() {
            self.positions.push(here);
        } else if self.positions.get(target) == Some(&here) {
            target = target.checked_sub(1)?;
        }
        self.behind = target;
        self.positions.get(target).copied()
    }

    /// Gives the position to go forward to again.
    pub fn forward(&mut self) -> Option<Position> {
        let target = self.positions.get(self.behind + 1).copied()?;
        self.behind += 1;
        Some(target)
    }

    /// Gives where the last jump began, and notes `here` in its place.
    pub fn swap_last(&mut self, here: Position) -> Option<Position> {
        self.last.replace(here)
    }

    /// Puts each position where `find` says it is now: the text has changed.
    pub fn map(&mut self, find: impl Fn(Position) -> Position) {
        self.positions.iter_mut().chain(&mut self.last).for_each(|at| *at = find(*at));
    }
}

#[cfg(test)]
mod tests {
    use super::{Jumps, Position};

    #[test]
    fn one_comes_back_and_forward() {
        let mut jumps = Jumps::default();
        jumps.leave(Position(0));
        jumps.leave(Position(10));
        assert_eq!(jumps.back(Position(20)), Some(Position(10)));
        assert_eq!(jumps.back(Position(10)), Some(Position(0)));
        assert_eq!(jumps.back(Position(0)), None);
        assert_eq!(jumps.forward(), Some(Position(10)));
        assert_eq!(jumps.forward(), Some(Position(20)));
        assert_eq!(jumps.forward(), None);
    }

    #[test]
    fn a_new_jump_forgets_what_was_ahead() {
        let mut jumps = Jumps::default();
        jumps.leave(Position(0));
        jumps.leave(Position(10));
        jumps.back(Position(20));
        jumps.leave(Position(5));
        assert_eq!(jumps.forward(), None);
        assert_eq!(jumps.back(Position(7)), Some(Position(5)));
        assert_eq!(jumps.swap_last(Position(7)), Some(Position(5)));
    }
}
