//! Tables: which hold data and which lay a page out, and what their cells say of themselves.

use dom_query::NodeRef;

use super::element;
use crate::document::block::Alignment;

/// Tells whether a table holds data: two rows, one of them of two cells, and no cell with other
/// tables, headings or several paragraphs. A table with column headings may hold those, but no
/// tables.
pub(super) fn is_data(table: &NodeRef<'_>) -> bool {
    let role = table.attr_or("role", "");
    if matches!(&*role, "presentation" | "none") {
        return false;
    }
    let mut seen = Seen::default();
    for node in table.descendants_it() {
        let Some(element) = node.element_ref() else { continue };
        match &*element.name.local {
            "table" => return false,
            "tr" => {
                seen.rows += 1;
                seen.cells = 0;
            }
            "th" | "td" => {
                seen.has_headings |= &*element.name.local == "th";
                seen.cells += 1;
                seen.columns = seen.columns.max(seen.cells);
                seen.paragraphs = 0;
            }
            "p" => {
                seen.paragraphs += 1;
                seen.has_blocks |= seen.paragraphs > 1;
            }
            "ul" | "ol" | "dl" | "pre" | "blockquote" | "figure" | "section" | "article" | "hr" => {
                seen.has_blocks = true;
            }
            _ => seen.has_blocks |= element::level(&element).is_some(),
        }
    }
    seen.rows > 1 && seen.columns > 1 && (seen.has_headings || !seen.has_blocks)
}

#[derive(Default)]
struct Seen {
    rows: usize,
    /// Cells of this row, and the most of any.
    cells: usize,
    columns: usize,
    /// Paragraphs of this cell.
    paragraphs: usize,
    has_headings: bool,
    has_blocks: bool,
}

/// Gives the words of a table's captions.
pub(super) fn captions(table: &NodeRef<'_>) -> Vec<String> {
    let captions = table.children_it(false).filter(|child| child.has_name("caption"));
    let words = captions
        .map(|caption| caption.text().split_ascii_whitespace().collect::<Vec<_>>().join(" "));
    words.filter(|words| !words.is_empty()).collect()
}

/// Gives how the columns of a table are set, by the first row that has cells.
pub(super) fn alignments(table: &NodeRef<'_>) -> Vec<Alignment> {
    let Some(row) = table.descendants_it().find(|node| node.has_name("tr")) else {
        return Vec::new();
    };
    let cells = row.children_it(false).filter(|child| child.has_name("td") || child.has_name("th"));
    cells.map(|cell| alignment(&cell)).collect()
}

fn alignment(cell: &NodeRef<'_>) -> Alignment {
    let style = cell.attr_or("style", "").replace(' ', "");
    let set = |side: &str| {
        *cell.attr_or("align", "") == *side || style.contains(&format!("text-align:{side}"))
    };
    match () {
        () if set("right") => Alignment::Right,
        () if set("center") => Alignment::Centre,
        () => Alignment::Left,
    }
}

/// Tells whether a row holds column headings: it stands in the head of the table, or all its cells
/// are headings.
pub(super) fn is_header_row(row: &NodeRef<'_>) -> bool {
    if row.parent().is_some_and(|parent| parent.has_name("thead")) {
        return true;
    }
    let mut cells =
        row.children_it(false).filter(|child| child.has_name("td") || child.has_name("th"));
    let mut headings = 0;
    cells.all(|cell| {
        headings += 1;
        cell.has_name("th")
    }) && headings > 0
}

/// Gives how many columns or rows a cell covers.
pub(super) fn span(cell: &NodeRef<'_>, attribute: &str) -> usize {
    cell.attr(attribute).and_then(|span| span.trim().parse().ok()).unwrap_or(1)
}
