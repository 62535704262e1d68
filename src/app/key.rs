//! Keys as the command table and `config keys` name them: `j`, `ctrl-e`, `pagedown`, `f1`.

use std::fmt;
use std::str::FromStr;

/// A key, with what is held down beside it; shift is part of a character.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Key {
    /// Which key.
    pub code: Code,
    /// Whether Ctrl is held.
    pub ctrl: bool,
    /// Whether Alt is held.
    pub alt: bool,
}

/// Which key was pressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Code {
    /// A character, as typed.
    Char(char),
    /// A function key.
    F(u8),
    /// A key that has a name and no character.
    Named(Named),
}

/// Keys that have a name and no character.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Named {
    Enter,
    Esc,
    Tab,
    BackTab,
    Backspace,
    Delete,
    Left,
    Right,
    Up,
    Down,
    Home,
    End,
    PageUp,
    PageDown,
}

/// How named keys are written in the table, and on screen.
const NAMES: &[(Named, &str, &str)] = &[
    (Named::Enter, "enter", "Enter"),
    (Named::Esc, "esc", "Esc"),
    (Named::Tab, "tab", "Tab"),
    (Named::BackTab, "backtab", "Shift-Tab"),
    (Named::Backspace, "backspace", "Backspace"),
    (Named::Delete, "delete", "Delete"),
    (Named::Left, "left", "←"),
    (Named::Right, "right", "→"),
    (Named::Up, "up", "↑"),
    (Named::Down, "down", "↓"),
    (Named::Home, "home", "Home"),
    (Named::End, "end", "End"),
    (Named::PageUp, "pageup", "PgUp"),
    (Named::PageDown, "pagedown", "PgDn"),
];

impl Key {
    /// Gives the key that types `char`.
    #[must_use]
    pub const fn char(char: char) -> Key {
        Key { code: Code::Char(char), ctrl: false, alt: false }
    }

    /// Gives a key that has a name.
    #[must_use]
    pub const fn named(named: Named) -> Key {
        Key { code: Code::Named(named), ctrl: false, alt: false }
    }

    /// Gives the character the key types when nothing is held beside it.
    #[must_use]
    pub fn typed(self) -> Option<char> {
        match self {
            Key { code: Code::Char(char), ctrl: false, alt: false } => Some(char),
            _ => None,
        }
    }
}

/// Says that a name is not one of a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownKey(pub String);

impl FromStr for Key {
    type Err = UnknownKey;

    fn from_str(name: &str) -> Result<Key, UnknownKey> {
        let (ctrl, rest) = name.strip_prefix("ctrl-").map_or((false, name), |rest| (true, rest));
        let (alt, rest) = rest.strip_prefix("alt-").map_or((false, rest), |rest| (true, rest));
        let code = code(rest).ok_or_else(|| UnknownKey(name.to_owned()))?;
        Ok(Key { code, ctrl, alt })
    }
}

fn code(name: &str) -> Option<Code> {
    let mut chars = name.chars();
    if let (Some(char), None) = (chars.next(), chars.next()) {
        return Some(Code::Char(char));
    }
    if name == "space" {
        return Some(Code::Char(' '));
    }
    if let Some(number) = name.strip_prefix('f') {
        return number.parse().ok().map(Code::F);
    }
    NAMES.iter().find(|row| row.1 == name).map(|row| Code::Named(row.0))
}

/// Writes the key as help and README show it: `Ctrl-e`, `PgDn`, `Space`.
impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.ctrl {
            f.write_str("Ctrl-")?;
        }
        if self.alt {
            f.write_str("Alt-")?;
        }
        match self.code {
            Code::Char(' ') => f.write_str("Space"),
            Code::Char(char) => write!(f, "{char}"),
            Code::F(number) => write!(f, "F{number}"),
            Code::Named(named) => {
                let shown = NAMES.iter().find(|row| row.0 == named).map_or("", |row| row.2);
                f.write_str(shown)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Key;

    #[test]
    fn keys_are_read_and_shown() {
        for (name, shown) in [
            ("j", "j"),
            ("]", "]"),
            ("-", "-"),
            ("space", "Space"),
            ("ctrl-e", "Ctrl-e"),
            ("alt-right", "Alt-→"),
            ("f1", "F1"),
            ("pagedown", "PgDn"),
        ] {
            assert_eq!(name.parse::<Key>().map(|key| key.to_string()), Ok(shown.to_owned()));
        }
        assert!("hyper-x".parse::<Key>().is_err());
    }
}
