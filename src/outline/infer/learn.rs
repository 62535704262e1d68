//! What a program that learns the weights needs: features as numbers.

use super::features::LOCAL;
use super::joint::JOINT;
use super::survey::Survey;
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
    #[must_use]
    pub fn blocks(&self) -> &[usize] {
        &self.0.at
    }

    /// Gives for each line the values of the features of it and its neighbours.
    #[must_use]
    pub fn local(&self) -> Vec<Vec<f32>> {
        self.0.local().chunks_exact(LOCAL.len()).map(<[f32]>::to_vec).collect()
    }

    /// Gives for each line the values of the features of it in its document; `own` says how likely
    /// each is a heading by itself, from 0 to 1.
    #[must_use]
    pub fn joint(&self, own: &[f32]) -> Vec<Vec<f32>> {
        let joint = self.0.joint(own);
        let values = |line| JOINT.iter().map(|feature| (feature.value)(line)).collect();
        joint.iter().map(values).collect()
    }
}

/// Gives the names of the features: of a line and its neighbours, and of a line in its document.
#[must_use]
pub fn names() -> [Vec<&'static str>; 2] {
    let local = LOCAL.iter().map(|feature| feature.name).collect();
    let joint = JOINT.iter().map(|feature| feature.name).collect();
    [local, joint]
}
