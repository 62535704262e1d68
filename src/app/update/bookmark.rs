//! Making, changing, removing and listing bookmarks, and undoing that.

use crate::app::overlay::{List, Overlay, Prompt, Purpose, listed};
use crate::app::{Effect, Elsewhere, State};
use crate::bookmark::correction::Correction;
use crate::bookmark::{Anchor, Bookmark, Colour, Id};
use crate::document::{Position, Range};
use crate::text::clean::{self, Clean};

/// What `U` does: puts back what was there before a change.
#[derive(Clone, Debug)]
pub(in crate::app) enum Undo {
    /// A bookmark was made.
    Made(Id),
    /// A bookmark was changed or removed; this is how it was.
    Was(Box<Bookmark>),
    /// Headings were corrected at once; these are the corrections as they were, by their names.
    Corrected(Vec<(Id, Option<Correction>)>),
}

/// Takes in the bookmarks that are on disk; those made in the meantime stay.
pub(super) fn arrive(state: &mut State, bookmarks: Vec<Bookmark>) {
    let new = |bookmark: &Bookmark| state.article.bookmark(bookmark.id).is_none();
    let bookmarks = bookmarks.into_iter().filter(new).collect();
    state.article.put_all(bookmarks);
    let all = state.article.bookmarks.len();
    let lost = state.article.bookmarks.iter().filter(|placed| placed.anchor == Anchor::Orphan);
    match lost.count() {
        0 => {}
        lost => state.tell(format!("{lost} of {all} bookmarks not found in this text · L lists")),
    }
}

/// Notes whether a change reached the disk.
pub(super) fn kept(
    state: &mut State,
    id: Id,
    result: Result<Option<Box<Bookmark>>, Clean<'static>>,
) {
    match result {
        Ok(now) => {
            state.unsaved.remove(&id);
            take_merged(state, now.map(|now| *now));
        }
        Err(why) => {
            // Who was warned when about to quit has to see what can be done.
            if !state.warned {
                state.tell_error(format!("Bookmark not saved: {why}"));
            }
            state.unsaved.insert(id, why);
        }
    }
}

/// Takes in what another program had changed of a bookmark, unless the reader has changed it since.
fn take_merged(state: &mut State, now: Option<Bookmark>) {
    let Some(now) = now else { return };
    let ours = state.article.bookmark(now.id).map(|placed| &placed.bookmark);
    if ours.is_some_and(|ours| *ours != now && ours.modified <= now.modified) {
        state.article.put(now);
    }
}

/// Refuses once to quit while changes are not on disk, and tries to write them again.
pub(super) fn warn(state: &mut State) {
    let unsaved: Vec<Id> = state.unsaved.keys().copied().collect();
    for id in &unsaved {
        match state.article.bookmark(*id) {
            Some(placed) => {
                let bookmark = Box::new(placed.bookmark.clone());
                state.effects.push(Effect::Save(bookmark));
            }
            None => state.effects.push(Effect::Remove(*id)),
        }
    }
    super::correct::save_again(state);
    state.warned = true;
    let mut reasons = state.unsaved.values().chain(state.unsaved_corrections.values());
    let why = reasons.next().map(ToString::to_string).unwrap_or_default();
    let count = state.unsaved_count();
    // What can be done comes first: the reason may be longer than the line.
    state.tell_error(format!("{count} unsaved · q again quits · W keeps them elsewhere · {why}"));
}

/// Asks for a directory in which to keep what could not be saved in its place.
pub(super) fn ask_elsewhere(state: &mut State) {
    match state.unsaved_count() {
        0 => state.tell("Everything is saved"),
        _ => state.prompt = Some(Prompt::new(Purpose::Elsewhere)),
    }
}

/// Asks for what could not be saved to be written into another directory. What was removed stays
/// unsaved: there is nothing of it to write.
pub(super) fn keep_elsewhere(state: &mut State, directory: &str) {
    if directory.trim().is_empty() {
        return state.tell("Nothing was typed, so nothing was kept");
    }
    let placed = state.unsaved.keys().filter_map(|id| state.article.bookmark(*id));
    let corrections = state.unsaved_corrections.keys();
    let elsewhere = Elsewhere {
        directory: directory.trim().to_owned(),
        bookmarks: placed.map(|placed| placed.bookmark.clone()).collect(),
        corrections: corrections.filter_map(|id| state.article.correction(*id).cloned()).collect(),
    };
    if elsewhere.bookmarks.is_empty() && elsewhere.corrections.is_empty() {
        return state.tell_error("Only removals are unsaved: there is nothing to keep elsewhere");
    }
    state.effects.push(Effect::KeepElsewhere(Box::new(elsewhere)));
}

/// Bookmarks the focused paragraph, or removes its bookmark.
pub(super) fn toggle(state: &mut State) {
    match focused_range(state) {
        Some(range) => toggle_range(state, range),
        None => state.tell("There is nothing to bookmark here"),
    }
}

/// Bookmarks the selection, or removes its bookmark.
pub(super) fn toggle_selection(state: &mut State) {
    if let Some(selection) = state.selection.take() {
        toggle_range(state, selection.range());
    }
}

/// Asks for the note of the focused paragraph's bookmark, to be made if there is none.
pub(super) fn annotate(state: &mut State) {
    match focused_range(state) {
        Some(range) => annotate_range(state, range),
        None => state.tell("There is nothing to bookmark here"),
    }
}

/// Asks for the note of the selection's bookmark, to be made if there is none.
pub(super) fn annotate_selection(state: &mut State) {
    if let Some(selection) = state.selection.take() {
        annotate_range(state, selection.range());
    }
}

fn toggle_range(state: &mut State, range: Range) {
    match bookmark_of(state, &range) {
        Some(id) => remove(state, id),
        None => add(state, range, ""),
    }
}

fn annotate_range(state: &mut State, range: Range) {
    match bookmark_of(state, &range) {
        Some(id) => ask_note(state, id),
        None => state.prompt = Some(Prompt::new(Purpose::NewNote(range))),
    }
}

fn focused_range(state: &State) -> Option<Range> {
    let block = state.article.document.blocks.get(state.focused)?;
    (!block.range.is_empty()).then(|| block.range.clone())
}

/// Gives the bookmark of a passage: one whose own passage holds it all. A bookmarked word is not
/// the bookmark of its paragraph.
fn bookmark_of(state: &State, range: &Range) -> Option<Id> {
    let mut bookmarks = state.article.bookmarks_in(range);
    let holds = |held: Range| held.start <= range.start && range.end <= held.end;
    let found = bookmarks.find(|placed| placed.anchor.range().is_some_and(holds));
    found.map(|placed| placed.bookmark.id)
}

/// Makes a bookmark, with a note where one is given.
pub(super) fn add(state: &mut State, range: Range, note: &str) {
    let id = state.stamp.fresh;
    let bookmark = Bookmark {
        id,
        quote: state.article.describe(range.clone()),
        section: state.article.section_path(Position(range.start)),
        note: clean::line(note),
        tags: Vec::new(),
        colour: Colour::default(),
        created: state.stamp.now,
        modified: state.stamp.now,
    };
    state.undo.push(Undo::Made(id));
    save(state, bookmark);
    state.tell("Bookmarked · A adds a note · U undoes · L lists");
}

/// Puts a bookmark in the article and on disk.
fn save(state: &mut State, bookmark: Bookmark) {
    state.warned = false;
    state.effects.push(Effect::Save(Box::new(bookmark.clone())));
    state.article.put(bookmark);
}

fn remove(state: &mut State, id: Id) {
    if take(state, id) {
        state.tell("Bookmark removed · U undoes");
    }
}

/// Takes a bookmark out of the article and off the disk; gives whether it was there.
fn take(state: &mut State, id: Id) -> bool {
    let Some(placed) = state.article.take(id) else { return false };
    state.warned = false;
    state.undo.push(Undo::Was(Box::new(placed.bookmark)));
    state.effects.push(Effect::Remove(id));
    true
}

/// Undoes the last change of a bookmark or heading.
pub(super) fn undo(state: &mut State) {
    match state.undo.pop() {
        Some(Undo::Made(id)) => {
            if take(state, id) {
                state.undo.pop();
            }
            state.tell("Undone: the bookmark is gone");
        }
        Some(Undo::Was(bookmark)) => {
            // Newer than the change it undoes, or a merge would bring that back.
            save(state, Bookmark { modified: state.stamp.now, ..*bookmark });
            state.tell("Undone: the bookmark is as it was");
        }
        Some(Undo::Corrected(before)) => super::correct::take_back(state, before),
        None => state.tell("Nothing to undo"),
    }
}

fn ask_note(state: &mut State, id: Id) {
    let Some(placed) = state.article.bookmark(id) else { return };
    state.prompt = Some(Prompt::holding(Purpose::Note(id), &placed.bookmark.note));
}

pub(super) fn set_note(state: &mut State, id: Id, note: &str) {
    let Some(placed) = state.article.bookmark(id) else { return };
    let old = placed.bookmark.clone();
    let note = clean::line(note);
    if old.note == note {
        return;
    }
    let bookmark = Bookmark { note, modified: state.stamp.now, ..old.clone() };
    state.undo.push(Undo::Was(Box::new(old)));
    save(state, bookmark);
    state.tell("Noted · U undoes");
}

pub(super) fn list(state: &mut State) {
    let is_open = matches!(state.overlay, Some(Overlay::Bookmarks(_)));
    let here = state.focused_position();
    let before = state.article.bookmarks.iter();
    let before = before.filter(|p| p.anchor.range().is_some_and(|range| range.end <= here.0));
    let cursor = before.count().min(state.article.bookmarks.len().saturating_sub(1));
    let list = List { cursor, filter: String::new() };
    state.overlay = (!is_open).then_some(Overlay::Bookmarks(list));
}

pub(super) fn move_cursor(state: &mut State, entries: isize) {
    let Some(Overlay::Bookmarks(list)) = &state.overlay else { return };
    let last = listed(state, list).len().saturating_sub(1);
    let cursor = list.cursor.saturating_add_signed(entries).min(last);
    set_cursor(state, cursor);
}

/// Keeps the list's cursor on an entry, whatever came or went.
pub(super) fn hold_cursor(state: &mut State) {
    move_cursor(state, 0);
}

fn set_cursor(state: &mut State, cursor: usize) {
    if let Some(Overlay::Bookmarks(list)) = &mut state.overlay {
        list.cursor = cursor;
    }
}

/// Gives the bookmark with the list's cursor.
fn chosen(state: &State) -> Option<(Id, Anchor)> {
    let Some(Overlay::Bookmarks(list)) = &state.overlay else { return None };
    let placed = *listed(state, list).get(list.cursor)?;
    Some((placed.bookmark.id, placed.anchor.clone()))
}

pub(super) fn go(state: &mut State) {
    let Some((_, anchor)) = chosen(state) else { return };
    let Some(range) = anchor.range() else {
        return state.tell_error("Its words are no longer in this article");
    };
    state.overlay = None;
    super::jump::to_sight(state, Position(range.start));
}

pub(super) fn edit(state: &mut State) {
    if let Some((id, _)) = chosen(state) {
        ask_note(state, id);
    }
}

pub(super) fn delete(state: &mut State) {
    if let Some((id, _)) = chosen(state) {
        remove(state, id);
        move_cursor(state, 0);
    }
}

pub(super) fn filter(state: &mut State) {
    if let Some(Overlay::Bookmarks(list)) = &state.overlay {
        state.prompt = Some(Prompt::holding(Purpose::FilterBookmarks, &list.filter.clone()));
    }
}
