//! Where a passage would start according to its words and those around it.

use std::ops;

use super::super::sought::Sought;
use super::super::words::Index;
use crate::document::Range;

/// Votes that are counted. It bounds the time a quote of common words takes; the rarest words
/// vote first.
const VOTES: usize = 2_000;

/// Bytes by which the places that words vote for may differ and still be one: edits between a
/// word and the passage move it.
const BIN_BYTES: usize = 64;

/// Places that the passage and its surroundings vote for together, and the passage alone: its
/// paragraph may have been moved.
const PLACES: (usize, usize) = (8, 4);

/// A word of the passage or beside it.
struct Voter<'i> {
    /// Where it is, in bytes from the start of the passage.
    offset: i64,
    /// Where such words stand now.
    starts: &'i [u32],
}

/// Gives where the passage would start, the likeliest place first; places next to each other
/// are one, and none is in `except`.
pub(super) fn starts(index: &Index, sought: &Sought, except: &Range) -> Vec<usize> {
    let voter = |offset: i64, hash| Voter { offset, starts: index.starts(hash) };
    let own = || sought.words.iter().map(|word| voter(signed(word.start), word.hash));
    let before =
        sought.before.words.iter().map(|word| voter(-1 - signed(word.distance), word.hash));
    let length = signed(sought.text.len());
    let after =
        sought.after.words.iter().map(|word| voter(length + 1 + signed(word.distance), word.hash));
    let except = except.start.div_ceil(BIN_BYTES)..except.end / BIN_BYTES;
    let except = signed(except.start)..signed(except.end);
    let mut likely = likeliest(own().chain(before).chain(after).collect(), &except, PLACES.0);
    likely.extend(likeliest(own().collect(), &except, PLACES.1));
    let mut bins: Vec<i64> = Vec::new();
    for bin in likely {
        if !bins.iter().any(|known| known.abs_diff(bin) <= 1) {
            bins.push(bin);
        }
    }
    bins.into_iter().map(|bin| usize::try_from(bin).unwrap_or_default() * BIN_BYTES).collect()
}

/// Gives the bins that most is said for, a rare word's vote weighing more; none of `except`.
fn likeliest(mut voters: Vec<Voter<'_>>, except: &ops::Range<i64>, count: usize) -> Vec<i64> {
    voters.sort_by_key(|voter| voter.starts.len());
    let mut votes: Vec<(i64, f32)> = Vec::new();
    for voter in &voters {
        if votes.len() + voter.starts.len() > VOTES {
            break;
        }
        let weight = 1.0 / as_float(voter.starts.len());
        let bin = |start: &u32| (i64::from(*start) - voter.offset).div_euclid(signed(BIN_BYTES));
        let bins = voter.starts.iter().map(bin).filter(|bin| !except.contains(bin));
        votes.extend(bins.map(|bin| (bin, weight)));
    }
    votes.sort_by_key(|(bin, _)| *bin);
    best(&counted(votes), count)
}

/// Gives each bin once with the sum of its votes, in order.
fn counted(votes: Vec<(i64, f32)>) -> Vec<(i64, f32)> {
    let mut bins: Vec<(i64, f32)> = Vec::new();
    for (bin, weight) in votes {
        match bins.last_mut() {
            Some(last) if last.0 == bin => last.1 += weight,
            _ => bins.push((bin, weight)),
        }
    }
    bins
}

/// Gives the bins with the most votes; half of those of the bins beside it count for a bin.
fn best(bins: &[(i64, f32)], count: usize) -> Vec<i64> {
    let votes = |at: Option<usize>, bin: i64| match at.and_then(|at| bins.get(at)) {
        Some((beside, votes)) if *beside == bin => votes / 2.0,
        _ => 0.0,
    };
    let with_beside = |(at, (bin, own)): (usize, &(i64, f32))| {
        (*bin, own + votes(at.checked_sub(1), bin - 1) + votes(Some(at + 1), bin + 1))
    };
    let mut all: Vec<(i64, f32)> = bins.iter().enumerate().map(with_beside).collect();
    all.sort_by(|one, other| other.1.total_cmp(&one.1));
    all.into_iter().take(count).map(|(bin, _)| bin).collect()
}

fn signed(bytes: usize) -> i64 {
    i64::try_from(bytes).unwrap_or(i64::MAX)
}

#[expect(clippy::cast_precision_loss, reason = "no word has more votes than are counted")]
fn as_float(votes: usize) -> f32 {
    votes as f32
}
