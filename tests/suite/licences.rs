//! The licences of what is built into the program, held to the list in `deny.toml`.

use std::process::Command;

const DENY: &str = include_str!("../../deny.toml");

#[test]
fn every_crate_in_the_program_has_a_licence_we_allow() {
    let allowed = allowed();
    let rows = tree();
    assert!(rows.len() > 50, "the tree was read: {rows:?}");
    let strange: Vec<&String> = rows
        .iter()
        .filter(|row| !row.split_once('\t').is_some_and(|(_, terms)| permits(terms, &allowed)))
        .collect();
    assert!(strange.is_empty(), "not in deny.toml: {strange:#?}");
}

/// Gives the crates that are compiled for the program, each as `name version`, tab, licence.
fn tree() -> Vec<String> {
    let output = Command::new(env!("CARGO"))
        .args(["tree", "--offline", "--locked", "--edges", "normal,build", "--prefix", "none"])
        .args(["--no-dedupe", "--format", "{p}\t{l}"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo ran this test");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let mut rows: Vec<String> =
        String::from_utf8_lossy(&output.stdout).lines().map(str::to_owned).collect();
    rows.sort();
    rows.dedup();
    rows
}

/// Gives the licences in `allow` of `deny.toml`.
fn allowed() -> Vec<&'static str> {
    let list = DENY.split_once("allow = [").and_then(|(_, after)| after.split_once(']'));
    let (list, _) = list.expect("deny.toml has a list of licences");
    list.split('"').skip(1).step_by(2).collect()
}

/// Tells whether an SPDX expression can be met with the licences in `allowed`.
///
/// `AND` binds closer than `OR`, and the tree has no deeper parentheses than one. The slash is
/// the older way to write `OR`.
fn permits(terms: &str, allowed: &[&str]) -> bool {
    let met = |expression: &str| {
        expression
            .replace('/', " OR ")
            .split(" OR ")
            .any(|all| all.split(" AND ").all(|one| allowed.contains(&one.trim())))
    };
    let mut flat = String::new();
    for (index, part) in terms.split(['(', ')']).enumerate() {
        let inside = index % 2 == 1;
        flat.push_str(match inside {
            true if met(part) => "MIT",
            true => "refused",
            false => part,
        });
    }
    met(&flat)
}

#[test]
fn terms_are_read_as_their_authors_meant_them() {
    for (terms, expected) in [
        ("MIT", true),
        ("GPL-3.0-or-later", false),
        ("", false),
        ("GPL-2.0-only OR MIT", true),
        ("Unlicense/MIT", true),
        ("MIT AND GPL-3.0-only", false),
        ("(MIT OR Apache-2.0) AND Zlib", true),
        ("(MIT OR Zlib) AND GPL-3.0-only", false),
        ("(GPL-2.0-only AND MIT) OR Zlib", true),
        ("Apache-2.0 WITH LLVM-exception OR MIT", true),
    ] {
        assert_eq!(permits(terms, &["MIT", "Zlib"]), expected, "{terms:?}");
    }
}
