//! The article that a command is about, read as a whole.

use std::ffi::OsStr;
use std::io::{self, IsTerminal};
use std::path::PathBuf;

use super::arguments::{Directories, Input};
use super::failure::{Failure, Kind};
use super::print;
use crate::article::Article;
use crate::bookmark::Id;
use crate::bookmark::correction::Correction;
use crate::bookmark::identity::Identity;
use crate::config::settings::Settings;
use crate::document::Document;
use crate::document::outline::Ruling;
use crate::format::{self, Part};
use crate::outline::{correct, rules};
use crate::source::{self, Loaded, Wanted};
use crate::store::bookmarks::Shelf;
use crate::store::bookmarks::folder::Folder;
use crate::text::clean::{self, Clean};

/// An article that was read.
pub(super) struct Whole {
    /// What it says.
    pub(super) document: Document,
    /// Its bytes, and where they came from.
    pub(super) loaded: Loaded,
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

/// Reads an article.
pub(super) fn read(wanted: &Wanted, input: &Input) -> Result<Whole, Failure> {
    read_by(format::parse, wanted, input)
}

/// Reads an article, with what spoke for its headings and against them.
pub(super) fn explain(wanted: &Wanted, input: &Input) -> Result<Whole, Failure> {
    read_by(format::explain, wanted, input)
}

fn read_by(
    parse: fn(&format::Source<'_>) -> Result<Document, format::Unreadable>,
    wanted: &Wanted,
    input: &Input,
) -> Result<Whole, Failure> {
    let loaded = source::load(wanted)?;
    let source = format::Source {
        bytes: &loaded.bytes,
        name: Some(&loaded.name),
        format: input.input_format,
        part: Part::Whole,
    };
    let unreadable = |error: format::Unreadable| {
        Failure::new(Kind::Failed, &format!("cannot read {}: {error}", loaded.given))
    };
    let document = parse(&source).map_err(unreadable)?;
    Ok(Whole { document, loaded })
}

impl Whole {
    /// Gives the article by the rules of its reader and as corrected by hand; tells which
    /// corrections cannot be read. Where files can be kept nowhere there are none.
    pub(super) fn corrected(self, directories: Directories) -> Result<Whole, Failure> {
        let Ok(directories) = directories.find() else { return Ok(self) };
        let settings = Settings::read(&directories.config)?;
        let shelf = Shelf::open(&directories.config).with_cache(directories.cache.as_deref());
        if !shelf.path().exists() {
            return Ok(self.corrected_in(&Folder::default(), &settings));
        }
        let found = shelf.find(&self.identity());
        print::notices(&found.notices);
        Ok(self.corrected_in(&found.folder, &settings))
    }

    /// Gives the article by the rules of its reader and as corrected by hand in its folder; tells
    /// which corrections cannot be read.
    pub(super) fn corrected_in(mut self, folder: &Folder, settings: &Settings) -> Whole {
        rules::lay(&mut self.document, &settings.outline.rules, &self.loaded.name);
        let (corrections, unread) = folder.corrections();
        print::notices(&unread);
        if corrections.is_empty() {
            return self;
        }
        Whole { document: corrected(self.document, corrections), ..self }
    }

    /// Tells whether a bookmark is of the article.
    pub(super) fn has_bookmark(&self, id: Id, directories: Directories) -> bool {
        let Ok(directories) = directories.find() else { return false };
        Shelf::open(&directories.config).find(&self.identity()).folder.has(id)
    }

    /// Tells what there is to know about how the article was read.
    pub(super) fn tell_notices(&self) {
        print::notices(&self.document.notices);
        if self.document.blocks.is_empty() {
            print::complain("sidehead: ", &clean::line(&format!("{} is empty", self.loaded.given)));
        }
    }

    /// Gives what the article is known by.
    pub(super) fn identity(&self) -> Identity {
        let origin = self.loaded.origin.key();
        Identity::of(&self.loaded.bytes, &self.document, origin.as_deref())
    }
}
