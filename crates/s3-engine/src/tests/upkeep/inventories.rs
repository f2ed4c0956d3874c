//! Inventories. Names of objects, manifests and columns are those of
//! <https://docs.aws.amazon.com/AmazonS3/latest/userguide/storage-inventory-location.html>; that a report comes at midnight is ours.

use std::io::Read as _;
use std::sync::Arc;

use md5::{Digest as _, Md5};

use crate::tests::World;
use crate::tests::notify::notifications::{Inbox, settle};

const DAY: u64 = 24 * 60 * 60;
/// From 2026-01-02T03:04:05Z to midnight.
const TO_MIDNIGHT: u64 = DAY - (3 * 3600 + 4 * 60 + 5);

async fn world() -> World {
    let world = World::with_bucket().await;
    world.send("PUT", "/reports", &[], "").await.expect(200);
    world
}

async fn configure(world: &World, versions: &str, frequency: &str, fields: &[&str]) {
    let fields: String = fields.iter().map(|field| format!("<Field>{field}</Field>")).collect();
    let document = format!(
        "<InventoryConfiguration><Destination><S3BucketDestination><Bucket>arn:aws:s3:::reports</Bucket><Format>CSV</Format><Prefix>p</Prefix></S3BucketDestination></Destination><IsEnabled>true</IsEnabled><Filter><Prefix>a</Prefix></Filter><Id>all</Id><IncludedObjectVersions>{versions}</IncludedObjectVersions><OptionalFields>{fields}</OptionalFields><Schedule><Frequency>{frequency}</Frequency></Schedule></InventoryConfiguration>"
    );
    world.put("/bkt?inventory&id=all", document).await;
}

async fn keys(world: &World) -> Vec<String> {
    world.engine.deliver_inventories().await.unwrap();
    world.get("/reports").await.expect(200).elements("Key")
}

/// The rows of a report, by its manifest.
async fn rows(world: &World, day: &str) -> (serde_json::Value, String) {
    let text = world.get(&format!("/reports/p/bkt/all/{day}T00-00Z/manifest.json")).await.expect(200).body;
    let checksum = world.get(&format!("/reports/p/bkt/all/{day}T00-00Z/manifest.checksum")).await.expect(200);
    assert_eq!(checksum.text(), hex::encode(Md5::digest(&text)));
    let manifest: serde_json::Value = serde_json::from_slice(&text).unwrap();
    let mut rows = String::new();
    for file in manifest["files"].as_array().unwrap() {
        let bytes = world.get(&format!("/reports/{}", file["key"].as_str().unwrap())).await.expect(200).body;
        assert_eq!(file["size"].as_u64(), Some(bytes.len() as u64));
        assert_eq!(file["MD5checksum"].as_str().unwrap(), hex::encode(Md5::digest(&bytes)));
        flate2::read::GzDecoder::new(&bytes[..]).read_to_string(&mut rows).unwrap();
    }
    (manifest, rows)
}

#[tokio::test]
async fn a_daily_report_comes_at_each_midnight() {
    let world = world().await;
    world.put("/bkt/a%20b", "hello").await;
    world.put("/bkt/b", "not reported").await;
    let fields =
        ["ETag", "Size", "LastModifiedDate", "StorageClass", "EncryptionStatus", "IsMultipartUploaded"];
    configure(&world, "Current", "Daily", &fields).await;
    world.wait(TO_MIDNIGHT);
    let delivered = keys(&world).await;
    let [manifest_checksum, manifest, data, symlink] = delivered.as_slice() else { panic!("{delivered:?}") };
    assert_eq!(manifest_checksum, "p/bkt/all/2026-01-03T00-00Z/manifest.checksum");
    assert_eq!(manifest, "p/bkt/all/2026-01-03T00-00Z/manifest.json");
    assert!(data.starts_with("p/bkt/all/data/") && data.ends_with(".csv.gz"), "{data}");
    assert_eq!(symlink, "p/bkt/all/hive/dt=2026-01-03-00-00/symlink.txt");
    let listed = world.get(&format!("/reports/{symlink}")).await.expect(200).text();
    assert_eq!(listed, format!("s3://reports/{data}"));
    let (manifest, rows) = rows(&world, "2026-01-03").await;
    assert_eq!(manifest["sourceBucket"], "bkt");
    assert_eq!(manifest["destinationBucket"], "arn:aws:s3:::reports");
    assert_eq!(manifest["version"], "2016-11-30");
    assert_eq!(manifest["creationTimestamp"], "1767398400000");
    assert_eq!(manifest["fileFormat"], "CSV");
    assert_eq!(
        manifest["fileSchema"],
        "Bucket, Key, Size, LastModifiedDate, ETag, StorageClass, IsMultipartUploaded, EncryptionStatus"
    );
    assert_eq!(
        rows,
        "\"bkt\",\"a%20b\",\"5\",\"2026-01-02T03:04:05.000Z\",\"5d41402abc4b2a76b9719d911017c592\",\"STANDARD\",\"false\",\"SSE-S3\"\n"
    );
    world.wait(DAY);
    assert_eq!(keys(&world).await.len(), 8);
    world.delete("/bkt?inventory&id=all").await.expect(204);
    world.wait(DAY);
    assert_eq!(keys(&world).await.len(), 8);
}

#[tokio::test]
async fn all_versions_are_reported_where_that_is_asked() {
    let world = world().await;
    let on = "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>";
    world.put("/bkt/a", "1").await;
    world.put("/bkt?versioning", on).await;
    let id = world.put("/bkt/a", "22").await.header("x-amz-version-id").to_owned();
    let marker = world.delete("/bkt/a").await.header("x-amz-version-id").to_owned();
    configure(&world, "All", "Daily", &["Size"]).await;
    world.wait(TO_MIDNIGHT);
    keys(&world).await;
    let (manifest, rows) = rows(&world, "2026-01-03").await;
    assert_eq!(manifest["fileSchema"], "Bucket, Key, VersionId, IsLatest, IsDeleteMarker, Size");
    let expected = format!(
        "\"bkt\",\"a\",\"{marker}\",\"true\",\"true\",\"\"\n\"bkt\",\"a\",\"{id}\",\"false\",\"false\",\"2\"\n\"bkt\",\"a\",\"\",\"false\",\"false\",\"1\"\n"
    );
    assert_eq!(rows, expected);
}

/// The user guide: the first report comes within 48 hours, and the weekly ones on Sundays. 2026-01-03 is a Saturday.
#[tokio::test]
async fn weekly_reports_come_on_sundays_and_the_first_one_before() {
    let world = world().await;
    configure(&world, "Current", "Weekly", &[]).await;
    let mut manifests = Vec::new();
    world.wait(TO_MIDNIGHT);
    for day in 0..9 {
        let ends = |key: &String| key.ends_with("json");
        manifests.push(keys(&world).await.iter().filter(|key| ends(key)).count());
        world.wait(if day < 8 { DAY } else { 0 });
    }
    // Saturday, Sunday, and the Sunday after.
    assert_eq!(manifests, [1, 2, 2, 2, 2, 2, 2, 2, 3]);
}

/// Nobody has to ask.
#[tokio::test]
async fn a_report_comes_by_itself() {
    let world = world().await;
    world.engine.start(Arc::new(Inbox::default()));
    configure(&world, "Current", "Daily", &[]).await;
    settle().await;
    assert!(world.get("/reports").await.expect(200).elements("Key").is_empty());
    world.wait(TO_MIDNIGHT);
    for _ in 0..100_000 {
        let manifest = world.get("/reports/p/bkt/all/2026-01-03T00-00Z/manifest.json").await;
        if manifest.status == 200 {
            return;
        }
        // It is written where other threads work.
        base::task::apart(std::thread::yield_now).await;
    }
    panic!("no report came");
}

/// A bucket that is not there, and one of another account, get nothing; others do.
#[tokio::test]
async fn what_cannot_be_delivered_is_lost() {
    let world = world().await;
    world.put("/bkt/a", "1").await;
    configure(&world, "Current", "Daily", &[]).await;
    world.delete("/reports").await.expect(204);
    let other = world.as_account("111111111111");
    other.send("PUT", "/reports", &[], "").await.expect(200);
    world.wait(TO_MIDNIGHT);
    world.engine.deliver_inventories().await.unwrap();
    assert!(other.get("/reports").await.expect(200).elements("Key").is_empty());
}
