//! An article as one text and ranges over it.
//!
//! A document is built once and then only read. It knows nothing of width, colour, files or
//! how it was written down: markup has become blocks and spans, and the text is clean.

use crate::text;
use crate::text::clean::Clean;

pub mod block;
pub mod builder;
pub mod lines;
pub mod outline;

/// A stretch of a document's text: bytes from its start, on character boundaries.
pub type Range = std::ops::Range<usize>;

/// A place in a document: bytes from the start of its text, on a character boundary.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position(pub usize);

/// An article as one text and ranges over it.
#[derive(Clone, Debug, Default)]
pub struct Document {
    /// Paragraphs separated by blank lines; without markup or control characters.
    text: Clean<'static>,
    /// What the text consists of, in order and without overlap; what lies between is white space.
    pub blocks: Vec<block::Block>,
    /// The columns by which a block is set in beyond the running text around, where its place in a
    /// list or the spaces in its own text do not show that; by its index, ascending. Few blocks are,
    /// so it stands apart.
    pub insets: Vec<(usize, u8)>,
    /// How stretches of the text are set, in order and without overlap.
    pub spans: Vec<Span>,
    /// Where links lead, by the index a [`Style`] gives.
    pub links: Vec<Clean<'static>>,
    /// The sections, in the order of their headings.
    pub sections: Vec<outline::Section>,
    /// The lines that inference looked at, for `outline --why`; empty where markup tells, and unless
    /// the article was read to explain it.
    pub candidates: Vec<outline::Candidate>,
    /// What the article says of itself.
    pub meta: Meta,
    /// Which line of the source each part of the text came from.
    pub lines: lines::LineMap,
    /// What the reader should know about how the article was read.
    pub notices: Vec<Notice>,
    /// Words in the whole text, furniture included.
    pub words: usize,
}

/// What the article says of itself; each part is one line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Meta {
    /// The article's name.
    pub title: Option<Clean<'static>>,
    /// Who wrote it, as it is written there.
    pub byline: Option<Clean<'static>>,
    /// When it was published, as it is written there.
    pub date: Option<Clean<'static>>,
}

/// A stretch of the text that is set in one way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// Where it is.
    pub range: Range,
    /// How it is set.
    pub style: Style,
}

/// How a stretch of text is set; any of these may hold together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "independent facts, each set by its own markup")]
pub struct Style {
    /// Stressed: italics.
    pub emphasis: bool,
    /// Important: bold.
    pub strong: bool,
    /// Computer text.
    pub code: bool,
    /// No longer holds.
    pub struck: bool,
    /// A stand-in for a character that cannot be printed.
    pub stand_in: bool,
    /// A link, as an index into [`Document::links`].
    pub link: Option<usize>,
}

/// One line for the reader about how the article was read: a guessed encoding, nesting that was
/// flattened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice(pub Clean<'static>);

impl Document {
    /// Gives the columns by which a block is set in beyond the running text around.
    #[must_use]
    pub fn inset(&self, block: usize) -> u8 {
        let found = self.insets.binary_search_by_key(&block, |(at, _)| *at).ok();
        found.and_then(|found| self.insets.get(found)).map_or(0, |(_, columns)| *columns)
    }

    /// Gives the whole text.
    #[must_use]
    pub fn text(&self) -> &Clean<'static> {
        &self.text
    }

    /// Gives the text of `range`.
    #[must_use]
    #[track_caller]
    pub fn slice(&self, range: Range) -> &str {
        text::slice(&self.text, range)
    }

    /// Gives the text of `range` as something that may be drawn.
    #[must_use]
    #[track_caller]
    pub fn clean(&self, range: Range) -> Clean<'_> {
        self.text.slice(range)
    }

    /// Gives where the text ends.
    #[must_use]
    pub fn end(&self) -> Position {
        Position(self.text.len())
    }

    /// Gives the index of the block that holds `position`, or of the last one that starts before
    /// it; 0 where there is none.
    #[must_use]
    pub fn block_at(&self, position: Position) -> usize {
        self.blocks.partition_point(|block| block.range.start <= position.0).saturating_sub(1)
    }

    /// Gives the block that holds `position`, or the last one that starts before it.
    #[must_use]
    pub fn block_of(&self, position: Position) -> Option<&block::Block> {
        self.blocks.get(self.block_at(position))
    }

    /// Gives the innermost section that holds `position`; none in the lead.
    #[must_use]
    pub fn section_of(&self, position: Position) -> Option<&outline::Section> {
        self.sections.get(self.section_at(position)?)
    }

    /// Gives the index of the innermost section that holds `position`; none in the lead.
    #[must_use]
    pub fn section_at(&self, position: Position) -> Option<usize> {
        self.sections.partition_point(|section| section.range.start <= position.0).checked_sub(1)
    }

    /// Gives the spans that touch `range`, in order.
    #[must_use]
    pub fn spans_in(&self, range: Range) -> &[Span] {
        let first = self.spans.partition_point(|span| span.range.end <= range.start);
        let last = self.spans.partition_point(|span| span.range.start < range.end);
        self.spans.get(first..last).unwrap_or_default()
    }

    /// Gives the position that has `scalars` Unicode scalar values, the unit of offsets in JSON,
    /// before it; none past the end.
    #[must_use]
    pub fn position_after_scalars(&self, scalars: usize) -> Option<Position> {
        let starts = self.text.char_indices().map(|(start, _)| start);
        starts.chain([self.text.len()]).nth(scalars).map(Position)
    }
}
