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

mod approximate;
mod candidates;
mod choose;
mod describe;
mod fold;
mod likeness;
mod sought;
mod words;

use candidates::Candidates;
use likeness::Comparison;
use sought::Sought;

/// Letters from which words that stood, and stand, in one place only are found by themselves.
const SPEAKS_FOR_ITSELF_CHARS: usize = 40;

/// Places with the very words whose surroundings are compared; of more, those that agree furthest
/// are taken. It bounds the time a quote of one letter takes.
const COMPARED_PLACES: usize = 64;

/// Bytes up to which a text is searched for equal and similar passages when one is described: a
/// key press waits for it. Of passages in longer texts that is not known.
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
    describe::quote(document.text(), position.0..position.0 + words.len())
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
        let quote = describe::quote(text, range.clone());
        if text.len() > SEARCHED_BYTES {
            return quote;
        }
        let haystack = Haystack::new(text, self);
        let occurrences = haystack.occurrences(&fold::fold(&quote.exact)).len();
        let rival = haystack.rival(&quote, &range);
        Quote { occurrences, rival, ..quote }
    }

    /// Gives where the words of `quote` stand in `text`.
    #[must_use]
    pub fn resolve(&self, text: &str, quote: &Quote) -> Anchor {
        Haystack::new(text, self).resolve(quote)
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

    fn resolve(&self, quote: &Quote) -> Anchor {
        if let Some(range) = self.untouched(quote) {
            return Anchor::Exact(range);
        }
        let Some((found, score)) = Sought::new(quote).and_then(|sought| self.find(&sought)) else {
            return Anchor::Orphan;
        };
        let range = self.original(&found);
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
        let choice = choose::choose(sought, &case, &places)?;
        Some((choice.likeness.place.clone(), choice.score))
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

    /// Gives how alike to the passage at `range` the likest other passage is, in hundredths.
    fn rival(&self, quote: &Quote, range: &Range) -> u8 {
        let alone = Quote { exact: quote.exact.clone(), ..Quote::default() };
        let Some(sought) = Sought::new(&alone) else { return 0 };
        let places = self.occurrences(&sought.text).into_iter().take(2).collect();
        let comparison = Comparison::new(self, &sought);
        let elsewhere = |place: &Range| {
            let place = self.original(place);
            place.end <= range.start || range.end <= place.start
        };
        let others = Candidates::new(self, &sought, places).found.into_iter();
        let likeness = others
            .filter(|other| elsewhere(&other.place))
            .map(|other| comparison.own(&other.place, other.errors).0);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most 100")]
        let hundredths = (likeness.fold(0.0, f32::max) * 100.0).round() as u8;
        hundredths
    }
}

/// Gives the place that is beyond doubt, if there is one: where all the surroundings agree, or
/// where words stand that stood, and stand, nowhere else.
fn clear(sought: &Sought, places: &[(Range, usize)]) -> Option<Range> {
    let around = sought.before.text.len() + sought.after.text.len();
    match places {
        [(place, _)] if sought.occurrences == 1 && sought.chars >= SPEAKS_FOR_ITSELF_CHARS => {
            Some(place.clone())
        }
        [(place, all), rest @ ..] if around > 0 && *all == around => {
            rest.iter().all(|(_, some)| *some < around).then(|| place.clone())
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Index, describe, describe_place, places, resolve, resolve_place};
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
    fn a_passage_is_found_where_its_words_were_changed() {
        check(
            "a word replaced",
            "The quay. [The dredgers came at ten.] They left.",
            "The quay. The dredgers came at nine. They left.",
            "moved: The quay. [The dredgers came at nine.] They left.",
        );
        check(
            "quotation marks and dashes of another keyboard",
            "She read it. [\"Don't -- wait,\" it said.] She left.",
            "She read it. “Don’t—wait,” it said. She left.",
            "moved: She read it. [“Don’t—wait,” it said.] She left.",
        );
        check(
            "ligatures, spaces that do not break, capitals",
            "It rained. [The ﬁrst Offices were flooded.] They left.",
            "It rained. THE FIRST\u{a0}OFFICES WERE FLOODED. They left.",
            "moved: It rained. [THE FIRST\u{a0}OFFICES WERE FLOODED.] They left.",
        );
        check(
            "words inserted",
            "The quay was old. [The dredgers came at ten.] They left before it was light.",
            "The quay was old. The dredgers, which few had expected, came at ten. They left before \
             it was light.",
            "moved: The quay was old. [The dredgers, which few had expected, came at ten.] They \
             left before it was light.",
        );
        check(
            "no spaces between words",
            "港は古い。[浚渫船は十時に来た。]誰も見なかった。朝になると帰った。",
            "昔の話だ。港は古い。浚渫船は九時に来た。誰も見なかった。朝になると帰った。",
            "moved: 昔の話だ。港は古い。[浚渫船は九時に来た。]誰も見なかった。朝になると帰った。",
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
            "replaced",
            "The quay. [The dredgers came at ten.] They left.",
            "The quay. A heron stood there. They left.",
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
        let refrain = "Row, brothers, row.\n\n".repeat(60);
        let song = document(&refrain);
        let quote = describe(&song, 525..544);
        assert_eq!(resolve(&song, &quote), Anchor::Exact(525..544), "nothing changed");
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
        let anchors = Index::default().resolve_all(
            article.text(),
            &[quote("Another thing entirely."), quote("One thing."), quote(""), quote("thing")],
        );
        let places: Vec<_> = anchors.iter().map(Anchor::range).collect();
        assert_eq!(places, [Some(11..34), None, None, None]);
    }

    #[test]
    fn a_quote_is_made_by_its_words() {
        let article = document("The ferry came. The\nferry went.\n\nThe ferry");
        let found = |exact, prefix, suffix| {
            let (exact, prefix) = (Clean::ours(exact), Clean::ours(prefix));
            let quote = Quote { exact, prefix, suffix: Clean::ours(suffix), ..Quote::default() };
            places(&article, &quote)
        };
        assert_eq!(found("The ferry", "", ""), vec![0..9, 16..25, 33..42]);
        assert_eq!(found("The  ferry", "", " went."), vec![16..25; 1]);
        assert_eq!(found("ferry", "went.\nThe", ""), vec![37..42; 1]);
        assert_eq!(found("The boat", "", ""), vec![0..0; 0]);
        assert_eq!(found(" ", "", ""), vec![0..0; 0]);
    }

    #[test]
    fn surroundings_are_240_characters_of_whole_clusters() {
        let text = format!("{}e\u{301}{} here {}", "a".repeat(9), "b".repeat(239), "ü".repeat(250));
        let article = document(&text);
        let start = text.find("here").expect("it is there");
        let quote = describe(&article, start..start + 4);
        assert_eq!(&*quote.prefix, format!("{} ", "b".repeat(239)));
        assert_eq!(&*quote.suffix, format!(" {}", "ü".repeat(239)));
        assert_eq!((quote.start, quote.end, quote.occurrences), (251, 255, 1));
    }

    #[test]
    fn a_place_is_kept_by_its_words_and_else_by_its_distance() {
        let old = document("Lead.\n\nThe second paragraph starts here.\n\nThe third one.");
        let place = describe_place(&old, Position(7));
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
