//! Quotes from a document, and finding them again.
//!
//! A passage is looked for where its words stand as they were, then where they differ in what
//! programs change (quotation marks, dashes, ligatures, white space, case), then where words were
//! changed. Its surroundings tell equal and similar places apart. Where too little speaks for any
//! place, or nearly as much for two, the passage is lost: nothing here points at other text in
//! silence.

use std::sync::OnceLock;

use memchr::memmem;

use super::{Anchor, Quote};
use crate::document::{Document, Position, Range};
use crate::text;
use crate::text::scalars::Scalars;

mod alignment;
mod approximate;
mod candidates;
mod choose;
mod describe;
mod fold;
mod likeness;
mod parted;
mod rival;
mod sought;
#[cfg(test)]
mod tests;
mod words;

use candidates::Candidates;
use likeness::Comparison;
use rival::Rival;
use sought::Sought;

/// Letters from which words that stood, and stand, in one place only are found by themselves.
const SPEAKS_FOR_ITSELF_CHARS: usize = 40;

/// How alike the surroundings of another passage are at least where they prove nothing.
const TWIN_AROUND: f32 = 0.9;

/// Places with the very words whose surroundings are compared; of more, those that agree furthest
/// are taken. It bounds the time a quote of one letter takes.
const COMPARED_PLACES: usize = 64;

/// Bytes up to which a text is searched for equal and similar passages when one is described, once
/// for each where there are several: a key press waits for it. Of passages in longer texts, and of
/// more passages, that is not known.
const SEARCHED_BYTES: usize = 8 << 20;

/// Characters of the text at a place that are kept to find the place again.
const PLACE_CHARS: usize = 64;

/// Gives the words of `range` and of what stands around it.
#[must_use]
pub fn describe(document: &Document, range: Range) -> Quote {
    Index::default().describe(document.text(), range)
}

/// Gives where the words of `quote` stand in `document` now.
#[must_use]
pub fn resolve(document: &Document, quote: &Quote) -> Anchor {
    Index::default().resolve(document.text(), quote)
}

/// Gives every place where the words of `quote` stand between its surroundings, of which either
/// may be empty; offsets are not looked at. Where they stand as they are written, other spellings
/// do not count. For making a bookmark by its words.
#[must_use]
pub fn places(document: &Document, quote: &Quote) -> Vec<Range> {
    let (text, index) = (document.text(), Index::default());
    let haystack = Haystack::new(text, &index);
    let (prefix, suffix) = (fold::fold(&quote.prefix), fold::fold(&quote.suffix));
    let mut places = haystack.occurrences(&fold::fold(&quote.exact));
    places.retain(|place| {
        let before = text::slice(haystack.folded(), 0..place.start);
        let after = text::slice(haystack.folded(), place.end..haystack.folded().len());
        before.trim_end().ends_with(&prefix) && after.trim_start().starts_with(&suffix)
    });
    let places: Vec<Range> = places.iter().map(|place| haystack.original(place)).collect();
    let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    let as_written =
        |place: &&Range| words(document.slice((*place).clone())) == words(&quote.exact);
    let verbatim: Vec<Range> = places.iter().filter(as_written).cloned().collect();
    if verbatim.is_empty() { places } else { verbatim }
}

/// Gives the words at `position`, by which it is found again in an edited article. Whether they
/// stand elsewhere too is not looked for: a place is kept on leaving, which must not wait for a
/// search through a long article.
#[must_use]
pub fn describe_place(document: &Document, position: Position) -> Quote {
    let rest = document.slice(position.0..document.end().0);
    let words = sought::first_chars(rest, PLACE_CHARS);
    let text = document.text();
    let range = position.0..position.0 + words.len();
    describe::quote(text, range, &Scalars::new(text::slice(text, 0..position.0 + words.len())))
}

/// What is found out about a text in order to describe and find passages: once, when it is first
/// needed, for all of its bookmarks. It goes with one text, which is given with each question.
#[derive(Clone, Debug, Default)]
pub struct Index {
    folded: OnceLock<fold::Folded>,
    words: OnceLock<words::Index>,
}

impl Index {
    /// Gives the words of `range` of `text`, and of what stands around it.
    #[must_use]
    pub fn describe(&self, text: &str, range: Range) -> Quote {
        self.describe_all(text, &[range]).pop().unwrap_or_default()
    }

    /// Gives the same of several passages. Takes time linear in the text and their number: of so
    /// many that the text would be searched for long, what else is like them is not looked for.
    #[must_use]
    pub fn describe_all(&self, text: &str, ranges: &[Range]) -> Vec<Quote> {
        let haystack = Haystack::new(text, self);
        let is_searched = text.len().saturating_mul(ranges.len()) <= SEARCHED_BYTES;
        let quotes = ranges.iter().map(|range| {
            let quote = describe::quote(text, range.clone(), &haystack.scalars);
            if is_searched { haystack.with_others(quote, range) } else { quote }
        });
        quotes.collect()
    }

    /// Gives where the words of `quote` stand in `text`.
    #[must_use]
    pub fn resolve(&self, text: &str, quote: &Quote) -> Anchor {
        Haystack::new(text, self).resolve(quote)
    }

    /// Gives the position in `document` that `quote` describes; where its words are gone, the one that
    /// is as far into the text as it was, or the end.
    #[must_use]
    pub fn place_of(&self, document: &Document, quote: &Quote) -> Position {
        match self.resolve(document.text(), quote).range() {
            Some(range) => Position(range.start),
            None => document.position_after_scalars(quote.start).unwrap_or(document.end()),
        }
    }

    /// Gives where the words of each quote stand in `text`.
    #[must_use]
    pub fn resolve_all<'q>(
        &self,
        text: &str,
        quotes: impl IntoIterator<Item = &'q Quote>,
    ) -> Vec<Anchor> {
        let mut quotes = quotes.into_iter().peekable();
        if quotes.peek().is_none() {
            return Vec::new();
        }
        let haystack = Haystack::new(text, self);
        quotes.map(|quote| haystack.resolve(quote)).collect()
    }

    /// Gives the same for quotes in the order in which they stood in the text: one that stands with
    /// all its surroundings as far from where it stood as the one before it needs no search. So
    /// thousands of them take no longer after an edit than a few do.
    #[must_use]
    pub fn resolve_in_order<'q>(
        &self,
        text: &str,
        quotes: impl IntoIterator<Item = &'q Quote>,
    ) -> Vec<Anchor> {
        let haystack = Haystack::new(text, self);
        let mut shift = 0;
        let resolve = |quote| {
            let anchor = haystack.shifted(quote, shift).unwrap_or_else(|| haystack.resolve(quote));
            if let Some(range) = anchor.range() {
                shift =
                    haystack.scalars.before(range.start).cast_signed() - quote.start.cast_signed();
            }
            anchor
        };
        quotes.into_iter().map(resolve).collect()
    }
}

/// A text to look for quotes in.
struct Haystack<'a> {
    text: &'a str,
    index: &'a Index,
    scalars: Scalars<'a>,
}

impl<'a> Haystack<'a> {
    fn new(text: &'a str, index: &'a Index) -> Haystack<'a> {
        Haystack { text, index, scalars: Scalars::new(text) }
    }

    /// Gives the folded text.
    fn folded(&self) -> &'a str {
        &self.index.folded.get_or_init(|| fold::Folded::new(self.text)).text
    }

    /// Gives where the words of the folded text stand.
    fn words(&self) -> &'a words::Index {
        self.index.words.get_or_init(|| words::Index::new(self.folded()))
    }

    /// Gives the range of the text that became `folded`.
    fn original(&self, folded: &Range) -> Range {
        let map = self.index.folded.get_or_init(|| fold::Folded::new(self.text));
        map.original(self.text, folded)
    }

    /// Gives the quote of `range` with what other passages of the text are like.
    fn with_others(&self, quote: Quote, range: &Range) -> Quote {
        let occurrences = self.occurrences(&fold::fold(&quote.exact)).len();
        let rival = Rival::of(self, &quote, range);
        let (rival, rival_around) = (hundredths(rival.likeness), hundredths(rival.around));
        Quote { occurrences, rival, rival_around, ..quote }
    }

    fn resolve(&self, quote: &Quote) -> Anchor {
        if let Some(range) = self.untouched(quote) {
            return Anchor::Exact(range);
        }
        let whole = Sought::new(quote).and_then(|sought| self.find(&sought));
        let Some((found, score)) = whole.or_else(|| self.find_part(quote)) else {
            return Anchor::Orphan;
        };
        let range = self.original(&found);
        let as_it_was = text::slice(self.text, range.clone()) == &*quote.exact
            && self.scalars.before(range.start) == quote.start;
        if as_it_was { Anchor::Exact(range) } else { Anchor::Moved { range, score } }
    }

    /// Gives where the quote stands if quote and surroundings stand so many scalar values after where
    /// they stood.
    fn shifted(&self, quote: &Quote, shift: isize) -> Option<Anchor> {
        let knows_surroundings = !quote.prefix.is_empty() || !quote.suffix.is_empty();
        let range = self.intact(quote, quote.start.checked_add_signed(shift)?)?;
        match shift {
            0 => Some(Anchor::Exact(range)),
            _ => knows_surroundings.then_some(Anchor::Moved { range, score: 1.0 }),
        }
    }

    /// Gives the place where the quote stood if quote and surroundings stand there still.
    fn untouched(&self, quote: &Quote) -> Option<Range> {
        self.intact(quote, quote.start)
    }

    /// Gives the place after so many scalar values if quote and surroundings stand there.
    fn intact(&self, quote: &Quote, scalars: usize) -> Option<Range> {
        let start = self.scalars.byte_after(scalars)?;
        let end = start + quote.exact.len();
        let before = self.text.get(..start)?;
        let after = self.text.get(end..)?;
        let stands = !quote.exact.is_empty() && self.text.get(start..end)? == &*quote.exact;
        let agrees = before.ends_with(&*quote.prefix) && after.starts_with(&*quote.suffix);
        (stands && agrees).then_some(start..end)
    }

    /// Gives the place of the passage in the folded text, with how sure that is, from 0 to 1.
    fn find(&self, sought: &Sought) -> Option<(Range, f32)> {
        let places = self.unchanged(sought);
        if let Some(place) = clear(sought, &places) {
            return Some((place, 1.0));
        }
        let unchanged = places.len();
        let Candidates { found, between } =
            Candidates::new(self, sought, places.into_iter().map(|(place, _)| place).collect());
        let comparison = Comparison::new(self, sought);
        let places: Vec<_> = found.into_iter().map(|place| comparison.with(place)).collect();
        let case = choose::Case { unchanged, between };
        let choice = choose::choose(&comparison, &case, &places)?;
        Some((choice.likeness.place.clone(), choice.score))
    }

    /// Gives the place of the longest paragraph of a passage over several, where these were parted.
    fn find_part(&self, quote: &Quote) -> Option<(Range, f32)> {
        let (paragraph, share) = parted::longest(&quote.exact)?;
        let sought = Sought::new(&Quote { exact: paragraph, ..Quote::default() })?;
        let unchanged = self.occurrences(&sought.text).into_iter().take(2).collect();
        let comparison = Comparison::new(self, &sought);
        let places = Candidates::new(self, &sought, unchanged).found.into_iter();
        let places = places.map(|place| comparison.with(place)).collect();
        let (place, likeness) = parted::clear(places, f32::from(quote.rival) / 100.0)?;
        Some((place, likeness * share))
    }

    /// Gives the places in the folded text where the passage stands as it was, each with how much
    /// of its surroundings agrees, in bytes.
    fn unchanged(&self, sought: &Sought) -> Vec<(Range, usize)> {
        let agreement = |place: Range| {
            let before = sought.before.agreement(self.folded(), &place);
            (before + sought.after.agreement(self.folded(), &place), place)
        };
        let mut places: Vec<(usize, Range)> =
            self.occurrences(&sought.text).into_iter().map(agreement).collect();
        places.sort_by_key(|(agreement, _)| std::cmp::Reverse(*agreement));
        places.truncate(COMPARED_PLACES);
        places.into_iter().map(|(agreement, place)| (place, agreement)).collect()
    }

    /// Gives the places in the folded text where `words`, folded, stand.
    fn occurrences(&self, words: &str) -> Vec<Range> {
        if words.is_empty() {
            return Vec::new();
        }
        let places = memmem::find_iter(self.folded().as_bytes(), words.as_bytes());
        places.map(|start| start..start + words.len()).collect()
    }
}

/// Gives the place that is beyond doubt, if there is one: where all the surroundings agree, or
/// where words stand that stood, and stand, nowhere else.
fn clear(sought: &Sought, places: &[(Range, usize)]) -> Option<Range> {
    let around = sought.before.text.len() + sought.after.text.len();
    // It may be the twin that is as it was, while what stands around the passage was edited.
    let had_twin = sought.rival.around >= TWIN_AROUND;
    match places {
        [(place, _)] if sought.occurrences == 1 && sought.chars >= SPEAKS_FOR_ITSELF_CHARS => {
            Some(place.clone())
        }
        [(place, all), rest @ ..] if around > 0 && *all == around && !had_twin => {
            rest.iter().all(|(_, some)| *some < around).then(|| place.clone())
        }
        _ => None,
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most 100")]
fn hundredths(share: f32) -> u8 {
    (share * 100.0).round() as u8
}
