//! The real program in a real terminal: how an article is opened, and how a reader gets about in it.

use crate::support::ferry::{FERRY, SECTIONS, check_restored, ferry, open, quit, wait_for_section};
use crate::support::session::{Home, Session, key};

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
    let row = session.rows().iter().position(|row| row.contains(SECTIONS[1])).unwrap() + 1;
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
    session.send("3]}");
    wait_for_section(&session, SECTIONS[2]);
    let bar = |session: &Session| session.rows().into_iter().rfind(|row| row.contains('▎'));
    let before = bar(&session);
    quit(session);

    let session = home.start(&[&path]);
    wait_for_section(&session, SECTIONS[2]);
    assert_eq!(bar(&session), before, "the same paragraph has the bar");
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
fn a_piped_article_leaves_the_keys_to_the_terminal() {
    for script in [r#"cat "$1" | "$0""#, r#""$0" - < "$1""#] {
        // What was read before would go on where that stopped.
        let (home, path) = ferry();
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
