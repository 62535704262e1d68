//! Headings become sections.
//!
//! Knows blocks, not formats. Which unmarked lines are headings is [`infer`]'s to say; what a reader
//! says instead, of lines of a form by [`rules`] or of one by itself, is laid over that by
//! [`correct`].

pub mod correct;
pub mod infer;
pub mod rules;

use crate::document::Document;
use crate::document::block::Kind;
use crate::document::outline::{Candidate, Evidence, Section};
use crate::text::clean::Clean;

/// Gives the sections of `document`, one for each heading block, in order.
///
/// Levels are closed up: the outermost in use becomes 1, and none is skipped downwards. Words
/// are counted block by block. Takes time linear in the document.
#[must_use]
pub fn sections(document: &Document) -> Vec<Section> {
    let headings = document.blocks.iter().enumerate();
    let headings = headings.filter_map(|(index, block)| match block.kind {
        Kind::Heading(level) => Some((index, level)),
        _ => None,
    });
    let count = headings.clone().count();
    let mut headings = headings.peekable();
    let next = || {
        let (block, level) = headings.next()?;
        let next = headings.peek().map_or(document.blocks.len(), |(next, _)| *next);
        let own_words = words(document, block..next);
        Some(Heading { block, level, name: None, evidence: Evidence::Markup, own_words })
    };
    tree(document, count, std::iter::from_fn(next))
}

/// How much markup weighs against the weights of inference, which are logarithms of odds: it leaves
/// no doubt.
const MARKED: f32 = 10.0;

/// Gives every line that was considered as a heading, in order: those that inference looked at or
/// that the reader spoke of, and those that are marked as headings.
#[must_use]
pub fn considered(document: &Document) -> Vec<Candidate> {
    let judged = |start: usize| {
        document.candidates.binary_search_by_key(&start, |other| other.range.start).is_ok()
    };
    let marked = document.sections.iter().filter(|section| section.evidence == Evidence::Markup);
    let marked = marked.filter(|section| !judged(section.title.start)).map(|section| Candidate {
        range: section.title.clone(),
        score: 1.0,
        reasons: vec![("marked as a heading", MARKED)],
        rule: None,
        verdict: "heading",
        level: None,
    });
    let mut all: Vec<Candidate> = document.candidates.iter().cloned().chain(marked).collect();
    all.sort_by_key(|candidate| candidate.range.start);
    all
}

/// A heading, before it is known where its section ends.
struct Heading {
    /// The index of its block.
    block: usize,
    /// Its level as it is written; 1 is outermost.
    level: u8,
    /// What the reader calls it, if anything else than it says.
    name: Option<Clean<'static>>,
    evidence: Evidence,
    /// Words from here to the next heading of any level.
    own_words: usize,
}

/// Gives the sections that `headings` begin, in order; there are `count` of them.
///
/// Each is put down where it begins and completed where it ends: at the next heading of its level
/// or above. Its level is one more than that of the nearest heading before it that is further out.
fn tree(
    document: &Document,
    count: usize,
    headings: impl IntoIterator<Item = Heading>,
) -> Vec<Section> {
    let mut found: Vec<Section> = Vec::with_capacity(count);
    let mut open: Vec<(usize, u8)> = Vec::new();
    let mut words = 0;
    for heading in headings {
        let Some(block) = document.blocks.get(heading.block) else { continue };
        while let Some((last, _)) = open.pop_if(|(_, level)| *level >= heading.level) {
            end(&mut found, last, end_before(document, heading.block), words);
        }
        open.push((found.len(), heading.level));
        found.push(Section {
            title: block.range.start..end_of_title(document, heading.block),
            range: block.range.clone(),
            level: u8::try_from(open.len()).unwrap_or(u8::MAX),
            given_name: heading.name.map(Box::new),
            evidence: heading.evidence,
            // Until it ends, the words before it.
            words,
        });
        words += heading.own_words;
    }
    for (last, _) in open {
        end(&mut found, last, end_before(document, document.blocks.len()), words);
    }
    found
}

/// Gives where the name ends that starts with the block at `heading`, and may be in two.
fn end_of_title(document: &Document, heading: usize) -> usize {
    let blocks = document.blocks.get(heading..).unwrap_or_default();
    match blocks {
        [_, rest, ..] if rest.kind == Kind::HeadingRest => rest.range.end,
        [heading, ..] => heading.range.end,
        [] => 0,
    }
}

/// Ends a section at byte `at` of the text, `words` after its beginning.
fn end(sections: &mut [Section], section: usize, at: usize, words: usize) {
    if let Some(section) = sections.get_mut(section) {
        section.range.end = at;
        section.words = words - section.words;
    }
}

/// Gives where the block before the one at `block` ends.
fn end_before(document: &Document, block: usize) -> usize {
    let last = document.blocks.get(block.saturating_sub(1));
    last.map_or(0, |last| last.range.end)
}

/// Gives the words of blocks.
fn words(document: &Document, blocks: std::ops::Range<usize>) -> usize {
    let blocks = document.blocks.get(blocks).unwrap_or_default();
    blocks.iter().map(|block| block.words as usize).sum()
}
