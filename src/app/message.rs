//! What is said to the reader in the bottom line.

use super::{Input, State};
use crate::text::clean::{self, Clean};

/// One line for the reader.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// What it says.
    pub words: Clean<'static>,
    /// What it is said for.
    pub tone: Tone,
}

/// What a message is said for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Something was done, or there is something to know.
    Said,
    /// Something went wrong.
    Failed,
    /// The rest of the article is waited for; it goes when that is here.
    Waits,
}

impl Message {
    /// Gives a message that tells of something.
    #[must_use]
    pub fn said(words: &str) -> Message {
        Message { words: clean::line(words), tone: Tone::Said }
    }

    /// Gives a message that tells what went wrong.
    #[must_use]
    pub fn failed(words: &str) -> Message {
        Message { words: clean::line(words), tone: Tone::Failed }
    }
}

impl Input {
    /// Gives that something is to be said.
    #[must_use]
    pub fn said(words: &str) -> Input {
        Input::Told(Message::said(words))
    }

    /// Gives that something went wrong.
    #[must_use]
    pub fn failed(words: &str) -> Input {
        Input::Told(Message::failed(words))
    }
}

impl State {
    /// Says something in the bottom line.
    pub fn tell(&mut self, words: impl Into<String>) {
        self.message = Some(Message::said(&words.into()));
    }

    /// Says in the bottom line that something went wrong.
    pub fn tell_error(&mut self, words: impl Into<String>) {
        self.message = Some(Message::failed(&words.into()));
    }

    /// Says in the bottom line that the rest of the article is waited for.
    pub(super) fn tell_wait(&mut self, words: &str) {
        self.message = Some(Message { tone: Tone::Waits, ..Message::said(words) });
    }

    /// Says no more that the rest of the article is waited for.
    pub(super) fn tell_no_wait(&mut self) {
        self.message.take_if(|message| message.tone == Tone::Waits);
    }

    /// Says what there is to say about how the article was read.
    pub(super) fn tell_notices(&mut self) {
        let notices: Vec<&str> =
            self.article.document.notices.iter().map(|notice| &*notice.0).collect();
        if !notices.is_empty() {
            self.tell(notices.join("; "));
        }
    }
}
