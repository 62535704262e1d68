//! `sidehead bookmarks`: what is printed, what is kept, and the exit code.

use serde_json::{Value, json};

use crate::support::program::{
    HARBOUR, check_failure, harbour, json_of, printed, printed_on, run_on,
};
use crate::support::session::Home;

/// Bookmarks a passage of the article and gives the bookmark as it is printed.
#[track_caller]
fn add(home: &Home, options: &[&str]) -> Value {
    let arguments = [&["bookmarks", "add", "harbour.md", "--json"][..], options].concat();
    json_of(home, &arguments)["bookmarks"][0].clone()
}

#[track_caller]
fn list(home: &Home) -> Vec<Value> {
    let answer = json_of(home, &["bookmarks", "list", "--json", "harbour.md"]);
    assert_eq!(answer["version"], 1);
    answer["bookmarks"].as_array().unwrap().clone()
}

#[test]
fn a_bookmark_is_printed_as_promised() {
    let home = harbour();
    let mut bookmark = add(
        &home,
        &["--quote", "Chains,\n and a bell.", "--note", "why?", "--tag", "a", "--tag", "b c"],
    );
    let object = bookmark.as_object_mut().unwrap();
    let id = object.remove("id").unwrap();
    assert_eq!(id.as_str().map(str::len), Some(32));
    let [created, modified] = ["created", "modified"].map(|name| object.remove(name).unwrap());
    assert_eq!(created, modified);
    assert!(created.as_str().is_some_and(|time| time.len() == 20 && time.ends_with('Z')));
    let origin = home.path().canonicalize().unwrap().join("harbour.md");
    let expected = json!({
        "article": {"title": "A Harbour Rebuilt", "origin": origin},
        "quote": "Chains, and a bell.", "prefix": "A Harbour Rebuilt\n\nThey began in the autumn.\n\nDredging by night\n\n\
            Nobody came to the meeting. The hall was cold.\n\nWhat they found\n\n",
        "suffix": "\n\nA wall too short\n\n\
            Nobody came to the meeting. They had tea – twice.",
        "section": "Dredging by night › What they found", "note": "why?", "tags": ["a", "b c"],
        "colour": "yellow", "state": "exact", "score": 1.0, "start": 130, "end": 149, "line": 11
    });
    assert_eq!(bookmark, expected);
}

#[test]
fn a_bookmark_follows_its_words_or_is_an_orphan() {
    let home = harbour();
    let bookmark = add(&home, &["--quote", "Chains, and a bell."]);
    assert_eq!(list(&home), std::slice::from_ref(&bookmark));

    home.write("harbour.md", HARBOUR.replace("They began", "Long before that, they began"));
    let moved = &list(&home)[0];
    assert_eq!(
        [&moved["state"], &moved["score"], &moved["start"]],
        [&json!("moved"), &json!(1.0), &json!(148)]
    );

    home.write("harbour.md", HARBOUR.replace("Chains, and a bell.", "Nothing."));
    let orphan = &list(&home)[0];
    assert_eq!(
        [&orphan["state"], &orphan["quote"]],
        [&json!("orphan"), &json!("Chains, and a bell.")]
    );
    assert!(["start", "end", "line"].iter().all(|name| orphan.get(name).is_none()), "{orphan}");

    let all = json_of(&home, &["bookmarks", "list", "--json"]);
    assert_eq!(all["bookmarks"][0]["state"], "unread");
    std::fs::rename(home.path().join("harbour.md"), home.path().join("renamed.md")).unwrap();
    home.write("renamed.md", HARBOUR);
    let found = json_of(&home, &["bookmarks", "list", "--json", "renamed.md"]);
    assert_eq!(found["bookmarks"][0]["state"], "exact", "a renamed article has its bookmarks");
}

#[test]
fn words_that_stand_twice_need_what_stands_beside_them() {
    let home = harbour();
    let twice = ["bookmarks", "add", "harbour.md", "--quote", "Nobody came to the meeting."];
    check_failure(
        &home,
        &twice,
        2,
        "sidehead: the passage stands in 2 places\n\
         hint: --prefix and --suffix tell what stands right before and after it\n",
    );
    let quote = &["--quote", "Nobody came to the meeting."];
    let first = add(&home, &[quote, &["--prefix", "by night"][..]].concat());
    let second = add(&home, &[quote, &["--suffix", "They had tea"][..]].concat());
    let place = add(&home, &["--at", "169:196"]);
    assert_eq!([&first["line"], &second["line"], &place["line"]], [7, 15, 15]);
    assert_eq!(place["quote"], quote[1]);
    let absent = ["bookmarks", "add", "harbour.md", "--quote", "Nobody left."];
    let said = "sidehead: the passage is not in the article\nhint: sidehead cat --width 0 shows \
                the text that is searched; spaces and line ends are alike\n";
    check_failure(&home, &absent, 3, said);
    let beyond = ["bookmarks", "add", "harbour.md", "--at", "200:999"];
    check_failure(
        &home,
        &beyond,
        2,
        "sidehead: the article ends before 999: it has 218 characters\n",
    );
}

#[test]
fn bookmarks_are_edited_and_removed_by_their_ids() {
    let home = harbour();
    let bookmark = add(&home, &["--quote", "Chains, and a bell.", "--tag", "a"]);
    let id = bookmark["id"].as_str().unwrap();
    let edited = json_of(&home, &["bookmarks", "edit", &id[..6], "--note", "new", "--json"]);
    assert_eq!([&edited["bookmarks"][0]["note"], &edited["bookmarks"][0]["tags"][0]], ["new", "a"]);
    let listed = printed(&home, &["bookmarks", "list", "harbour.md"]);
    let origin = home.path().canonicalize().unwrap().join("harbour.md");
    let expected = format!(
        "A Harbour Rebuilt · {}\n  {}  Chains, and a bell.\n            \
         Dredging by night › What they found · #a\n            new\n",
        origin.display(),
        &id[..8]
    );
    assert_eq!(listed, expected);
    printed(&home, &["bookmarks", "edit", &id[..6], "--colour", "red", "--tag", "#x y"]);
    let listed = printed(&home, &["bookmarks", "list", "harbour.md"]);
    assert!(listed.contains("What they found · red · ##x y\n"), "{listed}");
    let exported = printed(&home, &["bookmarks", "export", "--to", "markdown", "harbour.md"]);
    assert!(exported.contains(r"\#x-y") && !exported.contains("#\\#x"), "{exported}");
    printed(&home, &["bookmarks", "edit", &id[..6], "--tag", ""]);
    assert_eq!(list(&home)[0]["tags"], json!([]));
    let removed = printed(&home, &["bookmarks", "remove", &id[..6]]);
    assert_eq!(removed, format!("removed {}  Chains, and a bell.\n", &id[..8]));
    assert_eq!(list(&home), Vec::<Value>::new());
    assert_eq!(printed(&home, &["bookmarks", "list"]), "");
    for verb in [&["remove"][..], &["edit", "--note", "a"], &["open"]] {
        let said = format!(
            "sidehead: no bookmark {}\n\
             hint: sidehead bookmarks list shows the bookmarks with their IDs\n",
            &id[..6]
        );
        check_failure(&home, &[&["bookmarks"], verb, &[&id[..6]]].concat(), 3, &said);
    }
}

#[test]
fn a_damaged_bookmark_is_named_and_the_others_are_listed() {
    let home = harbour();
    add(&home, &["--quote", "Chains, and a bell."]);
    let damaged = add(&home, &["--quote", "They had tea"]);
    let folders = std::fs::read_dir(home.path().join("config/bookmarks")).unwrap();
    let folder = folders.map(|folder| folder.unwrap().path()).next().unwrap();
    let path = folder.join(format!("{}.json", damaged["id"].as_str().unwrap()));
    std::fs::write(&path, "{").unwrap();
    let output = run_on(&home, b"", &["bookmarks", "list", "harbour.md"]);
    let said = format!("sidehead: {} is not read: it is not JSON\n", path.display());
    assert_eq!(String::from_utf8_lossy(&output.stderr), said);
    assert!(String::from_utf8_lossy(&output.stdout).contains("Chains, and a bell."));
    assert_eq!(std::fs::read(&path).unwrap(), b"{");
}

#[test]
fn a_bookmark_that_cannot_be_kept_is_a_failure() {
    let home = harbour();
    home.write("config", "in the way");
    let arguments = ["bookmarks", "add", "harbour.md", "--quote", "Chains, and a bell."];
    let path = home.path().join("config/bookmarks");
    let output = run_on(&home, b"", &arguments);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.starts_with(&format!("sidehead: cannot make {}", path.display())), "{said}");
    assert!(said.ends_with(": not a directory\n"), "{said}");
    assert_eq!((said.lines().count(), output.status.code()), (1, Some(1)));
}

/// Runs the program and gives what it printed, what it said, and its exit code.
fn run(home: &Home, arguments: &[&str]) -> (String, String, i32) {
    let output = run_on(home, b"", arguments);
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (text(output.stdout), text(output.stderr), output.status.code().unwrap())
}

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

#[test]
fn a_template_is_filled_in() {
    let home = harbour();
    add(&home, &["--quote", "Chains, and a bell."]);
    home.write("mine.jinja", "{{ articles[0].bookmarks[0].quote }} ({{ count }})\n");
    let filled = printed(&home, &["bookmarks", "export", "--template", "mine.jinja"]);
    assert_eq!(filled, "Chains, and a bell. (1)\n");
    home.write("mine.jinja", "\n{{ nothing }}\n");
    let said = "sidehead: cannot use mine.jinja: line 2: `nothing` is undefined\n";
    check_failure(&home, &["bookmarks", "export", "--template", "mine.jinja"], 1, said);
}

#[test]
fn the_doctor_looks_at_everything_and_changes_nothing() {
    let home = harbour();
    add(&home, &["--quote", "Chains, and a bell."]);
    let doctor = |home: &Home| {
        let output = run_on(home, b"", &["bookmarks", "doctor", "--json"]);
        let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
        (answer, output.status.code().unwrap())
    };
    let (answer, code) = doctor(&home);
    assert_eq!(
        (&answer["sound"], &answer["articles"][0]["exact"], code),
        (&json!(true), &json!(1), 0)
    );

    home.write("harbour.md", HARBOUR.replace("Chains, and a bell.", "Nothing."));
    let (answer, code) = doctor(&home);
    let article = &answer["articles"][0];
    assert_eq!((&article["orphan"], code), (&json!(1), 0), "no file is broken by that");
    assert_eq!(article["changed"][0]["quote"], "Chains, and a bell.");

    std::fs::remove_file(home.path().join("harbour.md")).unwrap();
    let (answer, code) = doctor(&home);
    let unread = answer["articles"][0]["unread"].as_str().unwrap().to_owned();
    assert!(unread.ends_with("harbour.md is not there"), "{unread}");
    assert_eq!(code, 0);

    let folders = std::fs::read_dir(home.path().join("config/bookmarks")).unwrap();
    let folder = folders.map(|folder| folder.unwrap().path()).next().unwrap();
    let torn = folder.join(format!("{}.json", "0".repeat(32)));
    std::fs::write(&torn, "{").unwrap();
    let (answer, code) = doctor(&home);
    assert_eq!((&answer["sound"], code), (&json!(false), 1));
    assert!(answer["problems"][0].as_str().unwrap().ends_with("is not read: it is not JSON"));
    assert_eq!(std::fs::read(&torn).unwrap(), b"{");
    let (told, _, code) = run(&home, &["bookmarks", "doctor"]);
    assert!(told.contains("broken: ") && told.contains("  broken files             1\n"), "{told}");
    assert_eq!(code, 1);
}

#[test]
fn the_doctor_looks_for_corrected_lines() {
    let home = harbour();
    add(&home, &["--quote", "Chains, and a bell."]);
    let id = list(&home)[0]["id"].as_str().unwrap().to_owned();
    let folders = std::fs::read_dir(home.path().join("config/bookmarks")).unwrap();
    let folder = folders.map(|folder| folder.unwrap().path()).next().unwrap();
    let path = folder.join(format!("{id}.json"));
    let text = std::fs::read_to_string(&path).unwrap();
    let correction =
        text.replace("\"kind\": \"bookmark\"", "\"kind\": \"correction\", \"heading\": true");
    assert_ne!(correction, text);
    std::fs::write(&path, correction).unwrap();
    let counts = |home: &Home| {
        let answer = json_of(home, &["bookmarks", "doctor", "--json"]);
        let article = answer["articles"][0].clone();
        (article["corrections"].clone(), article["corrections_lost"].clone())
    };
    assert_eq!(counts(&home), (json!(1), json!(0)));
    home.write("harbour.md", HARBOUR.replace("Chains, and a bell.", "Nothing."));
    assert_eq!(counts(&home), (json!(1), json!(1)));
    let (told, _, code) = run(&home, &["bookmarks", "doctor"]);
    assert!(told.contains("  1 of 1 corrected lines not found\n"), "{told}");
    assert_eq!(code, 0);
}

#[test]
fn the_doctor_tells_of_every_file() {
    let home = harbour();
    for _ in 0..2 {
        add(&home, &["--quote", "Chains, and a bell."]);
    }
    let folders = std::fs::read_dir(home.path().join("config/bookmarks")).unwrap();
    let folder = folders.map(|folder| folder.unwrap().path()).next().unwrap();
    let [id, newer] = [0, 1].map(|n| list(&home)[n]["id"].as_str().unwrap().to_owned());
    let path = |name: &str| folder.join(name);
    let text = std::fs::read_to_string(path(&format!("{newer}.json"))).unwrap();
    let text = text.replacen("\"version\": 1", "\"version\": 2", 1);
    std::fs::write(path(&format!("{newer}.json")), text).unwrap();
    let copy = format!("{id}.sync-conflict-20260131-101010-ABCDEFG.json");
    std::fs::copy(path(&format!("{id}.json")), path(&copy)).unwrap();

    let answer = json_of(&home, &["bookmarks", "doctor", "--json"]);
    let file = |name: &str| {
        let is_it = |file: &&Value| file["path"].as_str().unwrap().ends_with(name);
        let mut found = answer["files"].as_array().unwrap().iter().filter(is_it);
        let mut file = found.next().unwrap().clone();
        file.as_object_mut().unwrap().remove("path");
        assert!(found.next().is_none(), "each file is told of once");
        file
    };
    assert_eq!(answer["sound"], true, "what is newer or due is not broken");
    assert_eq!(answer["files"].as_array().unwrap().len(), 4);
    assert_eq!(file("article.json"), json!({"health": "whole"}));
    assert_eq!(file(&format!("{id}.json")), json!({"health": "whole"}));
    assert_eq!(file(&format!("{newer}.json")), json!({"health": "newer"}));
    let due = json!({"health": "due", "reason": "a syncing program set it aside"});
    assert_eq!(file(&copy), due);
    assert_eq!(answer["articles"][0]["exact"], 2);
    assert!(!path(&copy).exists(), "what was due is merged, as by every reader");

    std::fs::copy(path(&format!("{id}.json")), path(&copy)).unwrap();
    let stray = home.path().join("config/bookmarks/nameless");
    std::fs::create_dir(&stray).unwrap();
    std::fs::write(stray.join("stray.json"), "{}").unwrap();
    let (told, _, code) = run(&home, &["bookmarks", "doctor"]);
    let lines = |start: &str| told.lines().filter(|line| line.starts_with(start)).count();
    assert_eq!((lines("newer: "), lines("due: "), lines("broken: ")), (1, 1, 1), "{told}");
    assert!(told.contains("stray.json is not read: its name is not that of a bookmark"), "{told}");
    assert!(
        told.contains("  files                    5\n    whole                  2\n"),
        "{told}"
    );
    assert_eq!(code, 1);
}

#[test]
fn sections_are_named_as_the_reader_corrected_them() {
    let home = harbour();
    add(&home, &["--quote", "Chains, and a bell."]);
    let folders = std::fs::read_dir(home.path().join("config/bookmarks")).unwrap();
    let folder = folders.map(|folder| folder.unwrap().path()).next().unwrap();
    let correct = |digit: &str, rest: Value| {
        let id = digit.repeat(32);
        let mut correction = json!({"version": 1, "kind": "correction", "id": id});
        let fields = correction.as_object_mut().unwrap();
        fields.extend(rest.as_object().unwrap().clone());
        std::fs::write(folder.join(format!("{id}.json")), correction.to_string()).unwrap();
    };
    let quote = json!({"exact": "What they found"});
    correct("a", json!({"quote": quote, "heading": true, "level": 2, "name": "Finds"}));
    let section = "Dredging by night › Finds";
    assert_eq!(list(&home)[0]["section"], section);
    assert_eq!(add(&home, &["--quote", "and a bell."])["section"], section);
    let all = printed(&home, &["bookmarks", "list"]);
    assert_eq!(all.matches(section).count(), 1, "the new one is kept under that name: {all}");
    let exported = printed(&home, &["bookmarks", "export", "--to", "markdown", "harbour.md"]);
    assert!(exported.contains("Finds") && !exported.contains("What they found"), "{exported}");

    correct("b", json!({"heading": 1}));
    std::fs::write(folder.join(format!("{}.json", "c".repeat(32))), "{").unwrap();
    for asked in [
        &["list", "harbour.md"][..],
        &["export", "--to", "json", "harbour.md"],
        &["add", "harbour.md", "--quote", "They had tea"],
    ] {
        let (_, said, code) = run(&home, &[&["bookmarks"], asked].concat());
        let told: Vec<bool> = said.lines().map(|line| line.contains("is not read: ")).collect();
        assert_eq!((&*told, code), (&[true, true][..], 0), "each is told once: {said}");
    }
}

#[test]
fn a_new_bookmark_is_told_to_the_hook() {
    let home = harbour();
    std::fs::create_dir_all(home.path().join("config")).unwrap();
    let set = |program: &str| {
        let settings = format!("[hooks]\nbookmark = {program}\n");
        std::fs::write(home.path().join("config/config.toml"), settings).unwrap();
    };
    set(r#"["/bin/sh", "-c", "cat > \"$1\"", "hook", "told here; not there"]"#);
    let added = add(&home, &["--quote", "Chains, and a bell.", "--note", "why?"]);
    let told = std::fs::read_to_string(home.path().join("told here; not there")).unwrap();
    let told: Value = serde_json::from_str(&told).unwrap();
    assert_eq!(told, json!({"version": 1, "bookmarks": [added]}));
    printed(&home, &["bookmarks", "edit", added["id"].as_str().unwrap(), "--note", "b"]);
    assert_eq!(told["bookmarks"][0]["note"], "why?", "an edit is nothing new");

    set(r#"["/bin/sh", "-c", "exit 3"]"#);
    let add = ["bookmarks", "add", "harbour.md", "--quote", "They had tea"];
    let (printed, said, code) = run(&home, &add);
    assert!(printed.contains("They had tea"), "it is kept all the same: {printed}");
    let expected = "sidehead: the bookmark hook: /bin/sh failed: exit status: 3\n";
    assert_eq!((&*said, code), (expected, 0));

    set("[1]");
    let (printed, said, code) = run(&home, &add);
    assert_eq!((&*printed, code), ("", 1));
    assert!(said.contains("config.toml: line 2: `bookmark`: invalid type"), "{said}");
    let all = json_of(&home, &["bookmarks", "list", "--json"]);
    let count = all["bookmarks"].as_array().unwrap().len();
    assert_eq!(count, 2, "nothing is kept that the hook should have been told");
}

#[test]
fn without_a_screen_a_bookmarked_article_is_printed() {
    let home = harbour();
    let bookmark = add(&home, &["--quote", "Chains, and a bell."]);
    let id = bookmark["id"].as_str().unwrap();
    let printed_by_cat = printed(&home, &["cat", "harbour.md"]);
    assert_eq!(printed(&home, &["bookmarks", "open", &id[..6]]), printed_by_cat);
    assert_eq!(printed(&home, &["--bookmark", &id[..6]]), printed_by_cat);
    std::fs::write(home.path().join("other.md"), "# Other\n\nNothing of the kind.\n").unwrap();
    let (shown, said, code) = run(&home, &["--bookmark", id, "other.md"]);
    assert_eq!((&*shown, code), ("", 3));
    assert!(
        said.starts_with(&format!("sidehead: cannot find bookmark {id} in other.md")),
        "{said}"
    );
    std::fs::rename(home.path().join("harbour.md"), home.path().join("b.md")).unwrap();
    let (_, said, code) = run(&home, &["bookmarks", "open", id]);
    assert!(said.ends_with("harbour.md: no such file or directory\n"), "{said}");
    assert_eq!(code, 1);
    list_of(&home, "b.md");
    assert_eq!(printed(&home, &["bookmarks", "open", id]), printed_by_cat, "it is known there");
    let piped = printed_on(&home, HARBOUR, &["bookmarks", "list", "-"]);
    assert!(piped.contains("Chains, and a bell."));
}

/// Lists the bookmarks of an article, which has it known at its place.
fn list_of(home: &Home, article: &str) -> Value {
    json_of(home, &["bookmarks", "list", "--json", article])
}

#[test]
fn an_article_of_a_pipe_cannot_be_opened_again() {
    let home = Home::new();
    let add = ["bookmarks", "add", "-", "--quote", "Chains, and a bell.", "--json"];
    let added: Value = serde_json::from_str(&printed_on(&home, HARBOUR, &add)).unwrap();
    let id = added["bookmarks"][0]["id"].as_str().unwrap();
    let said = "sidehead: the article came through a pipe and cannot be opened again\n\
                hint: sidehead - reads what is piped in\n";
    check_failure(&home, &["bookmarks", "open", id], 1, said);
}
