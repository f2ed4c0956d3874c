//! The container image of a function of package type Image, and what the function says over it.
//!
//! <https://docs.aws.amazon.com/lambda/latest/dg/images-create.html>

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use wire::value::Fields;

use crate::error::Error;
use crate::image_name::{is_reference, parts};
use crate::model;

/// An image, as its user named it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct ImageCode {
    pub(crate) uri: String,
    /// What the name leads to, hexadecimal; nothing before the function was prepared.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) digest: Option<String>,
}

impl ImageCode {
    /// The image that a request names. The sentence is AWS's (modernisation-platform#2419 on GitHub); that a name has either
    /// a tag or a digest, too (serverless#8636). Which registry it is in is not looked at.
    pub(crate) fn read(uri: &str) -> Result<ImageCode, Error> {
        let (name, digest) = match uri.split_once('@') {
            None => (uri, None),
            Some((name, digest)) => (name, digest.strip_prefix("sha256:")),
        };
        let has_tag = parts(name).1.is_some();
        let is_digest = |digest: &str| digest.len() == 64 && digest.bytes().all(|b| b.is_ascii_hexdigit());
        let is_good = match digest {
            Some(digest) => is_digest(digest) && !has_tag,
            None => !uri.contains('@'),
        };
        if !is_reference(uri) || !is_good {
            return Err(Error::invalid(format!(
                "Source image {uri} is not valid. Provide a valid source image."
            )));
        }
        Ok(ImageCode { uri: uri.to_owned(), digest: digest.map(str::to_owned) })
    }

    /// `CodeSha256`. Before the digest is known the name stands in for it: our guess.
    pub(crate) fn sha256(&self) -> String {
        self.digest.clone().unwrap_or_else(|| hex::encode(Sha256::digest(&self.uri)))
    }

    /// `Code` of GetFunction.
    pub(crate) fn shown(&self) -> Fields {
        let repository = parts(&self.uri).0;
        let resolved = format!("{repository}@sha256:{}", self.sha256());
        Fields::new(&model::FUNCTION_CODE_LOCATION)
            .with("RepositoryType", "ECR")
            .with("ImageUri", self.uri.as_str())
            .with("ResolvedImageUri", resolved)
    }
}

/// What a function says over its image; what is empty is the image's own.
/// <https://docs.aws.amazon.com/lambda/latest/api/API_ImageConfig.html>
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct ImageConfig {
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) entry_point: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) command: Vec<String>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(crate) working_directory: String,
}

impl ImageConfig {
    pub(crate) fn read(fields: &Fields) -> ImageConfig {
        let texts = |name| fields.texts(name).map(str::to_owned).collect();
        ImageConfig {
            entry_point: texts("EntryPoint"),
            command: texts("Command"),
            working_directory: fields.text("WorkingDirectory").unwrap_or_default().to_owned(),
        }
    }

    /// Whether it leaves all to the image.
    pub(crate) fn is_empty(&self) -> bool {
        *self == ImageConfig::default()
    }

    /// `ImageConfigResponse`; nothing where all is the image's.
    pub(crate) fn shown(&self) -> Option<Fields> {
        let texts = |list: &[String]| (!list.is_empty()).then(|| list.to_vec());
        let directory = Some(self.working_directory.as_str()).filter(|directory| !directory.is_empty());
        let config = Fields::new(&model::IMAGE_CONFIG)
            .with("EntryPoint", texts(&self.entry_point))
            .with("Command", texts(&self.command))
            .with("WorkingDirectory", directory);
        let response = || Fields::new(&model::IMAGE_CONFIG_RESPONSE).with("ImageConfig", config);
        (!self.is_empty()).then(response)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DIGEST: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    #[test]
    fn an_image_has_a_name_with_a_tag_or_a_digest() {
        let digested = format!("r/a@sha256:{DIGEST}");
        for good in ["a", "a:1", "123456789012.dkr.ecr.us-east-1.amazonaws.com/a/b:1", &digested] {
            assert_eq!(ImageCode::read(good).unwrap().uri, good);
        }
        let both = format!("r/a:latest@sha256:{DIGEST}");
        for bad in ["", "a b", "../a", "a@", "a@sha256:0", "a@md5:0", &both] {
            let error = ImageCode::read(bad).unwrap_err();
            let expected = format!("Source image {bad} is not valid. Provide a valid source image.");
            assert_eq!(error.message, expected);
        }
    }

    /// The members are those of AWS's model; that a digest takes the place of the tag is AWS's page of GetFunction.
    #[test]
    fn an_image_is_shown_with_what_its_name_leads_to() {
        let mut image = ImageCode::read("localhost:5000/a:1").unwrap();
        let resolved = format!("localhost:5000/a@sha256:{}", image.sha256());
        assert_eq!(image.shown().text("ResolvedImageUri"), Some(resolved.as_str()));
        assert_eq!(image.sha256().len(), 64);
        image.digest = Some(DIGEST.to_owned());
        let resolved = format!("localhost:5000/a@sha256:{DIGEST}");
        assert_eq!(image.shown().text("ResolvedImageUri"), Some(resolved.as_str()));
        assert_eq!(image.sha256(), DIGEST);
    }
}
