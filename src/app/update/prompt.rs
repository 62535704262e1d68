//! Typing in the bottom line.

use tui_input::InputRequest;

use super::{bookmark, correct, find, list, outline};
use crate::app::overlay::{Prompt, Purpose};
use crate::app::{State, focus};

/// Types a character.
pub(super) fn insert(state: &mut State, char: char) {
    edit(state, InputRequest::InsertChar(char));
}

/// Changes the line, or moves in it.
pub(super) fn edit(state: &mut State, request: InputRequest) {
    let Some(prompt) = &mut state.prompt else { return };
    prompt.input.handle(request);
    typed(state);
}

/// Deletes the character before the cursor; in an empty line, leaves it.
pub(super) fn delete_before(state: &mut State) {
    match state.prompt.as_ref().is_some_and(|prompt| prompt.input.value().is_empty()) {
        true => cancel(state),
        false => edit(state, InputRequest::DeletePrevChar),
    }
}

/// Puts in what was searched for before what stands in the line, or after it; after the latest
/// comes what was typed first. Where a list or the outline is being filtered, moves in that.
pub(super) fn recall(state: &mut State, is_earlier: bool) {
    let Some(prompt) = &mut state.prompt else { return };
    let step = if is_earlier { -1 } else { 1 };
    match prompt.purpose {
        Purpose::FilterBookmarks => return list::move_cursor(state, step),
        Purpose::FilterOutline => return outline::move_cursor(state, step),
        Purpose::Search { .. } => {}
        _ => return,
    }
    let (next, typed) = match (prompt.recalled.take(), is_earlier) {
        (None, true) => (Some(0), prompt.input.value().to_owned()),
        (None, false) => return,
        (Some((at, typed)), true) => {
            (Some((at + 1).min(state.searches.len().saturating_sub(1))), typed)
        }
        (Some((at, typed)), false) => (at.checked_sub(1), typed),
    };
    let recalled = next.and_then(|next| state.searches.get(next));
    prompt.input = recalled.map_or(typed.clone(), ToString::to_string).into();
    prompt.recalled = recalled.and(next).map(|next| (next, typed));
    self::typed(state);
}

/// Inserts pasted text, on one line.
pub(super) fn paste(state: &mut State, text: &str) {
    let Some(prompt) = &mut state.prompt else { return };
    for char in crate::text::clean::line(text).chars() {
        prompt.input.handle(InputRequest::InsertChar(char));
    }
    typed(state);
}

/// Shows the effect of what is typed so far, where there is one to show.
fn typed(state: &mut State) {
    let Some(Prompt { purpose, input, .. }) = &state.prompt else { return };
    let value = input.value().to_owned();
    match purpose.clone() {
        Purpose::Search { backward, from } => find::look(state, &value, backward, from),
        Purpose::FilterOutline => outline::set_filter(state, value),
        Purpose::FilterBookmarks => list::set_filter(state, value),
        Purpose::Note(_)
        | Purpose::NewNote(_)
        | Purpose::Tags(_)
        | Purpose::SectionName(_)
        | Purpose::Elsewhere => {}
    }
}

pub(super) fn accept(state: &mut State) {
    let Some(Prompt { purpose, input, .. }) = state.prompt.take() else { return };
    let value = input.value();
    match purpose {
        Purpose::Search { backward, from } => find::accept(state, value, backward, from),
        Purpose::Note(id) => bookmark::set_line(state, id, value),
        Purpose::Tags(id) => bookmark::set_tags(state, id, value),
        Purpose::NewNote(range) => bookmark::add(state, range, value),
        Purpose::SectionName(start) => correct::set_name(state, start, value),
        Purpose::Elsewhere => bookmark::keep_elsewhere(state, value),
        Purpose::FilterOutline | Purpose::FilterBookmarks => {}
    }
}

/// Takes the note that is being typed to the reader's editor.
pub(super) fn write_on(state: &mut State) {
    let Some(Prompt { purpose, .. }) = &state.prompt else { return };
    let id = match purpose {
        Purpose::Note(id) => *id,
        // The bookmark that is about to be made gets this name.
        Purpose::NewNote(_) => state.stamp.fresh,
        _ => return,
    };
    accept(state);
    bookmark::write_note(state, id);
}

pub(super) fn cancel(state: &mut State) {
    let Some(Prompt { purpose, .. }) = state.prompt.take() else { return };
    match purpose {
        Purpose::Search { from, .. } => {
            state.search = state.search_before.take();
            focus::come_back(state, from);
        }
        Purpose::FilterOutline => outline::set_filter(state, String::new()),
        Purpose::FilterBookmarks => list::set_filter(state, String::new()),
        Purpose::Note(_)
        | Purpose::NewNote(_)
        | Purpose::Tags(_)
        | Purpose::SectionName(_)
        | Purpose::Elsewhere => {}
    }
}
