//! The outline pane: what it lists, what is folded, where its cursor is.

use std::collections::BTreeSet;

use super::{State, focus, geometry};
use crate::document::block::Block;
use crate::document::outline::{LEAD, Section};
use crate::document::{Document, Position};
use crate::text::clean::{self, Clean};

/// The outline pane.
#[derive(Clone, Debug)]
pub struct Pane {
    /// Whether it is wanted beside the text, where it fits.
    pub shown: bool,
    /// Whether it is open over the text, where it does not fit beside it.
    pub over: bool,
    /// Whether paragraphs are wanted in it where there are no sections.
    pub stands_in: bool,
    /// Whether it takes the keys.
    pub focused: bool,
    /// Its width in columns, if the reader set it.
    pub columns: Option<u16>,
    /// What it lists, from the top.
    pub entries: Vec<Entry>,
    /// The words before the first heading.
    pub lead_words: usize,
    /// The entry with the cursor.
    pub cursor: usize,
    /// Where the entry starts that had the cursor last, to be had again once a filter is gone that
    /// none passed.
    last: Position,
    /// The first entry on screen.
    pub top: usize,
    /// Whether the wheel has scrolled it, and the reader has not read on since.
    pub is_scrolled: bool,
    /// What names must hold to be listed.
    pub filter: String,
    /// Where the sections start whose subsections are folded away.
    folded: BTreeSet<Position>,
}

/// A line of the outline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What it stands for.
    pub target: Target,
    /// Where that starts; ascending from entry to entry.
    pub start: Position,
    /// How deep it stands; 0 is outermost.
    pub depth: u8,
    /// Whether it has subsections, and if so whether they are folded away.
    pub fold: Option<bool>,
}

/// What a line of the outline stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// What stands before the first heading.
    Lead,
    /// A section, by its index.
    Section(usize),
    /// A paragraph of an article without sections, by the index of its block.
    Paragraph(usize),
}

impl Entry {
    /// Gives the section it stands for, if it is one.
    #[must_use]
    pub fn section(&self) -> Option<usize> {
        match self.target {
            Target::Section(section) => Some(section),
            Target::Lead | Target::Paragraph(_) => None,
        }
    }
}

impl Default for Pane {
    fn default() -> Pane {
        Pane {
            shown: true,
            over: false,
            stands_in: false,
            focused: false,
            columns: None,
            entries: Vec::new(),
            lead_words: 0,
            cursor: 0,
            last: Position(0),
            top: 0,
            is_scrolled: false,
            filter: String::new(),
            folded: BTreeSet::new(),
        }
    }
}

/// Lists everything anew: after the document, a fold or the filter changed. The cursor stays at its
/// entry or, where that is gone, at the last one before it.
pub fn rebuild(state: &mut State) {
    let at = state.outline.entries.get(state.outline.cursor).map(|entry| entry.start);
    let at = at.unwrap_or(state.outline.last);
    let document = &state.article.document;
    let Pane { folded, filter, stands_in, .. } = &state.outline;
    let mut entries = match (document.sections.is_empty(), filter.is_empty()) {
        (true, _) if *stands_in => paragraphs(document),
        (true, _) => Vec::new(),
        (false, true) => tree(document, folded),
        (false, false) => flat(document),
    };
    let lead_words = lead_words(document);
    let wanted = filter.to_lowercase();
    entries.retain(|entry| {
        wanted.is_empty() || name(document, *entry).to_lowercase().contains(&wanted)
    });
    state.outline.entries = entries;
    state.outline.lead_words = lead_words;
    state.outline.last = at;
    state.outline.cursor = last_before(&state.outline.entries, at).unwrap_or(0);
    hold_cursor(state);
}

/// Gives the index of the last entry that starts at `position` or before it.
fn last_before(entries: &[Entry], position: Position) -> Option<usize> {
    entries.partition_point(|entry| entry.start <= position).checked_sub(1)
}

fn tree(document: &Document, folded: &BTreeSet<Position>) -> Vec<Entry> {
    let mut entries = lead(document);
    entries.reserve_exact(document.sections.len());
    let mut hidden_below = u8::MAX;
    for (index, section) in document.sections.iter().enumerate() {
        if section.level > hidden_below {
            continue;
        }
        let next = document.sections.get(index + 1);
        let has_children = next.is_some_and(|next| next.level > section.level);
        let is_folded = folded.contains(&section.start());
        hidden_below = if has_children && is_folded { section.level } else { u8::MAX };
        let depth = section.level.saturating_sub(1);
        let fold = has_children.then_some(is_folded);
        entries.push(Entry { depth, fold, ..entry(index, section) });
    }
    entries
}

/// Gives the sections without folds and depth.
fn flat(document: &Document) -> Vec<Entry> {
    document.sections.iter().enumerate().map(|(index, section)| entry(index, section)).collect()
}

fn entry(index: usize, section: &Section) -> Entry {
    Entry { target: Target::Section(index), start: section.start(), depth: 0, fold: None }
}

/// Tells whether there are paragraphs that can stand in for sections.
#[must_use]
pub fn has_paragraphs(document: &Document) -> bool {
    document.blocks.iter().any(is_paragraph)
}

fn is_paragraph(block: &Block) -> bool {
    focus::is_focusable(block) && !block.is_furniture()
}

/// Gives the paragraphs: whatever can be focused and is the article's.
fn paragraphs(document: &Document) -> Vec<Entry> {
    let blocks = document.blocks.iter().enumerate();
    let listed = blocks.filter(|(_, block)| is_paragraph(block));
    let entry = |(index, block): (usize, &Block)| Entry {
        target: Target::Paragraph(index),
        start: Position(block.range.start),
        depth: 0,
        fold: None,
    };
    listed.map(entry).collect()
}

/// Gives the entry for what stands before the first heading, if there is more than a title.
fn lead(document: &Document) -> Vec<Entry> {
    let first = document.sections.first().map_or(0, |section| section.range.start);
    let has_text = document
        .blocks
        .iter()
        .take_while(|block| block.range.start < first)
        .any(focus::is_focusable);
    let lead = Entry { target: Target::Lead, start: Position(0), depth: 0, fold: None };
    if has_text { vec![lead] } else { Vec::new() }
}

/// Bytes of a paragraph that are looked at for its opening words: more than any pane shows.
const OPENING_BYTES: usize = 240;

/// Gives what an entry is called: a section's name, or a paragraph's opening words.
#[must_use]
pub fn name(document: &Document, entry: Entry) -> Clean<'_> {
    match entry.target {
        Target::Lead => LEAD,
        Target::Section(section) => {
            let section = document.sections.get(section);
            section.map_or(Clean::default(), |section| section.name(document))
        }
        Target::Paragraph(block) => {
            let Some(block) = document.blocks.get(block) else { return Clean::default() };
            let end = block.range.end.min(block.range.start + OPENING_BYTES);
            let end = document.text().floor_char_boundary(end);
            clean::line(document.slice(block.range.start..end))
        }
    }
}

/// Counts the words before the first heading.
fn lead_words(document: &Document) -> usize {
    let outermost = document.sections.iter().filter(|section| section.level == 1);
    document.words.saturating_sub(outermost.map(|section| section.words).sum())
}

/// Gives the index of the entry that stands for what is being read: the section or paragraph
/// itself or, where it is folded away or does not pass the filter, the nearest listed one around
/// it; none where that is not listed either.
#[must_use]
pub fn current(state: &State) -> Option<usize> {
    let here = here(state);
    let entries = &state.outline.entries;
    let sections = &state.article.document.sections;
    let holds = |entry: &Entry| match entry.target {
        Target::Lead => state.current_section().is_none(),
        Target::Section(section) => {
            let holds =
                |section: &Section| section.start() == here || section.range.contains(&here.0);
            sections.get(section).is_some_and(holds)
        }
        Target::Paragraph(block) => block == state.focused,
    };
    let before = entries.get(..=last_before(entries, here)?)?;
    before.iter().rposition(holds)
}

/// Gives where what is being read starts: the current section or, without sections, the focused
/// paragraph.
fn here(state: &State) -> Position {
    let document = &state.article.document;
    if !state.has_sections() {
        let focused = document.blocks.get(state.focused);
        return Position(focused.map_or(0, |block| block.range.start));
    }
    let current = state.current_section().and_then(|index| document.sections.get(index));
    current.map_or(Position(0), Section::start)
}

/// Puts the cursor at the section being read, unless the pane has the focus: it never moves under
/// the reader's hands.
pub fn follow(state: &mut State) {
    if !state.outline.focused {
        let nearest = last_before(&state.outline.entries, here(state));
        state.outline.cursor = nearest.unwrap_or(0);
    }
    if !state.outline.is_scrolled {
        hold_cursor(state);
    }
}

/// Puts the cursor at that of `sections`, by where they start, which is nearest to it; where there are
/// none it stays.
pub fn point_at_nearest(state: &mut State, sections: &[Position]) {
    let entries = &state.outline.entries;
    let here = entries.get(state.outline.cursor).map_or(0, |entry| entry.start.0);
    let nearest = sections.iter().min_by_key(|section| section.0.abs_diff(here));
    if let Some(entry) = nearest.and_then(|section| last_before(entries, *section)) {
        state.outline.cursor = entry;
        hold_cursor(state);
    }
}

/// Scrolls the pane, which stays there until the reader reads on.
pub fn scroll(state: &mut State, rows: isize) {
    let last_top = state.outline.entries.len().saturating_sub(height(state));
    let pane = &mut state.outline;
    pane.top = pane.top.saturating_add_signed(rows).min(last_top);
    pane.is_scrolled = true;
}

/// Gives how many entries there is room for, under the pane's heading.
#[must_use]
pub fn height(state: &State) -> usize {
    let rows = geometry::areas(state).outline.map_or(0, |area| area.rows);
    usize::from(rows.saturating_sub(1)).max(1)
}

/// Scrolls the pane so that the cursor is seen; not one that is not there, which would be taken for
/// one of a single row.
pub fn hold_cursor(state: &mut State) {
    if geometry::areas(state).outline.is_none() {
        return;
    }
    let height = height(state);
    let pane = &mut state.outline;
    let last_top = pane.entries.len().saturating_sub(height);
    let lowest = (pane.cursor + 1).saturating_sub(height);
    pane.top = pane.top.clamp(lowest, pane.cursor.max(lowest)).min(last_top);
}

/// Makes the pane ready for another article: what is folded, filtered and open over the text goes.
pub fn renew(pane: &mut Pane) {
    *pane = Pane { shown: pane.shown, columns: pane.columns, ..Pane::default() };
}

/// Forgets which sections are folded, unless those of `new` begin with those of `old`: folds go by
/// where sections start.
pub fn forget_folds_unless_same(pane: &mut Pane, old: &Document, new: &Document) {
    let first = new.sections.get(..old.sections.len()).unwrap_or_default();
    let same = first.len() == old.sections.len()
        && first.iter().map(Section::start).eq(old.sections.iter().map(Section::start));
    if !same {
        pane.folded.clear();
    }
}

impl Pane {
    /// Folds away the subsections of the section that starts at `start`.
    pub fn fold(&mut self, start: Position) {
        self.folded.insert(start);
    }

    /// Shows the subsections of the section that starts at `start` again.
    pub fn unfold(&mut self, start: Position) {
        self.folded.remove(&start);
    }
}
