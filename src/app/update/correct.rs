//! Correcting the outline: what is a heading, how deep, and what its section is called.

use super::revise;
use crate::app::overlay::{Prompt, Purpose};
use crate::app::pane::Target;
use crate::app::visit::Key;
use crate::app::{Effect, State, pane, viewport};
use crate::bookmark::Id;
use crate::bookmark::correction::Correction;
use crate::document::Position;
use crate::document::block::Kind;
use crate::document::outline::{Evidence, Ruling, Section};
use crate::outline::{correct, infer};
use crate::text::clean;

/// What is to hold for a block, by its index: a ruling, or none for what was found.
type Wanted = (usize, Option<Ruling>);

/// What may hold for more lines than the one that was corrected, and waits for the reader's word.
#[derive(Clone, Debug)]
pub(in crate::app) struct Offer(Vec<Wanted>);

/// Makes the focused paragraph a heading, or a heading text again.
pub(super) fn toggle(state: &mut State) {
    let at = state.focused;
    let document = &state.article.document;
    match document.blocks.get(at).filter(|block| correct::can_be_heading(document, block)) {
        Some(block) if matches!(block.kind, Kind::Heading(_)) => unmake(state, at),
        Some(_) => make(state, at),
        None => state.tell("This cannot be a heading"),
    }
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
    let alike = infer::alike::alike(&state.article.document, at);
    let level = level_like(state, at, &alike);
    let wanted = |at: usize| {
        let as_found = state.article.is_found_heading(at);
        (at, (!as_found).then_some(Ruling::Heading { level: Some(level), name: None }))
    };
    let is_due = |at: &usize| !is_heading(state, *at) && state.article.correction_of(*at).is_none();
    let offer = alike.iter().copied().filter(is_due).map(wanted).collect();
    let wanted = vec![wanted(at)];
    rule(state, wanted);
    offer_or_tell(state, Offer(offer), "A heading now · U undoes");
}

fn unmake(state: &mut State, at: usize) {
    let alike = infer::alike::alike(&state.article.document, at);
    let wanted = |at: usize| (at, state.article.is_found_heading(at).then_some(Ruling::Text));
    let is_due = |at: &usize| {
        let section = section_of(state, *at);
        section.is_some_and(|section| section.evidence != Evidence::User)
    };
    let offer = alike.iter().copied().filter(is_due).map(wanted).collect();
    let wanted = vec![wanted(at)];
    rule(state, wanted);
    offer_or_tell(state, Offer(offer), "No heading now · U undoes");
}

/// Gives the level for a new heading: that of the nearest heading set like it, else that of the
/// section it stands in.
fn level_like(state: &State, at: usize, alike: &[usize]) -> u8 {
    let levels = alike.iter().filter_map(|other| Some((*other, section_of(state, *other)?.level)));
    let nearest = levels.min_by_key(|(other, _)| other.abs_diff(at));
    let document = &state.article.document;
    let start = document.blocks.get(at).map_or(0, |block| block.range.start);
    let around = document.section_at(Position(start)).and_then(|it| document.sections.get(it));
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
    let offer = if below > 0 { Vec::new() } else { fellows_of_level(state, index, levels) };
    rule(state, wanted);
    offer_or_tell(state, Offer(offer), &format!("Level {level} now · U undoes"));
}

/// Gives what is wanted for the heading at `at` to stand `levels` deeper.
fn levelled(state: &State, at: usize, levels: i8) -> Option<Wanted> {
    let section = section_of(state, at)?;
    let level = section.level.checked_add_signed(levels)?;
    Some((at, Some(Ruling::Heading { level: Some(level), name: section.given_name.clone() })))
}

/// Gives what is wanted for the headings set like that of a section, and of its level, to stand
/// `levels` deeper as well; the first heading of all cannot.
fn fellows_of_level(state: &State, index: usize, levels: i8) -> Vec<Wanted> {
    let at = heading_of(state, index);
    let old = section_of(state, at).map(|section| section.level);
    let first = heading_of(state, 0);
    let is_due = |other: &usize| {
        let section = section_of(state, *other);
        section.map(|section| section.level) == old
            && section.is_some_and(|section| section.evidence != Evidence::User)
            && (levels < 0 || *other != first)
    };
    let alike = infer::alike::alike(&state.article.document, at).into_iter().filter(is_due);
    alike.filter_map(|other| levelled(state, other, levels)).collect()
}

/// Asks for the name of the section with the outline's cursor.
pub(super) fn ask_name(state: &mut State) {
    let Some(index) = chosen(state) else { return };
    let document = &state.article.document;
    let Some(section) = document.sections.get(index) else { return };
    let name = clean::line(&section.name(document));
    let start = Position(section.title.start);
    state.prompt = Some(Prompt::holding(Purpose::SectionName(start), &name));
}

/// Calls the section that starts at `start` what was typed; with nothing typed, or its own words,
/// by these.
pub(super) fn set_name(state: &mut State, start: Position, typed: &str) {
    let document = &state.article.document;
    let Ok(index) = document.sections.binary_search_by_key(&start, Section::start) else { return };
    let at = heading_of(state, index);
    let typed = clean::line(typed);
    let own = document.sections.get(index).map(|it| clean::line(document.slice(it.title.clone())));
    let name =
        Some(typed.trim().into_owned()).filter(|it| !it.is_empty() && Some(it) != own.as_ref());
    let level = match state.article.correction_of(at).map(|correction| &correction.ruling) {
        Some(Ruling::Heading { level, .. }) => *level,
        Some(Ruling::Text) | None => None,
    };
    let says_nothing = name.is_none() && level.is_none();
    rule(state, vec![(at, (!says_nothing).then_some(Ruling::Heading { level, name }))]);
    state.tell("Renamed · U undoes");
}

/// Corrects the lines that look like the last one as well.
pub(super) fn likewise(state: &mut State) {
    let Some(Offer(wanted)) = state.offer.take() else { return };
    let count = wanted.len();
    rule(state, wanted);
    state.tell(format!("{count} more corrected · U undoes"));
}

/// Says that more lines look like the one that was corrected, if any does; else `done`.
fn offer_or_tell(state: &mut State, offer: Offer, done: &str) {
    match offer.0.len() {
        0 => return state.tell(done),
        1 => state.tell("1 more line looks like this · y corrects it too · U undoes"),
        count => state
            .tell(format!("{count} more lines look like this · y corrects them too · U undoes")),
    }
    state.offer = Some(offer);
}

/// Takes in the corrections that are on disk; those made in the meantime stay.
pub(super) fn arrive(state: &mut State, corrections: Vec<Correction>) {
    let is_new = |new: &Correction| state.article.correction(new.id).is_none();
    let new: Vec<Correction> = corrections.into_iter().filter(is_new).collect();
    if new.is_empty() {
        return;
    }
    state.article.correct(new);
    show(state);
    let all = state.article.corrections().len();
    match state.article.lost_corrections() {
        0 => {}
        lost => state.tell(format!("{lost} of {all} corrections of the outline not found")),
    }
}

/// Notes that a change reached the disk, and takes in what another program had changed of it.
pub(super) fn kept(state: &mut State, id: Id, now: Option<Box<Correction>>) {
    state.unsaved.remove(&id);
    let ours = state.article.correction(id);
    let theirs =
        now.filter(|now| ours.is_some_and(|it| *it != **now && it.modified <= now.modified));
    if let Some(theirs) = theirs {
        state.article.correct(vec![*theirs]);
        show(state);
    }
}

/// Puts the corrections of an article back as they were: each with its name, and none where there
/// was none.
pub(super) fn take_back(state: &mut State, article: &Key, before: Vec<(Id, Option<Correction>)>) {
    let now = state.stamp.now;
    let count = before.len();
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
    if *article == state.key {
        show(state);
    }
    state.tell(match count {
        1 => "Undone: the heading is as it was".to_owned(),
        count => format!("Undone: {count} lines are as they were"),
    });
}

/// Corrects blocks: makes, changes and removes corrections so that what is wanted holds.
fn rule(state: &mut State, wanted: Vec<Wanted>) {
    let document = &state.article.document;
    let ranges = wanted.iter().filter_map(|(at, _)| document.blocks.get(*at));
    let quotes: Vec<_> = ranges.map(|block| state.article.describe(block.range.clone())).collect();
    let (mut before, mut new, mut gone) = (Vec::new(), Vec::new(), Vec::new());
    for (index, ((at, ruling), quote)) in wanted.into_iter().zip(quotes).enumerate() {
        let old = state.article.correction_of(at).cloned();
        let id = old.as_ref().map_or_else(|| fresh_id(state, index), |old| old.id);
        let now = state.stamp.now;
        let created = old.as_ref().map_or(now, |old| old.created);
        match ruling {
            Some(ruling) => new.push(Correction { id, quote, ruling, created, modified: now }),
            None => gone.push(id),
        }
        before.push((id, old));
    }
    state.article.uncorrect(&gone);
    state.article.correct(new.clone());
    let article = state.key.clone();
    ask_outside(state, &article, new, gone);
    revise::note_corrected(state, article, before);
    show(state);
}

/// Gives a name that nothing has yet, another for each `index`: the one that came with the input
/// is random in all its bits.
fn fresh_id(state: &State, index: usize) -> Id {
    Id(state.stamp.fresh.0 ^ ((index as u128) << 64))
}

fn ask_outside(state: &mut State, key: &Key, new: Vec<Correction>, gone: Vec<Id>) {
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
    let text = below.take(HEADINGS_ABOVE_TEXT).find(|block| viewport::is_focusable(block));
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

fn is_heading(state: &State, at: usize) -> bool {
    let block = state.article.document.blocks.get(at);
    block.is_some_and(|block| matches!(block.kind, Kind::Heading(_)))
}

/// Gives the index of the block that is the heading of a section.
fn heading_of(state: &State, section: usize) -> usize {
    let document = &state.article.document;
    let start = document.sections.get(section).map_or(Position(0), Section::start);
    document.block_at(start)
}

/// Gives the section whose heading is the block at `at`.
fn section_of(state: &State, at: usize) -> Option<&Section> {
    let document = &state.article.document;
    let block = document.blocks.get(at).filter(|_| is_heading(state, at))?;
    let start = Position(block.range.start);
    let index = document.sections.binary_search_by_key(&start, Section::start).ok()?;
    document.sections.get(index)
}
