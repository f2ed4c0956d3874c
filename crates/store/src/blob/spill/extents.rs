//! One blob in segments.

use std::io;
use std::mem;
use std::sync::Arc;

use bytes::Bytes;

use super::super::memory::Reservation;
use super::{BLOCK_BYTES, Extent, Spill};

/// How much room is taken at once: memory that has gone to the disk is given back as often.
const AT_ONCE: u64 = 8 << 20;

/// The bytes of a blob in segments, in order. Dropped, it gives their room back.
#[derive(Debug)]
pub(crate) struct Spilled {
    spill: Arc<Spill>,
    extents: Vec<Place>,
    len: u64,
}

/// An extent, and where in the blob it begins.
#[derive(Debug)]
struct Place {
    from: u64,
    extent: Extent,
}

impl Spilled {
    pub(in crate::blob) fn new(spill: Arc<Spill>) -> Spilled {
        Spilled { spill, extents: Vec::new(), len: 0 }
    }

    /// Writes at the end, and gives back the part of the budget that the pieces had. What came before is in whole blocks.
    pub(in crate::blob) fn append(
        &mut self,
        pieces: Vec<Bytes>,
        mut held: Option<Reservation>,
    ) -> io::Result<()> {
        let mut left: u64 = pieces.iter().map(|piece| piece.len() as u64).sum();
        let mut pieces = pieces.into_iter().filter(|piece| !piece.is_empty());
        let mut piece = Bytes::new();
        while left > 0 {
            let (segment, mut at, len) = self.extend(left.min(AT_ONCE))?;
            let end = at + len;
            while at < end {
                if piece.is_empty() {
                    piece = pieces.next().unwrap_or_default();
                }
                let here = piece.split_to(piece.len().min(usize::try_from(end - at).unwrap_or(usize::MAX)));
                if here.is_empty() {
                    return Err(io::ErrorKind::UnexpectedEof.into());
                }
                if let Err(cause) = segment.write(&here, at) {
                    if cause.kind() == io::ErrorKind::FileTooLarge {
                        self.spill.retire(&segment);
                    }
                    return Err(cause);
                }
                at += here.len() as u64;
            }
            left -= len;
            if let Some(held) = &mut held {
                held.shrink_by(len);
            }
        }
        Ok(())
    }

    /// Takes room for up to so many bytes at the end: where in a segment, and how much.
    fn extend(&mut self, most: u64) -> io::Result<(Arc<super::Segment>, u64, u64)> {
        debug_assert_eq!(self.len % BLOCK_BYTES, 0, "an extent begins with a block");
        let extent = self.spill.allocate(most)?;
        let Extent { at, len, .. } = extent;
        let segment = Arc::clone(&extent.segment);
        match self.extents.last_mut() {
            Some(Place { extent: last, .. })
                if Arc::ptr_eq(&last.segment, &segment) && last.at + last.len == at =>
            {
                last.len += len;
            }
            _ => self.extents.push(Place { from: self.len, extent }),
        }
        self.len += len;
        Ok((segment, at, len))
    }

    /// Fills a buffer with what begins at a place in the blob.
    pub(in crate::blob) fn read(&self, mut buffer: &mut [u8], mut at: u64) -> io::Result<()> {
        let first = self.extents.partition_point(|place| place.from <= at).saturating_sub(1);
        for Place { from, extent } in self.extents.iter().skip(first) {
            let skip = at.saturating_sub(*from).min(extent.len);
            let here = usize::try_from(extent.len - skip).unwrap_or(usize::MAX).min(buffer.len());
            let (now, rest) = buffer.split_at_mut(here);
            extent.segment.read(now, extent.at + skip)?;
            at += here as u64;
            buffer = rest;
            if buffer.is_empty() {
                break;
            }
        }
        if buffer.is_empty() { Ok(()) } else { Err(io::ErrorKind::UnexpectedEof.into()) }
    }

    /// How many extents it has.
    #[cfg(test)]
    pub(in crate::blob) fn extents(&self) -> usize {
        self.extents.len()
    }
}

impl Drop for Spilled {
    fn drop(&mut self) {
        let extents = mem::take(&mut self.extents).into_iter().map(|place| place.extent).collect();
        self.spill.give_back(extents);
    }
}
