//! `sidehead bookmarks`: lists, adds, edits and removes bookmarks.

use super::arguments::{About, Add, Bookmarks, Directories, Edit, Source};
use super::article::{self, Whole};
use super::failure::{Failure, Kind};
use super::print;
use crate::article::Article;
use crate::bookmark::{Bookmark, Quote, anchor};
use crate::document::{Document, Position, Range};
use crate::store::bookmarks::{Found, Shelf};
use crate::store::{self};
use crate::text::clean::{self, Clean};
use crate::text::scalars::Scalars;

use listing::Entry;

mod listing;

/// Does what was asked for.
pub(super) fn run(asked: Bookmarks, directories: Directories) -> Result<(), Failure> {
    let shelf = Shelf::open(&directories.find()?.config);
    match asked {
        Bookmarks::List { source, json } => {
            let entries = match source.article {
                Some(_) => of_article(&shelf, &source)?,
                None => of_all(&shelf),
            };
            listing::print(&entries, json)
        }
        Bookmarks::Add(asked) => listing::print(&[add(&shelf, &asked)?], asked.json),
        Bookmarks::Edit(asked) => listing::print(&[edit(&shelf, &asked)?], asked.json),
        Bookmarks::Remove { id, json } => listing::print(&[remove(&shelf, &id)?], json),
        Bookmarks::Path => print::line(&clean::line(&shelf.path().to_string_lossy())),
    }
}

/// Gives the bookmarks of an article, found in its text.
fn of_article(shelf: &Shelf, source: &Source) -> Result<Vec<Entry>, Failure> {
    let whole = article::read(&article::wanted(source.article.as_deref()), &source.input)?;
    let found = find(shelf, &whole);
    let (name, origin) = (whole.name(), whole.loaded.origin.key());
    let article = Article::new(whole.document, name.clone(), found.bookmarks);
    let scalars = Scalars::new(article.document.text());
    let entry =
        |placed| Entry::placed(placed, &article.document, &scalars, &name, origin.as_deref());
    Ok(article.bookmarks.iter().map(entry).collect())
}

/// Gives all bookmarks, looked for in no text.
fn of_all(shelf: &Shelf) -> Vec<Entry> {
    let mut entries = Vec::new();
    for found in shelf.all() {
        print::notices(&found.notices);
        let identity = &found.folder.identity;
        entries
            .extend(found.bookmarks.into_iter().map(|bookmark| Entry::unread(bookmark, identity)));
    }
    entries
}

/// Gives an article's bookmarks, and notes what was seen of it.
fn find(shelf: &Shelf, whole: &Whole) -> Found {
    let identity = whole.identity();
    let mut found = shelf.find(&identity);
    if let Err(error) = shelf.learn(&mut found.folder, &identity) {
        found.notices.push(error.notice());
    }
    print::notices(&found.notices);
    found
}

fn add(shelf: &Shelf, asked: &Add) -> Result<Entry, Failure> {
    let whole = article::read(&article::wanted(Some(&asked.article)), &asked.input)?;
    let range = passage(&whole.document, asked)?;
    let mut found = find(shelf, &whole);
    let (name, origin) = (whole.name(), whole.loaded.origin.key());
    let mut article = Article::new(whole.document, name.clone(), Vec::new());
    let now = store::now();
    let bookmark = Bookmark {
        id: store::fresh_id(),
        quote: anchor::describe(&article.document, range.clone()),
        section: article.section_path(Position(range.start)),
        note: Clean::default(),
        tags: Vec::new(),
        colour: Default::default(),
        created: now,
        modified: now,
    };
    let saved = shelf.save(&mut found.folder, &with(bookmark, &asked.about))?;
    let id = saved.id;
    article.put(saved);
    let scalars = Scalars::new(article.document.text());
    let placed = article.bookmark(id).expect("it was put there");
    Ok(Entry::placed(placed, &article.document, &scalars, &name, origin.as_deref()))
}

/// Gives the passage that is to be bookmarked.
fn passage(document: &Document, asked: &Add) -> Result<Range, Failure> {
    match (&asked.quote, asked.at) {
        (Some(words), _) => quoted(document, words, &asked.prefix, &asked.suffix),
        (None, Some((start, end))) => at(document, start, end),
        (None, None) => Err(Failure::new(Kind::Usage, "neither --quote nor --at was given")),
    }
}

fn quoted(document: &Document, words: &str, prefix: &str, suffix: &str) -> Result<Range, Failure> {
    let cleaned = |text: &str| clean::text(text).into_owned();
    let quote = Quote {
        exact: cleaned(words),
        prefix: cleaned(prefix),
        suffix: cleaned(suffix),
        ..Quote::default()
    };
    match &*anchor::places(document, &quote) {
        [] => Err(Failure::new(Kind::NothingFound, "the passage is not in the article")
            .hint("sidehead cat --width 0 shows the text that is searched; spaces and line ends are alike")),
        [range] => Ok(range.clone()),
        several => {
            let words = format!("the passage stands in {} places", several.len());
            Err(Failure::new(Kind::Usage, &words)
                .hint("--prefix and --suffix tell what stands right before and after it"))
        }
    }
}

fn at(document: &Document, start: usize, end: usize) -> Result<Range, Failure> {
    let scalars = Scalars::new(document.text());
    match (scalars.byte_after(start), scalars.byte_after(end)) {
        (Some(start), Some(end)) => Ok(start..end),
        _ => {
            let length = scalars.before(document.end().0);
            let words = format!("the article ends before {end}: it has {length} characters");
            Err(Failure::new(Kind::Usage, &words))
        }
    }
}

fn edit(shelf: &Shelf, asked: &Edit) -> Result<Entry, Failure> {
    let (mut folder, bookmark) = shelf.named(&asked.id)?;
    let changed = Bookmark { modified: store::now(), ..with(bookmark, &asked.about) };
    let saved = shelf.save(&mut folder, &changed)?;
    Ok(Entry::unread(saved, &folder.identity))
}

fn remove(shelf: &Shelf, id: &str) -> Result<Entry, Failure> {
    let (folder, bookmark) = shelf.named(id)?;
    shelf.remove(&folder, bookmark.id)?;
    Ok(Entry::unread(bookmark, &folder.identity))
}

/// Gives a bookmark with what is said about it on the command line.
fn with(bookmark: Bookmark, about: &About) -> Bookmark {
    let note = about.note.as_deref().map(|note| clean::text(note).into_owned());
    let tags = about.tags.as_ref().map(|tags| tags.iter().map(|tag| clean::line(tag)));
    Bookmark {
        note: note.unwrap_or(bookmark.note),
        tags: tags.map_or(bookmark.tags, |tags| tags.filter(|tag| !tag.is_empty()).collect()),
        colour: about.colour.unwrap_or(bookmark.colour),
        ..bookmark
    }
}
