//! What stands to the left of a block's text: the bars of quotations, the indents of lists, and
//! the mark of a list item.

use super::{Cell, Role, Row, row};
use crate::document::Document;
use crate::document::block::{Block, Kind, Marker};
use crate::text;

/// The space to the left of a block's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Margin {
    /// The columns of the bars of quotations.
    bars: Vec<usize>,
    /// The columns before the block, its mark included.
    pub(super) indent: usize,
    /// The columns that its own mark and the space after it take.
    pub(super) hang: usize,
}

/// Columns that every bar and the space after it take.
const BAR_COLUMNS: usize = 2;

/// Columns of indent for a level of a list whose item is not known, and for the text of an item
/// whose mark is too wide to stand before it.
const STEP_COLUMNS: usize = 2;

/// Columns that are left to text on wide pages, however deep it is nested; narrow ones leave it
/// half of the page.
const TEXT_COLUMNS: usize = 16;

/// Blocks that are looked back through for the items a block stands in, and looked forward
/// through for the widest number of a list. Indents of longer lists may be off by a column.
const LOOK_BLOCKS: usize = 200;

impl Margin {
    /// Gives the margin of the block with index `index` on a page of `columns` columns.
    pub(super) fn of(document: &Document, index: usize, columns: usize) -> Margin {
        let Some(block) = document.blocks.get(index) else {
            return Margin { bars: Vec::new(), indent: 0, hang: 0 };
        };
        let most = most_indent(columns);
        let hang = hang(document, index, columns).min(most);
        let mut levels = levels(document, index, columns);
        levels
            .push(Level { quotes: block.nesting.quotes, columns: inset(document, index, columns) });
        let (mut bars, mut indent) = (Vec::new(), 0);
        for level in levels {
            while bars.len() < usize::from(level.quotes) {
                bars.push(indent);
                indent += BAR_COLUMNS;
            }
            indent += level.columns;
        }
        if indent > most - hang {
            bars.iter_mut().for_each(|bar| *bar = *bar * (most - hang) / indent);
            indent = most - hang;
            bars.dedup_by(|bar, before| *bar < *before + BAR_COLUMNS);
            bars.retain(|bar| bar + 1 < indent);
        }
        Margin { bars, indent: indent + hang, hang }
    }

    /// Gives the cells of the bars.
    pub(super) fn bars(&self) -> Vec<Cell> {
        self.bars.iter().map(|bar| row::ours(*bar, "│")).collect()
    }
}

/// Gives the blank row between two blocks, with the bars of the quotations that both stand in.
pub(super) fn blank_row(document: &Document, before: usize, after: usize, columns: usize) -> Row {
    let quotes = |index: usize| document.blocks.get(index).map_or(0, |b| b.nesting.quotes);
    let mut cells = Margin::of(document, after, columns).bars();
    cells.truncate(usize::from(quotes(before).min(quotes(after))));
    let start = document.blocks.get(after).map_or(0, |block| block.range.start);
    Row { range: start..start, cells, role: Role::Blank }
}

/// Gives the columns that indents may take.
fn most_indent(columns: usize) -> usize {
    columns - TEXT_COLUMNS.min(columns.div_ceil(2))
}

/// A list item around a block.
struct Level {
    /// The quotations around the item.
    quotes: u8,
    /// The columns its text is indented by.
    columns: usize,
}

/// Gives the items around a block, but not the block itself, outermost first.
fn levels(document: &Document, index: usize, page_columns: usize) -> Vec<Level> {
    let Some(block) = document.blocks.get(index) else { return Vec::new() };
    let is_item = matches!(block.kind, Kind::Item(_));
    let mut depth = block.nesting.items.saturating_sub(u8::from(is_item));
    let mut levels = Vec::new();
    let before = document.blocks.get(..index).unwrap_or_default();
    for (index, block) in before.iter().enumerate().rev().take(LOOK_BLOCKS) {
        while depth > block.nesting.items {
            levels.push(Level { quotes: 0, columns: STEP_COLUMNS });
            depth -= 1;
        }
        if depth == 0 {
            break;
        }
        if matches!(block.kind, Kind::Item(_)) && block.nesting.items == depth {
            let columns =
                hang(document, index, page_columns) + inset(document, index, page_columns);
            levels.push(Level { quotes: block.nesting.quotes, columns });
            depth -= 1;
        }
    }
    levels.extend((0..depth).map(|_| Level { quotes: 0, columns: STEP_COLUMNS }));
    levels.reverse();
    levels
}

/// Gives the columns by which a block is set in because it was where it comes from; no more than a
/// quarter of the page.
fn inset(document: &Document, block: usize, columns: usize) -> usize {
    match document.blocks.get(block).map(|block| &block.kind) {
        Some(Kind::Paragraph | Kind::Item(_)) => {
            usize::from(document.inset(block)).min(columns / 4)
        }
        _ => 0,
    }
}

/// Gives the columns by which a block's text is indented for the sake of its own mark.
fn hang(document: &Document, index: usize, columns: usize) -> usize {
    let wanted = document.blocks.get(index).map_or(0, |block| mark_columns(document, index, block));
    if is_narrow(wanted, columns) { wanted } else { STEP_COLUMNS }
}

/// Tells whether a mark of so many columns may stand before its text: it takes no more than a
/// third of the page.
pub(super) fn is_narrow(mark_columns: usize, columns: usize) -> bool {
    mark_columns <= (columns / 3).max(STEP_COLUMNS).min(most_indent(columns))
}

/// Gives the columns of the mark of a block, with the space after it.
pub(super) fn mark_columns(document: &Document, index: usize, block: &Block) -> usize {
    match &block.kind {
        Kind::Item(Marker::Number(number)) => widest_number(document, index, *number),
        Kind::Item(Marker::Written(bytes)) => {
            let end = (block.range.start + bytes).min(block.range.end);
            text::columns(document.slice(block.range.start..end))
        }
        Kind::Item(marker) => text::columns(&label(marker, block)) + 1,
        Kind::Image => text::columns(PICTURE) + 1,
        _ => 0,
    }
}

/// What stands before the alternative text of a picture.
pub(super) const PICTURE: &str = "▣";

/// Bullets by depth.
const BULLETS: [&str; 3] = ["•", "◦", "▪"];

/// Gives the mark that is drawn before an item; empty where it stands in the text.
pub(super) fn label(marker: &Marker, block: &Block) -> String {
    let depth = usize::from(block.nesting.items.saturating_sub(1));
    match marker {
        Marker::Bullet => BULLETS[depth % BULLETS.len()].to_owned(),
        Marker::Number(number) => format!("{number}."),
        Marker::Task(true) => "☑".to_owned(),
        Marker::Task(false) => "☐".to_owned(),
        Marker::Note(label) => format!("[{label}]"),
        Marker::Written(_) => String::new(),
    }
}

/// Gives the columns of the widest number in the list from item `index` on, with its full stop
/// and space, so that numbers end below each other.
fn widest_number(document: &Document, index: usize, number: u64) -> usize {
    let Some(own) = document.blocks.get(index) else { return 0 };
    let after = document.blocks.get(index + 1..).unwrap_or_default();
    let mut widest = number;
    for block in after.iter().take(LOOK_BLOCKS) {
        if block.nesting.items < own.nesting.items {
            break;
        }
        if block.nesting.items > own.nesting.items {
            continue;
        }
        match block.kind {
            Kind::Item(Marker::Number(number)) if number > widest => widest = number,
            Kind::Item(_) => break,
            _ => {}
        }
    }
    widest.max(1).ilog10() as usize + ". 1".len()
}
