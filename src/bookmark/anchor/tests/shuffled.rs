//! Passages among equal words in texts whose paragraphs were moved, and among changed ones.

use super::check;

const LAMPS: &str = "All that winter the lamps on the long wall were lit before it was dark, and \
                     nobody put them out until the ferry had come in.";
const BOATS: &str = "Nine boats lay on the beach, and the men who owned them had gone to town with \
                     the last of the fish and most of the money.";
const FISH: &str = "Some fish were sold at the gate, and the rest went inland on the carts, in wet \
                    straw and under a cloth that was once a sail.";
const GATE: &str = "A gate was built where the two roads meet, of oak from the old dredger, and it \
                    was painted twice before anybody used it.";
const BOOK: &str = "The harbour master kept a book of all that came in, and the harbour master kept \
                    another of what went out again by night.";
const KEY: &str = "Nobody else but the harbour master (or his wife) had a key to the gate, and the \
                   ferryman had to wait on the other side of it.";
const RAIN: &str = "When it rained, the harbour master (in oilskins) stood at the end of the wall \
                    and looked for the ferry, which was late again.";

fn paragraphs(all: &[&str]) -> String {
    all.join("\n\n")
}

#[test]
fn equal_words_are_told_apart_by_the_rest_of_their_paragraph() {
    let marked = "7.2. [The harbour master] (by day)";
    let heading = "7.2. The harbour master (by day)";
    let before = paragraphs(&[LAMPS, marked, BOOK, BOATS, FISH, KEY, GATE, RAIN]);
    check(
        "a heading the words of which stand elsewhere too, all paragraphs moved",
        &before,
        &paragraphs(&[LAMPS, RAIN, GATE, heading, FISH, KEY, BOATS, BOOK]),
        &format!("moved: {}", paragraphs(&[LAMPS, RAIN, GATE, marked, FISH, KEY, BOATS, BOOK])),
    );
    check(
        "the heading deleted",
        &before,
        &paragraphs(&[LAMPS, RAIN, GATE, FISH, KEY, BOATS, BOOK]),
        "orphan",
    );
}

#[test]
fn of_places_that_are_alike_in_all_the_nearest_is_meant() {
    let marked = "- mend the lamps on the quay, and the two that hang in the yard behind it\n\
                  - move the office to the new harbour, with the clock and without the dog\n\
                  - ask the ferryman whether he wants the old lamps, or knows of anybody who does\n\
                  - let nobody in by night\n\
                  - [count the boats] on the beach in winter, and tell the harbour master\n\
                  - paint the gate and the long wall, as was agreed in the spring of the year before\n\
                  - sell the old dredger to whoever asks for it first, and for what he offers\n\
                  - write to the owners of the boats that lie in the way";
    let list = marked.replace(['[', ']'], "");
    let between = [LAMPS, BOATS, FISH, GATE, BOOK, KEY, RAIN].join("\n\n");
    let between = [between.as_str(); 3].join("\n\n");
    let before = paragraphs(&[&list, &between, marked, "The end."]);
    check(
        "a list that is printed twice",
        &before,
        &paragraphs(&["Two lists.", &list, &between, &list, "The end."]),
        &format!("moved: {}", paragraphs(&["Two lists.", &list, &between, marked, "The end."])),
    );
    let edit = |list: &str| list.replace("on the beach", "on the long beach");
    check(
        "the first one is as it was, the second one is not",
        &before,
        &paragraphs(&["Two lists.", &list, &between, &edit(&list), "The end."]),
        &format!(
            "moved: {}",
            paragraphs(&["Two lists.", &list, &between, &edit(marked), "The end."])
        ),
    );
}

#[test]
fn words_changed_like_those_around_are_still_the_passage() {
    let before = "The first keeper of the light had come from the north with two mules and a clock. \
                  He let nobody wind it. ";
    let after = " Later keepers had better boats and worse clocks, and none of them stayed for \
                 longer than the law required of a man without a family.";
    check(
        "a third of all words changed",
        &format!("{before}[Every evening he rowed over to the village]{after}"),
        "The first owner of the light once came from the south with mules and a clock. He let \
         nobody touch it. Every Sunday he rowed across to the harbour. Later owners had better boats \
         or worse clocks, but none of them stayed there longer than the law required of man without \
         children.",
        "moved: The first owner of the light once came from the south with mules and a clock. He let \
         nobody touch it. [Every Sunday he rowed across to the harbour]. Later owners had better \
         boats or worse clocks, but none of them stayed there longer than the law required of man \
         without children.",
    );
    check(
        "another passage between old neighbours",
        &format!("{before}[Every evening he rowed over to the village]{after}"),
        &format!("{before}The village had a chapel, an inn, and no road{after}"),
        "orphan",
    );
}

#[test]
fn a_few_words_are_found_among_others_of_their_old_neighbours() {
    let before = "The keeper of the light came from the north with two mules, and nobody asked him \
                  why. He slept by day. [He seldom spoke] to the fishermen who brought him oil and \
                  bread, though he paid them well and never late.";
    check(
        "four in ten of all words changed, and one of the passage",
        before,
        "The owner of a light came north with mules, and nobody told him why. Some slept by the \
         day. He often spoke with the fishermen which brought oil or bread, but he paid them badly \
         and never too late.",
        "moved: The owner of a light came north with mules, and nobody told him why. Some slept by \
         the day. [He often spoke] with the fishermen which brought oil or bread, but he paid them \
         badly and never too late.",
    );
    check(
        "the few are gone, and what stands around is as it was",
        before,
        &before.replace("[He seldom spoke] to the fishermen", "Nothing tied him to the fishermen"),
        "orphan",
    );
}

#[test]
fn of_words_that_stand_as_often_as_they_stood_no_others_are_taken_for_them() {
    let before = "They sold [the old lamps] by weight. In spring they sold the old lamps by the \
                  dozen, and the new ones not at all.";
    let after = "Once, by weight, the old bells. The old lamps went first. In spring they sold the \
                 old lamps by the dozen, and the new ones not at all.";
    check(
        "words like them beside the old neighbours",
        before,
        after,
        "moved: Once, by weight, the old bells. [The old lamps] went first. In spring they sold the \
         old lamps by the dozen, and the new ones not at all.",
    );
}
