//! The language an article is written in.

/// Bytes of the beginning that tell the language; more would take longer and say the same.
const LOOKED_AT_BYTES: usize = 8 << 10;

/// Gives the language of `text` by its ISO 639-1 code; none where it cannot be told surely.
pub(super) fn of(text: &str) -> Option<&'static str> {
    let guess = whatlang::detect(text.get(..text.floor_char_boundary(LOOKED_AT_BYTES))?)?;
    let code = guess.lang().code();
    let known = CODES.iter().find(|(three, _)| *three == code);
    known.filter(|_| guess.is_reliable()).map(|(_, two)| *two)
}

/// ISO 639-3 codes of the languages that are told apart, with those of ISO 639-1.
const CODES: [(&str, &str); 70] = [
    ("afr", "af"),
    ("aka", "ak"),
    ("amh", "am"),
    ("ara", "ar"),
    ("aze", "az"),
    ("bel", "be"),
    ("ben", "bn"),
    ("bul", "bg"),
    ("cat", "ca"),
    ("ces", "cs"),
    ("cmn", "zh"),
    ("cym", "cy"),
    ("dan", "da"),
    ("deu", "de"),
    ("ell", "el"),
    ("eng", "en"),
    ("epo", "eo"),
    ("est", "et"),
    ("fin", "fi"),
    ("fra", "fr"),
    ("guj", "gu"),
    ("heb", "he"),
    ("hin", "hi"),
    ("hrv", "hr"),
    ("hun", "hu"),
    ("hye", "hy"),
    ("ind", "id"),
    ("ita", "it"),
    ("jav", "jv"),
    ("jpn", "ja"),
    ("kan", "kn"),
    ("kat", "ka"),
    ("khm", "km"),
    ("kor", "ko"),
    ("lat", "la"),
    ("lav", "lv"),
    ("lit", "lt"),
    ("mal", "ml"),
    ("mar", "mr"),
    ("mkd", "mk"),
    ("mya", "my"),
    ("nep", "ne"),
    ("nld", "nl"),
    ("nob", "nb"),
    ("ori", "or"),
    ("pan", "pa"),
    ("pes", "fa"),
    ("pol", "pl"),
    ("por", "pt"),
    ("ron", "ro"),
    ("rus", "ru"),
    ("sin", "si"),
    ("slk", "sk"),
    ("slv", "sl"),
    ("sna", "sn"),
    ("spa", "es"),
    ("srp", "sr"),
    ("swe", "sv"),
    ("tam", "ta"),
    ("tel", "te"),
    ("tgl", "tl"),
    ("tha", "th"),
    ("tuk", "tk"),
    ("tur", "tr"),
    ("ukr", "uk"),
    ("urd", "ur"),
    ("uzb", "uz"),
    ("vie", "vi"),
    ("yid", "yi"),
    ("zul", "zu"),
];

#[cfg(test)]
mod tests {
    use super::{CODES, of};

    #[test]
    fn every_language_that_can_be_found_has_a_short_code() {
        for language in whatlang::Lang::all() {
            let count = CODES.iter().filter(|(three, _)| *three == language.code()).count();
            assert_eq!(count, 1, "{language:?}");
        }
    }

    #[test]
    fn a_language_is_told_where_there_is_enough_to_tell_it() {
        for (text, expected) in [
            ("The dredgers worked from ten in the evening until the ferry came in.", Some("en")),
            ("Die Fähre fährt im Winter nur noch zweimal am Tag über das Wasser.", Some("de")),
            ("ん、日本語で書かれた記事です。", Some("ja")),
            ("1950", None),
            ("", None),
        ] {
            assert_eq!(of(text), expected, "{text}");
        }
    }
}
