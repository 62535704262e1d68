//! Articles made from those of the corpus: the same words under headings set in another way, among
//! lines that are none. The corpus is thin in law, reports, books and pages; what is made from it
//! is set as they are.

mod heads;
mod noise;

use crate::corpus::{Label, Line, Text};
use crate::dice::Dice;
use heads::Heads;
use noise::{Noise, Pool};

/// A block of an article, between two blank lines.
pub(crate) type Block = Vec<Line>;

/// An article that was made.
pub(crate) struct Made {
    /// The text it was made from, by its index.
    pub from: usize,
    /// How its headings are set.
    pub style: &'static str,
    pub lines: Vec<Line>,
}

/// Articles made from each text.
pub(crate) const EACH: u8 = 18;

/// Makes articles from the texts that have a line a paragraph; always the same ones.
pub(crate) fn made(texts: &[Text]) -> Vec<Made> {
    let pool = Pool::of(texts);
    let mut made = Vec::new();
    for (from, text) in texts.iter().enumerate().filter(|(_, text)| text.variant == "A") {
        let blocks = blocks(text);
        for nth in 0..EACH {
            let mut dice = Dice::of(&text.id, nth);
            let setting = Setting::thrown(&mut dice);
            let style = setting.heads.name();
            made.push(Made { from, style, lines: setting.set(&blocks, &pool, &mut dice) });
        }
    }
    made
}

/// Gives a text without its headings.
pub(crate) fn without_headings(text: &Text) -> Vec<Line> {
    let mut kept: Vec<Line> = Vec::new();
    for line in &text.lines {
        let doubled = line.text.is_empty() && kept.last().is_some_and(|last| last.text.is_empty());
        if line.label == Label::Heading {
            while kept.pop_if(|last| last.text.is_empty()).is_some() {}
        } else if !doubled {
            kept.push(line.clone());
        }
    }
    kept
}

fn blocks(text: &Text) -> Vec<Block> {
    let blocks = text.lines.split(|line| line.text.trim().is_empty());
    blocks.filter(|block| !block.is_empty()).map(<[Line]>::to_vec).collect()
}

pub(crate) fn line(text: impl Into<String>) -> Line {
    Line { text: text.into(), label: Label::Text }
}

fn is_heading(block: &Block) -> bool {
    matches!(&**block, [only] if only.label == Label::Heading)
}

fn is_paragraph(block: &Block) -> bool {
    matches!(&**block, [only] if only.label == Label::Text && only.text.len() > 200)
}

/// How an article is set.
struct Setting {
    heads: Heads,
    noise: Noise,
    /// Columns its text is wrapped at; none for a line a paragraph.
    wrap: Option<usize>,
    /// What its text is set in by.
    margin: &'static str,
    /// Whether headings have two blank lines before them.
    two_blanks: bool,
    /// Whether what follows a heading has no blank line before it.
    glued: bool,
    /// Whether sections start with a sentence that is a paragraph.
    short_first: bool,
    /// Whether it starts with its first heading, as pages of the manual do.
    bare: bool,
    /// Of a hundred paragraphs, how many explain a term that stands above them.
    terms: usize,
    /// Whether the headings are listed first.
    contents: bool,
}

impl Setting {
    fn thrown(dice: &mut Dice) -> Setting {
        let page = dice.roll(28);
        let manual = page < 3;
        let paper = (3..6).contains(&page);
        let aside = manual || paper || dice.once_in(14);
        let margin = match (manual, aside) {
            (true, _) => "       ",
            (_, true) => dice.pick(&["   ", "     ", "    "]),
            (_, false) => "",
        };
        let heads = match (manual, paper) {
            (true, _) => Heads::of_a_manual(dice),
            (_, true) => Heads::of_a_paper(dice),
            _ => Heads::thrown(dice),
        };
        Setting {
            heads,
            noise: Noise::thrown(dice, paper),
            wrap: (aside || dice.once_in(2)).then_some(68),
            margin,
            two_blanks: dice.once_in(6),
            glued: manual || !paper && dice.once_in(10),
            bare: manual,
            short_first: dice.once_in(5),
            terms: if manual { dice.pick_number(&[0, 30, 60, 85]) } else { 0 },
            contents: dice.once_in(14),
        }
    }

    fn set(mut self, blocks: &[Block], pool: &Pool, dice: &mut Dice) -> Vec<Line> {
        let mut page = Page::default();
        let mut below_heading = false;
        for (at, block) in blocks.iter().enumerate() {
            if is_heading(block) {
                self.heading(block, &mut page, dice);
                self.noise.below_heading(pool, &mut page, dice);
                if self.short_first && !self.glued && dice.once_in(2) {
                    page.push(vec![line(pool.sentence(dice))]);
                }
                below_heading = true;
                continue;
            }
            if self.bare && page.lines.is_empty() {
                continue;
            }
            if at == 0 {
                page.push(self.title(block));
                continue;
            }
            if at > 1 && is_paragraph(block) && dice.roll(100) < self.terms {
                self.term(block, pool, &mut page, dice);
            } else {
                self.text(block, below_heading && at > 1, &mut page);
            }
            below_heading = false;
            if at == 1 && self.contents {
                contents(blocks, &mut page, dice);
            }
            if at > 1 && is_paragraph(block) {
                let titles = self.heads.used();
                self.noise.after_paragraph(at, titles, pool, &mut page, dice);
            }
        }
        self.noise.at_the_end(pool, &mut page, dice);
        page.lines
    }

    fn heading(&mut self, block: &Block, page: &mut Page, dice: &mut Dice) {
        let Some(words) = block.first() else { return };
        if self.two_blanks {
            page.lines.push(line(""));
        }
        let heading = self.heads.next(words.text.trim(), dice);
        let is_set_in = heading.first().is_some_and(|heading| heading.text.starts_with(' '));
        if is_set_in && dice.once_in(2) {
            page.push(self.heads.outer(words.text.trim(), dice));
            page.lines.extend(heading);
        } else {
            page.push(heading);
        }
    }

    fn title(&self, block: &Block) -> Block {
        let titled =
            block.iter().map(|line| Line { text: self.heads.title(&line.text), ..line.clone() });
        titled.flat_map(|line| self.wrapped(&line)).collect()
    }

    fn text(&self, block: &Block, below_heading: bool, page: &mut Page) {
        let lines = block.iter().flat_map(|line| self.wrapped(line)).map(|line| match line.label {
            Label::Text => Line { text: format!("{}{}", self.margin, line.text), ..line },
            _ => line,
        });
        if self.glued && (below_heading || self.bare) {
            page.lines.extend(lines);
        } else {
            page.push(lines.collect());
        }
    }

    /// Sets a paragraph below the term it explains, further in.
    fn term(&self, block: &Block, pool: &Pool, page: &mut Page, dice: &mut Dice) {
        let wrapped = block.iter().flat_map(|line| self.wrapped(line));
        let explained =
            wrapped.map(|line| Line { text: format!("{0}{0}{1}", self.margin, line.text), ..line });
        let term = line(format!("{}{}", self.margin, pool.term(dice)));
        page.push(std::iter::once(term).chain(explained).collect());
    }

    fn wrapped(&self, line: &Line) -> Vec<Line> {
        let kept = line.text.starts_with(' ') || line.text.contains('\t');
        let Some(columns) = self.wrap.filter(|_| !kept) else { return vec![line.clone()] };
        let mut lines = vec![Line { text: String::new(), label: line.label }];
        let mut used = 0;
        for word in line.text.split(' ') {
            let size = word.chars().count();
            if used > 0 && used + 1 + size > columns {
                lines.push(Line { text: String::new(), label: line.label });
                used = 0;
            }
            if let Some(last) = lines.last_mut() {
                let space = if used > 0 { " " } else { "" };
                last.text.push_str(space);
                last.text.push_str(word);
            }
            used += size + usize::from(used > 0);
        }
        lines
    }
}

/// Lists the headings, as a table of contents without numbers does.
fn contents(blocks: &[Block], page: &mut Page, dice: &mut Dice) {
    if dice.once_in(2) {
        page.push(vec![Line { text: "Contents".into(), label: Label::Uncounted }]);
    }
    let loose = dice.once_in(2);
    let titles = blocks.iter().filter(|block| is_heading(block)).flatten();
    let titles = titles.map(|heading| line(heading.text.trim()));
    if loose {
        titles.for_each(|title| page.push(vec![title]));
    } else {
        page.push(titles.collect());
    }
}

/// An article as far as it is set.
#[derive(Default)]
pub(crate) struct Page {
    pub lines: Vec<Line>,
}

impl Page {
    /// Appends `block` after a blank line.
    pub(crate) fn push(&mut self, block: Block) {
        if !self.lines.is_empty() {
            self.lines.push(line(""));
        }
        self.lines.extend(block);
    }
}
