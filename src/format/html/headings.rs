//! Corrections to the headings of a page's article, once its blocks are known.
//!
//! Pages mark much as headings that heads nothing: links to other articles, boxes of the site,
//! labels of what was left out. And some mark nothing, and set their headings in bold.

use super::meta;
use crate::document::block::{Block, Furniture, Kind};
use crate::document::{Document, Range};

/// Makes headings that head nothing furniture, and where none is left, bold lines headings.
pub(super) fn correct(document: &mut Document) {
    let furniture = furniture(document);
    for (index, kind) in furniture {
        if let Some(block) = document.blocks.get_mut(index) {
            block.kind = Kind::Furniture(kind);
        }
    }
    if !document.blocks.iter().any(is_heading) {
        for index in bold_lines(document) {
            document.blocks[index].kind = Kind::Heading(2);
        }
    }
}

fn is_heading(block: &Block) -> bool {
    matches!(block.kind, Kind::Heading(_))
}

/// Gives the indexes of headings that are furniture, and what kind.
fn furniture(document: &Document) -> Vec<(usize, Furniture)> {
    let headings: Vec<usize> = indexes(document, is_heading).collect();
    let prose_end = indexes(document, |block| !is_heading(block)).last().unwrap_or_default();
    let has_prose = indexes(document, |block| block.kind == Kind::Paragraph).next().is_some();
    let linked = headings.iter().filter(|index| is_linked(document, **index)).count();
    let late = document.end().0 * 3 / 5;
    let kind = |index: usize| {
        let block = document.blocks.get(index)?;
        let words = document.slice(block.range.clone());
        let is_bare = !document.blocks.get(index + 1).is_some_and(is_prose);
        match () {
            () if is_linked(document, index) && (linked > 2 || is_bare) => Some(Furniture::Related),
            () if block.range.start > late && names_furniture(words) => {
                Some(Furniture::CallToAction)
            }
            () if has_prose && index > prose_end => Some(Furniture::CallToAction),
            () => None,
        }
    };
    headings.iter().filter_map(|index| Some((*index, kind(*index)?))).collect()
}

fn indexes(document: &Document, which: impl Fn(&Block) -> bool) -> impl Iterator<Item = usize> {
    let blocks = document.blocks.iter().enumerate();
    blocks.filter(move |(_, block)| which(block)).map(|(index, _)| index)
}

fn is_prose(block: &Block) -> bool {
    matches!(
        block.kind,
        Kind::Paragraph | Kind::Verse | Kind::Item(_) | Kind::Code { .. } | Kind::Table(_)
    )
}

/// Tells whether four fifths of a block's letters are links to other pages.
fn is_linked(document: &Document, index: usize) -> bool {
    let Some(block) = document.blocks.get(index) else { return false };
    let letters =
        |range: Range| document.slice(range).chars().filter(|char| char.is_alphanumeric()).count();
    let spans = document.spans_in(block.range.clone()).iter();
    let leads_away = |link: usize| !document.links[link].starts_with('#');
    let linked = spans.filter(|span| span.style.link.is_some_and(leads_away));
    let linked: usize = linked.map(|span| letters(span.range.clone())).sum();
    linked > 0 && linked * 5 >= letters(block.range.clone()) * 4
}

/// Beginnings of headings that pages put over boxes of their own, as letters without spaces.
const FURNITURE: [&str; 32] = [
    "abouttheauthor",
    "authorbio",
    "aboutus",
    "newsletter",
    "subscribe",
    "signup",
    "comments",
    "leaveacomment",
    "leaveareply",
    "jointhediscussion",
    "related",
    "readmore",
    "readnext",
    "morefrom",
    "moreon",
    "morestories",
    "youmayalso",
    "youmightalso",
    "recommended",
    "share",
    "followus",
    "tags",
    "überdenaut",
    "überdieaut",
    "überuns",
    "kommentar",
    "ähnliche",
    "weiterebeiträge",
    "teilen",
    "gefälltmir",
    "likethis",
    "articlesliés",
];

fn names_furniture(words: &str) -> bool {
    let letters = meta::letters(words);
    letters.len() < 40 && FURNITURE.iter().any(|start| letters.starts_with(start))
}

/// Letters that a bold line may have to be a heading.
const LONGEST_LINE: usize = 120;

/// Gives the indexes of bold lines that are headings: two at least, each a short paragraph that is
/// bold from end to end, and followed by something to read.
fn bold_lines(document: &Document) -> Vec<usize> {
    let lines: Vec<usize> =
        (0..document.blocks.len()).filter(|i| is_bold_line(document, *i)).collect();
    if lines.len() < 2 { Vec::new() } else { lines }
}

fn is_bold_line(document: &Document, index: usize) -> bool {
    let Some(block) = document.blocks.get(index) else { return false };
    let words = document.slice(block.range.clone());
    let is_followed = document.blocks.get(index + 1).is_some_and(is_prose)
        && !is_bold(document, document.blocks[index + 1].range.clone());
    block.kind == Kind::Paragraph
        && block.nesting == crate::document::block::Nesting::default()
        && words.len() <= LONGEST_LINE
        && !words.ends_with(['.', ',', ';'])
        && is_followed
        && is_bold(document, block.range.clone())
        && !is_linked(document, index)
}

/// Tells whether all of `range` is bold.
fn is_bold(document: &Document, range: Range) -> bool {
    let spans = document.spans_in(range.clone()).iter().filter(|span| span.style.strong);
    let bold: usize =
        spans.map(|s| s.range.end.min(range.end) - s.range.start.max(range.start)).sum();
    !range.is_empty() && bold == range.len()
}
