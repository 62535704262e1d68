//! What goes to standard output and standard error.

use std::io::{self, BufWriter, Write};

use serde::Serialize;

use super::failure::{Failure, Kind};
use crate::document::Notice;
use crate::store;
use crate::text::clean::Clean;

/// Writes to standard output. A reader that has gone away, as `head` does, is no failure.
pub(super) fn print(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Failure> {
    let mut out = BufWriter::new(io::stdout().lock());
    told(write(&mut out).and_then(|()| out.flush()))
}

fn told(written: io::Result<()>) -> Result<(), Failure> {
    match written {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        Err(source) => Err(Failure::of(Kind::Failed, &Unwritten(source))),
        Ok(()) => Ok(()),
    }
}

/// Writes one line.
pub(super) fn line(line: &Clean) -> Result<(), Failure> {
    print(|out| writeln!(out, "{line}"))
}

/// Writes an answer as JSON.
pub(super) fn json(answer: &impl Serialize) -> Result<(), Failure> {
    // By its own type, as an answer is written in very many pieces.
    let mut out = BufWriter::new(io::stdout().lock());
    let written = serde_json::to_writer_pretty(&mut out, answer).map_err(io::Error::from);
    told(written.and_then(|()| writeln!(out)).and_then(|()| out.flush()))
}

/// Tells what there is to know about how something was read.
pub(super) fn notices(notices: &[Notice]) {
    for notice in notices {
        complain("sidehead: ", &notice.0);
    }
}

/// Tells what of the reader's own files could not be read or mended.
pub(super) fn unread(notices: &[store::Notice]) {
    for notice in notices {
        complain("sidehead: ", &notice.words);
    }
}

/// Writes one line to standard error; there is nobody to tell that this failed.
pub(super) fn complain(before: &'static str, words: &Clean) {
    let _ = writeln!(io::stderr(), "{before}{words}");
}

#[derive(Debug, thiserror::Error)]
#[error("cannot write to standard output")]
struct Unwritten(#[source] io::Error);
