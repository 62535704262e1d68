//! From the picture that a terminal shows to the next one, in few bytes: over a slow line they are
//! what the reader waits for.
//!
//! Writes only what ECMA-48 and the first VT100 knew, and asks the terminal nothing.

use ratatui::buffer::Buffer;

mod look;
mod pen;
mod picture;
mod scroll;
mod sequence;

use pen::Pen;
use picture::{Picture, Place, Types};
use scroll::Scroll;

/// Bytes of a frame from which on it is worth to look whether the text has only moved.
const WORTH_SCROLLING: usize = 400;

/// What a terminal shows, and what is to be made of it.
pub(super) struct Frames {
    types: Types,
    shown: Picture,
    /// The picture being made; kept to spare its allocation.
    next: Picture,
}

impl Frames {
    /// Begins with a terminal of so many columns and rows that shows nothing.
    pub(super) fn new(columns: u16, rows: u16) -> Frames {
        let blank = Picture::blank(columns, rows);
        Frames { types: Types::new(), shown: blank.clone(), next: blank }
    }

    /// Appends to `out` what makes the terminal show `next`, a buffer of its size; nothing where it
    /// does. Finds the terminal's style plain and leaves it so, and its cursor anywhere.
    pub(super) fn write(&mut self, next: &Buffer, out: &mut Vec<u8>) {
        let Frames { types, shown, next: picture } = self;
        picture.take(next, types);
        let mut changes = Vec::new();
        write_changes(shown, picture, types, &mut changes);
        if changes.len() > WORTH_SCROLLING
            && let Some(scroll) = Scroll::between(shown, picture)
        {
            let mut moved = Vec::new();
            scroll.write(&mut moved);
            scroll.apply(shown);
            write_changes(shown, picture, types, &mut moved);
            if moved.len() < changes.len() {
                changes = moved;
            }
        }
        out.append(&mut changes);
        std::mem::swap(shown, picture);
    }
}

/// Writes the cells that differ: those that look one way, then those that look another, as to
/// switch takes more bytes than to move.
fn write_changes(shown: &Picture, next: &Picture, types: &Types, out: &mut Vec<u8>) {
    let mut looks: Vec<(u32, Vec<Place>)> = vec![(0, Vec::new())];
    for row in 0..next.rows {
        let tiles = (0..).zip(shown.row(row).iter().zip(next.row(row)));
        for (column, (_, tile)) in tiles.filter(|(_, (old, new))| old != new && !new.is_rest()) {
            match looks.iter_mut().find(|(known, _)| *known == tile.look()) {
                Some((_, places)) => places.push((column, row)),
                None => looks.push((tile.look(), vec![(column, row)])),
            }
        }
    }
    let mut pen = Pen::new(shown, next, types, out);
    for (look, places) in looks.iter().rev() {
        pen.put_all(*look, places);
    }
    pen.take(0);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use ratatui::buffer::Buffer;
    use ratatui::style::{Color, Modifier, Style};

    use super::Frames;

    /// Shows pictures one after the other on a terminal and holds its screen against each; gives
    /// the bytes of the last one.
    #[track_caller]
    fn show(pictures: &[Buffer]) -> Vec<u8> {
        let area = pictures.first().expect("there is a picture").area;
        let size = [area.height, area.width].map(|n| n.try_into().expect("it has a size"));
        let mut terminal = vt100::Parser::new(size[0], size[1], 0);
        let mut frames = Frames::new(area.width, area.height);
        let mut bytes = Vec::new();
        for picture in pictures {
            bytes.clear();
            frames.write(picture, &mut bytes);
            terminal.process(&bytes);
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
    fn a_character_that_is_half_drawn_over_goes() {
        let mut window = picture(&["日本日本".to_owned()]);
        window[(3, 0)].set_symbol("│");
        let mut frames = Frames::new(8, 1);
        let mut bytes = Vec::new();
        frames.write(&window, &mut bytes);
        assert_eq!(bytes, "\x1b[1;1H日 │日本".as_bytes());
    }

    #[test]
    fn what_stood_under_a_character_of_doubtful_width_goes() {
        let mut frames = Frames::new(8, 1);
        let mut bytes = Vec::new();
        frames.write(&picture(&["abcdefgh".to_owned()]), &mut bytes);
        bytes.clear();
        frames.write(&picture(&["ab🇫🇷efgh".to_owned()]), &mut bytes);
        assert_eq!(bytes, "\x1b[1;3H  \rab🇫🇷".as_bytes());
    }

    #[test]
    fn blanks_are_erased_together_over_those_that_stay() {
        let row = |text: &str| picture(&[format!("{text:<30}|")]);
        assert_eq!(show(&[row("a few of them go"), row("a few")]), b"\x1b[1;7H\x1b[10X");
        let line = |text: &str| picture(&[format!("{text:<30}")]);
        assert_eq!(show(&[line("a few of them go"), line("a few")]), b"\x1b[1;7H\x1b[K");
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
