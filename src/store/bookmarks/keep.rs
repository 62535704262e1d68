//! Writing and removing files of the shelf, in the face of others who do that too.

use std::path::{Path, PathBuf};

use super::folder::Folder;
use super::load::changeable;
use super::{Shelf, name};
use crate::bookmark::identity::Identity;
use crate::bookmark::{Bookmark, Id};
use crate::store::merge::{self, Parsed};
use crate::store::record::{self, Fields};
use crate::store::{Error, file};
use crate::text::clean;

impl Shelf {
    /// Writes a bookmark, new or changed, and gives it as it is now: a file that someone else
    /// changed since it was read is merged field by field, the later change winning.
    ///
    /// # Errors
    /// Fails if the file cannot be written, is damaged, or is of a newer program; and once if someone
    /// else removed it since it was read: saved again, it is brought back.
    pub fn save(&self, folder: &mut Folder, bookmark: &Bookmark) -> Result<Bookmark, Error> {
        let base = folder.fields(bookmark.id).map(record::to_bookmark);
        let as_read = base.and_then(Result::ok).map(|base| record::of_bookmark(&base));
        let changes = record::changes(as_read.as_ref(), record::of_bookmark(bookmark));
        self.heed_removal(folder, bookmark.id)?;
        let merged = self.write(folder, bookmark.id, changes)?;
        record::to_bookmark(merged)
            .map_err(|_| Error::Damaged(clean::line(&name::file(bookmark.id))))
    }

    /// Fails if a file was read that someone else has removed since, the first time.
    fn heed_removal(&self, folder: &mut Folder, id: Id) -> Result<(), Error> {
        let Some(known) = folder.files.get_mut(&id).filter(|known| !known.is_removed) else {
            return Ok(());
        };
        for path in &known.paths {
            if file::read(&*self.disk, path)?.is_some() {
                return Ok(());
            }
        }
        known.is_removed = true;
        Err(Error::Removed(clean::line(&id.to_string())))
    }

    /// Removes a file and what was set aside of it; saving it undoes that.
    ///
    /// # Errors
    /// Fails if the file is not of this folder, cannot be removed, is damaged, or is of a newer
    /// program.
    pub fn remove(&self, folder: &mut Folder, id: Id) -> Result<(), Error> {
        let missing = || Error::Missing(clean::line(&id.to_string()));
        let known = folder.files.get_mut(&id).ok_or_else(missing)?;
        // Even if that fails: it may be gone by then.
        known.is_removed = true;
        for path in known.copies.iter().chain(&known.paths) {
            file::remove(&*self.disk, path, |bytes| changeable(path, bytes).map(drop))?;
        }
        Ok(())
    }

    /// Puts `changes` into the file of that id, or makes it, and gives its fields as they are now:
    /// a field that someone else changed since the file was read is taken from whichever side
    /// changed it later.
    ///
    /// # Errors
    /// Fails if the file cannot be written, is damaged, or is of a newer program.
    pub(in crate::store) fn write<'a>(
        &self,
        folder: &'a mut Folder,
        id: Id,
        changes: Fields,
    ) -> Result<&'a Fields, Error> {
        let path = match folder.files.get(&id).and_then(|known| known.paths.first()) {
            Some(path) => path.clone(),
            None => self.directory(folder)?.join(name::file(id)),
        };
        self.prepare(&path, folder)?;
        let base = folder.fields(id).cloned().unwrap_or_default();
        let mut merged = Fields::new();
        let is_written = file::update(&*self.disk, &path, |bytes| {
            let theirs = bytes.map(|bytes| changeable(&path, bytes)).transpose()?;
            let was_torn = theirs.as_ref().is_none_or(|theirs| theirs.was_torn);
            let theirs = theirs.map_or_else(|| base.clone(), |theirs| theirs.fields);
            merged = merge::merge(&base, changes.clone(), &theirs);
            Ok((was_torn || merged != theirs).then(|| record::bytes(&merged)))
        })?;
        if !is_written {
            // It may be there from an attempt that failed at its last step.
            file::sync_beside(&*self.disk, &path)?;
        }
        let known = folder.files.entry(id).or_default();
        if known.paths.is_empty() {
            known.paths.push(path);
        }
        known.fields = merged;
        known.is_removed = false;
        Ok(&known.fields)
    }

    /// Adds what was seen of the article when it was opened to what it is known by, so that it is
    /// found under its new path, content or title as well.
    ///
    /// # Errors
    /// Fails if that cannot be written; no bookmark is touched.
    pub fn learn(&self, folder: &mut Folder, seen: &Identity) -> Result<(), Error> {
        self.learn_where(folder, seen, |_| true)
    }

    /// Adds what was seen of the article when it was only looked at: nothing, if that was a copy and
    /// the article is still where it was read last, so that it is not looked for in the copy from
    /// now on.
    ///
    /// # Errors
    /// Fails if that cannot be written; no bookmark is touched.
    pub fn look_at(&self, folder: &mut Folder, seen: &Identity) -> Result<(), Error> {
        self.learn_where(folder, seen, |known| match (known.origins.last(), seen.origins.last()) {
            (Some(known), Some(seen)) => known == seen || !self.is_there(known),
            _ => true,
        })
    }

    fn learn_where(
        &self,
        folder: &mut Folder,
        seen: &Identity,
        learns: impl Fn(&Identity) -> bool,
    ) -> Result<(), Error> {
        folder.identity.learn(seen);
        for directory in &folder.directories {
            let path = directory.join(name::ARTICLE);
            file::update(&*self.disk, &path, |bytes| {
                let Parsed { fields, was_torn } =
                    bytes.map(|bytes| changeable(&path, bytes)).transpose()?.unwrap_or_default();
                let mut known = record::to_article(&fields).unwrap_or_default();
                let is_new = learns(&known) && known.learn(seen) || was_torn;
                let changes = record::of_article(&known);
                Ok(is_new.then(|| record::bytes(&merge::merge(&fields, changes, &fields))))
            })?;
        }
        Ok(())
    }

    /// Makes the directory that a file goes to, and says there which article it is of.
    fn prepare(&self, path: &Path, folder: &Folder) -> Result<(), Error> {
        let directory = path.parent().unwrap_or(&self.root);
        let article = directory.join(name::ARTICLE);
        if file::read(&*self.disk, &article)?.is_some() {
            return Ok(());
        }
        file::ensure_directory(&*self.disk, directory)?;
        if folder.identity == Identity::default() {
            return Ok(());
        }
        let identity = || record::bytes(&record::of_article(&folder.identity));
        file::update(&*self.disk, &article, |bytes| Ok(bytes.is_none().then(identity)))?;
        Ok(())
    }

    /// Gives the directory for a new file: one that another process made for this article in the
    /// meantime or did not get to fill, else a new one.
    fn directory(&self, folder: &mut Folder) -> Result<PathBuf, Error> {
        if let Some(directory) = folder.directories.first() {
            return Ok(directory.clone());
        }
        let taken = file::list(&*self.disk, &self.root)?;
        let plain = name::directory(&folder.identity);
        let mut directory = self.root.join(&plain);
        for number in 2.. {
            if !taken.contains(&directory) || self.is_of(&directory, &folder.identity)? {
                break;
            }
            directory = self.root.join(format!("{plain}-{number}"));
        }
        folder.directories.push(directory.clone());
        Ok(directory)
    }
}
