//! Records: lines that each say one thing of many alike, as listings of files, logs, lists of paths
//! and the headers of letters do. They are no prose, however even their ends are.

use super::{Form, Line, Page};

/// Lines in a row from which on they may be records.
const LEAST_LINES: usize = 3;

/// Gives the form in which a run stays that is of records, which two lines of three begin as.
pub(super) fn form(page: Page, run: &[Line<'_>]) -> Option<Form> {
    if run.len() < LEAST_LINES {
        return None;
    }
    let is_one = |line: &&Line<'_>| {
        line.body.len() <= super::PARAGRAPH_BYTES
            && (begins(line.body) || page.blank_lines && is_labelled(line.body))
    };
    let mut others = run.len() / 3;
    for line in run {
        if !is_one(&line) {
            others = others.checked_sub(1)?;
        }
    }
    let is_spaced = |line: &Line<'_>| line.is_kept() || line.has_gap();
    Some(if run.iter().any(is_spaced) { Form::Kept } else { Form::Verse })
}

/// Tells whether `body` begins with what is no word and no number: a path, a time, an address, the
/// name of a setting with its value, the rights on a file, how grave a message is.
pub(in crate::format::text) fn begins(body: &str) -> bool {
    let bytes = body.as_bytes();
    if has_time(bytes) || has_seconds(body) || has_level(body) {
        return true;
    }
    let letters = bytes.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
    // Nearly all lines begin with a word.
    if matches!(bytes.get(letters..), Some([] | [b' ', ..] | [b',', b' ', ..])) {
        return false;
    }
    let end = memchr::memchr(b' ', bytes).unwrap_or(bytes.len());
    let bytes = bytes.get(..end).unwrap_or_default();
    let token = bytes.trim_ascii_end();
    let token = token.strip_suffix(b":").or(token.strip_suffix(b",")).unwrap_or(token);
    let (mut digits, mut letters, mut hyphens, mut longest, mut run) = (0, 0, 0, 0, 0);
    for byte in token {
        match byte {
            b'/' | b'=' | b':' | b'@' | b'_' | b'|' | b'\\' => return token.len() > 1,
            b'0'..=b'9' => {
                digits += 1;
                run += 1;
                longest = longest.max(run);
                continue;
            }
            b'-' => hyphens += 1,
            b'a'..=b'z' | b'A'..=b'Z' => letters += 1,
            b'.' => {}
            _ => return false,
        }
        run = 0;
    }
    hyphens > 1 || digits > 1 && letters > 1 || longest > 2 && token.contains(&b'.')
}

/// Bytes at the start of a line in which the time of a record stands, after its day.
const STAMP_BYTES: usize = 32;

/// Tells whether a time to the second stands near the start of a line: "Jun  1 12:30:01 quay".
fn has_time(bytes: &[u8]) -> bool {
    let is_pair =
        |at: usize| bytes.get(at..at + 2).is_some_and(|pair| pair.iter().all(u8::is_ascii_digit));
    let head = bytes.get(..STAMP_BYTES).unwrap_or(bytes);
    memchr::memchr_iter(b':', head).any(|at| {
        let is_second = bytes.get(at + 3) == Some(&b':');
        is_second && at >= 2 && is_pair(at - 2) && is_pair(at + 1) && is_pair(at + 4)
    })
}

/// Decimals of seconds as a kernel counts them; the number of a section has fewer.
const DECIMALS: usize = 3;

/// Tells whether `body` begins with seconds in brackets: "[   12.345678] quay".
fn has_seconds(body: &str) -> bool {
    let inside = body.strip_prefix('[').and_then(|rest| rest.split_once(']'));
    let Some((seconds, decimals)) = inside.and_then(|(inside, _)| inside.split_once('.')) else {
        return false;
    };
    let is_number =
        |digits: &str| !digits.is_empty() && digits.bytes().all(|it| it.is_ascii_digit());
    is_number(seconds.trim_start()) && is_number(decimals) && decimals.len() >= DECIMALS
}

/// What programs call how grave a message is.
const LEVELS: [&str; 12] = [
    "TRACE", "DEBUG", "INFO", "NOTICE", "WARN", "WARNING", "ERROR", "ERR", "FATAL", "CRITICAL",
    "CRIT", "ALERT",
];

/// Bytes of the longest of them, with what may stand around it and after it.
const LEVEL_BYTES: usize = "[CRITICAL]: ".len();

/// Tells whether `body` begins with how grave a message is: "ERROR no lamp", "[warn] no lamp", "info:
/// no lamp". A word of a sentence has neither capitals nor marks.
fn has_level(body: &str) -> bool {
    let head = body.get(..LEVEL_BYTES).unwrap_or(body);
    let end = memchr::memchr(b' ', head.as_bytes());
    let Some(token) = end.map_or(Some(head), |end| head.get(..end)) else { return false };
    let starts_small = token.as_bytes().get(1).is_some_and(u8::is_ascii_lowercase);
    // Nearly all lines begin with a word.
    if starts_small && !token.ends_with(':') && !token.starts_with(['[', '<']) {
        return false;
    }
    let word = token.trim_end_matches(':');
    let inside = word.strip_prefix('[').and_then(|word| word.strip_suffix(']'));
    let inside = inside.or_else(|| word.strip_prefix('<')?.strip_suffix('>')).unwrap_or(word);
    let is_apart = inside.len() < token.len();
    LEVELS.iter().any(|level| *level == inside || is_apart && level.eq_ignore_ascii_case(inside))
}

/// Tells whether `body` is a label of one word and what it says: "Date: the first of May".
pub(in crate::format::text) fn is_labelled(body: &str) -> bool {
    let is_of_word = |byte: &&u8| byte.is_ascii_alphanumeric() || **byte == b'-';
    let bytes = body.as_bytes();
    bytes.first().is_some_and(u8::is_ascii_uppercase)
        && matches!(
            bytes.get(bytes.iter().take_while(is_of_word).count()..),
            Some([b':', b' ', ..])
        )
}

#[cfg(test)]
mod tests {
    use super::begins;

    #[test]
    fn records_begin_unlike_sentences() {
        for (body, expected) in [
            ("drwxr-xr-x 6 anna anna 4096 Jun  1 tides", true),
            ("anna:x:1000:1000::/home/anna:/bin/sh", true),
            ("10.203.0.7 - - [01/Jun/2024] \"GET /\"", true),
            ("./tides/table.txt", true),
            ("LANG=de_DE.UTF-8", true),
            ("12:30:01 the ferry left", true),
            ("2024-06-01 the ferry left", true),
            ("8f3a2c1 Mend the wall", true),
            ("Sat Jun  1 12:30:01 UTC 2024", true),
            ("Jun  1 12:30:01 quay lamp[12]: lit", true),
            ("[01/Jun/2024:12:30:01 +0000] \"GET /\"", true),
            ("[   12.345678] usb 1-1: new lamp", true),
            ("INFO the lamp is lit", true),
            ("[warn] the lamp is out", true),
            ("error: the lamp is out", true),
            ("The ferry left", false),
            ("The ferry left the quay at 12:30, and not at 12:45:01", false),
            ("Info was had at the quay", false),
            ("[2.1] The wall", false),
            ("[12] Keeper, A., Tides", false),
            ("well-known, as it was,", false),
            ("1871 was a year of storms", false),
            ("2.1 The wall", false),
            ("“Never,” he said", false),
            ("Note: the wall", false),
            ("3rd of May", false),
            ("and/", true),
            ("", false),
        ] {
            assert_eq!(begins(body), expected, "{body}");
        }
    }
}
