//! The list of bookmarks, and below it the whole passage of the one under the cursor.

use ratatui::buffer::Buffer;

use super::paint::{frame, leading_parts, put, put_right, restyle};
use super::theme::{Role, Theme, sign};
use crate::app::State;
use crate::app::geometry::{Area, Areas, overlay};
use crate::app::list::{Glance, Line, List, glance, parts};
use crate::app::passage::Passage;
use crate::bookmark::Anchor;
use crate::document::Position;
use crate::document::block::Kind;
use crate::layout::Content;
use crate::text::clean::{self, Clean};
use crate::text::columns;

/// Columns between two parts of an entry.
const GAP: usize = 2;

/// Columns before an entry's words: its sign and a blank, under its heading.
const BEFORE_WORDS: usize = 4;

pub(super) fn draw(state: &State, list: &List, theme: Theme, areas: &Areas, buffer: &mut Buffer) {
    let area = overlay(areas.screen);
    let inner = frame(buffer, area, &title(list), theme.style(Role::Border));
    let parts = parts(areas.screen);
    if list.lines.is_empty() {
        let (words, room) = (nothing(state, list), usize::from(inner.columns));
        let words = leading_parts(&words, room);
        put(buffer, inner, (0, 0), &words.elide(room), theme.style(Role::Faint));
        return;
    }
    let lines = list.lines.iter().enumerate().skip(list.top);
    for (row, (index, line)) in lines.take(usize::from(parts.lines.rows)).enumerate() {
        draw_line(state, line, theme, parts.lines, row, buffer);
        if index == list.cursor {
            restyle(buffer, parts.lines, row, theme.style(Role::Cursor));
        }
    }
    if let Some(area) = parts.passage {
        draw_rule(&list.passage, theme, Area { row: area.row - 1, rows: 1, ..area }, buffer);
        draw_passage(&list.passage, theme, area, buffer);
    }
}

/// Gives what is listed and what else could be.
fn title(list: &List) -> Clean<'static> {
    let (listed, other) = match list.is_of_all {
        false => ("this article", "all"),
        true => ("all articles", "this one"),
    };
    let with = if list.filter.is_empty() { "" } else { " with " };
    let filter = &list.filter;
    clean::line(&format!("Bookmarks of {listed}{with}{filter} · Tab {other} · / filters · F1 keys"))
}

fn nothing(state: &State, list: &List) -> Clean<'static> {
    Clean::ours(match list.is_of_all {
        true if state.filed.is_none() => "Reading the bookmarks of all articles…",
        _ if !list.filter.is_empty() => "No bookmark holds that",
        true => "No bookmarks yet · B in an article bookmarks the focused paragraph",
        false => "No bookmarks here yet · B in the text bookmarks the focused paragraph",
    })
}

fn draw_line(
    state: &State,
    line: &Line,
    theme: Theme,
    area: Area,
    row: usize,
    buffer: &mut Buffer,
) {
    let room = usize::from(area.columns);
    match line {
        Line::Heading(name) => {
            put(buffer, area, (0, row), &name.elide(room), theme.style(Role::Current));
        }
        Line::Entry(entry) => {
            if let Some(glance) = glance(state, *entry) {
                draw_entry(&glance, theme, area, row, buffer);
            }
        }
    }
}

/// Draws a bookmark on one row: its sign, whether its words moved or are gone, its words and, at the
/// right, its note and tags.
fn draw_entry(glance: &Glance, theme: Theme, area: Area, row: usize, buffer: &mut Buffer) {
    let is_gone = glance.anchor == Some(&Anchor::Orphan);
    let style = theme.style(Role::Sign(glance.colour));
    put(buffer, area, (BEFORE_WORDS - 2, row), &sign(glance.colour, is_gone), style);
    let state = Clean::ours(match glance.anchor {
        Some(Anchor::Orphan) => "gone  ",
        Some(Anchor::Moved { .. }) => "moved  ",
        Some(Anchor::Exact(_)) | None => "",
    });
    let from = put(buffer, area, (BEFORE_WORDS, row), &state, theme.style(Role::Key));
    let room = usize::from(area.columns).saturating_sub(from);
    let words = clean::line(glance.words);
    let remarks = remarks(glance);
    let for_words = match columns(&remarks) {
        0 => room,
        needed => room.saturating_sub(needed + GAP).max(room / 2),
    };
    let end = put(buffer, area, (from, row), &words.elide(for_words), theme.style(Role::Text));
    let left = usize::from(area.columns).saturating_sub(end + GAP);
    put_right(buffer, area, row, &remarks.elide(left), theme.style(Role::Faint));
}

fn remarks(glance: &Glance) -> Clean<'static> {
    let note = Some(glance.note.to_string()).filter(|note| !note.is_empty());
    let tags = glance.tags.iter().map(|tag| format!("#{tag}"));
    clean::line(&note.into_iter().chain(tags).collect::<Vec<_>>().join(" "))
}

/// Draws the line above a passage, which says how to read on where there is more of it.
fn draw_rule(passage: &Passage, theme: Theme, area: Area, buffer: &mut Buffer) {
    let style = theme.style(Role::Border);
    let line = clean::line(&"─".repeat(usize::from(area.columns)));
    put(buffer, area, (0, 0), &line, style);
    if passage.goes_on() {
        put_right(buffer, area, 0, &Clean::ours(" Space reads on "), style);
    }
}

fn draw_passage(passage: &Passage, theme: Theme, area: Area, buffer: &mut Buffer) {
    let document = &passage.document;
    for (row, shown) in passage.rows.iter().enumerate() {
        for cell in &shown.cells {
            let (text, role) = match &cell.content {
                Content::Ours(text) => (text.as_ref(), Role::Mark),
                Content::Text(range) => {
                    let block = document.block_of(Position(range.start));
                    let is_aside = block.is_some_and(|block| block.kind == Kind::Byline);
                    let role = if is_aside { Role::Faint } else { Role::Text };
                    (document.clean(range.clone()), role)
                }
            };
            put(buffer, area, (cell.column, row), &text, theme.style(role));
        }
    }
}
