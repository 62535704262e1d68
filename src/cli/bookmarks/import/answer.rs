//! What became of the passages of a file.

use serde::Serialize;

use crate::bookmark::Bookmark;
use crate::bookmark::export::entry::Entry;
use crate::bookmark::export::template::shortened;
use crate::bookmark::identity::Identity;
use crate::cli::bookmarks::listing;
use crate::cli::failure::Failure;
use crate::cli::print;

/// What became of the passages of a file, as JSON tells it.
#[derive(Default, Serialize)]
pub(super) struct Answer {
    pub(super) version: u32,
    /// Bookmarks that are new.
    pub(super) added: Vec<Entry>,
    /// Bookmarks that were there, and are now as the file has them.
    pub(super) changed: Vec<Entry>,
    /// Passages that are bookmarked already.
    pub(super) present: usize,
    /// Passages without a place.
    pub(super) unplaced: Vec<Unplaced>,
}

/// A passage without a place.
#[derive(Serialize)]
pub(super) struct Unplaced {
    title: Option<String>,
    quote: String,
    reason: String,
    /// Whether it is a bookmark all the same, as one whose words were not found.
    pub(super) kept: bool,
}

impl Answer {
    /// Notes that a passage has no place.
    pub(super) fn leave(&mut self, seen: &Identity, bookmark: &Bookmark, reason: &str, kept: bool) {
        self.unplaced.push(Unplaced {
            title: seen.title.as_ref().map(ToString::to_string),
            quote: bookmark.quote.exact.to_string(),
            reason: reason.to_owned(),
            kept,
        });
    }

    /// Prints what became of the passages.
    pub(super) fn tell(&self, is_json: bool) -> Result<(), Failure> {
        if is_json {
            return print::json(self);
        }
        let Answer { added, changed, present, unplaced, .. } = self;
        print::print(|out| {
            listing::list(out, added)?;
            listing::list(out, changed)?;
            unplaced.iter().try_for_each(|it| writeln!(out, "{}", it.line()))?;
            let (added, changed, left) = (added.len(), changed.len(), unplaced.len());
            writeln!(
                out,
                "{added} added, {changed} changed, {present} there already, {left} not placed"
            )
        })
    }
}

impl Unplaced {
    fn line(&self) -> String {
        let title = self.title.as_deref().unwrap_or("an article without a title");
        let quote = shortened(&self.quote, SHOWN_CHARS);
        let kept = if self.kept { "; kept without a place" } else { "" };
        format!("not placed: {title}: “{quote}”: {}{kept}", self.reason)
    }
}

/// Characters of a passage without a place that are shown.
const SHOWN_CHARS: usize = 60;
