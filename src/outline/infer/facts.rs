//! What can be said of each block by itself and of its neighbours, before anything is weighed.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hasher};

use super::number::{self, Number};
use super::words::Beginning;
use crate::document::block::{Block, Furniture, Kind, Marker};
use crate::document::{Document, Position};
use crate::text;

/// A block as inference sees it.
#[derive(Clone, Debug)]
pub(super) struct Facts<'a> {
    /// Its text.
    pub text: &'a str,
    /// What cutting took it for.
    pub sort: Sort,
    /// Columns of the text, if it were one line.
    pub size: usize,
    /// Columns it is set in by, less those of running text.
    pub inset: i32,
    /// Blank lines before it.
    pub blanks: usize,
    /// Whether its text ends like a sentence.
    pub ends_sentence: bool,
    /// How many blocks have the same words, but for digits; 1 where it is too long to matter.
    pub repeated: usize,
    /// How its words look, where it is short enough to be a heading.
    pub look: Option<Look>,
}

/// What cutting took a block for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    /// Running text.
    Paragraph,
    /// A list item.
    Item,
    /// Lines whose ends are kept.
    Kept,
    /// A line across the page.
    Line,
    /// Anything else: a quotation, an image, a title that markup gave.
    Other,
}

/// How the words of a short block look.
#[derive(Clone, Debug)]
pub(super) struct Look {
    /// Words between white space.
    pub words: usize,
    /// How it starts.
    pub start: Start,
    /// How it ends.
    pub end: End,
    /// How its letters are set.
    pub case: Case,
    /// The number it starts with.
    pub number: Option<Number>,
    /// Whether a sentence ends inside it.
    pub sentence_inside: bool,
    /// Where a colon with something after it stands, as the words before it; none without one.
    pub colon_after: Option<usize>,
    /// Commas and semicolons.
    pub commas: usize,
    /// Digits in a hundred characters.
    pub digits: usize,
    /// Whether it holds an address of the net.
    pub address: bool,
    /// Signs of programs and tables in a hundred characters.
    pub signs: usize,
    /// Whether it credits somebody with a picture.
    pub credits: bool,
    /// Whether it calls to do something else.
    pub calls: bool,
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

/// Columns from which on a block is no heading. Of 1,400 headings written by people one in a
/// thousand is longer than 108.
const HEADING_COLUMNS: usize = 130;

/// Gives what can be said of each block of `document`.
pub(super) fn facts(document: &Document) -> Vec<Facts<'_>> {
    let page = page_indent(&document.blocks);
    let mut last_line = 0;
    let mut all: Vec<Facts<'_>> = document
        .blocks
        .iter()
        .enumerate()
        .map(|(index, block)| {
            let text = document.slice(block.range.clone());
            let first = document.lines.line_of(Position(block.range.start));
            let blanks = match first {
                // Nothing stands as far above as blank lines would.
                Some(_) if index == 0 => 1,
                Some(first) => first.saturating_sub(last_line + 1),
                None => usize::from(!block.tight),
            };
            let end = Position(block.range.end.saturating_sub(1));
            last_line = document.lines.line_of(end).unwrap_or(0);
            one(block, text, blanks, page)
        })
        .collect();
    count_repeats(&mut all);
    all
}

fn one<'a>(block: &Block, text: &'a str, blanks: usize, page: i32) -> Facts<'a> {
    let sort = sort(&block.kind);
    let size = size(text);
    let short = matches!(sort, Sort::Paragraph | Sort::Item) && size <= HEADING_COLUMNS;
    let look = (short && text.chars().any(char::is_alphanumeric)).then(|| look(text));
    Facts {
        text,
        sort,
        size,
        inset: i32::from(block.indent) - page,
        blanks,
        ends_sentence: ends_sentence(text),
        repeated: 1,
        look,
    }
}

fn sort(kind: &Kind) -> Sort {
    match kind {
        Kind::Paragraph | Kind::Heading(_) => Sort::Paragraph,
        Kind::Item(Marker::Written(_)) => Sort::Item,
        Kind::Verse | Kind::Code { .. } | Kind::Table(_) => Sort::Kept,
        Kind::Rule | Kind::Furniture(Furniture::Line) => Sort::Line,
        _ => Sort::Other,
    }
}

/// Gives the columns by which most running text is set in.
fn page_indent(blocks: &[Block]) -> i32 {
    let mut bytes = [0usize; 17];
    for block in blocks.iter().filter(|block| matches!(block.kind, Kind::Paragraph)) {
        if let Some(sum) = bytes.get_mut(usize::from(block.indent)) {
            *sum += block.range.len();
        }
    }
    let most = bytes.iter().zip(0..17).rev().max_by_key(|(bytes, _)| **bytes);
    most.map_or(0, |(_, indent)| indent)
}

/// Bytes from which on nobody asks how long a block is exactly.
const LONG_BYTES: usize = 600;

fn size(text: &str) -> usize {
    if text.len() > LONG_BYTES { text.len() } else { text::columns(text) }
}

fn ends_sentence(text: &str) -> bool {
    matches!(end(text), End::Stop | End::Question | End::Exclamation | End::Colon | End::Ellipsis)
        || text.ends_with(CLOSERS)
            && matches!(
                end(text.trim_end_matches(CLOSERS)),
                End::Stop | End::Question | End::Exclamation
            )
}

/// What may close a sentence after its last sign.
const CLOSERS: [char; 13] = ['"', '”', '’', '\'', ')', '»', '“', ']', '」', '』', '*', '）', '›'];

fn look(text: &str) -> Look {
    let mut letters = Letters::default();
    let mut words = 0;
    for word in text.split_whitespace() {
        words += 1;
        letters.word(word);
    }
    let chars = letters.chars.max(1);
    let beginning = Beginning::of(text);
    Look {
        words,
        start: start(text),
        end: end(text),
        case: letters.case(),
        number: number::number(text),
        sentence_inside: sentence_inside(text),
        colon_after: colon_after(text),
        commas: text.chars().filter(|char| matches!(char, ',' | ';' | '，' | '、' | '،')).count(),
        digits: letters.digits * 100 / chars,
        address: text.contains("://") || text.contains("www.") || text.contains('@'),
        signs: letters.signs * 100 / chars,
        credits: beginning.is_credit(),
        calls: beginning.is_call(),
    }
}

/// Counts over the letters of a line.
#[derive(Default)]
struct Letters {
    chars: usize,
    upper: usize,
    lower: usize,
    digits: usize,
    signs: usize,
    /// Words of four letters or more, and how many of them start with a capital.
    long: usize,
    long_upper: usize,
}

impl Letters {
    fn word(&mut self, word: &str) {
        let mut letters = 0;
        for char in word.chars() {
            self.chars += 1;
            self.upper += usize::from(char.is_uppercase());
            self.lower += usize::from(char.is_lowercase());
            self.digits += usize::from(char.is_numeric());
            self.signs += usize::from("{}[]<>=|\\_$#&*+~^/→•".contains(char));
            letters += usize::from(char.is_alphabetic());
        }
        let first = word.chars().find(|char| char.is_alphanumeric());
        if letters >= 4 {
            self.long += 1;
            self.long_upper += usize::from(first.is_some_and(char::is_uppercase));
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
        Some('?' | '？' | '؟' | ';') if !text.ends_with(';') => End::Question,
        Some('!' | '！') => End::Exclamation,
        Some(':' | '：') => End::Colon,
        Some(',' | ';' | '，' | '、' | '；' | '،') => End::Comma,
        Some('"' | '”' | '’' | '\'' | '»' | '“' | '›' | '」' | '』' | '‘') => {
            End::Quote
        }
        Some(')' | ']' | '}' | '）' | '】') => End::Bracket,
        Some(char) if char.is_numeric() => End::Digit,
        Some(char) if char.is_alphabetic() => End::Letter,
        // A vowel sign of an Indic script belongs to its letter.
        Some(char) if !char.is_ascii() && !char.is_ascii_punctuation() && is_mark(char) => {
            End::Letter
        }
        _ => End::Sign,
    }
}

fn is_mark(char: char) -> bool {
    matches!(char, '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5c7}' | '\u{610}'..='\u{65f}'
        | '\u{900}'..='\u{dff}' | '\u{e30}'..='\u{e4e}')
}

/// Tells whether a sentence ends inside `text`: a mark, a space, and a capital or an uncased
/// letter after it. A single capital or a number before the mark ends none.
fn sentence_inside(text: &str) -> bool {
    let mut word = 0;
    let mut previous = [' '; 2];
    for char in text.chars() {
        let [before, last] = previous;
        let capital = char.is_uppercase() || char.is_alphabetic() && !char.is_lowercase();
        let stop = last == ' ' && matches!(before, '.' | '!' | '?') && word > 3 && capital;
        if stop || matches!(last, '。' | '！' | '？') && char.is_alphabetic() {
            return true;
        }
        if last == ' ' && char != ' ' {
            word = 0;
        }
        word += 1;
        previous = [last, char];
    }
    false
}

fn colon_after(text: &str) -> Option<usize> {
    let at = text.find(": ").or_else(|| text.find('：'))?;
    let before = text.get(..at)?;
    Some(before.split_whitespace().count())
}

/// Counts the blocks that say the same, but for digits.
fn count_repeats(all: &mut [Facts<'_>]) {
    let mut counts: HashMap<u64, usize> = HashMap::new();
    let keys: Vec<Option<u64>> =
        all.iter().map(|facts| (facts.size <= HEADING_COLUMNS).then(|| fold(facts.text))).collect();
    for key in keys.iter().flatten() {
        *counts.entry(*key).or_default() += 1;
    }
    for (facts, key) in all.iter_mut().zip(keys) {
        if let Some(key) = key {
            facts.repeated = counts.get(&key).copied().unwrap_or(1);
        }
    }
}

/// Gives a number that two texts share when they differ in digits and spaces only.
fn fold(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    for part in text.split(|char: char| char.is_whitespace() || char.is_numeric()) {
        hasher.write(part.as_bytes());
    }
    hasher.finish()
}
