//! Markdown: `CommonMark` with GitHub's tables, task lists, strikethrough, footnotes and alerts, and
//! front matter.
//!
//! Parsing is pulldown-cmark's; this room turns its events into blocks, one after the other and
//! never by recursion. Bare addresses and math stay the text they are; raw HTML is read by
//! `html`, its tags dropped.

use std::borrow::Cow;
use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use self::walk::Walk;
use super::html::fragment::Fragments;
use super::{Part, html};
use crate::document::block::Kind;
use crate::document::builder::Builder;
use crate::document::{Document, Meta, Notice, Range};
use crate::text::clean::{self, Clean};

mod ahead;
mod front_matter;
mod inline_html;
mod lines;
pub(super) mod looks;
mod text;
mod walk;

/// What is read beyond `CommonMark`. Not `ENABLE_YAML_STYLE_METADATA_BLOCKS` and its like: the
/// library takes every pair of `---` lines in a text for such a block, and looks for the end of
/// each anew; front matter is ours, on top and once.
const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_GFM);

/// Gives the blocks of Markdown. Of a [`Part::Head`], footnotes are left out: they follow the
/// article's last paragraph, which is not there yet; and it ends before HTML that takes too long.
pub(super) fn parse(text: &str, part: Part) -> Document {
    if text.len() > html::MOST_BYTES {
        return plain(text, html::TOO_LARGE);
    }
    let source = with_line_feeds(text);
    // The library panicked on some inputs in earlier versions; an article must not end the reader.
    match catch_unwind(AssertUnwindSafe(|| parse_events(&source, part))) {
        Ok(parsed) => parsed.unwrap_or_else(|| plain(&source, html::TOO_TANGLED)),
        Err(_) => plain(&source, BROKEN),
    }
}

const BROKEN: Clean<'static> =
    Clean::ours("the Markdown could not be parsed and is shown as plain text");

fn plain(text: &str, notice: Clean<'static>) -> Document {
    let mut document = super::text::parse(text);
    document.notices.push(Notice(notice));
    document
}

/// Gives `text` with line feeds for every line end that `CommonMark` knows, and U+FFFD for NUL.
/// Source: `CommonMark` 0.31, sections 2.1 and 2.3.
fn with_line_feeds(text: &str) -> Cow<'_, str> {
    if memchr::memchr2(b'\r', b'\0', text.as_bytes()).is_none() {
        return Cow::Borrowed(text);
    }
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    Cow::Owned(text.replace('\0', "\u{fffd}"))
}

/// Gives the document; none when its HTML is too much.
fn parse_events(source: &str, part: Part) -> Option<Document> {
    let front = front_matter::read(source);
    let (above, body) = source.split_at_checked(front.bytes).unwrap_or(("", source));
    let first_line = 1 + memchr::memchr_iter(b'\n', above.as_bytes()).count();
    let mut builder = Builder::default();
    let notices = match part {
        Part::Whole => whole(&mut builder, body, first_line, &front.meta)?,
        Part::Head => head(&mut builder, body, first_line, &front.meta),
    };
    let mut document = builder.finish();
    document.notices = notices;
    document.meta = front.meta;
    name_title(&mut document);
    Some(document)
}

/// Appends the blocks of a whole `body`, whose first line has the number `first_line`; gives what is
/// to be said of it, and none when its HTML is too much.
fn whole(builder: &mut Builder, body: &str, first_line: usize, meta: &Meta) -> Option<Vec<Notice>> {
    let rest;
    let mut walk = Walk::new(builder, Fragments::of_whole());
    walk.read_from(body, 0, first_line);
    walk_all(&mut walk, Parser::new_ext(body, OPTIONS).into_offset_iter(), meta)?;
    if let Some((line, at)) = walk.open_mark() {
        rest = without_open_marks(body.get(at..).unwrap_or_default());
        walk.read_from(&rest, 0, line);
        let mut events = Parser::new_ext(&rest, OPTIONS).into_offset_iter();
        events.try_for_each(|(event, range)| walk.event(event, range))?;
    }
    walk.footnotes()?;
    Some(walk.finish())
}

/// Appends the blocks of the beginning of a body, up to HTML that is too much.
fn head(builder: &mut Builder, body: &str, first_line: usize, meta: &Meta) -> Vec<Notice> {
    let assumed = ahead::notes(body);
    let (source, start) = match assumed.len() {
        0 => (Cow::Borrowed(body), 0),
        start => (Cow::Owned(assumed + body), start),
    };
    let callback = Some(|link| ahead::target(link, &source));
    let events = Parser::new_with_broken_link_callback(&source, OPTIONS, callback);
    let mut walk = Walk::new(builder, Fragments::of_beginning());
    walk.read_from(&source, start, first_line);
    // What comes after the HTML would come too early.
    let _ = walk_all(&mut walk, events.into_offset_iter(), meta);
    walk.finish()
}

/// Takes all events, and puts what the front matter says where it belongs; none when there was HTML
/// that is too much, which was the last event taken.
fn walk_all<'a>(
    walk: &mut Walk<'_>,
    mut events: impl Iterator<Item = (Event<'a>, Range)>,
    meta: &Meta,
) -> Option<()> {
    let opening = Opening::read(&mut events);
    let mut preamble = Preamble::new(meta, opening.heading.as_deref());
    preamble.before_text(walk);
    for (event, range) in opening.events.into_iter().chain(events) {
        let ends_heading = matches!(event, Event::End(TagEnd::Heading(_))) && !walk.is_inside();
        if ends_heading && preamble.names_heading {
            walk.set_kind(Kind::Title);
        }
        walk.event(event, range)?;
        if ends_heading {
            preamble.after_heading(walk);
        }
    }
    Some(())
}

/// What starts HTML that is not shown, and what ends it: comments, instructions, data.
const MARKS: [(&str, &str); 3] = [("<!--", "-->"), ("<?", "?>"), ("<![CDATA[", "]]>")];

/// Gives the mark at the start of an HTML block that nothing ends. `CommonMark` hides the rest of
/// the article behind it, of which its author knows nothing.
fn open_mark(html: &str) -> Option<&'static str> {
    let html = html.trim_start();
    let (mark, _) =
        MARKS.iter().find(|(start, end)| html.starts_with(start) && !html.contains(end))?;
    Some(mark)
}

/// Gives text without the marks in it that nothing ends.
fn without_open_marks(text: &str) -> String {
    MARKS.iter().fold(text.to_owned(), |text, (start, end)| {
        let ended = text.rfind(end).unwrap_or_default();
        let (before, after) = text.split_at_checked(ended).unwrap_or(("", &text));
        before.to_owned() + &after.replace(start, "")
    })
}

/// The first events of a document, read ahead to see how it opens.
struct Opening<'a> {
    events: VecDeque<(Event<'a>, Range)>,
    /// The words of its first heading, where one stands near the top and outside of lists and
    /// quotations.
    heading: Option<String>,
}

/// Blocks above the first heading, such as badges, a logo or a line of links, that still leave it
/// the opening of the document.
const OPENING_BLOCKS: usize = 12;

impl<'a> Opening<'a> {
    fn read(events: &mut impl Iterator<Item = (Event<'a>, Range)>) -> Opening<'a> {
        let mut opening = Opening { events: VecDeque::new(), heading: None };
        let mut words: Option<String> = None;
        let mut depth = 0_usize;
        let mut blocks = 0;
        for (event, range) in events {
            match &event {
                Event::Start(Tag::Heading { .. }) if depth == 0 => words = Some(String::new()),
                Event::Start(tag) => {
                    let is_shown = !matches!(tag, Tag::FootnoteDefinition(_));
                    blocks += usize::from(depth == 0 && is_shown);
                    depth += 1;
                }
                Event::End(TagEnd::Heading(_)) if words.is_some() => opening.heading = words.take(),
                Event::End(_) => depth = depth.saturating_sub(1),
                Event::Text(text) | Event::Code(text) => words.iter_mut().for_each(|w| *w += text),
                Event::SoftBreak | Event::HardBreak => words.iter_mut().for_each(|w| *w += " "),
                _ => {}
            }
            opening.events.push_back((event, range));
            if opening.heading.is_some() || blocks > OPENING_BLOCKS {
                break;
            }
        }
        opening
    }
}

/// The blocks that front matter puts into the text: a title that does not stand there, and who
/// wrote it when.
struct Preamble {
    title: Option<Clean<'static>>,
    byline: Option<String>,
    /// Whether the first heading is the title, so that the byline follows it.
    waits_for_heading: bool,
    /// Whether that heading was named as the title.
    names_heading: bool,
}

impl Preamble {
    fn new(meta: &Meta, heading: Option<&str>) -> Preamble {
        let said = [&meta.byline, &meta.date].into_iter().flatten();
        let said: Vec<&str> = said.map(|part| &**part).collect();
        let heading = heading.map(clean::line);
        let same = |title: &Clean<'_>| heading.as_ref().is_some_and(|h| is_same(h, title));
        let names_heading = meta.title.as_ref().is_some_and(same);
        Preamble {
            title: meta.title.clone().filter(|_| !names_heading),
            byline: (!said.is_empty()).then(|| said.join(" · ")),
            waits_for_heading: names_heading || meta.title.is_none() && heading.is_some(),
            names_heading,
        }
    }

    fn before_text(&mut self, walk: &mut Walk<'_>) {
        if let Some(title) = self.title.take() {
            walk.block(Kind::Title, &title);
        }
        if !self.waits_for_heading {
            self.byline(walk);
        }
    }

    fn after_heading(&mut self, walk: &mut Walk<'_>) {
        self.names_heading = false;
        self.byline(walk);
    }

    fn byline(&mut self, walk: &mut Walk<'_>) {
        if let Some(byline) = self.byline.take() {
            walk.block(Kind::Byline, &byline);
        }
    }
}

/// Tells whether two titles differ in nothing but case, spaces and punctuation.
fn is_same(a: &str, b: &str) -> bool {
    let letters = |text: &str| -> String {
        text.chars().filter(|char| char.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    letters(a) == letters(b)
}

/// Makes the only heading of level 1 the title, where it is the first heading and nothing else
/// names the document.
fn name_title(document: &mut Document) {
    if document.meta.title.is_some() {
        return;
    }
    let mut headings = document.blocks.iter_mut().filter(|b| matches!(b.kind, Kind::Heading(_)));
    let Some(first) = headings.next().filter(|first| first.kind == Kind::Heading(1)) else {
        return;
    };
    if first.range.is_empty() || headings.any(|other| other.kind == Kind::Heading(1)) {
        return;
    }
    first.kind = Kind::Title;
    let range = first.range.clone();
    document.meta.title = Some(clean::line(document.slice(range)));
}

#[cfg(test)]
mod tests;
