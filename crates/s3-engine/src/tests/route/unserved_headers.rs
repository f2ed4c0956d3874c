//! What is asked for in headers and not served here.

use crate::tests::World;

/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html>: with ACLs off, AWS takes no ACL,
/// or one that gives the bucket's owner full control, and refuses the others.
#[tokio::test]
async fn acls_are_off() {
    let world = World::with_bucket().await;
    world.put("/bkt/source", "x").await;
    let copy = ("x-amz-copy-source", "bkt/source");
    let all = [("PUT", "/bkt/k", None), ("PUT", "/bkt/l", Some(copy)), ("POST", "/bkt/m?uploads", None)];
    for (method, uri, more) in all {
        let send = async |name, value| {
            let headers: Vec<_> = [(name, value)].into_iter().chain(more).collect();
            world.send(method, uri, &headers, "").await
        };
        send("x-amz-acl", "bucket-owner-full-control").await.expect(200);
        for (name, value) in [
            // AWS's answer of 2024-11-08 to a client that always sends it: cloudyr/aws.s3, issue 435.
            ("x-amz-acl", "private"),
            ("x-amz-acl", "public-read"),
            ("x-amz-acl", "authenticated-read"),
            ("x-amz-grant-read", "uri=http://acs.amazonaws.com/groups/global/AllUsers"),
            ("x-amz-grant-write-acp", "id=1"),
        ] {
            let refused = send(name, value).await.refused(400, "AccessControlListNotSupported");
            assert_eq!(refused.element("Message"), "The bucket does not allow ACLs");
        }
        let unknown = send("x-amz-acl", "secret").await.refused(400, "InvalidArgument");
        assert_eq!(unknown.element("ArgumentValue"), "secret");
    }
    // A presigned URL may carry the header in its query.
    let signed = world.send("PUT", "/bkt/k?x-amz-acl=public-read", &[], "").await;
    signed.refused(400, "AccessControlListNotSupported");
    world.send("PUT", "/one", &[("x-amz-acl", "private")], "").await.expect(200);
    let public = [("x-amz-acl", "public-read")];
    world.send("PUT", "/two", &public, "").await.refused(400, "InvalidBucketAclWithObjectOwnership");
}

#[tokio::test]
async fn headers_that_cannot_act_are_refused_by_name() {
    let world = World::with_bucket().await;
    world.put("/bkt/k", "x").await;
    for name in ["x-amz-write-offset-bytes", "x-amz-if-match-initiated-time"] {
        let refused = world.send("PUT", "/bkt/k", &[(name, "0")], "").await.refused(501, "NotImplemented");
        assert_eq!(refused.element("Header"), name);
    }
    for (name, value) in [("x-amz-request-payer", "requester"), ("x-amz-mfa", "serial 123456")] {
        world.send("PUT", "/bkt/k", &[(name, value)], "x").await.expect(200);
    }
    world.get("/bkt/k").await.expect(200);
    let mfa = "<VersioningConfiguration><Status>Enabled</Status><MfaDelete>Enabled</MfaDelete></VersioningConfiguration>";
    world.put("/bkt?versioning", mfa.replace("<MfaDelete>Enabled", "<MfaDelete>Disabled")).await;
    assert_eq!(world.get("/bkt?versioning").await.expect(200).element("MfaDelete"), "Disabled");
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-owner-condition.html>
#[tokio::test]
async fn an_expected_owner_must_be_the_owner() {
    let world = World::with_bucket().await;
    world.put("/bkt/k", "x").await;
    for (method, uri) in
        [("GET", "/bkt/k"), ("PUT", "/bkt/k"), ("DELETE", "/bkt/k"), ("GET", "/bkt"), ("GET", "/bkt?acl")]
    {
        let owner = |account| [("x-amz-expected-bucket-owner", account)];
        world.send(method, uri, &owner("111111111111"), "").await.refused(403, "AccessDenied");
    }
    let right = [("x-amz-expected-bucket-owner", "000000000000")];
    assert_eq!(world.send("GET", "/bkt/k", &right, "").await.expect(200).text(), "x");
}
