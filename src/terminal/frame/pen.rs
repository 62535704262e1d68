//! Putting cells on the terminal, in few bytes.

use super::picture::{Picture, Place, Tile, Types};
use super::sequence;

/// Puts cells on the terminal.
pub(super) struct Pen<'a> {
    shown: &'a Picture,
    next: &'a Picture,
    types: &'a Types,
    out: &'a mut Vec<u8>,
    /// Column and row of the cursor, where that is known.
    at: Option<Place>,
    /// The row of which cells were blanked last, and the column after them.
    erased: (u16, u16),
    /// The number of the look that is set.
    look: u32,
    /// The shortest way to a place, and another; kept to spare their allocation.
    ways: [Vec<u8>; 2],
}

/// Blanks that are written out: so many take no more bytes than the sequence that erases them.
const LEAST_ERASED: u16 = 3;

/// Rows that are gone down by line feeds.
const NEAR_ROWS: u16 = 4;

impl<'a> Pen<'a> {
    /// Begins where nothing is known of the cursor and the plain look is set.
    pub(super) fn new(
        shown: &'a Picture,
        next: &'a Picture,
        types: &'a Types,
        out: &'a mut Vec<u8>,
    ) -> Pen<'a> {
        Pen {
            shown,
            next,
            types,
            out,
            at: None,
            erased: (0, 0),
            look: 0,
            ways: [Vec::new(), Vec::new()],
        }
    }

    /// Puts cells that all have one look.
    pub(super) fn put_all(&mut self, look: u32, places: &[Place]) {
        if places.is_empty() {
            return;
        }
        self.take(look);
        for place in places {
            if self.next.tile(*place) == Tile::BLANK {
                self.erase(*place);
            } else {
                self.put(*place);
            }
        }
    }

    /// Sets how text looks from now on.
    pub(super) fn take(&mut self, look: u32) {
        if look != self.look {
            self.types.look(look).write(self.types.look(self.look), self.out);
            self.look = look;
        }
    }

    fn put(&mut self, place: Place) {
        self.go(place);
        let (column, row) = place;
        let tile = self.next.tile(place);
        let covered = self.next.covered(place);
        let end = column + 1 + covered;
        if !tile.is_agreed() && (column..end).any(|at| self.shown.tile((at, row)) != Tile::BLANK) {
            // A terminal that draws it narrower would leave there what stood there before.
            self.out.resize(self.out.len() + usize::from(1 + covered), b' ');
            // After the last column terminals differ in where they take the cursor to be.
            self.at = (end < self.next.columns).then_some((end, row));
            self.go(place);
        }
        self.types.write(tile, self.out);
        self.at = (tile.is_agreed() && end < self.next.columns).then_some((end, row));
    }

    /// Blanks a cell, and with it those that are to be blank to its right as far as one of them is
    /// not yet.
    fn erase(&mut self, (column, row): Place) {
        let (last, end) = self.erased;
        if last == row && column < end {
            return;
        }
        let shown = self.shown.row(row).iter().zip(self.next.row(row)).skip(column.into());
        let blanks = shown.take_while(|(_, tile)| **tile == Tile::BLANK);
        let (mut stretch, mut count) = (0, 0);
        for (old, _) in blanks {
            stretch += 1;
            if *old != Tile::BLANK {
                count = stretch;
            }
        }
        self.go((column, row));
        if count > LEAST_ERASED && column + stretch == self.next.columns {
            self.out.extend_from_slice(b"\x1b[K");
        } else if count > LEAST_ERASED + 1 {
            sequence::one(self.out, count, b'X');
        } else {
            self.out.resize(self.out.len() + usize::from(count), b' ');
            let end = column + count;
            self.at = (end < self.next.columns).then_some((end, row));
        }
        self.erased = (row, column + count);
    }

    /// Moves the cursor the shortest way: over cells that stay by writing them again, by the start
    /// of a row below, or straight to the place.
    fn go(&mut self, place: Place) {
        if self.at == Some(place) {
            return;
        }
        let (column, row) = place;
        let [mut shortest, mut way] = std::mem::take(&mut self.ways);
        shortest.clear();
        sequence::two(&mut shortest, row + 1, column + 1, b'H');
        if let Some((from, above)) = self.at.filter(|at| at.1 <= row && row - at.1 < NEAR_ROWS) {
            let down = usize::from(row - above);
            for (start, from) in [(&b""[..], from), (b"\r", 0)] {
                way.clear();
                way.extend_from_slice(start);
                way.resize(start.len() + down, b'\n');
                self.go_along(from, place, &mut way);
                if way.len() < shortest.len() {
                    std::mem::swap(&mut shortest, &mut way);
                }
            }
        }
        self.out.extend_from_slice(&shortest);
        self.ways = [shortest, way];
        self.at = Some(place);
    }

    /// Appends the shortest way from one column of a row to another.
    fn go_along(&self, from: u16, (to, row): Place, way: &mut Vec<u8>) {
        let start = way.len();
        match from.cmp(&to) {
            std::cmp::Ordering::Equal => return,
            std::cmp::Ordering::Less => sequence::one(way, to - from, b'C'),
            std::cmp::Ordering::Greater => return sequence::one(way, from - to, b'D'),
        }
        let between = usize::from(from)..usize::from(to);
        let again = self.next.row(row).get(between).unwrap_or_default();
        let is_again = |tile: &Tile| tile.ascii().is_some() && tile.look() == self.look;
        if again.len() < way.len() - start && again.iter().all(is_again) {
            way.truncate(start);
            way.extend(again.iter().filter_map(|tile| tile.ascii()));
        }
    }
}
