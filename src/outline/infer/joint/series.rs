//! Numbers that follow each other through the text.

use std::collections::HashMap;

use super::sights::Sights;
use crate::outline::infer::features::is_body;
use crate::outline::infer::number::{Path, Series};

/// Where a number stands in its series.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct InSeries {
    pub numbered: bool,
    /// Whether the number has several parts: "2.1".
    pub parts: bool,
    /// Whether another line, before it, has the number without the last part.
    pub inside: bool,
    pub first: bool,
    /// Whether the number before and after its own are there.
    pub before: bool,
    pub after: bool,
    /// Whether there is running text between it and them.
    pub apart: bool,
}

/// Gives for each number where it stands for the first time; for none where none has parts.
fn firsts(sights: Sights<'_>) -> HashMap<Path, usize> {
    let mut firsts = HashMap::new();
    if !sights.iter().any(|sight| sight.look.number.is_some_and(|it| it.series.depth > 1)) {
        return firsts;
    }
    for at in sights.all.looked_at() {
        let look = sights.all.get(at).and_then(|facts| facts.look());
        if let Some(number) = look.and_then(|look| look.number) {
            firsts.entry(number.path()).or_insert(at);
        }
    }
    firsts
}

/// Gives where the number of each line stands in its series; nothing where no line has one.
pub(super) fn in_series(sights: Sights<'_>) -> Vec<InSeries> {
    if sights.iter().all(|sight| sight.look.number.is_none()) {
        return Vec::new();
    }
    let mut last: HashMap<Series, (u32, usize)> = HashMap::new();
    let mut found = vec![InSeries::default(); sights.len()];
    let firsts = firsts(sights);
    for (index, sight) in sights.iter().enumerate() {
        let Some(number) = sight.look.number else { continue };
        let before = last.insert(number.series, (number.value, index));
        let follows = before.filter(|(value, _)| value + 1 == number.value);
        let apart = follows.is_some_and(|(_, before)| has_body_between(sights, before, index));
        if let Some(this) = found.get_mut(index) {
            this.numbered = true;
            this.parts = number.series.depth > 1;
            let outer = number.outer().and_then(|outer| firsts.get(&outer));
            this.inside = outer.is_some_and(|first| *first < sight.at);
            this.first = number.value == 1;
            this.before = follows.is_some();
            this.apart |= apart;
        }
        if let Some(earlier) = follows.and_then(|(_, before)| found.get_mut(before)) {
            earlier.after = true;
            earlier.apart |= apart;
        }
    }
    found
}

/// Tells whether running text stands between two lines; only near the second one is looked.
fn has_body_between(sights: Sights<'_>, before: usize, after: usize) -> bool {
    let (Some(before), Some(after)) = (sights.get(before), sights.get(after)) else { return false };
    let from = (before.at + 1).max(after.at.saturating_sub(20));
    after.all.between(from..after.at).any(|facts| is_body(&facts))
}
