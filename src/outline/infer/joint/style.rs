//! Lines that are set alike, and what they say of each other.

use std::collections::HashMap;

use super::sights::Sights;
use crate::outline::infer::facts::Sort;
use crate::outline::infer::features::{Sight, is_body, lossy};
use crate::outline::infer::look::{Case, End, Start};
use crate::outline::infer::number::Number;

/// The other lines of a style.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Fellows {
    pub count: usize,
    /// How likely they are headings, on average.
    pub mean: f32,
    /// Of them, the share that stands before running text.
    pub before_body: f32,
    /// Of them, the share that stands side by side with one of them.
    pub beside: f32,
    /// How many of them stand in a row right before and right after it.
    pub row_before: usize,
    pub row_after: usize,
    /// Whether no other style has clearer headings.
    pub best: bool,
    /// Whether the style is not that of running text: numbered, in capitals, underlined, apart.
    pub marked: bool,
}

/// The styles of a document.
pub(super) struct Styles {
    tallies: Vec<Tally>,
    /// Of each line, which of them it has.
    of: Vec<u32>,
    rows: Vec<Row>,
    /// How clear the headings are of the style that has the clearest.
    clearest: f32,
}

impl Styles {
    pub(super) fn of(sights: Sights<'_>, own: &[f32], exact: bool) -> Styles {
        let mut known: HashMap<Style, u32> = HashMap::new();
        let mut of = Vec::with_capacity(sights.len());
        for sight in sights.iter() {
            let next = u32::try_from(known.len()).unwrap_or(u32::MAX);
            of.push(*known.entry(style(&sight, exact)).or_insert(next));
        }
        let rows = rows(sights, &of);
        let mut tallies = vec![Tally::default(); known.len()];
        for (((sight, style), own), row) in sights.iter().zip(&of).zip(own).zip(&rows) {
            let Some(tally) = tallies.get_mut(*style as usize) else { continue };
            tally.count += 1;
            tally.likely += own;
            tally.before_body += usize::from(sight.next_is(is_body));
            tally.beside += usize::from(row.before + row.after > 0);
            tally.clear += (own - 0.5).max(0.0);
        }
        let clearest = tallies.iter().map(|tally| tally.clear).fold(0.0, f32::max);
        Styles { tallies, of, rows, clearest }
    }

    /// Gives what the others of its style say of the line at `index`.
    pub(super) fn fellows(&self, index: usize, sight: &Sight<'_>, own: f32) -> Fellows {
        let tally = self.of.get(index).and_then(|style| self.tallies.get(*style as usize));
        let tally = tally.copied().unwrap_or_default();
        let row = self.rows.get(index).copied().unwrap_or_default();
        let count = tally.count.saturating_sub(1);
        let share = |sum: f32| if count == 0 { 0.0 } else { sum / lossy(count) };
        let body = usize::from(sight.next_is(is_body));
        Fellows {
            count,
            mean: share(tally.likely - own),
            before_body: share(lossy(tally.before_body - body)),
            beside: share(lossy(tally.beside - usize::from(row.before + row.after > 0))),
            row_before: usize::from(row.before),
            row_after: usize::from(row.after),
            best: self.clearest > 0.0 && tally.clear >= self.clearest,
            marked: is_marked(sight),
        }
    }
}

/// Tells whether a line is set in a way that running text never is.
fn is_marked(sight: &Sight<'_>) -> bool {
    let facts = sight.all.get(sight.at);
    sight.look.number.is_some()
        || sight.look.case == Case::Capitals
        || sight.underlined()
        || facts.is_some_and(|facts| facts.inset < 0 || facts.blanks > sight.habits.blanks.max(1))
}

/// How many lines of a style stand in a row right before a line and right after it.
#[derive(Clone, Copy, Debug, Default)]
struct Row {
    before: u8,
    after: u8,
}

/// Lines in a row on one side from which on nobody counts how many more there are.
const ROW_MOST: u8 = 100;

/// Gives for each line how many of its style stand in a row with it, by the style of each.
fn rows(sights: Sights<'_>, styles: &[u32]) -> Vec<Row> {
    let mut rows = vec![Row::default(); sights.len()];
    let together = |first: usize| {
        let blocks = sights.get(first).zip(sights.get(first + 1));
        blocks.is_some_and(|(first, second)| first.next_at() == second.at)
            && styles.get(first) == styles.get(first + 1)
    };
    for at in 1..sights.len() {
        if together(at - 1) {
            let before = rows.get(at - 1).map_or(0, |row| row.before);
            if let Some(row) = rows.get_mut(at) {
                row.before = ROW_MOST.min(before + 1);
            }
        }
    }
    for at in (1..sights.len()).rev() {
        if together(at - 1) {
            let after = rows.get(at).map_or(0, |row| row.after);
            if let Some(row) = rows.get_mut(at - 1) {
                row.after = ROW_MOST.min(after + 1);
            }
        }
    }
    rows
}

/// A style: what lines that are headings of one document have in common, a few bits for each.
type Style = u64;

/// Gives the style of a line, with how it ends and is cased or without.
fn style(sight: &Sight<'_>, exact: bool) -> Style {
    let look = sight.look;
    let facts = sight.all.get(sight.at);
    let blanks = facts.map_or(0, |facts| facts.blanks);
    let end = match look.end {
        End::Digit | End::Bracket | End::Dash | End::Sign | End::Quote => End::Letter,
        end => end,
    };
    let case = if exact || look.case == Case::Capitals { look.case } else { Case::None };
    let number = look.number.map_or(0, |Number { series, .. }| {
        let depth = if exact { series.depth } else { 0 };
        let script = 1 + series.script as u64;
        (script << 8)
            | ((series.closer as u64) << 5)
            | (u64::from(depth) << 1)
            | u64::from(series.word.is_some())
    });
    let inset = facts.map_or(0, |facts| facts.inset.clamp(-999, 999) + 1_000);
    let bits = [
        (12, number),
        (4, if exact { 1 + end as u64 } else { 0 }),
        (2, case as u64),
        (1, u64::from(exact && look.start == Start::Quote)),
        (1, u64::from(exact && look.start == Start::Lower)),
        (1, u64::from(blanks > sight.habits.blanks.max(1))),
        (1, u64::from(sight.glued() && !sight.glued_below_outer())),
        (1, u64::from(sight.underlined())),
        (1, u64::from(facts.is_some_and(|facts| facts.sort == Sort::Item))),
        (11, u64::try_from(inset).unwrap_or_default()),
    ];
    bits.into_iter().fold(0, |style, (width, bits)| (style << width) | bits)
}

/// The lines of a style, counted.
#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    count: usize,
    likely: f32,
    before_body: usize,
    beside: usize,
    /// How clear its headings are, together.
    clear: f32,
}
