//! What imports and bulk operations read: the objects of a bucket below a prefix, one after the other, each as a row
//! after the other. However large an object is, no more of it is in memory than a piece and the rows in it.
//!
//! <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/S3DataImport.Format.html>

mod csv;
mod decompress;
mod rows;
mod split;

use std::collections::VecDeque;
use std::sync::Arc;

use base::seams::{ListedObject, ObjectAddress, ObjectStore, SeamError};
use serde::{Deserialize, Serialize};

use crate::definition::owner::Owner;
use crate::transfer::s3;
use decompress::Decompressor;
use split::Splitter;

pub(crate) use rows::{Row, Rows};

/// Bytes of an object that are read at a time.
const PIECE: usize = 256 * 1024;
/// Compressed bytes that are made plain at a time: they may become a thousand times as many.
const SIP: usize = 1024;

/// How items are written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum InputFormat {
    DynamodbJson,
    Ion,
    Csv {
        /// What stands between two values.
        delimiter: char,
        /// The columns' names; nothing where the first line of each object has them.
        headers: Option<Vec<String>>,
    },
}

impl InputFormat {
    /// As AWS spells it.
    pub(super) fn name(&self) -> &'static str {
        match self {
            InputFormat::DynamodbJson => "DYNAMODB_JSON",
            InputFormat::Ion => "ION",
            InputFormat::Csv { .. } => "CSV",
        }
    }
}

/// How objects are compressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Compression {
    None,
    Gzip,
    Zstd,
}

impl Compression {
    /// As AWS spells it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Compression::None => "NONE",
            Compression::Gzip => "GZIP",
            Compression::Zstd => "ZSTD",
        }
    }

    /// From AWS's spelling.
    pub(crate) fn parse(text: &str) -> Option<Compression> {
        [Compression::None, Compression::Gzip, Compression::Zstd].into_iter().find(|one| one.name() == text)
    }
}

/// Where items come from, and in which form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Input {
    pub(crate) bucket: String,
    pub(crate) bucket_owner: Option<String>,
    pub(crate) prefix: Option<String>,
    pub(crate) format: InputFormat,
    /// `InputCompressionType`, as it was given.
    pub(crate) compression: Option<Compression>,
}

/// How far an input was read.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct InputCursor {
    /// The key of the last object that was read to its end.
    pub(super) done: Option<String>,
    /// The ETag of the object being read, and how many of its rows are done.
    pub(super) part: Option<(String, u64)>,
    /// Bytes read, those of the object being read among them.
    pub(super) bytes: u64,
    /// Bytes of the objects that were read to their end.
    done_bytes: u64,
}

impl InputCursor {
    /// How many rows of an object are done already.
    pub(super) fn rows_of(&self, object: &ListedObject) -> u64 {
        let part = self.part.as_ref().filter(|(etag, _)| *etag == object.etag);
        part.map_or(0, |(_, rows)| *rows)
    }

    /// So many bytes of the present object were read. What is read again after a restart counts once.
    pub(super) fn read(&mut self, bytes: u64) {
        self.bytes = self.bytes.max(self.done_bytes + bytes);
    }

    /// An object was read to its end.
    pub(super) fn finish(&mut self, object: &ListedObject) {
        self.done_bytes += object.size;
        self.bytes = self.done_bytes;
        self.done = Some(object.key.clone());
        self.part = None;
    }
}

impl Input {
    /// The objects that come next, some of them; empty at the end.
    pub(super) async fn list(
        &self,
        objects: &Arc<dyn ObjectStore>,
        owner: &Owner,
        after: Option<&str>,
    ) -> Result<Vec<ListedObject>, SeamError> {
        s3::admits(owner, self.bucket_owner.as_deref())?;
        let prefix = self.prefix.clone().unwrap_or_default();
        objects.list(&self.place(owner, prefix), after).await
    }

    /// Begins to read the rows of an object. `conditional`: each may have a condition.
    pub(super) fn rows(
        &self,
        objects: &Arc<dyn ObjectStore>,
        owner: &Owner,
        object: &ListedObject,
        conditional: bool,
    ) -> Rows<'_> {
        Rows::new(self.open(objects, owner, object), &self.format, conditional)
    }

    fn open(&self, objects: &Arc<dyn ObjectStore>, owner: &Owner, object: &ListedObject) -> Texts {
        Texts {
            objects: objects.clone(),
            place: self.place(owner, object.key.clone()),
            etag: object.etag.clone(),
            size: object.size,
            offset: 0,
            decompressor: Decompressor::of(self.compression.unwrap_or(Compression::None)),
            splitter: Splitter::of(&self.format),
            ready: VecDeque::new(),
            ended: false,
        }
    }

    fn place(&self, owner: &Owner, key: String) -> ObjectAddress {
        s3::place(owner, &self.bucket, key)
    }
}

/// The text of one row or of a few, or why there is none.
pub(super) type Text = Result<String, String>;

/// An object being read.
#[derive(Debug)]
pub(super) struct Texts {
    objects: Arc<dyn ObjectStore>,
    place: ObjectAddress,
    etag: String,
    size: u64,
    offset: u64,
    decompressor: Decompressor,
    splitter: Splitter,
    ready: VecDeque<Text>,
    ended: bool,
}

impl Texts {
    /// The next text; nothing at the end. What cannot be decompressed comes as a last text.
    pub(super) async fn next(&mut self) -> Result<Option<Text>, SeamError> {
        loop {
            if let Some(text) = self.ready.pop_front() {
                return Ok(Some(text));
            }
            if self.ended {
                return Ok(None);
            }
            self.read_on().await?;
            // A text without end comes of many steps.
            tokio::task::yield_now().await;
        }
    }

    /// Bytes of the object that were read.
    pub(super) fn read_bytes(&self) -> u64 {
        self.offset
    }

    async fn read_on(&mut self) -> Result<(), SeamError> {
        if self.decompressor.is_hungry() {
            let piece = if self.offset < self.size {
                self.objects.read(&self.place, &self.etag, self.offset, PIECE).await?
            } else {
                bytes::Bytes::new()
            };
            self.offset += piece.len() as u64;
            self.decompressor.feed(piece);
        }
        match self.decompressor.sip(SIP) {
            Ok(Some(plain)) => self.splitter.add(&plain, &mut self.ready),
            Ok(None) => {
                self.splitter.end(&mut self.ready);
                self.ended = true;
            }
            Err(why) => {
                self.ready.push_back(Err(why));
                self.ended = true;
            }
        }
        self.ended |= self.splitter.gave_up();
        Ok(())
    }
}
