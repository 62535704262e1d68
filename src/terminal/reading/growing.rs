//! An article that another program is still writing, shown as far as it has come.

use std::time::{Duration, Instant};

use crate::document::Document;
use crate::format::{self, Part, Source};
use crate::source::{self, Opened};

/// How long what has come waits at least to be shown.
const PAUSE: Duration = Duration::from_millis(200);

/// Times as long as parsing took it is not done again, so that it takes but a part of one core.
const RESTS: u32 = 8;

/// Bytes up to which an article is shown while it comes: enough to be read for an hour or two.
const SHOWN_BYTES: usize = 2 << 20;

/// What has come of an article.
pub(super) struct Growing<'a> {
    source: Source<'a>,
    show: &'a dyn Fn(Document),
    /// All of it; none once it is too much to be shown.
    bytes: Option<Vec<u8>>,
    /// How much of it is shown.
    shown: usize,
    /// When more of it may be.
    due: Instant,
}

impl<'a> Growing<'a> {
    /// Begins with what `source` holds, which is shown.
    pub(super) fn new(source: Source<'a>, show: &'a dyn Fn(Document)) -> Growing<'a> {
        let bytes = source.bytes.to_vec();
        Growing {
            source,
            show,
            shown: bytes.len(),
            bytes: Some(bytes),
            due: Instant::now() + PAUSE,
        }
    }

    /// Reads on as [`Opened::more`] does, and shows what has come while it waits.
    pub(super) fn more(
        &mut self,
        opened: &mut Opened,
        into: &mut Vec<u8>,
        wanted: usize,
    ) -> Result<usize, source::Error> {
        let start = into.len();
        while into.len() - start < wanted {
            if self.has_more() && !opened.waits(self.due.saturating_duration_since(Instant::now()))
            {
                self.show();
            }
            let read = opened.next(into, wanted - (into.len() - start))?;
            if read == 0 {
                break;
            }
            self.take(into.get(into.len() - read..).unwrap_or_default());
        }
        Ok(into.len() - start)
    }

    fn has_more(&self) -> bool {
        self.bytes.as_ref().is_some_and(|bytes| bytes.len() > self.shown)
    }

    fn take(&mut self, bytes: &[u8]) {
        let fits = |all: &mut Vec<u8>| all.len() + bytes.len() <= SHOWN_BYTES;
        self.bytes = self.bytes.take_if(fits);
        if let Some(all) = &mut self.bytes {
            all.extend_from_slice(bytes);
        }
        // A program that never pauses for so long still has been waited for.
        if self.has_more() && Instant::now() > self.due {
            self.show();
        }
    }

    /// Shows the lines that are whole. What can be read only as a whole has to wait, and what is no
    /// text is told of at the end.
    fn show(&mut self) {
        let Some(bytes) = &self.bytes else { return };
        let started = Instant::now();
        let end = bytes.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
        let lines = bytes.get(..end).unwrap_or_default();
        let source = Source { bytes: lines, part: Part::Whole, ..self.source };
        let head = Source { part: Part::Head, ..source };
        if end > 0
            && format::reads_head(&head).unwrap_or(false)
            && let Ok(document) = format::parse(&source)
        {
            (self.show)(document);
        }
        self.shown = bytes.len();
        self.due = Instant::now() + PAUSE.max(started.elapsed() * RESTS);
    }
}
