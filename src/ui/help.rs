//! The page of help, made from the command table.

use ratatui::buffer::Buffer;

use super::paint::{frame, put};
use super::theme::{Role, Theme};
use crate::app::command::{CONTEXTS, Row, TABLE};
use crate::app::geometry::{Area, Areas, overlay};
use crate::app::overlay::is_help_beside;
use crate::text::clean::{self, Clean};

/// Columns for the keys, before what they do.
const KEY_COLUMNS: usize = 20;

/// A line of the page.
enum Line {
    Heading(&'static str),
    Command(&'static Row),
    Keys(&'static Row),
    Words(&'static Row),
    Blank,
}

pub(super) fn draw(top: usize, theme: Theme, areas: &Areas, buffer: &mut Buffer) {
    let area = overlay(areas.screen);
    let heading = Clean::ours("Keys · j k scroll · Esc closes");
    let inner = frame(buffer, area, &heading, theme.style(Role::Border));
    let lines = lines(is_help_beside(inner));
    for (row, line) in lines.iter().skip(top).take(usize::from(inner.rows)).enumerate() {
        draw_line(line, theme, inner, row, buffer);
    }
}

fn lines(are_beside: bool) -> Vec<Line> {
    let mut lines = Vec::new();
    for (context, heading) in CONTEXTS {
        if !lines.is_empty() {
            lines.push(Line::Blank);
        }
        lines.push(Line::Heading(heading));
        let rows = TABLE.iter().filter(|row| row.context == *context);
        match are_beside {
            true => lines.extend(rows.map(Line::Command)),
            false => lines.extend(rows.flat_map(|row| [Line::Keys(row), Line::Words(row)])),
        }
    }
    lines
}

fn draw_line(line: &Line, theme: Theme, area: Area, row: usize, buffer: &mut Buffer) {
    match line {
        Line::Blank => {}
        Line::Heading(words) => {
            put(buffer, area, (0, row), &Clean::ours(words), theme.style(Role::Heading(1)));
        }
        Line::Command(command) => {
            let keys = clean::line(&command.shown_keys());
            put(buffer, area, (0, row), &keys.elide(KEY_COLUMNS - 1), theme.style(Role::Key));
            draw_words(command, KEY_COLUMNS, theme, area, row, buffer);
        }
        Line::Keys(command) => {
            let room = usize::from(area.columns);
            put(
                buffer,
                area,
                (0, row),
                &clean::line(&command.shown_keys()).elide(room),
                theme.style(Role::Key),
            );
        }
        Line::Words(command) => draw_words(command, 2, theme, area, row, buffer),
    }
}

fn draw_words(
    command: &Row,
    column: usize,
    theme: Theme,
    area: Area,
    row: usize,
    buffer: &mut Buffer,
) {
    let room = usize::from(area.columns).saturating_sub(column);
    let words = Clean::ours(command.help);
    put(buffer, area, (column, row), &words.elide(room), theme.style(Role::Text));
}
