//! The reading pane: breadcrumb, gutter, and the rows of text.

use ratatui::style::Style;

use super::paint::Canvas;
use super::theme::{Role, sign};
use crate::app::geometry::{Area, Areas, GUTTER_COLUMNS};
use crate::app::selection::Selection;
use crate::app::viewport::Shown;
use crate::app::{State, link};
use crate::bookmark::Colour;
use crate::document::block::{Block, Kind};
use crate::document::outline::joined;
use crate::document::{Position, Range, Style as Setting};
use crate::layout::{self, Content};
use crate::text::clean::Clean;

pub(super) fn draw(state: &State, areas: &Areas, canvas: &mut Canvas) {
    if let Some(area) = areas.breadcrumb {
        draw_breadcrumb(state, &mut canvas.within(area));
    }
    let mut text = canvas.within(areas.text);
    for (row, shown) in state.viewport.rows.iter().enumerate() {
        draw_row(state, shown, row, &mut text);
        if areas.status.is_some() {
            draw_gutter(state, shown, row, &mut text);
        }
    }
    if state.article.document.blocks.is_empty() {
        let words = if state.complete { "This article is empty." } else { "" };
        text.put((0, 0), &Clean::ours(words), Role::Faint);
    }
}

/// Names the article and the section being read.
fn draw_breadcrumb(state: &State, canvas: &mut Canvas) {
    let mut names = vec![state.article.name.clone()];
    let sections = &state.article.document.sections;
    if let Some(section) = state.current_section().and_then(|index| sections.get(index)) {
        names.extend(state.article.section_path(section.start()));
    }
    let room = canvas.columns().saturating_sub(2);
    canvas.put((1, 0), &path(&names, room).elide(room), Role::Faint);
}

/// Gives as many of `names` up to the last as fit into `room` columns: the innermost section tells
/// most, and the article's name is known.
fn path(names: &[Clean<'static>], room: usize) -> Clean<'static> {
    let shorter = |from| {
        let rest = names.get(from..).unwrap_or_default();
        joined(&[&[Clean::ours("…")], rest].concat())
    };
    let mut paths = std::iter::once(joined(names)).chain((1..names.len()).map(shorter));
    let fitting = paths.find(|path| crate::text::columns(path) <= room);
    fitting.or(names.last().cloned()).unwrap_or_default()
}

fn draw_row(state: &State, shown: &Shown, row: usize, canvas: &mut Canvas) {
    let Some(block) = state.article.document.blocks.get(shown.place.block) else { return };
    let base = canvas.style(block_role(state, block));
    let mut before: Option<(usize, &Range)> = None;
    for cell in &shown.row.cells {
        match &cell.content {
            Content::Ours(text) => {
                canvas.put((cell.column, row), text, Role::Mark);
                before = None;
            }
            Content::Text(range) => {
                if let Some((end, first)) = before {
                    let gap = end..cell.column;
                    draw_gap(state, &(first.end..range.start), (gap, row), canvas);
                }
                let end = draw_text(state, range, (cell.column, row), base, canvas);
                before = Some((end, range));
            }
        }
    }
}

/// Shows that the white space between two pieces of a row is selected, where it is.
fn draw_gap(
    state: &State,
    between: &Range,
    (gap, row): (std::ops::Range<usize>, usize),
    canvas: &mut Canvas,
) {
    let selected = state.selection.as_ref().map(Selection::range);
    if selected.is_some_and(|range| range.start < between.start && between.end < range.end) {
        let area = canvas.area;
        let columns = to_u16(gap.len());
        let gap = Area { column: area.column + to_u16(gap.start), columns, ..area };
        canvas.within(gap).restyle(row, Role::Selected);
    }
}

fn to_u16(columns: usize) -> u16 {
    u16::try_from(columns).unwrap_or(u16::MAX)
}

/// Gives the role of a block's text.
fn block_role(state: &State, block: &Block) -> Role {
    match block.kind {
        Kind::Title => Role::Title,
        Kind::Standfirst => Role::Standfirst,
        Kind::Heading(_) | Kind::HeadingRest => {
            let section = state.article.document.section_of(Position(block.range.start));
            Role::Heading(section.map_or(1, |section| section.level))
        }
        Kind::Byline | Kind::Furniture(_) | Kind::Image => Role::Faint,
        Kind::Code { .. } => Role::Code,
        _ => Role::Text,
    }
}

/// Draws a stretch of text piece by piece: each piece looks one way. Gives the column after it.
fn draw_text(
    state: &State,
    range: &Range,
    (mut column, row): (usize, usize),
    base: Style,
    canvas: &mut Canvas,
) -> usize {
    let document = &state.article.document;
    let looks = looks(state, canvas, range);
    let mut edges: Vec<usize> =
        looks.iter().flat_map(|(range, _)| [range.start, range.end]).collect();
    edges.extend([range.start, range.end]);
    edges.retain(|edge| range.contains(edge) || *edge == range.end);
    edges.sort_unstable();
    edges.dedup();
    for (start, end) in edges.iter().zip(edges.iter().skip(1)) {
        let over = looks.iter().filter(|(range, _)| range.start <= *start && *end <= range.end);
        let style = over.fold(base, |style, (_, look)| style.patch(*look));
        column = canvas.put_in((column, row), &document.clean(*start..*end), style);
    }
    column
}

/// Gives what lies over the text of `range`, the lowest first.
fn looks(state: &State, canvas: &Canvas, range: &Range) -> Vec<(Range, Style)> {
    let spans = state.article.document.spans_in(range.clone()).iter();
    let mut looks: Vec<(Range, Style)> =
        spans.map(|span| (span.range.clone(), set(canvas, span.style))).collect();
    looks.extend(bookmarked(state, canvas, range));
    if let Some(search) = &state.search {
        let role = |current| if current { Role::CurrentHit } else { Role::Hit };
        let hits = search.hits_in(range).map(|(hit, is_current)| (hit.clone(), role(is_current)));
        looks.extend(hits.map(|(hit, role)| (hit, canvas.style(role))));
    }
    if let Some(selection) = &state.selection {
        looks.push((selection.range(), canvas.style(Role::Selected)));
    }
    looks
}

/// Gives the bookmarked passages that share text with `range`, outermost first, and over them where
/// they lie over each other. Whole paragraphs are left to the gutter: lines under all of their words
/// would only be in the way.
fn bookmarked(state: &State, canvas: &Canvas, range: &Range) -> Vec<(Range, Style)> {
    let passages: Vec<(Range, Colour)> = state
        .article
        .bookmarks_in(range)
        .filter_map(|placed| Some((placed.anchor.range()?, placed.bookmark.colour)))
        .filter(|(passage, _)| !is_whole_blocks(state, passage))
        .collect();
    let mut looks = Vec::new();
    let mut reach = 0;
    for (passage, colour) in passages {
        let overlap = passage.start..passage.end.min(reach);
        reach = reach.max(passage.end);
        looks.push((passage, canvas.style(Role::Bookmarked(colour))));
        if !overlap.is_empty() {
            looks.push((overlap, canvas.style(Role::Overlap)));
        }
    }
    looks
}

/// Tells whether a passage is one or more whole blocks.
fn is_whole_blocks(state: &State, passage: &Range) -> bool {
    let document = &state.article.document;
    let block = |at: usize| document.block_of(Position(at));
    let begins = block(passage.start).is_some_and(|block| passage.start <= block.range.start);
    let last = passage.end.saturating_sub(1);
    begins && block(last).is_some_and(|block| block.range.end <= passage.end)
}

/// Gives the look of text that is set in some way.
fn set(canvas: &Canvas, setting: Setting) -> Style {
    let mut style = Style::new();
    if setting.strong {
        style = style.bold();
    }
    if setting.emphasis {
        style = style.italic();
    }
    if setting.struck {
        style = style.crossed_out();
    }
    if setting.code {
        style = style.patch(canvas.style(Role::Code));
    }
    if setting.link.is_some() {
        style = style.patch(canvas.style(Role::Link));
    }
    if setting.stand_in {
        style = style.patch(canvas.style(Role::StandIn));
    }
    style
}

/// Draws what stands left of a row: what there is of bookmarks, and the bar of the focused block.
fn draw_gutter(state: &State, shown: &Shown, row: usize, canvas: &mut Canvas) {
    let text = canvas.area;
    let is_beside_block = shown.row.role != layout::Role::Blank;
    let Some(column) = text.column.checked_sub(GUTTER_COLUMNS).filter(|_| is_beside_block) else {
        return;
    };
    let mut gutter = canvas.within(Area { column, columns: GUTTER_COLUMNS, ..text });
    draw_sign(state, &shown.row.range, row, &mut gutter);
    if shown.place.block == state.focused && is_in_focused_line(state, &shown.row.range) {
        gutter.put((1, row), &Clean::ours("▎"), Role::Focus);
    }
}

/// Tells whether a row of the focused block is of its focused line, if only that has the focus.
fn is_in_focused_line(state: &State, row: &Range) -> bool {
    let line = link::focused(state).map(|line| &line.range);
    line.is_none_or(|line| row.start < line.end && line.start < row.end)
}

/// Draws the sign of the bookmark that begins in a row, `⁂` for several; in the rows its passage goes
/// on in, a line, or a double one where several passages do.
fn draw_sign(state: &State, range: &Range, row: usize, gutter: &mut Canvas) {
    let here: Vec<(bool, Colour)> = state
        .article
        .bookmarks_in(range)
        .filter_map(|placed| Some((placed.anchor.range()?.start, placed.bookmark.colour)))
        .map(|(start, colour)| (range.contains(&start), colour))
        .collect();
    let mut beginning = here.iter().filter(|(begins, _)| *begins);
    let (mark, colour) = match (beginning.next(), beginning.next(), &*here) {
        (Some(_), Some((_, colour)), _) => (Clean::ours("⁂"), *colour),
        (Some((_, colour)), None, _) => (sign(*colour, false), *colour),
        (None, _, [(_, colour)]) => (Clean::ours("┊"), *colour),
        (None, _, [.., (_, colour)]) => (Clean::ours("║"), *colour),
        (None, _, []) => return,
    };
    gutter.put((0, row), &mark, Role::Sign(colour));
}
