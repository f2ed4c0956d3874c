//! An object's bytes as they were before they were compressed, in pieces of bounded size.

use std::fmt;

use bzip2::{Decompress as Bunzip, Status as BunzipStatus};
use flate2::{Decompress as Gunzip, FlushDecompress, Status};

use crate::asked::Compression;
use crate::error::{Code, Error, Result};

/// The most bytes that come of one step.
pub(crate) const PIECE: usize = 1 << 16;
/// How far back gzip looks: 2 to the power of this.
const GZIP_WINDOW: u8 = 15;

/// Undoes a compression.
#[derive(Debug)]
pub(crate) struct Decoder {
    kind: Kind,
    /// Whether a member has begun and has not ended.
    is_inside: bool,
}

enum Kind {
    Plain,
    Gzip(Box<Gunzip>),
    Bzip2(Box<Bunzip>),
}

impl fmt::Debug for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Kind::Plain => "Plain",
            Kind::Gzip(_) => "Gzip",
            Kind::Bzip2(_) => "Bzip2",
        })
    }
}

impl Decoder {
    pub(crate) fn new(compression: Compression) -> Decoder {
        let kind = match compression {
            Compression::None => Kind::Plain,
            Compression::Gzip => Kind::Gzip(gunzip()),
            Compression::Bzip2 => Kind::Bzip2(bunzip()),
        };
        Decoder { kind, is_inside: false }
    }

    /// Takes bytes, and appends at most [`PIECE`] of what they were. How many were taken; if none were and nothing is appended,
    /// more are needed.
    pub(crate) fn step(&mut self, input: &[u8], to: &mut Vec<u8>) -> Result<usize> {
        if let Kind::Plain = self.kind {
            let piece = input.get(..PIECE).unwrap_or(input);
            to.extend_from_slice(piece);
            return Ok(piece.len());
        }
        // Nothing has begun, or all has ended.
        if !self.is_inside && input.is_empty() {
            return Ok(0);
        }
        let has_ended = !self.is_inside;
        let mut room = Vec::with_capacity(PIECE);
        let (taken, is_end) = match &mut self.kind {
            Kind::Plain => (0, false),
            Kind::Gzip(state) => {
                if has_ended {
                    *state = gunzip();
                }
                let before = state.total_in();
                let status = state.decompress_vec(input, &mut room, FlushDecompress::None);
                let status = status.map_err(|_| not_applicable("GZIP"))?;
                (state.total_in() - before, status == Status::StreamEnd)
            }
            Kind::Bzip2(state) => {
                if has_ended {
                    *state = bunzip();
                }
                let before = state.total_in();
                let status = state.decompress_vec(input, &mut room);
                let status = status.map_err(|_| not_applicable("BZIP2"))?;
                (state.total_in() - before, status == BunzipStatus::StreamEnd)
            }
        };
        self.is_inside = !is_end;
        to.append(&mut room);
        // No more than there were.
        Ok(usize::try_from(taken).unwrap_or(input.len()).min(input.len()))
    }

    /// Whether the bytes may end here.
    pub(crate) fn check_end(&self) -> Result<()> {
        if self.is_inside { Err(Code::TruncatedInput.into()) } else { Ok(()) }
    }
}

fn gunzip() -> Box<Gunzip> {
    Box::new(Gunzip::new_gzip(GZIP_WINDOW))
}

fn bunzip() -> Box<Bunzip> {
    Box::new(Bunzip::new(false))
}

fn not_applicable(format: &str) -> Error {
    let message = format!(
        "{format} is not applicable to the queried object. Please correct the request and try again."
    );
    Code::InvalidCompressionFormat.saying(message)
}
