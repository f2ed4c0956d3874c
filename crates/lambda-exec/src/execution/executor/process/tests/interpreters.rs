//! Which program of the host runs a runtime.

use super::*;
use crate::execution::executor::process::interpreter::Interpreter;

/// Interpreters of a home folder that has these programs, each of which says that it is of its version.
fn of_home(home: &Path, programs: &[(&str, &str)]) -> Interpreters {
    for (program, version) in programs {
        let file = home.join(program);
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(&file, format!("#!/bin/sh\necho {}\necho {version}\n", file.display())).unwrap();
        std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o755)).unwrap();
    }
    Interpreters::new([("HOME".into(), home.as_os_str().to_owned())])
}

/// No host has these versions, so they are found in the home folder or nowhere.
#[tokio::test]
async fn the_exact_version_is_taken_from_where_version_managers_keep_it() {
    let home = tempfile::tempdir().unwrap();
    let programs = [
        (".pyenv/versions/3.99.1/bin/python3", "3.99.1"),
        // Not what its folder says.
        (".nvm/versions/node/v99.2.0/bin/node", "98.0.0"),
        (".volta/tools/image/node/99.1.0/bin/node", "99.1.0"),
        (".rbenv/versions/9.9.7/bin/ruby", "9.9.7"),
    ];
    let interpreters = of_home(home.path(), &programs);
    for (kind, runtime, (program, version)) in [
        (Kind::Python, "python3.99", programs[0]),
        (Kind::Node, "nodejs99.x", programs[2]),
        (Kind::Ruby, "ruby9.9", programs[3]),
    ] {
        let found = interpreters.find(kind, runtime).await.unwrap();
        let expected =
            Interpreter { file: home.path().join(program), version: version.to_owned(), stands_in: false };
        assert_eq!(found, expected);
        assert_eq!(found.remark(runtime), None);
    }
}

/// Our words: what AWS runs is always what was asked for.
#[tokio::test]
async fn what_stands_in_for_a_missing_version_is_named() {
    let interpreters = Interpreters::default();
    for (kind, runtime, names) in [
        (Kind::Python, "python3.99", "and neither python3.99 nor python3 was found"),
        (Kind::Node, "nodejs99.x", "and no node was found"),
        (Kind::Ruby, "ruby9.9", "and neither ruby9.9 nor ruby was found"),
    ] {
        // The host's own stands in for a version that it does not have.
        match interpreters.find(kind, runtime).await {
            Ok(found) => {
                let expected = format!(
                    "This host has no interpreter of {runtime}: version {} runs it, {}.",
                    found.version,
                    found.file.display()
                );
                assert_eq!(found.remark(runtime), Some(expected));
                assert!(found.file.is_absolute() && found.version.starts_with(|c: char| c.is_ascii_digit()));
            }
            Err(unrunnable) => assert!(unrunnable.reason.contains(names), "{unrunnable}"),
        }
    }
    assert_eq!(Kind::of("dotnet8"), None);
}

/// The runtime that the host has says nothing.
#[tokio::test]
async fn a_runtime_of_the_host_s_own_version_has_no_remark() {
    let interpreters = Interpreters::default();
    let Ok(host) = interpreters.find(Kind::Node, "nodejs99.x").await else {
        println!("SKIPPED: no node on this host");
        return;
    };
    let runtime = format!("nodejs{}.x", host.version.split('.').next().unwrap());
    let found = interpreters.find(Kind::Node, &runtime).await.unwrap();
    assert_eq!((found.file, found.stands_in), (host.file, false));
}
