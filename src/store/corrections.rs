//! Corrections of the outline on the shelf: one file each, beside the article's bookmarks, also
//! where one is about thousands of lines that look alike.

use serde::{Deserialize, Serialize};

use super::bookmarks::Shelf;
use super::bookmarks::folder::Folder;
use super::record::{self, Fields, Reason, StoredQuote};
use super::{Error, Notice, time};
use crate::bookmark::Id;
use crate::bookmark::correction::Correction;
use crate::document::outline::Ruling;
use crate::text::clean;

/// The kind of file that holds a correction.
const CORRECTION: &str = "correction";

/// A correction as it is stored.
#[derive(Debug, Serialize, Deserialize)]
struct Stored {
    version: u64,
    kind: String,
    id: String,
    /// The words of the paragraph, where it is about one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    quote: Option<StoredQuote>,
    /// The words of each paragraph, where it is about several.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    quotes: Vec<StoredQuote>,
    /// Whether the paragraph is a heading.
    heading: bool,
    /// The level the reader gave it.
    #[serde(default)]
    level: Option<u8>,
    /// The name the reader gave its section.
    #[serde(default)]
    name: Option<String>,
    #[serde(default)]
    created: String,
    #[serde(default)]
    modified: String,
}

impl Folder {
    /// Tells whether any correction lies in the folder.
    #[must_use]
    pub fn has_corrections(&self) -> bool {
        self.of_kind(CORRECTION).next().is_some()
    }

    /// Gives the corrections that lie in the folder, in the order they were made, and what of them
    /// could not be understood.
    #[must_use]
    pub fn corrections(&self) -> (Vec<Correction>, Vec<Notice>) {
        let (mut corrections, mut notices) = (Vec::new(), Vec::new());
        for (id, fields) in self.of_kind(CORRECTION) {
            match named(id, fields) {
                Ok(correction) => corrections.push(correction),
                Err(reason) => notices.push(left_alone(id, reason)),
            }
        }
        corrections.sort_by_key(|correction| (correction.created, correction.id));
        (corrections, notices)
    }
}

impl Shelf {
    /// Writes a correction, new or changed, and gives it as it is now; what someone else changed
    /// since it was read is merged as it is for bookmarks. [`Shelf::remove`] removes it.
    ///
    /// # Errors
    /// Fails if the file cannot be written, is damaged, or is of a newer program.
    pub fn save_correction(
        &self,
        folder: &mut Folder,
        correction: &Correction,
    ) -> Result<Correction, Error> {
        let id = correction.id;
        let base = folder.fields(id).map(to_correction).and_then(Result::ok);
        let as_read = base.map(|base| of_correction(&base));
        let changes = record::changes(as_read.as_ref(), of_correction(correction));
        let merged = self.write(folder, id, changes)?;
        to_correction(merged).map_err(|_| Error::Damaged(clean::line(&id.to_string())))
    }
}

fn left_alone(id: Id, reason: Reason) -> Notice {
    let what = format!("correction {id}");
    Notice::unread(&what, &what, reason)
}

fn of_correction(correction: &Correction) -> Fields {
    let (heading, level, name) = match &correction.ruling {
        Ruling::Text => (false, None, None),
        Ruling::Heading { level, name } => (true, *level, name.as_ref().map(ToString::to_string)),
    };
    let mut quotes: Vec<StoredQuote> = correction.quotes.iter().map(StoredQuote::from).collect();
    record::of(&Stored {
        version: record::VERSION,
        kind: CORRECTION.to_owned(),
        id: correction.id.to_string(),
        quote: if quotes.len() == 1 { quotes.pop() } else { None },
        quotes,
        heading,
        level,
        name,
        created: correction.created.to_string(),
        modified: correction.modified.to_string(),
    })
}

/// Gives why a file of that name with these fields is no correction though it says so, if it does.
pub(super) fn fault(id: Id, fields: &Fields) -> Option<Reason> {
    record::is_of_kind(fields, CORRECTION).then(|| named(id, fields).err()).flatten()
}

/// Gives the correction of that name.
fn named(id: Id, fields: &Fields) -> Result<Correction, Reason> {
    let correction = to_correction(fields)?;
    let is_it = correction.id == id;
    is_it.then_some(correction).ok_or("its id is not the one in its name")
}

/// Gives the correction that a file with these fields holds; its text is cleaned.
fn to_correction(fields: &Fields) -> Result<Correction, Reason> {
    let stored: Stored = record::read(fields)?;
    let name = stored.name.map(|name| clean::line(&name));
    let level = stored.level.map(|level| level.max(1));
    let quotes: Vec<_> = stored.quote.into_iter().chain(stored.quotes).map(Into::into).collect();
    if quotes.is_empty() {
        return Err("it says of no paragraph what it is");
    }
    Ok(Correction {
        id: Id::read(&stored.id).ok_or("its id is not 32 hexadecimal digits")?,
        quotes,
        ruling: if stored.heading { Ruling::Heading { level, name } } else { Ruling::Text },
        created: time(&stored.created),
        modified: time(&stored.modified),
    })
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{Correction, Id, Ruling, Shelf};
    use crate::bookmark::identity::Identity;
    use crate::bookmark::{Quote, Time};
    use crate::text::clean;

    fn wall() -> Identity {
        Identity { hashes: vec!["0123456789abcdef".to_owned()], ..Identity::default() }
    }

    fn words(words: &'static str) -> Quote {
        Quote { exact: clean::line(words), end: 10, ..Quote::default() }
    }

    fn correction(id: u128, ruling: Ruling) -> Correction {
        let quotes = vec![words("The masons")];
        Correction { id: Id(id), quotes, ruling, created: Time(1), modified: Time(1) }
    }

    fn named(name: &'static str) -> Ruling {
        Ruling::Heading { level: Some(2), name: Some(clean::line(name)) }
    }

    #[test]
    fn corrections_are_files_beside_the_bookmarks() {
        let config = tempfile::tempdir().expect("a directory can be made");
        let shelf = Shelf::open(config.path());
        let mut found = shelf.find(&wall());
        let all = [
            correction(1, Ruling::Text),
            correction(2, Ruling::Heading { level: None, name: None }),
            correction(3, named("Stone")),
            Correction {
                quotes: vec![words("The masons"), words("The divers")],
                ..correction(4, Ruling::Text)
            },
        ];
        for one in &all {
            assert_eq!(shelf.save_correction(&mut found.folder, one).expect("it is written"), *one);
        }
        let found = shelf.find(&wall());
        assert_eq!(found.folder.corrections(), (all.to_vec(), Vec::new()));
        assert_eq!((found.bookmarks, found.notices), (Vec::new(), Vec::new()));
    }

    #[test]
    fn a_correction_is_removed_and_written_back_with_what_is_not_ours() {
        let config = tempfile::tempdir().expect("a directory can be made");
        let shelf = Shelf::open(config.path());
        let mut found = shelf.find(&wall());
        let one = correction(1, named("Stone"));
        shelf.save_correction(&mut found.folder, &one).expect("it is written");
        let path = config.path().join(format!("bookmarks/article-01234567/{}.json", Id(1)));
        let text = fs::read_to_string(&path).expect("it is there");
        let theirs = text.replace("\"level\": 2", "\"mood\": \"good\",\n  \"level\": 3");
        fs::write(&path, theirs).expect("it is written");
        let mut found = shelf.find(&wall());
        let (read, _) = found.folder.corrections();
        let level_3 = Ruling::Heading { level: Some(3), name: Some(clean::line("Stone")) };
        assert_eq!(read, [correction(1, level_3)]);
        shelf.remove(&mut found.folder, Id(1)).expect("it is removed");
        assert!(!path.exists());
        shelf.save_correction(&mut found.folder, &read[0]).expect("it is written back");
        let text = fs::read_to_string(&path).expect("it is there");
        assert!(text.contains("\"mood\": \"good\""), "{text}");
    }

    #[test]
    fn what_is_not_understood_is_named() {
        let config = tempfile::tempdir().expect("a directory can be made");
        let shelf = Shelf::open(config.path());
        let mut found = shelf.find(&wall());
        let one = correction(1, Ruling::Text);
        shelf.save_correction(&mut found.folder, &one).expect("it is written");
        let path = config.path().join(format!("bookmarks/article-01234567/{}.json", Id(1)));
        let text = fs::read_to_string(&path).expect("it is there");
        for (from, to, reason) in [
            ("\"heading\": false", "\"heading\": 5", "its fields are not as they should be"),
            (&*Id(1).to_string(), &*Id(2).to_string(), "its id is not the one in its name"),
            ("\"quote\"", "\"words\"", "it says of no paragraph what it is"),
        ] {
            fs::write(&path, text.replace(from, to)).expect("it is written");
            let (read, notices) = shelf.find(&wall()).folder.corrections();
            assert_eq!(read, []);
            let words = format!("correction {} is not read: {reason}", Id(1));
            let in_short = format!("{reason}: correction {} is not read", Id(1));
            let told: Vec<(&str, &str)> =
                notices.iter().map(|notice| (&*notice.words, &*notice.in_short)).collect();
            assert_eq!(told, [(&*words, &*in_short)]);
        }
    }
}
