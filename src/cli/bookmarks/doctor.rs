//! `sidehead bookmarks doctor`: every file is read and every bookmark and corrected paragraph looked
//! for, and what was found is told. It changes no more than any reader of bookmarks, who merges and clears what is
//! due; files are told of as they were before that.

use std::io::{self, Write};
use std::process::ExitCode;

use serde::Serialize;

use super::{listing, origin};
use crate::article::Article;
use crate::bookmark::correction::Correction;
use crate::bookmark::excerpts::{Excerpts, Passage};
use crate::bookmark::export::entry::{self, Entry, State};
use crate::cli::arguments::Input;
use crate::cli::article::{self, Whole};
use crate::cli::failure::{Failure, Kind};
use crate::cli::print;
use crate::store::Notice;
use crate::store::bookmarks::doctor::{Finding, Health};
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
    files: Vec<File>,
    problems: Vec<String>,
}

/// A file on the shelf, and how it is.
#[derive(Serialize)]
struct File {
    path: String,
    health: Verdict,
    /// Why it is due or broken.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'static str>,
}

/// How a file is, for whoever keeps it.
#[derive(Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
enum Verdict {
    Whole,
    /// Of a newer program.
    Newer,
    /// To be merged or cleared.
    Due,
    Broken,
}

/// An article that has bookmarks or a corrected outline.
#[derive(Serialize)]
struct Checked {
    #[serde(flatten)]
    article: entry::Article,
    bookmarks: usize,
    exact: usize,
    moved: usize,
    orphan: usize,
    /// Paragraphs of which the reader has said whether they are headings.
    corrections: usize,
    /// How many of these are gone from the article.
    corrections_lost: usize,
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
    // Loading merges and clears, so the files are looked at before that.
    let (findings, notices) = shelf.check();
    let files: Vec<File> = findings.iter().map(File::of).collect();
    let broken: Vec<Notice> = findings.iter().filter_map(Finding::notice).collect();
    let mut problems: Vec<String> = broken.iter().map(|it| it.words.to_string()).collect();
    let mut tell = |notice: &Notice| {
        let is_told = notice.file.is_some() && broken.iter().any(|it| it.file == notice.file);
        let problem = notice.words.to_string();
        if !is_told && !problems.contains(&problem) {
            problems.push(problem);
        }
    };
    notices.iter().for_each(&mut tell);
    let mut articles = Vec::new();
    for found in shelf.all() {
        found.notices.iter().for_each(&mut tell);
        let (corrections, unread) = found.folder.corrections();
        unread.iter().for_each(&mut tell);
        if !found.bookmarks.is_empty() || !corrections.is_empty() {
            articles.push(look_for(found, corrections));
        }
    }
    let path = clean::line(&shelf.path().to_string_lossy()).into_string();
    Answer { version: 1, sound: problems.is_empty(), path, articles, files, problems }
}

/// Looks for the bookmarks and corrected paragraphs of an article in it.
fn look_for(found: Found, corrections: Vec<Correction>) -> Checked {
    let identity = found.folder.identity;
    let all = corrections.iter().map(|correction| correction.quotes.len()).sum();
    let (passages, corrections_lost, unread) = match read(&identity.origins) {
        Ok(whole) => {
            let mut article = Article::new(whole.document, whole.name, found.bookmarks);
            article.correct(corrections);
            (super::passages(&article), article.lost_corrections().0, None)
        }
        Err(why) => (found.bookmarks.into_iter().map(Passage::unread).collect(), 0, Some(why)),
    };
    let entries =
        listing::entries(&[Excerpts { identity: identity.clone(), byline: None, passages }]);
    let count = |state| entries.iter().filter(|entry| entry.state == state).count();
    Checked {
        article: entry::Article::of(&identity),
        bookmarks: entries.len(),
        exact: count(State::Exact),
        moved: count(State::Moved),
        orphan: count(State::Orphan),
        corrections: all,
        corrections_lost,
        unread,
        changed: entries
            .into_iter()
            .filter(|it| matches!(it.state, State::Moved | State::Orphan))
            .collect(),
    }
}

/// Reads an article from where it was read last, if that is on this machine; else gives why not.
fn read(origins: &[String]) -> Result<Whole, String> {
    let read = article::read_to_find(&origin::there(origins)?, &Input::default());
    read.map(|(whole, _)| whole).map_err(|failure| failure.cause())
}

impl File {
    fn of(finding: &Finding) -> File {
        let (health, reason) = match finding.health {
            Health::Bookmark(_) | Health::OtherKind(_) | Health::Article => (Verdict::Whole, None),
            Health::Newer => (Verdict::Newer, None),
            Health::Due(reason) => (Verdict::Due, Some(reason)),
            Health::Unread(reason) => (Verdict::Broken, Some(reason)),
        };
        let path = clean::line(&finding.path.to_string_lossy()).into_string();
        File { path, health, reason }
    }

    /// Writes what there is to say of it: nothing, if it is whole, or broken and told of already.
    fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        match (self.health, self.reason) {
            (Verdict::Newer, _) => {
                writeln!(out, "newer: {} is never changed by this program", self.path)
            }
            (Verdict::Due, Some(reason)) => writeln!(out, "due: {}: {reason}", self.path),
            _ => Ok(()),
        }
    }
}

impl Answer {
    fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        for article in &self.articles {
            article.write(out)?;
        }
        self.files.iter().try_for_each(|file| file.write(out))?;
        self.problems.iter().try_for_each(|problem| writeln!(out, "broken: {problem}"))?;
        let sum = |count: fn(&Checked) -> usize| self.articles.iter().map(count).sum::<usize>();
        let found = sum(|article| article.exact + article.moved + article.orphan);
        let files = |health| self.files.iter().filter(|file| file.health == health).count();
        writeln!(out, "{}", self.path)?;
        for (what, count) in [
            ("articles", self.articles.len()),
            ("bookmarks", sum(|article| article.bookmarks)),
            ("  exact", sum(|article| article.exact)),
            ("  moved", sum(|article| article.moved)),
            ("  not found", sum(|article| article.orphan)),
            ("  not looked for", sum(|article| article.bookmarks) - found),
            ("corrected lines", sum(|article| article.corrections)),
            ("  not found", sum(|article| article.corrections_lost)),
            ("files", self.files.len()),
            ("  whole", files(Verdict::Whole)),
            ("  newer", files(Verdict::Newer)),
            ("  due", files(Verdict::Due)),
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
        let all = self.bookmarks + self.corrections;
        if self.unread.is_none() && self.exact == self.bookmarks && self.corrections_lost == 0 {
            return Ok(());
        }
        writeln!(out, "{}", listing::heading(&self.article))?;
        if let Some(why) = &self.unread {
            writeln!(out, "  {all} not looked for: {why}")?;
        }
        if self.corrections_lost > 0 {
            writeln!(
                out,
                "  {} of {} corrected lines not found",
                self.corrections_lost, self.corrections
            )?;
        }
        self.changed.iter().try_for_each(|entry| listing::write(out, entry))
    }
}
