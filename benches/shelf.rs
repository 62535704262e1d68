//! Ten thousand bookmarks over two thousand articles: how long a list of all takes, and how long
//! it takes to find those of one article.

use std::fs;
use std::path::Path;

use sidehead::bookmark::identity::{Identity, Sketch};
use sidehead::bookmark::{Bookmark, Colour, Id, Quote, Time};
use sidehead::store::bookmarks::Shelf;
use sidehead::text::clean;

const ARTICLES: u64 = 2_000;
const EACH: u64 = 5;

fn main() {
    divan::main();
}

fn identity(number: u64) -> Identity {
    Identity {
        title: Some(clean::line(&format!("Article {number} of many")).into_owned()),
        origins: vec![format!("/home/reader/articles/{number}.md")],
        hashes: vec![format!("{number:064x}")],
        sketch: Sketch(
            (0..64).map(|part| (number << 32 | part).wrapping_mul(0x9e37_79b9)).collect(),
        ),
    }
}

fn bookmark(number: u64) -> Bookmark {
    let words = |count: usize| {
        let text = "the wall had been too short for a hundred years and nobody knew ".repeat(count);
        clean::line(&text).into_owned()
    };
    Bookmark {
        id: Id(u128::from(number)),
        quote: Quote { exact: words(3), prefix: words(4), suffix: words(4), ..Quote::default() },
        section: vec![clean::line("A wall too short")],
        note: words(1),
        tags: vec![clean::line("harbours")],
        colour: Colour::default(),
        created: Time(1_700_000_000),
        modified: Time(1_700_000_000),
    }
}

/// Makes the shelf once: one article as the program writes it, and the others after its likeness,
/// since to wait for the disk twenty thousand times takes minutes.
fn config() -> &'static Path {
    static CONFIG: std::sync::OnceLock<tempfile::TempDir> = std::sync::OnceLock::new();
    let made = CONFIG.get_or_init(|| {
        let config = tempfile::tempdir().expect("a directory can be made");
        let shelf = Shelf::open(config.path());
        let mut folder = shelf.find(&identity(0)).folder;
        shelf.save(&mut folder, &bookmark(0)).expect("it is written");
        let root = config.path().join("bookmarks");
        let first = fs::read_dir(&root).expect("it is there").next().expect("there is one");
        let first = first.expect("it is read").path();
        let read = |name: &str| fs::read_to_string(first.join(name)).expect("it is there");
        let (article, one) = (read("article.json"), read(&format!("{}.json", Id(0))));
        for number in 1..ARTICLES {
            let directory = root.join(format!("article-{number}"));
            fs::create_dir(&directory).expect("it is made");
            let sketch = |number| {
                let Identity { sketch, .. } = identity(number);
                sketch.0.iter().map(|part| format!("{part:016x}")).collect::<String>()
            };
            let own = article
                .replace("Article 0 ", &format!("Article {number} "))
                .replace("/0.md", &format!("/{number}.md"))
                .replace(&format!("{:064x}", 0), &format!("{number:064x}"))
                .replace(&sketch(0), &sketch(number));
            fs::write(directory.join("article.json"), own).expect("it is written");
            for id in number * EACH..(number + 1) * EACH {
                let own = one.replace(&Id(0).to_string(), &Id(u128::from(id)).to_string());
                fs::write(directory.join(format!("{}.json", Id(u128::from(id)))), own)
                    .expect("it is written");
            }
        }
        // Only what has been as it is for two seconds is remembered.
        std::thread::sleep(std::time::Duration::from_secs(3));
        config
    });
    made.path()
}

fn shelf() -> Shelf {
    Shelf::open(config()).with_cache(Some(&config().join("cache")))
}

#[divan::bench]
fn a_list_of_all(bencher: divan::Bencher) {
    let shelf = shelf();
    assert_eq!(shelf.overview().articles.len(), 2_000);
    bencher.bench_local(|| shelf.overview());
}

#[divan::bench(sample_count = 20)]
fn a_list_of_all_without_the_cache(bencher: divan::Bencher) {
    let shelf = Shelf::open(config());
    bencher.bench_local(|| shelf.overview());
}

#[divan::bench]
fn the_bookmarks_of_one_article(bencher: divan::Bencher) {
    let shelf = shelf();
    let _ = shelf.overview();
    let wanted = identity(1_234);
    bencher.bench_local(|| {
        let found = shelf.find(&wanted);
        assert_eq!(found.bookmarks.len(), 5);
        found
    });
}

#[divan::bench]
fn a_bookmark_by_its_name(bencher: divan::Bencher) {
    let shelf = shelf();
    let name = Id(4_321).to_string();
    bencher.bench_local(|| shelf.named(&name).expect("it is there"));
}
