//! The terminal's modes, and putting frames on it.

use std::io::{self, Write};
use std::os::fd::{AsFd, OwnedFd};
use std::sync::atomic::{AtomicBool, Ordering};

use crossterm::terminal::{disable_raw_mode, enable_raw_mode};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use rustix::event::{PollFd, PollFlags, poll};

use super::frame::Frames;
use crate::app::geometry::Size;
use crate::ui::Cursor;

/// Alternate screen, mouse buttons, drawing and wheel with exact columns, pasted text in brackets.
const ENTER: &str = "\x1b[?1049h\x1b[?1002h\x1b[?1006h\x1b[?2004h";

/// No cursor, and cursor keys in their plain form. One sequence for both, so that a recording
/// tells it from the bare one that an article may hold.
const HIDE_CURSOR: &str = "\x1b[?1;25l";

/// Undoes [`ENTER`] and whatever a frame may have left half done.
const LEAVE: &str = "\x1b[?2026l\x1b[r\x1b[?1006l\x1b[?1002l\x1b[?2004l\x1b[0m\x1b[?25h\x1b[?1049l";

const BEGIN_FRAME: &str = "\x1b[?2026h";
const END_FRAME: &str = "\x1b[?2026l";

/// The screen: what is on it, and the way to change that.
pub(super) struct Screen {
    tty: OwnedFd,
    /// What is to be sent with the next frame.
    pending: Vec<u8>,
    frames: Frames,
    /// The frame being made; kept to spare its allocation.
    next: Buffer,
    cursor: Cursor,
}

impl Screen {
    /// Takes the terminal over.
    pub(super) fn enter(size: Size) -> io::Result<Screen> {
        let tty = io::stdout().as_fd().try_clone_to_owned()?;
        enable_raw_mode()?;
        IS_ENTERED.store(true, Ordering::SeqCst);
        write_all(&tty, [ENTER, HIDE_CURSOR].concat().as_bytes())?;
        let area = Rect::new(0, 0, size.columns, size.rows);
        Ok(Screen {
            tty,
            pending: Vec::new(),
            frames: Frames::new(size.columns, size.rows),
            next: Buffer::empty(area),
            cursor: None,
        })
    }

    /// Makes a frame and sends what differs from the one before, in one piece; sends nothing when
    /// nothing differs.
    pub(super) fn draw(
        &mut self,
        size: Size,
        view: impl FnOnce(&mut Buffer) -> Cursor,
    ) -> io::Result<()> {
        let area = Rect::new(0, 0, size.columns, size.rows);
        if self.next.area != area {
            self.next.resize(area);
            self.redraw();
        }
        self.next.reset();
        let cursor = view(&mut self.next);
        self.frames.write(&self.next, &mut self.pending);
        self.place_cursor(cursor)?;
        self.send()
    }

    /// Draws every cell in the next frame, after clearing the screen.
    pub(super) fn redraw(&mut self) {
        self.frames = Frames::new(self.next.area.width, self.next.area.height);
        self.cursor = None;
        self.pending.extend_from_slice(HIDE_CURSOR.as_bytes());
        self.pending.extend_from_slice(b"\x1b[0m\x1b[2J");
    }

    fn place_cursor(&mut self, cursor: Cursor) -> io::Result<()> {
        let writer = &mut self.pending;
        match cursor {
            // Drawing moved the cursor even where its place is the same.
            Some((column, row)) if cursor != self.cursor || !writer.is_empty() => {
                write!(writer, "\x1b[{};{}H\x1b[?25h", row + 1, column + 1)?;
            }
            None if self.cursor.is_some() => writer.write_all(HIDE_CURSOR.as_bytes())?,
            _ => {}
        }
        self.cursor = cursor;
        Ok(())
    }

    /// Sends what was written since the last time, as one frame that the terminal shows at once.
    fn send(&mut self) -> io::Result<()> {
        if self.pending.is_empty() {
            return Ok(());
        }
        let frame = [BEGIN_FRAME.as_bytes(), &self.pending, END_FRAME.as_bytes()].concat();
        self.pending.clear();
        write_all(&self.tty, &frame)
    }

    /// Sends text that is no part of the picture: a clipboard sequence of ours.
    pub(super) fn send_aside(&mut self, command: impl crossterm::Command) -> io::Result<()> {
        let mut sequence = String::new();
        command.write_ansi(&mut sequence).map_err(io::Error::other)?;
        write_all(&self.tty, sequence.as_bytes())
    }
}

/// Whether the terminal is ours now. A second "leave the alternate screen" would put the cursor
/// where it was when the program began, on top of what was printed since.
static IS_ENTERED: AtomicBool = AtomicBool::new(false);

/// Gives the terminal back as it was found. Does nothing when done twice, and no harm when there is
/// no terminal any more.
pub(super) fn leave() {
    if !IS_ENTERED.swap(false, Ordering::SeqCst) {
        return;
    }
    let stdout = io::stdout();
    let Ok(tty) = stdout.as_fd().try_clone_to_owned() else { return };
    let _ = write_all(&tty, LEAVE.as_bytes());
    let _ = disable_raw_mode();
}

/// Gives the size of the terminal; one that reports none counts as 80 columns and 24 rows.
pub(super) fn size() -> Size {
    match rustix::termios::tcgetwinsize(io::stdout()) {
        Ok(size) if size.ws_col > 0 && size.ws_row > 0 => {
            Size { columns: size.ws_col, rows: size.ws_row }
        }
        _ => Size { columns: 80, rows: 24 },
    }
}

/// Writes all of `bytes`, in as few system calls as the terminal allows. One that takes no more for
/// now is waited for, even where whoever shares it has set it not to wait.
fn write_all(tty: &OwnedFd, mut bytes: &[u8]) -> io::Result<()> {
    while !bytes.is_empty() {
        match rustix::io::write(tty, bytes) {
            Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
            Ok(written) => bytes = bytes.get(written..).unwrap_or_default(),
            Err(rustix::io::Errno::INTR) => {}
            Err(rustix::io::Errno::AGAIN) => wait_for_room(tty)?,
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}

fn wait_for_room(tty: &OwnedFd) -> io::Result<()> {
    match poll(&mut [PollFd::new(tty, PollFlags::OUT)], None) {
        Ok(_) | Err(rustix::io::Errno::INTR) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;
    use std::os::fd::OwnedFd;

    use super::write_all;

    #[test]
    fn a_terminal_that_does_not_wait_gets_everything() {
        let (mut reader, writer) = std::io::pipe().expect("a pipe");
        let writer = OwnedFd::from(writer);
        rustix::io::ioctl_fionbio(&writer, true).expect("it can be set not to wait");
        let picture = b"picture ".repeat(40_000);
        let writing = std::thread::spawn({
            let picture = picture.clone();
            move || write_all(&writer, &picture)
        });
        let mut got = Vec::new();
        reader.read_to_end(&mut got).expect("it is read");
        writing.join().expect("it ended").expect("all was written");
        assert!(got == picture);
    }
}
