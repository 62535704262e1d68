//! The list of bookmarks: which it shows, in which order, and where its cursor is.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use super::State;
use super::fuzzy::Wanted;
use super::geometry::{Area, areas, inside, overlay};
use super::overlay::Overlay;
use super::passage::Passage;
use super::visit::Filed;
use crate::article::{Article, Placed};
use crate::bookmark::{Anchor, Bookmark, Colour, Id};
use crate::document::Position;
use crate::document::outline::{LEAD, joined};
use crate::store::bookmarks::overview::Brief;
use crate::text::clean::{self, Clean};

/// The list of bookmarks.
#[derive(Debug, Default)]
pub struct List {
    /// Whether it shows the bookmarks of all articles.
    pub is_of_all: bool,
    /// What bookmarks must hold to be listed.
    pub filter: String,
    /// What it shows, from its beginning.
    pub lines: Vec<Line>,
    /// Which of the lines has the cursor: that of a bookmark, unless there is none.
    pub cursor: usize,
    /// The bookmark that had the cursor last, to be had again once a filter is gone that none passed.
    last: Option<Id>,
    /// The first line on screen.
    pub top: usize,
    /// The passage under the cursor, in full.
    pub passage: Passage,
}

/// A line of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line {
    /// What the bookmarks below it are of: a section, or an article.
    Heading(Clean<'static>),
    /// A bookmark.
    Entry(Entry),
}

/// A bookmark in the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entry {
    /// Of the open article, by its place among [`Article::bookmarks`].
    Here(usize),
    /// Of another one, by its place among [`State::filed`].
    Filed(usize),
}

/// What the list shows of a bookmark, whichever article it is of.
#[derive(Clone, Copy, Debug)]
pub struct Glance<'a> {
    /// Its name.
    pub id: Id,
    /// The passage.
    pub words: &'a Clean<'static>,
    /// The names of the sections it stood in, outermost first.
    pub section: &'a [Clean<'static>],
    /// What the reader wrote about it.
    pub note: &'a Clean<'static>,
    /// What the reader filed it under.
    pub tags: &'a [Clean<'static>],
    /// The colour it is shown in.
    pub colour: Colour,
    /// Where it was found; none where that was not looked for.
    pub anchor: Option<&'a Anchor>,
}

/// How the screen's part for the list is divided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parts {
    /// The lines of the list.
    pub lines: Area,
    /// The passage under the cursor, where there is room for it; a row above it is left for a rule.
    pub passage: Option<Area>,
}

/// Rows inside the list's frame from which on the passage under the cursor has a part of its own.
const ROWS_FOR_PASSAGE: u16 = 6;

/// Gives the parts of the list on a screen.
#[must_use]
pub fn parts(screen: Area) -> Parts {
    let area = inside(overlay(screen));
    if area.rows < ROWS_FOR_PASSAGE {
        return Parts { lines: area, passage: None };
    }
    let below = area.rows * 2 / 5;
    let lines = Area { rows: area.rows - below - 1, ..area };
    let passage = Area { row: area.row + area.rows - below, rows: below, ..area };
    Parts { lines, passage: Some(passage) }
}

/// Gives the open list.
#[must_use]
pub fn of(state: &State) -> Option<&List> {
    match &state.overlay {
        Some(Overlay::Bookmarks(list)) => Some(list),
        _ => None,
    }
}

pub(super) fn of_mut(state: &mut State) -> Option<&mut List> {
    match &mut state.overlay {
        Some(Overlay::Bookmarks(list)) => Some(list),
        _ => None,
    }
}

/// Gives what there is to see of the bookmark that an entry stands for.
#[must_use]
pub fn glance(state: &State, entry: Entry) -> Option<Glance<'_>> {
    match entry {
        Entry::Here(index) => state.article.bookmarks.get(index).map(Glance::here),
        Entry::Filed(index) => filed(state, index).map(Glance::filed),
    }
}

impl<'a> Glance<'a> {
    /// Gives what there is to see of a bookmark of the open article.
    #[must_use]
    pub fn here(placed: &'a Placed) -> Glance<'a> {
        let Bookmark { id, quote, section, note, tags, colour, .. } = &placed.bookmark;
        let (words, anchor) = (&quote.exact, Some(&placed.anchor));
        Glance { id: *id, words, section, note, tags, colour: *colour, anchor }
    }

    /// Gives what there is to see of a bookmark in the list of all.
    #[must_use]
    pub fn filed(filed: &'a Filed) -> Glance<'a> {
        let Brief { id, words, section, note, tags, colour, .. } = &filed.brief;
        Glance { id: *id, words, section, note, tags, colour: *colour, anchor: None }
    }
}

/// Gives a bookmark of another article.
#[must_use]
pub fn filed(state: &State, index: usize) -> Option<&Filed> {
    state.filed.as_ref()?.get(index)
}

/// Gives the entry with the cursor.
#[must_use]
pub fn chosen(state: &State) -> Option<Entry> {
    let list = of(state)?;
    match list.lines.get(list.cursor)? {
        Line::Entry(entry) => Some(*entry),
        Line::Heading(_) => None,
    }
}

/// Lists anew: after bookmarks, the filter or what is listed changed. The cursor stays with its
/// bookmark or, where that is no longer listed, with the line.
pub fn rebuild(state: &mut State) {
    let Some(list) = of(state) else { return };
    let kept = chosen_id(state).or(list.last);
    let lines = lines(state, list);
    let is_kept = |line: &Line| match line {
        Line::Entry(entry) => kept.is_some() && id(state, *entry) == kept,
        Line::Heading(_) => false,
    };
    let cursor = lines.iter().position(is_kept).unwrap_or(list.cursor);
    let cursor = nearest_entry(&lines, cursor);
    if let Some(list) = of_mut(state) {
        list.lines = lines;
        list.cursor = cursor;
        list.last = kept;
        list.passage = Passage::default();
    }
}

/// Puts the cursor on a bookmark of the open article.
pub fn choose(state: &mut State, index: usize) {
    let Some(list) = of_mut(state) else { return };
    let line = list.lines.iter().position(|line| *line == Line::Entry(Entry::Here(index)));
    list.cursor = line.unwrap_or(list.cursor);
}

pub(super) fn chosen_id(state: &State) -> Option<Id> {
    id(state, chosen(state)?)
}

fn id(state: &State, entry: Entry) -> Option<Id> {
    Some(glance(state, entry)?.id)
}

/// Gives the line of a bookmark at `cursor` or after it, else the last one.
fn nearest_entry(lines: &[Line], cursor: usize) -> usize {
    let is_entry = |line: &Line| matches!(line, Line::Entry(_));
    let after = lines.iter().skip(cursor).position(is_entry).map(|after| cursor + after);
    after.or_else(|| lines.iter().rposition(is_entry)).unwrap_or(0)
}

fn lines(state: &State, list: &List) -> Vec<Line> {
    match (list.filter.trim().is_empty(), list.is_of_all) {
        (true, false) => by_section(&state.article),
        (true, true) => by_article(state),
        (false, _) => by_fit(state, list),
    }
}

/// Gives the bookmarks under the sections they begin in; those without a place end the section
/// they stood in, and those whose section is gone as well stand last, under its name.
fn by_section(article: &Article) -> Vec<Line> {
    let mut gone: Vec<&[Clean]> = Vec::new();
    let mut slots: Vec<(usize, usize)> = Vec::new();
    for (index, placed) in article.bookmarks.iter().enumerate() {
        slots.push((slot(article, placed, &mut gone), index));
    }
    slots.sort_by_key(|(slot, _)| *slot);
    let mut lines = Vec::new();
    for part in slots.chunk_by(|(one, _), (next, _)| one == next) {
        let Some((slot, _)) = part.first() else { continue };
        lines.push(Line::Heading(heading(article, *slot, &gone)));
        lines.extend(part.iter().map(|(_, index)| Line::Entry(Entry::Here(*index))));
    }
    lines
}

/// Gives the number of the part of the list that a bookmark belongs to: 0 for the lead, then the
/// sections, then those that are gone.
fn slot<'a>(article: &Article, placed: &'a Placed, gone: &mut Vec<&'a [Clean<'static>]>) -> usize {
    let bookmark = &placed.bookmark;
    let section = match placed.anchor.range() {
        Some(range) => article.document.section_at(Position(range.start)),
        None => article.old_section(bookmark),
    };
    if let Some(section) = section {
        return section + 1;
    }
    if placed.anchor.range().is_some() || bookmark.section.is_empty() {
        return 0;
    }
    let known = gone.iter().position(|path| **path == *bookmark.section);
    let index = known.unwrap_or_else(|| {
        gone.push(&bookmark.section);
        gone.len() - 1
    });
    article.document.sections.len() + 1 + index
}

fn heading(article: &Article, slot: usize, gone: &[&[Clean<'static>]]) -> Clean<'static> {
    let sections = &article.document.sections;
    let Some(index) = slot.checked_sub(1) else { return LEAD };
    match sections.get(index) {
        Some(section) => joined(&article.section_path(section.start())),
        None => {
            let path = gone.get(index - sections.len()).copied().unwrap_or_default();
            clean::line(&format!("{} (a section that is gone)", joined(path)))
        }
    }
}

/// Gives the bookmarks of the open article and then those of all others, under their titles.
fn by_article(state: &State) -> Vec<Line> {
    let mut lines = Vec::new();
    let here = state.article.bookmarks.len();
    if here > 0 {
        lines.push(Line::Heading(state.article.name.clone()));
        lines.extend((0..here).map(|index| Line::Entry(Entry::Here(index))));
    }
    let mut last: Option<&Filed> = None;
    for (index, filed) in others(state) {
        if last.is_none_or(|last| last.origins != filed.origins || last.title != filed.title) {
            lines.push(Line::Heading(filed.title.clone()));
        }
        last = Some(filed);
        lines.push(Line::Entry(Entry::Filed(index)));
    }
    lines
}

/// Gives the bookmarks of other articles.
fn others(state: &State) -> impl Iterator<Item = (usize, &Filed)> {
    let here = state.article.bookmarks.iter().map(|placed| placed.bookmark.id);
    let here: BTreeSet<Id> = here.collect();
    let filed = state.filed.iter().flatten().enumerate();
    filed.filter(move |(_, filed)| !here.contains(&filed.brief.id))
}

/// Gives the bookmarks that hold what is wanted, those that fit best first.
fn by_fit(state: &State, list: &List) -> Vec<Line> {
    let mut wanted = Wanted::new(&list.filter);
    let name = &state.article.name;
    let here = state.article.bookmarks.iter().enumerate();
    let here = here.map(|(index, placed)| (Entry::Here(index), Glance::here(placed), name));
    let filed = list.is_of_all.then(|| others(state)).into_iter().flatten();
    let filed =
        filed.map(|(index, filed)| (Entry::Filed(index), Glance::filed(filed), &filed.title));
    let mut found: Vec<(u32, Entry)> = here
        .chain(filed)
        .filter_map(|(entry, glance, title)| Some((wanted.score(&glance, title)?, entry)))
        .collect();
    found.sort_by_key(|(score, _)| Reverse(*score));
    found.into_iter().map(|(_, entry)| Line::Entry(entry)).collect()
}

/// Keeps the cursor on screen, the heading above it too where it is the first of its part, and the
/// passage under it laid out. Every input ends with this.
pub fn settle(state: &mut State) {
    let parts = parts(areas(state).screen);
    let Some(list) = of_mut(state) else { return };
    let height = usize::from(parts.lines.rows).max(1);
    let above = list.cursor.checked_sub(1).filter(|_| height > 1);
    let heading = above.filter(|line| matches!(list.lines.get(*line), Some(Line::Heading(_))));
    let highest = heading.unwrap_or(list.cursor);
    let lowest = (list.cursor + 1).saturating_sub(height);
    list.top = list.top.min(highest).max(lowest);
    super::passage::settle(state, parts.passage);
}
