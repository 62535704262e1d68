//! One article in three formats is one article, and its bookmarks are in each of them; two
//! articles of one title are two.

use sidehead::bookmark::anchor::Index;
use sidehead::bookmark::identity::Identity;
use sidehead::document::Document;
use sidehead::format::{self, Part, Source};
use sidehead::text;

const PLAIN: &str = "\
A Harbour Rebuilt

The harbour at Vane was too small for a hundred years. \"Nobody had measured it,\" the engineer
says -- and then somebody did.

Dredging by night

The dredgers worked from ten in the evening until the first ferry, so that nobody on the quay saw
more of them than a row of lamps. What they brought up was weighed, photographed and, for the most
part, put back.

- Chains, a bell and eleven anchors came up in the first week.
- Nothing of what came up was older than the wall.

A wall too short

The new wall is forty metres longer than the old one. It doesn't reach the lighthouse; it was never
meant to. The last stone was laid in October, two years late and, to everyone's surprise, under
budget.
";

const MARKDOWN: &str = "\
# A Harbour Rebuilt

The harbour at Vane was *too small* for a hundred years. “Nobody had measured it,” the engineer says
— and then somebody did.

## Dredging by night

The [dredgers](https://example.org/dredgers) worked from ten in the evening until the first ferry, so
that nobody on the quay saw more of them than a row of lamps. What they brought up was weighed,
photographed and, for the most part, **put back**.

* Chains, a bell and eleven anchors came up in the first week.
* Nothing of what came up was older than the wall.

## A wall too short

The new wall is forty metres longer than the old one. It doesn’t reach the lighthouse; it was never
meant to. The last stone was laid in October, two years late and, to everyone’s surprise, under
budget.
";

const HTML: &str = "\
<!DOCTYPE html><html><head><title>A Harbour Rebuilt</title></head><body><article>
<h1>A Harbour Rebuilt</h1>
<p>The harbour at Vane was <em>too small</em> for a hundred years. &ldquo;Nobody had measured
it,&rdquo; the engineer says&nbsp;&mdash; and then somebody did.</p>
<h2>Dredging by night</h2>
<p>The <a href=\"https://example.org/dredgers\">dredgers</a> worked from ten in the evening until the
first ferry, so that nobody on the quay saw more of them than a row of lamps. What they brought up
was weighed, photographed and, for the most part, <b>put back</b>.</p>
<ul><li>Chains, a bell and eleven anchors came up in the first week.</li>
<li>Nothing of what came up was older than the wall.</li></ul>
<h2>A wall too short</h2>
<p>The new wall is forty metres longer than the old one. It doesn&rsquo;t reach the lighthouse; it
was never meant to. The last stone was laid in October, two years late and, to everyone&rsquo;s
surprise, under budget.</p></article></body></html>
";

const FORMATS: [(&str, &str); 3] = [("a.txt", PLAIN), ("b.md", MARKDOWN), ("c.html", HTML)];

fn parsed(name: &str, bytes: &str) -> (Document, Identity) {
    let source =
        Source { bytes: bytes.as_bytes(), name: Some(name), format: None, part: Part::Whole };
    let document = format::parse(&source).unwrap();
    let identity = Identity::of(bytes.as_bytes(), &document, Some(name));
    (document, identity)
}

/// Gives the letters of what was found, without what a conversion may change.
fn letters(words: &str) -> String {
    words.chars().filter(|char| char.is_alphanumeric()).collect()
}

#[test]
fn an_article_is_the_same_in_every_format() {
    for (one, ours) in FORMATS {
        for (other, theirs) in FORMATS {
            let (ours, theirs) = (parsed(one, ours).1, parsed(other, theirs).1);
            let likeness = ours.sketch.likeness(&theirs.sketch);
            assert!(ours.same(&theirs), "{one} and {other} (likeness {likeness})");
        }
    }
}

#[test]
fn bookmarks_are_in_every_format() {
    for (one, ours) in FORMATS {
        let (old, _) = parsed(one, ours);
        let (index, sentences) = (Index::default(), text::sentences(old.text()));
        assert!(sentences.len() > 8, "{one} has sentences");
        for (other, theirs) in FORMATS {
            let (new, _) = parsed(other, theirs);
            let there = Index::default();
            for sentence in &sentences {
                let words = old.slice(sentence.clone());
                let quote = index.describe(old.text(), sentence.clone());
                let found = there.resolve(new.text(), &quote).range();
                let found = found.map(|range| letters(new.slice(range)));
                assert_eq!(found, Some(letters(words)), "of {one} in {other}: {words}");
            }
        }
    }
}

/// Gives a page of a column that has one title each week: a share of it stands in all of them.
fn weekly(week: usize, standing: usize, own: usize) -> Identity {
    let sentence = |kind: &str, number: usize| {
        format!("{kind}{number} fell {number}fold on{kind} near {kind}x{number}. ")
    };
    let standing: String = (0..standing).map(|number| sentence("same", number)).collect();
    let own: String = (0..own).map(|number| sentence(&format!("week{week}n"), number)).collect();
    parsed(&format!("{week}.md"), &format!("# The Week in Vane\n\n{standing}\n\n{own}\n")).1
}

#[test]
fn articles_of_one_title_are_not_mixed() {
    for (standing, own) in [(0, 100), (20, 80), (40, 60), (50, 50)] {
        for week in 1..20 {
            let (this, next) = (weekly(week, standing, own), weekly(week + 1, standing, own));
            let likeness = this.sketch.likeness(&next.sketch);
            assert!(
                !this.same(&next),
                "weeks {week} and {} share {standing} of 100 sentences (likeness {likeness})",
                week + 1
            );
        }
    }
}
