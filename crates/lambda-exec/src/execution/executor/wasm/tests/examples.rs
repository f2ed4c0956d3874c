//! The programs of `examples/wasm`, built on the spot where the host has what that takes; what is missing is said. The components
//! there need toolchains and interpreters of their own, and are built by hand.

use super::*;
use crate::execution::process;

/// How long one build may take.
const BUILD_LIMIT: Duration = Duration::from_secs(120);

/// Builds an example by its README's line; nothing where its compiler or its libraries are not there.
async fn built(program: &str, arguments: &[&str], source: &str) -> Option<Vec<u8>> {
    let example = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/wasm/");
    let folder = tempfile::tempdir().unwrap();
    let module = folder.path().join("main.wasm");
    let source = format!("{example}{source}");
    let arguments = [arguments, &["-o", module.to_str().unwrap(), &source]].concat();
    if process::answer(program, &arguments, BUILD_LIMIT).await.is_none() {
        println!("SKIPPED: {program} {} cannot be run here", arguments.join(" "));
        return None;
    }
    Some(std::fs::read(module).unwrap())
}

/// What the examples' README promises.
async fn check(module: Option<Vec<u8>>) {
    let Some(module) = module else { return };
    let function = package(&module, &[]);
    let outcome = once(&function, r#"{"name":"Ada"}"#).await;
    let id = event("").request_id;
    let expected = format!(r#"{{"hello":{{"name":"Ada"}},"request":"{id}"}}"#);
    assert_eq!(outcome.result, Ok(expected.into()), "{}", log(&outcome));
    assert!(log(&outcome).contains("an event of 14 bytes\n"), "{}", log(&outcome));
    let error = r#"{"errorType":"NoEvent","errorMessage":"whom shall I greet?"}"#;
    assert_eq!(once(&function, "").await.result, Err(Failure::Reported(error.into())));
}

#[tokio::test]
async fn the_example_in_c_greets() {
    check(built("clang", &["--target=wasm32-wasi", "-Oz", "-Wall", "-s"], "c/main.c").await).await;
}

/// Debian's compiler still has the target's older name.
#[tokio::test]
async fn the_example_in_rust_greets() {
    let options = ["--edition", "2021", "-C", "opt-level=s", "-C", "strip=symbols", "--target"];
    let source = "rust/program/src/main.rs";
    let mut module = None;
    for (program, target) in [("rustc", "wasm32-wasip1"), ("/usr/bin/rustc", "wasm32-wasi")] {
        if module.is_none() {
            module = built(program, &[&options[..], &[target]].concat(), source).await;
        }
    }
    check(module).await;
}
