//! What is on screen, and where in the document that is.

use super::{State, focus, geometry};
use crate::document::outline::Section;
use crate::document::{Document, Position, Range};
use crate::layout::{Layout, Place, Row};

/// The rows on screen, from the top one down.
#[derive(Clone, Debug, Default)]
pub struct Viewport {
    /// The rows of text on screen; fewer than there is room for at the end of the document.
    pub rows: Vec<Shown>,
    /// Whether the last row of the document is on screen.
    pub is_at_end: bool,
    /// Where the top row is.
    top: Place,
    /// The last place that may be at the top, once it was needed.
    limit: Option<Place>,
    /// What to keep while the screen changes its size again and again.
    kept: Option<Kept>,
    /// The block that scrolling gave the focus to, and the top row then; while both are as they
    /// were, the reader has not chosen another.
    carried: Option<(usize, Place)>,
    /// Whether the reader has read on since the focus was settled.
    has_read_on: bool,
}

/// What the first of several changes of the screen's size found.
#[derive(Clone, Copy, Debug)]
struct Kept {
    /// The position at the top: each row that shows it may begin before it.
    top: Position,
    /// The index of the focused block, and where in it the focused line begins: both may be off a
    /// small screen.
    focused: usize,
    line: Position,
}

/// A row on screen.
#[derive(Clone, Debug)]
pub struct Shown {
    /// Where it is in the document.
    pub place: Place,
    /// What it shows.
    pub row: Row,
}

impl Viewport {
    /// Gives the position of the first text on screen; where there is none, that at which the text
    /// goes on.
    #[must_use]
    pub fn position(&self) -> Position {
        let mut ranges = self.rows.iter().map(|shown| &shown.row.range);
        let first = ranges.clone().next();
        Position(ranges.find(|range| !range.is_empty()).or(first).map_or(0, |range| range.start))
    }

    /// Gives the position where the text on screen ends.
    #[must_use]
    pub fn end(&self) -> Position {
        let mut ranges = self.rows.iter().rev().map(|shown| &shown.row.range);
        Position(ranges.find(|range| !range.is_empty()).map_or(0, |range| range.end))
    }

    /// Tells whether a row on screen shows text of the block at `index`.
    #[must_use]
    pub fn shows_block(&self, index: usize) -> bool {
        let mut rows = self.rows.iter();
        rows.any(|shown| shown.place.block == index && !shown.row.range.is_empty())
    }

    /// Gives the stretch of text that all rows on screen are of.
    #[must_use]
    pub fn range(&self) -> Range {
        let ranges = self.rows.iter().map(|shown| shown.row.range.clone());
        ranges.reduce(|a, b| a.start.min(b.start)..a.end.max(b.end)).unwrap_or_default()
    }

    /// Tells whether a row on screen shows `position`.
    #[must_use]
    pub fn shows(&self, position: Position) -> bool {
        self.rows.iter().any(|shown| {
            shown.row.range.contains(&position.0)
                || (shown.row.range.end == position.0 && !shown.row.range.is_empty())
        })
    }
}

/// Rows that a page keeps of the one before, so that the eye finds its line again.
const OVERLAP_ROWS: usize = 2;

/// Gives the rows that a page moves on by where so many are seen, in the text and in every list.
#[must_use]
pub fn page_rows(seen: usize) -> isize {
    isize::try_from(seen.saturating_sub(OVERLAP_ROWS).max(1)).unwrap_or(isize::MAX)
}

/// Lays the document out for the width the text has now and keeps the top row's text.
pub fn relayout(state: &mut State) {
    let (top, focused, line) = (state.viewport.position(), state.focused, state.line);
    let position = state.viewport.kept.get_or_insert(Kept { top, focused, line }).top;
    let columns = usize::from(geometry::areas(state).text.columns).max(1);
    state.layout = Layout::new(columns).with_folded_furniture(state.furniture_folded);
    state.viewport.limit = None;
    if position == Position(0) {
        state.viewport.top = first(state);
    } else {
        show_at_top(state, position);
    }
}

/// Gives the position of the first text of the document.
#[must_use]
pub fn beginning(state: &State) -> Position {
    let blocks = state.article.document.blocks.iter();
    let mut ranges = blocks.map(|block| &block.range).filter(|range| !range.is_empty());
    Position(ranges.next().map_or(0, |range| range.start))
}

/// Gives the stretch of text that is on screen, with what is folded away before the first row of the
/// document and after its last.
pub fn extent(state: &mut State) -> Range {
    let first = first(state);
    let is_at_start = state.viewport.top <= first;
    let Range { start, end } = state.viewport.range();
    let text_end = state.article.document.end().0;
    let end = if state.viewport.is_at_end { text_end.max(end) } else { end };
    (if is_at_start { 0 } else { start })..end
}

/// Gives how many rows of text there is room for.
#[must_use]
pub fn height(state: &State) -> usize {
    usize::from(geometry::areas(state).text.rows).max(1)
}

/// Fills in the rows on screen, keeps the focused block among them and the outline at its entry.
/// Everything that moves the reader ends with this.
pub fn settle(state: &mut State) {
    state.viewport.kept = None;
    refill(state);
    if std::mem::take(&mut state.viewport.has_read_on) {
        carry_focus(state);
    }
    focus::hold(state);
    super::link::hold_focus(state);
    super::pane::follow(state);
}

/// Lays the document out for a screen of another size. What had the focus has it again as soon as
/// it is on screen: until then the bar is on the nearest paragraph that is, as keys are about what
/// the reader sees.
pub fn settle_size(state: &mut State) {
    relayout(state);
    refill(state);
    if let Some(Kept { focused, line, .. }) = state.viewport.kept {
        (state.focused, state.line) = (focused, line);
    }
    focus::hold(state);
    super::link::hold_focus(state);
    super::pane::follow(state);
}

/// Fills in the rows on screen, and leaves the focus to where it was.
pub fn refill(state: &mut State) {
    // At the beginning nothing of the end need be known.
    let first = first(state);
    if state.viewport.top > first {
        state.viewport.top = state.viewport.top.min(limit(state));
    }
    fill(state);
}

fn fill(state: &mut State) {
    let height = height(state);
    let State { viewport, layout, article, .. } = state;
    viewport.rows.clear();
    let mut next = Some(viewport.top);
    while let Some(place) = next.filter(|_| viewport.rows.len() < height) {
        let row = layout.row(&article.document, place);
        next = row.as_ref().and_then(|_| layout.next(&article.document, place));
        viewport.rows.extend(row.map(|row| Shown { place, row }));
    }
    viewport.is_at_end = next.is_none();
    if next.is_some() {
        leave_heading_to_its_text(&mut viewport.rows, &article.document);
    }
}

/// Takes a heading off the bottom of the screen when the first line of its text is not there, so
/// that the two appear together.
fn leave_heading_to_its_text(rows: &mut Vec<Shown>, document: &Document) {
    let is_heading = |shown: &Shown| {
        let block = document.blocks.get(shown.place.block);
        shown.row.range.is_empty() || block.is_some_and(|block| block.kind.is_of_heading())
    };
    let text_rows = rows.iter().rposition(|shown| !is_heading(shown)).map_or(0, |last| last + 1);
    let ends_in_heading = rows.iter().skip(text_rows).any(|shown| !shown.row.range.is_empty());
    if ends_in_heading && text_rows > 0 {
        rows.truncate(text_rows);
    }
}

/// Gives the first place of the document.
fn first(state: &mut State) -> Place {
    state.layout.first(&state.article.document).unwrap_or_default()
}

/// Gives the last place that may be at the top: the last page's first row, or, where the last
/// section begins after that, its heading, so that it too can stand at the top.
fn limit(state: &mut State) -> Place {
    if let Some(limit) = state.viewport.limit {
        return limit;
    }
    let height = height(state);
    let first = first(state);
    let State { layout, article, .. } = state;
    let document = &article.document;
    let mut limit = layout.last(document).unwrap_or(first);
    for _ in 1..height {
        let Some(before) = layout.previous(document, limit) else { break };
        limit = before;
    }
    let last_section = document.sections.last().map(Section::start);
    let heading = last_section.and_then(|start| layout.place_of(document, start));
    let limit = limit.max(heading.unwrap_or(first));
    state.viewport.limit = Some(limit);
    limit
}

/// Scrolls by `rows`, down where positive; gives whether anything moved.
pub fn scroll(state: &mut State, rows: isize) -> bool {
    let before = state.viewport.top;
    let limit = limit(state);
    if rows.unsigned_abs() >= most_rows(&state.article.document) {
        // There is no row so far away.
        state.viewport.top = if rows > 0 { before.max(limit) } else { first(state) };
        return state.viewport.top != before;
    }
    if walk(state, rows, limit) && rows.unsigned_abs() > STEPS_MAX {
        leap(state, before, rows, limit);
    }
    state.viewport.top != before
}

/// Steps that one key takes at most, whatever was counted: more would be waited for. Ten thousand rows
/// take less than a tenth of a second to lay out.
pub const STEPS_MAX: usize = 10_000;

/// Moves the top by so many rows, or by [`STEPS_MAX`]; gives whether there were so many.
fn walk(state: &mut State, rows: isize, limit: Place) -> bool {
    let State { layout, article, viewport, .. } = state;
    for _ in 0..rows.unsigned_abs().min(STEPS_MAX) {
        let next = if rows > 0 {
            layout.next(&article.document, viewport.top).filter(|next| *next <= limit)
        } else {
            layout.previous(&article.document, viewport.top)
        };
        let Some(next) = next else { return false };
        viewport.top = next;
    }
    true
}

/// Goes on from [`STEPS_MAX`] rows after `from` to where `rows` would lead if they were all as long
/// as these; says so, unless that is an end of the text.
fn leap(state: &mut State, from: Place, rows: isize, limit: Place) {
    let State { layout, article, viewport, .. } = state;
    let document = &article.document;
    let mut start = |place| layout.row(document, place).map_or(0, |row| row.range.start);
    let (from, here) = (start(from), start(viewport.top));
    let more = rows.unsigned_abs() - STEPS_MAX;
    let bytes = more.saturating_mul(from.abs_diff(here)) / STEPS_MAX;
    let wanted = if rows > 0 { here.saturating_add(bytes) } else { here.saturating_sub(bytes) };
    let wanted = Position(document.text().floor_char_boundary(wanted));
    viewport.top = layout.place_of(document, wanted).unwrap_or_default().min(limit);
    if wanted > Position(0) && viewport.top < limit {
        state.tell(format!("About {} rows: so many are not counted", rows.unsigned_abs()));
    }
}

/// Gives a number that the rows of a document do not reach: each shows a byte, or stands with a few
/// others that are blank or lines before the first of a block or of the rows of a table; or the
/// largest count that can be typed.
fn most_rows(document: &Document) -> usize {
    let rows = document.end().0.saturating_add(document.blocks.len() * 4).saturating_mul(2);
    rows.min(COUNT_MAX)
}

/// The largest count that can be typed; a larger one moves no further than the end of anything.
pub const COUNT_MAX: usize = 99_999_999;

/// Scrolls by `rows` as one who reads on; gives whether anything moved. The focus goes with the
/// top, where reading goes on, unless the reader put it where it still is on screen.
pub fn read_on(state: &mut State, rows: isize) -> bool {
    let is_carried = state.viewport.carried == Some((state.focused, state.viewport.top));
    if !scroll(state, rows) {
        return false;
    }
    // The focus follows when the rows are filled in.
    if is_carried {
        state.viewport.carried = Some((state.focused, state.viewport.top));
    }
    state.viewport.has_read_on = true;
    true
}

/// Lets the focus go with the top.
fn carry_focus(state: &mut State) {
    let is_carried = state.viewport.carried == Some((state.focused, state.viewport.top));
    if is_carried || !state.viewport.shows_block(state.focused) {
        let first = focus::on_screen(state).next();
        state.focused = first.unwrap_or(state.focused);
        state.viewport.carried = Some((state.focused, state.viewport.top));
    }
}

/// Scrolls by `pages` as one who reads on, down where positive; two rows are seen twice.
pub fn page(state: &mut State, pages: isize) -> bool {
    let shown = if pages > 0 { state.viewport.rows.len() } else { height(state) };
    read_on(state, pages.saturating_mul(page_rows(shown)))
}

/// Puts the row that shows `position` at the top, as far as the end of the document allows.
pub fn show_at_top(state: &mut State, position: Position) {
    if let Some(place) = state.layout.place_of(&state.article.document, position) {
        state.viewport.top = place;
    }
}

/// Puts the first row of text that begins at `position` or after it at the top, as far as the end of
/// the document allows.
pub fn show_from(state: &mut State, position: Position) {
    show_at_top(state, position);
    let State { layout, article, viewport, .. } = state;
    while let Some(row) = layout.row(&article.document, viewport.top)
        && (row.range.start < position.0 || row.range.is_empty())
        && let Some(next) = layout.next(&article.document, viewport.top)
    {
        viewport.top = next;
    }
}

/// Scrolls so that `position` is seen, with a third of the screen before it if it was not.
pub fn reveal(state: &mut State, position: Position) {
    fill(state);
    if state.viewport.shows(position) {
        return;
    }
    show_at_top(state, position);
    let above = height(state) / 3;
    scroll(state, -isize::try_from(above).unwrap_or(0));
}

/// Puts the beginning at the top.
pub fn show_beginning(state: &mut State) {
    state.viewport.top = first(state);
}

/// Shows the last page.
pub fn show_end(state: &mut State) {
    let height = height(state);
    let State { layout, article, viewport, .. } = state;
    let Some(last) = layout.last(&article.document) else { return };
    viewport.top = last;
    scroll(state, 1 - isize::try_from(height).unwrap_or(isize::MAX));
}

/// Scrolls so that all of `range` is seen, or its beginning at the top where it is too long.
pub fn reveal_range(state: &mut State, range: &Range) {
    fill(state);
    let start = Position(range.start);
    if !state.viewport.shows(start) {
        let is_above = start < state.viewport.position();
        show_at_top(state, start);
        if is_above {
            return;
        }
        let rows = height(state).saturating_sub(1);
        scroll(state, -isize::try_from(rows).unwrap_or(0));
        fill(state);
    }
    let end = Position(range.end);
    keep_in_sight(state, end);
    fill(state);
    // A heading that ends at the bottom is seen only with the first line of its text.
    while !state.viewport.shows(end) && state.viewport.position() < start && scroll(state, 1) {
        fill(state);
    }
    if state.viewport.position() > start {
        show_at_top(state, start);
    }
}

/// Scrolls as little as possible so that `position` is seen.
pub fn keep_in_sight(state: &mut State, position: Position) {
    fill(state);
    if state.viewport.shows(position) {
        return;
    }
    let is_below = position > state.viewport.end();
    show_at_top(state, position);
    if is_below {
        let rows = height(state).saturating_sub(1);
        scroll(state, -isize::try_from(rows).unwrap_or(0));
    }
}

/// Gives the position a row of text below or above the one that shows `position`, in the same
/// column.
pub fn row_beside(state: &mut State, position: Position, below: bool) -> Option<Position> {
    let State { layout, article, .. } = state;
    let document = &article.document;
    let mut place = layout.place_of(document, position)?;
    let column = layout.row(document, place)?.column_of(document, position)?;
    loop {
        place = match below {
            true => layout.next(document, place)?,
            false => layout.previous(document, place)?,
        };
        let row = layout.row(document, place)?;
        if !row.range.is_empty() {
            return Some(row.position_at(document, column).unwrap_or(Position(row.range.start)));
        }
    }
}
