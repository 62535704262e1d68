//! How cells are set, and the sequences that set text so.

use std::io::Write as _;

use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};

/// How a cell is set.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Look {
    text: Color,
    ground: Color,
    underline: Color,
    modifier: Modifier,
}

impl Default for Look {
    fn default() -> Look {
        let own = Color::Reset;
        Look { text: own, ground: own, underline: own, modifier: Modifier::empty() }
    }
}

impl Look {
    pub(super) fn of(cell: &Cell) -> Look {
        Look {
            text: cell.fg,
            ground: cell.bg,
            underline: cell.underline_color,
            modifier: cell.modifier,
        }
    }

    /// Writes the sequence that makes text look so which has looked like `before`.
    pub(super) fn write(self, before: Look, out: &mut Vec<u8>) {
        let adds = before.modifier.difference(self.modifier).is_empty()
            && self.modifier.difference(before.modifier).bits().count_ones() < 2;
        let start = out.len();
        out.extend_from_slice(b"\x1b[");
        let before = if adds { before } else { Look::default() };
        for (modifier, number) in MODIFIERS {
            if self.modifier.contains(modifier) && !before.modifier.contains(modifier) {
                let _ = write!(out, ";{number}");
            }
        }
        let colours = [
            (self.text, before.text, Ground { base: 30, bright: 90, of_any: 38 }),
            (self.ground, before.ground, Ground { base: 40, bright: 100, of_any: 48 }),
            // Colons keep a terminal that does not know this from taking its parts for styles.
            (self.underline, before.underline, Ground { base: 0, bright: 0, of_any: 58 }),
        ];
        for (colour, _, ground) in colours.into_iter().filter(|(new, old, _)| new != old) {
            ground.write(colour, out);
        }
        // An empty parameter at the start takes back all that was set.
        if adds && out.get(start + 2) == Some(&b';') {
            out.remove(start + 2);
        }
        out.push(b'm');
    }
}

/// Source: ECMA-48, section 8.3.117, select graphic rendition.
const MODIFIERS: [(Modifier, u8); 9] = [
    (Modifier::BOLD, 1),
    (Modifier::DIM, 2),
    (Modifier::ITALIC, 3),
    (Modifier::UNDERLINED, 4),
    (Modifier::SLOW_BLINK, 5),
    (Modifier::RAPID_BLINK, 6),
    (Modifier::REVERSED, 7),
    (Modifier::HIDDEN, 8),
    (Modifier::CROSSED_OUT, 9),
];

/// What is coloured: the numbers of its first eight colours, of the next eight, and of any colour.
struct Ground {
    base: u8,
    bright: u8,
    of_any: u8,
}

impl Ground {
    fn write(&self, colour: Color, out: &mut Vec<u8>) {
        let own = self.of_any + 1;
        let _ = match (colour, index(colour)) {
            (Color::Reset, _) => write!(out, ";{own}"),
            (Color::Rgb(r, g, b), _) if self.base == 0 => {
                write!(out, ";{}:2::{r}:{g}:{b}", self.of_any)
            }
            (Color::Rgb(r, g, b), _) => write!(out, ";{};2;{r};{g};{b}", self.of_any),
            (_, index) if self.base == 0 => write!(out, ";{}:5:{index}", self.of_any),
            (Color::Indexed(index), _) => write!(out, ";{};5;{index}", self.of_any),
            (_, index @ 0..8) => write!(out, ";{}", self.base + index),
            (_, index) => write!(out, ";{}", self.bright + index - 8),
        };
    }
}

/// Gives the number of a colour in the terminal's table.
pub(super) fn index(colour: Color) -> u8 {
    match colour {
        Color::Reset | Color::Rgb(..) | Color::Black => 0,
        Color::Red => 1,
        Color::Green => 2,
        Color::Yellow => 3,
        Color::Blue => 4,
        Color::Magenta => 5,
        Color::Cyan => 6,
        Color::Gray => 7,
        Color::DarkGray => 8,
        Color::LightRed => 9,
        Color::LightGreen => 10,
        Color::LightYellow => 11,
        Color::LightBlue => 12,
        Color::LightMagenta => 13,
        Color::LightCyan => 14,
        Color::White => 15,
        Color::Indexed(index) => index,
    }
}
