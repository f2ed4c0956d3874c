//! Directory buckets, seen from outside. What they do not have is what the members of AWS's model and
//! <https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-express-differences.html> say.

use crate::tests::World;

pub(crate) const NAME: &str = "dir--use1-az4--x-s3";

fn configuration(kind: &str, zone: &str, redundancy: &str) -> String {
    format!(
        "<CreateBucketConfiguration><Location><Type>{kind}</Type><Name>{zone}</Name></Location><Bucket><DataRedundancy>{redundancy}</DataRedundancy><Type>Directory</Type></Bucket></CreateBucketConfiguration>"
    )
}

/// With a directory bucket of [`NAME`], and a general purpose bucket `bkt`.
pub(crate) async fn with_directory() -> World {
    let world = World::with_bucket().await;
    make(&world).await;
    world
}

/// Makes a directory bucket of [`NAME`].
pub(crate) async fn make(world: &World) {
    let document = configuration("AvailabilityZone", "use1-az4", "SingleAvailabilityZone");
    world.send("PUT", &format!("/{NAME}"), &[], document).await.expect(200);
}

#[tokio::test]
async fn a_directory_bucket_is_made_by_its_name_and_zone() {
    let world = with_directory().await;
    let head = world.send("HEAD", &format!("/{NAME}"), &[], "").await.expect(200);
    assert_eq!(head.header("x-amz-bucket-location-type"), "AvailabilityZone");
    assert_eq!(head.header("x-amz-bucket-location-name"), "use1-az4");
    let arn = format!("arn:aws:s3express:us-east-1:000000000000:bucket/{NAME}");
    assert_eq!(head.header("x-amz-bucket-arn"), arn);
    let local = configuration("LocalZone", "use1-bos1-az1", "SingleLocalZone");
    world.send("PUT", "/l--use1-bos1-az1--x-s3", &[], local).await.expect(200);
    let zone = |zone| configuration("AvailabilityZone", zone, "SingleAvailabilityZone");
    let other = "<CreateBucketConfiguration><LocationConstraint>eu-west-1</LocationConstraint></CreateBucketConfiguration>";
    for (name, document, status, code) in [
        (NAME, zone("use1-az4"), 409, "BucketAlreadyOwnedByYou"),
        ("new--use1-az4--x-s3", zone("use1-az5"), 400, "InvalidRequest"),
        ("new--use1-az4--x-s3", String::new(), 400, "MalformedXML"),
        ("new--use1-az4--x-s3", other.to_owned(), 400, "MalformedXML"),
        ("new--use1-az4--x-s3", local_of("use1-az4"), 400, "InvalidRequest"),
        ("new--x-s3", zone("use1-az4"), 400, "InvalidBucketName"),
        ("plain", zone("use1-az4"), 400, "InvalidBucketName"),
    ] {
        world.send("PUT", &format!("/{name}"), &[], document).await.refused(status, code);
    }
    world.delete(&format!("/{NAME}")).await.expect(204);
    world.get(&format!("/{NAME}?list-type=2")).await.refused(404, "NoSuchBucket");
}

fn local_of(zone: &str) -> String {
    configuration("LocalZone", zone, "SingleLocalZone")
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListDirectoryBuckets.html>. SDKs say it by the service that they sign
/// for, by `x-id`, or by the host.
#[tokio::test]
async fn directory_buckets_have_a_list_of_their_own() {
    let world = with_directory().await;
    let second = "other--use1-az4--x-s3";
    let document = configuration("AvailabilityZone", "use1-az4", "SingleAvailabilityZone");
    world.send("PUT", &format!("/{second}"), &[], document).await.expect(200);
    assert_eq!(world.get("/").await.expect(200).elements("Name"), ["bkt"]);
    let signed = "AWS4-HMAC-SHA256 Credential=test/20260102/us-east-1/s3express/aws4_request, SignedHeaders=host, Signature=0";
    for (uri, header) in [
        ("/?x-id=ListDirectoryBuckets", ("accept", "*/*")),
        ("/", ("authorization", signed)),
        ("/", ("host", "s3express-control.us-east-1.amazonaws.com")),
    ] {
        let list = world.send("GET", uri, &[header], "").await.expect(200);
        assert_eq!(list.elements("Name"), [NAME, second], "{uri} {header:?}");
        assert_eq!(list.elements("BucketRegion"), ["us-east-1"; 2]);
    }
    let page = "/?x-id=ListDirectoryBuckets&max-directory-buckets=1";
    let first = world.get(page).await.expect(200);
    let token = first.element("ContinuationToken");
    let next = world.get(&format!("{page}&continuation-token={token}")).await.expect(200);
    assert_eq!((first.element("Name"), next.element("Name")), (NAME.into(), second.into()));
    assert_eq!(next.element("ContinuationToken"), "");
    world.get("/?x-id=ListDirectoryBuckets&max-directory-buckets=1001").await.refused(400, "InvalidArgument");
    let elsewhere = world.in_region("eu-west-1").get("/?x-id=ListDirectoryBuckets").await.expect(200);
    assert_eq!(elsewhere.elements("Name"), [""; 0]);
}

#[tokio::test]
async fn objects_lie_in_one_zone() {
    let world = with_directory().await;
    let uri = format!("/{NAME}/a/k");
    let put = world.put(&uri, "hello").await;
    let got = world.get(&uri).await.expect(200);
    assert_eq!((got.text().as_str(), got.header("x-amz-storage-class")), ("hello", "EXPRESS_ONEZONE"));
    assert_eq!(got.header("etag"), put.header("etag"));
    // The MD5 of `hello`.
    assert_ne!(got.header("etag"), "\"5d41402abc4b2a76b9719d911017c592\"");
    let class = |class| [("x-amz-storage-class", class)];
    world.send("PUT", &uri, &class("EXPRESS_ONEZONE"), "hello").await.expect(200);
    world.send("PUT", &uri, &class("STANDARD"), "x").await.refused(400, "InvalidStorageClass");
    world.send("PUT", "/bkt/k", &class("EXPRESS_ONEZONE"), "x").await.refused(400, "InvalidStorageClass");
    let host = ("host", "dir--use1-az4--x-s3.s3express-use1-az4.us-east-1.amazonaws.com");
    assert_eq!(world.send("GET", "/a/k", &[host], "").await.expect(200).text(), "hello");
    // Out of one, and into one.
    let source = format!("{NAME}/a/k");
    world.send("PUT", "/bkt/copy", &[("x-amz-copy-source", &source)], "").await.expect(200);
    let copy = world.get("/bkt/copy").await.expect(200);
    assert_eq!(copy.header("x-amz-storage-class"), "");
    assert_eq!(copy.header("etag"), "\"5d41402abc4b2a76b9719d911017c592\"");
    let into = format!("/{NAME}/back");
    world.send("PUT", &into, &[("x-amz-copy-source", "bkt/copy")], "").await.expect(200);
    let back = world.get(&into).await.expect(200);
    assert_eq!((back.header("etag"), back.text()), (put.header("etag"), "hello".into()));
    world.send("PUT", "/bkt/tagged", &[("x-amz-tagging", "a=b")], "x").await.expect(200);
    let tagged = ("x-amz-copy-source", "bkt/tagged");
    world.send("PUT", &into, &[tagged], "").await.refused(501, "NotImplemented");
    let without = ("x-amz-tagging-directive", "REPLACE");
    world.send("PUT", &into, &[tagged, without], "").await.expect(200);
    let annotations = ("x-amz-object-annotation-directive", "COPY");
    let asked = [tagged, without, annotations];
    world.send("PUT", &into, &asked, "").await.refused(501, "NotImplemented");
}

/// The codes are those that clients of AWS have seen (boto/boto3, issue 3972; archiecobbs/s3backer, issue 231).
#[tokio::test]
async fn what_directory_buckets_do_not_have_is_refused() {
    let world = with_directory().await;
    let uri = |rest: &str| format!("/{NAME}{rest}");
    world.put(&uri("/k"), "x").await;
    for rest in
        ["", "?versioning", "?tagging", "?acl", "?versions", "?cors", "?location", "/k?tagging", "/k?acl"]
    {
        world.get(&uri(rest)).await.refused(501, "NotSupported");
    }
    for header in [
        ("x-amz-acl", "private"),
        ("x-amz-tagging", "a=b"),
        ("x-amz-website-redirect-location", "/x"),
        ("x-amz-object-lock-legal-hold", "ON"),
        ("content-md5", "1B2M2Y8AsgTpgAmY7PhCfg=="),
    ] {
        world.send("PUT", &uri("/k"), &[header], "").await.refused(501, "NotSupported");
    }
    let md5 = [("content-md5", "1B2M2Y8AsgTpgAmY7PhCfg==")];
    let refused = world.send("PUT", &uri("/k"), &md5, "").await;
    assert_eq!(refused.element("Message"), "This bucket does not support Content Md5 header.");
    world.get(&uri("/k?versionId=null")).await.expect(200);
}

fn policy(action: &str) -> String {
    format!(
        r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Principal":{{"AWS":"111122223333"}},"Action":"s3express:{action}","Resource":"arn:aws:s3express:us-east-1:000000000000:bucket/{NAME}"}}]}}"#
    )
}

/// "Permissions to the Zonal endpoint API operations are granted by `s3express:CreateSession`."
#[tokio::test]
async fn a_policy_lets_others_in_by_the_session() {
    let world = with_directory().await;
    let uri = format!("/{NAME}/k");
    world.put(&uri, "x").await;
    let other = world.as_account("111122223333");
    world.send("PUT", &format!("/{NAME}?policy"), &[], policy("GetBucketPolicy")).await.expect(204);
    other.get(&uri).await.refused(403, "AccessDenied");
    other.get(&format!("/{NAME}?policy")).await.expect(200);
    world.send("PUT", &format!("/{NAME}?policy"), &[], policy("CreateSession")).await.expect(204);
    other.get(&uri).await.expect(200);
    other.delete(&uri).await.expect(204);
    other.get(&format!("/{NAME}?policy")).await.refused(403, "AccessDenied");
}

/// Listings are sorted here, which AWS does not promise. The sentence is AWS's (eclipse-store/store, issue 224).
#[tokio::test]
async fn listings_go_by_directories() {
    let world = with_directory().await;
    for key in ["a/1", "a/2", "b"] {
        world.put(&format!("/{NAME}/{key}"), "x").await;
    }
    let list = |query: &str| format!("/{NAME}?list-type=2{query}");
    assert_eq!(world.get(&list("")).await.expect(200).elements("Key"), ["a/1", "a/2", "b"]);
    assert_eq!(world.get(&list("&prefix=a/&delimiter=/")).await.expect(200).elements("Key"), ["a/1", "a/2"]);
    let refused = world.get(&list("&prefix=a")).await.refused(400, "InvalidRequest");
    assert_eq!(
        refused.element("Message"),
        "This bucket does not support a prefix that does not end in a delimiter. Specify a prefix path ending with a delimiter and try again."
    );
    world.get(&list("&delimiter=x")).await.refused(400, "InvalidRequest");
    world.get(&list("&start-after=a/1")).await.refused(501, "NotSupported");
    world.get(&format!("/{NAME}?uploads&prefix=a")).await.refused(400, "InvalidRequest");
}

/// "Directory buckets - … part numbers … must be consecutive."
#[tokio::test]
async fn parts_are_consecutive() {
    let world = with_directory().await;
    let uri = format!("/{NAME}/k");
    let id = world.send("POST", &format!("{uri}?uploads"), &[], "").await.expect(200).element("UploadId");
    let part = |number: u32| format!("{uri}?partNumber={number}&uploadId={id}");
    let etags = [world.put(&part(1), "x").await, world.put(&part(3), "y").await];
    let etags = etags.map(|answer| answer.header("etag").to_owned());
    let complete = |parts: &[(u32, &str)]| {
        let parts: String = parts
            .iter()
            .map(|(number, etag)| {
                format!("<Part><PartNumber>{number}</PartNumber><ETag>{etag}</ETag></Part>")
            })
            .collect();
        format!("<CompleteMultipartUpload>{parts}</CompleteMultipartUpload>")
    };
    let end = format!("{uri}?uploadId={id}");
    let gap = complete(&[(1, &etags[0]), (3, &etags[1])]);
    world.send("POST", &end, &[], gap).await.refused(400, "InvalidPartOrder");
    world.send("POST", &end, &[], complete(&[(1, &etags[0])])).await.expect(200);
    let got = world.get(&uri).await.expect(200);
    assert_eq!((got.text().as_str(), got.header("x-amz-storage-class")), ("x", "EXPRESS_ONEZONE"));
}
