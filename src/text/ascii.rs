//! ASCII, eight bytes at a time: in most articles nearly all of it is, and to look at bytes one by
//! one takes several times as long.

/// Eight bytes of ASCII, the first one lowest.
#[derive(Clone, Copy)]
pub(super) struct Eight(u64);

/// The highest bit of each byte: none is set in ASCII.
const HIGH_BITS: u64 = every(0x80);

impl Eight {
    /// Gives the bytes from `at` on; none where fewer are left or one of them is no ASCII.
    pub(super) fn at(bytes: &[u8], at: usize) -> Option<Eight> {
        let eight = u64::from_le_bytes(*bytes.get(at..)?.first_chunk()?);
        (eight & HIGH_BITS == 0).then_some(Eight(eight))
    }

    /// Makes capital letters small; of other bytes some become others, but no letters.
    pub(super) fn lower(self) -> Eight {
        Eight(self.0 | every(0x20))
    }

    /// Sets the highest bit of those bytes that are `byte`.
    pub(super) fn is(self, byte: u8) -> u64 {
        // Of bytes below 128 only 0 does not reach 128 with 127.
        !((self.0 ^ every(byte)) + every(0x7f)) & HIGH_BITS
    }

    /// Tells whether all are letters of ASCII, digits or spaces.
    pub(super) fn are_words(self) -> bool {
        let lower = Eight(self.0 | every(0x20));
        lower.within(b'a', b'z') | self.is(b' ') | self.within(b'0', b'9') == HIGH_BITS
    }

    /// Sets the highest bit of those bytes that are from `first` to `last`.
    pub(super) fn within(self, first: u8, last: u8) -> u64 {
        // No sum of two bytes below 128 reaches the byte above.
        let from = |byte: u8| self.0 + every(0x80 - byte);
        from(first) & !from(last + 1) & HIGH_BITS
    }
}

/// Adds up the bytes of `eight`; less than 256 of them.
pub(super) const fn sum(eight: u64) -> usize {
    (eight.wrapping_mul(every(1)) >> 56) as usize
}

const fn every(byte: u8) -> u64 {
    u64::from_ne_bytes([byte; 8])
}

/// Gives how many bytes of printable ASCII `text` starts with.
pub(super) fn printable(text: &str) -> usize {
    let bytes = text.as_bytes();
    if bytes.first().is_some_and(|first| !first.is_ascii()) {
        return 0;
    }
    let (sixteens, _) = bytes.as_chunks::<16>();
    // All are looked at together, which takes the processor as long as to look at one.
    let is_printable = |all, byte: &u8| all & matches!(byte, b' '..=b'~');
    let special = sixteens.iter().position(|sixteen| !sixteen.iter().fold(true, is_printable));
    let mut printable = special.unwrap_or(sixteens.len()) * 16;
    while Eight::at(bytes, printable).is_some_and(|eight| eight.within(b' ', b'~') == HIGH_BITS) {
        printable += 8;
    }
    let rest = bytes.get(printable..).unwrap_or_default();
    let special = rest.iter().position(|byte| !matches!(byte, b' '..=b'~'));
    printable + special.unwrap_or(rest.len())
}

#[cfg(test)]
mod tests {
    use super::{Eight, printable, sum};

    #[test]
    fn bytes_are_told_apart() {
        let eight = Eight::at(b".0123:aZz~", 1).expect("it is ASCII");
        assert_eq!(eight.within(b'0', b'9'), 0x8080_8080);
        assert_eq!(eight.lower().within(b'a', b'z'), 0x8080_8000_0000_0000);
        assert_eq!(eight.is(b':'), 0x80_0000_0000);
        assert_eq!(sum(0x0102_0000_0000_0304), 10);
        assert!(Eight::at("0123456é".as_bytes(), 0).is_none());
        assert!(Eight::at(b"0123456", 0).is_none());
    }

    #[test]
    fn printable_text_ends_at_the_first_other_byte() {
        for at in 0..40 {
            for other in ['\u{1f}', '\u{7f}', 'é', '\n'] {
                let mut text = "~ words and signs, to be cut somewhere...".to_owned();
                assert_eq!(printable(&text), text.len());
                text.insert(at, other);
                assert_eq!(printable(&text), at, "{text:?}");
            }
        }
    }
}
