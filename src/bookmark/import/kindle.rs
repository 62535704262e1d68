//! A Kindle's `My Clippings.txt`, in the languages that Kindles speak.
//!
//! A clipping is the title with its author, a line that says what it is, where and when, an empty
//! line, the words, and a line of equal signs. The line in the middle is in the device's language.

use super::super::Time;
use super::super::excerpts::{Excerpts, Passage};
use super::super::export::kindle::END;
use super::super::identity::Identity;
use super::{Clipping, Unreadable, article};
use crate::text::clean;

/// What a clipping is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Highlight,
    Note,
    Bookmark,
}

/// How Kindles call them, in lower case. The first that stands in the line counts: some words for
/// a highlight or a bookmark have the word for a note in them.
const KINDS: [(Kind, &[&str]); 3] = [
    (
        Kind::Highlight,
        &[
            "highlight",
            "markierung",
            "surlignement",
            "subrayado",
            "evidenziazione",
            "destaque",
            "markering",
            "выделенный",
            "ハイライト",
            "标注",
            "標註",
            "하이라이트",
        ],
    ),
    (
        Kind::Bookmark,
        &[
            "bookmark",
            "lesezeichen",
            "signet",
            "marcador",
            "segnalibro",
            "bladwijzer",
            "закладка",
            "ブックマーク",
            "书签",
            "書籤",
            "책갈피",
            "북마크",
        ],
    ),
    (
        Kind::Note,
        &["note", "notiz", "nota", "notitie", "заметка", "メモ", "笔记", "筆記", "메모", "노트"],
    ),
];

/// The names of the months, in lower case and as they stand in a date.
const MONTHS: [&[&str]; 12] = [
    &["january", "januar", "janvier", "enero", "gennaio", "janeiro", "januari", "января"],
    &["february", "februar", "février", "febrero", "febbraio", "fevereiro", "februari", "февраля"],
    &["march", "märz", "mars", "marzo", "março", "maart", "марта"],
    &["april", "avril", "abril", "aprile", "апреля"],
    &["may", "mai", "mayo", "maggio", "maio", "mei", "мая"],
    &["june", "juni", "juin", "junio", "giugno", "junho", "июня"],
    &["july", "juli", "juillet", "julio", "luglio", "julho", "июля"],
    &["august", "août", "agosto", "augustus", "августа"],
    &["september", "septembre", "septiembre", "settembre", "setembro", "сентября"],
    &["october", "oktober", "octobre", "octubre", "ottobre", "outubro", "октября"],
    &["november", "novembre", "noviembre", "novembro", "ноября"],
    &[
        "december",
        "dezember",
        "décembre",
        "diciembre",
        "dicembre",
        "dezembro",
        "decembro",
        "декабря",
    ],
];

/// What stands in a time of day before noon and after it, where the hours only go to 12.
const HALVES: [(&[&str], bool); 2] =
    [(&["上午", "午前", "오전"], false), (&["下午", "午後", "오후"], true)];

/// A clipping as it stands in the file.
struct Entry<'a> {
    /// Which one of the file it is.
    number: usize,
    title: &'a str,
    kind: Kind,
    /// The first and the last of the Kindle's locations.
    locations: Option<(usize, usize)>,
    added: Option<Time>,
    words: String,
}

/// Tells whether a file has lines that end clippings.
pub(super) fn recognises(file: &str) -> bool {
    file.lines().any(|line| line.trim_end() == END)
}

/// Gives a bookmark for each highlight, with the notes about it. What has no words of the article,
/// as a note beside no highlight, is a bookmark with an empty quote.
pub(super) fn read(file: &str) -> Result<Vec<Excerpts>, Unreadable> {
    let lines: Vec<&str> = file.lines().collect();
    let entries = lines
        .split(|line| line.trim_end() == END)
        .enumerate()
        .filter_map(|(number, lines)| entry(number, lines));
    let (notes, passages): (Vec<Entry>, Vec<Entry>) =
        entries.partition(|entry| entry.kind == Kind::Note);
    if notes.is_empty() && passages.is_empty() {
        return Err(Unreadable("none of its clippings is in a language that is known".to_owned()));
    }
    let mut about: Vec<Vec<Entry>> = passages.iter().map(|_| Vec::new()).collect();
    let mut articles = Vec::new();
    for note in notes {
        match about_which(&note, &passages) {
            Some(index) => about[index].push(note),
            None => take(&mut articles, &note, &note.words, ""),
        }
    }
    for (passage, notes) in passages.iter().zip(about) {
        let notes: Vec<&str> = notes.iter().map(|note| &*note.words).collect();
        take(&mut articles, passage, &notes.join("\n"), &passage.words);
    }
    Ok(articles)
}

/// Gives which highlight a note is about: of those that it stands at, one that ends there, and of
/// these the nearest in the file, as a note is taken when its highlight is.
fn about_which(note: &Entry, passages: &[Entry]) -> Option<usize> {
    let is_about = |(_, passage): &(usize, &Entry)| is_about(note, passage);
    let distance = |passage: &Entry| {
        let end = |entry: &Entry| entry.locations.map(|(_, last)| last);
        let is_after = passage.number > note.number;
        (end(passage) != end(note), passage.number.abs_diff(note.number), is_after)
    };
    let all = passages.iter().enumerate().filter(is_about);
    all.min_by_key(|(_, passage)| distance(passage)).map(|(index, _)| index)
}

/// Tells whether a note stands at a highlight.
fn is_about(note: &Entry, passage: &Entry) -> bool {
    let stands_in = note
        .locations
        .zip(passage.locations)
        .is_some_and(|((at, _), (first, last))| (first..=last).contains(&at));
    passage.kind == Kind::Highlight && passage.title == note.title && stands_in
}

fn take(articles: &mut Vec<Excerpts>, entry: &Entry, note: &str, words: &str) {
    let (title, author) = title_and_author(entry.title);
    let clipping = Clipping {
        name: entry.title,
        exact: words,
        note,
        created: entry.added,
        ..Clipping::default()
    };
    let title = clean::line(title);
    let is_it = |other: &Excerpts| other.identity.title.as_ref() == Some(&title);
    let make = || Excerpts {
        identity: Identity { title: Some(title.clone()), ..Identity::default() },
        byline: author.map(clean::line),
        passages: Vec::new(),
    };
    article(articles, is_it, make).passages.push(Passage::unread(clipping.bookmark()));
}

/// Gives what the lines of a clipping say; none where they are no clipping.
fn entry<'a>(number: usize, lines: &[&'a str]) -> Option<Entry<'a>> {
    let mut lines = lines.iter().skip_while(|line| line.trim().is_empty());
    let title = lines.next()?.trim_start_matches('\u{feff}').trim();
    let about = lines.next()?.trim();
    let words: Vec<&str> = lines.copied().collect();
    let (place, date) = about.rsplit_once('|').unwrap_or((about, ""));
    let place = place.to_lowercase();
    let is_called = |names: &[&str]| names.iter().any(|name| place.contains(name));
    let kind = KINDS.iter().find(|(_, names)| is_called(names)).map(|(kind, _)| *kind)?;
    Some(Entry {
        number,
        title,
        kind,
        locations: locations(&place),
        added: time(date),
        words: words.join("\n").trim().to_owned(),
    })
}

/// Gives the author in the last parentheses of a title, and what stands before.
fn title_and_author(line: &str) -> (&str, Option<&str>) {
    let parts = line.strip_suffix(')').and_then(|line| line.rsplit_once(" ("));
    parts.map_or((line, None), |(title, author)| (title.trim(), Some(author.trim())))
}

/// Gives the last range of numbers in `place`: what stands before it are pages.
fn locations(place: &str) -> Option<(usize, usize)> {
    let is_range = |char: char| char.is_ascii_digit() || matches!(char, '-' | '–');
    let ranges = place.split(|char: char| !is_range(char));
    let range = ranges.rev().find(|range| range.contains(|char: char| char.is_ascii_digit()))?;
    let mut ends = range.split(['-', '–']).filter(|digits| !digits.is_empty());
    let first = ends.next()?;
    let last = ends.next().unwrap_or(first);
    // The oldest Kindles wrote 1234-36 for 1234-1236.
    let shared = first.len().saturating_sub(last.len());
    let last = format!("{}{last}", first.get(..shared).unwrap_or_default());
    Some((first.parse().ok()?, last.parse().ok()?))
}

/// Gives the time that a date in words tells, as if it were in UTC: a Kindle does not say where it
/// was.
fn time(date: &str) -> Option<Time> {
    let date = date.to_lowercase();
    let parts = || date.split(|char: char| !char.is_alphanumeric()).filter(|part| !part.is_empty());
    let month = parts().find_map(|part| MONTHS.iter().position(|names| names.contains(&part)));
    let digits = date.split(|char: char| !char.is_ascii_digit());
    let mut numbers = digits.filter_map(|digits| digits.parse::<i16>().ok());
    let (year, month, day) = match month {
        Some(month) => {
            let (one, other) = (numbers.next()?, numbers.next()?);
            (one.max(other), i16::try_from(month).ok()? + 1, one.min(other))
        }
        // Chinese, Japanese and Korean: 2026年1月31日.
        None => (numbers.next()?, numbers.next()?, numbers.next()?),
    };
    let mut clock = || numbers.next().unwrap_or_default();
    let (hour, minute, second) = (clock(), clock(), clock());
    let hour = match is_after_noon(&date, parts().next_back().unwrap_or_default()) {
        Some(after) => hour % 12 + if after { 12 } else { 0 },
        None => hour,
    };
    let small = |number: i16| i8::try_from(number).ok();
    Time::at((year, small(month)?, small(day)?), (small(hour)?, small(minute)?, small(second)?))
}

/// Tells which half of the day is meant; none where the hours go to 24.
fn is_after_noon(date: &str, last_word: &str) -> Option<bool> {
    match last_word {
        "am" => Some(false),
        "pm" => Some(true),
        _ => HALVES
            .iter()
            .find(|(words, _)| words.iter().any(|word| date.contains(word)))
            .map(|(_, is_after)| *is_after),
    }
}

#[cfg(test)]
mod tests {
    use super::{Kind, entry, locations, read, time, title_and_author};
    use crate::bookmark::Time;

    #[track_caller]
    fn check(about: &str, kind: Kind, locations: (usize, usize)) {
        let entry = entry(0, &["\u{feff}A Harbour (Doe, Jane)", about, "", "Words."]).expect(about);
        assert_eq!(
            (entry.title, entry.kind, &*entry.words),
            ("A Harbour (Doe, Jane)", kind, "Words.")
        );
        assert_eq!(entry.locations, Some(locations), "{about}");
        assert_eq!(entry.added, Time::read("2026-01-31T22:05:09Z"), "{about}");
    }

    #[test]
    fn a_kindle_speaks_many_languages() {
        for (about, kind) in [
            (
                "- Your Highlight on page 5 | Location 70-71 | Added on Saturday, January 31, 2026 10:05:09 PM",
                Kind::Highlight,
            ),
            (
                "- Your Highlight on page 5 | location 70-71 | Added on Saturday, 31 January 2026 22:05:09",
                Kind::Highlight,
            ),
            (
                "- Highlight Loc. 70-71  | Added on Saturday, January 31, 2026, 10:05:09 PM",
                Kind::Highlight,
            ),
            (
                "- Ihre Markierung auf Seite 5 | bei Position 70-71 | Hinzugefügt am Samstag, 31. Januar 2026 22:05:09",
                Kind::Highlight,
            ),
            (
                "- Ihre Notiz bei Position 70-71 | Hinzugefügt am Samstag, 31. Januar 2026 um 22:05:09 Uhr",
                Kind::Note,
            ),
            (
                "- Votre surlignement sur la page 5 | emplacement 70-71 | Ajouté le samedi 31 janvier 2026 22:05:09",
                Kind::Highlight,
            ),
            (
                "- Votre signet à l'emplacement 70-71 | Ajouté le samedi 31 janvier 2026 22:05:09",
                Kind::Bookmark,
            ),
            (
                "- Tu subrayado en la página 5 | Posición 70-71 | Añadido el sábado, 31 de enero de 2026 22:05:09",
                Kind::Highlight,
            ),
            (
                "- La tua nota a pagina 5 | posizione 70-71 | Aggiunto in data sabato 31 gennaio 2026 22:05:09",
                Kind::Note,
            ),
            (
                "- Seu destaque na página 5 | posição 70-71 | Adicionado: sábado, 31 de janeiro de 2026 22:05:09",
                Kind::Highlight,
            ),
            (
                "- Je highlight op pagina 5 | locatie 70-71 | Toegevoegd op zaterdag 31 januari 2026 22:05:09",
                Kind::Highlight,
            ),
            (
                "- Ваш выделенный отрывок на странице 5 | Место 70–71 | Добавлено: суббота, 31 января 2026 г. в 22:05:09",
                Kind::Highlight,
            ),
            (
                "- 5ページ|位置No. 70-71のハイライト |作成日: 2026年1月31日土曜日 22:05:09",
                Kind::Highlight,
            ),
            (
                "- 您在第 5 页（位置 #70-71）的标注 | 添加于 2026年1月31日星期六 下午10:05:09",
                Kind::Highlight,
            ),
        ] {
            check(about, kind, (70, 71));
        }
    }

    #[track_caller]
    fn check_notes(case: &str, file: &str, expected: &[(&str, &str)]) {
        let clippings = file.lines().map(|line| {
            let (about, words) = line.split_once(": ").expect("a case says what and where");
            format!("A Harbour\r\n- Your {about} | Added\r\n\r\n{words}\r\n==========\r\n")
        });
        let articles = read(&clippings.collect::<String>()).expect("it has clippings");
        let bookmarks = articles.iter().flat_map(|of| &of.passages).map(|of| &of.bookmark);
        let read: Vec<_> = bookmarks.map(|of| (&*of.quote.exact, &*of.note)).collect();
        assert_eq!(read, expected, "{case}");
    }

    #[test]
    fn a_note_goes_with_the_highlight_that_it_was_taken_at() {
        check_notes(
            "three at one location",
            "Highlight on Location 1-2: one\nNote on Location 2: a\nHighlight on Location 2-2: two\n\
             Note on Location 2: b\nHighlight on Location 2-3: three",
            &[("one", "a"), ("two", "b"), ("three", "")],
        );
        check_notes(
            "the one that ends there, however far",
            "Highlight on Location 1-9: one\nHighlight on Location 20-21: two\n\
             Note on Location 9: a\nHighlight on Location 8-30: three",
            &[("one", "a"), ("two", ""), ("three", "")],
        );
        check_notes(
            "a note before its highlight",
            "Note on Location 7: a\nHighlight on Location 6-7: one",
            &[("one", "a")],
        );
    }

    #[test]
    fn noon_and_midnight_are_told_apart() {
        for (date, clock) in [
            ("Added on Saturday, January 31, 2026 12:00:00 AM", "00:00:00"),
            ("Added on Saturday, January 31, 2026 12:00:00 PM", "12:00:00"),
            ("Hinzugefügt am Samstag, 31. Januar 2026 12:00:00", "12:00:00"),
            ("添加于 2026年1月31日星期六 上午12:00:00", "00:00:00"),
        ] {
            assert_eq!(time(date), Time::read(&format!("2026-01-31T{clock}Z")), "{date}");
        }
        assert_eq!(time("Added on a Saturday"), None);
    }

    #[test]
    fn titles_and_places_are_taken_apart() {
        assert_eq!(title_and_author("A (1) (Doe, J.)"), ("A (1)", Some("Doe, J.")));
        assert_eq!(title_and_author("A"), ("A", None));
        assert_eq!(locations("loc. 1234-36"), Some((1234, 1236)));
        assert_eq!(locations("page 7"), Some((7, 7)));
        assert_eq!(locations("somewhere"), None);
    }
}
