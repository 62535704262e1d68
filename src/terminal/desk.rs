//! The worker's desk: what it has open and at hand, and who does what it is asked for.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::hook::Hook;
use super::reading::{self, Listener, Whole};
use crate::app::message::Message;
use crate::app::visit::{Filed, Key};
use crate::app::{Effect, Input, Remembered, Unkept};
use crate::article::Article;
use crate::bookmark::correction::Correction;
use crate::bookmark::identity::Identity;
use crate::bookmark::spot::Spot;
use crate::bookmark::{Bookmark, Id, Quote, anchor};
use crate::document::Document;
use crate::format::{Format, HEAD_BYTES};
use crate::outline::rules::{self, Rule};
use crate::source::{self, Opened, Origin, Wanted};
use crate::store::bookmarks::folder::Folder;
use crate::store::bookmarks::overview::{Overview, Summary};
use crate::store::bookmarks::{Found, Shelf};
use crate::store::state::{FarMark, Memory, Place, Recent};
use crate::store::{Error, Notice};
use crate::text::clean::{self, Clean};

use elsewhere::Refuge;

mod elsewhere;
mod keep;
mod visit;

/// What the worker has at hand.
pub(super) struct Desk<'a> {
    shelf: Shelf,
    /// Shelves that were chosen because that one cannot be written, the one in use last.
    refuges: Vec<Refuge>,
    memory: Memory,
    /// Which lines are headings, whatever they look like.
    rules: Vec<Rule>,
    /// The articles opened in this session.
    known: BTreeMap<Key, Known>,
    /// The bookmarks changed or removed in the list of all, as they were before, and where they
    /// lie.
    filed: BTreeMap<Id, (Folder, Bookmark)>,
    /// What is run on a new bookmark.
    hook: Option<Hook>,
    /// Set while an article is being read or parsed.
    is_reading: &'a AtomicBool,
    tell: &'a dyn Fn(Input),
}

/// What a reader keeps of an article.
struct Kept {
    bookmarks: Vec<Bookmark>,
    corrections: Vec<Correction>,
    /// Whether that is all: everything on disk could be read.
    are_all: bool,
}

/// Why nothing can be kept of an article that could not be read.
const UNREAD: Clean<'static> = Clean::ours("the article could not be read to its end");

/// An article opened in this session.
struct Known {
    origin: Origin,
    name: Clean<'static>,
    /// The format that was asked for, if one was.
    format: Option<&'static Format>,
    /// Where the article's bookmarks lie; unknown until the article was read.
    folder: Option<Folder>,
    /// The hash of its content, by which what came through a pipe is known again; unknown so long.
    hash: Option<String>,
}

impl<'a> Desk<'a> {
    pub(super) fn new(
        shelf: Shelf,
        memory: Memory,
        rules: Vec<Rule>,
        hook: Option<Hook>,
        is_reading: &'a AtomicBool,
        tell: &'a dyn Fn(Input),
    ) -> Desk<'a> {
        let (known, filed) = (BTreeMap::new(), BTreeMap::new());
        let refuges = Vec::new();
        Desk { shelf, refuges, memory, rules, known, filed, hook, is_reading, tell }
    }

    /// Sees to it that programs run on a bookmark have their input.
    pub(super) fn finish(self) {
        if let Some(hook) = self.hook {
            hook.finish();
        }
    }

    /// Notes that an article was opened, by the format that was asked for.
    pub(super) fn know(
        &mut self,
        origin: Origin,
        name: Clean<'static>,
        format: Option<&'static Format>,
    ) {
        let key = key(&origin);
        let known = Known { origin, name, format, folder: None, hash: None };
        self.known.insert(key, known);
    }

    pub(super) fn carry_out(&mut self, effect: Effect) {
        let kept = match effect.id() {
            Some(id) => (id, effect.clone(), self.keep(effect)),
            None => return self.do_other(effect),
        };
        if let (id, asked, Err(Notice { words: why, in_short, .. })) = kept {
            (self.tell)(Input::Unkept(id, Box::new(Unkept { asked, why, in_short })));
        }
    }

    fn do_other(&mut self, effect: Effect) {
        match effect {
            Effect::KeepElsewhere(elsewhere) => self.keep_elsewhere(&elsewhere),
            Effect::Reload(article) => self.reload(&article),
            Effect::FindHere(article) => self.find_here(&article),
            Effect::FindAll(changes) => self.find_all(changes),
            Effect::KeepSearch(search) => self.tell_if_failed(self.memory.searched(&search)),
            Effect::KeepMark(article, letter, spot) => self.keep_mark(article, letter, spot),
            Effect::KeepPlace(article, place) => self.remember(article, &place),
            Effect::Visit { ticket, target, from } => self.visit(ticket, target, &from),
            // The others are the terminal's.
            _ => {}
        }
    }

    /// Reads an article to its end; tells why where that cannot be done.
    pub(super) fn read(&self, key: &Key, opened: Opened) -> Option<Whole> {
        let format = self.known.get(key).and_then(|known| known.format);
        let name = opened.name.clone();
        let progress = |percent| (self.tell)(Input::Reading(percent));
        let show = |mut document| {
            rules::lay(&mut document, &self.rules, &name);
            let article = Article::new(document, name.clone(), Vec::new());
            (self.tell)(Input::Came(key.clone(), Box::new(article)));
        };
        match self.to_the_end(opened, format, Listener { progress: &progress, show: &show }) {
            Ok(mut whole) => {
                rules::lay(&mut whole.document, &self.rules, &name);
                Some(whole)
            }
            Err(error) => {
                let message = Message::failed(&clean::error(&error));
                (self.tell)(Input::Unread(key.clone(), message));
                None
            }
        }
    }

    fn to_the_end(
        &self,
        opened: Opened,
        format: Option<&'static Format>,
        listener: Listener<'_>,
    ) -> Result<Whole, reading::Unread> {
        self.is_reading.store(true, Ordering::SeqCst);
        let whole = reading::to_the_end(opened, format, listener);
        self.is_reading.store(false, Ordering::SeqCst);
        whole
    }

    /// Gives where reading of an article stopped that was read to its end; what cannot be read back
    /// counts as never kept.
    pub(super) fn place(&self, whole: &Whole) -> Option<Place> {
        self.memory.place(&whole.identity).ok().flatten()
    }

    /// Hands an article over where it is awaited, and looks for its bookmarks.
    pub(super) fn take_in(
        &mut self,
        key: &Key,
        whole: Whole,
        is_awaited: bool,
        place: Option<(Place, bool)>,
    ) {
        let Whole { document, identity } = whole;
        if is_awaited {
            let find = |(place, resumes): (Place, bool)| remembered(&document, &place, resumes);
            let remembered = place.map(find).unwrap_or_default();
            let name = self.known.get(key).map(|known| known.name.clone()).unwrap_or_default();
            let article = Article::new(document, name, Vec::new());
            (self.tell)(Input::Opened(key.clone(), Box::new(article), remembered));
        }
        self.hand_over_bookmarks(key, &identity);
        self.note_opened(key, &identity);
    }

    fn find_here(&mut self, key: &Key) {
        let folder = self.known.get(key).and_then(|known| known.folder.as_ref());
        if let Some(identity) = folder.map(|folder| folder.identity.clone()) {
            self.hand_over_bookmarks(key, &identity);
        }
    }

    fn hand_over_bookmarks(&mut self, key: &Key, identity: &Identity) {
        let Kept { bookmarks, corrections, are_all } = self.find_bookmarks(key, identity);
        if are_all {
            let ids = bookmarks.iter().map(|it| it.id).chain(corrections.iter().map(|it| it.id));
            (self.tell)(Input::OnDisk(key.clone(), ids.collect()));
        }
        (self.tell)(Input::Bookmarks(key.clone(), bookmarks));
        (self.tell)(Input::Corrections(key.clone(), corrections));
    }

    /// Gives what the reader keeps of an article; tells what of that could not be read.
    fn find_bookmarks(&mut self, key: &Key, identity: &Identity) -> Kept {
        let Found { mut folder, mut bookmarks, mut notices } = self.shelf.find(identity);
        self.tell_if_failed(self.shelf.learn(&mut folder, identity));
        let (mut corrections, unread) = folder.corrections();
        notices.extend(unread);
        notices.extend(self.add_chosen(key, identity, (&mut bookmarks, &mut corrections)));
        self.tell_notices(&notices);
        if let Some(known) = self.known.get_mut(key) {
            known.folder = Some(folder);
        }
        Kept { bookmarks, corrections, are_all: notices.is_empty() }
    }

    /// Gives the bookmarks of all articles, by the articles' titles and as they stand in each.
    fn find_all(&self, changes: u32) {
        let Overview { mut articles, notices } = self.overview();
        articles.sort_by_cached_key(|article| title(article).to_lowercase());
        let mut filed = Vec::new();
        for mut article in articles {
            let title = title(&article);
            let origins: Arc<[String]> = article.origins.into();
            article.bookmarks.sort_by_key(|brief| (brief.start, brief.created));
            let file = |brief| Filed { brief, title: title.clone(), origins: origins.clone() };
            filed.extend(article.bookmarks.into_iter().map(file));
        }
        (self.tell)(Input::AllBookmarks(changes, filed));
        self.tell_notices(&notices);
    }

    fn tell_notices(&self, notices: &[Notice]) {
        let words: Vec<&str> = notices.iter().map(|notice| &*notice.in_short).collect();
        if !words.is_empty() {
            (self.tell)(Input::failed(&words.join("; ")));
        }
    }

    pub(super) fn find_searches(&self) {
        match self.memory.searches() {
            Ok(searches) => (self.tell)(Input::Searches(searches)),
            Err(error) => self.tell_error(&error),
        }
    }

    /// Puts the article among the recent ones; one from a pipe cannot be opened again.
    fn note_opened(&mut self, key: &Key, identity: &Identity) {
        let Some(known) = self.known.get_mut(key) else { return };
        known.hash = identity.hashes.last().cloned();
        let (Some(origin), Some(hash)) = (known.origin.key(), &known.hash) else {
            return;
        };
        let name = identity.title.clone().unwrap_or_else(|| known.name.clone());
        let recent = Recent { origin, hash: hash.clone(), name, opened: crate::store::now() };
        self.tell_if_failed(self.memory.opened(&recent));
    }

    fn reload(&mut self, key: &Key) {
        let Some(wanted) = self.known.get(key).and_then(|known| wanted(&known.origin)) else {
            return (self.tell)(Input::failed("What came through a pipe cannot be read again"));
        };
        match source::open(&wanted, HEAD_BYTES) {
            Ok(opened) => {
                if let Some(whole) = self.read(key, opened) {
                    // What there is to be told of it comes after this, and stays.
                    (self.tell)(Input::said("Read again"));
                    self.take_in(key, whole, true, None);
                }
            }
            Err(error) => self.tell_error(&error),
        }
    }

    fn keep_mark(&self, article: Key, letter: char, spot: Spot<Quote>) {
        if article.is_pipe() {
            let words = "What came through a pipe cannot be marked with a capital letter";
            return (self.tell)(Input::failed(words));
        }
        let mark = FarMark { origin: article.0, spot };
        self.tell_if_failed(self.memory.keep_far_mark(letter, &mark));
    }

    fn remember(&self, article: Key, place: &Place) {
        let hash = self.known.get(&article).and_then(|known| known.hash.clone());
        let origins = if article.is_pipe() { Vec::new() } else { vec![article.0] };
        let hashes = hash.into_iter().collect();
        let known_by = Identity { origins, hashes, ..Identity::default() };
        self.tell_if_failed(self.memory.remember(&known_by, place));
    }

    fn tell_if_failed(&self, done: Result<(), Error>) {
        if let Err(error) = done {
            self.tell_error(&error);
        }
    }

    fn tell_error(&self, error: &dyn std::error::Error) {
        (self.tell)(Input::failed(&clean::error(error)));
    }
}

/// Gives what an article is called in the list of all: its title, or where it was read from.
fn title(article: &Summary) -> Clean<'static> {
    let origin = || clean::line(article.origins.last().map_or("from a pipe", |origin| origin));
    article.title.clone().unwrap_or_else(origin)
}

/// Gives where the words of a place are now, those where reading stopped only if it `resumes` there.
pub(super) fn remembered(document: &Document, place: &Place, resumes: bool) -> Remembered {
    let index = anchor::Index::default();
    let find = |quote: &Quote| index.place_of(document, quote);
    let marks = place.marks.iter().map(|(letter, spot)| (*letter, spot.map(find)));
    Remembered { spot: resumes.then(|| place.spot.map(find)), marks: marks.collect() }
}

/// Gives what an article is told apart by.
pub(super) fn key(origin: &Origin) -> Key {
    origin.key().map_or_else(Key::pipe, Key)
}

/// Gives how to read an article again; none for what came through a pipe.
fn wanted(origin: &Origin) -> Option<Wanted> {
    match origin {
        Origin::Path(path) => Some(Wanted::Path(path.clone())),
        Origin::Guide => Some(Wanted::Guide),
        Origin::Pipe => None,
    }
}
