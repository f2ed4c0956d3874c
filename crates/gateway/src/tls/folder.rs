//! Where a CA is kept: one file with key and certificate, so that the two always go together, readable by its user alone.
//!
//! Servers that start at once share it: a lock decides who makes it, and a file is there whole or not at all.

use std::fs::{self, DirBuilder, File, OpenOptions, TryLockError};
use std::io::{self, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

use base::clock::Timestamp;
use base::entropy::Entropy;

use super::authority::Authority;
use super::names::Names;
use super::{Error, given};

/// How often a lock that another holds is tried again, and how often at most: it is held for some milliseconds.
const PAUSE: Duration = Duration::from_millis(10);
const MOST_TRIES: usize = 300;

/// The CA for these names, made if there is none or its time is over. Waits for the disk.
///
/// # Errors
///
/// The folder cannot be used, or what stands in the file is no CA of ours: it is not thrown away, as somebody trusts it
/// or has put it there.
pub(super) fn kept(folder: &Path, names: &Names, now: Timestamp) -> Result<Authority, Error> {
    let path = folder.join(match names.mark() {
        Some(mark) => format!("ca-with-key-{mark}.pem"),
        None => "ca-with-key.pem".to_owned(),
    });
    if let Some(authority) = read(&path)?.filter(|authority| authority.is_valid(now)) {
        return Ok(authority);
    }
    let file_error = |cause| Error::File { path: folder.to_owned(), cause };
    DirBuilder::new().recursive(true).mode(0o700).create(folder).map_err(file_error)?;
    let _lock = lock(&folder.join("lock")).map_err(file_error)?;
    // Another may have made it meanwhile.
    let old = read(&path)?;
    let is_old = old.is_some();
    if let Some(authority) = old.filter(|authority| authority.is_valid(now)) {
        return Ok(authority);
    }
    let made = Authority::new(names, now)?;
    write(&path, &made.to_text()).map_err(|cause| Error::File { path: path.clone(), cause })?;
    let why = if is_old { ", as the one before has expired" } else { "" };
    tracing::info!(
        "TLS: a CA was made, {}{why}; `ruststack tls-ca` shows what clients are to trust",
        path.display()
    );
    // Where locks mean nothing, the file that is there now counts.
    Ok(read(&path)?.unwrap_or(made))
}

fn read(path: &Path) -> Result<Option<Authority>, Error> {
    let text = match given::read(path) {
        Err(Error::File { cause, .. }) if cause.kind() == io::ErrorKind::NotFound => return Ok(None),
        other => other?,
    };
    let wrong =
        |why| Error::contents(path, format!("{why}; without this file the next start makes a CA anew"));
    Authority::parse(&text).map(Some).map_err(wrong)
}

/// Held until it is dropped. File systems without locks have none.
fn lock(path: &Path) -> io::Result<Option<File>> {
    let file = OpenOptions::new().write(true).create(true).truncate(false).mode(0o600).open(path)?;
    for _ in 0..MOST_TRIES {
        match file.try_lock() {
            Ok(()) => return Ok(Some(file)),
            Err(TryLockError::WouldBlock) => std::thread::sleep(PAUSE),
            Err(TryLockError::Error(cause)) => {
                tracing::debug!(%cause, "{} cannot be locked", path.display());
                return Ok(None);
            }
        }
    }
    Err(io::Error::new(io::ErrorKind::TimedOut, "another process holds its lock"))
}

/// Puts a file there, whole.
fn write(path: &Path, text: &str) -> io::Result<()> {
    let passing = Passing(path.with_extension(format!("{}.new", Entropy::from_host().hex(16))));
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&passing.0)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    fs::rename(&passing.0, path)
}

/// A file that is removed if it was not renamed.
struct Passing(PathBuf);

impl Drop for Passing {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}
