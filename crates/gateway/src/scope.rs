//! What a request's signature says about key, region and service, read leniently: enough to find service, account and
//! region even where the signature is malformed. Whether it is right is `auth`'s question.

use std::borrow::Cow;
use std::sync::Arc;

use base::arn::Region;
use http::header::AUTHORIZATION;
use http::request::Parts;
use percent_encoding::percent_decode_str;

/// The credential scope of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Scope {
    /// The access key id.
    pub(crate) access_key: Arc<str>,
    /// The region; none in Signature Version 2, and none in version 4a, which signs for several.
    pub(crate) region: Option<Region>,
    /// The service's signing name, such as `dynamodb`. Version 2 only lives on in S3.
    pub(crate) service: String,
}

impl Scope {
    /// The scope of the `Authorization` header, or else of a presigned URL; nothing if neither has one.
    pub(crate) fn of(parts: &Parts) -> Option<Scope> {
        match parts.headers.get(AUTHORIZATION) {
            Some(value) => Scope::in_header(value.to_str().ok()?),
            None => Scope::in_query(parts.uri.query()?),
        }
    }

    fn in_header(value: &str) -> Option<Scope> {
        if let Some(v2) = value.strip_prefix("AWS ") {
            return Some(Scope::version_2(v2.split(':').next()?.trim()));
        }
        let (_, after) = value.strip_prefix("AWS4-")?.split_once("Credential=")?;
        Scope::parse(after.split([',', ' ']).next()?)
    }

    fn in_query(query: &str) -> Option<Scope> {
        let (mut v2_key, mut has_signature) = (None, false);
        for pair in query.split('&') {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            match name {
                "X-Amz-Credential" => return Scope::parse(&percent_decode_str(value).decode_utf8().ok()?),
                "AWSAccessKeyId" => v2_key = Some(value),
                "Signature" => has_signature = true,
                _ => {}
            }
        }
        let key = v2_key.filter(|_| has_signature)?;
        Some(Scope::version_2(&percent_decode_str(key).decode_utf8().ok()?))
    }

    fn version_2(access_key: &str) -> Scope {
        Scope { access_key: access_key.into(), region: None, service: "s3".to_owned() }
    }

    /// `key/date/region/service/aws4_request`, or without the region in version 4a.
    fn parse(credential: &str) -> Option<Scope> {
        let mut fields = credential.split('/');
        let (access_key, _date) = (fields.next()?, fields.next()?);
        let rest: [Option<&str>; 4] = std::array::from_fn(|_| fields.next());
        let (region, service) = match rest {
            [Some(region), Some(service), Some(_), None] => (region_named(region), service),
            [Some(service), Some(_), None, None] => (None, service),
            _ => return None,
        };
        Some(Scope { access_key: access_key.into(), region, service: service.to_owned() })
    }
}

/// The region of a scope. NoSQL Workbench and configurations made for DynamoDB Local sign for `localhost`, which no
/// table, bucket or function of another client would be found in.
fn region_named(name: &str) -> Option<Region> {
    if name == "localhost" { Some(Region::us_east_1()) } else { Region::parse(name) }
}

/// The session token of a request, in its head or in a presigned URL, whatever it is.
pub(crate) fn session_token(parts: &Parts) -> Option<Cow<'_, str>> {
    const NAME: &str = "x-amz-security-token";
    if let Some(value) = parts.headers.get(NAME) {
        return value.to_str().ok().map(Cow::Borrowed);
    }
    let mut pairs = parts.uri.query()?.split('&').filter_map(|pair| pair.split_once('='));
    let (_, value) = pairs.find(|(name, _)| name.eq_ignore_ascii_case(NAME))?;
    percent_decode_str(value).decode_utf8().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Forms of credentials:
    /// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-authentication-methods.html>.
    #[track_caller]
    fn check(authorization: &str, query: &str, expected: Option<(&str, Option<&str>, &str)>) {
        let mut request = http::Request::builder().uri(format!("http://h/k?{query}"));
        if !authorization.is_empty() {
            request = request.header(AUTHORIZATION, authorization);
        }
        let (parts, ()) = request.body(()).unwrap().into_parts();
        let expected = expected.map(|(key, region, service)| Scope {
            access_key: key.into(),
            region: region.and_then(Region::parse),
            service: service.to_owned(),
        });
        assert_eq!(Scope::of(&parts), expected, "{authorization} {query}");
    }

    #[test]
    fn a_scope_is_read_from_header_or_query() {
        let v4 =
            |credential| format!("AWS4-HMAC-SHA256 Credential={credential}, SignedHeaders=host, Signature=0");
        let dynamodb = Some(("AK", Some("eu-west-1"), "dynamodb"));
        check(&v4("AK/20260101/eu-west-1/dynamodb/aws4_request"), "", dynamodb);
        check("AWS4-HMAC-SHA256 Credential=AK/1/eu-west-1/dynamodb/aws4_request", "", dynamodb);
        check("AWS4-HMAC-SHA256 Credential=AK/1/eu-west-1/dynamodb/aws4_request,Signature=", "", dynamodb);
        check("AWS4-ECDSA-P256-SHA256 Credential=AK/1/s3/aws4_request", "", Some(("AK", None, "s3")));
        check("AWS AK:c2ln", "", Some(("AK", None, "s3")));
        check(&v4("AK/1/localhost/dynamodb/aws4_request"), "", Some(("AK", Some("us-east-1"), "dynamodb")));
        check(
            "",
            "X-Amz-Credential=AK%2F1%2Fus-east-1%2Fs3%2Faws4_request",
            Some(("AK", Some("us-east-1"), "s3")),
        );
        check("", "X-Amz-Credential=AK/1/us-east-1/s3/aws4_request", Some(("AK", Some("us-east-1"), "s3")));
        check("", "AWSAccessKeyId=A%2FK&Signature=x&Expires=1", Some(("A/K", None, "s3")));
        for nothing in ["Bearer x", "Basic x", "AWS4-HMAC-SHA256 garbage", &v4("AK"), &v4("a/b/c/d/e/f/g")] {
            check(nothing, "", None);
        }
        check("", "AWSAccessKeyId=AK", None);
        check("", "list-type=2", None);
    }
}
