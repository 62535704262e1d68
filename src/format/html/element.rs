//! What each element of HTML means to a reader.

use dom_query::{Element, NodeRef};
use html5ever::{LocalName, local_name};

use super::super::script::Script;

/// What an element means.
pub(super) enum Role {
    /// Nothing of it is shown.
    Hidden,
    /// Its text stands in the line.
    Inline,
    /// Its text stands apart.
    Block,
    Caption,
    TableCaption,
    /// Shown only where it is all that a heading says.
    Button,
    Heading(u8),
    Quote,
    List {
        is_ordered: bool,
    },
    Item,
    Term,
    Definition,
    Pre,
    Table,
    Row,
    Cell,
    Rule,
    Break,
    Image,
    Link,
    Emphasis,
    Strong,
    Code,
    Struck,
    /// Raised or lowered.
    Script(Script),
    /// Text between marks that the page does not hold.
    Marked(&'static str, &'static str),
}

/// Gives what an element means.
pub(super) fn role(element: &Element) -> Role {
    if let Some(level) = level(element) {
        return Role::Heading(level);
    }
    by_name(&element.name.local)
}

/// Gives the level of a heading, by its name or role.
pub(super) fn level(element: &Element) -> Option<u8> {
    match element.name.local {
        local_name!("h1") => Some(1),
        local_name!("h2") => Some(2),
        local_name!("h3") => Some(3),
        local_name!("h4") => Some(4),
        local_name!("h5") => Some(5),
        local_name!("h6") => Some(6),
        _ if element.attr("role").as_deref() == Some("heading") => {
            let level = element.attr("aria-level").and_then(|level| level.trim().parse().ok());
            Some(level.unwrap_or(2_u8).clamp(1, 6))
        }
        _ => None,
    }
}

/// Tells whether a node is a heading.
pub(super) fn is_heading(node: &NodeRef<'_>) -> bool {
    node.element_ref().is_some_and(|element| level(&element).is_some())
}

fn by_name(name: &LocalName) -> Role {
    match &**name {
        "script" | "style" | "template" | "noscript" | "head" | "title" | "link" | "meta"
        | "iframe" | "object" | "embed" | "applet" | "audio" | "video" | "canvas" | "svg"
        | "map" | "input" | "select" | "datalist" | "progress" | "meter" | "dialog" | "nav"
        | "rp" | "annotation" | "annotation-xml" | "noembed" | "noframes" | "col" | "colgroup"
        | "param" | "source" | "track" | "area" => Role::Hidden,
        "figcaption" => Role::Caption,
        "caption" => Role::TableCaption,
        "button" => Role::Button,
        "blockquote" => Role::Quote,
        "ul" | "dir" | "menu" => Role::List { is_ordered: false },
        "ol" => Role::List { is_ordered: true },
        "li" => Role::Item,
        "dt" | "summary" | "legend" => Role::Term,
        "dd" => Role::Definition,
        "pre" | "listing" | "xmp" | "plaintext" | "textarea" => Role::Pre,
        "table" => Role::Table,
        "tr" => Role::Row,
        "td" | "th" => Role::Cell,
        "hr" => Role::Rule,
        "br" => Role::Break,
        "img" => Role::Image,
        "a" => Role::Link,
        "em" | "i" | "cite" | "dfn" | "var" => Role::Emphasis,
        "strong" | "b" => Role::Strong,
        "code" | "kbd" | "samp" | "tt" => Role::Code,
        "del" | "s" | "strike" => Role::Struck,
        "sup" => Role::Script(Script::Raised),
        "sub" => Role::Script(Script::Lowered),
        "q" => Role::Marked("“", "”"),
        "rt" => Role::Marked("(", ")"),
        "address" | "article" | "aside" | "body" | "center" | "details" | "div" | "dl"
        | "fieldset" | "figure" | "footer" | "form" | "header" | "hgroup" | "html" | "main"
        | "p" | "section" | "search" | "tbody" | "tfoot" | "thead" => Role::Block,
        _ => Role::Inline,
    }
}

/// Tells whether an element says itself that it is not to be seen or read out.
pub(super) fn is_hidden(element: &Element) -> bool {
    if element.has_attr("hidden") || element.attr("aria-hidden").as_deref() == Some("true") {
        return true;
    }
    let is_unseen = |class: &str| UNSEEN_CLASSES.contains(&class);
    if element.class().is_some_and(|class| class.split_ascii_whitespace().any(is_unseen)) {
        return true;
    }
    let Some(style) = element.attr("style") else { return false };
    let style: String = style.chars().filter(|char| !char.is_ascii_whitespace()).collect();
    let style = style.to_ascii_lowercase();
    style.contains("display:none") || style.contains("visibility:hidden")
}

/// Classes of what only a screen reader reads out, as a label before a name.
const UNSEEN_CLASSES: [&str; 4] =
    ["screen-reader-text", "sr-only", "visually-hidden", "visuallyhidden"];

/// Gives the language of a code block: the one its class names, or that of the code inside.
pub(super) fn language(node: &NodeRef<'_>) -> Option<String> {
    let own = named_language(node);
    own.or_else(|| named_language(&node.children_it(false).find(|child| child.has_name("code"))?))
}

/// Words before the language in a class: `language-rust`, as HTML recommends, and others in use.
const LANGUAGE_CLASSES: [&str; 4] = ["language-", "lang-", "highlight-source-", "brush:"];

fn named_language(node: &NodeRef<'_>) -> Option<String> {
    let class = node.class()?;
    let mut words = class.split_ascii_whitespace();
    let language = words
        .find_map(|word| LANGUAGE_CLASSES.iter().find_map(|before| word.strip_prefix(before)))?;
    (!language.is_empty()).then(|| language.to_owned())
}
