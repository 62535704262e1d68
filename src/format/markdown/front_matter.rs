//! Front matter: what a Markdown file says of itself above its text, in YAML between `---` or in
//! TOML between `+++`.
//!
//! Only title, date and author at the top level are read. Nothing is expanded, evaluated or
//! converted; what cannot be parsed says nothing.

use saphyr_parser::{Event, Parser};

use crate::document::Meta;
use crate::text::clean;

/// What a file says of itself, and where its text starts.
#[derive(Debug, Default, PartialEq)]
pub(super) struct FrontMatter {
    pub(super) meta: Meta,
    /// Bytes of the source that the front matter takes, its marks included; 0 where there is none.
    pub(super) bytes: usize,
}

/// Longest front matter in bytes. A rule on top and another below a whole article are no marks.
const LONGEST_BYTES: usize = 32_768;

/// Reads the front matter of `source`, whose line ends are line feeds.
///
/// It starts on the first line, is closed, and its first line that says something is `key: value`,
/// `key = value` or `[table]`; anything else is text, such as a rule above a paragraph.
pub(super) fn read(source: &str) -> FrontMatter {
    found(source).unwrap_or_default()
}

fn found(source: &str) -> Option<FrontMatter> {
    let (mark, rest) = source.split_once('\n')?;
    let (separator, read): (char, fn(&str) -> Meta) = match mark.trim_end() {
        "---" => (':', yaml),
        "+++" => ('=', toml),
        _ => return None,
    };
    let (inside, bytes) = closed(rest, mark.trim_end())?;
    let says = |line: &&str| !line.trim().is_empty() && !line.starts_with('#');
    let first = inside.lines().find(says);
    let is_key = |line| is_pair(line, separator) || separator == '=' && line.starts_with('[');
    first
        .is_none_or(is_key)
        .then(|| FrontMatter { meta: read(inside), bytes: mark.len() + 1 + bytes })
}

/// Gives what stands above the closing mark, and the bytes up to the end of the mark's line.
fn closed<'a>(rest: &'a str, mark: &str) -> Option<(&'a str, usize)> {
    let mut start = 0;
    for line in rest.split_inclusive('\n') {
        let end = line.trim_end();
        if end == mark || end == "..." && mark == "---" {
            return Some((rest.get(..start)?, start + line.len()));
        }
        start += line.len();
        if start > LONGEST_BYTES {
            return None;
        }
    }
    None
}

/// Tells whether `line` is a key, the separator, and a value or nothing.
fn is_pair(line: &str, separator: char) -> bool {
    let Some((key, value)) = line.split_once(separator) else { return false };
    let key = key.trim_end().trim_matches(['"', '\'']);
    let is_key = |char: char| char.is_alphanumeric() || "_-.".contains(char);
    !key.is_empty() && key.chars().all(is_key) && (separator == '=' || is_apart(value))
}

/// Tells whether a colon before `value` separates: `a: b`, not `a:b`.
fn is_apart(value: &str) -> bool {
    value.is_empty() || value.starts_with(char::is_whitespace)
}

/// Reads the scalars at the top level of a YAML mapping. Aliases are events like others and stay
/// what they are, so that nothing grows; an error ends the reading.
fn yaml(inside: &str) -> Meta {
    let mut meta = Meta::default();
    let mut key = None;
    let mut depth = 0_usize;
    for event in Parser::new_from_str(inside) {
        let Ok((event, _)) = event else { return Meta::default() };
        match event {
            Event::Scalar(scalar, ..) if depth == 1 => node(&mut meta, &mut key, Some(&scalar)),
            Event::Alias(_) if depth == 1 => node(&mut meta, &mut key, None),
            Event::MappingStart(..) | Event::SequenceStart(..) => depth += 1,
            Event::MappingEnd | Event::SequenceEnd => {
                depth = depth.saturating_sub(1);
                if depth == 1 {
                    node(&mut meta, &mut key, None);
                }
            }
            _ => {}
        }
    }
    meta
}

/// Takes the next node of a mapping, where keys and values take turns; what is no scalar is none.
fn node(meta: &mut Meta, key: &mut Option<String>, scalar: Option<&str>) {
    match (key.take(), scalar) {
        (Some(key), Some(value)) => set(meta, &key, value),
        (Some(_), None) => {}
        (None, _) => *key = Some(scalar.unwrap_or_default().to_owned()),
    }
}

/// Reads lines `key = "value"` above the first table of TOML. Values of several lines, which
/// titles and dates do not take, are not understood.
fn toml(inside: &str) -> Meta {
    let mut meta = Meta::default();
    for line in inside.lines().take_while(|line| !line.trim_start().starts_with('[')) {
        let Some((key, value)) = line.split_once('=') else { continue };
        let value = value.trim();
        let text = match value.chars().next() {
            Some('"') => quoted(value),
            Some('\'') => {
                value.get(1..).and_then(|rest| rest.split('\'').next()).map(str::to_owned)
            }
            Some('0'..='9') => value.split('#').next().map(|date| date.trim_end().to_owned()),
            _ => None,
        };
        if let Some(text) = text {
            set(&mut meta, key.trim().trim_matches(['"', '\'']), &text);
        }
    }
    meta
}

/// Gives the inside of a basic string of TOML, its escapes resolved.
fn quoted(value: &str) -> Option<String> {
    let mut text = String::new();
    let mut chars = value.chars().skip(1);
    loop {
        match chars.next()? {
            '"' => return Some(text),
            '\\' => match chars.next()? {
                'n' | 't' | 'r' => text.push(' '),
                'u' => text.push(code_point(&mut chars, 4)?),
                'U' => text.push(code_point(&mut chars, 8)?),
                other => text.push(other),
            },
            char => text.push(char),
        }
    }
}

fn code_point(chars: &mut impl Iterator<Item = char>, digits: usize) -> Option<char> {
    let digits: String = chars.take(digits).collect();
    char::from_u32(u32::from_str_radix(&digits, 16).ok()?)
}

fn set(meta: &mut Meta, key: &str, value: &str) {
    let slot = match key.to_ascii_lowercase().as_str() {
        "title" => &mut meta.title,
        "author" | "byline" => &mut meta.byline,
        "date" => &mut meta.date,
        _ => return,
    };
    let value = clean::line(value);
    if slot.is_none() && !value.is_empty() && !matches!(&*value, "null" | "~") {
        *slot = Some(value);
    }
}

#[cfg(test)]
mod tests {
    use super::read;

    /// Gives title, byline and date, and what follows the front matter.
    #[track_caller]
    fn check(case: &str, source: &str, expected: [&str; 3], rest: &str) {
        let found = read(source);
        let say = |part: &Option<crate::text::clean::Clean<'static>>| {
            part.as_ref().map_or(String::new(), ToString::to_string)
        };
        let meta = [&found.meta.title, &found.meta.byline, &found.meta.date].map(say);
        assert_eq!(meta, expected, "{case}");
        assert_eq!(source.get(found.bytes..), Some(rest), "{case}");
    }

    #[test]
    fn yaml_tells_title_author_and_date() {
        check(
            "plain and quoted scalars",
            "---\ntitle: \"The Tide: a History\"\nauthor: Ada Vane\ndate: 2024-05-01\n---\nText",
            ["The Tide: a History", "Ada Vane", "2024-05-01"],
            "Text",
        );
        check(
            "only the top level counts",
            "---\nseo:\n  title: Inner\ntags: [a, title]\ntitle: Outer\n...\nText",
            ["Outer", "", ""],
            "Text",
        );
        check(
            "aliases stay what they are",
            "---\na: &a [x, x]\nb: [*a, *a]\n*a : *a\ntitle: Here\n---\n",
            ["Here", "", ""],
            "",
        );
        check("a block scalar", "---\ntitle: >\n  Two\n  lines\n---\n", ["Two lines", "", ""], "");
        check("controls do not pass", "---\ntitle: \"a\\e[2Jb\"\n---\n", ["a␛[2Jb", "", ""], "");
        check("an error says nothing", "---\ntitle: [a\n---\nText", ["", "", ""], "Text");
        check("empty", "---\n---\nText", ["", "", ""], "Text");
    }

    #[test]
    fn toml_tells_title_author_and_date() {
        check(
            "strings and dates",
            "+++\ntitle = \"A \\\"B\\\" \\u00e9\"\nauthor = 'C:\\d'\ndate = 2024-05-01 # May\n+++\nText",
            ["A \"B\" é", "C:\\d", "2024-05-01"],
            "Text",
        );
        check(
            "only above the first table",
            "+++\n[extra]\ntitle = \"Inner\"\n+++\n",
            ["", "", ""],
            "",
        );
    }

    #[test]
    fn what_is_no_front_matter_is_text() {
        for source in [
            "---\ntitle: never closed\n\nText",
            "---\nA paragraph between rules.\n---\n",
            "---\nWho goes there:friend\n---\n",
            " ---\ntitle: indented\n---\n",
            "Text\n---\ntitle: below\n---\n",
            "",
        ] {
            check("text", source, ["", "", ""], source);
        }
    }
}
