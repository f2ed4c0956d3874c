//! Object lock, seen from outside. Sentences are AWS's answers in versity/versitygw, issues 883 to 2028, where not said.
//! <https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html>

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use md5::Digest as _;

use crate::tests::{Answer, World};

const ENABLED: (&str, &str) = ("x-amz-bucket-object-lock-enabled", "true");
const BYPASS: (&str, &str) = ("x-amz-bypass-governance-retention", "true");
const MFA: (&str, &str) = ("x-amz-mfa", "arn:aws:iam::000000000000:mfa/root 123456");
const MODE: &str = "x-amz-object-lock-mode";
const UNTIL: &str = "x-amz-object-lock-retain-until-date";
const HOLD: &str = "x-amz-object-lock-legal-hold";
const PROTECTED: &str = "Access Denied because object protected by object lock.";

/// The clock begins on 2026-01-02 at 03:04:05.
const DAY: u64 = 86_400;

fn md5(text: &str) -> String {
    STANDARD.encode(md5::Md5::digest(text))
}

async fn locking() -> World {
    let world = World::new();
    world.send("PUT", "/bkt", &[ENABLED], "").await.expect(200);
    world
}

/// Puts `k` with these headers; the version's id.
async fn put(world: &World, headers: &[(&str, &str)]) -> String {
    let digest = md5("x");
    let headers: Vec<_> = headers.iter().copied().chain([("content-md5", &*digest)]).collect();
    world.send("PUT", "/bkt/k", &headers, "x").await.expect(200).header("x-amz-version-id").to_owned()
}

fn retention(mode: &str, until: &str) -> String {
    format!("<Retention><Mode>{mode}</Mode><RetainUntilDate>{until}</RetainUntilDate></Retention>")
}

async fn put_retention(world: &World, headers: &[(&str, &str)], mode: &str, until: &str) -> Answer {
    world.send("PUT", "/bkt/k?retention", headers, retention(mode, until)).await
}

async fn delete(world: &World, id: &str, headers: &[(&str, &str)]) -> Answer {
    world.send("DELETE", &format!("/bkt/k?versionId={id}"), headers, "").await
}

fn default(rule: &str) -> String {
    format!(
        "<ObjectLockConfiguration><ObjectLockEnabled>Enabled</ObjectLockEnabled><Rule><DefaultRetention>{rule}</DefaultRetention></Rule></ObjectLockConfiguration>"
    )
}

#[tokio::test]
async fn a_governance_gives_way_to_who_passes_over_it() {
    let world = locking().await;
    let id = put(&world, &[(MODE, "GOVERNANCE"), (UNTIL, "2026-01-04T00:00:00Z")]).await;
    let refused = delete(&world, &id, &[]).await.refused(403, "AccessDenied");
    assert_eq!(refused.message(), PROTECTED);
    delete(&world, &id, &[("x-amz-bypass-governance-retention", "false")]).await.refused(403, "AccessDenied");
    // A delete without an id puts a marker as always, and a put makes a version.
    world.delete("/bkt/k").await.expect(204);
    let other = put(&world, &[]).await;
    delete(&world, &other, &[]).await.expect(204);
    assert_eq!(world.get(&format!("/bkt/k?versionId={id}")).await.expect(200).text(), "x");
    delete(&world, &id, &[BYPASS]).await.expect(204);
    world.get(&format!("/bkt/k?versionId={id}")).await.refused(404, "NoSuchVersion");
}

#[tokio::test]
async fn a_compliance_gives_way_to_time_alone() {
    let world = locking().await;
    let id = put(&world, &[(MODE, "COMPLIANCE"), (UNTIL, "2026-01-03T00:00:00")]).await;
    delete(&world, &id, &[BYPASS]).await.refused(403, "AccessDenied");
    for (mode, until) in [("COMPLIANCE", "2026-01-02T23:59:59Z"), ("GOVERNANCE", "2027-01-01T00:00:00Z")] {
        let refused = put_retention(&world, &[BYPASS], mode, until).await.refused(403, "AccessDenied");
        assert_eq!(refused.message(), PROTECTED);
    }
    world.send("PUT", "/bkt/k?retention", &[BYPASS], "<Retention/>").await.refused(403, "AccessDenied");
    put_retention(&world, &[], "COMPLIANCE", "2026-01-04T00:00:00Z").await.expect(200);
    world.wait(DAY);
    delete(&world, &id, &[]).await.refused(403, "AccessDenied");
    world.wait(DAY);
    delete(&world, &id, &[]).await.expect(204);
}

#[tokio::test]
async fn a_legal_hold_stands_until_it_is_lifted() {
    let world = locking().await;
    let id = put(&world, &[]).await;
    let hold = |status: &str| format!("<LegalHold><Status>{status}</Status></LegalHold>");
    let missing = world.get("/bkt/k?legal-hold").await.refused(404, "NoSuchObjectLockConfiguration");
    assert_eq!(missing.message(), "The specified object does not have a ObjectLock configuration");
    assert_eq!(world.send("HEAD", "/bkt/k", &[], "").await.header(HOLD), "");
    world.put("/bkt/k?legal-hold", hold("ON")).await;
    assert_eq!(world.get("/bkt/k?legal-hold").await.expect(200).element("Status"), "ON");
    assert_eq!(world.get("/bkt/k").await.header(HOLD), "ON");
    world.wait(1000 * DAY);
    assert_eq!(delete(&world, &id, &[BYPASS]).await.refused(403, "AccessDenied").message(), PROTECTED);
    world.put(&format!("/bkt/k?legal-hold&versionId={id}"), hold("OFF")).await;
    assert_eq!(world.send("HEAD", "/bkt/k", &[], "").await.header(HOLD), "OFF");
    for document in [hold("on"), hold(""), "<LegalHold/>".to_owned(), "<Hold/>".to_owned()] {
        world.send("PUT", "/bkt/k?legal-hold", &[], document).await.refused(400, "MalformedXML");
    }
    delete(&world, &id, &[]).await.expect(204);
}

#[tokio::test]
async fn a_retention_is_put_and_shown() {
    let world = locking().await;
    let id = put(&world, &[]).await;
    world.get("/bkt/k?retention").await.refused(404, "NoSuchObjectLockConfiguration");
    put_retention(&world, &[], "GOVERNANCE", "2030-01-01T03:00:00.250+03:00").await.expect(200);
    let shown = world.get(&format!("/bkt/k?retention&versionId={id}")).await.expect(200);
    assert_eq!(shown.element("Mode"), "GOVERNANCE");
    assert_eq!(shown.element("RetainUntilDate"), "2030-01-01T00:00:00.250Z");
    let head = world.send("HEAD", "/bkt/k", &[], "").await.expect(200);
    assert_eq!((head.header(MODE), head.header(UNTIL)), ("GOVERNANCE", "2030-01-01T00:00:00.250Z"));
    // Longer for everybody; shorter, of another mode or none for who passes over it.
    put_retention(&world, &[], "GOVERNANCE", "2031-01-01T00:00:00Z").await.expect(200);
    for (mode, until) in [("GOVERNANCE", "2030-01-01T00:00:00Z"), ("COMPLIANCE", "2031-01-01T00:00:00Z")] {
        put_retention(&world, &[], mode, until).await.refused(403, "AccessDenied");
    }
    world.send("PUT", "/bkt/k?retention", &[], "<Retention/>").await.refused(403, "AccessDenied");
    put_retention(&world, &[BYPASS], "GOVERNANCE", "2029-01-01T00:00:00Z").await.expect(200);
    world.send("PUT", "/bkt/k?retention", &[BYPASS], "<Retention/>").await.expect(200);
    world.get("/bkt/k?retention").await.refused(404, "NoSuchObjectLockConfiguration");
    // What AWS refuses.
    let past = put_retention(&world, &[], "GOVERNANCE", "2026-01-02T03:04:05Z").await;
    assert_eq!(
        past.refused(400, "InvalidArgument").message(),
        "The retain until date must be in the future!"
    );
    for document in [
        retention("governance", "2030-01-01T00:00:00Z"),
        retention("GOVERNANCE", "soon"),
        "<Retention><Mode>GOVERNANCE</Mode></Retention>".to_owned(),
        "<Retention><RetainUntilDate>2030-01-01T00:00:00Z</RetainUntilDate></Retention>".to_owned(),
    ] {
        world.send("PUT", "/bkt/k?retention", &[], document).await.refused(400, "MalformedXML");
    }
    let good = retention("GOVERNANCE", "2030-01-01T00:00:00Z");
    world.send("PUT", "/bkt/none?retention", &[], good.clone()).await.refused(404, "NoSuchKey");
    world.delete("/bkt/k").await.expect(204);
    world.send("PUT", "/bkt/k?retention", &[], good.clone()).await.refused(405, "MethodNotAllowed");
    world.send("PUT", "/plain", &[], "").await.expect(200);
    world.put("/plain/k", "x").await;
    for sub in ["retention", "legal-hold"] {
        let refused = world.get(&format!("/plain/k?{sub}")).await.refused(400, "InvalidRequest");
        assert_eq!(refused.message(), "Bucket is missing Object Lock Configuration");
    }
    world.send("PUT", "/plain/k?retention", &[], good).await.refused(400, "InvalidRequest");
}

#[tokio::test]
async fn what_a_writer_asks_for_is_judged() {
    let world = locking().await;
    let digest = md5("x");
    let send = async |uri, headers: &[(&str, &str)]| {
        let headers: Vec<_> = headers.iter().copied().chain([("content-md5", &*digest)]).collect();
        world.send("PUT", uri, &headers, "x").await
    };
    let (mode, until) = ((MODE, "GOVERNANCE"), (UNTIL, "2030-01-01T00:00:00Z"));
    let both = "x-amz-object-lock-retain-until-date and x-amz-object-lock-mode must both be supplied";
    for (headers, message) in [
        (&[mode][..], both),
        (&[until], both),
        (&[mode, (UNTIL, "2026-01-01T00:00:00Z")], "The retain until date must be in the future!"),
        (&[mode, (UNTIL, "01/01/2030")], "The retain until date must be provided in ISO 8601 format"),
        (&[(MODE, "governance"), until], "Unknown wormMode directive."),
        (&[(HOLD, "on")], "Legal Hold must be either of 'ON' or 'OFF'"),
    ] {
        let refused = send("/bkt/k", headers).await.refused(400, "InvalidArgument");
        assert_eq!(refused.message(), message);
        world.get("/bkt/k").await.refused(404, "NoSuchKey");
    }
    let bare = world.send("PUT", "/bkt/k", &[mode, until], "x").await.refused(400, "InvalidRequest");
    assert_eq!(
        bare.message(),
        "Content-MD5 OR x-amz-checksum- HTTP header is required for Put Object requests with Object Lock parameters"
    );
    world.send("PUT", "/plain", &[], "").await.expect(200);
    world.put("/plain/source", "x").await;
    let copy = ("x-amz-copy-source", "plain/source");
    for (method, uri, headers) in [
        ("PUT", "/plain/k", vec![mode, until, ("content-md5", &*digest)]),
        ("PUT", "/plain/k", vec![(HOLD, "ON"), copy]),
        ("POST", "/plain/k?uploads", vec![(HOLD, "ON")]),
    ] {
        let refused = world.send(method, uri, &headers, "x").await.refused(400, "InvalidRequest");
        assert_eq!(refused.message(), "Bucket is missing ObjectLockConfiguration");
    }
    // A presigned request has them in its query.
    send("/bkt/k?x-amz-object-lock-legal-hold=ON", &[]).await.expect(200);
    assert_eq!(world.get("/bkt/k?legal-hold").await.element("Status"), "ON");
}

/// The lock of the source is not the copy's: <https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html>.
#[tokio::test]
async fn copies_and_uploads_are_locked_too() {
    let world = locking().await;
    put(&world, &[(HOLD, "ON")]).await;
    let copy = ("x-amz-copy-source", "bkt/k");
    world.send("PUT", "/bkt/bare", &[copy], "").await.expect(200);
    world.get("/bkt/bare?legal-hold").await.refused(404, "NoSuchObjectLockConfiguration");
    let lock = [(MODE, "COMPLIANCE"), (UNTIL, "2030-01-01T00:00:00Z"), (HOLD, "OFF")];
    let headers: Vec<_> = lock.iter().copied().chain([copy]).collect();
    world.send("PUT", "/bkt/copy", &headers, "").await.expect(200);
    let begun = world.send("POST", "/bkt/parts?uploads", &lock, "").await.expect(200);
    let upload = begun.element("UploadId");
    let part = format!("/bkt/parts?partNumber=1&uploadId={upload}");
    let bare = world.send("PUT", &part, &[], "x").await.refused(400, "InvalidRequest");
    // s3tools/s3cmd, issue 1436.
    assert_eq!(
        bare.message(),
        "Content-MD5 OR x-amz-checksum- HTTP header is required for Put Part requests with Object Lock parameters"
    );
    let etag = world.send("PUT", &part, &[("content-md5", &md5("x"))], "x").await.expect(200);
    let document = format!(
        "<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>{}</ETag></Part></CompleteMultipartUpload>",
        etag.header("etag")
    );
    world.send("POST", &format!("/bkt/parts?uploadId={upload}"), &[], document).await.expect(200);
    for key in ["copy", "parts"] {
        let head = world.send("HEAD", &format!("/bkt/{key}"), &[], "").await.expect(200);
        assert_eq!(head.header(MODE), "COMPLIANCE", "{key}");
        assert_eq!(head.header(UNTIL), "2030-01-01T00:00:00.000Z");
        assert_eq!(head.header(HOLD), "OFF");
    }
}

#[tokio::test]
async fn a_bucket_locks_new_versions_by_its_default() {
    let world = locking().await;
    let before = put(&world, &[]).await;
    world.put("/bkt?object-lock", default("<Mode>GOVERNANCE</Mode><Days>2</Days>")).await;
    world.send("PUT", "/bkt/k", &[], "x").await.refused(400, "InvalidRequest");
    put(&world, &[]).await;
    let shown = world.get("/bkt/k?retention").await.expect(200);
    assert_eq!(shown.element("RetainUntilDate"), "2026-01-04T03:04:05.000Z");
    world
        .get(&format!("/bkt/k?retention&versionId={before}"))
        .await
        .refused(404, "NoSuchObjectLockConfiguration");
    // The request's own word wins.
    put(&world, &[(MODE, "COMPLIANCE"), (UNTIL, "2030-01-01T00:00:00Z")]).await;
    assert_eq!(world.get("/bkt/k?retention").await.element("Mode"), "COMPLIANCE");
    world.put("/bkt?object-lock", default("<Mode>COMPLIANCE</Mode><Years>1</Years>")).await;
    world.send("PUT", "/bkt/copy", &[("x-amz-copy-source", "bkt/k")], "").await.expect(200);
    let shown = world.get("/bkt/copy?retention").await.expect(200);
    assert_eq!(shown.element("RetainUntilDate"), "2027-01-02T03:04:05.000Z");
    let begun = world.send("POST", "/bkt/parts?uploads", &[], "").await.expect(200);
    let part = format!("/bkt/parts?partNumber=1&uploadId={}", begun.element("UploadId"));
    world.send("PUT", &part, &[], "x").await.refused(400, "InvalidRequest");
    world.send("PUT", &part, &[("x-amz-checksum-crc32", "jNxlOA==")], "y").await.refused(400, "BadDigest");
    world.send("PUT", &part, &[("content-md5", &md5("x"))], "x").await.expect(200);
    for (rule, code) in [
        ("<Mode>GOVERNANCE</Mode><Days>0</Days>", "InvalidArgument"),
        ("<Mode>GOVERNANCE</Mode><Years>101</Years>", "InvalidArgument"),
        ("<Mode>GOVERNANCE</Mode><Days>1</Days><Years>1</Years>", "MalformedXML"),
        ("<Mode>governance</Mode><Days>1</Days>", "MalformedXML"),
    ] {
        world.send("PUT", "/bkt?object-lock", &[], default(rule)).await.refused(400, code);
    }
}

#[tokio::test]
async fn a_lock_comes_with_versions_and_they_stay() {
    let world = locking().await;
    assert_eq!(world.get("/bkt?versioning").await.element("Status"), "Enabled");
    let status =
        |status| format!("<VersioningConfiguration><Status>{status}</Status></VersioningConfiguration>");
    let refused = world.send("PUT", "/bkt?versioning", &[], status("Suspended")).await;
    refused.refused(409, "InvalidBucketState");
    // One that is there may begin to lock, once it keeps versions.
    world.send("PUT", "/later", &[], "").await.expect(200);
    let document = default("<Mode>GOVERNANCE</Mode><Days>1</Days>");
    world.send("PUT", "/later?object-lock", &[], document.clone()).await.refused(409, "InvalidBucketState");
    world.put("/later?versioning", status("Enabled")).await;
    world.put("/later?object-lock", document).await;
    world.send("PUT", "/later/k", &[("content-md5", &md5("x"))], "x").await.expect(200);
    assert_eq!(world.get("/later/k?retention").await.element("Mode"), "GOVERNANCE");
}

#[tokio::test]
async fn each_of_many_is_judged_by_itself() {
    let world = locking().await;
    let held = put(&world, &[(HOLD, "ON")]).await;
    let governed = put(&world, &[(MODE, "GOVERNANCE"), (UNTIL, "2030-01-01T00:00:00Z")]).await;
    let free = put(&world, &[]).await;
    let document: String = [&held, &governed, &free]
        .map(|id| format!("<Object><Key>k</Key><VersionId>{id}</VersionId></Object>"))
        .concat();
    let document = format!("<Delete>{document}</Delete>");
    let digest = md5(&document);
    let send = async |headers: &[(&str, &str)]| {
        let headers: Vec<_> = headers.iter().copied().chain([("content-md5", &*digest)]).collect();
        world.send("POST", "/bkt?delete", &headers, document.clone()).await.expect(200)
    };
    let done = send(&[]).await;
    assert_eq!(done.elements("Code"), ["AccessDenied", "AccessDenied"]);
    assert_eq!(done.elements("Message"), [PROTECTED, PROTECTED]);
    assert_eq!(done.elements("Deleted").len(), 1);
    let done = send(&[BYPASS]).await;
    assert_eq!(done.elements("Code"), ["AccessDenied"]);
    assert_eq!(world.get("/bkt?versions").await.elements("VersionId"), [held]);
}

/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-s3-bucket-defaulteventhold.html>: what is held
/// "remain[s] protected while the hold is active"; "when the event hold is released, Amazon S3 retains the object version for this
/// duration, measured from the time the hold is released". What is refused beside that is our guess.
#[tokio::test]
async fn an_event_hold_stands_until_the_event_and_a_while_longer() {
    let world = locking().await;
    let event = "x-amz-object-lock-event-hold";
    let days = "x-amz-object-lock-event-hold-duration-days";
    let id = put(&world, &[(MODE, "COMPLIANCE"), (event, "ON"), (days, "2")]).await;
    let head = world.send("HEAD", "/bkt/k", &[], "").await.expect(200);
    for (name, value) in [(MODE, "COMPLIANCE"), (UNTIL, ""), (event, "ON"), (days, "2")] {
        assert_eq!(head.header(name), value, "{name}");
    }
    world.wait(100 * DAY);
    delete(&world, &id, &[BYPASS]).await.refused(403, "AccessDenied");
    let hold = |inside: &str| format!("<Retention>{inside}</Retention>");
    let place = |mode: &str, duration: &str| {
        hold(&format!(
            "<Mode>{mode}</Mode><EventHold>ON</EventHold><EventHoldDuration>{duration}</EventHoldDuration>"
        ))
    };
    let retention = async |headers: &[(&str, &str)], document: String| {
        world.send("PUT", "/bkt/k?retention", headers, document).await
    };
    for document in [place("COMPLIANCE", "<Days>1</Days>"), place("GOVERNANCE", "<Years>1</Years>"), hold("")]
    {
        retention(&[BYPASS], document).await.refused(403, "AccessDenied");
    }
    retention(&[], place("COMPLIANCE", "<Days>3</Days>")).await.expect(200);
    let shown = world.get("/bkt/k?retention").await.expect(200);
    assert_eq!((shown.element("Mode").as_str(), shown.element("EventHold").as_str()), ("COMPLIANCE", "ON"));
    assert_eq!(shown.element("EventHoldDuration"), "<Days>3</Days>");
    // 2026-04-12T03:04:05Z
    retention(&[], hold("<EventHold>OFF</EventHold>")).await.expect(200);
    let shown = world.get("/bkt/k?retention").await.expect(200);
    assert_eq!(shown.element("RetainUntilDate"), "2026-04-15T03:04:05.000Z");
    assert_eq!(
        (shown.element("EventHold").as_str(), shown.element("EventHoldDuration").as_str()),
        ("OFF", "")
    );
    world.wait(2 * DAY);
    delete(&world, &id, &[]).await.refused(403, "AccessDenied");
    world.wait(DAY);
    delete(&world, &id, &[]).await.expect(204);
    // A governance gives way.
    let id = put(&world, &[(MODE, "GOVERNANCE"), (event, "ON"), (days, "2")]).await;
    delete(&world, &id, &[]).await.refused(403, "AccessDenied");
    retention(&[BYPASS], hold("")).await.expect(200);
    world.get("/bkt/k?retention").await.refused(404, "NoSuchObjectLockConfiguration");
    delete(&world, &id, &[]).await.expect(204);
    let digest = md5("x");
    for headers in [
        [(event, "ON"), (days, "0")],
        [(event, "ON"), (MODE, "GOVERNANCE")],
        [(event, "on"), (days, "1")],
        [(event, "OFF"), (days, "1")],
    ] {
        let headers: Vec<_> = headers.into_iter().chain([("content-md5", &*digest)]).collect();
        world.send("PUT", "/bkt/k", &headers, "x").await.refused(400, "InvalidArgument");
    }
    put(&world, &[]).await;
    for inside in [
        "<EventHold>ON</EventHold>",
        "<EventHold>maybe</EventHold>",
        "<Mode>GOVERNANCE</Mode><EventHold>ON</EventHold><EventHoldDuration><Days>1</Days><Years>1</Years></EventHoldDuration>",
    ] {
        retention(&[], hold(inside)).await.refused(400, "MalformedXML");
    }
    // By default.
    let rule = "<Mode>GOVERNANCE</Mode><DefaultEventHold><Years>1</Years></DefaultEventHold>";
    world.put("/bkt?object-lock", default(rule)).await;
    put(&world, &[]).await;
    let head = world.send("HEAD", "/bkt/k", &[], "").await.expect(200);
    let years = head.header("x-amz-object-lock-event-hold-duration-years");
    assert_eq!((head.header(event), years, head.header(UNTIL)), ("ON", "1", ""));
    put(&world, &[(MODE, "GOVERNANCE"), (UNTIL, "2030-01-01T00:00:00Z")]).await;
    assert_eq!(world.send("HEAD", "/bkt/k", &[], "").await.header(event), "");
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/MultiFactorAuthenticationDelete.html>; the sentence is what AWS's
/// command line prints in many places.
#[tokio::test]
async fn a_second_factor_is_asked_for_where_the_bucket_wants_one() {
    let world = World::with_bucket().await;
    let document = |mfa: &str| {
        format!(
            "<VersioningConfiguration><Status>Enabled</Status><MfaDelete>{mfa}</MfaDelete></VersioningConfiguration>"
        )
    };
    let versioning = async |headers: &[(&str, &str)], mfa| {
        world.send("PUT", "/bkt?versioning", headers, document(mfa)).await
    };
    let refused = versioning(&[], "Enabled").await.refused(403, "AccessDenied");
    assert_eq!(refused.message(), "Mfa Authentication must be used for this request");
    assert_eq!(world.get("/bkt?versioning").await.element("Status"), "");
    versioning(&[("x-amz-mfa", "serial")], "Enabled").await.refused(403, "AccessDenied");
    versioning(&[MFA], "Enabled").await.expect(200);
    assert_eq!(world.get("/bkt?versioning").await.element("MfaDelete"), "Enabled");
    let id = world.put("/bkt/k", "x").await.header("x-amz-version-id").to_owned();
    delete(&world, &id, &[]).await.refused(403, "AccessDenied");
    // Of many, all or none: <https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html>.
    let many = format!(
        "<Delete><Object><Key>other</Key></Object><Object><Key>k</Key><VersionId>{id}</VersionId></Object></Delete>"
    );
    let digest = [("content-md5", &*md5(&many))];
    world.send("POST", "/bkt?delete", &digest, many.clone()).await.refused(403, "AccessDenied");
    assert_eq!(world.get("/bkt?versions").await.elements("Key"), ["k"]);
    // A marker needs none.
    world.delete("/bkt/k").await.expect(204);
    delete(&world, &id, &[MFA]).await.expect(204);
    versioning(&[], "Disabled").await.refused(403, "AccessDenied");
    versioning(&[MFA], "Disabled").await.expect(200);
    assert_eq!(world.get("/bkt?versioning").await.element("MfaDelete"), "Disabled");
}

/// The key of <https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-managing.html#object-lock-managing-retention-limits>.
#[tokio::test]
async fn a_policy_limits_how_long_an_object_is_locked() {
    let world = locking().await;
    put(&world, &[]).await;
    let statement = |effect: &str, action: &str, more: &str| {
        format!(
            "{{\"Effect\":\"{effect}\",\"Principal\":{{\"AWS\":\"111111111111\"}},\"Action\":\"s3:{action}\",\"Resource\":\"arn:aws:s3:::bkt/*\"{more}}}"
        )
    };
    let long = ",\"Condition\":{\"NumericGreaterThan\":{\"s3:object-lock-remaining-retention-days\":\"10\"}}";
    let statements =
        format!("{},{}", statement("Allow", "*", ""), statement("Deny", "PutObjectRetention", long));
    let policy = format!("{{\"Version\":\"2012-10-17\",\"Statement\":[{statements}]}}");
    world.delete("/bkt?publicAccessBlock").await.expect(204);
    world.send("PUT", "/bkt?policy", &[], policy).await.expect(204);
    let other = world.as_account("111111111111");
    let digest = md5("x");
    let until = |until| [(MODE, "GOVERNANCE"), (UNTIL, until), ("content-md5", &*digest)];
    let long = until("2026-01-14T00:00:00Z");
    other.send("PUT", "/bkt/long", &long, "x").await.refused(403, "AccessDenied");
    let short = until("2026-01-10T00:00:00Z");
    other.send("PUT", "/bkt/short", &short, "x").await.expect(200);
}
