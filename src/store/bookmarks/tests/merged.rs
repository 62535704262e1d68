//! What was changed on two sides.

use super::*;

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
    let (config, shelf, mut found) = config(&[bookmark(1)]);
    shelf.remove(&mut found.folder, Id(1)).expect("it is removed");
    let copy = set_aside(config.path(), &noted(1, "theirs", 2_000_000));
    let found = shelf.find(&harbour());
    assert_eq!(found.bookmarks, []);
    let reason = "it is a copy of a file that was removed or is not read";
    let notices: Vec<&str> = found.notices.iter().map(|notice| &*notice.words).collect();
    assert_eq!(notices, [format!("{} is not read: {reason}", copy.display())]);
    assert!(copy.exists(), "its words are kept");
}

#[test]
fn what_another_program_removed_is_not_brought_back_unasked() {
    let (config, shelf, mut found) = config(&[bookmark(1)]);
    let path = file(config.path(), 1);
    let mut save = |note| shelf.save(&mut found.folder, &noted(1, note, 2_000_000));
    for note in ["first", "second"] {
        fs::remove_file(&path).expect("it is there");
        let said = save(note).expect_err("it was removed").to_string();
        assert_eq!(said, format!("{} was removed by another program", Id(1)));
        assert!(!path.exists());
        save(note).expect("who asks again means it");
        save(note).expect("it is there again");
        assert!(path.exists());
    }
}

#[test]
fn a_removal_takes_the_copies_along() {
    let (config, shelf, _) = config(&[bookmark(1)]);
    let mut found = shelf.find(&harbour());
    set_aside(config.path(), &noted(1, "theirs", 2_000_000));
    let merged = shelf.find(&harbour());
    assert_eq!(merged.bookmarks, [noted(1, "theirs", 2_000_000)]);
    shelf.remove(&mut found.folder, Id(1)).expect("it is removed");
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
