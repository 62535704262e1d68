//! An article in the real program: opened, waited for, and left with the terminal as it was.

use std::time::Duration;

use super::output;
use super::session::{Home, Session};

/// An article of four parts: a lead and three sections, whose side-heads nobody marked.
pub const FERRY: &str = include_str!("../fixtures/text/ferry.txt");

pub const SECTIONS: [&str; 3] =
    ["A boat of their own", "Winter timetables", "What the harbour kept"];

/// How long nothing may happen before a reader counts as idle.
pub const SILENCE: Duration = Duration::from_millis(300);

/// Gives a home with the ferry article in it, and the article's path.
pub fn ferry() -> (Home, String) {
    let home = Home::new();
    let path = home.write("ferry.txt", FERRY);
    (home, path.to_str().unwrap().to_owned())
}

/// Opens an article and waits until its sections stand beside it.
#[track_caller]
pub fn open(home: &Home, arguments: &[&str]) -> Session {
    let session = home.start(arguments);
    session.wait_for_text("Lead");
    session
}

/// Waits until `section` is the current one.
#[track_caller]
pub fn wait_for_section(session: &Session, section: &str) {
    let crumb = format!("› {section}");
    session.wait_for(&crumb, |screen| {
        screen.rows(0, screen.size().1.get()).next().is_some_and(|row| row.contains(&crumb))
    });
}

/// Ends the program by `q` and demands that the terminal is as it was.
#[track_caller]
pub fn quit(mut session: Session) {
    session.send("q");
    assert_eq!(session.exit_code(), 0);
    check_restored(&session);
}

#[track_caller]
pub fn check_restored(session: &Session) {
    let bytes = session.bytes();
    assert!(!bytes.is_empty());
    assert_eq!(output::left_behind(&bytes), Vec::<String>::new());
    assert_eq!(output::forbidden(&bytes), Vec::<String>::new());
    assert!(session.settings_are_restored());
}

/// Gives the row of the outline pane that names `section`.
pub fn pane_row(session: &Session, section: &str) -> Option<String> {
    let start: String = section.chars().take(10).collect();
    let rows = session.rows();
    let panes = rows.iter().filter_map(|row| row.split('│').next().filter(|pane| *pane != row));
    panes.filter(|pane| pane.contains(&start)).map(str::to_owned).next()
}
