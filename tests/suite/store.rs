//! What is kept survives: programs that are killed, programs that write at once, links, git.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;
use sidehead::bookmark::identity::{Identity, Sketch};
use sidehead::bookmark::{Bookmark, Colour, Id, Quote, Time};
use sidehead::store::bookmarks::{Found, Shelf};
use sidehead::text::clean;

use crate::support::chance::Chance;
use crate::support::session::Home;

/// Gives what the article of these tests is known by.
pub fn ferry() -> Identity {
    Identity {
        title: Some(clean::line("The Ferry Line")),
        origins: vec!["/home/ferry.txt".to_owned()],
        hashes: vec!["0123456789abcdef".to_owned()],
        sketch: Sketch((1..60).collect()),
    }
}

pub fn bookmark(id: u128, at: i64) -> Bookmark {
    let quote = Quote {
        exact: clean::line(&format!("Passage {id:x} of the ferry, as it stood there."))
            .into_owned(),
        prefix: clean::line(&format!("{:x}", id.wrapping_mul(0x9e37_79b9_7f4a_7c15))).into_owned(),
        suffix: clean::line(&format!("{:x}", id.wrapping_mul(0xbf58_476d_1ce4_e5b9))).into_owned(),
        start: 5,
        end: 24,
        occurrences: 1,
        rival: 0,
        rival_around: 0,
    };
    Bookmark {
        id: Id(id),
        quote,
        section: vec![clean::line("Winter timetables")],
        note: clean::line(""),
        tags: Vec::new(),
        colour: Colour::default(),
        created: Time(at),
        modified: Time(at),
    }
}

fn find(config: &Path) -> Found {
    Shelf::open(config).find(&ferry())
}

/// Gives all files under a directory, hidden ones too.
pub fn files(directory: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(directory) else { return Vec::new() };
    let paths = entries.map(|entry| entry.unwrap().path());
    paths.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

/// Gives the files under a directory that are not whole yet.
fn half_written(directory: &Path) -> Vec<PathBuf> {
    let mut paths = files(directory);
    paths.retain(|path| sidehead::store::file::is_half_written(path));
    paths
}

/// What a process of its own is asked to do by [`a_writer_keeps_what_it_writes`].
const ROLE: &str = "SIDEHEAD_TEST_WRITER";

/// Starts this very test program as another process, in which only the writer runs.
fn writer(config: &Path, role: &str) -> Child {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", "store::a_writer_keeps_what_it_writes"]);
    command.env(ROLE, format!("{role} {}", config.display()));
    command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

/// Writes as the environment asks, in a process started by another test; else adds a few.
#[test]
fn a_writer_keeps_what_it_writes() {
    let own = tempfile::tempdir().unwrap();
    let role = std::env::var(ROLE).unwrap_or(format!("first 20 {}", own.path().display()));
    let mut words = role.splitn(3, ' ');
    let (name, count) = (words.next().unwrap(), words.next().unwrap().parse::<u32>().unwrap());
    let config = Path::new(words.next().unwrap());
    let shelf = Shelf::open(config);
    let mut found = shelf.find(&ferry());
    for number in 1..=count {
        let bookmark = match name {
            "first" => bookmark(u128::from(number), 1_000_000),
            "second" => bookmark(u128::from(number) << 64, 1_000_000),
            _ => edited(&found.bookmarks[0], name, number),
        };
        let kept = shelf.save(&mut found.folder, &bookmark).unwrap();
        if let Some(mine) = found.bookmarks.first_mut() {
            *mine = kept;
        }
    }
    assert!(!shelf.find(&ferry()).bookmarks.is_empty());
}

/// Gives a bookmark as a process leaves it that changes one of its fields over and over.
fn edited(bookmark: &Bookmark, field: &str, number: u32) -> Bookmark {
    let text = clean::line(&number.to_string()).into_owned();
    let changed = match field {
        "notes" => Bookmark { note: text, ..bookmark.clone() },
        _ => Bookmark { tags: vec![text], ..bookmark.clone() },
    };
    Bookmark { modified: Time(2_000_000 + i64::from(number)), ..changed }
}

/// Waits for processes that must succeed.
#[track_caller]
fn wait(processes: impl IntoIterator<Item = Child>) {
    for process in processes {
        let Output { status, stdout, .. } = process.wait_with_output().unwrap();
        assert!(status.success(), "{}", String::from_utf8_lossy(&stdout));
    }
}

#[test]
fn two_processes_add_a_thousand_bookmarks_each() {
    let config = tempfile::tempdir().unwrap();
    wait(["first 1000", "second 1000"].map(|role| writer(config.path(), role)));
    let found = find(config.path());
    assert_eq!(found.notices, []);
    let mut ids: Vec<Id> = found.bookmarks.iter().map(|bookmark| bookmark.id).collect();
    ids.sort_unstable();
    let numbers = |shift: u32| (1..=1000).map(move |number: u128| Id(number << shift));
    assert_eq!(ids, numbers(0).chain(numbers(64)).collect::<Vec<_>>());
    assert_eq!(files(config.path()).len(), 2001, "and what says which article it is");
}

#[test]
fn two_processes_change_one_bookmark() {
    let config = tempfile::tempdir().unwrap();
    let shelf = Shelf::open(config.path());
    shelf.save(&mut shelf.find(&ferry()).folder, &bookmark(1, 1_000_000)).unwrap();
    wait(["notes 200", "tags 200"].map(|role| writer(config.path(), role)));
    let found = find(config.path());
    let [bookmark] = &*found.bookmarks else { panic!("one bookmark, not {found:?}") };
    assert_eq!(&*bookmark.note, "200", "no change of the note was lost");
    assert_eq!(&*bookmark.tags[0], "200", "no change of the tags was lost");
}

#[test]
fn links_are_kept_and_files_are_private() {
    let home = tempfile::tempdir().unwrap();
    let (config, dotfiles) = (home.path().join("config"), home.path().join("dotfiles"));
    fs::create_dir_all(dotfiles.join("bookmarks")).unwrap();
    fs::create_dir(&config).unwrap();
    symlink("../dotfiles/bookmarks", config.join("bookmarks")).unwrap();
    let shelf = Shelf::open(&config);
    let mut found = shelf.find(&ferry());
    shelf.save(&mut found.folder, &bookmark(1, 1)).unwrap();
    assert!(config.join("bookmarks").is_symlink());

    let own = files(&dotfiles).into_iter().find(|path| !path.ends_with("article.json")).unwrap();
    let elsewhere = home.path().join("elsewhere.json");
    fs::rename(&own, &elsewhere).unwrap();
    symlink(&elsewhere, &own).unwrap();
    let edited = edited(&bookmark(1, 1), "notes", 7);
    shelf.save(&mut found.folder, &edited).unwrap();
    assert!(own.is_symlink());
    assert_eq!(find(&config).bookmarks, [edited]);
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!([mode(&elsewhere), mode(own.parent().unwrap())], [0o600, 0o700]);
    assert_eq!(half_written(home.path()), Vec::<PathBuf>::new());
}

/// What a shell does on a disk of 64 kilobytes of its own; `$0` is the program.
const SMALL_DISK: &str = r#"
    cd "$1" && mount -t tmpfs -o size=64k,mode=700 none config || exit 77
    "$0" bookmarks add ferry.md --at 0:5 >/dev/null; echo "with room: $?"
    head -c 1000000 /dev/zero >config/filler 2>/dev/null
    "$0" bookmarks add ferry.md --at 6:9 >/dev/null; echo "full: $?"
    rm config/filler
    "$0" bookmarks add ferry.md --at 6:9 >/dev/null; echo "freed: $?"
    mount -o remount,ro config || exit 77
    "$0" bookmarks add ferry.md --at 0:9 >/dev/null; echo "read-only: $?"
    "$0" bookmarks list ferry.md --json | grep -c '"id"'
    find config -type f -name '.*' | wc -l
"#;

#[test]
fn a_full_or_read_only_disk_is_told_and_loses_nothing() {
    let home = Home::new();
    home.write("ferry.md", ARTICLE);
    fs::create_dir(home.path().join("config")).unwrap();
    let mut command = Command::new("unshare");
    command.args(["-rm", "sh", "-c", SMALL_DISK, env!("CARGO_BIN_EXE_sidehead")]).arg(home.path());
    command.env("SIDEHEAD_CONFIG_DIR", home.path().join("config"));
    command.env("SIDEHEAD_STATE_DIR", home.path().join("state"));
    let output = command.env("HOME", home.path()).output();
    let output = output.ok().filter(|output| output.status.success());
    let Some(Output { stdout, stderr, .. }) = output else {
        // Past the test's own capture: that nothing was tried must not go unseen.
        let words = "SKIPPED: no disk can be mounted here, so none was full\n";
        return std::io::stderr().write_all(words.as_bytes()).unwrap();
    };
    let (said, told) = (String::from_utf8_lossy(&stdout), String::from_utf8_lossy(&stderr));
    let expected = ["with room: 0", "full: 1", "freed: 0", "read-only: 1", "2", "0"];
    assert_eq!(said.split_whitespace().collect::<Vec<_>>().join(" "), expected.join(" "), "{told}");
    assert!(told.contains("no space left on device") && told.contains("read-only"), "{told}");
}

/// How often the program is killed, unless the environment says otherwise; `tests/kill-loop`
/// does.
const KILLS: usize = 500;

/// Kills the program at random moments and demands that nothing is torn, that nothing it has
/// acknowledged is lost, and that the next start leaves nothing behind.
#[test]
fn a_program_that_is_killed_loses_nothing() {
    let kills = std::env::var("SIDEHEAD_KILLS").map_or(KILLS, |kills| kills.parse().unwrap());
    let mut killing = Killing::new();
    for round in 0..kills {
        killing.round(round);
    }
    killing.check_nothing_is_left();
    let Killing { acknowledged, killed, .. } = killing;
    assert!(killed > kills / 4, "only {killed} of {kills} were killed before they were done");
    assert!(acknowledged > kills / 20, "only {acknowledged} of {kills} were done");
}

/// A loop of programs that are killed.
struct Killing {
    home: Home,
    chance: Chance,
    /// About how long the program takes if it is let.
    usual: Duration,
    /// The note of each bookmark that was acknowledged last, and none for what was removed.
    known: BTreeMap<String, Option<String>>,
    acknowledged: usize,
    killed: usize,
}

const ARTICLE: &str = "# The Ferry Line\n\nIt ran from autumn to spring, and nobody knew why.\n";

impl Killing {
    fn new() -> Killing {
        let home = Home::new();
        home.write("ferry.md", ARTICLE);
        let chance = Chance::new(7);
        let (known, acknowledged, killed) = (BTreeMap::new(), 0, 0);
        let mut killing =
            Killing { home, chance, usual: Duration::ZERO, known, acknowledged, killed };
        let mut times: Vec<Duration> = (0..5).map(|_| killing.time()).collect();
        times.sort_unstable();
        killing.usual = times[2];
        killing
    }

    /// Lets one program add a bookmark, and gives how long it took.
    fn time(&mut self) -> Duration {
        let start = Instant::now();
        let output = self
            .start(&["bookmarks", "add", "ferry.md", "--at", "0:5", "--json"])
            .wait_with_output();
        let time = start.elapsed();
        self.note(&output.unwrap().stdout);
        time
    }

    fn start(&self, arguments: &[&str]) -> Child {
        let mut command = Command::new(env!("CARGO_BIN_EXE_sidehead"));
        command.args(arguments).current_dir(self.home.path()).env_clear();
        command.env("HOME", self.home.path());
        command.env("SIDEHEAD_CONFIG_DIR", self.home.path().join("config"));
        command.env("SIDEHEAD_STATE_DIR", self.home.path().join("state"));
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command.spawn().unwrap()
    }

    fn round(&mut self, round: usize) {
        let note = format!("note {round}");
        let there: Vec<String> = self
            .known
            .iter()
            .filter(|(_, note)| note.is_some())
            .map(|(id, _)| id.clone())
            .collect();
        let chosen = there.get(self.chance.below(there.len().max(1)));
        match (chosen, self.chance.below(4)) {
            (Some(id), chance) if there.len() > 20 || chance == 0 => {
                self.change("remove", id, None)
            }
            (Some(id), 1 | 2) => self.change("edit", id, Some(note)),
            _ => drop(self.kill(&["add", "ferry.md", "--at", "2:9", "--note", &note])),
        }
        self.check();
        if round.is_multiple_of(50) {
            self.check_nothing_is_left();
        }
    }

    /// Changes a bookmark, and demands that it is as it was or as it was to be, and the latter if
    /// that was acknowledged.
    #[track_caller]
    fn change(&mut self, how: &str, id: &str, wanted: Option<String>) {
        let before = self.known.get(id).cloned().flatten();
        let mut arguments = vec![how, id];
        arguments.extend(wanted.as_ref().map(|note| ["--note", note]).iter().flatten());
        let is_done = self.kill(&arguments);
        let now = self.kept().remove(id);
        assert!(now == wanted || !is_done && now == before, "{how} {id}: {now:?}");
        self.known.insert(id.to_owned(), now);
    }

    /// Starts the program and kills it at some moment; gives whether it had acknowledged.
    fn kill(&mut self, asked: &[&str]) -> bool {
        let mut child = self.start(&[&["bookmarks"], asked, &["--json"]].concat());
        let micros = u64::try_from(self.usual.as_micros()).unwrap() * 3 / 2;
        std::thread::sleep(Duration::from_micros(self.chance.number() % micros.max(1)));
        // It may have ended by itself.
        let _ = child.kill();
        let output = child.wait_with_output().unwrap();
        let is_killed = output.status.code().is_none();
        self.killed += usize::from(is_killed);
        // What else the machine does changes: about half are to be killed at any time.
        self.usual = self.usual * if is_killed { 33 } else { 31 } / 32;
        self.note(&output.stdout)
    }

    /// Takes in what the program said it had done; gives whether that was whole.
    fn note(&mut self, said: &[u8]) -> bool {
        let Ok(said) = serde_json::from_slice::<Value>(said) else { return false };
        let bookmark = &said["bookmarks"][0];
        let text = |field: &str| bookmark[field].as_str().unwrap().to_owned();
        self.known.insert(text("id"), Some(text("note")));
        self.acknowledged += 1;
        true
    }

    /// Gives the notes of the bookmarks on disk; every file must be whole.
    #[track_caller]
    fn kept(&self) -> BTreeMap<String, String> {
        let mut kept = BTreeMap::new();
        for path in files(&self.home.path().join("config")) {
            let name = path.file_name().unwrap().to_str().unwrap();
            if name.starts_with('.') {
                continue;
            }
            let text = fs::read_to_string(&path).unwrap();
            let value: Value = serde_json::from_str(&text)
                .unwrap_or_else(|error| panic!("{} is torn: {error}: {text:?}", path.display()));
            assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
            if let Some(id) = value["id"].as_str() {
                assert_eq!(name, format!("{id}.json"));
                kept.insert(id.to_owned(), value["note"].as_str().unwrap().to_owned());
            }
        }
        kept
    }

    /// Demands that all that was acknowledged is there, and nothing that was removed.
    #[track_caller]
    fn check(&mut self) {
        let kept = self.kept();
        for (id, note) in &self.known {
            assert_eq!(kept.get(id), note.as_ref(), "{id}");
        }
        // An addition that was killed before it could say so.
        for (id, note) in kept {
            self.known.entry(id).or_insert(Some(note));
        }
    }

    /// Demands that the next start that is let leaves nothing half-written.
    #[track_caller]
    fn check_nothing_is_left(&mut self) {
        let list = self.start(&["bookmarks", "list", "ferry.md", "--json"]);
        let output = list.wait_with_output().unwrap();
        assert_eq!(String::from_utf8_lossy(&output.stderr), "");
        let listed = serde_json::from_slice::<Value>(&output.stdout).unwrap();
        assert_eq!(listed["bookmarks"].as_array().unwrap().len(), self.kept().len());
        assert_eq!(half_written(self.home.path()), Vec::<PathBuf>::new());
    }
}
