//! The file of a blob in the making. Blocking calls throughout: they run on the pool for that.

use std::fs::{self, File};
use std::io::{self, IoSlice, Write as _};
use std::sync::Arc;

use bytes::{Buf as _, Bytes};

use super::Large;
use super::files::NamedFile;

/// How many pieces the kernel takes in one call, at most.
const PIECES_AT_ONCE: usize = 64;

/// A file that is being written.
#[derive(Debug)]
pub(super) struct Draft {
    file: File,
    /// Its handle. Without one it has no name and goes by itself.
    named: Option<Arc<NamedFile>>,
}

impl Draft {
    /// Begins a file without a name. Blocks.
    pub(super) fn nameless(id: u64) -> io::Result<Draft> {
        let path = std::env::temp_dir().join(format!("ruststack-{}-{id:016x}", std::process::id()));
        let file = File::options().create_new(true).read(true).write(true).open(&path)?;
        fs::remove_file(path)?;
        Ok(Draft { file, named: None })
    }

    /// Begins the file of a handle. Blocks.
    pub(super) fn of(named: Arc<NamedFile>) -> io::Result<Draft> {
        Ok(Draft { file: named.create()?, named: Some(named) })
    }

    /// Writes at the end.
    pub(super) fn append(&mut self, mut pieces: Vec<Bytes>) -> io::Result<()> {
        let mut rest = pieces.as_mut_slice();
        while let Some(first) = rest.first() {
            if first.is_empty() {
                rest = rest.get_mut(1..).unwrap_or_default();
                continue;
            }
            let slices: Vec<IoSlice<'_>> =
                rest.iter().take(PIECES_AT_ONCE).map(|piece| IoSlice::new(piece)).collect();
            let mut written = match self.file.write_vectored(&slices) {
                Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
                Ok(written) => written,
                Err(cause) if cause.kind() == io::ErrorKind::Interrupted => continue,
                Err(cause) => return Err(cause),
            };
            for piece in rest.iter_mut() {
                let take = written.min(piece.len());
                piece.advance(take);
                written -= take;
                if written == 0 {
                    break;
                }
            }
        }
        Ok(())
    }

    /// Ends the file, which has the name of its blob from now on.
    pub(super) fn complete(self) -> io::Result<Large> {
        match self.named {
            Some(named) => {
                named.complete()?;
                Ok(Large::Named(named))
            }
            None => Ok(Large::Nameless(Arc::new(self.file))),
        }
    }
}
