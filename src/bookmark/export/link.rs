//! Links back to where a passage was read.

use percent_encoding::{AsciiSet, CONTROLS, NON_ALPHANUMERIC, utf8_percent_encode};

use super::super::Quote;
use super::super::identity::Identity;

/// What is not written as it is in the path of an address.
///
/// Source: RFC 3986, section 3.3.
const PATH: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// What is not written as it is in an address that was one before: what no address holds.
const ADDRESS: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'<')
    .add(b'>')
    .add(b'\\')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// Words at each end of a passage by which a browser finds it; a shorter one is told as a whole.
const END_WORDS: usize = 5;

/// Gives the address of an article; none of one that came through a pipe.
pub(super) fn article(origin: &str) -> String {
    if is_address(origin) || origin.starts_with("file://") {
        utf8_percent_encode(origin, ADDRESS).to_string()
    } else if origin.starts_with('/') {
        format!("file://{}", utf8_percent_encode(origin, PATH))
    } else {
        // The guide: `sidehead:guide` is an address as it stands.
        utf8_percent_encode(origin, PATH).to_string()
    }
}

/// What goes before the hash of an article without an address.
///
/// Source: RFC 6920, section 7, the `nih` form.
pub(in crate::bookmark) const HASH: &str = "nih:sha-256;";

/// Gives what stands for an article in linked data: its address, else a name made of its hash.
pub(super) fn name(identity: &Identity) -> String {
    match (identity.origins.last(), identity.hashes.last()) {
        (Some(origin), _) => article(origin),
        (None, Some(hash)) => format!("{HASH}{hash}"),
        (None, None) => "about:blank".to_owned(),
    }
}

/// Gives the address of a passage: on the web a browser goes to its words, a file is only opened.
///
/// Source: WICG, URL Fragment Text Directives.
pub(super) fn passage(origin: &str, quote: &Quote) -> String {
    let article = article(origin);
    if !is_address(origin) {
        return article;
    }
    let page = article.split('#').next().unwrap_or_default();
    let fragment = article.split_once('#').map(|(_, fragment)| fragment).unwrap_or_default();
    format!("{page}#{fragment}:~:text={}", words(&quote.exact))
}

/// Gives a passage as a text directive: all of its words, or those at its ends.
fn words(passage: &str) -> String {
    let encoded =
        |words: &[&str]| utf8_percent_encode(&words.join(" "), NON_ALPHANUMERIC).to_string();
    let words: Vec<&str> = passage.split_whitespace().collect();
    // The two ends of a passage of several blocks are found each by themselves.
    match (words.first_chunk::<END_WORDS>(), words.last_chunk::<END_WORDS>()) {
        (Some(first), Some(last)) if words.len() > 2 * END_WORDS => {
            format!("{},{}", encoded(first), encoded(last))
        }
        _ => encoded(&words),
    }
}

/// Tells whether an article was read from the web.
pub(super) fn is_address(origin: &str) -> bool {
    origin.starts_with("http://") || origin.starts_with("https://")
}

#[cfg(test)]
mod tests {
    use super::{article, passage};
    use crate::bookmark::Quote;
    use crate::text::clean;

    #[track_caller]
    fn check(origin: &str, words: &str, expected: &str) {
        let quote = Quote { exact: clean::text(words).into_owned(), ..Quote::default() };
        assert_eq!(passage(origin, &quote), expected);
    }

    #[test]
    fn a_passage_has_an_address() {
        check("/home/a b#1?.md", "words", "file:///home/a%20b%231%3F.md");
        check(
            "https://example.org/a?b=c",
            "One-way, they said",
            "https://example.org/a?b=c#:~:text=One%2Dway%2C%20they%20said",
        );
        check(
            "https://example.org/a#top",
            "One two three four five six\n\nseven eight nine ten eleven.",
            "https://example.org/a#top:~:text=One%20two%20three%20four%20five,\
             seven%20eight%20nine%20ten%20eleven%2E",
        );
        check("sidehead:guide", "words", "sidehead:guide");
        assert_eq!(article("/\u{1b}ä"), "file:///%1B%C3%A4");
        let no_text = "file:///%FF%FEbad.txt";
        assert_eq!(article(no_text), no_text, "a name that is no text is escaped once");
    }
}
