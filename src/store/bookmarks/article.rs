//! Which article each directory is of.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use super::load::{left_alone, understood};
use super::memo::Memo;
use super::name::{self, Meaning};
use super::{Shelf, record};
use crate::bookmark::identity::Identity;
use crate::store::Notice;
use crate::store::file;
use crate::store::record::StoredArticle;

/// Directories up to which reading each is as quick as looking up what it said.
const FEW: usize = 16;

impl Shelf {
    /// Gives each article's directory and what the article is known by; what is known by nothing
    /// is told of, and stands there too if it holds anything. Hidden directories belong to git and
    /// syncing programs.
    pub(super) fn identities(&self, notices: &mut Vec<Notice>) -> Vec<(PathBuf, Identity)> {
        let mut directories = file::list(&*self.disk, &self.root).unwrap_or_else(|error| {
            notices.push(error.notice());
            Vec::new()
        });
        directories.retain(|path| !name::of(path).starts_with('.'));
        let mut memo = (directories.len() > FEW).then(|| self.memo::<StoredArticle>("articles"));
        let mut identities = Vec::new();
        for directory in directories {
            match self.identity(&directory, memo.as_mut()) {
                Ok(Some(identity)) => identities.push((directory, identity)),
                Ok(None) => {}
                Err(notice) => {
                    notices.push(notice);
                    identities.push((directory, Identity::default()));
                }
            }
        }
        if let Some(memo) = memo {
            memo.keep(&*self.disk);
        }
        identities
    }

    /// Gives all articles, each once, with its directories.
    pub(super) fn articles(&self, notices: &mut Vec<Notice>) -> Vec<(Identity, Vec<PathBuf>)> {
        let mut articles: Vec<(Identity, Vec<PathBuf>)> = Vec::new();
        let mut by_mark: HashMap<String, Vec<usize>> = HashMap::new();
        for (directory, identity) in self.identities(notices) {
            let marks = marks(&identity);
            let candidates = marks.iter().filter_map(|mark| by_mark.get(mark)).flatten();
            let is_same = |index: &usize| {
                articles.get(*index).is_some_and(|(known, _)| self.are_one(known, &identity))
            };
            let index = candidates.copied().find(is_same).unwrap_or(articles.len());
            match articles.get_mut(index) {
                Some((known, directories)) => {
                    known.learn(&identity);
                    directories.push(directory);
                }
                None => articles.push((identity, vec![directory])),
            }
            for mark in marks {
                by_mark.entry(mark).or_default().push(index);
            }
        }
        articles
    }

    /// Gives what the article of a directory is known by; none where there is nothing of ours.
    pub(super) fn identity(
        &self,
        directory: &Path,
        memo: Option<&mut Memo<StoredArticle>>,
    ) -> Result<Option<Identity>, Notice> {
        let path = directory.join(name::ARTICLE);
        let read = || match self.file(&path)? {
            Some(parsed) => record::stored_article(&parsed.fields)
                .map(Some)
                .map_err(|reason| left_alone(&path, reason)),
            None => self.nameless(directory).map(|()| None),
        };
        let to_identity =
            |stored: &StoredArticle| stored.identity().map_err(|reason| left_alone(&path, reason));
        match memo {
            None => read()?.as_ref().map(to_identity).transpose(),
            // What is not there is not remembered: that it is not there is told each time.
            Some(memo) => {
                match memo.recall(&path, self.disk.stamp(&path).ok(), || {
                    read().map_err(Some)?.ok_or(None)
                }) {
                    Ok(stored) => to_identity(stored).map(Some),
                    Err(Some(notice)) => Err(notice),
                    Err(None) => Ok(None),
                }
            }
        }
    }

    /// Tells of files of which nothing says which article they are of; where there are none,
    /// whoever made the directory was killed.
    fn nameless(&self, directory: &Path) -> Result<(), Notice> {
        let paths = file::list(&*self.disk, directory).map_err(|error| error.notice())?;
        file::clear(&*self.disk, directory, &paths);
        match paths.iter().any(|path| matches!(name::meaning(path), Meaning::File(_))) {
            true => Err(left_alone(&directory.join(name::ARTICLE), "there is no such file")),
            false => Ok(()),
        }
    }

    /// Tells whether both are one article. Where each is still to be read at a place of its own,
    /// they may be two pages of a column.
    pub(super) fn are_one(&self, one: &Identity, other: &Identity) -> bool {
        let are_both_there = || {
            let places = [one.origins.last(), other.origins.last()];
            places[0] != places[1] && places.iter().all(|it| it.is_some_and(|it| self.is_there(it)))
        };
        one.same(other) && (one.same_beside(other) || !are_both_there())
    }

    pub(super) fn is_there(&self, origin: &str) -> bool {
        self.disk.stamp(Path::new(origin)).is_ok()
    }

    /// Tells whether a directory is of that article, or of none yet.
    pub(super) fn is_of(
        &self,
        directory: &Path,
        identity: &Identity,
    ) -> Result<bool, crate::store::Error> {
        let path = directory.join(name::ARTICLE);
        let Some(bytes) = file::read(&*self.disk, &path)? else { return Ok(true) };
        let known = understood(&path, &bytes).and_then(|parsed| record::to_article(&parsed.fields));
        Ok(known.is_ok_and(|known| self.are_one(&known, identity)))
    }
}

/// Gives what two articles must share one of to be compared: comparing each with each takes
/// minutes where there are thousands. Articles without a title are known by origin and content.
fn marks(identity: &Identity) -> Vec<String> {
    identity.origins.iter().chain(&identity.hashes).cloned().chain(identity.title_key()).collect()
}
