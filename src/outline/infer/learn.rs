//! What a program that learns the weights needs: features as numbers.

use super::features::LOCAL;
use super::joint::JOINT;
use super::look::Look;
use super::weights::{Weights, likelihood};
use crate::document::Document;

/// A line that may be a heading, in numbers.
#[derive(Clone, Debug, PartialEq)]
pub struct Example {
    /// The index of its block.
    pub block: usize,
    /// The values of the features of the line and its neighbours.
    pub local: Vec<f32>,
    /// The values of the features of the line in its document.
    pub joint: Vec<f32>,
    /// How likely it is a heading, by `weights`.
    pub likely: f32,
}

/// Gives the names of the features: of a line and its neighbours, and of a line in its document.
#[must_use]
pub fn names() -> [Vec<&'static str>; 2] {
    let local = LOCAL.iter().map(|feature| feature.name).collect();
    let joint = JOINT.iter().map(|feature| feature.name).collect();
    [local, joint]
}

/// Gives the lines of `document` that may be headings, in numbers, by `weights`.
#[must_use]
pub fn examples(document: &Document, weights: &Weights) -> Vec<Example> {
    let look = Look::at(document);
    let local = look.local();
    let own: Vec<f32> = local.iter().map(|values| likelihood(values, &weights.local)).collect();
    let lines = look.at.iter().zip(local).zip(look.joint(&own));
    lines
        .map(|((&block, local), joint)| {
            let joint: Vec<f32> = JOINT.iter().map(|feature| (feature.value)(&joint)).collect();
            Example { block, local, likely: likelihood(&joint, &weights.joint), joint }
        })
        .collect()
}
