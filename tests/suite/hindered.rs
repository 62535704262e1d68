//! What becomes of changes while others change the same files, or the disk refuses them.

use std::path::{Path, PathBuf};

use crate::support::ferry::{self, SILENCE, quit};
use crate::support::program::{harbour, printed};
use crate::support::session::{Home, Session, key};

/// Opens the article about the harbour.
#[track_caller]
fn open(home: &Home) -> Session {
    ferry::open(home, &[home.path().join("harbour.md").to_str().unwrap()])
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

#[test]
fn once_changes_are_kept_elsewhere_all_are() {
    let home = harbour();
    // A file where the directory of bookmarks should be.
    home.write("config/bookmarks", "in the way");
    let stick = home.path().join("stick");
    let root = stick.join("bookmarks");
    let mut session = open(&home);
    session.send("]B");
    session.wait_for_text("Bookmark not saved");
    session.send("W");
    session.wait_for_text("keep in directory");
    session.send(&format!("{}{}", stick.display(), key::ENTER));
    session.wait_for_text("Kept in");
    assert_eq!(kept(&root).len(), 1);
    session.send("B");
    session.wait_for_text("Bookmark removed");
    session.demand_silence(SILENCE);
    assert_eq!(kept(&root).len(), 0, "what is removed is gone there");
    session.send("U");
    session.wait_for_text("the bookmark is as it was");
    session.send("c");
    session.wait_for_text("Its colour is green now");
    session.send("}B");
    session.wait_for_text("Bookmarked");
    session.demand_silence(SILENCE);
    let texts: Vec<String> =
        kept(&root).iter().map(|path| std::fs::read_to_string(path).unwrap()).collect();
    assert_eq!(texts.len(), 2);
    assert_eq!(texts.iter().filter(|text| text.contains("\"green\"")).count(), 1);
    session.send("r");
    session.wait_for_text("Read again");
    session.wait_for_text("2 bookmarks");
    session.send(&format!("L{}", key::TAB));
    session.wait_for_text("Bookmarks of all");
    session.wait_for_text("│   ★ What they found");
    session.send(key::ESC);
    session.wait_until_gone("Bookmarks of all");
    quit(session);
}

#[test]
fn what_is_said_of_a_bookmark_of_another_article_is_kept_elsewhere_too() {
    let home = harbour();
    printed(&home, &["bookmarks", "add", "harbour.md", "--quote", "Chains, and a bell."]);
    home.write("ferry.md", "# The Ferry\n\nIt came at ten.\n\n## Winter\n\nIt came at noon.\n");
    let root = home.path().join("config/bookmarks");
    let mut session = home.start(&[home.path().join("ferry.md").to_str().unwrap()]);
    session.wait_for_text("Lead");
    session.send(&format!("L{}", key::TAB));
    session.wait_for_text("★ Chains, and a bell.");
    session.send("c");
    session.wait_for_text("green");
    session.demand_silence(SILENCE);
    // A directory where the file should be.
    let path = kept(&root)[0].clone();
    std::fs::remove_file(&path).unwrap();
    std::fs::create_dir(&path).unwrap();
    session.send("c");
    session.wait_for_text("Bookmark not saved");
    session.send(key::ESC);
    session.wait_until_gone("Bookmarks of all");
    session.send("W");
    session.wait_for_text("keep in directory");
    let stick = home.path().join("stick");
    session.send(&format!("{}{}", stick.display(), key::ENTER));
    session.wait_for_text("Kept in");
    quit(session);
    let text = std::fs::read_to_string(&kept(&stick.join("bookmarks"))[0]).unwrap();
    assert!(text.contains("Chains, and a bell.") && text.contains("\"blue\""), "{text}");
}

/// Puts a directory where a file is, so that nothing can be written there.
fn block(path: &Path) {
    std::fs::remove_file(path).unwrap();
    std::fs::create_dir(path).unwrap();
}

#[test]
fn where_some_could_be_kept_elsewhere_all_later_is() {
    let home = harbour();
    printed(&home, &["bookmarks", "add", "harbour.md", "--quote", "Chains, and a bell."]);
    home.write("ferry.md", "# The Ferry\n\nIt came at ten.\n\n## Winter\n\nIt came at noon.\n");
    let root = home.path().join("config/bookmarks");
    let theirs = kept(&root)[0].clone();
    let mut session = ferry::open(&home, &[home.path().join("ferry.md").to_str().unwrap()]);
    session.send("Bc");
    session.wait_for_text("Its colour is green now");
    session.demand_silence(SILENCE);
    block(kept(&root).iter().find(|path| **path != theirs).unwrap());
    session.send("c");
    session.wait_for_text("Bookmark not saved");
    session.send(&format!("L{}", key::TAB));
    session.wait_for_text("★ Chains, and a bell.");
    session.send("j");
    session.wait_until_gone("not saved");
    block(&theirs);
    session.send("c");
    session.wait_for_text("Bookmark not saved");
    session.send(key::ESC);
    session.wait_until_gone("Bookmarks of all");
    session.wait_for_text("2 unsaved");
    session.send("W");
    session.wait_for_text("keep in directory");
    let stick = home.path().join("stick");
    session.send(&format!("{}{}", stick.display(), key::ENTER));
    session.wait_for_text("from now on, but not all of it");
    assert_eq!(kept(&stick.join("bookmarks")).len(), 1);
    session.send("]B");
    session.wait_for_text("Bookmarked");
    session.demand_silence(SILENCE);
    assert_eq!(kept(&stick.join("bookmarks")).len(), 2);
    session.send("q");
    session.wait_for_text("1 unsaved · q again quits");
    session.send("q");
    assert_eq!(session.exit_code(), 1);
}
