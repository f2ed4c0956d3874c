//! Compiled programs on disk: found again, and never believed when they are not what was written. What is promised is ours,
//! in `docs/wasm-functions.md`.

use std::os::unix::fs::PermissionsExt as _;

use super::super::kept::Kept;
use super::*;

/// The files with compiled programs, and their seals.
fn written(folder: &Path) -> (Vec<PathBuf>, Vec<PathBuf>) {
    let mut programs = Vec::new();
    for kind in entries(&folder.join("programs")) {
        for version in entries(&kind).iter().filter(|path| path.is_dir()) {
            programs.extend(entries(version).into_iter().filter(|path| path.extension().is_none()));
        }
    }
    (programs, entries(&folder.join("seals")))
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    if !folder.is_dir() {
        return Vec::new();
    }
    std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect()
}

async fn runs(folder: &Path) {
    let function = function(&guest("", ECHO), &[]);
    let executor = executor_in(Some(folder.to_owned()));
    executor.prepare(&function.version).await.unwrap();
    let version = Arc::new(function.version.clone());
    let mut environment = executor.start(version, crate::test_engine::identity("e1")).await.unwrap();
    assert_eq!(environment.invoke(event("1"), ReplySink::whole()).await.result, Ok("1".into()));
}

#[tokio::test]
async fn what_was_compiled_is_there_for_the_next_process() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("compiled");
    runs(&folder).await;
    let (programs, seals) = written(&folder);
    assert_eq!((programs.len(), seals.len()), (1, 1));
    for (path, mode) in [(&folder, 0o700), (&programs[0], 0o600), (&seals[0], 0o600)] {
        assert_eq!(std::fs::metadata(path).unwrap().permissions().mode() & 0o777, mode, "{path:?}");
    }
    let before = std::fs::read(&programs[0]).unwrap();
    let kept = Kept::open(&folder).unwrap();
    let engine =
        wasmtime::Engine::new(wasmtime::Config::new().epoch_interruption(true).cache(Some(kept.cache())));
    wasmtime::Module::new(&engine.unwrap(), wat::parse_str(guest("", ECHO)).unwrap()).unwrap();
    assert_eq!((kept.cache().cache_hits(), kept.cache().cache_misses()), (1, 0));
    runs(&folder).await;
    assert_eq!(written(&folder).0, programs);
    assert_eq!(std::fs::read(&programs[0]).unwrap(), before);
}

/// Each byte changed, cut off, emptied; files that nobody sealed, and seals without a file.
#[tokio::test]
async fn what_is_damaged_or_of_others_is_compiled_anew() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("compiled");
    runs(&folder).await;
    let (programs, seals) = written(&folder);
    let (program, good) = (&programs[0], std::fs::read(&programs[0]).unwrap());
    let mut changed = good.clone();
    changed[good.len() / 2] ^= 1;
    for damaged in [&changed[..], &good[..good.len() / 2], b"", b"something else"] {
        std::fs::write(program, damaged).unwrap();
        runs(&folder).await;
        assert_eq!(std::fs::read(program).unwrap(), good);
    }
    std::fs::remove_file(&seals[0]).unwrap();
    let foreign = program.with_file_name("foreign");
    let unfinished = program.with_extension("wip-atomic-write-mod");
    for path in [&foreign, &unfinished, &folder.join("seals/of-nobody")] {
        std::fs::write(path, "?").unwrap();
    }
    runs(&folder).await;
    assert!(!foreign.exists() && !unfinished.exists());
    assert_eq!(written(&folder), (programs, seals));
}

/// What lies there is run as it is, so others may not write there.
#[tokio::test]
async fn a_folder_that_others_may_write_to_is_not_used() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("compiled");
    std::fs::create_dir(&folder).unwrap();
    std::fs::set_permissions(&folder, std::fs::Permissions::from_mode(0o777)).unwrap();
    assert!(Kept::open(&folder).is_err());
    runs(&folder).await;
    assert_eq!(entries(&folder), Vec::<PathBuf>::new());
    std::fs::write(home.path().join("file"), "").unwrap();
    assert!(Kept::open(&home.path().join("file")).is_err());
    runs(&home.path().join("file")).await;
}
