//! How long it takes to lay out what is looked at, and all of an article.

use divan::Bencher;
use divan::counter::BytesCount;
use sidehead::document::block::{Alignment, Kind, Nesting, Table};
use sidehead::document::builder::Builder;
use sidehead::document::{Document, Position, Style};
use sidehead::layout::Layout;

fn main() {
    divan::main();
}

/// Columns of text as the reader sets them.
const COLUMNS: usize = 72;

/// Rows of a large terminal.
const SCREEN_ROWS: usize = 50;

/// Scripts differ in where lines may end, and in what it takes to find out.
const SENTENCES: [(&str, &str); 3] = [
    (
        "ascii",
        "The dredgers worked from ten in the evening until the first ferry; nobody saw them. ",
    ),
    (
        "curly",
        "“The dredgers worked from ten,” she said – “until the first ferry’s bell – unseen.” ",
    ),
    (
        "han",
        "浚渫船は夜十時から始発のフェリーまで働いた。岸壁の人々が見たのは、ランプの列だけだった。",
    ),
];

fn sentence(script: &str) -> &'static str {
    SENTENCES.iter().find(|(name, _)| *name == script).map_or("", |(_, sentence)| *sentence)
}

/// Makes an article of `bytes` bytes in paragraphs of some hundred words.
fn article(script: &str, bytes: usize) -> Document {
    let paragraph = sentence(script).repeat(8);
    let mut builder = Builder::default();
    while builder.here() < bytes {
        builder.open(Kind::Paragraph, Nesting::default());
        builder.push(&paragraph, Style::default());
    }
    builder.finish()
}

/// Makes an article that is one paragraph of `bytes` bytes.
fn one_paragraph(bytes: usize) -> Document {
    let mut builder = Builder::default();
    builder.push(&sentence("ascii").repeat(bytes / sentence("ascii").len()), Style::default());
    builder.finish()
}

/// Makes a table of `rows` rows whose cells have to be wrapped.
fn table(rows: usize) -> Document {
    let mut builder = Builder::default();
    builder.open(Kind::Table(Box::default()), Nesting::default());
    let mut cells = Vec::new();
    for row in 0..rows {
        for cell in [format!("Ship {row}"), (row * 37).to_string(), sentence("ascii").to_owned()] {
            let start = builder.here();
            builder.push(cell.trim(), Style::default());
            cells.push(start..builder.here());
            builder.push("  ", Style::default());
        }
    }
    let alignments = vec![Alignment::Left, Alignment::Right, Alignment::Left];
    let last = builder.text().trim_end().len();
    cells.iter_mut().for_each(|cell| cell.end = cell.end.min(last));
    builder.set_kind(Kind::Table(Box::new(Table { alignments, cells, header_rows: 1 })));
    builder.finish()
}

/// Lays out the screen that starts with the row in the middle of the text.
fn screenful(document: &Document) -> usize {
    let mut layout = Layout::new(COLUMNS);
    // The texts it is used for are ASCII.
    let first = layout.place_of(document, Position(document.end().0 / 2));
    let places = std::iter::successors(first, |place| layout.next(document, *place));
    places.take(SCREEN_ROWS).count()
}

#[divan::bench(args = ["ascii", "curly", "han"])]
fn a_whole_megabyte(bencher: Bencher<'_, '_>, script: &str) {
    let document = article(script, 1_000_000);
    bencher.counter(BytesCount::new(document.end().0)).bench(|| {
        let mut bytes = 0;
        Layout::new(COLUMNS).plain(&document, &mut |line| bytes += line.len());
        bytes
    });
}

#[divan::bench(args = [100_000, 1_000_000, 10_000_000])]
fn a_screenful_of_paragraphs(bencher: Bencher<'_, '_>, bytes: usize) {
    let document = article("ascii", bytes);
    bencher.bench(|| screenful(&document));
}

#[divan::bench(args = [100_000, 1_000_000, 10_000_000])]
fn a_screenful_of_one_paragraph(bencher: Bencher<'_, '_>, bytes: usize) {
    let document = one_paragraph(bytes);
    bencher.bench(|| screenful(&document));
}

#[divan::bench(args = [100, 10_000])]
fn a_screenful_of_a_table(bencher: Bencher<'_, '_>, rows: usize) {
    let document = table(rows);
    bencher.bench(|| screenful(&document));
}

#[divan::bench]
fn the_same_screenful_again(bencher: Bencher<'_, '_>) {
    let document = article("ascii", 1_000_000);
    let mut layout = Layout::new(COLUMNS);
    bencher.bench_local(|| {
        let first = layout.first(&document);
        let places = std::iter::successors(first, |place| layout.next(&document, *place));
        places.take(SCREEN_ROWS).count()
    });
}
