//! The bookmarks of all articles at a glance: what a list of them shows.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::load::left_alone;
use super::memo::Memo;
use super::name::{self, Meaning};
use super::{Found, Shelf};
use crate::bookmark::{Bookmark, Colour, Id, Remarks, Time};
use crate::store::Notice;
use crate::store::{file, record};
use crate::text::clean::{self, Clean};

/// The bookmarks of all articles.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Overview {
    /// The articles that have bookmarks, each once.
    pub articles: Vec<Summary>,
    /// What could not be read.
    pub notices: Vec<Notice>,
}

/// An article that has bookmarks.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Its title, where it has one.
    pub title: Option<Clean<'static>>,
    /// Canonical paths and addresses it was read from, the latest last: not for the terminal.
    pub origins: Vec<String>,
    /// Its bookmarks, in the order they were made.
    pub bookmarks: Vec<Brief>,
}

/// What a list shows of a bookmark; [`Shelf::named`] gives the whole one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Brief {
    /// Its name.
    pub id: Id,
    /// The passage.
    pub words: Clean<'static>,
    /// Unicode scalar values before the passage, when it was last described.
    pub start: usize,
    /// The names of the sections it stood in, outermost first.
    pub section: Vec<Clean<'static>>,
    /// What the reader wrote about it; empty if nothing.
    pub note: Clean<'static>,
    /// What the reader filed it under.
    pub tags: Vec<Clean<'static>>,
    /// The colour it is shown in.
    pub colour: Colour,
    /// When it was made.
    pub created: Time,
    /// When it was last changed.
    pub modified: Time,
}

impl Shelf {
    /// Gives what a list of all bookmarks shows. Opens no article, and where the shelf has a cache
    /// reads only what has changed since.
    #[must_use]
    pub fn overview(&self) -> Overview {
        let mut overview = Overview::default();
        let mut memo = self.memo("bookmarks");
        for (identity, directories) in self.articles(&mut overview.notices) {
            let bookmarks = match self.briefs(&directories, &mut memo) {
                Some(bookmarks) => bookmarks,
                None => {
                    let mut found = Found::default();
                    self.load(&directories, &mut found);
                    overview.notices.extend(found.notices);
                    found.bookmarks.into_iter().map(Brief::of).collect()
                }
            };
            if !bookmarks.is_empty() {
                let (title, origins) = (identity.title, identity.origins);
                overview.articles.push(Summary { title, origins, bookmarks });
            }
        }
        memo.keep(&*self.disk);
        overview
    }

    /// Gives the bookmarks of an article; none if there is anything to merge, to clear or to tell
    /// of, so that its files have to be looked at closely.
    fn briefs(
        &self,
        directories: &[PathBuf],
        memo: &mut Memo<Option<StoredBrief>>,
    ) -> Option<Vec<Brief>> {
        let mut briefs = BTreeMap::new();
        for directory in directories {
            for (path, stamp) in self.disk.survey(directory).ok()? {
                let id = match name::meaning(&path) {
                    Meaning::File(id) => id,
                    Meaning::Article => continue,
                    Meaning::Foreign if !file::is_half_written(&path) => continue,
                    _ => return None,
                };
                let read = || self.brief(&path);
                let said = memo.recall(&path, stamp, read).ok()?;
                if let Some(brief) = said.as_ref().map(|stored| stored.brief(id)) {
                    let is_second = briefs.insert(id, brief).is_some();
                    if is_second {
                        return None;
                    }
                }
            }
        }
        let mut briefs: Vec<Brief> = briefs.into_values().collect();
        briefs.sort_by_key(|brief| (brief.start, brief.created, brief.id));
        Some(briefs)
    }

    /// Reads what a list shows of a file; none of what is no bookmark.
    fn brief(&self, path: &std::path::Path) -> Result<Option<StoredBrief>, Notice> {
        let parsed = self.file(path)?.filter(|parsed| !parsed.was_torn);
        let parsed = parsed.ok_or_else(|| left_alone(path, "it is to be merged"))?;
        if !record::is_of_kind(&parsed.fields, record::BOOKMARK) {
            return Ok(None);
        }
        let bookmark = record::to_bookmark(&parsed.fields);
        let bookmark = bookmark.map_err(|reason| left_alone(path, reason))?;
        Ok(Some(StoredBrief::of(&Brief::of(bookmark))))
    }
}

impl Brief {
    fn of(bookmark: Bookmark) -> Brief {
        let Bookmark { id, quote, section, note, tags, colour, created, modified, .. } = bookmark;
        let (words, start) = (quote.exact, quote.start);
        Brief { id, words, start, section, note, tags, colour, created, modified }
    }

    /// Gives what is said of it.
    #[must_use]
    pub fn remarks(&self) -> Remarks {
        Remarks { note: self.note.clone(), tags: self.tags.clone(), colour: self.colour }
    }

    /// Gives it with something else said of it at some time.
    #[must_use]
    pub fn with_remarks(self, remarks: Remarks, modified: Time) -> Brief {
        let Remarks { note, tags, colour } = remarks;
        Brief { note, tags, colour, modified, ..self }
    }
}

/// What a list shows of a bookmark, as it is kept in the cache; names are short, as there may be
/// ten thousand.
#[derive(Serialize, Deserialize)]
struct StoredBrief {
    #[serde(rename = "w")]
    words: String,
    #[serde(rename = "a")]
    start: usize,
    #[serde(rename = "s")]
    section: Vec<String>,
    #[serde(rename = "n")]
    note: String,
    #[serde(rename = "t")]
    tags: Vec<String>,
    #[serde(rename = "c")]
    colour: String,
    /// Seconds since 1970.
    #[serde(rename = "m")]
    made: i64,
    #[serde(rename = "l")]
    last_changed: i64,
}

impl StoredBrief {
    fn of(brief: &Brief) -> StoredBrief {
        let texts = |texts: &[Clean]| texts.iter().map(ToString::to_string).collect();
        StoredBrief {
            words: brief.words.to_string(),
            start: brief.start,
            section: texts(&brief.section),
            note: brief.note.to_string(),
            tags: texts(&brief.tags),
            colour: brief.colour.name().to_owned(),
            made: brief.created.0,
            last_changed: brief.modified.0,
        }
    }

    /// Gives what a list shows; its text is cleaned, as a cache can be written by anyone.
    fn brief(&self, id: Id) -> Brief {
        let lines = |texts: &[String]| texts.iter().map(|text| clean::line(text)).collect();
        Brief {
            id,
            words: clean::text(&self.words).into_owned(),
            start: self.start,
            section: lines(&self.section),
            note: clean::text(&self.note).into_owned(),
            tags: lines(&self.tags),
            colour: Colour::named(&self.colour).unwrap_or_default(),
            created: Time(self.made),
            modified: Time(self.last_changed),
        }
    }
}
