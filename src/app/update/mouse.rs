//! The wheel and clicks.

use crate::app::geometry::areas;
use crate::app::overlay::Overlay;
use crate::app::{State, viewport};

/// Rows that a notch of the wheel scrolls.
const WHEEL_ROWS: isize = 3;

pub(super) fn wheel(state: &mut State, down: bool, column: u16, row: u16) {
    let rows = if down { WHEEL_ROWS } else { -WHEEL_ROWS };
    let is_over_outline = areas(state).outline.is_some_and(|area| area.holds(column, row));
    match &state.overlay {
        Some(Overlay::Help { .. }) => super::scroll_help_by(state, rows),
        Some(Overlay::Bookmarks(_)) => super::bookmark::move_cursor(state, rows.signum()),
        None if is_over_outline => scroll_outline(state, rows),
        None => {
            viewport::scroll(state, rows);
        }
    }
}

/// Scrolls the pane as long as the reader does not read on: then it follows again.
fn scroll_outline(state: &mut State, rows: isize) {
    state.outline.focused = true;
    super::outline::move_cursor(state, rows);
}

pub(super) fn click(state: &mut State, column: u16, row: u16) {
    let areas = areas(state);
    if state.overlay.is_some() || state.prompt.is_some() {
        return;
    }
    match areas.outline {
        Some(pane) if pane.holds(column, row) => click_outline(state, row.saturating_sub(pane.row)),
        _ if areas.reading.holds(column, row) => click_text(state, row - areas.reading.row),
        _ => {}
    }
}

/// Goes to the section under the pointer; the first row is the pane's heading.
fn click_outline(state: &mut State, row: u16) {
    let Some(entry) = usize::from(row).checked_sub(1).map(|row| row + state.outline.top) else {
        return;
    };
    if entry < state.outline.entries.len() {
        state.outline.cursor = entry;
        super::outline::go(state);
    }
}

/// Focuses the paragraph under the pointer.
fn click_text(state: &mut State, row: u16) {
    state.outline.focused = false;
    let Some(shown) = state.viewport.rows.get(usize::from(row)) else { return };
    if !shown.row.range.is_empty() {
        let index = shown.place.block;
        match state.article.document.blocks.get(index).is_some_and(viewport::is_reachable) {
            true => state.focused = index,
            false => viewport::focus_from(state, index),
        }
    }
}
