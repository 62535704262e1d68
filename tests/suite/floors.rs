//! The house, held to its plan: rooms import downwards, outside crates keep to their rooms, and
//! the few other rules that can be read off the source.
//!
//! The tables here are the plan; `ARCHITECTURE.md` shows them and is held to them.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::{Path, PathBuf};

use crate::support::rust;

/// The rooms by floor, from the ground up. A room imports its own files and lower floors.
const FLOORS: [(&str, &[&str]); 8] = [
    ("the ground: strings", &["text"]),
    ("the model: one text and ranges over it", &["document"]),
    ("the workshops: pure", &["bookmark", "format", "layout", "outline", "search"]),
    ("the outside world", &["config", "source", "store"]),
    ("the reader at work: pure", &["app", "article"]),
    ("the windows: draw, decide nothing", &["ui"]),
    ("the machine room: terminal, threads, signals", &["terminal"]),
    ("the door", &["cli", "main"]),
];

/// Who may import sideways, and why the floor is not split instead.
const SIDEWAYS: [(&str, &str); 3] = [
    // A parser of plain text must know which lines are side-heads before it makes blocks.
    ("format", "outline"),
    // The state of the reader is about one open article.
    ("app", "article"),
    // The program hands over.
    ("main", "cli"),
];

/// Where names from outside may appear, as paths under `src`; a folder ends with a slash.
const OUTSIDE: &[(&str, &[&str])] = &[
    ("chardetng", &["format/decode.rs"]),
    ("clap", &["cli/"]),
    ("clap_complete", &["cli/"]),
    ("clap_mangen", &["cli/"]),
    ("crossterm", &["terminal/"]),
    ("csv", &["bookmark/export/", "bookmark/import/"]),
    ("directories", &["config.rs"]),
    ("dom_query", &["format/html/", "format/html.rs"]),
    ("dom_smoothie", &["format/html/", "format/html.rs"]),
    ("encoding_rs", &["format/decode.rs", "format/decode/"]),
    ("globset", &["outline/rules.rs"]),
    ("html5ever", &["format/html/", "format/html.rs"]),
    ("hypher", &["format/text/hyphen.rs"]),
    ("icu_segmenter", &["layout/wrap.rs"]),
    ("jiff", &["bookmark/time.rs", "store/"]),
    (
        "memchr",
        &["bookmark/anchor.rs", "bookmark/anchor/", "format/", "search.rs", "text.rs", "text/"],
    ),
    ("minijinja", &["bookmark/export/"]),
    ("nix", &["terminal/"]),
    ("nucleo_matcher", &["app/fuzzy.rs"]),
    ("percent_encoding", &["bookmark/export/", "bookmark/import/", "source/"]),
    ("pulldown_cmark", &["format/markdown/", "format/markdown.rs"]),
    ("ratatui", &["ui/", "terminal/"]),
    ("regex", &["outline/rules.rs", "search.rs"]),
    ("rustix", &["terminal/", "source/"]),
    ("saphyr_parser", &["format/markdown/", "format/markdown.rs"]),
    (
        "serde",
        &["store/", "bookmark/export/", "outline/", "ui/theme.rs", "config.rs", "config/", "cli/"],
    ),
    ("serde_json", &["store/", "bookmark/export/", "bookmark/import/", "cli/"]),
    ("sha2", &["store/", "bookmark/identity.rs"]),
    ("signal_hook", &["terminal/"]),
    ("textwrap", &["layout/wrap.rs"]),
    (
        "thiserror",
        &[
            "bookmark/export/",
            "bookmark/import/",
            "format/mod.rs",
            "source/",
            "store/",
            "config.rs",
            "config/",
            "cli/",
            "terminal/",
        ],
    ),
    ("toml", &["config.rs", "config/"]),
    ("tui_input", &["app/"]),
    ("unicode_normalization", &["bookmark/anchor/"]),
    ("unicode_segmentation", &["text.rs", "text/"]),
    ("unicode_width", &["text.rs", "text/"]),
    ("uuid", &["store/"]),
    ("whatlang", &["cli/language.rs"]),
    ("std::env", &["main.rs", "config.rs", "cli/", "terminal/"]),
    ("std::fs", &["source/", "store/", "config.rs", "config/", "cli/"]),
    ("std::process", &["main.rs", "config.rs", "cli/", "terminal/"]),
    ("std::thread", &["terminal/", "format/deadline.rs", "store/machine.rs"]),
    ("std::time::Instant", &["terminal/"]),
    ("std::time::SystemTime", &["terminal/", "store/", "cli/"]),
];

/// Names that say nothing about what a room holds.
const EMPTY_NAMES: [&str; 8] =
    ["util", "utils", "helper", "helpers", "common", "types", "manager", "misc"];

/// The only place that prints.
const PRINTING: &str = "cli/";

/// The only places that may name a key: the table of commands, the names of keys, and where what
/// the terminal sent becomes one.
const KEYS: [&str; 3] = ["app/command.rs", "app/key.rs", "terminal/listen.rs"];

/// How source names a key; the character itself is blanked before it is looked at.
const KEY_WORDS: [&str; 4] = ["Char(' ')", "Key::char(' ')", "Named::", "KeyCode::F("];

/// Lines a file may have without its tests before it must be two.
const MAX_LINES: usize = 500;

#[test]
fn the_house_is_as_planned() {
    let broken: Vec<String> =
        sources().iter().flat_map(|(path, source)| violations(path, source)).collect();
    assert!(broken.is_empty(), "\n{}\n", broken.join("\n"));
}

#[test]
fn every_dependency_has_a_room() {
    let manifest = include_str!("../../Cargo.toml");
    let (_, after) = manifest.split_once("[dependencies]\n").expect("there are dependencies");
    let mut dependencies: Vec<String> = after
        .lines()
        .take_while(|line| !line.starts_with('['))
        .filter_map(|line| line.split_once('='))
        .map(|(name, _)| name.trim().replace('-', "_"))
        .collect();
    dependencies.sort();
    let mut rooms: Vec<&str> = OUTSIDE.iter().map(|(name, _)| *name).collect();
    rooms.retain(|name| !name.starts_with("std::"));
    assert_eq!(dependencies, rooms);
}

#[test]
fn every_dependency_is_used() {
    let mut used = BTreeSet::new();
    for (_, source) in sources() {
        let code = rust::without_tests(&rust::bare(&source));
        used.extend(rust::paths(&code).iter().filter_map(|(_, path)| Some(row(path)?.0)));
    }
    let crates = OUTSIDE.iter().map(|(name, _)| *name).filter(|name| !name.starts_with("std::"));
    let unused: Vec<&str> = crates.filter(|name| !used.contains(name)).collect();
    assert!(unused.is_empty(), "in the plan and nowhere in the source: {unused:?}");
}

#[test]
fn the_architecture_page_shows_the_plan() {
    let page = include_str!("../../ARCHITECTURE.md");
    for (name, table) in [("floors", floors_table()), ("crates", crates_table())] {
        let expected = format!("<!-- {name} -->\n{table}<!-- /{name} -->");
        assert!(page.contains(&expected), "ARCHITECTURE.md should contain:\n{expected}");
    }
}

fn floors_table() -> String {
    let mut table = "| floor | what it is | rooms |\n| --- | --- | --- |\n".to_owned();
    for (floor, (what, rooms)) in FLOORS.iter().enumerate().rev() {
        writeln!(table, "| {floor} | {what} | `{}` |", rooms.join("` `")).unwrap();
    }
    table
}

fn crates_table() -> String {
    let mut table = "| name in the source | may appear only in |\n| --- | --- |\n".to_owned();
    for (name, places) in OUTSIDE {
        writeln!(table, "| `{name}` | `{}` |", places.join("` `")).unwrap();
    }
    table
}

/// Gives every source file with its path under `src`.
fn sources() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut folders = vec![root.clone()];
    let mut files: Vec<PathBuf> = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { folders.push(path) } else { files.push(path) }
        }
    }
    files.sort();
    files
        .iter()
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
        .map(|path| {
            let name = path.strip_prefix(&root).unwrap().to_str().unwrap().replace('\\', "/");
            (name, std::fs::read_to_string(path).unwrap())
        })
        .collect()
}

/// Gives what is wrong with one file, each with its place.
fn violations(path: &str, source: &str) -> Vec<String> {
    let bare = rust::bare(source);
    let code = if is_test(path) { String::new() } else { rust::without_tests(&bare) };
    let in_test = |line: usize| bare.lines().nth(line - 1) != code.lines().nth(line - 1);
    let mut found = Vec::new();
    for (line, name) in rust::paths(&bare) {
        let depth = module_depth(path) + usize::from(in_test(line) && !is_test(path));
        found.extend(import(path, depth, &name).map(|rule| (line, rule)));
    }
    for (line, name) in rust::paths(&code) {
        found.extend(outside(path, &name).map(|rule| (line, rule)));
        if name.ends_with("::*") {
            found.push((line, format!("imports {name} by a glob")));
        }
    }
    found.extend(words(path, &code));
    found.extend(shape(path, &bare, &code).map(|rule| (1, rule)));
    found.sort();
    found.into_iter().map(|(line, rule)| format!("src/{path}:{line}: {rule}")).collect()
}

/// Tells whether a whole file is a test.
fn is_test(path: &str) -> bool {
    path.ends_with("/tests.rs") || path.contains("/tests/")
}

/// Gives the rule that `name` breaks as an import of a room, used in the file `path`, `depth`
/// modules deep.
fn import(path: &str, depth: usize, name: &str) -> Option<String> {
    let room = first_name(path);
    let target = target_room(path, depth, name)?;
    let Some(to) = floor(&target) else {
        return Some(format!("names {name}, which is no room of the plan"));
    };
    let from = floor(room)?;
    let sideways = SIDEWAYS.contains(&(room, target.as_str()));
    if room == target || to < from || sideways {
        return None;
    }
    Some(format!("{room} (floor {from}) imports {target} (floor {to})"))
}

/// Gives the room that the path `name` leads to, if it leads to one.
fn target_room(path: &str, depth: usize, name: &str) -> Option<String> {
    let mut names: Vec<&str> = name.split("::").collect();
    let climbs = names.iter().take_while(|name| **name == "super").count();
    let at_root = match names[0] {
        "crate" => 1,
        "sidehead" if path == "main.rs" => 1,
        "super" if depth > 0 && climbs >= depth => climbs,
        _ => return None,
    };
    names.drain(..at_root);
    names.first().map(|name| (*name).to_owned())
}

/// Gives how many modules deep the file `path` is: `text.rs` and `text/mod.rs` are one deep.
fn module_depth(path: &str) -> usize {
    let parts = path.split('/').count();
    if path.ends_with("/mod.rs") { parts - 1 } else { parts }
}

fn floor(room: &str) -> Option<usize> {
    FLOORS.iter().position(|(_, rooms)| rooms.contains(&room))
}

fn first_name(path: &str) -> &str {
    let first = path.split('/').next().unwrap_or(path);
    first.strip_suffix(".rs").unwrap_or(first)
}

/// Gives the rule that `name`, used in the file `path`, breaks as a name from outside.
fn outside(path: &str, name: &str) -> Option<String> {
    let (name, places) = row(name)?;
    (!is_in(path, places)).then(|| format!("{name} may appear only in {}", places.join(", ")))
}

/// Gives the row of the table that a path from outside falls under.
fn row(path: &str) -> Option<&'static (&'static str, &'static [&'static str])> {
    let falls = |name: &str| {
        path.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
    };
    OUTSIDE.iter().find(|(name, _)| falls(name))
}

fn is_in(path: &str, places: &[&str]) -> bool {
    places.iter().any(|place| path == *place || place.ends_with('/') && path.starts_with(place))
}

/// Gives the rules that words in the code break, each with its line.
fn words(path: &str, code: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (index, line) in code.lines().enumerate() {
        let mut broken = |rule: &str| found.push((index + 1, rule.to_owned()));
        let prints = ["print!(", "println!(", "dbg!("].iter().any(|word| line.contains(word));
        if prints && !path.starts_with(PRINTING) {
            broken("prints, which only cli does");
        }
        if line.trim_start().starts_with("pub") && line.contains(" use ") {
            broken("re-exports");
        }
        let names_a_key = KEY_WORDS.iter().any(|word| line.contains(word));
        if names_a_key && !KEYS.contains(&path) {
            broken("names a key outside the table of commands");
        }
        let module = line.trim_start().trim_start_matches("pub ").strip_prefix("mod ");
        if module.is_some_and(|rest| EMPTY_NAMES.contains(&rest.split([' ', ';']).next().unwrap()))
        {
            broken("is named for nothing it holds");
        }
    }
    found
}

/// Gives the rule that the file as a whole breaks.
fn shape(path: &str, bare: &str, code: &str) -> Option<String> {
    let room = first_name(path);
    if path.split('/').any(|part| EMPTY_NAMES.contains(&first_name(part))) {
        return Some("is named for nothing it holds".to_owned());
    }
    if room == "lib" {
        let declares = |line: &str| line.starts_with("pub mod ") || line.trim().is_empty();
        let other = code.lines().find(|line| !declares(line))?;
        return Some(format!("does more than declare rooms: {other}"));
    }
    if floor(room).is_none() {
        return Some(format!("{room} is no room of the plan"));
    }
    let in_tests = bare.lines().zip(code.lines()).filter(|(all, kept)| all != kept).count();
    let lines = if is_test(path) { 0 } else { bare.lines().count() - in_tests };
    (lines > MAX_LINES).then(|| format!("has {lines} lines without tests, over {MAX_LINES}"))
}

#[track_caller]
fn check(case: &str, path: &str, source: &str, expected: &[&str]) {
    assert_eq!(violations(path, source), expected, "{case}");
}

#[test]
fn imports_run_downwards() {
    check("down", "layout/mod.rs", "use crate::document::Range;", &[]);
    check("its own files", "layout/row.rs", "use crate::layout::wrap;\nuse super::wrap;", &[]);
    check("the one sideways", "format/text.rs", "use crate::outline::infer;", &[]);
    check("the hand-over", "main.rs", "fn main() { sidehead::cli::main() }", &[]);
    check("words are no imports", "text.rs", "// crate::ui\nconst A: &str = \"crate::ui\";", &[]);
    check(
        "up",
        "document/mod.rs",
        "\nuse crate::layout::Row;",
        &["src/document/mod.rs:2: document (floor 1) imports layout (floor 2)"],
    );
    check(
        "sideways",
        "outline/mod.rs",
        "use crate::format;",
        &["src/outline/mod.rs:1: outline (floor 2) imports format (floor 2)"],
    );
    check(
        "in a tree",
        "ui/mod.rs",
        "use crate::{app::State,\n terminal::{self, effect}};",
        &[
            "src/ui/mod.rs:2: ui (floor 5) imports terminal (floor 6)",
            "src/ui/mod.rs:2: ui (floor 5) imports terminal (floor 6)",
        ],
    );
    check(
        "in the code",
        "app/update/find.rs",
        "fn f() { crate::store::save() }\nfn g() { crate::cli::main() }",
        &["src/app/update/find.rs:2: app (floor 4) imports cli (floor 7)"],
    );
    check(
        "by climbing",
        "text/clean.rs",
        "use super::super::document;",
        &["src/text/clean.rs:1: text (floor 0) imports document (floor 1)"],
    );
    check(
        "in a test",
        "text.rs",
        "#[cfg(test)]\nmod tests { use crate::ui; }",
        &["src/text.rs:2: text (floor 0) imports ui (floor 5)"],
    );
    check(
        "to nowhere",
        "ui/mod.rs",
        "use crate::attic;",
        &["src/ui/mod.rs:1: names crate::attic, which is no room of the plan"],
    );
}

#[test]
fn outside_crates_keep_to_their_rooms() {
    check("at home", "layout/wrap.rs", "use textwrap::core::Fragment;", &[]);
    check("a file of a folder", "cli/outline.rs", "use std::fs;", &[]);
    check("a room of that name", "ui/mod.rs", "use crate::app::regex::Hit;", &[]);
    check("in tests", "text.rs", "#[cfg(test)]\nmod tests { use std::fs; }", &[]);
    check(
        "away",
        "layout/block.rs",
        "use textwrap::core;",
        &["src/layout/block.rs:1: textwrap may appear only in layout/wrap.rs"],
    );
    check(
        "in a tree",
        "app/mod.rs",
        "use std::{fmt, fs::File};",
        &["src/app/mod.rs:1: std::fs may appear only in source/, store/, config.rs, config/, cli/"],
    );
    check(
        "in the code",
        "app/mod.rs",
        "\nlet now = std::time::Instant::now();",
        &["src/app/mod.rs:2: std::time::Instant may appear only in terminal/"],
    );
}

#[test]
fn the_small_rules_are_held() {
    let long = "fn f() {}\n".repeat(MAX_LINES);
    check("long enough", "search.rs", &long, &[]);
    check("with long tests", "search.rs", &format!("{long}#[cfg(test)]\nmod t {{\n}}\n"), &[]);
    check(
        "too long",
        "search.rs",
        &format!("{long}fn g() {{}}\n"),
        &["src/search.rs:1: has 501 lines without tests, over 500"],
    );
    check("printing at the door", "cli/cat.rs", "println!(\"a\")", &[]);
    check(
        "printing elsewhere",
        "app/mod.rs",
        "\neprintln!(\"a\")",
        &["src/app/mod.rs:2: prints, which only cli does"],
    );
    check("a re-export", "app/mod.rs", "pub use std::fmt;", &["src/app/mod.rs:1: re-exports"]);
    check(
        "a glob",
        "app/keymap.rs",
        "use super::command::*;",
        &["src/app/keymap.rs:1: imports super::command::* by a glob"],
    );
    check("a glob in tests", "text.rs", "#[cfg(test)]\nmod tests { use super::*; }", &[]);
    check(
        "a key",
        "terminal/mod.rs",
        "KeyCode::Char('q') => {}",
        &["src/terminal/mod.rs:1: names a key outside the table of commands"],
    );
    check(
        "a key with a name",
        "app/update/mod.rs",
        "if key == Key::named(Named::Esc) {}",
        &["src/app/update/mod.rs:1: names a key outside the table of commands"],
    );
    check("any key", "terminal/mod.rs", "KeyCode::Char(letter) => {}", &[]);
    check(
        "an empty name",
        "app/util.rs",
        "",
        &["src/app/util.rs:1: is named for nothing it holds"],
    );
    check(
        "an empty name inside",
        "app/mod.rs",
        "mod helpers {}",
        &["src/app/mod.rs:1: is named for nothing it holds"],
    );
    check("a new room", "attic.rs", "", &["src/attic.rs:1: attic is no room of the plan"]);
    check("the map", "lib.rs", "//! Rooms.\n\npub mod text;\n", &[]);
    check(
        "more than a map",
        "lib.rs",
        "fn f() {}",
        &["src/lib.rs:1: does more than declare rooms: fn f() {}"],
    );
}
