//! How two versions of a file become one: field by field, the later change winning.
//!
//! A file says of each field that was changed after it was made when that was, so that two versions
//! can be merged without knowing what both once were. Nothing else is looked at, neither clock nor
//! place, so two machines that merge the same two files write the same bytes.

use serde_json::{Map, Value};

use super::record::{self, Fields, Reason};
use super::time;
use crate::bookmark::Time;

/// The field that says when other fields were changed.
const CHANGED: &str = "changed";
const CREATED: &str = "created";
const MODIFIED: &str = "modified";
const VERSION: &str = "version";

/// Lists that only grow: those of what an article is known by.
const UNITED: [&str; 2] = ["origins", "hashes"];

/// A file's fields as they were read.
#[derive(Debug, Default)]
pub(super) struct Parsed {
    pub(super) fields: Fields,
    /// Whether git had left both sides of a conflict in the file, which are merged here.
    pub(super) was_torn: bool,
}

/// Reads the fields of a file, merging what git could not.
pub(super) fn parse(bytes: &[u8]) -> Result<Parsed, Reason> {
    match (record::fields(bytes), sides(bytes)) {
        (Ok(fields), _) => Ok(Parsed { fields, was_torn: false }),
        (Err(reason), None) => Err(reason),
        (Err(_), Some([ours, theirs])) => {
            let side = |side: &[u8]| {
                record::fields(side).map_err(|_| "git's conflict marks in it cannot be resolved")
            };
            Ok(Parsed { fields: join(&side(&ours)?, &side(&theirs)?), was_torn: true })
        }
    }
}

/// Gives the two files that git's conflict marks hold; none where there are no marks, or not as
/// git writes them.
///
/// Source: git-merge(1), "How conflicts are presented", both styles.
fn sides(bytes: &[u8]) -> Option<[Vec<u8>; 2]> {
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    let (mut within, mut marks) = (Within::Both, 0);
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        if let Some(mark) = mark(line) {
            within = within.after(mark)?;
            marks += 1;
            continue;
        }
        if matches!(within, Within::Both | Within::Ours) {
            ours.extend_from_slice(line);
        }
        if matches!(within, Within::Both | Within::Theirs) {
            theirs.extend_from_slice(line);
        }
    }
    (marks > 0 && within == Within::Both).then_some([ours, theirs])
}

/// Which of a conflict's versions a line belongs to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Within {
    Both,
    Ours,
    Base,
    Theirs,
}

impl Within {
    /// Gives what the lines after a mark belong to; none where git puts no such mark.
    fn after(self, mark: u8) -> Option<Within> {
        match (mark, self) {
            (b'<', Within::Both) => Some(Within::Ours),
            (b'|', Within::Ours) => Some(Within::Base),
            (b'=', Within::Ours | Within::Base) => Some(Within::Theirs),
            (b'>', Within::Theirs) => Some(Within::Both),
            _ => None,
        }
    }
}

/// Gives the character of the conflict mark that a line is. No line of JSON starts like one.
fn mark(line: &[u8]) -> Option<u8> {
    let (start, rest) = line.split_at_checked(7)?;
    let first = *start.first().filter(|first| b"<|=>".contains(first))?;
    let is_mark = start.iter().all(|byte| *byte == first);
    (is_mark && matches!(rest.first(), None | Some(b' ' | b'\r' | b'\n'))).then_some(first)
}

/// Puts what was changed into what is on disk now, field by field. A field that was changed on
/// both sides since `base` was read is taken from the side that changed it later.
pub(super) fn merge(base: &Fields, changes: Fields, theirs: &Fields) -> Fields {
    let at = modified(&changes).or(modified(base));
    let mut merged = theirs.clone();
    for (name, value) in changes {
        let is_new = name != MODIFIED && theirs.get(&name) != Some(&value);
        let is_theirs_older = at >= Some(moment(theirs, &name));
        if is_new && (is_theirs_older || theirs.get(&name) == base.get(&name)) {
            if let Some(at) = at.filter(|_| !theirs.is_empty()) {
                note_change(&mut merged, &name, at);
            }
            merged.insert(name, value);
        }
    }
    if let Some(at) = at.max(modified(theirs)) {
        merged.insert(MODIFIED.to_owned(), at.to_string().into());
    }
    in_order(merged)
}

/// Gives one file for two versions of it: each field as it was changed last.
pub(super) fn join(one: &Fields, other: &Fields) -> Fields {
    let mut joined = one.clone();
    for (name, theirs) in other {
        let value = match one.get(name) {
            None => theirs.clone(),
            Some(ours) if ours == theirs => continue,
            Some(ours) => join_field(name, (one, ours), (other, theirs)),
        };
        joined.insert(name.clone(), value);
    }
    in_order(joined)
}

fn join_field(
    name: &str,
    (one, ours): (&Fields, &Value),
    (other, theirs): (&Fields, &Value),
) -> Value {
    match (ours, theirs) {
        (Value::Array(ours), Value::Array(theirs)) if UNITED.contains(&name) => {
            let new = theirs.iter().filter(|value| !ours.contains(value));
            ours.iter().chain(new).cloned().collect()
        }
        (Value::Object(ours), Value::Object(theirs)) if name == CHANGED => {
            let latest = |(name, at): (&String, &Value)| {
                let at = theirs.get(name).filter(|theirs| when(theirs) > when(at)).unwrap_or(at);
                (name.clone(), at.clone())
            };
            let theirs = theirs.clone().into_iter();
            let mut all: Map<_, _> = theirs.chain(ours.iter().map(latest)).collect();
            all.sort_keys();
            all.into()
        }
        _ if name == VERSION => ours.as_u64().max(theirs.as_u64()).into(),
        // A program that does not say which field it changed says when it changed the file. Of two
        // changes in one second any will do, as long as all machines choose alike.
        _ => {
            let rank =
                |fields, value: &Value| (moment(fields, name), modified(fields), value.to_string());
            if rank(one, ours) >= rank(other, theirs) { ours.clone() } else { theirs.clone() }
        }
    }
}

/// Gives when a file with these fields was last changed, where it says so.
pub(super) fn modified(fields: &Fields) -> Option<Time> {
    fields.get(MODIFIED).and_then(when)
}

/// Gives when a field was changed: a file that says that of others has it from its beginning.
fn moment(fields: &Fields, name: &str) -> Time {
    let changed = fields.get(CHANGED).and_then(Value::as_object);
    let at = match changed {
        _ if name == MODIFIED => modified(fields),
        Some(changed) => {
            changed.get(name).and_then(when).or_else(|| fields.get(CREATED).and_then(when))
        }
        None => modified(fields),
    };
    at.unwrap_or_default()
}

fn when(value: &Value) -> Option<Time> {
    Some(time(value.as_str()?))
}

/// Notes when a field was changed.
fn note_change(fields: &mut Fields, name: &str, at: Time) {
    let changed = fields.entry(CHANGED).or_insert_with(|| Map::new().into());
    if let Value::Object(changed) = changed {
        changed.insert(name.to_owned(), at.to_string().into());
        changed.sort_keys();
    }
}

/// Puts the times of changes at the end, where a person looks last.
fn in_order(mut fields: Fields) -> Fields {
    if let Some(changed) = fields.shift_remove(CHANGED) {
        fields.insert(CHANGED.to_owned(), changed);
    }
    fields
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Fields, join, merge, parse, sides};

    fn fields(value: serde_json::Value) -> Fields {
        value.as_object().expect("it is an object").clone()
    }

    fn at(second: u8) -> String {
        format!("2026-01-31T10:00:{second:02}Z")
    }

    #[track_caller]
    fn check_join(
        case: &str,
        one: serde_json::Value,
        other: serde_json::Value,
        expected: serde_json::Value,
    ) {
        let (one, other, expected) = (fields(one), fields(other), fields(expected));
        assert_eq!(join(&one, &other), expected, "{case}");
        assert_eq!(join(&other, &one), expected, "{case}, the other way round");
        assert_eq!(join(&expected, &one), expected, "{case}, again");
    }

    #[test]
    fn of_two_versions_each_field_is_as_it_was_changed_last() {
        check_join(
            "both changed another field since it was made",
            json!({"note": "n", "colour": "red", "created": at(1), "modified": at(5),
                   "changed": {"note": at(5)}}),
            json!({"note": "", "colour": "blue", "created": at(1), "modified": at(7),
                   "changed": {"colour": at(7)}}),
            json!({"note": "n", "colour": "blue", "created": at(1), "modified": at(7),
                   "changed": {"colour": at(7), "note": at(5)}}),
        );
        check_join(
            "both changed one field",
            json!({"note": "a", "created": at(1), "modified": at(5), "changed": {"note": at(5)}}),
            json!({"note": "b", "created": at(1), "modified": at(7), "changed": {"note": at(7)}}),
            json!({"note": "b", "created": at(1), "modified": at(7), "changed": {"note": at(7)}}),
        );
        check_join(
            "files that do not say which field was changed when",
            json!({"note": "a", "colour": "red", "modified": at(7)}),
            json!({"note": "b", "colour": "blue", "modified": at(5)}),
            json!({"note": "a", "colour": "red", "modified": at(7)}),
        );
        check_join(
            "one changed by hand, which says only of the file when",
            json!({"note": "b", "created": at(1), "modified": at(5), "changed": {"note": at(5)}}),
            json!({"note": "a", "created": at(1), "modified": at(7), "changed": {"note": at(5)}}),
            json!({"note": "a", "created": at(1), "modified": at(7), "changed": {"note": at(5)}}),
        );
        check_join(
            "fields that only one has",
            json!({"a": 1, "modified": at(1)}),
            json!({"b": 2, "modified": at(2)}),
            json!({"a": 1, "b": 2, "modified": at(2)}),
        );
        check_join(
            "in one second",
            json!({"note": "a", "modified": at(1)}),
            json!({"note": "b", "modified": at(1)}),
            json!({"note": "b", "modified": at(1)}),
        );
        check_join(
            "one of a newer program",
            json!({"version": 10, "note": "a"}),
            json!({"version": 9, "note": "a"}),
            json!({"version": 10, "note": "a"}),
        );
    }

    #[test]
    fn what_an_article_is_known_by_is_united() {
        let (one, other) = (json!({"origins": ["/a", "/b"]}), json!({"origins": ["/b", "/c"]}));
        let expected = fields(json!({"origins": ["/a", "/b", "/c"]}));
        assert_eq!(join(&fields(one), &fields(other)), expected);
    }

    #[test]
    fn a_change_says_when_it_was_made() {
        let base =
            fields(json!({"note": "", "colour": "red", "created": at(1), "modified": at(1)}));
        let changes = fields(json!({"note": "n", "modified": at(4)}));
        let ours = merge(&base, changes, &base);
        assert_eq!(
            ours,
            fields(json!({"note": "n", "colour": "red", "created": at(1), "modified": at(4),
                          "changed": {"note": at(4)}}))
        );
        let theirs = merge(&base, fields(json!({"colour": "blue", "modified": at(9)})), &base);
        assert_eq!(join(&ours, &theirs)["note"], "n", "an older change of another field stays");
        let changes = fields(json!({"note": "late", "modified": at(8)}));
        let merged = merge(&ours, changes, &join(&ours, &theirs));
        assert_eq!(merged["note"], "late");
        assert_eq!(merged["modified"], at(9));
    }

    #[test]
    fn the_sides_of_gits_conflicts_are_told_apart() {
        #[track_caller]
        fn check(case: &str, text: &str, expected: Option<[&str; 2]>) {
            let expected = expected.map(|sides| sides.map(|side| side.as_bytes().to_vec()));
            assert_eq!(sides(text.as_bytes()), expected, "{case}");
        }
        check("none", "a\nb\n", None);
        check(
            "two conflicts",
            "a\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> x\nd\n<<<<<<< HEAD\n=======\ne\n>>>>>>> x\n",
            Some(["a\nb\nd\n", "a\nc\nd\ne\n"]),
        );
        check(
            "with what both once were",
            "<<<<<<< HEAD\nb\n||||||| 1234567\na\n=======\nc\n>>>>>>> x\n",
            Some(["b\n", "c\n"]),
        );
        check(
            "with line ends of Windows",
            "<<<<<<< a\r\nb\r\n=======\r\n>>>>>>> x\r\n",
            Some(["b\r\n", ""]),
        );
        check("cut short", "<<<<<<< HEAD\nb\n=======\nc\n", None);
        check("in disorder", "=======\n<<<<<<< HEAD\n>>>>>>> x\n", None);
        check("within each other", "<<<<<<< a\n<<<<<<< b\n=======\n>>>>>>> b\n>>>>>>> a\n", None);
        check("text that looks like one", "<<<<<<<< HEAD\n======= =\n", None);
    }

    #[test]
    fn git_conflicts_are_merged_and_rubbish_is_not() {
        let text = format!(
            "{{\n<<<<<<< HEAD\n  \"note\": \"a\",\n  \"modified\": \"{}\"\n=======\n  \"note\": \"b\",\n  \
             \"modified\": \"{}\"\n>>>>>>> x\n}}\n",
            at(1),
            at(2)
        );
        let parsed = parse(text.as_bytes()).expect("both sides are JSON");
        assert!(parsed.was_torn);
        assert_eq!(parsed.fields, fields(json!({"note": "b", "modified": at(2)})));
        assert_eq!(parse(b"{").expect_err("it is half a file"), "it is not JSON");
        let half = "<<<<<<< a\n{\n=======\n{}\n>>>>>>> b\n";
        assert_eq!(
            parse(half.as_bytes()).expect_err("one side is half a file"),
            "git's conflict marks in it cannot be resolved"
        );
    }
}
