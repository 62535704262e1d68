//! Programs that the reader has run when something happens; no shell looks at them.

use std::io::{self, Write};
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::Builder;
use std::time::{Duration, Instant};

use crate::app::Input;
use crate::config::settings::Program;
use crate::text::clean::{self, Clean};

/// How long leaving waits for programs to take what is told to them: they have it at once, unless
/// they do not read.
const PATIENCE: Duration = Duration::from_millis(500);

/// Why a program did not do its work.
#[derive(Debug, thiserror::Error)]
pub enum Failed {
    /// It could not be run, or not be told what happened.
    #[error("cannot run {name}")]
    Unstarted {
        /// What it is called.
        name: Clean<'static>,
        /// What the system said.
        source: io::Error,
    },
    /// It ended in failure.
    #[error("{name} failed: {status}")]
    Ended {
        /// What it is called.
        name: Clean<'static>,
        /// How it ended.
        status: ExitStatus,
    },
}

/// Runs a program on `input` and waits for its end. What it prints is not shown.
///
/// # Errors
/// Fails if it cannot be run, or ends in failure.
pub fn run(program: &Program, input: &str) -> Result<(), Failed> {
    let mut child = start(program)?;
    tell(&mut child, input);
    end(program, child)
}

/// The program that is run on new bookmarks, while the reader goes on.
pub(super) struct Hook {
    program: Program,
    /// Takes what there is to say about a run that failed.
    report: Arc<dyn Fn(Input) + Send + Sync>,
    /// Runs that were started, and word from each that it has its input.
    started: usize,
    fed: (Sender<()>, Receiver<()>),
}

impl Hook {
    /// Gives the hook; `report` is called with what there is to say about a run that failed.
    pub(super) fn new(program: Program, report: impl Fn(Input) + Send + Sync + 'static) -> Hook {
        Hook { program, report: Arc::new(report), started: 0, fed: channel() }
    }

    /// Runs the program on `input` without waiting for it.
    pub(super) fn run(&mut self, input: String) {
        let (program, report, fed) =
            (self.program.clone(), Arc::clone(&self.report), self.fed.0.clone());
        let work = move || {
            let started = start(&program).map(|mut child| {
                tell(&mut child, &input);
                child
            });
            // The reader may have left.
            let _ = fed.send(());
            if let Err(failed) = started.and_then(|child| end(&program, child)) {
                report(Input::failed(&format!("The bookmark hook: {}", clean::error(&failed))));
            }
        };
        match Builder::new().name("hook".to_owned()).spawn(work) {
            Ok(_) => self.started += 1,
            Err(error) => (self.report)(Input::failed(&clean::error(&error))),
        }
    }

    /// Waits until all programs have their input, but not for their end, and not for long.
    pub(super) fn finish(self) {
        let deadline = Instant::now() + PATIENCE;
        for _ in 0..self.started {
            let left = deadline.saturating_duration_since(Instant::now());
            if self.fed.1.recv_timeout(left).is_err() {
                return;
            }
        }
    }
}

/// Starts a program in a group of its own, so that it neither stops nor ends with the reader.
fn start(program: &Program) -> Result<Child, Failed> {
    let mut command = Command::new(&program.name);
    command.args(&program.arguments).process_group(0);
    command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
    command.spawn().map_err(|source| Failed::Unstarted { name: name(program), source })
}

/// Gives a program its input. One that does not read it all has what it wants.
fn tell(child: &mut Child, input: &str) {
    if let Some(mut stdin) = child.stdin.take() {
        let _ = stdin.write_all(input.as_bytes());
    }
}

fn end(program: &Program, mut child: Child) -> Result<(), Failed> {
    match child.wait() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(Failed::Ended { name: name(program), status }),
        Err(source) => Err(Failed::Unstarted { name: name(program), source }),
    }
}

fn name(program: &Program) -> Clean<'static> {
    clean::line(&program.name)
}

#[cfg(test)]
mod tests {
    use crate::app::message::Message;
    use std::fs::File;
    use std::os::unix::fs::OpenOptionsExt;
    use std::sync::mpsc::channel;
    use std::time::{Duration, Instant};

    use super::{Hook, run};
    use crate::app::Input;
    use crate::config::settings::Program;
    use crate::text::clean;

    /// How long a test waits for a program, which takes a moment.
    const DEADLINE: Duration = Duration::from_secs(10);

    fn shell(script: &str, argument: &str) -> Program {
        let arguments = ["-c", script, "hook", argument].map(str::to_owned).to_vec();
        Program { name: "/bin/sh".to_owned(), arguments }
    }

    #[test]
    fn a_program_is_given_its_input() {
        let home = tempfile::tempdir().expect("a directory can be made");
        let path = home.path().join("a b; c");
        let path = path.to_str().expect("it is text");
        run(&shell("cat > \"$1\"", path), "the passage").expect("it runs");
        assert_eq!(std::fs::read_to_string(path).expect("it was written"), "the passage");
    }

    #[test]
    fn a_failure_is_told() {
        let message = |program: &Program| {
            let failed = run(program, "input").expect_err("it fails");
            clean::error(&failed).into_string()
        };
        assert_eq!(message(&shell("exit 3", "")), "/bin/sh failed: exit status: 3");
        let missing = Program { name: "/no/such/\u{1b}hook".to_owned(), arguments: Vec::new() };
        assert_eq!(message(&missing), "cannot run /no/such/␛hook: no such file or directory");
        run(&shell("exec 0<&-", ""), &"x".repeat(1 << 20)).expect("it need not read its input");
    }

    #[test]
    fn a_failure_in_the_background_is_reported() {
        let (reports, inbox) = channel();
        let mut hook = Hook::new(shell("cat; exit 4", ""), move |input| {
            let _ = reports.send(input);
        });
        hook.run("input".to_owned());
        hook.finish();
        let Ok(Input::Told(message)) = inbox.recv_timeout(DEADLINE) else {
            panic!("it is reported")
        };
        let said = "The bookmark hook: /bin/sh failed: exit status: 4";
        assert_eq!(message, Message::failed(said));
    }

    #[test]
    fn leaving_waits_for_no_program() {
        let home = tempfile::tempdir().expect("a directory can be made");
        let fifo = home.path().join("fifo");
        let script = "mkfifo \"$1\"; : < \"$1\"; cat > /dev/null";
        let fifo = fifo.to_str().expect("it is text");
        let mut hook = Hook::new(shell(script, fifo), |_| {});
        hook.run("x".repeat(1 << 20));
        let start = Instant::now();
        hook.finish();
        assert!(start.elapsed() < DEADLINE, "the program waits for its fifo");
        // Lets the program go on and end.
        while !is_opened(fifo) {
            assert!(start.elapsed() < DEADLINE, "the program was never at its fifo");
            std::thread::yield_now();
        }
    }

    /// Opens a fifo for writing, where it is there and somebody waits to read from it.
    fn is_opened(fifo: &str) -> bool {
        let at_once = rustix::fs::OFlags::NONBLOCK.bits().cast_signed();
        File::options().write(true).custom_flags(at_once).open(fifo).is_ok()
    }
}
