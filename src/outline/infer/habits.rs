//! What is usual in a document: what a line is compared with.

use super::facts::All;
use super::features::is_body;

/// What is usual in a document.
#[derive(Clone, Debug, Default)]
pub(super) struct Habits {
    /// Blank lines between paragraphs, most often.
    pub blanks: u8,
    /// Blocks without a blank line before them.
    pub glued: usize,
    /// Blocks of running text.
    pub bodies: usize,
    /// Of a hundred blocks, how many are short.
    pub short: usize,
    /// Of a hundred blocks, how many are spoken.
    pub speech: usize,
    /// Whether many short blocks have more blank lines before them than usual.
    pub extra_blanks: bool,
    /// The columns by which the short blocks that are set out furthest are set in, less those of
    /// running text: 0 where none is set out.
    pub furthest_out: i32,
}

impl Habits {
    /// Finds what is usual.
    pub(super) fn of(all: &All<'_>) -> Habits {
        let mut by_blanks = [0usize; 4];
        let mut habits = Habits::default();
        let (mut shorts, mut heads, mut extra, mut spoken) = (0, 0, 0, 0);
        for facts in all.iter().skip(1) {
            if let Some(count) = by_blanks.get_mut(usize::from(facts.blanks.min(3))) {
                *count += 1;
            }
        }
        habits.blanks = usual_blanks(by_blanks);
        for (at, facts) in all.iter().enumerate() {
            let head = facts.is_short && all.get(at + 1).as_ref().is_some_and(is_body);
            habits.glued += usize::from(facts.blanks == 0 && at > 0);
            habits.bodies += usize::from(is_body(&facts));
            shorts += usize::from(facts.is_short);
            spoken += usize::from(facts.is_speech);
            heads += usize::from(head);
            extra += usize::from(head && facts.blanks > habits.blanks.max(1));
            if facts.is_short && at > 0 {
                habits.furthest_out = habits.furthest_out.min(facts.inset);
            }
        }
        habits.extra_blanks = extra > 1 && extra * 4 >= heads;
        habits.short = shorts * 100 / all.len().max(1);
        habits.speech = spoken * 100 / all.len().max(1);
        habits
    }
}

/// Gives the number of blank lines between paragraphs from how many blocks have 0, 1, 2 or more
/// before them; lists and definitions go without, so a fifth of the blocks decides.
fn usual_blanks(by_blanks: [usize; 4]) -> u8 {
    let [none, one, two, more] = by_blanks;
    if (one + two + more) * 4 < none {
        return 0;
    }
    match one.max(two).max(more) {
        most if most == one => 1,
        most if most == two => 2,
        _ => 3,
    }
}
