//! Links inside the article, its lines of contents above all: which one the focus is on, and where
//! one leads.
//!
//! Where they lead is found when it is asked for, by the names that the sections have then.

use super::State;
use crate::document::block::{Furniture, Kind};
use crate::document::outline::Section;
use crate::document::{Document, Position, Range, Span};

/// Gives the link that the focused line is: the one line of contents that has the focus, or the
/// words of a block that are a link as a whole.
#[must_use]
pub fn focused(state: &State) -> Option<&Span> {
    let document = &state.article.document;
    let links = lines_of(document, state.focused)?;
    let last_before = links.partition_point(|span| span.range.start <= state.line.0);
    links.get(last_before.saturating_sub(1))
}

/// Gives the line of contents after the focused one, or before it, in the focused block; none where
/// that has no further one.
#[must_use]
pub fn beside(state: &State, forward: bool) -> Option<Position> {
    let focused = focused(state)?;
    let links = lines_of(&state.article.document, state.focused)?;
    let at = links.iter().position(|span| span == focused)?;
    let beside = if forward { links.get(at + 1) } else { links.get(at.checked_sub(1)?) };
    beside.map(|span| Position(span.range.start))
}

/// Keeps the focused line of contents among those on screen.
pub(super) fn hold_focus(state: &mut State) {
    let seen = state.viewport.range();
    let Some(focused) = focused(state).map(|span| span.range.clone()) else { return };
    let links = lines_of(&state.article.document, state.focused).unwrap_or_default();
    let is_seen = |span: &&Span| seen.contains(&span.range.start);
    let nearest = if focused.start < seen.start {
        links.iter().find(is_seen)
    } else {
        links.iter().rfind(is_seen)
    };
    if !seen.contains(&focused.start)
        && let Some(nearest) = nearest
    {
        state.line = Position(nearest.range.start);
    }
}

/// Gives the links that the lines of a block are, if they are: those of contents, or one that is all
/// that the block says.
fn lines_of(document: &Document, block: usize) -> Option<&[Span]> {
    let block = document.blocks.get(block)?;
    let spans = document.spans_in(block.range.clone());
    let is_contents = block.kind == Kind::Furniture(Furniture::Contents);
    let is_one = |span: &Span| span.range.end == block.range.end && says_no_more(document, span);
    let are_lines = match spans {
        [span] if leads_inside(document, span) => is_contents || is_one(span),
        [_] | [] => false,
        spans => is_contents && spans.iter().all(|span| leads_inside(document, span)),
    };
    are_lines.then_some(spans)
}

/// Tells whether no letter stands before a link in its line.
fn says_no_more(document: &Document, link: &Span) -> bool {
    let block = document.block_of(Position(link.range.start));
    let start = block.map_or(0, |block| block.range.start);
    !document.slice(start..link.range.start).contains(char::is_alphabetic)
}

fn leads_inside(document: &Document, span: &Span) -> bool {
    target(document, span).is_some_and(|target| target.starts_with('#'))
}

/// Gives the link whose words hold `position`.
#[must_use]
pub fn at(document: &Document, position: Position) -> Option<&Span> {
    let spans = document.spans_in(position.0..position.0 + 1);
    spans.iter().find(|span| span.style.link.is_some())
}

/// Gives what a link says it leads to.
#[must_use]
pub fn target<'d>(document: &'d Document, link: &Span) -> Option<&'d str> {
    document.links.get(link.style.link?).map(|target| &**target)
}

/// Gives the section that a link inside the article leads to: the one that its target names, as
/// programs that write Markdown name them, or that its own words do.
///
/// Of several of that name, a line of contents leads to the one below it that it is the line of;
/// any other link to the first, unless its target counts them.
#[must_use]
pub fn section<'d>(document: &'d Document, link: &Span) -> Option<&'d Section> {
    let target = target(document, link)?.strip_prefix('#')?;
    let words = document.slice(link.range.clone());
    let (base, number) = numbered(target);
    let found = [(target, 0), (base, number), (words, 0)].into_iter().find_map(|(name, skip)| {
        let named = named(document, &key(name));
        (named.len() > skip).then_some((named, skip))
    });
    let (named, skip) = found?;
    let below = named.iter().filter(|section| link.range.end <= section.range.start);
    let same_above = same_above(document, link);
    let of_contents = below.skip(same_above).find(|_| skip == 0 && is_line(document, link));
    of_contents.or(named.get(skip)).copied()
}

/// Gives the sections of that name, in order, or, where there are none, those whose names are so but
/// for a number before.
fn named<'d>(document: &'d Document, wanted: &str) -> Vec<&'d Section> {
    let name = |section: &Section| key(document.slice(section.title.clone()));
    let with = |is_it: &dyn Fn(&str) -> bool| -> Vec<&Section> {
        document.sections.iter().filter(|section| is_it(&name(section))).collect()
    };
    let bare = without_number(wanted);
    if wanted.is_empty() {
        return Vec::new();
    }
    let same = with(&|name| name == wanted);
    if same.is_empty() && !bare.is_empty() {
        with(&|name| without_number(name) == bare)
    } else {
        same
    }
}

/// Gives what names and targets of links to them have in common: their letters and digits, small.
fn key(name: &str) -> String {
    name.chars().filter(|char| char.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn without_number(key: &str) -> &str {
    key.trim_start_matches(|char: char| char.is_ascii_digit())
}

/// Parts a target from the number by which programs tell headings of one name apart; 0 without one.
fn numbered(target: &str) -> (&str, usize) {
    let parted = target.rsplit_once('-');
    let number = parted.and_then(|(base, number)| Some((base, number.parse().ok()?)));
    number.unwrap_or((target, 0))
}

/// Tells whether a link is a line by itself.
fn is_line(document: &Document, link: &Span) -> bool {
    let lines = lines_of(document, document.block_at(Position(link.range.start)));
    lines.is_some_and(|lines| lines.contains(link))
}

/// Counts the lines above a line of the same contents that lead to the same name, or say the same.
fn same_above(document: &Document, link: &Span) -> usize {
    let here = Position(link.range.start);
    let start = document.section_of(here);
    let above: Range = start.map_or(0, |section| section.range.start)..link.range.start;
    let words = |span: &Span| key(document.slice(span.range.clone()));
    let (wanted, said) = (target(document, link), words(link));
    let is_same = |span: &Span| target(document, span) == wanted || words(span) == said;
    let spans = document.spans_in(above).iter();
    spans.filter(|span| is_same(span) && is_line(document, span)).count()
}

#[cfg(test)]
mod tests {
    use super::{Document, Position, at, section};
    use crate::format::{self, Part, Source};

    fn document(name: &str, text: &str) -> Document {
        let source =
            Source { bytes: text.as_bytes(), name: Some(name), format: None, part: Part::Whole };
        format::parse(&source).expect("it is text")
    }

    /// Demands after which words the section begins that the nth link of these words leads to.
    #[track_caller]
    fn check(document: &Document, (words, nth): (&str, usize), expected: Option<&str>) {
        let mut places = document.text().match_indices(words).filter_map(|(start, _)| {
            at(document, Position(start)).filter(|span| span.range.start == start)
        });
        let link = places.nth(nth).expect("there is such a link");
        let text = section(document, link)
            .map(|section| document.slice(section.title.end..document.end().0).trim_start());
        let next = text.and_then(|text| text.split_whitespace().next());
        assert_eq!(next, expected, "{words}, {nth}");
    }

    const MARKDOWN: &str = "# T\n\n- [High water](#high-water)\n- [Low](#low)\n- [Low](#low-1)\n\
        - [Elsewhere](#nowhere)\n- [Notes](https://example.org)\n\n\
        ## High Water!\n\nfirst, as [said below](#low-1) and [here](#low).\n\n\
        ## Low\n\nsecond.\n\n## Low\n\nthird, not [the other](#low).\n";

    #[test]
    fn targets_are_names_of_sections() {
        let document = document("a.md", MARKDOWN);
        check(&document, ("High water", 0), Some("first,"));
        check(&document, ("Low", 0), Some("second."));
        check(&document, ("Low", 1), Some("third,"));
        check(&document, ("Elsewhere", 0), None);
        check(&document, ("Notes", 0), None);
        check(&document, ("said below", 0), Some("third,"));
        check(&document, ("here", 0), Some("second."));
        check(&document, ("the other", 0), Some("second."));
    }

    #[test]
    fn words_stand_in_for_targets_that_no_section_has() {
        let page = "<article><ul><li><a href='#s1'>1 Tides</a></li><li><a href='#s2'>Summary</a></li>\
            <li><a href='#s3'>Quays</a></li><li><a href='#s4'>Summary</a></li></ul>\
            <h2 id='s1'>Tides</h2><p>one</p><h2 id='s2'>Summary</h2><p>two</p>\
            <h2 id='s3'>2.1 Quays</h2><p>three</p><h2 id='s4'>Summary</h2><p>four</p></article>";
        let document = document("a.html", page);
        check(&document, ("1 Tides", 0), Some("one"));
        check(&document, ("Quays", 0), Some("three"));
        check(&document, ("Summary", 0), Some("two"));
        check(&document, ("Summary", 1), Some("four"));
    }
}
