//! Numbers in words: "Chapter Seven", "BOOK THE FIRST", "Chapitre premier".

use super::word::Word;
use super::{Closer, Number, STOPS, Script, Series};

/// Words for the numbers from 1 on, in a row those for one number.
const FIRST: [&str; 12] = [
    "one first eins erster erste erstes premier première primero primera primo prima primeiro \
     primeira первый первая الأول الأولى",
    "two second zwei zweiter zweite zweites deux deuxième segundo segunda secondo seconda второй \
     вторая الثاني الثانية",
    "three third drei dritter dritte drittes trois troisième tercero tercera terzo terza terceiro \
     terceira третий третья الثالث الثالثة",
    "four fourth vier vierter vierte viertes quatre quatrième cuarto cuarta quarto quarta четвёртый \
     четвертый четвёртая четвертая الرابع الرابعة",
    "five fifth fünf fünfter fünfte fünftes cinq cinquième quinto quinta пятый пятая الخامس الخامسة",
    "six sixth sechs sechster sechste sechstes sixième sexto sexta sesto sesta шестой шестая السادس \
     السادسة",
    "seven seventh sieben siebter siebte siebtes siebenter sept septième séptimo séptima settimo \
     settima sétimo sétima седьмой седьмая السابع السابعة",
    "eight eighth acht achter achte achtes huit huitième octavo octava ottavo ottava oitavo oitava \
     восьмой восьмая الثامن الثامنة",
    "nine ninth neun neunter neunte neuntes neuf neuvième noveno novena nono nona девятый девятая \
     التاسع التاسعة",
    "ten tenth zehn zehnter zehnte zehntes dix dixième décimo décima decimo decima десятый десятая \
     العاشر العاشرة",
    "eleven eleventh elf elfter elfte elftes onze onzième undicesimo одиннадцатый одиннадцатая",
    "twelve twelfth zwölf zwölfter zwölfte zwölftes douze douzième dodicesimo двенадцатый \
     двенадцатая",
];

/// English words for the numbers from 13 to 19, and for tens from 20 on.
const TEENS: [&str; 7] =
    ["thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"];
const TENS: [&str; 8] =
    ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

/// Gives the number in words that `text`, which stands after `word`, starts with.
pub(super) fn spelt(text: &str, word: Word) -> Option<Number> {
    let token = spelling(text).split([' ', '\u{a0}']).next()?;
    let bare = token.trim_end_matches(STOPS);
    let closer = if bare.len() < token.len() { Closer::Stop } else { Closer::None };
    let value = value(&bare.to_lowercase())?;
    let (script, word) = (Script::Spelt, Some(word));
    Some(Number { series: Series { script, closer, depth: 1, parents: [0; 4], word }, value })
}

/// Gives how `text` goes on after "the", as in "Book the First".
fn spelling(text: &str) -> &str {
    let article = text.split_at_checked("the ".len());
    article.filter(|(the, _)| the.eq_ignore_ascii_case("the ")).map_or(text, |(_, rest)| rest)
}

/// Gives how many words after the first one of `text` are the number: "the First" is two.
pub(super) fn words(text: &str) -> usize {
    let number = text.split_once([' ', '\u{a0}']).map_or("", |(_, number)| number);
    1 + usize::from(spelling(number).len() < number.len())
}

/// Gives what a word in small letters is worth, if it is that of a number below a hundred.
fn value(word: &str) -> Option<u32> {
    let place = |found: Option<usize>| found.and_then(|place| u32::try_from(place).ok());
    let first =
        |word: &str| place(FIRST.iter().position(|words| words.split(' ').any(|it| it == word)));
    let tens = |word: &str| place(TENS.iter().position(|it| *it == word)).map(|at| at * 10 + 20);
    let teens = || place(TEENS.iter().position(|it| *it == word)).map(|at| at + 13);
    let both = || {
        let (ten, one) = word.split_once('-')?;
        Some(tens(ten)? + first(one).filter(|place| *place < 9)? + 1)
    };
    first(word).map(|place| place + 1).or_else(teens).or_else(|| tens(word)).or_else(both)
}
