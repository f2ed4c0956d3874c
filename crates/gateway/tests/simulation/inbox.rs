//! What takes events: it remembers them, and is out of reach now and then.

use std::collections::BTreeMap;
use std::io::Read as _;
use std::sync::Arc;

use async_trait::async_trait;
use base::arn::Arn;
use base::seams::{Event, EventTarget, SeamError, Sender};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use flate2::read::GzDecoder;
use parking_lot::Mutex;
use serde_json::Value;
use testkit::Rng;

/// How often it is out of reach: once in so many times.
const OUT_OF_REACH: u8 = 20;

/// The function that log groups have as their subscriber.
pub(crate) const INBOX: &str = "arn:aws:lambda:us-east-1:000000000000:function:inbox";

/// What an event tells of: bucket and key, or log group and message.
pub(crate) type Told = (String, String);

/// All that was ever told. It is no part of the process: no crash takes it back.
#[derive(Clone, Debug)]
pub(crate) struct Inbox(Arc<Mutex<Inner>>);

#[derive(Debug)]
struct Inner {
    /// The sequencers of the events, or their ids, without repetitions, and the ETag that each told.
    told: BTreeMap<Told, BTreeMap<String, String>>,
    chance: Rng,
    reachable: bool,
    /// Whether states are restored: their numbers come again, for other objects.
    restores: bool,
}

impl Inbox {
    pub(crate) fn new(chance: Rng, restores: bool) -> Inbox {
        let inner = Inner { told: BTreeMap::new(), chance, reachable: false, restores };
        Inbox(Arc::new(Mutex::new(inner)))
    }

    /// How many events it has been told, each counted once.
    pub(crate) fn count(&self, told: &Told) -> usize {
        self.0.lock().told.get(told).map_or(0, BTreeMap::len)
    }

    /// From now on it is never out of reach, or is again.
    pub(crate) fn always_reachable(&self, reachable: bool) {
        self.0.lock().reachable = reachable;
    }
}

#[async_trait]
impl EventTarget for Inbox {
    async fn accepts(&self, _: &Sender, _: &Arn) -> Result<(), SeamError> {
        Ok(())
    }

    async fn send(&self, _: &Arn, event: Event) -> Result<(), SeamError> {
        let inner = &mut *self.0.lock();
        if !inner.reachable && inner.chance.u8(..OUT_OF_REACH) == 0 {
            return Err(SeamError::Unavailable("out of reach, says the simulation".to_owned()));
        }
        let payload: Value = serde_json::from_slice(&event.payload).unwrap();
        let mut note = |told: Told, sequencer: String, etag: String| {
            let earlier = inner.told.entry(told).or_default().insert(sequencer.clone(), etag.clone());
            let is_new = earlier.is_none_or(|earlier| earlier == etag);
            assert!(is_new || inner.restores, "{sequencer} tells of two objects");
        };
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        if let Some(packed) = payload["awslogs"]["data"].as_str() {
            let packed = STANDARD.decode(packed).unwrap();
            let mut document = String::new();
            GzDecoder::new(packed.as_slice()).read_to_string(&mut document).unwrap();
            let document: Value = serde_json::from_str(&document).unwrap();
            for event in document["logEvents"].as_array().unwrap() {
                note(
                    (text(&document["logGroup"]), text(&event["message"])),
                    text(&event["id"]),
                    String::new(),
                );
            }
        }
        for record in payload["Records"].as_array().into_iter().flatten() {
            let s3 = &record["s3"];
            let told = (text(&s3["bucket"]["name"]), text(&s3["object"]["key"]).replace("%2F", "/"));
            note(told, text(&s3["object"]["sequencer"]), text(&s3["object"]["eTag"]));
        }
        Ok(())
    }
}
