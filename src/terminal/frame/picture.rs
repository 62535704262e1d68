//! Pictures of a screen, in cells that are quick to compare.

use std::collections::HashMap;

use ratatui::buffer::{Buffer, Cell};

use super::look::Look;
use crate::text;

/// What stands in a cell, as a number: equal numbers of one [`Types`] look alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Tile {
    /// A character, or [`MANY`] and the number of a cluster of several, or [`REST`].
    glyph: u32,
    look: u32,
}

/// The bit of a glyph that is no character.
const MANY: u32 = 1 << 31;

/// From here on there are emoji.
const FIRST_EMOJI: u32 = 0x1_f000;

/// The glyph of a cell that the one to its left covers.
const REST: u32 = u32::MAX;

impl Tile {
    /// A cell that was erased.
    pub(super) const BLANK: Tile = Tile { glyph: ' ' as u32, look: 0 };

    /// Tells whether the cell is covered by the wide one to its left.
    pub(super) fn is_rest(self) -> bool {
        self.glyph == REST
    }

    /// Gives the character of a cell in ASCII that can be written again to pass over it.
    pub(super) fn ascii(self) -> Option<u8> {
        u8::try_from(self.glyph).ok().filter(|byte| matches!(byte, b' '..=b'~'))
    }

    /// Tells whether terminals agree on the columns that this takes: they differ in what they make
    /// of emoji and of several characters that are drawn as one.
    pub(super) fn is_agreed(self) -> bool {
        self.glyph < FIRST_EMOJI
    }

    /// Gives a number for what stands there, however it looks.
    pub(super) fn glyph(self) -> u32 {
        self.glyph
    }

    /// Gives the number of its look.
    pub(super) fn look(self) -> u32 {
        self.look
    }
}

/// The looks and the clusters of several characters that pictures are made of, by their numbers.
pub(super) struct Types {
    looks: Vec<Look>,
    clusters: Vec<String>,
    numbers: HashMap<String, u32>,
}

impl Types {
    pub(super) fn new() -> Types {
        Types { looks: vec![Look::default()], clusters: Vec::new(), numbers: HashMap::new() }
    }

    pub(super) fn look(&self, number: u32) -> Look {
        self.looks.get(number as usize).copied().unwrap_or_default()
    }

    /// Appends what stands in a cell to `out`.
    pub(super) fn write(&self, tile: Tile, out: &mut Vec<u8>) {
        match char::from_u32(tile.glyph) {
            Some(char) => out.extend_from_slice(char.encode_utf8(&mut [0; 4]).as_bytes()),
            None => {
                let cluster = self.clusters.get((tile.glyph & !MANY) as usize);
                out.extend_from_slice(cluster.map_or("", String::as_str).as_bytes());
            }
        }
    }

    fn look_of(&mut self, cell: &Cell, last: u32) -> u32 {
        let look = Look::of(cell);
        if self.look(last) == look {
            return last;
        }
        let known = self.looks.iter().position(|known| *known == look).unwrap_or_else(|| {
            self.looks.push(look);
            self.looks.len() - 1
        });
        u32::try_from(known).expect("there are fewer looks than cells")
    }

    /// Gives the number of what stands in a cell, and the columns it takes.
    fn glyph_of(&mut self, symbol: &str) -> (u32, usize) {
        let mut chars = symbol.chars();
        match (chars.next(), chars.next()) {
            (None, _) => (Tile::BLANK.glyph, 1),
            (Some(char), None) => {
                (char.into(), text::plain_columns(char).unwrap_or_else(|| text::columns(symbol)))
            }
            _ => (self.cluster(symbol), text::columns(symbol)),
        }
    }

    fn cluster(&mut self, symbol: &str) -> u32 {
        if let Some(number) = self.numbers.get(symbol) {
            return *number;
        }
        let next = u32::try_from(self.clusters.len()).expect("there are fewer clusters");
        self.clusters.push(symbol.to_owned());
        self.numbers.insert(symbol.to_owned(), MANY | next);
        MANY | next
    }
}

/// The column and the row of a cell.
pub(super) type Place = (u16, u16);

/// All cells of a screen.
#[derive(Clone, Debug)]
pub(super) struct Picture {
    pub(super) columns: u16,
    pub(super) rows: u16,
    tiles: Vec<Tile>,
}

impl Picture {
    /// Gives the picture of a screen with nothing on it.
    pub(super) fn blank(columns: u16, rows: u16) -> Picture {
        let cells = usize::from(columns) * usize::from(rows);
        Picture { columns, rows, tiles: vec![Tile::BLANK; cells] }
    }

    /// Makes this the picture of `buffer`.
    pub(super) fn take(&mut self, buffer: &Buffer, types: &mut Types) {
        (self.columns, self.rows) = (buffer.area.width, buffer.area.height);
        self.tiles.clear();
        let mut look = 0;
        for row in buffer.content.chunks(usize::from(self.columns).max(1)) {
            let mut covered = 0;
            for cell in row {
                look = types.look_of(cell, look);
                if covered > 0 && cell.symbol() != " " {
                    self.blank_last();
                    covered = 0;
                }
                let (glyph, columns) =
                    if covered > 0 { (REST, covered) } else { types.glyph_of(cell.symbol()) };
                covered = columns.saturating_sub(1);
                self.tiles.push(Tile { glyph, look });
            }
        }
    }

    /// Blanks the last character: half of it was drawn over.
    fn blank_last(&mut self) {
        for tile in self.tiles.iter_mut().rev() {
            let was_rest = tile.is_rest();
            tile.glyph = Tile::BLANK.glyph;
            if !was_rest {
                break;
            }
        }
    }

    /// Gives what stands in the cell at a column and a row.
    pub(super) fn tile(&self, (column, row): Place) -> Tile {
        self.row(row).get(usize::from(column)).copied().unwrap_or(Tile::BLANK)
    }

    /// Counts the cells to the right that the one at a column and a row covers.
    pub(super) fn covered(&self, (column, row): Place) -> u16 {
        let right = self.row(row).iter().skip(usize::from(column) + 1);
        right.take_while(|tile| tile.is_rest()).map(|_| 1).sum()
    }

    pub(super) fn row(&self, row: u16) -> &[Tile] {
        let start = usize::from(row) * usize::from(self.columns);
        self.tiles.get(start..start + usize::from(self.columns)).unwrap_or_default()
    }

    /// Gives the tiles of several rows, the last one included.
    pub(super) fn rows_mut(&mut self, first: usize, last: usize) -> &mut [Tile] {
        let width = usize::from(self.columns);
        self.tiles.get_mut(first * width..(last + 1) * width).unwrap_or_default()
    }
}
