//! The list of bookmarks, and below it the whole passage of the one under the cursor.

use super::paint::{Canvas, horizontal, leading_parts};
use super::theme::{Role, sign};
use crate::app::State;
use crate::app::geometry::{Area, overlay};
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

pub(super) fn draw(state: &State, list: &List, canvas: &mut Canvas) {
    let parts = parts(canvas.area);
    let mut frame = canvas.within(overlay(canvas.area));
    let mut inside = frame.framed(&title(list));
    if list.lines.is_empty() {
        let (words, room) = (nothing(state, list), inside.columns());
        inside.put((0, 0), &leading_parts(&words, room).elide(room), Role::Faint);
        return;
    }
    draw_lines(state, list, &mut inside.within(parts.lines));
    if let Some(area) = parts.passage {
        let rule = Area { row: area.row - 1, rows: 1, ..area };
        draw_rule(&list.passage, &mut inside.within(rule));
        draw_passage(&list.passage, &mut inside.within(area));
    }
}

fn draw_lines(state: &State, list: &List, canvas: &mut Canvas) {
    let lines = list.lines.iter().enumerate().skip(list.top);
    for (row, (index, line)) in lines.take(canvas.rows()).enumerate() {
        draw_line(state, line, row, canvas);
        if index == list.cursor {
            canvas.restyle(row, Role::Cursor);
        }
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

fn draw_line(state: &State, line: &Line, row: usize, canvas: &mut Canvas) {
    let room = canvas.columns();
    match line {
        Line::Heading(name) => {
            canvas.put((0, row), &name.elide(room), Role::Current);
        }
        Line::Entry(entry) => {
            if let Some(glance) = glance(state, *entry) {
                draw_entry(&glance, row, canvas);
            }
        }
    }
}

/// Draws a bookmark on one row: its sign, whether its words moved or are gone, its words and, at the
/// right, its note and tags.
fn draw_entry(glance: &Glance, row: usize, canvas: &mut Canvas) {
    let is_gone = glance.anchor == Some(&Anchor::Orphan);
    let sign = sign(glance.colour, is_gone);
    canvas.put((BEFORE_WORDS - 2, row), &sign, Role::Sign(glance.colour));
    let state = Clean::ours(match glance.anchor {
        Some(Anchor::Orphan) => "gone  ",
        Some(Anchor::Moved { .. }) => "moved  ",
        Some(Anchor::Exact(_)) | None => "",
    });
    let from = canvas.put((BEFORE_WORDS, row), &state, Role::Key);
    let room = canvas.columns().saturating_sub(from);
    let words = clean::line(glance.words);
    let remarks = remarks(glance);
    let for_words = match columns(&remarks) {
        0 => room,
        needed => room.saturating_sub(needed + GAP).max(room / 2),
    };
    let end = canvas.put((from, row), &words.elide(for_words), Role::Text);
    let left = canvas.columns().saturating_sub(end + GAP);
    canvas.put_right(row, &remarks.elide(left), Role::Faint);
}

fn remarks(glance: &Glance) -> Clean<'static> {
    let note = Some(glance.note.to_string()).filter(|note| !note.is_empty());
    let tags = glance.tags.iter().map(|tag| format!("#{tag}"));
    clean::line(&note.into_iter().chain(tags).collect::<Vec<_>>().join(" "))
}

/// Draws the line above a passage, which says how to read on where there is more of it.
fn draw_rule(passage: &Passage, canvas: &mut Canvas) {
    canvas.put((0, 0), &horizontal(canvas.columns()), Role::Border);
    if passage.goes_on() {
        canvas.put_right(0, &Clean::ours(" Space reads on "), Role::Border);
    }
}

fn draw_passage(passage: &Passage, canvas: &mut Canvas) {
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
            canvas.put((cell.column, row), &text, role);
        }
    }
}
