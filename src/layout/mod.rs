//! Rows of text for one width, made when someone looks at them.
//!
//! A [`Layout`] knows a document and a width, and answers what stands in which row, both ways. It
//! counts no rows: a place is a block, a piece of it, and a row of that piece, so no answer takes
//! longer for a longer document. It knows nothing of colours, scrolling or terminals.

use std::collections::HashMap;
use std::rc::Rc;

use crate::document::block::Block;
use crate::document::{Document, Position, Range};
use crate::text::clean::Clean;

mod ascii;
mod block;
mod columns;
mod leader;
mod margin;
mod piece;
mod row;
mod table;
mod wrap;

/// The rows of one document at one width.
///
/// What was looked at is remembered, up to a few thousand rows. Belongs to the document it is
/// first asked about: for another one, make another.
#[derive(Debug)]
pub struct Layout {
    columns: usize,
    folds_furniture: bool,
    recent: HashMap<Piece, Rc<[Row]>>,
    older: HashMap<Piece, Rc<[Row]>>,
    /// Rows in `recent`.
    recent_rows: usize,
}

/// A part of a block that is laid out by itself. Most blocks are one piece; a giant block is many,
/// so that to show a row of a book on one line takes no more than to show a row of a paragraph.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Piece {
    /// The block, as an index into [`Document::blocks`].
    pub block: usize,
    /// Which part of it, from 0.
    pub piece: usize,
}

/// Where a row is, ordered as rows are read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The block, as an index into [`Document::blocks`].
    pub block: usize,
    /// Which part of the block, from 0.
    pub piece: usize,
    /// Which row of that part, from 0.
    pub row: usize,
}

/// One row of the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The text it shows, without the white space at which it was broken; for a row of a table,
    /// from the first byte it shows to the last. Empty where no text is shown, and then it is
    /// where the text goes on.
    pub range: Range,
    /// What is drawn, from left to right, without overlap.
    pub cells: Vec<Cell>,
    /// What it is for.
    pub role: Role,
}

/// Something drawn in a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// Columns to the left of it.
    pub column: usize,
    /// What it is.
    pub content: Content,
}

/// What is drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// Text of the document, without line ends.
    Text(Range),
    /// What does not stand in the text: a bullet, a number, a line, a quotation's bar, the mark of
    /// a continued line of code, a stand-in (`▯`) for a character that the page is too narrow for.
    Ours(Clean<'static>),
}

/// What a row is for; how its text is set is told by its block's kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// It keeps a block apart from the one before it.
    Blank,
    /// It shows text, or would if its line were not empty.
    Text,
    /// It shows names of a table's columns.
    Header,
    /// It is a line of a table, or across the page.
    Line,
}

impl Place {
    /// Gives the piece the row is in.
    #[must_use]
    pub fn at(self) -> Piece {
        Piece { block: self.block, piece: self.piece }
    }
}

impl Piece {
    /// Gives the place of one of its rows.
    #[must_use]
    pub fn row(self, row: usize) -> Place {
        Place { block: self.block, piece: self.piece, row }
    }
}

/// Rows that are remembered at least: some hundred screens. At most twice as many are, and one
/// piece more.
const ROWS_KEPT: usize = 5_000;

impl Layout {
    /// Makes the layout for text of `columns` columns; for none it is as for one.
    #[must_use]
    pub fn new(columns: usize) -> Layout {
        Layout {
            columns: columns.max(1),
            folds_furniture: false,
            recent: HashMap::new(),
            older: HashMap::new(),
            recent_rows: 0,
        }
    }

    /// Gives the same layout with furniture folded, so that it has no rows, or not.
    #[must_use]
    pub fn with_folded_furniture(self, folds_furniture: bool) -> Layout {
        Layout { folds_furniture, ..Layout::new(self.columns) }
    }

    /// Gives the rows of a piece, from top to bottom; none for a piece that is not there, or is
    /// folded. Blank rows before a block belong to its first piece.
    pub fn rows(&mut self, document: &Document, at: Piece) -> Rc<[Row]> {
        if let Some(rows) = self.recent.get(&at) {
            return Rc::clone(rows);
        }
        let rows = match self.older.remove(&at) {
            Some(rows) => rows,
            None => self.make(document, at).into(),
        };
        if self.recent_rows >= ROWS_KEPT {
            self.older = std::mem::take(&mut self.recent);
            self.recent_rows = 0;
        }
        self.recent_rows += rows.len().max(1);
        self.recent.insert(at, Rc::clone(&rows));
        rows
    }

    /// Gives one row, if it is there.
    pub fn row(&mut self, document: &Document, place: Place) -> Option<Row> {
        self.rows(document, place.at()).get(place.row).cloned()
    }

    /// Gives the first row.
    pub fn first(&mut self, document: &Document) -> Option<Place> {
        let at = self.with_rows(document, Some(Piece::default()), piece::after)?;
        Some(at.row(0))
    }

    /// Gives the last row.
    pub fn last(&mut self, document: &Document) -> Option<Place> {
        let at = self.with_rows(document, piece::last(document), piece::before)?;
        Some(at.row(self.rows(document, at).len() - 1))
    }

    /// Gives the row after `place`.
    pub fn next(&mut self, document: &Document, place: Place) -> Option<Place> {
        if place.row + 1 < self.rows(document, place.at()).len() {
            return Some(Place { row: place.row + 1, ..place });
        }
        let after = piece::after(document, place.at());
        let at = self.with_rows(document, after, piece::after)?;
        Some(at.row(0))
    }

    /// Gives the row before `place`.
    pub fn previous(&mut self, document: &Document, place: Place) -> Option<Place> {
        let rows = self.rows(document, place.at()).len();
        if let Some(row) = place.row.min(rows).checked_sub(1) {
            return Some(Place { row, ..place });
        }
        let before = piece::before(document, place.at());
        let at = self.with_rows(document, before, piece::before)?;
        Some(at.row(self.rows(document, at).len() - 1))
    }

    /// Gives the row that shows `position`.
    ///
    /// White space is shown by the row whose text it follows; what is folded by the row after it,
    /// or before where nothing comes after. None only where there are no rows at all.
    pub fn place_of(&mut self, document: &Document, position: Position) -> Option<Place> {
        let wanted = piece::at(document, position)?;
        let at = self
            .with_rows(document, Some(wanted), piece::after)
            .or_else(|| self.with_rows(document, Some(wanted), piece::before))?;
        let rows = self.rows(document, at);
        let row = match at.cmp(&wanted) {
            std::cmp::Ordering::Less => rows.len() - 1,
            std::cmp::Ordering::Equal => row::showing(&rows, position),
            std::cmp::Ordering::Greater => row::first_shown(&rows),
        };
        Some(at.row(row))
    }

    /// Gives every row as plain text with a line feed after it, in order, remembering none.
    pub fn plain(&self, document: &Document, out: &mut dyn FnMut(&str)) {
        let mut next = Some(Piece::default());
        while let Some(at) = next {
            for row in self.make(document, at) {
                let mut line = row.text(document);
                line.push('\n');
                out(&line);
            }
            next = piece::after(document, at);
        }
    }

    /// Gives the first piece with rows from `at` on, in the direction of `step`.
    fn with_rows(
        &mut self,
        document: &Document,
        mut at: Option<Piece>,
        step: fn(&Document, Piece) -> Option<Piece>,
    ) -> Option<Piece> {
        while self.rows(document, at?).is_empty() {
            at = step(document, at?);
        }
        at
    }

    /// Makes the rows of a piece.
    fn make(&self, document: &Document, at: Piece) -> Vec<Row> {
        if self.is_folded(document, at.block) || at.piece >= piece::count(document, at.block) {
            return Vec::new();
        }
        let mut rows = Vec::new();
        if at.piece == 0 {
            rows = self.blank_rows(document, at.block);
        }
        block::push_rows(document, at, self.columns, &mut rows);
        rows
    }

    /// Gives the blank rows before a block, with the bars of the quotation that goes on.
    fn blank_rows(&self, document: &Document, block: usize) -> Vec<Row> {
        let Some(before) = self.visible_before(document, block) else { return Vec::new() };
        let count = block::blank_rows(document, before, block);
        vec![margin::blank_row(document, before, block, self.columns); count]
    }

    /// Gives the nearest block before `block` that is not folded.
    fn visible_before(&self, document: &Document, block: usize) -> Option<usize> {
        (0..block).rev().find(|before| !self.is_folded(document, *before))
    }

    fn is_folded(&self, document: &Document, block: usize) -> bool {
        self.folds_furniture && document.blocks.get(block).is_some_and(Block::is_furniture)
    }
}

#[cfg(test)]
mod tests;
