//! Words that are written before the numbers of parts, or behind them.

/// A word beside a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(in crate::outline::infer) enum Word {
    /// One that is written beside the numbers of the parts of books and laws, by its place among
    /// those: 0 for the outermost. "Chapter", "Sec."
    Counted(u8),
    /// Another one: "Day".
    Other,
}

/// The place of appendices among [`WORDS`].
pub(in crate::outline::infer) const APPENDIX: u8 = 0;

/// Words before numbers, outermost first.
const WORDS: [&str; 6] = [
    "appendix annex anhang annexe anexo allegato приложение bilaga bijlage liite",
    "book volume buch band livre tome libro книга том bok boek",
    "part title teil titel partie titre parte título titolo часть deel część část rész del titlul \
     الباب الجزء भाग μέρος",
    "chapter chap kapitel chapitre capítulo capitolo capo capitolul глава розділ hoofdstuk rozdział \
     hlava bab luku fejezet chương الفصل अध्याय κεφάλαιο פרק",
    "section sec abschnitt sección sezione seção secção secțiunea раздел afdeling oddział avsnitt \
     act akt mục القسم",
    "article art artikel artículo articolo artigo articolul статья стаття čl článek pasal madde \
     điều المادة अनुच्छेद धारा άρθρο סעיף scene step rule",
];

/// Words behind numbers, with their places among the others.
const BEHIND: [&str; 6] = [
    "",
    "buch könyv",
    "teil rész osa část kısım",
    "kapitel kapittel kap fejezet luku bölüm hlava",
    "abschnitt",
    "artikel cikk § madde",
];

/// Gives the place of a word before a number among those that count parts. It may be cut short: "Sec."
pub(super) fn before(word: &str) -> Option<u8> {
    place(word, &WORDS)
}

/// Gives the place of a word behind a number among those that count parts.
pub(super) fn behind(word: &str) -> Option<u8> {
    place(word, &BEHIND)
}

fn place(word: &str, places: &[&str]) -> Option<u8> {
    let word = word.strip_suffix('.').unwrap_or(word).to_lowercase();
    let is_of = |words: &str| words.split(' ').any(|other| other == word && !other.is_empty());
    let mut places = (0..).zip(places).filter(|(_, words)| is_of(words));
    places.next().map(|(place, _)| place)
}
