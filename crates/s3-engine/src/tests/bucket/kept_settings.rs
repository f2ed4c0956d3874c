//! The settings whose documents have rules of their own. Documents are those of AWS's API reference, from the page of the
//! operation that a test is named as; codes without a page are AWS's as generally known.

use crate::tests::World;
use crate::tests::bucket::settings::{Life, refused};

/// API_PutBucketCors; limits by <https://docs.aws.amazon.com/AmazonS3/latest/userguide/ManageCorsUsing.html>.
#[tokio::test]
async fn put_bucket_cors() {
    let world = World::with_bucket().await;
    let put = "<CORSConfiguration><CORSRule><AllowedOrigin>http://www.example.com</AllowedOrigin><AllowedMethod>PUT</AllowedMethod><AllowedMethod>POST</AllowedMethod><AllowedHeader>*</AllowedHeader><MaxAgeSeconds>3000</MaxAgeSeconds><ExposeHeader>x-amz-request-id</ExposeHeader></CORSRule><CORSRule><AllowedOrigin>*</AllowedOrigin><AllowedMethod>GET</AllowedMethod></CORSRule></CORSConfiguration>";
    let shown = "<CORSConfiguration><CORSRule><AllowedHeader>*</AllowedHeader><AllowedMethod>PUT</AllowedMethod><AllowedMethod>POST</AllowedMethod><AllowedOrigin>http://www.example.com</AllowedOrigin><ExposeHeader>x-amz-request-id</ExposeHeader><MaxAgeSeconds>3000</MaxAgeSeconds></CORSRule><CORSRule><AllowedMethod>GET</AllowedMethod><AllowedOrigin>*</AllowedOrigin></CORSRule></CORSConfiguration>";
    Life { query: "cors", put, shown, deleted: "NoSuchCORSConfiguration" }.lived(&world).await;
    let of = |rule: &str| format!("<CORSConfiguration><CORSRule>{rule}</CORSRule></CORSConfiguration>");
    let get = "<AllowedMethod>GET</AllowedMethod>";
    let anywhere = "<AllowedOrigin>*</AllowedOrigin>";
    let many = format!(
        "<CORSConfiguration>{}</CORSConfiguration>",
        format!("<CORSRule>{get}{anywhere}</CORSRule>").repeat(101)
    );
    refused(
        &world,
        "cors",
        "MalformedXML",
        &[
            &of(get),
            &of(anywhere),
            "<CORSConfiguration/>",
            &of(&format!("{get}{anywhere}<MaxAgeSeconds>long</MaxAgeSeconds>")),
            // Our guess.
            &of(&format!("{get}{anywhere}<MaxAgeSeconds>-1</MaxAgeSeconds>")),
        ],
    )
    .await;
    refused(
        &world,
        "cors",
        "InvalidRequest",
        &[
            &many,
            &of(&format!("<AllowedMethod>PATCH</AllowedMethod>{anywhere}")),
            &of(&format!("{get}<AllowedOrigin>http://*.*.com</AllowedOrigin>")),
            &of(&format!("{get}{anywhere}<ExposeHeader>x-*</ExposeHeader>")),
        ],
    )
    .await;
    // "The value cannot be longer than 255 characters." The sentence is that of lifecycles.
    // https://docs.aws.amazon.com/AmazonS3/latest/API/API_CORSRule.html
    let long = of(&format!("<ID>{}</ID>{get}{anywhere}", "i".repeat(256)));
    refused(&world, "cors", "InvalidArgument", &[&long]).await;
}

fn rules(rules: &str) -> String {
    format!("<LifecycleConfiguration>{rules}</LifecycleConfiguration>")
}

/// API_PutBucketLifecycleConfiguration, API_GetBucketLifecycleConfiguration.
#[tokio::test]
async fn put_bucket_lifecycle_configuration() {
    let world = World::with_bucket().await;
    let deleted = "NoSuchLifecycleConfiguration";
    let put = &rules(
        "<Rule><ID>id1</ID><Filter><Prefix>documents/</Prefix></Filter><Status>Enabled</Status><Transition><Days>30</Days><StorageClass>GLACIER</StorageClass></Transition></Rule><Rule><ID>id2</ID><Filter><Prefix>logs/</Prefix></Filter><Status>Enabled</Status><Expiration><Days>365</Days></Expiration></Rule>",
    );
    let shown = &rules(
        "<Rule><ID>id1</ID><Filter><Prefix>documents/</Prefix></Filter><Status>Enabled</Status><Transition><Days>30</Days><StorageClass>GLACIER</StorageClass></Transition></Rule><Rule><Expiration><Days>365</Days></Expiration><ID>id2</ID><Filter><Prefix>logs/</Prefix></Filter><Status>Enabled</Status></Rule>",
    );
    Life { query: "lifecycle", put, shown, deleted }.lived(&world).await;
    let put = &rules(
        "<Rule><ID>a</ID><Filter><And><Prefix>p</Prefix><Tag><Key>k</Key><Value>v</Value></Tag><ObjectSizeGreaterThan>500</ObjectSizeGreaterThan></And></Filter><Status>Disabled</Status><NoncurrentVersionTransition><NoncurrentDays>30</NoncurrentDays><StorageClass>STANDARD_IA</StorageClass><NewerNoncurrentVersions>5</NewerNoncurrentVersions></NoncurrentVersionTransition><NoncurrentVersionExpiration><NoncurrentDays>100</NoncurrentDays></NoncurrentVersionExpiration></Rule><Rule><ID>b</ID><Filter><Prefix>p</Prefix></Filter><Status>Enabled</Status><AbortIncompleteMultipartUpload><DaysAfterInitiation>7</DaysAfterInitiation></AbortIncompleteMultipartUpload></Rule>",
    );
    Life { query: "lifecycle", put, shown: "", deleted }.lived(&world).await;
    let put = &rules(
        "<Rule><ID>old</ID><Prefix/><Status>Enabled</Status><Expiration><Date>2030-01-01T00:00:00.000Z</Date></Expiration></Rule>",
    );
    let shown = &rules(
        "<Rule><Expiration><Date>2030-01-01T00:00:00Z</Date></Expiration><ID>old</ID><Prefix/><Status>Enabled</Status></Rule>",
    );
    Life { query: "lifecycle", put, shown, deleted }.lived(&world).await;
}

/// The same page: the header, and what it is where nobody sent it; "if you don't specify one, S3 assigns" an id.
#[tokio::test]
async fn lifecycle_header_and_ids() {
    let world = World::with_bucket().await;
    let header = "x-amz-transition-default-minimum-object-size";
    let rule = "<Rule><Filter/><Status>Enabled</Status><Expiration><Days>1</Days></Expiration></Rule>";
    let reply = world.put("/bkt?lifecycle", rules(&rule.repeat(2))).await;
    assert_eq!(reply.header(header), "all_storage_classes_128K");
    let shown = world.get("/bkt?lifecycle").await.expect(200);
    assert_eq!(shown.header(header), "all_storage_classes_128K");
    let ids = shown.elements("ID");
    assert!(ids.len() == 2 && ids[0] != ids[1] && ids[0].len() == 48, "{ids:?}");
    let varies = [(header, "varies_by_storage_class")];
    world.send("PUT", "/bkt?lifecycle", &varies, rules(rule)).await.expect(200);
    assert_eq!(world.get("/bkt?lifecycle").await.expect(200).header(header), "varies_by_storage_class");
    let odd = [(header, "odd")];
    world.send("PUT", "/bkt?lifecycle", &odd, rules(rule)).await.refused(400, "InvalidArgument");
    assert_eq!(world.get("/bkt?lifecycle").await.expect(200).header(header), "varies_by_storage_class");
}

#[tokio::test]
async fn lifecycle_rules_that_are_none() {
    let world = World::with_bucket().await;
    let rule = |inside: &str| rules(&format!("<Rule>{inside}</Rule>"));
    let of = |action: &str| rule(&format!("<ID>i</ID><Filter/><Status>Enabled</Status>{action}"));
    let days = "<Expiration><Days>1</Days></Expiration>";
    let many = (0..1001).map(|n| {
        format!(
            "<Rule><ID>{n}</ID><Filter><Prefix>{n}</Prefix></Filter><Status>Enabled</Status>{days}</Rule>"
        )
    });
    let and =
        |inside: &str| rule(&format!("<Filter><And>{inside}</And></Filter><Status>Enabled</Status>{days}"));
    refused(
        &world,
        "lifecycle",
        "MalformedXML",
        &[
            &rules(""),
            &rules(&many.collect::<String>()),
            &rule(&format!("<Status>Enabled</Status>{days}")),
            &rule(&format!("<Filter/><Prefix>a</Prefix><Status>Enabled</Status>{days}")),
            &rule(&format!("<Filter/>{days}")),
            &rule(&format!("<Filter/><Status>enabled</Status>{days}")),
            &rule(&format!("<Filter><Prefix>a</Prefix><ObjectSizeLessThan>9</ObjectSizeLessThan></Filter><Status>Enabled</Status>{days}")),
            &and("<Prefix>a</Prefix>"),
            &of("<Expiration/>"),
            &of("<Expiration><Days>1</Days><Date>2030-01-01T00:00:00Z</Date></Expiration>"),
            &of("<Transition><Days>1</Days><StorageClass>STANDARD</StorageClass></Transition>"),
            &of("<Transition><StorageClass>GLACIER</StorageClass></Transition>"),
        ],
    )
    .await;
    let two =
        "<Rule><ID>i</ID><Filter/><Status>Enabled</Status><Expiration><Days>1</Days></Expiration></Rule>";
    refused(
        &world,
        "lifecycle",
        "InvalidArgument",
        &[
            &rules(&two.repeat(2)),
            &of("<Expiration><Days>0</Days></Expiration>"),
            // hashicorp/terraform-provider-aws, issue 34197.
            &of("<NoncurrentVersionExpiration><NewerNoncurrentVersions>1</NewerNoncurrentVersions></NoncurrentVersionExpiration>"),
            &of("<NoncurrentVersionExpiration><NoncurrentDays>1</NoncurrentDays><NewerNoncurrentVersions>101</NewerNoncurrentVersions></NoncurrentVersionExpiration>"),
            &of("<NoncurrentVersionTransition><NoncurrentDays>1</NoncurrentDays><NewerNoncurrentVersions>0</NewerNoncurrentVersions><StorageClass>GLACIER</StorageClass></NoncurrentVersionTransition>"),
            &of("<Expiration><Days>30</Days></Expiration><Transition><Days>30</Days><StorageClass>GLACIER</StorageClass></Transition>"),
            &of("<NoncurrentVersionExpiration><NoncurrentDays>1</NoncurrentDays></NoncurrentVersionExpiration><NoncurrentVersionTransition><NoncurrentDays>2</NoncurrentDays><StorageClass>GLACIER</StorageClass></NoncurrentVersionTransition>"),
            &of("<Expiration><Date>2030-01-01T00:00:01Z</Date></Expiration>"),
            &of("<Transition><Days>29</Days><StorageClass>STANDARD_IA</StorageClass></Transition>"),
            &rule(&format!("<ID>{}</ID><Filter/><Status>Enabled</Status>{days}", "i".repeat(256))),
        ],
    )
    .await;
    // Our limit, of what AWS does not say.
    let long = rules(&" ".repeat(1 << 20));
    refused(&world, "lifecycle", "MaxMessageLengthExceeded", &[&long]).await;
    let most = (0..1000).map(|n| {
        format!("<Rule><ID>{n:0>255}</ID><Filter><Prefix>{n:0>500}</Prefix></Filter><Status>Enabled</Status>{days}</Rule>")
    });
    world.put("/bkt?lifecycle", rules(&most.collect::<String>())).await;
    assert_eq!(world.get("/bkt?lifecycle").await.expect(200).elements("ID").len(), 1000);
    let same = |id: u8| format!("<Rule><ID>{id}</ID><Prefix>p</Prefix><Status>Enabled</Status>{days}</Rule>");
    // terraform-aws-modules/terraform-aws-s3-bucket, issue 109; for markers it is our guess.
    let tagged = |action: &str| {
        let tag = "<Tag><Key>k</Key><Value>v</Value></Tag>";
        rule(&format!("<Filter>{tag}</Filter><Status>Enabled</Status>{action}"))
    };
    let abort = tagged(
        "<AbortIncompleteMultipartUpload><DaysAfterInitiation>1</DaysAfterInitiation></AbortIncompleteMultipartUpload>",
    );
    let markers =
        tagged("<Expiration><ExpiredObjectDeleteMarker>true</ExpiredObjectDeleteMarker></Expiration>");
    let twice = rules(&format!("{}{}", same(1), same(2)));
    refused(&world, "lifecycle", "InvalidRequest", &[&of(""), &twice, &abort, &markers]).await;
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/MultiFactorAuthenticationDelete.html>: not with a lifecycle.
#[tokio::test]
async fn a_lifecycle_has_no_second_factor() {
    let world = World::with_bucket().await;
    let rule = rules("<Rule><Filter/><Status>Enabled</Status><Expiration><Days>1</Days></Expiration></Rule>");
    world.put("/bkt?lifecycle", rule.clone()).await;
    let mfa = [("x-amz-mfa", "serial 123456")];
    let versioning = "<VersioningConfiguration><Status>Enabled</Status><MfaDelete>Enabled</MfaDelete></VersioningConfiguration>";
    let refused = world.send("PUT", "/bkt?versioning", &mfa, versioning).await;
    // cloudposse/terraform-aws-codebuild, issue 76.
    assert_eq!(
        refused.refused(409, "InvalidBucketState").message(),
        "Mfa Authentication is not supported on a bucket with lifecycle configuration. Delete lifecycle configuration before enabling Mfa Authentication."
    );
    world.delete("/bkt?lifecycle").await.expect(204);
    world.send("PUT", "/bkt?versioning", &mfa, versioning).await.expect(200);
    world.send("PUT", "/bkt?lifecycle", &[], rule).await.refused(409, "InvalidBucketState");
}

/// API_PutBucketWebsite.
#[tokio::test]
async fn put_bucket_website() {
    let world = World::with_bucket().await;
    let site = |inside: &str| format!("<WebsiteConfiguration>{inside}</WebsiteConfiguration>");
    let deleted = "NoSuchWebsiteConfiguration";
    let all = &site("<RedirectAllRequestsTo><HostName>example.com</HostName></RedirectAllRequestsTo>");
    Life { query: "website", put: all, shown: "", deleted }.lived(&world).await;
    let (index, error) = (
        "<IndexDocument><Suffix>index.html</Suffix></IndexDocument>",
        "<ErrorDocument><Key>Error.html</Key></ErrorDocument>",
    );
    let route = "<RoutingRules><RoutingRule><Condition><KeyPrefixEquals>docs/</KeyPrefixEquals></Condition><Redirect><ReplaceKeyPrefixWith>documents/</ReplaceKeyPrefixWith></Redirect></RoutingRule></RoutingRules>";
    let (put, shown) = (&site(&format!("{index}{error}{route}")), &site(&format!("{error}{index}{route}")));
    Life { query: "website", put, shown, deleted }.lived(&world).await;
    refused(
        &world,
        "website",
        "InvalidArgument",
        &[
            &site(""),
            &site(error),
            &site("<IndexDocument><Suffix>a/b</Suffix></IndexDocument>"),
            &site(&format!("{index}<RedirectAllRequestsTo><HostName>a</HostName></RedirectAllRequestsTo>")),
        ],
    )
    .await;
    let rule = |inside: &str| {
        site(&format!("{index}<RoutingRules><RoutingRule>{inside}</RoutingRule></RoutingRules>"))
    };
    let one = "<RoutingRule><Redirect><HostName>a</HostName></Redirect></RoutingRule>";
    refused(
        &world,
        "website",
        "InvalidRequest",
        &[
            &rule("<Condition/><Redirect><HostName>a</HostName></Redirect>"),
            &rule("<Redirect><HttpRedirectCode>300</HttpRedirectCode></Redirect>"),
            &rule("<Redirect><ReplaceKeyWith>a</ReplaceKeyWith><ReplaceKeyPrefixWith>b</ReplaceKeyPrefixWith></Redirect>"),
            &rule("<Condition><HttpErrorCodeReturnedEquals>200</HttpErrorCodeReturnedEquals></Condition><Redirect><HostName>a</HostName></Redirect>"),
            &site(&format!("{index}<RoutingRules>{}</RoutingRules>", one.repeat(51))),
        ],
    )
    .await;
    refused(
        &world,
        "website",
        "MalformedXML",
        &[&rule(""), &rule("<Redirect/>"), &rule("<Redirect><Protocol>ftp</Protocol></Redirect>")],
    )
    .await;
}

/// API_PutBucketAccelerateConfiguration, API_PutBucketRequestPayment, API_PutBucketAbac: nobody deletes them.
#[tokio::test]
async fn switches() {
    let world = World::with_bucket().await;
    for (query, root, element, values) in [
        ("accelerate", "AccelerateConfiguration", "Status", ["Enabled", "Suspended"]),
        ("requestPayment", "RequestPaymentConfiguration", "Payer", ["Requester", "BucketOwner"]),
        ("abac", "AbacStatus", "Status", ["Enabled", "Disabled"]),
    ] {
        let uri = format!("/bkt?{query}");
        let document = |value: &str| format!("<{root}><{element}>{value}</{element}></{root}>");
        for value in values {
            world.put(&uri, document(value)).await;
            let shown = world.get(&uri).await.expect(200);
            assert_eq!(shown.text(), crate::tests::bucket::settings::whole(&document(value)));
        }
        refused(&world, query, "MalformedXML", &[&document("perhaps"), &format!("<{root}/>")]).await;
        world.delete(&uri).await.refused(405, "MethodNotAllowed");
    }
    assert_eq!(World::with_bucket().await.get("/bkt?abac").await.expect(200).element("Status"), "Disabled");
    world.put("/dots.in.name", "").await;
    let on = "<AccelerateConfiguration><Status>Enabled</Status></AccelerateConfiguration>";
    world.send("PUT", "/dots.in.name?accelerate", &[], on).await.refused(400, "InvalidRequest");
}

const VERSIONS: &str = "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>";

/// API_PutBucketReplication; both buckets keep versions
/// (<https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-requirements.html>).
#[tokio::test]
async fn put_bucket_replication() {
    let world = World::with_bucket().await;
    let rule = "<Rule><ID>rule1</ID><Priority>1</Priority><Filter><Prefix>TaxDocs</Prefix></Filter><Status>Enabled</Status><Destination><Bucket>arn:aws:s3:::replica</Bucket></Destination><DeleteMarkerReplication><Status>Disabled</Status></DeleteMarkerReplication></Rule>";
    let put = &format!(
        "<ReplicationConfiguration><Role>arn:aws:iam::356670000000:role/CrossRegionReplicationRoleForS3</Role>{rule}</ReplicationConfiguration>"
    );
    refused(&world, "replication", "InvalidRequest", &[put]).await;
    world.put("/bkt?versioning", VERSIONS).await;
    refused(&world, "replication", "InvalidRequest", &[put]).await;
    world.put("/replica", "").await;
    refused(&world, "replication", "InvalidRequest", &[put]).await;
    world.put("/replica?versioning", VERSIONS).await;
    Life { query: "replication", put, shown: "", deleted: "ReplicationConfigurationNotFoundError" }
        .lived(&world)
        .await;
    world.put("/bkt?replication", put.to_owned()).await;
    let off = VERSIONS.replace("Enabled", "Suspended");
    world.send("PUT", "/bkt?versioning", &[], off.clone()).await.refused(409, "InvalidBucketState");
    world.delete("/bkt?replication").await.expect(204);
    world.put("/bkt?versioning", off).await;
    world.put("/bkt?versioning", VERSIONS).await;
    let no_role = put.replace("Role>", "Roll>");
    refused(
        &world,
        "replication",
        "MalformedXML",
        &[&no_role, "<ReplicationConfiguration><Role>r</Role></ReplicationConfiguration>"],
    )
    .await;
    refused(&world, "replication", "InvalidArgument", &[&put.replace("arn:aws:iam::", "arn:aws:s3::")]).await;
}

/// API_PutObjectLockConfiguration: of a bucket that keeps versions, days or years.
#[tokio::test]
async fn put_object_lock_configuration() {
    let world = World::with_bucket().await;
    let lock = |retention: &str| {
        format!(
            "<ObjectLockConfiguration><ObjectLockEnabled>Enabled</ObjectLockEnabled><Rule><DefaultRetention>{retention}</DefaultRetention></Rule></ObjectLockConfiguration>"
        )
    };
    let put = lock("<Mode>GOVERNANCE</Mode><Days>1</Days>");
    let refusal = world.send("PUT", "/bkt?object-lock", &[], put.clone()).await;
    refusal.refused(409, "InvalidBucketState");
    world.put("/bkt?versioning", VERSIONS).await;
    for put in [&put, &lock("<Mode>COMPLIANCE</Mode><Years>2</Years>")] {
        world.put("/bkt?object-lock", put.to_owned()).await;
        let shown = world.get("/bkt?object-lock").await.expect(200);
        assert_eq!(shown.text(), crate::tests::bucket::settings::whole(put));
    }
    let off = VERSIONS.replace("Enabled", "Suspended");
    world.send("PUT", "/bkt?versioning", &[], off).await.refused(409, "InvalidBucketState");
    refused(
        &world,
        "object-lock",
        "MalformedXML",
        &[
            &lock("<Mode>GOVERNANCE</Mode>"),
            &lock("<Mode>GOVERNANCE</Mode><Days>1</Days><Years>1</Years>"),
            &lock("<Days>1</Days>"),
            &lock("<Mode>governance</Mode><Days>1</Days>"),
        ],
    )
    .await;
    refused(&world, "object-lock", "InvalidArgument", &[&lock("<Mode>GOVERNANCE</Mode><Days>0</Days>")])
        .await;
}
