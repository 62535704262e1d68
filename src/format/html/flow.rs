//! Text as it flows on a page: white space collapsed, blocks opened when their first word comes.

use super::super::line::Line;
use super::super::link;
use crate::document::Style;
use crate::document::block::Kind;
use crate::document::builder::Builder;

/// Text on its way into blocks.
pub(super) struct Flow<'b> {
    pub(super) line: Line<'b>,
    /// What the next block of text is.
    pub(super) kind: Kind,
    pub(super) style: Style,
    /// Whether white space is kept.
    pub(super) is_pre: bool,
    /// White space and line ends since the last word.
    space: bool,
    line_ends: usize,
    /// How the last word was set.
    last_style: Style,
    /// Whether the next block follows the one before closely.
    pub(super) is_tight: bool,
    /// Whether the last block was a list item.
    after_item: bool,
    /// Words between pushes; kept to be used again.
    words: String,
}

impl<'b> Flow<'b> {
    pub(super) fn new(builder: &'b mut Builder) -> Flow<'b> {
        Flow {
            line: Line::new(builder),
            kind: Kind::Paragraph,
            style: Style::default(),
            is_pre: false,
            space: false,
            line_ends: 0,
            last_style: Style::default(),
            is_tight: false,
            after_item: false,
            words: String::new(),
        }
    }

    /// Appends text as it stands in the page. Source: CSS Text 3, 4.1.1, white space collapsed.
    pub(super) fn text(&mut self, raw: &str) {
        if self.is_pre {
            self.line.builder.push(raw, self.style);
            return;
        }
        self.space |= raw.starts_with(|char: char| char.is_ascii_whitespace());
        let mut words = std::mem::take(&mut self.words);
        for word in raw.split_ascii_whitespace() {
            if !words.is_empty() {
                words.push(' ');
            }
            words.push_str(word);
        }
        if !words.is_empty() {
            self.reach_word();
            self.line.builder.push(&words, self.style);
            self.last_style = self.style;
            self.space = raw.ends_with(|char: char| char.is_ascii_whitespace());
        }
        words.clear();
        self.words = words;
    }

    /// Opens the block where none is open, and pushes what stands before the next word.
    fn reach_word(&mut self) {
        if self.line_ends > 1 && self.kind == Kind::Paragraph && self.line.grid.is_none() {
            self.close();
        }
        let line_ends = std::mem::take(&mut self.line_ends);
        let space = std::mem::take(&mut self.space);
        if !self.line.is_open() {
            return self.open_next();
        }
        if self.line.reach_cell() || self.is_after_space() {
            return;
        }
        if line_ends > 0 {
            self.line.end_line();
        } else if space {
            self.line.builder.push(" ", common(self.last_style, self.style));
        }
    }

    fn open_next(&mut self) {
        match self.kind {
            Kind::Paragraph => {
                self.tighten();
                self.after_item = self.line.marker.is_some();
                self.line.open_paragraph();
            }
            _ => self.open(self.kind.clone()),
        }
    }

    /// Tells whether the text so far ends with white space, as it does where a block starts.
    fn is_after_space(&self) -> bool {
        self.line.builder.text().chars().next_back().is_none_or(char::is_whitespace)
    }

    /// Ends a line inside of the block; two such in a row end a paragraph.
    pub(super) fn line_end(&mut self) {
        if self.is_pre {
            self.line.builder.push("\n", self.style);
        } else {
            self.line_ends += 1;
        }
    }

    /// Shows a picture by its alternative text, which leads to it where nothing else has it lead
    /// elsewhere: as a block where it stands by itself, else among the words around it.
    pub(super) fn image(&mut self, alt: &str, written: &str) {
        let outer = self.style;
        let target =
            link::target(written).filter(|_| outer.link.is_none() && !alt.trim().is_empty());
        let link = target.map(|target| self.line.builder.link(&target));
        self.style.link = outer.link.or(link);
        self.words_of_image(alt);
        self.style = outer;
    }

    fn words_of_image(&mut self, alt: &str) {
        let is_free = self.kind == Kind::Paragraph && self.line.marker.is_none();
        let stands_alone = is_free && !self.line.is_open();
        if !stands_alone || alt.trim().is_empty() {
            return self.text(alt);
        }
        let kind = std::mem::replace(&mut self.kind, Kind::Image);
        self.text(alt);
        self.close();
        self.kind = kind;
    }

    /// Opens a block; closes the one that is open.
    pub(super) fn open(&mut self, kind: Kind) {
        self.close();
        self.tighten();
        self.line.open(kind);
        self.after_item = false;
    }

    fn tighten(&mut self) {
        if std::mem::take(&mut self.is_tight) {
            self.line.builder.tighten();
        }
    }

    /// Closes the block that is open; inside of a table, where cells have no blocks, its text
    /// stands apart by a space.
    pub(super) fn close(&mut self) {
        if self.line.grid.is_some() {
            self.space = true;
            return;
        }
        self.line.close();
        self.space = false;
        self.line_ends = 0;
    }

    /// Appends a block of its own.
    pub(super) fn block(&mut self, kind: Kind, words: &str) {
        if self.line.grid.is_none() {
            self.close();
            self.line.block(kind, words);
            self.after_item = false;
        }
    }

    /// Lets the next item follow the block before closely, where that is an item too.
    pub(super) fn tighten_item(&mut self) {
        self.is_tight = self.after_item;
    }

    pub(super) fn start_cell(&mut self) {
        self.space = false;
        self.line_ends = 0;
        self.line.start_cell();
    }
}

/// Gives what two styles have in common, in which the space between them stands: a link does not
/// start with one.
fn common(a: Style, b: Style) -> Style {
    Style {
        emphasis: a.emphasis && b.emphasis,
        strong: a.strong && b.strong,
        code: a.code && b.code,
        struck: a.struck && b.struck,
        stand_in: false,
        link: a.link.filter(|_| a.link == b.link),
    }
}
