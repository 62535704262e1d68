//! The rows of a block, by what it is.

use super::leader;
use super::margin::{self, Margin};
use super::wrap::{self, Line, Room};
use super::{Cell, Content, Piece, Role, Row, piece, row, table};
use crate::document::block::{Block, Kind, Marker, Table};
use crate::document::{Document, Range};
use crate::text;

/// Gives how many rows are blank between two blocks, of which `after` is the next that is shown.
pub(super) fn blank_rows(document: &Document, before: usize, after: usize) -> usize {
    let Some(between) = document.blocks.get(before..=after) else { return 0 };
    let [first, rest @ ..] = between else { return 0 };
    let Some(last) = rest.last() else { return 0 };
    let follows_front = matches!(first.kind, Kind::Title | Kind::Standfirst | Kind::Byline)
        || first.kind.is_of_heading();
    match last.kind {
        Kind::HeadingRest => 0,
        _ if matches!(first.kind, Kind::Title) => 1,
        _ if rest.iter().all(|block| block.tight) => 0,
        Kind::Heading(1 | 2) if !follows_front => 2,
        _ => 1,
    }
}

/// Appends the rows of a piece of a block.
pub(super) fn push_rows(document: &Document, at: Piece, columns: usize, rows: &mut Vec<Row>) {
    let Some(block) = document.blocks.get(at.block) else { return };
    let margin = Margin::of(document, at.block, columns);
    let range = piece::range(document, at);
    let starts = at.piece == 0;
    let mut page = Page { document, margin, columns, rows };
    match &block.kind {
        Kind::Heading(_) if range.is_empty() => page.push_ours(range, UNTITLED),
        Kind::Item(marker) if starts => page.push_item(marker, block, at, range),
        Kind::Image if starts => page.push_marked(margin::PICTURE, range),
        Kind::Rule => page.push_rule(range),
        Kind::Table(table) if table::is_drawable(table) => page.push_table(table, at.piece),
        Kind::Code { language: None } if page.is_flush(&range) => page.push_verse(range, true),
        Kind::Code { .. } => page.push_code(range),
        Kind::Verse => page.push_verse(range, false),
        kind if piece::keeps_lines(kind) => page.push_verse(range, true),
        _ => page.push_flow(range),
    }
}

/// What stands for a heading without words, as in the outline.
const UNTITLED: &str = "(untitled)";

/// What stands before a line of code that goes on from the row above.
const CONTINUED: &str = "↪";

/// The columns it takes, with the space after it.
const CONTINUED_COLUMNS: usize = 2;

/// Columns a page needs before the continuation of code is marked.
const CONTINUED_PAGE: usize = 8;

/// Columns by which a line of verse that does not fit is indented where it goes on, at most.
const VERSE_HANG: usize = 4;

/// Where rows go.
struct Page<'a> {
    document: &'a Document,
    margin: Margin,
    columns: usize,
    rows: &'a mut Vec<Row>,
}

impl Page<'_> {
    /// Appends running text.
    fn push_flow(&mut self, range: Range) {
        let column = self.margin.indent;
        for line in wrap::wrap(self.document.text(), range, self.room(0)) {
            self.push_line(&line, column, Vec::new());
        }
    }

    /// Appends the first piece of a list item.
    fn push_item(&mut self, marker: &Marker, block: &Block, at: Piece, range: Range) {
        let Marker::Written(bytes) = marker else {
            return self.push_marked(&margin::label(marker, block), range);
        };
        let mark_columns = margin::mark_columns(self.document, at.block, block);
        let body = (range.start + bytes).min(range.end);
        if !margin::is_narrow(mark_columns, self.columns) {
            return self.push_hanging(range);
        }
        let mark = wrap::trim(self.document.text(), range.start..body);
        let left = self.margin.indent - self.margin.hang;
        let cell = Cell { column: left, content: Content::Text(mark.clone()) };
        self.push_first(body..range.end, mark, vec![cell]);
    }

    /// Appends running text after a mark of ours: beside it, or below it where it is too wide.
    fn push_marked(&mut self, mark: &str, range: Range) {
        let left = self.margin.indent - self.margin.hang;
        let here = range.start..range.start;
        let mark_columns = text::columns(mark);
        if mark_columns < self.margin.hang {
            let column = self.margin.indent - 1 - mark_columns;
            return self.push_first(range, here, vec![row::ours(column, mark)]);
        }
        let room = (self.columns - left).max(1);
        for line in wrap::chop(mark, 0..mark.len(), Room { first: room, rest: room }) {
            let cell = row::ours_line(mark, &line, left, room);
            self.push(here.clone(), vec![cell], Role::Text);
        }
        self.push_flow(range);
    }

    /// Appends running text whose first row begins with `cells`, which show `mark`.
    fn push_first(&mut self, range: Range, mark: Range, cells: Vec<Cell>) {
        let column = self.margin.indent;
        let mut lines = wrap::wrap(self.document.text(), range, self.room(0)).into_iter();
        let Some(line) = lines.next() else {
            return self.push(mark, cells, Role::Text);
        };
        let start = if mark.is_empty() { line.range.start } else { mark.start };
        let mut cells = cells;
        cells.extend(row::cells(self.document, &line, column, self.columns - column));
        self.push(start..line.range.end, cells, Role::Text);
        for line in lines {
            self.push_line(&line, column, Vec::new());
        }
    }

    /// Appends running text whose rows after the first are indented by the margin's hang.
    fn push_hanging(&mut self, range: Range) {
        let mut column = self.margin.indent - self.margin.hang;
        let rest = self.columns - self.margin.indent;
        let room = Room { first: rest + self.margin.hang, rest };
        for line in wrap::wrap(self.document.text(), range, room) {
            self.push_line(&line, column, Vec::new());
            column = self.margin.indent;
        }
    }

    /// Tells whether lines are set to both sides of a page that is wider than this one.
    fn is_flush(&self, range: &Range) -> bool {
        let lines: Vec<Range> =
            self.lines(range.clone()).into_iter().map(|(line, _)| line).collect();
        leader::are_flush(self.document.text(), &lines, self.room(0).first)
    }

    /// Appends lines that are wrapped one by one, with their indents; or, where they have two ends,
    /// cut short between these.
    fn push_verse(&mut self, range: Range, has_leaders: bool) {
        let text = self.document.text();
        let room = self.room(0).first;
        let hang = VERSE_HANG.min(room / 8);
        for (line, is_continued) in self.lines(range) {
            let start = line.start;
            let (body, indent) = leader::placed(text, line, room);
            let indent = if is_continued { hang } else { indent };
            if body.is_empty() {
                self.push(start..start, Vec::new(), Role::Text);
                continue;
            }
            let rest = room - (indent + hang).min(room / 2);
            let room = Room { first: room - indent, rest };
            match leader::parts(text, &body).filter(|_| has_leaders) {
                Some((words, dots)) => self.push_led(words, dots, room),
                None if has_leaders => self.push_fitted(body, room),
                None => self.push_wrapped(body, room),
            }
        }
    }

    /// Appends a line whose `dots` lead from its words to a number: cut short, and where the page is
    /// too narrow even so below the words, or beside the last of them.
    fn push_led(&mut self, words: Range, dots: Range, room: Room) {
        let whole = words.start..dots.end;
        if let Some(cells) = self.fitted(whole.clone(), room.first) {
            return self.push(whole, cells, Role::Text);
        }
        let mut lines = wrap::wrap(self.document.text(), words, room);
        let last = lines.pop();
        let mut room = room;
        for line in lines {
            self.push_line(&line, self.columns - room.first, Vec::new());
            room.first = room.rest;
        }
        let Some(last) = last else { return };
        let beside = last.range.start..dots.end;
        if let Some(cells) = self.fitted(beside.clone(), room.first) {
            return self.push(beside, cells, Role::Text);
        }
        self.push_line(&last, self.columns - room.first, Vec::new());
        self.push_fitted(dots, Room { first: room.rest, ..room });
    }

    /// Appends a line on one row if it can be, or else wrapped.
    fn push_fitted(&mut self, line: Range, room: Room) {
        match self.fitted(line.clone(), room.first) {
            Some(cells) => self.push(line, cells, Role::Text),
            None => self.push_wrapped(line, room),
        }
    }

    /// Gives the cells of a line in the last `room` columns of the page, if it fits there with its
    /// leaders cut short.
    fn fitted(&self, line: Range, room: usize) -> Option<Vec<Cell>> {
        let column = self.columns - room;
        if text::columns(self.document.slice(line.clone())) > room {
            return leader::cells(self.document.text(), line, column, room);
        }
        Some(vec![Cell { column, content: Content::Text(line) }])
    }

    fn push_wrapped(&mut self, line: Range, room: Room) {
        let mut column = self.columns - room.first;
        for line in wrap::wrap(self.document.text(), line, room) {
            self.push_line(&line, column, Vec::new());
            column = self.columns - room.rest;
        }
    }

    /// Appends lines whose spaces are kept, broken at the edge and marked where they go on.
    fn push_code(&mut self, range: Range) {
        let room = self.room(0).first;
        let hang = if room < CONTINUED_PAGE { 0 } else { CONTINUED_COLUMNS };
        for (line, mut is_continued) in self.lines(range) {
            let kept = self.document.slice(line.clone()).trim_end_matches(wrap::is_space).len();
            let first = room - if is_continued { hang } else { 0 };
            let line = line.start..line.start + kept;
            if line.is_empty() {
                self.push(line.clone(), Vec::new(), Role::Text);
            }
            for line in wrap::chop(self.document.text(), line, Room { first, rest: room - hang }) {
                let (column, mut mark) = (self.margin.indent, Vec::new());
                if is_continued && hang > 0 {
                    mark.push(row::ours(column, CONTINUED));
                }
                self.push_line(&line, column + if is_continued { hang } else { 0 }, mark);
                is_continued = true;
            }
        }
    }

    /// Appends a piece of a table.
    fn push_table(&mut self, table: &Table, piece: usize) {
        let site = table::Site { left: self.margin.indent, room: self.room(0).first };
        for row in table::rows(self.document, table, piece, site) {
            self.push(row.range, row.cells, row.role);
        }
    }

    /// Appends a line across the middle third of the page.
    fn push_rule(&mut self, range: Range) {
        let room = self.room(0).first;
        let length = (room / 3).max(3).min(room);
        let column = self.margin.indent + (room - length) / 2;
        self.push(range, vec![row::ours(column, &"─".repeat(length))], Role::Line);
    }

    /// Appends one row of words of our own in place of text that is missing.
    fn push_ours(&mut self, range: Range, words: &str) {
        let column = self.margin.indent;
        let room = self.room(0);
        for line in wrap::chop(words, 0..words.len(), room) {
            let cell = row::ours_line(words, &line, column, room.first);
            self.push(range.clone(), vec![cell], Role::Text);
        }
    }

    /// Gives the lines of a piece, each with whether it goes on from the piece before.
    fn lines(&self, range: Range) -> Vec<(Range, bool)> {
        let body = self.document.slice(range.clone());
        let body = body.strip_suffix('\n').unwrap_or(body);
        let before = self.document.slice(0..range.start);
        let mut is_continued = !before.is_empty() && !before.ends_with('\n');
        let mut start = range.start;
        let mut lines = Vec::new();
        for line in body.split('\n') {
            lines.push((start..start + line.len(), is_continued));
            start += line.len() + 1;
            is_continued = false;
        }
        lines
    }

    /// Gives the room to the right of the margin and `indent` columns.
    fn room(&self, indent: usize) -> Room {
        let room = (self.columns - self.margin.indent).saturating_sub(indent).max(1);
        Room { first: room, rest: room }
    }

    fn push_line(&mut self, line: &Line, column: usize, mut cells: Vec<Cell>) {
        cells.extend(row::cells(self.document, line, column, self.columns - column));
        self.push(line.range.clone(), cells, Role::Text);
    }

    fn push(&mut self, range: Range, cells: Vec<Cell>, role: Role) {
        let mut drawn = self.margin.bars();
        drawn.extend(cells);
        self.rows.push(Row { range, cells: drawn, role });
    }
}
