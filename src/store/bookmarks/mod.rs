//! The shelf: a directory an article, and in it `article.json` and one file a bookmark.
//!
//! A new bookmark is a new file, so two writers never collide on one; a file that both changed is
//! merged field by field. Nothing is overwritten that was not understood. Files of other kinds may
//! lie beside the bookmarks; each says in its `kind` what it is.

use std::path::{Path, PathBuf};

use super::file::{self, Disk};
use super::machine::Machine;
use super::{Error, record, shown};
use crate::bookmark::identity::Identity;
use crate::bookmark::{Bookmark, Id};
use crate::store::Notice;
use crate::text::clean;

use folder::Folder;
use name::Meaning;

mod article;
pub mod doctor;
pub mod folder;
mod keep;
mod load;
mod memo;
mod name;
pub mod overview;
#[cfg(test)]
mod tests;

/// All bookmarks, as they lie on disk.
pub struct Shelf {
    disk: Box<dyn Disk>,
    root: PathBuf,
    /// Where what files said is remembered.
    cache: Option<PathBuf>,
}

/// One article's bookmarks.
#[derive(Debug, Default)]
pub struct Found {
    /// Where they lie; what is saved and removed goes there.
    pub folder: Folder,
    /// The bookmarks, in the order they were made.
    pub bookmarks: Vec<Bookmark>,
    /// What could not be read.
    pub notices: Vec<Notice>,
}

impl Shelf {
    /// Gives the shelf in the config directory; nothing is read or made yet.
    #[must_use]
    pub fn open(config: &Path) -> Shelf {
        Shelf::on(Box::new(Machine), config)
    }

    /// Gives the shelf on a disk.
    #[must_use]
    pub fn on(disk: Box<dyn Disk>, config: &Path) -> Shelf {
        Shelf { disk, root: config.join("bookmarks"), cache: None }
    }

    /// Lets the shelf remember in `cache` what files said, so that only what has changed is read
    /// again.
    #[must_use]
    pub fn with_cache(self, cache: Option<&Path>) -> Shelf {
        Shelf { cache: cache.map(Path::to_path_buf), ..self }
    }

    /// Gives the directory of all bookmarks.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.root
    }

    /// Gives the bookmarks of an article.
    #[must_use]
    pub fn find(&self, identity: &Identity) -> Found {
        let mut found = Found::default();
        found.folder.identity = identity.clone();
        let identities = self.identities(&mut found.notices).into_iter();
        let same = identities.filter(|(_, known)| self.are_one(known, identity));
        let directories: Vec<PathBuf> = same.map(|(directory, _)| directory).collect();
        self.load(&directories, &mut found);
        found
    }

    /// Gives what is kept of all articles, an entry an article, of some of which only the outline was
    /// corrected; at the end, without bookmarks, what could not be read.
    #[must_use]
    pub fn all(&self) -> Vec<Found> {
        let mut unread = Found::default();
        let articles = self.articles(&mut unread.notices).into_iter();
        let load = |(identity, directories): (_, Vec<_>)| self.loaded(&directories, identity);
        let mut all: Vec<Found> = articles.map(load).chain([unread]).collect();
        let is_kept = |found: &Found| !found.bookmarks.is_empty() || found.folder.has_corrections();
        all.retain(|found| is_kept(found) || !found.notices.is_empty());
        all
    }

    /// Gives the one bookmark whose name starts with `digits`, and its place.
    ///
    /// # Errors
    /// Fails if there is none, if there are several, or if its file was not understood.
    pub fn named(&self, digits: &str) -> Result<(Folder, Bookmark), Error> {
        let digits = digits.to_ascii_lowercase();
        let starts = |path: &PathBuf| name::of(path).starts_with(&digits);
        let mut paths = Vec::new();
        for directory in file::list(&*self.disk, &self.root)? {
            paths.extend(file::list(&*self.disk, &directory)?.into_iter().filter(starts));
        }
        let id = |path: &PathBuf| match name::meaning(path) {
            Meaning::File(id) => Some(id),
            _ => None,
        };
        paths.retain(|path| id(path).is_some());
        let mut ids: Vec<Id> = paths.iter().filter_map(id).collect();
        ids.sort_unstable();
        ids.dedup();
        let (&[id], [path, ..]) = (&*ids, &*paths) else {
            let id = clean::line(&digits);
            return Err(match ids.len() {
                0 => Error::Missing(id),
                count => Error::Ambiguous { id, count },
            });
        };
        let directory = path.parent().unwrap_or(&self.root);
        let identity = self.identity(directory, None).ok().flatten().unwrap_or_default();
        let found = self.loaded(&[directory.to_path_buf()], identity);
        let bookmark = found.bookmarks.into_iter().find(|bookmark| bookmark.id == id);
        Ok((found.folder, bookmark.ok_or_else(|| Error::Damaged(shown(path)))?))
    }
}
