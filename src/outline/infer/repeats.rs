//! What is said more than once: by lines as a whole, but for their digits, and by their beginnings.
//!
//! Lines that are said on every page belong to the page; labels and entries of a list begin alike.

use super::facts::{All, Facts, HEADING_COLUMNS};
use super::look::Look;

/// Counts the blocks that say the same, and those that do but for digits.
pub(super) fn count_repeats(all: &mut All<'_>) {
    let short = |facts: &Facts<'_>| facts.size <= HEADING_COLUMNS;
    // What is set out names a part; the same words set in may be what the part speaks of.
    let set_out = |facts: &Facts<'_>| u64::from(facts.inset < 0);
    let part = |facts: &Facts<'_>| short(facts).then(|| fold(facts.text()) ^ set_out(facts));
    for (at, count) in counts(&parts(all, part)) {
        all.set_repeats(at, count, count);
    }
    let has_digit = |text: &str| text.bytes().any(|byte| byte.is_ascii_digit());
    let counted = |facts: &Facts<'_>| facts.repeated > 1 && has_digit(facts.text());
    let part = |facts: &Facts<'_>| counted(facts).then(|| exactly(facts.text()) ^ set_out(facts));
    for (at, count) in counts(&parts(all, part)) {
        let repeated = all.get(at).map_or(1, |facts| facts.repeated);
        all.set_repeats(at, repeated, count);
    }
}

/// Counts no more what a table of contents says, whose blocks are `contents`: that a line is named
/// there does not make it part of the page.
pub(super) fn forget_repeats(all: &mut All<'_>, contents: &[usize]) {
    if contents.is_empty() {
        return;
    }
    let named = |part: fn(&str) -> u64| {
        let texts = contents.iter().filter_map(|at| all.get(*at)).map(|facts| part(facts.text()));
        let mut named: Vec<u64> = texts.collect();
        named.sort_unstable();
        named
    };
    let (folded, exact) = (named(fold), named(exactly));
    let times = |named: &[u64], name: u64| {
        let first = named.partition_point(|other| *other < name);
        let same = named.iter().skip(first).take_while(|other| **other == name).count();
        u8::try_from(same).unwrap_or(u8::MAX)
    };
    for at in 0..all.len() {
        let Some(facts) = all.get(at).filter(|facts| facts.repeated > 1) else { continue };
        let repeated = facts.repeated.saturating_sub(times(&folded, fold(facts.text())));
        let said = facts.said.saturating_sub(times(&exact, exactly(facts.text())));
        all.set_repeats(at, repeated.max(1), said.max(1));
    }
}

/// Counts the lines that have the same words before their colon, and those that start with the
/// same two words.
pub(super) fn count_beginnings(all: &mut All<'_>) {
    let unnumbered = |look: &&mut Look| look.number.is_none();
    for (at, count) in counts(&parts(all, label)) {
        let look = all.look_mut(at).filter(unnumbered);
        look.into_iter().for_each(|look| look.labels = count);
    }
    for (at, count) in counts(&parts(all, opening)) {
        let look = all.look_mut(at).filter(unnumbered);
        look.into_iter().for_each(|look| look.openings = count);
    }
}

/// Times a line may be said before nobody counts them any more.
const REPEATS_COUNTED: u8 = 100;

/// Gives the part of each block that has one, and the block; equal ones side by side.
fn parts(all: &All<'_>, part: impl Fn(&Facts<'_>) -> Option<u64>) -> Vec<(u64, u32)> {
    let parts = all.iter().zip(0..).filter_map(|(facts, at)| Some((part(&facts)?, at)));
    let mut parts: Vec<(u64, u32)> = parts.collect();
    parts.sort_unstable();
    parts
}

/// Gives each block of `parts`, with how many have the same part, itself included.
fn counts(parts: &[(u64, u32)]) -> impl Iterator<Item = (usize, u8)> {
    parts.chunk_by(|(one, _), (other, _)| one == other).flat_map(|same| {
        let count = u8::try_from(same.len()).unwrap_or(u8::MAX).min(REPEATS_COUNTED);
        same.iter().map(move |(_, at)| (*at as usize, count))
    })
}

fn label(facts: &Facts<'_>) -> Option<u64> {
    facts.look()?.colon_after.filter(|words| words.get() <= LABEL_WORDS)?;
    let (label, _) = facts.text().split_once([':', '：'])?;
    Some(fold(label))
}

fn opening(facts: &Facts<'_>) -> Option<u64> {
    facts.look().filter(|look| look.words > 2)?;
    let (second, _) = facts.text().match_indices(' ').nth(1)?;
    facts.text().get(..second).map(fold)
}

/// Words that a label may have.
const LABEL_WORDS: u8 = 3;

/// Gives a number that two texts share when they differ in digits and spaces only.
fn fold(text: &str) -> u64 {
    hash(text.bytes().filter(|byte| !matches!(byte, b'0'..=b'9' | b' ' | b'\n' | b'\t')))
}

/// Gives a number that two texts share when they are the same.
fn exactly(text: &str) -> u64 {
    hash(text.bytes())
}

/// Gives a number that two texts share when their bytes are the same.
///
/// Source: the hash of Fowler, Noll and Vo (FNV-1a).
pub(super) fn hash(bytes: impl Iterator<Item = u8>) -> u64 {
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}
