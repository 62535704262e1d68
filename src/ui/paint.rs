//! Putting text into cells. Takes [`Clean`] text only, and stays inside the area it is given.

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::Style;

use crate::app::geometry::{Area, inside};
use crate::text;
use crate::text::clean::{self, Clean};

/// Writes `text` from `column` of `area`'s row `row` on, as far as the area goes; gives the column
/// after it. Columns and rows count from the area's corner.
pub(super) fn put(
    buffer: &mut Buffer,
    area: Area,
    (column, row): (usize, usize),
    text: &Clean,
    style: Style,
) -> usize {
    let (Ok(column), Ok(row)) = (u16::try_from(column), u16::try_from(row)) else { return column };
    if row >= area.rows || column >= area.columns {
        return usize::from(column);
    }
    let (x, y) = (area.column + column, area.row + row);
    if !buffer.area.contains((x, y).into()) {
        return usize::from(column);
    }
    let room = usize::from(area.columns - column);
    let end = put_plain(buffer, (x, y), room, text, style)
        .unwrap_or_else(|| buffer.set_stringn(x, y, &**text, room, style).0);
    usize::from(end - area.column)
}

/// Writes text in which every character is a cluster by itself, as most is, without looking for
/// clusters; gives the column after it, or none where the text is another.
fn put_plain(
    buffer: &mut Buffer,
    (x, y): (u16, u16),
    room: usize,
    text: &str,
    style: Style,
) -> Option<u16> {
    if text.chars().any(|char| text::plain_columns(char).is_none()) {
        return None;
    }
    let start = buffer.index_of(x, y);
    let room = room.min(usize::from(buffer.area.right() - x));
    let cells = buffer.content.get_mut(start..start + room)?;
    let mut at = 0;
    for char in text.chars() {
        let columns = text::plain_columns(char)?;
        let Some([cell, covered @ ..]) = cells.get_mut(at..at + columns) else { break };
        cell.set_char(char).set_style(style);
        covered.iter_mut().for_each(Cell::reset);
        at += columns;
    }
    Some(x + u16::try_from(at).ok()?)
}

/// Writes `words` so that they end at the right edge of `area`; gives the column they start at.
pub(super) fn put_right(
    buffer: &mut Buffer,
    area: Area,
    row: usize,
    words: &Clean,
    style: Style,
) -> usize {
    let column = usize::from(area.columns).saturating_sub(text::columns(words));
    put(buffer, area, (column, row), words, style);
    column
}

/// Sets the style of a stretch of a row without changing its text.
pub(super) fn restyle(buffer: &mut Buffer, area: Area, row: usize, style: Style) {
    let Ok(row) = u16::try_from(row) else { return };
    if row < area.rows {
        let line = rect(Area { row: area.row + row, rows: 1, ..area });
        buffer.set_style(line, style);
    }
}

/// Empties `area`: nothing under it shows through.
pub(super) fn clear(buffer: &mut Buffer, area: Area) {
    let rect = rect(area).intersection(buffer.area);
    for position in rect.positions() {
        if let Some(cell) = buffer.cell_mut(position) {
            cell.reset();
        }
    }
}

/// Draws a frame with a heading round `area` and gives what is inside it.
pub(super) fn frame(buffer: &mut Buffer, area: Area, heading: &Clean, style: Style) -> Area {
    clear(buffer, area);
    let (columns, rows) = (usize::from(area.columns), usize::from(area.rows));
    if columns < 4 || rows < 3 {
        return area;
    }
    let line = horizontal(columns - 2);
    for (row, left, right) in [(0, "╭", "╮"), (rows - 1, "╰", "╯")] {
        put(buffer, area, (0, row), &Clean::ours(left), style);
        put(buffer, area, (1, row), &line, style);
        put(buffer, area, (columns - 1, row), &Clean::ours(right), style);
    }
    for row in 1..rows - 1 {
        put(buffer, area, (0, row), &Clean::ours("│"), style);
        put(buffer, area, (columns - 1, row), &Clean::ours("│"), style);
    }
    let room = columns.saturating_sub(6);
    let start = put(buffer, area, (2, 0), &Clean::ours(" "), style);
    let end = put(buffer, area, (start, 0), &leading_parts(heading, room).elide(room), style);
    put(buffer, area, (end, 0), &Clean::ours(" "), style);
    inside(area)
}

/// What parts the parts of a line, of which those at the end may be left out.
const BETWEEN_PARTS: &str = " · ";

/// Gives as many parts of `words` from the first on as fit into `room` columns; the first whether
/// it fits or not.
pub(super) fn leading_parts<'w>(words: &'w Clean, room: usize) -> Clean<'w> {
    let mut end = words.len();
    while text::columns(text::slice(words, 0..end)) > room {
        match text::slice(words, 0..end).rfind(BETWEEN_PARTS) {
            Some(shorter) => end = shorter,
            None => break,
        }
    }
    words.slice(0..end)
}

fn horizontal(columns: usize) -> Clean<'static> {
    clean::line(&"─".repeat(columns))
}

fn rect(area: Area) -> ratatui::layout::Rect {
    ratatui::layout::Rect::new(area.column, area.row, area.columns, area.rows)
}

#[cfg(test)]
mod tests {
    use super::leading_parts;
    use crate::text::clean::Clean;

    #[test]
    fn the_last_parts_of_a_line_are_left_out_where_they_do_not_fit() {
        let words = Clean::ours("Bookmarked · A adds a note · U undoes");
        for (room, expected) in [
            (40, "Bookmarked · A adds a note · U undoes"),
            (36, "Bookmarked · A adds a note"),
            (20, "Bookmarked"),
            (5, "Bookmarked"),
        ] {
            assert_eq!(&*leading_parts(&words, room), expected, "{room} columns");
        }
    }
}
