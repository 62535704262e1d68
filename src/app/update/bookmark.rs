//! Bookmarking passages, and what is said of a bookmark: note, tags, colour.

use super::revise::{self, change, make, remarks, remove};
use crate::app::message::Message;
use crate::app::overlay::{Prompt, Purpose};
use crate::app::{Effect, Elsewhere, Stamp, State, Unkept, list};
use crate::article::Placed;
use crate::bookmark::{Anchor, Bookmark, COLOURS, Colour, Id, Remarks};
use crate::document::Range;
use crate::text::clean::{self, Clean};

/// Takes in the bookmarks that are on disk; those made or changed in the meantime stay.
pub(super) fn arrive(state: &mut State, bookmarks: Vec<Bookmark>) {
    let news = bookmarks.into_iter().filter(|theirs| is_news(state, theirs)).collect();
    state.article.put_all(news);
    list::rebuild(state);
    super::jump::know_bookmarks(state);
    let all = state.article.bookmarks.len();
    let lost = state.article.bookmarks.iter().filter(|placed| placed.anchor == Anchor::Orphan);
    match lost.count() {
        0 => {}
        lost => state.tell(format!("{lost} of {all} bookmarks not found in this text · L lists")),
    }
}

/// Notes that a change reached the disk.
pub(super) fn kept(state: &mut State, id: Id, now: Option<Box<Bookmark>>) {
    state.unsaved.remove(&id);
    take_merged(state, now.map(|now| *now));
}

/// What can be done about what was not saved, but for removals, of which there is nothing to keep.
const ELSEWHERE: &str = " · W keeps it elsewhere";

/// Notes that a change did not reach the disk.
pub(super) fn unkept(state: &mut State, id: Id, unkept: Unkept) {
    // Who was warned when about to quit has to see what can be done.
    if !state.warned {
        let (what, remedy) = match unkept.asked {
            Effect::SaveCorrection(..) => ("Correction", ELSEWHERE),
            Effect::RemoveCorrection(..) => ("Correction", ""),
            Effect::Remove(..) => ("Bookmark", ""),
            _ => ("Bookmark", ELSEWHERE),
        };
        state.tell_error(format!("{what} not saved{remedy} · {}", unkept.in_short));
    }
    state.unsaved.insert(id, unkept);
}

/// Takes in what another program had changed of a bookmark, unless the reader has changed it since.
fn take_merged(state: &mut State, now: Option<Bookmark>) {
    let is_here = |now: &Bookmark| state.article.bookmark(now.id).is_some();
    if let Some(now) = now.filter(|now| is_here(now) && is_news(state, now)) {
        state.article.put(now);
        list::rebuild(state);
    }
}

fn is_news(state: &State, theirs: &Bookmark) -> bool {
    let ours = state.article.bookmark(theirs.id).map(|placed| &placed.bookmark);
    revise::is_news(state, theirs.id, (ours, theirs), |it| it.modified)
}

/// Refuses once to quit while changes are not on disk, and tries to write them again.
pub(super) fn warn(state: &mut State) {
    state.warned = true;
    state.effects.extend(state.unsaved.values().map(|unkept| unkept.asked.clone()));
    let why = state.unsaved.values().next().map(|unkept| unkept.in_short.to_string());
    let (count, why) = (state.unsaved.len(), why.unwrap_or_default());
    // What can be done comes first: the reason may be longer than the line.
    state.tell_error(format!("{count} unsaved · q again quits · W keeps them elsewhere · {why}"));
}

/// Asks for a directory in which to keep what could not be saved in its place.
pub(super) fn ask_elsewhere(state: &mut State) {
    match state.unsaved.len() {
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
    let mut elsewhere =
        Elsewhere { directory: directory.trim().to_owned(), ..Elsewhere::default() };
    for unkept in state.unsaved.values() {
        match &unkept.asked {
            Effect::Save(article, bookmark, _) => {
                elsewhere.bookmarks.push((article.clone(), (**bookmark).clone()));
            }
            Effect::Revise(brief) => elsewhere.revised.push((**brief).clone()),
            Effect::SaveCorrection(article, correction) => {
                elsewhere.corrections.push((article.clone(), (**correction).clone()));
            }
            _ => {}
        }
    }
    let Elsewhere { bookmarks, revised, corrections, .. } = &elsewhere;
    if bookmarks.is_empty() && revised.is_empty() && corrections.is_empty() {
        return state.tell_error("Only removals are unsaved: there is nothing to keep elsewhere");
    }
    state.effects.push(Effect::KeepElsewhere(Box::new(elsewhere)));
}

/// Bookmarks the focused paragraph, or removes the bookmark there; or puts the bookmark there that
/// is to have another place.
pub(super) fn toggle(state: &mut State) {
    let Some(range) = focused_range(state) else {
        return state.tell("There is nothing to bookmark here");
    };
    match state.replacing.take() {
        Some(id) => replace(state, id, range),
        None => match bookmark_at(state, &range) {
            Some(id) => remove(state, id),
            None => add(state, range, ""),
        },
    }
}

/// Bookmarks the selection, or removes its bookmark; or puts the bookmark there that is to have
/// another place.
pub(super) fn toggle_selection(state: &mut State) {
    let Some(range) = state.selection.take().map(|selection| selection.range()) else { return };
    match state.replacing.take() {
        Some(id) => replace(state, id, range),
        None => match bookmark_of(state, &range) {
            Some(id) => remove(state, id),
            None => add(state, range, ""),
        },
    }
}

/// Asks for the note of the bookmark in the focused paragraph, to be made if there is none.
pub(super) fn annotate(state: &mut State) {
    match focused_range(state) {
        Some(range) => annotate_range(state, bookmark_at(state, &range), range),
        None => state.tell("There is nothing to bookmark here"),
    }
}

/// Asks for the note of the selection's bookmark, to be made if there is none.
pub(super) fn annotate_selection(state: &mut State) {
    if let Some(range) = state.selection.take().map(|selection| selection.range()) {
        annotate_range(state, bookmark_of(state, &range), range);
    }
}

fn annotate_range(state: &mut State, bookmark: Option<Id>, range: Range) {
    match bookmark {
        Some(id) => ask_note(state, id),
        None => state.prompt = Some(Prompt::new(Purpose::NewNote(range))),
    }
}

/// Gives the next colour to the bookmark in the focused paragraph.
pub(super) fn recolour(state: &mut State) {
    match focused(state) {
        Some(id) => next_colour(state, id),
        None => state.tell("This paragraph has no bookmark · B makes one"),
    }
}

/// Gives the next colour to the selection's bookmark, or makes one of the second colour; and leaves
/// the selection, so that the key can be pressed again.
pub(super) fn recolour_selection(state: &mut State) {
    let Some(range) = state.selection.as_ref().map(|selection| selection.range()) else { return };
    match bookmark_of(state, &range) {
        Some(id) => next_colour(state, id),
        None => add_in(state, range, "", after(Colour::default())),
    }
}

/// Gives a bookmark the next colour.
pub(super) fn next_colour(state: &mut State, id: Id) {
    if change(state, id, |old| Remarks { colour: after(old.colour), ..old }) {
        let name = remarks(state, id).map_or("", |remarks| remarks.colour.name());
        state.tell(format!("Its colour is {name} now · U undoes"));
    }
}

/// Gives the colour after `colour`, the first after the last.
fn after(colour: Colour) -> Colour {
    let mut colours = COLOURS.iter().map(|(colour, _)| *colour).cycle();
    colours.find(|other| *other == colour);
    colours.next().unwrap_or_default()
}

/// Gives the bookmark that is meant in the focused paragraph.
pub(super) fn focused(state: &State) -> Option<Id> {
    bookmark_at(state, &focused_range(state)?)
}

fn focused_range(state: &State) -> Option<Range> {
    let block = state.article.document.blocks.get(state.focused)?;
    (!block.range.is_empty()).then(|| block.range.clone())
}

/// Gives the bookmark that is meant in a paragraph: the one last made or gone to, if it is there;
/// else the innermost whose passage holds all of it, and else the first that has words of it.
fn bookmark_at(state: &State, range: &Range) -> Option<Id> {
    let here = || state.article.bookmarks_in(range);
    let is_last = |placed: &&Placed| state.at_bookmark == Some(placed.bookmark.id);
    let length = |placed: &Placed| {
        let held = placed.anchor.range()?;
        (held.start <= range.start && range.end <= held.end).then_some(held.len())
    };
    let around = || here().filter_map(|placed| Some((length(placed)?, placed)));
    let innermost = || around().min_by_key(|(length, _)| *length).map(|(_, placed)| placed);
    let found = here().find(is_last).or_else(innermost).or_else(|| here().next());
    found.map(|placed| placed.bookmark.id)
}

/// Gives the bookmark of a selection: one of just that passage, or another could not be made within
/// it.
fn bookmark_of(state: &State, range: &Range) -> Option<Id> {
    let mut bookmarks = state.article.bookmarks_in(range);
    let found = bookmarks.find(|placed| placed.anchor.range().as_ref() == Some(range));
    found.map(|placed| placed.bookmark.id)
}

/// Makes a bookmark, with a note where one is given.
pub(super) fn add(state: &mut State, range: Range, note: &str) {
    add_in(state, range, note, Colour::default());
}

fn add_in(state: &mut State, range: Range, note: &str, colour: Colour) {
    let Stamp { now, fresh: id } = state.stamp;
    let new = state.article.bookmark_of(range, id, now);
    make(state, Bookmark { note: clean::line(note), colour, ..new });
    state.at_bookmark = Some(id);
    state.tell(match note.is_empty() {
        true => "Bookmarked · A adds a note · U undoes · L lists",
        false => "Bookmarked with its note · U undoes · L lists",
    });
}

/// Asks for the note of a bookmark: on one line, or in an editor where it has several.
pub(super) fn ask_note(state: &mut State, id: Id) {
    let Some(Remarks { note, .. }) = remarks(state, id) else { return };
    if note.contains('\n') {
        return write_note(state, id);
    }
    state.prompt = Some(Prompt::holding(Purpose::Note(id), &note));
}

/// Lets the reader write the note of a bookmark in an editor.
pub(super) fn write_note(state: &mut State, id: Id) {
    let Some(Remarks { note, .. }) = remarks(state, id) else { return };
    state.effects.push(Effect::EditNote(id, note));
}

/// Takes over what was written in the editor.
pub(super) fn noted(state: &mut State, id: Id, note: Result<String, Message>) {
    match note {
        Ok(note) => set_note(state, id, clean::text(note.trim()).into_owned()),
        Err(why) => state.message = Some(why),
    }
}

/// Takes over what was typed on the line for a note.
pub(super) fn set_line(state: &mut State, id: Id, note: &str) {
    set_note(state, id, clean::line(note));
}

fn set_note(state: &mut State, id: Id, note: Clean<'static>) {
    if change(state, id, |old| Remarks { note, ..old }) {
        state.tell("Noted · U undoes");
    }
}

pub(super) fn ask_tags(state: &mut State, id: Id) {
    let Some(Remarks { tags, .. }) = remarks(state, id) else { return };
    let tags: Vec<&str> = tags.iter().map(|tag| &**tag).collect();
    state.prompt = Some(Prompt::holding(Purpose::Tags(id), &tags.join(", ")));
}

/// Takes over the tags that were typed, each once.
pub(super) fn set_tags(state: &mut State, id: Id, typed: &str) {
    let mut tags: Vec<Clean<'static>> = Vec::new();
    for tag in typed.split(',').map(|tag| clean::line(tag.trim().trim_start_matches('#'))) {
        if !tag.is_empty() && !tags.contains(&tag) {
            tags.push(tag);
        }
    }
    if change(state, id, |old| Remarks { tags, ..old }) {
        state.tell("Tagged · U undoes");
    }
}

/// Gives a bookmark another place; the words it had go into its note.
fn replace(state: &mut State, id: Id, range: Range) {
    let Some(old) = state.article.bookmark(id).map(|placed| placed.bookmark.clone()) else {
        return;
    };
    let here = state.article.bookmark_of(range, id, state.stamp.now);
    let Bookmark { quote, section, .. } = here;
    let words = &old.quote.exact;
    let note = match quote.exact == *words || old.note.contains(&**words) {
        true => old.note.clone(),
        false => keep_words(&old.note, words),
    };
    let new = Bookmark { quote, section, note, ..old.clone() };
    revise::revise(state, old, new);
    state.at_bookmark = Some(id);
    state.tell("It stands here now, and its note keeps the words it had · U undoes");
}

/// Gives a note with the words that its bookmark had before at its end.
fn keep_words(note: &str, words: &str) -> Clean<'static> {
    let parted = if note.is_empty() { "" } else { "\n\n" };
    clean::text(&format!("{note}{parted}It was: “{words}”")).into_owned()
}
