//! What of a tree a reader would see, as text.

use dom_query::NodeRef;

use super::element::{self, Role};

/// Gives the nodes from `root` on that are shown, in the order of the page, without elements that
/// `is_skipped` and what is inside of them.
pub(super) fn nodes<'t>(
    root: NodeRef<'t>,
    is_skipped: impl Fn(&NodeRef<'t>) -> bool,
) -> impl Iterator<Item = NodeRef<'t>> {
    let mut next = Some(root);
    std::iter::from_fn(move || {
        loop {
            let node = next?;
            if is_shown(&node) && !is_skipped(&node) {
                next = node.first_child().or_else(|| after(node, &root));
                return Some(node);
            }
            next = after(node, &root);
        }
    })
}

/// Counts the letters and digits inside of `root` that are shown.
pub(super) fn letters(root: &NodeRef<'_>) -> usize {
    nodes(*root, |_| false).map(|node| own_letters(&node)).sum()
}

/// Tells whether a letter or digit inside of `root` is shown; looks no further than the first.
pub(super) fn has_letters(root: &NodeRef<'_>) -> bool {
    nodes(*root, |_| false)
        .any(|node| node.is_text() && node.text().contains(char::is_alphanumeric))
}

/// Counts the letters and digits of a text node.
pub(super) fn own_letters(node: &NodeRef<'_>) -> usize {
    if !node.is_text() {
        return 0;
    }
    node.text().chars().filter(|char| char.is_alphanumeric()).count()
}

/// Tells whether an element is for readers, what stands around it apart.
fn is_shown(node: &NodeRef<'_>) -> bool {
    node.element_ref().is_none_or(|element| {
        !element::is_hidden(&element)
            && !matches!(element::role(&element), Role::Hidden | Role::Button)
    })
}

/// Gives the next node after all of `node`, inside of `root`.
fn after<'t>(node: NodeRef<'t>, root: &NodeRef<'t>) -> Option<NodeRef<'t>> {
    let mut last = node;
    while last.id != root.id {
        if let Some(sibling) = last.next_sibling() {
            return Some(sibling);
        }
        last = last.parent()?;
    }
    None
}
