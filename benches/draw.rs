//! How long a key takes, from what it changes to the finished frame.

use divan::Bencher;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use sidehead::app::geometry::Size;
use sidehead::app::update::update;
use sidehead::app::{Input, Stamp, State};
use sidehead::article::Article;
use sidehead::bookmark::{Id, Time};
use sidehead::format::{Part, Source, parse};
use sidehead::text::clean::Clean;
use sidehead::ui::{theme::Theme, view};

fn main() {
    divan::main();
}

/// A large terminal.
const SIZE: Size = Size { columns: 120, rows: 40 };

/// Opens an article of `sections` sections of three paragraphs.
fn reader(sections: usize) -> State {
    let sentence = "The dredgers worked from ten in the evening until the first *ferry*. ";
    let paragraph = format!("{}\n\n", sentence.repeat(8));
    let text: String =
        (0..sections).map(|n| format!("## Night {n}\n\n{}", paragraph.repeat(3))).collect();
    let source =
        Source { bytes: text.as_bytes(), name: Some("a.md"), format: None, part: Part::Whole };
    let document = parse(&source).expect("the article is text");
    State::new(Article::new(document, Clean::ours("a.md"), Vec::new()), true, SIZE)
}

fn press(state: &mut State, key: &str) {
    let key = key.parse().expect("the key has a name");
    update(state, Input::Key(key), Stamp { now: Time(0), fresh: Id(0) });
}

#[divan::bench(args = [60, 600, 6_000])]
fn frame(bencher: Bencher, sections: usize) {
    let mut state = reader(sections);
    press(&mut state, "]");
    let mut buffer = Buffer::empty(Rect::new(0, 0, SIZE.columns, SIZE.rows));
    bencher.bench_local(|| view(&state, Theme::terminal(true), &mut buffer));
}

#[divan::bench(args = ["j", "space", "]", "G"])]
fn key_and_frame(bencher: Bencher, key: &str) {
    let mut state = reader(600);
    let mut buffer = Buffer::empty(Rect::new(0, 0, SIZE.columns, SIZE.rows));
    bencher.bench_local(|| {
        press(&mut state, key);
        buffer.reset();
        view(&state, Theme::terminal(true), &mut buffer)
    });
}

/// Opens an article of so many lines of one form, of which the first was corrected.
fn corrected(lines: usize) -> State {
    let body = "This is a paragraph that is long enough to be taken for the running text it is.";
    let name =
        |n: usize| format!("{n}").bytes().map(|digit| char::from(digit + 49)).collect::<String>();
    let text: String = (0..lines).map(|n| format!("**Part {}**\n\n{body}\n\n", name(n))).collect();
    let source =
        Source { bytes: text.as_bytes(), name: Some("a.md"), format: None, part: Part::Whole };
    let document = parse(&source).expect("the article is text");
    let article = Article::new(document, Clean::ours("a.md"), Vec::new());
    let mut state = State::new(article, true, SIZE);
    press(&mut state, "H");
    while state.is_busy() {
        update(&mut state, Input::Idle, Stamp { now: Time(0), fresh: Id(0) });
    }
    state
}

#[divan::bench(args = [500, 5_000])]
fn correct_lines_alike(bencher: Bencher, lines: usize) {
    bencher.with_inputs(|| corrected(lines)).bench_local_values(|mut state| {
        press(&mut state, "y");
        assert_eq!(state.article.document.sections.len(), lines);
        state
    });
}
