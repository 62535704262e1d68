//! Where the articles of bookmarks are to be found.

use crate::cli::failure::{Failure, Kind};
use crate::source::{self, Wanted};
use crate::text::clean;

/// Gives where an article is: the last place that it was read from, or of those before it the
/// last where there still is something.
pub(super) fn readable(origins: &[String]) -> Result<Wanted, Failure> {
    let last = origins.last().ok_or_else(|| {
        let words = "the article came through a pipe and cannot be opened again";
        Failure::new(Kind::Failed, words).hint("sidehead - reads what is piped in")
    })?;
    let there = origins.iter().rev().find_map(|origin| local(origin));
    Ok(there.unwrap_or_else(|| Wanted::of_key(last)))
}

/// Gives where an article is if it can be read there, the last place first; else why it cannot, in
/// words about the article.
pub(super) fn there(origins: &[String]) -> Result<Wanted, String> {
    let last = origins.last().ok_or("it came through a pipe")?;
    let there = origins.iter().rev().find_map(|origin| local(origin));
    there.ok_or_else(|| format!("{} is not there", clean::line(last)))
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
