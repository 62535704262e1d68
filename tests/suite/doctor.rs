//! `sidehead bookmarks doctor`: every file is looked at, and what was found is told.

use serde_json::{Value, json};

use crate::support::program::{HARBOUR, add, harbour, json_of, list, run, run_on};
use crate::support::session::Home;

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
