//! ASCII, many bytes at a time: in most articles nearly all of it is, and to look at bytes one by
//! one takes several times as long.

/// Bytes that the processor looks at together, which takes it as long as to look at one.
const TOGETHER: usize = 16;

/// Gives how many bytes of printable ASCII `text` starts with.
pub(super) fn printable(text: &str) -> usize {
    let bytes = text.as_bytes();
    if bytes.first().is_some_and(|first| !first.is_ascii()) {
        return 0;
    }
    let is_printable = |byte: &u8| matches!(byte, b' '..=b'~');
    let are_printable =
        |chunk: &[u8; TOGETHER]| chunk.iter().fold(true, |all, byte| all & is_printable(byte));
    let (chunks, _) = bytes.as_chunks();
    let special = chunks.iter().position(|chunk| !are_printable(chunk));
    // The last bytes are looked at with some before them, rather than one by one.
    if special.is_none() && bytes.last_chunk().is_some_and(are_printable) {
        return bytes.len();
    }
    let start = special.unwrap_or(chunks.len()) * TOGETHER;
    let rest = bytes.get(start..).unwrap_or_default();
    start + rest.iter().position(|byte| !is_printable(byte)).unwrap_or(rest.len())
}

/// Tells whether `byte` stands side by side with another one like it in `bytes`.
pub(super) fn has_pair(bytes: &[u8], byte: u8) -> bool {
    let pairs = bytes.iter().zip(bytes.iter().skip(1));
    // All are looked at together, which takes less than to look for the first.
    pairs.fold(false, |any, (a, b)| any | ((*a == byte) & (*b == byte)))
}

/// Where signs of ASCII stand in bytes that prose seldom has.
pub(super) struct Signs<'a> {
    bytes: &'a [u8],
    /// Where the bytes start that are to be looked at next, and those that were looked at last.
    next: usize,
    start: usize,
    /// Of the latter, the first one lowest, the lowest bit of each that is such a sign.
    found: u128,
}

impl<'a> Signs<'a> {
    /// Looks for the signs in `bytes`.
    pub(super) fn of(bytes: &'a [u8]) -> Signs<'a> {
        Signs { bytes, next: 0, start: 0, found: 0 }
    }

    /// Looks at the next bytes, if there are any left.
    fn look(&mut self) -> Option<()> {
        let rest = self.bytes.get(self.next..).filter(|rest| !rest.is_empty())?;
        let signs =
            |chunk: &[u8; TOGETHER]| u128::from_le_bytes(chunk.map(|byte| u8::from(is_sign(byte))));
        self.found = match (rest.first_chunk(), self.bytes.last_chunk()) {
            (Some(chunk), _) => signs(chunk),
            // The last bytes are looked at with some before them, which are left out then.
            (None, Some(last)) => signs(last) >> (8 * (TOGETHER - rest.len())),
            (None, None) => {
                let mut chunk = [b' '; TOGETHER];
                chunk.get_mut(..rest.len())?.copy_from_slice(rest);
                signs(&chunk)
            }
        };
        (self.start, self.next) = (self.next, self.next + TOGETHER);
        Some(())
    }
}

impl Iterator for Signs<'_> {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        while self.found == 0 {
            self.look()?;
        }
        let byte = self.found.trailing_zeros() / u8::BITS;
        self.found &= self.found - 1;
        Some(self.start + byte as usize)
    }
}

/// Tells whether `byte` is a sign that prose seldom has, or one of few others, so that it takes few
/// comparisons: `#$%&*+-/:;<=>?@[\]^_{|}~`.
fn is_sign(byte: u8) -> bool {
    matches!(byte, b'#'..=b'&' | b':'..=b'@')
        | (byte & !1 == b'*')
        | (byte & !2 == b'-')
        | matches!(byte | 0x20, b'{'..=b'\x7f')
}

/// For each of many bytes of ASCII what it is to a count of words.
pub(super) struct Words {
    /// 255 where it is no white space.
    pub fill: [u8; Words::BYTES],
    /// 1 where it is a letter or a digit.
    pub letters: [u8; Words::BYTES],
}

impl Words {
    /// Bytes that are looked at together: fewer are not made a loop of, which takes longer.
    pub(super) const BYTES: usize = 64;

    /// Fewer bytes are sooner looked at one by one.
    pub(super) const WORTHWHILE: usize = 16;

    /// Looks at `bytes`; none where one of them is no ASCII.
    pub(super) fn of(bytes: &[u8; Words::BYTES]) -> Option<Words> {
        let mut words = Words { fill: [0; Words::BYTES], letters: [0; Words::BYTES] };
        let mut all = 0;
        for ((byte, fill), letter) in bytes.iter().zip(&mut words.fill).zip(&mut words.letters) {
            let is_space = (*byte == b' ') | matches!(byte, b'\t'..=b'\r');
            let is_letter = (byte | 0x20).is_ascii_lowercase() | byte.is_ascii_digit();
            *fill = u8::from(is_space).wrapping_sub(1);
            *letter = u8::from(is_letter);
            all |= byte;
        }
        all.is_ascii().then_some(words)
    }

    /// Looks at no more `bytes` than that; what follows them goes on as they end.
    pub(super) fn of_fewer(bytes: &[u8]) -> Option<Words> {
        // A sign that is no letter changes nothing for the run that it is in.
        let mut filled = [b'-'; Words::BYTES];
        filled.get_mut(..bytes.len())?.copy_from_slice(bytes);
        Words::of(&filled)
    }
}

/// Adds up the bytes of `eight`; less than 256 of them.
pub(super) const fn sum(eight: u64) -> usize {
    (eight.wrapping_mul(u64::from_ne_bytes([1; 8])) >> 56) as usize
}

#[cfg(test)]
mod tests {
    use super::{Signs, has_pair, printable, sum};

    #[test]
    fn signs_are_found_wherever_they_stand() {
        let prose = "No “signs” (but a few), and others!".repeat(2);
        assert_eq!(Signs::of(prose.as_bytes()).count(), 0);
        for at in prose.char_indices().map(|(at, _)| at) {
            let mut text = prose.clone();
            text.insert_str(at, "|a~");
            assert_eq!(Signs::of(text.as_bytes()).collect::<Vec<_>>(), [at, at + 2], "{text}");
        }
        assert_eq!(Signs::of(b"#$&*+-/:;<=>@[\\]^_{|}~").count(), 22);
        assert_eq!(sum(0x0102_0000_0000_0304), 10);
    }

    #[test]
    fn pairs_are_found_wherever_they_stand() {
        for len in 0..40 {
            let bytes = b"a ".repeat(len);
            assert!(!has_pair(&bytes, b' '), "{len}");
            for at in 1..bytes.len() {
                let mut bytes = bytes.clone();
                bytes.insert(at, b' ');
                assert!(has_pair(&bytes, b' '), "{len}, at {at}");
            }
        }
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
