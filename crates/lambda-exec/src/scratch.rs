//! A private temporary folder, removed with everything in it when it is dropped.

use std::fs::DirBuilder;
use std::io;
use std::os::unix::fs::DirBuilderExt as _;
use std::path::{Path, PathBuf};

use base::entropy::Entropy;

/// The folder.
#[derive(Debug)]
pub(crate) struct Scratch(PathBuf);

impl Scratch {
    /// Makes an empty folder that only this user can read.
    pub(crate) fn new(entropy: &Entropy) -> io::Result<Scratch> {
        // Two processes with one seed meet here; the process id keeps them apart.
        let name = format!("ruststack-{}-{}", std::process::id(), entropy.hex(16));
        let path = std::env::temp_dir().join(name);
        DirBuilder::new().mode(0o700).create(&path)?;
        Ok(Scratch(path))
    }

    /// Where it is.
    pub(crate) fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        if let Err(cause) = std::fs::remove_dir_all(&self.0) {
            tracing::warn!(folder = %self.0.display(), %cause, "a temporary folder could not be removed");
        }
    }
}
