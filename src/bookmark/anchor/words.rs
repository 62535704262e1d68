//! The words of a folded text by what they are: where each one stands, found in no time.

use crate::text;

/// A word of a folded text, or two neighbouring letters of a script without spaces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Word {
    /// The byte it starts at.
    pub(super) start: usize,
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
        while let Some(&byte) = bytes.get(end).filter(|byte| is_of_word(**byte)) {
            // Only letters of three bytes or more can be of a script without spaces.
            if byte >= 0xe0
                && let Some(pair) = self.pair(start, end)
            {
                return Some(pair);
            }
            hash = step(hash, byte);
            end += 1;
        }
        self.at = end;
        Some(Word { start, hash: finish(hash) })
    }
}

impl Words<'_> {
    /// Gives what the letter at `end` makes a word of, if its script is without spaces: the word
    /// that ends before it, or else the letter and the next one.
    fn pair(&mut self, start: usize, end: usize) -> Option<Word> {
        let mut letters = text::slice(self.text, end..self.text.len()).chars();
        let letter = letters.next().filter(|letter| text::is_unspaced(*letter))?;
        let bytes = self.text.as_bytes();
        if end > start {
            self.at = end;
            return Some(Word { start, hash: hash(bytes.get(start..end)?) });
        }
        let next = letters.next().filter(|next| text::is_unspaced(*next));
        let both = letter.len_utf8() + next.map_or(0, char::len_utf8);
        self.at = start + letter.len_utf8();
        Some(Word { start, hash: hash(bytes.get(start..start + both)?) })
    }
}

/// Tells whether `byte` of a folded text is of a word: of a small letter, a digit, or of any
/// character beyond ASCII.
fn is_of_word(byte: u8) -> bool {
    matches!(byte, b'a'..=b'z' | b'0'..=b'9' | 0x80..)
}

const START: u32 = 0x811c_9dc5;

/// Source: Fowler, Noll and Vo's hash 1a.
fn step(hash: u32, byte: u8) -> u32 {
    (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
}

/// Spreads the hash over its low bits, by which words are filed.
fn finish(hash: u32) -> u32 {
    hash ^ (hash >> 15)
}

fn hash(word: &[u8]) -> u32 {
    finish(word.iter().fold(START, |hash, byte| step(hash, *byte)))
}

/// Files that an index has at least: in fewer, even a few words would share one.
const FILES_MIN: usize = 256;

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
            if let Some(count) = begins.get_mut(file(*hash) + 1) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for begin in &mut begins {
            sum += *begin;
            *begin = sum;
        }
        let mut starts = vec![0; found.len()];
        let mut next = begins.clone();
        for (hash, start) in &found {
            if let Some(slot) = next.get_mut(file(*hash)) {
                if let Some(place) = starts.get_mut(*slot as usize) {
                    *place = *start;
                }
                *slot += 1;
            }
        }
        Index { begins, starts }
    }

    /// Gives how many words there are.
    pub(super) fn len(&self) -> usize {
        self.starts.len()
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
    use super::{Index, words};

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
}
