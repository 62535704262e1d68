//! Where lines of ASCII text may end: what the Unicode rules come down to there, several times as
//! fast as all of them. A test of [`super::wrap`] holds the two together.

/// Gives where a line of `text` may end, its end included, in ascending order; nothing if it is not
/// all ASCII.
pub(super) fn opportunities(text: &str) -> Option<Vec<usize>> {
    if !text.is_ascii() {
        return None;
    }
    let mut found = Vec::with_capacity(text.len() / 5 + 1);
    let (mut before, mut spaced) = (Class::Letter, false);
    for (at, byte) in text.bytes().enumerate() {
        let after = class_of(byte);
        let breaks = match (before, after) {
            (Class::LineEnd, _) if !spaced => true,
            (_, Class::Space | Class::LineEnd) => false,
            _ if spaced => BREAKS_AFTER_SPACE[after as usize] == b'+' && before != Class::Open,
            _ => BREAKS[before as usize][after as usize] == b'+',
        };
        if breaks && at > 0 {
            found.push(at);
        }
        spaced = after == Class::Space;
        if !spaced {
            before = after;
        }
    }
    if !text.is_empty() {
        found.push(text.len());
    }
    Some(found)
}

/// Classes of ASCII characters, in the order of the tables below. The annex's names: AL, NU, OP,
/// CP, CL, EX, IS, SY, HY, PR, PO, QU, BA, SP, LF.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Letter,
    Digit,
    Open,
    CloseParenthesis,
    Close,
    Exclamation,
    Separator,
    Slash,
    Hyphen,
    Prefix,
    Postfix,
    Quote,
    Bar,
    LineEnd,
    Space,
}

fn class_of(byte: u8) -> Class {
    match byte {
        b'\n' => Class::LineEnd,
        b' ' => Class::Space,
        b'0'..=b'9' => Class::Digit,
        b'(' | b'[' | b'{' => Class::Open,
        b')' | b']' => Class::CloseParenthesis,
        b'}' => Class::Close,
        b'!' | b'?' => Class::Exclamation,
        b'.' | b',' | b':' | b';' => Class::Separator,
        b'/' => Class::Slash,
        b'-' => Class::Hyphen,
        b'$' | b'+' | b'\\' => Class::Prefix,
        b'%' => Class::Postfix,
        b'"' | b'\'' => Class::Quote,
        b'|' => Class::Bar,
        _ => Class::Letter,
    }
}

/// Whether a line may end between two neighbours: the row is the class before, the column the
/// class after, and `+` says yes. Source: Unicode Standard Annex #14, section 6, worked out for
/// ASCII, where the rules come down to pairs.
#[rustfmt::skip]
const BREAKS: [&[u8; 13]; 14] = [
    // AL NU OP CP CL EX IS SY HY PR PO QU BA
    b".............", // AL
    b".............", // NU
    b".............", // OP
    b"..+..........", // CP
    b"+++..........", // CL
    b"+++......++..", // EX
    b"..+......++..", // IS
    b"+.+......++..", // SY
    b"+.+......++..", // HY
    b".........++..", // PR
    b".........++..", // PO
    b".............", // QU
    b"+++......++..", // BA
    b"+++++++++++++", // LF
];

/// Whether a line may end after spaces, by the class that follows them; after an opening bracket
/// it never may.
const BREAKS_AFTER_SPACE: &[u8; 13] = b"+++.....+++++";
