//! An article's place on the shelf, and what was read there.

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::bookmark::Id;
use crate::bookmark::identity::Identity;
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
#[derive(Debug)]
pub(super) struct Known {
    /// Where it lies; several where each of an article's directories has it.
    pub(super) paths: Vec<PathBuf>,
    pub(super) fields: Fields,
}

impl Folder {
    /// Gives the fields of the files of one kind, as they were last read or written.
    pub(in crate::store) fn of_kind(&self, kind: &str) -> impl Iterator<Item = (Id, &Fields)> {
        let all = self.files.iter().map(|(id, known)| (*id, &known.fields));
        all.filter(move |(_, fields)| record::is_of_kind(fields, kind))
    }

    /// Gives the fields of a file, as they were last read or written.
    pub(in crate::store) fn fields(&self, id: Id) -> Option<&Fields> {
        self.files.get(&id).map(|known| &known.fields)
    }

    /// Adds a file that was read. One that lies in two directories is the one changed later.
    pub(super) fn add(&mut self, id: Id, path: PathBuf, fields: Fields) {
        let Some(known) = self.files.get_mut(&id) else {
            self.files.insert(id, Known { paths: vec![path], fields });
            return;
        };
        if record::modified(&known.fields) < record::modified(&fields) {
            known.paths.insert(0, path);
            known.fields = fields;
        } else {
            known.paths.push(path);
        }
    }
}
