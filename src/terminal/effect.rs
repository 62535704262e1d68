//! Carries out what the reader at work asks of the outside world, and tells it what came of it.
//!
//! One thread does it all, in the order it was asked: reading the rest of the article, parsing it,
//! keeping bookmarks, marks and the place. So the reader never waits for a disk, and a bookmark
//! made while the article was still being read is kept right after.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::JoinHandle;

use super::Error;
use super::hook::Hook;
use super::reading::{self, Whole};
use crate::app::update::told;
use crate::app::{Effect, Elsewhere, Input, Message, Remembered, State};
use crate::article::Article;
use crate::bookmark::correction::Correction;
use crate::bookmark::excerpts::{self, Excerpts, Passage};
use crate::bookmark::export::entry::Entry;
use crate::bookmark::identity::Identity;
use crate::bookmark::{Bookmark, Id, Quote, anchor};
use crate::document::{Document, Position};
use crate::format::{Format, HEAD_BYTES};
use crate::outline::rules::{self, Rule};
use crate::source::{self, Opened, Origin, Wanted};
use crate::store::bookmarks::Shelf;
use crate::store::bookmarks::folder::Folder;
use crate::store::state::{FarMark, Place, Recent, State as Memory};
use crate::text::clean::{self, Clean};

/// What the worker needs to know before it starts.
pub(super) struct Worker {
    pub(super) shelf: Shelf,
    pub(super) memory: Memory,
    pub(super) rules: Vec<Rule>,
    /// The format that was asked for, if one was.
    pub(super) format: Option<&'static Format>,
    /// The article, of which the rest may be unread.
    pub(super) opened: Opened,
    /// What the whole article says, where the reader is not waiting for it.
    pub(super) whole: Option<Document>,
    /// Where reading stopped last time, and the marks set then.
    pub(super) place: Option<Place>,
    /// Whether to go on there.
    pub(super) resumes: bool,
}

/// The way to the worker.
pub(super) struct Effects {
    requests: Sender<Request>,
    thread: JoinHandle<()>,
    /// Whether the article is being read or parsed, and whether it comes through a pipe, which may
    /// stay open for ever.
    is_reading: Arc<AtomicBool>,
    is_pipe: bool,
    /// Bookmarks handed over.
    handed_over: Cell<usize>,
}

/// What the worker is asked for.
enum Request {
    /// Keep a bookmark, which stands on a line of the source.
    Save(Box<Bookmark>, Option<usize>),
    Remove(Id),
    SaveCorrection(Box<Correction>),
    RemoveCorrection(Id),
    KeepElsewhere(Box<Elsewhere>),
    Reload,
    KeepSearch(Clean<'static>),
    KeepMark(char, Quote),
    /// Go to a far mark, after keeping the place here.
    GoToMark(char, Option<Place>),
    Remember(Place),
}

impl Effects {
    /// Asks for an effect; `state` gives the words that positions stand for. Tells whether there is
    /// still someone to ask.
    pub(super) fn carry_out(&self, effect: Effect, state: &State) -> bool {
        let document = &state.article.document;
        let request = match effect {
            Effect::Save(bookmark) => {
                let line = line_of(&state.article, bookmark.id);
                Request::Save(bookmark, line)
            }
            Effect::Remove(id) => Request::Remove(id),
            Effect::SaveCorrection(correction) => Request::SaveCorrection(correction),
            Effect::RemoveCorrection(id) => Request::RemoveCorrection(id),
            Effect::KeepElsewhere(elsewhere) => Request::KeepElsewhere(elsewhere),
            Effect::Reload => Request::Reload,
            Effect::KeepSearch(search) => Request::KeepSearch(search),
            Effect::KeepMark(letter, position) => {
                Request::KeepMark(letter, anchor::describe_place(document, position))
            }
            Effect::GoToMark(letter) => Request::GoToMark(letter, whole_place(state)),
            Effect::Quit { .. } | Effect::Suspend | Effect::Redraw | Effect::Copy(_) => {
                return true;
            }
        };
        if matches!(request, Request::Save(..) | Request::SaveCorrection(_)) {
            self.handed_over.set(self.handed_over.get() + 1);
        }
        self.requests.send(request).is_ok()
    }

    /// Keeps the place and waits until everything asked for is done; but not for an article that
    /// is still being read, unless there is a bookmark to keep and the article a file. Gives what
    /// is lost by that.
    pub(super) fn finish(self, state: &State) -> Option<Clean<'static>> {
        let is_asked = self.handed_over.get() > 0;
        if self.is_reading.load(Ordering::SeqCst) && (self.is_pipe || !is_asked) {
            return is_asked.then_some(Clean::ours("the article was still being read"));
        }
        if let Some(place) = whole_place(state) {
            // A worker that is gone has told so.
            let _ = self.requests.send(Request::Remember(place));
        }
        drop(self.requests);
        let _ = self.thread.join();
        None
    }
}

/// Gives the line of the source on which a bookmark's passage begins.
fn line_of(article: &Article, id: Id) -> Option<usize> {
    let range = article.bookmark(id)?.anchor.range()?;
    article.document.lines.line_of(Position(range.start))
}

/// Gives where the reader is, as words; none in a beginning, where old marks have no place yet.
fn whole_place(state: &State) -> Option<Place> {
    let document = Some(&state.article.document).filter(|_| state.complete)?;
    let describe =
        |position: Position| anchor::describe_place(document, position.min(document.end()));
    let marks = state.marks.iter().map(|(letter, position)| (*letter, describe(*position)));
    Some(Place { top: describe(state.position()), marks: marks.collect() })
}

/// Gives where the words of a place are now, that of the top row only if reading `resumes` there.
pub(super) fn remembered(document: &Document, place: &Place, resumes: bool) -> Remembered {
    let find = |quote: &Quote| anchor::resolve_place(document, quote);
    let marks = place.marks.iter().map(|(letter, quote)| (*letter, find(quote)));
    Remembered { top: resumes.then(|| find(&place.top)), marks: marks.collect() }
}

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
        let work = move || {
            let caught = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
                self.work(hook, &tell, &asked, &reading);
            }));
            reading.store(false, Ordering::SeqCst);
            if caught.is_err() {
                tell(told("a defect: bookmarks are no longer kept in this session", true));
            }
        };
        let thread = std::thread::Builder::new().name("effects".to_owned()).spawn(work)?;
        Ok(Effects { requests, thread, is_reading, is_pipe, handed_over: Cell::new(0) })
    }

    fn work(
        self,
        hook: Option<Hook>,
        tell: &dyn Fn(Input),
        asked: &Receiver<Request>,
        is_reading: &AtomicBool,
    ) {
        let Worker { shelf, memory, rules, format, opened, whole, place, resumes } = self;
        let (origin, name) = (opened.origin.clone(), opened.name.clone());
        let folder = None;
        let mut desk = Desk { shelf, memory, rules, format, origin, name, folder, hook, tell };
        desk.find_searches();
        let place = place.map(|place| (place, resumes));
        let is_awaited = whole.is_none();
        let whole = match whole {
            Some(document) => Some(Whole::known(&opened, document)),
            None => desk.read(opened),
        };
        is_reading.store(false, Ordering::SeqCst);
        if let Some(whole) = whole {
            desk.take_in(whole, is_awaited, place);
        }
        for request in asked {
            desk.do_one(request);
        }
        if let Some(hook) = desk.hook {
            hook.finish();
        }
    }
}

/// Why nothing can be kept of an article that could not be read.
const UNREAD: Clean<'static> = Clean::ours("the article could not be read to its end");

/// What the worker has at hand.
struct Desk<'a> {
    shelf: Shelf,
    memory: Memory,
    rules: Vec<Rule>,
    format: Option<&'static Format>,
    origin: Origin,
    name: Clean<'static>,
    /// Where the article's bookmarks lie; unknown until the article was read.
    folder: Option<Folder>,
    hook: Option<Hook>,
    tell: &'a dyn Fn(Input),
}

impl Desk<'_> {
    fn do_one(&mut self, request: Request) {
        match request {
            Request::Save(bookmark, line) => self.save(&bookmark, line),
            Request::Remove(id) => self.remove(id),
            Request::SaveCorrection(correction) => self.save_correction(&correction),
            Request::RemoveCorrection(id) => self.remove_correction(id),
            Request::KeepElsewhere(elsewhere) => self.keep_elsewhere(&elsewhere),
            Request::Reload => self.reload(),
            Request::KeepSearch(search) => self.tell_if_failed(self.memory.searched(&search)),
            Request::KeepMark(letter, quote) => self.keep_mark(letter, quote),
            Request::GoToMark(letter, place) => self.go_to_mark(letter, place.as_ref()),
            Request::Remember(place) => self.remember(&place),
        }
    }

    /// Reads an article to its end; tells why where that cannot be done.
    fn read(&self, opened: Opened) -> Option<Whole> {
        let tell = |percent| (self.tell)(Input::Reading(percent));
        let name = opened.name.clone();
        match reading::to_the_end(opened, self.format, &tell) {
            Ok(mut whole) => {
                rules::lay(&mut whole.document, &self.rules, &name);
                Some(whole)
            }
            Err(error) => {
                self.tell_unread(&error);
                None
            }
        }
    }

    /// Hands an article over where it is awaited, and looks for its bookmarks.
    fn take_in(&mut self, whole: Whole, is_awaited: bool, place: Option<(Place, bool)>) {
        let Whole { document, identity } = whole;
        if is_awaited {
            let find = |(place, resumes): (Place, bool)| remembered(&document, &place, resumes);
            let remembered = place.map(find).unwrap_or_default();
            let article = Article::new(document, self.name.clone(), Vec::new());
            (self.tell)(Input::Opened(Box::new(article), remembered));
        }
        self.find_bookmarks(&identity);
        self.note_opened(&identity);
    }

    fn save(&mut self, bookmark: &Bookmark, line: Option<usize>) {
        let Some(folder) = &mut self.folder else {
            return (self.tell)(Input::Kept(bookmark.id, Err(UNREAD)));
        };
        let is_new = !folder.has(bookmark.id);
        let kept = self.shelf.save(folder, bookmark);
        if let (Some(hook), Ok(now), true) = (&mut self.hook, &kept, is_new) {
            hook.run(told_of(&folder.identity, now.clone(), line));
        }
        let kept = kept.map(|now| Some(Box::new(now)));
        (self.tell)(Input::Kept(bookmark.id, kept.map_err(|error| clean::error(&error))));
    }

    fn remove(&self, id: Id) {
        (self.tell)(Input::Kept(id, self.removed(id).map(|()| None)));
    }

    fn save_correction(&mut self, correction: &Correction) {
        let id = correction.id;
        let kept = match &mut self.folder {
            Some(folder) => {
                let now = self.shelf.save_correction(folder, correction);
                now.map(|now| Some(Box::new(now))).map_err(|error| clean::error(&error))
            }
            None => Err(UNREAD),
        };
        (self.tell)(Input::KeptCorrection(id, kept));
    }

    fn remove_correction(&self, id: Id) {
        (self.tell)(Input::KeptCorrection(id, self.removed(id).map(|()| None)));
    }

    /// Writes what could not be kept in its place into a shelf of its own.
    fn keep_elsewhere(&self, elsewhere: &Elsewhere) {
        let Some(folder) = &self.folder else {
            return (self.tell)(told(&UNREAD, true));
        };
        let shelf = Shelf::open(&at_home(&elsewhere.directory));
        let mut there = shelf.find(&folder.identity).folder;
        for bookmark in &elsewhere.bookmarks {
            match shelf.save(&mut there, bookmark) {
                Ok(_) => (self.tell)(Input::Kept(bookmark.id, Ok(None))),
                Err(error) => return self.tell_error(&error),
            }
        }
        for correction in &elsewhere.corrections {
            match shelf.save_correction(&mut there, correction) {
                Ok(_) => (self.tell)(Input::KeptCorrection(correction.id, Ok(None))),
                Err(error) => return self.tell_error(&error),
            }
        }
        let (from, to) = (shelf.path().display(), self.shelf.path().display());
        (self.tell)(told(&format!("Kept in {from} · copy that over {to} later"), false));
    }

    /// Removes a bookmark or correction; gives why that could not be.
    fn removed(&self, id: Id) -> Result<(), Clean<'static>> {
        let Some(folder) = &self.folder else { return Err(UNREAD) };
        match self.shelf.remove(folder, id) {
            // It was never written: it is as gone as it should be.
            Ok(()) | Err(crate::store::Error::Missing(_)) => Ok(()),
            Err(error) => Err(clean::error(&error)),
        }
    }

    fn find_bookmarks(&mut self, identity: &Identity) {
        let found = self.shelf.find(identity);
        let mut folder = found.folder;
        self.tell_if_failed(self.shelf.learn(&mut folder, identity));
        let (corrections, unread) = folder.corrections();
        self.folder = Some(folder);
        (self.tell)(Input::Bookmarks(found.bookmarks));
        (self.tell)(Input::Corrections(corrections));
        let notices = found.notices.iter().chain(&unread);
        let notices: Vec<&str> = notices.map(|notice| &*notice.0).collect();
        if !notices.is_empty() {
            (self.tell)(told(&notices.join("; "), true));
        }
    }

    fn find_searches(&self) {
        match self.memory.searches() {
            Ok(searches) => (self.tell)(Input::Searches(searches)),
            Err(error) => self.tell_error(&error),
        }
    }

    /// Puts the article among the recent ones; one from a pipe cannot be opened again.
    fn note_opened(&self, identity: &Identity) {
        let (Some(origin), Some(hash)) = (self.origin.key(), identity.hashes.last()) else {
            return;
        };
        let name = identity.title.clone().unwrap_or_else(|| self.name.clone());
        let recent = Recent { origin, hash: hash.clone(), name, opened: crate::store::now() };
        self.tell_if_failed(self.memory.opened(&recent));
    }

    fn reload(&mut self) {
        let Some(wanted) = wanted(&self.origin) else {
            return (self.tell)(told("What came through a pipe cannot be read again", true));
        };
        match source::open(&wanted, HEAD_BYTES) {
            Ok(opened) => {
                if let Some(whole) = self.read(opened) {
                    self.take_in(whole, true, None);
                    (self.tell)(told("Read again", false));
                }
            }
            Err(error) => self.tell_error(&error),
        }
    }

    fn keep_mark(&self, letter: char, quote: Quote) {
        let Some(origin) = self.origin.key() else {
            let words = "What came through a pipe cannot be marked with a capital letter";
            return (self.tell)(told(words, true));
        };
        self.tell_if_failed(self.memory.keep_far_mark(letter, &FarMark { origin, quote }));
    }

    fn go_to_mark(&mut self, letter: char, here: Option<&Place>) {
        let mark = match self.memory.far_mark(letter) {
            Ok(Some(mark)) => mark,
            Ok(None) => {
                let words = format!("No mark {letter}: m{letter} sets it");
                return (self.tell)(told(&words, true));
            }
            Err(error) => return self.tell_error(&error),
        };
        if self.origin.key().is_some_and(|key| key == mark.origin) {
            return (self.tell)(Input::MarkFound(mark.quote));
        }
        if let Some(here) = here {
            self.remember(here);
        }
        let wanted = Wanted::of_key(&mark.origin);
        match source::open(&wanted, HEAD_BYTES) {
            Ok(opened) => self.visit(opened, &mark.quote),
            Err(error) => self.tell_error(&error),
        }
    }

    /// Opens another article at the words of a mark.
    fn visit(&mut self, opened: Opened, quote: &Quote) {
        self.format = None;
        let (origin, name) = (opened.origin.clone(), opened.name.clone());
        let Some(Whole { document, identity }) = self.read(opened) else { return };
        self.origin = origin;
        self.name = name;
        let position = anchor::resolve_place(&document, quote);
        let marks = match self.memory.place(&identity) {
            Ok(Some(place)) => remembered(&document, &place, false).marks,
            _ => BTreeMap::new(),
        };
        let article = Article::new(document, self.name.clone(), Vec::new());
        let remembered = Remembered { top: Some(position), marks };
        (self.tell)(Input::Visited(Box::new(article), remembered));
        self.find_bookmarks(&identity);
        self.note_opened(&identity);
    }

    fn remember(&self, place: &Place) {
        let known_by =
            Identity { origins: self.origin.key().into_iter().collect(), ..Identity::default() };
        self.tell_if_failed(self.memory.remember(&known_by, place));
    }

    /// Tells that there is no more of the article to come.
    fn tell_unread(&self, error: &dyn std::error::Error) {
        let message = Message { words: clean::error(error), is_error: true };
        (self.tell)(Input::Unread(message));
    }

    fn tell_if_failed(&self, done: Result<(), crate::store::Error>) {
        if let Err(error) = done {
            self.tell_error(&error);
        }
    }

    fn tell_error(&self, error: &dyn std::error::Error) {
        (self.tell)(told(&clean::error(error), true));
    }
}

/// Gives what a hook is told of a new bookmark, which stands where it was made.
fn told_of(identity: &Identity, bookmark: Bookmark, line: Option<usize>) -> String {
    let Quote { start, end, .. } = bookmark.quote;
    let section = bookmark.section.clone();
    let place = excerpts::Place::Found { moved: None, start, end, line, section };
    let excerpts = Excerpts { identity: identity.clone(), ..Excerpts::default() };
    Entry::new(&excerpts, &Passage { bookmark, place }).json()
}

/// Gives the directory that was typed; `~` stands for the home directory, as in a shell.
fn at_home(typed: &str) -> PathBuf {
    let home = std::env::home_dir().filter(|_| typed == "~" || typed.starts_with("~/"));
    match home {
        Some(home) => home.join(typed.trim_start_matches(['~', '/'])),
        None => PathBuf::from(typed),
    }
}

/// Gives how to read an article again; none for what came through a pipe.
fn wanted(origin: &Origin) -> Option<Wanted> {
    match origin {
        Origin::Path(path) => Some(Wanted::Path(path.clone())),
        Origin::Guide => Some(Wanted::Guide),
        Origin::Pipe => None,
    }
}
