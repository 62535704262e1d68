//! The outline pane: which sections it lists, which are folded, where its cursor is.

use std::collections::BTreeSet;

use super::{State, geometry, viewport};
use crate::document::Document;

/// The outline pane.
#[derive(Clone, Debug)]
pub struct Pane {
    /// Whether it is wanted beside the text, where it fits.
    pub shown: bool,
    /// Whether it is open over the text, where it does not fit beside it.
    pub over: bool,
    /// Whether it takes the keys.
    pub focused: bool,
    /// Its width in columns, if the reader set it.
    pub columns: Option<u16>,
    /// What it lists, from the top.
    pub entries: Vec<Entry>,
    /// The entry with the cursor.
    pub cursor: usize,
    /// The first entry on screen.
    pub top: usize,
    /// What names must hold to be listed.
    pub filter: String,
    folded: BTreeSet<usize>,
}

/// A line of the outline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The section; none for the lead.
    pub section: Option<usize>,
    /// How deep it stands; 0 is outermost.
    pub depth: u8,
    /// Whether it has subsections, and if so whether they are folded away.
    pub fold: Option<bool>,
}

impl Default for Pane {
    fn default() -> Pane {
        Pane {
            shown: true,
            over: false,
            focused: false,
            columns: None,
            entries: Vec::new(),
            cursor: 0,
            top: 0,
            filter: String::new(),
            folded: BTreeSet::new(),
        }
    }
}

/// Lists the sections anew: after the document, a fold or the filter changed.
pub fn rebuild(state: &mut State) {
    let document = &state.article.document;
    state.outline.entries = if state.outline.filter.is_empty() {
        tree(document, &state.outline.folded)
    } else {
        filtered(document, &state.outline.filter)
    };
    let last = state.outline.entries.len().saturating_sub(1);
    state.outline.cursor = state.outline.cursor.min(last);
    hold_cursor(state);
}

fn tree(document: &Document, folded: &BTreeSet<usize>) -> Vec<Entry> {
    let mut entries = lead(document);
    let mut hidden_below = u8::MAX;
    for (index, section) in document.sections.iter().enumerate() {
        if section.level > hidden_below {
            continue;
        }
        let next = document.sections.get(index + 1);
        let has_children = next.is_some_and(|next| next.level > section.level);
        let is_folded = folded.contains(&index);
        hidden_below = if has_children && is_folded { section.level } else { u8::MAX };
        let depth = section.level.saturating_sub(1);
        let fold = has_children.then_some(is_folded);
        entries.push(Entry { section: Some(index), depth, fold });
    }
    entries
}

/// Gives the sections whose names hold `filter`, whatever the case, flat.
fn filtered(document: &Document, filter: &str) -> Vec<Entry> {
    let wanted = filter.to_lowercase();
    let holds = |index: &usize| {
        let name = document.sections.get(*index).map(|section| section.name(document));
        name.is_some_and(|name| name.to_lowercase().contains(&wanted))
    };
    let found = (0..document.sections.len()).filter(holds);
    found.map(|index| Entry { section: Some(index), depth: 0, fold: None }).collect()
}

/// Gives the entry for what stands before the first heading, if there is more than a title.
fn lead(document: &Document) -> Vec<Entry> {
    let first = document.sections.first().map_or(0, |section| section.range.start);
    let has_text = document
        .blocks
        .iter()
        .take_while(|block| block.range.start < first)
        .any(viewport::is_focusable);
    if has_text { vec![Entry { section: None, depth: 0, fold: None }] } else { Vec::new() }
}

/// Gives the words before the first heading.
#[must_use]
pub fn lead_words(document: &Document) -> usize {
    let outermost = document.sections.iter().filter(|section| section.level == 1);
    document.words.saturating_sub(outermost.map(|section| section.words).sum())
}

/// Puts the cursor at the section being read, unless the pane has the focus: it never moves under
/// the reader's hands.
pub fn follow(state: &mut State) {
    if state.outline.focused {
        return;
    }
    let current = state.current_section();
    let entry = state.outline.entries.partition_point(|entry| entry.section <= current);
    state.outline.cursor = entry.saturating_sub(1);
    hold_cursor(state);
}

/// Gives how many entries there is room for, under the pane's heading.
#[must_use]
pub fn height(state: &State) -> usize {
    let rows = geometry::areas(state).outline.map_or(0, |area| area.rows);
    usize::from(rows.saturating_sub(1)).max(1)
}

/// Scrolls the pane so that the cursor is seen.
pub fn hold_cursor(state: &mut State) {
    let height = height(state);
    let pane = &mut state.outline;
    let last_top = pane.entries.len().saturating_sub(height);
    let lowest = (pane.cursor + 1).saturating_sub(height);
    pane.top = pane.top.clamp(lowest, pane.cursor.max(lowest)).min(last_top);
}

/// Forgets which sections are folded, unless those of `new` begin with those of `old`: folds go by
/// the numbers of sections.
pub fn forget_folds_unless_same(pane: &mut Pane, old: &Document, new: &Document) {
    let starts = |document: &Document| -> Vec<usize> {
        document.sections.iter().map(|section| section.range.start).collect()
    };
    if !starts(new).starts_with(&starts(old)) {
        pane.folded.clear();
    }
}

impl Pane {
    /// Folds a section's subsections away.
    pub fn fold(&mut self, section: usize) {
        self.folded.insert(section);
    }

    /// Shows a section's subsections again.
    pub fn unfold(&mut self, section: usize) {
        self.folded.remove(&section);
    }
}
