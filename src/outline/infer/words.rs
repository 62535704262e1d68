//! The few words that are looked at, in the languages that have them: how bylines, credits and
//! calls to do something else begin. They weigh little, and nothing hangs on them alone.

/// Before the name of an author.
const BY: &[&str] = &[
    "by",
    "von",
    "par",
    "por",
    "de",
    "di",
    "door",
    "av",
    "af",
    "od",
    "przez",
    "written by",
    "reported by",
    "posted by",
    "автор:",
    "автор",
    "作者：",
    "作者:",
    "文／",
    "نویسنده:",
];

/// Before the name of a photographer or an agency, or a description of a picture.
const CREDITS: &[&str] = &[
    "photo",
    "photos",
    "photograph",
    "image",
    "images",
    "picture",
    "credit",
    "credits",
    "image credit",
    "photo credit",
    "picture credit",
    "illustration",
    "screenshot",
    "source",
    "courtesy",
    "copyright",
    "reporting",
    "additional reporting",
    "editing",
    "photography",
    "graphics",
    "foto",
    "fotos",
    "bild",
    "quelle",
    "grafik",
    "crédit",
    "imagen",
    "immagine",
    "fonte",
    "fuente",
    "zdjęcie",
    "фото",
    "источник",
    "写真",
    "图片",
    "圖片",
    "사진",
];

/// How invitations to do something else begin.
const CALLS: &[&str] = &[
    "read more",
    "read the full",
    "sign up",
    "sign in",
    "log in",
    "subscribe",
    "follow us",
    "follow me",
    "share this",
    "share on",
    "click here",
    "join our",
    "download our",
    "download the app",
    "get our",
    "try our",
    "watch:",
    "more:",
    "view full",
    "view gallery",
    "advertisement",
    "sponsored",
    "newsletter",
    "our newsletter",
    "limited-time",
    "buy now",
    "leave a comment",
    "like this story",
    "enjoyed this",
    "lesen sie",
    "mehr dazu",
    "abonnieren",
    "folgen sie",
    "anzeige",
    "jetzt anmelden",
    "abonnez",
    "suivez-nous",
    "publicité",
    "leer más",
    "suscríbete",
    "síguenos",
    "publicidad",
    "iscriviti",
    "zapisz się",
    "подпишитесь",
    "подписывайтесь",
    "реклама",
    "続きを読む",
    "阅读更多",
];

/// How leads to other articles begin.
const RELATED: &[&str] = &[
    "read also",
    "read next",
    "see also:",
    "related:",
    "related articles",
    "related stories",
    "related posts",
    "related content",
    "related topics",
    "more from",
    "more on this",
    "more stories",
    "more like this",
    "you may also like",
    "you might also like",
    "you may be interested",
    "recommended for you",
    "recommended reading",
    "most read",
    "most popular",
    "trending now",
    "mehr zum thema",
    "lesen sie auch",
    "auch interessant",
    "lire aussi",
    "à lire aussi",
    "sur le même sujet",
    "lea también",
    "lee también",
    "te puede interesar",
    "leggi anche",
    "leia também",
    "lees ook",
    "czytaj też",
    "czytaj także",
    "zobacz też",
    "читайте также",
    "関連記事",
    "相关阅读",
    "相關閱讀",
];

/// What follows such a word where it credits somebody.
const CREDITED: &[&str] = &[":", " :", "：", "/", " by ", " von ", " par ", " de ", " di "];

/// Words before the number of a picture or a table.
const FIGURES: &[&str] = &[
    "figure",
    "fig",
    "table",
    "exhibit",
    "abbildung",
    "abb",
    "tabelle",
    "tab",
    "figura",
    "tabla",
    "tableau",
    "tabella",
    "tabela",
    "rysunek",
    "рисунок",
    "рис",
    "таблица",
    "图",
    "圖",
    "図",
    "表",
];

/// The beginning of a text, as these words are compared with it.
pub(super) struct Beginning(String);

/// Letters of the longest beginning.
const LONGEST: usize = 24;

impl Beginning {
    /// Gives the beginning of `text`.
    pub(super) fn of(text: &str) -> Beginning {
        let end = text.char_indices().nth(LONGEST).map_or(text.len(), |(end, _)| end);
        let beginning = text.get(..end).unwrap_or_default();
        Beginning(if beginning.is_ascii() {
            beginning.to_ascii_lowercase()
        } else {
            beginning.to_lowercase()
        })
    }

    /// Tells whether it is that of a byline.
    pub(super) fn is_byline(&self) -> bool {
        self.is_one_of(BY)
    }

    /// Tells whether it is that of a credit: a word for a picture or a source, and who made it.
    pub(super) fn is_credit(&self) -> bool {
        self.0.starts_with(['©', '📷'])
            || self.may_be(CREDITS).any(|word| {
                let rest = self.0.strip_prefix(*word);
                rest.is_some_and(|rest| CREDITED.iter().any(|sign| rest.starts_with(sign)))
            })
    }

    /// Tells whether it is that of a call to do something else.
    pub(super) fn is_call(&self) -> bool {
        self.is_one_of(CALLS) || self.is_related()
    }

    /// Tells whether it is that of a lead to other articles.
    pub(super) fn is_related(&self) -> bool {
        self.is_one_of(RELATED)
    }

    /// Tells whether it is that of the name of a picture or a table: a word for it and a number.
    pub(super) fn is_figure(&self) -> bool {
        self.may_be(FIGURES).any(|word| {
            let rest = self
                .0
                .strip_prefix(*word)
                .map(|rest| rest.trim_start_matches([' ', '.', '\u{a0}']));
            let after = rest.map(|rest| {
                rest.trim_start_matches(|char: char| {
                    char.is_ascii_digit() || matches!(char, '.' | '-')
                })
            });
            rest.zip(after).is_some_and(|(rest, after)| {
                rest.len() > after.len()
                    && (after.is_empty() || after.starts_with([':', ' ', '.', '–', '：', '　']))
            })
        })
    }

    /// Gives those of `words` that start with the same byte.
    fn may_be<'w>(&self, words: &'w [&'w str]) -> impl Iterator<Item = &'w &'w str> {
        let first = self.0.as_bytes().first().copied();
        words.iter().filter(move |word| word.as_bytes().first().copied() == first)
    }

    /// Tells whether it is one of `words`, and the word ends there; words of scripts without
    /// spaces end anywhere.
    fn is_one_of(&self, words: &[&str]) -> bool {
        self.may_be(words).any(|word| {
            let rest = self.0.strip_prefix(*word);
            let open = word.ends_with(|last: char| !last.is_alphabetic() || is_unspaced(last));
            rest.is_some_and(|rest| open || !rest.starts_with(char::is_alphanumeric))
        })
    }
}

/// Tells whether `char` is of a script written without spaces.
fn is_unspaced(char: char) -> bool {
    matches!(char, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}')
}
