//! `sidehead cat`: the article as text, as Markdown, or as JSON.

use super::arguments::{Cat, Directories, OutputFormat};
use super::article::{self, Kept, Whole};
use super::failure::Failure;
use super::{markdown, print};
use crate::layout::Layout;
use crate::terminal;

mod json;

/// Prints an article.
pub(super) fn run(asked: &Cat, directories: Directories) -> Result<(), Failure> {
    let wanted = article::wanted(asked.source.article.as_deref());
    let kept = match asked.format {
        OutputFormat::Json => Kept::Reasons,
        OutputFormat::Text | OutputFormat::Markdown => Kept::Headings,
    };
    let whole = article::read(kept, &wanted, &asked.source.input, directories)?;
    whole.tell_notices();
    match asked.format {
        OutputFormat::Text => print_text(&whole, asked.width),
        OutputFormat::Markdown => {
            let written = markdown::write(&whole.document);
            print::print(|out| out.write_all(written.as_bytes()))
        }
        OutputFormat::Json => print::json(&json::answer(&whole.document)),
    }
}

/// Prints the text of an article, wrapped at `width` columns; 0 does not wrap.
pub(super) fn print_text(whole: &Whole, width: Option<u16>) -> Result<(), Failure> {
    let document = &whole.document;
    match width.map_or_else(terminal::columns, usize::from) {
        0 => print::line(document.text()),
        columns => print::print(|out| {
            let mut written = Ok(());
            Layout::new(columns).plain(document, &mut |row| {
                if written.is_ok() {
                    written = out.write_all(row.as_bytes());
                }
            });
            written
        }),
    }
}
