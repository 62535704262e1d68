//! Searching: which place a key goes to, and what is said of it.

use crate::support::reader::{Reader, long};

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
    reader.happen(sidehead::app::Input::Searches(vec![earlier]));
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
fn only_a_search_tells_how_many_were_found() {
    let mut reader = searched();
    let is_told = |reader: &Reader| reader.picture().contains("1/10");
    reader.press("/");
    assert!(is_told(&reader), "{}", reader.picture());
    reader.press("esc A");
    assert!(!is_told(&reader), "{}", reader.picture());
}
