//! Numbers of Chinese, Japanese and Korean: "第三章", "第3节", "三、", "제1장".

use super::word::Word;
use super::{Closer, DIGITS_MOST, Number, Script, Series};

/// What is counted after a number.
const WORDS: [(&str, Word); 4] = [
    ("编編部편부", Word::Part),
    ("章回장", Word::Chapter),
    ("节節절", Word::Section),
    ("条條조", Word::Article),
];

/// Gives the number that `text` starts with, if it is such a one.
pub(super) fn cjk(text: &str) -> Option<Number> {
    let (is_part, rest) = match text.strip_prefix(['第', '제']) {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let is_han = |char: &char| DIGITS.contains(*char) || matches!(char, '十' | '百');
    let is_digit = |char: &char| is_han(char) || is_part && char.is_ascii_digit();
    let end = rest.chars().take_while(is_digit).map(char::len_utf8).sum();
    let (digits, after) = rest.split_at_checked(end)?;
    let word = if is_part {
        let word = after.chars().next()?;
        let (_, word) = WORDS.iter().find(|(words, _)| words.contains(word))?;
        Some(*word)
    } else {
        after.starts_with(['、', '．']).then_some(None)?
    };
    let value = match digits.bytes().all(|byte| byte.is_ascii_digit()) {
        true => digits.parse().ok().filter(|_| digits.len() <= DIGITS_MOST)?,
        false => value_of(digits)?,
    };
    let series =
        Series { script: Script::Han, closer: Closer::Stop, depth: 1, parents: [0; 4], word };
    (value > 0).then_some(Number { series, value })
}

const DIGITS: &str = "一二三四五六七八九";

/// Characters of the longest number that is read: 九百九十九.
const CHARS: usize = 5;

/// Gives what a number below a thousand is worth; none where it is longer, or written otherwise.
fn value_of(digits: &str) -> Option<u32> {
    let (mut sum, mut digit) = (0, None);
    for (index, char) in digits.chars().enumerate() {
        let unit = match char {
            _ if index >= CHARS => return None,
            '十' => 10,
            '百' => 100,
            _ => {
                let place = DIGITS.chars().position(|other| other == char)?;
                digit = u32::try_from(place + 1).ok();
                continue;
            }
        };
        sum += digit.take().unwrap_or(1) * unit;
    }
    Some(sum + digit.unwrap_or(0))
}
