//! Forms that are templates: ours for Markdown, Org and plain text, and the reader's own.
//!
//! A template is given `title`, `count` and `articles`; an article its `title`, `byline`,
//! `origin`, `address`, `bookmarks`, and the same bookmarks again by `sections`, each with its
//! `depth` and the `headings` that are new there (`name`, and `depth` from 1). A bookmark has the fields that JSON
//! gives it, the `short` beginning of its `id`, and its `address`. What a template names and is
//! not there is an error.

use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{Environment, Error, ErrorKind, UndefinedBehavior, Value};
use serde::Serialize;

use super::super::Time;
use super::super::excerpts::{Excerpts, Passage};
use super::entry::Entry;
use super::link;
use crate::text::clean::{self, Clean};

/// Why a template cannot be filled in.
#[derive(Debug, thiserror::Error)]
#[error("line {line}: {what}")]
pub struct Misfit {
    /// The line of the template, counted from 1.
    pub line: usize,
    /// What is wrong there.
    pub what: String,
}

/// Digits of an ID that name a bookmark among thousands.
pub const SHORT_DIGITS: usize = 8;

pub(super) fn markdown(articles: &[Excerpts]) -> String {
    ours(include_str!("../../../assets/export/markdown.jinja"), articles)
}

pub(super) fn org(articles: &[Excerpts]) -> String {
    ours(include_str!("../../../assets/export/org.jinja"), articles)
}

pub(super) fn text(articles: &[Excerpts]) -> String {
    ours(include_str!("../../../assets/export/text.jinja"), articles)
}

fn ours(template: &str, articles: &[Excerpts]) -> String {
    fill_in(template, articles).expect("our templates are tested with all that may be in them")
}

/// Gives the bookmarks of articles in the form of a template in the language of Jinja.
///
/// # Errors
/// Fails if the template is not written as it should be, or names what is not there.
pub fn fill_in(template: &str, articles: &[Excerpts]) -> Result<String, Misfit> {
    let context = Value::from(Serde(Context::of(articles)));
    environment().render_named_str(NAME, template, context).map_err(|error| Misfit {
        line: error.line().unwrap_or(1),
        what: error.detail().map_or_else(|| error.kind().to_string(), str::to_owned),
    })
}

/// A name that ends in nothing which would have a template's values escaped for HTML.
const NAME: &str = "template";

fn environment() -> Environment<'static> {
    let mut environment = Environment::new();
    let mut syntax = SyntaxConfig::builder();
    syntax.trim_blocks(true).lstrip_blocks(true).keep_trailing_newline(true);
    environment.set_syntax(syntax.build().expect("its delimiters are the usual ones"));
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.add_filter("markdown", escaped_for_markdown);
    environment.add_filter("org", escaped_for_org);
    environment.add_filter("org_tag", org_tag);
    environment.add_filter("hashtag", hashtag);
    environment.add_filter("quoted", quoted);
    environment.add_filter("prefixed", prefixed);
    environment.add_filter("repeated", repeated);
    environment.add_filter("shortened", shortened);
    environment.add_filter("date", date);
    environment
}

#[derive(Serialize)]
struct Context {
    title: String,
    count: usize,
    articles: Vec<Article>,
}

#[derive(Serialize)]
struct Article {
    title: String,
    byline: Option<String>,
    origin: Option<String>,
    address: Option<String>,
    bookmarks: Vec<Told>,
    sections: Vec<Section>,
}

/// Bookmarks that stand in one section.
#[derive(Serialize)]
struct Section {
    depth: usize,
    headings: Vec<Heading>,
    bookmarks: Vec<Told>,
}

/// The name of a section in which the bookmarks before did not stand.
#[derive(Serialize)]
struct Heading {
    name: String,
    depth: usize,
}

#[derive(Clone, Serialize)]
struct Told {
    #[serde(flatten)]
    entry: Entry,
    short: String,
    address: Option<String>,
}

impl Context {
    fn of(articles: &[Excerpts]) -> Context {
        let title = match articles {
            [one] => one.name().into_string(),
            _ => "Bookmarks".to_owned(),
        };
        let count = articles.iter().map(|article| article.passages.len()).sum();
        Context { title, count, articles: articles.iter().map(Article::of).collect() }
    }
}

impl Article {
    fn of(excerpts: &Excerpts) -> Article {
        Article {
            title: excerpts.name().into_string(),
            byline: excerpts.byline.as_ref().map(ToString::to_string),
            origin: excerpts.origin().map(|origin| clean::line(origin).into_string()),
            address: excerpts.origin().map(link::article),
            bookmarks: excerpts.passages.iter().map(|it| Told::of(excerpts, it)).collect(),
            sections: sections(excerpts),
        }
    }
}

impl Told {
    fn of(excerpts: &Excerpts, passage: &Passage) -> Told {
        let entry = Entry::new(excerpts, passage);
        Told {
            short: entry.id.chars().take(SHORT_DIGITS).collect(),
            address: excerpts.origin().map(|origin| link::passage(origin, &passage.bookmark.quote)),
            entry,
        }
    }
}

/// Gives the passages by the sections they stand in, each section once.
fn sections(excerpts: &Excerpts) -> Vec<Section> {
    let mut groups: Vec<(&[Clean], Vec<Told>)> = Vec::new();
    for passage in &excerpts.passages {
        let told = Told::of(excerpts, passage);
        match groups.iter_mut().find(|(path, _)| *path == passage.section()) {
            Some((_, bookmarks)) => bookmarks.push(told),
            None => groups.push((passage.section(), vec![told])),
        }
    }
    // What stands before the first heading would seem to stand in the section told before it.
    groups.sort_by_key(|(path, _)| !path.is_empty());
    let mut before: &[Clean] = &[];
    let mut sections = Vec::new();
    for (path, bookmarks) in groups {
        sections.push(Section { depth: path.len(), headings: headings(before, path), bookmarks });
        before = path;
    }
    sections
}

/// Gives the headings of `path` that are not those of `before`.
fn headings(before: &[Clean], path: &[Clean]) -> Vec<Heading> {
    let shared = before.iter().zip(path).take_while(|(old, new)| old == new).count();
    let heading =
        |(index, name): (usize, &Clean)| Heading { name: name.to_string(), depth: index + 1 };
    path.iter().enumerate().skip(shared).map(heading).collect()
}

/// Gives text as Markdown that shows it: what would act as markup is escaped.
fn escaped_for_markdown(text: &str) -> String {
    text.split('\n').map(escaped_line).collect::<Vec<_>>().join("\n")
}

fn escaped_line(line: &str) -> String {
    // Four spaces would make it code.
    let line = line.trim_start();
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let mut escaped = String::with_capacity(line.len());
    for (index, char) in line.char_indices() {
        let acts_anywhere = matches!(char, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '&' | '~');
        let acts_first = index == 0 && matches!(char, '#' | '-' | '+' | '=' | '>' | '|');
        let ends_number = index == digits && digits > 0 && matches!(char, '.' | ')');
        if acts_anywhere || acts_first || ends_number {
            escaped.push('\\');
        }
        escaped.push(char);
    }
    escaped
}

/// Put before what would act as markup in Org, as its manual advises.
///
/// Source: Org manual, "Escape Character".
const ORG_ESCAPE: char = '\u{200b}';

/// Gives text as Org that shows it.
fn escaped_for_org(text: &str) -> String {
    text.split('\n').map(escaped_org_line).collect::<Vec<_>>().join("\n")
}

fn escaped_org_line(line: &str) -> String {
    let mut escaped = String::with_capacity(line.len());
    let mut before = None;
    for char in line.trim_start().chars() {
        let is_first = before.is_none();
        let starts_block = is_first && matches!(char, '*' | '#' | '|' | ':' | '-' | '+');
        let starts_emphasis = matches!(char, '*' | '/' | '_' | '=' | '~' | '+')
            && before.is_none_or(|before: char| !before.is_alphanumeric());
        let starts_link = char == '[' && before == Some('[');
        if starts_block || starts_emphasis || starts_link {
            escaped.push(ORG_ESCAPE);
        }
        escaped.push(char);
        before = Some(char);
    }
    escaped
}

/// Gives a tag in the letters that Org allows in one.
///
/// Source: Org manual, "Tags".
fn org_tag(tag: &str) -> String {
    let allowed = |char: char| char.is_alphanumeric() || matches!(char, '_' | '@' | '#' | '%');
    tag.chars().map(|char| if allowed(char) { char } else { '_' }).collect()
}

/// Gives a tag as one word to stand after a `#`, which it may bring along.
fn hashtag(tag: &str) -> String {
    tag.trim_start_matches('#').replace(' ', "-")
}

/// Gives text in quotation marks, as both JSON and YAML read it.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// Puts `prefix` before each line, without blanks at its end.
fn prefixed(text: &str, prefix: &str) -> String {
    let line = |line: &str| format!("{prefix}{line}").trim_end().to_owned();
    text.split('\n').map(line).collect::<Vec<_>>().join("\n")
}

/// Gives the beginning of text on one line, of so many characters at most.
#[must_use]
pub fn shortened(text: &str, length: usize) -> String {
    let line = clean::line(text);
    let mut chars = line.chars();
    let start: String = chars.by_ref().take(length).collect();
    if chars.next().is_some() { format!("{}…", start.trim_end()) } else { start }
}

fn repeated(text: &str, times: usize) -> String {
    text.repeat(times)
}

/// Gives a time as `form` says, in the letters of strftime.
fn date(time: &str, form: &str) -> Result<String, Error> {
    let wrong = |what: &str| Error::new(ErrorKind::InvalidOperation, what.to_owned());
    let time = Time::read(time).ok_or_else(|| wrong("date is for created and modified"))?;
    time.written(form).ok_or_else(|| wrong("a letter of the date's form stands for nothing"))
}
