//! What a request says about itself, and whether that is true.

use http::header::AUTHORIZATION;
use http::request::Parts;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use crate::chunked::Signer;
use crate::{Error, Payload, canonical, date, header, legacy, presigned};

/// What a request says about itself. [`Claim::of`] reads it, [`Claim::verify`] proves it.
#[derive(Clone, Debug)]
pub struct Claim {
    pub(crate) form: Form,
    pub(crate) access_key: String,
    pub(crate) scope: Option<Scope>,
    pub(crate) session_token: Option<String>,
    pub(crate) payload: Payload,
    pub(crate) signature: String,
    /// In lower case, sorted, each once; empty for SigV2.
    pub(crate) signed_headers: Vec<String>,
    pub(crate) valid: Valid,
    /// How far the request's time may be from ours, if not as far as AWS allows.
    pub(crate) max_skew_secs: Option<u64>,
}

/// Where the signature stands, and of which version it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Form {
    /// SigV4 in the `Authorization` header.
    Header,
    /// SigV4 in the query.
    Presigned,
    /// SigV2 in the `Authorization` header: S3 only.
    LegacyHeader,
    /// SigV2 in the query: S3 only.
    LegacyPresigned,
}

/// What a SigV4 signature is good for: `date/region/service/aws4_request`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scope {
    /// The day, `yyyymmdd`.
    pub date: String,
    /// The region's name.
    pub region: String,
    /// The service's signing name: `s3`, `dynamodb`, `lambda`, …
    pub service: String,
}

/// When a request is good, in seconds since the epoch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Valid {
    /// At about its own time.
    Around { at_secs: u64 },
    /// From its own time on for so long.
    For { from_secs: u64, lifetime_secs: u64 },
    /// Until then.
    Until { secs: u64 },
}

/// A claim that was looked at. Where it checks, the gateway puts it into the request's extensions; S3 reads from it how
/// the body is to be taken.
#[derive(Clone, Debug)]
pub struct Verified {
    /// What the request said.
    pub claim: Claim,
    /// Whether it was proved; false when the gateway takes any key.
    pub checked: bool,
    /// What [`crate::chunked::decode`] needs to check a body in signed chunks; none if the body is not such a one,
    /// or nothing is checked.
    pub chunks: Option<Signer>,
}

impl Claim {
    /// How far a request's time may be from ours, S3 and DynamoDB:
    /// <https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-authenticating-requests.html>; DynamoDB says so in its
    /// refusals ("- 15 min.").
    pub const MAX_SKEW_SECS: u64 = 15 * 60;
    /// The same of every other service:
    /// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html>. Lambda says so in its refusals.
    pub const MAX_SKEW_SECS_ELSEWHERE: u64 = 5 * 60;
    /// How long a presigned request may be good: seven days,
    /// <https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html>.
    pub const MAX_LIFETIME_SECS: u64 = 604_800;

    /// Reads the signature of a request; none if it carries none.
    ///
    /// # Errors
    /// Whatever AWS says of a signature that cannot be read. Nothing is checked here that needs a secret or the time.
    pub fn of(parts: &Parts) -> Result<Option<Claim>, Error> {
        let query = parts.uri.query().unwrap_or_default();
        let mut headers = parts.headers.get_all(AUTHORIZATION).iter();
        let in_query = presigned::is_signed(query) || legacy::is_signed(query);
        let Some(value) = headers.next() else {
            return match in_query {
                false => Ok(None),
                true if presigned::is_signed(query) => presigned::read(parts, query).map(Some),
                true => legacy::read_query(parts, query).map(Some),
            };
        };
        let authorization = String::from_utf8_lossy(value.as_bytes());
        if in_query || headers.next().is_some() {
            return Err(Error::TwoMechanisms { authorization: authorization.into_owned() });
        }
        if let Some(rest) = authorization.strip_prefix("AWS ") {
            return legacy::read_header(parts, rest).map(Some);
        }
        header::read(parts, &authorization).map(Some)
    }

    /// The same claim, judged with another clock skew than AWS allows, or with that.
    #[must_use]
    pub fn with_max_skew(mut self, secs: Option<u64>) -> Claim {
        self.max_skew_secs = secs;
        self
    }

    /// The access key id.
    pub fn access_key(&self) -> &str {
        &self.access_key
    }

    /// What the signature is good for; none for SigV2.
    pub fn scope(&self) -> Option<&Scope> {
        self.scope.as_ref()
    }

    /// The session token of temporary credentials.
    pub fn session_token(&self) -> Option<&str> {
        self.session_token.as_deref()
    }

    /// Where the signature stands, and of which version it is.
    pub fn form(&self) -> Form {
        self.form
    }

    /// How the body is covered.
    pub fn payload(&self) -> &Payload {
        &self.payload
    }

    /// The signature as sent.
    pub fn signature(&self) -> &str {
        &self.signature
    }

    /// Whether [`Claim::verify`] must be given the SHA-256 of the whole body: for every SigV4 request to a service
    /// other than S3 whose body is covered. S3 bodies stream, and say their hash in a header; their reader checks it.
    pub fn needs_body_hash(&self) -> bool {
        let covered = matches!(self.payload, Payload::Absent | Payload::Hash(_));
        covered && self.scope.as_ref().is_some_and(|scope| !scope.is_s3())
    }

    /// Whether the request is good at this time: clock skew and expiry. Part of [`Claim::verify`]; alone,
    /// for callers that accept any key but no stale URL.
    ///
    /// # Errors
    /// [`Error::Skewed`], [`Error::NotYetValid`], [`Error::Expired`].
    pub fn timely(&self, now_secs: u64) -> Result<(), Error> {
        let max_skew_secs = self.max_skew_secs.unwrap_or(match &self.scope {
            Some(scope) if !scope.is_s3() && scope.service != "dynamodb" => Claim::MAX_SKEW_SECS_ELSEWHERE,
            _ => Claim::MAX_SKEW_SECS,
        });
        let expired = |expired_secs, lifetime_secs| Error::Expired {
            expired_secs,
            server_secs: now_secs,
            lifetime_secs,
        };
        match self.lasting() {
            Valid::Around { at_secs } if at_secs.abs_diff(now_secs) > max_skew_secs => {
                let (form, request_secs, server_secs) = (self.form, at_secs, now_secs);
                Err(Error::Skewed { form, request_secs, server_secs, max_skew_secs })
            }
            Valid::For { from_secs, lifetime_secs } if from_secs > now_secs.saturating_add(max_skew_secs) => {
                Err(Error::NotYetValid {
                    request_secs: from_secs,
                    expires_secs: from_secs.saturating_add(lifetime_secs),
                    server_secs: now_secs,
                    max_skew_secs,
                })
            }
            // AWS's clock has fractions: what lives for no second has ended when it comes.
            Valid::For { from_secs, lifetime_secs }
                if lifetime_secs == 0 || now_secs > from_secs.saturating_add(lifetime_secs) =>
            {
                Err(expired(from_secs.saturating_add(lifetime_secs), Some(lifetime_secs)))
            }
            Valid::Until { secs } if now_secs > secs => Err(expired(secs, None)),
            _ => Ok(()),
        }
    }

    /// For how long it is good. STS takes its addresses for a quarter of an hour whatever they say, and clients rely on
    /// that: <https://github.com/kubernetes-sigs/aws-iam-authenticator/blob/master/pkg/token/token.go>.
    fn lasting(&self) -> Valid {
        const OF_STS_SECS: u64 = 900;
        match self.valid {
            Valid::For { from_secs, .. }
                if self.scope.as_ref().is_some_and(|scope| scope.service == "sts") =>
            {
                Valid::For { from_secs, lifetime_secs: OF_STS_SECS }
            }
            valid => valid,
        }
    }

    /// Proves the claim: time and expiry, the scope's date, that what must be signed is, and the signature, compared
    /// in constant time. `parts` are those that the claim was read from; `now_secs` is the time in seconds since the
    /// epoch; `body_sha256` is the SHA-256 of the whole body, needed where [`Claim::needs_body_hash`] says so and
    /// compared with `x-amz-content-sha256` wherever it is given.
    ///
    /// The session token is part of what is signed; whether it belongs to the key, [`crate::credentials::Secret`]
    /// knows.
    ///
    /// # Errors
    /// Any but those of reading.
    pub fn verify(
        &self,
        parts: &Parts,
        secret: &str,
        now_secs: u64,
        body_sha256: Option<&[u8; 32]>,
    ) -> Result<Verified, Error> {
        self.timely(now_secs)?;
        let Some(scope) = &self.scope else {
            legacy::verify(self, parts, secret)?;
            return Ok(Verified { claim: self.clone(), checked: true, chunks: None });
        };
        let time = date::basic(self.signed_secs());
        if time.get(..8) != Some(scope.date.as_str()) {
            let scope_date = scope.date.clone();
            return Err(Error::ScopeDateDiffers { form: self.form, scope_date, request_time: time });
        }
        self.all_signed(parts, scope)?;
        let payload = self.payload_line(scope, body_sha256)?;
        let canonical = canonical::request(parts, self.form, scope, &self.signed_headers, &payload);
        let hash = hex::encode(Sha256::digest(&canonical));
        let string_to_sign = format!("{}\n{time}\n{}\n{hash}", header::ALGORITHM, scope.text());
        let signer = Signer::new(scope, secret, self.signed_secs(), &self.signature);
        if !same(&signer.sign(string_to_sign.as_bytes()), &self.signature) {
            return Err(Error::SignatureDiffers {
                access_key: self.access_key.clone(),
                string_to_sign,
                signature: self.signature.clone(),
                canonical_request: Some(String::from_utf8_lossy(&canonical).into_owned()),
            });
        }
        let chunks = matches!(self.payload, Payload::Streaming { signed: true, .. }).then_some(signer);
        Ok(Verified { claim: self.clone(), checked: true, chunks })
    }

    /// Takes the claim at its word.
    pub fn unchecked(self) -> Verified {
        Verified { claim: self, checked: false, chunks: None }
    }

    /// The time that the signature is of.
    pub(crate) fn signed_secs(&self) -> u64 {
        match self.valid {
            Valid::Around { at_secs: secs } | Valid::For { from_secs: secs, .. } | Valid::Until { secs } => {
                secs
            }
        }
    }

    /// Every service wants `host` signed; S3 every `x-amz-` header too, because what such a header asks for must be
    /// what the signer meant.
    fn all_signed(&self, parts: &Parts, scope: &Scope) -> Result<(), Error> {
        let signed =
            |name: &str| self.signed_headers.binary_search_by(|have| have.as_str().cmp(name)).is_ok();
        let mut headers: Vec<String> = Vec::new();
        if !signed("host") {
            headers.push("host".to_owned());
        }
        if scope.is_s3() {
            let amz =
                parts.headers.keys().map(http::HeaderName::as_str).filter(|name| name.starts_with("x-amz-"));
            headers.extend(amz.filter(|name| !signed(name)).map(str::to_owned));
        }
        if headers.is_empty() {
            return Ok(());
        }
        headers.sort_unstable();
        Err(Error::HeadersNotSigned { headers })
    }

    /// The last line of the canonical request.
    fn payload_line(&self, scope: &Scope, body_sha256: Option<&[u8; 32]>) -> Result<String, Error> {
        if let (Payload::Hash(claimed), Some(computed)) = (&self.payload, body_sha256)
            && claimed != computed
        {
            return Err(Error::PayloadDiffers {
                claimed: hex::encode(claimed),
                computed: hex::encode(computed),
            });
        }
        if body_sha256.is_none() && self.needs_body_hash() {
            return Err(Error::BodyHashNotGiven);
        }
        match (self.payload.canonical(), body_sha256) {
            (Some(line), _) => Ok(line),
            (None, Some(hash)) if !scope.is_s3() => Ok(hex::encode(hash)),
            (None, _) => Err(Error::MissingContentSha256),
        }
    }
}

impl Scope {
    /// S3 and its kin sign the path as it stands and say the body's hash in a header.
    pub(crate) fn is_s3(&self) -> bool {
        matches!(self.service.as_str(), "s3" | "s3express" | "s3-object-lambda" | "s3-outposts")
    }

    /// As it stands in the string to sign.
    pub(crate) fn text(&self) -> String {
        format!("{}/{}/{}/aws4_request", self.date, self.region, self.service)
    }

    /// `key/date/region/service/aws4_request`; the key may hold slashes.
    pub(crate) fn parse(form: Form, credential: &str) -> Result<(String, Scope), Error> {
        let malformed = || Error::MalformedCredential { form, credential: credential.to_owned() };
        let mut parts = credential.rsplitn(5, '/');
        let mut next = || parts.next().ok_or_else(malformed);
        let (terminator, service, region, day, key) = (next()?, next()?, next()?, next()?, next()?);
        if key.is_empty() || region.is_empty() || service.is_empty() {
            return Err(malformed());
        }
        if date::parse_day(day).is_none() {
            return Err(Error::MalformedScopeDate { form, date: day.to_owned() });
        }
        if terminator != "aws4_request" {
            return Err(Error::MalformedTerminator { form, terminator: terminator.to_owned() });
        }
        let scope = Scope { date: day.to_owned(), region: region.to_owned(), service: service.to_owned() };
        Ok((key.to_owned(), scope))
    }
}

/// The names of signed headers as [`Claim`] keeps them.
pub(crate) fn header_names(list: &str) -> Vec<String> {
    let mut names: Vec<String> = list.split(';').map(|name| name.trim().to_ascii_lowercase()).collect();
    names.retain(|name| !name.is_empty());
    names.sort_unstable();
    names.dedup();
    names
}

/// Compares two signatures in constant time.
pub(crate) fn same(ours: &str, theirs: &str) -> bool {
    ours.as_bytes().ct_eq(theirs.as_bytes()).into()
}
