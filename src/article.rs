//! An open article: the document, what it is called, and its bookmarks and corrections, found
//! again in the text.
//!
//! What the reader on screen and the command line share.

mod correction;

use std::collections::BTreeSet;

use crate::bookmark::{Anchor, Bookmark, Colour, Id, Quote, Time, anchor};
use crate::document::{Document, Position, Range};
use crate::outline::correct;
use crate::text::clean::{self, Clean};

/// An open article.
#[derive(Clone, Debug, Default)]
pub struct Article {
    /// What is read, with the corrections laid over it.
    pub document: Document,
    /// Its title, or the name of its file where it has none.
    pub name: Clean<'static>,
    /// Its bookmarks: those with a place in order of their places, the longer first of those that
    /// begin together, then those without a place.
    pub bookmarks: Vec<Placed>,
    /// For each bookmark with a place, the furthest end in bytes of it and those before it.
    reach: Vec<usize>,
    corrections: correction::Corrections,
    /// The outline as it was found; none while nothing is laid over it.
    found: Option<correct::Found>,
    /// What is found out about the text for all bookmarks together.
    index: anchor::Index,
}

/// A bookmark and where it was found.
#[derive(Clone, Debug, PartialEq)]
pub struct Placed {
    /// The bookmark.
    pub bookmark: Bookmark,
    /// Where its words are now.
    pub anchor: Anchor,
}

impl Article {
    /// Gives the article with its bookmarks found in it; `name` is for a document without title.
    #[must_use]
    pub fn new(document: Document, name: Clean<'static>, bookmarks: Vec<Bookmark>) -> Article {
        let name = document.meta.title.clone().unwrap_or(name);
        let mut article = Article { document, name, ..Article::default() };
        article.put_all(bookmarks);
        article
    }

    /// Gives the words of a passage and of what stands around it.
    #[must_use]
    pub fn describe(&self, range: Range) -> Quote {
        self.index.describe(self.document.text(), range)
    }

    /// Gives the same of several passages; see [`anchor::Index::describe_all`].
    #[must_use]
    pub fn describe_all(&self, ranges: &[Range]) -> Vec<Quote> {
        self.index.describe_all(self.document.text(), ranges)
    }

    /// Gives a new bookmark of a passage, about which nothing is said.
    #[must_use]
    pub fn bookmark_of(&self, range: Range, id: Id, now: Time) -> Bookmark {
        Bookmark {
            id,
            section: self.section_path(Position(range.start)),
            quote: self.describe(range),
            note: Clean::default(),
            tags: Vec::new(),
            colour: Colour::default(),
            created: now,
            modified: now,
        }
    }

    /// Gives where the words of each quote stand.
    pub fn resolve_all<'q>(&self, quotes: impl IntoIterator<Item = &'q Quote>) -> Vec<Anchor> {
        self.index.resolve_all(self.document.text(), quotes)
    }

    /// Gives the position that `quote` describes; see [`anchor::Index::place_of`].
    #[must_use]
    pub fn place_of(&self, quote: &Quote) -> Position {
        self.index.place_of(&self.document, quote)
    }

    /// Gives the bookmark of that name.
    #[must_use]
    pub fn bookmark(&self, id: Id) -> Option<&Placed> {
        self.bookmarks.iter().find(|placed| placed.bookmark.id == id)
    }

    /// Adds a bookmark, or puts it in the place of the one of its name.
    pub fn put(&mut self, bookmark: Bookmark) {
        let anchor = match self.take(bookmark.id) {
            Some(old) if old.bookmark.quote == bookmark.quote => old.anchor,
            _ => self.index.resolve(self.document.text(), &bookmark.quote),
        };
        self.bookmarks.push(Placed { bookmark, anchor });
        self.sort();
    }

    /// Adds bookmarks, or puts each in the place of the one of its name; the text is prepared for
    /// the search once for all of them.
    pub fn put_all(&mut self, bookmarks: Vec<Bookmark>) {
        let ids: BTreeSet<Id> = bookmarks.iter().map(|one| one.id).collect();
        self.bookmarks.retain(|placed| !ids.contains(&placed.bookmark.id));
        let quotes = bookmarks.iter().map(|one| &one.quote);
        let anchors = self.resolve_all(quotes);
        let placed = bookmarks.into_iter().zip(anchors);
        self.bookmarks.extend(placed.map(|(bookmark, anchor)| Placed { bookmark, anchor }));
        self.sort();
    }

    /// Takes a bookmark out.
    pub fn take(&mut self, id: Id) -> Option<Placed> {
        let index = self.bookmarks.iter().position(|placed| placed.bookmark.id == id)?;
        let taken = self.bookmarks.remove(index);
        self.sort();
        Some(taken)
    }

    /// Gives the bookmarks whose passages share text with `range`, in order. Those that end before
    /// it and those that begin after it are not looked at, however many they are.
    pub fn bookmarks_in(&self, range: &Range) -> impl Iterator<Item = &Placed> {
        let Range { start, end } = *range;
        let from = self.reach.partition_point(|reach| *reach <= start);
        let to = self.bookmarks.partition_point(|placed| placed.start() < end);
        let near = self.bookmarks.get(from..to).unwrap_or_default();
        near.iter().filter(move |placed| placed.anchor.range().is_some_and(|p| start < p.end))
    }

    /// Gives the line of the source on which a bookmark's passage begins, where there is one.
    #[must_use]
    pub fn line_of(&self, id: Id) -> Option<usize> {
        let range = self.bookmark(id)?.anchor.range()?;
        self.document.lines.line_of(Position(range.start))
    }

    /// Gives the section that a bookmark without a place stood in, by the names around it; none
    /// where it stood in the lead or that section is gone too.
    #[must_use]
    pub fn old_section(&self, bookmark: &Bookmark) -> Option<usize> {
        let name = clean::line(bookmark.section.last()?);
        let mut named = self
            .document
            .sections
            .iter()
            .enumerate()
            .filter(|(_, section)| section.name(&self.document) == name);
        let first = named.clone().next()?.0;
        let is_path = |start| self.section_path(start) == bookmark.section;
        Some(named.find(|(_, section)| is_path(section.start())).map_or(first, |(index, _)| index))
    }

    /// Gives the names of the sections that hold `position`, outermost first; none in the lead.
    #[must_use]
    pub fn section_path(&self, position: Position) -> Vec<Clean<'static>> {
        let sections = &self.document.sections;
        let mut path = Vec::new();
        let mut next = self.document.section_at(position);
        let mut level = u8::MAX;
        while let Some(section) = next.and_then(|index| sections.get(index)) {
            if section.level < level {
                level = section.level;
                path.push(section.name(&self.document).into_owned());
            }
            next = next.and_then(|index| index.checked_sub(1)).filter(|_| level > 1);
        }
        path.reverse();
        path
    }

    fn sort(&mut self) {
        self.bookmarks.sort_by_key(|placed| match placed.anchor.range() {
            Some(range) => (range.start, usize::MAX - range.end, placed.bookmark.created),
            None => (usize::MAX, placed.bookmark.quote.start, placed.bookmark.created),
        });
        let ends = self.bookmarks.iter().map_while(|placed| placed.anchor.range());
        let furthest = |furthest: &mut usize, range: Range| {
            *furthest = range.end.max(*furthest);
            Some(*furthest)
        };
        self.reach = ends.scan(0, furthest).collect();
    }
}

impl Placed {
    /// Gives where its passage begins, in bytes; past every text where it has no place.
    fn start(&self) -> usize {
        self.anchor.range().map_or(usize::MAX, |range| range.start)
    }
}

#[cfg(test)]
mod tests {
    use super::Article;
    use crate::bookmark::{Bookmark, Id, Time};
    use crate::document::builder::Builder;
    use crate::document::outline::{Evidence, Section};
    use crate::document::{Document, Position, Range, Style};
    use crate::text::clean::Clean;

    const TEXT: &str = "Lead. One stands here. Two stands here. Three stands here.";

    fn document() -> Document {
        let mut builder = Builder::default();
        builder.push(TEXT, Style::default());
        builder.finish()
    }

    fn bookmark(id: u128, words: &str) -> Bookmark {
        let start = TEXT.find(words).expect("the words are in the text");
        let article = Article::new(document(), Clean::default(), Vec::new());
        article.bookmark_of(start..start + words.len(), Id(id), Time::default())
    }

    fn ids<'a>(bookmarks: impl IntoIterator<Item = &'a super::Placed>) -> Vec<u128> {
        bookmarks.into_iter().map(|placed| placed.bookmark.id.0).collect()
    }

    #[test]
    fn bookmarks_stand_in_the_order_of_their_places() {
        let mut lost = bookmark(1, "One stands here.");
        lost.quote.exact = Clean::ours("A harbour without a wall.");
        let saved = vec![lost, bookmark(3, "Three stands here."), bookmark(2, "Two stands here.")];
        let mut article = Article::new(document(), Clean::ours("a.txt"), saved);
        assert_eq!(ids(&article.bookmarks), [2, 3, 1]);
        article.put(bookmark(4, "One stands here."));
        assert_eq!(ids(&article.bookmarks), [4, 2, 3, 1]);
        article.put(bookmark(2, "Lead."));
        assert_eq!(ids(&article.bookmarks), [2, 4, 3, 1], "one of its name is replaced");
        assert_eq!(ids(article.bookmarks_in(&(0..7))), [2, 4]);
        assert_eq!(ids(article.bookmarks_in(&(5..6))), [0; 0]);
        assert_eq!(ids(&article.take(Id(4))), [4]);
        assert!(article.bookmark(Id(4)).is_none());
    }

    #[test]
    fn overlapping_bookmarks_are_all_found_wherever_they_share_text() {
        let all = vec![
            bookmark(1, "stands here. Two stands here. Three"),
            bookmark(2, "Two"),
            bookmark(3, "Two stands here."),
            bookmark(4, "Three stands here."),
            bookmark(5, "Lead."),
        ];
        let article = Article::new(document(), Clean::ours("a.txt"), all);
        assert_eq!(ids(&article.bookmarks), [5, 1, 3, 2, 4], "the longer first");
        for start in 0..TEXT.len() {
            for end in start + 1..=TEXT.len() {
                let shares = |passage: Range| passage.start < end && start < passage.end;
                let holding = article.bookmarks.iter();
                let expected = holding.filter(|p| p.anchor.range().is_some_and(shares));
                assert_eq!(ids(article.bookmarks_in(&(start..end))), ids(expected));
            }
        }
    }

    /// Makes a section of its title alone.
    fn section(title: Range, level: u8) -> Section {
        Section {
            range: title.clone(),
            title,
            level,
            given_name: None,
            evidence: Evidence::Markup,
            words: 0,
        }
    }

    #[test]
    fn a_lost_bookmark_stands_under_its_old_section() {
        let mut article = Article::new(document(), Clean::ours("a.txt"), Vec::new());
        let sections = [(6..9, 1), (10..16, 2), (23..26, 1), (27..33, 2)];
        article.document.sections = sections.map(|(title, level)| section(title, level)).into();
        for (path, expected) in [
            (&["Two", "stands"][..], Some(3)),
            (&["One", "stands"], Some(1)),
            (&["Four", "stands"], Some(1)),
            (&["Two"], Some(2)),
            (&["Four"], None),
            (&[], None),
        ] {
            let mut lost = bookmark(1, "Lead.");
            lost.section = path.iter().map(|name| Clean::ours(name)).collect();
            assert_eq!(article.old_section(&lost), expected, "{path:?}");
        }
    }

    #[test]
    fn a_position_is_in_the_sections_around_it() {
        let mut article = Article::new(document(), Clean::ours("a.txt"), Vec::new());
        article.document.sections =
            vec![section(6..9, 1), section(23..26, 2), section(40..45, 2), section(46..52, 1)];
        for (position, expected) in [
            (0, &[][..]),
            (6, &["One"]),
            (30, &["One", "Two"]),
            (45, &["One", "Three"]),
            (50, &["stands"]),
        ] {
            let path = article.section_path(Position(position));
            let path: Vec<&str> = path.iter().map(|name| &**name).collect();
            assert_eq!(path, expected, "at {position}");
        }
    }
}
