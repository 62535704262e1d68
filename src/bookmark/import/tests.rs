//! What other programs wrote is read as it was meant, and what we wrote as it was.

use proptest::collection::vec;
use proptest::prelude::{Just, Strategy, any, prop_oneof};
use proptest::test_runner::Config;
use proptest::{option, prop_assert_eq, proptest};

use super::{IMPORTERS, detect, named};
use crate::bookmark::excerpts::{Excerpts, Passage};
use crate::bookmark::export;
use crate::bookmark::identity::{Identity, Sketch};
use crate::bookmark::{Bookmark, COLOURS, Colour, Id, Quote, Time};
use crate::text::clean::{self, Clean};

/// Gives text as articles and readers write it, with what is special to some form.
fn raw() -> impl Strategy<Value = String> {
    prop_oneof![
        "\\PC{0,12}",
        any::<String>(),
        Just("=SUM(A1)".to_owned()),
        Just("' -".to_owned()),
        Just("a, \"b\"\n==========\nc".to_owned()),
        Just("\u{202e}\u{1b}[31m\u{7f}".to_owned()),
    ]
}

fn text() -> impl Strategy<Value = Clean<'static>> {
    raw().prop_map(|raw| clean::text(&raw).into_owned())
}

fn line() -> impl Strategy<Value = Clean<'static>> {
    raw().prop_map(|raw| clean::line(&raw))
}

fn quote() -> impl Strategy<Value = Quote> {
    let places = any::<(u32, u32, u8)>();
    (text(), text(), text(), places).prop_map(|(exact, prefix, suffix, (start, end, count))| {
        Quote {
            exact,
            prefix,
            suffix,
            start: start as usize,
            end: end as usize,
            occurrences: usize::from(count),
            rival: 0,
            rival_around: 0,
        }
    })
}

fn colour() -> impl Strategy<Value = Colour> {
    (0..COLOURS.len()).prop_map(|index| COLOURS[index].0)
}

/// Gives a moment that RFC 3339 can write.
fn time() -> impl Strategy<Value = Time> {
    (-60_000_000_000_i64..250_000_000_000).prop_map(Time)
}

fn passage() -> impl Strategy<Value = Passage> {
    let about = (text(), vec(line(), 0..3), colour());
    (any::<u128>(), quote(), vec(line(), 0..3), about, time(), time()).prop_map(
        |(id, quote, section, (note, tags, colour), created, modified)| {
            let id = Id(id);
            Passage::unread(Bookmark { id, quote, section, note, tags, colour, created, modified })
        },
    )
}

fn excerpts() -> impl Strategy<Value = Excerpts> {
    let known = (option::of(line()), vec(any::<String>(), 0..3), vec("[0-9a-f]{64}", 0..3));
    (known, vec(any::<u64>(), 0..4), option::of(line()), vec(passage(), 0..4)).prop_map(
        |((title, origins, hashes), sketch, byline, passages)| Excerpts {
            identity: Identity { title, origins, hashes, sketch: Sketch(sketch) },
            byline,
            passages,
        },
    )
}

/// Writes bookmarks in the form called `name` and reads them again.
fn there_and_back(name: &str, articles: &[Excerpts]) -> Vec<Excerpts> {
    let written = (export::named(name).expect("it is a form").write)(articles);
    (named(name).expect("it can be read").read)(&written).expect(&written)
}

proptest! {
    #![proptest_config(Config { cases: 200, failure_persistence: None, ..Config::default() })]

    #[test]
    fn json_is_read_as_it_was(articles in vec(excerpts(), 0..4)) {
        prop_assert_eq!(there_and_back("json", &articles), articles);
    }

    #[test]
    fn annotations_keep_what_they_can_say(one in excerpts()) {
        let back = there_and_back("annotations", std::slice::from_ref(&one));
        let kept = |article: &Excerpts| article.passages.iter().filter_map(|passage| {
            let Bookmark { id, quote, note, tags, colour, created, modified, .. } = &passage.bookmark;
            let quote = Quote { occurrences: 0, ..quote.clone() };
            let quote = Quote { exact: quote.exact.trim().into_owned(), ..quote };
            let note = note.trim().into_owned();
            let tags: Vec<_> = tags.iter().filter(|tag| !tag.is_empty()).cloned().collect();
            (!quote.exact.is_empty()).then_some((*id, quote, note, tags, *colour, *created, *modified))
        }).collect::<Vec<_>>();
        let back: Vec<_> = back.iter().flat_map(kept).collect();
        prop_assert_eq!(back, kept(&one));
    }

    #[test]
    fn csv_keeps_words_notes_and_tags(one in excerpts()) {
        let back = there_and_back("readwise", std::slice::from_ref(&one));
        let words = |article: &Excerpts| article.passages.iter().filter_map(|passage| {
            let exact = passage.bookmark.quote.exact.trim().to_string();
            let note = passage.bookmark.note.trim().to_string();
            (!exact.is_empty()).then_some((exact, note, passage.bookmark.colour))
        }).collect::<Vec<_>>();
        let back: Vec<_> = back.iter().flat_map(words).collect();
        prop_assert_eq!(back, words(&one));
    }

    #[test]
    fn no_file_makes_an_importer_panic(file in any::<String>(), which in 0..IMPORTERS.len()) {
        let _ = (IMPORTERS[which].read)(&file);
    }

    #[test]
    fn nothing_written_acts_on_a_terminal(articles in vec(excerpts(), 0..3)) {
        for exporter in export::EXPORTERS {
            let written = (exporter.write)(&articles).replace("\r\n", "\n").replace('\u{200b}', "");
            // A file name may start with a mark that stands on nothing; it hurts nobody.
            let but_stands = |text: &str| text.replace('◌', "");
            let clean = but_stands(&clean::text(&written));
            prop_assert_eq!(clean, but_stands(&written), "{}", exporter.name);
        }
    }
}

/// Gives one line a bookmark: the article, its words, and what else was read.
fn told(name: &str, file: &str) -> String {
    assert_eq!(detect(file).map(|importer| importer.name), Some(name), "{file}");
    let articles = (named(name).expect(name).read)(file).expect(file);
    let mut told = String::new();
    for article in &articles {
        let name = article.identity.title.as_deref().unwrap_or("untitled");
        let byline = article.byline.as_deref().unwrap_or("nobody");
        told.push_str(&format!("{name} / {byline} / {:?}\n", article.identity.origins));
        for Passage { bookmark, .. } in &article.passages {
            let Bookmark { quote, note, tags, colour, created, .. } = bookmark;
            let tags: Vec<&str> = tags.iter().map(|tag| &**tag).collect();
            told.push_str(&format!(
                "  [{}|{}|{}] \"{note}\" {tags:?} {} {created}\n",
                quote.prefix,
                quote.exact,
                quote.suffix,
                colour.name()
            ));
        }
    }
    told
}

#[test]
fn notes_of_a_kindle_go_to_what_they_are_about() {
    let clipping = |what: &str, words: &str| {
        let added = "Added on Saturday, January 31, 2026 10:00:00 AM";
        format!("A Harbour (Jane Doe)\r\n- Your {what} | {added}\r\n\r\n{words}\r\n==========\r\n")
    };
    let file = [
        "\u{feff}".to_owned(),
        clipping("Highlight on page 1 | Location 10-12", "Chains, and a bell."),
        clipping("Note on page 1 | Location 12", "why?"),
        clipping("Note on Location 40", "alone"),
        clipping("Bookmark on Location 50", ""),
        clipping("Highlight on Location 60-60", "They had tea."),
    ];
    let expected = "A Harbour / Jane Doe / []
  [||] \"alone\" [] yellow 2026-01-31T10:00:00Z
  [|Chains, and a bell.|] \"why?\" [] yellow 2026-01-31T10:00:00Z
  [||] \"\" [] yellow 2026-01-31T10:00:00Z
  [|They had tea.|] \"\" [] yellow 2026-01-31T10:00:00Z
";
    assert_eq!(told("kindle", &file.concat()), expected);
    let strange = "A Harbour\n- Vurgunuz 12 | Eklendi 2026\n\nWords.\n==========\n";
    let read = (named("kindle").expect("it is there").read)(strange);
    let message = read.expect_err("nobody knows what it is").to_string();
    assert_eq!(message, "none of its clippings is in a language that is known");
}

#[test]
fn what_readwise_exports_is_read() {
    let file = "\
Highlight,Book Title,Book Author,Amazon Book ID,Note,Color,Tags,Location Type,Location,Highlighted at
\"Chains, and a bell.\",A Harbour,Jane Doe,,why?,blue,\"a, b c\",page,1,2026-01-31 10:00:00+00:00
'-1 is less,A Harbour,Jane Doe,,,,,page,2,
,A Harbour,Jane Doe,,a note alone,,,page,2,
";
    let expected = "A Harbour / Jane Doe / []
  [|Chains, and a bell.|] \"why?\" [\"a\", \"b c\"] blue 2026-01-31T10:00:00Z
  [|-1 is less|] \"\" [] yellow 1970-01-01T00:00:00Z
";
    assert_eq!(told("readwise", file), expected);
}

#[test]
fn annotations_of_others_are_read() {
    let hypothesis = r#"{"total": 1, "rows": [{"id": "abc", "created": "2026-01-31T10:00:00Z",
        "uri": "https://example.org/a", "text": "why?", "tags": ["a"],
        "document": {"title": ["A Harbour"]},
        "target": [{"source": "https://example.org/a", "selector": [
            {"type": "RangeSelector"},
            {"type": "TextPositionSelector", "start": 5, "end": 9},
            {"type": "TextQuoteSelector", "exact": "bell", "prefix": "a ", "suffix": "."}]}]}]}"#;
    let expected = "A Harbour / nobody / [\"https://example.org/a\"]
  [a |bell|.] \"why?\" [\"a\"] yellow 2026-01-31T10:00:00Z
";
    assert_eq!(told("annotations", hypothesis), expected);
    let single = r#"{"@context": "http://www.w3.org/ns/anno.jsonld", "type": "Annotation",
        "id": "http://example.org/anno1", "body": {"type": "TextualBody", "value": "so"},
        "target": {"source": "file:///home/a%20b.md",
                   "selector": {"type": "TextQuoteSelector", "exact": "bell"}}}"#;
    let expected = "untitled / nobody / [\"/home/a b.md\"]
  [|bell|] \"so\" [] yellow 1970-01-01T00:00:00Z
";
    assert_eq!(told("annotations", single), expected);
    assert_eq!(told("annotations", r#"{"type": "Annotation", "target": "http://e.org"}"#), "");
}

#[test]
fn json_of_others_and_of_the_future_is_refused() {
    let read = |file: &str| {
        let refused = (named("json").expect("it is there").read)(file);
        refused.expect_err(file).to_string()
    };
    assert_eq!(read(r#"{"a": "sidehead bookmarks"}"#), "it is not what sidehead exports");
    let newer = r#"{"version": 2, "kind": "sidehead bookmarks", "articles": []}"#;
    assert_eq!(read(newer), "it is of a newer sidehead");
    let damaged = r#"{"version": 1, "kind": "sidehead bookmarks", "articles": [{"bookmarks":
        [{"id": "12", "quote": {"exact": "a"}, "created": "", "modified": ""}]}]}"#;
    assert_eq!(read(damaged), "12 is not an ID");
    assert_eq!(read("{"), "EOF while parsing an object at line 1 column 1");
    assert_eq!(detect("A page of prose.\n\nIt quotes nothing.").map(|it| it.name), None);
}
