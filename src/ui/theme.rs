//! How each role on screen looks.

use ratatui::style::{Color, Modifier, Style};

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
    /// A passage within a paragraph that is bookmarked.
    Bookmarked,
    /// A bookmark's star, and the line down the side of its passage.
    Star,
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
            Role::Link | Role::Bookmarked => plain.underlined(),
            Role::StandIn => plain.dim().reversed(),
            Role::Hit => plain.reversed(),
            Role::CurrentHit => plain.reversed().bold().underlined(),
            Role::Selected | Role::Cursor => plain.reversed(),
            Role::Star | Role::Focus | Role::Current | Role::Key => plain.bold(),
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
        Role::Star => style.fg(Color::Yellow),
        Role::Bookmarked => style.underline_color(Color::Yellow),
        Role::Hit => Style::new().fg(Color::Black).bg(Color::Yellow),
        Role::CurrentHit => Style::new().fg(Color::Black).bg(Color::Green).underlined(),
        Role::Key => style.fg(Color::Yellow),
        Role::Error => Style::new().fg(Color::White).bg(Color::Red).bold(),
        _ => style,
    }
}
