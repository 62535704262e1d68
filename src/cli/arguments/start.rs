//! Where to start reading: what is said of it on the command line, and what that means.

use std::ffi::OsStr;

use super::Read;
use crate::app::start::Start;
use crate::cli::failure::{Failure, Kind};

impl Read {
    /// Gives the same with its words told apart: the start may stand before the article.
    pub(in crate::cli) fn sorted(mut self) -> Result<Read, Failure> {
        let words = [self.source.article.take(), self.start.take()];
        for word in words.into_iter().flatten() {
            let is_start = named(&word).is_some();
            let place = if is_start { &mut self.start } else { &mut self.source.article };
            if place.is_some() {
                return Err(too_much(&word));
            }
            *place = Some(word);
        }
        Ok(self)
    }

    /// Gives where to start, if something was said of it.
    pub(in crate::cli) fn start(&self) -> Result<Option<Start>, Failure> {
        let section = self.section.clone().map(Start::Section);
        let start = self.start.as_deref().and_then(named);
        if let Some(Start::Section(words) | Start::Pattern(words)) =
            section.as_ref().or(start.as_ref())
            && words.trim().is_empty()
        {
            return Err(Failure::new(Kind::Usage, "nothing is said to start at"));
        }
        match (section, start, &self.bookmark) {
            (Some(_), Some(_), _) | (Some(_), _, Some(_)) | (_, Some(_), Some(_)) => {
                let words = "only one of --section, --bookmark and +N may be given";
                Err(Failure::new(Kind::Usage, words))
            }
            (section, start, _) => Ok(section.or(start)),
        }
    }
}

/// Gives the start that a word stands for, in the manner of pagers: `+N`, `+/PATTERN` or `+G`.
fn named(word: &OsStr) -> Option<Start> {
    let word = word.to_str()?.strip_prefix('+')?;
    if word == "G" {
        return Some(Start::End);
    }
    let pattern = word.strip_prefix('/').map(|typed| Start::Pattern(typed.to_owned()));
    pattern.or_else(|| word.parse().ok().map(Start::Line))
}

fn too_much(word: &OsStr) -> Failure {
    let words = format!("unexpected argument '{}' found", word.to_string_lossy());
    Failure::new(Kind::Usage, &words).hint("one article is read at a time")
}

#[cfg(test)]
mod tests {
    use super::{Start, named};

    #[test]
    fn a_start_is_written_as_for_a_pager() {
        for (word, expected) in [
            ("+12", Some(Start::Line(12))),
            ("+G", Some(Start::End)),
            ("+/a b", Some(Start::Pattern("a b".to_owned()))),
            ("+/", Some(Start::Pattern(String::new()))),
            ("+", None),
            ("+x", None),
            ("+-1", None),
            ("12", None),
        ] {
            assert_eq!(named(word.as_ref()), expected, "{word}");
        }
    }
}
