//! The bookmark under the cursor of the list, to be read in full.

use super::State;
use super::geometry::Area;
use super::list::{Entry, Glance, chosen, chosen_id, filed, glance, of, of_mut};
use crate::bookmark::{Anchor, Id};
use crate::document::block::{Kind, Nesting};
use crate::document::builder::Builder;
use crate::document::outline::{LEAD, joined};
use crate::document::{Document, Style};
use crate::layout::{Layout, Place, Row};
use crate::text;

/// The bookmark under the cursor, laid out below the list.
#[derive(Debug, Default)]
pub struct Passage {
    /// What there is to read: where it stands, its words, its note and tags.
    pub document: Document,
    /// The rows on screen.
    pub rows: Vec<Row>,
    /// The first row on screen.
    top: Place,
    /// What it was made from.
    made: Option<(Id, Area)>,
}

/// Lays out the passage under the list's cursor, unless it is laid out already.
pub(super) fn settle(state: &mut State, area: Option<Area>) {
    let made = area.and_then(|area| Some((chosen_id(state)?, area)));
    if of(state).is_none_or(|list| list.passage.made == made) {
        return;
    }
    let document = chosen(state).filter(|_| made.is_some()).map(|entry| describe(state, entry));
    let Some(list) = of_mut(state) else { return };
    let document = document.unwrap_or_default();
    list.passage = Passage { document, made, ..Passage::default() };
    list.passage.scroll(0);
}

impl Passage {
    /// Scrolls by `rows`, down where positive, as far as there is more of it.
    pub fn scroll(&mut self, rows: isize) {
        let Some((_, area)) = &self.made else { return };
        let height = usize::from(area.rows);
        let mut layout = Layout::new(usize::from(area.columns).max(1));
        for _ in 0..rows.unsigned_abs() {
            let is_more = self.rows.len() == height && self.is_more_below(&mut layout);
            let next = match rows > 0 {
                true => layout.next(&self.document, self.top).filter(|_| is_more),
                false => layout.previous(&self.document, self.top),
            };
            let Some(next) = next else { break };
            self.top = next;
            self.fill(&mut layout, height);
        }
        self.fill(&mut layout, height);
    }

    /// Tells whether there is a row below those on screen.
    fn is_more_below(&self, layout: &mut Layout) -> bool {
        let mut last = Some(self.top);
        for _ in 0..self.rows.len() {
            last = last.and_then(|place| layout.next(&self.document, place));
        }
        last.is_some()
    }

    fn fill(&mut self, layout: &mut Layout, height: usize) {
        self.rows.clear();
        let mut next = Some(self.top);
        while let Some(place) = next.filter(|_| self.rows.len() < height) {
            self.rows.extend(layout.row(&self.document, place));
            next = layout.next(&self.document, place);
        }
    }

    /// Tells whether there is more than what is on screen.
    #[must_use]
    pub fn goes_on(&self) -> bool {
        let end = self.rows.iter().map(|row| row.range.end).max().unwrap_or(0);
        self.document.text().len() > end
    }
}

/// Gives what there is to read of a bookmark: how and where it stands, its words, its note, its
/// tags.
fn describe(state: &State, entry: Entry) -> Document {
    let mut builder = Builder::default();
    let Some(glance) = glance(state, entry) else { return builder.finish() };
    paragraphs(&mut builder, &Kind::Byline, 0, &standing(state, entry, &glance));
    builder.tighten();
    paragraphs(&mut builder, &Kind::Paragraph, 1, glance.words);
    paragraphs(&mut builder, &Kind::Verse, 0, glance.note);
    let tags: Vec<String> = glance.tags.iter().map(|tag| format!("#{tag}")).collect();
    paragraphs(&mut builder, &Kind::Byline, 0, &tags.join(" "));
    builder.finish()
}

fn paragraphs(builder: &mut Builder, kind: &Kind, quotes: u8, text: &str) {
    for part in text.split("\n\n").filter(|part| !part.trim().is_empty()) {
        builder.open(kind.clone(), Nesting { quotes, items: 0 });
        builder.push(part, Style::default());
    }
}

/// Gives how a bookmark stands, and where.
fn standing(state: &State, entry: Entry, glance: &Glance) -> String {
    let mut parts = vec![glance.colour.name().to_owned()];
    match glance.anchor {
        Some(Anchor::Moved { score, .. }) => {
            parts.push(format!("moved: found again, {}% sure", text::percent(f64::from(*score))));
        }
        Some(Anchor::Orphan) => {
            parts.push("gone: these words are not in this text; p gives it another place".into());
        }
        Some(Anchor::Exact(_)) | None => {}
    }
    if let Entry::Filed(index) = entry {
        parts.extend(filed(state, index).map(|filed| filed.title.to_string()));
    }
    let section = joined(glance.section);
    parts.push(if section.is_empty() { LEAD } else { section }.to_string());
    parts.join(" · ")
}
