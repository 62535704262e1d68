//! Which block has the focus: what the keys for bookmarks, headings and copying are about.

use super::{State, link, viewport};
use crate::bookmark::spot::Spot;
use crate::document::Position;
use crate::document::block::{Block, Furniture, Kind};

/// Tells whether a block can carry the focus: whatever a reader might bookmark.
#[must_use]
pub fn is_focusable(block: &Block) -> bool {
    is_reachable(block) && block.kind != Kind::Title && !block.kind.is_of_heading()
}

/// Tells whether the focus can be moved to a block by itself: to headings and the title as well,
/// which may have to be corrected.
#[must_use]
pub fn is_reachable(block: &Block) -> bool {
    let is_line = matches!(block.kind, Kind::Rule | Kind::Furniture(Furniture::Line));
    !block.range.is_empty() && !is_line
}

/// Focuses the first block from `from` on that can be; the heading itself where nothing follows.
pub fn from(state: &mut State, from: usize) {
    let blocks = state.article.document.blocks.iter().enumerate().skip(from);
    let focusable = blocks.take(REACH_BLOCKS).find(|(_, block)| is_focusable(block));
    state.focused = focusable.map_or(from, |(index, _)| index);
}

/// Focuses the first block that can be, but for the head of a printed page.
pub fn beginning(state: &mut State) {
    let is_own =
        |block: &Block| is_focusable(block) && block.kind != Kind::Furniture(Furniture::PageHeader);
    let first = state.article.document.blocks.iter().take(REACH_BLOCKS).position(is_own);
    from(state, first.unwrap_or(0));
}

/// Blocks looked at for one that can be focused; a run of headings longer than this keeps the
/// focus on itself.
const REACH_BLOCKS: usize = 8;

/// Focuses the block at `index` itself, if it can have the focus, else the next that can.
pub fn block(state: &mut State, index: usize) {
    match state.article.document.blocks.get(index).is_some_and(is_reachable) {
        true => state.focused = index,
        false => from(state, index),
    }
}

/// Focuses the block that holds `position` itself, if it can have the focus, else the next that can.
pub fn block_at(state: &mut State, position: Position) {
    let index = state.article.document.block_at(position);
    block(state, index);
}

/// Focuses the block that holds `position`; where that is a heading, the text below it.
pub fn at(state: &mut State, position: Position) {
    let block = state.article.document.block_at(position);
    from(state, block);
}

/// Gives where the reader is, to come back to.
#[must_use]
pub fn spot(state: &State) -> Spot<Position> {
    let line = link::focused(state).map(|line| Position(line.range.start));
    let focused = line.unwrap_or_else(|| state.focused_position());
    Spot { top: state.position(), focused: Some(focused) }
}

/// Brings the reader back to where they were.
pub fn come_back(state: &mut State, spot: Spot<Position>) {
    viewport::show_at_top(state, spot.top);
    match spot.focused {
        Some(focused) => {
            block_at(state, focused);
            state.line = focused;
        }
        None => below(state, spot.top),
    }
}

/// Focuses the first block that begins at `top` or below it: of what is cut by the edge of the screen
/// only the end is seen.
fn below(state: &mut State, top: Position) {
    let blocks = &state.article.document.blocks;
    let index = state.article.document.block_at(top);
    let is_cut = blocks.get(index).is_some_and(|block| block.range.start < top.0);
    let next = (index + 1).min(blocks.len().saturating_sub(1));
    from(state, if is_cut { next } else { index });
}

/// Moves the focus to the nearest block on screen when it left the screen, to a heading where there
/// is nothing else; where none there can have it, it stays.
pub(super) fn hold(state: &mut State) {
    if state.viewport.shows_block(state.focused) {
        return;
    }
    let distance = |index: &usize| index.abs_diff(state.focused);
    let reachable =
        || shown(state).filter(|(_, block)| is_reachable(block)).map(|(index, _)| index);
    let nearest =
        on_screen(state).min_by_key(distance).or_else(|| reachable().min_by_key(distance));
    state.focused = nearest.unwrap_or(state.focused);
}

/// Gives the blocks on screen that can have the focus, row by row.
pub(super) fn on_screen(state: &State) -> impl Iterator<Item = usize> {
    shown(state).filter(|(_, block)| is_focusable(block)).map(|(index, _)| index)
}

/// Gives the blocks on screen, row by row.
fn shown(state: &State) -> impl Iterator<Item = (usize, &Block)> {
    let blocks = &state.article.document.blocks;
    let rows = state.viewport.rows.iter().filter(|shown| !shown.row.range.is_empty());
    rows.filter_map(|shown| Some((shown.place.block, blocks.get(shown.place.block)?)))
}
