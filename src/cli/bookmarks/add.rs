//! `sidehead bookmarks add`: a passage by its words or its place.

use std::path::Path;

use super::listing;
use crate::article::Article;
use crate::bookmark::excerpts::Excerpts;
use crate::bookmark::export::entry::Entry;
use crate::bookmark::{Quote, anchor};
use crate::cli::arguments::bookmarks::Add;
use crate::cli::article;
use crate::cli::failure::{Failure, Kind};
use crate::cli::print;
use crate::config::settings::Settings;
use crate::document::{Document, Range};
use crate::store;
use crate::store::bookmarks::Shelf;
use crate::terminal::hook;
use crate::text;
use crate::text::clean;
use crate::text::scalars::Scalars;

/// Bookmarks a passage, tells it to the hook, and prints it.
pub(super) fn run(shelf: &Shelf, asked: &Add, config: &Path) -> Result<(), Failure> {
    let settings = Settings::read(config)?;
    let added = add(shelf, asked, &settings)?;
    if let Some(program) = settings.hooks.bookmark {
        let entries = added.passages.iter().map(|passage| Entry::new(&added, passage));
        for failed in entries.filter_map(|entry| hook::run(&program, &entry.json()).err()) {
            // The bookmark is kept all the same.
            print::complain("sidehead: the bookmark hook: ", &clean::error(&failed));
        }
    }
    listing::print(&[added], asked.json)
}

/// Keeps the new bookmark, and gives it alone with its article.
fn add(shelf: &Shelf, asked: &Add, settings: &Settings) -> Result<Excerpts, Failure> {
    let wanted = article::wanted(Some(&asked.article));
    let (whole, identity) = article::read_to_find(&wanted, &asked.input)?;
    let range = passage(&whole.document, asked)?;
    let mut found = super::find(shelf, &identity);
    let whole = whole.corrected_in(&found.folder, settings);
    let byline = whole.document.meta.byline.clone();
    let mut article = Article::new(whole.document, whole.name, Vec::new());
    let now = store::now();
    let new = article.bookmark_of(range, store::fresh_id(), now);
    let bookmark = super::with(new, &asked.about, now);
    article.put(shelf.save(&mut found.folder, &bookmark)?);
    let passages = super::passages(&article);
    Ok(Excerpts { identity: found.folder.identity, byline, passages })
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
        (Some(from), Some(to)) if text::slice(document.text(), from..to).trim().is_empty() => {
            Err(Failure::new(Kind::Usage, &format!("there are no words from {start} to {end}")))
        }
        (Some(start), Some(end)) => Ok(start..end),
        _ => {
            let length = scalars.before(document.end().0);
            let words = format!("the article ends before {end}: it has {length} characters");
            Err(Failure::new(Kind::Usage, &words))
        }
    }
}
