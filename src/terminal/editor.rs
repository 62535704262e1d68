//! The reader's editor, which has the terminal while it runs.

use std::io;
use std::process::{Child, Command};

use rustix::process::{Pid, Signal, WaitOptions, WaitStatus};

use crate::bookmark::Id;
use crate::store::draft::Drafts;
use crate::text::clean::{self, Clean};

/// Lets the reader write a note, and gives what was written. What an editor that failed had written
/// stays where it is, and is what the next one begins with.
pub(super) fn write(drafts: &Drafts, id: Id, note: &str) -> Result<String, Clean<'static>> {
    let path = drafts.begin(id, note).map_err(|error| clean::error(&error))?;
    let editor = editor();
    let edited = spawn(&editor, path.as_os_str()).and_then(wait);
    let why = match edited {
        Ok(status) if status.exit_status() == Some(0) => {
            return drafts.end(id).map_err(|error| clean::error(&error));
        }
        Ok(status) => match status.exit_status() {
            Some(code) => format!("it ended with {code}"),
            None => "it was ended by a signal".to_owned(),
        },
        Err(error) => error.to_string(),
    };
    let kept = match drafts.give_up(id, note) {
        true => format!(" · what it wrote is in {}", path.display()),
        false => String::new(),
    };
    Err(clean::line(&format!("{editor} failed: {why}{kept}")))
}

/// Gives the command of the reader's editor.
fn editor() -> String {
    let set = ["VISUAL", "EDITOR"].iter().filter_map(|name| std::env::var(name).ok());
    let mut set = set.filter(|command| !command.trim().is_empty());
    set.next().unwrap_or_else(|| "vi".to_owned())
}

/// Starts the editor on the terminal. Its command may hold arguments, so that a shell takes it
/// apart, as it does for git. The shell lives on when the editor is interrupted, which may mean
/// something to the editor.
fn spawn(editor: &str, path: &std::ffi::OsStr) -> io::Result<Child> {
    let script = format!("trap : INT QUIT; {editor} \"$@\"");
    let mut command = Command::new("sh");
    command.args(["-c", &script, editor]).arg(path);
    command.stdin(super::listen::tty()?).spawn()
}

/// Waits for the end of the editor. When it is stopped, as by Ctrl-z, this program stops too, so
/// that the shell has the terminal; a shell continues both.
fn wait(child: Child) -> io::Result<WaitStatus> {
    let process = i32::try_from(child.id()).ok().and_then(Pid::from_raw);
    loop {
        match rustix::process::waitpid(process, WaitOptions::UNTRACED) {
            Ok(Some((_, status))) if status.stopped() => {
                rustix::process::kill_process(rustix::process::getpid(), Signal::STOP)?;
            }
            Ok(Some((_, status))) => return Ok(status),
            Ok(None) | Err(rustix::io::Errno::INTR) => {}
            Err(error) => return Err(error.into()),
        }
    }
}
