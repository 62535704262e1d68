//! Which command a key means in which context.

use std::collections::HashMap;

use super::command::{Command, Context, TABLE};
use super::key::Key;

/// Which command a key means in which context.
#[derive(Clone, Debug)]
pub struct Keymap {
    commands: HashMap<(Context, Key), Command>,
}

impl Default for Keymap {
    /// Gives the keys of the command table.
    fn default() -> Keymap {
        let rows = TABLE.iter().flat_map(|row| row.keys.iter().map(move |key| (row, key)));
        let commands = rows
            .filter_map(|(row, key)| Some(((row.context, key.parse().ok()?), row.command)))
            .collect();
        Keymap { commands }
    }
}

impl Keymap {
    /// Gives the command that `key` means in `context`, or in what lies behind it.
    #[must_use]
    pub fn command(&self, context: Context, key: Key) -> Option<Command> {
        behind(context).iter().find_map(|context| self.commands.get(&(*context, key)).copied())
    }
}

/// Gives a context and those that take the keys it leaves. Text scrolls while a passage is
/// selected, and stays put while the outline or a list has the focus.
const fn behind(context: Context) -> &'static [Context] {
    match context {
        Context::Text => &[Context::Text, Context::Everywhere],
        Context::Outline => &[Context::Outline, Context::Everywhere],
        Context::Selection => &[Context::Selection, Context::Text, Context::Everywhere],
        Context::Bookmarks => &[Context::Bookmarks, Context::Everywhere],
        Context::Help => &[Context::Help, Context::Everywhere],
        Context::Question => &[Context::Question],
        Context::Prompt => &[Context::Prompt],
        Context::Everywhere => &[Context::Everywhere],
    }
}

#[cfg(test)]
mod tests {
    use super::{Command, Context, Key, Keymap};

    #[track_caller]
    fn check(context: Context, key: &str, expected: Option<Command>) {
        let key: Key = key.parse().expect("a key's name");
        assert_eq!(Keymap::default().command(context, key), expected);
    }

    #[test]
    fn the_nearest_context_wins() {
        check(Context::Text, "j", Some(Command::LineDown));
        check(Context::Outline, "j", Some(Command::EntryDown));
        check(Context::Outline, "q", Some(Command::Quit));
        check(Context::Selection, "]", Some(Command::SectionEnd));
        check(Context::Selection, "space", Some(Command::PageDown));
        check(Context::Help, "B", None);
    }
}
