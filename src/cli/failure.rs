//! Failures: one line that names the thing and the cause, a hint where there is something to do
//! about it, and an exit code.

use std::process::ExitCode;

use clap::error::ErrorKind;

use super::print;
use crate::config::settings::Unusable;
use crate::format::Unreadable;
use crate::text::clean::{self, Clean};
use crate::{config, source, store, terminal};

/// Why the program could not do what was asked.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Failure {
    kind: Kind,
    cause: Clean<'static>,
    hint: Option<Clean<'static>>,
}

/// Kinds of failure, which scripts tell apart by the exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// The article, a file or the terminal failed.
    Failed,
    /// What was asked for makes no sense.
    Usage,
    /// What was asked for is not there.
    NothingFound,
}

impl Kind {
    /// Gives the exit code that tells it.
    pub(super) fn exit_code(self) -> ExitCode {
        ExitCode::from(match self {
            Kind::Failed => 1,
            Kind::Usage => 2,
            Kind::NothingFound => 3,
        })
    }
}

impl Failure {
    /// Gives the failure that `cause` tells of, on one line.
    pub(super) fn new(kind: Kind, cause: &str) -> Failure {
        Failure { kind, cause: clean::line(cause), hint: None }
    }

    /// Gives the failure that `error` and its causes tell of.
    pub(super) fn of(kind: Kind, error: &dyn std::error::Error) -> Failure {
        Failure { kind, cause: clean::error(error), hint: None }
    }

    /// Gives the failure to read the article that was given as `name`.
    pub(super) fn unreadable(name: &str, error: Unreadable) -> Failure {
        let failure = Failure::new(Kind::Failed, &format!("cannot read {name}: {error}"));
        let is_plain = |char: char| char.is_alphanumeric() || matches!(char, '.' | '_' | '/' | '-');
        // A name that begins with a dash would be an option of the command.
        let is_plain = name.chars().all(is_plain) && !name.starts_with('-');
        match error.printer().filter(|_| is_plain) {
            Some(printer) => {
                failure.hint(&format!("{} | sidehead reads it", printer.replace("FILE", name)))
            }
            None => failure,
        }
    }

    /// Adds what can be done about it.
    pub(super) fn hint(self, hint: &str) -> Failure {
        Failure { hint: Some(clean::line(hint)), ..self }
    }

    /// Gives what it tells of, as part of an answer.
    pub(super) fn cause(&self) -> String {
        self.cause.to_string()
    }

    /// Tells it, and gives the exit code.
    pub(super) fn tell(&self) -> ExitCode {
        print::complain("sidehead: ", &self.cause);
        if let Some(hint) = &self.hint {
            print::complain("hint: ", hint);
        }
        self.kind.exit_code()
    }
}

/// Prints the help or version that was asked for; else gives what was wrong with the command line.
pub(super) fn help_or_failure(error: &clap::Error) -> Result<ExitCode, Failure> {
    let rendered = error.render().to_string();
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            print::print(|out| out.write_all(clean::text(&rendered).as_bytes()))?;
            Ok(ExitCode::SUCCESS)
        }
        _ => Err(usage(&rendered)),
    }
}

/// Gives what clap says as one line, and its tip as the hint.
fn usage(rendered: &str) -> Failure {
    let mut paragraphs = rendered.split("\n\n");
    let cause = paragraphs.next().unwrap_or_default();
    let tip = paragraphs.find_map(|paragraph| paragraph.trim().strip_prefix("tip: "));
    // An option that does not exist is hardly ever meant as the name of a file.
    let tip = tip.filter(|tip| !tip.starts_with("to pass"));
    Failure::new(Kind::Usage, cause.strip_prefix("error: ").unwrap_or(cause))
        .hint(tip.unwrap_or("sidehead --help tells what there is"))
}

impl From<source::Error> for Failure {
    fn from(error: source::Error) -> Failure {
        let failure = Failure::of(Kind::Failed, &error);
        match error {
            source::Error::Unreadable { name, .. } if is_address(&name) => failure
                .hint(&format!("pages are not fetched; curl -L {name} | sidehead - reads it")),
            source::Error::Terminal => failure.hint("name a file, or pipe an article in"),
            source::Error::Unreadable { .. } | source::Error::NoFile { .. } => failure,
        }
    }
}

/// Tells whether what was given as a path is the address of a page.
fn is_address(name: &str) -> bool {
    name.starts_with("http://") || name.starts_with("https://")
}

impl From<store::Error> for Failure {
    fn from(error: store::Error) -> Failure {
        match error {
            store::Error::Missing(_) => Failure::of(Kind::NothingFound, &error)
                .hint("sidehead bookmarks list shows the bookmarks with their IDs"),
            store::Error::Ambiguous { .. } => {
                Failure::of(Kind::Usage, &error).hint("give more digits of the ID")
            }
            _ => Failure::of(Kind::Failed, &error),
        }
    }
}

impl From<&store::Notice> for Failure {
    fn from(notice: &store::Notice) -> Failure {
        Failure { kind: Kind::Failed, cause: notice.words.clone(), hint: None }
    }
}

impl From<config::Homeless> for Failure {
    fn from(error: config::Homeless) -> Failure {
        Failure::of(Kind::Failed, &error).hint("--config-dir and --state-dir name directories")
    }
}

impl From<Unusable> for Failure {
    fn from(error: Unusable) -> Failure {
        let failure = Failure::of(Kind::Failed, &error);
        match error {
            Unusable::Wrong { .. } => failure.hint("sidehead config default shows what may be set"),
            Unusable::Unread { .. } => failure,
        }
    }
}

impl From<terminal::Error> for Failure {
    fn from(error: terminal::Error) -> Failure {
        match error {
            terminal::Error::Article { name, source } => Failure::unreadable(&name, source),
            terminal::Error::Terminal(_) => Failure::of(Kind::Failed, &error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Failure, Kind, usage};
    use crate::cli::arguments;

    #[track_caller]
    fn check(arguments: &[&str], cause: &str, hint: &str) {
        let given = ["sidehead"].iter().chain(arguments);
        let error = arguments::command().try_get_matches_from(given).expect_err("it is wrong");
        let expected = Failure::new(Kind::Usage, cause).hint(hint);
        assert_eq!(usage(&error.render().to_string()), expected);
    }

    #[test]
    fn wrong_usage_is_told_on_one_line() {
        let help = "sidehead --help tells what there is";
        check(&["--colr"], "unexpected argument '--colr' found", help);
        check(
            &["--no-resme"],
            "unexpected argument '--no-resme' found",
            "a similar argument exists: '--no-resume'",
        );
        check(
            &["bookmarks"],
            "'sidehead bookmarks' requires a subcommand but one was not provided [subcommands: \
             list, add, edit, remove, open, export, import, \
             doctor, path]",
            help,
        );
        check(&["outline", "--\u{202e}a"], "unexpected argument '--<U+202E>a' found", help);
        check(
            &["bookmarks", "remove", "12"],
            "invalid value '12' for '<ID>': give 4 digits at least",
            help,
        );
    }
}
