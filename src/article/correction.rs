//! A reader's corrections of the outline, found again in the text and laid over the document.

use std::collections::BTreeMap;

use super::Article;
use crate::bookmark::correction::{Correction, is_about};
use crate::bookmark::{Id, Time};
use crate::document::outline::Ruling;
use crate::document::{Document, Position, Range};
use crate::outline::correct;

/// The corrections of an article.
#[derive(Clone, Debug, Default)]
pub(super) struct Corrections {
    /// Each by its name.
    placed: BTreeMap<Id, Placed>,
    /// The paragraphs that they are about and that are there, in order; of several about one, the
    /// one that holds is the last.
    in_order: Vec<About>,
}

/// A correction and the paragraphs it is about.
#[derive(Clone, Debug)]
struct Placed {
    correction: Correction,
    /// The indices of their blocks; those whose words are gone are missing.
    blocks: Vec<usize>,
}

/// That a correction is about a block. They are compared as they hold: the later one, and of one
/// moment one about that paragraph alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct About {
    block: usize,
    modified: Time,
    is_alone: bool,
    id: Id,
}

impl Article {
    /// Gives every correction by its name, those of paragraphs that are gone included.
    pub fn corrections(&self) -> impl ExactSizeIterator<Item = &Correction> {
        self.corrections.placed.values().map(|placed| &placed.correction)
    }

    /// Gives the correction of that name.
    #[must_use]
    pub fn correction(&self, id: Id) -> Option<&Correction> {
        self.corrections.placed.get(&id).map(|placed| &placed.correction)
    }

    /// Gives the corrections of the block at `block`, the latest, which holds, first. There are
    /// several where two machines corrected it.
    pub fn corrections_of(&self, block: usize) -> impl Iterator<Item = &Correction> {
        let all = &self.corrections.in_order;
        let first = all.partition_point(|about| about.block < block);
        let end = all.partition_point(|about| about.block <= block);
        let here = all.get(first..end).unwrap_or_default().iter().rev();
        here.filter_map(|about| self.correction(about.id))
    }

    /// Gives how many paragraphs that corrections are about are gone, and of how many.
    #[must_use]
    pub fn lost_corrections(&self) -> (usize, usize) {
        let all = self.corrections().map(|correction| correction.quotes.len()).sum();
        (all - self.corrections.in_order.len(), all)
    }

    /// Tells whether the block at `block` was found to be a heading, whatever the reader says.
    #[must_use]
    pub fn is_found_heading(&self, block: usize) -> bool {
        match &self.found {
            Some(found) => found.is_heading(&self.document, block),
            None => correct::Found::default().is_heading(&self.document, block),
        }
    }

    /// Adds corrections, or puts each in the place of the one of its name, and lays all over the
    /// document. Each is of the blocks where its words are found.
    pub fn correct(&mut self, corrections: Vec<Correction>) {
        let quotes = corrections.iter().flat_map(|correction| &correction.quotes);
        let anchors = self.index.resolve_in_order(self.document.text(), quotes);
        let blocks = anchors.iter().map(|anchor| block_of(&self.document, &anchor.range()?));
        let mut blocks = blocks.collect::<Vec<_>>().into_iter();
        let place = |correction: Correction| {
            let about = blocks.by_ref().take(correction.quotes.len());
            (about.flatten().collect(), correction)
        };
        let placed = corrections.into_iter().map(place).collect();
        self.correct_blocks(placed);
    }

    /// Adds corrections, each of the blocks of these indices, or puts each in the place of the one
    /// of its name, and lays all over the document.
    pub fn correct_blocks(&mut self, corrections: Vec<(Vec<usize>, Correction)>) {
        let placed = corrections
            .into_iter()
            .map(|(blocks, correction)| (correction.id, Placed { correction, blocks }));
        self.corrections.placed.extend(placed);
        self.lay();
    }

    /// Takes corrections out, and lays the others over the document.
    pub fn uncorrect(&mut self, ids: &[Id]) {
        for id in ids {
            self.corrections.placed.remove(id);
        }
        self.lay();
    }

    /// Gives what the corrections say of the blocks they are about, by their indices, ascending. Of
    /// several that are about one, as when two machines corrected it, the latest holds.
    #[must_use]
    pub fn rulings(&self) -> Vec<(usize, &Ruling)> {
        let all = &self.corrections.in_order;
        let latest = all.chunk_by(|one, other| one.block == other.block).filter_map(<[_]>::last);
        latest.filter_map(|about| Some((about.block, &self.correction(about.id)?.ruling))).collect()
    }

    /// Lays the corrections over the document as it was found.
    fn lay(&mut self) {
        if let Some(found) = self.found.take() {
            correct::lift(&mut self.document, found);
        }
        self.corrections.sort();
        let rulings: Vec<(usize, Ruling)> =
            self.rulings().into_iter().map(|(at, ruling)| (at, ruling.clone())).collect();
        if !rulings.is_empty() {
            self.found = Some(correct::lay(&mut self.document, &rulings));
        }
    }
}

impl Corrections {
    fn sort(&mut self) {
        let about = |(id, placed): (&Id, &Placed)| {
            let Placed { correction, blocks } = placed;
            let (id, modified, is_alone) = (*id, correction.modified, correction.quotes.len() == 1);
            let about = move |block: &usize| About { block: *block, modified, is_alone, id };
            blocks.iter().map(about).collect::<Vec<_>>()
        };
        self.in_order = self.placed.iter().flat_map(about).collect();
        self.in_order.sort_unstable();
        self.in_order.dedup();
    }
}

/// Gives the block that the words at `range` are, if they are one.
fn block_of(document: &Document, range: &Range) -> Option<usize> {
    let at = document.block_at(Position(range.start));
    document.blocks.get(at).filter(|block| is_about(range, block)).map(|_| at)
}
