//! The real program in a real terminal: what reaches the terminal, and what is left when it ends.

use rustix::process::Signal;

use crate::support::ferry::{
    FERRY, SECTIONS, SILENCE, check_restored, ferry, open, quit, wait_for_section,
};
use crate::support::output;
use crate::support::session::{Home, key};

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
