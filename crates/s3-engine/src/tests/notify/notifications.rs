//! Event notifications, seen from outside: what is configured and what arrives.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use base::arn::Arn;
use base::seams::{Event, EventTarget, SeamError, Sender};
use parking_lot::Mutex;

use crate::tests::World;

pub(crate) const FUNCTION: &str = "arn:aws:lambda:us-east-1:000000000000:function:f";
const QUEUE: &str = "arn:aws:sqs:us-east-1:000000000000:q";

/// Takes events, after so many refusals.
#[derive(Debug, Default)]
pub(crate) struct Inbox {
    pub(crate) events: Mutex<Vec<(String, Event)>>,
    failures: Mutex<usize>,
    tries: Mutex<usize>,
    /// Resources whose events are not answered, and those that cannot be reached.
    silent: Mutex<Vec<&'static str>>,
    out_of_reach: Mutex<Vec<&'static str>>,
    /// Whether targets let the services of other accounts.
    hospitable: Mutex<bool>,
}

#[async_trait]
impl EventTarget for Inbox {
    async fn accepts(&self, sender: &Sender, target: &Arn) -> Result<(), SeamError> {
        self.admits(sender, target)?;
        match target.resource.as_str() {
            "function:none" | "none" => Err(SeamError::NotFound(target.resource.clone())),
            _ => Ok(()),
        }
    }

    async fn send(&self, target: &Arn, event: Event) -> Result<(), SeamError> {
        *self.tries.lock() += 1;
        self.admits(&event.sender, target)?;
        if self.silent.lock().contains(&target.resource.as_str()) {
            std::future::pending::<()>().await;
        }
        if self.out_of_reach.lock().contains(&target.resource.as_str()) {
            return Err(SeamError::Unavailable("gone for a while".into()));
        }
        let mut failures = self.failures.lock();
        if *failures > 0 {
            *failures -= 1;
            return Err(SeamError::Unavailable("busy".into()));
        }
        self.events.lock().push((target.to_string(), event));
        Ok(())
    }
}

impl Inbox {
    fn admits(&self, sender: &Sender, target: &Arn) -> Result<(), SeamError> {
        match target.account == sender.account.as_str() || *self.hospitable.lock() {
            true => Ok(()),
            false => Err(SeamError::Refused(format!("Not authorized to invoke function [{target}]"))),
        }
    }

    pub(crate) fn names(&self) -> Vec<String> {
        let events = self.events.lock();
        let name = |event: &Event| {
            let json: serde_json::Value = serde_json::from_slice(&event.payload).unwrap();
            json["Records"][0]["eventName"]
                .as_str()
                .unwrap_or(json["Event"].as_str().unwrap_or_default())
                .to_owned()
        };
        events.iter().map(|(_, event)| name(event)).collect()
    }
}

impl Inbox {
    /// From now on these resources cannot be reached.
    pub(crate) fn lose(&self, resources: &[&'static str]) {
        *self.out_of_reach.lock() = resources.to_vec();
    }

    pub(crate) fn keys(&self) -> Vec<String> {
        let events = self.events.lock();
        let key = |event: &Event| {
            let json: serde_json::Value = serde_json::from_slice(&event.payload).unwrap();
            json["Records"][0]["s3"]["object"]["key"].as_str().unwrap().to_owned()
        };
        events.iter().map(|(_, event)| key(event)).collect()
    }
}

async fn world() -> (World, Arc<Inbox>) {
    let (world, inbox) = (World::with_bucket().await, Arc::new(Inbox::default()));
    world.engine.start(inbox.clone());
    (world, inbox)
}

/// Lets the drain run until it waits.
pub(crate) async fn settle() {
    for _ in 0..500 {
        tokio::task::yield_now().await;
    }
}

pub(crate) fn function(id: &str, events: &[&str], filter: &[(&str, &str)]) -> String {
    let events: String = events.iter().map(|event| format!("<Event>{event}</Event>")).collect();
    let filter: String = filter
        .iter()
        .map(|(name, value)| format!("<FilterRule><Name>{name}</Name><Value>{value}</Value></FilterRule>"))
        .collect();
    format!(
        "<CloudFunctionConfiguration><Id>{id}</Id><CloudFunction>{FUNCTION}</CloudFunction>{events}<Filter><S3Key>{filter}</S3Key></Filter></CloudFunctionConfiguration>"
    )
}

pub(crate) fn document(rules: &[String]) -> String {
    format!(
        "<NotificationConfiguration xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">{}</NotificationConfiguration>",
        rules.concat()
    )
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html>
#[tokio::test]
async fn an_upload_is_told_to_a_function() {
    let (world, inbox) = world().await;
    let rules =
        document(&[function("rule", &["s3:ObjectCreated:*"], &[("prefix", "in/"), ("suffix", ".txt")])]);
    world.put("/bkt?notification", rules).await;
    world.put("/bkt/out/a.txt", "x").await;
    world.put("/bkt/in/a%20b%2Bc.txt", "hello").await;
    settle().await;
    let events = inbox.events.lock();
    let [(target, event)] = events.as_slice() else { panic!("{events:?}") };
    assert_eq!((target.as_str(), event.sender.service), (FUNCTION, "s3.amazonaws.com"));
    assert_eq!(event.sender.arn.to_string(), "arn:aws:s3:::bkt");
    let json: serde_json::Value = serde_json::from_slice(&event.payload).unwrap();
    let record = &json["Records"][0];
    for (pointer, expected) in [
        ("/eventVersion", "2.1"),
        ("/eventSource", "aws:s3"),
        ("/awsRegion", "us-east-1"),
        ("/eventTime", "2026-01-02T03:04:05.000Z"),
        ("/eventName", "ObjectCreated:Put"),
        ("/responseElements/x-amz-request-id", "0123456789ABCDEF"),
        ("/s3/s3SchemaVersion", "1.0"),
        ("/s3/configurationId", "rule"),
        ("/s3/bucket/name", "bkt"),
        ("/s3/bucket/arn", "arn:aws:s3:::bkt"),
        ("/s3/object/key", "in/a+b%2Bc.txt"),
        ("/s3/object/eTag", "5d41402abc4b2a76b9719d911017c592"),
    ] {
        assert_eq!(record.pointer(pointer).unwrap(), expected, "{pointer}");
    }
    assert_eq!(record.pointer("/s3/object/size").unwrap(), 5);
    assert!(record.pointer("/s3/object/versionId").is_none());
    assert_eq!(record.pointer("/s3/object/sequencer").unwrap().as_str().unwrap().len(), 16);
}

#[tokio::test]
async fn every_kind_of_change_has_its_name() {
    let (world, inbox) = world().await;
    let all = ["s3:ObjectCreated:*", "s3:ObjectRemoved:*", "s3:ObjectTagging:*"];
    world.put("/bkt?notification", document(&[function("all", &all, &[])])).await;
    world.put("/bkt/k", "x").await;
    world.send("PUT", "/bkt/l", &[("x-amz-copy-source", "bkt/k")], "").await.expect(200);
    world.put("/bkt/k?tagging", "<Tagging><TagSet/></Tagging>").await;
    world.delete("/bkt/k?tagging").await.expect(204);
    world.delete("/bkt/k").await.expect(204);
    crate::tests::object::versions::set(&world, "Enabled").await;
    world.delete("/bkt/l").await.expect(204);
    settle().await;
    assert_eq!(
        inbox.names(),
        [
            "ObjectCreated:Put",
            "ObjectCreated:Copy",
            "ObjectTagging:Put",
            "ObjectTagging:Delete",
            "ObjectRemoved:Delete",
            "ObjectRemoved:DeleteMarkerCreated"
        ]
    );
}

/// Recorded on AWS: the event of a delete marker has the ETag of nothing and no size; that of a deleted object neither.
#[tokio::test]
async fn events_of_deletes() {
    let (world, inbox) = world().await;
    world.put("/bkt?notification", document(&[function("all", &["s3:ObjectRemoved:*"], &[])])).await;
    crate::tests::object::versions::set(&world, "Enabled").await;
    world.put("/bkt/k", "x").await;
    let marker = world.delete("/bkt/k").await.header("x-amz-version-id").to_owned();
    world.delete(&format!("/bkt/k?versionId={marker}")).await.expect(204);
    settle().await;
    let events = inbox.events.lock();
    let objects: Vec<serde_json::Value> = events
        .iter()
        .map(|(_, event)| {
            serde_json::from_slice::<serde_json::Value>(&event.payload).unwrap()["Records"][0]["s3"]["object"]
                .clone()
        })
        .collect();
    let [made, removed] = objects.as_slice() else { panic!("{objects:?}") };
    assert_eq!(made["eTag"], "d41d8cd98f00b204e9800998ecf8427e");
    assert!(made.get("size").is_none() && removed.get("size").is_none() && removed.get("eTag").is_none());
    assert_eq!(
        (&made["versionId"], &removed["versionId"]),
        (&marker.as_str().into(), &marker.as_str().into())
    );
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-how-to-event-types-and-destinations.html>: the
/// target must be in the bucket's region. The sentence: <https://github.com/cloud-custodian/cloud-custodian/issues/1720>.
#[tokio::test]
async fn a_target_is_in_the_region_of_its_bucket() {
    let (world, _inbox) = world().await;
    let elsewhere = |arn: &str| arn.replace("us-east-1", "eu-west-1");
    let queue = format!(
        "<QueueConfiguration><Queue>{QUEUE}</Queue><Event>s3:ObjectRemoved:*</Event></QueueConfiguration>"
    );
    for rule in [function("r", &["s3:ObjectCreated:*"], &[]), queue] {
        for headers in [&[][..], &[("x-amz-skip-destination-validation", "true")]] {
            let body = document(&[elsewhere(&rule)]);
            let refused = world.send("PUT", "/bkt?notification", headers, body).await;
            assert_eq!(
                refused.refused(400, "InvalidArgument").element("Message"),
                "The notification destination service region is not valid for the bucket location constraint"
            );
        }
        // It is the bucket's region that counts, not the endpoint's.
        world.in_region("eu-west-1").put("/bkt?notification", document(std::slice::from_ref(&rule))).await;
    }
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/grant-destinations-permissions-to-s3.html>: a function lets S3 by
/// its policy; here only one of another account must. The words: recorded on 2020-08-17 in
/// <https://github.com/awslabs/aws-lambda-redshift-loader/issues/219>.
#[tokio::test]
async fn a_target_of_another_account_must_let_the_bucket() {
    let (world, inbox) = world().await;
    let theirs = FUNCTION.replace("000000000000", "111111111111");
    let rules = document(&[function("r", &["s3:ObjectCreated:*"], &[]).replace(FUNCTION, &theirs)]);
    let refused = world.send("PUT", "/bkt?notification", &[], rules.clone()).await;
    let refused = refused.refused(400, "InvalidArgument");
    for (element, expected) in [
        ("Message", "Unable to validate the following destination configurations".to_owned()),
        ("ArgumentName1", format!("{theirs}, null")),
        ("ArgumentValue1", format!("Not authorized to invoke function [{theirs}]")),
    ] {
        assert_eq!(refused.element(element), expected);
    }
    // Who skips the check, or whose permission was taken away since, gets nothing through, and nothing waits.
    let skip = [("x-amz-skip-destination-validation", "true")];
    world.send("PUT", "/bkt?notification", &skip, rules.clone()).await.expect(200);
    world.put("/bkt/a", "x").await;
    settle().await;
    assert_eq!((inbox.keys().len(), *inbox.tries.lock()), (0, 1));
    *inbox.hospitable.lock() = true;
    world.put("/bkt?notification", rules).await;
    world.put("/bkt/b", "x").await;
    settle().await;
    assert_eq!(inbox.keys(), ["b"]);
    let (_, event) = inbox.events.lock().pop().unwrap();
    assert_eq!(event.sender.account.as_str(), "000000000000");
}

/// A record of the outbox that an older version wrote does not name the bucket's owner. It was let through then. Its place
/// was the target and a number, milliseconds times 2^20: that of folders of format 1 and 2.
#[tokio::test]
async fn a_notification_that_waited_since_before_owners_were_kept_is_delivered() {
    let (world, inbox) = world().await;
    let theirs = FUNCTION.replace("000000000000", "111111111111");
    let payload = serde_json::json!({"Records": [{"s3": {"object": {"key": "k"}}}]}).to_string();
    let old = serde_json::json!({
        "id": "1", "target": theirs, "bucket": "bkt", "partition": "aws", "payload": payload,
    });
    let mut batch = store::Batch::new();
    batch.put(store::Key::of(store::Space::S3Outbox).text(&theirs).u64(1), old.to_string());
    world.store.commit(batch).unwrap();
    world.engine.outbox.wake();
    settle().await;
    assert_eq!(inbox.keys(), ["k"]);
}

/// A target that cannot be reached is tried again, later each time, and nothing is lost or sent twice.
#[tokio::test]
async fn deliveries_are_tried_again() {
    let (world, inbox) = world().await;
    *inbox.failures.lock() = 3;
    world.put("/bkt?notification", document(&[function("r", &["s3:ObjectCreated:Put"], &[])])).await;
    world.put("/bkt/a", "x").await;
    settle().await;
    assert_eq!((*inbox.tries.lock(), inbox.names().len()), (1, 0));
    world.put("/bkt/b", "x").await;
    settle().await;
    // The target is being waited for: the new event waits with the old one.
    assert_eq!(*inbox.tries.lock(), 1);
    for wait_ms in [200, 400, 800] {
        world.clock.advance(Duration::from_millis(wait_ms));
        settle().await;
    }
    assert_eq!(inbox.names(), ["ObjectCreated:Put"; 2]);
    world.clock.advance(Duration::from_secs(600));
    settle().await;
    assert_eq!(inbox.names().len(), 2);
}

/// A target that does not answer, and one that cannot be reached, hold up no other; each gets its own in order.
#[tokio::test]
async fn targets_do_not_wait_for_each_other() {
    let (world, inbox) = world().await;
    let rule = |name: &str| {
        let arn = format!("arn:aws:lambda:us-east-1:000000000000:function:{name}");
        function(name, &["s3:ObjectCreated:Put"], &[("prefix", name)]).replace(FUNCTION, &arn)
    };
    world.put("/bkt?notification", document(&[rule("deaf"), rule("away"), rule("here")])).await;
    *inbox.silent.lock() = vec!["function:deaf"];
    *inbox.out_of_reach.lock() = vec!["function:away"];
    for key in ["deaf1", "away1", "here1", "deaf2", "away2", "here2"] {
        world.put(&format!("/bkt/{key}"), "x").await;
    }
    settle().await;
    assert_eq!(inbox.keys(), ["here1", "here2"]);
    inbox.out_of_reach.lock().clear();
    world.clock.advance(Duration::from_secs(60));
    settle().await;
    world.put("/bkt/here3", "x").await;
    settle().await;
    assert_eq!(inbox.keys(), ["here1", "here2", "away1", "away2", "here3"]);
}

/// What was not delivered when the process ended is delivered by the next one.
#[tokio::test]
async fn the_outbox_outlives_the_engine() {
    let (world, inbox) = world().await;
    *inbox.failures.lock() = 1;
    world.put("/bkt?notification", document(&[function("r", &["s3:ObjectCreated:Put"], &[])])).await;
    world.put("/bkt/a", "x").await;
    settle().await;
    world.tasks.shutdown(Duration::from_secs(5)).await;
    let next = World::at(world.store.clone(), world.clock.now());
    next.engine.start(inbox.clone());
    settle().await;
    assert_eq!(inbox.names(), ["ObjectCreated:Put"]);
}

/// What a process of before left at its place (target, milliseconds times 2^20) is delivered as it was written, and before what
/// comes now: our promise to folders of format 1 and 2.
#[tokio::test]
async fn what_an_older_version_left_goes_first_and_as_it_was() {
    let (world, inbox) = world().await;
    world.put("/bkt?notification", document(&[function("r", &["s3:ObjectCreated:Put"], &[])])).await;
    let left: Vec<String> = ["a", "b"]
        .map(|key| {
            serde_json::json!({"Records": [{"s3": {"object": {"key": key, "sequencer": "19B9A1E0F4C00001"}}}]})
        })
        .map(|event| event.to_string())
        .into();
    let mut batch = store::Batch::new();
    for (at, payload) in left.iter().enumerate() {
        let number = (1_767_323_045_000 << 20) + at as u64;
        let old = serde_json::json!({
            "id": format!("old {at}"), "target": FUNCTION, "bucket": "bkt", "owner": "000000000000",
            "partition": "aws", "payload": payload,
        });
        batch.put(store::Key::of(store::Space::S3Outbox).text(FUNCTION).u64(number), old.to_string());
    }
    world.store.commit(batch).unwrap();
    world.put("/bkt/c", "x").await;
    settle().await;
    assert_eq!(inbox.keys(), ["a", "b", "c"]);
    let events = inbox.events.lock();
    let payloads: Vec<&[u8]> = events.iter().map(|(_, event)| event.payload.as_ref()).collect();
    assert_eq!(payloads[..2], [left[0].as_bytes(), left[1].as_bytes()]);
    assert_eq!((events[0].1.id.as_str(), events[1].1.id.as_str()), ("old 0", "old 1"));
    let new = sequencers(&events)[2].clone();
    assert!(new.as_str() > "19B9A1E0F4C00001", "{new}");
}

/// The sequencers of events, in the order of their arrival.
fn sequencers(events: &[(String, Event)]) -> Vec<String> {
    let of = |(_, event): &(String, Event)| {
        let json: serde_json::Value = serde_json::from_slice(&event.payload).unwrap();
        json["Records"][0]["s3"]["object"]["sequencer"].as_str().unwrap().to_owned()
    };
    events.iter().map(of).collect()
}

/// AWS: of two events for a key the one with the greater sequencer is the later one. A clock that is set back changes nothing.
/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html>
#[tokio::test]
async fn sequencers_rise_though_a_new_process_has_an_earlier_clock() {
    let (world, inbox) = world().await;
    let all = ["s3:ObjectCreated:Put", "s3:ObjectRemoved:*"];
    world.put("/bkt?notification", document(&[function("r", &all, &[])])).await;
    world.put("/bkt/\"sequencer\":\"", "x").await;
    world.put("/bkt/k", "x").await;
    world.delete("/bkt/k").await.expect(204);
    settle().await;
    world.tasks.shutdown(Duration::from_secs(5)).await;
    let next = World::at(world.store.clone(), base::clock::Timestamp::from_secs(1_000_000_000));
    next.engine.start(inbox.clone());
    next.put("/bkt/k", "x").await;
    settle().await;
    assert_eq!(inbox.keys(), ["%22sequencer%22%3A%22", "k", "k", "k"]);
    let sequencers = sequencers(&inbox.events.lock());
    assert!(sequencers.is_sorted_by(|a, b| a < b && a.len() == 16 && b.len() == 16), "{sequencers:?}");
}

/// The emulator's time may stand still; a target is tried again by the host's.
#[tokio::test]
async fn a_target_is_tried_again_while_the_time_stands_still() {
    let host_clock = base::clock::Clock::frozen(base::clock::Timestamp::from_secs(1));
    let (world, inbox) = (World::with_host_clock(host_clock.clone()), Arc::new(Inbox::default()));
    world.put("/bkt", "").await.expect(200);
    world.engine.start(inbox.clone());
    *inbox.failures.lock() = 1;
    world.put("/bkt?notification", document(&[function("r", &["s3:ObjectCreated:Put"], &[])])).await;
    world.put("/bkt/a", "x").await;
    settle().await;
    assert_eq!(inbox.keys().len(), 0);
    host_clock.advance(Duration::from_millis(200));
    settle().await;
    assert_eq!(inbox.keys(), ["a"]);
}

/// A state that is brought back has the notifications that waited in it, and they are sent.
#[tokio::test]
async fn what_waits_in_a_checkpoint_is_sent_when_it_is_restored() {
    let (world, inbox) = world().await;
    world.put("/bkt?notification", document(&[function("r", &["s3:ObjectCreated:Put"], &[])])).await;
    inbox.lose(&["function:f"]);
    world.put("/bkt/a", "x").await;
    world.store.checkpoint("kept").unwrap();
    inbox.lose(&[]);
    world.clock.advance(Duration::from_secs(60));
    settle().await;
    world.store.restore("kept").unwrap();
    settle().await;
    assert_eq!(inbox.keys(), ["a", "a"]);
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketNotificationConfiguration.html>
#[tokio::test]
async fn a_configuration_reads_back() {
    let (world, inbox) = world().await;
    assert!(!world.get("/bkt?notification").await.expect(200).text().contains("Configuration><"));
    let queue = format!(
        "<QueueConfiguration><Queue>{QUEUE}</Queue><Event>s3:ObjectRemoved:*</Event></QueueConfiguration>"
    );
    let rules = [function("r", &["s3:ObjectCreated:Put"], &[("prefix", "in/")]), queue];
    world.put("/bkt?notification", document(&rules)).await;
    let got = world.get("/bkt?notification").await.expect(200);
    assert_eq!(got.elements("CloudFunction"), [FUNCTION]);
    assert_eq!(got.elements("Queue"), [QUEUE]);
    assert_eq!(got.elements("Event"), ["s3:ObjectCreated:Put", "s3:ObjectRemoved:*"]);
    assert_eq!((got.element("Name"), got.element("Value")), ("Prefix".into(), "in/".into()));
    assert_eq!(got.elements("Id").len(), 2);
    settle().await;
    // Queues and topics are told that they will be.
    assert_eq!(inbox.names(), ["s3:TestEvent"]);
    world.put("/bkt?notification", document(&[])).await;
    world.put("/bkt/in/a", "x").await;
    settle().await;
    assert_eq!(inbox.names().len(), 1);
}

#[tokio::test]
async fn configurations_that_are_refused() {
    let (world, _inbox) = world().await;
    let refuse = async |rules: String| {
        world.send("PUT", "/bkt?notification", &[], rules).await.refused(400, "InvalidArgument")
    };
    let created = ["s3:ObjectCreated:*"];
    refuse(document(&[function("a", &created, &[]), function("b", &created, &[])])).await;
    refuse(document(&[function("a", &["s3:Nothing:*"], &[])])).await;
    refuse(document(&[function("a", &created, &[("infix", "x")])])).await;
    refuse(document(&[function("a", &created, &[("prefix", "x"), ("prefix", "y")])])).await;
    let none = "arn:aws:lambda:us-east-1:000000000000:function:none";
    let refused = refuse(document(&[function("a", &created, &[]).replace(FUNCTION, none)])).await;
    assert_eq!(refused.element("ArgumentName1"), format!("{none}, null"));
    refuse(document(&[function("a", &created, &[]).replace(FUNCTION, "nonsense")])).await;
}

/// A queue that does not let the bucket: <https://github.com/aws/aws-cli/issues/8162>, 2023-09-08. One that is not there: our
/// guess after it.
#[tokio::test]
async fn queues_that_are_refused() {
    let (world, _inbox) = world().await;
    let theirs = QUEUE.replace("000000000000", "111111111111");
    let none = "arn:aws:sqs:us-east-1:000000000000:none";
    for (queue, words) in [
        (
            theirs.as_str(),
            "Permissions on the destination queue do not allow S3 to publish notifications from this bucket",
        ),
        (none, "The destination queue does not exist"),
    ] {
        let rule = format!(
            "<QueueConfiguration><Queue>{queue}</Queue><Event>s3:ObjectCreated:*</Event></QueueConfiguration>"
        );
        let refused = world.send("PUT", "/bkt?notification", &[], document(&[rule])).await;
        assert_eq!(refused.refused(400, "InvalidArgument").element("ArgumentValue1"), words);
    }
}

/// Its page: with `EventBridgeConfiguration` the bucket's events go to the account's bus. There is none here, so it is kept and
/// shown.
#[tokio::test]
async fn an_event_bus_is_kept_beside_the_targets() {
    let (world, inbox) = world().await;
    let bus = "<EventBridgeConfiguration/>";
    let rules = [bus.to_owned(), function("r", &["s3:ObjectCreated:*"], &[])];
    world.put("/bkt?notification", document(&rules)).await;
    let got = world.get("/bkt?notification").await.expect(200);
    assert!(got.text().contains("<EventBridgeConfiguration></EventBridgeConfiguration>"), "{got:?}");
    assert_eq!(got.elements("CloudFunction"), [FUNCTION]);
    world.put("/bkt/k", "x").await;
    settle().await;
    assert_eq!(inbox.names(), ["ObjectCreated:Put"]);
    world.put("/bkt?notification", document(&[function("r", &["s3:ObjectCreated:*"], &[])])).await;
    let got = world.get("/bkt?notification").await.expect(200);
    assert!(!got.text().contains("EventBridge"), "{got:?}");
}
