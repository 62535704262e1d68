//! Where articles come from: a path, standard input, or the guide that is part of the program.
//!
//! Gives bytes and a name, and does not ask what the bytes mean. Waits for nothing that may never
//! come: what is no regular file is refused, unless it is a pipe that was opened for us.

use std::ffi::OsString;
use std::fs::{self, File, FileType};
use std::io::{self, IsTerminal, Read};
use std::os::fd::AsFd;
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::os::unix::fs::FileTypeExt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, percent_encode};
use rustix::event::{PollFd, PollFlags, Timespec};

use crate::text::clean::{self, Clean};

/// The article that is part of the program.
const GUIDE: &[u8] = include_bytes!("../../assets/guide.txt");

/// What the guide is known by, where a file is known by its path.
const GUIDE_KEY: &str = "sidehead:guide";

/// What to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// A file.
    Path(PathBuf),
    /// Standard input.
    Stdin,
    /// The article that is part of the program.
    Guide,
}

impl Wanted {
    /// Gives what [`Origin::key`] stands for.
    #[must_use]
    pub fn of_key(key: &str) -> Wanted {
        match key {
            GUIDE_KEY => Wanted::Guide,
            path => Wanted::Path(key_path(path)),
        }
    }
}

/// Where an article came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A file, by its canonical path: it can be read again.
    Path(PathBuf),
    /// Standard input or another pipe: it cannot.
    Pipe,
    /// The program itself.
    Guide,
}

impl Origin {
    /// Gives what an article is known by and found under again; none for a pipe.
    #[must_use]
    pub fn key(&self) -> Option<String> {
        match self {
            Origin::Path(path) => Some(path_key(path)),
            Origin::Pipe => None,
            Origin::Guide => Some(GUIDE_KEY.to_owned()),
        }
    }
}

/// An article of which the beginning was read.
pub struct Opened {
    /// Its first bytes.
    pub head: Vec<u8>,
    /// Where it came from.
    pub origin: Origin,
    /// What the reader calls it: the last part of its path.
    pub name: Clean<'static>,
    /// What was to be read, as the reader wrote it.
    pub given: Clean<'static>,
    /// How many bytes there are in all, where that can be known before they are read.
    pub bytes: Option<u64>,
    /// Whence the rest comes; none if the head is all there is.
    rest: Option<Rest>,
}

/// What is left of an article.
enum Rest {
    /// A pipe: whoever writes may take hours.
    Pipe(File),
    /// What is there, however much of it.
    Ready(Box<dyn Read + Send>),
}

/// Why an article cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// It is missing, or the disk or a permission failed.
    #[error("cannot read {name}")]
    Unreadable {
        /// What was to be read, as the reader wrote it.
        name: Clean<'static>,
        /// What the system said.
        source: io::Error,
    },
    /// It is nothing that ends by itself.
    #[error("cannot read {name}: it is {what}")]
    NoFile {
        /// What was to be read, as the reader wrote it.
        name: Clean<'static>,
        /// What it is instead of a file.
        what: &'static str,
    },
    /// Nothing was piped in, so that the reader would have to type the article.
    #[error("cannot read standard input: it is the terminal")]
    Terminal,
}

/// Reads the first `head_bytes` of an article and leaves it open.
///
/// # Errors
/// Fails if it is missing, unreadable, or no file.
pub fn open(wanted: &Wanted, head_bytes: usize) -> Result<Opened, Error> {
    match wanted {
        Wanted::Path(path) => open_path(path, head_bytes),
        Wanted::Stdin if io::stdin().is_terminal() => Err(Error::Terminal),
        Wanted::Stdin => {
            let unreadable = |source| Error::Unreadable { name: stdin_name(), source };
            let stdin = io::stdin().as_fd().try_clone_to_owned().map_err(unreadable)?;
            begin_pipe(File::from(stdin), head_bytes, Names::of(stdin_name()))
        }
        Wanted::Guide => {
            let names = Names::of(Clean::ours("guide.txt"));
            begin(Box::new(GUIDE), head_bytes, Origin::Guide, names)
        }
    }
}

impl Opened {
    /// Tells whether the head is all there is.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.rest.is_none()
    }

    /// Appends up to `wanted` bytes of what is left to `into`, and gives how many; fewer are the
    /// last.
    ///
    /// # Errors
    /// Fails if the file cannot be read on.
    pub fn more(&mut self, into: &mut Vec<u8>, wanted: usize) -> Result<usize, Error> {
        // One byte more than there is room for would double the room.
        into.reserve(wanted.min(MOST_RESERVED));
        let read = match &mut self.rest {
            Some(Rest::Pipe(pipe)) => pipe.take(wanted as u64).read_to_end(into),
            Some(Rest::Ready(rest)) => rest.take(wanted as u64).read_to_end(into),
            None => Ok(0),
        };
        read.map_err(|source| Error::Unreadable { name: self.given.clone(), source })
    }

    /// Tells whether [`Opened::more`] may have to wait for another program.
    #[must_use]
    pub fn may_wait(&self) -> bool {
        matches!(self.rest, Some(Rest::Pipe(_)))
    }

    /// Waits for more, or the end, no longer than `most`; tells whether it came.
    #[must_use]
    pub fn waits(&self, most: Duration) -> bool {
        match &self.rest {
            Some(Rest::Pipe(pipe)) => is_readable(pipe, most),
            _ => true,
        }
    }

    /// Appends what comes next, up to `wanted` bytes, and gives how many; none is the end. Waits
    /// only where there is nothing yet.
    ///
    /// # Errors
    /// Fails if it cannot be read on.
    pub fn next(&mut self, into: &mut Vec<u8>, wanted: usize) -> Result<usize, Error> {
        let Some(Rest::Pipe(pipe)) = &mut self.rest else { return self.more(into, wanted) };
        let start = into.len();
        into.resize(start + wanted.min(PIPE_BYTES), 0);
        let read = loop {
            match pipe.read(into.get_mut(start..).unwrap_or_default()) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                read => break read,
            }
        };
        into.truncate(start + read.as_ref().map_or(0, |read| *read));
        read.map_err(|source| Error::Unreadable { name: self.given.clone(), source })
    }
}

/// What an article is called.
struct Names {
    /// The last part of its path.
    name: Clean<'static>,
    /// As the reader wrote it.
    given: Clean<'static>,
}

impl Names {
    /// Gives the names of what has only one.
    fn of(name: Clean<'static>) -> Names {
        Names { given: name.clone(), name }
    }
}

/// What a pipe holds on Linux, unless it was asked to hold more.
const PIPE_BYTES: usize = 64 * 1024;

/// Bytes that room is made for before they are there.
const MOST_RESERVED: usize = 1 << 20;

fn open_path(path: &Path, head_bytes: usize) -> Result<Opened, Error> {
    let given = match path.as_os_str().is_empty() {
        true => Clean::ours("''"),
        false => clean::line(&path.to_string_lossy()),
    };
    let unreadable = |source| Error::Unreadable { name: given.clone(), source };
    // Asked before opening, as opening a pipe would wait for its other end.
    let metadata = fs::metadata(path).map_err(unreadable)?;
    let kind = metadata.file_type();
    if let Some(what) = no_file(path, kind) {
        return Err(Error::NoFile { name: given, what });
    }
    let file = File::open(path).map_err(unreadable)?;
    let name = path.file_name().map_or(given.clone(), |name| clean::line(&name.to_string_lossy()));
    let names = Names { name, given };
    if !kind.is_file() {
        return begin_pipe(file, head_bytes, names);
    }
    let origin = Origin::Path(fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf()));
    let opened = begin(Box::new(file), head_bytes, origin, names)?;
    Ok(Opened { bytes: Some(metadata.len()), ..opened })
}

/// How long to wait for the next bytes of a pipe's beginning: a program that is about to write
/// has done so by then, and nobody minds the wait.
const PATIENCE: Duration = Duration::from_millis(20);

/// Waits for a pipe's beginning in all; what comes later comes with the rest.
const WAITS: usize = 4;

/// Reads up to `head_bytes` of what a pipe holds by now, and leaves the rest for later: whoever
/// writes may take hours.
fn begin_pipe(mut pipe: File, head_bytes: usize, names: Names) -> Result<Opened, Error> {
    let Names { name, given } = names;
    let mut head = vec![0; head_bytes];
    let mut filled = 0;
    let mut is_whole = false;
    for _ in 0..WAITS {
        let Some(room) = head.get_mut(filled..).filter(|room| !room.is_empty()) else { break };
        if !is_readable(&pipe, PATIENCE) {
            break;
        }
        let read = pipe.read(room);
        let read = read.map_err(|source| Error::Unreadable { name: given.clone(), source })?;
        filled += read;
        is_whole = read == 0;
        if is_whole {
            break;
        }
    }
    head.truncate(filled);
    let rest = (!is_whole).then_some(Rest::Pipe(pipe));
    Ok(Opened { head, origin: Origin::Pipe, name, given, bytes: None, rest })
}

/// Tells whether reading gives something within `most`; also true at the pipe's end.
fn is_readable(pipe: &File, most: Duration) -> bool {
    let mut watched = [PollFd::new(pipe, PollFlags::IN)];
    let most = Timespec::try_from(most).ok();
    rustix::event::poll(&mut watched, most.as_ref()).is_ok_and(|ready| ready > 0)
}

/// Reads up to `head_bytes`; a source that ends before them is whole.
fn begin(
    mut source: Box<dyn Read + Send>,
    head_bytes: usize,
    origin: Origin,
    names: Names,
) -> Result<Opened, Error> {
    let Names { name, given } = names;
    let mut head = Vec::with_capacity(head_bytes);
    let read = (&mut source).take(head_bytes as u64).read_to_end(&mut head);
    read.map_err(|source| Error::Unreadable { name: given.clone(), source })?;
    let rest = (head.len() == head_bytes).then_some(Rest::Ready(source));
    Ok(Opened { head, origin, name, given, bytes: None, rest })
}

/// Tells what there is at `path` instead of something that ends by itself.
fn no_file(path: &Path, kind: FileType) -> Option<&'static str> {
    let is_open_already = path.starts_with("/dev/fd")
        || path.starts_with("/proc/self/fd")
        || path == Path::new("/dev/stdin");
    if kind.is_file() || (kind.is_fifo() && is_open_already) {
        None
    } else if kind.is_dir() {
        Some("a directory")
    } else if kind.is_fifo() {
        Some("a named pipe")
    } else if kind.is_socket() {
        Some("a socket")
    } else {
        Some("a device")
    }
}

fn stdin_name() -> Clean<'static> {
    Clean::ours("standard input")
}

/// What the address of a file begins with, and no canonical path.
const FILE_ADDRESS: &str = "file://";

/// What is escaped in such an address.
const ESCAPED: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Gives a path as text; of one that is no text, its address.
///
/// Source: RFC 8089, section 4: bytes as they are in the file system, escaped.
fn path_key(path: &Path) -> String {
    if let Some(path) = path.to_str() {
        return path.to_owned();
    }
    format!("{FILE_ADDRESS}{}", percent_encode(path.as_os_str().as_bytes(), ESCAPED))
}

/// Gives the path that [`path_key`] was made of.
fn key_path(key: &str) -> PathBuf {
    let Some(escaped) = key.strip_prefix(FILE_ADDRESS) else { return PathBuf::from(key) };
    PathBuf::from(OsString::from_vec(percent_decode_str(escaped).collect()))
}

#[cfg(test)]
mod tests {
    use std::ffi::OsStr;
    use std::fs::{self, File};
    use std::io::{self, Write as _};
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::symlink;
    use std::path::{Path, PathBuf};

    use super::{Names, Opened, Origin, Wanted, begin_pipe, open};
    use crate::text::clean::{self, Clean};

    fn wanted(path: &Path) -> Wanted {
        Wanted::Path(path.to_path_buf())
    }

    /// Gives all bytes of an article.
    fn whole(mut opened: Opened) -> Vec<u8> {
        let mut bytes = std::mem::take(&mut opened.head);
        opened.more(&mut bytes, usize::MAX).expect("it can be read");
        bytes
    }

    #[test]
    fn a_file_is_read_head_first() {
        let home = tempfile::tempdir().expect("a directory can be made");
        let path = home.path().join("a.txt");
        fs::write(&path, "beginning and end").expect("it is written");
        for (head_bytes, head, is_whole) in [
            (9, "beginning", false),
            (17, "beginning and end", false),
            (18, "beginning and end", true),
        ] {
            let opened = open(&wanted(&path), head_bytes).expect("it is read");
            assert_eq!(opened.head, head.as_bytes());
            assert_eq!(opened.is_whole(), is_whole);
            assert_eq!(whole(opened), b"beginning and end");
        }
    }

    #[test]
    fn a_file_is_known_by_its_canonical_path() {
        let home = tempfile::tempdir().expect("a directory can be made");
        let home = home.path().canonicalize().expect("it is there");
        let odd = home.join(OsStr::from_bytes(b"odd\x1b\xff.txt"));
        fs::write(&odd, "").expect("it is written");
        let link = home.join("link.txt");
        symlink(&odd, &link).expect("it is linked");
        let opened = open(&wanted(&link), 0).expect("it is read");
        assert_eq!(opened.origin, Origin::Path(odd.clone()));
        assert_eq!(&*opened.name, "link.txt");
        let key = opened.origin.key().expect("a file has one");
        assert_eq!(key, format!("file://{}/odd%1B%FF.txt", home.display()));
        assert_eq!(Wanted::of_key(&key), Wanted::Path(odd.clone()));
        let plain = "/100%FF.txt";
        assert_eq!(Wanted::of_key(plain), Wanted::Path(PathBuf::from(plain)));
        assert_eq!(&*open(&wanted(&odd), 0).expect("it is read").name, "odd␛\u{fffd}.txt");
    }

    #[test]
    fn the_guide_is_always_there() {
        let guide = open(&Wanted::Guide, 0).expect("it is part of the program");
        assert_eq!(guide.origin.key().as_deref(), Some("sidehead:guide"));
        assert!(!whole(guide).is_empty());
    }

    #[track_caller]
    fn check_refused(path: impl Into<PathBuf>, expected: &str) {
        let error = open(&Wanted::Path(path.into()), 0).err().expect("it is refused");
        assert_eq!(&*clean::error(&error), expected);
    }

    #[test]
    fn what_is_no_file_is_refused() {
        check_refused("/", "cannot read /: it is a directory");
        check_refused("/dev/zero", "cannot read /dev/zero: it is a device");
        check_refused("/dev/null/a", "cannot read /dev/null/a: not a directory");
        check_refused("", "cannot read '': no such file or directory");
        check_refused("no\x1bne.txt", "cannot read no␛ne.txt: no such file or directory");
        let home = tempfile::tempdir().expect("a directory can be made");
        let socket = home.path().join("s");
        let _listener = std::os::unix::net::UnixListener::bind(&socket).expect("it is bound");
        check_refused(&socket, &format!("cannot read {}: it is a socket", socket.display()));
    }

    #[test]
    fn a_pipe_is_not_waited_for() {
        let (reader, mut writer) = io::pipe().expect("a pipe");
        writer.write_all(b"Its beginning").expect("the pipe takes it");
        let pipe = File::from(std::os::fd::OwnedFd::from(reader));
        let opened = begin_pipe(pipe, 64, Names::of(Clean::ours("pipe"))).expect("it can be read");
        assert_eq!((&*opened.head, opened.is_whole()), (&b"Its beginning"[..], false));
        writer.write_all(b", and its end").expect("the pipe takes it");
        drop(writer);
        assert_eq!(whole(opened), b"Its beginning, and its end");
    }
}
