//! Which lines are headings in the end: the likely ones, unless hardly any is, and those that
//! likelier ones leave no doubt of.

use std::collections::HashMap;

use super::names;
use super::number::{Number, Series};
use super::survey::{Reason, Scored, Survey};
use super::weights::{Weights, likelihood};
use super::whole::{Together, odds};

/// From which likelihood on a line is a heading. A false section costs a reader more than a missing
/// one: with the learned weights, precision is above recall from here on.
pub(super) const HEADING: f32 = 0.53;

/// From which likelihood on a line that is no heading could be one.
const DOUBTFUL: f32 = 0.2;

/// From which likelihood on a document has headings. A missing outline is missed less than a false
/// one, but where there are headings all of them are lost.
const HAS_HEADINGS: f32 = 0.5;

/// From which likelihood on a line is a heading if its number stands between those of headings.
const BETWEEN_NUMBERS: f32 = 0.25;

/// From which likelihood on a line is a heading if its number follows that of a heading.
const AFTER_NUMBER: f32 = 0.4;

/// From which likelihood on a line is a heading if it is called as sections are that open or close an
/// article, and how many others there must be.
const NAMED: f32 = 0.1;
const LEAST_BESIDE: usize = 2;

/// Gives the blocks that are headings, ascending.
pub(super) fn headings(survey: &Survey<'_>, scored: &[Scored], weights: &Weights) -> Vec<usize> {
    let likely = likely(scored);
    if belief(survey, scored, &likely, weights).is_none_or(|belief| belief < HAS_HEADINGS) {
        return Vec::new();
    }
    let mut headings: Vec<usize> = likely.iter().map(|line| line.at()).collect();
    headings.extend(beside(survey, scored, likely.len()).into_iter().map(|(at, _)| at));
    headings.sort_unstable();
    headings.dedup();
    headings
}

/// Gives the lines that are headings beside the `likely` ones, so many, and the rules by which they
/// are.
fn beside(survey: &Survey<'_>, scored: &[Scored], likely: usize) -> Vec<(usize, &'static str)> {
    let numbered = by_numbers(survey, scored);
    let mut found: Vec<(usize, &'static str)> =
        numbered.into_iter().map(|at| (at, "its number is one of those of headings")).collect();
    if likely >= LEAST_BESIDE {
        let is_named = |line: &&Scored| {
            (NAMED..HEADING).contains(&line.likely) && names::is_usual(&survey.facts, line.at())
        };
        let named = scored.iter().filter(is_named);
        found.extend(named.map(|line| (line.at(), "named as what opens or closes an article")));
    }
    found
}

/// Gives the lines that are headings by a rule, ascending, and its name.
pub(super) fn rules(survey: &Survey<'_>, scored: &[Scored]) -> Vec<(usize, &'static str)> {
    let ruled = scored.iter().filter_map(|line| Some((line.at(), survey.rule(line)?)));
    let mut rules: Vec<(usize, &'static str)> = ruled.collect();
    rules.extend(beside(survey, scored, likely(scored).len()));
    rules.sort_by_key(|(at, _)| *at);
    rules.dedup_by_key(|(at, _)| *at);
    rules
}

/// Gives the lines that are headings if the document has any.
pub(super) fn likely(scored: &[Scored]) -> Vec<&Scored> {
    scored.iter().filter(|line| line.likely >= HEADING).collect()
}

/// Gives the `likely` headings of a document, taken together; none where there is none.
pub(super) fn together(
    survey: &Survey<'_>,
    scored: &[Scored],
    likely: &[&Scored],
) -> Option<Together> {
    let is_doubtful = |line: &&Scored| (DOUBTFUL..HEADING).contains(&line.likely);
    Together::of(survey, likely, scored.iter().filter(is_doubtful).count())
}

/// Gives how likely a document has headings, by its likely ones; none where there is none.
fn belief(
    survey: &Survey<'_>,
    scored: &[Scored],
    likely: &[&Scored],
    weights: &Weights,
) -> Option<f32> {
    together(survey, scored, likely).map(|it| likelihood(&it.values(), &weights.whole))
}

/// Gives what the document as a whole says against all of its likely headings, where that is why
/// it has none; as what is weighed of a line, less than nothing.
pub(super) fn against(survey: &Survey<'_>, scored: &[Scored], weights: &Weights) -> Option<Reason> {
    let belief = belief(survey, scored, &likely(scored), weights);
    let belief = belief.filter(|it| *it < HAS_HEADINGS)?;
    Some(("too little in the whole text speaks for headings", odds(belief) - odds(HAS_HEADINGS)))
}

/// Gives the lines that are less likely than headings and whose number follows that of one, or
/// stands between those of two of one series, as 3 does between 2 and 4.
fn by_numbers(survey: &Survey<'_>, scored: &[Scored]) -> Vec<usize> {
    let number = |line: &Scored| -> Option<Number> { survey.facts.get(line.at())?.look()?.number };
    let mut open: HashMap<Series, (u32, Vec<usize>)> = HashMap::new();
    let mut found = Vec::new();
    for line in scored.iter().filter(|line| line.likely >= BETWEEN_NUMBERS) {
        let Some(Number { series, value }) = number(line) else { continue };
        let Some((last, between)) = open.get_mut(&series) else {
            if line.likely >= HEADING {
                open.insert(series, (value, Vec::new()));
            }
            continue;
        };
        let goes_on = *last + 1 == value;
        if line.likely >= HEADING {
            found.extend(between.drain(..).filter(|_| goes_on));
            *last = value;
        } else if goes_on && line.likely >= AFTER_NUMBER {
            found.append(between);
            found.push(line.at());
            *last = value;
        } else if goes_on {
            between.push(line.at());
            *last = value;
        }
    }
    found
}
