//! Changing a bookmark, wherever it is, and taking that back.

use crate::app::visit::{Filed, Key};
use crate::app::{Effect, Input, State, list};
use crate::article::Article;
use crate::bookmark::correction::Correction;
use crate::bookmark::{Bookmark, Id, Remarks, Time};
use crate::store::bookmarks::overview::Brief;

/// A change that `U` takes back.
#[derive(Clone, Debug)]
pub(in crate::app) struct Undo {
    /// Of which article the bookmark or heading is.
    article: Key,
    change: Change,
}

#[derive(Clone, Debug)]
enum Change {
    /// A bookmark was made.
    Made(Id),
    /// A bookmark was changed or removed; this is how it was.
    Was(Box<Bookmark>),
    /// The same of a bookmark of an article that was not open.
    Filed(Box<Brief>),
    /// So many headings were corrected at once; these are the corrections as they were, by their
    /// names.
    Corrected(Vec<(Id, Option<Correction>)>, usize),
}

/// Gives what is said of a bookmark of this article, or of another in the list of all.
pub(super) fn remarks(state: &State, id: Id) -> Option<Remarks> {
    let here = state.article.bookmark(id).map(|placed| placed.bookmark.remarks());
    here.or_else(|| Some(filed(state, id)?.brief.remarks()))
}

fn filed(state: &State, id: Id) -> Option<&Filed> {
    state.filed.iter().flatten().find(|filed| filed.brief.id == id)
}

/// Changes what is said of a bookmark, so that it can be undone; gives whether that made any
/// difference.
pub(super) fn change(state: &mut State, id: Id, with: impl FnOnce(Remarks) -> Remarks) -> bool {
    let Some(old) = remarks(state, id) else { return false };
    let new = with(old.clone());
    if new == old {
        return false;
    }
    let now = state.stamp.now;
    if let Some(placed) = state.article.bookmark(id) {
        let old = placed.bookmark.clone();
        revise(state, old.clone(), old.with_remarks(new, now));
    } else if let Some(filed) = filed(state, id) {
        let old = filed.brief.clone();
        let article = filed.key();
        let change = Change::Filed(Box::new(old.clone()));
        state.undo.push(Undo { article, change });
        revise_filed(state, old.with_remarks(new, now));
    }
    true
}

/// Puts a changed bookmark of the open article in the place of the one it was.
pub(super) fn revise(state: &mut State, old: Bookmark, new: Bookmark) {
    let article = state.key.clone();
    state.undo.push(Undo { article: article.clone(), change: Change::Was(Box::new(old)) });
    save(state, article, Bookmark { modified: state.stamp.now, ..new });
}

/// Makes a bookmark of the open article, so that it can be undone.
pub(super) fn make(state: &mut State, bookmark: Bookmark) {
    let article = state.key.clone();
    let change = Change::Made(bookmark.id);
    state.undo.push(Undo { article: article.clone(), change });
    save(state, article, bookmark);
}

/// Puts a bookmark in its article and on disk.
fn save(state: &mut State, article: Key, bookmark: Bookmark) {
    note_change(state);
    let id = bookmark.id;
    let saved = Box::new(bookmark.clone());
    let mut line = None;
    if let Some(open) = kept_open(state, &article) {
        open.put(bookmark);
        line = open.line_of(id);
    }
    state.effects.push(Effect::Save(article, saved, line));
    list::rebuild(state);
}

/// Notes of which bookmarks and corrections a change is asked for.
pub(super) fn note_asked(state: &mut State, effects: &[Effect]) {
    for id in effects.iter().filter_map(Effect::id) {
        *state.asked.entry(id).or_default() += 1;
    }
}

/// Notes which changes have an answer.
pub(super) fn note_answered(state: &mut State, told: &Input) {
    match told {
        Input::Kept(id, _) | Input::Removed(id) | Input::Unkept(id, _) => answer(state, *id),
        Input::KeptCorrections(kept) => kept.iter().for_each(|(id, _)| answer(state, *id)),
        _ => {}
    }
}

fn answer(state: &mut State, id: Id) {
    let Some(asked) = state.asked.get_mut(&id) else { return };
    *asked -= 1;
    if *asked == 0 {
        state.asked.remove(&id);
    }
}

/// Tells whether the disk knows all that the reader did to a bookmark or correction.
pub(super) fn is_settled(state: &State, id: Id) -> bool {
    !state.unsaved.contains_key(&id) && !state.asked.contains_key(&id)
}

/// Tells whether what is on disk under a name, `theirs`, is to be taken in place of `ours`: the
/// reader has not changed it since, and no change of it waits to be saved. Where the reader has none,
/// a removal may be under way that came after the disk was read.
pub(super) fn is_news<T: PartialEq>(
    state: &State,
    id: Id,
    (ours, theirs): (Option<&T>, &T),
    modified: impl Fn(&T) -> Time,
) -> bool {
    let is_later = |ours: &T| ours != theirs && modified(ours) <= modified(theirs);
    match ours {
        Some(ours) => !state.unsaved.contains_key(&id) && is_later(ours),
        None => is_settled(state, id),
    }
}

/// Gives the article of that key, if it is open or was put aside.
pub(super) fn kept_open<'a>(state: &'a mut State, key: &Key) -> Option<&'a mut Article> {
    if *key == state.key {
        return Some(&mut state.article);
    }
    state.left.as_mut().filter(|left| left.key == *key).map(|left| &mut left.article)
}

/// Puts what is said of a bookmark of another article into the list of all and on disk.
fn revise_filed(state: &mut State, brief: Brief) {
    note_change(state);
    let mut filed = state.filed.iter_mut().flatten();
    if let Some(filed) = filed.find(|filed| filed.brief.id == brief.id) {
        filed.brief = brief.clone();
    }
    state.effects.push(Effect::Revise(Box::new(brief)));
    list::rebuild(state);
}

/// Removes a bookmark, so that it can be undone.
pub(super) fn remove(state: &mut State, id: Id) {
    if let Some(article) = take_out(state, id) {
        state.effects.push(Effect::Remove(article, id));
        state.tell("Bookmark removed · U undoes");
    }
}

/// Takes out a bookmark that another program has removed, so that it can be had back.
pub(super) fn lose(state: &mut State, id: Id) {
    state.unsaved.remove(&id);
    if take_out(state, id).is_some() {
        state.tell_error("Another program has removed that bookmark · U brings it back");
    }
}

/// Takes a bookmark out of its article, so that it can be undone, and gives which one that is.
fn take_out(state: &mut State, id: Id) -> Option<Key> {
    let (article, change) = if let Some(placed) = state.article.bookmark(id) {
        (state.key.clone(), Change::Was(Box::new(placed.bookmark.clone())))
    } else {
        let filed = filed(state, id)?;
        (filed.key(), Change::Filed(Box::new(filed.brief.clone())))
    };
    state.undo.push(Undo { article: article.clone(), change });
    take(state, &article, id);
    Some(article)
}

/// Takes a bookmark out of its article.
fn take(state: &mut State, article: &Key, id: Id) {
    note_change(state);
    kept_open(state, article).and_then(|open| open.take(id));
    if let Some(filed) = &mut state.filed {
        filed.retain(|filed| filed.brief.id != id);
    }
    list::rebuild(state);
}

/// Notes that headings were corrected, so that it can be undone.
pub(super) fn note_corrected(
    state: &mut State,
    article: Key,
    before: Vec<(Id, Option<Correction>)>,
    lines: usize,
) {
    state.undo.push(Undo { article, change: Change::Corrected(before, lines) });
}

fn note_change(state: &mut State) {
    state.warned = false;
    state.changes = state.changes.wrapping_add(1);
}

/// Undoes the last change of a bookmark or heading, whichever article it is of.
pub(super) fn undo(state: &mut State) {
    let Some(Undo { article, change }) = state.undo.pop() else {
        return state.tell("Nothing to undo");
    };
    let is_here = article == state.key;
    let mut revised = None;
    let what = match change {
        Change::Made(id) => {
            take(state, &article, id);
            state.effects.push(Effect::Remove(article, id));
            "the bookmark is gone"
        }
        Change::Was(bookmark) => {
            // Newer than the change it undoes, or a merge would bring that back.
            save(state, article, Bookmark { modified: state.stamp.now, ..*bookmark });
            "the bookmark is as it was"
        }
        Change::Filed(brief) => {
            revised = Some(brief.id);
            revise_filed(state, Brief { modified: state.stamp.now, ..*brief });
            "the bookmark is as it was"
        }
        Change::Corrected(before, lines) => {
            return super::correct::take_back(state, &article, before, lines);
        }
    };
    tell_undone(state, is_here, what);
    look_again(state, revised, is_here);
}

/// Says what was undone, and whether that was in the open article.
pub(super) fn tell_undone(state: &mut State, is_here: bool, what: &str) {
    let place = if is_here { "" } else { " in another article" };
    state.tell(format!("Undone{place}: {what}"));
}

/// Looks for bookmarks again where what was undone may show: a list of all that was read before, or
/// an article opened since its bookmark was removed in that list.
fn look_again(state: &mut State, revised: Option<Id>, is_here: bool) {
    let is_listed = revised.is_some_and(|id| filed(state, id).is_some());
    if revised.is_some() && is_here {
        state.effects.push(Effect::FindHere(state.key.clone()));
    } else if !is_listed && !is_here && list::of(state).is_some_and(|list| list.is_of_all) {
        super::list::ask_for_all(state);
    }
}
