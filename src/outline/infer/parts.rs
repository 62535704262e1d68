//! Parts of books and laws, which begin with a word or a sign and a number, as "Article 4", "§ 12",
//! "CHAPTER II" do, and their names, which may stand in the line beneath.

use std::collections::HashMap;

use super::facts::{All, Facts};
use super::number::word::Word;
use super::number::{self, Closer, Number, Script, Series};
use super::survey::Survey;

/// Parts whose numbers run on, from which on they are parts without a doubt.
const LEAST_PARTS: usize = 3;

/// Gives those of `lines`, ascending indices of blocks, that name parts whose numbers run on from
/// one to the next with text between them: nothing else in prose does. In a table of contents no
/// text stands between them, and what only speaks of parts skips some.
pub(super) fn run_on(all: &All<'_>, lines: &[u32]) -> Vec<u32> {
    let mut last: HashMap<Series, (u32, u32)> = HashMap::new();
    let mut links: HashMap<Series, Vec<(u32, u32)>> = HashMap::new();
    for &at in lines {
        let Some(number) = part(all, at as usize) else { continue };
        let before = last.insert(number.series, (number.value, at));
        if let Some((value, before)) = before
            && value + 1 == number.value
            && has_text_between(all, before, at)
        {
            links.entry(number.series).or_default().push((before, at));
        }
    }
    let enough = links.into_values().filter(|links| links.len() + 1 >= LEAST_PARTS);
    let mut found: Vec<u32> =
        enough.flatten().flat_map(|(before, after)| [before, after]).collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// Words of the longest line that names a part although it ends like a sentence, as "Art. 5. Tides of
/// the outer harbour." does.
const SENTENCE_WORDS: u8 = 7;

/// Gives the number of the part that a block names, if it looks like that.
fn part(all: &All<'_>, at: usize) -> Option<Number> {
    let facts = all.get(at)?;
    let look = facts.look()?;
    let number = look.number?;
    let is_short = !facts.ends_sentence || look.words <= SENTENCE_WORDS;
    (is_short && is_counted(&facts, number) && !goes_on(&facts, number)).then_some(number)
}

/// Tells whether a word or a sign that is written before the parts of books and laws begins a line.
fn is_counted(facts: &Facts<'_>, number: Number) -> bool {
    number.series.word.is_some_and(Word::counts) || facts.text().starts_with('§')
}

/// Tells whether a line goes on after its number as a sentence does: "Article 3 allows them".
fn goes_on(facts: &Facts<'_>, number: Number) -> bool {
    let name = facts.text().split_whitespace().nth(number::words(number, facts.text()));
    number.series.closer == Closer::None
        && number.series.script != Script::Han
        && name.is_some_and(|name| name.starts_with(char::is_lowercase))
}

/// Blocks after a heading among which its text is looked for: its name, notes and rules may stand
/// before it.
const NEAR: usize = 8;

fn has_text_between(all: &All<'_>, before: u32, after: u32) -> bool {
    let start = before as usize + 1;
    all.between(start..(start + NEAR).min(after as usize)).any(|facts| facts.is_text())
}

/// Gives the blocks that name the part whose number alone stands above them, as "Tides" does under
/// "Article 4". `headings` are ascending, and so are these.
pub(super) fn names(survey: &Survey<'_>, headings: &[usize]) -> Vec<usize> {
    let mut kinds: HashMap<Series, Vec<Option<Name>>> = HashMap::new();
    for &at in headings {
        let unnamed = survey.facts.get(at).and_then(|facts| facts.look());
        if let Some(number) = unnamed.filter(|look| look.unnamed).and_then(|look| look.number) {
            let name = Name::of(&survey.facts, at + 1, headings);
            kinds.entry(number.series).or_default().push(name);
        }
    }
    let mut names: Vec<usize> = kinds.values().flat_map(|parts| usual(parts)).collect();
    names.sort_unstable();
    names
}

/// A line that may name the part whose number stands above it.
#[derive(Clone, Copy)]
struct Name {
    at: usize,
    ends_sentence: bool,
}

/// Names in a row from which on they are names, and not the first lines of the text.
const LEAST_NAMES: usize = 2;

/// Gives the names of parts of one kind: most must have one, or each of several where they end like
/// sentences.
fn usual(parts: &[Option<Name>]) -> impl Iterator<Item = usize> {
    let names = || parts.iter().flatten();
    let plain = names().filter(|name| !name.ends_sentence).count();
    let most = plain >= LEAST_NAMES && plain * 2 > parts.len();
    let each = parts.len() > LEAST_NAMES && names().count() == parts.len();
    names().filter(move |name| each || most && !name.ends_sentence).map(|name| name.at)
}

/// Words of the longest name of a part.
const NAME_WORDS: u8 = 16;

impl Name {
    /// Gives the block at `at` as a name: a short line before the text of the part, or before a part
    /// inside it.
    fn of(all: &All<'_>, at: usize, headings: &[usize]) -> Option<Name> {
        let facts = all.get(at).filter(|facts| facts.is_short)?;
        let look = facts.look().filter(|look| look.number.is_none() && !look.initials)?;
        let most = if facts.ends_sentence { SENTENCE_WORDS } else { NAME_WORDS };
        let is_before_part = headings.binary_search(&(at + 1)).is_ok()
            || all.get(at + 1).is_some_and(|next| next.is_text());
        (look.words <= most && is_before_part)
            .then_some(Name { at, ends_sentence: facts.ends_sentence })
    }
}
