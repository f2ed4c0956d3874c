//! The rules of this repository that a machine can check: which crate may import which, names, sizes, links.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a failed step is a failed test"
)]
#![allow(missing_docs, reason = "tests are described by their names")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

#[path = "tidy/background.rs"]
mod background;
#[path = "tidy/doors.rs"]
mod doors;
#[path = "tidy/map.rs"]
mod map;
#[path = "tidy/pure.rs"]
mod pure;
#[path = "tidy/rooms.rs"]
mod rooms;

/// Crate → the crates of ours that it may use. The picture is in ARCHITECTURE.md.
const EDGES: &[(&str, &[&str])] = &[
    ("base", &[]),
    ("sigv4", &[]),
    ("ddb-expr", &[]),
    ("s3-select", &[]),
    ("wire", &["base"]),
    ("pattern", &[]),
    ("store", &["base"]),
    ("policy", &["base"]),
    ("ddb-engine", &["base", "store", "wire", "ddb-expr", "policy"]),
    ("s3-engine", &["base", "store", "sigv4", "policy", "wire", "s3-select"]),
    ("iam-engine", &["base", "store", "wire", "policy"]),
    ("sqs-engine", &["base", "store", "wire", "policy"]),
    ("logs-engine", &["base", "store", "wire"]),
    ("ssm-engine", &["base", "store", "wire", "policy"]),
    ("secrets-engine", &["base", "store", "wire", "policy"]),
    ("lambda-exec", &["base", "store", "wire", "pattern", "sigv4", "policy"]),
    (
        "gateway",
        &[
            "base",
            "store",
            "sigv4",
            "ddb-engine",
            "s3-engine",
            "iam-engine",
            "sqs-engine",
            "logs-engine",
            "ssm-engine",
            "secrets-engine",
            "lambda-exec",
        ],
    ),
    ("testkit", &["base", "store"]),
    ("conformance", &[]),
];

/// What the tests of every crate may use besides, and nothing else may.
const FOR_TESTS: &str = "testkit";

/// Crate → the crates of ours that its tests alone use.
const EDGES_OF_TESTS: &[(&str, &[&str])] =
    &[("testkit", &["wire", "ddb-engine", "s3-engine", "iam-engine"]), ("gateway", &["wire"])];

/// Lines of a source file, its tests aside. A file is read in one sitting. Tables that `shapes` writes are looked up in.
const LONGEST_FILE: usize = 600;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize().unwrap()
}

/// Every file below `folder` with this extension, in order.
fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if path.is_dir() {
                if !name.starts_with('.') && name != "target" && name != "corpus" && name != "node_modules" {
                    folders.push(path);
                }
            } else if path.extension().is_some_and(|e| e == extension) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

fn short(path: &Path) -> String {
    path.strip_prefix(root()).unwrap_or(path).display().to_string()
}

#[test]
fn crates_import_only_what_the_map_allows() {
    let ours: BTreeSet<&str> = EDGES.iter().map(|(name, _)| *name).collect();
    let allowed: BTreeMap<&str, &&[&str]> = EDGES.iter().map(|(name, to)| (*name, to)).collect();
    let mut wrong = Vec::new();
    for (name, _) in EDGES {
        let folder =
            if *name == "conformance" { root().join(name) } else { root().join("crates").join(name) };
        let manifest = fs::read_to_string(folder.join("Cargo.toml")).unwrap();
        let of_tests = EDGES_OF_TESTS.iter().find(|(of, _)| of == name).map_or(&[][..], |(_, edges)| *edges);
        for (dependency, in_tests) in dependencies(&manifest) {
            let for_tests = in_tests && (dependency == FOR_TESTS || of_tests.contains(&dependency));
            if ours.contains(dependency) && !allowed[name].contains(&dependency) && !for_tests {
                wrong.push(format!("{name} → {dependency}"));
            }
        }
    }
    assert!(wrong.is_empty(), "edges that the map does not have: {wrong:?}");
    let known: BTreeSet<String> = fs::read_dir(root().join("crates"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    let listed: BTreeSet<String> =
        EDGES.iter().map(|(name, _)| (*name).to_owned()).filter(|name| name != "conformance").collect();
    assert_eq!(known, listed, "a crate without a place on the map");
}

/// The names on the left side of a manifest's tables of dependencies, and whether tests alone use them.
fn dependencies(manifest: &str) -> Vec<(&str, bool)> {
    let mut table = "";
    let mut found = Vec::new();
    for line in manifest.lines() {
        if let Some(name) = line.strip_prefix('[') {
            table = name.trim_end_matches(']');
            if let Some((table, dependency)) = table.split_once("dependencies.") {
                found.push((dependency, table == "dev-"));
            }
        } else if table.ends_with("dependencies") {
            let name = line.split(['.', ' ', '=']).next().unwrap_or_default();
            found.push((name, table == "dev-dependencies"));
        }
    }
    found
}

#[test]
fn what_tests_use_is_told_from_what_the_program_uses() {
    let manifest = "[package]\nname = \"a\"\n[dependencies]\nbase.workspace = true\n\
                    [dev-dependencies]\ntestkit = { workspace = true }\n[features]\nstore = []\n";
    assert_eq!(dependencies(manifest), [("base", false), ("testkit", true)]);
    let target = "[target.'cfg(unix)'.dependencies]\ntestkit.workspace = true\n";
    assert_eq!(dependencies(target), [("testkit", false)]);
    let tables = "[dependencies.testkit]\nworkspace = true\n[dev-dependencies.wire]\nworkspace = true\n";
    assert_eq!(dependencies(tables), [("testkit", false), ("wire", true)]);
}

/// Of all manifests, those of examples and fuzz targets too.
#[test]
fn what_is_for_tests_is_used_by_tests() {
    let mut wrong = Vec::new();
    for path in files(&root(), "toml") {
        let manifest = fs::read_to_string(&path).unwrap();
        // The workspace's own lists every version.
        if path.ends_with("Cargo.toml")
            && !manifest.contains("[workspace.dependencies]")
            && dependencies(&manifest).contains(&(FOR_TESTS, false))
        {
            wrong.push(short(&path));
        }
    }
    assert!(wrong.is_empty(), "{FOR_TESTS} is a dev-dependency: {wrong:?}");
}

#[test]
fn an_operation_imports_no_other_operation() {
    let mut wrong = Vec::new();
    for engine in ["ddb-engine", "s3-engine", "lambda-exec"] {
        for file in files(&root().join("crates").join(engine).join("src/ops"), "rs") {
            for line in fs::read_to_string(&file).unwrap().lines() {
                let import = line.trim_start().starts_with("use ");
                // What S3 answers without s3s has its table there, and what its rows share.
                let is_table = line.contains("super::own::") || file.ends_with("own.rs");
                if import
                    && !is_table
                    && (line.contains("crate::ops::") || line.contains("use super::"))
                    && !line.contains("super::*")
                {
                    wrong.push(format!("{}: {line}", short(&file)));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "what two operations share belongs into a noun's file: {wrong:#?}");
}

#[test]
fn files_are_read_in_one_sitting_and_modules_lie_beside_their_folders() {
    let mut wrong = Vec::new();
    for folder in ["crates", "conformance/src", "fuzz"] {
        for file in files(&root().join(folder), "rs") {
            let text = fs::read_to_string(&file).unwrap();
            let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default().lines().count();
            let test =
                file.components().any(|part| part.as_os_str() == "tests") || file.ends_with("tests.rs");
            let is_table = text.contains("//! Written by `cargo run -p conformance -- shapes ");
            if code > LONGEST_FILE && !test && !is_table {
                wrong.push(format!("{}: {code} lines", short(&file)));
            }
            if file.ends_with("mod.rs") {
                wrong.push(format!("{}: foo.rs beside foo/, never foo/mod.rs", short(&file)));
            }
            if !test && !text.lines().take(3).any(|line| line.starts_with("//!")) {
                wrong.push(format!("{}: no //! head that says what lives here", short(&file)));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn names_say_what_a_thing_is_not_that_it_is_one() {
    let banned = ["manager", "handler", "provider", "helper", "helpers", "util", "utils", "common", "misc"];
    let wrong: Vec<_> = files(&root().join("crates"), "rs")
        .iter()
        .filter(|file| file.file_stem().is_some_and(|stem| banned.iter().any(|word| stem == *word)))
        .map(|file| short(file))
        .collect();
    assert!(wrong.is_empty(), "{wrong:?}");
}

#[test]
fn links_inside_the_documentation_lead_somewhere() {
    let mut broken = Vec::new();
    for page in files(&root(), "md") {
        let text = fs::read_to_string(&page).unwrap();
        for target in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let path = target.split('#').next().unwrap_or_default();
            let outside = path.is_empty() || path.contains("://") || path.contains(' ');
            if !outside && !page.parent().unwrap().join(path).exists() {
                broken.push(format!("{}: {target}", short(&page)));
            }
        }
    }
    assert!(broken.is_empty(), "{broken:#?}");
}

#[test]
fn decisions_are_numbered_without_gaps() {
    let pages = files(&root().join("docs/decisions"), "md");
    let numbers: Vec<usize> =
        pages.iter().filter_map(|page| page.file_name()?.to_str()?.split('-').next()?.parse().ok()).collect();
    assert_eq!(numbers.len(), pages.len(), "a decision's file is NNNN-title.md");
    assert_eq!(numbers, (1..=pages.len()).collect::<Vec<_>>());
}
