//! S3 Control as its clients see it, on the buckets of S3.

use std::sync::Arc;

use base::entropy::Entropy;
use base::service::Service as _;
use bytes::Bytes;
use testkit::{Ask, Faults, Parts, look};

use crate::Engine;
use crate::control::Control;
use crate::tests::{Answer, REQUEST_ID, World, looked_at};

pub(crate) const ACCOUNT: &str = "000000000000";
const OTHER: &str = "111122223333";

/// S3 Control on the engine of a world.
pub(crate) struct Service(testkit::World<Engine>);

impl Service {
    pub(crate) fn of(world: &World) -> Service {
        let (store, clock, tasks) = (world.store.clone(), world.clock.clone(), world.tasks.clone());
        let parts = Parts { store, clock, tasks, ..Parts::new() };
        let mut service = testkit::World::new(
            parts,
            |_| Arc::clone(&world.engine),
            |engine, call, request| {
                let control = Control::of(Arc::clone(engine));
                Box::pin(async move { control.answer(call, request).await })
            },
        );
        service.request_id = REQUEST_ID.into();
        service.account = world.account;
        service.region = world.region.clone();
        Service(service)
    }

    pub(super) async fn send(&self, ask: Ask) -> Answer {
        looked_at(self.0.send(ask).await)
    }

    async fn asks(&self, method: &str, rest: &str, body: impl Into<Bytes>) -> Answer {
        let ask = Ask::new(method, &format!("/v20180820/tags/{rest}")).header("x-amz-account-id", ACCOUNT);
        self.send(ask.body(body.into())).await
    }

    async fn list(&self, bucket: &str) -> Answer {
        self.asks("GET", &arn(bucket), "").await
    }

    async fn tag(&self, bucket: &str, tags: &[(&str, &str)]) -> Answer {
        self.asks("POST", &arn(bucket), document(tags)).await
    }

    async fn untag(&self, bucket: &str, query: &str) -> Answer {
        self.asks("DELETE", &format!("{}?{query}", arn(bucket)), "").await
    }
}

fn arn(bucket: &str) -> String {
    format!("arn%3Aaws%3As3%3A%3A%3A{bucket}")
}

/// As SDKs write it.
fn document(tags: &[(&str, &str)]) -> String {
    let tags = tags.iter().map(|(key, value)| format!("<Tag><Key>{key}</Key><Value>{value}</Value></Tag>"));
    let tags: String = tags.collect();
    format!(
        "<TagResourceRequest xmlns=\"http://awss3control.amazonaws.com/doc/2018-08-20/\"><Tags>{tags}</Tags>\
         </TagResourceRequest>"
    )
}

fn pairs(answer: &Answer) -> Vec<(String, String)> {
    answer.elements("Key").into_iter().zip(answer.elements("Value")).collect()
}

fn owned(tags: &[(&str, &str)]) -> Vec<(String, String)> {
    tags.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect()
}

/// The pages of the three operations: TagResource "creates a new user-defined tag or updates an existing tag".
#[tokio::test]
async fn the_tags_are_those_of_the_bucket() {
    let world = World::with_bucket().await;
    let control = Service::of(&world);
    let none = control.list("bkt").await.expect(200);
    assert!(none.text().contains("<ListTagsForResourceResult") && none.text().contains("Tags"), "{none:?}");
    assert_eq!((pairs(&none), none.header("content-type")), (vec![], "application/xml"));
    let tagged = control.tag("bkt", &[("b", "2"), ("a", "1")]).await.expect(204);
    assert_eq!((tagged.text().as_str(), tagged.header("content-type")), ("", ""));
    control.tag("bkt", &[("c", "4"), ("b", "3")]).await.expect(204);
    let expected = owned(&[("b", "3"), ("a", "1"), ("c", "4")]);
    assert_eq!(pairs(&control.list("bkt").await.expect(200)), expected);
    assert_eq!(pairs(&world.get("/bkt?tagging").await.expect(200)), expected);
    control.untag("bkt", "tagKeys=a&tagKeys=none&tagKeys=c").await.expect(204);
    assert_eq!(pairs(&world.get("/bkt?tagging").await.expect(200)), owned(&[("b", "3")]));
    control.untag("bkt", "tagKeys=b").await.expect(204);
    world.get("/bkt?tagging").await.refused(404, "NoSuchTagSet");
    let tagging = "<Tagging><TagSet><Tag><Key>x y</Key><Value>1+1</Value></Tag></TagSet></Tagging>";
    world.send("PUT", "/bkt?tagging", &[], tagging).await.expect(204);
    assert_eq!(pairs(&control.list("bkt").await.expect(200)), owned(&[("x y", "1+1")]));
    for key in ["x%20y", "x+y"] {
        control.tag("bkt", &[("x y", "2")]).await.expect(204);
        control.untag("bkt", &format!("tagKeys={key}")).await.expect(204);
        assert_eq!(pairs(&control.list("bkt").await.expect(200)), []);
    }
    control.tag("bkt", &[("empty", "")]).await.expect(204);
    assert!(control.list("bkt").await.expect(200).text().contains("<Tag><Key>empty</Key><Value/></Tag>"));
    // An ARN may come without encoding.
    assert_eq!(control.asks("GET", "arn:aws:s3:::bkt", "").await.status, 200);
}

/// The form of the document is AWS's of 2026-02-07 (<https://github.com/getmoto/moto/pull/9716>); the code is that of S3's
/// own operations on buckets, which is our guess.
#[tokio::test]
async fn a_bucket_that_is_not_there_has_no_tags() {
    let control = Service::of(&World::new());
    for (method, query, body) in [
        ("GET", "", String::new()),
        ("POST", "", document(&[("a", "1")])),
        ("DELETE", "?tagKeys=a", String::new()),
    ] {
        let answer = control.asks(method, &format!("{}{query}", arn("none")), body).await;
        let answer = answer.refused(404, "NoSuchBucket");
        let host = answer.header("x-amz-id-2");
        let expected = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<ErrorResponse><Error><Code>NoSuchBucket</Code><Message>The \
             specified bucket does not exist</Message><BucketName>none</BucketName></Error><RequestId>{REQUEST_ID}\
             </RequestId><HostId>{host}</HostId></ErrorResponse>"
        );
        assert_eq!(answer.text(), expected);
        assert_eq!(answer.header("content-type"), "application/xml");
    }
}

/// Our guess: as S3 does, <https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-owner-condition.html>. The account
/// in the document: AWS's answers to S3 Control's other operations.
#[tokio::test]
async fn nobody_has_the_tags_of_another_accounts_bucket() {
    let world = World::with_bucket().await;
    Service::of(&world).tag("bkt", &[("a", "1")]).await.expect(204);
    let tags = [
        ("GET", "", String::new()),
        ("POST", "", document(&[("b", "1")])),
        ("DELETE", "?tagKeys=a", String::new()),
    ];
    for (caller, named) in [(OTHER, ACCOUNT), (OTHER, OTHER), (ACCOUNT, OTHER)] {
        let control = Service::of(&world.as_account(caller));
        for (method, query, body) in &tags {
            let ask = Ask::new(method, &format!("/v20180820/tags/{}{query}", arn("bkt")));
            let ask = ask.header("x-amz-account-id", named).body(body.clone());
            let answer = control.send(ask).await.refused(403, "AccessDenied");
            assert_eq!(
                (answer.message(), answer.element("AccountId")),
                ("Access Denied".into(), named.to_owned())
            );
        }
    }
    assert_eq!(pairs(&Service::of(&world).list("bkt").await), owned(&[("a", "1")]));
}

/// Our guess; the sentence is AWS's about another header.
#[tokio::test]
async fn the_account_must_be_there_and_be_one() {
    let control = Service::of(&World::with_bucket().await);
    let ask = || Ask::get(&format!("/v20180820/tags/{}", arn("bkt")));
    let missing = control.send(ask()).await.refused(400, "InvalidRequest");
    assert_eq!(missing.message(), "Missing required header for this request: x-amz-account-id");
    for wrong in ["", "me", "00000000000", "0000000000000", "arn:aws:iam::000000000000:root"] {
        control.send(ask().header("x-amz-account-id", wrong)).await.refused(400, "InvalidRequest");
    }
}

/// As PutBucketTagging refuses them.
#[tokio::test]
async fn tags_have_limits() {
    let world = World::with_bucket().await;
    let control = Service::of(&world);
    let of = |range: std::ops::Range<usize>| {
        range.map(|at| (format!("k{at}"), "v".to_owned())).collect::<Vec<_>>()
    };
    let texts = |tags: &[(String, String)]| {
        let tags: Vec<(&str, &str)> =
            tags.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect();
        document(&tags)
    };
    let most = "Bucket tag count cannot be greater than 50";
    let tag = async |body: String| control.asks("POST", &arn("bkt"), body).await;
    tag(texts(&of(0..51))).await.is_error(400, "BadRequest", most);
    tag(texts(&of(0..50))).await.expect(204);
    // What is there counts; a new value of a key that is there does not.
    tag(texts(&of(50..51))).await.is_error(400, "BadRequest", most);
    tag(texts(&of(10..60))).await.is_error(400, "BadRequest", most);
    tag(texts(&of(0..50))).await.expect(204);
    control.untag("bkt", "tagKeys=k0").await.expect(204);
    tag(document(&[(&"k".repeat(128), &"v".repeat(256))])).await.expect(204);
    for (tags, message) in [
        (&[("", "v")][..], "The TagKey you have provided is invalid"),
        (&[(&"k".repeat(129), "v")], "The TagKey you have provided is invalid"),
        (&[("a*", "v")], "The TagKey you have provided is invalid"),
        (&[("k", &"v".repeat(257))], "The TagValue you have provided is invalid"),
        (&[("k", "{")], "The TagValue you have provided is invalid"),
        (&[("aws:k", "v")], "System tags cannot be added/updated by requester"),
        (&[("k", "1"), ("k", "2")], "Cannot provide multiple Tags with the same key"),
    ] {
        control.tag("bkt", tags).await.is_error(400, "InvalidTag", message);
    }
    for (query, code) in [
        ("", "InvalidRequest"),
        ("tagKey=a", "InvalidRequest"),
        ("tagKeys=", "InvalidTag"),
        (&format!("tagKeys={}", "k".repeat(129)), "InvalidTag"),
        ("tagKeys=aws:x", "InvalidTag"),
        (&"&tagKeys=a".repeat(51), "BadRequest"),
    ] {
        control.untag("bkt", query).await.refused(400, code);
    }
    assert_eq!(pairs(&control.list("bkt").await).len(), 50);
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html#S3TaggingErrorCodeList>: what is no bucket. More
/// forms stand beside the code.
#[tokio::test]
async fn other_resources_are_not_there() {
    let world = World::with_bucket().await;
    let control = Service::of(&world);
    for (arn, status, code) in [
        ("arn:aws:s3:us-east-1:000000000000:accesspoint/a", 404, "NoSuchAccessPoint"),
        ("arn:aws:s3:us-east-1:000000000000:storage-lens-group/g", 404, "NoSuchResource"),
        ("arn:aws:s3:us-east-1:000000000000:access-grants/default/grant/g", 404, "NoSuchResource"),
        ("arn:aws:s3express:us-east-1:000000000000:bucket/b--use1-az4--x-s3", 404, "NoSuchBucket"),
        ("arn:aws:s3:eu-west-1:000000000000:storage-lens-group/g", 400, "InvalidRequest"),
        ("arn:aws:s3:us-east-1:111122223333:storage-lens-group/g", 400, "InvalidRequest"),
        ("arn:aws-cn:s3:::bkt", 400, "InvalidRequest"),
        ("arn:aws:s3:::bkt/k", 400, "InvalidRequest"),
        ("arn:aws:s3:::bkt/", 400, "InvalidRequest"),
        ("arn:aws:dynamodb:us-east-1:000000000000:table/t", 400, "InvalidRequest"),
        ("bkt", 400, "InvalidRequest"),
    ] {
        for (method, query, body) in
            [("GET", "", String::new()), ("POST", "", document(&[])), ("DELETE", "?tagKeys=a", String::new())]
        {
            control.asks(method, &format!("{arn}{query}"), body).await.refused(status, code);
        }
    }
    // The buckets of a partition are its own.
    let china = Service::of(&world.in_region("cn-north-1"));
    china.asks("GET", "arn:aws-cn:s3:::bkt", "").await.refused(404, "NoSuchBucket");
}

/// Our promise: AWS has these operations, and we do not.
#[tokio::test]
async fn what_is_not_built_is_refused_by_name() {
    let control = Service::of(&World::with_bucket().await);
    for (method, path, name) in [
        ("POST", "/v20180820/jobs", "CreateJob"),
        ("GET", "/v20180820/jobs", "ListJobs"),
        ("PUT", "/v20180820/accesspointforobjectlambda/a", "CreateAccessPointForObjectLambda"),
        ("PUT", "/v20180820/bucket/bkt/tagging", "PutBucketTagging"),
        ("PATCH", "/v20180820/mrap/instances/a/b/routes", "SubmitMultiRegionAccessPointRoutes"),
        ("DELETE", "/v20180820/storagelensgroup/g", "DeleteStorageLensGroup"),
    ] {
        let ask = Ask::new(method, path).header("x-amz-account-id", ACCOUNT);
        control.send(ask).await.is_error(
            501,
            "NotImplemented",
            &format!("The S3 Control operation {name} is not implemented"),
        );
    }
    let built = (crate::S3_CONTROL.operations)();
    assert_eq!((built.len(), built.iter().filter(|known| known.is_built).count()), (97, 14));
    // Our guess, with AWS's code for what Outposts do not have.
    for (method, path) in
        [("PUT", "/v20180820/tags/x"), ("GET", "/v20180820/nothing"), ("GET", "/v20180820/tags/")]
    {
        control.send(Ask::new(method, path)).await.refused(404, "UnsupportedOperation");
    }
}

/// Visible is durable: our promise, at `--data-dir`.
#[tokio::test]
async fn no_tag_is_shown_before_it_is_durable() {
    let (store, faults) = Faults::store(Entropy::seeded(1));
    let world = World::on(store, Entropy::seeded(1));
    world.send("PUT", "/bkt", &[], "").await.expect(200);
    let control = Service::of(&world);
    faults.hold();
    let mut tagging = Box::pin(control.tag("bkt", &[("a", "1")]));
    assert!(look(&mut tagging).is_pending());
    let mut listing = Box::pin(control.list("bkt"));
    assert!(look(&mut listing).is_pending());
    faults.let_go();
    tagging.await.expect(204);
    assert_eq!(pairs(&listing.await.expect(200)), owned(&[("a", "1")]));
}

/// S3's errors for what cannot be read, which for S3 Control is our guess. Nothing of it takes more than it weighs.
#[tokio::test]
async fn what_cannot_be_read_is_refused() {
    let control = Service::of(&World::with_bucket().await);
    for uri in ["arn%3Aaws%3As3%3A%3A%3A%ff", "%00", "arn%3Aaws%3As3%3A%3A%3Abkt?tagKeys=%fe", "%c3%28"] {
        control.asks("DELETE", uri, "").await.refused(400, "InvalidURI");
    }
    // What is no encoding stands for itself, and no bucket has such a name.
    control.list("%zz").await.refused(404, "NoSuchBucket");
    control.list(&"x".repeat(900)).await.refused(404, "NoSuchBucket");
    control.list(&"x".repeat(20_000)).await.refused(400, "InvalidRequest");
    let tags = |inside: &str| format!("<TagResourceRequest><Tags>{inside}</Tags></TagResourceRequest>");
    let bomb = "<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]>";
    let deep = |depth: usize| format!("{}{}", "<x>".repeat(depth), "</x>".repeat(depth));
    for body in [
        String::new(),
        "no XML".to_owned(),
        "<TagResourceRequest>".to_owned(),
        "<TagResourceRequest/>".to_owned(),
        "{\"Tags\":[]}".to_owned(),
        format!("{bomb}{}", document(&[("a", "&b;")])),
        document(&[("a", "&b;")]),
        tags(&deep(1000)),
        deep(100_000),
        tags("<Tag/>"),
        tags("<Tag><Key>a</Key></Tag>"),
        tags("<Tag><Value>a</Value></Tag>"),
        tags("<Tag><Key><Key>a</Key></Key><Value>b</Value></Tag>"),
    ] {
        control.asks("POST", &arn("bkt"), body).await.refused(400, "MalformedXML");
    }
    let many = "<Tag><Key>a</Key><Value>b</Value></Tag>".repeat(25_000);
    control.asks("POST", &arn("bkt"), tags(&many)).await.is_error(400, "BadRequest", "greater than 50");
    let million = "<Tag><Key>a</Key><Value>b</Value></Tag>".repeat(1_000_000);
    control.asks("POST", &arn("bkt"), tags(&million)).await.refused(400, "MaxMessageLengthExceeded");
    assert_eq!(pairs(&control.list("bkt").await.expect(200)), []);
}
