//! Which line of the source a byte stands on.

/// Counts lines along with events, which come in the order of the source.
#[derive(Debug, Default)]
pub(super) struct Lines<'a> {
    source: &'a str,
    /// Up to where lines are counted, and the number there.
    at: usize,
    number: usize,
    /// Where the first line starts, and its number.
    start: usize,
    first: usize,
    /// The last number that was told; only larger ones are, since a map of lines ascends.
    told: usize,
}

impl<'a> Lines<'a> {
    /// Counts the lines of `source` from byte `start` on, where the line of number `first` starts,
    /// after those that `before` told.
    pub(super) fn of(source: &'a str, start: usize, first: usize, before: &Lines<'_>) -> Lines<'a> {
        Lines { source, at: start, number: first, start, first, told: before.told }
    }

    /// Gives the number of the line at byte `at`, unless that line or one after it was told.
    pub(super) fn tell(&mut self, at: usize) -> Option<usize> {
        let number = self.number_at(at);
        let is_new = number > self.told;
        self.told = self.told.max(number);
        is_new.then_some(number)
    }

    /// Gives the number of the line at byte `at`; for bytes before the last ones asked for, the
    /// number there.
    pub(super) fn number_at(&mut self, at: usize) -> usize {
        if let Some(passed) = self.source.as_bytes().get(self.at..at) {
            self.number += memchr::memchr_iter(b'\n', passed).count();
            self.at = at;
        }
        self.number
    }

    /// Counts from the start again.
    pub(super) fn restart(&mut self) {
        self.at = self.start;
        self.number = self.first;
    }

    /// Tells whether the line above the one at byte `at` has text beside marks of quotation.
    pub(super) fn follows_text(&self, at: usize) -> bool {
        let before = self.source.as_bytes().get(..at).unwrap_or_default();
        let Some(line_end) = memchr::memrchr(b'\n', before) else { return false };
        let above = before.get(..line_end).unwrap_or_default();
        let last = above.iter().rfind(|byte| !b" \t>".contains(byte));
        last.is_some_and(|byte| *byte != b'\n')
    }
}

#[cfg(test)]
mod tests {
    use super::Lines;

    #[test]
    fn each_line_is_told_once() {
        let mut lines = Lines::of("x\none\ntwo\n\nfour", 2, 5, &Lines::default());
        let told = [2, 4, 6, 7, 11].map(|at| lines.tell(at));
        assert_eq!(told, [Some(5), None, Some(6), None, Some(8)]);
        lines.restart();
        assert_eq!(lines.tell(6), None, "it was told before");
    }

    #[test]
    fn quotation_marks_make_no_text() {
        for (source, expected) in
            [("a\n- b", true), ("a\n\n- b", false), ("- b", false), ("> a\n> \n> - b", false)]
        {
            let at = source.rfind('-').expect("each case has an item");
            let lines = Lines::of(source, 0, 1, &Lines::default());
            assert_eq!(lines.follows_text(at), expected, "{source:?}");
        }
    }
}
