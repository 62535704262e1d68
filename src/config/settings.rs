//! What the reader has set: `config.toml` in the config directory.
//!
//! A key is a row of [`KEYS`], which makes `config default`, and a field of [`Settings`], which
//! reads it; a test holds the two together.

use std::path::{Path, PathBuf};
use std::{fs, io};

use serde::{Deserialize, Deserializer};

use crate::outline::rules::{Files, Pattern, Rule};
use crate::text::clean::{self, Clean};

/// The file in the config directory.
const FILE: &str = "config.toml";

/// What the reader has set.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// What is run when something happens.
    pub hooks: Hooks,
    /// What is a heading.
    pub outline: Outline,
}

/// What is run when something happens.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Hooks {
    /// Run on a new bookmark.
    #[serde(deserialize_with = "program")]
    pub bookmark: Option<Program>,
}

/// What is a heading.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Outline {
    /// Rules that hold whatever a line looks like.
    #[serde(deserialize_with = "rules")]
    pub rules: Vec<Rule>,
}

/// A program with what it is given on its command line; no shell looks at either.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Program {
    /// Its name or path.
    pub name: String,
    /// What it is given.
    pub arguments: Vec<String>,
}

/// A key of the file.
#[derive(Clone, Copy, Debug)]
pub struct Key {
    /// The table it stands in.
    pub table: &'static str,
    /// What it is called there.
    pub name: &'static str,
    /// What it is if it is not set, as TOML.
    pub default: &'static str,
    /// What it does: lines of 78 columns at most.
    pub help: &'static [&'static str],
}

/// The keys, those of a table together.
pub const KEYS: [Key; 2] = [
    Key {
        table: "hooks",
        name: "bookmark",
        default: "[]",
        help: &[
            "A program and its arguments, run whenever a passage is bookmarked, in the",
            "reader and by `sidehead bookmarks add`: bookmark = [\"my-notes\", \"--add\"]",
            "No shell looks at it. The bookmark is on its standard input, as the JSON that",
            "`sidehead bookmarks list --json` prints. The reader does not wait for it.",
        ],
    },
    Key {
        table: "outline",
        name: "rules",
        default: "[]",
        help: &[
            "Which lines are headings, whatever they look like; a rule holds before what is",
            "found, and what you correct in an article by hand holds before a rule:",
            "    rules = [",
            "        { files = \"*.txt\", line = '^(Chapter|Part) [0-9]+$', level = 1 },",
            "        { line = '^\\* \\* \\*$', level = 0 },",
            "    ]",
            "files is a pattern of names, such as rfc*.{txt,text}; without it the rule is",
            "for every article. line is a regular expression that is looked for in a",
            "paragraph. level is 1 for the outermost headings, 0 for lines that are none.",
            "Of several rules that are about one line the first holds.",
        ],
    },
];

/// Why the settings cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum Unusable {
    /// The file cannot be read.
    #[error("cannot read {path}")]
    Unread {
        /// Where it is.
        path: Clean<'static>,
        /// What the system said.
        source: io::Error,
    },
    /// The file does not say what it should.
    #[error("cannot use {path}: line {line}: {what}")]
    Wrong {
        /// Where it is.
        path: Clean<'static>,
        /// The line, counted from 1.
        line: usize,
        /// What is wrong there.
        what: Clean<'static>,
    },
}

/// Gives where the settings are, whether or not there are any.
#[must_use]
pub fn path(config: &Path) -> PathBuf {
    config.join(FILE)
}

impl Settings {
    /// Reads the settings in the config directory; without a file, they are what they are by
    /// default.
    ///
    /// # Errors
    /// Fails if the file cannot be read, is not TOML, has a key that there is not, or a value that
    /// does not fit.
    pub fn read(config: &Path) -> Result<Settings, Unusable> {
        let path = path(config);
        let shown = clean::line(&path.to_string_lossy());
        match fs::read_to_string(&path) {
            Ok(text) => parse(&text).map_err(|(line, what)| {
                let what = clean::line(&what);
                Unusable::Wrong { path: shown, line, what }
            }),
            Err(error) if is_absence(&error) => Ok(Settings::default()),
            Err(source) => Err(Unusable::Unread { path: shown, source }),
        }
    }
}

/// Tells whether there is no file at all, rather than one that cannot be read.
fn is_absence(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}

/// Gives what `text` sets, or the line that is wrong and why.
fn parse(text: &str) -> Result<Settings, (usize, String)> {
    toml::from_str(text).map_err(|error| {
        let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
        let key = key_of(before).map(|key| format!("`{key}`: ")).unwrap_or_default();
        (before.matches('\n').count() + 1, key + &in_words_of_toml(error.message()))
    })
}

/// Gives the key whose value begins, on one line, at the end of `before`, or holds that place.
fn key_of(before: &str) -> Option<&str> {
    let line = before.rsplit('\n').next()?;
    // The key whose value is being read, and those of the lists and tables around it.
    let (mut key, mut around) = (None, Vec::new());
    let mut quote = None;
    for (at, char) in line.char_indices() {
        match char {
            _ if quote.is_some() => quote = quote.filter(|quote| *quote != char),
            '"' | '\'' => quote = Some(char),
            '=' => {
                let word = line.get(..at)?.trim_end().rsplit(|char| !is_of_key(char)).next();
                key = word.filter(|word| !word.is_empty());
            }
            '[' | '{' => around.push(key.take()),
            ']' | '}' => key = around.pop().flatten(),
            ',' => key = None,
            _ => {}
        }
    }
    key.or_else(|| around.into_iter().rev().flatten().next())
}

fn is_of_key(char: char) -> bool {
    char.is_ascii_alphanumeric() || matches!(char, '-' | '_' | '.')
}

/// Says what is wrong in the words of TOML, not in those of the program.
fn in_words_of_toml(message: &str) -> String {
    let message = match message.split_once("expected struct ") {
        Some((before, _)) => format!("{before}expected a table"),
        None => message.replace("a sequence", "an array"),
    };
    message.replace("unknown field", "unknown key")
}

/// Reads a list of a program and its arguments; an empty list is none.
fn program<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Program>, D::Error> {
    let mut words = Vec::<String>::deserialize(deserializer)?.into_iter();
    match words.next() {
        Some(name) if name.is_empty() => Err(serde::de::Error::custom("the program has no name")),
        Some(name) => Ok(Some(Program { name, arguments: words.collect() })),
        None => Ok(None),
    }
}

/// A rule as it stands in the file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    #[serde(default, deserialize_with = "files")]
    files: Option<Files>,
    #[serde(deserialize_with = "pattern")]
    line: Pattern,
    #[serde(deserialize_with = "level")]
    level: u8,
}

fn rules<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Rule>, D::Error> {
    let rows = Vec::<Row>::deserialize(deserializer)?;
    let rule = |Row { files, line, level }| Rule { files: files.unwrap_or_default(), line, level };
    Ok(rows.into_iter().map(rule).collect())
}

fn files<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Files>, D::Error> {
    let pattern = String::deserialize(deserializer)?;
    Files::new(&pattern).map(Some).map_err(serde::de::Error::custom)
}

fn pattern<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Pattern, D::Error> {
    let pattern = String::deserialize(deserializer)?;
    Pattern::new(&pattern).map_err(serde::de::Error::custom)
}

/// Levels inside each other that a rule may give.
const LEVELS: std::ops::RangeInclusive<u8> = 0..=6;

fn level<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u8, D::Error> {
    let level = u8::deserialize(deserializer)?;
    let is_level = LEVELS.contains(&level);
    is_level.then_some(level).ok_or_else(|| serde::de::Error::custom("levels are 0 to 6"))
}

/// Gives a file that sets every key to what it is by default, with what each does.
#[must_use]
pub fn default_text() -> String {
    let mut text = INTRODUCTION.to_owned();
    for (index, key) in KEYS.iter().enumerate() {
        let is_first = index.checked_sub(1).is_none_or(|before| KEYS[before].table != key.table);
        if is_first {
            text.push_str(&format!("\n[{}]\n", key.table));
        }
        key.help.iter().for_each(|line| text.push_str(&format!("# {line}\n")));
        text.push_str(&format!("{} = {}\n", key.name, key.default));
    }
    text
}

const INTRODUCTION: &str = "\
# The settings of sidehead, as they are when nothing is set. The file is config.toml in the
# directory that `sidehead config path` names; `sidehead config check` tells what is wrong with it.
";

#[cfg(test)]
mod tests {
    use super::{Files, Hooks, KEYS, Outline, Pattern, Program, Rule, Settings};
    use super::{default_text, parse};

    #[test]
    fn what_is_printed_as_the_default_is_the_default() {
        assert_eq!(parse(&default_text()), Ok(Settings::default()));
        assert_eq!(parse(""), Ok(Settings::default()));
        for key in KEYS {
            let one = format!("[{}]\n{} = {}\n", key.table, key.name, key.default);
            assert_eq!(parse(&one), Ok(Settings::default()), "{}", key.name);
            assert!(!key.help.is_empty() && key.help.iter().all(|line| line.len() <= 78));
        }
    }

    /// The names of fields stand in the message about a name that there is not.
    #[test]
    fn every_key_is_documented() {
        let expected = |text: &str| {
            let (_, message) = parse(text).expect_err("there is no such key");
            let names: Vec<String> =
                message.split('`').skip(3).step_by(2).map(str::to_owned).collect();
            names
        };
        let mut tables: Vec<&str> = KEYS.iter().map(|key| key.table).collect();
        tables.dedup();
        assert_eq!(expected("no-such-table = 1"), tables);
        for table in tables {
            let keys = KEYS.iter().filter(|key| key.table == table).map(|key| key.name);
            let text = format!("[{table}]\nno-such-key = 1\n");
            assert_eq!(expected(&text), keys.collect::<Vec<_>>(), "[{table}]");
        }
    }

    #[test]
    fn what_is_set_counts() {
        let program = Program { name: "notes".to_owned(), arguments: vec!["--add".to_owned()] };
        let set = Settings { hooks: Hooks { bookmark: Some(program) }, ..Settings::default() };
        assert_eq!(parse("[hooks]\nbookmark = [\"notes\", \"--add\"]\n"), Ok(set));
    }

    #[test]
    fn rules_are_lists_or_tables() {
        let pattern = |pattern| Pattern::new(pattern).expect("an expression");
        let files = Files::new("*.txt").expect("a pattern");
        let rules = vec![
            Rule { files, line: pattern("^Part"), level: 1 },
            Rule { files: Files::default(), line: pattern("^No"), level: 0 },
        ];
        let set = Settings { outline: Outline { rules }, ..Settings::default() };
        for text in [
            "[outline]\nrules = [{ files = '*.txt', line = '^Part', level = 1 },\n\
             { line = '^No', level = 0 }]",
            "[[outline.rules]]\nfiles = '*.txt'\nline = '^Part'\nlevel = 1\n\
             [[outline.rules]]\nline = '^No'\nlevel = 0\n",
        ] {
            assert_eq!(parse(text).as_ref(), Ok(&set), "{text}");
        }
    }

    #[test]
    fn what_is_wrong_is_told_with_its_line() {
        for (text, line, message) in [
            ("[hooks]\n\nbookmrk = []\n", 3, "unknown key `bookmrk`, expected `bookmark`"),
            ("hooks = 1", 1, "`hooks`: invalid type: integer `1`, expected a table"),
            (
                "[hooks]\nbookmark = \"a\"",
                2,
                "`bookmark`: invalid type: string \"a\", expected an array",
            ),
            (
                "[hooks]\nbookmark = [\"a\", 5]",
                2,
                "`bookmark`: invalid type: integer `5`, expected a string",
            ),
            ("[hooks]\nbookmark = [\"\"]", 2, "`bookmark`: the program has no name"),
            ("\n[hooks", 2, "unclosed table, expected `]`"),
            ("[[outline.rules]]\nlevel = 1\nline = '(a'", 3, "`line`: unclosed group"),
            (
                "[[outline.rules]]\nline = 'a'\n\nlevel = 1\nfiles = '[a'",
                5,
                "`files`: unclosed character class; missing ']'",
            ),
            ("[[outline.rules]]\nline = 'a'\nlevel = 7", 3, "`level`: levels are 0 to 6"),
            ("[outline]\nrules = [{ line = 'a' }]", 2, "`rules`: missing field `level`"),
            (
                "[outline]\nrules = [{ line = 'a = [', level = 1, foo = 2 }]",
                2,
                "`rules`: unknown key `foo`, expected one of `files`, `line`, `level`",
            ),
            (
                "[outline]\nrules = [{ line = 'a', level = 1 }, { level = 2 }]",
                2,
                "`rules`: missing field `line`",
            ),
            (
                "[[outline.rules]]\nline = 'a'\nlevel = 1\nfile = 'a'",
                4,
                "unknown key `file`, expected one of `files`, `line`, `level`",
            ),
        ] {
            assert_eq!(parse(text), Err((line, message.to_owned())), "{text}");
        }
    }
}
