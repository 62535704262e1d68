//! The lines that may be headings, each with its surroundings.

use crate::outline::infer::facts::All;
use crate::outline::infer::features::Sight;
use crate::outline::infer::habits::Habits;

/// Lines that may be headings, by the indices of their blocks, which ascend.
#[derive(Clone, Copy)]
pub(super) struct Sights<'a> {
    pub all: &'a All<'a>,
    pub habits: &'a Habits,
    pub at: &'a [u32],
}

impl<'a> Sights<'a> {
    pub(super) fn len(&self) -> usize {
        self.at.len()
    }

    pub(super) fn get(&self, index: usize) -> Option<Sight<'a>> {
        let at = *self.at.get(index)? as usize;
        let look = self.all.get(at)?.look()?;
        Some(Sight { all: self.all, at, look, habits: self.habits })
    }

    pub(super) fn iter(self) -> impl Iterator<Item = Sight<'a>> {
        (0..self.len()).filter_map(move |index| self.get(index))
    }
}
