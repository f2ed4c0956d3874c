//! Forms, which are signed inside: nobody gets in by one whose signature is not right, and whose it is counts, not who sends
//! it. <https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-authentication-HTTPPOST.html>

use std::time::{Duration, UNIX_EPOCH};

use aws_sigv4::sign::v4::{calculate_signature, generate_signing_key};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use super::sessions::{Signer, THEIRS, World, asked};
use super::status_of;

/// Good until 2100 for the key `k` in the bucket `forms`.
const POLICY: &str = "eyJleHBpcmF0aW9uIjoiMjEwMC0wMS0wMVQwMDowMDowMC4wMDBaIiwiY29uZGl0aW9ucyI6W3siYnVja2V0IjoiZm9ybXMifSx7ImtleSI6ImsifV19";
/// HMAC-SHA1 of that with the secret `hush`, computed with Python's `hmac`.
const SIGNATURE: &str = "Z5yJaudzm4C/hUeidnsarm/Uiks=";

/// The fields of a form.
type Fields = Vec<(&'static str, String)>;

/// A server with the bucket `forms` of the default account.
fn world(auth: &'static str) -> World {
    let world = World::start(auth);
    assert_eq!(world.ask(&ours(), &asked("s3", "PUT", "/forms")).0, 200);
    world
}

fn ours() -> Signer {
    Signer::of("AKID", "hush")
}

fn send(world: &World, bucket: &str, fields: &Fields, headers: &[&str]) -> (u16, String) {
    let mut body = String::new();
    for (name, value) in fields.iter().chain([&("file", "content".to_owned())]) {
        body += &format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
    }
    body += "--b--\r\n";
    let all = [&["content-type: multipart/form-data; boundary=b"], headers].concat();
    let (head, body) = world.server.ask(&format!("POST /{bucket}"), &all, &body);
    (status_of(&head), body)
}

fn basic_time(now: Duration) -> String {
    let format = time::macros::format_description!("[year][month][day]T[hour][minute][second]Z");
    (time::OffsetDateTime::UNIX_EPOCH + now).format(format).unwrap()
}

/// A form for a bucket, signed as SDKs do: version 4, ten minutes.
fn version_4(world: &World, signer: &Signer, bucket: &str, service: &str) -> Fields {
    let time = basic_time(world.now);
    let credential = format!("{}/{}/us-east-1/{service}/aws4_request", signer.key, &time[..8]);
    let until = time::OffsetDateTime::UNIX_EPOCH + world.now + Duration::from_secs(600);
    let format = time::macros::format_description!("[year]-[month]-[day]T[hour]:[minute]:[second]Z");
    let mut fields: Fields = vec![
        ("key", "k".into()),
        ("x-amz-algorithm", "AWS4-HMAC-SHA256".into()),
        ("x-amz-credential", credential),
        ("x-amz-date", time),
    ];
    fields.extend(signer.token.clone().map(|token| ("x-amz-security-token", token)));
    let conditions: Vec<Value> =
        fields.iter().map(|(name, value)| json!(["eq", format!("${name}"), value])).collect();
    let conditions = [vec![json!({ "bucket": bucket })], conditions].concat();
    let policy = json!({ "expiration": until.format(format).unwrap(), "conditions": conditions });
    let policy = STANDARD.encode(policy.to_string());
    let key = generate_signing_key(&signer.secret, UNIX_EPOCH + world.now, "us-east-1", service);
    let signature = calculate_signature(key, policy.as_bytes());
    fields.extend([("policy", policy), ("x-amz-signature", signature)]);
    fields
}

fn version_2(key: &str, signature: &str) -> Fields {
    let (key, signature) = (key.to_owned(), signature.to_owned());
    let fields = [("AWSAccessKeyId", key), ("signature", signature), ("policy", POLICY.to_owned())];
    [("key", "k".to_owned())].into_iter().chain(fields).collect()
}

fn with(mut fields: Fields, name: &str, value: &str) -> Fields {
    fields.iter_mut().filter(|(known, _)| *known == name).for_each(|(_, old)| *old = value.to_owned());
    fields
}

fn without(mut fields: Fields, name: &str) -> Fields {
    fields.retain(|(known, _)| *known != name);
    fields
}

#[track_caller]
fn refused((status, body): (u16, String), expected: u16, code: &str) -> String {
    assert_eq!(status, expected, "{body}");
    assert!(body.contains(&format!("<Code>{code}</Code>")), "{body}");
    body
}

fn is_there(world: &World) -> bool {
    world.ask(&ours(), &asked("s3", "GET", "/forms/k")).0 == 200
}

#[test]
fn a_form_that_is_rightly_signed_is_let_in() {
    let world = world("verify");
    for fields in [version_4(&world, &ours(), "forms", "s3"), version_2("AKID", SIGNATURE)] {
        let (status, body) = send(&world, "forms", &fields, &[]);
        assert_eq!(status, 204, "{body}");
        assert!(is_there(&world));
        assert_eq!(world.ask(&ours(), &asked("s3", "DELETE", "/forms/k")).0, 204);
    }
}

#[test]
fn nothing_is_done_for_a_form_that_is_not_or_wrongly_signed() {
    let world = world("verify");
    let right = version_4(&world, &ours(), "forms", "s3");
    let of = |key: &str, secret: &str| version_4(&world, &Signer::of(key, secret), "forms", "s3");
    let nobody = vec![("key", "k".to_owned())];
    for (fields, status, code) in [
        (nobody.clone(), 403, "AccessDenied"),
        (without(right.clone(), "policy"), 403, "AccessDenied"),
        (without(right.clone(), "x-amz-signature"), 400, "InvalidArgument"),
        (without(right.clone(), "x-amz-credential"), 400, "InvalidArgument"),
        (with(right.clone(), "x-amz-signature", ""), 403, "SignatureDoesNotMatch"),
        (with(right.clone(), "x-amz-credential", "AKID"), 400, "AuthorizationQueryParametersError"),
        (with(right.clone(), "x-amz-algorithm", "none"), 400, "AuthorizationQueryParametersError"),
        (with(right.clone(), "policy", POLICY), 403, "SignatureDoesNotMatch"),
        (with(right.clone(), "key", "other"), 403, "AccessDenied"),
        (of("AKID", "other"), 403, "SignatureDoesNotMatch"),
        (of("OTHER", "hush"), 403, "InvalidAccessKeyId"),
        (version_4(&world, &ours(), "forms", "sqs"), 400, "AuthorizationHeaderMalformed"),
        (version_4(&world, &ours(), "other", "s3"), 403, "AccessDenied"),
        (version_2("AKID", "wrong"), 403, "SignatureDoesNotMatch"),
        (version_2("AKID", ""), 403, "SignatureDoesNotMatch"),
        (version_2("OTHER", SIGNATURE), 403, "InvalidAccessKeyId"),
        // Its own account may nothing there.
        (of(THEIRS, "hush"), 403, "AccessDenied"),
    ] {
        refused(send(&world, "forms", &fields, &[]), status, code);
    }
    assert!(matches!(send(&world, "none", &nobody, &[]).0, 403 | 404));
    // A signature of the head's is none of the form's.
    let signed = asked("s3", "POST", "/forms");
    assert_eq!(world.ask(&ours(), &signed).0, 412);
    let head = ["authorization: AWS AKID:nonsense", "date: Thu, 01 Jan 1970 00:00:00 GMT"];
    assert_ne!(send(&world, "forms", &nobody, &head).0, 204);
    assert!(!is_there(&world));
}

/// The fields of AWS's answer: <https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html>; the string to sign is the
/// policy, and there is no canonical request.
#[test]
fn what_should_have_been_signed_is_shown() {
    let world = world("verify");
    let body = refused(send(&world, "forms", &version_2("AKID", "wrong"), &[]), 403, "SignatureDoesNotMatch");
    let element = |name: &str| {
        let (_, behind) = body.split_once(&format!("<{name}>")).unwrap();
        behind.split_once('<').unwrap().0.to_owned()
    };
    assert_eq!(element("AWSAccessKeyId"), "AKID");
    assert_eq!((element("StringToSign"), element("SignatureProvided")), (POLICY.into(), "wrong".into()));
    assert!(element("StringToSignBytes").starts_with("65 79 4a"));
    assert!(!body.contains("CanonicalRequest"));
}

#[test]
fn a_form_ends_with_its_policy_and_with_its_session() {
    let mut world = world("verify");
    assert_eq!(world.ask(&Signer::of(THEIRS, "hush"), &asked("s3", "PUT", "/theirs")).0, 200);
    let session = world.session();
    let signed = version_4(&world, &session, "theirs", "s3");
    let sent = send(&world, "theirs", &signed, &[]);
    assert_eq!(sent.0, 204, "{}", sent.1);
    let mut stolen = session.clone();
    stolen.token = None;
    refused(
        send(&world, "theirs", &version_4(&world, &stolen, "theirs", "s3"), &[]),
        403,
        "InvalidAccessKeyId",
    );
    stolen.token = Some("other".to_owned());
    refused(send(&world, "theirs", &version_4(&world, &stolen, "theirs", "s3"), &[]), 400, "InvalidToken");
    let ours = version_4(&world, &ours(), "forms", "s3");
    world.advance(601);
    let body = refused(send(&world, "forms", &ours, &[]), 403, "AccessDenied");
    assert!(body.contains("Invalid according to Policy: Policy expired."), "{body}");
    world.advance(43_200);
    refused(send(&world, "theirs", &version_4(&world, &session, "theirs", "s3"), &[]), 400, "ExpiredToken");
}

/// With `--auth off` any signature will do; whose key it is, and what its policy says, counts all the same.
#[test]
fn where_nothing_is_verified_the_policy_is_judged_all_the_same() {
    let world = world("off");
    let wrong = version_4(&world, &Signer::of("AKID", "other"), "forms", "s3");
    assert_eq!(send(&world, "forms", &wrong, &[]).0, 204);
    assert_eq!(send(&world, "forms", &with(wrong.clone(), "x-amz-signature", "0"), &[]).0, 204);
    assert_eq!(send(&world, "forms", &version_2("whatever", "wrong"), &[]).0, 204);
    refused(send(&world, "forms", &with(wrong, "key", "other"), &[]), 403, "AccessDenied");
    let theirs = version_4(&world, &Signer::of(THEIRS, "other"), "forms", "s3");
    refused(send(&world, "forms", &theirs, &[]), 403, "AccessDenied");
}
