//! `sidehead ARTICLE`: the reader on screen, or the article's text where there is no screen.

use std::env;
use std::fs::File;
use std::io::{self, IsTerminal};
use std::process::ExitCode;

use super::arguments::{Directories, Read};
use super::article::{self, Kept, Whole};
use super::bookmarks;
use super::cat;
use super::failure::{Failure, Kind};
use super::print;
use crate::app::start::Start;
use crate::bookmark::{Bookmark, Id};
use crate::config::settings::Settings;
use crate::format;
use crate::source::{self, Wanted};
use crate::store::draft::Drafts;
use crate::store::state::Memory;
use crate::terminal::{self, Ending, Opening};

/// Reads the article that was asked for.
pub(super) fn run(asked: &Read, directories: Directories) -> Result<ExitCode, Failure> {
    // Two places to start at are wrong usage even where the bookmark is missing.
    asked.start()?;
    match &asked.bookmark {
        Some(id) => bookmarks::open(id, asked, directories),
        None => show(&article::wanted(asked.source.article.as_deref()), asked, None, directories),
    }
}

/// Reads an article on screen, beginning at a bookmark if there is one to begin at, or prints it.
pub(super) fn show(
    wanted: &Wanted,
    asked: &Read,
    bookmark: Option<Bookmark>,
    directories: Directories,
) -> Result<ExitCode, Failure> {
    let at_bookmark = bookmark.as_ref().map(|bookmark| Start::Bookmark(bookmark.id));
    let start = asked.start()?.or(at_bookmark);
    if !has_screen() {
        return print_all(wanted, asked, start, directories);
    }
    let directories = directories.find()?;
    let settings = Settings::read(&directories.config)?;
    let opened = source::open(wanted, format::HEAD_BYTES)?;
    let given = opened.given.clone();
    let ending = terminal::run(Opening {
        opened,
        format: asked.source.input.input_format,
        shelf: super::shelf(&directories),
        memory: Memory::open(&directories.state),
        rules: settings.outline.rules,
        drafts: Drafts::open(&directories.state),
        resumes: !asked.no_resume,
        at: bookmark.map(|bookmark| bookmark.quote),
        start: start.clone(),
        hook: settings.hooks.bookmark,
        columns: asked.width,
        shows_outline: !asked.no_outline,
        has_colours: !is_set("NO_COLOR"),
    })?;
    match start.filter(|_| ending.missed_start) {
        Some(start) => Err(nowhere(&start, &given)),
        None => Ok(exit_code(&ending)),
    }
}

/// Prints an article that has the place to start at.
fn print_all(
    wanted: &Wanted,
    asked: &Read,
    start: Option<Start>,
    directories: Directories,
) -> Result<ExitCode, Failure> {
    let whole = match &start {
        Some(Start::Bookmark(id)) => with_bookmark(*id, wanted, asked, directories)?,
        _ => article::read(Kept::Headings, wanted, &asked.source.input, directories)?,
    };
    if let Some(start) = start.filter(|start| !start.is_in(&whole.document)) {
        return Err(nowhere(&start, &whole.given));
    }
    whole.tell_notices();
    cat::print_text(&whole, asked.width)?;
    Ok(ExitCode::SUCCESS)
}

/// Reads an article that has the bookmark.
fn with_bookmark(
    id: Id,
    wanted: &Wanted,
    asked: &Read,
    directories: Directories,
) -> Result<Whole, Failure> {
    let directories = directories.find()?;
    let settings = Settings::read(&directories.config)?;
    let (whole, identity) = article::read_to_find(wanted, &asked.source.input)?;
    let shelf = super::shelf(&directories);
    let found = shelf.find(&identity);
    print::unread(&found.notices);
    match found.folder.has(id) {
        true => Ok(whole.corrected_in(&found.folder, &settings)),
        false => Err(nowhere(&Start::Bookmark(id), &whole.given)),
    }
}

/// Gives the failure to find the place to start at in the article that was `given`.
fn nowhere(start: &Start, given: &str) -> Failure {
    let failure = Failure::new(Kind::NothingFound, &format!("cannot find {start} in {given}"));
    match start {
        Start::Section(_) => failure.hint("sidehead outline lists the sections of an article"),
        _ => failure,
    }
}

/// Tells whether there is a terminal to draw on and one to take keys from.
fn has_screen() -> bool {
    let is_dumb = env::var_os("TERM").is_some_and(|term| term == "dumb");
    io::stdout().is_terminal() && !is_dumb && File::open("/dev/tty").is_ok()
}

/// Tells whether a variable is set to something.
fn is_set(variable: &str) -> bool {
    env::var_os(variable).is_some_and(|value| !value.is_empty())
}

/// Tells what could not be kept, and gives the exit code: 130 after Ctrl-c, 128 and the number of
/// the signal that ended the reader, 1 where something could not be kept.
fn exit_code(ending: &Ending) -> ExitCode {
    for why in &ending.unsaved {
        print::complain("sidehead: a bookmark or correction was not saved: ", why);
    }
    match ending.signal {
        Some(signal) => ExitCode::from(128 + u8::try_from(signal).unwrap_or_default()),
        None if ending.interrupted => ExitCode::from(130),
        None if ending.unsaved.is_empty() => ExitCode::SUCCESS,
        None => ExitCode::FAILURE,
    }
}
