//! Server access logs. Fields and their order are those of
//! <https://docs.aws.amazon.com/AmazonS3/latest/userguide/LogFormat.html>, names of objects those of
//! <https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerLogs.html#server-log-keyname-format>; that a line waits for ten seconds
//! is ours.

use std::sync::Arc;

use crate::Settings;
use crate::bucket::canonical_id;
use crate::tests::World;
use crate::tests::notify::notifications::{Inbox, settle};

async fn with_log(format: &str) -> World {
    let world = World::with_bucket().await;
    world.engine.start(Arc::new(Inbox::default()));
    world.send("PUT", "/logs", &[], "").await.expect(200);
    world.put("/bkt?logging", format!("<BucketLoggingStatus><LoggingEnabled><TargetBucket>logs</TargetBucket><TargetPrefix>p/</TargetPrefix>{format}</LoggingEnabled></BucketLoggingStatus>")).await;
    world
}

async fn delivered(world: &World) -> Vec<String> {
    settle().await;
    world.wait(10);
    settle().await;
    let keys = world.get("/logs").await.expect(200).elements("Key");
    keys.into_iter().collect()
}

/// The fields of a line: what is in brackets or quotes is one.
fn fields(line: &str) -> Vec<String> {
    let (mut fields, mut field, mut until) = (Vec::new(), String::new(), None);
    for c in line.chars() {
        match (c, until) {
            ('[', None) => until = Some(']'),
            ('"', None) => until = Some('"'),
            (c, Some(end)) if c == end => until = None,
            (' ', None) => fields.push(std::mem::take(&mut field)),
            (c, _) => field.push(c),
        }
    }
    fields.push(field);
    fields
}

#[tokio::test]
async fn requests_are_written_and_delivered() {
    let world = with_log("").await;
    let agent = [("user-agent", "test/1"), ("referer", "http://a/\"b"), ("host", "bkt.localhost")];
    world.send("PUT", "/a%20b", &agent, "hello").await.expect(200);
    world.get("/bkt/a%20b?versionId=null").await.expect(200);
    world.get("/bkt/none").await.refused(404, "NoSuchKey");
    world.as_account("111111111111").get("/bkt?list-type=2").await.refused(403, "AccessDenied");
    let keys = delivered(&world).await;
    let [key] = keys.as_slice() else { panic!("{keys:?}") };
    assert!(key.starts_with("p/2026-01-02-03-04-15-") && key.len() == 22 + 16, "{key}");
    let answer = world.get(&format!("/logs/{key}")).await.expect(200);
    assert_eq!(answer.header("content-type"), "text/plain");
    let text = answer.text();
    let lines: Vec<Vec<String>> = text.lines().map(fields).collect();
    let column = |at: usize| lines.iter().map(|line| line[at].as_str()).collect::<Vec<_>>();
    assert!(lines.iter().all(|line| line.len() == 26), "{text}");
    let owner = canonical_id("000000000000");
    assert_eq!(column(0), vec![&owner; 4]);
    assert_eq!(column(1), ["bkt"; 4]);
    assert_eq!(column(2), ["02/Jan/2026:03:04:05 +0000"; 4]);
    assert_eq!(column(4), [&owner, &owner, &owner, &canonical_id("111111111111")]);
    assert_eq!(column(6), ["REST.PUT.OBJECT", "REST.GET.OBJECT", "REST.GET.OBJECT", "REST.GET.BUCKET"]);
    assert_eq!(column(7), ["a%20b", "a%20b", "none", "-"]);
    assert_eq!(column(9), ["200", "200", "404", "403"]);
    assert_eq!(column(10), ["-", "-", "NoSuchKey", "AccessDenied"]);
    assert_eq!((column(11)[1], column(12)[1]), ("5", "5"));
    // What is put has a size, and nothing is sent.
    assert_eq!((column(11)[0], column(12)[0]), ("-", "5"));
    assert_eq!((column(15)[0], column(16)[0], column(22)[0]), ("http://a/%22b", "test/1", "bkt.localhost"));
    assert_eq!(column(17)[1], "null");
    // Nothing more to deliver, and what is delivered is not written about.
    assert_eq!(delivered(&world).await.len(), 1);
    world.put("/bkt?logging", "<BucketLoggingStatus/>").await;
    world.get("/bkt/none").await.refused(404, "NoSuchKey");
    assert_eq!(delivered(&world).await.len(), 1);
}

#[tokio::test]
async fn keys_may_be_partitioned() {
    let format = "<TargetObjectKeyFormat><PartitionedPrefix><PartitionDateSource>EventTime</PartitionDateSource></PartitionedPrefix></TargetObjectKeyFormat>";
    let world = with_log(format).await;
    world.get("/bkt").await.expect(200);
    let keys = delivered(&world).await;
    let start = "p/000000000000/us-east-1/bkt/2026/01/02/2026-01-02-00-00-00-";
    assert!(keys.len() == 1 && keys[0].starts_with(start), "{keys:?}");
}

/// Who resets or restores the state finds nothing of the one before it: ours.
#[tokio::test]
async fn nothing_is_delivered_of_a_state_that_was_exchanged() {
    let world = with_log("").await;
    world.get("/bkt").await.expect(200);
    world.engine.notice_exchange();
    assert!(delivered(&world).await.is_empty());
    world.get("/bkt").await.expect(200);
    assert_eq!(delivered(&world).await.len(), 1);
}

/// The lines of the first object with lines.
async fn lines(world: &World) -> Vec<Vec<String>> {
    let keys = delivered(world).await;
    let key = keys.first().unwrap();
    world.get(&format!("/logs/{key}")).await.expect(200).text().lines().map(fields).collect()
}

/// `BATCH.DELETE.OBJECT` for each key of a DeleteObjects: the page on the format; that the request's line is the same is our guess.
#[tokio::test]
async fn each_key_of_a_delete_of_many_has_a_line() {
    let world = with_log("").await;
    let delete = "<Delete><Object><Key>a</Key></Object><Object><Key>b</Key><VersionId>none</VersionId></Object></Delete>";
    let md5 = base64::Engine::encode(&base64::engine::general_purpose::STANDARD, {
        use md5::Digest as _;
        md5::Md5::digest(delete)
    });
    world.send("POST", "/bkt?delete", &[("content-md5", &md5)], delete).await.expect(200);
    let lines = lines(&world).await;
    let shown: Vec<_> = lines.iter().map(|line| [6, 7, 9].map(|at| line[at].as_str())).collect();
    assert_eq!(
        shown,
        [
            ["REST.POST.MULTI_OBJECT_DELETE", "-", "200"],
            ["BATCH.DELETE.OBJECT", "a", "204"],
            ["BATCH.DELETE.OBJECT", "b", lines[2][9].as_str()],
        ]
    );
    assert_eq!((lines[2][17].as_str(), lines[1][5] == lines[0][5]), ("none", true));
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/LogFormat.html#AdditionalLoggingforCopyOperations>: "A copy operation involves a GET
/// and a PUT".
#[tokio::test]
async fn a_copy_has_a_line_where_it_is_from_and_where_it_goes() {
    let world = with_log("").await;
    world.send("PUT", "/other", &[], "").await.expect(200);
    world.put("/bkt/k", "hello").await;
    let copy = [("x-amz-copy-source", "/bkt/k")];
    world.send("PUT", "/other/c", &copy, "").await.expect(200);
    world.send("PUT", "/bkt/c", &copy, "").await.expect(200);
    let lines = lines(&world).await;
    let shown: Vec<_> = lines.iter().map(|line| [6, 7, 12].map(|at| line[at].as_str())).collect();
    assert_eq!(shown[0], ["REST.PUT.OBJECT", "k", "5"]);
    assert_eq!(shown[1], ["REST.COPY.OBJECT_GET", "k", "5"]);
    assert_eq!((shown[2][0], shown[2][1]), ("REST.COPY.OBJECT", "c"));
    assert_eq!(shown[3], ["REST.COPY.OBJECT_GET", "k", "5"]);
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-and-other-bucket-config.html#lifecycle-general-considerations-logging>
#[tokio::test]
async fn what_a_lifecycle_does_has_lines() {
    let world = with_log("").await;
    let enabled = "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>";
    world.put("/bkt/old", "hello").await;
    let rule = "<LifecycleConfiguration><Rule><Filter/><Status>Enabled</Status><Expiration><Days>1</Days></Expiration></Rule></LifecycleConfiguration>";
    world.put("/bkt?lifecycle", rule).await;
    settle().await;
    delivered(&world).await;
    let before = delivered(&world).await.len();
    world.wait(3 * 86_400);
    settle().await;
    let keys = delivered(&world).await;
    let text = world.get(&format!("/logs/{}", keys[before])).await.expect(200).text();
    let line: Vec<String> = fields(text.lines().next().unwrap());
    assert_eq!(
        [4, 6, 7, 8, 9, 12].map(|at| line[at].as_str()),
        ["AmazonS3", "S3.EXPIRE.OBJECT", "old", "-", "-", "5"]
    );
    world.put("/bkt?versioning", enabled).await;
    world.put("/bkt/new", "x").await;
    let before = delivered(&world).await.len();
    world.wait(3 * 86_400);
    settle().await;
    let keys = delivered(&world).await;
    let text = world.get(&format!("/logs/{}", keys[before])).await.expect(200).text();
    assert!(text.contains(" AmazonS3 ") && text.contains(" S3.CREATE.DELETEMARKER new "), "{text}");
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html#grant-log-delivery-permissions-general>. That a bucket which
/// says nothing takes the logs of its own account is ours; with `strict` it does not.
#[tokio::test]
async fn the_bucket_that_gets_the_lines_may_refuse_them() {
    let policy = |effect: &str, source: &str| {
        format!(
            "{{\"Version\":\"2012-10-17\",\"Statement\":[{{\"Effect\":\"{effect}\",\"Principal\":{{\"Service\":\"logging.s3.amazonaws.com\"}},\"Action\":\"s3:PutObject\",\"Resource\":\"arn:aws:s3:::logs/p/*\",\"Condition\":{{\"ArnLike\":{{\"aws:SourceArn\":\"arn:aws:s3:::{source}\"}},\"StringEquals\":{{\"aws:SourceAccount\":\"000000000000\"}}}}}}]}}"
        )
    };
    let world = with_log("").await;
    for (effect, source, expected) in [("Deny", "bkt", 0), ("Deny", "else", 1), ("Allow", "bkt", 2)] {
        world.send("PUT", "/logs?policy", &[], policy(effect, source)).await.expect(204);
        world.get("/bkt").await.expect(200);
        assert_eq!(delivered(&world).await.len(), expected, "{effect} {source}");
    }
    let strict = World::with_settings(Settings { strict: true, ..Settings::default() });
    strict.engine.start(Arc::new(Inbox::default()));
    for bucket in ["/bkt", "/logs"] {
        strict.send("PUT", bucket, &[], "").await.expect(200);
    }
    strict.put("/bkt?logging", "<BucketLoggingStatus><LoggingEnabled><TargetBucket>logs</TargetBucket><TargetPrefix>p/</TargetPrefix></LoggingEnabled></BucketLoggingStatus>").await;
    strict.get("/bkt").await.expect(200);
    assert_eq!(delivered(&strict).await.len(), 0);
    strict.send("PUT", "/logs?policy", &[], policy("Allow", "bkt")).await.expect(204);
    strict.get("/bkt").await.expect(200);
    assert_eq!(delivered(&strict).await.len(), 1);
    // Or by a list.
    strict.delete("/logs?policy").await.expect(204);
    let writer =
        "<OwnershipControls><Rule><ObjectOwnership>ObjectWriter</ObjectOwnership></Rule></OwnershipControls>";
    strict.put("/logs?ownershipControls", writer).await;
    strict.send("PUT", "/logs?acl", &[("x-amz-acl", "log-delivery-write")], "").await.expect(200);
    strict.get("/bkt").await.expect(200);
    assert_eq!(delivered(&strict).await.len(), 2);
}
