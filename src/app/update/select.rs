//! Selecting a passage, and copying it.

use crate::app::selection::{Selection, Unit, next, previous};
use crate::app::{Effect, State, viewport};
use crate::document::{Document, Position, Range};

pub(super) fn words(state: &mut State) {
    begin(state, Unit::Word);
}

pub(super) fn sentences(state: &mut State) {
    begin(state, Unit::Sentence);
}

/// Selects the focused paragraph's first word or sentence; a selection that is there already
/// ends, as `v` does in vim.
fn begin(state: &mut State, unit: Unit) {
    if state.selection.take().is_some() {
        return;
    }
    let from = state.focused_position();
    match next(&state.article.document, unit, from) {
        Some(range) => {
            viewport::reveal(state, Position(range.start));
            state.selection = Some(Selection::new(range));
            state.tell("Arrows and , . extend · B bookmarks · y copies · Esc leaves");
        }
        None => state.tell("There is nothing to select here"),
    }
}

pub(super) fn word(state: &mut State, words: isize) {
    by_units(state, Unit::Word, words);
}

pub(super) fn sentence(state: &mut State, sentences: isize) {
    by_units(state, Unit::Sentence, sentences);
}

fn by_units(state: &mut State, unit: Unit, units: isize) {
    for _ in 0..units.unsigned_abs().min(viewport::STEPS_MAX) {
        let Some(selection) = &state.selection else { return };
        let document = &state.article.document;
        let moving = &selection.moving;
        let moved = if units > 0 {
            next(document, unit, Position(moving.end))
        } else {
            previous(document, unit, Position(moving.start))
        };
        match moved {
            Some(range) => extend(state, range),
            None => return,
        }
    }
}

/// Moves the moving stretch and keeps it on screen.
fn extend(state: &mut State, moving: Range) {
    let Some(selection) = &mut state.selection else { return };
    let forward = moving.start >= selection.fixed.start;
    let edge = if forward { moving.end } else { moving.start };
    selection.moving = moving;
    viewport::keep_in_sight(state, Position(edge));
}

/// Moves to the word a row below or above.
pub(super) fn rows(state: &mut State, rows: isize) {
    for _ in 0..rows.unsigned_abs().min(viewport::STEPS_MAX) {
        let Some(moving) = state.selection.as_ref().map(|s| s.moving.clone()) else { return };
        let Some(at) = viewport::row_beside(state, Position(moving.start), rows > 0) else {
            return;
        };
        let document = &state.article.document;
        let word = previous(document, Unit::Word, at)
            .filter(|word| word.end > at.0)
            .or_else(|| next(document, Unit::Word, at));
        let Some(word) = word.or_else(|| previous(document, Unit::Word, at)) else { return };
        extend(state, word);
    }
}

/// Moves to the end or the start of the paragraph, or of the next one when there already. Blocks
/// without a word are passed over.
pub(super) fn paragraphs(state: &mut State, paragraphs: isize) {
    for _ in 0..paragraphs.unsigned_abs().min(viewport::STEPS_MAX) {
        let Some(moving) = state.selection.as_ref().map(|s| s.moving.clone()) else { return };
        let document = &state.article.document;
        let edge = match paragraphs > 0 {
            true => paragraph_end(document, &moving),
            false => paragraph_start(document, &moving),
        };
        let Some(edge) = edge else { return };
        extend(state, edge);
    }
}

/// Gives the stretch from the last word to the end of the first paragraph that ends after `moving`.
fn paragraph_end(document: &Document, moving: &Range) -> Option<Range> {
    let from = document.blocks.partition_point(|block| block.range.end <= moving.end);
    document.blocks.get(from..)?.iter().find_map(|block| {
        let word = previous(document, Unit::Word, Position(block.range.end))?;
        (word.start >= block.range.start).then_some(word.start..block.range.end)
    })
}

/// Gives the stretch to the first word from the start of the last paragraph that starts before
/// `moving`.
fn paragraph_start(document: &Document, moving: &Range) -> Option<Range> {
    let to = document.blocks.partition_point(|block| block.range.start < moving.start);
    document.blocks.get(..to)?.iter().rev().find_map(|block| {
        let word = next(document, Unit::Word, Position(block.range.start))?;
        (word.end <= block.range.end).then_some(block.range.start..word.end)
    })
}

/// Moves to the end or the start of the section, or of the lead.
pub(super) fn section(state: &mut State, to_end: bool) {
    let Some(moving) = state.selection.as_ref().map(|s| s.moving.clone()) else { return };
    let document = &state.article.document;
    let sections = &document.sections;
    let current = document.section_at(Position(moving.start));
    let start = current.and_then(|index| sections.get(index)).map_or(0, |s| s.range.start);
    let next_start = sections.get(current.map_or(0, |index| index + 1));
    let end = next_start.map_or(document.end().0, |section| section.range.start);
    let edge = if to_end {
        previous(document, Unit::Word, Position(end)).map(|word| {
            let block = document.block_of(Position(word.start));
            word.start..block.map_or(word.end, |block| block.range.end)
        })
    } else {
        next(document, Unit::Word, Position(start)).map(|word| start..word.end)
    };
    if let Some(edge) = edge {
        extend(state, edge);
    }
}

pub(super) fn swap(state: &mut State) {
    if let Some(selection) = &mut state.selection {
        selection.swap();
        let at = Position(selection.moving.start);
        viewport::keep_in_sight(state, at);
    }
}

pub(super) fn copy(state: &mut State) {
    if let Some(selection) = state.selection.take() {
        copy_range(state, selection.range());
    }
}

pub(super) fn copy_focused(state: &mut State) {
    let block = state.article.document.blocks.get(state.focused);
    match block.map(|block| block.range.clone()) {
        Some(range) if !range.is_empty() => copy_range(state, range),
        _ => state.tell("There is nothing to copy here"),
    }
}

/// Bytes that terminals take at a time, which xterm limits first: 100,000 once they are in base64.
/// They leave longer ones out and say nothing.
const COPIED_BYTES_MAX: usize = 74_994;

/// Copies text as it is in the document: unwrapped.
fn copy_range(state: &mut State, range: Range) {
    if range.len() > COPIED_BYTES_MAX {
        let kilobytes = range.len().div_ceil(1_000);
        let words = "Not copied, for terminals take no more than 75 kB at a time";
        return state.tell_error(format!("{words}, and this is {kilobytes} kB"));
    }
    let text = state.article.document.clean(range).into_owned();
    let words = crate::text::count_words(&text);
    let what = if words == 1 { "1 word".to_owned() } else { format!("{words} words") };
    state.effects.push(Effect::Copy(text));
    state.tell(format!("Copied {what} to the terminal's clipboard (OSC 52)"));
}
