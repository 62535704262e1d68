//! Searching: asking, looking while the reader types, going from hit to hit.

use super::jump::{self, Repeated};
use super::scroll;
use crate::app::find::{SLICE_BYTES, Search, Sought, Then, Wanted};
use crate::app::overlay::{Prompt, Purpose};
use crate::app::{Effect, State, focus, viewport};
use crate::bookmark::spot::Spot;
use crate::document::{Position, Range};
use crate::search::Pattern;

pub(super) fn ask(state: &mut State, backward: bool) {
    let from = focus::spot(state);
    state.search_before = state.search.clone();
    state.prompt = Some(Prompt::new(Purpose::Search { backward, from }));
}

/// Looks for what is typed so far, to show the nearest place or where the reader was.
pub(super) fn look(state: &mut State, typed: &str, backward: bool, from: Spot<Position>) {
    focus::come_back(state, from);
    state.search = None;
    if !typed.is_empty() {
        begin(state, Search::new(typed, backward), from.top, Then::Show(from));
    }
}

/// Looks for the nearest place in the direction of a search.
fn begin(state: &mut State, search: Search, from: Position, then: Then) {
    let backward = search.backward;
    look_for(state, search, Wanted { from, backward, steps: 1, then });
}

/// Looks for a place of a search that is shown from now on.
fn look_for(state: &mut State, mut search: Search, wanted: Wanted) {
    search.look(wanted);
    state.search = Some(search);
    begin_to_look(state);
}

/// Searches as much at once as takes no time worth speaking of.
fn begin_to_look(state: &mut State) {
    let is_long = state.article.document.text().len() > SLICE_BYTES;
    // A long text is searched when nothing else is to be done: while somebody types, each letter
    // would search it anew.
    let slices = if is_long { 1 } else { SLICES_AT_ONCE };
    (0..slices).for_each(|_| go_on(state));
}

/// Goes to the first place that a pattern finds, which was to be started at.
pub(super) fn start(state: &mut State, typed: &str) {
    begin(state, Search::new(typed, false), Position(0), Then::Start);
}

/// Accepts what was typed; with nothing typed, goes on with the last search, in this direction.
pub(super) fn accept(state: &mut State, typed: &str, backward: bool, from: Spot<Position>) {
    if typed.is_empty() {
        let before = state.search_before.take();
        state.search = state.search.take().or(before);
        take_up(state);
        if let Some(search) = &mut state.search {
            search.backward = backward;
        }
        return step(state, 1);
    }
    if state.search.as_ref().is_none_or(|search| search.typed != typed) {
        look(state, typed, backward, from);
    }
    keep(state, typed);
    state.jumps.leave(from);
    let from = from.top;
    let Some(search) = &mut state.search else { return };
    let (is_looking, is_literal) = (search.accept(), search.pattern.is_literal_fallback());
    let found = search.current.clone();
    if is_literal {
        tell_as_written(state);
    }
    match found {
        _ if is_looking => state.tell("Searching… · Esc ends it"),
        Some(hit) => {
            arrive_at(state, Position(hit.start));
            let is_round = (hit.start < from.0) != backward;
            if is_round && !is_literal {
                tell_round(state, backward);
            }
        }
        None => miss(state, Wanted { from, backward, steps: 1, then: Then::Accept }),
    }
}

/// Says why the very words that were typed are searched.
fn tell_as_written(state: &mut State) {
    let Some(search) = &state.search else { return };
    state.tell(match Pattern::new(&search.typed).is_literal_fallback() {
        true => "This is no regular expression, so it is searched as written",
        false => "As a regular expression it is nowhere, so it is searched as written",
    });
}

/// Says that what was searched for is not there or, while the article is still being read, looks
/// again when all of it is here.
fn miss(state: &mut State, wanted: Wanted) {
    if !state.complete {
        return jump::wait_for_the_rest(state, || Repeated::Search(wanted));
    }
    let Some(search) = &state.search else { return };
    let text = state.article.document.text();
    let is_empty = Pattern::new(&search.typed).matches_nothing(text);
    let said = if is_empty { "Matches no words" } else { "Not found" };
    state.tell_error(format!("{said}: {}", search.typed));
}

/// Looks again for a place that was not in what of the article was here.
pub(super) fn repeat(state: &mut State, wanted: Wanted) {
    if let Some(search) = state.search.take() {
        look_for(state, search, wanted);
    }
}

/// Remembers what was searched for, before all else that was.
fn keep(state: &mut State, typed: &str) {
    let search = crate::text::clean::typed(typed);
    state.searches.retain(|other| *other != search);
    state.searches.insert(0, search.clone());
    state.effects.push(Effect::KeepSearch(search));
}

/// Shows no more of what was searched for; going on takes it up again.
pub(super) fn leave(state: &mut State) {
    state.search_left = state.search.take().or(state.search_left.take());
}

/// Takes up what was searched for last, in this article or, before it, in any.
fn take_up(state: &mut State) {
    if state.search.is_none() {
        let earlier = || state.searches.first().map(|typed| Search::new(typed, false));
        state.search = state.search_left.take().or_else(earlier);
    }
}

/// Goes on by hits in the direction of the search, round the ends: from the one the reader is at
/// while it is on screen, else from the top row.
pub(super) fn step(state: &mut State, steps: isize) {
    let (here, seen) = (state.position(), viewport::extent(state));
    take_up(state);
    let Some(search) = &mut state.search else {
        return state.tell("Nothing was searched yet · / searches");
    };
    let backward = search.backward ^ (steps < 0);
    let is_seen = |hit: &&Range| hit.start < seen.end && seen.start < hit.end;
    let from = match search.current.as_ref().filter(is_seen) {
        // The reader went elsewhere, from where the nearest place is the first step.
        None => here.0,
        Some(hit) if backward => hit.start,
        Some(hit) => hit.end,
    };
    let (from, steps) = (Position(from), steps.unsigned_abs());
    search.look(Wanted { from, backward, steps, then: Then::Go });
    begin_to_look(state);
}

/// Slices that are searched of a short text before the next input is waited for: enough to find a
/// place from the other end on, and to count all.
const SLICES_AT_ONCE: usize = 4;

/// Searches the next slice, if there is one.
pub(super) fn go_on(state: &mut State) {
    let State { search, article, .. } = state;
    let text = article.document.text();
    let search = search.as_mut().filter(|search| search.is_busy(text));
    let Some(sought) = search.and_then(|search| search.go_on(text)) else { return };
    arrive(state, sought);
}

/// Gives a search for the very words that were typed, to be tried where they are nowhere as a regular
/// expression; none while the rest of the article may hold what that finds.
fn as_written(state: &State) -> Option<Search> {
    state.search.as_ref().filter(|_| state.complete)?.as_written()
}

/// Takes in what came of looking for a place.
fn arrive(state: &mut State, sought: Sought) {
    let Sought { hit, is_round, wanted } = sought;
    let Wanted { backward, then, .. } = wanted;
    if is_round && then == Then::Go && !state.complete {
        // The rest, on this side of the other end, may hold it.
        return miss(state, wanted);
    }
    if let Some(written) = as_written(state).filter(|_| hit.is_none()) {
        return look_for(state, written, wanted);
    }
    let Some(search) = &mut state.search else { return };
    search.current.clone_from(&hit);
    let Some(position) = hit.map(|hit| Position(hit.start)) else {
        let typed = search.typed.clone();
        return match then {
            Then::Accept | Then::Go => miss(state, wanted),
            Then::Start if state.complete => state.effects.push(Effect::Miss),
            Then::Start => jump::wait_for_the_rest(state, || Repeated::Pattern(typed)),
            Then::Show(_) | Then::Note => {}
        };
    };
    match then {
        Then::Show(from) => {
            focus::come_back(state, from);
            viewport::reveal(state, position);
        }
        Then::Accept => {
            let is_literal = search.pattern.is_literal_fallback();
            state.message = None;
            arrive_at(state, position);
            if is_literal {
                return tell_as_written(state);
            }
        }
        Then::Go | Then::Start => jump::to_sight(state, position),
        Then::Note => {}
    }
    if is_round && matches!(then, Then::Accept | Then::Go) {
        tell_round(state, backward);
    }
}

/// Shows a place that was accepted; where the reader came from is noted already.
fn arrive_at(state: &mut State, position: Position) {
    scroll::unfold_at(state, position);
    viewport::reveal(state, position);
    focus::at(state, position);
}

/// Says that a place was found round the end, where the end is known.
fn tell_round(state: &mut State, backward: bool) {
    if state.complete {
        state.tell(if backward { "From the end again" } else { "From the beginning again" });
    }
}

/// Finds what is on screen of what was searched for.
pub(super) fn see(state: &mut State) {
    let State { search, viewport, article, .. } = state;
    if let Some(search) = search {
        search.see(article.document.text(), viewport.range());
    }
}

/// Looks again for the same pattern: the text changed.
pub(super) fn search_again(state: &mut State) {
    let Some(old) = state.search.take() else { return };
    if let Some(Prompt { purpose: Purpose::Search { backward, from }, input, .. }) = &state.prompt {
        let (typed, backward, from) = (input.value().to_owned(), *backward, *from);
        if typed.is_empty() {
            state.search = Some(old.anew());
            return;
        }
        return look(state, &typed, backward, from);
    }
    if let Some(wanted) = old.wanted() {
        return look_for(state, old.anew(), wanted);
    }
    let Some(at) = &old.current else {
        state.search = Some(old.anew());
        return;
    };
    let from = Position(at.start);
    look_for(state, old.anew(), Wanted { from, backward: false, steps: 1, then: Then::Note });
}
