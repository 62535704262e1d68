//! Bytes to documents: what the bytes are, and the formats that can be read.
//!
//! A format turns text into blocks; this room decodes the bytes, tells formats apart, and asks
//! `outline` for the sections. Knows no files, and fails only on what is no text; everything else
//! that goes wrong is a notice.

use crate::document::Document;
use crate::outline;

mod binary;
mod deadline;
mod decode;
mod grid;
mod html;
mod line;
mod link;
mod markdown;
pub mod text;

/// A way to write an article down.
#[derive(Debug)]
pub struct Format {
    /// Its name, for those who choose it themselves.
    pub name: &'static str,
    /// What file names end in, in lower case and without the dot.
    pub extensions: &'static [&'static str],
    /// Whether it has no markup for headings, so that they are told by what they look like.
    is_bare: bool,
    /// Whether the beginning of an article can be parsed before the rest is there.
    reads_head: bool,
    /// Tells from its beginning whether text is of this format, when no name tells.
    looks_so: fn(&str) -> bool,
    parse: fn(&str, Part) -> Document,
}

/// Every format, in the order in which text without a telling name is tried: the last takes all.
pub static FORMATS: [Format; 3] = [
    Format {
        name: "html",
        extensions: &["html", "htm", "xhtml", "xht"],
        is_bare: false,
        reads_head: false,
        looks_so: html::looks_so,
        parse: |text, _| html::parse(text),
    },
    Format {
        name: "markdown",
        extensions: &["md", "markdown", "mdown", "mkd", "mkdn", "mdwn", "mdtxt", "rmd", "qmd"],
        is_bare: false,
        reads_head: true,
        looks_so: markdown::looks::looks_so,
        parse: markdown::parse,
    },
    Format {
        name: "text",
        extensions: &["txt", "text", "asc", "log", "1st"],
        is_bare: true,
        reads_head: true,
        looks_so: |_| true,
        parse: |text, _| text::parse(text),
    },
];

/// The bytes of an article and what is known of them.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// The article as it is stored.
    pub bytes: &'a [u8],
    /// The name of its file, for what it ends in.
    pub name: Option<&'a str>,
    /// The format the reader asked for.
    pub format: Option<&'static Format>,
    /// How much of the article the bytes are.
    pub part: Part,
}

/// How much of an article there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// All of it.
    Whole,
    /// Its first [`HEAD_BYTES`], which may end anywhere.
    Head,
}

/// Bytes of the beginning that are read and shown before the rest of an article. Whatever decides
/// how text is read decides within them, so that the beginning reads the same once all is there.
pub const HEAD_BYTES: usize = binary::WINDOW_BYTES;

/// Why bytes cannot be read as an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// They are no text; what they are instead, with its article.
    #[error("{0}, not text")]
    Binary(&'static str),
}

/// Reads an article. Empty and blank bytes give an empty document.
///
/// Of a beginning, what its cut made incomplete is left out: a character, and the last paragraph
/// where there is more than one. Its text is the beginning of the text of the whole, as far as
/// that can be known: what Markdown names only later, a beginning takes for granted.
///
/// # Errors
///
/// Fails on bytes that are no text.
pub fn parse(source: &Source<'_>) -> Result<Document, Unreadable> {
    let decoded = decode::decode(source.bytes, source.part, is_markup(source))?;
    let format = detect(source, &decoded.text);
    let text = match source.part {
        Part::Whole => &*decoded.text,
        Part::Head => without_last_paragraph(&decoded.text),
    };
    let mut document = (format.parse)(text, source.part);
    match format.is_bare {
        true => outline::infer::infer(&document).apply(&mut document),
        false => document.sections = outline::sections(&document),
    }
    document.notices.splice(0..0, decoded.notices);
    Ok(document)
}

/// Tells whether an article can be parsed from its beginning alone, which is what `source` holds.
///
/// # Errors
///
/// Fails on bytes that are no text.
pub fn reads_head(source: &Source<'_>) -> Result<bool, Unreadable> {
    let decoded = decode::decode(source.bytes, Part::Head, is_markup(source))?;
    Ok(detect(source, &decoded.text).reads_head)
}

/// Gives the format called `name`, in any case.
#[must_use]
pub fn named(name: &str) -> Option<&'static Format> {
    FORMATS.iter().find(|format| format.name.eq_ignore_ascii_case(name))
}

/// Gives the format asked for, else that of the name, else that of the text.
fn detect(source: &Source<'_>, text: &str) -> &'static Format {
    let known = source.format.or_else(|| by_extension(source.name?));
    let [.., last] = &FORMATS;
    known.or_else(|| FORMATS.iter().find(|format| (format.looks_so)(text))).unwrap_or(last)
}

fn by_extension(name: &str) -> Option<&'static Format> {
    let (_, extension) = name.rsplit_once('.')?;
    let extension = extension.to_ascii_lowercase();
    FORMATS.iter().find(|format| format.extensions.contains(&&*extension))
}

/// Tells before decoding whether the bytes may declare their encoding themselves.
fn is_markup(source: &Source<'_>) -> bool {
    match source.format.or_else(|| by_extension(source.name?)) {
        Some(format) => format.name == "html",
        None => {
            let head = source.bytes.get(..LOOKED_AT_BYTES).unwrap_or(source.bytes);
            html::looks_so(&String::from_utf8_lossy(head))
        }
    }
}

/// Bytes of the beginning that tell markup from text.
const LOOKED_AT_BYTES: usize = 1_024;

/// Gives at most the first `bytes` of `text`, up to a character's end.
fn beginning(text: &str, bytes: usize) -> &str {
    let end = (bytes.saturating_sub(3)..=bytes).rev().find(|end| text.is_char_boundary(*end));
    end.and_then(|end| text.get(..end)).unwrap_or(text)
}

/// Gives `text` up to the last blank line of its second half, so that no format sees a paragraph
/// that was cut; where there is none, up to its last line end; of a single line, all.
fn without_last_paragraph(text: &str) -> &str {
    let Some(last) = text.rfind('\n') else { return text };
    let mut below = last;
    let blank = text.rmatch_indices('\n').skip(1).find_map(|(at, _)| {
        let end = std::mem::replace(&mut below, at);
        text.get(at..end)?.trim().is_empty().then_some(end)
    });
    let end = blank.filter(|end| *end > text.len() / 2).unwrap_or(last);
    text.get(..=end).unwrap_or(text)
}

#[cfg(test)]
mod tests;
