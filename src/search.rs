//! Searching: what a reader types becomes a [`Pattern`], and a pattern finds ranges of text.
//!
//! Looks at the text as it is, not as it is wrapped, so no phrase hides behind the end of a row.

use regex::{Regex, RegexBuilder};

use crate::document::Range;
use crate::text;
use crate::text::clean::joins;

/// What a reader looks for.
#[derive(Clone, Debug)]
pub struct Pattern {
    /// Matches nothing where there is none.
    regex: Option<Regex>,
    is_literal_fallback: bool,
}

/// Bytes a compiled pattern may take, and as many for its tables while it searches: enough for
/// anything that is typed, and no `(\w{100}){100}` can use up the memory.
const SIZE_LIMIT_BYTES: usize = 2 * 1024 * 1024;

/// Bytes behind a stretch of text in which its last match may end.
const MATCH_BYTES: usize = 64 * 1024;

impl Pattern {
    /// Makes a pattern from what was typed: a regular expression in the syntax of the `regex`
    /// crate, or, where it is none or would be too large, the very words.
    ///
    /// Letters match whatever their case, until a capital is typed. White space matches any run of
    /// white space, line ends included; straight quotation marks match curly ones; letters match with
    /// and without a zero-width non-joiner between them, as both are written; `^` and `$` are the ends
    /// of lines. A pattern without anything but white space matches nothing.
    #[must_use]
    pub fn new(typed: &str) -> Pattern {
        if typed.trim().is_empty() {
            return Pattern { regex: None, is_literal_fallback: false };
        }
        let ignores_case = !has_capital(typed);
        let regex = compile(&loosen(typed), ignores_case);
        let is_literal_fallback = regex.is_none();
        Pattern { regex: regex.or_else(|| compile_words(typed)), is_literal_fallback }
    }

    /// Makes a pattern of the very words that were typed, for when they are nowhere as a regular
    /// expression: who types `$5` means no end of a line. Gives none where the two are the same.
    #[must_use]
    pub fn as_written(typed: &str) -> Option<Pattern> {
        let is_expression = regex::escape(typed) != typed;
        is_expression.then(|| Pattern { regex: compile_words(typed), is_literal_fallback: true })
    }

    /// Tells whether the words are searched as they were typed because they are no regular
    /// expression, or one that is nowhere.
    #[must_use]
    pub fn is_literal_fallback(&self) -> bool {
        self.is_literal_fallback
    }

    /// Tells whether it matches places without a character, which are never found, as `^` does: looks
    /// at the beginning of the text alone.
    #[must_use]
    pub fn matches_nothing(&self, text: &str) -> bool {
        let head = text::slice(text, 0..text.floor_char_boundary(MATCH_BYTES));
        let found = self.regex.as_ref().and_then(|regex| regex.find(head));
        found.is_some_and(|found| found.is_empty())
    }

    /// Gives the first `limit` matches, in order and without overlap. Matches without a character
    /// are left out.
    #[must_use]
    pub fn find_all(&self, text: &str, limit: usize) -> Vec<Range> {
        let matches = self.regex.iter().flat_map(|regex| regex.find_iter(text));
        matches.map(|found| found.range()).filter(|range| !range.is_empty()).take(limit).collect()
    }

    /// Gives the first `limit` matches that start in `range`, as [`Pattern::find_all`] does; they
    /// may end behind it.
    ///
    /// Looks no further than 64 KiB behind it, so that what comes after a stretch of text
    /// costs nothing; a match longer than that may not be found, or be cut.
    #[must_use]
    pub fn find_in(&self, text: &str, range: Range, limit: usize) -> Vec<Range> {
        let end = text.ceil_char_boundary(range.end.saturating_add(MATCH_BYTES));
        let text = text::slice(text, 0..end);
        let first = self.first_from(text, text.ceil_char_boundary(range.start));
        let next = |found: &Range| self.first_from(text, found.end);
        let matches = std::iter::successors(first, next);
        matches.take_while(|found| found.start < range.end).take(limit).collect()
    }

    /// Gives the first match that starts at byte `at` or after it.
    fn first_from(&self, text: &str, mut at: usize) -> Option<Range> {
        loop {
            let found = self.regex.as_ref()?.find_at(text, at)?;
            if !found.is_empty() {
                return Some(found.range());
            }
            at = next_boundary(text, found.end())?;
        }
    }
}

/// Compiles the very words that were typed.
fn compile_words(typed: &str) -> Option<Regex> {
    let ignores_case = !typed.chars().any(char::is_uppercase);
    compile(&loosen(&regex::escape(typed)), ignores_case)
}

fn compile(pattern: &str, ignores_case: bool) -> Option<Regex> {
    RegexBuilder::new(pattern)
        .case_insensitive(ignores_case)
        .multi_line(true)
        .size_limit(SIZE_LIMIT_BYTES)
        .dfa_size_limit(SIZE_LIMIT_BYTES)
        .build()
        .ok()
}

/// What a regular expression gets in place of a character that is typed.
const LOOSENED: [(char, &str); 2] = [('\'', "['‘’]"), ('"', "[\"“”„]")];

/// What stands between two letters of a script whose letters join: Persian is written with a
/// zero-width non-joiner inside words, and often typed without.
const NON_JOINER: &str = "\u{200c}?";

/// Gives a regular expression whose white space matches any white space, whose straight quotation
/// marks match curly ones and whose joining letters match parted ones; but for those that are escaped
/// or stand in brackets.
fn loosen(pattern: &str) -> String {
    let mut loosened = String::with_capacity(pattern.len() + 16);
    let mut brackets = 0_usize;
    let mut chars = pattern.chars().peekable();
    while let Some(char) = chars.next() {
        match char {
            '\\' => {
                loosened.push(char);
                loosened.extend(chars.next());
                continue;
            }
            '[' => brackets += 1,
            ']' => brackets = brackets.saturating_sub(1),
            _ if brackets > 0 => {}
            '\u{200c}' if chars.peek().copied().is_some_and(joins) => {
                loosened.push_str(NON_JOINER);
                continue;
            }
            _ if char.is_whitespace() => {
                while chars.next_if(|next| next.is_whitespace()).is_some() {}
                loosened.push_str(r"(?:\s+)");
                continue;
            }
            _ => {}
        }
        match LOOSENED.iter().find(|(typed, _)| brackets == 0 && *typed == char) {
            Some((_, any)) => loosened.push_str(any),
            None => loosened.push(char),
        }
        if brackets == 0 && joins(char) && chars.peek().copied().is_some_and(joins) {
            loosened.push_str(NON_JOINER);
        }
    }
    loosened
}

/// Tells whether a regular expression holds a capital that stands for itself, as that of `\W` or
/// `\p{Lu}` does not.
fn has_capital(pattern: &str) -> bool {
    let mut chars = pattern.chars();
    while let Some(char) = chars.next() {
        if char == '\\' {
            let name = chars.next();
            if matches!(name, Some('p' | 'P' | 'x' | 'u' | 'U')) && chars.as_str().starts_with('{')
            {
                chars.find(|char| *char == '}');
            } else if matches!(name, Some('p' | 'P')) {
                chars.next();
            }
        } else if char.is_uppercase() {
            return true;
        }
    }
    false
}

/// Gives the character boundary after byte `at`, if the text goes on there.
fn next_boundary(text: &str, at: usize) -> Option<usize> {
    (at.saturating_add(1)..=text.len()).find(|at| text.is_char_boundary(*at))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Pattern;
    use crate::text::slice;

    const MANY: usize = usize::MAX;

    #[track_caller]
    fn check(case: &str, typed: &str, text: &str, expected: &[&str]) {
        let pattern = Pattern::new(typed);
        let found = pattern.find_all(text, MANY);
        let words: Vec<&str> = found.iter().map(|range| slice(text, range.clone())).collect();
        assert_eq!(words, expected, "{case}");
        for cut in (0..=text.len()).filter(|at| text.is_char_boundary(*at)) {
            let mut parts = pattern.find_in(text, 0..cut, MANY);
            let next = parts.last().map_or(cut, |last| last.end.max(cut));
            parts.extend(pattern.find_in(text, next..text.len(), MANY));
            assert_eq!(parts, found, "{case}: cut at {cut}");
        }
    }

    #[test]
    fn case_counts_once_a_capital_is_typed() {
        check("no capital", "quay", "The quay, the Quay", &["quay", "Quay"]);
        check("a capital", "Quay", "The quay, the Quay", &["Quay"]);
        check("of any script", "größe", "GRÖSSE Größe GRÖẞE", &["Größe", "GRÖẞE"]);
        check("the capital of a class is none", r"qua\S", "quay Quay", &["quay", "Quay"]);
        check("nor that of a property", r"\p{Lu}uay", "quay Quay", &["quay", "Quay"]);
    }

    #[test]
    fn white_space_matches_any() {
        check("a line end", "first ferry", "the first\nferry", &["first\nferry"]);
        check("a line end and indent", "first ferry", "the first \n  ferry", &["first \n  ferry"]);
        check("a no-break space", "10 km", "10\u{a0}km", &["10\u{a0}km"]);
        check("several typed", "first   ferry", "first ferry", &["first ferry"]);
        check("an optional one", "life ?boat", "life boat, lifeboat", &["life boat", "lifeboat"]);
        check("in brackets it is one", "a[ -]b", "a b a-b a+b", &["a b", "a-b"]);
        check("after an escaped bracket", r"\[ a", "[  a", &["[  a"]);
        check("nothing else typed", " \t ", "a b", &[]);
        check("nothing typed", "", "a b", &[]);
    }

    #[test]
    fn straight_quotation_marks_match_curly_ones() {
        check("an apostrophe", "it's", "It’s it's", &["It’s", "it's"]);
        check("a quotation", "\"no\"", "“No” and „No“", &["“No”", "„No“"]);
        check("in brackets they do not", "['x]s", "’s 's", &["'s"]);
    }

    #[test]
    fn letters_that_join_match_with_and_without_a_non_joiner() {
        let both = "می\u{200c}خواهم میخواهم";
        check("typed without", "میخواهم", both, &["می\u{200c}خواهم", "میخواهم"]);
        check("typed with it", "می\u{200c}خواهم", both, &["می\u{200c}خواهم", "میخواهم"]);
        check("repeated", "یخ+", "می\u{200c}خخ", &["ی\u{200c}خخ"]);
        check("in brackets they are single", "[می]خ", "می\u{200c}خ یخ", &["یخ"]);
    }

    #[test]
    fn what_is_no_expression_is_searched_as_it_is() {
        check("an open bracket", "f(x", "let f(x) = f(X)", &["f(x", "f(X"]);
        check("with white space", "(see  below", "(see\nbelow)", &["(see\nbelow"]);
        check("with quotation marks", "('it'", "(‘it’", &["(‘it’"]);
        check("with a capital", "(A", "(a (A", &["(A"]);
        check("a giant", "(a{999}){999}", "(A{999}){999}", &["(A{999}){999}"]);
        assert!(Pattern::new("f(x").is_literal_fallback());
        assert!(Pattern::new("(a{999}){999}").is_literal_fallback());
        assert!(!Pattern::new("f.x").is_literal_fallback());
        assert!(!Pattern::new("").is_literal_fallback());
        let text = "a $5 b\\c";
        let written = |typed| {
            let found = Pattern::as_written(typed)?.find_all(text, MANY);
            found.first().map(|range| slice(text, range.clone()))
        };
        assert_eq!(written("$5"), Some("$5"));
        assert_eq!(written("b\\c"), Some("b\\c"));
        assert_eq!(written("a b"), None, "as an expression it is the same");
    }

    #[test]
    fn expressions_see_lines_and_words() {
        check("starts of lines", "^a", "a b\na b", &["a", "a"]);
        check("ends of words", r"\w+\b", "日本 語", &["日本", "語"]);
        check("a full stop ends with its line", "a.*", "a b\na c", &["a b", "a c"]);
    }

    #[test]
    fn matches_without_a_character_are_none() {
        check("an optional letter", "x*", "axxb日x", &["xx", "x"]);
        check("only ends", "^|$|\\b", "a b\nc", &[]);
    }

    #[test]
    fn what_matches_no_character_says_so() {
        for (typed, expected) in
            [("^", true), ("x*", true), ("$", true), (r"\b", true), ("a", false), ("x", false)]
        {
            assert_eq!(Pattern::new(typed).matches_nothing("a b\nc"), expected, "{typed}");
        }
    }

    #[test]
    fn no_more_are_found_than_asked_for() {
        assert_eq!(Pattern::new("a").find_all("aaaa", 2), [0..1, 1..2]);
        assert!(Pattern::new("a").find_all("aaaa", 0).is_empty());
    }

    proptest! {
        #![proptest_config(ProptestConfig {
            cases: 2_000,
            failure_persistence: None,
            ..ProptestConfig::default()
        })]

        #[test]
        fn nothing_typed_is_too_much(typed in any_typed(), text in "[ab日’\n .]{0,12}", at in 0..40_usize) {
            let pattern = Pattern::new(&typed);
            for range in pattern.find_all(&text, MANY) {
                prop_assert!(!slice(&text, range).is_empty());
            }
            let at = text.ceil_char_boundary(at);
            for range in pattern.find_in(&text, at..text.len(), MANY) {
                prop_assert!(range.start >= at && !range.is_empty());
            }
        }
    }

    fn any_typed() -> impl Strategy<Value = String> {
        prop_oneof!["[ab日.*+?() |\\\\\\[\\]^$'\"{}0-9bswBSWpP-]{0,10}", "\\PC{0,10}"]
    }
}
