//! Random sequences of requests against a naive bucket, and crashes between their writes.

use std::collections::BTreeMap;

use base::entropy::Entropy;
use testkit::Rng;
use testkit::model::{Model, agrees, survives_crashes};

use crate::tests::World;

const STEPS: usize = 16;
/// On both sides of what is kept in the keyspace itself, which is 16 KiB.
const LENGTHS: [usize; 3] = [0, 5, 20_000];

/// The bucket `bkt`: the versions of each key, the oldest first; a delete marker is none.
#[derive(Clone, Debug, Default, PartialEq)]
struct Bucket {
    keys: BTreeMap<String, Vec<Option<Bytes>>>,
    versioned: bool,
}

/// The bytes of an object: how many, and which.
type Bytes = (usize, char);

#[derive(Debug)]
enum Step {
    Put(&'static str, Bytes),
    Copy(&'static str, &'static str),
    Upload(&'static str, Bytes),
    Delete(&'static str),
    Versioned,
}

fn text((length, digit): Bytes) -> String {
    digit.to_string().repeat(length)
}

fn bytes(text: &str) -> Bytes {
    (text.len(), text.chars().next().unwrap_or('0'))
}

impl Bucket {
    fn newest(&self, key: &str) -> Option<Bytes> {
        *self.keys.get(key)?.last()?
    }

    fn add(&mut self, key: &str, version: Option<Bytes>) {
        if self.versioned {
            self.keys.entry(key.to_owned()).or_default().push(version);
        } else if version.is_some() {
            self.keys.insert(key.to_owned(), vec![version]);
        } else {
            self.keys.remove(key);
        }
    }
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/Versioning.html>, read literally.
impl Model for Bucket {
    type World = World;
    type Step = Step;
    type Said = u16;

    async fn prepare(world: &World) {
        world.put("/bkt", "").await;
    }

    fn draw(&self, chance: &mut Rng) -> Step {
        let mut keys = ["a", "b", "c/d"];
        chance.shuffle(&mut keys);
        let [key, other, _] = keys;
        let bytes = bytes(&text((LENGTHS[chance.usize(..LENGTHS.len())], chance.digit(10))));
        match chance.u8(..10) {
            0..4 => Step::Put(key, bytes),
            4..6 => Step::Copy(key, other),
            6 => Step::Upload(key, bytes),
            7..9 => Step::Delete(key),
            _ => Step::Versioned,
        }
    }

    fn take(&mut self, step: &Step) -> u16 {
        match step {
            Step::Put(key, bytes) | Step::Upload(key, bytes) => self.add(key, Some(*bytes)),
            Step::Copy(from, to) => match self.newest(from) {
                Some(bytes) => self.add(to, Some(bytes)),
                None => return 404,
            },
            Step::Delete(key) => {
                self.add(key, None);
                return 204;
            }
            Step::Versioned => self.versioned = true,
        }
        200
    }

    async fn ask(world: &World, step: &Step) -> u16 {
        let answer = match step {
            Step::Put(key, bytes) => world.send("PUT", &format!("/bkt/{key}"), &[], text(*bytes)).await,
            Step::Copy(from, to) => {
                let source = format!("bkt/{from}");
                world.send("PUT", &format!("/bkt/{to}"), &[("x-amz-copy-source", &source)], "").await
            }
            Step::Upload(key, bytes) => {
                let begun = world.send("POST", &format!("/bkt/{key}?uploads"), &[], "").await.expect(200);
                let id = begun.element("UploadId");
                let part = format!("/bkt/{key}?partNumber=1&uploadId={id}");
                let etag = world.send("PUT", &part, &[], text(*bytes)).await.expect(200);
                let etag = etag.header("etag");
                let document = format!(
                    "<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>{etag}</ETag></Part></CompleteMultipartUpload>"
                );
                world.send("POST", &format!("/bkt/{key}?uploadId={id}"), &[], document).await
            }
            Step::Delete(key) => world.delete(&format!("/bkt/{key}")).await,
            Step::Versioned => {
                let status = "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>";
                world.send("PUT", "/bkt?versioning", &[], status).await
            }
        };
        answer.status
    }

    async fn seen(world: &World) -> Bucket {
        let versioning = world.get("/bkt?versioning").await.expect(200).element("Status");
        let listed = world.get("/bkt?versions").await.expect(200).text();
        let mut keys: BTreeMap<String, Vec<Option<Bytes>>> = BTreeMap::new();
        // Markers and versions stand in one order, the newest of a key first.
        for entry in listed.split("<Key>").skip(1) {
            let (key, rest) = entry.split_once("</Key>").unwrap();
            let id = rest.split("<VersionId>").nth(1).unwrap().split('<').next().unwrap();
            let version = world.get(&format!("/bkt/{key}?versionId={id}")).await;
            // A marker cannot be got.
            let version = if version.status == 405 { None } else { Some(bytes(&version.expect(200).text())) };
            let newest = rest.contains("<IsLatest>true</IsLatest>");
            assert_eq!(newest, !keys.contains_key(key), "{listed}");
            keys.entry(key.to_owned()).or_default().insert(0, version);
        }
        Bucket { keys, versioned: versioning == "Enabled" }
    }
}

#[test]
fn random_requests_agree_with_a_naive_bucket() {
    agrees::<Bucket>(10, STEPS, World::new);
}

/// Our promise, at `--data-dir`.
#[test]
fn a_crash_between_any_two_writes_leaves_what_was_answered() {
    survives_crashes::<Bucket>(4, STEPS, |store| World::on(store, Entropy::seeded(7)));
}
