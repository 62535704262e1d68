//! Learns how side-heads look, and measures how well they are found, by a folder of texts whose
//! headings are known: `truth.jsonl` and what it names.
//!
//! ```text
//! cargo run --release --example outline -- train CORPUS    writes assets/outline/weights.tsv
//! cargo run --release --example outline -- cross CORPUS    learns without each source, and scores it
//! cargo run --release --example outline -- other CORPUS OTHER    learns from one, scores the other
//! cargo run --release --example outline -- score CORPUS    fails below tests/outline/recorded.tsv
//! cargo run --release --example outline -- record CORPUS   writes that table
//! ```
//!
//! Another argument names a file for the errors, one a line.
#![allow(clippy::print_stdout, reason = "it answers whoever runs it by hand")]

use std::collections::BTreeSet;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use sidehead::format::{self, Part, Source};
use sidehead::outline::infer::infer_by;
use sidehead::outline::infer::weights::Weights;

mod corpus;
mod dice;
mod fit;
mod made;
mod tally;
mod train;

use corpus::Text;
use tally::{Figure, Tally};
use train::{Kind, Lesson};

type Done = Result<(), Box<dyn Error>>;

fn main() -> Done {
    let asked: Vec<String> = std::env::args().skip(1).collect();
    let [what, folder, rest @ ..] = &*asked else {
        return Err("usage: outline train|cross|other|score|record CORPUS [OTHER] [ERRORS]".into());
    };
    let texts = corpus::read(Path::new(folder))?;
    let errors = rest.first().map(PathBuf::from);
    match &**what {
        "train" => train(&texts),
        "cross" => cross(&texts, errors),
        "other" => {
            let [folder, rest @ ..] = rest else { return Err("other wants two folders".into()) };
            other(&texts, &corpus::read(Path::new(folder))?, rest.first().map(PathBuf::from))
        }
        "score" => score(&texts, errors),
        "record" => record(&texts),
        other => Err(format!("{other} is none of train, cross, other, score and record").into()),
    }
}

/// Gives the path of a file of the repository.
fn ours(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn train(texts: &[Text]) -> Done {
    let lessons = train::lessons(texts);
    let learned = train::looked_at(&lessons);
    let weights = train::weights(texts, &learned, |_| true);
    fs::write(ours("assets/outline/weights.tsv"), train::table(&weights))?;
    Ok(())
}

/// Learns from all sources but one, and scores the texts of that one; so with each.
fn cross(texts: &[Text], errors: Option<PathBuf>) -> Done {
    let lessons = train::lessons(texts);
    let learned = train::looked_at(&lessons);
    let sources: BTreeSet<&str> = texts.iter().map(Text::source).collect();
    let mut tally = Tally::default();
    let mut headless = Headless::default();
    for source in sources {
        let weights = train::weights(texts, &learned, |text| text.source() != source);
        for learned in learned.iter().filter(|it| texts[it.lesson.from].source() == source) {
            measure(learned.lesson, texts, &weights, &mut tally, &mut headless);
        }
    }
    print!("{}", tally.report());
    println!("{headless:?}");
    write_errors(&tally, errors)
}

/// Learns from all `texts`, and scores `others`.
fn other(texts: &[Text], others: &[Text], errors: Option<PathBuf>) -> Done {
    let lessons = train::lessons(texts);
    let weights = train::weights(texts, &train::looked_at(&lessons), |_| true);
    let (mut tally, mut headless) = (Tally::default(), Headless::default());
    for lesson in train::written(others) {
        measure(&lesson, others, &weights, &mut tally, &mut headless);
    }
    print!("{}", tally.report());
    println!("{headless:?}");
    write_errors(&tally, errors)
}

/// Counts what is found by `weights` in a text, or in one without its headings.
fn measure(
    lesson: &Lesson,
    texts: &[Text],
    weights: &Weights,
    tally: &mut Tally,
    headless: &mut Headless,
) {
    let text = &texts[lesson.from];
    let mut document = lesson.document.clone();
    infer_by(&document, weights).apply(&mut document);
    match lesson.kind {
        Kind::Written => tally.add(text, &document),
        Kind::Headless => {
            let made_up = lesson.made_up(&document);
            headless.add(made_up.len());
            let told = |name| format!("headless\t{}\t{}\t0\t{name}", text.variant, text.id);
            tally.errors.extend(made_up.into_iter().map(told));
        }
        Kind::Made(_) => {}
    }
}

/// Texts without headings, and what was found in them.
#[derive(Debug, Default)]
struct Headless {
    texts: usize,
    texts_with_sections: usize,
    sections: usize,
}

impl Headless {
    fn add(&mut self, sections: usize) {
        self.texts += 1;
        self.texts_with_sections += usize::from(sections > 0);
        self.sections += sections;
    }
}

fn tally(texts: &[Text]) -> Result<Tally, Box<dyn Error>> {
    let mut tally = Tally::default();
    for text in texts {
        let bytes = corpus::joined(&text.lines);
        let bytes = bytes.as_bytes();
        let source = Source { bytes, name: Some("a.txt"), format: None, part: Part::Whole };
        tally.add(text, &format::parse(&source)?);
    }
    Ok(tally)
}

const RECORDED: &str = "tests/outline/recorded.tsv";

/// How far a figure may fall before that counts: less is a heading in a small genre.
const SLACK: f64 = 0.005;

fn score(texts: &[Text], errors: Option<PathBuf>) -> Done {
    let tally = tally(texts)?;
    print!("{}", tally.report());
    write_errors(&tally, errors)?;
    let recorded = fs::read_to_string(ours(RECORDED))?;
    let fallen = fallen(&recorded, &tally.figures())?;
    if fallen.is_empty() { Ok(()) } else { Err(fallen.join("\n").into()) }
}

/// Tells which of the recorded figures are lower now.
fn fallen(recorded: &str, figures: &[Figure]) -> Result<Vec<String>, Box<dyn Error>> {
    let mut fallen = Vec::new();
    for line in recorded.lines() {
        let (name, before) = line.split_once('\t').ok_or("a recorded line without a figure")?;
        let before: f64 = before.parse()?;
        let now = figures.iter().find(|(figure, _)| figure == name);
        let now = now.map(|(_, now)| *now).ok_or_else(|| format!("{name} is not measured"))?;
        if now + SLACK < before {
            fallen.push(format!("{name} fell from {before:.3} to {now:.3}"));
        }
    }
    Ok(fallen)
}

fn record(texts: &[Text]) -> Done {
    let figures = tally(texts)?.figures();
    let rows: String =
        figures.iter().map(|(name, figure)| format!("{name}\t{figure:.4}\n")).collect();
    fs::write(ours(RECORDED), rows)?;
    Ok(())
}

fn write_errors(tally: &Tally, path: Option<PathBuf>) -> Done {
    if let Some(path) = path {
        fs::write(path, tally.errors.join("\n"))?;
    }
    Ok(())
}
