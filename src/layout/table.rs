//! The rows of a table: a grid whose columns shrink to the page, or, where the page is too narrow
//! for a grid, cell below cell, each after the name of its column.
//!
//! Only the rows asked for are wrapped. Columns are as wide as the first rows want them; what is
//! wider further down wraps.

use super::piece::TABLE_ROWS;
use super::wrap::{self, Line, Room};
use super::{Cell, Role, Row, row};
use crate::document::block::{Alignment, Table};
use crate::document::{Document, Range};
use crate::text;
use crate::text::clean;

/// Rows that are measured to find the widths of columns: so many from the top, as many from the
/// rest of the table, evenly spread, so that numbers which grow do not outgrow their column.
const MEASURED_ROWS: usize = 100;

/// Bytes of a cell that are measured; what is longer wraps on any page.
const MEASURED_BYTES: usize = 1_000;

/// Columns between two columns of cells: a space, a line, a space.
const GAP_COLUMNS: usize = 3;

/// A column of a grid is at least as wide as its widest word, or as this.
const CELL_COLUMNS: usize = 8;

/// Where a table is drawn: the columns before it and those it may take.
#[derive(Clone, Copy, Debug)]
pub(super) struct Site {
    pub(super) left: usize,
    pub(super) room: usize,
}

/// Gives the rows of a piece of a table.
pub(super) fn rows(document: &Document, table: &Table, piece: usize, site: Site) -> Vec<Row> {
    let grid = Grid::of(document, table, site.room);
    let mut rows = Vec::new();
    let cells = table.rows().enumerate().skip(piece * TABLE_ROWS).take(TABLE_ROWS);
    for (index, cells) in cells {
        let role = if index < table.header_rows { Role::Header } else { Role::Text };
        let shown = match &grid {
            Some(grid) => grid.row(document, table, cells, role, site.left),
            None if role == Role::Header => names(document, cells, site),
            None => record(document, table, cells, site),
        };
        let start = shown.first().map(|row| row.range.start);
        if let (Some(start), Some(line)) = (start, line_before(table, index, grid.as_ref(), site)) {
            rows.push(Row { range: start..start, cells: vec![line], role: Role::Line });
        }
        rows.extend(shown);
    }
    rows
}

/// Gives the line above row `index`, if there is one: below the names of columns always, between
/// other rows where they could run into each other.
fn line_before(table: &Table, index: usize, grid: Option<&Grid>, site: Site) -> Option<Cell> {
    let ends_header = index == table.header_rows;
    let is_wanted = ends_header || index > table.header_rows && grid.is_none_or(|g| g.wraps);
    let (line, crossing) = if ends_header { ("─", "─┼─") } else { ("┈", "┈┼┈") };
    let drawn = match grid {
        Some(grid) => {
            let lines: Vec<String> = grid.widths.iter().map(|width| line.repeat(*width)).collect();
            lines.join(crossing)
        }
        None => line.repeat(site.room),
    };
    (is_wanted && index > 0).then(|| row::ours(site.left, &drawn))
}

/// A table whose columns stand beside each other.
struct Grid {
    /// The columns each column takes.
    widths: Vec<usize>,
    /// Whether cells are wrapped.
    wraps: bool,
}

impl Grid {
    /// Gives the grid of `table` if it can be read in `room` columns.
    fn of(document: &Document, table: &Table, room: usize) -> Option<Grid> {
        let count = table.alignments.len();
        let room = room.checked_sub(count.saturating_sub(1) * GAP_COLUMNS)?;
        if count > room {
            return None;
        }
        let mut widest_words = vec![1; count];
        let mut widest = vec![1; count];
        let rows = table.rows().len();
        let spread = (MEASURED_ROWS..rows).rev().step_by((rows / MEASURED_ROWS).max(1));
        for row in (0..rows.min(MEASURED_ROWS)).chain(spread) {
            let cells = table.cells.get(row * count..).unwrap_or_default();
            for (column, cell) in cells.iter().enumerate().take(count) {
                let (word, line) = measure(document, cell);
                widest_words[column] = word.max(widest_words[column]);
                widest[column] = line.max(widest[column]);
            }
        }
        let wraps = widest.iter().sum::<usize>() > room;
        let least: usize = widest_words.iter().map(|word| CELL_COLUMNS.min(*word)).sum();
        if wraps && least > room {
            return None;
        }
        let floor = share(&vec![1; count], &widest_words, room);
        Some(Grid { widths: share(&floor, &widest, room), wraps })
    }

    /// Gives the rows of one row of cells.
    fn row(
        &self,
        document: &Document,
        table: &Table,
        cells: &[Range],
        role: Role,
        left: usize,
    ) -> Vec<Row> {
        let room = |width: usize| Room { first: width, rest: width };
        let wrapped: Vec<Vec<Line>> = cells
            .iter()
            .zip(&self.widths)
            .map(|(cell, w)| lines(document, cell, room(*w)))
            .collect();
        let height = wrapped.iter().map(Vec::len).max().unwrap_or(0).max(1);
        let start = cells.first().map_or(0, |cell| cell.start);
        (0..height)
            .map(|at| {
                let mut drawn = Vec::new();
                let mut column = left;
                for (index, (lines, width)) in wrapped.iter().zip(&self.widths).enumerate() {
                    if index > 0 {
                        drawn.push(row::ours(column + 1, "│"));
                        column += GAP_COLUMNS;
                    }
                    if let Some(line) = lines.get(at) {
                        let alignment = table.alignments.get(index).copied().unwrap_or_default();
                        let indent = indent(alignment, width.saturating_sub(line.columns));
                        drawn.extend(row::cells(document, line, column + indent, *width));
                    }
                    column += width;
                }
                let shown = wrapped.iter().filter_map(|lines| lines.get(at));
                Row { range: hull(shown.map(|line| &line.range), start), cells: drawn, role }
            })
            .collect()
    }
}

/// Gives the widest word and the widest line of a cell.
fn measure(document: &Document, cell: &Range) -> (usize, usize) {
    let end = cell.end.min(cell.start + MEASURED_BYTES);
    let measured = cell.start..wrap::boundary_before(document.text(), end);
    let parts = hard_lines(document, &measured).map(|line| wrap::measure(document.text(), line));
    parts.fold((0, 0), |(word, line), (w, l)| (word.max(w), line.max(l)))
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

fn indent(alignment: Alignment, left: usize) -> usize {
    match alignment {
        Alignment::Left => 0,
        Alignment::Centre => left / 2,
        Alignment::Right => left,
    }
}

/// Gives the names of columns as running text, for a table without room for a grid.
fn names(document: &Document, cells: &[Range], site: Site) -> Vec<Row> {
    let start = cells.first().map_or(0, |cell| cell.start);
    let range = hull(cells.iter().filter(|cell| !cell.is_empty()), start);
    let room = Room { first: site.room, rest: site.room };
    let lines = wrap::wrap(document.text(), range, room);
    let row = |line: Line| Row {
        cells: row::cells(document, &line, site.left, site.room),
        range: line.range,
        role: Role::Header,
    };
    lines.into_iter().map(row).collect()
}

/// Gives the rows of one row of cells, each cell below the other, after the name of its column.
fn record(document: &Document, table: &Table, cells: &[Range], site: Site) -> Vec<Row> {
    let names = table.header_rows.checked_sub(1).and_then(|last| table.rows().nth(last));
    let mut rows = Vec::new();
    for (column, cell) in cells.iter().enumerate() {
        let name = names.and_then(|names| names.get(column)).cloned().unwrap_or_default();
        let mut name = clean::line(document.slice(name)).into_string();
        if !name.is_empty() {
            name.push_str(": ");
        }
        push_field(document, &name, cell, site, &mut rows);
    }
    rows
}

/// Appends one cell after `name`: beside it, or below it where it takes half of the room.
fn push_field(document: &Document, name: &str, cell: &Range, site: Site, rows: &mut Vec<Row>) {
    let hang = if name.is_empty() || site.room < CELL_COLUMNS { 0 } else { 2 };
    let name_columns = text::columns(name);
    let is_beside = name_columns <= site.room / 2;
    let rest = site.room - hang;
    let first = if is_beside { site.room - name_columns } else { rest };
    let lines = lines(document, cell, Room { first, rest });
    if lines.is_empty() {
        return;
    }
    if !is_beside {
        let room = Room { first: site.room, rest: site.room };
        rows.extend(wrap::wrap(name, 0..name.len(), room).into_iter().map(|line| Row {
            range: cell.start..cell.start,
            cells: vec![row::ours_line(name, &line, site.left, site.room)],
            role: Role::Text,
        }));
    }
    for (at, line) in lines.iter().enumerate() {
        let (mut cells, mut column) = (Vec::new(), site.left + hang);
        if at == 0 && is_beside {
            cells.extend((!name.is_empty()).then(|| row::ours(site.left, name.trim_end())));
            column = site.left + name_columns;
        }
        let room = site.left + site.room - column;
        cells.extend(row::cells(document, line, column, room));
        rows.push(Row { range: line.range.clone(), cells, role: Role::Text });
    }
}

/// Gives the lines of a cell, whose line ends are kept.
fn lines(document: &Document, cell: &Range, room: Room) -> Vec<Line> {
    let mut lines = Vec::new();
    for line in hard_lines(document, cell) {
        let first = if lines.is_empty() { room.first } else { room.rest };
        lines.extend(wrap::wrap(document.text(), line, Room { first, ..room }));
    }
    lines
}

fn hard_lines(document: &Document, cell: &Range) -> impl Iterator<Item = Range> {
    let mut next = cell.start;
    document.slice(cell.clone()).split('\n').map(move |line| {
        let start = next;
        next += line.len() + 1;
        start..start + line.len()
    })
}

/// Gives the range from the first of `ranges` to the last, or nothing at `start`.
fn hull<'a>(ranges: impl Iterator<Item = &'a Range>, start: usize) -> Range {
    ranges.cloned().reduce(|a, b| a.start.min(b.start)..a.end.max(b.end)).unwrap_or(start..start)
}

/// Tells whether there is something to lay out.
pub(super) fn is_drawable(table: &Table) -> bool {
    !table.alignments.is_empty() && !table.cells.is_empty()
}
