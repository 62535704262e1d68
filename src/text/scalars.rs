//! Unicode scalar values and the bytes they take, both ways, for many places in one long text.

use super::slice;

/// Bytes between two counts that are kept. A larger step makes each answer slower, a smaller one
/// the table larger: at this one, an answer reads a kilobyte at most.
const STEP_BYTES: usize = 1_024;

/// How many Unicode scalar values stand before each place of a text.
///
/// Made in one pass; afterwards each answer takes the same short time, however long the text.
#[derive(Clone, Debug)]
pub struct Scalars<'a> {
    text: &'a str,
    /// How many scalar values start before each multiple of the step.
    counts: Vec<usize>,
}

impl<'a> Scalars<'a> {
    /// Counts `text`.
    #[must_use]
    pub fn new(text: &'a str) -> Scalars<'a> {
        let mut counts = vec![0];
        for chunk in text.as_bytes().chunks_exact(STEP_BYTES) {
            let before = counts.last().copied().unwrap_or_default();
            counts.push(before + count(chunk));
        }
        Scalars { text, counts }
    }

    /// Gives how many scalar values stand before `byte`; panics off a character boundary.
    #[must_use]
    #[track_caller]
    pub fn before(&self, byte: usize) -> usize {
        let head = slice(self.text, 0..byte).as_bytes();
        let chunk = byte / STEP_BYTES;
        let rest = head.get(chunk * STEP_BYTES..).unwrap_or_default();
        let counted = self.counts.get(chunk).copied().unwrap_or_default();
        counted + count(rest)
    }

    /// Gives the byte that has `scalars` scalar values before it; none past the end.
    #[must_use]
    pub fn byte_after(&self, scalars: usize) -> Option<usize> {
        let chunk = self.counts.partition_point(|count| *count <= scalars) - 1;
        let counted = self.counts.get(chunk)?;
        let rest = self.text.as_bytes().get(chunk * STEP_BYTES..)?;
        let starts = rest.iter().enumerate().filter(|(_, byte)| starts_scalar(**byte));
        let offsets = starts.map(|(offset, _)| offset).chain([rest.len()]);
        Some(chunk * STEP_BYTES + offsets.into_iter().nth(scalars - counted)?)
    }
}

/// Counts the scalar values that start in `bytes`, by stretches whose count a byte can hold: so
/// many are counted at once.
fn count(bytes: &[u8]) -> usize {
    let stretches = bytes.chunks(usize::from(u8::MAX));
    let count =
        |stretch: &[u8]| stretch.iter().map(|byte| u8::from(starts_scalar(*byte))).sum::<u8>();
    stretches.map(|stretch| usize::from(count(stretch))).sum()
}

/// Tells whether a byte of UTF-8 is the first of a scalar value.
fn starts_scalar(byte: u8) -> bool {
    byte.cast_signed() >= 0b1100_0000_u8.cast_signed()
}

#[cfg(test)]
mod tests {
    use super::Scalars;

    #[track_caller]
    fn check(case: &str, text: &str) {
        let scalars = Scalars::new(text);
        let bytes = text.char_indices().map(|(byte, _)| byte).chain([text.len()]);
        for (count, byte) in bytes.enumerate() {
            assert_eq!(scalars.before(byte), count, "{case}: before byte {byte}");
            assert_eq!(scalars.byte_after(count), Some(byte), "{case}: after {count} scalars");
        }
        assert_eq!(scalars.byte_after(text.chars().count() + 1), None, "{case}: past the end");
    }

    #[test]
    fn places_are_found_both_ways() {
        check("no text", "");
        check("ASCII", "plain");
        check("letters of one to four bytes", "aé日👍");
        check("letters across the step", &"aé日👍".repeat(1_000));
        check("a text that ends at the step", &"a".repeat(super::STEP_BYTES));
    }
}
