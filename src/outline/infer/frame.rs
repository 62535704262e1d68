//! The opening of an article: title, standfirst, byline and date.

use super::facts::{All, Facts, Sort};
use super::furniture;
use super::look::End;
use super::words::Beginning;
use crate::document::block::{Furniture, Kind};
use crate::document::{Document, Meta};
use crate::text::clean;

/// Blocks from the start among which the title is looked for: it may follow a letterhead.
const TITLE_BLOCKS: usize = 10;

/// Columns from which on a block is no title.
const TITLE_COLUMNS: u32 = 200;

/// Columns that a letterhead is set in by.
const ASIDE_COLUMNS: i32 = 30;

/// Finds the block that is the title; none where the text starts without one.
fn title(document: &Document, all: &All<'_>) -> Option<usize> {
    // A page of the manual has the names of its sections and none of its own.
    if document.meta.title.is_some() || furniture::is_manual_header(all, 0) {
        return None;
    }
    let aside = |facts: &Facts<'_>| {
        matches!(facts.sort, Sort::Kept | Sort::Line) || facts.inset > ASIDE_COLUMNS
    };
    let at = all.iter().take(TITLE_BLOCKS).position(|facts| !aside(&facts))?;
    let at = below_navigation(all, at);
    let (facts, next) = (all.get(at)?, all.get(at + 1)?);
    let sentence = facts.ends_sentence && facts.size > 100 || facts.size > TITLE_COLUMNS;
    let heading = next.blanks == 0 && facts.inset < 0 && next.inset >= 0;
    let greeting = facts.text().ends_with([',', ';', '，']);
    let section = starts_series(all, at) || is_in_entry(all, at);
    let fits = !sentence && !heading && !greeting && !section;
    (facts.sort == Sort::Paragraph && fits).then_some(at)
}

/// Gives the block at `at`, or, where that leads about a site, the last one of the short lines that it
/// is the first of: above them the page has no more to say of the article than its name.
fn below_navigation(all: &All<'_>, at: usize) -> usize {
    let is_navigation = |facts: Facts<'_>| Beginning::of(facts.text()).is_navigation();
    if !all.get(at).is_some_and(is_navigation) {
        return at;
    }
    let lines = all.between(at..all.len());
    let lines = lines.take_while(|it| it.is_short && !it.ends_sentence && !is_byline(it));
    at + lines.count().max(1) - 1
}

/// Tells whether a block is numbered 1 and another one below it 2.
fn starts_series(all: &All<'_>, at: usize) -> bool {
    let number = |facts: Facts<'_>| facts.look()?.number;
    let Some(first) = all.get(at).and_then(number).filter(|first| first.value == 1) else {
        return false;
    };
    let mut others = all.iter().skip(at + 1).filter_map(number);
    others.any(|other| other.series == first.series && other.value == 2)
}

/// Blocks below a head of an entry among which the next one is looked for.
const ENTRY_BLOCKS: usize = 50;

/// Tells whether a block stands below the head of an entry, of which there are more: lines whose ends
/// are kept, that begin with the same word, as those of a commit or of a letter do.
fn is_in_entry(all: &All<'_>, at: usize) -> bool {
    let head = at.checked_sub(1).and_then(|above| all.get(above));
    let Some(head) = head.filter(|head| head.sort == Sort::Kept) else { return false };
    let word = head.text().split_whitespace().next();
    let mut below = all.between(at + 1..at + ENTRY_BLOCKS);
    below.any(|it| it.sort == Sort::Kept && it.text().split_whitespace().next() == word)
}

/// Blocks after the title among which byline, date and standfirst are looked for.
const OPENING_BLOCKS: usize = 4;

/// Gives title, byline, date and standfirst, with their blocks.
pub(super) fn opening(document: &Document, all: &All<'_>) -> Vec<(usize, Kind)> {
    let Some(title) = title(document, all) else { return Vec::new() };
    let mut found = vec![(title, Kind::Title)];
    let mut standfirst = false;
    for (at, facts) in all.iter().enumerate().skip(title + 1).take(OPENING_BLOCKS) {
        if facts.sort == Sort::Line {
            continue;
        }
        if is_byline(&facts) {
            found.push((at, Kind::Byline));
        } else if !standfirst && is_standfirst(all, at, &facts) {
            standfirst = true;
            found.push((at, Kind::Standfirst));
        } else {
            break;
        }
    }
    found
}

/// Tells whether a block says who wrote the article, or when.
fn is_byline(facts: &Facts<'_>) -> bool {
    let Some(look) = facts.look().filter(|look| look.words <= 10) else { return false };
    if matches!(look.end, End::Stop | End::Question | End::Exclamation | End::Colon) {
        return false;
    }
    facts.size <= 60 && is_signed(facts.text()) || is_date(facts.text())
}

/// Tells whether a byline gives a name, and not a date alone.
fn is_signed(text: &str) -> bool {
    Beginning::of(text).is_byline_of_name()
}

/// Parts a byline that ends in a date: "By Ada Bell, 3 May 2024".
fn dated(text: &str) -> Option<(&str, &str)> {
    let mut signs = text.match_indices([',', '|', '·', '•', '–', '—']);
    let parts = signs.find_map(|(at, sign)| {
        let (name, date) = (text.get(..at)?, text.get(at + sign.len()..)?);
        is_date(date).then_some((name, date))
    });
    parts.map(|(name, date)| (name.trim_end(), date.trim_start()))
}

/// Tells whether `text` is a date and little else: a year or two numbers around a sign, and few
/// words.
pub(super) fn is_date(text: &str) -> bool {
    let mut numbers = 0;
    let mut year = false;
    let mut words = 0;
    for word in text.split([' ', ',', '.', '/', '-', ':', '年', '月', '日', '|']) {
        let digits = word.bytes().take_while(u8::is_ascii_digit).count();
        match (digits, word.len()) {
            (_, 0) => {}
            (4, _) => year = word.starts_with(['1', '2']),
            (1 | 2, len) if len <= digits + 2 => numbers += 1,
            _ => words += 1,
        }
    }
    year && numbers > 0 && words <= 4
}

/// Columns of the shortest and the longest summary.
const STANDFIRST_COLUMNS: std::ops::RangeInclusive<u32> = 40..=320;

/// Tells whether a block sums up the article: a sentence or two before longer running text. They
/// stand above the byline, or else the last one goes without its full stop.
fn is_standfirst(all: &All<'_>, at: usize, facts: &Facts<'_>) -> bool {
    let mut below = all.between(at + 1..at + 1 + OPENING_BLOCKS).peekable();
    let is_above_byline = below.peek().is_some_and(is_byline);
    let next = below.find(|facts| facts.sort != Sort::Line && !is_byline(facts));
    let is_open = !facts.ends_sentence && !facts.text().ends_with([',', ';', '、', '，']);
    facts.sort == Sort::Paragraph
        && STANDFIRST_COLUMNS.contains(&facts.size)
        && (is_open || is_above_byline)
        && facts.text().split(' ').count() > 5
        && next.is_some_and(|next| next.is_body && next.size > facts.size)
}

/// Gives what the article says of itself, by the kinds found.
pub(super) fn meta(document: &Document, kinds: &[(usize, Kind)]) -> Meta {
    let mut meta = Meta::default();
    let says = |(_, kind): &&(usize, Kind)| matches!(kind, Kind::Title | Kind::Byline);
    for (at, kind) in kinds.iter().filter(says) {
        let Some(block) = document.blocks.get(*at) else { continue };
        let text = clean::line(document.slice(block.range.clone()));
        match kind {
            Kind::Title => meta.title = Some(text),
            _ if !is_signed(&text) => meta.date = Some(text),
            _ => match dated(&text) {
                Some((name, date)) => {
                    meta.byline = Some(clean::line(name));
                    meta.date = Some(clean::line(date));
                }
                None => meta.byline = Some(text),
            },
        }
    }
    meta
}

/// Gives why a block of the opening or of a heading, with its `text`, was taken for what it is.
pub(super) fn reason(kind: &Kind, text: &str) -> Option<&'static str> {
    match kind {
        Kind::Title => Some("opens the text"),
        Kind::Byline if !is_signed(text) => Some("a date, below the title"),
        Kind::Byline => Some("a word for an author, and a name, below the title"),
        Kind::Standfirst => Some("a sentence or two, between the title and longer text"),
        Kind::HeadingRest => Some("names the part whose number stands above it"),
        _ => None,
    }
}

/// The word for a heading.
pub(super) const HEADING: &str = "heading";

/// Gives the word for what a block was taken for.
pub(super) fn name(kind: &Kind) -> &'static str {
    match kind {
        Kind::Heading(_) => HEADING,
        Kind::HeadingRest => "name",
        Kind::Title => "title",
        Kind::Standfirst => "standfirst",
        Kind::Byline => "byline",
        Kind::Furniture(Furniture::Caption) => "caption",
        Kind::Furniture(Furniture::Credit) => "credit",
        Kind::Furniture(Furniture::CallToAction) => "call to action",
        Kind::Furniture(Furniture::Related) => "related",
        Kind::Furniture(Furniture::PageHeader) => "page header",
        Kind::Furniture(Furniture::Contents) => "contents",
        Kind::Furniture(Furniture::Notes) => "notes",
        Kind::Furniture(Furniture::Line) => "line",
        _ => "text",
    }
}
