//! The reader at work: what is open, where the reader is in it, and what each input changes.
//!
//! Pure: it asks for the outside world through [`Effect`] and hears from it through [`Input`];
//! it knows no terminal, disk or clock.

use std::collections::BTreeMap;

use crate::article::Article;
use crate::bookmark::correction::Correction;
use crate::bookmark::{Bookmark, Id, Quote, Time};
use crate::document::Position;
use crate::document::block::Kind;
use crate::document::outline::Section;
use crate::layout::Layout;
use crate::text::clean::Clean;

pub mod command;
pub mod find;
pub mod geometry;
pub mod jumps;
pub mod key;
pub mod keymap;
pub mod overlay;
pub mod pane;
pub mod selection;
pub mod update;
pub mod viewport;

/// Columns of text, unless the reader widens or narrows it.
pub const USUAL_COLUMNS: u16 = 72;

/// Everything the screen is drawn from. Focus, overlay, prompt and selection are separate facts.
#[derive(Debug)]
pub struct State {
    /// What is read.
    pub article: Article,
    /// Whether the whole article is here, or only its beginning.
    pub complete: bool,
    /// How many per cent of it are read, where that takes long.
    pub percent_read: Option<u8>,
    /// The size of the screen.
    pub size: geometry::Size,
    /// Columns of text the reader wants at most.
    pub column_width: u16,
    /// Whether captions, credits and adverts are folded away.
    pub furniture_folded: bool,
    /// What is on screen, and where in the document that is.
    pub viewport: viewport::Viewport,
    /// The index of the focused block.
    pub focused: usize,
    /// The outline pane.
    pub outline: pane::Pane,
    /// What lies over the text.
    pub overlay: Option<overlay::Overlay>,
    /// What is being typed in the bottom line.
    pub prompt: Option<overlay::Prompt>,
    /// The passage being selected.
    pub selection: Option<selection::Selection>,
    /// What was searched for, and where it stands.
    pub search: Option<find::Search>,
    /// What was searched for before in any article, the latest first.
    pub searches: Vec<Clean<'static>>,
    /// Where the reader jumped from.
    pub jumps: jumps::Jumps,
    /// Letters standing for positions in this article.
    pub marks: BTreeMap<char, Position>,
    /// The number typed before a command.
    pub count: Option<usize>,
    /// What waits for a letter.
    pub pending: Option<Pending>,
    /// One line for the reader, until the next key.
    pub message: Option<Message>,
    /// Changes of bookmarks that are not on disk, with the reason.
    pub unsaved: BTreeMap<Id, Clean<'static>>,
    /// Corrections of the outline that are not on disk, with the reason.
    pub unsaved_corrections: BTreeMap<Id, Clean<'static>>,
    undo: Vec<update::bookmark::Undo>,
    /// A correction that may hold for more lines, until the next key.
    offer: Option<update::correct::Offer>,
    keymap: keymap::Keymap,
    layout: Layout,
    stamp: Stamp,
    effects: Vec<Effect>,
    /// Whether quitting was refused once because of [`State::unsaved`].
    warned: bool,
}

/// A command that waits for a letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pending {
    /// `m` was pressed.
    SetMark,
    /// `'` was pressed.
    GoToMark,
}

/// One line for the reader.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// What it says.
    pub words: Clean<'static>,
    /// Whether something went wrong.
    pub is_error: bool,
}

/// What arrives with each input from the world outside.
#[derive(Clone, Copy, Debug)]
pub struct Stamp {
    /// The time.
    pub now: Time,
    /// A name that no bookmark has yet.
    pub fresh: Id,
}

/// What was kept of the reader's way through an article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Remembered {
    /// Where reading stopped.
    pub top: Option<Position>,
    /// Letters standing for positions.
    pub marks: BTreeMap<char, Position>,
}

/// Something that happened.
#[derive(Debug)]
pub enum Input {
    /// A key was pressed.
    Key(key::Key),
    /// Text was pasted.
    Paste(String),
    /// The wheel was turned, a notch down or up, over a cell of the screen.
    Wheel {
        /// Whether the text is to move on.
        down: bool,
        /// Column of the cell.
        column: u16,
        /// Row of the cell.
        row: u16,
    },
    /// A cell of the screen was clicked.
    Click {
        /// Column of the cell.
        column: u16,
        /// Row of the cell.
        row: u16,
    },
    /// The screen has another size.
    Resized(geometry::Size),
    /// Nothing did, and there is time to go on with what is left to do.
    Idle,
    /// So many per cent of the article are read.
    Reading(u8),
    /// The article is here, whole, in place of its beginning or of what it was before.
    Opened(Box<Article>, Remembered),
    /// The article's bookmarks are here.
    Bookmarks(Vec<Bookmark>),
    /// The article's corrections of the outline are here.
    Corrections(Vec<Correction>),
    /// What was searched for before is here, the latest first.
    Searches(Vec<Clean<'static>>),
    /// A bookmark was written, and is now as given, or removed; or why that could not be.
    Kept(Id, Result<Option<Box<Bookmark>>, Clean<'static>>),
    /// A correction was written, and is now as given, or removed; or why that could not be.
    KeptCorrection(Id, Result<Option<Box<Correction>>, Clean<'static>>),
    /// Another article was opened.
    Visited(Box<Article>, Remembered),
    /// Something is to be said.
    Told(Message),
    /// Words that a mark for all articles stands for, in this article.
    MarkFound(Quote),
    /// The rest of the article could not be read.
    Unread(Message),
}

/// Changes that could not be kept in their place, and where they are to go instead.
#[derive(Clone, Debug, PartialEq)]
pub struct Elsewhere {
    /// The directory, as it was typed.
    pub directory: String,
    /// Bookmarks that were made or changed.
    pub bookmarks: Vec<Bookmark>,
    /// Corrections that were made or changed.
    pub corrections: Vec<Correction>,
}

/// Something to be done outside.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Leave.
    Quit {
        /// Whether the reader broke off with Ctrl-c.
        interrupted: bool,
    },
    /// Give the terminal back to the shell until it is foreground again.
    Suspend,
    /// Draw every cell anew.
    Redraw,
    /// Put text on the clipboard.
    Copy(Clean<'static>),
    /// Write a bookmark.
    Save(Box<Bookmark>),
    /// Remove a bookmark.
    Remove(Id),
    /// Write a correction of the outline.
    SaveCorrection(Box<Correction>),
    /// Remove a correction of the outline.
    RemoveCorrection(Id),
    /// Write what could not be kept in its place into a directory of the reader's choice.
    KeepElsewhere(Box<Elsewhere>),
    /// Read the article again.
    Reload,
    /// Remember what was searched for.
    KeepSearch(Clean<'static>),
    /// Remember a position of this article under a letter, for all articles.
    KeepMark(char, Position),
    /// Go to what a letter stands for in all articles.
    GoToMark(char),
}

impl State {
    /// Gives the reader at the beginning of `article`.
    #[must_use]
    pub fn new(article: Article, complete: bool, size: geometry::Size) -> State {
        let mut state = State {
            article,
            complete,
            percent_read: None,
            size,
            column_width: USUAL_COLUMNS,
            furniture_folded: false,
            viewport: viewport::Viewport::default(),
            focused: 0,
            outline: pane::Pane::default(),
            overlay: None,
            prompt: None,
            selection: None,
            search: None,
            searches: Vec::new(),
            jumps: jumps::Jumps::default(),
            marks: BTreeMap::new(),
            count: None,
            pending: None,
            message: None,
            unsaved: BTreeMap::new(),
            unsaved_corrections: BTreeMap::new(),
            undo: Vec::new(),
            offer: None,
            keymap: keymap::Keymap::default(),
            layout: Layout::new(usize::from(USUAL_COLUMNS)),
            stamp: Stamp { now: Time::default(), fresh: Id(0) },
            effects: Vec::new(),
            warned: false,
        };
        pane::rebuild(&mut state);
        viewport::relayout(&mut state);
        viewport::focus_from(&mut state, 0);
        viewport::settle(&mut state);
        state.tell_notices();
        state
    }

    /// Starts where reading stopped.
    #[must_use]
    pub fn resuming(mut self, remembered: Remembered) -> State {
        if let Some(top) = remembered.top {
            viewport::show_at_top(&mut self, top);
            viewport::focus_at(&mut self, top);
        }
        self.marks = remembered.marks;
        viewport::settle(&mut self);
        self
    }

    /// Starts without the outline.
    #[must_use]
    pub fn without_outline(mut self) -> State {
        self.outline.shown = false;
        viewport::relayout(&mut self);
        viewport::settle(&mut self);
        self
    }

    /// Starts with text at most `columns` wide.
    #[must_use]
    pub fn with_columns(mut self, columns: u16) -> State {
        self.column_width = columns.max(1);
        viewport::relayout(&mut self);
        viewport::settle(&mut self);
        self
    }

    /// Tells whether the article has any section.
    #[must_use]
    pub fn has_sections(&self) -> bool {
        !self.article.document.sections.is_empty()
    }

    /// Gives the section being read, that of the focused block; none in the lead.
    #[must_use]
    pub fn current_section(&self) -> Option<usize> {
        let document = &self.article.document;
        let focused = document.blocks.get(self.focused)?;
        let current = document.section_at(Position(focused.range.start));
        if matches!(focused.kind, Kind::Heading(_)) {
            return current;
        }
        // Under a heading at the top the focus is on the first text, which may be a subsection's.
        let top = self.position();
        let headed = document.sections.binary_search_by_key(&top, Section::start).ok();
        let between = document.blocks.get(document.block_at(top)..self.focused).unwrap_or_default();
        headed.filter(|_| !between.iter().any(viewport::is_focusable)).or(current)
    }

    /// Gives the part of the screen that takes keys; an outline there is no room for takes none.
    #[must_use]
    pub fn context(&self) -> command::Context {
        if self.prompt.is_some() {
            return command::Context::Prompt;
        }
        match &self.overlay {
            Some(overlay::Overlay::Help { .. }) => command::Context::Help,
            Some(overlay::Overlay::Bookmarks(_)) => command::Context::Bookmarks,
            None if self.outline.focused && geometry::areas(self).outline.is_some() => {
                command::Context::Outline
            }
            None if self.selection.is_some() => command::Context::Selection,
            None => command::Context::Text,
        }
    }

    /// Tells whether there is something left to do while nothing happens.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        let text = self.article.document.text();
        self.search.as_ref().is_some_and(|search| search.is_busy(text))
    }

    /// Gives where in the text the next position to come back to is: that of the top row.
    #[must_use]
    pub fn position(&self) -> Position {
        self.viewport.position()
    }

    /// Says something in the bottom line.
    pub fn tell(&mut self, words: impl Into<String>) {
        self.message =
            Some(Message { words: crate::text::clean::line(&words.into()), is_error: false });
    }

    /// Gives how many changes are not on disk.
    #[must_use]
    pub fn unsaved_count(&self) -> usize {
        self.unsaved.len() + self.unsaved_corrections.len()
    }

    /// Says in the bottom line that something went wrong.
    pub fn tell_error(&mut self, words: impl Into<String>) {
        self.message =
            Some(Message { words: crate::text::clean::line(&words.into()), is_error: true });
    }

    /// Says what there is to say about how the article was read.
    fn tell_notices(&mut self) {
        let notices: Vec<&str> =
            self.article.document.notices.iter().map(|notice| &*notice.0).collect();
        if !notices.is_empty() {
            self.tell(notices.join("; "));
        }
    }
}
