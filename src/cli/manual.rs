//! `sidehead man` and `sidehead completions`, both made from what the program knows of itself.

use std::io::{self, Write};

use clap::Arg;
use clap_mangen::Man;

use super::config::KEYS_COLUMNS;
use super::failure::Failure;
use super::{arguments, print};
use crate::app::command::{self, CONTEXTS, Command, TABLE};

/// What a reader needs first.
const TO_START_WITH: [Command; 10] = [
    Command::NextSection,
    Command::PreviousSection,
    Command::PageDown,
    Command::PageUp,
    Command::FocusOutline,
    Command::SearchForward,
    Command::Bookmark,
    Command::ListBookmarks,
    Command::Help,
    Command::Quit,
];

/// Gives the keys to start with, a line each under a heading.
pub(super) fn keys_to_start_with() -> String {
    let mut text = "Keys to start with:".to_owned();
    for command in TO_START_WITH {
        let row = command::row(command);
        text.push_str(&format!("\n  {:<KEYS_COLUMNS$} {}", row.shown_keys(), row.help));
    }
    text
}

/// Prints a completion script.
pub(super) fn completions(shell: clap_complete::Shell) -> Result<(), Failure> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut arguments::command(), "sidehead", &mut script);
    print::print(|out| out.write_all(&script))
}

/// Prints the manual page.
pub(super) fn man() -> Result<(), Failure> {
    let mut page = Vec::new();
    // Writing to memory does not fail.
    let _ = write_page(&mut page);
    let page = ascii(&String::from_utf8_lossy(&page));
    print::print(|out| out.write_all(page.as_bytes()))
}

fn write_page(out: &mut dyn Write) -> io::Result<()> {
    let mut command = arguments::command();
    command.build();
    let man = Man::new(command.clone());
    man.render_title(out)?;
    man.render_name_section(out)?;
    man.render_synopsis_section(out)?;
    man.render_description_section(out)?;
    man.render_options_section(out)?;
    writeln!(out, ".SH SUBCOMMANDS")?;
    subcommands(out, &command)?;
    keys(out)?;
    out.write_all(AFTER_KEYS.as_bytes())
}

/// Writes how each subcommand is used, those of subcommands in their place.
fn subcommands(out: &mut dyn Write, command: &clap::Command) -> io::Result<()> {
    for subcommand in command.get_subcommands() {
        // Help has the name of every other subcommand below it.
        if subcommand.has_subcommands() && subcommand.get_name() != "help" {
            subcommands(out, subcommand)?;
            continue;
        }
        let usage = subcommand.clone().render_usage().to_string();
        let usage = usage.trim_start_matches("Usage: ");
        let about = subcommand.get_about().map(ToString::to_string).unwrap_or_default();
        writeln!(out, ".SS {}\n{}.", roff(usage), roff(&about))?;
        for option in subcommand.get_arguments().filter(|option| is_own(option)) {
            writeln!(out, ".TP\n.B {}\n{}.", roff(&option.to_string()), roff(&help(option)))?;
        }
    }
    Ok(())
}

/// Tells whether an option is a subcommand's own.
fn is_own(option: &Arg) -> bool {
    !option.is_positional() && !option.is_global_set() && option.get_id() != "help"
}

/// Gives what an option does, with the values it takes.
fn help(option: &Arg) -> String {
    let help = option.get_help().map(ToString::to_string).unwrap_or_default();
    let values = option.get_possible_values();
    let values: Vec<&str> = values.iter().map(clap::builder::PossibleValue::get_name).collect();
    let takes_values = option.get_action().takes_values() && !values.is_empty();
    if takes_values { format!("{help}: {}", values.join(", ")) } else { help }
}

/// Writes the table of commands.
fn keys(out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, ".SH KEYS")?;
    for (context, heading) in CONTEXTS {
        writeln!(out, ".SS {heading}")?;
        for row in TABLE.iter().filter(|row| row.context == *context) {
            writeln!(out, ".TP\n.B {}\n{}.", roff(&row.shown_keys()), roff(row.help))?;
        }
    }
    Ok(())
}

/// Gives text as roff takes it literally.
fn roff(text: &str) -> String {
    let text = text.replace('\\', "\\e").replace('-', "\\-").replace('"', "\\(dq");
    // A line that starts with either of these would be a command.
    if text.starts_with(['.', '\'']) { format!("\\&{text}") } else { text }
}

/// Gives a page in ASCII, as roff is not told which encoding it reads.
fn ascii(page: &str) -> String {
    let mut out = String::with_capacity(page.len());
    for char in page.chars() {
        match char {
            '\0'..='\x7f' => out.push(char),
            _ => out.push_str(&format!("\\[u{:04X}]", char as u32)),
        }
    }
    out
}

const AFTER_KEYS: &str = r#".SH FILES
.TP
.I bookmarks/ARTICLE/ID.json
in the config directory: the bookmarks, a small file each. The directory may be a git repository
or shared between machines.
.TP
.I config.toml
in the config directory: the settings.
.B sidehead config default
prints one with every key and what it does.
.TP
.I places/, recents.json, marks.json, searches.json
in the state directory: where reading stopped, what was read lately, marks that hold for all
articles, what was searched for. Losing them loses no bookmark.
.TP
.I drafts/ID.md
in the state directory: notes while they are written in an editor. One whose editor failed stays,
and is gone on with the next time.
.TP
.I bookmarks\-ID.json, articles\-ID.json
in the cache directory: what the files of bookmarks said, so that only those that were changed are
read. They may be deleted at any time.
.PP
.B sidehead config path
tells where these directories are.
.SH ENVIRONMENT
.TP
.B SIDEHEAD_CONFIG_DIR, SIDEHEAD_STATE_DIR
The directories to use instead of those of the platform.
.TP
.B NO_COLOR
If set and not empty, no colours are used.
.TP
.B TERM
If it is dumb, the article is printed as by
.BR "sidehead cat" .
.TP
.B VISUAL, EDITOR
What writes notes that are longer than a line.
.SH EXIT STATUS
.TP
.B 0
Done.
.TP
.B 1
The article, a file or the terminal failed.
.TP
.B 2
Wrong usage.
.TP
.B 3
Nothing was found.
.TP
.B 130
Interrupted by the reader.
.TP
.B 128+n
Ended by signal n.
"#;

#[cfg(test)]
mod tests {
    use super::{ascii, keys_to_start_with, roff, write_page};
    use crate::app::command::TABLE;
    use crate::cli::arguments;

    #[test]
    fn the_page_tells_all_there_is() {
        let mut page = Vec::new();
        write_page(&mut page).expect("writing to memory does not fail");
        let page = String::from_utf8(page).expect("it is text");
        for row in TABLE {
            assert!(page.contains(&roff(row.help)), "{}", row.name);
        }
        for subcommand in arguments::command().get_subcommands() {
            let heading = format!(".SS sidehead {}", subcommand.get_name());
            assert!(page.contains(&heading), "{heading}");
        }
        assert!(page.contains("\\-\\-why\n"), "options of subcommands are told");
        assert!(page.contains("What to print: text, markdown, json."), "and their values");
        assert!(ascii(&page).is_ascii());
    }

    #[test]
    fn text_is_no_command_to_roff() {
        assert_eq!(roff(".\\-\""), "\\&.\\e\\-\\(dq");
        assert_eq!(ascii("↑ PgUp"), "\\[u2191] PgUp");
    }

    #[test]
    fn the_help_starts_with_the_keys_of_the_table() {
        assert!(keys_to_start_with().contains("\n  ]                    Go to the next section\n"));
    }

    #[test]
    fn the_command_line_is_sound() {
        arguments::command().debug_assert();
    }
}
