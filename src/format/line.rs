//! The block that text goes to, while it is filled: what markup of every kind does to blocks.

use super::grid::Grid;
use crate::document::block::{Kind, Marker, Nesting};
use crate::document::builder::Builder;
use crate::document::{Notice, Style};
use crate::text::clean::Clean;

/// The block that text goes to, and what the next one will be.
pub(super) struct Line<'b> {
    pub(super) builder: &'b mut Builder,
    /// What stands before the item whose first block is still to come.
    pub(super) marker: Option<Marker>,
    /// The table whose cells are filled.
    pub(super) grid: Option<Grid>,
    /// What the next blocks stand in.
    nesting: Nesting,
    open: Open,
    /// Whether something was nested too deep to be drawn so.
    is_flattened: bool,
}

/// A block that is open, by what a line end does to it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    Nothing,
    /// It becomes verse.
    Paragraph,
    /// It keeps the line end.
    Lines,
    /// It gets a space.
    Line,
}

/// Quotations and list items that are drawn around a block; what is nested deeper stands at this
/// depth. Nobody can see a hundred levels, and each costs columns.
const DEEPEST: u8 = 100;

const FLATTENED: Clean<'static> =
    Clean::ours("lists or quotations nested deeper than 100 are shown at that depth");

impl<'b> Line<'b> {
    pub(super) fn new(builder: &'b mut Builder) -> Line<'b> {
        Line {
            builder,
            marker: None,
            grid: None,
            nesting: Nesting::default(),
            open: Open::Nothing,
            is_flattened: false,
        }
    }

    /// Lets the next blocks stand in so many quotations and list items.
    pub(super) fn nest(&mut self, quotes: usize, items: usize) {
        self.is_flattened |= quotes.max(items) > usize::from(DEEPEST);
        let drawn = |depth: usize| u8::try_from(depth).map_or(DEEPEST, |depth| depth.min(DEEPEST));
        self.nesting = Nesting { quotes: drawn(quotes), items: drawn(items) };
    }

    /// Gives what is to be said when all blocks are there.
    pub(super) fn notice(&self) -> Option<Notice> {
        self.is_flattened.then_some(Notice(FLATTENED))
    }

    pub(super) fn is_open(&self) -> bool {
        self.open != Open::Nothing
    }

    /// Tells whether a paragraph without a marker is open.
    pub(super) fn is_paragraph(&self) -> bool {
        self.open == Open::Paragraph
    }

    /// Opens a block; closes the one that is open.
    pub(super) fn open(&mut self, kind: Kind) {
        self.open = match kind {
            Kind::Paragraph => Open::Paragraph,
            Kind::Item(_) | Kind::Verse | Kind::Code { .. } => Open::Lines,
            _ => Open::Line,
        };
        self.builder.open(kind, self.nesting);
    }

    /// Opens the block that text needs: the first of a list item, or a paragraph.
    pub(super) fn open_paragraph(&mut self) {
        let kind = self.marker.take().map_or(Kind::Paragraph, Kind::Item);
        self.open(kind);
    }

    pub(super) fn close(&mut self) {
        self.builder.close();
        self.open = Open::Nothing;
    }

    /// Appends a block of its own.
    pub(super) fn block(&mut self, kind: Kind, words: &str) {
        self.flush_marker();
        self.open(kind);
        self.builder.push(words, Style::default());
        self.close();
    }

    /// Shows a marker whose item starts with something that cannot carry it, or with nothing.
    pub(super) fn flush_marker(&mut self) {
        if let Some(marker) = self.marker.take() {
            self.open(Kind::Item(marker));
            self.close();
            self.builder.tighten();
        }
    }

    /// Appends a line end: in a paragraph, which becomes verse by it, and where lines are kept.
    /// Elsewhere it is a space.
    pub(super) fn end_line(&mut self) {
        if self.open == Open::Paragraph {
            self.builder.set_kind(Kind::Verse);
            self.open = Open::Lines;
        }
        let end = if self.open == Open::Lines { "\n" } else { " " };
        self.builder.push(end, Style::default());
    }

    /// Makes room in the cell that is open, where there is a table; tells whether text to come is
    /// the cell's first.
    pub(super) fn reach_cell(&mut self) -> bool {
        self.grid.as_mut().is_some_and(|grid| grid.fill(self.builder))
    }

    pub(super) fn start_cell(&mut self) {
        self.grid.iter_mut().for_each(|grid| grid.cell(self.builder));
    }

    /// Ends the open cell, which covers so many columns and rows, its own included.
    pub(super) fn end_cell(&mut self, columns: usize, rows: usize) {
        self.grid.iter_mut().for_each(|grid| grid.end_cell(self.builder, columns, rows));
    }

    /// Ends the table and its block.
    pub(super) fn end_table(&mut self) -> Option<Notice> {
        let notice = self.grid.take().and_then(|grid| grid.finish(self.builder));
        self.close();
        notice
    }
}
