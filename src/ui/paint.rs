//! Putting text into cells. Takes [`Clean`] text only, and stays inside the area it is given.

use ratatui::buffer::Buffer;
use ratatui::style::Style;

use crate::app::geometry::{Area, inside};
use crate::text::clean::Clean;

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
    let (end, _) = buffer.set_stringn(x, y, &**text, room, style);
    usize::from(end - area.column)
}

/// Writes `text` so that it ends at the right edge of `area`; gives the column it starts at.
pub(super) fn put_right(
    buffer: &mut Buffer,
    area: Area,
    row: usize,
    text: &Clean,
    style: Style,
) -> usize {
    let columns = crate::text::columns(text);
    let column = usize::from(area.columns).saturating_sub(columns);
    put(buffer, area, (column, row), text, style);
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
    put(buffer, area, (2, 0), &heading.elide(columns - 4), style);
    inside(area)
}

fn horizontal(columns: usize) -> Clean<'static> {
    crate::text::clean::line(&"─".repeat(columns))
}

fn rect(area: Area) -> ratatui::layout::Rect {
    ratatui::layout::Rect::new(area.column, area.row, area.columns, area.rows)
}
