//! Passages that are looked for in edited texts.

use super::{Index, describe, describe_place, places, resolve};
use crate::bookmark::{Anchor, Quote};
use crate::document::block::{Kind, Nesting};
use crate::document::builder::Builder;
use crate::document::{Document, Position, Style};
use crate::text::clean::Clean;

mod cut;
mod shuffled;

/// Gives a document of the paragraphs in `text`.
fn document(text: &str) -> Document {
    let mut builder = Builder::default();
    for paragraph in text.split("\n\n") {
        builder.open(Kind::Paragraph, Nesting::default());
        builder.push(paragraph, Style::default());
    }
    builder.finish()
}

/// Bookmarks what stands between brackets in `before`, looks for it in `after`, and puts the
/// brackets where it was found; in front, whether it was found as it was.
fn follow(before: &str, after: &str) -> String {
    let (head, rest) = before.split_once('[').expect("a case has a passage");
    let (passage, tail) = rest.split_once(']').expect("a passage ends");
    let old = document(&format!("{head}{passage}{tail}"));
    let quote = describe(&old, head.len()..head.len() + passage.len());
    assert_eq!(
        resolve(&old, &quote),
        Anchor::Exact(head.len()..head.len() + passage.len()),
        "an article that did not change has it where it was"
    );
    let new = document(after);
    let anchor = resolve(&new, &quote);
    let Some(range) = anchor.range() else { return "orphan".to_owned() };
    let state = if matches!(anchor, Anchor::Exact(_)) { "exact" } else { "moved" };
    let (from, to) = (new.slice(0..range.start), new.slice(range.end..new.end().0));
    format!("{state}: {from}[{}]{to}", new.slice(range))
}

#[track_caller]
fn check(case: &str, before: &str, after: &str, expected: &str) {
    assert_eq!(follow(before, after), expected, "{case}");
}

#[test]
fn a_passage_is_found_where_its_words_are() {
    check(
        "text appended",
        "The quay. [The dredgers came at ten.] They left.",
        "The quay. The dredgers came at ten. They left.\n\nMore.",
        "exact: The quay. [The dredgers came at ten.] They left.\n\nMore.",
    );
    check(
        "text inserted before",
        "The quay. [The dredgers came at ten.] They left.",
        "New.\n\nThe quay. The dredgers came at ten. They left.",
        "moved: New.\n\nThe quay. [The dredgers came at ten.] They left.",
    );
    check(
        "lines wrapped anew",
        "The quay was\nold. [The dredgers\ncame at ten.] They left.",
        "The quay\nwas old. The dredgers came\nat ten. They left.",
        "moved: The quay\nwas old. [The dredgers came\nat ten.] They left.",
    );
    check(
        "everything around it rewritten",
        "The quay was old. [The dredgers came at ten.] They left.",
        "Nobody saw it. The dredgers came at ten. A lamp burned.",
        "moved: Nobody saw it. [The dredgers came at ten.] A lamp burned.",
    );
    check(
        "a passage over two paragraphs",
        "One. [Two.\n\nThree of them.] Four.",
        "New. One. Two.\n\nThree of them. Four.",
        "moved: New. One. [Two.\n\nThree of them.] Four.",
    );
}

#[test]
fn a_passage_is_found_where_its_words_were_changed() {
    check(
        "a word replaced",
        "The quay. [The dredgers came at ten.] They left.",
        "The quay. The dredgers came at nine. They left.",
        "moved: The quay. [The dredgers came at nine.] They left.",
    );
    check(
        "quotation marks and dashes of another keyboard",
        "She read it. [\"Don't -- wait,\" it said.] She left.",
        "She read it. “Don’t—wait,” it said. She left.",
        "moved: She read it. [“Don’t—wait,” it said.] She left.",
    );
    check(
        "ligatures, spaces that do not break, capitals",
        "It rained. [The ﬁrst Offices were flooded.] They left.",
        "It rained. THE FIRST\u{a0}OFFICES WERE FLOODED. They left.",
        "moved: It rained. [THE FIRST\u{a0}OFFICES WERE FLOODED.] They left.",
    );
    check(
        "words inserted",
        "The quay was old. [The dredgers came at ten.] They left before it was light.",
        "The quay was old. The dredgers, which few had expected, came at ten. They left before \
         it was light.",
        "moved: The quay was old. [The dredgers, which few had expected, came at ten.] They \
         left before it was light.",
    );
    check(
        "no spaces between words",
        "港は古い。[浚渫船は十時に来た。]誰も見なかった。朝になると帰った。",
        "昔の話だ。港は古い。浚渫船は九時に来た。誰も見なかった。朝になると帰った。",
        "moved: 昔の話だ。港は古い。[浚渫船は九時に来た。]誰も見なかった。朝になると帰った。",
    );
}

#[test]
fn a_passage_that_is_gone_is_an_orphan() {
    check(
        "deleted",
        "The quay. [The dredgers came at ten.] They left.",
        "The quay. They left.",
        "orphan",
    );
    check(
        "replaced",
        "The quay. [The dredgers came at ten.] They left.",
        "The quay. A heron stood there. They left.",
        "orphan",
    );
    check("all deleted", "[The dredgers came at ten.]", "", "orphan");
}

#[test]
fn equal_passages_are_told_apart_by_their_surroundings() {
    let twins = "On Monday it rained. [Nobody came to the meeting.] The hall was cold.\n\n\
                 In March it was fixed. Nobody came to the meeting. They had tea.";
    check(
        "a sentence before the first edited",
        twins,
        "On Tuesday it rained. Nobody came to the meeting. The hall was warm.\n\n\
         In March it was fixed. Nobody came to the meeting. They had tea.",
        "moved: On Tuesday it rained. [Nobody came to the meeting.] The hall was warm.\n\n\
         In March it was fixed. Nobody came to the meeting. They had tea.",
    );
    check(
        "their order swapped",
        twins,
        "In March it was fixed. Nobody came to the meeting. They had tea.\n\n\
         On Monday it rained. Nobody came to the meeting. The hall was cold.",
        "moved: In March it was fixed. Nobody came to the meeting. They had tea.\n\n\
         On Monday it rained. [Nobody came to the meeting.] The hall was cold.",
    );
    check(
        "the right one deleted",
        twins,
        "In March it was fixed. Nobody came to the meeting. They had tea.",
        "orphan",
    );
    check(
        "the right one deleted, and the other now in its place",
        "Monday. [Nobody came to the meeting.] The hall was cold.\n\n\
         Sunday. Nobody came to the meeting. They had tea.",
        "Sunday. Nobody came to the meeting. They had tea.",
        "orphan",
    );
    check(
        "the surroundings of both rewritten",
        twins,
        "Nobody came to the meeting. Why? Nobody came to the meeting. Ask them.",
        "orphan",
    );
}

#[test]
fn what_always_was_like_a_passage_is_not_taken_for_it() {
    let changes = "It was a good year for the library, and three releases were made.\n\n\
                   [Support for version 1.43 was added for better compatibility.]\n\n\
                   Support for version 1.41 was added for better compatibility.\n\n\
                   The tests run in half the time.";
    check(
        "deleted beside one that differs in a digit",
        changes,
        "It was a good year for the library, and three releases were made.\n\n\
         Support for version 1.41 was added for better compatibility.\n\n\
         The tests run in half the time.",
        "orphan",
    );
    check(
        "changed beside it",
        changes,
        "It was a good year for the library, and three releases were made.\n\n\
         Support for version 1.43 was added for a better build.\n\n\
         Support for version 1.41 was added for better compatibility.\n\n\
         The tests run in half the time.",
        "moved: It was a good year for the library, and three releases were made.\n\n\
         [Support for version 1.43 was added for a better build.]\n\n\
         Support for version 1.41 was added for better compatibility.\n\n\
         The tests run in half the time.",
    );
    check(
        "a heading, the words of which stand in a sentence too",
        "The library is small.\n\n[# Testing it]\n\nWe run it twice. When testing it at night, we \
         leave the lamp on.",
        "The library is small.\n\nWe run it twice. When testing it at night, we leave the lamp on.",
        "orphan",
    );
}

/// Gives the heading of a release in a list of changes.
fn release(number: u32, day: u32) -> String {
    let compared = format!("v0.4.{}...v0.4.{number}", number - 1);
    format!("## 0.4.{number} (https://quay.example/log/compare/{compared}) - 2025-05-0{day}")
}

#[test]
fn the_entry_beside_one_that_was_cut_out_is_not_taken_for_it() {
    let (last, next, gone) = (release(6, 8), release(5, 6), release(4, 6));
    let rest = "- mend the lamps at the quay\n- move to the new harbour";
    check(
        "an entry of a list of changes that differs in its numbers",
        &format!("{last}\n\n{next}\n\n[{gone}]\n\n{rest}"),
        &format!("{last}\n\n{next}\n\n{rest}"),
        "orphan",
    );
    check(
        "it is still there, with a word more",
        &format!("{last}\n\n{next}\n\n[{gone}]\n\n{rest}"),
        &format!("{last}\n\n{next}\n\n{gone} (withdrawn)\n\n{rest}"),
        &format!("exact: {last}\n\n{next}\n\n[{gone}] (withdrawn)\n\n{rest}"),
    );
}

#[test]
fn a_passage_whose_paragraphs_were_parted_is_where_the_longest_is() {
    let before = "They came late.\n\nNobody saw it. [The lamps were lit.\n\n\
                  What they brought up was weighed and photographed.] Then they slept.\n\nThe end.";
    check(
        "another paragraph between them",
        before,
        "What they brought up was weighed, and photographed. Then they slept.\n\nThey came late.\n\n\
         It was a cold winter for the harbour and for all who lived by it, and few ships called \
         there.\n\nNobody saw it. The lamps were lit.\n\nThe end.",
        "moved: [What they brought up was weighed, and photographed.] Then they slept.\n\nThey came \
         late.\n\nIt was a cold winter for the harbour and for all who lived by it, and few ships \
         called there.\n\nNobody saw it. The lamps were lit.\n\nThe end.",
    );
    check("both deleted", before, "They came late.\n\nNobody saw it. Then they slept.", "orphan");
}

#[test]
fn the_position_alone_tells_what_nothing_else_can() {
    let refrain = "Row, brothers, row.\n\n".repeat(60);
    let song = document(&refrain);
    let quote = describe(&song, 525..544);
    assert_eq!(resolve(&song, &quote), Anchor::Exact(525..544), "nothing changed");
    let longer = document(&format!("A song.\n\n{refrain}"));
    assert_eq!(resolve(&longer, &quote), Anchor::Orphan, "something changed");
}

#[test]
fn a_few_letters_need_their_surroundings() {
    check(
        "surroundings there",
        "They went by [ferry] to the yard.",
        "Early. They went by ferry to the yard.",
        "moved: Early. They went by [ferry] to the yard.",
    );
    check(
        "surroundings gone",
        "They went by [ferry] to the yard.",
        "A ferry burned down last night.",
        "orphan",
    );
}

#[test]
fn quotes_from_elsewhere_may_know_little() {
    let article = document("One thing. Another thing entirely. One thing.");
    let quote =
        |exact| Quote { exact: Clean::ours(exact), start: 1_000, end: 1_010, ..Quote::default() };
    let anchors = Index::default().resolve_all(
        article.text(),
        &[quote("Another thing entirely."), quote("One thing."), quote(""), quote("thing")],
    );
    let places: Vec<_> = anchors.iter().map(Anchor::range).collect();
    assert_eq!(places, [Some(11..34), None, None, None]);
}

#[test]
fn a_quote_is_made_by_its_words() {
    let article = document("The ferry came. The\nferry went.\n\nThe ferry");
    let found = |exact, prefix, suffix| {
        let (exact, prefix) = (Clean::ours(exact), Clean::ours(prefix));
        let quote = Quote { exact, prefix, suffix: Clean::ours(suffix), ..Quote::default() };
        places(&article, &quote)
    };
    assert_eq!(found("The ferry", "", ""), vec![0..9, 16..25, 33..42]);
    assert_eq!(found("The  ferry", "", " went."), vec![16..25; 1]);
    assert_eq!(found("ferry", "went.\nThe", ""), vec![37..42; 1]);
    assert_eq!(found("The boat", "", ""), vec![0..0; 0]);
    assert_eq!(found(" ", "", ""), vec![0..0; 0]);
}

#[test]
fn surroundings_are_240_characters_of_whole_clusters() {
    let text = format!("{}e\u{301}{} here {}", "a".repeat(9), "b".repeat(239), "ü".repeat(250));
    let article = document(&text);
    let start = text.find("here").expect("it is there");
    let quote = describe(&article, start..start + 4);
    assert_eq!(&*quote.prefix, format!("{} ", "b".repeat(239)));
    assert_eq!(&*quote.suffix, format!(" {}", "ü".repeat(239)));
    assert_eq!((quote.start, quote.end, quote.occurrences), (251, 255, 1));
}

#[test]
fn a_place_is_kept_by_its_words_and_else_by_its_distance() {
    let old = document("Lead.\n\nThe second paragraph starts here.\n\nThe third one.");
    let place = describe_place(&old, Position(7));
    let place_in = |document: &Document| Index::default().place_of(document, &place);
    let grown = document("A longer lead.\n\nThe second paragraph starts here.\n\nThe third one.");
    assert_eq!(place_in(&grown), Position(16));
    let rewritten = document("Nothing of it is left.");
    assert_eq!(place_in(&rewritten), Position(7));
    let short = document("No.");
    assert_eq!(place_in(&short), Position(3));
}

#[test]
fn a_letter_in_a_long_text_is_no_burden() {
    let text = "a b ".repeat(50_000);
    let article = document(&text);
    let quote = describe(&article, 100_000..100_001);
    assert_eq!(resolve(&article, &quote), Anchor::Exact(100_000..100_001));
    let changed = document(&format!("x {text}"));
    assert_eq!(resolve(&changed, &quote), Anchor::Orphan);
}

#[test]
fn quotes_in_order_are_found_as_each_by_itself() {
    let entries: Vec<String> =
        (0..40).map(|n| format!("Entry {n}\n\nWhat there is to say of {n}, é and all.")).collect();
    let old = document(&entries.join("\n\n"));
    let quotes: Vec<Quote> = (0..40)
        .map(|n| {
            let start = old.text().find(&format!("Entry {n}\n")).expect("it is there");
            describe(&old, start..start + format!("Entry {n}").len())
        })
        .collect();
    let mut edited = entries.clone();
    edited.insert(7, "A paragraph of which nobody knew — not even the printer.".to_owned());
    edited.remove(20);
    edited[30] = edited[30].replace("What there is", "All there is");
    for (case, text) in
        [("as it was", entries), ("edited", edited)].map(|(case, all)| (case, all.join("\n\n")))
    {
        let new = document(&text);
        let index = Index::default();
        let each: Vec<Anchor> = quotes.iter().map(|quote| resolve(&new, quote)).collect();
        assert_eq!(index.resolve_in_order(new.text(), &quotes), each, "{case}");
    }
}

#[test]
fn a_word_that_begins_the_text_is_found_whatever_follows() {
    let rest = "Three men built the wall in a summer, and nobody asked them to.";
    let new = "Nobody had expected a report. It came with the morning boat, in an oilskin.";
    check(
        "new paragraphs between a heading and its text",
        &format!("[Abstract]\n\n{rest}"),
        &format!("Abstract\n\n{new}\n\n{new}\n\n{rest}"),
        &format!("exact: [Abstract]\n\n{new}\n\n{new}\n\n{rest}"),
    );
    check(
        "it is gone",
        &format!("[Abstract]\n\n{rest}"),
        &format!("{new}\n\nAbstract art\n\n{new}"),
        "orphan",
    );
}
