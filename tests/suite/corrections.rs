//! Correcting the outline: keys in, the sections and what is kept out.

use std::collections::BTreeMap;

use sidehead::app::visit::{At, Key, Ticket, Visit};
use sidehead::app::{Effect, Input, Unkept};
use sidehead::bookmark::correction::Correction;
use sidehead::bookmark::{Id, Time};
use sidehead::document::outline::{Evidence, Section};

use crate::support::reader::{Reader, article};

/// An article whose headings are marked, but for two short lines that nobody marked.
const WALL: &str = "\
# The Wall

It was begun in the autumn, and nobody was surprised when it was not done by the spring.

## Stone

The stone came by barge from the other side of the firth, and was paid for by the ton, wet.

The masons

They lived in a row of huts behind the chapel, and were known for their soup, not their walls.

### Mortar

Lime, sand and patience; the last was not in the contract, and the council did not pay for it.

## Water

The sea had the last word, as everybody on the quay had told the engineers it was going to.

The divers

They came from the navy with a boat of their own, and left without saying what they had seen.
";

fn reader() -> Reader {
    Reader::open("wall.md", WALL, 80, 40)
}

/// Gives the sections, a sign a level, those the reader corrected with a star.
fn sections(reader: &Reader) -> String {
    let document = &reader.state.article.document;
    let line = |section: &Section| {
        let star = if section.evidence == Evidence::User { "*" } else { "" };
        let signs = "#".repeat(usize::from(section.level));
        format!("{signs}{star} {}\n", &*section.name(document))
    };
    document.sections.iter().map(line).collect()
}

fn message(reader: &Reader) -> String {
    reader.state.message.as_ref().map(|message| message.words.to_string()).unwrap_or_default()
}

const FOUND: &str = "# Stone\n## Mortar\n# Water\n";

#[track_caller]
fn check(case: &str, keys: &str, expected: &str) {
    let mut reader = reader();
    reader.press(keys);
    assert_eq!(sections(&reader), expected, "{case}");
}

#[test]
fn a_paragraph_is_made_a_heading_and_text_again() {
    let made = "# Stone\n#* The masons\n## Mortar\n# Water\n";
    check("made", "] } H", made);
    check("made and unmade", "] } H H", FOUND);
    check("made and undone", "] } H U", FOUND);
    check("made, undone and made", "] } H U H", made);
    check("a heading is made text", "] } } } H", "# Stone\n# Water\n");
    check("and a heading again", "] } } } H H", FOUND);
    check("undone", "] } } } H U", FOUND);
    check(
        "what is in the lead",
        "H",
        "#* It was begun in the autumn, and nobody was surprised when it was not done by the spring.\n# Stone\n## Mortar\n# Water\n",
    );
}

#[test]
fn a_title_that_is_a_heading_is_made_one() {
    check("a title", "{ H", "#* The Wall\n# Stone\n## Mortar\n# Water\n");
    check("and a title again", "{ H H", FOUND);
}

#[test]
fn the_focus_stays_on_what_was_made() {
    for (columns, rows) in [(80, 40), (80, 12), (40, 9), (20, 5)] {
        let mut reader = Reader::open("wall.md", WALL, columns, rows);
        reader.press("] }");
        assert_eq!(reader.focused(), "The masons");
        reader.press("H");
        assert_eq!(reader.focused(), "The masons", "{columns}×{rows}");
        let focused = reader.state.focused;
        let rows_shown = &reader.state.viewport.rows;
        assert!(rows_shown.iter().any(|shown| shown.place.block == focused), "{columns}×{rows}");
    }
}

#[test]
fn one_heading_teaches_its_fellows() {
    let mut reader = reader();
    reader.press("] } H");
    assert_eq!(
        message(&reader),
        "A heading now; 1 more line looks like this · y corrects it too · U undoes"
    );
    reader.press("y");
    let all = "# Stone\n#* The masons\n## Mortar\n# Water\n#* The divers\n";
    assert_eq!(sections(&reader), all);
    reader.press("U");
    assert_eq!(sections(&reader), "# Stone\n#* The masons\n## Mortar\n# Water\n", "as one");
    reader.press("U");
    assert_eq!(sections(&reader), FOUND);
    reader.press("H j y");
    assert_eq!(sections(&reader), "# Stone\n#* The masons\n## Mortar\n# Water\n");
    assert!(matches!(reader.effects.last(), Some(Effect::Copy(_))), "y copies when not asked");
}

#[test]
fn many_fellows_are_one_change() {
    let mut reader = Reader::open("parts.md", &many(9), 80, 40);
    reader.press("H");
    assert_eq!(
        message(&reader),
        "A heading now; 8 more lines look like this · y corrects them too · U undoes"
    );
    reader.press("y");
    assert_eq!(reader.state.article.document.sections.len(), 9);
    assert_eq!(reader.state.article.corrections().len(), 2, "one file for all eight");
    reader.press("U");
    assert_eq!(reader.state.article.document.sections.len(), 1);
    reader.press("U");
    assert_eq!(reader.state.article.document.sections.len(), 0);
}

/// Gives an article of so many short lines that nobody marked, each with a paragraph.
fn many(parts: usize) -> String {
    let body = "This is a paragraph that is long enough to be taken for the running text it is.";
    let letter = |number: usize| char::from(b'a' + u8::try_from(number % 26).unwrap_or_default());
    let name = |n: usize| [n / 676, n / 26, n].map(letter).iter().collect::<String>();
    (0..parts).map(|n| format!("**Part x{}**\n\n{body}\n\n", name(n))).collect()
}

#[test]
fn an_answer_may_come_before_the_question() {
    let mut reader = Reader::open("parts.md", &many(9), 80, 40);
    reader.happen(Input::Key("H".parse().expect("there is such a key")));
    assert_eq!(message(&reader), "A heading now · U undoes");
    reader.happen(Input::Key("y".parse().expect("there is such a key")));
    assert_eq!(message(&reader), "8 more corrected · U undoes");
    assert_eq!(reader.state.article.document.sections.len(), 9);
}

#[test]
fn one_of_many_fellows_is_corrected_by_itself() {
    let mut first = Reader::open("parts.md", &many(9), 80, 40);
    let count = |reader: &Reader| reader.state.article.document.sections.len();
    first.press("H y ] ] { H");
    assert_eq!((count(&first), &*message(&first)), (8, "No heading now · U undoes"));
    let mut second = Reader::open("parts.md", &many(9), 80, 40);
    let key = second.state.key.clone();
    second.happen(Input::Corrections(key, kept(&first.effects)));
    assert_eq!(sections(&second), sections(&first), "also when it is opened again");
    first.press("H");
    assert_eq!(count(&first), 9);
    first.press("U");
    assert_eq!(count(&first), 8);
    first.press("U");
    assert_eq!(count(&first), 9);
    first.press("U");
    assert_eq!(count(&first), 1, "the eight as one");
}

#[test]
fn thousands_of_fellows_are_found_again() {
    let text = many(3_000);
    let mut first = Reader::open("parts.md", &text, 80, 40);
    first.press("H y");
    assert_eq!(first.state.article.document.sections.len(), 3_000);
    let kept = kept(&first.effects);
    assert_eq!(kept.len(), 4, "a file for a thousand lines");
    for later in [text.clone(), format!("A preface that nobody asked for.\n\n{text}")] {
        let mut second = Reader::open("parts.md", &later, 80, 40);
        let key = second.state.key.clone();
        second.happen(Input::Corrections(key, kept.clone()));
        assert_eq!(second.state.article.document.sections.len(), 3_000);
    }
}

#[test]
fn of_two_corrections_of_one_line_none_is_left_to_contradict_the_reader() {
    let mut first = reader();
    first.press("] } } } H");
    let latest = kept(&first.effects).pop().expect("it was kept");
    let other = Correction { id: Id(77), modified: Time(5), ..latest.clone() };
    let mut reader = reader();
    let key = reader.state.key.clone();
    reader.happen(Input::Corrections(key, vec![latest.clone(), other]));
    assert_eq!(sections(&reader), "# Stone\n# Water\n");
    reader.press("] } } } H");
    assert!(message(&reader).starts_with("A heading now"));
    assert_eq!(sections(&reader), FOUND);
    let is_gone = |id: Id| {
        reader
            .effects
            .iter()
            .any(|it| matches!(it, Effect::RemoveCorrection(_, gone) if *gone == id))
    };
    assert!(is_gone(Id(77)) && is_gone(latest.id));
    reader.press("U");
    assert_eq!(sections(&reader), "# Stone\n# Water\n");
}

#[test]
fn what_was_done_is_told_as_it_is() {
    let told = |keys: &str| {
        let mut reader = reader();
        reader.press(keys);
        message(&reader)
    };
    assert_eq!(told("tab j r ctrl-u R enter"), "Renamed · U undoes");
    assert_eq!(
        told("tab j r ctrl-u R enter r ctrl-u enter"),
        "Called by its own words again · U undoes"
    );
    assert_eq!(told("tab j r enter"), "Its name is as it was");
    assert_eq!(told("tab j j j +"), "Level 2 now · U undoes");
    let mut empty = Reader::open("wall.md", "# T\n\nText.\n\n## \n\nMore.\n", 80, 24);
    empty.press("tab G x");
    assert_eq!(message(&empty), "A heading without words stays one");
    assert_eq!(empty.effects, []);
}

#[test]
fn the_cursor_is_at_a_heading_that_came_back() {
    for (keys, expected) in [
        ("tab j x U", "Stone"),
        ("tab j j x U", "Mortar"),
        ("tab j j j x U", "Water"),
        ("tab j j x g U", "Mortar"),
        ("tab j j j + k U", "Mortar"),
    ] {
        let mut reader = reader();
        reader.press(keys);
        assert_eq!(sections(&reader), FOUND, "{keys}");
        let pane = &reader.state.outline;
        let name =
            sidehead::app::pane::name(&reader.state.article.document, pane.entries[pane.cursor]);
        assert_eq!(&*name, expected, "{keys}");
    }
}

#[test]
fn undoing_in_another_article_says_so() {
    let mut reader = reader();
    reader.press("] } H ' H");
    let visit = Visit {
        key: Key("/other.txt".to_owned()),
        article: article("other.txt", "The gulls were loud.\n"),
        marks: BTreeMap::default(),
        at: At::Words(Default::default()),
    };
    reader.happen(Input::Visited(Ticket(0), Box::new(visit)));
    reader.press("U");
    assert_eq!(message(&reader), "Undone in another article: the heading is as it was");
}

#[test]
fn the_pane_corrects_levels_names_and_headings() {
    check("a level deeper", "tab j j j +", "# Stone\n## Mortar\n##* Water\n");
    check("no deeper than the one before allows", "tab j +", FOUND);
    check("further out", "tab j j -", "# Stone\n#* Mortar\n# Water\n");
    check("no further than outermost", "tab j -", FOUND);
    check("and back", "tab j j - U", FOUND);
    check("removed", "tab j x", "# Mortar\n# Water\n");
    check("removed and undone", "tab j x U", FOUND);
    check("renamed", "tab j r ctrl-u R o c k enter", "#* Rock\n## Mortar\n# Water\n");
    check("renamed and undone", "tab j r ctrl-u R o c k enter U", FOUND);
    check("by its own words again", "tab j r ctrl-u R enter r ctrl-u enter", FOUND);
    check("left as it was", "tab j r R esc", FOUND);
    check("the lead is no section", "tab x r +", FOUND);
}

#[test]
fn a_folded_section_moves_with_its_subsections() {
    let text = "# A\n\nText.\n\n# B\n\nText.\n\n## C\n\nText.\n\n# D\n\nText.\n";
    let mut reader = Reader::open("folds.md", text, 80, 24);
    reader.press("tab j h +");
    assert_eq!(sections(&reader), "# A\n##* B\n###* C\n# D\n");
    assert_eq!(reader.state.outline.entries.len(), 3, "it is still folded");
    reader.press("U");
    assert_eq!(sections(&reader), "# A\n# B\n## C\n# D\n");
}

#[test]
fn the_cursor_of_the_pane_stays_at_its_section() {
    let mut reader = reader();
    reader.press("tab j j x");
    assert_eq!(reader.state.outline.cursor, 2, "the next one came up");
    let mut reader = self::reader();
    reader.press("tab j j j +");
    assert_eq!(reader.state.outline.cursor, 3);
}

#[test]
fn a_filtered_pane_marks_only_what_is_read() {
    let mut reader = reader();
    let current = |reader: &Reader| sidehead::app::pane::current(&reader.state);
    reader.press("] ] ] tab / s t o n e enter");
    assert_eq!(reader.state.outline.entries.len(), 1);
    assert_eq!(current(&reader), None, "the water is not in it");
    reader.press("esc esc [ tab / s t o n e enter");
    assert_eq!(current(&reader), Some(0), "the mortar is part of the stone");
}

/// Gives what lies on disk after these effects.
fn kept(effects: &[Effect]) -> Vec<Correction> {
    let mut kept = BTreeMap::new();
    for effect in effects {
        match effect {
            Effect::SaveCorrection(_, correction) => {
                kept.insert(correction.id, (**correction).clone());
            }
            Effect::RemoveCorrection(_, id) => drop(kept.remove(id)),
            _ => {}
        }
    }
    kept.into_values().collect()
}

/// Corrects the wall, and gives the sections of what it has become.
#[track_caller]
fn check_again(case: &str, keys: &str, later: &str, expected: &str) {
    let mut first = reader();
    first.press(keys);
    let mut second = Reader::open("wall.md", later, 80, 40);
    let key = second.state.key.clone();
    second.happen(Input::Corrections(key, kept(&first.effects)));
    assert_eq!(sections(&second), expected, "{case}");
}

#[test]
fn corrections_hold_when_the_article_is_opened_again() {
    let made = "# Stone\n#* The masons\n## Mortar\n# Water\n#* The divers\n";
    check_again("the same", "] } H y", WALL, made);
    check_again(
        "undone ones are gone",
        "] } H y U",
        WALL,
        "# Stone\n#* The masons\n## Mortar\n# Water\n",
    );
    check_again("all undone", "] } H y U U", WALL, FOUND);
    check_again(
        "edited before",
        "] } H y",
        &WALL.replace("It was begun", "A preface.\n\nIt was, they say, begun"),
        made,
    );
    check_again("its words gone", "] } H", &WALL.replace("The masons", "The carpenters"), FOUND);
    check_again(
        "its words now part of a longer paragraph",
        "] } H",
        &WALL
            .replace("The masons\n\n", "The masons, of whom there were never fewer than ten, had "),
        FOUND,
    );
    check_again(
        "names and levels",
        "tab j r ctrl-u R enter j j +",
        WALL,
        "#* R\n## Mortar\n##* Water\n",
    );
}

#[test]
fn an_article_read_again_keeps_its_corrections() {
    let mut reader = reader();
    reader.press("] } H");
    let later =
        article("wall.md", &WALL.replace("It was begun", "Nothing here is true.\n\nIt was begun"));
    let key = reader.state.key.clone();
    let remembered = sidehead::app::Remembered::default();
    reader.happen(Input::Opened(key, Box::new(later), remembered));
    assert_eq!(sections(&reader), "# Stone\n#* The masons\n## Mortar\n# Water\n");
    reader.press("U");
    assert_eq!(sections(&reader), FOUND);
}

#[test]
fn reading_again_shows_what_others_corrected_later() {
    for (later, expected) in [(1, FOUND), (-1, "# Stone\n#* The masons\n## Mortar\n# Water\n")] {
        let mut reader = reader();
        reader.press("] } H");
        let mut theirs = kept(&reader.effects);
        theirs[0].ruling = sidehead::document::outline::Ruling::Text;
        theirs[0].modified.0 += later;
        let key = reader.state.key.clone();
        reader.happen(Input::Corrections(key, theirs));
        assert_eq!(sections(&reader), expected, "{later} seconds later");
    }
}

#[test]
fn a_correction_that_was_removed_stays_so_here_and_elsewhere() {
    let made = "# Stone\n#* The masons\n## Mortar\n# Water\n";
    let mut reader = reader();
    reader.press("] } H");
    let all = kept(&reader.effects);
    let (id, key) = (all[0].id, reader.state.key.clone());
    let hear = |reader: &mut Reader, ids: &[Id], corrections: Vec<Correction>| {
        reader.happen(Input::OnDisk(key.clone(), ids.iter().copied().collect()));
        reader.happen(Input::Corrections(key.clone(), corrections));
    };
    hear(&mut reader, &[], Vec::new());
    assert_eq!(sections(&reader), made, "it was made after the disk was read");
    reader.happen(Input::KeptCorrections(vec![(id, Some(all[0].clone()))]));
    reader.press("U");
    hear(&mut reader, &[id], all.clone());
    assert_eq!(sections(&reader), FOUND, "it was removed after the disk was read");
    reader.happen(Input::KeptCorrections(vec![(id, None)]));
    hear(&mut reader, &[id], all);
    assert_eq!(sections(&reader), made, "another program has put it back");
    hear(&mut reader, &[], Vec::new());
    assert_eq!(sections(&reader), FOUND, "and removed it again");
}

#[test]
fn a_correction_that_is_not_saved_is_told_and_tried_again() {
    let mut reader = reader();
    reader.press("] } H");
    let id = kept(&reader.effects)[0].id;
    let why = sidehead::text::clean::line("the disk is full");
    let asked = reader.effects.last().expect("it was to be saved").clone();
    reader.happen(Input::Unkept(id, Box::new(Unkept::new(asked, why))));
    assert_eq!(message(&reader), "Correction not saved · W keeps it elsewhere · the disk is full");
    reader.effects.clear();
    reader.press("q");
    assert!(matches!(reader.effects[..], [Effect::SaveCorrection(..)]), "{:?}", reader.effects);
    reader.happen(Input::KeptCorrections(vec![(id, None)]));
    reader.press("q");
    assert!(matches!(reader.effects.last(), Some(Effect::Quit { .. })));
}

#[test]
fn paragraphs_stand_in_where_there_are_no_headings() {
    let text = "The first paragraph says one thing, and says it at some length: it goes on and on, \
                as first paragraphs do, until nobody can take it for the name of anything.\n\n\
                The second paragraph says another, and it takes its time to say it.\n\n\
                The third one ends it.\n";
    let mut reader = Reader::open("plain.txt", text, 80, 12);
    assert_eq!(reader.state.outline.entries.len(), 0);
    reader.press("tab");
    assert_eq!(message(&reader), "No headings found · t lists the paragraphs");
    reader.press("t");
    assert_eq!(reader.state.outline.entries.len(), 3);
    reader.press("tab j j enter");
    assert_eq!(reader.focused(), "The third one ends it.");
    reader.press("tab x");
    assert_eq!(message(&reader), "This is no heading · H in the text makes one");
    reader.press("tab { { H");
    assert!(sections(&reader).starts_with("#* The first paragraph says one thing, and"));
    assert_eq!(reader.state.outline.entries.len(), 1, "sections take the pane back");
    reader.press("U");
    assert_eq!(reader.state.outline.entries.len(), 3);
    reader.press("t");
    assert!(sidehead::app::geometry::areas(&reader.state).outline.is_none());
}
