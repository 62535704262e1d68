//! Searching: which place a key goes to, and what is said of it.

use crate::support::reader::{Reader, article, check_top, long, read_again};
use sidehead::app::find::{Search, Then, Wanted};
use sidehead::app::{Input, Remembered, State};
use sidehead::document::Position;

/// The long article with a search for the last paragraph of each section accepted.
fn searched() -> Reader {
    let mut reader = Reader::open("long.md", &long(), 80, 24);
    reader.press("/ p a r a g r a p h space 5 enter");
    reader
}

/// Gives which place the reader is at, from 0.
fn current(reader: &Reader) -> Option<usize> {
    reader.state.search.as_ref()?.index()
}

/// Gives what is said.
fn said(reader: &Reader) -> String {
    reader.state.message.as_ref().map(|message| message.words.to_string()).unwrap_or_default()
}

#[test]
fn a_search_goes_on_from_where_the_reader_is() {
    for (case, keys, expected) in [
        ("from the place while it is on screen", "j j n", 1),
        ("back from it as well", "n j k N", 0),
        ("ahead from the top row", "6 enter n", 5),
        ("back from the top row", "6 enter N", 4),
        ("by places from there", "6 enter 2 n", 6),
        ("round the end", "n n g N", 9),
        ("to the first on the last page", "G n", 9),
    ] {
        let mut reader = searched();
        reader.press(keys);
        assert_eq!(current(&reader), Some(expected), "{case}");
    }
    let mut reader = Reader::open("long.md", &long(), 80, 24);
    reader.press("/ s e n t e n c e \\ . enter 5 enter j G n");
    assert_eq!(current(&reader), Some(0), "only the lead has it");
    assert_eq!(said(&reader), "From the beginning again");
}

#[test]
fn a_search_that_is_no_longer_shown_is_gone_on_with() {
    let mut reader = searched();
    reader.press("n esc");
    assert!(reader.state.search.is_none());
    reader.press("n");
    assert_eq!(current(&reader), Some(2));
    reader.press("esc g N");
    assert_eq!(current(&reader), Some(9));
    reader.press("esc / enter");
    assert_eq!(current(&reader), Some(0));

    let mut reader = Reader::open("long.md", &long(), 80, 24);
    reader.press("n");
    assert_eq!(said(&reader), "Nothing was searched yet · / searches");
    let earlier = sidehead::text::clean::line("section 4");
    reader.happen(Input::Searches(vec![earlier]));
    reader.press("n");
    assert_eq!(current(&reader), Some(0));
    assert!(reader.picture().contains("1/"), "{}", reader.picture());
}

#[test]
fn esc_leaves_the_direction_of_a_search() {
    let mut reader = Reader::open("long.md", &long(), 80, 24);
    reader.press("6 enter ? p a r a g r a p h space 5 enter esc n");
    assert_eq!(current(&reader), Some(3));
}

#[test]
fn a_search_with_nothing_typed_goes_its_own_way() {
    let mut reader = searched();
    for (keys, expected) in [("/ enter", 1), ("n", 2), ("? enter", 1), ("n", 0), ("N", 1)] {
        reader.press(keys);
        assert_eq!(current(&reader), Some(expected), "{keys}");
    }
    reader.press("esc ? enter");
    assert_eq!(current(&reader), Some(0));
}

#[test]
fn what_is_found_round_the_end_is_said_to_be() {
    for (case, keys, expected) in [
        ("ahead", "5 enter / s e c t i o n space 7 enter", ""),
        ("behind", "5 enter / s e c t i o n space 3 enter", "From the beginning again"),
        ("behind, backwards", "5 enter ? s e c t i o n space 3 enter", ""),
        ("ahead, backwards", "5 enter ? s e c t i o n space 7 enter", "From the end again"),
    ] {
        let mut reader = Reader::open("long.md", &long(), 80, 24);
        reader.press(keys);
        assert_eq!(said(&reader), expected, "{case}");
    }
}

#[test]
fn what_is_found_from_the_middle_of_a_line_is_counted_with_it() {
    let mut reader = Reader::open("long.md", &long(), 80, 24);
    reader.press("] j j j j / e . * enter");
    assert!(!reader.top().starts_with("This"), "{}", reader.top());
    let all = reader.state.search.as_ref().map_or(0, |search| search.hits.len());
    let expected = format!("4/{all}");
    assert!(reader.picture().contains(&expected), "no {expected} in:\n{}", reader.picture());
}

#[test]
fn what_is_gone_to_does_not_stay_hidden() {
    let paragraphs = "<p>A paragraph that says one thing and then another.</p>".repeat(9);
    let figure = "<figure><img src=a.png><figcaption>A zebra stands there.</figcaption></figure>";
    let page = format!("<article><h1>T</h1>{paragraphs}{figure}{paragraphs}{figure}</article>");
    for (case, keys) in [
        ("what was searched for", "Z / z e b r a enter"),
        ("the next place", "/ t h i n g enter Z / z e b r a enter esc g Z n"),
        ("a bookmark", "/ z e b r a enter B esc g Z )"),
    ] {
        let mut reader = Reader::open("page.html", &page, 80, 12);
        reader.press(keys);
        assert!(reader.picture().contains("A zebra"), "{case}: {}", reader.picture());
        assert!(reader.focused().contains("A zebra"), "{case}: {}", reader.focused());
        assert!(!reader.state.furniture_folded, "{case}");
    }
}

#[test]
fn only_a_search_tells_how_many_were_found() {
    let mut reader = searched();
    let is_told = |reader: &Reader| reader.picture().contains("1/10");
    reader.press("/");
    assert!(is_told(&reader), "{}", reader.picture());
    reader.press("esc A");
    assert!(!is_told(&reader), "{}", reader.picture());
}

/// The beginning of the long article, of which the rest is still being read.
fn beginning() -> Reader {
    let text = long();
    let head = text.find("## Section 3").and_then(|end| text.get(..end)).unwrap();
    let mut reader = Reader::open("long.md", head, 80, 24);
    reader.state.complete = false;
    reader
}

/// Lets the whole article arrive.
fn arrive(reader: &mut Reader) {
    let key = reader.state.key.clone();
    let whole = Box::new(article("long.md", &long()));
    reader.happen(Input::Opened(key, whole, Remembered::default()));
    while reader.state.is_busy() {
        reader.happen(Input::Idle);
    }
}

#[test]
fn an_expression_for_empty_places_is_told_from_one_not_found() {
    let mut reader = Reader::open("long.md", &long(), 80, 24);
    for (keys, expected) in [
        ("/ ^ enter", "Matches no words: ^"),
        ("/ z * enter", "Matches no words: z*"),
        ("/ z z enter", "Not found: zz"),
    ] {
        reader.press(keys);
        assert_eq!(said(&reader), expected);
    }
}

#[test]
fn what_is_not_in_the_beginning_is_looked_for_in_the_rest() {
    let mut reader = beginning();
    reader.press("/ s e c t i o n space 7 enter");
    assert!(said(&reader).contains("still being read"), "{}", said(&reader));
    arrive(&mut reader);
    assert_eq!((current(&reader), said(&reader).as_str()), (Some(0), ""));
    assert!(reader.picture().contains("Section 7"), "{}", reader.picture());
    reader.press("ctrl-o");
    assert_eq!(reader.top(), "The Long Article");

    let mut reader = beginning();
    reader.press("/ w h a l e enter");
    arrive(&mut reader);
    assert_eq!(said(&reader), "Not found: whale");

    let mut reader = beginning();
    reader.press("/ s e c t i o n space 7 enter j");
    arrive(&mut reader);
    assert_eq!(current(&reader), None, "the reader went on");
}

/// Lets more of the article arrive, up to `words`.
fn come(reader: &mut Reader, words: &str) {
    let (text, key) = (long(), reader.state.key.clone());
    let head = text.find(words).and_then(|end| text.get(..end)).unwrap();
    reader.happen(Input::Came(key, Box::new(article("long.md", head))));
    while reader.state.is_busy() {
        reader.happen(Input::Idle);
    }
}

#[test]
fn what_would_lead_round_the_end_is_looked_for_in_the_rest() {
    for (case, keys, at, expected, notice) in [
        ("the next place", "n n", 1, 2, ""),
        ("all steps", "5 n", 0, 5, ""),
        ("from the place, though the top row is before others", "n j n", 1, 2, ""),
        ("towards the beginning", "N", 0, 9, "From the end again"),
        ("round the end of the whole", "1 1 n", 0, 1, "From the beginning again"),
    ] {
        let mut reader = beginning();
        reader.press("/ p a r a g r a p h space 5 enter");
        reader.press(keys);
        assert!(said(&reader).contains("still being read"), "{case}: {}", said(&reader));
        assert_eq!(current(&reader), Some(at), "{case}: it waits where it is");
        arrive(&mut reader);
        assert_eq!((current(&reader), &*said(&reader)), (Some(expected), notice), "{case}");
    }
}

#[test]
fn what_is_in_more_of_an_article_need_not_wait_for_all() {
    let mut reader = beginning();
    reader.press("/ p a r a g r a p h space 5 enter 3 n");
    come(&mut reader, "## Section 4");
    assert!(said(&reader).contains("still being read"), "{}", said(&reader));
    come(&mut reader, "## Section 6");
    assert_eq!((current(&reader), &*said(&reader)), (Some(3), ""));
}

#[test]
fn a_place_that_is_still_looked_for_is_so_in_the_rest() {
    let mut reader = beginning();
    reader.press("/ p a r a g r a p h space 5 enter j");
    let search = reader.state.search.as_mut().unwrap();
    let from = Position(search.current.as_ref().unwrap().end);
    search.look(Wanted { from, backward: false, steps: 4, then: Then::Go });
    arrive(&mut reader);
    assert_eq!(current(&reader), Some(4));
}

#[test]
fn a_place_that_was_found_is_the_same_one_after_a_change() {
    let mut reader = searched();
    reader.press("n n");
    let text = long().replacen("It begins", "There was a new sentence. ".repeat(99).as_str(), 1);
    let key = reader.state.key.clone();
    let whole = Box::new(article("long.md", &text));
    reader.happen(Input::Opened(key, whole, Remembered::default()));
    assert_eq!(current(&reader), Some(2));
}

#[test]
fn what_is_being_typed_is_looked_for_in_the_rest_as_well() {
    let mut reader = beginning();
    reader.press("/ s e c t i o n space 7");
    arrive(&mut reader);
    assert!(reader.picture().contains("1/6"), "{}", reader.picture());
    reader.press("enter");
    assert_eq!(current(&reader), Some(0));
}

#[test]
fn the_wheel_leaves_what_waits_for_the_rest() {
    let mut reader = beginning();
    reader.press("/ s e c t i o n space 7 enter");
    reader.happen(Input::Wheel { down: true, column: 60, row: 10 });
    assert_eq!(said(&reader), "");
    let top = reader.top();
    arrive(&mut reader);
    assert_eq!((reader.top(), current(&reader)), (top, None), "the reader went on");
}

#[test]
fn with_nothing_typed_yet_the_search_before_waits() {
    let mut reader = beginning();
    reader.press("/ s e c t i o n space 2 enter g /");
    arrive(&mut reader);
    assert_eq!(reader.top(), "The Long Article");
    reader.press("esc n");
    assert_eq!(current(&reader), Some(0));
    assert!(reader.picture().contains("1/6"), "{}", reader.picture());
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
fn all_is_as_before_once_a_search_is_left() {
    let before = {
        let mut reader = Reader::open("long.md", &long(), 80, 24);
        reader.press("] }");
        (reader.top(), reader.focused().to_owned())
    };
    let again = "/ s e c t i o n space 9 ";
    for (typed, leave) in [
        (again, "esc"),
        (again, "ctrl-c"),
        (again, "ctrl-u esc"),
        (again, "ctrl-u backspace"),
        ("/ n o w h e r e ", "esc"),
        ("/ n o w h e r e ", "enter"),
        ("? s e c t i o n space 9 ", "esc"),
    ] {
        let mut reader = Reader::open("long.md", &long(), 80, 24);
        reader.press(&format!("] }} {typed}"));
        reader.press(leave);
        assert_eq!((reader.top(), reader.focused().to_owned()), before, "{typed}{leave}");
    }
}

#[test]
fn what_is_no_place_as_an_expression_is_searched_as_written() {
    let text = "# Prices\n\nIt costs $5 a day.\n\nA path is back\\slash here (see).\n\nAbc.\n";
    for (typed, found, said) in [
        ("$ 5", "It costs $5", "As a regular expression it is nowhere"),
        ("b a c k \\ s l a s h", "A path is", "As a regular expression it is nowhere"),
        ("( s e e", "A path is", "This is no regular expression"),
        ("A . c", "Abc", "1/1"),
        ("$ 6", "It costs $5", "Not found: $6"),
        ("^", "It costs $5", "Matches no words: ^"),
    ] {
        let mut reader = Reader::open("prices.txt", text, 80, 24);
        reader.press(&format!("g }} {{ / {typed} enter"));
        assert!(reader.picture().contains(said), "{typed}: {}", reader.picture());
        if !said.contains(':') {
            assert!(reader.focused().contains(found), "{typed}: {}", reader.focused());
            assert!(reader.picture().contains("1/1"), "{typed}: {}", reader.picture());
        }
    }
}

#[test]
fn one_starts_at_words_as_written() {
    let start = sidehead::app::start::Start::Pattern("$5".to_owned());
    let text = "One.\n\nIt costs $5 a day.\n";
    let mut reader = Reader::open("prices.txt", text, 80, 24);
    assert!(start.is_in(&reader.state.article.document));
    let size = reader.state.size;
    let state = State::new(article("prices.txt", text), true, size).starting(start);
    reader.state = state;
    assert!(reader.focused().starts_with("It costs"), "{}", reader.focused());
    assert_eq!(reader.effects, []);
}
