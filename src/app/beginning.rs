//! How a reader begins: the state that nothing has changed yet, and what may be asked of it before
//! anything does.

use std::collections::BTreeMap;

use super::start::Start;
use super::{
    Remembered, Stamp, State, USUAL_COLUMNS, focus, geometry, jumps, keymap, pane, update,
    viewport, visit,
};
use crate::article::Article;
use crate::bookmark::{Id, Time};
use crate::document::Position;
use crate::layout::Layout;

impl State {
    /// Gives the reader at the beginning of `article`.
    #[must_use]
    pub fn new(article: Article, complete: bool, size: geometry::Size) -> State {
        let mut state = State::blank(article, complete, size);
        pane::rebuild(&mut state);
        viewport::relayout(&mut state);
        focus::beginning(&mut state);
        viewport::settle(&mut state);
        state.tell_notices();
        state
    }

    /// Gives the reader with nothing laid out, asked or said yet.
    fn blank(article: Article, complete: bool, size: geometry::Size) -> State {
        State {
            article,
            key: visit::Key::default(),
            complete,
            percent_read: None,
            size,
            column_width: USUAL_COLUMNS,
            furniture_folded: false,
            viewport: viewport::Viewport::default(),
            focused: 0,
            line: Position::default(),
            outline: pane::Pane::default(),
            overlay: None,
            prompt: None,
            selection: None,
            pressed: None,
            at_bookmark: None,
            replacing: None,
            filed: None,
            search: None,
            search_before: None,
            search_left: None,
            searches: Vec::new(),
            jumps: jumps::Jumps::default(),
            marks: BTreeMap::new(),
            count: None,
            pending: None,
            message: None,
            unsaved: BTreeMap::new(),
            repeated: None,
            left: None,
            awaited: None,
            tickets: 0,
            changes: 0,
            undo: Vec::new(),
            asked: BTreeMap::new(),
            offer: None,
            keymap: keymap::Keymap::default(),
            layout: Layout::new(usize::from(USUAL_COLUMNS)),
            stamp: Stamp { now: Time::default(), fresh: Id(0) },
            effects: Vec::new(),
            warned: false,
        }
    }

    /// Starts with what the article is told apart by.
    #[must_use]
    pub fn known_as(mut self, key: visit::Key) -> State {
        self.key = key;
        self
    }

    /// Starts where reading stopped.
    #[must_use]
    pub fn resuming(mut self, remembered: Remembered) -> State {
        if let Some(spot) = remembered.spot {
            focus::come_back(&mut self, spot);
        }
        self.marks = remembered.marks;
        viewport::settle(&mut self);
        self
    }

    /// Starts at `start`, from where Ctrl-o leads back to where it would have started.
    #[must_use]
    pub fn starting(mut self, start: Start) -> State {
        update::jump::start(&mut self, start);
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
}
