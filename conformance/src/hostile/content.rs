//! Bytes that say what they are: the name and the version of the thing they were written to.

use bytes::Bytes;
use md5::{Digest as _, Md5};

/// Sizes of objects: none inline only, around the store's limit for files, some pieces of a stream.
const SIZES: [usize; 6] = [100, 4_000, 16_384, 17_001, 300_000, 1_500_000];
/// A prime, so that no piece of the body stands where another one would fit.
const BLOCK: usize = 4_099;

/// What version `version` of an object is.
pub(crate) fn of(name: &str, version: u64) -> Bytes {
    let size = SIZES.get(version as usize % SIZES.len()).copied().unwrap_or(BLOCK);
    sized(name, version, size)
}

/// The same, of a size.
pub(crate) fn sized(name: &str, version: u64, size: usize) -> Bytes {
    let first = format!("{name} {version} {size}\n");
    let mut seed = Md5::new();
    seed.update(first.as_bytes());
    let seed = seed.finalize().iter().fold(0_u64, |seed, byte| seed.rotate_left(8) ^ u64::from(*byte));
    let mut block = vec![0; BLOCK.min(size)];
    fastrand::Rng::with_seed(seed).fill(&mut block);
    let mut body = Vec::with_capacity(size.max(first.len()) + BLOCK);
    body.extend_from_slice(first.as_bytes());
    while body.len() < size {
        body.extend_from_slice(&block);
    }
    body.truncate(size.max(first.len()));
    body.into()
}

/// The version that a body is of; the error is what is wrong with it.
pub(crate) fn version_in(name: &str, body: &[u8]) -> Result<u64, String> {
    let line = body.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let line = String::from_utf8_lossy(line.get(..100).unwrap_or(line)).into_owned();
    let mut fields = line.split(' ');
    let (named, version, size) = (fields.next(), fields.next(), fields.next());
    let (Some(version), Some(size)) =
        (version.and_then(|text| text.parse().ok()), size.and_then(|text| text.parse().ok()))
    else {
        return Err(format!("DAMAGED: {} bytes that begin with {line:?}", body.len()));
    };
    if named != Some(name) {
        return Err(format!("DAMAGED: the bytes of {line:?} instead of {name}'s"));
    }
    let expected = sized(name, version, size);
    if expected != body {
        let at = expected.iter().zip(body).position(|(wanted, found)| wanted != found);
        let at = at.unwrap_or(expected.len().min(body.len()));
        return Err(format!(
            "DAMAGED: version {version} has {} bytes of {} and differs from byte {at} on",
            body.len(),
            expected.len()
        ));
    }
    Ok(version)
}

/// The ETag of an object that was written in one piece, as AWS makes it without KMS:
/// <https://docs.aws.amazon.com/AmazonS3/latest/API/API_Object.html>.
pub(crate) fn etag(body: &[u8]) -> String {
    let digest = Md5::digest(body);
    let hex: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("\"{hex}\"")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_tells_its_version() {
        for version in 0..12 {
            assert_eq!(version_in("k", &of("k", version)), Ok(version));
        }
        assert_eq!(version_in("k", &sized("k", 3, 6 << 20)), Ok(3));
    }

    #[test]
    fn a_damaged_body_is_told() {
        let body = of("k", 4);
        let mut flipped = body.to_vec();
        flipped[200_000] ^= 1;
        let mut swapped = body.to_vec();
        swapped[100_000..200_000].rotate_left(65_536);
        for damaged in [
            &body[..body.len() - 1],
            &[&body[..], b"x"].concat(),
            &flipped,
            &swapped,
            b"",
            b"nonsense",
            &of("other", 4),
        ] {
            let error = version_in("k", damaged).unwrap_err();
            assert!(error.contains("DAMAGED"), "{error}");
        }
    }

    /// RFC 1321's test suite.
    #[test]
    fn an_etag_is_the_md5() {
        assert_eq!(etag(b"abc"), "\"900150983cd24fb0d6963f7d28e17f72\"");
    }
}
