//! Whether text that nobody named is Markdown.

use super::front_matter;

/// Tells whether text is unmistakably Markdown: it opens with front matter, or has two headings
/// set off by blank lines, or one and a link, a fence or strong words.
///
/// A single `#` also starts a comment, a hashtag or a number, and underlined headings are at home
/// in plain text.
pub(in super::super) fn looks_so(text: &str) -> bool {
    let window = super::with_line_feeds(super::super::beginning(text, super::super::HEAD_BYTES));
    if front_matter::read(&window).bytes > 0 {
        return true;
    }
    match headings(&window) {
        0 => false,
        1 => has_other_signs(&window),
        _ => true,
    }
}

/// Counts headings `# …` outside of fences with a blank line or an end of the text on both sides.
fn headings(window: &str) -> usize {
    let mut found = 0;
    let mut fenced = false;
    let mut after_blank = true;
    let mut lines = window.lines().peekable();
    while let Some(line) = lines.next() {
        fenced ^= is_fence(line);
        let before_blank = lines.peek().is_none_or(|next| next.trim().is_empty());
        found += usize::from(!fenced && after_blank && before_blank && is_heading(line));
        after_blank = line.trim().is_empty();
    }
    found
}

fn is_heading(line: &str) -> bool {
    let words = line.trim_start_matches('#');
    let level = line.len() - words.len();
    (1..=6).contains(&level) && words.starts_with(' ') && words.contains(char::is_alphabetic)
}

fn has_other_signs(window: &str) -> bool {
    window.contains("](") || window.lines().any(is_fence) || window.matches("**").count() >= 2
}

fn is_fence(line: &str) -> bool {
    line.starts_with("```") || line.starts_with("~~~")
}

#[cfg(test)]
mod tests {
    use super::looks_so;

    #[track_caller]
    fn check(case: &str, text: &str, expected: bool) {
        assert_eq!(looks_so(text), expected, "{case}");
    }

    #[test]
    fn markdown_is_told_from_text() {
        check("front matter", "---\ntitle: Tides\n---\nText", true);
        check("two headings", "# Tides\n\nWords.\n\n## Ebb\n\nMore.", true);
        check("a heading and a link", "# Tides\n\nSee [this](a.html).", true);
        check("a heading and a fence", "# Tides\n\n```\nx\n```\n", true);
        check("comments", "# set the path\nPATH=/bin\n# and the rest\nHOME=/", false);
        check("a lone heading", "# 1 of 3\n\nPlain words.", false);
        check("underlined headings", "Tides\n=====\n\nWords.\n\nEbb\n---\n\nMore.", false);
        check("headings in a fence", "```\n\n# a\n\n# b\n\n```", false);
        check("nothing", "", false);
    }
}
