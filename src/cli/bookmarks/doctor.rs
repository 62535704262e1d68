//! `sidehead bookmarks doctor`: every file is read and every bookmark looked for, and what was
//! found is told. It changes nothing.

use std::io::{self, Write};
use std::process::ExitCode;

use serde::Serialize;

use super::{listing, origin};
use crate::article::Article;
use crate::bookmark::excerpts::{Excerpts, Passage};
use crate::bookmark::export::entry::{self, Entry};
use crate::cli::arguments::Input;
use crate::cli::article::{self, Whole};
use crate::cli::failure::{Failure, Kind};
use crate::cli::print;
use crate::store::bookmarks::{Found, Shelf};
use crate::text::clean;

/// What was found.
#[derive(Serialize)]
struct Answer {
    version: u32,
    /// Whether every file could be read. A bookmark whose words are gone is no fault of a file.
    sound: bool,
    path: String,
    articles: Vec<Checked>,
    problems: Vec<String>,
}

/// An article that has bookmarks.
#[derive(Serialize)]
struct Checked {
    #[serde(flatten)]
    article: entry::Article,
    bookmarks: usize,
    exact: usize,
    moved: usize,
    orphan: usize,
    /// Why the bookmarks were not looked for, if they were not.
    #[serde(skip_serializing_if = "Option::is_none")]
    unread: Option<String>,
    /// The bookmarks that were moved or not found.
    changed: Vec<Entry>,
}

/// Tells what was found; the exit code is 1 where a file is broken.
pub(super) fn run(shelf: &Shelf, is_json: bool) -> Result<ExitCode, Failure> {
    let answer = check(shelf);
    if is_json {
        print::json(&answer)?;
    } else {
        print::print(|out| answer.write(out))?;
    }
    Ok(if answer.sound { ExitCode::SUCCESS } else { Kind::Failed.exit_code() })
}

fn check(shelf: &Shelf) -> Answer {
    let mut problems = Vec::new();
    let mut articles = Vec::new();
    for found in shelf.all() {
        problems.extend(found.notices.iter().map(|notice| notice.0.to_string()));
        if !found.bookmarks.is_empty() {
            articles.push(look_for(found));
        }
    }
    let path = clean::line(&shelf.path().to_string_lossy()).into_string();
    Answer { version: 1, sound: problems.is_empty(), path, articles, problems }
}

/// Looks for the bookmarks of an article in it.
fn look_for(found: Found) -> Checked {
    let identity = found.folder.identity;
    let (passages, unread) = match read(&identity.origins) {
        Ok(whole) => {
            let article = Article::new(whole.document, whole.loaded.name, found.bookmarks);
            (super::passages(&article), None)
        }
        Err(why) => (found.bookmarks.into_iter().map(Passage::unread).collect(), Some(why)),
    };
    let entries =
        listing::entries(&[Excerpts { identity: identity.clone(), byline: None, passages }]);
    let count = |state| entries.iter().filter(|entry| entry.state == state).count();
    Checked {
        article: entry::Article::of(&identity),
        bookmarks: entries.len(),
        exact: count("exact"),
        moved: count("moved"),
        orphan: count("orphan"),
        unread,
        changed: entries
            .into_iter()
            .filter(|it| it.state == "moved" || it.state == "orphan")
            .collect(),
    }
}

/// Reads an article from where it was read last, if that is on this machine; else gives why not.
fn read(origins: &[String]) -> Result<Whole, String> {
    let last = origins.last().ok_or("it came through a pipe")?;
    let wanted = origins.iter().rev().find_map(|origin| origin::local(origin));
    let wanted = wanted.ok_or_else(|| format!("{} is not there", clean::line(last)))?;
    article::read(&wanted, &Input::default()).map_err(|failure| failure.cause())
}

impl Answer {
    fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        for article in &self.articles {
            article.write(out)?;
        }
        self.problems.iter().try_for_each(|problem| writeln!(out, "broken: {problem}"))?;
        let sum = |count: fn(&Checked) -> usize| self.articles.iter().map(count).sum::<usize>();
        let found = sum(|article| article.exact + article.moved + article.orphan);
        writeln!(out, "{}", self.path)?;
        for (what, count) in [
            ("articles", self.articles.len()),
            ("bookmarks", sum(|article| article.bookmarks)),
            ("  exact", sum(|article| article.exact)),
            ("  moved", sum(|article| article.moved)),
            ("  not found", sum(|article| article.orphan)),
            ("  not looked for", sum(|article| article.bookmarks) - found),
            ("broken files", self.problems.len()),
        ] {
            writeln!(out, "  {what:<18}{count:>8}")?;
        }
        Ok(())
    }
}

impl Checked {
    /// Writes what there is to say of an article: nothing, if all is as it was.
    fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        if self.exact == self.bookmarks {
            return Ok(());
        }
        writeln!(out, "{}", listing::heading(&self.article))?;
        if let Some(why) = &self.unread {
            writeln!(out, "  {} not looked for: {why}", self.bookmarks)?;
        }
        self.changed.iter().try_for_each(|entry| listing::write(out, entry))
    }
}
