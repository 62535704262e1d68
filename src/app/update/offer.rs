//! Lines that look like one that was corrected: looked for, offered, and corrected as well.

use super::correct;
use crate::app::State;
use crate::app::message::Tone;
use crate::document::outline::{Evidence, Ruling};
use crate::outline::infer;

/// A correction that may hold for more lines than one, and waits for the reader's word.
#[derive(Clone, Debug)]
pub(in crate::app) struct Offer {
    /// The index of the block that was corrected.
    at: usize,
    deed: Deed,
    /// What was said of it.
    done: String,
    /// The blocks for which the same may hold; none until they were looked for.
    fellows: Option<Vec<usize>>,
}

/// What was done to a line.
#[derive(Clone, Copy, Debug)]
pub(super) enum Deed {
    /// It was made a heading.
    Made {
        /// Its level.
        level: u8,
    },
    /// It was made text.
    Unmade,
    /// It was set deeper or further out.
    Moved {
        /// So many levels deeper.
        levels: i8,
        /// The level it had.
        from: u8,
    },
}

impl Offer {
    /// Tells whether fellows were not looked for yet.
    pub(in crate::app) fn is_open(&self) -> bool {
        self.fellows.is_none()
    }
}

/// Says what was `done` to the block at `at`. What looks like it is looked for when nothing else is
/// to be done: in a long text that takes longer than a key may.
pub(super) fn begin(state: &mut State, at: usize, deed: Deed, done: &str) {
    state.tell(format!("{done} · U undoes"));
    state.offer = Some(Offer { at, deed, done: done.to_owned(), fellows: None });
}

/// Looks for the fellows if that is still to be done; gives whether it was.
pub(super) fn look(state: &mut State) -> bool {
    let Some(offer) = state.offer.take_if(|offer| offer.is_open()) else { return false };
    let fellows = fellows(state, &offer);
    state.offer = (!fellows.is_empty()).then_some(Offer { fellows: Some(fellows), ..offer });
    true
}

/// Says that more lines look like the one that was corrected, if any does. What went wrong in the
/// meantime is not talked over.
pub(super) fn tell(state: &mut State) {
    if state.message.as_ref().is_some_and(|message| message.tone == Tone::Failed) {
        state.offer = None;
    }
    let Some(Offer { done, fellows: Some(fellows), .. }) = &state.offer else { return };
    let (lines, them) = match fellows.len() {
        1 => ("1 more line looks".to_owned(), "it"),
        count => (format!("{count} more lines look"), "them"),
    };
    state.tell(format!("{done}; {lines} like this · y corrects {them} too · U undoes"));
}

/// Corrects the lines that look like the last one as well.
pub(super) fn accept(state: &mut State) {
    let Some(Offer { deed, fellows: Some(fellows), .. }) = state.offer.take() else { return };
    let ruling = match deed {
        Deed::Made { level } => Ruling::Heading { level: Some(level), name: None },
        Deed::Unmade => Ruling::Text,
        Deed::Moved { levels, from } => {
            Ruling::Heading { level: from.checked_add_signed(levels), name: None }
        }
    };
    correct::rule_alike(state, &fellows, &ruling);
    state.tell(format!("{} more corrected · U undoes", fellows.len()));
}

/// Gives the lines that look like the one that was corrected and for which the same may hold. What
/// the reader has said of a line by itself stays.
fn fellows(state: &State, offer: &Offer) -> Vec<usize> {
    let alike = infer::alike::alike(&state.article.document, offer.at).into_iter();
    let alike = alike.filter(|at| correct::may_be_either(state, *at));
    match offer.deed {
        Deed::Made { .. } => alike
            .filter(|at| !correct::is_heading(state, *at) && !is_corrected(state, *at))
            .collect(),
        Deed::Unmade => alike.filter(|at| level_found(state, *at).is_some()).collect(),
        Deed::Moved { levels, from } => alike
            .filter(|at| level_found(state, *at) == Some(from))
            // The first heading of all cannot stand deeper.
            .filter(|at| levels < 0 || *at != correct::heading_of(state, 0))
            .collect(),
    }
}

fn is_corrected(state: &State, at: usize) -> bool {
    state.article.corrections_of(at).next().is_some()
}

/// Gives the level of the heading at `at`, if it is one of which the reader has said nothing.
fn level_found(state: &State, at: usize) -> Option<u8> {
    let section = correct::section_of(state, at)?;
    (section.evidence != Evidence::User).then_some(section.level)
}
