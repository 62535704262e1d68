//! [`Clean`]: text that may be sent to a terminal, and the only ways to make it.

use std::borrow::Cow;
use std::fmt;
use std::ops::{Deref, Range};

use unicode_width::UnicodeWidthChar;

use super::printable::Printable;

/// Text that holds nothing but printable characters and line feeds.
///
/// Whatever draws or prints takes this type, and only this room can make one from outside text,
/// so no control character, escape sequence or bidirectional override reaches the terminal.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Clean<'a>(Cow<'a, str>);

impl<'a> Clean<'a> {
    /// Wraps words of our own, which stand in the source code.
    #[must_use]
    pub const fn ours(words: &'static str) -> Clean<'static> {
        Clean(Cow::Borrowed(words))
    }

    /// Gives the part in `range`, in bytes; panics off a character boundary.
    #[must_use]
    #[track_caller]
    pub fn slice(&self, range: Range<usize>) -> Clean<'_> {
        Clean(Cow::Borrowed(super::slice(&self.0, range)))
    }

    /// Gives the same text without white space at either end.
    #[must_use]
    pub fn trim(&self) -> Clean<'_> {
        Clean(Cow::Borrowed(self.0.trim()))
    }

    /// Gives the text if it fits into `columns`, else as much as fits with an ellipsis.
    #[must_use]
    pub fn elide(&self, columns: usize) -> Clean<'_> {
        if super::columns(&self.0) <= columns {
            return self.as_ref();
        }
        let Some(room) = columns.checked_sub(1) else { return Clean::default() };
        let mut used = 0;
        let fits = super::graphemes(&self.0).take_while(|(_, _, columns)| {
            used += columns;
            used <= room
        });
        let end = fits.last().map_or(0, |(start, cluster, _)| start + cluster.len());
        Clean(Cow::Owned(format!("{}…", super::slice(&self.0, 0..end).trim_end())))
    }

    /// Gives a copy that borrows from this one.
    #[must_use]
    pub fn as_ref(&self) -> Clean<'_> {
        Clean(Cow::Borrowed(&self.0))
    }

    /// Gives the same text, owned.
    #[must_use]
    pub fn into_owned(self) -> Clean<'static> {
        Clean(Cow::Owned(self.0.into_owned()))
    }

    /// Gives the text as an ordinary string.
    #[must_use]
    pub fn into_string(self) -> String {
        self.0.into_owned()
    }
}

impl Deref for Clean<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Clean<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// Cleans text of several lines; every kind of line end becomes a line feed.
#[must_use]
pub fn text(raw: &str) -> Clean<'_> {
    if raw.bytes().all(|byte| byte == b'\n' || (b' '..0x7f).contains(&byte)) {
        return Clean(Cow::Borrowed(raw));
    }
    let mut cleaner = Cleaner::default();
    cleaner.push(raw);
    cleaner.finish()
}

/// Cleans text that is to stand on one line: runs of white space, line ends included, become one
/// space, and there is none at either end.
#[must_use]
pub fn line(raw: &str) -> Clean<'static> {
    let cleaned = text(raw);
    let words: Vec<&str> = cleaned.split_whitespace().collect();
    Clean(Cow::Owned(words.join(" ")))
}

/// Cleans text that was typed into one line: line ends become spaces, and all spaces stay.
#[must_use]
pub fn typed(raw: &str) -> Clean<'static> {
    Clean(Cow::Owned(text(raw).replace('\n', " ")))
}

/// Gives an error and what caused it on one line: `cannot read a.txt: permission denied`.
#[must_use]
pub fn error(error: &dyn std::error::Error) -> Clean<'static> {
    let words: Vec<String> = [error.to_string()].into_iter().chain(causes(error)).collect();
    line(&words.join(": "))
}

/// Gives what caused an error alone: `permission denied`.
#[must_use]
pub fn cause(error: &dyn std::error::Error) -> Clean<'static> {
    line(&causes(error).collect::<Vec<_>>().join(": "))
}

fn causes(error: &dyn std::error::Error) -> impl Iterator<Item = String> {
    let causes = std::iter::successors(error.source(), |cause| cause.source());
    causes.map(|cause| in_the_sentence(&cause.to_string()))
}

/// Gives the system's words for an error as they stand within a sentence: "Permission denied (os
/// error 13)" becomes "permission denied".
fn in_the_sentence(words: &str) -> String {
    let words = words.split_once(" (os error ").map_or(words, |(words, _)| words);
    let mut chars = words.chars();
    let first = chars.next();
    let is_word = chars.as_str().starts_with(char::is_lowercase);
    match first {
        Some(first) if is_word => first.to_lowercase().chain(chars).collect(),
        _ => words.to_owned(),
    }
}

/// Marks kept on one base character; more are counted and replaced by a stand-in, so that no
/// cell of the screen can hold kilobytes.
const MARKS_KEPT: usize = 8;

/// Columns between tab stops.
pub(crate) const TAB_COLUMNS: usize = 8;

/// Columns of one line that tabs may fill; further tabs become one space each, so that a line of
/// tabs cannot become megabytes of blanks.
pub(crate) const TAB_COLUMNS_MAX: usize = 1_000;

/// Cleans text piece by piece into one growing [`Clean`] text.
///
/// Line ends become `\n`, tabs become spaces up to the next stop of eight columns; controls
/// become their pictures (U+2400 and following), C1 controls, bidirectional overrides and other
/// characters that act without being seen become `<U+202E>`; what is invisible and harmless (soft
/// hyphen, zero-width space, byte order mark) goes.
#[derive(Debug, Default)]
pub struct Cleaner {
    text: String,
    /// Where stand-ins are, as ranges of bytes of the text; touching ones are one.
    stand_ins: Vec<Range<usize>>,
    /// Columns since the last line end, for tabs.
    column: usize,
    tab_columns: usize,
    /// Combining marks since the last base character.
    marks: usize,
}

impl Cleaner {
    /// Gives the text so far.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Gives where stand-ins for unprintable characters are, sorted, as ranges of bytes.
    #[must_use]
    pub fn stand_ins(&self) -> &[Range<usize>] {
        &self.stand_ins
    }

    /// Cuts the text to `len` bytes; panics off a character boundary.
    pub fn truncate(&mut self, len: usize) {
        self.text.truncate(len);
        while self.stand_ins.last().is_some_and(|last| last.end > len) {
            self.stand_ins.pop();
        }
        self.column = 0;
        self.marks = 0;
    }

    /// Gives the finished text.
    #[must_use]
    pub fn finish(mut self) -> Clean<'static> {
        self.close_marks();
        Clean(Cow::Owned(self.text))
    }

    /// Appends what is clean already.
    pub(crate) fn push_printable(&mut self, text: Printable<'_>) {
        self.close_marks();
        self.text.push_str(text.as_str());
        self.column += text.as_str().len();
    }

    /// Cleans `raw` and appends it.
    pub fn push(&mut self, raw: &str) {
        let mut rest = raw;
        while !rest.is_empty() {
            let plain = super::ascii::printable(rest);
            if plain > 0 {
                self.close_marks();
                self.text.push_str(super::slice(rest, 0..plain));
                self.column += plain;
                rest = super::slice(rest, plain..rest.len());
                continue;
            }
            let mut chars = rest.chars();
            let Some(char) = chars.next() else { return };
            let after = chars.as_str();
            if let Some(columns) = super::plain_columns(char) {
                self.close_marks();
                self.text.push(char);
                self.column += columns;
                rest = after;
                continue;
            }
            if char == '\r' && after.starts_with('\n') {
                rest = after;
                continue;
            }
            self.push_special(char, after.chars().next());
            rest = after;
        }
    }

    /// Appends one character that is not printable ASCII; `next` is the one after it.
    fn push_special(&mut self, char: char, next: Option<char>) {
        match char {
            '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => {
                self.close_marks();
                self.text.push('\n');
                self.column = 0;
                self.tab_columns = 0;
            }
            '\t' => self.push_tab(),
            '\0'..='\x1f' => self.push_picture(0x2400 + char as u32),
            '\x7f' => self.push_picture(0x2421),
            _ if is_dropped(char) => {}
            _ if needs_stand_in(char) => self.push_stand_in(&format!("<U+{:04X}>", char as u32)),
            '\u{200c}' => self.push_non_joiner(next),
            '\u{200d}' | '\u{fe0e}' | '\u{fe0f}' => {
                let previous = self.text.chars().next_back();
                let joins = char != '\u{200d}' || next.is_some_and(is_joined);
                let follows_base = previous.is_some_and(|p| !p.is_whitespace() && p != '\u{200d}');
                let in_cluster = char != '\u{200d}' || previous.is_some_and(is_joined);
                if joins && follows_base && in_cluster && self.marks < MARKS_KEPT {
                    self.text.push(char);
                    self.marks += 1;
                }
            }
            _ => match char.width().unwrap_or(0) {
                0 => self.push_mark(char),
                width => {
                    self.close_marks();
                    self.text.push(char);
                    self.column += width;
                }
            },
        }
    }

    /// Appends a zero-width non-joiner where letters on both sides would join without it.
    fn push_non_joiner(&mut self, next: Option<char>) {
        let previous = self.text.chars().next_back();
        let is_between = previous.is_some_and(joins) && next.is_some_and(joins);
        if is_between && self.marks < MARKS_KEPT {
            self.text.push('\u{200c}');
            self.marks += 1;
        }
    }

    fn push_tab(&mut self) {
        self.close_marks();
        let columns = match TAB_COLUMNS - self.column % TAB_COLUMNS {
            _ if self.tab_columns >= TAB_COLUMNS_MAX => 1,
            columns => columns,
        };
        self.tab_columns += columns;
        self.column += columns;
        self.text.extend(std::iter::repeat_n(' ', columns));
    }

    fn push_picture(&mut self, code: u32) {
        let picture = char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER);
        self.push_stand_in(picture.encode_utf8(&mut [0; 4]));
    }

    fn push_stand_in(&mut self, stand_in: &str) {
        self.close_marks();
        let start = self.text.len();
        self.text.push_str(stand_in);
        self.column += stand_in.chars().count();
        match self.stand_ins.last_mut() {
            Some(last) if last.end == start => last.end = self.text.len(),
            _ => self.stand_ins.push(start..self.text.len()),
        }
    }

    /// Appends a character without width of its own; one with no base stands on a dotted circle.
    fn push_mark(&mut self, mark: char) {
        let previous = self.text.chars().next_back();
        if self.marks == 0 && previous.is_none_or(char::is_whitespace) {
            self.text.push('\u{25cc}');
            self.column += 1;
        }
        if self.marks < MARKS_KEPT {
            self.text.push(mark);
        }
        self.marks += 1;
    }

    /// Ends a run of marks, telling how many were left out; to be called where the text is cut or
    /// measured.
    #[inline]
    pub fn close_marks(&mut self) {
        let dropped = std::mem::take(&mut self.marks).saturating_sub(MARKS_KEPT);
        if dropped > 0 {
            self.tell_dropped(dropped);
        }
    }

    #[cold]
    fn tell_dropped(&mut self, marks: usize) {
        self.push_stand_in(&format!("<+{marks}>"));
    }
}

/// Tells whether a zero-width joiner beside `char` can belong to one cluster with it: emoji and
/// the scripts that form conjuncts, never ASCII.
fn is_joined(char: char) -> bool {
    !char.is_ascii() && !char.is_whitespace() && char != '\u{200d}'
}

/// Tells whether `char` is a letter, or a mark on one, of a script whose letters join or form
/// conjuncts, so that a zero-width non-joiner beside it is a matter of spelling: Arabic, Syriac,
/// N'Ko, Mandaic, Mongolian and the scripts of South and South-East Asia. Source: Unicode Standard,
/// 23.2, cursive connection.
pub(crate) fn joins(char: char) -> bool {
    let is_of_script = matches!(char,
        '\u{600}'..='\u{74f}' | '\u{750}'..='\u{77f}' | '\u{7c0}'..='\u{7ff}'
        | '\u{840}'..='\u{8ff}' | '\u{900}'..='\u{dff}' | '\u{1000}'..='\u{109f}'
        | '\u{1780}'..='\u{18af}' | '\u{a840}'..='\u{a8ff}' | '\u{a980}'..='\u{a9ff}'
        | '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}');
    is_of_script && (char.is_alphabetic() || char.width() == Some(0))
}

/// Tells whether `char` takes up a place of its own on the line and is shown as it is: no control,
/// no mark, nothing that goes and nothing that is shown by its number.
pub(crate) fn leaves_ink(char: char) -> bool {
    char.width().is_some_and(|columns| columns > 0) && !is_dropped(char) && !needs_stand_in(char)
}

/// Tells whether `char` is invisible, harmless, and goes: soft hyphen, zero-width space and
/// word joiner, direction marks, byte order mark, invisible operators, the supplement of variation
/// selectors, Khmer inherent vowels.
fn is_dropped(char: char) -> bool {
    matches!(char,
        '\u{ad}' | '\u{61c}' | '\u{17b4}' | '\u{17b5}' | '\u{180e}'
        | '\u{200b}' | '\u{200e}' | '\u{200f}'
        | '\u{2060}'..='\u{2065}' | '\u{feff}' | '\u{e0100}'..='\u{e01ef}')
}

/// Tells whether `char` acts on the text around it without being seen, or is no character at all,
/// and so has to be shown by its number: C1 controls, bidirectional overrides and isolates,
/// deprecated formatting, interlinear annotation, musical formatting, tags, letters that look
/// blank, noncharacters.
fn needs_stand_in(char: char) -> bool {
    matches!(char,
        '\u{80}'..='\u{9f}' | '\u{115f}' | '\u{1160}' | '\u{202a}'..='\u{202e}'
        | '\u{2066}'..='\u{206f}' | '\u{3164}' | '\u{fdd0}'..='\u{fdef}' | '\u{ffa0}'
        | '\u{fff9}'..='\u{fffb}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e00ff}'
        | '\u{e01f0}'..='\u{e0fff}')
        || char as u32 & 0xfffe == 0xfffe
}

#[cfg(test)]
mod tests {
    use super::{Cleaner, error, line, text, typed};

    #[track_caller]
    fn check(case: &str, raw: &str, expected: &str) {
        assert_eq!(&*text(raw), expected, "{case}");
        assert_eq!(&*text(expected), expected, "{case}: cleaning twice changes nothing");
    }

    #[test]
    fn printable_text_stays() {
        check("ASCII", "A plain line.\nAnd another.", "A plain line.\nAnd another.");
        check("letters of any script", "Größe, мир, 日本語, عربي", "Größe, мир, 日本語, عربي");
        check("composed emoji", "👩‍👩‍👧 and ☺️ and 1️⃣", "👩‍👩‍👧 and ☺️ and 1️⃣");
        check("a conjunct with a joiner", "क्‍ष", "क्‍ष");
        check("a non-joiner in Persian", "می\u{200c}خواهم", "می\u{200c}خواهم");
        check("one after a virama", "क्\u{200c}ष", "क्\u{200c}ष");
        check("accents set as marks", "e\u{301}", "e\u{301}");
    }

    #[test]
    fn controls_become_visible() {
        check("an escape sequence", "\x1b[31mred", "␛[31mred");
        check("bell, backspace, delete", "a\x07b\x08c\x7f", "a␇b␈c␡");
        check("C1 controls", "\u{9b}31m", "<U+009B>31m");
        check("overrides", "a\u{202e}b", "a<U+202E>b");
        check("tags", "\u{e0041}", "<U+E0041>");
        check("noncharacters", "\u{fffe}\u{1ffff}", "<U+FFFE><U+1FFFF>");
    }

    #[test]
    fn line_ends_become_line_feeds() {
        check(
            "every kind",
            "a\r\nb\rc\u{b}d\u{c}e\u{85}f\u{2028}g\u{2029}h",
            "a\nb\nc\nd\ne\nf\ng\nh",
        );
    }

    #[test]
    fn tabs_reach_the_next_stop() {
        check("after one letter", "a\tb", "a       b");
        check("after a line end", "abc\n\tb", "abc\n        b");
        check("after a wide letter", "日\tb", "日      b");
        assert!(text(&"\t".repeat(5_000)).len() < 6_000, "a line of tabs stays small");
    }

    #[test]
    fn the_invisible_goes() {
        check("soft hyphen and zero-width space", "pass\u{ad}wo\u{200b}rd", "password");
        check("byte order mark", "\u{feff}Title", "Title");
        check("a joiner between letters", "a\u{200d}b", "ab");
        check("a non-joiner between letters that do not join", "a\u{200c}b日\u{200c}本", "ab日本");
        check("one at the end of a word", "می\u{200c} خواهم\u{200c}", "می خواهم");
        check("one beside another", "می\u{200c}\u{200c}خ", "می\u{200c}خ");
        check("a selector without a base", "\u{fe0f}a", "a");
    }

    #[test]
    fn marks_are_bounded() {
        check("a mark without a base", "\u{301}a", "\u{25cc}\u{301}a");
        let zalgo = format!("a{}b", "\u{301}".repeat(20));
        assert_eq!(&*text(&zalgo), format!("a{}<+12>b", "\u{301}".repeat(8)));
    }

    #[test]
    fn a_line_has_no_line_ends() {
        assert_eq!(&*line("  a\n b\t\tc\r"), "a b c");
    }

    #[test]
    fn what_was_typed_keeps_its_spaces() {
        assert_eq!(&*typed("  a \x1b\r\nb  "), "  a ␛ b  ");
    }

    #[test]
    fn what_does_not_fit_is_elided() {
        for (raw, columns, expected) in [
            ("short", 5, "short"),
            ("longer", 5, "long…"),
            ("日本語", 5, "日本…"),
            ("ab", 1, "…"),
            ("ab", 0, ""),
        ] {
            assert_eq!(&*text(raw).elide(columns), expected);
        }
    }

    #[test]
    fn an_error_and_its_causes_are_one_line() {
        #[derive(Debug, thiserror::Error)]
        #[error("cannot read a\x1b.txt")]
        struct Unreadable(#[source] std::io::Error);
        let from_the_system = std::io::Error::from_raw_os_error(13);
        assert_eq!(&*error(&Unreadable(from_the_system)), "cannot read a␛.txt: permission denied");
        let of_ours = std::io::Error::other("I/O is not\npossible");
        assert_eq!(&*error(&Unreadable(of_ours)), "cannot read a␛.txt: I/O is not possible");
    }

    #[test]
    fn stand_ins_are_told() {
        let mut cleaner = Cleaner::default();
        cleaner.push("a\x1b\x1bb\u{202e}");
        assert_eq!(cleaner.text(), "a␛␛b<U+202E>");
        assert_eq!(cleaner.stand_ins(), [1..7, 8..16]);
    }
}
