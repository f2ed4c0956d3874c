//! What the pure crates do without, and where chance comes from.

use std::fs;

use super::{dependencies, files, root, short};

/// Bytes in, verdict out.
const PURE: [&str; 6] = ["wire", "policy", "pattern", "sigv4", "ddb-expr", "s3-select"];

/// What of the standard library a pure crate does without: disk, sockets, processes, threads, the environment.
const HOST: [&str; 6] =
    ["std::fs", "std::net::Tcp", "std::net::Udp", "std::process", "std::thread", "std::env"];

/// Crates of others that bring a runtime, locks for its tasks, or the host.
const RUNTIMES: [&str; 7] = ["tokio", "tokio-util", "futures", "parking_lot", "rustix", "sled", "tempfile"];

/// Crates of others that draw numbers.
const CHANCE: [&str; 4] = ["fastrand", "rand", "rand_core", "getrandom"];

/// The crates of ours that may draw: the seam, and what only tests use.
const DRAWS: [&str; 2] = ["base", "testkit"];

fn manifest(krate: &str) -> String {
    fs::read_to_string(root().join("crates").join(krate).join("Cargo.toml")).unwrap()
}

#[test]
fn the_pure_crates_know_no_disk_and_no_runtime() {
    let mut wrong = Vec::new();
    for krate in PURE {
        for (dependency, _) in dependencies(&manifest(krate)).into_iter().filter(|(_, in_tests)| !in_tests) {
            if RUNTIMES.contains(&dependency) {
                wrong.push(format!("{krate} uses {dependency}"));
            }
        }
        for file in files(&root().join("crates").join(krate).join("src"), "rs") {
            let text = fs::read_to_string(&file).unwrap();
            let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
            let code = code.lines().map(|line| line.split("//").next().unwrap_or_default());
            let used = HOST.iter().filter(|path| code.clone().any(|line| line.contains(**path)));
            let is_test =
                file.components().any(|part| part.as_os_str() == "tests") || file.ends_with("tests.rs");
            if !is_test {
                wrong.extend(used.map(|path| format!("{}: {path}", short(&file))));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn chance_comes_from_one_crate() {
    let mut wrong = Vec::new();
    for entry in fs::read_dir(root().join("crates")).unwrap() {
        let krate = entry.unwrap().file_name().to_string_lossy().into_owned();
        let drawing = dependencies(&manifest(&krate))
            .into_iter()
            .filter(|(dependency, in_tests)| CHANCE.contains(dependency) && !in_tests)
            .count();
        if drawing > 0 && !DRAWS.contains(&krate.as_str()) {
            wrong.push(krate);
        }
    }
    assert!(wrong.is_empty(), "ids and jitter come from base::entropy: {wrong:?}");
}
