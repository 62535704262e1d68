//! Pages in, blocks out.

use super::super::tests::dump;
use super::{looks_so, parse};

/// Reads `body` as a page of its own.
#[track_caller]
fn check(case: &str, body: &str, expected: &str) {
    assert_eq!(dump(&parse(body)), expected, "{case}");
}

#[test]
fn blocks_follow_their_elements() {
    check(
        "white space collapses",
        "<p> One\n  line </p><div>and\tmore",
        "p: One line\np: and more\n",
    );
    check("headings", "<h2>A</h2><p>b</p><h4>C<br>D</h4><p>e", "h2: A\np: b\nh4: C D\np: e\n");
    check("headings without words are none", "<h2><br></h2><p>a<h2> </h2>", "p: a\n");
    check(
        "headings of pictures and two lines",
        "<h2><img alt=A></h2>b<h3>C<br><br>D</h3>e",
        "h2: A\np: b\nh3: C D\np: e\n",
    );
    check(
        "a heading by its role",
        "<p>a<div role=heading aria-level=3>B</div>c",
        "p: a\nh3: B\np: c\n",
    );
    check("line ends", "<p>a<br>b<br><br>c<br>", "verse: a/b\np: c\n");
    check(
        "code",
        "<pre><code class='x language-rust'>fn a() {\n}</code></pre>",
        "code rust: <code fn a() {/}>\n",
    );
    check("a rule", "<p>a<hr>b", "p: a\nrule: \np: b\n");
    check("quotations", "<blockquote><p>a</p><h2>b</h2></blockquote>", ">p: a\n>p: <b b>\n");
    check("terms", "<dl><dt>a</dt><dd>b<dd>c</dl>", "p: <b a>\n-~p: b\n-~p: c\n");
    check("details", "<details><summary>a</summary>b</details>", "p: <b a>\np: b\n");
    check("nothing", "<html><body></body>", "");
}

#[test]
fn text_is_styled() {
    check(
        "all of them",
        "<p><em>a</em> <strong>b</strong> <code>c</code> <del>d</del> <q>e</q> f<sub>2</sub>g<sup><a href=#h>1</a></sup>",
        "p: <em a> <b b> <code c> <del d> “e” f₂g<a=#h ¹>\n",
    );
    check("the space before a link is none of it", "<p>a<a href='#b'> b</a>", "p: a <a=#b b>\n");
    check("spaces inside of one", "<p><b>a</b> <b>b</b>", "p: <b a b>\n");
    check(
        "what cannot be followed",
        "<p><a href='java\nscript:a'>b</a> <a href='mailto:c'>d</a>",
        "p: b d\n",
    );
    check(
        "exponents and indexes",
        "<p>e<sup>x</sup>, 2<sup><i>k</i>+1</sup>, v<sub>max</sub>, 3<sup>rd</sup>[<sup>1</sup>]",
        "p: e^x, 2^(<em k>+1), v_max, 3rd[¹]\n",
    );
    check("ruby", "<p><ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp></ruby>", "p: 漢(かん)\n");
    check("references once", "<p>&amp;lt; &copy; &#27;", "p: &lt; © ␛\n");
}

#[test]
fn lists_nest_and_keep_their_numbers() {
    check("nested", "<ul><li>a<ul><li>b</ul><li>c</ul>", "-*: a\n--~*: b\n-~*: c\n");
    check("numbers", "<ol start=3><li>a<li value=7>b<li>c</ol>", "-3.: a\n-~7.: b\n-~8.: c\n");
    check("backwards", "<ol reversed><li>a<li>b</ol>", "-2.: a\n-~1.: b\n");
    check("two lists", "<ul><li>a</ul><ul><li>b</ul>", "-*: a\n-*: b\n");
    check("with paragraphs", "<ul><li><p>a</p><p>b</p><li><p>c</p></ul>", "-*: a\n-p: b\n-*: c\n");
    check(
        "headings of items stand outside",
        "<p>a<ul><li><h3>B</h3>c<li><h3>D</h3>e</ul>",
        "p: a\nh3: B\n-p: c\nh3: D\n-p: e\n",
    );
    check("empty items are none", "<ul><li><li>a<li> </ul>", "-*: a\n");
    check(
        "and glue nothing",
        "<ul><li>a<li></ul><p>b<dl><dt>c<dd></dl><p>d",
        "-*: a\np: b\np: <b c>\np: d\n",
    );
}

#[test]
fn tables_hold_data_or_lay_out() {
    check(
        "with a caption and covered cells",
        "<table><caption>C</caption><tr><th>a<th align=right>b<tr><td rowspan=2>c<td>d<tr><td>e</table>",
        "furniture(caption): C\ntable 1: [a][b] [c][d] [][e]\n",
    );
    check(
        "blocks in a cell",
        "<table><tr><th>a<th>b<tr><td><p>c</p><p>d</p><td>e</table>",
        "table 1: [a][b] [c d][e]\n",
    );
    check("one column", "<table><tr><td>a<tr><td>b</table>", "p: a\np: b\n");
    check(
        "one that holds another",
        "<table><tr><td>a<td><table><tr><td>b<td>c<tr><td>d<td>e</table><tr><td>f<td>g</table>",
        "p: a\ntable 0: [b][c] [d][e]\np: f\np: g\n",
    );
}

#[test]
fn controls_are_shown_where_they_hold_text() {
    check("a heading that opens", "<p>a<h3><button>B</button></h3>c", "p: a\nh3: B\np: c\n");
    check(
        "a button beside a heading",
        "<p>a<h3>B <button>copy</button></h3>c",
        "p: a\nh3: B\np: c\n",
    );
    check("a button", "<p>a <button>b</button> c", "p: a c\n");
    check("a text area without an end", "<p>a<textarea>b\n<p>c", "p: a\ncode: b/<p>c\n");
}

#[test]
fn pictures_are_their_alternative_text() {
    check(
        "a figure",
        "<figure><img src=a alt='A quay'><figcaption>The <em>old</em> quay</figcaption></figure><p>b",
        "image: <a=a A quay>\nfurniture(caption): The <em old> quay\np: b\n",
    );
    check("in a line", "<p>See <img alt='a quay'> here", "p: See a quay here\n");
    check("with an address", "<p>See <img alt=a src='b.png'>", "p: See <a=b.png a>\n");
    check("in a link", "<a href='/c'><img alt=a src='b.png'></a>", "image: <a=/c a>\n");
    check("in itself", "<img alt=a src='data:image/png;base64,b'>", "image: a\n");
    check("without text", "<p><img src=a><p>b", "p: b\n");
}

#[test]
fn what_is_not_seen_is_not_shown() {
    check(
        "by its element",
        "<p>a<script>b</script><style>c</style><template>d</template><noscript>e</noscript><svg><text>f</text></svg><button>g</button><!-- h -->",
        "p: a\n",
    );
    check(
        "by its attributes",
        "<p>a<p hidden>b<p style='Display : none'>c<p aria-hidden=true>d<p>e",
        "p: a\np: e\n",
    );
}

/// Prose that is long enough to be an article, each time with another number.
fn prose(number: usize) -> String {
    format!(
        "<p>The harbour of {number} had been rebuilt twice, once in stone and once, when the stone \
         had gone, in timber; and each time, those who lived beside it said, it was smaller, \
         darker and further from the sea than the one before it, which nobody had drawn.</p>"
    )
}

/// Gives the page without the prose, for what stands around it.
fn around_prose(page: &str) -> String {
    let dump = dump(&parse(page));
    dump.lines()
        .filter(|line| !line.contains("had been rebuilt"))
        .fold(String::new(), |all, line| all + line + "\n")
}

#[track_caller]
fn check_page(case: &str, page: &str, expected: &str) {
    assert_eq!(around_prose(page), expected, "{case}");
}

#[test]
fn the_article_is_found_on_its_page() {
    let (one, two, three) = (prose(1), prose(2), prose(3));
    let menu =
        "<li><a href='/a'>Home</a><li><a href='/b'>News</a><li><a href='/c'>Sport</a>".repeat(5);
    check_page(
        "menus and footers are not of it",
        &format!(
            "<nav><ul>{menu}</ul></nav><main><h1>A</h1>{one}<h2>B</h2>{two}{three}</main><footer>Imprint</footer>"
        ),
        "title: A\nh2: B\n",
    );
    check_page(
        "what looks like a menu between paragraphs is",
        &format!(
            "<div class=top><a href='/'>Home</a></div><div class=x>{one}<ul class=y><li>tea<li>salt</ul>{two}{three}</div>"
        ),
        "-*: tea\n-~*: salt\n",
    );
    check_page(
        "boxes between paragraphs are not",
        &format!(
            "<div class=x>{one}<div class=related><p>Sign up, do!</p></div>{two}{three}</div>"
        ),
        "",
    );
    check_page(
        "headings keep their levels",
        &format!("<div class=x>{one}<h1>A</h1>{two}<h3>B</h3>{three}<h1>C</h1>{one}</div>"),
        "h1: A\nh3: B\nh1: C\n",
    );
}

#[test]
fn small_pages_keep_every_word() {
    check("one line", "<p>Last words.", "p: Last words.\n");
    check("after the end", "<body><p>a</body></html><p>b", "p: a\np: b\n");
    check(
        "a form of links",
        "<p><a href='#a'>a</a><p><a href='#b'>b</a>",
        "p: <a=#a a>\np: <a=#b b>\n",
    );
}

#[test]
fn the_page_tells_title_author_and_date() {
    let (one, two) = (prose(1), prose(2));
    check_page(
        "from its head",
        &format!(
            "<head><title>The Tide | Harbour News</title><meta property=og:site_name content='Harbour News'>\
             <meta name=author content='A. Vane'><meta property=article:published_time content='2024-05-01T10:00:00Z'></head>\
             <body><div>{one}{two}</div>"
        ),
        "title: The Tide\nby: A. Vane · 2024-05-01\n",
    );
    check_page(
        "marks beside the author are not part of the name",
        &format!("<title>The Tide</title><meta name=author content='| A. Vane · '>{one}{two}"),
        "title: The Tide\nby: A. Vane\n",
    );
    check_page(
        "the heading outweighs the head",
        &format!(
            "<title>Tides, explained</title><article><h1>The Tide</h1>{one}<h2>Ebb</h2>{two}</article>"
        ),
        "title: The Tide\nh2: Ebb\n",
    );
    check_page(
        "a heading that the head repeats",
        &format!(
            "<title>The Tide - Harbour News</title><h1>Harbour News</h1><article><h2>The Tide</h2>{one}<h3>Ebb</h3>{two}</article>"
        ),
        "title: The Tide\nh3: Ebb\n",
    );
    check_page(
        "a main heading far below is none",
        &format!("<title>The Tide</title><div>{one}{two}<h1>Ebb</h1>{two}</div>"),
        "title: The Tide\nh1: Ebb\n",
    );
    check_page(
        "a colon belongs to it",
        &format!("<title>The Tide: Ebb and Flow</title>{one}{two}"),
        "title: The Tide: Ebb and Flow\n",
    );
}

#[test]
fn headings_that_head_nothing_are_furniture() {
    let (one, two, three) = (prose(1), prose(2), prose(3));
    check_page(
        "boxes of the site",
        &format!("<div>{one}<h2>A</h2>{two}{three}{one}<h2>About the author</h2>{two}</div>"),
        "h2: A\nfurniture(calltoaction): About the author\n",
    );
    check_page(
        "links to other articles",
        &format!(
            "<div>{one}<h2>A</h2>{two}<h3><a href='/b'>B</a></h3><h3><a href='/c'>C</a></h3><h3><a href='/d'>D</a></h3>{three}</div>"
        ),
        "h2: A\nfurniture(related): <a=/b B>\nfurniture(related): <a=/c C>\nfurniture(related): <a=/d D>\n",
    );
    check_page(
        "the last words",
        &format!("<div>{one}<h2>A</h2>{two}{three}<h2>B</h2></div>"),
        "h2: A\nfurniture(calltoaction): B\n",
    );
    check_page(
        "a link to itself heads all the same",
        &format!(
            "<div>{one}<h2><a href='#a'>A</a></h2>{two}<h2>B <a href='#b'>¶</a></h2>{three}</div>"
        ),
        "h2: <a=#a A>\nh2: B\n",
    );
}

#[test]
fn bold_lines_are_headings_where_there_are_none() {
    let (one, two) = (prose(1), prose(2));
    check_page(
        "two of them",
        &format!("<div><p><b>A</b></p>{one}<p><strong>B <i>c</i></strong></p>{two}</div>"),
        "h2: <b A>\nh2: <b B ><em b c>\n",
    );
    check_page("not one", &format!("<div>{one}<p><b>A</b></p>{two}</div>"), "p: <b A>\n");
    check_page(
        "not beside headings",
        &format!("<div><p><b>A</b></p>{one}<p><b>B</b></p>{two}<h2>C</h2>{one}</div>"),
        "p: <b A>\np: <b B>\nh2: C\n",
    );
}

#[test]
fn nesting_has_a_limit() {
    let deep = format!("{}a{}<p>b", "<div>".repeat(2_000), "</div>".repeat(2_000));
    check(
        "elements",
        &deep,
        "! elements nested deeper than 512 are shown as plain text where they stand\np: a\np: b\n",
    );
    for tags in ["<li><h1>", "<dt><h2>"] {
        let nested = dump(&parse(&tags.repeat(2_000)));
        assert!(nested.starts_with("! elements nested deeper than 512"), "{tags}: {nested}");
    }
    let formatting: String = (0..300).map(|n| format!("<font color={n}>")).collect();
    check(
        "formatting that nothing ends",
        &format!("<p>{formatting}a"),
        "! elements nested deeper than 512 are shown as plain text where they stand\np: a\n",
    );
    let tangle: String = (0..300).map(|n| format!("<p><b id=b{n}>a")).collect();
    assert!(dump(&parse(&tangle)).starts_with("! the page is too tangled to parse"));
}

#[test]
fn pages_are_told_from_text() {
    for (text, expected) in [
        ("<!doctype html>", true),
        ("\n <HTML lang=en>", true),
        ("<?xml version=\"1.0\"?><!-- a --><html>", true),
        ("<title>A</title>", true),
        ("<p>not surely</p>", false),
        ("<rss>", false),
        ("words <html>", false),
        ("", false),
    ] {
        assert_eq!(looks_so(text), expected, "{text}");
    }
}
