//! The page of help, made from the command table.

use super::paint::Canvas;
use super::theme::Role;
use crate::app::command::{CONTEXTS, Row, TABLE};
use crate::app::geometry::overlay;
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

pub(super) fn draw(top: usize, canvas: &mut Canvas) {
    let mut frame = canvas.within(overlay(canvas.area));
    let heading = Clean::ours("Keys · j k scroll · Esc closes");
    let mut inside = frame.framed(&heading);
    let lines = lines(is_help_beside(inside.area));
    for (row, line) in lines.iter().skip(top).take(inside.rows()).enumerate() {
        draw_line(line, row, &mut inside);
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

fn draw_line(line: &Line, row: usize, canvas: &mut Canvas) {
    let keys = |command: &Row| clean::line(&command.shown_keys());
    match line {
        Line::Blank => {}
        Line::Heading(words) => {
            canvas.put((0, row), &Clean::ours(words), Role::Heading(1));
        }
        Line::Command(command) => {
            canvas.put((0, row), &keys(command).elide(KEY_COLUMNS - 1), Role::Key);
            draw_words(command, (KEY_COLUMNS, row), canvas);
        }
        Line::Keys(command) => {
            let room = canvas.columns();
            canvas.put((0, row), &keys(command).elide(room), Role::Key);
        }
        Line::Words(command) => draw_words(command, (2, row), canvas),
    }
}

fn draw_words(command: &Row, (column, row): (usize, usize), canvas: &mut Canvas) {
    let room = canvas.columns().saturating_sub(column);
    canvas.put((column, row), &Clean::ours(command.help).elide(room), Role::Text);
}
