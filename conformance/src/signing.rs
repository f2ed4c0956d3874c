//! Signatures, right and wrong, made by AWS's own signer.

use std::time::{Duration, SystemTime};

use crate::Result;
use aws_credential_types::Credentials;
use aws_sigv4::http_request::{
    PayloadChecksumKind, PercentEncodingMode, SignableBody, SignableRequest, SignatureLocation,
    SigningSettings, UriPathNormalizationMode, sign,
};
use aws_sigv4::sign::v4::SigningParams;

use crate::wire::Request;

/// The key that the verifying server knows.
pub const KEY: &str = "AKIDHONEST";
/// Its secret.
pub const SECRET: &str = "hush";

/// What a signature says.
#[derive(Clone, Debug)]
pub struct Signature<'a> {
    /// The access key id.
    pub key: &'a str,
    /// Its secret.
    pub secret: &'a str,
    /// Its session token, if it has one.
    pub token: Option<&'a str>,
    /// The region that is signed.
    pub region: &'a str,
    /// The service's signing name.
    pub service: &'a str,
    /// The host that is signed.
    pub host: &'a str,
    /// When.
    pub at: SystemTime,
    /// For how long it is good, in the query instead of in headers.
    pub presigned: Option<Duration>,
}

impl<'a> Signature<'a> {
    /// The right one, made now.
    pub fn right(service: &'a str, host: &'a str) -> Signature<'a> {
        Signature {
            key: KEY,
            secret: SECRET,
            token: None,
            region: "us-east-1",
            service,
            host,
            at: SystemTime::now(),
            presigned: None,
        }
    }

    /// The request with this signature.
    pub fn on(&self, mut request: Request) -> Result<Request> {
        let mut settings = SigningSettings::default();
        if self.service == "s3" {
            settings.percent_encoding_mode = PercentEncodingMode::Single;
            settings.uri_path_normalization_mode = UriPathNormalizationMode::Disabled;
            settings.payload_checksum_kind = PayloadChecksumKind::XAmzSha256;
        }
        if let Some(lifetime) = self.presigned {
            settings.signature_location = SignatureLocation::QueryParams;
            settings.expires_in = Some(lifetime);
            settings.payload_checksum_kind = PayloadChecksumKind::NoHeader;
        }
        let identity =
            Credentials::new(self.key, self.secret, self.token.map(str::to_owned), None, "conformance")
                .into();
        let params = SigningParams::builder()
            .identity(&identity)
            .region(self.region)
            .name(self.service)
            .time(self.at)
            .settings(settings)
            .build()?
            .into();
        let body = if self.presigned.is_some() && self.service == "s3" {
            SignableBody::UnsignedPayload
        } else {
            SignableBody::Bytes(&request.body)
        };
        let headers = request.headers.iter().filter(|(name, _)| name != "host");
        let headers =
            headers.map(|(name, value)| (name.as_str(), value.as_str())).chain([("host", self.host)]);
        let url = format!("http://{}{}", self.host, request.path);
        let signable = SignableRequest::new(&request.method, url, headers, body)?;
        let (instructions, _) = sign(signable, &params)?.into_parts();
        let added: Vec<(String, String)> =
            instructions.headers().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        for (name, value) in instructions.params() {
            let joint = if request.path.contains('?') { '&' } else { '?' };
            request.path += &format!("{joint}{name}={}", encoded(value));
        }
        request.headers.extend(added);
        Ok(request)
    }
}

/// A value as it stands in a query.
pub(crate) fn encoded(value: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    value.bytes().fold(String::new(), |mut text, byte| {
        if plain(byte) {
            text.push(byte.into());
        } else {
            text += &format!("%{byte:02X}");
        }
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_stands_in_headers_or_in_the_query() {
        let signature = Signature::right("s3", "localhost:1");
        let request = signature.on(Request::new("GET", "/b/k")).unwrap();
        assert!(request.value("authorization").unwrap().contains("Credential=AKIDHONEST/"));
        let presigned = Signature { presigned: Some(Duration::from_secs(60)), ..signature };
        let request = presigned.on(Request::new("GET", "/b/k?versionId=1")).unwrap();
        assert!(request.path.contains("&X-Amz-Credential=AKIDHONEST%2F") && request.headers.is_empty());
        assert!(request.path.contains("&X-Amz-Expires=60"), "{}", request.path);
    }
}
