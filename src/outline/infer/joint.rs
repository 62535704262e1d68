//! What the rest of the document says about a line: whether others are set like it, whether its
//! number follows theirs, whether they are headings.

mod likely;
mod series;
mod sights;
mod style;

use super::facts::{All, Facts};
use super::features::{Feature, Value, yes};
use super::habits::Habits;
use super::look::End;
use likely::{Likely, Mark};
use series::InSeries;
use sights::Sights;
use style::{Fellows, Styles};

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
    /// The marks it has, and those of likely headings.
    marks: [bool; Mark::COUNT],
    likely: Likely,
    /// Blocks of running text in the document.
    bodies: usize,
    /// Columns of running text since the last likely heading; none where there was none.
    since: Option<usize>,
}

/// Gives for each line that may be a heading what the others say; `own` is how likely each is by
/// itself, in the order of `at`, the indices of their blocks, which ascend.
pub(super) fn joint<'a>(
    all: &'a All<'a>,
    habits: &'a Habits,
    at: &'a [u32],
    own: &'a [f32],
) -> impl Iterator<Item = Joint> {
    let sights = Sights { all, habits, at };
    let exact = Styles::of(sights, own, true);
    let rough = Styles::of(sights, own, false);
    let series = series::in_series(sights);
    let document = Likely::of(sights, own);
    let likely = move |index: Option<usize>, block: usize| {
        let line = index.filter(|index| at.get(*index).is_some_and(|at| *at as usize == block));
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
        marks: Mark::ALL.map(|mark| mark.is_on(&sight)),
        series: series.get(index).copied().unwrap_or_default(),
        likely: document,
        bodies: habits.bodies,
        since,
    })
}

impl Joint {
    /// Tells whether it does not have a mark that most likely headings have.
    fn lacks(&self, mark: Mark) -> bool {
        let has = self.marks.get(mark as usize).is_some_and(|has| *has);
        !has && self.likely.share(mark)
    }
}

/// Gives for each line the columns of text since the last likely heading.
fn since<'a>(
    all: &'a All<'a>,
    at: &'a [u32],
    own: &'a [f32],
) -> impl Iterator<Item = Option<usize>> {
    let mut columns: Option<usize> = None;
    let mut counted = 0;
    at.iter().zip(own).map(move |(&at, own)| {
        let at = at as usize;
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
        |j| yes(j.exact.count > j.bodies.max(3));
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

    "not set out, where most likely headings are" => |j| yes(j.lacks(Mark::SetOut));
    "without a number in parts, where most likely headings have one" =>
        |j| yes(j.lacks(Mark::InParts));
    "no line of the text is clearly a heading" => |j| yes(j.likely.most < 0.7);
    "few lines of the text are clearly headings" => |j| yes(j.likely.count < 2);
    "several lines of the text are clearly headings" => |j| yes(j.likely.count > 3);
    "more likely headings than paragraphs" => |j| yes(j.likely.count > j.bodies);
];
