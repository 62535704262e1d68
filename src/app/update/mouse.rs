//! The wheel, clicks, and selecting by the mouse.

use crate::app::geometry::areas;
use crate::app::overlay::Overlay;
use crate::app::selection::{Pressed, Selection, Unit, around};
use crate::app::{State, focus, pane, viewport};
use crate::document::{Position, Range};
use crate::text;

/// Rows that a notch of the wheel scrolls.
const WHEEL_ROWS: isize = 3;

pub(super) fn wheel(state: &mut State, down: bool, column: u16, row: u16) {
    let rows = if down { WHEEL_ROWS } else { -WHEEL_ROWS };
    let is_over_outline = areas(state).outline.is_some_and(|area| area.holds(column, row));
    match &state.overlay {
        Some(Overlay::Help { .. }) => super::scroll_help(state, rows),
        Some(Overlay::Bookmarks(_)) => super::list::move_cursor(state, rows.signum()),
        None if is_over_outline && state.outline.focused => {
            super::outline::move_cursor(state, rows);
        }
        None if is_over_outline => pane::scroll(state, rows),
        None => {
            state.outline.is_scrolled = false;
            viewport::read_on(state, rows);
        }
    }
}

pub(super) fn click(state: &mut State, (column, row): (u16, u16), is_double: bool) {
    let areas = areas(state);
    state.pressed = None;
    if state.prompt.is_some() {
        return;
    }
    if state.overlay.is_some() {
        if super::list::point(state, column, row) && is_double {
            super::list::go(state);
        }
        return;
    }
    match areas.outline {
        Some(pane) if pane.holds(column, row) => click_outline(state, row.saturating_sub(pane.row)),
        _ if areas.reading.holds(column, row) => press(state, column, row, is_double),
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
        super::outline::go(state, None);
    }
}

/// Focuses the paragraph under the pointer.
fn click_text(state: &mut State, row: u16) {
    state.outline.focused = false;
    let Some(shown) = state.viewport.rows.get(usize::from(row)) else { return };
    if !shown.row.range.is_empty() {
        let (index, end) = (shown.place.block, shown.row.range.end);
        focus::block(state, index);
        state.line = Position(end);
    }
}

/// Focuses the paragraph under the pointer, and lets a selection begin there; where the button went
/// down twice, selects the word.
fn press(state: &mut State, column: u16, row: u16, is_double: bool) {
    click_text(state, row - areas(state).reading.row);
    state.selection = None;
    let unit = if is_double { Unit::Word } else { Unit::Cluster };
    let Some(at) = under(state, column, row, unit) else { return };
    if is_double {
        state.selection = Some(Selection::new(at.clone()));
    }
    let is_hit = is_hit(state, column, row, &at);
    state.pressed = Some(Pressed { at, is_hit, unit });
}

/// Draws the selection on to what is under the pointer; over the edge of the text, scrolls.
pub(super) fn drag(state: &mut State, column: u16, row: u16) {
    let Some(Pressed { at, unit, .. }) = state.pressed.clone() else { return };
    let reading = areas(state).reading;
    let last = reading.row + reading.rows.saturating_sub(1);
    match row {
        row if row < reading.row => drop(viewport::scroll(state, -1)),
        row if row > last => drop(viewport::scroll(state, 1)),
        _ => {}
    }
    viewport::refill(state);
    let under = under(state, column, row.clamp(reading.row, last), unit);
    if let Some(moving) = under.filter(|moving| state.selection.is_some() || *moving != at) {
        state.selection = Some(Selection { fixed: at, moving });
    }
}

/// Follows the link that the button went down on and up again, if nothing was selected.
pub(super) fn release(state: &mut State) {
    let pressed = state.pressed.take().filter(|_| state.selection.is_none());
    if let Some(Pressed { at, is_hit: true, .. }) = pressed {
        super::link::follow_at(state, Position(at.start));
    }
}

/// Tells whether the pointer is on the words `at`, which are nearest to it.
fn is_hit(state: &State, column: u16, row: u16, at: &Range) -> bool {
    let areas = areas(state);
    let row = usize::from(row.saturating_sub(areas.reading.row));
    let Some(shown) = state.viewport.rows.get(row) else { return false };
    let document = &state.article.document;
    let start = shown.row.column_of(document, Position(at.start));
    let columns = text::columns(document.slice(at.clone()));
    let column = usize::from(column).checked_sub(usize::from(areas.text.column));
    let places = start.zip(column);
    places.is_some_and(|(start, column)| (start..start + columns).contains(&column))
}

/// Gives the character or word under the pointer; below the last row, the last one.
fn under(state: &State, column: u16, row: u16, unit: Unit) -> Option<Range> {
    let areas = areas(state);
    let rows = &state.viewport.rows;
    let row = usize::from(row.checked_sub(areas.reading.row)?).min(rows.len().checked_sub(1)?);
    let shown = rows.get(..=row)?.iter().rev().find(|shown| !shown.row.range.is_empty())?;
    let column = usize::from(column.saturating_sub(areas.text.column));
    let at = shown.row.position_at(&state.article.document, column)?;
    around(&state.article.document, unit, at)
}
