//! How the screen is divided, in columns and rows.

use super::State;

/// The size of the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Size {
    /// Width in columns.
    pub columns: u16,
    /// Height in rows.
    pub rows: u16,
}

/// A part of the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Area {
    /// The first column.
    pub column: u16,
    /// The first row.
    pub row: u16,
    /// Width in columns.
    pub columns: u16,
    /// Height in rows.
    pub rows: u16,
}

impl Area {
    /// Tells whether a cell of the screen is inside.
    #[must_use]
    pub const fn holds(&self, column: u16, row: u16) -> bool {
        column >= self.column
            && column - self.column < self.columns
            && row >= self.row
            && row - self.row < self.rows
    }
}

/// The parts of the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Areas {
    /// The whole screen.
    pub screen: Area,
    /// The outline pane with its heading, where it stands beside the text or over it.
    pub outline: Option<Area>,
    /// Whether the outline lies over the text.
    pub outline_over: bool,
    /// The line above the text that names article and section.
    pub breadcrumb: Option<Area>,
    /// The text with its gutter and margins.
    pub reading: Area,
    /// The column of text itself.
    pub text: Area,
    /// The line at the bottom.
    pub status: Option<Area>,
}

/// Columns left of the text: a star, the focus bar, a blank.
pub const GUTTER_COLUMNS: u16 = 3;

/// Columns right of the text.
const MARGIN_COLUMNS: u16 = 1;

/// Columns of the line between outline and text.
const BORDER_COLUMNS: u16 = 1;

/// Columns of text that must be left beside the outline; with fewer it lies over the text.
const TEXT_COLUMNS_BESIDE: u16 = 40;

/// Columns that the text and what is around it must have beside the outline.
const BESIDE_COLUMNS: u16 = BORDER_COLUMNS + GUTTER_COLUMNS + TEXT_COLUMNS_BESIDE + MARGIN_COLUMNS;

/// Bounds of the outline's width where the reader did not set it; within, a quarter of the screen.
const OUTLINE_COLUMNS: std::ops::RangeInclusive<u16> = 24..=36;

/// The width a reader may make the outline: less shows nothing, more leaves no text.
const OUTLINE_COLUMNS_SET: std::ops::RangeInclusive<u16> = 12..=80;

/// Below this size there is only text.
const SMALLEST: Size = Size { columns: 20, rows: 5 };

/// Gives the parts of the screen as they stand now.
#[must_use]
pub fn areas(state: &State) -> Areas {
    let Size { columns, rows } = state.size;
    let screen = Area { column: 0, row: 0, columns, rows };
    if columns < SMALLEST.columns || rows < SMALLEST.rows {
        let text = text_column(screen, 0, state.column_width);
        return Areas { screen, reading: screen, text, ..Areas::default() };
    }
    let status = Area { row: rows - 1, rows: 1, ..screen };
    let above = Area { rows: rows - 1, ..screen };
    let beside = outline_beside(state);
    let left = if beside { outline_columns(state) + BORDER_COLUMNS } else { 0 };
    let right = Area { column: left, columns: columns - left, ..above };
    let reading = Area { row: 1, rows: right.rows - 1, ..right };
    Areas {
        screen,
        outline: outline_area(state, above, beside),
        outline_over: !beside,
        breadcrumb: Some(Area { rows: 1, ..right }),
        reading,
        text: text_column(reading, GUTTER_COLUMNS, state.column_width),
        status: Some(status),
    }
}

/// Gives the width of the outline pane without its border: what the reader set, else a quarter of
/// the screen, beside the text; all of the screen where it lies over the text, of which a few columns
/// beside it would be no use.
#[must_use]
pub fn outline_columns(state: &State) -> u16 {
    if fits_beside(state) { columns_beside(state) } else { state.size.columns }
}

/// Tells whether the outline, if shown, stands beside the text.
#[must_use]
pub fn fits_beside(state: &State) -> bool {
    columns_beside(state) + BESIDE_COLUMNS <= state.size.columns
}

/// Gives the widths that the outline may be given beside the text; none where there is no room.
#[must_use]
pub fn outline_bounds(state: &State) -> Option<std::ops::RangeInclusive<u16>> {
    let (least, most) = OUTLINE_COLUMNS_SET.into_inner();
    let room = state.size.columns.saturating_sub(BESIDE_COLUMNS).min(most);
    (least <= room).then_some(least..=room)
}

fn columns_beside(state: &State) -> u16 {
    let usual = (state.size.columns / 4).clamp(*OUTLINE_COLUMNS.start(), *OUTLINE_COLUMNS.end());
    state.outline.columns.unwrap_or(usual)
}

fn outline_beside(state: &State) -> bool {
    let is_wanted =
        if state.has_sections() { state.outline.shown } else { state.outline.stands_in };
    is_wanted && fits_beside(state)
}

fn outline_area(state: &State, above: Area, beside: bool) -> Option<Area> {
    let has_entries = state.has_sections() || state.outline.stands_in;
    let over = state.outline.over && has_entries && !fits_beside(state);
    if !beside && !over {
        return None;
    }
    Some(Area { columns: outline_columns(state), ..above })
}

/// Widest that what lies over the text gets: longer lines are hard to follow.
const OVERLAY_COLUMNS_MAX: u16 = 84;

/// Gives where help and the list of bookmarks lie, with their frame.
#[must_use]
pub fn overlay(screen: Area) -> Area {
    let columns = screen.columns.min(OVERLAY_COLUMNS_MAX);
    let column = screen.column + (screen.columns - columns) / 2;
    Area { column, columns, rows: screen.rows.saturating_sub(1), ..screen }
}

/// Gives what is inside an overlay's frame.
#[must_use]
pub fn inside(overlay: Area) -> Area {
    Area {
        column: overlay.column + 2,
        row: overlay.row + 1,
        columns: overlay.columns.saturating_sub(4),
        rows: overlay.rows.saturating_sub(2),
    }
}

/// Gives the centred column of text inside `area`, at most `width` wide.
fn text_column(area: Area, gutter: u16, width: u16) -> Area {
    let right_margin = if gutter > 0 { MARGIN_COLUMNS } else { 0 };
    let room = area.columns.saturating_sub(gutter + right_margin);
    let columns = room.min(width);
    let column = area.column + gutter + (room - columns) / 2;
    Area { column, columns, ..area }
}
