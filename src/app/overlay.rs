//! What lies over the text, and the line in which something is typed.

use tui_input::Input;

use super::command::{CONTEXTS, Context, Row, TABLE};
use super::geometry::{Area, inside, overlay};
use super::list::List;
use crate::bookmark::Id;
use crate::bookmark::spot::Spot;
use crate::document::{Position, Range};

/// What lies over the text.
#[derive(Debug)]
pub enum Overlay {
    /// The keys.
    Help {
        /// The first line shown.
        top: usize,
        /// What comes back when the help is closed.
        behind: Option<Box<Overlay>>,
    },
    /// The bookmarks.
    Bookmarks(Box<List>),
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
    lines_before(CONTEXTS.len(), area).saturating_sub(1 + usize::from(area.rows))
}

/// Gives the line of the help on which the part for `context` begins.
#[must_use]
pub fn help_line(context: Context, screen: Area) -> usize {
    let part = CONTEXTS.iter().position(|(this, _)| *this == context);
    lines_before(part.unwrap_or(0), inside(overlay(screen)))
}

/// Gives how many lines the first `parts` of the help take, each with its heading and a blank line
/// after it.
fn lines_before(parts: usize, area: Area) -> usize {
    let rows_each = if is_help_beside(area) { 1 } else { 2 };
    let shown = CONTEXTS.get(..parts).unwrap_or(CONTEXTS);
    let is_shown = |row: &&Row| shown.iter().any(|(context, _)| *context == row.context);
    TABLE.iter().filter(is_shown).count() * rows_each + 2 * parts
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
        from: Spot<Position>,
    },
    /// The note of a bookmark.
    Note(Id),
    /// The note of a bookmark that is to be made.
    NewNote(Range),
    /// The name of the section that starts there.
    SectionName(Position),
    /// The directory for changes that could not be saved in their place.
    Elsewhere,
    /// The tags of a bookmark.
    Tags(Id),
    /// What names of sections must hold.
    FilterOutline,
    /// What bookmarks must hold.
    FilterBookmarks,
}

impl Purpose {
    /// Puts its places where `find` and `find_passage` say they are now: the text has changed.
    /// Tells whether they are still there.
    pub fn follow(
        &mut self,
        find: impl Fn(Position) -> Position,
        find_passage: impl Fn(Range) -> Option<Range>,
    ) -> bool {
        match self {
            Purpose::Search { from, .. } => *from = from.map(|at| find(*at)),
            Purpose::SectionName(at) => *at = find(*at),
            Purpose::NewNote(range) => match find_passage(range.clone()) {
                Some(found) => *range = found,
                None => return false,
            },
            _ => {}
        }
        true
    }
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
            Purpose::Tags(_) => "tags, with commas between: ",
            Purpose::FilterOutline => "only with: ",
            Purpose::FilterBookmarks => "bookmarks with: ",
        }
    }
}
