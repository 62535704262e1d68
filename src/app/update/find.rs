//! Searching: asking, looking while the reader types, going from hit to hit.

use crate::app::find::{HITS_MAX, Search};
use crate::app::overlay::{Prompt, Purpose};
use crate::app::{Effect, State, viewport};
use crate::document::Position;
use crate::search::Pattern;

pub(super) fn ask(state: &mut State, backward: bool) {
    let from = state.position();
    state.prompt = Some(Prompt::new(Purpose::Search { backward, from }));
}

/// Looks for what is typed so far and shows the nearest place, or where the reader was.
pub(super) fn look(state: &mut State, typed: &str, backward: bool, from: Position) {
    state.search = search(state, typed, backward);
    let nearest = state.search.as_mut().and_then(|search| {
        search.current = search.nearest(from, backward);
        search.hits.get(search.current?).map(|hit| Position(hit.start))
    });
    viewport::show_at_top(state, from);
    if let Some(position) = nearest {
        viewport::reveal(state, position);
    }
}

fn search(state: &State, typed: &str, backward: bool) -> Option<Search> {
    if typed.is_empty() {
        return None;
    }
    let pattern = Pattern::new(typed);
    let hits = pattern.find_all(state.article.document.text(), HITS_MAX);
    Some(Search { pattern, typed: typed.to_owned(), hits, current: None, backward })
}

/// Accepts what was typed; with nothing typed, goes on with the last search.
pub(super) fn accept(state: &mut State, typed: &str, backward: bool, from: Position) {
    if typed.is_empty() {
        return step(state, 1);
    }
    look(state, typed, backward, from);
    keep(state, typed);
    state.jumps.leave(from);
    let Some(search) = &state.search else { return };
    if search.pattern.is_literal_fallback() {
        state.tell("This is no regular expression, so it is searched as written");
    }
    match current_hit(state) {
        Some(position) => viewport::focus_at(state, position),
        None => state.tell_error(format!("Not found: {typed}")),
    }
}

/// Remembers what was searched for, before all else that was.
fn keep(state: &mut State, typed: &str) {
    let search = crate::text::clean::line(typed);
    state.searches.retain(|other| *other != search);
    state.searches.insert(0, search.clone());
    state.effects.push(Effect::KeepSearch(search));
}

fn current_hit(state: &State) -> Option<Position> {
    let search = state.search.as_ref()?;
    search.hits.get(search.current?).map(|hit| Position(hit.start))
}

/// Goes on by hits in the direction of the search, round the ends.
pub(super) fn step(state: &mut State, steps: isize) {
    let here = state.position();
    let Some(search) = &mut state.search else {
        return state.tell("Nothing was searched yet · / searches");
    };
    let Some(count) = isize::try_from(search.hits.len()).ok().filter(|count| *count > 0) else {
        let typed = search.typed.clone();
        return state.tell_error(format!("Not found: {typed}"));
    };
    let steps = if search.backward { -steps } else { steps };
    let nearest = search.nearest(here, steps < 0).filter(|_| search.current.is_none());
    let from = isize::try_from(search.current.or(nearest).unwrap_or(0)).unwrap_or(0);
    // The nearest place is the first step.
    let next = from + (if nearest.is_some() { steps - steps.signum() } else { steps }) % count;
    search.current = usize::try_from(next.rem_euclid(count)).ok();
    let wrapped = next < 0 || next >= count;
    let Some(position) = current_hit(state) else { return };
    super::jump::to_sight(state, position);
    if wrapped {
        let again = if steps > 0 { "From the beginning again" } else { "From the end again" };
        state.tell(again);
    }
}

/// Looks again for the same pattern: the text changed.
pub(super) fn search_again(state: &mut State) {
    let Some(old) = state.search.take() else { return };
    let at = old.current.and_then(|index| old.hits.get(index)).map(|hit| Position(hit.start));
    state.search = search(state, &old.typed, old.backward);
    if let (Some(search), Some(at)) = (&mut state.search, at) {
        search.current = search.nearest(at, false);
    }
}
