//! The disk of this machine.

use std::fs::{self, DirBuilder, DirEntry, File, Metadata, OpenOptions, Permissions, TryLockError};
use std::io::{self, Read, Write};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use super::file::{Disk, Lock, Stamp};

/// Bytes beyond which a file is not one of ours and is not read.
const MAX_BYTES: u64 = 16 << 20;

/// Symbolic links followed before they are taken for a circle.
const MAX_LINKS: usize = 40;

/// How often, and after how long, a directory that another process holds is asked for again. After
/// these two seconds the other one is taken to be stopped, and is not waited for.
const LOCK_TRIES: usize = 400;
const LOCK_WAIT: Duration = Duration::from_millis(5);

/// The disk of this machine.
#[derive(Clone, Copy, Debug, Default)]
pub struct Machine;

impl Disk for Machine {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        // Asked before opening, as opening a pipe would wait for its other end.
        let metadata = fs::metadata(path)?;
        if !metadata.is_file() {
            return Err(io::Error::other("it is not a regular file"));
        }
        if metadata.len() > MAX_BYTES {
            return Err(io::Error::other("it is too large"));
        }
        let mut bytes = Vec::new();
        File::open(path)?.take(MAX_BYTES).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    fn list(&self, directory: &Path) -> io::Result<Vec<PathBuf>> {
        let entries = fs::read_dir(directory)?;
        let mut paths = entries.map(|e| e.map(|e| e.path())).collect::<io::Result<Vec<_>>>()?;
        // By their bytes: paths compare part by part, and all but the last part is the same.
        paths.sort_unstable_by(|one, other| one.as_os_str().cmp(other.as_os_str()));
        Ok(paths)
    }

    /// Asks for each stamp in the open directory, which saves looking its path up.
    fn survey(&self, directory: &Path) -> io::Result<Vec<(PathBuf, Option<Stamp>)>> {
        let stamped = |entry: DirEntry| {
            let metadata = entry.metadata().ok().filter(|it| !it.is_symlink());
            let path = entry.path();
            let stamp = metadata.map(|it| stamp_of(&it)).or_else(|| self.stamp(&path).ok());
            (path, stamp)
        };
        let entries = fs::read_dir(directory)?;
        let mut stamped = entries.map(|e| e.map(stamped)).collect::<io::Result<Vec<_>>>()?;
        stamped.sort_unstable_by(|(one, _), (other, _)| one.as_os_str().cmp(other.as_os_str()));
        Ok(stamped)
    }

    fn stamp(&self, path: &Path) -> io::Result<Stamp> {
        fs::metadata(path).map(|metadata| stamp_of(&metadata))
    }

    fn follow(&self, path: &Path) -> io::Result<PathBuf> {
        let mut path = path.to_path_buf();
        for _ in 0..MAX_LINKS {
            let parent = match path.parent() {
                Some(parent) if parent.as_os_str().is_empty() => Path::new("."),
                Some(parent) => parent,
                None => return Ok(path),
            };
            let parent = parent.canonicalize()?;
            match fs::read_link(&path) {
                Ok(target) => path = parent.join(target),
                Err(_) => {
                    return Ok(path.file_name().map_or(parent.clone(), |name| parent.join(name)));
                }
            }
        }
        Err(io::Error::other("its symbolic links go in a circle"))
    }

    fn make_directory(&self, path: &Path) -> io::Result<()> {
        DirBuilder::new().mode(0o700).create(path)?;
        // A mask of the process may have taken the owner's own permissions away.
        fs::set_permissions(path, Permissions::from_mode(0o700))
    }

    fn create(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
        file.set_permissions(Permissions::from_mode(0o600))?;
        file.write_all(bytes)
    }

    fn sync(&self, path: &Path) -> io::Result<()> {
        File::open(path)?.sync_all()
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }

    fn lock(&self, directory: &Path) -> io::Result<Lock> {
        let held = File::open(directory)?;
        for _ in 0..LOCK_TRIES {
            match held.try_lock() {
                Ok(()) => return Ok(Lock::held(Some(held))),
                Err(TryLockError::WouldBlock) => thread::sleep(LOCK_WAIT),
                // A file system of another machine may have no locks.
                Err(TryLockError::Error(_)) => break,
            }
        }
        Ok(Lock::none())
    }
}

fn stamp_of(metadata: &Metadata) -> Stamp {
    let nanoseconds =
        |seconds: i64, rest: i64| seconds.saturating_mul(1_000_000_000).saturating_add(rest);
    Stamp {
        modified: nanoseconds(metadata.mtime(), metadata.mtime_nsec()),
        changed: nanoseconds(metadata.ctime(), metadata.ctime_nsec()),
        bytes: metadata.len(),
        number: metadata.ino(),
    }
}
