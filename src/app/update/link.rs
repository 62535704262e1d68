//! Following links inside the article.

use super::jump;
use crate::app::{State, link};
use crate::document::outline::Section;
use crate::document::{Position, Span};

/// Follows the link that the focused line is; gives whether it is one.
pub(super) fn follow_line(state: &mut State) -> bool {
    let focused = link::focused(state).cloned();
    if let Some(link) = &focused {
        follow(state, link);
    }
    focused.is_some()
}

/// Follows the link whose words hold `position`, if there is one.
pub(super) fn follow_at(state: &mut State, position: Position) {
    if let Some(link) = link::at(&state.article.document, position).cloned() {
        follow(state, &link);
    }
}

/// Goes to the section that a link leads to; of one that leads elsewhere, says where.
fn follow(state: &mut State, link: &Span) {
    let document = &state.article.document;
    let target = link::target(document, link).unwrap_or_default();
    match link::section(document, link).map(Section::start) {
        Some(start) => jump::to_top_of_screen(state, start),
        None if !target.starts_with('#') => {
            let words = format!("This leads to {target}");
            state.tell(words);
        }
        None if state.complete => state.tell("Nothing in this article has that name"),
        None => state.tell("Nothing has that name so far · the rest is still being read"),
    }
}
