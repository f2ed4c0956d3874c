//! A running checksum.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use md5::{Digest as _, Md5};
use sha1::Sha1;
use sha2::{Sha256, Sha512};
use xxhash_rust::xxh3::Xxh3;
use xxhash_rust::xxh64::Xxh64;

use crate::payload::checksum::Algorithm;

/// A running checksum. The usual ones are small, the others lie apart.
pub(super) enum Hasher {
    Crc32(crc32fast::Hasher),
    Crc32c(u32),
    Crc64Nvme(crc_fast::Digest),
    Sha1(Sha1),
    Sha256(Sha256),
    Sha512(Box<Sha512>),
    Md5(Md5),
    XxHash64(Xxh64),
    XxHash3(Box<Xxh3>),
    XxHash128(Box<Xxh3>),
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
            Algorithm::Sha512 => Hasher::Sha512(Box::new(Sha512::new())),
            Algorithm::Md5 => Hasher::Md5(Md5::new()),
            Algorithm::XxHash64 => Hasher::XxHash64(Xxh64::new(0)),
            Algorithm::XxHash3 => Hasher::XxHash3(Box::new(Xxh3::new())),
            Algorithm::XxHash128 => Hasher::XxHash128(Box::new(Xxh3::new())),
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
            Hasher::Sha512(hasher) => hasher.update(bytes),
            Hasher::Md5(hasher) => hasher.update(bytes),
            Hasher::XxHash64(hasher) => hasher.update(bytes),
            Hasher::XxHash3(hasher) | Hasher::XxHash128(hasher) => hasher.update(bytes),
        }
    }

    /// The value, base64. Numbers have their highest byte first.
    pub(super) fn finish(self) -> String {
        match self {
            Hasher::Crc32(hasher) => STANDARD.encode(hasher.finalize().to_be_bytes()),
            Hasher::Crc32c(crc) => STANDARD.encode(crc.to_be_bytes()),
            Hasher::Crc64Nvme(digest) => STANDARD.encode(digest.finalize().to_be_bytes()),
            Hasher::Sha1(hasher) => STANDARD.encode(hasher.finalize()),
            Hasher::Sha256(hasher) => STANDARD.encode(hasher.finalize()),
            Hasher::Sha512(hasher) => STANDARD.encode(hasher.finalize()),
            Hasher::Md5(hasher) => STANDARD.encode(hasher.finalize()),
            Hasher::XxHash64(hasher) => STANDARD.encode(hasher.digest().to_be_bytes()),
            Hasher::XxHash3(hasher) => STANDARD.encode(hasher.digest().to_be_bytes()),
            Hasher::XxHash128(hasher) => STANDARD.encode(hasher.digest128().to_be_bytes()),
        }
    }
}
