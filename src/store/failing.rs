//! A disk that fails, for tests.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::file::{Disk, Machine};

/// What happens at the call that fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Failure {
    /// That call fails, and those after it do not: the disk was full for a moment.
    Once,
    /// All calls from there on fail: the machine stopped.
    FromThereOn,
}

/// The machine's disk, of which one call fails.
#[derive(Clone, Debug)]
pub(super) struct Failing {
    /// Which call fails, counted from 1.
    at: usize,
    failure: Failure,
    calls: Arc<AtomicUsize>,
}

impl Failing {
    pub(super) fn new(at: usize, failure: Failure) -> Failing {
        Failing { at, failure, calls: Arc::default() }
    }

    /// Tells whether there were enough calls for one to fail.
    pub(super) fn has_failed(&self) -> bool {
        self.calls.load(Ordering::Relaxed) >= self.at
    }

    fn call(&self) -> io::Result<()> {
        let call = self.calls.fetch_add(1, Ordering::Relaxed) + 1;
        let fails = match self.failure {
            Failure::Once => call == self.at,
            Failure::FromThereOn => call >= self.at,
        };
        if fails { Err(io::ErrorKind::StorageFull.into()) } else { Ok(()) }
    }
}

impl Disk for Failing {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.call().and_then(|()| Machine.read(path))
    }

    fn list(&self, directory: &Path) -> io::Result<Vec<PathBuf>> {
        self.call().and_then(|()| Machine.list(directory))
    }

    fn follow(&self, path: &Path) -> io::Result<PathBuf> {
        self.call().and_then(|()| Machine.follow(path))
    }

    fn make_directory(&self, path: &Path) -> io::Result<()> {
        self.call().and_then(|()| Machine.make_directory(path))
    }

    /// Writes half of the bytes before it fails.
    fn create(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let called = self.call();
        let length = if called.is_err() { bytes.len() / 2 } else { bytes.len() };
        Machine.create(path, bytes.get(..length).unwrap_or_default())?;
        called
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.call().and_then(|()| Machine.rename(from, to))
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        self.call().and_then(|()| Machine.remove(path))
    }

    fn sync_directory(&self, path: &Path) -> io::Result<()> {
        self.call().and_then(|()| Machine.sync_directory(path))
    }
}
