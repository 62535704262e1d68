//! The shelf: a directory an article, and in it `article.json` and one file a bookmark.
//!
//! A new bookmark is a new file, so two writers never collide on one; a file that both changed is
//! merged field by field. Nothing is overwritten that was not understood.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::file::{self, Disk, Machine};
use super::record::{self, Fields, Reason};
use super::{Error, shown};
use crate::bookmark::identity::Identity;
use crate::bookmark::{Bookmark, Id};
use crate::document::Notice;
use crate::text::clean;

/// The file in an article's directory that says which article it is.
const ARTICLE: &str = "article.json";

/// Letters of the title in the name of an article's directory.
const SLUG_CHARS: usize = 40;

/// All bookmarks, as they lie on disk.
pub struct Shelf {
    disk: Box<dyn Disk>,
    root: PathBuf,
}

/// One article's bookmarks.
#[derive(Debug, Default)]
pub struct Found {
    /// Where they lie; what is saved and removed goes there.
    pub folder: Folder,
    /// The bookmarks, in the order they were made.
    pub bookmarks: Vec<Bookmark>,
    /// What could not be read.
    pub notices: Vec<Notice>,
}

/// An article's place on the shelf, and what was read there.
#[derive(Debug, Default)]
pub struct Folder {
    /// What the article is known by.
    pub identity: Identity,
    /// Several where two machines made one each; none before the first bookmark.
    directories: Vec<PathBuf>,
    files: BTreeMap<Id, Known>,
}

/// A bookmark's file as it was last read or written; kept when it is removed, so that undoing
/// that brings back fields that are not ours.
#[derive(Debug)]
struct Known {
    /// Where it lies; several where each of an article's directories has it.
    paths: Vec<PathBuf>,
    fields: Fields,
}

impl Shelf {
    /// Gives the shelf in the config directory; nothing is read or made yet.
    #[must_use]
    pub fn open(config: &Path) -> Shelf {
        Shelf::on(Box::new(Machine), config)
    }

    /// Gives the shelf on a disk.
    #[must_use]
    pub fn on(disk: Box<dyn Disk>, config: &Path) -> Shelf {
        Shelf { disk, root: config.join("bookmarks") }
    }

    /// Gives the directory of all bookmarks.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.root
    }

    /// Gives the bookmarks of an article.
    #[must_use]
    pub fn find(&self, identity: &Identity) -> Found {
        let mut found = Found::default();
        found.folder.identity = identity.clone();
        for directory in self.directories(&mut found.notices) {
            match self.article(&directory) {
                Ok(Some(known)) if known.same(identity) => self.load(directory, &mut found),
                Ok(_) => {}
                Err(notice) => found.notices.push(notice),
            }
        }
        found
    }

    /// Gives the bookmarks of all articles, an entry a directory; at the end, without bookmarks,
    /// what could not be read.
    #[must_use]
    pub fn all(&self) -> Vec<Found> {
        let mut unread = Found::default();
        let mut articles = Vec::new();
        for directory in self.directories(&mut unread.notices) {
            match self.article(&directory) {
                Ok(Some(identity)) => articles.push(self.loaded(directory, identity)),
                Ok(None) => {}
                Err(notice) => unread.notices.push(notice),
            }
        }
        articles.push(unread);
        articles.retain(|found| !found.bookmarks.is_empty() || !found.notices.is_empty());
        articles
    }

    /// Gives the one bookmark whose name starts with `digits`, and its place.
    ///
    /// # Errors
    /// Fails if there is none, if there are several, or if its file was not understood.
    pub fn named(&self, digits: &str) -> Result<(Folder, Bookmark), Error> {
        let digits = digits.to_ascii_lowercase();
        let starts = |path: &PathBuf| name(path).starts_with(&digits) && id_of(path).is_some();
        let mut paths = Vec::new();
        for directory in file::list(&*self.disk, &self.root)? {
            paths.extend(file::list(&*self.disk, &directory)?.into_iter().filter(starts));
        }
        let mut ids: Vec<Id> = paths.iter().filter_map(|path| id_of(path)).collect();
        ids.sort_unstable();
        ids.dedup();
        let (&[id], [path, ..]) = (&*ids, &*paths) else {
            let id = clean::line(&digits);
            return Err(match ids.len() {
                0 => Error::Missing(id),
                count => Error::Ambiguous { id, count },
            });
        };
        let directory = path.parent().unwrap_or(&self.root);
        let identity = self.article(directory).ok().flatten().unwrap_or_default();
        let found = self.loaded(directory.to_path_buf(), identity);
        let bookmark = found.bookmarks.into_iter().find(|bookmark| bookmark.id == id);
        Ok((found.folder, bookmark.ok_or_else(|| Error::Damaged(shown(path)))?))
    }

    /// Writes a bookmark, new or changed, and gives it as it is now: a file that someone else
    /// changed since it was read is merged field by field, the later change winning.
    ///
    /// # Errors
    /// Fails if the file cannot be written, is damaged, or is of a newer program.
    pub fn save(&self, folder: &mut Folder, bookmark: &Bookmark) -> Result<Bookmark, Error> {
        let path = match folder.files.get(&bookmark.id).and_then(|known| known.paths.first()) {
            Some(path) => path.clone(),
            None => self.directory(folder)?.join(format!("{}.json", bookmark.id)),
        };
        let known = folder.files.get(&bookmark.id);
        let base = known.map(|known| known.fields.clone()).unwrap_or_default();
        let theirs = self.changeable(&path)?;
        if theirs.is_none() {
            self.prepare(&path, folder)?;
        }
        let as_read = record::to_bookmark(&base).map(|base| record::of_bookmark(&base)).ok();
        let changes = record::changes(as_read.as_ref(), record::of_bookmark(bookmark));
        let merged = record::merge(&base, changes, theirs.as_ref().unwrap_or(&base));
        if theirs.as_ref() != Some(&merged) {
            file::replace(&*self.disk, &path, &record::bytes(&merged))?;
        }
        let now = record::to_bookmark(&merged).map_err(|_| Error::Damaged(shown(&path)))?;
        let known = folder.files.entry(bookmark.id).or_insert_with(|| Known::at(path));
        known.fields = merged;
        Ok(now)
    }

    /// Removes a bookmark; saving it undoes that.
    ///
    /// # Errors
    /// Fails if the bookmark is not of this folder, or if its file cannot be removed, is damaged,
    /// or is of a newer program.
    pub fn remove(&self, folder: &Folder, id: Id) -> Result<(), Error> {
        let known =
            folder.files.get(&id).ok_or_else(|| Error::Missing(clean::line(&id.to_string())))?;
        for path in &known.paths {
            self.changeable(path)?;
            file::remove(&*self.disk, path)?;
        }
        Ok(())
    }

    /// Adds what was seen of the article when it was opened to what it is known by, so that it is
    /// found under its new path, content or title as well.
    ///
    /// # Errors
    /// Fails if that cannot be written; no bookmark is touched.
    pub fn learn(&self, folder: &mut Folder, seen: &Identity) -> Result<(), Error> {
        folder.identity.learn(seen);
        for directory in &folder.directories {
            let path = directory.join(ARTICLE);
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

    /// Gives the articles' directories; hidden ones belong to git and syncing programs.
    fn directories(&self, notices: &mut Vec<Notice>) -> Vec<PathBuf> {
        let listed = file::list(&*self.disk, &self.root);
        let mut paths = listed.unwrap_or_else(|error| {
            notices.push(error.notice());
            Vec::new()
        });
        paths.retain(|path| !name(path).starts_with('.'));
        paths
    }

    /// Gives what the article of a directory is known by; none where it is no article's.
    fn article(&self, directory: &Path) -> Result<Option<Identity>, Notice> {
        let path = directory.join(ARTICLE);
        let bytes = file::read(&*self.disk, &path).map_err(|error| error.notice())?;
        let Some(bytes) = bytes else { return Ok(None) };
        let identity = record::fields(&bytes).and_then(|fields| record::to_article(&fields));
        identity.map(Some).map_err(|reason| left_alone(&path, reason))
    }

    fn loaded(&self, directory: PathBuf, identity: Identity) -> Found {
        let folder = Folder { identity, ..Folder::default() };
        let mut found = Found { folder, ..Found::default() };
        self.load(directory, &mut found);
        found
    }

    /// Reads the bookmarks of a directory into `found`.
    fn load(&self, directory: PathBuf, found: &mut Found) {
        let paths = file::list(&*self.disk, &directory).unwrap_or_else(|error| {
            found.notices.push(error.notice());
            Vec::new()
        });
        for path in paths.into_iter().filter(|path| is_of_interest(path)) {
            match self.bookmark(&path) {
                Ok(Some((bookmark, fields))) => found.add(path, bookmark, fields),
                Ok(None) => {}
                Err(notice) => found.notices.push(notice),
            }
        }
        found.folder.directories.push(directory);
        found.bookmarks.sort_by_key(|bookmark| (bookmark.created, bookmark.id));
    }

    /// Reads a bookmark's file; gives none where it holds something else of ours.
    fn bookmark(&self, path: &Path) -> Result<Option<(Bookmark, Fields)>, Notice> {
        let id = id_of(path).ok_or_else(|| left_alone(path, reason_of_name(path)))?;
        let bytes = file::read(&*self.disk, path).map_err(|error| error.notice())?;
        let Some(bytes) = bytes else { return Ok(None) };
        let fields = record::fields(&bytes).map_err(|reason| left_alone(path, reason))?;
        if !record::is_bookmark(&fields) {
            return Ok(None);
        }
        let bookmark = record::to_bookmark(&fields).map_err(|reason| left_alone(path, reason))?;
        if bookmark.id != id {
            return Err(left_alone(path, "its id is not the one in its name"));
        }
        Ok(Some((bookmark, fields)))
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
        let article = directory.join(ARTICLE);
        if file::read(&*self.disk, &article)?.is_none() {
            let fields = record::of_article(&folder.identity);
            file::replace(&*self.disk, &article, &record::bytes(&fields))?;
        }
        Ok(())
    }

    /// Gives the directory for a new bookmark.
    fn directory(&self, folder: &mut Folder) -> Result<PathBuf, Error> {
        if let Some(directory) = folder.directories.first() {
            return Ok(directory.clone());
        }
        let taken = file::list(&*self.disk, &self.root)?;
        let plain = directory_name(&folder.identity);
        let numbered = (2..).map(|number| format!("{plain}-{number}"));
        let mut names = [plain.clone()].into_iter().chain(numbered);
        let free = names.find(|name| !taken.contains(&self.root.join(name)));
        let directory = self.root.join(free.unwrap_or(plain));
        folder.directories.push(directory.clone());
        Ok(directory)
    }
}

impl Found {
    /// Adds a bookmark. One that lies in two directories is the one that was changed later.
    fn add(&mut self, path: PathBuf, bookmark: Bookmark, fields: Fields) {
        let known = self.folder.files.entry(bookmark.id).or_insert_with(|| Known::at(path.clone()));
        match self.bookmarks.iter_mut().find(|other| other.id == bookmark.id) {
            None => {
                known.fields = fields;
                self.bookmarks.push(bookmark);
            }
            Some(other) if other.modified < bookmark.modified => {
                known.paths.insert(0, path);
                known.fields = fields;
                *other = bookmark;
            }
            Some(_) => known.paths.push(path),
        }
    }
}

impl Known {
    fn at(path: PathBuf) -> Known {
        Known { paths: vec![path], fields: Fields::new() }
    }
}

/// Gives the name of an article's directory: for the eye only, nothing reads it back.
fn directory_name(identity: &Identity) -> String {
    let title = identity.title.as_deref().unwrap_or_default().to_lowercase();
    let words = title.split(|char: char| !char.is_ascii_alphanumeric());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    let slug: String = words.join("-").chars().take(SLUG_CHARS).collect();
    let slug = slug.trim_end_matches('-');
    let hash = identity.hashes.last().map(String::as_str).unwrap_or_default();
    let hash = hash.get(..8).unwrap_or("00000000");
    format!("{}-{hash}", if slug.is_empty() { "article" } else { slug })
}

/// Gives the name that a file's name says its bookmark has.
fn id_of(path: &Path) -> Option<Id> {
    record::id(name(path).strip_suffix(".json")?)
}

/// Tells whether a file may hold a bookmark. Hidden ones do not: they are half-written, or of
/// other programs.
fn is_of_interest(path: &Path) -> bool {
    let name = name(path);
    name.ends_with(".json") && !name.starts_with('.') && name != ARTICLE
}

fn name(path: &Path) -> std::borrow::Cow<'_, str> {
    path.file_name().unwrap_or_default().to_string_lossy()
}

fn reason_of_name(path: &Path) -> Reason {
    if name(path).contains("conflict") {
        "it is a copy that a syncing program set aside"
    } else {
        "its name is not that of a bookmark"
    }
}

fn left_alone(path: &Path, reason: Reason) -> Notice {
    Notice(clean::line(&format!("{} is not read: {reason}", path.display())))
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::{Path, PathBuf};

    use super::{Found, Shelf};
    use crate::bookmark::identity::{Identity, Sketch};
    use crate::bookmark::{Bookmark, Colour, Id, Quote, Time};
    use crate::store::failing::{Failing, Failure};
    use crate::text::clean;

    fn harbour() -> Identity {
        Identity {
            title: Some(clean::line("A Harbour Rebuilt: “Dredging”")),
            origins: vec!["/home/harbour.txt".to_owned()],
            hashes: vec!["0123456789abcdef".to_owned()],
            sketch: Sketch(vec![1, u64::MAX]),
        }
    }

    fn bookmark(id: u128) -> Bookmark {
        let quote = Quote {
            exact: clean::line("The dredgers worked"),
            prefix: clean::line("Lead."),
            suffix: clean::line("from ten"),
            start: 5,
            end: 24,
            occurrences: 1,
        };
        Bookmark {
            id: Id(id),
            quote,
            section: vec![clean::line("Dredging by night")],
            note: clean::line(""),
            tags: vec![clean::line("harbours")],
            colour: Colour::Green,
            created: Time(1_000_000),
            modified: Time(1_000_000),
        }
    }

    fn noted(id: u128, note: &'static str, modified: i64) -> Bookmark {
        Bookmark { note: clean::line(note), modified: Time(modified), ..bookmark(id) }
    }

    /// Gives a config directory that holds these bookmarks.
    fn config(bookmarks: &[Bookmark]) -> (tempfile::TempDir, Shelf, Found) {
        let config = tempfile::tempdir().expect("a directory can be made");
        let shelf = Shelf::open(config.path());
        let mut found = shelf.find(&harbour());
        for bookmark in bookmarks {
            let saved = shelf.save(&mut found.folder, bookmark).expect("it is written");
            assert_eq!(saved, *bookmark);
        }
        (config, shelf, found)
    }

    fn file(config: &Path, id: u128) -> PathBuf {
        config.join(format!("bookmarks/a-harbour-rebuilt-dredging-01234567/{}.json", Id(id)))
    }

    /// Changes the file of a bookmark as another program would.
    fn change(config: &Path, id: u128, from: &str, to: &str) {
        let path = file(config, id);
        let text = fs::read_to_string(&path).expect("it is there");
        assert!(text.contains(from), "{from} is in {text}");
        fs::write(&path, text.replace(from, to)).expect("it is written");
    }

    #[test]
    fn bookmarks_are_files_of_their_own() {
        let (config, shelf, _) = config(&[bookmark(7), noted(3, "later", 1_000_000)]);
        let found = shelf.find(&harbour());
        assert_eq!(found.bookmarks, [noted(3, "later", 1_000_000), bookmark(7)]);
        assert_eq!(found.notices, []);
        let text = fs::read_to_string(file(config.path(), 7)).expect("it is there");
        let expected = r#"{
  "version": 1,
  "kind": "bookmark",
  "id": "00000000000000000000000000000007",
  "quote": {
    "exact": "The dredgers worked",
    "prefix": "Lead.",
    "suffix": "from ten",
    "start": 5,
    "end": 24,
    "occurrences": 1
  },
  "section": [
    "Dredging by night"
  ],
  "note": "",
  "tags": [
    "harbours"
  ],
  "colour": "green",
  "created": "1970-01-12T13:46:40Z",
  "modified": "1970-01-12T13:46:40Z"
}
"#;
        assert_eq!(text, expected);
    }

    #[test]
    fn an_article_is_found_by_any_of_what_it_is_known_by() {
        let (_config, shelf, mut first) = config(&[bookmark(1)]);
        let moved = Identity { origins: vec!["/b".to_owned()], ..harbour() };
        let edited = Identity { hashes: vec!["ffff".to_owned()], ..moved.clone() };
        let renamed = Identity { title: None, sketch: Sketch::default(), ..edited.clone() };
        let count = |identity: &Identity| shelf.find(identity).bookmarks.len();
        assert_eq!([count(&moved), count(&edited), count(&renamed)], [1, 1, 0]);
        shelf.learn(&mut first.folder, &edited).expect("it is written");
        assert_eq!(count(&renamed), 1, "its new path was learned");
        let other = Identity { origins: vec!["/c".to_owned()], ..Identity::default() };
        assert_eq!(count(&other), 0);
    }

    #[test]
    fn two_directories_of_one_article_are_read_as_one() {
        let (config, shelf, _) = config(&[bookmark(1), bookmark(2)]);
        let root = config.path().join("bookmarks");
        let (first, second) = (root.join("a-harbour-rebuilt-dredging-01234567"), root.join("copy"));
        fs::create_dir(&second).expect("it is made");
        fs::copy(first.join("article.json"), second.join("article.json")).expect("it is copied");
        let name = format!("{}.json", Id(2));
        fs::copy(first.join(&name), second.join(&name)).expect("it is copied");
        let moved = format!("{}.json", Id(1));
        fs::rename(first.join(&moved), second.join(&moved)).expect("it is moved");
        let found = shelf.find(&harbour());
        assert_eq!(found.bookmarks, [bookmark(1), bookmark(2)]);
        shelf.remove(&found.folder, Id(2)).expect("it is removed");
        assert_eq!(shelf.find(&harbour()).bookmarks, [bookmark(1)], "neither copy is left");
    }

    #[test]
    fn another_article_of_that_name_gets_a_directory_of_its_own() {
        let (config, shelf, _) = config(&[bookmark(1)]);
        let other = Identity {
            origins: vec!["/other".to_owned()],
            hashes: vec!["01234567ffff".to_owned()],
            sketch: Sketch(vec![5]),
            ..harbour()
        };
        let mut found = shelf.find(&other);
        assert_eq!(found.bookmarks, []);
        shelf.save(&mut found.folder, &bookmark(2)).expect("it is written");
        assert_eq!(shelf.find(&other).bookmarks, [bookmark(2)]);
        assert_eq!(shelf.find(&harbour()).bookmarks, [bookmark(1)]);
        let path = "bookmarks/a-harbour-rebuilt-dredging-01234567-2/article.json";
        assert!(config.path().join(path).exists());
    }

    #[test]
    fn changes_of_two_writers_are_merged_field_by_field() {
        for (case, from, to, ours, expected) in [
            (
                "of different fields",
                "\"harbours\"",
                "\"piers\"",
                noted(1, "ours", 2_000_000),
                Bookmark { tags: vec![clean::line("piers")], ..noted(1, "ours", 2_000_000) },
            ),
            (
                "of one field, ours later",
                "\"note\": \"\"",
                "\"note\": \"theirs\"",
                noted(1, "ours", 2_000_000),
                noted(1, "ours", 2_000_000),
            ),
            (
                "of one field, theirs later",
                "\"note\": \"\",\n  \"tags\": [\n    \"harbours\"\n  ],\n  \"colour\": \"green\",\n  \
                 \"created\": \"1970-01-12T13:46:40Z\",\n  \"modified\": \"1970-01-12",
                "\"note\": \"theirs\",\n  \"tags\": [\n    \"harbours\"\n  ],\n  \"colour\": \
                 \"green\",\n  \"created\": \"1970-01-12T13:46:40Z\",\n  \"modified\": \"1990-01-12",
                noted(1, "ours", 2_000_000),
                noted(1, "theirs", 632_152_000),
            ),
        ] {
            let (config, shelf, mut found) = config(&[bookmark(1)]);
            change(config.path(), 1, from, to);
            assert_eq!(shelf.save(&mut found.folder, &ours).expect(case), expected, "{case}");
            assert_eq!(shelf.find(&harbour()).bookmarks, [expected], "{case}");
        }
    }

    #[test]
    fn what_is_not_ours_is_written_back() {
        let (config, shelf, _) = config(&[bookmark(1)]);
        change(
            config.path(),
            1,
            "\"colour\": \"green\"",
            "\"shape\": [2.50],\n  \"colour\": \"puce\"",
        );
        let mut found = shelf.find(&harbour());
        let expected = [Bookmark { colour: Colour::Yellow, ..noted(1, "mine", 2_000_000) }];
        shelf.save(&mut found.folder, &expected[0]).expect("it is written");
        assert_eq!(shelf.find(&harbour()).bookmarks, expected);
        let text = || fs::read_to_string(file(config.path(), 1)).expect("it is there");
        assert!(
            text().contains("\"shape\": [\n    2.5\n  ],\n  \"colour\": \"puce\""),
            "{}",
            text()
        );
        shelf.remove(&found.folder, Id(1)).expect("it is removed");
        assert_eq!(shelf.find(&harbour()).bookmarks, []);
        shelf.save(&mut found.folder, &expected[0]).expect("it is written back");
        assert!(text().contains("puce"), "{}", text());
    }

    #[test]
    fn what_is_not_understood_is_named_and_left_alone() {
        let id = Id(1).to_string();
        let whole = String::from_utf8(crate::store::record::bytes(
            &crate::store::record::of_bookmark(&bookmark(1)),
        ))
        .expect("JSON is text");
        for (case, bytes, reason) in [
            ("half a file", whole.chars().take(90).collect(), "it is not JSON"),
            ("an empty file", String::new(), "it is not JSON"),
            (
                "git's conflict",
                format!("{{\n<<<<<<< HEAD\n{whole}=======\n{whole}>>>>>>> theirs\n"),
                "it holds conflict marks of git",
            ),
            ("a list", format!("[{whole}]"), "it is not a JSON object"),
            (
                "a field of another kind",
                whole.replace("\"note\": \"\"", "\"note\": 5"),
                "its fields are not as they should be",
            ),
            (
                "the file of another bookmark",
                whole.replace(&id, &Id(2).to_string()),
                "its id is not the one in its name",
            ),
        ] {
            let (config, shelf, mut known) = config(&[bookmark(1)]);
            let path = file(config.path(), 1);
            fs::write(&path, &bytes).expect("it is written");
            let found = shelf.find(&harbour());
            assert_eq!(found.bookmarks, [], "{case}");
            let notices: Vec<&str> = found.notices.iter().map(|notice| &*notice.0).collect();
            assert_eq!(notices, [format!("{} is not read: {reason}", path.display())], "{case}");
            if !reason.contains("field") && !reason.contains("id") {
                shelf.save(&mut known.folder, &noted(1, "mine", 2_000_000)).expect_err(case);
                shelf.remove(&known.folder, Id(1)).expect_err(case);
            }
            assert_eq!(fs::read_to_string(&path).expect(case), bytes, "{case}");
        }
    }

    #[test]
    fn a_file_of_a_newer_program_is_read_and_not_changed() {
        let (config, shelf, _) = config(&[bookmark(1)]);
        change(config.path(), 1, "\"version\": 1", "\"version\": 2");
        let mut found = shelf.find(&harbour());
        assert_eq!(found.bookmarks, [bookmark(1)]);
        let error = shelf.save(&mut found.folder, &noted(1, "mine", 2_000_000));
        let path = file(config.path(), 1);
        assert_eq!(
            error.expect_err("it is not ours to change").to_string(),
            format!("{} is of a newer sidehead, and left as it is", path.display())
        );
        shelf.remove(&found.folder, Id(1)).expect_err("it is not ours to remove");
    }

    #[test]
    fn copies_of_syncing_programs_are_named() {
        let (config, shelf, _) = config(&[bookmark(1)]);
        let path = file(config.path(), 1);
        let copy = path.with_extension("sync-conflict-20260131-101010-ABCDEFG.json");
        fs::copy(&path, &copy).expect("it is copied");
        fs::write(path.with_file_name(".half.tmp"), "{").expect("it is written");
        let found = shelf.find(&harbour());
        assert_eq!(found.bookmarks, [bookmark(1)]);
        let reason = "it is a copy that a syncing program set aside";
        let expected = format!("{} is not read: {reason}", copy.display());
        let notices: Vec<&str> = found.notices.iter().map(|notice| &*notice.0).collect();
        assert_eq!(notices, [expected]);
    }

    #[test]
    fn stored_text_is_cleaned() {
        let (config, shelf, _) = config(&[bookmark(1)]);
        change(config.path(), 1, "\"note\": \"\"", "\"note\": \"\\u001b[31m\"");
        assert_eq!(&*shelf.find(&harbour()).bookmarks[0].note, "␛[31m");
    }

    #[test]
    fn a_bookmark_is_found_by_the_start_of_its_name() {
        let (a, b) = (0xabcd_0000_u128 << 96, 0xabcd_1111_u128 << 96);
        let (_config, shelf, _) = config(&[bookmark(a), bookmark(b)]);
        let named = |digits| shelf.named(digits).map(|(_, bookmark)| bookmark.id);
        assert_eq!(named("ABCD0").expect("there is one"), Id(a));
        let message = |digits| named(digits).expect_err("there is not one").to_string();
        assert_eq!(message("abcd"), "2 bookmarks start with abcd");
        assert_eq!(message("ffff"), "no bookmark ffff");
        let all = shelf.all();
        assert_eq!(all.len(), 1);
        assert_eq!(all[0].folder.identity, harbour());
        assert_eq!(all[0].bookmarks, [bookmark(a), bookmark(b)]);
    }

    /// Lets each call of the disk fail in turn, and demands the old state or the new one, an error
    /// for the reader, and success on trying again.
    #[track_caller]
    fn sweep(
        case: &str,
        old: &[Bookmark],
        new: &[Bookmark],
        act: impl Fn(&Shelf, &mut Found) -> Result<(), super::Error>,
    ) {
        for failure in [Failure::Once, Failure::FromThereOn] {
            for at in 1.. {
                let (config, _, mut found) = config(old);
                let disk = Failing::new(at, failure);
                let shelf = Shelf::on(Box::new(disk.clone()), config.path());
                let acted = act(&shelf, &mut found);
                assert_eq!(acted.is_err(), disk.has_failed(), "{case}: {failure:?} at {at}");
                let healthy = Shelf::open(config.path());
                let after = healthy.find(&harbour());
                assert_eq!(after.notices, [], "{case}: {failure:?} at {at}: nothing is torn");
                assert!(
                    after.bookmarks == old || after.bookmarks == new,
                    "{case}: {failure:?} at {at}: {:?}",
                    after.bookmarks
                );
                act(&healthy, &mut found).expect("it works when the disk does");
                assert_eq!(healthy.find(&harbour()).bookmarks, new, "{case}: tried again");
                if !disk.has_failed() {
                    break;
                }
            }
        }
    }

    #[test]
    fn a_failing_disk_leaves_the_old_state_or_the_new_one() {
        let edited = noted(1, "edited", 2_000_000);
        let save = |bookmark: Bookmark| {
            move |shelf: &Shelf, found: &mut Found| {
                shelf.save(&mut found.folder, &bookmark).map(|_| ())
            }
        };
        let (none, one, two) = ([], [bookmark(1)], [bookmark(1), bookmark(2)]);
        sweep("the first bookmark", &none, &one, save(bookmark(1)));
        sweep("another bookmark", &one, &two, save(bookmark(2)));
        sweep("an edit", &one, std::slice::from_ref(&edited), save(edited.clone()));
        sweep("a removal", &one, &none, |shelf, found| shelf.remove(&found.folder, Id(1)));
    }
}
