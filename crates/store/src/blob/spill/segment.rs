//! One file without a name: it goes with its last extent, or with the process, whatever ends it.

use std::fs::{self, File};
use std::io;
use std::os::unix::fs::{FileExt as _, OpenOptionsExt as _};
use std::path::Path;
use std::sync::Arc;

/// So many names are tried. One is there already where a process of the same number was killed between two calls.
const NAMES: u32 = 1000;

#[derive(Debug)]
pub(super) struct Segment {
    file: File,
    _alive: Arc<()>,
}

impl Segment {
    /// Makes a file that only this process can open, and removes its name.
    pub(super) fn create(folder: &Path, alive: &Arc<()>) -> io::Result<Segment> {
        let mut number = 0;
        loop {
            let path = folder.join(format!("ruststack-{}-{number}.spill", std::process::id()));
            match File::options().create_new(true).read(true).write(true).mode(0o600).open(&path) {
                Ok(file) => {
                    fs::remove_file(path)?;
                    return Ok(Segment { file, _alive: Arc::clone(alive) });
                }
                Err(cause) if cause.kind() == io::ErrorKind::AlreadyExists && number < NAMES => number += 1,
                Err(cause) => return Err(cause),
            }
        }
    }

    pub(super) fn write(&self, bytes: &[u8], at: u64) -> io::Result<()> {
        self.file.write_all_at(bytes, at)
    }

    pub(super) fn read(&self, bytes: &mut [u8], at: u64) -> io::Result<()> {
        self.file.read_exact_at(bytes, at)
    }

    /// Gives the room of a range back to the disk. Where the file system cannot, it goes with the file.
    #[cfg(target_os = "linux")]
    pub(super) fn punch(&self, at: u64, len: u64) {
        use rustix::fs::FallocateFlags;
        let flags = FallocateFlags::PUNCH_HOLE | FallocateFlags::KEEP_SIZE;
        if let Err(cause) = rustix::fs::fallocate(&self.file, flags, at, len) {
            tracing::debug!(%cause, "no hole in a temporary file");
        }
    }

    /// The room of a range goes with the file.
    #[cfg(not(target_os = "linux"))]
    pub(super) fn punch(&self, _at: u64, _len: u64) {}

    /// What the file takes on the disk, in bytes.
    #[cfg(test)]
    pub(super) fn room_on_disk(&self) -> u64 {
        use std::os::unix::fs::MetadataExt as _;
        self.file.metadata().map_or(0, |file| file.blocks() * 512)
    }
}
