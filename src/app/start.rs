//! Where in an article a reader asks to start.

use std::fmt;

use crate::bookmark::Id;
use crate::document::Document;
use crate::document::outline::Section;
use crate::search::Pattern;

/// A place to start at, other than the one where reading stopped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Start {
    /// At a section, by its number, counted from 1, or by its name; see [`section`].
    Section(String),
    /// At a bookmark of the article.
    Bookmark(Id),
    /// At a line of the source.
    Line(usize),
    /// At the first place that a pattern finds.
    Pattern(String),
    /// At the end.
    End,
}

impl fmt::Display for Start {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Start::Section(wanted) => write!(out, "section {wanted}"),
            Start::Bookmark(id) => write!(out, "bookmark {id}"),
            Start::Line(line) => write!(out, "line {line}"),
            Start::Pattern(typed) => out.write_str(typed),
            Start::End => out.write_str("the end"),
        }
    }
}

impl Start {
    /// Tells whether a document has the place. Lines after the last one count as being there, as
    /// they do for pagers; and which bookmarks there are the text does not say.
    #[must_use]
    pub fn is_in(&self, document: &Document) -> bool {
        match self {
            Start::Section(wanted) => section(document, wanted).is_some(),
            Start::Pattern(typed) => {
                let finds = |it: Pattern| !it.find_all(document.text(), 1).is_empty();
                finds(Pattern::new(typed)) || Pattern::as_written(typed).is_some_and(finds)
            }
            Start::Bookmark(_) | Start::Line(_) | Start::End => true,
        }
    }
}

/// Ways in which a name may answer to what is wanted, both in small letters: the nearest first.
const LIKENESSES: [fn(&str, &str) -> bool; 3] = [
    |name, wanted| name == wanted,
    |name, wanted| name.starts_with(wanted),
    |name, wanted| name.contains(wanted),
];

/// Gives the section of the number `wanted`, counted from 1; or, where that is no number of a
/// section, the first of that name, whose name begins so, or whose name holds it, whatever the case.
#[must_use]
pub fn section<'d>(document: &'d Document, wanted: &str) -> Option<&'d Section> {
    let number = wanted.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
    if let Some(section) = number.and_then(|index| document.sections.get(index)) {
        return Some(section);
    }
    let wanted = folded(wanted);
    LIKENESSES.iter().filter(|_| !wanted.is_empty()).find_map(|is_like| {
        document.sections.iter().find(|section| is_like(&folded(&section.name(document)), &wanted))
    })
}

/// Gives a name in small letters, its words parted by single spaces.
fn folded(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::section;
    use crate::document::Document;
    use crate::document::outline::Section;
    use crate::format::{self, Part, Source};

    fn document() -> Document {
        let bytes = b"# T\n\n## Winter at sea\n\nA\n\n## At Sea\n\nB\n\n## Sea  wall\n\nC\n\n## 1984\n\nD\n";
        let source = Source { bytes, name: Some("t.md"), format: None, part: Part::Whole };
        format::parse(&source).expect("it is text")
    }

    #[test]
    fn a_section_answers_to_number_name_and_parts_of_its_name() {
        let document = document();
        for (wanted, expected) in [
            ("1", Some("Winter at sea")),
            ("4", Some("1984")),
            ("1984", Some("1984")),
            ("at sea", Some("At Sea")),
            ("sea", Some("Sea wall")),
            ("sea wall", Some("Sea wall")),
            ("TER", Some("Winter at sea")),
            ("5", None),
            ("0", None),
            ("summer", None),
            (" ", None),
        ] {
            let found = section(&document, wanted).map(|it: &Section| it.name(&document));
            assert_eq!(found.as_deref(), expected, "{wanted}");
        }
    }
}
