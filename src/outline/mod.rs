//! Headings become sections.
//!
//! Knows blocks, not formats; which unmarked lines are headings is [`infer`]'s to say.

pub mod infer;

use crate::document::Document;
use crate::document::block::Kind;
use crate::document::outline::{Evidence, Section};
use crate::text;

/// Gives the sections of `document`, one for each heading block, in order.
///
/// Levels are closed up: the outermost in use becomes 1, and none is skipped downwards. Words
/// are counted block by block. Takes time linear in the document.
#[must_use]
pub fn sections(document: &Document) -> Vec<Section> {
    let words = words_before(document);
    let headings: Vec<(usize, u8)> = document
        .blocks
        .iter()
        .enumerate()
        .filter_map(|(index, block)| match block.kind {
            Kind::Heading(level) => Some((index, level)),
            _ => None,
        })
        .collect();
    let levels = closed_up(headings.iter().map(|(_, level)| *level));
    let ends = ends(&levels, |heading| headings.get(heading).map(|(block, _)| *block));
    let mut found = Vec::with_capacity(headings.len());
    for ((&(block, _), &level), end) in headings.iter().zip(&levels).zip(ends) {
        let end = end.unwrap_or(document.blocks.len());
        let (Some(heading), Some(last)) =
            (document.blocks.get(block), document.blocks.get(end - 1))
        else {
            continue;
        };
        let words_at = |block: usize| words.get(block).copied().unwrap_or(0);
        found.push(Section {
            title: heading.range.clone(),
            range: heading.range.start..last.range.end,
            level,
            evidence: Evidence::Markup,
            words: words_at(end) - words_at(block),
        });
    }
    found
}

/// Gives the words before each block, and last the words of all blocks.
fn words_before(document: &Document) -> Vec<usize> {
    let mut total = 0;
    let mut before = Vec::with_capacity(document.blocks.len() + 1);
    before.push(0);
    for block in &document.blocks {
        total += text::count_words(document.slice(block.range.clone()));
        before.push(total);
    }
    before
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

/// Gives for each heading the block where the next one of its level or above stands.
fn ends(levels: &[u8], block_of: impl Fn(usize) -> Option<usize>) -> Vec<Option<usize>> {
    let mut ends = vec![None; levels.len()];
    let mut open: Vec<usize> = Vec::new();
    for (heading, level) in levels.iter().enumerate() {
        while let Some(last) = open.pop_if(|last| levels.get(*last) >= Some(level)) {
            if let Some(end) = ends.get_mut(last) {
                *end = block_of(heading);
            }
        }
        open.push(heading);
    }
    ends
}
