//! Text inside of blocks: styles, links, pictures and the ends of lines.

use super::super::line::Line;
use super::super::link;
use super::inline_html::{Effect, Inline};
use super::lines::Lines;
use crate::document::Style;
use crate::document::block::Kind;
use crate::document::builder::Builder;
use crate::text;

/// Text on its way into blocks.
pub(super) struct Text<'a> {
    pub(super) line: Line<'a>,
    pub(super) lines: Lines<'a>,
    /// How Markdown sets the text, innermost last.
    styles: Vec<Style>,
    /// How HTML in the text sets it, until the block ends.
    inline: Inline,
    /// A line end of the source, and one that its author asked for, before text to come.
    soft_break: bool,
    hard_break: bool,
    /// Open images, and what the paragraph holds beside them.
    images: usize,
    content: Content,
}

/// What a paragraph holds so far; one with nothing but one picture is that picture.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Content {
    Nothing,
    Image,
    Text,
}

impl<'a> Text<'a> {
    pub(super) fn new(builder: &'a mut Builder) -> Text<'a> {
        Text {
            line: Line::new(builder),
            lines: Lines::default(),
            styles: Vec::new(),
            inline: Inline::default(),
            soft_break: false,
            hard_break: false,
            images: 0,
            content: Content::Nothing,
        }
    }

    /// Opens a block of `kind` for what starts at byte `at` of the source.
    pub(super) fn open(&mut self, kind: Kind, at: usize) {
        self.line.open(kind);
        self.tell_line(at);
    }

    pub(super) fn close(&mut self) {
        self.line.close();
        self.inline = Inline::default();
        self.content = Content::Nothing;
        self.drop_breaks();
    }

    /// Ends a paragraph, or the text of an item.
    pub(super) fn end_paragraph(&mut self) {
        if self.line.is_paragraph() && self.content == Content::Image {
            self.line.builder.set_kind(Kind::Image);
        }
        self.close();
    }

    /// Ends a block with a style of its own.
    pub(super) fn end_heading(&mut self) {
        self.close();
        self.styles.clear();
    }

    pub(super) fn end_cell(&mut self) {
        self.drop_breaks();
        self.line.end_cell(1, 1);
    }

    /// Notes that what follows is on the line of byte `at` of the source.
    pub(super) fn tell_line(&mut self, at: usize) {
        if let Some(line) = self.lines.tell(at) {
            self.line.builder.line(line);
        }
    }

    /// Appends text that may hold line ends, as code does, and tells where each line starts.
    pub(super) fn lines_of_text(&mut self, text: &str, at: usize) {
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            if self.line.is_open() {
                self.tell_line(at + start);
            }
            self.push(line, Style::default(), at + start);
            start += line.len();
        }
    }

    /// Appends text that starts at byte `at` of the source, opening the block it belongs to.
    pub(super) fn push(&mut self, text: &str, extra: Style, at: usize) {
        if self.inline.hides() {
            return;
        }
        if !self.line.is_open() {
            self.line.open_paragraph();
            self.tell_line(at);
        }
        if self.images == 0 && !text.trim().is_empty() {
            self.content = Content::Text;
        }
        let is_after_break = self.hard_break && !extra.code;
        let shown = if is_after_break { text.trim_start_matches([' ', '\t']) } else { text };
        // A space after a line end is none; the break stays due for what follows.
        if shown.is_empty() && !text.is_empty() {
            return;
        }
        let text = shown;
        self.push_break(text, at);
        self.line.reach_cell();
        let style = self.current_style(extra);
        match self.inline.script() {
            Some(script) => {
                let before = self.line.builder.text().chars().next_back();
                self.line.builder.push(&script.written(text, before), style);
            }
            None => self.line.builder.push(text, style),
        }
    }

    pub(super) fn soft_break(&mut self) {
        self.soft_break = true;
    }

    pub(super) fn hard_break(&mut self) {
        self.hard_break = true;
    }

    fn drop_breaks(&mut self) {
        self.soft_break = false;
        self.hard_break = false;
    }

    /// Pushes the line end that is due: one that was asked for as such, one of the source as a
    /// space, but as nothing between scripts that put no spaces between words.
    fn push_break(&mut self, next: &str, at: usize) {
        let is_hard = std::mem::take(&mut self.hard_break);
        let is_soft = std::mem::take(&mut self.soft_break);
        if !is_hard && !is_soft {
            return;
        }
        if is_hard {
            self.line.end_line();
        } else if !joins_without_space(self.line.builder.text(), next) {
            let style = self.current_style(Style::default());
            self.line.builder.push(" ", style);
        }
        self.tell_line(at);
    }

    pub(super) fn style(&mut self, set: impl FnOnce(&mut Style)) {
        let mut style = self.styles.last().copied().unwrap_or_default();
        set(&mut style);
        self.styles.push(style);
    }

    pub(super) fn end_style(&mut self) {
        self.styles.pop();
    }

    fn current_style(&self, extra: Style) -> Style {
        let style = self.styles.last().copied().unwrap_or_default();
        self.inline.over(Style {
            code: style.code || extra.code,
            strong: style.strong || extra.strong,
            link: extra.link.or(style.link),
            ..style
        })
    }

    pub(super) fn link(&mut self, written: &str) {
        let index = link::target(written).map(|target| self.line.builder.link(&target));
        self.style(|style| style.link = index.or(style.link));
    }

    /// Starts a picture whose words lead to it, where nothing else has them lead elsewhere.
    pub(super) fn image(&mut self, written: &str, at: usize) {
        self.start_image(at);
        let outer = self.current_style(Style::default()).link;
        let target = link::target(written).filter(|_| outer.is_none());
        let index = target.map(|target| self.line.builder.link(&target));
        self.style(|style| style.link = style.link.or(index));
    }

    /// Starts a picture: the text until its end is its alternative text.
    pub(super) fn start_image(&mut self, at: usize) {
        // Opens the block, which an empty alternative text would not.
        self.push("", Style::default(), at);
        if self.images == 0 {
            self.content = match self.content {
                Content::Nothing => Content::Image,
                Content::Image | Content::Text => Content::Text,
            };
        }
        self.images += 1;
    }

    pub(super) fn end_image(&mut self) {
        self.images = self.images.saturating_sub(1);
    }

    pub(super) fn note_reference(&mut self, label: &str, at: usize) {
        let link = self.line.builder.link(&format!("#{label}"));
        let style = Style { link: Some(link), ..Style::default() };
        self.push(&format!("[{label}]"), style, at);
    }

    /// Takes a tag of HTML inside of a paragraph.
    pub(super) fn html_tag(&mut self, raw: &str, at: usize) {
        match self.inline.tag(raw) {
            Effect::None => {}
            Effect::Break => self.hard_break(),
            Effect::Image(alt, written) => {
                self.image(&written, at);
                self.push(&alt, Style::default(), at);
                self.end_style();
                self.end_image();
            }
            Effect::Link(written) => {
                let link = link::target(&written).map(|target| self.line.builder.link(&target));
                self.inline.set_link(link);
            }
        }
    }
}

/// Tells whether a line end between `before` and `after` stands for nothing.
fn joins_without_space(before: &str, after: &str) -> bool {
    let (before, after) = (before.chars().next_back(), after.chars().next());
    before.zip(after).is_some_and(|(before, after)| text::joins_without_space(before, after))
}
