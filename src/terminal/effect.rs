//! Carries out what the reader at work asks of the outside world, and tells it what came of it.
//!
//! One thread does it all, in the order it was asked: reading the rest of the article, parsing it,
//! keeping bookmarks, marks and the place. So the reader never waits for a disk, and a bookmark
//! made while the article was still being read is kept right after.

use std::cell::Cell;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use super::Error;
use super::desk::{self, Desk};
use super::hook::Hook;
use super::reading::Whole;
use crate::app::{Effect, Input, State};
use crate::document::Document;
use crate::format::Format;
use crate::outline::rules::Rule;
use crate::source::{Opened, Origin};
use crate::store::bookmarks::Shelf;
use crate::store::state::{Memory, Place};
use crate::text::clean::Clean;

/// What the worker needs to know before it starts.
pub(super) struct Worker {
    pub(super) shelf: Shelf,
    pub(super) memory: Memory,
    pub(super) rules: Vec<Rule>,
    /// The format that was asked for, if one was.
    pub(super) format: Option<&'static Format>,
    /// The article, of which the rest may be unread.
    pub(super) opened: Opened,
    /// What the whole article says, where the reader is not waiting for it, and the hash of its
    /// bytes, if that is known.
    pub(super) whole: Option<(Document, Option<String>)>,
    /// Where reading stopped last time, and the marks set then.
    pub(super) place: Option<Place>,
    /// Whether to go on there.
    pub(super) resumes: bool,
}

/// The way to the worker.
pub(super) struct Effects {
    requests: Sender<Effect>,
    thread: JoinHandle<()>,
    /// Gets nothing; broken off when the thread ends.
    ended: Receiver<()>,
    /// Whether an article is being read or parsed, and whether the first one comes through a pipe,
    /// which may stay open for ever.
    is_reading: Arc<AtomicBool>,
    is_pipe: bool,
    /// Whether anything was handed over that is to be kept, the place aside.
    has_to_keep: Cell<bool>,
}

/// How long leaving waits at least for what is to be kept, and at most for an article that is being
/// read when that is only the place.
const PATIENCE: Duration = Duration::from_secs(1);

/// How soon a signal is heard while leaving waits.
const HEARD: Duration = Duration::from_millis(50);

impl Effects {
    /// Asks for an effect. Tells whether there is still someone to ask.
    pub(super) fn carry_out(&self, effect: Effect) -> bool {
        self.has_to_keep.set(self.has_to_keep.get() | effect.keeps());
        self.requests.send(effect).is_ok()
    }

    /// Keeps the place and waits until everything asked for is done; but not long for an article
    /// that is being read, unless there is a bookmark to keep and the article a file, and not long
    /// once the reader `insists`, by a signal. Gives what is lost by that.
    pub(super) fn finish(
        self,
        state: &State,
        mut insists: impl FnMut() -> bool,
    ) -> Option<Clean<'static>> {
        let has_to_keep = self.has_to_keep.get();
        let lost = has_to_keep.then_some(STILL_READ);
        let is_reading = || self.is_reading.load(Ordering::SeqCst);
        if !state.complete && is_reading() && (self.is_pipe || !has_to_keep) {
            return lost;
        }
        if let Some(place) = state.place() {
            // A worker that is gone has told so.
            let _ = self.requests.send(Effect::KeepPlace(state.key.clone(), place));
        }
        drop(self.requests);
        let started = Instant::now();
        while self.ended.recv_timeout(HEARD) == Err(RecvTimeoutError::Timeout) {
            let is_useless = !has_to_keep && is_reading();
            if started.elapsed() > PATIENCE && (is_useless || insists()) {
                return lost;
            }
        }
        let _ = self.thread.join();
        None
    }
}

const STILL_READ: Clean<'static> = Clean::ours("the article was still being read");

impl Worker {
    /// Starts the thread; it calls `tell` with whatever there is to know.
    pub(super) fn start(
        self,
        hook: Option<Hook>,
        tell: impl Fn(Input) + Send + 'static,
    ) -> Result<Effects, Error> {
        let (requests, asked) = channel();
        let is_reading = Arc::new(AtomicBool::new(!self.opened.is_whole()));
        let is_pipe = self.opened.origin == Origin::Pipe;
        let reading = Arc::clone(&is_reading);
        let (ends, ended) = channel();
        let work = move || {
            let _ends: Sender<()> = ends;
            let caught = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
                self.work(hook, &tell, &asked, &reading);
            }));
            reading.store(false, Ordering::SeqCst);
            if caught.is_err() {
                tell(Input::failed("a defect: bookmarks are no longer kept in this session"));
            }
        };
        let thread = std::thread::Builder::new().name("effects".to_owned()).spawn(work)?;
        let has_to_keep = Cell::new(false);
        Ok(Effects { requests, thread, ended, is_reading, is_pipe, has_to_keep })
    }

    fn work(
        self,
        hook: Option<Hook>,
        tell: &dyn Fn(Input),
        asked: &Receiver<Effect>,
        is_reading: &AtomicBool,
    ) {
        let Worker { shelf, memory, rules, format, opened, whole, place, resumes } = self;
        let key = desk::key(&opened.origin);
        let mut desk = Desk::new(shelf, memory, rules, hook, is_reading, tell);
        desk.know(opened.origin.clone(), opened.name.clone(), format);
        desk.find_searches();
        let is_awaited = whole.is_none();
        let whole = match whole {
            Some((document, hash)) => Some(Whole::known(&opened, document, hash)),
            None => desk.read(&key, opened),
        };
        is_reading.store(false, Ordering::SeqCst);
        if let Some(whole) = whole {
            let place = place.or_else(|| desk.place(&whole).filter(|_| is_awaited));
            let place = place.map(|place| (place, resumes));
            desk.take_in(&key, whole, is_awaited, place);
        }
        for effect in asked {
            desk.carry_out(effect);
        }
        desk.finish();
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::sync::Arc;
    use std::sync::atomic::AtomicBool;
    use std::sync::mpsc::channel;

    use super::{Effects, STILL_READ};
    use crate::app::geometry::Size;
    use crate::app::visit::Key;
    use crate::app::{Effect, Elsewhere, State};
    use crate::article::Article;
    use crate::bookmark::Id;
    use crate::bookmark::spot::Spot;
    use crate::text::clean::Clean;

    /// Asks for an effect while a pipe is still read, leaves, and demands that what is lost by that
    /// is said, or that nothing is lost.
    #[track_caller]
    fn check(case: &str, effect: Effect, is_lost: bool) {
        let (requests, _asked) = channel();
        let (_ends, ended) = channel();
        let thread = std::thread::spawn(|| {});
        let (is_reading, has_to_keep) = (Arc::new(AtomicBool::new(true)), Cell::new(false));
        let effects = Effects { requests, thread, ended, is_reading, is_pipe: true, has_to_keep };
        assert!(effects.carry_out(effect), "{case}: there is someone to ask");
        let state = State::new(Article::default(), false, Size { columns: 80, rows: 24 });
        assert_eq!(effects.finish(&state, || false), is_lost.then_some(STILL_READ), "{case}");
    }

    #[test]
    fn leaving_says_what_is_lost() {
        let (key, id) = (Key::pipe(), Id(1));
        check("a removed bookmark", Effect::Remove(key.clone(), id), true);
        check("a correction taken back", Effect::RemoveCorrection(key.clone(), id), true);
        check("what is kept elsewhere", Effect::KeepElsewhere(Box::<Elsewhere>::default()), true);
        check("a mark", Effect::KeepMark(key.clone(), 'A', Spot::default()), true);
        check("a search is not missed", Effect::KeepSearch(Clean::ours("quay")), false);
        check("nor what was only asked", Effect::FindHere(key), false);
    }
}
