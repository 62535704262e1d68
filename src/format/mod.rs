//! Bytes to documents: what the bytes are, and the formats that can be read.
//!
//! A format turns text into blocks; this room decodes the bytes, tells formats apart, and asks
//! `outline` for the sections. Knows no files, and fails only on what is no text; everything else
//! that goes wrong is a notice.

use decode::stream::Stream;

use crate::document::{Document, Notice};
use crate::outline;
use crate::outline::infer::{self, Inference};

mod binary;
mod deadline;
mod decode;
mod grid;
mod html;
mod line;
mod link;
mod markdown;
mod script;
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
    /// Parses what comes part by part, where that can be done: the first part decides how.
    parser: Option<fn(&str) -> text::Parser>,
}

/// Every format, in the order in which text without a telling name is tried: the last takes all.
pub static FORMATS: [Format; 3] = [
    Format {
        name: "html",
        extensions: &["html", "htm", "xhtml", "xht"],
        is_bare: false,
        reads_head: false,
        looks_so: html::looks_so,
        parse: |text, part| html::parse(complete(text, part)),
        parser: None,
    },
    Format {
        name: "markdown",
        extensions: &["md", "markdown", "mdown", "mkd", "mkdn", "mdwn", "mdtxt", "rmd", "qmd"],
        is_bare: false,
        reads_head: true,
        looks_so: markdown::looks::looks_so,
        parse: |text, part| markdown::parse(complete(text, part), part),
        parser: None,
    },
    Format {
        name: "text",
        extensions: &["txt", "text", "asc", "log", "1st"],
        is_bare: true,
        reads_head: true,
        looks_so: |_| true,
        parse: |text, part| match part {
            Part::Whole => text::parse(text),
            Part::Head => text::parse_beginning(text, complete(beginning(text, SHOWN_BYTES), part)),
        },
        parser: Some(text::Parser::new),
    },
];

/// Bytes of the beginning of a plain text that are shown until the rest is there, of those that tell
/// how it is set: eight screens, in nine tenths of the time that all of them would take.
const SHOWN_BYTES: usize = HEAD_BYTES / 2;

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
    /// They are something else; what that is, with its article.
    #[error("it is {0}, not text")]
    Binary(&'static str),
    /// They are controls more than text has.
    #[error("it is not text: a third of its bytes are control characters")]
    Controls,
    /// They are too random for any encoding.
    #[error("it is not text in any known encoding")]
    Noise,
}

impl Unreadable {
    /// Gives the command that would print it as text, with FILE for its path, if one is known.
    #[must_use]
    pub fn printer(&self) -> Option<&'static str> {
        match self {
            Unreadable::Binary(name) => binary::printer(name),
            Unreadable::Controls | Unreadable::Noise => None,
        }
    }
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
    parse_by(source, infer::infer)
}

/// Reads an article as [`parse`] does, with what `infer` finds where nothing marks its sections.
fn parse_by(
    source: &Source<'_>,
    infer: fn(&Document) -> Inference,
) -> Result<Document, Unreadable> {
    let decoded = decode::decode(source.bytes, source.part, is_markup(source))?;
    let format = detect(source, &decoded.text);
    let document = (format.parse)(&decoded.text, source.part);
    Ok(with_sections(document, format, decoded.notices, infer))
}

/// Gives a document with its sections, which `infer` finds where nothing marks them, and `notices`
/// before its own.
fn with_sections(
    mut document: Document,
    format: &Format,
    notices: Vec<Notice>,
    infer: fn(&Document) -> Inference,
) -> Document {
    match format.is_bare {
        true => infer(&document).apply(&mut document),
        false => document.sections = outline::sections(&document),
    }
    document.notices.splice(0..0, notices);
    document
}

/// Bytes that are decoded and parsed at a time: enough that a part costs nothing to speak of, few
/// enough to stay in the processor's cache and to be told of often.
pub const PART_BYTES: usize = 512 * 1024;

/// Reads an article that comes part by part, of which `source` holds the first [`HEAD_BYTES`] or
/// all: `more` appends up to so many bytes as it is told to, and none at the end. Where the format
/// allows it, no more than a part is there beside the document.
///
/// Gives the same document as [`parse`] does from all of its bytes.
///
/// # Errors
///
/// Fails where `more` does, and with the second error on bytes that are no text.
pub fn parse_parts<E>(
    source: &Source<'_>,
    more: impl FnMut(&mut Vec<u8>, usize) -> Result<usize, E>,
) -> Result<Result<Document, Unreadable>, E> {
    parse_parts_by(source, more, infer::infer)
}

/// Reads an article as [`parse_parts`] does, and keeps why each line was taken for a heading, or was
/// not.
///
/// # Errors
///
/// Fails where `more` does, and with the second error on bytes that are no text.
pub fn explain_parts<E>(
    source: &Source<'_>,
    more: impl FnMut(&mut Vec<u8>, usize) -> Result<usize, E>,
) -> Result<Result<Document, Unreadable>, E> {
    parse_parts_by(source, more, infer::explain)
}

fn parse_parts_by<E>(
    source: &Source<'_>,
    mut more: impl FnMut(&mut Vec<u8>, usize) -> Result<usize, E>,
    infer: fn(&Document) -> Inference,
) -> Result<Result<Document, Unreadable>, E> {
    let mut bytes = source.bytes.to_vec();
    match Parts::new(source) {
        Ok(Some(parts)) => parts.read(bytes, more, infer),
        Ok(None) => {
            while more(&mut bytes, usize::MAX)? > 0 {}
            Ok(parse_by(&Source { bytes: &bytes, part: Part::Whole, ..*source }, infer))
        }
        Err(error) => Ok(Err(error)),
    }
}

/// An article that is decoded and parsed part by part.
struct Parts {
    format: &'static Format,
    stream: Stream,
    /// What was decoded and may belong together with what comes.
    text: String,
    start: fn(&str) -> text::Parser,
}

impl Parts {
    /// Starts one; none where the format needs the whole.
    fn new(source: &Source<'_>) -> Result<Option<Parts>, Unreadable> {
        if source.bytes.len() < HEAD_BYTES || is_markup(source) {
            return Ok(None);
        }
        let Some(stream) = Stream::new(source.bytes)? else { return Ok(None) };
        let head = decode::decode(source.bytes, Part::Head, false)?.text;
        let format = detect(source, &head);
        // Where the beginning has no line feed the text may have none.
        let Some(start) = format.parser.filter(|_| head.contains('\n')) else { return Ok(None) };
        Ok(Some(Parts { format, stream, start, text: String::new() }))
    }

    fn read<E>(
        mut self,
        mut bytes: Vec<u8>,
        mut more: impl FnMut(&mut Vec<u8>, usize) -> Result<usize, E>,
        infer: fn(&Document) -> Inference,
    ) -> Result<Result<Document, Unreadable>, E> {
        let mut parser = None;
        let parser = loop {
            // A part as long as what is left of the last keeps one long line from being looked at
            // again and again.
            let wanted = PART_BYTES.max(self.text.len().next_multiple_of(PART_BYTES));
            let wanted = wanted - bytes.len().min(PART_BYTES / 2);
            let is_last = more(&mut bytes, wanted)? < wanted;
            match self.stream.decode(&bytes, is_last, &mut self.text) {
                Ok(done) => bytes.drain(..done),
                Err(error) => return Ok(Err(error)),
            };
            let mut fed = parser.take().unwrap_or_else(|| (self.start)(&self.text));
            let done = fed.feed(&self.text, is_last);
            if is_last {
                break fed;
            }
            self.text.drain(..done);
            parser = Some(fed);
        };
        let Parts { format, stream, text, .. } = self;
        drop((text, bytes));
        Ok(Ok(with_sections(parser.finish(), format, stream.notices(), infer)))
    }
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
    text.get(..text.floor_char_boundary(bytes)).unwrap_or(text)
}

/// Gives what is complete of `text`. Of a beginning that is all up to the last blank line of its
/// second half, so that no format sees a paragraph that was cut; where there is none, up to its last
/// line end; of a single line, all.
fn complete(text: &str, part: Part) -> &str {
    let Some(last) = text.rfind('\n').filter(|_| part == Part::Head) else { return text };
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
