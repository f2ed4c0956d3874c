//! Settings of buckets: put, shown, deleted, put again. Documents are from AWS's API reference, from the page of the operation
//! that a test names; of the order of elements in what is shown AWS promises nothing, ours is that of its model.

use std::ops::ControlFlow;

use store::{Key, Space};

use crate::Settings;
use crate::tests::World;

const XMLNS: &str = "xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"";

/// A document that each operation takes.
const EXAMPLES: &[(&str, &str)] = &[
    (
        "CreateBucketMetadataConfiguration",
        "<MetadataConfiguration><JournalTableConfiguration><RecordExpiration><Expiration>ENABLED</Expiration><Days>10</Days></RecordExpiration></JournalTableConfiguration><InventoryTableConfiguration><ConfigurationState>DISABLED</ConfigurationState></InventoryTableConfiguration></MetadataConfiguration>",
    ),
    (
        "CreateBucketMetadataTableConfiguration",
        "<MetadataTableConfiguration><S3TablesDestination><TableBucketArn>arn:aws:s3tables:us-east-1:111122223333:bucket/tables</TableBucketArn><TableName>t</TableName></S3TablesDestination></MetadataTableConfiguration>",
    ),
    (
        "UpdateBucketMetadataAnnotationTableConfiguration",
        "<AnnotationTableConfiguration><ConfigurationState>ENABLED</ConfigurationState></AnnotationTableConfiguration>",
    ),
    (
        "UpdateBucketMetadataInventoryTableConfiguration",
        "<InventoryTableConfiguration><ConfigurationState>ENABLED</ConfigurationState><EncryptionConfiguration><SseAlgorithm>AES256</SseAlgorithm></EncryptionConfiguration></InventoryTableConfiguration>",
    ),
    (
        "UpdateBucketMetadataJournalTableConfiguration",
        "<JournalTableConfiguration><RecordExpiration><Expiration>DISABLED</Expiration></RecordExpiration></JournalTableConfiguration>",
    ),
    (
        "PutBucketLogging",
        "<BucketLoggingStatus><LoggingEnabled><TargetBucket>ver</TargetBucket><TargetPrefix/></LoggingEnabled></BucketLoggingStatus>",
    ),
    ("PutBucketAbac", "<AbacStatus><Status>Enabled</Status></AbacStatus>"),
    (
        "PutBucketAccelerateConfiguration",
        "<AccelerateConfiguration><Status>Enabled</Status></AccelerateConfiguration>",
    ),
    (
        "PutBucketAnalyticsConfiguration",
        "<AnalyticsConfiguration><Id>x</Id><Filter><And><Prefix>images/</Prefix><Tag><Key>dog</Key><Value>corgi</Value></Tag></And></Filter><StorageClassAnalysis><DataExport><OutputSchemaVersion>V_1</OutputSchemaVersion><Destination><S3BucketDestination><Format>CSV</Format><BucketAccountId>123456789012</BucketAccountId><Bucket>arn:aws:s3:::destination-bucket</Bucket><Prefix>destination-prefix</Prefix></S3BucketDestination></Destination></DataExport></StorageClassAnalysis></AnalyticsConfiguration>",
    ),
    (
        "PutBucketCors",
        "<CORSConfiguration><CORSRule><AllowedMethod>GET</AllowedMethod><AllowedOrigin>*</AllowedOrigin></CORSRule></CORSConfiguration>",
    ),
    (
        "PutBucketIntelligentTieringConfiguration",
        "<IntelligentTieringConfiguration><Id>x</Id><Filter><Prefix>p</Prefix></Filter><Status>Enabled</Status><Tiering><Days>90</Days><AccessTier>ARCHIVE_ACCESS</AccessTier></Tiering></IntelligentTieringConfiguration>",
    ),
    (
        "PutBucketInventoryConfiguration",
        "<InventoryConfiguration><Destination><S3BucketDestination><AccountId>123456789012</AccountId><Bucket>arn:aws:s3:::destination-bucket</Bucket><Format>CSV</Format><Prefix>prefix1</Prefix><Encryption><SSE-S3/></Encryption></S3BucketDestination></Destination><IsEnabled>true</IsEnabled><Filter><Prefix>filterPrefix/</Prefix></Filter><Id>x</Id><IncludedObjectVersions>All</IncludedObjectVersions><OptionalFields><Field>Size</Field><Field>LastModifiedDate</Field></OptionalFields><Schedule><Frequency>Daily</Frequency></Schedule></InventoryConfiguration>",
    ),
    (
        "PutBucketLifecycle",
        "<LifecycleConfiguration><Rule><Prefix>p</Prefix><Status>Enabled</Status><Expiration><Days>1</Days></Expiration></Rule></LifecycleConfiguration>",
    ),
    (
        "PutBucketLifecycleConfiguration",
        "<LifecycleConfiguration><Rule><Filter/><Status>Enabled</Status><Expiration><Days>1</Days></Expiration></Rule></LifecycleConfiguration>",
    ),
    (
        "PutBucketMetricsConfiguration",
        "<MetricsConfiguration><Id>x</Id><Filter><Prefix>documents/</Prefix></Filter></MetricsConfiguration>",
    ),
    (
        "PutBucketPolicy",
        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"s3:*\",\"Resource\":\"arn:aws:s3:::bkt/*\"}]}",
    ),
    (
        "PutBucketReplication",
        "<ReplicationConfiguration><Role>arn:aws:iam::000000000000:role/r</Role><Rule><Status>Enabled</Status><Destination><Bucket>arn:aws:s3:::ver</Bucket></Destination></Rule></ReplicationConfiguration>",
    ),
    (
        "PutBucketRequestPayment",
        "<RequestPaymentConfiguration><Payer>Requester</Payer></RequestPaymentConfiguration>",
    ),
    (
        "PutBucketWebsite",
        "<WebsiteConfiguration><IndexDocument><Suffix>i</Suffix></IndexDocument></WebsiteConfiguration>",
    ),
    (
        "PutObjectLockConfiguration",
        "<ObjectLockConfiguration><ObjectLockEnabled>Enabled</ObjectLockEnabled></ObjectLockConfiguration>",
    ),
    (
        "PutBucketEncryption",
        "<ServerSideEncryptionConfiguration><Rule><BucketKeyEnabled>true</BucketKeyEnabled></Rule></ServerSideEncryptionConfiguration>",
    ),
    (
        "PutBucketOwnershipControls",
        "<OwnershipControls><Rule><ObjectOwnership>ObjectWriter</ObjectOwnership></Rule></OwnershipControls>",
    ),
    ("PutPublicAccessBlock", BLOCK),
];

/// A document that an operation takes; empty for what has none.
pub(crate) fn example(operation: &str) -> String {
    EXAMPLES
        .iter()
        .find(|(name, _)| *name == operation)
        .map_or(String::new(), |(_, document)| (*document).into())
}

/// What a setting goes through.
pub(super) struct Life<'a> {
    pub(super) query: &'a str,
    /// What is put, without a namespace.
    pub(super) put: &'a str,
    /// What is shown, its root without the namespace; empty for what was put.
    pub(super) shown: &'a str,
    /// What a GET says once it was deleted: an error's code, or what the document holds.
    pub(super) deleted: &'a str,
}

/// A document as a reply has it.
pub(super) fn whole(document: &str) -> String {
    let end = document.find(['>', '/']).unwrap();
    let (root, rest) = document.split_at(end);
    format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{root} {XMLNS}{rest}")
}

impl Life<'_> {
    /// Lives it, twice, in a bucket that nobody configured.
    pub(super) async fn lived(self, world: &World) {
        let Life { query, put, shown, deleted } = self;
        let uri = format!("/bkt?{query}");
        let shown = whole(if shown.is_empty() { put } else { shown });
        for _ in 0..2 {
            for _ in 0..2 {
                let reply = world.put(&uri, put.to_owned()).await;
                assert!(reply.body.is_empty(), "{reply:?}");
                let reply = world.get(&uri).await.expect(200);
                assert_eq!(reply.text(), shown, "{uri}");
                assert_eq!(reply.header("content-type"), "application/xml");
            }
            // What is shown can be put.
            world.put(&uri, shown.clone()).await;
            assert_eq!(world.get(&uri).await.expect(200).text(), shown, "{uri}");
            for _ in 0..2 {
                let reply = world.delete(&uri).await.expect(204);
                assert!(reply.body.is_empty(), "{reply:?}");
            }
            let reply = world.get(&uri).await;
            if reply.status == 200 {
                assert!(reply.text().contains(deleted), "{uri}: {}", reply.text());
            } else {
                assert_eq!(reply.refused(404, deleted).element("BucketName"), "bkt");
            }
        }
    }
}

/// These documents are not taken, and change nothing.
pub(super) async fn refused(world: &World, query: &str, code: &str, documents: &[&str]) {
    let uri = format!("/bkt?{query}");
    let before = world.get(&uri).await;
    for document in documents {
        world.send("PUT", &uri, &[], (*document).to_owned()).await.refused(400, code);
    }
    let after = world.get(&uri).await;
    assert_eq!((before.status, before.element("Code")), (after.status, after.element("Code")));
    if before.status == 200 {
        assert_eq!(before.text(), after.text());
    }
}

const BLOCK: &str = "<PublicAccessBlockConfiguration><BlockPublicAcls>true</BlockPublicAcls><IgnorePublicAcls>false</IgnorePublicAcls><BlockPublicPolicy>true</BlockPublicPolicy><RestrictPublicBuckets>false</RestrictPublicBuckets></PublicAccessBlockConfiguration>";

/// API_PutPublicAccessBlock, API_GetPublicAccessBlock: what is not there is off.
#[tokio::test]
async fn public_access_block() {
    let world = World::with_bucket().await;
    let missing = "NoSuchPublicAccessBlockConfiguration";
    Life { query: "publicAccessBlock", put: BLOCK, shown: "", deleted: missing }.lived(&world).await;
    let put = "<PublicAccessBlockConfiguration><BlockPublicPolicy>TRUE</BlockPublicPolicy></PublicAccessBlockConfiguration>";
    let shown = "<PublicAccessBlockConfiguration><BlockPublicAcls>false</BlockPublicAcls><IgnorePublicAcls>false</IgnorePublicAcls><BlockPublicPolicy>true</BlockPublicPolicy><RestrictPublicBuckets>false</RestrictPublicBuckets></PublicAccessBlockConfiguration>";
    Life { query: "publicAccessBlock", put, shown, deleted: missing }.lived(&world).await;
    refused(
        &world,
        "publicAccessBlock",
        "MalformedXML",
        &[
            "<PublicAccessBlockConfiguration><BlockPublicAcls>perhaps</BlockPublicAcls></PublicAccessBlockConfiguration>",
            "<PublicAccessBlockConfiguration><BlockPublicAcls/></PublicAccessBlockConfiguration>",
            "<PublicAccessBlockConfiguration><BlockAll>true</BlockAll></PublicAccessBlockConfiguration>",
            "<PublicAccessBlock><BlockPublicAcls>true</BlockPublicAcls></PublicAccessBlock>",
            "<PublicAccessBlockConfiguration><BlockPublicAcls>true</BlockPublicAcls><BlockPublicAcls>true</BlockPublicAcls></PublicAccessBlockConfiguration>",
            "<PublicAccessBlockConfiguration>",
            "nonsense",
        ],
    )
    .await;
    refused(&world, "publicAccessBlock", "MissingRequestBodyError", &["", " \n"]).await;
}

/// API_PutBucketOwnershipControls; ACLs are off with BucketOwnerEnforced, and the code is AWS's for that
/// (<https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html>).
#[tokio::test]
async fn ownership_controls() {
    let world = World::with_bucket().await;
    let controls = |ownership: &str| {
        format!(
            "<OwnershipControls><Rule><ObjectOwnership>{ownership}</ObjectOwnership></Rule></OwnershipControls>"
        )
    };
    let deleted = "OwnershipControlsNotFoundError";
    for ownership in ["BucketOwnerPreferred", "ObjectWriter", "BucketOwnerEnforced"] {
        let put = &controls(ownership);
        Life { query: "ownershipControls", put, shown: "", deleted }.lived(&world).await;
    }
    let rule = "<Rule><ObjectOwnership>ObjectWriter</ObjectOwnership></Rule>";
    refused(
        &world,
        "ownershipControls",
        "MalformedXML",
        &[
            &controls("Nobody"),
            &controls(""),
            "<OwnershipControls/>",
            "<OwnershipControls><Rule/></OwnershipControls>",
            &format!("<OwnershipControls>{rule}{rule}</OwnershipControls>"),
        ],
    )
    .await;
    let acl = [("x-amz-acl", "public-read")];
    world.put("/bkt?ownershipControls", controls("BucketOwnerEnforced")).await;
    world.send("PUT", "/bkt/k", &acl, "x").await.refused(400, "AccessControlListNotSupported");
    world.delete("/bkt?publicAccessBlock").await.expect(204);
    world.put("/bkt?ownershipControls", controls("ObjectWriter")).await;
    world.send("PUT", "/bkt/k", &acl, "x").await.expect(200);
    // Owner's objects only, while the bucket's list lets others in.
    world.send("PUT", "/bkt?acl", &acl, "").await.expect(200);
    let answer = world.send("PUT", "/bkt?ownershipControls", &[], controls("BucketOwnerEnforced")).await;
    answer.refused(400, "InvalidBucketAclWithObjectOwnership");
}

/// API_PutBucketEncryption, API_GetBucketEncryption; SSE-S3 is what is left of a deleted setting
/// (<https://docs.aws.amazon.com/AmazonS3/latest/userguide/default-encryption-faq.html>).
#[tokio::test]
async fn encryption() {
    let world = World::with_bucket().await;
    let configuration = |rule: &str| {
        format!("<ServerSideEncryptionConfiguration><Rule>{rule}</Rule></ServerSideEncryptionConfiguration>")
    };
    let by_default = |inside: &str| {
        format!("<ApplyServerSideEncryptionByDefault>{inside}</ApplyServerSideEncryptionByDefault>")
    };
    let kms = by_default(
        "<SSEAlgorithm>aws:kms</SSEAlgorithm><KMSMasterKeyID>arn:aws:kms:us-east-1:1234/5678example</KMSMasterKeyID>",
    );
    let blocked = "<BlockedEncryptionTypes><EncryptionType>SSE-C</EncryptionType></BlockedEncryptionTypes>";
    let aes = by_default("<SSEAlgorithm>AES256</SSEAlgorithm>");
    for (put, shown) in [
        (configuration(&aes), configuration(&format!("{aes}<BucketKeyEnabled>false</BucketKeyEnabled>"))),
        (configuration(&format!("{kms}<BucketKeyEnabled>true</BucketKeyEnabled>")), String::new()),
        (
            configuration(&format!("{blocked}{aes}")),
            configuration(&format!("{aes}<BucketKeyEnabled>false</BucketKeyEnabled>{blocked}")),
        ),
    ] {
        let (put, shown) = (&put, &shown);
        Life { query: "encryption", put, shown, deleted: "<SSEAlgorithm>AES256</SSEAlgorithm>" }
            .lived(&world)
            .await;
    }
    let two = format!("{aes}</Rule><Rule>{aes}");
    refused(
        &world,
        "encryption",
        "MalformedXML",
        &[
            &configuration(&by_default("<SSEAlgorithm>rot13</SSEAlgorithm>")),
            &configuration(&by_default("<KMSMasterKeyID>k</KMSMasterKeyID>")),
            &configuration(&two),
            "<ServerSideEncryptionConfiguration></ServerSideEncryptionConfiguration>",
        ],
    )
    .await;
    let key = by_default("<SSEAlgorithm>AES256</SSEAlgorithm><KMSMasterKeyID>k</KMSMasterKeyID>");
    refused(&world, "encryption", "InvalidArgument", &[&configuration(&key)]).await;
}

/// The pages of the operations: the owner's alone; a bucket of the same name begins anew.
#[tokio::test]
async fn settings_are_the_buckets() {
    let world = World::with_bucket().await;
    world.put("/bkt?publicAccessBlock", BLOCK).await;
    let others = world.as_account("111111111111");
    for (method, body) in [("GET", ""), ("PUT", BLOCK), ("DELETE", "")] {
        let uri = "/bkt?publicAccessBlock";
        others.send(method, uri, &[], body).await.refused(403, "AccessDenied");
        let expected = [("x-amz-expected-bucket-owner", "111111111111")];
        world.send(method, uri, &expected, body).await.refused(403, "AccessDenied");
        let refused = world.send(method, "/none?publicAccessBlock", &[], body).await;
        refused.refused(404, "NoSuchBucket");
    }
    assert_eq!(world.get("/bkt?publicAccessBlock").await.expect(200).text(), whole(BLOCK));
    world.delete("/bkt").await.expect(204);
    let mut left = 0;
    let all = Key::of(Space::S3Other);
    let count = &mut |_: &[u8], _: &bytes::Bytes| {
        left += 1;
        ControlFlow::Continue(())
    };
    world.store.scan_prefix(&all, count).unwrap();
    assert_eq!(left, 0);
    world.send("PUT", "/bkt", &[], "").await.expect(200);
    assert_eq!(world.get("/bkt?publicAccessBlock").await.element("IgnorePublicAcls"), "true");
}

/// Our rule: `--strict` refuses what is kept and does not act.
#[tokio::test]
async fn strict_refuses_what_does_not_act() {
    let world = World::with_settings(Settings { strict: true, ..Settings::default() });
    world.send("PUT", "/bkt", &[], "").await.expect(200);
    let metrics = "<MetricsConfiguration><Id>m</Id></MetricsConfiguration>";
    let refused = world.send("PUT", "/bkt?metrics&id=m", &[], metrics).await;
    let message = refused.refused(501, "NotImplemented").element("Message");
    assert_eq!(
        message,
        "PutBucketMetricsConfiguration of s3 keeps its document without effect, and strict is on."
    );
    world.get("/bkt?metrics&id=m").await.refused(404, "NoSuchConfiguration");
}
