//! A request's body on its way into the store: staged as it streams in, its digests running beside, and held against
//! what the client said it would be when it ends.

use base::http::Body;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::HeaderMap;
use http_body_util::BodyExt as _;
use md5::{Digest as _, Md5};
use sha2::Sha256;
use store::Staged;

use crate::error::{Code, Error, Result};
use crate::payload::checksum::{Algorithm, Checksum, ChecksumKind};
use crate::payload::hasher::Hasher;
use crate::reader::Reader;

/// The largest object of one request, and the largest part: 5 GiB.
/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html>
pub(crate) const MAX_UPLOAD_BYTES: u64 = 5 * 1024 * 1024 * 1024;

/// A body and what it is said to be.
#[derive(Debug, Default)]
pub(crate) struct IncomingBody {
    /// The payload as it was before any transfer coding, with the trailers at its end.
    pub(crate) body: Body,
    pub(crate) claims: Claims,
}

/// What the client said about a body.
#[derive(Clone, Debug, Default)]
pub(crate) struct Claims {
    /// Number of bytes, if it was given.
    pub(crate) len: Option<u64>,
    /// `Content-MD5`, base64.
    pub(crate) md5: Option<String>,
    /// `x-amz-content-sha256` of a signed request, hexadecimal.
    pub(crate) sha256: Option<String>,
    /// A checksum that was sent, or that will come in the trailers.
    pub(crate) checksum: Option<(Algorithm, Claimed)>,
}

/// Where a checksum's value is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Claimed {
    /// In a header: this value.
    Value(String),
    /// In the trailers.
    Trailer,
}

/// A body that is in the store and is what it was said to be.
#[derive(Debug)]
pub(crate) struct ReceivedBody {
    pub(crate) staged: Staged,
    /// Hexadecimal, as in ETags.
    pub(crate) md5: String,
    pub(crate) checksum: Checksum,
    /// The checksum that the client sent, whatever is kept.
    pub(crate) claimed: Option<Checksum>,
}

/// Which checksum of a body is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Keep {
    /// Of the algorithm that the client used, or else of this one.
    ClaimedOr(Algorithm),
    /// Of this algorithm.
    This(Algorithm),
}

/// Bytes that are digested before others have their turn: up to a millisecond.
const DIGESTED_AT_ONCE: usize = 1 << 18;

/// Brings a body into the store.
pub(crate) async fn receive(store: &Reader, incoming: IncomingBody, keep: Keep) -> Result<ReceivedBody> {
    let IncomingBody { mut body, claims } = incoming;
    if let Some(len) = claims.len
        && len > MAX_UPLOAD_BYTES
    {
        return Err(Error::too_large(len, MAX_UPLOAD_BYTES));
    }
    let kept = match keep {
        Keep::ClaimedOr(algorithm) => claims.checksum.as_ref().map_or(algorithm, |(claimed, _)| *claimed),
        Keep::This(algorithm) => algorithm,
    };
    let mut digests = Digests::new(kept, &claims);
    let mut staging = store.stage();
    let (mut trailers, mut turn) = (HeaderMap::new(), 0);
    while let Some(frame) = body.frame().await {
        match frame.map_err(broken)?.into_data() {
            Ok(data) => {
                for piece in data.chunks(DIGESTED_AT_ONCE) {
                    turn += piece.len();
                    if turn > DIGESTED_AT_ONCE {
                        turn = piece.len();
                        tokio::task::yield_now().await;
                    }
                    digests.update(piece);
                }
                if digests.len > MAX_UPLOAD_BYTES {
                    return Err(Error::too_large(digests.len, MAX_UPLOAD_BYTES));
                }
                staging.write(data).await?;
            }
            Err(frame) => trailers.extend(frame.into_trailers().unwrap_or_default()),
        }
    }
    let Digested { md5, checksum, claimed } = digests.check(&claims, &trailers)?;
    let staged = staging.finish().await?;
    Ok(ReceivedBody { staged, md5, checksum, claimed })
}

/// Holds a small body that is whole already against its claims.
pub(crate) fn check_whole(bytes: &[u8], claims: &Claims, trailers: &HeaderMap) -> Result<()> {
    if claims.md5.is_none() && claims.sha256.is_none() && claims.checksum.is_none() {
        return Ok(());
    }
    let algorithm = claims.checksum.as_ref().map_or(Algorithm::Crc32, |(algorithm, _)| *algorithm);
    let mut digests = Digests::new(algorithm, claims);
    digests.update(bytes);
    digests.check(claims, trailers).map(|_| ())
}

/// Why a body broke off: an error of ours that a decoder put into the stream, or the connection's.
pub(crate) fn broken(cause: base::http::BoxError) -> Error {
    match cause.downcast::<Error>() {
        Ok(error) => *error,
        Err(cause) => {
            tracing::debug!(%cause, "a request's body broke off");
            Error::of(Code::IncompleteBody)
        }
    }
}

struct Digests {
    len: u64,
    md5: Md5,
    sha256: Option<Sha256>,
    /// The checksum to keep, and the one to compare if that is another.
    hashers: Vec<(Algorithm, Hasher)>,
}

/// What the digests of a body came to.
struct Digested {
    md5: String,
    checksum: Checksum,
    claimed: Option<Checksum>,
}

impl Digests {
    fn new(kept: Algorithm, claims: &Claims) -> Digests {
        let claimed = claims.checksum.as_ref().map(|(algorithm, _)| *algorithm);
        let wanted = [Some(kept), claimed.filter(|claimed| *claimed != kept)];
        Digests {
            len: 0,
            md5: Md5::new(),
            sha256: claims.sha256.is_some().then(Sha256::new),
            hashers: wanted
                .into_iter()
                .flatten()
                .map(|algorithm| (algorithm, Hasher::new(algorithm)))
                .collect(),
        }
    }

    fn update(&mut self, bytes: &[u8]) {
        self.len += bytes.len() as u64;
        self.md5.update(bytes);
        self.hashers.iter_mut().for_each(|(_, hasher)| hasher.update(bytes));
        if let Some(sha256) = &mut self.sha256 {
            sha256.update(bytes);
        }
    }

    /// Ends the digests and holds them against the claims.
    fn check(self, claims: &Claims, trailers: &HeaderMap) -> Result<Digested> {
        if claims.len.is_some_and(|len| len != self.len) {
            return Err(Error::of(Code::IncompleteBody));
        }
        if let (Some(client), Some(sha256)) = (&claims.sha256, self.sha256) {
            let computed = hex::encode(sha256.finalize());
            if !client.eq_ignore_ascii_case(&computed) {
                return Err(Error::bad_sha256(client, &computed));
            }
        }
        let md5 = self.md5.finalize();
        if let Some(client) = &claims.md5 {
            let computed = STANDARD.encode(md5);
            if *client != computed {
                return Err(Error::bad_md5(client, &computed));
            }
        }
        let mut values = self.hashers.into_iter().map(|(algorithm, hasher)| Checksum {
            algorithm,
            kind: ChecksumKind::FullObject,
            value: hasher.finish(),
        });
        let kept = values.next().ok_or_else(|| Error::internal("a body without a checksum"))?;
        let claimed = match &claims.checksum {
            None => None,
            Some((algorithm, claimed)) => {
                let computed = if kept.algorithm == *algorithm { Some(kept.clone()) } else { values.next() };
                let client = claimed.value(*algorithm, trailers)?;
                if computed.as_ref().is_none_or(|computed| computed.value != client) {
                    return Err(Error::bad_checksum(algorithm.name()));
                }
                computed
            }
        };
        Ok(Digested { md5: hex::encode(md5), checksum: kept, claimed })
    }
}

impl Claimed {
    fn value<'a>(&'a self, algorithm: Algorithm, trailers: &'a HeaderMap) -> Result<&'a str> {
        match self {
            Claimed::Value(value) => Ok(value),
            Claimed::Trailer => {
                let trailer = trailers.get(algorithm.header()).and_then(|value| value.to_str().ok());
                let trailer = trailer.ok_or_else(|| Error::of(Code::MalformedTrailerError))?;
                if !algorithm.accepts(trailer) {
                    return Err(invalid_trailer(algorithm.header()));
                }
                Ok(trailer)
            }
        }
    }
}

/// A checksum's value in a trailer that cannot be one: AWS's answer of 2025-03-25 (versity/versitygw, issue 1165).
fn invalid_trailer(header: &str) -> Error {
    Error::request(format!("Value for {header} trailing header is invalid."))
}

/// A checksum's value that cannot be one.
pub(crate) fn invalid_value(header: &str) -> Error {
    Error::request(format!("Value for {header} header is invalid."))
}
