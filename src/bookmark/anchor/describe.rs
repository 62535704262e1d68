//! The words of a passage and of what stands around it.

use crate::bookmark::Quote;
use crate::document::Range;
use crate::text;
use crate::text::clean;
use crate::text::scalars::Scalars;

/// Characters kept on each side of a quote: about three sentences. Two equal quotes whose
/// surroundings agree this far cannot be told apart once the article has changed.
const CONTEXT_CHARS: usize = 240;

/// Gives the words of `range` of `text` and their surroundings, without what other passages of
/// the text are like; `scalars` are those of the text as far as the end of the range.
pub(super) fn quote(text: &str, range: Range, scalars: &Scalars<'_>) -> Quote {
    let cleaned = |range: Range| clean::text(text::slice(text, range)).into_owned();
    let (prefix, suffix) = context(text, &range);
    let (start, end) = (scalars.before(range.start), scalars.before(range.end));
    Quote {
        exact: cleaned(range),
        prefix: cleaned(prefix),
        suffix: cleaned(suffix),
        start,
        end,
        ..Quote::default()
    }
}

/// Gives what stands before and after `range`, by whole grapheme clusters, as a cluster that is
/// cut would not be read back from disk as it was.
fn context(text: &str, range: &Range) -> (Range, Range) {
    let before = text::graphemes(text::slice(text, 0..range.start)).rev();
    let prefix = clusters_bytes(before.map(|(_, cluster, _)| cluster));
    let after = text::graphemes(text::slice(text, range.end..text.len()));
    let suffix = clusters_bytes(after.map(|(_, cluster, _)| cluster));
    (range.start - prefix..range.start, range.end..range.end + suffix)
}

/// Gives the bytes of the clusters that fit into a context.
fn clusters_bytes<'t>(clusters: impl Iterator<Item = &'t str>) -> usize {
    let mut chars = 0;
    let fitting = clusters.take_while(|cluster| {
        chars += cluster.chars().count();
        chars <= CONTEXT_CHARS
    });
    fitting.map(str::len).sum()
}
