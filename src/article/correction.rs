//! A reader's corrections of the outline, found again in the text and laid over the document.

use super::Article;
use crate::bookmark::Id;
use crate::bookmark::correction::{Correction, is_about};
use crate::document::outline::Ruling;
use crate::outline::correct;

/// A correction and the paragraph it is about.
#[derive(Clone, Debug)]
pub(super) struct Placed {
    correction: Correction,
    /// The index of the paragraph's block; none where its words are gone.
    block: Option<usize>,
}

impl Article {
    /// Gives every correction, those of paragraphs that are gone included.
    pub fn corrections(&self) -> impl ExactSizeIterator<Item = &Correction> {
        self.corrections.iter().map(|placed| &placed.correction)
    }

    /// Gives the correction of that name.
    #[must_use]
    pub fn correction(&self, id: Id) -> Option<&Correction> {
        self.corrections().find(|correction| correction.id == id)
    }

    /// Gives the correction of the block at `block`.
    #[must_use]
    pub fn correction_of(&self, block: usize) -> Option<&Correction> {
        let placed = self.corrections.iter().rev().find(|placed| placed.block == Some(block));
        placed.map(|placed| &placed.correction)
    }

    /// Gives how many corrections are of paragraphs that are gone.
    #[must_use]
    pub fn lost_corrections(&self) -> usize {
        self.corrections.iter().filter(|placed| placed.block.is_none()).count()
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
    /// document.
    pub fn correct(&mut self, corrections: Vec<Correction>) {
        let is_new = |placed: &Placed| corrections.iter().all(|new| new.id != placed.correction.id);
        self.corrections.retain(is_new);
        let quotes = corrections.iter().map(|correction| &correction.quote);
        let anchors = self.index.resolve_all(self.document.text(), quotes);
        for (correction, anchor) in corrections.into_iter().zip(anchors) {
            let block = anchor.range().and_then(|range| {
                let block = self.document.block_at(crate::document::Position(range.start));
                self.document.blocks.get(block).filter(|it| is_about(&range, it)).map(|_| block)
            });
            self.corrections.push(Placed { correction, block });
        }
        self.lay();
    }

    /// Takes corrections out, and lays the others over the document.
    pub fn uncorrect(&mut self, ids: &[Id]) {
        self.corrections.retain(|placed| !ids.contains(&placed.correction.id));
        self.lay();
    }

    /// Gives what the corrections say of the blocks they are about, by their indices, ascending. Of
    /// several that are about one, as when two machines corrected it, the latest holds.
    #[must_use]
    pub fn rulings(&self) -> Vec<(usize, &Ruling)> {
        let placed = self.corrections.iter().rev();
        let mut rulings: Vec<(usize, &Ruling)> =
            placed.filter_map(|it| Some((it.block?, &it.correction.ruling))).collect();
        rulings.dedup_by_key(|(block, _)| *block);
        rulings.reverse();
        rulings
    }

    /// Lays the corrections over the document as it was found.
    fn lay(&mut self) {
        if let Some(found) = self.found.take() {
            correct::lift(&mut self.document, found);
        }
        self.corrections
            .sort_by_key(|placed| (placed.block, placed.correction.modified, placed.correction.id));
        let rulings: Vec<(usize, Ruling)> =
            self.rulings().into_iter().map(|(at, ruling)| (at, ruling.clone())).collect();
        if !rulings.is_empty() {
            self.found = Some(correct::lay(&mut self.document, &rulings));
        }
    }
}
