//! Makes an object's bytes plain, a little at a time.

use std::fmt;
use std::io::Write as _;

use bytes::{Buf as _, Bytes};
use flate2::write::MultiGzDecoder;
use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};

use super::Compression;

/// The longest header of a frame, a block's header and its bytes, and a checksum: with so many bytes at hand a step of
/// the decoder never ends in their middle. RFC 8878, 3.1.1.
const ZSTD_STEP: usize = 18 + 3 + 128 * 1024 + 4;
/// The greatest window that a frame may ask for. RFC 8878, 3.1.1.1.2, has decoders take 8 MB at least; `zstd --ultra`
/// makes 128 MB.
const ZSTD_WINDOW: u64 = 128 * 1024 * 1024;

/// An object's bytes on their way.
pub(super) struct Decompressor {
    kind: Packing,
    /// Read and not yet made plain.
    pending: Bytes,
    /// Whether no more bytes will come.
    ended: bool,
}

enum Packing {
    Plain,
    Gzip(Box<MultiGzDecoder<Vec<u8>>>),
    Zstd(Box<Zstd>),
}

struct Zstd {
    frame: FrameDecoder,
    /// Whether a frame has begun.
    open: bool,
    pending: Vec<u8>,
    /// Bytes of a frame that is to be passed over.
    skip: usize,
}

impl Decompressor {
    /// For an object's beginning.
    pub(super) fn of(compression: Compression) -> Decompressor {
        let kind = match compression {
            Compression::None => Packing::Plain,
            Compression::Gzip => Packing::Gzip(Box::new(MultiGzDecoder::new(Vec::new()))),
            Compression::Zstd => {
                let mut frame = FrameDecoder::new();
                frame.set_max_window_size(ZSTD_WINDOW);
                Packing::Zstd(Box::new(Zstd { frame, open: false, pending: Vec::new(), skip: 0 }))
            }
        };
        Decompressor { kind, pending: Bytes::new(), ended: false }
    }

    /// Whether it has nothing to work on.
    pub(super) fn is_hungry(&self) -> bool {
        self.pending.is_empty() && !self.ended
    }

    /// The next bytes of the object; none at its end.
    pub(super) fn feed(&mut self, piece: Bytes) {
        self.ended = piece.is_empty();
        self.pending = piece;
    }

    /// Works on so many bytes; nothing once all is done, or why it cannot be done.
    pub(super) fn sip(&mut self, bytes: usize) -> Result<Option<Vec<u8>>, String> {
        let sip = self.pending.split_to(bytes.min(self.pending.len()));
        match &mut self.kind {
            Packing::Plain if sip.is_empty() && self.ended => Ok(None),
            Packing::Plain => Ok(Some(sip.to_vec())),
            Packing::Gzip(decoder) => gunzip(decoder, &sip, self.ended),
            Packing::Zstd(zstd) => zstd.sip(&sip, self.ended),
        }
    }
}

fn gunzip(decoder: &mut MultiGzDecoder<Vec<u8>>, sip: &[u8], ended: bool) -> Result<Option<Vec<u8>>, String> {
    let broken = |cause: std::io::Error| format!("the object is not in the GZIP format: {cause}");
    decoder.write_all(sip).map_err(broken)?;
    if sip.is_empty() && ended {
        decoder.try_finish().map_err(broken)?;
    }
    let plain = std::mem::take(decoder.get_mut());
    let done = sip.is_empty() && ended && plain.is_empty();
    Ok((!done).then_some(plain))
}

impl Zstd {
    fn sip(&mut self, sip: &[u8], ended: bool) -> Result<Option<Vec<u8>>, String> {
        self.pending.extend_from_slice(sip);
        let ended = ended && sip.is_empty();
        if self.pending.len() < ZSTD_STEP && !ended {
            return Ok(Some(Vec::new()));
        }
        let skipped = self.skip.min(self.pending.len());
        self.pending.drain(..skipped);
        self.skip -= skipped;
        if self.pending.is_empty() && ended {
            return if self.open { Err(broken("it ends in the middle")) } else { Ok(None) };
        }
        let mut rest = self.pending.as_slice();
        if self.skip == 0 && !self.open {
            self.skip = begin(&mut self.frame, &mut rest)?;
            self.open = self.skip == 0;
        }
        if self.open {
            self.frame
                .decode_blocks(&mut rest, BlockDecodingStrategy::UptoBlocks(1))
                .map_err(|cause| broken(&cause.to_string()))?;
        }
        let used = self.pending.len() - rest.len();
        self.pending.drain(..used);
        let mut plain = Vec::new();
        if self.open {
            self.frame.collect_to_writer(&mut plain).map_err(|cause| broken(&cause.to_string()))?;
            self.open = !self.frame.is_finished();
        }
        Ok(Some(plain))
    }
}

/// Begins the next frame; how many bytes to pass over if it holds nothing.
fn begin(frame: &mut FrameDecoder, rest: &mut &[u8]) -> Result<usize, String> {
    match frame.reset(&mut *rest) {
        Ok(()) => Ok(0),
        Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame { length, .. })) => {
            // An empty one is passed over already.
            let length = usize::try_from(length).unwrap_or(usize::MAX);
            if length == 0 { begin(frame, rest) } else { Ok(length) }
        }
        Err(cause) => Err(broken(&cause.to_string())),
    }
}

fn broken(cause: &str) -> String {
    format!("the object is not in the ZSTD format: {cause}")
}

impl fmt::Debug for Decompressor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Decompressor").field("pending", &self.pending.remaining()).finish_non_exhaustive()
    }
}
