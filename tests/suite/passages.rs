//! Passages that are selected, copied, bookmarked and noted: keys in, and what was asked of the outside.

use crate::support::reader::{Reader, long, read_again};
use sidehead::app::{Effect, Elsewhere, Input, Unkept};
use sidehead::bookmark::Bookmark;

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
fn quitting_with_unsaved_changes_warns_once() {
    let mut reader = Reader::open("long.md", &long(), 80, 24);
    reader.press("] B");
    let id = reader.state.article.bookmarks[0].bookmark.id;
    let why = sidehead::text::clean::line("the disk is full");
    let asked = reader.effects.pop().expect("it was to be saved");
    reader.happen(Input::Unkept(id, Box::new(Unkept::new(asked, why))));
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
    reader.happen(Input::Unkept(bookmark.id, Box::new(Unkept::new(asked, why))));
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

/// Makes a bookmark with the note `ours`, lets `what` happen, reads the article again, whose
/// bookmark says `theirs` so many seconds later, and demands a note.
#[track_caller]
fn check_arrival(case: &str, what: impl Fn(&mut Reader, Effect), later: i64, expected: &str) {
    let mut reader = Reader::open("long.md", &long(), 80, 24);
    reader.press("] A o u r s enter");
    let mut theirs = reader.state.article.bookmarks[0].bookmark.clone();
    let saved = reader.effects.pop().expect("it was to be saved");
    what(&mut reader, saved);
    theirs.note = sidehead::text::clean::line("theirs");
    theirs.modified.0 += later;
    let key = reader.state.key.clone();
    reader.happen(Input::Bookmarks(key, vec![theirs]));
    let notes = reader.state.article.bookmarks.iter().map(|it| it.bookmark.note.to_string());
    assert_eq!(notes.collect::<Vec<_>>().join(" "), expected, "{case}");
}

fn fail(reader: &mut Reader, asked: Effect) {
    let id = asked.id().expect("it is of a bookmark");
    let why = sidehead::text::clean::line("the disk is full");
    reader.happen(Input::Unkept(id, Box::new(Unkept::new(asked, why))));
}

#[test]
fn reading_again_shows_what_others_said_later() {
    check_arrival("later", |_, _| {}, 1, "theirs");
    check_arrival("older", |_, _| {}, -1, "ours");
    check_arrival("ours is not saved yet", fail, 1, "ours");
    let remove = |reader: &mut Reader, _| {
        reader.press("B");
        let removed = reader.effects.pop().expect("it was to be removed");
        fail(reader, removed);
    };
    check_arrival("ours is removed, but not on disk yet", remove, 1, "");
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
fn what_a_terminal_would_leave_out_is_not_called_copied() {
    let text = "A word and another one. ".repeat(4_000);
    let mut reader = Reader::open("long.txt", &text, 80, 24);
    reader.press("y");
    assert!(!reader.effects.iter().any(|effect| matches!(effect, Effect::Copy(_))));
    assert!(reader.picture().contains("96 kB"), "{}", reader.picture());
}

#[test]
fn a_place_after_what_was_edited_is_kept_though_its_words_stand_all_over() {
    let text = "Word.\n\n".repeat(200);
    let mut reader = Reader::open("long.md", &text, 80, 24);
    reader.press("6 0 j m a g");
    read_again(&mut reader, &format!("One longer beginning.\n\nAnd another.\n\n{text}"));
    reader.press("' a");
    assert_eq!(reader.state.viewport.rows[0].place.block, 32);
}

#[test]
fn what_is_not_saved_says_what_can_be_done_and_why_on_one_line() {
    let path = format!("/home/reader/{}/harbour-1a2b3c", "a long way down/".repeat(6));
    let (why, in_short) =
        (format!("cannot make {path}: read-only file system"), "read-only file system: cannot");
    for (keys, expected) in [
        ("] B", "Bookmark not saved · W keeps it elsewhere · read-only file system: cannot"),
        ("] B B", "Bookmark not saved · read-only file system: cannot"),
        ("] } H", "Correction not saved · W keeps it elsewhere · read-only file system: cannot"),
    ] {
        let mut reader = Reader::open("long.md", &long(), 80, 24);
        reader.press(keys);
        let asked = reader.effects.pop().expect("it was to be kept");
        let id = asked.id().expect("it has a name");
        let (why, in_short) =
            (sidehead::text::clean::line(&why), sidehead::text::clean::line(in_short));
        reader.happen(Input::Unkept(id, Box::new(Unkept { asked, why, in_short })));
        assert!(reader.picture().contains(expected), "{keys}: {}", reader.picture());
    }
}

/// Gives a reader who bookmarked three paragraphs, which are on disk.
fn kept() -> (Reader, Vec<Bookmark>) {
    let mut reader = Reader::open("long.md", &long(), 80, 24);
    reader.press("] B } B } B");
    let placed = reader.state.article.bookmarks.iter().map(|placed| placed.bookmark.clone());
    let all: Vec<Bookmark> = placed.collect();
    for bookmark in &all {
        reader.happen(Input::Kept(bookmark.id, Some(Box::new(bookmark.clone()))));
    }
    (reader, all)
}

/// Lets the reader hear what of the article is on disk.
fn hear(reader: &mut Reader, on_disk: &[Bookmark]) {
    let key = reader.state.key.clone();
    let ids = on_disk.iter().map(|bookmark| bookmark.id).collect();
    reader.happen(Input::OnDisk(key.clone(), ids));
    reader.happen(Input::Bookmarks(key, on_disk.to_vec()));
}

#[test]
fn a_bookmark_removed_while_the_disk_is_read_stays_removed() {
    let (mut reader, all) = kept();
    reader.press("r B");
    hear(&mut reader, &all);
    assert_eq!(reader.bookmarks().len(), 2, "the list is from before");
    reader.happen(Input::Kept(all[2].id, None));
    reader.press("r");
    hear(&mut reader, &all);
    assert_eq!(reader.bookmarks().len(), 3, "another program has put it back since");
}

#[test]
fn what_another_program_removed_goes_when_the_article_is_read_again() {
    let (mut reader, all) = kept();
    reader.press("r } B");
    hear(&mut reader, &all[..2]);
    let words: Vec<String> = reader.bookmarks().into_iter().map(|(words, _)| words).collect();
    assert_eq!(words.len(), 3, "{words:?}");
    assert!(words[2].contains("paragraph 4"), "one made since the disk was read stays: {words:?}");
    assert!(!words.iter().any(|words| words.contains("paragraph 3")), "{words:?}");
}

#[test]
fn what_could_not_be_saved_is_not_taken_for_removed() {
    let (mut reader, all) = kept();
    reader.press("c");
    let asked = reader.effects.pop().expect("it was to be saved");
    let why = sidehead::text::clean::line("the disk is full");
    reader.happen(Input::Unkept(all[2].id, Box::new(Unkept::new(asked, why))));
    hear(&mut reader, &all[..1]);
    let words: Vec<String> = reader.bookmarks().into_iter().map(|(words, _)| words).collect();
    assert!(words.len() == 2 && words[1].contains("paragraph 3"), "{words:?}");
}
