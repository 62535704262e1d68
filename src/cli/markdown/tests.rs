//! Markdown that is read gives the same article again, and text stays text.

use super::write;
use crate::document::Document;
use crate::document::block::{Alignment, Furniture, Kind, Marker, Nesting, Table};
use crate::document::builder::Builder;
use crate::document::{Style, block};
use crate::format;

fn parse(markdown: &str) -> Document {
    let source = format::Source {
        bytes: markdown.as_bytes(),
        name: None,
        format: format::named("markdown"),
        part: format::Part::Whole,
    };
    format::parse(&source).expect("it is text")
}

/// Gives the text with its line ends as spaces: Markdown may join lines.
fn words(document: &Document) -> String {
    document.text().replace('\n', " ")
}

/// Writes what was read from `markdown`, and demands `expected`, which reads as the same again.
#[track_caller]
fn check(case: &str, markdown: &str, expected: &str) {
    let document = parse(markdown);
    let written = write(&document);
    assert_eq!(written, expected, "{case}");
    assert_eq!(words(&parse(&written)), words(&document), "{case}: read again");
}

/// Writes a paragraph of plain text, and demands that it reads as that text again.
#[track_caller]
fn check_text(text: &str, expected: &str) {
    let mut builder = Builder::default();
    builder.push(text, Style::default());
    let document = builder.finish();
    let written = write(&document);
    assert_eq!(written.trim_end(), expected);
    let again = parse(&written);
    assert_eq!(words(&again), words(&document), "{written} reads as the text it was made of");
    let kinds: Vec<_> = again.blocks.iter().map(|block| &block.kind).collect();
    assert_eq!(kinds, [&Kind::Paragraph], "{written} is a paragraph");
}

#[test]
fn blocks_are_written_as_they_were_read() {
    check("paragraphs", "One two.\n\nThree.\n", "One two.\n\nThree.\n");
    check("headings", "## One\n\ntext\n\n### C #\n\ntext\n", "# One\n\ntext\n\n## C\n\ntext\n");
    check("a rule", "One.\n\n* * *\n\nTwo.\n", "One.\n\n---\n\nTwo.\n");
    check("code", "```rust\nlet a = `b`;\n\n    c\n```\n", "```rust\nlet a = `b`;\n\n    c\n```\n");
    check("code with a fence", "````\n```\n````\n", "````\n```\n````\n");
    check("a quotation", "> One.\n>\n> Two.\n\nThree.\n", "> One.\n>\n> Two.\n\nThree.\n");
    check(
        "a table",
        "| a | b |\n|---|--:|\n| 1 \\| 2 | `x` |\n|  | *y* |\n",
        "| a | b |\n| --- | ---: |\n| 1 \\| 2 | `x` |\n|  | *y* |\n",
    );
}

#[test]
fn a_heading_in_two_blocks_is_one() {
    let mut document = parse("## Article 1\n\nTides\n\nThey come twice a day.\n");
    document.blocks[1].kind = Kind::HeadingRest;
    document.sections = crate::outline::sections(&document);
    assert_eq!(write(&document), "# Article 1 Tides\n\nThey come twice a day.\n");
}

#[test]
fn notes_and_pictures_keep_what_they_refer_to() {
    check(
        "notes",
        "One[^a] two[^2].\n\n[^a]: Three.\n[^2]: Four.\n",
        "One[^a] two[^2].\n\n[^a]: Three.\n[^2]: Four.\n",
    );
    check("no notes", "[\\[1\\]](#1) and \\[^2]\n", "[\\[1\\]](#1) and \\[^2\\]\n");
    check("a picture", "![A quay](q.png)\n", "![A quay](q.png)\n");
    check("one in a line", "See ![A quay](q.png).\n", "See [A quay](q.png).\n");
}

#[test]
fn lists_keep_their_order_and_depth() {
    check("tight", "* a\n* b\n  * c\n* d\n", "- a\n- b\n  - c\n- d\n");
    check("numbered", "3. a\n4. b\n", "3. a\n4. b\n");
    check("tasks", "- [x] a\n- [ ] b\n", "- [x] a\n- [ ] b\n");
    check("of paragraphs", "- a\n\n  b\n\n- c\n", "- a\n\n  b\n\n- c\n");
    check("with code", "10. a\n\n    ```\n    b\n    ```\n", "10. a\n\n    ```\n    b\n    ```\n");
    check("with a quotation", "- a\n\n  > b\n\n- c\n", "- a\n\n  > b\n\n- c\n");
    check("in a quotation", "> - a\n> - b\n", "> - a\n> - b\n");
}

#[test]
fn settings_are_written_where_markdown_can_say_them() {
    for same in [
        "*a* **b** ***c*** ~~d~~ `e`",
        "un*frigging*believable",
        "(*a*), “**b**”",
        "``a`b`` and `` `c` ``",
        "[a *b* c](https://example.org/?a=b&c=d)",
        "[a](<b c>)",
        "<https://example.org/>",
    ] {
        check("as it was", same, &format!("{same}\n"));
    }
    check("other marks", "_a_ __b__", "*a* **b**\n");
}

#[test]
fn settings_that_markdown_cannot_say_go_and_the_words_stay() {
    let mut builder = Builder::default();
    let strong = Style { strong: true, ..Style::default() };
    let emphasis = Style { emphasis: true, ..Style::default() };
    builder.push("a", Style::default());
    builder.push("(b)", strong);
    builder.push("c ", Style::default());
    builder.push(" d ", strong);
    builder.push("e", emphasis);
    builder.push("f", strong);
    let document = builder.finish();
    assert_eq!(write(&document), "a(b)c  **d** *e*f\n");
}

#[test]
fn text_that_looks_like_markup_stays_text() {
    check_text("# a", "\\# a");
    check_text("#a", "#a");
    check_text("> a", "\\> a");
    check_text("- a", "\\- a");
    check_text("-a and a - b", "-a and a - b");
    check_text("1. a", "1\\. a");
    check_text("1.5 a", "1.5 a");
    check_text("12) a", "12\\) a");
    check_text("a\n===", "a\n\\===");
    check_text("a\n---", "a\n\\---");
    check_text("a | b\n- | -", "a | b\n\\- | -");
    check_text("*a* _b_ snake_case", "\\*a\\* \\_b\\_ snake_case");
    check_text("`a` ~~b~~", "\\`a\\` \\~\\~b\\~\\~");
    check_text("[a](b) ![c](d) [^e]", "\\[a\\](b) !\\[c\\](d) \\[^e\\]");
    check_text("<b> a < b <https://c.d>", "\\<b> a < b \\<https://c.d>");
    check_text("AT&T &amp; &#65;", "AT&T \\&amp; \\&#65;");
    check_text("a \\ b", "a \\\\ b");
    check_text("+++\na", "\\+++\na");
}

#[test]
fn what_markdown_does_not_know_becomes_what_is_nearest() {
    let mut builder = Builder::default();
    let mut block = |kind, text: &str| {
        builder.open(kind, Nesting::default());
        builder.push(text, Style::default());
    };
    block(Kind::Title, "Title #");
    block(Kind::Furniture(Furniture::Line), "=====");
    block(Kind::Standfirst, "Standfirst");
    block(Kind::Verse, "one\ntwo");
    block(Kind::Furniture(Furniture::Line), "* * *");
    block(Kind::Furniture(Furniture::Caption), "caption");
    block(Kind::Image, "a [b]");
    let document = builder.finish();
    let expected = "# Title \\#\n\nStandfirst\n\none\\\ntwo\n\n---\n\ncaption\n\n![a \\[b\\]]()\n";
    assert_eq!(write(&document), expected);
}

#[test]
fn marks_written_in_the_text_become_list_markup() {
    let mut builder = Builder::default();
    let nesting = Nesting { items: 1, quotes: 0 };
    for (mark, text) in [(4, "•  one"), (3, "1) two"), (3, "a) three")] {
        builder.tighten();
        builder.open(Kind::Item(Marker::Written(mark)), nesting);
        builder.push(text, Style::default());
    }
    assert_eq!(write(&builder.finish()), "- one\n1) two\n- a) three\n");
}

#[test]
fn a_table_without_a_head_gets_an_empty_one() {
    let mut builder = Builder::default();
    builder.open(Kind::Paragraph, block::Nesting::default());
    builder.push("a b", Style::default());
    let alignments = vec![Alignment::Centre, Alignment::Left];
    builder.set_kind(Kind::Table(Box::new(Table {
        alignments,
        cells: vec![0..1, 2..3],
        header_rows: 0,
    })));
    assert_eq!(write(&builder.finish()), "|  |  |\n| :---: | --- |\n| a | b |\n");
}
