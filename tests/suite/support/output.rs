//! The bytes a program sent to its terminal, taken apart and judged.

use std::collections::BTreeMap;

/// One thing that a terminal acts on.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    /// A character to show; U+FFFD for bytes that are none.
    Char(char),
    /// A byte below the space, or delete.
    Control(u8),
    /// An escape sequence, without its escape.
    Sequence(String),
}

/// Modes of the terminal that the program may switch, by number, and whether each is on at rest.
/// Source: XTerm Control Sequences, "DEC Private Mode Set"; 2026 is synchronised output.
const MODES: [(&str, bool); 13] = [
    ("1", false),
    ("7", true),
    ("12", false),
    ("25", true),
    ("1000", false),
    ("1002", false),
    ("1003", false),
    ("1004", false),
    ("1006", false),
    ("1015", false),
    ("1049", false),
    ("2004", false),
    ("2026", false),
];

/// Gives what a reader has no business to send: controls but line ends, sequences other than
/// moving, erasing, styling and switching known modes, and characters that act unseen.
pub fn forbidden(bytes: &[u8]) -> Vec<String> {
    pieces(bytes).iter().filter(|piece| !is_allowed(piece)).map(|p| format!("{p:?}")).collect()
}

/// Gives the modes that are not as they were before the program started.
pub fn left_behind(bytes: &[u8]) -> Vec<String> {
    let mut modes: BTreeMap<&str, bool> = BTreeMap::from(MODES);
    let mut keyboard = 0;
    let mut styled = false;
    for piece in &pieces(bytes) {
        let Piece::Sequence(sequence) = piece else { continue };
        if let Some((numbers, on)) = mode(sequence) {
            for number in numbers {
                if let Some((known, _)) = MODES.iter().find(|(known, _)| *known == number) {
                    modes.insert(known, on);
                }
            }
        }
        if sequence.ends_with('u') {
            keyboard += i32::from(sequence.starts_with("[>"));
            keyboard -= i32::from(sequence.starts_with("[<"));
        }
        if let Some(style) = sequence.strip_prefix('[').and_then(|s| s.strip_suffix('m')) {
            styled = !style.split(';').all(|part| REST_STYLES.contains(&part));
        }
    }
    let mut left: Vec<String> = MODES
        .iter()
        .filter(|(number, at_rest)| modes.get(number) != Some(at_rest))
        .map(|(number, _)| format!("mode {number}"))
        .collect();
    left.extend((keyboard > 0).then(|| "keyboard protocol".to_owned()));
    left.extend(styled.then(|| "style".to_owned()));
    left
}

/// Gives the sequences that set a colour.
pub fn colours(bytes: &[u8]) -> Vec<String> {
    let is_colour = |part: &str| {
        let number = part.parse().unwrap_or(0);
        matches!(number, 30..=38 | 40..=48 | 58 | 90..=97 | 100..=107)
    };
    let sets_colour = |style: &str| style.split([';', ':']).any(is_colour);
    let sequences = pieces(bytes).into_iter().filter_map(|piece| match piece {
        Piece::Sequence(sequence) => Some(sequence),
        _ => None,
    });
    sequences
        .filter(|sequence| {
            let style = sequence.strip_prefix('[').and_then(|s| s.strip_suffix('m'));
            style.is_some_and(sets_colour)
        })
        .collect()
}

/// Parameters of SGR that take a style back.
const REST_STYLES: [&str; 11] = ["", "0", "22", "23", "24", "25", "27", "29", "39", "49", "59"];

/// Gives the numbers of the private modes that a sequence switches, and whether on.
fn mode(sequence: &str) -> Option<(impl Iterator<Item = &str>, bool)> {
    let inside = sequence.strip_prefix("[?")?;
    let on = inside.ends_with('h');
    Some((inside.strip_suffix(['h', 'l'])?.split(';'), on))
}

fn is_allowed(piece: &Piece) -> bool {
    match piece {
        Piece::Char(char) => !acts_unseen(*char),
        Piece::Control(byte) => matches!(byte, b'\r' | b'\n'),
        Piece::Sequence(sequence) => match mode(sequence) {
            Some((mut numbers, _)) => {
                numbers.all(|number| MODES.iter().any(|(known, _)| *known == number))
            }
            None => sequence == REVERSE_FEED || is_plain_csi(sequence),
        },
    }
}

/// Moves the cursor up or, at the top of the rows that scroll, those rows down.
const REVERSE_FEED: &str = "M";

/// Tells whether a sequence moves the cursor, erases, scrolls, styles or switches the keyboard
/// protocol.
fn is_plain_csi(sequence: &str) -> bool {
    let Some(inside) = sequence.strip_prefix('[') else { return false };
    let parameters = inside.trim_end_matches(|char: char| char.is_ascii_alphabetic());
    let plain = parameters.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b';' | b':'));
    let of_keyboard = parameters.starts_with(['<', '>', '=']);
    match inside.strip_prefix(parameters) {
        Some("A" | "B" | "C" | "D" | "E" | "F" | "G" | "H" | "J" | "K" | "X" | "d" | "m" | "r") => {
            plain
        }
        Some("u") => of_keyboard,
        _ => false,
    }
}

/// Tells whether a character changes what is around it, or is no character.
fn acts_unseen(char: char) -> bool {
    matches!(char,
        '\u{80}'..='\u{9f}' | '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200c}'
        | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{fffd}' | '\u{e0000}'..='\u{e0fff}')
}

fn pieces(bytes: &[u8]) -> Vec<Piece> {
    let text = String::from_utf8_lossy(bytes);
    let mut pieces = Vec::new();
    let mut rest = text.as_ref();
    while let Some(char) = rest.chars().next() {
        rest = &rest[char.len_utf8()..];
        pieces.push(match char {
            '\x1b' => {
                let sequence = &rest[..sequence_len(rest)];
                rest = &rest[sequence.len()..];
                Piece::Sequence(sequence.to_owned())
            }
            '\0'..='\x1f' | '\x7f' => Piece::Control(char as u8),
            _ => Piece::Char(char),
        });
    }
    pieces
}

/// Gives the bytes of the sequence whose escape stood before `rest`.
/// Source: ECMA-48, sections 5.3 to 5.6.
fn sequence_len(rest: &str) -> usize {
    let after = |found: Option<usize>| found.map_or(rest.len(), |at| at + 1);
    match rest.chars().next() {
        Some('[') => {
            after(rest.bytes().skip(1).position(|b| (0x40..0x7f).contains(&b)).map(|at| at + 1))
        }
        Some(']' | 'P' | '_' | '^' | 'X') => after(rest.find(['\x07', '\x1b'])),
        Some(char) => char.len_utf8(),
        None => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::{colours, forbidden, left_behind};

    #[track_caller]
    fn check_forbidden(case: &str, output: &str, expected: &[&str]) {
        assert_eq!(forbidden(output.as_bytes()), expected, "{case}");
    }

    #[test]
    fn what_a_reader_sends_is_allowed() {
        check_forbidden("a frame", "\x1b[?2026h\x1b[3;1H\x1b[1;38;5;4mSections\x1b[0m…", &[]);
        check_forbidden("entering", "\x1b[?1049h\x1b[?1000h\x1b[?2004h\x1b[>1u\x1b[2J", &[]);
        check_forbidden("the end of a line", "a\r\nb", &[]);
    }

    #[test]
    fn what_an_article_might_smuggle_is_not() {
        check_forbidden("a title", "\x1b]0;a\x07b", &["Sequence(\"]0;a\\u{7}\")"]);
        check_forbidden("a question", "\x1b[6n", &["Sequence(\"[6n\")"]);
        check_forbidden("an unknown mode", "\x1b[?47h", &["Sequence(\"[?47h\")"]);
        check_forbidden("a bell", "a\x07", &["Control(7)"]);
        check_forbidden("an override", "a\u{202e}b", &["Char('\\u{202e}')"]);
        check_forbidden("a C1 control", "\u{9b}31m", &["Char('\\u{9b}')"]);
        check_forbidden("a reset", "\x1bc", &["Sequence(\"c\")"]);
    }

    #[test]
    fn colours_are_told_from_other_styles() {
        let none: [&str; 0] = [];
        assert_eq!(colours(b"\x1b[1m\x1b[39;49m\x1b[0;7m\x1b[38H"), none);
        assert_eq!(colours(b"\x1b[1;34ma\x1b[38;5;4m"), ["[1;34m", "[38;5;4m"]);
    }

    #[track_caller]
    fn check_left(case: &str, output: &str, expected: &[&str]) {
        assert_eq!(left_behind(output.as_bytes()), expected, "{case}");
    }

    #[test]
    fn a_terminal_is_to_be_left_as_it_was() {
        check_left("nothing done", "text", &[]);
        check_left("all undone", "\x1b[?1049h\x1b[?25l\x1b[1m\x1b[0m\x1b[?25h\x1b[?1049l", &[]);
        check_left("the cursor", "\x1b[?25l", &["mode 25"]);
        check_left("two at once", "\x1b[?1000;1006h\x1b[?1000l", &["mode 1006"]);
        check_left("the keyboard", "\x1b[>1u", &["keyboard protocol"]);
        check_left("a colour", "\x1b[39m\x1b[31m", &["style"]);
    }
}
