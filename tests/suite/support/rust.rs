//! Rust source as rules about it see it: without comments, literals and tests, and as the paths
//! it names.
//!
//! No parser: it knows just enough of the language to not be fooled by a string.

use std::ops::Range;

/// Gives `source` with comments and the insides of literals blanked; every byte keeps its place.
pub fn bare(source: &str) -> String {
    let bytes = source.as_bytes();
    let mut blanked = bytes.to_vec();
    let mut at = 0;
    while at < bytes.len() {
        let (inside, next) = token(bytes, at);
        blank(&mut blanked, inside);
        at = next;
    }
    String::from_utf8(blanked).expect("whole literals and comments are blanked")
}

/// Gives the insides of the strings of `source`, each with the line it stands on, from 1.
pub fn strings(source: &str) -> Vec<(usize, &str)> {
    let bytes = source.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let (inside, next) = token(bytes, at);
        if bytes[at] != b'/' && bytes[at..next].ends_with(b"\"") {
            found.push((line_of(source, at), &source[inside]));
        }
        at = next;
    }
    found
}

/// Gives bare source with what stands under `#[cfg(test)]` blanked as well.
pub fn without_tests(bare: &str) -> String {
    let mut blanked = bare.as_bytes().to_vec();
    for (start, attribute) in bare.match_indices("#[cfg(test)]") {
        let end = item_end(bare.as_bytes(), start + attribute.len());
        blank(&mut blanked, start..end);
    }
    String::from_utf8(blanked).expect("bare source outside literals is ASCII, or blanked whole")
}

/// Gives each path of two names or more that bare source names, with the line it stands on,
/// from 1; the paths of a `use` are spelled out in full, without `self` and `as`.
pub fn paths(bare: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < bare.len() {
        let name = name_at(bare, at);
        if name.is_empty() {
            at += 1;
        } else if name == "use" {
            let start = at + name.len();
            let end = bare[start..].find(';').map_or(bare.len(), |end| start + end);
            spell_out(bare, start..end, "", &mut found);
            at = end;
        } else {
            let path = path_at(bare, at);
            let continued = bare[..at].ends_with(">::");
            if path.contains("::") && !continued {
                found.push((line_of(bare, at), path.to_owned()));
            }
            at += path.len();
        }
    }
    found
}

/// Gives the line, from 1, of byte `at`.
pub fn line_of(source: &str, at: usize) -> usize {
    source[..at].matches('\n').count() + 1
}

/// Gives what to blank of the token at `at`, and where the next one starts.
fn token(bytes: &[u8], at: usize) -> (Range<usize>, usize) {
    let rest = &bytes[at..];
    let after_name = at > 0 && is_name(bytes[at - 1]);
    if rest.starts_with(b"//") {
        let end = at + rest.iter().position(|&byte| byte == b'\n').unwrap_or(rest.len());
        return (at..end, end);
    }
    if rest.starts_with(b"/*") {
        let end = at + comment_len(rest);
        return (at..end, end);
    }
    if !after_name && let Some((open, close)) = raw_string(rest) {
        return (at + open..at + close - open + 1, at + close);
    }
    match rest[0] {
        b'"' => {
            let end = at + quoted_len(rest, b'"');
            (at + 1..end.saturating_sub(1).max(at + 1), end)
        }
        b'\'' if is_char(rest) => {
            let end = at + quoted_len(rest, b'\'');
            (at + 1..end - 1, end)
        }
        _ => (at..at, at + 1),
    }
}

/// Gives the bytes of a comment between `/*` and its `*/`; such comments nest.
fn comment_len(rest: &[u8]) -> usize {
    let mut depth = 0;
    for (at, pair) in rest.windows(2).enumerate() {
        match pair {
            b"/*" => depth += 1,
            b"*/" if depth == 1 => return at + 2,
            b"*/" => depth -= 1,
            _ => {}
        }
    }
    rest.len()
}

/// Gives the bytes before the inside of a raw string, quote included, and the bytes of the whole.
fn raw_string(rest: &[u8]) -> Option<(usize, usize)> {
    let prefix = if rest.starts_with(b"br") { 2 } else { usize::from(rest.starts_with(b"r")) };
    let hashes = rest[prefix..].iter().take_while(|&&byte| byte == b'#').count();
    let open = prefix + hashes + 1;
    if prefix == 0 || rest.get(open - 1) != Some(&b'"') {
        return None;
    }
    let end = [b"\"".as_slice(), &b"#".repeat(hashes)].concat();
    let inside = rest[open..].windows(end.len()).position(|window| window == end)?;
    Some((open, open + inside + end.len()))
}

/// Tells whether the quote that `rest` starts with opens a character and not a lifetime.
fn is_char(rest: &[u8]) -> bool {
    let text = String::from_utf8_lossy(&rest[1..rest.len().min(6)]);
    let mut chars = text.chars();
    match chars.next() {
        Some('\\') => true,
        Some('\'') | None => false,
        Some(_) => chars.next() == Some('\''),
    }
}

/// Gives the bytes of a literal that starts and ends with `quote`.
fn quoted_len(rest: &[u8], quote: u8) -> usize {
    let mut escaped = false;
    for (at, &byte) in rest.iter().enumerate().skip(1) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            _ if byte == quote => return at + 1,
            _ => {}
        }
    }
    rest.len()
}

/// Gives the end of the item that starts at `at`: its semicolon, or the brace that closes it.
fn item_end(bytes: &[u8], at: usize) -> usize {
    let mut depth = 0;
    for (offset, byte) in bytes[at..].iter().enumerate() {
        match byte {
            b'{' | b'(' | b'[' => depth += 1,
            b'}' | b')' | b']' => {
                depth -= 1;
                let end = at + offset + 1;
                if depth == 0 && *byte == b'}' && bytes.get(end) != Some(&b';') {
                    return end;
                }
            }
            b';' if depth == 0 => return at + offset + 1,
            _ => {}
        }
    }
    bytes.len()
}

/// Gives the paths of the part of a use tree in `range`, each behind `prefix`.
fn spell_out(bare: &str, range: Range<usize>, prefix: &str, found: &mut Vec<(usize, String)>) {
    let text = &bare[range.clone()];
    if let Some(brace) = text.find('{') {
        let head: String = text[..brace].split_whitespace().collect();
        let inside = range.start + brace + 1..range.start + text.rfind('}').unwrap_or(text.len());
        for part in parts(bare, inside) {
            spell_out(bare, part, &format!("{prefix}{head}"), found);
        }
        return;
    }
    let path = text.split(" as ").next().unwrap_or_default().trim();
    if !path.is_empty() {
        let full = format!("{prefix}{path}");
        let full = full.strip_suffix("::self").unwrap_or(&full);
        let start = range.start + (text.len() - text.trim_start().len());
        found.push((line_of(bare, start), full.trim_start_matches("::").to_owned()));
    }
}

/// Splits the inside of a brace of a use tree at its own commas.
fn parts(bare: &str, inside: Range<usize>) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let (mut start, mut depth) = (inside.start, 0);
    for at in inside.clone() {
        match bare.as_bytes()[at] {
            b'{' => depth += 1,
            b'}' => depth -= 1,
            b',' if depth == 0 => {
                parts.push(start..at);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(start..inside.end);
    parts
}

/// Gives the name that starts at `at`, or nothing in the middle of one or outside any.
fn name_at(bare: &str, at: usize) -> &str {
    let bytes = bare.as_bytes();
    if at > 0 && is_name(bytes[at - 1]) {
        return "";
    }
    let len = bytes[at..].iter().take_while(|&&byte| is_name(byte)).count();
    &bare[at..at + len]
}

/// Gives the path that starts with the name at `at`: names with `::` between.
fn path_at(bare: &str, at: usize) -> &str {
    let mut end = at + name_at(bare, at).len();
    while bare[end..].starts_with("::") {
        let name = name_at(bare, end + 2);
        if name.is_empty() {
            break;
        }
        end += 2 + name.len();
    }
    &bare[at..end]
}

fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

fn blank(bytes: &mut [u8], range: Range<usize>) {
    for byte in &mut bytes[range] {
        if *byte != b'\n' {
            *byte = b' ';
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{bare, paths, without_tests};

    #[track_caller]
    fn check_bare(case: &str, source: &str, expected: &str) {
        assert_eq!(bare(source), expected, "{case}");
    }

    #[test]
    fn comments_and_the_insides_of_literals_are_blanked() {
        check_bare("a line", "a // b\nc", "a     \nc");
        check_bare("nested comments", "a/* /* b */ */c", "a             c");
        check_bare("a string with a quote", r#"f("a\"b{");"#, r#"f("     ");"#);
        check_bare("a raw string", "f(r#\"a\"b\"#);", "f(r#\"   \"#);");
        check_bare("a byte string", "f(b\"ab\");", "f(b\"  \");");
        check_bare("a character", "f('{', '\\'', 'é');", "f(' ', '  ', '  ');");
        check_bare("lifetimes stay", "fn f<'a>(s: &'a str) {}", "fn f<'a>(s: &'a str) {}");
        check_bare("a raw name stays", "r#type", "r#type");
    }

    #[test]
    fn tests_are_blanked_to_their_last_brace() {
        let source = "a\n#[cfg(test)]\nmod tests { fn f() {} }\nb";
        assert_eq!(without_tests(source).split_whitespace().collect::<Vec<_>>(), ["a", "b"]);
        let source = "a\n#[cfg(test)]\nuse x::{y, z};\nb";
        assert_eq!(without_tests(source).split_whitespace().collect::<Vec<_>>(), ["a", "b"]);
    }

    #[track_caller]
    fn check_paths(case: &str, source: &str, expected: &[(usize, &str)]) {
        let found = paths(source);
        let found: Vec<_> = found.iter().map(|(line, path)| (*line, path.as_str())).collect();
        assert_eq!(found, expected, "{case}");
    }

    #[test]
    fn paths_are_spelled_out() {
        check_paths("one use", "use a::b;", &[(1, "a::b")]);
        check_paths(
            "a tree",
            "use a::{self, b::{c, d as e},\n f::*};",
            &[(1, "a"), (1, "a::b::c"), (1, "a::b::d"), (2, "a::f::*")],
        );
        check_paths(
            "in code",
            "\nlet x: a::B = c::d(e.f::<g::H>());",
            &[(2, "a::B"), (2, "c::d"), (2, "g::H")],
        );
        check_paths("from the outermost", "::a::b()", &[(1, "a::b")]);
        check_paths("a lone name is none", "a + b", &[]);
    }
}
