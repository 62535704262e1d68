//! Bookmarks on a real disk and on failing ones.

use std::fs;
use std::path::{Path, PathBuf};

use super::doctor::Health;
use super::overview::Summary;
use super::{Found, Shelf};
use crate::bookmark::identity::{Identity, Sketch};
use crate::bookmark::{Bookmark, Colour, Id, Quote, Time};
use crate::store::failing::{Failing, Failure};
use crate::store::in_memory::InMemory;
use crate::store::record;
use crate::text::clean;

mod listed;
mod merged;

fn harbour() -> Identity {
    Identity {
        title: Some(clean::line("A Harbour Rebuilt: “Dredging”")),
        origins: vec!["/home/harbour.txt".to_owned()],
        hashes: vec!["0123456789abcdef".to_owned()],
        sketch: Sketch(vec![1, u64::MAX]),
    }
}

fn bookmark(id: u128) -> Bookmark {
    let quote = Quote {
        exact: clean::line("The dredgers worked"),
        prefix: clean::line("Lead."),
        suffix: clean::line("from ten"),
        start: 5,
        end: 24,
        occurrences: 1,
        rival: 0,
        rival_around: 0,
    };
    Bookmark {
        id: Id(id),
        quote,
        section: vec![clean::line("Dredging by night")],
        note: clean::line(""),
        tags: vec![clean::line("harbours")],
        colour: Colour::Green,
        created: Time(1_000_000),
        modified: Time(1_000_000),
    }
}

fn noted(id: u128, note: &'static str, modified: i64) -> Bookmark {
    Bookmark { note: clean::line(note), modified: Time(modified), ..bookmark(id) }
}

/// Gives a config directory that holds these bookmarks.
fn config(bookmarks: &[Bookmark]) -> (tempfile::TempDir, Shelf, Found) {
    let config = tempfile::tempdir().expect("a directory can be made");
    let shelf = Shelf::open(config.path());
    let mut found = shelf.find(&harbour());
    for bookmark in bookmarks {
        let saved = shelf.save(&mut found.folder, bookmark).expect("it is written");
        assert_eq!(saved, *bookmark);
    }
    (config, shelf, found)
}

fn file(config: &Path, id: u128) -> PathBuf {
    config.join(format!("bookmarks/a-harbour-rebuilt-dredging-01234567/{}.json", Id(id)))
}

/// Changes the file of a bookmark as another program would.
fn change(config: &Path, id: u128, from: &str, to: &str) {
    let path = file(config, id);
    let text = fs::read_to_string(&path).expect("it is there");
    assert!(text.contains(from), "{from} is in {text}");
    fs::write(&path, text.replace(from, to)).expect("it is written");
}

#[test]
fn bookmarks_are_files_of_their_own() {
    let (config, shelf, _) = config(&[bookmark(7), noted(3, "later", 1_000_000)]);
    let found = shelf.find(&harbour());
    assert_eq!(found.bookmarks, [noted(3, "later", 1_000_000), bookmark(7)]);
    assert_eq!(found.notices, []);
    let text = fs::read_to_string(file(config.path(), 7)).expect("it is there");
    let expected = r#"{
  "version": 1,
  "kind": "bookmark",
  "id": "00000000000000000000000000000007",
  "quote": {
    "exact": "The dredgers worked",
    "prefix": "Lead.",
    "suffix": "from ten",
    "start": 5,
    "end": 24,
    "occurrences": 1,
    "rival": 0,
    "rival_around": 0
  },
  "section": [
    "Dredging by night"
  ],
  "note": "",
  "tags": [
    "harbours"
  ],
  "colour": "green",
  "created": "1970-01-12T13:46:40Z",
  "modified": "1970-01-12T13:46:40Z"
}
"#;
    assert_eq!(text, expected);
}

#[test]
fn an_article_is_found_by_any_of_what_it_is_known_by() {
    let (_config, shelf, mut first) = config(&[bookmark(1)]);
    let moved = Identity { origins: vec!["/b".to_owned()], ..harbour() };
    let edited = Identity { hashes: vec!["ffff".to_owned()], ..moved.clone() };
    let renamed = Identity { title: None, sketch: Sketch::default(), ..edited.clone() };
    let count = |identity: &Identity| shelf.find(identity).bookmarks.len();
    assert_eq!([count(&moved), count(&edited), count(&renamed)], [1, 1, 0]);
    shelf.learn(&mut first.folder, &edited).expect("it is written");
    assert_eq!(count(&renamed), 1, "its new path was learned");
    let other = Identity { origins: vec!["/c".to_owned()], ..Identity::default() };
    assert_eq!(count(&other), 0);
}

#[test]
fn two_directories_of_one_article_are_read_as_one() {
    let (config, shelf, _) = config(&[bookmark(1), bookmark(2)]);
    let root = config.path().join("bookmarks");
    let (first, second) = (root.join("a-harbour-rebuilt-dredging-01234567"), root.join("copy"));
    fs::create_dir(&second).expect("it is made");
    fs::copy(first.join("article.json"), second.join("article.json")).expect("it is copied");
    let name = format!("{}.json", Id(2));
    fs::copy(first.join(&name), second.join(&name)).expect("it is copied");
    let moved = format!("{}.json", Id(1));
    fs::rename(first.join(&moved), second.join(&moved)).expect("it is moved");
    let mut found = shelf.find(&harbour());
    assert_eq!(found.bookmarks, [bookmark(1), bookmark(2)]);
    shelf.remove(&mut found.folder, Id(2)).expect("it is removed");
    assert_eq!(shelf.find(&harbour()).bookmarks, [bookmark(1)], "neither copy is left");
}

#[test]
fn another_article_of_that_name_gets_a_directory_of_its_own() {
    let (config, shelf, _) = config(&[bookmark(1)]);
    let other = Identity {
        origins: vec!["/other".to_owned()],
        hashes: vec!["01234567ffff".to_owned()],
        sketch: Sketch(vec![5]),
        ..harbour()
    };
    let mut found = shelf.find(&other);
    assert_eq!(found.bookmarks, []);
    shelf.save(&mut found.folder, &bookmark(2)).expect("it is written");
    assert_eq!(shelf.find(&other).bookmarks, [bookmark(2)]);
    assert_eq!(shelf.find(&harbour()).bookmarks, [bookmark(1)]);
    let path = "bookmarks/a-harbour-rebuilt-dredging-01234567-2/article.json";
    assert!(config.path().join(path).exists());
}

#[test]
fn what_is_not_ours_is_written_back() {
    let (config, shelf, _) = config(&[bookmark(1)]);
    change(config.path(), 1, "\"colour\": \"green\"", "\"shape\": [2.50],\n  \"colour\": \"puce\"");
    let mut found = shelf.find(&harbour());
    let expected = [Bookmark { colour: Colour::Yellow, ..noted(1, "mine", 2_000_000) }];
    shelf.save(&mut found.folder, &expected[0]).expect("it is written");
    assert_eq!(shelf.find(&harbour()).bookmarks, expected);
    let text = || fs::read_to_string(file(config.path(), 1)).expect("it is there");
    assert!(text().contains("\"shape\": [\n    2.5\n  ],\n  \"colour\": \"puce\""), "{}", text());
    shelf.remove(&mut found.folder, Id(1)).expect("it is removed");
    assert_eq!(shelf.find(&harbour()).bookmarks, []);
    shelf.save(&mut found.folder, &expected[0]).expect("it is written back");
    assert!(text().contains("puce"), "{}", text());
}

#[test]
fn what_is_not_understood_is_named_and_left_alone() {
    let id = Id(1).to_string();
    let whole = String::from_utf8(crate::store::record::bytes(&crate::store::record::of_bookmark(
        &bookmark(1),
    )))
    .expect("JSON is text");
    for (case, bytes, reason) in [
        ("half a file", whole.chars().take(90).collect(), "it is not JSON"),
        ("an empty file", String::new(), "it is not JSON"),
        (
            "git's conflict, cut short",
            format!("{{\n<<<<<<< HEAD\n{whole}=======\n{whole}"),
            "it is not JSON",
        ),
        (
            "git's conflict with half a file",
            format!("<<<<<<< HEAD\n{whole}=======\n{{\n>>>>>>> theirs\n"),
            "git's conflict marks in it cannot be resolved",
        ),
        ("a list", format!("[{whole}]"), "it is not a JSON object"),
        (
            "a field of another kind",
            whole.replace("\"note\": \"\"", "\"note\": 5"),
            "its fields are not as they should be",
        ),
        (
            "the file of another bookmark",
            whole.replace(&id, &Id(2).to_string()),
            "its id is not the one in its name",
        ),
    ] {
        let (config, shelf, mut known) = config(&[bookmark(1)]);
        let path = file(config.path(), 1);
        fs::write(&path, &bytes).expect("it is written");
        let found = shelf.find(&harbour());
        assert_eq!(found.bookmarks, [], "{case}");
        let notices: Vec<&str> = found.notices.iter().map(|notice| &*notice.words).collect();
        assert_eq!(notices, [format!("{} is not read: {reason}", path.display())], "{case}");
        let in_short: Vec<&str> = found.notices.iter().map(|notice| &*notice.in_short).collect();
        assert_eq!(in_short, [format!("{reason}: {id}.json is not read")], "{case}");
        shelf.save(&mut known.folder, &noted(1, "mine", 2_000_000)).expect_err(case);
        shelf.remove(&mut known.folder, Id(1)).expect_err(case);
        assert_eq!(fs::read_to_string(&path).expect(case), bytes, "{case}");
    }
}

#[test]
fn a_file_of_a_newer_program_is_read_and_not_changed() {
    let (config, shelf, _) = config(&[bookmark(1)]);
    change(config.path(), 1, "\"version\": 1", "\"version\": 2");
    let mut found = shelf.find(&harbour());
    assert_eq!(found.bookmarks, [bookmark(1)]);
    let error = shelf.save(&mut found.folder, &noted(1, "mine", 2_000_000));
    let path = file(config.path(), 1);
    assert_eq!(
        error.expect_err("it is not ours to change").to_string(),
        format!("{} is of a newer sidehead, and left as it is", path.display())
    );
    shelf.remove(&mut found.folder, Id(1)).expect_err("it is not ours to remove");
}

/// Puts another version of a bookmark beside it, as Syncthing does where both sides changed.
fn set_aside(config: &Path, theirs: &Bookmark) -> PathBuf {
    let path = file(config, 1).with_extension("sync-conflict-20260131-101010-ABCDEFG.json");
    fs::write(&path, record::bytes(&record::of_bookmark(theirs))).expect("it is written");
    path
}

#[test]
fn what_a_killed_program_left_half_written_is_cleared() {
    let (config, shelf, _) = config(&[bookmark(1)]);
    let left = file(config.path(), 1).with_file_name(format!(".{}.tmp", Id(5)));
    let other = left.with_file_name(".syncthing.something.tmp");
    fs::write(&left, "{").expect("it is written");
    fs::write(&other, "{").expect("it is written");
    let found = shelf.find(&harbour());
    assert_eq!((found.bookmarks, found.notices), (vec![bookmark(1)], Vec::new()));
    assert!(!left.exists());
    assert!(other.exists(), "that one is not ours");
}

#[test]
fn bookmarks_of_no_article_are_named() {
    let (config, shelf, _) = config(&[bookmark(1)]);
    let path = file(config.path(), 1).with_file_name("article.json");
    fs::remove_file(&path).expect("it is removed");
    let found = shelf.find(&harbour());
    assert_eq!(found.bookmarks, []);
    let notices: Vec<&str> = found.notices.iter().map(|notice| &*notice.words).collect();
    assert_eq!(notices, [format!("{} is not read: there is no such file", path.display())]);
}

#[test]
fn a_directory_that_another_process_made_meanwhile_is_shared() {
    let (config, shelf, mut first) = config(&[]);
    let mut second = shelf.find(&harbour());
    shelf.save(&mut first.folder, &bookmark(1)).expect("it is written");
    shelf.save(&mut second.folder, &bookmark(2)).expect("it is written");
    assert_eq!(shelf.find(&harbour()).bookmarks, [bookmark(1), bookmark(2)]);
    let articles = fs::read_dir(config.path().join("bookmarks")).expect("it is there");
    assert_eq!(articles.count(), 1);
}

#[test]
fn stored_text_is_cleaned() {
    let (config, shelf, _) = config(&[bookmark(1)]);
    change(config.path(), 1, "\"note\": \"\"", "\"note\": \"\\u001b[31m\"");
    assert_eq!(&*shelf.find(&harbour()).bookmarks[0].note, "␛[31m");
}

#[test]
fn a_bookmark_is_found_by_the_start_of_its_name() {
    let (a, b) = (0xabcd_0000_u128 << 96, 0xabcd_1111_u128 << 96);
    let (_config, shelf, _) = config(&[bookmark(a), bookmark(b)]);
    let named = |digits| shelf.named(digits).map(|(_, bookmark)| bookmark.id);
    assert_eq!(named("ABCD0").expect("there is one"), Id(a));
    let message = |digits| named(digits).expect_err("there is not one").to_string();
    assert_eq!(message("abcd"), "2 bookmarks start with abcd");
    assert_eq!(message("ffff"), "no bookmark ffff");
    let all = shelf.all();
    assert_eq!(all.len(), 1);
    assert_eq!(all[0].folder.identity, harbour());
    assert_eq!(all[0].bookmarks, [bookmark(a), bookmark(b)]);
}

#[test]
fn files_of_other_kinds_lie_beside_the_bookmarks() {
    let (_config, shelf, mut known) = config(&[bookmark(1)]);
    let fields = |shape: &str| {
        let bytes = format!("{{\"version\": 1, \"kind\": \"drawing\", \"shape\": \"{shape}\"}}");
        record::fields(bytes.as_bytes()).expect("it is JSON")
    };
    shelf.write(&mut known.folder, Id(2), fields("round")).expect("it is written");
    let mut found = shelf.find(&harbour());
    assert_eq!(found.bookmarks, [bookmark(1)], "a drawing is no bookmark");
    assert_eq!(found.notices, []);
    let drawings: Vec<_> = found.folder.of_kind("drawing").collect();
    assert_eq!(drawings, [(Id(2), &fields("round"))]);
    let changed = shelf.write(&mut found.folder, Id(2), fields("square")).expect("it is written");
    assert_eq!(*changed, fields("square"));
    shelf.remove(&mut found.folder, Id(2)).expect("it is removed");
    assert_eq!(shelf.find(&harbour()).folder.of_kind("drawing").count(), 0);
}

#[test]
fn a_doctor_tells_how_each_file_is() {
    let (config, shelf, _) = config(&[bookmark(1), bookmark(2), bookmark(3)]);
    set_aside(config.path(), &noted(1, "theirs", 2_000_000));
    change(config.path(), 2, "\"version\": 1", "\"version\": 2");
    let beside = |name: &str| file(config.path(), 1).with_file_name(name);
    for (name, text) in [
        ("stray.json", "{}"),
        (&*format!("{}.json", Id(4)), "{"),
        (&*format!("{}.json", Id(5)), "{\"kind\": \"drawing\"}"),
        (&*format!("{}.json", Id(7)), "{\"kind\": \"correction\"}"),
        (&*format!("{} (conflicted copy).json", Id(6)), "{}"),
        (&*format!(".{}.tmp", Id(7)), "{"),
        ("notes.txt", "not ours"),
    ] {
        fs::write(beside(name), text).expect("it is written");
    }
    fs::create_dir(beside(&format!("{}.json", Id(0)))).expect("it is made");
    let nameless = config.path().join("bookmarks/nameless");
    fs::create_dir(&nameless).expect("it is made");
    fs::write(nameless.join("stray.json"), "{}").expect("it is written");
    let (findings, notices) = shelf.check();
    assert_eq!(notices.len(), 1, "what cannot be read hides nothing after it: {notices:?}");
    let health: Vec<Health> = findings.iter().map(|finding| finding.health).collect();
    assert_eq!(
        health,
        [
            Health::Article,
            Health::Bookmark(Id(1)),
            Health::Newer,
            Health::Bookmark(Id(3)),
            Health::Unread("it is not JSON"),
            Health::OtherKind(Id(5)),
            Health::Unread("its fields are not as they should be"),
            Health::Due("a syncing program set it aside"),
            Health::Unread("it is a copy of a file that was removed"),
            Health::Unread("its name is not that of a bookmark"),
            Health::Due("a program that was killed left it half-written"),
            Health::Unread("its name is not that of a bookmark"),
        ]
    );
    assert_eq!(findings.iter().filter(|finding| finding.health.is_wrong()).count(), 5);
}
