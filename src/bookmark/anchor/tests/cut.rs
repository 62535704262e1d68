//! Passages that were cut out where what stands on is like them.

use super::check;

const NIGHT: &str = "The ferry was late that evening, and the porter had gone home without a word to \
                     anybody. We waited by the stove until the clock struck eight, and then for as \
                     long again, while the rain ran down the panes and the lamps along the quay \
                     went out.";
const LINES: &str = "Line letters are for what everybody knows already. Nobody has been let in \
                     without a lamp since the winter before last, when two men fell off the wall and \
                     a third was never seen again. The harbour office sent a letter about it to each \
                     of the owners, and had the old gate taken down and sold.";
const NOON: &str = "At noon the cook came out to see. One-line letter he asked, and went in again \
                    before the soup was cold. None of it was written down in those days, as far as \
                    anyone remembers, and the captain kept no diary at all.";

#[test]
fn what_stood_beside_a_passage_that_was_cut_out_is_not_taken_for_it() {
    let before = format!("{NIGHT}\n\n[One-line letters]\n\n{LINES}\n\n{NOON}");
    check(
        "a heading; the paragraph begins with its words",
        &before,
        &format!("{NIGHT}\n\n{LINES}\n\n{NOON}"),
        "orphan",
    );
    check(
        "it is still there, with a letter less",
        &before,
        &format!("{NIGHT}\n\nOne-line leters\n\n{LINES}\n\n{NOON}"),
        &format!("moved: {NIGHT}\n\n[One-line leters]\n\n{LINES}\n\n{NOON}"),
    );
}

/// Gives what a log says of a version.
fn entry(version: &str) -> String {
    format!(
        "Update the tide tables from the office, version {version}. tables/north/tides.txt: Update \
         from version {version}. tables/south/tides.txt: Update from version {version}. \
         tables/north/lamps.txt: Add the lamp at Ann."
    )
}

#[test]
fn another_entry_is_not_taken_for_one_that_was_as_like_it_before() {
    let build = "Fix the build where no compiler is. configure: Look for one. make.txt: Say so. \
                 readme.txt: Explain.";
    let release = "Prepare for the release. news.txt: List the changes since the last one, and thank \
                   whom they come from.";
    let ann = "2 May Ann <ann@quay.example>";
    let then = "3 March Ann <ann@quay.example>";
    let (new, old) = (entry("6.1"), entry("6.0.1"));
    let rest = format!(
        "{build}\n\n{release}\n\n{LINES}\n\n{release}\n\n{build}\n\n{build}\n\n{then}\n\n{old}\n\n\
         {build}\n\n{release}\n\n{LINES}\n\n{NOON}"
    );
    let before = format!("{NIGHT}\n\n{ann}\n\n[{new}]\n\n{rest}");
    check("cut out", &before, &format!("{NIGHT}\n\n{ann}\n\n{rest}"), "orphan");
    let changed = entry("6.2");
    check(
        "changed where it stood",
        &before,
        &format!("{NIGHT}\n\n{ann}\n\n{changed}\n\n{rest}"),
        &format!("moved: {NIGHT}\n\n{ann}\n\n[{changed}]\n\n{rest}"),
    );
}
