//! Where reading starts: what was asked for, and what of it is there.

use crate::support::reader::{Reader, article, long};
use sidehead::app::geometry::Size;
use sidehead::app::start::Start;
use sidehead::app::{Effect, Input, Remembered, State};
use sidehead::bookmark::correction::Correction;

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
fn one_comes_back_from_where_one_started() {
    let pattern = Start::Pattern("paragraph 4 of section 6".to_owned());
    let section = Start::Section("10".to_owned());
    for head in [None, Some(2_000)] {
        for start in [section.clone(), pattern.clone(), Start::Line(29), Start::End] {
            let mut reader = started(start.clone(), head);
            arrive(&mut reader, Vec::new());
            let there = reader.top();
            reader.press("ctrl-o");
            assert_eq!(reader.top(), "The Long Article", "{start}, {head:?}");
            reader.press("alt-right");
            assert_eq!(reader.top(), there, "{start}, {head:?}");
        }
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
