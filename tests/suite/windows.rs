//! What stands beside the text or lies over it: the outline, lists, help, and what closes them.

use crate::support::reader::{Reader, long};
use sidehead::app::geometry::Size;
use sidehead::app::{Effect, Input};

#[test]
fn a_key_of_a_list_does_not_act_beneath_it() {
    let mut reader = Reader::open("long.md", &long(), 80, 24);
    reader.press("L tab t esc");
    assert!(!reader.state.outline.focused && reader.state.outline.shown);
}

#[test]
fn the_wheel_moves_what_is_under_it() {
    let mut reader = Reader::open("long.md", &long(), 80, 24);
    reader.happen(Input::Wheel { down: true, column: 40, row: 5 });
    assert!(reader.state.position().0 > 0);
    let text = (1..=100).map(|n| format!("## Section {n}\n\nText.\n\n")).collect::<String>();
    let mut reader = Reader::open("many.md", &text, 80, 24);
    (0..20).for_each(|_| reader.happen(Input::Wheel { down: true, column: 5, row: 5 }));
    assert!(reader.state.outline.top > 0, "the outline scrolls");
    assert_eq!(reader.state.position().0, 0, "the text stays");
}

#[test]
fn the_outline_folds_and_filters() {
    let text = "# T\n\nLead.\n\n## A\n\nText.\n\n### A one\n\nText.\n\n## B\n\nText.\n";
    let mut reader = Reader::open("t.md", text, 80, 24);
    let entries = |reader: &Reader| reader.state.outline.entries.len();
    assert_eq!(entries(&reader), 4, "the lead and three sections");
    reader.press("tab j h");
    assert_eq!(entries(&reader), 3, "one is folded away");
    reader.press("l");
    assert_eq!(entries(&reader), 4);
    reader.press("/ o n e enter");
    assert_eq!(entries(&reader), 1);
    reader.press("enter");
    assert!(reader.top().starts_with("A one") || reader.state.position().0 > 0);
    assert_eq!(entries(&reader), 4, "going there ends the filter");
}

#[test]
fn help_ends_where_its_last_line_is_seen() {
    for size in [(40, 12), (80, 24), (120, 40)] {
        let mut reader = Reader::open("long.md", &long(), size.0, size.1);
        reader.press("f1");
        (0..200).for_each(|_| reader.press("space"));
        let end = reader.picture();
        let help = sidehead::app::command::TABLE.last().map_or("", |row| row.help);
        let shown = help.split(',').next().unwrap_or_default();
        assert!(end.contains(shown), "{end}");
        reader.press("k");
        assert_ne!(reader.picture(), end, "one step back is one step");
        reader.press("G");
        assert_eq!(reader.picture(), end, "and G is there at once");
        reader.press("g");
        assert!(reader.picture().contains("In the text"), "g is at the first key");
    }
}

#[test]
fn q_closes_what_is_open_and_then_quits() {
    let mut reader = Reader::open("long.md", &long(), 80, 24);
    for open in ["f1", "L", "v"] {
        reader.press(open);
        reader.press("q");
        assert!(reader.effects.is_empty(), "{open} was closed, not the program");
    }
    reader.press("q");
    assert_eq!(reader.effects, [Effect::Quit { interrupted: false }]);
}

#[test]
fn a_pane_that_comes_up_shows_as_many_sections_as_there_is_room_for() {
    let resized = |columns, rows| Input::Resized(sidehead::app::geometry::Size { columns, rows });
    let mut reader = Reader::open("long.md", &long(), 40, 20);
    reader.press("G t");
    assert_eq!(reader.state.outline.top, 0, "over the text");
    let mut reader = Reader::open("long.md", &long(), 40, 20);
    reader.press("G tab");
    assert_eq!(reader.state.outline.top, 0, "with the focus");
    let mut reader = Reader::open("long.md", &long(), 40, 20);
    reader.press("G");
    reader.happen(resized(120, 40));
    assert_eq!(reader.state.outline.top, 0, "beside the text");
}

#[test]
fn lists_take_counts_as_the_text_does() {
    let mut reader = Reader::open("long.md", &long(), 80, 24);
    let cursor = |reader: &Reader| reader.state.outline.cursor;
    reader.press("tab 4 j");
    assert_eq!(cursor(&reader), 4);
    reader.press("2 k");
    assert_eq!(cursor(&reader), 2);
    reader.press("9 9 j");
    assert_eq!(cursor(&reader), 10);
    reader.press("7 enter");
    assert!(reader.top().starts_with("Section 7"), "{}", reader.top());
    reader.press("tab 2 2 enter");
    assert!(reader.picture().contains("There is no section 22"), "{}", reader.picture());

    reader.press("g } B } B } B } B L g 2 j");
    let list = |reader: &Reader| sidehead::app::list::of(&reader.state).map(|list| list.cursor);
    let third = list(&reader);
    reader.press("g j j");
    assert_eq!(list(&reader), third);
    reader.press("f1 g 3 j");
    let by_count = reader.picture();
    reader.press("g j j j");
    assert_eq!(reader.picture(), by_count);
}

#[test]
fn the_arrows_move_in_what_is_being_filtered() {
    let mut reader = Reader::open("long.md", &long(), 80, 24);
    reader.press("tab / s e c t i o n down down up enter enter");
    assert!(reader.top().starts_with("Section 2"), "{}", reader.top());
}

#[test]
fn nothing_opens_where_only_the_text_is_seen() {
    for keys in ["f1", "L", "/", "A", "?", "t", "tab"] {
        let mut reader = Reader::open("long.md", &long(), 18, 4);
        reader.press(keys);
        reader.press("j");
        let top = reader.top();
        assert!(!top.starts_with("The Long"), "{keys}: j scrolls, as nothing is open");
        reader.happen(Input::Resized(Size { columns: 50, rows: 10 }));
        let picture = reader.picture();
        assert!(!picture.contains(['│', '╭']) && reader.state.prompt.is_none(), "{keys}");
    }
    let mut reader = Reader::open("long.md", &long(), 80, 24);
    reader.press("A w h y");
    reader.happen(Input::Resized(Size { columns: 18, rows: 4 }));
    reader.press("!");
    reader.happen(Input::Resized(Size { columns: 80, rows: 24 }));
    assert!(reader.picture().contains("note: why!"), "what was open outlives a small screen");
}

#[test]
fn a_list_stays_whole_on_a_screen_that_shrinks() {
    let mut reader = Reader::open("long.md", &long(), 80, 40);
    reader.press("} } } B } } B } } B } } B } } B } } B } } B } } B L G");
    reader.happen(Input::Resized(Size { columns: 60, rows: 14 }));
    let list =
        |reader: &Reader| reader.picture().rsplit_once('\n').map(|(list, _)| list.to_owned());
    let before = list(&reader);
    reader.happen(Input::Searches(Vec::new()));
    assert_eq!(list(&reader), before);
}

#[test]
fn the_pane_keeps_its_entry_when_a_filter_is_left() {
    let filter = "tab / s e c t i o n";
    for (keys, expected) in [
        ("enter G esc", "Section 10"),
        ("up down down down esc", "Section 4"),
        ("enter 3 j / ctrl-u enter", "Section 4"),
        ("enter 3 j / x x esc", "Section 4"),
    ] {
        let mut reader = Reader::open("long.md", &long(), 80, 24);
        reader.press(&format!("{filter} {keys}"));
        let state = &reader.state;
        let entry = state.outline.entries[state.outline.cursor];
        let name = sidehead::app::pane::name(&state.article.document, entry);
        assert_eq!(&*name, expected, "{keys}");
    }
}
