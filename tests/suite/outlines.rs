//! Side-heads that nobody marked, in articles of our own.

use sidehead::document::Document;
use sidehead::document::block::Kind;
use sidehead::format::{self, Part, Source};

/// Demands an article's title, side-heads and furniture, a line each and nothing else.
#[track_caller]
fn check(case: &str, text: &str, expected: &[&str]) {
    let bytes = text.as_bytes();
    let source = Source { bytes, name: Some("article.txt"), format: None, part: Part::Whole };
    let document = format::parse(&source).unwrap();
    let found: Vec<String> =
        (0..document.blocks.len()).filter_map(|block| line(&document, block)).collect();
    assert_eq!(found, expected, "{case}");
}

/// Gives what a block is and its words, unless it is running text.
fn line(document: &Document, block: usize) -> Option<String> {
    let block = &document.blocks[block];
    let name = match block.kind {
        Kind::Title => "title",
        Kind::Standfirst => "standfirst",
        Kind::Heading(1) => "1",
        Kind::Heading(2) => "2",
        Kind::Furniture(_) => "furniture",
        Kind::Paragraph => return None,
        _ => "other",
    };
    let words = document.slice(block.range.clone());
    let words = words.split_once(',').map_or(words, |(first, _)| first);
    Some(format!("{name}: {words}"))
}

#[test]
fn the_guide_is_an_article_like_any_other() {
    check(
        "the bundled guide",
        include_str!("../../assets/guide.txt"),
        &[
            "title: A Short Walk Through This Article",
            "standfirst: Five minutes with the keys of sidehead",
            "1: One key a section",
            "1: The page moves as you expect",
            "1: The pane beside the text",
            "1: A passage worth keeping",
            "1: The exact words",
            "1: A word lost and found",
            "1: Room to read",
            "furniture: the harbour lamps at dusk",
            "1: Leaving and coming back",
        ],
    );
}

#[test]
fn side_heads_are_found_and_none_are_made_up() {
    let ferry = include_str!("fixtures/text/ferry.txt");
    check(
        "a feature in a newspaper",
        ferry,
        &[
            "title: The Ferry Line",
            "standfirst: How a village without a road kept its own boat running for ninety years",
            "1: A boat of their own",
            "1: Winter timetables",
            "1: What the harbour kept",
        ],
    );
    let heads = ["A boat of their own\n\n", "Winter timetables\n\n", "What the harbour kept\n\n"];
    let without = heads.iter().fold(ferry.to_owned(), |text, head| text.replace(head, ""));
    check(
        "the same without its side-heads",
        &without,
        &[
            "title: The Ferry Line",
            "standfirst: How a village without a road kept its own boat running for ninety years",
        ],
    );
}
