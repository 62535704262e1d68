//! Messages name keys: "Bookmarked · U undoes". A key that moves in the table of commands must not
//! leave a message behind that is no longer true.

use std::path::Path;

use crate::support::rust;
use sidehead::app::command::{Command, row};
use sidehead::app::key::Key;

/// What messages say that a key does, and the commands that do it.
const DEEDS: &[(&str, &[Command])] = &[
    ("adds", &[Command::Annotate]),
    ("bookmarks", &[Command::Bookmark, Command::BookmarkSelection]),
    ("brings", &[Command::Undo]),
    ("closes", &[Command::Close]),
    ("copies", &[Command::CopySelection]),
    ("corrects", &[Command::CorrectLikewise]),
    ("ends", &[Command::Close]),
    ("filters", &[Command::FilterBookmarks]),
    ("gives", &[Command::ReplaceBookmark]),
    ("goes", &[Command::NextParagraph]),
    ("help", &[Command::Help]),
    ("hides", &[Command::FoldFurniture]),
    ("keeps", &[Command::KeepElsewhere]),
    ("keys", &[Command::Help]),
    ("leaves", &[Command::Close]),
    ("lists", &[Command::ListBookmarks, Command::ToggleOutline]),
    ("makes", &[Command::Bookmark]),
    ("opens", &[Command::GoToBookmark]),
    ("puts", &[Command::Bookmark]),
    ("quits", &[Command::Quit]),
    ("reads", &[Command::PassageDown]),
    ("searches", &[Command::SearchForward]),
    ("selects", &[Command::SelectWords]),
    ("shows", &[Command::Help, Command::FoldFurniture]),
    ("undoes", &[Command::Undo]),
];

/// What parts a hint from what stands before it.
const BEFORE_HINTS: [&str; 4] = [" · ", "; ", ": ", ", "];

/// Gives the hints in a message: a key, and what it is said to do.
fn hints(message: &str) -> Vec<(&str, &str)> {
    let mut parts = vec![message];
    for between in BEFORE_HINTS {
        parts = parts.into_iter().flat_map(|part| part.split(between)).collect();
    }
    let hints = parts.into_iter().filter_map(|part| {
        let mut words = part.split_whitespace();
        let key = words.next().filter(|word| is_key(word))?;
        let deed = words.find(|word| *word != "again")?;
        let is_deed = deed.chars().all(char::is_lowercase) && deed.ends_with('s');
        (is_deed || deed == "help").then_some((key, deed))
    });
    hints.collect()
}

/// Tells whether a word is how messages name a key.
fn is_key(word: &str) -> bool {
    let named = |name: &str| name.parse::<Key>().is_ok_and(|key| key.to_string() == word);
    word.chars().count() == 1 || named(&word.to_lowercase()) || ["PgDn", "PgUp"].contains(&word)
}

fn has_key(command: Command, key: &str) -> bool {
    row(command).shown_keys().split(' ').any(|shown| shown == key)
}

/// Gives the source files of a folder.
fn sources(folder: &Path, found: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).expect("the source is there") {
        let path = entry.expect("it is readable").path();
        if path.is_dir() {
            sources(&path, found);
        } else {
            found.push(std::fs::read_to_string(&path).expect("source is text"));
        }
    }
}

#[test]
fn what_messages_say_of_keys_is_so() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    for folder in ["src/app", "src/ui"] {
        sources(&root.join(folder), &mut found);
    }
    let (mut count, mut wrong) = (0, Vec::new());
    for (_, message) in found.iter().flat_map(|source| rust::strings(source)) {
        for (key, deed) in hints(message) {
            let known = DEEDS.iter().find(|(name, _)| *name == deed);
            let commands = known.map_or(&[][..], |(_, commands)| commands);
            if !commands.iter().any(|command| has_key(*command, key)) {
                wrong.push(format!("{message:?}: {key} is no key of {commands:?}"));
            }
            count += 1;
        }
    }
    assert_eq!(wrong, [""; 0]);
    assert!(count > 30, "only {count} hints were found");
}

#[test]
fn hints_are_found_in_messages() {
    for (message, expected) in [
        ("Bookmarked · A adds a note · U undoes", &[("A", "adds"), ("U", "undoes")][..]),
        ("{count} unsaved · q again quits", &[("q", "quits")]),
        ("No mark {letter}: Esc leaves", &[("Esc", "leaves")]),
        ("This is the end", &[]),
        ("A bookmark", &[]),
    ] {
        assert_eq!(hints(message), expected, "{message}");
    }
}
