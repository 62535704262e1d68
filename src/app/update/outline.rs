//! The outline pane: moving in it, folding, filtering, showing and hiding.

use crate::app::overlay::{Prompt, Purpose};
use crate::app::{State, geometry, pane, viewport};

pub(super) fn move_cursor(state: &mut State, entries: isize) {
    let last = state.outline.entries.len().saturating_sub(1);
    state.outline.cursor = state.outline.cursor.saturating_add_signed(entries).min(last);
    pane::hold_cursor(state);
}

pub(super) fn page(state: &mut State, pages: isize) {
    let height = isize::try_from(pane::height(state)).unwrap_or(1);
    move_cursor(state, pages * height);
}

/// Goes to the section with the cursor and gives the keys back to the text.
pub(super) fn go(state: &mut State) {
    let Some(entry) = state.outline.entries.get(state.outline.cursor).copied() else { return };
    close(state);
    set_filter(state, String::new());
    let sections = &state.article.document.sections;
    let start = entry.section.and_then(|section| sections.get(section));
    match start.map(crate::document::outline::Section::start) {
        Some(start) => super::jump::to_top_of_screen(state, start),
        None => super::jump::top(state),
    }
}

/// Folds the section with the cursor; where there is nothing to fold, moves to the one around it.
pub(super) fn fold(state: &mut State) {
    let Some(entry) = state.outline.entries.get(state.outline.cursor).copied() else { return };
    if let (Some(section), Some(false)) = (entry.section, entry.fold) {
        state.outline.fold(section);
        return pane::rebuild(state);
    }
    let before = state.outline.entries.get(..state.outline.cursor).unwrap_or_default();
    if let Some(around) = before.iter().rposition(|other| other.depth < entry.depth) {
        state.outline.cursor = around;
        pane::hold_cursor(state);
    }
}

pub(super) fn unfold(state: &mut State) {
    let entry = state.outline.entries.get(state.outline.cursor);
    if let Some(section) = entry.filter(|entry| entry.fold == Some(true)).and_then(|e| e.section) {
        state.outline.unfold(section);
        pane::rebuild(state);
    }
}

pub(super) fn filter(state: &mut State) {
    let filter = state.outline.filter.clone();
    state.prompt = Some(Prompt::holding(Purpose::FilterOutline, &filter));
}

/// Lists only sections whose name holds `filter`.
pub(super) fn set_filter(state: &mut State, filter: String) {
    if state.outline.filter == filter {
        return;
    }
    state.outline.filter = filter;
    state.outline.cursor = 0;
    pane::rebuild(state);
}

/// Bounds of the pane's width; see [`geometry::outline_columns`].
pub(super) fn widen(state: &mut State, columns: i16) {
    let now = geometry::outline_columns(state);
    state.outline.columns = Some(now.saturating_add_signed(columns));
    state.outline.columns = Some(geometry::outline_columns(state));
    state.outline.over |= state.outline.focused && !geometry::fits_beside(state);
    viewport::relayout(state);
}

/// Shows or hides the outline: beside the text where it fits, else over it.
pub(super) fn toggle(state: &mut State) {
    if state.overlay.is_some() {
        return state.tell("Esc closes this first");
    }
    if !state.has_sections() {
        return state.tell("No headings found");
    }
    if geometry::fits_beside(state) {
        state.outline.shown = !state.outline.shown;
        state.outline.focused &= state.outline.shown;
    } else if state.outline.over {
        close(state);
    } else {
        open_over(state);
    }
    viewport::relayout(state);
}

/// Moves the keys between the outline and the text; shows the outline if it is not.
pub(super) fn focus(state: &mut State) {
    if state.overlay.is_some() {
        return state.tell("Esc closes this first");
    }
    if !state.has_sections() {
        return state.tell("No headings found");
    }
    if state.outline.focused {
        return close(state);
    }
    if geometry::fits_beside(state) {
        state.outline.shown = true;
        state.outline.focused = true;
        viewport::relayout(state);
    } else {
        open_over(state);
    }
}

fn open_over(state: &mut State) {
    state.outline.over = true;
    state.outline.focused = true;
}

/// Gives the keys back to the text, and takes the outline off it.
pub(super) fn close(state: &mut State) {
    state.outline.over = false;
    state.outline.focused = false;
}
