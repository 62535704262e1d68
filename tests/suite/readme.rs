//! The README's picture and table of keys are made from the program; a stale one fails.
//!
//! `SIDEHEAD_WRITE_README=1 cargo test readme` writes them anew.

use std::path::Path;

use sidehead::app::command::{CONTEXTS, Row, TABLE};
use sidehead::app::key::Key;

use crate::support::reader::Reader;

#[test]
fn the_picture_is_what_the_program_draws() {
    let guide = std::fs::read_to_string(root().join("assets/guide.txt")).expect("the guide");
    let mut reader = Reader::open("guide.txt", &guide, 88, 22);
    reader.press("4 enter B");
    reader.state.message = None;
    check("screen", &format!("```\n{}\n```\n", reader.picture()));
}

#[test]
fn the_keys_are_those_of_the_command_table() {
    let parts = CONTEXTS.iter().map(|(context, heading)| {
        let rows = TABLE.iter().filter(|row| row.context == *context).map(line);
        format!("| **{heading}** | |\n{}", rows.collect::<String>())
    });
    check("keys", &format!("| keys | |\n| --- | --- |\n{}", parts.collect::<String>()));
}

fn line(row: &Row) -> String {
    let keys = row.keys.iter().map(|key| {
        let key: Key = key.parse().expect("the table names keys that there are");
        // Markdown needs more marks around a mark of its own.
        if key.to_string() == "`" { format!("`` {key} ``") } else { format!("`{key}`") }
    });
    format!("| {} | {} |\n", keys.collect::<Vec<_>>().join(" "), row.help)
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Compares what stands between the README's marks of `part` with `expected`.
#[track_caller]
fn check(part: &str, expected: &str) {
    let path = root().join("README.md");
    let readme = std::fs::read_to_string(&path).expect("the README");
    let (opening, closing) = (format!("<!-- {part} -->\n"), format!("<!-- /{part} -->"));
    let (before, rest) = readme.split_once(&opening).expect("the part's first mark");
    let (found, after) = rest.split_once(&closing).expect("the part's last mark");
    if std::env::var_os("SIDEHEAD_WRITE_README").is_some() {
        // Both parts are written by one run: each reads what the other left.
        let new = [before, &opening, expected, &closing, after].concat();
        return std::fs::write(path, new).expect("the README can be written");
    }
    assert_eq!(found, expected, "the README's {part} is stale");
}
