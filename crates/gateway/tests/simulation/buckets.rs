//! What a client knows of its buckets: versions, and the events that must be told of them.
//!
//! <https://docs.aws.amazon.com/AmazonS3/latest/userguide/Versioning.html>, read literally.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use testkit::model::Model;
use testkit::{Ask, Reply, Rng};

use crate::engines::{Seat, World};

/// The buckets of a client, by their last letter.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Buckets(BTreeMap<char, Bucket>);

#[derive(Clone, Debug, Default, PartialEq)]
struct Bucket {
    /// The versions of each key, the oldest first; a delete marker is none.
    keys: BTreeMap<String, Vec<Option<Bytes>>>,
    versioned: bool,
    notifies: bool,
}

/// The bytes of an object: how many, and which number they repeat.
type Bytes = (usize, u64);

/// A status, and what is read.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Said {
    pub(crate) status: u16,
    shown: String,
}

/// A bucket and a key.
type Place = (char, &'static str);

/// One thing that a client does.
#[derive(Clone, Debug)]
pub(crate) enum Step {
    Create(char),
    Drop(char),
    Versioned(char),
    Notify(char),
    Put(Place, Bytes),
    Copy(Place, Place),
    Upload(Place, Bytes),
    /// An upload that is never completed.
    Abandon(Place, Bytes),
    Delete(Place),
    DeleteMany(char, Vec<&'static str>),
    Get(Place),
    List(char),
}

const KEYS: [&str; 4] = ["a", "b", "c/d", "c/e"];
/// None is kept in a file: a thread that writes one makes another world of each replay.
const LENGTHS: [usize; 8] = [20, 20, 20, 20, 60, 500, 500, 12_000];

fn text((length, number): Bytes) -> String {
    format!("{number:020}").chars().cycle().take(length).collect()
}

fn bytes(text: &str) -> Bytes {
    (text.len(), text.get(..20).map_or(0, |number| number.parse().unwrap()))
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

impl Buckets {
    /// The bucket and the key that an event tells of, if a step that succeeds now brings one.
    pub(crate) fn told_of(&self, seat: &Seat, step: &Step) -> Option<(String, String)> {
        let (Step::Put(place, _) | Step::Copy(_, place) | Step::Upload(place, _)) = step else { return None };
        let (bucket, key) = *place;
        let copies_nothing = match step {
            Step::Copy((from, key), _) => self.0.get(from).is_none_or(|from| from.newest(key).is_none()),
            _ => false,
        };
        let notifies = self.0.get(&bucket)?.notifies && !copies_nothing;
        notifies.then(|| (name(seat, bucket), key.to_owned()))
    }
}

impl Buckets {
    /// Changes a bucket, if it is there; the status.
    fn with(&mut self, bucket: char, status: u16, change: impl FnOnce(&mut Bucket)) -> u16 {
        match self.0.get_mut(&bucket) {
            Some(bucket) => {
                change(bucket);
                status
            }
            None => 404,
        }
    }
}

impl Model for Buckets {
    type World = Seat;
    type Step = Step;
    type Said = Said;

    fn draw(&self, chance: &mut Rng) -> Step {
        let place = |chance: &mut Rng| (chance.choice(['a', 'b']).unwrap(), chance.choice(KEYS).unwrap());
        let (one, other) = (place(chance), place(chance));
        let length = chance.choice(LENGTHS).unwrap();
        let bytes = bytes(&text((length, chance.u64(..))));
        if !self.0.contains_key(&one.0) && chance.u8(..4) > 0 {
            return Step::Create(one.0);
        }
        match chance.u8(..40) {
            0 => Step::Create(one.0),
            1 => Step::Drop(one.0),
            2 => Step::Versioned(one.0),
            3 | 4 => Step::Notify(one.0),
            5..14 => Step::Put(one, bytes),
            // Onto itself is refused, in words of its own.
            14..18 if one != other => Step::Copy(one, other),
            18..20 => Step::Upload(one, bytes),
            20 => Step::Abandon(one, bytes),
            21..26 => Step::Delete(one),
            26..29 => {
                Step::DeleteMany(one.0, KEYS.into_iter().filter(|key| *key == "a" || chance.bool()).collect())
            }
            29..36 => Step::Get(one),
            _ => Step::List(one.0),
        }
    }

    fn take(&mut self, step: &Step) -> Said {
        let status = match step.clone() {
            Step::Create(bucket) => {
                // In us-east-1 the owner's second time succeeds.
                self.0.entry(bucket).or_default();
                200
            }
            Step::Drop(bucket) => match self.0.get(&bucket) {
                None => 404,
                Some(Bucket { keys, .. }) if !keys.is_empty() => 409,
                Some(_) => {
                    self.0.remove(&bucket);
                    204
                }
            },
            Step::Versioned(bucket) => self.with(bucket, 200, |bucket| bucket.versioned = true),
            Step::Notify(bucket) => self.with(bucket, 200, |bucket| bucket.notifies = true),
            Step::Put((bucket, key), bytes) | Step::Upload((bucket, key), bytes) => {
                self.with(bucket, 200, |bucket| bucket.add(key, Some(bytes)))
            }
            Step::Abandon((bucket, _), _) => self.with(bucket, 200, |_| {}),
            Step::Copy((from, key), (to, as_key)) => {
                match self.0.get(&from).and_then(|bucket| bucket.newest(key)) {
                    Some(bytes) => self.with(to, 200, |bucket| bucket.add(as_key, Some(bytes))),
                    None => 404,
                }
            }
            Step::Delete((bucket, key)) => self.with(bucket, 204, |bucket| bucket.add(key, None)),
            Step::DeleteMany(bucket, keys) => {
                self.with(bucket, 200, |bucket| keys.iter().for_each(|key| bucket.add(key, None)))
            }
            Step::Get((bucket, key)) => match self.0.get(&bucket).and_then(|bucket| bucket.newest(key)) {
                Some(bytes) => return Said { status: 200, shown: text(bytes) },
                None => 404,
            },
            Step::List(bucket) => match self.0.get(&bucket) {
                Some(bucket) => {
                    let there = bucket.keys.keys().filter(|key| bucket.newest(key).is_some());
                    return Said { status: 200, shown: there.cloned().collect::<Vec<_>>().join(" ") };
                }
                None => 404,
            },
        };
        Said { status, shown: String::new() }
    }

    async fn ask(seat: &Seat, step: &Step) -> Said {
        let path = |(bucket, key): Place| format!("/{}/{key}", name(seat, bucket));
        let of = |bucket: char, query: &str| format!("/{}{query}", name(seat, bucket));
        let reply = match step.clone() {
            Step::Create(bucket) => seat.send(Ask::put(&of(bucket, ""))).await,
            Step::Drop(bucket) => seat.send(Ask::delete(&of(bucket, ""))).await,
            Step::Versioned(bucket) => {
                let status = "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>";
                seat.send(with_body(Ask::put(&of(bucket, "?versioning")), status)).await
            }
            Step::Notify(bucket) => {
                let arn = "arn:aws:lambda:us-east-1:000000000000:function:inbox";
                let rule = format!(
                    "<NotificationConfiguration><CloudFunctionConfiguration><CloudFunction>{arn}</CloudFunction>\
                     <Event>s3:ObjectCreated:*</Event></CloudFunctionConfiguration></NotificationConfiguration>"
                );
                seat.send(with_body(Ask::put(&of(bucket, "?notification")), rule)).await
            }
            Step::Put(place, bytes) => seat.send(with_body(Ask::put(&path(place)), text(bytes))).await,
            Step::Copy((from, key), to) => {
                let source = format!("{}/{key}", name(seat, from));
                seat.send(Ask::put(&path(to)).header("x-amz-copy-source", &source)).await
            }
            Step::Upload(place, bytes) => upload(seat, &path(place), bytes, true).await,
            Step::Abandon(place, bytes) => upload(seat, &path(place), bytes, false).await,
            Step::Delete(place) => seat.send(Ask::delete(&path(place))).await,
            Step::DeleteMany(bucket, keys) => {
                let keys: String =
                    keys.iter().map(|key| format!("<Object><Key>{key}</Key></Object>")).collect();
                let document = format!("<Delete>{keys}</Delete>");
                let digest = crc32(&document);
                let ask = Ask::post(&of(bucket, "?delete")).header("x-amz-checksum-crc32", &digest);
                seat.send(with_body(ask, document)).await
            }
            Step::Get(place) => {
                let reply = seat.send(Ask::get(&path(place))).await;
                let shown = if reply.status == 200 { reply.text() } else { String::new() };
                return Said { status: reply.status, shown };
            }
            Step::List(bucket) => {
                let reply = seat.send(Ask::get(&of(bucket, "?list-type=2"))).await;
                return Said { status: reply.status, shown: reply.elements("Key").join(" ") };
            }
        };
        Said { status: reply.status, shown: String::new() }
    }

    async fn seen(seat: &Seat) -> Buckets {
        let listed = seat.send(Ask::get("/")).await.expect(200).elements("Name");
        let mut buckets = BTreeMap::new();
        for full in listed {
            if let Some(letter) = full.strip_prefix(seat.name).and_then(|rest| rest.strip_prefix('-')) {
                buckets.insert(letter.chars().next().unwrap(), bucket(&seat.world, &full).await);
            }
        }
        Buckets(buckets)
    }
}

/// What the world shows of a bucket.
async fn bucket(world: &World, name: &str) -> Bucket {
    let get = async |query: &str| world.send(Ask::get(&format!("/{name}{query}"))).await;
    let versioning = get("?versioning").await.expect(200).element("Status");
    let notifies = !get("?notification").await.expect(200).element("CloudFunction").is_empty();
    let listed = get("?versions").await.expect(200).text();
    let mut keys: BTreeMap<String, Vec<Option<Bytes>>> = BTreeMap::new();
    // Markers and versions stand in one order, the newest of a key first.
    for entry in listed.split("<Key>").skip(1) {
        let (key, rest) = entry.split_once("</Key>").unwrap();
        let id = rest.split("<VersionId>").nth(1).unwrap().split('<').next().unwrap();
        let version = get(&format!("/{key}?versionId={id}")).await;
        let newest = rest.contains("<IsLatest>true</IsLatest>");
        assert_eq!(newest, !keys.contains_key(key), "{listed}");
        // A marker cannot be got.
        let version = if version.status == 405 { None } else { Some(bytes(&version.expect(200).text())) };
        keys.entry(key.to_owned()).or_default().insert(0, version);
    }
    Bucket { keys, versioned: versioning == "Enabled", notifies }
}

/// Uploads an object as one part.
async fn upload(seat: &Seat, path: &str, bytes: Bytes, complete: bool) -> Reply {
    let begun = seat.send(Ask::post(&format!("{path}?uploads"))).await;
    if begun.status != 200 {
        return begun;
    }
    let id = begun.element("UploadId");
    let part = format!("{path}?partNumber=1&uploadId={id}");
    let part = seat.send(with_body(Ask::put(&part), text(bytes))).await;
    if part.status != 200 || !complete {
        return part;
    }
    let document = format!(
        "<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>{}</ETag></Part></CompleteMultipartUpload>",
        part.header("etag")
    );
    seat.send(with_body(Ask::post(&format!("{path}?uploadId={id}")), document)).await
}

/// S3 wants to know how long a body is.
fn with_body(ask: Ask, body: impl Into<String>) -> Ask {
    let body = body.into();
    ask.header("content-length", &body.len().to_string()).body(body)
}

/// As S3 asks for it where much is deleted.
fn crc32(document: &str) -> String {
    let mut digest = flate2::Crc::new();
    digest.update(document.as_bytes());
    STANDARD.encode(digest.sum().to_be_bytes())
}

fn name(seat: &Seat, bucket: char) -> String {
    format!("{}-{bucket}", seat.name)
}
