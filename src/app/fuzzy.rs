//! Which bookmarks hold what is typed, letters left out and all, and how well.

use nucleo_matcher::pattern::{Atom, AtomKind, CaseMatching, Normalization};
use nucleo_matcher::{Config, Matcher, Utf32Str};

use super::list::Glance;

/// What a letter must score on average: what one found scores by itself. One at a word's start or
/// right after the one before scores more, and each letter passed over takes some away: words with a
/// few letters left out get past this, letters picked together from all over a paragraph do not.
const SCORE_PER_LETTER: usize = 16;

/// What is typed to find bookmarks: words that must all be found in quote, note, tags or title,
/// those that begin with `#` in a tag. A capital letter stands for itself alone.
pub struct Wanted {
    words: Vec<Word>,
    matcher: Matcher,
    letters: Vec<char>,
}

struct Word {
    atom: Atom,
    in_tags: bool,
}

impl Wanted {
    /// Gives what `typed` asks for.
    #[must_use]
    pub fn new(typed: &str) -> Wanted {
        let words = typed.split_whitespace().map(|word| {
            let tag = word.strip_prefix('#');
            let letters = tag.unwrap_or(word);
            let (case, letter) = (CaseMatching::Smart, Normalization::Smart);
            let atom = Atom::new(letters, case, letter, AtomKind::Fuzzy, false);
            Word { atom, in_tags: tag.is_some() }
        });
        Wanted {
            words: words.collect(),
            matcher: Matcher::new(Config::DEFAULT),
            letters: Vec::new(),
        }
    }

    /// Gives how well a bookmark of an article called `title` fits; none if it does not.
    pub fn score(&mut self, glance: &Glance, title: &str) -> Option<u32> {
        let Wanted { words, matcher, letters } = self;
        let mut sum = 0;
        for word in &*words {
            let mut fields: Vec<&str> = glance.tags.iter().map(|tag| &**tag).collect();
            if !word.in_tags {
                fields.extend([&**glance.words, &**glance.note, title]);
            }
            let mut score = |field: &str| {
                let score = word.atom.score(Utf32Str::new(field, letters), matcher)?;
                let needed = SCORE_PER_LETTER * word.atom.needle_text().len();
                (usize::from(score) >= needed).then_some(u32::from(score))
            };
            sum += fields.into_iter().filter_map(&mut score).max()?;
        }
        Some(sum)
    }
}
