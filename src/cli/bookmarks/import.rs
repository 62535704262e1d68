//! `sidehead bookmarks import`: what another program wrote becomes bookmarks.
//!
//! A passage is looked for in its article by its words. Imported again, it is found to be there
//! already. What has no place is told, and is kept only if it was ours before: a passage that
//! never stood anywhere is nobody's loss, a bookmark that was exported must not become one.

use std::ffi::OsStr;
use std::io::{self, Read};
use std::process::ExitCode;
use std::{fs, iter, mem};

use serde::Serialize;

use super::{listing, origin};
use crate::article::Article;
use crate::bookmark::excerpts::{Excerpts, Passage};
use crate::bookmark::export::entry::Entry;
use crate::bookmark::export::template::shortened;
use crate::bookmark::identity::Identity;
use crate::bookmark::import::{self, Importer};
use crate::bookmark::{Anchor, Bookmark, Quote, Time, anchor};
use crate::cli::arguments;
use crate::cli::arguments::Input;
use crate::cli::article::{self, Whole};
use crate::cli::failure::{Failure, Kind};
use crate::cli::print;
use crate::config::Directories;
use crate::config::settings::Settings;
use crate::document::Range;
use crate::source::{self, Wanted};
use crate::store;
use crate::store::bookmarks::overview::Summary;
use crate::store::bookmarks::{Found, Shelf};
use crate::store::state::{Memory, Recent};
use crate::text::clean::{self, Clean};
use crate::text::scalars::Scalars;

/// What became of the passages of a file, as JSON tells it.
#[derive(Default, Serialize)]
struct Answer {
    version: u32,
    /// Bookmarks that are new.
    added: Vec<Entry>,
    /// Bookmarks that were there, and are now as the file has them.
    changed: Vec<Entry>,
    /// Passages that are bookmarked already.
    present: usize,
    /// Passages without a place.
    unplaced: Vec<Unplaced>,
}

/// A passage without a place.
#[derive(Serialize)]
struct Unplaced {
    title: Option<String>,
    quote: String,
    reason: String,
    /// Whether it is a bookmark all the same, as one whose words were not found.
    kept: bool,
}

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
    tell(&desk.answer, asked.json)?;
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

/// Where the passages of an article go.
struct Home {
    found: Found,
    /// The article, where it can be read.
    article: Option<Article>,
    /// What the article was called by whoever named it.
    given: Clean<'static>,
    /// Why the article cannot be read, where a passage that is no bookmark yet needs that.
    unread: Option<String>,
    /// Where there are bookmarks by now.
    taken: Vec<Range>,
}

impl Desk<'_> {
    /// Takes the passages of one article in.
    fn take_in(&mut self, excerpts: Excerpts, named: Option<&OsStr>) -> Result<(), Failure> {
        let Some(mut home) = self.home(&excerpts, named)? else {
            let reason = "no article of that title is known here; name it after the file";
            for passage in &excerpts.passages {
                self.leave(&excerpts.identity, &passage.bookmark, reason, false);
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

    /// Gives where passages go: to the article that was named, to one that is known by what the
    /// file says of it, or, if that is enough to know it by one day, to an article that is not
    /// here.
    fn home(&self, excerpts: &Excerpts, named: Option<&OsStr>) -> Result<Option<Home>, Failure> {
        let seen = &excerpts.identity;
        let wanted = match named {
            Some(named) => Some(article::wanted(Some(named))),
            None => self.find_article(seen),
        };
        if let Some(wanted) = wanted {
            let (whole, now) = article::read_to_find(&wanted, self.input)?;
            return self.home_of(whole, &now, seen).map(Some);
        }
        let found = self.shelf.find(seen);
        let home = if self.is_complete || !seen.origins.is_empty() {
            Home::unread(found, None)
        } else {
            let found = Some(found).filter(|found| !found.folder.is_new());
            let Some(found) = found.or_else(|| self.find_shelved(excerpts)) else {
                return Ok(None);
            };
            let why = origin::there(&found.folder.identity.origins).err();
            Home::unread(
                found,
                Some(format!("its article cannot be read: {}", why.unwrap_or_default())),
            )
        };
        print::unread(&home.found.notices);
        Ok(Some(home))
    }

    /// Gives the bookmarks of an article that cannot be read and is called as the file says: of
    /// several, that with the most of its passages.
    fn find_shelved(&self, excerpts: &Excerpts) -> Option<Found> {
        let title = words(&excerpts.name());
        let titled = self.shelved.iter().filter(|summary| words(&name(summary)) == title);
        let has = |summary: &Summary, passage: &Passage| {
            let words = &passage.bookmark.quote.exact;
            summary.bookmarks.iter().any(|brief| are_alike(&brief.words, words))
        };
        let in_common = |summary: &&Summary| {
            excerpts.passages.iter().filter(|passage| has(summary, passage)).count()
        };
        let id = titled.max_by_key(in_common)?.bookmarks.first()?.id;
        let (folder, _) = self.shelf.named(&id.to_string()).ok()?;
        let mut found = self.shelf.find(&folder.identity);
        found.folder.identity = folder.identity;
        Some(found)
    }

    /// Gives where passages go in an article that is known by `now`, and by `seen` where they come
    /// from.
    fn home_of(&self, whole: Whole, now: &Identity, seen: &Identity) -> Result<Home, Failure> {
        let mut found = super::find(self.shelf, now);
        if self.is_complete && found.folder.is_new() {
            // What it was known by before, and where, comes first.
            let now = mem::replace(&mut found.folder.identity, seen.clone());
            found.folder.identity.learn(&now);
        } else if self.is_complete {
            self.shelf.learn(&mut found.folder, seen)?;
        }
        let whole = whole.corrected_in(&found.folder, &self.settings);
        let Whole { document, name, given } = whole;
        let article = Article::new(document, name, found.bookmarks.clone());
        let taken = article.bookmarks.iter().filter_map(|placed| placed.anchor.range()).collect();
        Ok(Home { found, article: Some(article), given, unread: None, taken })
    }

    /// Gives a file that is there and is the article: one that the import names, or that is known
    /// here under its title. Nothing is fetched because a file says so.
    fn find_article(&self, seen: &Identity) -> Option<Wanted> {
        let title = seen.title.as_deref().map(words);
        let is_it = |name: &str| title.as_ref() == Some(&words(name));
        let shelved = self.shelved.iter().filter(|summary| is_it(&name(summary)));
        let recent = self.recents.iter().filter(|recent| is_it(&recent.name));
        let origins = iter::once(&seen.origins).chain(shelved.map(|summary| &summary.origins));
        let mut wanted = origins.flat_map(|it| it.iter().rev()).chain(recent.map(|it| &it.origin));
        wanted.find_map(|origin| origin::local(origin))
    }

    /// Takes one passage in.
    fn take(
        &mut self,
        home: &mut Home,
        seen: &Identity,
        bookmark: Bookmark,
        anchor: Option<Anchor>,
    ) -> Result<(), Failure> {
        if let Some(old) = home.found.bookmarks.iter().find(|old| old.id == bookmark.id) {
            let is_later = old.modified < bookmark.modified;
            let about = || old.clone().with_remarks(bookmark.remarks(), bookmark.modified);
            let now = if self.is_complete { bookmark } else { about() };
            return if is_later { self.change(home, now, anchor) } else { self.pass() };
        }
        let places = match anchor {
            Some(Anchor::Orphan) if !self.is_complete => home.places(&bookmark.quote),
            _ => Vec::new(),
        };
        let anchor = home.nearest(&places, &bookmark.quote).map(Anchor::Exact).or(anchor);
        let range = anchor.as_ref().and_then(Anchor::range);
        if !self.is_complete && home.has(&bookmark, range.as_ref()) {
            return self.pass();
        }
        if let Some(why) = &home.unread {
            self.leave(seen, &bookmark, why, false);
            return Ok(());
        }
        if anchor == Some(Anchor::Orphan) {
            let reason = home.why_not(&bookmark.quote, places.len());
            self.leave(seen, &bookmark, &reason, self.is_complete);
            if !self.is_complete {
                return Ok(());
            }
        }
        let (bookmark, anchor) = match (&home.article, &range) {
            (Some(article), Some(range)) if !self.is_complete => {
                let here = article.bookmark_of(range.clone(), bookmark.id, bookmark.created);
                let Bookmark { quote, section, .. } = here;
                (Bookmark { quote, section, ..bookmark }, Some(Anchor::Exact(range.clone())))
            }
            _ => (bookmark, anchor),
        };
        home.taken.extend(range);
        let entry = self.save(home, &bookmark, anchor)?;
        self.answer.added.push(entry);
        Ok(())
    }

    fn pass(&mut self) -> Result<(), Failure> {
        self.answer.present += 1;
        Ok(())
    }

    fn change(
        &mut self,
        home: &mut Home,
        bookmark: Bookmark,
        anchor: Option<Anchor>,
    ) -> Result<(), Failure> {
        let entry = self.save(home, &bookmark, anchor)?;
        self.answer.changed.push(entry);
        Ok(())
    }

    fn leave(&mut self, seen: &Identity, bookmark: &Bookmark, reason: &str, kept: bool) {
        self.answer.unplaced.push(Unplaced {
            title: seen.title.as_ref().map(ToString::to_string),
            quote: bookmark.quote.exact.to_string(),
            reason: reason.to_owned(),
            kept,
        });
    }

    /// Keeps a bookmark, and gives it as it is told.
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

impl Home {
    /// Gives where passages go in an article that cannot be read.
    fn unread(found: Found, why: Option<String>) -> Home {
        let given = Clean::default();
        Home { found, article: None, given, unread: why, taken: Vec::new() }
    }

    /// Gives every place where the words of a quote stand.
    fn places(&self, quote: &Quote) -> Vec<Range> {
        let article = self.article.as_ref().filter(|_| !quote.exact.is_empty());
        article.map(|article| anchor::places(&article.document, quote)).unwrap_or_default()
    }

    /// Gives why a quote has no place, whose words stand in so many.
    fn why_not(&self, quote: &Quote, places: usize) -> String {
        match &*quote.exact {
            "" => "it quotes nothing".to_owned(),
            _ if places > 1 => format!("its words stand in {places} places in {}", self.given),
            _ => format!("its words are not in {}", self.given),
        }
    }

    /// Gives the place that is nearest to where the file says that the quote stood, if it does.
    fn nearest(&self, places: &[Range], quote: &Quote) -> Option<Range> {
        let article = self.article.as_ref().filter(|_| quote.end > 0)?;
        let scalars = Scalars::new(article.document.text());
        let distance = |range: &&Range| scalars.before(range.start).abs_diff(quote.start);
        places.iter().min_by_key(distance).cloned()
    }

    /// Tells whether there is a bookmark of a passage: at its place, or, where it has none, of its
    /// words without a place.
    fn has(&self, bookmark: &Bookmark, range: Option<&Range>) -> bool {
        let has_words = |other: &Bookmark| are_alike(&other.quote.exact, &bookmark.quote.exact);
        match (&self.article, range) {
            (Some(_), Some(range)) => self.taken.contains(range),
            (Some(article), None) => {
                let mut lost = article.bookmarks.iter().filter(|it| it.anchor == Anchor::Orphan);
                lost.any(|placed| has_words(&placed.bookmark))
            }
            (None, _) => self.found.bookmarks.iter().any(has_words),
        }
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

/// Gives what the bookmarks of an article are exported under.
fn name(article: &Summary) -> Clean<'static> {
    let Summary { title, origins, .. } = article;
    let (title, origins) = (title.clone(), origins.clone());
    let identity = Identity { title, origins, ..Identity::default() };
    Excerpts { identity, ..Excerpts::default() }.name()
}

/// Tells whether two quotes are one, as programs differ in how they write spaces and line ends.
fn are_alike(one: &str, other: &str) -> bool {
    one.split_whitespace().eq(other.split_whitespace())
}

/// Gives the words of a title, as programs differ in what they put around them.
fn words(title: &str) -> String {
    let words = title.split(|char: char| !char.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ").to_lowercase()
}

/// Prints what became of the passages.
fn tell(answer: &Answer, is_json: bool) -> Result<(), Failure> {
    if is_json {
        return print::json(answer);
    }
    let Answer { added, changed, present, unplaced, .. } = answer;
    print::print(|out| {
        listing::list(out, added)?;
        listing::list(out, changed)?;
        unplaced.iter().try_for_each(|it| writeln!(out, "{}", it.line()))?;
        let (added, changed, left) = (added.len(), changed.len(), unplaced.len());
        writeln!(
            out,
            "{added} added, {changed} changed, {present} there already, {left} not placed"
        )
    })
}

impl Unplaced {
    fn line(&self) -> String {
        let title = self.title.as_deref().unwrap_or("an article without a title");
        let quote = shortened(&self.quote, SHOWN_CHARS);
        let kept = if self.kept { "; kept without a place" } else { "" };
        format!("not placed: {title}: “{quote}”: {}{kept}", self.reason)
    }
}

/// Characters of a passage without a place that are shown.
const SHOWN_CHARS: usize = 60;
