//! `sidehead config`: where files are kept, the settings, and the keys.

use std::io::{self, Write};

use super::arguments::{Config, Directories};
use super::failure::Failure;
use super::print;
use crate::app::command::{CONTEXTS, TABLE};
use crate::config::settings::{self, Settings};
use crate::text::{clean, columns};

/// Prints what was asked for.
pub(super) fn run(asked: &Config, directories: Directories) -> Result<(), Failure> {
    match asked {
        Config::Path => path(directories),
        Config::Default => print::print(|out| out.write_all(settings::default_text().as_bytes())),
        Config::Check => check(directories),
        Config::Keys => print::print(keys),
    }
}

fn path(directories: Directories) -> Result<(), Failure> {
    let directories = directories.find()?;
    let shown = |path: &std::path::Path| clean::line(&path.to_string_lossy());
    let (config, state) = (shown(&directories.config), shown(&directories.state));
    let cache = directories.cache.as_deref().map(shown);
    print::print(|out| {
        write!(out, "config  {config}\nstate   {state}\n")?;
        cache.iter().try_for_each(|cache| writeln!(out, "cache   {cache}"))
    })
}

/// Tells that the settings can be used, or fails with what is wrong.
fn check(directories: Directories) -> Result<(), Failure> {
    let config = directories.find()?.config;
    Settings::read(&config)?;
    let path = settings::path(&config);
    let found = if path.exists() { "is sound" } else { "is not there: the defaults hold" };
    print::line(&clean::line(&format!("{} {found}", path.display())))
}

/// Writes every command with its keys, under the part of the screen that takes them.
fn keys(out: &mut dyn Write) -> io::Result<()> {
    for (index, (context, heading)) in CONTEXTS.iter().enumerate() {
        let before = if index > 0 { "\n" } else { "" };
        writeln!(out, "{before}{heading}")?;
        for row in TABLE.iter().filter(|row| row.context == *context) {
            let keys = row.shown_keys();
            let pad = " ".repeat(KEYS_COLUMNS.saturating_sub(columns(&keys)));
            writeln!(out, "  {:<22}{keys}{pad}  {}", row.name, row.help)?;
        }
    }
    Ok(())
}

/// Columns for keys; a command with more of them would push its help to the right.
pub(super) const KEYS_COLUMNS: usize = 20;
