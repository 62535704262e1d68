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
use crate::store::bookmarks::overview::{Brief, Overview, Summary};
use crate::store::{Error, Notice};
use crate::text::clean::{self, Clean};

/// A shelf of the reader's choice.
pub(super) struct Refuge {
    pub(super) shelf: Shelf,
    /// Where the bookmarks of each article lie there, as far as that was looked for.
    pub(super) folders: BTreeMap<Key, Folder>,
}

impl Desk<'_> {
    /// Writes what could not be kept in its place into a shelf of its own, and goes on with that.
    pub(super) fn keep_elsewhere(&mut self, elsewhere: &Elsewhere) {
        let shelf = Shelf::open(&at_home(&elsewhere.directory));
        let mut refuge = Refuge { shelf, folders: BTreeMap::new() };
        for (article, bookmark) in &elsewhere.bookmarks {
            let kept = self.identity(article).and_then(|identity| {
                let (shelf, there) = refuge.folder(article, identity);
                shelf.save(there, bookmark).map_err(|error| clean::error(&error))
            });
            match kept {
                Ok(_) => (self.tell)(Input::Kept(bookmark.id, None)),
                Err(why) => return (self.tell)(Input::failed(&why)),
            }
        }
        for brief in &elsewhere.revised {
            let kept = self.elsewhere(brief.id).and_then(|(_, _, folder, whole)| {
                let mut there = refuge.shelf.find(&folder.identity).folder;
                refuge.shelf.save(&mut there, &revised(whole, brief.clone()))
            });
            match kept {
                Ok(_) => (self.tell)(Input::Kept(brief.id, None)),
                Err(error) => return (self.tell)(Input::failed(&clean::error(&error))),
            }
        }
        for (article, correction) in &elsewhere.corrections {
            let kept = self.identity(article).and_then(|identity| {
                let (shelf, there) = refuge.folder(article, identity);
                shelf.save_correction(there, correction).map_err(|error| clean::error(&error))
            });
            match kept {
                Ok(_) => (self.tell)(Input::KeptCorrections(vec![(correction.id, None)])),
                Err(why) => return (self.tell)(Input::failed(&why)),
            }
        }
        let (from, to) = (refuge.shelf.path().display(), self.shelf.path().display());
        let words = format!("Kept in {from} from now on · copy that over {to} later");
        (self.tell)(Input::said(&words));
        self.refuges.retain(|other| other.shelf.path() != refuge.shelf.path());
        self.refuges.push(refuge);
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

/// Gives a bookmark with what is now said of it.
pub(super) fn revised(whole: &Bookmark, brief: Brief) -> Bookmark {
    let Brief { note, tags, colour, modified, .. } = brief;
    Bookmark { note, tags, colour, modified, ..whole.clone() }
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
