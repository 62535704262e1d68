//! The article that a command is about, read as a whole.

use std::ffi::OsStr;
use std::io::{self, IsTerminal};
use std::path::PathBuf;

use super::arguments::{Directories, Input};
use super::failure::Failure;
use super::print;
use crate::article::Article;
use crate::bookmark::correction::Correction;
use crate::bookmark::identity::{Hasher, Identity};
use crate::config::settings::Settings;
use crate::document::Document;
use crate::document::outline::Ruling;
use crate::format::{self, HEAD_BYTES, Part};
use crate::outline::{correct, rules};
use crate::source::{self, Opened, Wanted};
use crate::store::bookmarks::folder::Folder;
use crate::text::clean::{self, Clean};

/// An article that was read.
pub(super) struct Whole {
    /// What it says.
    pub(super) document: Document,
    /// What the reader calls it: the last part of its path.
    pub(super) name: Clean<'static>,
    /// What was to be read, as the reader wrote it.
    pub(super) given: Clean<'static>,
}

/// What is to be kept of the headings that were found.
#[derive(Clone, Copy)]
pub(super) enum Kept {
    /// That they are headings.
    Headings,
    /// What spoke for them and against them, too.
    Reasons,
}

/// Gives what ARTICLE means: a path, or `-` for standard input; without one, what is piped in or,
/// if nothing is, the guide.
pub(super) fn wanted(article: Option<&OsStr>) -> Wanted {
    match article {
        Some(dash) if dash == "-" => Wanted::Stdin,
        Some(path) => Wanted::Path(PathBuf::from(path)),
        None if io::stdin().is_terminal() => Wanted::Guide,
        None => Wanted::Stdin,
    }
}

/// What is told of a line that the reader has corrected.
const REASON: &str = "the reader says so";

fn corrected(document: Document, corrections: Vec<Correction>) -> Document {
    let mut article = Article::new(document, Clean::default(), Vec::new());
    article.correct(corrections);
    let rulings: Vec<(usize, Ruling)> =
        article.rulings().into_iter().map(|(at, ruling)| (at, ruling.clone())).collect();
    let mut document = article.document;
    for (at, ruling) in &rulings {
        correct::note(&mut document, *at, ruling, REASON);
    }
    document
}

/// Reads an article as it is by the rules of its reader and as corrected by hand; tells which
/// corrections cannot be read. Where files can be kept nowhere there are none.
pub(super) fn read(
    kept: Kept,
    wanted: &Wanted,
    input: &Input,
    directories: Directories,
) -> Result<Whole, Failure> {
    let opened = open(wanted)?;
    let Ok(directories) = directories.find() else { return parse(kept, opened, input, |_| {}) };
    let shelf = super::shelf(&directories);
    if !shelf.path().exists() {
        let whole = parse(kept, opened, input, |_| {})?;
        let settings = Settings::read(&directories.config)?;
        return Ok(whole.corrected_in(&Folder::default(), &settings));
    }
    let (whole, identity) = identify(kept, opened, input)?;
    let settings = Settings::read(&directories.config)?;
    let found = shelf.find(&identity);
    print::unread(&found.notices);
    Ok(whole.corrected_in(&found.folder, &settings))
}

/// Reads an article as nobody has corrected it, and gives what it is known by.
pub(super) fn read_to_find(wanted: &Wanted, input: &Input) -> Result<(Whole, Identity), Failure> {
    identify(Kept::Headings, open(wanted)?, input)
}

fn open(wanted: &Wanted) -> Result<Opened, Failure> {
    // All of its beginning is needed at once, which of a pipe may not be there yet.
    Ok(source::open(wanted, 0)?)
}

/// Parses an article, and gives what it is known by.
fn identify(kept: Kept, opened: Opened, input: &Input) -> Result<(Whole, Identity), Failure> {
    let origin = opened.origin.key();
    let mut hasher = Hasher::default();
    let whole = parse(kept, opened, input, |part| hasher.take(part))?;
    let identity = Identity::with_hash(hasher.finish(), &whole.document, origin.as_deref());
    Ok((whole, identity))
}

/// Parses an article part by part as it is read, so that no more than a part is in memory twice;
/// `take` gets its bytes.
fn parse(
    kept: Kept,
    mut opened: Opened,
    input: &Input,
    mut take: impl FnMut(&[u8]),
) -> Result<Whole, Failure> {
    let Opened { name, given, .. } = &opened;
    let (name, given) = (name.clone(), given.clone());
    let mut more = |into: &mut Vec<u8>, wanted| {
        let read = opened.more(into, wanted)?;
        take(into.get(into.len() - read..).unwrap_or_default());
        Ok::<_, source::Error>(read)
    };
    let mut head = Vec::new();
    let part = if more(&mut head, HEAD_BYTES)? < HEAD_BYTES { Part::Whole } else { Part::Head };
    let format = input.input_format;
    let source = format::Source { bytes: &head, name: Some(&name), format, part };
    let document = match kept {
        Kept::Headings => format::parse_parts(&source, more),
        Kept::Reasons => format::explain_parts(&source, more),
    }?;
    let document = document.map_err(|error| Failure::unreadable(&given, error))?;
    Ok(Whole { document, name, given })
}

impl Whole {
    /// Gives the article by the rules of its reader and as corrected by hand in its folder; tells
    /// which corrections cannot be read.
    pub(super) fn corrected_in(mut self, folder: &Folder, settings: &Settings) -> Whole {
        rules::lay(&mut self.document, &settings.outline.rules, &self.name);
        let (corrections, unread) = folder.corrections();
        print::unread(&unread);
        if corrections.is_empty() {
            return self;
        }
        Whole { document: corrected(self.document, corrections), ..self }
    }

    /// Tells what there is to know about how the article was read.
    pub(super) fn tell_notices(&self) {
        print::notices(&self.document.notices);
        if self.document.blocks.is_empty() {
            print::complain("sidehead: ", &clean::line(&format!("{} is empty", self.given)));
        }
    }
}
