//! Writing and removing files of the shelf, in the face of others who do that too.

use std::path::{Path, PathBuf};

use super::folder::{Folder, Known};
use super::{Shelf, name};
use crate::bookmark::identity::Identity;
use crate::bookmark::{Bookmark, Id};
use crate::store::record::{self, Fields};
use crate::store::{Error, file, shown};
use crate::text::clean;

impl Shelf {
    /// Writes a bookmark, new or changed, and gives it as it is now: a file that someone else
    /// changed since it was read is merged field by field, the later change winning.
    ///
    /// # Errors
    /// Fails if the file cannot be written, is damaged, or is of a newer program.
    pub fn save(&self, folder: &mut Folder, bookmark: &Bookmark) -> Result<Bookmark, Error> {
        let base = folder.fields(bookmark.id).map(record::to_bookmark);
        let as_read = base.and_then(Result::ok).map(|base| record::of_bookmark(&base));
        let changes = record::changes(as_read.as_ref(), record::of_bookmark(bookmark));
        let merged = self.write(folder, bookmark.id, changes)?;
        record::to_bookmark(merged)
            .map_err(|_| Error::Damaged(clean::line(&name::file(bookmark.id))))
    }

    /// Removes a file; saving it undoes that.
    ///
    /// # Errors
    /// Fails if the file is not of this folder, cannot be removed, is damaged, or is of a newer
    /// program.
    pub fn remove(&self, folder: &Folder, id: Id) -> Result<(), Error> {
        let known =
            folder.files.get(&id).ok_or_else(|| Error::Missing(clean::line(&id.to_string())))?;
        for path in &known.paths {
            self.changeable(path)?;
            file::remove(&*self.disk, path)?;
        }
        Ok(())
    }

    /// Puts `changes` into the file of that id, or makes it, and gives its fields as they are now:
    /// a field that someone else changed since the file was read is taken from whichever side was
    /// `modified` later.
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
        let base = folder.fields(id).cloned().unwrap_or_default();
        let theirs = self.changeable(&path)?;
        if theirs.is_none() {
            self.prepare(&path, folder)?;
        }
        let merged = record::merge(&base, changes, theirs.as_ref().unwrap_or(&base));
        if theirs.as_ref() != Some(&merged) {
            file::replace(&*self.disk, &path, &record::bytes(&merged))?;
        }
        let new = || Known { paths: vec![path], fields: Fields::new() };
        let known = folder.files.entry(id).or_insert_with(new);
        known.fields = merged;
        Ok(&known.fields)
    }

    /// Adds what was seen of the article when it was opened to what it is known by, so that it is
    /// found under its new path, content or title as well.
    ///
    /// # Errors
    /// Fails if that cannot be written; no bookmark is touched.
    pub fn learn(&self, folder: &mut Folder, seen: &Identity) -> Result<(), Error> {
        folder.identity.learn(seen);
        for directory in &folder.directories {
            let path = directory.join(name::ARTICLE);
            let fields = self.changeable(&path)?.unwrap_or_default();
            let mut known = record::to_article(&fields).unwrap_or_default();
            if known.learn(seen) {
                let changes = record::of_article(&known);
                let fields = record::merge(&fields, changes, &fields);
                file::replace(&*self.disk, &path, &record::bytes(&fields))?;
            }
        }
        Ok(())
    }

    /// Gives the fields of a file that may be changed; none where there is no file.
    fn changeable(&self, path: &Path) -> Result<Option<Fields>, Error> {
        let Some(bytes) = file::read(&*self.disk, path)? else { return Ok(None) };
        let fields = record::fields(&bytes).map_err(|_| Error::Damaged(shown(path)))?;
        if record::is_newer(&fields) {
            return Err(Error::Newer(shown(path)));
        }
        Ok(Some(fields))
    }

    /// Makes the directory that a new file goes to, and says there which article it is of.
    fn prepare(&self, path: &Path, folder: &Folder) -> Result<(), Error> {
        let directory = path.parent().unwrap_or(&self.root);
        file::ensure_directory(&*self.disk, directory)?;
        let article = directory.join(name::ARTICLE);
        if file::read(&*self.disk, &article)?.is_none() {
            let fields = record::of_article(&folder.identity);
            file::replace(&*self.disk, &article, &record::bytes(&fields))?;
        }
        Ok(())
    }

    /// Gives the directory for a new file.
    fn directory(&self, folder: &mut Folder) -> Result<PathBuf, Error> {
        if let Some(directory) = folder.directories.first() {
            return Ok(directory.clone());
        }
        let taken = file::list(&*self.disk, &self.root)?;
        let plain = name::directory(&folder.identity);
        let numbered = (2..).map(|number| format!("{plain}-{number}"));
        let mut names = [plain.clone()].into_iter().chain(numbered);
        let free = names.find(|name| !taken.contains(&self.root.join(name)));
        let directory = self.root.join(free.unwrap_or(plain));
        folder.directories.push(directory.clone());
        Ok(directory)
    }
}
