//! Tables as a reader sees them.

use super::super::*;
use super::{PLAIN, check};
use crate::document::Style;
use crate::document::block::{Alignment, Kind, Table};
use crate::document::builder::Builder;

/// Makes a document of one table, whose cells stand between bars.
fn table(rows: &[&str], alignments: &[Alignment], header_rows: usize) -> Document {
    let mut builder = Builder::default();
    builder.open(Kind::Table(Box::default()), PLAIN);
    let mut cells = Vec::new();
    for (at, cell) in rows.iter().flat_map(|row| row.split('|')).enumerate() {
        if at > 0 {
            builder.push("  ", Style::default());
        }
        let start = builder.here();
        builder.push(cell, Style::default());
        cells.push(start..builder.here());
    }
    builder.set_kind(Kind::Table(Box::new(Table {
        alignments: alignments.to_vec(),
        cells,
        header_rows,
    })));
    builder.finish()
}

#[test]
fn tables_shrink_to_the_page() {
    use Alignment::{Centre, Left, Right};
    let ships = table(
        &[
            "Ship|Tons|Remarks",
            "Ada|1,200|Sank in the harbour, was raised, and sailed on",
            "Bertha|80|",
            "|7|A ferry",
        ],
        &[Left, Right, Left],
        1,
    );
    check(
        "with room for all",
        &ships,
        72,
        "\
[th|Ship   │  Tons │ Remarks]
[line|───────┼───────┼───────────────────────────────────────────────]
[td|Ada    │ 1,200 │ Sank in the harbour, was raised, and sailed on]
[td|Bertha │    80 │]
[td|       │     7 │ A ferry]
",
    );
    check(
        "with wrapped cells",
        &ships,
        40,
        "\
[th|Ship   │  Tons │ Remarks]
[line|───────┼───────┼────────────────────────]
[td|Ada    │ 1,200 │ Sank in the harbour,]
[td|       │       │ was raised, and sailed]
[td|       │       │ on]
[line|┈┈┈┈┈┈┈┼┈┈┈┈┈┈┈┼┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈]
[td|Bertha │    80 │]
[line|┈┈┈┈┈┈┈┼┈┈┈┈┈┈┈┼┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈]
[td|       │     7 │ A ferry]
",
    );
    check(
        "without room for a grid",
        &ships,
        20,
        "\
[th|Ship  Tons  Remarks]
[line|────────────────────]
[td|Ship: Ada]
[td|Tons: 1,200]
[td|Remarks: Sank in]
[td|  the harbour, was]
[td|  raised, and sailed]
[td|  on]
[line|┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈]
[td|Ship: Bertha]
[td|Tons: 80]
[line|┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈]
[td|Tons: 7]
[td|Remarks: A ferry]
",
    );
    check(
        "a word that would only fit below the name of its column",
        &table(&["Limit|What it bounds|Since", "threads_per_worker|all|1.2"], &[Left; 3], 1),
        20,
        "\
[th|Limit  What it]
[th|bounds  Since]
[line|────────────────────]
[td|Limit:]
[td|  threads_per_worker]
[td|What it bounds:]
[td|  all]
[td|Since: 1.2]
",
    );
    check(
        "on a strip",
        &ships,
        8,
        "\
[th|Ship]
[th|Tons]
[th|Remarks]
[line|────────]
[td|Ship:]
[td|  Ada]
[td|Tons:]
[td|  1,200]
[td|Remarks:]
[td|  Sank]
[td|  in the]
[td|  harbou]
[td|  r, was]
[td|  raised]
[td|  , and]
[td|  sailed]
[td|  on]
[line|┈┈┈┈┈┈┈┈]
[td|Ship:]
[td|  Bertha]
[td|Tons:]
[td|  80]
[line|┈┈┈┈┈┈┈┈]
[td|Tons:]
[td|  7]
[td|Remarks:]
[td|  A]
[td|  ferry]
",
    );
    check(
        "in the middle",
        &table(&["a|wide name", "odd|b"], &[Centre, Centre], 1),
        20,
        "\
[th| a  │ wide name]
[line|────┼──────────]
[td|odd │     b]
",
    );
    check(
        "without names of columns",
        &table(&["a|b", "c|d"], &[Left, Left], 0),
        20,
        "\
[td|a │ b]
[td|c │ d]
",
    );
    check(
        "nor room",
        &table(&["an anchor|a bottle", "c|d"], &[Left, Left], 0),
        11,
        "\
[td|an anchor]
[td|a bottle]
[line|┈┈┈┈┈┈┈┈┈┈┈]
[td|c]
[td|d]
",
    );
    check(
        "with line ends in cells",
        &table(&["a|b\nc", "d|e"], &[Left, Left], 1),
        20,
        "\
[th|a │ b]
[th|  │ c]
[line|──┼──]
[td|d │ e]
",
    );
    check(
        "with wide letters",
        &table(&["船|トン", "あだ丸|一二"], &[Left, Right], 1),
        20,
        "\
[th|船     │ トン]
[line|───────┼─────]
[td|あだ丸 │ 一二]
",
    );
}

#[test]
fn columns_are_as_wide_as_makes_the_table_low() {
    let settings = table(
        &[
            "Depth before|Depth after|Remark",
            "4.2 m|7.5 m|rock blasted in the second winter, and the rubble taken for the new mole and the road to it",
            "5.0 m|5.0 m|sand",
        ],
        &[Alignment::Right, Alignment::Right, Alignment::Left],
        1,
    );
    check(
        "a long remark is worth two rows of names",
        &settings,
        46,
        "\
[th|    Depth │    Depth │ Remark]
[th|   before │    after │]
[line|──────────┼──────────┼────────────────────────]
[td|    4.2 m │    7.5 m │ rock blasted in the]
[td|          │          │ second winter, and the]
[td|          │          │ rubble taken for the]
[td|          │          │ new mole and the road]
[td|          │          │ to it]
[line|┈┈┈┈┈┈┈┈┈┈┼┈┈┈┈┈┈┈┈┈┈┼┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈]
[td|    5.0 m │    5.0 m │ sand]
",
    );
}

#[test]
fn a_word_that_must_be_broken_leaves_the_others_their_room() {
    use Alignment::Left;
    let commits = table(
        &["Commit|What it does", "0123456789abcdef0123456789abcdef01234567|Keeps the light on"],
        &[Left, Left],
        1,
    );
    check(
        "with half of the page each",
        &commits,
        40,
        "\
[th|Commit              │ What it does]
[line|────────────────────┼───────────────────]
[td|0123456789abcdef012 │ Keeps the light on]
[td|3456789abcdef012345 │]
[td|67                  │]
",
    );
}

#[test]
fn a_row_of_a_giant_table_is_made_alone() {
    let rows: Vec<String> = (0..10_000).map(|row| format!("row {row}|{}", row * 7)).collect();
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let document = table(&rows, &[Alignment::Left, Alignment::Right], 0);
    let mut layout = Layout::new(72);
    let position = Position(document.text().find("row 7777 ").expect("it is there"));
    let place = layout.place_of(&document, position).expect("there are rows");
    let row = layout.row(&document, place).expect("it was given");
    assert_eq!(row.text(&document), "row 7777 │ 54439");
    assert_eq!(layout.recent.len(), 1, "no other piece was looked at");
}
