//! Where a new package comes from: the request itself, or a bucket.

use base::call::Call;
use base::seams::{ObjectAddress, ObjectSource, SeamError};
use bytes::Bytes;
use wire::operation::BodyLimit;
use wire::value::{Fields, Slot, Value};

use crate::error::Error;
use crate::function::image::ImageCode;
use crate::kept::{Kept, OfPackage};
use crate::model;
use crate::package::{self, Folders, Package, live};
use crate::records::Records;
use crate::refused_members;

/// What a request may carry that brings a package in base64 (recorded for CreateFunction).
pub(crate) const BODY_LIMIT: BodyLimit = BodyLimit {
    bytes: 70_167_211,
    too_large: |operation, limit| Error::body_too_large(operation, limit).into(),
};

/// A package that a request brings or names.
#[derive(Debug)]
pub(crate) enum CodeSource {
    Zip(Bytes),
    Object { bucket: String, key: String, version: Option<String> },
    Image(ImageCode),
}

impl CodeSource {
    /// The source that `Code` of CreateFunction names, or the members of UpdateFunctionCode.
    pub(crate) fn read(fields: &mut Fields) -> Result<CodeSource, Error> {
        refused_members::check(fields, &refused_members::OF_PACKAGES)?;
        CodeSource::of_content(fields)
    }

    /// The image that the same members name. Those of a package have no meaning beside it: the sentence is our guess.
    pub(crate) fn read_image(fields: &Fields) -> Result<Option<CodeSource>, Error> {
        let Some(uri) = fields.text("ImageUri") else { return Ok(None) };
        refused_members::check(fields, &refused_members::OF_PACKAGES)?;
        if let Some(other) = ["ZipFile", "S3Bucket", "S3Key"].into_iter().find(|name| fields.has(name)) {
            return Err(Error::invalid(format!("Please don't provide {other} together with ImageUri.")));
        }
        Ok(Some(CodeSource::Image(ImageCode::read(uri)?)))
    }

    /// The image, if this is one.
    pub(crate) fn image(&self) -> Option<&ImageCode> {
        match self {
            CodeSource::Image(image) => Some(image),
            CodeSource::Zip(_) | CodeSource::Object { .. } => None,
        }
    }

    /// Takes it in: a package is fetched and judged, an image needs nothing before the function is prepared.
    pub(crate) async fn accept(
        self,
        (store, folders): (&Records, &Folders),
        objects: &dyn ObjectSource,
        call: &Call,
    ) -> Result<(Package, Option<ImageCode>), Error> {
        if let CodeSource::Image(image) = self {
            let package = package::nothing(store, folders, image.sha256()).await?;
            return Ok((package, Some(image)));
        }
        if let CodeSource::Object { bucket, key, .. } = &self
            && bucket == live::BUCKET
            && folders.has_live()
        {
            return Ok((package::of_folder(store, folders, key).await?, None));
        }
        let bytes = self.fetch(objects, call).await?;
        Ok((package::accept(store, folders, bytes).await?, None))
    }

    /// The source that the content of a layer names, or what a function's code has of the same members.
    pub(crate) fn of_content(fields: &mut Fields) -> Result<CodeSource, Error> {
        if fields.text("S3ObjectStorageMode") == Some("REFERENCE") && fields.has("ZipFile") {
            // Our guess.
            return Err(Error::invalid(
                "S3ObjectStorageMode REFERENCE is for code in a bucket: ZipFile is not.",
            ));
        }
        if let Slot::There(Value::Blob(zip)) = fields.take("ZipFile") {
            if zip.len() > package::ZIPPED_LIMIT {
                return Err(Error::zipped_too_large(package::ZIPPED_LIMIT));
            }
            return Ok(CodeSource::Zip(zip));
        }
        let text = |name| fields.text(name).map(str::to_owned);
        match (text("S3Bucket"), text("S3Key")) {
            (Some(bucket), Some(key)) => {
                Ok(CodeSource::Object { bucket, key, version: text("S3ObjectVersion") })
            }
            _ => Err(Error::invalid("Please provide a source for function code.")),
        }
    }

    /// The package's bytes.
    pub(crate) async fn fetch(self, objects: &dyn ObjectSource, call: &Call) -> Result<Bytes, Error> {
        let (bucket, key, version) = match self {
            CodeSource::Zip(bytes) => return Ok(bytes),
            CodeSource::Object { bucket, key, version } => (bucket, key, version),
            CodeSource::Image(_) => return Ok(Bytes::new()),
        };
        let (account, region) = (call.account, call.region.clone());
        let object = ObjectAddress { account, region, bucket, key, version };
        // From a bucket only the unpacked size is limited; no archive is larger than that.
        let limit = usize::try_from(package::UNZIPPED_LIMIT).unwrap_or(usize::MAX);
        objects.fetch(&object, limit).await.map_err(|cause| match cause {
            SeamError::NotFound(what) => Error::object(missing_code(&what), missing_text(&what)),
            SeamError::Refused(_) => Error::unzipped_too_large(package::UNZIPPED_LIMIT),
            SeamError::Unavailable(_) => Error::internal(cause),
        })
    }
}

/// S3's error code of what is missing, from the text of the fetch; a text without one is about the key.
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

/// What is kept of where a package came from.
pub(crate) fn kept(fields: &Fields) -> Kept<OfPackage> {
    Kept::of(fields, &["SourceKMSKeyArn"]).with("ResolvedS3Object", referred_to(fields))
}

/// The object of a package that is only referred to. It is copied all the same.
pub(crate) fn referred_to(fields: &Fields) -> Option<Fields> {
    let is_referred_to = fields.text("S3ObjectStorageMode") == Some("REFERENCE");
    is_referred_to.then(|| fields.recast(&model::RESOLVED_S3_OBJECT))
}

/// The one of `Architectures`.
pub(crate) fn architecture(fields: &Fields) -> Option<String> {
    fields.texts("Architectures").next().map(str::to_owned)
}
