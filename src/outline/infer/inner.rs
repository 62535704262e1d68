//! Which headings stand inside others although all are set alike.
//!
//! That there are any is known by a heading that stands right above another: it has nothing to say
//! before its first subheading. Of 107 articles with levels that nothing else shows 41 have one,
//! and none of 110 without. Which of the others are subheadings is weighed by where they stand, how
//! much follows them, and how like they are to those that are known.

use super::facts::Facts;
use super::features::{Feature, Value, lossy, yes};
use super::look::{Case, End, Start};
use super::names;
use super::survey::Survey;
use super::weights::likelihood;

/// A heading among those that are set like it.
pub(super) struct Place {
    /// Its place among them, from 0, and how many they are.
    at: usize,
    count: usize,
    /// Whether it stands right above another of them, right below one, or right before one that
    /// stands right above another.
    above: bool,
    below: bool,
    before_above: bool,
    /// Headings since the last one that stands right below another; none where there was none.
    since: Option<usize>,
    /// Whether none from here on stands right above another.
    no_more: bool,
    /// The share of those that stand right above another.
    holders: f32,
    /// Logarithms of the columns of text that follow it: less the mean of all, less that of known
    /// subheadings, and that of the next one less its own.
    size: f32,
    size_of_inner: f32,
    size_of_next: f32,
    words: f32,
    /// How many words more it is off from known subheadings than from those above them.
    words_off: f32,
    /// The share of known subheadings that are written like it, less that of those above them.
    like_inner: f32,
    question: bool,
    code: bool,
    /// Whether it names what closes an article.
    closes: bool,
}

/// What is known of a heading before it is placed.
struct Head {
    size: f32,
    words: f32,
    writing: (Option<Case>, Option<End>, bool),
    question: bool,
    code: bool,
    closes: bool,
    above: bool,
    below: bool,
}

/// Gives the places of headings that are set alike, given as places in `headings`, the blocks of
/// all headings; none where no one of them stands right above another.
pub(super) fn places(survey: &Survey<'_>, headings: &[usize], alike: &[usize]) -> Vec<Place> {
    let block = |index: &usize| headings.get(*index).copied();
    let is_above = |first: &usize, second: &usize| {
        block(first).zip(block(second)).is_some_and(|(first, second)| first + 1 == second)
    };
    // Asked before anything else is found out, as of most styles none does.
    if !alike.windows(2).any(|pair| matches!(pair, [first, second] if is_above(first, second))) {
        return Vec::new();
    }
    let mut heads: Vec<Head> =
        alike.iter().filter_map(|index| Head::of(survey, headings, *index)).collect();
    for (nth, pair) in alike.windows(2).enumerate() {
        let [first, second] = pair else { continue };
        if is_above(first, second) {
            heads.get_mut(nth).into_iter().for_each(|head| head.above = true);
            heads.get_mut(nth + 1).into_iter().for_each(|head| head.below = true);
        }
    }
    placed(&heads)
}

/// Tells which of the headings in `places` stand inside others.
pub(super) fn inner(places: &[Place], weights: &[f32]) -> Vec<bool> {
    let mut values = Vec::with_capacity(INNER.len());
    let is_inner = |place: &Place| {
        values.clear();
        values.extend(INNER.iter().map(|feature| (feature.value)(place)));
        place.at > 0 && (place.below || likelihood(&values, weights) > 0.5)
    };
    places.iter().map(is_inner).collect()
}

impl Head {
    fn of(survey: &Survey<'_>, headings: &[usize], index: usize) -> Option<Head> {
        let at = *headings.get(index)?;
        let end = headings.get(index + 1).copied().unwrap_or(survey.facts.len());
        let (heading, text) = (survey.facts.get(at)?, survey.facts.between(at + 1..end));
        let look = heading.look();
        Some(Head {
            size: lossy(text.map(|facts| facts.size as usize).sum()).ln_1p(),
            words: look.map_or(0.0, |look| lossy(look.words.into())),
            writing: (
                look.map(|look| look.case),
                look.map(|look| look.end).filter(|end| SENTENCE_ENDS.contains(end)),
                look.is_some_and(|look| look.start == Start::Quote),
            ),
            question: look.is_some_and(|look| look.end == End::Question),
            code: is_code_like(&heading),
            closes: names::closes(heading.text()),
            above: false,
            below: false,
        })
    }
}

/// Ends that headings share; by which letter, digit or bracket one ends is chance.
const SENTENCE_ENDS: [End; 4] = [End::Stop, End::Question, End::Exclamation, End::Colon];

/// Signs that stand in names of programs, and seldom in other headings.
const CODE_SIGNS: [char; 10] = ['_', '(', ')', '{', '}', '=', '<', '>', '|', '`'];

fn is_code_like(heading: &Facts<'_>) -> bool {
    let is_dot = |pair: [&u8; 3]| {
        pair[1] == &b'.' && pair[0].is_ascii_alphanumeric() && pair[2].is_ascii_alphanumeric()
    };
    let bytes = heading.text().as_bytes();
    let mut threes = bytes.iter().zip(bytes.iter().skip(1)).zip(bytes.iter().skip(2));
    heading.text().contains(CODE_SIGNS)
        || threes.any(|((one, two), three)| is_dot([one, two, three]))
}

fn placed(heads: &[Head]) -> Vec<Place> {
    let size = mean(heads.iter().filter(|head| head.size > 0.0).map(|head| head.size));
    let inner = || heads.iter().filter(|head| head.below);
    let outer = || heads.iter().filter(|head| head.above);
    let size_of_inner = mean(inner().map(|head| head.size));
    let (inner_words, outer_words) =
        (mean(inner().map(|head| head.words)), mean(outer().map(|head| head.words)));
    let last_above = heads.iter().rposition(|head| head.above).unwrap_or(0);
    let mut since = None;
    let mut places = Vec::with_capacity(heads.len());
    for (at, head) in heads.iter().enumerate() {
        since = if head.below { Some(0) } else { since.map(|since| since + 1) };
        let next = heads.get(at + 1);
        let like = |other: &Head| yes(other.writing == head.writing);
        places.push(Place {
            at,
            count: heads.len(),
            above: head.above,
            below: head.below,
            before_above: next.is_some_and(|next| next.above),
            since,
            no_more: at > last_above,
            holders: mean(heads.iter().map(|head| yes(head.above))),
            size: head.size - size,
            size_of_inner: head.size - size_of_inner,
            size_of_next: next.map_or(0.0, |next| next.size - head.size),
            words: head.words,
            words_off: (head.words - inner_words).abs() - (head.words - outer_words).abs(),
            like_inner: mean(inner().map(like)) - mean(outer().map(like)),
            question: head.question,
            code: head.code,
            closes: head.closes,
        });
    }
    places
}

fn mean(numbers: impl Iterator<Item = f32>) -> f32 {
    let (sum, count) = numbers.fold((0.0, 0.0), |(sum, count), number| (sum + number, count + 1.0));
    if count > 0.0 { sum / count } else { 0.0 }
}

/// What speaks for a heading standing inside the one before it.
pub(super) const INNER: &[Feature<Value<Place>>] = measures![
    "any heading" => |_| 1.0;
    "right below a heading" => |p| yes(p.below);
    "right above a heading" => |p| yes(p.above);
    "right before one that is right above a heading" => |p| yes(p.before_above);
    "one after a first subheading" => |p| yes(p.since == Some(1));
    "two after a first subheading" => |p| yes(p.since == Some(2));
    "three to five after a first subheading" =>
        |p| yes(p.since.is_some_and(|since| (3..=5).contains(&since)));
    "six or more after a first subheading" => |p| yes(p.since.is_some_and(|since| since > 5));
    "before any subheading" => |p| yes(p.since.is_none() && !p.above);
    "no first subheading follows" => |p| yes(p.no_more);
    "no first subheading follows, and how much does" =>
        |p| yes(p.no_more) * lossy(p.count - p.at) / lossy(p.count);
    "first heading" => |p| yes(p.at == 0);
    "last heading" => |p| yes(p.at + 1 == p.count);
    "last heading but one" => |p| yes(p.at + 2 == p.count);
    "how much text follows" => |p| p.size / 2.0;
    "how much more text follows than subheadings" => |p| p.size_of_inner / 2.0;
    "how much more text follows the next" => |p| p.size_of_next / 4.0;
    "how many words it has" => |p| p.words / 4.0;
    "a heading of one word" => |p| yes(p.words < 1.5);
    "longer or shorter than subheadings" => |p| p.words_off / 4.0;
    "written like subheadings" => |p| p.like_inner;
    "closes the article" => |p| yes(p.closes);
    "asks a question" => |p| yes(p.question);
    "a name of a program" => |p| yes(p.code);
    "the share of headings above others" => |p| p.holders;
    "one of many headings" => |p| yes(p.count > 15);
];
