//! A remote blob in the making. A short one is one object, made at once. A longer one goes in parts: until it is complete the
//! object of its name holds the id of its upload, so that no other process makes one of that name, and so that what a crash
//! left of it can be found and removed.

use std::io;
use std::sync::Arc;

use bytes::Bytes;
use object_store::PutPayload;
use object_store::multipart::{MultipartStore as _, PartId};

use super::super::files::NamedFile;
use super::Remote;

/// How long a part is: two are in memory, one of them on its way.
pub(in crate::blob) const PART_BYTES: usize = 8 << 20;

/// S3 takes no more parts: a blob has 78 GiB at most.
const MOST_PARTS: usize = 10_000;

#[derive(Debug)]
pub(in crate::blob) struct Upload {
    remote: Arc<Remote>,
    named: Arc<NamedFile>,
    parts: Option<Parts>,
}

#[derive(Debug)]
struct Parts {
    upload: String,
    done: Vec<PartId>,
}

impl Upload {
    pub(in crate::blob) fn new(remote: Arc<Remote>, named: Arc<NamedFile>) -> Upload {
        Upload { remote, named, parts: None }
    }

    /// Adds a part, which is not the last.
    pub(in crate::blob) async fn append(&mut self, pieces: Vec<Bytes>) -> io::Result<()> {
        let path = self.remote.blob(self.named.id());
        let bucket = &self.remote.bucket;
        let parts = match &mut self.parts {
            Some(parts) => parts,
            None => {
                let upload = self.remote.noted(bucket.create_multipart(&path).await)?;
                if let Err(cause) = self.claim(upload.clone().into()).await {
                    // Nothing else knows of it.
                    let _ = self.remote.bucket.abort_multipart(&path, &upload).await;
                    return Err(cause);
                }
                self.parts.insert(Parts { upload, done: Vec::new() })
            }
        };
        let number = parts.done.len();
        if number >= MOST_PARTS {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        let part = bucket.put_part(&path, &parts.upload, number, payload(pieces)).await;
        parts.done.push(self.remote.noted(part)?);
        Ok(())
    }

    /// Adds the last bytes and ends the blob.
    pub(in crate::blob) async fn complete(mut self, pieces: Vec<Bytes>) -> io::Result<Arc<NamedFile>> {
        if self.parts.is_none() {
            self.claim(payload(pieces)).await?;
            return Ok(self.named);
        }
        if pieces.iter().any(|piece| !piece.is_empty()) {
            self.append(pieces).await?;
        }
        if let Some(Parts { upload, done }) = self.parts {
            let path = self.remote.blob(self.named.id());
            let done = self.remote.bucket.complete_multipart(&path, &upload, done).await;
            self.remote.noted(done)?;
        }
        Ok(self.named)
    }

    /// Makes the object of this name.
    async fn claim(&self, payload: PutPayload) -> io::Result<()> {
        let made = self.remote.create(self.remote.blob(self.named.id()), payload).await;
        if made.as_ref().is_err_and(|cause| cause.kind() == io::ErrorKind::AlreadyExists) {
            // Whose it is, nobody here knows: it is not ours to remove.
            self.named.disown();
        }
        made
    }
}

fn payload(pieces: Vec<Bytes>) -> PutPayload {
    pieces.into_iter().collect()
}
