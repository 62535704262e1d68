//! Tables of contents: lines that are said again below, where they are headings.
//!
//! Knows nothing of what a heading looks like; a line of contents is known by its heading.

use super::facts::{All, Facts, Sort};
use super::repeats;
use crate::document::{Document, Position, Range};
use crate::text;

/// Lines of contents that must stand together.
const LEAST_LINES: usize = 3;

/// Times that the words of a line may come back; what comes more often is part of the page.
const MOST_TIMES: usize = 3;

/// Lines of a block that are looked at before it is given up.
const TRIED_LINES: usize = 3;

/// The names that single lines of a document have, and where each stands.
struct Names(Vec<(u64, usize)>);

impl Names {
    fn of(all: &All<'_>) -> Names {
        let lines = all.iter().enumerate().filter(|(_, facts)| facts.look().is_some());
        let mut names: Vec<(u64, usize)> =
            lines.filter_map(|(at, facts)| Some((name(facts.text())?, at))).collect();
        names.sort_unstable();
        Names(names)
    }

    /// Tells whether a line of this name stands below `at`.
    fn stands_below(&self, name: u64, at: usize) -> bool {
        let first = self.0.partition_point(|(other, _)| *other < name);
        let same = self.0.iter().skip(first).take_while(|(other, _)| *other == name);
        let (mut times, mut below) = (0, false);
        for (_, place) in same.take(MOST_TIMES + 1) {
            times += 1;
            below |= *place > at;
        }
        below && times <= MOST_TIMES
    }
}

/// Gives the blocks of tables of contents, ascending.
pub(super) fn contents(all: &All<'_>) -> Vec<usize> {
    let names = Names::of(all);
    let mut found = Vec::new();
    let mut run = Run::default();
    for (at, facts) in all.iter().enumerate() {
        match entries(&names, &facts, at) {
            Some(lines) => run.take(at, lines),
            None => run.end(&mut found),
        }
    }
    run.end(&mut found);
    found
}

/// Blocks in a row whose lines are said again below.
#[derive(Default)]
struct Run {
    blocks: Vec<usize>,
    lines: usize,
}

impl Run {
    fn take(&mut self, at: usize, lines: usize) {
        self.blocks.push(at);
        self.lines += lines;
    }

    fn end(&mut self, found: &mut Vec<usize>) {
        if self.lines >= LEAST_LINES {
            found.append(&mut self.blocks);
        }
        *self = Run::default();
    }
}

/// Gives how many lines of a block are said again below it; none where that is not most of them.
fn entries(names: &Names, facts: &Facts<'_>, at: usize) -> Option<usize> {
    let is_said = |line: &str| name(line).is_some_and(|name| names.stands_below(name, at));
    let is_entry = |line: &str| is_said(line) || without_number(line).is_some_and(is_said);
    match facts.sort {
        Sort::Paragraph | Sort::Item => {
            (facts.look().is_some() && is_entry(facts.text())).then_some(1)
        }
        Sort::Kept => {
            let mut lines = facts.text().lines();
            lines.clone().take(TRIED_LINES).any(is_entry).then_some(())?;
            let said = lines.clone().filter(|line| is_entry(line)).count();
            let all = lines.by_ref().count();
            (said * 3 >= all * 2).then_some(said)
        }
        Sort::Line | Sort::Other => None,
    }
}

/// Gives a number that a line of contents shares with its heading: its letters and digits, but for
/// the number of a page after dots or a gap; none where it hardly has any.
fn name(line: &str) -> Option<u64> {
    let open = line.trim_end_matches(|char: char| char.is_ascii_digit());
    let led = open.trim_end().ends_with(['.', '…']) || open.ends_with('\t') || open.ends_with("  ");
    let line = if led { open } else { line };
    let signs = line.bytes().filter(|byte| byte.is_ascii_alphanumeric() || !byte.is_ascii());
    let has_name = signs.clone().nth(LEAST_LETTERS - 1).is_some();
    has_name.then(|| repeats::hash(signs.map(|byte| byte.to_ascii_lowercase())))
}

/// Gives what follows the number of a line of contents, whose heading may have none.
fn without_number(line: &str) -> Option<&str> {
    let name = line.trim_start_matches(|char: char| char.is_ascii_digit() || char == '.');
    let is_numbered = name.len() < line.len() && name.starts_with([' ', ')']);
    is_numbered.then(|| name.trim_start_matches([' ', ')']))
}

/// Letters and digits that a line needs to be known by them.
const LEAST_LETTERS: usize = 3;

/// Gives each line of the blocks `contents` with the heading it names; `headings` are blocks, too.
pub(super) fn links(
    document: &Document,
    contents: &[usize],
    headings: &[usize],
) -> Vec<(Range, Position)> {
    let words = |at: usize| Some(document.blocks.get(at)?.range.clone());
    let mut named: Vec<(u64, usize)> = headings
        .iter()
        .filter_map(|at| {
            let range = words(*at)?;
            Some((name(document.slice(range.clone()))?, range.start))
        })
        .collect();
    named.sort_unstable();
    let mut links = Vec::new();
    for range in contents.iter().filter_map(|at| words(*at)) {
        let mut start = range.start;
        for line in document.slice(range).split('\n') {
            let body = start + (line.len() - line.trim_start().len())..start + line.len();
            start += line.len() + 1;
            let named_by = |line: &str| {
                let name = name(line)?;
                let first = named.partition_point(|heading| *heading < (name, body.end));
                named.get(first).filter(|(other, _)| *other == name)
            };
            let line = text::slice(document.text(), body.clone());
            let heading = named_by(line).or_else(|| without_number(line).and_then(named_by));
            links.extend(heading.map(|(_, heading)| (body, Position(*heading))));
        }
    }
    links
}

#[cfg(test)]
mod tests {
    use super::name;

    #[test]
    fn lines_of_contents_are_named_as_their_headings() {
        for line in [
            "2.1 High Water",
            "2.1. High water ........ 14",
            "2.1  High water . . . . . 4",
            "2.1 High water   14",
            "2.1 HIGH WATER\t14",
        ] {
            assert_eq!(name(line), name("2.1 High water"), "{line}");
        }
        assert_ne!(name("Chapter 1"), name("Chapter 2"));
        assert_eq!(name("14"), None);
    }
}
