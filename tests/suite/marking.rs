//! Which bookmark the keys for bookmarks are about.

use crate::support::reader::{Reader, article, long};
use sidehead::app::geometry::Size;
use sidehead::app::visit::Ticket;
use sidehead::app::{Effect, Input, Remembered};
use sidehead::bookmark::spot::Spot;

const TEXT: &str = "# Potatoes\n\nOne two three four. Five six seven eight.\n\nThe last of it.\n";

/// Presses keys, and demands these words and notes of all bookmarks.
#[track_caller]
fn check(case: &str, keys: &str, expected: &[(&str, &str)]) {
    let mut reader = Reader::open("potatoes.md", TEXT, 80, 24);
    reader.press(keys);
    let bookmarks = reader.state.article.bookmarks.iter().map(|placed| &placed.bookmark);
    let all: Vec<(&str, &str)> = bookmarks.map(|it| (&*it.quote.exact, &*it.note)).collect();
    assert_eq!(all, expected, "{case}");
}

const WHOLE: &str = "One two three four. Five six seven eight.";

#[test]
fn the_keys_are_about_the_bookmark_in_the_paragraph() {
    check("a word is bookmarked", "v B", &[("One", "")]);
    check("and noted", "v B A h i enter", &[("One", "hi")]);
    check("and no longer", "v B B", &[]);
    check("then the paragraph", "v B B B", &[(WHOLE, "")]);
    check("the same, come back to", "v right B g ) A h i enter", &[("One two", "hi")]);
    check("gone to from the list", "v B } L enter A h i enter", &[("One", "hi")]);
    check("in another paragraph there is none", "v B } B", &[("One", ""), ("The last of it.", "")]);
    check(
        "two paragraphs",
        "v 2 } left B } A h i enter",
        &[(&format!("{WHOLE}\n\nThe last of"), "hi")],
    );
}

#[test]
fn of_several_in_a_paragraph_the_last_is_meant() {
    let three = "B V B v right B";
    let first = "One two three four.";
    let all = [(WHOLE, ""), (first, ""), ("One two", "")];
    check("a sentence and words in a bookmarked paragraph", three, &all);
    let keys = format!("{three} B");
    check("the last made", &keys, &all[..2]);
    check("then the one of the paragraph", &format!("{keys} B"), &all[1..2]);
    check("then the first", &format!("{keys} B B"), &[]);
    check("one that was gone to", "v B B V B g ) v B } ( B", &[("One", "")]);
}

#[test]
fn a_selection_means_its_words() {
    check("within a bookmark", "v right B v A h i enter", &[("One two", ""), ("One", "hi")]);
    check("just a bookmark", "v right B V esc v right B", &[]);
}

#[test]
fn the_colour_is_that_of_the_bookmark_in_the_paragraph() {
    let mut reader = Reader::open("long.md", &long(), 80, 24);
    reader.press("} } v right B g ) c");
    let colours: Vec<&str> =
        reader.state.article.bookmarks.iter().map(|it| it.bookmark.colour.name()).collect();
    assert_eq!(colours, ["green"]);
}

#[test]
fn a_bookmark_gone_to_from_the_outline_is_seen_and_has_the_keys() {
    for (columns, outline) in [(50, "t"), (80, "tab")] {
        let mut reader = Reader::open("long.md", &long(), columns, 24);
        reader.press(&format!("}} }} B g {outline} L enter"));
        assert!(!reader.state.outline.over && !reader.state.outline.focused, "{columns} columns");
        reader.press("B");
        assert_eq!(reader.bookmarks(), [], "{columns} columns: the key is about the bookmark");
    }
}

#[test]
fn another_place_is_chosen_in_the_text_and_not_in_the_outline() {
    let mut reader = Reader::open("long.md", &long(), 50, 24);
    reader.press("} } B g t L p");
    assert!(!reader.state.outline.over && !reader.state.outline.focused);
    reader.press("B");
    let words = "It begins with a lead of one sentence.".to_owned();
    assert_eq!(reader.bookmarks(), [(words, true)]);
}

#[test]
fn the_list_begins_at_the_bookmark_of_the_paragraph_or_the_nearest() {
    // One over all of the first section, and within it one in its first and third paragraph.
    let all = "v 8 } B } } v 6 right B } } v 6 right B g";
    for (keys, expected) in [
        ("4 }", "paragraph 3 of section 1"),
        ("3 }", "Section 2"),
        ("2 }", "Section 2"),
        ("", "Section 2"),
        ("G", "paragraph 3 of section 1"),
    ] {
        let mut reader = Reader::open("long.md", &long(), 80, 60);
        reader.press(&format!("{all} {keys} L d"));
        let left = reader.bookmarks();
        assert_eq!(left.len(), 2, "{keys}: {left:?}");
        assert!(left.iter().all(|(words, _)| !words.ends_with(expected)), "{keys}: {left:?}");
    }
}

#[test]
fn what_the_keys_are_about_is_on_a_screen_of_any_size() {
    let mut reader = Reader::open("long.md", &long(), 80, 24);
    reader.press("] } }");
    let before = reader.focused().to_owned();
    for (columns, rows) in [(60, 10), (40, 7), (200, 60), (21, 5), (60, 10), (60, 6)] {
        reader.happen(Input::Resized(Size { columns, rows }));
        let is_seen = reader.state.viewport.shows_block(reader.state.focused);
        assert!(is_seen, "{columns}x{rows}:\n{}", reader.picture());
    }
    reader.happen(Input::Resized(Size { columns: 80, rows: 24 }));
    assert_eq!(reader.focused(), before, "it is on screen again");
    reader.happen(Input::Resized(Size { columns: 60, rows: 10 }));
    reader.press("B");
    let (column, row) = reader.find("★");
    let words = reader.bookmarks().remove(0).0;
    let line = reader.picture().lines().nth(row.into()).unwrap_or_default().to_owned();
    let first: String = words.chars().take(20).collect();
    assert!(line.contains(&first), "column {column} of {line}");
}

#[test]
fn coming_back_gives_the_bar_to_what_had_it() {
    let low = "] ] } }";
    let mut before = Reader::open("long.md", &long(), 80, 24);
    before.press(low);
    assert!(before.focused().starts_with("This is paragraph 3 of section 2"));
    for keys in ["m a g ' a", "G ctrl-o", "G ' '", "G ctrl-o g ctrl-o"] {
        let mut reader = Reader::open("long.md", &long(), 80, 24);
        reader.press(&format!("{low} {keys}"));
        assert_eq!((reader.top(), reader.focused()), (before.top(), before.focused()), "{keys}");
    }
    let mut reader = Reader::open("long.md", &long(), 80, 24);
    reader.press(&format!("{low} G ctrl-o alt-right"));
    let there = reader.focused().to_owned();
    reader.press("ctrl-o j j G");
    assert_eq!(reader.focused(), there, "and forward again");
}

#[test]
fn reading_goes_on_with_the_bar_where_it_was() {
    let mut before = Reader::open("long.md", &long(), 80, 24);
    before.press("] ] } } m a");
    let spot = sidehead::app::focus::spot(&before.state);
    assert_eq!(before.state.marks.get(&'a'), Some(&spot));
    let remembered = Remembered { spot: Some(spot), marks: Default::default() };
    let mut reader = Reader::open("long.md", &long(), 80, 24);
    let whole = Box::new(article("long.md", &long()));
    reader.happen(Input::Opened(reader.state.key.clone(), whole, remembered));
    assert_eq!((reader.top(), reader.focused()), (before.top(), before.focused()));
}

#[test]
fn where_the_bar_was_is_not_known_it_is_on_what_begins_on_screen() {
    let mut reader = Reader::open("long.md", &long(), 80, 24);
    reader.press("] ] j j j");
    let spot = sidehead::app::focus::spot(&reader.state);
    assert!(reader.top().starts_with("sentences."), "{}", reader.top());
    let remembered =
        Remembered { spot: Some(Spot { focused: None, ..spot }), ..Default::default() };
    let whole = Box::new(article("long.md", &long()));
    let mut reader = Reader::open("long.md", &long(), 80, 24);
    reader.happen(Input::Opened(reader.state.key.clone(), whole, remembered));
    assert!(reader.focused().starts_with("This is paragraph 2 of section 2"));
}

#[test]
fn a_mark_for_all_articles_keeps_the_words_in_focus() {
    let mut reader = Reader::open("long.md", &long(), 80, 24);
    reader.press("] ] } } m B");
    let Some(Effect::KeepMark(_, 'B', words)) = reader.effects.last().cloned() else {
        panic!("the mark is not kept");
    };
    let before = (reader.top(), reader.focused().to_owned());
    reader.press("g ' B");
    reader.happen(Input::FoundHere(Ticket(0), words));
    assert_eq!((reader.top(), reader.focused().to_owned()), before);
}

#[test]
fn the_list_keeps_its_bookmark_when_a_filter_is_left() {
    let spelt = |char| if char == ' ' { "space ".to_owned() } else { format!("{char} ") };
    let filter: String = "/paragraph 3 of section 1".chars().map(spelt).collect();
    for leave in ["enter esc", "esc", "ctrl-u enter", "x x x ctrl-u esc", "x x x esc"] {
        let mut reader = Reader::open("long.md", &long(), 80, 60);
        reader.press("] B } B } B } B g L");
        reader.press(&format!("{filter} {leave} d"));
        let left: Vec<String> = reader.bookmarks().into_iter().map(|(words, _)| words).collect();
        assert_eq!(left.len(), 3, "{leave}");
        let is_third = |words: &String| words.starts_with("This is paragraph 3 of section 1");
        assert!(!left.iter().any(is_third), "{leave}: {left:?}");
    }
}
