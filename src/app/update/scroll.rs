//! Scrolling, moving the focus, and the width of the column.

use crate::app::{State, USUAL_COLUMNS, focus, link, viewport};
use crate::document::Position;
use crate::document::block::Block;

pub(super) fn lines(state: &mut State, rows: isize) {
    if !viewport::read_on(state, rows) {
        tell_edge(state, rows);
    }
}

pub(super) fn pages(state: &mut State, pages: isize) {
    if !viewport::page(state, pages) {
        tell_edge(state, pages);
    }
}

pub(super) fn half_pages(state: &mut State, halves: isize) {
    let half = isize::try_from(viewport::height(state) / 2).unwrap_or(1).max(1);
    lines(state, halves.saturating_mul(half));
}

fn tell_edge(state: &mut State, direction: isize) {
    match (direction > 0, state.complete) {
        (true, true) => state.tell("This is the end"),
        (true, false) => state.tell_wait("The rest is still being read"),
        (false, _) => state.tell("This is the beginning"),
    }
}

/// Moves the focus by paragraphs and shows as much of the focused one as fits.
pub(super) fn paragraphs(state: &mut State, paragraphs: isize) {
    for _ in 0..paragraphs.unsigned_abs() {
        if !step(state, paragraphs > 0) {
            tell_edge(state, paragraphs);
            break;
        }
    }
    let block = state.article.document.blocks.get(state.focused).map(|block| &block.range);
    let line = link::focused(state).map(|span| &span.range);
    let Some(range) = line.or(block).cloned() else { return };
    viewport::reveal_range(state, &range);
}

/// Moves the focus to the next block that can have it, or to the next line of contents; gives
/// whether there is one.
fn step(state: &mut State, forward: bool) -> bool {
    if let Some(line) = link::beside(state, forward) {
        state.line = line;
        return true;
    }
    let blocks = &state.article.document.blocks;
    let is_candidate = |index: &usize| {
        blocks.get(*index).is_some_and(|block| {
            focus::is_reachable(block) && !(state.furniture_folded && block.is_furniture())
        })
    };
    let next = if forward {
        (state.focused + 1..blocks.len()).find(is_candidate)
    } else {
        (0..state.focused).rev().find(is_candidate)
    };
    let Some(next) = next else { return false };
    state.focused = next;
    let range = blocks.get(next).map(|block| block.range.clone()).unwrap_or_default();
    state.line = Position(if forward { range.start } else { range.end });
    true
}

/// Bounds of the column's width: narrower breaks most words, wider loses the eye.
const WIDTHS: std::ops::RangeInclusive<u16> = 20..=200;

/// Makes the column wider than was wanted, or narrower than it is on screen, which may be less: a key
/// that widens must not take back what there is no room for now.
pub(super) fn widen(state: &mut State, columns: isize) {
    let shown = crate::app::geometry::areas(state).text.columns;
    let from = if columns > 0 { state.column_width } else { shown };
    let wanted = usize::from(from).saturating_add_signed(columns);
    let wanted = u16::try_from(wanted).unwrap_or(u16::MAX);
    set_width(state, wanted.clamp(*WIDTHS.start(), *WIDTHS.end()));
}

pub(super) fn usual_width(state: &mut State) {
    set_width(state, USUAL_COLUMNS);
}

fn set_width(state: &mut State, columns: u16) {
    state.column_width = columns;
    viewport::relayout(state);
    let shown = crate::app::geometry::areas(state).text.columns;
    state.tell(match shown {
        shown if shown < columns => format!("{columns} columns, of which {shown} fit"),
        _ => format!("{columns} columns"),
    });
}

pub(super) fn fold_furniture(state: &mut State) {
    state.furniture_folded = !state.furniture_folded;
    viewport::relayout(state);
    let any = state.article.document.blocks.iter().any(Block::is_furniture);
    state.tell(match (any, state.furniture_folded) {
        (false, _) => "Nothing here belongs to the page alone",
        (true, true) => "Captions, notes, contents and page headers are hidden · Z shows them",
        (true, false) => "Captions, notes, contents and page headers are shown",
    });
}

/// Shows captions and their like again where `position`, which is gone to, is hidden among them.
pub(super) fn unfold_at(state: &mut State, position: Position) {
    let block = state.article.document.block_of(position);
    if state.furniture_folded && block.is_some_and(Block::is_furniture) {
        state.furniture_folded = false;
        viewport::relayout(state);
        state.tell("Captions, notes, contents and page headers are shown · Z hides them");
    }
}
