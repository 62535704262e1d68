//! What each command means: keys in, and where the reader is.

use crate::support::reader::{Reader, article, check_top, long, read_again};
use sidehead::app::Input;
use sidehead::app::geometry;
use sidehead::document::Position;

#[test]
fn sections_are_jumped_to() {
    check_top("next", "]", "Section 1");
    check_top("next, twice", "] ]", "Section 2");
    check_top("with a count", "3 ]", "Section 3");
    check_top("by number", "1 0 enter", "Section 10");
    check_top("back to the start of the section being read", "3 ] j j j [", "Section 3");
    check_top("back past it", "3 ] [", "Section 2");
    check_top("before the first is the beginning", "] [", "The Long Article");
    check_top("after the last it stays", "1 0 ] ]", "Section 10");
    check_top("with fewer ahead to the last", "8 ] 5 ]", "Section 10");
}

#[test]
fn the_ends_and_percentages_are_reached() {
    check_top("the beginning", "G g", "The Long Article");
    check_top("nought percent", "5 ] 0 %", "The Long Article");
    check_top("a line of the source", "2 9 G", "Section 3");
    check_top("a line of the source, as in less", "5 ] 2 9 g", "Section 3");
    check_top("the last section can stand at the top", "1 0 enter", "Section 10");
    let mut reader = Reader::open("long.md", &long(), 80, 24);
    for percent in ["5 0", "3 7", "1", "8 0"] {
        reader.press(&format!("{percent} %"));
        let shown = format!(" {}% ", percent.replace(' ', ""));
        assert!(reader.picture().contains(&shown), "{shown} in:\n{}", reader.picture());
    }
    reader.press("G");
    assert_eq!(reader.state.viewport.end(), reader.state.article.document.end());
}

#[test]
fn jumps_are_taken_back() {
    check_top("back", "3 ] 7 enter ctrl-o", "Section 3");
    check_top("back twice", "3 ] 7 enter ctrl-o ctrl-o", "The Long Article");
    check_top("back and forward", "3 ] 7 enter ctrl-o alt-right", "Section 7");
    check_top("to before the last jump", "3 ] 7 enter ' '", "Section 3");
    check_top("to where going back began", "3 ] 7 enter ctrl-o ' '", "Section 7");
    check_top("and back again", "3 ] 7 enter ' ' ' '", "Section 7");
    check_top("a mark", "3 ] m a 7 enter ' a", "Section 3");
    check_top("a mark by vi's other key", "3 ] m a 7 enter ` a", "Section 3");
    check_top("and back by it", "3 ] 7 enter ` `", "Section 3");
}

#[test]
fn scrolling_down_and_up_comes_back() {
    for (down, up) in [("j", "k"), ("space", "b"), ("d", "u"), ("1 7 j", "1 7 k")] {
        check_top("there and back", &format!("4 ] {down} {up}"), "Section 4");
    }
}

#[test]
fn the_column_is_narrowed_from_what_is_seen() {
    let mut reader = Reader::open("long.md", &long(), 60, 24);
    let columns = |reader: &Reader| geometry::areas(&reader.state).text.columns;
    assert_eq!(columns(&reader), 56);
    reader.press("-");
    assert_eq!(columns(&reader), 52);
    reader.press("+ +");
    assert_eq!(columns(&reader), 56);
    reader.press("- =");
    assert_eq!(columns(&reader), 56);
}

#[test]
fn the_column_is_widened_from_what_was_wanted() {
    let mut reader = Reader::open("long.md", &long(), 80, 24);
    reader.press("+");
    assert!(reader.picture().contains("76 columns, of which 51 fit"), "{}", reader.picture());
    reader.press("t");
    assert_eq!(geometry::areas(&reader.state).text.columns, 76);
}

#[test]
fn without_headings_there_is_no_section_to_go_to() {
    let mut reader = Reader::open("plain.txt", "Only one sentence.\n", 80, 24);
    let said = |reader: &mut Reader, keys| {
        reader.press(keys);
        reader.state.message.as_ref().map(|message| message.words.to_string()).unwrap_or_default()
    };
    for keys in ["]", "[", "3 enter"] {
        let listed = "No headings found · t lists the paragraphs";
        assert_eq!(said(&mut reader, keys), listed, "{keys}");
    }
    assert_eq!(said(&mut reader, "t ]"), "No headings found · } goes to the next paragraph");
    reader.state.complete = false;
    assert!(said(&mut reader, "]").starts_with("No headings so far"));
}

#[test]
fn that_there_are_no_headings_so_far_is_said_no_longer_than_it_is_so() {
    let (plain, headed) = ("Only one sentence.\n", "Only one sentence.\n\n## A heading\n\nText.\n");
    for (keys, whole) in [("]", headed), ("]", plain), ("t", headed), ("3 enter", plain)] {
        let mut reader = Reader::open("long.md", plain, 80, 24);
        reader.state.complete = false;
        reader.press(keys);
        assert!(reader.picture().contains("No headings so far"), "{keys}: {}", reader.picture());
        let key = reader.state.key.clone();
        reader.happen(Input::Came(key.clone(), Box::new(article("long.md", plain))));
        assert!(reader.picture().contains("No headings so far"), "{keys}: still so");
        reader.happen(Input::Came(key, Box::new(article("long.md", whole))));
        let is_so = whole == plain;
        assert_eq!(reader.picture().contains("No headings so far"), is_so, "{keys}: more of it");
        read_again(&mut reader, whole);
        assert!(!reader.picture().contains("so far"), "{keys}: {}", reader.picture());
    }
}

#[test]
fn pages_keep_two_rows() {
    let mut reader = Reader::open("long.md", &long(), 80, 24);
    reader.press("4 ]");
    let rows: Vec<_> = reader.state.viewport.rows.iter().map(|shown| shown.place).collect();
    reader.press("space");
    let top = reader.state.viewport.rows.first().map(|shown| shown.place);
    assert_eq!(top, rows.get(rows.len() - 2).copied());
}

#[test]
fn the_focus_moves_by_paragraphs_and_stays_on_screen() {
    let mut reader = Reader::open("long.md", &long(), 80, 24);
    reader.press("] }");
    assert!(reader.focused().starts_with("This is paragraph 2 of section 1"));
    reader.press("{");
    assert!(reader.focused().starts_with("This is paragraph 1 of section 1"));
    for _ in 0..8 {
        reader.press("space");
        let focused = reader.state.focused;
        let rows = &reader.state.viewport.rows;
        assert!(rows.iter().any(|shown| shown.place.block == focused), "the focus left the screen");
    }
}

#[test]
fn no_row_is_wasted_above_a_paragraph_that_fills_the_screen() {
    for rows in 4..16 {
        let mut reader = Reader::open("long.md", &long(), 24, rows);
        for _ in 0..30 {
            reader.press("}");
            let block = &reader.state.article.document.blocks[reader.state.focused];
            let viewport = &reader.state.viewport;
            let is_wasted = viewport.rows[0].row.range.is_empty();
            let is_seen = viewport.shows(Position(block.range.end));
            assert!(!is_wasted || is_seen, "{rows} rows:\n{}", reader.picture());
        }
    }
}

#[test]
fn the_focus_goes_with_the_top_unless_the_reader_put_it_elsewhere() {
    let mut reader = Reader::open("long.md", &long(), 80, 24);
    for keys in ["space b", "d u", "space 4 0 k"] {
        reader.press(keys);
        assert!(reader.focused().starts_with("It begins with a lead"), "{keys}");
        let picture = reader.picture();
        assert!(picture.contains(" before §1/10 · 0% "), "{keys}:\n{picture}");
    }
    reader.press("4 ] } } k k");
    assert!(reader.focused().starts_with("This is paragraph 3 of section 4"));
    reader.press("b");
    assert_eq!(reader.state.focused, reader.state.viewport.rows[0].place.block, "it left");
}

#[test]
fn resizing_keeps_the_text_at_the_top() {
    let mut reader = Reader::open("long.md", &long(), 80, 24);
    reader.press("4 ] } } j j");
    let before = reader.state.position();
    let sizes = [(40, 12), (120, 40), (60, 10), (200, 50), (30, 8), (80, 24)];
    for (columns, rows) in sizes.into_iter().cycle().take(30) {
        reader.happen(Input::Resized(sidehead::app::geometry::Size { columns, rows }));
        let shown = reader.state.viewport.rows.iter().find(|shown| !shown.row.range.is_empty());
        let range = shown.map(|shown| shown.row.range.clone()).expect("there is text on screen");
        assert!(
            range.contains(&before.0) || range.start == before.0,
            "{columns}×{rows}: {range:?}"
        );
    }
}

#[test]
fn a_count_beyond_all_rows_ends_at_the_last_and_the_first() {
    let mut reader = Reader::open("long.md", &long(), 80, 24);
    reader.press("9 9 9 9 9 9 9 9 j");
    let end = (reader.top(), reader.state.viewport.is_at_end);
    assert!(end.1);
    reader.press("g 9 9 9 9 j");
    assert_eq!((reader.top(), reader.state.viewport.is_at_end), end, "row by row");
    reader.press("9 9 9 9 9 9 9 9 k");
    let top = reader.top();
    reader.press("g");
    assert_eq!(reader.top(), top);
}

#[test]
fn a_count_of_more_rows_than_can_be_waited_for_goes_about_as_far() {
    let mut reader = Reader::open("rows.txt", &"Word.\n\n".repeat(30_000), 80, 24);
    let block = |reader: &Reader| reader.state.viewport.rows[0].place.block;
    reader.press("4 0 0 0 0 j");
    assert!(block(&reader).abs_diff(20_000) < 10, "{}", block(&reader));
    assert!(reader.picture().contains("About 40000 rows: so many are not counted"));
    reader.press("2 0 0 0 0 k");
    assert!(block(&reader).abs_diff(10_000) < 10, "{}", block(&reader));
    reader.press("6 0 0 0 0 j");
    assert!(reader.state.viewport.is_at_end && !reader.picture().contains("About"));
    reader.press("1 0 0 0 0 0 k");
    assert_eq!((block(&reader), reader.picture().contains("About")), (0, false));
}

#[test]
fn a_count_of_nothing_is_none() {
    check_top("of sections", "0 ]", "Section 1");
    check_top("of sections back", "3 ] j j j 0 [", "Section 3");
    check_top("of lines", "] 0 j 0 k", "Section 1");
    let mut reader = Reader::open("long.md", &long(), 80, 24);
    reader.press("3 ] B g 0 )");
    assert!(reader.focused().starts_with("This is paragraph 1 of section 3"));
}

#[test]
fn esc_leaves_a_count_and_nothing_else() {
    let mut reader = Reader::open("long.md", &long(), 80, 24);
    reader.press("/ l e a d enter 1 2 esc ]");
    assert!(reader.top().starts_with("Section 1"), "{}", reader.top());
    assert!(reader.state.search.is_some());
}
