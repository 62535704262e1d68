//! The windows: draws the state, and decides nothing.
//!
//! A frame is a function of [`State`] and [`Theme`]; called twice it draws the same. Text is never
//! wrapped here: `layout` has made the rows.

use ratatui::buffer::Buffer;

use crate::app::State;
use crate::app::geometry::{Areas, areas};
use crate::app::overlay::Overlay;

mod bookmarks;
mod help;
mod outline;
mod paint;
mod reader;
mod status;
pub mod theme;

use theme::Theme;

/// Where the cursor is shown, as column and row; none hides it.
pub type Cursor = Option<(u16, u16)>;

/// Draws the whole screen into an empty `buffer` of the screen's size, and tells where the cursor
/// belongs.
pub fn view(state: &State, theme: Theme, buffer: &mut Buffer) -> Cursor {
    let areas = areas(state);
    reader::draw(state, theme, &areas, buffer);
    if let Some(pane) = areas.outline {
        outline::draw(state, theme, pane, buffer);
    }
    // Where there is no room for a bottom line there is room for nothing but text.
    let area = areas.status?;
    draw_overlay(state, theme, &areas, buffer);
    status::draw(state, theme, area, buffer)
}

fn draw_overlay(state: &State, theme: Theme, areas: &Areas, buffer: &mut Buffer) {
    match &state.overlay {
        Some(Overlay::Help { top, .. }) => help::draw(*top, theme, areas, buffer),
        Some(Overlay::Bookmarks(list)) => bookmarks::draw(state, list, theme, areas, buffer),
        None => {}
    }
}
