//! The outline pane: the sections as a tree, with minutes, stars and folds.

use ratatui::buffer::Buffer;

use super::paint::{clear, put, put_right, restyle};
use super::theme::{Role, Theme};
use crate::app::State;
use crate::app::geometry::Area;
use crate::app::pane::{Entry, lead_words};
use crate::document::Range;
use crate::document::outline::minutes;
use crate::text::clean::{self, Clean};
use crate::text::columns;

/// Columns before a name: a blank, the mark of the current section, a fold.
const BEFORE_NAME: usize = 3;

/// Deepest indent drawn, in levels: deeper ones would leave no room for the name.
const DEPTH_MAX: u8 = 5;

pub(super) fn draw(state: &State, theme: Theme, pane: Area, buffer: &mut Buffer) {
    let border = Area { columns: pane.columns + 1, ..pane };
    clear(buffer, border);
    for row in 0..usize::from(pane.rows) {
        let column = usize::from(pane.columns);
        put(buffer, border, (column, row), &Clean::ours("│"), theme.style(Role::Border));
    }
    let heading = if state.outline.filter.is_empty() { "Sections" } else { "Sections with" };
    let end = put(buffer, pane, (1, 0), &Clean::ours(heading), theme.style(Role::Current));
    put(buffer, pane, (end + 1, 0), &clean::text(&state.outline.filter), theme.style(Role::Text));
    let list = Area { row: pane.row + 1, rows: pane.rows.saturating_sub(1), ..pane };
    let entries = state.outline.entries.iter().enumerate().skip(state.outline.top);
    for (row, (index, entry)) in entries.take(usize::from(list.rows)).enumerate() {
        draw_entry(state, theme, list, row, *entry, buffer);
        if state.outline.focused && index == state.outline.cursor {
            restyle(buffer, list, row, theme.style(Role::Cursor));
        }
    }
    if state.outline.entries.is_empty() {
        put(buffer, list, (1, 0), &Clean::ours("none"), theme.style(Role::Faint));
    }
}

fn draw_entry(
    state: &State,
    theme: Theme,
    list: Area,
    row: usize,
    entry: Entry,
    buffer: &mut Buffer,
) {
    let is_current = entry.section == shown_section(state);
    let style = theme.style(if is_current { Role::Current } else { Role::Text });
    if is_current {
        put(buffer, list, (1, row), &Clean::ours("▌"), theme.style(Role::Focus));
    }
    let indent = BEFORE_NAME + 2 * usize::from(entry.depth.min(DEPTH_MAX));
    if let Some(folded) = entry.fold {
        let mark = Clean::ours(if folded { "▸" } else { "▾" });
        put(buffer, list, (indent - 1, row), &mark, theme.style(Role::Mark));
    }
    let star = if has_bookmark(state, entry) { " ★" } else { "" };
    let room = usize::from(list.columns).saturating_sub(indent + 1 + columns(star));
    let end = put(buffer, list, (indent, row), &name(state, entry).elide(room), style);
    let end = put(buffer, list, (end, row), &Clean::ours(star), theme.style(Role::Star));
    let time = clean::line(&format!("{} m", minutes(words(state, entry))));
    if end + columns(&time) + 2 <= usize::from(list.columns) {
        let inside = Area { columns: list.columns - 1, ..list };
        put_right(buffer, inside, row, &time, theme.style(Role::Faint));
    }
}

/// Gives the listed section that stands for the one being read: itself or, where it is folded
/// away, the nearest one before it that is listed.
fn shown_section(state: &State) -> Option<usize> {
    let current = state.current_section();
    let entries = &state.outline.entries;
    let after = entries.partition_point(|entry| entry.section <= current);
    after.checked_sub(1).and_then(|index| entries.get(index)).and_then(|entry| entry.section)
}

fn name(state: &State, entry: Entry) -> Clean<'_> {
    let document = &state.article.document;
    let section = entry.section.and_then(|index| document.sections.get(index));
    section.map_or(Clean::ours("Lead"), |section| section.name(document))
}

fn words(state: &State, entry: Entry) -> usize {
    let document = &state.article.document;
    let section = entry.section.and_then(|index| document.sections.get(index));
    section.map_or_else(|| lead_words(document), |section| section.words)
}

/// Tells whether a bookmark begins in the section's own text, or, where subsections are folded
/// away, in theirs.
fn has_bookmark(state: &State, entry: Entry) -> bool {
    let range = own_range(state, entry);
    let mut bookmarks =
        state.article.bookmarks_in(&range).filter_map(|placed| placed.anchor.range());
    bookmarks.any(|bookmark| range.contains(&bookmark.start))
}

fn own_range(state: &State, entry: Entry) -> Range {
    let sections = &state.article.document.sections;
    let next = sections.get(entry.section.map_or(0, |index| index + 1));
    let end = next.map_or(state.article.document.end().0, |next| next.range.start);
    match entry.section.and_then(|index| sections.get(index)) {
        Some(section) if entry.fold == Some(true) => section.range.clone(),
        Some(section) => section.range.start..end.max(section.range.start),
        None => 0..end,
    }
}
