//! One piece of work, done as often as it is told: for `benches/instructions.sh`, which counts the
//! instructions it takes. Their number does not depend on what else the machine does.

use std::hint::black_box;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use sidehead::app::State;
use sidehead::app::geometry::Size;
use sidehead::article::Article;
use sidehead::bookmark::anchor;
use sidehead::document::Document;
use sidehead::format::{Part, Source, parse, parse_parts};
use sidehead::layout::Layout;
use sidehead::outline::infer;
use sidehead::search::Pattern;
use sidehead::text::clean::Clean;
use sidehead::ui::{theme::Theme, view};

/// A piece of work: its name, and what makes ready and does it so many times.
type Work = (&'static str, fn(usize));

const WORKS: [Work; 12] = [
    ("decode and parse text", |times| read("a.txt", &text("{}\n\n"), times)),
    ("decode and parse Chinese", |times| read("a.txt", &chinese(), times)),
    ("decode an old encoding", |times| read("a.txt", &latin(), times)),
    ("parse Markdown", |times| read("a.md", &text("## {}\n\n"), times)),
    ("parse HTML", |times| read("a.html", &text("<h2>{}</h2>\n"), times)),
    ("infer side-heads", |times| {
        let document = document("a.txt", &text("{}\n\n"));
        again(times, || infer::infer(&document));
    }),
    ("wrap all", |times| {
        let document = document("a.txt", &text("{}\n\n"));
        again(times, || {
            let mut bytes = 0;
            Layout::new(72).plain(&document, &mut |row| bytes += row.len());
            bytes
        });
    }),
    ("search a word", |times| search("the last needle", times)),
    ("search without case", |times| search("ferry", times)),
    ("search an expression", |times| search(r"\bn\w+e\b", times)),
    ("resolve a passage", |times| {
        let document = document("a.txt", &text("{}\n\n"));
        let middle = document.end().0 / 2;
        let quote = anchor::describe(&document, middle..middle + 200);
        again(times, || anchor::resolve(&document, &quote));
    }),
    ("draw a frame", |times| {
        let size = Size { columns: 120, rows: 40 };
        let document = document("a.md", &text("## {}\n\n"));
        let state = State::new(Article::new(document, Clean::ours("a"), Vec::new()), true, size);
        let mut buffer = Buffer::empty(Rect::new(0, 0, size.columns, size.rows));
        again(times, || view(&state, Theme::terminal(true), &mut buffer));
    }),
];

const SENTENCE: &str =
    "The dredgers worked from ten in the evening until the first ferry; nobody saw them. ";

/// Makes a megabyte of sections of three paragraphs, with headings as `heading` writes them.
fn text(heading: &str) -> Vec<u8> {
    let mut text = String::new();
    for section in 1.. {
        text += &heading.replace("{}", &format!("Dredging by night {section}"));
        text += &format!("{}\n\n", SENTENCE.repeat(6)).repeat(3);
        if text.len() >= 1_000_000 {
            break;
        }
    }
    text += "Here is the last needle.\n";
    text.into_bytes()
}

/// Makes a megabyte of Chinese in paragraphs.
fn chinese() -> Vec<u8> {
    let paragraph = "浚渫船从晚上十点工作到第一班渡轮，码头上的人只看见一排灯。".repeat(8) + "\n\n";
    paragraph.repeat(1_000_000 / paragraph.len()).into_bytes()
}

/// Makes a megabyte in windows-1252.
fn latin() -> Vec<u8> {
    b"In the caf\xe9 they said \x93not before ten\x94 \x96 and na\xefve as he was, he went.\n\n"
        .repeat(14_000)
}

fn document(name: &str, bytes: &[u8]) -> Document {
    let source = Source { bytes, name: Some(name), format: None, part: Part::Whole };
    parse(&source).expect("it is text")
}

/// Reads an article as the reader does: its beginning, then part by part.
fn read(name: &str, bytes: &[u8], times: usize) {
    again(times, || {
        let (head, mut rest) = bytes.split_at(sidehead::format::HEAD_BYTES);
        let source = Source { bytes: head, name: Some(name), format: None, part: Part::Head };
        parse_parts(&source, |into, wanted| {
            let (part, after) = rest.split_at(rest.len().min(wanted));
            into.extend_from_slice(part);
            rest = after;
            Ok::<_, std::convert::Infallible>(part.len())
        })
    });
}

fn again<T>(times: usize, mut work: impl FnMut() -> T) {
    for _ in 0..times {
        black_box(work());
    }
}

fn search(typed: &str, times: usize) {
    let document = document("a.txt", &text("{}\n\n"));
    let pattern = Pattern::new(typed);
    let all = 0..document.end().0;
    again(times, || pattern.find_in(document.text(), all.clone(), usize::MAX));
}

#[expect(clippy::print_stdout, reason = "the script reads the names")]
fn main() {
    let mut arguments = std::env::args().skip(1).filter(|argument| !argument.starts_with("--"));
    let (name, times) = (arguments.next(), arguments.next());
    let times = times.and_then(|times| times.parse().ok()).unwrap_or(1);
    for (known, work) in WORKS {
        match &name {
            Some(name) if name == known => work(times),
            Some(_) => {}
            None => println!("{known}"),
        }
    }
}
