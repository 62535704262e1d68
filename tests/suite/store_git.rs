//! Bookmarks that two people, or one with two machines, keep in a git repository.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use sidehead::bookmark::identity::Identity;
use sidehead::bookmark::{Bookmark, Colour, Id, Time};
use sidehead::store::bookmarks::Shelf;
use sidehead::text::clean;

use crate::store::{bookmark, ferry};
use crate::support::chance::Chance;

/// Pairs of clones, and how often both change and one takes the other's changes in.
const PAIRS: u64 = 20;
const ROUNDS: usize = 10;

#[test]
fn two_hundred_random_histories_are_merged() {
    if Command::new("git").arg("--version").output().is_err() {
        // Past the test's own capture: that nothing was tried must not go unseen.
        let words = "SKIPPED: git is not installed, so no history was merged\n";
        std::io::stderr().write_all(words.as_bytes()).unwrap();
        return;
    }
    let mut seen = Seen::default();
    for seed in 0..PAIRS {
        let mut pair = Pair::new(seed);
        (0..ROUNDS).for_each(|_| pair.round(&mut seen));
    }
    // What is not in the histories is not tried.
    let Seen { clean, both_edited, edited_and_deleted, deleted } = seen;
    assert!(clean > 5, "{clean} merges that git did alone");
    assert!(both_edited > 50, "{both_edited} bookmarks edited on both sides");
    assert!(edited_and_deleted > 10, "{edited_and_deleted} edited on one and deleted on the other");
    assert!(deleted > 100, "{deleted} deleted");
}

/// What there was in all histories.
#[derive(Default)]
struct Seen {
    clean: usize,
    both_edited: usize,
    edited_and_deleted: usize,
    deleted: usize,
}

/// Two clones of one repository of bookmarks, each with its reader.
struct Pair {
    chance: Chance,
    seed: u64,
    _home: tempfile::TempDir,
    sides: [Side; 2],
    /// What both agreed on last.
    base: BTreeMap<Id, Bookmark>,
    next_id: u128,
    now: i64,
}

struct Side {
    config: PathBuf,
    origin: &'static str,
    /// When each field of a bookmark was changed since both agreed.
    edits: BTreeMap<(Id, Field), (i64, Bookmark)>,
    added: BTreeMap<Id, Bookmark>,
    deleted: Vec<Id>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Field {
    Note,
    Tags,
    Colour,
}

const FIELDS: [Field; 3] = [Field::Note, Field::Tags, Field::Colour];

impl Pair {
    fn new(seed: u64) -> Pair {
        // In memory where that can be had: nothing here is about a disk.
        let home = tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).unwrap();
        let side = |name: &str, origin| Side {
            config: home.path().join(name),
            origin,
            edits: BTreeMap::new(),
            added: BTreeMap::new(),
            deleted: Vec::new(),
        };
        let sides = [side("here", "/here/ferry.txt"), side("there", "/there/ferry.txt")];
        let base = BTreeMap::new();
        let chance = Chance::new(seed);
        let mut pair = Pair { chance, seed, _home: home, sides, base, next_id: 1, now: 1_000_000 };
        pair.clone();
        pair
    }

    /// Makes the repository, with a few bookmarks, and its clone.
    fn clone(&mut self) {
        let [here, there] = self.sides.each_ref().map(Side::repository);
        fs::create_dir_all(&here).unwrap();
        git(&here, &["init", "-q"]);
        (0..4).for_each(|_| self.add(0));
        self.base = std::mem::take(&mut self.sides[0].added);
        commit(&here);
        fs::create_dir_all(there.parent().unwrap()).unwrap();
        git(&here, &["clone", "-q", here.to_str().unwrap(), there.to_str().unwrap()]);
        // Each reads the other's commits where they are, which is quicker than to fetch them.
        for (one, other) in [(&here, &there), (&there, &here)] {
            let objects = format!("{}\n", other.join(".git/objects").display());
            fs::write(one.join(".git/objects/info/alternates"), objects).unwrap();
        }
    }

    /// Lets both sides change what they like, merges one into the other, and lets both agree.
    fn round(&mut self, seen: &mut Seen) {
        for side in 0..2 {
            self.sides[side].learn();
            (0..1 + self.chance.below(5)).for_each(|_| self.change(side));
        }
        let [here, there] = self.sides.each_ref().map(Side::repository);
        commit(&there);
        let merged = try_git(&there, &["merge", "-q", "--no-edit", &commit(&here)]);
        seen.clean += usize::from(merged.status.success());
        self.check_no_addition_conflicts(&there);
        let expected = self.expected(seen);
        self.check(1, &expected);
        git(&here, &["merge", "-q", "--ff-only", &commit(&there)]);
        self.check(0, &expected);
        self.base = expected;
        for side in &mut self.sides {
            side.edits.clear();
            side.added.clear();
            side.deleted.clear();
        }
    }

    fn change(&mut self, side: usize) {
        self.now += 1;
        let deleted = &self.sides[side].deleted;
        let there: Vec<Id> = self.base.keys().filter(|id| !deleted.contains(id)).copied().collect();
        let chosen = there.get(self.chance.below(there.len().max(1))).copied();
        match (chosen, self.chance.below(8)) {
            (Some(id), 0) => self.delete(side, id),
            (Some(id), 1..=5) => self.edit(side, id),
            _ => self.add(side),
        }
    }

    fn add(&mut self, side: usize) {
        let bookmark = bookmark(self.next_id, self.now);
        self.next_id += 1;
        self.sides[side].save(&bookmark);
        self.sides[side].added.insert(bookmark.id, bookmark);
    }

    fn edit(&mut self, side: usize, id: Id) {
        let field = FIELDS[self.chance.below(FIELDS.len())];
        let text = clean::line(&format!("{field:?} at {}", self.now)).into_owned();
        let mut bookmark = self.sides[side].read(id);
        match field {
            Field::Note => bookmark.note = text,
            Field::Tags => bookmark.tags.push(text),
            Field::Colour if bookmark.colour == Colour::Red => bookmark.colour = Colour::Green,
            Field::Colour => bookmark.colour = Colour::Red,
        }
        bookmark.modified = Time(self.now);
        self.sides[side].save(&bookmark);
        self.sides[side].edits.insert((id, field), (self.now, bookmark));
    }

    fn delete(&mut self, side: usize, id: Id) {
        self.sides[side].remove(id);
        self.sides[side].edits.retain(|(edited, _), _| *edited != id);
        self.sides[side].deleted.push(id);
    }

    /// Gives what both should have in the end: each addition; of each field the latest change; and
    /// nothing of what was deleted, unless the other side changed it without knowing that.
    fn expected(&self, seen: &mut Seen) -> BTreeMap<Id, Bookmark> {
        let [here, there] = &self.sides;
        let mut expected = self.base.clone();
        for (id, bookmark) in &mut expected {
            let edited = self.sides.each_ref().map(|side| side.has_edited(*id));
            seen.both_edited += usize::from(edited == [true, true]);
            for field in FIELDS {
                let edits = [here, there].map(|side| side.edits.get(&(*id, field)));
                let latest = edits.into_iter().flatten().max_by_key(|(at, _)| *at);
                let Some((at, by)) = latest else { continue };
                match field {
                    Field::Note => bookmark.note = by.note.clone(),
                    Field::Tags => bookmark.tags = by.tags.clone(),
                    Field::Colour => bookmark.colour = by.colour,
                }
                bookmark.modified = bookmark.modified.max(Time(*at));
            }
        }
        for (one, other) in [(here, there), (there, here)] {
            seen.deleted += one.deleted.len();
            for id in &one.deleted {
                match other.has_edited(*id) {
                    true => seen.edited_and_deleted += 1,
                    false => drop(expected.remove(id)),
                }
            }
            expected.extend(one.added.clone());
        }
        expected
    }

    /// Demands that git found no conflict in what only one side made.
    #[track_caller]
    fn check_no_addition_conflicts(&self, repository: &Path) {
        let status = git(repository, &["ls-files", "--unmerged"]);
        for id in self.sides.iter().flat_map(|side| side.added.keys()) {
            assert!(!status.contains(&id.to_string()), "seed {}: {status}", self.seed);
        }
    }

    /// Demands that a reader on one side sees these bookmarks, and that nothing is unmerged after.
    #[track_caller]
    fn check(&self, side: usize, expected: &BTreeMap<Id, Bookmark>) {
        let found = self.sides[side].shelf().find(&self.sides[side].identity());
        assert_eq!(found.notices, [], "seed {}", self.seed);
        let found: BTreeMap<Id, Bookmark> =
            found.bookmarks.into_iter().map(|bookmark| (bookmark.id, bookmark)).collect();
        assert_eq!(found, *expected, "seed {}", self.seed);
        self.sides[side].learn();
        for path in super::store::files(&self.sides[side].repository()) {
            let is_ours = path.extension().is_some_and(|extension| extension == "json");
            let text = fs::read(&path).unwrap();
            let is_whole = serde_json::from_slice::<serde_json::Value>(&text).is_ok();
            assert!(is_whole || !is_ours, "seed {}: {}", self.seed, path.display());
        }
    }
}

impl Side {
    fn repository(&self) -> PathBuf {
        self.config.join("bookmarks")
    }

    fn shelf(&self) -> Shelf {
        Shelf::open(&self.config)
    }

    /// Gives what the article is known by here, where it lies elsewhere than there.
    fn identity(&self) -> Identity {
        Identity { origins: vec![self.origin.to_owned()], ..ferry() }
    }

    fn learn(&self) {
        let shelf = self.shelf();
        shelf.learn(&mut shelf.find(&self.identity()).folder, &self.identity()).unwrap();
    }

    fn read(&self, id: Id) -> Bookmark {
        let found = self.shelf().find(&self.identity());
        found.bookmarks.into_iter().find(|bookmark| bookmark.id == id).unwrap()
    }

    fn save(&self, bookmark: &Bookmark) {
        let shelf = self.shelf();
        let mut found = shelf.find(&self.identity());
        assert_eq!(shelf.save(&mut found.folder, bookmark).unwrap(), *bookmark);
    }

    fn remove(&self, id: Id) {
        let shelf = self.shelf();
        shelf.remove(&mut shelf.find(&self.identity()).folder, id).unwrap();
    }

    fn has_edited(&self, id: Id) -> bool {
        FIELDS.iter().any(|field| self.edits.contains_key(&(id, *field)))
    }
}

/// Commits what there is, and gives the commit's name.
fn commit(repository: &Path) -> String {
    git(repository, &["add", "-A"]);
    git(repository, &["commit", "-q", "--allow-empty", "-m", "bookmarks"]);
    git(repository, &["rev-parse", "HEAD"]).trim().to_owned()
}

/// Runs git, which must succeed, and gives what it printed.
#[track_caller]
fn git(repository: &Path, arguments: &[&str]) -> String {
    let Output { status, stdout, stderr } = try_git(repository, arguments);
    assert!(status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&stderr));
    String::from_utf8(stdout).unwrap()
}

/// Runs git as it comes, with no one's settings but not to wait for the disk.
fn try_git(repository: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new("git");
    command
        .args(["-c", "core.fsync=none", "-c", "gc.auto=0", "-C"])
        .arg(repository)
        .args(arguments);
    command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_SYSTEM", "/dev/null");
    for who in ["GIT_AUTHOR", "GIT_COMMITTER"] {
        command.env(format!("{who}_NAME"), "A Reader");
        command.env(format!("{who}_EMAIL"), "reader@example.org");
    }
    command.output().unwrap()
}
