//! The lines of listings of objects and versions, each written as the walk comes to it: into one text, in a few large pieces.
//! What a page's lines have in common is not written anew for each.

use base::clock::Timestamp;

use crate::bucket::canonical_id;
use crate::error::Result;
use crate::listing::listed::{self, Encoding};
use crate::listing::walk::ListedEntry;
use crate::message::time::iso_millis;
use crate::message::xml::XmlDocument;
use crate::object::record;
use crate::object::record::head::{ObjectHead, ShownHead};
use crate::object::{NULL, Version};
use crate::payload::checksum::{Algorithm, ChecksumKind};

/// The lines of a page.
pub(crate) struct Lines<'a> {
    written: XmlDocument,
    /// Common prefixes stand behind all others.
    prefixes: XmlDocument,
    encoding: Encoding,
    /// The id of the bucket's owner, if owners are shown.
    owner: Option<&'a str>,
    /// Where it is asked which archived objects have a copy: which have one at this time.
    restores_at: Option<Timestamp>,
    modified: Common<u64>,
    checksum: Common<Option<(Algorithm, ChecksumKind)>>,
}

impl<'a> Lines<'a> {
    /// None yet.
    pub(crate) fn new(
        encoding: Encoding,
        owner: Option<&'a str>,
        restores_at: Option<Timestamp>,
    ) -> Lines<'a> {
        let (written, prefixes) = (XmlDocument::piece(), XmlDocument::piece());
        let (modified, checksum) = (Common::default(), Common::default());
        Lines { written, prefixes, encoding, owner, restores_at, modified, checksum }
    }

    /// Adds a line of a listing of objects.
    pub(crate) fn object(&mut self, entry: ListedEntry<'_>) -> Result<()> {
        let (key, record) = match entry {
            ListedEntry::Version { key, record, .. } => (key, record),
            ListedEntry::Prefix(prefix) => {
                self.prefix(prefix);
                return Ok(());
            }
        };
        let head = record::head(record)?;
        if let Some(object) = &head.object {
            self.written.raw("<Contents><Key>");
            self.encoding.write(&mut self.written, key);
            self.members("</Key>", &head, object, record)?;
            self.written.raw("</Contents>");
        }
        Ok(())
    }

    /// Adds a line of a listing of versions.
    pub(crate) fn version(&mut self, entry: ListedEntry<'_>) -> Result<()> {
        let (key, record, is_latest) = match entry {
            ListedEntry::Version { key, record, is_latest } => (key, record, is_latest),
            ListedEntry::Prefix(prefix) => {
                self.prefix(prefix);
                return Ok(());
            }
        };
        let head = record::head(record)?;
        let (opened, closed) = match &head.object {
            Some(_) => ("<Version><Key>", "</Version>"),
            None => ("<DeleteMarker><Key>", "</DeleteMarker>"),
        };
        self.written.raw(opened);
        self.encoding.write(&mut self.written, key);
        self.written.raw("</Key>");
        self.written.element("VersionId", head.id.unwrap_or(NULL));
        self.written.element("IsLatest", if is_latest { "true" } else { "false" });
        match &head.object {
            Some(object) => self.members("", &head, object, record)?,
            None => {
                listed::modified(&mut self.written, Timestamp::from_millis(head.modified_ms));
                self.owner.iter().for_each(|id| listed::owner(&mut self.written, id));
            }
        }
        self.written.raw(closed);
        Ok(())
    }

    /// Puts all of them behind the beginning of a document.
    pub(crate) fn behind(self, xml: &mut XmlDocument) {
        xml.append(self.written);
        xml.append(self.prefixes);
    }

    fn prefix(&mut self, prefix: &str) {
        listed::prefix(&mut self.prefixes, prefix, self.encoding);
    }

    /// What is shown of an object, behind an element that ends like this in all lines. What stands in these fields is ours, and
    /// plain.
    fn members(
        &mut self,
        before: &str,
        head: &ShownHead<'_>,
        object: &ObjectHead<'_>,
        record: &[u8],
    ) -> Result<()> {
        let xml = &mut self.written;
        xml.raw(self.modified.of(head.modified_ms / 1000, |secs| modified(before, secs)));
        xml.raw_bytes(object.etag.as_bytes());
        xml.raw(self.checksum.of(object.checksum.map(|(algorithm, kind, _)| (algorithm, kind)), checksum));
        xml.raw(itoa::Buffer::new().format(object.size));
        match (self.owner, object.storage_class) {
            // Most lines, in one piece.
            (None, None) => {
                xml.raw("</Size><StorageClass>STANDARD</StorageClass>");
                return Ok(());
            }
            (None, Some(_)) => xml.raw("</Size><StorageClass>"),
            (Some(id), _) => {
                xml.raw("</Size>");
                let writer = record::owner(record)?.map(|account| canonical_id(&account));
                listed::owner(xml, writer.as_deref().unwrap_or(id));
                xml.raw("<StorageClass>");
            }
        }
        xml.raw(object.storage_class.unwrap_or("STANDARD"));
        xml.raw("</StorageClass>");
        if let (Some(at), Some(_)) = (self.restores_at, object.storage_class) {
            restored(xml, at, record)?;
        }
        Ok(())
    }
}

/// A text that is the same for many lines.
#[derive(Default)]
struct Common<K> {
    of: Option<K>,
    text: String,
}

impl<K: Copy + PartialEq> Common<K> {
    fn of(&mut self, of: K, write: impl FnOnce(K) -> String) -> &str {
        if self.of != Some(of) {
            *self = Common { of: Some(of), text: write(of) };
        }
        &self.text
    }
}

/// From when an object was written to its ETag.
fn modified(before: &str, secs: u64) -> String {
    let at = listed::whole_seconds(Timestamp::from_secs(secs));
    format!("{before}<LastModified>{at}</LastModified><ETag>&quot;")
}

/// From an object's ETag to its size.
fn checksum(checksum: Option<(Algorithm, ChecksumKind)>) -> String {
    let Some((algorithm, kind)) = checksum else { return "&quot;</ETag><Size>".to_owned() };
    let (algorithm, kind) = (algorithm.name(), kind.name());
    format!(
        "&quot;</ETag><ChecksumAlgorithm>{algorithm}</ChecksumAlgorithm><ChecksumType>{kind}</ChecksumType><Size>"
    )
}

/// When the copy of an archived object goes, if there is one.
fn restored(xml: &mut XmlDocument, at: Timestamp, record: &[u8]) -> Result<()> {
    let restored = Version::decode(record)?.object.and_then(|object| object.extras.restored);
    if let Some(restored) = restored.filter(|restored| restored.is_at_hand(at)) {
        xml.inside("RestoreStatus", |xml| {
            xml.element("IsRestoreInProgress", "false");
            xml.element("RestoreExpiryDate", &iso_millis(Timestamp::from_millis(restored.until_ms)));
        });
    }
    Ok(())
}
