//! Several blobs on their way out as one stream. Only the one that is being read has its file open; the files of those
//! behind it stay where they are until the reader comes to them, whatever is committed meanwhile.

use std::collections::VecDeque;
use std::io;
use std::ops::Range;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures::Stream;

use super::files::NamedFile;
use super::{Blob, BlobReader};

/// The bytes of several blobs, one after another, as a stream. It stays whole even if they are dropped meanwhile.
#[derive(Debug, Default)]
pub struct ChainReader {
    open: Option<BlobReader>,
    rest: VecDeque<Link>,
}

/// What comes next.
#[derive(Debug)]
pub(crate) enum Link {
    /// Its bytes are at hand, or its file is open.
    Open(BlobReader),
    /// Its file is to be opened, and is kept until then.
    File(Arc<NamedFile>, Blob, Range<u64>),
}

impl ChainReader {
    pub(crate) fn of(rest: VecDeque<Link>) -> ChainReader {
        ChainReader { open: None, rest }
    }

    /// As [`BlobReader::begin`], of the first.
    pub async fn begin(&mut self) -> io::Result<()> {
        if self.open.is_none() {
            self.open_next()?;
        }
        match &mut self.open {
            Some(reader) => reader.begin().await,
            None => Ok(()),
        }
    }

    fn open_next(&mut self) -> io::Result<bool> {
        self.open = match self.rest.pop_front() {
            None => return Ok(false),
            Some(Link::Open(reader)) => Some(reader),
            Some(Link::File(file, blob, range)) => Some(file.open(blob, range).map_err(io::Error::other)?),
        };
        Ok(true)
    }
}

impl Stream for ChainReader {
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<io::Result<Bytes>>> {
        loop {
            if let Some(reader) = &mut self.open {
                match Pin::new(reader).poll_next(cx) {
                    Poll::Ready(None) => self.open = None,
                    piece => return piece,
                }
            }
            match self.open_next() {
                Ok(true) => {}
                Ok(false) => return Poll::Ready(None),
                Err(cause) => {
                    self.rest.clear();
                    return Poll::Ready(Some(Err(cause)));
                }
            }
        }
    }
}
