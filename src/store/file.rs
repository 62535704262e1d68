//! Small files, read and replaced as a whole, through a trait that tests can make fail.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

use super::{Action, Error};

/// What the store asks of a disk; each call may fail.
pub trait Disk: Send {
    /// Gives the bytes of a regular file.
    fn read(&self, path: &Path) -> io::Result<Vec<u8>>;
    /// Gives the paths in a directory, sorted.
    fn list(&self, directory: &Path) -> io::Result<Vec<PathBuf>>;
    /// Gives what tells a file from what it was before it was changed; links are followed.
    fn stamp(&self, path: &Path) -> io::Result<Stamp>;
    /// Gives the paths in a directory, sorted, each with its stamp where it has one.
    fn survey(&self, directory: &Path) -> io::Result<Vec<(PathBuf, Option<Stamp>)>> {
        let stamped = |path: PathBuf| {
            let stamp = self.stamp(&path).ok();
            (path, stamp)
        };
        Ok(self.list(directory)?.into_iter().map(stamped).collect())
    }
    /// Gives where a path leads when symbolic links are followed; its last part need not exist.
    fn follow(&self, path: &Path) -> io::Result<PathBuf>;
    /// Makes a directory that only its owner may enter.
    fn make_directory(&self, path: &Path) -> io::Result<()>;
    /// Makes a new file that only its owner may read.
    fn create(&self, path: &Path, bytes: &[u8]) -> io::Result<()>;
    /// Waits until the bytes of a file, or what was made, renamed and removed in a directory, would
    /// outlive a power cut.
    fn sync(&self, path: &Path) -> io::Result<()>;
    /// Puts a file in the place of another.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Removes a file, or a link to one.
    fn remove(&self, path: &Path) -> io::Result<()>;
    /// Keeps other processes that ask for the same from writing in a directory until the lock is
    /// dropped; gives one that is not held where that cannot be had.
    fn lock(&self, directory: &Path) -> io::Result<Lock>;
}

/// What tells a file from what it was before it was changed: when its bytes and its entry were
/// last changed, in nanoseconds since 1970, how many bytes it has, and its number on the disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// When its bytes were changed.
    pub modified: i64,
    /// When its bytes or its name, owner or mode were changed.
    pub changed: i64,
    /// How many bytes it has.
    pub bytes: u64,
    /// Its number on the disk.
    pub number: u64,
}

/// A right to write in a directory, for as long as this lives.
#[derive(Debug)]
pub struct Lock {
    is_held: bool,
    _directory: Option<File>,
}

impl Lock {
    /// Gives a lock that others are kept out by, and that goes with an open directory if with one.
    #[must_use]
    pub fn held(directory: Option<File>) -> Lock {
        Lock { is_held: true, _directory: directory }
    }

    /// Gives a lock that keeps nobody out.
    #[must_use]
    pub fn none() -> Lock {
        Lock { is_held: false, _directory: None }
    }
}

/// How often a file is read again because another program changed it while its new bytes were
/// written beside it.
const TRIES: usize = 16;

/// Nanoseconds after which a half-written file belongs to nobody, where no lock tells.
const ABANDONED: i64 = 3_600 * 1_000_000_000;

/// Gives the bytes of the file at `path`; none where there is none.
///
/// # Errors
/// Fails if there is something that cannot be read.
pub fn read(disk: &dyn Disk, path: &Path) -> Result<Option<Vec<u8>>, Error> {
    unless_missing(disk.read(path)).map_err(Error::disk(Action::Read, path))
}

/// Gives the paths in a directory, sorted; none where there is no directory.
///
/// # Errors
/// Fails if there is something that cannot be read.
pub fn list(disk: &dyn Disk, directory: &Path) -> Result<Vec<PathBuf>, Error> {
    let listed =
        unless_missing(disk.list(directory)).map_err(Error::disk(Action::Read, directory))?;
    Ok(listed.unwrap_or_default())
}

/// Changes the file at `path` as a whole, or makes it: at every moment, and after a crash at any
/// moment, it holds the old bytes or the new ones. A symbolic link is followed and kept.
///
/// `change` is given the bytes that are there, none where there is no file, and gives the new ones,
/// or none to leave the file as it is. Where another program changed the file in the meantime, it
/// is asked again. Gives whether the file was written.
///
/// # Errors
/// Fails if `change` or any step does. If that was the last one, the new bytes stand there but may
/// not survive a crash of the machine.
pub fn update(
    disk: &dyn Disk,
    path: &Path,
    mut change: impl FnMut(Option<&[u8]>) -> Result<Option<Vec<u8>>, Error>,
) -> Result<bool, Error> {
    let failed = |error| Error::disk(Action::Write, path)(error);
    let target = disk.follow(path).map_err(failed)?;
    let directory = target.parent().ok_or(io::ErrorKind::InvalidInput.into()).map_err(failed)?;
    let _lock = disk.lock(directory).map_err(failed)?;
    for _ in 0..TRIES {
        let old = read(disk, &target)?;
        let Some(new) = change(old.as_deref())? else { return Ok(false) };
        if replace(disk, &target, old.as_deref(), &new).map_err(failed)? {
            return disk.sync(directory).map_err(failed).map(|()| true);
        }
    }
    Err(failed(io::Error::other("another program keeps changing it")))
}

/// Waits until what was done in the directory of a file would outlive a power cut.
///
/// # Errors
/// Fails if it may not.
pub fn sync_beside(disk: &dyn Disk, path: &Path) -> Result<(), Error> {
    let failed = |error| Error::disk(Action::Write, path)(error);
    let target = disk.follow(path).map_err(failed)?;
    disk.sync(target.parent().unwrap_or(&target)).map_err(failed)
}

/// Removes the file at `path`, unless `check` finds a reason in its bytes not to; it may be gone
/// already.
///
/// # Errors
/// Fails if `check` does, or the file is there still, or may be after a crash of the machine.
pub fn remove(
    disk: &dyn Disk,
    path: &Path,
    check: impl FnOnce(&[u8]) -> Result<(), Error>,
) -> Result<(), Error> {
    let failed = |error| Error::disk(Action::Remove, path)(error);
    let Some(parent) = path.parent() else { return Ok(()) };
    let Some(_lock) = unless_missing(disk.lock(parent)).map_err(failed)? else { return Ok(()) };
    if let Some(bytes) = read(disk, path)? {
        check(&bytes)?;
    }
    // Also where there was nothing to read: what is removed may be a link that leads nowhere.
    let removed = unless_missing(disk.remove(path)).map_err(failed)?;
    removed.map_or(Ok(()), |()| disk.sync(parent).map_err(failed))
}

/// Makes the directory `path` and those above it that are missing.
///
/// # Errors
/// Fails if one cannot be made.
pub fn ensure_directory(disk: &dyn Disk, path: &Path) -> Result<(), Error> {
    match make_directory(disk, path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => match path.parent() {
            Some(parent) => {
                ensure_directory(disk, parent)?;
                make_directory(disk, path).map_err(Error::disk(Action::Make, path))
            }
            None => Err(Error::disk(Action::Make, path)(error)),
        },
        made => made.map_err(Error::disk(Action::Make, path)),
    }
}

/// Removes what writers that were killed left half-written among `paths` of a directory, and gives
/// how many that were. What another process is writing right now is not touched.
pub fn clear(disk: &dyn Disk, directory: &Path, paths: &[PathBuf]) -> usize {
    if !paths.iter().any(|path| is_half_written(path)) {
        return 0;
    }
    let Ok(lock) = disk.lock(directory) else { return 0 };
    let now = super::now().0.saturating_mul(1_000_000_000);
    let is_old =
        |path: &Path| disk.stamp(path).is_ok_and(|s| s.changed.saturating_add(ABANDONED) < now);
    let left = disk.list(directory).unwrap_or_default();
    let left = left.iter().filter(|path| is_half_written(path));
    let abandoned = left.filter(|path| lock.is_held || is_old(path));
    // One that cannot be removed hurts nobody and is tried again the next time.
    abandoned.filter(|path| disk.remove(path).is_ok()).count()
}

/// Tells whether a file has the name that new bytes have until they are all there.
#[must_use]
pub fn is_half_written(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let digits = name.strip_prefix('.').and_then(|name| name.strip_suffix(".tmp"));
    digits.is_some_and(|digits| {
        digits.len() == 32 && digits.bytes().all(|digit| digit.is_ascii_hexdigit())
    })
}

/// Makes one directory, on disk when this returns; it may be there already.
fn make_directory(disk: &dyn Disk, path: &Path) -> io::Result<()> {
    match disk.make_directory(path) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(error),
        Ok(()) => disk.sync(path.parent().unwrap_or(path)),
    }
}

/// Puts new bytes in the place of `old` ones; gives whether these were still there.
///
/// The lock keeps processes of ours out. Git and syncing programs do not ask for it: for them the
/// file is compared at the last moment, when its new bytes are on disk beside it.
fn replace(disk: &dyn Disk, target: &Path, old: Option<&[u8]>, new: &[u8]) -> io::Result<bool> {
    let name = format!(".{}.tmp", uuid::Uuid::new_v4().simple());
    let temporary = target.with_file_name(name);
    let write = || {
        disk.create(&temporary, new)?;
        disk.sync(&temporary)?;
        let is_as_it_was = unless_missing(disk.read(target))?.as_deref() == old;
        if is_as_it_was {
            disk.rename(&temporary, target)?;
        }
        Ok(is_as_it_was)
    };
    let written = write();
    if !matches!(written, Ok(true)) {
        // The first error is the one to tell; a left-over of a hidden name is cleared later.
        let _ = disk.remove(&temporary);
    }
    written
}

/// Gives what was found, or none where nothing was.
fn unless_missing<T>(found: io::Result<T>) -> io::Result<Option<T>> {
    match found {
        Ok(found) => Ok(Some(found)),
        Err(error) if is_missing(&error) => Ok(None),
        Err(error) => Err(error),
    }
}

fn is_missing(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::os::unix::fs::{PermissionsExt, symlink};
    use std::path::Path;

    use super::{ensure_directory, read};
    use crate::store::Error;
    use crate::store::machine::Machine;

    fn replace(path: &Path, bytes: &[u8]) -> Result<bool, Error> {
        super::update(&Machine, path, |_| Ok(Some(bytes.to_vec())))
    }

    fn remove(path: &Path) -> Result<(), Error> {
        super::remove(&Machine, path, |_| Ok(()))
    }

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).expect("it is there").permissions().mode() & 0o777
    }

    fn names(directory: &Path) -> Vec<String> {
        let entries = fs::read_dir(directory).expect("it is a directory");
        let name = |entry: std::io::Result<fs::DirEntry>| {
            entry.expect("it is read").file_name().to_string_lossy().into_owned()
        };
        let mut names: Vec<String> = entries.map(name).collect();
        names.sort();
        names
    }

    #[test]
    fn a_file_is_replaced_and_private() {
        let home = tempfile::tempdir().expect("a directory can be made");
        let directory = home.path().join("a/b");
        ensure_directory(&Machine, &directory).expect("it is made");
        ensure_directory(&Machine, &directory).expect("it may be there");
        let path = directory.join("file");
        assert_eq!(read(&Machine, &path).expect("nothing is no error"), None);
        replace(&path, b"old").expect("it is written");
        replace(&path, b"new").expect("it is written");
        assert_eq!(read(&Machine, &path).expect("it is read").as_deref(), Some(&b"new"[..]));
        assert_eq!(
            [mode(&home.path().join("a")), mode(&directory), mode(&path)],
            [0o700, 0o700, 0o600]
        );
        assert_eq!(names(&directory), ["file"], "nothing is left over");
        remove(&path).expect("it is removed");
        remove(&path).expect("it may be gone");
        assert_eq!(names(&directory), [""; 0]);
    }

    #[test]
    fn links_are_followed_and_kept() {
        let home = tempfile::tempdir().expect("a directory can be made");
        let dotfiles = home.path().join("dotfiles");
        fs::create_dir(&dotfiles).expect("it is made");
        for (case, link, target) in [
            ("to a file that is there", "there", "dotfiles/there"),
            ("to a file that is not there yet", "missing", "dotfiles/missing"),
            ("to a link", "chain", "there"),
        ] {
            fs::write(dotfiles.join("there"), "old").expect("it is written");
            let link = home.path().join(link);
            symlink(target, &link).expect("it is linked");
            replace(&link, b"new").expect(case);
            assert!(link.is_symlink(), "{case}");
            assert_eq!(fs::read(home.path().join(target)).expect(case), b"new", "{case}");
        }
        assert_eq!(names(&dotfiles), ["missing", "there"]);
        let circle = home.path().join("circle");
        symlink("circle", &circle).expect("it is linked");
        replace(&circle, b"new").expect_err("a circle has no end");
    }

    #[test]
    fn only_regular_files_are_read() {
        let home = tempfile::tempdir().expect("a directory can be made");
        let error = read(&Machine, home.path()).expect_err("a directory is no file");
        assert_eq!(
            &*error.notice().words,
            format!("cannot read {}: it is not a regular file", home.path().display())
        );
        read(&Machine, Path::new("/dev/zero")).expect_err("a device is no file");
        assert_eq!(
            read(&Machine, Path::new("/dev/null/file")).expect("there is no such file"),
            None
        );
    }
}
