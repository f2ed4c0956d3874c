//! A function's package: checked, kept as a blob, and unpacked into a folder of the function's.
//!
//! The folders are a cache: each can be made again from its blob. Nothing in an archive may leave its folder, nor
//! fill the disk; the limits are AWS's
//! (<https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html>) and one of our own.

use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Cursor, Read, Write};
use std::os::unix::fs::{OpenOptionsExt as _, symlink};
use std::path::{Component, Path, PathBuf};

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use bytes::{Bytes, BytesMut};
use futures::TryStreamExt as _;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use store::{Blob, Staged};
use zip::ZipArchive;
use zip::read::ZipFile;

pub use self::folders::CodeFolder;
pub(crate) use self::folders::{Folders, name_of_layers, remove};
use crate::error::Error;
use crate::records::Records;

mod folders;
pub(crate) mod live;
mod merge;

/// The largest archive that a request may carry.
pub(crate) const ZIPPED_LIMIT: usize = 52_428_800;

/// The most that an archive may hold unpacked.
pub(crate) const UNZIPPED_LIMIT: u64 = 262_144_000;

/// The most entries of an archive: what its end record can count without ZIP64. A limit of our own, so that a list
/// of empty files cannot take memory and inodes without end.
const ENTRIES_LIMIT: usize = 65_534;

/// The longest target of a symbolic link.
const LINK_LIMIT: u64 = 4096;

/// A WebAssembly module begins so. One that is uploaded bare counts as a package with this one file.
const WASM_MAGIC: &[u8] = b"\0asm";

/// A version's package, as its record names it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Code {
    pub(crate) blob: Blob,
    /// Hexadecimal.
    pub(crate) sha256: String,
    /// How many bytes its files have, unpacked.
    #[serde(default)]
    pub(crate) unzipped: u64,
    /// The folder of the user's that is the package as it is, in place of a blob.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) folder: Option<PathBuf>,
}

impl Code {
    /// The hash as the API shows it.
    pub(crate) fn sha256_base64(&self) -> String {
        BASE64_STANDARD.encode(hex::decode(&self.sha256).unwrap_or_default())
    }
}

/// A package that was found good and is unpacked; its bytes wait for a batch that names them.
#[derive(Debug)]
pub(crate) struct Package {
    pub(crate) staged: Staged,
    pub(crate) code: Code,
    pub(crate) folder: CodeFolder,
}

/// Takes in a new package: unpacks it, which judges it, and stages its bytes.
pub(crate) async fn accept(store: &Records, folders: &Folders, bytes: Bytes) -> Result<Package, Error> {
    let hashed = bytes.clone();
    let sha256 = blocking(move || Ok(hex::encode(Sha256::digest(&hashed)))).await?;
    let (folder, unzipped) = folders.unpack(&sha256, bytes.clone()).await?;
    let mut staging = store.stage();
    staging.write(bytes).await?;
    let staged = staging.finish().await?;
    let code = Code { blob: staged.blob(), sha256, unzipped, folder: None };
    Ok(Package { staged, code, folder })
}

/// The package that is a folder of the user's: what a request names by the bucket [`live::BUCKET`] and this key.
pub(crate) async fn of_folder(store: &Records, folders: &Folders, key: &str) -> Result<Package, Error> {
    let folder = folders.live(key).await?;
    let staged = store.stage().finish().await?;
    let sha256 = hex::encode(Sha256::digest(folder.to_string_lossy().as_bytes()));
    let code = Code { blob: staged.blob(), sha256, unzipped: 0, folder: Some(folder.to_path_buf()) };
    Ok(Package { staged, code, folder })
}

/// The package of a function that has an image: none. `sha256` is the image's.
pub(crate) async fn nothing(store: &Records, folders: &Folders, sha256: String) -> Result<Package, Error> {
    let folder = folders.empty(&sha256).await?;
    let staged = store.stage().finish().await?;
    let code = Code { blob: staged.blob(), sha256, unzipped: 0, folder: None };
    Ok(Package { staged, code, folder })
}

/// The bytes of a package.
pub(crate) async fn read(store: &Records, blob: Blob) -> Result<Bytes, Error> {
    let mut pieces = store.read(blob, 0..blob.len())?;
    let mut whole = BytesMut::with_capacity(usize::try_from(blob.len()).unwrap_or(0));
    while let Some(piece) = pieces.try_next().await.map_err(Error::internal)? {
        whole.extend_from_slice(&piece);
    }
    Ok(whole.freeze())
}

/// Unpacks an archive into an empty folder. How many bytes its files have.
fn unpack(bytes: &Bytes, folder: &Path, limit: u64) -> Result<u64, Error> {
    if bytes.starts_with(WASM_MAGIC) {
        fs::write(folder.join("bootstrap"), bytes).map_err(Error::internal)?;
        return Ok(bytes.len() as u64);
    }
    if entry_count(bytes).is_none_or(|count| count > ENTRIES_LIMIT) {
        return Err(Error::not_a_zip());
    }
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Error::not_a_zip())?;
    // What the archive says of itself comes first, so that an honest bomb costs no write.
    if archive.decompressed_size().is_some_and(|size| size > u128::from(limit)) {
        return Err(Error::unzipped_too_large(limit));
    }
    let mut links = BTreeMap::new();
    let mut left = limit;
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).map_err(|_| Error::not_a_zip())?;
        let path = inner_path(&entry)?;
        if entry.is_symlink() {
            let target = link_target(&mut entry, &path)?;
            links.insert(path, target);
            continue;
        }
        left =
            write_entry(&mut entry, folder, &path, left)?.ok_or_else(|| Error::unzipped_too_large(limit))?;
    }
    // Links come last: no entry is written through one.
    write_links(folder, &links)?;
    Ok(limit.saturating_sub(left))
}

/// The number of entries from the end record (APPNOTE 4.3.16), read before the list of entries is.
fn entry_count(bytes: &[u8]) -> Option<usize> {
    const END: &[u8] = b"PK\x05\x06";
    const END_LEN: usize = 22;
    const COMMENT_LIMIT: usize = 65_535;
    let from = bytes.len().saturating_sub(END_LEN + COMMENT_LIMIT);
    let tail = bytes.get(from..)?;
    let at = tail.windows(END.len()).rposition(|window| window == END)?;
    let count: [u8; 2] = tail.get(at + 10..at + 12)?.try_into().ok()?;
    Some(usize::from(u16::from_le_bytes(count)))
}

/// Where an entry goes below the folder. A path that is absolute, climbs out, or cannot be a path is refused.
fn inner_path<R: Read>(entry: &ZipFile<'_, R>) -> Result<PathBuf, Error> {
    let name = entry.name().map_err(|_| Error::not_a_zip())?;
    let mut path = PathBuf::new();
    for part in name.split('/').filter(|part| !part.is_empty() && *part != ".") {
        if part == ".." || part.contains(['\0', '\\']) {
            return Err(Error::not_a_zip());
        }
        path.push(part);
    }
    if name.starts_with('/') { Err(Error::not_a_zip()) } else { Ok(path) }
}

/// Where a symbolic link points: up at most to the package's root, then only down. So no chain of links leaves it.
fn link_target<R: Read>(entry: &mut ZipFile<'_, R>, path: &Path) -> Result<PathBuf, Error> {
    let mut target = String::new();
    entry.take(LINK_LIMIT).read_to_string(&mut target).map_err(|_| Error::not_a_zip())?;
    let mut may_climb = path.components().count().saturating_sub(1);
    let mut climbing = true;
    for component in Path::new(&target).components() {
        match component {
            Component::CurDir => {}
            Component::Normal(_) => climbing = false,
            Component::ParentDir if climbing && may_climb > 0 => may_climb -= 1,
            _ => return Err(Error::not_a_zip()),
        }
    }
    if target.is_empty() { Err(Error::not_a_zip()) } else { Ok(target.into()) }
}

/// Writes one file or folder. What is left of the limit, or nothing if it is passed.
fn write_entry<R: Read>(
    entry: &mut ZipFile<'_, R>,
    folder: &Path,
    path: &Path,
    left: u64,
) -> Result<Option<u64>, Error> {
    if entry.is_dir() {
        fs::create_dir_all(folder.join(path)).map_err(misfit)?;
        return Ok(Some(left));
    }
    if path.as_os_str().is_empty() {
        return Err(Error::not_a_zip());
    }
    let path = folder.join(path);
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent).map_err(misfit)?;
    }
    let mut file = create(&path, entry.unix_mode()).map_err(misfit)?;
    // One byte more than allowed shows that the entry is longer than it said.
    let written = copy(&mut entry.take(left.saturating_add(1)), &mut file)?;
    Ok(left.checked_sub(written))
}

/// The permissions of the archive, and readable for all; an archive without any may hold a program.
fn create(path: &Path, mode: Option<u32>) -> io::Result<File> {
    let mode = mode.map_or(0o755, |mode| mode & 0o777 | 0o444);
    OpenOptions::new().write(true).create(true).truncate(true).mode(mode).open(path)
}

/// An archive that cannot be read is the user's; a file that cannot be written is ours.
fn copy(from: &mut impl Read, to: &mut File) -> Result<u64, Error> {
    let mut buffer = vec![0; 64 * 1024];
    let mut written = 0;
    loop {
        let len = from.read(&mut buffer).map_err(|_| Error::not_a_zip())?;
        if len == 0 {
            return Ok(written);
        }
        to.write_all(buffer.get(..len).unwrap_or_default()).map_err(Error::internal)?;
        written += len as u64;
    }
}

/// Two entries that cannot both be there, such as a file where another needs a folder, are the archive's fault.
fn misfit(cause: io::Error) -> Error {
    use io::ErrorKind::{AlreadyExists, InvalidFilename, InvalidInput, IsADirectory, NotADirectory};
    match cause.kind() {
        AlreadyExists | InvalidFilename | InvalidInput | IsADirectory | NotADirectory => Error::not_a_zip(),
        _ => Error::internal(cause),
    }
}

fn write_links(folder: &Path, links: &BTreeMap<PathBuf, PathBuf>) -> Result<(), Error> {
    for (path, target) in links {
        let below_a_link = path.ancestors().skip(1).any(|ancestor| links.contains_key(ancestor));
        if below_a_link || path.as_os_str().is_empty() {
            return Err(Error::not_a_zip());
        }
        let path = folder.join(path);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).map_err(misfit)?;
        }
        symlink(target, &path).map_err(misfit)?;
    }
    Ok(())
}

/// Runs work that waits for the disk or computes for long, away from the threads that serve requests.
async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Error> + Send + 'static,
) -> Result<T, Error> {
    tokio::task::spawn_blocking(work).await.map_err(Error::internal)?
}

#[cfg(test)]
mod tests;
