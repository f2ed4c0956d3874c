//! Packages in and out of folders. Authority of limits and words: AWS's recorded answers, named in `error.rs`.

use super::*;
use crate::test_engine::{Bench, creation, eventually};
use base64::engine::general_purpose::STANDARD;
use std::os::unix::fs::PermissionsExt as _;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

enum Entry<'a> {
    File(&'a str, &'a [u8]),
    Link(&'a str, &'a str),
}
use Entry::{File as F, Link as L};

fn records() -> (tempfile::TempDir, Records) {
    let store = store::Store::in_memory(base::entropy::Entropy::seeded(1));
    (tempfile::tempdir().unwrap(), Records::new(store))
}

fn archive(entries: &[Entry<'_>]) -> Bytes {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for entry in entries {
        match entry {
            F(name, bytes) => {
                zip.start_file(*name, SimpleFileOptions::default().unix_permissions(0o755)).unwrap();
                zip.write_all(bytes).unwrap();
            }
            L(name, target) => zip.add_symlink(*name, *target, SimpleFileOptions::default()).unwrap(),
        }
    }
    zip.finish().unwrap().into_inner().into()
}

fn try_unpack(entries: &[Entry<'_>], limit: u64) -> Result<tempfile::TempDir, String> {
    let folder = tempfile::tempdir().unwrap();
    unpack(&archive(entries), folder.path(), limit).map(|_| folder).map_err(|error| error.message)
}

#[test]
fn files_come_out_as_they_went_in() {
    let entries = [
        F("index.py", b"x = 1"),
        F("lib/deep/a", b"a"),
        L("lib/b", "deep/a"),
        L("lib/deep/up", "../../index.py"),
    ];
    let folder = try_unpack(&entries, 1000).unwrap();
    let read = |path: &str| fs::read(folder.path().join(path)).unwrap();
    assert_eq!(read("index.py"), b"x = 1");
    assert_eq!(read("lib/b"), b"a");
    assert_eq!(read("lib/deep/up"), b"x = 1");
    let mode = fs::metadata(folder.path().join("index.py")).unwrap().permissions().mode();
    assert_eq!(mode & 0o111, 0o111, "what may be run in the archive may be run here");
}

#[test]
fn nothing_leaves_the_folder() {
    for entries in [
        &[F("../evil", b"x")][..],
        &[F("a/../../evil", b"x")],
        &[F("/evil", b"x")],
        &[F("a\\..\\evil", b"x")],
        &[L("a", "/etc/passwd")],
        &[L("a", "../evil")],
        &[L("a/b", "../../evil")],
        &[L("d", "."), L("a", "d/../..")],
        &[L("s/d", ".."), L("a", "s/d/..")],
        &[L("a", "b"), L("a/c", "x")],
    ] {
        let outside = tempfile::tempdir().unwrap();
        let folder = outside.path().join("in");
        fs::create_dir(&folder).unwrap();
        let error = unpack(&archive(entries), &folder, 1000).unwrap_err();
        assert!(error.message.starts_with("Could not unzip uploaded file."), "{}", error.message);
        assert_eq!(fs::read_dir(outside.path()).unwrap().count(), 1, "only the folder itself is there");
    }
}

#[test]
fn a_bomb_is_refused_before_the_disk_is_full() {
    let bomb = vec![0; 2_000_000];
    let error = try_unpack(&[F("zeros", &bomb)], 1_000_000).unwrap_err();
    assert_eq!(error, "Unzipped size must be smaller than 1000000 bytes");
    // One that lies about its size: both places that state it say ten bytes.
    let honest = archive(&[F("zeros", &bomb)]).to_vec();
    let size = (bomb.len() as u32).to_le_bytes();
    let mut lying = honest.clone();
    let places: Vec<usize> = (0..honest.len() - 4).filter(|&at| honest[at..at + 4] == size).collect();
    assert!(!places.is_empty());
    for at in places {
        lying[at..at + 4].copy_from_slice(&10_u32.to_le_bytes());
    }
    let folder = tempfile::tempdir().unwrap();
    unpack(&lying.into(), folder.path(), 1_000_000).unwrap_err();
    let on_disk = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().metadata().unwrap().len());
    assert!(on_disk.sum::<u64>() <= 1_000_001);
}

#[test]
fn what_is_no_archive_is_refused() {
    let good = archive(&[F("a", b"abc"), F("b", b"abc")]);
    for bytes in [&b""[..], b"PK", b"hello", &good[..good.len() - 30], &good[40..]] {
        let folder = tempfile::tempdir().unwrap();
        let result = unpack(&Bytes::copy_from_slice(bytes), folder.path(), 1000);
        assert!(result.is_err(), "{} bytes", bytes.len());
    }
}

#[test]
fn a_bare_module_is_a_package_with_one_file() {
    let folder = tempfile::tempdir().unwrap();
    unpack(&Bytes::from_static(b"\0asm\x01\0\0\0"), folder.path(), 1000).unwrap();
    assert_eq!(fs::read(folder.path().join("bootstrap")).unwrap(), b"\0asm\x01\0\0\0");
}

fn id(name: &str) -> crate::function_name::FunctionId {
    let (account, region) = (base::arn::AccountId::DEFAULT, base::arn::Region::us_east_1());
    crate::function_name::FunctionId { account, region, name: name.to_owned() }
}

/// How many folders of packages there are.
fn count(home: &Path) -> usize {
    fs::read_dir(home).map_or(0, Iterator::count)
}

/// On AWS every environment has its own package, which it cannot write to; here each function has its own.
#[tokio::test]
async fn equal_packages_of_two_functions_are_not_one() {
    let (home, store) = records();
    let folders = Folders::new(home.path().to_owned(), Vec::new());
    let package = accept(&store, &folders, archive(&[F("a", b"abc")])).await.unwrap();
    let code = package.code;
    let key = store::Key::of(store::Space::LambdaFunction);
    let named = |_: &Records| {
        let mut batch = store::Batch::new();
        batch.put(key.clone(), "named");
        Ok((batch, ()))
    };
    store.change_naming(&key, Some(package.staged), named).unwrap();
    folders.keep(&id("f"), &code.sha256, package.folder.clone());
    let f = folders.get(&store, &id("f"), &code).await.unwrap();
    assert_eq!(f, package.folder);
    let g = folders.get(&store, &id("g"), &code).await.unwrap();
    fs::write(f.join("a"), b"changed").unwrap();
    fs::write(f.join("b"), b"new").unwrap();
    assert_eq!((fs::read(g.join("a")).unwrap(), g.join("b").exists()), (b"abc".to_vec(), false));
    // One that somebody removed is made again.
    fs::remove_dir_all(&*g).unwrap();
    let again = folders.get(&store, &id("g"), &code).await.unwrap();
    assert_eq!(fs::read(again.join("a")).unwrap(), b"abc");
    assert_eq!(count(home.path()), 2);
}

#[tokio::test]
async fn a_folder_goes_with_its_last_user() {
    let (home, store) = records();
    let folders = Folders::new(home.path().to_owned(), Vec::new());
    let package = accept(&store, &folders, archive(&[F("a", b"abc")])).await.unwrap();
    let (sha256, at_work) = (package.code.sha256.clone(), package.folder.clone());
    folders.keep(&id("f"), &sha256, package.folder);
    folders.retain(&id("f"), std::slice::from_ref(&sha256));
    folders.retain(&id("g"), &[]);
    assert!(at_work.join("a").exists());
    folders.retain(&id("f"), &[]);
    assert!(at_work.join("a").exists(), "an environment still uses it");
    drop(at_work);
    eventually(|| count(home.path()) == 0).await;
    // What is refused leaves nothing.
    accept(&store, &folders, Bytes::from_static(b"PK")).await.unwrap_err();
    eventually(|| count(home.path()) == 0).await;
}

/// A process that was killed may have left half a package, and a function may have changed a whole one.
#[tokio::test]
async fn what_an_earlier_process_left_is_not_trusted() {
    let (home, store) = records();
    let bytes = archive(&[F("a", b"abc")]);
    let sha256 = hex::encode(Sha256::digest(&bytes));
    for left in [sha256.clone(), format!("{sha256}-0-0"), format!("unpacking-{sha256}-0")] {
        fs::create_dir_all(home.path().join(&left)).unwrap();
        fs::write(home.path().join(&left).join("a"), b"not abc").unwrap();
    }
    fs::create_dir(home.path().join("somebody-else-s")).unwrap();
    let folders = Folders::new(home.path().to_owned(), Vec::new());
    let left = folders.left().unwrap();
    let package = accept(&store, &folders, bytes).await.unwrap();
    assert_eq!(fs::read(package.folder.join("a")).unwrap(), b"abc");
    left.iter().for_each(|path| remove(path));
    assert_eq!(fs::read(package.folder.join("a")).unwrap(), b"abc");
    assert_eq!((left.len(), count(home.path())), (3, 2));
}

/// A watcher that deploys again and again must not fill the disk.
#[tokio::test]
async fn updates_and_deletions_leave_no_folder() {
    use base64::Engine as _;
    let bench = Bench::new();
    bench.create("f").await;
    bench.create("g").await;
    assert_eq!(bench.code_folders(), 2);
    let update = async |text: &str, publish: bool| {
        let zip = STANDARD.encode(crate::test_engine::zip_of(text));
        let body = serde_json::json!({"ZipFile": zip, "Publish": publish});
        assert_eq!(bench.put("/2015-03-31/functions/f/code", body).await.status, 200);
        bench.settled("f").await;
        assert_eq!(bench.invoke("f", "RequestResponse", "1").await.status, 200);
    };
    for n in 0..5 {
        update(&n.to_string(), false).await;
    }
    eventually(|| bench.code_folders() == 2).await;
    update("published", true).await;
    update("later", false).await;
    eventually(|| bench.code_folders() == 3).await;
    bench.post("/2015-03-31/functions", creation("f")).await.is_error(
        409,
        "ResourceConflictException",
        "Function already exist",
    );
    assert_eq!(bench.delete("/2015-03-31/functions/f?Qualifier=1").await.status, 204);
    eventually(|| bench.code_folders() == 2).await;
    for name in ["f", "g"] {
        assert_eq!(bench.delete(&format!("/2015-03-31/functions/{name}")).await.status, 204);
    }
    eventually(|| bench.code_folders() == 0).await;
}

/// Our design: a package is looked at and unpacked apart from the threads that answer requests.
#[test]
fn a_large_package_is_unpacked_in_short_turns() {
    const BYTES: usize = if cfg!(debug_assertions) { 1 << 20 } else { 20 << 20 };
    let _bench = testkit::Turns::check("CreateFunction of a large package", |turns| async move {
        let bench = Bench::new();
        // Hardly anything of it can be compressed.
        let noise: Vec<u8> =
            (0..BYTES as u64).map(|n| (n.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 56) as u8).collect();
        let mut document = creation("f");
        document["Code"]["ZipFile"] = STANDARD.encode(archive(&[F("index.py", &noise)])).into();
        let document = document.to_string();
        turns.forget();
        let reply = bench.call("POST", "/2015-03-31/functions", &[], document).await;
        assert_eq!(reply.status, 201, "{reply:?}");
        let shown = bench.settled("f").await;
        assert_eq!(shown["State"], "Active");
        bench
    });
}
