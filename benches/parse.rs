//! How long it takes to turn bytes into a document, sections included.

use divan::Bencher;
use divan::counter::BytesCount;
use sidehead::format::{Part, Source, parse};

fn main() {
    divan::main();
}

const SENTENCE: &str =
    "The dredgers worked from ten in the evening until the first ferry; nobody saw them. ";

/// Makes an article of `bytes` bytes: sections of three paragraphs, their headings written as
/// `heading` writes them and their paragraphs as `paragraph` does.
fn article(
    bytes: usize,
    heading: impl Fn(usize) -> String,
    paragraph: impl Fn(&str) -> String,
) -> String {
    let mut text = String::new();
    let mut section = 1;
    while text.len() < bytes {
        text.push_str(&heading(section));
        (0..3).for_each(|_| text.push_str(&paragraph(&SENTENCE.repeat(6))));
        section += 1;
    }
    text
}

#[divan::bench(args = [100_000, 1_000_000])]
fn text(bencher: Bencher, bytes: usize) {
    let text = article(bytes, |n| format!("Dredging by night {n}\n\n"), |p| format!("{p}\n\n"));
    run(bencher, "a.txt", &text);
}

#[divan::bench(args = [100_000, 1_000_000])]
fn markdown(bencher: Bencher, bytes: usize) {
    let text = article(bytes, |n| format!("## Night {n}\n\n"), |p| format!("*Then* {p}\n\n"));
    run(bencher, "a.md", &text);
}

#[divan::bench(args = [100_000, 1_000_000])]
fn html(bencher: Bencher, bytes: usize) {
    let body = article(bytes, |n| format!("<h2>Night {n}</h2>\n"), |p| format!("<p>{p}</p>\n"));
    let page = format!("<!doctype html><title>Nights</title><body><article>{body}</article>");
    run(bencher, "a.html", &page);
}

fn run(bencher: Bencher, name: &str, text: &str) {
    let source =
        Source { bytes: text.as_bytes(), name: Some(name), format: None, part: Part::Whole };
    bencher.counter(BytesCount::of_str(text)).bench(|| parse(&source));
}
