//! Bookmarks as W3C Web Annotations: a collection of one page, in JSON-LD.
//!
//! Source: W3C Web Annotation Data Model, sections 3 to 5.

use serde_json::{Map, Value, json};

use super::super::excerpts::{Excerpts, Passage, Place};
use super::super::identity;
use super::super::{Bookmark, COLOURS, Quote};
use super::{json, link};

/// Writes bookmarks as annotations of the articles' text.
pub(super) fn write(articles: &[Excerpts]) -> String {
    let annotate = |of: &Excerpts| {
        let source = source(of);
        of.passages.iter().map(|passage| annotation(passage, &source)).collect::<Vec<_>>()
    };
    let items: Vec<Value> = articles.iter().flat_map(annotate).collect();
    let id = collection_id(&items);
    json::text(&json!({
        "@context": ["http://www.w3.org/ns/anno.jsonld", {"dcterms": "http://purl.org/dc/terms/"}],
        "id": id,
        "type": "AnnotationCollection",
        "label": "Bookmarks of sidehead",
        "total": items.len(),
        "first": {
            "id": format!("{id}#page"),
            "type": "AnnotationPage",
            "startIndex": 0,
            "items": items,
        },
    }))
}

/// Gives a name for the collection: the same for the same bookmarks, as the model wants one and an
/// export is nowhere on the web.
fn collection_id(items: &[Value]) -> String {
    let ids: Vec<&str> = items.iter().filter_map(|item| item["id"].as_str()).collect();
    format!("nih:sha-256;{}", identity::hash(ids.join("\n").as_bytes()))
}

fn annotation(passage: &Passage, source: &Value) -> Value {
    let bookmark = &passage.bookmark;
    let mut annotation = json!({
        "id": urn(bookmark),
        "type": "Annotation",
        "motivation": if bookmark.note.is_empty() { "highlighting" } else { "commenting" },
        "created": bookmark.created.to_string(),
        "modified": bookmark.modified.to_string(),
        "generator": {"type": "Software", "name": "sidehead"},
        "stylesheet": {"type": "CssStylesheet", "value": stylesheet()},
    });
    let bodies = bodies(bookmark);
    if !bodies.is_empty() {
        annotation["body"] = bodies.into();
    }
    annotation["target"] = json!({
        "type": "SpecificResource",
        "source": source,
        "styleClass": bookmark.colour.name(),
        "selector": selectors(&bookmark.quote, &passage.place),
    });
    annotation
}

/// Gives the name of a bookmark as that of a resource.
fn urn(bookmark: &Bookmark) -> String {
    let digits = bookmark.id.to_string();
    let part = |range| digits.get(range).unwrap_or_default();
    let parts = [part(0..8), part(8..12), part(12..16), part(16..20), part(20..32)];
    format!("urn:uuid:{}", parts.join("-"))
}

fn bodies(bookmark: &Bookmark) -> Vec<Value> {
    let body = |value: &str, purpose: &str| json!({"type": "TextualBody", "value": value, "format": "text/plain", "purpose": purpose});
    let note = Some(&*bookmark.note).filter(|note| !note.is_empty());
    let note = note.map(|note| body(note, "commenting"));
    note.into_iter().chain(bookmark.tags.iter().map(|tag| body(tag, "tagging"))).collect()
}

/// Gives how the passage is found: by its words, and by its place in the plain text.
fn selectors(quote: &Quote, place: &Place) -> Value {
    let (start, end) = match place {
        Place::Found { start, end, .. } => (*start, *end),
        Place::Unread | Place::Lost => (quote.start, quote.end),
    };
    json!([
        {"type": "TextQuoteSelector", "exact": &*quote.exact, "prefix": &*quote.prefix,
         "suffix": &*quote.suffix},
        {"type": "TextPositionSelector", "start": start, "end": end},
    ])
}

fn source(of: &Excerpts) -> Value {
    let mut source = Map::new();
    source.insert("id".to_owned(), link::name(&of.identity).into());
    source.insert("type".to_owned(), "Text".into());
    for (name, value) in [("dcterms:title", &of.identity.title), ("dcterms:creator", &of.byline)] {
        if let Some(value) = value {
            source.insert(name.to_owned(), value.to_string().into());
        }
    }
    source.into()
}

fn stylesheet() -> String {
    let rule = |name: &str| format!(".{name} {{ background: light{name} }}");
    let rules = COLOURS.iter().map(|(_, name)| match *name {
        // CSS has no light red.
        "red" => ".red { background: lightcoral }".to_owned(),
        name => rule(name),
    });
    rules.collect::<Vec<_>>().join("\n")
}
