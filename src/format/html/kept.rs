//! Which parts of a page's own tree an article consists of, after the judgement on a copy of it.
//!
//! The copy was cleaned: headings renamed, classes dropped, lists and tables thrown out that look
//! like menus. Its nodes have the names (ids) of those they were copied from, so each part of the
//! page is known to be kept or not. What was thrown out between kept parts and reads like text is
//! taken back, for a reader is worse served by a lost list than by a stray line.

use std::collections::HashSet;

use dom_query::{Document, NodeId, NodeRef};

use super::element::{self, Role};
use super::shown::letters;

/// Words in the class or id of parts that are not of the article, in lower case.
const UNLIKELY: [&str; 26] = [
    "advert",
    "author",
    "banner",
    "bread",
    "byline",
    "comment",
    "cookie",
    "footer",
    "meta",
    "menu",
    "nav",
    "newsletter",
    "outbrain",
    "pager",
    "pagination",
    "popup",
    "promo",
    "related",
    "rss",
    "share",
    "sharing",
    "sidebar",
    "social",
    "sponsor",
    "tags",
    "widget",
];

/// Gives the innermost element of `page` that holds all that was kept, and the elements inside of
/// it that are not of the article. None when nothing was kept.
pub(super) fn parts(page: &Document, judged: &NodeRef<'_>) -> Option<(NodeId, HashSet<NodeId>)> {
    let alive = alive(page, judged);
    let mut root = page.body().filter(|body| alive.contains(&body.id))?;
    while let Some(only) = only_alive(&root, &alive) {
        root = only;
    }
    let mut skipped = HashSet::new();
    let mut stack = vec![root];
    while let Some(parent) = stack.pop() {
        sort_children(&parent, &alive, &mut stack, &mut skipped);
    }
    Some((root.id, skipped))
}

/// Puts the children of a kept element that were kept on the `stack`, and those that are not of
/// the article among the `skipped`.
fn sort_children<'t>(
    parent: &NodeRef<'t>,
    alive: &HashSet<NodeId>,
    stack: &mut Vec<NodeRef<'t>>,
    skipped: &mut HashSet<NodeId>,
) {
    let children: Vec<NodeRef<'t>> = parent.children();
    let is_alive = |child: &NodeRef<'_>| alive.contains(&child.id);
    let first = children.iter().position(is_alive);
    let last = children.iter().rposition(is_alive);
    for (index, child) in children.into_iter().enumerate() {
        // A heading also stands above all that was kept.
        let is_after = first < Some(index) || element::is_heading(&child);
        let is_between = is_after && Some(index) < last;
        if !child.is_element() {
            continue;
        }
        if is_permalink(&child) {
            skipped.insert(child.id);
        } else if is_alive(&child) {
            stack.push(child);
        } else if is_lost_text(&child, is_between) {
            let inside = child.descendants_it().filter(is_permalink);
            skipped.extend(inside.map(|link| link.id));
        } else {
            skipped.insert(child.id);
        }
    }
}

/// Gives the kept nodes that show something, and all that they stand in.
fn alive(page: &Document, judged: &NodeRef<'_>) -> HashSet<NodeId> {
    let mut alive = HashSet::new();
    for node in judged.descendants_it() {
        let shows = node.is_nonempty_text() || node.has_name("img") || node.has_name("hr");
        let mut next = page.tree.get(&node.id).filter(|_| shows);
        while let Some(node) = next {
            if !alive.insert(node.id) {
                break;
            }
            next = node.parent();
        }
    }
    alive
}

/// Gives the child that holds everything kept of a part that only groups.
fn only_alive<'t>(parent: &NodeRef<'t>, alive: &HashSet<NodeId>) -> Option<NodeRef<'t>> {
    let mut children = parent.children_it(false).filter(|child| alive.contains(&child.id));
    let only = children.next().filter(|_| children.next().is_none())?;
    let is_group = only.element_ref().is_some_and(|element| {
        matches!(element::role(&element), Role::Block) && &*element.name.local != "p"
    });
    is_group.then_some(only)
}

/// Tells whether an element that was thrown out is text of the article all the same: words inside
/// of a line; or between kept parts, what is hardly linked and not named for something else.
fn is_lost_text(node: &NodeRef<'_>, is_between: bool) -> bool {
    let Some(element) = node.element_ref() else { return false };
    let named = [element.class(), element.id()];
    let is_unlikely = named.into_iter().flatten().any(|name| is_unlikely(&name));
    let role = element::role(&element);
    let is_aside = matches!(&*element.name.local, "aside" | "footer" | "form" | "header");
    drop(element);
    if is_unlikely || is_aside {
        return false;
    }
    match role {
        Role::Hidden => false,
        Role::Inline
        | Role::Break
        | Role::Link
        | Role::Emphasis
        | Role::Strong
        | Role::Code
        | Role::Struck
        | Role::Script(_)
        | Role::Marked(..) => true,
        _ => is_between && is_hardly_linked(node),
    }
}

fn is_unlikely(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    UNLIKELY.iter().any(|word| name.contains(word))
}

/// Tells whether a third of an element's letters are links to other pages at most.
fn is_hardly_linked(node: &NodeRef<'_>) -> bool {
    let leads_away = |link: &NodeRef<'_>| {
        link.has_name("a") && !link.attr("href").is_some_and(|target| target.starts_with('#'))
    };
    let links = node.descendants_it().filter(leads_away);
    let linked: usize = links.map(|link| letters(&link)).sum();
    linked * 3 <= letters(node)
}

/// Tells whether a node is an address for copying beside a heading: a link without a letter to a
/// place in the page, or Wikipedia's link for editing a section.
fn is_permalink(node: &NodeRef<'_>) -> bool {
    if node.has_name("a") {
        let is_inside = node.attr("href").is_some_and(|target| target.starts_with('#'));
        return is_inside && !node.text().contains(char::is_alphanumeric) && in_heading(node);
    }
    node.has_class("mw-editsection")
}

fn in_heading(node: &NodeRef<'_>) -> bool {
    node.ancestors_it(Some(3)).any(|around| element::is_heading(&around))
}
