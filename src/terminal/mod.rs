//! The machine room: takes the terminal over with what the reader starts with, and gives it back
//! however the program ends.

use std::io;
use std::sync::Arc;
use std::sync::mpsc::{Sender, channel};

use crate::app::geometry::Size;
use crate::app::start::Start;
use crate::app::{Input, State};
use crate::article::Article;
use crate::bookmark::Quote;
use crate::bookmark::identity::{self, Identity};
use crate::bookmark::spot::Spot;
use crate::config::settings::Program;
use crate::document::Document;
use crate::format::{self, Format, Part, Source, Unreadable};
use crate::outline::rules::{self, Rule};
use crate::source::Opened;
use crate::store::bookmarks::Shelf;
use crate::store::draft::Drafts;
use crate::store::state::{Memory, Place};
use crate::text::clean::Clean;
use crate::ui::{self, theme::Theme};

mod desk;
mod editor;
mod effect;
mod frame;
pub mod hook;
mod listen;
mod reading;
mod screen;
mod session;

use effect::Worker;
use hook::Hook;
use screen::Screen;
use session::Session;

/// What the reader starts with.
pub struct Opening {
    /// The article, of which the beginning was read.
    pub opened: Opened,
    /// The format it is to be read as, if it was named.
    pub format: Option<&'static Format>,
    /// Where bookmarks are kept.
    pub shelf: Shelf,
    /// Where places and marks are kept.
    pub memory: Memory,
    /// Which lines are headings, whatever they look like.
    pub rules: Vec<Rule>,
    /// Where notes lie while they are written in an editor.
    pub drafts: Drafts,
    /// Whether to go on where reading stopped last time.
    pub resumes: bool,
    /// The words to start at instead.
    pub at: Option<Quote>,
    /// Where to start instead, if not at words.
    pub start: Option<Start>,
    /// What is run on a new bookmark.
    pub hook: Option<Program>,
    /// Columns of text at most, if not the usual.
    pub columns: Option<u16>,
    /// Whether to show the outline.
    pub shows_outline: bool,
    /// Whether colours are wanted.
    pub has_colours: bool,
}

/// How the reader ended.
pub struct Ending {
    /// The signal that ended it, if one did; a terminal that vanished counts as hang-up.
    pub signal: Option<i32>,
    /// Whether the reader broke off with Ctrl-c.
    pub interrupted: bool,
    /// Whether the place to start at is nowhere in the article.
    pub missed_start: bool,
    /// Why changes of bookmarks could not be kept, if any.
    pub unsaved: Vec<Clean<'static>>,
}

/// Why the reader could not be shown.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The article is nothing that can be read.
    #[error("cannot read {name}")]
    Article {
        /// What it is called, as the reader wrote it.
        name: Clean<'static>,
        /// What it is instead.
        source: Unreadable,
    },
    /// The terminal could not be switched or written to.
    #[error("cannot use the terminal")]
    Terminal(#[from] io::Error),
}

/// Something that wakes the loop.
enum Event {
    Input(Input),
    Signal(i32),
    Vanished,
    /// A thread that waits has panicked with these words.
    Failed(String),
}

/// Shows the article until the reader leaves.
///
/// # Errors
/// Fails if the article cannot be read, or the terminal cannot be used.
pub fn run(opening: Opening) -> Result<Ending, Error> {
    let theme = Theme::terminal(opening.has_colours);
    let (events, inbox) = channel();
    let hook = opening.hook.clone().map(|program| Hook::new(program, forward(events.clone())));
    let (state, worker, drafts) = begin(opening, screen::size())?;
    restore_on_panic();
    let is_lent = Arc::default();
    let seen = listen::for_signals(&events, &is_lent)?;
    let _guard = Guard;
    let mut screen = Screen::enter(state.size)?;
    screen.draw(state.size, |buffer| ui::view(&state, theme, buffer))?;
    let keyboard = listen::to_the_terminal(&events, is_lent, seen)?;
    let effects = worker.start(hook, forward(events))?;
    let has_continued = false;
    let mut session =
        Session { state, theme, screen, effects, inbox, keyboard, drafts, has_continued };
    let ending = session.read();
    let unsaved = session.finish();
    Ok(Ending { unsaved, ..ending? })
}

/// Gives how many columns standard output has; 80 where it is no terminal.
#[must_use]
pub fn columns() -> usize {
    usize::from(screen::size().columns)
}

/// Gives the state to begin with, from as much of the article as was read, the worker that reads
/// the rest, and where drafts lie.
fn begin(opening: Opening, size: Size) -> Result<(State, Worker, Drafts), Error> {
    let Opening { opened, format, shelf, memory, drafts, rules, .. } = opening;
    let mut document = parse_head(&opened, format)?;
    if let Some(document) = &mut document {
        rules::lay(document, &rules, &opened.name);
    }
    let is_whole = document.is_some() && opened.is_whole();
    let (place, hash) = last_place(&memory, &opened, is_whole);
    let resumes = opening.resumes || opening.at.is_some();
    let place = match opening.at {
        Some(words) => {
            let spot = Spot { focused: Some(words.clone()), top: words };
            Some(Place { spot, ..place.unwrap_or_default() })
        }
        None => place,
    };
    let article = Article::new(document.unwrap_or_default(), opened.name.clone(), Vec::new());
    // A copy costs less than to parse it again, which the worker would have to.
    let whole = is_whole.then(|| (article.document.clone(), hash));
    let place_here = place.as_ref().filter(|_| is_whole);
    let here = place_here.map(|place| desk::remembered(&article.document, place, resumes));
    let mut state = State::new(article, is_whole, size).known_as(desk::key(&opened.origin));
    if let Some(columns) = opening.columns {
        state = state.with_columns(columns);
    }
    if !opening.shows_outline {
        state = state.without_outline();
    }
    if let Some(here) = here {
        state = state.resuming(here);
    }
    if let Some(start) = opening.start {
        state = state.starting(start);
    }
    let worker = Worker { shelf, memory, rules, format, opened, whole, place, resumes };
    Ok((state, worker, drafts))
}

/// Gives the document of the article's beginning; none where the format only makes sense whole and
/// there is more than was read.
fn parse_head(opened: &Opened, format: Option<&'static Format>) -> Result<Option<Document>, Error> {
    let part = if opened.is_whole() { Part::Whole } else { Part::Head };
    let source = Source { bytes: &opened.head, name: Some(&opened.name), format, part };
    let unreadable = |source| Error::Article { name: opened.given.clone(), source };
    if !opened.is_whole() && !format::reads_head(&source).map_err(unreadable)? {
        return Ok(None);
    }
    format::parse(&source).map(Some).map_err(unreadable)
}

/// Gives where reading of the article stopped; what cannot be read back counts as never kept. One
/// that was moved since is known by the hash of its bytes, which is given if it was needed; where
/// more bytes are to come, the worker looks at them.
fn last_place(memory: &Memory, opened: &Opened, is_whole: bool) -> (Option<Place>, Option<String>) {
    let origins = opened.origin.key().into_iter().collect();
    let by_origin = Identity { origins, ..Identity::default() };
    let kept = |identity: &Identity| memory.place(identity).ok().flatten();
    let place = kept(&by_origin);
    let hash = (place.is_none() && is_whole).then(|| identity::hash(&opened.head));
    let by_hash = |hash| kept(&Identity { hashes: vec![hash], ..by_origin });
    (place.or_else(|| hash.clone().and_then(by_hash)), hash)
}

/// Gives a way for the worker to send inputs to the loop.
fn forward(events: Sender<Event>) -> impl Fn(Input) + Send + Sync + 'static {
    move |input| {
        // The loop may have ended before the work did.
        let _ = events.send(Event::Input(input));
    }
}

/// Gives the terminal back when it goes out of scope: on return, error and panic alike.
struct Guard;

impl Drop for Guard {
    fn drop(&mut self) {
        screen::leave();
    }
}

/// Restores the screen before a panic's message is printed. A panic on another thread is caught
/// and told by whoever started it.
fn restore_on_panic() {
    let print = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        if std::thread::current().name() == Some("main") {
            screen::leave();
            print(info);
        }
    }));
}
