//! Bookmarks in the forms that people and other programs read, a function and a row each.
//!
//! Pure: what is written is the same whenever and wherever it is written, so that an export kept
//! in git changes only with the bookmarks.

use super::excerpts::Excerpts;

mod annotations;
pub mod entry;
pub(in crate::bookmark) mod json;
pub(in crate::bookmark) mod kindle;
pub(in crate::bookmark) mod link;
pub(in crate::bookmark) mod readwise;
pub mod template;

/// A form that bookmarks may be written in.
#[derive(Clone, Copy, Debug)]
pub struct Exporter {
    /// What it is called on the command line.
    pub name: &'static str,
    /// What it is, without full stop.
    pub help: &'static str,
    /// Gives the bookmarks of articles in this form. It ends with a line feed unless it is empty,
    /// and nothing in it acts on a terminal.
    pub write: fn(&[Excerpts]) -> String,
}

/// The forms that bookmarks may be written in.
pub const EXPORTERS: [Exporter; 7] = [
    Exporter {
        name: "markdown",
        help: "Quotes under their sections, with notes and links back",
        write: template::markdown,
    },
    Exporter { name: "org", help: "The same for Org mode", write: template::org },
    Exporter { name: "text", help: "The same as plain text", write: template::text },
    Exporter { name: "json", help: "All there is, to be imported again", write: json::write },
    Exporter {
        name: "annotations",
        help: "W3C Web Annotations, as JSON-LD",
        write: annotations::write,
    },
    Exporter { name: "readwise", help: "CSV as Readwise reads it", write: readwise::write },
    Exporter { name: "kindle", help: "A Kindle's My Clippings.txt", write: kindle::write },
];

/// Gives the form of that name.
#[must_use]
pub fn named(name: &str) -> Option<&'static Exporter> {
    EXPORTERS.iter().find(|exporter| exporter.name == name)
}
