//! Raised and lowered words as plain text has them: x², H₂O, 2^(k+1).

use crate::text;

/// How words are set off from the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Script {
    Raised,
    Lowered,
}

/// How such words are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// As they are: an ordinal, a note in brackets, small print.
    Plain,
    /// In characters of their own, see [`Script::small`].
    Small,
    /// Between marks.
    Marked(&'static str, &'static str),
}

/// Characters that an exponent or index has at most; more of them are words.
const MOST_CHARACTERS: usize = 8;

/// What stands in formulas between letters and digits.
const OPERATORS: [char; 9] = ['+', '-', '−', '=', '/', '*', '(', ')', '.'];

/// Letters that are raised as an exponent. Others are as a rule the end of an ordinal or of a word
/// cut short: "XIXe", "No", "Mr".
const EXPONENTS: [char; 8] = ['x', 'y', 'z', 'k', 'j', 't', 'T', 'N'];

impl Script {
    /// Tells how `words` are written after `before`.
    pub(super) fn way(self, words: &str, before: Option<char>) -> Way {
        let words = words.trim();
        let letters = words.chars().filter(|char| char.is_alphabetic()).count();
        if words.is_empty() {
            return Way::Plain;
        }
        if letters < 2 && words.chars().all(|char| self.small(char).is_some()) {
            return Way::Small;
        }
        let is_formula = |char: char| char.is_alphanumeric() || OPERATORS.contains(&char);
        let follows = before.is_some_and(|char| char.is_alphanumeric() || char == ')');
        if !follows || words.chars().count() > MOST_CHARACTERS || !words.chars().all(is_formula) {
            return Way::Plain;
        }
        let is_term = words.chars().all(|char| char.is_alphanumeric() || char == '.');
        let is_word = words.chars().all(char::is_alphabetic);
        match self {
            Script::Lowered if is_term => Way::Marked("_", ""),
            Script::Lowered => Way::Marked("_(", ")"),
            Script::Raised if is_word && !is_exponent(words) => Way::Plain,
            Script::Raised if is_term => Way::Marked("^", ""),
            Script::Raised => Way::Marked("^(", ")"),
        }
    }

    /// Gives the raised or lowered form of a character, or itself where it is as good; none where
    /// Unicode has none that terminals can be trusted to show.
    pub(super) fn small(self, char: char) -> Option<char> {
        let digit = |zero: u32, digit: char| char::from_u32(zero + digit.to_digit(10)?);
        match (self, char) {
            (_, ' ' | '\n' | ',') => Some(char),
            (Script::Raised, '1') => Some('¹'),
            (Script::Raised, '2') => Some('²'),
            (Script::Raised, '3') => Some('³'),
            (Script::Raised, '0'..='9') => digit(0x2070, char),
            (Script::Lowered, '0'..='9') => digit(0x2080, char),
            (Script::Raised, '+') => Some('⁺'),
            (Script::Raised, '-' | '−') => Some('⁻'),
            (Script::Raised, '=') => Some('⁼'),
            (Script::Raised, '(') => Some('⁽'),
            (Script::Raised, ')') => Some('⁾'),
            (Script::Raised, 'n') => Some('ⁿ'),
            (Script::Raised, 'i') => Some('ⁱ'),
            (Script::Lowered, '+') => Some('₊'),
            (Script::Lowered, '-' | '−') => Some('₋'),
            (Script::Lowered, '=') => Some('₌'),
            (Script::Lowered, '(') => Some('₍'),
            (Script::Lowered, ')') => Some('₎'),
            _ => None,
        }
    }

    /// Gives `words` in small characters, as far as there are such.
    pub(super) fn in_small(self, words: &str) -> String {
        words.chars().map(|char| self.small(char).unwrap_or(char)).collect()
    }

    /// Gives `words` as they are written after `before`.
    pub(super) fn written(self, words: &str, before: Option<char>) -> String {
        match self.way(words, before) {
            Way::Plain => words.to_owned(),
            Way::Small => self.in_small(words),
            Way::Marked(open, close) => {
                let (start, end) = (words.len() - words.trim_start().len(), words.trim_end().len());
                let [head, core, tail] =
                    [0..start, start..end, end..words.len()].map(|range| text::slice(words, range));
                format!("{head}{open}{core}{close}{tail}")
            }
        }
    }
}

/// Tells whether a word is a single letter that stands for a number.
fn is_exponent(word: &str) -> bool {
    let mut letters = word.chars();
    let first = letters.next().filter(|_| letters.next().is_none());
    first.is_some_and(|letter| EXPONENTS.contains(&letter) || ('α'..='ω').contains(&letter))
}

#[cfg(test)]
mod tests {
    use super::Script::{self, Lowered, Raised};

    #[track_caller]
    fn check(script: Script, before: &str, words: &str, expected: &str) {
        let written = script.written(words, before.chars().next_back());
        assert_eq!(format!("{before}{written}"), expected);
    }

    #[test]
    fn small_characters_are_used_where_all_have_one() {
        check(Raised, "x", "2", "x²");
        check(Raised, "10", "-3", "10⁻³");
        check(Raised, "10", "−12", "10⁻¹²");
        check(Raised, "2", "n", "2ⁿ");
        check(Raised, "2", "n+1", "2ⁿ⁺¹");
        check(Raised, "Na", "+", "Na⁺");
        check(Raised, "seen.", "1, 2", "seen.¹, ²");
        check(Lowered, "H", "2", "H₂");
        check(Lowered, "⁄", "40", "⁄₄₀");
    }

    #[test]
    fn marks_are_used_where_not() {
        check(Raised, "e", "x", "e^x");
        check(Raised, "2", "k+1", "2^(k+1)");
        check(Raised, "10", "0.5", "10^0.5");
        check(Raised, "e", "λ", "e^λ");
        check(Lowered, "v", "max", "v_max");
        check(Lowered, "a", "i+1", "a_(i+1)");
        check(Lowered, "a", " i ", "a _i ");
    }

    #[test]
    fn words_stay_words() {
        check(Raised, "1", "st", "1st");
        check(Raised, "XIX", "e", "XIXe");
        check(Raised, "Harbour", "TM", "HarbourTM");
        check(Raised, "seen", "[1]", "seen[1]");
        check(Raised, "seen", "in", "seenin");
        check(Raised, "seen", "citation needed", "seencitation needed");
        check(Lowered, "a", "small print", "asmall print");
        check(Lowered, "", "max", "max");
        check(Raised, "a", "", "a");
    }
}
