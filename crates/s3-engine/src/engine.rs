//! The engine: what all operations share.
//!
//! The store, the targets of notifications, what is kept in memory between requests; and the doors, through which everything
//! is committed. What is asked and answered is not known here: a request's way is `service`.
//!
//! - `access_points`: the door of access points
//! - `accounts`: the door of what an account has as a whole
//! - `annotations`: the door of annotations
//! - `append`: the door of objects that grow
//! - `buckets`: the door of buckets
//! - `commit`: the door of objects
//! - `expiry`: the door of what a lifecycle does to them
//! - `notifications`: the door of the outbox
//! - `rename`: the door of renames
//! - `replica`: the door of versions that go into other buckets
//! - `reencryption`: the door of a version's encryption
//! - `restore`: the door of copies of archived objects
//! - `settings`: the door of buckets' settings
//! - `uploads`: the door of uploads
//! - `writer`: the store's writing side, for the doors alone

pub(crate) mod access_points;
pub(crate) mod accounts;
pub(crate) mod annotations;
pub(crate) mod append;
pub(crate) mod buckets;
pub(crate) mod commit;
mod decide;
pub(crate) mod expiry;
pub(crate) mod notifications;
pub(crate) mod reencryption;
pub(crate) mod rename;
pub(crate) mod replica;
pub(crate) mod restore;
pub(crate) mod settings;
pub(crate) mod uploads;
mod writer;

use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock, Weak};

use base::arn::{AccountId, Region};
use base::call::{Call, Caller, Origin};
use base::clock::{Clock, Timestamp};
use base::entropy::Entropy;
use base::schedule::{Schedule, Slot};
use base::seams::{EventTarget, FormCaller, FormSignature, FormSigners, Sessions};
use base::service::Facts;
use http::HeaderMap;
use s3s::service::S3Service;
use store::{Channel, Guard, Guards, Outbox, Store, Stripes};

use crate::bucket::Bucket;
use crate::context::Context;
use crate::engine::writer::Writer;
use crate::error::{Code, Error, Result};
use crate::lifecycle::Lifecycles;
use crate::logging::Waiting;
use crate::object::kms::Keyring;
use crate::object::{self, encryption};
use crate::reader::Reader;
use crate::setting::record;
use crate::upload;

/// What can be set about S3.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Domains below which a host name holds a bucket, such as `localhost` or `amazonaws.com`.
    pub domains: Vec<String>,
    /// So many bytes of notifications wait at most, of all targets together.
    pub outbox_bytes: u64,
    /// What is kept and does not act is refused.
    pub strict: bool,
}

impl Default for Settings {
    fn default() -> Settings {
        let domains = ["localhost", "localhost.localstack.cloud", "amazonaws.com", "amazonaws.com.cn"];
        Settings {
            domains: domains.map(String::from).into(),
            outbox_bytes: Outbox::MOST_BYTES,
            strict: false,
        }
    }
}

/// What every engine is made of.
pub(crate) struct EngineParts {
    pub(crate) store: Store,
    pub(crate) schedule: Schedule,
    pub(crate) entropy: Entropy,
    pub(crate) settings: Settings,
}

/// Who knows whose forms are.
struct FormDoor {
    service: &'static Facts,
    signers: Arc<dyn FormSigners>,
}

/// S3.
pub struct Engine {
    /// What is there. It cannot be changed by this; `writer` can, and only the doors have it.
    pub(crate) store: Reader,
    writer: Writer,
    pub(crate) clock: Clock,
    pub(crate) entropy: Entropy,
    pub(crate) schedule: Schedule,
    pub(crate) outbox: Outbox,
    /// Lines of access logs that wait, and when they are delivered.
    pub(crate) access_logs: Waiting,
    pub(crate) access_log_delivery: Slot,
    pub(crate) access_logs_due_ms: AtomicU64,
    /// What delivers inventories.
    pub(crate) inventories: Slot,
    /// Versions on their way into other buckets.
    pub(crate) replicas: Outbox,
    pub(crate) targets: parking_lot::RwLock<Option<Arc<dyn EventTarget>>>,
    pub(crate) settings: Settings,
    forms: OnceLock<FormDoor>,
    /// The lifecycles that were read last.
    pub(crate) lifecycles: Lifecycles,
    /// What is done by itself.
    pub(crate) upkeep: Slot,
    /// Not before this, in milliseconds.
    pub(crate) upkeep_due_ms: AtomicU64,
    /// Who gives sessions with directory buckets.
    pub(crate) sessions: OnceLock<Arc<dyn Sessions>>,
    /// The renames of late.
    pub(crate) renames: rename::Renames,
    /// The keys of KMS.
    pub(crate) keys: Keyring,
    stripes: Arc<Stripes>,
    sequence: AtomicU64,
    /// s3s, which calls this engine.
    pub(crate) s3s: S3Service,
}

impl fmt::Debug for Engine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Engine").field("settings", &self.settings).finish_non_exhaustive()
    }
}

impl Engine {
    /// S3 on a store. `mount` makes what s3s calls, which calls the engine.
    pub(crate) fn of(
        EngineParts { store, schedule, entropy, settings }: EngineParts,
        mount: impl FnOnce(Weak<Engine>) -> S3Service,
    ) -> Arc<Engine> {
        Arc::new_cyclic(|me: &Weak<Engine>| Engine {
            stripes: store.stripes(),
            access_logs: Waiting::default(),
            access_log_delivery: Slot::default(),
            access_logs_due_ms: AtomicU64::new(0),
            inventories: Slot::default(),
            replicas: Outbox::new(&store, Channel::S3Replication, settings.outbox_bytes),
            outbox: Outbox::new(&store, Channel::S3Notifications, settings.outbox_bytes),
            store: Reader::of(store.clone()),
            writer: Writer::of(store),
            clock: schedule.clock().clone(),
            schedule,
            entropy,
            targets: parking_lot::RwLock::new(None),
            lifecycles: Lifecycles::default(),
            upkeep: Slot::default(),
            upkeep_due_ms: AtomicU64::new(0),
            sessions: OnceLock::new(),
            renames: rename::Renames::default(),
            keys: Keyring::default(),
            settings,
            forms: OnceLock::new(),
            sequence: AtomicU64::new(0),
            s3s: mount(me.clone()),
        })
    }

    /// Asks these from now on who signed a form.
    pub(crate) fn let_in_forms(&self, service: &'static Facts, signers: Arc<dyn FormSigners>) {
        let _ = self.forms.set(FormDoor { service, signers });
    }

    /// In whose name a form was signed. Where nobody can be asked nobody is let in.
    pub(crate) fn caller_of(&self, cx: &Context, form: &FormSignature<'_>) -> Result<FormCaller> {
        let door = self.forms.get().ok_or_else(|| Error::of(Code::AccessDenied))?;
        Ok(door.signers.caller_of(door.service, form, cx.call.now)?)
    }

    /// A number that rises with every call: the time, and beyond it if two calls fall into one millisecond.
    pub(crate) fn sequence(&self, now: Timestamp) -> u64 {
        let floor = now.millis() << 20;
        let next = |last: u64| last.saturating_add(1).max(floor);
        let last = self.sequence.fetch_update(Ordering::AcqRel, Ordering::Acquire, |last| Some(next(last)));
        next(last.unwrap_or_else(|last| last))
    }

    /// What the encryption of an object to be is chosen by.
    pub(crate) fn encrypting<'a>(
        &'a self,
        cx: &'a Context,
        (bucket, key): (&'a Bucket, &'a str),
        headers: &'a HeaderMap,
    ) -> encryption::Asked<'a> {
        encryption::Asked { store: &self.store, keys: &self.keys, cx, bucket, key, headers }
    }

    /// An id for what is in a bucket.
    pub(crate) fn new_bucket_id(&self) -> Result<u64> {
        Ok(self.store.fresh(Entropy::u64, |id| {
            [object::of_bucket(*id), upload::of_bucket(*id), record::of_bucket(*id)]
        })?)
    }

    /// The context of a request that another service makes in an account's name.
    pub(crate) fn service_context(
        &self,
        account: AccountId,
        region: &Region,
        service: &'static str,
    ) -> Context {
        let call = Call {
            account,
            region: region.clone(),
            request_id: self.entropy.hex(16).to_ascii_uppercase().into(),
            now: self.clock.now(),
            caller: Caller::Service(service),
            address: "localhost".into(),
            origin: Origin::default(),
        };
        Context::new(call, self.id2())
    }

    /// The context of what a service does by itself about a bucket, in the name of its owner.
    pub(crate) fn context_in(&self, bucket: &Bucket, service: &'static str) -> Result<Context> {
        let region = Region::parse(&bucket.region);
        let account = AccountId::parse(bucket.owner());
        match (account, region) {
            (Some(account), Some(region)) => Ok(self.service_context(account, &region, service)),
            _ => Err(Error::internal("a bucket's record names no account or region")),
        }
    }

    /// Holds the key of an object against other writers.
    fn lock(&self, bucket: u64, key: &str) -> Guard<'_> {
        self.stripes.lock(object::of_key(bucket, key).as_bytes())
    }

    /// Holds the keys of several objects against other writers.
    fn lock_all<'k>(&self, places: impl IntoIterator<Item = (u64, &'k str)>) -> Guards<'_> {
        let keys: Vec<store::Key> =
            places.into_iter().map(|(bucket, key)| object::of_key(bucket, key)).collect();
        self.stripes.lock_all(keys.iter().map(store::Key::as_bytes))
    }

    /// A value for `x-amz-id-2`: 56 bytes in base64, as AWS's are.
    pub(crate) fn id2(&self) -> String {
        const BASE64: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        // 56 bytes as AWS writes them.
        let mut id = self.entropy.text(BASE64, 76);
        id.pop();
        id.push('=');
        id
    }
}
