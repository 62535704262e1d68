//! Bookmarks: a passage, remembered by its words so that it is found again.
//!
//! Knows nothing of where bookmarks are kept (that is `store`) or which terminal shows them.

use std::fmt;

use crate::document::Range;
use crate::text::clean::Clean;

pub mod anchor;
pub mod correction;
pub mod excerpts;
pub mod export;
pub mod identity;
pub mod import;
pub mod spot;
pub mod time;

/// A bookmark's name: a random number of 128 bits, written as 32 hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id(pub u128);

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}

impl Id {
    /// Gives the name that 32 hexadecimal digits stand for.
    #[must_use]
    pub fn read(digits: &str) -> Option<Id> {
        let is_id = digits.len() == 32 && digits.bytes().all(|digit| digit.is_ascii_hexdigit());
        Some(Id(u128::from_str_radix(digits, 16).ok().filter(|_| is_id)?))
    }
}

/// A moment: seconds since the start of 1970 in UTC.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Time(pub i64);

/// A passage that a reader marked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bookmark {
    /// Its name, which never changes.
    pub id: Id,
    /// The passage's words and surroundings.
    pub quote: Quote,
    /// The names of the sections it stood in, outermost first.
    pub section: Vec<Clean<'static>>,
    /// What the reader wrote about it; empty if nothing.
    pub note: Clean<'static>,
    /// What the reader filed it under.
    pub tags: Vec<Clean<'static>>,
    /// The colour it is shown in.
    pub colour: Colour,
    /// When it was made.
    pub created: Time,
    /// When it was last changed.
    pub modified: Time,
}

/// What a reader says of a bookmark, and may change wherever it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remarks {
    /// What the reader wrote about it; empty if nothing.
    pub note: Clean<'static>,
    /// What the reader filed it under.
    pub tags: Vec<Clean<'static>>,
    /// The colour it is shown in.
    pub colour: Colour,
}

impl Bookmark {
    /// Gives what is said of it.
    #[must_use]
    pub fn remarks(&self) -> Remarks {
        Remarks { note: self.note.clone(), tags: self.tags.clone(), colour: self.colour }
    }

    /// Gives it with something else said of it at some time.
    #[must_use]
    pub fn with_remarks(self, remarks: Remarks, modified: Time) -> Bookmark {
        let Remarks { note, tags, colour } = remarks;
        Bookmark { note, tags, colour, modified, ..self }
    }
}

/// The words of a passage and of what stands around it.
///
/// Source: W3C Web Annotation Data Model, TextQuoteSelector and TextPositionSelector.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Quote {
    /// The passage itself.
    pub exact: Clean<'static>,
    /// What stood right before it.
    pub prefix: Clean<'static>,
    /// What stood right after it.
    pub suffix: Clean<'static>,
    /// Unicode scalar values before it.
    pub start: usize,
    /// Unicode scalar values before its end.
    pub end: usize,
    /// How often the words stood in the text, this passage included; 0 where that is not known.
    /// Where it was more than once, the words alone do not tell which passage was meant.
    pub occurrences: usize,
    /// How alike to it the likest other passage of the text was, in hundredths; 0 where that is
    /// not known.
    pub rival: u8,
    /// How alike the surroundings of such a passage were to its own, in hundredths: where words were
    /// changed, a place that has no more to show may be that passage.
    pub rival_around: u8,
}

/// Where a quote was found in a document.
#[derive(Clone, Debug, PartialEq)]
pub enum Anchor {
    /// Its words stand there as they were.
    Exact(Range),
    /// Its words were found changed or elsewhere.
    Moved {
        /// Where.
        range: Range,
        /// How sure, from 0 to 1.
        score: f32,
    },
    /// It was not found; its words are kept.
    Orphan,
}

impl Anchor {
    /// Gives where the passage is, unless it is lost.
    #[must_use]
    pub fn range(&self) -> Option<Range> {
        match self {
            Anchor::Exact(range) | Anchor::Moved { range, .. } => Some(range.clone()),
            Anchor::Orphan => None,
        }
    }
}

/// The colours a bookmark may have.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Colour {
    /// The default.
    #[default]
    Yellow,
    /// Green.
    Green,
    /// Blue.
    Blue,
    /// Red.
    Red,
}

/// The colours with their names in files and on the command line.
pub const COLOURS: [(Colour, &str); 4] = [
    (Colour::Yellow, "yellow"),
    (Colour::Green, "green"),
    (Colour::Blue, "blue"),
    (Colour::Red, "red"),
];

impl Colour {
    /// Gives the colour's name.
    #[must_use]
    pub fn name(self) -> &'static str {
        COLOURS.iter().find(|(colour, _)| *colour == self).map_or("yellow", |(_, name)| name)
    }

    /// Gives the colour of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Colour> {
        COLOURS.iter().find(|(_, this)| *this == name).map(|(colour, _)| *colour)
    }
}
