//! What a program that learns the weights needs: features as numbers.

use super::choice;
use super::features::LOCAL;
use super::inner::INNER;
use super::joint::JOINT;
use super::level;
use super::survey::Survey;
use super::weights::Weights;
use super::whole::WHOLE;
use crate::document::Document;

/// The lines of a document that may be headings, in numbers.
pub struct Lines<'a>(Survey<'a>);

impl<'a> Lines<'a> {
    /// Looks at `document`.
    #[must_use]
    pub fn of(document: &'a Document) -> Lines<'a> {
        Lines(Survey::at(document))
    }

    /// Gives the index of the block of each line.
    pub fn blocks(&self) -> impl Iterator<Item = usize> {
        self.0.at.iter().map(|at| *at as usize)
    }

    /// Gives for each line the values of the features of it and its neighbours.
    #[must_use]
    pub fn local(&self) -> Vec<Vec<f32>> {
        self.0.local(<[f32]>::to_vec).collect()
    }

    /// Gives for each line the values of the features of it in its document; `own` says how likely
    /// each is a heading by itself, from 0 to 1.
    #[must_use]
    pub fn joint(&self, own: &[f32]) -> Vec<Vec<f32>> {
        let values = |line| JOINT.iter().map(|feature| (feature.value)(&line)).collect();
        self.0.joint(own).map(values).collect()
    }

    /// Gives the blocks that are likely headings by `weights`, and the values of the features of the
    /// document for having any; none where it has no likely one.
    #[must_use]
    pub fn whole(&self, weights: &Weights) -> Option<(Vec<usize>, Vec<f32>)> {
        let scored = self.0.scored(weights);
        let likely = choice::likely(&scored);
        let together = choice::together(&self.0, &scored, &likely)?;
        Some((likely.iter().map(|line| line.at()).collect(), together.values()))
    }

    /// Gives for the headings of each style of which some stand inside others, though nothing shows
    /// it but where they stand: their places in `headings`, and the values of their features.
    #[must_use]
    pub fn inner(&self, headings: &[usize]) -> Vec<(Vec<usize>, Vec<Vec<f32>>)> {
        let mut found = Vec::new();
        for (alike, places) in level::styles(&self.0, headings) {
            let values = |place| INNER.iter().map(|feature| (feature.value)(place)).collect();
            found.push((alike, places.iter().map(values).collect()));
        }
        found
    }
}

/// Gives the names of the features: of a line and its neighbours, of a line in its document, of a
/// document, and of a heading among those set like it.
#[must_use]
pub fn names() -> [Vec<&'static str>; 4] {
    let local = LOCAL.iter().map(|feature| feature.name).collect();
    let joint = JOINT.iter().map(|feature| feature.name).collect();
    let inner = INNER.iter().map(|feature| feature.name).collect();
    let whole = WHOLE.iter().map(|feature| feature.name).collect();
    [local, joint, whole, inner]
}
