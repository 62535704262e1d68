//! Going from one open article to another, and what is to be found there.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::article::Article;
use crate::bookmark::spot::Spot;
use crate::bookmark::{Id, Quote};
use crate::document::Position;
use crate::store::bookmarks::overview::Brief;
use crate::text::clean::Clean;

/// What an article is told apart by among those opened in one session, and opened again by: its
/// canonical path or address. Not for the terminal.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key(pub String);

impl Key {
    /// Gives the key of what came through a pipe, of which a session has one at most.
    #[must_use]
    pub fn pipe() -> Key {
        Key("-".to_owned())
    }

    /// Tells whether what it stands for cannot be read a second time.
    #[must_use]
    pub fn is_pipe(&self) -> bool {
        *self == Key::pipe()
    }
}

/// The number of a request to open another article. An answer to any but the latest is dropped:
/// the reader has gone elsewhere since.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ticket(pub u32);

/// What is to be gone to in another article.
#[derive(Clone, Debug, PartialEq)]
pub enum Target {
    /// What a letter stands for in all articles.
    Mark(char),
    /// A bookmark.
    Bookmark {
        /// Which.
        id: Id,
        /// Where its article was read from, the latest last.
        origins: Vec<String>,
    },
    /// Words in an article that was open before.
    Words(Key, Spot<Quote>),
}

/// Another article, read to be gone to.
#[derive(Debug)]
pub struct Visit {
    /// What it is told apart by.
    pub key: Key,
    /// The article, with its bookmarks found in it.
    pub article: Article,
    /// Letters standing for spots in it.
    pub marks: BTreeMap<char, Spot<Position>>,
    /// Where in it to go.
    pub at: At,
}

/// Where to go in an article.
#[derive(Clone, Debug, PartialEq)]
pub enum At {
    /// To words, as they were on screen.
    Words(Spot<Quote>),
    /// To a bookmark's passage.
    Bookmark(Id),
}

/// A request that has no answer yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Awaited {
    /// Which.
    pub ticket: Ticket,
    /// Whether going there is a jump, to be come back from, or is the coming back itself.
    pub is_jump: bool,
}

/// A bookmark in the list of all, with the article it is of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filed {
    /// The bookmark.
    pub brief: Brief,
    /// What its article is called.
    pub title: Clean<'static>,
    /// Where its article was read from, the latest last: not for the terminal.
    pub origins: Arc<[String]>,
}

impl Filed {
    /// Gives what the article is told apart by, as far as that is known.
    #[must_use]
    pub fn key(&self) -> Key {
        self.origins.last().map_or_else(Key::pipe, |origin| Key(origin.clone()))
    }
}
