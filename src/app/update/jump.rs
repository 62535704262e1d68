//! Jumps, which are remembered, and marks.

use std::cmp::Ordering;

use crate::app::find::Wanted;
use crate::app::start::{self, Start};
use crate::app::visit::Target;
use crate::app::{Effect, State, focus, pane, viewport};
use crate::bookmark::spot::Spot;
use crate::bookmark::{Id, Quote, anchor};
use crate::document::block::Block;
use crate::document::outline::Section;
use crate::document::{Document, Position};

/// Remembers where the reader is, who jumps.
pub(super) fn leave(state: &mut State) {
    let from = focus::spot(state);
    state.jumps.leave(from);
}

/// Jumps so that `position` is at the top, and remembers where from.
pub(super) fn to_top_of_screen(state: &mut State, position: Position) {
    leave(state);
    viewport::show_at_top(state, position);
    focus::at(state, position);
}

/// Jumps so that `position` is on screen, and remembers where from.
pub(super) fn to_sight(state: &mut State, position: Position) {
    leave(state);
    super::scroll::unfold_at(state, position);
    viewport::reveal(state, position);
    focus::at(state, position);
}

/// Jumps so that a bookmark that begins at `position` is on screen, and focuses what is bookmarked,
/// so that the keys for bookmarks are about it and go on from it.
pub(super) fn to_bookmark(state: &mut State, id: Id, position: Position) {
    to_sight(state, position);
    focus::block_at(state, position);
    state.at_bookmark = Some(id);
}

/// Goes to the beginning, or to the text of a source line that was typed before.
pub(super) fn top_or_line(state: &mut State, line: Option<usize>) {
    match line {
        Some(_) => end(state, line),
        None => top(state),
    }
}

pub(super) fn top(state: &mut State) {
    leave(state);
    viewport::show_beginning(state);
    focus::beginning(state);
}

/// Jumps to the words of a mark.
pub(super) fn to_words(state: &mut State, words: &Spot<Quote>) {
    let spot = words.map(|quote| state.article.place_of(quote));
    to_spot(state, spot);
}

/// Jumps to where the reader was once.
fn to_spot(state: &mut State, spot: Spot<Position>) {
    leave(state);
    focus::come_back(state, spot);
}

/// A jump that the beginning of an article is too short for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Repeated {
    /// To the end, or to a line of the source.
    End(Option<usize>),
    /// To a percentage.
    Percent(usize),
    /// To the section that was to be started at.
    Section(String),
    /// To the first place that a pattern finds, which was to be started at.
    Pattern(String),
    /// To the bookmark that was to be started at.
    Bookmark(Id),
    /// To a place of what is searched for.
    Search(Wanted),
}

/// Does again, in the whole article, what was done in its beginning.
pub(super) fn repeat(state: &mut State) {
    let Some(repeated) = state.repeated.take() else { return };
    // Where the reader jumped from is noted already.
    let jumps = state.jumps.clone();
    match repeated {
        Repeated::End(line) => end(state, line),
        Repeated::Percent(count) => percent(state, Some(count)),
        Repeated::Section(wanted) => start_at_section(state, wanted),
        Repeated::Pattern(typed) => super::find::start(state, &typed),
        // It may take a while, and jumps by itself.
        Repeated::Search(wanted) => return super::find::repeat(state, wanted),
        Repeated::Bookmark(id) => start(state, Start::Bookmark(id)),
    }
    state.jumps = jumps;
}

/// Does again, in more of the article, what need not wait for all of it.
pub(super) fn repeat_early(state: &mut State) {
    if matches!(state.repeated, Some(Repeated::Search(_))) {
        state.tell_no_wait();
        repeat(state);
    }
}

/// Goes to where the reader asked to start. Where that is not there yet, it is gone to without a
/// jump of its own when the rest is; so where to come back to is noted first.
pub(in crate::app) fn start(state: &mut State, start: Start) {
    if !matches!(start, Start::Bookmark(_)) {
        leave(state);
    }
    match start {
        Start::Line(line) => end(state, Some(line)),
        Start::End => end(state, None),
        Start::Section(wanted) => start_at_section(state, wanted),
        // Its words are at the top already.
        Start::Bookmark(id) => state.repeated = Some(Repeated::Bookmark(id)),
        Start::Pattern(typed) => super::find::start(state, &typed),
    }
}

/// Goes to a section, and does so again when the whole article is here and when it is known how
/// the reader has corrected its sections.
fn start_at_section(state: &mut State, wanted: String) {
    let found = start::section(&state.article.document, &wanted);
    if let Some(start) = found.map(Section::start) {
        to_top_of_screen(state, start);
    }
    state.repeated = Some(Repeated::Section(wanted));
}

/// Notes that the corrections of the article are here, and with them all of its sections.
pub(super) fn know_sections(state: &mut State) {
    let Some(Repeated::Section(wanted)) = &state.repeated else { return };
    if start::section(&state.article.document, wanted).is_none() {
        state.effects.push(Effect::Miss);
    }
    repeat(state);
    state.repeated = None;
}

/// Notes that the bookmarks of the article are here: one to start at may be another article's.
pub(super) fn know_bookmarks(state: &mut State) {
    let Some(Repeated::Bookmark(id)) = state.repeated else { return };
    state.repeated = None;
    match state.article.bookmark(id).map(|placed| placed.anchor.range()) {
        Some(Some(range)) => {
            focus::block_at(state, Position(range.start));
            state.at_bookmark = Some(id);
        }
        Some(None) => {}
        None => state.effects.push(Effect::Miss),
    }
}

/// Goes to the end, or to the text of source line `line`.
pub(super) fn end(state: &mut State, line: Option<usize>) {
    wait_for_the_rest(state, || Repeated::End(line));
    if let Some(line) = line {
        return match state.article.document.lines.position_of(line) {
            Some(position) => to_top_of_screen(state, position),
            None if state.complete => {
                let document = &state.article.document;
                let has_lines = document.lines.line_of(document.end()).is_some();
                state.tell_error(match has_lines || document.text().is_empty() {
                    true => format!("There is no line {line} in this article"),
                    false => "Articles of this format have no lines to go to".to_owned(),
                });
            }
            None => {
                leave(state);
            }
        };
    }
    leave(state);
    viewport::show_end(state);
    state.focused = last_block(&state.article.document);
}

/// Gives the last block that is the article's and can have the focus; where only furniture is on
/// the last page, the focus goes to the nearest there that can have it.
fn last_block(document: &Document) -> usize {
    let is_own = |block: &Block| focus::is_reachable(block) && !block.is_furniture();
    let last = document.blocks.len().saturating_sub(1);
    document.blocks.iter().rposition(is_own).unwrap_or(last)
}

pub(super) fn percent(state: &mut State, count: Option<usize>) {
    let Some(percent) = count else {
        return state.tell("Type a number first, as in 50%");
    };
    wait_for_the_rest(state, || Repeated::Percent(percent));
    match percent {
        0 => top(state),
        1..=99 => to_percent(state, percent),
        _ => end(state, None),
    }
}

/// Jumps so that the first row that begins so far in the article is at the top: the row before it
/// would count as a per cent less.
fn to_percent(state: &mut State, percent: usize) {
    let text = state.article.document.text();
    let wanted = Position(text.ceil_char_boundary((text.len() * percent).div_ceil(100)));
    to_top_of_screen(state, wanted);
    viewport::show_from(state, wanted);
}

/// Notes that a jump went by the beginning alone and is to be done again, while there is no more.
pub(super) fn wait_for_the_rest(state: &mut State, repeated: impl FnOnce() -> Repeated) {
    if !state.complete {
        state.repeated.get_or_insert_with(repeated);
        state.tell_wait(
            "The rest of the article is still being read · this is done when it is here",
        );
    }
}

/// Notes that the reader goes on elsewhere: what waited for the rest is not done any more.
pub(super) fn wait_no_more(state: &mut State) {
    if state.repeated.take().is_some() {
        state.tell_no_wait();
    }
}

/// Goes on by sections; back first to the start of the current one if the reader is inside it.
pub(super) fn sections(state: &mut State, sections: isize) {
    if !state.has_sections() {
        return tell_no_sections(state);
    }
    let starts = &state.article.document.sections;
    let here = state.position();
    let reading = state.current_section();
    let target = if sections > 0 {
        let next = reading.map_or(0, |current| current + 1);
        // With fewer ahead than were asked for, to the last one.
        (next < starts.len()).then(|| (next + sections.unsigned_abs() - 1).min(starts.len() - 1))
    } else {
        let inside = reading.is_some_and(|current| {
            starts.get(current).is_some_and(|section| section.start() < here)
        });
        let first = reading.map(|current| if inside { current + 1 } else { current });
        first.unwrap_or(0).checked_sub(sections.unsigned_abs())
    };
    match target.and_then(|target| starts.get(target)) {
        Some(section) => {
            let start = section.start();
            to_top_of_screen(state, start);
        }
        None if sections > 0 => state.tell("This is the last section"),
        None if here > Position(0) => top(state),
        None => state.tell("This is the beginning"),
    }
}

/// Says that there are no sections, and what there is instead.
pub(super) fn tell_no_sections(state: &mut State) {
    if !state.complete {
        let words = "No headings so far · the rest of the article is still being read";
        return state.tell_wait(words);
    }
    let document = &state.article.document;
    state.tell(match state.outline.stands_in {
        _ if document.blocks.is_empty() => "This article is empty",
        _ if !pane::has_paragraphs(document) => "Neither headings nor paragraphs found",
        true => "No headings found · } goes to the next paragraph",
        false => "No headings found · t lists the paragraphs",
    });
}

/// Goes to section `number`, counted from 1 as in the status line; without one, to where the focused
/// line leads or, where it leads nowhere, down a line.
pub(super) fn numbered(state: &mut State, number: Option<usize>) {
    let Some(number) = number else {
        if !super::link::follow_line(state) {
            super::scroll::lines(state, 1);
        }
        return;
    };
    if !state.has_sections() {
        return tell_no_sections(state);
    }
    let section = state.article.document.sections.get(number.wrapping_sub(1));
    match section.map(Section::start) {
        Some(start) => to_top_of_screen(state, start),
        None => state.tell_error(format!(
            "There is no section {number}: the article has {}",
            state.article.document.sections.len()
        )),
    }
}

pub(super) fn bookmarks(state: &mut State, bookmarks: isize) {
    let here = state.focused_position();
    let placed = state.article.bookmarks.iter();
    let block_of = |start: usize| state.article.document.block_at(Position(start));
    // Of several that begin at one place, the longest is the first.
    let starts = placed.filter_map(|it| Some((it.anchor.range()?.start, it.bookmark.id)));
    let mut starts: Vec<(usize, Id)> = starts.collect();
    starts.dedup_by_key(|(start, _)| *start);
    let skip = bookmarks.unsigned_abs() - 1;
    let target = if bookmarks > 0 {
        let is_ahead = |start: usize| match block_of(start).cmp(&state.focused) {
            Ordering::Equal => Position(start) > state.viewport.end(),
            other => other == Ordering::Greater,
        };
        starts.iter().filter(|(start, _)| is_ahead(*start)).nth(skip)
    } else {
        starts.iter().rev().filter(|(start, _)| *start < here.0).nth(skip)
    };
    match target {
        Some((start, id)) => to_bookmark(state, *id, Position(*start)),
        None if starts.is_empty() => state.tell("No bookmarks yet · B makes one"),
        None if bookmarks > 0 => state.tell("No bookmark after this"),
        None => state.tell("No bookmark before this"),
    }
}

pub(super) fn back(state: &mut State, times: isize) {
    for _ in 0..times {
        let here = focus::spot(state);
        match state.jumps.back(here) {
            Some(stop) => super::visit::return_to(state, stop),
            None => return state.tell("No earlier jump"),
        }
        if state.awaited.is_some() {
            return;
        }
    }
}

pub(super) fn forward(state: &mut State, times: isize) {
    for _ in 0..times {
        match state.jumps.forward() {
            Some(stop) => super::visit::return_to(state, stop),
            None => return state.tell("No later jump"),
        }
        if state.awaited.is_some() {
            return;
        }
    }
}

/// Goes back to before the last jump; again, and one is here again.
pub(super) fn swap(state: &mut State) {
    let here = focus::spot(state);
    match state.jumps.swap_last(here) {
        Some(stop) => super::visit::return_to(state, stop),
        None => state.tell("No jump to go back from"),
    }
}

pub(super) fn set_mark(state: &mut State, letter: char) {
    let here = focus::spot(state);
    if letter.is_uppercase() {
        let words = here.map(|at| anchor::describe_place(&state.article.document, *at));
        state.effects.push(Effect::KeepMark(state.key.clone(), letter, words));
    } else {
        state.marks.insert(letter, here);
    }
    state.tell(format!("Mark {letter} is here · '{letter} comes back"));
}

pub(super) fn to_mark(state: &mut State, letter: char) {
    if letter.is_uppercase() {
        return super::visit::ask(state, Target::Mark(letter));
    }
    match state.marks.get(&letter).copied() {
        Some(spot) => to_spot(state, spot),
        None => state.tell_error(format!("No mark {letter}: m{letter} sets it")),
    }
}
