//! What holds of every plain text, however it is set.

use proptest::prelude::*;

use crate::format::text::hyphen::Hyphens;
use crate::format::text::lines::{self, Measure};
use crate::format::text::page::{Page, Wrap};
use crate::format::text::{Parser, parse};

/// Lines as they stand in articles, and as they do not.
fn any_line() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => Just(String::new()),
        4 => "[A-Z][a-z]{2,8}( [a-z]{1,9}){6,14}[.,]?",
        2 => "[A-Z][a-z]{2,8}( [a-z]{1,9}){0,4}",
        1 => " {0,8}([-*]|[0-9]\\.) [a-z ]{3,40}",
        1 => " {4,8}[a-z(){};=]{3,30}",
        1 => "[=*-]{3,20}",
        1 => "\\PC{0,60}",
        1 => "[\u{0}-\u{20}|\u{85}\u{2028}\u{202e}\u{301}>]{0,12}",
    ]
}

proptest! {
    #[test]
    fn any_text_is_cut(text in any::<String>()) {
        let _ = parse(&text);
    }

    #[test]
    fn nothing_is_lost(lines in proptest::collection::vec(any_line(), 0..40)) {
        let text = lines.join("\n");
        let letters = |text: &str| text.chars().filter(char::is_ascii_alphanumeric).collect::<String>();
        prop_assert_eq!(letters(parse(&text).text()), letters(&crate::text::clean::text(&text)));
    }

    #[test]
    fn the_text_of_the_beginning_is_the_beginning_of_the_text(
        lines in proptest::collection::vec(any_line(), 2..80),
        wrap in prop_oneof![
            Just(Wrap::Never), Just(Wrap::Unknown), Just(Wrap::Full(60)), Just(Wrap::Ragged(60)),
        ],
    ) {
        let parse_as = |text: &str, page| {
            let mut parser = Parser { page, ..Parser::new(text) };
            parser.feed(text, true);
            parser.finish()
        };
        let measure = Measure::Columns;
        let hyphens = Hyphens::of("the wall of the harbour", 9, 20);
        let page = Page { wrap, measure, indent: 0, left: 0, blank_lines: true, hyphens, is_for_paper: false };
        let half = lines[..lines.len() / 2].join("\n");
        let (head, whole) = (parse_as(&half, page), parse_as(&lines.join("\n"), page));
        // What the cut goes through may read differently: the run of lines it ends in.
        let runs = lines::lines(&half, measure).collect::<Vec<_>>();
        let blank = runs.iter().rposition(|line| line.is_blank()).map_or(0, |at| runs[at].number);
        let settled = head.lines.position_of(blank).map_or(head.text().len(), |at| at.0);
        let settled = head.slice(0..settled).trim_end();
        prop_assert!(whole.text().starts_with(settled), "{:?}\n{:?}", settled, whole.text());
    }

    #[test]
    fn parts_read_as_the_whole_does(
        lines in prop::collection::vec("[ab]{0,9}|\u{2022} [a-c ]{1,9}|  [ab. ]{0,40}|\r|a\u{c}b\r|a  b {4}c|(b\u{8}b|_\u{8}a|[ab] {0,2}|a\u{8}c){1,9}|\t{0,2} {0,2}b\t a|\u{c}\t b|\r\t b", 0..700),
        parts in prop::collection::vec(1..400_usize, 1..60),
    ) {
        let text = lines.join("\n");
        let whole = parse(&text);
        let mut parser = Parser::new(&text);
        let (mut pending, mut rest) = (String::new(), &*text);
        for part in parts {
            let (part, after) = rest.split_at(rest.floor_char_boundary(part));
            pending += part;
            rest = after;
            let done = parser.feed(&pending, false);
            pending.drain(..done);
        }
        pending += rest;
        parser.feed(&pending, true);
        let fed = parser.finish();
        prop_assert_eq!(fed.text(), whole.text());
        prop_assert_eq!(fed.blocks, whole.blocks);
        prop_assert_eq!(fed.lines, whole.lines);
        prop_assert_eq!(fed.spans, whole.spans);
    }
}
