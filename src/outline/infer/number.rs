//! Numbers in front of headings: "3.", "2.1", "IV", "Chapter 7", "Chapter Seven", "第三章".

mod cjk;
mod spelt;
pub(super) mod word;

use word::Word;

/// A number in front of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Number {
    /// Which series it belongs to: everything but the last part.
    pub series: Series,
    /// The last part: 1 for "1", "A", "i".
    pub value: u32,
}

/// What numbers that follow each other have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Series {
    /// How the number is written.
    pub script: Script,
    /// What closes it.
    pub closer: Closer,
    /// Parts, of which the last one counts: 2 for "4.1".
    pub depth: u8,
    /// The parts before the last; the nearest four.
    pub parents: [u16; 4],
    /// The word that stands before it.
    pub word: Option<Word>,
}

/// All parts of a number, from the last one; how many there are, and the nearest five.
pub(super) type Path = (u8, [u16; 5]);

impl Number {
    /// Gives its parts.
    pub(super) fn path(&self) -> Path {
        let [one, two, three, four] = self.series.parents;
        let value = u16::try_from(self.value).unwrap_or(u16::MAX);
        (self.series.depth, [value, one, two, three, four])
    }

    /// Gives its parts without the last: those of the number it stands inside.
    pub(super) fn outer(&self) -> Option<Path> {
        let [one, two, three, four] = self.series.parents;
        let depth = self.series.depth.checked_sub(1).filter(|depth| *depth > 0)?;
        Some((depth, [one, two, three, four, 0]))
    }
}

/// How a number is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Script {
    /// 1, 2, 3.
    Digits,
    /// I, II, III.
    Roman,
    /// A, B, C.
    Capital,
    /// a, b, c.
    Small,
    /// 一, 二, 三.
    Han,
    /// One, two, three.
    Spelt,
}

/// What stands after a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Closer {
    /// Nothing, or a space.
    None,
    /// A full stop or colon.
    Stop,
    /// A bracket.
    Bracket,
}

/// The longest number that counts: years do not number headings.
const DIGITS_MOST: usize = 3;

/// The longest one after a word or sign that is written before the parts of books and laws, as in
/// "Sec. 10101".
const COUNTED_DIGITS_MOST: usize = 5;

/// Gives the number that `text` starts with.
///
/// A bare number or letter counts only with something that closes it, or with a word before it
/// and nothing else after it than a title.
pub(super) fn number(text: &str) -> Option<Number> {
    if has_initials(text) {
        return None;
    }
    let number = cjk::cjk(text).or_else(|| plain(text, None).map(|number| behind(number, text)));
    number.or_else(|| {
        let (word, rest) = text.split_once([' ', '\u{a0}'])?;
        if word.starts_with(char::is_lowercase) {
            return None;
        }
        if let Some(word) = word::before(word) {
            return spelt::spelt(rest, word).or_else(|| plain(rest, Some(word)));
        }
        if let Some(counted) = rest.split([' ', '\u{a0}']).next().and_then(word::behind) {
            return spelt::spelt(word, counted);
        }
        let named = word.starts_with(char::is_uppercase) && word.chars().all(char::is_alphabetic);
        let named = named && word.chars().count() > 2 && !is_part_of_name(rest);
        named.then(|| plain(rest, Some(Word::Other)))?
    })
}

/// Gives `number`, which `text` starts with, as one of parts if a word for them stands behind it, as
/// in "2. Kapitel", "3 § Rekisteri".
fn behind(number: Number, text: &str) -> Number {
    let word = text.split([' ', '\u{a0}']).nth(1).and_then(word::behind);
    if word.is_none() || number.series.depth > 1 {
        return number;
    }
    Number { series: Series { word, ..number.series }, ..number }
}

/// Tells whether `text` starts with two initials of a name: "R. W. Emerson".
fn has_initials(text: &str) -> bool {
    let is_initial =
        |initial: &[u8]| matches!(initial, [capital, b'.', b' '] if capital.is_ascii_uppercase());
    text.as_bytes().get(..6).is_some_and(|six| six.chunks(3).all(is_initial))
}

/// Tells whether what comes after a word that does not count is a letter that numbers nothing: an
/// initial, as in "Henry D. Thoreau", or a word, as in "Was I right?", "Vitamin D in winter".
fn is_part_of_name(rest: &str) -> bool {
    let after = rest.strip_prefix(|char: char| char.is_ascii_alphabetic());
    after.is_some_and(|after| after.starts_with(' ') || after.starts_with(". "))
}

/// Gives how many words a number in front of `text` takes, whose full stop ends no sentence.
pub(super) fn words(number: Number, text: &str) -> usize {
    let has_sign = text.starts_with("§ ") || text.starts_with("# ");
    match (number.series.word, number.series.script) {
        (Some(_), Script::Han) => 1,
        (Some(_), Script::Spelt) => 1 + spelt::words(text),
        (word, _) => 1 + usize::from(word.is_some() || has_sign),
    }
}

/// Gives the number that `text` is, if it is nothing else: that of a part, or of a page.
pub(super) fn alone(text: &str) -> Option<Number> {
    let digits = text.len() <= DIGITS_MOST && text.bytes().all(|byte| byte.is_ascii_digit());
    let value = digits.then(|| text.parse().ok())??;
    let (script, closer) = (Script::Digits, Closer::None);
    let series = Series { script, closer, depth: 1, parents: [0; 4], word: None };
    Some(Number { series, value })
}

/// Tells letters from Roman numerals by what comes before: after "B." a "C." is a letter.
pub(super) fn settle<'n>(numbers: impl Iterator<Item = &'n mut Number>) {
    let mut last: Option<Number> = None;
    for number in numbers.filter(|number| number.series.depth == 1) {
        let letter = LETTERS.iter().find(|(roman, _)| *roman == number.value);
        let alike =
            |last: &Number| Series { script: Script::Roman, ..last.series } == number.series;
        if let Some(last) = last.filter(|last| last.series.script == Script::Capital && alike(last))
            && let Some((_, letter)) = letter
            && *letter == last.value + 1
        {
            *number = Number { series: last.series, value: *letter };
        }
        last = Some(*number);
    }
}

/// What a Roman numeral of one letter is worth, and which letter of the alphabet it is.
const LETTERS: [(u32, u32); 5] = [(1, 9), (5, 22), (10, 24), (50, 12), (100, 3)];

/// What may close a number; a comma only where a word stands before it.
const STOPS: [char; 11] = [',', '.', ':', '-', '–', '—', '、', '．', 'º', 'ª', '°'];

fn plain(text: &str, word: Option<Word>) -> Option<Number> {
    let counted = word.is_some_and(Word::counts) || text.starts_with('§');
    let (open, text) = match text.strip_prefix(['(', '[', '§', '#']) {
        Some(rest) => (true, rest.trim_start()),
        None => (false, text),
    };
    let token = text.split([' ', '\u{a0}', '\u{3000}']).next()?;
    let (body, closer) = closed(token, word);
    let alone = token.len() == text.len();
    let mut parts = Parts::default();
    let mut script = None;
    for part in body.split(if counted { &['.', '-'][..] } else { &['.'][..] }) {
        let (value, found) = if counted { counted_value(part) } else { value(part) }?;
        script = Some(found);
        parts.push(value)?;
    }
    let script = script?;
    let set_off = open || word.is_some() || closer != Closer::None || parts.depth > 1;
    let spelt = matches!(script, Script::Digits)
        || set_off && (alone || word.is_some() || closer != Closer::None);
    let bare =
        matches!(script, Script::Digits) && !alone || matches!(script, Script::Roman) && alone;
    let is_amount = parts.depth > 1 && parts.value > LAST_MOST && !counted;
    if !(set_off && spelt || bare) || is_amount {
        return None;
    }
    let Parts { depth, parents, value } = parts;
    // "2.1." and "2.2" are of one series: people forget the last stop.
    let closer = if depth > 1 { Closer::None } else { closer };
    Some(Number { series: Series { script, closer, depth, parents, word }, value })
}

/// The largest last part of a number in parts; "1.250" is an amount.
const LAST_MOST: u32 = 199;

/// Gives a number without what closes it.
fn closed(token: &str, word: Option<Word>) -> (&str, Closer) {
    let body = token.trim_end_matches([')', ']']);
    if body.len() < token.len() {
        return (body, Closer::Bracket);
    }
    let body = token.trim_end_matches(if word.is_some() { &STOPS[..] } else { &STOPS[1..] });
    (body, if body.len() < token.len() { Closer::Stop } else { Closer::None })
}

#[derive(Default)]
struct Parts {
    depth: u8,
    parents: [u16; 4],
    value: u32,
}

impl Parts {
    fn push(&mut self, value: u32) -> Option<()> {
        if self.depth > 0 {
            self.parents.rotate_right(1);
            *self.parents.first_mut()? = u16::try_from(self.value).unwrap_or(u16::MAX);
        }
        self.value = value;
        self.depth = self.depth.checked_add(1).filter(|depth| *depth <= 8)?;
        Some(())
    }
}

/// Letters that may stand behind a number after a word or sign that counts: "1er", "12bis".
const SUFFIX_CHARS: usize = 3;

/// Gives what a part of a number is worth after a word or sign that counts: it may be long, in the
/// digits of another script, and letters behind it make it an ordinal or tell one that was put in
/// later, as in "§ 12a".
fn counted_value(part: &str) -> Option<(u32, Script)> {
    let bare = part.trim_end_matches(char::is_lowercase);
    if bare.is_empty() || part.chars().count() > bare.chars().count() + SUFFIX_CHARS {
        return value(part);
    }
    let digits: Option<Vec<u32>> = bare.chars().map(digit).collect();
    match digits.filter(|digits| digits.len() <= COUNTED_DIGITS_MOST) {
        Some(digits) => {
            let value = digits.iter().fold(0, |value, digit| value * 10 + digit);
            Some((value, Script::Digits))
        }
        None => value(bare),
    }
}

/// What nought is in scripts that have digits of their own: Arabic twice, Devanagari, Bengali.
const NOUGHTS: [char; 5] = ['0', '\u{660}', '\u{6f0}', '\u{966}', '\u{9e6}'];

fn digit(char: char) -> Option<u32> {
    let above = |nought: &char| u32::from(char).checked_sub(u32::from(*nought));
    NOUGHTS.iter().filter_map(above).find(|digit| *digit < 10)
}

fn value(part: &str) -> Option<(u32, Script)> {
    let bytes = part.as_bytes();
    match bytes {
        [] => None,
        _ if bytes.iter().all(u8::is_ascii_digit) => {
            (bytes.len() <= DIGITS_MOST).then(|| Some((part.parse().ok()?, Script::Digits)))?
        }
        _ if bytes.len() <= 6 && bytes.iter().all(|b| b"IVXLC".contains(b)) => {
            Some((roman(bytes), Script::Roman))
        }
        [capital @ b'A'..=b'Z'] => Some((u32::from(capital - b'A') + 1, Script::Capital)),
        [small @ b'a'..=b'z'] => Some((u32::from(small - b'a') + 1, Script::Small)),
        _ => None,
    }
}

fn roman(bytes: &[u8]) -> u32 {
    let worth = |byte: &u8| match byte {
        b'I' => 1,
        b'V' => 5,
        b'X' => 10,
        b'L' => 50,
        _ => 100,
    };
    let mut total = 0;
    let mut last = 0;
    for value in bytes.iter().rev().map(worth) {
        if value < last {
            total -= value;
        } else {
            total += value;
            last = value;
        }
    }
    total
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn numbers_are_read_in_every_form() {
        for (text, expected) in [
            ("1. Introduction", Some((1, 1))),
            ("2.1 Methods", Some((2, 1))),
            ("2.1.10. Methods", Some((3, 10))),
            ("3 Results", Some((1, 3))),
            ("IV. The road", Some((1, 4))),
            ("IX", Some((1, 9))),
            ("Chapter 7", Some((1, 7))),
            ("Appendix B: Tables", Some((1, 2))),
            ("A.1 Tables", Some((2, 1))),
            ("#2 — Pass the rope", Some((1, 2))),
            ("Day 2, in the evening", Some((1, 2))),
            ("2, in the evening", None),
            ("(b) Exceptions", Some((1, 2))),
            ("§ 12 Fristen", Some((1, 12))),
            ("§ 12a Fristen", Some((1, 12))),
            ("Artigo 3.º Objeto", Some((1, 3))),
            ("TITRE Ier", Some((1, 1))),
            ("Article 2bis", Some((1, 2))),
            ("المادة ١٢", Some((1, 12))),
            ("الباب الثاني", Some((1, 2))),
            ("अनुच्छेद 3", Some((1, 3))),
            ("2. Kapitel", Some((1, 2))),
            ("Zweiter Teil", Some((1, 2))),
            ("3 § Rekisteri", Some((1, 3))),
            ("Zweiter Versuch", None),
            ("Art. 5. Tides", Some((1, 5))),
            ("Sec. 12-101. Purpose.", Some((2, 101))),
            ("Sec. 12-301. Fines.", Some((2, 301))),
            ("12.301 Fines", None),
            ("Section 10101. Purpose.", Some((1, 10101))),
            ("Chapter Seven", Some((1, 7))),
            ("BOOK THE FIRST", Some((1, 1))),
            ("Chapter Twenty-One. Tides", Some((1, 21))),
            ("Chapitre premier", Some((1, 1))),
            ("Глава третья", Some((1, 3))),
            ("Part of the wall", None),
            ("Book the room", None),
            ("Chapter onely", None),
            ("Sept. 5. Tides", None),
            ("Summer 1999", None),
            ("第三章 海", Some((1, 3))),
            ("二、方法", Some((1, 2))),
            ("第十章 山", Some((1, 10))),
            ("第十二章 山", Some((1, 12))),
            ("第10章 山", Some((1, 10))),
            ("第一百二十三回", Some((1, 123))),
            ("第十十十十十十十十十十章", None),
            ("第1000章", None),
            ("제1장 총칙", Some((1, 1))),
            ("제12조(목적)", Some((1, 12))),
            ("제주도", None),
            ("1999 was a good year", None),
            ("A house by the sea", None),
            ("I went out", None),
            ("Methods", None),
            ("Henry D. Thoreau", None),
            ("R. W. Emerson", None),
            ("Was I right?", None),
            ("Within a week", None),
            ("Part I The sea", Some((1, 1))),
            ("Appendix B. Tables", Some((1, 2))),
            ("3", None),
        ] {
            let found = number(text).map(|n| (n.series.depth, n.value));
            assert_eq!(found, expected, "{text}");
        }
    }
}
