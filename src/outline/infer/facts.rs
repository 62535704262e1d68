//! What can be said of each block by itself and of its neighbours, before anything is weighed.
//!
//! Most of a text are long paragraphs, which are looked at at their ends alone.

use std::num::NonZeroU16;
use std::ops::Range;

use super::look::Look;
use super::{number, repeats};
use crate::document::block::{Block, Furniture, Kind, Marker};
use crate::document::{Document, Position};

/// A block as inference sees it.
#[derive(Clone, Copy)]
pub(super) struct Facts<'a> {
    all: &'a All<'a>,
    /// The index of its block.
    pub at: usize,
    /// What cutting took it for.
    pub sort: Sort,
    /// About how many columns its text takes, if it were one line.
    pub size: u32,
    /// Columns it is set in by, less those of running text.
    pub inset: i32,
    /// Blank lines before it; 255 where there are more.
    pub blanks: u8,
    /// Whether its text starts with the sign of somebody who speaks.
    pub is_speech: bool,
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
}

impl<'a> Facts<'a> {
    /// Gives its text.
    pub(super) fn text(&self) -> &'a str {
        self.all.text(self.at)
    }

    /// Gives how its words look, where it is short enough to be a heading.
    pub(super) fn look(&self) -> Option<&'a Look> {
        self.all.looks.get(self.all.look_at(self.at)?)
    }

    /// Tells whether it is what sections are made of: running text, a list item, or lines whose ends
    /// are kept.
    pub(super) fn is_text(&self) -> bool {
        self.is_body || matches!(self.sort, Sort::Item | Sort::Kept)
    }

    /// Tells whether it is a paragraph that could be nothing else.
    pub(super) fn is_long(&self) -> bool {
        self.is_body && self.all.look_at(self.at).is_none()
    }
}

/// What can be said of all blocks of a document.
///
/// A gigabyte of text has millions of them, few of which are short, so only what is true of all
/// stands here by block, in twelve bytes.
pub(super) struct All<'a> {
    document: &'a Document,
    kept: Vec<Kept>,
    /// How the words of short blocks look, in order, and the indices of their blocks.
    looks: Vec<Look>,
    looked_at: Vec<u32>,
    /// For every [`STRIDE`]th block, how many of the blocks before it have a look.
    looks_before: Vec<u32>,
}

/// Blocks from one to the next for which it is known how many looks there are before it.
const STRIDE: usize = 64;

/// What is kept of the facts of a block.
#[derive(Clone, Copy)]
struct Kept {
    /// None where its text is so long that its bytes are its size.
    columns: Option<NonZeroU16>,
    inset: i16,
    blanks: u8,
    repeated: u8,
    said: u8,
    sort: Sort,
    is_speech: bool,
    ends_sentence: bool,
    extent: Extent,
    has_look: bool,
}

/// What a block is by how much it says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Extent {
    /// Running text.
    Body,
    /// A short line by itself.
    Short,
    /// One that opens a list rather than being of it: a sentence that ends with a colon.
    Opening,
    Other,
}

/// Columns from which on a line that ends with a colon opens a list.
const OPENING_COLUMNS: u32 = 40;

impl All<'_> {
    /// Gives how many blocks there are.
    pub(super) fn len(&self) -> usize {
        self.kept.len()
    }

    /// Gives the facts of a block.
    pub(super) fn get(&self, at: usize) -> Option<Facts<'_>> {
        let kept = self.kept.get(at)?;
        let Kept { sort, blanks, is_speech, ends_sentence, extent, repeated, said, .. } = *kept;
        Some(Facts {
            all: self,
            at,
            sort,
            size: size(kept.columns, self.document.blocks.get(at)?.range.len()),
            inset: kept.inset.into(),
            blanks,
            is_speech,
            ends_sentence,
            is_body: extent == Extent::Body,
            is_short: matches!(extent, Extent::Short | Extent::Opening),
            repeated,
            said,
        })
    }

    /// Gives the facts of all blocks, in order.
    pub(super) fn iter(&self) -> impl DoubleEndedIterator<Item = Facts<'_>> + ExactSizeIterator {
        self.between(0..self.len())
    }

    /// Gives the facts of the blocks in `range`, as far as it goes.
    pub(super) fn between(
        &self,
        range: Range<usize>,
    ) -> impl DoubleEndedIterator<Item = Facts<'_>> + ExactSizeIterator {
        let end = range.end.min(self.len());
        (range.start.min(end)..end).map(|at| self.get(at).expect("there are so many blocks"))
    }

    /// Gives the share of the text that stands before a block.
    #[expect(clippy::cast_precision_loss, reason = "a share needs no more")]
    pub(super) fn share_before(&self, at: usize) -> f32 {
        let start = self.document.blocks.get(at).map_or(0, |block| block.range.start);
        start as f32 / self.document.end().0.max(1) as f32
    }

    fn text(&self, at: usize) -> &str {
        let block = self.document.blocks.get(at);
        block.map_or("", |block| self.document.slice(block.range.clone()))
    }

    /// Gives which of the looks is that of a block, if it has one.
    fn look_at(&self, at: usize) -> Option<usize> {
        self.kept.get(at).filter(|kept| kept.has_look)?;
        let first = *self.looks_before.get(at / STRIDE)? as usize;
        let near = self.looked_at.get(first..)?;
        let near = near.get(..STRIDE).unwrap_or(near);
        let at = u32::try_from(at).ok()?;
        near.binary_search(&at).ok().map(|place| first + place)
    }

    /// Gives the blocks that have a look, ascending.
    pub(super) fn looked_at(&self) -> impl ExactSizeIterator<Item = usize> {
        self.looked_at.iter().map(|at| *at as usize)
    }

    /// Gives how the words of a block look, to be changed.
    pub(super) fn look_mut(&mut self, at: usize) -> Option<&mut Look> {
        let look = self.look_at(at)?;
        self.looks.get_mut(look)
    }

    /// Forgets how all blocks look but `some`, ascending, when nobody is going to ask any more: of
    /// a text of many short lines that is most of what is known.
    pub(super) fn forget_looks_but(&mut self, some: &[usize]) {
        let mut blocks = self.looked_at.iter();
        let is_kept = |at: &u32| some.binary_search(&(*at as usize)).is_ok();
        self.looks.retain(|_| blocks.next().is_some_and(is_kept));
        self.looks.shrink_to_fit();
        self.looked_at.retain(is_kept);
        let mut before = 0;
        for (nth, looks) in self.looks_before.iter_mut().enumerate() {
            let is_before = |at: &&u32| (**at as usize) < nth * STRIDE;
            before += self.looked_at.iter().skip(before).take_while(is_before).count();
            *looks = u32::try_from(before).unwrap_or(u32::MAX);
        }
    }

    /// Notes how many blocks have the same words as one, but for digits and with them.
    pub(super) fn set_repeats(&mut self, at: usize, repeated: u8, said: u8) {
        if let Some(kept) = self.kept.get_mut(at) {
            (kept.repeated, kept.said) = (repeated, said);
        }
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
pub(super) const HEADING_COLUMNS: u32 = 130;

/// Gives what can be said of each block of `document`.
pub(super) fn facts(document: &Document) -> All<'_> {
    let page = page_indent(&document.blocks);
    let mut last_line = 0;
    let mut line_of = document.lines.lines_of();
    let mut all = All {
        document,
        kept: Vec::with_capacity(document.blocks.len()),
        looks: Vec::new(),
        looked_at: Vec::new(),
        looks_before: Vec::with_capacity(document.blocks.len() / STRIDE + 1),
    };
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
        all.push(block, u8::try_from(blanks).unwrap_or(u8::MAX), page);
    }
    repeats::count_repeats(&mut all);
    repeats::count_beginnings(&mut all);
    number_parts(&mut all);
    count_runs(&mut all);
    number::settle(all.looks.iter_mut().filter_map(|look| look.number.as_mut()));
    all
}

impl All<'_> {
    /// Appends the facts of the next block.
    fn push(&mut self, block: &Block, blanks: u8, page: i16) {
        let text = self.document.slice(block.range.clone());
        let (sort, columns) = (sort(&block.kind), columns(text));
        let size = size(columns, block.range.len());
        let ends_sentence = ends_sentence(text);
        let is_body = matches!(sort, Sort::Paragraph | Sort::Other)
            && size > BODY_COLUMNS
            && (size > LONG_COLUMNS || ends_sentence && text.ends_with(BODY_ENDS));
        let looked_at = size <= HEADING_COLUMNS
            && match &block.kind {
                Kind::Item(Marker::Written(mark)) => text.get(..*mark).is_some_and(is_number),
                _ => sort == Sort::Paragraph,
            };
        let has_look = looked_at && text.contains(char::is_alphanumeric);
        let extent = match has_look && sort == Sort::Paragraph {
            _ if is_body => Extent::Body,
            true if size > OPENING_COLUMNS && text.ends_with([':', '：']) => Extent::Opening,
            true => Extent::Short,
            false => Extent::Other,
        };
        let count = |len: usize| u32::try_from(len).unwrap_or(u32::MAX);
        if self.len().is_multiple_of(STRIDE) {
            self.looks_before.push(count(self.looks.len()));
        }
        if has_look {
            self.looks.push(Look::of(text));
            self.looked_at.push(count(self.len()));
        }
        self.kept.push(Kept {
            columns,
            inset: i16::from(block.indent) - page,
            blanks,
            repeated: 1,
            said: 1,
            sort,
            is_speech: sort == Sort::Paragraph && text.starts_with(SPEECH_STARTS),
            ends_sentence,
            extent,
            has_look,
        });
    }
}

/// Counts the short blocks right before and right after each one that has a look.
fn count_runs(all: &mut All<'_>) {
    for (look, run) in all.looks.iter_mut().zip(runs(all.kept.iter())) {
        look.run_before = run;
    }
    for (look, run) in all.looks.iter_mut().rev().zip(runs(all.kept.iter().rev())) {
        look.run_after = run;
    }
}

/// Gives for each block that has a look how many short ones came right before it; one that opens a
/// list ends what came before.
fn runs<'k>(kept: impl Iterator<Item = &'k Kept>) -> impl Iterator<Item = u16> {
    let mut run: u16 = 0;
    kept.filter_map(move |kept| {
        let before = run;
        run = if kept.extent == Extent::Short { run.saturating_add(1) } else { 0 };
        kept.has_look.then_some(before)
    })
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

/// Signs before what somebody says.
const SPEECH_STARTS: [char; 9] = ['“', '"', '„', '«', '»', '‘', '「', '—', '–'];

/// What running text ends with.
const BODY_ENDS: [char; 8] = ['.', '。', '।', '۔', '…', '”', '"', '»'];

/// Gives the columns by which running text is set in, but for what explains a term: the least ones
/// that a good part of it has.
fn page_indent(blocks: &[Block]) -> i16 {
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
/// are two; none where it is long. Nobody asks more exactly, and clusters would take longer than all
/// else together.
fn columns(text: &str) -> Option<NonZeroU16> {
    let columns = if text.len() > LONG_BYTES {
        return None;
    } else if text.is_ascii() {
        text.len()
    } else {
        let chars = text.bytes().filter(|byte| byte & 0xc0 != 0x80).count();
        let wide = |byte: &u8| matches!(byte, 0xe3..=0xed | 0xef..=0xf4);
        chars + text.bytes().filter(wide).count()
    };
    NonZeroU16::new(u16::try_from(columns).ok()?)
}

/// Gives how many columns a block of so many `bytes` is said to take.
fn size(columns: Option<NonZeroU16>, bytes: usize) -> u32 {
    let bytes = || u32::try_from(bytes).unwrap_or(SIZE_MOST).min(SIZE_MOST);
    columns.map_or_else(bytes, |columns| columns.get().into())
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

/// Parts that a text needs for bare numbers to be theirs and not those of pages.
const LEAST_PARTS: usize = 3;

/// Numbers the lines that are bare numbers where these are those of parts: they run on from 1, each
/// stands before running text and none within a sentence, and the first comes early. A page has its
/// number at its end.
fn number_parts(all: &mut All<'_>) {
    let numbers: Vec<(usize, number::Number)> =
        all.looked_at().filter_map(|at| Some((at, number::alone(all.text(at))?))).collect();
    let run_on = numbers.iter().zip(1..).all(|((_, number), next)| number.value == next);
    if numbers.len() < LEAST_PARTS || !run_on {
        return;
    }
    let starts_part = |at: usize| {
        let before = at.checked_sub(1).and_then(|at| all.get(at));
        let after = all.get(at + 1);
        before.is_none_or(|before| !before.is_body || before.ends_sentence)
            && after.is_some_and(|after| !after.text().starts_with(char::is_lowercase))
    };
    let columns = |from: usize, to: usize| -> usize {
        all.between(from..to).map(|facts| facts.size as usize).sum()
    };
    let [(first, _), (second, _), ..] = &*numbers else { return };
    let early = columns(0, *first) * 2 <= columns(*first, *second);
    if !early || !numbers.iter().all(|(at, _)| starts_part(*at)) {
        return;
    }
    for (at, number) in numbers {
        if let Some(look) = all.look_mut(at) {
            (look.number, look.unnamed) = (Some(number), true);
        }
    }
}
