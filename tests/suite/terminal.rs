//! The real program in a real terminal: what a reader sees, and what is left when it ends.

use std::time::Duration;

use rustix::process::Signal;

use crate::support::output;
use crate::support::session::{Home, Session, key};

/// An article of four parts: a lead and three sections, whose side-heads nobody marked.
const FERRY: &str = include_str!("fixtures/text/ferry.txt");

const SECTIONS: [&str; 3] = ["A boat of their own", "Winter timetables", "What the harbour kept"];

/// How long nothing may happen before a reader counts as idle.
const SILENCE: Duration = Duration::from_millis(300);

/// Gives a home with the ferry article in it, and the article's path.
fn ferry() -> (Home, String) {
    let home = Home::new();
    let path = home.write("ferry.txt", FERRY);
    (home, path.to_str().unwrap().to_owned())
}

/// Opens an article and waits until its sections stand beside it.
#[track_caller]
fn open(home: &Home, arguments: &[&str]) -> Session {
    let session = home.start(arguments);
    session.wait_for_text("Lead");
    session
}

/// Waits until `section` is the current one.
#[track_caller]
fn wait_for_section(session: &Session, section: &str) {
    let crumb = format!("› {section}");
    session.wait_for(&crumb, |screen| {
        screen.rows(0, screen.size().1.get()).next().is_some_and(|row| row.contains(&crumb))
    });
}

/// Ends the program by `q` and demands that the terminal is as it was.
#[track_caller]
fn quit(mut session: Session) {
    session.send("q");
    assert_eq!(session.exit_code(), 0);
    check_restored(&session);
}

#[track_caller]
fn check_restored(session: &Session) {
    let bytes = session.bytes();
    assert!(!bytes.is_empty());
    assert_eq!(output::left_behind(&bytes), Vec::<String>::new());
    assert_eq!(output::forbidden(&bytes), Vec::<String>::new());
    assert!(session.settings_are_restored());
}

/// Gives the row of the outline pane that names `section`.
fn pane_row(session: &Session, section: &str) -> Option<String> {
    let start: String = section.chars().take(10).collect();
    let rows = session.rows();
    let panes = rows.iter().filter_map(|row| row.split('│').next().filter(|pane| *pane != row));
    panes.filter(|pane| pane.contains(&start)).map(str::to_owned).next()
}

#[test]
fn without_an_article_the_guide_opens_beside_its_sections() {
    let home = Home::new();
    let mut session = home.start(&[]);
    session.wait_for_text("A Short Walk Through This Article");
    session.wait_for_text("Lead");
    session.wait_for_text("One key a section");
    session.send("]");
    wait_for_section(&session, "One key a section");
    quit(session);
}

#[test]
fn sections_paragraphs_and_counts_move_the_reader() {
    let (home, path) = ferry();
    let mut session = open(&home, &[&path]);
    for section in SECTIONS {
        session.send("]");
        wait_for_section(&session, section);
    }
    session.send("[[");
    wait_for_section(&session, SECTIONS[0]);
    session.send(&format!("3{}", key::ENTER));
    wait_for_section(&session, SECTIONS[2]);
    session.send(key::CTRL_O);
    wait_for_section(&session, SECTIONS[0]);
    session.send("G");
    session.wait_for_text("found sufficient");
    session.send("g");
    session.wait_for_text("In the spring");
    session.send("2]");
    wait_for_section(&session, SECTIONS[1]);
    quit(session);
}

#[test]
fn the_command_line_says_where_to_start() {
    let (home, path) = ferry();
    let session = open(&home, &["--section", "winter", &path]);
    wait_for_section(&session, SECTIONS[1]);
    quit(session);
    let mut session = open(&home, &["+/found sufficient", &path]);
    session.wait_for_text("1/1");
    wait_for_section(&session, SECTIONS[2]);
    session.send(key::CTRL_O);
    wait_for_section(&session, SECTIONS[1]);
    quit(session);
    let long =
        home.write("long.md", format!("# T\n\n{}", "## Part\n\nWords of it.\n\n".repeat(9_000)));
    let line = "Many words that fill a line and say nothing of fish. ".repeat(20);
    // More than is searched before the next event is waited for.
    let longest = home.write("longest.txt", format!("{line}\n\n").repeat(9_000));
    for (missing, said) in [
        (["--section=Storms", &path], "cannot find section Storms in"),
        (["+/whales", &path], "cannot find whales in"),
        (["+/whales", long.to_str().unwrap()], "cannot find whales in"),
        (["+/whales", longest.to_str().unwrap()], "cannot find whales in"),
    ] {
        let session = home.start(&missing);
        assert_eq!(session.exit_code(), 3, "{missing:?}");
        check_restored(&session);
        session.wait_for_text(said);
    }
}

#[test]
fn the_pane_takes_the_keys_and_gives_them_back() {
    let (home, path) = ferry();
    let mut session = open(&home, &[&path]);
    session.send(&format!("{}jj{}", key::TAB, key::ENTER));
    wait_for_section(&session, SECTIONS[1]);
    session.send("t");
    session.wait_until_gone("Lead");
    session.send("t");
    session.wait_for_text("Lead");
    quit(session);
}

#[test]
fn a_click_in_the_pane_goes_to_a_section() {
    let (home, path) = ferry();
    let mut session = open(&home, &[&path]);
    let is_entry = |row: &String| row.contains("   Winter timetabl… 1 m");
    let row = session.rows().iter().position(is_entry).unwrap() + 1;
    // A press and a release of the left button, as SGR mouse reports say it.
    session.send(&format!("\x1b[<0;6;{row}M\x1b[<0;6;{row}m"));
    wait_for_section(&session, SECTIONS[1]);
    quit(session);
}

#[test]
fn a_search_counts_its_hits_and_is_forgotten() {
    let (home, path) = ferry();
    let mut session = open(&home, &[&path]);
    session.send(&format!("/lantern{}", key::ENTER));
    session.wait_for_text("1/3   F1 help");
    session.send("n");
    session.wait_for_text("2/3   F1 help");
    wait_for_section(&session, SECTIONS[1]);
    session.send("NN");
    session.wait_for_text("3/3   F1 help");
    session.send(key::ESC);
    session.wait_until_gone("3/3   F1 help");
    quit(session);
}

#[test]
fn help_opens_and_closes() {
    let (home, path) = ferry();
    let mut session = open(&home, &[&path]);
    session.send(key::F1);
    session.wait_for_text("Ctrl-e");
    session.send(key::ESC);
    session.wait_until_gone("Ctrl-e");
    session.wait_for_text("In the spring");
    quit(session);
}

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

#[test]
fn a_paragraph_is_copied_without_its_line_breaks() {
    let (home, path) = ferry();
    let mut session = open(&home, &[&path]);
    session.send("]y");
    // "For the first winter the crossing was made by whoever" in base 64.
    let copied =
        "\x1b]52;c;Rm9yIHRoZSBmaXJzdCB3aW50ZXIgdGhlIGNyb3NzaW5nIHdhcyBtYWRlIGJ5IHdob2V2ZXIg";
    session.wait_for_bytes(copied);
    session.send("q");
    assert_eq!(session.exit_code(), 0);
}

#[test]
fn reading_goes_on_where_it_stopped() {
    let (home, path) = ferry();
    let mut session = open(&home, &[&path]);
    session.send("3]");
    wait_for_section(&session, SECTIONS[2]);
    quit(session);

    let session = home.start(&[&path]);
    wait_for_section(&session, SECTIONS[2]);
    quit(session);

    let session = home.start(&[&path, "--no-resume"]);
    session.wait_for_text("In the spring");
    quit(session);
}

#[test]
fn reading_goes_on_in_what_was_moved_or_comes_through_a_pipe_again() {
    let long = FERRY.to_owned() + &"There is more to tell of it, day by day.\n\n".repeat(9_000);
    for text in [FERRY, &long] {
        let home = Home::new();
        home.write("a.txt", text);
        let stop = |mut session: Session| {
            session.wait_for_text("Lead");
            session.wait_until_gone("reading…");
            session.send("3]");
            wait_for_section(&session, SECTIONS[2]);
            session.send("q");
            assert_eq!(session.exit_code(), 0);
        };
        stop(home.start(&["a.txt"]));
        std::fs::rename(home.path().join("a.txt"), home.path().join("b.txt")).unwrap();
        for script in [r#""$0" b.txt"#, r#"cat b.txt | "$0""#] {
            let session = home.shell(script, &[]);
            wait_for_section(&session, SECTIONS[2]);
            quit(session);
        }

        home.write("c.txt", format!("{text}Another article, by its bytes.\n"));
        stop(home.shell(r#"cat c.txt | "$0""#, &[]));
        for script in [r#"cat c.txt | "$0""#, r#""$0" c.txt"#] {
            let session = home.shell(script, &[]);
            wait_for_section(&session, SECTIONS[2]);
            quit(session);
        }
        let session = home.shell(r#"cat c.txt | "$0" --no-resume"#, &[]);
        session.wait_for_text("In the spring");
        quit(session);
    }
}

#[test]
fn an_article_read_again_keeps_its_place() {
    let (home, path) = ferry();
    let mut session = open(&home, &[&path]);
    session.send("2]");
    wait_for_section(&session, SECTIONS[1]);
    let later = FERRY.replace("In the spring", "There had been no road at all.\n\nIn the spring");
    home.write("ferry.txt", later.replace("freeze in a night", "freeze by the morning"));
    session.send("r");
    session.wait_for_text("by the morning");
    assert!(session.rows()[1].contains(SECTIONS[1]), "{}", session.screen());
    quit(session);
}

#[test]
fn an_upper_case_mark_leads_to_another_article() {
    let (home, path) = ferry();
    let other = home.write("other.txt", FERRY.replace("The Ferry Line", "The Other Shore"));
    let mut session = open(&home, &[&path]);
    session.send("2]mF");
    wait_for_section(&session, SECTIONS[1]);
    quit(session);

    let mut session = open(&home, &[other.to_str().unwrap()]);
    session.wait_for_text("The Other Shore");
    session.send("'F");
    session.wait_for_text("The Ferry Line");
    wait_for_section(&session, SECTIONS[1]);
    quit(session);
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
fn a_long_article_is_read_to_its_end() {
    let home = Home::new();
    let end = "The very last words stand here, and no others.\n";
    let path = home.write("long.txt", FERRY.repeat(500) + end);
    let mut session = open(&home, &[path.to_str().unwrap()]);
    session.wait_until_gone("reading…");
    session.send("G");
    session.wait_for_text("The very last words");
    quit(session);
}

#[test]
fn without_colours_none_are_sent() {
    let (home, path) = ferry();
    let session = home.shell(r#"NO_COLOR=1 "$0" "$1""#, &[&path]);
    session.wait_for_text("Lead");
    let bytes = session.bytes();
    quit(session);
    assert_eq!(output::colours(&bytes), Vec::<String>::new());

    let session = open(&home, &[&path]);
    assert_ne!(output::colours(&session.bytes()), Vec::<String>::new());
    quit(session);
}

#[test]
fn a_piped_article_leaves_the_keys_to_the_terminal() {
    let (home, path) = ferry();
    for script in [r#"cat "$1" | "$0""#, r#""$0" - < "$1""#] {
        let mut session = home.shell(script, &[&path]);
        session.wait_for_text("Lead");
        session.send("2]");
        wait_for_section(&session, SECTIONS[1]);
        quit(session);
    }
}

#[test]
fn a_pipe_that_does_not_end_holds_nobody_up() {
    let home = Home::new();
    home.write("long.txt", FERRY.repeat(20));
    // All of it is in the pipe before the program looks, however slow the machine is.
    let script = r#"mkfifo pipe full
        (cat long.txt; echo yes > full; read line < pipe) | (read line < full; "$0"; echo "ended $?")"#;
    let mut session = home.shell(script, &[]);
    session.wait_for_text("Lead");
    session.send("2]");
    wait_for_section(&session, SECTIONS[1]);
    session.send("q");
    session.wait_for_text("ended 0");
    check_restored(&session);
    std::fs::write(home.path().join("pipe"), "end\n").unwrap();
    assert_eq!(session.exit_code(), 0);
}

#[test]
fn what_another_program_has_written_so_far_is_shown() {
    let home = Home::new();
    let script = r#"mkfifo pipe
        (echo "The first words of a letter."; sleep .3; echo; echo "The second come late."
         read line < pipe; echo; echo "The last.") | "$0""#;
    let session = home.shell(script, &[]);
    session.wait_for_text("The first words");
    session.wait_for_text("The second come late");
    std::fs::write(home.path().join("pipe"), "go on\n").unwrap();
    session.wait_for_text("The last.");
    quit(session);
}

#[test]
fn signals_end_the_program_and_restore_the_terminal() {
    for (signal, code) in [(Signal::TERM, 143), (Signal::HUP, 129)] {
        let (home, path) = ferry();
        let mut session = open(&home, &[&path]);
        session.send("2]B");
        session.wait_for_text("★");
        session.signal(signal);
        assert_eq!(session.exit_code(), code);
        check_restored(&session);
        assert_eq!(home.bookmarks().len(), 1);

        let session = home.start(&[&path]);
        wait_for_section(&session, SECTIONS[1]);
        quit(session);
    }
}

#[test]
fn a_vanished_terminal_ends_the_program() {
    let (home, path) = ferry();
    let mut session = open(&home, &[&path]);
    session.send("2]B");
    session.wait_for_text("★");
    session.demand_silence(SILENCE);
    session.hang_up();
    session.wait_end();

    assert_eq!(home.bookmarks().len(), 1);
    let session = home.start(&[&path]);
    wait_for_section(&session, SECTIONS[1]);
    quit(session);
}

#[test]
fn a_terminal_that_vanishes_without_a_signal_ends_the_program() {
    let (home, path) = ferry();
    let mut session = home.shell(r#"trap '' HUP; "$0" "$1""#, &[&path]);
    session.wait_for_text("Lead");
    session.demand_silence(SILENCE);
    session.hang_up();
    // The shell waits for the reader, so its end is the end of both.
    session.wait_end();
}

#[test]
fn any_size_is_drawn_and_the_way_back_shows_the_same() {
    let (home, path) = ferry();
    let mut session = open(&home, &[&path]);
    session.send("2]");
    wait_for_section(&session, SECTIONS[1]);
    session.demand_silence(SILENCE);
    let before = session.screen();
    session.resize((40, 12));
    session.wait_until_gone("Lead");
    session.wait_for_text(SECTIONS[1]);
    for size in [(1, 1), (2, 200), (200, 2), (20, 5), (19, 4)] {
        session.resize(size);
        session.demand_silence(SILENCE);
    }
    session.resize((80, 24));
    // On a screen of one row the heading has the focus, and keeps it.
    let text = |screen: &str| -> Vec<String> {
        screen.lines().map(|row| row.replace('▎', " ").trim_end().to_owned()).collect()
    };
    session.wait_for("the same text", |screen| text(&screen.contents()) == text(&before));
    quit(session);
}

#[test]
fn ctrl_z_gives_the_terminal_back_and_fg_takes_it_again() {
    let (home, path) = ferry();
    let script = r#""$0" "$1"; echo "stopped $?"; read line; fg >/dev/null; echo "ended $?""#;
    let mut session = home.shell(script, &[&path]);
    session.wait_for_text("Lead");
    session.send("2]");
    wait_for_section(&session, SECTIONS[1]);
    session.send(key::CTRL_Z);
    session.wait_for_text("stopped 14");
    check_restored(&session);
    session.send(key::ENTER);
    wait_for_section(&session, SECTIONS[1]);
    session.send("q");
    session.wait_for_text("ended 0");
    assert_eq!(session.exit_code(), 0);
    check_restored(&session);
}

#[test]
fn ctrl_z_does_nothing_where_no_shell_would_let_the_program_go_on() {
    let (home, path) = ferry();
    let mut session = open(&home, &[&path]);
    session.send(key::CTRL_Z);
    session.send("2]");
    wait_for_section(&session, SECTIONS[1]);
    quit(session);
}

#[test]
fn what_was_written_over_the_screen_goes() {
    let (home, path) = ferry();
    let spill = r"(read line < pipe; printf '\033[5;30Hspilt') &";
    let mut session = home.shell(&format!(r#"mkfifo pipe; {spill} "$0" "$1""#), &[&path]);
    session.wait_for_text("Lead");
    session.demand_silence(SILENCE);
    std::fs::write(home.path().join("pipe"), "now\n").unwrap();
    session.wait_for_text("spilt");
    session.send(key::CTRL_L);
    session.wait_until_gone("spilt");
    session.send("q");
    assert_eq!(session.exit_code(), 0);
}

#[test]
fn nothing_an_article_holds_acts_on_the_terminal() {
    let home = Home::new();
    let name = "odd \u{1b}]0;named\u{7}\u{202e} name.txt";
    let hostile = include_bytes!("fixtures/text/hostile.txt");
    let path = home.write(name, hostile);
    let path = path.to_str().unwrap();
    let mut session = open(&home, &[path]);
    session.wait_for_text("␛");
    session.send(&format!("]}}B/title{}L", key::ENTER));
    session.demand_silence(SILENCE);
    session.send(key::ESC);
    session.demand_silence(SILENCE);
    session.send("Gg");
    quit(session);

    home.write(name, "");
    let session = home.start(&[path, "--no-resume"]);
    session.wait_for_text("odd");
    quit(session);
}

#[test]
#[cfg(target_os = "linux")]
fn an_idle_reader_does_nothing() {
    let (home, path) = ferry();
    let session = open(&home, &[&path]);
    session.demand_silence(SILENCE);
    let before = wake_ups(session.process());
    session.demand_silence(SILENCE);
    assert_eq!(wake_ups(session.process()), before);
    quit(session);
}

/// Counts how often the threads of a process have run and given the processor back.
#[cfg(target_os = "linux")]
fn wake_ups(process: u32) -> usize {
    std::fs::read_dir(format!("/proc/{process}/task"))
        .unwrap()
        .map(|task| std::fs::read_to_string(task.unwrap().path().join("status")).unwrap())
        .flat_map(|status| {
            let line =
                status.lines().find_map(|line| line.strip_prefix("voluntary_ctxt_switches:"));
            line.map(|count| count.trim().parse::<usize>().unwrap())
        })
        .sum()
}

#[test]
fn an_article_without_sections_says_so_and_an_empty_one_opens() {
    let home = Home::new();
    let path = home.write("plain.txt", FERRY.split("\n\n").nth(2).unwrap());
    let session = home.start(&[path.to_str().unwrap()]);
    session.wait_for_text("no headings found");
    quit(session);

    let path = home.write("empty.txt", "");
    let session = home.start(&[path.to_str().unwrap()]);
    session.wait_for_text("empty");
    quit(session);
}

#[test]
fn a_missing_article_is_named_and_the_screen_stays() {
    let home = Home::new();
    let session = home.start(&["nowhere.txt"]);
    assert_eq!(session.exit_code(), 1);
    assert!(session.screen().starts_with("sidehead: cannot read nowhere.txt: "));
    assert!(!session.bytes().contains(&0x1b), "no escape sequence is sent");
}

#[test]
fn no_sequence_of_an_article_reaches_the_terminal() {
    let home = Home::new();
    let sequences =
        ["\x1b[?25l", "\x1b[?1003h", "\x1b[5;6r", "\x1b[4h", "\x1b]0;gone\x07", "\x1bc"];
    let article = format!("{FERRY}\nFirst {} last.\n", sequences.join(" then "));
    let path = home.write("modes.txt", &article);
    let mut session = open(&home, &[path.to_str().unwrap()]);
    session.send("G");
    session.wait_for_text("last.");
    session.send("q");
    assert_eq!(session.exit_code(), 0);
    check_restored(&session);
    let bytes = session.bytes();
    let came_back =
        |sequence: &&str| bytes.windows(sequence.len()).any(|window| window == sequence.as_bytes());
    assert_eq!(sequences.into_iter().filter(came_back).collect::<Vec<_>>(), Vec::<&str>::new());
}

#[test]
fn what_cannot_be_saved_is_told_and_kept_elsewhere() {
    let (home, path) = ferry();
    std::fs::create_dir_all(home.path().join("config")).unwrap();
    // A file where the directory of bookmarks should be.
    home.write("config/bookmarks", "in the way");
    let mut session = open(&home, &[&path]);
    session.send("2]B");
    session.wait_for_text("Bookmark not saved");
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
