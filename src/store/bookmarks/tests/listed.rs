//! The list of all bookmarks, and what is remembered of it.

use super::*;

#[test]
fn a_list_of_all_tells_each_article_and_its_bookmarks() {
    let (config, shelf, _) = config(&[bookmark(1), noted(2, "later", 2_000_000)]);
    fs::write(file(config.path(), 3), "{").expect("it is written");
    let overview = shelf.overview();
    let [article] = &*overview.articles else { panic!("one article, not {overview:?}") };
    assert_eq!(article.title.as_deref(), Some("A Harbour Rebuilt: “Dredging”"));
    assert_eq!(article.origins, ["/home/harbour.txt"]);
    let told: Vec<(Id, &str, &str)> =
        article.bookmarks.iter().map(|brief| (brief.id, &*brief.words, &*brief.note)).collect();
    assert_eq!(told, [(Id(1), "The dredgers worked", ""), (Id(2), "The dredgers worked", "later")]);
    assert_eq!(overview.notices.len(), 1);
}

/// Gives an article that is like no other.
fn numbered(number: u64) -> Identity {
    Identity {
        title: Some(clean::line(&format!("Article {number}")).into_owned()),
        origins: vec![format!("/{number}")],
        hashes: vec![format!("{number:064x}")],
        sketch: Sketch((number * 100..number * 100 + 60).collect()),
    }
}

/// Gives a disk with thirty articles of two bookmarks each, and its shelf with a cache.
fn thirty() -> (InMemory, Shelf) {
    let memory = InMemory::default();
    let shelf = Shelf::on(Box::new(memory.clone()), Path::new("/config"));
    for number in 1..=30 {
        let mut folder = shelf.find(&numbered(number)).folder;
        for id in [u128::from(number), u128::from(number) << 64] {
            shelf.save(&mut folder, &bookmark(id)).expect("it is written");
        }
    }
    let shelf = shelf.with_cache(Some(Path::new("/cache")));
    assert_eq!(shelf.overview().articles.len(), 30);
    (memory, shelf)
}

#[test]
fn only_what_has_changed_is_read_again() {
    let (memory, shelf) = thirty();
    let read = || -> Vec<PathBuf> {
        let of_shelf = |path: &PathBuf| path.starts_with("/config");
        memory.reads().into_iter().filter(of_shelf).collect()
    };
    read();
    let overview = shelf.overview();
    assert_eq!(read(), Vec::<PathBuf>::new(), "nothing has changed");
    assert_eq!(overview.articles.iter().map(|one| one.bookmarks.len()).sum::<usize>(), 60);

    let mut found = shelf.find(&numbered(7));
    assert_eq!(found.bookmarks.len(), 2);
    let read_now = read();
    assert_eq!(read_now.len(), 2, "an article's own bookmarks: {read_now:?}");
    assert!(read_now.iter().all(|path| path.to_string_lossy().contains("article-7-")));

    shelf.save(&mut found.folder, &noted(7, "new", 2_000_000)).expect("it is written");
    shelf.remove(&mut found.folder, Id(7 << 64)).expect("it is removed");
    read();
    let overview = shelf.overview();
    assert_eq!(read().len(), 1, "one file has changed");
    let seven = |one: &&Summary| one.origins == ["/7"];
    let seven = overview.articles.iter().find(seven).expect("it is there");
    let notes: Vec<&str> = seven.bookmarks.iter().map(|brief| &*brief.note).collect();
    assert_eq!(notes, ["new"]);
}

#[test]
fn what_is_remembered_makes_no_difference() {
    let (memory, shelf) = thirty();
    let plain = Shelf::on(Box::new(memory.clone()), Path::new("/config"));
    let expected = plain.overview();
    assert_eq!(shelf.overview(), expected);
    for name in memory.names().into_iter().filter(|name| name.starts_with("/cache")) {
        for bytes in ["", "{", "[]", "{\"version\": 2, \"files\": {}}"] {
            memory.put(Path::new(&name), bytes.as_bytes());
            assert_eq!(shelf.overview(), expected, "{name} holds {bytes:?}");
        }
    }
    for at in 1.. {
        let disk = Failing::new(memory.clone(), at, Failure::Once(std::io::ErrorKind::Other));
        let failing = Shelf::on(Box::new(disk.clone()), Path::new("/config"));
        let seen = failing.with_cache(Some(Path::new("/cache"))).overview();
        assert!(seen == expected || !seen.notices.is_empty(), "call {at} failed in silence");
        if !disk.has_failed() {
            break;
        }
    }
}

#[test]
fn two_directories_of_one_article_are_listed_as_one() {
    let (config, shelf, _) = config(&[bookmark(1), bookmark(2)]);
    let root = config.path().join("bookmarks");
    let (first, second) = (file(config.path(), 1), root.join("copy"));
    let first = first.parent().expect("it has a parent");
    fs::create_dir(&second).expect("it is made");
    let identity = Identity {
        origins: vec!["/elsewhere".to_owned()],
        hashes: vec!["9".to_owned()],
        ..harbour()
    };
    let bytes = record::bytes(&record::of_article(&identity));
    fs::write(second.join("article.json"), bytes).expect("it is written");
    let name = format!("{}.json", Id(2));
    fs::copy(first.join(&name), second.join(&name)).expect("it is copied");
    let name = format!("{}.json", Id(3));
    let bytes = record::bytes(&record::of_bookmark(&bookmark(3)));
    fs::write(second.join(name), bytes).expect("it is written");
    let overview = shelf.overview();
    let [article] = &*overview.articles else { panic!("one article, not {overview:?}") };
    let ids: Vec<Id> = article.bookmarks.iter().map(|brief| brief.id).collect();
    assert_eq!(ids, [Id(1), Id(2), Id(3)]);
    let all = shelf.all();
    assert_eq!(all.len(), 1);
    assert_eq!(all[0].bookmarks.len(), 3);
}
