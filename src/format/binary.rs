//! Which bytes are no text at all, and what they are instead.
//!
//! A table of signatures, and a count for what has none. Refuses to guess at text: what passes
//! here may still be in any encoding.

/// Bytes of the beginning that are looked at.
pub(super) const WINDOW_BYTES: usize = 65_536;

/// What kind of thing bytes are that start in a known way.
struct Signature {
    /// What a reader calls it, with its article.
    name: &'static str,
    /// Bytes that stand at offsets; all of them have to.
    parts: &'static [(usize, &'static [u8])],
}

const fn signature(name: &'static str, parts: &'static [(usize, &'static [u8])]) -> Signature {
    Signature { name, parts }
}

/// Beginnings that no text has: short ones and those made of letters stand with other bytes that
/// keep a text which happens to start so from being refused.
const SIGNATURES: [Signature; 40] = [
    signature("a PNG image", &[(0, b"\x89PNG\r\n\x1a\n")]),
    signature("a JPEG image", &[(0, b"\xff\xd8\xff")]),
    signature("a GIF image", &[(0, b"GIF87a")]),
    signature("a GIF image", &[(0, b"GIF89a")]),
    signature("a WebP image", &[(0, b"RIFF"), (8, b"WEBPVP8")]),
    signature("a TIFF image", &[(0, b"II*\0")]),
    signature("a TIFF image", &[(0, b"MM\0*")]),
    signature("a BMP image", &[(0, b"BM"), (6, b"\0\0\0\0")]),
    signature("a Photoshop image", &[(0, b"8BPS\0\x01")]),
    signature("an icon", &[(0, b"\0\0\x01\0"), (5, b"\0")]),
    signature("a WAV sound", &[(0, b"RIFF"), (8, b"WAVEfmt ")]),
    signature("an AVI film", &[(0, b"RIFF"), (8, b"AVI LIST")]),
    signature("an MP4 or HEIF file", &[(0, b"\0\0"), (4, b"ftyp")]),
    signature("a Matroska film", &[(0, b"\x1a\x45\xdf\xa3")]),
    signature("an Ogg sound or film", &[(0, b"OggS\0")]),
    signature("a FLAC sound", &[(0, b"fLaC\0")]),
    signature("an MP3 sound", &[(0, b"ID3\x02\0")]),
    signature("an MP3 sound", &[(0, b"ID3\x03\0")]),
    signature("an MP3 sound", &[(0, b"ID3\x04\0")]),
    signature("a MIDI file", &[(0, b"MThd\0\0\0\x06")]),
    signature("a PDF document", &[(0, b"%PDF-")]),
    signature("an old Office document", &[(0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")]),
    signature("a ZIP archive", &[(0, b"PK\x03\x04")]),
    signature("an empty ZIP archive", &[(0, b"PK\x05\x06")]),
    signature("a gzip archive", &[(0, b"\x1f\x8b\x08")]),
    signature("a zstd archive", &[(0, b"\x28\xb5\x2f\xfd")]),
    signature("an xz archive", &[(0, b"\xfd7zXZ\0")]),
    signature("a bzip2 archive", &[(0, b"BZh"), (4, b"1AY&SY")]),
    signature("a 7z archive", &[(0, b"7z\xbc\xaf\x27\x1c")]),
    signature("a RAR archive", &[(0, b"Rar!\x1a\x07")]),
    signature("a tar archive", &[(257, b"ustar\0")]),
    signature("a tar archive", &[(257, b"ustar  \0")]),
    signature("an ar archive or Debian package", &[(0, b"!<arch>\n")]),
    signature("an ELF program", &[(0, b"\x7fELF")]),
    signature("a Windows program", &[(0, b"MZ\x90\0")]),
    signature("a Mach-O program", &[(0, b"\xcf\xfa\xed\xfe")]),
    signature("a Mach-O program", &[(0, b"\xce\xfa\xed\xfe")]),
    signature("a Java class or Mach-O program", &[(0, b"\xca\xfe\xba\xbe")]),
    signature("a WebAssembly module", &[(0, b"\0asm")]),
    signature("an SQLite database", &[(0, b"SQLite format 3\0")]),
];

/// Commands that print what is in a file of some kind as text.
const PRINTERS: [(&str, &str); 5] = [
    ("a PDF document", "pdftotext FILE -"),
    ("a gzip archive", "zcat FILE"),
    ("a zstd archive", "zstdcat FILE"),
    ("an xz archive", "xzcat FILE"),
    ("a bzip2 archive", "bzcat FILE"),
];

/// Gives the command that prints a file of the kind called `name` as text; FILE stands for its path.
pub(super) fn printer(name: &str) -> Option<&'static str> {
    PRINTERS.iter().find(|(kind, _)| *kind == name).map(|(_, command)| *command)
}

/// Gives what `bytes` are by their signature, with its article: `a PNG image`.
pub(super) fn by_signature(bytes: &[u8]) -> Option<&'static str> {
    let stands =
        |(at, part): &(usize, &[u8])| bytes.get(*at..).is_some_and(|rest| rest.starts_with(part));
    let found = SIGNATURES.iter().find(|signature| signature.parts.iter().all(stands))?;
    Some(found.name)
}

/// Tells whether a third of `bytes` are control characters, which no text has, the escape
/// sequences of coloured terminal output included.
pub(super) fn is_controls(bytes: &[u8]) -> bool {
    let window = bytes.get(..WINDOW_BYTES).unwrap_or(bytes);
    let controls = count(window, is_control);
    controls * 3 >= window.len() && controls > 0
}

/// Tells whether so many of `bytes`, which are no UTF-8, are control characters that no encoding
/// makes text of them: one in sixteen, where compressed data has about one in nine. Escapes do not
/// count, for pictures in old encodings are full of them.
pub(super) fn is_noise(bytes: &[u8]) -> bool {
    let window = bytes.get(..WINDOW_BYTES).unwrap_or(bytes);
    let controls = count(window, |byte| is_control(byte) & (byte != 0x1b));
    window.len() >= NOISE_BYTES && controls * 16 >= window.len()
}

/// Fewer bytes than this are never called noise: a few stray controls say nothing of them.
const NOISE_BYTES: usize = 256;

fn is_control(byte: u8) -> bool {
    let is_white = byte.wrapping_sub(b'\t') <= b'\r' - b'\t';
    (byte < b' ') & !is_white | (byte == 0x7f)
}

/// Counts the bytes that are something, in stretches short enough for sums of one byte: those are
/// added up many at a time.
fn count(bytes: &[u8], is: impl Fn(u8) -> bool) -> usize {
    let stretches = bytes.chunks(usize::from(u8::MAX));
    let count = |stretch: &[u8]| stretch.iter().map(|byte| u8::from(is(*byte))).sum::<u8>();
    stretches.map(|stretch| usize::from(count(stretch))).sum()
}

#[cfg(test)]
mod tests {
    use super::{PRINTERS, SIGNATURES, by_signature, is_controls, is_noise};

    #[test]
    fn known_files_are_named() {
        for (bytes, expected) in [
            (b"\x89PNG\r\n\x1a\n\0\0".as_slice(), Some("a PNG image")),
            (b"PK\x03\x04\x14\0", Some("a ZIP archive")),
            (b"\x7fELF\x02\x01\x01", Some("an ELF program")),
            (b"%PDF-1.7\n", Some("a PDF document")),
            (b"\0\0\0\x18ftypmp42", Some("an MP4 or HEIF file")),
            (b"RIFF\x10\0\0\0WAVEfmt ", Some("a WAV sound")),
            (b"RIFFRAFF is what they said", None),
            (b"BZh is not a word, 7z is none either", None),
            (b"BM was the museum's mark", None),
            (b"GIF is pronounced as it is", None),
            (b"", None),
        ] {
            assert_eq!(by_signature(bytes), expected, "{}", bytes.escape_ascii());
        }
    }

    #[test]
    fn what_can_be_printed_is_something_that_is_known() {
        for (kind, command) in PRINTERS {
            assert!(SIGNATURES.iter().any(|signature| signature.name == kind), "{kind}");
            assert!(command.contains("FILE"), "{command}");
        }
    }

    #[test]
    fn a_third_of_controls_is_no_text() {
        for (bytes, expected) in [
            (b"\x01\x02a".as_slice(), true),
            (b"\x1b[31mred\x1b[0m and plain", false),
            (b"one\0two", false),
            (b"\n\n\t\t\r\n", false),
            (b"", false),
        ] {
            assert_eq!(is_controls(bytes), expected, "{}", bytes.escape_ascii());
        }
    }

    #[test]
    fn compressed_data_is_noise_and_old_pictures_are_not() {
        let compressed: Vec<u8> =
            (0..4_096_u32).map(|n| n.wrapping_mul(2_654_435_761).to_be_bytes()[0]).collect();
        assert!(is_noise(&compressed));
        assert!(!is_noise(&b"\x1b[1;31m\xdb\xdb\xdb\xb2\xb1\xb0\x1b[0m\r\n".repeat(100)));
    }
}
