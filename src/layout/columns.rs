//! How wide the columns of a grid are.

use super::wrap;
use crate::document::block::Table;
use crate::document::{Document, Range};

/// Rows that are measured: so many from the top, as many from the rest of the table, evenly
/// spread, so that numbers which grow do not outgrow their column.
const MEASURED_ROWS: usize = 100;

/// Bytes of a cell that are measured; what is longer wraps on any page.
const MEASURED_BYTES: usize = 1_000;

/// A column is at least as wide as its widest word, or as this.
const LEAST_COLUMNS: usize = 8;

/// Ways of sharing the page out that are compared: from even shares to shares after need.
const BLENDS: usize = 4;

/// The columns of a grid.
pub(super) struct Columns {
    /// The columns of the terminal that each takes.
    pub(super) widths: Vec<usize>,
    /// Whether cells are wrapped.
    pub(super) are_wrapped: bool,
}

impl Columns {
    /// Gives the columns of `table` if it can be read in `room` columns, the gaps between not
    /// counted.
    ///
    /// Where not all fits, no column is narrower than its widest word if that can be, but for words
    /// that must be broken anyway; the rest is shared out so that the rows measured are lowest: evenly, after what each column
    /// lacks (as browsers do; CSS Tables 3, section 3.9.3), or between the two.
    pub(super) fn of(document: &Document, table: &Table, room: usize) -> Option<Columns> {
        let rows = measured_rows(document, table);
        let widest = |of: fn(&Cell) -> usize| -> Vec<usize> {
            let column = |at: usize| rows.iter().filter_map(|row| row.get(at)).map(of).max();
            (0..table.alignments.len()).map(|at| column(at).unwrap_or(1).max(1)).collect()
        };
        let words = widest(|cell| cell.word);
        let lines = widest(|cell| cell.line);
        if lines.iter().sum::<usize>() <= room {
            return Some(Columns { widths: lines, are_wrapped: false });
        }
        if words.iter().map(|word| LEAST_COLUMNS.min(*word)).sum::<usize>() > room {
            return None;
        }
        let least = share(&vec![1; words.len()], &without_giants(&words, room), room);
        let even = share(&least, &lines, room);
        let needed = share_after_need(&least, &lines, room);
        let blends = (0..=BLENDS).map(|part| blend(&even, &needed, part));
        let shares = blends.map(|blend| share(&blend, &lines, room));
        let height =
            |widths: &Vec<usize>| rows.iter().map(|row| height(row, widths)).sum::<usize>();
        let widths = shares.min_by_key(height)?;
        Some(Columns { widths, are_wrapped: true })
    }
}

/// What a cell would take: the columns of its widest word and of its widest line.
struct Cell {
    word: usize,
    line: usize,
}

impl Cell {
    /// Gives about how many rows the cell takes in `width` columns: half a word is lost at the end
    /// of each.
    fn height(&self, width: usize) -> usize {
        if self.line <= width {
            return 1;
        }
        self.line.div_ceil(width.saturating_sub(self.word.min(width) / 2).max(1))
    }
}

/// Gives the columns that words are to have at least: where not all of them fit, words wider than an
/// even share are broken anyway, and ask for no more than that.
fn without_giants(words: &[usize], room: usize) -> Vec<usize> {
    let fits = words.iter().sum::<usize>() <= room;
    let even = (room / words.len().max(1)).max(LEAST_COLUMNS);
    words.iter().map(|word| if fits { *word } else { even.min(*word) }).collect()
}

fn height(row: &[Cell], widths: &[usize]) -> usize {
    row.iter().zip(widths).map(|(cell, width)| cell.height(*width)).max().unwrap_or(1)
}

fn measured_rows(document: &Document, table: &Table) -> Vec<Vec<Cell>> {
    let count = table.alignments.len();
    let rows = table.rows().len();
    let spread = (MEASURED_ROWS..rows).rev().step_by((rows / MEASURED_ROWS).max(1));
    (0..rows.min(MEASURED_ROWS))
        .chain(spread)
        .map(|row| {
            let cells = table.cells.get(row * count..).unwrap_or_default();
            cells.iter().take(count).map(|cell| measure(document, cell)).collect()
        })
        .collect()
}

fn measure(document: &Document, cell: &Range) -> Cell {
    let end = cell.end.min(cell.start + MEASURED_BYTES);
    let measured = cell.start..document.text().floor_char_boundary(end);
    let parts = super::table::hard_lines(document, &measured);
    let parts = parts.map(|line| wrap::measure(document.text(), line));
    let (word, line) = parts.fold((0, 0), |(word, line), (w, l)| (word.max(w), line.max(l)));
    Cell { word, line }
}

/// Shares `room` out: every column gets as much as any other, but no less than its `least` and no
/// more than its `most`.
fn share(least: &[usize], most: &[usize], room: usize) -> Vec<usize> {
    let widths = |level: usize| -> Vec<usize> {
        least.iter().zip(most).map(|(least, most)| level.min(*most).max(*least)).collect()
    };
    let fits = |level: usize| widths(level).iter().sum::<usize>() <= room;
    let (mut low, mut high) = (0, room);
    while low < high {
        let middle = (low + high).div_ceil(2);
        if fits(middle) {
            low = middle;
        } else {
            high = middle - 1;
        }
    }
    let mut shares = widths(low);
    let mut left = room.saturating_sub(shares.iter().sum());
    for (share, most) in shares.iter_mut().zip(most) {
        if left > 0 && *share < *most {
            *share += 1;
            left -= 1;
        }
    }
    shares
}

/// Shares `room` out: every column gets its `least`, and of the rest after what it lacks to its
/// `most`.
fn share_after_need(least: &[usize], most: &[usize], room: usize) -> Vec<usize> {
    let rest = room.saturating_sub(least.iter().sum());
    let lacks = |(least, most): (&usize, &usize)| most.saturating_sub(*least);
    let lacking: usize = least.iter().zip(most).map(lacks).sum();
    let widths = least.iter().zip(most);
    widths.map(|(least, most)| least + rest * lacks((least, most)) / lacking.max(1)).collect()
}

/// Gives `part` parts of `b` with the rest of [`BLENDS`] of `a`.
fn blend(a: &[usize], b: &[usize], part: usize) -> Vec<usize> {
    a.iter().zip(b).map(|(a, b)| (a * (BLENDS - part) + b * part) / BLENDS).collect()
}
