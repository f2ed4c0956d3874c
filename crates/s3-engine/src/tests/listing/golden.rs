//! One document of each list operation, whole: declaration, namespace, order and escaping.
//!
//! The order is that of AWS's pages and answers, as `listed` names them; what stands for ids and checksums is ours.

use crate::tests::{Answer, World};

const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
const NAMESPACE: &str = "xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"";
const DATE: &str = "2026-01-02T03:04:05.000Z";

/// A key that must be escaped, and what a document makes of it.
const KEY: (&str, &str) = ("/bkt/a%26%3C%22%3E%0D%20b", "a&amp;&lt;&quot;&gt;&#13; b");

async fn filled() -> World {
    let world = World::with_bucket().await;
    world.put(KEY.0, "").await;
    world.put("/bkt/p/q", "").await;
    world
}

fn owner() -> String {
    format!("<Owner><ID>{}</ID></Owner>", crate::bucket::canonical_id("000000000000"))
}

/// The lines of an empty object behind its key, with what stands between size and class.
fn object(behind_size: &str) -> String {
    format!(
        "<LastModified>{DATE}</LastModified><ETag>&quot;d41d8cd98f00b204e9800998ecf8427e&quot;</ETag><ChecksumAlgorithm>CRC64NVME</ChecksumAlgorithm><ChecksumType>FULL_OBJECT</ChecksumType><Size>0</Size>{behind_size}<StorageClass>STANDARD</StorageClass>"
    )
}

#[track_caller]
fn check(answer: &Answer, root: &str, inside: &str) {
    assert_eq!(answer.header("content-type"), "application/xml");
    assert_eq!(answer.text(), format!("{DECLARATION}<{root} {NAMESPACE}>{inside}</{root}>"));
}

#[tokio::test]
async fn list_buckets() {
    let world = filled().await;
    let owner = owner();
    let bucket = format!("<Name>bkt</Name><CreationDate>{DATE}</CreationDate>");
    let arn = "<BucketArn>arn:aws:s3:::bkt</BucketArn>";
    let plain = format!("{owner}<Buckets><Bucket>{bucket}{arn}</Bucket></Buckets>");
    check(&world.get("/").await.expect(200), "ListAllMyBucketsResult", &plain);
    world.put("/bkt-2", "").await;
    let list = world.get("/?max-buckets=1&prefix=b").await.expect(200);
    let token = list.element("ContinuationToken");
    let paged = format!(
        "{owner}<Buckets><Bucket>{bucket}<BucketRegion>us-east-1</BucketRegion>{arn}</Bucket></Buckets><ContinuationToken>{token}</ContinuationToken><Prefix>b</Prefix>"
    );
    check(&list, "ListAllMyBucketsResult", &paged);
}

#[tokio::test]
async fn list_objects() {
    let world = filled().await;
    let contents = format!("<Contents><Key>{}</Key>{}</Contents>", KEY.1, object(&owner()));
    let list = world.get("/bkt?delimiter=/").await.expect(200);
    let expected = format!(
        "<Name>bkt</Name><Prefix></Prefix><Marker></Marker><MaxKeys>1000</MaxKeys><Delimiter>/</Delimiter><IsTruncated>false</IsTruncated>{contents}<CommonPrefixes><Prefix>p/</Prefix></CommonPrefixes>"
    );
    check(&list, "ListBucketResult", &expected);
    let list = world.get("/bkt?delimiter=/&max-keys=1&marker=A%26&encoding-type=url").await.expect(200);
    let key = "a%26%3C%22%3E%0D+b";
    let contents = format!("<Contents><Key>{key}</Key>{}</Contents>", object(&owner()));
    let expected = format!(
        "<Name>bkt</Name><Prefix></Prefix><Marker>A%26</Marker><NextMarker>{key}</NextMarker><MaxKeys>1</MaxKeys><Delimiter>/</Delimiter><EncodingType>url</EncodingType><IsTruncated>true</IsTruncated>{contents}"
    );
    check(&list, "ListBucketResult", &expected);
}

#[tokio::test]
async fn list_objects_v2() {
    let world = filled().await;
    let contents = format!("<Contents><Key>{}</Key>{}</Contents>", KEY.1, object(""));
    let list = world.get("/bkt?list-type=2&delimiter=/").await.expect(200);
    let expected = format!(
        "<Name>bkt</Name><Prefix></Prefix><KeyCount>2</KeyCount><MaxKeys>1000</MaxKeys><Delimiter>/</Delimiter><IsTruncated>false</IsTruncated>{contents}<CommonPrefixes><Prefix>p/</Prefix></CommonPrefixes>"
    );
    check(&list, "ListBucketResult", &expected);
    let uri = "/bkt?list-type=2&start-after=A%26&max-keys=1&fetch-owner=true&encoding-type=url";
    let list = world.get(uri).await.expect(200);
    let token = list.element("NextContinuationToken");
    let contents = format!("<Contents><Key>a%26%3C%22%3E%0D+b</Key>{}</Contents>", object(&owner()));
    let expected = format!(
        "<Name>bkt</Name><Prefix></Prefix><StartAfter>A%26</StartAfter><NextContinuationToken>{token}</NextContinuationToken><KeyCount>1</KeyCount><MaxKeys>1</MaxKeys><EncodingType>url</EncodingType><IsTruncated>true</IsTruncated>{contents}"
    );
    check(&list, "ListBucketResult", &expected);
    let list = world
        .get(&format!("/bkt?list-type=2&continuation-token={}", token.replace('+', "%2B")))
        .await
        .expect(200);
    let contents = format!("<Contents><Key>p/q</Key>{}</Contents>", object(""));
    let expected = format!(
        "<Name>bkt</Name><Prefix></Prefix><ContinuationToken>{token}</ContinuationToken><KeyCount>1</KeyCount><MaxKeys>1000</MaxKeys><IsTruncated>false</IsTruncated>{contents}"
    );
    check(&list, "ListBucketResult", &expected);
}

/// Versions and delete markers stand among each other, in the order of keys and times.
#[tokio::test]
async fn list_object_versions() {
    let world = World::with_bucket().await;
    world
        .put("/bkt?versioning", "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>")
        .await;
    let first = world.put(KEY.0, "").await.header("x-amz-version-id").to_owned();
    let marker = world.delete(KEY.0).await.header("x-amz-version-id").to_owned();
    let last = world.put("/bkt/b", "").await.header("x-amz-version-id").to_owned();
    world.put("/bkt/p/q", "").await;
    let (key, owner) = (KEY.1, owner());
    let object = object(&owner);
    let markers = format!(
        "<DeleteMarker><Key>{key}</Key><VersionId>{marker}</VersionId><IsLatest>true</IsLatest><LastModified>{DATE}</LastModified>{owner}</DeleteMarker><Version><Key>{key}</Key><VersionId>{first}</VersionId><IsLatest>false</IsLatest>{object}</Version>"
    );
    let list = world.get("/bkt?versions&delimiter=/").await.expect(200);
    let expected = format!(
        "<Name>bkt</Name><Prefix></Prefix><KeyMarker></KeyMarker><VersionIdMarker></VersionIdMarker><MaxKeys>1000</MaxKeys><Delimiter>/</Delimiter><IsTruncated>false</IsTruncated>{markers}<Version><Key>b</Key><VersionId>{last}</VersionId><IsLatest>true</IsLatest>{object}</Version><CommonPrefixes><Prefix>p/</Prefix></CommonPrefixes>"
    );
    check(&list, "ListVersionsResult", &expected);
    let list = world.get("/bkt?versions&max-keys=2").await.expect(200);
    let expected = format!(
        "<Name>bkt</Name><Prefix></Prefix><KeyMarker></KeyMarker><VersionIdMarker></VersionIdMarker><NextKeyMarker>{key}</NextKeyMarker><NextVersionIdMarker>{first}</NextVersionIdMarker><MaxKeys>2</MaxKeys><IsTruncated>true</IsTruncated>{markers}"
    );
    check(&list, "ListVersionsResult", &expected);
}

#[tokio::test]
async fn list_multipart_uploads() {
    let world = World::with_bucket().await;
    let id = world.send("POST", &format!("{}?uploads", KEY.0), &[], "").await.expect(200).element("UploadId");
    let (owner_id, owner) = (crate::bucket::canonical_id("000000000000"), owner());
    let upload = |key: &str| {
        format!(
            "<Upload><Key>{key}</Key><UploadId>{id}</UploadId><Initiator><ID>{owner_id}</ID></Initiator>{owner}<StorageClass>STANDARD</StorageClass><Initiated>{DATE}</Initiated></Upload>"
        )
    };
    let list = world.get("/bkt?uploads&encoding-type=url").await.expect(200);
    let key = "a%26%3C%22%3E%0D+b";
    let expected = format!(
        "<Bucket>bkt</Bucket><KeyMarker></KeyMarker><UploadIdMarker></UploadIdMarker><NextKeyMarker>{key}</NextKeyMarker><NextUploadIdMarker>{id}</NextUploadIdMarker><MaxUploads>1000</MaxUploads><EncodingType>url</EncodingType><IsTruncated>false</IsTruncated>{}",
        upload(key)
    );
    check(&list, "ListMultipartUploadsResult", &expected);
    world.send("POST", "/bkt/p/q?uploads", &[], "").await.expect(200);
    let list = world.get("/bkt?uploads&delimiter=/").await.expect(200);
    let expected = format!(
        "<Bucket>bkt</Bucket><KeyMarker></KeyMarker><UploadIdMarker></UploadIdMarker><NextKeyMarker>p/</NextKeyMarker><NextUploadIdMarker></NextUploadIdMarker><Delimiter>/</Delimiter><Prefix></Prefix><MaxUploads>1000</MaxUploads><IsTruncated>false</IsTruncated>{}<CommonPrefixes><Prefix>p/</Prefix></CommonPrefixes>",
        upload(KEY.1)
    );
    check(&list, "ListMultipartUploadsResult", &expected);
}

#[tokio::test]
async fn list_parts() {
    let world = World::with_bucket().await;
    let uploads = format!("{}?uploads", KEY.0);
    let headers = [("x-amz-checksum-algorithm", "CRC32")];
    let id = world.send("POST", &uploads, &headers, "").await.expect(200).element("UploadId");
    let uri = format!("{}?partNumber=3&uploadId={id}", KEY.0);
    world.send("PUT", &uri, &[("x-amz-checksum-crc32", "AAAAAA==")], "").await.expect(200);
    let list = world.get(&format!("{}?uploadId={id}", KEY.0)).await.expect(200);
    let (owner_id, owner, key) = (crate::bucket::canonical_id("000000000000"), owner(), KEY.1);
    let expected = format!(
        "<Bucket>bkt</Bucket><Key>{key}</Key><UploadId>{id}</UploadId><Initiator><ID>{owner_id}</ID></Initiator>{owner}<StorageClass>STANDARD</StorageClass><PartNumberMarker>0</PartNumberMarker><NextPartNumberMarker>3</NextPartNumberMarker><MaxParts>1000</MaxParts><IsTruncated>false</IsTruncated><ChecksumAlgorithm>CRC32</ChecksumAlgorithm><ChecksumType>COMPOSITE</ChecksumType><Part><PartNumber>3</PartNumber><LastModified>{DATE}</LastModified><ETag>&quot;d41d8cd98f00b204e9800998ecf8427e&quot;</ETag><Size>0</Size><ChecksumCRC32>AAAAAA==</ChecksumCRC32></Part>"
    );
    check(&list, "ListPartsResult", &expected);
}
