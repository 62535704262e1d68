//! What belongs to the page and not to the article: headers and footers, contents, captions,
//! credits, notes at the foot of a page, and what asks to read or do something else.

use super::facts::{All, Facts, Sort};
use super::look::{Call, Look, Start};
use super::number::Closer;
use super::survey::Survey;
use super::words::Beginning;
use crate::document::block::{Furniture, Kind};

/// Something by which a block is known for a part of the page.
pub(super) struct Rule {
    /// What it says, as the reader is told.
    pub name: &'static str,
    part: Furniture,
    holds: fn(&Survey<'_>, usize, &Facts<'_>) -> bool,
}

/// What makes a block a part of the page; the first that holds decides.
const RULES: [Rule; 10] = [
    Rule {
        name: "comes back from page to page",
        part: Furniture::PageHeader,
        holds: |survey, at, _| is_page_header(&survey.facts, at),
    },
    Rule {
        name: "the head or the foot of a page of the manual",
        part: Furniture::PageHeader,
        holds: |survey, at, _| is_manual_header(&survey.facts, at),
    },
    Rule {
        name: "dots lead to numbers that ascend",
        part: Furniture::Contents,
        holds: |_, _, facts| is_led_contents(facts),
    },
    Rule {
        name: "names what stands below",
        part: Furniture::Contents,
        holds: |survey, at, _| survey.contents.binary_search(&at).is_ok(),
    },
    Rule {
        name: "leads to other articles",
        part: Furniture::Related,
        holds: |survey, at, _| survey.related.binary_search(&at).is_ok(),
    },
    Rule {
        name: "below a short rule, with the sign of a note",
        part: Furniture::Notes,
        holds: |survey, at, _| survey.notes.binary_search(&at).is_ok(),
    },
    Rule {
        name: "a word for a picture or a source, and who made it",
        part: Furniture::Credit,
        holds: |_, _, facts| facts.look().is_some_and(|look| look.credits),
    },
    Rule {
        name: "a word for a picture or a table, and its number",
        part: Furniture::Caption,
        holds: |_, _, facts| facts.look().is_some_and(|look| look.figure),
    },
    Rule {
        name: "glued beneath running text as nothing else is",
        part: Furniture::Caption,
        holds: |survey, at, _| is_caption(survey, at),
    },
    Rule {
        name: "asks to do something else",
        part: Furniture::CallToAction,
        holds: |survey, at, _| is_call(survey, at),
    },
];

/// Gives what belongs to the page among the blocks that are neither headings nor `names` of them, nor
/// the opening.
pub(super) fn furniture(
    survey: &Survey<'_>,
    headings: &[usize],
    names: &[usize],
) -> Vec<(usize, Kind)> {
    let start = survey.opening.last().map_or(0, |(last, _)| last + 1);
    (start..survey.facts.len())
        .filter(|at| [headings, names].iter().all(|it| it.binary_search(at).is_err()))
        .filter_map(|at| Some((at, Kind::Furniture(rule(survey, at)?.part))))
        .collect()
}

/// Gives what makes a block a part of the page, if it is one.
pub(super) fn rule(survey: &Survey<'_>, at: usize) -> Option<&'static Rule> {
    let facts = survey.facts.get(at)?;
    RULES.iter().find(|rule| (rule.holds)(survey, at, &facts))
}

/// Times a line has to come back to be part of the page.
const HEADER_TIMES: u8 = 3;

/// Tells whether a block is what stands at the head or the foot of printed pages, and comes back
/// with another number or none: a line with wide gaps, the number of a page alone, or a line in the
/// middle of a sentence.
pub(super) fn is_page_header(all: &All<'_>, at: usize) -> bool {
    let Some(facts) = all.get(at).filter(|facts| facts.repeated >= HEADER_TIMES) else {
        return false;
    };
    let wide =
        facts.sort == Sort::Kept && facts.text().contains("   ") && !facts.text().contains('\n');
    wide || is_page_number(&facts) && !is_among_numbers(all, at)
        || facts.is_short && breaks_sentence(all, at)
}

/// Tells whether a block is the first or the last line of a page of the manual: parts with wide gaps
/// between, one of which names the page and its section, as "lamp(1)" does. Source: man(7), `TH`.
pub(super) fn is_manual_header(all: &All<'_>, at: usize) -> bool {
    let is_edge = at == 0 || at + 1 == all.len();
    let Some(facts) = all.get(at).filter(|facts| is_edge && facts.sort == Sort::Kept) else {
        return false;
    };
    let text = facts.text().trim();
    let names_page = |word: &str| {
        let section = word.strip_suffix(')').and_then(|word| word.split_once('('));
        section.is_some_and(|(name, section)| {
            !name.is_empty() && section.starts_with(|char: char| char.is_ascii_digit())
        })
    };
    let ends = [text.split(' ').next(), text.rsplit(' ').next()];
    text.contains("   ") && !text.contains('\n') && ends.into_iter().flatten().any(names_page)
}

/// Words before the number of a page.
const PAGES: [&str; 12] = [
    "page",
    "pages",
    "p",
    "seite",
    "página",
    "pagina",
    "strona",
    "стр",
    "страница",
    "sida",
    "side",
    "of",
];

/// Columns of the longest number of a page.
const PAGE_NUMBER_COLUMNS: u32 = 24;

/// Numbers that stand on one page: its own, and that of all pages.
const PAGE_NUMBERS: usize = 2;

/// Tells whether a block is the number of a page: one or two numbers, signs around them, and at most
/// a word for a page. Paragraphs of a law, dates and versions are none.
fn is_page_number(facts: &Facts<'_>) -> bool {
    let text = facts.text();
    let is_part = |look: &Look| {
        let series = look.number.map(|number| number.series);
        look.unnamed && series.is_some_and(|it| it.word.is_none() && it.closer == Closer::None)
    };
    let part = facts.look().is_some_and(is_part);
    if part
        || facts.size > PAGE_NUMBER_COLUMNS
        || !matches!(facts.sort, Sort::Paragraph | Sort::Item)
    {
        return false;
    }
    let words = text.split(|char: char| !char.is_alphanumeric()).filter(|word| !word.is_empty());
    let is_digits = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
    let mut numbers = 0;
    for word in words {
        if is_digits(word) {
            numbers += 1;
        } else if !PAGES.contains(&&*word.to_lowercase()) {
            return false;
        }
    }
    (1..=PAGE_NUMBERS).contains(&numbers)
}

/// Tells whether a number stands beside another one, as in a list of them.
fn is_among_numbers(all: &All<'_>, at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|before| all.get(before));
    let is_number = |facts: Option<Facts<'_>>| facts.as_ref().is_some_and(is_page_number);
    is_number(before) || is_number(all.get(at + 1))
}

/// Tells whether a block stands in the middle of a sentence.
fn breaks_sentence(all: &All<'_>, at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|before| all.get(before));
    let open = before.is_some_and(|before| before.is_body && !before.ends_sentence);
    let goes_on = |after: Facts<'_>| after.text().starts_with(char::is_lowercase);
    // The foot of a page and the head of the next may stand together.
    open && all.between(at + 1..at + 3).any(goes_on)
}

/// Tells whether a block is a table of contents: dots lead to numbers, none of which is less than
/// the one above it, as prices would be.
fn is_led_contents(facts: &Facts<'_>) -> bool {
    let mut last = 0;
    facts.sort == Sort::Kept
        && facts.text().lines().all(|line| {
            let led = line.contains("....") || line.contains(". . .");
            let name = line.trim_end_matches(|char: char| char.is_ascii_digit());
            let page = line.get(name.len()..).and_then(|page| page.parse().ok());
            let ascends = page.is_some_and(|page: u32| page >= last);
            last = page.unwrap_or(last);
            led && ascends
        })
}

/// Columns of the longest rule above notes: longer ones part sections.
const NOTE_RULE_COLUMNS: u32 = 40;

/// Gives the notes at the foot of a page or of the article, ascending: what stands below a short
/// rule and starts with the sign of a note. A number or a star may as well be that of a list, so it
/// counts only down to the end of the page or of the text.
pub(super) fn notes(all: &All<'_>) -> Vec<usize> {
    let mut found = Vec::new();
    let first_body = all.iter().position(|facts| facts.is_body).unwrap_or(all.len());
    for at in (first_body..all.len()).filter(|at| is_note_rule(all, *at)) {
        let below = |starts: fn(&str) -> bool| {
            let below = all.between(at + 1..all.len());
            below.take_while(|facts| starts(facts.text())).count()
        };
        let end = at + 1 + below(starts_note);
        let ends_page =
            all.get(end).is_none_or(|next| next.sort == Sort::Line) || is_page_header(all, end);
        found.extend(at + 1..if ends_page { end } else { at + 1 + below(starts_with_note_sign) });
    }
    found
}

/// Tells whether a block is a rule as it stands above notes: a short one that underlines nothing.
fn is_note_rule(all: &All<'_>, at: usize) -> bool {
    let underlines = |rule: &Facts<'_>| {
        let above = at.checked_sub(1).and_then(|above| all.get(above));
        rule.blanks == 0 && above.is_some_and(|above| above.is_short)
    };
    all.get(at).is_some_and(|facts| {
        facts.sort == Sort::Line
            && facts.size <= NOTE_RULE_COLUMNS
            && facts.text().starts_with(['_', '-', '—'])
            && !underlines(&facts)
    })
}

/// Tells whether `text` starts with what is the sign of a note and nothing else: a raised digit, a
/// dagger, a number in square brackets.
fn starts_with_note_sign(text: &str) -> bool {
    let square = text.strip_prefix('[').and_then(|text| text.split_once(']'));
    square.is_some_and(|(number, _)| number.bytes().all(|byte| byte.is_ascii_digit()))
        || text.starts_with(['¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹', '†', '‡'])
}

/// Tells whether `text` starts with the sign of a note, a star, or a bare number.
fn starts_note(text: &str) -> bool {
    let rest = text.trim_start_matches(|char: char| char.is_ascii_digit());
    let bare =
        rest.len() < text.len() && text.len() - rest.len() < 4 && rest.starts_with([' ', '.']);
    bare || text.starts_with('*') || starts_with_note_sign(text)
}

/// Lines that a list of other articles may have.
const RELATED_LINES: usize = 12;

/// Gives the lines that lead to other articles, ascending: one that says so, and the short ones
/// below it where it says no more.
pub(super) fn related(all: &All<'_>) -> Vec<usize> {
    let mut found: Vec<usize> = Vec::new();
    for (at, facts) in all.iter().enumerate() {
        let Some(look) = facts.look().filter(|look| look.calls()) else { continue };
        if !Beginning::of(facts.text()).is_related() || found.last().is_some_and(|last| *last >= at)
        {
            continue;
        }
        found.push(at);
        if look.colon_after.is_none() {
            found.extend((at + 1..).take(titles(all, at + 1)));
        }
    }
    found
}

/// Gives how many of the blocks, from the one at `first` on, are titles of other articles: short
/// lines and items, but for the last one if running text follows it, whose heading it is.
fn titles(all: &All<'_>, first: usize) -> usize {
    let short =
        |facts: &Facts<'_>| facts.sort == Sort::Item || facts.is_short && !facts.ends_sentence;
    let below = all.between(first..all.len()).take(RELATED_LINES);
    let run = below.take_while(short).count();
    let last = run.checked_sub(1).and_then(|last| all.get(first + last));
    let heads = all.get(first + run).is_some_and(|next| next.is_body)
        && last.is_some_and(|last| last.is_short);
    run - usize::from(heads)
}

/// Columns of the longest caption.
const CAPTION_COLUMNS: u32 = 80;

/// Tells whether a block is glued beneath running text as nothing else is: what an extractor
/// left of a picture.
fn is_caption(survey: &Survey<'_>, at: usize) -> bool {
    let (Some(facts), Some(previous)) =
        (survey.facts.get(at), at.checked_sub(1).and_then(|at| survey.facts.get(at)))
    else {
        return false;
    };
    let next = survey.facts.get(at + 1);
    facts.is_short
        && facts.size <= CAPTION_COLUMNS
        && facts.blanks == 0
        && survey.habits.blanks > 0
        && survey.habits.glued * 5 <= survey.facts.len()
        && previous.is_body
        && facts.inset <= previous.inset
        && previous.ends_sentence
        && !facts.ends_sentence
        && next.is_none_or(|next| next.blanks > 0)
}

/// Weight from which on a line is a call to do something else.
const CALL: f32 = 2.0;

/// Words of the longest call that needs nothing else to be known by.
const CALL_WORDS: u8 = 8;

/// Something that speaks for or against a line being a call to do something else.
struct Sign {
    /// What it says.
    name: &'static str,
    weight: f32,
    holds: fn(&Survey<'_>, usize, &Facts<'_>) -> bool,
}

const CALL_SIGNS: [Sign; 10] = [
    Sign {
        name: "ends with an exclamation mark",
        weight: 0.8,
        holds: |_, _, facts| facts.text().ends_with(['!', '！']),
    },
    Sign {
        name: "asks first",
        weight: 1.0,
        holds: |_, _, facts| facts.text().contains("? ") || facts.text().contains('？'),
    },
    Sign {
        name: "closes the article",
        weight: 0.8,
        holds: |survey, at, _| at + 3 > survey.facts.len(),
    },
    Sign {
        name: "speaks of doing something else",
        weight: 1.4,
        holds: |_, _, facts| facts.look().is_some_and(|look| look.calls()),
    },
    Sign {
        name: "a word for an advertisement alone",
        weight: 2.0,
        holds: |_, _, facts| facts.look().is_some_and(|look| look.call == Call::Advert),
    },
    Sign {
        name: "a few words alone",
        weight: 0.6,
        holds: |_, _, facts| {
            let is_few = |look: &Look| look.words <= CALL_WORDS;
            facts.is_short && !facts.ends_sentence && facts.look().is_some_and(is_few)
        },
    },
    Sign {
        name: "an address",
        weight: 0.6,
        holds: |_, _, facts| facts.look().is_some_and(|look| look.address),
    },
    Sign {
        name: "a sentence",
        weight: -0.8,
        holds: |_, _, facts| facts.text().ends_with(['.', '。', ':']),
    },
    Sign { name: "a list item", weight: -1.5, holds: |_, _, facts| facts.sort == Sort::Item },
    Sign {
        name: "speech",
        weight: -1.5,
        holds: |_, _, facts| {
            let start = facts.look().map(|look| look.start);
            matches!(start, Some(Start::Quote | Start::Dash))
        },
    },
];

fn is_call(survey: &Survey<'_>, at: usize) -> bool {
    let short = survey.facts.get(at).is_some_and(|facts| facts.look().is_some());
    short && call_reasons(survey, at).map(|(_, weight)| weight).sum::<f32>() >= CALL
}

/// Gives what speaks for and against a line being a call to do something else.
pub(super) fn call_reasons<'a>(
    survey: &'a Survey<'_>,
    at: usize,
) -> impl Iterator<Item = (&'static str, f32)> + 'a {
    let facts = survey.facts.get(at);
    let signs = CALL_SIGNS.iter();
    let signs =
        signs.filter(move |sign| facts.is_some_and(|facts| (sign.holds)(survey, at, &facts)));
    signs.map(|sign| (sign.name, sign.weight))
}
