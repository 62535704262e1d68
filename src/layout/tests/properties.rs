//! What holds for any document at any width.

use proptest::prelude::*;

use super::super::*;
use super::{PLAIN, document};
use crate::document::Style;
use crate::document::block::{Block, Furniture, Kind, Marker, Nesting, Table};
use crate::document::builder::Builder;
use crate::text;

/// Text with all that makes wrapping hard.
fn any_text() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        8 => "[a-z]{1,9}[,.;:!?]?",
        2 => "[!-~]{1,12}",
        1 => "[a-z]{30,120}",
        2 => "[日本語、。「」（）ー々ァっ]{1,12}",
        1 => "[한국어]{1,4}",
        1 => "(👨‍👩‍👧|👍🏽|☺️|1️⃣|🇳🇱|e\u{301}|क्ष|﷽|⸻|¡|«|»|…|—|–|“|”){1,4}",
        1 => "(क्){1,30}क",
        1 => "[\u{0}-\u{10ffff}]{1,6}",
    ];
    let gap = prop_oneof![8 => Just(" "), 1 => Just("  "), 2 => Just("\n"), 1 => Just(" \n  "),
        1 => Just(""), 1 => Just("\u{a0}"), 1 => Just("\u{3000}")];
    prop::collection::vec((word, gap), 0..24).prop_map(|parts| {
        parts.into_iter().flat_map(|(word, gap)| [word, gap.to_owned()]).collect()
    })
}

fn any_kind() -> impl Strategy<Value = Kind> {
    prop_oneof![
        Just(Kind::Title),
        Just(Kind::Paragraph),
        Just(Kind::Paragraph),
        (1..4_u8).prop_map(Kind::Heading),
        Just(Kind::Item(Marker::Bullet)),
        (0..20_000_u64).prop_map(|number| Kind::Item(Marker::Number(number))),
        any::<bool>().prop_map(|done| Kind::Item(Marker::Task(done))),
        Just(Kind::Item(Marker::Note(Box::new(Clean::ours("日本語"))))),
        Just(Kind::Item(Marker::Written(0))),
        Just(Kind::Verse),
        Just(Kind::Code { language: None }),
        Just(Kind::Table(Box::default())),
        Just(Kind::Image),
        Just(Kind::Rule),
        Just(Kind::Furniture(Furniture::Contents)),
        Just(Kind::Furniture(Furniture::Caption)),
    ]
}

fn any_nesting() -> impl Strategy<Value = Nesting> {
    let deep = prop_oneof![5 => Just(0_u8), 3 => 1..4_u8, 1 => 4..=255_u8];
    (deep.clone(), deep).prop_map(|(quotes, items)| Nesting { quotes, items })
}

fn any_document() -> impl Strategy<Value = Document> {
    let block = (any_kind(), any_nesting(), any::<bool>(), any_text());
    prop::collection::vec(block, 0..7).prop_map(|blocks| {
        let mut builder = Builder::default();
        for (kind, nesting, tight, text) in blocks {
            if tight {
                builder.tighten();
            }
            builder.open(kind.clone(), nesting);
            match kind {
                Kind::Rule => {}
                Kind::Table(_) => push_table(&mut builder, &text),
                _ => builder.push(&text, Style::default()),
            }
        }
        let mut document = builder.finish();
        write_marks(&mut document);
        document
    })
}

/// Makes a table of three columns, a cell a word.
fn push_table(builder: &mut Builder, text: &str) {
    use crate::document::block::Alignment::{Centre, Left, Right};
    let mut cells = Vec::new();
    for word in text.split(' ') {
        let start = builder.here();
        builder.push(word.trim(), Style::default());
        cells.push(start..builder.here());
        builder.push("  ", Style::default());
    }
    cells.resize(cells.len().next_multiple_of(3), 0..0);
    let table = Table { alignments: vec![Left, Centre, Right], cells, header_rows: 1 };
    builder.set_kind(Kind::Table(Box::new(table)));
}

/// Makes the first word of items whose mark is written their mark.
fn write_marks(document: &mut Document) {
    let text = document.text().clone();
    for block in &mut document.blocks {
        if let Kind::Item(Marker::Written(bytes)) = &mut block.kind {
            let body = text::slice(&text, block.range.clone());
            let word = body.find(' ').unwrap_or(0);
            *bytes = body.get(word..).map_or(0, |rest| body.len() - rest.trim_start().len());
        }
        if let Kind::Table(table) = &mut block.kind {
            table.cells.iter_mut().for_each(|cell| {
                cell.end = cell.end.min(block.range.end);
                cell.start = cell.start.min(cell.end);
            });
        }
    }
}

/// Gives every place, asked for from top to bottom.
fn places(layout: &mut Layout, document: &Document) -> Vec<Place> {
    let first = layout.first(document);
    std::iter::successors(first, |place| layout.next(document, *place)).collect()
}

/// Gives the ranges of text that a row shows, or has a stand-in for.
fn shown(row: &Row) -> Vec<Range> {
    let texts = row.cells.iter().filter_map(|cell| match &cell.content {
        Content::Text(range) => Some(range.clone()),
        Content::Ours(ours) => (&**ours == "▯").then(|| row.range.clone()),
    });
    texts.collect()
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 500,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn any_document_is_laid_out_whole(document in any_document(), columns in 1..100_usize) {
        check_whole(&document, columns);
        check_widths(&document, columns);
        check_ways_back(&document, columns);
        check_any_order(&document, columns);
    }
}

#[test]
fn giant_blocks_are_laid_out_whole() {
    let texts = [
        "one line of many words ".repeat(800),
        "hard-wrapped lines of words\n".repeat(700),
        "x".repeat(20_000),
        "日本語のとても長い文。".repeat(600),
        "क्".repeat(3_000),
        "🇳🇱".repeat(2_400),
        format!("a{}b", " ".repeat(18_000)),
        format!("a{}b", "\n".repeat(18_000)),
    ];
    let kinds = [Kind::Paragraph, Kind::Verse, Kind::Code { language: None }];
    for text in &texts {
        for kind in &kinds {
            let document = document(&[(kind.clone(), PLAIN, text)]);
            for columns in [3, 40] {
                check_whole(&document, columns);
                check_widths(&document, columns);
                check_ways_back(&document, columns);
                check_any_order(&document, columns);
            }
        }
    }
}

/// Demands that every character but white space is drawn once, and in order; dots that lead on to
/// the end of a line may be left out.
#[track_caller]
fn check_whole(document: &Document, columns: usize) {
    let mut layout = Layout::new(columns);
    let mut drawn: Vec<Range> = Vec::new();
    for place in places(&mut layout, document) {
        drawn.extend(shown(&layout.row(document, place).expect("it was given")));
    }
    if document.blocks.iter().any(|block| matches!(block.kind, Kind::Table(_))) {
        // Cells stand side by side, and one stand-in may be for several.
        drawn.sort_by_key(|range| (range.start, range.end));
        drawn.dedup();
    }
    assert!(drawn.windows(2).all(|two| two[0].end <= two[1].start), "{drawn:?}");
    let may_lead = |block: &Block| {
        use Furniture::{Contents, Line, PageHeader};
        let kind = &block.kind;
        *kind == Kind::Code { language: None }
            || matches!(kind, Kind::Furniture(Contents | Line | PageHeader))
    };
    let has_leaders = document.blocks.iter().any(may_lead);
    let is_blank = |char: char| char.is_whitespace() || has_leaders && char == '.';
    let letters = |text: &str| text.split(is_blank).collect::<String>();
    let drawn: String = drawn.into_iter().map(|range| document.slice(range)).collect();
    assert_eq!(letters(&drawn), letters(document.text()));
}

/// Demands that cells follow each other and end inside the page.
#[track_caller]
fn check_widths(document: &Document, columns: usize) {
    let mut layout = Layout::new(columns);
    for place in places(&mut layout, document) {
        let row = layout.row(document, place).expect("it was given");
        let mut column = 0;
        for cell in &row.cells {
            assert!(cell.column >= column, "{row:?}");
            column = cell.column
                + match &cell.content {
                    Content::Text(range) => text::columns(document.slice(range.clone())),
                    Content::Ours(ours) => text::columns(ours),
                };
        }
        assert!(column <= columns, "{column} of {columns} columns: {row:?}");
        assert!(text::columns(&row.text(document)) <= columns, "{row:?}");
    }
}

/// Demands that rows, places, positions and columns lead to each other.
#[track_caller]
fn check_ways_back(document: &Document, columns: usize) {
    let mut layout = Layout::new(columns);
    let places = places(&mut layout, document);
    assert!(places.is_sorted());
    let last = layout.last(document);
    let mut back: Vec<Place> =
        std::iter::successors(last, |place| layout.previous(document, *place)).collect();
    back.reverse();
    assert_eq!(back, places);
    for place in places {
        let row = layout.row(document, place).expect("it was given");
        if !row.range.is_empty() {
            assert_eq!(layout.place_of(document, Position(row.range.start)), Some(place));
        }
        for range in shown(&row) {
            for (start, _, width) in text::graphemes(document.slice(range.clone())).step_by(7) {
                let position = Position(range.start + start);
                assert_eq!(layout.place_of(document, position), Some(place));
                let column = row.column_of(document, position);
                let found = column.and_then(|column| row.position_at(document, column));
                assert!(column.is_none() || width == 0 || found == Some(position));
            }
        }
    }
}

/// Demands that rows are the same in whatever order they are asked for.
#[track_caller]
fn check_any_order(document: &Document, columns: usize) {
    let mut layout = Layout::new(columns);
    let places = places(&mut layout, document);
    let mut fresh = Layout::new(columns);
    for place in places.into_iter().rev() {
        assert_eq!(layout.row(document, place), fresh.row(document, place));
    }
}
