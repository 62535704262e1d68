//! How each role on screen looks.

use ratatui::style::{Color, Modifier, Style};

use crate::bookmark::Colour;
use crate::text::clean::Clean;

/// What a stretch of the screen is, as far as its look goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Running text.
    Text,
    /// The article's name.
    Title,
    /// The summary under the title.
    Standfirst,
    /// The name of a section, by its level from 1.
    Heading(u8),
    /// Bylines, captions, adverts, code's continuation marks: what stands back.
    Faint,
    /// Computer text.
    Code,
    /// Bullets, numbers, the lines of tables and quotations.
    Mark,
    /// A link.
    Link,
    /// A stand-in for a character that cannot be printed.
    StandIn,
    /// A place found by a search.
    Hit,
    /// The place found that the reader is at.
    CurrentHit,
    /// A passage being selected.
    Selected,
    /// A passage that is bookmarked.
    Bookmarked(Colour),
    /// Where two or more bookmarked passages lie over each other.
    Overlap,
    /// A bookmark's sign, and the line down the side of its passage.
    Sign(Colour),
    /// The bar of the focused paragraph and of the current section.
    Focus,
    /// The entry with the cursor, in what takes the keys.
    Cursor,
    /// The current section, in the outline.
    Current,
    /// Lines between panes.
    Border,
    /// A key, in the help.
    Key,
    /// Something went wrong.
    Error,
}

/// How each role looks.
#[derive(Clone, Copy, Debug)]
pub struct Theme {
    colours: bool,
}

impl Theme {
    /// Gives the theme of the terminal's own sixteen colours; without `colours`, one of bold, dim,
    /// underlined and reversed alone, as `NO_COLOR` asks.
    #[must_use]
    pub const fn terminal(colours: bool) -> Theme {
        Theme { colours }
    }

    /// Gives the look of a role. No two roles that may stand side by side differ by colour alone.
    #[must_use]
    pub fn style(self, role: Role) -> Style {
        let plain = Style::new();
        let style = match role {
            Role::Text | Role::Code => plain,
            Role::Title => plain.bold().underlined(),
            Role::Standfirst => plain.italic(),
            Role::Heading(1) => plain.bold(),
            Role::Heading(2) => plain.bold().underlined(),
            Role::Heading(_) => plain.bold().italic(),
            Role::Faint | Role::Mark | Role::Border => plain.dim(),
            Role::Link | Role::Bookmarked(_) => plain.underlined(),
            Role::Overlap => plain.bold().underlined(),
            Role::StandIn => plain.dim().reversed(),
            Role::Hit => plain.reversed(),
            Role::CurrentHit => plain.reversed().bold().underlined(),
            Role::Selected | Role::Cursor => plain.reversed(),
            Role::Sign(_) | Role::Focus | Role::Current | Role::Key => plain.bold(),
            Role::Error => plain.bold().reversed(),
        };
        if self.colours { coloured(style, role) } else { style }
    }
}

/// Adds the colours, which never say anything alone.
fn coloured(style: Style, role: Role) -> Style {
    match role {
        Role::Title => style.remove_modifier(Modifier::UNDERLINED).fg(Color::Cyan),
        Role::Heading(1 | 2) => style.remove_modifier(Modifier::UNDERLINED).fg(Color::Cyan),
        Role::Heading(_) | Role::Current | Role::Focus => style.fg(Color::Cyan),
        Role::Code => style.fg(Color::Green),
        Role::Link => style.fg(Color::Blue),
        Role::Sign(colour) => style.fg(ink(colour)),
        Role::Bookmarked(colour) => style.underline_color(ink(colour)),
        Role::Hit => Style::new().fg(Color::Black).bg(Color::Yellow),
        Role::CurrentHit => Style::new().fg(Color::Black).bg(Color::Green).underlined(),
        Role::Key => style.fg(Color::Yellow),
        Role::Error => Style::new().fg(Color::White).bg(Color::Red).bold(),
        _ => style,
    }
}

/// Gives the colour of the terminal that a bookmark's colour is shown in.
const fn ink(colour: Colour) -> Color {
    match colour {
        Colour::Yellow => Color::Yellow,
        Colour::Green => Color::Green,
        Colour::Blue => Color::Blue,
        Colour::Red => Color::Red,
    }
}

/// Gives the sign that stands for a bookmark of that colour: each has its own, so that they are told
/// apart without colours. Where the bookmark's words are gone, the sign is hollow.
#[must_use]
pub const fn sign(colour: Colour, is_gone: bool) -> Clean<'static> {
    Clean::ours(match (colour, is_gone) {
        (Colour::Yellow, false) => "★",
        (Colour::Yellow, true) => "☆",
        (Colour::Green, false) => "▲",
        (Colour::Green, true) => "△",
        (Colour::Blue, false) => "◆",
        (Colour::Blue, true) => "◇",
        (Colour::Red, false) => "●",
        (Colour::Red, true) => "○",
    })
}
