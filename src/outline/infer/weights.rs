//! The learned weights of the features, by name.

use std::sync::OnceLock;

use super::features::{Feature, LOCAL};
use super::inner::INNER;
use super::joint::JOINT;
use super::whole::WHOLE;

/// How much each feature counts, in the order of its table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Weights {
    /// Of the features of a line and its neighbours.
    pub local: Vec<f32>,
    /// Of the features of a line in its document.
    pub joint: Vec<f32>,
    /// Of the features of a document with likely headings.
    pub whole: Vec<f32>,
    /// Of the features of a heading among those set like it.
    pub inner: Vec<f32>,
}

impl Weights {
    /// Gives the weights that come with the program.
    #[must_use]
    pub fn bundled() -> &'static Weights {
        static BUNDLED: OnceLock<Weights> = OnceLock::new();
        BUNDLED.get_or_init(|| Weights::read(include_str!("../../../assets/outline/weights.tsv")))
    }

    /// Reads lines of a table's name, a feature's name and its weight, separated by tabs; a
    /// feature that is not named counts nothing.
    #[must_use]
    pub fn read(table: &str) -> Weights {
        Weights {
            local: column(table, "local", LOCAL),
            joint: column(table, "joint", JOINT),
            whole: column(table, "whole", WHOLE),
            inner: column(table, "inner", INNER),
        }
    }
}

fn column<F>(table: &str, of: &str, features: &[Feature<F>]) -> Vec<f32> {
    let mut weights = vec![0.0; features.len()];
    for line in table.lines() {
        let mut cells = line.split('\t');
        let (Some(table), Some(name), Some(weight)) = (cells.next(), cells.next(), cells.next())
        else {
            continue;
        };
        let at = features.iter().position(|feature| table == of && feature.name == name);
        if let Some(slot) = at.and_then(|at| weights.get_mut(at)) {
            *slot = weight.parse().unwrap_or(0.0);
        }
    }
    weights
}

/// Gives the likelihood, from 0 to 1, that `values` weighed by `weights` stand for.
pub(super) fn likelihood(values: &[f32], weights: &[f32]) -> f32 {
    let sum: f32 = values.iter().zip(weights).map(|(value, weight)| value * weight).sum();
    1.0 / (1.0 + (-sum).exp())
}
