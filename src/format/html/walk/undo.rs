//! What is undone when an element ends.

use crate::document::Style;
use crate::document::block::Kind;

/// What an element changed for its content.
pub(super) enum Undo {
    Nothing,
    /// Ends the block.
    Block,
    /// Ends the block, and gives the blocks after it their kind back.
    Kind(Kind),
    Style(Style),
    /// Ends a block and its style.
    StyledBlock(Style),
    Quote,
    List,
    Item,
    Heading,
    Pre,
    Table,
    Cell {
        columns: usize,
        rows: usize,
    },
    /// Ends small characters.
    Script,
    /// Closes what was opened with a mark of its own.
    Mark(&'static str),
}

impl Undo {
    /// Tells whether the end of the element ends a block.
    pub(super) fn ends_block(&self) -> bool {
        match self {
            Undo::Block
            | Undo::Kind(_)
            | Undo::StyledBlock(_)
            | Undo::Quote
            | Undo::List
            | Undo::Item
            | Undo::Heading
            | Undo::Pre => true,
            Undo::Nothing
            | Undo::Style(_)
            | Undo::Table
            | Undo::Cell { .. }
            | Undo::Script
            | Undo::Mark(_) => false,
        }
    }
}
