//! Lines of two ends: a name and the number of its page after a row of dots, or the two sides of a
//! page's head, with nothing but blanks between.
//!
//! What leads from one end to the other (a leader, as typesetters call it) may be as short as the
//! page wants it, so such a line need not be broken on a page that is too narrow for all of it.

use super::{Cell, Content, wrap};
use crate::document::Range;
use crate::text;

/// Dots that lead on, with blanks between or not, or blanks alone; fewer end a sentence or part two
/// words.
const LEADER_COLUMNS: usize = 4;

/// Columns that are left of a leader at least.
const LEFT_COLUMNS: usize = 2;

/// Gives the cells that show `line` in `room` columns from `column` on, its longest leaders cut
/// short so that it ends where the room does; none where that does not do.
pub(super) fn cells(text: &str, line: Range, column: usize, room: usize) -> Option<Vec<Cell>> {
    let columns = text::columns(text::slice(text, line.clone()));
    let mut excess = columns.checked_sub(room).filter(|excess| *excess > 0)?;
    let leaders = leaders(text, &line);
    let most = longest_kept(&leaders, excess)?;
    let mut cells = Vec::new();
    let (mut start, mut at) = (line.start, column);
    for leader in leaders {
        let cut = leader.len().saturating_sub(most).min(excess);
        excess -= cut;
        // The blanks before the next word stay, and the dots that are nearest to it.
        let blank = usize::from(text::slice(text, leader.clone()).starts_with(' '));
        let kept = leader.start + blank.min(leader.len() - cut);
        if cut > 0 {
            push(text, start..kept, &mut at, &mut cells);
            start = kept + cut;
        }
    }
    push(text, start..line.end, &mut at, &mut cells);
    Some(cells)
}

/// Appends the cell of a part of a line.
fn push(text: &str, range: Range, at: &mut usize, cells: &mut Vec<Cell>) {
    let column = *at;
    *at += text::columns(text::slice(text, range.clone()));
    if !range.is_empty() {
        cells.push(Cell { column, content: Content::Text(range) });
    }
}

/// Gives the length that no leader may exceed for `excess` columns or more to be saved; none where
/// too little would be left of them.
fn longest_kept(leaders: &[Range], excess: usize) -> Option<usize> {
    let saved = |most: usize| -> usize {
        leaders.iter().map(|leader| leader.len().saturating_sub(most)).sum()
    };
    let longest = leaders.iter().map(Range::len).max()?;
    (LEFT_COLUMNS..=longest).rev().find(|most| saved(*most) >= excess)
}

/// Gives the leaders of a line; a byte of them is a column. What stands between quotation marks leads
/// nowhere.
fn leaders(text: &str, line: &Range) -> Vec<Range> {
    let mut leaders = Vec::new();
    let closed = text::slice(text, line.clone()).rfind('"').map_or(0, |last| line.start + last + 1);
    let (mut start, mut is_quoted) = (line.start, false);
    for word in text::slice(text, line.clone()).split_inclusive(|char| !matches!(char, ' ' | '.')) {
        let end = start + word.trim_end_matches(|char| !matches!(char, ' ' | '.')).len();
        let dots = text::slice(text, start..end).matches('.').count();
        let signs = if dots > 0 { dots } else { end - start };
        if signs >= LEADER_COLUMNS && end < line.end && !(is_quoted && end < closed) {
            leaders.push(start..end);
        }
        is_quoted ^= word.ends_with('"');
        start += word.len();
    }
    leaders
}

/// Gives the words of a line before its last dots that lead on, and those with what they lead to;
/// none where there are no such dots, or no words.
pub(super) fn parts(text: &str, line: &Range) -> Option<(Range, Range)> {
    let leader = leaders(text, line).pop()?;
    let dots = text::slice(text, leader.clone()).find('.')?;
    let words = wrap::trim(text, line.start..leader.start);
    (!words.is_empty()).then_some((words, leader.start + dots..line.end))
}

/// Gives `line` without the blanks around it, and the columns by which it is set in on a page of
/// `room` columns: by all its blanks where it has the room, or else by a quarter of the page at most.
pub(super) fn placed(text: &str, line: Range, room: usize) -> (Range, usize) {
    let body = wrap::trim(text, line.clone());
    let columns = text::columns(text::slice(text, body.clone()));
    let indent = text::columns(text::slice(text, line.start..body.start));
    let most = room.checked_sub(columns).unwrap_or(room / 4);
    (body, indent.min(most))
}

/// Tells whether `lines` are set to both sides of a page: those too wide for `room` end below each
/// other, and all of them fit with their leaders cut short, or with the words before them wrapped.
pub(super) fn are_flush(text: &str, lines: &[Range], room: usize) -> bool {
    let wide = lines.iter().filter_map(|line| {
        let end = wrap::trim(text, line.clone()).end;
        let columns = text::columns(text::slice(text, line.start..end));
        (columns > room).then_some((line.start..end, columns))
    });
    let wide: Vec<(Range, usize)> = wide.collect();
    let fits = |line: &Range| {
        let (body, indent) = placed(text, line.clone(), room);
        text::columns(text::slice(text, body.clone())) <= room
            || parts(text, &body).is_some()
            || cells(text, body, 0, room - indent).is_some()
    };
    wide.len() > 1
        && wide.windows(2).all(|two| matches!(two, [(_, one), (_, next)] if one == next))
        && wide.iter().all(|(line, _)| fits(line))
}

#[cfg(test)]
mod tests {
    use super::{are_flush, cells, parts};
    use crate::document::block::{Kind, Nesting};
    use crate::document::builder::Builder;
    use crate::document::{Document, Range, Style};
    use crate::layout::{Role, Row};

    /// Gives what is shown of a line in so many columns, if it can be cut short.
    fn shown(line: &str, room: usize) -> Option<String> {
        let range = 0..line.len();
        let cells = cells(line, range.clone(), 0, room)?;
        Some(Row { range, cells, role: Role::Text }.text(&document(line)))
    }

    fn document(line: &str) -> Document {
        let mut builder = Builder::default();
        builder.open(Kind::Code { language: None }, Nesting::default());
        builder.push(line, Style::default());
        builder.finish()
    }

    #[test]
    fn a_leader_is_cut_short_where_the_page_is_narrow() {
        for (line, room, expected) in [
            ("1.2  Terms ..............  6", 20, Some("1.2  Terms ......  6")),
            ("Terms.................... 6", 14, Some("Terms....... 6")),
            ("Working Group          A. Sailor", 26, Some("Working Group    A. Sailor")),
            ("Ann et al      Track      [Page 1]", 28, Some("Ann et al   Track   [Page 1]")),
            ("Working Group          A. Sailor", 23, None),
            ("Working Group          A. Sailor", 32, None),
            ("A sentence, and another... too long", 20, None),
            ("say \"low       tide\"", 18, None),
            ("A 6\" pipe ............ 3", 20, Some("A 6\" pipe ........ 3")),
            ("the \"low\" tide       one", 20, Some("the \"low\" tide   one")),
            ("Dots to the end of the line .......", 20, None),
        ] {
            assert_eq!(shown(line, room).as_deref(), expected, "{line} in {room}");
        }
    }

    #[test]
    fn the_words_before_dots_are_told_from_them() {
        for (line, expected) in [
            ("1.2  Terms ..............  6", Some(("1.2  Terms", "..............  6"))),
            ("Terms.................... 6", Some(("Terms", ".................... 6"))),
            ("Working Group          A. Sailor", None),
            ("................. 6", None),
            ("And then .........", None),
        ] {
            let parts = parts(line, &(0..line.len()));
            let words = |range: Range| line.get(range).expect("it is of the line");
            let parts = parts.map(|(head, tail)| (words(head), words(tail)));
            assert_eq!(parts, expected, "{line}");
        }
    }

    #[test]
    fn lines_are_flush_that_end_below_each_other_and_fit() {
        let head = "Working Group          A. Sailor\nNo. 12\nInformational          B. Sailor";
        let code = "let x = 1;         // one\nlet long = 22;     // more than one";
        let boxed = "+-------------------+\n| a                 |\n+-------------------+";
        let dots = "Terms of use ..... 6\nThe mouth ....... 12";
        for (text, room, expected) in
            [(head, 28, true), (code, 20, false), (boxed, 20, false), (dots, 12, true)]
        {
            let mut end = 0;
            let lines = text.split_inclusive('\n').map(|line| {
                end += line.len();
                end - line.len()..end - usize::from(line.ends_with('\n'))
            });
            let lines: Vec<_> = lines.collect();
            assert_eq!(are_flush(text, &lines, room), expected, "{text}");
        }
    }
}
