//! From the picture that a terminal shows to the next one, in few bytes: over a slow line they are
//! what the reader waits for.
//!
//! Writes only what ECMA-48 and the first VT100 knew, and asks the terminal nothing.

use std::io::Write as _;

use ratatui::buffer::{Buffer, Cell};

use crate::text;

mod look;
mod scroll;

use look::Look;
use scroll::Scroll;

/// Bytes of a frame from which on it is worth to look whether the text has only moved.
const WORTH_SCROLLING: usize = 400;

/// Appends to `out` what turns the picture `shown` into `next`; nothing where they are the same.
/// Finds the terminal's style plain and leaves it so, and its cursor anywhere.
pub(super) fn write(shown: &mut Buffer, next: &Buffer, out: &mut Vec<u8>) {
    let mut changes = Vec::new();
    write_changes(shown, next, &mut changes);
    if changes.len() > WORTH_SCROLLING
        && let Some(scroll) = Scroll::between(shown, next)
    {
        let mut moved = Vec::new();
        scroll.write(&mut moved);
        scroll.apply(shown);
        write_changes(shown, next, &mut moved);
        if moved.len() < changes.len() {
            changes = moved;
        }
    }
    out.append(&mut changes);
}

/// Writes the cells that differ: those that look one way, then those that look another, as to
/// switch takes more bytes than to move.
fn write_changes(shown: &Buffer, next: &Buffer, out: &mut Vec<u8>) {
    let mut looks: Vec<(Look, Vec<Change<'_>>)> = vec![(Look::default(), Vec::new())];
    for change in shown.diff_iter(next) {
        let look = Look::of(change.2);
        match looks.iter_mut().find(|(known, _)| *known == look) {
            Some((_, changes)) => changes.push(change),
            None => looks.push((look, vec![change])),
        }
    }
    let mut pen = Pen { next, out, at: None, look: Look::default() };
    for (look, changes) in looks.iter().rev() {
        pen.put_all(*look, changes);
    }
    pen.take(Look::default());
}

/// Column, row and content of a cell to be written.
type Change<'a> = (u16, u16, &'a Cell);

/// Tells whether a cell looks like one that was erased.
fn is_blank(cell: &Cell) -> bool {
    cell.symbol() == " " && Look::of(cell) == Look::default()
}

/// Puts cells on the terminal.
struct Pen<'a> {
    next: &'a Buffer,
    out: &'a mut Vec<u8>,
    /// Column and row of the cursor, where that is known.
    at: Option<(u16, u16)>,
    look: Look,
}

impl Pen<'_> {
    /// Puts cells that all look one way.
    fn put_all(&mut self, look: Look, changes: &[Change<'_>]) {
        if !changes.is_empty() {
            self.take(look);
        }
        let goes_on = |a: &Change<'_>, b: &Change<'_>| {
            is_blank(a.2) && is_blank(b.2) && (a.0 + 1, a.1) == (b.0, b.1)
        };
        for run in changes.chunk_by(goes_on) {
            match run {
                [(column, row, cell)] if !is_blank(cell) => self.put(*column, *row, cell),
                [(column, row, _), ..] => self.erase(*column, run.len(), *row),
                [] => {}
            }
        }
    }

    /// Sets how text looks from now on.
    fn take(&mut self, look: Look) {
        if look != self.look {
            look.write(self.look, self.out);
            self.look = look;
        }
    }

    fn put(&mut self, column: u16, row: u16, cell: &Cell) {
        self.go(column, row);
        self.out.extend_from_slice(cell.symbol().as_bytes());
        let end = columns(cell.symbol()).and_then(|columns| column.checked_add(columns));
        self.at = end.filter(|end| *end < self.next.area.width).map(|end| (end, row));
    }

    /// Blanks cells of a row.
    fn erase(&mut self, column: u16, count: usize, row: u16) {
        self.go(column, row);
        let width = self.next.area.width;
        let end = column.saturating_add(u16::try_from(count).unwrap_or(width)).min(width);
        if count > LEAST_ERASED && (end..width).all(|x| is_blank(&self.next[(x, row)])) {
            self.out.extend_from_slice(b"\x1b[K");
        } else if count > LEAST_ERASED + 1 {
            let _ = write!(self.out, "\x1b[{count}X");
        } else {
            self.out.resize(self.out.len() + count, b' ');
            self.at = Some((end, row)).filter(|_| end < width);
        }
    }

    /// Moves the cursor the shortest way: over cells that stay by writing them again, by the start
    /// of a row below, or straight to the place.
    fn go(&mut self, column: u16, row: u16) {
        if self.at == Some((column, row)) {
            return;
        }
        let mut straight = Vec::new();
        let _ = write!(straight, "\x1b[{};{}H", row + 1, column + 1);
        let mut ways = vec![straight];
        if let Some((from, above)) = self.at.filter(|at| at.1 <= row && row - at.1 < NEAR_ROWS) {
            let down = usize::from(row - above);
            for (start, from) in [("", from), ("\r", 0)] {
                let mut way = start.as_bytes().to_vec();
                way.resize(start.len() + down, b'\n');
                way.extend(self.along(from, column, row));
                ways.push(way);
            }
        }
        self.out.extend(ways.into_iter().min_by_key(Vec::len).unwrap_or_default());
        self.at = Some((column, row));
    }

    /// Gives the shortest way from one column of a row to another.
    fn along(&self, from: u16, to: u16, row: u16) -> Vec<u8> {
        let (columns, direction) = if from < to { (to - from, 'C') } else { (from - to, 'D') };
        let mut way = Vec::new();
        let _ = match columns {
            0 => Ok(()),
            1 => write!(way, "\x1b[{direction}"),
            _ => write!(way, "\x1b[{columns}{direction}"),
        };
        let cells = (from..to).map(|column| &self.next[(column, row)]);
        let again = cells.map(|cell| match cell.symbol().as_bytes() {
            [byte @ b' '..=b'~'] if Look::of(cell) == self.look => Some(*byte),
            _ => None,
        });
        // What looks like a blank may be the right half of a wide character.
        let is_half = from > 0 && text::columns(self.next[(from - 1, row)].symbol()) > 1;
        let is_shorter = from < to && usize::from(columns) < way.len();
        (is_shorter && !is_half).then(|| again.collect()).flatten().unwrap_or(way)
    }
}

/// Blanks that are written out: so many take no more bytes than the sequence that erases them.
const LEAST_ERASED: usize = 3;

/// Rows that are gone down by line feeds.
const NEAR_ROWS: u16 = 4;

/// Gives the columns that a cell's text takes, where terminals agree on that: they differ in what
/// they make of emoji and of several characters that are drawn as one.
fn columns(text: &str) -> Option<u16> {
    let mut chars = text.chars();
    let is_agreed = chars.next().is_some_and(|char| char < '\u{1f000}') && chars.next().is_none();
    u16::try_from(text::columns(text)).ok().filter(|_| is_agreed)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use ratatui::buffer::Buffer;
    use ratatui::style::{Color, Modifier, Style};

    use super::write;

    /// Shows pictures one after the other on a terminal and holds its screen against each; gives
    /// the bytes of the last one.
    #[track_caller]
    fn show(pictures: &[Buffer]) -> Vec<u8> {
        let area = pictures.first().expect("there is a picture").area;
        let size = [area.height, area.width].map(|n| n.try_into().expect("it has a size"));
        let mut terminal = vt100::Parser::new(size[0], size[1], 0);
        let mut shown = Buffer::empty(area);
        let mut bytes = Vec::new();
        for picture in pictures {
            bytes.clear();
            write(&mut shown, picture, &mut bytes);
            terminal.process(&bytes);
            shown = picture.clone();
            let screen = terminal.screen();
            for (x, y) in (0..area.height).flat_map(|y| (0..area.width).map(move |x| (x, y))) {
                let (cell, on_screen) = (&picture[(x, y)], screen.cell(y, x).expect("it is there"));
                if on_screen.is_wide_continuation() {
                    continue;
                }
                let text = if on_screen.has_contents() { on_screen.contents() } else { " " };
                assert_eq!(text, cell.symbol(), "column {x}, row {y}");
                let style = cell.modifier;
                // The terminal of the tests takes bold and dim for one thing, the last that was set.
                if !style.contains(Modifier::BOLD | Modifier::DIM) {
                    assert_eq!(
                        on_screen.bold(),
                        style.contains(Modifier::BOLD),
                        "bold at {x}, {y}"
                    );
                    assert_eq!(on_screen.dim(), style.contains(Modifier::DIM), "dim at {x}, {y}");
                }
                assert_eq!(on_screen.inverse(), style.contains(Modifier::REVERSED), "at {x}, {y}");
                assert_eq!(on_screen.fgcolor(), colour(cell.fg), "colour at {x}, {y}");
                assert_eq!(on_screen.bgcolor(), colour(cell.bg), "ground at {x}, {y}");
            }
        }
        bytes
    }

    fn colour(colour: Color) -> vt100::Color {
        match colour {
            Color::Rgb(r, g, b) => vt100::Color::Rgb(r, g, b),
            Color::Reset => vt100::Color::Default,
            colour => vt100::Color::Idx(super::look::index(colour)),
        }
    }

    fn picture(lines: &[String]) -> Buffer {
        Buffer::with_lines(lines.iter().map(String::as_str))
    }

    /// Gives a screen with a line above, `rows` lines of an article from line `first` on, a line
    /// below, and a pane beside them that stays.
    fn page(first: usize, rows: usize) -> Buffer {
        let line = |n: usize| {
            let text =
                format!("Line {} {}", first + n, "of some more words ".repeat((first + n) % 3));
            format!("{:<20}│ {text:<56}", format!("Section {n}"))
        };
        let mut lines = vec![format!("{:<78}", "A page")];
        lines.extend((0..rows).map(line));
        lines.push(format!("{:<78}", "the end"));
        picture(&lines)
    }

    #[test]
    fn nothing_is_sent_for_what_stays() {
        assert_eq!(show(&[page(3, 9), page(3, 9)]), b"");
    }

    #[test]
    fn a_word_that_changes_is_sent_alone() {
        let lines = ["one two three".to_owned(), "four".to_owned()];
        let mut next = picture(&lines);
        next.set_string(4, 0, "TWO", Style::new());
        assert_eq!(show(&[picture(&lines), next]), b"\x1b[1;5HTWO");
    }

    #[test]
    fn text_that_moves_is_moved() {
        for (from, to) in [(5, 6), (6, 5), (5, 8), (20, 17)] {
            let moved = show(&[page(from, 30), page(to, 30)]).len();
            let anew = show(&[page(from, 30), page(from + 500, 30)]).len();
            assert!(moved * 2 < anew, "{from} to {to}: {moved} bytes, anew {anew}");
        }
    }

    #[test]
    fn styles_are_set_and_taken_back() {
        let text = ["plain and set in several ways".to_owned()];
        let mut pictures = vec![picture(&text)];
        let styles = [
            Style::new().bold(),
            Style::new().bold().fg(Color::Cyan),
            Style::new().dim().fg(Color::LightRed),
            Style::new().reversed().bg(Color::Rgb(1, 2, 3)).fg(Color::Indexed(200)),
            Style::new().underlined().underline_color(Color::Yellow),
            Style::new(),
        ];
        for (at, style) in (0..4).flat_map(|at| styles.map(|style| (at * 5, style))) {
            let mut next = pictures.last().expect("there is one").clone();
            next.set_style(ratatui::layout::Rect::new(at, 0, 7, 1), style);
            pictures.push(next);
        }
        show(&pictures);
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn whatever_is_drawn_is_on_the_screen(
            pages in prop::collection::vec(prop::collection::vec("[ab日é ]{0,12}", 6), 1..4),
            styled in prop::collection::vec((0..6_u16, 0..4_usize), 0..8),
            by in 0..6_usize,
        ) {
            let draw = |lines: &[String]| {
                let mut buffer = Buffer::empty(ratatui::layout::Rect::new(0, 0, 24, 6));
                for (y, line) in (0..).zip(lines) {
                    buffer.set_string(0, y, line, Style::new());
                }
                for (y, style) in &styled {
                    let styles =
                        [Style::new().bold(), Style::new().dim(), Style::new().reversed(), Style::new().fg(Color::Red)];
                    buffer.set_style(ratatui::layout::Rect::new(0, *y, 24, 1), styles[*style]);
                }
                buffer
            };
            let mut pictures = Vec::new();
            for mut lines in pages {
                pictures.push(draw(&lines));
                lines.rotate_left(by);
                pictures.push(draw(&lines));
            }
            show(&pictures);
        }
    }
}
