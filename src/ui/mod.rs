//! The windows: draws the state, and decides nothing.
//!
//! A frame is a function of [`State`] and [`Theme`]; called twice it draws the same. Text is never
//! wrapped here: `layout` has made the rows.

use ratatui::buffer::Buffer;

use crate::app::State;
use crate::app::geometry::areas;
use crate::app::overlay::Overlay;

mod bookmarks;
mod help;
mod outline;
mod paint;
mod reader;
mod status;
pub mod theme;

use paint::Canvas;
use theme::Theme;

/// Where the cursor is shown, as column and row; none hides it.
pub type Cursor = Option<(u16, u16)>;

/// Draws the whole screen into an empty `buffer` of the screen's size, and tells where the cursor
/// belongs.
pub fn view(state: &State, theme: Theme, buffer: &mut Buffer) -> Cursor {
    let areas = areas(state);
    let mut canvas = Canvas::new(buffer, theme, areas.screen);
    reader::draw(state, &areas, &mut canvas);
    if let Some(pane) = areas.outline {
        outline::draw(state, &mut canvas.within(pane));
    }
    // Where there is no room for a bottom line there is room for nothing but text.
    let status = areas.status?;
    match &state.overlay {
        Some(Overlay::Help { top, .. }) => help::draw(*top, &mut canvas),
        Some(Overlay::Bookmarks(list)) => bookmarks::draw(state, list, &mut canvas),
        None => {}
    }
    status::draw(state, &mut canvas.within(status))
}
