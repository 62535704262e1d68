//! Breaking text into lines: where a line may end, how wide its parts are, which ends are best.
//!
//! Knows of no blocks and no styles, so styled text is broken exactly as plain text is. Lines are
//! ranges of the text; nothing is inserted and nothing copied.

use icu_segmenter::options::LineBreakOptions;
use icu_segmenter::{LineSegmenter, LineSegmenterBorrowed};
use textwrap::wrap_algorithms::{Penalties, wrap_first_fit, wrap_optimal_fit};

use super::ascii;
use crate::document::Range;
use crate::text;

/// A line of wrapped text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// What it shows, without the white space at which it was broken.
    pub(super) range: Range,
    /// How wide that is.
    pub(super) columns: usize,
}

/// How wide lines may be, in columns; at least 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Room {
    /// The first line.
    pub(super) first: usize,
    /// Every other line.
    pub(super) rest: usize,
}

/// Gives the lines of `range`, in which line ends are white space; none where it is all blank.
///
/// Ends are chosen for the paragraph as a whole (optimal fit). What has no opportunity for a
/// break within a line's width is broken at the edge, between grapheme clusters. A cluster wider
/// than a whole line gets a line of its own, the only kind that is wider than its room.
pub(super) fn wrap(text: &str, range: Range, room: Room) -> Vec<Line> {
    let range = trim(text, range);
    let fragments = fragments(text, range, room.rest);
    let mut filler = Filler { text, room, lines: Vec::new(), gap: 0 };
    let total: usize = fragments.iter().map(|f| f.columns() + f.gap()).sum();
    let fits = |f: &Fragment| total <= room.first || f.columns() <= room.rest;
    for run in fragments.chunk_by(|a, b| fits(a) && fits(b)) {
        match run {
            [long] if !fits(long) => filler.push_long(long),
            _ => filler.push_words(run),
        }
    }
    filler.lines
}

/// Gives the lines of `range` broken at the edge only, white space kept, as code wants it.
pub(super) fn chop(text: &str, range: Range, room: Room) -> Vec<Line> {
    let mut filler = Filler { text, room, lines: Vec::new(), gap: 0 };
    filler.push_clusters(range, false);
    filler.lines
}

/// Gives `range` without the white space at its ends; no-break spaces stay.
pub(super) fn trim(text: &str, range: Range) -> Range {
    let body = text::slice(text, range.clone());
    let kept = body.trim_end_matches(is_space);
    let start = range.start + (kept.len() - kept.trim_start_matches(is_space).len());
    start..range.start + kept.len()
}

/// Gives the columns of the widest stretch of `range` that cannot be broken, and those of all of
/// it on one line.
pub(super) fn measure(text: &str, range: Range) -> (usize, usize) {
    let fragments = fragments(text, trim(text, range), usize::MAX);
    let widest = fragments.iter().map(Fragment::columns).max().unwrap_or(0);
    (widest, fragments.iter().map(|f| f.columns() + f.gap()).sum())
}

/// Gives the columns that white space `range` takes inside a line.
///
/// A run that holds a line end is one column wide, or none where it stands for nothing.
pub(super) fn gap_columns(text: &str, range: Range) -> usize {
    let gap = text::slice(text, range.clone());
    if !gap.contains('\n') {
        return text::columns(gap);
    }
    let before = text::slice(text, 0..range.start).chars().next_back();
    let after = text::slice(text, range.end..text.len()).chars().next();
    usize::from(!before.zip(after).is_some_and(|(a, b)| text::joins_without_space(a, b)))
}

/// Tells whether a line may be broken at `char` and then leaves it out.
pub(super) fn is_space(char: char) -> bool {
    char.is_whitespace() && !matches!(char, '\u{a0}' | '\u{2007}' | '\u{202f}')
}

/// Puts fragments on lines.
struct Filler<'a> {
    text: &'a str,
    room: Room,
    lines: Vec<Line>,
    /// Columns of white space after the last line's text.
    gap: usize,
}

impl Filler<'_> {
    /// Appends fragments that are each no wider than a line.
    fn push_words(&mut self, words: &[Fragment]) {
        let [first, ..] = words else { return };
        let (mut joins, mut left) = (false, self.room.first);
        if let Some(room) = self.left() {
            joins = first.columns() <= room;
            left = if joins { room } else { self.room.rest };
        }
        for line in best_lines(words, Room { first: left, ..self.room }) {
            let ([first, ..], [.., last]) = (line, line) else { continue };
            let columns: usize = line.iter().map(|f| f.columns() + f.gap()).sum();
            self.push(first.start..last.end, columns - last.gap(), joins);
            self.gap = last.gap();
            joins = false;
        }
    }

    /// Appends a fragment that is wider than a line.
    fn push_long(&mut self, long: &Fragment) {
        let rest = self.room.rest;
        let rows = |columns: usize| columns.div_ceil(rest);
        // Two letters of a long address at the end of a line help nobody, nor does a part of it
        // that saves no line.
        let joins = self.left().is_some_and(|left| {
            left > rest / 4 && rows(long.columns().saturating_sub(left)) < rows(long.columns())
        });
        self.push_clusters(long.start..long.end, joins);
        self.gap = long.gap();
    }

    /// Appends the grapheme clusters of `range`, starting a line whenever one is full; `joins`
    /// tells whether the first may go on the last line.
    fn push_clusters(&mut self, range: Range, mut joins: bool) {
        let body = text::slice(self.text, range.clone());
        for (start, cluster, columns) in text::graphemes(body) {
            let start = range.start + start;
            if columns <= self.room.rest.max(2) {
                self.push_cluster(start..start + cluster.len(), columns, joins);
                joins = true;
                continue;
            }
            // A chain of conjuncts without end is one cluster; what no line can hold is broken
            // between its characters.
            for (at, char) in cluster.char_indices() {
                let range = start + at..start + at + char.len_utf8();
                let columns = text::columns(text::slice(self.text, range.clone()));
                self.push_cluster(range, columns, joins);
                joins = true;
            }
        }
    }

    /// Appends one cluster to the last line, if it may go there and fits, or to a new one.
    fn push_cluster(&mut self, range: Range, columns: usize, joins: bool) {
        let joins = joins && self.left().is_some_and(|left| columns <= left);
        self.push(range, columns, joins);
        self.gap = 0;
    }

    fn push(&mut self, range: Range, columns: usize, joins: bool) {
        match self.lines.last_mut() {
            Some(last) if joins => {
                last.range.end = range.end;
                last.columns += self.gap + columns;
            }
            _ => self.lines.push(Line { range, columns }),
        }
    }

    /// Gives the columns left on the last line, if there is one.
    fn left(&self) -> Option<usize> {
        let last = self.lines.last()?;
        let room = if self.lines.len() == 1 { self.room.first } else { self.room.rest };
        Some(room.saturating_sub(last.columns + self.gap))
    }
}

/// Gives the lines that leave the most even gaps at their ends.
fn best_lines(words: &[Fragment], room: Room) -> Vec<&[Fragment]> {
    let widths = [width(room.first), width(room.rest)].map(f64::from);
    // Dearer than any number of gaps: textwrap's own penalty lets a line of a wide page
    // overflow rather than leave half of it empty.
    let widest = room.first.max(room.rest);
    let line_cost = widest.saturating_mul(widest).saturating_add(2_000);
    let overflow_penalty = line_cost.saturating_mul(words.len() + 1);
    let penalties = Penalties { overflow_penalty, ..Penalties::new() };
    let fits = |(at, line): (usize, &&[Fragment])| {
        let columns: usize = line.iter().map(|f| f.columns() + f.gap()).sum();
        let gap = line.last().map_or(0, Fragment::gap);
        columns - gap <= if at == 0 { room.first } else { room.rest }
    };
    match wrap_optimal_fit(words, &widths, &penalties) {
        Ok(lines) if lines.iter().enumerate().all(fits) => lines,
        _ => wrap_first_fit(words, &widths),
    }
}

/// A stretch of text that a line may end after.
#[derive(Clone, Copy, Debug)]
struct Fragment {
    /// Where its text starts and ends; the white space after it is not part of it.
    start: usize,
    end: usize,
    /// Columns of the text.
    columns: u32,
    /// Columns of the white space after it.
    gap: u32,
}

impl Fragment {
    fn columns(&self) -> usize {
        self.columns as usize
    }

    fn gap(&self) -> usize {
        self.gap as usize
    }
}

impl textwrap::core::Fragment for Fragment {
    fn width(&self) -> f64 {
        f64::from(self.columns)
    }

    fn whitespace_width(&self) -> f64 {
        f64::from(self.gap)
    }

    fn penalty_width(&self) -> f64 {
        0.0
    }
}

/// Gives the fragments of `range`, which neither starts nor ends with white space. Those wider
/// than `widest` that hold spaces, as `( a` does, are divided there against the rule.
fn fragments(text: &str, range: Range, widest: usize) -> Vec<Fragment> {
    let body = text::slice(text, range.clone());
    let mut fragments = Vec::with_capacity(body.len() / 5);
    let mut start = range.start;
    for next in opportunities(body).into_iter().map(|at| range.start + at) {
        if next < range.end && text::slice(text, next..range.end).starts_with(is_space) {
            continue;
        }
        let whole = fragment(text, start..next);
        if whole.columns() > widest {
            for word in words(text, start..next) {
                fragments.push(fragment(text, start..word));
                start = word;
            }
        } else {
            fragments.push(whole);
        }
        start = next;
    }
    fragments
}

/// Gives the fragment that takes `range`, white space at its end included.
fn fragment(text: &str, range: Range) -> Fragment {
    let end = range.start + text::slice(text, range.clone()).trim_end_matches(is_space).len();
    Fragment {
        start: range.start,
        end,
        columns: width(text::columns(text::slice(text, range.start..end))),
        gap: width(gap_columns(text, end..range.end)),
    }
}

/// Gives where white space ends in `range`, and the end of `range`.
fn words(text: &str, range: Range) -> impl Iterator<Item = usize> {
    let body = text::slice(text, range.clone());
    let mut is_after_space = false;
    let starts = body.char_indices().filter_map(move |(at, char)| {
        let starts = std::mem::replace(&mut is_after_space, is_space(char)) && !is_space(char);
        starts.then_some(range.start + at)
    });
    starts.chain([range.end])
}

fn width(columns: usize) -> u32 {
    u32::try_from(columns).unwrap_or(u32::MAX)
}

/// Gives where a line of `text` may end, the end of the text included, in ascending order.
///
/// Source: Unicode Standard Annex #14, but that text is broken neither after hyphens which no
/// letter stands before, so that `-v` and `--width` stay whole (rule LB20a of later versions keeps
/// the first of these), nor between `https://` and what follows.
pub(super) fn opportunities(text: &str) -> Vec<usize> {
    let mut found = ascii::opportunities(text).unwrap_or_else(|| unicode_opportunities(text));
    found.retain(|&at| at == text.len() || !is_after_prefix(text::slice(text, 0..at)));
    found
}

/// Tells whether a text ends in what belongs to the word after it.
fn is_after_prefix(before: &str) -> bool {
    match before.as_bytes().last() {
        Some(b'-') => !before.trim_end_matches('-').ends_with(char::is_alphanumeric),
        Some(b'/') => before.ends_with("://"),
        _ => false,
    }
}

/// Thai, Lao, Khmer and Burmese words are not told apart: their dictionaries weigh megabytes.
const SEGMENTER: LineSegmenterBorrowed<'static> =
    LineSegmenter::new_for_non_complex_scripts(LineBreakOptions::default());

fn unicode_opportunities(text: &str) -> Vec<usize> {
    SEGMENTER.segment_str(text).skip_while(|at| *at == 0).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::ascii;
    use super::{Room, chop, opportunities, unicode_opportunities, wrap};
    use crate::text;

    #[track_caller]
    fn check(case: &str, text: &str, columns: usize, expected: &[&str]) {
        let lines = wrap(text, 0..text.len(), Room { first: columns, rest: columns });
        let shown: Vec<&str> =
            lines.iter().map(|line| text::slice(text, line.range.clone())).collect();
        assert_eq!(shown, expected, "{case}");
        for (line, shown) in lines.iter().zip(shown).filter(|(_, shown)| !shown.contains('\n')) {
            assert_eq!(line.columns, text::columns(shown), "{case}: {shown}");
        }
    }

    #[test]
    fn lines_end_where_gaps_are_most_even() {
        check(
            "the known example",
            "To be, or not to be: that is the question",
            10,
            &["To be,", "or not to", "be: that", "is the", "question"],
        );
        check(
            "a gap is better than an overflow",
            &format!("foo {}", "x".repeat(99)),
            100,
            &["foo", &"x".repeat(99)],
        );
        check("one line", "all on one line", 15, &["all on one line"]);
        check("no text", "", 10, &[]);
        check("blanks only", "  \n ", 10, &[]);
    }

    #[test]
    fn lines_end_where_the_script_allows() {
        check("behind hyphens and slashes", "side-heads and/or", 8, &["side-", "heads", "and/or"]);
        check(
            "not behind a leading hyphen",
            "with --width or -w",
            7,
            &["with", "--width", "or -w"],
        );
        check(
            "not behind a scheme",
            "see https://example.org",
            19,
            &["see", "https://example.org"],
        );
        check("not after an opening bracket", "a ( b", 3, &["a", "( b"]);
        check("unless it must be", "a ( bcd ) .", 3, &["a (", "bcd", ") ."]);
        check(
            "never at a no-break space",
            "10\u{a0}km or 12\u{202f}km",
            8,
            &["10\u{a0}km or", "12\u{202f}km"],
        );
        check("between Han and kana", "日本語のとても長い文", 8, &["日本語の", "とても長", "い文"]);
        check(
            "but not before what ends",
            "日本語、とても「長い」文。",
            6,
            &["日本", "語、", "とて", "も「長", "い」", "文。"],
        );
        check("nor before a small kana", "ちょっとまって", 6, &["ちょっ", "とまっ", "て"]);
        check("between Korean words", "한국어 문장", 6, &["한국어", "문장"]);
    }

    #[test]
    fn what_is_too_wide_is_broken_at_the_edge() {
        check("a word", "abcdefghij", 4, &["abcd", "efgh", "ij"]);
        check(
            "beside what stands there, if that saves a line",
            "ab cdefghi",
            6,
            &["ab cde", "fghi"],
        );
        check("else below it", "ab cdefghijklm", 6, &["ab", "cdefgh", "ijklm"]);
        check("and words go on after it", "abcdefgh ij kl", 6, &["abcdef", "gh ij", "kl"]);
        check("between clusters", "👨‍👩‍👧👍🏽e\u{301}🇳🇱", 4, &["👨‍👩‍👧👍🏽", "e\u{301}🇳🇱"]);
        check(
            "of scripts without a dictionary too",
            "ภาษาไทยเป็นภาษา",
            6,
            &["ภาษาไท", "ยเป็นภา", "ษา"],
        );
        check("a chain of conjuncts between its letters", &"क्".repeat(5), 3, &["क्क्क्", "क्क्"]);
        check("a cluster wider than the page stands alone", "a日b", 1, &["a", "日", "b"]);
    }

    #[test]
    fn white_space_inside_a_line_counts() {
        check("two spaces stay two", "a  b cc", 4, &["a  b", "cc"]);
        check("a line end with an indent is one", "a \n  b cc", 3, &["a \n  b", "cc"]);
        check("between Han a line end is none", "日\n本語", 6, &["日\n本語"]);
        check("but between Hangul it is one", "한\n국어", 6, &["한\n국", "어"]);
    }

    #[test]
    fn first_and_other_lines_may_differ() {
        let text = "a bb ccc dddd";
        let lines = wrap(text, 0..text.len(), Room { first: 4, rest: 8 });
        let ranges: Vec<_> = lines.into_iter().map(|line| line.range).collect();
        assert_eq!(ranges, [0..4, 5..13]);
    }

    #[test]
    fn code_is_broken_at_the_edge_only() {
        let text = "  let a  = b;";
        let lines = chop(text, 0..text.len(), Room { first: 8, rest: 6 });
        let ranges: Vec<_> = lines.into_iter().map(|line| line.range).collect();
        assert_eq!(ranges, [0..8, 8..13]);
    }

    #[test]
    fn hyphens_and_schemes_keep_what_follows() {
        for text in ["--width", "(-w", "“--no”", "=-1", "https://x"] {
            assert_eq!(opportunities(text), [text.len()], "{text}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig {
            cases: 5_000,
            failure_persistence: None,
            ..ProptestConfig::default()
        })]

        #[test]
        fn ascii_breaks_where_unicode_breaks(text in "([ -~\\n]{0,12}|[-a1 .,(){}/$%\"|!\\n]{0,24})") {
            prop_assert_eq!(
                ascii::opportunities(&text).expect("it is ASCII"),
                unicode_opportunities(&text)
            );
        }
    }
}
