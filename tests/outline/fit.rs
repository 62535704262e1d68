//! Logistic regression with a prior for each weight.

/// A line, as the features it has.
#[derive(Clone, Debug)]
pub(crate) struct Row<'a> {
    /// The indices of the features and how much of each there is; those at 0 are left out.
    pub values: &'a [(usize, f32)],
    pub is_heading: bool,
    /// How much the line counts.
    pub counts: f32,
}

/// Weights that are believed before anything is seen, by feature: what hardly ever comes up in the
/// corpus and is known all the same.
const PRIORS: [(&str, f64); 24] = [
    ("a label and its value", -1.0),
    ("a label and a value in digits", -2.0),
    ("nothing follows", -4.0),
    ("ends with dots", -1.0),
    ("starts with a bracket", -1.0),
    ("an address", -2.0),
    ("calls to do something else", -3.0),
    ("a label that asks for attention", -4.0),
    ("a label that asks for attention, whatever is set like it", -4.0),
    ("below the name of a picture", -3.0),
    ("after what is typed at a prompt", -2.0),
    ("initials of a name", -2.0),
    ("before a short line that ends with a comma", -2.0),
    ("a number sign and a small letter", -4.0),
    ("a quotation mark without its fellow", -2.0),
    ("said again and again", -1.5),
    ("a sentence in quotation marks", -2.5),
    ("reads like code", -1.5),
    ("opens with the same label as others", -1.5),
    ("set out, but others much further", -2.0),
    ("not set out, where most likely headings are", -3.0),
    ("without a number in parts, where most likely headings have one", -1.0),
    ("signs of code", -2.0),
    ("many digits", -1.0),
];

/// Steps after which nothing changes any more: Newton's method doubles the right digits with each.
const STEPS: usize = 9;

/// Learns a weight for each of the features called `names`: the likeliest ones for `rows` when
/// each weight is pulled to its prior by `pull`, but for the first, which says how likely any line
/// is a heading.
///
/// Source: iteratively reweighted least squares, in Hastie, Tibshirani and Friedman, "The Elements
/// of Statistical Learning" (2009), section 4.4.1, with a ridge around the prior.
pub(crate) fn fit(rows: &[Row<'_>], names: &[&str], pull: f64) -> Vec<f32> {
    let prior: Vec<f64> = names.iter().map(|name| prior(name)).collect();
    let pulls: Vec<f64> = (0..names.len()).map(|at| if at == 0 { 1e-6 } else { pull }).collect();
    let total: f64 = rows.iter().map(|row| f64::from(row.counts)).sum();
    let mut weights = prior.clone();
    for _ in 0..STEPS {
        let mut bend = Square::diagonal(&pulls);
        let off = weights.iter().zip(&prior).zip(&pulls);
        let mut slope: Vec<f64> =
            off.map(|((weight, prior), pull)| pull * (weight - prior)).collect();
        for row in rows {
            let likely = likelihood(row.values, &weights);
            let counts = f64::from(row.counts) / total;
            let off = (likely - f64::from(u8::from(row.is_heading))) * counts;
            let sway = (likely * (1.0 - likely)).max(1e-6) * counts;
            for (nth, (at, value)) in row.values.iter().enumerate() {
                slope[*at] += off * f64::from(*value);
                let sway = sway * f64::from(*value);
                for (other, value) in &row.values[..=nth] {
                    bend.add(*at, *other, sway * f64::from(*value));
                }
            }
        }
        let step = bend.solve(slope);
        weights.iter_mut().zip(step).for_each(|(weight, step)| *weight -= step);
    }
    weights.into_iter().map(single).collect()
}

#[expect(clippy::cast_possible_truncation, reason = "a weight is told to two decimals")]
pub(crate) fn single(weight: f64) -> f32 {
    weight as f32
}

/// A symmetric matrix, of which the lower half is kept, row after row.
struct Square {
    size: usize,
    cells: Vec<f64>,
}

impl Square {
    fn diagonal(values: &[f64]) -> Square {
        let size = values.len();
        let mut square = Square { size, cells: vec![0.0; size * size] };
        values.iter().enumerate().for_each(|(at, value)| square.add(at, at, *value));
        square
    }

    /// Adds `value` at a row and a column that is not behind it.
    fn add(&mut self, row: usize, column: usize, value: f64) {
        self.cells[row * self.size + column] += value;
    }

    fn at(&self, row: usize, column: usize) -> f64 {
        self.cells[row * self.size + column]
    }

    /// Gives what multiplied by the matrix is `right`, by Cholesky's method.
    fn solve(mut self, mut right: Vec<f64>) -> Vec<f64> {
        let size = self.size;
        for row in 0..size {
            for column in 0..=row {
                let known: f64 = (0..column).map(|at| self.at(row, at) * self.at(column, at)).sum();
                let rest = self.at(row, column) - known;
                self.cells[row * size + column] =
                    if row == column { rest.sqrt() } else { rest / self.at(column, column) };
            }
        }
        for row in 0..size {
            let known: f64 = (0..row).map(|at| self.at(row, at) * right[at]).sum();
            right[row] = (right[row] - known) / self.at(row, row);
        }
        for row in (0..size).rev() {
            let known: f64 = (row + 1..size).map(|at| self.at(at, row) * right[at]).sum();
            right[row] = (right[row] - known) / self.at(row, row);
        }
        right
    }
}

fn prior(name: &str) -> f64 {
    PRIORS.iter().find(|(known, _)| *known == name).map_or(0.0, |(_, weight)| *weight)
}

/// Gives the likelihood, from 0 to 1, that `values` weighed by `weights` stand for.
pub(crate) fn likelihood<W: Copy + Into<f64>>(values: &[(usize, f32)], weights: &[W]) -> f64 {
    let sum: f64 = values.iter().map(|(at, value)| weights[*at].into() * f64::from(*value)).sum();
    1.0 / (1.0 + (-sum).exp())
}
