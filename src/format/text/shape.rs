//! What a single line looks like: an item, a row of a table, a drawing, code, a rule.
//!
//! Knows one line at a time; what its neighbours make of it is decided elsewhere.

use crate::text;

/// What stands at the start of list items.
const BULLETS: [char; 20] = [
    '•', '▪', '◦', '●', '○', '■', '□', '‣', '⁃', '∙', '·', '–', '*', '-', '+', '▸', '►', '➤', '✓',
    '◆',
];

/// Gives how many bytes the list mark at the start of `body` takes, with the white space after
/// it; none where there is no mark, or nothing after it.
///
/// A dash as long as an em is dialogue in most of Europe, and no bullet.
pub(super) fn mark(body: &str) -> Option<usize> {
    let rest = body.strip_prefix(BULLETS).or_else(|| after_number(body))?;
    let after = rest.trim_start();
    (after.len() < rest.len() && !after.is_empty()).then(|| body.len() - after.len())
}

/// Digits or letters a list number may have; "1999." is a year that ends a sentence.
const NUMBER_BYTES: usize = 3;

/// Gives what follows "12.", "12)", "(12)", "a)", "iv.".
fn after_number(body: &str) -> Option<&str> {
    let (open, rest) = match body.strip_prefix('(') {
        Some(rest) => (true, rest),
        None => (false, body),
    };
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let letters = rest.bytes().take_while(u8::is_ascii_lowercase).count();
    let roman = rest.bytes().take_while(|byte| b"ivx".contains(byte)).count();
    let len = match (digits, letters) {
        (1..=NUMBER_BYTES, _) => digits,
        (0, 1) => 1,
        (0, _) if roman == letters && roman <= NUMBER_BYTES + 1 => roman,
        _ => return None,
    };
    let rest = rest.get(len..)?;
    if open { rest.strip_prefix(')') } else { rest.strip_prefix(['.', ')']) }
}

/// Characters that lines across the page are made of.
const RULE_CHARS: [char; 16] =
    ['=', '-', '~', '_', '*', '#', '^', '+', '.', '─', '━', '═', '—', '–', '⁂', '•'];

/// Tells whether `body` is a line across the page: at least three of one character.
pub(super) fn is_rule(body: &str) -> bool {
    let Some(first) = body.chars().next().filter(|first| RULE_CHARS.contains(first)) else {
        return false;
    };
    let marks = body.chars().filter(|char| *char == first).count();
    (marks >= 3 || first == '⁂') && body.chars().all(|char| char == first || char == ' ')
}

/// Tells whether `body` is a line of a table of contents: dots lead to a number.
pub(super) fn is_leader(body: &str) -> bool {
    let rest = body.trim_end_matches(|char: char| char.is_ascii_digit() || char == ' ');
    rest.len() < body.len() && (rest.ends_with("....") || rest.ends_with(". . ."))
}

/// Tells whether the spaces in `body` are the point of it: columns of a table, a drawing.
pub(super) fn is_kept(body: &str) -> bool {
    if body.contains('\t') || body.starts_with('|') && body.ends_with('|') && body.len() > 1 {
        return true;
    }
    if body.starts_with("+-") || body.starts_with("+=") {
        return true;
    }
    if !body.is_ascii() && body.chars().any(is_drawing) {
        return true;
    }
    let (wide, wider) = gaps(body);
    wider > 0 || wide > 1
}

/// Tells whether `char` is for drawing boxes or blocks.
fn is_drawing(char: char) -> bool {
    matches!(char, '\u{2500}'..='\u{259f}')
}

/// Gives how many runs of spaces are three or more long, and how many four or more.
fn gaps(body: &str) -> (usize, usize) {
    let (mut wide, mut wider) = (0, 0);
    let mut rest = body;
    while let Some(at) = memchr::memmem::find(rest.as_bytes(), b"   ") {
        let run = text::slice(rest, at..rest.len());
        let after = run.trim_start_matches(' ');
        wide += 1;
        wider += usize::from(run.len() - after.len() > 3);
        rest = after;
    }
    (wide, wider)
}

/// What lines of code start with.
const CODE_STARTS: [&str; 11] =
    ["$ ", ">>> ", "%> ", "#include", "//", "/*", "</", "<?", "#!", "@@", "&&"];

/// What only code ends with.
const CODE_ENDS: [&str; 9] = ["{", "}", ";", "};", "});", ">", "\\", "()", "],"];

/// What hardly stands in prose.
const CODE_PARTS: [&str; 12] =
    ["();", " = ", "->", "::", "=>", " == ", "</", "/>", " && ", " || ", "${", "\\n"];

/// Tells whether `body` reads like a line of a program or a command.
pub(super) fn is_code(body: &str) -> bool {
    CODE_STARTS.iter().any(|start| body.starts_with(start))
        || CODE_ENDS.iter().any(|end| body.ends_with(end))
        || CODE_PARTS.iter().any(|part| body.contains(part))
        || symbols(body) * 8 > body.len()
        || has_option(body)
}

/// Tells whether `body` holds an option of a command, such as " --all" or " -n ".
fn has_option(body: &str) -> bool {
    let mut words = body.split(' ').skip(1);
    words.any(|word| {
        let name =
            word.strip_prefix("--").or_else(|| word.strip_prefix('-').filter(|n| n.len() == 1));
        name.is_some_and(|name| name.starts_with(|first: char| first.is_ascii_alphabetic()))
    })
}

/// Counts the ASCII signs that programs use more than prose does.
fn symbols(body: &str) -> usize {
    body.bytes().filter(|byte| b"{}[]<>=|\\_$#@&*+~^/".contains(byte)).count()
}

/// Tells whether `body` goes on with a sentence: it starts with a lower-case letter.
pub(super) fn starts_lower(body: &str) -> bool {
    let first = body.chars().find(|char| !matches!(char, '(' | '"' | '“' | '‘' | '\'' | '«'));
    first.is_some_and(char::is_lowercase)
}

/// Tells whether `body` ends like a sentence, whatever quotes or brackets close it.
pub(super) fn ends_sentence(body: &str) -> bool {
    let end =
        body.trim_end_matches(['"', '”', '’', '\'', ')', '»', '“', ']', '」', '』', '*', '_']);
    end.ends_with(['.', '!', '?', ':', '…', '。', '！', '？', '：', '؟', '۔', '।'])
}

/// Tells whether `char` is of a script that is written without spaces and wrapped anywhere.
pub(super) fn is_unspaced(char: char) -> bool {
    matches!(char, '\u{3000}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{ff01}'..='\u{ff60}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::{is_code, is_kept, is_rule, mark};

    #[test]
    fn list_marks_are_bullets_and_numbers() {
        for (body, expected) in [
            ("• one", Some(4)),
            ("-  two", Some(3)),
            ("12. three", Some(4)),
            ("(3) four", Some(4)),
            ("b) five", Some(3)),
            ("iv. six", Some(4)),
            ("– seven", Some(4)),
            ("— said he", None),
            ("1999. Then", None),
            ("-nothing", None),
            ("*", None),
            ("4.2 Results", None),
            ("and. So", None),
        ] {
            assert_eq!(mark(body), expected, "{body}");
        }
    }

    #[test]
    fn rules_are_one_character() {
        for (body, expected) in
            [("=====", true), ("* * *", true), ("---", true), ("--", false), ("-- Ed", false)]
        {
            assert_eq!(is_rule(body), expected, "{body}");
        }
    }

    #[test]
    fn spaces_that_matter_are_seen() {
        for (body, expected) in [
            ("Year\tTons", true),
            ("Name      Age", true),
            ("| a | b |", true),
            ("┌──┐", true),
            ("A  justified  line  of  prose", false),
            ("One sentence.   Another one.", false),
        ] {
            assert_eq!(is_kept(body), expected, "{body}");
        }
    }

    #[test]
    fn code_is_told_from_prose() {
        for (body, expected) in [
            ("let x = 3;", true),
            ("$ make install", true),
            ("if (a > b) {", true),
            ("He said (and meant) it.", false),
            ("A line of verse, no more", false),
        ] {
            assert_eq!(is_code(body), expected, "{body}");
        }
    }
}
