//! Quotes from a document, and finding them again.
//!
//! A passage is found where its words stand, line ends and runs of spaces aside, if its
//! surroundings do not speak for another place. Where the words stand in several places and the
//! surroundings do not tell which, or where one of several has gone, it is lost: nothing here
//! points at other text in silence. Words that were changed are not looked for.

use std::cell::OnceCell;

use memchr::memmem;

use super::{Anchor, Quote};
use crate::document::{Document, Position, Range};
use crate::text;
use crate::text::scalars::Scalars;

mod fold;
mod likeness;

/// Characters kept on each side of a quote. Two equal quotes whose surroundings
/// agree this far cannot be told apart, and resolve by position alone.
const CONTEXT_CHARS: usize = 32;

/// Characters from which words that stood in one place only are found by themselves. Shorter
/// ones need their surroundings: a word or two may turn up anywhere in a rewritten article.
const SPEAKS_FOR_ITSELF_CHARS: usize = 12;

/// Likeness of the surroundings below which a place is not the old one. Texts that have nothing
/// to do with each other reach about 0.1, a side with every fifth letter changed 0.6.
const FLOOR: f32 = 0.34;

/// How much more alike the surroundings of the best place must be than those of the next one.
/// Lower, and an edit beside one of two equal sentences swaps them; higher, and it loses both.
const MARGIN: f32 = 0.15;

/// Places whose surroundings are compared letter by letter; of more, those that agree furthest
/// are taken. It bounds the time a quote of one letter takes.
const COMPARED_PLACES: usize = 64;

/// Characters of the text at a place that are kept to find the place again.
const PLACE_CHARS: usize = 64;

/// Gives the words of `range` and of what stands around it.
#[must_use]
pub fn describe(document: &Document, range: Range) -> Quote {
    let occurrences = Haystack::new(document).occurrences(document.slice(range.clone())).len();
    Quote { occurrences, ..quote(document, range) }
}

/// Gives the words of each range and of what stands around it; the document is prepared once for
/// all of them.
#[must_use]
pub fn describe_all(document: &Document, ranges: impl IntoIterator<Item = Range>) -> Vec<Quote> {
    let haystack = Haystack::new(document);
    let describe = |range: Range| {
        let occurrences = haystack.occurrences(document.slice(range.clone())).len();
        Quote { occurrences, ..quote(document, range) }
    };
    ranges.into_iter().map(describe).collect()
}

/// Gives where the words of `quote` stand in `document` now.
#[must_use]
pub fn resolve(document: &Document, quote: &Quote) -> Anchor {
    Haystack::new(document).resolve(quote)
}

/// Gives where the words of each quote stand; the document is prepared once for all of them.
#[must_use]
pub fn resolve_all<'q>(
    document: &Document,
    quotes: impl IntoIterator<Item = &'q Quote>,
) -> Vec<Anchor> {
    let haystack = Haystack::new(document);
    quotes.into_iter().map(|quote| haystack.resolve(quote)).collect()
}

/// Gives every place where the words of `quote` stand between its surroundings, of which either
/// may be empty; offsets are not looked at. For making a bookmark by its words.
#[must_use]
pub fn places(document: &Document, quote: &Quote) -> Vec<Range> {
    let haystack = Haystack::new(document);
    let text = &*haystack.folded().text;
    let (prefix, suffix) = (fold::fold(&quote.prefix), fold::fold(&quote.suffix));
    let mut places = haystack.occurrences(&quote.exact);
    places.retain(|place| {
        let before = text::slice(text, 0..place.start);
        let after = text::slice(text, place.end..text.len());
        before.trim_end().ends_with(&prefix) && after.trim_start().starts_with(&suffix)
    });
    places.iter().map(|place| haystack.folded().original(place)).collect()
}

/// Gives the words at `position`, by which it is found again in an edited article. Whether they
/// stand elsewhere too is not looked for: a place is kept on leaving, which must not wait for a
/// search through a long article.
#[must_use]
pub fn describe_place(document: &Document, position: Position) -> Quote {
    let rest = document.slice(position.0..document.end().0);
    quote(document, position.0..position.0 + first_chars(rest, PLACE_CHARS))
}

/// Gives the position that `quote` describes; where its words are gone, the one that is as far
/// into the text as it was, or the end.
#[must_use]
pub fn resolve_place(document: &Document, quote: &Quote) -> Position {
    match resolve(document, quote).range() {
        Some(range) => Position(range.start),
        None => document.position_after_scalars(quote.start).unwrap_or(document.end()),
    }
}

/// A text to look for quotes in.
struct Haystack<'a> {
    text: &'a str,
    scalars: Scalars<'a>,
    folded: OnceCell<fold::Folded>,
}

/// Where the words of a quote stand in the folded text, and how alike the surroundings are; none
/// where the quote has no surroundings.
struct Candidate {
    range: Range,
    sides: Option<likeness::Sides>,
}

impl<'a> Haystack<'a> {
    fn new(document: &'a Document) -> Haystack<'a> {
        let text = document.text();
        Haystack { text, scalars: Scalars::new(text), folded: OnceCell::new() }
    }

    fn folded(&self) -> &fold::Folded {
        self.folded.get_or_init(|| fold::Folded::new(self.text))
    }

    fn resolve(&self, quote: &Quote) -> Anchor {
        if let Some(range) = self.untouched(quote) {
            return Anchor::Exact(range);
        }
        let places = self.occurrences(&quote.exact);
        let one_has_gone = places.len() < quote.occurrences;
        let candidates = self.compare(places, quote);
        let Some((found, score)) = choose(candidates, quote, one_has_gone) else {
            return Anchor::Orphan;
        };
        let range = self.folded().original(&found);
        let as_it_was = text::slice(self.text, range.clone()) == &*quote.exact
            && self.scalars.before(range.start) == quote.start;
        if as_it_was { Anchor::Exact(range) } else { Anchor::Moved { range, score } }
    }

    /// Gives the place where the quote stood if quote and surroundings stand there still.
    fn untouched(&self, quote: &Quote) -> Option<Range> {
        let start = self.scalars.byte_after(quote.start)?;
        let end = start + quote.exact.len();
        let before = self.text.get(..start)?;
        let after = self.text.get(end..)?;
        let stands = self.text.get(start..end)? == &*quote.exact;
        let agrees = before.ends_with(&*quote.prefix) && after.starts_with(&*quote.suffix);
        (stands && agrees).then_some(start..end)
    }

    /// Gives the places in the folded text where `words` stand.
    fn occurrences(&self, words: &str) -> Vec<Range> {
        let words = fold::fold(words);
        if words.is_empty() {
            return Vec::new();
        }
        let places = memmem::find_iter(self.folded().text.as_bytes(), words.as_bytes());
        places.map(|start| start..start + words.len()).collect()
    }

    /// Gives the places with how alike their surroundings are to those of `quote`.
    fn compare(&self, mut places: Vec<Range>, quote: &Quote) -> Vec<Candidate> {
        let (prefix, suffix) = (fold::fold(&quote.prefix), fold::fold(&quote.suffix));
        let text = &*self.folded().text;
        if places.len() > COMPARED_PLACES {
            let agreement = |place: &Range| likeness::agreement(text, place, &prefix, &suffix);
            places.sort_by_cached_key(|place| std::cmp::Reverse(agreement(place)));
            places.truncate(COMPARED_PLACES);
        }
        let compare = |range: Range| {
            let sides = likeness::sides(text, &range, &prefix, &suffix);
            Candidate { range, sides }
        };
        places.into_iter().map(compare).collect()
    }
}

/// Gives the candidate that is the quoted passage, with how sure that is, from 0 to 1; none where
/// no candidate is, or where it cannot be told which.
fn choose(
    mut candidates: Vec<Candidate>,
    quote: &Quote,
    one_has_gone: bool,
) -> Option<(Range, f32)> {
    let likeness = |candidate: &Candidate| candidate.sides.map_or(0.0, |sides| sides.mean());
    candidates.sort_by(|a, b| likeness(b).total_cmp(&likeness(a)));
    let best = candidates.first()?;
    let score = 0.6 + 0.4 * likeness(best);
    let known_alone = candidates.len() == 1 && quote.occurrences <= 1;
    if known_alone && quote.exact.chars().count() >= SPEAKS_FOR_ITSELF_CHARS {
        return Some((best.range.clone(), score));
    }
    // Where one of several equal passages has gone, it may be the right one: what is left must
    // agree on both sides.
    let decisive =
        if one_has_gone { best.sides.map_or(0.0, |sides| sides.lesser()) } else { likeness(best) };
    let next = candidates.get(1).map_or(f32::MIN, likeness);
    (decisive >= FLOOR && likeness(best) - next >= MARGIN).then(|| (best.range.clone(), score))
}

/// Gives the words of `range` and their surroundings, without how often they stand in the text.
fn quote(document: &Document, range: Range) -> Quote {
    let (prefix, suffix) = context(document.text(), &range);
    let start = document.scalars_before(Position(range.start));
    let exact = document.clean(range).into_owned();
    let end = start + exact.chars().count();
    Quote {
        exact,
        prefix: document.clean(prefix).into_owned(),
        suffix: document.clean(suffix).into_owned(),
        start,
        end,
        occurrences: 0,
    }
}

/// Gives what stands before and after `range`, by whole grapheme clusters, as a cluster that is
/// cut would not be read back from disk as it was.
fn context(text: &str, range: &Range) -> (Range, Range) {
    let before = text::graphemes(text::slice(text, 0..range.start)).rev();
    let prefix = clusters_bytes(before.map(|(_, cluster, _)| cluster));
    let after = text::graphemes(text::slice(text, range.end..text.len()));
    let suffix = clusters_bytes(after.map(|(_, cluster, _)| cluster));
    (range.start - prefix..range.start, range.end..range.end + suffix)
}

/// Gives the bytes of the clusters that fit into a context.
fn clusters_bytes<'t>(clusters: impl Iterator<Item = &'t str>) -> usize {
    let mut chars = 0;
    let fitting = clusters.take_while(|cluster| {
        chars += cluster.chars().count();
        chars <= CONTEXT_CHARS
    });
    fitting.map(str::len).sum()
}

/// Gives the bytes that the first `count` characters take.
fn first_chars(text: &str, count: usize) -> usize {
    text.char_indices().nth(count).map_or(text.len(), |(start, _)| start)
}

#[cfg(test)]
mod tests {
    use super::{describe, resolve, resolve_all, resolve_place};
    use crate::bookmark::{Anchor, Quote};
    use crate::document::block::{Kind, Nesting};
    use crate::document::builder::Builder;
    use crate::document::{Document, Position, Style};
    use crate::text::clean::Clean;

    /// Gives a document of the paragraphs in `text`.
    fn document(text: &str) -> Document {
        let mut builder = Builder::default();
        for paragraph in text.split("\n\n") {
            builder.open(Kind::Paragraph, Nesting::default());
            builder.push(paragraph, Style::default());
        }
        builder.finish()
    }

    /// Bookmarks what stands between brackets in `before`, looks for it in `after`, and puts the
    /// brackets where it was found; in front, whether it was found as it was.
    fn follow(before: &str, after: &str) -> String {
        let (head, rest) = before.split_once('[').expect("a case has a passage");
        let (passage, tail) = rest.split_once(']').expect("a passage ends");
        let old = document(&format!("{head}{passage}{tail}"));
        let quote = describe(&old, head.len()..head.len() + passage.len());
        assert_eq!(
            resolve(&old, &quote),
            Anchor::Exact(head.len()..head.len() + passage.len()),
            "an article that did not change has it where it was"
        );
        let new = document(after);
        let anchor = resolve(&new, &quote);
        let Some(range) = anchor.range() else { return "orphan".to_owned() };
        let state = if matches!(anchor, Anchor::Exact(_)) { "exact" } else { "moved" };
        let (from, to) = (new.slice(0..range.start), new.slice(range.end..new.end().0));
        format!("{state}: {from}[{}]{to}", new.slice(range))
    }

    #[track_caller]
    fn check(case: &str, before: &str, after: &str, expected: &str) {
        assert_eq!(follow(before, after), expected, "{case}");
    }

    #[test]
    fn a_passage_is_found_where_its_words_are() {
        check(
            "text appended",
            "The quay. [The dredgers came at ten.] They left.",
            "The quay. The dredgers came at ten. They left.\n\nMore.",
            "exact: The quay. [The dredgers came at ten.] They left.\n\nMore.",
        );
        check(
            "text inserted before",
            "The quay. [The dredgers came at ten.] They left.",
            "New.\n\nThe quay. The dredgers came at ten. They left.",
            "moved: New.\n\nThe quay. [The dredgers came at ten.] They left.",
        );
        check(
            "lines wrapped anew",
            "The quay was\nold. [The dredgers\ncame at ten.] They left.",
            "The quay\nwas old. The dredgers came\nat ten. They left.",
            "moved: The quay\nwas old. [The dredgers came\nat ten.] They left.",
        );
        check(
            "everything around it rewritten",
            "The quay was old. [The dredgers came at ten.] They left.",
            "Nobody saw it. The dredgers came at ten. A lamp burned.",
            "moved: Nobody saw it. [The dredgers came at ten.] A lamp burned.",
        );
        check(
            "a passage over two paragraphs",
            "One. [Two.\n\nThree of them.] Four.",
            "New. One. Two.\n\nThree of them. Four.",
            "moved: New. One. [Two.\n\nThree of them.] Four.",
        );
    }

    #[test]
    fn a_passage_that_is_gone_is_an_orphan() {
        check(
            "deleted",
            "The quay. [The dredgers came at ten.] They left.",
            "The quay. They left.",
            "orphan",
        );
        check(
            "its words changed",
            "The quay. [The dredgers came at ten.] They left.",
            "The quay. The dredgers came at nine. They left.",
            "orphan",
        );
        check("all deleted", "[The dredgers came at ten.]", "", "orphan");
    }

    #[test]
    fn equal_passages_are_told_apart_by_their_surroundings() {
        let twins = "On Monday it rained. [Nobody came to the meeting.] The hall was cold.\n\n\
                     In March it was fixed. Nobody came to the meeting. They had tea.";
        check(
            "a sentence before the first edited",
            twins,
            "On Tuesday it rained. Nobody came to the meeting. The hall was warm.\n\n\
             In March it was fixed. Nobody came to the meeting. They had tea.",
            "moved: On Tuesday it rained. [Nobody came to the meeting.] The hall was warm.\n\n\
             In March it was fixed. Nobody came to the meeting. They had tea.",
        );
        check(
            "their order swapped",
            twins,
            "In March it was fixed. Nobody came to the meeting. They had tea.\n\n\
             On Monday it rained. Nobody came to the meeting. The hall was cold.",
            "moved: In March it was fixed. Nobody came to the meeting. They had tea.\n\n\
             On Monday it rained. [Nobody came to the meeting.] The hall was cold.",
        );
        check(
            "the right one deleted",
            twins,
            "In March it was fixed. Nobody came to the meeting. They had tea.",
            "orphan",
        );
        check(
            "the right one deleted, and the other now in its place",
            "Monday. [Nobody came to the meeting.] The hall was cold.\n\n\
             Sunday. Nobody came to the meeting. They had tea.",
            "Sunday. Nobody came to the meeting. They had tea.",
            "orphan",
        );
        check(
            "the surroundings of both rewritten",
            twins,
            "Nobody came to the meeting. Why? Nobody came to the meeting. Ask them.",
            "orphan",
        );
    }

    #[test]
    fn the_position_alone_tells_what_nothing_else_can() {
        let refrain = "Row, brothers, row.\n\n".repeat(12);
        let song = document(&refrain);
        let quote = describe(&song, 105..124);
        assert_eq!(resolve(&song, &quote), Anchor::Exact(105..124), "nothing changed");
        let longer = document(&format!("A song.\n\n{refrain}"));
        assert_eq!(resolve(&longer, &quote), Anchor::Orphan, "something changed");
    }

    #[test]
    fn a_few_letters_need_their_surroundings() {
        check(
            "surroundings there",
            "They went by [ferry] to the yard.",
            "Early. They went by ferry to the yard.",
            "moved: Early. They went by [ferry] to the yard.",
        );
        check(
            "surroundings gone",
            "They went by [ferry] to the yard.",
            "A ferry burned down last night.",
            "orphan",
        );
    }

    #[test]
    fn quotes_from_elsewhere_may_know_little() {
        let article = document("One thing. Another thing entirely. One thing.");
        let quote = |exact| Quote {
            exact: Clean::ours(exact),
            start: 1_000,
            end: 1_010,
            ..Quote::default()
        };
        let anchors = resolve_all(
            &article,
            &[quote("Another thing entirely."), quote("One thing."), quote(""), quote("thing")],
        );
        let found = Anchor::Moved { range: 11..34, score: 0.6 };
        assert_eq!(anchors, [found, Anchor::Orphan, Anchor::Orphan, Anchor::Orphan]);
    }

    #[test]
    fn a_quote_is_made_by_its_words() {
        let article = document("The ferry came. The\nferry went.\n\nThe ferry");
        let places = |exact, prefix, suffix| {
            let (exact, prefix) = (Clean::ours(exact), Clean::ours(prefix));
            let quote = Quote { exact, prefix, suffix: Clean::ours(suffix), ..Quote::default() };
            super::places(&article, &quote)
        };
        assert_eq!(places("The ferry", "", ""), vec![0..9, 16..25, 33..42]);
        assert_eq!(places("The  ferry", "", " went."), vec![16..25; 1]);
        assert_eq!(places("ferry", "went.\nThe", ""), vec![37..42; 1]);
        assert_eq!(places("The boat", "", ""), vec![0..0; 0]);
        assert_eq!(places(" ", "", ""), vec![0..0; 0]);
    }

    #[test]
    fn surroundings_are_32_characters_of_whole_clusters() {
        let text = format!("{}e\u{301}{} here {}", "a".repeat(9), "b".repeat(31), "ü".repeat(50));
        let article = document(&text);
        let start = text.find("here").expect("it is there");
        let quote = describe(&article, start..start + 4);
        assert_eq!(&*quote.prefix, format!("{} ", "b".repeat(31)));
        assert_eq!(&*quote.suffix, format!(" {}", "ü".repeat(31)));
        assert_eq!((quote.start, quote.end, quote.occurrences), (43, 47, 1));
    }

    #[test]
    fn a_place_is_kept_by_its_words_and_else_by_its_distance() {
        let old = document("Lead.\n\nThe second paragraph starts here.\n\nThe third one.");
        let place = super::describe_place(&old, Position(7));
        let grown =
            document("A longer lead.\n\nThe second paragraph starts here.\n\nThe third one.");
        assert_eq!(resolve_place(&grown, &place), Position(16));
        let rewritten = document("Nothing of it is left.");
        assert_eq!(resolve_place(&rewritten, &place), Position(7));
        let short = document("No.");
        assert_eq!(resolve_place(&short, &place), Position(3));
    }

    #[test]
    fn a_letter_in_a_long_text_is_no_burden() {
        let text = "a b ".repeat(50_000);
        let article = document(&text);
        let quote = describe(&article, 100_000..100_001);
        assert_eq!(resolve(&article, &quote), Anchor::Exact(100_000..100_001));
        let changed = document(&format!("x {text}"));
        assert_eq!(resolve(&changed, &quote), Anchor::Orphan);
    }
}
