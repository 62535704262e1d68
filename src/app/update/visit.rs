//! Going to another article and coming back.

use super::find;
use crate::app::jumps::Stop;
use crate::app::message::Message;
use crate::app::visit::{At, Awaited, Key, Target, Ticket, Visit};
use crate::app::{Effect, State, focus, pane, viewport};
use crate::bookmark::spot::Spot;
use crate::bookmark::{Id, Quote, anchor};
use crate::document::outline::Section;
use crate::document::{Document, Position};
use crate::store::state::Place;

/// Asks for what is in another article; an earlier request is given up.
pub(super) fn ask(state: &mut State, target: Target) {
    request(state, target, true);
}

fn request(state: &mut State, target: Target, is_jump: bool) {
    let ticket = Ticket(state.tickets);
    state.tickets = state.tickets.wrapping_add(1);
    state.awaited = Some(Awaited { ticket, is_jump });
    state.effects.push(Effect::Visit { ticket, target, from: state.key.clone() });
}

/// Comes back to a place that was left by a jump.
pub(super) fn return_to(state: &mut State, stop: Stop) {
    match stop {
        Stop::Here(spot) => focus::come_back(state, spot),
        Stop::There(key, words) if key == state.key => show_words(state, &words),
        Stop::There(key, words) if key.is_pipe() => {
            if let Some(left) = state.left.take() {
                enter(state, Visit { at: At::Words(*words), ..left });
            }
        }
        Stop::There(key, words) => request(state, Target::Words(key, *words), false),
    }
}

fn show(state: &mut State, position: Position) {
    viewport::show_at_top(state, position);
    focus::at(state, position);
}

fn show_words(state: &mut State, words: &Spot<Quote>) {
    let spot = words.map(|quote| state.article.place_of(quote));
    focus::come_back(state, spot);
}

/// Takes a request as answered; gives it if it is the latest one.
fn answered(state: &mut State, ticket: Ticket) -> Option<Awaited> {
    let awaited = state.awaited.filter(|awaited| awaited.ticket == ticket)?;
    state.awaited = None;
    Some(awaited)
}

/// Opens another article in place of the one that is open, if the reader still waits for it.
pub(super) fn arrive(state: &mut State, ticket: Ticket, visit: Visit) {
    let Some(awaited) = answered(state, ticket) else { return };
    if state.prompt.is_some() {
        return state.tell_error("The other article was not opened, as something is being typed");
    }
    if awaited.is_jump {
        super::jump::leave(state);
    }
    enter(state, visit);
}

/// Takes note that another article could not be opened.
pub(super) fn fail(state: &mut State, ticket: Ticket, why: Message) {
    if answered(state, ticket).is_some() {
        state.message = Some(why);
    }
}

/// Goes to words that turned out to be in the open article.
pub(super) fn find_here(state: &mut State, ticket: Ticket, words: &Spot<Quote>) {
    if answered(state, ticket).is_some() {
        state.message = None;
        super::jump::to_words(state, words);
    }
}

/// Puts another article in place of the one that is open. What is the reader's own goes along:
/// jumps, undo, searches, the width of column and pane.
fn enter(state: &mut State, visit: Visit) {
    depart(state);
    let Visit { key, article, marks, at } = visit;
    state.key = key;
    state.article = article;
    state.marks = marks;
    state.complete = true;
    state.percent_read = None;
    state.viewport = viewport::Viewport::default();
    state.focused = 0;
    pane::renew(&mut state.outline);
    pane::rebuild(state);
    viewport::relayout(state);
    focus::beginning(state);
    state.message = None;
    state.tell_notices();
    match at {
        At::Words(words) => show_words(state, &words),
        At::Bookmark(id) => show_bookmark(state, id),
    }
}

/// Closes the open article. One that cannot be read a second time is put aside.
fn depart(state: &mut State) {
    state.awaited = None;
    let place = state.place().map(|place| Effect::KeepPlace(state.key.clone(), place));
    state.effects.extend(place);
    let State { article, jumps, key, .. } = state;
    jumps.depart(key, |at| describe(&article.document, at));
    state.overlay = None;
    state.selection = None;
    find::leave(state);
    state.forget_places();
    state.replacing = None;
    state.repeated = None;
    if state.key.is_pipe() {
        state.left = Some(Visit {
            key: Key::pipe(),
            article: std::mem::take(&mut state.article),
            marks: std::mem::take(&mut state.marks),
            at: At::Words(Spot::default()),
        });
    }
}

fn describe(document: &Document, at: Position) -> Quote {
    anchor::describe_place(document, at.min(document.end()))
}

impl State {
    /// Gives where the reader is, and the marks, as words; none in a beginning, where old marks
    /// have no place yet.
    #[must_use]
    pub fn place(&self) -> Option<Place> {
        let document = Some(&self.article.document).filter(|_| self.complete)?;
        let words = |spot: &Spot<Position>| spot.map(|at| describe(document, *at));
        let marks = self.marks.iter().map(|(letter, spot)| (*letter, words(spot)));
        Some(Place { spot: words(&focus::spot(self)), marks: marks.collect() })
    }
}

/// Goes to a bookmark's passage; where its words are gone, to the section they stood in.
fn show_bookmark(state: &mut State, id: Id) {
    let Some(placed) = state.article.bookmark(id) else {
        return state.tell_error("This article no longer has that bookmark");
    };
    if let Some(range) = placed.anchor.range() {
        let start = Position(range.start);
        state.at_bookmark = Some(id);
        viewport::reveal(state, start);
        let block = state.article.document.block_at(start);
        return focus::block(state, block);
    }
    let section = state.article.old_section(&placed.bookmark);
    let start = section.and_then(|index| state.article.document.sections.get(index));
    let start = start.map(Section::start);
    if let Some(start) = start {
        show(state, start);
    }
    state.tell_error("Its words are gone from this article · L lists them");
}
