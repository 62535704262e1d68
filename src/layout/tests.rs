//! Rows as a reader sees them.

use super::*;
use crate::document::Style;
use crate::document::block::{Furniture, Kind, Marker, Nesting};
use crate::document::builder::Builder;

mod margins;
mod positions;
mod properties;
mod tables;

const PLAIN: Nesting = Nesting { quotes: 0, items: 0 };

fn quoted(quotes: u8) -> Nesting {
    Nesting { quotes, items: 0 }
}

fn listed(items: u8) -> Nesting {
    Nesting { quotes: 0, items }
}

fn number(number: u64) -> Kind {
    Kind::Item(Marker::Number(number))
}

fn code() -> Kind {
    Kind::Code { language: None }
}

/// Makes a document of blocks, each a kind, what it stands in, and its text; one whose text starts
/// with `^` follows the block before it without a blank line.
fn document(blocks: &[(Kind, Nesting, &str)]) -> Document {
    let mut builder = Builder::default();
    for (kind, nesting, text) in blocks {
        if text.starts_with('^') {
            builder.tighten();
        }
        builder.open(kind.clone(), *nesting);
        builder.push(text.trim_start_matches('^'), Style::default());
    }
    builder.finish()
}

/// Shows every row: its kind and what is drawn. Lines and names of columns are kinds of their own.
fn drawn(document: &Document, layout: &mut Layout) -> String {
    let mut out = String::new();
    let mut next = layout.first(document);
    while let Some(place) = next {
        let row = layout.row(document, place).expect("it was given");
        let role = match (row.role, &document.blocks[place.block].kind) {
            (Role::Blank, _) => "",
            (Role::Header, _) => "th",
            (Role::Line, _) => "line",
            (Role::Text, Kind::Title) => "title",
            (Role::Text, Kind::Heading(1)) => "h1",
            (Role::Text, Kind::Heading(_)) => "h2",
            (Role::Text, Kind::Item(_)) => "li",
            (Role::Text, Kind::Code { .. }) => "code",
            (Role::Text, Kind::Table(_)) => "td",
            (Role::Text, Kind::Furniture(_)) => "side",
            (Role::Text, _) => "p",
        };
        out += &format!("[{role}|{}]\n", row.text(document));
        next = layout.next(document, place);
    }
    out
}

#[track_caller]
fn check(case: &str, document: &Document, columns: usize, expected: &str) {
    assert_eq!(drawn(document, &mut Layout::new(columns)), expected, "{case}");
}

/// A page with a little of everything.
fn page() -> Document {
    document(&[
        (Kind::Title, PLAIN, "A Harbour Rebuilt"),
        (Kind::Standfirst, PLAIN, "How a town dug itself out of the mud, and what it found there."),
        (Kind::Heading(2), PLAIN, "Dredging by night"),
        (
            Kind::Paragraph,
            PLAIN,
            "The dredgers worked from ten in the evening until the\nfirst ferry, so that nobody on the quay saw more of them than a row of lamps.",
        ),
        (
            Kind::Furniture(Furniture::Caption),
            PLAIN,
            "^The quay in March. Photograph: the harbour office",
        ),
        (Kind::Paragraph, quoted(1), "“We had no maps,” she said, “and what we had was wrong.”"),
        (Kind::Paragraph, quoted(1), "Nobody asked."),
        (Kind::Item(Marker::Bullet), listed(1), "one anchor, without its chain"),
        (Kind::Item(Marker::Bullet), listed(1), "^four hundred bottles, most of them whole"),
        (Kind::Heading(3), PLAIN, "The bill"),
        (Kind::Paragraph, PLAIN, "It was paid in instalments."),
    ])
}

#[test]
fn a_page_is_set_at_any_width() {
    let page = page();
    check(
        "twenty columns",
        &page,
        20,
        "\
[title|A Harbour Rebuilt]
[|]
[p|How a town dug]
[p|itself out of the]
[p|mud, and what it]
[p|found there.]
[|]
[h2|Dredging by night]
[|]
[p|The dredgers worked]
[p|from ten in the]
[p|evening until the]
[p|first ferry, so that]
[p|nobody on the quay]
[p|saw more of them]
[p|than a row of lamps.]
[side|The quay in March.]
[side|Photograph: the]
[side|harbour office]
[|]
[p|│ “We had no maps,”]
[p|│ she said, “and]
[p|│ what we had was]
[p|│ wrong.”]
[|│]
[p|│ Nobody asked.]
[|]
[li|• one anchor,]
[li|  without its chain]
[li|• four hundred]
[li|  bottles, most of]
[li|  them whole]
[|]
[h2|The bill]
[|]
[p|It was paid in]
[p|instalments.]
",
    );
    check(
        "forty columns",
        &page,
        40,
        "\
[title|A Harbour Rebuilt]
[|]
[p|How a town dug itself out of the mud,]
[p|and what it found there.]
[|]
[h2|Dredging by night]
[|]
[p|The dredgers worked from ten in the]
[p|evening until the first ferry, so that]
[p|nobody on the quay saw more of them than]
[p|a row of lamps.]
[side|The quay in March. Photograph: the]
[side|harbour office]
[|]
[p|│ “We had no maps,” she said, “and what]
[p|│ we had was wrong.”]
[|│]
[p|│ Nobody asked.]
[|]
[li|• one anchor, without its chain]
[li|• four hundred bottles, most of them]
[li|  whole]
[|]
[h2|The bill]
[|]
[p|It was paid in instalments.]
",
    );
    check(
        "seventy-two columns",
        &page,
        72,
        "\
[title|A Harbour Rebuilt]
[|]
[p|How a town dug itself out of the mud, and what it found there.]
[|]
[h2|Dredging by night]
[|]
[p|The dredgers worked from ten in the evening until the first ferry, so]
[p|that nobody on the quay saw more of them than a row of lamps.]
[side|The quay in March. Photograph: the harbour office]
[|]
[p|│ “We had no maps,” she said, “and what we had was wrong.”]
[|│]
[p|│ Nobody asked.]
[|]
[li|• one anchor, without its chain]
[li|• four hundred bottles, most of them whole]
[|]
[h2|The bill]
[|]
[p|It was paid in instalments.]
",
    );
}

#[test]
fn blank_rows_keep_blocks_apart() {
    let p = |text| (Kind::Paragraph, PLAIN, text);
    let h = |level, text| (Kind::Heading(level), PLAIN, text);
    check(
        "one between paragraphs",
        &document(&[p("a"), p("b")]),
        9,
        "\
[p|a]
[|]
[p|b]
",
    );
    check(
        "none before what is tight",
        &document(&[p("a"), p("^b")]),
        9,
        "\
[p|a]
[p|b]
",
    );
    check(
        "two before a heading",
        &document(&[p("a"), h(2, "b"), p("c")]),
        9,
        "\
[p|a]
[|]
[|]
[h2|b]
[|]
[p|c]
",
    );
    check(
        "one before a lesser heading",
        &document(&[p("a"), h(3, "b"), p("c")]),
        9,
        "\
[p|a]
[|]
[h2|b]
[|]
[p|c]
",
    );
    check(
        "one between headings",
        &document(&[h(1, "a"), h(2, "b")]),
        9,
        "\
[h1|a]
[|]
[h2|b]
",
    );
    check(
        "one below the title, even if tight",
        &document(&[(Kind::Title, PLAIN, "a"), p("^b")]),
        9,
        "\
[title|a]
[|]
[p|b]
",
    );
    check(
        "none before the first block",
        &document(&[h(1, "a")]),
        9,
        "\
[h1|a]
",
    );
    check(
        "a heading without words",
        &document(&[h(1, ""), p("a")]),
        20,
        "\
[h1|(untitled)]
[|]
[p|a]
",
    );
    check("nothing at all", &document(&[]), 20, "");
}

#[test]
fn kept_lines_are_kept() {
    check(
        "verse hangs where it goes on",
        &document(&[(
            Kind::Verse,
            PLAIN,
            "The boat went out\n    and the boat came home\n\nand nobody asked why",
        )]),
        20,
        "\
[p|The boat went out]
[p|    and the boat]
[p|      came home]
[p|]
[p|and nobody asked why]
",
    );
    check(
        "verse with a deep indent moves to the left",
        &document(&[(Kind::Verse, PLAIN, "The boat\n              came home")]),
        20,
        "\
[p|The boat]
[p|           came home]
",
    );
    check(
        "code is marked where it goes on",
        &document(&[(code(), PLAIN, "fn main() {\n\n    let harbour = dredge(mud);   \n}")]),
        20,
        "\
[code|fn main() {]
[code|]
[code|    let harbour = dr]
[code|↪ edge(mud);]
[code|}]
",
    );
    check(
        "but not on a page too narrow for it",
        &document(&[(code(), PLAIN, "let a = 1;")]),
        6,
        "\
[code|let a]
[code|= 1;]
",
    );
    check(
        "in a quotation",
        &document(&[(code(), quoted(1), "a\n  b")]),
        20,
        "\
[code|│ a]
[code|│   b]
",
    );
    check(
        "contents are lines",
        &document(&[(Kind::Furniture(Furniture::Contents), PLAIN, "One  1\nTwo  20")]),
        20,
        "\
[side|One  1]
[side|Two  20]
",
    );
    let contents = "1. The harbour .......... 6\n2. Of dredging by night ............ 20";
    check(
        "dots are no words to wrap",
        &document(&[(Kind::Furniture(Furniture::Contents), PLAIN, contents)]),
        12,
        "\
[side|1. The]
[side| harbour . 6]
[side|2. Of]
[side| dredging by]
[side| night .. 20]
",
    );
}

#[test]
fn some_things_are_drawn_without_text() {
    check(
        "a rule",
        &document(&[(Kind::Paragraph, PLAIN, "a"), (Kind::Rule, PLAIN, "")]),
        21,
        "\
[p|a]
[|]
[line|       ───────]
",
    );
    check(
        "a picture",
        &document(&[(Kind::Image, PLAIN, "A crane above the water")]),
        20,
        "\
[p|▣ A crane above the]
[p|  water]
",
    );
    check(
        "what the page is too narrow for",
        &document(&[(Kind::Paragraph, PLAIN, "a日b")]),
        1,
        "\
[p|a]
[p|▯]
[p|b]
",
    );
}

#[test]
fn folded_furniture_has_no_rows() {
    let document = document(&[
        (Kind::Furniture(Furniture::Line), PLAIN, "harbour times"),
        (Kind::Paragraph, PLAIN, "a"),
        (Kind::Furniture(Furniture::Caption), PLAIN, "^a crane"),
        (Kind::Paragraph, PLAIN, "b"),
        (Kind::Furniture(Furniture::CallToAction), PLAIN, "subscribe"),
        (Kind::Paragraph, PLAIN, "^c"),
        (Kind::Furniture(Furniture::Related), PLAIN, "other harbours"),
    ]);
    let mut layout = Layout::new(20).with_folded_furniture(true);
    assert_eq!(drawn(&document, &mut layout), "[p|a]\n[|]\n[p|b]\n[|]\n[p|c]\n");
    let block_of = |layout: &mut Layout, word| {
        let position = Position(document.text().find(word).expect("it is there"));
        layout.place_of(&document, position).map(|place| place.block)
    };
    assert_eq!(block_of(&mut layout, "crane"), Some(3), "what is folded is shown by what follows");
    assert_eq!(block_of(&mut layout, "other"), Some(5), "or by what comes before");
}

#[test]
fn one_row_of_a_giant_is_made_alone() {
    let line = "word ".repeat(2_000_000);
    let document = document(&[(Kind::Paragraph, PLAIN, &line)]);
    let mut layout = Layout::new(72);
    let place = layout.place_of(&document, Position(5_000_000)).expect("there are rows");
    let row = layout.row(&document, place).expect("it was given");
    assert!(row.range.contains(&5_000_000) || row.range.end == 5_000_000 - 1);
    assert_eq!(layout.recent.len(), 1, "no other piece was looked at");
    let last = layout.last(&document).expect("there are rows");
    assert_eq!(layout.row(&document, last).map(|row| row.range.end), Some(document.end().0));
    assert_eq!(layout.recent.len(), 2);
}

#[test]
fn memory_is_bounded() {
    let text = "word ".repeat(1_000);
    let blocks: Vec<_> = (0..200).map(|_| (Kind::Paragraph, PLAIN, text.as_str())).collect();
    let document = document(&blocks);
    let mut layout = Layout::new(20);
    for block in 0..document.blocks.len() {
        layout.rows(&document, Piece { block, piece: 0 });
    }
    let kept = layout.recent.values().chain(layout.older.values()).map(|rows| rows.len());
    assert!(kept.sum::<usize>() <= 3 * ROWS_KEPT);
}

#[test]
fn plain_text_is_the_rows() {
    let mut out = String::new();
    Layout::new(40).plain(&page(), &mut |line| out.push_str(line));
    assert!(out.starts_with("A Harbour Rebuilt\n\nHow a town dug itself out of the mud,\nand"));
    assert!(out.ends_with("The bill\n\nIt was paid in instalments.\n"));
}

#[test]
fn what_is_not_there_has_no_rows() {
    let document = document(&[(Kind::Paragraph, PLAIN, "a")]);
    let mut layout = Layout::new(0);
    assert_eq!(layout.columns, 1);
    for at in [Piece { block: 0, piece: 1 }, Piece { block: 1, piece: 0 }] {
        assert!(layout.rows(&document, at).is_empty());
        assert_eq!(layout.row(&document, at.row(0)), None);
        assert_eq!(layout.next(&document, at.row(0)), None);
    }
    let far = Place { block: 0, piece: 0, row: 9 };
    assert_eq!(layout.row(&document, far), None);
    assert_eq!(layout.previous(&document, far), layout.first(&document));
}
