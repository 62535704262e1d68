//! Lines that look like headings and are none.

use crate::corpus::{Label, Text};
use crate::dice::Dice;

use super::{Block, Page, line};

/// Words to make lines from.
pub(super) struct Pool {
    /// List items without their marks.
    items: Vec<String>,
    headings: Vec<String>,
    sentences: Vec<String>,
}

impl Pool {
    pub(super) fn of(texts: &[Text]) -> Pool {
        let mut pool = Pool { items: Vec::new(), headings: Vec::new(), sentences: Vec::new() };
        let whole = texts.iter().filter(|text| text.variant == "A");
        for line in whole.flat_map(|text| &text.lines) {
            if line.label == Label::Heading {
                pool.headings.push(line.text.clone());
            }
            let mark = ["* ", "- ", "• "].iter().find_map(|mark| line.text.strip_prefix(mark));
            pool.items.extend(mark.filter(|item| item.len() < 70).map(str::to_owned));
            if line.text.len() > 150 {
                let sentences = line.text.split_inclusive(['.', '?', '!']).map(str::trim);
                let fit = sentences.filter(|sentence| (13..90).contains(&sentence.len()));
                pool.sentences.extend(fit.map(str::to_owned));
            }
        }
        pool
    }

    /// Gives a sentence.
    pub(super) fn sentence(&self, dice: &mut Dice) -> String {
        self.sentences[dice.roll(self.sentences.len())].clone()
    }

    /// Gives a word or an option to be explained.
    pub(super) fn term(&self, dice: &mut Dice) -> String {
        let word = self.words(1, 1, dice);
        match dice.roll(7) {
            0 => format!("-{}", word.to_lowercase().chars().next().unwrap_or('x')),
            1 => format!("--{}", word.to_lowercase()),
            2 => format!("--{}={}", word.to_lowercase(), word.to_uppercase()),
            3 => word.to_uppercase(),
            4 => format!("{}={word}", self.words(1, 1, dice)),
            5 => self.words(2, 3, dice).to_lowercase(),
            _ => word,
        }
    }

    fn heading(&self, dice: &mut Dice) -> String {
        self.headings[dice.roll(self.headings.len())].clone()
    }

    /// Gives the first words of a sentence, from `least` to `most`.
    fn words(&self, least: usize, most: usize, dice: &mut Dice) -> String {
        let count = dice.between(least, most);
        let sentence = self.sentence(dice);
        let words: Vec<&str> = sentence.split(' ').take(count).collect();
        open(&words.join(" ")).to_owned()
    }
}

fn open(words: &str) -> &str {
    words.trim_end_matches(['.', '?', '!', ':', ','])
}

/// What stands among the paragraphs of an article besides headings.
pub(super) struct Noise {
    /// The one kind of line that comes up now and then.
    kind: Option<Kind>,
    /// The marks around what people say; a dash has nothing after it.
    speech: Option<(&'static str, &'static str)>,
    /// Whether quotations are followed by who said them.
    credited: bool,
    /// Whether parts open with a motto.
    mottoes: bool,
    /// Whether something else is asked of the reader.
    asks: bool,
    /// Whether sentences start with a picture.
    pictures: bool,
    /// Blocks on a page that has a header and a footer.
    page_blocks: Option<usize>,
}

type Kind = fn(&Pool, &mut Dice) -> Vec<Block>;

const KINDS: [Kind; 19] = [
    callout, commands, addresses, caption, credit, pull_quote, list, list, dialogue, values,
    values, scores, figures, notes, questions, stars, index, programme, clauses,
];

const MARKS: [(&str, &str); 8] = [
    ("“", "”"),
    ("“", "”"),
    ("\"", "\""),
    ("‘", "’"),
    ("«", "»"),
    ("„", "“"),
    ("「", "」"),
    ("— ", ""),
];

const CALLS: [&str; 24] = [
    "Read more",
    "Read more: A harbour rebuilt",
    "Sign up for our newsletter",
    "Sign Up For Our Newsletter",
    "Share this article",
    "Advertisement",
    "ADVERTISEMENT",
    "Subscribe now",
    "Related: A new harbour",
    "Follow us on Twitter",
    "Click here to join",
    "Lesen Sie auch: Der neue Hafen",
    "Lire aussi",
    "Leer más",
    "Subscribe to our podcast",
    "Sign in to comment",
    "Join our mailing list",
    "View full size image",
    "More from this author",
    "Sponsored",
    "Comments",
    "Share on Facebook",
    "Download the app",
    "Story continues below",
];

/// Who may be quoted.
const NAMES: [&str; 12] = [
    "Homer",
    "Goethe",
    "Emily Dickinson",
    "J. W. Goethe",
    "Rumi",
    "Anna Akhmatova",
    "E. A. Poe",
    "Old proverb",
    "Cervantes",
    "George S. Patton",
    "Петрарка",
    "Sophie Scholl",
];

const LAST_CALLS: [&str; 5] = [
    "Are you an expert? Take our quiz!",
    "Like this story? Follow us!",
    "Sign up for the newsletter",
    "Read the full report",
    "Enjoyed this? Share it with a friend!",
];

impl Noise {
    pub(super) fn thrown(dice: &mut Dice, paper: bool) -> Noise {
        Noise {
            kind: dice.once_in(3).then(|| KINDS[dice.roll(KINDS.len())]),
            speech: dice.once_in(7).then(|| MARKS[dice.roll(MARKS.len())]),
            credited: dice.once_in(10),
            mottoes: dice.once_in(10),
            asks: dice.once_in(3),
            pictures: dice.once_in(24),
            page_blocks: (paper || dice.once_in(16)).then(|| dice.between(12, 21)),
        }
    }

    /// Puts what comes after the paragraph that is block `at`, under `titles`.
    pub(super) fn after_paragraph(
        &self,
        at: usize,
        titles: &[String],
        pool: &Pool,
        page: &mut Page,
        dice: &mut Dice,
    ) {
        if let Some(blocks) = self.page_blocks.filter(|blocks| at % blocks == blocks - 1) {
            page_break(at / blocks, titles, page);
        }
        if let Some(marks) = self.speech {
            speech(marks, pool, page, dice);
        }
        if self.credited && dice.once_in(3) {
            page.push(vec![line(who_said(pool, dice))]);
        }
        if self.asks && dice.once_in(5) {
            page.push(vec![line(dice.pick(&CALLS))]);
        }
        if self.pictures && dice.once_in(4) {
            for _ in 0..2 {
                let picture = dice.pick(&["😀", "→", "✔", "★", "⚠"]);
                page.push(vec![line(format!("{picture} {}", pool.sentence(dice)))]);
            }
        }
        if let Some(kind) = self.kind.filter(|_| dice.once_in(4)) {
            for block in kind(pool, dice) {
                match &*block {
                    // Without a blank line before it: glued to the paragraph.
                    [mark, rest @ ..] if mark.text.is_empty() => page.lines.extend_from_slice(rest),
                    _ => page.push(block),
                }
            }
        }
    }

    /// Puts what comes right below a heading.
    pub(super) fn below_heading(&self, pool: &Pool, page: &mut Page, dice: &mut Dice) {
        if self.mottoes && dice.once_in(2) {
            for _ in 0..dice.between(1, 2) {
                page.push(vec![line(pool.sentence(dice))]);
                page.push(vec![line(dice.pick(&NAMES))]);
            }
        }
    }

    pub(super) fn at_the_end(&self, pool: &Pool, page: &mut Page, dice: &mut Dice) {
        if dice.once_in(8) {
            page.push(vec![line(dice.pick(&LAST_CALLS))]);
        }
        if self.mottoes {
            page.push(vec![line(dice.pick(&NAMES))]);
        }
        if dice.once_in(24) {
            for _ in 0..dice.between(2, 5) {
                page.push(vec![line(pool.heading(dice))]);
            }
        }
    }
}

/// The foot of a page and the head of the next.
fn page_break(page_number: usize, titles: &[String], page: &mut Page) {
    let title = titles.last().map_or("The Subject", |title| title);
    page.push(vec![line(format!(
        "Smith & Jones           Standards            [Page {page_number}]"
    ))]);
    page.push(vec![line(format!("Report 12              {title}               May 1998"))]);
}

fn speech(marks: (&str, &str), pool: &Pool, page: &mut Page, dice: &mut Dice) {
    let (before, after) = marks;
    for _ in 0..dice.between(1, 6) {
        let sentence = pool.sentence(dice);
        let said = sentence.trim_end_matches(['.', '?', '!']);
        let end = match dice.roll(6) {
            0 => format!("{after} he said."),
            1 => format!(",{after} said the man."),
            2 => format!("?{after}"),
            3 => format!("!{after}"),
            _ => format!(".{after}"),
        };
        page.push(vec![line(format!("{before}{said}{end}"))]);
        // What they do meanwhile is told in as few words.
        if dice.once_in(4) {
            page.push(vec![line(pool.sentence(dice))]);
        }
    }
}

fn who_said(pool: &Pool, dice: &mut Dice) -> String {
    let dash = dice.pick(&["—", "–", "-", "―"]);
    let who = pool.words(1, 3, dice);
    match dice.roll(3) {
        0 => format!("{dash} {who}"),
        1 => format!("— {who}, {}", pool.heading(dice)),
        _ => format!("— {who}, “{}”", pool.heading(dice)),
    }
}

fn loose(lines: Vec<String>) -> Vec<Block> {
    lines.into_iter().map(|text| vec![line(text)]).collect()
}

fn several(
    least: usize,
    most: usize,
    dice: &mut Dice,
    of: impl Fn(&mut Dice) -> String,
) -> Vec<String> {
    (0..dice.between(least, most)).map(|_| of(dice)).collect()
}

/// What was left of a picture, glued to the paragraph above.
fn caption(pool: &Pool, dice: &mut Dice) -> Vec<Block> {
    vec![vec![line(""), line(pool.words(2, 4, dice).to_lowercase())]]
}

fn credit(pool: &Pool, dice: &mut Dice) -> Vec<Block> {
    let word = dice.pick(&[
        "Photo:", "Image:", "Source:", "Foto:", "Credit:", "Photo by", "Picture:", "Bild:",
    ]);
    let credit = line(format!("{word} {}", pool.words(2, 2, dice)));
    vec![if dice.once_in(2) { vec![credit] } else { vec![line(""), credit] }]
}

/// A word that asks for attention, above what it asks it for.
fn callout(pool: &Pool, dice: &mut Dice) -> Vec<Block> {
    let word = dice.pick(&[
        "Note",
        "Warning",
        "Important",
        "Tip",
        "Caution",
        "Hinweis",
        "Warnung",
        "Remarque",
        "Nota",
        "注意",
        "Внимание",
        "NOTE",
        "Avertissement",
        "Aviso",
        "Uwaga",
        "Varning",
        "Catatan",
        "참고",
    ]);
    let text = several(1, 3, dice, |dice| pool.sentence(dice)).join(" ");
    loose(vec![word.to_owned(), text])
}

/// What is to be typed, each on a line of its own.
fn commands(pool: &Pool, dice: &mut Dice) -> Vec<Block> {
    let prompt = dice.pick(&["$ ", "% ", "> ", "# ", "", ""]);
    loose(several(1, 2, dice, |dice| {
        let words = pool.words(2, 3, dice).to_lowercase();
        match dice.roll(4) {
            0 => format!("{prompt}{words} --{}", pool.words(1, 1, dice).to_lowercase()),
            1 => format!("{prompt}{words} <file>"),
            2 => format!("{prompt}{words} | sort"),
            _ => format!("{prompt}{words} -n"),
        }
    }))
}

/// Where more can be read.
fn addresses(pool: &Pool, dice: &mut Dice) -> Vec<Block> {
    let arrow = dice.pick(&["→ ", "", "See also "]);
    let word = pool.words(1, 1, dice).to_lowercase();
    loose(vec![format!("{arrow}https://example.org/{word}.html")])
}

fn pull_quote(pool: &Pool, dice: &mut Dice) -> Vec<Block> {
    loose(vec![format!("“{}”", pool.sentence(dice))])
}

/// Items without marks, often after a colon.
fn list(pool: &Pool, dice: &mut Dice) -> Vec<Block> {
    let mut lines = Vec::new();
    if dice.once_in(2) {
        lines.push(format!("{}:", open(&pool.sentence(dice))));
    }
    let items = if dice.once_in(2) { &pool.items } else { &pool.headings };
    lines.extend(several(3, 9, dice, |dice| items[dice.roll(items.len())].clone()));
    loose(lines)
}

fn dialogue(pool: &Pool, dice: &mut Dice) -> Vec<Block> {
    loose(several(2, 7, dice, |dice| {
        let sentence = pool.sentence(dice);
        match dice.once_in(3) {
            true => format!("“{}” he said.", open(&sentence)),
            false => format!("“{sentence}”"),
        }
    }))
}

fn values(pool: &Pool, dice: &mut Dice) -> Vec<Block> {
    loose(several(3, 7, dice, |dice| match dice.once_in(2) {
        true => {
            let unit = dice.pick(&["m", "km", "%", "€", "miles", "March", ""]);
            format!("{}: {} {unit}", pool.words(1, 1, dice), dice.roll(300)).trim_end().to_owned()
        }
        false => format!("{}: {}", pool.words(1, 1, dice), pool.words(1, 4, dice)),
    }))
}

fn scores(pool: &Pool, dice: &mut Dice) -> Vec<Block> {
    loose(several(3, 10, dice, |dice| {
        format!("{} {}-{}", pool.words(2, 2, dice), dice.roll(9), dice.roll(9))
    }))
}

/// A figure's or a table's name under it.
fn figures(pool: &Pool, dice: &mut Dice) -> Vec<Block> {
    let word = dice.pick(&["Figure", "Table", "Fig.", "Abbildung", "Figura", "Tabelle"]);
    let sign = dice.pick(&[":", ".", " –"]);
    let words = if dice.once_in(2) { pool.heading(dice) } else { pool.words(3, 8, dice) };
    let mut lines = vec![format!("{word} {}{sign} {words}", dice.between(1, 12))];
    if dice.once_in(3) {
        lines.extend(several(1, 3, dice, |dice| pool.words(1, 5, dice)));
    }
    loose(lines)
}

/// Footnotes, as they come at the end of a page.
fn notes(pool: &Pool, dice: &mut Dice) -> Vec<Block> {
    let first = dice.between(1, 20);
    let square = dice.once_in(2);
    let count = dice.between(1, 3);
    let lines = (first..first + count).map(|number| match square {
        true => format!("[{number}] {}", pool.sentence(dice)),
        false => format!("{number} {}", pool.sentence(dice)),
    });
    loose(lines.collect())
}

/// Questions that the text asks and answers.
fn questions(pool: &Pool, dice: &mut Dice) -> Vec<Block> {
    let first = format!("{}?", pool.words(4, 9, dice));
    let more = several(0, 2, dice, |dice| format!("{}?", pool.words(3, 9, dice)));
    loose([vec![first], more].concat())
}

fn stars(_: &Pool, dice: &mut Dice) -> Vec<Block> {
    loose(vec![dice.pick(&["* * *", "***", "⁂", "—", "• • •", "~"]).to_owned()])
}

/// Names with pages, prices or years after them.
fn index(pool: &Pool, dice: &mut Dice) -> Vec<Block> {
    loose(several(4, 12, dice, |dice| {
        format!("{}, {}", pool.words(1, 3, dice), dice.between(2, 1999))
    }))
}

/// Times and what happens then.
fn programme(pool: &Pool, dice: &mut Dice) -> Vec<Block> {
    loose(several(3, 8, dice, |dice| {
        let minutes = dice.pick(&["00", "15", "30", "45"]);
        format!("{}:{minutes} {}", dice.between(7, 22), pool.words(2, 5, dice))
    }))
}

/// Numbered sentences, as a law has them under its headings.
fn clauses(pool: &Pool, dice: &mut Dice) -> Vec<Block> {
    let bracket = dice.once_in(2);
    let lines = (1..=dice.between(2, 5)).map(|number| match bracket {
        true => format!("({number}) {}", pool.sentence(dice)),
        false => format!("{number}. {}", pool.sentence(dice)),
    });
    loose(lines.collect())
}
