//! Between rows and the text: which row shows a position, and where in the row it is.

use super::{Cell, Content, Role, Row, wrap};
use crate::document::{Document, Position, Range};
use crate::text;
use crate::text::clean::{self, Clean};

impl Row {
    /// Gives the column at which `position` is drawn. White space between two cells, and the end
    /// of the row's text, are where the cell before ends.
    #[must_use]
    pub fn column_of(&self, document: &Document, position: Position) -> Option<usize> {
        if position.0 > self.range.end {
            return None;
        }
        let before = texts(self).filter(|(_, range)| range.start <= position.0);
        let (column, range) = before.max_by_key(|(_, range)| range.start)?;
        let end = range.end.min(position.0);
        let is_shown = document.slice(end..position.0).trim_start().is_empty();
        is_shown.then(|| column + text::columns(document.slice(range.start..end)))
    }

    /// Gives the position of the grapheme cluster that is drawn at `column`, or else of the one
    /// nearest to it on the left, or else of the first; none where no text is shown.
    #[must_use]
    pub fn position_at(&self, document: &Document, column: usize) -> Option<Position> {
        let Some((first, range)) =
            texts(self).filter(|(first, _)| *first <= column).last().or_else(|| texts(self).next())
        else {
            return (!self.range.is_empty()).then_some(Position(self.range.start));
        };
        let mut at = first;
        let mut position = range.start;
        for (start, _, columns) in text::graphemes(document.slice(range.clone())) {
            if at > column {
                break;
            }
            position = range.start + start;
            at += columns;
        }
        Some(Position(position))
    }

    /// Gives what is drawn, as plain text without white space at the end.
    #[must_use]
    pub fn text(&self, document: &Document) -> String {
        let mut line = String::new();
        let mut column = 0;
        for cell in &self.cells {
            let content = match &cell.content {
                Content::Text(range) => document.slice(range.clone()),
                Content::Ours(ours) => ours,
            };
            line.extend(std::iter::repeat_n(' ', cell.column.saturating_sub(column)));
            line.push_str(content);
            column = cell.column.max(column) + text::columns(content);
        }
        line.truncate(line.trim_end().len());
        line
    }
}

/// Gives the cells that show text.
fn texts(row: &Row) -> impl Iterator<Item = (usize, &Range)> {
    row.cells.iter().filter_map(|cell| match &cell.content {
        Content::Text(range) => Some((cell.column, range)),
        Content::Ours(_) => None,
    })
}

/// Gives which of `rows`, of which there is one at least, shows `position`.
pub(super) fn showing(rows: &[Row], position: Position) -> usize {
    let holds = |row: &Row| texts(row).any(|(_, range)| range.contains(&position.0));
    let before = |row: &Row| row.range.start <= position.0;
    let guess = rows.partition_point(before).saturating_sub(1);
    if rows.get(guess).is_some_and(holds) {
        return guess;
    }
    // In a table cells stand side by side, and rows are not in the order of the text.
    if let Some(row) = rows.iter().position(holds) {
        return row;
    }
    let before = |row: &Row| before(row) && row.role != Role::Line;
    rows.iter().rposition(before).unwrap_or(0).max(first_shown(rows))
}

/// Gives the first of `rows` that is not blank.
pub(super) fn first_shown(rows: &[Row]) -> usize {
    rows.iter().position(|row| row.role != Role::Blank).unwrap_or(0)
}

/// What stands for a grapheme cluster that is wider than the page.
const TOO_WIDE: Clean<'static> = Clean::ours("▯");

/// Gives the cells that show a line: stretches of text between line ends.
pub(super) fn cells(
    document: &Document,
    line: &wrap::Line,
    column: usize,
    room: usize,
) -> Vec<Cell> {
    if line.columns > room {
        return vec![Cell { column, content: Content::Ours(TOO_WIDE) }];
    }
    let body = document.slice(line.range.clone());
    if !body.contains('\n') {
        let content = Content::Text(line.range.clone());
        return if body.is_empty() { Vec::new() } else { vec![Cell { column, content }] };
    }
    let mut cells = Vec::new();
    let (mut column, mut gap_start, mut next) = (column, line.range.start, line.range.start);
    for part in body.split('\n') {
        let range = wrap::trim(document.text(), next..next + part.len());
        next += part.len() + 1;
        if range.is_empty() {
            continue;
        }
        if !cells.is_empty() {
            column += wrap::gap_columns(document.text(), gap_start..range.start);
        }
        gap_start = range.end;
        let columns = text::columns(document.slice(range.clone()));
        cells.push(Cell { column, content: Content::Text(range) });
        column += columns;
    }
    cells
}

/// Gives a cell of our own.
pub(super) fn ours(column: usize, text: &str) -> Cell {
    Cell { column, content: Content::Ours(clean::text(text).into_owned()) }
}

/// Gives the cell that shows a line of words of our own.
pub(super) fn ours_line(words: &str, line: &wrap::Line, column: usize, room: usize) -> Cell {
    if line.columns > room {
        return Cell { column, content: Content::Ours(TOO_WIDE) };
    }
    ours(column, text::slice(words, line.range.clone()))
}
