//! Markup without a tree: its words, and the attributes of single tags.
//!
//! For pages that are too much for the tree builder, and for tags inside of Markdown.

use std::cell::RefCell;

use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use html5ever::{LocalName, local_name};

use super::super::deadline::GivenUp;
use super::attributes;
use super::feed::feed;
use crate::document::block::{Kind, Nesting};
use crate::document::builder::Builder;
use crate::document::{Document, Style};

/// Gives the words of markup as paragraphs, without its tags; none when that was given up.
pub(super) fn words(html: &str, given_up: &GivenUp) -> Option<Document> {
    let words = tokenize(html, Words::default(), given_up)?.state.into_inner();
    Some(words.builder.finish())
}

/// Gives the value of attribute `name` of the first tag in `raw`, its character references
/// resolved.
pub(in super::super) fn attribute(raw: &str, name: &str) -> Option<String> {
    let sink = tokenize(raw, FirstTag::default(), &GivenUp::default())?;
    let tag = sink.0.into_inner()?;
    let found = tag.attrs.into_iter().find(|attribute| &*attribute.name.local == name)?;
    Some(found.value.to_string())
}

fn tokenize<Sink: TokenSink>(html: &str, sink: Sink, given_up: &GivenUp) -> Option<Sink> {
    let tokenizer = Tokenizer::new(sink, TokenizerOpts::default());
    feed(&tokenizer, &attributes::capped(html), given_up).then_some(tokenizer.sink)
}

/// Keeps the first tag.
#[derive(Default)]
struct FirstTag(RefCell<Option<Tag>>);

impl TokenSink for FirstTag {
    type Handle = ();

    fn process_token(&self, token: Token, _: u64) -> TokenSinkResult<()> {
        if let Token::TagToken(tag) = token {
            self.0.borrow_mut().get_or_insert(tag);
        }
        TokenSinkResult::Continue
    }
}

/// Keeps words, in a paragraph for each block.
#[derive(Default)]
struct Words {
    state: RefCell<State>,
}

#[derive(Default)]
struct State {
    builder: Builder,
    /// Whether white space stands before the next word.
    space: bool,
    is_open: bool,
    /// The element whose text is not shown.
    hidden: Option<LocalName>,
}

impl TokenSink for Words {
    type Handle = ();

    fn process_token(&self, token: Token, _: u64) -> TokenSinkResult<()> {
        let state = &mut *self.state.borrow_mut();
        match token {
            Token::CharacterTokens(text) => state.text(&text),
            Token::TagToken(tag) => return state.tag(&tag),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

impl State {
    fn text(&mut self, text: &str) {
        if self.hidden.is_some() {
            return;
        }
        self.space |= text.starts_with(|char: char| char.is_ascii_whitespace());
        for word in text.split_ascii_whitespace() {
            if !self.is_open {
                self.builder.open(Kind::Paragraph, Nesting::default());
                self.is_open = true;
            } else if self.space {
                self.builder.push(" ", Style::default());
            }
            self.builder.push(word, Style::default());
            self.space = true;
        }
        self.space = text.ends_with(|char: char| char.is_ascii_whitespace());
    }

    fn tag(&mut self, tag: &Tag) -> TokenSinkResult<()> {
        if self.hidden.as_ref() == Some(&tag.name) && tag.kind == TagKind::EndTag {
            self.hidden = None;
        }
        if !is_phrasing(&tag.name) {
            self.builder.close();
            self.is_open = false;
        }
        let raw = raw_text(&tag.name);
        if tag.kind == TagKind::EndTag || raw.is_none() {
            return TokenSinkResult::Continue;
        }
        self.hidden = Some(tag.name.clone()).filter(|name| !is_shown(name));
        raw.map_or(TokenSinkResult::Continue, TokenSinkResult::RawData)
    }
}

/// Gives how the text of an element without elements is read. Source: HTML Standard, 13.2.6.4.
fn raw_text(name: &LocalName) -> Option<RawKind> {
    match *name {
        local_name!("script") => Some(RawKind::ScriptData),
        local_name!("style")
        | local_name!("xmp")
        | local_name!("iframe")
        | local_name!("noembed")
        | local_name!("noframes") => Some(RawKind::Rawtext),
        local_name!("title") | local_name!("textarea") => Some(RawKind::Rcdata),
        _ => None,
    }
}

fn is_shown(name: &LocalName) -> bool {
    matches!(*name, local_name!("title") | local_name!("textarea") | local_name!("xmp"))
}

/// Tells whether an element stands inside of a line of text.
fn is_phrasing(name: &LocalName) -> bool {
    matches!(
        *name,
        local_name!("a")
            | local_name!("abbr")
            | local_name!("b")
            | local_name!("bdi")
            | local_name!("bdo")
            | local_name!("big")
            | local_name!("cite")
            | local_name!("code")
            | local_name!("del")
            | local_name!("dfn")
            | local_name!("em")
            | local_name!("font")
            | local_name!("i")
            | local_name!("img")
            | local_name!("ins")
            | local_name!("kbd")
            | local_name!("mark")
            | local_name!("q")
            | local_name!("ruby")
            | local_name!("s")
            | local_name!("samp")
            | local_name!("small")
            | local_name!("span")
            | local_name!("strike")
            | local_name!("strong")
            | local_name!("sub")
            | local_name!("sup")
            | local_name!("time")
            | local_name!("tt")
            | local_name!("u")
            | local_name!("var")
            | local_name!("wbr")
    )
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::super::super::deadline::{GivenUp, Watch};
    use super::{attribute, words};

    #[track_caller]
    fn check(case: &str, html: &str, expected: &str) {
        let document = words(html, &GivenUp::default()).expect("nobody gave it up");
        assert_eq!(&**document.text(), expected, "{case}");
    }

    #[test]
    fn words_that_take_too_long_are_given_up() {
        let watch = Watch::start(Duration::ZERO);
        while words("<p>a", &watch.given_up).is_some() {}
    }

    #[test]
    fn words_are_whole_wherever_the_tokenizer_stops_between() {
        let text = "größer &amp; <b>kühner</b> ".repeat(1_000);
        check("many pieces", &text, "größer & kühner ".repeat(1_000).trim_end());
    }

    #[test]
    fn words_stay_and_tags_go() {
        check("blocks", "<h1>A</h1><p>b <b>c</b>\n d<li>e", "A\n\nb c d\n\ne");
        check("references once", "a &amp;lt; b&nbsp;c", "a &lt; b\u{a0}c");
        check("scripts and styles", "a<script>if (b<c) d()</script> e<style>f{}</style>", "a\n\ne");
        check("a title is text", "<title>A & b</title>c", "A & b\n\nc");
        check("a comment without an end", "a<!-- b", "a");
        check("words across tags", "un<b>broken</b> <i> spaces</i>", "unbroken spaces");
    }

    #[test]
    fn attributes_are_read_from_a_single_tag() {
        for (raw, name, expected) in [
            ("<img alt=\"A &amp; b\" src=c>", "alt", Some("A & b")),
            ("<a href='x'>", "href", Some("x")),
            ("<a name=x>", "href", None),
            ("<!-- no tag -->", "href", None),
        ] {
            assert_eq!(attribute(raw, name).as_deref(), expected, "{raw}");
        }
    }
}
