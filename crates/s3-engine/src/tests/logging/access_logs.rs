//! Server access logs. Fields and their order are those of
//! <https://docs.aws.amazon.com/AmazonS3/latest/userguide/LogFormat.html>, names of objects those of
//! <https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerLogs.html#server-log-keyname-format>; that a line waits for ten seconds
//! is ours.

use std::sync::Arc;

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
