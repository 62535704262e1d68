//! Whether a document has headings at all, by the lines that are likely ones.
//!
//! A text without headings has some line that looks like one, too: a label, a name below a poem, a
//! line of a program. Such lines are few, less sure, late in the text or early and never again,
//! where headings go through all of it.

use super::features::{Feature, Sight, Value, lossy, yes};
use super::look::{Case, End};
use super::survey::{Scored, Survey};

/// The likely headings of a document, taken together.
pub(super) struct Together {
    count: usize,
    /// Logarithms of the odds of the likeliest one, and of all in the middle.
    most: f32,
    mean: f32,
    /// The shares of the text that stand before the first one and before the last one.
    first: f32,
    last: f32,
    /// Blocks of the document.
    blocks: usize,
    /// Blocks of running text.
    bodies: usize,
    /// The shares of them that are glued to the line above, and that are written as the first is.
    glued: f32,
    alike: f32,
    /// How many lines are nearly as likely.
    doubtful: usize,
}

/// How sure one line can make that there are headings, as a logarithm of odds.
const SUREST: f32 = 5.0;

impl Together {
    /// Looks at `likely`, the likely headings in order, of which `doubtful` more are nearly as likely;
    /// gives none where there is none.
    pub(super) fn of(survey: &Survey<'_>, likely: &[&Scored], doubtful: usize) -> Option<Together> {
        let (first, last) = (likely.first()?, likely.last()?);
        let sights = || likely.iter().filter_map(|line| survey.sight(line.at()));
        let share = |test: &dyn Fn(&Sight<'_>) -> bool| {
            lossy(sights().filter(test).count()) / lossy(likely.len())
        };
        let first_writing = sights().next().map(|sight| writing(&sight));
        let odds = likely.iter().map(|line| odds(line.likely).clamp(-SUREST, SUREST));
        Some(Together {
            count: likely.len(),
            most: odds.clone().fold(-SUREST, f32::max),
            mean: odds.sum::<f32>() / lossy(likely.len()),
            first: survey.facts.share_before(first.at()),
            last: survey.facts.share_before(last.at()),
            blocks: survey.facts.len(),
            bodies: survey.habits.bodies,
            glued: share(&|sight: &Sight<'_>| sight.glued()),
            alike: share(&|sight: &Sight<'_>| Some(writing(sight)) == first_writing),
            doubtful,
        })
    }

    /// Gives how much there is of each feature.
    pub(super) fn values(&self) -> Vec<f32> {
        WHOLE.iter().map(|feature| (feature.value)(self)).collect()
    }
}

/// Ends of lines that are no sign.
const PLAIN_ENDS: [End; 4] = [End::Letter, End::Digit, End::Question, End::Bracket];

/// How a line is written, as far as headings of one document agree in it.
fn writing(sight: &Sight<'_>) -> (Case, bool, bool) {
    let look = sight.look;
    (look.case, look.number.is_some(), PLAIN_ENDS.contains(&look.end))
}

/// Gives the logarithm of the odds of what is so likely.
pub(super) fn odds(likely: f32) -> f32 {
    (likely / (1.0 - likely).max(1e-4)).ln()
}

/// What speaks for a document having headings.
pub(super) const WHOLE: &[Feature<Value<Together>>] = measures![
    "any text with a likely heading" => |_| 1.0;
    "one likely heading" => |t| yes(t.count == 1);
    "two likely headings" => |t| yes(t.count == 2);
    "more than five likely headings" => |t| yes(t.count > 5);
    "how likely the likeliest is" => |t| t.most / 3.0;
    "how likely they are" => |t| t.mean / 3.0;
    "how much stands before the first" => |t| t.first;
    "half of the text stands before the first" => |t| yes(t.first > 0.5);
    "the last stands in the first part of the text" => |t| yes(t.last < 0.4);
    "how many are glued to the line above" => |t| t.glued;
    "how many are written like the first, of several" => |t| yes(t.count > 2) * t.alike;
    "more lines are doubtful than likely" => |t| yes(t.doubtful > t.count);
    "how many paragraphs each has" => |t| (lossy(t.bodies + 1) / lossy(t.count)).ln() / 3.0;
    "how long the text is" => |t| lossy(t.blocks + 1).ln() / 4.0;
];
