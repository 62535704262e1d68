//! How the words of a short line look: how it starts and ends, how its letters are set, its signs.

use std::num::NonZeroU8;

use super::number::{self, Number};
use super::words::{Beginning, is_unspaced};

/// How the words of a short block look, in few bytes; what is counted goes up to 255.
#[derive(Clone, Debug)]
pub(super) struct Look {
    /// Words between white space; two characters of East Asia are one.
    pub words: u8,
    /// Whether it has the initials of a name.
    pub initials: bool,
    /// Whether it starts as a byline does.
    pub by: bool,
    /// How many lines start with the same two words; 0 where it has fewer.
    pub openings: u8,
    /// How it starts, whatever picture stands before that.
    pub start: Start,
    /// Whether a picture stands before it.
    pub picture: bool,
    /// How it ends.
    pub end: End,
    /// How its letters are set.
    pub case: Case,
    /// The number it starts with.
    pub number: Option<Number>,
    /// Whether it is that number and no name: "Chapter 7", "§ 3".
    pub unnamed: bool,
    /// Whether a sentence ends inside it.
    pub sentence_inside: bool,
    /// Where a colon with something after it stands, as the words up to it; none without one.
    pub colon_after: Option<NonZeroU8>,
    /// Commas and semicolons.
    pub commas: u8,
    /// Digits in a hundred characters.
    pub digits: u8,
    /// Whether it holds an address of the net.
    pub address: bool,
    /// Signs of programs and tables in a hundred characters.
    pub signs: u8,
    /// Whether it reads like a line of a program.
    pub code: bool,
    /// How many lines have the same words before their colon; 0 where it has none.
    pub labels: u8,
    /// Whether it credits somebody with a picture.
    pub credits: bool,
    /// Whether it is the name of a picture or a table, with its number.
    pub figure: bool,
    /// What it asks for that the article does not.
    pub call: Call,
    /// Whether it is a label that asks for attention and nothing else: "Note", "Warning".
    pub label: bool,
    /// Whether it is typed after a prompt.
    pub prompt: bool,
    /// Whether it starts with a number sign and a small letter, as what is typed may.
    pub small_after_sign: bool,
    /// Whether a quotation begins or ends with it that does not do both.
    pub half_quoted: bool,
    /// How many short blocks stand right before and right after it.
    pub run_before: u16,
    pub run_after: u16,
}

/// How a line starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Start {
    /// With a capital letter.
    Upper,
    /// With a small letter.
    Lower,
    /// With a letter of a script without case.
    Uncased,
    /// With a digit.
    Digit,
    /// With a quotation mark.
    Quote,
    /// With a dash.
    Dash,
    /// With a bracket.
    Bracket,
    /// With some other sign.
    Sign,
}

/// How a line ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum End {
    /// With a letter.
    Letter,
    /// With a digit.
    Digit,
    /// With a full stop.
    Stop,
    /// With a question mark.
    Question,
    /// With an exclamation mark.
    Exclamation,
    /// With a colon.
    Colon,
    /// With a comma or semicolon.
    Comma,
    /// With an ellipsis.
    Ellipsis,
    /// With a closing quotation mark.
    Quote,
    /// With a closing bracket.
    Bracket,
    /// With a dash.
    Dash,
    /// With some other sign.
    Sign,
}

/// How letters are set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Case {
    /// Capitals throughout.
    Capitals,
    /// Long words with a capital.
    Title,
    /// As in a sentence.
    Sentence,
    /// A script without case, or no letters.
    None,
}

impl Look {
    /// Looks at `text`, a short line, once from its start to its end.
    pub(super) fn of(text: &str) -> Look {
        let mut letters = Letters::default();
        for char in text.chars() {
            letters.take(char);
        }
        letters.end_word();
        let chars = letters.chars.max(1);
        let beginning = Beginning::of(text);
        let number = number::number(text);
        let shown = text.trim_start_matches(is_picture);
        let bare = text.len() == shown.len();
        Look {
            words: few(letters.words + letters.unspaced / 2),
            initials: letters.initials > 0,
            by: beginning.is_byline(),
            openings: 0,
            start: start(if bare { text } else { shown.trim_start() }),
            picture: !bare,
            end: end(text),
            case: letters.case(),
            number,
            unnamed: number.is_some_and(|number| letters.words <= number::words(number, text)),
            sentence_inside: letters.sentence_words
                > number.map_or(0, |number| number::words(number, text)),
            colon_after: letters.colon_after.and_then(|words| NonZeroU8::new(few(words))),
            commas: few(letters.commas),
            digits: few(letters.digits * 100 / chars),
            address: letters.at || text.contains("://") || text.contains("www."),
            signs: few(letters.signs * 100 / chars),
            code: letters.signs > 0 && is_code(text),
            labels: 0,
            credits: beginning.is_credit(),
            figure: beginning.is_figure(),
            call: Call::of(&beginning),
            label: letters.words < 3 && beginning.is_label(),
            prompt: is_typed(text),
            small_after_sign: may_be_typed(text),
            half_quoted: is_half_quoted(text),
            run_before: 0,
            run_after: 0,
        }
    }
}

/// What a line asks for that the article does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Call {
    None,
    /// It begins as calls to do something else do.
    Other,
    /// It is nothing but a word for an advertisement.
    Advert,
}

impl Call {
    fn of(beginning: &Beginning<'_>) -> Call {
        match (beginning.is_advert(), beginning.is_call()) {
            (true, _) => Call::Advert,
            (false, true) => Call::Other,
            (false, false) => Call::None,
        }
    }
}

impl Look {
    /// Tells whether it asks for something that the article does not.
    pub(super) fn calls(&self) -> bool {
        self.call != Call::None
    }

    /// Tells whether it is an address of the net and nothing else than perhaps an arrow before it.
    pub(super) fn is_address(&self) -> bool {
        self.address && (self.words == 1 || self.words == 2 && self.start == Start::Sign)
    }
}

fn few(count: usize) -> u8 {
    u8::try_from(count).unwrap_or(u8::MAX)
}

/// Marks around what is said, of which one more belongs to each; single ones are apostrophes, too.
const QUOTES: [char; 6] = ['"', '“', '”', '„', '«', '»'];

/// Tells whether a mark at the start or the end of `text` is the only one in it: the quotation has
/// more lines, as verse and long speech have.
fn is_half_quoted(text: &str) -> bool {
    let at_edge = text.starts_with(QUOTES) || text.ends_with(QUOTES);
    at_edge && text.chars().filter(|char| QUOTES.contains(char)).count() == 1
}

/// What stands in programs and not in prose.
const CODE: [&str; 14] = [
    " == ", " = ", " != ", "=>", "->", "::", " && ", " || ", "$ ", "</", "/>", "#include", ">>>",
    "+=",
];

/// What lines of programs end with.
const CODE_ENDS: [&str; 8] = ["{", "}", ";", "):", "]:", ",)", "\\", "/>"];

fn is_code(text: &str) -> bool {
    CODE.iter().any(|part| text.contains(part)) || CODE_ENDS.iter().any(|end| text.ends_with(end))
}

/// Signs that a program puts before what is typed, and that stand before no heading.
const PROMPTS: [&str; 5] = ["$ ", "% ", "> ", ">>> ", "...> "];

/// Tells whether `text` is typed after a prompt: a command, which starts with a small letter, or a
/// path; a capital only after the sign of money, which has a number after it elsewhere.
pub(super) fn is_typed(text: &str) -> bool {
    let Some(prompt) = PROMPTS.iter().find(|prompt| text.starts_with(**prompt)) else {
        return false;
    };
    let starts =
        |char: char| char.is_lowercase() || char == '.' || *prompt == "$ " && char.is_alphabetic();
    text.get(prompt.len()..).is_some_and(|typed| typed.starts_with(starts))
}

/// Tells whether `text` may be typed by one who may do all: after a number sign, which a heading
/// has before it, too, but seldom a small letter then.
fn may_be_typed(text: &str) -> bool {
    text.strip_prefix("# ").is_some_and(|typed| typed.starts_with(char::is_lowercase))
}

/// Tells whether `char` is a picture, or says how one is drawn.
///
/// Source: the blocks of pictographs and dingbats in the Unicode Standard.
fn is_picture(char: char) -> bool {
    matches!(char, '\u{2600}'..='\u{27bf}' | '\u{2b00}'..='\u{2bff}' | '\u{fe0f}'
        | '\u{1f000}'..='\u{1faff}')
}

/// What a character is, as far as it tells a heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Class {
    Upper,
    Lower,
    /// A letter of a script without case.
    Uncased,
    Digit,
    Space,
    Sign,
}

impl Class {
    fn of(char: char) -> Class {
        match char {
            'a'..='z' | 'а'..='я' => Class::Lower,
            ' ' | '\t' | '\n' | '\u{a0}' | '\u{3000}' => Class::Space,
            'A'..='Z' | 'А'..='Я' => Class::Upper,
            '0'..='9' => Class::Digit,
            '\0'..='\x7f' | '\u{2010}'..='\u{2027}' => Class::Sign,
            '\u{3041}'..='\u{3096}' | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' => {
                Class::Uncased
            }
            _ if char.is_lowercase() => Class::Lower,
            _ if char.is_uppercase() => Class::Upper,
            _ if char.is_alphabetic() => Class::Uncased,
            _ if char.is_numeric() => Class::Digit,
            _ if char.is_whitespace() => Class::Space,
            _ => Class::Sign,
        }
    }

    fn is_letter(self) -> bool {
        matches!(self, Class::Upper | Class::Lower | Class::Uncased)
    }
}

/// Counts over the characters of a line.
#[derive(Default)]
struct Letters {
    words: usize,
    chars: usize,
    upper: usize,
    lower: usize,
    digits: usize,
    signs: usize,
    commas: usize,
    /// Characters of scripts without spaces, and single capitals before a full stop.
    unspaced: usize,
    initials: usize,
    at: bool,
    colon_after: Option<usize>,
    /// Words before the last sentence that starts inside; 0 where none does.
    sentence_words: usize,
    /// Words of four letters or more, and how many of them start with a capital.
    long: usize,
    long_upper: usize,
    word: Word,
    /// Characters of the word before that.
    ended: usize,
    /// The character before this one, and the one before that.
    last: char,
    before: char,
}

/// The word that is being read.
#[derive(Clone, Copy, Default)]
struct Word {
    chars: usize,
    letters: usize,
    /// Whether its first letter or digit is a capital; none before there is one.
    upper: Option<bool>,
}

impl Letters {
    fn take(&mut self, char: char) {
        let class = Class::of(char);
        if self.starts_sentence(class) {
            self.sentence_words = self.words + usize::from(self.word.chars > 0);
        }
        if class == Class::Space {
            if self.last == ':' {
                self.colon_after.get_or_insert(self.words + usize::from(self.word.chars > 0));
            }
            self.end_word();
        } else {
            self.count(char, class);
        }
        self.before = self.last;
        self.last = if class == Class::Space { ' ' } else { char };
    }

    fn count(&mut self, char: char, class: Class) {
        self.chars += 1;
        self.word.chars += 1;
        if class != Class::Sign {
            self.word.upper.get_or_insert(class == Class::Upper);
            self.word.letters += usize::from(class != Class::Digit);
        }
        match class {
            Class::Upper => self.upper += 1,
            Class::Lower => self.lower += 1,
            Class::Digit => self.digits += 1,
            Class::Uncased => self.unspaced += usize::from(is_unspaced(char)),
            Class::Space => {}
            Class::Sign => self.sign(char),
        }
    }

    fn sign(&mut self, char: char) {
        match char {
            ',' | ';' | '，' | '、' | '،' => self.commas += 1,
            '@' => self.at = true,
            '：' => {
                self.colon_after.get_or_insert(self.words + 1);
            }
            _ if "{}[]<>=|\\_$#&*+~^/→•".contains(char) => self.signs += 1,
            _ => {}
        }
    }

    /// Tells whether a sentence starts with a character of this class: after a mark and a space,
    /// with a capital or an uncased letter. A single capital or a number before the mark ends none.
    fn starts_sentence(&self, class: Class) -> bool {
        let capital = matches!(class, Class::Upper | Class::Uncased);
        let asked = matches!(self.before, '!' | '?') && (capital || class == Class::Digit);
        let stop = self.before == '.' && capital;
        self.last == ' ' && self.ended > 2 && (asked || stop)
            || matches!(self.last, '。' | '！' | '？') && class.is_letter()
    }

    fn end_word(&mut self) {
        let Word { chars, letters, upper } = std::mem::take(&mut self.word);
        if chars == 0 {
            return;
        }
        self.words += 1;
        self.initials += usize::from(chars == 2 && self.last == '.' && upper == Some(true));
        self.ended = chars;
        if letters >= 4 {
            self.long += 1;
            self.long_upper += usize::from(upper == Some(true));
        }
    }

    fn case(&self) -> Case {
        if self.upper + self.lower == 0 {
            return Case::None;
        }
        if self.lower == 0 && self.upper > 1 {
            return Case::Capitals;
        }
        if self.long >= 2 && self.long_upper * 4 >= self.long * 3 {
            Case::Title
        } else {
            Case::Sentence
        }
    }
}

fn start(text: &str) -> Start {
    match text.chars().next() {
        Some('"' | '“' | '‘' | '\'' | '«' | '„' | '‹' | '「' | '『' | '‚') => {
            Start::Quote
        }
        Some('-' | '–' | '—' | '―') => Start::Dash,
        Some('(' | '[' | '{' | '（' | '【') => Start::Bracket,
        Some(char) if char.is_uppercase() => Start::Upper,
        Some(char) if char.is_lowercase() => Start::Lower,
        Some(char) if char.is_numeric() => Start::Digit,
        Some(char) if char.is_alphabetic() => Start::Uncased,
        Some('¿' | '¡') => Start::Upper,
        _ => Start::Sign,
    }
}

fn end(text: &str) -> End {
    match text.chars().next_back() {
        Some('.') if text.ends_with("...") => End::Ellipsis,
        Some('.' | '。' | '।' | '．' | '۔') => End::Stop,
        Some('…') => End::Ellipsis,
        Some('?' | '？' | '؟' | '\u{37e}') => End::Question,
        // The Greek question mark as it is typed.
        Some(';') if text.chars().any(is_greek) => End::Question,
        Some('!' | '！') => End::Exclamation,
        Some(':' | '：') => End::Colon,
        Some(',' | ';' | '，' | '、' | '；' | '،') => End::Comma,
        Some('"' | '”' | '’' | '\'' | '»' | '“' | '›' | '」' | '』' | '‘') => {
            End::Quote
        }
        Some(')' | ']' | '}' | '）' | '】') => End::Bracket,
        Some('-' | '–' | '—' | '―') if opens_below(text) => End::Colon,
        Some('-' | '–' | '—' | '―') => End::Dash,
        Some(char) if char.is_numeric() => End::Digit,
        Some(char) if char.is_alphabetic() => End::Letter,
        // A vowel sign of an Indic script belongs to its letter.
        Some(char) if !char.is_ascii() && !char.is_ascii_punctuation() && is_mark(char) => {
            End::Letter
        }
        _ => End::Sign,
    }
}

/// Tells whether `text` ends with a colon and a dash, as older print has it before what is quoted.
fn opens_below(text: &str) -> bool {
    let end = |char: char| matches!(char, '-' | '–' | '—' | '―' | '\u{2060}' | '\u{200a}' | ' ');
    text.trim_end_matches(end).ends_with(':')
}

fn is_greek(char: char) -> bool {
    matches!(char, '\u{370}'..='\u{3ff}')
}

fn is_mark(char: char) -> bool {
    matches!(char, '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5c7}' | '\u{610}'..='\u{65f}'
        | '\u{900}'..='\u{dff}' | '\u{e30}'..='\u{e4e}')
}
