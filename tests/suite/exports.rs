//! Bookmarks in every form that they may be written in, a golden each.

use insta::assert_snapshot;
use serde_json::Value;
use sidehead::bookmark::excerpts::{Excerpts, Passage, Place};
use sidehead::bookmark::export::{self, EXPORTERS, template};
use sidehead::bookmark::identity::{Identity, Sketch};
use sidehead::bookmark::{Bookmark, Colour, Id, Quote, Time};
use sidehead::text::clean::{self, Clean};

fn line(text: &str) -> Clean<'static> {
    clean::line(text)
}

fn passage(id: u128, words: &str, start: usize, section: &[&str], place: Place) -> Passage {
    let quote = Quote {
        exact: clean::text(words).into_owned(),
        prefix: line("before it"),
        suffix: line("after it"),
        start,
        end: start + words.chars().count(),
        occurrences: 1,
        rival: 0,
        rival_around: 0,
    };
    let section: Vec<Clean> = section.iter().map(|name| line(name)).collect();
    let place = match place {
        Place::Found { moved, .. } => {
            let end = start + words.chars().count();
            Place::Found { moved, start, end, line: Some(7), section: section.clone() }
        }
        place => place,
    };
    let bookmark = Bookmark {
        id: Id(id << 96 | id),
        quote,
        section,
        note: Clean::default(),
        tags: Vec::new(),
        colour: Colour::default(),
        created: Time(1_769_853_600),
        modified: Time(1_769_853_600),
    };
    Passage { bookmark, place }
}

fn found(moved: Option<f32>) -> Place {
    Place::Found { moved, start: 0, end: 0, line: None, section: Vec::new() }
}

/// Gives an article with passages in a section, below one, and before all of them; one is moved,
/// one lost, and one full of what is markup somewhere.
fn harbour() -> Excerpts {
    let night = "Dredging *by night*";
    let mut bell = passage(0x1a2b_3c4d, "Chains, and a bell.", 130, &[night, "Finds"], found(None));
    bell.bookmark.note = clean::text("Why?\n- and whose").into_owned();
    bell.bookmark.tags = vec![line("a"), line("b c")];
    bell.bookmark.colour = Colour::Blue;
    let odd = "=1+1, [[so]] *they* said.\n\n# No heading\n* nor an item, \"really\"";
    Excerpts {
        identity: Identity {
            title: Some(line("A Harbour: \"Rebuilt\"")),
            origins: vec!["/old.md".to_owned(), "/home/harbour #1\u{1b}.md".to_owned()],
            hashes: vec!["0123abcd".repeat(8)],
            sketch: Sketch(vec![1, u64::MAX]),
        },
        byline: Some(line("Jane Doe")),
        passages: vec![
            passage(0xaaaa_0001, "They began in the autumn.", 20, &[], found(None)),
            passage(0xaaaa_0002, "Nobody came to the meeting.", 70, &[night], found(Some(0.875))),
            bell,
            passage(0xaaaa_0003, odd, 300, &[night], Place::Lost),
        ],
    }
}

/// Gives an article of the web that was not read anew.
fn garden() -> Excerpts {
    let mut straw =
        passage(0xbbbb_0001, "The beds lie under straw.", 9, &["Winter"], Place::Unread);
    straw.bookmark.created = Time(0);
    Excerpts {
        identity: Identity {
            title: Some(line("A garden in winter")),
            origins: vec!["https://example.org/garden?a=b".to_owned()],
            ..Identity::default()
        },
        byline: None,
        passages: vec![straw],
    }
}

#[test]
fn every_form_is_as_it_was() {
    for exporter in EXPORTERS {
        assert_snapshot!(exporter.name, (exporter.write)(&[harbour(), garden()]));
    }
}

#[test]
fn one_article_is_told_by_its_own_name() {
    assert_snapshot!("one_article", (export::named("markdown").unwrap().write)(&[harbour()]));
}

#[test]
fn nothing_to_export_is_no_error() {
    let empty = |name| (export::named(name).unwrap().write)(&[]);
    assert_eq!(empty("markdown"), "---\ntitle: \"Bookmarks\"\narticles: 0\nbookmarks: 0\n---\n");
    assert_eq!(empty("text"), "");
    assert_eq!(empty("kindle"), "");
    assert_eq!(empty("readwise"), "Highlight,Title,Author,URL,Note,Location,Date,Tags,Color\n");
}

#[test]
fn names_are_told_apart() {
    let names: Vec<&str> = EXPORTERS.iter().map(|exporter| exporter.name).collect();
    for exporter in EXPORTERS {
        assert_eq!(names.iter().filter(|name| **name == exporter.name).count(), 1);
        assert!(!exporter.help.is_empty() && !exporter.help.ends_with('.'), "{}", exporter.name);
    }
}

#[test]
fn a_template_of_the_reader_replaces_the_form() {
    let template = "{% for article in articles %}{% for bookmark in article.bookmarks %}\
                    {{ bookmark.short }} {{ bookmark.created|date('%d.%m.%Y') }} {{ bookmark.state \
                    }}: {{ bookmark.quote }}\n{% endfor %}{% endfor %}{{ count }}\n";
    assert_eq!(
        template::fill_in(template, &[garden()]).unwrap(),
        "bbbb0001 01.01.1970 unread: The beds lie under straw.\n1\n"
    );
    for (template, expected) in [
        ("one\n{{ titel }}", "line 2: `titel` is undefined"),
        ("{% for %}", "line 1: unexpected"),
        ("\n\n{{ articles[0].bookmarks[0].created|date('%Q%!') }}", "line 3: a letter of"),
    ] {
        let error = template::fill_in(template, &[garden()]).unwrap_err().to_string();
        assert!(error.starts_with(expected), "{error}");
    }
}

/// Demands what the model says a resource must have.
///
/// Source: W3C Web Annotation Data Model, sections 3.1, 3.2.4, 4, 4.2.4, 4.2.5, 5.1, 5.2.
mod model {
    use super::Value;

    fn is_iri(value: &Value) -> bool {
        let scheme = value.as_str().and_then(|text| text.split_once(':')).map(|(it, _)| it);
        let is_scheme =
            |it: &str| it.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
        let printable =
            |text: &str| !text.contains(|c: char| c.is_control() || " <>\"{}|\\^`".contains(c));
        scheme.is_some_and(is_scheme) && value.as_str().is_some_and(printable)
    }

    #[track_caller]
    fn resource(value: &Value, kind: &str) {
        assert!(is_iri(&value["id"]), "one IRI: {value}");
        assert_eq!(value["type"], kind, "{value}");
    }

    #[track_caller]
    pub fn collection(value: &Value) -> usize {
        let contexts = value["@context"].as_array().unwrap();
        assert!(contexts.contains(&"http://www.w3.org/ns/anno.jsonld".into()));
        resource(value, "AnnotationCollection");
        assert!(value["label"].is_string());
        let page = &value["first"];
        resource(page, "AnnotationPage");
        let items = page["items"].as_array().unwrap();
        assert_eq!(value["total"], items.len());
        items.iter().for_each(annotation);
        items.len()
    }

    fn annotation(value: &Value) {
        resource(value, "Annotation");
        for time in ["created", "modified"] {
            let time = value[time].as_str().unwrap();
            assert!(time.ends_with('Z') && time.len() == 20, "xsd:dateTime in UTC: {time}");
        }
        let motivations = ["highlighting", "commenting"];
        assert!(motivations.iter().any(|motivation| value["motivation"] == *motivation));
        value["body"].as_array().into_iter().flatten().for_each(body);
        target(&value["target"]);
        let rules = value["stylesheet"]["value"].as_str().unwrap();
        let class = format!(".{} {{", value["target"]["styleClass"].as_str().unwrap());
        assert!(rules.contains(&class), "the class is in the stylesheet: {value}");
    }

    fn body(value: &Value) {
        assert_eq!(value["type"], "TextualBody");
        assert!(value["value"].as_str().is_some_and(|text| !text.is_empty()));
        assert!(value["purpose"] == "commenting" || value["purpose"] == "tagging");
    }

    fn target(value: &Value) {
        assert_eq!(value["type"], "SpecificResource");
        resource(&value["source"], "Text");
        let selectors = value["selector"].as_array().unwrap();
        let [quote, position] = &selectors[..] else { panic!("two selectors: {value}") };
        assert_eq!(quote["type"], "TextQuoteSelector");
        assert!(["exact", "prefix", "suffix"].iter().all(|field| quote[*field].is_string()));
        assert_eq!(position["type"], "TextPositionSelector");
        let number = |field: &str| position[field].as_u64().unwrap();
        let characters = quote["exact"].as_str().unwrap().chars().count() as u64;
        assert_eq!(number("end") - number("start"), characters);
    }
}

#[test]
fn annotations_have_what_the_model_demands() {
    let written = (export::named("annotations").unwrap().write)(&[harbour(), garden()]);
    assert_eq!(model::collection(&serde_json::from_str(&written).unwrap()), 5);
    let pipe = Excerpts { identity: Identity::default(), ..harbour() };
    let hashed = Identity { origins: Vec::new(), ..harbour().identity };
    let hashed = Excerpts { identity: hashed, ..harbour() };
    let written = (export::named("annotations").unwrap().write)(&[pipe, hashed]);
    assert_eq!(model::collection(&serde_json::from_str(&written).unwrap()), 8);
}
