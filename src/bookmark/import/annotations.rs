//! W3C Web Annotations: one, a page or a collection of them, a list; also what the service of
//! Hypothesis answers, which is close to them.
//!
//! Source: W3C Web Annotation Data Model, sections 3 to 5; the Hypothesis API, `GET /api/search`.

use serde_json::Value;

use super::super::excerpts::{Excerpts, Passage};
use super::super::export::link::HASH;
use super::super::identity::Identity;
use super::super::{Colour, Id, Time};
use super::{Clipping, Unreadable, article};
use crate::text::clean;

/// Tells whether a file is JSON that speaks of annotations.
pub(super) fn recognises(file: &str) -> bool {
    let start = file.trim_start();
    let speaks = ["www.w3.org/ns/anno", "TextQuoteSelector", "\"Annotation\""];
    start.starts_with(['{', '[']) && speaks.iter().any(|word| file.contains(word))
}

/// Gives a bookmark for each annotation that quotes a text.
pub(super) fn read(file: &str) -> Result<Vec<Excerpts>, Unreadable> {
    let value: Value = serde_json::from_str(file).map_err(|it| Unreadable(it.to_string()))?;
    let mut articles = Vec::new();
    let mut annotations = Vec::new();
    collect(&value, &mut annotations);
    for annotation in annotations {
        each(&annotation["target"]).for_each(|target| take(&mut articles, annotation, target));
    }
    Ok(articles)
}

/// Where collections and answers keep annotations.
const HOLDERS: [&str; 3] = ["first", "items", "rows"];

/// Finds the annotations in what may hold some.
fn collect<'a>(value: &'a Value, found: &mut Vec<&'a Value>) {
    if value.get("target").is_some() {
        return found.push(value);
    }
    let held = HOLDERS.iter().filter_map(|holder| value.get(holder));
    held.for_each(|held| collect(held, found));
    value.as_array().into_iter().flatten().for_each(|item| collect(item, found));
}

/// Gives the values that stand where the model allows one or several.
fn each(value: &Value) -> impl Iterator<Item = &Value> {
    let several = value.as_array();
    let one = Some(value).filter(|value| several.is_none() && !value.is_null());
    several.into_iter().flatten().chain(one)
}

fn text<'a>(value: &'a Value, field: &str) -> &'a str {
    value[field].as_str().unwrap_or_default()
}

/// Adds the passage that an annotation has for its target, if it has words.
fn take(articles: &mut Vec<Excerpts>, annotation: &Value, target: &Value) {
    let selector = |kind| each(&target["selector"]).find(|selector| selector["type"] == kind);
    let Some(quote) = selector("TextQuoteSelector") else { return };
    let number = |field| {
        let number = selector("TextPositionSelector")?[field].as_u64()?;
        usize::try_from(number).ok()
    };
    let id = text(annotation, "id");
    let tags = each(&annotation["tags"]).filter_map(Value::as_str);
    let clipping = Clipping {
        name: id,
        exact: text(quote, "exact"),
        prefix: text(quote, "prefix"),
        suffix: text(quote, "suffix"),
        span: number("start").zip(number("end")),
        note: bodies(annotation, false).next().unwrap_or(text(annotation, "text")),
        tags: bodies(annotation, true).chain(tags).collect(),
        colour: Colour::named(text(target, "styleClass")),
        created: Time::read(text(annotation, "created")),
        modified: ["modified", "updated"].iter().find_map(|it| Time::read(text(annotation, it))),
    };
    if clipping.exact.trim().is_empty() {
        return;
    }
    let mut bookmark = clipping.bookmark();
    bookmark.id = own_id(id).unwrap_or(bookmark.id);
    let source = source(annotation, target);
    let is_it = |other: &Excerpts| {
        other.identity.origins == source.identity.origins
            && other.identity.hashes == source.identity.hashes
            && (other.identity.title == source.identity.title || !other.identity.origins.is_empty())
    };
    article(articles, is_it, || source.clone()).passages.push(Passage::unread(bookmark));
}

/// Gives the texts of an annotation: its tags, or all that are none.
fn bodies(annotation: &Value, are_tags: bool) -> impl Iterator<Item = &str> {
    let bodies = each(&annotation["body"]);
    let is_tag = |body: &&Value| each(&body["purpose"]).any(|purpose| purpose == "tagging");
    let wanted = bodies.filter(move |body| is_tag(body) == are_tags);
    wanted.map(|body| text(body, "value")).filter(|value| !value.is_empty())
}

/// Gives the ID that a bookmark of ours was exported with.
fn own_id(id: &str) -> Option<Id> {
    Id::read(&id.strip_prefix("urn:uuid:")?.replace('-', ""))
}

/// Gives the article that an annotation is of.
fn source(annotation: &Value, target: &Value) -> Excerpts {
    let source = &target["source"];
    let address = source.as_str().unwrap_or(text(source, "id"));
    let title = source["dcterms:title"].as_str();
    let title = title.or_else(|| each(&annotation["document"]["title"]).find_map(Value::as_str));
    let line = |text: Option<&str>| text.map(clean::line).filter(|line| !line.is_empty());
    let origins = super::origin(address).into_iter().collect();
    // What came through a pipe is exported under the hash of its content.
    let hashes = address.strip_prefix(HASH).map(str::to_owned).into_iter().collect();
    let identity = Identity { title: line(title), origins, hashes, ..Identity::default() };
    let byline = line(source["dcterms:creator"].as_str());
    Excerpts { identity, byline, passages: Vec::new() }
}
