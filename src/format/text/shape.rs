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
/// A dash as long as an em is dialogue in most of Europe, and no bullet. The letter o is one before a
/// gap, as in RFCs.
pub(super) fn mark(body: &str) -> Option<usize> {
    let rest = match *body.as_bytes() {
        [b'0'..=b'9' | b'(', ..] => after_number(body)?,
        // A letter, or the first one of a Roman numeral.
        [b'a'..=b'z', b'.' | b')' | b'i' | b'v' | b'x', ..] => after_number(body)?,
        [b'o', b' ', b' ', ..] => body.strip_prefix('o')?,
        [b'*' | b'-' | b'+' | 0x80.., ..] => body.strip_prefix(BULLETS)?,
        _ => return None,
    };
    let after = rest.trim_start();
    (after.len() < rest.len() && !after.is_empty()).then(|| body.len() - after.len())
}

/// Digits or letters a list number may have; "1999." is a year that ends a sentence.
const NUMBER_BYTES: usize = 3;

/// Gives what follows "12.", "12)", "(12)", "a)", "iv.".
fn after_number(body: &str) -> Option<&str> {
    let (ends, rest) = match body.strip_prefix('(') {
        Some(rest) => (&b")"[..], rest),
        None => (&b".)"[..], body),
    };
    let len = rest.bytes().take(NUMBER_BYTES + 2).position(|byte| ends.contains(&byte))?;
    let number = rest.as_bytes().get(..len)?;
    let is_number = match number {
        [letter] if letter.is_ascii_lowercase() => true,
        [b'0'..=b'9', ..] => len <= NUMBER_BYTES && number.iter().all(u8::is_ascii_digit),
        [_, ..] => number.iter().all(|byte| b"ivx".contains(byte)),
        [] => false,
    };
    rest.get(len + 1..).filter(|_| is_number)
}

/// The number in square brackets that a note or a reference starts with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Reference {
    pub number: u32,
    /// Bytes of the brackets and the white space after them.
    pub mark: usize,
}

/// Gives the number that `body` is a note or a reference by: "[12] Keeper, A., Tides". Where it stands
/// inside a sentence it refers to one, which only the lines around it tell.
pub(super) fn reference(body: &str) -> Option<Reference> {
    let (number, rest) = body.strip_prefix('[')?.split_once(']')?;
    let is_number =
        number.len() <= NUMBER_BYTES && number.bytes().all(|byte| byte.is_ascii_digit());
    let after = rest.trim_start();
    let is_apart = after.len() < rest.len() && !after.is_empty();
    let number = number.parse().ok().filter(|_| is_number && is_apart)?;
    Some(Reference { number, mark: body.len() - after.len() })
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

/// Tells whether `body` is a line under the names of columns: "-----  ---  ----".
pub(super) fn is_columns(body: &str) -> bool {
    is_rule(body)
        && has_gap(body)
        && body.split_whitespace().all(|part| part.chars().nth(1).is_some())
}

/// Tells whether `body` is a line of a table of contents or a list of prices: dots lead to a number.
pub(super) fn is_leader(body: &str) -> bool {
    let is_digit = |char: char| char.is_ascii_digit();
    let unit = body.trim_end_matches(CURRENCIES);
    let mut rest = unit.trim_end_matches(|char| is_digit(char) || char == ' ');
    if rest.len() == unit.len() {
        return false;
    }
    while let Some(whole) = rest.strip_suffix(['.', ',']).filter(|whole| whole.ends_with(is_digit))
    {
        rest = whole.trim_end_matches(is_digit);
    }
    let rest = rest.trim_end_matches(' ').trim_end_matches(CURRENCIES).trim_end_matches(' ');
    rest.ends_with("....") || rest.ends_with(". . .")
}

/// What stands beside a price.
const CURRENCIES: [char; 4] = ['$', '€', '£', '¥'];

/// Tells whether `body` opens a block of a program, as "def tide(hour):" does.
pub(super) fn opens_block(body: &str) -> bool {
    let head = body.strip_suffix("):").and_then(|head| head.split_once('('));
    head.is_some_and(|(name, _)| name.ends_with(|char: char| char.is_alphanumeric() || char == '_'))
}

/// Tells whether the spaces in `body` are the point of it: columns of a table, a drawing.
pub(super) fn is_kept(body: &str) -> bool {
    if is_framed(body) || memchr::memchr(b'\t', body.as_bytes()).is_some() {
        return true;
    }
    if !body.is_ascii() && body.chars().any(is_drawing) {
        return true;
    }
    if !has_gap(body) {
        return false;
    }
    let (wide, wider) = gaps(body);
    wider > 0 || wide > 1
}

/// Tells whether `body` is between the bars of a table, or one of its lines.
pub(super) fn is_framed(body: &str) -> bool {
    let bytes = body.as_bytes();
    bytes.len() > 1 && bytes.starts_with(b"|") && bytes.ends_with(b"|")
        || bytes.starts_with(b"+-")
        || bytes.starts_with(b"+=")
}

/// Tells whether two spaces stand side by side in `body`.
pub(super) fn has_gap(body: &str) -> bool {
    text::has_gap(body)
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

/// Tells whether `body` reads like a line of a program or a command: it starts or ends as only code
/// does, holds what hardly stands in prose, or an option such as " --all" or " -n ", or signs are
/// more than every eighth byte of it.
pub(super) fn is_code(body: &str) -> bool {
    let bytes = body.as_bytes();
    let (mut symbols, mut signs) = (0, 0);
    let (mut address_end, mut ends_in_address) = (0, false);
    for at in text::signs(bytes) {
        if at < address_end {
            continue;
        }
        if let Some(bytes) = bytes.get(at..).and_then(address) {
            address_end = at + bytes;
            ends_in_address = address_end == body.len();
            continue;
        }
        match bytes.get(at).map_or(PROSE, |byte| SIGNS[usize::from(*byte)]) {
            PROSE => continue,
            sign => symbols += usize::from(sign == SYMBOL),
        }
        signs += 1;
        if is_code_at(bytes, at) {
            return true;
        }
    }
    // All starts and ends but one hold a sign.
    let is_framed = || {
        CODE_STARTS.iter().any(|start| body.starts_with(start))
            || CODE_ENDS.iter().any(|end| body.ends_with(end)) && !ends_in_address
    };
    symbols * 8 > bytes.len() || signs > 0 && is_framed() || bytes.ends_with(b"()")
}

/// Gives how many bytes an address between angle brackets takes that `bytes` begin with, as sentences
/// have them. Source: RFC 3986, appendix C.
fn address(bytes: &[u8]) -> Option<usize> {
    let inside = bytes.strip_prefix(b"<")?;
    let end = inside.iter().position(|byte| matches!(byte, b'>' | b' ' | b'<'))?;
    let (inside, end) = inside.split_at_checked(end)?;
    let is_address = end.starts_with(b">")
        && (inside.contains(&b'@') || memchr::memmem::find(inside, b"://").is_some());
    is_address.then_some(inside.len() + 2)
}

/// What a byte is to [`is_code`]: nothing, a sign that programs use more than prose does, or another
/// one that is part of what only they hold.
const PROSE: u8 = 0;
const SYMBOL: u8 = 1;
const PART: u8 = 2;

static SIGNS: [u8; 256] = {
    let mut signs = [PROSE; 256];
    let (symbols, parts) = (b"{}[]<>=|\\_$#@&*+~^/", b"-:;");
    let mut at = 0;
    while at < symbols.len() {
        signs[symbols[at] as usize] = SYMBOL;
        at += 1;
    }
    at = 0;
    while at < parts.len() {
        signs[parts[at] as usize] = PART;
        at += 1;
    }
    signs
};

/// Tells whether `body` reads like code and has blanks side by side between quotation marks, each of
/// which counts there; not those after a sentence, which typists leave.
pub(super) fn quotes_blanks(body: &str) -> bool {
    let has_blanks = |quoted: &str| {
        let mut gaps = quoted.match_indices("  ");
        gaps.any(|(at, _)| !ends_sentence(text::slice(quoted, 0..at)))
    };
    let quoted = || {
        let closed = body.matches('"').count() / 2;
        body.split('"').skip(1).step_by(2).take(closed)
    };
    has_gap(body) && quoted().any(has_blanks) && is_code(body)
}

/// Tells whether the sign at byte `at` is part of what hardly stands in prose: an arrow, a path, a
/// comparison, a call, an option.
fn is_code_at(bytes: &[u8], at: usize) -> bool {
    let before = bytes.get(..at).unwrap_or_default();
    let Some(([sign], after)) = bytes.get(at..).and_then(|rest| rest.split_at_checked(1)) else {
        return false;
    };
    match sign {
        b'>' => before.ends_with(b"-") || before.ends_with(b"=") || before.ends_with(b"/"),
        b':' => before.ends_with(b":"),
        b'/' => before.ends_with(b"<"),
        b'{' => before.ends_with(b"$"),
        b';' => before.ends_with(b"()"),
        b'\\' => after.starts_with(b"n"),
        b'=' => before.ends_with(b" ") && (after.starts_with(b" ") || after.starts_with(b"= ")),
        b'&' => before.ends_with(b" ") && after.starts_with(b"& "),
        b'|' => before.ends_with(b" ") && after.starts_with(b"| "),
        b'-' => before.ends_with(b" ") && is_option(after),
        _ => false,
    }
}

/// Tells whether a hyphen and `after` it are an option: two and a name, or one and a letter.
fn is_option(after: &[u8]) -> bool {
    match after {
        [b'-', name, ..] => name.is_ascii_alphabetic(),
        [letter, rest @ ..] => letter.is_ascii_alphabetic() && matches!(rest, [] | [b' ', ..]),
        [] => false,
    }
}

/// Tells whether `body` goes on with a sentence: it starts with a lower-case letter.
pub(super) fn starts_lower(body: &str) -> bool {
    let first = body.chars().find(|char| !matches!(char, '(' | '"' | '“' | '‘' | '\'' | '«'));
    first.is_some_and(char::is_lowercase)
}

/// Tells whether `below` looks like the rest of a sentence that `above` started: by its small
/// letter, or in a script without small letters by the missing end of what came before.
pub(super) fn goes_on(above: &str, below: &str) -> bool {
    let uncased = |char: char| char.is_alphabetic() && !char.is_lowercase() && !char.is_uppercase();
    starts_lower(below) || below.starts_with(uncased) && !ends_sentence(above)
}

/// Tells whether `body` ends like a sentence, whatever quotes or brackets close it.
pub(super) fn ends_sentence(body: &str) -> bool {
    let end =
        body.trim_end_matches(['"', '”', '’', '\'', ')', '»', '“', ']', '」', '』', '*', '_']);
    end.ends_with(['.', '!', '?', ':', '…', '。', '！', '？', '：', '؟', '۔', '।'])
}

#[cfg(test)]
mod tests {
    use super::{
        PROSE, SIGNS, is_code, is_columns, is_kept, is_leader, is_rule, mark, opens_block,
        quotes_blanks, reference,
    };
    use crate::text;

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
    fn references_are_numbers_in_square_brackets() {
        for (body, expected) in [
            ("[1] Keeper, A.", Some((1, 4))),
            ("[12]  Tides", Some((12, 6))),
            ("[1]", None),
            ("[1], as we said", None),
            ("[a] Tides", None),
            ("[] Tides", None),
            ("[1871] Tides", None),
        ] {
            let found = reference(body).map(|found| (found.number, found.mark));
            assert_eq!(found, expected, "{body}");
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
    fn rules_may_be_drawn_under_columns() {
        for (body, expected) in [
            ("-----  ---  ------", true),
            ("==== ======  ===", true),
            ("* * *", false),
            ("*   *   *", false),
            ("------", false),
        ] {
            assert_eq!(is_columns(body), expected, "{body}");
        }
    }

    #[test]
    fn dots_lead_to_numbers() {
        for (body, expected) in [
            ("Tides ........ 12", true),
            ("Rope ......... 12.50", true),
            ("Rope .......... 1,250.00", true),
            ("Rope ........ $ 2.00", true),
            ("Rope . . . . 2,00 €", true),
            ("And then ....", false),
            ("It was 1871.", false),
            ("He said ... 12", false),
        ] {
            assert_eq!(is_leader(body), expected, "{body}");
        }
    }

    #[test]
    fn blocks_of_programs_are_opened() {
        for (body, expected) in [
            ("def tide(hour):", true),
            ("if is_low(tide(3)):", true),
            ("The tides (by hour):", false),
            ("def tide(hour)", false),
        ] {
            assert_eq!(opens_block(body), expected, "{body}");
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
            ("use std::collections::Vec<Tide>", true),
            ("Tell of bugs at <https://tides.example/bugs>", false),
            ("Written by Anna Keeper <anna@tides.example/>", false),
            ("He said (and meant) it.", false),
            ("A line of verse, no more", false),
        ] {
            assert_eq!(is_code(body), expected, "{body}");
        }
    }

    #[test]
    fn blanks_may_be_quoted_by_code() {
        for (body, expected) in [
            (r#"tide = "low  high";"#, true),
            (r#"let tide = "  low";"#, true),
            (r#"tide  = "low";"#, false),
            (r#"x = "low" +  "high";"#, false),
            (r#"say "Low.  High." --loud"#, false),
            (r#"tide = "low  high;"#, false),
            (r#"He said "low  tide" and left."#, false),
        ] {
            assert_eq!(quotes_blanks(body), expected, "{body}");
        }
    }

    #[test]
    fn every_sign_of_code_is_looked_for() {
        let signs = (0..=u8::MAX).filter(|byte| SIGNS[usize::from(*byte)] != PROSE);
        assert_eq!(signs.clone().count(), 22);
        for sign in signs {
            assert_eq!(text::signs(&[b' ', sign]).collect::<Vec<_>>(), [1], "{}", sign as char);
        }
    }

    /// What [`is_code`] says, in so many words.
    fn is_code_in_words(body: &str) -> bool {
        let parts =
            ["();", " = ", "->", "::", "=>", " == ", "</", "/>", " && ", " || ", "${", "\\n"];
        let is_option = |word: &str| {
            let short = word.strip_prefix('-').filter(|name| name.len() == 1);
            let name = word.strip_prefix("--").or(short);
            name.is_some_and(|name| name.starts_with(|first: char| first.is_ascii_alphabetic()))
        };
        let symbols = body.bytes().filter(|byte| b"{}[]<>=|\\_$#@&*+~^/".contains(byte)).count();
        super::CODE_STARTS.iter().any(|start| body.starts_with(start))
            || super::CODE_ENDS.iter().any(|end| body.ends_with(end))
            || parts.iter().any(|part| body.contains(part))
            || symbols * 8 > body.len()
            || body.split(' ').skip(1).any(is_option)
    }

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig {
            cases: 4_000,
            failure_persistence: None,
            ..proptest::prelude::ProptestConfig::default()
        })]

        #[test]
        fn one_pass_finds_what_words_say(
            body in "[ab]{0,3}([ab ]{0,3}[-;:>=/<$#&|(){}\\\\n \u{e9}]{1,4}){0,3}[a b]{0,9}",
        ) {
            proptest::prop_assert_eq!(is_code(&body), is_code_in_words(&body), "{}", body);
        }
    }
}
