//! `sidehead bookmarks export`: bookmarks in a form for people or other programs.

use std::fs;
use std::path::Path;

use crate::bookmark::excerpts::Excerpts;
use crate::bookmark::export::template;
use crate::cli::arguments::bookmarks::Export;
use crate::cli::failure::{Failure, Kind};
use crate::cli::print;
use crate::source;
use crate::store::bookmarks::Shelf;
use crate::text::clean;

/// Writes the bookmarks of an article, or of all.
pub(super) fn run(shelf: &Shelf, asked: &Export, config: &Path) -> Result<(), Failure> {
    let super::Read { mut articles, failure } = super::of(shelf, &asked.source, config)?;
    if let Some(failure) = failure {
        // It would take the place of an export that has everything.
        return Err(failure);
    }
    for article in &mut articles {
        // In the order of the text, but where it is not known, in that of making.
        article.passages.sort_by_key(|passage| (passage.start(), passage.bookmark.created));
    }
    let written = match (&asked.to, &asked.template) {
        (_, Some(path)) => fill_in(path, &articles)?,
        (Some(exporter), None) => (exporter.write)(&articles),
        (None, None) => {
            return Err(Failure::new(Kind::Usage, "neither --to nor --template was given"));
        }
    };
    print::print(|out| out.write_all(written.as_bytes()))
}

fn fill_in(path: &Path, articles: &[Excerpts]) -> Result<String, Failure> {
    let shown = clean::line(&path.to_string_lossy());
    let template = fs::read_to_string(path)
        .map_err(|source| source::Error::Unreadable { name: shown.clone(), source })?;
    template::fill_in(&template, articles)
        .map_err(|misfit| Failure::new(Kind::Failed, &format!("cannot use {shown}: {misfit}")))
}
