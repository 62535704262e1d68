//! Markup inside of another format.

use std::collections::HashSet;
use std::time::Duration;

use super::super::deadline::{GivenUp, Watch};
use super::{LIMIT, tree, walk};
use crate::document::Notice;
use crate::document::block::Nesting;
use crate::document::builder::Builder;

/// The fragments of markup in one article, against one limit of time.
#[derive(Debug)]
pub(in super::super) struct Fragments {
    limit: Duration,
    /// Bytes of markup so far.
    bytes: usize,
    watch: Option<Watch>,
}

/// Bytes of markup that nothing makes slow, so that they need no watch: most articles have no more
/// than a row of badges.
const QUICK_BYTES: usize = 4_096;

/// How long the markup of a beginning may take, which is shown before the rest is read.
const LIMIT_OF_BEGINNING: Duration = Duration::from_millis(100);

impl Fragments {
    /// Starts those of a whole article.
    pub(in super::super) fn of_whole() -> Fragments {
        Fragments { limit: LIMIT, bytes: 0, watch: None }
    }

    /// Starts those of the beginning of one.
    pub(in super::super) fn of_beginning() -> Fragments {
        Fragments { limit: LIMIT_OF_BEGINNING, ..Fragments::of_whole() }
    }

    /// Appends the blocks of a fragment and gives what is to be said of it; none when it is too
    /// much for a tree, or all of them take too long.
    pub(in super::super) fn push(
        &mut self,
        html: &str,
        builder: &mut Builder,
        nesting: Nesting,
    ) -> Option<Vec<Notice>> {
        self.bytes += html.len();
        if self.bytes > QUICK_BYTES && self.watch.is_none() {
            self.watch = Some(Watch::start(self.limit));
        }
        let given_up = self.watch.as_ref().map_or_else(GivenUp::default, |w| w.given_up.clone());
        let tree = tree::build(html, &given_up)?;
        let Some(body) = tree.document.body() else { return Some(Vec::new()) };
        let nothing = HashSet::new();
        let notices = walk::Walk::new(builder, nesting, &nothing).content(body);
        Some(tree.notices.into_iter().chain(notices).collect())
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::Fragments;
    use crate::document::block::Nesting;
    use crate::document::builder::Builder;

    #[test]
    fn fragments_that_take_too_long_together_are_given_up() {
        let mut fragments = Fragments { limit: Duration::ZERO, ..Fragments::of_whole() };
        let mut builder = Builder::default();
        while fragments.push("<p>a", &mut builder, Nesting::default()).is_some() {}
        assert!(fragments.bytes > super::QUICK_BYTES);
    }
}
