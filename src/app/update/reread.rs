//! Another reading of the article that is open: all of it in place of its beginning, or the file as
//! it is now. Whatever stands for a place in the text goes along.

use std::collections::{BTreeMap, BTreeSet};

use super::jump::Repeated;
use super::{correct, find, jump, revise};
use crate::app::selection::Selection;
use crate::app::{Remembered, State, focus, list, pane, viewport};
use crate::article::Article;
use crate::bookmark::spot::Spot;
use crate::bookmark::{Id, anchor};
use crate::document::{Document, Position, Range};

/// Puts another reading of the article in place of the one that is open: at the same text or, if
/// the reader has not gone on from the beginning yet, where reading stopped last time.
pub(super) fn open(state: &mut State, article: Article, remembered: Remembered) {
    state.complete = true;
    state.percent_read = None;
    let is_lost = put_in_place(state, article, remembered);
    tell(state);
    give_up_typing(state, is_lost);
    jump::repeat(state);
}

/// Puts more of the article in place of its beginning; the rest is still to come.
pub(super) fn go_on(state: &mut State, article: Article) {
    let is_lost = put_in_place(state, article, Remembered::default());
    if state.has_sections() && state.repeated.is_none() {
        // It may have been said that there are none so far.
        state.tell_no_wait();
    }
    jump::repeat_early(state);
    give_up_typing(state, is_lost);
}

/// Puts another reading in place, and tells whether the passage is gone of which something is being
/// typed.
fn put_in_place(state: &mut State, article: Article, remembered: Remembered) -> bool {
    let has_moved = state.position() != viewport::beginning(state);
    let stopped = remembered.spot.filter(|_| !has_moved);
    let Carried { top, focused, is_lost } = carry_over(state, &article, remembered.marks);
    replace(state, article);
    if has_moved || top != viewport::beginning(state) {
        viewport::show_at_top(state, top);
    }
    match stopped {
        Some(spot) => focus::come_back(state, spot),
        None => focus::at(state, focused),
    }
    find::search_again(state);
    list::rebuild(state);
    is_lost
}

/// Where the reader goes on in another reading.
struct Carried {
    top: Position,
    focused: Position,
    /// Whether the passage is gone of which something is being typed.
    is_lost: bool,
}

/// Puts marks, jumps, searches and what is being typed of where they are in another reading, and
/// finds where the reader goes on.
fn carry_over(state: &mut State, new: &Article, marks: BTreeMap<char, Spot<Position>>) -> Carried {
    let (top, focused) = (state.position(), state.focused_position());
    let old = &state.article.document;
    let same = Same::of(old.text().as_bytes(), new.document.text().as_bytes());
    let find = |position| find_again(old, new, same, position);
    let (top, focused) = (find(top), find(focused));
    let is_same = |selection: &Selection| selection.range().end <= same.head;
    state.selection = state.selection.take().filter(is_same);
    let ours = state.marks.iter().map(|(letter, spot)| (*letter, spot.map(|at| find(*at))));
    state.marks = marks.into_iter().chain(ours.collect::<Vec<_>>()).collect();
    state.jumps.map(find);
    if let Some(search) = &mut state.search {
        search.follow(find);
    }
    if let Some(Repeated::Search(wanted)) = &mut state.repeated {
        wanted.from = find(wanted.from);
    }
    let is_lost = state
        .prompt
        .as_mut()
        .is_some_and(|prompt| !prompt.purpose.follow(find, |range| find_passage(old, new, range)));
    Carried { top, focused, is_lost }
}

/// Puts the other reading in place, with the bookmarks and corrections of the one that is open.
fn replace(state: &mut State, mut article: Article) {
    let bookmarks = state.article.bookmarks.iter().map(|placed| placed.bookmark.clone());
    article.put_all(bookmarks.collect());
    article.correct(state.article.corrections().cloned().collect());
    let old = &state.article.document;
    pane::forget_folds_unless_same(&mut state.outline, old, &article.document);
    state.article = article;
    state.forget_places();
    pane::rebuild(state);
    viewport::relayout(state);
}

/// Takes away what is no longer on disk, where another program removed it; not what the reader has
/// made or changed since the disk was read, nor what could not be saved.
pub(super) fn keep_only(state: &mut State, on_disk: &BTreeSet<Id>) {
    let is_gone = |id: &Id| !on_disk.contains(id) && revise::is_settled(state, *id);
    let bookmarks = state.article.bookmarks.iter().map(|placed| placed.bookmark.id);
    let bookmarks: Vec<Id> = bookmarks.filter(is_gone).collect();
    let corrections = state.article.corrections().map(|correction| correction.id);
    let corrections: Vec<Id> = corrections.filter(is_gone).collect();
    for id in bookmarks {
        state.article.take(id);
    }
    list::rebuild(state);
    correct::lose(state, &corrections);
}

/// Says what there is to say of the other reading, and no more that it is waited for.
fn tell(state: &mut State) {
    state.tell_no_wait();
    state.tell_notices();
}

/// Closes the prompt where what is typed is of a passage that `is_lost`.
fn give_up_typing(state: &mut State, is_lost: bool) {
    if is_lost && let Some(prompt) = state.prompt.take() {
        let typed = prompt.input.value();
        state.tell_error(format!("The passage is gone from the article; its note was: {typed}"));
    }
}

/// How many bytes two texts have in common at their beginning and, of the rest, at their end. There
/// each place is where it was, and its words need not be looked for.
#[derive(Clone, Copy)]
struct Same {
    head: usize,
    tail: usize,
}

impl Same {
    fn of(old: &[u8], new: &[u8]) -> Same {
        let ahead = |at, bytes| alike(after(old, at).chunks(bytes), after(new, at).chunks(bytes));
        let head = ahead(0, STRETCH_BYTES);
        let head = head + ahead(head, 1);
        let (old, new) = (after(old, head), after(new, head));
        let back =
            |at, bytes| alike(before(old, at).rchunks(bytes), before(new, at).rchunks(bytes));
        let tail = back(0, STRETCH_BYTES);
        Same { head, tail: tail + back(tail, 1) }
    }
}

/// Bytes that are compared at once, before it is asked which of them differ.
const STRETCH_BYTES: usize = 4_096;

/// Gives how many bytes the first stretches have that are the same on both sides.
fn alike<'t>(old: impl Iterator<Item = &'t [u8]>, new: impl Iterator<Item = &'t [u8]>) -> usize {
    old.zip(new).take_while(|(old, new)| old == new).map(|(old, _)| old.len()).sum()
}

/// Gives what is left of `text` without its first bytes.
fn after(text: &[u8], bytes: usize) -> &[u8] {
    text.get(bytes..).unwrap_or_default()
}

/// Gives what is left of `text` without its last bytes.
fn before(text: &[u8], bytes: usize) -> &[u8] {
    text.get(..text.len().saturating_sub(bytes)).unwrap_or_default()
}

/// Gives where the text at `position` of `old` is in `new`.
fn find_again(old: &Document, new: &Article, same: Same, position: Position) -> Position {
    let to_end = old.end().0.saturating_sub(position.0);
    if position.0 <= same.head {
        position
    } else if to_end <= same.tail {
        Position(new.document.end().0 - to_end)
    } else {
        new.place_of(&anchor::describe_place(old, position))
    }
}

/// Gives where a passage of `old` is in `new`; none where it is gone.
fn find_passage(old: &Document, new: &Article, range: Range) -> Option<Range> {
    new.resolve_all([&anchor::describe(old, range)]).pop()?.range()
}

impl State {
    /// Forgets places of the text that was shown: it is another one now.
    pub(super) fn forget_places(&mut self) {
        self.offer = None;
        self.pressed = None;
        self.search_before = self.search_before.take().map(|before| before.anew());
        self.search_left = self.search_left.take().map(|left| left.anew());
    }
}

#[cfg(test)]
mod tests {
    use super::Same;

    #[test]
    fn what_is_the_same_at_both_ends_does_not_overlap() {
        for (old, new, expected) in [
            ("abc", "abc", (3, 0)),
            ("abc", "aXbc", (1, 2)),
            ("aXbc", "abc", (1, 2)),
            ("aa", "aaa", (2, 0)),
            ("aXa", "aYa", (1, 1)),
            ("", "a", (0, 0)),
        ] {
            let same = Same::of(old.as_bytes(), new.as_bytes());
            assert_eq!((same.head, same.tail), expected, "{old} {new}");
            let long = |text: &str| format!("{}{text}{}", "b".repeat(9_000), "c".repeat(9_000));
            let same = Same::of(long(old).as_bytes(), long(new).as_bytes());
            assert!(
                same.head >= 9_000 + expected.0 && same.head + same.tail >= 18_000,
                "{old} {new}"
            );
        }
    }
}
