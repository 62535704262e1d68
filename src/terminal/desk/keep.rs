//! Keeping bookmarks and corrections: writing and removing each where it lies.

use std::collections::btree_map::Entry;

use super::{Desk, UNREAD, elsewhere};
use crate::app::visit::Key;
use crate::app::{Effect, Input};
use crate::bookmark::correction::Correction;
use crate::bookmark::excerpts::{self, Excerpts, Passage};
use crate::bookmark::identity::Identity;
use crate::bookmark::{Bookmark, Id, Quote, export};
use crate::store::bookmarks::Shelf;
use crate::store::bookmarks::folder::Folder;
use crate::store::bookmarks::overview::Brief;
use crate::store::{Error, Notice};
use crate::text::clean::Clean;

/// A bookmark of an article that is not open.
pub(super) struct Filed<'a> {
    shelf: &'a Shelf,
    /// The shelf that is used instead of that one, if any.
    chosen: Option<&'a Shelf>,
    /// Where it lies.
    pub(super) folder: &'a mut Folder,
    /// What it was before it was changed or removed.
    pub(super) bookmark: &'a Bookmark,
}

impl Desk<'_> {
    /// Writes or removes a bookmark or correction, and tells how it is now; gives why that could
    /// not be.
    pub(super) fn keep(&mut self, effect: Effect) -> Result<(), Notice> {
        match effect {
            Effect::Save(article, bookmark, line) => self.save(&article, &bookmark, line),
            Effect::Revise(brief) => self.revise(&brief),
            Effect::Remove(article, id) => self.remove(&article, id),
            Effect::SaveCorrection(article, correction) => {
                self.save_correction(&article, &correction)
            }
            Effect::RemoveCorrection(article, id) => self.remove_correction(&article, id),
            _ => Ok(()),
        }
    }

    /// Gives where the bookmarks of an article go, if it was read.
    fn folder(&mut self, article: &Key) -> Result<(&Shelf, &mut Folder), Clean<'static>> {
        let Desk { shelf, refuges, known, .. } = self;
        let own = known.get_mut(article).and_then(|known| known.folder.as_mut()).ok_or(UNREAD)?;
        Ok(match refuges.last_mut() {
            Some(refuge) => refuge.folder(article, &own.identity),
            None => (shelf, own),
        })
    }

    fn save(
        &mut self,
        article: &Key,
        bookmark: &Bookmark,
        line: Option<usize>,
    ) -> Result<(), Notice> {
        let mut folders = elsewhere::folders(&mut self.known, &mut self.refuges, article);
        let is_new = !folders.any(|folder| folder.has(bookmark.id));
        drop(folders);
        let (shelf, folder) = self.folder(article)?;
        let now = match shelf.save(folder, bookmark) {
            Err(Error::Removed(_)) => return self.tell_removed(bookmark.id),
            saved => saved?,
        };
        let told = is_new.then(|| told_of(&folder.identity, now.clone(), line));
        if let (Some(hook), Some(told)) = (&mut self.hook, told) {
            hook.run(told);
        }
        (self.tell)(Input::Kept(bookmark.id, Some(Box::new(now))));
        Ok(())
    }

    fn save_correction(&mut self, article: &Key, correction: &Correction) -> Result<(), Notice> {
        let (shelf, folder) = self.folder(article)?;
        let now = shelf.save_correction(folder, correction)?;
        (self.tell)(Input::KeptCorrections(vec![(correction.id, Some(now))]));
        Ok(())
    }

    fn remove_correction(&mut self, article: &Key, id: Id) -> Result<(), Notice> {
        self.remove_known(article, id)?;
        (self.tell)(Input::KeptCorrections(vec![(id, None)]));
        Ok(())
    }

    /// Writes what is said of a bookmark of an article that is not open; if it was removed, again.
    fn revise(&mut self, brief: &Brief) -> Result<(), Notice> {
        let id = brief.id;
        let filed = self.filed(id)?;
        let Filed { shelf, chosen, folder, bookmark } = filed;
        let bookmark = bookmark.clone().with_remarks(brief.remarks(), brief.modified);
        let saved = match chosen {
            Some(chosen) => chosen.save(&mut chosen.find(&folder.identity).folder, &bookmark),
            None => shelf.save(folder, &bookmark),
        };
        let now = match saved {
            Err(Error::Removed(_)) => return self.tell_removed(id),
            saved => saved?,
        };
        (self.tell)(Input::Kept(id, Some(Box::new(now))));
        Ok(())
    }

    fn tell_removed(&self, id: Id) -> Result<(), Notice> {
        (self.tell)(Input::Removed(id));
        Ok(())
    }

    /// Gives a bookmark of an article that is not open.
    pub(super) fn filed(&mut self, id: Id) -> Result<Filed<'_>, Error> {
        let Desk { shelf, refuges, filed, .. } = self;
        let (folder, bookmark) = match filed.entry(id) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(new) => new.insert(elsewhere::named(shelf, refuges, id)?),
        };
        let chosen = refuges.last().map(|refuge| &refuge.shelf);
        Ok(Filed { shelf, chosen, folder, bookmark })
    }

    fn remove(&mut self, article: &Key, id: Id) -> Result<(), Notice> {
        if !self.remove_known(article, id)? {
            removed(self.filed(id).and_then(|filed| filed.shelf.remove(filed.folder, id)))?;
        }
        (self.tell)(Input::Kept(id, None));
        Ok(())
    }

    /// Removes what an article has under a name, on whichever shelf; gives whether it has any.
    fn remove_known(&mut self, article: &Key, id: Id) -> Result<bool, Notice> {
        let Desk { shelf, refuges, known, .. } = self;
        let mut is_known = false;
        for folder in elsewhere::folders(known, refuges, article).filter(|it| it.has(id)) {
            is_known = true;
            removed(shelf.remove(folder, id))?;
        }
        Ok(is_known)
    }
}

/// Gives what a hook is told of a new bookmark, which stands where it was made.
fn told_of(identity: &Identity, bookmark: Bookmark, line: Option<usize>) -> String {
    let Quote { start, end, .. } = bookmark.quote;
    let section = bookmark.section.clone();
    let place = excerpts::Place::Found { moved: None, start, end, line, section };
    let excerpts = Excerpts { identity: identity.clone(), ..Excerpts::default() };
    export::entry::Entry::new(&excerpts, &Passage { bookmark, place }).json()
}

/// Gives why something could not be removed; what was never written is as gone as it should be.
fn removed(done: Result<(), Error>) -> Result<(), Notice> {
    match done {
        Ok(()) | Err(Error::Missing(_)) => Ok(()),
        Err(error) => Err(error.into()),
    }
}
