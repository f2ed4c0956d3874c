//! What is refused, and as what. AWS's documentation names the reasons; where it does not, the case says "our guess".

use sigv4::credentials::{Fixed, Secret, Secrets as _};
use sigv4::{Claim, Error, Form, Parameter};

use crate::{ACCESS_KEY, EXAMPLE_SECS, SECRET, parts};

const SHA: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
const SIGNATURE: &str = "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41";

fn read(target: &str, headers: &[(&str, &str)]) -> Result<Option<Claim>, Error> {
    Claim::of(&parts("GET", target, headers))
}

fn header(authorization: &str) -> Error {
    read("/", &[("authorization", authorization), ("x-amz-date", "20130524T000000Z"), ("host", "h")])
        .unwrap_err()
}

fn credential(text: &str) -> Error {
    header(&format!("AWS4-HMAC-SHA256 Credential={text}, SignedHeaders=host, Signature={SIGNATURE}"))
}

#[test]
fn a_request_without_a_signature_is_anonymous() {
    for target in
        ["/", "/?Signature=1", "/?Expires=1", "/?x-amz-algorithm=AWS4-HMAC-SHA256", "/?AWSAccessKey=1"]
    {
        assert!(read(target, &[("x-amz-date", "20130524T000000Z")]).unwrap().is_none(), "{target}");
    }
}

#[test]
fn a_malformed_header_says_what_is_wrong_with_it() {
    let form = Form::Header;
    let own = str::to_owned;
    let incomplete = |missing: &[Parameter], text: &str| Error::Incomplete {
        form,
        missing: missing.to_vec(),
        authorization: own(text),
    };
    use Parameter::{Credential, Signature, SignedHeaders};
    for text in ["", "Bearer x", "Basic eDp5", "x", "aws4-hmac-sha256 Credential=a"] {
        assert_eq!(header(text), Error::UnsupportedAuthorization { authorization: own(text) });
    }
    for text in ["AWS4-ECDSA-P256-SHA256", "AWS4-HMAC-SHA512 Credential=a", "AWS"] {
        let algorithm = own(text.split(' ').next().unwrap());
        let error = Error::UnsupportedAlgorithm { form, algorithm, authorization: own(text) };
        assert_eq!(header(text), error);
    }
    for text in ["AWS4-HMAC-SHA256", "AWS4-HMAC-SHA256 ", "AWS4-HMAC-SHA256 ,a=b,"] {
        assert_eq!(header(text), incomplete(&[Credential, Signature, SignedHeaders], text));
    }
    let text = "AWS4-HMAC-SHA256 SignedHeaders=host, Credential=a/20130524/r/s/aws4_request,Signature=";
    assert_eq!(header(text), incomplete(&[Signature], text));
    let text = "AWS4-HMAC-SHA256 Credential";
    assert_eq!(header(text), Error::MalformedComponent { form, component: own("Credential") });
    let text = "AWS4-HMAC-SHA256 Signature=a Signature=b";
    assert_eq!(header(text), Error::MalformedComponent { form, component: own("Signature=b") });
}

#[test]
fn a_malformed_credential_says_which_part_is_wrong() {
    let form = Form::Header;
    for text in
        ["a", "a/20130524/r/s", "/20130524/r/s/aws4_request", "20130524/r/s/aws4_request", "a/20130524//s/x"]
    {
        assert_eq!(credential(text), Error::MalformedCredential { form, credential: text.to_owned() });
    }
    for date in ["2013", "20130532", "2013-5-4", "٢٠١٣٠٥٢٤"] {
        let text = format!("a/{date}/r/s/aws4_request");
        assert_eq!(credential(&text), Error::MalformedScopeDate { form, date: date.to_owned() });
    }
    let text = "a/20130524/r/s/aws3_request";
    assert_eq!(credential(text), Error::MalformedTerminator { form, terminator: "aws3_request".to_owned() });
}

#[test]
fn an_access_key_may_hold_slashes() {
    let value = format!(
        "AWS4-HMAC-SHA256 Credential=a/b/20130524/r/s/aws4_request SignedHeaders=host Signature={SHA}"
    );
    let claim =
        read("/", &[("authorization", &value), ("date", "Fri, 24 May 2013 00:00:00 GMT")]).unwrap().unwrap();
    assert_eq!(claim.access_key(), "a/b");
}

#[test]
fn the_time_comes_from_x_amz_date_or_date() {
    let form = Form::Header;
    let value = format!(
        "AWS4-HMAC-SHA256 Credential=a/20130524/r/s3/aws4_request, SignedHeaders=host, Signature={SHA}"
    );
    let with = |name: &str, date: &str| read("/", &[("authorization", &value), (name, date)]);
    for (name, date) in [("x-amz-date", "20130524T000000Z"), ("date", "Fri, 24 May 2013 00:00:00 GMT")] {
        assert!(with(name, date).unwrap().unwrap().timely(EXAMPLE_SECS + 900).is_ok());
    }
    for date in ["now", "2013-05-24T00:00:00Z", ""] {
        assert_eq!(
            with("x-amz-date", date).unwrap_err(),
            Error::MalformedDate { form, date: date.to_owned() }
        );
    }
    let missing = vec![Parameter::Date];
    assert_eq!(
        with("x", "y").unwrap_err(),
        Error::Incomplete { form, missing, authorization: value.clone() }
    );
}

#[test]
fn two_ways_at_once_are_one_too_many() {
    let value = "AWS a:b";
    let two = Error::TwoMechanisms { authorization: value.to_owned() };
    for target in
        ["/?X-Amz-Signature=x", "/?X-Amz-Algorithm=x", "/?AWSAccessKeyId=x", "/?Signature=x&Expires=1"]
    {
        assert_eq!(read(target, &[("authorization", value)]).unwrap_err(), two);
    }
    assert_eq!(read("/", &[("authorization", value), ("authorization", value)]).unwrap_err(), two);
}

fn query(changes: &[(&str, &str)]) -> Result<Option<Claim>, Error> {
    let credential = format!("{ACCESS_KEY}/20130524/us-east-1/s3/aws4_request");
    let mut all = vec![
        ("X-Amz-Algorithm", "AWS4-HMAC-SHA256"),
        ("X-Amz-Credential", &credential),
        ("X-Amz-Date", "20130524T000000Z"),
        ("X-Amz-Expires", "86400"),
        ("X-Amz-SignedHeaders", "host"),
        ("X-Amz-Signature", SIGNATURE),
    ];
    for (name, value) in changes {
        all.retain(|(have, _)| have != name);
        if !value.is_empty() {
            all.push((name, value));
        }
    }
    let pairs: Vec<String> = all.iter().map(|(name, value)| format!("{name}={value}")).collect();
    read(&format!("/?{}", pairs.join("&")), &[("host", "h")])
}

#[test]
fn a_malformed_query_says_what_is_wrong_with_it() {
    let form = Form::Presigned;
    assert!(query(&[]).unwrap().is_some());
    let missing = vec![Parameter::Date, Parameter::Expires];
    let authorization = String::new();
    let error = query(&[("X-Amz-Expires", ""), ("X-Amz-Date", "")]).unwrap_err();
    assert_eq!(error, Error::Incomplete { form, missing, authorization });
    let algorithm = "AWS4-ECDSA-P256-SHA256".to_owned();
    let error = query(&[("X-Amz-Algorithm", &algorithm)]).unwrap_err();
    let authorization = String::new();
    assert_eq!(error, Error::UnsupportedAlgorithm { form, algorithm, authorization });
    let date = "Fri".to_owned();
    assert_eq!(query(&[("X-Amz-Date", &date)]).unwrap_err(), Error::MalformedDate { form, date });
    let credential = "a/b".to_owned();
    let error = query(&[("X-Amz-Credential", &credential)]).unwrap_err();
    assert_eq!(error, Error::MalformedCredential { form, credential });
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html>: at most seven days.
#[test]
fn x_amz_expires_has_a_range() {
    for value in ["x", "1.5", "1e3", "%20"] {
        let value = value.to_owned();
        let error = query(&[("X-Amz-Expires", &value)]).unwrap_err();
        assert!(matches!(error, Error::ExpiresNotANumber { form: Form::Presigned, .. }), "{value}");
    }
    let value = "-1".to_owned();
    assert_eq!(query(&[("X-Amz-Expires", &value)]).unwrap_err(), Error::ExpiresNegative { value });
    for value in ["604801", "99999999999999999999"] {
        let value = value.to_owned();
        assert_eq!(query(&[("X-Amz-Expires", &value)]).unwrap_err(), Error::ExpiresTooLong { value });
    }
    assert!(query(&[("X-Amz-Expires", "604800")]).unwrap().unwrap().timely(EXAMPLE_SECS + 604_800).is_ok());
    // 403 at once: ceph/s3-tests, test_object_raw_get_x_amz_expires_out_range_zero.
    let zero = query(&[("X-Amz-Expires", "0")]).unwrap().unwrap();
    for now_secs in [EXAMPLE_SECS, EXAMPLE_SECS + 1] {
        assert!(matches!(zero.timely(now_secs), Err(Error::Expired { lifetime_secs: Some(0), .. })));
    }
}

#[test]
fn a_malformed_version_2_says_what_is_wrong_with_it() {
    let form = Form::LegacyHeader;
    for text in ["AWS a", "AWS :b", "AWS a:"] {
        assert_eq!(header(text), Error::MalformedComponent { form, component: text.to_owned() });
    }
    let form = Form::LegacyPresigned;
    let value = "soon".to_owned();
    let error = read("/?AWSAccessKeyId=a&Signature=b&Expires=soon", &[]).unwrap_err();
    assert_eq!(error, Error::ExpiresNotANumber { form, value });
    let missing = vec![Parameter::Signature, Parameter::Expires];
    let error = read("/?AWSAccessKeyId=a", &[]).unwrap_err();
    assert_eq!(error, Error::Incomplete { form, missing, authorization: String::new() });
}

/// AWS's GET example, with other headers or at another time.
fn example(extra: &[(&str, &str)], now_secs: u64, body: Option<&[u8; 32]>) -> Result<(), Error> {
    let authorization = format!(
        "AWS4-HMAC-SHA256 Credential={ACCESS_KEY}/20130524/us-east-1/s3/aws4_request,\
         SignedHeaders=host;range;x-amz-content-sha256;x-amz-date,Signature={SIGNATURE}"
    );
    let mut headers = vec![
        ("host", "examplebucket.s3.amazonaws.com"),
        ("range", "bytes=0-9"),
        ("x-amz-content-sha256", SHA),
        ("x-amz-date", "20130524T000000Z"),
        ("authorization", &authorization),
    ];
    for (name, value) in extra {
        headers.retain(|(have, _)| have != name);
        headers.push((name, value));
    }
    let parts = parts("GET", "/test.txt", &headers);
    Claim::of(&parts)?.unwrap().verify(&parts, SECRET, now_secs, body).map(drop)
}

#[test]
fn the_clock_may_be_a_quarter_of_an_hour_off() {
    for (now_secs, good) in [
        (EXAMPLE_SECS - 900, true),
        (EXAMPLE_SECS + 900, true),
        (EXAMPLE_SECS - 901, false),
        (EXAMPLE_SECS + 901, false),
        (0, false),
        (u64::MAX, false),
    ] {
        let skewed = Error::Skewed {
            form: Form::Header,
            request_secs: EXAMPLE_SECS,
            server_secs: now_secs,
            max_skew_secs: 900,
        };
        assert_eq!(example(&[], now_secs, None), if good { Ok(()) } else { Err(skewed) });
    }
}

/// IAM's page says five minutes for most services; S3's page fifteen; DynamoDB answers "- 15 min.", Lambda "- 5 min.".
#[test]
fn the_clock_may_be_less_off_elsewhere() {
    for (service, max_skew_secs) in [("dynamodb", 900), ("lambda", 300), ("sts", 300), ("s3", 900)] {
        let value = format!(
            "AWS4-HMAC-SHA256 Credential=k/20130524/r/{service}/aws4_request, SignedHeaders=host, Signature=00"
        );
        let headers = [("host", "h"), ("x-amz-date", "20130524T000000Z"), ("authorization", value.as_str())];
        let claim = read("/", &headers).unwrap().unwrap();
        assert_eq!(claim.timely(EXAMPLE_SECS + max_skew_secs), Ok(()));
        let late = claim.timely(EXAMPLE_SECS + max_skew_secs + 1);
        assert!(
            matches!(late, Err(Error::Skewed { max_skew_secs: max, .. }) if max == max_skew_secs),
            "{service}"
        );
        let wider = claim.with_max_skew(Some(3600));
        assert_eq!(wider.timely(EXAMPLE_SECS + 3600), Ok(()));
        assert!(matches!(wider.timely(EXAMPLE_SECS + 3601), Err(Error::Skewed { max_skew_secs: 3600, .. })));
    }
}

#[test]
fn every_amz_header_is_signed_for_s3() {
    let headers = vec!["x-amz-acl".to_owned(), "x-amz-meta-a".to_owned()];
    let extra =
        [("x-amz-meta-a", "b"), ("x-amz-acl", "private"), ("content-type", "a/b"), ("x-amzn-trace-id", "1")];
    assert_eq!(example(&extra, EXAMPLE_SECS, None), Err(Error::HeadersNotSigned { headers }));
    assert_eq!(example(&[("content-type", "a/b"), ("x-amzn-trace-id", "1")], EXAMPLE_SECS, None), Ok(()));
}

#[test]
fn the_scope_is_of_the_requests_day() {
    let scope_date = "20130524".to_owned();
    let request_time = "20130525T000000Z".to_owned();
    let error = example(&[("x-amz-date", &request_time)], EXAMPLE_SECS + 86_400, None).unwrap_err();
    assert_eq!(error, Error::ScopeDateDiffers { form: Form::Header, scope_date, request_time });
}

#[test]
fn a_body_that_was_not_signed_is_refused_where_it_is_known() {
    let mut hash = [0; 32];
    let (claimed, computed) = (SHA.to_owned(), hex::encode(hash));
    assert_eq!(example(&[], EXAMPLE_SECS, Some(&hash)), Err(Error::PayloadDiffers { claimed, computed }));
    hex::decode_to_slice(SHA, &mut hash).unwrap();
    assert_eq!(example(&[], EXAMPLE_SECS, Some(&hash)), Ok(()));
}

/// The texts are AWS's own for this request.
#[test]
fn a_wrong_signature_shows_what_should_have_been_signed() {
    let canonical = format!(
        "GET\n/test.txt\n\nhost:examplebucket.s3.amazonaws.com\nrange:bytes=0-9\nx-amz-content-sha256:{SHA}\n\
         x-amz-date:20130524T000000Z\n\nhost;range;x-amz-content-sha256;x-amz-date\n{SHA}"
    );
    let string_to_sign = "AWS4-HMAC-SHA256\n20130524T000000Z\n20130524/us-east-1/s3/aws4_request\n\
                          7344ae5b7ee6c3e7e6b0fe0640412a37625d1fbfff95c48bbb2dc43964946972";
    let parts = parts(
        "GET",
        "/test.txt",
        &[
            ("host", "examplebucket.s3.amazonaws.com"),
            ("range", "bytes=0-9"),
            ("x-amz-content-sha256", SHA),
            ("x-amz-date", "20130524T000000Z"),
            (
                "authorization",
                "AWS4-HMAC-SHA256 Credential=k/20130524/us-east-1/s3/aws4_request, \
                 SignedHeaders=x-amz-date;range;host;X-Amz-Content-Sha256, Signature=00",
            ),
        ],
    );
    let error = Claim::of(&parts).unwrap().unwrap().verify(&parts, SECRET, EXAMPLE_SECS, None).unwrap_err();
    let want = Error::SignatureDiffers {
        access_key: "k".to_owned(),
        string_to_sign: string_to_sign.to_owned(),
        signature: "00".to_owned(),
        canonical_request: Some(canonical),
    };
    assert_eq!(error, want);
}

#[test]
fn s3_wants_its_payload_said_and_the_others_their_body_hashed() {
    for (service, want) in [("s3", Error::MissingContentSha256), ("dynamodb", Error::BodyHashNotGiven)] {
        let value = format!(
            "AWS4-HMAC-SHA256 Credential=k/20130524/r/{service}/aws4_request, SignedHeaders=host;x-amz-date, \
             Signature=00"
        );
        let headers = [("host", "h"), ("x-amz-date", "20130524T000000Z"), ("authorization", value.as_str())];
        let parts = parts("GET", "/", &headers);
        let claim = Claim::of(&parts).unwrap().unwrap();
        assert_eq!(claim.needs_body_hash(), service != "s3");
        assert_eq!(claim.verify(&parts, SECRET, EXAMPLE_SECS, None).unwrap_err(), want);
    }
}

#[test]
fn host_is_signed_for_every_service() {
    let value = "AWS4-HMAC-SHA256 Credential=k/20130524/r/lambda/aws4_request, SignedHeaders=x-amz-date, Signature=00";
    let parts = parts("GET", "/", &[("x-amz-date", "20130524T000000Z"), ("authorization", value)]);
    let claim = Claim::of(&parts).unwrap().unwrap();
    let error = claim.verify(&parts, SECRET, EXAMPLE_SECS, Some(&[0; 32])).unwrap_err();
    assert_eq!(error, Error::HeadersNotSigned { headers: vec!["host".to_owned()] });
}

#[test]
fn a_session_token_belongs_to_its_key() {
    let session = Secret { secret: "s".to_owned(), session_token: Some("t".to_owned()) };
    let keys: Fixed = [("lasting", Secret::lasting("s")), ("session", session)]
        .map(|(key, secret)| (key.to_owned(), secret))
        .into_iter()
        .collect();
    assert!(keys.secret("unknown").is_none());
    for (key, token, good) in [
        ("lasting", None, true),
        ("lasting", Some("t"), false),
        ("session", None, false),
        ("session", Some("x"), false),
        ("session", Some("t"), true),
    ] {
        let value = format!("AWS {key}:signature");
        let mut headers = vec![("authorization", value.as_str()), ("date", "Fri, 24 May 2013 00:00:00 GMT")];
        headers.extend(token.map(|token| ("x-amz-security-token", token)));
        let claim = read("/", &headers).unwrap().unwrap();
        let verdict = keys.secret(claim.access_key()).unwrap().admits(&claim);
        let wrong = Err(Error::WrongSessionToken { token: token.map(str::to_owned) });
        assert_eq!(verdict, if good { Ok(()) } else { wrong }, "{key} {token:?}");
    }
}

/// Directory buckets have a header of their own for it, and presigned URLs a parameter:
/// <https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateSession.html>.
#[test]
fn a_session_with_a_directory_bucket_has_its_token() {
    let scope = "Credential=k/20130524/r/s3express/aws4_request";
    let signed = format!("AWS4-HMAC-SHA256 {scope}, SignedHeaders=host, Signature=00");
    let headers = [
        ("authorization", signed.as_str()),
        ("x-amz-date", "20130524T000000Z"),
        ("x-amz-content-sha256", "UNSIGNED-PAYLOAD"),
        ("x-amz-s3session-token", "t"),
    ];
    assert_eq!(read("/", &headers).unwrap().unwrap().session_token(), Some("t"));
    let uri = "/?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=k%2F20130524%2Fr%2Fs3express%2Faws4_request&X-Amz-Date=20130524T000000Z&X-Amz-Expires=60&X-Amz-SignedHeaders=host&X-Amz-S3session-Token=a%2Fb&X-Amz-Signature=00";
    assert_eq!(read(uri, &[]).unwrap().unwrap().session_token(), Some("a/b"));
}
