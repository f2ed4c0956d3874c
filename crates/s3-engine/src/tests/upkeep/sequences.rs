//! Random requests and days against a naive bucket whose versions can be held, and whose lifecycle acts.

use std::collections::BTreeMap;

use testkit::Rng;
use testkit::model::{Model, agrees};

use crate::tests::World;

const DAY: u64 = 86_400;
const STEPS: usize = 24;

/// What the rule below says, in days.
const EXPIRES: u64 = 3;
const NONCURRENT: u64 = 2;
/// So many versions that are not current stay.
const NEWER: usize = 1;

/// One version.
#[derive(Clone, Debug)]
struct Seen {
    is_marker: bool,
    is_held: bool,
    /// The day of the first midnight behind it, from which days are counted.
    from: u64,
}

/// What can be seen of it.
impl PartialEq for Seen {
    fn eq(&self, other: &Seen) -> bool {
        (self.is_marker, self.is_held) == (other.is_marker, other.is_held)
    }
}

/// The bucket `bkt`: the versions of each key, the oldest first.
#[derive(Clone, Debug, Default)]
struct Bucket {
    keys: BTreeMap<String, Vec<Seen>>,
    day: u64,
}

impl PartialEq for Bucket {
    fn eq(&self, other: &Bucket) -> bool {
        self.keys == other.keys
    }
}

#[derive(Debug)]
enum Step {
    Put(&'static str),
    Delete(&'static str),
    Hold(&'static str, bool),
    DeleteOldest(&'static str),
    Day,
}

impl Bucket {
    fn add(&mut self, key: &str, is_marker: bool) {
        let version = Seen { is_marker, is_held: false, from: self.day + 1 };
        self.keys.entry(key.to_owned()).or_default().push(version);
    }

    /// What the lifecycle does to a key, the newest of its versions last.
    fn live_on(versions: &mut Vec<Seen>, day: u64) {
        let before = versions.clone();
        let current = before.len() - 1;
        let goes = |at: usize| match before.get(at + 1) {
            Some(newer) => current - at > NEWER && !before[at].is_held && newer.from + NONCURRENT <= day,
            None => before.len() == 1 && before[at].is_marker && before[at].from + EXPIRES <= day,
        };
        let mut at = 0..;
        versions.retain(|_| !goes(at.next().unwrap()));
        if !before[current].is_marker && before[current].from + EXPIRES <= day {
            versions.push(Seen { is_marker: true, is_held: false, from: day });
        }
    }
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html> and
/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html>, read literally.
impl Model for Bucket {
    type World = World;
    type Step = Step;
    type Said = u16;

    async fn prepare(world: &World) {
        world.send("PUT", "/bkt", &[("x-amz-bucket-object-lock-enabled", "true")], "").await.expect(200);
        let rule = format!(
            "<LifecycleConfiguration><Rule><Filter/><Status>Enabled</Status><Expiration><Days>{EXPIRES}</Days></Expiration><NoncurrentVersionExpiration><NoncurrentDays>{NONCURRENT}</NoncurrentDays><NewerNoncurrentVersions>{NEWER}</NewerNoncurrentVersions></NoncurrentVersionExpiration></Rule></LifecycleConfiguration>"
        );
        world.put("/bkt?lifecycle", rule).await;
    }

    fn draw(&self, chance: &mut Rng) -> Step {
        let mut keys = ["a", "b", "c/d"];
        chance.shuffle(&mut keys);
        let key = keys[0];
        match chance.u8(..12) {
            0..4 => Step::Put(key),
            4 => Step::Delete(key),
            5..7 => Step::Hold(key, true),
            7 => Step::Hold(key, false),
            8 => Step::DeleteOldest(key),
            _ => Step::Day,
        }
    }

    fn take(&mut self, step: &Step) -> u16 {
        match step {
            Step::Put(key) => self.add(key, false),
            Step::Delete(key) => {
                self.add(key, true);
                return 204;
            }
            Step::Hold(key, hold) => match self.keys.get_mut(*key).and_then(|versions| versions.last_mut()) {
                None => return 404,
                Some(version) if version.is_marker => return 405,
                Some(version) => version.is_held = *hold,
            },
            Step::DeleteOldest(key) => match self.keys.get_mut(*key) {
                None => {}
                Some(versions) if versions[0].is_held => return 403,
                Some(versions) => {
                    versions.remove(0);
                    self.keys.retain(|_, versions| !versions.is_empty());
                    return 204;
                }
            },
            Step::Day => {
                self.day += 1;
                self.keys.values_mut().for_each(|versions| Bucket::live_on(versions, self.day));
                self.keys.retain(|_, versions| !versions.is_empty());
            }
        }
        200
    }

    async fn ask(world: &World, step: &Step) -> u16 {
        let answer = match step {
            Step::Put(key) => world.send("PUT", &format!("/bkt/{key}"), &[], "x").await,
            Step::Delete(key) => world.delete(&format!("/bkt/{key}")).await,
            Step::Hold(key, hold) => {
                let status = if *hold { "ON" } else { "OFF" };
                let document = format!("<LegalHold><Status>{status}</Status></LegalHold>");
                world.send("PUT", &format!("/bkt/{key}?legal-hold"), &[], document).await
            }
            Step::DeleteOldest(key) => {
                let listed = world.get(&format!("/bkt?versions&prefix={key}")).await.expect(200);
                let ids = listed.elements("VersionId");
                let Some(oldest) = ids.last() else { return 200 };
                world.delete(&format!("/bkt/{key}?versionId={oldest}")).await
            }
            Step::Day => {
                world.wait(DAY);
                world.engine.keep_up().await.unwrap();
                return 200;
            }
        };
        answer.status
    }

    async fn seen(world: &World) -> Bucket {
        let listed = world.get("/bkt?versions").await.expect(200).text();
        let mut keys: BTreeMap<String, Vec<Seen>> = BTreeMap::new();
        // Markers and versions stand in one order, the newest of a key first.
        for entry in listed.split("<Key>").skip(1) {
            let (key, rest) = entry.split_once("</Key>").unwrap();
            let id = rest.split("<VersionId>").nth(1).unwrap().split('<').next().unwrap();
            let head = world.send("HEAD", &format!("/bkt/{key}?versionId={id}"), &[], "").await;
            // A marker cannot be read.
            let is_held = head.header("x-amz-object-lock-legal-hold") == "ON";
            let version = Seen { is_marker: head.status == 405, is_held, from: 0 };
            keys.entry(key.to_owned()).or_default().insert(0, version);
        }
        Bucket { keys, day: 0 }
    }
}

#[test]
fn random_requests_and_days_agree_with_a_naive_bucket() {
    agrees::<Bucket>(40, STEPS, World::new);
}
