//! Checksums of objects that were uploaded in parts, as each answer shows them.
//! <https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html>

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::Digest as _;

use crate::tests::{Answer, World};

const MODE: (&str, &str) = ("x-amz-checksum-mode", "ENABLED");
const ATTRIBUTES: (&str, &str) = ("x-amz-object-attributes", "Checksum,ObjectParts");
/// The least that a part which is not the last may have.
const FIVE_MIB: usize = 5 * 1024 * 1024;

/// A way to upload: the algorithm and the type that the upload is begun with.
struct Way(&'static str, &'static str);

impl Way {
    fn header(&self) -> String {
        format!("x-amz-checksum-{}", self.0.to_ascii_lowercase())
    }

    fn element(&self) -> String {
        format!("Checksum{}", self.0)
    }
}

/// Uploads an object of some parts; the answer to its completion, and the checksums of the parts.
async fn upload(world: &World, way: &Way, parts: usize) -> (Answer, Vec<String>) {
    let headers = [("x-amz-checksum-algorithm", way.0), ("x-amz-checksum-type", way.1)];
    let id = world.send("POST", "/bkt/k?uploads", &headers, "").await.expect(200).element("UploadId");
    let (mut sums, mut list) = (Vec::new(), String::new());
    for number in 1..=parts {
        let body = if number < parts { vec![b'x'; FIVE_MIB] } else { b"last".to_vec() };
        // What the part's checksum is, a plain upload says.
        let plain = [("x-amz-copy-source", "bkt/part"), ("x-amz-checksum-algorithm", way.0)];
        world.put("/bkt/part", body.clone()).await;
        let sum = world.send("PUT", "/bkt/copy", &plain, "").await.expect(200).element(&way.element());
        let uri = format!("/bkt/k?partNumber={number}&uploadId={id}");
        let put = world.send("PUT", &uri, &[(&way.header(), &sum)], body).await.expect(200);
        list.push_str(&format!(
            "<Part><PartNumber>{number}</PartNumber><ETag>{}</ETag><{1}>{sum}</{1}></Part>",
            put.header("etag"),
            way.element()
        ));
        sums.push(sum);
    }
    let document = format!("<CompleteMultipartUpload>{list}</CompleteMultipartUpload>");
    (world.send("POST", &format!("/bkt/k?uploadId={id}"), &[], document).await.expect(200), sums)
}

async fn read(world: &World, method: &str, uri: &str) -> Answer {
    world.send(method, uri, &[MODE], "").await
}

/// Recorded on AWS: a part of an object whose checksum is of all its bytes has none to show, unless it is all of them.
#[tokio::test]
async fn a_part_of_an_object_with_a_checksum_of_all_bytes() {
    for way in [Way("CRC32", "FULL_OBJECT"), Way("CRC64NVME", "FULL_OBJECT")] {
        let world = World::with_bucket().await;
        let (done, _) = upload(&world, &way, 2).await;
        for method in ["GET", "HEAD"] {
            let got = read(&world, method, "/bkt/k?partNumber=2").await.expect(206);
            assert_eq!((got.header(&way.header()), got.header("x-amz-checksum-type")), ("", ""), "{method}");
            let whole = read(&world, method, "/bkt/k").await.expect(200);
            assert_eq!(whole.header(&way.header()), done.element(&way.element()));
            assert_eq!(whole.header("x-amz-checksum-type"), "FULL_OBJECT");
        }
        let (done, sums) = upload(&world, &way, 1).await;
        assert_eq!(done.element(&way.element()), sums[0]);
        let got = read(&world, "GET", "/bkt/k?partNumber=1").await.expect(206);
        assert_eq!(
            (got.header(&way.header()), got.header("x-amz-checksum-type")),
            (sums[0].as_str(), "FULL_OBJECT")
        );
    }
}

/// Recorded on AWS: a part of an object whose checksum is made of its parts' shows its own.
#[tokio::test]
async fn a_part_of_an_object_with_a_composite_checksum() {
    for way in [Way("CRC32", "COMPOSITE"), Way("SHA256", "COMPOSITE")] {
        let world = World::with_bucket().await;
        for parts in [1, 2] {
            let (_, sums) = upload(&world, &way, parts).await;
            for method in ["GET", "HEAD"] {
                let got = read(&world, method, &format!("/bkt/k?partNumber={parts}")).await.expect(206);
                assert_eq!(got.header(&way.header()), sums[parts - 1]);
                assert_eq!(got.header("x-amz-checksum-type"), "COMPOSITE");
            }
        }
    }
}

/// Recorded on AWS: the parts are listed only where each has a checksum that counts; else there is only their number.
#[tokio::test]
async fn parts_among_the_attributes() {
    let world = World::with_bucket().await;
    for way in [Way("CRC32", "FULL_OBJECT"), Way("CRC64NVME", "FULL_OBJECT")] {
        upload(&world, &way, 2).await;
        let got = world.send("GET", "/bkt/k?attributes", &[ATTRIBUTES], "").await.expect(200);
        assert_eq!(got.element("ObjectParts"), "<PartsCount>2</PartsCount>");
    }
    let way = Way("SHA256", "COMPOSITE");
    let (_, sums) = upload(&world, &way, 2).await;
    let got = world.send("GET", "/bkt/k?attributes", &[ATTRIBUTES], "").await.expect(200);
    assert_eq!(
        (got.element("PartsCount"), got.elements("PartNumber")),
        ("2".into(), vec!["1".into(), "2".into()])
    );
    assert_eq!(&got.elements("ChecksumSHA256")[1..], sums);
}

/// Verified on AWS, eu-west-1, 2026-09-03 (<https://github.com/floci-io/floci/issues/3083>): completion and reads show
/// the number of parts behind a composite checksum, the attributes do not.
#[tokio::test]
async fn the_number_of_parts_behind_a_composite_checksum() {
    let world = World::with_bucket().await;
    for way in [Way("SHA256", "COMPOSITE"), Way("SHA1", "COMPOSITE"), Way("CRC32C", "COMPOSITE")] {
        let (done, sums) = upload(&world, &way, 2).await;
        let shown = done.element(&way.element());
        let value = shown.strip_suffix("-2").unwrap_or_else(|| panic!("{shown}"));
        if way.0 == "SHA256" {
            let all: Vec<u8> = sums.iter().flat_map(|sum| STANDARD.decode(sum).unwrap()).collect();
            assert_eq!(value, STANDARD.encode(sha2::Sha256::digest(all)));
        }
        for method in ["GET", "HEAD"] {
            let got = read(&world, method, "/bkt/k").await.expect(200);
            assert_eq!(
                (got.header(&way.header()), got.header("x-amz-checksum-type")),
                (shown.as_str(), "COMPOSITE")
            );
        }
        let got = world.send("GET", "/bkt/k?attributes", &[ATTRIBUTES], "").await.expect(200);
        assert_eq!(
            got.element("Checksum"),
            format!("<{0}>{value}</{0}><ChecksumType>COMPOSITE</ChecksumType>", way.element())
        );
    }
}
