//! Reading an article's directory.

use std::path::{Path, PathBuf};

use super::{Found, Shelf, name};
use crate::bookmark::Id;
use crate::bookmark::identity::Identity;
use crate::document::Notice;
use crate::store::file;
use crate::store::record::{self, Fields, Reason};
use crate::text::clean;

impl Shelf {
    /// Gives the articles' directories; hidden ones belong to git and syncing programs.
    pub(super) fn directories(&self, notices: &mut Vec<Notice>) -> Vec<PathBuf> {
        let listed = file::list(&*self.disk, &self.root);
        let mut paths = listed.unwrap_or_else(|error| {
            notices.push(error.notice());
            Vec::new()
        });
        paths.retain(|path| !name::of(path).starts_with('.'));
        paths
    }

    /// Gives what the article of a directory is known by; none where it is no article's.
    pub(super) fn article(&self, directory: &Path) -> Result<Option<Identity>, Notice> {
        let path = directory.join(name::ARTICLE);
        let bytes = file::read(&*self.disk, &path).map_err(|error| error.notice())?;
        let Some(bytes) = bytes else { return Ok(None) };
        let identity = record::fields(&bytes).and_then(|fields| record::to_article(&fields));
        identity.map(Some).map_err(|reason| left_alone(&path, reason))
    }

    /// Gives what lies in one directory.
    pub(super) fn loaded(&self, directory: PathBuf, identity: Identity) -> Found {
        let mut found = Found::default();
        found.folder.identity = identity;
        self.load(directory, &mut found);
        found
    }

    /// Reads what lies in a directory into `found`.
    pub(super) fn load(&self, directory: PathBuf, found: &mut Found) {
        let paths = file::list(&*self.disk, &directory).unwrap_or_else(|error| {
            found.notices.push(error.notice());
            Vec::new()
        });
        for path in paths.into_iter().filter(|path| name::is_of_interest(path)) {
            match self.file(&path) {
                Ok(Some((id, fields))) => found.folder.add(id, path, fields),
                Ok(None) => {}
                Err(notice) => found.notices.push(notice),
            }
        }
        found.folder.directories.push(directory);
        let bookmarks = found.folder.of_kind(record::BOOKMARK);
        found.bookmarks =
            bookmarks.filter_map(|(_, fields)| record::to_bookmark(fields).ok()).collect();
        found.bookmarks.sort_by_key(|bookmark| (bookmark.created, bookmark.id));
    }

    /// Reads a file of an article's directory; gives none where it has gone in the meantime.
    fn file(&self, path: &Path) -> Result<Option<(Id, Fields)>, Notice> {
        let id = name::id(path).ok_or_else(|| left_alone(path, reason_of_name(path)))?;
        let bytes = file::read(&*self.disk, path).map_err(|error| error.notice())?;
        let Some(bytes) = bytes else { return Ok(None) };
        let fields = record::fields(&bytes).map_err(|reason| left_alone(path, reason))?;
        if record::is_of_kind(&fields, record::BOOKMARK) {
            let bookmark = record::to_bookmark(&fields).map_err(|why| left_alone(path, why))?;
            if bookmark.id != id {
                return Err(left_alone(path, "its id is not the one in its name"));
            }
        }
        Ok(Some((id, fields)))
    }
}

fn reason_of_name(path: &Path) -> Reason {
    if name::of(path).contains("conflict") {
        "it is a copy that a syncing program set aside"
    } else {
        "its name is not that of a bookmark"
    }
}

fn left_alone(path: &Path, reason: Reason) -> Notice {
    Notice(clean::line(&format!("{} is not read: {reason}", path.display())))
}
