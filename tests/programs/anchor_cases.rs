//! Answers cases of edited articles, so that a program outside can count how many bookmarks were
//! found: reads JSON lines with an `original` text, a `mutated` one and `cases` of passages, and
//! prints for each case where in the mutated text its bookmark is, in Unicode scalar values.
//!
//! The texts are taken as they are; what is called is what the reader calls.
#![allow(clippy::print_stdout, reason = "the answers are what this program is for")]

use std::error::Error;
use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Write};

use serde_json::{Value, json};
use sidehead::bookmark::anchor::Index;
use sidehead::text::scalars::Scalars;

fn main() -> Result<(), Box<dyn Error>> {
    let mut answers = BufWriter::new(std::io::stdout().lock());
    for path in std::env::args_os().skip(1) {
        for line in BufReader::new(File::open(path)?).lines() {
            answer(&serde_json::from_str(&line?)?, &mut answers)?;
        }
    }
    answers.flush()?;
    Ok(())
}

/// Prints the answers to the cases of one pair of texts; a pair without a list is its one case.
fn answer(pair: &Value, answers: &mut impl Write) -> Result<(), Box<dyn Error>> {
    let text = |name: &str| pair[name].as_str().ok_or_else(|| format!("a pair has no {name}"));
    let (original, mutated) = (text("original")?, text("mutated")?);
    let (old, new) = (Index::default(), Index::default());
    let (old_scalars, new_scalars) = (Scalars::new(original), Scalars::new(mutated));
    let one = std::slice::from_ref(pair);
    for case in pair["cases"].as_array().map_or(one, Vec::as_slice) {
        let byte = |name: &str| {
            let scalars = case[name].as_u64().and_then(|scalars| usize::try_from(scalars).ok());
            scalars.and_then(|scalars| old_scalars.byte_after(scalars)).ok_or("a case lies outside")
        };
        let quote = old.describe(original, byte("start")?..byte("end")?);
        let place = new.resolve(mutated, &quote).range();
        let at = place.map(|at| [new_scalars.before(at.start), new_scalars.before(at.end)]);
        writeln!(answers, "{}", json!({ "id": case["id"], "at": at }))?;
    }
    Ok(())
}
