//! Small files, read and replaced as a whole, through a trait that tests can make fail.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Read, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use super::Error;

/// Bytes beyond which a file is not one of ours and is not read.
const MAX_BYTES: u64 = 16 << 20;

/// Symbolic links followed before they are taken for a circle.
const MAX_LINKS: usize = 40;

/// What the store asks of a disk; each call may fail.
pub trait Disk: Send {
    /// Gives the bytes of a regular file.
    fn read(&self, path: &Path) -> io::Result<Vec<u8>>;
    /// Gives the paths in a directory, sorted.
    fn list(&self, directory: &Path) -> io::Result<Vec<PathBuf>>;
    /// Gives where a path leads when symbolic links are followed; its last part need not exist.
    fn follow(&self, path: &Path) -> io::Result<PathBuf>;
    /// Makes a directory that only its owner may enter.
    fn make_directory(&self, path: &Path) -> io::Result<()>;
    /// Makes a new file that only its owner may read, with its bytes on disk.
    fn create(&self, path: &Path, bytes: &[u8]) -> io::Result<()>;
    /// Puts a file in the place of another.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Removes a file, or a link to one.
    fn remove(&self, path: &Path) -> io::Result<()>;
    /// Waits until what was made, renamed and removed in a directory is on disk.
    fn sync_directory(&self, path: &Path) -> io::Result<()>;
}

/// Gives the bytes of the file at `path`; none where there is none.
///
/// # Errors
/// Fails if there is something that cannot be read.
pub fn read(disk: &dyn Disk, path: &Path) -> Result<Option<Vec<u8>>, Error> {
    unless_missing(disk.read(path)).map_err(Error::disk("read", path))
}

/// Gives the paths in a directory, sorted; none where there is no directory.
///
/// # Errors
/// Fails if there is something that cannot be read.
pub fn list(disk: &dyn Disk, directory: &Path) -> Result<Vec<PathBuf>, Error> {
    let listed = unless_missing(disk.list(directory)).map_err(Error::disk("read", directory))?;
    Ok(listed.unwrap_or_default())
}

/// Replaces the file at `path` as a whole, or makes it: at every moment, and after a crash at any
/// moment, it holds the old bytes or the new ones. A symbolic link is followed and kept.
///
/// # Errors
/// Fails if any step does. If it was the last one, the new bytes stand there but may not survive a
/// crash of the machine.
pub fn replace(disk: &dyn Disk, path: &Path, bytes: &[u8]) -> Result<(), Error> {
    replace_target(disk, path, bytes).map_err(Error::disk("write", path))
}

/// Removes the file at `path`; it may be gone already.
///
/// # Errors
/// Fails if the file is there still, or may be after a crash of the machine.
pub fn remove(disk: &dyn Disk, path: &Path) -> Result<(), Error> {
    let removed = unless_missing(disk.remove(path)).map_err(Error::disk("remove", path))?;
    match (removed, path.parent()) {
        (Some(()), Some(parent)) => {
            disk.sync_directory(parent).map_err(Error::disk("remove", path))
        }
        _ => Ok(()),
    }
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
                make_directory(disk, path).map_err(Error::disk("make", path))
            }
            None => Err(Error::disk("make", path)(error)),
        },
        made => made.map_err(Error::disk("make", path)),
    }
}

/// Makes one directory, on disk when this returns; it may be there already.
fn make_directory(disk: &dyn Disk, path: &Path) -> io::Result<()> {
    match disk.make_directory(path) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(error),
        Ok(()) => disk.sync_directory(path.parent().unwrap_or(path)),
    }
}

fn replace_target(disk: &dyn Disk, path: &Path, bytes: &[u8]) -> io::Result<()> {
    let target = disk.follow(path)?;
    let directory = target.parent().ok_or(io::ErrorKind::InvalidInput)?;
    let temporary = directory.join(format!(".{}.tmp", uuid::Uuid::new_v4().simple()));
    let replaced = disk.create(&temporary, bytes).and_then(|()| disk.rename(&temporary, &target));
    if replaced.is_err() {
        // The first error is the one to tell; a left-over of a hidden name hurts nobody.
        let _ = disk.remove(&temporary);
    }
    replaced?;
    disk.sync_directory(directory)
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
        paths.sort_unstable();
        Ok(paths)
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
        DirBuilder::new().mode(0o700).create(path)
    }

    fn create(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
        file.write_all(bytes)?;
        file.sync_all()
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }

    fn sync_directory(&self, path: &Path) -> io::Result<()> {
        File::open(path)?.sync_all()
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::os::unix::fs::{PermissionsExt, symlink};
    use std::path::Path;

    use super::{Machine, ensure_directory, read, remove, replace};

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
        replace(&Machine, &path, b"old").expect("it is written");
        replace(&Machine, &path, b"new").expect("it is written");
        assert_eq!(read(&Machine, &path).expect("it is read").as_deref(), Some(&b"new"[..]));
        assert_eq!(
            [mode(&home.path().join("a")), mode(&directory), mode(&path)],
            [0o700, 0o700, 0o600]
        );
        assert_eq!(names(&directory), ["file"], "nothing is left over");
        remove(&Machine, &path).expect("it is removed");
        remove(&Machine, &path).expect("it may be gone");
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
            replace(&Machine, &link, b"new").expect(case);
            assert!(link.is_symlink(), "{case}");
            assert_eq!(fs::read(home.path().join(target)).expect(case), b"new", "{case}");
        }
        assert_eq!(names(&dotfiles), ["missing", "there"]);
        let circle = home.path().join("circle");
        symlink("circle", &circle).expect("it is linked");
        replace(&Machine, &circle, b"new").expect_err("a circle has no end");
    }

    #[test]
    fn only_regular_files_are_read() {
        let home = tempfile::tempdir().expect("a directory can be made");
        let error = read(&Machine, home.path()).expect_err("a directory is no file");
        assert_eq!(
            &*error.notice().0,
            format!("cannot read {}: it is not a regular file", home.path().display())
        );
        read(&Machine, Path::new("/dev/zero")).expect_err("a device is no file");
        assert_eq!(
            read(&Machine, Path::new("/dev/null/file")).expect("there is no such file"),
            None
        );
    }
}
