//! Where a new package comes from: the request itself, or a bucket.

use base::call::Call;
use base::seams::{ObjectAddress, SeamError};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;

use crate::constraint::Constraints;
use crate::engine::Engine;
use crate::error::Error;
use crate::json::Members;
use crate::operation::BodyLimit;
use crate::{package, refused};

/// What a request may carry that brings a package in base64 (recorded for CreateFunction).
pub(crate) const BODY_LIMIT: BodyLimit = BodyLimit { bytes: 70_167_211, refusal: Error::body_too_large };

/// A package that a request brings or names.
#[derive(Debug)]
pub(crate) enum CodeSource {
    Zip(Bytes),
    Object { bucket: String, key: String, version: Option<String> },
}

impl CodeSource {
    /// Takes the source out of `Code` of CreateFunction, or of the members of UpdateFunctionCode.
    pub(crate) fn read(members: &mut Members, constraints: &mut Constraints) -> Result<CodeSource, Error> {
        if members.raw("ImageUri").is_some() {
            return Err(Error::invalid(
                "Container images are not supported here yet: give the code as ZipFile, or as S3Bucket and S3Key.",
            ));
        }
        let mode = members.text("S3ObjectStorageMode")?;
        constraints.one_of("s3ObjectStorageMode", mode.as_deref(), &["COPY", "REFERENCE"]);
        if mode.as_deref() == Some("REFERENCE") {
            return Err(Error::invalid("S3ObjectStorageMode REFERENCE is not supported here: use COPY."));
        }
        refused::check(members, &refused::OF_PACKAGES)?;
        if let Some(text) = members.text("ZipFile")? {
            let zip = STANDARD.decode(text).map_err(|_| Error::not_a_zip())?;
            if zip.len() > package::ZIPPED_LIMIT {
                return Err(Error::zipped_too_large(package::ZIPPED_LIMIT));
            }
            return Ok(CodeSource::Zip(zip.into()));
        }
        let (bucket, key) = (members.text("S3Bucket")?, members.text("S3Key")?);
        let version = members.text("S3ObjectVersion")?;
        constraints.length("code.s3Bucket", bucket.as_deref(), 3, 63);
        constraints.length("code.s3Key", key.as_deref(), 1, 1024);
        match (bucket, key) {
            (Some(bucket), Some(key)) => Ok(CodeSource::Object { bucket, key, version }),
            _ => Err(Error::invalid("Please provide a source for function code.")),
        }
    }

    /// The package's bytes.
    pub(crate) async fn fetch(self, engine: &Engine, call: &Call) -> Result<Bytes, Error> {
        let (bucket, key, version) = match self {
            CodeSource::Zip(bytes) => return Ok(bytes),
            CodeSource::Object { bucket, key, version } => (bucket, key, version),
        };
        let (account, region) = (call.account, call.region.clone());
        let object = ObjectAddress { account, region, bucket, key, version };
        // From a bucket only the unpacked size is limited; no archive is larger than that.
        let limit = usize::try_from(package::UNZIPPED_LIMIT).unwrap_or(usize::MAX);
        engine.seams.objects.fetch(&object, limit).await.map_err(|cause| match cause {
            SeamError::NotFound(what) => Error::object(missing_code(&what), missing_text(&what)),
            SeamError::Refused(_) => Error::unzipped_too_large(package::UNZIPPED_LIMIT),
            SeamError::Unavailable(_) => Error::internal(cause),
        })
    }
}

/// S3's error code of what is missing. Whoever fetches says it; a text without one is about the key.
fn missing_code(what: &str) -> &'static str {
    ["NoSuchBucket", "NoSuchVersion"].into_iter().find(|code| what.contains(code)).unwrap_or("NoSuchKey")
}

/// Recorded for bucket and key.
fn missing_text(what: &str) -> &'static str {
    match missing_code(what) {
        "NoSuchBucket" => "The specified bucket does not exist",
        "NoSuchVersion" => "The specified version does not exist.",
        _ => "The specified key does not exist.",
    }
}

/// `Architectures`, a list of exactly one. Recorded: the words about more, and about unknown ones.
pub(crate) fn architecture(
    members: &mut Members,
    constraints: &mut Constraints,
) -> Result<Option<String>, Error> {
    const KNOWN: [&str; 2] = ["x86_64", "arm64"];
    let Some(given) = members.texts("Architectures")? else { return Ok(None) };
    let shown = format!("[{}]", given.join(", "));
    if given.len() > 1 {
        constraints.add("architectures", &shown, "Member must have length less than or equal to 1");
    } else if given.is_empty() {
        constraints.add("architectures", &shown, "Member must have length greater than or equal to 1");
    } else if !given.iter().all(|name| KNOWN.contains(&name.as_str())) {
        let rule = "Member must satisfy constraint: [Member must satisfy enum value set: [x86_64, arm64], Member \
                    must not be null]";
        constraints.add("architectures", &shown, rule);
    }
    Ok(given.into_iter().next())
}
