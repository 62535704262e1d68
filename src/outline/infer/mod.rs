//! Side-heads nobody marked up: which lines are headings, how likely, and why.
//!
//! Each short line is looked at twice. First by itself and with its neighbours (`features`);
//! then with all others of the document (`joint`): headings of one article are set alike, their
//! numbers run on, and what is set like them but is no heading is rare. Both looks add up the
//! weights of named features, so that every decision can be told. Weights are learned.
//!
//! Reads few words, those by which bylines, credits and calls begin; what else a line says counts
//! only where signs and numbers say it.

pub mod alike;
mod choice;
mod contents;
mod facts;
#[macro_use]
mod features;
mod frame;
mod furniture;
mod habits;
mod inner;
mod joint;
pub mod learn;
mod level;
mod lists;
mod look;
mod names;
mod number;
mod parts;
mod repeats;
mod survey;
pub mod weights;
mod whole;
mod words;

use facts::Sort;
use survey::{Reason, Scored, Survey};
use weights::Weights;

use crate::document::block::{Furniture, Kind};
use crate::document::outline::{Candidate, Evidence, Section};
use crate::document::{Document, Meta, Position, Range, Span, Style};
use crate::text::clean;

/// What was found out about a document, ready to be laid over it.
#[derive(Clone, Debug, Default)]
pub struct Inference {
    /// New kinds of blocks, by index, ascending.
    kinds: Vec<(usize, Kind)>,
    /// How likely each heading is one, by its block, ascending.
    likely: Vec<(u32, f32)>,
    /// What spoke for each of them, if that is to be told.
    reasons: Vec<Box<[&'static str]>>,
    candidates: Vec<Candidate>,
    /// Lines of contents, and the heading that each names.
    links: Vec<(Range, Position)>,
    meta: Meta,
}

/// Finds title, headings and furniture among the blocks of `document`.
///
/// Where no line is likely enough to be a heading there will be none. Takes time linear in the
/// document.
#[must_use]
pub fn infer(document: &Document) -> Inference {
    infer_by(document, Weights::bundled())
}

/// Finds the same by other weights than those that come with the program.
#[must_use]
pub fn infer_by(document: &Document, weights: &Weights) -> Inference {
    let mut look = Survey::at(document);
    let scored = look.scored(weights);
    let (headings, names) = headings(&look, &scored, weights);
    let likely = likely(&scored, &headings);
    // In a long text with many headings each of these is megabytes that nobody asks for any more.
    drop((scored, std::mem::take(&mut look.at)));
    let furniture = furniture::furniture(&look, &headings, &names);
    let mut kinds = std::mem::take(&mut look.opening);
    kinds.extend(furniture);
    kinds.extend(rests(&names));
    look.facts.forget_looks_but(&headings);
    let levels = level::levels(&look, &headings, weights);
    drop(look);
    found(document, with_headings(kinds, &headings, &levels), &headings, likely)
}

/// Finds the same, and what spoke for and against each line that was looked at: that takes ten times
/// the memory of what is found, and hardly anybody asks.
#[must_use]
pub fn explain(document: &Document) -> Inference {
    let weights = Weights::bundled();
    let look = Survey::at(document);
    let (scored, reasons) = look.explained(weights);
    let (headings, names) = headings(&look, &scored, weights);
    let likely = likely(&scored, &headings);
    let mut kinds = look.opening.clone();
    kinds.extend(furniture::furniture(&look, &headings, &names));
    kinds.extend(rests(&names));
    let levels = level::levels(&look, &headings, weights);
    let kinds = with_headings(kinds, &headings, &levels);
    let mut inference = found(document, kinds, &headings, likely);
    let rules = choice::rules(&look, &scored);
    let lines = scored.iter().zip(&reasons);
    let told = lines.filter(|(line, _)| inference.heading_at(line.at()).is_some());
    let told = told.map(|(line, reasons)| strongest_for(rule(&rules, line), reasons));
    inference.reasons = told.collect();
    let against = choice::against(&look, &scored, weights);
    inference.candidates = candidates(document, &look, scored, reasons, &rules, &inference.kinds);
    tell_levels(&mut inference, level::reasons(&look, &headings, weights));
    tell_against(&mut inference.candidates, against);
    inference
}

/// Gives the blocks that are headings and those that are the rest of the one above them, ascending.
fn headings(look: &Survey<'_>, scored: &[Scored], weights: &Weights) -> (Vec<usize>, Vec<usize>) {
    let mut headings = choice::headings(look, scored, weights);
    let names = parts::names(look, &headings);
    headings.retain(|at| names.binary_search(at).is_err());
    (headings, names)
}

fn rests(names: &[usize]) -> impl Iterator<Item = (usize, Kind)> {
    names.iter().map(|at| (*at, Kind::HeadingRest))
}

/// Notes with each heading how deep it is, and why: `reasons`, in order.
fn tell_levels(inference: &mut Inference, reasons: Vec<&'static str>) {
    let levels = inference.kinds.iter().filter_map(|(_, kind)| match kind {
        Kind::Heading(level) => Some(*level),
        _ => None,
    });
    let headings = inference.candidates.iter_mut();
    let headings = headings.filter(|candidate| candidate.verdict == frame::HEADING);
    for (candidate, level) in headings.zip(levels.zip(reasons)) {
        candidate.level = Some(level);
    }
}

/// Notes with each likely heading what the document as a whole says `against` it.
fn tell_against(candidates: &mut [Candidate], against: Option<Reason>) {
    let Some(reason) = against else { return };
    for candidate in candidates.iter_mut().filter(|it| it.score >= choice::HEADING) {
        candidate.reasons.insert(0, reason);
    }
}

fn found(
    document: &Document,
    kinds: Vec<(usize, Kind)>,
    headings: &[usize],
    likely: Vec<(u32, f32)>,
) -> Inference {
    Inference {
        meta: frame::meta(document, &kinds),
        likely,
        reasons: Vec::new(),
        links: contents::links(document, &contents_in(&kinds), headings),
        candidates: Vec::new(),
        kinds,
    }
}

impl Inference {
    /// Gives which of the headings the block at `at` is, if it is one.
    fn heading_at(&self, at: usize) -> Option<usize> {
        self.likely.binary_search_by_key(&at, |(at, _)| *at as usize).ok()
    }

    /// Gives why the block at `at` is a heading, if it was found to be one.
    fn evidence(&self, at: usize) -> Option<Evidence> {
        let heading = self.heading_at(at)?;
        let (_, confidence) = *self.likely.get(heading)?;
        let reasons = self.reasons.get(heading).cloned().unwrap_or_default();
        Some(Evidence::Inferred { confidence, reasons })
    }

    /// Lays what was found over `document`: kinds of blocks, sections with their reasons,
    /// candidates, and what the article says of itself.
    pub fn apply(mut self, document: &mut Document) {
        let mut items = Vec::new();
        for (at, kind) in std::mem::take(&mut self.kinds) {
            let Some(block) = document.blocks.get_mut(at) else { continue };
            let is_name = kind == Kind::Title || kind.is_of_heading();
            items.extend((is_name && block.nesting.items > 0).then_some(at));
            block.kind = kind;
        }
        lists::leave(&mut document.blocks, &items);
        let mut sections = super::sections(document);
        for section in &mut sections {
            if let Some(evidence) = self.evidence(document.block_at(section.start())) {
                section.evidence = evidence;
            }
        }
        document.sections = sections;
        document.candidates = self.candidates;
        link(document, &self.links);
        let Meta { title, byline, date } = self.meta;
        document.meta.title = document.meta.title.take().or(title);
        document.meta.byline = document.meta.byline.take().or(byline);
        document.meta.date = document.meta.date.take().or(date);
    }
}

/// Makes lines of contents lead to their sections, as those of Markdown do: by the section's name.
fn link(document: &mut Document, links: &[(Range, Position)]) {
    for (line, heading) in links {
        let at = document.spans.partition_point(|span| span.range.end <= line.start);
        if document.spans.get(at).is_some_and(|span| span.range.start < line.end) {
            continue;
        }
        let section = document.sections.binary_search_by_key(heading, Section::start);
        let Some(section) = section.ok().and_then(|section| document.sections.get(section)) else {
            continue;
        };
        let target = clean::line(&fragment(document.slice(section.title.clone())));
        let style = Style { link: Some(document.links.len()), ..Style::default() };
        document.links.push(target);
        document.spans.insert(at, Span { range: line.clone(), style });
    }
}

/// Gives the target of a link to a heading: its words in lower case, a hyphen between each two.
fn fragment(name: &str) -> String {
    let words = name.split(|char: char| !char.is_alphanumeric()).filter(|word| !word.is_empty());
    format!("#{}", words.map(str::to_lowercase).collect::<Vec<_>>().join("-"))
}

/// Gives the blocks of tables of contents among the kinds found.
fn contents_in(kinds: &[(usize, Kind)]) -> Vec<usize> {
    let contents = |(_, kind): &&(usize, Kind)| *kind == Kind::Furniture(Furniture::Contents);
    kinds.iter().filter(contents).map(|(at, _)| *at).collect()
}

/// Gives the blocks that change their kind, ascending: those of `kinds` and the headings, of which
/// each has its level.
fn with_headings(
    mut kinds: Vec<(usize, Kind)>,
    headings: &[usize],
    levels: &[u8],
) -> Vec<(usize, Kind)> {
    kinds.extend(headings.iter().zip(levels).map(|(at, level)| (*at, Kind::Heading(*level))));
    kinds.sort_unstable_by_key(|(at, _)| *at);
    kinds
}

/// Reasons told with a section.
const REASONS_TOLD: usize = 5;

/// Gives the names of what spoke for a line: the rule it is a heading by, and its reasons, strongest
/// first.
fn strongest_for(rule: Option<&'static str>, reasons: &[Reason]) -> Box<[&'static str]> {
    let reasons = reasons.iter().filter(|(_, weight)| *weight > 0.0);
    rule.into_iter().chain(reasons.map(|(name, _)| *name)).take(REASONS_TOLD).collect()
}

/// Gives the name of the rule by which a line is a heading, if there is one.
fn rule(rules: &[(usize, &'static str)], line: &Scored) -> Option<&'static str> {
    let found = rules.binary_search_by_key(&line.at(), |(at, _)| *at).ok();
    found.and_then(|found| rules.get(found)).map(|(_, name)| *name)
}

/// Gives the block of each heading, and how likely it is one.
fn likely(scored: &[Scored], headings: &[usize]) -> Vec<(u32, f32)> {
    let mut found = Vec::with_capacity(headings.len());
    let lines = scored.iter().filter(|line| headings.binary_search(&line.at()).is_ok());
    found.extend(lines.map(|line| (line.at, line.likely)));
    found
}

/// Gives every line that was looked at and every block that changes its kind, in order.
fn candidates(
    document: &Document,
    look: &Survey<'_>,
    scored: Vec<Scored>,
    reasons: Vec<Vec<Reason>>,
    rules: &[(usize, &'static str)],
    kinds: &[(usize, Kind)],
) -> Vec<Candidate> {
    let range = |at: usize| document.blocks.get(at).map(|block| block.range.clone());
    let kind_of = |at: usize| {
        let found = kinds.binary_search_by_key(&at, |(at, _)| *at).ok()?;
        kinds.get(found).map(|(_, kind)| kind)
    };
    let scored_at: Vec<usize> = scored.iter().map(Scored::at).collect();
    let mut candidates = Vec::with_capacity(scored.len());
    for (line, mut reasons) in scored.into_iter().zip(reasons) {
        let (at, score, rule) = (line.at(), line.likely, rule(rules, &line));
        let Some(range) = range(at) else { continue };
        let kind = kind_of(at);
        reasons.splice(0..0, kind.map(|kind| told(look, at, kind)).unwrap_or_default());
        let item = look.facts.get(at).is_some_and(|facts| facts.sort == Sort::Item);
        let verdict = kind.map_or(if item { "list item" } else { "text" }, frame::name);
        candidates.push(Candidate { range, score, reasons, rule, verdict, level: None });
    }
    for (at, kind) in kinds.iter().filter(|(at, _)| scored_at.binary_search(at).is_err()) {
        let Some(range) = range(*at) else { continue };
        let verdict = frame::name(kind);
        let reasons = told(look, *at, kind);
        candidates.push(Candidate { range, score: 0.0, reasons, rule: None, verdict, level: None });
    }
    candidates.sort_by_key(|candidate| candidate.range.start);
    candidates
}

/// What a rule that decides by itself is worth beside what is weighed.
const RULE_WEIGHT: f32 = 1.0;

/// Gives why a block was taken for what is no heading; nothing for a heading, whose reasons are
/// those that were weighed.
fn told(look: &Survey<'_>, at: usize, kind: &Kind) -> Vec<Reason> {
    let text = || look.facts.get(at).map_or("", |facts| facts.text());
    let name = match kind {
        Kind::Furniture(Furniture::CallToAction) => {
            return furniture::call_reasons(look, at).collect();
        }
        Kind::Furniture(_) => furniture::rule(look, at).map(|rule| rule.name),
        kind => frame::reason(kind, text()),
    };
    name.map(|name| (name, RULE_WEIGHT)).into_iter().collect()
}
