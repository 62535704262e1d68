//! `sidehead bookmarks`: one file for each thing that may be asked, and here those of a few lines.

use std::path::Path;
use std::process::ExitCode;

use super::arguments::bookmarks::{About, Bookmarks, Edit};
use super::arguments::{self, Directories, Source};
use super::article;
use super::failure::Failure;
use super::{print, read};
use crate::article::Article;
use crate::bookmark::excerpts::{Excerpts, Passage, Place};
use crate::bookmark::identity::Identity;
use crate::bookmark::{Anchor, Bookmark, Remarks, Time};
use crate::config::settings::Settings;
use crate::document::Position;
use crate::store;
use crate::store::bookmarks::folder::Folder;
use crate::store::bookmarks::{Found, Shelf};
use crate::text::clean;
use crate::text::scalars::Scalars;

mod add;
mod doctor;
mod export;
mod import;
mod listing;
mod origin;

/// Does what was asked for.
pub(super) fn run(asked: Bookmarks, directories: Directories) -> Result<ExitCode, Failure> {
    let kept = directories.clone().find()?;
    let shelf = super::shelf(&kept);
    match asked {
        Bookmarks::List { source, json } => {
            let Read { articles, failure } = of(&shelf, &source, &kept.config)?;
            // An empty answer would say that there are none.
            if failure.is_none() || articles.iter().any(|article| !article.passages.is_empty()) {
                listing::print(&articles, json)?;
            }
            return failure.map_or(Ok(ExitCode::SUCCESS), Err);
        }
        Bookmarks::Add(asked) => add::run(&shelf, &asked, &kept.config)?,
        Bookmarks::Edit(asked) => listing::print(&[edit(&shelf, &asked)?], asked.json)?,
        Bookmarks::Remove { id, json } => remove(&shelf, &id, json)?,
        Bookmarks::Open { id } => return open(&id, &arguments::Read::default(), directories),
        Bookmarks::Export(asked) => export::run(&shelf, &asked, &kept.config)?,
        Bookmarks::Import(asked) => return import::run(&shelf, &asked, &kept),
        Bookmarks::Doctor { json } => return doctor::run(&shelf, json),
        Bookmarks::Path => print::line(&clean::line(&shelf.path().to_string_lossy()))?,
    }
    Ok(ExitCode::SUCCESS)
}

/// Opens an article at a bookmark: the one that was asked for, or else the bookmark's own.
pub(super) fn open(
    id: &str,
    asked: &arguments::Read,
    directories: Directories,
) -> Result<ExitCode, Failure> {
    let shelf = super::shelf(&directories.clone().find()?);
    let (folder, bookmark) = shelf.named(id)?;
    let wanted = match &asked.source.article {
        Some(article) => article::wanted(Some(article)),
        None => origin::readable(&folder.identity.origins)?,
    };
    read::show(&wanted, asked, Some(bookmark), directories)
}

/// The bookmarks that were asked for.
struct Read {
    articles: Vec<Excerpts>,
    /// Why there may be more of them: something could not be read.
    failure: Option<Failure>,
}

/// Gives the bookmarks of the article that was named, by its sections as they were corrected, or
/// else of all.
fn of(shelf: &Shelf, source: &Source, config: &Path) -> Result<Read, Failure> {
    if source.article.is_none() {
        return Ok(of_all(shelf));
    }
    let settings = Settings::read(config)?;
    let wanted = article::wanted(source.article.as_deref());
    let (whole, identity) = article::read_to_find(&wanted, &source.input)?;
    let mut found = shelf.find(&identity);
    let looked = shelf.look_at(&mut found.folder, &identity);
    found.notices.extend(looked.err().map(|error| error.notice()));
    let failure = told(&found.notices);
    let whole = whole.corrected_in(&found.folder, &settings);
    let byline = whole.document.meta.byline.clone();
    let article = Article::new(whole.document, whole.name, found.bookmarks);
    let passages = passages(&article);
    let articles = vec![Excerpts { identity: found.folder.identity, byline, passages }];
    Ok(Read { articles, failure })
}

/// Gives all bookmarks, looked for in no text.
fn of_all(shelf: &Shelf) -> Read {
    let mut read = Read { articles: Vec::new(), failure: None };
    for found in shelf.all() {
        read.failure = read.failure.or(told(&found.notices));
        let passages: Vec<Passage> = found.bookmarks.into_iter().map(Passage::unread).collect();
        let identity = found.folder.identity;
        if !passages.is_empty() {
            read.articles.push(Excerpts { identity, byline: None, passages });
        }
    }
    read
}

/// Tells what could not be read or mended, and gives as a failure what may hide bookmarks.
fn told(notices: &[store::Notice]) -> Option<Failure> {
    let hides = notices.iter().position(|notice| notice.hides);
    let (before, rest) = notices.split_at(hides.unwrap_or(notices.len()));
    let (hides, after) = rest.split_first().unzip();
    print::unread(before);
    print::unread(after.unwrap_or_default());
    hides.map(Failure::from)
}

/// Gives an article's bookmarks, and notes what was seen of it.
fn find(shelf: &Shelf, identity: &Identity) -> Found {
    let mut found = shelf.find(identity);
    let learned = shelf.learn(&mut found.folder, identity);
    found.notices.extend(learned.err().map(|error| error.notice()));
    print::unread(&found.notices);
    found
}

/// Gives the bookmarks of an article where they stand in it.
fn passages(article: &Article) -> Vec<Passage> {
    let scalars = Scalars::new(article.document.text());
    let placed = article.bookmarks.iter();
    placed.map(|it| passage(article, &scalars, it.bookmark.clone(), &it.anchor)).collect()
}

fn passage(article: &Article, scalars: &Scalars, bookmark: Bookmark, anchor: &Anchor) -> Passage {
    let start = anchor.range().map(|range| Position(range.start));
    let section = start.map(|start| article.section_path(start)).unwrap_or_default();
    Passage { bookmark, place: Place::of(anchor, &article.document, scalars, section) }
}

/// Gives a bookmark that was looked for nowhere, with its article.
fn unread(folder: &Folder, bookmark: Bookmark) -> Excerpts {
    let passages = vec![Passage::unread(bookmark)];
    Excerpts { identity: folder.identity.clone(), byline: None, passages }
}

fn edit(shelf: &Shelf, asked: &Edit) -> Result<Excerpts, Failure> {
    let (mut folder, bookmark) = shelf.named(&asked.id)?;
    let saved = shelf.save(&mut folder, &with(bookmark, &asked.about, store::now()))?;
    Ok(unread(&folder, saved))
}

fn remove(shelf: &Shelf, id: &str, is_json: bool) -> Result<(), Failure> {
    let (mut folder, bookmark) = shelf.named(id)?;
    shelf.remove(&mut folder, bookmark.id)?;
    let removed = [unread(&folder, bookmark)];
    if is_json {
        return listing::print(&removed, true);
    }
    let entries = listing::entries(&removed);
    print::print(|out| {
        entries.iter().try_for_each(|it| writeln!(out, "removed {}", listing::named(it)))
    })
}

/// Gives a bookmark with what is said about it on the command line, at some time.
fn with(bookmark: Bookmark, about: &About, modified: Time) -> Bookmark {
    let note = about.note.as_deref().map(|note| clean::text(note).into_owned());
    let tags = about.tags.as_ref().map(|tags| tags.iter().map(|tag| clean::line(tag)));
    let old = bookmark.remarks();
    let remarks = Remarks {
        note: note.unwrap_or(old.note),
        tags: tags.map_or(old.tags, |tags| tags.filter(|tag| !tag.is_empty()).collect()),
        colour: about.colour.unwrap_or(old.colour),
    };
    bookmark.with_remarks(remarks, modified)
}
