//! Which lines are headings in the end: the likely ones, unless hardly any is, and what their
//! numbers leave no doubt of.

use std::collections::HashMap;

use super::number::{Number, Series};
use super::survey::{Scored, Survey};

/// From which likelihood on a line is a heading. A false section costs a reader more than a missing
/// one: with the learned weights, precision is above recall from here on.
const HEADING: f32 = 0.53;

/// From which likelihood on a line is a heading if no other one is: headings are rarely alone. Of
/// texts whose headings were taken away a third fewer get one this way, and hardly any other text
/// loses one.
const LONE_HEADING: f32 = 0.9;

/// How likely one of two headings must be if there are no others.
const ONE_OF_TWO: f32 = 0.8;

/// From which likelihood on a line is a heading if its number stands between those of headings.
const BETWEEN_NUMBERS: f32 = 0.25;

/// From which likelihood on a line is a heading if its number follows that of a heading.
const AFTER_NUMBER: f32 = 0.4;

/// Gives the blocks that are headings, ascending.
pub(super) fn headings(survey: &Survey<'_>, scored: &[Scored]) -> Vec<usize> {
    let likely: Vec<&Scored> = scored.iter().filter(|line| line.likely >= HEADING).collect();
    let most = likely.iter().map(|line| line.likely).fold(0.0, f32::max);
    let least = match likely.len() {
        0 | 1 => LONE_HEADING,
        2 => ONE_OF_TWO,
        _ => HEADING,
    };
    if most < least {
        return Vec::new();
    }
    let mut headings: Vec<usize> = likely.iter().map(|line| line.at).collect();
    headings.extend(by_numbers(survey, scored));
    headings.sort_unstable();
    headings
}

/// Gives the lines that are less likely than headings and whose number follows that of one, or
/// stands between those of two of one series, as 3 does between 2 and 4.
fn by_numbers(survey: &Survey<'_>, scored: &[Scored]) -> Vec<usize> {
    let number = |line: &Scored| -> Option<Number> { survey.facts.get(line.at)?.look()?.number };
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
            found.push(line.at);
            *last = value;
        } else if goes_on {
            between.push(line.at);
            *last = value;
        }
    }
    found
}
