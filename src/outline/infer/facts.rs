//! What can be said of each block by itself and of its neighbours, before anything is weighed.
//!
//! Most of a text are long paragraphs, which are looked at at their ends alone.

use super::look::Look;
use super::number;
use crate::document::block::{Block, Furniture, Kind, Marker};
use crate::document::{Document, Position};

/// A block as inference sees it, in few bytes: a gigabyte of text has millions of them.
#[derive(Clone, Debug)]
pub(super) struct Facts<'a> {
    /// Its text.
    pub text: &'a str,
    /// What cutting took it for.
    pub sort: Sort,
    /// About how many columns its text takes, if it were one line.
    pub size: u32,
    /// Columns it is set in by, less those of running text.
    pub inset: i32,
    /// Blank lines before it.
    pub blanks: u16,
    /// Whether its text ends like a sentence.
    pub ends_sentence: bool,
    /// Whether it is running text.
    pub is_body: bool,
    /// Whether it is a short line by itself.
    pub is_short: bool,
    /// How many blocks have the same words, but for digits; 1 where it is too long to matter.
    pub repeated: u8,
    /// How many blocks have the same words and digits; 1 where it is too long to matter.
    pub said: u8,
    /// How its words look, where it is short enough to be a heading. Few blocks are, so it stands
    /// apart.
    pub look: Option<Box<Look>>,
}

impl Facts<'_> {
    /// Tells whether it is a paragraph that could be nothing else.
    pub(super) fn is_long(&self) -> bool {
        self.is_body && self.look.is_none()
    }
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

/// Columns from which on a block is no heading. Of 1,400 headings written by people one in a
/// thousand is longer than 108.
const HEADING_COLUMNS: u32 = 130;

/// Gives what can be said of each block of `document`.
pub(super) fn facts(document: &Document) -> Vec<Facts<'_>> {
    let page = page_indent(&document.blocks);
    let mut last_line = 0;
    let mut line_of = document.lines.lines_of();
    let mut all: Vec<Facts<'_>> = Vec::with_capacity(document.blocks.len());
    for (index, block) in document.blocks.iter().enumerate() {
        let first = line_of(Position(block.range.start));
        let blanks = match first {
            // Nothing stands as far above as blank lines would.
            Some(_) if index == 0 => 1,
            Some(first) => first.saturating_sub(last_line + 1),
            None => usize::from(!block.tight),
        };
        let end = Position(block.range.end.saturating_sub(1));
        last_line = line_of(end).unwrap_or(0);
        let blanks = u16::try_from(blanks).unwrap_or(u16::MAX);
        all.push(one(block, document.slice(block.range.clone()), blanks, page));
    }
    count_repeats(&mut all);
    count_beginnings(&mut all);
    number_parts(&mut all);
    number::settle(all.iter_mut().filter_map(|facts| facts.look.as_mut()?.number.as_mut()));
    all
}

fn one<'a>(block: &Block, text: &'a str, blanks: u16, page: i32) -> Facts<'a> {
    let sort = sort(&block.kind);
    let size = size(text);
    let ends_sentence = ends_sentence(text);
    let is_body = matches!(sort, Sort::Paragraph | Sort::Other)
        && size > BODY_COLUMNS
        && (size > LONG_COLUMNS || ends_sentence && text.ends_with(BODY_ENDS));
    let looked_at = size <= HEADING_COLUMNS
        && match &block.kind {
            Kind::Item(Marker::Written(mark)) => text.get(..*mark).is_some_and(is_number),
            _ => sort == Sort::Paragraph,
        };
    let look =
        (looked_at && text.contains(char::is_alphanumeric)).then(|| Box::new(Look::of(text)));
    Facts {
        text,
        sort,
        size,
        inset: i32::from(block.indent) - page,
        blanks,
        ends_sentence,
        is_body,
        is_short: look.is_some() && sort == Sort::Paragraph && !is_body,
        repeated: 1,
        said: 1,
        look,
    }
}

/// Tells whether a list mark is a number rather than a bullet, which no heading has.
fn is_number(mark: &str) -> bool {
    mark.contains(char::is_alphanumeric)
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

/// Columns from which on a block that ends like a sentence is running text.
const BODY_COLUMNS: u32 = 60;

/// Columns from which on a block is running text however it ends.
const LONG_COLUMNS: u32 = 110;

/// What running text ends with.
const BODY_ENDS: [char; 8] = ['.', '。', '।', '۔', '…', '”', '"', '»'];

/// Gives the columns by which running text is set in, but for what explains a term: the least ones
/// that a good part of it has.
fn page_indent(blocks: &[Block]) -> i32 {
    let mut bytes = [0usize; 17];
    let text = blocks.iter().filter(|block| matches!(block.kind, Kind::Paragraph));
    for block in text.clone().filter(|block| block.range.len() > BODY_COLUMNS as usize) {
        if let Some(sum) = bytes.get_mut(usize::from(block.indent)) {
            *sum += block.range.len();
        }
    }
    let all: usize = bytes.iter().sum();
    let least = bytes.iter().zip(0..).find(|(bytes, _)| **bytes * PAGE_PART > all);
    least.map_or(0, |(_, indent)| indent)
}

/// One in so many bytes of running text is enough to say how far it is set in.
const PAGE_PART: usize = 12;

/// Bytes from which on nobody asks how long a block is.
const LONG_BYTES: usize = 2_000;

/// Gives about how many columns `text` takes: a character is one, those of East Asia and pictures
/// are two. Nobody asks more exactly, and clusters would take longer than all else together.
fn size(text: &str) -> u32 {
    let columns = if text.len() > LONG_BYTES || text.is_ascii() {
        text.len()
    } else {
        let chars = text.bytes().filter(|byte| byte & 0xc0 != 0x80).count();
        let wide = |byte: &u8| matches!(byte, 0xe3..=0xed | 0xef..=0xf4);
        chars + text.bytes().filter(wide).count()
    };
    u32::try_from(columns).unwrap_or(SIZE_MOST).min(SIZE_MOST)
}

/// The largest size that is told from others, of which a few can be added up.
const SIZE_MOST: u32 = 1 << 29;

/// Tells whether `text` ends like a sentence, whatever closes it after its last sign.
fn ends_sentence(text: &str) -> bool {
    let stop =
        |char: &char| matches!(char, '.' | '。' | '।' | '．' | '۔' | '?' | '？' | '؟' | '!' | '！');
    let mut ends = text.chars().rev();
    match ends.next() {
        Some('…' | ':' | '：' | '\u{37e}') => true,
        Some(char) if stop(&char) => true,
        Some(char) if CLOSERS.contains(&char) => {
            ends.find(|char| !CLOSERS.contains(char)).as_ref().is_some_and(stop)
        }
        _ => false,
    }
}

/// What may close a sentence after its last sign.
const CLOSERS: [char; 13] = ['"', '”', '’', '\'', ')', '»', '“', ']', '」', '』', '*', '）', '›'];

/// Counts the blocks that say the same, and those that do but for digits.
fn count_repeats(all: &mut [Facts<'_>]) {
    let short = |facts: &Facts<'_>| facts.size <= HEADING_COLUMNS;
    // What is set out names a part; the same words set in may be what the part speaks of.
    let set_out = |facts: &Facts<'_>| u64::from(facts.inset < 0);
    count_same(
        all,
        |facts| short(facts).then(|| fold(facts.text) ^ set_out(facts)),
        |facts, count| (facts.repeated, facts.said) = (count, count),
    );
    let has_digit = |text: &str| text.bytes().any(|byte| byte.is_ascii_digit());
    let counted = |facts: &Facts<'_>| facts.repeated > 1 && has_digit(facts.text);
    count_same(
        all,
        |facts| counted(facts).then(|| exactly(facts.text) ^ set_out(facts)),
        |facts, count| facts.said = count,
    );
}

/// Counts no more what a table of contents says, whose blocks are `contents`: that a line is named
/// there does not make it part of the page.
pub(super) fn forget_repeats(all: &mut [Facts<'_>], contents: &[usize]) {
    if contents.is_empty() {
        return;
    }
    let named = |part: fn(&str) -> u64| {
        let texts = contents.iter().filter_map(|at| all.get(*at)).map(|facts| part(facts.text));
        let mut named: Vec<u64> = texts.collect();
        named.sort_unstable();
        named
    };
    let (folded, exact) = (named(fold), named(exactly));
    for facts in all.iter_mut().filter(|facts| facts.repeated > 1) {
        let times = |named: &[u64], name: u64| {
            let first = named.partition_point(|other| *other < name);
            named.iter().skip(first).take_while(|other| **other == name).count()
        };
        let less = |count: u8, times: usize| {
            count.saturating_sub(u8::try_from(times).unwrap_or(u8::MAX)).max(1)
        };
        facts.repeated = less(facts.repeated, times(&folded, fold(facts.text)));
        facts.said = less(facts.said, times(&exact, exactly(facts.text)));
    }
}

/// Parts that a text needs for bare numbers to be theirs and not those of pages.
const LEAST_PARTS: usize = 3;

/// Numbers the lines that are bare numbers where these are those of parts: they run on from 1, each
/// stands before running text and none within a sentence, and the first comes early. A page has its
/// number at its end.
fn number_parts(all: &mut [Facts<'_>]) {
    let bare = |facts: &Facts<'_>| number::alone(facts.text).filter(|_| facts.look.is_some());
    let numbers: Vec<(usize, number::Number)> =
        all.iter().enumerate().filter_map(|(at, facts)| Some((at, bare(facts)?))).collect();
    let run_on = numbers.iter().zip(1..).all(|((_, number), next)| number.value == next);
    if numbers.len() < LEAST_PARTS || !run_on {
        return;
    }
    let starts_part = |at: usize| {
        let before = at.checked_sub(1).and_then(|at| all.get(at));
        let after = all.get(at + 1);
        before.is_none_or(|before| !before.is_body || before.ends_sentence)
            && after.is_some_and(|after| !after.text.starts_with(char::is_lowercase))
    };
    let columns = |from: usize, to: usize| -> usize {
        all.get(from..to).unwrap_or_default().iter().map(|facts| facts.size as usize).sum()
    };
    let [(first, _), (second, _), ..] = &*numbers else { return };
    let early = columns(0, *first) * 2 <= columns(*first, *second);
    if !early || !numbers.iter().all(|(at, _)| starts_part(*at)) {
        return;
    }
    for (at, number) in numbers {
        if let Some(look) = all.get_mut(at).and_then(|facts| facts.look.as_mut()) {
            (look.number, look.unnamed) = (Some(number), true);
        }
    }
}

/// Times a line may be said before nobody counts them any more.
const REPEATS_COUNTED: u8 = 100;

/// Counts the lines that have the same words before their colon, and those that start with the
/// same two words.
fn count_beginnings(all: &mut [Facts<'_>]) {
    count_same(all, label, |facts, count| {
        unnumbered(facts).into_iter().for_each(|look| look.labels = count);
    });
    count_same(all, opening, |facts, count| {
        unnumbered(facts).into_iter().for_each(|look| look.openings = count);
    });
}

fn unnumbered<'f>(facts: &'f mut Facts<'_>) -> Option<&'f mut Look> {
    facts.look.as_deref_mut().filter(|look| look.number.is_none())
}

/// Counts for each block that has a `part` how many have the same, itself included, and lets `keep`
/// keep it.
fn count_same(
    all: &mut [Facts<'_>],
    part: impl Fn(&Facts<'_>) -> Option<u64>,
    mut keep: impl FnMut(&mut Facts<'_>, u8),
) {
    let parts = all.iter().enumerate().filter_map(|(at, facts)| Some((part(facts)?, at)));
    let mut parts: Vec<(u64, usize)> = parts.collect();
    parts.sort_unstable();
    for same in parts.chunk_by(|(one, _), (other, _)| one == other) {
        let count = u8::try_from(same.len()).unwrap_or(u8::MAX).min(REPEATS_COUNTED);
        for (_, at) in same {
            all.get_mut(*at).into_iter().for_each(|facts| keep(facts, count));
        }
    }
}

fn label(facts: &Facts<'_>) -> Option<u64> {
    facts.look.as_ref()?.colon_after.filter(|words| *words <= LABEL_WORDS)?;
    let (label, _) = facts.text.split_once([':', '：'])?;
    Some(fold(label))
}

fn opening(facts: &Facts<'_>) -> Option<u64> {
    facts.look.as_ref().filter(|look| look.words > 2)?;
    let (second, _) = facts.text.match_indices(' ').nth(1)?;
    facts.text.get(..second).map(fold)
}

/// Words that a label may have.
const LABEL_WORDS: u8 = 3;

/// Gives a number that two texts share when they differ in digits and spaces only.
fn fold(text: &str) -> u64 {
    hash(text.bytes().filter(|byte| !matches!(byte, b'0'..=b'9' | b' ' | b'\n' | b'\t')))
}

/// Gives a number that two texts share when they are the same.
fn exactly(text: &str) -> u64 {
    hash(text.bytes())
}

/// Source: the hash of Fowler, Noll and Vo (FNV-1a).
fn hash(bytes: impl Iterator<Item = u8>) -> u64 {
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}
