//! What a reader does with bookmarks: select, mark, note, file, list, find again, take back.

use std::sync::Arc;

use sidehead::app::message::Message;
use sidehead::app::visit::{At, Filed, Key, Target, Ticket, Visit};
use sidehead::app::{Effect, Input};
use sidehead::bookmark::{Bookmark, Colour, Id};
use sidehead::store::bookmarks::overview::Brief;
use sidehead::text::clean;

use crate::support::reader::{Reader, article};

const TEXT: &str = "\
# The Wall

The lead has one paragraph.

## Stone

One two three. Four five six. Seven.

Eight nine ten.

## Sand

The last paragraph stands here, and it is long enough to fill more than one row of the screen. It \
has a second sentence.
";

fn open() -> Reader {
    let mut reader = Reader::open("wall.md", TEXT, 80, 24);
    reader.state.key = Key("/wall.md".to_owned());
    reader
}

#[track_caller]
fn check_selected(keys: &str, expected: &str) {
    let mut reader = open();
    reader.press(keys);
    assert_eq!(reader.selected(), Some(expected), "{keys}");
}

#[test]
fn every_key_of_selecting_moves_an_end() {
    for (keys, expected) in [
        ("] v", "One"),
        ("] V", "One two three."),
        ("] v right", "One two"),
        ("] v right left", "One"),
        ("] V .", "One two three. Four five six."),
        ("] V . ,", "One two three."),
        ("] v 2 .", "One two three. Four five six."),
        ("] v down", "One two three. Four five six. Seven.\n\nEight"),
        ("] v down up", "One"),
        ("] v }", "One two three. Four five six. Seven."),
        ("] v } }", "One two three. Four five six. Seven.\n\nEight nine ten."),
        ("] } v left {", "One two three. Four five six. Seven.\n\nEight"),
        ("] v ]", "One two three. Four five six. Seven.\n\nEight nine ten."),
        ("] } v [", "Stone\n\nOne two three. Four five six. Seven.\n\nEight"),
        ("] v right right o right", "two three"),
    ] {
        check_selected(keys, expected);
    }
    let mut reader = open();
    reader.press("] v right y");
    assert!(matches!(reader.effects.last(), Some(Effect::Copy(text)) if &**text == "One two"));
    reader.press("v esc");
    assert_eq!(reader.selected(), None);
}

#[test]
fn the_mouse_selects_what_it_is_drawn_over() {
    let mut reader = open();
    let (column, row) = reader.find("two three");
    let click = |is_double| Input::Click { column, row, is_double };
    reader.happen(click(false));
    assert_eq!(reader.selected(), None, "a click selects nothing");
    reader.happen(Input::Drag { column: column + 2, row });
    assert_eq!(reader.selected(), Some("two"));
    reader.happen(Input::Drag { column: column - 4, row });
    assert_eq!(reader.selected(), Some("One t"), "back past where it began");
    reader.happen(Input::Wheel { down: true, column, row });
    assert_eq!(reader.selected(), Some("One t"), "the wheel leaves it");
    reader.happen(Input::Wheel { down: false, column, row });
    reader.happen(click(true));
    assert_eq!(reader.selected(), Some("two"), "twice is the word");
    reader.happen(Input::Drag { column: column + 6, row });
    assert_eq!(reader.selected(), Some("two three"), "and then by words");
    reader.press("B");
    assert_eq!(reader.bookmarks(), [("two three".to_owned(), true)]);
    reader.happen(click(false));
    reader.happen(Input::Drag { column, row: 23 });
    assert!(reader.selected().is_some_and(|words| words.starts_with("two three.")));
}

#[test]
fn a_selection_inside_a_bookmark_becomes_one_of_its_own() {
    let mut reader = open();
    reader.press("] B V B v B");
    let words = ["One two three. Four five six. Seven.", "One two three.", "One"];
    assert_eq!(reader.bookmarks(), words.map(|words| (words.to_owned(), true)), "outermost first");
    insta::assert_snapshot!("overlapping_bookmarks", reader.picture());
    reader.press("L");
    insta::assert_snapshot!("overlapping_bookmarks_listed", reader.picture());
    reader.press("esc V B");
    assert_eq!(reader.bookmarks().len(), 2, "on its own passage the key removes it");
}

fn colour(reader: &Reader) -> Colour {
    reader.state.article.bookmarks[0].bookmark.colour
}

#[test]
fn colours_go_round_and_each_has_its_sign() {
    let mut reader = open();
    reader.press("] B");
    for (colour_now, sign) in
        [(Colour::Green, "▲"), (Colour::Blue, "◆"), (Colour::Red, "●"), (Colour::Yellow, "★")]
    {
        reader.press("c");
        assert_eq!(colour(&reader), colour_now);
        let picture = reader.picture();
        assert_eq!(picture.matches(sign).count(), 2, "in the gutter and the pane:\n{picture}");
    }
    reader.press("L c");
    assert_eq!(colour(&reader), Colour::Green, "in the list too");
    reader.press("U");
    assert_eq!(colour(&reader), Colour::Yellow);
    reader.press("esc B v c c");
    assert_eq!(colour(&reader), Colour::Blue, "a selection is bookmarked, and then coloured");
    assert_eq!(reader.selected(), Some("One"));
}

#[test]
fn a_note_on_one_line_goes_on_in_the_editor() {
    let mut reader = open();
    reader.press("] A h i ctrl-o");
    let id = reader.state.article.bookmarks[0].bookmark.id;
    assert_eq!(reader.effects.last(), Some(&Effect::EditNote(id, clean::line("hi"))));
    reader.happen(Input::Noted(id, Ok("hi\n\nand more\n".to_owned())));
    let note = |reader: &Reader| reader.state.article.bookmarks[0].bookmark.note.to_string();
    assert_eq!(note(&reader), "hi\n\nand more");
    reader.press("A");
    assert!(reader.state.prompt.is_none(), "what has several lines is not for one");
    assert!(matches!(reader.effects.last(), Some(Effect::EditNote(..))));
    let why = Message::failed("vi failed");
    reader.happen(Input::Noted(id, Err(why)));
    assert_eq!(note(&reader), "hi\n\nand more", "a failing editor changes nothing");
    reader.press("U");
    assert_eq!(note(&reader), "hi");
}

#[test]
fn tags_are_typed_shown_and_found() {
    let mut reader = open();
    reader.press("] B } B L j t w a l l , space # t o space r e a d , w a l l enter");
    let tags = |reader: &Reader, index: usize| {
        let tags = &reader.state.article.bookmarks[index].bookmark.tags;
        tags.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    assert_eq!(tags(&reader, 1), ["wall", "to read"]);
    assert!(reader.picture().contains("#wall #to read"));
    reader.press("/ # w a l l enter d");
    assert_eq!(reader.bookmarks().len(), 1);
    reader.press("U esc U");
    assert_eq!(tags(&reader, 1), [""; 0], "typing them is taken back at once");
}

#[track_caller]
fn check_filter(filter: &str, expected: &[&str]) {
    let mut reader = open();
    reader.press("B ] B } B ] B L /");
    for char in filter.chars() {
        reader.press(&if char == ' ' { "space".to_owned() } else { char.to_string() });
    }
    let found: Vec<String> = reader
        .picture()
        .lines()
        .take_while(|line| !line.contains("───") || line.contains("Bookmarks"))
        .filter_map(|line| line.split('★').nth(1))
        .map(|line| line.trim_matches(['│', ' ']).chars().take(8).collect())
        .collect();
    assert_eq!(found, expected, "{filter}");
}

#[test]
fn the_filter_forgives_left_out_letters_but_not_scattered_ones() {
    check_filter("", &["The lead", "One two ", "Eight ni", "The last"]);
    check_filter("four", &["One two "]);
    check_filter("paragr", &["The lead", "The last"]);
    check_filter("prgraph", &["The lead", "The last"]);
    check_filter("par last", &["The last"]);
    check_filter("thssf", &[]);
    check_filter("Four", &["One two "]);
    check_filter("FOUR", &[]);
}

/// Gives a bookmark whose words stand nowhere in the article.
fn lost(reader: &Reader, id: u128, section: &[&str]) -> Bookmark {
    let mut bookmark = reader.state.article.bookmarks[0].bookmark.clone();
    bookmark.id = Id(id);
    bookmark.section = section.iter().map(|name| clean::line(name)).collect();
    bookmark.quote.exact = clean::line("Words that stand nowhere in this article at all.");
    bookmark
}

#[test]
fn a_lost_bookmark_stands_under_its_section_and_is_given_a_place_by_hand() {
    let mut reader = open();
    reader.press("] B");
    let all = vec![lost(&reader, 90, &["Stone"]), lost(&reader, 91, &["Mortar"])];
    reader.happen(Input::Bookmarks(reader.state.key.clone(), all));
    assert_eq!(reader.picture().matches("★").count(), 2, "gutter and pane show the other alone");
    reader.press("L");
    insta::assert_snapshot!("lost_bookmarks_listed", reader.picture());
    reader.press("j enter");
    assert!(reader.state.overlay.is_some(), "there is nowhere to go");
    reader.press("p ] V B");
    let moved = reader.state.article.bookmark(Id(90)).expect("it is still there");
    assert_eq!(
        &*moved.bookmark.quote.exact,
        "The last paragraph stands here, and it is long \
        enough to fill more than one row of the screen."
    );
    assert!(moved.bookmark.note.contains("Words that stand nowhere"), "its words are kept");
    assert_eq!(moved.bookmark.section, [clean::line("Sand")]);
    assert!(moved.anchor.range().is_some());
    reader.press("U");
    let back = reader.state.article.bookmark(Id(90)).expect("it is still there");
    assert!(back.anchor.range().is_none() && back.bookmark.note.is_empty());
}

#[test]
fn giving_a_place_can_be_left() {
    let mut reader = open();
    reader.press("] B L p esc } B");
    assert_eq!(reader.bookmarks().len(), 2, "B makes a bookmark again");
}

#[test]
fn a_long_passage_is_read_in_the_list() {
    let mut reader = open();
    reader.press("B");
    let id = reader.state.article.bookmarks[0].bookmark.id;
    let note = (1..=40).map(|line| format!("Line {line}\n")).collect::<String>();
    reader.happen(Input::Noted(id, Ok(note)));
    for size in [(80, 24), (40, 12), (120, 40)] {
        let (columns, rows) = size;
        reader.happen(Input::Resized(sidehead::app::geometry::Size { columns, rows }));
        reader.press("L");
        assert!(reader.picture().contains("Space reads on"));
        (0..40).for_each(|_| reader.press("space"));
        assert!(reader.picture().contains("Line 40"), "{}", reader.picture());
        (0..40).for_each(|_| reader.press("b"));
        assert!(reader.picture().contains("yellow"), "{}", reader.picture());
        reader.press("esc");
    }
}

/// Gives a bookmark of another article, as the list of all holds it.
fn filed(id: u128, words: &str, title: &str) -> Filed {
    let origins = Arc::from([format!("/{title}.txt")]);
    let brief = Brief {
        id: Id(id),
        words: clean::line(words),
        start: 0,
        section: Vec::new(),
        note: clean::line(""),
        tags: Vec::new(),
        colour: Colour::Yellow,
        created: sidehead::bookmark::Time(0),
        modified: sidehead::bookmark::Time(0),
    };
    Filed { brief, title: clean::line(title), origins }
}

/// Opens the list of all with a bookmark here and two elsewhere.
fn open_list_of_all() -> Reader {
    let mut reader = open();
    reader.press("B L tab");
    assert_eq!(reader.effects.last(), Some(&Effect::FindAll(1)));
    let all = vec![filed(50, "Boats sank.", "Harbour"), filed(51, "Gravel won.", "Quarry")];
    reader.happen(Input::AllBookmarks(1, all));
    reader
}

#[test]
fn the_list_of_all_shows_finds_and_changes_bookmarks_of_other_articles() {
    let mut reader = open_list_of_all();
    insta::assert_snapshot!("list_of_all", reader.picture());
    reader.press("j t p i e r enter");
    let revised = |reader: &Reader| match reader.effects.last() {
        Some(Effect::Revise(brief)) => (**brief).clone(),
        other => panic!("no change was asked for, but {other:?}"),
    };
    assert_eq!((revised(&reader).id, &*revised(&reader).tags[0]), (Id(50), "pier"));
    reader.press("e s a d enter");
    assert_eq!(&*revised(&reader).note, "sad");
    reader.press("U");
    assert_eq!(&*revised(&reader).note, "", "undone where it is");
    reader.press("/ q u a r r y enter d");
    assert_eq!(
        reader.effects.last(),
        Some(&Effect::Remove(Key("/Quarry.txt".to_owned()), Id(51))),
        "an article's title finds its bookmarks"
    );
    reader.press("U");
    assert_eq!(reader.state.filed.as_ref().map(Vec::len), Some(1));
    let asked = reader.effects.iter().rev().take(2).collect::<Vec<_>>();
    assert!(
        matches!(&*asked, [Effect::FindAll(_), Effect::Revise(brief)] if brief.id == Id(51)),
        "put back, and the list read anew: {asked:?}"
    );
}

#[test]
fn what_was_removed_in_the_list_of_all_comes_back_into_the_article_opened_since() {
    let mut reader = open_list_of_all();
    reader.press("j d esc ' H");
    reader.happen(Input::Visited(Ticket(0), visit(At::Words(Default::default()))));
    reader.press("U");
    let asked = reader.effects.iter().rev().take(2).collect::<Vec<_>>();
    let key = Key("/Harbour.txt".to_owned());
    assert!(
        matches!(&*asked, [Effect::FindHere(asked), Effect::Revise(_)] if *asked == key),
        "written, and then looked for: {asked:?}"
    );
}

#[test]
fn a_list_that_was_asked_for_before_a_change_is_asked_for_again() {
    let mut reader = open_list_of_all();
    reader.press("tab tab d");
    reader.happen(Input::AllBookmarks(1, vec![filed(52, "Old news.", "Harbour")]));
    assert_eq!(reader.effects.last(), Some(&Effect::FindAll(2)));
    assert!(!reader.picture().contains("Old news"));
}

/// Gives another article, opened at one of its bookmarks or at words.
fn visit(at: At) -> Box<Visit> {
    let key = Key("/Harbour.txt".to_owned());
    let article = article("Harbour.txt", "Boats sank.\n\nGulls did not.\n");
    Box::new(Visit { key, article, marks: Default::default(), at })
}

#[test]
fn a_jump_into_another_article_is_come_back_from() {
    let mut reader = open();
    reader.press("2 ] B L tab");
    reader.happen(Input::AllBookmarks(1, vec![filed(50, "Boats sank.", "Harbour")]));
    reader.press("j enter");
    let origins = vec!["/Harbour.txt".to_owned()];
    let target = Target::Bookmark { id: Id(50), origins };
    assert_eq!(
        reader.effects.last(),
        Some(&Effect::Visit { ticket: Ticket(0), target, from: reader.state.key.clone() })
    );
    reader.happen(Input::Visited(Ticket(7), visit(At::Bookmark(Id(50)))));
    assert_eq!(reader.state.key, Key("/wall.md".to_owned()), "that was not asked for");
    assert!(reader.picture().contains("Opening Harbour…"));
    reader.happen(Input::Visited(Ticket(0), visit(At::Bookmark(Id(50)))));
    assert!(reader.top().starts_with("Boats sank"));
    assert!(!reader.picture().contains("Opening"), "it is open now");
    assert!(reader.state.overlay.is_none());

    reader.press("' '");
    let Some(Effect::Visit { ticket, target: Target::Words(key, words), .. }) =
        reader.effects.last()
    else {
        panic!("the way back was not asked for");
    };
    assert_eq!((key, words.top.exact.starts_with("Sand")), (&Key("/wall.md".to_owned()), true));
    let at = At::Words(words.clone());
    let wall = article("wall.md", &TEXT.replace("Eight nine ten.", "Eight nine ten. Eleven."));
    let back = Visit { key: key.clone(), article: wall, marks: Default::default(), at };
    reader.happen(Input::Visited(*ticket, Box::new(back)));
    assert!(reader.top().starts_with("Sand"), "by its words: {}", reader.top());
    reader.press("ctrl-o ctrl-o");
    assert!(reader.top().starts_with("The Wall"), "the older jumps are known: {}", reader.top());

    reader.press("U");
    let key = Key("/wall.md".to_owned());
    assert!(
        matches!(reader.effects.last(), Some(Effect::Remove(article, _)) if *article == key),
        "what was done before can be undone"
    );
}

#[test]
fn what_came_through_a_pipe_is_come_back_to_as_it_was() {
    let mut reader = Reader::open("wall.md", TEXT, 80, 24);
    reader.state.key = Key::pipe();
    reader.press("] B ' H");
    assert!(matches!(reader.effects.last(), Some(Effect::Visit { target: Target::Mark('H'), .. })));
    let words = At::Words(Default::default());
    reader.happen(Input::Visited(Ticket(0), visit(words)));
    assert!(reader.top().starts_with("Boats"));
    reader.press("' '");
    assert_eq!(reader.state.key, Key::pipe(), "without asking for it");
    assert!(reader.top().starts_with("Stone"));
    assert_eq!(reader.bookmarks().len(), 1);
}

#[test]
fn the_latest_wish_for_another_article_is_the_one_that_counts() {
    let mut reader = open();
    reader.press("' A ' B");
    reader.happen(Input::Visited(Ticket(0), visit(At::Words(Default::default()))));
    assert_eq!(reader.state.key, Key("/wall.md".to_owned()));
    let why = Message::failed("No mark B");
    reader.happen(Input::NotVisited(Ticket(1), why));
    reader.happen(Input::Visited(Ticket(1), visit(At::Words(Default::default()))));
    assert_eq!(reader.state.key, Key("/wall.md".to_owned()), "it was answered already");
    reader.press("' C esc");
    reader.happen(Input::Visited(Ticket(2), visit(At::Words(Default::default()))));
    assert_eq!(reader.state.key, Key("/wall.md".to_owned()), "Esc gives it up");
}

#[test]
fn answers_about_an_article_that_was_left_change_nothing() {
    let mut reader = open();
    reader.press("' A");
    reader.happen(Input::Visited(Ticket(0), visit(At::Words(Default::default()))));
    let old = Key("/wall.md".to_owned());
    let opened = Box::new(article("wall.md", TEXT));
    reader.happen(Input::Opened(old.clone(), opened, Default::default()));
    reader.happen(Input::Bookmarks(old, vec![]));
    assert!(reader.top().starts_with("Boats"));
}

#[test]
fn help_begins_with_the_keys_that_apply() {
    for (keys, heading) in [
        ("f1", "In the text"),
        ("tab f1", "In the outline"),
        ("v f1", "While selecting"),
        ("B L f1", "In the list of bookmarks"),
    ] {
        let mut reader = open();
        reader.press(keys);
        let picture = reader.picture();
        let first = picture.lines().nth(1).unwrap_or_default();
        assert!(first.contains(heading), "{keys}:\n{picture}");
    }
    let mut reader = open();
    reader.press("B L f1 f1");
    assert!(reader.picture().contains("Bookmarks of this article"), "and goes back to the list");
}

#[test]
fn going_to_the_end_of_a_beginning_is_done_again_in_the_whole() {
    let whole = (1..=60).map(|n| format!("Paragraph {n} stands here.\n\n")).collect::<String>();
    let head = whole.split_inclusive("\n\n").take(20).collect::<String>();
    for (keys, expected) in [("G", "Paragraph 60 "), ("5 0 %", "Paragraph 32 "), ("1 0 1 G", "51 ")]
    {
        let mut reader = Reader::open("long.txt", &head, 80, 12);
        reader.state.complete = false;
        reader.press(keys);
        let opened = Box::new(article("long.txt", &whole));
        reader.happen(Input::Opened(Key::default(), opened, Default::default()));
        assert!(reader.picture().contains(expected), "{keys}:\n{}", reader.picture());
        reader.press("ctrl-o");
        assert!(reader.top().starts_with("Paragraph 1 "), "one jump: {}", reader.top());
    }
    let mut reader = Reader::open("long.txt", &head, 80, 12);
    reader.state.complete = false;
    reader.press("G g");
    let opened = Box::new(article("long.txt", &whole));
    reader.happen(Input::Opened(Key::default(), opened, Default::default()));
    assert!(reader.top().starts_with("Paragraph 1 "), "the reader went elsewhere since");
}

#[test]
fn a_filtered_list_says_so_and_esc_shows_all_again() {
    let mut reader = open();
    reader.press("} B } B L / z z z enter");
    assert!(reader.picture().contains("Bookmarks of this article with zzz · Tab all"));
    assert!(reader.picture().contains("No bookmark holds that"));
    reader.press("esc");
    assert!(reader.picture().contains("Bookmarks of this article · Tab all"));
    assert!(!reader.picture().contains("No bookmark holds that"));
    reader.press("esc");
    assert!(!reader.picture().contains("Bookmarks of this article"));
}
