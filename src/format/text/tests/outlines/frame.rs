//! What of a text belongs to the page, and what the article says of itself.

use super::*;

#[test]
fn the_frame_is_found() {
    let text = fill(
        "A Harbour Rebuilt\n\nAfter forty years of waiting, the town is to have its wall, and perhaps its ferry\n\n\
         By Jane Holt\n\n¶\n\n¶\nharbour wall\n\nDredging by night\n\n¶\n\n¶\n\nWhat the mud kept\n\n¶\n\n¶\n\n\
         Do you know the tides? Take our test!",
        ENGLISH,
    );
    let document = read(&text);
    let kind_of = |words: &str| {
        let block =
            document.blocks.iter().find(|block| document.slice(block.range.clone()) == words);
        block.map(|block| block.kind.clone())
    };
    assert_eq!(document.meta.title.as_deref(), Some("A Harbour Rebuilt"));
    assert_eq!(document.meta.byline.as_deref(), Some("By Jane Holt"));
    assert_eq!(kind_of("A Harbour Rebuilt"), Some(Kind::Title));
    assert_eq!(kind_of("By Jane Holt"), Some(Kind::Byline));
    assert_eq!(
        kind_of(
            "After forty years of waiting, the town is to have its wall, and perhaps its ferry"
        ),
        Some(Kind::Standfirst)
    );
    assert_eq!(kind_of("harbour wall"), Some(Kind::Furniture(Furniture::Caption)));
    assert_eq!(
        kind_of("Do you know the tides? Take our test!"),
        Some(Kind::Furniture(Furniture::CallToAction))
    );
    assert_eq!(outline(&document), ["Dredging by night", "What the mud kept"]);
}

/// Demands what belongs to the page, with what it was taken for, and the headings.
#[track_caller]
fn check_page(case: &str, skeleton: &str, parts: &[(&str, &str)], headings: &[&str]) -> Document {
    let document = read(&fill(skeleton, ENGLISH));
    let is_part = |verdict: &str| !["heading", "text", "title", "list item"].contains(&verdict);
    let found: Vec<(&str, &str)> = document
        .candidates
        .iter()
        .filter(|candidate| is_part(candidate.verdict))
        .map(|candidate| (candidate.verdict, document.slice(candidate.range.clone())))
        .collect();
    assert_eq!(found, parts, "{case}");
    assert_eq!(outline(&document), headings, "{case}");
    document
}

#[test]
fn what_belongs_to_the_page_is_found() {
    let document = check_page(
        "a table of contents without dots",
        "A Harbour Rebuilt\n\nThe wall\nThe mud\nThe bell\n\n¶\n\n¶\n\nThe wall\n\n¶\n\n¶\n\nThe mud\n\n¶\n\n¶\n\n\
         The bell\n\n¶\n\n¶",
        &[("contents", "The wall\nThe mud\nThe bell")],
        &["The wall", "The mud", "The bell"],
    );
    let links: Vec<&str> = document.links.iter().map(|link| &**link).collect();
    assert_eq!(links, ["#the-wall", "#the-mud", "#the-bell"], "its lines lead to their sections");
    let linked: Vec<&str> =
        document.spans.iter().map(|span| document.slice(span.range.clone())).collect();
    assert_eq!(linked, ["The wall", "The mud", "The bell"]);
    check_page(
        "numbers of pages",
        "A Harbour Rebuilt\n\n¶\n\n- 12 -\n\n¶\n\n¶\n\n- 13 -\n\n¶\n\n¶\n\n- 14 -\n\n¶",
        &[("page header", "- 12 -"), ("page header", "- 13 -"), ("page header", "- 14 -")],
        &[],
    );
    check_page(
        "notes at the foot of a page",
        "A Harbour Rebuilt\n\n¶\n\n¶\n\n----\n\n[1] The wall of 1871.\n\n[2] So the keeper says.\n\n¶\n\n¶",
        &[("notes", "[1] The wall of 1871."), ("notes", "[2] So the keeper says.")],
        &[],
    );
    check_page(
        "leads to other articles",
        "A Harbour Rebuilt\n\n¶\n\n¶\n\nRelated articles\n\nA ferry line closes\n\nThe keeper’s book",
        &[
            ("related", "Related articles"),
            ("related", "A ferry line closes"),
            ("related", "The keeper’s book"),
        ],
        &[],
    );
    check_page(
        "a page of the manual",
        "LAMP(1)             User Commands             LAMP(1)\n\nNAME\n       lamp - light it\n\n\
         DESCRIPTION\n       ¶\n\nHarbour tools 2          June 2024          LAMP(1)",
        &[
            ("page header", "LAMP(1)             User Commands             LAMP(1)"),
            ("page header", "Harbour tools 2          June 2024          LAMP(1)"),
        ],
        &["NAME", "DESCRIPTION"],
    );
    check_page(
        "the name of a picture",
        "A Harbour Rebuilt\n\n¶\n\n¶\n\nFigure 2: The wall at low water\n\n¶\n\n¶",
        &[("caption", "Figure 2: The wall at low water")],
        &[],
    );
}

#[test]
fn who_wrote_it_and_when_is_found_above_and_below_a_summary() {
    let summary = "The wall will keep the boats dry for a hundred years, its builders say.";
    let check =
        |opening: &str, byline: Option<&str>, date: Option<&str>, parts: &[(&str, &str)]| {
            let skeleton = format!(
                "A Harbour Rebuilt\n\n{opening}\n\n¶\n\nThe mud\n\n¶\n\n¶\n\nThe bell\n\n¶"
            );
            let document = check_page(opening, &skeleton, parts, &["The mud", "The bell"]);
            let found = [&document.meta.byline, &document.meta.date].map(|text| text.as_deref());
            assert_eq!(found, [byline, date], "{opening}");
        };
    let by_holt = ("byline", "By Jane Holt");
    let summed = ("standfirst", summary);
    check(&format!("{summary}\n\nBy Jane Holt"), Some("By Jane Holt"), None, &[summed, by_holt]);
    check(&format!("By Jane Holt\n\n{summary}"), Some("By Jane Holt"), None, &[by_holt]);
    check(
        &format!("{summary}\n\nBy Jane Holt\n\nPublished 3 May 2024"),
        Some("By Jane Holt"),
        Some("Published 3 May 2024"),
        &[summed, by_holt, ("byline", "Published 3 May 2024")],
    );
    check(
        &format!("{summary}\n\n3 May 2024"),
        None,
        Some("3 May 2024"),
        &[summed, ("byline", "3 May 2024")],
    );
    for line in ["By Jane Holt, 3 May 2024", "By Jane Holt | May 3, 2024"] {
        check(
            line,
            Some("By Jane Holt"),
            line.get("By Jane Holt".len() + 2..).map(str::trim),
            &[("byline", line)],
        );
    }
}

#[test]
fn what_asks_to_do_something_else_is_found_in_the_middle() {
    for call in [
        "Share on Facebook",
        "Follow us on Twitter",
        "Sign up for our newsletter",
        "Read more: a ferry line closes",
    ] {
        let skeleton =
            format!("A Harbour Rebuilt\n\n¶\n\n{call}\n\n¶\n\nThe mud\n\n¶\n\n¶\n\nThe bell\n\n¶");
        check_page(call, &skeleton, &[("call to action", call)], &["The mud", "The bell"]);
    }
}
