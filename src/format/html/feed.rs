//! Markup on its way to the tokenizer, piece by piece.

use html5ever::TokenizerResult;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{BufferQueue, TokenSink, Tokenizer};

use super::super::beginning;
use super::super::deadline::GivenUp;

/// Bytes the tokenizer takes between two looks at the time: it compares each attribute of a tag
/// with all before it, which nobody else is told of until the tag ends.
const PIECE_BYTES: usize = 4_096;

/// Hands `html` to the tokenizer; tells whether it took all of it before it was given up.
pub(super) fn feed<Sink: TokenSink>(
    tokenizer: &Tokenizer<Sink>,
    html: &str,
    given_up: &GivenUp,
) -> bool {
    let input = BufferQueue::default();
    let mut rest = html;
    while !rest.is_empty() {
        if given_up.is_true() {
            return false;
        }
        let piece = beginning(rest, PIECE_BYTES);
        input.push_back(StrTendril::from(piece));
        while !matches!(tokenizer.feed(&input), TokenizerResult::Done) {}
        rest = rest.get(piece.len()..).unwrap_or_default();
    }
    tokenizer.end();
    true
}
