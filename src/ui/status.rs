//! The bottom line: where the reader is, what was said, what is being typed.

use super::Cursor;
use super::paint::{Canvas, leading_parts};
use super::theme::Role;
use crate::app::geometry::Area;
use crate::app::message::Tone;
use crate::app::overlay::{Prompt, Purpose};
use crate::app::{Pending, State};
use crate::document::outline::minutes;
use crate::text::clean::{self, Clean};
use crate::text::columns;

pub(super) fn draw(state: &State, canvas: &mut Canvas) -> Cursor {
    if let Some(prompt) = &state.prompt {
        return Some(draw_prompt(state, prompt, canvas));
    }
    let mut canvas = but_last_column(canvas);
    let room = canvas.columns().saturating_sub(1);
    let (left, role) = left(state);
    let (left, right) = fit(&left, &right(state), room);
    // The end of a failure is its cause, which no other part stands for.
    let left = if role == Role::Error { left } else { leading_parts(&left, room).into_owned() };
    canvas.put((1, 0), &left.elide(room), role);
    canvas.put_right(0, &right, Role::Faint);
    None
}

/// Gives the line but for its last column: what stands at the right keeps off the edge.
fn but_last_column<'c>(canvas: &'c mut Canvas) -> Canvas<'c> {
    let area = canvas.area;
    canvas.within(Area { columns: area.columns.saturating_sub(1), ..area })
}

/// Gives as much of both sides as fits beside each other in `room` columns. Of the right side the
/// last part goes first; then the left side's last part, which is the time left.
fn fit(left: &[Clean], right: &[String], room: usize) -> (Clean<'static>, Clean<'static>) {
    let parts: Vec<&str> = left.iter().map(|part| &**part).collect();
    let long = parts.join(" · ");
    let short = parts.get(..parts.len().saturating_sub(1)).unwrap_or_default().join(" · ");
    for kept in (0..=right.len()).rev() {
        let may_shorten = left.len() > 1 && (1..right.len()).contains(&kept);
        let right = right.get(..kept).unwrap_or_default().join("   ");
        for left in [Some(&long), Some(&short).filter(|_| may_shorten)].into_iter().flatten() {
            if columns(left) + columns(&right) + 2 <= room {
                return (clean::line(left), clean::text(&right).into_owned());
            }
        }
    }
    (clean::line(&long), Clean::default())
}

fn draw_prompt(state: &State, prompt: &Prompt, canvas: &mut Canvas) -> (u16, u16) {
    let is_search = matches!(prompt.purpose, Purpose::Search { .. });
    let found = if is_search { clean::line(&found(state)) } else { Clean::default() };
    let label = Clean::ours(prompt.label());
    let start = canvas.put((1, 0), &label, Role::Key);
    let room = canvas.columns().saturating_sub(start + columns(&found) + 3);
    let scroll = prompt.input.visual_scroll(room.max(1));
    let typed = clean::text(prompt.input.value());
    let hidden = crate::text::graphemes(&typed).scan(0, |used, (start, _, columns)| {
        let at = *used;
        *used += columns;
        Some((start, at))
    });
    let from = hidden.filter(|(_, at)| *at >= scroll).map(|(start, _)| start).next();
    let shown = typed.slice(from.unwrap_or(typed.len())..typed.len());
    let mut inside = but_last_column(canvas);
    inside.put((start, 0), &shown, Role::Text);
    inside.put_right(0, &found, Role::Faint);
    let area = canvas.area;
    let cursor = start + prompt.input.visual_cursor().saturating_sub(scroll);
    let column = u16::try_from(cursor).unwrap_or(0).min(area.columns.saturating_sub(1));
    (area.column + column, area.row)
}

/// Gives what stands at the left: what waits or was said, else where the reader is.
fn left(state: &State) -> (Vec<Clean<'static>>, Role) {
    if let Some(pending) = state.pending {
        let words = match pending {
            Pending::SetMark => "Mark: type a letter",
            Pending::GoToMark => "Go to mark: type its letter, or ' for before the last jump",
        };
        return (vec![Clean::ours(words)], Role::Key);
    }
    if let Some(count) = state.count {
        return (vec![clean::line(&format!("{count}…"))], Role::Key);
    }
    match &state.message {
        Some(message) if message.tone == Tone::Failed => (vec![message.words.clone()], Role::Error),
        Some(message) => (vec![message.words.clone()], Role::Text),
        None if state.replacing.is_some() => {
            (vec![Clean::ours("B puts the bookmark here · v selects · Esc leaves it")], Role::Key)
        }
        None => (place(state).iter().map(|part| clean::line(part)).collect(), Role::Text),
    }
}

/// Gives the section's number, how far the reader is, and the time left.
fn place(state: &State) -> Vec<String> {
    let document = &state.article.document;
    let mut parts = Vec::new();
    if state.selection.is_some() {
        parts.push("selecting".to_owned());
    }
    match (document.sections.len(), state.current_section()) {
        (0, _) if state.complete => parts.push("no headings found".to_owned()),
        (0, _) => {}
        (count, Some(current)) => parts.push(format!("§{}/{count}", current + 1)),
        (count, None) => parts.push(format!("before §1/{count}")),
    }
    if !state.complete {
        let percent = state.percent_read.map(|percent| format!(" {percent}%"));
        parts.push(format!("reading…{}", percent.unwrap_or_default()));
    } else if state.viewport.is_at_end {
        parts.push("100%".to_owned());
    } else {
        let (at, length) = (state.position().0, document.end().0.max(1));
        parts.push(format!("{}%", at.saturating_mul(100) / length));
        parts.push(time_left(document.words.saturating_mul(length - at.min(length)) / length));
    }
    parts
}

/// Minutes from which on hours say more.
const MINUTES_MAX: usize = 180;

fn time_left(words: usize) -> String {
    match minutes(words) {
        minutes if minutes < MINUTES_MAX => format!("{minutes} min left"),
        minutes => format!("{} h left", minutes.div_ceil(60)),
    }
}

/// Gives what stands at the right, what matters most first.
fn right(state: &State) -> Vec<String> {
    let mut parts = Vec::new();
    if state.search.is_some() {
        parts.push(found(state));
    }
    match state.unsaved.len() {
        0 => {}
        unsaved => parts.push(format!("{unsaved} unsaved")),
    }
    match state.article.bookmarks.len() {
        0 => {}
        1 => parts.push("1 bookmark".to_owned()),
        count => parts.push(format!("{count} bookmarks")),
    }
    parts.push("F1 help".to_owned());
    parts
}

/// Gives which of the places found the reader is at: `3/17`.
fn found(state: &State) -> String {
    let Some(search) = &state.search else { return String::new() };
    let count = search.hits.len();
    let text = state.article.document.text();
    let more = if search.is_busy(text) || search.has_more() { "+" } else { "" };
    match (search.index(), &search.current) {
        (Some(index), _) => format!("{}/{count}{more}", index + 1),
        (None, Some(_)) => format!("…/{count}{more}"),
        (None, None) => format!("0/{count}{more}"),
    }
}
