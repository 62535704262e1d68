//! What each file on the shelf is, and what is wrong with it. Looks only, and mends nothing.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::Shelf;
use super::load::{left_alone, understood};
use super::name::{self, Meaning};
use crate::bookmark::Id;
use crate::store::Notice;
use crate::store::record::{self, Reason};
use crate::store::{corrections, file};

/// A file, and how it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The file.
    pub path: PathBuf,
    /// How it is.
    pub health: Health,
}

/// How a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Health {
    /// A bookmark, whole.
    Bookmark(Id),
    /// Something of another kind that lies beside bookmarks, whole.
    OtherKind(Id),
    /// What says which article a directory is of, whole.
    Article,
    /// Of a newer program: read as far as it is understood, and not changed.
    Newer,
    /// The next reader that opens the article merges or clears it.
    Due(Reason),
    /// Not read, and left as it is.
    Unread(Reason),
}

impl Finding {
    /// Gives that the file is left as it is, if it is not read.
    #[must_use]
    pub fn notice(&self) -> Option<Notice> {
        match self.health {
            Health::Unread(reason) => Some(left_alone(&self.path, reason)),
            _ => None,
        }
    }
}

impl Health {
    /// Tells whether somebody should look at the file.
    #[must_use]
    pub fn is_wrong(self) -> bool {
        matches!(self, Health::Unread(_))
    }
}

impl Shelf {
    /// Looks at every file on the shelf, and gives how each is; and what could not be looked at.
    #[must_use]
    pub fn check(&self) -> (Vec<Finding>, Vec<Notice>) {
        let (mut findings, mut notices) = (Vec::new(), Vec::new());
        let directories = file::list(&*self.disk, &self.root).unwrap_or_else(|error| {
            notices.push(error.notice());
            Vec::new()
        });
        for directory in directories.iter().filter(|path| !name::of(path).starts_with('.')) {
            if let Err(error) = self.check_directory(directory, &mut findings, &mut notices) {
                notices.push(error.notice());
            }
        }
        (findings, notices)
    }

    fn check_directory(
        &self,
        directory: &Path,
        findings: &mut Vec<Finding>,
        notices: &mut Vec<Notice>,
    ) -> Result<(), crate::store::Error> {
        let paths = file::list(&*self.disk, directory)?;
        let mut by_meaning = BTreeMap::new();
        for path in paths {
            let meaning = name::meaning(&path);
            if meaning != Meaning::Foreign || file::is_half_written(&path) {
                by_meaning.entry(order(meaning)).or_insert_with(Vec::new).push((path, meaning));
            }
        }
        let all: Vec<(PathBuf, Meaning)> = by_meaning.into_values().flatten().collect();
        let has = |wanted: Meaning| all.iter().any(|(_, meaning)| *meaning == wanted);
        if !has(Meaning::Article) && all.iter().any(|(_, it)| matches!(it, Meaning::File(_))) {
            let path = directory.join(name::ARTICLE);
            findings.push(Finding { path, health: Health::Unread("there is no such file") });
        }
        for (path, meaning) in &all {
            let health = match meaning {
                Meaning::Foreign => Health::Due("a program that was killed left it half-written"),
                Meaning::Stray => Health::Unread("its name is not that of a bookmark"),
                Meaning::Copy(id) if !has(Meaning::File(*id)) => {
                    Health::Unread("it is a copy of a file that was removed")
                }
                _ => match file::read(&*self.disk, path) {
                    Ok(Some(bytes)) => health(path, &bytes),
                    Ok(None) => continue,
                    Err(error) => {
                        notices.push(error.notice());
                        continue;
                    }
                },
            };
            findings.push(Finding { path: path.clone(), health });
        }
        Ok(())
    }
}

/// Gives where in an article's directory a file is told of: first what it is of.
fn order(meaning: Meaning) -> usize {
    match meaning {
        Meaning::Article => 0,
        Meaning::ArticleCopy => 1,
        Meaning::File(_) => 2,
        Meaning::Copy(_) => 3,
        Meaning::Stray => 4,
        Meaning::Foreign => 5,
    }
}

/// Gives how a file is that should be one of ours.
fn health(path: &Path, bytes: &[u8]) -> Health {
    let parsed = match understood(path, bytes) {
        Ok(parsed) => parsed,
        Err(reason) => return Health::Unread(reason),
    };
    match name::meaning(path) {
        _ if record::is_newer(&parsed.fields) => Health::Newer,
        _ if parsed.was_torn => Health::Due("git left both sides of a conflict in it"),
        Meaning::Copy(_) | Meaning::ArticleCopy => Health::Due("a syncing program set it aside"),
        Meaning::File(id) if record::is_of_kind(&parsed.fields, record::BOOKMARK) => {
            Health::Bookmark(id)
        }
        Meaning::File(id) => {
            corrections::fault(id, &parsed.fields).map_or(Health::OtherKind(id), Health::Unread)
        }
        _ => Health::Article,
    }
}
