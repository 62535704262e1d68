//! The list of bookmarks: moving in it, and what is done to the bookmark under its cursor.

use super::bookmark;
use crate::app::list::{self, Entry, Line};
use crate::app::overlay::{Overlay, Prompt, Purpose};
use crate::app::visit::{Filed, Target};
use crate::app::{Effect, State, geometry, viewport};
use crate::article::Placed;
use crate::bookmark::Id;
use crate::document::Position;

/// Shows the list, with the cursor on the bookmark of the focused paragraph or the nearest; or closes
/// it.
pub(super) fn toggle(state: &mut State) {
    if list::of(state).is_some() {
        state.overlay = None;
        return;
    }
    let nearest = nearest(state);
    state.overlay = Some(Overlay::Bookmarks(Box::default()));
    list::rebuild(state);
    list::choose(state, nearest.unwrap_or(0));
}

/// Gives which bookmark is the one that the keys in the focused paragraph are about; else the first
/// that begins after it or, at the end, the last that has a place.
fn nearest(state: &State) -> Option<usize> {
    let here = state.focused_position().0;
    let all = || state.article.bookmarks.iter();
    let meant = bookmark::focused(state);
    let begins_after = |placed: &Placed| placed.anchor.range().is_some_and(|it| it.start >= here);
    let is_placed = |placed: &Placed| placed.anchor.range().is_some();
    let here = all().position(|placed| Some(placed.bookmark.id) == meant);
    here.or_else(|| all().position(begins_after)).or_else(|| all().rposition(is_placed))
}

/// Shows the bookmarks of all articles in place of this one's, or the other way round.
pub(super) fn other(state: &mut State) {
    let Some(list) = list::of_mut(state) else { return };
    list.is_of_all = !list.is_of_all;
    if list.is_of_all {
        ask_for_all(state);
    }
    list::rebuild(state);
}

pub(super) fn ask_for_all(state: &mut State) {
    state.effects.push(Effect::FindAll(state.changes));
}

/// Takes in the bookmarks of all articles, unless they were changed since they were asked for.
pub(super) fn arrive(state: &mut State, changes: u32, filed: Vec<Filed>) {
    if changes != state.changes {
        return ask_for_all(state);
    }
    state.filed = Some(filed);
    list::rebuild(state);
}

/// Moves the cursor by bookmarks.
pub(super) fn move_cursor(state: &mut State, entries: isize) {
    let Some(list) = list::of_mut(state) else { return };
    let is_entry = |(index, line): (usize, &Line)| matches!(line, Line::Entry(_)).then_some(index);
    let found: Vec<usize> = list.lines.iter().enumerate().filter_map(is_entry).collect();
    let now = found.partition_point(|index| *index < list.cursor);
    let next = now.saturating_add_signed(entries).min(found.len().saturating_sub(1));
    list.cursor = found.get(next).copied().unwrap_or(0);
}

/// Moves the cursor by screens of the list.
pub(super) fn page(state: &mut State, pages: isize) {
    let height = list::parts(geometry::areas(state).screen).lines.rows;
    move_cursor(state, pages.saturating_mul(viewport::page_rows(usize::from(height))));
}

/// Scrolls the passage under the cursor by what is seen of it, two rows of which are seen twice.
pub(super) fn scroll_passage(state: &mut State, pages: isize) {
    let rows = list::parts(geometry::areas(state).screen).passage.map_or(0, |area| area.rows);
    let page = viewport::page_rows(usize::from(rows));
    if let Some(list) = list::of_mut(state) {
        list.passage.scroll(pages.saturating_mul(page));
    }
}

/// Moves the cursor to a line that was clicked; gives whether there is a bookmark.
pub(super) fn point(state: &mut State, column: u16, row: u16) -> bool {
    let area = list::parts(geometry::areas(state).screen).lines;
    let Some(list) = list::of_mut(state).filter(|_| area.holds(column, row)) else { return false };
    let line = list.top + usize::from(row - area.row);
    let is_entry = matches!(list.lines.get(line), Some(Line::Entry(_)));
    if is_entry {
        list.cursor = line;
    }
    is_entry
}

/// Goes to the bookmark under the cursor, which may be in another article.
pub(super) fn go(state: &mut State) {
    match list::chosen(state) {
        Some(Entry::Here(index)) => go_here(state, index),
        Some(Entry::Filed(index)) => {
            let Some(filed) = list::filed(state, index) else { return };
            let (id, origins) = (filed.brief.id, filed.origins.to_vec());
            let title = filed.title.clone();
            super::visit::ask(state, Target::Bookmark { id, origins });
            state.tell(format!("Opening {title}…"));
        }
        None => {}
    }
}

fn go_here(state: &mut State, index: usize) {
    let Some(placed) = state.article.bookmarks.get(index) else { return };
    let Some(range) = placed.anchor.range() else {
        return state.tell_error("Its words are gone from this article · p gives it another place");
    };
    let id = placed.bookmark.id;
    uncover(state);
    super::jump::to_bookmark(state, id, Position(range.start));
}

/// Closes the list, and the outline where it was opened from there: what is gone to is to be seen,
/// and the next keys are for the text.
fn uncover(state: &mut State) {
    state.overlay = None;
    super::outline::close(state);
}

fn chosen(state: &State) -> Option<Id> {
    Some(list::glance(state, list::chosen(state)?)?.id)
}

/// Does something to the bookmark under the cursor, if there is one.
fn with_chosen(state: &mut State, act: impl FnOnce(&mut State, Id)) {
    if let Some(id) = chosen(state) {
        act(state, id);
    }
}

pub(super) fn edit(state: &mut State) {
    with_chosen(state, bookmark::ask_note);
}

pub(super) fn write(state: &mut State) {
    with_chosen(state, bookmark::write_note);
}

pub(super) fn tag(state: &mut State) {
    with_chosen(state, bookmark::ask_tags);
}

pub(super) fn recolour(state: &mut State) {
    with_chosen(state, bookmark::next_colour);
}

pub(super) fn delete(state: &mut State) {
    with_chosen(state, super::revise::remove);
}

/// Lets the reader give the bookmark under the cursor another place.
pub(super) fn replace(state: &mut State) {
    let Some(entry) = list::chosen(state) else { return };
    let Some(id) = list::glance(state, entry).map(|glance| glance.id) else { return };
    if matches!(entry, Entry::Filed(_)) {
        return state.tell_error("It is of another article: Enter opens that first");
    }
    state.replacing = Some(id);
    uncover(state);
}

pub(super) fn filter(state: &mut State) {
    if let Some(list) = list::of(state) {
        state.prompt = Some(Prompt::holding(Purpose::FilterBookmarks, &list.filter.clone()));
    }
}

/// Lists only what holds `filter`, what fits best under the cursor; without one all, and the cursor
/// stays with its bookmark.
pub(super) fn set_filter(state: &mut State, filter: String) {
    let Some(list) = list::of_mut(state) else { return };
    let is_of_all = filter.trim().is_empty();
    list.filter = filter;
    list::rebuild(state);
    if !is_of_all {
        move_cursor(state, isize::MIN);
    }
}
