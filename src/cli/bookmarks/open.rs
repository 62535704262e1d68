//! `sidehead bookmarks open`: the reader, at a bookmark.

use std::process::ExitCode;

use crate::cli::arguments::{Directories, Read};
use crate::cli::failure::{Failure, Kind};
use crate::cli::read;
use crate::source::{self, Wanted};
use crate::store::bookmarks::Shelf;

/// Opens the article of a bookmark where its words stand now.
pub(super) fn run(shelf: &Shelf, id: &str, directories: Directories) -> Result<ExitCode, Failure> {
    let (folder, bookmark) = shelf.named(id)?;
    let Some(wanted) = wanted(&folder.identity.origins) else {
        let words = "the article came through a pipe and cannot be opened again";
        return Err(Failure::new(Kind::Failed, words).hint("sidehead - reads what is piped in"));
    };
    read::show(&wanted, &Read::default(), Some(bookmark.quote), directories)
}

/// Gives where the article is to be found: the last place that it was read from, or of those
/// before it the last where there still is something.
fn wanted(origins: &[String]) -> Option<Wanted> {
    let last = Wanted::of_key(origins.last()?);
    Some(origins.iter().rev().find_map(|origin| local(origin)).unwrap_or(last))
}

/// Gives what an origin stands for if it is on this machine and can be read.
pub(super) fn local(origin: &str) -> Option<Wanted> {
    let wanted = Wanted::of_key(origin);
    let is_there = match &wanted {
        Wanted::Path(_) => source::open(&wanted, 0).is_ok(),
        Wanted::Guide => true,
        Wanted::Stdin => false,
    };
    is_there.then_some(wanted)
}
