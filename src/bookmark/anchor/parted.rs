//! A passage over several paragraphs that no longer stand one after the other.

use super::likeness::Likeness;
use crate::document::Range;
use crate::text::clean::{self, Clean};

/// Characters that a part needs to stand for the whole. Of fewer it may be chance that they stand in
/// the text.
const PART_CHARS: usize = 40;

/// How alike a place must be to the part, which was not described by itself: nobody knows what else
/// was like it.
const LIKE: f32 = 0.85;

/// How much more alike it must be than the next place.
const AHEAD: f32 = 0.2;

/// Gives the longest paragraph of a passage over several, and which share of the passage it is.
pub(super) fn longest(passage: &str) -> Option<(Clean<'static>, f32)> {
    let paragraphs = passage.split("\n\n").map(str::trim);
    let longest = paragraphs.max_by_key(|paragraph| paragraph.len())?;
    #[expect(clippy::cast_precision_loss, reason = "a share need not be exact to seven digits")]
    let share = longest.len() as f32 / passage.trim().len().max(1) as f32;
    let is_part = share < 1.0 && longest.chars().count() >= PART_CHARS;
    is_part.then(|| (clean::text(longest).into_owned(), share))
}

/// Gives the place that is the part, and how alike it is, if no other place comes near to it, nor
/// came near to the whole passage: that was `rival` like it.
pub(super) fn clear(mut places: Vec<Likeness>, rival: f32) -> Option<(Range, f32)> {
    places.sort_by(|one, other| other.own.total_cmp(&one.own));
    let best = places.first()?;
    let is_apart = |other: &&Likeness| {
        other.place.end <= best.place.start || best.place.end <= other.place.start
    };
    let next = places.iter().find(is_apart).map_or(0.0, |other| other.own);
    let is_clear = best.own >= LIKE && best.own >= next.max(rival) + AHEAD;
    is_clear.then(|| (best.place.clone(), best.own))
}
