//! The doors of an engine: which files hold the store, and so could write to it.
//!
//! The rest is the compiler's: `Engine`'s writing side is a private field, which only the modules below `engine` see, and
//! what everybody else has is a `Reader` without a way to commit. This test keeps the store itself out of their hands.

use std::collections::BTreeSet;
use std::fs;

use super::rooms::{is_for_tests, without_tests};
use super::{files, root};

/// Crate → the files below its `src` that may name `store::Store`; a folder with all in it.
const HOLDERS: &[(&str, &[&str])] = &[
    (
        "ddb-engine",
        &[
            // Made of it, and parted into what reads and what writes.
            "engine.rs",
            "engine/writer.rs",
            "memory/reader.rs",
            // Has an engine of its own, as tests have.
            "oracle/",
        ],
    ),
    (
        "iam-engine",
        &[
            // Is handed it, and hands it on.
            "engine.rs",
            "records.rs",
            // Has an engine of its own, as tests have.
            "oracle/",
        ],
    ),
    (
        "lambda-exec",
        &[
            // Is handed it, and hands it on.
            "engine.rs",
            "records.rs",
            // wasmtime's, which has the same name.
            "execution/executor/wasm/guest.rs",
        ],
    ),
    (
        "logs-engine",
        &[
            // Is handed it, and hands it on.
            "engine.rs",
            "records.rs",
            "records/change.rs",
        ],
    ),
    (
        "ssm-engine",
        &[
            // Is handed it, and hands it on.
            "engine.rs",
            "records.rs",
            "records/change.rs",
            // Has the service's name in a sentence of AWS's.
            "error.rs",
            // Has an engine of its own, as tests have.
            "oracle/",
        ],
    ),
    (
        "s3-engine",
        &[
            // Made of it, and parted into what reads and what writes.
            "engine.rs",
            "engine/writer.rs",
            "reader.rs",
            // Is handed it, and hands it on.
            "service.rs",
        ],
    ),
    (
        "secrets-engine",
        &[
            // Is handed it, and hands it on.
            "engine.rs",
            "records.rs",
            "records/change.rs",
            "records/look.rs",
            // Has an engine of its own, as tests have.
            "oracle/",
        ],
    ),
    (
        "sqs-engine",
        &[
            // Is handed it, and hands it on.
            "engine.rs",
            "records.rs",
            // Has an engine of its own, as tests have.
            "oracle/",
        ],
    ),
];

#[test]
fn only_the_doors_hold_the_store() {
    let mut wrong = Vec::new();
    for (krate, holders) in HOLDERS {
        let src = root().join("crates").join(krate).join("src");
        let named: BTreeSet<String> = files(&src, "rs")
            .iter()
            .filter(|file| !is_for_tests(file) && names_the_store(&fs::read_to_string(file).unwrap()))
            .map(|file| file.strip_prefix(&src).unwrap().display().to_string())
            .collect();
        let may = |file: &String| holders.iter().any(|holder| file.starts_with(holder));
        wrong.extend(named.iter().filter(|file| !may(file)).map(|file| format!("{krate}: {file}")));
        let unused = holders.iter().filter(|holder| !named.iter().any(|file| file.starts_with(*holder)));
        wrong.extend(unused.map(|holder| format!("{krate}: {holder} does not hold it any more")));
    }
    assert!(wrong.is_empty(), "what holds the store can write past the doors: {wrong:#?}");
}

/// Whether a source has the word `Store`, comments and tests aside.
fn names_the_store(text: &str) -> bool {
    let code = without_tests(text).lines().map(|line| line.split("//").next().unwrap_or_default());
    code.flat_map(|line| line.split(|c: char| !c.is_alphanumeric() && c != '_')).any(|word| word == "Store")
}
