//! What a page says of its article: title, author, date.

use dom_smoothie::Metadata;

use crate::document::Meta;
use crate::text::clean::{self, Clean};

/// What tells the title of an article.
#[derive(Debug, Default)]
pub(super) struct Titles {
    /// The title given to machines, or a shortened form of the page's title.
    pub(super) said: String,
    /// The page's title, as a rule with the name of the site.
    pub(super) written: String,
    pub(super) site: Option<String>,
    /// The heading on top of the article, where it stands over all others.
    pub(super) top_heading: Option<String>,
    /// Whether that is of level 1.
    pub(super) is_main: bool,
    /// All headings of level 1 of the page.
    pub(super) main_headings: Vec<String>,
}

/// Gives what a page says of its article, each part as one line.
pub(super) fn read(metadata: &Metadata, titles: &Titles) -> Meta {
    let said = |text: &str| Some(clean::line(text)).filter(|text| !text.is_empty());
    Meta {
        title: said(title(titles)),
        byline: metadata.byline.as_deref().map(without_marks).and_then(said),
        date: metadata.published_time.as_deref().and_then(said),
    }
}

/// Gives a byline without the marks that part it from what stands beside it on the page.
fn without_marks(byline: &str) -> &str {
    let is_mark = |char: char| matches!(char, '|' | '-' | '–' | '—' | '·' | '•' | '/' | ',');
    byline.trim_matches(|char: char| char.is_whitespace() || is_mark(char))
}

/// Gives the title as its author set it: the heading on top of the article where it is a main one
/// or the page's title starts or ends with it; else a main heading that the page's title starts
/// with; else the page's title without the name of the site.
fn title(titles: &Titles) -> &str {
    let said = [letters(&titles.said), letters(&titles.written)];
    let is_part = |heading: &str, is_part: fn(&str, &str) -> bool| {
        let heading = letters(heading);
        !heading.is_empty() && said.iter().any(|said| is_part(said, &heading))
    };
    let starts = |heading: &str| is_part(heading, |said, heading| said.starts_with(heading));
    let ends = |heading: &str| is_part(heading, |said, heading| said.ends_with(heading));
    if let Some(top) = &titles.top_heading
        && (titles.is_main || starts(top) || ends(top))
    {
        return top;
    }
    let without_site = without_site(&titles.said, titles.site.as_deref().unwrap_or_default());
    match &*titles.main_headings {
        [only] if without_site.is_empty() => only,
        headings => headings.iter().find(|heading| starts(heading)).map_or(without_site, |h| h),
    }
}

/// Marks between the name of an article and that of its site.
const SEPARATORS: [&str; 8] = [" | ", " – ", " — ", " - ", " · ", " • ", " » ", " :: "];

/// Gives `title` without the site's name before the first separator or after the last.
fn without_site<'a>(title: &'a str, site: &str) -> &'a str {
    let is_site = |part: &str| !site.is_empty() && letters(part) == letters(site);
    for separator in SEPARATORS {
        match (title.split_once(separator), title.rsplit_once(separator)) {
            (_, Some((name, last))) if is_site(last) => return name,
            (Some((first, name)), _) if is_site(first) => return name,
            _ => {}
        }
    }
    title
}

/// Gives the letters and digits of `text` in lower case.
pub(super) fn letters(text: &str) -> String {
    text.chars().filter(|char| char.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Gives the line under the title: who wrote the article, and the day it was published.
pub(super) fn byline(meta: &Meta) -> Option<Clean<'static>> {
    let day = meta.date.as_deref().map(|date| date.split_once('T').map_or(date, |(day, _)| day));
    let parts: Vec<&str> = meta.byline.as_deref().into_iter().chain(day).collect();
    (!parts.is_empty()).then(|| clean::line(&parts.join(" · ")))
}
