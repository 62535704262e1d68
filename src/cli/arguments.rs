//! What may be asked for on the command line.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum, ValueHint};

use bookmarks::Bookmarks;

use super::manual;
use crate::config;
use crate::format::{self, Format};

pub(super) mod bookmarks;
mod start;

/// Read an article in the terminal: its sections beside the wrapped text
///
/// Sections stand in a pane beside the text, one key jumps between them, and any passage can be
/// bookmarked so that it is found again after the article has changed.
///
/// With no ARTICLE, what is piped in is read; if nothing is, a guide that teaches the keys. When
/// standard output is no terminal, the article is printed, as `sidehead cat` does.
#[derive(Parser)]
#[command(
    name = "sidehead",
    bin_name = "sidehead",
    version,
    override_usage = "sidehead [OPTIONS] [ARTICLE] [+N|+/PATTERN|+G]\n       sidehead <COMMAND> …",
    max_term_width = 100
)]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub(super) command: Option<Command>,
    #[command(flatten)]
    pub(super) read: Read,
    #[command(flatten)]
    pub(super) directories: Directories,
}

/// Gives the command line as clap knows it.
pub(super) fn command() -> clap::Command {
    let odd_names = "A file called like a subcommand or a start is read by its path: \
                     sidehead ./outline ./+5";
    Arguments::command().after_help(format!("{}\n\n{odd_names}", manual::keys_to_start_with()))
}

/// Reads the command line.
pub(super) fn read() -> Result<Arguments, clap::Error> {
    let mut command = command();
    let mut matches = command.try_get_matches_from_mut(std::env::args_os())?;
    Arguments::from_arg_matches_mut(&mut matches).map_err(|error| error.format(&mut command))
}

/// What a reader on screen may be told.
#[derive(Args, Default)]
pub(super) struct Read {
    #[command(flatten)]
    pub(super) source: Source,
    /// Start at line N of the file, at the first place where PATTERN is found, or at the end
    #[arg(value_name = "+N|+/PATTERN|+G")]
    pub(super) start: Option<OsString>,
    /// Start at a section, by its number or by its name or a part of that
    #[arg(long, value_name = "NAME|N")]
    pub(super) section: Option<String>,
    /// Make the text at most N columns wide
    #[arg(short, long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub(super) width: Option<u16>,
    /// Start without the pane of sections
    #[arg(long)]
    pub(super) no_outline: bool,
    /// Start at the beginning, not where reading stopped last time
    #[arg(long)]
    pub(super) no_resume: bool,
    /// Start at a bookmark; with no ARTICLE, in its own
    #[arg(long, value_name = "ID", value_parser = bookmarks::id)]
    pub(super) bookmark: Option<String>,
}

impl Read {
    /// Gives what was asked for that only makes sense when an article is read on screen.
    pub(super) fn asked_for(&self) -> Option<String> {
        let options = [
            (self.source.input.input_format.is_some(), "--input-format"),
            (self.width.is_some(), "--width"),
            (self.no_outline, "--no-outline"),
            (self.no_resume, "--no-resume"),
            (self.section.is_some(), "--section"),
            (self.bookmark.is_some(), "--bookmark"),
        ];
        let word = self.source.article.as_ref().or(self.start.as_ref());
        let article = word.map(|word| word.to_string_lossy().into_owned());
        let option = options.iter().find(|(is_given, _)| *is_given);
        article.or_else(|| option.map(|(_, name)| (*name).to_owned()))
    }
}

/// Which article.
#[derive(Args, Default)]
pub(super) struct Source {
    /// A file, or - for standard input
    #[arg(value_name = "ARTICLE", value_hint = ValueHint::FilePath)]
    pub(super) article: Option<OsString>,
    #[command(flatten)]
    pub(super) input: Input,
}

/// How to read the article.
#[derive(Args, Default)]
pub(super) struct Input {
    /// Read the article as this format, whatever its name and looks
    #[arg(long, value_name = "NAME", value_parser = format_names())]
    pub(super) input_format: Option<&'static Format>,
}

/// Where files are kept.
#[derive(Args, Clone)]
pub(super) struct Directories {
    /// Keep bookmarks in DIR
    #[arg(long, value_name = "DIR", global = true, value_hint = ValueHint::DirPath)]
    pub(super) config_dir: Option<PathBuf>,
    /// Keep reading places in DIR
    #[arg(long, value_name = "DIR", global = true, value_hint = ValueHint::DirPath)]
    pub(super) state_dir: Option<PathBuf>,
}

#[derive(Subcommand)]
pub(super) enum Command {
    /// Print the sections of an article
    Outline(Outline),
    /// Print an article
    Cat(Cat),
    /// Keep, find, export and import bookmarks
    #[command(subcommand, arg_required_else_help = false, disable_help_subcommand = true)]
    Bookmarks(Bookmarks),
    /// Show where files are kept, the settings, and the keys
    #[command(subcommand, arg_required_else_help = false, disable_help_subcommand = true)]
    Config(Config),
    /// Print a completion script for a shell
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Print the manual page, as roff
    Man,
}

#[derive(Args)]
pub(super) struct Outline {
    #[command(flatten)]
    pub(super) source: Source,
    /// Print JSON
    #[arg(long)]
    pub(super) json: bool,
    /// Print each line that could be a heading, with its score and the reasons for it
    #[arg(long)]
    pub(super) why: bool,
}

#[derive(Args)]
pub(super) struct Cat {
    #[command(flatten)]
    pub(super) source: Source,
    /// What to print
    #[arg(long, value_enum, default_value_t = OutputFormat::Text)]
    pub(super) format: OutputFormat,
    /// Wrap text at N columns; 0 does not wrap [default: the terminal's, or 80]
    #[arg(short, long, value_name = "N")]
    pub(super) width: Option<u16>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum OutputFormat {
    /// Text as on screen
    Text,
    /// Markdown
    Markdown,
    /// The text and what it consists of, as JSON
    Json,
}

#[derive(Subcommand)]
pub(super) enum Config {
    /// Print where files are kept
    Path,
    /// Print a config.toml that sets every key to its default, with what it does
    Default,
    /// Tell what is wrong with config.toml, if anything is
    Check,
    /// Print every command of the reader with its keys
    Keys,
}

/// Lets the names of formats through.
fn format_names() -> impl TypedValueParser<Value = &'static Format> {
    let names = PossibleValuesParser::new(format::FORMATS.iter().map(|format| format.name));
    names.map(|name| format::named(&name).expect("only names of formats are let through"))
}

impl Directories {
    /// Gives the directories that were named, and the platform's for those that were not.
    pub(super) fn find(self) -> Result<config::Directories, config::Homeless> {
        config::Directories::find(self.config_dir, self.state_dir)
    }
}
