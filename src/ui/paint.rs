//! Putting text into cells. Takes [`Clean`] text only, and stays inside the area it is given.

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::Style;

use super::theme::{Role, Theme};
use crate::app::geometry::{Area, inside};
use crate::text;
use crate::text::clean::{self, Clean};

/// A part of the screen, and how what is put there looks.
pub(super) struct Canvas<'b> {
    buffer: &'b mut Buffer,
    theme: Theme,
    /// Which part it is; nothing is put outside.
    pub(super) area: Area,
}

impl<'b> Canvas<'b> {
    pub(super) fn new(buffer: &'b mut Buffer, theme: Theme, area: Area) -> Canvas<'b> {
        Canvas { buffer, theme, area }
    }

    /// Gives another part of the same screen.
    pub(super) fn within(&mut self, area: Area) -> Canvas<'_> {
        Canvas { buffer: self.buffer, theme: self.theme, area }
    }

    /// Gives the columns of the part, as text counts them.
    pub(super) fn columns(&self) -> usize {
        usize::from(self.area.columns)
    }

    /// Gives the rows of the part.
    pub(super) fn rows(&self) -> usize {
        usize::from(self.area.rows)
    }

    /// Gives how what has a role looks.
    pub(super) fn style(&self, role: Role) -> Style {
        self.theme.style(role)
    }

    /// Writes `text` from a column of a row on, as far as the part goes; gives the column after it.
    /// Columns and rows count from the part's corner.
    pub(super) fn put(&mut self, at: (usize, usize), text: &Clean, role: Role) -> usize {
        self.put_in(at, text, self.style(role))
    }

    /// Writes `text` in a style that no role has by itself.
    pub(super) fn put_in(
        &mut self,
        (column, row): (usize, usize),
        text: &Clean,
        style: Style,
    ) -> usize {
        let Area { column: left, row: top, columns, rows } = self.area;
        let (Ok(x), Ok(y)) = (u16::try_from(column), u16::try_from(row)) else { return column };
        let corner = (left.saturating_add(x), top.saturating_add(y));
        if x >= columns || y >= rows || !self.buffer.area.contains(corner.into()) {
            return column;
        }
        let room = usize::from(columns - x);
        let end = put_plain(self.buffer, corner, room, text, style)
            .unwrap_or_else(|| self.buffer.set_stringn(corner.0, corner.1, &**text, room, style).0);
        usize::from(end - left)
    }

    /// Writes `words` so that they end at the right edge.
    pub(super) fn put_right(&mut self, row: usize, words: &Clean, role: Role) {
        let column = self.columns().saturating_sub(text::columns(words));
        self.put((column, row), words, role);
    }

    /// Sets the style of a row without changing its text.
    pub(super) fn restyle(&mut self, row: usize, role: Role) {
        let Ok(row) = u16::try_from(row) else { return };
        if row < self.area.rows {
            let line = Area { row: self.area.row + row, rows: 1, ..self.area };
            self.buffer.set_style(rect(line), self.style(role));
        }
    }

    /// Empties the part: nothing under it shows through.
    pub(super) fn clear(&mut self) {
        let rect = rect(self.area).intersection(self.buffer.area);
        for position in rect.positions() {
            if let Some(cell) = self.buffer.cell_mut(position) {
                cell.reset();
            }
        }
    }

    /// Draws a frame with a heading round the part and gives what is inside it.
    pub(super) fn framed(&mut self, heading: &Clean) -> Canvas<'_> {
        self.clear();
        let (columns, rows) = (self.columns(), self.rows());
        if columns < 4 || rows < 3 {
            return self.within(self.area);
        }
        let line = horizontal(columns - 2);
        for (row, left, right) in [(0, "╭", "╮"), (rows - 1, "╰", "╯")] {
            self.put((0, row), &Clean::ours(left), Role::Border);
            self.put((1, row), &line, Role::Border);
            self.put((columns - 1, row), &Clean::ours(right), Role::Border);
        }
        for row in 1..rows - 1 {
            self.put((0, row), &Clean::ours("│"), Role::Border);
            self.put((columns - 1, row), &Clean::ours("│"), Role::Border);
        }
        let room = columns.saturating_sub(6);
        let start = self.put((2, 0), &Clean::ours(" "), Role::Border);
        let heading = leading_parts(heading, room);
        let end = self.put((start, 0), &heading.elide(room), Role::Border);
        self.put((end, 0), &Clean::ours(" "), Role::Border);
        self.within(inside(self.area))
    }
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

/// Gives a line across so many columns.
pub(super) fn horizontal(columns: usize) -> Clean<'static> {
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
