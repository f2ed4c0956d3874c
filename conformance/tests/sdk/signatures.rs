//! `--auth verify`: known keys only, and only what they signed.

use aws_sdk_dynamodb::error::ProvideErrorMetadata as _;
use aws_sdk_s3::primitives::ByteStream;
use conformance::sdk::{Identity, Sdk};
use conformance::server::Server;

fn strict() -> Server {
    Server::start_with(&["--auth", "verify", "--access-keys", "AKIAIOSFODNN7EXAMPLE:secret"]).unwrap()
}

fn who(access_key: &str, secret: &str) -> Identity {
    Identity { access_key: access_key.into(), secret: secret.into(), ..Identity::default() }
}

#[tokio::test]
async fn a_known_key_works_for_every_service() {
    let server = strict();
    let sdk = Sdk::of(&server, &who("AKIAIOSFODNN7EXAMPLE", "secret"));
    sdk.dynamodb.list_tables().send().await.unwrap();
    sdk.streams.list_streams().send().await.unwrap();
    sdk.lambda.list_functions().send().await.unwrap();
    sdk.s3.create_bucket().bucket("bucket").send().await.unwrap();
    let key = "a b+c/é//x~";
    let body = ByteStream::from(vec![7; 300_000]);
    sdk.s3.put_object().bucket("bucket").key(key).body(body).send().await.unwrap();
    let got = sdk.s3.get_object().bucket("bucket").key(key).send().await.unwrap();
    assert_eq!(got.body.collect().await.unwrap().to_vec(), vec![7; 300_000]);
}

#[tokio::test]
async fn an_unknown_key_and_a_wrong_secret_are_refused_as_on_aws() {
    // https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/CommonErrors.html
    // https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
    let server = strict();
    let unknown = Sdk::of(&server, &who("AKIAUNKNOWN", "secret"));
    let wrong = Sdk::of(&server, &who("AKIAIOSFODNN7EXAMPLE", "wrong"));
    let code = |error: Option<&str>| error.unwrap_or_default().to_owned();
    for (sdk, json, s3) in [
        (unknown, "UnrecognizedClientException", "InvalidAccessKeyId"),
        (wrong, "InvalidSignatureException", "SignatureDoesNotMatch"),
    ] {
        assert_eq!(code(sdk.dynamodb.list_tables().send().await.unwrap_err().code()), json);
        assert_eq!(code(sdk.lambda.list_functions().send().await.unwrap_err().code()), json);
        assert_eq!(code(sdk.s3.list_buckets().send().await.unwrap_err().code()), s3);
    }
}
