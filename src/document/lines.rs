//! Which line of the source each part of a text came from.

use super::Position;

/// Which line of the source each part of the text came from; empty for formats whose lines mean
/// nothing to a reader.
///
/// A text has as many entries as its source has lines, so they are kept as the steps from one to
/// the next: a byte each, where a place and a number take sixteen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LineMap {
    /// Every [`STRIDE`]th entry but the last, with the byte of `steps` behind it.
    marks: Vec<(Entry, usize)>,
    /// By how much each entry between is past the one before it; see [`push_step`].
    steps: Vec<u8>,
    /// Entries in `marks` and `steps`, and the last of them.
    count: usize,
    kept: Entry,
    /// The last entry, whose number may still change.
    last: Option<Entry>,
}

/// Where in the text a source line starts to be used, and its number from 1; both ascend.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Entry {
    position: Position,
    line: usize,
}

/// Entries from one that is kept whole to the next: more make an answer slower, fewer the map
/// larger.
const STRIDE: usize = 128;

impl LineMap {
    /// Notes that the text from `position` on came from source line `line`, counted from 1.
    pub fn push(&mut self, position: Position, line: usize) {
        let next = Entry { position, line };
        match &mut self.last {
            Some(last) if last.position >= position => last.line = line,
            Some(last) => {
                let before = std::mem::replace(last, next);
                self.keep(before);
            }
            None => self.last = Some(next),
        }
    }

    /// Gives the source line that the text at `position` came from.
    #[must_use]
    pub fn line_of(&self, position: Position) -> Option<usize> {
        if let Some(last) = self.last.filter(|last| last.position <= position) {
            return Some(last.line);
        }
        let after = self.marks.partition_point(|(mark, _)| mark.position <= position);
        let entries = self.entries_from(after.checked_sub(1)?);
        let before = entries.take_while(|entry| entry.position <= position).last()?;
        Some(before.line)
    }

    /// Gives what [`line_of`](LineMap::line_of) gives, for positions that ascend: each takes a step
    /// from the one before it and no search.
    pub fn lines_of(&self) -> impl FnMut(Position) -> Option<usize> {
        let mut entries = self.entries_from(0).chain(self.last).peekable();
        let mut line = None;
        move |position| {
            while let Some(entry) = entries.next_if(|entry| entry.position <= position) {
                line = Some(entry.line);
            }
            line
        }
    }

    /// Gives where the text of source line `line` starts, or of the first line after it that has
    /// text.
    #[must_use]
    pub fn position_of(&self, line: usize) -> Option<Position> {
        let after = self.marks.partition_point(|(mark, _)| mark.line < line);
        let mut entries = self.entries_from(after.saturating_sub(1)).chain(self.last);
        entries.find(|entry| entry.line >= line).map(|entry| entry.position)
    }

    /// Appends an entry that is the last no more.
    fn keep(&mut self, entry: Entry) {
        if self.count.is_multiple_of(STRIDE) {
            self.marks.push((entry, self.steps.len()));
        } else {
            let bytes = entry.position.0 - self.kept.position.0;
            push_step(&mut self.steps, bytes, entry.line.saturating_sub(self.kept.line));
        }
        self.count += 1;
        self.kept = entry;
    }

    /// Gives the entries from a mark on, but for the last of all.
    fn entries_from(&self, mark: usize) -> impl Iterator<Item = Entry> {
        let ends = self.marks.iter().skip(mark + 1).map(|(_, at)| *at).chain([self.steps.len()]);
        self.marks.iter().skip(mark).zip(ends).flat_map(|((first, start), end)| {
            let mut steps = self.steps.get(*start..end).unwrap_or_default().iter();
            std::iter::successors(Some(*first), move |entry| {
                let (bytes, lines) = take_step(&mut steps)?;
                let position = Position(entry.position.0 + bytes);
                Some(Entry { position, line: entry.line + lines })
            })
        })
    }
}

/// Bytes of a step from which on it is written out.
const SHORT_BYTES: u8 = 127;

/// What stands before a step that is written out.
const LONG: u8 = 255;

/// Appends a step by so many bytes and lines: where the bytes are few, one number for a step by a
/// line, and as many more for one by two lines, as over a blank one; else two numbers after [`LONG`].
fn push_step(steps: &mut Vec<u8>, bytes: usize, lines: usize) {
    match (u8::try_from(bytes), lines) {
        (Ok(bytes @ ..SHORT_BYTES), 1) => steps.push(bytes),
        (Ok(bytes @ ..SHORT_BYTES), 2) => steps.push(SHORT_BYTES + bytes),
        _ => {
            steps.push(LONG);
            push_number(steps, bytes);
            push_number(steps, lines);
        }
    }
}

/// Takes the next step, in bytes and lines; none at the end.
fn take_step<'a>(steps: &mut impl Iterator<Item = &'a u8>) -> Option<(usize, usize)> {
    match *steps.next()? {
        LONG => Some((take_number(steps)?, take_number(steps)?)),
        short @ ..SHORT_BYTES => Some((short.into(), 1)),
        short => Some(((short - SHORT_BYTES).into(), 2)),
    }
}

/// Appends a number in as few bytes as it needs: seven bits in each, the lowest first, and the
/// eighth where more follow.
fn push_number(steps: &mut Vec<u8>, mut number: usize) {
    while number >= 0x80 {
        steps.push(low_bits(number) | 0x80);
        number >>= 7;
    }
    steps.push(low_bits(number));
}

fn low_bits(number: usize) -> u8 {
    u8::try_from(number & 0x7f).unwrap_or_default()
}

/// Takes the next number; none at the end.
fn take_number<'a>(steps: &mut impl Iterator<Item = &'a u8>) -> Option<usize> {
    let (mut number, mut shift) = (0, 0);
    loop {
        let byte = steps.next()?;
        number |= usize::from(byte & 0x7f) << shift;
        shift += 7;
        if byte & 0x80 == 0 {
            return Some(number);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{LineMap, STRIDE};
    use crate::document::Position;

    #[test]
    fn an_entry_of_the_same_place_replaces_the_last() {
        let mut map = LineMap::default();
        assert_eq!((map.line_of(Position(0)), map.position_of(1)), (None, None));
        map.push(Position(3), 1);
        map.push(Position(3), 2);
        map.push(Position(9), 4);
        assert_eq!(
            [2, 3, 8, 9].map(|at| map.line_of(Position(at))),
            [None, Some(2), Some(2), Some(4)]
        );
        assert_eq!(
            [1, 2, 3, 4, 5].map(|line| map.position_of(line).map(|at| at.0)),
            [Some(3), Some(3), Some(9), Some(9), None]
        );
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn any_entry_is_found_both_ways(steps in prop::collection::vec(any_step(), 0..5 * STRIDE)) {
            let mut map = LineMap::default();
            let mut entries = Vec::new();
            let (mut at, mut line) = (0, 1);
            for (bytes, lines) in steps {
                map.push(Position(at), line);
                entries.push((at, line));
                (at, line) = (at + bytes, line + lines);
            }
            let mut lines_of = map.lines_of();
            for (index, (at, line)) in entries.iter().enumerate() {
                prop_assert_eq!(lines_of(Position(*at)), Some(*line));
                prop_assert_eq!(map.line_of(Position(*at)), Some(*line));
                prop_assert_eq!(map.line_of(Position(at + 1)).is_some(), true);
                let before = index.checked_sub(1).and_then(|index| entries.get(index));
                let before_at = at.checked_sub(1).and_then(|at| map.line_of(Position(at)));
                prop_assert_eq!(before_at, before.map(|(_, line)| *line));
                let first = entries.iter().find(|(_, other)| other >= line).map(|(at, _)| Position(*at));
                prop_assert_eq!(map.position_of(*line), first);
            }
            prop_assert_eq!(map.position_of(line + 1), None);
        }
    }

    /// Gives a step in bytes and lines, most of them as those of a text are.
    fn any_step() -> impl Strategy<Value = (usize, usize)> {
        prop_oneof![3 => (1..130_usize, 1..4_usize), 1 => (1..20_000_usize, 0..300_usize)]
    }
}
