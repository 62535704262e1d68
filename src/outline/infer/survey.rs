//! The two looks at each line, and what they add up to.

use super::facts::{self, All, Sort};
use super::features::{LOCAL, Sight};
use super::frame;
use super::habits::Habits;
use super::joint::{self, JOINT, Joint};
use super::look::{Call, End, Start};
use super::weights::{Weights, likelihood};
use super::{contents, furniture, parts, repeats};
use crate::document::Document;
use crate::document::block::Kind;

/// The lines of a document that may be headings, looked at for the first time.
pub(super) struct Survey<'a> {
    /// Facts of all blocks.
    pub facts: All<'a>,
    /// What is usual in the document.
    pub habits: Habits,
    /// Title, byline and standfirst, with their blocks.
    pub opening: Vec<(usize, Kind)>,
    /// The blocks of tables of contents, ascending.
    pub contents: Vec<usize>,
    /// Notes at the foot of a page.
    pub notes: Vec<usize>,
    /// What leads to other articles.
    pub related: Vec<usize>,
    /// Indices of the blocks that may be headings, ascending.
    pub at: Vec<u32>,
    /// Those of them that are underlined in full, and those that begin parts.
    underlined: Vec<u32>,
    parts: Vec<u32>,
}

/// A line that may be a heading, and what was thought of it.
pub(super) struct Scored {
    /// The index of its block.
    pub at: u32,
    /// How likely it is a heading, from 0 to 1.
    pub likely: f32,
}

impl Scored {
    /// Gives the index of its block.
    pub(super) fn at(&self) -> usize {
        self.at as usize
    }
}

/// What spoke for a line or against it, with its weight.
pub(super) type Reason = (&'static str, f32);

impl<'a> Survey<'a> {
    /// Looks at `document`.
    pub(super) fn at(document: &'a Document) -> Survey<'a> {
        let mut facts = facts::facts(document);
        let contents = contents::contents(&facts);
        repeats::forget_repeats(&mut facts, &contents);
        let (notes, related) = (furniture::notes(&facts), furniture::related(&facts));
        let habits = Habits::of(&facts);
        let opening = frame::opening(document, &facts);
        let among = |blocks: &[usize], at: usize| blocks.binary_search(&at).is_ok();
        let framed = |at: usize| {
            opening.iter().any(|(block, _)| *block == at)
                || among(&contents, at)
                || among(&notes, at)
                || among(&related, at)
                || furniture::is_page_header(&facts, at)
        };
        let looked_at = facts.looked_at();
        let mut at = Vec::with_capacity(looked_at.len());
        let likely = looked_at.filter(|at| may_be_heading(&facts, *at) && !framed(*at));
        at.extend(likely.filter_map(|at| u32::try_from(at).ok()));
        let (underlined, parts) = (Vec::new(), parts::run_on(&facts, &at));
        let mut survey =
            Survey { facts, habits, opening, contents, notes, related, at, underlined, parts };
        let in_full =
            |at: &u32| survey.sight(*at as usize).is_some_and(|it| it.underlined_in_full());
        survey.underlined = survey.at.iter().copied().filter(in_full).collect();
        survey
    }

    /// Gives the rule by which a line is a heading whatever is weighed, if there is one.
    pub(super) fn rule(&self, line: &Scored) -> Option<&'static str> {
        let rules = [
            (&self.underlined, "underlined in full"),
            (&self.parts, "one of the numbered parts that the text is in"),
        ];
        let holds = |lines: &Vec<u32>| lines.binary_search(&line.at).is_ok();
        rules.into_iter().find_map(|(lines, name)| holds(lines).then_some(name))
    }

    /// Gives each line that may be a heading, with its surroundings.
    pub(super) fn sights(&'a self) -> impl Iterator<Item = Sight<'a>> {
        self.at.iter().filter_map(|&at| self.sight(at as usize))
    }

    /// Gives a block with its surroundings, if it is short enough to be a heading.
    pub(super) fn sight(&'a self, at: usize) -> Option<Sight<'a>> {
        let look = self.facts.get(at)?.look()?;
        Some(Sight { all: &self.facts, at, look, habits: &self.habits })
    }

    /// Gives what `take` makes of how much of each local feature each line has. The values of all
    /// lines at once would be a hundred times what there is to say of them.
    pub(super) fn local<T>(&'a self, mut take: impl FnMut(&[f32]) -> T) -> impl Iterator<Item = T> {
        let mut values = Vec::with_capacity(LOCAL.len());
        self.sights().map(move |sight| {
            values.clear();
            values.extend(LOCAL.iter().map(|feature| (feature.value)(&sight)));
            take(&values)
        })
    }

    /// Gives what the others say of each line, by how likely each is a heading by itself.
    pub(super) fn joint(&'a self, own: &'a [f32]) -> impl Iterator<Item = Joint> {
        joint::joint(&self.facts, &self.habits, &self.at, own)
    }

    /// Gives what is thought of each line in the end.
    pub(super) fn scored(&self, weights: &Weights) -> Vec<Scored> {
        self.judged(weights, |_| ()).0
    }

    /// Gives the same, with what spoke for and against each line, strongest first.
    pub(super) fn explained(&self, weights: &Weights) -> (Vec<Scored>, Vec<Vec<Reason>>) {
        let mut local = self.local(<[f32]>::to_vec);
        let reasons = |joint: &[f32]| {
            local.next().map_or(Vec::new(), |local| reasons(&local, joint, weights))
        };
        self.judged(weights, reasons)
    }

    /// Gives what is thought of each line in the end, and what `take` makes of how much of each
    /// joint feature it has.
    fn judged<T>(
        &self,
        weights: &Weights,
        mut take: impl FnMut(&[f32]) -> T,
    ) -> (Vec<Scored>, Vec<T>) {
        let is_ruled = |at: &u32| {
            [&self.underlined, &self.parts].iter().any(|it| it.binary_search(at).is_ok())
        };
        let least = |at: u32| if is_ruled(&at) { RULED } else { 0.0 };
        let mut own = Vec::with_capacity(self.at.len());
        let by_itself = self.local(|values| likelihood(values, &weights.local));
        own.extend(by_itself.zip(&self.at).map(|(own, at)| own.max(least(*at))));
        let mut values = Vec::with_capacity(JOINT.len());
        let judge = |(&at, joint): (&u32, Joint)| {
            values.clear();
            values.extend(JOINT.iter().map(|feature| (feature.value)(&joint)));
            let likely = likelihood(&values, &weights.joint).max(least(at));
            (Scored { at, likely }, take(&values))
        };
        let mut judged = (Vec::with_capacity(self.at.len()), Vec::new());
        judged.extend(self.at.iter().zip(self.joint(&own)).map(judge));
        judged
    }
}

/// How likely a line is a heading at least that is one by a rule: people mean it so, however little
/// of the kind the texts hold that the weights were learned from.
const RULED: f32 = 0.95;

/// Short lines on each side from which on one is a line of a catalogue, and not looked at.
const CATALOGUE_LINES: u16 = 50;

/// Tells whether a block may be a heading at all.
///
/// Of 2,400 headings that people wrote none ends with a comma, and none starts with a dash: that is
/// somebody who speaks, or who said it. A bracket that opens at the end is that of a sentence whose
/// rest was lost.
fn may_be_heading(all: &All<'_>, at: usize) -> bool {
    let Some(facts) = all.get(at) else { return false };
    let Some(look) = facts.look() else { return false };
    let catalogue = look.run_before.min(look.run_after) >= CATALOGUE_LINES;
    let said = look.start == Start::Dash && facts.sort == Sort::Paragraph;
    look.end != End::Comma
        && !facts.text().ends_with(['(', '[', '{', '（'])
        && !look.is_address()
        && !look.prompt
        && !look.credits
        && look.call != Call::Advert
        && !look.figure
        && !catalogue
        && !said
}

/// Weight below which a reason is not worth a word.
const REASON_LEAST: f32 = 0.05;

/// Reasons kept for a line.
const REASONS_KEPT: usize = 12;

/// Gives what spoke for and against a line, strongest first.
///
/// The first look reaches the second through its sum alone, so each of its features counts as
/// much as the sum does.
fn reasons(local: &[f32], joint: &[f32], weights: &Weights) -> Vec<Reason> {
    let share = weights.joint.get(joint::OWN).map_or(0.0, |weight| weight / joint::OWN_SCALE);
    let names = LOCAL.iter().map(|feature| feature.name);
    let local = names.zip(local).zip(&weights.local);
    let local = local.map(|((name, value), weight)| (name, value * weight * share));
    let names = JOINT.iter().map(|feature| feature.name);
    let joint = names.zip(joint).zip(&weights.joint);
    let joint = joint.map(|((name, value), weight)| (name, value * weight));
    let all = local.skip(1).chain(joint.skip(joint::OWN + 1));
    let mut strongest: Vec<Reason> = Vec::with_capacity(REASONS_KEPT + 1);
    for (name, weight) in all.filter(|(_, weight)| weight.abs() >= REASON_LEAST) {
        let stronger = strongest.iter().rposition(|(_, other)| other.abs() >= weight.abs());
        let place = stronger.map_or(0, |stronger| stronger + 1);
        if place < REASONS_KEPT {
            strongest.truncate(REASONS_KEPT - 1);
            strongest.insert(place, (name, weight));
        }
    }
    strongest
}
