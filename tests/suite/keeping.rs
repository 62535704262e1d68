//! The real program in a real terminal: what readers keep of an article, and find again.

use crate::support::ferry::{
    FERRY, SECTIONS, SILENCE, ferry, open, pane_row, quit, wait_for_section,
};
use crate::support::session::{Home, Session, key};

#[test]
fn a_bookmark_is_there_again_when_the_article_is_opened_again() {
    let (home, path) = ferry();
    let mut session = open(&home, &[&path]);
    session.send("2]B");
    session.wait_for_text("★");
    quit(session);
    assert_eq!(home.bookmarks().len(), 1);
    assert!(home.bookmarks()[0].contains("Between November and March"));

    let session = open(&home, &[&path]);
    session.wait_for_text("★");
    assert!(pane_row(&session, SECTIONS[1]).is_some_and(|row| row.contains('★')));
    quit(session);
}

#[test]
fn a_heading_made_by_the_reader_is_there_again_and_is_undone() {
    let home = Home::new();
    let text = "It was cold.\n\nThe first winter was long, and nobody who was there forgot it.\n\n";
    let path = home.write("winter.md", text.repeat(3));
    let path = path.to_str().unwrap();
    let mut session = home.start(&[path]);
    session.wait_for_text("no headings found");
    session.send("H");
    session.wait_for_text("2 more lines look like this");
    session.send("y");
    session.wait_for_text("2 more corrected");
    quit(session);
    assert_eq!(home.bookmarks().len(), 2, "one for the line, one for its fellows");

    let mut session = home.start(&[path]);
    session.wait_for_text("§1/3");
    session.send("H");
    session.wait_for_text("No heading now");
    session.send("U");
    session.wait_for_text("Undone");
    quit(session);
    assert_eq!(home.bookmarks().len(), 2);
    assert!(home.bookmarks()[0].contains("\"kind\": \"correction\""), "{}", home.bookmarks()[0]);
}

#[test]
fn rules_of_the_settings_make_headings() {
    let home = Home::new();
    let text = "It was cold.\n\nThe first winter was long, and nobody who was there forgot it.\n\n";
    let path = home.write("winter.md", text.repeat(3));
    home.write("config/config.toml", "[[outline.rules]]\nline = '^It was'\nlevel = 1\n");
    let session = home.start(&[path.to_str().unwrap()]);
    session.wait_for_text("§1/3");
    quit(session);
}

#[test]
fn a_bookmark_is_removed_by_its_key_and_comes_back_by_undo() {
    let (home, path) = ferry();
    let mut session = open(&home, &[&path]);
    session.send("]B");
    session.wait_for_text("★");
    session.send("B");
    session.wait_until_gone("★");
    session.demand_silence(SILENCE);
    assert_eq!(home.bookmarks().len(), 0);
    session.send("U");
    session.wait_for_text("★");
    quit(session);
    assert_eq!(home.bookmarks().len(), 1);
}

#[test]
fn a_bookmark_removed_by_another_program_goes_when_the_article_is_read_again() {
    let (home, path) = ferry();
    let mut session = open(&home, &[&path]);
    session.send("2]B");
    session.wait_for_text("★");
    session.demand_silence(SILENCE);
    std::fs::remove_dir_all(home.path().join("config/bookmarks")).unwrap();
    session.send("r");
    session.wait_for_text("Read again");
    session.wait_until_gone("★");
    quit(session);
    assert!(!home.path().join("config/bookmarks").exists() || home.bookmarks().is_empty());
}

#[test]
fn a_bookmark_finds_its_words_in_an_edited_article() {
    let (home, path) = ferry();
    let mut session = open(&home, &[&path]);
    session.send("2]B");
    session.wait_for_text("★");
    quit(session);

    let later = FERRY.replace("In the spring", "There had been no road.\n\nIn the spring");
    let later = later.replace("For the first winter", "All through the first winter");
    home.write("ferry.txt", later);
    let mut session = open(&home, &[&path, "--no-resume"]);
    session.wait_for_text("★");
    assert!(pane_row(&session, SECTIONS[1]).is_some_and(|row| row.contains('★')));
    session.send(")");
    session.wait_for_text("★▎ Between November and March");
    quit(session);
}

#[test]
fn a_bookmark_whose_words_are_gone_is_shown_on_no_others() {
    let (home, path) = ferry();
    let mut session = open(&home, &[&path]);
    session.send("2]B");
    session.wait_for_text("★");
    quit(session);

    let gone = |paragraph: &&str| !paragraph.starts_with("Between November");
    let paragraphs: Vec<&str> = FERRY.split("\n\n").filter(gone).collect();
    home.write("ferry.txt", paragraphs.join("\n\n"));
    let mut session = open(&home, &[&path, "--no-resume"]);
    session.demand_silence(SILENCE);
    assert!(!session.screen().contains('★'), "{}", session.screen());
    session.send("L");
    session.wait_for_text("Between November");
    session.send(key::ESC);
    session.wait_until_gone("Between November");
    quit(session);
    assert_eq!(home.bookmarks().len(), 1);
}

#[test]
fn a_bookmark_is_opened_by_its_id() {
    let (home, path) = ferry();
    let mut session = open(&home, &[&path]);
    session.send("2]B");
    session.wait_for_text("★");
    session.send("g");
    quit(session);
    let kept: serde_json::Value = serde_json::from_str(&home.bookmarks()[0]).unwrap();
    let id = kept["id"].as_str().unwrap();
    for arguments in [&["bookmarks", "open", &id[..8]][..], &["--bookmark", id, "ferry.txt"]] {
        let mut session = open(&home, arguments);
        session.wait_for_text("★▎ Between November and March");
        session.send("g");
        session.wait_until_gone("★▎ Between November and March");
        quit(session);
    }
}

/// Lets the settings run a script of the shell on a new bookmark.
fn hook(home: &Home, script: &str) {
    std::fs::create_dir_all(home.path().join("config")).unwrap();
    let settings = format!("[hooks]\nbookmark = [\"/bin/sh\", \"-c\", '{script}']\n");
    std::fs::write(home.path().join("config/config.toml"), settings).unwrap();
}

#[test]
fn a_new_bookmark_is_told_to_the_hook_and_leaving_does_not_wait() {
    let (home, path) = ferry();
    hook(&home, "cat >> told; mkfifo fifo; : < fifo");
    let mut session = open(&home, &[&path]);
    session.send("2]B");
    session.wait_for_text("★");
    // Neither taking it away nor having it back makes it new.
    session.send("BU");
    session.wait_for_text("★");
    let fifo = home.path().join("fifo");
    let patience = std::time::Instant::now() + std::time::Duration::from_secs(20);
    while !fifo.exists() {
        assert!(std::time::Instant::now() < patience, "the hook was not run");
        std::thread::yield_now();
    }
    quit(session);
    std::fs::File::options().write(true).open(&fifo).unwrap();
    let told = std::fs::read_to_string(home.path().join("told")).unwrap();
    let told: serde_json::Value = serde_json::from_str(&told).unwrap();
    let bookmark = &told["bookmarks"][0];
    let quote = bookmark["quote"].as_str().unwrap();
    assert!(quote.starts_with("Between November and March"), "{quote}");
    assert_eq!(bookmark["article"]["origin"], path.as_str());
    let line = usize::try_from(bookmark["line"].as_u64().unwrap()).unwrap();
    let in_file = FERRY.lines().nth(line - 1).unwrap();
    assert!(in_file.starts_with("Between November"), "{in_file}");
}

#[test]
fn a_hook_that_fails_is_told_of() {
    let (home, path) = ferry();
    hook(&home, "exit 3");
    let mut session = open(&home, &[&path]);
    session.send("2]B");
    session.wait_for_text("The bookmark hook: /bin/sh failed: exit status: 3");
    session.wait_for_text("★");
    quit(session);
}

#[test]
fn a_sentence_can_be_selected_and_kept_with_a_note() {
    let (home, path) = ferry();
    let mut session = open(&home, &[&path]);
    session.send("3]V");
    session.demand_silence(SILENCE);
    session.send("A");
    session.demand_silence(SILENCE);
    session.send(&format!("the last day{}", key::ENTER));
    session.wait_for_text("★");
    quit(session);
    let kept = home.bookmarks();
    assert_eq!(kept.len(), 1);
    assert!(kept[0].contains("the last day"), "{}", kept[0]);
    assert!(kept[0].contains("made on the Saturday before.\""), "{}", kept[0]);
}

/// Gives a home with two articles in it, each with a bookmark, and their paths.
fn two_articles() -> (Home, String, String) {
    let (home, path) = ferry();
    let other = home.write("other.txt", FERRY.replace("The Ferry Line", "The Other Shore"));
    let other = other.to_str().unwrap().to_owned();
    for (article, keys) in [(&path, "2]B"), (&other, "3]B")] {
        let mut session = open(&home, &[article]);
        session.send(keys);
        session.wait_for_text("★");
        quit(session);
    }
    (home, path, other)
}

#[test]
fn the_list_of_all_leads_to_another_article_and_back() {
    let (home, path, _) = two_articles();
    let mut session = open(&home, &["--no-resume", &path]);
    session.wait_for_text("★");
    session.send(&format!("L{}", key::TAB));
    session.wait_for_text("The Other Shore");
    session.send(&format!("/shore{}", key::ENTER));
    session.wait_until_gone("The Ferry Line");
    session.send(key::ENTER);
    session.wait_for_text("The Other Shore ›");
    wait_for_section(&session, SECTIONS[2]);
    session.wait_for_text("★▎");
    session.send("B");
    session.wait_until_gone("★");
    session.send("''");
    session.wait_for_text("In the spring");
    session.wait_for_text("The Ferry Line");
    session.send("U");
    session.wait_for_text("Undone in another article");
    quit(session);
    assert_eq!(home.bookmarks().len(), 2, "what was removed there is put back from here");
}

#[test]
fn a_bookmark_elsewhere_is_changed_and_removed_in_the_list_of_all() {
    let (home, path, _) = two_articles();
    let mut session = open(&home, &[&path]);
    session.wait_for_text("★");
    session.send(&format!("L{}", key::TAB));
    session.wait_for_text("The Other Shore");
    session.send(&format!("Gtpier{}", key::ENTER));
    session.wait_for_text("#pier");
    session.demand_silence(SILENCE);
    assert_eq!(home.bookmarks().iter().filter(|file| file.contains("\"pier\"")).count(), 1);
    session.send("d");
    session.wait_until_gone("#pier");
    session.demand_silence(SILENCE);
    assert_eq!(home.bookmarks().len(), 1);
    session.send("U");
    session.wait_for_text("#pier");
    session.send(key::ESC);
    session.wait_until_gone("Bookmarks of");
    quit(session);
    assert_eq!(home.bookmarks().iter().filter(|file| file.contains("\"pier\"")).count(), 1);
}

/// Starts the program with `editor`, a shell script, as the reader's editor.
fn with_editor(home: &Home, path: &str, editor: &str) -> Session {
    home.write("editor", format!("#!/bin/sh\n{editor}\n"));
    let session = home.shell(r#"EDITOR="sh $HOME/editor" "$0" "$1""#, &[path]);
    session.wait_for_text("Lead");
    session
}

#[test]
fn a_note_is_written_in_the_readers_editor() {
    let (home, path) = ferry();
    // The editor takes a line from the terminal, keys that the reader is not to see.
    let editor = r#"printf 'Note? '; read line; printf '%s\n\nin two parts\n' "$line" >> "$1""#;
    let mut session = with_editor(&home, &path, editor);
    session.send("]Ashort");
    session.wait_for_text("note: short");
    session.send("\x0f");
    session.wait_for_text("Note? ");
    session.send("Lqqq long\n");
    session.wait_for_text("Noted");
    session.wait_for_text("A boat of their own");
    session.send("L");
    session.wait_for_text("Bookmarks of");
    session.wait_for_text("in two parts");
    session.send(key::ESC);
    session.wait_until_gone("Bookmarks of");
    quit(session);
    let note = r#""note": "short\nLqqq long\n\nin two parts""#;
    assert!(home.bookmarks()[0].contains(note), "{}", home.bookmarks()[0]);
    assert_eq!(std::fs::read_dir(home.path().join("state/drafts")).unwrap().count(), 0);
}

#[test]
fn an_editor_that_fails_loses_nothing() {
    let (home, path) = ferry();
    let mut session = with_editor(&home, &path, r#"echo half >> "$1"; exit 3"#);
    session.send(&format!("]Akept{}", key::ENTER));
    session.wait_for_text("Bookmarked");
    session.send("LE");
    session.wait_for_text("ended with 3");
    session.send(key::ESC);
    session.wait_until_gone("Bookmarks of");
    quit(session);
    assert!(home.bookmarks()[0].contains(r#""note": "kept""#), "{}", home.bookmarks()[0]);

    let mut session = with_editor(&home, &path, r#"echo whole >> "$1""#);
    session.wait_for_text("★");
    session.send("LE");
    session.wait_for_text("Noted");
    session.send(key::ESC);
    session.wait_until_gone("Bookmarks of");
    quit(session);
    let note = r#""note": "kept\nhalf\nwhole""#;
    assert!(home.bookmarks()[0].contains(note), "{}", home.bookmarks()[0]);
}

#[test]
fn an_editor_may_be_interrupted() {
    let (home, path) = ferry();
    let editor = r#"trap 'echo interrupted >> "$1"; caught=1' INT
        echo "Begun."; until [ "$caught" ]; do sleep 0.05; done; echo "Caught."; read a"#;
    let mut session = with_editor(&home, &path, editor);
    session.send(&format!("]Ax{}", key::ENTER));
    session.wait_for_text("Bookmarked");
    session.send("LE");
    session.wait_for_text("Begun.");
    session.send(key::CTRL_C);
    session.wait_for_text("Caught.");
    session.send("\n");
    session.wait_for_text("Noted");
    session.send(key::ESC);
    session.wait_until_gone("Bookmarks of");
    quit(session);
    assert!(home.bookmarks()[0].contains("interrupted"), "{}", home.bookmarks()[0]);
}

#[test]
fn an_editor_may_be_suspended() {
    let (home, path) = ferry();
    let editor = r#"echo more >> "$1"; kill -TSTP 0; echo "Going on."; read a"#;
    home.write("editor", format!("#!/bin/sh\n{editor}\n"));
    let script = r#"EDITOR="sh $HOME/editor" "$0" "$1"; echo stopped; read a; fg; echo ended $?"#;
    let mut session = home.shell(script, &[&path]);
    session.wait_for_text("Lead");
    session.send(&format!("]Ax{}LE", key::ENTER));
    session.wait_for_text("stopped");
    session.send("\n");
    session.wait_for_text("Going on.");
    session.send("\n");
    session.wait_for_text("Noted");
    session.send(key::ESC);
    session.wait_until_gone("Bookmarks of");
    session.send("q");
    session.wait_for_text("ended 0");
    assert!(home.bookmarks()[0].contains("more"), "{}", home.bookmarks()[0]);
}

#[test]
fn the_mouse_selects_a_passage_that_is_bookmarked() {
    let (home, path) = ferry();
    let mut session = open(&home, &[&path]);
    let rows = session.rows();
    let row = rows.iter().position(|row| row.contains("In the spring")).unwrap();
    let column = rows[row].chars().count()
        - rows[row].split("In the spring").nth(1).unwrap().chars().count()
        - "the spring".len();
    // The button goes down on "the", moves to the end of "spring" and goes up, in SGR reports.
    let (from, to, row) = (column + 1, column + "the spring".len(), row + 1);
    session.send(&format!("\x1b[<0;{from};{row}M\x1b[<32;{to};{row}M\x1b[<0;{to};{row}m"));
    session.wait_for_text("selecting");
    session.send("B");
    session.wait_for_text("★");
    quit(session);
    assert!(home.bookmarks()[0].contains(r#""exact": "the spring""#), "{}", home.bookmarks()[0]);
}

#[test]
fn what_cannot_be_saved_is_told_and_kept_elsewhere() {
    let (home, path) = ferry();
    std::fs::create_dir_all(home.path().join("config")).unwrap();
    // A file where the directory of bookmarks should be.
    home.write("config/bookmarks", "in the way");
    let mut session = open(&home, &[&path]);
    session.send("2]B");
    session.wait_for_text("Bookmark not saved · W keeps it elsewhere · not a directory: cannot");
    session.send("q");
    session.wait_for_text("q again quits");
    session.send("W");
    session.wait_for_text("keep in directory");
    session.send(&format!("{}{}", home.path().join("stick").display(), key::ENTER));
    session.wait_for_text("Kept in");
    quit(session);
    assert_eq!(
        std::fs::read_to_string(home.path().join("config/bookmarks")).unwrap(),
        "in the way"
    );
    let kept = std::fs::read_dir(home.path().join("stick/bookmarks")).unwrap();
    let files = kept.flat_map(|article| std::fs::read_dir(article.unwrap().path()).unwrap());
    let texts = files.map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap());
    assert_eq!(texts.filter(|text| text.contains("Between November and March")).count(), 1);
}

#[test]
fn what_cannot_be_saved_is_told_when_the_reader_leaves_all_the_same() {
    let (home, path) = ferry();
    std::fs::create_dir_all(home.path().join("config")).unwrap();
    home.write("config/bookmarks", "in the way");
    let mut session = open(&home, &[&path]);
    session.send("2]B");
    session.wait_for_text("Bookmark not saved");
    session.send("q");
    session.wait_for_text("q again quits");
    session.send("q");
    assert_eq!(session.exit_code(), 1);
    assert!(session.screen().contains("was not saved"), "{}", session.screen());
}
