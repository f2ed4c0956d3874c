//! What must hold for any bytes at all. Each function panics where it does not; the fuzz targets call them with
//! whatever they invent, and the tests here with a few seeds.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker};

use bytes::Bytes;
use http::request::Parts;
use http::{HeaderMap, HeaderName, HeaderValue, Request};
use http_body::{Body, Frame};

use crate::chunked::{Expect, Signer, decode};
use crate::{Claim, Error, Scope, legacy};

/// How many headers a made-up request may have.
const MAX_HEADERS: usize = 100;
const SECRET: &str = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";

/// A request whose first line is its target and whose others are `name:value`.
pub fn header(bytes: &[u8]) {
    let mut lines = bytes.split(|byte| *byte == b'\n');
    let target = lines.next().unwrap_or_default();
    let Ok(request) = Request::builder().uri(target).body(()) else { return };
    let mut parts = request.into_parts().0;
    for line in lines.take(MAX_HEADERS) {
        let colon = line.iter().position(|byte| *byte == b':').unwrap_or(line.len());
        let (name, value) = line.split_at(colon);
        let value = HeaderValue::from_bytes(value.strip_prefix(b":").unwrap_or_default().trim_ascii());
        if let (Ok(name), Ok(value)) = (HeaderName::from_bytes(name), value) {
            parts.headers.append(name, value);
        }
    }
    judge(&parts);
}

/// A request with this query.
pub fn query(bytes: &[u8]) {
    let target = [b"/bucket/key?", bytes].concat();
    let request = Request::builder().uri(target.as_slice()).header("host", "b.s3.localhost:4566").body(());
    if let Ok(request) = request {
        judge(&request.into_parts().0);
    }
}

/// A claim that can be read is refused whatever the secret, and believed as soon as its signature is that of the
/// string to sign which the refusal shows.
fn judge(parts: &Parts) {
    let Ok(Some(mut claim)) = Claim::of(parts) else { return };
    assert!(!claim.access_key().is_empty() && !claim.signature().is_empty());
    for now_secs in [0, claim.signed_secs().saturating_add(1), u64::MAX] {
        assert!(claim.verify(parts, SECRET, now_secs, None).is_err(), "{parts:?}");
    }
    let now_secs = claim.signed_secs();
    let body = [0; 32];
    let Err(Error::SignatureDiffers { string_to_sign, .. }) =
        claim.verify(parts, SECRET, now_secs, Some(&body))
    else {
        return;
    };
    claim.signature = match claim.scope() {
        Some(scope) => Signer::new(scope, SECRET, now_secs, "").sign(string_to_sign.as_bytes()),
        None => legacy::sign(SECRET, [string_to_sign.as_bytes(), b"", b""]),
    };
    // What is shown is text; a request with other bytes in it is signed over those.
    let shown_exactly = !string_to_sign.contains(char::REPLACEMENT_CHARACTER);
    assert!(!shown_exactly || claim.verify(parts, SECRET, now_secs, Some(&body)).is_ok(), "{parts:?}");
}

/// A chunked body behind two bytes that say how to read it and how to cut it: however it is cut, the same comes out,
/// and never more than came in.
pub fn aws_chunked(bytes: &[u8]) {
    let Some((&[how, cut], body)) = bytes.split_first_chunk::<2>() else { return };
    let scope =
        Scope { date: "20130524".to_owned(), region: "us-east-1".to_owned(), service: "s3".to_owned() };
    let expect = Expect {
        signer: (how & 1 != 0).then(|| Signer::new(&scope, SECRET, 1_369_353_600, "")),
        trailer: how & 2 != 0,
        decoded_len: (how & 4 != 0).then_some(u64::from(how >> 3)),
    };
    let whole = drain(Pieces::cut(body, body.len()), expect.clone());
    assert!(whole.as_ref().is_ok_and(|(payload, _)| payload.len() <= body.len()) || whole.is_err());
    assert_eq!(whole, drain(Pieces::cut(body, 1 + usize::from(cut)), expect));
}

/// Reads a body to its end. The error as text, so that two can be compared.
fn drain(pieces: Pieces, expect: Expect) -> Result<(Vec<u8>, HeaderMap), String> {
    let mut decoded = pin!(decode(pieces, expect));
    let mut cx = Context::from_waker(Waker::noop());
    let (mut payload, mut trailers) = (Vec::new(), HeaderMap::new());
    // The pieces are all there, so nothing ever waits.
    while let Poll::Ready(Some(frame)) = decoded.as_mut().poll_frame(&mut cx) {
        match frame.map_err(|error| format!("{error:?}"))?.into_data() {
            Ok(data) => payload.extend_from_slice(&data),
            Err(last) => trailers = last.into_trailers().unwrap_or_default(),
        }
    }
    assert!(decoded.is_end_stream());
    Ok((payload, trailers))
}

struct Pieces(VecDeque<Bytes>);

impl Pieces {
    fn cut(body: &[u8], size: usize) -> Pieces {
        Pieces(body.chunks(size.max(1)).map(Bytes::copy_from_slice).collect())
    }
}

impl Body for Pieces {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        Poll::Ready(self.0.pop_front().map(|piece| Ok(Frame::data(piece))))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_seeds_hold() {
        for seed in [
            "/\nauthorization: AWS4-HMAC-SHA256 Credential=a/20130524/r/s3/aws4_request, SignedHeaders=\
             host;x-amz-content-sha256;x-amz-date, Signature=00\nx-amz-date: 20130524T000000Z\nhost: h\n\
             x-amz-content-sha256: UNSIGNED-PAYLOAD",
            "http://h/a/./b?c=%zz\nauthorization: AWS4-HMAC-SHA256 Credential=a/20130524/r/x/aws4_request \
             SignedHeaders=host Signature=0\ndate: Fri, 24 May 2013 00:00:00 GMT",
            "/b?acl\nauthorization: AWS a:b\ndate: Fri, 24 May 2013 00:00:00 GMT\nhost: a.b.c:1\nx-amz-a:1\nx-amz-a:2",
        ] {
            header(seed.as_bytes());
        }
        for seed in [
            "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=a%2F20130524%2Fr%2Fs3%2Faws4_request&X-Amz-Date=\
             20130524T000000Z&X-Amz-Expires=1&X-Amz-SignedHeaders=host&X-Amz-Signature=0&a=+&%zz",
            "AWSAccessKeyId=a&Signature=b&Expires=1&acl&x-amz-a=b&versionId=%ff",
        ] {
            query(seed.as_bytes());
        }
        for seed in
            ["\u{2}\u{1}5\r\nhello\r\n0\r\na:b\r\n\r\n", "\u{1}\u{3}5;chunk-signature=0\r\nhello\r\n0\r\n"]
        {
            aws_chunked(seed.as_bytes());
        }
    }

    proptest! {
        #[test]
        fn any_bytes_hold(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            header(&bytes);
            query(&bytes);
            aws_chunked(&bytes);
        }
    }
}
