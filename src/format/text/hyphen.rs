//! Words that were broken at the end of a line: which hyphens are part of a word, and which go
//! when the line is joined with the next one.
//!
//! A hyphen that goes wrongly makes a word that nobody wrote, and one that stays wrongly is seen
//! for what it is; so a hyphen stays unless something speaks for a broken word.

use hypher::Lang;

use crate::text;

/// What the beginning of a text tells of the hyphens at its line ends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Hyphens {
    /// The language, where its words can be told from parts of words.
    language: Option<Lang>,
    /// Whether so many lines end in one that the text breaks words to fill its lines.
    breaks_words: bool,
    /// Whether U+2010 stands inside lines, too, as a hyphen that was written.
    writes_typographic: bool,
}

/// How the end of a line and the start of the next one are joined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Joint {
    /// By a space.
    Space,
    /// By nothing.
    Nothing,
    /// By nothing, and the hyphen at the end of the line goes.
    Word,
}

/// Lines that end in a hyphen from which on a text breaks words, and the part of all lines that
/// they are at least.
const BROKEN_LINES: usize = 3;
const BROKEN_PART: usize = 16;

impl Hyphens {
    /// Gives what `beginning` tells, in which `broken` of `lines` line ends seem to break a word.
    pub(super) fn of(beginning: &str, broken: usize, lines: usize) -> Hyphens {
        Hyphens {
            language: if broken > 0 { language(beginning) } else { None },
            breaks_words: broken >= BROKEN_LINES && broken * BROKEN_PART >= lines,
            writes_typographic: writes_typographic(beginning),
        }
    }

    /// Tells how the line that ends with `last` is joined with the one that starts with `next`.
    pub(super) fn joint(self, last: &str, next: &str) -> Joint {
        let mut ends = last.chars().rev();
        let (Some(end), Some(start)) = (ends.next(), next.chars().next()) else {
            return Joint::Space;
        };
        let before = ends.next();
        let stands_alone = match end {
            '-' | TYPOGRAPHIC | SOFT => {
                let joins = before.is_some_and(char::is_alphanumeric) && start.is_alphanumeric();
                if joins && self.is_broken(last, next) {
                    return Joint::Word;
                }
                !joins || is_suspended(next)
            }
            '—' => before.is_some_and(char::is_whitespace) || !start.is_alphanumeric(),
            _ => !text::joins_without_space(end, start),
        };
        if stands_alone { Joint::Space } else { Joint::Nothing }
    }

    /// Tells whether a word was broken where the line `last` ends in a hyphen between two letters or
    /// digits.
    fn is_broken(self, last: &str, next: &str) -> bool {
        if last.ends_with(SOFT) || last.ends_with(TYPOGRAPHIC) && !self.writes_typographic {
            return is_typeset(without(last), next);
        }
        let Some((head, tail)) = parts(last, next) else { return false };
        match self.language {
            Some(Lang::English) => is_english(head, tail, self.breaks_words),
            Some(language) => self.breaks_words && may_break_at(head, tail, language),
            None => false,
        }
    }
}

/// Tells whether a hyphen that only typesetting makes may stand between `head` and `tail`.
fn is_typeset(head: &str, tail: &str) -> bool {
    let (before, after) = (head.chars().next_back(), tail.chars().next());
    let goes_on = after.is_some_and(char::is_lowercase)
        || before.is_some_and(char::is_uppercase) && after.is_some_and(char::is_uppercase);
    goes_on && !is_suspended(tail)
}

/// Tells whether `next` starts with a word that a hyphen before it does not join.
fn is_suspended(next: &str) -> bool {
    SUSPENDED.contains(&next.split(' ').next().unwrap_or_default())
}

/// Tells whether `line` ends in a hyphen that only typesetting makes.
pub(super) fn is_typeset_end(line: &str) -> bool {
    line.ends_with([TYPOGRAPHIC, SOFT])
}

/// Gives `line` without the hyphen at its end.
pub(super) fn without(line: &str) -> &str {
    line.strip_suffix(['-', TYPOGRAPHIC, SOFT]).unwrap_or(line)
}

/// The hyphen that is not the minus sign of a keyboard, and the one that is seen only at line ends.
const TYPOGRAPHIC: char = '\u{2010}';
const SOFT: char = '\u{ad}';

/// Words that a hyphen before them does not join: "before- and afterwards".
const SUSPENDED: [&str; 22] = [
    "and", "or", "nor", "to", "und", "oder", "bis", "sowie", "bzw", "als", "et", "ou", "y", "o",
    "e", "en", "of", "och", "og", "eller", "и", "или",
];

/// Tells quickly whether `above` may break a word that `below` goes on with.
pub(super) fn may_break(above: &str, below: &str) -> bool {
    above.ends_with(['-', TYPOGRAPHIC, SOFT]) && parts(above, below).is_some()
}

/// Gives the letters before the hyphen that `last` ends with, and those that `next` starts with;
/// none where these are no parts of one word in small letters, or of a word with more hyphens.
fn parts<'a>(last: &'a str, next: &'a str) -> Option<(&'a str, &'a str)> {
    let before = without(last);
    let start = before.trim_end_matches(char::is_alphabetic);
    let head = before.strip_prefix(start)?;
    let rest = next.trim_start_matches(char::is_lowercase);
    let tail = next.strip_suffix(rest)?;
    let is_joined = |char: char| char.is_alphanumeric() || JOINING.contains(&char);
    let goes_on = rest.starts_with(|char: char| char.is_alphanumeric() || HYPHENS.contains(&char));
    let is_small = head.chars().skip(1).all(char::is_lowercase);
    let is_word = is_small && !goes_on && !start.ends_with(is_joined) && !is_suspended(tail);
    (is_word && head.len() > 1 && tail.len() > 1).then_some((head, tail))
}

const HYPHENS: [char; 2] = ['-', TYPOGRAPHIC];

/// Signs by which a word hangs together with what is before it: a compound, an option, a path.
const JOINING: [char; 8] = ['-', TYPOGRAPHIC, '_', '/', '.', '@', '\\', '='];

/// Tells whether "`head`-`tail`" is a word of English that was broken: it is a word, and in a text
/// that breaks none its parts are not, for "on-line" may be meant; or it may be broken there, in a
/// text that breaks words, and no part is a word.
fn is_english(head: &str, tail: &str, breaks_words: bool) -> bool {
    let head = head.to_lowercase();
    let (is_head, is_tail) = (|| is_english_word(&head), || is_english_word(tail));
    if is_english_word(&format!("{head}{tail}")) {
        return breaks_words || !is_head() || !is_tail();
    }
    breaks_words && !is_head() && !is_tail() && may_break_at(&head, tail, Lang::English)
}

/// Words of English in small letters, one a line, sorted; not those that are another one with an
/// "s" after it. `assets/words/README.md` tells where they are from.
static ENGLISH: &str = include_str!("../../../assets/words/english.txt");

/// Tells whether `word` is in the list.
fn is_english_word(word: &str) -> bool {
    let is_listed = |word: &str| is_line(ENGLISH, word);
    is_listed(word) || word.strip_suffix('s').is_some_and(is_listed)
}

/// Tells whether `word` is a line of `sorted`.
fn is_line(sorted: &str, word: &str) -> bool {
    let bytes = sorted.as_bytes();
    let (mut low, mut high) = (0, bytes.len());
    while low < high {
        let middle = low + (high - low) / 2;
        let before = bytes.get(low..middle).unwrap_or_default();
        let start = memchr::memrchr(b'\n', before).map_or(low, |at| low + at + 1);
        let after = bytes.get(middle..).unwrap_or_default();
        let end = memchr::memchr(b'\n', after).map_or(bytes.len(), |at| middle + at);
        match text::slice(sorted, start..end).cmp(word) {
            std::cmp::Ordering::Less => low = end + 1,
            std::cmp::Ordering::Equal => return true,
            std::cmp::Ordering::Greater => high = start,
        }
    }
    false
}

/// Tells whether the hyphenation patterns of `language` let a word be broken between two parts.
fn may_break_at(head: &str, tail: &str, language: Lang) -> bool {
    let word = format!("{head}{tail}");
    let mut end = 0;
    hypher::hyphenate(&word, language).any(|syllable| {
        end += syllable.len();
        end == head.len()
    })
}

/// Tells whether U+2010 stands before a letter or digit of the same line.
fn writes_typographic(text: &str) -> bool {
    let hyphen = TYPOGRAPHIC.to_string();
    memchr::memmem::find_iter(text.as_bytes(), &hyphen).any(|at| {
        let after = text.get(at + hyphen.len()..).unwrap_or_default();
        after.starts_with(char::is_alphanumeric)
    })
}

/// Bytes of the beginning that tell the language: some hundred words.
const LANGUAGE_BYTES: usize = 4 << 10;

/// Bytes of the longest frequent word.
const FREQUENT_BYTES: usize = 5;

/// Words that are frequent in one language and hardly found in others, with its patterns where what
/// they allow is nearly always a broken word. In French and Dutch a hyphen joins too many words.
const FREQUENT: [(Option<Lang>, [&str; 8]); 8] = [
    (Some(Lang::English), ["the", "of", "and", "to", "that", "is", "for", "with"]),
    (Some(Lang::German), ["der", "die", "und", "das", "ist", "nicht", "mit", "den"]),
    (Some(Lang::Spanish), ["el", "los", "las", "y", "del", "una", "por", "con"]),
    (Some(Lang::Italian), ["il", "di", "che", "e", "per", "della", "non", "gli"]),
    (None, ["le", "les", "des", "et", "du", "est", "une", "dans"]),
    (None, ["het", "een", "van", "dat", "niet", "op", "te", "zijn"]),
    (None, ["e", "não", "do", "da", "em", "os", "uma", "ao"]),
    (None, ["och", "og", "det", "som", "en", "på", "er", "av"]),
];

/// Of so many words one must be frequent in a language for the text to be written in it.
const FREQUENT_PART: usize = 16;

/// Gives the language of a text that begins with `beginning`, of those that words are known of.
fn language(beginning: &str) -> Option<Lang> {
    let end = (0..=LANGUAGE_BYTES.min(beginning.len()))
        .rev()
        .find(|at| beginning.is_char_boundary(*at))?;
    let words = text::slice(beginning, 0..end).split_whitespace();
    let (mut all, mut found) = (0, [0; FREQUENT.len()]);
    for word in words {
        all += 1;
        if word.len() > FREQUENT_BYTES {
            continue;
        }
        for (count, (_, frequent)) in found.iter_mut().zip(&FREQUENT) {
            *count += usize::from(frequent.contains(&word));
        }
    }
    let (count, (language, _)) = found.iter().zip(&FREQUENT).max_by_key(|(count, _)| **count)?;
    language.filter(|_| *count * FREQUENT_PART >= all)
}

#[cfg(test)]
mod tests {
    use super::{ENGLISH, Hyphens, Joint, Lang, is_english_word, language, may_break};

    fn breaking(language: Lang) -> Hyphens {
        Hyphens { language: Some(language), breaks_words: true, writes_typographic: false }
    }

    /// Joins lines parted by `/`, each of which ends where the next one starts.
    #[track_caller]
    fn check(hyphens: Hyphens, lines: &str, expected: &str) {
        let mut lines = lines.split('/');
        let mut joined = lines.next().unwrap_or_default().to_owned();
        for next in lines {
            match hyphens.joint(&joined, next) {
                Joint::Space => joined.push(' '),
                Joint::Nothing => {}
                Joint::Word => drop(joined.pop()),
            }
            joined.push_str(next);
        }
        assert_eq!(joined, expected);
    }

    #[test]
    fn english_words_are_made_whole() {
        for (lines, expected) in [
            ("the lamp of the light-/house", "the lamp of the lighthouse"),
            ("in the last cen-/tury.", "in the last century."),
            ("Under-/standing comes", "Understanding comes"),
            ("the pil-/ots’ book", "the pilots’ book"),
            ("a disestablishmen-/tarian", "a disestablishmentarian"),
            ("a well-/known pilot", "a well-known pilot"),
            ("her after-/sales office", "her after-sales office"),
            ("self-/taught", "self-taught"),
            ("up-/to-date", "up-to-date"),
            ("state-of-/the-art", "state-of-the-art"),
            ("before-/and afterwards", "before- and afterwards"),
            ("the X-/ray", "the X-ray"),
            ("from Stoke-/Newton", "from Stoke-Newton"),
            ("--no-/quote", "--no-quote"),
            ("in 1870-/1871", "in 1870-1871"),
        ] {
            check(breaking(Lang::English), lines, expected);
        }
    }

    #[test]
    fn a_hyphen_between_words_stays_where_no_words_are_broken() {
        let english = Hyphens { breaks_words: false, ..breaking(Lang::English) };
        check(english, "goes on-/line", "goes on-line");
        check(english, "the lan-/tern", "the lantern");
        check(Hyphens::default(), "the lan-/tern", "the lan-tern");
    }

    #[test]
    fn patterns_tell_words_of_some_languages() {
        for (language, lines, expected) in [
            (Lang::German, "die Hafen-/mauer", "die Hafenmauer"),
            (Lang::German, "er ver-/stand", "er verstand"),
            (Lang::German, "Nord- und/Süd-/Molen", "Nord- und Süd-Molen"),
            (Lang::German, "Ein-/und Ausfahrt", "Ein- und Ausfahrt"),
            (Lang::Spanish, "el pes-/cador", "el pescador"),
            (Lang::Italian, "la lan-/terna", "la lanterna"),
        ] {
            check(breaking(language), lines, expected);
        }
    }

    #[test]
    fn a_typographic_hyphen_goes_unless_it_is_written_inside_lines() {
        check(Hyphens::default(), "as speci\u{2010}/fied", "as specified");
        check(Hyphens::default(), "as speci\u{ad}/fied", "as specified");
        check(Hyphens::default(), "the FOR\u{2010}/MAT1", "the FORMAT1");
        check(Hyphens::default(), "if non-op\u{2010}/tional", "if non-optional");
        check(Hyphens::default(), "on\u{2010}/and offshore", "on\u{2010} and offshore");
        check(Hyphens::default(), "by Stoke\u{2010}/Newton", "by Stoke\u{2010}Newton");
        let written = Hyphens::of("of the well\u{2010}known and the spe\u{2010}\ncial", 1, 2);
        check(written, "a well\u{2010}/known one", "a well\u{2010}known one");
        check(written, "a spe\u{2010}/cial one", "a special one");
    }

    #[test]
    fn the_beginning_tells_the_language() {
        let english = "The keeper of the light and the pilot of the ship.";
        assert_eq!(language(english), Some(Lang::English));
        assert_eq!(language("Der Wärter und die Lotsen der Stadt."), Some(Lang::German));
        assert_eq!(language("Het licht van de haven is niet te zien."), None);
        assert_eq!(language("Fyren i hamnen"), None);
        let frequent = super::FREQUENT.iter().flat_map(|(_, words)| words);
        assert_eq!(frequent.map(|word| word.len()).max(), Some(super::FREQUENT_BYTES));
        assert_eq!(language(""), None);
    }

    #[test]
    fn words_are_found_in_their_list() {
        let words: Vec<&str> = ENGLISH.lines().collect();
        assert!(words.is_sorted(), "the list is searched by halves");
        assert!(words.iter().step_by(97).all(|word| is_english_word(word)));
        assert!(is_english_word(words[0]) && is_english_word(words[words.len() - 1]));
        assert!(is_english_word("lanterns"), "by their singular");
        assert!(!is_english_word("") && !is_english_word("zzzz") && !is_english_word("selftaught"));
    }

    #[test]
    fn a_word_may_be_broken_before_small_letters() {
        assert!(may_break("the lan-", "tern"));
        assert!(!may_break("the lan-", "Tern") && !may_break("the -", "tern"));
        assert!(!may_break("the lan", "tern") && !may_break("a-b-", "tern"));
    }
}
