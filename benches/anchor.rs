//! How long it takes to make a bookmark, and to find bookmarks again in an article that was
//! edited: text inserted before them, and words changed in them and around them.

use divan::Bencher;
use sidehead::bookmark::anchor::Index;
use sidehead::bookmark::{Anchor, Quote};

fn main() {
    divan::main();
}

/// Letters of a bookmarked passage: about a sentence.
const PASSAGE_BYTES: usize = 120;

/// Words that the language of the text has.
const WORDS: u32 = 20_000;

/// Numbers that look random and are the same each time.
///
/// Source: Marsaglia, Xorshift RNGs, Journal of Statistical Software 8 (2003).
struct Numbers(u32);

impl Numbers {
    fn next(&mut self) -> u32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 17;
        self.0 ^= self.0 << 5;
        self.0
    }

    /// Gives a word; some are common and most are rare, as in a language.
    fn word(&mut self) -> String {
        let share = f64::from(self.next()) / f64::from(u32::MAX);
        let rank = f64::from(WORDS).powf(share) as u32;
        let mut letters = Numbers(rank.wrapping_mul(2_654_435_761) | 1);
        let length = 2 + letters.next() % 8;
        (0..length).map(|_| char::from(b'a' + (letters.next() % 26) as u8)).collect()
    }

    /// Gives about `bytes` of text in paragraphs.
    fn text(&mut self, bytes: usize) -> String {
        let mut text = String::with_capacity(bytes + 16);
        while text.len() < bytes {
            text.push_str(&self.word());
            text.push_str(match self.next() % 60 {
                0 => ".\n\n",
                1..=5 => ". ",
                _ => " ",
            });
        }
        text
    }
}

/// Gives a text of so many megabytes, an edited version of it, and passages of the first.
fn edited(megabytes: usize, changes_words: bool) -> (String, String, Vec<Quote>) {
    let mut numbers = Numbers(7);
    let old = numbers.text(megabytes << 20);
    let index = Index::default();
    let passages = (1..=100).map(|part| {
        let start = old.len() / 101 * part;
        index.describe(&old, start..start + PASSAGE_BYTES)
    });
    let quotes = passages.collect();
    let inserted = numbers.text(3_000);
    let new = match changes_words {
        false => format!("{inserted}\n\n{old}"),
        true => {
            let change = |(at, word)| if at % 12 == 0 { "changed" } else { word };
            let words: Vec<&str> = old.split(' ').enumerate().map(change).collect();
            format!("{inserted}\n\n{}", words.join(" "))
        }
    };
    (old, new, quotes)
}

/// The edits: text inserted before, and every twelfth word changed besides.
const CHANGES_WORDS: [bool; 2] = [false, true];

#[divan::bench(args = CHANGES_WORDS)]
fn one_bookmark_in_a_megabyte(bencher: Bencher<'_, '_>, changes_words: bool) {
    let (_, new, quotes) = edited(1, changes_words);
    bencher.bench(|| found(&Index::default(), &new, &quotes[50..51]));
}

#[divan::bench(args = CHANGES_WORDS)]
fn a_hundred_bookmarks_in_a_megabyte(bencher: Bencher<'_, '_>, changes_words: bool) {
    let (_, new, quotes) = edited(1, changes_words);
    bencher.bench(|| found(&Index::default(), &new, &quotes));
}

#[divan::bench(args = CHANGES_WORDS, sample_count = 10)]
fn one_bookmark_in_ten_megabytes(bencher: Bencher<'_, '_>, changes_words: bool) {
    let (_, new, quotes) = edited(10, changes_words);
    bencher.bench(|| found(&Index::default(), &new, &quotes[50..51]));
}

#[divan::bench(args = CHANGES_WORDS, sample_count = 10)]
fn a_hundred_bookmarks_in_ten_megabytes(bencher: Bencher<'_, '_>, changes_words: bool) {
    let (_, new, quotes) = edited(10, changes_words);
    bencher.bench(|| found(&Index::default(), &new, &quotes));
}

#[divan::bench]
fn the_first_bookmark_is_made_in_a_megabyte(bencher: Bencher<'_, '_>) {
    let (old, _, _) = edited(1, false);
    let start = old.len() / 2;
    bencher.bench(|| Index::default().describe(&old, start..start + PASSAGE_BYTES));
}

#[divan::bench]
fn another_bookmark_is_made_in_a_megabyte(bencher: Bencher<'_, '_>) {
    let (old, _, _) = edited(1, false);
    let (index, start) = (Index::default(), old.len() / 2);
    bencher.bench(|| index.describe(&old, start..start + PASSAGE_BYTES));
}

/// Gives how many of the bookmarks were found; all must be, or the time means nothing.
fn found(index: &Index, text: &str, quotes: &[Quote]) -> usize {
    let anchors = index.resolve_all(divan::black_box(text), quotes);
    let lost = anchors.iter().filter(|anchor| **anchor == Anchor::Orphan).count();
    assert_eq!(lost, 0, "of {} bookmarks", quotes.len());
    anchors.len()
}
