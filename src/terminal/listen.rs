//! The threads that wait: for keys, for signals, for the terminal to vanish. Each sleeps in the
//! kernel until there is something to tell.

use std::io;
use std::os::fd::{AsFd, OwnedFd};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use crossterm::event::{
    self, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent, MouseEventKind,
};
use rustix::event::{PollFd, PollFlags, poll};
use signal_hook::consts::signal::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH};

use super::Event;
use crate::app::Input;
use crate::app::key::{Code, Key, Named};

/// Starts to wait for signals, until nobody listens to `events` any more. While the terminal is
/// lent, those that a terminal sends to all of its programs are for the other one; what is given
/// tells then of each SIGWINCH that was seen.
pub(super) fn for_signals(
    events: &Sender<Event>,
    is_lent: &Arc<AtomicBool>,
) -> io::Result<Receiver<()>> {
    let (signals, is_lent) = (events.clone(), Arc::clone(is_lent));
    let (sees, seen) = channel();
    let mut caught = signal_hook::iterator::Signals::new([
        SIGTERM, SIGINT, SIGHUP, SIGQUIT, SIGTSTP, SIGCONT, SIGWINCH,
    ])?;
    spawn("signals", events, move || {
        for signal in caught.forever() {
            let event = match signal {
                SIGWINCH => Event::Input(Input::Resized(super::screen::size())),
                signal => Event::Signal(signal),
            };
            let is_lent = is_lent.load(Ordering::SeqCst);
            let is_kept_back = is_lent && matches!(signal, SIGINT | SIGQUIT | SIGTSTP | SIGCONT);
            if !is_kept_back && signals.send(event).is_err() {
                return;
            }
            if is_lent && signal == SIGWINCH {
                let _ = sees.send(());
            }
        }
    })?;
    Ok(seen)
}

/// Starts to wait for keys, and for the terminal to vanish.
pub(super) fn to_the_terminal(
    events: &Sender<Event>,
    is_lent: Arc<AtomicBool>,
    seen: Receiver<()>,
) -> io::Result<Keyboard> {
    let (asks, asked) = rustix::pipe::pipe_with(rustix::pipe::PipeFlags::CLOEXEC)
        .map(|(reader, writer)| (writer, reader))?;
    let (stops, stopped) = channel();
    let (resumes, resumed) = channel();
    let keys = Keys { tty: tty()?, asked, stops, resumed, events: events.clone() };
    spawn("keys", events, move || keys.listen())?;
    let vanished = events.clone();
    let tty = tty()?;
    spawn("watchdog", events, move || {
        wait_until_gone(&tty);
        let _ = vanished.send(Event::Vanished);
    })?;
    Ok(Keyboard { asks, stopped, resumes, is_lent, seen })
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

/// The way to the thread that reads keys.
pub(super) struct Keyboard {
    /// A byte in here asks it to stop.
    asks: OwnedFd,
    /// It says here that it stopped.
    stopped: Receiver<()>,
    /// It waits here to go on.
    resumes: Sender<()>,
    /// Whether another program has the terminal.
    is_lent: Arc<AtomicBool>,
    /// Tells of each SIGWINCH that is seen meanwhile.
    seen: Receiver<()>,
}

/// How long to wait for the thread that sees signals.
const SEEN: Duration = Duration::from_secs(1);

impl Keyboard {
    /// Lets another program have the terminal's keys and signals while `use_it` runs.
    pub(super) fn lend<T>(&self, use_it: impl FnOnce() -> T) -> T {
        self.is_lent.store(true, Ordering::SeqCst);
        let has_stopped = rustix::io::write(&self.asks, b"!").is_ok();
        if has_stopped {
            // A thread that has ended reads no keys either.
            let _ = self.stopped.recv();
        }
        let result = use_it();
        self.see_signals();
        self.is_lent.store(false, Ordering::SeqCst);
        let _ = self.resumes.send(());
        result
    }

    /// Waits until the signals that came up to now are seen, as they are not for this program: its
    /// thread sees those that wait by their numbers, and SIGWINCH last. The size of the terminal is
    /// to be asked for anyway.
    fn see_signals(&self) {
        self.seen.try_iter().for_each(drop);
        if rustix::process::kill_process(rustix::process::getpid(), rustix::process::Signal::WINCH)
            .is_ok()
        {
            let _ = self.seen.recv_timeout(SEEN);
        }
    }
}

/// How long to see whether there is one more key among what was read. With no time at all
/// crossterm 0.29 does not even look, and what is less than a millisecond it spends turning.
const READ_ALL: Duration = Duration::from_micros(20);

/// What the thread that reads keys works with.
struct Keys {
    tty: OwnedFd,
    asked: OwnedFd,
    stops: Sender<()>,
    resumed: Receiver<()>,
    events: Sender<Event>,
}

impl Keys {
    /// Hands on what the terminal sends until it is gone, or nobody listens any more.
    fn listen(self) {
        let mut clicks = Clicks::default();
        while let Ok(is_asked) = self.wait() {
            if is_asked {
                let mut byte = [0];
                let is_heard = rustix::io::read(&self.asked, &mut byte).is_ok()
                    && self.stops.send(()).is_ok()
                    && self.resumed.recv().is_ok();
                if !is_heard {
                    return;
                }
                continue;
            }
            while event::poll(READ_ALL).unwrap_or(false) {
                let Ok(event) = event::read() else { return self.vanish() };
                let input = clicks.translate(event).map(Event::Input);
                if input.is_some_and(|input| self.events.send(input).is_err()) {
                    return;
                }
            }
        }
        self.vanish();
    }

    /// Sleeps until there is a key to be read, or until asked to stop; tells which.
    fn wait(&self) -> io::Result<bool> {
        loop {
            let mut watched =
                [PollFd::new(&self.tty, PollFlags::IN), PollFd::new(&self.asked, PollFlags::IN)];
            match poll(&mut watched, None) {
                Err(rustix::io::Errno::INTR) => {}
                Err(error) => return Err(error.into()),
                Ok(_) if watched[1].revents().contains(PollFlags::IN) => return Ok(true),
                Ok(_) if watched[0].revents().contains(PollFlags::IN) => return Ok(false),
                Ok(_) => return Err(io::ErrorKind::BrokenPipe.into()),
            }
        }
    }

    fn vanish(&self) {
        let _ = self.events.send(Event::Vanished);
    }
}

/// Gives the terminal that keys come from.
pub(super) fn tty() -> io::Result<OwnedFd> {
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

/// How soon a button must go down again to count as twice, as on most desktops.
const DOUBLE_CLICK: Duration = Duration::from_millis(500);

/// What there is to remember between clicks.
#[derive(Default)]
struct Clicks {
    /// When and on which cell the button went down last, unless that was for the second time.
    last: Option<(Instant, u16, u16)>,
}

impl Clicks {
    /// Gives what an event of crossterm's is to the reader; none for those that change nothing.
    fn translate(&mut self, event: event::Event) -> Option<Input> {
        match event {
            event::Event::Mouse(MouseEvent {
                kind: MouseEventKind::Down(MouseButton::Left),
                column,
                row,
                ..
            }) => Some(self.click(column, row)),
            event => translate(event),
        }
    }

    fn click(&mut self, column: u16, row: u16) -> Input {
        let now = Instant::now();
        let is_double = self.last.is_some_and(|(then, old_column, old_row)| {
            (old_column, old_row) == (column, row) && now - then <= DOUBLE_CLICK
        });
        self.last = (!is_double).then_some((now, column, row));
        Input::Click { column, row, is_double }
    }
}

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
                MouseEventKind::Drag(MouseButton::Left) => Some(Input::Drag { column, row }),
                MouseEventKind::Up(MouseButton::Left) => Some(Input::Release),
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
