//! What stands to the left of a block, as a reader sees it.

use super::super::*;
use super::{PLAIN, check, document, listed, number};
use crate::document::Style;
use crate::document::block::{Kind, Marker, Nesting};
use crate::document::builder::Builder;

#[test]
fn list_items_hang() {
    let bullet = || Kind::Item(Marker::Bullet);
    check(
        "bullets tell the depth",
        &document(&[
            (bullet(), listed(1), "one and another"),
            (bullet(), listed(2), "^two and another"),
            (bullet(), listed(3), "^three and another"),
            (bullet(), listed(4), "^four"),
        ]),
        14,
        "\
[li|• one and]
[li|  another]
[li|  ◦ two and]
[li|    another]
[li|    ▪ three]
[li|      and]
[li|      another]
[li|     • four]
",
    );
    check(
        "numbers end below each other",
        &document(&[
            (number(9), listed(1), "nine and another"),
            (Kind::Paragraph, listed(1), "more of nine and more"),
            (bullet(), listed(2), "a bullet in nine"),
            (number(10), listed(1), "^ten"),
        ]),
        16,
        "\
[li| 9. nine and]
[li|    another]
[|]
[p|    more of nine]
[p|    and more]
[|]
[li|    ◦ a bullet]
[li|      in nine]
[li|10. ten]
",
    );
    check(
        "a list of its own begins anew",
        &document(&[
            (number(1), listed(1), "a"),
            (Kind::Paragraph, PLAIN, "b"),
            (number(10), listed(1), "c"),
        ]),
        16,
        "\
[li|1. a]
[|]
[p|b]
[|]
[li|10. c]
",
    );
    check(
        "tasks and notes",
        &document(&[
            (Kind::Item(Marker::Task(true)), listed(1), "done and gone"),
            (Kind::Item(Marker::Task(false)), listed(1), "^open"),
            (
                Kind::Item(Marker::Note(Box::new(Clean::ours("ab")))),
                listed(1),
                "a note at the foot",
            ),
        ]),
        12,
        "\
[li|☑ done and]
[li|  gone]
[li|☐ open]
[|]
[li|[ab]]
[li|  a note at]
[li|  the foot]
",
    );
    check(
        "marks that stand in the text",
        &document(&[
            (Kind::Item(Marker::Written(4)), listed(1), "(a) one and another"),
            (Kind::Item(Marker::Written(4)), listed(1), "^-   two and another"),
            (Kind::Paragraph, listed(1), "more of two, and more"),
        ]),
        15,
        "\
[li|(a) one and]
[li|    another]
[li|-   two and]
[li|    another]
[|]
[p|    more of]
[p|    two, and]
[p|    more]
",
    );
    check(
        "a mark too wide for a third of the page",
        &document(&[
            (number(123_456), listed(1), "one and another"),
            (Kind::Item(Marker::Written(11)), listed(1), "(sixteenth) two and more"),
            (Kind::Paragraph, listed(1), "more of two"),
        ]),
        15,
        "\
[li|123456.]
[li|  one and]
[li|  another]
[|]
[li|(sixteenth) two]
[li|  and more]
[|]
[p|  more of two]
",
    );
    check(
        "an item without words",
        &document(&[(number(1), listed(1), ""), (number(2), listed(1), "^a")]),
        15,
        "\
[li|1.]
[li|2. a]
",
    );
}

#[test]
fn quotations_have_bars() {
    let p = |quotes, items, text| (Kind::Paragraph, Nesting { quotes, items }, text);
    check(
        "on blank rows inside too",
        &document(&[
            p(0, 0, "before"),
            p(1, 0, "one and another one"),
            p(2, 0, "two"),
            p(1, 0, "three"),
            p(0, 0, "after"),
        ]),
        12,
        "\
[p|before]
[|]
[p|│ one and]
[p|│ another]
[p|│ one]
[|│]
[p|│ │ two]
[|│]
[p|│ three]
[|]
[p|after]
",
    );
    check(
        "behind the indent of an item they stand in",
        &document(&[
            (Kind::Item(Marker::Bullet), listed(1), "an item"),
            p(1, 1, "a quotation in it"),
        ]),
        12,
        "\
[li|• an item]
[|]
[p|  │ a quotat]
[p|  │ ion in]
[p|  │ it]
",
    );
    check(
        "before the mark of an item that stands in them",
        &document(&[
            (Kind::Item(Marker::Bullet), Nesting { quotes: 1, items: 1 }, "an item"),
            p(1, 1, "more of it, and more"),
        ]),
        12,
        "\
[li|│ • an item]
[|│]
[p|│   more of]
[p|│   it, and]
[p|│   more]
",
    );
    check(
        "that leave half of a narrow page",
        &document(&[p(40, 0, "deep down in there")]),
        12,
        "\
[p|│ │ │ deep]
[p|│ │ │ down]
[p|│ │ │ in]
[p|│ │ │ there]
",
    );
    check(
        "as deep lists do",
        &document(&[p(0, 40, "deep down in there")]),
        12,
        "\
[p|      deep]
[p|      down]
[p|      in]
[p|      there]
",
    );
    check(
        "and sixteen columns of a wide one",
        &document(&[p(40, 0, "deep down in there")]),
        40,
        "\
[p|│ │ │ │ │ │ │ │ │ │ │ │ deep down in]
[p|│ │ │ │ │ │ │ │ │ │ │ │ there]
",
    );
}

#[test]
fn what_was_set_in_is_set_in() {
    let mut builder = Builder::default();
    let blocks = [
        (Kind::Paragraph, PLAIN, 0, "-a, --all"),
        (Kind::Paragraph, PLAIN, 7, "List each ship with the hour at which she passed."),
        (
            Kind::Item(Marker::Written(2)),
            listed(1),
            4,
            "* by day, and by night where she had lamps",
        ),
        (Kind::Item(Marker::Written(2)), listed(2), 0, "- inside"),
        (Kind::Heading(1), PLAIN, 7, "Next"),
    ];
    for (kind, nesting, inset, text) in blocks {
        builder.inset(inset);
        builder.open(kind, nesting);
        builder.push(text, Style::default());
    }
    let document = builder.finish();
    check(
        "as far as it was",
        &document,
        40,
        "[p|-a, --all]\n\
         [|]\n\
         [p|       List each ship with the hour at]\n\
         [p|       which she passed.]\n\
         [|]\n\
         [li|    * by day, and by night where she]\n\
         [li|      had lamps]\n\
         [|]\n\
         [li|      - inside]\n\
         [|]\n\
         [|]\n\
         [h1|Next]\n",
    );
    check(
        "by a quarter of the page at most",
        &document,
        16,
        "[p|-a, --all]\n\
         [|]\n\
         [p|    List each]\n\
         [p|    ship with]\n\
         [p|    the hour at]\n\
         [p|    which she]\n\
         [p|    passed.]\n\
         [|]\n\
         [li|    * by day,]\n\
         [li|      and by]\n\
         [li|      night]\n\
         [li|      where she]\n\
         [li|      had lamps]\n\
         [|]\n\
         [li|      - inside]\n\
         [|]\n\
         [|]\n\
         [h1|Next]\n",
    );
}
