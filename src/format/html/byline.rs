//! Who wrote the article, where a page says so to its readers only.

use dom_query::{Document, Element, NodeRef};

use super::shown;

/// Gives the words of the first part of `page` that is named for an author and says more than a
/// label; none of a comment.
pub(super) fn find(page: &Document) -> Option<String> {
    let body = page.body()?;
    let is_skipped = |node: &NodeRef<'_>| node.id != body.id && is_of(node, is_comment);
    let mut named = shown::nodes(body, is_skipped).filter(|node| is_of(node, is_byline));
    named.find_map(|node| Some(words(&node)).filter(|words| says_who(words)))
}

fn is_of(node: &NodeRef<'_>, is_so: fn(&Element) -> bool) -> bool {
    node.element_ref().is_some_and(|element| is_so(&element))
}

/// Gives the names of an element that pages are styled by, in lower case.
fn names(element: &Element) -> String {
    let names = [element.class(), element.id()].into_iter().flatten();
    names.map(|name| name.to_ascii_lowercase() + " ").collect()
}

/// Words in the names of parts that say who wrote an article.
const BYLINES: [&str; 4] = ["byline", "author", "dateline", "writtenby"];

fn is_byline(element: &Element) -> bool {
    let says = |name: &str| element.attr(name).is_some_and(|value| value.contains("author"));
    says("rel") || says("itemprop") || {
        let names = names(element);
        BYLINES.iter().any(|word| names.contains(word))
    }
}

/// What follows "comment" in the names of a part that holds comments or one of them.
const COMMENTS: [&str; 6] = ["", "s", "list", "s-area", "s-list", "s-section"];

fn is_comment(element: &Element) -> bool {
    let is_one = |name: &str| {
        let rest = name.strip_prefix("comment");
        name == "respond"
            || rest.is_some_and(|rest| rest.starts_with(['-', '_']) || COMMENTS.contains(&rest))
    };
    names(element).split_ascii_whitespace().any(is_one)
}

/// Gives the words of a part that are shown, with a space between two elements side by side: pages
/// part those by their styles.
fn words(part: &NodeRef<'_>) -> String {
    let mut words = String::new();
    for node in shown::nodes(*part, |_| false).filter(NodeRef::is_text) {
        if starts_element_beside_another(&node, part) {
            words.push(' ');
        }
        words.push_str(&node.text());
    }
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Tells whether an element begins with `node`, inside of `part`, right after another one.
fn starts_element_beside_another(node: &NodeRef<'_>, part: &NodeRef<'_>) -> bool {
    let mut last = *node;
    while last.id != part.id {
        if let Some(before) = last.prev_sibling() {
            return last.is_element() && before.is_element();
        }
        let Some(parent) = last.parent() else { break };
        last = parent;
    }
    false
}

/// Characters that no byline has; such a part holds more than one.
const MOST_CHARACTERS: usize = 100;

/// What stands before a name or a date, and says nothing by itself.
const LABELS: [&str; 30] = [
    "about",
    "am",
    "author",
    "auteur",
    "autor",
    "autora",
    "autore",
    "autorin",
    "by",
    "da",
    "door",
    "el",
    "geplaatst",
    "geschrieben",
    "il",
    "le",
    "on",
    "op",
    "par",
    "por",
    "posted",
    "published",
    "publicado",
    "publié",
    "pubblicato",
    "the",
    "veröffentlicht",
    "von",
    "writer",
    "written",
];

/// Tells whether `words` are more than a label.
fn says_who(words: &str) -> bool {
    let is_label = |word: &str| {
        let word = word.trim_matches(|char: char| !char.is_alphanumeric()).to_lowercase();
        word.is_empty() || LABELS.contains(&&*word)
    };
    words.chars().count() < MOST_CHARACTERS
        && !words.ends_with(':')
        && !words.split(' ').all(is_label)
}

#[cfg(test)]
mod tests {
    use dom_query::Document;

    use super::find;

    #[track_caller]
    fn check(case: &str, body: &str, expected: Option<&str>) {
        assert_eq!(find(&Document::from(body)).as_deref(), expected, "{case}");
    }

    #[test]
    fn what_is_named_for_an_author_says_who() {
        check("by its class", "<p>A<p class='post-author'>R. Holt", Some("R. Holt"));
        check("by its link", "<a rel=author>R. Holt</a>", Some("R. Holt"));
        check(
            "elements side by side stand apart",
            "<p class=byline><span>Written by</span><a>R. Holt</a>",
            Some("Written by R. Holt"),
        );
        check("letters of one word do not", "<p class=byline><b>R</b>uth", Some("Ruth"));
        check(
            "what only a screen reader reads out",
            "<p class=author><span class=screen-reader-text>Author</span><a>R. Holt</a>",
            Some("R. Holt"),
        );
        check(
            "a label before it",
            "<i class=prep-author>Posted on</i> 3 May <i class=by-author>by R. Holt</i>",
            Some("by R. Holt"),
        );
        check("a label alone", "<p class=author>Veröffentlicht am:", None);
        check("long ones", &format!("<p class=author>{}", "R. Holt ".repeat(20)), None);
    }

    #[test]
    fn nobody_who_comments_wrote_the_article() {
        check("a list", "<ol class=commentlist><li><b class=author>Ann</b></ol>", None);
        check("one", "<div id=comment-3><cite class=author>Ann</cite></div>", None);
        check("who says something", "<cite class=author>Ann says:</cite>", None);
        check(
            "a page that may be commented on",
            "<body class=comments-open><p class=author>R. Holt",
            Some("R. Holt"),
        );
    }
}
