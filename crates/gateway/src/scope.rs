//! What a request's signature says about key, region and service, read leniently: enough to find service, account and
//! region even where the signature is malformed. Whether it is right is `auth`'s question.

use std::borrow::Cow;

use base::arn::Region;
use base::http::text_of;
use http::header::AUTHORIZATION;
use http::request::Parts;
use percent_encoding::percent_decode_str;

/// The credential scope of a request, in the request's own words where nothing had to be decoded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Scope<'r> {
    /// The access key id.
    pub(crate) access_key: Cow<'r, str>,
    /// The region; none in Signature Version 2, and none in version 4a, which signs for several.
    pub(crate) region: Option<Region>,
    /// The service's signing name, such as `dynamodb`. Version 2 only lives on in S3.
    pub(crate) service: Cow<'r, str>,
}

impl<'r> Scope<'r> {
    /// The scope of the `Authorization` header, or else of a presigned URL; nothing if neither has one.
    pub(crate) fn of(parts: &'r Parts) -> Option<Scope<'r>> {
        match parts.headers.get(AUTHORIZATION) {
            Some(value) => Scope::in_header(text_of(value)?),
            None => Scope::in_query(parts.uri.query()?),
        }
    }

    fn in_header(value: &'r str) -> Option<Scope<'r>> {
        if let Some(v2) = value.strip_prefix("AWS ") {
            return Some(Scope::version_2(Cow::Borrowed(v2.split(':').next()?.trim())));
        }
        let after = match value.strip_prefix("AWS4-HMAC-SHA256 Credential=") {
            Some(after) => after,
            None => value.strip_prefix("AWS4-")?.split_once("Credential=")?.1,
        };
        let end = after.bytes().position(|byte| matches!(byte, b',' | b' ')).unwrap_or(after.len());
        Scope::parse(after.get(..end)?)
    }

    fn in_query(query: &'r str) -> Option<Scope<'r>> {
        let (mut v2_key, mut has_signature) = (None, false);
        for pair in query.split('&') {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            match name {
                "X-Amz-Credential" => {
                    return match percent_decode_str(value).decode_utf8().ok()? {
                        Cow::Borrowed(plain) => Scope::parse(plain),
                        Cow::Owned(decoded) => Scope::parse(&decoded).map(Scope::into_owned),
                    };
                }
                "AWSAccessKeyId" => v2_key = Some(value),
                "Signature" => has_signature = true,
                _ => {}
            }
        }
        let key = v2_key.filter(|_| has_signature)?;
        Some(Scope::version_2(percent_decode_str(key).decode_utf8().ok()?))
    }

    fn version_2(access_key: Cow<'r, str>) -> Scope<'r> {
        Scope { access_key, region: None, service: Cow::Borrowed("s3") }
    }

    fn into_owned<'o>(self) -> Scope<'o> {
        let Scope { access_key, region, service } = self;
        let (access_key, service) = (access_key.into_owned(), service.into_owned());
        Scope { access_key: Cow::Owned(access_key), region, service: Cow::Owned(service) }
    }

    /// `key/date/region/service/aws4_request`, or without the region in version 4a.
    fn parse(credential: &'r str) -> Option<Scope<'r>> {
        let mut left = Some(credential);
        let mut next = || next_field(&mut left);
        let (access_key, _date) = (next()?, next()?);
        let rest: [Option<&str>; 4] = std::array::from_fn(|_| next());
        let (region, service) = match rest {
            [Some(region), Some(service), Some(_), None] => (region_named(region), service),
            [Some(service), Some(_), None, None] => (None, service),
            _ => return None,
        };
        Some(Scope { access_key: Cow::Borrowed(access_key), region, service: Cow::Borrowed(service) })
    }
}

/// What stands before the next slash. Credentials are short: looking byte by byte is faster than a search that is good at
/// long texts.
fn next_field<'t>(left: &mut Option<&'t str>) -> Option<&'t str> {
    let text = left.take()?;
    let Some(end) = text.bytes().position(|byte| byte == b'/') else { return Some(text) };
    *left = text.get(end + 1..);
    text.get(..end)
}

/// The region of a scope. NoSQL Workbench and configurations made for DynamoDB Local sign for `localhost`, which no
/// table, bucket or function of another client would be found in.
fn region_named(name: &str) -> Option<Region> {
    if name == "localhost" { Some(Region::us_east_1()) } else { Region::parse(name) }
}

/// The session token of a request, in its head or in a presigned URL, whatever it is.
pub(crate) fn session_token(parts: &Parts) -> Option<Cow<'_, str>> {
    if let Some(value) = sigv4::SESSION_TOKENS.iter().find_map(|name| parts.headers.get(name)) {
        return text_of(value).map(Cow::Borrowed);
    }
    let is_one =
        |name: &str| sigv4::SESSION_TOKENS.iter().any(|known| name.eq_ignore_ascii_case(known.as_str()));
    let mut pairs = parts.uri.query()?.split('&').filter_map(|pair| pair.split_once('='));
    let (_, value) = pairs.find(|(name, _)| is_one(name))?;
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
            service: service.into(),
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

    /// <https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateSession.html> for the second name.
    #[test]
    fn a_session_token_is_read_from_header_or_query() {
        for name in ["x-amz-security-token", "x-amz-s3session-token"] {
            let (parts, ()) = http::Request::builder().header(name, "t").body(()).unwrap().into_parts();
            assert_eq!(session_token(&parts).as_deref(), Some("t"), "{name}");
            let uri = format!("http://h/?x=1&{}=a%2Fb", name.to_ascii_uppercase());
            let (parts, ()) = http::Request::builder().uri(uri).body(()).unwrap().into_parts();
            assert_eq!(session_token(&parts).as_deref(), Some("a/b"), "{name}");
        }
    }
}
