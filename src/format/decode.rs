//! Bytes to text: which encoding they are in, and what is said about it where that is a guess.
//!
//! What is decided is decided by a window at the beginning, so that the text of an article's
//! beginning is the beginning of its text. Refuses what is no text; cleans nothing.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Decoder, DecoderResult, Encoding, ISO_2022_JP, UTF_8, UTF_16BE, UTF_16LE};

use super::binary::{self, WINDOW_BYTES};
use super::{Part, Unreadable};
use crate::document::Notice;
use crate::text::clean;

mod declared;
pub(super) mod stream;

/// Text as it was decoded, not cleaned yet, and what the reader should know about it.
#[derive(Debug)]
pub(super) struct Decoded<'a> {
    pub(super) text: Cow<'a, str>,
    pub(super) notices: Vec<Notice>,
}

/// Decodes `bytes`; of their beginning alone, an incomplete character at the end is left out.
///
/// In order: a byte order mark; for `markup`, the encoding it declares; the NUL bytes of UTF-16;
/// the escapes of ISO-2022-JP; UTF-8; a guess. Text that is UTF-8 beyond ASCII stays UTF-8
/// whatever a page declares: such pages were stored by a program that decoded them.
pub(super) fn decode(bytes: &[u8], part: Part, markup: bool) -> Result<Decoded<'_>, Unreadable> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes).filter(|_| !is_utf_32(bytes)) {
        return Ok(decode_as(encoding, bytes.get(mark..).unwrap_or_default(), part, Why::Known));
    }
    if let Some(name) = binary::by_signature(bytes) {
        return Err(Unreadable::Binary(name));
    }
    if is_utf_32(bytes) {
        return Ok(decode_utf_32(bytes, part));
    }
    let (encoding, why) = choose(bytes, part, markup)?;
    Ok(decode_as(encoding, bytes, part, why))
}

/// How an encoding came to be chosen.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Why {
    /// The bytes are that, or say so.
    Known,
    /// They look like it.
    Guess,
    /// They are that although they say something else.
    DespiteLabel(&'static Encoding),
}

/// Chooses the encoding of bytes without a byte order mark.
fn choose(bytes: &[u8], part: Part, markup: bool) -> Result<(&'static Encoding, Why), Unreadable> {
    let declared = if markup { declared::encoding(bytes) } else { None };
    let sample = sample(bytes);
    let cut = part == Part::Head || sample.len() < bytes.len();
    let utf8 = Utf8::of(sample, cut);
    if let Some(declared) = declared {
        let lies = utf8.bad == 0 && utf8.good_bytes > 0 && declared != UTF_8;
        return Ok(match lies && declared.is_ascii_compatible() {
            true => (UTF_8, Why::DespiteLabel(declared)),
            false => (declared, Why::Known),
        });
    }
    if let Some(encoding) = utf_16_by_nul(bytes) {
        return Ok((encoding, Why::Guess));
    }
    if binary::is_controls(bytes) {
        return Err(Unreadable::Controls);
    }
    if is_iso_2022_jp(bytes) {
        return Ok((ISO_2022_JP, Why::Guess));
    }
    by_utf_8(&utf8, sample, cut, || binary::is_noise(bytes))
}

/// Chooses the encoding of bytes of which only `sample` tells; `noise` says that as many control
/// characters stand at their beginning as make no text.
fn by_sample(
    sample: &[u8],
    cut: bool,
    noise: bool,
) -> Result<(&'static Encoding, Why), Unreadable> {
    by_utf_8(&Utf8::of(sample, cut), sample, cut, || noise)
}

/// Chooses the encoding of bytes by what speaks for UTF-8 in the `sample` of them.
fn by_utf_8(
    utf8: &Utf8,
    sample: &[u8],
    cut: bool,
    noise: impl FnOnce() -> bool,
) -> Result<(&'static Encoding, Why), Unreadable> {
    if utf8.bad == 0 || utf8.good_bytes >= 2 * utf8.bad || is_shaped_as_utf_8(sample) {
        return Ok((UTF_8, Why::Known));
    }
    if noise() {
        return Err(Unreadable::Noise);
    }
    Ok((guess(sample, cut), Why::Guess))
}

/// Gives the bytes an encoding is told by: the window at the beginning, or where that is ASCII and
/// tells nothing, a window that starts shortly before the first byte that is not.
fn sample(bytes: &[u8]) -> &[u8] {
    let start = ascii_chunks(bytes).filter(|start| *start >= WINDOW_BYTES).unwrap_or_default();
    let window = bytes.get(start..).unwrap_or_default();
    window.get(..WINDOW_BYTES).unwrap_or(window)
}

/// Bytes in which one beyond ASCII is looked for at a time.
const CHUNK_BYTES: usize = 4_096;

/// Gives how many bytes of whole chunks stand before the first that is not all ASCII.
fn ascii_chunks(bytes: &[u8]) -> Option<usize> {
    let chunk = bytes.chunks(CHUNK_BYTES).position(|chunk| !chunk.is_ascii())?;
    Some(chunk * CHUNK_BYTES)
}

/// What speaks for UTF-8 and against it.
struct Utf8 {
    /// Bytes in well-formed sequences of more than one byte.
    good_bytes: usize,
    /// Ill-formed sequences.
    bad: usize,
}

impl Utf8 {
    fn of(sample: &[u8], cut: bool) -> Utf8 {
        let mut found = Utf8 { good_bytes: 0, bad: 0 };
        if sample.is_ascii() {
            return found;
        }
        let beyond_ascii = |bytes: &[u8]| bytes.iter().filter(|byte| !byte.is_ascii()).count();
        // Nearly all of it is well-formed, which is found much sooner at once than chunk by chunk.
        match str::from_utf8(sample) {
            Ok(text) => return Utf8 { good_bytes: beyond_ascii(text.as_bytes()), bad: 0 },
            Err(error) if error.error_len().is_none() => {
                let whole = sample.get(..error.valid_up_to()).unwrap_or_default();
                return Utf8 { good_bytes: beyond_ascii(whole), bad: usize::from(!cut) };
            }
            Err(_) => {}
        }
        for chunk in sample.utf8_chunks() {
            found.good_bytes += beyond_ascii(chunk.valid().as_bytes());
            found.bad += usize::from(!chunk.invalid().is_empty());
        }
        found.bad -= usize::from(cut && ends_unfinished(sample) && found.bad > 0);
        found
    }
}

/// Tells whether `bytes` end inside a character that could still become well-formed UTF-8.
fn ends_unfinished(bytes: &[u8]) -> bool {
    let tail = bytes.get(bytes.len().saturating_sub(3)..).unwrap_or_default();
    let Some(start) = tail.iter().rposition(|byte| *byte >= 0xc0) else { return false };
    let last = tail.get(start..).unwrap_or_default();
    std::str::from_utf8(last).is_err_and(|error| error.error_len().is_none())
}

/// Tells whether every byte beyond ASCII is of a sequence formed as UTF-8 once was, of up to six
/// bytes: surrogates and sequences that are too long are not well-formed, but were meant so, as
/// by Java and older databases.
fn is_shaped_as_utf_8(sample: &[u8]) -> bool {
    let mut bytes = sample.iter().peekable();
    while let Some(byte) = bytes.next() {
        let length = byte.leading_ones();
        let is_start = matches!(length, 0 | 2..=6);
        let follows = (1..length).all(|_| bytes.next_if(|next| next.leading_ones() == 1).is_some());
        if !is_start || !follows {
            return false;
        }
    }
    true
}

/// Finds UTF-16 without a mark by its NUL bytes: every other byte of ASCII, and of most scripts
/// the spaces and line ends, so at least one unit in sixteen; and none among the other bytes.
fn utf_16_by_nul(bytes: &[u8]) -> Option<&'static Encoding> {
    let window = bytes.get(..WINDOW_BYTES).unwrap_or(bytes);
    memchr::memchr(0, window)?;
    let mut nuls = [0_usize; 2];
    for pair in window.chunks_exact(2) {
        nuls[0] += usize::from(pair.first() == Some(&0));
        nuls[1] += usize::from(pair.get(1) == Some(&0));
    }
    let units = window.len() / 2;
    let enough = |count: usize| count >= 2 && count * 16 >= units;
    let encoding = match nuls {
        [0, low] if enough(low) => UTF_16LE,
        [high, 0] if enough(high) => UTF_16BE,
        _ => return None,
    };
    let (text, _) = encoding.decode_without_bom_handling(window);
    let odd = text.chars().filter(|char| char.is_control() && !char.is_whitespace()).count();
    (odd * 16 < units).then_some(encoding)
}

/// Tells whether `bytes` are Japanese in seven bits: an escape to a Japanese set, nothing beyond
/// ASCII, and no sequence that the encoding does not know.
fn is_iso_2022_jp(bytes: &[u8]) -> bool {
    let window = bytes.get(..WINDOW_BYTES).unwrap_or(bytes);
    let escapes = |set: &[u8]| memchr::memmem::find(window, set).is_some();
    window.is_ascii()
        && (escapes(b"\x1b$B") || escapes(b"\x1b$@"))
        && decode_legacy(ISO_2022_JP, window, Part::Head).1 == 0
}

fn guess(sample: &[u8], cut: bool) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(sample, !cut);
    detector.guess(None, Utf8Detection::Deny)
}

/// Decodes `bytes` as `encoding`, each byte that cannot be as U+FFFD, and tells what was guessed
/// and how many could not.
fn decode_as<'a>(
    encoding: &'static Encoding,
    bytes: &'a [u8],
    part: Part,
    why: Why,
) -> Decoded<'a> {
    let (text, bad_bytes) = match encoding == UTF_8 {
        true => decode_utf_8(bytes, part),
        false => decode_legacy(encoding, bytes, part),
    };
    Decoded { text, notices: notices(encoding.name(), why, bad_bytes) }
}

/// Gives what is to be said of text that was decoded from the encoding called `name`.
fn notices(name: &str, why: Why, bad_bytes: usize) -> Vec<Notice> {
    let mut notices = Vec::new();
    match why {
        Why::Known => {}
        Why::Guess => notices.push(format!("read as {name}, a guess from its bytes")),
        Why::DespiteLabel(label) => {
            notices.push(format!("says it is {}, but is {name}", label.name()));
        }
    }
    match bad_bytes {
        0 => {}
        1 => notices.push(format!("1 byte is not {name} and is shown as \u{fffd}")),
        _ => notices.push(format!("{bad_bytes} bytes are not {name} and are shown as \u{fffd}")),
    }
    notices.iter().map(|words| Notice(clean::line(words))).collect()
}

/// Gives the text and how many bytes are no UTF-8. Source: WHATWG Encoding Standard, U+FFFD for
/// each maximal subpart.
fn decode_utf_8(bytes: &[u8], part: Part) -> (Cow<'_, str>, usize) {
    let bytes = match std::str::from_utf8(bytes) {
        Ok(text) => return (Cow::Borrowed(text), 0),
        Err(_) if part == Part::Head && ends_unfinished(bytes) => {
            let start = bytes.iter().rposition(|byte| *byte >= 0xc0).unwrap_or(bytes.len());
            bytes.get(..start).unwrap_or(bytes)
        }
        Err(_) => bytes,
    };
    let bad_bytes = bytes.utf8_chunks().map(|chunk| chunk.invalid().len()).sum();
    (String::from_utf8_lossy(bytes), bad_bytes)
}

/// Gives the text and how many bytes are not of `encoding`.
fn decode_legacy<'a>(
    encoding: &'static Encoding,
    bytes: &[u8],
    part: Part,
) -> (Cow<'a, str>, usize) {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 2 + 16);
    let bad_bytes = decode_part(&mut decoder, bytes, part == Part::Whole, &mut text);
    (Cow::Owned(text), bad_bytes)
}

/// Appends the text of `bytes`, the `last` ones or not; gives how many are not of the encoding.
fn decode_part(decoder: &mut Decoder, bytes: &[u8], last: bool, text: &mut String) -> usize {
    let mut bad_bytes = 0;
    let mut rest = bytes;
    loop {
        text.reserve(rest.len().max(64));
        let (result, read) = decoder.decode_to_string_without_replacement(rest, text, last);
        rest = rest.get(read..).unwrap_or_default();
        match result {
            DecoderResult::InputEmpty => return bad_bytes,
            DecoderResult::OutputFull => {}
            DecoderResult::Malformed(length, _) => {
                bad_bytes += usize::from(length);
                text.push(char::REPLACEMENT_CHARACTER);
            }
        }
    }
}

fn is_utf_32(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\xff\xfe\0\0") || bytes.starts_with(b"\0\0\xfe\xff")
}

/// Decodes UTF-32, which starts with its mark; the Encoding Standard does not know it.
fn decode_utf_32(bytes: &[u8], part: Part) -> Decoded<'static> {
    let little = bytes.starts_with(b"\xff\xfe");
    let name = if little { "UTF-32LE" } else { "UTF-32BE" };
    let mut bad_bytes = 0;
    let mut text = String::with_capacity(bytes.len() / 4);
    for unit in bytes.chunks(4).skip(1) {
        let code = unit.try_into().ok().map(|unit| match little {
            true => u32::from_le_bytes(unit),
            false => u32::from_be_bytes(unit),
        });
        match code.and_then(char::from_u32) {
            Some(char) => text.push(char),
            None if code.is_none() && part == Part::Head => {}
            None => {
                bad_bytes += unit.len();
                text.push(char::REPLACEMENT_CHARACTER);
            }
        }
    }
    Decoded { text: Cow::Owned(text), notices: notices(name, Why::Known, bad_bytes) }
}

#[cfg(test)]
mod tests {
    use super::super::Part;
    use super::decode;

    /// Decodes and gives the text, then each notice in brackets.
    fn dump(bytes: &[u8], part: Part, markup: bool) -> String {
        match decode(bytes, part, markup) {
            Ok(decoded) => {
                let notices = decoded.notices.iter().map(|notice| format!(" [{}]", &*notice.0));
                std::iter::once(decoded.text.into_owned()).chain(notices).collect()
            }
            Err(unreadable) => format!("refused: {unreadable}"),
        }
    }

    #[track_caller]
    fn check(case: &str, bytes: &[u8], expected: &str) {
        assert_eq!(dump(bytes, Part::Whole, false), expected, "{case}");
    }

    #[track_caller]
    fn check_markup(case: &str, bytes: &[u8], expected: &str) {
        assert_eq!(dump(bytes, Part::Whole, true), expected, "{case}");
    }

    fn utf_16(text: &str, little: bool) -> Vec<u8> {
        let bytes = |unit: u16| if little { unit.to_le_bytes() } else { unit.to_be_bytes() };
        text.encode_utf16().flat_map(bytes).collect()
    }

    #[test]
    fn marks_tell_the_encoding() {
        check("UTF-8", b"\xef\xbb\xbfCaf\xc3\xa9", "Café");
        check("UTF-16, little end first", b"\xff\xfeW\0i\0", "Wi");
        check("UTF-16, big end first", b"\xfe\xff\0W\0i", "Wi");
        check("UTF-32, little end first", b"\xff\xfe\0\0\xe9\0\0\0", "é");
        check("UTF-32, big end first", b"\0\0\xfe\xff\0\0\0\xe9", "é");
        check(
            "UTF-32 beyond Unicode, and cut",
            b"\xff\xfe\0\0\0\0\x11\0\xe9\0\0\0a\0",
            "\u{fffd}é\u{fffd} [6 bytes are not UTF-32LE and are shown as \u{fffd}]",
        );
        let cut = dump(b"\xff\xfe\0\0a\0\0\0b\0", Part::Head, false);
        assert_eq!(cut, "a", "a beginning may end anywhere");
    }

    #[test]
    fn without_a_mark_the_bytes_tell() {
        check("ASCII", b"plain", "plain");
        check("UTF-8", "Größe, 日本".as_bytes(), "Größe, 日本");
        check("nothing", b"", "");
        check(
            "UTF-16 in Latin letters",
            &utf_16("A short line.\n", true),
            "A short line.\n [read as UTF-16LE, a guess from its bytes]",
        );
        check(
            "UTF-16 in Russian, big end first",
            &utf_16("В доме было тихо и темно.\n", false),
            "В доме было тихо и темно.\n [read as UTF-16BE, a guess from its bytes]",
        );
        check(
            "ISO-2022-JP",
            b"\x1b$BF|K\\8l\x1b(B.",
            "日本語. [read as ISO-2022-JP, a guess from its bytes]",
        );
        check(
            "windows-1252",
            b"He said \x93no\x94 \x96 and left the caf\xe9.",
            "He said “no” – and left the café. [read as windows-1252, a guess from its bytes]",
        );
    }

    #[test]
    fn nul_bytes_are_text() {
        check("between words", b"one\0two \0 three\0\0\0", "one\0two \0 three\0\0\0");
        check("escapes are text", b"\x1b[31mred\x1b[0m", "\x1b[31mred\x1b[0m");
    }

    #[test]
    fn nearly_utf_8_is_utf_8() {
        check(
            "one stray byte among accents",
            b"Caf\xc3\xa9, \xff na\xc3\xafve",
            "Café, \u{fffd} naïve [1 byte is not UTF-8 and is shown as \u{fffd}]",
        );
        check(
            "a cut sequence counts its bytes",
            b"\xe6\x97\xa5\xe6\x9c\xac \xe6\x97.",
            "日本 \u{fffd}. [2 bytes are not UTF-8 and are shown as \u{fffd}]",
        );
    }

    #[test]
    fn what_was_meant_as_utf_8_is_utf_8() {
        check(
            "a pair of surrogates",
            b"a \xed\xa0\xbd\xed\xb8\x80 b",
            "a \u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd} b \
             [6 bytes are not UTF-8 and are shown as \u{fffd}]",
        );
        check(
            "an escape that is too long",
            b"a\xc0\x9b[2J",
            "a\u{fffd}\u{fffd}[2J [2 bytes are not UTF-8 and are shown as \u{fffd}]",
        );
    }

    #[test]
    fn pages_declare_their_encoding() {
        check_markup(
            "by meta charset",
            b"<meta charset=shift_jis>\x93\xfa",
            "<meta charset=shift_jis>日",
        );
        check_markup(
            "a label that lies",
            b"<meta charset='iso-8859-1'>Caf\xc3\xa9",
            "<meta charset='iso-8859-1'>Café [says it is windows-1252, but is UTF-8]",
        );
        check_markup(
            "a mark outweighs a label",
            b"\xef\xbb\xbf<meta charset=shift_jis>\xc3\xa9",
            "<meta charset=shift_jis>é",
        );
        check(
            "not outside of markup",
            b"<meta charset=shift_jis>\xc3\xa9",
            "<meta charset=shift_jis>é",
        );
    }

    #[test]
    fn data_is_refused() {
        check("by its signature", b"\x89PNG\r\n\x1a\n", "refused: it is a PNG image, not text");
        check(
            "by its controls",
            b"\x01\x02\x03ab",
            "refused: it is not text: a third of its bytes are control characters",
        );
    }

    #[test]
    fn a_cut_character_is_left_out_of_a_beginning() {
        let text = "Größe 日本";
        for end in 0..=text.len() {
            let head = dump(text.as_bytes().get(..end).expect("it ends before"), Part::Head, false);
            assert!(text.starts_with(&head), "{end} bytes give {head:?}");
        }
        assert!(!dump(b"\x93\xfa\x96{\x8c", Part::Head, false).contains('\u{fffd}'));
    }

    #[test]
    fn an_ascii_beginning_decides_nothing() {
        let mut bytes = b"A line of plain words, again and again.\n".repeat(2_000);
        let head = dump(bytes.get(..65_536).expect("it is longer"), Part::Head, false);
        bytes.extend_from_slice(b"And at last a caf\xe9 in the \x93Rue\x94.\n");
        let whole = dump(&bytes, Part::Whole, false);
        assert!(whole.starts_with(&head));
        assert!(whole.contains("a café in the “Rue”"), "what follows is still guessed well");
    }
}
