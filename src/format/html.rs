//! HTML: the article of a page, and what the page says of it.
//!
//! The tree is html5ever's, built within limits (`tree`); which part of it is the article is
//! dom_smoothie's judgement, checked and completed here (`content`); the walk over it is ours
//! (`walk`). All of it runs against a deadline, and what is too much for it is shown as its words.
//! Nothing that a page names is fetched.

use std::sync::Arc;
use std::time::Duration;

use dom_query::NodeRef;

use super::deadline::{self, GivenUp, Watch};
use crate::document::block::{Kind, Nesting};
use crate::document::builder::Builder;
use crate::document::{Document, Notice, Style};
use crate::text::clean::Clean;

mod attributes;
mod byline;
mod content;
mod element;
mod feed;
mod flow;
pub(super) mod fragment;
mod headings;
mod kept;
mod meta;
mod shown;
pub(super) mod strip;
mod table;
mod tree;
mod walk;

/// How long a page may take; html5ever, dom_smoothie and the walk need milliseconds for ordinary
/// ones, and a reader who waits longer than this thinks that the program hangs.
const LIMIT: Duration = Duration::from_secs(5);

/// Bytes of markup up to which a tree is built: a tree takes about ten times the memory.
pub(super) const MOST_BYTES: usize = 256 * 1_024 * 1_024;

/// Bytes whose tags are read in a second even on a slow machine. What takes longer is made to.
const BYTES_A_SECOND: usize = 4 * 1_024 * 1_024;

pub(super) const TOO_TANGLED: Clean<'static> =
    Clean::ours("the page is too tangled to parse and is shown as plain text");
pub(super) const TOO_LARGE: Clean<'static> =
    Clean::ours("markup over 256 MiB is not parsed and is shown as plain text");

/// Beginnings that only HTML has. Not a heading or paragraph: Markdown often starts with those.
const BEGINNINGS: [&str; 7] =
    ["<!doctype html", "<html", "<head>", "<body", "<title>", "<meta ", "<article"];

/// Tells from its beginning whether text is HTML: its first tag is one that only pages start with.
pub(super) fn looks_so(text: &str) -> bool {
    let head = super::beginning(text, 1_024).to_ascii_lowercase();
    let mut rest = head.trim_start();
    while let Some((_, after)) = ["<!--", "<?xml"]
        .iter()
        .zip(["-->", "?>"])
        .find_map(|(start, end)| rest.strip_prefix(start)?.split_once(end))
    {
        rest = after.trim_start();
    }
    BEGINNINGS.iter().any(|beginning| rest.starts_with(beginning))
}

/// Gives the blocks of a page's article.
pub(super) fn parse(html: &str) -> Document {
    if html.len() > MOST_BYTES {
        return plain(html, TOO_LARGE);
    }
    let shared: Arc<str> = Arc::from(html);
    let parsed = deadline::within(LIMIT, move |given_up| page(&shared, given_up));
    parsed.flatten().unwrap_or_else(|| plain(html, TOO_TANGLED))
}

/// Gives the words of markup, or where even its tags take too long, its source.
fn plain(html: &str, notice: Clean<'static>) -> Document {
    let more = u64::try_from(html.len() / BYTES_A_SECOND).unwrap_or(u64::MAX);
    let watch = Watch::start(LIMIT + Duration::from_secs(more));
    let words = strip::words(html, &watch.given_up);
    let mut document = words.unwrap_or_else(|| super::text::parse(html));
    document.notices.push(Notice(notice));
    document
}

fn page(html: &str, given_up: &GivenUp) -> Option<Document> {
    let tree = tree::build(html, given_up)?;
    let Some(article) = content::find(tree.document) else { return Some(Document::default()) };
    let mut document = blocks(&article, article.root()?);
    document.meta = article.meta;
    document.notices.splice(0..0, tree.notices.into_iter().chain(article.notice));
    headings::correct(&mut document);
    Some(document)
}

/// Gives title, byline and then everything inside of `root`.
fn blocks(article: &content::Article, root: NodeRef<'_>) -> Document {
    let mut builder = Builder::default();
    let meta = &article.meta;
    for (kind, words) in [(Kind::Title, meta.title.clone()), (Kind::Byline, meta::byline(meta))] {
        if let Some(words) = words {
            builder.open(kind, Nesting::default());
            builder.push(&words, Style::default());
        }
    }
    let walk = walk::Walk::new(&mut builder, Nesting::default(), &article.skipped);
    let notices = walk.content(root);
    let mut document = builder.finish();
    document.notices = notices;
    document
}

#[cfg(test)]
mod tests;
