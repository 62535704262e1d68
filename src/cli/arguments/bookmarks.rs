//! What may be asked of `sidehead bookmarks`.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args, Subcommand, ValueHint};

use super::{Input, Source};
use crate::bookmark::export::{self, EXPORTERS, Exporter};
use crate::bookmark::import::{self, IMPORTERS, Importer};
use crate::bookmark::{COLOURS, Colour};

#[derive(Subcommand)]
pub(in crate::cli) enum Bookmarks {
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
    /// Open an article at a bookmark
    Open {
        /// The bookmark's ID, or its first digits
        #[arg(value_name = "ID", value_parser = id)]
        id: String,
    },
    /// Write bookmarks for people or other programs
    Export(Export),
    /// Add the bookmarks that another program wrote
    Import(Import),
    /// Check every file and look for every bookmark
    Doctor {
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Print the directory of all bookmarks
    Path,
}

#[derive(Args)]
#[command(group(clap::ArgGroup::new("passage").required(true).args(["quote", "at"])))]
pub(in crate::cli) struct Add {
    /// A file, or - for standard input
    #[arg(value_name = "ARTICLE", value_hint = ValueHint::FilePath)]
    pub(in crate::cli) article: OsString,
    #[command(flatten)]
    pub(in crate::cli) input: Input,
    /// The passage's words
    #[arg(long, value_name = "TEXT")]
    pub(in crate::cli) quote: Option<String>,
    /// What stands right before the passage, if its words stand in several places
    #[arg(
        long,
        value_name = "TEXT",
        requires = "quote",
        default_value = "",
        hide_default_value = true
    )]
    pub(in crate::cli) prefix: String,
    /// What stands right after the passage
    #[arg(
        long,
        value_name = "TEXT",
        requires = "quote",
        default_value = "",
        hide_default_value = true
    )]
    pub(in crate::cli) suffix: String,
    /// The passage by its place: characters before its start and before its end
    #[arg(long, value_name = "START:END", value_parser = span)]
    pub(in crate::cli) at: Option<(usize, usize)>,
    #[command(flatten)]
    pub(in crate::cli) about: About,
    /// Print the new bookmark as JSON
    #[arg(long)]
    pub(in crate::cli) json: bool,
}

#[derive(Args)]
#[command(group(clap::ArgGroup::new("change").required(true).multiple(true).args(["note", "tags", "colour"])))]
pub(in crate::cli) struct Edit {
    /// The bookmark's ID, or its first digits
    #[arg(value_name = "ID", value_parser = id)]
    pub(in crate::cli) id: String,
    #[command(flatten)]
    pub(in crate::cli) about: About,
    /// Print the changed bookmark as JSON
    #[arg(long)]
    pub(in crate::cli) json: bool,
}

/// What is said about a passage.
#[derive(Args)]
pub(in crate::cli) struct About {
    /// A note
    #[arg(long, value_name = "TEXT")]
    pub(in crate::cli) note: Option<String>,
    /// A tag; may be given several times. Editing, they take the place of all tags; "" clears them
    #[arg(long = "tag", id = "tags", value_name = "TAG")]
    pub(in crate::cli) tags: Option<Vec<String>>,
    /// A colour
    #[arg(long, value_name = "NAME", value_parser = colour_names())]
    pub(in crate::cli) colour: Option<Colour>,
}

#[derive(Args)]
#[command(group(clap::ArgGroup::new("form").required(true).args(["to", "template"])))]
pub(in crate::cli) struct Export {
    #[command(flatten)]
    pub(in crate::cli) source: Source,
    /// The form to write
    #[arg(long, value_name = "NAME", value_parser = exporter_names())]
    pub(in crate::cli) to: Option<&'static Exporter>,
    /// Fill in a template of your own, in the language of Jinja
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(in crate::cli) template: Option<PathBuf>,
}

#[derive(Args)]
pub(in crate::cli) struct Import {
    /// The file to import, or - for standard input
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(in crate::cli) file: OsString,
    /// The article that its passages are of, if the file does not say where it is
    #[arg(value_name = "ARTICLE", value_hint = ValueHint::FilePath)]
    pub(in crate::cli) article: Option<OsString>,
    #[command(flatten)]
    pub(in crate::cli) input: Input,
    /// The form of the file, if it is not to be told by its looks
    #[arg(long, value_name = "NAME", value_parser = importer_names())]
    pub(in crate::cli) from: Option<&'static Importer>,
    /// Print what became of each passage as JSON
    #[arg(long)]
    pub(in crate::cli) json: bool,
}

/// Lets the names of colours through.
fn colour_names() -> impl TypedValueParser<Value = Colour> {
    let names = PossibleValuesParser::new(COLOURS.iter().map(|(_, name)| *name));
    names.map(|name| Colour::named(&name).expect("only names of colours are let through"))
}

/// Digits of an ID that must be given: fewer are too easily another bookmark's.
const LEAST_DIGITS: usize = 4;

/// Lets the start of an ID through.
pub(super) fn id(given: &str) -> Result<String, String> {
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
    if start < end { Ok((start, end)) } else { Err("the end must come after the start".to_owned()) }
}

/// Lets the names of forms to write through.
fn exporter_names() -> impl TypedValueParser<Value = &'static Exporter> {
    let value = |exporter: &Exporter| PossibleValue::new(exporter.name).help(exporter.help);
    let names = PossibleValuesParser::new(EXPORTERS.iter().map(value));
    names.map(|name| export::named(&name).expect("only names of forms are let through"))
}

/// Lets the names of forms to read through.
fn importer_names() -> impl TypedValueParser<Value = &'static Importer> {
    let names = PossibleValuesParser::new(IMPORTERS.iter().map(|importer| importer.name));
    names.map(|name| import::named(&name).expect("only names of forms are let through"))
}
