//! `aws-chunked` bodies: AWS's two examples, the `aws-sigv4` crate as the client, and every way to cut or spoil one.

use std::time::{Duration, SystemTime};

use aws_credential_types::Credentials;
use aws_sigv4::sign::v4;
use bytes::Bytes;
use http::HeaderMap;
use http_body::{Body as _, Frame};
use http_body_util::{BodyExt as _, StreamBody};
use proptest::prelude::*;
use sigv4::Claim;
use sigv4::chunked::{
    Error, Expect, MAX_CHUNK_HEADER_BYTES, MAX_TRAILER_BYTES, MAX_TRAILERS, Signer, decode,
};

use crate::{ACCESS_KEY, EXAMPLE_SECS, SECRET, block_on, parts};

const SEED: &str = "4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9";
const TRAILER_SEED: &str = "106e2a8a18243abcf37539882f36619c00e2dfc72633413f02d3b74544bfeb8e";

/// The signer of AWS's example, with a trailer or without.
fn signer(trailer: bool) -> Signer {
    let (seed, length, kind, trailers) = match trailer {
        false => (SEED, ";content-length", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD", ""),
        true => (TRAILER_SEED, "", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER", ";x-amz-trailer"),
    };
    let authorization = format!(
        "AWS4-HMAC-SHA256 Credential={ACCESS_KEY}/20130524/us-east-1/s3/aws4_request,SignedHeaders=content-encoding\
         {length};host;x-amz-content-sha256;x-amz-date;x-amz-decoded-content-length;x-amz-storage-class{trailers},\
         Signature={seed}"
    );
    let mut headers = vec![
        ("host", "s3.amazonaws.com"),
        ("x-amz-date", "20130524T000000Z"),
        ("x-amz-storage-class", "REDUCED_REDUNDANCY"),
        ("authorization", authorization.as_str()),
        ("x-amz-content-sha256", kind),
        ("content-encoding", "aws-chunked"),
        ("x-amz-decoded-content-length", "66560"),
        ("content-length", "66824"),
    ];
    if trailer {
        headers.push(("x-amz-trailer", "x-amz-checksum-crc32c"));
    }
    let parts = parts("PUT", "/examplebucket/chunkObject.txt", &headers);
    let claim = Claim::of(&parts).unwrap().unwrap();
    claim.verify(&parts, SECRET, EXAMPLE_SECS, None).unwrap().chunks.unwrap()
}

/// AWS's example bodies, byte for byte.
fn example(trailer: bool) -> Vec<u8> {
    let (signatures, tail) = match trailer {
        false => (
            [
                "ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648",
                "0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497",
                "b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9",
            ],
            "\r\n",
        ),
        true => (
            [
                "b474d8862b1487a5145d686f57f013e54db672cee1c953b3010fb58501ef5aa2",
                "1c1344b170168f8e65b41376b44b20fe354e373826ccbbe2c1d40a8cae51e5c7",
                "2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992",
            ],
            "x-amz-checksum-crc32c:sOO8/Q==\r\nx-amz-trailer-signature:\
             d81f82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435\r\n\r\n",
        ),
    };
    let mut body = Vec::new();
    for (size, signature) in [65536, 1024, 0].into_iter().zip(signatures) {
        body.extend_from_slice(format!("{size:x};chunk-signature={signature}\r\n").as_bytes());
        if size > 0 {
            body.extend(std::iter::repeat_n(b'a', size));
            body.extend_from_slice(b"\r\n");
        }
    }
    body.extend_from_slice(tail.as_bytes());
    body
}

/// Decodes the pieces; the error as its name and fields, so that two can be compared.
fn drain(pieces: Vec<Bytes>, expect: Expect) -> Result<(Vec<u8>, HeaderMap), String> {
    let frames = pieces.into_iter().map(|piece| Ok::<_, std::io::Error>(Frame::data(piece)));
    let mut decoded = decode(StreamBody::new(futures::stream::iter(frames)), expect);
    let (mut payload, mut trailers) = (Vec::new(), HeaderMap::new());
    while let Some(frame) = block_on(decoded.frame()) {
        match frame.map_err(|error| format!("{error:?}"))?.into_data() {
            Ok(data) => {
                assert!(!data.is_empty() && trailers.is_empty());
                payload.extend_from_slice(&data);
            }
            Err(last) => trailers = last.into_trailers().unwrap(),
        }
    }
    assert!(decoded.is_end_stream());
    Ok((payload, trailers))
}

fn whole(body: &[u8], expect: Expect) -> Result<(Vec<u8>, HeaderMap), String> {
    drain(vec![Bytes::copy_from_slice(body)], expect)
}

fn signed(trailer: bool) -> Expect {
    Expect { signer: Some(signer(trailer)), trailer, decoded_len: Some(66560) }
}

fn unsigned() -> Expect {
    Expect { signer: None, trailer: true, decoded_len: None }
}

#[test]
fn both_examples_of_aws_come_apart() {
    for trailer in [false, true] {
        let body = example(trailer);
        assert_eq!(body.len(), if trailer { 66946 } else { 66824 });
        for expect in [signed(trailer), Expect { signer: None, ..signed(trailer) }] {
            let (payload, trailers) = whole(&body, expect).unwrap();
            assert_eq!(payload, vec![b'a'; 66560]);
            assert_eq!(trailers.len(), usize::from(trailer));
            assert_eq!(trailer, trailers.get("x-amz-checksum-crc32c").is_some_and(|v| v == "sOO8/Q=="));
        }
    }
}

/// A reading of AWS's page that some clients follow: each trailer ends in "\n", and "\r\n" stands before the
/// signature's line.
#[test]
fn a_trailer_that_ends_in_a_bare_line_feed_is_taken() {
    let body = String::from_utf8(example(true)).unwrap().replace("sOO8/Q==\r\n", "sOO8/Q==\n\r\n");
    assert_eq!(whole(body.as_bytes(), signed(true)).unwrap().1["x-amz-checksum-crc32c"], "sOO8/Q==");
}

#[test]
fn every_byte_of_a_signed_body_counts() {
    for trailer in [false, true] {
        let body = example(trailer);
        let heads = 0..90;
        let rest = (65500..65740).chain(66700..body.len());
        for at in heads.chain([1000, 65000]).chain(rest) {
            let mut spoilt = body.clone();
            spoilt[at] ^= 1;
            let verdict = whole(&spoilt, signed(trailer));
            assert!(verdict.is_err(), "byte {at} {:?}", char::from(body[at]));
        }
    }
}

#[test]
fn a_truncated_body_is_an_error_wherever_it_ends() {
    for trailer in [false, true] {
        let body = example(trailer);
        for end in (0..90).chain([1000, 65000]).chain(65500..65740).chain(66690..body.len()) {
            for expect in [signed(trailer), Expect { signer: None, ..signed(trailer) }] {
                let verdict = whole(&body[..end], expect);
                assert_eq!(verdict.unwrap_err(), "Truncated", "{end} of {}", body.len());
            }
        }
    }
}

#[test]
fn a_wrong_chunk_is_refused_before_its_last_piece_comes_out() {
    let mut body = example(false);
    body[1000] = b'b';
    let frames = [Frame::data(Bytes::from(body))].map(Ok::<_, std::io::Error>);
    let mut decoded = decode(StreamBody::new(futures::stream::iter(frames)), signed(false));
    let first = block_on(decoded.frame()).unwrap();
    assert!(
        matches!(first, Err(Error::SignatureDiffers { signature, .. }) if signature.starts_with("ad80c730"))
    );
    assert!(block_on(decoded.frame()).is_none());
}

#[test]
fn what_is_no_chunked_body_is_refused() {
    let limit = MAX_CHUNK_HEADER_BYTES;
    let many = (0..=MAX_TRAILERS).map(|i| format!("x-{i}:\r\n")).collect::<String>();
    for (body, want) in [
        ("0\r\n\r\n", "Ok"),
        ("0;whatever\r\n\r\n", "Ok"),
        ("00000000000000000000\r\n\r\n", "Ok"),
        ("5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n", "Ok"),
        ("5\r\nhello\r\n0\r\n\r\n\r\n", "Malformed"),
        ("5\r\nhello\r\n0\r\n\r\nx", "Malformed"),
        ("5\r\nhello!\r\n0\r\n\r\n", "Malformed"),
        ("5\r\nhello\n0\r\n\r\n", "Malformed"),
        ("5\nhello\r\n0\r\n\r\n", "Malformed"),
        ("\r\n", "Malformed"),
        ("-1\r\n", "Malformed"),
        ("+5\r\nhello", "Malformed"),
        ("0x5\r\nhello", "Malformed"),
        ("5 \r\nhello", "Malformed"),
        ("hello", "Truncated"),
        ("", "Truncated"),
        ("140000001\r\n", "TooLarge"),
        ("ffffffffffffffff\r\n", "TooLarge"),
        ("1ffffffffffffffff\r\n", "TooLarge"),
        ("5\r\nhello\r\n5\r\nhello\r\n0\r\n\r\n", "ChunkTooSmall { chunk: 2, size: 5 }"),
        ("0\r\nno colon\r\n\r\n", "MalformedTrailer"),
        ("0\r\nno name : x\r\n\r\n", "MalformedTrailer"),
        ("0\r\n:\r\n\r\n", "MalformedTrailer"),
        ("0\r\na:\u{1}\r\n\r\n", "MalformedTrailer"),
        (&format!("0{}\r\n", "0".repeat(limit)), "TooLarge"),
        (&"0".repeat(limit), "TooLarge"),
        (&format!("0\r\na:{}\r\n\r\n", "x".repeat(MAX_TRAILER_BYTES)), "TooLarge"),
        (&format!("0\r\n{}\r\n", "a:b\r\n".repeat(MAX_TRAILER_BYTES / 5)), "MalformedTrailer"),
        (&format!("0\r\n{many}\r\n"), "MalformedTrailer"),
    ] {
        let verdict = whole(body.as_bytes(), unsigned());
        assert_eq!(verdict.err().unwrap_or("Ok".to_owned()), want, "{:.40}", body.escape_debug());
    }
}

#[test]
fn a_chunk_without_a_signature_is_malformed_where_it_needs_one() {
    for body in ["5\r\nhello\r\n0\r\n\r\n", "0\r\n\r\n", "5;chunk-sig=0\r\nhello", "5;\r\nhello"] {
        let verdict = whole(body.as_bytes(), Expect { decoded_len: None, ..signed(false) });
        assert_eq!(verdict.unwrap_err(), "Malformed", "{body:?}");
    }
}

#[test]
fn a_trailer_comes_only_where_it_was_announced() {
    let body = b"5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n";
    let verdict = whole(body, Expect { trailer: false, ..unsigned() });
    assert_eq!(verdict.unwrap_err(), "MalformedTrailer");
}

#[test]
fn the_length_is_the_promised_one() {
    let body = b"5\r\nhello\r\n0\r\n\r\n";
    for (promised, good) in [(0, false), (4, false), (5, true), (6, false)] {
        let verdict = whole(body, Expect { decoded_len: Some(promised), ..unsigned() });
        let want = format!("LengthDiffers {{ promised: {promised}, came: 5 }}");
        assert_eq!(verdict.map(drop), if good { Ok(()) } else { Err(want) });
    }
}

#[test]
fn the_size_hint_is_what_is_still_to_come() {
    let frames =
        ["5\r\nhe", "llo\r\n0\r\n\r\n"].map(|text| Ok::<_, std::io::Error>(Frame::data(Bytes::from(text))));
    let expect = Expect { decoded_len: Some(5), ..unsigned() };
    let mut decoded = decode(StreamBody::new(futures::stream::iter(frames)), expect);
    for (want, piece) in [(5, Some("he")), (3, Some("llo")), (0, None)] {
        assert_eq!(decoded.size_hint().exact(), Some(want));
        let frame = block_on(decoded.frame()).map(|frame| frame.unwrap().into_data().unwrap());
        assert_eq!(frame.as_deref(), piece.map(str::as_bytes));
    }
}

#[test]
fn the_failure_of_the_body_below_comes_through() {
    let frames = [Ok(Frame::data(Bytes::from_static(b"5\r\nhe"))), Err(std::io::Error::other("cut"))];
    let mut decoded = decode(StreamBody::new(futures::stream::iter(frames)), unsigned());
    assert_eq!(block_on(decoded.frame()).unwrap().unwrap().into_data().unwrap(), "he");
    assert!(matches!(block_on(decoded.frame()), Some(Err(Error::Body(cause))) if cause.to_string() == "cut"));
    assert!(block_on(decoded.frame()).is_none());
}

/// Signs chunks as the SDK does, each over the signature of the one before.
fn sign(payload: &[&[u8]]) -> Vec<u8> {
    let identity = Credentials::new(ACCESS_KEY, SECRET, None, None, "test").into();
    let params = v4::SigningParams::builder()
        .identity(&identity)
        .region("us-east-1")
        .name("s3")
        .time(SystemTime::UNIX_EPOCH + Duration::from_secs(EXAMPLE_SECS))
        .settings(())
        .build()
        .unwrap();
    let (mut body, mut previous) = (Vec::new(), SEED.to_owned());
    for chunk in payload.iter().copied().chain([&[][..]]) {
        let chunk = Bytes::copy_from_slice(chunk);
        previous = v4::sign_chunk(&chunk, &previous, &params).unwrap().signature().to_owned();
        body.extend_from_slice(format!("{:X};chunk-signature={previous}\r\n", chunk.len()).as_bytes());
        body.extend_from_slice(&chunk);
        body.extend_from_slice(b"\r\n");
    }
    body
}

fn cut(body: &[u8], mut cuts: Vec<usize>) -> Vec<Bytes> {
    cuts.iter_mut().for_each(|cut| *cut %= body.len() + 1);
    cuts.extend([0, body.len()]);
    cuts.sort_unstable();
    cuts.windows(2).map(|pair| Bytes::copy_from_slice(&body[pair[0]..pair[1]])).collect()
}

proptest! {
    #[test]
    fn every_split_gives_the_same(
        sizes in proptest::collection::vec(8192_usize..20_000, 0..3),
        last in 1_usize..9000,
        cuts in proptest::collection::vec(any::<usize>(), 0..40),
        spoil in proptest::option::of((any::<usize>(), any::<u8>())),
        is_signed: bool,
        end in proptest::option::weighted(0.2, any::<usize>()),
    ) {
        let payload: Vec<Vec<u8>> =
            sizes.iter().chain([&last]).map(|&size| (0..size).map(|i| (i * 7 % 251) as u8).collect()).collect();
        let mut body = sign(&payload.iter().map(Vec::as_slice).collect::<Vec<_>>());
        let untouched = body.clone();
        if let Some((at, byte)) = spoil {
            let at = at % body.len();
            body[at] = byte;
        }
        if let Some(end) = end {
            body.truncate(end % (body.len() + 1));
        }
        let decoded_len = Some(payload.iter().map(Vec::len).sum::<usize>() as u64);
        let expect = Expect { signer: is_signed.then(|| signer(false)), trailer: false, decoded_len };
        let at_once = whole(&body, expect.clone());
        let singly = drain(body.iter().take(400).map(|&b| Bytes::copy_from_slice(&[b]))
            .chain([Bytes::copy_from_slice(body.get(400..).unwrap_or_default())]).collect(), expect.clone());
        let in_pieces = drain(cut(&body, cuts), expect);
        prop_assert_eq!(&at_once, &in_pieces);
        prop_assert_eq!(&at_once, &singly);
        // The signature's hex and the size may be spelt otherwise in an unsigned reading; a signed one is exact but
        // for the case of the size's digits.
        if body == untouched {
            prop_assert_eq!(at_once.unwrap().0, payload.concat());
        } else if is_signed {
            let same = body.eq_ignore_ascii_case(&untouched) && at_once.is_ok();
            prop_assert!(same || at_once.is_err());
        }
    }

    #[test]
    fn no_bytes_make_it_panic_or_hang(body in proptest::collection::vec(any::<u8>(), 0..300), trailer: bool) {
        let expect = Expect { trailer, ..unsigned() };
        let in_bytes = drain(body.iter().map(|&b| Bytes::copy_from_slice(&[b])).collect(), expect.clone());
        prop_assert_eq!(whole(&body, expect), in_bytes);
    }
}
