//! Keys in, the picture out: what the reader sees after each walk through an article.

use sidehead::app::{Input, Remembered};

use crate::support::reader::{Reader, article};

/// A short article in the founding form: bare side-heads between paragraphs.
const HARBOUR: &str = "\
A Harbour Rebuilt

The town spent nine years on a wall that the sea had already measured

When the last stone of the old mole went under in the winter storms, the harbour council did what it had always done: it met, it drank a great deal of tea, and it asked the engineers for a smaller figure. The engineers came back with a larger one.

Nobody on the quay believed in either. The fishermen had watched the water for longer than the council had kept minutes, and they had opinions about gravel.

A wall too short

The first wall was forty metres too short. It stopped the waves that came from the west, which are the ones painters like, and let in those from the north-west, which are the ones that sink boats.

It took two winters to admit it and a third to find the money. By then the gap had a name, a bench, and a small annual swimming race.

Dredging by night

The dredgers worked from ten in the evening until the first ferry, so that nobody on the quay saw more of them than a row of lamps. What they brought up was weighed, photographed and, for the most part, put back.

Among the things not put back were a ship's bell, eleven anchors, and a piano.

‘We had no maps’

“We had no maps that agreed,” said the harbour master, who had spent the spring with three of them pinned to one wall. “So we asked the people who had run aground.”

They drew the channel from those answers. It has been dredged along that line ever since, and nobody has asked for the maps back.
";

#[test]
fn the_screen_shows_sections_beside_the_text() {
    let reader = Reader::open("harbour.txt", HARBOUR, 80, 24);
    insta::assert_snapshot!(reader.picture());
}

#[test]
fn a_narrow_screen_shows_the_text_and_the_outline_over_it() {
    let mut reader = Reader::open("harbour.txt", HARBOUR, 40, 12);
    insta::assert_snapshot!("narrow", reader.picture());
    reader.press("t");
    insta::assert_snapshot!("narrow_with_outline", reader.picture());
    reader.press("j enter");
    insta::assert_snapshot!("narrow_after_going", reader.picture());
}

#[test]
fn a_section_goes_to_the_top_even_the_last() {
    let mut reader = Reader::open("harbour.txt", HARBOUR, 80, 24);
    reader.press("] ] ]");
    insta::assert_snapshot!(reader.picture());
}

#[test]
fn a_search_shows_every_hit_and_counts_them() {
    let mut reader = Reader::open("harbour.txt", HARBOUR, 80, 24);
    reader.press("/ m a p s");
    insta::assert_snapshot!("search_while_typing", reader.picture());
    reader.press("enter n");
    insta::assert_snapshot!("search_second_hit", reader.picture());
}

#[test]
fn a_bookmark_shows_in_text_pane_and_list() {
    let mut reader = Reader::open("harbour.txt", HARBOUR, 80, 24);
    reader.press("] } B");
    insta::assert_snapshot!("bookmarked", reader.picture());
    reader.press("L");
    insta::assert_snapshot!("bookmarks_listed", reader.picture());
}

/// A table with a line below its header, and code with an empty line.
const GRID: &str = "# Ships\n\n## Old\n\n### Few\n\n| Ship | Tons |\n|---|---|\n| Ada | 12 |\n\n```\na\n\nb\n```\n";

#[test]
fn bar_and_bookmark_go_on_beside_lines_without_text() {
    let mut reader = Reader::open("ships.md", GRID, 80, 24);
    let beside = |reader: &Reader, mark: &str| {
        reader.picture().lines().filter(|line| line.contains(mark)).count()
    };
    assert_eq!(beside(&reader, "▎"), 3, "a header, a line and a row");
    reader.press("} B");
    assert_eq!(beside(&reader, "▎"), 3, "code with an empty line");
    assert_eq!((beside(&reader, "★▎"), beside(&reader, "┊▎")), (1, 2));
}

#[test]
fn the_breadcrumb_loses_its_first_names_first() {
    let crumb = |columns| {
        let reader = Reader::open("ships.md", GRID, columns, 12);
        reader.picture().lines().next().unwrap_or_default().to_owned()
    };
    assert_eq!(crumb(30), " Ships › Old › Few");
    assert_eq!(crumb(20), " Ships › Old › Few");
    let mut reader = Reader::open("ships.md", &GRID.replace("Few", "Few of them"), 24, 12);
    assert!(reader.picture().starts_with(" … › Old › Few of them\n"), "{}", reader.picture());
    reader = Reader::open("ships.md", &GRID.replace("Few", "The few that are"), 24, 12);
    assert!(reader.picture().starts_with(" … › The few that are\n"), "{}", reader.picture());
}

#[test]
fn help_lists_the_keys() {
    let mut reader = Reader::open("harbour.txt", HARBOUR, 80, 24);
    reader.press("f1");
    insta::assert_snapshot!(reader.picture());
    reader.press("x");
    assert!(reader.picture().contains("x does nothing here · Esc closes the keys"));
}

#[test]
fn an_article_without_headings_hides_the_outline_and_says_so() {
    let text = "One paragraph that goes on for a while, and says nothing that asks for a heading.";
    let reader = Reader::open("plain.txt", text, 80, 8);
    insta::assert_snapshot!(reader.picture());
}

#[test]
fn what_takes_long_to_read_tells_how_far_it_is() {
    let mut reader = Reader::open("harbour.txt", HARBOUR, 80, 24);
    let status = |reader: &Reader| reader.picture().lines().last().map(str::to_owned);
    reader.state.complete = false;
    assert!(status(&reader).is_some_and(|line| line.contains("· reading…  ")));
    reader.happen(Input::Reading(37));
    assert!(status(&reader).is_some_and(|line| line.contains("· reading… 37%  ")));
    let (key, whole) = (reader.state.key.clone(), article("harbour.txt", HARBOUR));
    reader.happen(Input::Opened(key, Box::new(whole), Remembered::default()));
    assert!(status(&reader).is_some_and(|line| !line.contains("reading…")));
}

#[test]
fn the_end_of_what_is_there_is_not_the_end() {
    let message =
        |reader: &Reader| reader.state.message.as_ref().map(|message| message.words.to_string());
    let mut reader = Reader::open("harbour.txt", HARBOUR, 80, 24);
    reader.press("G space space space");
    assert_eq!(message(&reader).as_deref(), Some("This is the end"));
    let mut reader = Reader::open("harbour.txt", HARBOUR, 80, 24);
    reader.state.complete = false;
    reader.press("space space space space space");
    assert_eq!(message(&reader).as_deref(), Some("The rest is still being read"));
    let (key, whole) = (reader.state.key.clone(), article("harbour.txt", &HARBOUR.repeat(2)));
    reader.happen(Input::Opened(key, Box::new(whole), Remembered::default()));
    assert_eq!(message(&reader), None);
}

#[test]
fn the_wheel_over_the_outline_scrolls_it_and_leaves_the_keys_to_the_text() {
    let text: String = (1..60).map(|n| format!("## Part {n}\n\nWords of it.\n\n")).collect();
    let mut reader = Reader::open("parts.md", &text, 80, 24);
    let wheel = |reader: &mut Reader, down| {
        reader.happen(Input::Wheel { down, column: 2, row: 5 });
        reader.picture().lines().nth(1).unwrap_or_default().get(..12).map(str::to_owned)
    };
    assert_eq!(wheel(&mut reader, true).as_deref(), Some("   Part 4   "));
    assert_eq!(wheel(&mut reader, true).as_deref(), Some("   Part 7   "));
    assert!(!reader.state.outline.focused);
    assert_eq!(wheel(&mut reader, false).as_deref(), Some("   Part 4   "));
    reader.press("j");
    assert!(reader.picture().contains("Part 1 "), "it follows the reader again");
}

#[test]
fn the_outline_stands_beside_forty_columns_of_text_at_least() {
    use sidehead::app::geometry::areas;
    for columns in 20..200 {
        let reader = Reader::open("harbour.txt", HARBOUR, columns, 24);
        let areas = areas(&reader.state);
        let wider = Reader::open("harbour.txt", HARBOUR, columns + 1, 24);
        match areas.outline {
            Some(_) => assert!(areas.text.columns >= 40, "{columns}"),
            None => assert!(columns < 69 && wider.state.size.columns <= 69, "{columns}"),
        }
    }
}

#[test]
fn a_long_name_in_the_outline_leaves_room_for_the_minutes() {
    let text =
        "# T\n\n## A name that is much too long for any pane\n\nWords.\n\n## Short\n\nWords.\n";
    let reader = Reader::open("t.md", text, 80, 12);
    let picture = reader.picture();
    let line = picture.lines().find(|line| line.contains("▌")).unwrap_or_default();
    assert!(line.starts_with(" ▌ A name that is…  1 m │"), "{picture}");
}

#[test]
fn the_outline_takes_no_column_that_the_text_needs() {
    use sidehead::app::geometry::areas;
    let columns = |reader: &Reader| {
        let areas = areas(&reader.state);
        (areas.outline.map(|pane| pane.columns), areas.outline_over, areas.text.columns)
    };
    let said = |reader: &Reader| {
        reader.state.message.as_ref().map(|message| message.words.to_string()).unwrap_or_default()
    };
    let mut reader = Reader::open("harbour.txt", HARBOUR, 72, 24);
    reader.press("tab > >");
    assert_eq!((columns(&reader), &*said(&reader)), ((Some(27), false, 40), ""));
    reader.press(">");
    assert!(said(&reader).starts_with("The outline gets no wider"), "{}", said(&reader));
    assert_eq!(columns(&reader), (Some(27), false, 40));
    reader = Reader::open("harbour.txt", HARBOUR, 64, 24);
    reader.press("t >");
    assert_eq!(columns(&reader), (Some(64), true, 60));
    assert!(said(&reader).starts_with("There is no room"), "{}", said(&reader));
    reader.press("<");
    assert_eq!(columns(&reader), (Some(19), false, 40), "there is room for a narrow one");
    reader = Reader::open("harbour.txt", HARBOUR, 50, 24);
    reader.press("t <");
    assert_eq!(columns(&reader), (Some(50), true, 46));
    assert!(said(&reader).starts_with("There is no room"), "{}", said(&reader));
}

#[test]
fn the_beginning_focuses_no_head_of_a_page() {
    let page = "LAMP(1)             User Commands             LAMP(1)\n\nNAME\n       lamp - light it\n\n\
                DESCRIPTION\n       It is lit at dusk, and it burns until the morning.\n";
    let mut reader = Reader::open("lamp.txt", page, 80, 24);
    assert!(!reader.focused().starts_with("LAMP"), "{}", reader.focused());
    reader.press("G g");
    assert!(!reader.focused().starts_with("LAMP"), "{}", reader.focused());
}

#[test]
fn names_that_begin_alike_show_where_they_differ() {
    let years = [1871, 1902, 1958].map(|year| {
        format!("## Works on the harbour in the year {year}, in short\n\nThe wall.\n\n### Tides\n\nLow.\n")
    });
    let text = format!(
        "# Works\n\n{}\n## Works that were never begun at all\n\nThe bell.\n",
        years.join("\n")
    );
    let reader = Reader::open("works.md", &text, 80, 24);
    let picture = reader.picture();
    for name in ["…1871, in short", "…1902, in short", "…1958, in short", "Works that were…"]
    {
        assert!(picture.contains(name), "{name} in:\n{picture}");
    }
}

#[test]
fn a_name_keeps_its_beginning_where_nothing_tells_it_from_its_neighbour() {
    let name = "Introduction to the harbour works of the town";
    let parts = "## The northern breakwater, part one\n\nA\n\n## The northern breakwater, part two";
    let text = format!("# T\n\n## {name}\n\nA wall.\n\n## {name}\n\nA bell.\n\n{parts}\n\nB\n");
    let picture = Reader::open("works.md", &text, 80, 24).picture();
    assert_eq!(picture.matches(" Introduction to…").count(), 2, "{picture}");
    assert!(picture.contains("…part one ") && picture.contains("…part two "), "{picture}");
}

#[test]
fn a_line_under_a_heading_is_never_focused() {
    let text = "The Harbour\n===========\n\nThe wall\n--------\n\nIt was built of stone, and it stood \
                for a hundred years.\n\nThe mud\n-------\n\nIt was dredged by night, and weighed.\n";
    let mut reader = Reader::open("harbour.txt", text, 80, 24);
    for key in ["}", "}", "}", "}", "}", "{", "{", "{", "]", "[", "G", "g"] {
        assert!(!reader.focused().starts_with(['=', '-']), "before {key}: {}", reader.focused());
        reader.press(key);
    }
}

#[test]
fn the_end_focuses_the_article_and_not_what_belongs_to_the_page() {
    let page = |n: usize| format!("{}\n\nHarbour papers          Page {n}\n\n", HARBOUR.trim_end());
    let text: String = (1..=4).map(page).collect();
    let mut reader = Reader::open("papers.txt", &text, 80, 24);
    let document = &reader.state.article.document;
    let last = document.blocks.last().expect("there are blocks");
    assert!(matches!(last.kind, sidehead::document::block::Kind::Furniture(_)), "{last:?}");
    reader.press("G");
    assert!(reader.focused().starts_with("They drew the channel"), "{}", reader.focused());
}

#[test]
fn lines_are_gone_to_where_there_are_any() {
    let message = |name: &str, text: &str| {
        let mut reader = Reader::open(name, text, 80, 24);
        reader.press("5 G");
        reader.state.message.map(|message| message.words.to_string()).unwrap_or_default()
    };
    assert_eq!(message("a.txt", "One line.\n"), "There is no line 5 in this article");
    assert_eq!(
        message("a.html", "<p>One paragraph.</p>"),
        "Articles of this format have no lines to go to"
    );
}

#[test]
fn a_made_heading_stands_in_text_and_pane_and_asks_for_its_fellows() {
    let mut reader = Reader::open("harbour.txt", HARBOUR, 80, 24);
    reader.press("] { H");
    insta::assert_snapshot!("a_heading_unmade", reader.picture());
    reader.press("y");
    insta::assert_snapshot!("its_fellows_unmade", reader.picture());
    reader.press("U U tab j j + k r ctrl-u T h e space w a l l enter");
    insta::assert_snapshot!("levels_and_names", reader.picture());
}

#[test]
fn a_narrow_pane_stays_right_after_corrections() {
    let mut reader = Reader::open("harbour.txt", HARBOUR, 40, 12);
    reader.press("t j j + k x");
    insta::assert_snapshot!("narrow_after_correcting", reader.picture());
    reader.press("U / w a l l enter");
    insta::assert_snapshot!("narrow_filtered", reader.picture());
}

#[test]
fn paragraphs_are_listed_by_their_opening_words() {
    let text = "One paragraph that goes on for a while, and says nothing that asks for a heading; \
                it never ends where one would expect it to, but somewhere after that.\n\n\
                Another one, no shorter than the first, which it follows at some distance, \
                as paragraphs do that have nothing to say to each other but say it anyway.\n";
    let mut reader = Reader::open("plain.txt", text, 80, 8);
    reader.press("t tab j");
    insta::assert_snapshot!("paragraphs_stand_in", reader.picture());
    let mut reader = Reader::open("plain.txt", text, 40, 8);
    reader.press("t");
    insta::assert_snapshot!("paragraphs_stand_in_narrow", reader.picture());
}

#[test]
fn every_size_is_drawn_without_panic() {
    for (columns, rows) in
        [(1, 1), (2, 1), (1, 50), (5, 3), (20, 5), (19, 30), (250, 60), (500, 200)]
    {
        let mut reader = Reader::open("harbour.txt", HARBOUR, columns, rows);
        reader.press("] } v right B L j enter f1 esc t tab j enter / m a p s enter n G g");
        reader.press("] { H y tab j + - r x enter x U U U H H tab");
        let picture = reader.picture();
        assert_eq!(picture.split('\n').count(), usize::from(rows), "{columns}×{rows}");
    }
}

#[test]
fn drawing_twice_draws_the_same() {
    let mut reader = Reader::open("harbour.txt", HARBOUR, 80, 24);
    reader.press("} v . / w a l l enter");
    assert_eq!(reader.picture(), reader.picture());
}

/// A text with contents, of which two lines say the same.
const CONTENTS: &str = "\
My Book

Contents

The House ........... 1
Summary ............. 5
The Garden .......... 9
Summary ............ 12

The House

It was a very nice day, and everybody who was there has told of it later, as such a thing had never been seen.

Summary

Nobody in the village by the sea had ever seen the like of it, and most of them never would again, they said.

The Garden

It was a much colder day, and hardly anybody who was there has told of it since, for there was nothing to see.

Summary

Everybody in the village had seen more than enough of it by then, and went home to where it was warm and dry.
";

#[test]
fn lines_of_contents_lead_to_their_sections() {
    let focused = |keys: &str| {
        let mut reader = Reader::open("book.txt", CONTENTS, 80, 12);
        reader.press(keys);
        (reader.top(), reader.focused().split(',').next().unwrap_or_default().to_owned())
    };
    let beginning = focused("g");
    assert_eq!(focused("enter").0, "The House");
    assert_eq!(
        focused("} enter").1,
        "Nobody in the village by the sea had ever seen the like of it"
    );
    assert_eq!(focused("} } enter").0, "The Garden");
    assert_eq!(
        focused("} } } enter").1,
        "Everybody in the village had seen more than enough of it by then"
    );
    assert_eq!(focused("} } } } { enter").0, "Summary", "from below, the last line");
    assert_eq!(focused("} } enter ctrl-o"), beginning);
    assert_eq!(focused("2 enter").0, "The House", "a number is that of a section");
}

#[test]
fn only_the_focused_line_of_contents_has_the_bar() {
    let mut reader = Reader::open("book.txt", CONTENTS, 80, 24);
    reader.press("} }");
    let picture = reader.picture();
    let marked: Vec<&str> = picture.lines().filter(|line| line.contains('▎')).collect();
    assert!(matches!(marked[..], [line] if line.contains("The Garden ....")), "{picture}");
}

#[test]
fn a_click_follows_a_link_and_drawing_from_it_selects() {
    let mut reader = Reader::open("book.txt", CONTENTS, 80, 12);
    let (column, row) = reader.find("The Garden .");
    let click = |column| Input::Click { column, row, is_double: false };
    reader.happen(click(column + 60));
    reader.happen(Input::Release);
    assert_eq!(reader.top(), "My Book", "beside it");
    reader.happen(click(column));
    reader.happen(Input::Drag { column: column + 2, row });
    reader.happen(Input::Release);
    assert_eq!((reader.selected(), &*reader.top()), (Some("The"), "My Book"));
    reader.press("esc");
    reader.happen(click(column + 2));
    reader.happen(Input::Release);
    assert_eq!(reader.top(), "The Garden");
    reader.press("ctrl-o");
    assert_eq!(reader.top(), "My Book");
}

#[test]
fn a_link_that_leads_nowhere_here_says_so() {
    let text = "# T\n\nSee [this](https://example.org/a) and [that](#nothing).\n";
    let mut reader = Reader::open("t.md", text, 80, 12);
    for (words, expected) in [
        ("this", "This leads to https://example.org/a"),
        ("that", "Nothing in this article has that name"),
    ] {
        let (column, row) = reader.find(words);
        reader.happen(Input::Click { column, row, is_double: false });
        reader.happen(Input::Release);
        let message = reader.state.message.as_ref().map(|message| message.words.to_string());
        assert_eq!(message.as_deref(), Some(expected));
    }
}
