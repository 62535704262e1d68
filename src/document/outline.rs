//! Sections, and the evidence for each.

use super::{Document, Position, Range};
use crate::text::clean::{self, Clean};

/// A heading and all that follows it up to the next heading of its level or above.
#[derive(Clone, Debug, PartialEq)]
pub struct Section {
    /// The heading's text, which may be in two blocks; empty where the heading has none.
    pub title: Range,
    /// From the heading's first byte to the end of the section; subsections are inside.
    pub range: Range,
    /// 1 for the outermost sections of this article; never skips a level downwards.
    pub level: u8,
    /// What the reader calls it; none where it is called by its heading's words, as nearly all are.
    pub given_name: Option<Box<Clean<'static>>>,
    /// Why this is a section.
    pub evidence: Evidence,
    /// Words in `range`.
    pub words: usize,
}

/// What stands between the names of sections, from the outer to the inner one.
pub const BETWEEN_NAMES: &str = " › ";

/// What is called that stands before the first section.
pub const LEAD: Clean<'static> = Clean::ours("Lead");

/// Gives the names of sections as one: `A Harbour › Dredging`.
#[must_use]
pub fn joined(names: &[Clean]) -> Clean<'static> {
    clean::line(&names.iter().map(|name| &**name).collect::<Vec<_>>().join(BETWEEN_NAMES))
}

impl Section {
    /// Gives what the reader calls it, else the heading's words on one line, or a stand-in for a
    /// heading without any.
    #[must_use]
    pub fn name<'a>(&'a self, document: &'a Document) -> Clean<'a> {
        if let Some(given) = &self.given_name {
            return Clean::as_ref(given);
        }
        let title = document.clean(self.title.clone());
        if title.chars().all(|char| char.is_whitespace() || char == '\u{2800}') {
            return Clean::ours("(untitled)");
        }
        if title.contains(['\n', '\t']) || title.contains("  ") {
            clean::line(&title)
        } else {
            title
        }
    }

    /// Gives where the section starts.
    #[must_use]
    pub fn start(&self) -> Position {
        Position(self.range.start)
    }
}

/// Why something is a section.
#[derive(Clone, Debug, PartialEq)]
pub enum Evidence {
    /// The source marks it as a heading.
    Markup,
    /// It looks like one.
    Inferred {
        /// How sure, from 0 to 1.
        confidence: f32,
        /// What spoke for it, strongest first; empty unless the article was read to explain it.
        reasons: Box<[&'static str]>,
    },
    /// The reader says so.
    User,
}

/// What a reader says a paragraph is, whatever it was taken for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ruling {
    /// No heading.
    Text,
    /// A heading.
    Heading {
        /// Its level, 1 for the outermost; none for the level it was found with or, where it was
        /// not found to be a heading, that of the section it stands in.
        level: Option<u8>,
        /// What the reader calls its section; none for its own words.
        name: Option<Clean<'static>>,
    },
}

/// A line that could be a heading, and what was decided.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// Where it stands.
    pub range: Range,
    /// How likely it is a heading, from 0 to 1.
    pub score: f32,
    /// What spoke for it and against it, strongest first, each with its weight.
    pub reasons: Vec<(&'static str, f32)>,
    /// The rule by which it is a heading whatever they weigh, if there is one.
    pub rule: Option<&'static str>,
    /// What it was taken for.
    pub verdict: &'static str,
    /// How deep a heading that was found is, 1 for the outermost, and why.
    pub level: Option<(u8, &'static str)>,
}

/// Words an adult reads in a minute: 238, the mean over 190 studies of silent reading of
/// non-fiction in English. Source: Brysbaert, Journal of Memory and Language 109 (2019).
const WORDS_PER_MINUTE: usize = 238;

/// Gives the minutes it takes to read `words`, rounded up.
#[must_use]
pub fn minutes(words: usize) -> usize {
    words.div_ceil(WORDS_PER_MINUTE)
}

#[cfg(test)]
mod tests {
    use super::{Evidence, Section};
    use crate::document::Style;
    use crate::document::builder::Builder;

    #[test]
    #[cfg(target_pointer_width = "64")]
    fn a_section_is_small() {
        assert_eq!(size_of::<Section>(), 80);
    }

    #[test]
    fn a_name_is_on_one_line() {
        for (words, expected) in [
            ("1.  Terms", "1. Terms"),
            ("Terms\nand tides", "Terms and tides"),
            ("Terms", "Terms"),
            (" ", "(untitled)"),
        ] {
            let mut builder = Builder::default();
            builder.push(words, Style::default());
            let document = builder.finish();
            let title = 0..document.text().len();
            let (range, evidence) = (title.clone(), Evidence::Markup);
            let section = Section { title, range, level: 1, given_name: None, evidence, words: 0 };
            assert_eq!(&*section.name(&document), expected);
        }
    }
}
