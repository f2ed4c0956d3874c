//! The signature of an HTML form: of its policy, as it was sent.
//!
//! <https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-authentication-HTTPPOST.html>, of version 2
//! <https://docs.aws.amazon.com/AmazonS3/latest/userguide/HTTPPOSTForms.html>

use crate::chunked::Signer;
use crate::claim::{Form, Scope, same};
use crate::header::ALGORITHM;
use crate::{Error, date, legacy};

/// What a form says about its signer. It is read and proved alone: no head, no time and no body has part in it.
#[derive(Clone, Debug)]
pub struct FormClaim {
    access_key: String,
    /// None in version 2.
    scope: Option<Scope>,
    signature: String,
    policy: String,
}

/// How AWS names what is wrong with a credential in a form: as in the query.
const FORM: Form = Form::Presigned;

impl FormClaim {
    /// One of version 4: `x-amz-algorithm`, `x-amz-credential`, `x-amz-date`, `x-amz-signature` and `policy`.
    ///
    /// # Errors
    /// An algorithm that is not known, a credential or a date that cannot be read, and a date of another day than the
    /// credential's.
    pub fn version_4(
        (algorithm, credential, time): (&str, &str, &str),
        signature: &str,
        policy: &str,
    ) -> Result<FormClaim, Error> {
        if algorithm != ALGORITHM {
            let algorithm = algorithm.to_owned();
            return Err(Error::UnsupportedAlgorithm { form: FORM, algorithm, authorization: String::new() });
        }
        // The AWS SDK for .NET ends it in a slash, and AWS takes that (aws/aws-sdk-net, issue 556).
        let credential = credential.strip_suffix('/').unwrap_or(credential);
        let (access_key, scope) = Scope::parse(FORM, credential)?;
        if date::parse_basic(time).is_none() {
            return Err(Error::MalformedDate { form: FORM, date: time.to_owned() });
        }
        if time.get(..8) != Some(scope.date.as_str()) {
            let (scope_date, request_time) = (scope.date, time.to_owned());
            return Err(Error::ScopeDateDiffers { form: FORM, scope_date, request_time });
        }
        Ok(FormClaim {
            access_key,
            scope: Some(scope),
            signature: signature.to_owned(),
            policy: policy.to_owned(),
        })
    }

    /// One of version 2: `AWSAccessKeyId`, `signature` and `policy`.
    pub fn version_2(access_key: &str, signature: &str, policy: &str) -> FormClaim {
        let (access_key, signature) = (access_key.to_owned(), signature.to_owned());
        FormClaim { access_key, scope: None, signature, policy: policy.to_owned() }
    }

    /// The access key id.
    pub fn access_key(&self) -> &str {
        &self.access_key
    }

    /// What the signature is good for; none in version 2.
    pub fn scope(&self) -> Option<&Scope> {
        self.scope.as_ref()
    }

    /// Compares the signature, in constant time. Until when the form is good is the policy's to say.
    ///
    /// # Errors
    /// [`Error::SignatureDiffers`].
    pub fn verify(&self, secret: &str) -> Result<(), Error> {
        let policy = self.policy.as_bytes();
        let expected = match &self.scope {
            None => Some(legacy::sign(secret, [policy, &[], &[]])),
            Some(scope) => date::parse_basic(&format!("{}T000000Z", scope.date))
                .map(|day| Signer::new(scope, secret, day, "").sign(policy)),
        };
        if expected.is_some_and(|expected| same(&expected, &self.signature)) {
            return Ok(());
        }
        Err(Error::SignatureDiffers {
            access_key: self.access_key.clone(),
            string_to_sign: self.policy.clone(),
            signature: self.signature.clone(),
            canonical_request: None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: &str = "AKIAIOSFODNN7EXAMPLE";
    const SECRET: &str = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
    const CREDENTIAL: &str = "AKIAIOSFODNN7EXAMPLE/20151229/us-east-1/s3/aws4_request";
    const TIME: &str = "20151229T000000Z";

    /// The policy of AWS's worked example.
    const POLICY: &str = "eyAiZXhwaXJhdGlvbiI6ICIyMDE1LTEyLTMwVDEyOjAwOjAwLjAwMFoiLA0KICAiY29uZGl0aW9ucyI6IFsNCiAgICB7ImJ1Y2tldCI6ICJzaWd2NGV4YW1wbGVidWNrZXQifSwNCiAgICBbInN0YXJ0cy13aXRoIiwgIiRrZXkiLCAidXNlci91c2VyMS8iXSwNCiAgICB7ImFjbCI6ICJwdWJsaWMtcmVhZCJ9LA0KICAgIHsic3VjY2Vzc19hY3Rpb25fcmVkaXJlY3QiOiAiaHR0cDovL3NpZ3Y0ZXhhbXBsZWJ1Y2tldC5zMy5hbWF6b25hd3MuY29tL3N1Y2Nlc3NmdWxfdXBsb2FkLmh0bWwifSwNCiAgICBbInN0YXJ0cy13aXRoIiwgIiRDb250ZW50LVR5cGUiLCAiaW1hZ2UvIl0sDQogICAgeyJ4LWFtei1tZXRhLXV1aWQiOiAiMTQzNjUxMjM2NTEyNzQifSwNCiAgICB7IngtYW16LXNlcnZlci1zaWRlLWVuY3J5cHRpb24iOiAiQUVTMjU2In0sDQogICAgWyJzdGFydHMtd2l0aCIsICIkeC1hbXotbWV0YS10YWciLCAiIl0sDQoNCiAgICB7IngtYW16LWNyZWRlbnRpYWwiOiAiQUtJQUlPU0ZPRE5ON0VYQU1QTEUvMjAxNTEyMjkvdXMtZWFzdC0xL3MzL2F3czRfcmVxdWVzdCJ9LA0KICAgIHsieC1hbXotYWxnb3JpdGhtIjogIkFXUzQtSE1BQy1TSEEyNTYifSwNCiAgICB7IngtYW16LWRhdGUiOiAiMjAxNTEyMjlUMDAwMDAwWiIgfQ0KICBdDQp9";
    const SIGNATURE: &str = "8afdbf4008c03f22c2cd3cdb72e4afbb1f6a588f3255ac628749a66d7f09699e";

    fn version_4(signature: &str, policy: &str) -> FormClaim {
        FormClaim::version_4((ALGORITHM, CREDENTIAL, TIME), signature, policy).unwrap()
    }

    /// <https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-post-example.html>
    #[test]
    fn awss_worked_example() {
        let claim = version_4(SIGNATURE, POLICY);
        assert_eq!((claim.access_key(), claim.scope().unwrap().region.as_str()), (KEY, "us-east-1"));
        claim.verify(SECRET).unwrap();
        let with_slash = format!("{CREDENTIAL}/");
        let claim_of_net = FormClaim::version_4((ALGORITHM, &with_slash, TIME), SIGNATURE, POLICY).unwrap();
        claim_of_net.verify(SECRET).unwrap();
        for wrong in [version_4(SIGNATURE, &POLICY[4..]), version_4(&SIGNATURE[1..], POLICY)] {
            wrong.verify(SECRET).unwrap_err();
        }
        let differs = claim.verify("other").unwrap_err();
        let shown = |error| match error {
            Error::SignatureDiffers { string_to_sign, canonical_request, .. } => {
                (string_to_sign, canonical_request)
            }
            other => panic!("{other:?}"),
        };
        assert_eq!(shown(differs), (POLICY.to_owned(), None));
    }

    /// Computed with Python's `hmac` and `hashlib.sha1`, as AWS's page says.
    #[test]
    fn version_2_signs_the_policy_alone() {
        let signed = |signature| FormClaim::version_2(KEY, signature, "eyJhIjoxfQ==").verify(SECRET);
        signed("0x1e/mguux7FcW60ms9P29wyA7w=").unwrap();
        signed("c2lnbmF0dXJl").unwrap_err();
        signed("").unwrap_err();
    }

    #[test]
    fn what_cannot_be_read_is_said() {
        let read = |algorithm, credential, time| {
            FormClaim::version_4((algorithm, credential, time), "s", "p").map(|_| ())
        };
        assert!(matches!(read("AWS4", CREDENTIAL, TIME), Err(Error::UnsupportedAlgorithm { .. })));
        assert!(matches!(read(ALGORITHM, "AKID", TIME), Err(Error::MalformedCredential { .. })));
        assert!(matches!(read(ALGORITHM, CREDENTIAL, "today"), Err(Error::MalformedDate { .. })));
        let later = "20151230T000000Z";
        assert!(matches!(read(ALGORITHM, CREDENTIAL, later), Err(Error::ScopeDateDiffers { .. })));
    }
}
