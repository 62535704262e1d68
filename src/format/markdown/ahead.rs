//! What the beginning of a text takes for granted of the rest, which is not there yet.
//!
//! Markdown names the targets of links and the words of footnotes anywhere, as a rule at the end.
//! Without them, `[word][1]` and `[^1]` would be shown as they are written until all is read, and
//! every place after them would move then.

use std::collections::BTreeSet;

use pulldown_cmark::{BrokenLink, CowStr, LinkType};

/// Takes it for granted that a link of `source` names a target that comes later, where it can be
/// nothing else: `[word][1]`, `[word][]`, `![picture]`. `[word]` alone is as often just that.
pub(super) fn target<'a>(link: BrokenLink<'a>, source: &str) -> Option<(CowStr<'a>, CowStr<'a>)> {
    let is_picture = || {
        let before = source.as_bytes().get(..link.span.start).unwrap_or_default();
        let inside = source.as_bytes().get(link.span.start..).unwrap_or_default();
        before.ends_with(b"!") || inside.starts_with(b"!")
    };
    let is_link = match link.link_type {
        LinkType::Reference | LinkType::Collapsed => true,
        LinkType::Shortcut => is_picture(),
        _ => false,
    };
    is_link.then_some((CowStr::Borrowed(""), CowStr::Borrowed("")))
}

/// Gives definitions for the footnotes that `body` refers to, to be put before it; their words are
/// nobody's to see.
pub(super) fn notes(body: &str) -> String {
    let labels: BTreeSet<&str> =
        body.match_indices("[^").filter_map(|(at, _)| label(body, at)).collect();
    labels.into_iter().map(|label| format!("[^{label}]: …\n\n")).collect()
}

/// Longest label of a footnote in bytes. Source: `CommonMark` 0.31, section 4.7, for links.
const LONGEST_LABEL: usize = 999;

/// Gives the label of the reference at byte `at`.
fn label(body: &str, at: usize) -> Option<&str> {
    let rest = body.get(at + 2..)?;
    let end = rest.bytes().take(LONGEST_LABEL).position(|byte| byte == b']')?;
    let label = rest.get(..end)?;
    let is_label = !label.is_empty() && !label.contains(|c: char| c.is_whitespace() || c == '[');
    is_label.then_some(label)
}

#[cfg(test)]
mod tests {
    use super::notes;

    #[test]
    fn each_reference_has_a_definition() {
        assert_eq!(notes("a[^x] b[^1] c[^x]"), "[^1]: …\n\n[^x]: …\n\n");
        assert_eq!(notes("a[^] b[^c d] e[^f"), "");
    }
}
