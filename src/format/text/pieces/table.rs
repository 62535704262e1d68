//! Rows of a table that do not look like rows by themselves, but beside others.

use super::super::lines::Line;
use super::super::page::Page;
use super::{ASIDE_COLUMNS, Form, PARAGRAPH_BYTES, Piece};

/// Lines in a row from which on they may be rows though only two spaces part their cells.
const LEAST_ROWS: usize = 3;

/// Columns by which the ends of lines differ that were not set flush at both sides.
const UNEVEN_COLUMNS: usize = 3;

/// Tells whether each line of a run has cells, and their ends are uneven.
pub(super) fn is_rows(run: &[Line<'_>]) -> bool {
    let has_cells = |line: &Line<'_>| {
        line.has_gap() && line.body.len() <= PARAGRAPH_BYTES && has_cells(line.body)
    };
    if run.len() < LEAST_ROWS || !run.iter().all(has_cells) {
        return false;
    }
    let widths = || run.iter().rev().skip(1).map(|line| line.width);
    widths().max() > widths().min().map(|least| least + UNEVEN_COLUMNS)
}

/// Tells whether two spaces part what stands in a line, other than after a sentence.
fn has_cells(body: &str) -> bool {
    let cell = body.find("  ").and_then(|gap| body.get(..gap));
    cell.is_some_and(|cell| !cell.ends_with(['.', '!', '?', ':', ';', ',']))
}

/// Adds to each piece whose spaces are kept the lines above and below it that are set like it.
pub(super) fn whole(page: Page, run: &[Line<'_>], pieces: Vec<Piece>) -> Vec<Piece> {
    if pieces.len() < 2 || pieces.iter().all(|piece| piece.form != Form::Kept) {
        return pieces;
    }
    let above = merged(page, run, pieces.into_iter());
    let mut below = merged(page, run, above.into_iter().rev());
    below.reverse();
    below
}

/// Gives `pieces`, in either order, with rows in one piece with the table that stood before them.
fn merged(page: Page, run: &[Line<'_>], pieces: impl Iterator<Item = Piece>) -> Vec<Piece> {
    let mut merged: Vec<Piece> = Vec::new();
    for piece in pieces {
        match merged.last_mut() {
            Some(table) if is_of(page, run, table, &piece) => {
                table.lines.start = table.lines.start.min(piece.lines.start);
                table.lines.end = table.lines.end.max(piece.lines.end);
            }
            _ => merged.push(piece),
        }
    }
    merged
}

/// Tells whether `piece` is set as the piece `table` beside it is: in columns, or at the right.
fn is_of(page: Page, run: &[Line<'_>], table: &Piece, piece: &Piece) -> bool {
    let beside = match table.lines.end == piece.lines.start {
        true => run.get(table.lines.end - 1),
        false => run.get(table.lines.start),
    };
    let (Some(beside), Some(line)) = (beside, run.get(piece.lines.start)) else { return false };
    if table.form != Form::Kept || beside.body.starts_with('>') || line.body.starts_with('>') {
        return false;
    }
    match piece.form {
        Form::Kept => true,
        Form::Paragraph if piece.lines.len() == 1 => {
            line.indent > page.indent + ASIDE_COLUMNS || shares_column(beside, line)
        }
        _ => false,
    }
}

/// Tells whether something starts in both lines at the same column, after two spaces or more.
fn shares_column(above: &Line<'_>, below: &Line<'_>) -> bool {
    columns(above).any(|column| columns(below).any(|other| other == column))
}

/// Gives the columns where something starts after two spaces or more inside a line.
fn columns<'a>(line: &Line<'a>) -> impl Iterator<Item = usize> + use<'a> {
    let (body, indent) = (line.body, line.indent);
    let mut column = indent;
    let mut spaces = 0;
    body.chars().filter_map(move |char| {
        let starts = spaces > 1 && char != ' ';
        spaces = if char == ' ' { spaces + 1 } else { 0 };
        column += 1;
        starts.then_some(column - 1)
    })
}
