//! What plain text is cut into, and which outline is found in it.

use super::page::Page;
use super::parse;
use crate::document::Document;
use crate::document::block::{Block, Furniture, Kind, Marker};

mod lists;
mod outlines;
mod properties;

/// Writes a block as one line: a word for its kind, `+` where it is tight, its text with `⏎` for
/// line ends.
fn dump(document: &Document) -> String {
    document.blocks.iter().map(|block| line(document, block)).collect()
}

fn line(document: &Document, block: &Block) -> String {
    let kind = match &block.kind {
        Kind::Paragraph => "p",
        Kind::Item(Marker::Written(_)) => "item",
        Kind::Verse => "verse",
        Kind::Code { .. } => "code",
        Kind::Furniture(Furniture::Line) => "line",
        other => panic!("cutting makes no {other:?}"),
    };
    let tight = if block.tight { "+" } else { "" };
    let depth = block.nesting.items;
    let depth = if depth > 1 { depth.to_string() } else { String::new() };
    let text = document.slice(block.range.clone()).replace('\n', "⏎");
    format!("{tight}{kind}{depth} {text}\n")
}

#[track_caller]
fn check(case: &str, text: &str, expected: &[&str]) {
    let found = dump(&parse(text));
    assert_eq!(found.lines().collect::<Vec<_>>(), expected, "{case}");
}

#[test]
fn a_line_may_be_a_paragraph() {
    let long = "The tide tables of the old harbour office list, for every day since 1871, the hour at \
                which the water stood highest at the third step of the quay, and who had read it.";
    check(
        "blank lines between",
        &format!("Title\n\n{long}\n\n{long}\n"),
        &["p Title", &format!("p {long}"), &format!("p {long}")],
    );
    check(
        "a line glued beneath a paragraph",
        &format!("{long}\nharbour office\n\n{long}"),
        &[&format!("p {long}"), "+p harbour office", &format!("p {long}")],
    );
    let glued = format!("{long}\nWhat came after\n").repeat(6);
    let expected = [format!("p {long}"), "+p What came after".into()];
    let found = dump(&parse(&glued));
    assert!(
        found.starts_with(&format!("{}\n{}\n+p", expected[0], expected[1])),
        "no blank line at all"
    );
}

#[test]
fn wrapped_lines_are_joined() {
    check(
        "by a program",
        "The keeper of the light wrote down each ship that passed, with\n\
         the hour, the wind and the colour of her sails, and on some\n\
         nights he wrote down ships that nobody else had seen at all.\n\
         \n\
         His daughter kept the book.\n",
        &[
            "p The keeper of the light wrote down each ship that passed, with the hour, the wind and \
             the colour of her sails, and on some nights he wrote down ships that nobody else had \
             seen at all.",
            "p His daughter kept the book.",
        ],
    );
    check(
        "by hand",
        "The keeper of the light wrote down each ship\n\
         that passed, with the hour, the wind and the colour of her\n\
         sails, and on some nights he wrote\n\
         down ships that nobody else had seen at all,\n\
         so that the book grew thick.\n",
        &[
            "p The keeper of the light wrote down each ship that passed, with the hour, the wind and \
           the colour of her sails, and on some nights he wrote down ships that nobody else had seen \
           at all, so that the book grew thick.",
        ],
    );
    check(
        "a heading glued above its paragraph",
        "The book of ships\n\
         The keeper of the light wrote down each ship that passed, with\n\
         the hour, the wind and the colour of her sails, and on some\n\
         nights he wrote down ships that nobody else had seen at all.\n",
        &[
            "p The book of ships",
            "+p The keeper of the light wrote down each ship that passed, with the hour, the wind \
             and the colour of her sails, and on some nights he wrote down ships that nobody else \
             had seen at all.",
        ],
    );
    check(
        "first lines set in, and no blank lines",
        "  The keeper of the light wrote down each ship that passed, with\n\
         the hour, the wind and the colour of her sails, and on some\n\
         nights he wrote down ships that nobody else had seen at all.\n\
         \u{20} His daughter kept the book after him, in another hand, and she\n\
         left out the ships that only he had seen.\n",
        &[
            "p The keeper of the light wrote down each ship that passed, with the hour, the wind and \
             the colour of her sails, and on some nights he wrote down ships that nobody else had \
             seen at all.",
            "+p His daughter kept the book after him, in another hand, and she left out the ships \
             that only he had seen.",
        ],
    );
    check(
        "a hyphen at a line end goes where it broke a word",
        "The wall was built of stone from the quarry behind the light-\n\
         house, by masons who knew the effects of frost before-\n\
         and afterwards, and who had learned their trade in the well-\n\
         known har-\n\
         bours of the long and broken coast of the salt-\n\
         stained coun-\n\
         ties.\n",
        &[
            "p The wall was built of stone from the quarry behind the lighthouse, by masons who knew \
           the effects of frost before- and afterwards, and who had learned their trade in the \
           well-known harbours of the long and broken coast of the salt-stained \
           counties.",
        ],
    );
    check(
        "hyphens stay in a language whose words are not known",
        "De muur werd van steen gebouwd uit de groeve achter de vuur-\n\
         toren, door metselaars die de vorst van het noorden kenden en\n\
         niet te vroeg begonnen.\n",
        &["p De muur werd van steen gebouwd uit de groeve achter de vuur-toren, door metselaars \
           die de vorst van het noorden kenden en niet te vroeg begonnen."],
    );
    check(
        "a paragraph of options that breaks words is no program",
        "The light is lit by the keeper, who has these to choose from, as\n\
         he has had for years, in summer and in winter.\n\n\
         \x20      It burns with --oil or, where that is wanted, --gas, and re\u{2010}\n\
         \x20      turns to --oil.\n",
        &[
            "p The light is lit by the keeper, who has these to choose from, as he has had for years, \
           in summer and in winter.",
            "p It burns with --oil or, where that is wanted, --gas, and returns to --oil.",
        ],
    );
    check(
        "hyphens of typesetting go in every language",
        "De muur werd van steen gebouwd uit de groeve achter de vuur\u{2010}\n\
         toren, door metselaars die de vorst van het noorden kenden en\n\
         niet te vroeg begonnen.\n",
        &["p De muur werd van steen gebouwd uit de groeve achter de vuurtoren, door metselaars \
           die de vorst van het noorden kenden en niet te vroeg begonnen."],
    );
    check(
        "scripts without spaces are joined without",
        "港の古い事務所の記録によれば、水位は毎日三段目の石段で測られていた。\n\
         記録を取った者の名前も残っていて、その多くは灯台守の家族であった。\n\
         今では誰も読まない。\n",
        &[
            "p 港の古い事務所の記録によれば、水位は毎日三段目の石段で測られていた。記録を取った者の名前も残って\
           いて、その多くは灯台守の家族であった。今では誰も読まない。",
        ],
    );
}

#[test]
fn records_stay_apart_however_even_they_are() {
    check(
        "the accounts of a machine",
        "anna:x:1000:1000:Anna Holt:/home/anna:/bin/bash\n\
         gull:x:1001:1001:Gull Vane:/home/gull:/bin/bash\n\
         erne:x:1002:1002:Erne Holm:/home/erne:/bin/bash\n",
        &["verse anna:x:1000:1000:Anna Holt:/home/anna:/bin/bash⏎\
           gull:x:1001:1001:Gull Vane:/home/gull:/bin/bash⏎\
           erne:x:1002:1002:Erne Holm:/home/erne:/bin/bash"],
    );
    check(
        "files with their rights",
        "total 28\n-rw-r--r--  1 anna anna  7398 Jun  1 tides.txt\n\
         drwxr-xr-x  2 anna anna  4096 Jun  1 charts\n-rw-r--r--  1 anna anna 15932 Jun  2 log\n",
        &["code total 28⏎-rw-r--r--  1 anna anna  7398 Jun  1 tides.txt⏎\
           drwxr-xr-x  2 anna anna  4096 Jun  1 charts⏎-rw-r--r--  1 anna anna 15932 Jun  2 log"],
    );
    check(
        "a log whose lines begin with words",
        "Sat Jun  1 12:30:01 UTC 2024\nINFO the ferry left in a wind from the west\n\
         Sat Jun  1 12:30:02 UTC 2024\nINFO the lamp was lit by the keeper\n",
        &["code Sat Jun  1 12:30:01 UTC 2024⏎INFO the ferry left in a wind from the west⏎\
           Sat Jun  1 12:30:02 UTC 2024⏎INFO the lamp was lit by the keeper"],
    );
    check(
        "the head of a letter, and the letter",
        "From: Anna Holt\nTo: the harbour office\nSubject: the wall\n\n\
         The wall was never meant to hold so much of the sea at once, and nobody has said so.\n",
        &[
            "verse From: Anna Holt⏎To: the harbour office⏎Subject: the wall",
            "p The wall was never meant to hold so much of the sea at once, and nobody has said so.",
        ],
    );
}

#[test]
fn lines_that_mean_something_stay() {
    check(
        "verse",
        "The tide is out,\nThe boats lie down,\nThe gulls walk about\nAs if they owned the town.\n\n\
         And all the mud\nHas turned to gold\nThat nobody would\nHave or hold.\n",
        &[
            "verse The tide is out,⏎The boats lie down,⏎The gulls walk about⏎As if they owned the town.",
            "verse And all the mud⏎Has turned to gold⏎That nobody would⏎Have or hold.",
        ],
    );
    check(
        "verse that is set in, between paragraphs that are not wrapped",
        "The keeper had written a few lines about the boats on the door of the oil store in chalk.\n\n       \
         The tide is out,\n         the boats lie down,\n       the gulls walk about\n\n\
         The rain washed them off in the winter, and nobody has seen the door from near by since.\n",
        &[
            "p The keeper had written a few lines about the boats on the door of the oil store in chalk.",
            "verse        The tide is out,⏎         the boats lie down,⏎       the gulls walk about",
            "p The rain washed them off in the winter, and nobody has seen the door from near by since.",
        ],
    );
    check(
        "an address",
        "Harbour Office\n3 Quay Street\nWestmouth\n",
        &["verse Harbour Office⏎3 Quay Street⏎Westmouth"],
    );
    check(
        "a table of tabs",
        "Year\tShips\tWrecks\n1871\t212\t3\n1872\t198\t1\n",
        &["code Year    Ships   Wrecks⏎1871    212     3⏎1872    198     1"],
    );
    check(
        "a table of spaces",
        "Year      Ships    Wrecks\n1871        212         3\n",
        &["code Year      Ships    Wrecks⏎1871        212         3"],
    );
    check(
        "a table whose rows are not all wide",
        "Ship  Tons  Master\n----  ----  ------\nGull  212   Holt\nErne    8   Vane\n",
        &["code Ship  Tons  Master⏎----  ----  ------⏎Gull  212   Holt⏎Erne    8   Vane"],
    );
    check(
        "a list whose columns are two spaces apart",
        "sync  Read the tides at once, and wait until they are there.\n\
         quiet  Say nothing, whatever comes of it.\nauto  Start with the lamp.\n",
        &["code sync  Read the tides at once, and wait until they are there.⏎quiet  Say nothing, \
             whatever comes of it.⏎auto  Start with the lamp."],
    );
    check(
        "a paragraph set flush at both sides is no table",
        "The tide  comes in over  the flats faster  than a man can walk\n\
         who has  a basket on  his back and  boots full of  water,  and\n\
         nobody  here would  set out after  noon without  having looked\n\
         at the table.\n",
        &["p The tide comes in over the flats faster than a man can walk who has a basket on his \
             back and boots full of water, and nobody here would set out after noon without having \
             looked at the table."],
    );
    check(
        "a list of prices",
        "Rope .................  12.00\nLamp oil .............   2.50\n",
        &["code Rope .................  12.00⏎Lamp oil .............   2.50"],
    );
    check(
        "names at the right below others",
        "Harbour Office                              R. Holt\n\
         Notice 7                                    J. Vane\n\
         \x20                                     M. Wills-Cray\n\
         \x20                                         June 1871\n",
        &["code Harbour Office                              R. Holt⏎Notice 7                  \
             \x20                 J. Vane⏎                                      M. Wills-Cray⏎    \
             \x20                                     June 1871"],
    );
    check(
        "two lines of a program",
        "def tide(hour):\n    return hour + 1\n",
        &["code def tide(hour):⏎    return hour + 1"],
    );
    check("a drawing", "┌────┐\n│ ok │\n└────┘\n", &["code ┌────┐⏎│ ok │⏎└────┘"]);
    check(
        "code set in",
        "Then call it:\n\n    let tide = read(3);\n    print(tide);\n\nand wait.\n",
        &["p Then call it:", "code     let tide = read(3);⏎    print(tide);", "p and wait."],
    );
    check("code at the margin", "fn main() {\n    run();\n}\n", &["code fn main() {⏎    run();⏎}"]);
    check(
        "a quoted mail",
        "She wrote:\n\n> Come at noon.\n> Bring the book.\n",
        &["p She wrote:", "code > Come at noon.⏎> Bring the book."],
    );
    check(
        "quoted blanks of code at the margin",
        "It is called so:\n\ntides = \"low  high\"\n\nIt says nothing.\n",
        &["p It is called so:", "code tides = \"low  high\"", "p It says nothing."],
    );
    check("rules", "One.\n\n* * *\n\nTwo.\n", &["p One.", "line * * *", "p Two."]);
    check(
        "an underline",
        "The wall\n========\n\nIt leans.\n",
        &["p The wall", "+line ========", "p It leans."],
    );
}

#[test]
fn a_title_in_the_middle_is_cut_line_by_line() {
    let terms =
        "\n\n   1. Terms.\n\n      The tide is whatever the keeper of the light has seen of it.\n";
    check(
        "with its version and where to find it",
        &format!(
            "{:30}Tide Licence\n{:24}Version 1.0, January 1871\n{:22}http://tides.example/terms{terms}",
            "", "", "",
        ),
        &[
            "p Tide Licence",
            "+p Version 1.0, January 1871",
            "+p http://tides.example/terms",
            "item 1. Terms.",
            "p The tide is whatever the keeper of the light has seen of it.",
        ],
    );
    check(
        "what begins below each other is not in the middle",
        "          The Keeper\n          Lamp Lane\n          Low Harbour\n\nDear keeper,\n",
        &["verse           The Keeper⏎          Lamp Lane⏎          Low Harbour", "p Dear keeper,"],
    );
}

#[test]
fn how_far_blocks_are_set_in_is_known() {
    let insets = |text: &str| {
        let document = parse(text);
        (0..document.blocks.len()).map(|block| document.inset(block)).collect::<Vec<_>>()
    };
    let manual = [
        (7, "Each ship is listed with the hour at which she passed, the wind,"),
        (7, "and the colour of her sails, as far as anybody saw them at all."),
        (0, ""),
        (7, "-a, --all"),
        (14, "List the ships that nobody but the keeper of the light has"),
        (14, "seen, too."),
        (0, ""),
        (11, "* by day"),
        (13, "- inside"),
        (0, ""),
        (60, "June 1871"),
    ];
    let manual = manual.map(|(indent, line)| " ".repeat(indent) + line).join("\n");
    assert_eq!(insets(&manual), [0, 0, 7, 4, 0, 0]);
    let book = "The wall was built in the year in which the old one had fallen,\n\
                and it stood.\n\n\
                \x20 It stood for a hundred years, though nobody who had built it\n\
                would have thought so.\n\n\
                \x20 \"It stands,\" he said.\n";
    assert_eq!(insets(book), [0, 0, 0], "first lines of paragraphs");
}

#[test]
fn every_line_end_counts() {
    check("returns and line feeds", "One\r\n\r\nTwo\r\n", &["p One", "p Two"]);
    check("returns alone", "One\r\rTwo\r", &["p One", "p Two"]);
    check("a page break", "One\n\u{c}\nTwo", &["p One", "p Two"]);
    check("separators", "One\u{2029}\u{2029}Two\u{85}\u{85}Three", &["p One", "p Two", "p Three"]);
    check("nothing", "", &[]);
    check("blank lines", "\n \n\t\n\u{a0}\n", &[]);
}

#[test]
fn lines_are_known() {
    let document = parse("One\n\nTwo words that are\n\n\u{c}\nThree");
    let found: Vec<_> = document
        .blocks
        .iter()
        .map(|block| document.lines.line_of(crate::document::Position(block.range.start)))
        .collect();
    assert_eq!(found, [Some(1), Some(3), Some(6)]);
}

#[test]
fn the_page_is_measured_at_the_beginning_alone() {
    let prose = "A line that is as long as a paragraph, for it is one. ".repeat(8);
    let head = format!("{prose}\n\n").repeat(70_000 / prose.len());
    let wrapped = "The keeper of the light wrote down each ship that passed, with\nthe hour.\n\n";
    let whole = head.clone() + &wrapped.repeat(500);
    assert_eq!(Page::measure(&whole), Page::measure(&head));
}

/// Strikes each letter of `words` over itself.
fn bold(words: &str) -> String {
    words.chars().map(|char| format!("{char}\u{8}{char}")).collect()
}

#[test]
fn manual_pages_are_read_as_they_look() {
    let text = format!(
        "{}\n       lamp - light it\n\n{}\n       {} [{}]...  {}  the  lamp.\n       It burns.\n",
        bold("NAME"),
        bold("SYNOPSIS"),
        bold("lamp"),
        "_\u{8}w_\u{8}i_\u{8}c_\u{8}k",
        bold("lights up"),
    );
    let document = parse(&text);
    let plain = "NAME\nlamp - light it\n\nSYNOPSIS\nlamp [wick]... lights up the lamp. It burns.";
    let shown: Vec<&str> = document.text().split_whitespace().collect();
    assert_eq!(shown, plain.split_whitespace().collect::<Vec<_>>());
    let spans = document.spans.iter().map(|it| (document.slice(it.range.clone()), it.style));
    let spans: Vec<_> = spans.map(|(words, it)| (words, it.strong, it.emphasis)).collect();
    let expected = [
        ("NAME", true, false),
        ("SYNOPSIS", true, false),
        ("lamp", true, false),
        ("wick", false, true),
        ("lights", true, false),
        ("up", true, false),
    ];
    assert_eq!(spans, expected);
}

#[test]
fn a_sentence_that_speaks_of_options_is_no_program() {
    let kinds = |text: &str| parse(text).blocks.into_iter().map(|it| it.kind).collect::<Vec<_>>();
    let told = "If one of -a, -s, or -u <keeper> is there, the lamp is lit with a name\n\
                and asks for one. Unless -m <word> or -F <book> is there, the keeper is\n\
                woken and -a is meant.\n";
    assert_eq!(kinds(told), [Kind::Paragraph]);
    let typed = "lamp --light -n 3 | sort -r > book.txt && lamp --wake <keeper>;\n\
                 lamp --list -a | tee lamps.txt\n";
    assert_eq!(kinds(typed), [Kind::Code { language: None }]);
}
