//! How long it takes to search a megabyte: for all matches, and for the next.

use divan::Bencher;
use divan::counter::BytesCount;
use sidehead::search::Pattern;

fn main() {
    divan::main();
}

const SENTENCE: &str =
    "The dredgers worked from ten in the evening until the\nfirst ferry; “nobody” saw them. ";

/// Makes a megabyte of text with line ends, that ends in what is searched for.
fn text() -> String {
    let mut text = SENTENCE.repeat(1_000_000 / SENTENCE.len());
    text.push_str("A needle.");
    text
}

/// What is typed: a rare word, a common one, a phrase across line ends, an expression.
const TYPED: [&str; 4] = ["needle", "ferry", "the first ferry", r"\bn\w+y\b"];

#[divan::bench(args = TYPED)]
fn all_matches(bencher: Bencher<'_, '_>, typed: &str) {
    let text = text();
    let pattern = Pattern::new(typed);
    bencher
        .counter(BytesCount::of_str(&text))
        .bench(|| pattern.find_all(divan::black_box(&text), usize::MAX).len());
}

#[divan::bench(args = TYPED)]
fn the_first_match_of_the_last_slice(bencher: Bencher<'_, '_>, typed: &str) {
    let text = text();
    let pattern = Pattern::new(typed);
    let slice = text.len() - 100_000..text.len();
    bencher.bench(|| pattern.find_in(divan::black_box(&text), slice.clone(), 1));
}

#[divan::bench(args = TYPED)]
fn a_pattern_is_made(typed: &str) -> Pattern {
    Pattern::new(divan::black_box(typed))
}
