//! Sessions with directory buckets.
//! <https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateSession.html>

use std::sync::Arc;

use base::call::Caller;
use base::seams::{KeyIdentity, KeyPrincipal, KeySession};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::tests::World;
use crate::tests::bucket::directories::{NAME, with_directory};

/// The same engine in the eyes of who has this session.
fn within(world: &World, answer: &crate::tests::Answer) -> World {
    // The test's sessions say their policy.
    let token = String::from_utf8(STANDARD.decode(answer.element("SessionToken")).unwrap()).unwrap();
    let session = KeySession { scope_policies: vec![token], ..KeySession::default() };
    let principal = KeyPrincipal {
        identity: KeyIdentity::Root,
        user_id: world.account.to_string(),
        tags: Vec::new(),
        session: Some(session),
    };
    let mut within = world.clone();
    within.0.caller = Caller::Principal {
        access_key: answer.element("AccessKeyId").into(),
        principal: Arc::new(principal),
    };
    within
}

#[tokio::test]
async fn a_session_reads_and_writes_in_one_bucket_for_five_minutes() {
    let world = with_directory().await;
    let given = world.get(&format!("/{NAME}?session")).await.expect(200);
    assert_eq!(given.element("Expiration"), "2026-01-02T03:09:05.000Z");
    assert_eq!(given.header("x-amz-server-side-encryption"), "AES256");
    let within = within(&world, &given);
    within.put(&format!("/{NAME}/k"), "x").await;
    assert_eq!(within.get(&format!("/{NAME}/k")).await.expect(200).text(), "x");
    // What is about the bucket itself is signed with a session too where the endpoint is the user's own (our rule).
    within.get(&format!("/{NAME}?policy")).await.refused(404, "NoSuchBucketPolicy");
    let other = "<CreateBucketConfiguration><Location><Type>AvailabilityZone</Type><Name>use1-az5</Name></Location><Bucket><DataRedundancy>SingleAvailabilityZone</DataRedundancy><Type>Directory</Type></Bucket></CreateBucketConfiguration>";
    world.send("PUT", "/o--use1-az5--x-s3", &[], other).await.expect(200);
    within.send("PUT", "/o--use1-az5--x-s3/k", &[], "x").await.refused(403, "AccessDenied");
    world.get("/new--use1-az4--x-s3?session").await.expect(200);
    world.get("/bkt?session").await.refused(501, "NotSupported");
}

/// "A ReadOnly session is constrained to execute the following Zonal endpoint API operations: GetObject, HeadObject,
/// ListObjectsV2, GetObjectAttributes, ListParts, and ListMultipartUploads."
#[tokio::test]
async fn a_session_may_only_read() {
    let world = with_directory().await;
    let (object, mode) = (format!("/{NAME}/k"), |mode| [("x-amz-create-session-mode", mode)]);
    world.put(&object, "x").await;
    let uri = format!("/{NAME}?session");
    world.send("GET", &uri, &mode("WriteOnly"), "").await.refused(400, "InvalidArgument");
    let given = world.send("GET", &uri, &mode("ReadOnly"), "").await.expect(200);
    let within = within(&world, &given);
    for (method, uri) in
        [("GET", object.clone()), ("HEAD", object.clone()), ("GET", format!("/{NAME}?list-type=2"))]
    {
        within.send(method, &uri, &[], "").await.expect(200);
    }
    within.get(&format!("/{NAME}?uploads")).await.expect(200);
    within.send("PUT", &object, &[], "y").await.refused(403, "AccessDenied");
    within.delete(&object).await.refused(403, "AccessDenied");
    within.delete(&format!("/{NAME}")).await.refused(403, "AccessDenied");
}

/// The condition key `s3express:SessionMode`:
/// <https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3express.html>.
#[tokio::test]
async fn a_policy_lets_others_only_read() {
    let world = with_directory().await;
    world.put(&format!("/{NAME}/k"), "x").await;
    let policy = format!(
        r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Principal":{{"AWS":"111122223333"}},"Action":"s3express:CreateSession","Resource":"arn:aws:s3express:us-east-1:000000000000:bucket/{NAME}","Condition":{{"StringEquals":{{"s3express:SessionMode":"ReadOnly"}}}}}}]}}"#
    );
    world.send("PUT", &format!("/{NAME}?policy"), &[], policy).await.expect(204);
    let other = world.as_account("111122223333");
    let uri = format!("/{NAME}?session");
    let mode = |mode| [("x-amz-create-session-mode", mode)];
    other.send("GET", &uri, &mode("ReadWrite"), "").await.refused(403, "AccessDenied");
    other.send("GET", &uri, &mode("ReadOnly"), "").await.expect(200);
    // "If no session mode is specified, the default behavior attempts to create a session with the maximum allowable privilege."
    let given = other.get(&uri).await.expect(200);
    let within = within(&other, &given);
    within.get(&format!("/{NAME}/k")).await.expect(200);
    within.send("PUT", &format!("/{NAME}/k"), &[], "y").await.refused(403, "AccessDenied");
    world.as_account("222222222222").get(&uri).await.refused(403, "AccessDenied");
    other.get(&format!("/{NAME}/k")).await.expect(200);
    other.send("PUT", &format!("/{NAME}/k"), &[], "y").await.refused(403, "AccessDenied");
}
