//! The threads that wait: for keys, for signals, for the terminal to vanish. Each sleeps in the
//! kernel until there is something to tell.

use std::io;
use std::os::fd::{AsFd, OwnedFd};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::Sender;
use std::thread;

use crossterm::event::{self, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseEventKind};
use rustix::event::{PollFd, PollFlags, poll};
use signal_hook::consts::signal::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP};

use super::Event;
use crate::app::Input;
use crate::app::key::{Code, Key, Named};

/// Starts to wait for signals, until nobody listens to `events` any more.
pub(super) fn for_signals(events: &Sender<Event>) -> io::Result<()> {
    let signals = events.clone();
    let mut caught =
        signal_hook::iterator::Signals::new([SIGTERM, SIGINT, SIGHUP, SIGQUIT, SIGTSTP, SIGCONT])?;
    spawn("signals", events, move || {
        for signal in caught.forever() {
            if signals.send(Event::Signal(signal)).is_err() {
                return;
            }
        }
    })
}

/// Starts to wait for keys, and for the terminal to vanish.
pub(super) fn to_the_terminal(events: &Sender<Event>) -> io::Result<()> {
    let keys = events.clone();
    spawn("keys", events, move || listen_to_keys(&keys))?;
    let vanished = events.clone();
    let tty = tty()?;
    spawn("watchdog", events, move || {
        wait_until_gone(&tty);
        let _ = vanished.send(Event::Vanished);
    })
}

/// Starts a thread. If it panics the reader would wait for ever for what it was to tell, so that is
/// told instead.
fn spawn(
    name: &'static str,
    events: &Sender<Event>,
    run: impl FnOnce() + Send + 'static,
) -> io::Result<()> {
    let events = events.clone();
    let run = move || {
        if let Err(panic) = catch_unwind(AssertUnwindSafe(run)) {
            let words = panic.downcast_ref::<String>().map(String::as_str);
            let words = words.or_else(|| panic.downcast_ref::<&str>().copied());
            let words = format!("the thread \"{name}\" failed: {}", words.unwrap_or("a defect"));
            let _ = events.send(Event::Failed(words));
        }
    };
    thread::Builder::new().name(name.to_owned()).spawn(run).map(drop)
}

fn listen_to_keys(events: &Sender<Event>) {
    loop {
        let told = match event::read() {
            Ok(event) => translate(event).map(Event::Input),
            Err(_) => Some(Event::Vanished),
        };
        let is_last = matches!(told, Some(Event::Vanished));
        if told.is_some_and(|event| events.send(event).is_err()) || is_last {
            return;
        }
    }
}

/// Gives the terminal that keys come from.
fn tty() -> io::Result<OwnedFd> {
    use rustix::fs::{Mode, OFlags, open};
    let stdin = io::stdin();
    if rustix::termios::isatty(&stdin) {
        return stdin.as_fd().try_clone_to_owned();
    }
    let flags = OFlags::RDONLY | OFlags::NOCTTY | OFlags::CLOEXEC;
    Ok(open("/dev/tty", flags, Mode::empty())?)
}

/// Sleeps until the terminal hangs up.
///
/// The thread that reads keys cannot be asked: when the terminal is gone, crossterm 0.29 turns in
/// its reading loop for ever and burns a core (crossterm issue 793).
fn wait_until_gone(tty: &OwnedFd) {
    loop {
        let mut watched = [PollFd::new(tty, PollFlags::empty())];
        match poll(&mut watched, None) {
            Err(rustix::io::Errno::INTR) => {}
            Err(_) => return,
            Ok(_) if !watched[0].revents().is_empty() => return,
            Ok(_) => {}
        }
    }
}

/// Gives what an event of crossterm's is to the reader; none for those that change nothing.
fn translate(event: event::Event) -> Option<Input> {
    match event {
        event::Event::Key(key) if key.kind != KeyEventKind::Release => key_of(key).map(Input::Key),
        event::Event::Paste(text) => Some(Input::Paste(text)),
        event::Event::Resize(..) => Some(Input::Resized(super::screen::size())),
        event::Event::Mouse(mouse) => {
            let (column, row) = (mouse.column, mouse.row);
            match mouse.kind {
                MouseEventKind::ScrollDown => Some(Input::Wheel { down: true, column, row }),
                MouseEventKind::ScrollUp => Some(Input::Wheel { down: false, column, row }),
                MouseEventKind::Down(event::MouseButton::Left) => {
                    Some(Input::Click { column, row })
                }
                _ => None,
            }
        }
        _ => None,
    }
}

fn key_of(event: KeyEvent) -> Option<Key> {
    let named = |named| Some(Code::Named(named));
    let code = match event.code {
        KeyCode::Char(char) => Some(Code::Char(char)),
        KeyCode::F(number) => Some(Code::F(number)),
        KeyCode::Enter => named(Named::Enter),
        KeyCode::Esc => named(Named::Esc),
        KeyCode::Tab => named(Named::Tab),
        KeyCode::BackTab => named(Named::BackTab),
        KeyCode::Backspace => named(Named::Backspace),
        KeyCode::Delete => named(Named::Delete),
        KeyCode::Left => named(Named::Left),
        KeyCode::Right => named(Named::Right),
        KeyCode::Up => named(Named::Up),
        KeyCode::Down => named(Named::Down),
        KeyCode::Home => named(Named::Home),
        KeyCode::End => named(Named::End),
        KeyCode::PageUp => named(Named::PageUp),
        KeyCode::PageDown => named(Named::PageDown),
        _ => None,
    }?;
    let ctrl = event.modifiers.contains(KeyModifiers::CONTROL);
    Some(Key { code, ctrl, alt: event.modifiers.contains(KeyModifiers::ALT) })
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;

    use super::{Event, spawn};

    #[test]
    fn a_thread_that_fails_says_so() {
        let (events, inbox) = channel();
        spawn("keys", &events, || panic!("there is {} key", "no"))
            .expect("a thread can be started");
        match inbox.recv() {
            Ok(Event::Failed(words)) => {
                assert_eq!(words, "the thread \"keys\" failed: there is no key");
            }
            _ => panic!("something else was told"),
        }
    }
}
