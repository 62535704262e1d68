//! Keeping in another directory what cannot be kept in its place.

use std::path::PathBuf;

use super::{Desk, UNREAD};
use crate::app::update::told;
use crate::app::visit::Key;
use crate::app::{Elsewhere, Input};
use crate::config;
use crate::store::bookmarks::Shelf;
use crate::store::bookmarks::folder::Folder;
use crate::text::clean::{self, Clean};

impl Desk<'_> {
    /// Writes what could not be kept in its place into a shelf of its own.
    pub(super) fn keep_elsewhere(&self, elsewhere: &Elsewhere) {
        let shelf = Shelf::open(&at_home(&elsewhere.directory));
        for (article, bookmark) in &elsewhere.bookmarks {
            let kept = self.folder_on(&shelf, article).and_then(|mut there| {
                shelf.save(&mut there, bookmark).map_err(|error| clean::error(&error))
            });
            match kept {
                Ok(_) => (self.tell)(Input::Kept(bookmark.id, None)),
                Err(why) => return (self.tell)(told(&why, true)),
            }
        }
        for (article, correction) in &elsewhere.corrections {
            let kept = self.folder_on(&shelf, article).and_then(|mut there| {
                shelf.save_correction(&mut there, correction).map_err(|error| clean::error(&error))
            });
            match kept {
                Ok(_) => (self.tell)(Input::KeptCorrections(vec![(correction.id, None)])),
                Err(why) => return (self.tell)(told(&why, true)),
            }
        }
        let (from, to) = (shelf.path().display(), self.shelf.path().display());
        (self.tell)(told(&format!("Kept in {from} · copy that over {to} later"), false));
    }

    /// Gives where an article's bookmarks lie on another shelf.
    fn folder_on(&self, shelf: &Shelf, article: &Key) -> Result<Folder, Clean<'static>> {
        let folder = self.known.get(article).and_then(|known| known.folder.as_ref());
        Ok(shelf.find(&folder.ok_or(UNREAD)?.identity).folder)
    }
}

/// Gives the directory that was typed, from the root on; `~` stands for the home directory, as in a
/// shell.
fn at_home(typed: &str) -> PathBuf {
    let below = typed.strip_prefix('~').filter(|below| below.is_empty() || below.starts_with('/'));
    match std::env::home_dir().zip(below) {
        Some((home, below)) => home.join(below.trim_start_matches('/')),
        None => config::absolute(PathBuf::from(typed)),
    }
}
