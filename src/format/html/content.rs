//! Which part of a page is the article.
//!
//! dom_smoothie (Mozilla's Readability) judges by words and links. Its judgement is checked against
//! what the page marks as its article and against what it says the article holds; then the page's
//! own tree is walked, not the one that was cleaned for judging, and what was lost between two
//! kept parts comes back (`kept`).

use std::collections::HashSet;

use dom_query::{Document, NodeId, NodeRef};
use dom_smoothie::{Metadata, Readability};

use super::meta::Titles;
use super::shown::{self, letters};
use super::{byline, element, kept, meta};
use crate::document::{Meta, Notice};
use crate::text::clean::Clean;

/// The article of a page.
pub(super) struct Article {
    document: Document,
    root: NodeId,
    /// Elements inside of the root that are not of the article.
    pub(super) skipped: HashSet<NodeId>,
    pub(super) meta: Meta,
    pub(super) notice: Option<Notice>,
}

impl Article {
    /// Gives the element that holds the article.
    pub(super) fn root(&self) -> Option<NodeRef<'_>> {
        self.document.tree.get(&self.root)
    }

    /// Gives the nodes of the article that are shown.
    fn shown(&self) -> impl Iterator<Item = NodeRef<'_>> {
        let is_skipped = |node: &NodeRef<'_>| self.skipped.contains(&node.id);
        self.root().into_iter().flat_map(move |root| shown::nodes(root, is_skipped))
    }

    /// Gives the heading that stands on top of the article and over all other headings.
    fn top_heading(&self) -> Option<NodeRef<'_>> {
        let is_heading = |node: &NodeRef<'_>| element::is_heading(node) && shown::has_letters(node);
        let mut headings = self.shown().filter(is_heading);
        let first = headings.next()?;
        let level = level_of(&first);
        let stands_over_all = headings.all(|other| level_of(&other) > level);
        let before = self.shown().take_while(|node| node.id != first.id);
        let letters_above: usize = before.map(|node| shown::own_letters(&node)).sum();
        (stands_over_all && letters_above <= MOST_ABOVE_TITLE).then_some(first)
    }

    /// Gives the words of a heading, without what is skipped in it.
    fn words(&self, heading: &NodeRef<'_>) -> String {
        let nodes = shown::nodes(*heading, |node| self.skipped.contains(&node.id));
        let texts = nodes.filter(NodeRef::is_text).map(|node| node.text().to_string());
        texts.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Finds the title, and skips the heading that would say it again.
    fn name(&mut self, metadata: &Metadata) {
        let top = self.top_heading();
        let all = self.document.select("h1");
        let titles = Titles {
            said: metadata.title.clone(),
            written: written_title(&self.document),
            site: metadata.site_name.clone(),
            top_heading: top.map(|heading| self.words(&heading)),
            is_main: top.as_ref().and_then(level_of) == Some(1),
            main_headings: all.nodes().iter().map(|heading| self.words(heading)).collect(),
        };
        let top = top.map(|heading| heading.id);
        self.meta = meta::read(metadata, &titles);
        let says = titles.top_heading.as_deref().map(meta::letters);
        if says == self.meta.title.as_deref().map(meta::letters) {
            self.skipped.extend(top);
        }
    }
}

/// Letters that may stand above a title: where the article belongs, who wrote it.
const MOST_ABOVE_TITLE: usize = 300;

fn level_of(node: &NodeRef<'_>) -> Option<u8> {
    element::level(&*node.element_ref()?)
}

/// Gives the title of a page as it is written, with single spaces.
fn written_title(document: &Document) -> String {
    let title = document.select_single("head title").text();
    title.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Letters below which the judgement is not trusted: it found a notice or a teaser.
const FEWEST_LETTERS: usize = 250;

/// Depths of all nodes, added up, beyond which a page is not judged: dom_smoothie looks at all
/// inside of each list, table and division several times, and a second goes for each few million.
const MOST_DEPTHS: usize = 4_000_000;

const NOT_JUDGED: Clean<'static> =
    Clean::ours("the page is too tangled to tell the article from the rest of it");

/// Finds the article; none in a page without a body.
pub(super) fn find(document: Document) -> Option<Article> {
    let is_judged = depths(&document) <= MOST_DEPTHS;
    let mut judgement = Judgement::of(document.clone(), is_judged);
    let said = judgement.metadata.byline.take();
    judgement.metadata.byline = said.or_else(|| byline::find(&document));
    let root = judgement.root().filter(|root| is_trusted(root, &document));
    let (root, skipped) = match root.and_then(|root| kept::parts(&document, &root)) {
        Some(parts) => parts,
        None => (marked(&document, &MARKS).or_else(|| Some(document.body()?.id))?, HashSet::new()),
    };
    let notice = (!is_judged).then_some(Notice(NOT_JUDGED));
    let mut article = Article { document, root, skipped, meta: Meta::default(), notice };
    article.name(&judgement.metadata);
    Some(article)
}

/// What stands before the name of a site in the title of a page.
const SITE_MARKS: [char; 8] = ['|', '-', '–', '—', '\\', '/', '>', '»'];

/// What dom_smoothie says of a page.
struct Judgement {
    metadata: Metadata,
    /// The page, cleaned until only its article is left in the element called
    /// `readability-page-1`, where one was found.
    document: Option<Document>,
}

impl Judgement {
    fn of(page: Document, is_judged: bool) -> Judgement {
        let Ok(mut readability) = Readability::with_document(page, None, None) else {
            return Judgement { metadata: Metadata::default(), document: None };
        };
        let mut metadata = readability.get_article_metadata(readability.parse_json_ld());
        let written = written_title(&readability.doc);
        if metadata.title == *readability.get_article_title() && !written.contains(SITE_MARKS) {
            // It was cut at a colon, which as a rule belongs to the title.
            metadata.title = written;
        }
        if !is_judged {
            return Judgement { metadata, document: None };
        }
        let document = readability.parse().is_ok().then_some(readability.doc);
        Judgement { metadata, document }
    }

    fn root(&self) -> Option<NodeRef<'_>> {
        let found = self.document.as_ref()?.select_single("#readability-page-1");
        found.nodes().first().copied()
    }
}

/// Adds up the depths of all nodes.
fn depths(document: &Document) -> usize {
    let root = document.root();
    let mut next = Some(root);
    let (mut depth, mut sum) = (0_usize, 0_usize);
    while let Some(node) = next {
        sum += depth;
        if let Some(child) = node.first_child() {
            depth += 1;
            next = Some(child);
            continue;
        }
        let mut last = node;
        next = loop {
            if last.id == root.id {
                break None;
            }
            if let Some(sibling) = last.next_sibling() {
                break Some(sibling);
            }
            let Some(parent) = last.parent() else { break None };
            last = parent;
            depth = depth.saturating_sub(1);
        };
    }
    sum
}

/// Tells whether what was found is the article: it has more than a few letters, most of those that
/// the page says its article has, and a fair part of those that the page marks as its text.
fn is_trusted(found: &NodeRef<'_>, page: &Document) -> bool {
    let found = letters(found);
    let promised = promised_letters(page);
    let body = page.body().map_or(0, |body| letters(&body));
    if is_plain(page, body) {
        return found * 10 >= body * 9;
    }
    let [close @ .., _, _, _] = &MARKS;
    let marked = marked(page, close).and_then(|id| page.tree.get(&id));
    let marked = marked.map_or(0, |node| letters(&node));
    found >= FEWEST_LETTERS.min(body) && found * 5 >= promised * 3 && found * 5 >= marked * 2
}

/// What pages mark their article with, most telling first. The last three are wide: they often
/// hold its comments as well.
const MARKS: [&str; 8] = [
    "[itemprop~=articleBody]",
    ".entry-content",
    ".post-content",
    ".article-body",
    "article",
    "main",
    "[role=main]",
    "#content",
];

/// Gives the element that a page marks as its article: of the first kind of mark that stands on
/// just one element with enough letters.
fn marked(document: &Document, marks: &[&str]) -> Option<NodeId> {
    marks.iter().find_map(|mark| {
        let found = document.select(mark);
        let [only] = found.nodes() else { return None };
        (letters(only) >= FEWEST_LETTERS).then_some(only.id)
    })
}

/// Tells whether a page is nothing but an article: it has no parts that are named for something
/// else, few links and hardly any classes, as pages written by hand or by a converter.
fn is_plain(document: &Document, letters_of_body: usize) -> bool {
    if document.select_single("nav, aside, footer, header, form").exists() {
        return false;
    }
    let linked: usize = document.select("body a").nodes().iter().map(letters).sum();
    if linked * 4 > letters_of_body {
        return false;
    }
    let Some(body) = document.body() else { return true };
    let (mut elements, mut classes) = (0_usize, 0_usize);
    for node in body.descendants_it() {
        let Some(element) = node.element_ref() else { continue };
        elements += 1;
        classes += usize::from(element.has_attr("class"));
    }
    classes * 10 <= elements
}

/// Counts the letters of the article's text that a page gives to search engines.
fn promised_letters(document: &Document) -> usize {
    let scripts = document.select(r#"script[type="application/ld+json"]"#);
    let promised = scripts.iter().filter_map(|script| {
        let text = script.text();
        let (_, body) = text.split_once("\"articleBody\"")?;
        let body = body.trim_start().strip_prefix(':')?.trim_start().strip_prefix('"')?;
        let mut is_escaped = false;
        let inside = body.chars().take_while(|char| {
            let ends = *char == '"' && !is_escaped;
            is_escaped = *char == '\\' && !is_escaped;
            !ends
        });
        Some(inside.filter(|char| char.is_alphanumeric()).count())
    });
    promised.max().unwrap_or_default()
}
