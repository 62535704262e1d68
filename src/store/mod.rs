//! What is kept on disk: bookmarks in the config directory, and in the state directory what may be
//! lost without loss of a bookmark.
//!
//! Its types of what is stored are its own and versioned. Every file is small and replaced as a
//! whole. What it does not understand it leaves byte for byte as it is.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use crate::bookmark::{Id, Time};
use crate::text::clean::{self, Clean};

pub mod bookmarks;
mod corrections;
pub mod draft;
#[cfg(test)]
mod failing;
pub mod file;
#[cfg(test)]
mod in_memory;
pub mod machine;
mod merge;
mod record;
pub mod state;
#[cfg(test)]
mod sweeps;

/// Why something could not be kept or found.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The disk failed.
    #[error("cannot {action} {path}")]
    Disk {
        /// What was tried.
        action: Action,
        /// With which file or directory.
        path: Clean<'static>,
        /// What the disk said.
        source: io::Error,
    },
    /// The file is of a later version of this program.
    #[error("{0} is of a newer sidehead, and left as it is")]
    Newer(Clean<'static>),
    /// The file does not hold what it should.
    #[error("{0} is damaged, and left as it is")]
    Damaged(Clean<'static>),
    /// The file was there when it was read, and someone else has removed it since.
    #[error("{0} was removed by another program")]
    Removed(Clean<'static>),
    /// No bookmark has the wanted name.
    #[error("no bookmark {0}")]
    Missing(Clean<'static>),
    /// Several bookmarks have a name that starts in the wanted way.
    #[error("{count} bookmarks start with {id}")]
    Ambiguous {
        /// The start that was given.
        id: Clean<'static>,
        /// How many have it.
        count: usize,
    },
}

/// What is done with a file or directory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Its bytes are read, or what is in it listed.
    Read,
    /// A file is changed or made.
    Write,
    /// A file is removed.
    Remove,
    /// A directory is made.
    Make,
}

impl fmt::Display for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Action::Read => "read",
            Action::Write => "write",
            Action::Remove => "remove",
            Action::Make => "make",
        })
    }
}

impl Error {
    /// Gives what to call with the disk's error.
    fn disk(action: Action, path: &Path) -> impl FnOnce(io::Error) -> Error {
        let path = shown(path);
        move |source| Error::Disk { action, path, source }
    }

    /// Gives the error as something to tell the reader.
    #[must_use]
    pub fn notice(&self) -> Notice {
        let (words, in_short) = (clean::error(self), self.in_short());
        let hides = matches!(self, Error::Disk { action: Action::Read, .. });
        Notice { words, in_short, hides, file: None }
    }

    /// Gives the error for a line that may be cut at its end; see [`Notice::in_short`].
    fn in_short(&self) -> Clean<'static> {
        match self {
            Error::Disk { action, path, .. } => {
                let words = format!("{}: cannot {action} {}", clean::cause(self), name(path));
                clean::line(&words)
            }
            Error::Newer(path) => clean::error(&Error::Newer(name(path))),
            Error::Damaged(path) => clean::error(&Error::Damaged(name(path))),
            Error::Removed(path) => clean::error(&Error::Removed(name(path))),
            Error::Missing(_) | Error::Ambiguous { .. } => clean::error(self),
        }
    }
}

/// Gives the last part of a path.
fn name(path: &Clean<'static>) -> Clean<'static> {
    let name = Path::new(&**path).file_name().map(|name| clean::line(&name.to_string_lossy()));
    name.unwrap_or_else(|| path.clone())
}

impl From<Error> for Notice {
    fn from(error: Error) -> Notice {
        error.notice()
    }
}

impl From<Clean<'static>> for Notice {
    fn from(words: Clean<'static>) -> Notice {
        Notice { in_short: words.clone(), words, hides: false, file: None }
    }
}

/// What there is to tell of what could not be read or mended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// All of it.
    pub words: Clean<'static>,
    /// The same for one line of a screen, which may be cut at its end: the cause comes first, and
    /// of a file's path there is only its name.
    pub in_short: Clean<'static>,
    /// Whether the disk would not let something be read, so that there may be more than was found.
    /// What was read and is damaged is no such thing: it can be named, and stays so.
    pub hides: bool,
    /// The file that is not read, where it is one that was found.
    pub file: Option<PathBuf>,
}

impl Notice {
    /// Gives that something, which goes by `name` for short, is left as it is.
    fn unread(what: &str, name: &str, reason: record::Reason) -> Notice {
        Notice {
            words: clean::line(&format!("{what} is not read: {reason}")),
            in_short: clean::line(&format!("{reason}: {name} is not read")),
            hides: false,
            file: None,
        }
    }
}

/// Gives the current time.
#[must_use]
pub fn now() -> Time {
    Time(jiff::Timestamp::now().as_second())
}

/// Gives a name that no bookmark has yet.
#[must_use]
pub fn fresh_id() -> Id {
    Id(uuid::Uuid::new_v4().as_u128())
}

/// Gives the time that `text` stands for; of what is no time, the start of 1970.
fn time(text: &str) -> Time {
    Time::read(text).unwrap_or_default()
}

/// Gives a path as it may be shown.
fn shown(path: &Path) -> Clean<'static> {
    clean::line(&path.to_string_lossy())
}

#[cfg(test)]
mod tests {
    use super::{Action, Error, Path, io};

    #[test]
    fn in_short_the_cause_comes_first_and_of_a_path_its_end() {
        let path = Path::new("/a/long/way/bookmarks/harbour");
        let failed = io::Error::from_raw_os_error(13);
        let disk = Error::disk(Action::Make, path)(failed).notice();
        assert_eq!(&*disk.words, "cannot make /a/long/way/bookmarks/harbour: permission denied");
        assert_eq!(&*disk.in_short, "permission denied: cannot make harbour");
        let newer = Error::Newer(super::shown(path)).notice();
        assert_eq!(&*newer.in_short, "harbour is of a newer sidehead, and left as it is");
    }
}
