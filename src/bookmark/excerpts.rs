//! The passages of one article, as they are handed from program to program.

use super::identity::Identity;
use super::{Anchor, Bookmark};
use crate::document::{Document, Position};
use crate::text::clean::{self, Clean};
use crate::text::scalars::Scalars;

/// The bookmarks of one article.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Excerpts {
    /// What the article is known by.
    pub identity: Identity,
    /// Who wrote it, as it is written there.
    pub byline: Option<Clean<'static>>,
    /// Its bookmarks, in the order in which they are to be told.
    pub passages: Vec<Passage>,
}

/// A bookmark, and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Passage {
    /// The bookmark.
    pub bookmark: Bookmark,
    /// Where it stands in the article as it is now.
    pub place: Place,
}

/// Where a passage stands in an article as it is now.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Place {
    /// It was not looked for.
    #[default]
    Unread,
    /// It was looked for and not found.
    Lost,
    /// It was found.
    Found {
        /// How sure that is, from 0 to 1; none where it stands as it was.
        moved: Option<f32>,
        /// Unicode scalar values before it.
        start: usize,
        /// Unicode scalar values before its end.
        end: usize,
        /// The line of the source, counted from 1, where lines mean something to a reader.
        line: Option<usize>,
        /// The names of the sections it stands in, outermost first.
        section: Vec<Clean<'static>>,
    },
}

impl Excerpts {
    /// Gives what the article is called: by its title, else the last part of its path.
    #[must_use]
    pub fn name(&self) -> Clean<'static> {
        if let Some(title) = &self.identity.title {
            return title.clone();
        }
        let file =
            self.origin().and_then(|origin| origin.rsplit('/').find(|part| !part.is_empty()));
        file.map_or(Clean::ours("An article from a pipe"), clean::line)
    }

    /// Gives where the article was read last, which is not for the terminal as it is.
    #[must_use]
    pub fn origin(&self) -> Option<&str> {
        self.identity.origins.last().map(String::as_str)
    }
}

impl Passage {
    /// Gives a bookmark that was looked for nowhere.
    #[must_use]
    pub fn unread(bookmark: Bookmark) -> Passage {
        Passage { bookmark, place: Place::Unread }
    }

    /// Gives the sections that the passage stands in, or stood in where it was not found.
    #[must_use]
    pub fn section(&self) -> &[Clean<'static>] {
        match &self.place {
            Place::Found { section, .. } => section,
            Place::Unread | Place::Lost => &self.bookmark.section,
        }
    }

    /// Gives how many Unicode scalar values stand before the passage, or stood when it was kept.
    #[must_use]
    pub fn start(&self) -> usize {
        match self.place {
            Place::Found { start, .. } => start,
            Place::Unread | Place::Lost => self.bookmark.quote.start,
        }
    }
}

impl Place {
    /// Gives the place that an anchor found in `document`, in the sections of those names.
    #[must_use]
    pub fn of(
        anchor: &Anchor,
        document: &Document,
        scalars: &Scalars,
        section: Vec<Clean<'static>>,
    ) -> Place {
        let Some(range) = anchor.range() else { return Place::Lost };
        Place::Found {
            moved: match anchor {
                Anchor::Moved { score, .. } => Some(*score),
                Anchor::Exact(_) | Anchor::Orphan => None,
            },
            start: scalars.before(range.start),
            end: scalars.before(range.end),
            line: document.lines.line_of(Position(range.start)),
            section,
        }
    }
}
