//! Learns the weights of the features from a corpus and what is made from it.

use sidehead::document::{Document, Position};
use sidehead::format::text;
use sidehead::outline::infer::learn::{self, Lines};
use sidehead::outline::infer::weights::Weights;

use crate::corpus::{self, Label, Line, Text};
use crate::fit::{Row, fit, likelihood, single};
use crate::made;

/// Something to learn from: a text of the corpus, one without its headings, or one that was made.
pub(crate) struct Lesson {
    /// The text of the corpus it is or comes from, by its index.
    pub from: usize,
    pub kind: Kind,
    pub document: Document,
    /// What each block is.
    labels: Vec<Label>,
}

/// What a lesson is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Written,
    /// A text whose headings were taken away.
    Headless,
    /// A text whose headings are set in this way instead.
    Made(&'static str),
}

/// The lines of a lesson that may be headings, in numbers.
pub(crate) struct Learned<'a> {
    pub lesson: &'a Lesson,
    lines: Lines<'a>,
    local: Vec<Sparse>,
}

/// The features that a line has, and how much of each.
type Sparse = Vec<(usize, f32)>;

/// How far weights are pulled to what was believed before: those of a line and its neighbours,
/// those of a line in its document, those of a document, and those of a heading among others.
const PULLS: [f64; 4] = [0.0003, 0.001, 0.002, 0.005];

impl Lesson {
    fn new(from: usize, kind: Kind, lines: &[Line]) -> Lesson {
        let document = text::parse(&corpus::joined(lines));
        let labels = corpus::labels(&document, lines);
        Lesson { from, kind, document, labels }
    }

    /// Gives where block `block` starts.
    fn start(&self, block: usize) -> usize {
        self.document.blocks[block].range.start
    }

    /// Gives the sections of `document`, the lesson after inference, whose line is plain text.
    pub(crate) fn made_up(&self, document: &Document) -> Vec<String> {
        let is_text = |start: usize| self.labels[document.block_at(Position(start))] == Label::Text;
        let made_up = document.sections.iter().filter(|section| is_text(section.title.start));
        made_up.map(|section| section.name(document).to_string()).collect()
    }

    /// Gives how much the lines of this lesson count, `lines` of them: more together than those of
    /// a shorter lesson, but not as much more as they are.
    fn counts(&self, texts: &[Text], lines: usize) -> f32 {
        let counts = match (self.kind, &*texts[self.from].variant) {
            (Kind::Written, "C") => 0.4,
            (Kind::Written, _) => 1.0,
            (Kind::Headless, _) => 0.25,
            // Many, so that the weights do not hang on how the dice fell; together they count half
            // as much as what they are made from, six times.
            (Kind::Made(_), _) => 3.0 / f32::from(made::EACH),
        };
        let lines = u16::try_from(lines.max(5)).unwrap_or(u16::MAX);
        counts / f32::from(lines).sqrt()
    }
}

/// Gives all there is to learn from `texts`.
pub(crate) fn lessons(texts: &[Text]) -> Vec<Lesson> {
    let mut lessons = written(texts);
    let made = made::made(texts).into_iter();
    lessons.extend(made.map(|made| Lesson::new(made.from, Kind::Made(made.style), &made.lines)));
    lessons
}

/// Gives `texts` themselves, and those that have a line a paragraph or are wrapped without their
/// headings.
pub(crate) fn written(texts: &[Text]) -> Vec<Lesson> {
    let mut lessons = Vec::new();
    for (from, text) in texts.iter().enumerate() {
        lessons.push(Lesson::new(from, Kind::Written, &text.lines));
        if matches!(&*text.variant, "A" | "B") {
            lessons.push(Lesson::new(from, Kind::Headless, &made::without_headings(text)));
        }
    }
    lessons
}

/// Gives the lessons in numbers.
pub(crate) fn looked_at(lessons: &[Lesson]) -> Vec<Learned<'_>> {
    let looked = lessons.iter().map(|lesson| {
        let lines = Lines::of(&lesson.document);
        Learned {
            lesson,
            local: lines.local().iter().map(|values| sparse(values)).collect(),
            lines,
        }
    });
    looked.collect()
}

fn sparse(values: &[f32]) -> Sparse {
    values.iter().copied().enumerate().filter(|(_, value)| *value != 0.0).collect()
}

/// Learns the weights from those `lessons` whose text passes `learns_from`.
pub(crate) fn weights(
    texts: &[Text],
    lessons: &[Learned<'_>],
    learns_from: impl Fn(&Text) -> bool,
) -> Weights {
    let [local_names, joint_names, whole_names, inner_names] = learn::names();
    let lessons: Vec<&Learned<'_>> =
        lessons.iter().filter(|learned| learns_from(&texts[learned.lesson.from])).collect();
    let [local_pull, joint_pull, whole_pull, inner_pull] = PULLS;
    let locals: Vec<&[Sparse]> = lessons.iter().map(|learned| &*learned.local).collect();
    let local = fit(&rows(texts, &lessons, &locals), &local_names, local_pull);
    let joints: Vec<Vec<Sparse>> = lessons.iter().map(|learned| learned.joint(&local)).collect();
    let joints: Vec<&[Sparse]> = joints.iter().map(|joint| &**joint).collect();
    let joint = fit(&rows(texts, &lessons, &joints), &joint_names, joint_pull);
    let mut weights = Weights { local, joint, ..Weights::default() };
    let wholes: Vec<Known> = lessons.iter().filter_map(|learned| learned.whole(&weights)).collect();
    weights.whole = fit(&known_rows(&wholes), &whole_names, whole_pull);
    let inners: Vec<Known> =
        lessons.iter().flat_map(|learned| learned.inner(&texts[learned.lesson.from])).collect();
    weights.inner = fit(&known_rows(&inners), &inner_names, inner_pull);
    weights
}

/// The features of a document or a heading, whether it has headings or stands inside others, and
/// how much it counts.
type Known = (Sparse, bool, f32);

fn known_rows(known: &[Known]) -> Vec<Row<'_>> {
    known
        .iter()
        .map(|(values, is_heading, counts)| Row {
            values,
            is_heading: *is_heading,
            counts: *counts,
        })
        .collect()
}

impl Learned<'_> {
    /// Gives what this lesson teaches of whether there are headings: there are if most of the likely
    /// ones are some. What was made has headings all through, so that it teaches little.
    fn whole(&self, weights: &Weights) -> Option<Known> {
        let (found, values) = self.lines.whole(weights)?;
        let count = |label| found.iter().filter(|at| self.lesson.labels[**at] == label).count();
        let (right, wrong) = (count(Label::Heading), count(Label::Text));
        let counts = if matches!(self.lesson.kind, Kind::Made(_)) { 0.05 } else { 1.0 };
        (right + wrong > 0).then(|| (sparse(&values), right >= wrong, counts))
    }

    /// Gives what the headings of `text` teach of levels that nothing shows; only the texts of the
    /// corpus know their levels.
    fn inner(&self, text: &Text) -> Vec<Known> {
        if self.lesson.kind != Kind::Written || text.variant == "C" {
            return Vec::new();
        }
        let level = |block: usize| {
            let line = corpus::line_of(&self.lesson.document, self.lesson.start(block))?;
            let heading = text.headings.iter().find(|heading| heading.lines().contains(&line));
            Some(heading?.level)
        };
        let found = self.lines.blocks().filter_map(|block| Some((block, level(block)?)));
        let (blocks, levels): (Vec<usize>, Vec<u8>) = found.unzip();
        let mut inners = Vec::new();
        for (alike, values) in self.lines.inner(&blocks) {
            let outermost = alike.iter().map(|at| levels[*at]).min();
            let counts = 1.0 / f32::from(u16::try_from(alike.len()).unwrap_or(u16::MAX)).sqrt();
            let inner = alike.iter().map(|at| Some(levels[*at]) > outermost);
            let rows = values.iter().zip(inner);
            inners.extend(rows.map(|(values, inner)| (sparse(values), inner, counts)));
        }
        inners
    }

    fn joint(&self, weights: &[f32]) -> Vec<Sparse> {
        let own: Vec<f32> =
            self.local.iter().map(|values| single(likelihood(values, weights))).collect();
        self.lines.joint(&own).iter().map(|values| sparse(values)).collect()
    }
}

fn rows<'a>(texts: &[Text], lessons: &[&Learned<'_>], values: &[&'a [Sparse]]) -> Vec<Row<'a>> {
    let mut rows = Vec::new();
    for (learned, values) in lessons.iter().zip(values) {
        let counts = learned.lesson.counts(texts, values.len());
        for (block, values) in learned.lines.blocks().zip(*values) {
            let label = learned.lesson.labels[block];
            if label != Label::Uncounted {
                rows.push(Row { values, is_heading: label == Label::Heading, counts });
            }
        }
    }
    rows
}

/// Gives `weights` as the program reads them.
pub(crate) fn table(weights: &Weights) -> String {
    let tables = ["local", "joint", "whole", "inner"].iter().zip(learn::names());
    let Weights { local, joint, whole, inner } = weights;
    let rows = tables.zip([local, joint, whole, inner]).flat_map(|((table, names), weights)| {
        let rows = names.into_iter().zip(weights);
        rows.map(move |(name, weight)| format!("{table}\t{name}\t{weight:.2}\n"))
    });
    rows.collect()
}
