//! What the gateway refuses before a request reaches the engine, rendered as S3 renders its errors.

use base::call::Call;
use base::http::Response;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::{Method, StatusCode};
use sha2::{Digest as _, Sha512};

use crate::back;
use crate::error::Error;

/// An error document of this status, code and message, with `fields` as further elements in order. For a HEAD request
/// the caller leaves the body away, as HTTP servers do.
///
/// <https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html>
pub(crate) fn refusal(
    call: &Call,
    status: StatusCode,
    code: &'static str,
    message: &str,
    fields: &[(&'static str, String)],
) -> Response {
    let error = Error::foreign(code.to_owned(), status, Some(message.to_owned()));
    let error = fields.iter().fold(error, |error, (name, value)| error.with(name, value));
    back::refuse(call, &host_id(&call.request_id), &Method::GET, &error)
}

/// A host id without an engine at hand: made of the request id, of the length that AWS's have.
pub(crate) fn host_id(request_id: &str) -> String {
    let digest = Sha512::digest(request_id.as_bytes());
    STANDARD.encode(digest.get(..56).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use base::arn::{AccountId, Region};
    use base::call::Caller;
    use base::clock::Timestamp;

    #[tokio::test]
    async fn a_refusal_is_an_error_document() {
        let call = Call {
            account: AccountId::DEFAULT,
            region: Region::us_east_1(),
            request_id: "0123456789ABCDEF".into(),
            now: Timestamp::from_secs(0),
            caller: Caller::Anonymous,
            address: "127.0.0.1:4566".into(),
            origin: base::call::Origin::default(),
        };
        let fields = [("AWSAccessKeyId", "a<b".to_owned())];
        let reply = refusal(&call, StatusCode::FORBIDDEN, "InvalidAccessKeyId", "No such key.", &fields);
        assert_eq!(
            (reply.status(), reply.headers()["server"].to_str().unwrap()),
            (StatusCode::FORBIDDEN, "AmazonS3")
        );
        let body = reply.into_body().collect(4096).await.unwrap();
        let expected = "<Code>InvalidAccessKeyId</Code><Message>No such key.</Message><AWSAccessKeyId>a&lt;b</AWSAccessKeyId><RequestId>0123456789ABCDEF</RequestId><HostId>";
        assert!(String::from_utf8(body.to_vec()).unwrap().contains(expected));
    }
}
