//! Tests of the whole room, and how tests write documents down.

use proptest::prelude::{any, proptest};
use proptest::test_runner::Config;

use super::{
    FORMATS, HEAD_BYTES, Part, SHOWN_BYTES, Source, named, parse, parse_parts, reads_head,
};
use crate::document::block::{Block, Kind, Marker};
use crate::document::{Document, Range};

/// Gives a line for each block: quotations `>` and items `-` around it, `~` where it follows
/// closely, what it is, and its text with styles as tags and line ends as `/`. Notices come first.
pub(super) fn dump(document: &Document) -> String {
    let notices = document.notices.iter().map(|notice| format!("! {}\n", &*notice.0));
    let blocks = document.blocks.iter().map(|block| {
        let around =
            ">".repeat(block.nesting.quotes.into()) + &"-".repeat(block.nesting.items.into());
        let tight = if block.tight { "~" } else { "" };
        format!("{around}{tight}{}: {}\n", kind(&block.kind), text(document, block))
    });
    notices.chain(blocks).collect()
}

fn kind(kind: &Kind) -> String {
    match kind {
        Kind::Title => "title".to_owned(),
        Kind::Byline => "by".to_owned(),
        Kind::Paragraph => "p".to_owned(),
        Kind::Heading(level) => format!("h{level}"),
        Kind::Item(Marker::Bullet) => "*".to_owned(),
        Kind::Item(Marker::Number(number)) => format!("{number}."),
        Kind::Item(Marker::Task(done)) => format!("[{}]", if *done { "x" } else { " " }),
        Kind::Item(Marker::Note(label)) => format!("[^{}]", &**label),
        Kind::Code { language: Some(language) } => format!("code {}", &**language),
        Kind::Code { language: None } => "code".to_owned(),
        Kind::Table(table) => format!("table {}", table.header_rows),
        other => format!("{other:?}").to_lowercase(),
    }
}

fn text(document: &Document, block: &Block) -> String {
    let Kind::Table(table) = &block.kind else {
        return styled(document, block.range.clone());
    };
    let cell = |cell: &Range| format!("[{}]", document.slice(cell.clone()));
    let rows = table.rows().map(|row| row.iter().map(cell).collect::<String>());
    rows.collect::<Vec<_>>().join(" ")
}

/// Gives text with its spans as tags.
fn styled(document: &Document, range: Range) -> String {
    let mut styled = String::new();
    let mut at = range.start;
    for span in document.spans_in(range.clone()) {
        let style = span.style;
        let link = style.link.map(|link| format!("a={}", &*document.links[link]));
        let names = [
            style.emphasis.then(|| "em".to_owned()),
            style.strong.then(|| "b".to_owned()),
            style.code.then(|| "code".to_owned()),
            style.struck.then(|| "del".to_owned()),
            link,
        ];
        let names: Vec<String> = names.into_iter().flatten().collect();
        styled += document.slice(at..span.range.start);
        match names.is_empty() {
            true => styled += document.slice(span.range.clone()),
            false => {
                styled += &format!("<{} {}>", names.join(" "), document.slice(span.range.clone()))
            }
        }
        at = span.range.end;
    }
    (styled + document.slice(at..range.end)).replace('\n', "/")
}

fn source<'a>(bytes: &'a [u8], name: Option<&'a str>) -> Source<'a> {
    Source { bytes, name, format: None, part: Part::Whole }
}

#[track_caller]
fn check_detected(case: &str, name: Option<&str>, text: &str, expected: &str) {
    let source = source(text.as_bytes(), name);
    assert_eq!(super::detect(&source, text).name, expected, "{case}");
}

#[test]
fn names_tell_formats_and_text_where_no_name_does() {
    check_detected("a name", Some("a.MD"), "<html>", "markdown");
    check_detected("another", Some("a.b.htm"), "# A", "html");
    check_detected("text stays text", Some("notes.txt"), "# A\n\n## B\n\nc", "text");
    check_detected("a page by its doctype", None, "\n<!DOCTYPE html><p>a", "html");
    check_detected("a page behind a comment", None, "<!-- a --> <html>", "html");
    check_detected("an unknown name", Some("page.php"), "<html>", "html");
    check_detected("a tag in text", None, "<em>no</em> page", "text");
    check_detected("Markdown", Some("README"), "# A\n\nb\n\n## C\n\nd", "markdown");
    check_detected("text", None, "Plain words.", "text");
}

#[test]
fn every_format_has_a_name_and_extensions_of_its_own() {
    for format in &FORMATS {
        assert_eq!(named(&format.name.to_uppercase()).map(|found| found.name), Some(format.name));
        for extension in format.extensions {
            assert_eq!(*extension, extension.to_lowercase());
            let owners = FORMATS.iter().filter(|other| other.extensions.contains(extension));
            assert_eq!(owners.count(), 1, "{extension}");
        }
    }
    assert!(named("epub").is_none());
}

#[test]
fn nothing_gives_an_empty_document() {
    for name in ["a.txt", "a.md", "a.html"] {
        for bytes in [b"".as_slice(), b"\n", b" \t\r\n\xc2\xa0\n", b"\xef\xbb\xbf"] {
            let document = parse(&source(bytes, Some(name))).expect("it is text");
            assert!(document.text().is_empty() && document.blocks.is_empty(), "{name} {bytes:?}");
            assert!(document.sections.is_empty() && document.notices.is_empty());
        }
    }
}

#[test]
fn a_format_asked_for_outweighs_the_name() {
    let asked = Source { format: named("markdown"), ..source(b"# A", Some("a.txt")) };
    assert_eq!(dump(&parse(&asked).expect("it is text")), "title: A\n");
}

#[test]
fn what_decoding_says_comes_first() {
    let document = parse(&source(b"# Caf\xe9 au lait \x96 un essai", Some("a.md"))).expect("text");
    assert_eq!(
        dump(&document),
        "! read as windows-1252, a guess from its bytes\ntitle: Café au lait – un essai\n",
    );
}

#[test]
fn formats_that_mark_up_as_they_go_read_a_beginning() {
    for (name, expected) in [("a.txt", true), ("a.md", true), ("a.html", false)] {
        assert_eq!(reads_head(&source(b"a", Some(name))), Ok(expected), "{name}");
    }
    assert!(reads_head(&source(b"\x89PNG\r\n\x1a\n", Some("a.txt"))).is_err());
}

/// Parses each beginning of `text` from byte `shortest` on and demands that its text is the
/// beginning of the whole's.
#[track_caller]
fn check_heads(name: &str, text: &str, shortest: usize) {
    let whole = parse(&source(text.as_bytes(), Some(name))).expect("it is text");
    for end in shortest..=text.len() {
        let bytes = text.as_bytes().get(..end).expect("it ends before");
        let head = Source { part: Part::Head, ..source(bytes, Some(name)) };
        let head = parse(&head).expect("it is text");
        let start = whole.text().get(..head.text().len());
        assert_eq!(start, Some(&**head.text()), "{end} bytes");
        assert!(head.notices.is_empty(), "{:?}", head.notices);
    }
}

#[test]
fn the_text_of_a_beginning_is_the_beginning_of_the_text() {
    check_heads("a.txt", "Größe.\n\nMehr Wörter hier,\nund noch mehr.\n\nEnde.\n", 0);
    check_heads(
        "a.md",
        "---\ntitle: Tide\nauthor: A. Vane\n---\n# Tide\n\nA *word* and [a link](b).\n\n- one\n- two\n\
         \n- three\n\n| a | b |\n|---|---|\n| c | d |\n\n```\nx\n\ny\n```\n\n> Said.\n\n<b>Bold</b> \
         end.\n\n<div>\n\nInside.\n\n</div>\n\nLast[^1] – [line][x] ![x].\n\n[^1]: A note.\n\nAfter it.\n\n[x]: y\n",
        40,
    );
}

#[test]
fn a_long_beginning_ends_with_a_paragraph() {
    let text = "A line of words that goes on.\n\n".repeat(4_000);
    let bytes = text.as_bytes().get(..HEAD_BYTES).expect("it is longer");
    let head = Source { part: Part::Head, ..source(bytes, Some("a.txt")) };
    let head = parse(&head).expect("it is text");
    assert!(head.text().ends_with("goes on."));
    assert!((SHOWN_BYTES - 100..SHOWN_BYTES).contains(&head.text().len()));
}

#[test]
fn a_beginning_is_set_as_the_whole_is() {
    let prose = "The harbour wall was never meant to hold so much of the sea at once,\n\
        and those who had built it knew as much when the first winter came in.\n\n";
    let log = (0..4_000).map(|n| format!("Boat {n} went out{}\n", " and came back".repeat(n % 4)));
    let text = prose.repeat(240) + &log.collect::<String>();
    let whole = parse(&source(text.as_bytes(), Some("a.txt"))).expect("it is text");
    let bytes = text.as_bytes().get(..HEAD_BYTES).expect("it is longer");
    let head = Source { part: Part::Head, ..source(bytes, Some("a.txt")) };
    let head = parse(&head).expect("it is text");
    assert!(whole.text().starts_with(&**head.text()));
}

#[test]
fn wrapped_lines_are_joined_the_same_in_every_format() {
    for (end, start, joined) in
        [("語", "ﾊﾝ", "語ﾊﾝ"), ("㐀", "本", "㐀本"), ("ㄆ", "ㄅ", "ㄆㄅ"), ("한", "국", "한 국")]
    {
        let lines = format!("{start}{}{end}\n", "漢字".repeat(20)).repeat(10);
        for name in ["a.txt", "a.md"] {
            let document = parse(&source(lines.as_bytes(), Some(name))).expect("it is text");
            assert!(document.text().contains(joined), "{name}: {}", &**document.text());
        }
    }
}

/// Pieces of markup and trouble that random documents are made of.
const PIECES: [&str; 48] = [
    "word ",
    "two words\n",
    "\n\n",
    "# ",
    "## ",
    "- ",
    "  - ",
    "1. ",
    "> ",
    "```\n",
    "    ",
    "| a | b |\n",
    "|---|:-:|\n",
    "---\n",
    "+++\n",
    "title: x\n",
    "*",
    "**",
    "_",
    "`",
    "~~",
    "[a](b)",
    "![c](d)",
    "[^1]",
    "[^1]: ",
    "- [x] ",
    "<p>",
    "</p>",
    "<div>",
    "</div>",
    "<b>",
    "<table><tr><td>",
    "</table>",
    "<ul><li>",
    "<h2>",
    "</h2>",
    "<pre>",
    "<script>",
    "</script>",
    "<!--",
    "-->",
    "<a href='x'>",
    "&amp;",
    "&#27;",
    "\u{1b}[31m",
    "\0",
    "\u{202e}",
    "日本",
];

/// Reads an article as a program reads a file, and as a whole.
#[track_caller]
fn check_parts(case: &str, name: &str, bytes: &[u8]) {
    let whole = Source { bytes, name: Some(name), format: None, part: Part::Whole };
    let (head, mut rest) = bytes.split_at(bytes.len().min(HEAD_BYTES));
    let part = if rest.is_empty() { Part::Whole } else { Part::Head };
    let read = parse_parts(&Source { bytes: head, part, ..whole }, |into, wanted| {
        let (part, after) = rest.split_at(rest.len().min(wanted));
        into.extend_from_slice(part);
        rest = after;
        Ok::<_, std::convert::Infallible>(part.len())
    });
    match (read.expect("nothing failed"), parse(&whole)) {
        (Ok(read), Ok(whole)) => {
            assert!(read.text() == whole.text(), "{case}");
            assert!(read.blocks == whole.blocks && read.lines == whole.lines, "{case}");
            assert_eq!(
                (&read.notices, &read.meta, read.words),
                (&whole.notices, &whole.meta, whole.words),
                "{case}"
            );
            assert!(read.sections == whole.sections && read.spans == whole.spans, "{case}");
        }
        (read, whole) => assert_eq!(read.err(), whole.err(), "{case}"),
    }
}

#[test]
fn parts_are_read_as_the_whole_is() {
    let paragraph = "A line of plain words that was wrapped by hand, again and again,\nand goes on \
        here - or \u{2013} not. (See  also.)\n\n";
    let article = |bytes: usize| -> String {
        let section = |n| format!("{n}. On the {n}th night\n\n{}", paragraph.repeat(9));
        (1..=bytes / 1_000).map(section).collect()
    };
    check_parts("a short text", "a.txt", article(5_000).as_bytes());
    check_parts("a text of several parts", "a.txt", article(1_900_000).as_bytes());
    check_parts("without a name", "a", article(700_000).as_bytes());
    check_parts("Markdown", "a.md", article(200_000).as_bytes());
    check_parts(
        "with carriage returns",
        "a.txt",
        article(600_000).replace('\n', "\r\n").as_bytes(),
    );
    check_parts("with those alone", "a.txt", article(200_000).replace('\n', "\r").as_bytes());
    check_parts("one line", "a.txt", article(1_200_000).replace('\n', " ").as_bytes());
    check_parts(
        "a title, then one line",
        "a.txt",
        ("Title\n\n".to_owned() + &"words ".repeat(400_000)).as_bytes(),
    );
    let struck = article(400_000).replace("night", "n\u{8}ni\u{8}ig\u{8}g_\u{8}h_\u{8}t");
    check_parts("struck letters", "a.txt", struck.as_bytes());
    let utf_16: Vec<u8> = article(900_000).encode_utf16().flat_map(u16::to_le_bytes).collect();
    check_parts("UTF-16", "a.txt", &utf_16);
    let utf_32: Vec<u8> = ("\u{feff}".to_owned() + &article(100_000))
        .chars()
        .flat_map(|c| u32::from(c).to_le_bytes())
        .collect();
    check_parts("UTF-32", "a.txt", &utf_32);
    let latin: Vec<u8> =
        article(900_000).chars().map(|c| u8::try_from(c).unwrap_or(0xe9)).collect();
    check_parts("an old encoding", "a.txt", &latin);
    check_parts("data", "a", &[b"\x7fELF\x02\x01\x01", article(100_000).as_bytes()].concat());
}

/// Demands what holds for every document.
fn check_sound(bytes: &[u8]) {
    for format in &FORMATS {
        for part in [Part::Whole, Part::Head] {
            let source = Source { bytes, name: None, format: Some(format), part };
            let Ok(document) = parse(&source) else { continue };
            let bare = |char: char| char.is_control() && char != '\n';
            assert!(!document.text().contains(bare), "{} {bytes:?}", format.name);
            let mut end = 0;
            for block in &document.blocks {
                assert!(end <= block.range.start, "{} {bytes:?}", format.name);
                end = block.range.end;
                let words = document.slice(block.range.clone());
                assert_eq!(words.trim_end(), words, "{} {bytes:?}", format.name);
                check_table(&document, block);
            }
            assert!(end <= document.end().0);
        }
    }
}

fn check_table(document: &Document, block: &Block) {
    let Kind::Table(table) = &block.kind else { return };
    let mut at = block.range.start;
    for cell in &table.cells {
        assert!(at <= cell.start && cell.end <= block.range.end, "{:?}", document.text());
        at = cell.end;
    }
    assert_eq!(table.cells.len() % table.alignments.len().max(1), 0);
}

proptest! {
    #![proptest_config(Config { cases: 200, failure_persistence: None, ..Config::default() })]

    #[test]
    fn no_bytes_break_a_format(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        check_sound(&bytes);
    }

    #[test]
    fn no_markup_breaks_a_format(
        picks in proptest::collection::vec(0..PIECES.len(), 0..60),
    ) {
        let text: String = picks.into_iter().map(|pick| PIECES[pick]).collect();
        check_sound(text.as_bytes());
    }
}
