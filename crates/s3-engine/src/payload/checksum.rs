//! Checksums of S3: the algorithms, their values, and how those of parts make that of an object.
//!
//! <https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html>

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::HeaderMap;
use md5::{Digest as _, Md5};
use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::payload::hasher::Hasher;

/// One of the checksum algorithms. Records name them by their place in this list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Algorithm {
    Crc32,
    Crc32c,
    Crc64Nvme,
    Sha1,
    Sha256,
    Sha512,
    Md5,
    XxHash64,
    XxHash3,
    XxHash128,
}

/// What is known of an algorithm.
struct AlgorithmRow {
    /// The name in `x-amz-checksum-algorithm`.
    name: &'static str,
    /// The header that carries a value.
    header: &'static str,
    /// The element of a document that holds a value.
    element: &'static str,
    /// Length of a value in bytes.
    len_bytes: usize,
    /// How the checksums of parts may make that of an object, the usual way first.
    kinds: &'static [ChecksumKind],
}

const EITHER: &[ChecksumKind] = &[ChecksumKind::Composite, ChecksumKind::FullObject];
const FULL_OBJECT: &[ChecksumKind] = &[ChecksumKind::FullObject];
const COMPOSITE: &[ChecksumKind] = &[ChecksumKind::Composite];

#[rustfmt::skip]
static ROWS: [AlgorithmRow; 10] = [
    AlgorithmRow { name: "CRC32", header: "x-amz-checksum-crc32", element: "ChecksumCRC32", len_bytes: 4, kinds: EITHER },
    AlgorithmRow { name: "CRC32C", header: "x-amz-checksum-crc32c", element: "ChecksumCRC32C", len_bytes: 4, kinds: EITHER },
    AlgorithmRow { name: "CRC64NVME", header: "x-amz-checksum-crc64nvme", element: "ChecksumCRC64NVME", len_bytes: 8, kinds: FULL_OBJECT },
    AlgorithmRow { name: "SHA1", header: "x-amz-checksum-sha1", element: "ChecksumSHA1", len_bytes: 20, kinds: COMPOSITE },
    AlgorithmRow { name: "SHA256", header: "x-amz-checksum-sha256", element: "ChecksumSHA256", len_bytes: 32, kinds: COMPOSITE },
    AlgorithmRow { name: "SHA512", header: "x-amz-checksum-sha512", element: "ChecksumSHA512", len_bytes: 64, kinds: COMPOSITE },
    AlgorithmRow { name: "MD5", header: "x-amz-checksum-md5", element: "ChecksumMD5", len_bytes: 16, kinds: COMPOSITE },
    AlgorithmRow { name: "XXHASH64", header: "x-amz-checksum-xxhash64", element: "ChecksumXXHASH64", len_bytes: 8, kinds: COMPOSITE },
    AlgorithmRow { name: "XXHASH3", header: "x-amz-checksum-xxhash3", element: "ChecksumXXHASH3", len_bytes: 8, kinds: COMPOSITE },
    AlgorithmRow { name: "XXHASH128", header: "x-amz-checksum-xxhash128", element: "ChecksumXXHASH128", len_bytes: 16, kinds: COMPOSITE },
];

/// What the headers begin with that carry values.
const HEADERS: &str = "x-amz-checksum-";

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
    /// All of them, as their rows stand.
    pub(crate) const ALL: [Algorithm; 10] = [
        Algorithm::Crc32,
        Algorithm::Crc32c,
        Algorithm::Crc64Nvme,
        Algorithm::Sha1,
        Algorithm::Sha256,
        Algorithm::Sha512,
        Algorithm::Md5,
        Algorithm::XxHash64,
        Algorithm::XxHash3,
        Algorithm::XxHash128,
    ];

    fn row(self) -> &'static AlgorithmRow {
        let [first, ..] = &ROWS;
        // A test holds that each has its row.
        ROWS.get(self as usize).unwrap_or(first)
    }

    /// The name in `x-amz-checksum-algorithm`.
    pub(crate) fn name(self) -> &'static str {
        self.row().name
    }

    /// The header that carries a value.
    pub(crate) fn header(self) -> &'static str {
        self.row().header
    }

    /// The element of a document that holds a value.
    pub(crate) fn element(self) -> &'static str {
        self.row().element
    }

    /// The algorithm of a name, in whatever case.
    pub(crate) fn named(name: &str) -> Option<Algorithm> {
        Algorithm::ALL.into_iter().find(|algorithm| algorithm.name().eq_ignore_ascii_case(name))
    }

    /// The algorithm whose value a header carries.
    pub(crate) fn of_header(header: &str) -> Option<Algorithm> {
        Algorithm::ALL.into_iter().find(|algorithm| algorithm.header().eq_ignore_ascii_case(header))
    }

    /// Whether a text is a value of this algorithm: base64 of the right length.
    pub(crate) fn accepts(self, value: &str) -> bool {
        STANDARD.decode(value).is_ok_and(|bytes| bytes.len() == self.row().len_bytes)
    }

    /// How the checksums of parts may make that of an object, the usual way first.
    /// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity-upload.html>
    pub(crate) fn kinds(self) -> &'static [ChecksumKind] {
        self.row().kinds
    }

    /// Whether it is one of those that S3 has since April 2026.
    /// <https://aws.amazon.com/about-aws/whats-new/2026/04/s3-five-additional-checksum-algorithms/>
    pub(crate) fn is_of_2026(self) -> bool {
        use Algorithm::{Md5, Sha512, XxHash3, XxHash64, XxHash128};
        matches!(self, Sha512 | Md5 | XxHash64 | XxHash3 | XxHash128)
    }
}

/// The checksum that stands in a request's headers, as it was sent: at most one.
pub(crate) fn of_headers(headers: &HeaderMap) -> Result<Option<(Algorithm, &str)>> {
    let mut found = None;
    for (name, value) in headers {
        if !name.as_str().starts_with(HEADERS) {
            continue;
        }
        let Some(algorithm) = Algorithm::of_header(name.as_str()) else { continue };
        if found.replace((algorithm, value.to_str().unwrap_or_default())).is_some() {
            return Err(several());
        }
    }
    Ok(found)
}

/// The refusal of more than one checksum.
pub(crate) fn several() -> Error {
    Error::request("Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.")
}

/// The refusal of a checksum of another algorithm than the upload's; each is nothing if there is none.
pub(crate) fn other_than_uploads(expected: Option<Algorithm>, actual: Option<Algorithm>) -> Error {
    let name = |algorithm: Option<Algorithm>| {
        algorithm.map_or_else(|| "null".to_owned(), |algorithm| algorithm.name().to_ascii_lowercase())
    };
    Error::request(format!(
        "Checksum Type mismatch occurred, expected checksum Type: {}, actual checksum Type: {}",
        name(expected),
        name(actual)
    ))
}

impl ChecksumKind {
    /// Both, as records number them.
    pub(crate) const ALL: [ChecksumKind; 2] = [ChecksumKind::FullObject, ChecksumKind::Composite];

    /// The name in `x-amz-checksum-type`.
    pub(crate) fn name(self) -> &'static str {
        match self {
            ChecksumKind::FullObject => "FULL_OBJECT",
            ChecksumKind::Composite => "COMPOSITE",
        }
    }

    /// The kind of a name.
    pub(crate) fn named(name: &str) -> Option<ChecksumKind> {
        ChecksumKind::ALL.into_iter().find(|kind| kind.name() == name)
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
            STANDARD.encode(bytes.get(8 - algorithm.row().len_bytes..)?)
        }
    };
    Some(Checksum { algorithm, kind, value })
}

fn combine(algorithm: Algorithm, first: u64, second: u64, second_len: u64) -> Option<u64> {
    let which = match algorithm {
        Algorithm::Crc32 => crc_fast::CrcAlgorithm::Crc32IsoHdlc,
        Algorithm::Crc32c => crc_fast::CrcAlgorithm::Crc32Iscsi,
        Algorithm::Crc64Nvme => crc_fast::CrcAlgorithm::Crc64Nvme,
        _ => return None,
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
    use sha2::Sha256;

    use super::*;

    #[test]
    fn each_has_its_row() {
        for (at, algorithm) in Algorithm::ALL.into_iter().enumerate() {
            assert_eq!(algorithm as usize, at);
            assert_eq!(algorithm.header(), format!("{HEADERS}{}", algorithm.name().to_ascii_lowercase()));
            assert_eq!(algorithm.element(), format!("Checksum{}", algorithm.name()));
        }
    }

    fn check(algorithm: Algorithm, bytes: &[u8], expected: &str) {
        let mut hasher = Hasher::new(algorithm);
        bytes.chunks(4).for_each(|chunk| hasher.update(chunk));
        assert_eq!(hasher.finish(), expected, "{algorithm:?}");
        assert!(algorithm.accepts(expected));
    }

    /// Check values of `123456789`: the catalogue of parametrised CRC algorithms
    /// (<https://reveng.sourceforge.io/crc-catalogue/>: CBF43926, E3069283, AE8B14860A799888), FIPS 180, RFC 1321, and what the
    /// reference implementation of xxHash gives for no bytes (<https://github.com/Cyan4973/xxHash>).
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
        check(
            Algorithm::Sha512,
            b"abc",
            &of_hex(
                "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
            ),
        );
        check(Algorithm::Md5, b"abc", &of_hex("900150983cd24fb0d6963f7d28e17f72"));
        check(Algorithm::XxHash64, b"", &of_hex("ef46db3751d8e999"));
        check(Algorithm::XxHash3, b"", &of_hex("2d06800538d394c2"));
        check(Algorithm::XxHash128, b"", &of_hex("99aa06d3014798d86001c324468d497f"));
    }

    #[test]
    fn a_whole_combines_from_its_parts() {
        let value = |algorithm, bytes: &[u8]| {
            let mut hasher = Hasher::new(algorithm);
            hasher.update(bytes);
            hasher.finish()
        };
        for algorithm in Algorithm::ALL
            .into_iter()
            .filter(|algorithm| algorithm.kinds().contains(&ChecksumKind::FullObject))
        {
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
