//! What becomes of changes while others change the same files, or the disk refuses them.

use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::support::program::harbour;
use crate::support::session::{Home, Session};

/// How long nothing is drawn before all is done that was asked for.
const SILENCE: Duration = Duration::from_millis(300);

/// Opens the article about the harbour.
#[track_caller]
fn open(home: &Home) -> Session {
    let session = home.start(&[home.path().join("harbour.md").to_str().unwrap()]);
    session.wait_for_text("Lead");
    session
}

#[track_caller]
fn quit(mut session: Session) {
    session.send("q");
    assert_eq!(session.exit_code(), 0);
}

/// Gives the paths of the bookmarks that lie in `root`.
fn kept(root: &Path) -> Vec<PathBuf> {
    let Ok(articles) = std::fs::read_dir(root) else { return Vec::new() };
    let files = articles.flat_map(|article| std::fs::read_dir(article.unwrap().path()).unwrap());
    files.map(|file| file.unwrap().path()).filter(|it| !it.ends_with("article.json")).collect()
}

#[test]
fn a_bookmark_that_another_program_removed_comes_back_only_by_undo() {
    let home = harbour();
    let root = home.path().join("config/bookmarks");
    let mut session = open(&home);
    session.send("]Bc");
    session.wait_for_text("Its colour is green now");
    session.demand_silence(SILENCE);
    std::fs::remove_file(&kept(&root)[0]).unwrap();
    session.send("c");
    session.wait_for_text("Another program has removed that bookmark");
    session.wait_until_gone("★");
    assert_eq!(kept(&root), Vec::<PathBuf>::new());
    session.send("U");
    session.wait_for_text("the bookmark is as it was");
    quit(session);
    let text = std::fs::read_to_string(&kept(&root)[0]).unwrap();
    assert!(text.contains("\"colour\": \"blue\""), "with the last change: {text}");
}
