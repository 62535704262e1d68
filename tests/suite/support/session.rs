//! The real program in a real pseudo-terminal, whose screen is read as a person would read it.
//!
//! Nothing here sleeps: a test waits for a picture, for an end, or for silence, each with a
//! deadline after which it fails and shows what it saw.

use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};

/// How long anything may take on a busy machine before it counts as never.
const DEADLINE: Duration = Duration::from_secs(20);

/// What the terminal sends for a key.
pub mod key {
    pub const CTRL_L: &str = "\x0c";
    pub const CTRL_O: &str = "\x0f";
    pub const CTRL_C: &str = "\x03";
    pub const CTRL_Z: &str = "\x1a";
    pub const ENTER: &str = "\r";
    pub const ESC: &str = "\x1b";
    pub const F1: &str = "\x1bOP";
    pub const TAB: &str = "\t";
}

/// A reader's files, apart from everyone else's; gone when it is dropped.
pub struct Home(tempfile::TempDir);

impl Home {
    pub fn new() -> Home {
        Home(tempfile::tempdir().unwrap())
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }

    /// Writes an article and gives its path.
    pub fn write(&self, name: &str, text: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, text).unwrap();
        path
    }

    /// Gives the files of all bookmarks, as text.
    pub fn bookmarks(&self) -> Vec<String> {
        let Ok(articles) = std::fs::read_dir(self.path().join("config/bookmarks")) else {
            return Vec::new();
        };
        articles
            .flat_map(|article| std::fs::read_dir(article.unwrap().path()).unwrap())
            .map(|file| file.unwrap().path())
            .filter(|path| path.file_name().is_some_and(|name| name != "article.json"))
            .map(|path| std::fs::read_to_string(path).unwrap())
            .collect()
    }

    /// Starts the program on a screen of 80 by 24.
    pub fn start(&self, arguments: &[&str]) -> Session {
        self.start_at((80, 24), arguments)
    }

    /// Starts the program on a screen of the given columns and rows.
    pub fn start_at(&self, size: (u16, u16), arguments: &[&str]) -> Session {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_sidehead"));
        command.args(arguments);
        self.spawn(size, command)
    }

    /// Starts a shell with job control on `script`, in which `"$0"` is the program and `"$@"` the
    /// arguments.
    pub fn shell(&self, script: &str, arguments: &[&str]) -> Session {
        let mut command = CommandBuilder::new("sh");
        command.args(["-mc", script, env!("CARGO_BIN_EXE_sidehead")]);
        command.args(arguments);
        self.spawn((80, 24), command)
    }

    fn spawn(&self, size: (u16, u16), mut command: CommandBuilder) -> Session {
        command.env_clear();
        command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
        command.env("TERM", "xterm-256color");
        command.env("LC_ALL", "C.UTF-8");
        command.env("HOME", self.path());
        command.env("XDG_CACHE_HOME", self.path().join("cache"));
        command.env("SIDEHEAD_CONFIG_DIR", self.path().join("config"));
        command.env("SIDEHEAD_STATE_DIR", self.path().join("state"));
        command.cwd(self.path());
        Session::spawn(size, command)
    }
}

/// A running program and the screen it draws.
pub struct Session {
    terminal: Option<Box<dyn MasterPty + Send>>,
    keyboard: Option<Box<dyn Write + Send>>,
    process: u32,
    settings: String,
    shared: Arc<Shared>,
}

/// What the threads that read and wait tell the test.
struct Shared {
    seen: Mutex<Seen>,
    changed: Condvar,
}

struct Seen {
    parser: vt100::Parser,
    bytes: Vec<u8>,
    /// The terminal has no more to give.
    ended: bool,
    /// How the program ended.
    exit: Option<ExitStatus>,
    /// The terminal is to be let go after what comes next.
    let_go: bool,
}

impl Seen {
    /// Tells whether a frame has begun and not ended; half of it may be on the screen.
    fn is_in_a_frame(&self) -> bool {
        let last =
            |sequence: &[u8]| self.bytes.windows(sequence.len()).rposition(|w| w == sequence);
        last(b"\x1b[?2026h") > last(b"\x1b[?2026l")
    }
}

impl Session {
    fn spawn(size: (u16, u16), command: CommandBuilder) -> Session {
        let pair = native_pty_system().openpty(pty_size(size)).unwrap();
        let settings = format!("{:?}", pair.master.get_termios());
        let (rows, columns) = cells(size);
        let seen = Seen {
            parser: vt100::Parser::new(rows, columns, 0),
            bytes: Vec::new(),
            ended: false,
            exit: None,
            let_go: false,
        };
        let shared = Arc::new(Shared { seen: Mutex::new(seen), changed: Condvar::new() });
        let child = pair.slave.spawn_command(command).unwrap();
        let process = child.process_id().unwrap();
        let reader = pair.master.try_clone_reader().unwrap();
        let keyboard = pair.master.take_writer().unwrap();
        let (reading, waiting) = (Arc::clone(&shared), Arc::clone(&shared));
        std::thread::spawn(move || read_all(reader, &reading));
        std::thread::spawn(move || wait_end(child, &waiting));
        Session { terminal: Some(pair.master), keyboard: Some(keyboard), process, settings, shared }
    }

    /// Types `keys` as they are.
    pub fn send(&mut self, keys: &str) {
        let keyboard = self.keyboard.as_mut().expect("the terminal is still there");
        keyboard.write_all(keys.as_bytes()).unwrap();
        keyboard.flush().unwrap();
    }

    /// Changes the size of the screen, in columns and rows.
    pub fn resize(&mut self, size: (u16, u16)) {
        let (rows, columns) = cells(size);
        self.seen().parser.screen_mut().set_size(rows, columns);
        self.terminal.as_ref().unwrap().resize(pty_size(size)).unwrap();
    }

    /// Waits until the screen holds `text`.
    #[track_caller]
    pub fn wait_for_text(&self, text: &str) {
        self.wait_for(text, |screen| screen.contents().contains(text));
    }

    /// Waits until the screen does not hold `text`.
    #[track_caller]
    pub fn wait_until_gone(&self, text: &str) {
        self.wait_for(&format!("no {text}"), |screen| !screen.contents().contains(text));
    }

    /// Waits until the screen is as `picture` says, between two frames; `what` names that for the
    /// failure.
    #[track_caller]
    pub fn wait_for(&self, what: &str, picture: impl Fn(&vt100::Screen) -> bool) {
        let unmet = |seen: &Seen| seen.is_in_a_frame() || !picture(seen.parser.screen());
        let failed = unmet(&self.wait_while(unmet));
        assert!(!failed, "waited for {what}, saw:\n{}", self.show());
    }

    /// Waits until the program has sent `text`, which need not show on the screen.
    #[track_caller]
    pub fn wait_for_bytes(&self, text: &str) {
        let unsent = |seen: &Seen| !seen.bytes.windows(text.len()).any(|w| w == text.as_bytes());
        let failed = unsent(&self.wait_while(unsent));
        assert!(!failed, "waited for {text:?}, saw:\n{}", self.show());
    }

    /// Waits for the end of the program and gives its exit code as a shell would.
    #[track_caller]
    pub fn exit_code(&self) -> u32 {
        let seen = self.wait_while(|seen| seen.exit.is_none() || !seen.ended);
        let (exit, ended) = (seen.exit.clone(), seen.ended);
        drop(seen);
        let exit = exit.unwrap_or_else(|| panic!("still runs:\n{}", self.show()));
        assert!(ended, "the terminal was not closed:\n{}", self.show());
        match exit.signal() {
            None => exit.exit_code(),
            Some(signal) if signal.starts_with("Hangup") => 129,
            Some(signal) if signal.starts_with("Interrupt") => 130,
            Some(signal) if signal.starts_with("Terminated") => 143,
            Some(signal) => panic!("ended by {signal}:\n{}", self.show()),
        }
    }

    /// Waits for the end of the program.
    #[track_caller]
    pub fn wait_end(&self) {
        let runs = self.wait_while(|seen| seen.exit.is_none()).exit.is_none();
        assert!(!runs, "still runs:\n{}", self.show());
    }

    /// Demands that nothing is drawn for `silence` once all is drawn.
    #[track_caller]
    pub fn demand_silence(&self, silence: Duration) {
        let start = Instant::now();
        let mut seen = self.seen();
        while start.elapsed() < DEADLINE {
            let before = seen.bytes.len();
            let (next, waited) = self.shared.changed.wait_timeout(seen, silence).unwrap();
            seen = next;
            if waited.timed_out() && seen.bytes.len() == before && !seen.is_in_a_frame() {
                return;
            }
        }
        drop(seen);
        panic!("draws without end:\n{}", self.show());
    }

    /// Gives what is on the screen, a line a row.
    pub fn screen(&self) -> String {
        self.seen().parser.screen().contents()
    }

    /// Gives the rows of the screen.
    pub fn rows(&self) -> Vec<String> {
        let seen = self.seen();
        let (_, columns) = seen.parser.screen().size();
        seen.parser.screen().rows(0, columns.get()).collect()
    }

    /// Gives every byte the program has sent.
    pub fn bytes(&self) -> Vec<u8> {
        self.seen().bytes.clone()
    }

    /// Tells whether the settings of the terminal are those it had before the program started.
    pub fn settings_are_restored(&self) -> bool {
        let settings = self.terminal.as_ref().map(|terminal| terminal.get_termios());
        settings.map(|settings| format!("{settings:?}")).as_ref() == Some(&self.settings)
    }

    /// Gives the number of the process, the shell's where there is one.
    pub fn process(&self) -> u32 {
        self.process
    }

    /// Sends a signal to the process.
    pub fn signal(&self, signal: rustix::process::Signal) {
        rustix::process::kill_process(self.pid(), signal).unwrap();
    }

    fn pid(&self) -> rustix::process::Pid {
        let process = i32::try_from(self.process).ok().and_then(rustix::process::Pid::from_raw);
        process.expect("a process has a number")
    }

    /// Closes the terminal, as when its window is closed.
    ///
    /// The thread that reads holds the terminal open while it waits for a byte, so the program is
    /// made to draw once more.
    pub fn hang_up(&mut self) {
        self.seen().let_go = true;
        self.resize((79, 23));
        let ended = self.wait_while(|seen| !seen.ended).ended;
        assert!(ended, "nothing was drawn for the new size:\n{}", self.show());
        self.keyboard = None;
        self.terminal = None;
    }

    /// Gives the screen in a frame, for messages.
    fn show(&self) -> String {
        self.rows().iter().map(|row| format!("| {row}\n")).collect()
    }

    fn seen(&self) -> MutexGuard<'_, Seen> {
        self.shared.seen.lock().unwrap()
    }

    fn wait_while(&self, unmet: impl Fn(&Seen) -> bool) -> MutexGuard<'_, Seen> {
        let unmet = |seen: &mut Seen| unmet(seen);
        self.shared.changed.wait_timeout_while(self.seen(), DEADLINE, unmet).unwrap().0
    }
}

impl Drop for Session {
    /// Ends a program that a test left behind. It may end by itself right now.
    fn drop(&mut self) {
        if self.seen().exit.is_none() {
            let _ = rustix::process::kill_process(self.pid(), rustix::process::Signal::KILL);
        }
    }
}

/// Feeds what the program draws to the screen until it ends or is let go.
fn read_all(mut reader: Box<dyn Read + Send>, shared: &Shared) {
    let mut buffer = [0; 1 << 16];
    loop {
        let read = reader.read(&mut buffer).unwrap_or(0);
        let mut seen = shared.seen.lock().unwrap();
        seen.parser.process(&buffer[..read]);
        seen.bytes.extend_from_slice(&buffer[..read]);
        if read == 0 || seen.let_go {
            drop(reader);
            seen.ended = true;
            shared.changed.notify_all();
            return;
        }
        shared.changed.notify_all();
    }
}

fn wait_end(mut child: Box<dyn Child + Send + Sync>, shared: &Shared) {
    let exit = child.wait().unwrap();
    shared.seen.lock().unwrap().exit = Some(exit);
    shared.changed.notify_all();
}

fn pty_size((columns, rows): (u16, u16)) -> PtySize {
    PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 }
}

/// Gives rows and columns as the parser wants them.
fn cells((columns, rows): (u16, u16)) -> (NonZeroU16, NonZeroU16) {
    (NonZeroU16::new(rows).unwrap(), NonZeroU16::new(columns).unwrap())
}

#[cfg(test)]
mod tests {
    use super::{Home, key};

    #[test]
    fn a_session_tells_what_is_drawn_and_how_it_ended() {
        let home = Home::new();
        let mut session = home.shell("printf '\\033[2;3Hhello'; read line; exit 7", &[]);
        session.wait_for("hello in the second row", |screen| {
            screen.rows(0, 80).nth(1).is_some_and(|row| row == "  hello")
        });
        session.send(key::ENTER);
        assert_eq!(session.exit_code(), 7);
        assert!(session.settings_are_restored());
    }

    #[test]
    fn a_session_tells_what_was_left_changed() {
        let session = Home::new().shell("stty -echo; kill -TERM $$", &[]);
        assert_eq!(session.exit_code(), 143);
        assert!(!session.settings_are_restored());
    }

    #[test]
    fn a_session_can_hang_up() {
        let home = Home::new();
        let script = "trap 'echo resized' WINCH; sleep 9 & echo ready; while :; do wait; done";
        let mut session = home.shell(script, &[]);
        session.wait_for_text("ready");
        session.hang_up();
        session.wait_end();
    }
}
