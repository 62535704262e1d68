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
    let mut headings = headings.peekable();
    let mut found = Vec::new();
    while let Some((block, level)) = headings.next() {
        let next = headings.peek().map_or(document.blocks.len(), |(next, _)| *next);
        let own_words = words(document, block..next);
        found.push(Heading { block, level, name: None, evidence: Evidence::Markup, own_words });
    }
    tree(document, found)
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
        verdict: "heading",
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

/// Gives the sections that `headings` begin, in order.
fn tree(document: &Document, headings: Vec<Heading>) -> Vec<Section> {
    let levels = closed_up(headings.iter().map(|heading| heading.level));
    let ends = ends(&levels);
    let starts: Vec<usize> = headings.iter().map(|heading| heading.block).collect();
    let words = sums(headings.iter().map(|heading| heading.own_words));
    let words_at = |heading: usize| words.get(heading).copied().unwrap_or_default();
    let mut found = Vec::with_capacity(headings.len());
    for (index, (heading, (&level, end))) in
        headings.into_iter().zip(levels.iter().zip(ends)).enumerate()
    {
        let last = starts.get(end).map_or(document.blocks.len(), |next| *next).checked_sub(1);
        let blocks = document.blocks.get(heading.block).zip(document.blocks.get(last.unwrap_or(0)));
        let Some((block, last)) = blocks else { continue };
        found.push(Section {
            title: block.range.clone(),
            range: block.range.start..last.range.end,
            level,
            given_name: heading.name,
            evidence: heading.evidence,
            words: words_at(end) - words_at(index),
        });
    }
    found
}

/// Gives the words of blocks.
fn words(document: &Document, blocks: std::ops::Range<usize>) -> usize {
    let blocks = document.blocks.get(blocks).unwrap_or_default();
    blocks.iter().map(|block| block.words as usize).sum()
}

/// Gives the sum of the numbers before each, and last that of all.
fn sums(numbers: impl Iterator<Item = usize>) -> Vec<usize> {
    let mut total = 0;
    let before = numbers.map(|number| {
        total += number;
        total
    });
    [0].into_iter().chain(before).collect()
}

/// Gives each level as its depth: 1 more than that of the nearest heading before it that is
/// further out.
fn closed_up(levels: impl Iterator<Item = u8>) -> Vec<u8> {
    let mut open: Vec<u8> = Vec::new();
    levels
        .map(|level| {
            while open.last().is_some_and(|outer| *outer >= level) {
                open.pop();
            }
            open.push(level);
            u8::try_from(open.len()).unwrap_or(u8::MAX)
        })
        .collect()
}

/// Gives for each heading the index of the next one of its level or above; of the last ones, how
/// many there are.
fn ends(levels: &[u8]) -> Vec<usize> {
    let mut ends = vec![levels.len(); levels.len()];
    let mut open: Vec<usize> = Vec::new();
    for (heading, level) in levels.iter().enumerate() {
        while let Some(last) = open.pop_if(|last| levels.get(*last) >= Some(level)) {
            if let Some(end) = ends.get_mut(last) {
                *end = heading;
            }
        }
        open.push(heading);
    }
    ends
}
