//! Correcting the outline: what is a heading, how deep, and what its section is called.

use super::offer::{self, Deed};
use super::revise;
use crate::app::overlay::{Prompt, Purpose};
use crate::app::pane::Target;
use crate::app::visit::Key;
use crate::app::{Effect, State, focus, pane, viewport};
use crate::bookmark::correction::Correction;
use crate::bookmark::{Id, Quote};
use crate::document::block::Kind;
use crate::document::outline::{Ruling, Section};
use crate::document::{Position, Range};
use crate::outline::{correct, infer};
use crate::text::clean;

/// What is to hold for a block, by its index: a ruling, or none for what was found.
type Wanted = (usize, Option<Ruling>);

/// Makes the focused paragraph a heading, or a heading text again.
pub(super) fn toggle(state: &mut State) {
    let at = state.focused;
    if is_heading(state, at) { unmake(state, at) } else { make(state, at) }
}

/// Makes text of the heading that the outline's cursor is on.
pub(super) fn remove(state: &mut State) {
    let Some(section) = chosen(state) else { return };
    let cursor = state.outline.cursor;
    let at = heading_of(state, section);
    unmake(state, at);
    // The next entry comes up to where the cursor is.
    state.outline.cursor = cursor.min(state.outline.entries.len().saturating_sub(1));
    pane::hold_cursor(state);
}

fn make(state: &mut State, at: usize) {
    if !may_be_either(state, at) {
        return state.tell("This cannot be a heading");
    }
    let level = level_like(state, at);
    rule(state, vec![as_heading(state, at, level)]);
    tell_what_it_is(state, at, Deed::Made { level });
}

fn unmake(state: &mut State, at: usize) {
    if !may_be_either(state, at) {
        return state.tell("A heading without words stays one");
    }
    rule(state, vec![as_text(state, at)]);
    tell_what_it_is(state, at, Deed::Unmade);
}

/// Says what a block is now, and looks for its fellows when there is time.
fn tell_what_it_is(state: &mut State, at: usize, deed: Deed) {
    let done = if is_heading(state, at) { "A heading now" } else { "No heading now" };
    offer::begin(state, at, deed, done);
}

/// Gives what is wanted for a block to be a heading, of `level` where it was not found to be one.
fn as_heading(state: &State, at: usize, level: u8) -> Wanted {
    let made = Ruling::Heading { level: Some(level), name: None };
    (at, (!state.article.is_found_heading(at)).then_some(made))
}

/// Gives what is wanted for a block to be text.
fn as_text(state: &State, at: usize) -> Wanted {
    (at, state.article.is_found_heading(at).then_some(Ruling::Text))
}

/// Tells whether a block can be made a heading, or text if it is one.
pub(super) fn may_be_either(state: &State, at: usize) -> bool {
    let document = &state.article.document;
    document.blocks.get(at).is_some_and(|block| correct::can_be_heading(document, block))
}

/// Gives the level for a new heading: that of the nearest heading set like it, else that of the
/// section it stands in.
fn level_like(state: &State, at: usize) -> u8 {
    if state.article.document.sections.iter().all(|section| section.level == 1) {
        return 1;
    }
    let alike = infer::alike::alike(&state.article.document, at);
    let levels = alike.iter().filter_map(|other| Some((*other, section_of(state, *other)?.level)));
    let nearest = levels.min_by_key(|(other, _)| other.abs_diff(at));
    let document = &state.article.document;
    let start = document.blocks.get(at).map_or(0, |block| block.range.start);
    let around = document.section_of(Position(start));
    nearest.map(|(_, level)| level).or(around.map(|section| section.level)).unwrap_or(1)
}

/// Sets the section with the outline's cursor `levels` deeper; if its subsections are folded away
/// they go with it.
pub(super) fn deepen(state: &mut State, levels: i8) {
    let Some(index) = chosen(state) else { return };
    let sections = &state.article.document.sections;
    let Some(section) = sections.get(index) else { return };
    let before = index.checked_sub(1).and_then(|before| sections.get(before));
    let Some(level) = section.level.checked_add_signed(levels).filter(|level| *level > 0) else {
        return state.tell("This is the outermost level");
    };
    if level > before.map_or(0, |before| before.level) + 1 {
        return state.tell("No section stands before it that could hold it");
    }
    let old = section.level;
    let below = sections.get(index + 1..).unwrap_or_default();
    let below = below.iter().take_while(|it| it.level > old && is_folded(state)).count();
    let heads = (index..=index + below).map(|index| heading_of(state, index));
    let wanted = heads.filter_map(|at| levelled(state, at, levels)).collect();
    let at = heading_of(state, index);
    rule(state, wanted);
    let level = section_of(state, at).map_or(level, |section| section.level);
    let done = format!("Level {level} now");
    match below {
        0 => offer::begin(state, at, Deed::Moved { levels, from: old }, &done),
        _ => state.tell(format!("{done} · U undoes")),
    }
}

/// Gives what is wanted for the heading at `at` to stand `levels` deeper.
fn levelled(state: &State, at: usize, levels: i8) -> Option<Wanted> {
    let section = section_of(state, at)?;
    let level = section.level.checked_add_signed(levels)?;
    let name = section.given_name.as_deref().cloned();
    Some((at, Some(Ruling::Heading { level: Some(level), name })))
}

/// Asks for the name of the section with the outline's cursor.
pub(super) fn ask_name(state: &mut State) {
    let Some(index) = chosen(state) else { return };
    let document = &state.article.document;
    let Some(section) = document.sections.get(index) else { return };
    let name = section.name(document);
    let start = Position(section.title.start);
    state.prompt = Some(Prompt::holding(Purpose::SectionName(start), &name));
}

/// Calls the section that starts at `start` what was typed; with nothing typed, or its own words,
/// by these.
pub(super) fn set_name(state: &mut State, start: Position, typed: &str) {
    let document = &state.article.document;
    let Ok(index) = document.sections.binary_search_by_key(&start, Section::start) else { return };
    let Some(section) = document.sections.get(index) else { return };
    let typed = clean::line(typed);
    let own = clean::line(document.slice(section.title.clone()));
    let name = Some(typed.trim().into_owned()).filter(|name| !name.is_empty() && *name != own);
    if name.as_ref() == section.given_name.as_deref() {
        return state.tell("Its name is as it was");
    }
    let at = heading_of(state, index);
    let level = match state.article.corrections_of(at).next().map(|latest| &latest.ruling) {
        Some(Ruling::Heading { level, .. }) => *level,
        Some(Ruling::Text) | None => None,
    };
    let done = if name.is_some() { "Renamed" } else { "Called by its own words again" };
    let says_nothing = name.is_none() && level.is_none();
    rule(state, vec![(at, (!says_nothing).then_some(Ruling::Heading { level, name }))]);
    state.tell(format!("{done} · U undoes"));
}

/// Takes in the corrections that are on disk; those made or changed in the meantime stay.
pub(super) fn arrive(state: &mut State, corrections: Vec<Correction>) {
    let is_news = |theirs: &Correction| is_news(state, theirs);
    let news: Vec<Correction> = corrections.into_iter().filter(is_news).collect();
    if news.is_empty() {
        return;
    }
    state.article.correct(news);
    show(state);
    match state.article.lost_corrections() {
        (0, _) => {}
        (lost, all) => state.tell(format!("{lost} of {all} corrections of the outline not found")),
    }
}

/// Takes out corrections that another program has removed.
pub(super) fn lose(state: &mut State, ids: &[Id]) {
    if !ids.is_empty() {
        state.article.uncorrect(ids);
        show(state);
    }
}

/// Notes that changes reached the disk, and takes in what another program had changed of them.
pub(super) fn kept(state: &mut State, kept: Vec<(Id, Option<Correction>)>) {
    let mut theirs = Vec::new();
    for (id, now) in kept {
        state.unsaved.remove(&id);
        let is_here = state.article.correction(id).is_some();
        theirs.extend(now.filter(|now| is_here && is_news(state, now)));
    }
    if !theirs.is_empty() {
        state.article.correct(theirs);
        show(state);
    }
}

fn is_news(state: &State, theirs: &Correction) -> bool {
    let ours = state.article.correction(theirs.id);
    revise::is_news(state, theirs.id, (ours, theirs), |it| it.modified)
}

/// Puts the corrections of an article back as they were: each with its name, and none where there
/// was none.
pub(super) fn take_back(
    state: &mut State,
    article: &Key,
    before: Vec<(Id, Option<Correction>)>,
    lines: usize,
) {
    let now = state.stamp.now;
    let starts_before = starts(state);
    let (mut back, mut gone) = (Vec::new(), Vec::new());
    for (id, correction) in before {
        match correction {
            // Newer than the change it undoes, or a merge would bring that back.
            Some(correction) => back.push(Correction { modified: now, ..correction }),
            None => gone.push(id),
        }
    }
    if let Some(open) = revise::kept_open(state, article) {
        open.uncorrect(&gone);
        open.correct(back.clone());
    }
    ask_outside(state, article, back, gone);
    let is_here = *article == state.key;
    if is_here {
        show(state);
        let is_back = |start: &Position| starts_before.binary_search(start).is_err();
        let back: Vec<Position> = starts(state).into_iter().filter(is_back).collect();
        pane::point_at_nearest(state, &back);
    }
    let what = match lines {
        1 => "the heading is as it was".to_owned(),
        lines => format!("{lines} lines are as they were"),
    };
    revise::tell_undone(state, is_here, &what);
}

/// Gives where the sections start, in order.
fn starts(state: &State) -> Vec<Position> {
    state.article.document.sections.iter().map(Section::start).collect()
}

/// What becomes of corrections.
#[derive(Default)]
struct Change {
    /// New ones, and changed ones, with the blocks they are about.
    new: Vec<(Vec<usize>, Correction)>,
    gone: Vec<Id>,
    /// Those that were changed or removed as they were, by their names; none of new ones.
    before: Vec<(Id, Option<Correction>)>,
    /// Lines that are another thing now.
    lines: usize,
}

/// Corrects blocks one by one: makes, changes and removes corrections so that what is wanted holds.
/// Of several of one block, which two machines left, one stays at most; what was said of many lines
/// at once stays, and this is laid over it.
fn rule(state: &mut State, wanted: Vec<Wanted>) {
    let now = state.stamp.now;
    let mut change = Change::default();
    for (index, (at, ruling, quote)) in described(state, wanted).into_iter().enumerate() {
        let is_of_many = |it: &Correction| it.quotes.len() > 1;
        let mut own = state.article.corrections_of(at).filter(|it| !is_of_many(it));
        let old = own.next().cloned();
        change.gone.extend(own.map(|outdated| outdated.id));
        let is_under = state.article.corrections_of(at).any(is_of_many);
        let id = old.as_ref().map_or_else(|| fresh_id(state, index), |old| old.id);
        let created = old.as_ref().map_or(now, |old| old.created);
        match ruling.or_else(|| is_under.then(|| as_found(state, at))) {
            Some(ruling) => {
                let quotes = vec![quote];
                let new = Correction { id, quotes, ruling, created, modified: now };
                change.new.push((vec![at], new));
            }
            None => change.gone.push(id),
        }
        change.before.push((id, old));
    }
    change.lines = change.before.len();
    carry_out(state, change);
}

/// Gives the ruling that a block is what it was found to be.
fn as_found(state: &State, at: usize) -> Ruling {
    match state.article.is_found_heading(at) {
        true => Ruling::Heading { level: None, name: None },
        false => Ruling::Text,
    }
}

/// Lines that one correction is about at most: its file is read as a whole, and larger ones than
/// some megabytes are not.
const LINES_AT_ONCE: usize = 1_000;

/// Corrects blocks, of none of which anything was said, all in one way.
pub(super) fn rule_alike(state: &mut State, blocks: &[usize], ruling: &Ruling) {
    let now = state.stamp.now;
    let mut change = Change { lines: blocks.len(), ..Change::default() };
    let wanted = blocks.iter().map(|at| (*at, None)).collect();
    let described = described(state, wanted);
    for (index, some) in described.chunks(LINES_AT_ONCE).enumerate() {
        let id = fresh_id(state, index);
        let quotes = some.iter().map(|(.., quote)| quote.clone()).collect();
        let ruling = ruling.clone();
        let new = Correction { id, quotes, ruling, created: now, modified: now };
        change.new.push((some.iter().map(|(at, ..)| *at).collect(), new));
        change.before.push((id, None));
    }
    carry_out(state, change);
}

/// Lays changed corrections over the article and asks for them to be kept, so that it can be undone.
fn carry_out(state: &mut State, change: Change) {
    let Change { new, gone, before, lines } = change;
    state.article.uncorrect(&gone);
    state.article.correct_blocks(new.clone());
    let article = state.key.clone();
    ask_outside(state, &article, new.into_iter().map(|(_, new)| new), gone);
    revise::note_corrected(state, article, before, lines);
    show(state);
}

/// Gives what is wanted for blocks with the words of each.
fn described(state: &State, wanted: Vec<Wanted>) -> Vec<(usize, Option<Ruling>, Quote)> {
    let range = |at: usize| state.article.document.blocks.get(at).map(|it| it.range.clone());
    let wanted = wanted.into_iter().filter_map(|(at, ruling)| Some((range(at)?, (at, ruling))));
    let (ranges, wanted): (Vec<Range>, Vec<Wanted>) = wanted.unzip();
    let quotes = state.article.describe_all(&ranges);
    wanted.into_iter().zip(quotes).map(|((at, ruling), quote)| (at, ruling, quote)).collect()
}

/// Gives a name that nothing has yet, another for each `index`: the one that came with the input
/// is random in all its bits.
fn fresh_id(state: &State, index: usize) -> Id {
    Id(state.stamp.fresh.0 ^ ((index as u128) << 64))
}

fn ask_outside(
    state: &mut State,
    key: &Key,
    new: impl IntoIterator<Item = Correction>,
    gone: Vec<Id>,
) {
    state.warned = false;
    let save = |new| Effect::SaveCorrection(key.clone(), Box::new(new));
    state.effects.extend(new.into_iter().map(save));
    state.effects.extend(gone.into_iter().map(|id| Effect::RemoveCorrection(key.clone(), id)));
}

/// Shows the outline as it is now, with the same text at the top and the focus on screen.
fn show(state: &mut State) {
    pane::rebuild(state);
    viewport::relayout(state);
    viewport::refill(state);
    let document = &state.article.document;
    let below = document.blocks.iter().skip(state.focused);
    // A heading that would be the last row on screen is not drawn without its text.
    let text = below.take(HEADINGS_ABOVE_TEXT).find(|block| focus::is_focusable(block));
    if let Some(start) = text.map(|block| Position(block.range.start))
        && !state.viewport.shows_block(state.focused)
    {
        viewport::keep_in_sight(state, start);
    }
}

/// Headings in a row of which the first is kept on screen when it becomes one.
const HEADINGS_ABOVE_TEXT: usize = 4;

/// Gives the section with the outline's cursor; says so where there is none.
fn chosen(state: &mut State) -> Option<usize> {
    let entry = state.outline.entries.get(state.outline.cursor);
    match entry.map(|entry| entry.target)? {
        Target::Section(section) => return Some(section),
        Target::Lead => state.tell("What stands before the first heading has none to correct"),
        Target::Paragraph(_) => state.tell("This is no heading · H in the text makes one"),
    }
    None
}

/// Tells whether the subsections of the section with the outline's cursor are folded away.
fn is_folded(state: &State) -> bool {
    let entry = state.outline.entries.get(state.outline.cursor);
    entry.is_some_and(|entry| entry.fold == Some(true))
}

pub(super) fn is_heading(state: &State, at: usize) -> bool {
    let block = state.article.document.blocks.get(at);
    block.is_some_and(|block| matches!(block.kind, Kind::Heading(_)))
}

/// Gives the index of the block that is the heading of a section.
pub(super) fn heading_of(state: &State, section: usize) -> usize {
    let document = &state.article.document;
    document.sections.get(section).map_or(0, |section| correct::heading_block(document, section))
}

/// Gives the section whose heading is the block at `at`.
pub(super) fn section_of(state: &State, at: usize) -> Option<&Section> {
    let document = &state.article.document;
    let block = document.blocks.get(at).filter(|_| is_heading(state, at))?;
    let start = Position(block.range.start);
    let index = document.sections.binary_search_by_key(&start, Section::start).ok()?;
    document.sections.get(index)
}
