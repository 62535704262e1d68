//! The outline pane: moving in it, folding, filtering, showing and hiding.

use crate::app::overlay::{Prompt, Purpose};
use crate::app::pane::Target;
use crate::app::{State, geometry, pane, viewport};

pub(super) fn move_cursor(state: &mut State, entries: isize) {
    let last = state.outline.entries.len().saturating_sub(1);
    state.outline.cursor = state.outline.cursor.saturating_add_signed(entries).min(last);
    pane::hold_cursor(state);
}

pub(super) fn page(state: &mut State, pages: isize) {
    move_cursor(state, pages.saturating_mul(viewport::page_rows(pane::height(state))));
}

/// Goes to the section with the cursor, or to the one of a number that was typed before, and gives
/// the keys back to the text.
pub(super) fn go(state: &mut State, number: Option<usize>) {
    if number.is_some() {
        close(state);
        set_filter(state, String::new());
        return super::jump::numbered(state, number);
    }
    let Some(entry) = state.outline.entries.get(state.outline.cursor).copied() else { return };
    close(state);
    set_filter(state, String::new());
    match entry.target {
        Target::Lead => super::jump::top(state),
        Target::Section(_) | Target::Paragraph(_) => {
            super::jump::to_top_of_screen(state, entry.start);
        }
    }
}

/// Folds the section with the cursor; where there is nothing to fold, moves to the one around it.
pub(super) fn fold(state: &mut State) {
    let Some(entry) = state.outline.entries.get(state.outline.cursor).copied() else { return };
    if entry.fold == Some(false) {
        state.outline.fold(entry.start);
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
    if let Some(start) = entry.filter(|entry| entry.fold == Some(true)).map(|entry| entry.start) {
        state.outline.unfold(start);
        pane::rebuild(state);
    }
}

pub(super) fn filter(state: &mut State) {
    let filter = state.outline.filter.clone();
    state.prompt = Some(Prompt::holding(Purpose::FilterOutline, &filter));
}

/// Lists only sections whose name holds `filter`, the first under the cursor; without one all, and
/// the cursor stays at its entry.
pub(super) fn set_filter(state: &mut State, filter: String) {
    if state.outline.filter == filter {
        return;
    }
    let is_of_all = filter.is_empty();
    state.outline.filter = filter;
    pane::rebuild(state);
    if !is_of_all {
        state.outline.cursor = 0;
        pane::hold_cursor(state);
    }
}

/// Makes the pane wider or narrower, as far as text is left beside it; one that lies over the text
/// goes beside it when it is made narrower, if there is room.
pub(super) fn widen(state: &mut State, columns: isize) {
    let is_beside = geometry::fits_beside(state);
    let bounds = geometry::outline_bounds(state).filter(|_| is_beside || columns < 0);
    let Some((least, most)) = bounds.map(std::ops::RangeInclusive::into_inner) else {
        return state.tell("There is no room for text beside the outline here");
    };
    let shown = geometry::outline_columns(state);
    let wanted = usize::from(shown).saturating_add_signed(columns);
    let wanted = u16::try_from(wanted).unwrap_or(u16::MAX).clamp(least, most);
    if wanted == shown {
        return state.tell(match columns > 0 {
            true => "The outline gets no wider: the rest is for the text",
            false => "The outline gets no narrower",
        });
    }
    state.outline.columns = Some(wanted);
    state.outline.shown |= !is_beside;
    state.outline.over = false;
    viewport::relayout(state);
}

/// Shows or hides the outline: beside the text where it fits, else over it. Where there are no
/// sections, paragraphs stand in for them.
pub(super) fn toggle(state: &mut State) {
    if state.overlay.is_some() {
        return state.tell("Esc closes this first");
    }
    if geometry::areas(state).outline.is_some() {
        hide(state)
    } else {
        show(state)
    }
    viewport::relayout(state);
}

fn hide(state: &mut State) {
    close(state);
    if !state.has_sections() {
        state.outline.stands_in = false;
    } else if geometry::fits_beside(state) {
        state.outline.shown = false;
    }
}

fn show(state: &mut State) {
    if !state.has_sections() {
        if !pane::has_paragraphs(&state.article.document) {
            return super::jump::tell_no_sections(state);
        }
        state.outline.stands_in = true;
        match state.complete {
            true => state.tell("No headings found · these are the paragraphs"),
            false => state.tell_wait("No headings so far · these are the paragraphs"),
        }
        pane::rebuild(state);
    }
    if geometry::fits_beside(state) {
        state.outline.shown = true;
    } else {
        open_over(state);
    }
}

/// Moves the keys between the outline and the text; shows the outline if it is not.
pub(super) fn focus(state: &mut State) {
    if state.overlay.is_some() {
        return state.tell("Esc closes this first");
    }
    if state.outline.focused {
        return close(state);
    }
    if !state.has_sections() && !state.outline.stands_in {
        return super::jump::tell_no_sections(state);
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
