//! What lies over the text, and the line in which something is typed.

use tui_input::Input;

use super::State;
use super::command::{CONTEXTS, TABLE};
use super::geometry::{Area, inside, overlay};
use crate::article::Placed;
use crate::bookmark::Id;
use crate::document::{Position, Range};

/// What lies over the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Overlay {
    /// The keys.
    Help {
        /// The first line shown.
        top: usize,
    },
    /// The bookmarks of the article.
    Bookmarks(List),
}

/// Columns that a key and its help need beside each other; in fewer, help stands under its key.
const BESIDE_COLUMNS: u16 = 64;

/// Tells whether help stands beside its keys in an area as wide as `area`.
#[must_use]
pub fn is_help_beside(area: Area) -> bool {
    area.columns >= BESIDE_COLUMNS
}

/// Gives the last line of the help that may be at the top.
#[must_use]
pub fn help_bottom(screen: Area) -> usize {
    let area = inside(overlay(screen));
    let rows_each = if is_help_beside(area) { 1 } else { 2 };
    // Each part has a heading, and a blank line before it but for the first.
    let lines = TABLE.len() * rows_each + 2 * CONTEXTS.len() - 1;
    lines.saturating_sub(usize::from(area.rows))
}

/// The list of bookmarks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct List {
    /// Which of the listed bookmarks has the cursor.
    pub cursor: usize,
    /// What they must hold to be listed.
    pub filter: String,
}

/// Gives the bookmarks that the list shows, in order.
#[must_use]
pub fn listed<'a>(state: &'a State, list: &List) -> Vec<&'a Placed> {
    let wanted = list.filter.to_lowercase();
    let bookmarks = state.article.bookmarks.iter();
    bookmarks.filter(|placed| wanted.is_empty() || holds(placed, &wanted)).collect()
}

fn holds(placed: &Placed, wanted: &str) -> bool {
    let bookmark = &placed.bookmark;
    let mut texts = [&bookmark.quote.exact, &bookmark.note].into_iter().chain(&bookmark.tags);
    texts.any(|text| text.to_lowercase().contains(wanted))
}

/// The line in which something is typed.
#[derive(Clone, Debug)]
pub struct Prompt {
    /// What it is for.
    pub purpose: Purpose,
    /// What was typed.
    pub input: Input,
    /// How many searches before the last one the line was recalled from, and what it held first.
    pub recalled: Option<(usize, String)>,
}

/// What a prompt is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// A pattern to search for.
    Search {
        /// Whether to search towards the beginning.
        backward: bool,
        /// Where the reader was.
        from: Position,
    },
    /// The note of a bookmark.
    Note(Id),
    /// The note of a bookmark that is to be made.
    NewNote(Range),
    /// The name of the section that starts there.
    SectionName(Position),
    /// The directory for changes that could not be saved in their place.
    Elsewhere,
    /// What names of sections must hold.
    FilterOutline,
    /// What bookmarks must hold.
    FilterBookmarks,
}

impl Prompt {
    /// Gives an empty prompt.
    #[must_use]
    pub fn new(purpose: Purpose) -> Prompt {
        Prompt { purpose, input: Input::default(), recalled: None }
    }

    /// Gives a prompt in which `text` stands already.
    #[must_use]
    pub fn holding(purpose: Purpose, text: &str) -> Prompt {
        Prompt { purpose, input: Input::new(text.to_owned()), recalled: None }
    }

    /// Gives the word that stands before what is typed.
    #[must_use]
    pub fn label(&self) -> &'static str {
        match self.purpose {
            Purpose::Search { backward: false, .. } => "/",
            Purpose::Search { backward: true, .. } => "?",
            Purpose::Note(_) | Purpose::NewNote(_) => "note: ",
            Purpose::SectionName(_) => "name: ",
            Purpose::Elsewhere => "keep in directory: ",
            Purpose::FilterOutline => "only with: ",
            Purpose::FilterBookmarks => "bookmarks with: ",
        }
    }
}
