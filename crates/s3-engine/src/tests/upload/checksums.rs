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
    for way in [Way("CRC32", "COMPOSITE"), Way("SHA256", "COMPOSITE"), Way("XXHASH3", "COMPOSITE")] {
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
    let all = ["SHA256", "SHA1", "CRC32C", "SHA512", "MD5", "XXHASH64", "XXHASH3", "XXHASH128"];
    for way in all.map(|name| Way(name, "COMPOSITE")) {
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

/// Of `123456789`: what `openssl dgst` and the reference library of xxHash say.
const OF_2026: [(&str, &str); 5] = [
    ("sha512", "2eZ2LdHI6vbWGzxhkvxAjU1tXxF20MKRabwk5xw/J0rSf81YEbMT1oH35V7ALXPUmclUVba1u1A6z1dPuo/+hQ=="),
    ("md5", "JfnnlDI7RTiF9RgfG2JNCw=="),
    ("xxhash64", "jLhB20DmroM="),
    ("xxhash3", "ctyxi2ehff8="),
    ("xxhash128", "MxGUd+3l3NXpcWQnaB1YYA=="),
];

/// <https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html>, and its recorded errors: each digest that is sent is
/// verified, kept and shown.
#[tokio::test]
async fn the_algorithms_of_2026() {
    let world = World::with_bucket().await;
    for (name, value) in OF_2026 {
        let header = format!("x-amz-checksum-{name}");
        let element = format!("Checksum{}", name.to_uppercase());
        let put = world.send("PUT", "/bkt/k", &[(&header, value)], "123456789").await.expect(200);
        assert_eq!((put.header(&header), put.header("x-amz-checksum-type")), (value, "FULL_OBJECT"));
        assert_eq!(read(&world, "GET", "/bkt/k").await.header(&header), value);
        world.send("PUT", "/bkt/k", &[(&header, value)], "12345678").await.refused(400, "BadDigest");
        world.send("PUT", "/bkt/k", &[(&header, "AAAA")], "x").await.refused(400, "InvalidRequest");
        let attributes = world.send("GET", "/bkt/k?attributes", &[ATTRIBUTES], "").await.expect(200);
        let shown = format!("<{element}>{value}</{element}><ChecksumType>FULL_OBJECT</ChecksumType>");
        assert_eq!(attributes.element("Checksum"), shown);
        let list = world.get("/bkt?list-type=2").await.expect(200);
        assert_eq!(list.element("ChecksumAlgorithm"), name.to_uppercase());
        // A copy has the source's algorithm, or the one that its request names.
        let copy = [("x-amz-copy-source", "bkt/k")];
        let copied = world.send("PUT", "/bkt/l", &copy, "").await.expect(200);
        assert_eq!(
            (copied.element(&element).as_str(), copied.header("content-type")),
            (value, "application/xml")
        );
        let other = [copy[0], ("x-amz-checksum-algorithm", "CRC32")];
        assert_eq!(
            world.send("PUT", "/bkt/m", &other, "").await.expect(200).element("ChecksumCRC32"),
            "y/Q5Jg=="
        );
        let trailer = [
            ("x-amz-content-sha256", "STREAMING-UNSIGNED-PAYLOAD-TRAILER"),
            ("x-amz-trailer", header.as_str()),
            ("x-amz-sdk-checksum-algorithm", &name.to_uppercase()),
            ("x-amz-decoded-content-length", "9"),
        ];
        let body = format!("9\r\n123456789\r\n0\r\n{header}:{value}\r\n\r\n");
        assert_eq!(world.send("PUT", "/bkt/t", &trailer, body).await.expect(200).header(&header), value);
    }
    let named = [("x-amz-checksum-algorithm", "MD4")];
    let refused = world.send("POST", "/bkt/k?uploads", &named, "").await.refused(400, "InvalidRequest");
    let valid = "[CRC32, CRC32C, CRC64NVME, MD5, SHA1, SHA256, SHA512, XXHASH128, XXHASH3, XXHASH64]";
    assert!(refused.element("Message").ends_with(valid), "{refused:?}");
}

/// AWS's answers of 2025-03-25 and 2025-11-20: versity/versitygw, issues 1165 and 1657.
#[tokio::test]
async fn trailers_that_are_refused() {
    let world = World::with_bucket().await;
    let trailer = [
        ("x-amz-content-sha256", "STREAMING-UNSIGNED-PAYLOAD-TRAILER"),
        ("x-amz-trailer", "x-amz-checksum-crc32"),
        ("x-amz-decoded-content-length", "9"),
    ];
    let beside = [trailer.as_slice(), &[("x-amz-checksum-crc32", "y/Q5Jg==")]].concat();
    for (headers, value, message) in [
        (&trailer[..], "bad", "Value for x-amz-checksum-crc32 trailing header is invalid."),
        (&beside, "y/Q5Jg==", "Expecting a single x-amz-checksum- header"),
    ] {
        let body = format!("9\r\n123456789\r\n0\r\nx-amz-checksum-crc32:{value}\r\n\r\n");
        let refused = world.send("PUT", "/bkt/k", headers, body).await;
        assert_eq!(refused.refused(400, "InvalidRequest").element("Message"), message);
    }
}

/// As another project's notes tell of AWS (not recorded by us): what the completion says of checksums where the upload was begun without an algorithm.
#[tokio::test]
async fn an_upload_without_an_algorithm() {
    let world = World::with_bucket().await;
    let id = world.send("POST", "/bkt/k?uploads", &[], "").await.expect(200).element("UploadId");
    let part = format!("/bkt/k?partNumber=1&uploadId={id}");
    let (name, md5) = OF_2026[1];
    let header = format!("x-amz-checksum-{name}");
    let put = world.send("PUT", &part, &[(&header, md5)], "123456789").await.expect(200);
    let etag = put.header("etag").to_owned();
    let complete = async |headers: &[(&str, &str)], sum: &str| {
        let part = format!("<Part><PartNumber>1</PartNumber><ETag>{etag}</ETag>{sum}</Part>");
        let document = format!("<CompleteMultipartUpload>{part}</CompleteMultipartUpload>");
        world.send("POST", &format!("/bkt/k?uploadId={id}"), headers, document).await
    };
    let sum = format!("<ChecksumMD5>{md5}</ChecksumMD5>");
    complete(&[], &sum).await.refused(400, "InvalidPart");
    let refused = complete(&[(&header, md5)], "").await.refused(400, "InvalidRequest");
    assert!(refused.element("Message").ends_with("expected checksum Type: null, actual checksum Type: md5"));
    complete(&[("x-amz-checksum-sha1", "AAAA")], "").await.refused(400, "InvalidRequest");
    let two = [("x-amz-checksum-crc32", "y/Q5Jg=="), (header.as_str(), md5)];
    complete(&two, "").await.refused(400, "InvalidRequest");
    let done = complete(&two[..1], "<ChecksumCRC32>y/Q5Jg==</ChecksumCRC32>").await.expect(200);
    assert_eq!(
        (done.element("ChecksumCRC32"), done.element("ChecksumType")),
        ("".into(), "FULL_OBJECT".into())
    );
    assert_eq!(done.element("ChecksumCRC64NVME"), "rosUhgp5mIg=");
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/API/API_CompleteMultipartUpload.html>: what the completion says of its parts
/// must be so.
#[tokio::test]
async fn the_completion_names_the_checksum_of_each_part() {
    let world = World::with_bucket().await;
    for (name, value) in OF_2026 {
        let (header, element) =
            (format!("x-amz-checksum-{name}"), format!("Checksum{}", name.to_uppercase()));
        let begin = [("x-amz-checksum-algorithm", name)];
        let begun = world.send("POST", "/bkt/k?uploads", &begin, "").await.expect(200);
        assert_eq!(begun.header("x-amz-checksum-algorithm"), name.to_uppercase());
        assert_eq!(begun.header("x-amz-checksum-type"), "COMPOSITE");
        let id = begun.element("UploadId");
        let part = format!("/bkt/k?partNumber=1&uploadId={id}");
        let crc = [("x-amz-checksum-crc32", "y/Q5Jg==")];
        world.send("PUT", &part, &crc, "123456789").await.refused(400, "InvalidRequest");
        let put = world.send("PUT", &part, &[(&header, value)], "123456789").await.expect(200);
        let listed = world.get(&format!("/bkt/k?uploadId={id}")).await.expect(200);
        assert_eq!(listed.element(&element), value);
        let complete = async |sum: &str, headers: &[(&str, &str)]| {
            let etag = put.header("etag");
            let part = format!("<Part><PartNumber>1</PartNumber><ETag>{etag}</ETag>{sum}</Part>");
            let document = format!("<CompleteMultipartUpload>{part}</CompleteMultipartUpload>");
            world.send("POST", &format!("/bkt/k?uploadId={id}"), headers, document).await
        };
        let right = format!("<{element}>{value}</{element}>");
        let wrong = format!("<{element}>{}</{element}>", value.replace(&value[..1], "A"));
        complete("", &[]).await.refused(400, "InvalidRequest");
        complete(&wrong, &[]).await.refused(400, "InvalidPart");
        complete(&right, &[("x-amz-checksum-type", "FULL_OBJECT")]).await.refused(400, "InvalidRequest");
        complete(&right, &[("x-amz-mp-object-size", "8")]).await.refused(400, "InvalidRequest");
        complete(&right, &[(&header, value)]).await.refused(400, "BadDigest");
        complete(&right, &[("x-amz-mp-object-size", "9")]).await.expect(200);
    }
}
