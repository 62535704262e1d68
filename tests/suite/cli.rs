//! The command line: what is printed, where to, and the exit code.

use std::io::Read;
use std::os::unix::process::CommandExt;

use serde_json::{Value, json};

use crate::support::program::{
    HARBOUR, check_failure, command, harbour, json_of, printed, printed_on, run_on,
};
use crate::support::reader::Reader;
use crate::support::session::Home;

#[test]
fn the_outline_is_an_indented_list() {
    let list = printed(&harbour(), &["outline", "harbour.md"]);
    assert_eq!(list, "Dredging by night\n  What they found\nA wall too short\n");
}

#[test]
fn the_outline_as_json_is_as_promised() {
    let answer = json_of(&harbour(), &["outline", "--json", "harbour.md"]);
    let section = |title, level, line, start, end, words| {
        json!({"title": title, "level": level, "line": line, "start": start, "end": end,
               "words": words, "evidence": "markup", "confidence": 1.0, "reasons": []})
    };
    let expected = json!({
        "version": 1, "title": "A Harbour Rebuilt", "byline": null, "language": "en",
        "words": 40, "minutes": 1,
        "sections": [
            section("Dredging by night", 1, 5, 46, 149, 19),
            section("What they found", 2, 9, 113, 149, 7),
            section("A wall too short", 1, 13, 151, 218, 13),
        ],
        "notices": []
    });
    assert_eq!(answer, expected);
}

/// A correction of a line as it is kept; `rest` is what is said of it.
fn correction(id: &str, line: &str, rest: &str) -> String {
    let id = id.repeat(32);
    format!(
        "{{\"version\": 1, \"kind\": \"correction\", \"id\": \"{id}\", \"quote\": {{\"exact\": \"{line}\"}}, \
         {rest}, \"created\": \"2026-01-31T10:00:00Z\", \"modified\": \"2026-01-31T10:00:00Z\"}}"
    )
}

#[test]
fn the_program_is_called_by_its_name_under_any_other() {
    let home = Home::new();
    let output = command(&home, &["config"]).arg0("reader").output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.starts_with("sidehead: 'sidehead config' requires a subcommand"), "{said}");
    let output = command(&home, &["cat", "--help"]).arg0("reader").output().unwrap();
    let help = String::from_utf8(output.stdout).unwrap();
    assert!(help.contains("Usage: sidehead cat "), "{help}");
}

#[test]
fn corrections_are_laid_over_what_is_printed() {
    let home = harbour();
    printed(&home, &["bookmarks", "add", "harbour.md", "--quote", "Chains, and a bell."]);
    let root = home.path().join("config/bookmarks");
    let folder = std::fs::read_dir(root).unwrap().next().unwrap().unwrap().path();
    for (id, line, rest) in [
        ("a", "What they found", "\"heading\": false"),
        ("b", "Chains, and a bell.", "\"heading\": true, \"level\": 2, \"name\": \"A bell\""),
    ] {
        let name = format!("{}.json", id.repeat(32));
        std::fs::write(folder.join(name), correction(id, line, rest)).unwrap();
    }
    let list = printed(&home, &["outline", "harbour.md"]);
    assert_eq!(list, "Dredging by night\n  A bell\nA wall too short\n");
    let answer = json_of(&home, &["outline", "--json", "harbour.md"]);
    let section = &answer["sections"][1];
    assert_eq!(section["evidence"], "user");
    assert_eq!((section["confidence"].as_f64(), &section["reasons"]), (Some(1.0), &json!([])));
    let why = printed(&home, &["outline", "--why", "harbour.md"]);
    assert!(why.contains("0.00      9  text        What they found"), "{why}");
    assert!(why.contains("+10.0 the reader says so"), "{why}");
    assert!(why.contains("heading     Dredging by night\n"), "{why}");
    assert!(why.contains("+10.0 marked as a heading"), "{why}");
    let json = json_of(&home, &["outline", "--json", "--why", "harbour.md"]);
    let judged = json["candidates"].as_array().unwrap().iter().map(|it| it["verdict"].clone());
    assert_eq!(judged.filter(|verdict| verdict == "heading").count(), 3);
    let markdown = printed(&home, &["cat", "--format", "markdown", "harbour.md"]);
    assert!(markdown.contains("\nWhat they found\n\n### Chains, and a bell.\n"), "{markdown}");
}

#[test]
fn what_is_no_heading_is_told_with_the_rule_that_says_so() {
    let home = Home::new();
    let ferry = include_str!("fixtures/text/ferry.txt");
    let contents = "Dots ........ 3\n".repeat(20);
    home.write("ferry.txt", format!("{ferry}\n{contents}"));
    let why = printed(&home, &["outline", "--why", "ferry.txt"]);
    assert!(why.starts_with("0.00      1  title  "), "{why}");
    assert!(why.contains("+1.0 opens the text\n"), "{why}");
    assert!(why.contains("+1.0 a sentence or two, between the title and longer text\n"), "{why}");
    assert!(why.lines().all(|line| !line.trim().is_empty()), "{why}");
    let cut = "…\n                        +1.0 dots lead to numbers that ascend\n";
    assert!(why.contains(cut), "{why}");
}

#[test]
fn an_underline_is_told_as_a_rule_and_not_weighed() {
    let home = Home::new();
    let ferry = include_str!("fixtures/text/ferry.txt");
    home.write("ferry.txt", format!("{ferry}\nFares of old\n============\n\n{ferry}"));
    let why = printed(&home, &["outline", "--why", "ferry.txt"]);
    assert!(why.contains("\n                        by rule: underlined in full\n"), "{why}");
    let json = json_of(&home, &["outline", "--json", "--why", "ferry.txt"]);
    let candidates = json["candidates"].as_array().unwrap();
    let by_rule: Vec<_> = candidates.iter().filter(|it| it.get("rule").is_some()).collect();
    let [fares] = &*by_rule else { panic!("one line is underlined: {by_rule:?}") };
    assert_eq!(
        (&fares["text"], &fares["rule"]),
        (&json!("Fares of old"), &json!("underlined in full"))
    );
    let reasons = fares["reasons"].as_array().unwrap();
    assert!(reasons.iter().all(|reason| reason["reason"] != "underlined in full"), "{fares}");
    let section =
        json["sections"].as_array().unwrap().iter().find(|it| it["title"] == "Fares of old");
    assert_eq!(section.unwrap()["reasons"][0], "underlined in full");
}

#[test]
fn rules_of_the_settings_hold_before_what_is_found() {
    let home = harbour();
    home.write(
        "config/config.toml",
        "[[outline.rules]]\nfiles = '*.md'\nline = '^What'\nlevel = 0\n",
    );
    let list = printed(&home, &["outline", "harbour.md"]);
    assert_eq!(list, "Dredging by night\nA wall too short\n");
    home.write("other.markdown", HARBOUR);
    assert!(printed(&home, &["outline", "other.markdown"]).contains("What they found"));
    home.write("config/config.toml", "[outline]\n\nrules = [{ line = '(', level = 1 }]\n");
    let path = home.path().join("config/config.toml");
    let said = format!(
        "sidehead: cannot use {}: line 3: `line`: unclosed group\n\
         hint: sidehead config default shows what may be set\n",
        path.display()
    );
    check_failure(&home, &["outline", "harbour.md"], 1, &said);
    check_failure(&home, &["config", "check"], 1, &said);
}

#[test]
fn offsets_are_those_of_the_unwrapped_text() {
    let home = harbour();
    let text = printed(&home, &["cat", "--width", "0", "harbour.md"]);
    let answer = json_of(&home, &["cat", "--format", "json", "harbour.md"]);
    assert_eq!(answer["text"].as_str().map(|text| format!("{text}\n")), Some(text.clone()));
    let slice = |part: &Value| -> String {
        let (start, end) = (part["start"].as_u64().unwrap(), part["end"].as_u64().unwrap());
        text.chars().skip(start as usize).take((end - start) as usize).collect()
    };
    let span = &answer["spans"][0];
    assert_eq!((slice(span), &span["styles"]), ("autumn".to_owned(), &json!(["emphasis"])));
    let sections = answer["sections"].as_array().unwrap();
    assert!(sections.iter().all(|it| slice(it).starts_with(it["title"].as_str().unwrap())));
    let last = answer["blocks"].as_array().unwrap().last().unwrap();
    assert_eq!(slice(last), "Nobody came to the meeting. They had tea – twice.");
    assert_eq!((&last["kind"], &last["line"]), (&json!("paragraph"), &json!(15)));
}

#[test]
fn lines_of_html_are_not_told() {
    let home = Home::new();
    home.write(
        "a.html",
        "<!DOCTYPE html><title>One</title><body><h1>One</h1><p>Text.</p><h2>Two</h2><p>More.</p>",
    );
    let answer = json_of(&home, &["outline", "--json", "a.html"]);
    let sections = answer["sections"].as_array().unwrap();
    assert!(!sections.is_empty());
    assert!(sections.iter().all(|section| section.get("line").is_none()), "{sections:?}");
}

#[test]
fn no_headings_is_no_error() {
    let home = Home::new();
    home.write("a.txt", "One sentence stands here.\n");
    let output = run_on(&home, b"", &["outline", "./a.txt"]);
    assert_eq!(output.stdout, b"");
    assert_eq!(String::from_utf8_lossy(&output.stderr), "sidehead: no headings found in ./a.txt\n");
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(json_of(&home, &["outline", "--json", "a.txt"])["sections"], json!([]));
}

#[test]
fn an_article_is_printed_as_text_and_as_markdown() {
    let home = harbour();
    let text = printed(&home, &["cat", "--width", "0", "harbour.md"]);
    assert!(text.starts_with("A Harbour Rebuilt\n\nThey began in the autumn.\n\nDredging"));
    let wrapped = printed(&home, &["cat", "--width", "20", "harbour.md"]);
    assert!(wrapped.lines().all(|line| line.chars().count() <= 20), "{wrapped}");
    assert_eq!(
        wrapped.split_whitespace().collect::<Vec<_>>(),
        text.split_whitespace().collect::<Vec<_>>()
    );
    assert_eq!(printed(&home, &["cat", "--format", "markdown", "harbour.md"]), HARBOUR);
}

#[test]
fn without_a_screen_an_article_is_printed() {
    let home = harbour();
    let printed_by_cat = printed(&home, &["cat", "harbour.md"]);
    assert_eq!(printed(&home, &["harbour.md"]), printed_by_cat);
    assert_eq!(
        printed(&home, &["-w", "30", "harbour.md"]),
        printed(&home, &["cat", "-w", "30", "harbour.md"])
    );
    assert!(!home.path().join("state").exists(), "and nothing is remembered");
}

#[test]
fn what_is_to_be_started_at_must_be_there() {
    let home = harbour();
    let all = printed(&home, &["harbour.md"]);
    for arguments in [
        &["--section", "2", "harbour.md"][..],
        &["--section", "dredging", "harbour.md"],
        &["+/chains, and", "harbour.md"],
        &["harbour.md", "+/Chains"],
        &["+9999", "harbour.md"],
        &["+G", "harbour.md"],
    ] {
        assert_eq!(printed(&home, arguments), all, "{arguments:?}");
    }
    let hint = "hint: sidehead outline lists the sections of an article\n";
    for (arguments, code, said) in [
        (
            &["--section", "Storms", "harbour.md"][..],
            3,
            format!("cannot find section Storms in harbour.md\n{hint}"),
        ),
        (&["--section", "9", "-"], 3, format!("cannot find section 9 in standard input\n{hint}")),
        (&["+/whales", "harbour.md"], 3, "cannot find whales in harbour.md\n".to_owned()),
        (&["+/", "harbour.md"], 2, "nothing is said to start at\n".to_owned()),
        (&["--section", "", "harbour.md"], 2, "nothing is said to start at\n".to_owned()),
        (
            &["+3", "--section", "2", "harbour.md"],
            2,
            "only one of --section, --bookmark and +N may be given\n".to_owned(),
        ),
        (
            &["harbour.md", "notes.md"],
            2,
            "unexpected argument 'notes.md' found\nhint: one article is read at a time\n".to_owned(),
        ),
        (
            &["+3", "outline"],
            2,
            "+3 stands before the subcommand\nhint: what is for a subcommand stands after its name\n"
                .to_owned(),
        ),
    ] {
        check_failure(&home, arguments, code, &format!("sidehead: {said}"));
    }
    home.write("+5", "One sentence.\n");
    assert_eq!(printed(&home, &["./+5"]), "One sentence.\n");
}

#[test]
fn an_empty_article_is_said_to_be_empty() {
    let home = Home::new();
    home.write("blank.txt", "\n  \n");
    for arguments in [&["blank.txt"][..], &["cat", "blank.txt"]] {
        let output = run_on(&home, b"", arguments);
        assert_eq!(String::from_utf8_lossy(&output.stderr), "sidehead: blank.txt is empty\n");
        assert_eq!(output.status.code(), Some(0));
    }
    let mut reader = Reader::open("blank.txt", "\n  \n", 80, 6);
    assert!(reader.picture().contains("This article is empty."));
    assert!(reader.picture().contains("no headings found · 100%"));
    for keys in ["t", "tab", "]", "3 enter"] {
        reader.press(keys);
        assert!(reader.picture().contains(" This article is empty   "), "{}", reader.picture());
        assert!(!reader.picture().contains('│'), "{keys} shows no pane");
    }
    let mut reader = Reader::open("title.md", "# Only a title\n", 80, 6);
    reader.press("t");
    assert!(reader.picture().contains("Neither headings nor paragraphs found"));
}

#[test]
fn what_is_piped_in_is_read() {
    let home = Home::new();
    for arguments in [&["-"][..], &[], &["cat"], &["cat", "-"]] {
        assert_eq!(printed_on(&home, "One sentence.\n", arguments), "One sentence.\n");
    }
    let read_as = |format| printed_on(&home, "# A\n", &["cat", "--input-format", format]);
    assert_eq!([read_as("markdown"), read_as("text")], ["A\n", "# A\n"]);
}

#[test]
fn a_file_may_be_called_like_a_subcommand() {
    let home = Home::new();
    home.write("outline", "One sentence.\n");
    assert_eq!(printed(&home, &["./outline"]), "One sentence.\n");
    assert_eq!(printed(&home, &["--", "outline"]), "One sentence.\n");
}

#[test]
fn failures_name_the_thing_and_the_cause() {
    let home = harbour();
    std::fs::create_dir(home.path().join("b")).unwrap();
    home.write("b/a.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR");
    home.write("b/a.bin", b"\x01\x02abcd");
    home.write("b/tides.pdf", b"%PDF-1.7\n");
    std::fs::create_dir(home.path().join("folder")).unwrap();
    for (arguments, said) in [
        (&["missing.txt"][..], "cannot read missing.txt: no such file or directory\n"),
        (&["cat", "folder"], "cannot read folder: it is a directory\n"),
        (&["b/a.png"], "cannot read b/a.png: it is a PNG image, not text\n"),
        (
            &["cat", "b/a.bin"],
            "cannot read b/a.bin: it is not text: a third of its bytes are control characters\n",
        ),
        (
            &["b/tides.pdf"],
            "cannot read b/tides.pdf: it is a PDF document, not text\n\
             hint: pdftotext b/tides.pdf - | sidehead reads it\n",
        ),
        (&["outline", "/dev/zero"], "cannot read /dev/zero: it is a device\n"),
        (&["a\x1b[31m\u{202e}.txt"], "cannot read a␛[31m<U+202E>.txt: no such file or directory\n"),
        (
            &["https://example.org/a"],
            "cannot read https://example.org/a: no such file or directory\n\
             hint: pages are not fetched; curl -L https://example.org/a | sidehead - reads it\n",
        ),
    ] {
        check_failure(&home, arguments, 1, &format!("sidehead: {said}"));
    }
}

#[test]
fn wrong_usage_is_told_on_one_line_with_a_hint() {
    let home = harbour();
    let help = "hint: sidehead --help tells what there is\n";
    for (arguments, said) in [
        (&["--colr"][..], format!("unexpected argument '--colr' found\n{help}")),
        (
            &["harbour.md", "outline"],
            "harbour.md stands before the subcommand\n\
             hint: what is for a subcommand stands after its name\n"
                .to_owned(),
        ),
        (
            &["bookmarks", "add", "harbour.md"],
            format!(
                "the following required arguments were not provided: \
                 <--quote <TEXT>|--at <START:END>>\n{help}"
            ),
        ),
    ] {
        check_failure(&home, arguments, 2, &format!("sidehead: {said}"));
    }
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let home = Home::new();
    home.write("long.txt", "A sentence of some length stands here.\n\n".repeat(20_000));
    let mut child = command(&home, &["cat", "long.txt"]).spawn().unwrap();
    let mut beginning = [0; 10];
    child.stdout.take().unwrap().read_exact(&mut beginning).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    assert_eq!(output.status.code(), Some(0));
}

#[test]
#[cfg(target_os = "linux")]
fn an_answer_that_cannot_be_written_is_a_failure() {
    let home = harbour();
    let full = std::fs::File::options().write(true).open("/dev/full").unwrap();
    let output = command(&home, &["cat", "harbour.md"]).stdout(full).output().unwrap();
    assert_eq!(
        String::from_utf8_lossy(&output.stderr),
        "sidehead: cannot write to standard output: no space left on device\n"
    );
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn directories_are_those_that_were_named() {
    let home = Home::new();
    let named = home.path().join("named");
    let named = named.to_str().unwrap();
    let state = home.path().join("state");
    let expected = format!("config  {named}\nstate   {}\ncache   ", state.display());
    assert!(printed(&home, &["--config-dir", named, "config", "path"]).starts_with(&expected));
    assert!(printed(&home, &["config", "path", "--config-dir", named]).starts_with(&expected));
    assert_eq!(
        printed(&home, &["bookmarks", "path"]),
        format!("{}\n", home.path().join("config/bookmarks").display())
    );
    std::fs::write(home.path().join("a.txt"), "The lamps were lit.\n").unwrap();
    let add = ["bookmarks", "add", "a.txt", "--quote", "lamps", "--config-dir", "new"];
    assert!(printed(&home, &add).contains("lamps"), "beside the article, where nothing was");
    assert!(home.path().join("new/bookmarks").is_dir());
    let mut without = command(&home, &["config", "path"]);
    without.env_remove("SIDEHEAD_CONFIG_DIR").env("SIDEHEAD_STATE_DIR", "");
    let output = without.env("XDG_CONFIG_HOME", "/x").output().unwrap();
    let printed = String::from_utf8(output.stdout).unwrap();
    if cfg!(target_os = "linux") {
        let state = home.path().join(".local/state/sidehead");
        let cache = home.path().join(".cache/sidehead");
        let (state, cache) = (state.display(), cache.display());
        assert_eq!(printed, format!("config  /x/sidehead\nstate   {state}\ncache   {cache}\n"));
    }
}

#[test]
fn settings_are_shown_and_checked() {
    let home = Home::new();
    let file = home.path().join("config/config.toml");
    let told = |words: &str| format!("{} {words}\n", file.display());
    assert_eq!(printed(&home, &["config", "check"]), told("is not there: the defaults hold"));
    std::fs::create_dir(home.path().join("config")).unwrap();
    std::fs::write(&file, printed(&home, &["config", "default"])).unwrap();
    assert_eq!(printed(&home, &["config", "check"]), told("is sound"));
    std::fs::write(&file, "[hooks]\nbookmrk = []\n").unwrap();
    let said = format!(
        "sidehead: cannot use {}: line 2: unknown key `bookmrk`, expected `bookmark`\n\
         hint: sidehead config default shows what may be set\n",
        file.display()
    );
    check_failure(&home, &["config", "check"], 1, &said);
}

#[test]
fn the_keys_are_those_of_the_table() {
    let keys = printed(&Home::new(), &["config", "keys"]);
    for row in sidehead::app::command::TABLE {
        let line = keys.lines().find(|line| line.starts_with(&format!("  {} ", row.name)));
        assert!(line.is_some_and(|line| line.ends_with(row.help)), "{}: {line:?}", row.name);
    }
}

#[test]
fn help_completions_and_the_manual_are_printed() {
    let home = Home::new();
    assert!(printed(&home, &["--help"]).contains("sidehead [OPTIONS] [ARTICLE]"));
    assert!(printed(&home, &["help", "cat"]).starts_with("Print an article\n"));
    assert!(printed(&home, &["help", "bookmarks", "add"]).starts_with("Bookmark a passage\n"));
    assert!(printed(&home, &["--version"]).starts_with("sidehead "));
    assert!(printed(&home, &["man"]).contains(".SH KEYS\n"));
    let manual = printed(&home, &["man"]);
    for subcommand in ["open", "export", "import", "doctor"] {
        assert!(manual.contains(&format!(".SS sidehead bookmarks {subcommand}")), "{subcommand}");
    }
    for file in ["config.toml", "marks.json", "searches.json", "drafts/", "in the cache directory"]
    {
        assert!(manual.contains(file), "{file}");
    }
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = printed(&home, &["completions", shell]);
        let words = ["no-resume", "doctor", "template", "colour"];
        assert!(words.iter().all(|word| script.contains(word)), "{shell}");
    }
}
