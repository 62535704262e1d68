//! Reading an article's directory, and mending there what syncing left unmerged.

use std::path::{Path, PathBuf};

use super::folder::Known;
use super::name::{self, Meaning};
use super::{Found, Shelf};
use crate::bookmark::Id;
use crate::bookmark::identity::Identity;
use crate::store::merge::{self, Parsed};
use crate::store::record::{self, Reason};
use crate::store::{Error, Notice, file, shown};

impl Shelf {
    /// Gives what lies in an article's directories.
    pub(super) fn loaded(&self, directories: &[PathBuf], identity: Identity) -> Found {
        let mut found = Found::default();
        found.folder.identity = identity;
        self.load(directories, &mut found);
        found
    }

    /// Reads what lies in an article's directories into `found`.
    pub(super) fn load(&self, directories: &[PathBuf], found: &mut Found) {
        let mut copies = Vec::new();
        for directory in directories {
            self.gather(directory, found, &mut copies);
        }
        for (id, path) in copies {
            if let Err(notice) = self.add_copy(id, path, found) {
                found.notices.push(notice);
            }
        }
        found.folder.directories = directories.to_vec();
        let mended = found.folder.files.values_mut().filter(|known| !known.is_whole());
        let failed = mended.filter_map(|known| self.mend(known).err());
        found.notices.extend(failed.map(|error| error.notice()));
        let bookmarks = found.folder.of_kind(record::BOOKMARK);
        found.bookmarks =
            bookmarks.filter_map(|(_, fields)| record::to_bookmark(fields).ok()).collect();
        found.bookmarks.sort_by_key(|it| (it.quote.start, it.created, it.id));
    }

    /// Reads the files of a directory; the copies that syncing set aside are only named.
    fn gather(&self, directory: &Path, found: &mut Found, copies: &mut Vec<(Id, PathBuf)>) {
        let paths = file::list(&*self.disk, directory).unwrap_or_else(|error| {
            found.notices.push(error.notice());
            Vec::new()
        });
        file::clear(&*self.disk, directory, &paths);
        for path in paths {
            let read = match name::meaning(&path) {
                Meaning::Article | Meaning::Foreign => Ok(()),
                Meaning::ArticleCopy => self.mend_article(directory, &path),
                Meaning::File(id) => {
                    let add = |parsed| found.folder.add(id, path.clone(), parsed);
                    self.file(&path).map(|parsed| parsed.map(add).unwrap_or_default())
                }
                Meaning::Copy(id) => {
                    copies.push((id, path));
                    Ok(())
                }
                Meaning::Stray => Err(left_alone(&path, "its name is not that of a bookmark")),
            };
            found.notices.extend(read.err());
        }
    }

    /// Reads a file; gives none where it has gone in the meantime.
    pub(super) fn file(&self, path: &Path) -> Result<Option<Parsed>, Notice> {
        let bytes = file::read(&*self.disk, path).map_err(|error| error.notice())?;
        let parsed = bytes.map(|bytes| understood(path, &bytes)).transpose();
        parsed.map_err(|reason| left_alone(path, reason))
    }

    fn add_copy(&self, id: Id, path: PathBuf, found: &mut Found) -> Result<(), Notice> {
        let Some(parsed) = self.file(&path)? else { return Ok(()) };
        match found.folder.add_copy(id, path, &parsed.fields) {
            Some(path) => {
                Err(left_alone(&path, "it is a copy of a file that was removed or is not read"))
            }
            None => Ok(()),
        }
    }

    /// Writes a file whose conflict was merged, and then removes the copies merged into it.
    fn mend(&self, known: &mut Known) -> Result<(), Error> {
        let Some(path) = known.paths.first() else { return Ok(()) };
        if record::is_newer(&known.fields) {
            return Ok(());
        }
        file::update(&*self.disk, path, |bytes| {
            // It was removed in the meantime, and stays so.
            let Some(bytes) = bytes else { return Ok(None) };
            let parsed = changeable(path, bytes)?;
            let merged = merge::join(&known.fields, &parsed.fields);
            let is_new = parsed.was_torn || merged != parsed.fields;
            known.fields = merged;
            Ok(is_new.then(|| record::bytes(&known.fields)))
        })?;
        known.was_torn = false;
        while let Some(copy) = known.copies.last() {
            file::remove(&*self.disk, copy, |_| Ok(()))?;
            known.copies.pop();
        }
        Ok(())
    }

    /// Merges a copy of what says which article a directory is of, and removes it.
    fn mend_article(&self, directory: &Path, copy: &Path) -> Result<(), Notice> {
        let Some(theirs) = self.file(copy)?.filter(|copy| !record::is_newer(&copy.fields)) else {
            return Ok(());
        };
        let path = directory.join(name::ARTICLE);
        let merge = |bytes: Option<&[u8]>| {
            let ours = bytes.map(|bytes| changeable(&path, bytes)).transpose()?.unwrap_or_default();
            let merged = merge::join(&ours.fields, &theirs.fields);
            Ok((merged != ours.fields).then(|| record::bytes(&merged)))
        };
        let mended = file::update(&*self.disk, &path, merge);
        let removed = mended.and_then(|_| file::remove(&*self.disk, copy, |_| Ok(())));
        removed.map_err(|error| error.notice())
    }
}

/// Gives what a file holds, if that is what its name says.
pub(super) fn understood(path: &Path, bytes: &[u8]) -> Result<Parsed, Reason> {
    let parsed = merge::parse(bytes)?;
    match name::meaning(path) {
        Meaning::Article | Meaning::ArticleCopy => record::to_article(&parsed.fields).map(drop)?,
        Meaning::File(id) | Meaning::Copy(id)
            if record::is_of_kind(&parsed.fields, record::BOOKMARK)
                && record::to_bookmark(&parsed.fields)?.id != id =>
        {
            return Err("its id is not the one in its name");
        }
        _ => {}
    }
    Ok(parsed)
}

/// Gives what a file that may be changed holds.
pub(super) fn changeable(path: &Path, bytes: &[u8]) -> Result<Parsed, Error> {
    let parsed = understood(path, bytes).map_err(|_| Error::Damaged(shown(path)))?;
    match record::is_newer(&parsed.fields) {
        true => Err(Error::Newer(shown(path))),
        false => Ok(parsed),
    }
}

impl Known {
    /// Tells whether there is nothing about it that was left unmerged.
    fn is_whole(&self) -> bool {
        self.copies.is_empty() && !self.was_torn
    }
}

/// Gives that a file is left as it is.
pub(super) fn left_alone(path: &Path, reason: Reason) -> Notice {
    let notice = Notice::unread(&path.to_string_lossy(), &name::of(path), reason);
    Notice { file: Some(path.to_path_buf()), ..notice }
}
