//! Packages in and out of folders. Authority of limits and words: AWS's recorded answers, named in `error.rs`.

use super::*;
use std::os::unix::fs::PermissionsExt as _;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

enum Entry<'a> {
    File(&'a str, &'a [u8]),
    Link(&'a str, &'a str),
}
use Entry::{File as F, Link as L};

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
    unpack(&archive(entries), folder.path(), limit).map(|()| folder).map_err(|error| error.message)
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

#[tokio::test]
async fn a_folder_that_is_gone_is_made_again_and_one_in_use_stays() {
    let (home, store) = (tempfile::tempdir().unwrap(), Store::in_memory(base::entropy::Entropy::seeded(1)));
    let package = accept(&store, home.path(), archive(&[F("a", b"abc")])).await.unwrap();
    let mut batch = store::Batch::new();
    let blob = batch.create_blob(package.staged);
    store.commit(batch).unwrap();
    let there = || fs::read(home.path().join(&package.sha256).join("a")).is_ok_and(|bytes| bytes == b"abc");
    assert!(there());
    clean(home.path(), &[package.sha256.clone()].into()).unwrap();
    assert!(there());
    clean(home.path(), &HashSet::new()).unwrap();
    assert!(!there());
    folder(&store, home.path(), blob, &package.sha256).await.unwrap();
    assert!(there());
}
