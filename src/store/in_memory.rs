//! A disk in memory, for tests, that forgets at a power cut what nobody waited for.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard};

use super::file::{Disk, Lock, Stamp};

/// A disk in memory. Clones are the same disk.
#[derive(Clone, Debug, Default)]
pub(super) struct InMemory(Arc<Mutex<Platter>>);

#[derive(Debug, Default)]
struct Platter {
    files: Vec<File>,
    directories: BTreeMap<PathBuf, Directory>,
    clock: i64,
    /// The files that were read, in order.
    reads: Vec<PathBuf>,
}

#[derive(Debug)]
struct File {
    bytes: Vec<u8>,
    is_synced: bool,
    stamp: i64,
}

/// A directory: what each name has stood for since the directory was last synced, the latest last.
#[derive(Debug, Default)]
struct Directory(BTreeMap<PathBuf, Vec<Option<Entry>>>);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Entry {
    File(usize),
    Directory,
}

/// How a power cut treats what was not synced.
#[derive(Clone, Copy, Debug)]
pub(super) enum Cut {
    /// All of it is lost.
    Old,
    /// All of it had got to the disk by chance.
    New,
    /// Some of it had, in any order.
    Mixed(u64),
}

/// The ways that the sweeps try.
pub(super) const CUTS: [Cut; 8] = [
    Cut::Old,
    Cut::New,
    Cut::Mixed(1),
    Cut::Mixed(2),
    Cut::Mixed(3),
    Cut::Mixed(4),
    Cut::Mixed(5),
    Cut::Mixed(6),
];

impl InMemory {
    /// Cuts the power and gives the disk as it is when it is back.
    pub(super) fn cut(&self, cut: Cut) {
        let mut platter = self.platter();
        for (path, directory) in &mut platter.directories {
            for (name, history) in &mut directory.0 {
                let kept = cut.choose(&(&path, &name), history.len());
                *history = vec![history[kept]];
            }
        }
        for (number, file) in platter.files.iter_mut().enumerate() {
            if !file.is_synced {
                let kept = cut.choose(&number, 3) * file.bytes.len() / 2;
                file.bytes.truncate(kept);
                file.is_synced = true;
            }
        }
    }

    /// Gives the names of all files, hidden ones too.
    pub(super) fn names(&self) -> Vec<String> {
        let platter = self.platter();
        let mut names = Vec::new();
        for (path, directory) in platter.directories.iter().filter(|(path, _)| platter.has(path)) {
            for (name, history) in &directory.0 {
                if matches!(history.last(), Some(Some(Entry::File(_)))) {
                    names.push(path.join(name).to_string_lossy().into_owned());
                }
            }
        }
        names
    }

    /// Puts a file there, as another program would that waits for the disk.
    pub(super) fn put(&self, path: &Path, bytes: &[u8]) {
        let mut platter = self.platter();
        platter.clock += 1;
        let stamp = platter.clock;
        platter.files.push(File { bytes: bytes.to_vec(), is_synced: true, stamp });
        let entry = Some(Entry::File(platter.files.len() - 1));
        let parent = path.parent().expect("it has a parent");
        let directory = platter.directories.get_mut(parent).expect("its directory is there");
        directory.0.insert(path.file_name().expect("it has a name").into(), vec![entry]);
    }

    /// Gives the files that were read since this was asked last.
    pub(super) fn reads(&self) -> Vec<PathBuf> {
        std::mem::take(&mut self.platter().reads)
    }

    fn platter(&self) -> MutexGuard<'_, Platter> {
        self.0.lock().expect("no test goes on after a panic")
    }
}

impl Cut {
    fn choose(self, what: &impl Hash, count: usize) -> usize {
        match self {
            Cut::Old => 0,
            Cut::New => count - 1,
            Cut::Mixed(seed) => {
                let mut hasher = DefaultHasher::new();
                (seed, what).hash(&mut hasher);
                usize::try_from(hasher.finish() % count as u64).expect("it is less than count")
            }
        }
    }
}

impl Platter {
    /// Tells whether a directory is there; the root of all is.
    fn has(&self, path: &Path) -> bool {
        path.parent().is_none() || self.entry(path) == Some(Entry::Directory)
    }

    fn entry(&self, path: &Path) -> Option<Entry> {
        let parent = path.parent().filter(|parent| self.has(parent))?;
        let history = self.directories.get(parent)?.0.get(Path::new(path.file_name()?))?;
        *history.last()?
    }

    fn file(&self, path: &Path) -> io::Result<usize> {
        match self.entry(path) {
            Some(Entry::File(number)) => Ok(number),
            Some(Entry::Directory) => Err(io::Error::other("it is not a regular file")),
            None => Err(io::ErrorKind::NotFound.into()),
        }
    }

    /// Lets a name stand for something else from now on.
    fn set(&mut self, path: &Path, entry: Option<Entry>) -> io::Result<()> {
        let parent = path.parent().filter(|parent| self.has(parent));
        let parent = parent.ok_or(io::ErrorKind::NotFound)?.to_path_buf();
        let name = path.file_name().ok_or(io::ErrorKind::InvalidInput)?;
        let names = &mut self.directories.entry(parent).or_default().0;
        names.entry(name.into()).or_insert_with(|| vec![None]).push(entry);
        Ok(())
    }
}

impl Disk for InMemory {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        let mut platter = self.platter();
        platter.reads.push(path.to_path_buf());
        Ok(platter.files[platter.file(path)?].bytes.clone())
    }

    fn list(&self, directory: &Path) -> io::Result<Vec<PathBuf>> {
        let platter = self.platter();
        if !platter.has(directory) {
            return Err(io::ErrorKind::NotFound.into());
        }
        let names = platter.directories.get(directory).into_iter().flat_map(|inside| &inside.0);
        let there = names.filter(|(_, history)| matches!(history.last(), Some(Some(_))));
        Ok(there.map(|(name, _)| directory.join(name)).collect())
    }

    fn stamp(&self, path: &Path) -> io::Result<Stamp> {
        let platter = self.platter();
        let number = platter.file(path)?;
        let File { bytes, stamp, .. } = &platter.files[number];
        let bytes = bytes.len() as u64;
        Ok(Stamp { modified: *stamp, changed: *stamp, bytes, number: number as u64 })
    }

    fn follow(&self, path: &Path) -> io::Result<PathBuf> {
        match path.parent() {
            Some(parent) if !self.platter().has(parent) => Err(io::ErrorKind::NotFound.into()),
            _ => Ok(path.to_path_buf()),
        }
    }

    fn make_directory(&self, path: &Path) -> io::Result<()> {
        let mut platter = self.platter();
        if platter.entry(path).is_some() || path.parent().is_none() {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        platter.set(path, Some(Entry::Directory))?;
        platter.directories.insert(path.to_path_buf(), Directory::default());
        Ok(())
    }

    fn create(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let mut platter = self.platter();
        if platter.entry(path).is_some() {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        platter.clock += 1;
        let stamp = platter.clock;
        platter.files.push(File { bytes: bytes.to_vec(), is_synced: false, stamp });
        let number = platter.files.len() - 1;
        platter.set(path, Some(Entry::File(number)))
    }

    fn sync(&self, path: &Path) -> io::Result<()> {
        let mut platter = self.platter();
        if platter.has(path) {
            let directory = platter.directories.entry(path.to_path_buf()).or_default();
            directory.0.values_mut().for_each(|history| drop(history.drain(..history.len() - 1)));
            return Ok(());
        }
        let number = platter.file(path)?;
        platter.files[number].is_synced = true;
        Ok(())
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        let mut platter = self.platter();
        let number = platter.file(from)?;
        platter.set(to, Some(Entry::File(number)))?;
        platter.set(from, None)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        let mut platter = self.platter();
        platter.file(path)?;
        platter.set(path, None)
    }

    fn lock(&self, directory: &Path) -> io::Result<Lock> {
        match self.platter().has(directory) {
            true => Ok(Lock::held(None)),
            false => Err(io::ErrorKind::NotFound.into()),
        }
    }
}
