//! Opening another article: the one of a mark, of a place that was left, or of a bookmark.

use std::collections::BTreeMap;

use super::{Desk, Kept, key, remembered};
use crate::app::Input;
use crate::app::message::Message;
use crate::app::visit::{At, Key, Target, Ticket, Visit};
use crate::article::Article;
use crate::bookmark::Id;
use crate::bookmark::identity::Identity;
use crate::bookmark::spot::Spot;
use crate::document::{Document, Position};
use crate::format::HEAD_BYTES;
use crate::outline::rules;
use crate::source::{self, Wanted};
use crate::terminal::reading::{Listener, Whole};
use crate::text::clean::{self, Clean};

impl Desk<'_> {
    /// Opens another article, or tells why it cannot be opened.
    pub(super) fn visit(&mut self, ticket: Ticket, target: Target, from: &Key) {
        let opened = match target {
            Target::Mark(letter) => match self.memory.far_mark(letter) {
                Ok(Some(mark)) if mark.origin == from.0 => {
                    return (self.tell)(Input::FoundHere(ticket, mark.spot));
                }
                Ok(Some(mark)) => self.open(&mark.origin, At::Words(mark.spot)),
                Ok(None) => Err(clean::line(&format!("No mark {letter}: m{letter} sets it"))),
                Err(error) => Err(clean::error(&error)),
            },
            Target::Words(key, words) => self.open(&key.0, At::Words(words)),
            Target::Bookmark { id, origins } => self.open_bookmark(id, &origins),
        };
        (self.tell)(match opened {
            Ok(visit) => Input::Visited(ticket, Box::new(visit)),
            Err(words) => Input::NotVisited(ticket, Message::failed(&words)),
        });
    }

    /// Opens the article of a bookmark where it is now: where it was read from last, or before.
    fn open_bookmark(&mut self, id: Id, origins: &[String]) -> Result<Visit, Clean<'static>> {
        let mut failed = Clean::ours("Its article came through a pipe and cannot be read again");
        for origin in origins.iter().rev() {
            match self.open(origin, At::Bookmark(id)) {
                Ok(visit) if visit.article.bookmark(id).is_some() => return Ok(visit),
                Ok(visit) => {
                    let name = &visit.article.name;
                    failed = clean::line(&format!("Its article is gone; {name} has its place"));
                }
                Err(why) => failed = why,
            }
        }
        Err(failed)
    }

    /// Reads an article with its bookmarks.
    fn open(&mut self, origin: &str, at: At) -> Result<Visit, Clean<'static>> {
        let opened = source::open(&Wanted::of_key(origin), HEAD_BYTES);
        let opened = opened.map_err(|error| clean::error(&error))?;
        let (origin, name) = (opened.origin.clone(), opened.name.clone());
        let key = key(&origin);
        let format = self.known.get(&key).and_then(|known| known.format);
        let whole = self.to_the_end(opened, format, Listener { progress: &|_| {}, show: &|_| {} });
        let Whole { mut document, identity } = whole.map_err(|error| clean::error(&error))?;
        rules::lay(&mut document, &self.rules, &name);
        self.know(origin, name.clone(), format);
        let marks = self.marks(&document, &identity);
        let Kept { bookmarks, corrections, .. } = self.find_bookmarks(&key, &identity);
        self.note_opened(&key, &identity);
        let mut article = Article::new(document, name, bookmarks);
        article.correct(corrections);
        Ok(Visit { key, article, marks, at })
    }

    /// Gives where the marks set in an article are now.
    fn marks(&self, document: &Document, identity: &Identity) -> BTreeMap<char, Spot<Position>> {
        match self.memory.place(identity) {
            Ok(Some(place)) => remembered(document, &place, false).marks,
            Ok(None) => BTreeMap::new(),
            Err(error) => {
                self.tell_error(&error);
                BTreeMap::new()
            }
        }
    }
}
