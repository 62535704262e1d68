//! A limit on the attributes of one tag, set before the parser sees it.

use std::borrow::Cow;

/// Attributes of a tag that are kept. The parser compares each with all before it, so that a
/// million on one tag, which no page needs, would take minutes.
const MOST: usize = 256;

/// Gives `html` without the attributes that a tag has beyond [`MOST`].
///
/// Looks for `<` and a letter only, so that it cuts inside of comments and scripts too: what
/// stands there is not shown. Each byte is looked at once, so that a tag may hide behind a quote in
/// a comment; the parser is watched while it reads one (`feed`).
pub(super) fn capped(html: &str) -> Cow<'_, str> {
    let mut kept = String::new();
    let (mut copied, mut seen) = (0, 0);
    for start in memchr::memchr_iter(b'<', html.as_bytes()) {
        if start < seen {
            continue;
        }
        let mut tag = Tag { html: html.as_bytes(), at: start + 1 };
        if let Some(from) = tag.surplus() {
            kept.push_str(html.get(copied..from).unwrap_or_default());
            copied = tag.at;
        }
        seen = tag.at;
    }
    if copied == 0 {
        return Cow::Borrowed(html);
    }
    kept.push_str(html.get(copied..).unwrap_or_default());
    Cow::Owned(kept)
}

/// A tag that is passed over from left to right.
struct Tag<'a> {
    html: &'a [u8],
    at: usize,
}

impl Tag<'_> {
    /// Passes over the tag, and gives where the attributes start that it has beyond [`MOST`].
    fn surplus(&mut self) -> Option<usize> {
        if !self.peek()?.is_ascii_alphabetic() {
            return None;
        }
        self.skip_until(|byte| byte.is_ascii_whitespace() || b"/>".contains(&byte));
        for _ in 0..MOST {
            self.attribute()?;
        }
        let from = self.at;
        self.attribute()?;
        while self.attribute().is_some() {}
        Some(from)
    }

    /// Passes over one attribute; none at the end of the tag. Source: HTML Standard, 13.2.5.32 to
    /// 13.2.5.39.
    fn attribute(&mut self) -> Option<()> {
        self.skip_until(|byte| !byte.is_ascii_whitespace() && byte != b'/');
        if self.peek()? == b'>' {
            return None;
        }
        self.at += 1;
        self.skip_until(|byte| byte.is_ascii_whitespace() || b"/>=".contains(&byte));
        let name_end = self.at;
        self.skip_until(|byte| !byte.is_ascii_whitespace());
        if self.peek() != Some(b'=') {
            self.at = name_end;
            return Some(());
        }
        self.at += 1;
        self.skip_until(|byte| !byte.is_ascii_whitespace());
        match self.peek() {
            Some(quote @ (b'"' | b'\'')) => {
                self.at += 1;
                self.skip_until(|byte| byte == quote);
                self.at = self.html.len().min(self.at + 1);
            }
            _ => self.skip_until(|byte| byte.is_ascii_whitespace() || byte == b'>'),
        }
        Some(())
    }

    fn peek(&self) -> Option<u8> {
        self.html.get(self.at).copied()
    }

    fn skip_until(&mut self, stop: impl Fn(u8) -> bool) {
        let rest = self.html.get(self.at..).unwrap_or_default();
        self.at += rest.iter().position(|byte| stop(*byte)).unwrap_or(rest.len());
    }
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::capped;

    #[test]
    fn ordinary_tags_stay() {
        let html = "a < b <p class='x > y' id=z>words</p><!-- <b c --> <i";
        assert!(matches!(capped(html), Cow::Borrowed(same) if same == html));
    }

    #[test]
    fn surplus_attributes_go() {
        let attributes: String = (0..300).map(|n| format!(" a{n}=\"'>{n}\"")).collect();
        let capped = capped(&format!("<p{attributes}>words</p>")).into_owned();
        assert!(capped.ends_with(" a255=\"'>255\">words</p>"), "{capped}");
    }

    #[test]
    fn what_a_tag_took_is_looked_at_once() {
        for open in ["<a".repeat(200_000), "<p x=".to_owned() + &"<p/x=".repeat(100_000)] {
            assert!(matches!(capped(&open), Cow::Borrowed(_)));
        }
    }

    #[test]
    fn a_tag_cut_short_does_no_harm() {
        let open = format!("words <p{}", " a='".repeat(600));
        assert!(capped(&open).starts_with("words <p"));
    }
}
