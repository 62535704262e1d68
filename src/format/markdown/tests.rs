//! Markdown in, blocks out.

use super::super::Part;
use super::super::tests::dump;
use super::parse;
use crate::document::Position;

#[track_caller]
fn check(case: &str, markdown: &str, expected: &str) {
    assert_eq!(dump(&parse(markdown, Part::Whole)), expected, "{case}");
}

#[test]
fn blocks_follow_their_markup() {
    check(
        "paragraphs are joined",
        "One line\nand the next.\n\nAnother.",
        "p: One line and the next.\np: Another.\n",
    );
    check("no space between characters", "日本\n語。\nThe end.", "p: 日本語。 The end.\n");
    check("headings", "## A\n\nB\n===\n\n### C ###", "h2: A\nh1: B\nh3: C\n");
    check("an empty heading stays", "a\n\n##\n\nb", "p: a\nh2: \np: b\n");
    check("code", "```rust,ignore\nlet a;\n\n  b\n```", "code rust: let a;//  b\n");
    check("indented code", "    a\n      b", "code: a/  b\n");
    check("a rule", "a\n\n---\n\nb", "p: a\nrule: \np: b\n");
    check("hard line ends make verse", "a  \nb\\\nc\nd", "verse: a/b/c d\n");
    check("nothing", "", "");
}

#[test]
fn text_is_styled() {
    check(
        "all of them",
        "*a* **b** `c` ~~d~~ ***e***",
        "p: <em a> <b b> <code c> <del d> <em b e>\n",
    );
    check(
        "links",
        "[a *b*](https://e.org) <https://f.org>",
        "p: <a=https://e.org a ><em a=https://e.org b> <a=https://f.org https://f.org>\n",
    );
    check(
        "raised and lowered",
        "H<sub>2</sub>O, x<sup>2</sup>, 10<sup>*-k*</sup>, 1<sup>st</sup>",
        "p: H₂O, x², 10<em ^(-k)>, 1st\n",
    );
    check("what cannot be followed", "[a](javascript:b) [c](mailto:d@e.f)", "p: a c\n");
    check("bare addresses stay text", "See https://e.org.", "p: See https://e.org.\n");
    check("references once", "&amp;#27; &copy; \\*a\\*", "p: &#27; © *a*\n");
}

#[test]
fn lists_nest_and_keep_their_numbers() {
    check("tight", "- a\n- b\n  - c\n- d", "-*: a\n-~*: b\n--~*: c\n-~*: d\n");
    check("loose", "3. a\n\n4. b\n\n   more", "-3.: a\n-4.: b\n-p: more\n");
    check("looseness is each item's own", "- a\n- b\n\n- c", "-*: a\n-~*: b\n-*: c\n");
    check("tasks", "- [x] a\n- [ ] b", "-[x]: a\n-~[ ]: b\n");
    check("a list under its paragraph", "a:\n- b", "p: a:\n-*: b\n");
    check("code in an item", "- ```\n  a\n  ```", "-*: \n-~code: a\n");
    check("an empty item", "- a\n-\n- b", "-*: a\n-~*: \n-~*: b\n");
    check("a list first in an item", "1. - a", "-1.: \n--~*: a\n");
}

#[test]
fn quotations_nest() {
    check("two deep", "> a\n>\n> > b\n\nc", ">p: a\n>>p: b\np: c\n");
    check("with a list", "> - a\n> - b", ">-*: a\n>-~*: b\n");
    check("alerts say what they are", "> [!TIP]\n> a", ">p: <b Tip>\n>p: a\n");
}

#[test]
fn nested_headings_head_nothing() {
    check("in a quotation", "> ## a\n>\n> b", ">p: <b a>\n>p: b\n");
    check("in an item", "- ## a\n- b", "-*: <b a>\n-~*: b\n");
}

#[test]
fn tables_are_cells() {
    check(
        "with alignment and styles",
        "| a | **b** |\n|:-:|--:|\n| `x\\|y` | d |",
        "table 1: [a][b] [x|y][d]\n",
    );
    check("ragged rows", "|a|b|\n|-|-|\n|c|\n|d|e|f|", "table 1: [a][b] [c][] [d][e]\n");
    let document = parse("a\n\n| b | c |\n|---|---|\n| d | e |\n\nf", Part::Whole);
    assert_eq!(&**document.text(), "a\n\nb | c\nd | e\n\nf");
}

#[test]
fn pictures_are_their_alternative_text() {
    check("alone", "![A *quay*](q.png)", "image: <a=q.png A ><em a=q.png quay>\n");
    check(
        "alone in a link",
        "[![A quay](q.png)](https://e.org)",
        "image: <a=https://e.org A quay>\n",
    );
    check("in a line", "See ![A quay](q.png) here", "p: See <a=q.png A quay> here\n");
    check("two", "![a](b) ![c](d)", "p: <a=b a> <a=d c>\n");
    check("without text", "![](q.png)\n\na", "p: a\n");
}

#[test]
fn footnotes_come_last() {
    check(
        "in the order of their definitions",
        "a[^x] b[^1]\n\n[^1]: one\n[^x]: two\n    lines\n\nc",
        "p: a<a=#x [x]> b<a=#1 [1]>\np: c\n-[^1]: one\n-~[^x]: two lines\n",
    );
    check("with blocks", "a[^1]\n\n[^1]: b\n\n    - c\n", "p: a<a=#1 [1]>\n-[^1]: b\n--*: c\n");
    check(
        "that refer to themselves",
        "a[^1]\n\n[^1]: b[^1]",
        "p: a<a=#1 [1]>\n-[^1]: b<a=#1 [1]>\n",
    );
    check("without a definition", "a[^1]", "p: a[^1]\n");
}

#[test]
fn html_is_read_and_its_tags_go() {
    check("a space after a break", "a<br> b<br> *c*", "verse: a/b/<em c>\n");
    check("in a line", "a <b>b</b> <kbd>c</kbd><br>d", "verse: a <b b> <code c>/d\n");
    check("scripts in a line", "a <script>b</script> c", "p: a  c\n");
    check(
        "a link and a picture",
        "<a href='https://e.org'>a</a> <img alt='b &amp; c'>",
        "p: <a=https://e.org a> b & c\n",
    );
    check("a block", "<h1 align=center>A</h1>\n\nb", "title: A\np: b\n");
    check("a block in a list", "- a\n\n  <p>b</p>", "-*: a\n-p: b\n");
    check("scripts and styles", "<style>a{}</style>\n\n<script>\nb\n\nc\n</script>\n\nd", "p: d\n");
    check("around Markdown", "<div>\n\n*a*\n\n</div>", "p: <em a>\n");
    check("a comment", "<!-- a\n\nb -->\n\nc", "p: c\n");
    check("an instruction without an end", "<?php\n\n<!-- a -->\n\nb", "p: php\np: b\n");
    check("a comment without an end", "a\n\n<!-- b\n\n## c\n\n<!-- d", "p: a\np: b\nh2: c\np: d\n");
    check("one in an item ends with it", "- a\n\n  <!-- b\n\nc", "-*: a\np: c\n");
    check("one in a quotation too", "> <!-- a\n\nb\n\n> c", "p: b\n>p: c\n");
}

#[test]
fn the_title_is_the_only_main_heading_or_that_of_the_front_matter() {
    check("one on top", "# A\n\n## B", "title: A\nh2: B\n");
    check("two", "# A\n\n# B", "h1: A\nh1: B\n");
    check("not the first", "## A\n\n# B", "h2: A\nh1: B\n");
    check(
        "front matter alone",
        "---\ntitle: T\ndate: 2024-05-01\n---\n# A",
        "title: T\nby: 2024-05-01\nh1: A\n",
    );
    check(
        "front matter that the text repeats",
        "---\ntitle: 'The tide!'\nauthor: A. Vane\n---\n![logo](a.png)\n\n# The Tide\n\na",
        "image: <a=a.png logo>\ntitle: The Tide\nby: A. Vane\np: a\n",
    );
    check(
        "an author over a main heading",
        "+++\nauthor = \"A. Vane\"\n+++\n# A\n\nb",
        "title: A\nby: A. Vane\np: b\n",
    );
    check(
        "front matter without an end",
        "---\ntitle: T\n\na",
        "rule: \np: title: T\n\np: a\n".replace("\n\n", "\n").as_str(),
    );
}

#[test]
fn deep_nesting_is_drawn_at_its_limit() {
    let document = parse(&format!("{}a", "> ".repeat(300)), Part::Whole);
    let expected = format!(
        "! lists or quotations nested deeper than 100 are shown at that depth\n{}p: a\n",
        ">".repeat(100)
    );
    assert_eq!(dump(&document), expected);
}

#[test]
fn html_that_is_too_much_makes_it_plain_text() {
    let tangle: String = (0..300).map(|n| format!("<p><b id=b{n}>x")).collect();
    let article = format!("a\n\n<div>{tangle}</div>\n\nb");
    let whole = dump(&parse(&article, Part::Whole));
    assert!(whole.starts_with("! the page is too tangled to parse"), "{whole}");
    assert!(whole.ends_with("p: b\n"), "{whole}");
    assert_eq!(dump(&parse(&article, Part::Head)), "p: a\n", "a beginning ends before it");
}

#[test]
fn lines_lead_back_to_the_source() {
    let document = parse("---\ntitle: T\n---\na\nb\n\n- c\n\n```\nd\ne\n```\n", Part::Whole);
    for (word, expected) in [("a", 4), ("b", 5), ("c", 7), ("d", 10), ("e", 11)] {
        let at = document.text().find(word).expect("the word stands there");
        assert_eq!(document.lines.line_of(Position(at)), Some(expected), "{word}");
    }
}

#[test]
fn a_beginning_has_no_footnotes() {
    let document = parse("a[^1]\n\n[^1]: b\n\nc\n", Part::Head);
    assert_eq!(dump(&document), "p: a<a=#1 [1]>\np: c\n");
}

#[test]
fn every_line_end_counts() {
    check("carriage returns", "# A\r\rb\r\rc", "title: A\np: b\np: c\n");
    check("both", "# A\r\n\r\nb\r\n", "title: A\np: b\n");
    check("NUL is replaced", "a\0b", "p: a\u{fffd}b\n");
}
