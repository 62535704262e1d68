//! What may be asked for on the command line.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum, ValueHint};

use super::manual;
use crate::bookmark::{COLOURS, Colour};
use crate::config;
use crate::format::{self, Format};

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
    version,
    override_usage = "sidehead [OPTIONS] [ARTICLE]\n       sidehead <COMMAND> …",
    disable_help_subcommand = true,
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
    let odd_names = "A file called like a subcommand is read by its path: sidehead ./outline";
    Arguments::command().after_help(format!("{}\n\n{odd_names}", manual::keys_to_start_with()))
}

/// Reads the command line.
pub(super) fn read() -> Result<Arguments, clap::Error> {
    let mut command = command();
    let mut matches = command.try_get_matches_from_mut(std::env::args_os())?;
    Arguments::from_arg_matches_mut(&mut matches).map_err(|error| error.format(&mut command))
}

/// What a reader on screen may be told.
#[derive(Args)]
pub(super) struct Read {
    #[command(flatten)]
    pub(super) source: Source,
    /// Make the text at most N columns wide
    #[arg(short, long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub(super) width: Option<u16>,
    /// Start without the pane of sections
    #[arg(long)]
    pub(super) no_outline: bool,
    /// Start at the beginning, not where reading stopped last time
    #[arg(long)]
    pub(super) no_resume: bool,
}

impl Read {
    /// Gives what was asked for that only makes sense when an article is read on screen.
    pub(super) fn asked_for(&self) -> Option<String> {
        let options = [
            (self.source.input.input_format.is_some(), "--input-format"),
            (self.width.is_some(), "--width"),
            (self.no_outline, "--no-outline"),
            (self.no_resume, "--no-resume"),
        ];
        let article = self.source.article.as_ref().map(|path| path.to_string_lossy().into_owned());
        let option = options.iter().find(|(is_given, _)| *is_given);
        article.or_else(|| option.map(|(_, name)| (*name).to_owned()))
    }
}

/// Which article.
#[derive(Args)]
pub(super) struct Source {
    /// A file, or - for standard input
    #[arg(value_name = "ARTICLE", value_hint = ValueHint::FilePath)]
    pub(super) article: Option<OsString>,
    #[command(flatten)]
    pub(super) input: Input,
}

/// How to read the article.
#[derive(Args)]
pub(super) struct Input {
    /// Read the article as this format, whatever its name and looks
    #[arg(long, value_name = "NAME", value_parser = format_names())]
    pub(super) input_format: Option<&'static Format>,
}

/// Where files are kept.
#[derive(Args)]
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
    /// List, add, edit and remove bookmarks
    #[command(subcommand, arg_required_else_help = false)]
    Bookmarks(Bookmarks),
    /// Show where files are kept, the settings, and the keys
    #[command(subcommand, arg_required_else_help = false)]
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
pub(super) enum Bookmarks {
    /// List the bookmarks of an article, or of all
    List {
        #[command(flatten)]
        source: Source,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Bookmark a passage
    Add(Add),
    /// Change a bookmark
    Edit(Edit),
    /// Remove a bookmark
    Remove {
        /// The bookmark's ID, or its first digits
        #[arg(value_name = "ID", value_parser = id)]
        id: String,
        /// Print the removed bookmark as JSON
        #[arg(long)]
        json: bool,
    },
    /// Print the directory of all bookmarks
    Path,
}

#[derive(Args)]
#[command(group(clap::ArgGroup::new("passage").required(true).args(["quote", "at"])))]
pub(super) struct Add {
    /// A file, or - for standard input
    #[arg(value_name = "ARTICLE", value_hint = ValueHint::FilePath)]
    pub(super) article: OsString,
    #[command(flatten)]
    pub(super) input: Input,
    /// The passage's words
    #[arg(long, value_name = "TEXT")]
    pub(super) quote: Option<String>,
    /// What stands right before the passage, if its words stand in several places
    #[arg(
        long,
        value_name = "TEXT",
        requires = "quote",
        default_value = "",
        hide_default_value = true
    )]
    pub(super) prefix: String,
    /// What stands right after the passage
    #[arg(
        long,
        value_name = "TEXT",
        requires = "quote",
        default_value = "",
        hide_default_value = true
    )]
    pub(super) suffix: String,
    /// The passage by its place: characters before its start and before its end
    #[arg(long, value_name = "START:END", value_parser = span)]
    pub(super) at: Option<(usize, usize)>,
    #[command(flatten)]
    pub(super) about: About,
    /// Print the new bookmark as JSON
    #[arg(long)]
    pub(super) json: bool,
}

#[derive(Args)]
#[command(group(clap::ArgGroup::new("change").required(true).multiple(true).args(["note", "tags", "colour"])))]
pub(super) struct Edit {
    /// The bookmark's ID, or its first digits
    #[arg(value_name = "ID", value_parser = id)]
    pub(super) id: String,
    #[command(flatten)]
    pub(super) about: About,
    /// Print the changed bookmark as JSON
    #[arg(long)]
    pub(super) json: bool,
}

/// What is said about a passage.
#[derive(Args)]
pub(super) struct About {
    /// A note
    #[arg(long, value_name = "TEXT")]
    pub(super) note: Option<String>,
    /// A tag; may be given several times
    #[arg(long = "tag", id = "tags", value_name = "TAG")]
    pub(super) tags: Option<Vec<String>>,
    /// A colour
    #[arg(long, value_name = "NAME", value_parser = colour_names())]
    pub(super) colour: Option<Colour>,
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

/// Lets the names of colours through.
fn colour_names() -> impl TypedValueParser<Value = Colour> {
    let names = PossibleValuesParser::new(COLOURS.iter().map(|(_, name)| *name));
    names.map(|name| Colour::named(&name).expect("only names of colours are let through"))
}

/// Digits of an ID that must be given: fewer are too easily another bookmark's.
const LEAST_DIGITS: usize = 4;

/// Lets the start of an ID through.
fn id(given: &str) -> Result<String, String> {
    let is_id = given.bytes().all(|digit| digit.is_ascii_hexdigit()) && given.len() <= 32;
    if !is_id {
        Err("an ID is made of hexadecimal digits".to_owned())
    } else if given.len() < LEAST_DIGITS {
        Err(format!("give {LEAST_DIGITS} digits at least"))
    } else {
        Ok(given.to_owned())
    }
}

/// Reads START:END.
fn span(given: &str) -> Result<(usize, usize), String> {
    let (start, end) = given.split_once(':').ok_or("write START:END")?;
    let number = |digits: &str| digits.parse::<usize>().map_err(|error| error.to_string());
    let (start, end) = (number(start)?, number(end)?);
    if start < end { Ok((start, end)) } else { Err("the end comes before the start".to_owned()) }
}

impl Directories {
    /// Gives the directories that were named, and the platform's for those that were not.
    pub(super) fn find(self) -> Result<config::Directories, config::Homeless> {
        config::Directories::find(self.config_dir, self.state_dir)
    }
}
