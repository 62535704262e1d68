//! The few words that are looked at, in the languages that have them: how bylines, credits and
//! calls to do something else begin. They weigh little, and nothing hangs on them alone.

mod alone;

/// Before the name of an author, and in other places, too.
const BY: &[&str] = &["by", "von", "par", "por", "de", "di", "door", "av", "af", "od", "przez"];

/// Before the name of an author, and seldom anything else.
const WRITTEN_BY: &[&str] = &[
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
    "share via",
    "tweet this",
    "continue reading",
    "skip to content",
    "back to top",
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
    "artikel teilen",
    "teilen auf",
    "folgen sie",
    "anzeige",
    "jetzt anmelden",
    "abonnez",
    "partager sur",
    "partagez",
    "suivez-nous",
    "publicité",
    "leer más",
    "suscríbete",
    "compartir en",
    "comparte",
    "síguenos",
    "publicidad",
    "iscriviti",
    "condividi",
    "zapisz się",
    "подпишитесь",
    "подписывайтесь",
    "поделиться",
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
const CREDITED: &[&str] = &[":", " :", "：", "/"];

/// What follows such a word where it credits somebody whose name comes next.
const CREDITED_TO: &[&str] = &[" by ", " von ", " par ", " de ", " di "];

/// Small words that stand between names.
const PARTICLES: &[&str] = &[
    "the", "and", "und", "et", "y", "e", "en", "og", "och", "i", "for", "in", "van", "von", "der",
    "den", "de", "del", "della", "di", "da", "dos", "la", "le", "ten", "ter", "bin", "al", "&",
    "|", "with", "mit", "avec", "con",
];

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
pub(super) struct Beginning<'t> {
    text: &'t str,
    /// Its first letters, small ones.
    small: String,
}

/// Letters of the longest beginning.
const LONGEST: usize = 24;

impl<'t> Beginning<'t> {
    /// Gives the beginning of `text`.
    pub(super) fn of(text: &'t str) -> Beginning<'t> {
        let end = text.char_indices().nth(LONGEST).map_or(text.len(), |(end, _)| end);
        let beginning = text.get(..end).unwrap_or_default();
        let small = match beginning.is_ascii() {
            true => beginning.to_ascii_lowercase(),
            false => beginning.to_lowercase(),
        };
        Beginning { text, small }
    }

    /// Tells whether it is that of a byline.
    pub(super) fn is_byline(&self) -> bool {
        self.is_one_of(BY) || self.is_one_of(WRITTEN_BY)
    }

    /// Tells whether it is that of a byline, and a name follows: "By" begins many a heading, but
    /// what comes then starts with a small letter.
    pub(super) fn is_byline_of_name(&self) -> bool {
        let starts_small = |word: &str| word.starts_with(char::is_lowercase);
        let mut names = self.text.split(' ').skip(1).filter(|word| !PARTICLES.contains(word));
        self.is_one_of(WRITTEN_BY)
            || self.is_one_of(BY) && names.clone().next().is_some() && !names.any(starts_small)
    }

    /// Tells whether it is that of a credit: a word for a picture or a source, and who made it.
    pub(super) fn is_credit(&self) -> bool {
        self.small.starts_with(['©', '📷'])
            || self.is_copyright()
            || self.may_be(CREDITS).any(|word| {
                let Some(rest) = self.small.strip_prefix(*word) else { return false };
                let follows = |sign: &&&str| rest.starts_with(**sign);
                let to = CREDITED_TO.iter().find(follows);
                CREDITED.iter().any(|sign| rest.starts_with(sign))
                    || to.is_some_and(|to| self.is_name_after(word.chars().count() + to.len()))
            })
    }

    /// Tells whether it says since when somebody has the rights, or leaves room to say it.
    fn is_copyright(&self) -> bool {
        let Some(rest) = self.small.strip_prefix("copyright ") else { return false };
        let is_year = |year: &str| year.bytes().all(|byte| byte.is_ascii_digit());
        rest.starts_with("(c)")
            || rest.starts_with(['©', '['])
            || rest.get(..4).is_some_and(is_year)
    }

    /// Tells whether what comes after `chars` characters starts with no small letter.
    fn is_name_after(&self, chars: usize) -> bool {
        self.text.chars().nth(chars).is_some_and(|char| !char.is_lowercase())
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
                .small
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

    /// Tells whether the text is nothing but a word for an advertisement.
    pub(super) fn is_advert(&self) -> bool {
        self.small.chars().count() < LONGEST
            && self.may_be(alone::ADVERTS).any(|it| *it == self.small)
    }

    /// Tells whether the text is nothing but what leads about a site.
    pub(super) fn is_navigation(&self) -> bool {
        self.may_be(alone::NAVIGATION).any(|it| *it == self.small)
    }

    /// Tells whether the text is nothing but a label that asks for attention.
    pub(super) fn is_label(&self) -> bool {
        let bare = self.small.trim_end_matches([':', '：', '!', '！', '.']).trim_end();
        self.small.chars().count() < LONGEST
            && self.may_be(alone::LABELS).any(|label| *label == bare)
    }

    /// Gives those of `words` that start with the same byte.
    fn may_be<'w>(&self, words: &'w [&'w str]) -> impl Iterator<Item = &'w &'w str> {
        let first = self.small.as_bytes().first().copied();
        words.iter().filter(move |word| word.as_bytes().first().copied() == first)
    }

    /// Tells whether it is one of `words`, and the word ends there; words of scripts without
    /// spaces end anywhere.
    fn is_one_of(&self, words: &[&str]) -> bool {
        self.may_be(words).any(|word| {
            let rest = self.small.strip_prefix(*word);
            let open = word.ends_with(|last: char| !last.is_alphabetic() || is_unspaced(last));
            rest.is_some_and(|rest| open || !rest.starts_with(char::is_alphanumeric))
        })
    }
}

/// Tells whether `char` is of a script written without spaces.
pub(super) fn is_unspaced(char: char) -> bool {
    matches!(char, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}')
}
