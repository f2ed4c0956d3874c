//! Signing a request of our own: for functions that have no SDK to sign with. What is signed is what
//! [`Claim::verify`](crate::Claim::verify) rebuilds.

use std::fmt;

use http::header::{AUTHORIZATION, InvalidHeaderValue};
use http::request::Parts;
use http::{HeaderName, HeaderValue};
use sha2::{Digest as _, Sha256};

use crate::chunked::Signer;
use crate::claim::{Form, Scope};
use crate::{canonical, date, header};

/// In whose name a request is signed, and what for.
#[derive(Clone, Copy)]
pub struct Signing<'a> {
    /// The access key id.
    pub access_key: &'a str,
    /// The secret access key.
    pub secret: &'a str,
    /// The region's name.
    pub region: &'a str,
    /// The service's signing name: `s3`, `dynamodb`, `lambda`, …
    pub service: &'a str,
    /// The time of the signature, seconds since the epoch.
    pub now_secs: u64,
}

impl fmt::Debug for Signing<'_> {
    /// Without the secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Signing").field("access_key", &self.access_key).finish_non_exhaustive()
    }
}

impl Signing<'_> {
    /// Adds `x-amz-date`, `x-amz-content-sha256` and `authorization`. All headers that are there are signed, so `host`
    /// must be; a header that is added later is not.
    ///
    /// # Errors
    /// Where the key or the region cannot stand in a header.
    pub fn sign(&self, parts: &mut Parts, body: &[u8]) -> Result<(), InvalidHeaderValue> {
        let time = date::basic(self.now_secs);
        let day = time.get(..8).unwrap_or_default().to_owned();
        let scope = Scope { date: day, region: self.region.to_owned(), service: self.service.to_owned() };
        let payload = hex::encode(Sha256::digest(body));
        parts.headers.remove(AUTHORIZATION);
        parts.headers.insert(HeaderName::from_static("x-amz-date"), HeaderValue::from_str(&time)?);
        parts
            .headers
            .insert(HeaderName::from_static("x-amz-content-sha256"), HeaderValue::from_str(&payload)?);
        let mut signed: Vec<String> = parts.headers.keys().map(|name| name.as_str().to_owned()).collect();
        signed.sort_unstable();
        let canonical = canonical::request(parts, Form::Header, &scope, &signed, &payload);
        let hash = hex::encode(Sha256::digest(&canonical));
        let algorithm = header::ALGORITHM;
        let string_to_sign = format!("{algorithm}\n{time}\n{}\n{hash}", scope.text());
        let signature = Signer::new(&scope, self.secret, self.now_secs, "").sign(string_to_sign.as_bytes());
        let authorization = format!(
            "{algorithm} Credential={}/{}, SignedHeaders={}, Signature={signature}",
            self.access_key,
            scope.text(),
            signed.join(";"),
        );
        parts.headers.insert(AUTHORIZATION, HeaderValue::from_str(&authorization)?);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Claim;

    fn parts(method: &str, uri: &str, headers: &[(&'static str, &str)]) -> Parts {
        let mut request = http::Request::builder().method(method).uri(uri);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        request.body(()).unwrap().into_parts().0
    }

    /// AWS's worked example:
    /// <https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html>
    #[test]
    fn a_signature_is_awss() {
        let headers = [("host", "examplebucket.s3.amazonaws.com"), ("range", "bytes=0-9")];
        let mut parts = parts("GET", "/test.txt", &headers);
        let signing = Signing {
            access_key: "AKIAIOSFODNN7EXAMPLE",
            secret: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
            region: "us-east-1",
            service: "s3",
            now_secs: 1_369_353_600,
        };
        signing.sign(&mut parts, b"").unwrap();
        let authorization = parts.headers[AUTHORIZATION].to_str().unwrap();
        assert!(authorization.ends_with(
            "SignedHeaders=host;range;x-amz-content-sha256;x-amz-date, \
             Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41"
        ));
    }

    #[test]
    fn what_is_signed_is_verified() {
        for (service, method, uri) in [
            ("s3", "PUT", "/bucket/a%20b//c%2Bd/../e?x=1&a=%C3%A9&a="),
            ("dynamodb", "POST", "/"),
            ("lambda", "GET", "/2015-03-31/functions/arn%3Aaws%3Alambda/?Qualifier=$LATEST"),
        ] {
            let headers = [("host", "127.0.0.1:4566"), ("x-amz-target", " a  b "), ("content-type", "x")];
            let mut parts = parts(method, uri, &headers);
            let (access_key, secret, region) = ("000000000000", "s", "eu-west-1");
            Signing { access_key, secret, region, service, now_secs: 7 }.sign(&mut parts, b"body").unwrap();
            let claim = Claim::of(&parts).unwrap().unwrap();
            assert_eq!(claim.access_key(), access_key);
            let hash = Sha256::digest(b"body").into();
            claim.verify(&parts, secret, 7, Some(&hash)).unwrap();
            claim.verify(&parts, "other", 7, Some(&hash)).unwrap_err();
        }
    }
}
