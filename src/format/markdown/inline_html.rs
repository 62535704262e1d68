//! Tags of HTML inside a paragraph of Markdown: dropped, but for what they mean to a reader.

use super::super::html::strip;
use super::super::script::Script;
use crate::document::Style;

/// What the tags since the start of the block ask for.
#[derive(Debug, Default)]
pub(super) struct Inline {
    emphasis: usize,
    strong: usize,
    code: usize,
    struck: usize,
    link: Option<usize>,
    /// How the text is set off from the line.
    script: Option<Script>,
    /// The element whose content is not shown, by its name.
    hidden: Option<String>,
}

/// What a tag asks for at its place.
#[derive(Debug, PartialEq)]
pub(super) enum Effect {
    None,
    Break,
    /// A picture, with its alternative text and its target as written.
    Image(String, String),
    /// A link, with its target as written.
    Link(String),
}

/// Elements whose content is for programs or fills a place that a terminal does not have.
const HIDDEN: [&str; 8] =
    ["script", "style", "template", "noscript", "iframe", "object", "svg", "title"];

impl Inline {
    /// Tells whether text is inside of an element that is not shown.
    pub(super) fn hides(&self) -> bool {
        self.hidden.is_some()
    }

    /// Gives `style` with what the open tags add to it.
    pub(super) fn over(&self, style: Style) -> Style {
        Style {
            emphasis: style.emphasis || self.emphasis > 0,
            strong: style.strong || self.strong > 0,
            code: style.code || self.code > 0,
            struck: style.struck || self.struck > 0,
            link: style.link.or(self.link),
            ..style
        }
    }

    /// Tells whether text is raised or lowered.
    pub(super) fn script(&self) -> Option<Script> {
        self.script
    }

    /// Makes what follows a link, or no link.
    pub(super) fn set_link(&mut self, link: Option<usize>) {
        self.link = link;
    }

    /// Takes one tag, comment or declaration.
    pub(super) fn tag(&mut self, raw: &str) -> Effect {
        let (name, is_end) = name(raw);
        if let Some(hidden) = &self.hidden {
            if is_end && *hidden == name {
                self.hidden = None;
            }
            return Effect::None;
        }
        if !is_end && HIDDEN.contains(&&*name) && !raw.ends_with("/>") {
            self.hidden = Some(name);
            return Effect::None;
        }
        if let Some(count) = self.count(&name) {
            *count = if is_end { count.saturating_sub(1) } else { *count + 1 };
            return Effect::None;
        }
        if let Some(script) = script(&name) {
            self.script = (!is_end).then_some(script);
            return Effect::None;
        }
        match name.as_str() {
            "br" => Effect::Break,
            "img" => strip::attribute(raw, "alt").map_or(Effect::None, |alt| {
                Effect::Image(alt, strip::attribute(raw, "src").unwrap_or_default())
            }),
            "a" if is_end => {
                self.link = None;
                Effect::None
            }
            "a" => strip::attribute(raw, "href").map_or(Effect::None, Effect::Link),
            _ => Effect::None,
        }
    }

    fn count(&mut self, name: &str) -> Option<&mut usize> {
        match name {
            "i" | "em" | "cite" | "var" | "dfn" => Some(&mut self.emphasis),
            "b" | "strong" => Some(&mut self.strong),
            "code" | "kbd" | "samp" | "tt" => Some(&mut self.code),
            "s" | "del" | "strike" => Some(&mut self.struck),
            _ => None,
        }
    }
}

fn script(name: &str) -> Option<Script> {
    match name {
        "sup" => Some(Script::Raised),
        "sub" => Some(Script::Lowered),
        _ => None,
    }
}

/// Gives the name of a tag in lower case, empty for what is no tag, and whether it ends one.
fn name(raw: &str) -> (String, bool) {
    let inside = raw.strip_prefix('<').unwrap_or_default();
    let is_end = inside.starts_with('/');
    let inside = inside.strip_prefix('/').unwrap_or(inside);
    let length = inside.bytes().take_while(u8::is_ascii_alphanumeric).count();
    (inside.get(..length).unwrap_or_default().to_ascii_lowercase(), is_end)
}
