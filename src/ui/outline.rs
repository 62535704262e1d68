//! The outline pane: the sections as a tree, with minutes, stars and folds.

use super::paint::Canvas;
use super::theme::{Role, sign};
use crate::app::State;
use crate::app::geometry::Area;
use crate::app::pane::{self, Entry, Target};
use crate::article::Placed;
use crate::bookmark::{COLOURS, Colour};
use crate::document::Range;
use crate::document::outline::minutes;
use crate::text::clean::{self, Clean};
use crate::text::columns;

/// Columns before a name: a blank, the mark of the current section, a fold.
const BEFORE_NAME: usize = 3;

/// Deepest indent drawn, in levels: deeper ones would leave no room for the name.
const DEPTH_MAX: u8 = 5;

/// Columns of a name that must be left beside the minutes of its section where it is cut off.
const NAME_COLUMNS: usize = 8;

pub(super) fn draw(state: &State, canvas: &mut Canvas) {
    draw_border(canvas, state.size.columns);
    draw_heading(state, canvas);
    let pane = canvas.area;
    let mut list =
        canvas.within(Area { row: pane.row + 1, rows: pane.rows.saturating_sub(1), ..pane });
    let entries = state.outline.entries.iter().enumerate().skip(state.outline.top);
    let current = pane::current(state);
    for (row, (index, entry)) in entries.take(list.rows()).enumerate() {
        draw_entry(state, (index, *entry), (row, current == Some(index)), &mut list);
        if state.outline.focused && index == state.outline.cursor {
            list.restyle(row, Role::Cursor);
        }
    }
    if state.outline.entries.is_empty() {
        list.put((1, 0), &Clean::ours("none"), Role::Faint);
    }
}

/// Empties the pane and draws the line at its right, if the screen has a column for it.
fn draw_border(canvas: &mut Canvas, screen_columns: u16) {
    let pane = canvas.area;
    let columns = (pane.columns + 1).min(screen_columns);
    let mut border = canvas.within(Area { columns, ..pane });
    border.clear();
    for row in 0..border.rows() {
        border.put((usize::from(pane.columns), row), &Clean::ours("│"), Role::Border);
    }
}

fn draw_heading(state: &State, canvas: &mut Canvas) {
    let heading = match (state.has_sections(), state.outline.filter.is_empty()) {
        (true, true) => "Sections",
        (true, false) => "Sections with",
        (false, true) => "Paragraphs",
        (false, false) => "Paragraphs with",
    };
    let end = canvas.put((1, 0), &Clean::ours(heading), Role::Current);
    canvas.put((end + 1, 0), &clean::text(&state.outline.filter), Role::Text);
}

fn draw_entry(
    state: &State,
    (index, entry): (usize, Entry),
    (row, is_current): (usize, bool),
    list: &mut Canvas,
) {
    if is_current {
        list.put((1, row), &Clean::ours("▌"), Role::Focus);
    }
    let indent = BEFORE_NAME + 2 * usize::from(entry.depth.min(DEPTH_MAX));
    if let Some(folded) = entry.fold {
        let mark = Clean::ours(if folded { "▸" } else { "▾" });
        list.put((indent - 1, row), &mark, Role::Mark);
    }
    let colours = colours(state, entry);
    let signs = if colours.is_empty() { 0 } else { 1 + colours.len() };
    let room = list.columns().saturating_sub(indent + 1 + signs);
    let name = pane::name(&state.article.document, entry);
    let time = words(state, entry).map(|words| clean::line(&format!("{} m", minutes(words))));
    let time = time.filter(|time| has_room_for(time, &name, room));
    let room = room - time.as_ref().map_or(0, |time| columns(time) + 1);
    let shown = fit(&name, room, || shared(state, index, &name));
    let role = if is_current { Role::Current } else { Role::Text };
    let end = list.put((indent, row), &shown, role);
    for (place, colour) in (end + 1..).zip(colours) {
        list.put((place, row), &sign(colour, false), Role::Sign(colour));
    }
    if let Some(time) = time {
        let area = list.area;
        let mut inside = list.within(Area { columns: area.columns - 1, ..area });
        inside.put_right(row, &time, Role::Faint);
    }
}

/// Tells whether the minutes stand beside a name for which there are `room` columns: not if the name
/// is whole only without them, or would be cut to almost nothing.
fn has_room_for(time: &Clean, name: &Clean, room: usize) -> bool {
    let (name, beside) = (columns(name), columns(time) + 1);
    name + beside <= room || room < name && NAME_COLUMNS + beside <= room
}

/// Gives as much of a name as fits into `room` columns; where its neighbours begin with all of that,
/// what tells it from them, after as many bytes as it has `shared` with them.
fn fit<'n>(name: &'n Clean, room: usize, shared: impl FnOnce() -> usize) -> Clean<'n> {
    let short = name.elide(room);
    if short.len() == name.len() {
        return short;
    }
    let shared = name.get(..shared()).unwrap_or_default();
    let is_told = |short: &str| !shared.starts_with(short) || shared.len() == name.len();
    if short.strip_suffix('…').is_none_or(is_told) {
        return short;
    }
    let words = || shared.match_indices(' ').map(|(blank, _)| blank + 1);
    let from = |word: usize| clean::line(&format!("…{}", name.slice(word..name.len())));
    // As many words before the difference as there is room for.
    let whole = words().map(from).find(|rest| columns(rest) <= room);
    match (whole, words().next_back()) {
        (Some(rest), _) => rest,
        (None, Some(word)) => from(word).elide(room).into_owned(),
        (None, None) => short,
    }
}

/// Entries before and after one among which its neighbours are looked for.
const NEAR_ENTRIES: usize = 32;

/// Gives how many bytes the name of an entry has in common, at its beginning, with that of the entry
/// of its level before it or after it.
fn shared(state: &State, index: usize, name: &Clean) -> usize {
    let (before, after) = state.outline.entries.split_at(index);
    let Some((this, after)) = after.split_first() else { return 0 };
    let is_beside = |other: &&Entry| other.depth == this.depth;
    let is_inside = |other: &&Entry| other.depth >= this.depth;
    let before = before.iter().rev().take(NEAR_ENTRIES).take_while(is_inside).find(is_beside);
    let after = after.iter().take(NEAR_ENTRIES).take_while(is_inside).find(is_beside);
    let same = |other: &Entry| {
        let other = pane::name(&state.article.document, *other);
        let pairs = name.char_indices().zip(other.chars());
        let same = pairs.take_while(|((_, one), other)| one == other);
        same.last().map_or(0, |((at, last), _)| at + last.len_utf8())
    };
    before.into_iter().chain(after).map(same).max().unwrap_or(0)
}

/// Gives the words of a section; a paragraph's are too few to say.
fn words(state: &State, entry: Entry) -> Option<usize> {
    let document = &state.article.document;
    match entry.target {
        Target::Lead => Some(state.outline.lead_words),
        Target::Section(index) => document.sections.get(index).map(|section| section.words),
        Target::Paragraph(_) => None,
    }
}

/// Gives the colours, each once, of the bookmarks that begin in the section's own text, or, where
/// subsections are folded away, in theirs.
fn colours(state: &State, entry: Entry) -> Vec<Colour> {
    let range = own_range(state, entry);
    let begins_here = |placed: &&Placed| {
        placed.anchor.range().is_some_and(|passage| range.contains(&passage.start))
    };
    let here: Vec<Colour> = state
        .article
        .bookmarks_in(&range)
        .filter(begins_here)
        .map(|placed| placed.bookmark.colour)
        .collect();
    let colours = COLOURS.iter().map(|(colour, _)| *colour);
    colours.filter(|colour| here.contains(colour)).collect()
}

fn own_range(state: &State, entry: Entry) -> Range {
    let document = &state.article.document;
    let start_of = |section: usize| document.sections.get(section).map(|next| next.range.start);
    let end = document.end().0;
    match entry.target {
        Target::Lead => 0..start_of(0).unwrap_or(end),
        Target::Section(index) => match document.sections.get(index) {
            Some(section) if entry.fold == Some(true) => section.range.clone(),
            _ => entry.start.0..start_of(index + 1).unwrap_or(end),
        },
        Target::Paragraph(block) => {
            document.blocks.get(block).map_or(0..0, |block| block.range.clone())
        }
    }
}
