//! The reader at work: what is open, where the reader is in it, and what each input changes.
//!
//! Pure: it asks for the outside world through [`Effect`] and hears from it through [`Input`];
//! it knows no terminal, disk or clock.

use std::collections::{BTreeMap, BTreeSet};

use crate::article::Article;
use crate::bookmark::correction::Correction;
use crate::bookmark::spot::Spot;
use crate::bookmark::{Bookmark, Id, Quote, Time};
use crate::document::Position;
use crate::document::outline::Section;
use crate::layout::Layout;
use crate::store::bookmarks::overview::Brief;
use crate::store::state::Place;
use crate::text::clean::Clean;

mod beginning;
pub mod command;
pub mod find;
pub mod focus;
pub mod fuzzy;
pub mod geometry;
pub mod jumps;
pub mod key;
pub mod keymap;
pub mod link;
pub mod list;
pub mod message;
pub mod overlay;
pub mod pane;
pub mod passage;
pub mod selection;
pub mod start;
pub mod update;
pub mod viewport;
pub mod visit;

/// Columns of text, unless the reader widens or narrows it.
pub const USUAL_COLUMNS: u16 = 72;

/// Everything the screen is drawn from. Focus, overlay, prompt and selection are separate facts.
#[derive(Debug)]
pub struct State {
    /// What is read.
    pub article: Article,
    /// What the article is told apart by among those opened.
    pub key: visit::Key,
    /// Whether the whole article is here, or only its beginning.
    pub complete: bool,
    /// How many per cent of it are read, where that takes long.
    pub percent_read: Option<u8>,
    /// The size of the screen.
    pub size: geometry::Size,
    /// Columns of text the reader wants at most.
    pub column_width: u16,
    /// Whether furniture is folded away.
    pub furniture_folded: bool,
    /// What is on screen, and where in the document that is.
    pub viewport: viewport::Viewport,
    /// The index of the focused block.
    pub focused: usize,
    /// Where in it the focused line begins, if its lines are links.
    pub line: Position,
    /// The outline pane.
    pub outline: pane::Pane,
    /// What lies over the text.
    pub overlay: Option<overlay::Overlay>,
    /// What is being typed in the bottom line.
    pub prompt: Option<overlay::Prompt>,
    /// The passage being selected.
    pub selection: Option<selection::Selection>,
    /// Where a button of the mouse went down in the text.
    pub pressed: Option<selection::Pressed>,
    /// The bookmark that was last made or gone to: of several in a paragraph, the one meant.
    pub at_bookmark: Option<Id>,
    /// The bookmark that is to be given another place.
    pub replacing: Option<Id>,
    /// The bookmarks of all articles, once the list of all was asked for.
    pub filed: Option<Vec<visit::Filed>>,
    /// What was searched for, and where it stands.
    pub search: Option<find::Search>,
    /// What stood there before what is being typed to be searched for.
    search_before: Option<find::Search>,
    /// What was searched for last, once it is no longer shown; `n` takes it up again.
    search_left: Option<find::Search>,
    /// What was searched for before in any article, the latest first.
    pub searches: Vec<Clean<'static>>,
    /// Where the reader jumped from.
    pub jumps: jumps::Jumps,
    /// Letters standing for spots in this article.
    pub marks: BTreeMap<char, Spot<Position>>,
    /// The number typed before a command.
    pub count: Option<usize>,
    /// What waits for a letter.
    pub pending: Option<Pending>,
    /// One line for the reader, until the next key.
    pub message: Option<message::Message>,
    /// Bookmarks and corrections of the outline whose last change is not on disk, in whichever
    /// article.
    pub unsaved: BTreeMap<Id, Unkept>,
    /// How many changes of each bookmark and correction were asked for and have no answer yet: what
    /// is read from disk in the meantime does not know of them.
    asked: BTreeMap<Id, u32>,
    /// A correction that may hold for more lines, until the next key.
    offer: Option<update::offer::Offer>,
    /// What is to be done again when the whole article is here.
    repeated: Option<update::jump::Repeated>,
    /// The article from a pipe, while another one is open.
    left: Option<visit::Visit>,
    /// The request for another article that has no answer yet.
    awaited: Option<visit::Awaited>,
    /// Requests for another article so far.
    tickets: u32,
    /// Changes of bookmarks so far.
    changes: u32,
    undo: Vec<update::revise::Undo>,
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

/// A change that did not reach the disk.
#[derive(Clone, Debug, PartialEq)]
pub struct Unkept {
    /// What was asked for, to be asked for again.
    pub asked: Effect,
    /// Why it could not be done.
    pub why: Clean<'static>,
    /// The same for one line of a screen, which may be cut at its end.
    pub in_short: Clean<'static>,
}

impl Unkept {
    /// Gives a change that did not reach the disk for a reason that fits any line.
    #[must_use]
    pub fn new(asked: Effect, why: Clean<'static>) -> Unkept {
        Unkept { asked, in_short: why.clone(), why }
    }
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
    pub spot: Option<Spot<Position>>,
    /// Letters standing for spots.
    pub marks: BTreeMap<char, Spot<Position>>,
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
    /// The button of the mouse went down on a cell of the screen.
    Click {
        /// Column of the cell.
        column: u16,
        /// Row of the cell.
        row: u16,
        /// Whether it did so on the same cell a moment before.
        is_double: bool,
    },
    /// The button of the mouse went up again.
    Release,
    /// The mouse was moved to a cell of the screen with its button down.
    Drag {
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
    /// More of the article is here, in place of its beginning, but not all.
    Came(visit::Key, Box<Article>),
    /// The article is here, whole, in place of its beginning or of what it was before.
    Opened(visit::Key, Box<Article>, Remembered),
    /// What is kept of the article on disk has these names, and nothing else is: it was all read.
    OnDisk(visit::Key, BTreeSet<Id>),
    /// The article's bookmarks are here.
    Bookmarks(visit::Key, Vec<Bookmark>),
    /// The article's corrections of the outline are here.
    Corrections(visit::Key, Vec<Correction>),
    /// The bookmarks of all articles are here, as they were after so many changes.
    AllBookmarks(u32, Vec<visit::Filed>),
    /// A note was written in an editor; or why it was not.
    Noted(Id, Result<String, message::Message>),
    /// What was searched for before is here, the latest first.
    Searches(Vec<Clean<'static>>),
    /// A bookmark was written, and is now as given, or removed.
    Kept(Id, Option<Box<Bookmark>>),
    /// A bookmark that was to be changed had been removed by another program, and stays so.
    Removed(Id),
    /// Corrections were written, and are now as given, or removed.
    KeptCorrections(Vec<(Id, Option<Correction>)>),
    /// A bookmark or correction could not be written or removed.
    Unkept(Id, Box<Unkept>),
    /// Another article that was asked for is here.
    Visited(visit::Ticket, Box<visit::Visit>),
    /// What was asked for in another article turned out to be these words in the open one.
    FoundHere(visit::Ticket, Spot<Quote>),
    /// Another article that was asked for could not be opened.
    NotVisited(visit::Ticket, message::Message),
    /// Something is to be said.
    Told(message::Message),
    /// The rest of the article could not be read.
    Unread(visit::Key, message::Message),
}

/// Changes that could not be kept in their place, and where they are to go instead.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Elsewhere {
    /// The directory, as it was typed.
    pub directory: String,
    /// Bookmarks that were made or changed.
    pub bookmarks: Vec<(visit::Key, Bookmark)>,
    /// What is now said of bookmarks of articles that are not open.
    pub revised: Vec<Brief>,
    /// Corrections that were made or changed.
    pub corrections: Vec<(visit::Key, Correction)>,
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
    /// Leave: the place to start at is nowhere in the article.
    Miss,
    /// Put text on the clipboard.
    Copy(Clean<'static>),
    /// Write a bookmark of an article, which begins on a line of the source.
    Save(visit::Key, Box<Bookmark>, Option<usize>),
    /// Write the note, tags and colour of a bookmark of an article that is not open.
    Revise(Box<Brief>),
    /// Remove a bookmark of an article.
    Remove(visit::Key, Id),
    /// Write a correction of an article's outline.
    SaveCorrection(visit::Key, Box<Correction>),
    /// Remove a correction of an article's outline.
    RemoveCorrection(visit::Key, Id),
    /// Write what could not be kept in its place into a directory of the reader's choice.
    KeepElsewhere(Box<Elsewhere>),
    /// Read an article again.
    Reload(visit::Key),
    /// Find the bookmarks of an article that is open.
    FindHere(visit::Key),
    /// Find the bookmarks of all articles; the number comes back with them.
    FindAll(u32),
    /// Hand the terminal to the reader's editor, with the note of a bookmark in it.
    EditNote(Id, Clean<'static>),
    /// Remember the place in an article that is left.
    KeepPlace(visit::Key, Place),
    /// Remember what was searched for.
    KeepSearch(Clean<'static>),
    /// Remember words of an article under a letter, for all articles.
    KeepMark(visit::Key, char, Spot<Quote>),
    /// Open another article.
    Visit {
        /// The number of the request, which comes back with the answer.
        ticket: visit::Ticket,
        /// What is to be gone to.
        target: visit::Target,
        /// The article that is open.
        from: visit::Key,
    },
}

impl Effect {
    /// Gives the bookmark or correction that it writes or removes.
    #[must_use]
    pub fn id(&self) -> Option<Id> {
        match self {
            Effect::Save(_, bookmark, _) => Some(bookmark.id),
            Effect::Revise(brief) => Some(brief.id),
            Effect::SaveCorrection(_, correction) => Some(correction.id),
            Effect::Remove(_, id) | Effect::RemoveCorrection(_, id) => Some(*id),
            _ => None,
        }
    }

    /// Tells whether something that a reader made, changed or removed is lost if it is not carried
    /// out. The place and what was searched for come about by reading, and are worth no waiting.
    #[must_use]
    pub fn keeps(&self) -> bool {
        self.id().is_some() || matches!(self, Effect::KeepElsewhere(_) | Effect::KeepMark(..))
    }
}

impl State {
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
        if focused.kind.is_of_heading() {
            return current;
        }
        // Under a heading at the top the focus is on the first text, which may be a subsection's.
        let top = self.position();
        let headed = document.sections.binary_search_by_key(&top, Section::start).ok();
        let between = document.blocks.get(document.block_at(top)..self.focused).unwrap_or_default();
        headed.filter(|_| !between.iter().any(focus::is_focusable)).or(current)
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

    /// Tells whether a place that is searched for is still to be found.
    #[must_use]
    pub fn is_looking(&self) -> bool {
        self.search.as_ref().is_some_and(find::Search::is_looking)
    }

    /// Tells whether there is something left to do while nothing happens.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        let text = self.article.document.text();
        self.offer.as_ref().is_some_and(update::offer::Offer::is_open)
            || self.search.as_ref().is_some_and(|search| search.is_busy(text))
    }

    /// Gives where in the text the next position to come back to is: that of the top row.
    #[must_use]
    pub fn position(&self) -> Position {
        self.viewport.position()
    }
}
