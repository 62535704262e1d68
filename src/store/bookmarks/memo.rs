//! What files said when they were read last, so that those that have not changed since need not be
//! read again. It lies in the cache directory, and may be deleted at any time.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::Shelf;
use crate::bookmark::identity;
use crate::store::file::{self, Disk, Stamp};
use crate::store::record::VERSION;

/// Nanoseconds that a file must have been as it is to be remembered. File systems tell times only
/// so finely; a file that was changed twice in one moment looks as if it had been once.
const SETTLED: i64 = 2_000_000_000;

/// What files said, by their paths on the shelf.
pub(super) struct Memo<T> {
    /// Where it is kept, if anywhere.
    path: Option<PathBuf>,
    known: HashMap<String, Entry<T>>,
    seen: BTreeMap<String, Entry<T>>,
    is_changed: bool,
    now: i64,
}

#[derive(Serialize, Deserialize)]
struct Entry<T> {
    /// None for a file that may change without looking changed.
    stamp: Option<[u64; 4]>,
    said: T,
}

#[derive(Serialize, Deserialize)]
struct Stored<E> {
    version: u64,
    files: E,
}

impl Shelf {
    /// Gives what files of one sort said; it is forgotten at once where the shelf has no cache.
    pub(super) fn memo<T: DeserializeOwned>(&self, sort: &str) -> Memo<T> {
        let path = self.cache.as_ref().map(|cache| {
            let shelf = identity::hash(self.root.to_string_lossy().as_bytes());
            cache.join(format!("{sort}-{}.json", shelf.get(..16).unwrap_or(&shelf)))
        });
        Memo::read(&*self.disk, path)
    }
}

impl<T: DeserializeOwned> Memo<T> {
    /// What cannot be read or understood counts as never kept: it is made anew.
    fn read(disk: &dyn Disk, path: Option<PathBuf>) -> Memo<T> {
        let bytes = path.as_deref().and_then(|path| disk.read(path).ok());
        let stored = bytes.and_then(|bytes| serde_json::from_slice::<Stored<_>>(&bytes).ok());
        let known = stored.filter(|stored| stored.version == VERSION).map(|stored| stored.files);
        let now = crate::store::now().0.saturating_mul(1_000_000_000);
        let known = known.unwrap_or_default();
        Memo { path, known, seen: BTreeMap::new(), is_changed: false, now }
    }
}

impl<T> Memo<T> {
    /// Gives what a file says: what it said, or what `read` finds in it if it may have changed. Its
    /// stamp is one from before it is read: a change in between is seen the next time.
    pub(super) fn recall<E>(
        &mut self,
        path: &Path,
        stamp: Option<Stamp>,
        read: impl FnOnce() -> Result<T, E>,
    ) -> Result<&T, E> {
        let key = key(path);
        let stamp = stamp.filter(|_| self.path.is_some());
        let numbers = stamp.map(|stamp| numbers(&stamp));
        let entry = match self.known.remove(&key) {
            Some(entry) if numbers.is_some() && entry.stamp == numbers => entry,
            _ => {
                let said = read()?;
                let is_settled = stamp.is_some_and(|stamp| self.is_settled(&stamp));
                self.is_changed |= is_settled;
                Entry { stamp: numbers.filter(|_| is_settled), said }
            }
        };
        Ok(&self.seen.entry(key).or_insert(entry).said)
    }

    fn is_settled(&self, stamp: &Stamp) -> bool {
        stamp.modified.max(stamp.changed).saturating_add(SETTLED) < self.now
    }
}

impl<T: Serialize> Memo<T> {
    /// Keeps what is new. That it cannot be kept costs the next reader time, and nothing else.
    pub(super) fn keep(mut self, disk: &dyn Disk) {
        let Some(path) = self.path.filter(|_| self.is_changed) else { return };
        self.seen.retain(|_, entry| entry.stamp.is_some());
        let stored = Stored { version: VERSION, files: &self.seen };
        let Ok(bytes) = serde_json::to_vec(&stored) else { return };
        let directory = path.parent().unwrap_or(&path);
        let kept = file::ensure_directory(disk, directory).and_then(|()| {
            file::clear(disk, directory, &file::list(disk, directory)?);
            file::update(disk, &path, |_| Ok(Some(bytes.clone())))
        });
        drop(kept);
    }
}

/// Gives the last two parts of a path: the article's directory and the file.
fn key(path: &Path) -> String {
    let file = super::name::of(path);
    let directory = path.parent().map(super::name::of).unwrap_or_default();
    format!("{directory}/{file}")
}

fn numbers(stamp: &Stamp) -> [u64; 4] {
    [stamp.modified.cast_unsigned(), stamp.changed.cast_unsigned(), stamp.bytes, stamp.number]
}
