//! `sidehead bookmarks`: what is printed, what is kept, and the exit code.

use std::os::unix::ffi::OsStrExt;

use serde_json::{Value, json};

use crate::support::program::{
    HARBOUR, add, check_failure, command, harbour, json_of, list, printed, printed_on, run, run_on,
};
use crate::support::session::Home;

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
    let blank = ["bookmarks", "add", "harbour.md", "--at", "17:19"];
    check_failure(&home, &blank, 2, "sidehead: there are no words from 17 to 19\n");
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
fn what_may_hide_bookmarks_is_a_failure() {
    let home = harbour();
    let chains = add(&home, &["--quote", "Chains, and a bell."]);
    let other = add(&home, &["--quote", "They had tea"]);
    let root = home.path().join("config/bookmarks");
    let folder = std::fs::read_dir(&root).unwrap().next().unwrap().unwrap().path();
    let path = folder.join(format!("{}.json", other["id"].as_str().unwrap()));
    // Nobody may read a link that leads to itself, not even who runs tests as root.
    let hide = |path: &std::path::Path| std::os::unix::fs::symlink(path, path).unwrap();
    std::fs::remove_file(&path).unwrap();
    hide(&path);
    let said = |path: &std::path::Path| format!("sidehead: cannot read {}: ", path.display());
    for article in [&[][..], &["harbour.md"]] {
        let (listed, why, code) = run(&home, &[&["bookmarks", "list"], article].concat());
        assert!(listed.contains(chains["quote"].as_str().unwrap()), "{listed}");
        assert_eq!((why.starts_with(&said(&path)), why.lines().count(), code), (true, 1, 1));
    }
    let json = ["export", "--to", "json"];
    for hidden in [&path, &root] {
        if hidden == &root {
            std::fs::rename(&root, home.path().join("away")).unwrap();
            hide(&root);
        }
        let in_vain = [&["list", "--json"][..], &["list", "--json", "harbour.md"], &json[..]];
        for asked in in_vain.iter().skip(if hidden == &root { 0 } else { 2 }) {
            let (answer, why, code) = run(&home, &[&["bookmarks"], *asked].concat());
            assert_eq!((&*answer, code), ("", 1), "{asked:?}");
            assert_eq!((why.starts_with(&said(hidden)), why.lines().count()), (true, 1), "{why}");
        }
    }
}

#[test]
fn a_copy_that_is_listed_is_not_where_the_article_is() {
    let home = harbour();
    add(&home, &["--quote", "Chains, and a bell."]);
    home.write("copy.md", HARBOUR.replace("Chains, and a bell.", ""));
    let listed = list_of(&home, "copy.md");
    assert_eq!(listed["bookmarks"][0]["state"], "orphan", "it is known for a copy");
    let state = |home: &Home| {
        let doctor = json_of(home, &["bookmarks", "doctor", "--json"]);
        doctor["articles"][0]["exact"].clone()
    };
    assert_eq!(state(&home), 1);
    std::fs::remove_file(home.path().join("harbour.md")).unwrap();
    list_of(&home, "copy.md");
    assert_eq!(state(&home), 0, "now it is the article");
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
fn an_article_whose_name_is_no_text_is_opened_again() {
    let home = Home::new();
    let name = std::ffi::OsStr::from_bytes(b"harbour\xff.md");
    std::fs::write(home.path().join(name), HARBOUR).unwrap();
    let add = ["bookmarks", "add", "--quote", "Chains, and a bell.", "--json"];
    let output = command(&home, &add).arg(name).output().unwrap();
    let added: Value = serde_json::from_slice(&output.stdout).unwrap();
    let id = added["bookmarks"][0]["id"].as_str().unwrap();
    let shown = printed(&home, &["bookmarks", "open", id]);
    assert!(shown.contains("They had tea"), "{shown}");
    for form in ["readwise", "annotations", "json"] {
        let exported = printed(&home, &["bookmarks", "export", "--to", form]);
        assert!(exported.contains("/harbour%FF.md"), "{form}: {exported}");
        let told = printed_on(&home, &exported, &["bookmarks", "import", "-"]);
        assert_eq!(told, "0 added, 0 changed, 1 there already, 0 not placed\n", "{form}");
    }
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
