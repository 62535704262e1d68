//! How a plain text is set on its page: wrapped or not and how wide, how far in, with or without
//! blank lines. Decided from the beginning of the text alone.

use super::hyphen::{self, Hyphens};
use super::lines::{Line, Measure, head, lines};
use super::nroff;
use super::pieces::record;
use super::shape;
use crate::text;

/// How a plain text is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Page {
    /// Where its lines are wrapped.
    pub wrap: Wrap,
    /// What was counted when it was wrapped.
    pub measure: Measure,
    /// Columns by which running text is set in.
    pub indent: usize,
    /// Columns by which the outermost running text is set in.
    pub left: usize,
    /// Whether blank lines separate anything.
    pub blank_lines: bool,
    /// What hyphens at the ends of its lines are.
    pub hyphens: Hyphens,
    /// Whether it is written for a terminal of paper; see [`nroff`].
    pub is_for_paper: bool,
}

/// Where the lines of paragraphs are wrapped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wrap {
    /// Nowhere: a line is a paragraph.
    Never,
    /// Before this column; by a program, so that each line is as full as it can be.
    Full(usize),
    /// About this column, by hand.
    Ragged(usize),
    /// Too few lines to tell.
    Unknown,
}

/// Columns that no wrapped line has.
const WIDEST: usize = 200;

/// Columns from which on a line that goes on in the next one was wrapped rather than broken.
const NARROWEST: usize = 30;

impl Page {
    /// Measures the page of `text`, from its beginning.
    ///
    /// Where it is not wrapped by columns it may be by characters.
    pub(super) fn measure(text: &str) -> Page {
        let beginning = head(text);
        let lines = whole_lines(beginning, text);
        if nroff::is_for_paper(lines) {
            return Page { is_for_paper: true, ..Page::of_letters(&nroff::print(lines).text) };
        }
        Page::of_letters(text)
    }

    /// Measures the page of a text as it looks on paper.
    fn of_letters(text: &str) -> Page {
        let page = Page::measured(text, Measure::Columns);
        if matches!(page.wrap, Wrap::Full(_)) || head(text).is_ascii() {
            return page;
        }
        let other = Page::measured(text, Measure::Characters);
        if matches!(other.wrap, Wrap::Full(_)) { other } else { page }
    }

    fn measured(text: &str, measure: Measure) -> Page {
        let mut tally = Tally::default();
        let mut last: Option<Line<'_>> = None;
        let mut last_is_apart = true;
        let beginning = head(text);
        for line in lines(whole_lines(beginning, text), measure) {
            tally.line(&line);
            let is_apart = is_apart(&line);
            if let Some(last) = last.filter(|_| !last_is_apart && !is_apart) {
                tally.pair(&last, &line, measure);
            }
            (last, last_is_apart) = (Some(line), is_apart);
        }
        Page {
            wrap: tally.wrap(),
            measure,
            indent: tally.indent(),
            left: tally.left(),
            blank_lines: tally.blank_lines(),
            hyphens: Hyphens::of(beginning, tally.broken, tally.pairs),
            is_for_paper: false,
        }
    }
}

/// Gives the `beginning` of `text` without the line that it may end inside of.
fn whole_lines<'t>(beginning: &'t str, text: &str) -> &'t str {
    let cut = if beginning.len() < text.len() { beginning.rfind('\n') } else { None };
    text::slice(beginning, 0..cut.unwrap_or(beginning.len()))
}

/// One in so many bytes of prose is a good part of it.
const LEFT_PART: usize = 12;

/// Tells whether a line is no part of a paragraph.
fn is_apart(line: &Line<'_>) -> bool {
    let is_apart = || {
        let body = line.body;
        shape::is_rule(body) || line.is_kept() || shape::is_code(body) || record::begins(body)
    };
    line.is_blank() || is_apart()
}

/// What is counted over the beginning of a text.
#[derive(Debug)]
struct Tally {
    lines: usize,
    blank: usize,
    /// Bytes of prose in lines that could have been wrapped, and in longer ones.
    short_bytes: usize,
    long_bytes: usize,
    /// Lines that another one follows, and how many of those go on in lower case.
    pairs: usize,
    lower: usize,
    /// Lines that seem to break a word.
    broken: usize,
    /// By width, how many bytes there are in lines that could have been wrapped.
    widths: Vec<usize>,
    /// By column, how many more lines than at the column before would be as full as they can be.
    fuller: Vec<isize>,
    /// By columns set in, how many bytes of prose.
    indents: [usize; 17],
}

impl Default for Tally {
    fn default() -> Tally {
        Tally {
            lines: 0,
            blank: 0,
            short_bytes: 0,
            long_bytes: 0,
            pairs: 0,
            lower: 0,
            broken: 0,
            widths: vec![0; WIDEST + 1],
            fuller: vec![0; WIDEST + 2],
            indents: [0; 17],
        }
    }
}

impl Tally {
    fn line(&mut self, line: &Line<'_>) {
        self.lines += 1;
        self.blank += usize::from(line.is_blank());
        if line.width > WIDEST {
            self.long_bytes += line.text.len();
        } else if line.width > NARROWEST {
            self.short_bytes += line.text.len();
            if let Some(bytes) = self.widths.get_mut(line.width) {
                *bytes += line.text.len();
            }
        }
        if let Some(bytes) = self.indents.get_mut(line.indent)
            && line.width > line.indent + NARROWEST
        {
            *bytes += line.text.len();
        }
    }

    fn pair(&mut self, upper: &Line<'_>, lower: &Line<'_>, measure: Measure) {
        let (above, below) = (upper.body, lower.body);
        let is_marked = || {
            let is_reference = || shape::reference(below).is_some();
            shape::mark(below).is_some() || is_reference() || record::is_labelled(below)
        };
        if upper.width > WIDEST || is_marked() {
            return;
        }
        self.pairs += 1;
        self.lower += usize::from(shape::goes_on(above, below));
        self.broken += usize::from(hyphen::may_break(above, below));
        let end = (upper.width + first_word(lower, measure)).min(WIDEST) + 1;
        if let Some(change) = self.fuller.get_mut(upper.width) {
            *change += 1;
        }
        if let Some(change) = self.fuller.get_mut(end) {
            *change -= 1;
        }
    }

    /// Finds the width at which most lines are as full as they can be.
    fn wrap(&self) -> Wrap {
        let (mut width, mut most, mut full) = (0, 0, 0);
        for (column, change) in self.fuller.iter().enumerate() {
            full += change;
            if full > most && column >= NARROWEST {
                (width, most) = (column, full);
            }
        }
        let most = usize::try_from(most).unwrap_or(0);
        // Prose that stands in wider lines is not wrapped there.
        let wider: usize = self.widths.iter().skip(width * 5 / 4 + 1).sum();
        let is_wider = width > 0 && wider * 2 > self.short_bytes;
        if self.long_bytes > self.short_bytes || is_wider {
            return Wrap::Never;
        }
        match self.pairs {
            0 | 1 => Wrap::Unknown,
            2.. if most * 5 >= self.pairs * 4 => Wrap::Full(width),
            2.. if most * 20 >= self.pairs * 9 && self.lower * 5 >= self.pairs => {
                Wrap::Ragged(width)
            }
            2.. if most * 6 >= self.pairs && self.lower * 2 >= self.pairs => Wrap::Ragged(width),
            _ => Wrap::Never,
        }
    }

    /// Finds by how many columns most of the prose is set in.
    fn indent(&self) -> usize {
        let most = self.indents.iter().enumerate().rev().max_by_key(|(_, bytes)| **bytes);
        most.map_or(0, |(indent, _)| indent)
    }

    /// Finds the least columns by which a good part of the prose is set in.
    fn left(&self) -> usize {
        let all: usize = self.indents.iter().sum();
        let is_usual = |bytes: &usize| *bytes * LEFT_PART > all;
        self.indents.iter().position(is_usual).unwrap_or(0)
    }

    fn blank_lines(&self) -> bool {
        self.lines < 8 || self.blank * 20 >= self.lines
    }
}

/// Gives the columns or characters of the first word of `line`; of one character where lines are
/// broken between any two.
pub(super) fn first_word(line: &Line<'_>, measure: Measure) -> usize {
    let body = line.body;
    let end = body.bytes().position(|byte| byte == b' ').unwrap_or(body.len());
    if line.simple.is_some() {
        return end;
    }
    let word = text::slice(body, 0..end);
    match (body.chars().next(), measure) {
        (Some(first), Measure::Columns) if text::is_set_solid(first) => 2,
        (_, Measure::Columns) => text::columns(word),
        (_, Measure::Characters) => word.chars().count(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Measure, Page, Wrap};

    #[track_caller]
    fn check(case: &str, text: &str, expected: Wrap) {
        assert_eq!(Page::measure(text).wrap, expected, "{case}");
    }

    #[test]
    fn wrapping_is_measured() {
        let wrapped = textwrap_at(60);
        check("wrapped by a program", &wrapped, Wrap::Full(59));
        check(
            "a line a paragraph",
            &format!("{0}\n\n{0}\n", "A long line. ".repeat(40)),
            Wrap::Never,
        );
        check("nothing to go by", "One\n\ntwo\n", Wrap::Unknown);
        check(
            "verse",
            "The tide is out,\nThe boats lie down,\nThe gulls walk about\nAs if they owned the town\n\
             And all the mud\nHas turned to gold\nThat nobody would\nHave or hold\n",
            Wrap::Never,
        );
    }

    #[test]
    fn a_text_may_be_wrapped_by_characters() {
        // Half of the words have no marks, the others one on each letter.
        let words = ["नगर", "निर्मिती", "घर", "पवन", "विपत्तियों", "समय", "लहर", "सूनी", "मछली", "जल"];
        let mut text = String::new();
        let mut used = 0;
        for at in 0..160_usize {
            let word = words[(at * at + at / 3) % words.len()];
            let size = word.chars().count();
            let fits = used + 1 + size <= 60;
            text.push_str(if used == 0 {
                ""
            } else if fits {
                " "
            } else {
                "\n"
            });
            used = if fits && used > 0 { used + 1 + size } else { size };
            text.push_str(word);
        }
        let page = Page::measure(&text);
        assert_eq!((page.measure, page.wrap), (Measure::Characters, Wrap::Full(60)));
    }

    fn textwrap_at(width: usize) -> String {
        let mut text = String::new();
        let mut column = 0;
        for word in "the harbour wall was never meant to hold so much of the sea at once "
            .repeat(6)
            .split(' ')
        {
            if column + word.len() + 1 > width {
                text.push('\n');
                column = 0;
            } else if column > 0 {
                text.push(' ');
                column += 1;
            }
            text.push_str(word);
            column += word.len();
        }
        text
    }

    #[test]
    fn running_text_may_be_set_in() {
        let body = "       which is the way that pages of the manual are set by the old program\n";
        let page = Page::measure(&format!("NAME\n{0}{0}{0}\nSYNOPSIS\n{0}{0}", body));
        assert_eq!(page.indent, 7);
    }
}
