//! An article as Markdown that says the same: `CommonMark` with GFM's tables, task lists and
//! strikethrough.
//!
//! Text that would act as markup is escaped. Where Markdown cannot say how something is set, as
//! with emphasis that ends inside a word beside punctuation, the words stay and the setting goes.

use crate::document::block::{Alignment, Block, Furniture, Kind, Marker, Table};
use crate::document::{Document, Range};

use inline::{Within, Words};

mod inline;

/// Gives the article as Markdown.
pub(super) fn write(document: &Document) -> String {
    let words = Words::of(document);
    let mut writer = Writer { words, out: String::new(), around: Vec::new(), previous: None };
    for block in &document.blocks {
        writer.block(block);
    }
    writer.out
}

/// What stands around a block, with how deep it is among its kind, from 1.
#[derive(Clone, Copy, Debug)]
enum Container {
    Quote(u8),
    /// A list item, with the columns that its marker takes.
    Item(u8, usize),
}

struct Writer<'a> {
    words: Words<'a>,
    out: String,
    /// The containers that are open, outermost first.
    around: Vec<Container>,
    previous: Option<&'a Block>,
}

impl<'a> Writer<'a> {
    fn block(&mut self, block: &'a Block) {
        let previous = self.previous.replace(block);
        let Some(body) = body(&self.words, block, previous) else { return };
        self.leave(block);
        if let Some(previous) = previous.filter(|_| !self.out.is_empty()) {
            self.separate(previous, block);
        }
        let first = self.enter(block);
        let rest = indent(&self.around);
        for (index, line) in body.split('\n').enumerate() {
            let line = format!("{}{line}", if index == 0 { &first } else { &rest });
            self.out.push_str(line.trim_end());
            self.out.push('\n');
        }
    }

    /// Closes the containers that `block` does not stand in; an item is not in the one before it.
    fn leave(&mut self, block: &Block) {
        let own = u8::from(matches!(block.kind, Kind::Item(_)));
        let items = block.nesting.items.saturating_sub(own);
        let is_left = |container: &Container| match container {
            Container::Quote(depth) => *depth > block.nesting.quotes,
            Container::Item(depth, _) => *depth > items,
        };
        if let Some(first) = self.around.iter().position(is_left) {
            self.around.truncate(first);
        }
    }

    /// Writes a blank line, but not between items that stand close, nor after the marker of an
    /// item without words, which it would end.
    fn separate(&mut self, previous: &Block, block: &Block) {
        let is_item = |block: &Block| matches!(block.kind, Kind::Item(_));
        let stands_close = is_item(block) && block.tight && previous.nesting.items > 0;
        let follows_marker = is_item(previous) && previous.range.is_empty();
        if !stands_close && !follows_marker {
            self.out.push_str(indent(&self.around).trim_end());
            self.out.push('\n');
        }
    }

    /// Opens the containers that `block` is the first in, and gives what its first line starts
    /// with.
    fn enter(&mut self, block: &Block) -> String {
        let mut first = indent(&self.around);
        let depth = |container: &Container| match container {
            Container::Quote(depth) => *depth,
            Container::Item(..) => 0,
        };
        let open = self.around.iter().map(depth).max().unwrap_or_default();
        for depth in open + 1..=block.nesting.quotes {
            self.around.push(Container::Quote(depth));
            first.push_str("> ");
        }
        if let Kind::Item(marker) = &block.kind {
            let (text, columns) = self::marker(self.words.document, block, marker);
            self.around.push(Container::Item(block.nesting.items, columns));
            first.push_str(&text);
        }
        first
    }
}

/// Gives what lines inside `containers` start with.
fn indent(containers: &[Container]) -> String {
    let part = |container: &Container| match container {
        Container::Quote(_) => "> ".to_owned(),
        Container::Item(_, columns) => " ".repeat(*columns),
    };
    containers.iter().map(part).collect()
}

/// Gives the marker of an item, and how far what the item holds is indented.
fn marker(document: &Document, block: &Block, marker: &Marker) -> (String, usize) {
    match marker {
        Marker::Bullet => ("- ".to_owned(), 2),
        Marker::Number(number) => numbered(&format!("{number}.")),
        // The box is the beginning of the item's text.
        Marker::Task(true) => ("- [x] ".to_owned(), 2),
        Marker::Task(false) => ("- [ ] ".to_owned(), 2),
        Marker::Note(label) => (format!("[^{label}]: "), 4),
        Marker::Written(length) => match written(document, block, *length) {
            Some(number) => numbered(number),
            None => ("- ".to_owned(), 2),
        },
    }
}

fn numbered(number: &str) -> (String, usize) {
    (format!("{number} "), number.len() + 1)
}

/// Gives the number that the text itself has before an item, if Markdown takes it for one.
fn written<'a>(document: &'a Document, block: &Block, length: usize) -> Option<&'a str> {
    let mark = document.slice(block.range.start..block.range.start + length).trim();
    let digits = mark.strip_suffix(['.', ')'])?;
    let is_number = digits.len() <= 9 && digits.bytes().all(|digit| digit.is_ascii_digit());
    (is_number && !digits.is_empty()).then_some(mark)
}

/// Gives what of an item's text its marker says already: a number or a bullet, no letter.
fn said_by_marker(document: &Document, block: &Block, length: usize) -> usize {
    let mark = document.slice(block.range.start..block.range.start + length).trim();
    let is_bullet = !mark.chars().any(char::is_alphanumeric);
    if is_bullet || written(document, block, length).is_some() { length } else { 0 }
}

/// Gives a block's lines without what stands around it; none where markup says it already.
fn body(words: &Words, block: &Block, previous: Option<&Block>) -> Option<String> {
    let (document, range) = (words.document, block.range.clone());
    let flow = |range: Range| inline::lines(words, range, Within::Paragraph);
    Some(match &block.kind {
        Kind::Title => heading(words, range, 1),
        Kind::Heading(level) => section_heading(words, block, *level),
        // It is said with what it is the rest of.
        Kind::HeadingRest => return None,
        Kind::Item(Marker::Written(length)) => {
            flow(range.start + said_by_marker(document, block, *length)..range.end)
        }
        Kind::Verse => flow(range).replace('\n', "\\\n"),
        Kind::Code { language } => {
            code(document.slice(range), language.as_deref().map(|word| &**word))
        }
        Kind::Table(table) => self::table(words, table),
        Kind::Image => image(document, range),
        Kind::Rule => "---".to_owned(),
        Kind::Furniture(Furniture::Line) => {
            let is_underline =
                previous.is_some_and(|it| it.kind == Kind::Title || it.kind.is_of_heading());
            return (!is_underline).then(|| "---".to_owned());
        }
        Kind::Standfirst | Kind::Byline | Kind::Paragraph | Kind::Item(_) | Kind::Furniture(_) => {
            flow(range)
        }
    })
}

/// Gives the heading of a section, whose name may go on in the next block; its level is below that
/// of the title, where the article has one.
fn section_heading(words: &Words, block: &Block, as_written: u8) -> String {
    let (sections, start) = (&words.document.sections, block.range.start);
    let first = sections.partition_point(|section| section.range.start < start);
    let section = sections.get(first).filter(|section| section.range.start == start);
    let (range, level) = section.map_or((block.range.clone(), as_written), |section| {
        (section.title.clone(), section.level + u8::from(words.has_title))
    });
    heading(words, range, level)
}

fn heading(words: &Words, range: Range, level: u8) -> String {
    let words = inline::lines(words, range, Within::Line);
    // Number signs at the end would be taken for the closing of the heading.
    let words = match words.strip_suffix('#') {
        Some(before) => format!("{before}\\#"),
        None => words,
    };
    format!("{} {words}", "#".repeat(usize::from(level.clamp(1, 6))))
}

fn code(text: &str, language: Option<&str>) -> String {
    let fence = "`".repeat(inline::longest_run(text, '`').max(2) + 1);
    let language = language.unwrap_or_default().replace('`', "");
    format!("{fence}{language}\n{text}\n{fence}")
}

fn image(document: &Document, range: Range) -> String {
    let span = document.spans_in(range.clone()).first();
    let link = span.and_then(|span| document.links.get(span.style.link?));
    let target = link.map(|link| inline::target(link)).unwrap_or_default();
    let words = inline::one_line(document.slice(range));
    format!("![{}]({target})", inline::escaped(&words, None, None))
}

fn table(words: &Words, table: &Table) -> String {
    let columns = table.alignments.len();
    let cell = |range: &Range| inline::lines(words, range.clone(), Within::Cell);
    let row = |cells: Vec<String>| format!("| {} |", cells.join(" | "));
    let mut rows: Vec<String> =
        table.rows().map(|cells| row(cells.iter().map(cell).collect())).collect();
    if table.header_rows == 0 {
        rows.insert(0, row(vec![String::new(); columns]));
    }
    let alignments = table.alignments.iter().map(|alignment| match alignment {
        Alignment::Left => "---".to_owned(),
        Alignment::Centre => ":---:".to_owned(),
        Alignment::Right => "---:".to_owned(),
    });
    rows.insert(1.min(rows.len()), row(alignments.collect()));
    rows.join("\n")
}

#[cfg(test)]
mod tests;
