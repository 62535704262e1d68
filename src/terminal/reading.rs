//! Reads an article to its end and parses it, and tells how far it is meanwhile.

use std::time::{Duration, Instant};

use crate::bookmark::identity::{Hasher, Identity};
use crate::document::Document;
use crate::format::{self, Format, Part, Source, Unreadable};
use crate::source::{self, Opened};
use crate::text::clean::Clean;

mod growing;

use growing::Growing;

/// How long an article may take before it is told how far it is, and from then on between two
/// times: long enough for most articles to be there, short enough to see that it goes on.
const PATIENCE: Duration = Duration::from_millis(200);

/// An article that was read to its end.
pub(super) struct Whole {
    /// What it says.
    pub(super) document: Document,
    /// What it is known by.
    pub(super) identity: Identity,
}

impl Whole {
    /// Gives an article of which the head is all there is, and was parsed; its `hash` may be known.
    pub(super) fn known(opened: &Opened, document: Document, hash: Option<String>) -> Whole {
        let origin = opened.origin.key();
        let identity = match hash {
            Some(hash) => Identity::with_hash(hash, &document, origin.as_deref()),
            None => Identity::of(&opened.head, &document, origin.as_deref()),
        };
        Whole { document, identity }
    }
}

/// Why an article could not be read to its end.
#[derive(Debug, thiserror::Error)]
pub(super) enum Unread {
    /// It is nothing that can be read.
    #[error("cannot read {name}")]
    Unreadable { name: Clean<'static>, source: Unreadable },
    /// The disk or the pipe failed.
    #[error(transparent)]
    Failed(#[from] source::Error),
}

/// Who is told of an article while it is read.
#[derive(Clone, Copy)]
pub(super) struct Listener<'a> {
    /// Gets how many per cent are read, where it takes long and the length is known.
    pub(super) progress: &'a dyn Fn(u8),
    /// Gets what has come so far of an article that another program is still writing.
    pub(super) show: &'a dyn Fn(Document),
}

/// Reads the rest of an article.
pub(super) fn to_the_end(
    mut opened: Opened,
    format: Option<&'static Format>,
    listener: Listener<'_>,
) -> Result<Whole, Unread> {
    let head = std::mem::take(&mut opened.head);
    let name = opened.name.clone();
    let part = if opened.is_whole() { Part::Whole } else { Part::Head };
    let source = Source { bytes: &head, name: Some(&name), format, part };
    let mut hasher = Hasher::default();
    hasher.take(&head);
    let mut progress = Progress { told: Instant::now(), read: head.len(), all: opened.bytes };
    let mut growing = opened.may_wait().then(|| Growing::new(source, listener.show));
    let document = format::parse_parts(&source, |into, wanted| {
        let read = match &mut growing {
            Some(growing) => growing.more(&mut opened, into, wanted)?,
            None => opened.more(into, wanted)?,
        };
        hasher.take(into.get(into.len() - read..).unwrap_or_default());
        progress.tell(read, listener.progress);
        Ok::<_, source::Error>(read)
    })?;
    let document = document.map_err(|source| Unread::Unreadable { name, source })?;
    let origin = opened.origin.key();
    let identity = Identity::with_hash(hasher.finish(), &document, origin.as_deref());
    Ok(Whole { document, identity })
}

struct Progress {
    told: Instant,
    read: usize,
    all: Option<u64>,
}

impl Progress {
    fn tell(&mut self, read: usize, tell: &dyn Fn(u8)) {
        self.read += read;
        let Some(all) = self.all.filter(|_| self.told.elapsed() >= PATIENCE) else { return };
        self.told = Instant::now();
        let percent = (self.read as u64).saturating_mul(100) / all.max(1);
        tell(u8::try_from(percent).unwrap_or(100).min(100));
    }
}
