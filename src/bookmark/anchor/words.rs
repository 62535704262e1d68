//! The words of a folded text by what they are: where each one stands, found in no time.

use crate::text;

/// A word of a folded text, or two neighbouring letters of a script without spaces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Word {
    /// The byte it starts at.
    pub(super) start: usize,
    /// The byte it ends before.
    pub(super) end: usize,
    /// A number that equal words share, and hardly any others.
    pub(super) hash: u32,
}

/// Gives the words of a folded text in order.
pub(super) fn words(folded: &str) -> Words<'_> {
    Words { text: folded, at: 0 }
}

/// The words of a folded text that are still to come.
pub(super) struct Words<'t> {
    text: &'t str,
    at: usize,
}

impl Iterator for Words<'_> {
    type Item = Word;

    fn next(&mut self) -> Option<Word> {
        let bytes = self.text.as_bytes();
        let rest = bytes.get(self.at..)?;
        let start = self.at + rest.iter().position(|byte| is_of_word(*byte))?;
        let mut hash = START;
        let mut end = start;
        loop {
            let (eight, count) = Eight::at(bytes, end).of_word();
            if eight.may_be_unspaced() {
                return Some(self.by_letters(start));
            }
            hash = step(hash, eight);
            end += count;
            if count < 8 {
                self.at = end;
                return Some(Word { start, end, hash: finish(hash) });
            }
        }
    }
}

impl Words<'_> {
    /// Gives the word at `start`, looked at byte by byte: it may have letters of a script without
    /// spaces.
    fn by_letters(&mut self, start: usize) -> Word {
        let bytes = self.text.as_bytes();
        let mut end = start;
        while let Some(&byte) = bytes.get(end).filter(|byte| is_of_word(**byte)) {
            if byte >= UNSPACED_MIN
                && let Some(pair) = self.pair(start, end)
            {
                return pair;
            }
            end += 1;
        }
        self.at = end;
        Word { start, end, hash: hash(bytes.get(start..end).unwrap_or_default()) }
    }

    /// Gives what the letter at `end` makes a word of, if its script is without spaces: the word
    /// that ends before it, or else the letter and the next one.
    fn pair(&mut self, start: usize, end: usize) -> Option<Word> {
        let mut letters = text::slice(self.text, end..self.text.len()).chars();
        let letter = letters.next().filter(|letter| text::is_unspaced(*letter))?;
        let bytes = self.text.as_bytes();
        if end > start {
            self.at = end;
            return Some(Word { start, end, hash: hash(bytes.get(start..end)?) });
        }
        let next = letters.next().filter(|next| text::is_unspaced(*next));
        let end = start + letter.len_utf8() + next.map_or(0, char::len_utf8);
        self.at = start + letter.len_utf8();
        Some(Word { start, end, hash: hash(bytes.get(start..end)?) })
    }
}

/// Tells whether `byte` of a folded text is of a word: of a small letter, a digit, or of any
/// character beyond ASCII.
fn is_of_word(byte: u8) -> bool {
    matches!(byte, b'a'..=b'z' | b'0'..=b'9' | 0x80..)
}

/// The least first byte of a letter of a script without spaces: they all take three or more.
const UNSPACED_MIN: u8 = 0xe0;

/// Eight bytes of a text in one number, the first one lowest; beyond the end of the text, 0.
///
/// Most words are shorter. Looked at one by one, the bytes of a text take three times as long.
#[derive(Clone, Copy)]
struct Eight(u64);

impl Eight {
    fn at(bytes: &[u8], at: usize) -> Eight {
        let rest = bytes.get(at..).unwrap_or_default();
        match rest.first_chunk() {
            Some(eight) => Eight(u64::from_le_bytes(*eight)),
            None => Eight::padded(rest),
        }
    }

    /// Gives the bytes of fewer than eight, or the first eight.
    fn padded(bytes: &[u8]) -> Eight {
        let put = |eight, byte: &u8| eight << 8 | u64::from(*byte);
        Eight(bytes.iter().take(8).rev().fold(0, put))
    }

    /// Gives the bytes up to the first one that is not of a word, and how many they are.
    ///
    /// Each byte is compared in its seven low bits, so that no sum reaches the next byte; its
    /// highest bit says how the comparison ended.
    fn of_word(self) -> (Eight, usize) {
        let low = self.0 & !each(0x80);
        let at_least = |byte: u8| low + each(0x80 - byte);
        let small = at_least(b'a') & !at_least(b'z' + 1);
        let digit = at_least(b'0') & !at_least(b'9' + 1);
        let others = !(self.0 | small | digit) & each(0x80);
        let count = others.trailing_zeros() / 8;
        (Eight(self.0 & !u64::MAX.checked_shl(8 * count).unwrap_or_default()), count as usize)
    }

    /// Tells whether a byte is one that letters of scripts without spaces begin with.
    fn may_be_unspaced(self) -> bool {
        self.0 & self.0 << 1 & self.0 << 2 & each(0x80) != 0
    }
}

/// Gives a number of which each byte is `byte`.
const fn each(byte: u8) -> u64 {
    u64::from_ne_bytes([byte; 8])
}

const START: u64 = 0xcbf2_9ce4_8422_2325;

/// Adds up to eight bytes of a word to its hash; none, and it stays as it is.
fn step(hash: u64, Eight(bytes): Eight) -> u64 {
    if bytes == 0 {
        return hash;
    }
    (hash.rotate_left(5) ^ bytes).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// Gives the half of the hash that all bytes of the word went into.
fn finish(hash: u64) -> u32 {
    (hash >> 32) as u32
}

fn hash(word: &[u8]) -> u32 {
    finish(word.chunks(8).fold(START, |hash, bytes| step(hash, Eight::padded(bytes))))
}

/// Files that an index has at least: in fewer, even a few words would share one.
const FILES_MIN: usize = 256;

/// What the commonest word tells; in a text of one word, that would be nothing.
const TELLING_MIN: f32 = 0.05;

/// Where the words of a folded text stand.
///
/// Two arrays: the words' starts, filed by hash, and where each file begins.
#[derive(Clone, Debug)]
pub(super) struct Index {
    begins: Vec<u32>,
    starts: Vec<u32>,
}

impl Index {
    /// Notes where the words of `folded` stand; of a text beyond four gigabytes, those that stand
    /// in the first four.
    pub(super) fn new(folded: &str) -> Index {
        // A word and its space take six bytes in most languages.
        let mut found: Vec<(u32, u32)> = Vec::with_capacity(folded.len() / 6 + 1);
        let indexed = |word: Word| Some((word.hash, u32::try_from(word.start).ok()?));
        found.extend(words(folded).map_while(indexed));
        let files = found.len().next_power_of_two().max(FILES_MIN);
        let mut begins = vec![0_u32; files + 1];
        let file = |hash: u32| hash as usize & (files - 1);
        for (hash, _) in &found {
            if let Some(count) = begins.get_mut(file(*hash)) {
                *count += 1;
            }
        }
        // The sums are where files end. As each word is put before those that are there, from the
        // last one on, they become where files begin.
        let mut sum = 0;
        for begin in &mut begins {
            sum += *begin;
            *begin = sum;
        }
        let mut starts = vec![0; found.len()];
        for (hash, start) in found.iter().rev() {
            if let Some(begin) = begins.get_mut(file(*hash)) {
                *begin -= 1;
                if let Some(place) = starts.get_mut(*begin as usize) {
                    *place = *start;
                }
            }
        }
        Index { begins, starts }
    }

    /// Gives how many words there are.
    fn len(&self) -> usize {
        self.starts.len()
    }

    /// Gives what a word with this hash tells about where it stands, in nats: the logarithm of how
    /// rare it is in the text.
    #[expect(clippy::cast_precision_loss, reason = "a share need not be exact to seven digits")]
    pub(super) fn telling(&self, hash: u32) -> f32 {
        ((self.len() + 1) as f32 / (self.starts(hash).len() + 1) as f32).ln().max(TELLING_MIN)
    }

    /// Gives where the words with this hash start, in order; there may be others among them.
    pub(super) fn starts(&self, hash: u32) -> &[u32] {
        let files = self.begins.len() - 1;
        let file = hash as usize & (files - 1);
        let begin = |file: usize| self.begins.get(file).map_or(0, |begin| *begin as usize);
        self.starts.get(begin(file)..begin(file + 1)).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Index, hash, is_of_word, words};

    #[test]
    fn words_are_runs_of_letters_and_pairs_where_there_are_no_spaces() {
        let found = |text| words(text).map(|word| word.start).collect::<Vec<_>>();
        assert_eq!(found("it's 3.5, or so"), [0, 3, 5, 7, 10, 13]);
        assert_eq!(found("привет, мир"), [0, 14]);
        assert_eq!(found("ab日本語."), [0, 2, 5, 8]);
        assert_eq!(found(" ,"), [0; 0]);
        let hashes = |text| words(text).map(|word| word.hash).collect::<Vec<_>>();
        assert_eq!(hashes("日本語"), [hashes("日本")[0], hashes("本語")[0], hashes("語")[0]]);
        assert_eq!(hashes("ferry"), hashes(" ferry."));
    }

    #[test]
    fn the_index_knows_every_word() {
        let text = "the ferry came and the ferry went 日本語 at nine ".repeat(30);
        let index = Index::new(&text);
        for word in words(&text) {
            let start = u32::try_from(word.start).expect("the text is short");
            assert!(index.starts(word.hash).contains(&start), "the word at {start}");
        }
        assert!(Index::new("").starts(7).is_empty(), "no words");
    }

    proptest! {
        #[test]
        fn words_taken_by_eight_bytes_are_those_taken_one_by_one(text in "[a-z0-9A-Z^`{é /.]{0,80}") {
            let mut expected = Vec::new();
            let mut start = 0;
            for word in text.as_bytes().split(|byte| !is_of_word(*byte)) {
                if !word.is_empty() {
                    expected.push((start, hash(word)));
                }
                start += word.len() + 1;
            }
            let found: Vec<_> = words(&text).map(|word| (word.start, word.hash)).collect();
            prop_assert_eq!(found, expected);
        }
    }
}
