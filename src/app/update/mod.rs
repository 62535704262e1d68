//! What each input changes.

use tui_input::InputRequest;

use super::command::{Command, Context};
use super::key::Key;
use super::{Effect, Input, Pending, Stamp, State, overlay, pane, viewport};
use crate::document::Position;

mod bookmark;
mod correct;
mod find;
pub mod jump;
mod link;
mod list;
mod mouse;
pub mod offer;
mod outline;
mod prompt;
mod reread;
pub mod revise;
mod scroll;
mod select;
mod visit;

/// Changes the state by one input and gives what is to be done outside.
pub fn update(state: &mut State, input: Input, stamp: Stamp) -> Vec<Effect> {
    state.stamp = stamp;
    let is_size = matches!(input, Input::Resized(_));
    match input {
        Input::Key(key) => press(state, key),
        Input::Paste(text) => prompt::paste(state, &text),
        Input::Wheel { down, column, row } => {
            jump::wait_no_more(state);
            mouse::wheel(state, down, column, row);
        }
        Input::Click { column, row, is_double } => {
            jump::wait_no_more(state);
            mouse::click(state, (column, row), is_double);
        }
        Input::Drag { column, row } => mouse::drag(state, column, row),
        Input::Release => mouse::release(state),
        Input::Resized(size) => resize(state, size),
        Input::Idle => go_on(state),
        told => take_in(state, told),
    }
    super::list::settle(state);
    if !is_size {
        viewport::settle(state);
    }
    find::see(state);
    let effects = std::mem::take(&mut state.effects);
    revise::note_asked(state, &effects);
    effects
}

/// Takes in what was told from outside.
fn take_in(state: &mut State, told: Input) {
    revise::note_answered(state, &told);
    match told {
        Input::Unread(key, message) if key == state.key => {
            state.complete = true;
            state.message = Some(message);
        }
        Input::Came(key, article) if key == state.key => reread::go_on(state, *article),
        Input::Opened(key, article, remembered) if key == state.key => {
            reread::open(state, *article, remembered);
        }
        Input::OnDisk(key, ids) if key == state.key => reread::keep_only(state, &ids),
        Input::Bookmarks(key, bookmarks) if key == state.key => bookmark::arrive(state, bookmarks),
        Input::Corrections(key, corrections) if key == state.key => {
            correct::arrive(state, corrections);
            jump::know_sections(state);
        }
        Input::Reading(percent) => state.percent_read = Some(percent),
        Input::AllBookmarks(changes, filed) => list::arrive(state, changes, filed),
        Input::Noted(id, note) => bookmark::noted(state, id, note),
        Input::Searches(searches) => state.searches = searches,
        Input::Kept(id, now) => bookmark::kept(state, id, now),
        Input::Removed(id) => revise::lose(state, id),
        Input::KeptCorrections(kept) => correct::kept(state, kept),
        Input::Unkept(id, unkept) => bookmark::unkept(state, id, *unkept),
        Input::Visited(ticket, visit) => visit::arrive(state, ticket, *visit),
        Input::FoundHere(ticket, words) => visit::find_here(state, ticket, &words),
        Input::NotVisited(ticket, why) => visit::fail(state, ticket, why),
        Input::Told(message) => state.message = Some(message),
        // The reader has gone to another article since these were asked for.
        Input::Unread(..) | Input::Opened(..) | Input::Came(..) => {}
        Input::Bookmarks(..) | Input::Corrections(..) | Input::OnDisk(..) => {}
        // What the reader does is not told.
        Input::Key(_) | Input::Paste(_) | Input::Wheel { .. } | Input::Click { .. } => {}
        Input::Drag { .. } | Input::Release | Input::Resized(_) | Input::Idle => {}
    }
}

fn press(state: &mut State, key: Key) {
    state.message = None;
    state.repeated = None;
    state.outline.is_scrolled = false;
    if let Some(pending) = state.pending.take() {
        return mark(state, pending, key);
    }
    let context = state.context();
    if let Some(char) = key.typed().filter(|_| context == Context::Prompt) {
        return prompt::insert(state, char);
    }
    if let Some(digit) = digit(key) {
        state.count = Some((state.count.unwrap_or(0) * 10 + digit).min(viewport::COUNT_MAX));
        return;
    }
    let command = answer(state, key).or_else(|| state.keymap.command(context, key));
    let count = state.count.take();
    if command != Some(Command::CorrectLikewise) {
        state.offer = None;
    }
    let was_open = state.prompt.is_some() || state.overlay.is_some();
    match command {
        // It is the count that is left, and nothing else.
        Some(Command::Close) if count.is_some() => {}
        Some(command) => run(state, command, count),
        None if context == Context::Prompt => {}
        None if context == Context::Help => {
            state.tell(format!("{key} does nothing here · Esc closes the keys"));
        }
        None => state.tell(format!("{key} does nothing here · F1 shows the keys")),
    }
    if !was_open && super::geometry::areas(state).status.is_none() {
        leave_unseen(state);
    }
}

/// Closes what was just opened: on a screen with room for the text alone nobody would see what the
/// next keys do.
fn leave_unseen(state: &mut State) {
    prompt::cancel(state);
    state.overlay = None;
    outline::close(state);
}

/// Gives what a key means as an answer to whether more lines are to be corrected.
fn answer(state: &mut State, key: Key) -> Option<Command> {
    let command = state.keymap.command(Context::Question, key)?;
    offer::look(state);
    state.offer.as_ref().map(|_| command)
}

/// Goes on with what is left to do while nothing happens.
fn go_on(state: &mut State) {
    if offer::look(state) {
        offer::tell(state);
    } else {
        find::go_on(state);
    }
}

/// Gives the digit that `key` adds to a count.
fn digit(key: Key) -> Option<usize> {
    usize::try_from(key.typed()?.to_digit(10)?).ok()
}

/// Carries out a command, `count` times where it is a motion.
fn run(state: &mut State, command: Command, count: Option<usize>) {
    let times = isize::try_from(count.unwrap_or(1).max(1)).unwrap_or(1);
    match command {
        Command::LineDown => scroll::lines(state, times),
        Command::LineUp => scroll::lines(state, -times),
        Command::PageDown => scroll::pages(state, times),
        Command::PageUp => scroll::pages(state, -times),
        Command::HalfPageDown => scroll::half_pages(state, times),
        Command::HalfPageUp => scroll::half_pages(state, -times),
        Command::NextParagraph => scroll::paragraphs(state, times),
        Command::PreviousParagraph => scroll::paragraphs(state, -times),
        Command::Wider => scroll::widen(state, 4 * times),
        Command::Narrower => scroll::widen(state, -4 * times),
        Command::UsualWidth => scroll::usual_width(state),
        Command::FoldFurniture => scroll::fold_furniture(state),
        Command::Top => jump::top_or_line(state, count),
        Command::End => jump::end(state, count),
        Command::Percent => jump::percent(state, count),
        Command::NextSection => jump::sections(state, times),
        Command::PreviousSection => jump::sections(state, -times),
        Command::NumberedSection => jump::numbered(state, count),
        Command::NextBookmark => jump::bookmarks(state, times),
        Command::PreviousBookmark => jump::bookmarks(state, -times),
        Command::JumpBack => jump::back(state, times),
        Command::JumpForward => jump::forward(state, times),
        Command::SetMark => state.pending = Some(Pending::SetMark),
        Command::GoToMark => state.pending = Some(Pending::GoToMark),
        Command::SearchForward => find::ask(state, false),
        Command::SearchBackward => find::ask(state, true),
        Command::NextHit => find::step(state, times),
        Command::PreviousHit => find::step(state, -times),
        Command::Bookmark => bookmark::toggle(state),
        Command::Annotate => bookmark::annotate(state),
        Command::BookmarkSelection => bookmark::toggle_selection(state),
        Command::AnnotateSelection => bookmark::annotate_selection(state),
        Command::Recolour => bookmark::recolour(state),
        Command::RecolourSelection => bookmark::recolour_selection(state),
        Command::BookmarkDown => list::move_cursor(state, times),
        Command::BookmarkUp => list::move_cursor(state, -times),
        Command::BookmarkPageDown => list::page(state, times),
        Command::BookmarkPageUp => list::page(state, -times),
        Command::FirstBookmark => list::move_cursor(state, isize::MIN),
        Command::LastBookmark => list::move_cursor(state, isize::MAX),
        Command::PassageDown => list::scroll_passage(state, times),
        Command::PassageUp => list::scroll_passage(state, -times),
        Command::GoToBookmark => list::go(state),
        Command::EditBookmark => list::edit(state),
        Command::WriteNote => list::write(state),
        Command::TagBookmark => list::tag(state),
        Command::RecolourBookmark => list::recolour(state),
        Command::ReplaceBookmark => list::replace(state),
        Command::DeleteBookmark => list::delete(state),
        Command::FilterBookmarks => list::filter(state),
        Command::OtherList => list::other(state),
        Command::Undo => revise::undo(state),
        Command::ListBookmarks => list::toggle(state),
        Command::SelectWords => select::words(state),
        Command::SelectSentences => select::sentences(state),
        Command::WordRight => select::word(state, times),
        Command::WordLeft => select::word(state, -times),
        Command::SentenceRight => select::sentence(state, times),
        Command::SentenceLeft => select::sentence(state, -times),
        Command::RowDown => select::rows(state, times),
        Command::RowUp => select::rows(state, -times),
        Command::ParagraphDown => select::paragraphs(state, times),
        Command::ParagraphUp => select::paragraphs(state, -times),
        Command::SectionEnd => select::section(state, true),
        Command::SectionStart => select::section(state, false),
        Command::SwapEnds => select::swap(state),
        Command::ToggleHeading => correct::toggle(state),
        Command::DeepenSection => correct::deepen(state, 1),
        Command::RaiseSection => correct::deepen(state, -1),
        Command::RenameSection => correct::ask_name(state),
        Command::RemoveSection => correct::remove(state),
        Command::CorrectLikewise => offer::accept(state),
        Command::Copy => select::copy_focused(state),
        Command::CopySelection => select::copy(state),
        Command::EntryDown => outline::move_cursor(state, times),
        Command::EntryUp => outline::move_cursor(state, -times),
        Command::EntryPageDown => outline::page(state, times),
        Command::EntryPageUp => outline::page(state, -times),
        Command::FirstEntry => outline::move_cursor(state, isize::MIN),
        Command::LastEntry => outline::move_cursor(state, isize::MAX),
        Command::GoToEntry => outline::go(state, count),
        Command::Fold => outline::fold(state),
        Command::Unfold => outline::unfold(state),
        Command::FilterOutline => outline::filter(state),
        Command::NarrowOutline => outline::widen(state, -2 * times),
        Command::WidenOutline => outline::widen(state, 2 * times),
        Command::ToggleOutline => outline::toggle(state),
        Command::FocusOutline => outline::focus(state),
        Command::Help => help(state),
        Command::HelpDown => scroll_help(state, times),
        Command::HelpUp => scroll_help(state, -times),
        Command::HelpPageDown => page_help(state, times),
        Command::HelpPageUp => page_help(state, -times),
        Command::HelpTop => scroll_help(state, isize::MIN),
        Command::HelpEnd => scroll_help(state, isize::MAX),
        Command::Accept => prompt::accept(state),
        Command::WriteOn => prompt::write_on(state),
        Command::Cancel => prompt::cancel(state),
        Command::DeleteBefore => prompt::delete_before(state),
        Command::DeleteAfter => prompt::edit(state, InputRequest::DeleteNextChar),
        Command::DeleteWord => prompt::edit(state, InputRequest::DeletePrevWord),
        Command::DeleteToStart => prompt::edit(state, InputRequest::DeleteFromStart),
        Command::DeleteToEnd => prompt::edit(state, InputRequest::DeleteTillEnd),
        Command::Yank => prompt::edit(state, InputRequest::Yank),
        Command::EarlierSearch => prompt::recall(state, true),
        Command::LaterSearch => prompt::recall(state, false),
        Command::CharacterLeft => prompt::edit(state, InputRequest::GoToPrevChar),
        Command::CharacterRight => prompt::edit(state, InputRequest::GoToNextChar),
        Command::PromptWordLeft => prompt::edit(state, InputRequest::GoToPrevWord),
        Command::PromptWordRight => prompt::edit(state, InputRequest::GoToNextWord),
        Command::LineStart => prompt::edit(state, InputRequest::GoToStart),
        Command::LineEnd => prompt::edit(state, InputRequest::GoToEnd),
        Command::KeepElsewhere => bookmark::ask_elsewhere(state),
        Command::Reload => state.effects.push(Effect::Reload(state.key.clone())),
        Command::Redraw => state.effects.push(Effect::Redraw),
        Command::Suspend => state.effects.push(Effect::Suspend),
        Command::Close => close(state),
        Command::Quit => quit(state, false),
        Command::Interrupt => quit(state, true),
    }
}

/// Sets a mark or goes to one; a key that types nothing leaves it.
fn mark(state: &mut State, pending: Pending, key: Key) {
    match (pending, key.typed()) {
        (Pending::SetMark, Some(letter)) if letter.is_alphabetic() => jump::set_mark(state, letter),
        (Pending::GoToMark, Some('\'' | '`')) => jump::swap(state),
        (Pending::GoToMark, Some(letter)) if letter.is_alphabetic() => jump::to_mark(state, letter),
        (_, Some(char)) => state.tell_error(format!("Marks are letters, not {char}")),
        (_, None) => {}
    }
}

/// Closes the nearest open thing; gives whether anything was open.
fn close_one(state: &mut State) -> bool {
    if super::list::of(state).is_some_and(|list| !list.filter.is_empty()) {
        list::set_filter(state, String::new());
        return true;
    }
    if state.overlay.is_some() {
        close_overlay(state);
        return true;
    }
    if !state.outline.filter.is_empty() {
        outline::set_filter(state, String::new());
        return true;
    }
    if state.outline.over {
        outline::close(state);
        return true;
    }
    state.selection.take().is_some()
        || state.replacing.take().is_some()
        || state.awaited.take().is_some()
}

/// Closes the nearest open thing; then leaves the outline; then shows no more of the search.
fn close(state: &mut State) {
    if close_one(state) {
        return;
    }
    if state.outline.focused {
        state.outline.focused = false;
    } else {
        find::leave(state);
    }
}

fn quit(state: &mut State, interrupted: bool) {
    if close_one(state) {
        return;
    }
    if !state.unsaved.is_empty() && !state.warned {
        return bookmark::warn(state);
    }
    state.effects.push(Effect::Quit { interrupted });
}

/// Shows the keys, from those on that apply where the reader is; or goes back to there.
fn help(state: &mut State) {
    if matches!(state.overlay, Some(overlay::Overlay::Help { .. })) {
        return close_overlay(state);
    }
    let screen = super::geometry::areas(state).screen;
    let top = overlay::help_line(state.context(), screen).min(overlay::help_bottom(screen));
    let behind = state.overlay.take().map(Box::new);
    state.overlay = Some(overlay::Overlay::Help { top, behind });
}

/// Closes what lies over the text; under the help may lie a list.
fn close_overlay(state: &mut State) {
    state.overlay = match state.overlay.take() {
        Some(overlay::Overlay::Help { behind, .. }) => behind.map(|behind| *behind),
        _ => None,
    };
    // What it lists may have changed while it lay below.
    super::list::rebuild(state);
}

/// Scrolls the help by pages.
fn page_help(state: &mut State, pages: isize) {
    let screen = super::geometry::areas(state).screen;
    let rows = usize::from(super::geometry::inside(super::geometry::overlay(screen)).rows);
    scroll_help(state, pages.saturating_mul(viewport::page_rows(rows)));
}

/// Scrolls the help by `rows`, as far as there is more of it.
fn scroll_help(state: &mut State, rows: isize) {
    let bottom = overlay::help_bottom(super::geometry::areas(state).screen);
    if let Some(overlay::Overlay::Help { top, .. }) = &mut state.overlay {
        *top = top.saturating_add_signed(rows).min(bottom);
    }
}

fn resize(state: &mut State, size: super::geometry::Size) {
    if size == state.size {
        return;
    }
    state.size = size;
    if super::geometry::fits_beside(state) {
        state.outline.over = false;
    }
    viewport::settle_size(state);
    pane::hold_cursor(state);
    scroll_help(state, 0);
}

impl State {
    /// Gives where the focused block starts.
    pub(super) fn focused_position(&self) -> Position {
        let block = self.article.document.blocks.get(self.focused);
        Position(block.map_or(0, |block| block.range.start))
    }
}
