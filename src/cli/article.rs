//! The article that a command is about, read as a whole.

use std::ffi::OsStr;
use std::io::{self, IsTerminal};
use std::path::PathBuf;

use super::arguments::Input;
use super::failure::{Failure, Kind};
use crate::bookmark::identity::Identity;
use crate::document::Document;
use crate::format::{self, Part};
use crate::source::{self, Loaded, Wanted};
use crate::text::clean::Clean;

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

/// Reads an article.
pub(super) fn read(wanted: &Wanted, input: &Input) -> Result<Whole, Failure> {
    let loaded = source::load(wanted)?;
    let source = format::Source {
        bytes: &loaded.bytes,
        name: Some(&loaded.name),
        format: input.input_format,
        part: Part::Whole,
    };
    let unreadable = |error: format::Unreadable| {
        Failure::new(Kind::Failed, &format!("cannot read {}: it is {error}", loaded.name))
    };
    let document = format::parse(&source).map_err(unreadable)?;
    Ok(Whole { document, loaded })
}

impl Whole {
    /// Gives what the article is called.
    pub(super) fn name(&self) -> Clean<'static> {
        self.document.meta.title.clone().unwrap_or_else(|| self.loaded.name.clone())
    }

    /// Gives what the article is known by.
    pub(super) fn identity(&self) -> Identity {
        let origin = self.loaded.origin.key();
        Identity::of(&self.loaded.bytes, &self.document, origin.as_deref())
    }
}
