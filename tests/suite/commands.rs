//! What each command means: keys in, where the reader is and what was asked of the outside.

use crate::support::reader::{Reader, article, long};
use sidehead::app::find::Search;
use sidehead::app::geometry::{self, Size};
use sidehead::app::start::Start;
use sidehead::app::{Effect, Elsewhere, Input, Remembered, State, Unkept};
use sidehead::bookmark::correction::Correction;

#[track_caller]
fn check_top(case: &str, keys: &str, expected: &str) {
    let mut reader = Reader::open("long.md", &long(), 80, 24);
    reader.press(keys);
    assert!(reader.top().starts_with(expected), "{case}: the top row is {:?}", reader.top());
}

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

/// Opens the long article, or its first `head` bytes, at `start`.
fn started(start: Start, head: Option<usize>) -> Reader {
    let text = long();
    let beginning = head.map_or(&*text, |bytes| text.get(..bytes).unwrap());
    let mut reader = Reader::open("long.md", beginning, 80, 24);
    reader.state.complete = head.is_none();
    let state =
        std::mem::replace(&mut reader.state, State::new(article("-", ""), true, Size::default()));
    reader.state = state.starting(start);
    reader
}

/// Lets the whole of the long article arrive, and then what corrections there are of it.
fn arrive(reader: &mut Reader, corrections: Vec<Correction>) {
    let key = reader.state.key.clone();
    if !reader.state.complete {
        let whole = Box::new(article("long.md", &long()));
        reader.happen(Input::Opened(key.clone(), whole, Remembered::default()));
    }
    reader.happen(Input::Corrections(key, corrections));
}

#[test]
fn one_starts_where_one_asked_to() {
    let pattern = |typed: &str| Start::Pattern(typed.to_owned());
    let section = |wanted: &str| Start::Section(wanted.to_owned());
    for head in [None, Some(2_000)] {
        for (start, expected) in [
            (section("10"), "Section 10"),
            (section("section 7"), "Section 7"),
            (Start::Line(3), "It begins with a lead"),
            (Start::Line(29), "Section 3"),
        ] {
            let mut reader = started(start.clone(), head);
            arrive(&mut reader, Vec::new());
            assert!(reader.top().starts_with(expected), "{start}, {head:?}: {}", reader.top());
            assert_eq!(reader.effects, [], "{start}, {head:?}");
        }
        let mut reader = started(pattern("paragraph 4 of section 6"), head);
        arrive(&mut reader, Vec::new());
        assert!(reader.focused().starts_with("This is paragraph 4 of section 6"), "{head:?}");
        assert!(reader.picture().contains("1/1"), "{head:?}");
        let mut reader = started(Start::End, head);
        arrive(&mut reader, Vec::new());
        assert_eq!(reader.state.viewport.end(), reader.state.article.document.end(), "{head:?}");
    }
}

#[test]
fn what_is_to_be_started_at_and_is_nowhere_ends_the_reader() {
    for head in [None, Some(2_000)] {
        for start in [Start::Section("Storms".to_owned()), Start::Pattern("whales".to_owned())] {
            let mut reader = started(start.clone(), head);
            assert_eq!(reader.effects, [], "{start}, {head:?}: more may come");
            arrive(&mut reader, Vec::new());
            assert_eq!(reader.effects, [Effect::Miss], "{start}, {head:?}");
            let mut reader = started(start.clone(), head);
            reader.press("j");
            arrive(&mut reader, Vec::new());
            let may_end = head.is_none() && matches!(start, Start::Pattern(_));
            assert_eq!(
                reader.effects.is_empty(),
                !may_end,
                "{start}, {head:?}: the reader went on"
            );
        }
    }
}

#[test]
fn a_bookmark_to_start_at_is_one_of_the_article() {
    for head in [None, Some(2_000)] {
        let mut there = Reader::open("long.md", &long(), 80, 24);
        there.press("3 ] B");
        let bookmark = there.state.article.bookmarks[0].bookmark.clone();
        for (kept, expected) in [(vec![bookmark.clone()], vec![]), (vec![], vec![Effect::Miss])] {
            let mut reader = started(Start::Bookmark(bookmark.id), head);
            arrive(&mut reader, Vec::new());
            assert_eq!(reader.effects, [], "{head:?}: they may come");
            reader.happen(Input::Bookmarks(reader.state.key.clone(), kept));
            assert_eq!(reader.effects, expected, "{head:?}");
        }
    }
}

#[test]
fn the_ends_and_percentages_are_reached() {
    check_top("the beginning", "G g", "The Long Article");
    check_top("nought percent", "5 ] 0 %", "The Long Article");
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
}

#[test]
fn scrolling_down_and_up_comes_back() {
    for (down, up) in [("j", "k"), ("space", "b"), ("d", "u"), ("1 7 j", "1 7 k")] {
        check_top("there and back", &format!("4 ] {down} {up}"), "Section 4");
    }
}

#[test]
fn no_bookmark_is_passed_over_and_none_holds_the_reader() {
    let mut reader = Reader::open("long.md", &long(), 80, 24);
    reader.press("2 ] B { B } } B g");
    let mut visited = Vec::new();
    for keys in [")", ")", ")", ")", "(", "(", "("] {
        reader.press(keys);
        visited.push(reader.focused().chars().take(31).collect::<String>());
    }
    let [first, second, third] =
        ["Section 2", "This is paragraph 1 of section ", "This is paragraph 2 of section "];
    assert_eq!(visited, [first, second, third, third, second, first, first]);
    reader.press("B");
    assert_eq!(reader.bookmarks().len(), 2, "a bookmarked heading is removed where it stands");
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

#[track_caller]
fn check_selected(case: &str, keys: &str, expected: &str) {
    let text = "# T\n\nOne two three. Four five six. Seven.\n\nEight nine ten.\n";
    let mut reader = Reader::open("t.md", text, 80, 24);
    reader.press(keys);
    let selection = reader.state.selection.as_ref().expect("something is selected");
    assert_eq!(reader.state.article.document.slice(selection.range()), expected, "{case}");
}

#[test]
fn passages_are_selected() {
    check_selected("the first word", "v", "One");
    check_selected("two more", "v right right", "One two three");
    check_selected("with a count", "v 3 right", "One two three. Four");
    check_selected("drawn back", "v right right left", "One two");
    check_selected("a sentence", "V", "One two three.");
    check_selected("and the next", "V .", "One two three. Four five six.");
    check_selected("to the paragraph's end", "v }", "One two three. Four five six. Seven.");
    check_selected(
        "into the next paragraph",
        "v } right",
        "One two three. Four five six. Seven.\n\nEight",
    );
    check_selected("the other end", "v 3 right o right", "two three. Four");
}

#[test]
fn a_bookmark_is_made_removed_and_put_back() {
    let mut reader = Reader::open("long.md", &long(), 80, 24);
    reader.press("] B");
    assert_eq!(reader.state.article.bookmarks.len(), 1);
    assert!(matches!(reader.effects.last(), Some(Effect::Save(..))));
    reader.press("B");
    assert_eq!(reader.state.article.bookmarks.len(), 0);
    assert!(matches!(reader.effects.last(), Some(Effect::Remove(..))));
    reader.press("U");
    assert_eq!(reader.state.article.bookmarks.len(), 1);
    reader.press("U");
    assert_eq!(reader.state.article.bookmarks.len(), 0);
}

#[test]
fn leaving_a_note_leaves_no_bookmark() {
    let mut reader = Reader::open("long.md", &long(), 80, 24);
    reader.press("] A x esc");
    assert_eq!(reader.state.article.bookmarks.len(), 0);
    assert!(reader.effects.is_empty());
}

#[test]
fn lost_bookmarks_are_told() {
    let mut reader = Reader::open("long.md", &long(), 80, 24);
    reader.press("] B");
    let mut bookmark = reader.state.article.bookmarks[0].bookmark.clone();
    bookmark.id = sidehead::bookmark::Id(99);
    bookmark.quote.exact = sidehead::text::clean::line("Words that stand nowhere in this article.");
    let key = reader.state.key.clone();
    reader.happen(Input::Bookmarks(key, vec![bookmark]));
    let message = reader.state.message.as_ref().map(|message| message.words.to_string());
    assert!(message.is_some_and(|words| words.starts_with("1 of 2 bookmarks not found")));
}

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
fn a_note_is_written_and_edited() {
    let mut reader = Reader::open("long.md", &long(), 80, 24);
    reader.press("] A h i enter");
    let note = |reader: &Reader| reader.state.article.bookmarks[0].bookmark.note.to_string();
    assert_eq!(note(&reader), "hi");
    reader.press("A ! enter");
    assert_eq!(note(&reader), "hi!");
    reader.press("U");
    assert_eq!(note(&reader), "hi");
}

#[test]
fn bookmarks_are_walked() {
    let mut reader = Reader::open("long.md", &long(), 80, 24);
    reader.press("2 ] B 5 enter B g )");
    assert!(reader.focused().contains("section 2"), "{}", reader.focused());
    reader.press(")");
    assert!(reader.focused().contains("section 5"));
    reader.press("(");
    assert!(reader.focused().contains("section 2"));
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
fn searching_goes_round_and_escape_forgets_it() {
    let mut reader = Reader::open("long.md", &long(), 80, 24);
    reader.press("/ p a r a g r a p h space 5 enter");
    let current = |reader: &Reader| reader.state.search.as_ref().and_then(Search::index);
    assert_eq!(current(&reader), Some(0));
    reader.press("n n");
    assert_eq!(current(&reader), Some(2));
    reader.press("N N N");
    assert_eq!(current(&reader), Some(9), "before the first comes the last");
    reader.press("esc");
    assert!(reader.state.search.is_none());
}

#[test]
fn earlier_searches_are_recalled() {
    let mut reader = Reader::open("long.md", &long(), 80, 24);
    reader.press("/ l e a d enter / space s e c t i o n space enter / x");
    let line = |reader: &Reader| reader.state.prompt.as_ref().map(|p| p.input.value().to_owned());
    for (key, expected) in
        [("up", " section "), ("up", "lead"), ("up", "lead"), ("down", " section "), ("down", "x")]
    {
        reader.press(key);
        assert_eq!(line(&reader).as_deref(), Some(expected), "{key}");
    }
}

#[test]
fn leaving_a_search_goes_back_to_where_it_began() {
    check_top("escape", "3 ] / s e c t i o n space 9 esc", "Section 3");
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
fn quitting_with_unsaved_changes_warns_once() {
    let mut reader = Reader::open("long.md", &long(), 80, 24);
    reader.press("] B");
    let id = reader.state.article.bookmarks[0].bookmark.id;
    let why = sidehead::text::clean::line("the disk is full");
    let asked = reader.effects.pop().expect("it was to be saved");
    reader.happen(Input::Unkept(id, Box::new(Unkept { asked, why })));
    reader.effects.clear();
    reader.press("q");
    assert!(!reader.effects.contains(&Effect::Quit { interrupted: false }));
    assert!(matches!(reader.effects.first(), Some(Effect::Save(..))), "it is tried again");
    reader.press("q");
    assert!(reader.effects.contains(&Effect::Quit { interrupted: false }));
}

#[test]
fn unsaved_changes_can_be_kept_elsewhere() {
    let mut reader = Reader::open("long.md", &long(), 80, 24);
    reader.press("W");
    assert!(reader.state.prompt.is_none(), "everything is saved");
    reader.press("] B");
    let bookmark = reader.state.article.bookmarks[0].bookmark.clone();
    let why = sidehead::text::clean::line("the disk is full");
    let asked = reader.effects.pop().expect("it was to be saved");
    reader.happen(Input::Unkept(bookmark.id, Box::new(Unkept { asked, why })));
    assert!(reader.picture().contains("1 unsaved"), "{}", reader.picture());
    reader.press("q");
    assert!(reader.picture().contains("W keeps them elsewhere"), "{}", reader.picture());
    reader.effects.clear();
    reader.press("W / t m p enter");
    let (directory, corrections) = ("/tmp".to_owned(), Vec::new());
    let key = reader.state.key.clone();
    let (bookmarks, revised) = (vec![(key, bookmark.clone())], Vec::new());
    let elsewhere = Elsewhere { directory, bookmarks, revised, corrections };
    assert_eq!(reader.effects, [Effect::KeepElsewhere(Box::new(elsewhere))]);
    reader.happen(Input::Kept(bookmark.id, None));
    reader.effects.clear();
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

/// Lets the article that is open be read again, as `text` now.
fn read_again(reader: &mut Reader, text: &str) {
    let key = reader.state.key.clone();
    let again = Box::new(article("long.md", text));
    reader.happen(Input::Opened(key, again, Remembered::default()));
}

#[test]
fn a_note_goes_to_its_passage_when_the_text_changes_under_it() {
    let text = long();
    let mut reader = Reader::open("long.md", &text, 80, 24);
    reader.press("3 ] A w h y");
    read_again(&mut reader, &text.replacen("# The", "# É. A longer beginning\n\nThe", 1));
    reader.press("enter");
    let (quote, _) = &reader.bookmarks()[0];
    assert!(quote.starts_with("This is paragraph 1 of section 3"), "{quote}");

    let mut reader = Reader::open("long.md", &text, 80, 24);
    reader.press("3 ] A w h y");
    read_again(&mut reader, "# The Long Article\n\nGone.\n");
    assert!(reader.picture().contains("its note was: why"), "{}", reader.picture());
    assert!(reader.state.prompt.is_none() && reader.bookmarks().is_empty());
}

#[test]
fn a_search_that_is_typed_outlives_a_change_of_the_text() {
    let text = long();
    let mut reader = Reader::open("long.md", &text, 80, 24);
    reader.press("G / s e c t i o n");
    read_again(&mut reader, "# The Long Article\n\nÉ. A section.\n");
    reader.press("esc m a ' a ctrl-o");
    assert_eq!(reader.top(), "The Long Article");
}

#[test]
fn a_search_that_is_given_up_leaves_the_one_before() {
    let mut reader = Reader::open("long.md", &long(), 80, 24);
    let hit = |reader: &Reader| Some(reader.state.search.as_ref()?.current.as_ref()?.start);
    reader.press("/ p a r a g r a p h space 3 enter");
    let first = hit(&reader);
    assert!(first.is_some());
    reader.press("/ x x esc");
    assert_eq!(hit(&reader), first);
    reader.press("/ y backspace enter");
    assert!(hit(&reader) > first);
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
fn esc_leaves_a_count_and_nothing_else() {
    let mut reader = Reader::open("long.md", &long(), 80, 24);
    reader.press("/ l e a d enter 1 2 esc ]");
    assert!(reader.top().starts_with("Section 1"), "{}", reader.top());
    assert!(reader.state.search.is_some());
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
fn what_a_terminal_would_leave_out_is_not_called_copied() {
    let text = "A word and another one. ".repeat(4_000);
    let mut reader = Reader::open("long.txt", &text, 80, 24);
    reader.press("y");
    assert!(!reader.effects.iter().any(|effect| matches!(effect, Effect::Copy(_))));
    assert!(reader.picture().contains("96 kB"), "{}", reader.picture());
}
