//! What the rest of the document says about a line: whether others are set like it, whether its
//! number follows theirs, whether they are headings.

use std::collections::HashMap;

use super::facts::{All, Facts, Sort};
use super::features::{Feature, Habits, Sight, Value, is_body, yes};
use super::look::{Case, End, Start};
use super::number::{Number, Path, Series};

/// A line that may be a heading, and what the others like it say.
pub(super) struct Joint {
    /// How likely it is a heading by itself.
    own: f32,
    /// Those set exactly like it.
    exact: Fellows,
    /// Those set roughly like it.
    rough: Fellows,
    /// How likely the lines right before and after it are headings; 0 where they cannot be.
    before: f32,
    after: f32,
    series: InSeries,
    /// Whether it ends with a full stop.
    stop: bool,
    /// Whether it is a label that asks for attention.
    label: bool,
    /// Whether it is set out from the text.
    set_out: bool,
    document: Whole,
    /// Columns of running text since the last likely heading; none where there was none.
    since: Option<usize>,
}

/// The other lines of a style.
#[derive(Clone, Copy, Debug, Default)]
struct Fellows {
    count: usize,
    /// How likely they are headings, on average.
    mean: f32,
    /// Of them, the share that stands before running text.
    before_body: f32,
    /// Of them, the share that stands side by side with one of them.
    beside: f32,
    /// How many of them stand in a row right before and right after it.
    row_before: usize,
    row_after: usize,
    /// Whether no other style has clearer headings.
    best: bool,
    /// Whether the style is not that of running text: numbered, in capitals, underlined, apart.
    marked: bool,
}

/// Where a number stands in its series.
#[derive(Clone, Copy, Debug, Default)]
struct InSeries {
    numbered: bool,
    /// Whether the number has several parts: "2.1".
    parts: bool,
    /// Whether another line, before it, has the number without the last part.
    inside: bool,
    first: bool,
    /// Whether the number before and after its own are there.
    before: bool,
    after: bool,
    /// Whether there is running text between it and them.
    apart: bool,
}

/// What holds for the whole document.
#[derive(Clone, Copy, Debug, Default)]
struct Whole {
    /// The likeliest line.
    most: f32,
    /// How many lines are likely headings.
    likely: usize,
    /// How many of them are set out from the text.
    set_out: usize,
    bodies: usize,
}

fn is_set_out(sight: &Sight<'_>) -> bool {
    sight.all.get(sight.at).is_some_and(|facts| facts.inset < 0)
}

/// A style: what lines that are headings of one document have in common, a few bits for each.
pub(super) type Style = u64;

/// Gives the style of a line, with how it ends and is cased or without.
fn style(sight: &Sight<'_>, exact: bool) -> Style {
    let look = sight.look;
    let facts = sight.all.get(sight.at);
    let blanks = facts.map_or(0, |facts| facts.blanks);
    let end = match look.end {
        End::Digit | End::Bracket | End::Dash | End::Sign | End::Quote => End::Letter,
        end => end,
    };
    let case = if exact || look.case == Case::Capitals { look.case } else { Case::None };
    let number = look.number.map_or(0, |Number { series, .. }| {
        let depth = if exact { series.depth } else { 0 };
        let script = 1 + series.script as u64;
        (script << 8)
            | ((series.closer as u64) << 5)
            | (u64::from(depth) << 1)
            | u64::from(series.word)
    });
    let inset = facts.map_or(0, |facts| facts.inset.clamp(-999, 999) + 1_000);
    let bits = [
        (12, number),
        (4, if exact { 1 + end as u64 } else { 0 }),
        (2, case as u64),
        (1, u64::from(exact && look.start == Start::Quote)),
        (1, u64::from(exact && look.start == Start::Lower)),
        (1, u64::from(blanks > sight.habits.blanks.max(1))),
        (1, u64::from(sight.glued() && !sight.glued_below_outer())),
        (1, u64::from(sight.underlined())),
        (1, u64::from(facts.is_some_and(|facts| facts.sort == Sort::Item))),
        (11, u64::try_from(inset).unwrap_or_default()),
    ];
    bits.into_iter().fold(0, |style, (width, bits)| (style << width) | bits)
}

/// The lines of a style, counted.
#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    count: usize,
    likely: f32,
    before_body: usize,
    beside: usize,
    /// How clear its headings are, together.
    clear: f32,
}

/// The lines that may be headings, each with its surroundings.
#[derive(Clone, Copy)]
struct Sights<'a> {
    all: &'a All<'a>,
    habits: &'a Habits,
    at: &'a [usize],
}

impl<'a> Sights<'a> {
    fn len(&self) -> usize {
        self.at.len()
    }

    fn get(&self, index: usize) -> Option<Sight<'a>> {
        let at = *self.at.get(index)?;
        let look = self.all.get(at)?.look()?;
        Some(Sight { all: self.all, at, look, habits: self.habits })
    }

    fn iter(self) -> impl Iterator<Item = Sight<'a>> {
        (0..self.len()).filter_map(move |index| self.get(index))
    }
}

/// Gives for each line that may be a heading what the others say; `own` is how likely each is by
/// itself, in the order of `at`, the indices of their blocks, which ascend.
pub(super) fn joint<'a>(
    all: &'a All<'a>,
    habits: &'a Habits,
    at: &'a [usize],
    own: &'a [f32],
) -> impl Iterator<Item = Joint> {
    let sights = Sights { all, habits, at };
    let exact = Styles::of(sights, own, true);
    let rough = Styles::of(sights, own, false);
    let series = in_series(sights);
    let document = whole(sights, own);
    let likely = move |index: Option<usize>, block: usize| {
        let line = index.filter(|index| at.get(*index) == Some(&block));
        line.and_then(|index| own.get(index).copied()).unwrap_or(0.0)
    };
    let lines = sights.iter().zip(own).zip(since(all, at, own)).enumerate();
    lines.map(move |(index, ((sight, &own), since))| Joint {
        own,
        exact: exact.fellows(index, &sight, own),
        rough: rough.fellows(index, &sight, own),
        before: likely(index.checked_sub(1), sight.at.wrapping_sub(1)),
        after: likely(Some(index + 1), sight.next_at()),
        stop: sight.look.end == End::Stop,
        label: sight.look.label,
        set_out: is_set_out(&sight),
        series: series.get(index).copied().unwrap_or_default(),
        document,
        since,
    })
}

/// The styles of a document.
struct Styles {
    tallies: Vec<Tally>,
    /// Of each line, which of them it has.
    of: Vec<u32>,
    rows: Vec<Row>,
    /// How clear the headings are of the style that has the clearest.
    clearest: f32,
}

impl Styles {
    fn of(sights: Sights<'_>, own: &[f32], exact: bool) -> Styles {
        let mut known: HashMap<Style, u32> = HashMap::new();
        let mut of = Vec::with_capacity(sights.len());
        for sight in sights.iter() {
            let next = u32::try_from(known.len()).unwrap_or(u32::MAX);
            of.push(*known.entry(style(&sight, exact)).or_insert(next));
        }
        let rows = rows(sights, &of);
        let mut tallies = vec![Tally::default(); known.len()];
        for (((sight, style), own), row) in sights.iter().zip(&of).zip(own).zip(&rows) {
            let Some(tally) = tallies.get_mut(*style as usize) else { continue };
            tally.count += 1;
            tally.likely += own;
            tally.before_body += usize::from(sight.next_is(is_body));
            tally.beside += usize::from(row.before + row.after > 0);
            tally.clear += (own - 0.5).max(0.0);
        }
        let clearest = tallies.iter().map(|tally| tally.clear).fold(0.0, f32::max);
        Styles { tallies, of, rows, clearest }
    }

    /// Gives what the others of its style say of the line at `index`.
    fn fellows(&self, index: usize, sight: &Sight<'_>, own: f32) -> Fellows {
        let tally = self.of.get(index).and_then(|style| self.tallies.get(*style as usize));
        let tally = tally.copied().unwrap_or_default();
        let row = self.rows.get(index).copied().unwrap_or_default();
        let count = tally.count.saturating_sub(1);
        let share = |sum: f32| if count == 0 { 0.0 } else { sum / lossy(count) };
        let body = usize::from(sight.next_is(is_body));
        Fellows {
            count,
            mean: share(tally.likely - own),
            before_body: share(lossy(tally.before_body - body)),
            beside: share(lossy(tally.beside - usize::from(row.before + row.after > 0))),
            row_before: usize::from(row.before),
            row_after: usize::from(row.after),
            best: self.clearest > 0.0 && tally.clear >= self.clearest,
            marked: is_marked(sight),
        }
    }
}

/// Tells whether a line is set in a way that running text never is.
fn is_marked(sight: &Sight<'_>) -> bool {
    let facts = sight.all.get(sight.at);
    sight.look.number.is_some()
        || sight.look.case == Case::Capitals
        || sight.underlined()
        || facts.is_some_and(|facts| facts.inset < 0 || facts.blanks > sight.habits.blanks.max(1))
}

/// How many lines of a style stand in a row right before a line and right after it.
#[derive(Clone, Copy, Debug, Default)]
struct Row {
    before: u8,
    after: u8,
}

/// Lines in a row on one side from which on nobody counts how many more there are.
const ROW_MOST: u8 = 100;

/// Gives for each line how many of its style stand in a row with it, by the style of each.
fn rows(sights: Sights<'_>, styles: &[u32]) -> Vec<Row> {
    let mut rows = vec![Row::default(); sights.len()];
    let together = |first: usize| {
        let blocks = sights.get(first).zip(sights.get(first + 1));
        blocks.is_some_and(|(first, second)| first.next_at() == second.at)
            && styles.get(first) == styles.get(first + 1)
    };
    for at in 1..sights.len() {
        if together(at - 1) {
            let before = rows.get(at - 1).map_or(0, |row| row.before);
            if let Some(row) = rows.get_mut(at) {
                row.before = ROW_MOST.min(before + 1);
            }
        }
    }
    for at in (1..sights.len()).rev() {
        if together(at - 1) {
            let after = rows.get(at).map_or(0, |row| row.after);
            if let Some(row) = rows.get_mut(at - 1) {
                row.after = ROW_MOST.min(after + 1);
            }
        }
    }
    rows
}

/// Gives a count as a number to reckon with; counts of lines are exact this way up to 16 million.
#[expect(clippy::cast_precision_loss, reason = "a share of lines needs no more")]
pub(super) fn lossy(count: usize) -> f32 {
    count as f32
}

/// Gives for each number where it stands for the first time; for none where none has parts.
fn firsts(sights: Sights<'_>) -> HashMap<Path, usize> {
    let mut firsts = HashMap::new();
    if !sights.iter().any(|sight| sight.look.number.is_some_and(|it| it.series.depth > 1)) {
        return firsts;
    }
    for at in sights.all.looked_at() {
        let look = sights.all.get(at).and_then(|facts| facts.look());
        if let Some(number) = look.and_then(|look| look.number) {
            firsts.entry(number.path()).or_insert(at);
        }
    }
    firsts
}

fn in_series(sights: Sights<'_>) -> Vec<InSeries> {
    let mut last: HashMap<Series, (u32, usize)> = HashMap::new();
    let mut found = vec![InSeries::default(); sights.len()];
    let firsts = firsts(sights);
    for (index, sight) in sights.iter().enumerate() {
        let Some(number) = sight.look.number else { continue };
        let before = last.insert(number.series, (number.value, index));
        let follows = before.filter(|(value, _)| value + 1 == number.value);
        let apart = follows.is_some_and(|(_, before)| has_body_between(sights, before, index));
        if let Some(this) = found.get_mut(index) {
            this.numbered = true;
            this.parts = number.series.depth > 1;
            let outer = number.outer().and_then(|outer| firsts.get(&outer));
            this.inside = outer.is_some_and(|first| *first < sight.at);
            this.first = number.value == 1;
            this.before = follows.is_some();
            this.apart |= apart;
        }
        if let Some(earlier) = follows.and_then(|(_, before)| found.get_mut(before)) {
            earlier.after = true;
            earlier.apart |= apart;
        }
    }
    found
}

/// Tells whether running text stands between two lines; only near the second one is looked.
fn has_body_between(sights: Sights<'_>, before: usize, after: usize) -> bool {
    let (Some(before), Some(after)) = (sights.get(before), sights.get(after)) else { return false };
    let from = (before.at + 1).max(after.at.saturating_sub(20));
    after.all.between(from..after.at).any(|facts| is_body(&facts))
}

/// From which likelihood by itself on a line is likely a heading.
const LIKELY: f32 = 0.7;

fn whole(sights: Sights<'_>, own: &[f32]) -> Whole {
    let likely = || sights.iter().zip(own).filter(|(_, own)| **own > LIKELY);
    Whole {
        most: own.iter().copied().fold(0.0, f32::max),
        likely: likely().count(),
        set_out: likely().filter(|(sight, _)| is_set_out(sight)).count(),
        bodies: sights.habits.bodies,
    }
}

/// Gives for each line the columns of text since the last likely heading.
fn since<'a>(
    all: &'a All<'a>,
    at: &'a [usize],
    own: &'a [f32],
) -> impl Iterator<Item = Option<usize>> {
    let mut columns: Option<usize> = None;
    let mut counted = 0;
    at.iter().zip(own).map(move |(&at, own)| {
        let text = all.between(counted..at);
        let before = columns.map(|columns| columns + text.map(size).sum::<usize>());
        let own_size = all.get(at).map_or(0, size);
        counted = at + 1;
        columns = if *own > 0.5 { Some(0) } else { before.map(|before| before + own_size) };
        before
    })
}

fn size(facts: Facts<'_>) -> usize {
    facts.size as usize
}

/// Gives from 0 to 1 how far `share` is above one half.
fn above_half(share: f32) -> f32 {
    ((share - 0.5) * 2.0).max(0.0)
}

/// Where the sum of the first look stands in the table.
pub(super) const OWN: usize = 1;

/// By what that sum is divided, so that its weight is learned as fast as the others.
pub(super) const OWN_SCALE: f32 = 4.0;

/// What the rest of the document says.
pub(super) const JOINT: &[Feature<Value<Joint>>] = measures![
    "any line" => |_| 1.0;
    "looks like a heading by itself" =>
        |j| (j.own / (1.0 - j.own).max(1e-4)).ln().clamp(-6.0, 6.0) / OWN_SCALE;
    "clearly looks like a heading by itself" => |j| yes(j.own > 0.9);
    "hardly looks like a heading by itself" => |j| yes(j.own < 0.1);

    "nothing else is set like it" => |j| yes(j.exact.count == 0);
    "nothing else is set even roughly like it" => |j| yes(j.rough.count == 0);
    "others set like it look like headings" =>
        |j| yes(j.exact.count > 0) * above_half(j.exact.mean);
    "others set like it do not look like headings" =>
        |j| yes(j.exact.count > 0) * above_half(1.0 - j.exact.mean);
    "many others set like it look like headings" =>
        |j| yes(j.exact.count > 3) * above_half(j.exact.mean);
    "many others set like it do not look like headings" =>
        |j| yes(j.exact.count > 3) * above_half(1.0 - j.exact.mean);
    "others set roughly like it look like headings" =>
        |j| yes(j.rough.count > 0) * above_half(j.rough.mean);
    "others set roughly like it do not look like headings" =>
        |j| yes(j.rough.count > 0) * above_half(1.0 - j.rough.mean);
    "many others set roughly like it look like headings" =>
        |j| yes(j.rough.count > 3) * above_half(j.rough.mean);
    "many others set roughly like it do not look like headings" =>
        |j| yes(j.rough.count > 3) * above_half(1.0 - j.rough.mean);
    "others marked like it look like headings" =>
        |j| yes(j.exact.marked && j.exact.count > 0) * above_half(j.exact.mean);
    "many others marked like it look like headings" =>
        |j| yes(j.exact.marked && j.exact.count > 2) * above_half(j.exact.mean);
    "others marked like it do not look like headings" =>
        |j| yes(j.exact.marked && j.exact.count > 0) * above_half(1.0 - j.exact.mean);
    "others set like it stand before running text" =>
        |j| yes(j.exact.count > 1) * above_half(j.exact.before_body);
    "others set like it do not stand before running text" =>
        |j| yes(j.exact.count > 1) * above_half(1.0 - j.exact.before_body);
    "others set roughly like it stand before running text" =>
        |j| yes(j.rough.count > 1) * above_half(j.rough.before_body);
    "others set roughly like it do not stand before running text" =>
        |j| yes(j.rough.count > 1) * above_half(1.0 - j.rough.before_body);
    "others set like it stand side by side" => |j| yes(j.exact.count > 1) * j.exact.beside;
    "others set like it stand apart" =>
        |j| yes(j.exact.count > 1) * above_half(1.0 - j.exact.beside);
    "others set roughly like it stand side by side" =>
        |j| yes(j.rough.count > 1) * j.rough.beside;
    "right after a line set like it" => |j| yes(j.exact.row_before > 0);
    "right before a line set like it" => |j| yes(j.exact.row_after > 0);
    "right after several lines set like it" => |j| yes(j.exact.row_before > 1);
    "right before several lines set like it" => |j| yes(j.exact.row_after > 1);
    "last of several lines set roughly alike" =>
        |j| yes(j.rough.row_before > 1 && j.rough.row_after == 0);
    "among four or more lines set roughly alike" =>
        |j| yes(j.rough.row_before + j.rough.row_after > 2);
    "set like the clearest headings" => |j| yes(j.exact.best);
    "set roughly like the clearest headings" => |j| yes(j.rough.best);
    "more lines are set like it than there are paragraphs" =>
        |j| yes(j.exact.count > j.document.bodies.max(3));
    "very many lines are set like it" => |j| yes(j.exact.count > 40);

    "its number follows another" => |j| yes(j.series.before);
    "another number follows its own" => |j| yes(j.series.after);
    "numbers run on through the text" => |j| yes(j.series.apart);
    "numbers in a row without text between" =>
        |j| yes(!j.series.apart && (j.series.before || j.series.after));
    "numbers in parts run on" =>
        |j| yes(j.series.parts && (j.series.before || j.series.after));
    "numbers in parts run on through the text" => |j| yes(j.series.parts && j.series.apart);
    "its number stands inside that of a line above" => |j| yes(j.series.inside);
    "a number alone" => |j| yes(j.series.numbered && !j.series.before && !j.series.after);
    "a number alone that is not the first" =>
        |j| yes(j.series.numbered && !j.series.before && !j.series.after && !j.series.first);

    "a label that asks for attention, whatever is set like it" => |j| yes(j.label);
    "a full stop, which the clearest headings have not" => |j| yes(j.stop && !j.exact.best);
    "a full stop, after a likely heading" => |j| yes(j.stop) * j.before;
    "after a likely heading" => |j| j.before;
    "before a likely heading" => |j| j.after;
    "between likely headings" => |j| j.before * j.after;
    "after a likelier heading" => |j| yes(j.before > j.own);
    "before a likelier heading" => |j| yes(j.after > j.own);
    "little text since the last likely heading" =>
        |j| yes(j.since.is_some_and(|columns| (1..200).contains(&columns)));
    "much text since the last likely heading" => |j| yes(j.since.is_some_and(|columns| columns > 800));

    "not set out, where most likely headings are" => |j| {
        let Whole { likely, set_out, .. } = j.document;
        yes(!j.set_out && likely > 3 && set_out * 5 > likely * 3)
    };
    "no line of the text is clearly a heading" => |j| yes(j.document.most < 0.7);
    "few lines of the text are clearly headings" => |j| yes(j.document.likely < 2);
    "several lines of the text are clearly headings" => |j| yes(j.document.likely > 3);
    "more likely headings than paragraphs" => |j| yes(j.document.likely > j.document.bodies);
];
