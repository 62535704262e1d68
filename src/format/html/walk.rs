//! A tree of elements to blocks: one pass in the order of the page, without recursion.

mod undo;

use std::collections::HashSet;

use dom_query::{NodeId, NodeRef};

use super::super::grid::Grid;
use super::super::link;
use super::super::script::{Script, Way};
use super::element::{self, Role};
use super::flow::Flow;
use super::shown::has_letters;
use super::table;
use crate::document::block::{Furniture, Kind, Marker, Nesting};
use crate::document::builder::Builder;
use crate::document::{Notice, Style};
use crate::text::clean;
use undo::Undo;

/// Turns elements into blocks.
pub(super) struct Walk<'b> {
    flow: Flow<'b>,
    /// What is undone when each open element ends, outermost first.
    undos: Vec<Undo>,
    /// Where everything stands: inside of what, counted on from there.
    base: Nesting,
    skipped: &'b HashSet<NodeId>,
    quotes: usize,
    items: usize,
    lists: Vec<List>,
    notices: Vec<Notice>,
    /// Whether buttons are shown: in a heading that has no other words, and opens what it heads.
    shows_buttons: bool,
    /// The small characters that words are written in.
    script: Option<Script>,
}

/// A list that is open.
struct List {
    /// The number of the next item; none for bullets.
    next: Option<i64>,
    step: i64,
    is_empty: bool,
}

impl<'b> Walk<'b> {
    /// Starts a walk that appends to `builder`, stands in `base`, and passes over some elements.
    pub(super) fn new(
        builder: &'b mut Builder,
        base: Nesting,
        skipped: &'b HashSet<NodeId>,
    ) -> Walk<'b> {
        Walk {
            flow: Flow::new(builder),
            undos: Vec::new(),
            base,
            skipped,
            quotes: 0,
            items: 0,
            lists: Vec::new(),
            notices: Vec::new(),
            shows_buttons: false,
            script: None,
        }
    }

    /// Appends the blocks of everything inside of `root`.
    pub(super) fn content(mut self, root: NodeRef<'_>) -> Vec<Notice> {
        self.nest();
        let mut next = root.first_child();
        while let Some(node) = next {
            if self.enter(&node) {
                next = node.first_child();
                if next.is_some() {
                    continue;
                }
                self.leave();
            }
            next = self.after(node, &root);
        }
        self.flow.close();
        self.notices.extend(self.flow.line.notice());
        self.notices
    }

    /// Gives the next node after all of `node`, leaving the elements that end before it.
    fn after<'t>(&mut self, node: NodeRef<'t>, root: &NodeRef<'t>) -> Option<NodeRef<'t>> {
        let mut last = node;
        loop {
            if let Some(sibling) = last.next_sibling() {
                return Some(sibling);
            }
            last = last.parent()?;
            if last.id == root.id {
                return None;
            }
            self.leave();
        }
    }

    /// Takes a node before its content; tells whether to take that too.
    fn enter(&mut self, node: &NodeRef<'_>) -> bool {
        if node.is_text() {
            match self.script {
                Some(script) => self.flow.text(&script.in_small(&node.text())),
                None => self.flow.text(&node.text()),
            }
            return false;
        }
        let Some(element) = node.element_ref() else { return false };
        if element::is_hidden(&element) || self.skipped.contains(&node.id) {
            return false;
        }
        let role = element::role(&element);
        drop(element);
        match self.open(role, node) {
            Some(undo) => {
                self.undos.push(undo);
                true
            }
            None => false,
        }
    }

    /// Does what an element asks for; none where its content is not shown or already taken.
    fn open(&mut self, role: Role, node: &NodeRef<'_>) -> Option<Undo> {
        match role {
            Role::Hidden => None,
            Role::Inline => Some(Undo::Nothing),
            Role::Block => self.block(Undo::Block),
            Role::Heading(level) => self.heading(level, node),
            // A table of data has shown its captions above itself.
            Role::TableCaption if self.flow.line.grid.is_some() => None,
            Role::Caption | Role::TableCaption => self.caption(),
            Role::Button => self.shows_buttons.then_some(Undo::Nothing),
            Role::Quote => self.quote(),
            Role::List { is_ordered } => self.list(is_ordered, node),
            Role::Item => self.item(node),
            Role::Term => self.strong_block(),
            Role::Definition => self.definition(),
            Role::Pre => self.pre(node),
            Role::Table => self.table(node),
            Role::Row => self.row(node),
            Role::Cell => self.cell(node),
            Role::Rule => self.alone(|flow| flow.block(Kind::Rule, "")),
            Role::Break => self.alone(|flow| flow.line_end()),
            Role::Image => {
                self.alone(|flow| flow.image(&node.attr_or("alt", ""), &node.attr_or("src", "")))
            }
            Role::Link => self.link(&node.attr_or("href", "")),
            Role::Emphasis => self.style(|style| style.emphasis = true),
            Role::Strong => self.style(|style| style.strong = true),
            Role::Code => self.style(|style| style.code = true),
            Role::Struck => self.style(|style| style.struck = true),
            Role::Script(script) => self.script(script, node),
            Role::Marked(before, after) => self.marked(before, after),
        }
    }

    /// Ends the innermost element.
    fn leave(&mut self) {
        let undo = self.undos.pop().unwrap_or(Undo::Nothing);
        if undo.ends_block() {
            self.flow.close();
        }
        match undo {
            Undo::Nothing | Undo::Block => {}
            Undo::Kind(kind) => self.flow.kind = kind,
            Undo::Style(style) | Undo::StyledBlock(style) => self.flow.style = style,
            Undo::Quote => {
                self.quotes -= 1;
                self.nest();
            }
            Undo::List => drop(self.lists.pop()),
            Undo::Item => {
                self.flow.line.marker = None;
                self.flow.is_tight = false;
                self.items -= 1;
                self.nest();
            }
            Undo::Heading => {
                self.flow.kind = Kind::Paragraph;
                self.shows_buttons = false;
                self.nest();
            }
            Undo::Pre => self.flow.is_pre = false,
            Undo::Table => self.notices.extend(self.flow.line.end_table()),
            Undo::Cell { columns, rows } => self.flow.line.end_cell(columns, rows),
            Undo::Script => self.script = None,
            Undo::Mark(after) => self.flow.text(after),
        }
    }
}

impl Walk<'_> {
    /// Ends the block before, and gives the blocks after it the nesting they have now.
    fn block(&mut self, undo: Undo) -> Option<Undo> {
        self.flow.close();
        self.nest();
        Some(undo)
    }

    fn nest(&mut self) {
        let Nesting { quotes, items } = self.base;
        self.flow.line.nest(usize::from(quotes) + self.quotes, usize::from(items) + self.items);
    }

    fn style(&mut self, set: impl FnOnce(&mut Style)) -> Option<Undo> {
        let before = self.flow.style;
        set(&mut self.flow.style);
        Some(Undo::Style(before))
    }

    fn link(&mut self, written: &str) -> Option<Undo> {
        let index = link::target(written).map(|target| self.flow.line.builder.link(&target));
        self.style(|style| style.link = index.or(style.link))
    }

    fn marked(&mut self, before: &'static str, after: &'static str) -> Option<Undo> {
        self.flow.text(before);
        Some(Undo::Mark(after))
    }

    /// Raised or lowered words.
    fn script(&mut self, script: Script, node: &NodeRef<'_>) -> Option<Undo> {
        if self.script.is_some() || self.flow.is_pre {
            return Some(Undo::Nothing);
        }
        let before = self.flow.line.builder.text().chars().next_back();
        match script.way(&node.text(), before.filter(|_| self.flow.line.is_open())) {
            Way::Plain => Some(Undo::Nothing),
            Way::Small => {
                self.script = Some(script);
                Some(Undo::Script)
            }
            Way::Marked(open, close) => self.marked(open, close),
        }
    }

    /// An element without content.
    fn alone(&mut self, show: impl FnOnce(&mut Flow<'_>)) -> Option<Undo> {
        show(&mut self.flow);
        None
    }

    fn caption(&mut self) -> Option<Undo> {
        self.flow.close();
        let caption = Kind::Furniture(Furniture::Caption);
        Some(Undo::Kind(std::mem::replace(&mut self.flow.kind, caption)))
    }

    fn quote(&mut self) -> Option<Undo> {
        self.quotes += 1;
        self.block(Undo::Quote)
    }

    fn definition(&mut self) -> Option<Undo> {
        self.items += 1;
        let undo = self.block(Undo::Item);
        self.flow.is_tight = true;
        undo
    }

    fn strong_block(&mut self) -> Option<Undo> {
        self.flow.close();
        let before = self.flow.style;
        self.flow.style.strong = true;
        Some(Undo::StyledBlock(before))
    }

    /// A heading; inside of a quotation or a table, it heads nothing that a reader would jump to.
    fn heading(&mut self, level: u8, node: &NodeRef<'_>) -> Option<Undo> {
        if self.flow.line.grid.is_some() || self.quotes > 0 || self.base != Nesting::default() {
            return self.strong_block();
        }
        self.flow.close();
        // A list whose items have headings lays a page out: they are not drawn inside of it.
        self.flow.line.marker.take_if(|marker| *marker == Marker::Bullet);
        self.flow.line.nest(0, 0);
        // Opened by its first word only: one without is a gap in the page.
        self.flow.kind = Kind::Heading(level);
        self.shows_buttons = !has_letters(node);
        Some(Undo::Heading)
    }

    fn list(&mut self, is_ordered: bool, node: &NodeRef<'_>) -> Option<Undo> {
        let number = |name: &str| node.attr(name).and_then(|value| value.trim().parse().ok());
        let items = || node.children_it(false).filter(|child| child.has_name("li")).count();
        let is_reversed = is_ordered && node.has_attr("reversed");
        let first = match is_reversed {
            true => i64::try_from(items()).unwrap_or(i64::MAX),
            false => 1,
        };
        let next = is_ordered.then(|| number("start").unwrap_or(first));
        self.lists.push(List { next, step: if is_reversed { -1 } else { 1 }, is_empty: true });
        self.block(Undo::List)
    }

    fn item(&mut self, node: &NodeRef<'_>) -> Option<Undo> {
        self.items += 1;
        let undo = self.block(Undo::Item);
        self.flow.line.marker = Some(Marker::Bullet);
        let is_inner = self.lists.len() > 1;
        let Some(list) = self.lists.last_mut() else { return undo };
        if let Some(next) = list.next {
            let number = node.attr("value").and_then(|value| value.trim().parse().ok());
            let number = number.unwrap_or(next);
            list.next = Some(number.saturating_add(list.step));
            self.flow.line.marker = Some(Marker::Number(u64::try_from(number).unwrap_or(0)));
        }
        let follows_item = !std::mem::take(&mut list.is_empty) || is_inner;
        if follows_item && !node.children_it(false).any(|child| child.has_name("p")) {
            self.flow.tighten_item();
        }
        undo
    }

    fn pre(&mut self, node: &NodeRef<'_>) -> Option<Undo> {
        if self.flow.line.grid.is_some() {
            return self.style(|style| style.code = true);
        }
        self.flow.close();
        self.flow.line.flush_marker();
        let language = element::language(node).map(|word| Box::new(clean::line(&word)));
        self.flow.open(Kind::Code { language });
        self.flow.is_pre = true;
        Some(Undo::Pre)
    }

    /// A table of data; one that lays a page out is nothing but blocks.
    fn table(&mut self, node: &NodeRef<'_>) -> Option<Undo> {
        if self.flow.line.grid.is_some() || !table::is_data(node) {
            return self.block(Undo::Block);
        }
        for caption in table::captions(node) {
            self.flow.block(Kind::Furniture(Furniture::Caption), &caption);
        }
        self.flow.line.flush_marker();
        self.flow.open(Kind::Table(Box::default()));
        self.flow.line.grid = Some(Grid::new(self.flow.line.builder, table::alignments(node)));
        Some(Undo::Table)
    }

    fn row(&mut self, node: &NodeRef<'_>) -> Option<Undo> {
        let Some(grid) = &mut self.flow.line.grid else { return self.block(Undo::Block) };
        grid.row(table::is_header_row(node));
        Some(Undo::Nothing)
    }

    fn cell(&mut self, node: &NodeRef<'_>) -> Option<Undo> {
        if self.flow.line.grid.is_none() {
            return self.block(Undo::Block);
        }
        self.flow.start_cell();
        Some(Undo::Cell {
            columns: table::span(node, "colspan"),
            rows: table::span(node, "rowspan"),
        })
    }
}
