//! Access points as S3 Control keeps them: the pages of its operations, and
//! <https://docs.aws.amazon.com/AmazonS3/latest/userguide/creating-access-points.html>.

use testkit::Ask;

use super::tags::{ACCOUNT, Service};
use crate::tests::{Answer, World};

const NAMESPACE: &str = "http://awss3control.amazonaws.com/doc/2018-08-20/";

async fn ask(control: &Service, method: &str, uri: &str, body: &str) -> Answer {
    let uri = format!("/v20180820/accesspoint{uri}");
    control.send(Ask::new(method, &uri).header("x-amz-account-id", ACCOUNT).body(body.to_owned())).await
}

/// Makes an access point of a bucket; what is said of it beside.
pub(crate) async fn create(control: &Service, name: &str, bucket: &str, more: &str) -> Answer {
    let document = format!(
        "<CreateAccessPointRequest xmlns=\"{NAMESPACE}\"><Bucket>{bucket}</Bucket>{more}</CreateAccessPointRequest>"
    );
    ask(control, "PUT", &format!("/{name}"), &document).await
}

/// Puts a policy of these statements.
pub(crate) async fn put_policy(control: &Service, name: &str, statements: &str) -> Answer {
    let policy =
        format!("{{\"Version\":\"2012-10-17\",\"Statement\":[{statements}]}}").replace('"', "&quot;");
    let document = format!(
        "<PutAccessPointPolicyRequest xmlns=\"{NAMESPACE}\"><Policy>{policy}</Policy></PutAccessPointPolicyRequest>"
    );
    ask(control, "PUT", &format!("/{name}/policy"), &document).await
}

#[tokio::test]
async fn an_access_point_is_made_shown_and_deleted() {
    let world = World::with_bucket().await;
    let control = Service::of(&world);
    ask(&control, "GET", "/my-ap", "").await.refused(404, "NoSuchAccessPoint");
    create(&control, "my-ap", "none", "").await.refused(404, "NoSuchBucket");
    let made = create(&control, "my-ap", "bkt", "").await.expect(200);
    let arn = format!("arn:aws:s3:us-east-1:{ACCOUNT}:accesspoint/my-ap");
    let alias = made.element("Alias");
    assert_eq!(made.element("AccessPointArn"), arn);
    assert!(alias.starts_with("my-ap-") && alias.ends_with("-s3alias") && alias.len() == 48, "{alias}");
    create(&control, "my-ap", "bkt", "").await.refused(409, "AccessPointAlreadyOwnedByYou");
    let shown = ask(&control, "GET", "/my-ap", "").await.expect(200);
    for (name, value) in [
        ("Name", "my-ap"),
        ("Bucket", "bkt"),
        ("NetworkOrigin", "Internet"),
        ("BlockPublicAcls", "true"),
        ("RestrictPublicBuckets", "true"),
        ("CreationDate", "2026-01-02T03:04:05Z"),
        ("Alias", &alias),
        ("AccessPointArn", &arn),
        ("BucketAccountId", ACCOUNT),
    ] {
        assert_eq!(shown.element(name), value, "{name}");
    }
    assert!(
        shown.text().contains("<key>ipv4</key><value>s3-accesspoint.us-east-1.amazonaws.com</value>"),
        "{shown:?}"
    );
    // Who deletes a bucket deletes its access points first.
    let refused = world.delete("/bkt").await.refused(400, "BucketHasAccessPointsAttached");
    assert_eq!(refused.element("BucketName"), "bkt");
    ask(&control, "DELETE", "/my-ap", "").await.expect(200);
    ask(&control, "DELETE", "/my-ap", "").await.refused(404, "NoSuchAccessPoint");
    world.get(&format!("/{alias}")).await.refused(404, "NoSuchBucket");
    world.delete("/bkt").await.expect(204);
}

/// The rules of <https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-naming.html>; the code is our guess.
#[tokio::test]
async fn what_cannot_be_made() {
    let world = World::with_bucket().await;
    let control = Service::of(&world);
    for name in ["ab", "Upper", "under_score", "ends-", "x-s3alias"] {
        create(&control, name, "bkt", "").await.refused(400, "InvalidRequest");
    }
    create(&control, "abc", "bkt", "<BucketAccountId>111111111111</BucketAccountId>")
        .await
        .refused(403, "AccessDenied");
    let uri = "/v20180820/accesspoint/abc";
    let foreign = Ask::new("GET", uri).header("x-amz-account-id", "111111111111");
    control.send(foreign).await.refused(403, "AccessDenied");
    let other = world.as_account("111111111111");
    other.send("PUT", "/theirs", &[], "").await.expect(200);
    create(&control, "abc", "theirs", "").await.refused(403, "AccessDenied");
    // Another account's bucket, and it says so.
    let account = "<BucketAccountId>111111111111</BucketAccountId>";
    create(&control, "abc", "theirs", account).await.expect(200);
    assert_eq!(ask(&control, "GET", "/abc", "").await.element("BucketAccountId"), "111111111111");
}

#[tokio::test]
async fn access_points_are_listed_by_bucket_and_page() {
    let world = World::with_bucket().await;
    world.put("/other", "").await;
    let control = Service::of(&world);
    let vpc = "<VpcConfiguration><VpcId>vpc-1a2b3c4d</VpcId></VpcConfiguration>";
    for (name, bucket, more) in [("c-1", "bkt", ""), ("a-1", "bkt", vpc), ("b-1", "other", "")] {
        create(&control, name, bucket, more).await.expect(200);
    }
    let names = |answer: &Answer| answer.elements("Name");
    assert_eq!(names(&ask(&control, "GET", "", "").await.expect(200)), ["a-1", "b-1", "c-1"]);
    let of_bucket = ask(&control, "GET", "?bucket=bkt", "").await.expect(200);
    assert_eq!(names(&of_bucket), ["a-1", "c-1"]);
    assert_eq!(of_bucket.elements("NetworkOrigin"), ["VPC", "Internet"]);
    assert_eq!(of_bucket.element("VpcId"), "vpc-1a2b3c4d");
    let page = ask(&control, "GET", "?bucket=bkt&maxResults=1", "").await.expect(200);
    assert_eq!((names(&page), page.element("NextToken")), (vec!["a-1".to_owned()], "a-1".to_owned()));
    let rest = ask(&control, "GET", "?bucket=bkt&maxResults=1&nextToken=a-1", "").await.expect(200);
    assert_eq!((names(&rest), rest.element("NextToken")), (vec!["c-1".to_owned()], String::new()));
    // Each region has its own.
    let elsewhere = Service::of(&world.in_region("eu-west-1"));
    assert_eq!(names(&ask(&elsewhere, "GET", "", "").await.expect(200)), Vec::<String>::new());
}

/// The page of TagResource; the rules of the tags are those of buckets', which is our guess.
#[tokio::test]
async fn an_access_point_has_tags() {
    let world = World::with_bucket().await;
    let control = Service::of(&world);
    let tags = |key: &str| format!("<Tags><Tag><Key>{key}</Key><Value>v</Value></Tag></Tags>");
    create(&control, "ap1", "bkt", &tags("a")).await.expect(200);
    let uri = format!("/v20180820/tags/arn%3Aaws%3As3%3Aus-east-1%3A{ACCOUNT}%3Aaccesspoint%2Fap1");
    let ask = |method: &str, query: &str, body: String| {
        control
            .send(Ask::new(method, &format!("{uri}{query}")).header("x-amz-account-id", ACCOUNT).body(body))
    };
    assert_eq!(ask("GET", "", String::new()).await.expect(200).elements("Key"), ["a"]);
    let document = format!("<TagResourceRequest xmlns=\"{NAMESPACE}\">{}</TagResourceRequest>", tags("b"));
    ask("POST", "", document).await.expect(204);
    assert_eq!(ask("GET", "", String::new()).await.expect(200).elements("Key"), ["a", "b"]);
    ask("DELETE", "?tagKeys=a", String::new()).await.expect(204);
    assert_eq!(ask("GET", "", String::new()).await.expect(200).elements("Key"), ["b"]);
    // A bucket of the same name has its own.
    world.get("/bkt?tagging").await.refused(404, "NoSuchTagSet");
}

#[tokio::test]
async fn a_policy_is_kept_as_it_was_put() {
    let world = World::with_bucket().await;
    let control = Service::of(&world);
    create(&control, "ap1", "bkt", "").await.expect(200);
    ask(&control, "GET", "/ap1/policy", "").await.refused(404, "NoSuchAccessPointPolicy");
    ask(&control, "GET", "/ap1/policyStatus", "").await.refused(404, "NoSuchAccessPointPolicy");
    let arn = format!("arn:aws:s3:us-east-1:{ACCOUNT}:accesspoint/ap1");
    let statement = |principal: &str, resource: &str| {
        format!(
            "{{\"Effect\":\"Allow\",\"Principal\":{principal},\"Action\":\"s3:GetObject\",\"Resource\":\"{resource}\"}}"
        )
    };
    let account = "{\"AWS\":\"111111111111\"}";
    put_policy(&control, "ap1", &statement(account, &format!("{arn}/object/*"))).await.expect(200);
    let shown = ask(&control, "GET", "/ap1/policy", "").await.expect(200);
    assert!(shown.element("Policy").contains(&format!("{arn}/object/*")), "{shown:?}");
    assert_eq!(ask(&control, "GET", "/ap1/policyStatus", "").await.element("IsPublic"), "false");
    for (resource, message) in [
        ("arn:aws:s3:::bkt/*", "Policy has invalid resource"),
        (&*format!("{arn}/*"), "Policy has invalid resource"),
        (&arn, "Action does not apply to any resource(s) in statement"),
    ] {
        let refused = put_policy(&control, "ap1", &statement(account, resource)).await;
        assert_eq!(refused.refused(400, "MalformedPolicy").element("Message"), message);
    }
    // <https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-bpa-settings.html>: a new one blocks everything.
    let everybody = statement("\"*\"", &format!("{arn}/object/*"));
    put_policy(&control, "ap1", &everybody).await.refused(403, "AccessDenied");
    let open = "<PublicAccessBlockConfiguration><BlockPublicPolicy>false</BlockPublicPolicy></PublicAccessBlockConfiguration>";
    create(&control, "ap2", "bkt", open).await.expect(200);
    put_policy(&control, "ap2", &everybody.replace("/ap1/", "/ap2/")).await.expect(200);
    assert_eq!(ask(&control, "GET", "/ap2/policyStatus", "").await.element("IsPublic"), "true");
    ask(&control, "DELETE", "/ap1/policy", "").await.expect(200);
    ask(&control, "GET", "/ap1/policy", "").await.refused(404, "NoSuchAccessPointPolicy");
}
