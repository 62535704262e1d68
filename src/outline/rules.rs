//! Rules of the reader: which lines are headings in articles of some name, whatever they look like.

use globset::{Glob, GlobMatcher};
use regex::Regex;

use super::correct;
use crate::document::Document;
use crate::document::outline::Ruling;

/// A rule: lines of one form, in articles of some names, are headings or are none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Names of articles it is for.
    pub files: Files,
    /// The lines it is about.
    pub line: Pattern,
    /// The level of headings of that form, 1 for the outermost; 0 where they are none.
    pub level: u8,
}

/// A pattern of file names: `*.txt`, `rfc[0-9]*`, `{a,b}.md`.
#[derive(Clone, Debug)]
pub struct Files(GlobMatcher);

/// A regular expression that is looked for in a line.
#[derive(Clone, Debug)]
pub struct Pattern(Regex);

impl Default for Files {
    /// Gives the pattern of all names.
    fn default() -> Files {
        Files(Glob::new("*").expect("a star is a pattern").compile_matcher())
    }
}

impl Files {
    /// Reads a pattern of names.
    ///
    /// # Errors
    /// Tells what is wrong with it.
    pub fn new(pattern: &str) -> Result<Files, String> {
        let glob = Glob::new(pattern);
        glob.map(|glob| Files(glob.compile_matcher())).map_err(|error| error.kind().to_string())
    }
}

impl Pattern {
    /// Reads a regular expression.
    ///
    /// # Errors
    /// Tells what is wrong with it.
    pub fn new(pattern: &str) -> Result<Pattern, String> {
        Regex::new(pattern).map(Pattern).map_err(|error| reason(&error))
    }
}

/// Gives what is wrong with a regular expression; the last line of the message says it, below a
/// picture of where.
fn reason(error: &regex::Error) -> String {
    let message = error.to_string();
    let last = message.lines().last().unwrap_or_default();
    last.strip_prefix("error: ").unwrap_or(last).to_owned()
}

impl PartialEq for Files {
    fn eq(&self, other: &Files) -> bool {
        self.0.glob() == other.0.glob()
    }
}

impl Eq for Files {}

impl PartialEq for Pattern {
    fn eq(&self, other: &Pattern) -> bool {
        self.0.as_str() == other.0.as_str()
    }
}

impl Eq for Pattern {}

/// What is told of a line that a rule is about.
const REASON: &str = "a rule of the settings says so";

/// Lays what the rules say over the outline of the article called `name`; of several rules that are
/// about one line, the first holds. Takes time linear in the document, and none where no rule is
/// for that name.
pub fn lay(document: &mut Document, rules: &[Rule], name: &str) {
    let name = name.rsplit('/').next().unwrap_or(name);
    let due: Vec<&Rule> = rules.iter().filter(|rule| rule.files.0.is_match(name)).collect();
    if due.is_empty() {
        return;
    }
    let ruling = |(at, block): (usize, &crate::document::block::Block)| {
        let line = document.slice(block.range.clone());
        let rule = due.iter().find(|rule| rule.line.0.is_match(line))?;
        correct::can_be_heading(document, block).then(|| (at, rule.ruling()))
    };
    let rulings: Vec<(usize, Ruling)> =
        document.blocks.iter().enumerate().filter_map(ruling).collect();
    correct::lay(document, &rulings);
    for (at, ruling) in &rulings {
        correct::note(document, *at, ruling, REASON);
    }
}

impl Rule {
    fn ruling(&self) -> Ruling {
        match self.level {
            0 => Ruling::Text,
            level => Ruling::Heading { level: Some(level), name: None },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Files, Pattern, Rule, lay};
    use crate::document::block::{Kind, Nesting};
    use crate::document::builder::Builder;
    use crate::document::outline::{Evidence, Section};
    use crate::document::{Document, Style};
    use crate::outline;

    fn rule(files: &str, line: &str, level: u8) -> Rule {
        let files = Files::new(files).expect("a pattern");
        Rule { files, line: Pattern::new(line).expect("an expression"), level }
    }

    /// Gives a document of lines of which "A" is a heading.
    fn document() -> Document {
        let mut builder = Builder::default();
        for line in ["A", "Book One", "chapter 1", "Text.", "chapter 2", "Text."] {
            let kind = if line == "A" { Kind::Heading(1) } else { Kind::Paragraph };
            builder.open(kind, Nesting::default());
            builder.push(line, Style::default());
        }
        let mut document = builder.finish();
        document.sections = outline::sections(&document);
        document
    }

    /// Demands the names of the sections, a sign a level.
    #[track_caller]
    fn check(case: &str, name: &str, rules: &[Rule], expected: &[&str]) {
        let mut document = document();
        lay(&mut document, rules, name);
        let line = |section: &Section| {
            let signs = "#".repeat(usize::from(section.level));
            format!("{signs} {}", &*section.name(&document))
        };
        let found: Vec<String> = document.sections.iter().map(line).collect();
        assert_eq!(found, expected, "{case}");
    }

    #[test]
    fn lines_are_headings_by_rule() {
        let chapters = [rule("*.txt", "^chapter [0-9]+$", 2), rule("*.txt", "^Book ", 1)];
        let all = ["# A", "# Book One", "## chapter 1", "## chapter 2"];
        check("a rule a level", "b.txt", &chapters, &all);
        check("a path ends in a name", "/home/a/b.txt", &chapters, &all);
        check("articles of other names", "b.md", &chapters, &["# A"]);
        check("level 0 is no heading", "b.txt", &[rule("*", "^A$", 0)], &[]);
        let both = [rule("*", "1", 0), rule("*", "chapter", 1)];
        check("the first rule holds", "b.txt", &both, &["# A", "# chapter 2"]);
        check("no rules", "b.txt", &[], &["# A"]);
    }

    #[test]
    fn a_heading_by_rule_is_the_users() {
        let mut document = document();
        lay(&mut document, &[rule("*", "^Book", 1)], "b.txt");
        let [_, book] = &document.sections[..] else { panic!("two sections") };
        assert_eq!(book.evidence, Evidence::User);
        let [candidate] = &document.candidates[..] else { panic!("one line is told of") };
        assert_eq!((candidate.verdict, candidate.score), ("heading", 1.0));
        assert_eq!(candidate.reasons, [("a rule of the settings says so", 10.0)]);
    }

    #[test]
    fn what_is_wrong_is_told() {
        assert_eq!(Pattern::new("(a").expect_err("open"), "unclosed group");
        assert_eq!(Files::new("[a").expect_err("open"), "unclosed character class; missing ']'");
    }
}
