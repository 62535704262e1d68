//! Names that articles of many kinds give to their first sections and to their last.

use super::facts::{All, Facts};
use super::number::word::Word;

/// What opens an article, in small letters: what it is about, and why it was written.
const OPENING: [&str; 35] = [
    "abstract",
    "at a glance",
    "background",
    "executive summary",
    "foreword",
    "introduction",
    "overview",
    "preamble",
    "preface",
    "prologue",
    "summary",
    "einführung",
    "einleitung",
    "kurzfassung",
    "vorwort",
    "zusammenfassung",
    "avant-propos",
    "préface",
    "résumé",
    "introducción",
    "prólogo",
    "resumen",
    "introduzione",
    "prefazione",
    "introdução",
    "inleiding",
    "inledning",
    "wstęp",
    "введение",
    "предисловие",
    "はじめに",
    "前言",
    "序",
    "引言",
    "摘要",
];

/// What closes an article, in small letters: never a part of what stands before it.
const CLOSING: [&str; 44] = [
    "acknowledgements",
    "acknowledgments",
    "additional resources",
    "appendix",
    "bibliography",
    "conclusion",
    "conclusions",
    "copyright",
    "external links",
    "footnotes",
    "further reading",
    "notes",
    "references",
    "resources",
    "see also",
    "sources",
    "summary",
    "einzelnachweise",
    "fazit",
    "literatur",
    "quellen",
    "schluss",
    "siehe auch",
    "weblinks",
    "zusammenfassung",
    "bibliographie",
    "liens externes",
    "remerciements",
    "références",
    "voir aussi",
    "bibliografía",
    "conclusión",
    "enlaces externos",
    "referencias",
    "véase también",
    "bibliografia",
    "conclusioni",
    "note",
    "conclusão",
    "referências",
    "заключение",
    "примечания",
    "ссылки",
    "参考文献",
];

/// Tells whether `name` is that of a section that closes an article.
pub(super) fn closes(name: &str) -> bool {
    CLOSING.contains(&&*name.to_lowercase())
}

fn opens(name: &str) -> bool {
    OPENING.contains(&&*name.to_lowercase())
}

/// Bytes of the longest of these names.
const LONGEST: usize = 48;

/// Tells whether a block is called as sections are that open or close an article, and stands as
/// they do: an opening before running text, a closing below text.
pub(super) fn is_usual(all: &All<'_>, at: usize) -> bool {
    let Some(facts) = all.get(at).filter(|facts| facts.is_short && facts.blanks > 0) else {
        return false;
    };
    let name = facts.text();
    let above = at.checked_sub(1).and_then(|above| all.get(above));
    let below_text = || above.is_some_and(|above| above.is_text());
    if is_appendix(&facts) {
        return !facts.ends_sentence && below_text();
    }
    name.len() <= LONGEST
        && (opens(name) && all.get(at + 1).is_some_and(|next| next.is_body)
            || closes(name) && below_text())
}

/// Tells whether a block starts as appendices do, of which an article may have only one: "Appendix A".
fn is_appendix(facts: &Facts<'_>) -> bool {
    let number = facts.look().and_then(|look| look.number);
    number.is_some_and(|number| number.series.word == Some(Word::Appendix))
}
