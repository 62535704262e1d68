//! A disk that fails, for tests.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::file::{Disk, Lock, Stamp};

/// What happens at the call that fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Failure {
    /// That call fails for this reason, and those after it do not: the disk was full for a moment.
    Once(io::ErrorKind),
    /// All calls from there on fail: the program was killed, or the machine stopped.
    FromThereOn,
}

/// Every way a call can fail that the sweeps try.
pub(super) const FAILURES: [Failure; 6] = [
    Failure::Once(io::ErrorKind::StorageFull),
    Failure::Once(io::ErrorKind::PermissionDenied),
    Failure::Once(io::ErrorKind::ReadOnlyFilesystem),
    Failure::Once(io::ErrorKind::Interrupted),
    Failure::Once(io::ErrorKind::Other),
    Failure::FromThereOn,
];

/// A disk of which one call fails.
#[derive(Clone, Debug)]
pub(super) struct Failing<D> {
    disk: D,
    /// Which call fails, counted from 1.
    at: usize,
    failure: Failure,
    calls: Arc<AtomicUsize>,
}

impl<D> Failing<D> {
    pub(super) fn new(disk: D, at: usize, failure: Failure) -> Failing<D> {
        Failing { disk, at, failure, calls: Arc::default() }
    }

    /// Tells whether there were enough calls for one to fail.
    pub(super) fn has_failed(&self) -> bool {
        self.calls.load(Ordering::Relaxed) >= self.at
    }

    fn call(&self) -> io::Result<()> {
        let call = self.calls.fetch_add(1, Ordering::Relaxed) + 1;
        match self.failure {
            Failure::Once(kind) if call == self.at => Err(kind.into()),
            Failure::FromThereOn if call >= self.at => Err(io::Error::other("it stopped")),
            _ => Ok(()),
        }
    }
}

impl<D: Disk> Disk for Failing<D> {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.call().and_then(|()| self.disk.read(path))
    }

    fn list(&self, directory: &Path) -> io::Result<Vec<PathBuf>> {
        self.call().and_then(|()| self.disk.list(directory))
    }

    fn stamp(&self, path: &Path) -> io::Result<Stamp> {
        self.call().and_then(|()| self.disk.stamp(path))
    }

    fn follow(&self, path: &Path) -> io::Result<PathBuf> {
        self.call().and_then(|()| self.disk.follow(path))
    }

    fn make_directory(&self, path: &Path) -> io::Result<()> {
        self.call().and_then(|()| self.disk.make_directory(path))
    }

    /// Writes half of the bytes when it fails; what is stopped already writes nothing.
    fn create(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let called = self.call();
        let is_the_one = self.calls.load(Ordering::Relaxed) == self.at;
        match called {
            Ok(()) => self.disk.create(path, bytes),
            Err(error) if is_the_one => {
                let half = bytes.get(..bytes.len() / 2).unwrap_or_default();
                self.disk.create(path, half).and(Err(error))
            }
            failed => failed,
        }
    }

    fn sync(&self, path: &Path) -> io::Result<()> {
        self.call().and_then(|()| self.disk.sync(path))
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.call().and_then(|()| self.disk.rename(from, to))
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        self.call().and_then(|()| self.disk.remove(path))
    }

    fn lock(&self, directory: &Path) -> io::Result<Lock> {
        self.call().and_then(|()| self.disk.lock(directory))
    }
}
