//! Archives whose bytes follow from what is in them: no times, no users of this machine, entries in the order that is given.

use std::io::{Cursor, Write as _};

use conformance::Result;
use flate2::{Compression, GzBuilder};
use tar::{Builder, EntryType, Header};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// A file or a folder of an archive.
pub(super) struct Entry<'a> {
    pub(super) path: String,
    pub(super) bytes: &'a [u8],
    pub(super) mode: u32,
    /// User and group.
    pub(super) owner: u64,
    pub(super) is_folder: bool,
}

impl<'a> Entry<'a> {
    pub(super) fn file(path: &str, bytes: &'a [u8]) -> Entry<'a> {
        Entry { path: path.to_owned(), bytes, mode: 0o644, owner: 0, is_folder: false }
    }

    pub(super) fn program(path: &str, bytes: &'a [u8]) -> Entry<'a> {
        Entry { mode: 0o755, ..Entry::file(path, bytes) }
    }

    pub(super) fn folder(path: &str, mode: u32, owner: u64) -> Entry<'a> {
        Entry { path: path.to_owned(), bytes: &[], mode, owner, is_folder: true }
    }
}

pub(super) fn tar(entries: &[Entry<'_>]) -> Result<Vec<u8>> {
    let mut archive = Builder::new(Vec::new());
    for entry in entries {
        let mut header = Header::new_gnu();
        header.set_entry_type(if entry.is_folder { EntryType::Directory } else { EntryType::Regular });
        header.set_size(entry.bytes.len() as u64);
        header.set_mode(entry.mode);
        header.set_uid(entry.owner);
        header.set_gid(entry.owner);
        header.set_mtime(0);
        archive.append_data(&mut header, &entry.path, entry.bytes)?;
    }
    Ok(archive.into_inner()?)
}

pub(super) fn gz(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut packed = GzBuilder::new().mtime(0).write(Vec::new(), Compression::best());
    packed.write_all(bytes)?;
    Ok(packed.finish()?)
}

pub(super) fn tar_gz(entries: &[Entry<'_>]) -> Result<Vec<u8>> {
    gz(&tar(entries)?)
}

pub(super) fn zip(entries: &[Entry<'_>]) -> Result<Vec<u8>> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for entry in entries {
        // The first moment that a zip can say.
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .compression_level(Some(9))
            .last_modified_time(DateTime::default())
            .unix_permissions(entry.mode);
        archive.start_file(entry.path.as_str(), options)?;
        archive.write_all(entry.bytes)?;
    }
    Ok(archive.finish()?.into_inner())
}
