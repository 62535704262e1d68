//! Text that has only moved, found by comparing two pictures.

use std::io::Write as _;
use std::mem;

use ratatui::buffer::{Buffer, Cell};

/// Rows of the screen that have moved up or down together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Scroll {
    first: usize,
    last: usize,
    /// Rows by which they moved; up where positive.
    by: isize,
}

/// Rows that must have moved together before it counts as a movement.
const ROWS_MOVED: usize = 3;

impl Scroll {
    /// Finds the movement that most rows of both pictures agree on, by their right halves: on the
    /// left there may be a pane that stays.
    pub(super) fn between(shown: &Buffer, next: &Buffer) -> Option<Scroll> {
        let (old, new) = (row_prints(shown), row_prints(next));
        let rows = old.len();
        let mut votes = vec![0_usize; rows * 2 + 1];
        for (to, print) in new.iter().enumerate().filter(|(_, print)| print.is_some()) {
            for (from, _) in old.iter().enumerate().filter(|(_, old)| *old == print) {
                if let Some(votes) = votes.get_mut(rows + from - to) {
                    *votes += 1;
                }
            }
        }
        let stays = votes.get(rows).copied().unwrap_or_default();
        let (most, votes) = votes.into_iter().enumerate().rev().max_by_key(|(_, votes)| *votes)?;
        let by = isize::try_from(most).ok()? - isize::try_from(rows).ok()?;
        if by == 0 || votes < ROWS_MOVED || votes <= stays {
            return None;
        }
        let moved = |to: &usize| {
            let from = to.checked_add_signed(by).and_then(|from| old.get(from));
            new.get(*to).is_some_and(|print| print.is_some() && Some(print) == from)
        };
        let (top, bottom) = ((0..rows).find(moved)?, (0..rows).rfind(moved)?);
        let (first, last) =
            (top.checked_add_signed(by.min(0))?, bottom.checked_add_signed(by.max(0))?);
        Some(Scroll { first, last, by })
    }

    /// Writes the sequences that move the rows; the rows they leave are blank.
    pub(super) fn write(self, out: &mut Vec<u8>) {
        let Scroll { first, last, by } = self;
        let _ = write!(out, "\x1b[{};{}r", first + 1, last + 1);
        // A line feed on the last row of the region moves it up, a reverse one on the first down.
        let (row, feed) = if by > 0 { (last, "\n") } else { (first, "\x1bM") };
        let _ = write!(out, "\x1b[{}H{}\x1b[r", row + 1, feed.repeat(by.unsigned_abs()));
    }

    /// Does the same to a picture.
    pub(super) fn apply(self, picture: &mut Buffer) {
        let width = usize::from(picture.area.width);
        let Some(rows) = picture.content.get_mut(self.first * width..(self.last + 1) * width)
        else {
            return;
        };
        let left = self.by.unsigned_abs() * width;
        let left_rows = if self.by > 0 {
            rows.rotate_left(left);
            rows.len() - left..rows.len()
        } else {
            rows.rotate_right(left);
            0..left
        };
        rows.get_mut(left_rows).unwrap_or_default().iter_mut().for_each(|cell| {
            mem::take(cell);
            cell.reset();
        });
    }
}

/// Gives a number for the right half of each row, equal for equal ones; none for a blank one.
fn row_prints(picture: &Buffer) -> Vec<Option<u64>> {
    let width = usize::from(picture.area.width);
    let rows = picture.content.chunks(width.max(1));
    rows.map(|row| {
        let mut cells = row.get(width / 2..).unwrap_or_default().iter();
        let print = cells.clone().fold(0, print);
        cells.any(|cell| cell.symbol() != " ").then_some(print)
    })
    .collect()
}

/// Mixes the text of a cell into a number. Two rows that get the same one by chance cost bytes, and
/// nothing else.
fn print(before: u64, cell: &Cell) -> u64 {
    let text = cell.symbol().bytes().fold(0, |text: u64, byte| text << 8 | u64::from(byte));
    (before.rotate_left(5) ^ text).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}
