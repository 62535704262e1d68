//! `sidehead outline`: the sections of an article, and why they are taken for sections.

use std::io::{self, Write};

use serde::Serialize;

use super::arguments;
use super::article::{self, Kept};
use super::failure::Failure;
use super::{language, print};
use crate::document::outline::{self, Candidate, Evidence, minutes};
use crate::document::{Document, Position, Range};
use crate::text::scalars::Scalars;
use crate::text::{self, clean};

/// Prints the sections of an article.
pub(super) fn run(
    asked: &arguments::Outline,
    directories: arguments::Directories,
) -> Result<(), Failure> {
    let wanted = article::wanted(asked.source.article.as_deref());
    let kept = if asked.why || asked.json { Kept::Reasons } else { Kept::Headings };
    let whole = article::read(kept, &wanted, &asked.source.input, directories)?;
    let document = &whole.document;
    if asked.json {
        return print::json(&answer(document, asked.why));
    }
    print::notices(&document.notices);
    if asked.why {
        print::print(|out| {
            crate::outline::considered(document).iter().try_for_each(|it| why(out, document, it))
        })?;
    } else {
        print::print(|out| list(out, document))?;
    }
    if document.sections.is_empty() {
        let words = format!("no headings found in {}", whole.given);
        print::complain("sidehead: ", &clean::line(&words));
    }
    Ok(())
}

/// Writes the names of the sections, subsections indented.
fn list(out: &mut dyn Write, document: &Document) -> io::Result<()> {
    for section in &document.sections {
        let indent = "  ".repeat(usize::from(section.level.saturating_sub(1)));
        writeln!(out, "{indent}{}", section.name(document))?;
    }
    Ok(())
}

/// Writes a line that could be a heading: its score, its number, if it has one, what it was taken
/// for, its words, and below that the rule it is a heading by, what spoke for and against it, and
/// why it is as deep as it is.
fn why(out: &mut dyn Write, document: &Document, candidate: &Candidate) -> io::Result<()> {
    let line = document.lines.line_of(Position(candidate.range.start));
    let line = line.map_or(String::new(), |line| line.to_string());
    let words = shown(&clean::line(document.slice(candidate.range.clone())));
    let Candidate { score, verdict, .. } = candidate;
    let score = f32::from(text::percent((*score).into())) / 100.0;
    writeln!(out, "{score:.2}  {line:>5}  {verdict:<10}  {words}")?;
    if let Some(rule) = candidate.rule {
        writeln!(out, "{:24}by rule: {rule}", "")?;
    }
    if !candidate.reasons.is_empty() {
        let reasons = candidate.reasons.iter();
        let reasons = reasons.map(|(reason, weight)| format!("{weight:+.1} {reason}"));
        writeln!(out, "{:24}{}", "", reasons.collect::<Vec<_>>().join(", "))?;
    }
    match candidate.level {
        Some((level, reason)) => writeln!(out, "{:24}level {level}: {reason}", ""),
        None => Ok(()),
    }
}

/// Characters of a line from which on the rest of it is left out: all that matters is short, but a
/// table of contents is one block.
const SHOWN_CHARS: usize = 120;

fn shown(words: &str) -> String {
    let mut chars = words.chars();
    let mut shown: String = chars.by_ref().take(SHOWN_CHARS).collect();
    if chars.next().is_some() {
        shown.push('…');
    }
    shown
}

#[derive(Serialize)]
struct Answer<'a> {
    version: u32,
    title: Option<&'a str>,
    byline: Option<&'a str>,
    language: Option<&'static str>,
    words: usize,
    minutes: usize,
    sections: Vec<Section<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    candidates: Option<Vec<Considered<'a>>>,
    notices: Vec<&'a str>,
}

/// A section as JSON shows it; `start` and `end` count Unicode scalar values.
#[derive(Serialize)]
pub(super) struct Section<'a> {
    title: String,
    level: u8,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<usize>,
    start: usize,
    end: usize,
    words: usize,
    evidence: &'static str,
    confidence: f64,
    reasons: &'a [&'static str],
}

/// A line that could be a heading, as JSON shows it.
#[derive(Serialize)]
struct Considered<'a> {
    text: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<usize>,
    start: usize,
    end: usize,
    score: f64,
    verdict: &'static str,
    reasons: Vec<Weighed>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    level: Option<Depth>,
}

/// How deep a heading is, and why.
#[derive(Serialize)]
struct Depth {
    level: u8,
    reason: &'static str,
}

/// What spoke for a heading, or against it.
#[derive(Serialize)]
struct Weighed {
    reason: &'static str,
    weight: f64,
}

fn answer(document: &Document, has_candidates: bool) -> Answer<'_> {
    let scalars = Scalars::new(document.text());
    let consider = |candidate| considered(document, &scalars, &candidate);
    let candidates = || crate::outline::considered(document).into_iter().map(consider).collect();
    Answer {
        version: 1,
        title: document.meta.title.as_deref(),
        byline: document.meta.byline.as_deref(),
        language: language::of(document.text()),
        words: document.words,
        minutes: minutes(document.words),
        sections: sections(document, &scalars),
        candidates: has_candidates.then(candidates),
        notices: document.notices.iter().map(|notice| &*notice.0).collect(),
    }
}

/// Gives the sections as JSON shows them.
pub(super) fn sections<'a>(document: &'a Document, scalars: &Scalars) -> Vec<Section<'a>> {
    let section = |section: &'a outline::Section| {
        let (evidence, confidence, reasons) = match &section.evidence {
            Evidence::Markup => ("markup", 1.0, &[][..]),
            Evidence::Inferred { confidence, reasons } => {
                ("inferred", rounded(*confidence), &**reasons)
            }
            Evidence::User => ("user", 1.0, &[][..]),
        };
        Section {
            title: section.name(document).into_string(),
            level: section.level,
            line: document.lines.line_of(section.start()),
            start: scalars.before(section.range.start),
            end: scalars.before(section.range.end),
            words: section.words,
            evidence,
            confidence,
            reasons,
        }
    };
    document.sections.iter().map(section).collect()
}

fn considered<'a>(
    document: &'a Document,
    scalars: &Scalars,
    candidate: &Candidate,
) -> Considered<'a> {
    let Range { start, end } = candidate.range;
    let weighed =
        |(reason, weight): &(&'static str, f32)| Weighed { reason, weight: rounded(*weight) };
    Considered {
        text: document.slice(start..end),
        line: document.lines.line_of(Position(start)),
        start: scalars.before(start),
        end: scalars.before(end),
        score: rounded(candidate.score),
        verdict: candidate.verdict,
        reasons: candidate.reasons.iter().map(weighed).collect(),
        rule: candidate.rule,
        level: candidate.level.map(|(level, reason)| Depth { level, reason }),
    }
}

/// Gives a number with three decimals, as more would only be noise.
pub(super) fn rounded(number: f32) -> f64 {
    (f64::from(number) * 1000.0).round() / 1000.0
}
