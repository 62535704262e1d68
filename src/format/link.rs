//! Which targets of links may be followed.

use std::borrow::Cow;

/// Gives the target of a link as it is kept: an `http` or `https` address, a place in the article
/// (`#…`), or a path relative to it. None for every other scheme and for what only looks like a
/// path (`\\host\share`): such links are shown as plain words, and nobody can follow them.
///
/// Source: WHATWG URL Standard, 4.4: controls and spaces around an address and tabs and line ends
/// inside do not count, so they cannot hide a scheme either.
pub(super) fn target(written: &str) -> Option<Cow<'_, str>> {
    let written = written.trim_matches(|char: char| char <= ' ');
    let target = match written.contains(['\t', '\n', '\r']) {
        true => Cow::Owned(written.replace(['\t', '\n', '\r'], "")),
        false => Cow::Borrowed(written),
    };
    let allowed = match scheme(&target) {
        Some(scheme) => ["http", "https"].iter().any(|known| scheme.eq_ignore_ascii_case(known)),
        None => !target.starts_with('\\') && !target.starts_with('-'),
    };
    (allowed && !target.is_empty()).then_some(target)
}

/// Gives what stands before the first colon, unless that colon is part of a path.
fn scheme(target: &str) -> Option<&str> {
    let (before, _) = target.split_once(':')?;
    (!before.contains(['/', '?', '#'])).then_some(before)
}

#[cfg(test)]
mod tests {
    use super::target;

    #[test]
    fn only_the_web_and_the_article_itself_can_be_followed() {
        for (written, expected) in [
            ("https://example.org/a?b=c:d", Some("https://example.org/a?b=c:d")),
            (" HTTP://EXAMPLE.ORG ", Some("HTTP://EXAMPLE.ORG")),
            ("#notes", Some("#notes")),
            ("../other.html", Some("../other.html")),
            ("a/b:c", Some("a/b:c")),
            ("javascript:alert(1)", None),
            ("java\tscript:alert(1)", None),
            ("\x01 javascript:alert(1)", None),
            ("mailto:someone@example.org", None),
            ("file:///etc/hostname", None),
            ("data:text/html,x", None),
            ("C:\\notes.txt", None),
            ("\\\\host\\share", None),
            ("--help", None),
            ("", None),
        ] {
            assert_eq!(target(written).as_deref(), expected, "{written:?}");
        }
    }
}
