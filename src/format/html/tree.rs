//! Markup to a tree, within limits.
//!
//! The tree builder takes time that grows with the square of the depth, of open formatting
//! elements and of attributes, and libraries that walk its trees recurse. So tags are dropped, and
//! their text kept, before such a tree comes to be.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::collections::HashMap;

use dom_query::{Document, NodeId};
use html5ever::interface::Tracer;
use html5ever::tokenizer::{
    Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};
use html5ever::{LocalName, local_name};

use super::super::deadline::GivenUp;
use super::attributes;
use super::feed::feed;
use crate::document::Notice;
use crate::text::clean::Clean;

/// A tree, and what was left out to keep it within limits.
pub(super) struct Tree {
    pub(super) document: Document,
    pub(super) notices: Vec<Notice>,
}

const FLATTENED: Clean<'static> =
    Clean::ours("elements nested deeper than 512 are shown as plain text where they stand");
const STRIPPED: Clean<'static> =
    Clean::ours("attributes of a tag beyond the first 256 are left out");

/// Elements inside of one another. What is nested deeper has its tags dropped.
pub(super) const DEEPEST: usize = 512;

/// Formatting elements (`b`, `a`, `font`) that may be open at once, each counted twice where it
/// stands in the tree: the builder opens all of them anew in each paragraph.
const MOST_FORMATTING: usize = 64;

/// Nodes that markup may grow to for each of its tags, on top of a thousand. Ordinary pages stay
/// below three; formatting that is opened anew can make it dozens.
const NODES_PER_TAG: usize = 16;

/// Parses markup; none when it would grow out of bounds or nobody waits any more.
pub(super) fn build(html: &str, given_up: &GivenUp) -> Option<Tree> {
    let options = TreeBuilderOpts { scripting_enabled: false, ..TreeBuilderOpts::default() };
    let sink = Limits {
        builder: TreeBuilder::new(Document::default(), options),
        given_up: given_up.clone(),
        tags: Cell::new(0),
        is_flattened: Cell::new(false),
        is_over: Cell::new(false),
        room: Cell::new(0),
        dropped: RefCell::default(),
    };
    let tokenizer = Tokenizer::new(sink, TokenizerOpts::default());
    let capped = attributes::capped(html);
    if !feed(&tokenizer, &capped, given_up) {
        return None;
    }
    let limits = tokenizer.sink;
    let mut notices = Vec::new();
    notices.extend(limits.is_flattened.get().then_some(Notice(FLATTENED)));
    notices.extend(matches!(capped, Cow::Owned(_)).then_some(Notice(STRIPPED)));
    let document = limits.builder.sink;
    (!limits.is_over.get()).then_some(Tree { document, notices })
}

/// Passes tokens on to the tree builder, but for tags beyond a limit.
struct Limits {
    builder: TreeBuilder<NodeId, Document>,
    given_up: GivenUp,
    tags: Cell<usize>,
    is_flattened: Cell<bool>,
    is_over: Cell<bool>,
    /// How many elements may still be opened before they have to be counted again.
    room: Cell<usize>,
    /// How many start tags of each name were dropped whose end tags are still to come.
    dropped: RefCell<HashMap<LocalName, usize>>,
}

impl TokenSink for Limits {
    type Handle = NodeId;

    fn process_token(&self, token: Token, line_number: u64) -> TokenSinkResult<NodeId> {
        if let Token::TagToken(tag) = &token {
            self.count();
            if !self.admits(tag) {
                return TokenSinkResult::Continue;
            }
        }
        if self.is_over.get() {
            return TokenSinkResult::Continue;
        }
        self.builder.process_token(token, line_number)
    }

    fn end(&self) {
        self.builder.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.builder.adjusted_current_node_present_but_not_in_html_namespace()
    }
}

impl Limits {
    fn count(&self) {
        self.tags.set(self.tags.get() + 1);
        let is_grown = self.builder.sink.tree.len() > self.tags.get() * NODES_PER_TAG + 1_000;
        if is_grown || self.given_up.is_true() {
            self.is_over.set(true);
        }
    }

    fn admits(&self, tag: &Tag) -> bool {
        if tag.kind == TagKind::EndTag {
            return !self.ends_dropped(&tag.name);
        }
        if is_shallow(&tag.name) || self.has_room(&tag.name) {
            return true;
        }
        self.is_flattened.set(true);
        *self.dropped.borrow_mut().entry(tag.name.clone()).or_default() += 1;
        false
    }

    /// Tells whether an element may be opened. What is open is counted only when so many elements
    /// were opened since the last count that the limit could have been reached.
    fn has_room(&self, name: &LocalName) -> bool {
        if is_formatting(name) && self.open(is_formatting) >= MOST_FORMATTING {
            return false;
        }
        if self.room.get() == 0 {
            self.room.set(DEEPEST.saturating_sub(self.open(|_| true)));
        }
        let room = self.room.get();
        self.room.set(room.saturating_sub(1));
        room > 0
    }

    /// Counts the open elements of some names.
    fn open(&self, which: fn(&LocalName) -> bool) -> usize {
        let open = Open { document: &self.builder.sink, which, count: Cell::new(0) };
        self.builder.trace_handles(&open);
        open.count.get()
    }

    /// Tells whether an end tag belongs to a start tag that was dropped.
    fn ends_dropped(&self, name: &LocalName) -> bool {
        let mut dropped = self.dropped.borrow_mut();
        let Some(count) = dropped.get_mut(name) else { return false };
        *count -= 1;
        if *count == 0 {
            dropped.remove(name);
        }
        true
    }
}

/// Counts what the tree builder has open.
struct Open<'a> {
    document: &'a Document,
    which: fn(&LocalName) -> bool,
    count: Cell<usize>,
}

impl Tracer for Open<'_> {
    type Handle = NodeId;

    fn trace_handle(&self, node: &NodeId) {
        let name = self.document.tree.get_name(node);
        if name.is_some_and(|name| (self.which)(&name.local)) {
            self.count.set(self.count.get() + 1);
        }
    }
}

/// Tells whether elements of this name cannot stack up when all others are kept from it: they hold
/// only text, or nothing, or end the one before. Those that hold text keep their tags at any
/// depth, or the text of scripts would be shown.
fn is_shallow(name: &LocalName) -> bool {
    matches!(
        *name,
        local_name!("script")
            | local_name!("style")
            | local_name!("title")
            | local_name!("textarea")
            | local_name!("xmp")
            | local_name!("iframe")
            | local_name!("noembed")
            | local_name!("noframes")
            | local_name!("plaintext")
            | local_name!("br")
            | local_name!("hr")
            | local_name!("img")
            | local_name!("input")
            | local_name!("wbr")
            | local_name!("p")
    )
}

/// Tells whether elements of this name are opened anew where their parent ends before them.
/// Source: HTML Standard, 13.2.4.3, "formatting".
fn is_formatting(name: &LocalName) -> bool {
    matches!(
        *name,
        local_name!("a")
            | local_name!("b")
            | local_name!("big")
            | local_name!("code")
            | local_name!("em")
            | local_name!("font")
            | local_name!("i")
            | local_name!("nobr")
            | local_name!("s")
            | local_name!("small")
            | local_name!("strike")
            | local_name!("strong")
            | local_name!("tt")
            | local_name!("u")
    )
}
