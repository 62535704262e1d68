//! Headings that looked like items of a list: their lists end with them.

use crate::document::block::{Block, Kind};

/// Takes the blocks at `names`, ascending, out of the lists they stand in, and what stands in the items
/// that they were. Takes time linear in the blocks.
pub(super) fn leave(blocks: &mut [Block], names: &[usize]) {
    let Some(first) = names.first() else { return };
    let mut names = names.iter().peekable();
    // How deep in lists each of the names was that the blocks stand in.
    let mut around: Vec<u8> = Vec::new();
    for (at, block) in blocks.iter_mut().enumerate().skip(*first) {
        let is_name = names.next_if(|name| **name == at).is_some();
        let items = block.nesting.items;
        let is_item = is_name || matches!(block.kind, Kind::Item(_));
        let own = u8::from(is_item);
        while around.pop_if(|depth| items < *depth + own).is_some() {}
        let left = if is_name { items } else { around.last().copied().unwrap_or(0) };
        around.extend(is_name.then_some(items));
        block.nesting.items = items - left;
    }
}

#[cfg(test)]
mod tests {
    use super::leave;
    use crate::document::Style;
    use crate::document::block::{Kind, Marker, Nesting};
    use crate::document::builder::Builder;

    /// Writes for each of `blocks` how many list items it stands in once those that begin with a sign
    /// are headings; an item is a digit, and letters stand in items.
    #[track_caller]
    fn check(case: &str, blocks: &[&str], expected: &str) {
        let mut builder = Builder::default();
        for block in blocks {
            let body = block.trim_start();
            let items = u8::try_from(block.len() - body.len()).expect("few");
            let is_item = body.starts_with(|first: char| first.is_ascii_digit());
            let item = Kind::Item(Marker::Written(1));
            let kind = if is_item { item } else { Kind::Paragraph };
            builder.open(kind, Nesting { quotes: 0, items });
            builder.push(body, Style::default());
        }
        let mut document = builder.finish();
        let is_name = |at: &usize| blocks[*at].trim_start().starts_with('#');
        let names: Vec<usize> = (0..blocks.len()).filter(is_name).collect();
        leave(&mut document.blocks, &names);
        let items = document.blocks.iter().map(|block| block.nesting.items.to_string());
        assert_eq!(items.collect::<String>(), expected, "{case}");
    }

    #[test]
    fn headings_stand_in_no_list() {
        check("nothing changes", &[" 1 one", " text", "more"], "110");
        check(
            "what stood in the item is out, too",
            &["a", " # one", " b", " c", " # two"],
            "00000",
        );
        check("a list in it is one level less deep", &[" # one", " b", "  1 in it", "  c"], "0011");
        check("a list after it is not in it", &[" # one", " 1 one", "  2 in it", "  b"], "0122");
        check("headings in headings", &[" # one", "  # in it", "  b", " c", "d"], "00000");
        check("what stands before it stays", &[" 1 one", " a", " # two"], "110");
    }
}
