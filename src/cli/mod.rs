//! The command line: what was asked for, one file a subcommand, and how it ends.
//!
//! The only room that prints, and the only one that turns errors into words and exit codes.

use std::process::ExitCode;

use arguments::{Arguments, Command};
use failure::{Failure, Kind};

use crate::store::bookmarks::Shelf;

mod arguments;
mod article;
mod bookmarks;
mod cat;
mod config;
mod failure;
mod language;
mod manual;
mod markdown;
mod outline;
mod print;
mod read;

/// Runs the program.
#[must_use]
pub fn main() -> ExitCode {
    let ended = match arguments::read() {
        Ok(arguments) => run(arguments),
        Err(error) => failure::help_or_failure(&error),
    };
    ended.unwrap_or_else(|failure| failure.tell())
}

/// Gives the shelf on which bookmarks are kept.
fn shelf(directories: &crate::config::Directories) -> Shelf {
    Shelf::open(&directories.config).with_cache(directories.cache.as_deref())
}

fn run(arguments: Arguments) -> Result<ExitCode, Failure> {
    let Arguments { command, read, directories } = arguments;
    if let (Some(misplaced), Some(_)) = (read.asked_for(), &command) {
        return Err(Failure::new(
            Kind::Usage,
            &format!("{misplaced} stands before the subcommand"),
        )
        .hint("what is for a subcommand stands after its name"));
    }
    match command {
        None => return read::run(&read.sorted()?, directories),
        Some(Command::Outline(asked)) => outline::run(&asked, directories)?,
        Some(Command::Cat(asked)) => cat::run(&asked, directories)?,
        Some(Command::Bookmarks(asked)) => return bookmarks::run(asked, directories),
        Some(Command::Config(asked)) => config::run(&asked, directories)?,
        Some(Command::Completions { shell }) => manual::completions(shell)?,
        Some(Command::Man) => manual::man()?,
    }
    Ok(ExitCode::SUCCESS)
}
