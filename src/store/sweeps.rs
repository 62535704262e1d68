//! Every call of the disk fails in turn, in every way, in every operation of the store: what is
//! kept is the old state or the new one, the reader is told, and trying again succeeds.

use std::fmt::Debug;
use std::path::{Path, PathBuf};

use super::bookmarks::{Found, Shelf};
use super::failing::{FAILURES, Failing, Failure};
use super::file::{Disk, is_half_written};
use super::in_memory::{CUTS, InMemory};
use super::state::{FarMark, Memory, Place, Recent};
use super::{Error, record};
use crate::bookmark::identity::{Identity, Sketch};
use crate::bookmark::spot::Spot;
use crate::bookmark::{Bookmark, Colour, Id, Quote, Time};
use crate::text::clean;

type Act<'a> = dyn Fn(Box<dyn Disk>, &mut Found) -> Result<(), Error> + 'a;

/// An operation, from a state of the disk to another.
struct Operation<'a, T> {
    name: &'a str,
    /// Makes the state that the operation starts from.
    prepare: &'a dyn Fn(&InMemory),
    /// Does it, on a disk that may fail, with what was found before it did.
    act: &'a Act<'a>,
    /// Gives what is kept, as the next start of the program sees it.
    see: &'a dyn Fn(&InMemory) -> T,
}

impl<T: Debug + PartialEq> Operation<'_, T> {
    #[track_caller]
    fn sweep(&self) {
        let calls = self.calls();
        assert!(calls > 3, "{} calls the disk {calls} times", self.name);
        for at in 1..=calls {
            for failure in FAILURES {
                self.fail(at, failure);
            }
            for cut in CUTS {
                self.stop(at, |memory| memory.cut(cut), &format!("{cut:?} at {at}"));
            }
            self.stop(at, |_| {}, &format!("killed at {at}"));
        }
        for cut in CUTS {
            let memory = self.start();
            self.done(&memory).expect(self.name);
            memory.cut(cut);
            assert_eq!(self.seen(&memory), self.after(), "{}: {cut:?} when it was done", self.name);
        }
    }

    fn start(&self) -> InMemory {
        let memory = InMemory::default();
        (self.prepare)(&memory);
        memory
    }

    /// Does it on a disk that does not fail.
    fn done(&self, memory: &InMemory) -> Result<(), Error> {
        let mut found = find(memory);
        (self.act)(Box::new(memory.clone()), &mut found)
    }

    fn before(&self) -> T {
        (self.see)(&self.start())
    }

    fn after(&self) -> T {
        let memory = self.start();
        self.done(&memory).expect(self.name);
        (self.see)(&memory)
    }

    /// Gives what the next start sees, and demands that it is whole and that nothing is left over.
    #[track_caller]
    fn seen(&self, memory: &InMemory) -> T {
        let seen = (self.see)(memory);
        let left = memory.names().into_iter().filter(|name| is_half_written(Path::new(name)));
        assert_eq!(left.collect::<Vec<_>>(), Vec::<String>::new(), "{}: left over", self.name);
        seen
    }

    /// Gives how many calls of the disk it takes.
    fn calls(&self) -> usize {
        (1..).find(|at| !self.act_failing(&self.start(), *at, Failure::FromThereOn).1).unwrap_or(1)
            - 1
    }

    fn act_failing(
        &self,
        memory: &InMemory,
        at: usize,
        failure: Failure,
    ) -> (Result<(), Error>, bool) {
        let mut found = find(memory);
        let disk = Failing::new(memory.clone(), at, failure);
        let acted = (self.act)(Box::new(disk.clone()), &mut found);
        (acted, disk.has_failed())
    }

    /// Lets one call fail, and tries again.
    #[track_caller]
    fn fail(&self, at: usize, failure: Failure) {
        let case = format!("{}: {failure:?} at {at}", self.name);
        let memory = self.start();
        let mut found = find(&memory);
        let disk = Failing::new(memory.clone(), at, failure);
        let acted = (self.act)(Box::new(disk.clone()), &mut found);
        assert_eq!(acted.is_err(), disk.has_failed(), "{case}: the reader is told");
        let before = memory.clone();
        let seen = (self.see)(&before);
        assert!(seen == self.before() || seen == self.after(), "{case}: {seen:?}");
        (self.act)(Box::new(memory.clone()), &mut found).expect(&case);
        assert_eq!(self.seen(&memory), self.after(), "{case}: tried again");
    }

    /// Lets no call succeed from one on; `end` is what happens to the disk before the next start.
    #[track_caller]
    fn stop(&self, at: usize, end: impl Fn(&InMemory), case: &str) {
        let memory = self.start();
        let (acted, has_failed) = self.act_failing(&memory, at, Failure::FromThereOn);
        assert_eq!(acted.is_err(), has_failed, "{}: {case}", self.name);
        end(&memory);
        let seen = self.seen(&memory);
        assert!(seen == self.before() || seen == self.after(), "{}: {case}: {seen:?}", self.name);
    }
}

fn harbour() -> Identity {
    Identity {
        title: Some(clean::line("A Harbour Rebuilt")),
        origins: vec!["/home/harbour.txt".to_owned()],
        hashes: vec!["0123456789abcdef".to_owned()],
        sketch: Sketch(vec![1, 2]),
    }
}

fn bookmark(id: u128, note: &'static str, modified: i64) -> Bookmark {
    Bookmark {
        id: Id(id),
        quote: Quote { exact: clean::line("The dredgers worked"), ..Quote::default() },
        section: Vec::new(),
        note: clean::line(note),
        tags: Vec::new(),
        colour: Colour::default(),
        created: Time(1_000_000),
        modified: Time(modified),
    }
}

fn shelf(disk: Box<dyn Disk>) -> Shelf {
    Shelf::on(disk, Path::new("/config"))
}

fn find(memory: &InMemory) -> Found {
    shelf(Box::new(memory.clone())).find(&harbour())
}

fn file(id: u128) -> PathBuf {
    Path::new("/config/bookmarks/a-harbour-rebuilt-01234567").join(format!("{}.json", Id(id)))
}

/// Makes a disk on which these bookmarks are.
fn holding(bookmarks: &[Bookmark]) -> impl Fn(&InMemory) {
    move |memory| {
        let mut found = find(memory);
        for bookmark in bookmarks {
            let shelf = shelf(Box::new(memory.clone()));
            shelf.save(&mut found.folder, bookmark).expect("nothing fails yet");
        }
    }
}

/// Gives the bookmarks that are kept, and what could not be read; demands that nothing is torn.
#[track_caller]
fn bookmarks(memory: &InMemory) -> Vec<Bookmark> {
    let found = find(memory);
    assert_eq!(found.notices, [], "nothing is torn");
    found.bookmarks
}

#[test]
fn saving_leaves_the_old_state_or_the_new_one() {
    for (name, old, saved) in [
        ("the first bookmark", &[][..], bookmark(1, "", 1_000_000)),
        ("another bookmark", &[bookmark(1, "", 1_000_000)], bookmark(2, "", 1_000_000)),
        ("an edit", &[bookmark(1, "", 1_000_000)], bookmark(1, "edited", 2_000_000)),
    ] {
        let act = |disk, found: &mut Found| shelf(disk).save(&mut found.folder, &saved).map(drop);
        Operation { name, prepare: &holding(old), act: &act, see: &bookmarks }.sweep();
    }
}

#[test]
fn removing_leaves_the_old_state_or_the_new_one() {
    let old = [bookmark(1, "", 1_000_000), bookmark(2, "", 1_000_000)];
    let act = |disk, found: &mut Found| shelf(disk).remove(&mut found.folder, Id(1));
    Operation { name: "a removal", prepare: &holding(&old), act: &act, see: &bookmarks }.sweep();
}

#[test]
fn learning_leaves_the_old_state_or_the_new_one() {
    let seen = Identity { origins: vec!["/moved".to_owned()], ..harbour() };
    let act = |disk, found: &mut Found| shelf(disk).learn(&mut found.folder, &seen);
    let see = |memory: &InMemory| {
        let found = find(memory);
        assert_eq!(found.notices, [], "nothing is torn");
        let path = file(1).with_file_name("article.json");
        let fields = record::fields(&memory.read(&path).expect("it is there"));
        (found.bookmarks, record::to_article(&fields.expect("it is whole")).expect("it is whole"))
    };
    let old = [bookmark(1, "", 1_000_000)];
    Operation { name: "learning", prepare: &holding(&old), act: &act, see: &see }.sweep();
}

#[test]
fn files_of_other_kinds_are_kept_as_safely() {
    let fields = |shape: &str| {
        let bytes = format!("{{\"version\": 1, \"kind\": \"drawing\", \"shape\": \"{shape}\"}}");
        record::fields(bytes.as_bytes()).expect("it is JSON")
    };
    let prepare = |memory: &InMemory| {
        let mut found = find(memory);
        let shelf = shelf(Box::new(memory.clone()));
        shelf.write(&mut found.folder, Id(9), fields("round")).expect("nothing fails yet");
    };
    let act = |disk, found: &mut Found| {
        shelf(disk).write(&mut found.folder, Id(9), fields("square")).map(drop)
    };
    let see = |memory: &InMemory| find(memory).folder.fields(Id(9)).cloned();
    Operation { name: "a drawing", prepare: &prepare, act: &act, see: &see }.sweep();
}

/// Reads a folder on a disk that fails, and demands that what was unmerged is merged in the end,
/// and never lost.
#[track_caller]
fn check_mending(case: &str, prepare: impl Fn(&InMemory), expected: &[Bookmark]) {
    for at in 1.. {
        for (failure, cut) in FAILURES
            .map(|f| (f, None))
            .into_iter()
            .chain(CUTS.map(|c| (Failure::FromThereOn, Some(c))))
        {
            let memory = InMemory::default();
            prepare(&memory);
            let disk = Failing::new(memory.clone(), at, failure);
            let _ = shelf(Box::new(disk.clone())).find(&harbour());
            if let Some(cut) = cut {
                memory.cut(cut);
            }
            let case = format!("{case}: {failure:?} at {at}, {cut:?}");
            assert_eq!(bookmarks(&memory), expected, "{case}");
            let names = memory.names();
            let expected = ["article.json".to_owned(), format!("{}.json", Id(1))];
            let names: Vec<_> = names.iter().filter_map(|name| name.rsplit('/').next()).collect();
            let mut expected: Vec<&str> = expected.iter().map(String::as_str).collect();
            expected.sort_unstable();
            let mut names = names;
            names.sort_unstable();
            assert_eq!(names, expected, "{case}");
            if !disk.has_failed() {
                return;
            }
        }
    }
}

#[test]
fn mending_loses_neither_side() {
    let (early, late) = (bookmark(1, "early", 2_000_000), bookmark(1, "late", 3_000_000));
    let text = |bookmark: &Bookmark| {
        String::from_utf8(record::bytes(&record::of_bookmark(bookmark))).expect("JSON is text")
    };
    for (ours, theirs) in [(&early, &late), (&late, &early)] {
        let copy = |memory: &InMemory| {
            holding(std::slice::from_ref(ours))(memory);
            let path = file(1).with_extension("sync-conflict-20260131-101010-ABCDEFG.json");
            memory.put(&path, text(theirs).as_bytes());
        };
        check_mending("a copy", copy, std::slice::from_ref(&late));
        let torn = |memory: &InMemory| {
            holding(std::slice::from_ref(ours))(memory);
            let torn =
                format!("<<<<<<< HEAD\n{}=======\n{}>>>>>>> theirs\n", text(ours), text(theirs));
            memory.put(&file(1), torn.as_bytes());
        };
        check_mending("git's marks", torn, std::slice::from_ref(&late));
    }
}

#[test]
fn places_marks_and_lists_are_kept_as_safely() {
    let state = |disk| Memory::on(disk, Path::new("/state"));
    let quote = |words| Quote { exact: clean::line(words), ..Quote::default() };
    let identity = || Identity { origins: vec!["/a".to_owned()], ..Identity::default() };
    let spot = |words| Spot { top: quote(words), focused: Some(quote(words)) };
    let place = |words| Place { spot: spot(words), ..Place::default() };
    let recent = |origin: &str, name: &str| Recent {
        origin: origin.to_owned(),
        hash: String::new(),
        name: clean::line(name).into_owned(),
        opened: Time(1),
    };
    let mark = |words| FarMark { origin: "/a".to_owned(), spot: spot(words) };
    let act = |step: usize, words: &'static str| {
        move |disk: Box<dyn Disk>, _: &mut Found| match step {
            0 => state(disk).remember(&identity(), &place(words)),
            1 => state(disk).opened(&recent(words, words)),
            2 => state(disk).keep_far_mark('A', &mark(words)),
            _ => state(disk).searched(words),
        }
    };
    for (step, name) in ["a place", "recents", "a mark", "searches"].into_iter().enumerate() {
        let prepare = |memory: &InMemory| {
            act(step, "old")(Box::new(memory.clone()), &mut Found::default()).expect(name);
        };
        let see = |memory: &InMemory| {
            let state = state(Box::new(memory.clone()));
            let seen = (
                state.place(&identity()).expect(name),
                state.recents().expect(name),
                state.far_mark('A').expect(name),
                state.searches().expect(name),
            );
            // The next start notes what it opened, and clears what was left there.
            act(step, "old")(Box::new(memory.clone()), &mut Found::default()).expect(name);
            seen
        };
        Operation { name, prepare: &prepare, act: &act(step, "new"), see: &see }.sweep();
    }
}
