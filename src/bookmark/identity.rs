//! What an article is known by: where it came from, what its bytes were, what it is called and
//! which words it is made of; so that its bookmarks are found when one of these has changed.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use sha2::{Digest, Sha256};

use crate::document::Document;
use crate::text;
use crate::text::clean::Clean;

/// Which share of the shorter of two articles of one title must stand in the other for both to be
/// one article: with every tenth word changed 0.73 is left; of 54 pairs of editions from published
/// histories, those with less were written anew. A sketch errs by 0.06.
const SAME_TITLE: f32 = 0.7;

/// The same where both are there to be read, so that neither can be the other one moved: they are a
/// copy and its original, or two pages of a column that share what stands in all of them.
const SAME_TITLE_BESIDE: f32 = 0.85;

/// How alike two articles must be to be one if either has no title: a format may not tell it.
const NO_TITLE: f32 = 0.8;

/// How alike what is read at a place must be to an article that was there before it was read
/// elsewhere: what has nothing in common with it took its place.
const SAME_OLD_PLACE: f32 = 0.2;

/// Origins and hashes that are kept, the latest ones. An article that came from more places is
/// still known by its title and words.
const KEPT: usize = 16;

/// What an article is known by. The latest origin and hash stand last.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Identity {
    /// Its title, where it has one.
    pub title: Option<Clean<'static>>,
    /// Canonical paths and addresses it was read from, as they were: not for the terminal.
    pub origins: Vec<String>,
    /// SHA-256 hashes of the bytes it was, as hexadecimal digits.
    pub hashes: Vec<String>,
    /// Its words.
    pub sketch: Sketch,
}

impl Identity {
    /// Gives what the article read from `bytes` is known by; `origin` is its canonical path or
    /// address, where it has one.
    #[must_use]
    pub fn of(bytes: &[u8], document: &Document, origin: Option<&str>) -> Identity {
        Identity::with_hash(hash(bytes), document, origin)
    }

    /// Gives the same of an article whose bytes have this [`hash`].
    #[must_use]
    pub fn with_hash(hash: String, document: &Document, origin: Option<&str>) -> Identity {
        Identity {
            title: document.meta.title.clone(),
            origins: origin.map(str::to_owned).into_iter().collect(),
            hashes: vec![hash],
            sketch: Sketch::of(document.text()),
        }
    }

    /// Tells whether both are one article: by origin, by content, or by title with like words.
    #[must_use]
    pub fn same(&self, other: &Identity) -> bool {
        self.shares_place(other)
            || shares(&self.hashes, &other.hashes)
            || self.is_like(other, SAME_TITLE)
    }

    /// Tells the same of articles that are both there, at different places.
    #[must_use]
    pub fn same_beside(&self, other: &Identity) -> bool {
        self.shares_place(other)
            || shares(&self.hashes, &other.hashes)
            || self.is_like(other, SAME_TITLE_BESIDE)
    }

    /// Adds what `seen` knows of the same article; gives whether that changed anything.
    pub fn learn(&mut self, seen: &Identity) -> bool {
        let before = self.clone();
        for (known, new) in [(&mut self.origins, &seen.origins), (&mut self.hashes, &seen.hashes)] {
            known
                .extend(new.iter().filter(|new| !known.contains(new)).cloned().collect::<Vec<_>>());
            known.drain(..known.len().saturating_sub(KEPT));
        }
        if seen.title.is_some() {
            self.title.clone_from(&seen.title);
        }
        if seen.sketch != Sketch::default() {
            self.sketch = seen.sketch.clone();
        }
        *self != before
    }

    /// Tells whether both were read from one place: the last of both, or an earlier one that
    /// nothing else has taken since.
    fn shares_place(&self, other: &Identity) -> bool {
        let is_last = self.origins.last().is_some_and(|last| other.origins.last() == Some(last));
        let is_like = || self.sketch.likeness(&other.sketch) >= SAME_OLD_PLACE;
        is_last || shares(&self.origins, &other.origins) && is_like()
    }

    /// Tells whether the words are alike, and if the titles are, at least `share` of the shorter
    /// text is in the other.
    ///
    /// Of two titles the texts are not looked at, even where nearly all is the same: of 1,241 licences
    /// and pages about packages, 8,893 pairs of other titles had 95 % of their runs of words in common.
    fn is_like(&self, other: &Identity, share: f32) -> bool {
        match (self.title_key(), other.title_key()) {
            (Some(ours), Some(theirs)) if ours == theirs => {
                self.sketch.share_in_common(&other.sketch) >= share
            }
            (Some(_), Some(_)) => false,
            _ => self.sketch.likeness(&other.sketch) >= NO_TITLE,
        }
    }

    /// Gives the title without what a conversion may change: case, punctuation, spaces.
    #[must_use]
    pub fn title_key(&self) -> Option<String> {
        let title = self.title.as_deref()?;
        Some(words(title).collect::<Vec<_>>().join(" ").to_lowercase())
    }
}

fn shares(ours: &[String], theirs: &[String]) -> bool {
    ours.iter().any(|one| theirs.contains(one))
}

/// Gives the SHA-256 hash of `bytes` as 64 hexadecimal digits.
#[must_use]
pub fn hash(bytes: &[u8]) -> String {
    let mut hasher = Hasher::default();
    hasher.take(bytes);
    hasher.finish()
}

/// Makes the [`hash`] of bytes that come part by part.
#[derive(Clone, Debug, Default)]
pub struct Hasher(Sha256);

impl Hasher {
    /// Takes the next part.
    pub fn take(&mut self, part: &[u8]) {
        self.0.update(part);
    }

    /// Gives the hash of all parts.
    #[must_use]
    pub fn finish(self) -> String {
        let mut digits = String::with_capacity(64);
        for byte in self.0.finalize() {
            let _ = write!(digits, "{byte:02x}");
        }
        digits
    }
}

/// Numbers in a sketch: it tells likeness to within about 0.1.
const SKETCH_SIZE: usize = 64;

/// Words in a run that is counted as one. Single words are shared by all articles of a language,
/// long runs by no two editions.
const RUN_WORDS: usize = 3;

/// Bytes of an article that are sketched, from its beginning: a book's first chapters tell it
/// from another book, and a gigabyte need not be read for it.
const SKETCHED_BYTES: usize = 1 << 20;

/// The smallest hashes of an article's runs of words, ascending.
///
/// Source: Broder, On the resemblance and containment of documents (1997).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sketch(pub Vec<u64>);

impl Sketch {
    /// Gives the sketch of `text`; empty for a text without words.
    #[must_use]
    pub fn of(text: &str) -> Sketch {
        let mut smallest = BTreeSet::new();
        let mut run: Vec<u64> = Vec::new();
        for word in words(beginning(text)) {
            run.push(word_hash(word));
            if run.len() > RUN_WORDS {
                run.remove(0);
            }
            if run.len() == RUN_WORDS {
                keep(&mut smallest, run_hash(&run));
            }
        }
        if smallest.is_empty() && !run.is_empty() {
            smallest.insert(run_hash(&run));
        }
        Sketch(smallest.into_iter().collect())
    }

    /// Gives the estimated share of runs of words that both have, from 0 to 1.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "both are at most SKETCH_SIZE")]
    pub fn likeness(&self, other: &Sketch) -> f32 {
        let (ours, theirs): (BTreeSet<u64>, BTreeSet<u64>) =
            (self.0.iter().copied().collect(), other.0.iter().copied().collect());
        let either: Vec<u64> = ours.union(&theirs).copied().take(SKETCH_SIZE).collect();
        let both = either.iter().filter(|hash| ours.contains(hash) && theirs.contains(hash));
        both.count() as f32 / either.len().max(1) as f32
    }

    /// Gives the estimated share of the shorter text's runs of words that the other has too, from 0
    /// to 1: a text that was cut or continued has all of the shorter one.
    #[must_use]
    pub fn share_in_common(&self, other: &Sketch) -> f32 {
        let likeness = self.likeness(other);
        let (ours, theirs) = (self.runs(), other.runs());
        let both = likeness / (1.0 + likeness) * (ours + theirs);
        (both / ours.min(theirs).max(1.0)).min(1.0)
    }

    /// Gives the estimated number of different runs of words of the text: hashes are evenly spread,
    /// so the more there are, the smaller the smallest.
    #[expect(clippy::cast_precision_loss, reason = "an estimate")]
    fn runs(&self) -> f32 {
        match self.0.last() {
            Some(last) if self.0.len() == SKETCH_SIZE => {
                (SKETCH_SIZE - 1) as f32 / (*last as f32 / u64::MAX as f32)
            }
            _ => self.0.len() as f32,
        }
    }
}

/// Gives the part of `text` that is sketched.
fn beginning(text: &str) -> &str {
    text::slice(text, 0..text.floor_char_boundary(SKETCHED_BYTES))
}

/// Adds `hash` if it is among the smallest.
fn keep(smallest: &mut BTreeSet<u64>, hash: u64) {
    if smallest.len() < SKETCH_SIZE || smallest.last().is_some_and(|last| hash < *last) {
        smallest.insert(hash);
        if smallest.len() > SKETCH_SIZE {
            smallest.pop_last();
        }
    }
}

/// Gives the words without punctuation; in scripts without spaces, each letter is one.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split(|char: char| !char.is_alphanumeric()).filter(|word| !word.is_empty());
    words.flat_map(|word| word.split_inclusive(text::is_unspaced)).flat_map(last_apart)
}

/// Gives a word, and apart from it the letter of a script without spaces that it ends with.
fn last_apart(word: &str) -> impl Iterator<Item = &str> {
    let last = word.chars().next_back().filter(|last| text::is_unspaced(*last));
    let (word, last) = word.split_at(word.len() - last.map_or(0, char::len_utf8));
    [word, last].into_iter().filter(|part| !part.is_empty())
}

/// Gives the 64-bit FNV-1a hash of a word in lower case; Fowler, Noll and Vo's constants. Stored sketches
/// depend on it, so it never changes.
fn word_hash(word: &str) -> u64 {
    let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    const START: u64 = 0xcbf2_9ce4_8422_2325;
    if word.is_ascii() {
        return word.bytes().map(|byte| byte.to_ascii_lowercase()).fold(START, step);
    }
    word.to_lowercase().bytes().fold(START, step)
}

/// Gives one well-mixed hash of a run of words' hashes.
///
/// Source: the finalizer of SplitMix64, Steele, Lea and Flood (2014).
fn run_hash(run: &[u64]) -> u64 {
    run.iter().fold(0, |hash: u64, word| {
        let mut mixed = hash.wrapping_add(*word).wrapping_add(0x9e37_79b9_7f4a_7c15);
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    })
}

#[cfg(test)]
mod tests {
    use super::{Identity, Sketch};
    use crate::document::Style;
    use crate::document::builder::Builder;
    use crate::text::clean;

    /// Gives what is known of an article that was read from `origin`.
    fn identity(origin: &str, title: &str, text: &str) -> Identity {
        let mut builder = Builder::default();
        builder.push(text, Style::default());
        let mut document = builder.finish();
        document.meta.title = (!title.is_empty()).then(|| clean::line(title));
        Identity::of(text.as_bytes(), &document, Some(origin))
    }

    const HARBOUR: &str = "The dredgers worked from ten in the evening until the ferry came. \
        Nobody on the quay saw more of them than a row of lamps. What they brought up was weighed, \
        photographed and put back. The wall had been too short for a hundred years.";
    const GARDEN: &str = "A garden in winter is mostly waiting. The beds lie under straw, the \
        tools hang oiled in the shed, and the catalogue is read until its pages come loose.";

    #[track_caller]
    fn check(case: &str, one: &Identity, other: &Identity, same: bool) {
        let likeness = one.sketch.likeness(&other.sketch);
        assert_eq!(one.same(other), same, "{case} (likeness {likeness})");
        assert_eq!(other.same(one), same, "{case}, the other way round");
    }

    #[test]
    fn an_article_is_known_again() {
        let harbour = identity("/a.txt", "A Harbour Rebuilt", HARBOUR);
        let edited = HARBOUR.replace("a hundred", "ninety");
        check("read again", &harbour, &harbour, true);
        check("replaced by another", &harbour, &identity("/a.txt", "", GARDEN), true);
        check("moved", &harbour, &identity("/b.txt", "A Harbour Rebuilt", HARBOUR), true);
        check(
            "edited and moved",
            &harbour,
            &identity("/b.txt", "A harbour, rebuilt", &edited),
            true,
        );
        check(
            "another of its title",
            &harbour,
            &identity("/b", "A Harbour Rebuilt", GARDEN),
            false,
        );
        check("another title", &harbour, &identity("/b", "Two Harbours", &edited), false);
        check("without a title", &identity("/a", "", HARBOUR), &identity("/b", "", &edited), true);
        check("two without words", &identity("/a", "", "…"), &identity("/b", "", "!"), false);
    }

    /// Gives `count` sentences of words of their own.
    fn sentences(kind: &str, count: usize) -> String {
        let sentence =
            |number| format!("{kind}{number} lay near {kind}x{number} by {kind}y{number}. ");
        (0..count).map(sentence).collect()
    }

    #[test]
    fn an_article_that_was_cut_or_continued_is_known_again() {
        let whole = identity("/a", "A Harbour", &sentences("quay", 100));
        let cut = identity("/b", "A Harbour", &sentences("quay", 50));
        check("half of it", &whole, &cut, true);
        assert!(whole.same_beside(&cut), "half of it, the whole still there");
    }

    #[test]
    fn two_pages_of_a_column_that_are_both_there_are_two() {
        let page = |week: &str| {
            let text = sentences("all", 75) + &sentences(week, 25);
            identity(&format!("/{week}"), "The Week", &text)
        };
        let (one, next) = (page("one"), page("next"));
        assert!(!one.same_beside(&next), "three quarters of each stand in both");
        let copy = identity("/copy", "The Week", &sentences("all", 75));
        assert!(one.same_beside(&Identity { hashes: one.hashes.clone(), ..copy }), "one content");
    }

    #[test]
    fn what_took_the_place_of_a_moved_article_is_another() {
        let mut harbour = identity("/new.txt", "The Day", HARBOUR);
        harbour.learn(&identity("/archive.txt", "The Day", HARBOUR));
        check("at the old place", &harbour, &identity("/new.txt", "The Day", GARDEN), false);
        check("back again", &harbour, &identity("/new.txt", "The Day", HARBOUR), true);
        check("edited where it is", &harbour, &identity("/archive.txt", "", GARDEN), true);
    }

    #[test]
    fn scripts_without_spaces_are_made_of_letters() {
        assert_eq!(super::words("ab港の話, c").collect::<Vec<_>>(), ["ab", "港", "の", "話", "c"]);
        let text = "港は古い。浚渫船は十時に来た。誰も見なかった。朝になると帰った。";
        let edited = text.replace("十", "九");
        let likeness = Sketch::of(text).likeness(&Sketch::of(&edited));
        assert!(likeness > 0.7, "one letter of a sentence changed: {likeness}");
    }

    #[test]
    fn what_was_seen_is_learned() {
        let mut known = identity("/a", "A Harbour", HARBOUR);
        assert!(!known.learn(&known.clone()), "nothing new");
        for copy in 0..20 {
            assert!(known.learn(&identity(&format!("/{copy}"), "A Harbour", HARBOUR)));
        }
        assert_eq!(known.origins.len(), 16);
        assert_eq!(known.origins.last().map(String::as_str), Some("/19"));
        assert_eq!(known.hashes.len(), 1);
    }

    #[test]
    fn sketches_do_not_change_from_release_to_release() {
        assert_eq!(Sketch::of("One, two; THREE four").0, Sketch::of("one two three four").0);
        assert_eq!(Sketch::of("one two three").0, [10_012_003_694_679_683_353]);
        assert_eq!(Sketch::of("one"), Sketch::of("One."));
        assert_eq!(Sketch::of(""), Sketch::default());
    }
}
