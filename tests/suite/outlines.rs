//! Side-heads that nobody marked, in articles of our own.
//!
//! `fixtures/outlines` holds articles whose outline must be exactly right, each for one cause of
//! wrong outlines; `fixtures/outlines-unsolved` those that are still wrong. A fixture starts with its
//! cause, its language, its title (`= -` for none) and its headings, a number sign a level; a line
//! of three dashes parts that from the article.

use std::collections::BTreeSet;
use std::path::Path;

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

/// Why outlines go wrong: first headings that are missed, then lines that are none, then headings
/// that are as deep as others and should not be.
const CAUSES: [&str; 23] = [
    "short-following",
    "full-stop-heads",
    "long-heads",
    "lower-case-heads",
    "code-heads",
    "man-page",
    "underlines",
    "unmarked-list",
    "numbered-items",
    "scores",
    "dates",
    "prices",
    "captions",
    "credits",
    "page-headers",
    "label-value",
    "questions",
    "pull-quotes",
    "dialogue",
    "related-links",
    "callouts",
    "commands",
    "levels",
];

/// An article and the outline it should have.
struct Fixture {
    name: String,
    cause: String,
    language: String,
    /// Title and headings, a line each.
    outline: Vec<String>,
    text: String,
}

/// Gives the fixtures of a folder, by name.
fn fixtures(folder: &str) -> Vec<Fixture> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suite/fixtures").join(folder);
    let mut paths: Vec<_> =
        std::fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    paths.sort();
    paths.iter().map(|path| fixture(path)).collect()
}

fn fixture(path: &Path) -> Fixture {
    let file = std::fs::read_to_string(path).unwrap();
    let (head, text) = file.split_once("\n---\n").expect("a head stands before the article");
    let mut lines = head.lines();
    let mut field = |name: &str| {
        let line = lines.next().and_then(|line| line.strip_prefix(name));
        line.expect("a fixture says its cause and its language").to_owned()
    };
    let (cause, language) = (field("cause: "), field("language: "));
    let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
    let outline = lines.map(str::to_owned).collect();
    Fixture { name, cause, language, outline, text: text.to_owned() }
}

/// Gives the outline that is found in an article, in the form of a fixture.
fn outline(text: &str) -> Vec<String> {
    let bytes = text.as_bytes();
    let source = Source { bytes, name: Some("article.txt"), format: None, part: Part::Whole };
    let document = format::parse(&source).unwrap();
    let title = document.meta.title.as_deref().unwrap_or("-");
    let sections = document.sections.iter().map(|section| {
        let signs = "#".repeat(usize::from(section.level));
        format!("{signs} {}", &*section.name(&document))
    });
    [format!("= {title}")].into_iter().chain(sections).collect()
}

/// Gives what is wrong about an outline: lines that are missing or too many.
fn wrong(fixture: &Fixture) -> Option<String> {
    let found = outline(&fixture.text);
    if found == fixture.outline {
        return None;
    }
    let missing = fixture.outline.iter().filter(|line| !found.contains(line));
    let extra = found.iter().filter(|line| !fixture.outline.contains(line));
    let lines = missing.map(|line| format!("  missing {line}\n"));
    let lines = lines.chain(extra.map(|line| format!("  extra   {line}\n")));
    Some(format!("{} ({})\n{}", fixture.name, fixture.cause, lines.collect::<String>()))
}

#[test]
fn every_fixture_has_exactly_its_outline() {
    let wrong: Vec<String> = fixtures("outlines").iter().filter_map(wrong).collect();
    assert!(wrong.is_empty(), "\n{}", wrong.concat());
}

#[test]
fn an_unsolved_fixture_is_not_solved() {
    let unsolved = fixtures("outlines-unsolved");
    let solved: Vec<&str> =
        unsolved.iter().filter(|it| wrong(it).is_none()).map(|it| &*it.name).collect();
    assert!(solved.is_empty(), "now right, to be moved to fixtures/outlines: {solved:?}");
}

#[test]
fn fixtures_are_of_every_cause_and_many_languages() {
    let all: Vec<Fixture> =
        ["outlines", "outlines-unsolved"].into_iter().flat_map(fixtures).collect();
    assert!(all.len() >= 60, "{} fixtures", all.len());
    let causes: BTreeSet<&str> = all.iter().map(|it| &*it.cause).collect();
    assert_eq!(causes, BTreeSet::from(CAUSES));
    let languages: BTreeSet<&str> = all.iter().map(|it| &*it.language).collect();
    assert!(languages.len() >= 10, "{languages:?}");
}
