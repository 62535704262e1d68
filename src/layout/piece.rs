//! Where blocks are cut into pieces.
//!
//! A cut is found from the text around it alone, so that finding one takes no time to speak of in
//! a block of any length, and every piece can be found without the pieces before it.

use super::{Piece, wrap};
use crate::document::block::{Block, Kind};
use crate::document::{Document, Position, Range};
use crate::text;

/// Bytes of a block's text that make a piece: more than almost any paragraph has, and few enough
/// to be laid out in under a millisecond.
const STRIDE_BYTES: usize = 8 * 1024;

/// Bytes in which a line end is looked for behind a stride.
const LINE_BYTES: usize = 4 * 1024;

/// Bytes in which any place to break a line is looked for behind a stride.
const WORD_BYTES: usize = 512;

/// Rows of a table that make a piece.
pub(super) const TABLE_ROWS: usize = 32;

/// Gives how many pieces a block has; none if there is no such block.
pub(super) fn count(document: &Document, block: usize) -> usize {
    let Some(block) = document.blocks.get(block) else { return 0 };
    match &block.kind {
        Kind::Table(table) => table.rows().len().div_ceil(TABLE_ROWS).max(1),
        _ => (block.range.len() / STRIDE_BYTES).max(1),
    }
}

/// Gives the first piece of the block after, or the piece after in the same block.
pub(super) fn after(document: &Document, at: Piece) -> Option<Piece> {
    if at.piece + 1 < count(document, at.block) {
        return Some(Piece { piece: at.piece + 1, ..at });
    }
    let block = at.block + 1;
    (block < document.blocks.len()).then_some(Piece { block, piece: 0 })
}

/// Gives the piece before in the same block, or the last one of the block before.
pub(super) fn before(document: &Document, at: Piece) -> Option<Piece> {
    if let Some(piece) = at.piece.checked_sub(1) {
        return Some(Piece { piece, ..at });
    }
    let block = at.block.checked_sub(1)?;
    Some(Piece { block, piece: count(document, block).saturating_sub(1) })
}

/// Gives the last piece of the last block.
pub(super) fn last(document: &Document) -> Option<Piece> {
    before(document, Piece { block: document.blocks.len(), piece: 0 })
}

/// Gives the piece that holds `position`, or the last one that starts before it.
pub(super) fn at(document: &Document, position: Position) -> Option<Piece> {
    let index = document.block_at(position);
    let block = document.blocks.get(index)?;
    let last = count(document, index) - 1;
    let piece = match &block.kind {
        Kind::Table(table) => {
            // Not a binary search: nothing says where an empty cell is.
            let is_before = |cell: &Range| cell.start <= position.0 && !cell.is_empty();
            let cell = table.cells.iter().rposition(is_before).unwrap_or(0);
            cell / table.alignments.len().max(1) / TABLE_ROWS
        }
        _ => {
            let guess = position.0.saturating_sub(block.range.start) / STRIDE_BYTES;
            let is_before = guess > 0 && position.0 < cut(document, block, guess.min(last));
            guess.min(last) - usize::from(is_before)
        }
    };
    Some(Piece { block: index, piece: piece.min(last) })
}

/// Gives the text of a piece that is not of a table.
pub(super) fn range(document: &Document, at: Piece) -> Range {
    let Some(block) = document.blocks.get(at.block) else { return 0..0 };
    let start = cut(document, block, at.piece);
    let is_last = at.piece + 1 >= count(document, at.block);
    let end = if is_last { block.range.end } else { cut(document, block, at.piece + 1) };
    start..end
}

/// Gives where piece `piece` of `block` starts: behind the first line end or white space after
/// as many strides, or else wherever a line may be broken.
fn cut(document: &Document, block: &Block, piece: usize) -> usize {
    if piece == 0 {
        return block.range.start;
    }
    // The last piece is at least a stride long, so the windows end inside the block.
    // Not before the stride: `at` counts on that.
    let stride = block.range.start + piece * STRIDE_BYTES;
    let text = document.text();
    let start = text.ceil_char_boundary(stride);
    let lines = text.floor_char_boundary(start + LINE_BYTES);
    let words = text.floor_char_boundary(start + WORD_BYTES);
    if keeps_lines(&block.kind)
        && let Some(end) = document.slice(start..lines).find('\n')
    {
        return start + end + 1;
    }
    word_cut(document.slice(start..words)).map_or(start, |at| start + at)
}

/// Tells whether the line ends of such a block are kept.
pub(super) fn keeps_lines(kind: &Kind) -> bool {
    use crate::document::block::Furniture::{Contents, Line, PageHeader};
    matches!(kind, Kind::Verse | Kind::Code { .. } | Kind::Furniture(Contents | Line | PageHeader))
}

/// Gives the first place in `window` to cut running text at: before a word, or else wherever a
/// line may be broken, or else between two grapheme clusters.
fn word_cut(window: &str) -> Option<usize> {
    let breaks = wrap::opportunities(window);
    let inside = || breaks.iter().copied().filter(|at| (1..window.len()).contains(at));
    let follows_space = |at: &usize| text::slice(window, 0..*at).ends_with(wrap::is_space);
    inside()
        .find(follows_space)
        .or_else(|| inside().next())
        .or_else(|| text::graphemes(window).nth(1).map(|(start, ..)| start))
}
