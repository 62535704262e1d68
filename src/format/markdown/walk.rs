//! Events to blocks: one pass over what the parser tells, without recursion.

use pulldown_cmark::{BlockQuoteKind, CodeBlockKind, Event, Tag, TagEnd};

use super::super::grid::Grid;
use super::super::html::fragment::Fragments;
use super::lines::Lines;
use super::text::Text;
use crate::document::block::{Alignment, Kind, Marker, Nesting};
use crate::document::builder::Builder;
use crate::document::{Notice, Range, Style};
use crate::text::clean;

/// Turns events into blocks, in the order in which they come.
pub(super) struct Walk<'a> {
    text: Text<'a>,
    notices: Vec<Notice>,
    /// Quotations and list items around, counted on beyond what is drawn.
    quotes: usize,
    items: usize,
    lists: Vec<List>,
    /// The lines of an HTML block.
    html: Option<String>,
    fragments: Fragments,
    /// Footnotes, which come last.
    notes: Vec<(Event<'static>, Range)>,
    note_depth: usize,
    /// Where HTML starts that is not shown and that nothing ends.
    open_mark: Option<usize>,
}

/// A list that is open.
struct List {
    /// The number of the next item; none for bullets.
    next: Option<u64>,
    is_empty: bool,
}

impl<'a> Walk<'a> {
    pub(super) fn new(builder: &'a mut Builder, fragments: Fragments) -> Walk<'a> {
        Walk {
            text: Text::new(builder),
            notices: Vec::new(),
            quotes: 0,
            items: 0,
            lists: Vec::new(),
            html: None,
            fragments,
            notes: Vec::new(),
            note_depth: 0,
            open_mark: None,
        }
    }

    /// Takes the source that the next events are of, in which the line of number `line` starts at
    /// byte `start`.
    pub(super) fn read_from(&mut self, source: &'a str, start: usize, line: usize) {
        self.text.lines = Lines::of(source, start, line, &self.text.lines);
    }

    /// Gives the number of the line where HTML starts that is not shown and that nothing ends, and
    /// its first byte.
    pub(super) fn open_mark(&mut self) -> Option<(usize, usize)> {
        let at = self.open_mark.take()?;
        Some((self.text.lines.number_at(at), at))
    }

    /// Tells whether events come from inside of a quotation, a list or a footnote.
    pub(super) fn is_inside(&self) -> bool {
        self.quotes + self.items + self.note_depth > 0
    }

    /// Appends a block of its own.
    pub(super) fn block(&mut self, kind: Kind, words: &str) {
        self.text.line.block(kind, words);
    }

    /// Changes the kind of the block that is open.
    pub(super) fn set_kind(&mut self, kind: Kind) {
        self.text.line.builder.set_kind(kind);
    }

    /// Takes the next event; none when it was the end of HTML that is too much.
    pub(super) fn event(&mut self, event: Event<'_>, range: Range) -> Option<()> {
        if self.note_depth > 0 || matches!(event, Event::Start(Tag::FootnoteDefinition(_))) {
            match event {
                Event::Start(_) => self.note_depth += 1,
                Event::End(_) => self.note_depth -= 1,
                _ => {}
            }
            self.notes.push((event.into_static(), range));
            return Some(());
        }
        self.take(event, &range)
    }

    /// Appends the footnotes, in the order of their definitions; none when one holds HTML that is
    /// too much.
    pub(super) fn footnotes(&mut self) -> Option<()> {
        self.text.lines.restart();
        let mut notes = std::mem::take(&mut self.notes).into_iter();
        notes.try_for_each(|(event, range)| self.take(event, &range))
    }

    /// Closes the last block and gives what is to be said of the document, once each.
    pub(super) fn finish(mut self) -> Vec<Notice> {
        self.text.close();
        self.notices.extend(self.text.line.notice());
        let mut said = Vec::new();
        for notice in self.notices {
            if !said.contains(&notice) {
                said.push(notice);
            }
        }
        said
    }

    fn take(&mut self, event: Event<'_>, range: &Range) -> Option<()> {
        match event {
            Event::Start(tag) => self.start(tag, range.start),
            Event::End(TagEnd::HtmlBlock) => return self.end_html(range.start),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                self.text.lines_of_text(&text, range.start);
            }
            Event::Code(code) => {
                self.text.push(&code, Style { code: true, ..Style::default() }, range.start);
            }
            Event::FootnoteReference(label) => self.text.note_reference(&label, range.start),
            Event::SoftBreak => self.text.soft_break(),
            Event::HardBreak => self.text.hard_break(),
            Event::Html(html) | Event::InlineHtml(html) => match &mut self.html {
                Some(lines) => lines.push_str(&html),
                None => self.text.html_tag(&html, range.start),
            },
            Event::TaskListMarker(done) => self.text.line.marker = Some(Marker::Task(done)),
            Event::Rule => {
                self.text.close();
                self.block(Kind::Rule, "");
                self.text.tell_line(range.start);
            }
        }
        Some(())
    }

    fn start(&mut self, tag: Tag<'_>, at: usize) {
        match tag {
            Tag::Paragraph => self.text.close(),
            Tag::Heading { level, .. } => self.heading(level as u8, at),
            Tag::BlockQuote(kind) => self.quote(kind, at),
            Tag::CodeBlock(kind) => self.code(&kind, at),
            Tag::HtmlBlock => {
                self.text.close();
                self.html = Some(String::new());
            }
            Tag::List(first) => {
                self.text.close();
                self.text.line.flush_marker();
                self.lists.push(List { next: first, is_empty: true });
            }
            Tag::Item => self.item(at),
            Tag::FootnoteDefinition(label) => self.note(&label, at),
            Tag::Table(alignments) => self.table(&alignments, at),
            Tag::TableHead => self.row(true, at),
            Tag::TableRow => self.row(false, at),
            Tag::TableCell => self.text.line.start_cell(),
            Tag::Emphasis => self.text.style(|style| style.emphasis = true),
            Tag::Strong => self.text.style(|style| style.strong = true),
            Tag::Strikethrough => self.text.style(|style| style.struck = true),
            Tag::Link { dest_url, .. } => self.text.link(&dest_url),
            Tag::Image { dest_url, .. } => self.text.image(&dest_url, at),
            // Extensions that are not asked for.
            Tag::Superscript | Tag::Subscript => self.text.style(|_| {}),
            Tag::DefinitionList
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition
            | Tag::MetadataBlock(_) => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph => self.text.end_paragraph(),
            TagEnd::Heading(_) | TagEnd::CodeBlock => self.text.end_heading(),
            TagEnd::BlockQuote(_) => {
                self.text.close();
                self.quotes = self.quotes.saturating_sub(1);
                self.nest();
            }
            TagEnd::List(_) => {
                self.text.close();
                self.lists.pop();
            }
            TagEnd::Item | TagEnd::FootnoteDefinition => {
                self.text.end_paragraph();
                self.text.line.flush_marker();
                self.items = self.items.saturating_sub(1);
                self.nest();
            }
            TagEnd::Table => self.notices.extend(self.text.line.end_table()),
            TagEnd::TableCell => self.text.end_cell(),
            TagEnd::Image => {
                self.text.end_image();
                self.text.end_style();
            }
            TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::Link => self.text.end_style(),
            // HTML is taken where it can be told that it is too much.
            TagEnd::HtmlBlock
            | TagEnd::TableHead
            | TagEnd::TableRow
            | TagEnd::DefinitionList
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition
            | TagEnd::MetadataBlock(_) => {}
        }
    }

    fn nest(&mut self) {
        self.text.line.nest(self.quotes, self.items);
    }

    fn heading(&mut self, level: u8, at: usize) {
        self.text.close();
        match self.quotes + self.items {
            0 => self.text.open(Kind::Heading(level), at),
            // Inside of a quotation or a list it heads nothing that a reader would jump to.
            _ => self.text.style(|style| style.strong = true),
        }
    }

    fn quote(&mut self, kind: Option<BlockQuoteKind>, at: usize) {
        self.text.close();
        self.quotes += 1;
        self.nest();
        if let Some(kind) = kind {
            self.text.push(alert(kind), Style { strong: true, ..Style::default() }, at);
            self.text.close();
        }
    }

    fn code(&mut self, kind: &CodeBlockKind<'_>, at: usize) {
        self.text.close();
        self.text.line.flush_marker();
        let info = match kind {
            CodeBlockKind::Fenced(info) => info,
            CodeBlockKind::Indented => "",
        };
        let language = info.split([' ', ',', '{']).next().map(clean::line);
        let language = language.filter(|word| !word.is_empty()).map(Box::new);
        self.text.open(Kind::Code { language }, at);
    }

    fn item(&mut self, at: usize) {
        let is_inner = self.lists.len() > 1;
        let Some(list) = self.lists.last_mut() else { return };
        let follows_item = is_inner || !list.is_empty;
        let marker = list.next.map_or(Marker::Bullet, Marker::Number);
        list.next = list.next.map(|number| number.saturating_add(1));
        list.is_empty = false;
        self.start_item(marker, follows_item, at);
    }

    fn note(&mut self, label: &str, at: usize) {
        self.start_item(Marker::Note(Box::new(clean::line(label))), true, at);
    }

    /// Starts an item, which follows the one before closely where no blank line is between.
    ///
    /// `CommonMark` makes a list loose or tight as a whole, by its last line if need be; the text
    /// of the beginning could change by what comes later then, so each item decides for itself.
    fn start_item(&mut self, marker: Marker, follows_item: bool, at: usize) {
        self.text.close();
        self.items += 1;
        self.nest();
        self.text.line.marker = Some(marker);
        if follows_item && self.text.lines.follows_text(at) {
            self.text.line.builder.tighten();
        }
    }

    fn table(&mut self, alignments: &[pulldown_cmark::Alignment], at: usize) {
        self.text.close();
        self.text.line.flush_marker();
        self.text.open(Kind::Table(Box::default()), at);
        let alignments = alignments.iter().map(|alignment| match alignment {
            pulldown_cmark::Alignment::Center => Alignment::Centre,
            pulldown_cmark::Alignment::Right => Alignment::Right,
            pulldown_cmark::Alignment::None | pulldown_cmark::Alignment::Left => Alignment::Left,
        });
        let grid = Grid::new(self.text.line.builder, alignments.collect());
        self.text.line.grid = Some(grid);
    }

    fn row(&mut self, is_header: bool, at: usize) {
        self.text.tell_line(at);
        self.text.line.grid.iter_mut().for_each(|grid| grid.row(is_header));
    }

    fn end_html(&mut self, at: usize) -> Option<()> {
        let Some(html) = self.html.take() else { return Some(()) };
        if super::open_mark(&html).is_some() {
            // Inside of a quotation or a list it ends with that, and hides nothing that follows.
            self.open_mark = Some(at).filter(|_| !self.is_inside());
            return Some(());
        }
        self.text.line.flush_marker();
        self.text.tell_line(at);
        let inside = Nesting {
            quotes: u8::try_from(self.quotes).unwrap_or(u8::MAX),
            items: u8::try_from(self.items).unwrap_or(u8::MAX),
        };
        self.notices.extend(self.fragments.push(&html, self.text.line.builder, inside)?);
        self.text.close();
        Some(())
    }
}

fn alert(kind: BlockQuoteKind) -> &'static str {
    match kind {
        BlockQuoteKind::Note => "Note",
        BlockQuoteKind::Tip => "Tip",
        BlockQuoteKind::Important => "Important",
        BlockQuoteKind::Warning => "Warning",
        BlockQuoteKind::Caution => "Caution",
    }
}
