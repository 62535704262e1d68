//! Ways to set the headings of an article.

use crate::corpus::{Label, Line};
use crate::dice::Dice;

use super::Block;

/// The headings of an article, one after the other.
pub(super) struct Heads {
    style: Style,
    /// Whether a third of them is set in no special way, as quotations among headings are.
    is_mixed: bool,
    /// How many there are, and how many inside the last outer one.
    count: usize,
    inner: usize,
    /// The number that all others stand inside of, with its last full stop.
    chapter: String,
    /// Of three headings, how many are set in below the one before, as in pages of the manual.
    set_in: usize,
    used: Vec<String>,
}

/// A way to set headings.
#[derive(Clone, Copy)]
struct Style {
    name: &'static str,
    /// Its words; what stands on a line of its own below them goes with no heading.
    words: fn(&str, &mut Dice, usize) -> String,
    /// The sign they are underlined with.
    underline: Option<&'static str>,
}

const ROMAN: [&str; 20] = [
    "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV",
    "XVI", "XVII", "XVIII", "XIX", "XX",
];

fn roman(count: usize) -> &'static str {
    ROMAN[(count - 1) % ROMAN.len()]
}

fn letter(count: usize) -> char {
    char::from(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ"[(count - 1) % 26])
}

fn open(words: &str) -> &str {
    words.trim_end_matches(['.', '?', '!', ':'])
}

fn few_words(words: &str, dice: &mut Dice) -> String {
    words.split(' ').take(dice.between(1, 3)).collect::<Vec<_>>().join(" ")
}

/// Gives the first words as a program would name something by them.
fn code(words: &str, dice: &mut Dice) -> String {
    let small = words.to_lowercase();
    let mut parts =
        small.split(|char: char| !char.is_alphanumeric()).filter(|part| !part.is_empty());
    let mut next = || parts.next().unwrap_or("name");
    let (one, two, three) = (next(), next(), next());
    match dice.roll(5) {
        0 => format!("{one}.{two}()"),
        1 => format!("{one}.{two}({three})"),
        2 => format!("{one}_{two}"),
        3 => format!("{one}_{two}({three})"),
        _ => format!("{one}.{two}"),
    }
}

const PLAIN: Style = Style { name: "plain", words: |words, _, _| words.into(), underline: None };

const CAPITALS: Style =
    Style { name: "capitals", words: |words, _, _| words.to_uppercase(), underline: None };

const STYLES: [Style; 37] = [
    PLAIN,
    PLAIN,
    PLAIN,
    PLAIN,
    CAPITALS,
    CAPITALS,
    Style {
        name: "quoted", words: |words, _, _| format!("‘{}’", open(words)), underline: None
    },
    Style {
        name: "quoted", words: |words, _, _| format!("“{}”", open(words)), underline: None
    },
    Style { name: "quoted", words: |words, _, _| format!("\"{}\"", open(words)), underline: None },
    Style { name: "small letters", words: |words, _, _| words.to_lowercase(), underline: None },
    Style { name: "full stop", words: |words, _, _| format!("{}.", open(words)), underline: None },
    Style {
        name: "full stop",
        words: |words, dice, _| format!("{}.", open(&few_words(words, dice))),
        underline: None,
    },
    Style { name: "number", words: |words, _, n| format!("{n}. {words}"), underline: None },
    Style { name: "number", words: |words, _, n| format!("{n} {words}"), underline: None },
    Style { name: "number", words: |words, _, n| format!("{n}) {words}"), underline: None },
    Style { name: "roman", words: |words, _, n| format!("{}. {words}", roman(n)), underline: None },
    Style {
        name: "letter",
        words: |words, _, n| format!("{}. {words}", letter(n)),
        underline: None,
    },
    Style {
        name: "chapter",
        words: |words, _, n| format!("Chapter {n}: {words}"),
        underline: None,
    },
    Style { name: "chapter", words: |_, _, n| format!("Chapter {n}"), underline: None },
    Style {
        name: "chapter",
        words: |words, _, n| format!("CHAPTER {}. {}", roman(n), words.to_uppercase()),
        underline: None,
    },
    Style { name: "roman alone", words: |_, _, n| roman(n).into(), underline: None },
    Style { name: "digits alone", words: |_, _, n| n.to_string(), underline: None },
    Style { name: "article", words: |_, _, n| format!("Article {n}"), underline: None },
    Style {
        name: "article",
        words: |words, _, n| format!("Article {n}. {words}"),
        underline: None,
    },
    Style {
        name: "paragraph sign",
        words: |words, _, n| format!("§ {n} {words}"),
        underline: None,
    },
    Style {
        name: "number over name",
        words: |words, _, n| format!("CHAPTER {}\n\n{}", roman(n), words.to_uppercase()),
        underline: None,
    },
    Style {
        name: "number over name",
        words: |words, _, n| format!("Chapter {n}\n{words}"),
        underline: None,
    },
    Style {
        name: "number over name",
        words: |words, dice, n| format!("§ {n}\n{}", few_words(words, dice)),
        underline: None,
    },
    Style {
        name: "number over name",
        words: |words, _, n| format!("{}\n\n{words}", roman(n)),
        underline: None,
    },
    Style { name: "step", words: |words, _, n| format!("Step {n}: {words}"), underline: None },
    Style { name: "few words", words: |words, dice, _| few_words(words, dice), underline: None },
    Style { name: "few words", words: |words, dice, _| few_words(words, dice), underline: None },
    Style { name: "colon", words: |words, _, _| format!("{}:", open(words)), underline: None },
    Style { name: "code", words: |words, dice, _| code(words, dice), underline: None },
    Style { name: "code", words: |words, dice, _| code(words, dice), underline: None },
    Style { name: "underlined", words: |words, _, _| words.into(), underline: Some("=") },
    Style { name: "underlined", words: |words, _, _| words.into(), underline: Some("-") },
];

/// Numbered in parts, as papers are; the words say nothing of how deep they are.
const PAPER: Style = Style { name: "paper", words: |words, _, _| words.into(), underline: None };

/// Numbered in parts below a number that the title has, as one chapter of a book on its own page.
const CHAPTER: Style =
    Style { name: "in a chapter", words: |words, _, _| words.into(), underline: None };

/// Gives the number of a chapter: "4.", "B.5.", "12.3."
fn chapter(dice: &mut Dice) -> String {
    let first = match dice.roll(4) {
        0 => letter(dice.between(1, 6)).to_string(),
        _ => dice.between(1, 19).to_string(),
    };
    if dice.once_in(2) { format!("{first}.") } else { format!("{first}.{}.", dice.between(1, 30)) }
}

impl Heads {
    pub(super) fn thrown(dice: &mut Dice) -> Heads {
        if dice.once_in(14) {
            let chapter = chapter(dice);
            return Heads { chapter, ..Heads::of(CHAPTER) };
        }
        let style = STYLES[dice.roll(STYLES.len())];
        let is_mixed = style.name == "quoted" && dice.once_in(2);
        Heads { is_mixed, ..Heads::of(style) }
    }

    fn of(style: Style) -> Heads {
        let (chapter, used) = (String::new(), Vec::new());
        Heads { style, is_mixed: false, count: 0, inner: 0, chapter, set_in: 0, used }
    }

    pub(super) fn of_a_manual(dice: &mut Dice) -> Heads {
        let style = if dice.once_in(3) { PLAIN } else { CAPITALS };
        Heads { set_in: dice.pick_number(&[0, 1, 2]), ..Heads::of(style) }
    }

    pub(super) fn of_a_paper(dice: &mut Dice) -> Heads {
        let style = if dice.once_in(3) { STYLES[12] } else { PAPER };
        Heads::of(style)
    }

    pub(super) fn name(&self) -> &'static str {
        self.style.name
    }

    /// Gives the headings so far, as they were written.
    pub(super) fn used(&self) -> &[String] {
        &self.used
    }

    /// Gives the title as it is set above these headings.
    pub(super) fn title(&self, title: &str) -> String {
        if self.chapter.is_empty() { title.into() } else { format!("{} {title}", self.chapter) }
    }

    /// Gives the lines of the next heading.
    pub(super) fn next(&mut self, words: &str, dice: &mut Dice) -> Block {
        let plain = self.is_mixed && dice.once_in(3);
        let text = match self.style.name {
            _ if plain => words.to_owned(),
            "paper" => self.in_parts(words, dice),
            "in a chapter" => {
                let rest = self.in_parts(words, dice);
                format!("{}{rest}", self.chapter)
            }
            _ if self.count > 0 && dice.roll(3) < self.set_in => format!("   {words}"),
            _ => {
                self.count += 1;
                (self.style.words)(words, dice, self.count)
            }
        };
        self.used.push(text.clone());
        let columns = text.chars().count();
        let mut lines = text.split('\n');
        let heading = lines.next().unwrap_or_default();
        let mut block = vec![Line { text: heading.into(), label: Label::Heading }];
        block.extend(lines.map(super::line));
        block.extend(self.style.underline.map(|sign| super::line(sign.repeat(columns))));
        block
    }

    /// Gives a heading for others to be set in below, by one of the `words` of theirs.
    pub(super) fn outer(&self, words: &str, dice: &mut Dice) -> Block {
        let text = (self.style.words)(&few_words(words, dice), dice, self.count);
        vec![Line { text, label: Label::Heading }]
    }

    fn in_parts(&mut self, words: &str, dice: &mut Dice) -> String {
        if self.count == 0 || dice.once_in(3) {
            self.count += 1;
            self.inner = 0;
            format!("{}. {words}", self.count)
        } else {
            self.inner += 1;
            format!("{}.{} {words}", self.count, self.inner)
        }
    }
}
