//! The machine room: takes the terminal over, waits, updates the state, draws, and gives the
//! terminal back however the program ends.

use std::io;
use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, TryRecvError, channel};
use std::time::{Duration, Instant};

use signal_hook::consts::signal::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP};

use crate::app::geometry::Size;
use crate::app::message::Message;
use crate::app::start::Start;
use crate::app::update::update;
use crate::app::{Effect, Input, Stamp, State, Unkept};
use crate::article::Article;
use crate::bookmark::identity::{self, Identity};
use crate::bookmark::{Id, Quote};
use crate::config::settings::Program;
use crate::document::Document;
use crate::format::{self, Format, Part, Source, Unreadable};
use crate::outline::rules::{self, Rule};
use crate::source::Opened;
use crate::store::draft::Drafts;
use crate::store::state::{Place, State as Memory};
use crate::store::{self, bookmarks::Shelf};
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

use effect::{Effects, Worker};
use hook::Hook;
use listen::Keyboard;
use screen::Screen;

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
        Some(top) => Some(Place { top, ..place.unwrap_or_default() }),
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

/// How long work goes on before what came of it is drawn.
const UNSEEN: Duration = Duration::from_millis(50);

/// How long a place is looked for before the reader sees what else was done.
const MOMENT: Duration = Duration::from_millis(15);

/// The reader on screen.
struct Session {
    state: State,
    theme: Theme,
    screen: Screen,
    effects: Effects,
    inbox: Receiver<Event>,
    keyboard: Keyboard,
    drafts: Drafts,
    /// Whether a signal to continue is on its way that was answered already.
    has_continued: bool,
}

impl Session {
    /// Waits, updates and draws until something ends it.
    fn read(&mut self) -> Result<Ending, Error> {
        // What was to be started at may be known to be nowhere.
        if let Some(ending) = self.update(Input::Idle)? {
            return Ok(ending);
        }
        loop {
            if let Some(ending) = self.take_all()? {
                return Ok(ending);
            }
            let Session { state, theme, screen, .. } = self;
            screen.draw(state.size, |buffer| ui::view(state, *theme, buffer))?;
        }
    }

    /// Waits for an event and takes in all that have arrived by then, but for those that keep
    /// arriving for so long that the reader would see nothing.
    fn take_all(&mut self) -> Result<Option<Ending>, Error> {
        let mut event = match self.wait()? {
            ControlFlow::Continue(event) => event,
            ControlFlow::Break(ending) => return Ok(Some(ending)),
        };
        let started = Instant::now();
        let is_size = |event: &Event| matches!(event, Event::Input(Input::Resized(_)));
        loop {
            let was_size = is_size(&event);
            let next = was_size.then(|| self.inbox.try_recv().ok()).flatten();
            // Of sizes that follow each other only the last is one to lay the text out for.
            if !(was_size && next.as_ref().is_some_and(is_size))
                && let Some(ending) = self.take(event)?
            {
                return Ok(Some(ending));
            }
            let has_time = started.elapsed() < UNSEEN;
            let later = || has_time.then(|| self.inbox.try_recv().ok()).flatten();
            match next.or_else(later) {
                Some(next) => event = next,
                None if has_time => match self.look_on()? {
                    ControlFlow::Continue(Some(next)) => event = next,
                    ControlFlow::Continue(None) => return Ok(None),
                    ControlFlow::Break(ending) => return Ok(Some(ending)),
                },
                None => return Ok(None),
            }
        }
    }

    /// Goes on for a moment with looking for a place, so that it can be drawn at once; gives the
    /// event that came between, if one did.
    fn look_on(&mut self) -> Result<ControlFlow<Ending, Option<Event>>, Error> {
        let started = Instant::now();
        while self.state.is_looking() && started.elapsed() < MOMENT {
            if let Ok(event) = self.inbox.try_recv() {
                return Ok(ControlFlow::Continue(Some(event)));
            }
            if let Some(ending) = self.update(Input::Idle)? {
                return Ok(ControlFlow::Break(ending));
            }
        }
        Ok(ControlFlow::Continue(None))
    }

    /// Gives the next event, or how the reader ended before one came. Until there is one, goes on
    /// with what is left to do, and lets the reader see now and then how far it is.
    fn wait(&mut self) -> Result<ControlFlow<Ending, Event>, Error> {
        let started = self.state.is_busy().then(Instant::now);
        while self.state.is_busy() && started.is_some_and(|at| at.elapsed() < UNSEEN) {
            match self.inbox.try_recv() {
                Ok(event) => return Ok(ControlFlow::Continue(event)),
                Err(TryRecvError::Disconnected) => {
                    return Ok(ControlFlow::Continue(Event::Vanished));
                }
                Err(TryRecvError::Empty) => {
                    if let Some(ending) = self.update(Input::Idle)? {
                        return Ok(ControlFlow::Break(ending));
                    }
                }
            }
        }
        Ok(ControlFlow::Continue(match started {
            Some(_) => Event::Input(Input::Idle),
            None => self.inbox.recv().unwrap_or(Event::Vanished),
        }))
    }

    /// Takes one event in; gives how the reader ended, if it did.
    fn take(&mut self, event: Event) -> Result<Option<Ending>, Error> {
        match event {
            Event::Input(input) => self.update(input),
            Event::Signal(SIGTSTP) => self.suspend().map(|()| None),
            Event::Signal(SIGCONT) if std::mem::take(&mut self.has_continued) => Ok(None),
            Event::Signal(SIGCONT) => self.come_back().map(|()| None),
            Event::Signal(signal) => Ok(Some(ended(Some(signal), false))),
            Event::Vanished => Ok(Some(ended(Some(SIGHUP), false))),
            // As if it had happened here: the terminal is given back, the words printed.
            Event::Failed(words) => panic!("{words}"),
        }
    }

    fn update(&mut self, input: Input) -> Result<Option<Ending>, Error> {
        for effect in update(&mut self.state, input, stamp()) {
            match effect {
                Effect::Quit { interrupted } => return Ok(Some(ended(None, interrupted))),
                Effect::Miss => {
                    return Ok(Some(Ending { missed_start: true, ..ended(None, false) }));
                }
                Effect::Suspend => self.suspend()?,
                Effect::Redraw => self.screen.redraw(),
                Effect::Copy(text) => self.copy(&text)?,
                Effect::EditNote(id, note) => self.edit_note(id, &note)?,
                effect => self.carry_out(effect),
            }
        }
        Ok(None)
    }

    /// Hands an effect to the worker; a bookmark that it cannot take any more is not kept.
    fn carry_out(&mut self, effect: Effect) {
        let kept = effect.id().map(|id| (id, effect.clone()));
        let is_taken = self.effects.carry_out(effect);
        if let Some((id, asked)) = kept.filter(|_| !is_taken) {
            let why = Clean::ours("the part of the program that keeps them has failed");
            let unkept = Input::Unkept(id, Box::new(Unkept { asked, why }));
            update(&mut self.state, unkept, stamp());
        }
    }

    fn copy(&mut self, text: &Clean) -> Result<(), Error> {
        let command = crossterm::clipboard::CopyToClipboard::to_clipboard_from(&**text);
        Ok(self.screen.send_aside(command)?)
    }

    /// Hands the terminal to the reader's editor with a note in it, and takes in what came of that.
    fn edit_note(&mut self, id: Id, note: &str) -> Result<(), Error> {
        screen::leave();
        let written = self.keyboard.lend(|| editor::write(&self.drafts, id, note));
        self.come_back()?;
        let written = written.map_err(|words| Message::failed(&words));
        for effect in update(&mut self.state, Input::Noted(id, written), stamp()) {
            self.carry_out(effect);
        }
        Ok(())
    }

    /// Gives the terminal to the shell and stops; goes on from here when brought back.
    fn suspend(&mut self) -> Result<(), Error> {
        if is_orphan() {
            return Ok(());
        }
        screen::leave();
        let own = rustix::process::getpid();
        rustix::process::kill_process(own, rustix::process::Signal::STOP)
            .map_err(io::Error::from)?;
        self.has_continued = true;
        self.come_back()
    }

    /// Takes the terminal over again and draws everything. It may still count as ours: a program
    /// that is stopped from outside is not asked.
    fn come_back(&mut self) -> Result<(), Error> {
        screen::leave();
        let size = screen::size();
        self.screen = Screen::enter(size)?;
        self.screen.redraw();
        update(&mut self.state, Input::Resized(size), stamp());
        Ok(())
    }

    /// Lets the worker end and keeps the place; gives why changes of bookmarks were not kept.
    fn finish(self) -> Vec<Clean<'static>> {
        let Session { mut state, effects, inbox, screen, .. } = self;
        screen::leave();
        drop(screen);
        let mut late = Vec::new();
        let insists = || {
            late.extend(inbox.try_iter());
            late.iter().any(|event| matches!(event, Event::Signal(SIGINT | SIGQUIT | SIGTERM)))
        };
        if let Some(why) = effects.finish(&state, insists) {
            return vec![why];
        }
        for event in late.into_iter().chain(inbox.try_iter()) {
            let Event::Input(input) = event else { continue };
            if matches!(input, Input::Kept(..) | Input::KeptCorrections(..) | Input::Unkept(..)) {
                update(&mut state, input, stamp());
            }
        }
        state.unsaved.into_values().map(|unkept| unkept.why).collect()
    }
}

/// Tells whether no shell would notice that the program stops, and so none would let it go on: its
/// parent, or the parent of its group's first process, is of another session. Such a program does
/// not stop when asked to; source: POSIX, section 11.1.4 of the general terminal interface, orphaned
/// process groups. In a container the parent or its session may be numbered 0, being outside.
fn is_orphan() -> bool {
    use nix::unistd::{getpgid, getpgrp, getppid, getsid};
    let (parent, session) = (getppid(), getsid(None));
    if session.is_err() || getsid(Some(parent)) != session || parent.as_raw() == 0 {
        return true;
    }
    getpgid(Some(parent)) == Ok(getpgrp()) && Ok(parent) == session
}

fn ended(signal: Option<i32>, interrupted: bool) -> Ending {
    Ending { signal, interrupted, missed_start: false, unsaved: Vec::new() }
}

fn stamp() -> Stamp {
    Stamp { now: store::now(), fresh: store::fresh_id() }
}
