//! The reader without a terminal: keys in, the picture out.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use sidehead::app::geometry::Size;
use sidehead::app::update::update;
use sidehead::app::{Effect, Input, Remembered, Stamp, State};
use sidehead::article::Article;
use sidehead::bookmark::{Id, Time};
use sidehead::text::clean;
use sidehead::ui::{theme::Theme, view};

/// An open article on a made-up screen.
pub struct Reader {
    /// What the screen is drawn from.
    pub state: State,
    /// What was asked of the outside so far.
    pub effects: Vec<Effect>,
    stamps: u128,
}

impl Reader {
    /// Opens `text` as the file `name` would be.
    pub fn open(name: &str, text: &str, columns: u16, rows: u16) -> Reader {
        let article = article(name, text);
        let state = State::new(article, true, Size { columns, rows });
        Reader { state, effects: Vec::new(), stamps: 0 }
    }

    /// Presses keys, by their names, parted by spaces; what is left to do is done after each.
    pub fn press(&mut self, keys: &str) {
        for key in keys.split_whitespace() {
            let key = key.parse().expect("the test names keys that there are");
            self.happen(Input::Key(key));
            while self.state.is_busy() {
                self.happen(Input::Idle);
            }
        }
    }

    /// Lets something happen.
    pub fn happen(&mut self, input: Input) {
        self.stamps += 1;
        let stamp = Stamp { now: Time(1_700_000_000), fresh: Id(self.stamps) };
        self.effects.extend(update(&mut self.state, input, stamp));
    }

    /// Gives the bookmarks of the article: their words, and whether they stand in it.
    pub fn bookmarks(&self) -> Vec<(String, bool)> {
        let placed = self.state.article.bookmarks.iter();
        placed.map(|p| (p.bookmark.quote.exact.to_string(), p.anchor.range().is_some())).collect()
    }

    /// Gives what is selected.
    pub fn selected(&self) -> Option<&str> {
        let range = self.state.selection.as_ref()?.range();
        Some(self.state.article.document.slice(range))
    }

    /// Gives the line of the screen on which `words` stand first, and the column.
    pub fn find(&self, words: &str) -> (u16, u16) {
        let picture = self.picture();
        let mut lines = picture.lines().zip(0..);
        let found = lines.find_map(|(line, row)| {
            let before = line.get(..line.find(words)?)?;
            Some((u16::try_from(sidehead::text::columns(before)).ok()?, row))
        });
        found.unwrap_or_else(|| panic!("no {words} in:\n{picture}"))
    }

    /// Gives the screen as text, a line a row, without blanks at the ends of rows.
    pub fn picture(&self) -> String {
        let Size { columns, rows } = self.state.size;
        let mut buffer = Buffer::empty(Rect::new(0, 0, columns, rows));
        view(&self.state, Theme::terminal(true), &mut buffer);
        (0..rows).map(|row| line(&buffer, row)).collect::<Vec<_>>().join("\n")
    }

    /// Gives the text of the top row.
    pub fn top(&self) -> String {
        let row = self.state.viewport.rows.iter().find(|shown| !shown.row.range.is_empty());
        row.map_or(String::new(), |shown| {
            self.state.article.document.slice(shown.row.range.clone()).to_owned()
        })
    }

    /// Gives the text of the focused block.
    pub fn focused(&self) -> &str {
        let document = &self.state.article.document;
        let block = document.blocks.get(self.state.focused).expect("a block has the focus");
        document.slice(block.range.clone())
    }
}

/// Ten sections of five paragraphs, each long enough for several rows.
pub fn long() -> String {
    let mut text = String::from("# The Long Article\n\nIt begins with a lead of one sentence.\n");
    for section in 1..=10 {
        text.push_str(&format!("\n## Section {section}\n"));
        for paragraph in 1..=5 {
            text.push_str(&format!(
                "\nThis is paragraph {paragraph} of section {section}, and it has two sentences. \
                 The second one is there so that it fills more than one row of any screen.\n"
            ));
        }
    }
    text
}

/// Checks what stands at the top of the long article after some keys.
#[track_caller]
pub fn check_top(case: &str, keys: &str, expected: &str) {
    let mut reader = Reader::open("long.md", &long(), 80, 24);
    reader.press(keys);
    assert!(reader.top().starts_with(expected), "{case}: the top row is {:?}", reader.top());
}

/// Lets the article that is open be read again, as `text` now.
pub fn read_again(reader: &mut Reader, text: &str) {
    let key = reader.state.key.clone();
    let again = Box::new(article("long.md", text));
    reader.happen(Input::Opened(key, again, Remembered::default()));
}

/// Reads `text` as the file `name` would be.
pub fn article(name: &str, text: &str) -> Article {
    let source = sidehead::format::Source {
        bytes: text.as_bytes(),
        name: Some(name),
        format: None,
        part: sidehead::format::Part::Whole,
    };
    let document = sidehead::format::parse(&source).expect("the test's text is text");
    let name = document.meta.title.clone().unwrap_or_else(|| clean::line(name));
    Article::new(document, name, Vec::new())
}

fn line(buffer: &Buffer, row: u16) -> String {
    let columns = buffer.area.width;
    let mut line = String::new();
    let mut skip = 0;
    for column in 0..columns {
        let symbol = buffer[(column, row)].symbol();
        if skip > 0 {
            skip -= 1;
            continue;
        }
        line.push_str(symbol);
        skip = sidehead::text::columns(symbol).saturating_sub(1);
    }
    line.trim_end().to_owned()
}
