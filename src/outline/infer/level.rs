//! How deep each heading is: by its number, its underline, how far it is set in, its capitals, and
//! by standing right above another heading.
//!
//! Headings that differ in none of these are of one level.

use super::facts::Sort;
use super::inner::{self, Place};
use super::look::Case;
use super::number::{Closer, Script, word};
use super::survey::Survey;
use super::weights::Weights;

/// How a heading is set, as far as that tells its level.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Rank {
    /// The place of the sign it is underlined with among those of the text, outermost first;
    /// [`NO_UNDERLINE`] where there is none.
    underline: usize,
    inset: i32,
    capitals: bool,
    number: Numbering,
    /// Whether it stands inside others that are set like it.
    inner: bool,
}

/// How a heading is numbered, as far as that tells its level.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Numbering {
    /// "Chapter 3", with how deep that word usually stands, or what tells it from others.
    Word(Word),
    /// No number: what stands before, between and after numbered sections is their equal.
    None,
    /// No number, among sections that are numbered in parts: a box that belongs to one of them.
    Aside,
    /// "3."
    Plain,
    /// "3.1", with the parts; a plain number that stands inside a heading without one is one part.
    Parts(u8),
    /// "III.", "C.", "(c)".
    Other(Script, Closer),
}

/// Levels inside each other; deeper headings are as deep as this.
const DEEPEST: usize = 6;

/// Gives the level of each heading, given as indices of blocks; 1 is outermost.
///
/// A heading set like one that is open closes that one; one set in a new way stands inside the
/// heading before it.
pub(super) fn levels(look: &Survey<'_>, headings: &[usize], weights: &Weights) -> Vec<u8> {
    nested(look, headings, weights).map(|(level, _)| level).collect()
}

/// Gives why each heading has its level.
pub(super) fn reasons(
    look: &Survey<'_>,
    headings: &[usize],
    weights: &Weights,
) -> Vec<&'static str> {
    nested(look, headings, weights).map(|(_, reason)| reason).collect()
}

fn nested(
    look: &Survey<'_>,
    headings: &[usize],
    weights: &Weights,
) -> impl Iterator<Item = (u8, &'static str)> {
    let mut ranks = ranks(look, headings);
    for (alike, places) in styles_of(look, headings, &ranks) {
        for (at, inner) in alike.into_iter().zip(inner::inner(&places, &weights.inner)) {
            ranks.get_mut(at).into_iter().for_each(|rank| rank.inner = inner);
        }
    }
    let mut open: Vec<Rank> = Vec::new();
    ranks.into_iter().map(move |rank| {
        match open.iter().position(|outer| inside(&rank, outer).is_none()) {
            Some(outer) => open.truncate(outer),
            None => open.truncate(DEEPEST - 1),
        }
        let reason = open.last().and_then(|outer| inside(&rank, outer)).unwrap_or(OUTERMOST);
        open.push(rank);
        (u8::try_from(open.len()).unwrap_or(u8::MAX), reason)
    })
}

/// Why a heading stands inside no other.
const OUTERMOST: &str = "nothing sets it inside a heading above it";

fn ranks(look: &Survey<'_>, headings: &[usize]) -> Vec<Rank> {
    let underlines = underlines(look, headings);
    let mut ranks: Vec<Rank> = headings.iter().map(|&at| rank(look, at, &underlines)).collect();
    forget_stray_capitals(&mut ranks);
    set_aside(&mut ranks);
    set_in_late_series(look, headings, &mut ranks);
    ranks
}

/// Headings that are set alike, by their places among all headings, and what is known of each.
type Style = (Vec<usize>, Vec<Place>);

/// Gives the headings set alike of which some stand inside others.
pub(super) fn styles(look: &Survey<'_>, headings: &[usize]) -> Vec<Style> {
    styles_of(look, headings, &ranks(look, headings))
}

fn styles_of(look: &Survey<'_>, headings: &[usize], ranks: &[Rank]) -> Vec<Style> {
    let mut known: Vec<Rank> = Vec::new();
    for rank in ranks.iter().filter(|rank| rank.number == Numbering::None) {
        if !known.contains(rank) && known.len() < DEEPEST {
            known.push(*rank);
        }
    }
    let alike = |style: Rank| {
        let places = ranks.iter().enumerate().filter(|(_, rank)| **rank == style);
        let alike: Vec<usize> = places.map(|(at, _)| at).collect();
        let places = inner::places(look, headings, &alike);
        (alike, places)
    };
    known.into_iter().map(alike).filter(|(_, places)| !places.is_empty()).collect()
}

/// Forgets capitals unless the outline starts with them: elsewhere they are abbreviations.
fn forget_stray_capitals(ranks: &mut [Rank]) {
    if !ranks.first().is_some_and(|first| first.capitals) {
        for rank in ranks {
            rank.capitals = false;
        }
    }
}

/// Tells headings without a number, or with a word of their own before it, that stand after one with
/// a number and before one that is numbered in parts from others: the series goes on around them.
fn set_aside(ranks: &mut [Rank]) {
    let mut before_parts = false;
    let mut asides = vec![false; ranks.len()];
    for (rank, aside) in ranks.iter().zip(&mut asides).rev() {
        match rank.number {
            Numbering::None | Numbering::Word(Word::Other(_)) => *aside = before_parts,
            number => before_parts = matches!(number, Numbering::Parts(_)),
        }
    }
    let is_series =
        |rank: &Rank| !matches!(rank.number, Numbering::None | Numbering::Word(Word::Other(_)));
    let first = ranks.iter().position(is_series);
    let among = ranks.iter_mut().zip(asides).skip(first.unwrap_or(0));
    for (rank, _) in among.filter(|(_, aside)| *aside) {
        rank.number = Numbering::Aside;
    }
}

/// Of a text, the share before the first number from which on the numbers are no longer those of its
/// sections, which start after a summary and a table of contents at the latest.
const LATE: f32 = 0.15;

/// Sets a series of plain numbers inside the heading above it where it starts late, after two
/// headings or more without numbers: it counts the steps or the reasons that one speaks of.
fn set_in_late_series(look: &Survey<'_>, headings: &[usize], ranks: &mut [Rank]) {
    let first = ranks.iter().position(|rank| rank.number != Numbering::None);
    let Some(first) = first.filter(|first| *first > 1) else { return };
    let starts_late = headings.get(first).is_some_and(|at| look.facts.share_before(*at) > LATE);
    let is_plain = |rank: &Rank| {
        matches!(rank.number, Numbering::None | Numbering::Plain)
            || matches!(rank.number, Numbering::Other(Script::Digits, _))
    };
    if !starts_late || !ranks.iter().all(is_plain) {
        return;
    }
    for rank in ranks.iter_mut().filter(|rank| rank.number != Numbering::None) {
        rank.number = Numbering::Parts(1);
    }
}

/// Gives why a heading set as `rank` stands inside one set as `outer`, if it follows it; none where
/// it does not.
fn inside(rank: &Rank, outer: &Rank) -> Option<&'static str> {
    let (holds, reason) = if rank.underline != outer.underline {
        (rank.underline > outer.underline, "underlined less than the heading around it")
    } else if rank.inset.abs_diff(outer.inset) > 1 {
        (rank.inset > outer.inset, "set in further than the heading around it")
    } else if rank.number == Numbering::Aside && outer.number != Numbering::Aside {
        (true, "without a number of the series that goes on around it")
    } else if rank.number != outer.number {
        let holds = number_is_inside(rank.number, outer.number);
        (holds, "its number stands inside that of the heading around it")
    } else if outer.capitals && !rank.capitals && !is_numbered(rank) {
        (true, "without the capitals of the heading around it")
    } else {
        (rank.inner && !outer.inner, "placed like a subheading")
    };
    holds.then_some(reason)
}

/// Tells whether a heading has a number of a series: of those some are in capitals because they are
/// abbreviations.
fn is_numbered(rank: &Rank) -> bool {
    !matches!(rank.number, Numbering::None | Numbering::Aside)
}

/// The word before a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Word {
    /// One that counts the parts of books and laws.
    Known(word::Word),
    /// Another one, by its first letters.
    Other([char; 3]),
}

impl Word {
    /// Gives what stands before the number that `text` starts with.
    fn of(before: word::Word, text: &str) -> Word {
        if before.counts() {
            return Word::Known(before);
        }
        let mut letters = text.chars().flat_map(char::to_lowercase);
        Word::Other(std::array::from_fn(|_| letters.next().unwrap_or(' ')))
    }

    /// Tells whether what it counts stands inside what `outer` counts. Appendices are outermost;
    /// a word without a place of its own stands inside whatever came before it.
    fn is_inside(self, outer: Word) -> bool {
        match (self, outer) {
            (Word::Known(word::Word::Appendix), _) => false,
            (Word::Known(inner), Word::Known(outer)) => inner > outer,
            _ => self != outer,
        }
    }
}

fn number_is_inside(number: Numbering, outer: Numbering) -> bool {
    match (number, outer) {
        (Numbering::Word(inner), Numbering::Word(outer)) => inner.is_inside(outer),
        (Numbering::None | Numbering::Aside | Numbering::Word(_), _) | (_, Numbering::Aside) => {
            false
        }
        (Numbering::Parts(inner), Numbering::Parts(outer)) => inner > outer,
        (Numbering::Parts(_), _) | (_, Numbering::Word(_)) => true,
        (Numbering::Plain, Numbering::Other(script, _)) => script != Script::Small,
        (Numbering::Plain, _) => false,
        (Numbering::Other(..), outer) => outer != Numbering::None,
    }
}

/// The place of a heading that is not underlined, inside all that are.
const NO_UNDERLINE: usize = usize::MAX;

/// Gives the signs that headings are underlined with, outermost first: the double line, then the
/// others as they come.
///
/// Source: setext; reStructuredText, "Sections".
fn underlines(look: &Survey<'_>, headings: &[usize]) -> Vec<char> {
    let mut signs: Vec<char> = Vec::new();
    for sign in headings.iter().filter_map(|at| underline(look, *at)) {
        if !signs.contains(&sign) {
            signs.push(sign);
        }
    }
    signs.sort_by_key(|sign| *sign != '=');
    signs
}

/// Gives the sign that a heading is underlined with.
fn underline(look: &Survey<'_>, at: usize) -> Option<char> {
    let below = look.facts.get(at + 1);
    below.filter(|next| next.sort == Sort::Line && next.blanks == 0)?.text().chars().next()
}

fn rank(look: &Survey<'_>, at: usize, underlines: &[char]) -> Rank {
    let facts = look.facts.get(at);
    let found = facts.and_then(|facts| facts.look());
    let underline = underline(look, at);
    let underline = underlines.iter().position(|sign| Some(*sign) == underline);
    let numbering = found.and_then(|found| found.number).map(|number| {
        let series = number.series;
        match (series.word, series.script) {
            (Some(word), _) => {
                Numbering::Word(Word::of(word, facts.map_or("", |facts| facts.text())))
            }
            (None, _) if series.depth > 1 => Numbering::Parts(series.depth),
            (None, Script::Digits) if series.closer != Closer::Bracket => Numbering::Plain,
            (None, script) => Numbering::Other(script, series.closer),
        }
    });
    Rank {
        underline: underline.unwrap_or(NO_UNDERLINE),
        inset: facts.map_or(0, |facts| facts.inset),
        capitals: found.is_some_and(|found| found.case == Case::Capitals),
        number: numbering.unwrap_or(Numbering::None),
        inner: false,
    }
}
