//! What may be lost without loss of a bookmark: places, marks, recent articles, searches.
//!
//! A small file an article holds its place and marks, so that opening an article reads one file.
//! Two readers that are open at once both change the short lists, each what the other one left.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::file::{self, Disk};
use super::machine::Machine;
use super::record::{self, StoredQuote, VERSION};
use super::{Action, Error, shown, time};
use crate::bookmark::identity::{self, Identity};
use crate::bookmark::spot::Spot;
use crate::bookmark::{Quote, Time};
use crate::text::clean::{self, Clean};

/// Recent articles and searches that are kept; the oldest go.
const KEPT: usize = 100;

/// Places that are kept, one an article; the oldest go, once there are some over that many.
const PLACES_KEPT: usize = 1_000;
const PLACES_OVER: usize = 100;

/// Where places are kept.
const PLACES: &str = "places";

/// What is remembered in the state directory.
pub struct Memory {
    disk: Box<dyn Disk>,
    root: PathBuf,
}

/// Where reading of an article stopped, and the letters that stand for positions in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The words there.
    pub spot: Spot<Quote>,
    /// The words at each mark.
    pub marks: BTreeMap<char, Spot<Quote>>,
}

/// A mark that works across articles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FarMark {
    /// The canonical path or address of the article.
    pub origin: String,
    /// The words at the mark.
    pub spot: Spot<Quote>,
}

/// An article that was opened lately.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recent {
    /// Its canonical path or address.
    pub origin: String,
    /// The hash of its content.
    pub hash: String,
    /// What it is called.
    pub name: Clean<'static>,
    /// When it was opened.
    pub opened: Time,
}

impl Memory {
    /// Gives the memory in a state directory; nothing is read or made yet.
    #[must_use]
    pub fn open(directory: &Path) -> Memory {
        Memory::on(Box::new(Machine), directory)
    }

    /// Gives the memory on a disk.
    #[must_use]
    pub fn on(disk: Box<dyn Disk>, directory: &Path) -> Memory {
        Memory { disk, root: directory.to_path_buf() }
    }

    /// Gives the place in an article, by its path or, where it was moved or came through a pipe, by
    /// its content.
    ///
    /// # Errors
    /// Fails if there is something that cannot be read.
    pub fn place(&self, identity: &Identity) -> Result<Option<Place>, Error> {
        let Some(file) = place_file(identity) else { return Ok(None) };
        if let Some(stored) = self.read::<StoredPlace>(&file)? {
            return Ok(Some(stored.into()));
        }
        if identity.hashes.is_empty() {
            return Ok(None);
        }
        let recents = self.recents()?;
        let moved = recents.iter().filter(|recent| identity.hashes.contains(&recent.hash));
        let elsewhere = moved.map(|recent| &recent.origin).chain(&identity.hashes);
        // Of the copies some may have been opened and never left.
        for key in elsewhere {
            if let Some(stored) = self.read::<StoredPlace>(&file_of(key))? {
                return Ok(Some(stored.into()));
            }
        }
        Ok(None)
    }

    /// Keeps the place in an article.
    ///
    /// # Errors
    /// Fails if it cannot be written.
    pub fn remember(&self, identity: &Identity, place: &Place) -> Result<(), Error> {
        let Some(file) = place_file(identity) else { return Ok(()) };
        self.change(&file, |kept: &mut StoredPlace| *kept = place.into())?;
        self.forget_old_places()
    }

    /// Removes the places that were kept longest ago where there are too many.
    fn forget_old_places(&self) -> Result<(), Error> {
        let directory = self.root.join(PLACES);
        if file::list(&*self.disk, &directory)?.len() <= PLACES_KEPT + PLACES_OVER {
            return Ok(());
        }
        let places = self.disk.survey(&directory).map_err(Error::disk(Action::Read, &directory))?;
        let is_place = |path: &Path| path.extension().is_some_and(|ending| ending == "json");
        let mut places: Vec<_> = places.into_iter().filter(|(path, _)| is_place(path)).collect();
        places.sort_by_key(|(_, stamp)| stamp.map_or(0, |stamp| stamp.modified));
        let old = places.len().saturating_sub(PLACES_KEPT);
        let remove =
            |path: &Path| self.disk.remove(path).map_err(Error::disk(Action::Remove, path));
        places.iter().take(old).try_for_each(|(path, _)| remove(path))
    }

    /// Gives the articles opened lately, the latest first.
    ///
    /// # Errors
    /// Fails if there is something that cannot be read.
    pub fn recents(&self) -> Result<Vec<Recent>, Error> {
        let stored = self.read::<StoredRecents>(RECENTS)?.unwrap_or_default();
        Ok(stored.recents.into_iter().map(Recent::from).collect())
    }

    /// Puts an article before all other recent ones.
    ///
    /// # Errors
    /// Fails if the list cannot be read or written.
    pub fn opened(&self, recent: &Recent) -> Result<(), Error> {
        self.change(RECENTS, |kept: &mut StoredRecents| {
            kept.recents.retain(|other| other.origin != recent.origin);
            kept.recents.insert(0, recent.into());
            kept.recents.truncate(KEPT);
        })
    }

    /// Gives what a letter stands for in all articles.
    ///
    /// # Errors
    /// Fails if there is something that cannot be read.
    pub fn far_mark(&self, letter: char) -> Result<Option<FarMark>, Error> {
        let marks = self.read::<StoredMarks>(MARKS)?.unwrap_or_default().marks;
        let mark = marks.into_iter().find(|(key, _)| *key == letter);
        Ok(mark.map(|(_, mark)| FarMark { origin: mark.origin, spot: mark.spot.into() }))
    }

    /// Lets a letter stand for a position in all articles.
    ///
    /// # Errors
    /// Fails if the marks cannot be read or written.
    pub fn keep_far_mark(&self, letter: char, mark: &FarMark) -> Result<(), Error> {
        self.change(MARKS, |kept: &mut StoredMarks| {
            let mark = StoredMark { origin: mark.origin.clone(), spot: (&mark.spot).into() };
            kept.marks.insert(letter, mark);
        })
    }

    /// Gives what was searched for, the latest first.
    ///
    /// # Errors
    /// Fails if there is something that cannot be read.
    pub fn searches(&self) -> Result<Vec<Clean<'static>>, Error> {
        let stored = self.read::<StoredSearches>(SEARCHES)?.unwrap_or_default();
        Ok(stored.searches.iter().map(|search| clean::typed(search)).collect())
    }

    /// Puts a search before all others.
    ///
    /// # Errors
    /// Fails if the list cannot be read or written.
    pub fn searched(&self, search: &str) -> Result<(), Error> {
        self.change(SEARCHES, |kept: &mut StoredSearches| {
            kept.searches.retain(|other| other != search);
            kept.searches.insert(0, search.to_owned());
            kept.searches.truncate(KEPT);
        })
    }

    fn read<T: DeserializeOwned>(&self, name: &str) -> Result<Option<T>, Error> {
        let path = self.root.join(name);
        let bytes = file::read(&*self.disk, &path)?;
        bytes.map(|bytes| understood(&path, &bytes)).transpose()
    }

    /// Changes a file, unless what stands there was not understood; another reader may have changed
    /// it since it was read last.
    fn change<T>(&self, name: &str, change: impl Fn(&mut T)) -> Result<(), Error>
    where
        T: Default + Serialize + DeserializeOwned,
    {
        let path = self.root.join(name);
        let directory = path.parent().unwrap_or(&self.root);
        file::ensure_directory(&*self.disk, directory)?;
        file::clear(&*self.disk, directory, &file::list(&*self.disk, directory)?);
        file::update(&*self.disk, &path, |bytes| {
            let kept = bytes.map(|bytes| understood(&path, bytes)).transpose()?;
            let mut kept: T = kept.unwrap_or_default();
            change(&mut kept);
            let mut fields = record::of(&kept);
            fields.insert("version".to_owned(), VERSION.into());
            Ok(Some(record::bytes(&fields)))
        })?;
        Ok(())
    }
}

/// Gives what a file holds.
fn understood<T: DeserializeOwned>(path: &Path, bytes: &[u8]) -> Result<T, Error> {
    let fields = record::fields(bytes).map_err(|_| Error::Damaged(shown(path)))?;
    if record::is_newer(&fields) {
        return Err(Error::Newer(shown(path)));
    }
    record::read(&fields).map_err(|_| Error::Damaged(shown(path)))
}

const RECENTS: &str = "recents.json";
const MARKS: &str = "marks.json";
const SEARCHES: &str = "searches.json";

/// Gives the name of the file that holds the place in an article: by its latest path, or by its
/// content where it has none.
fn place_file(identity: &Identity) -> Option<String> {
    let key = identity.origins.last().or(identity.hashes.last())?;
    Some(file_of(key))
}

fn file_of(key: &str) -> String {
    let hash = identity::hash(key.as_bytes());
    format!("{PLACES}/{}.json", hash.get(..32).unwrap_or(&hash))
}

#[derive(Default, Serialize, Deserialize)]
struct StoredPlace {
    version: u64,
    top: StoredQuote,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    focused: Option<StoredQuote>,
    #[serde(default)]
    marks: BTreeMap<char, StoredSpot>,
}

/// A spot as it is stored at a mark: the quote at the top, as marks were once that alone, and beside
/// its fields the one that had the focus.
#[derive(Serialize, Deserialize)]
struct StoredSpot {
    #[serde(flatten)]
    top: StoredQuote,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    focused: Option<StoredQuote>,
}

#[derive(Default, Serialize, Deserialize)]
struct StoredRecents {
    version: u64,
    recents: Vec<StoredRecent>,
}

#[derive(Serialize, Deserialize)]
struct StoredRecent {
    origin: String,
    hash: String,
    name: String,
    opened: String,
}

#[derive(Default, Serialize, Deserialize)]
struct StoredMarks {
    version: u64,
    marks: BTreeMap<char, StoredMark>,
}

#[derive(Serialize, Deserialize)]
struct StoredMark {
    origin: String,
    #[serde(rename = "quote")]
    spot: StoredSpot,
}

#[derive(Default, Serialize, Deserialize)]
struct StoredSearches {
    version: u64,
    searches: Vec<String>,
}

impl From<&Place> for StoredPlace {
    fn from(place: &Place) -> StoredPlace {
        let marks = place.marks.iter().map(|(letter, spot)| (*letter, spot.into()));
        let StoredSpot { top, focused } = (&place.spot).into();
        StoredPlace { version: VERSION, top, focused, marks: marks.collect() }
    }
}

impl From<StoredPlace> for Place {
    fn from(stored: StoredPlace) -> Place {
        let marks = stored.marks.into_iter().map(|(letter, spot)| (letter, spot.into()));
        let StoredPlace { top, focused, .. } = stored;
        Place { spot: StoredSpot { top, focused }.into(), marks: marks.collect() }
    }
}

impl From<&Spot<Quote>> for StoredSpot {
    fn from(spot: &Spot<Quote>) -> StoredSpot {
        StoredSpot { top: (&spot.top).into(), focused: spot.focused.as_ref().map(Into::into) }
    }
}

impl From<StoredSpot> for Spot<Quote> {
    fn from(stored: StoredSpot) -> Spot<Quote> {
        Spot { top: stored.top.into(), focused: stored.focused.map(Into::into) }
    }
}

impl From<&Recent> for StoredRecent {
    fn from(recent: &Recent) -> StoredRecent {
        StoredRecent {
            origin: recent.origin.clone(),
            hash: recent.hash.clone(),
            name: recent.name.to_string(),
            opened: recent.opened.to_string(),
        }
    }
}

impl From<StoredRecent> for Recent {
    fn from(stored: StoredRecent) -> Recent {
        Recent {
            name: clean::line(&stored.name),
            opened: time(&stored.opened),
            origin: stored.origin,
            hash: stored.hash,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{FarMark, Memory, Place, Recent};
    use crate::bookmark::identity::Identity;
    use crate::bookmark::spot::Spot;
    use crate::bookmark::{Quote, Time};
    use crate::text::clean;

    fn quote(words: &'static str) -> Quote {
        Quote { exact: clean::line(words), start: 7, end: 12, ..Quote::default() }
    }

    fn spot(top: &'static str) -> Spot<Quote> {
        Spot { top: quote(top), focused: Some(quote("in focus")) }
    }

    fn identity(origin: &str, hash: &str) -> Identity {
        let origins = if origin.is_empty() { Vec::new() } else { vec![origin.to_owned()] };
        Identity { origins, hashes: vec![hash.to_owned()], ..Identity::default() }
    }

    fn recent(origin: &str, hash: &str) -> Recent {
        let (origin, hash) = (origin.to_owned(), hash.to_owned());
        Recent { origin, hash, name: clean::line("Name"), opened: Time(1_000) }
    }

    #[test]
    fn a_place_is_remembered_and_follows_a_moved_article() {
        let directory = tempfile::tempdir().expect("a directory can be made");
        let memory = Memory::open(&directory.path().join("deep/state"));
        let place = Place { spot: spot("where"), marks: [('a', spot("here"))].into() };
        assert_eq!(memory.place(&identity("/a", "1")).expect("nothing is no error"), None);
        memory.remember(&identity("/a", "1"), &place).expect("it is written");
        memory.opened(&recent("/a", "1")).expect("it is written");
        let found = |origin, hash| memory.place(&identity(origin, hash)).expect("it is read");
        assert_eq!(found("/a", "2"), Some(place.clone()), "edited");
        assert_eq!(found("/b", "1"), Some(place.clone()), "moved");
        assert_eq!(found("/b", "2"), None, "another article");
        assert_eq!(found("", "2"), None, "from a pipe");
        memory.remember(&identity("", "2"), &place).expect("it is written");
        assert_eq!(found("", "2"), Some(place.clone()), "from a pipe again");
        assert_eq!(found("/c", "2"), Some(place.clone()), "from a pipe, now a file");
        memory.opened(&recent("/d", "1")).expect("it is written");
        assert_eq!(found("/e", "1"), Some(place), "a copy beside was never left");
    }

    #[test]
    fn old_places_are_forgotten() {
        let directory = tempfile::tempdir().expect("a directory can be made");
        let memory = Memory::open(directory.path());
        let places = directory.path().join("places");
        std::fs::create_dir(&places).expect("it is made");
        let place = Place { spot: spot("where"), ..Place::default() };
        let count = || std::fs::read_dir(&places).expect("it is there").count();
        for (number, expected) in [(1_099, 1_100), (1_100, 1_000)] {
            let old = |number: usize| std::fs::write(places.join(format!("{number}.json")), "{}");
            (0..number).try_for_each(old).expect("they are written");
            memory.remember(&identity("/a", "1"), &place).expect("it is written");
            assert_eq!(count(), expected, "beside {number} others");
            assert_eq!(
                memory.place(&identity("/a", "1")).expect("it is read"),
                Some(place.clone())
            );
        }
    }

    #[test]
    fn recents_are_the_latest_first_and_each_once() {
        let directory = tempfile::tempdir().expect("a directory can be made");
        let memory = Memory::open(directory.path());
        for number in 0..120 {
            memory.opened(&recent(&format!("/{number}"), "")).expect("it is written");
        }
        memory.opened(&recent("/110", "")).expect("it is written");
        let recents = memory.recents().expect("they are read");
        let origins: Vec<&str> = recents.iter().map(|recent| &*recent.origin).collect();
        assert_eq!(origins.get(..3), Some(&["/110", "/119", "/118"][..]));
        assert_eq!(origins.len(), 100);
        assert_eq!(recents.first(), Some(&recent("/110", "")));
    }

    #[test]
    fn marks_and_searches_are_kept() {
        let directory = tempfile::tempdir().expect("a directory can be made");
        let memory = Memory::open(directory.path());
        let mark = FarMark { origin: "/a".to_owned(), spot: spot("here") };
        memory.keep_far_mark('A', &mark).expect("it is written");
        memory.keep_far_mark('B', &mark).expect("it is written");
        assert_eq!(memory.far_mark('A').expect("it is read"), Some(mark));
        assert_eq!(memory.far_mark('C').expect("it is read"), None);
        for search in ["one", " two\x1b\n  ", "one"] {
            memory.searched(search).expect("it is written");
        }
        let searches = memory.searches().expect("they are read");
        assert_eq!(searches, [clean::line("one"), clean::typed(" two␛   ")]);
    }

    #[test]
    fn places_and_marks_without_a_focus_are_read() {
        let directory = tempfile::tempdir().expect("a directory can be made");
        let memory = Memory::open(directory.path());
        let write = |name: &str, json: &str| {
            let path = directory.path().join(name);
            std::fs::create_dir_all(path.parent().expect("it has one")).expect("it is made");
            std::fs::write(path, json).expect("it is written");
        };
        let old = r#"{"exact": "here", "start": 7, "end": 12}"#;
        let place = format!(r#"{{"version": 1, "top": {old}, "marks": {{"a": {old}}}}}"#);
        write(&super::file_of("/a"), &place);
        write(
            "marks.json",
            &format!(r#"{{"version": 1, "marks": {{"A": {{"origin": "/a", "quote": {old}}}}}}}"#),
        );
        let spot = Spot { focused: None, ..spot("here") };
        let place = Place { spot: spot.clone(), marks: [('a', spot.clone())].into() };
        assert_eq!(memory.place(&identity("/a", "1")).expect("it is read"), Some(place));
        let mark = FarMark { origin: "/a".to_owned(), spot };
        assert_eq!(memory.far_mark('A').expect("it is read"), Some(mark));
    }

    #[test]
    fn what_is_not_understood_stays() {
        for (case, bytes) in [
            ("no JSON", "{\"version\": 1, \"rec"),
            ("of a newer program", "{\"version\": 2, \"recents\": []}"),
            ("other fields", "{\"version\": 1, \"recents\": 7}"),
        ] {
            let directory = tempfile::tempdir().expect("a directory can be made");
            let path = directory.path().join("recents.json");
            std::fs::write(&path, bytes).expect("it is written");
            let memory = Memory::open(directory.path());
            memory.opened(&recent("/a", "1")).expect_err(case);
            memory.recents().expect_err(case);
            assert_eq!(std::fs::read_to_string(&path).expect("it is read"), bytes, "{case}");
        }
    }
}
