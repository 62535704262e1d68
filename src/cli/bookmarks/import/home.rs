//! Which article the passages of a file go to, and where in it they stand.

use std::ffi::OsStr;
use std::{iter, mem};

use super::Desk;
use crate::article::Article;
use crate::bookmark::excerpts::{Excerpts, Passage};
use crate::bookmark::identity::Identity;
use crate::bookmark::{Anchor, Bookmark, Quote, anchor};
use crate::cli::article::{self, Whole};
use crate::cli::bookmarks::{self, origin};
use crate::cli::failure::Failure;
use crate::cli::print;
use crate::document::Range;
use crate::source::Wanted;
use crate::store::bookmarks::Found;
use crate::store::bookmarks::overview::Summary;
use crate::text::clean::Clean;
use crate::text::scalars::Scalars;

/// Where the passages of an article go.
pub(super) struct Home {
    pub(super) found: Found,
    /// The article, where it can be read.
    pub(super) article: Option<Article>,
    /// What the article was called by whoever named it.
    given: Clean<'static>,
    /// Why the article cannot be read, where a passage that is no bookmark yet needs that.
    pub(super) unread: Option<String>,
    /// Where there are bookmarks by now.
    pub(super) taken: Vec<Range>,
}

impl Desk<'_> {
    /// Gives where passages go: to the article that was named, to one that is known by what the
    /// file says of it, or, if that is enough to know it by one day, to an article that is not
    /// here.
    pub(super) fn home(
        &self,
        excerpts: &Excerpts,
        named: Option<&OsStr>,
    ) -> Result<Option<Home>, Failure> {
        let seen = &excerpts.identity;
        let wanted = match named {
            Some(named) => Some(article::wanted(Some(named))),
            None => self.find_article(seen),
        };
        if let Some(wanted) = wanted {
            let (whole, now) = article::read_to_find(&wanted, self.input)?;
            return self.home_of(whole, &now, seen).map(Some);
        }
        let found = self.shelf.find(seen);
        let home = if self.is_complete || !seen.origins.is_empty() {
            Home::unread(found, None)
        } else {
            let found = Some(found).filter(|found| !found.folder.is_new());
            let Some(found) = found.or_else(|| self.find_shelved(excerpts)) else {
                return Ok(None);
            };
            let why = origin::there(&found.folder.identity.origins).err();
            Home::unread(
                found,
                Some(format!("its article cannot be read: {}", why.unwrap_or_default())),
            )
        };
        print::unread(&home.found.notices);
        Ok(Some(home))
    }

    /// Gives the bookmarks of an article that cannot be read and is called as the file says: of
    /// several, that with the most of its passages.
    fn find_shelved(&self, excerpts: &Excerpts) -> Option<Found> {
        let title = words(&excerpts.name());
        let titled = self.shelved.iter().filter(|summary| words(&name(summary)) == title);
        let has = |summary: &Summary, passage: &Passage| {
            let words = &passage.bookmark.quote.exact;
            summary.bookmarks.iter().any(|brief| are_alike(&brief.words, words))
        };
        let in_common = |summary: &&Summary| {
            excerpts.passages.iter().filter(|passage| has(summary, passage)).count()
        };
        let id = titled.max_by_key(in_common)?.bookmarks.first()?.id;
        let (folder, _) = self.shelf.named(&id.to_string()).ok()?;
        let mut found = self.shelf.find(&folder.identity);
        found.folder.identity = folder.identity;
        Some(found)
    }

    /// Gives where passages go in an article that is known by `now`, and by `seen` where they come
    /// from.
    fn home_of(&self, whole: Whole, now: &Identity, seen: &Identity) -> Result<Home, Failure> {
        let mut found = bookmarks::find(self.shelf, now);
        if self.is_complete && found.folder.is_new() {
            // What it was known by before, and where, comes first.
            let now = mem::replace(&mut found.folder.identity, seen.clone());
            found.folder.identity.learn(&now);
        } else if self.is_complete {
            self.shelf.learn(&mut found.folder, seen)?;
        }
        let whole = whole.corrected_in(&found.folder, &self.settings);
        let Whole { document, name, given } = whole;
        let article = Article::new(document, name, found.bookmarks.clone());
        let taken = article.bookmarks.iter().filter_map(|placed| placed.anchor.range()).collect();
        Ok(Home { found, article: Some(article), given, unread: None, taken })
    }

    /// Gives a file that is there and is the article: one that the import names, or that is known
    /// here under its title. Nothing is fetched because a file says so.
    fn find_article(&self, seen: &Identity) -> Option<Wanted> {
        let title = seen.title.as_deref().map(words);
        let is_it = |name: &str| title.as_ref() == Some(&words(name));
        let shelved = self.shelved.iter().filter(|summary| is_it(&name(summary)));
        let recent = self.recents.iter().filter(|recent| is_it(&recent.name));
        let origins = iter::once(&seen.origins).chain(shelved.map(|summary| &summary.origins));
        let mut wanted = origins.flat_map(|it| it.iter().rev()).chain(recent.map(|it| &it.origin));
        wanted.find_map(|origin| origin::local(origin))
    }
}

impl Home {
    /// Gives where passages go in an article that cannot be read.
    fn unread(found: Found, why: Option<String>) -> Home {
        let given = Clean::default();
        Home { found, article: None, given, unread: why, taken: Vec::new() }
    }

    /// Gives every place where the words of a quote stand.
    pub(super) fn places(&self, quote: &Quote) -> Vec<Range> {
        let article = self.article.as_ref().filter(|_| !quote.exact.is_empty());
        article.map(|article| anchor::places(&article.document, quote)).unwrap_or_default()
    }

    /// Gives why a quote has no place, whose words stand in so many.
    pub(super) fn why_not(&self, quote: &Quote, places: usize) -> String {
        match &*quote.exact {
            "" => "it quotes nothing".to_owned(),
            _ if places > 1 => format!("its words stand in {places} places in {}", self.given),
            _ => format!("its words are not in {}", self.given),
        }
    }

    /// Gives the place that is nearest to where the file says that the quote stood, if it does.
    pub(super) fn nearest(&self, places: &[Range], quote: &Quote) -> Option<Range> {
        let article = self.article.as_ref().filter(|_| quote.end > 0)?;
        let scalars = Scalars::new(article.document.text());
        let distance = |range: &&Range| scalars.before(range.start).abs_diff(quote.start);
        places.iter().min_by_key(distance).cloned()
    }

    /// Tells whether there is a bookmark of a passage: at its place, or, where it has none, of its
    /// words without a place.
    pub(super) fn has(&self, bookmark: &Bookmark, range: Option<&Range>) -> bool {
        let has_words = |other: &Bookmark| are_alike(&other.quote.exact, &bookmark.quote.exact);
        match (&self.article, range) {
            (Some(_), Some(range)) => self.taken.contains(range),
            (Some(article), None) => {
                let mut lost = article.bookmarks.iter().filter(|it| it.anchor == Anchor::Orphan);
                lost.any(|placed| has_words(&placed.bookmark))
            }
            (None, _) => self.found.bookmarks.iter().any(has_words),
        }
    }
}

/// Gives what the bookmarks of an article are exported under.
fn name(article: &Summary) -> Clean<'static> {
    let Summary { title, origins, .. } = article;
    let (title, origins) = (title.clone(), origins.clone());
    let identity = Identity { title, origins, ..Identity::default() };
    Excerpts { identity, ..Excerpts::default() }.name()
}

/// Tells whether two quotes are one, as programs differ in how they write spaces and line ends.
fn are_alike(one: &str, other: &str) -> bool {
    one.split_whitespace().eq(other.split_whitespace())
}

/// Gives the words of a title, as programs differ in what they put around them.
fn words(title: &str) -> String {
    let words = title.split(|char: char| !char.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ").to_lowercase()
}
