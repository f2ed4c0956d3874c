//! The bytes of a blob in the making that are not in memory. Those of files are written by blocking calls, on the pool for
//! that; those of a remote on its threads.

use std::fs::File;
use std::io::{self, IoSlice, Write as _};
use std::sync::Arc;

use bytes::{Buf as _, Bytes};

use super::files::NamedFile;
use super::memory::Reservation;
use super::remote::Upload;
use super::spill::Spilled;
use super::{Home, Large};

/// How many pieces the kernel takes in one call, at most.
const PIECES_AT_ONCE: usize = 64;

/// What is being written.
#[derive(Debug)]
pub(super) enum Draft {
    /// A file, and its handle.
    File(File, Arc<NamedFile>),
    /// Ranges of temporary files.
    Spilled(Spilled),
    /// An object of a remote.
    Remote(Upload),
}

impl Draft {
    /// Begins a blob. Blocks, but for a remote's.
    pub(super) fn begin(home: &Home, id: u64) -> io::Result<Draft> {
        match home {
            Home::Memory(memory) => Ok(Draft::Spilled(Spilled::new(Arc::clone(memory.spill())))),
            Home::Lasting(files) => files.file(id, false).begin(),
        }
    }

    /// Writes at the end. What had a part of the memory's budget gives it back.
    pub(super) async fn append(&mut self, pieces: Vec<Bytes>, held: Option<Reservation>) -> io::Result<()> {
        match self {
            Draft::File(file, _) => append(file, pieces),
            Draft::Spilled(spilled) => spilled.append(pieces, held),
            Draft::Remote(upload) => upload.append(pieces).await,
        }
    }

    /// Writes the last bytes and ends the blob. A file has the name of its blob from now on.
    pub(super) async fn complete(self, pieces: Vec<Bytes>) -> io::Result<Large> {
        match self {
            Draft::File(mut file, named) => {
                append(&mut file, pieces)?;
                named.complete()?;
                Ok(Large::Named(named))
            }
            Draft::Spilled(mut spilled) => {
                spilled.append(pieces, None)?;
                Ok(Large::Spilled(Arc::new(spilled)))
            }
            Draft::Remote(upload) => upload.complete(pieces).await.map(Large::Named),
        }
    }
}

fn append(file: &mut File, mut pieces: Vec<Bytes>) -> io::Result<()> {
    let mut rest = pieces.as_mut_slice();
    while let Some(first) = rest.first() {
        if first.is_empty() {
            rest = rest.get_mut(1..).unwrap_or_default();
            continue;
        }
        let slices: Vec<IoSlice<'_>> =
            rest.iter().take(PIECES_AT_ONCE).map(|piece| IoSlice::new(piece)).collect();
        let mut written = match file.write_vectored(&slices) {
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
