//! How good outlines are: what was found of what is there, by kinds of texts.
//!
//! Counts as the score tool of the corpus does: a section is right when its line is one of a true
//! heading; those on the title and on lines that count neither way are left out. The mean of the
//! documents' F1 tells more than that of all headings, most of which a few catalogues hold.

use std::collections::BTreeMap;
use std::fmt::Write;

use sidehead::document::Document;

use crate::corpus::{Label, Text, line_of};

/// The figures of many texts.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    by_kind: BTreeMap<String, Found>,
    /// Of each document with several headings found, how often two of them are as deep in
    /// relation to each other as they should be.
    levels: Vec<f64>,
    /// The same of documents with headings of more than one level.
    nested: Vec<f64>,
    /// Of each document that opens with its title, whether that was found.
    titles: Vec<bool>,
    /// Each document's name and F1.
    documents: Vec<(String, f64)>,
    /// Each error: its kind, the text, the line, the words.
    pub errors: Vec<String>,
}

/// What was found in the texts of a kind.
#[derive(Clone, Debug, Default)]
struct Found {
    right: usize,
    false_: usize,
    missed: usize,
    f1: Vec<f64>,
}

/// A name and its figure, from 0 to 1.
pub(crate) type Figure = (String, f64);

impl Tally {
    /// Counts what was found in `text`.
    pub(crate) fn add(&mut self, text: &Text, document: &Document) {
        let starts: Vec<(usize, u8)> = document
            .sections
            .iter()
            .filter_map(|section| Some((line_of(document, section.title.start)?, section.level)))
            .collect();
        let mut hits: Vec<Option<u8>> = vec![None; text.headings.len()];
        let mut false_ = 0;
        for (line, level) in starts {
            let heading = text.headings.iter().position(|heading| heading.lines().contains(&line));
            if let Some(hit) = heading.and_then(|heading| hits.get_mut(heading)) {
                hit.get_or_insert(level);
            } else if text.lines.get(line - 1).is_some_and(|line| line.label == Label::Text) {
                false_ += 1;
                self.error("false", text, line);
            }
        }
        for (heading, _) in text.headings.iter().zip(&hits).filter(|(_, hit)| hit.is_none()) {
            self.error("missed", text, heading.line);
        }
        let right = hits.iter().flatten().count();
        let found = Found { right, false_, missed: hits.len() - right, f1: Vec::new() };
        self.documents.push((format!("{} {}", text.variant, text.id), found.score()[2]));
        for kind in kinds(text) {
            self.by_kind.entry(kind).or_default().add(&found);
        }
        if text.variant != "C" {
            self.add_levels(text, &hits);
            self.add_title(text, document);
        }
    }

    fn error(&mut self, kind: &str, text: &Text, line: usize) {
        let words = text.lines.get(line - 1).map_or("", |line| &line.text);
        let words: String = words.chars().take(100).collect();
        self.errors.push(format!("{kind}\t{}\t{}\t{line}\t{words}", text.variant, text.id));
    }

    fn add_levels(&mut self, text: &Text, hits: &[Option<u8>]) {
        let pairs: Vec<(u8, u8)> = text
            .headings
            .iter()
            .zip(hits)
            .filter_map(|(heading, hit)| Some((heading.level, (*hit)?)))
            .collect();
        let (mut agree, mut all) = (0, 0);
        for (at, (true_level, found)) in pairs.iter().enumerate() {
            for (other_true, other_found) in &pairs[at + 1..] {
                all += 1;
                agree += usize::from(true_level.cmp(other_true) == found.cmp(other_found));
            }
        }
        if all == 0 {
            return;
        }
        let share = ratio(agree, all);
        self.levels.push(share);
        if share < 1.0 {
            let found = text.headings.iter().zip(hits).filter_map(|(at, hit)| Some((at, (*hit)?)));
            for (heading, level) in found {
                self.error(&format!("level {} not {level}", heading.level), text, heading.line);
            }
        }
        let mut levels = text.headings.iter().map(|heading| heading.level);
        let first = levels.next();
        if levels.any(|level| Some(level) != first) {
            self.nested.push(share);
        }
    }

    fn add_title(&mut self, text: &Text, document: &Document) {
        if text.opens_with_title {
            let found = document.meta.title.as_deref().unwrap_or_default();
            self.titles.push(folded(found) == folded(&text.title));
        }
    }

    /// Gives the figures a recorded table holds.
    pub(crate) fn figures(&self) -> Vec<Figure> {
        let mut figures = Vec::new();
        for (kind, found) in self.by_kind.iter().filter(|(kind, _)| !kind.starts_with("language")) {
            let [precision, recall, f1] = found.score();
            figures.push((format!("{kind}, precision"), precision));
            figures.push((format!("{kind}, recall"), recall));
            figures.push((format!("{kind}, F1"), f1));
            figures.push((format!("{kind}, mean F1 of texts"), mean(&found.f1)));
        }
        let languages = self.by_kind.iter().filter(|(kind, _)| kind.starts_with("language"));
        let languages: Vec<f64> = languages.map(|(_, found)| found.score()[2]).collect();
        figures.push(("mean F1 of languages".into(), mean(&languages)));
        figures.push(("levels agree".into(), mean(&self.levels)));
        figures.push(("levels agree, nested".into(), mean(&self.nested)));
        let titles = self.titles.iter().filter(|right| **right).count();
        figures.push(("titles right".into(), ratio(titles, self.titles.len())));
        figures
    }

    /// Gives the figures as a table for people, the ten worst texts below.
    pub(crate) fn report(&self) -> String {
        let mut report = String::from("texts heads  P     R     F1    mean\n");
        for (kind, found) in &self.by_kind {
            let [precision, recall, f1] = found.score();
            let (texts, heads) = (found.f1.len(), found.right + found.missed);
            let mean = mean(&found.f1);
            writeln!(
                report,
                "{texts:5} {heads:5}  {precision:.3} {recall:.3} {f1:.3} {mean:.3}  {kind}"
            )
            .expect("a string takes all that is written");
        }
        for (name, figure) in self.figures().iter().rev().take(4).rev() {
            writeln!(report, "{figure:.3}  {name}").expect("a string takes all that is written");
        }
        let mut worst: Vec<_> =
            self.documents.iter().filter(|(name, _)| !name.starts_with('C')).collect();
        worst.sort_by(|a, b| a.1.total_cmp(&b.1));
        for (name, f1) in worst.iter().take(10) {
            writeln!(report, "{f1:.3}  {name}").expect("a string takes all that is written");
        }
        report
    }
}

impl Found {
    fn add(&mut self, one: &Found) {
        self.right += one.right;
        self.false_ += one.false_;
        self.missed += one.missed;
        self.f1.push(one.score()[2]);
    }

    /// Gives precision, recall and F1.
    fn score(&self) -> [f64; 3] {
        let precision = match (self.right + self.false_, self.missed) {
            (0, 0) => 1.0,
            (0, _) => 0.0,
            (found, _) => ratio(self.right, found),
        };
        let there = self.right + self.missed;
        let recall = if there == 0 { 1.0 } else { ratio(self.right, there) };
        let sum = precision + recall;
        [precision, recall, if sum == 0.0 { 0.0 } else { 2.0 * precision * recall / sum }]
    }
}

fn kinds(text: &Text) -> Vec<String> {
    let Text { variant, genre, language, .. } = text;
    let mut kinds = vec![format!("variant {variant}")];
    if variant != "C" {
        kinds.extend([
            "all but C".into(),
            format!("genre {genre}"),
            format!("language {language}"),
            format!("source {}", text.source()),
        ]);
    }
    kinds
}

/// Gives a text's letters and digits, in lower case.
fn folded(text: &str) -> String {
    text.chars().filter(|char| char.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[expect(clippy::cast_precision_loss, reason = "counts of headings are small")]
fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

#[expect(clippy::cast_precision_loss, reason = "counts of texts are small")]
fn mean(figures: &[f64]) -> f64 {
    if figures.is_empty() { 0.0 } else { figures.iter().sum::<f64>() / figures.len() as f64 }
}
