//! The list of bookmarks.

use ratatui::buffer::Buffer;

use super::paint::{frame, put, restyle};
use super::theme::{Role, Theme};
use crate::app::State;
use crate::app::geometry::{Area, Areas, overlay};
use crate::app::overlay::{List, listed};
use crate::article::Placed;
use crate::bookmark::Anchor;
use crate::text::clean::{self, Clean};

/// Rows of an entry: the quote, and where it stands with its note.
const ENTRY_ROWS: usize = 2;

pub(super) fn draw(state: &State, list: &List, theme: Theme, areas: &Areas, buffer: &mut Buffer) {
    let found = listed(state, list);
    let area = overlay(areas.screen);
    let needed = u16::try_from(found.len().max(1) * ENTRY_ROWS + 2).unwrap_or(u16::MAX);
    let area = Area { rows: area.rows.min(needed), ..area };
    let heading = Clean::ours(" Bookmarks · Enter goes · e edits · d removes · / filters ");
    let inner = frame(buffer, area, &heading, theme.style(Role::Border));
    if found.is_empty() {
        let words = match list.filter.is_empty() {
            true => "No bookmarks yet. B in the text bookmarks the focused paragraph.",
            false => "No bookmark holds that.",
        };
        let room = usize::from(inner.columns);
        put(buffer, inner, (0, 0), &Clean::ours(words).elide(room), theme.style(Role::Faint));
        return;
    }
    let height = (usize::from(inner.rows) / ENTRY_ROWS).max(1);
    let top = (list.cursor + 1).saturating_sub(height);
    for (slot, (index, placed)) in found.iter().enumerate().skip(top).take(height).enumerate() {
        let row = slot * ENTRY_ROWS;
        draw_entry(placed, theme, inner, row, buffer);
        if index == list.cursor {
            restyle(buffer, inner, row, theme.style(Role::Cursor));
        }
    }
}

fn draw_entry(placed: &Placed, theme: Theme, area: Area, row: usize, buffer: &mut Buffer) {
    let bookmark = &placed.bookmark;
    let room = usize::from(area.columns);
    let star = if placed.anchor == Anchor::Orphan { "☆" } else { "★" };
    let quote = clean::line(&format!("{star} {}", bookmark.quote.exact));
    put(buffer, area, (0, row), &quote.elide(room), theme.style(Role::Text));
    let mut parts: Vec<&str> = Vec::new();
    match placed.anchor {
        Anchor::Exact(_) => {}
        Anchor::Moved { .. } => parts.push("moved"),
        Anchor::Orphan => parts.push("not in this version of the text"),
    }
    parts.push(bookmark.section.last().map_or("Lead", |name| &**name));
    parts.extend((!bookmark.note.is_empty()).then_some(&*bookmark.note));
    let below = clean::line(&parts.join(" · "));
    put(buffer, area, (2, row + 1), &below.elide(room.saturating_sub(2)), theme.style(Role::Faint));
}
