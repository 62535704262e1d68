//! Runs of lines cut into pieces: which lines belong together, and in what form.

pub(super) mod record;
mod table;

use std::ops::Range;

use super::hyphen;
use super::lines::Line;
use super::page::{self, Page, Wrap};
use super::shape;

/// Lines that are to be one block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    /// Which lines of the run.
    pub lines: Range<usize>,
    /// As what.
    pub form: Form,
}

/// What a piece is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// Running text: the lines are joined.
    Paragraph,
    /// A list item: the lines are joined.
    Item {
        /// Bytes of the mark and the white space after it.
        mark: usize,
        /// The column where its text starts.
        text_column: usize,
    },
    /// Short lines whose ends are kept.
    Verse,
    /// Lines whose ends and spaces are kept.
    Kept,
    /// A line across the page.
    Rule,
}

/// Cuts the run that a text begins with: what is set in the middle of its page is a title, and what
/// there is to say of it, line by line.
pub(super) fn opening(page: Page, run: &[Line<'_>]) -> Vec<Piece> {
    if !is_centred(page, run) {
        return pieces(page, run);
    }
    let line = |index| Piece { lines: index..index + 1, form: Form::Paragraph };
    (0..run.len()).map(line).collect()
}

/// Lines of a title that is set in the middle, at most.
const TITLE_LINES: usize = 6;

/// Columns that such a line is set in by at least.
const CENTRED_COLUMNS: usize = 8;

/// Tells whether lines of different length are set in the middle of a page.
fn is_centred(page: Page, run: &[Line<'_>]) -> bool {
    let Some(first) = run.first().filter(|_| run.len() <= TITLE_LINES) else { return false };
    // The middle is a column, or the edge between two.
    let middle = |line: &Line<'_>| line.indent + line.width;
    run.iter().any(|line| line.indent != first.indent)
        && run.iter().all(|line| {
            line.indent >= page.left + CENTRED_COLUMNS
                && middle(line).abs_diff(middle(first)) <= 2
                && !line.is_kept()
        })
}

/// Cuts a run of lines without a blank one among them into pieces.
pub(super) fn pieces(page: Page, run: &[Line<'_>]) -> Vec<Piece> {
    if let Some((first, rest)) = run.split_first()
        && is_set_out(page, first, rest)
        && is_program(page, rest)
    {
        let first = Piece { lines: 0..1, form: Form::Paragraph };
        return vec![first, Piece { lines: 1..run.len(), form: Form::Kept }];
    }
    if is_program(page, run) {
        return vec![Piece { lines: 0..run.len(), form: Form::Kept }];
    }
    if let Some(form) = record::form(page, run) {
        return vec![Piece { lines: 0..run.len(), form }];
    }
    if table::is_rows(run) {
        return vec![Piece { lines: 0..run.len(), form: Form::Kept }];
    }
    let mut pieces: Vec<Piece> = Vec::new();
    for (index, line) in run.iter().enumerate() {
        if let Some(last) = pieces.last_mut()
            && let Some(lines) = run.get(last.lines.clone())
            && belongs(page, last.form, lines, line)
        {
            last.lines.end = index + 1;
            continue;
        }
        pieces.push(Piece { lines: index..index + 1, form: form(page, line, run.get(index + 1)) });
    }
    let pieces = table::whole(page, run, pieces);
    if page.blank_lines { with_verse(page, run, pieces) } else { pieces }
}

/// Gives the form of a piece that starts with `line`, before `next`.
fn form(page: Page, line: &Line<'_>, next: Option<&Line<'_>>) -> Form {
    let body = line.body;
    if body.len() > PARAGRAPH_BYTES {
        return Form::Paragraph;
    }
    if shape::is_rule(body) && !shape::is_columns(body) {
        return Form::Rule;
    }
    if shape::is_leader(body) || shape::is_columns(body) {
        return Form::Kept;
    }
    let reference = || shape::reference(body).map(|it| it.mark);
    if let Some(mark) = shape::mark(body).or_else(reference)
        && !shape::is_kept(body.get(mark..).unwrap_or_default())
    {
        return Form::Item { mark, text_column: line.indent + columns_of(body, mark) };
    }
    if shape::opens_block(body) && next.is_some_and(|next| next.indent > line.indent) {
        return Form::Kept;
    }
    if let Some(mark) = next.and_then(|next| term(line, next)) {
        return Form::Item { mark, text_column: line.indent + columns_of(body, mark) };
    }
    if line.is_kept() || body.starts_with('>') || line.quotes_blanks() {
        return Form::Kept;
    }
    let is_inset = line.indent >= page.indent + CODE_COLUMNS;
    if is_inset && shape::is_code(body) && !hyphen::is_typeset_end(body) {
        return Form::Kept;
    }
    Form::Paragraph
}

/// Bytes from which on a line is a paragraph, whatever it looks like.
const PARAGRAPH_BYTES: usize = 4_000;

/// Columns further in than running text from which on a line may be code.
const CODE_COLUMNS: usize = 3;

fn columns_of(body: &str, bytes: usize) -> usize {
    body.get(..bytes).map_or(0, |mark| mark.chars().count())
}

/// Columns a term may take, with the gap after it, to be explained beside it.
const TERM_COLUMNS: usize = 24;

/// Gives the bytes of the term at the start of `line` that `next` goes on explaining:
/// "-l     Use a long listing" above a line set in as far as "Use".
fn term(line: &Line<'_>, next: &Line<'_>) -> Option<usize> {
    let body = line.body;
    let gap = line.has_gap().then(|| body.find("  ")).flatten()?;
    let rest = body.get(gap..)?.trim_start();
    let mark = body.len() - rest.len();
    let hangs = next.indent == line.indent + columns_of(body, mark);
    let more = shape::is_kept(rest) || shape::mark(next.body).is_some();
    (hangs && mark <= TERM_COLUMNS && !more).then_some(mark)
}

/// Tells whether `line` belongs to the piece of `lines`.
fn belongs(page: Page, form: Form, lines: &[Line<'_>], line: &Line<'_>) -> bool {
    let (Some(first), Some(last)) = (lines.first(), lines.last()) else { return false };
    let body = line.body;
    if body.len() > PARAGRAPH_BYTES {
        return false;
    }
    if form == Form::Kept {
        let quoted = first.body.starts_with('>');
        if shape::opens_block(first.body) && line.indent > first.indent {
            return true;
        }
        return quoted == body.starts_with('>') && self::form(page, line, None) == Form::Kept;
    }
    if form == Form::Rule || shape::is_rule(body) || shape::mark(body).is_some() {
        return false;
    }
    if is_next_reference(first, line) {
        return false;
    }
    let kept =
        shape::is_leader(body) || line.is_kept() && !justified(last, body) || line.quotes_blanks();
    let is_marked = body.starts_with('>') || body.starts_with("# ");
    if kept || is_marked || line.indent > page.indent + ASIDE_COLUMNS {
        return false;
    }
    hangs(form, lines, first, line) && (filled(page, last, line) || goes_on(form, last, line))
}

/// Tells whether `line` goes on with an item that its author broke off early: below its text, in the
/// middle of its sentence.
fn goes_on(form: Form, last: &Line<'_>, line: &Line<'_>) -> bool {
    matches!(form, Form::Item { text_column, .. } if text_column == line.indent)
        && shape::starts_lower(line.body)
        && !shape::ends_sentence(last.body)
}

/// Tells whether `line` begins the reference that follows the one that begins with `first`; in other
/// paragraphs a number in brackets may stand at the start of any line.
fn is_next_reference(first: &Line<'_>, line: &Line<'_>) -> bool {
    let number = |line: &Line<'_>| shape::reference(line.body).map(|it| it.number);
    number(line).is_some_and(|next| number(first).is_some_and(|first| next == first + 1))
}

/// Tells whether the wide gaps of `body` come from setting a paragraph flush at both sides: it
/// ends where the line before it ends.
fn justified(last: &Line<'_>, body: &str) -> bool {
    !body.contains('\t') && body.len() > 40 && last.text.contains("  ") && !body.contains("    ")
}

/// Columns further in than running text from which on a line stands at the right of the page.
const ASIDE_COLUMNS: usize = 30;

/// Columns by which the first line of a paragraph may be set in or out from the others.
const FIRST_LINE_COLUMNS: usize = 12;

/// Tells whether `line` is set in as a line of the piece must be.
fn hangs(form: Form, lines: &[Line<'_>], first: &Line<'_>, line: &Line<'_>) -> bool {
    match (form, lines.get(1)) {
        (_, Some(second)) => line.indent == second.indent,
        (Form::Item { .. }, None) => line.indent + 1 >= first.indent || is_set_in(first, line),
        (_, None) => line.indent.abs_diff(first.indent) <= FIRST_LINE_COLUMNS,
    }
}

/// Tells whether `first` is the beginning of a numbered paragraph, of which only that line is set in,
/// and `line` goes on with its sentence, as in laws and licences.
fn is_set_in(first: &Line<'_>, line: &Line<'_>) -> bool {
    first.indent.abs_diff(line.indent) <= FIRST_LINE_COLUMNS && !shape::ends_sentence(first.body)
}

/// Columns that a line may fall short of the width and still be full.
const SLACK_COLUMNS: usize = 1;

/// Tells whether `last` was wrapped because the first word of `next` had no room in it.
fn filled(page: Page, last: &Line<'_>, next: &Line<'_>) -> bool {
    let body = next.body;
    let needed = last.width + 1 + page::first_word(next, page.measure);
    let lower = shape::starts_lower(body);
    let open = !shape::ends_sentence(last.body);
    if page.wrap != Wrap::Never && hyphen::may_break(last.body, body) {
        return true;
    }
    match page.wrap {
        Wrap::Never => false,
        Wrap::Full(width) => {
            needed + SLACK_COLUMNS > width && last.width <= width * 2
                || lower && open && last.width * 3 > width * 2 && last.width <= width * 2
        }
        Wrap::Ragged(width) => {
            last.width <= width * 2
                && (needed + 3 > width
                    || last.width * 2 > width && (lower || open && last.width * 4 > width * 3))
        }
        Wrap::Unknown => lower && (40..=120).contains(&last.width),
    }
}

/// Tells whether the run is a program or its output: set in, or at every second line like code.
fn is_program(page: Page, run: &[Line<'_>]) -> bool {
    let is_prose = |line: &Line<'_>| {
        line.body.len() > PARAGRAPH_BYTES
            || shape::mark(line.body).is_some()
            || hyphen::is_typeset_end(line.body)
    };
    if run.iter().any(is_prose) || is_sentence(run) {
        return false;
    }
    let inset = run.iter().all(|line| line.indent >= page.indent + CODE_COLUMNS);
    let enough = if inset { run.len().div_ceil(3) } else { run.len() / 2 + 1 };
    (inset || run.len() > 1) && has_code(run, enough)
}

/// Tells whether the run is wrapped as a sentence is, from a capital to a full stop, however many
/// options and signs of programs it speaks of.
fn is_sentence(run: &[Line<'_>]) -> bool {
    let (Some(first), Some(last)) = (run.first(), run.last()) else { return false };
    let is_full = |line: &Line<'_>| line.body.len() > SENTENCE_BYTES;
    run.len() > 1
        && first.body.starts_with(char::is_uppercase)
        && last.body.ends_with('.')
        && run.iter().all(|line| line.indent == first.indent)
        && run.iter().rev().skip(1).all(is_full)
}

/// Bytes of the shortest line that a sentence is wrapped after.
const SENTENCE_BYTES: usize = 40;

/// Tells whether `first` is words set out from the page above a `rest` that is not, as the names of
/// sections are in pages of the manual.
fn is_set_out(page: Page, first: &Line<'_>, rest: &[Line<'_>]) -> bool {
    let is_word = |char: char| char.is_alphanumeric() || matches!(char, ' ' | '-');
    !rest.is_empty()
        && first.indent < page.indent
        && rest.iter().all(|line| line.indent >= page.indent)
        && !shape::starts_lower(first.body)
        && first.body.len() <= PARAGRAPH_BYTES
        && first.body.chars().all(is_word)
}

/// Tells whether `enough` lines of the run read like code; looks at no more than it takes to know.
fn has_code(run: &[Line<'_>], enough: usize) -> bool {
    let mut missing = enough;
    for (index, line) in run.iter().enumerate() {
        if missing == 0 || missing > run.len() - index {
            break;
        }
        missing -= usize::from(shape::is_code(line.body));
    }
    missing == 0
}

/// Short lines in a row from which on they are verse, an address, a signature.
const VERSE_LINES: usize = 3;

/// Columns that a line of verse does not reach.
const VERSE_COLUMNS: usize = 60;

/// Makes verse of runs of short single lines.
fn with_verse(page: Page, run: &[Line<'_>], pieces: Vec<Piece>) -> Vec<Piece> {
    let short = |piece: &Piece| {
        let line = run.get(piece.lines.start);
        piece.form == Form::Paragraph
            && piece.lines.len() == 1
            && line.is_some_and(|line| {
                line.indent >= page.indent && line.width <= page.indent + VERSE_COLUMNS
            })
    };
    let mut merged = Vec::with_capacity(pieces.len());
    for group in pieces.chunk_by(|a, b| short(a) && short(b)) {
        match (group.first(), group.last()) {
            (Some(first), Some(last)) if group.len() >= VERSE_LINES => {
                merged.push(Piece { lines: first.lines.start..last.lines.end, form: Form::Verse })
            }
            _ => merged.extend_from_slice(group),
        }
    }
    merged
}
