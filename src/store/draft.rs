//! Notes while they are written in an editor: a file each, in the state directory.
//!
//! A draft that was not taken over, because the editor or the machine failed, stays, and is what the
//! next editor begins with.

use std::path::{Path, PathBuf};

use super::file::{self, Disk};
use super::machine::Machine;
use super::{Error, shown};
use crate::bookmark::Id;

/// The directory of drafts.
pub struct Drafts {
    disk: Box<dyn Disk>,
    root: PathBuf,
}

impl Drafts {
    /// Gives the drafts in the state directory; nothing is read or made yet.
    #[must_use]
    pub fn open(state: &Path) -> Drafts {
        Drafts { disk: Box::new(Machine), root: state.join("drafts") }
    }

    /// Writes a note for an editor and gives the file, unless there is a draft of it already.
    ///
    /// # Errors
    /// Fails if that cannot be looked for or written.
    pub fn begin(&self, id: Id, note: &str) -> Result<PathBuf, Error> {
        let path = self.path(id);
        file::ensure_directory(&*self.disk, &self.root)?;
        let new = || line_ended(note).into_bytes();
        file::update(&*self.disk, &path, |left| Ok(left.is_none().then(new)))?;
        Ok(path)
    }

    /// Gives what an editor wrote, and removes the draft.
    ///
    /// # Errors
    /// Fails if it is gone or is no text; then it stays as it is.
    pub fn end(&self, id: Id) -> Result<String, Error> {
        let path = self.path(id);
        let bytes = file::read(&*self.disk, &path)?.ok_or_else(|| Error::Missing(shown(&path)))?;
        let text = String::from_utf8(bytes).map_err(|_| Error::Damaged(shown(&path)))?;
        file::remove(&*self.disk, &path, |_| Ok(()))?;
        Ok(text)
    }

    /// Leaves a draft whose editor failed; tells whether there is more in it than the `note` it
    /// began with. One that holds no more is removed.
    #[must_use]
    pub fn give_up(&self, id: Id, note: &str) -> bool {
        let path = self.path(id);
        match file::read(&*self.disk, &path) {
            Ok(None) => false,
            Ok(Some(bytes)) if bytes == line_ended(note).as_bytes() => {
                // It is no loss if it stays.
                let _ = file::remove(&*self.disk, &path, |_| Ok(()));
                false
            }
            Ok(Some(_)) | Err(_) => true,
        }
    }

    /// The ending lets editors tell that notes are plain words, which may be Markdown.
    fn path(&self, id: Id) -> PathBuf {
        self.root.join(format!("{id}.md"))
    }
}

/// Gives a note as editors want files: its last line ended.
fn line_ended(note: &str) -> String {
    if note.is_empty() { String::new() } else { format!("{note}\n") }
}

#[cfg(test)]
mod tests {
    use super::{Drafts, Id};

    #[test]
    fn a_draft_goes_to_the_editor_and_comes_back() {
        let state = tempfile::tempdir().expect("a directory can be made");
        let drafts = Drafts::open(state.path());
        let path = drafts.begin(Id(1), "one\n\ntwo").expect("it is written");
        assert_eq!(std::fs::read_to_string(&path).expect("it is there"), "one\n\ntwo\n");
        std::fs::write(&path, "three\n").expect("it can be written");
        assert_eq!(drafts.end(Id(1)).expect("it is read"), "three\n");
        assert!(!path.exists());
    }

    #[test]
    fn what_a_failed_editor_wrote_is_what_the_next_begins_with() {
        let state = tempfile::tempdir().expect("a directory can be made");
        let drafts = Drafts::open(state.path());
        let path = drafts.begin(Id(1), "old").expect("it is written");
        std::fs::write(&path, "half a no").expect("it can be written");
        assert!(drafts.give_up(Id(1), "old"));
        assert_eq!(drafts.begin(Id(1), "old").expect("it is there"), path);
        assert_eq!(drafts.end(Id(1)).expect("it is read"), "half a no");
    }

    #[test]
    fn a_draft_with_nothing_new_is_not_left_behind() {
        let state = tempfile::tempdir().expect("a directory can be made");
        let drafts = Drafts::open(state.path());
        let path = drafts.begin(Id(1), "old").expect("it is written");
        assert!(!drafts.give_up(Id(1), "old"));
        assert!(!path.exists());
        std::fs::write(&path, [0xff]).expect("it can be written");
        assert!(drafts.end(Id(1)).is_err(), "what is no text is left to the reader");
        assert!(path.exists());
    }
}
