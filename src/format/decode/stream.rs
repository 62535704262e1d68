//! Decoding what comes part by part, so that no more than a part is there in both forms.
//!
//! Gives the same text and notices as decoding the whole does.

use encoding_rs::{Decoder, Encoding, UTF_8};

use super::super::binary::{self, WINDOW_BYTES};
use super::super::{Part, Unreadable};
use super::{Why, ascii_chunks, by_sample, choose, decode_part, is_utf_32, notices};
use crate::document::Notice;

/// Text that is being decoded.
pub(in super::super) struct Stream {
    /// None while all was ASCII, which is the same in every encoding that it may be in.
    decoder: Option<Decoder>,
    encoding: &'static Encoding,
    why: Why,
    bad_bytes: usize,
    /// Whether the beginning would be no text if what follows is no UTF-8.
    is_noise: bool,
    /// Bytes of the byte order mark that are still to be left out.
    mark: usize,
}

impl Stream {
    /// Starts bytes that begin with `head`, which is [`WINDOW_BYTES`] long at least, and are not
    /// markup; none if they can only be decoded as a whole.
    ///
    /// Fails on what is no text.
    pub(in super::super) fn new(head: &[u8]) -> Result<Option<Stream>, Unreadable> {
        let start = |encoding: &'static Encoding, why, mark| Stream {
            decoder: Some(encoding.new_decoder_without_bom_handling()),
            encoding,
            why,
            bad_bytes: 0,
            is_noise: binary::is_noise(head),
            mark,
        };
        if is_utf_32(head) {
            return Ok(None);
        }
        if let Some((encoding, mark)) = Encoding::for_bom(head) {
            return Ok(Some(start(encoding, Why::Known, mark)));
        }
        if let Some(name) = binary::by_signature(head) {
            return Err(Unreadable::Binary(name));
        }
        let (encoding, why) = choose(head, Part::Head, false)?;
        let mut stream = start(encoding, why, 0);
        if encoding == UTF_8 && head.get(..WINDOW_BYTES).is_none_or(<[u8]>::is_ascii) {
            stream.decoder = None;
        }
        Ok(Some(stream))
    }

    /// Appends the text of `bytes`, which start whole chunks after the beginning and are the `last`
    /// ones or not. Gives how many were taken: the rest have to stand before the next, and there
    /// have to be [`WINDOW_BYTES`] of them then.
    pub(in super::super) fn decode(
        &mut self,
        bytes: &[u8],
        last: bool,
        text: &mut String,
    ) -> Result<usize, Unreadable> {
        let Some(decoder) = &mut self.decoder else {
            return self.decode_ascii(bytes, last, text);
        };
        let rest = bytes.get(std::mem::take(&mut self.mark)..).unwrap_or_default();
        self.bad_bytes += decode_part(decoder, rest, last, text);
        Ok(bytes.len())
    }

    /// Decodes up to the first chunk that is not ASCII, and from there on once it has decided how.
    fn decode_ascii(
        &mut self,
        bytes: &[u8],
        last: bool,
        text: &mut String,
    ) -> Result<usize, Unreadable> {
        let plain = ascii_chunks(bytes).unwrap_or(bytes.len());
        let (ascii, rest) = bytes.split_at_checked(plain).unwrap_or((bytes, &[]));
        text.push_str(str::from_utf8(ascii).unwrap_or_default());
        if rest.is_empty() || rest.len() < WINDOW_BYTES && !last {
            return Ok(plain);
        }
        let sample = rest.get(..WINDOW_BYTES).unwrap_or(rest);
        let cut = sample.len() < rest.len() || !last;
        (self.encoding, self.why) = by_sample(sample, cut, self.is_noise)?;
        self.decoder = Some(self.encoding.new_decoder_without_bom_handling());
        Ok(plain + self.decode(rest, last, text)?)
    }

    /// Gives what is to be said of the text.
    pub(in super::super) fn notices(&self) -> Vec<Notice> {
        notices(self.encoding.name(), self.why, self.bad_bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::{Part, Unreadable};
    use super::super::{CHUNK_BYTES, decode};
    use super::{Stream, WINDOW_BYTES};
    use crate::document::Notice;

    /// Decodes `bytes` in parts of so many chunks.
    fn in_parts(bytes: &[u8], chunks: usize) -> Result<(String, Vec<Notice>), Unreadable> {
        let head = bytes.get(..WINDOW_BYTES).expect("it is longer");
        let mut stream = Stream::new(head)?.expect("it can be decoded part by part");
        let (mut text, mut start, mut end) = (String::new(), 0, 0);
        while end < bytes.len() {
            end = (end.max(start + WINDOW_BYTES) + chunks * CHUNK_BYTES).min(bytes.len());
            let part = bytes.get(start..end).unwrap_or_default();
            start += stream.decode(part, end == bytes.len(), &mut text)?;
        }
        Ok((text, stream.notices()))
    }

    #[track_caller]
    fn check(case: &str, bytes: &[u8]) {
        let whole = decode(bytes, Part::Whole, false);
        let whole = whole.map(|decoded| (decoded.text.into_owned(), decoded.notices));
        for chunks in [1, 3, 100] {
            assert!(in_parts(bytes, chunks) == whole, "{case}, {chunks} chunks");
        }
    }

    #[test]
    fn parts_are_decoded_as_the_whole_is() {
        let plain = b"A line of plain words, again and again.\n".repeat(5_000);
        let then = |rest: &[u8]| [&*plain, rest, &*plain].concat();
        let utf_16 =
            |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>();
        for (case, bytes) in [
            ("ASCII", plain.clone()),
            ("UTF-8 late", then("“Größe”, 日本".as_bytes())),
            ("windows-1252 late", then(b"a caf\xe9 in the \x93Rue\x94")),
            ("UTF-8 with a stray byte", then(b"caf\xc3\xa9, na\xc3\xafve, \xff")),
            ("UTF-8 from the start", "Größe, 日本語, naïve. ".repeat(9_000).into_bytes()),
            ("a mark", [b"\xef\xbb\xbf", "Größe. ".repeat(20_000).as_bytes()].concat()),
            ("UTF-16", utf_16(&"A line of words.\n".repeat(9_000))),
            ("Shift_JIS", b"\x93\xfa\x96{\x8c\xea.\n".repeat(20_000)),
            ("a picture", [b"\x89PNG\r\n\x1a\n", &*plain].concat()),
            (
                "controls, then no UTF-8",
                [b"ab\x01c".repeat(60_000), b"\xe9\xff".repeat(9)].concat(),
            ),
            ("a cut character at the end", then("日".as_bytes().get(..2).unwrap_or_default())),
        ] {
            check(case, &bytes);
        }
    }
}
