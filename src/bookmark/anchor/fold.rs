//! Text in which what writers and programs change without changing a word is alike, and the way
//! back: white space, quotation marks, dashes, ligatures and other forms of one letter, case.

use unicode_normalization::char::decompose_compatible;

use crate::document::Range;
use crate::text;

/// A text folded, with the way back to it.
#[derive(Clone, Debug)]
pub(super) struct Folded {
    /// The folded text: no white space but single spaces, and none at either end.
    pub(super) text: String,
    /// Where the distance between both texts changes: the byte of the folded text and the byte
    /// of the original that it came from, both ascending.
    shifts: Vec<(usize, usize)>,
}

/// Gives `text` folded.
pub(super) fn fold(text: &str) -> String {
    Folded::new(text).text
}

impl Folded {
    /// Folds `original`.
    pub(super) fn new(original: &str) -> Folded {
        let mut folder = Folder::with_capacity(original.len());
        let mut at = 0;
        while at < original.len() {
            let rest = original.as_bytes().get(at..).unwrap_or_default();
            let plain = plain_bytes(rest);
            folder.push_plain(rest.get(..plain).unwrap_or_default(), at);
            at += plain;
            let Some(char) = text::slice(original, at..original.len()).chars().next() else {
                break;
            };
            match u8::try_from(char) {
                Ok(byte) if byte.is_ascii() => folder.push_ascii(byte, at),
                _ => fold_char(char, |folded| folder.push(folded, at, char)),
            }
            at += char.len_utf8();
        }
        folder.finish()
    }

    /// Gives the range of `original`, the text that was folded, which became `folded`: whole
    /// characters, where a part of what one was folded to is asked for.
    pub(super) fn original(&self, original: &str, folded: &Range) -> Range {
        let start = original.floor_char_boundary(self.original_of(folded.start));
        let end = self.original_of(folded.end.saturating_sub(1)) + 1;
        start..original.ceil_char_boundary(end).max(start)
    }

    /// Gives the byte of the original that the byte `folded` came from.
    fn original_of(&self, folded: usize) -> usize {
        let after = self.shifts.partition_point(|(start, _)| *start <= folded);
        let last = after.checked_sub(1).and_then(|index| self.shifts.get(index));
        let (start, original) = last.copied().unwrap_or_default();
        original + (folded - start)
    }
}

/// Gives how many bytes from the first on are folded one by one, to themselves or to a small
/// letter: words of ASCII with one space between each two. Texts consist of little else.
fn plain_bytes(bytes: &[u8]) -> usize {
    let is_plain = |byte: &u8| PLAIN[usize::from(*byte)];
    let mut end = plain_chunks(bytes);
    loop {
        let rest = bytes.get(end..).unwrap_or_default();
        end += rest.iter().position(|byte| !is_plain(byte)).unwrap_or(rest.len());
        let is_one_space = end > 0 && bytes.get(end) == Some(&b' ');
        if !(is_one_space && bytes.get(end + 1).is_some_and(is_plain)) {
            return end;
        }
        end += 1;
    }
}

/// Bytes that are looked at together, whatever they are.
const CHUNK: usize = 32;

/// Gives how many of the bytes that [`plain_bytes`] counts fill whole chunks, less a last space.
fn plain_chunks(bytes: &[u8]) -> usize {
    let mut last = b' ';
    let is_plain = |chunk: &&[u8; CHUNK]| {
        let before = std::mem::replace(&mut last, chunk[CHUNK - 1]);
        is_plain_chunk(before, chunk)
    };
    let (chunks, _) = bytes.as_chunks::<CHUNK>();
    let end = chunks.iter().take_while(is_plain).count() * CHUNK;
    let ends_with_space = end.checked_sub(1).and_then(|last| bytes.get(last)) == Some(&b' ');
    end - usize::from(ends_with_space)
}

/// Tells whether all bytes are plain or a space, and no space stands after another.
///
/// Without a way out before the end: so the compiler compares many bytes in one instruction.
fn is_plain_chunk(before: u8, chunk: &[u8; CHUNK]) -> bool {
    let is_out = |byte: u8| !(b' '..=b'~').contains(&byte) | (byte == b'-');
    let mut is_other = is_out(chunk[0]) | ((before == b' ') & (chunk[0] == b' '));
    for pair in chunk.windows(2) {
        is_other |= is_out(pair[1]) | ((pair[0] == b' ') & (pair[1] == b' '));
    }
    !is_other
}

/// Which bytes are those of ASCII that are seen, dashes aside.
static PLAIN: [bool; 256] = {
    let mut plain = [false; 256];
    let mut byte = b'!';
    while byte <= b'~' {
        plain[byte as usize] = byte != b'-';
        byte += 1;
    }
    plain
};

/// A folded text in the making.
struct Folder {
    bytes: Vec<u8>,
    shifts: Vec<(usize, usize)>,
    /// How far the original is ahead, in bytes; of the last entry of `shifts`.
    ahead: usize,
}

impl Folder {
    fn with_capacity(bytes: usize) -> Folder {
        Folder { bytes: Vec::with_capacity(bytes), shifts: vec![(0, 0)], ahead: 0 }
    }

    /// Appends plain bytes of the original from byte `at` on.
    fn push_plain(&mut self, plain: &[u8], at: usize) {
        if plain.is_empty() {
            return;
        }
        let start = self.bytes.len();
        self.note(start, at);
        self.bytes.extend_from_slice(plain);
        self.bytes.get_mut(start..).unwrap_or_default().make_ascii_lowercase();
    }

    /// Appends a character of the original from byte `at`.
    fn push_ascii(&mut self, byte: u8, at: usize) {
        match byte {
            b' ' | b'\t'..=b'\r' => self.push_space(at),
            b'-' => self.push_dash(at),
            _ => self.push_byte(byte.to_ascii_lowercase(), at),
        }
    }

    /// Appends what `char`, which starts at byte `at` of the original, is folded to.
    fn push(&mut self, folded: char, at: usize, char: char) {
        if let Some(byte) = u8::try_from(folded).ok().filter(u8::is_ascii) {
            return self.push_ascii(byte, at);
        }
        if folded.is_whitespace() {
            return self.push_space(at);
        }
        let mut encoded = [0; 4];
        let same_length = folded.len_utf8() == char.len_utf8();
        for (offset, byte) in folded.encode_utf8(&mut encoded).bytes().enumerate() {
            self.push_byte(byte, if same_length { at + offset } else { at });
        }
    }

    /// Appends a space, of several in a row only one, and none beside a dash: "a -- b" and "a—b"
    /// are written for each other.
    fn push_space(&mut self, at: usize) {
        if !matches!(self.bytes.last(), None | Some(b' ' | b'-')) {
            self.push_byte(b' ', at);
        }
    }

    /// Appends a dash, of several in a row only one.
    fn push_dash(&mut self, at: usize) {
        if self.bytes.last() == Some(&b' ') {
            self.pop();
        }
        if self.bytes.last() != Some(&b'-') {
            self.push_byte(b'-', at);
        }
    }

    fn push_byte(&mut self, byte: u8, at: usize) {
        self.note(self.bytes.len(), at);
        self.bytes.push(byte);
    }

    /// Notes that byte `start` of the folded text came from byte `at` of the original.
    fn note(&mut self, start: usize, at: usize) {
        // A letter may be folded to more bytes than it has: the original is behind then.
        let ahead = at.wrapping_sub(start);
        if ahead != self.ahead {
            self.ahead = ahead;
            self.shifts.push((start, at));
        }
    }

    fn pop(&mut self) {
        self.bytes.pop();
        if self.shifts.len() > 1
            && self.shifts.last().is_some_and(|(start, _)| *start == self.bytes.len())
        {
            self.shifts.pop();
            let (start, at) = self.shifts.last().copied().unwrap_or_default();
            self.ahead = at.wrapping_sub(start);
        }
    }

    fn finish(mut self) -> Folded {
        if self.bytes.last() == Some(&b' ') {
            self.pop();
        }
        let text = String::from_utf8(self.bytes).expect("whole characters were pushed and popped");
        Folded { text, shifts: self.shifts }
    }
}

/// Gives to `emit` the letters that stand for `char`, which is not ASCII.
///
/// Source: Unicode Standard Annex #15, compatibility decomposition; the marks that it keeps apart
/// are those that editors, converters and keyboards put for each other.
fn fold_char(char: char, mut emit: impl FnMut(char)) {
    match char {
        // Ideographs fold to themselves; the tables are slow, and such texts long.
        '\u{4e00}'..='\u{9fff}' => emit(char),
        '‘' | '’' | '‚' | '‛' | '‹' | '›' | '′' | '´' | 'ʼ' => emit('\''),
        '“' | '”' | '„' | '‟' | '«' | '»' | '″' => emit('"'),
        '‐'..='―' | '−' | '⁃' => emit('-'),
        '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' => {}
        'ß' | 'ẞ' => "ss".chars().for_each(emit),
        'ς' => emit('σ'),
        _ => decompose_compatible(char, |part| part.to_lowercase().for_each(&mut emit)),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Folded, Folder};

    #[track_caller]
    fn check(case: &str, original: &str, expected: &str) {
        let folded = Folded::new(original);
        assert_eq!(folded.text, expected, "{case}");
        for word in ["one", "two", "three"] {
            let there = original.find(word).map(|start| start..start + word.len());
            let back = folded.text.find(word);
            let back = back.map(|at| folded.original(original, &(at..at + word.len())));
            assert_eq!(back, there, "{case}: the way back to {word}");
        }
    }

    #[test]
    fn what_is_written_in_several_ways_becomes_alike() {
        check("nothing", "", "");
        check("only white space", " \n ", "");
        check("one word", "one", "one");
        check("a line end", "one\ntwo", "one two");
        check("blank lines", "one\n\ntwo\n\n\nthree", "one two three");
        check("white space at the ends", "  one two\n", "one two");
        check("spaces of all kinds", "one\u{a0}two\u{202f}\tthree", "one two three");
        check("quotation marks", "“one” ‘two’ «three»", "\"one\" 'two' \"three\"");
        check("dashes", "one — two–three", "one-two-three");
        check("dashes of a typewriter", "one -- two---three", "one-two-three");
        check("an ellipsis", "one… two", "one... two");
        check("ligatures", "ﬁne one, eﬀect two", "fine one, effect two");
        check("what is not seen", "o\u{ad}k one\u{200b} two", "ok one two");
        check("case", "STRASSE Straße one", "strasse strasse one");
        check("a letter in two parts", "é one", "e\u{301} one");
        check("a letter in one", "e\u{301} one", "e\u{301} one");
        check("wide letters", "ＡＢ１ one", "ab1 one");
        check("letters of several bytes", "日本\n\none  Привет\ntwo", "日本 one привет two");
    }

    #[test]
    fn the_way_back_is_to_whole_characters() {
        for (original, part, expected) in [
            ("a ﬁne day", "in", "ﬁn"),
            ("well… no", ". n", "… n"),
            ("a — b", "-b", "— b"),
            ("a — b", "a-", "a —"),
            ("“日本”", "日", "日"),
            ("éa", "e", "é"),
        ] {
            let folded = Folded::new(original);
            let at = folded.text.find(part).expect("it is there");
            let back = folded.original(original, &(at..at + part.len()));
            assert_eq!(original.get(back), Some(expected), "{part} of {original}");
        }
    }

    proptest! {
        #[test]
        fn what_is_folded_in_chunks_is_as_by_letters(text in "[a-cA-C]{0,9}([a-cA-C ]{20,70}[ \n-]{0,2}){0,4}") {
            let mut folder = Folder::with_capacity(0);
            for (at, byte) in text.bytes().enumerate() {
                folder.push_ascii(byte, at);
            }
            let (expected, found) = (folder.finish(), Folded::new(&text));
            prop_assert_eq!(&found.text, &expected.text);
            for at in 0..found.text.len() {
                let there = found.original(&text, &(at..at + 1));
                prop_assert_eq!(there, expected.original(&text, &(at..at + 1)));
            }
        }
    }
}
