//! The reader on screen: waits, updates the state and draws, until something ends it.

use std::io;
use std::ops::ControlFlow;
use std::sync::mpsc::{Receiver, TryRecvError};
use std::time::{Duration, Instant};

use signal_hook::consts::signal::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP};

use super::effect::Effects;
use super::listen::Keyboard;
use super::screen::{self, Screen};
use super::{Ending, Error, Event, editor};
use crate::app::message::Message;
use crate::app::update::update;
use crate::app::{Effect, Input, Stamp, State, Unkept};
use crate::bookmark::Id;
use crate::store::{self, draft::Drafts};
use crate::text::clean::Clean;
use crate::ui::{self, theme::Theme};

/// How long work goes on before what came of it is drawn.
const UNSEEN: Duration = Duration::from_millis(50);

/// How long a place is looked for before the reader sees what else was done.
const MOMENT: Duration = Duration::from_millis(15);

/// The reader on screen.
pub(super) struct Session {
    pub(super) state: State,
    pub(super) theme: Theme,
    pub(super) screen: Screen,
    pub(super) effects: Effects,
    pub(super) inbox: Receiver<Event>,
    pub(super) keyboard: Keyboard,
    pub(super) drafts: Drafts,
    /// Whether a signal to continue is on its way that was answered already.
    pub(super) has_continued: bool,
}

impl Session {
    /// Waits, updates and draws until something ends it.
    pub(super) fn read(&mut self) -> Result<Ending, Error> {
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
            let unkept = Input::Unkept(id, Box::new(Unkept::new(asked, why)));
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
    pub(super) fn finish(self) -> Vec<Clean<'static>> {
        let Session { state, effects, inbox, screen, .. } = self;
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
        unsaved(state, late.into_iter().chain(inbox.try_iter()))
    }
}

/// Gives why changes were not kept, once what the worker told in the meantime is taken in.
fn unsaved(mut state: State, late: impl Iterator<Item = Event>) -> Vec<Clean<'static>> {
    let mut reasons = Vec::new();
    for event in late {
        let Event::Input(input) = event else { continue };
        match input {
            Input::Kept(..) | Input::KeptCorrections(..) | Input::Unkept(..) => {}
            // On screen that is told and can be undone; here the change is lost.
            Input::Removed(_) => reasons.push(REMOVED),
            _ => continue,
        }
        update(&mut state, input, stamp());
    }
    reasons.extend(state.unsaved.into_values().map(|unkept| unkept.why));
    reasons
}

const REMOVED: Clean<'static> = Clean::ours("another program had removed it");

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

#[cfg(test)]
mod tests {
    use super::super::Event;
    use super::unsaved;
    use crate::app::geometry::Size;
    use crate::app::visit::Key;
    use crate::app::{Effect, Input, State, Unkept};
    use crate::article::Article;
    use crate::bookmark::Id;
    use crate::text::clean::Clean;

    /// Lets the worker tell something while the reader leaves, and demands that this is said.
    #[track_caller]
    fn check(case: &str, late: Vec<Input>, expected: &[&str]) {
        let state = State::new(Article::default(), true, Size { columns: 80, rows: 24 });
        let reasons = unsaved(state, late.into_iter().map(Event::Input));
        assert_eq!(reasons.iter().map(|why| &**why).collect::<Vec<_>>(), expected, "{case}");
    }

    fn unkept(id: Id) -> Input {
        let (asked, why) = (Effect::Remove(Key::pipe(), id), Clean::ours("the disk is full"));
        Input::Unkept(id, Box::new(Unkept::new(asked, why)))
    }

    #[test]
    fn what_was_not_kept_is_said_at_the_end() {
        let (one, other) = (Id(1), Id(2));
        check("all is well", vec![Input::Kept(one, None)], &[]);
        check("the disk is full", vec![unkept(one)], &["the disk is full"]);
        check("and no longer", vec![unkept(one), Input::Kept(one, None)], &[]);
        let gone = "another program had removed it";
        check("the bookmark is gone", vec![Input::Removed(one)], &[gone]);
        check("once of each", vec![unkept(one), Input::Removed(one)], &[gone]);
        let both = vec![Input::Removed(one), unkept(other)];
        check("both", both, &[gone, "the disk is full"]);
    }
}
