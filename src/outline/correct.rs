//! What a reader says of the outline, laid over what was found.
//!
//! Changes kinds of blocks and sections, never text, and can take back all it did. Reads no file:
//! which paragraphs a reader meant is told by their indices.

use super::{Heading, tree, words};
use crate::document::Document;
use crate::document::block::{Block, Kind, Nesting};
use crate::document::outline::{Candidate, Evidence, Ruling, Section};

/// The outline as it was found, kept while rulings lie over it.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// What the blocks under a ruling were, by index, ascending, and what they stood in.
    kinds: Vec<(usize, Kind, Nesting)>,
    sections: Vec<Section>,
}

/// Lays rulings over `document`, each on the block of its index, ascending; gives the outline that
/// was found, for [`lift`].
///
/// A ruling on a block that cannot be a heading is passed over. Words are counted only in sections
/// that a ruling cuts in two. Takes time linear in those and in the number of sections.
pub fn lay(document: &mut Document, rulings: &[(usize, Ruling)]) -> Found {
    let is_due = |(at, _): &&(usize, Ruling)| {
        document.blocks.get(*at).is_some_and(|block| can_be_heading(document, block))
    };
    let rulings: Vec<(usize, &Ruling)> =
        rulings.iter().filter(is_due).map(|(at, ruling)| (*at, ruling)).collect();
    let headings = headings(document, &rulings);
    let mut kinds = Vec::with_capacity(rulings.len());
    let mut rulings = rulings.into_iter().peekable();
    while let Some((at, ruling)) = rulings.next() {
        let level = headings.binary_search_by_key(&at, |heading| heading.block).ok();
        let level = level.and_then(|index| headings.get(index)).map(|heading| heading.level);
        let Some(block) = document.blocks.get_mut(at) else { continue };
        let kind = kind(ruling, level, &block.kind);
        let nesting = block.nesting;
        if matches!((&kind, &block.kind), (Kind::Heading(_), Kind::Item(_))) {
            block.nesting.items = 0;
        }
        let is_unmade = kind == Kind::Paragraph;
        kinds.push((at, std::mem::replace(&mut block.kind, kind), nesting));
        // What is no heading has no rest.
        if let Some(rest) = document.blocks.get_mut(at + 1)
            && is_unmade
            && rest.kind == Kind::HeadingRest
            && rulings.peek().is_none_or(|(next, _)| *next != at + 1)
        {
            kinds.push((at + 1, std::mem::replace(&mut rest.kind, Kind::Paragraph), rest.nesting));
        }
    }
    let sections = tree(document, headings.len(), headings);
    Found { kinds, sections: std::mem::replace(&mut document.sections, sections) }
}

/// Takes the rulings off `document` again, which is as it was found.
pub fn lift(document: &mut Document, found: Found) {
    for (at, kind, nesting) in found.kinds {
        if let Some(block) = document.blocks.get_mut(at) {
            (block.kind, block.nesting) = (kind, nesting);
        }
    }
    document.sections = found.sections;
}

/// How much a reader's word weighs against the weights of inference, which are logarithms of odds:
/// it leaves no doubt.
const SAID: f32 = 10.0;

/// Notes among the candidates what was said of the block at `at`, and by whom.
pub fn note(document: &mut Document, at: usize, ruling: &Ruling, reason: &'static str) {
    let Some(range) = document.blocks.get(at).map(|block| block.range.clone()) else { return };
    let candidates = &mut document.candidates;
    let index = candidates.partition_point(|candidate| candidate.range.start < range.start);
    if candidates.get(index).is_none_or(|candidate| candidate.range != range) {
        let (reasons, rule, level) = (Vec::new(), None, None);
        let new = Candidate { range, score: 0.0, reasons, rule, verdict: "", level };
        candidates.insert(index, new);
    }
    let Some(candidate) = candidates.get_mut(index) else { return };
    let (score, weight, verdict) = match ruling {
        Ruling::Text => (0.0, -SAID, "text"),
        Ruling::Heading { .. } => (1.0, SAID, "heading"),
    };
    candidate.reasons.insert(0, (reason, weight));
    candidate.rule = None;
    candidate.score = score;
    candidate.verdict = verdict;
    candidate.level = None;
}

impl Found {
    /// Tells whether the block at `at` was found to be a heading; `document` has the rulings on.
    #[must_use]
    pub fn is_heading(&self, document: &Document, at: usize) -> bool {
        let under = self.kinds.binary_search_by_key(&at, |(at, ..)| *at).ok();
        let kind = under.and_then(|index| self.kinds.get(index)).map(|(_, kind, _)| kind);
        let kind = kind.or_else(|| document.blocks.get(at).map(|block| &block.kind));
        matches!(kind, Some(Kind::Heading(_)))
    }
}

/// Tells whether a block may be the name of a section: whatever is words of one line's kind. The
/// lines of a drawing, the cells of a table and a picture are none.
#[must_use]
pub fn can_be_heading(document: &Document, block: &Block) -> bool {
    let is_one_line = || !document.slice(block.range.clone()).contains('\n');
    match block.kind {
        Kind::Table(_) | Kind::Image | Kind::Rule => false,
        Kind::Verse | Kind::Code { .. } => is_one_line(),
        _ => document.slice(block.range.clone()).chars().any(char::is_alphanumeric),
    }
}

/// Gives what a block is under a ruling that makes it a heading of `level`, or none.
fn kind(ruling: &Ruling, level: Option<u8>, found: &Kind) -> Kind {
    match (ruling, found) {
        (Ruling::Heading { .. }, _) => Kind::Heading(level.unwrap_or(1)),
        (Ruling::Text, found) if found.is_of_heading() => Kind::Paragraph,
        (Ruling::Text, kind) => kind.clone(),
    }
}

/// Gives the headings under `rulings`, in order.
fn headings(document: &Document, rulings: &[(usize, &Ruling)]) -> Vec<Heading> {
    let found: Vec<(usize, &Section)> = document
        .sections
        .iter()
        .map(|section| (heading_block(document, section), section))
        .collect();
    let words = own_words(document, &found, rulings);
    let mut headings: Vec<Heading> = Vec::with_capacity(found.len() + rulings.len());
    let mut found = found.into_iter().peekable();
    let mut rulings = rulings.iter().peekable();
    for (block, own_words) in words {
        let section = found.next_if(|(at, _)| *at == block).map(|(_, section)| section);
        let ruling = rulings.next_if(|(at, _)| *at == block).map(|(_, ruling)| *ruling);
        let around = headings.last().map_or(1, |heading| heading.level);
        let as_found = section.map(|section| section.level);
        let (level, name, evidence) = match (ruling, section) {
            (Some(Ruling::Heading { level, name }), _) => {
                (level.or(as_found).unwrap_or(around), name.clone(), Evidence::User)
            }
            (None, Some(section)) => {
                (section.level, section.given_name.as_deref().cloned(), section.evidence.clone())
            }
            (Some(Ruling::Text) | None, _) => {
                if let Some(last) = headings.last_mut() {
                    last.own_words += own_words;
                }
                continue;
            }
        };
        headings.push(Heading { block, level, name, evidence, own_words });
    }
    headings
}

/// Gives every place where a section begins, was found to begin or may begin by a ruling, as the
/// index of its block, with the words from there to the next one; the first is the document's
/// beginning.
fn own_words(
    document: &Document,
    found: &[(usize, &Section)],
    rulings: &[(usize, &Ruling)],
) -> Vec<(usize, usize)> {
    let mut rulings = rulings.iter().map(|(at, _)| *at).peekable();
    let mut found = found_words(document, found).into_iter().peekable();
    let mut cuts = Vec::with_capacity(found.len() + rulings.len());
    while let Some((mut cut, mut own)) = found.next() {
        let next = found.peek().map_or(usize::MAX, |(next, _)| *next);
        while let Some(at) = rulings.next_if(|at| *at < next) {
            if at != cut {
                let before = words(document, cut..at).min(own);
                cuts.push((cut, before));
                (cut, own) = (at, own - before);
            }
        }
        cuts.push((cut, own));
    }
    cuts
}

/// Gives the block of each found section, with the words to the next one: its own without those
/// of its subsections. Before it, the lead.
fn found_words(document: &Document, found: &[(usize, &Section)]) -> Vec<(usize, usize)> {
    let mut cuts = vec![(0, document.words)];
    let mut open: Vec<usize> = vec![0];
    for (block, section) in found {
        open.truncate(usize::from(section.level));
        if let Some((_, around)) = open.last().and_then(|last| cuts.get_mut(*last)) {
            *around = around.saturating_sub(section.words);
        }
        open.push(cuts.len());
        cuts.push((*block, section.words));
    }
    cuts
}

/// Gives the index of the block that is a section's heading; an empty block may start where it
/// does.
#[must_use]
pub fn heading_block(document: &Document, section: &Section) -> usize {
    let start = section.title.start;
    let first = document.blocks.partition_point(|block| block.range.start < start);
    let blocks = document.blocks.get(first..).unwrap_or_default();
    let is_heading = |block: &Block| matches!(block.kind, Kind::Heading(_));
    first + blocks.iter().position(is_heading).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::{Ruling, lay, lift};
    use crate::document::block::{Kind, Marker, Nesting};
    use crate::document::builder::Builder;
    use crate::document::outline::Evidence;
    use crate::document::{Document, Style};
    use crate::outline;
    use crate::text::clean::Clean;

    /// Gives a document of lines, of which those that start with number signs are headings.
    fn document(text: &str) -> Document {
        let mut builder = Builder::default();
        for line in text.lines() {
            let words = line.trim_start_matches('#');
            let level = u8::try_from(line.len() - words.len()).expect("few signs");
            let kind = if level > 0 { Kind::Heading(level) } else { Kind::Paragraph };
            builder.open(kind, Nesting::default());
            builder.push(words.trim(), Style::default());
        }
        let mut document = builder.finish();
        document.sections = outline::sections(&document);
        document
    }

    /// Gives the sections, a line each: a sign a level, name, words, and whether the reader says so.
    fn shown(document: &Document) -> String {
        let line = |section: &crate::document::outline::Section| {
            let signs = "#".repeat(usize::from(section.level));
            let user = if section.evidence == Evidence::User { " (user)" } else { "" };
            format!("{signs} {} {}{user}\n", &*section.name(document), section.words)
        };
        document.sections.iter().map(line).collect()
    }

    const TEXT: &str = "A lead of five words\n# One\nfour words of text\nTwo\nthree more words\n\
                        ## Deep\ntwo words\n# Last\nend";

    fn heading(level: Option<u8>, name: Option<&'static str>) -> Ruling {
        Ruling::Heading { level, name: name.map(Clean::ours) }
    }

    /// Lays rulings, by the index of their line, over the text; then takes them off again.
    #[track_caller]
    fn check(case: &str, rulings: &[(usize, Ruling)], expected: &str) {
        let mut document = document(TEXT);
        let before = document.clone();
        let found = lay(&mut document, rulings);
        assert_eq!(shown(&document), expected, "{case}");
        let counted: Vec<usize> =
            outline::sections(&document).iter().map(|section| section.words).collect();
        let words: Vec<usize> = document.sections.iter().map(|section| section.words).collect();
        assert_eq!(words, counted, "{case}: the words are those of a full count");
        lift(&mut document, found);
        assert_eq!(document.sections, before.sections, "{case}: taken off");
        assert_eq!(document.blocks, before.blocks, "{case}: taken off");
    }

    #[test]
    fn rulings_are_laid_over_and_taken_off() {
        check("none", &[], "# One 12\n## Deep 3\n# Last 2\n");
        check(
            "a heading is made",
            &[(3, heading(Some(1), None))],
            "# One 5\n# Two 7 (user)\n## Deep 3\n# Last 2\n",
        );
        check(
            "a heading without a level is as deep as what it stands in",
            &[(3, heading(None, None)), (6, heading(None, None))],
            "# One 5\n# Two 7 (user)\n## Deep 1\n## two words 2 (user)\n# Last 2\n",
        );
        check("a heading is unmade", &[(1, Ruling::Text)], "# Deep 3\n# Last 2\n");
        check(
            "one in the lead and one at the end",
            &[(0, heading(Some(1), None)), (8, heading(Some(2), None))],
            "# A lead of five words 5 (user)\n# One 12\n## Deep 3\n# Last 2\n## end 1 (user)\n",
        );
        check(
            "a level is changed, and no level is skipped",
            &[(5, heading(Some(1), None)), (7, heading(Some(4), None))],
            "# One 9\n# Deep 5 (user)\n## Last 2 (user)\n",
        );
        check(
            "a name is given, and the level stays",
            &[(5, heading(None, Some("Depths")))],
            "# One 12\n## Depths 3 (user)\n# Last 2\n",
        );
        check("all are unmade", &[(1, Ruling::Text), (5, Ruling::Text), (7, Ruling::Text)], "");
        check("text is text", &[(2, Ruling::Text)], "# One 12\n## Deep 3\n# Last 2\n");
    }

    #[test]
    fn a_name_in_two_blocks_is_unmade_as_one_and_can_be_parted() {
        let found = document("#Article 1\nTides\nThey come twice a day.");
        let with_rest = || {
            let mut document = found.clone();
            document.blocks[1].kind = Kind::HeadingRest;
            document.sections = outline::sections(&document);
            document
        };
        for (case, rulings, expected, rest) in [
            ("as found", vec![], "# Article 1 Tides 8\n", Kind::HeadingRest),
            ("unmade", vec![(0, Ruling::Text)], "", Kind::Paragraph),
            (
                "parted",
                vec![(1, heading(Some(2), None))],
                "# Article 1 8\n## Tides 6 (user)\n",
                Kind::Heading(2),
            ),
            (
                "parted, and the number unmade",
                vec![(0, Ruling::Text), (1, heading(Some(1), None))],
                "# Tides 6 (user)\n",
                Kind::Heading(1),
            ),
        ] {
            let mut document = with_rest();
            let found = lay(&mut document, &rulings);
            assert_eq!(shown(&document), expected, "{case}");
            assert_eq!(document.blocks[1].kind, rest, "{case}");
            lift(&mut document, found);
            assert_eq!(document.blocks, with_rest().blocks, "{case}: taken off");
        }
    }

    #[test]
    fn an_item_is_in_no_list_while_it_is_a_heading() {
        let mut builder = Builder::default();
        builder.open(Kind::Item(Marker::Written(3)), Nesting { quotes: 0, items: 1 });
        builder.push("1. One", Style::default());
        let mut document = builder.finish();
        let found = lay(&mut document, &[(0, heading(Some(1), None))]);
        assert_eq!(document.blocks[0].nesting.items, 0);
        lift(&mut document, found);
        assert_eq!(document.blocks[0].nesting.items, 1);
    }

    #[test]
    fn a_drawing_is_no_heading() {
        let mut builder = Builder::default();
        builder.open(Kind::Code { language: None }, Nesting::default());
        builder.push("+--+\n|  |", Style::default());
        builder.open(Kind::Code { language: None }, Nesting::default());
        builder.push("fn main()", Style::default());
        let mut document = builder.finish();
        let made = heading(Some(1), None);
        lay(&mut document, &[(0, made.clone()), (1, made)]);
        assert_eq!(shown(&document), "# fn main() 2 (user)\n");
    }
}
