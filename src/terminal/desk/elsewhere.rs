//! Keeping in another directory what cannot be kept in its place, and from then on all there is to
//! keep.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::{Desk, Known, UNREAD};
use crate::app::visit::Key;
use crate::app::{Elsewhere, Input};
use crate::bookmark::correction::Correction;
use crate::bookmark::identity::Identity;
use crate::bookmark::{Bookmark, Id, Time};
use crate::config;
use crate::store::bookmarks::Shelf;
use crate::store::bookmarks::folder::Folder;
use crate::store::bookmarks::overview::{Overview, Summary};
use crate::store::{Error, Notice};
use crate::text::clean::{self, Clean};

/// A shelf of the reader's choice.
pub(super) struct Refuge {
    pub(super) shelf: Shelf,
    /// Where the bookmarks of each article lie there, as far as that was looked for.
    pub(super) folders: BTreeMap<Key, Folder>,
}

impl Desk<'_> {
    /// Writes what could not be kept in its place into a shelf of its own, and goes on with that
    /// once anything is kept there.
    pub(super) fn keep_elsewhere(&mut self, elsewhere: &Elsewhere) {
        let shelf = Shelf::open(&at_home(&elsewhere.directory));
        let mut refuge = Refuge { shelf, folders: BTreeMap::new() };
        let mut kept = Vec::new();
        let done = self.keep_in(&mut refuge, elsewhere, &mut kept);
        let has_kept = !kept.is_empty();
        kept.into_iter().for_each(self.tell);
        let (from, to) = (refuge.shelf.path().display(), self.shelf.path().display());
        (self.tell)(match done {
            Ok(()) => {
                Input::said(&format!("Kept in {from} from now on · copy that over {to} later"))
            }
            Err(why) if has_kept => {
                Input::failed(&format!("Kept in {from} from now on, but not all of it: {why}"))
            }
            Err(why) => Input::failed(&why),
        });
        if has_kept {
            self.refuges.retain(|other| other.shelf.path() != refuge.shelf.path());
            self.refuges.push(refuge);
        }
    }

    /// Writes changes into a shelf, up to the first that cannot be; adds what there is to be told
    /// of each to `kept`.
    fn keep_in(
        &mut self,
        refuge: &mut Refuge,
        elsewhere: &Elsewhere,
        kept: &mut Vec<Input>,
    ) -> Result<(), Clean<'static>> {
        for (article, bookmark) in &elsewhere.bookmarks {
            let (shelf, there) = refuge.folder(article, self.identity(article)?);
            shelf.save(there, bookmark).map_err(|error| clean::error(&error))?;
            kept.push(Input::Kept(bookmark.id, None));
        }
        for brief in &elsewhere.revised {
            let filed = self.filed(brief.id).map_err(|error| clean::error(&error))?;
            let mut there = refuge.shelf.find(&filed.folder.identity).folder;
            let now = filed.bookmark.clone().with_remarks(brief.remarks(), brief.modified);
            let saved = refuge.shelf.save(&mut there, &now);
            saved.map_err(|error| clean::error(&error))?;
            kept.push(Input::Kept(brief.id, None));
        }
        for (article, correction) in &elsewhere.corrections {
            let (shelf, there) = refuge.folder(article, self.identity(article)?);
            let saved = shelf.save_correction(there, correction);
            saved.map_err(|error| clean::error(&error))?;
            kept.push(Input::KeptCorrections(vec![(correction.id, None)]));
        }
        Ok(())
    }

    /// Gives what an article is known by, if it was read.
    fn identity(&self, article: &Key) -> Result<&Identity, Clean<'static>> {
        let folder = self.known.get(article).and_then(|known| known.folder.as_ref());
        Ok(&folder.ok_or(UNREAD)?.identity)
    }

    /// Adds what is kept of an article on the shelves that were chosen.
    pub(super) fn add_chosen(
        &mut self,
        key: &Key,
        identity: &Identity,
        (bookmarks, corrections): (&mut Vec<Bookmark>, &mut Vec<Correction>),
    ) -> Vec<Notice> {
        let mut notices = Vec::new();
        for refuge in &mut self.refuges {
            let found = refuge.shelf.find(identity);
            let (theirs, unread) = found.folder.corrections();
            add_later(bookmarks, found.bookmarks, |it| (it.id, it.modified));
            add_later(corrections, theirs, |it| (it.id, it.modified));
            notices.extend(found.notices.into_iter().chain(unread));
            refuge.folders.insert(key.clone(), found.folder);
        }
        notices
    }

    /// Gives the bookmarks of all articles, on whichever shelf they are.
    pub(super) fn overview(&self) -> Overview {
        let mut all = self.shelf.overview();
        for Overview { articles, notices } in self.refuges.iter().map(|it| it.shelf.overview()) {
            all.notices.extend(notices);
            for article in articles {
                let is_it = |other: &&mut Summary| {
                    other.title == article.title && other.origins.last() == article.origins.last()
                };
                match all.articles.iter_mut().find(is_it) {
                    Some(known) => add_later(&mut known.bookmarks, article.bookmarks, |it| {
                        (it.id, it.modified)
                    }),
                    None => all.articles.push(article),
                }
            }
        }
        all
    }
}

/// Gives where an article's bookmarks lie, on the shelves that were chosen first.
pub(super) fn folders<'a>(
    known: &'a mut BTreeMap<Key, Known>,
    refuges: &'a mut [Refuge],
    article: &Key,
) -> impl Iterator<Item = &'a mut Folder> {
    let own = known.get_mut(article).and_then(|known| known.folder.as_mut());
    refuges.iter_mut().rev().filter_map(|refuge| refuge.folders.get_mut(article)).chain(own)
}

/// Gives a bookmark by its name and where it lies, on whichever shelf that is.
pub(super) fn named(
    shelf: &Shelf,
    refuges: &[Refuge],
    id: Id,
) -> Result<(Folder, Bookmark), Error> {
    let id = id.to_string();
    let chosen = refuges.iter().rev().find_map(|refuge| refuge.shelf.named(&id).ok());
    chosen.map_or_else(|| shelf.named(&id), Ok)
}

impl Refuge {
    /// Gives where the bookmarks of an article lie there.
    pub(super) fn folder(&mut self, article: &Key, identity: &Identity) -> (&Shelf, &mut Folder) {
        let Refuge { shelf, folders } = self;
        let find = || shelf.find(identity).folder;
        (shelf, folders.entry(article.clone()).or_insert_with(find))
    }
}

/// Adds what is not there or was changed later than what is, as told by names and times.
fn add_later<T>(ours: &mut Vec<T>, theirs: Vec<T>, facts: impl Fn(&T) -> (Id, Time)) {
    for new in theirs {
        let (id, modified) = facts(&new);
        match ours.iter_mut().find(|old| facts(old).0 == id) {
            Some(old) if facts(old).1 <= modified => *old = new,
            Some(_) => {}
            None => ours.push(new),
        }
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
