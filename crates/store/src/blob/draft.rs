//! The file of a blob in the making. Blocking calls throughout: they run on the pool for that.

use std::fs::{self, File};
use std::io::{self, IoSlice, Write as _};
use std::sync::Arc;

use bytes::{Buf as _, Bytes};

use super::home::Files;

/// How many pieces the kernel takes in one call, at most.
const PIECES_AT_ONCE: usize = 64;

/// A file that goes with its draft, unless the draft is kept.
#[derive(Debug)]
pub(super) struct Draft {
    file: File,
    /// Which file it is. Without it, the file has no name and goes by itself.
    name: Option<Name>,
}

#[derive(Debug)]
struct Name {
    files: Arc<Files>,
    id: u64,
    kept: bool,
}

impl Draft {
    pub(super) fn nameless(file: File) -> Draft {
        Draft { file, name: None }
    }

    pub(super) fn of(file: File, files: Arc<Files>, id: u64) -> Draft {
        Draft { file, name: Some(Name { files, id, kept: false }) }
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

    /// Gives the complete file the name of its blob.
    pub(super) fn complete(&self) -> io::Result<()> {
        self.name
            .as_ref()
            .map_or(Ok(()), |name| fs::rename(name.files.draft_path(name.id), name.files.path(name.id)))
    }

    /// The file, if it has no name and so is all there is; else the draft again.
    pub(super) fn nameless_file(self) -> Result<File, Draft> {
        if self.name.is_some() { Err(self) } else { Ok(self.file) }
    }

    /// The file stays: a record names it now.
    pub(super) fn keep(mut self) {
        if let Some(name) = &mut self.name {
            name.kept = true;
        }
    }
}

impl Drop for Name {
    fn drop(&mut self) {
        if !self.kept {
            self.files.discard(self.id);
        }
    }
}
