//! Blocks: the paragraphs of a document and what stands between them.

use super::Range;
use crate::text::clean::Clean;

/// A paragraph, heading, list item, quotation, table: a kind and a stretch of the text.
///
/// A gigabyte of text has two million of them, so it is small: 40 bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: Kind,
    /// Where its text is, without white space at either end; empty for a rule.
    pub range: Range,
    /// What it stands in.
    pub nesting: Nesting,
    /// Whether it follows the block before it without a blank line: a tight list, a caption
    /// glued to its paragraph.
    pub tight: bool,
    /// Columns its first line was set in by in the source, 255 if more; 0 where the format gives
    /// that no meaning.
    pub indent: u8,
    /// Words in its text.
    pub words: u32,
}

/// How many containers a block stands in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Nesting {
    /// Quotations around the block.
    pub quotes: u8,
    /// List items around the block; for [`Kind::Item`] its own item counts too.
    pub items: u8,
}

/// What a block is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The name of the article.
    Title,
    /// The summary under the title.
    Standfirst,
    /// Who wrote the article, and when.
    Byline,
    /// Running text; line ends in it are white space.
    Paragraph,
    /// The name of a section, with its level as written: 1 is outermost.
    Heading(u8),
    /// The rest of that name where it is in two blocks: "Tides" below "Article 4".
    HeadingRest,
    /// The first paragraph of a list item.
    Item(Marker),
    /// Lines whose ends are kept, and which may be wrapped: verse, an address, a signature.
    Verse,
    /// Lines whose ends and spaces are kept: code, a drawing, a table drawn with characters.
    Code {
        /// The language named beside it.
        language: Option<Box<Clean<'static>>>,
    },
    /// Cells in rows and columns.
    Table(Box<Table>),
    /// A picture, of which the text is the alternative text.
    Image,
    /// A line across the page.
    Rule,
    /// What belongs to the page and not to the article.
    Furniture(Furniture),
}

/// What stands before a list item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Marker {
    /// A bullet that markup asked for; it does not stand in the text.
    Bullet,
    /// A number that markup asked for; it does not stand in the text.
    Number(u64),
    /// A box, ticked or not; it does not stand in the text.
    Task(bool),
    /// The label of a footnote, without brackets; it does not stand in the text.
    Note(Box<Clean<'static>>),
    /// The first bytes of the block's own text, with the white space after the mark.
    Written(usize),
}

/// The cells of a table, as ranges of the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// How each column is set; as many as there are columns.
    pub alignments: Vec<Alignment>,
    /// Row after row, as many cells in each as there are columns; an empty cell is empty.
    pub cells: Vec<Range>,
    /// How many rows, from the first, are headings of columns.
    pub header_rows: usize,
}

/// To which side the cells of a column are set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Alignment {
    /// To the left; the default.
    #[default]
    Left,
    /// To the middle.
    Centre,
    /// To the right.
    Right,
}

impl Block {
    /// Tells whether it belongs to the page and not to the article.
    #[must_use]
    pub fn is_furniture(&self) -> bool {
        matches!(self.kind, Kind::Furniture(_))
    }
}

impl Kind {
    /// Tells whether it is the name of a section, or the rest of one.
    #[must_use]
    pub fn is_of_heading(&self) -> bool {
        matches!(self, Kind::Heading(_) | Kind::HeadingRest)
    }
}

impl Table {
    /// Gives the rows from top to bottom.
    pub fn rows(&self) -> impl ExactSizeIterator<Item = &[Range]> {
        self.cells.chunks(self.alignments.len().max(1))
    }
}

/// What belongs to the page and not to the article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Furniture {
    /// What a picture shows, without the picture.
    Caption,
    /// Who made a picture or supplied the text.
    Credit,
    /// An invitation to do something else: a quiz, a newsletter, a share link.
    CallToAction,
    /// Links to other articles.
    Related,
    /// A header or footer of a printed page.
    PageHeader,
    /// A table of contents.
    Contents,
    /// Notes at the foot of a page.
    Notes,
    /// A line of characters under a heading or between parts.
    Line,
}

#[cfg(test)]
mod tests {
    use super::Block;

    #[test]
    fn a_block_is_small() {
        assert_eq!(size_of::<Block>(), 40);
    }
}
