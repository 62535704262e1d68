//! The encoding that markup says it is in.

use encoding_rs::{Encoding, REPLACEMENT, UTF_8, UTF_16BE, UTF_16LE, X_USER_DEFINED};

/// Bytes of the beginning that are searched. Browsers look at 1,024; pages with long comments on
/// top declare theirs a little later.
const SEARCHED_BYTES: usize = 4_096;

/// Gives the encoding that the beginning of a page declares: in an XML declaration or a `meta`
/// tag, the first label that names an encoding which can be used.
///
/// Source: HTML Standard, 13.2.3.2, "prescan a byte stream": UTF-16 means UTF-8 there, since the
/// declaration itself was read as ASCII. `x-user-defined` counts as unknown.
pub(super) fn encoding(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..SEARCHED_BYTES).unwrap_or(bytes).to_ascii_lowercase();
    declarations(&head).find_map(|tag| usable(label(tag)?))
}

/// Gives the inside of each XML declaration and `meta` tag, comments passed over.
fn declarations(head: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut rest = head;
    std::iter::from_fn(move || {
        loop {
            rest = rest.get(memchr::memchr(b'<', rest)?..)?;
            let end: &[u8] = if rest.starts_with(b"<!--") { b"-->" } else { b">" };
            let length = memchr::memmem::find(rest, end).unwrap_or(rest.len());
            let (tag, after) = rest.split_at(length);
            rest = after;
            if tag.starts_with(b"<meta") || tag.starts_with(b"<?xml") {
                return Some(tag);
            }
            rest = rest.get(1..)?;
        }
    })
}

/// Gives the label after `charset=` or `encoding=`, quoted or bare.
fn label(tag: &[u8]) -> Option<&[u8]> {
    let word: &[u8] = if tag.starts_with(b"<?xml") { b"encoding" } else { b"charset" };
    let at = memchr::memmem::find(tag, word)? + word.len();
    let value = tag.get(at..)?.trim_ascii_start().strip_prefix(b"=")?.trim_ascii_start();
    let value = value.strip_prefix(b"\"").or(value.strip_prefix(b"'")).unwrap_or(value);
    let ends = |byte: &u8| byte.is_ascii_whitespace() || b"\"';/?>".contains(byte);
    value.get(..value.iter().position(ends).unwrap_or(value.len()))
}

fn usable(label: &[u8]) -> Option<&'static Encoding> {
    let encoding = Encoding::for_label(label)?;
    match encoding {
        _ if encoding == X_USER_DEFINED || encoding == REPLACEMENT => None,
        _ if encoding == UTF_16LE || encoding == UTF_16BE => Some(UTF_8),
        _ => Some(encoding),
    }
}

#[cfg(test)]
mod tests {
    use super::encoding;

    #[track_caller]
    fn check(case: &str, markup: &str, expected: Option<&str>) {
        assert_eq!(encoding(markup.as_bytes()).map(|e| e.name()), expected, "{case}");
    }

    #[test]
    fn declarations_are_found() {
        check("meta charset", "<head><META Charset = 'KOI8-R'>", Some("KOI8-R"));
        check(
            "meta http-equiv",
            r#"<meta http-equiv=content-type content="text/html; charset=big5">"#,
            Some("Big5"),
        );
        check("XML declaration", r#"<?xml version="1.0" encoding="euc-jp"?>"#, Some("EUC-JP"));
        check("UTF-16 cannot be true", "<meta charset=utf-16>", Some("UTF-8"));
        check("the first that is known", "<meta charset=none><meta charset=gbk>", Some("GBK"));
        check("not in a comment", "<!-- <meta charset=gbk> --><p>", None);
        check("not supported", "<meta charset=utf-7><meta charset=x-user-defined>", None);
        check("none", "<meta name=description content='the charset'>", None);
        check("cut short", "<meta charset", None);
    }
}
