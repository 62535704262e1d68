//! Tables as they are filled, cell by cell.

use crate::document::block::{Alignment, Kind, Table};
use crate::document::builder::Builder;
use crate::document::{Notice, Range, Style};
use crate::text::clean;

/// A table whose text is being pushed: cells of a row stand apart by ` | `, rows by line ends.
///
/// Separators are pushed only before a cell that has text, so that rows with few cells stay short
/// in a table of many columns.
#[derive(Debug)]
pub(super) struct Grid {
    alignments: Vec<Alignment>,
    header_rows: usize,
    cells: Vec<Range>,
    /// The index of each row's first cell.
    rows: Vec<usize>,
    /// Where the open cell starts, once it has text.
    cell_start: Option<usize>,
    /// Where the table's text starts.
    start: usize,
    /// Line ends that are due before the next text.
    owed_rows: usize,
    /// The column of the row that the text has come to.
    reached: usize,
    /// For each column, how many rows more a cell above covers.
    covered: Vec<usize>,
    /// Cells without text of their own that other cells cover, in this and in later rows.
    covered_cells: usize,
}

/// Columns and rows that one cell may cover. Source: HTML Standard, 4.9.11, for columns; for rows
/// its limit is 65,534, which no row of a page comes near.
const MOST_COVERED: usize = 1_000;

/// Empty cells that rows of unequal length, or cells that cover others, may cost, beside three for each cell that was written.
/// A header of ten thousand columns over ten thousand rows of one cell would take a hundred
/// million.
const PADDING_CELLS: usize = 100_000;

impl Grid {
    /// Starts a table in the block that `builder` has open.
    pub(super) fn new(builder: &Builder, alignments: Vec<Alignment>) -> Grid {
        Grid {
            alignments,
            header_rows: 0,
            cells: Vec::new(),
            rows: Vec::new(),
            cell_start: None,
            start: builder.here(),
            owed_rows: 0,
            reached: 0,
            covered: Vec::new(),
            covered_cells: 0,
        }
    }

    /// Starts a row; rows of column headings count as such only above all others.
    pub(super) fn row(&mut self, header: bool) {
        if !self.rows.is_empty() {
            self.owed_rows += 1;
            let column = self.column();
            let rest = self.covered.iter_mut().skip(column);
            rest.for_each(|rows| *rows = rows.saturating_sub(1));
        }
        self.reached = 0;
        if header && self.header_rows == self.rows.len() {
            self.header_rows += 1;
        }
        self.rows.push(self.cells.len());
    }

    /// Starts a cell of the row, beside those that cells above cover.
    pub(super) fn cell(&mut self, builder: &Builder) {
        if self.rows.is_empty() {
            self.row(false);
        }
        let first = self.column();
        for rows in self.covered.iter_mut().skip(first).take_while(|rows| **rows > 0) {
            *rows -= 1;
            self.cells.push(builder.here()..builder.here());
        }
        self.cell_start = None;
    }

    /// Makes room for text of the open cell; to be called before each push. Tells whether that
    /// text is the cell's first.
    pub(super) fn fill(&mut self, builder: &mut Builder) -> bool {
        if self.cell_start.is_some() {
            return false;
        }
        for _ in 0..std::mem::take(&mut self.owed_rows) {
            builder.push("\n", Style::default());
        }
        let column = self.column();
        for _ in std::mem::replace(&mut self.reached, column)..column {
            let starts_row = builder.here() == self.start || builder.text().ends_with('\n');
            builder.push(if starts_row { "| " } else { " | " }, Style::default());
        }
        self.cell_start = Some(builder.here());
        true
    }

    /// Ends the open cell, which covers so many columns and rows, its own included; just its own
    /// where the table would consist of what is covered.
    pub(super) fn end_cell(&mut self, builder: &mut Builder, columns: usize, rows: usize) {
        builder.close_marks();
        let here = builder.here();
        let column = self.column();
        let (columns, rows) = (columns.clamp(1, MOST_COVERED), rows.clamp(1, MOST_COVERED));
        let covered_cells = self.covered_cells + columns * rows - 1;
        let (columns, rows) = match covered_cells <= PADDING_CELLS {
            true => (columns, rows),
            false => (1, 1),
        };
        self.covered_cells += columns * rows - 1;
        self.cells.push(self.cell_start.take().unwrap_or(here)..here);
        self.cells.extend(std::iter::repeat_n(here..here, columns - 1));
        if rows > 1 {
            self.covered.resize(self.covered.len().max(column + columns), 0);
            let covered = self.covered.iter_mut().skip(column).take(columns);
            covered.for_each(|below| *below = rows - 1);
        }
    }

    /// Gives the columns of the row so far.
    fn column(&self) -> usize {
        self.cells.len() - self.rows.last().copied().unwrap_or_default()
    }

    /// Ends the table and makes the open block one. A table that would consist of padding becomes
    /// lines instead, which the notice tells.
    pub(super) fn finish(self, builder: &mut Builder) -> Option<Notice> {
        let columns = self.row_ranges().map(|row| row.len()).max().unwrap_or_default();
        if columns * self.rows.len() > self.cells.len() * 4 + PADDING_CELLS {
            builder.set_kind(Kind::Verse);
            let words = format!("a table of {columns} mostly empty columns is shown as lines");
            return Some(Notice(clean::line(&words)));
        }
        let written = builder.text().get(self.start..).unwrap_or_default();
        let end = self.start + written.trim_end().len();
        let start = (self.start + (written.len() - written.trim_start().len())).min(end);
        let within = |cell: &Range| cell.start.clamp(start, end)..cell.end.clamp(start, end);
        let mut cells = Vec::with_capacity(columns * self.rows.len());
        for row in self.row_ranges() {
            let padding = columns - row.len();
            cells.extend(self.cells.get(row).unwrap_or_default().iter().map(within));
            let at = cells.last().map_or(start, |cell| cell.end);
            cells.extend(std::iter::repeat_n(at..at, padding));
        }
        let mut alignments = self.alignments;
        alignments.resize(columns, Alignment::default());
        builder.set_kind(Kind::Table(Box::new(Table {
            alignments,
            cells,
            header_rows: self.header_rows,
        })));
        None
    }

    /// Gives for each row the indexes of its cells.
    fn row_ranges(&self) -> impl Iterator<Item = Range> {
        let ends = self.rows.iter().skip(1).copied().chain([self.cells.len()]);
        self.rows.iter().copied().zip(ends).map(|(start, end)| start..end)
    }
}

#[cfg(test)]
mod tests {
    use super::Grid;
    use crate::document::Style;
    use crate::document::block::{Kind, Nesting};
    use crate::document::builder::Builder;

    /// Fills a table from lines of cells apart by `,` and gives each cell's text in brackets.
    #[track_caller]
    fn check(case: &str, rows: &str, expected: &str) {
        let mut builder = Builder::default();
        builder.open(Kind::Paragraph, Nesting::default());
        let mut grid = Grid::new(&builder, Vec::new());
        for row in rows.lines() {
            grid.row(false);
            for cell in row.split(',') {
                grid.cell(&builder);
                if !cell.is_empty() {
                    grid.fill(&mut builder);
                    builder.push(cell, Style::default());
                }
                grid.end_cell(&mut builder, 1, 1);
            }
        }
        grid.finish(&mut builder);
        let document = builder.finish();
        let mut dump = format!("{}\n", &**document.text());
        let table = document.blocks.first().map(|block| &block.kind);
        if let Some(Kind::Table(table)) = table {
            for row in table.rows() {
                for cell in row {
                    dump += &format!("[{}]", document.slice(cell.clone()));
                }
                dump += "\n";
            }
        }
        assert_eq!(dump, expected, "{case}");
    }

    #[test]
    fn cells_are_ranges() {
        check("two rows", "a,b\nc,d", "a | b\nc | d\n[a][b]\n[c][d]\n");
        check("ragged rows", "a,b,c\nd\n,e", "a | b | c\nd\n| e\n[a][b][c]\n[d][][]\n[][e][]\n");
        let marks = "\u{301}".repeat(8);
        check(
            "more marks than are kept",
            &format!("a{marks}{marks},b"),
            &format!("a{marks}<+8> | b\n[a{marks}<+8>][b]\n"),
        );
        check("an empty first cell", ",b\nc,d", "| b\nc | d\n[][b]\n[c][d]\n");
        check("empty cells at the end", "a,b\nc,", "a | b\nc\n[a][b]\n[c][]\n");
    }

    #[test]
    fn cells_cover_others() {
        let mut builder = Builder::default();
        builder.open(Kind::Paragraph, Nesting::default());
        let mut grid = Grid::new(&builder, Vec::new());
        let cells = [("a", 1, 2), ("b", 2, 1), ("", 0, 0), ("c", 1, 1), ("d", 1, 1)];
        grid.row(true);
        for (words, columns, rows) in cells {
            if words.is_empty() {
                grid.row(true);
                continue;
            }
            grid.cell(&builder);
            grid.fill(&mut builder);
            builder.push(words, Style::default());
            grid.end_cell(&mut builder, columns, rows);
        }
        grid.finish(&mut builder);
        let document = builder.finish();
        assert_eq!(&**document.text(), "a | b\n| c | d");
        let Kind::Table(table) = &document.blocks[0].kind else { panic!("it is no table") };
        let words: Vec<&str> = table.cells.iter().map(|c| document.slice(c.clone())).collect();
        assert_eq!(words, ["a", "b", "", "", "c", "d"]);
        assert_eq!(table.header_rows, 2);
    }

    #[test]
    fn cells_that_cover_a_million_others_cover_none() {
        let mut builder = Builder::default();
        builder.open(Kind::Paragraph, Nesting::default());
        let mut grid = Grid::new(&builder, Vec::new());
        for (rows, columns) in [(1, 200), (200, 1)] {
            for _ in 0..rows {
                grid.row(false);
                for _ in 0..columns {
                    grid.cell(&builder);
                    grid.end_cell(&mut builder, 1_000, 1_000);
                }
            }
        }
        assert_eq!(grid.cells.len(), 400);
    }

    #[test]
    fn mostly_empty_tables_become_lines() {
        let mut builder = Builder::default();
        builder.open(Kind::Paragraph, Nesting::default());
        let mut grid = Grid::new(&builder, Vec::new());
        for columns in std::iter::once(2_000).chain(std::iter::repeat_n(1, 2_000)) {
            grid.row(false);
            for _ in 0..columns {
                grid.cell(&builder);
                grid.fill(&mut builder);
                builder.push("x", Style::default());
                grid.end_cell(&mut builder, 1, 1);
            }
        }
        let notice = grid.finish(&mut builder).expect("it would take four million cells");
        assert_eq!(&*notice.0, "a table of 2000 mostly empty columns is shown as lines");
        assert_eq!(builder.finish().blocks[0].kind, Kind::Verse);
    }
}
