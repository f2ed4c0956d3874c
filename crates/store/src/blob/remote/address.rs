//! Where remote blobs are, and in whose name they are asked for.

use std::fmt;

use object_store::aws::{AmazonS3Builder, AmazonS3ConfigKey};

/// A bucket of another service that speaks S3, and a prefix in it.
#[derive(Clone, PartialEq, Eq)]
pub struct RemoteBlobs {
    /// The bucket's name.
    pub bucket: String,
    /// What all names there begin with, without slashes at its ends; it may be empty.
    pub prefix: String,
    /// The service's URL, or AWS's own.
    pub endpoint: Option<String>,
    /// AWS's variables: credentials and the region.
    pub variables: Vec<(String, String)>,
}

impl RemoteBlobs {
    /// `s3://BUCKET/PREFIX`.
    pub fn address(&self) -> String {
        match self.prefix.is_empty() {
            true => format!("s3://{}", self.bucket),
            false => format!("s3://{}/{}", self.bucket, self.prefix),
        }
    }

    pub(super) fn builder(&self) -> AmazonS3Builder {
        let mut builder = AmazonS3Builder::new();
        for (name, value) in &self.variables {
            // Variables of endpoints say where the process's own clients go: perhaps to itself.
            let key = name.to_ascii_lowercase().parse::<AmazonS3ConfigKey>().ok();
            if let Some(key) = key.filter(|_| name.starts_with("AWS_") && !name.contains("ENDPOINT_URL")) {
                builder = builder.with_config(key, value);
            }
        }
        builder = builder.with_bucket_name(&self.bucket);
        match &self.endpoint {
            Some(endpoint) => builder.with_endpoint(endpoint),
            None => builder.with_virtual_hosted_style_request(!self.bucket.contains('.')),
        }
    }
}

impl fmt::Debug for RemoteBlobs {
    /// Without the secrets: settings are printed.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RemoteBlobs({} at {:?})", self.address(), self.endpoint)
    }
}
