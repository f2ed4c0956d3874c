//! The digests of S3: MD5 for ETags, SHA-256 for signed payloads, and the five checksum algorithms.
//!
//! <https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html>

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use md5::{Digest as _, Md5};
use serde::{Deserialize, Serialize};
use sha1::Sha1;
use sha2::Sha256;

/// One of the checksum algorithms.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Algorithm {
    Crc32,
    Crc32c,
    Crc64Nvme,
    Sha1,
    Sha256,
}

/// Whether a checksum covers the bytes of the object or the checksums of its parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum ChecksumKind {
    FullObject,
    Composite,
}

/// A checksum as it is kept and shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Checksum {
    pub(crate) algorithm: Algorithm,
    pub(crate) kind: ChecksumKind,
    /// Base64; a composite one with `-` and the number of parts.
    pub(crate) value: String,
}

impl Algorithm {
    /// All of them.
    pub(crate) const ALL: [Algorithm; 5] =
        [Algorithm::Crc32, Algorithm::Crc32c, Algorithm::Crc64Nvme, Algorithm::Sha1, Algorithm::Sha256];

    /// The name in `x-amz-checksum-algorithm`.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Algorithm::Crc32 => "CRC32",
            Algorithm::Crc32c => "CRC32C",
            Algorithm::Crc64Nvme => "CRC64NVME",
            Algorithm::Sha1 => "SHA1",
            Algorithm::Sha256 => "SHA256",
        }
    }

    /// The header that carries a value.
    pub(crate) fn header(self) -> &'static str {
        match self {
            Algorithm::Crc32 => "x-amz-checksum-crc32",
            Algorithm::Crc32c => "x-amz-checksum-crc32c",
            Algorithm::Crc64Nvme => "x-amz-checksum-crc64nvme",
            Algorithm::Sha1 => "x-amz-checksum-sha1",
            Algorithm::Sha256 => "x-amz-checksum-sha256",
        }
    }

    /// The element of a document that holds a value.
    pub(crate) fn element(self) -> &'static str {
        match self {
            Algorithm::Crc32 => "ChecksumCRC32",
            Algorithm::Crc32c => "ChecksumCRC32C",
            Algorithm::Crc64Nvme => "ChecksumCRC64NVME",
            Algorithm::Sha1 => "ChecksumSHA1",
            Algorithm::Sha256 => "ChecksumSHA256",
        }
    }

    /// The algorithm of a name, in whatever case.
    pub(crate) fn named(name: &str) -> Option<Algorithm> {
        Algorithm::ALL.into_iter().find(|algorithm| algorithm.name().eq_ignore_ascii_case(name))
    }

    /// The algorithm whose value a header carries.
    pub(crate) fn of_header(header: &str) -> Option<Algorithm> {
        Algorithm::ALL.into_iter().find(|algorithm| algorithm.header().eq_ignore_ascii_case(header))
    }

    /// Length of a value in bytes.
    fn len_bytes(self) -> usize {
        match self {
            Algorithm::Crc32 | Algorithm::Crc32c => 4,
            Algorithm::Crc64Nvme => 8,
            Algorithm::Sha1 => 20,
            Algorithm::Sha256 => 32,
        }
    }

    /// Whether a text is a value of this algorithm: base64 of the right length.
    pub(crate) fn accepts(self, value: &str) -> bool {
        STANDARD.decode(value).is_ok_and(|bytes| bytes.len() == self.len_bytes())
    }

    /// Whether the checksum of a whole can be computed from those of its parts.
    pub(crate) fn can_combine(self) -> bool {
        matches!(self, Algorithm::Crc32 | Algorithm::Crc32c | Algorithm::Crc64Nvme)
    }
}

impl ChecksumKind {
    /// The name in `x-amz-checksum-type`.
    pub(crate) fn name(self) -> &'static str {
        match self {
            ChecksumKind::FullObject => "FULL_OBJECT",
            ChecksumKind::Composite => "COMPOSITE",
        }
    }

    /// The kind of a name.
    pub(crate) fn named(name: &str) -> Option<ChecksumKind> {
        [ChecksumKind::FullObject, ChecksumKind::Composite].into_iter().find(|kind| kind.name() == name)
    }
}

/// A running checksum.
pub(super) enum Hasher {
    Crc32(crc32fast::Hasher),
    Crc32c(u32),
    Crc64Nvme(crc_fast::Digest),
    Sha1(Sha1),
    Sha256(Sha256),
}

impl Hasher {
    /// Over no bytes yet.
    pub(super) fn new(algorithm: Algorithm) -> Hasher {
        match algorithm {
            Algorithm::Crc32 => Hasher::Crc32(crc32fast::Hasher::new()),
            Algorithm::Crc32c => Hasher::Crc32c(0),
            Algorithm::Crc64Nvme => {
                Hasher::Crc64Nvme(crc_fast::Digest::new(crc_fast::CrcAlgorithm::Crc64Nvme))
            }
            Algorithm::Sha1 => Hasher::Sha1(Sha1::new()),
            Algorithm::Sha256 => Hasher::Sha256(Sha256::new()),
        }
    }

    /// Adds bytes.
    pub(super) fn update(&mut self, bytes: &[u8]) {
        match self {
            Hasher::Crc32(hasher) => hasher.update(bytes),
            Hasher::Crc32c(crc) => *crc = crc32c::crc32c_append(*crc, bytes),
            Hasher::Crc64Nvme(digest) => digest.update(bytes),
            Hasher::Sha1(hasher) => hasher.update(bytes),
            Hasher::Sha256(hasher) => hasher.update(bytes),
        }
    }

    /// The value, base64.
    pub(super) fn finish(self) -> String {
        match self {
            Hasher::Crc32(hasher) => STANDARD.encode(hasher.finalize().to_be_bytes()),
            Hasher::Crc32c(crc) => STANDARD.encode(crc.to_be_bytes()),
            Hasher::Crc64Nvme(digest) => STANDARD.encode(digest.finalize().to_be_bytes()),
            Hasher::Sha1(hasher) => STANDARD.encode(hasher.finalize()),
            Hasher::Sha256(hasher) => STANDARD.encode(hasher.finalize()),
        }
    }
}

/// The checksum of an object made of parts, from their values and lengths in order. Nothing if a value is not one
/// of the algorithm, or if a whole cannot be combined from parts.
///
/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html#Full-object-checksums>
pub(crate) fn of_parts<'a>(
    algorithm: Algorithm,
    kind: ChecksumKind,
    parts: impl Iterator<Item = (&'a str, u64)>,
) -> Option<Checksum> {
    let value = match kind {
        ChecksumKind::Composite => {
            let (mut hasher, mut count) = (Hasher::new(algorithm), 0_usize);
            for (value, _) in parts {
                hasher.update(&STANDARD.decode(value).ok()?);
                count += 1;
            }
            format!("{}-{count}", hasher.finish())
        }
        ChecksumKind::FullObject => {
            let mut whole = 0;
            for (value, len) in parts {
                whole = combine(algorithm, whole, number(value)?, len)?;
            }
            let bytes = whole.to_be_bytes();
            STANDARD.encode(bytes.get(8 - algorithm.len_bytes()..)?)
        }
    };
    Some(Checksum { algorithm, kind, value })
}

fn combine(algorithm: Algorithm, first: u64, second: u64, second_len: u64) -> Option<u64> {
    let which = match algorithm {
        Algorithm::Crc32 => crc_fast::CrcAlgorithm::Crc32IsoHdlc,
        Algorithm::Crc32c => crc_fast::CrcAlgorithm::Crc32Iscsi,
        Algorithm::Crc64Nvme => crc_fast::CrcAlgorithm::Crc64Nvme,
        Algorithm::Sha1 | Algorithm::Sha256 => return None,
    };
    Some(crc_fast::checksum_combine(which, first, second, second_len))
}

fn number(value: &str) -> Option<u64> {
    let bytes = STANDARD.decode(value).ok()?;
    (bytes.len() <= 8).then(|| bytes.iter().fold(0, |number, byte| number << 8 | u64::from(*byte)))
}

/// The ETag of an object made of parts: the MD5 of the MD5s of its parts, and their number.
pub(crate) fn etag_of_parts<'a>(parts: impl Iterator<Item = &'a str>) -> String {
    let (mut md5, mut count) = (Md5::new(), 0_usize);
    for etag in parts {
        md5.update(hex::decode(etag).unwrap_or_default());
        count += 1;
    }
    format!("{}-{count}", hex::encode(md5.finalize()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(algorithm: Algorithm, bytes: &[u8], expected: &str) {
        let mut hasher = Hasher::new(algorithm);
        bytes.chunks(4).for_each(|chunk| hasher.update(chunk));
        assert_eq!(hasher.finish(), expected, "{algorithm:?}");
        assert!(algorithm.accepts(expected));
    }

    /// Check values of `123456789`: the catalogue of parametrised CRC algorithms
    /// (<https://reveng.sourceforge.io/crc-catalogue/>: CBF43926, E3069283, AE8B14860A799888), and FIPS 180.
    #[test]
    fn known_values() {
        let of_hex = |text: &str| STANDARD.encode(hex::decode(text).unwrap());
        let nine = b"123456789";
        check(Algorithm::Crc32, nine, &of_hex("cbf43926"));
        check(Algorithm::Crc32c, nine, &of_hex("e3069283"));
        check(Algorithm::Crc64Nvme, nine, &of_hex("ae8b14860a799888"));
        check(Algorithm::Sha1, b"abc", &of_hex("a9993e364706816aba3e25717850c26c9cd0d89d"));
        check(
            Algorithm::Sha256,
            b"abc",
            &of_hex("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        );
    }

    #[test]
    fn a_whole_combines_from_its_parts() {
        let value = |algorithm, bytes: &[u8]| {
            let mut hasher = Hasher::new(algorithm);
            hasher.update(bytes);
            hasher.finish()
        };
        for algorithm in Algorithm::ALL.into_iter().filter(|algorithm| algorithm.can_combine()) {
            let parts = [&b"12345"[..], b"", b"6789"].map(|part| (value(algorithm, part), part.len() as u64));
            let parts = parts.iter().map(|(value, len)| (value.as_str(), *len));
            let whole = of_parts(algorithm, ChecksumKind::FullObject, parts).unwrap();
            assert_eq!(whole.value, value(algorithm, b"123456789"), "{algorithm:?}");
        }
    }

    /// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html>: the digest of the
    /// parts' binary digests, and their number.
    #[test]
    fn a_composite_is_the_checksum_of_the_checksums() {
        let parts = ["", ""].map(|_| STANDARD.encode(Sha256::digest(b"a")));
        let whole =
            of_parts(Algorithm::Sha256, ChecksumKind::Composite, parts.iter().map(|p| (p.as_str(), 1)))
                .unwrap();
        let one = Sha256::digest(b"a");
        let both = STANDARD.encode(Sha256::digest([&one[..], &one[..]].concat()));
        assert_eq!(whole.value, format!("{both}-2"));
        let etags = ["0cc175b9c0f1b6a831c399e269772661"; 2];
        let joined = hex::decode(etags.concat()).unwrap();
        assert_eq!(etag_of_parts(etags.into_iter()), format!("{}-2", hex::encode(Md5::digest(joined))));
    }
}
