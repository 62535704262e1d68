//! `sidehead bookmarks import`: what is taken in, and what is told of the rest.

use serde_json::{Value, json};

use crate::support::program::{
    HARBOUR, add, check_failure, harbour, json_of, list, printed, printed_on, run,
};
use crate::support::session::Home;

#[test]
fn bookmarks_go_to_another_machine_and_stay_what_they_are() {
    let home = harbour();
    add(&home, &["--quote", "Chains, and a bell.", "--note", "why?", "--tag", "a"]);
    let lost = add(&home, &["--quote", "They had tea", "--colour", "blue"]);
    home.write("harbour.md", HARBOUR.replace("They had tea", "They left"));
    let exported = printed(&home, &["bookmarks", "export", "--to", "json"]);
    let other = Home::new();
    let import = |home: &Home| {
        let answer = printed_on(home, &exported, &["bookmarks", "import", "-", "--json"]);
        let answer: Value = serde_json::from_str(&answer).unwrap();
        let count = |field: &str| answer[field].as_array().unwrap().len();
        (count("added"), answer["present"].as_u64().unwrap(), count("unplaced"))
    };
    assert_eq!(import(&other), (2, 0, 1), "the file is there, without the words of one");
    assert_eq!(import(&other), (0, 2, 0), "once more");
    let mut files = [home.bookmarks(), other.bookmarks()];
    files.iter_mut().for_each(|files| files.sort());
    assert_eq!(files[0], files[1], "file by file");
    std::fs::remove_file(home.path().join("harbour.md")).unwrap();
    let third = Home::new();
    assert_eq!(import(&third), (2, 0, 0), "the article is nowhere");
    assert_eq!(printed(&third, &["bookmarks", "export", "--to", "json"]), exported);
    let id = lost["id"].as_str().unwrap();
    printed(&third, &["bookmarks", "edit", id, "--note", "newer"]);
    assert_eq!(import(&third), (0, 2, 0), "what was changed since stays");
    let listed = json_of(&third, &["bookmarks", "list", "--json"]);
    let notes = listed["bookmarks"].as_array().unwrap().iter().map(|it| it["note"].clone());
    assert!(notes.into_iter().any(|note| note == "newer"), "{listed}");
}

#[test]
fn what_an_article_was_known_by_goes_along_in_its_order() {
    let home = harbour();
    add(&home, &["--quote", "Chains, and a bell."]);
    home.write("harbour.md", HARBOUR.replace("They had tea", "They left"));
    list(&home);
    let exported = printed(&home, &["bookmarks", "export", "--to", "json"]);
    let other = Home::new();
    printed_on(&other, &exported, &["bookmarks", "import", "-"]);
    assert_eq!(printed(&other, &["bookmarks", "export", "--to", "json"]), exported);
}

#[test]
fn what_is_imported_stands_under_the_sections_of_its_reader() {
    let home = harbour();
    home.write("readwise.csv", "Highlight,Book Title\n\"Chains, and a bell.\",Harbours\n");
    home.write("config/config.toml", "[[outline.rules]]\nline = '^What'\nlevel = 0\n");
    printed(&home, &["bookmarks", "import", "readwise.csv", "harbour.md"]);
    let kept = json_of(&home, &["bookmarks", "list", "--json"]);
    assert_eq!(kept["bookmarks"][0]["section"], "Dredging by night", "{kept}");
}

#[test]
fn clippings_of_a_kindle_are_placed_by_their_words() {
    let home = harbour();
    let clipping = |what: &str, words: &str| {
        let added = "Added on Saturday, January 31, 2026 10:00:00 AM";
        format!("A harbour, rebuilt (Doe)\n- Your {what} | {added}\n\n{words}\n==========\n")
    };
    let file = [
        clipping("Highlight on Location 1-1", "Chains,  and a bell."),
        clipping("Note on Location 1", "why?"),
        clipping("Highlight on Location 2-2", "Nobody came to the meeting. They"),
        clipping("Highlight on Location 3-3", "Words of another book."),
    ];
    home.write("My Clippings.txt", file.concat());
    let arguments = ["bookmarks", "import", "My Clippings.txt"];
    let (_, said, code) = run(&home, &arguments);
    assert_eq!((&*said, code), ("", 3), "the article is not known here");
    let arguments = [&arguments[..], &["harbour.md"]].concat();
    let (told, said, code) = run(&home, &arguments);
    assert_eq!((&*said, code), ("", 3));
    assert!(
        told.ends_with(
            "not placed: A harbour, rebuilt: “Words of another book.”: its words are not in \
             harbour.md\n2 added, 0 changed, 0 there already, 1 not placed\n"
        ),
        "{told}"
    );
    let added = list(&home);
    let fields = |name: &str| added.iter().map(|it| it[name].clone()).collect::<Vec<_>>();
    assert_eq!(fields("quote"), ["Chains, and a bell.", "Nobody came to the meeting. They"]);
    assert_eq!(fields("state"), ["exact", "exact"]);
    assert_eq!(fields("note"), ["why?", ""]);
    assert_eq!(fields("created"), ["2026-01-31T10:00:00Z", "2026-01-31T10:00:00Z"]);
    assert_eq!(fields("section"), ["Dredging by night › What they found", "A wall too short"]);
    let (told, _, _) = run(&home, &arguments[..3]);
    let summary = "0 added, 0 changed, 2 there already, 1 not placed\n";
    assert!(told.ends_with(summary), "its title is known by now: {told}");
    assert_eq!(list(&home), added, "nothing is added twice");
}

#[test]
fn of_places_with_the_same_words_the_file_may_say_which() {
    let home = harbour();
    let words = "Nobody came to the meeting.";
    home.write("other.csv", format!("Highlight,Book Title,Location\n{words},Harbours,150\n"));
    let (told, _, code) = run(&home, &["bookmarks", "import", "other.csv", "harbour.md"]);
    assert!(told.contains("its words stand in 2 places in harbour.md"), "{told}");
    assert_eq!(code, 3);
    let selectors = json!([
        {"type": "TextQuoteSelector", "exact": words},
        {"type": "TextPositionSelector", "start": 160, "end": 187}
    ]);
    let annotation = json!({"type": "Annotation", "target": {"selector": selectors}});
    let header = "Highlight,Title,Author,URL,Note,Location,Date,Tags,Color";
    let row = format!("{header}\n{words},Harbours,,,,160,,,\n");
    for (name, file) in [("a.json", annotation.to_string()), ("a.csv", row)] {
        home.write(name, file);
        printed(&home, &["bookmarks", "import", name, "harbour.md"]);
        let added = &list(&home)[0];
        assert_eq!([&added["section"], &added["state"]], ["A wall too short", "exact"], "{name}");
        let id = added["id"].as_str().unwrap();
        printed(&home, &["bookmarks", "remove", id]);
    }
    let both = format!("{header}\n{words},Harbours,,,,160,,,\n{words},Harbours,,,,60,,,\n");
    let told = printed_on(&home, &both, &["bookmarks", "import", "-", "harbour.md"]);
    assert!(told.ends_with("2 added, 0 changed, 0 there already, 0 not placed\n"), "{told}");
}

#[test]
fn a_passage_that_is_bookmarked_is_not_imported() {
    let home = harbour();
    // The line that ends a Kindle's clippings.
    let note = "mine\n==========\nand mine";
    let bookmark = add(&home, &["--quote", "Chains, and a bell.", "--note", note]);
    for form in ["readwise", "annotations", "kindle", "json"] {
        let exported = printed(&home, &["bookmarks", "export", "--to", form, "harbour.md"]);
        let told = printed_on(&home, &exported, &["bookmarks", "import", "-"]);
        assert_eq!(told, "0 added, 0 changed, 1 there already, 0 not placed\n", "{form}");
    }
    assert_eq!(list(&home), [bookmark]);
}

#[test]
fn a_bookmark_without_a_place_is_there_already() {
    let home = harbour();
    let quote = ["--quote", "Chains, and a bell."];
    add(&home, &quote);
    let others = ["Something of the kind.", "Words of another kind, and a title of another kind."];
    for words in others {
        let add = ["bookmarks", "add", "-", "--quote", words];
        printed_on(&home, &format!("{words}\n\nIt came through a pipe.\n"), &add);
    }
    let alone = "Alone in a pipe\n\nThis text comes from nowhere, and is nowhere to be seen.\n";
    printed_on(&home, alone, &["bookmarks", "add", "-", "--quote", "comes from nowhere"]);
    let forms = ["readwise", "annotations", "kindle", "json"];
    let exported = forms.map(|form| printed(&home, &["bookmarks", "export", "--to", form]));
    let check = |case: &str| {
        for (form, exported) in forms.iter().zip(&exported) {
            let told = printed_on(&home, exported, &["bookmarks", "import", "-"]);
            let all = "0 added, 0 changed, 4 there already, 0 not placed\n";
            assert_eq!(told, all, "{case}: {form}");
        }
    };
    check("as they were");
    home.write("harbour.md", HARBOUR.replace(quote[1], "Nothing."));
    check("the words of one are gone");
    std::fs::remove_file(home.path().join("harbour.md")).unwrap();
    check("its article is gone");
}

#[test]
fn why_an_article_cannot_be_read_is_told() {
    let home = harbour();
    add(&home, &["--quote", "Chains, and a bell."]);
    let origin = home.path().canonicalize().unwrap().join("harbour.md");
    std::fs::remove_file(&origin).unwrap();
    let alone = "Alone in a pipe\n\nThis text comes from nowhere, and is nowhere to be seen.\n";
    printed_on(&home, alone, &["bookmarks", "add", "-", "--quote", "comes from nowhere"]);
    for (title, why) in [
        ("A Harbour Rebuilt", format!("{} is not there", origin.display())),
        ("Alone in a pipe", "it came through a pipe".to_owned()),
    ] {
        home.write("a.csv", format!("Highlight,Book Title\nOther words,{title}\n"));
        let (told, said, code) = run(&home, &["bookmarks", "import", "a.csv"]);
        let first =
            format!("not placed: {title}: “Other words”: its article cannot be read: {why}");
        assert_eq!((told.lines().next(), &*said, code), (Some(&*first), "", 3));
    }
}

#[test]
fn what_cannot_be_imported_is_a_failure() {
    let home = harbour();
    home.write("clippings.json", "{\"kind\": \"sidehead bookmarks\"");
    for (arguments, code, said) in [
        (
            &["import", "harbour.md"][..],
            1,
            "cannot import harbour.md: it looks like no form that is known\n\
             hint: --from names the form\n",
        ),
        (
            &["import", "./clippings.json"],
            1,
            "cannot import ./clippings.json: EOF while parsing an object at line 1 column 29\n",
        ),
        (&["import", "none.csv"], 1, "cannot read none.csv: no such file or directory\n"),
        (
            &["import", "--from", "readwise", "harbour.md"],
            1,
            "cannot import harbour.md: it has no column called Highlight\n",
        ),
        (
            &["export", "--template", "none.jinja"],
            1,
            "cannot read none.jinja: no such file or directory\n",
        ),
        (
            &["export"],
            2,
            "the following required arguments were not provided: <--to <NAME>|--template \
             <FILE>>\nhint: sidehead --help tells what there is\n",
        ),
    ] {
        let arguments = [&["bookmarks"], arguments].concat();
        check_failure(&home, &arguments, code, &format!("sidehead: {said}"));
    }
}
