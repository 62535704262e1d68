//! An article's place on the shelf, and what was read there.

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::bookmark::Id;
use crate::bookmark::identity::Identity;
use crate::store::merge;
use crate::store::record::{self, Fields};

/// An article's place on the shelf, and what was read there.
#[derive(Debug, Default)]
pub struct Folder {
    /// What the article is known by.
    pub identity: Identity,
    /// Several where two machines made one each; none before the first file.
    pub(super) directories: Vec<PathBuf>,
    pub(super) files: BTreeMap<Id, Known>,
}

/// A file as it was last read or written; kept when it is removed, so that undoing that brings
/// back fields that are not ours.
#[derive(Debug, Default)]
pub(super) struct Known {
    /// Where it lies; several where each of an article's directories has it.
    pub(super) paths: Vec<PathBuf>,
    /// Copies of it that syncing programs set aside, merged into the fields.
    pub(super) copies: Vec<PathBuf>,
    pub(super) fields: Fields,
    /// Whether git had left both sides of a conflict in it.
    pub(super) was_torn: bool,
    /// Whether it is known here that it was removed, so that writing it means to bring it back.
    pub(super) is_removed: bool,
}

impl Folder {
    /// Tells whether nothing is kept of the article yet.
    #[must_use]
    pub fn is_new(&self) -> bool {
        self.directories.is_empty()
    }

    /// Tells whether a file of that id was read here or written, though it may be removed by now.
    #[must_use]
    pub fn has(&self, id: Id) -> bool {
        self.files.contains_key(&id)
    }

    /// Gives the fields of the files of one kind, as they were last read or written.
    pub(in crate::store) fn of_kind(&self, kind: &str) -> impl Iterator<Item = (Id, &Fields)> {
        let all = self.files.iter().map(|(id, known)| (*id, &known.fields));
        all.filter(move |(_, fields)| record::is_of_kind(fields, kind))
    }

    /// Gives the fields of a file, as they were last read or written.
    pub(in crate::store) fn fields(&self, id: Id) -> Option<&Fields> {
        self.files.get(&id).map(|known| &known.fields)
    }

    /// Adds a file that was read. One that lies in two directories is merged from both.
    pub(super) fn add(&mut self, id: Id, path: PathBuf, parsed: merge::Parsed) {
        let known = self.files.entry(id).or_default();
        known.take_in(&parsed.fields);
        known.was_torn |= parsed.was_torn;
        known.paths.push(path);
    }

    /// Adds a copy that a syncing program set aside; gives it back where its file is gone. It
    /// was deleted then, and a copy does not bring it back.
    pub(super) fn add_copy(&mut self, id: Id, path: PathBuf, fields: &Fields) -> Option<PathBuf> {
        let Some(known) = self.files.get_mut(&id) else { return Some(path) };
        known.take_in(fields);
        known.copies.push(path);
        None
    }
}

impl Known {
    fn take_in(&mut self, fields: &Fields) {
        self.fields = match self.fields.is_empty() {
            true => fields.clone(),
            false => merge::join(&self.fields, fields),
        };
    }
}
