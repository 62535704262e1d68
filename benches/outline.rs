//! How long it takes to find the side-heads of a plain text that is cut into blocks already.

use divan::Bencher;
use divan::counter::BytesCount;
use sidehead::document::Document;
use sidehead::format::text;
use sidehead::outline::infer::infer;

fn main() {
    divan::main();
}

const SENTENCE: &str =
    "The dredgers worked from ten in the evening until the first ferry; nobody saw them. ";

const QUOTED: &str =
    "“We had no maps,” said the captain – ‘none at all’ – and the harbour’s lamps went out. ";

/// Makes an article of about `bytes` bytes: under each heading four paragraphs of `sentence`, and
/// now and then a list.
fn article(bytes: usize, sentence: &str, wrapped: bool) -> Document {
    let mut article = String::from("A Harbour Rebuilt\n\n");
    let mut section = 1;
    while article.len() < bytes {
        article.push_str(["Dredging by night", "What the wall kept", "Who pays"][section % 3]);
        article.push_str("\n\n");
        for paragraph in 1..5 {
            let text = sentence.repeat(3 + (section * paragraph) % 5);
            article.push_str(&if wrapped { wrap(&text) } else { text });
            article.push_str("\n\n");
        }
        if section % 5 == 0 {
            article.push_str("- a rope\n- two lamps\n- the old chart\n\n");
        }
        section += 1;
    }
    text::parse(&article)
}

fn wrap(text: &str) -> String {
    let mut wrapped = String::new();
    let mut column = 0;
    for word in text.split(' ') {
        let size = word.chars().count();
        if column + size > 71 {
            wrapped.push('\n');
            column = 0;
        } else if column > 0 {
            wrapped.push(' ');
        }
        wrapped.push_str(word);
        column += size + 1;
    }
    wrapped
}

#[divan::bench]
fn a_line_a_paragraph(bencher: Bencher) {
    run(bencher, &article(1_000_000, SENTENCE, false));
}

#[divan::bench]
fn curly_quotes(bencher: Bencher) {
    run(bencher, &article(1_000_000, QUOTED, false));
}

#[divan::bench]
fn wrapped(bencher: Bencher) {
    run(bencher, &article(1_000_000, SENTENCE, true));
}

/// Laying what was found over the document: kinds of blocks, and the sections with their words.
#[divan::bench]
fn applied(bencher: Bencher) {
    let document = article(1_000_000, SENTENCE, false);
    let bytes = BytesCount::of_str(&**document.text());
    let fresh = || (infer(&document), document.clone());
    bencher.counter(bytes).with_inputs(fresh).bench_values(|(found, mut document)| {
        found.apply(&mut document);
        document
    });
}

fn run(bencher: Bencher, document: &Document) {
    bencher.counter(BytesCount::of_str(&**document.text())).bench(|| infer(document));
}
