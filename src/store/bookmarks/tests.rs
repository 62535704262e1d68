//! Bookmarks on a real disk and on failing ones.

use std::fs;
use std::path::{Path, PathBuf};

use super::doctor::Health;
use super::overview::Summary;
use super::{Found, Shelf};
use crate::bookmark::identity::{Identity, Sketch};
use crate::bookmark::{Bookmark, Colour, Id, Quote, Time};
use crate::store::failing::{Failing, Failure};
use crate::store::memory::Memory;
use crate::store::record;
use crate::text::clean;

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
    let found = shelf.find(&harbour());
    assert_eq!(found.bookmarks, [bookmark(1), bookmark(2)]);
    shelf.remove(&found.folder, Id(2)).expect("it is removed");
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
fn changes_of_two_writers_are_merged_field_by_field() {
    for (case, from, to, ours, expected) in [
        (
            "of different fields",
            "\"harbours\"",
            "\"piers\"",
            noted(1, "ours", 2_000_000),
            Bookmark { tags: vec![clean::line("piers")], ..noted(1, "ours", 2_000_000) },
        ),
        (
            "of one field, ours later",
            "\"note\": \"\"",
            "\"note\": \"theirs\"",
            noted(1, "ours", 2_000_000),
            noted(1, "ours", 2_000_000),
        ),
        (
            "of one field, theirs later",
            "\"note\": \"\",\n  \"tags\": [\n    \"harbours\"\n  ],\n  \"colour\": \"green\",\n  \
             \"created\": \"1970-01-12T13:46:40Z\",\n  \"modified\": \"1970-01-12",
            "\"note\": \"theirs\",\n  \"tags\": [\n    \"harbours\"\n  ],\n  \"colour\": \
             \"green\",\n  \"created\": \"1970-01-12T13:46:40Z\",\n  \"modified\": \"1990-01-12",
            noted(1, "ours", 2_000_000),
            noted(1, "theirs", 632_152_000),
        ),
    ] {
        let (config, shelf, mut found) = config(&[bookmark(1)]);
        change(config.path(), 1, from, to);
        assert_eq!(shelf.save(&mut found.folder, &ours).expect(case), expected, "{case}");
        assert_eq!(shelf.find(&harbour()).bookmarks, [expected], "{case}");
    }
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
    shelf.remove(&found.folder, Id(1)).expect("it is removed");
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
        let notices: Vec<&str> = found.notices.iter().map(|notice| &*notice.0).collect();
        assert_eq!(notices, [format!("{} is not read: {reason}", path.display())], "{case}");
        shelf.save(&mut known.folder, &noted(1, "mine", 2_000_000)).expect_err(case);
        shelf.remove(&known.folder, Id(1)).expect_err(case);
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
    shelf.remove(&found.folder, Id(1)).expect_err("it is not ours to remove");
}

/// Puts another version of a bookmark beside it, as Syncthing does where both sides changed.
fn set_aside(config: &Path, theirs: &Bookmark) -> PathBuf {
    let path = file(config, 1).with_extension("sync-conflict-20260131-101010-ABCDEFG.json");
    fs::write(&path, record::bytes(&record::of_bookmark(theirs))).expect("it is written");
    path
}

#[test]
fn copies_of_syncing_programs_are_merged_field_by_field() {
    let (config, shelf, mut found) = config(&[bookmark(1)]);
    let theirs = Bookmark { colour: Colour::Red, ..noted(1, "theirs", 2_000_000) };
    let copy = set_aside(config.path(), &theirs);
    shelf.save(&mut found.folder, &noted(1, "ours", 3_000_000)).expect("it is written");
    let expected = [Bookmark { colour: Colour::Red, ..noted(1, "ours", 3_000_000) }];
    assert_eq!(shelf.find(&harbour()).bookmarks, expected, "each field as it was changed last");
    assert!(!copy.exists(), "what was merged is not left behind");
    assert_eq!(shelf.find(&harbour()).bookmarks, expected);
}

#[test]
fn a_copy_does_not_bring_back_what_was_removed() {
    let (config, shelf, found) = config(&[bookmark(1)]);
    shelf.remove(&found.folder, Id(1)).expect("it is removed");
    let copy = set_aside(config.path(), &noted(1, "theirs", 2_000_000));
    let found = shelf.find(&harbour());
    assert_eq!(found.bookmarks, []);
    let reason = "it is a copy of a file that was removed or is not read";
    let notices: Vec<&str> = found.notices.iter().map(|notice| &*notice.0).collect();
    assert_eq!(notices, [format!("{} is not read: {reason}", copy.display())]);
    assert!(copy.exists(), "its words are kept");
}

#[test]
fn a_removal_takes_the_copies_along() {
    let (config, shelf, _) = config(&[bookmark(1)]);
    let found = shelf.find(&harbour());
    set_aside(config.path(), &noted(1, "theirs", 2_000_000));
    let merged = shelf.find(&harbour());
    assert_eq!(merged.bookmarks, [noted(1, "theirs", 2_000_000)]);
    shelf.remove(&found.folder, Id(1)).expect("it is removed");
    let found = shelf.find(&harbour());
    assert_eq!((found.bookmarks, found.notices), (Vec::new(), Vec::new()));
}

#[test]
fn what_an_article_is_known_by_is_merged_too() {
    let (config, shelf, _) = config(&[bookmark(1)]);
    let path = file(config.path(), 1).with_file_name("article.json");
    let text = fs::read_to_string(&path).expect("it is there");
    let elsewhere = text.replace("/home/harbour.txt", "/elsewhere/harbour.txt");
    let copy = path.with_file_name("article.sync-conflict-20260131-101010-ABCDEFG.json");
    fs::write(&copy, &elsewhere).expect("it is written");
    assert_eq!(shelf.find(&harbour()).notices, []);
    assert!(!copy.exists());
    let torn = text.replace(
        "    \"/home/harbour.txt\"\n",
        "<<<<<<< HEAD\n    \"/home/harbour.txt\"\n||||||| base\n=======\n    \"/third\"\n>>>>>>> b\n",
    );
    for (case, text, origin) in
        [("a copy", None, "/elsewhere/harbour.txt"), ("git's marks", Some(torn), "/third")]
    {
        if let Some(text) = text {
            fs::write(&path, text).expect("it is written");
        }
        let by_origin = Identity { origins: vec![origin.to_owned()], ..Identity::default() };
        let mut found = shelf.find(&by_origin);
        assert_eq!(found.bookmarks, [bookmark(1)], "{case}");
        shelf.learn(&mut found.folder, &by_origin).expect("it is written");
        let text = fs::read_to_string(&path).expect("it is there");
        assert!(serde_json::from_str::<serde_json::Value>(&text).is_ok(), "{case}: {text}");
    }
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
    let notices: Vec<&str> = found.notices.iter().map(|notice| &*notice.0).collect();
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
fn a_list_of_all_tells_each_article_and_its_bookmarks() {
    let (config, shelf, _) = config(&[bookmark(1), noted(2, "later", 2_000_000)]);
    fs::write(file(config.path(), 3), "{").expect("it is written");
    let overview = shelf.overview();
    let [article] = &*overview.articles else { panic!("one article, not {overview:?}") };
    assert_eq!(article.title.as_deref(), Some("A Harbour Rebuilt: “Dredging”"));
    assert_eq!(article.origins, ["/home/harbour.txt"]);
    let told: Vec<(Id, &str, &str)> =
        article.bookmarks.iter().map(|brief| (brief.id, &*brief.words, &*brief.note)).collect();
    assert_eq!(told, [(Id(1), "The dredgers worked", ""), (Id(2), "The dredgers worked", "later")]);
    assert_eq!(overview.notices.len(), 1);
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
    shelf.remove(&found.folder, Id(2)).expect("it is removed");
    assert_eq!(shelf.find(&harbour()).folder.of_kind("drawing").count(), 0);
}

/// Gives an article that is like no other.
fn numbered(number: u64) -> Identity {
    Identity {
        title: Some(clean::line(&format!("Article {number}")).into_owned()),
        origins: vec![format!("/{number}")],
        hashes: vec![format!("{number:064x}")],
        sketch: Sketch((number * 100..number * 100 + 60).collect()),
    }
}

/// Gives a disk with thirty articles of two bookmarks each, and its shelf with a cache.
fn thirty() -> (Memory, Shelf) {
    let memory = Memory::default();
    let shelf = Shelf::on(Box::new(memory.clone()), Path::new("/config"));
    for number in 1..=30 {
        let mut folder = shelf.find(&numbered(number)).folder;
        for id in [u128::from(number), u128::from(number) << 64] {
            shelf.save(&mut folder, &bookmark(id)).expect("it is written");
        }
    }
    let shelf = shelf.with_cache(Some(Path::new("/cache")));
    assert_eq!(shelf.overview().articles.len(), 30);
    (memory, shelf)
}

#[test]
fn only_what_has_changed_is_read_again() {
    let (memory, shelf) = thirty();
    let read = || -> Vec<PathBuf> {
        let of_shelf = |path: &PathBuf| path.starts_with("/config");
        memory.reads().into_iter().filter(of_shelf).collect()
    };
    read();
    let overview = shelf.overview();
    assert_eq!(read(), Vec::<PathBuf>::new(), "nothing has changed");
    assert_eq!(overview.articles.iter().map(|one| one.bookmarks.len()).sum::<usize>(), 60);

    let mut found = shelf.find(&numbered(7));
    assert_eq!(found.bookmarks.len(), 2);
    let read_now = read();
    assert_eq!(read_now.len(), 2, "an article's own bookmarks: {read_now:?}");
    assert!(read_now.iter().all(|path| path.to_string_lossy().contains("article-7-")));

    shelf.save(&mut found.folder, &noted(7, "new", 2_000_000)).expect("it is written");
    shelf.remove(&found.folder, Id(7 << 64)).expect("it is removed");
    read();
    let overview = shelf.overview();
    assert_eq!(read().len(), 1, "one file has changed");
    let seven = |one: &&Summary| one.origins == ["/7"];
    let seven = overview.articles.iter().find(seven).expect("it is there");
    let notes: Vec<&str> = seven.bookmarks.iter().map(|brief| &*brief.note).collect();
    assert_eq!(notes, ["new"]);
}

#[test]
fn what_is_remembered_makes_no_difference() {
    let (memory, shelf) = thirty();
    let plain = Shelf::on(Box::new(memory.clone()), Path::new("/config"));
    let expected = plain.overview();
    assert_eq!(shelf.overview(), expected);
    for name in memory.names().into_iter().filter(|name| name.starts_with("/cache")) {
        for bytes in ["", "{", "[]", "{\"version\": 2, \"files\": {}}"] {
            memory.put(Path::new(&name), bytes.as_bytes());
            assert_eq!(shelf.overview(), expected, "{name} holds {bytes:?}");
        }
    }
    for at in 1.. {
        let disk = Failing::new(memory.clone(), at, Failure::Once(std::io::ErrorKind::Other));
        let failing = Shelf::on(Box::new(disk.clone()), Path::new("/config"));
        let seen = failing.with_cache(Some(Path::new("/cache"))).overview();
        assert!(seen == expected || !seen.notices.is_empty(), "call {at} failed in silence");
        if !disk.has_failed() {
            break;
        }
    }
}

#[test]
fn two_directories_of_one_article_are_listed_as_one() {
    let (config, shelf, _) = config(&[bookmark(1), bookmark(2)]);
    let root = config.path().join("bookmarks");
    let (first, second) = (file(config.path(), 1), root.join("copy"));
    let first = first.parent().expect("it has a parent");
    fs::create_dir(&second).expect("it is made");
    let identity = Identity {
        origins: vec!["/elsewhere".to_owned()],
        hashes: vec!["9".to_owned()],
        ..harbour()
    };
    let bytes = record::bytes(&record::of_article(&identity));
    fs::write(second.join("article.json"), bytes).expect("it is written");
    let name = format!("{}.json", Id(2));
    fs::copy(first.join(&name), second.join(&name)).expect("it is copied");
    let name = format!("{}.json", Id(3));
    let bytes = record::bytes(&record::of_bookmark(&bookmark(3)));
    fs::write(second.join(name), bytes).expect("it is written");
    let overview = shelf.overview();
    let [article] = &*overview.articles else { panic!("one article, not {overview:?}") };
    let ids: Vec<Id> = article.bookmarks.iter().map(|brief| brief.id).collect();
    assert_eq!(ids, [Id(1), Id(2), Id(3)]);
    let all = shelf.all();
    assert_eq!(all.len(), 1);
    assert_eq!(all[0].bookmarks.len(), 3);
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
