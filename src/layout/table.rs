//! The rows of a table: a grid whose columns shrink to the page, or, where the page is too narrow
//! for a grid, cell below cell, each after the name of its column.
//!
//! Only the rows asked for are wrapped. Columns are as wide as the first rows want them; what is
//! wider further down wraps.

use super::columns::Columns;
use super::piece::TABLE_ROWS;
use super::wrap::{self, Line, Room};
use super::{Cell, Role, Row, row};
use crate::document::block::{Alignment, Table};
use crate::document::{Document, Range};
use crate::text;
use crate::text::clean;

/// Columns between two columns of cells: a space, a line, a space.
const GAP_COLUMNS: usize = 3;

/// Narrower than this, what continues a cell is not indented.
const HANG_COLUMNS: usize = 8;

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
    let is_wanted =
        ends_header || index > table.header_rows && grid.is_none_or(|g| g.0.are_wrapped);
    let (line, crossing) = if ends_header { ("─", "─┼─") } else { ("┈", "┈┼┈") };
    let drawn = match grid {
        Some(grid) => {
            let lines: Vec<String> =
                grid.0.widths.iter().map(|width| line.repeat(*width)).collect();
            lines.join(crossing)
        }
        None => line.repeat(site.room),
    };
    (is_wanted && index > 0).then(|| row::ours(site.left, &drawn))
}

/// A table whose columns stand beside each other.
struct Grid(Columns);

impl Grid {
    /// Gives the grid of `table` if it can be read in `room` columns.
    fn of(document: &Document, table: &Table, room: usize) -> Option<Grid> {
        let gaps = table.alignments.len().saturating_sub(1) * GAP_COLUMNS;
        Columns::of(document, table, room.checked_sub(gaps)?).map(Grid)
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
            .zip(&self.0.widths)
            .map(|(cell, w)| lines(document, cell, room(*w)))
            .collect();
        let height = wrapped.iter().map(Vec::len).max().unwrap_or(0).max(1);
        let start = cells.first().map_or(0, |cell| cell.start);
        (0..height)
            .map(|at| {
                let mut drawn = Vec::new();
                let mut column = left;
                for (index, (lines, width)) in wrapped.iter().zip(&self.0.widths).enumerate() {
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

/// Appends one cell after `name`: beside it, or below it where it takes half of the room, or leaves
/// too little for a word that fits below.
fn push_field(document: &Document, name: &str, cell: &Range, site: Site, rows: &mut Vec<Row>) {
    let hang = if name.is_empty() || site.room < HANG_COLUMNS { 0 } else { 2 };
    let name_columns = text::columns(name);
    let rest = site.room - hang;
    let words = hard_lines(document, cell).map(|line| wrap::measure(document.text(), line).0);
    let widest_word = words.max().unwrap_or(0).min(rest);
    let is_beside = name_columns <= (site.room / 2).min(site.room - widest_word);
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

pub(super) fn hard_lines(document: &Document, cell: &Range) -> impl Iterator<Item = Range> {
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
