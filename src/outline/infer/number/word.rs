//! Words that are written before the numbers of parts, or behind them.

use std::collections::HashMap;
use std::sync::LazyLock;

/// A word beside a number: what it counts, the outermost first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(in crate::outline::infer) enum Word {
    Appendix,
    Book,
    Part,
    Chapter,
    Section,
    Article,
    /// Something that is no part of a book or of a law: "Day".
    Other,
}

impl Word {
    /// Tells whether it counts the parts of books and laws.
    pub(in crate::outline::infer) fn counts(self) -> bool {
        self != Word::Other
    }
}

/// Words before numbers.
const BEFORE: [(Word, &str); 6] = [
    (
        Word::Appendix,
        "appendix annex anhang annexe anexo allegato приложение bilaga bijlage \
         liite",
    ),
    (Word::Book, "book volume buch band livre tome libro книга том bok boek"),
    (
        Word::Part,
        "part title teil titel partie titre parte título titolo часть deel część část \
         rész del titlul الباب الجزء भाग μέρος",
    ),
    (
        Word::Chapter,
        "chapter chap kapitel chapitre capítulo capitolo capo capitolul глава \
         розділ hoofdstuk rozdział hlava bab luku fejezet chương الفصل अध्याय κεφάλαιο פרק",
    ),
    (
        Word::Section,
        "section sec abschnitt sección sezione seção secção secțiunea раздел \
         afdeling oddział avsnitt act akt mục القسم",
    ),
    (
        Word::Article,
        "article art artikel artículo articolo artigo articolul статья стаття čl \
         článek pasal madde điều المادة अनुच्छेद धारा άρθρο סעיף scene step rule",
    ),
];

/// Words behind numbers.
const BEHIND: [(Word, &str); 5] = [
    (Word::Book, "buch könyv"),
    (Word::Part, "teil rész osa část kısım"),
    (Word::Chapter, "kapitel kapittel kap fejezet luku bölüm hlava"),
    (Word::Section, "abschnitt"),
    (Word::Article, "artikel cikk § madde"),
];

/// What is counted by each word, which is asked of every short line.
type Counted = HashMap<&'static str, Word>;

/// Gives what a word before a number counts, if it counts parts. It may be cut short: "Sec."
pub(super) fn before(word: &str) -> Option<Word> {
    static WORDS: LazyLock<Counted> = LazyLock::new(|| counted(&BEFORE));
    look_up(word, &WORDS)
}

/// Gives what a word behind a number counts, if it counts parts.
pub(super) fn behind(word: &str) -> Option<Word> {
    static WORDS: LazyLock<Counted> = LazyLock::new(|| counted(&BEHIND));
    look_up(word, &WORDS)
}

fn counted(rows: &[(Word, &'static str)]) -> Counted {
    rows.iter().flat_map(|(word, all)| all.split(' ').map(|it| (it, *word))).collect()
}

/// Bytes of the longest of these words.
const LONGEST: usize = 32;

fn look_up(word: &str, words: &Counted) -> Option<Word> {
    let word = word.strip_suffix('.').unwrap_or(word);
    let is_short = word.len() <= LONGEST;
    is_short.then(|| words.get(&*word.to_lowercase()).copied())?
}
