//! The bookmarks of all articles at a glance: what a list of them shows.

use super::{Found, Shelf};
use crate::bookmark::{Bookmark, Colour, Id, Time};
use crate::document::Notice;
use crate::text::clean::Clean;

/// The bookmarks of all articles.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Overview {
    /// The articles that have bookmarks, each once.
    pub articles: Vec<Summary>,
    /// What could not be read.
    pub notices: Vec<Notice>,
}

/// An article that has bookmarks.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Its title, where it has one.
    pub title: Option<Clean<'static>>,
    /// Canonical paths and addresses it was read from, the latest last: not for the terminal.
    pub origins: Vec<String>,
    /// Its bookmarks, in the order they were made.
    pub bookmarks: Vec<Brief>,
}

/// What a list shows of a bookmark; [`Shelf::named`] gives the whole one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Brief {
    /// Its name.
    pub id: Id,
    /// The passage.
    pub words: Clean<'static>,
    /// Unicode scalar values before the passage, when it was last described.
    pub start: usize,
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

impl Shelf {
    /// Gives what a list of all bookmarks shows, without opening an article.
    #[must_use]
    pub fn overview(&self) -> Overview {
        let mut overview = Overview::default();
        for found in self.all() {
            let Found { folder, bookmarks, notices } = found;
            overview.notices.extend(notices);
            if !bookmarks.is_empty() {
                let bookmarks = bookmarks.into_iter().map(Brief::of).collect();
                let (title, origins) = (folder.identity.title, folder.identity.origins);
                overview.articles.push(Summary { title, origins, bookmarks });
            }
        }
        overview
    }
}

impl Brief {
    fn of(bookmark: Bookmark) -> Brief {
        let Bookmark { id, quote, section, note, tags, colour, created, modified } = bookmark;
        let (words, start) = (quote.exact, quote.start);
        Brief { id, words, start, section, note, tags, colour, created, modified }
    }
}
