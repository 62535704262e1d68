//! `sidehead bookmarks import`: what another program wrote becomes bookmarks.
//!
//! A passage is looked for in its article by its words. Imported again, it is found to be there
//! already. What has no place is told, and is kept only if it was ours before: a passage that
//! never stood anywhere is nobody's loss, a bookmark that was exported must not become one.

use std::ffi::OsStr;
use std::fs;
use std::io::{self, Read};
use std::process::ExitCode;

use crate::bookmark::excerpts::{Excerpts, Passage};
use crate::bookmark::export::entry::Entry;
use crate::bookmark::identity::Identity;
use crate::bookmark::import::{self, Importer};
use crate::bookmark::{Anchor, Bookmark, Time};
use crate::cli::arguments;
use crate::cli::arguments::Input;
use crate::cli::failure::{Failure, Kind};
use crate::config::Directories;
use crate::config::settings::Settings;
use crate::source;
use crate::store;
use crate::store::bookmarks::Shelf;
use crate::store::bookmarks::overview::Summary;
use crate::store::state::{Memory, Recent};
use crate::text::clean::{self, Clean};
use crate::text::scalars::Scalars;

mod answer;
mod home;

use answer::Answer;
use home::Home;

/// Imports a file, and tells what became of each passage: the exit code is 3 where some have no
/// place and are not kept.
pub(super) fn run(
    shelf: &Shelf,
    asked: &arguments::bookmarks::Import,
    directories: &Directories,
) -> Result<ExitCode, Failure> {
    let (file, importer) = read(&asked.file, asked.from)?;
    let all =
        (importer.read)(&file).map_err(|unreadable| cannot_import(&asked.file, &unreadable))?;
    let mut desk = Desk {
        shelf,
        is_complete: importer.is_complete,
        input: &asked.input,
        settings: Settings::read(&directories.config)?,
        shelved: shelf.overview().articles,
        recents: Memory::open(&directories.state).recents().unwrap_or_default(),
        answer: Answer { version: 1, ..Answer::default() },
    };
    for excerpts in all {
        desk.take_in(excerpts, asked.article.as_deref())?;
    }
    desk.answer.tell(asked.json)?;
    let is_lost = desk.answer.unplaced.iter().any(|it| !it.kept);
    Ok(if is_lost { Kind::NothingFound.exit_code() } else { ExitCode::SUCCESS })
}

/// Gives the text of a file, and the form it is in.
fn read(
    file: &OsStr,
    from: Option<&'static Importer>,
) -> Result<(String, &'static Importer), Failure> {
    let unreadable = |source| source::Error::Unreadable { name: shown(file), source };
    let mut text = String::new();
    if file == "-" {
        io::stdin().read_to_string(&mut text).map_err(unreadable)?;
    } else {
        text = fs::read_to_string(file).map_err(unreadable)?;
    }
    let importer = from.or_else(|| import::detect(&text)).ok_or_else(|| {
        let words = format!("cannot import {}: it looks like no form that is known", shown(file));
        Failure::new(Kind::Failed, &words).hint("--from names the form")
    })?;
    Ok((text, importer))
}

fn cannot_import(file: &OsStr, why: &import::Unreadable) -> Failure {
    Failure::new(Kind::Failed, &format!("cannot import {}: {why}", shown(file)))
}

fn shown(file: &OsStr) -> Clean<'static> {
    if file == "-" { Clean::ours("standard input") } else { clean::line(&file.to_string_lossy()) }
}

/// What the passages of a file are taken in with.
struct Desk<'a> {
    shelf: &'a Shelf,
    /// Whether the file holds all there is to know of its bookmarks.
    is_complete: bool,
    input: &'a Input,
    settings: Settings,
    /// The articles that bookmarks are kept of, as they were before.
    shelved: Vec<Summary>,
    /// The articles that were opened lately.
    recents: Vec<Recent>,
    answer: Answer,
}

impl Desk<'_> {
    /// Takes the passages of one article in.
    fn take_in(&mut self, excerpts: Excerpts, named: Option<&OsStr>) -> Result<(), Failure> {
        let Some(mut home) = self.home(&excerpts, named)? else {
            let reason = "no article of that title is known here; name it after the file";
            for passage in &excerpts.passages {
                self.answer.leave(&excerpts.identity, &passage.bookmark, reason, false);
            }
            return Ok(());
        };
        let quotes = excerpts.passages.iter().map(|passage| &passage.bookmark.quote);
        let anchors: Vec<Option<Anchor>> = match &home.article {
            Some(article) => article.resolve_all(quotes).into_iter().map(Some).collect(),
            None => quotes.map(|_| None).collect(),
        };
        for (passage, anchor) in excerpts.passages.into_iter().zip(anchors) {
            self.take(&mut home, &excerpts.identity, dated(passage.bookmark), anchor)?;
        }
        Ok(())
    }

    /// Takes one passage in.
    fn take(
        &mut self,
        home: &mut Home,
        seen: &Identity,
        bookmark: Bookmark,
        anchor: Option<Anchor>,
    ) -> Result<(), Failure> {
        let old = home.found.bookmarks.iter().find(|old| old.id == bookmark.id).cloned();
        match old {
            Some(old) => self.change(home, old, bookmark, anchor),
            None if self.is_complete => self.bring_back(home, seen, bookmark, anchor),
            None => self.make(home, seen, bookmark, anchor),
        }
    }

    /// Changes a bookmark that is there, if the file has it as it was later.
    fn change(
        &mut self,
        home: &mut Home,
        old: Bookmark,
        bookmark: Bookmark,
        anchor: Option<Anchor>,
    ) -> Result<(), Failure> {
        if old.modified >= bookmark.modified {
            self.answer.present += 1;
            return Ok(());
        }
        let now = match self.is_complete {
            true => bookmark,
            false => old.with_remarks(bookmark.remarks(), bookmark.modified),
        };
        let entry = self.save(home, &now, anchor)?;
        self.answer.changed.push(entry);
        Ok(())
    }

    /// Keeps a bookmark that was exported whole as it was, even where it has no place.
    fn bring_back(
        &mut self,
        home: &mut Home,
        seen: &Identity,
        bookmark: Bookmark,
        anchor: Option<Anchor>,
    ) -> Result<(), Failure> {
        if let Some(why) = &home.unread {
            self.answer.leave(seen, &bookmark, why, false);
            return Ok(());
        }
        if anchor == Some(Anchor::Orphan) {
            self.answer.leave(seen, &bookmark, &home.why_not(&bookmark.quote, 0), true);
        }
        self.add(home, &bookmark, anchor)
    }

    /// Makes a bookmark of a passage as another program has it, if it is none already and has a
    /// place.
    fn make(
        &mut self,
        home: &mut Home,
        seen: &Identity,
        bookmark: Bookmark,
        anchor: Option<Anchor>,
    ) -> Result<(), Failure> {
        let places = match anchor {
            Some(Anchor::Orphan) => home.places(&bookmark.quote),
            _ => Vec::new(),
        };
        let anchor = home.nearest(&places, &bookmark.quote).map(Anchor::Exact).or(anchor);
        let range = anchor.as_ref().and_then(Anchor::range);
        if home.has(&bookmark, range.as_ref()) {
            self.answer.present += 1;
            return Ok(());
        }
        if let Some(why) = &home.unread {
            self.answer.leave(seen, &bookmark, why, false);
            return Ok(());
        }
        if anchor == Some(Anchor::Orphan) {
            let reason = home.why_not(&bookmark.quote, places.len());
            self.answer.leave(seen, &bookmark, &reason, false);
            return Ok(());
        }
        let (Some(article), Some(range)) = (&home.article, range) else {
            return self.add(home, &bookmark, anchor);
        };
        let here = article.bookmark_of(range.clone(), bookmark.id, bookmark.created);
        let Bookmark { quote, section, .. } = here;
        self.add(home, &Bookmark { quote, section, ..bookmark }, Some(Anchor::Exact(range)))
    }

    /// Keeps a new bookmark.
    fn add(
        &mut self,
        home: &mut Home,
        bookmark: &Bookmark,
        anchor: Option<Anchor>,
    ) -> Result<(), Failure> {
        home.taken.extend(anchor.as_ref().and_then(Anchor::range));
        let entry = self.save(home, bookmark, anchor)?;
        self.answer.added.push(entry);
        Ok(())
    }

    /// Writes a bookmark, and gives it as it is told.
    fn save(
        &self,
        home: &mut Home,
        bookmark: &Bookmark,
        anchor: Option<Anchor>,
    ) -> Result<Entry, Failure> {
        let saved = self.shelf.save(&mut home.found.folder, bookmark)?;
        home.found.bookmarks.retain(|other| other.id != saved.id);
        home.found.bookmarks.push(saved.clone());
        let passage = match (&home.article, anchor) {
            (Some(article), Some(anchor)) => {
                super::passage(article, &Scalars::new(article.document.text()), saved, &anchor)
            }
            _ => Passage::unread(saved),
        };
        let identity = home.found.folder.identity.clone();
        Ok(Entry::new(&Excerpts { identity, ..Excerpts::default() }, &passage))
    }
}

/// Gives a bookmark that was made at some time: now, if the file does not say when.
fn dated(bookmark: Bookmark) -> Bookmark {
    if bookmark.created != Time::default() {
        return bookmark;
    }
    let now = store::now();
    Bookmark { created: now, modified: now, ..bookmark }
}
