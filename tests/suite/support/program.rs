//! The program without a screen: what it prints, where to, and how it ends.

use std::io::Write;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

use super::session::Home;

pub const HARBOUR: &str = "\
# A Harbour Rebuilt

They began in the *autumn*.

## Dredging by night

Nobody came to the meeting. The hall was cold.

### What they found

Chains, and a bell.

## A wall too short

Nobody came to the meeting. They had tea – twice.
";

/// Gives a home with the article in it.
pub fn harbour() -> Home {
    let home = Home::new();
    home.write("harbour.md", HARBOUR);
    home
}

pub fn command(home: &Home, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sidehead"));
    command.args(arguments).current_dir(home.path()).env_clear();
    command.env("HOME", home.path()).env("LC_ALL", "C.UTF-8").env("TERM", "xterm");
    command.env("SIDEHEAD_CONFIG_DIR", home.path().join("config"));
    command.env("SIDEHEAD_STATE_DIR", home.path().join("state"));
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// Runs the program on `input`.
pub fn run_on(home: &Home, input: &[u8], arguments: &[&str]) -> Output {
    let mut child = command(home, arguments).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    // A program that does not read its input has closed it.
    let _ = stdin.write_all(input);
    drop(stdin);
    child.wait_with_output().unwrap()
}

/// Runs the program, which must succeed in silence, and gives what it printed.
#[track_caller]
pub fn printed(home: &Home, arguments: &[&str]) -> String {
    printed_on(home, "", arguments)
}

#[track_caller]
pub fn printed_on(home: &Home, input: &str, arguments: &[&str]) -> String {
    let output = run_on(home, input.as_bytes(), arguments);
    assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{arguments:?}");
    assert_eq!(output.status.code(), Some(0), "{arguments:?}");
    String::from_utf8(output.stdout).unwrap()
}

#[track_caller]
pub fn json_of(home: &Home, arguments: &[&str]) -> Value {
    let printed = printed(home, arguments);
    assert!(printed.ends_with("}\n"), "an answer is an object and a line end: {printed:?}");
    serde_json::from_str(&printed).unwrap()
}

/// Demands that the program prints nothing, says `said`, and ends with `code`.
#[track_caller]
pub fn check_failure(home: &Home, arguments: &[&str], code: i32, said: &str) {
    let output = run_on(home, b"", arguments);
    assert_eq!(String::from_utf8_lossy(&output.stderr), said, "{arguments:?}");
    assert_eq!(String::from_utf8_lossy(&output.stdout), "", "{arguments:?}");
    assert_eq!(output.status.code(), Some(code), "{arguments:?}");
}

/// Runs the program and gives what it printed, what it said, and its exit code.
pub fn run(home: &Home, arguments: &[&str]) -> (String, String, i32) {
    let output = run_on(home, b"", arguments);
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (text(output.stdout), text(output.stderr), output.status.code().unwrap())
}

/// Bookmarks a passage of the article and gives the bookmark as it is printed.
#[track_caller]
pub fn add(home: &Home, options: &[&str]) -> Value {
    let arguments = [&["bookmarks", "add", "harbour.md", "--json"][..], options].concat();
    json_of(home, &arguments)["bookmarks"][0].clone()
}

/// Gives the bookmarks of the article as they are printed.
#[track_caller]
pub fn list(home: &Home) -> Vec<Value> {
    let answer = json_of(home, &["bookmarks", "list", "--json", "harbour.md"]);
    assert_eq!(answer["version"], 1);
    answer["bookmarks"].as_array().unwrap().clone()
}
