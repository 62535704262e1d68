//! Strings as a terminal and a reader see them: columns, graphemes, words, sentences; and
//! [`clean`], the one door through which text from outside enters the program.
//!
//! Knows nothing of documents or screens.

mod ascii;
pub mod clean;
pub(crate) mod printable;
pub mod scalars;

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use ascii::{Words, sum};

/// Gives the part of `text` in `range`, in bytes.
///
/// Panics when `range` does not lie on character boundaries inside `text`: every range of the
/// house is made from the text it indexes, so such a range is a defect.
#[must_use]
#[track_caller]
#[expect(clippy::string_slice, reason = "the one place that slices; its panic is documented")]
pub fn slice(text: &str, range: Range<usize>) -> &str {
    &text[range]
}

/// Gives a share, from 0 to 1, in whole percent. Only all of it is 100: what is less is not rounded
/// up to that, as people read it as certain.
#[must_use]
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is 0 to 100")]
pub fn percent(share: f64) -> u8 {
    let percent = (share.clamp(0.0, 1.0) * 100.0).round() as u8;
    if share < 1.0 { percent.min(99) } else { percent }
}

/// Gives the columns `text` takes on screen, counted as ratatui counts them: by whole grapheme
/// clusters.
#[must_use]
pub fn columns(text: &str) -> usize {
    if text.is_ascii() {
        return text.len();
    }
    let simple = text.chars().try_fold(0, |columns, char| Some(columns + plain_columns(char)?));
    simple.unwrap_or_else(|| graphemes(text).map(|(_, _, columns)| columns).sum())
}

/// Gives the columns of a character that always is a cluster by itself beside others of which this
/// is known; none of any other. These are most of what most articles are written in: Latin, Greek
/// and Cyrillic letters, dashes and quotation marks, Han, kana, Hangul syllables and the
/// punctuation between them.
pub(crate) fn plain_columns(char: char) -> Option<usize> {
    match char {
        ' '..='~'
        | '\u{c0}'..='\u{24f}'
        | '\u{391}'..='\u{3a1}'
        | '\u{3a3}'..='\u{3ff}'
        | '\u{400}'..='\u{482}'
        | '\u{48a}'..='\u{52f}'
        | '\u{2010}'..='\u{2027}' => Some(1),
        '\u{3001}'..='\u{3029}'
        | '\u{3041}'..='\u{3096}'
        | '\u{30a1}'..='\u{30fa}'
        | '\u{30fc}'..='\u{30fe}'
        | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fef}'
        | '\u{ac00}'..='\u{d7a3}'
        | '\u{ff01}'..='\u{ff60}' => Some(2),
        _ => None,
    }
}

/// Gives each grapheme cluster with the byte it starts at and its columns.
///
/// Source: Unicode Standard Annex #29, extended clusters; widths by the `unicode-width` crate on
/// the whole cluster.
pub fn graphemes(text: &str) -> impl DoubleEndedIterator<Item = (usize, &str, usize)> {
    text.grapheme_indices(true).map(|(start, cluster)| (start, cluster, cluster.width()))
}

/// Gives the range in bytes of each word: runs that hold a letter or a digit.
///
/// Source: Unicode Standard Annex #29, word boundaries.
pub fn words(text: &str) -> impl DoubleEndedIterator<Item = Range<usize>> {
    text.unicode_word_indices().map(|(start, word)| start..start + word.len())
}

/// Gives the range in bytes of each sentence, without white space at its ends.
///
/// Source: Unicode Standard Annex #29, sentence boundaries; a break after a single capital or a
/// common abbreviation ("J. Smith", "Dr. Smith") is undone.
#[must_use]
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for (start, sentence) in text.split_sentence_bound_indices() {
        let blank = sentence.len() - sentence.trim_start().len();
        let range = start + blank..start + sentence.trim_end().len().max(blank);
        match found.last_mut() {
            _ if range.is_empty() => {}
            Some(last) if ends_in_abbreviation(slice(text, last.clone())) => {
                last.end = range.end;
            }
            _ => found.push(range),
        }
    }
    found
}

/// Abbreviations that stand before a name or a number and do not end a sentence.
const ABBREVIATIONS: [&str; 16] = [
    "Dr.", "Mr.", "Mrs.", "Ms.", "Prof.", "St.", "Sr.", "Jr.", "No.", "Fig.", "Gen.", "Col.",
    "Rev.", "Sen.", "vs.", "e.g.",
];

fn ends_in_abbreviation(sentence: &str) -> bool {
    let last = sentence.rsplit(char::is_whitespace).next().unwrap_or_default();
    let mut chars = last.chars();
    let initial = matches!((chars.next(), chars.next(), chars.next()),
        (Some(letter), Some('.'), None) if letter.is_uppercase());
    initial && last != "I." || ABBREVIATIONS.contains(&last)
}

/// Tells whether two spaces stand side by side in `text`.
pub(crate) fn has_gap(text: &str) -> bool {
    ascii::has_pair(text.as_bytes(), b' ')
}

/// Gives where signs of ASCII stand that prose seldom has: all but `` !"'(),.` ``.
pub(crate) fn signs(bytes: &[u8]) -> impl Iterator<Item = usize> {
    ascii::Signs::of(bytes)
}

/// Counts the words of `text` for reading time: runs between white space that hold a letter or
/// digit; of scripts written without spaces, two characters count as a word.
#[must_use]
pub fn count_words(text: &str) -> usize {
    let mut runs = Runs::default();
    let mut unspaced = 0;
    let mut rest = text;
    while !rest.is_empty() {
        rest = runs.take_ascii(rest);
        let mut chars = rest.chars();
        match chars.next() {
            // Asked first, as the tables of all letters are large.
            Some('\u{4e00}'..='\u{9fef}') => unspaced += 1,
            Some(char) if is_unspaced(char) => unspaced += usize::from(char.is_alphanumeric()),
            Some(char) => runs.take(char.is_whitespace(), char.is_alphanumeric()),
            None => {}
        }
        rest = chars.as_str();
    }
    runs.ended + usize::from(runs.has_letter) + usize::div_ceil(unspaced, 2)
}

/// Runs between white space, those counted that hold a letter.
#[derive(Default)]
struct Runs {
    ended: usize,
    /// Whether the run that goes on holds a letter.
    has_letter: bool,
}

impl Runs {
    fn take(&mut self, is_space: bool, is_letter: bool) {
        self.ended += usize::from(is_space & self.has_letter);
        self.has_letter = (self.has_letter | is_letter) & !is_space;
    }

    /// Takes the ASCII at the start of `text`, and gives what follows it.
    fn take_ascii<'a>(&mut self, text: &'a str) -> &'a str {
        let bytes = text.as_bytes();
        if !bytes.first().is_some_and(u8::is_ascii) {
            return text;
        }
        let mut taken = 0;
        let (chunks, _) = bytes.as_chunks();
        for words in chunks.iter().map_while(Words::of) {
            self.take_words(&words);
            taken += Words::BYTES;
        }
        // What is left is less than a chunk, or something else than ASCII is in its first one.
        let rest = bytes.get(taken..).unwrap_or_default();
        let plain = rest.iter().take_while(|byte| byte.is_ascii()).count();
        taken += plain;
        match rest.get(..plain).unwrap_or_default() {
            few if few.len() < Words::WORTHWHILE => few.iter().for_each(|byte| {
                self.take((*byte as char).is_whitespace(), byte.is_ascii_alphanumeric());
            }),
            some => Words::of_fewer(some).iter().for_each(|words| self.take_words(words)),
        }
        slice(text, taken..text.len())
    }

    /// Takes many bytes of ASCII.
    ///
    /// They are made numbers of eight bytes, two for each eight: 255 for each byte that is no white
    /// space, and 1 for each letter. In the sum of the two each run with a letter, and no other,
    /// carries into the white space after it, from one sum into the next where it goes on: a byte of
    /// 255 passes a carry on, and makes one with the 1 of a letter.
    fn take_words(&mut self, words: &Words) {
        let ((fills, _), (letters, _)) = (words.fill.as_chunks(), words.letters.as_chunks());
        let mut ended = 0;
        for (fill, letters) in fills.iter().zip(letters) {
            let (fill, letters) = (u64::from_le_bytes(*fill), u64::from_le_bytes(*letters));
            let (sum, carry) = fill.carrying_add(letters, self.has_letter);
            ended += sum & !fill;
            self.has_letter = carry;
        }
        self.ended += sum(ended);
    }
}

/// Tells whether `char` is of a script written without spaces between words: Han, kana, Thai,
/// Lao, Khmer, Myanmar.
pub(crate) fn is_unspaced(char: char) -> bool {
    matches!(char,
        '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
        | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// Tells whether `char` is set solid: of a script whose lines are broken between any two characters,
/// Han, kana, bopomofo and Yi with their punctuation. Others without spaces, as Thai, break between
/// words only; and Hangul has spaces.
///
/// Source: CSS Text 3, section 4.1.3: what is wide, full or half, but Hangul; and no emoji here,
/// which stand among words of every script.
pub(crate) fn is_set_solid(char: char) -> bool {
    matches!(char,
        '\u{2e80}'..='\u{312f}' | '\u{3190}'..='\u{31ff}' | '\u{3220}'..='\u{325f}'
        | '\u{3280}'..='\u{a4cf}' | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe4f}'
        | '\u{ff01}'..='\u{ff9f}' | '\u{1b000}'..='\u{1b16f}' | '\u{20000}'..='\u{3ffff}')
}

/// Tells whether the end of a line between `before` and `after` stands for nothing, not for a space.
pub(crate) fn joins_without_space(before: char, after: char) -> bool {
    is_set_solid(before) && is_set_solid(after)
}

#[cfg(test)]
mod tests {
    use super::{
        columns, count_words, graphemes, joins_without_space, percent, plain_columns, sentences,
        slice, words,
    };

    #[test]
    fn line_ends_stand_for_nothing_between_what_is_set_solid() {
        for (before, after, expected) in [
            ('日', '本', true),
            ('ー', '、', true),
            ('ﾊ', '本', true),
            ('ㄅ', 'ㄆ', true),
            ('한', '국', false),
            ('ไ', 'ท', false),
            ('日', 'a', false),
            ('👍', '👍', false),
        ] {
            assert_eq!(joins_without_space(before, after), expected, "{before}{after}");
        }
    }

    #[test]
    fn only_all_of_it_is_a_hundred_percent() {
        let shares = [0.0, 0.004, 0.29, 0.995, 0.9999, 1.0, 1.1];
        assert_eq!(shares.map(percent), [0, 0, 29, 99, 99, 100, 100]);
    }

    #[test]
    fn columns_are_those_of_clusters() {
        for (text, expected) in [
            ("abc", 3),
            ("日本", 4),
            ("👨‍👩‍👧", 2),
            ("👍🏽", 2),
            ("e\u{301}", 1),
            ("می\u{200c}خ", 3),
            ("", 0),
        ] {
            assert_eq!(columns(text), expected, "{text}");
        }
    }

    #[test]
    fn plain_characters_are_as_wide_as_their_clusters() {
        let plain = ('\0'..='\u{ffff}').filter_map(|char| Some((char, plain_columns(char)?)));
        for (char, columns) in plain {
            let clusters: Vec<_> = graphemes(&format!("a{char}a日{char}{char}é"))
                .map(|(_, cluster, _)| cluster.chars().count())
                .collect();
            assert!(clusters.iter().all(|chars| *chars == 1), "U+{:04X}", u32::from(char));
            let found: usize = graphemes(&char.to_string()).map(|(_, _, columns)| columns).sum();
            assert_eq!(found, columns, "U+{:04X}", u32::from(char));
        }
    }

    #[track_caller]
    fn check_sentences(text: &str, expected: &[&str]) {
        let found: Vec<&str> =
            sentences(text).into_iter().map(|range| slice(text, range)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn sentences_end_where_a_reader_ends_them() {
        check_sentences("One. Two! Three?", &["One.", "Two!", "Three?"]);
        check_sentences(
            "Dr. Vane and J. Holt came. They left.",
            &["Dr. Vane and J. Holt came.", "They left."],
        );
        check_sentences(
            "It cost 3.50 a day. “No.” He went.",
            &["It cost 3.50 a day.", "“No.”", "He went."],
        );
    }

    #[test]
    fn words_hold_a_letter_or_a_digit() {
        let found: Vec<&str> =
            words("It’s 3.5 – or so").map(|r| slice("It’s 3.5 – or so", r)).collect();
        assert_eq!(found, ["It’s", "3.5", "or", "so"]);
    }

    #[test]
    fn words_are_counted_for_reading_time() {
        for (text, expected) in [
            ("", 0),
            ("two words", 2),
            ("a – b", 2),
            ("日本語の本", 3),
            ("“I do” (not) --- said\tshe.", 5),
            ("été à l’école", 3),
        ] {
            assert_eq!(count_words(text), expected, "{text}");
        }
    }

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig {
            cases: 1_000,
            failure_persistence: None,
            ..proptest::prelude::ProptestConfig::default()
        })]

        #[test]
        fn words_are_runs_with_a_letter(text in "([a-c1]{0,9}[ \n]|[ab]{0,70}[(-é–]{0,2}[ \t]?){0,40}") {
            let has_letter = |run: &&str| run.contains(char::is_alphanumeric);
            let runs = text.split(char::is_whitespace).filter(has_letter).count();
            proptest::prop_assert_eq!(count_words(&text), runs, "{}", text);
        }
    }
}
