//! Text that has only moved, found by comparing two pictures.

use super::picture::{Picture, Tile};
use super::sequence;

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
    pub(super) fn between(shown: &Picture, next: &Picture) -> Option<Scroll> {
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
        let number = |row: usize| u16::try_from(row + 1).unwrap_or(u16::MAX);
        sequence::two(out, number(first), number(last), b'r');
        // A line feed on the last row of the region moves it up, a reverse one on the first down.
        let (row, feed) = if by > 0 { (last, &b"\n"[..]) } else { (first, &b"\x1bM"[..]) };
        sequence::one(out, number(row), b'H');
        out.extend(feed.repeat(by.unsigned_abs()));
        out.extend_from_slice(b"\x1b[r");
    }

    /// Does the same to a picture.
    pub(super) fn apply(self, picture: &mut Picture) {
        let left = self.by.unsigned_abs() * usize::from(picture.columns);
        let rows = picture.rows_mut(self.first, self.last);
        let left_rows = if self.by > 0 {
            rows.rotate_left(left);
            rows.len() - left..rows.len()
        } else {
            rows.rotate_right(left);
            0..left
        };
        rows.get_mut(left_rows).unwrap_or_default().fill(Tile::BLANK);
    }
}

/// Gives a number for the right half of each row, equal for equal ones; none for a blank one.
fn row_prints(picture: &Picture) -> Vec<Option<u64>> {
    let rows = (0..picture.rows).map(|row| picture.row(row));
    rows.map(|row| {
        let tiles = row.get(row.len() / 2..).unwrap_or_default();
        let is_text = |tile: &Tile| tile.glyph() != Tile::BLANK.glyph();
        tiles.iter().any(is_text).then(|| tiles.iter().fold(0, print))
    })
    .collect()
}

/// Mixes what stands in a cell into a number. Two rows that get the same one by chance cost bytes,
/// and nothing else.
fn print(before: u64, tile: &Tile) -> u64 {
    (before.rotate_left(5) ^ u64::from(tile.glyph())).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}
