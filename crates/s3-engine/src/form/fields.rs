//! What the fields of a form say: the key, the headers of the PutObject that it stands for, its signature, and what it wants
//! back.
//!
//! <https://docs.aws.amazon.com/AmazonS3/latest/API/RESTObjectPOST.html#RESTObjectPOST-requests-form-fields>

use base::seams::{FormSignature, FormSigner};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, Uri};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use s3s::dto;

use crate::context::{Context, FormReply};
use crate::error::{Code, Error, Result};
use crate::setting::document;
use crate::setting::model::TAGGING;
use crate::tag::{self, On};

/// What stands for the name of the file, in every field.
const FILE_NAME: &str = "${filename}";

/// Fields that are headers of PutObject by the same name.
const HEADERS: [&str; 12] = [
    "cache-control",
    "content-disposition",
    "content-encoding",
    "content-language",
    "content-md5",
    "content-type",
    "expires",
    "x-amz-request-payer",
    "x-amz-sdk-checksum-algorithm",
    "x-amz-storage-class",
    "x-amz-website-redirect-location",
    ACL,
];
/// How the names of others begin.
const FAMILIES: [&str; 5] =
    ["x-amz-checksum-", "x-amz-grant-", "x-amz-meta-", "x-amz-object-lock-", "x-amz-server-side-encryption"];
const ACL: &str = "x-amz-acl";

/// Fields of a signature of version 4.
const SIGNATURE: &str = "x-amz-signature";
const ALGORITHM: &str = "x-amz-algorithm";
const CREDENTIAL: &str = "x-amz-credential";
const DATE: &str = "x-amz-date";

/// The fields of a form, but for its file.
#[derive(Debug)]
pub(crate) struct Fields {
    /// Names in lower case, values with the name of the file in them; each name once.
    each: Vec<(String, String)>,
}

impl Fields {
    /// The fields as they were sent, with the file's name for its variable. Of a path only what follows the last slash or
    /// backslash is the name.
    pub(crate) fn of(sent: Vec<(String, String)>, file_name: &str) -> Result<Fields> {
        let file_name = file_name.rsplit(['/', '\\']).next().unwrap_or_default();
        let mut each: Vec<(String, String)> = Vec::with_capacity(sent.len());
        for (name, value) in sent {
            let lower = name.to_ascii_lowercase();
            if each.iter().any(|(known, _)| *known == lower) {
                // Which of the two is meant the policy does not say. That AWS refuses it, too, is known of `key`.
                return Err(Error::argument("A field of the form was given more than once.", &name, &value));
            }
            each.push((lower, value.replace(FILE_NAME, file_name)));
        }
        Ok(Fields { each })
    }

    /// A field, by its name in lower case.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.each.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The names, in order and in lower case.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.each.iter().map(|(name, _)| name.as_str())
    }

    /// The object's key.
    pub(crate) fn key(&self) -> Result<&str> {
        match self.get("key") {
            None => Err(missing("key")),
            Some("") => Err(Error::argument("User key must have a length greater than 0.", "key", "")),
            Some(key) => Ok(key),
        }
    }

    /// The signature; nothing in a form without a policy, which is nobody's.
    pub(crate) fn signature(&self) -> Result<Option<FormSignature<'_>>> {
        let Some(policy) = self.get("policy") else { return Ok(None) };
        let field = |name, shown| self.get(name).ok_or_else(|| missing(shown));
        let is_version_4 =
            [SIGNATURE, ALGORITHM, CREDENTIAL, DATE].iter().any(|name| self.get(name).is_some());
        let (signer, signature) = if is_version_4 {
            let signer = FormSigner::Version4 {
                algorithm: field(ALGORITHM, "X-Amz-Algorithm")?,
                credential: field(CREDENTIAL, "X-Amz-Credential")?,
                date: field(DATE, "X-Amz-Date")?,
            };
            (signer, field(SIGNATURE, "X-Amz-Signature")?)
        } else {
            let access_key = field("awsaccesskeyid", "AWSAccessKeyId")?;
            (FormSigner::Version2 { access_key }, field("signature", "Signature")?)
        };
        Ok(Some(FormSignature { policy, signature, session_token: self.get("x-amz-security-token"), signer }))
    }

    /// The headers of the PutObject that the form stands for.
    pub(crate) fn headers(&self) -> Result<HeaderMap> {
        let mut headers = HeaderMap::new();
        for (name, value) in &self.each {
            let of_family = FAMILIES.iter().any(|family| name.starts_with(family));
            let (name, value) = match name.as_str() {
                "acl" => (ACL, HeaderValue::from_bytes(value.as_bytes())),
                "tagging" => ("x-amz-tagging", HeaderValue::from_str(&tagging(value)?)),
                name if of_family || HEADERS.contains(&name) => {
                    (name, HeaderValue::from_bytes(value.as_bytes()))
                }
                _ => continue,
            };
            let refused = || Error::of(Code::InvalidArgument).with("ArgumentName", name);
            let known = HeaderName::try_from(name).map_err(|_| refused())?;
            headers.insert(known, value.map_err(|_| refused())?);
        }
        Ok(headers)
    }

    /// What goes back.
    pub(crate) fn reply(&self, cx: &Context, bucket: &str, key: &str) -> FormReply {
        // The newer name first. What is no address counts as not given.
        let asked = self.get("success_action_redirect").or_else(|| self.get("redirect"));
        let is_address = |text: &&str| text.parse::<Uri>().is_ok_and(|uri| uri.authority().is_some());
        let status = match self.get("success_action_status") {
            Some("200") => StatusCode::OK,
            Some("201") => StatusCode::CREATED,
            _ => StatusCode::NO_CONTENT,
        };
        FormReply {
            status,
            redirect: asked.filter(is_address).map(str::to_owned),
            location: cx.location_of_form(bucket, key),
            bucket: bucket.to_owned(),
            key: key.to_owned(),
        }
    }
}

/// The document of tags as PutObject has them in its header.
fn tagging(document: &str) -> Result<String> {
    let fields = document::read(&TAGGING, "Tagging", document.as_bytes())?;
    let set = fields.structs("TagSet");
    let set = set.map(|tag| dto::Tag {
        key: tag.text("Key").map(str::to_owned),
        value: tag.text("Value").map(str::to_owned),
    });
    let encoded = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
    let tags = tag::of_set(set, On::Object)?;
    let pairs: Vec<String> =
        tags.iter().map(|tag| format!("{}={}", encoded(&tag.key), encoded(&tag.value))).collect();
    Ok(pairs.join("&"))
}

/// A field that is not there. AWS's answer of 2016-01-19 (danialfarid/ng-file-upload, issue 1283) is about `key`.
fn missing(name: &str) -> Error {
    let message = format!(
        "Bucket POST must contain a field named '{name}'.  If it is specified, please check the order of the fields."
    );
    Error::argument(message, name, "")
}
