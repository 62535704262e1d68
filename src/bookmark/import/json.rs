//! What `export --to json` wrote.

use serde_json::Value;

use super::super::excerpts::Excerpts;
use super::super::export::json::{File, KIND, VERSION};
use super::Unreadable;

/// Tells whether a file is one of ours.
pub(super) fn recognises(file: &str) -> bool {
    file.trim_start().starts_with('{') && file.contains(KIND)
}

/// Gives the bookmarks as they were.
pub(super) fn read(file: &str) -> Result<Vec<Excerpts>, Unreadable> {
    let value: Value = serde_json::from_str(file).map_err(|error| wrong(&error.to_string()))?;
    if value["kind"] != KIND {
        return Err(wrong("it is not what sidehead exports"));
    }
    if value["version"].as_u64().is_none_or(|version| version > VERSION) {
        return Err(wrong("it is of a newer sidehead"));
    }
    let file: File = serde_json::from_value(value).map_err(|error| wrong(&error.to_string()))?;
    let excerpts = file.articles.into_iter().map(|written| written.excerpts().map_err(Unreadable));
    excerpts.collect()
}

fn wrong(what: &str) -> Unreadable {
    Unreadable(what.to_owned())
}
