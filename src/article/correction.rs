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
    /// Those of paragraphs that are there, in order of these, the latest of one last.
    in_order: Vec<(usize, Time, Id)>,
}

/// A correction and the paragraph it is about.
#[derive(Clone, Debug)]
struct Placed {
    correction: Correction,
    /// The index of the paragraph's block; none where its words are gone.
    block: Option<usize>,
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
        let first = all.partition_point(|(other, ..)| *other < block);
        let end = all.partition_point(|(other, ..)| *other <= block);
        let ids = all.get(first..end).unwrap_or_default().iter().rev().map(|(.., id)| *id);
        ids.filter_map(|id| self.correction(id))
    }

    /// Gives how many corrections are of paragraphs that are gone.
    #[must_use]
    pub fn lost_corrections(&self) -> usize {
        self.corrections.placed.len() - self.corrections.in_order.len()
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
    /// document. Each is of the block where its words are found.
    pub fn correct(&mut self, corrections: Vec<Correction>) {
        let quotes = corrections.iter().map(|correction| &correction.quote);
        let anchors = self.index.resolve_all(self.document.text(), quotes);
        let blocks = anchors.iter().map(|anchor| block_of(&self.document, &anchor.range()?));
        let blocks: Vec<Option<usize>> = blocks.collect();
        self.put_corrections(corrections.into_iter().zip(blocks));
    }

    /// Adds corrections, each of the block of its index, or puts each in the place of the one of
    /// its name, and lays all over the document.
    pub fn correct_blocks(&mut self, corrections: Vec<(usize, Correction)>) {
        self.put_corrections(corrections.into_iter().map(|(at, it)| (it, Some(at))));
    }

    fn put_corrections(&mut self, new: impl Iterator<Item = (Correction, Option<usize>)>) {
        let named = new.map(|(correction, block)| (correction.id, Placed { correction, block }));
        self.corrections.placed.extend(named);
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
        let latest = all.chunk_by(|(one, ..), (other, ..)| one == other).filter_map(<[_]>::last);
        let ruling = |(at, _, id): &(usize, Time, Id)| Some((*at, &self.correction(*id)?.ruling));
        latest.filter_map(ruling).collect()
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
        let placed = self.placed.iter();
        let here = |(id, it): (&Id, &Placed)| Some((it.block?, it.correction.modified, *id));
        self.in_order = placed.filter_map(here).collect();
        self.in_order.sort_unstable();
    }
}

/// Gives the block that the words at `range` are, if they are one.
fn block_of(document: &Document, range: &Range) -> Option<usize> {
    let at = document.block_at(Position(range.start));
    document.blocks.get(at).filter(|block| is_about(range, block)).map(|_| at)
}
