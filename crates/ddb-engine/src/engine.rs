//! The engine: the store, the seams, and what is kept in memory between requests. How a table is looked up; and the doors,
//! through which everything is committed. Rules that act on the state are `impl Engine` blocks in the rooms above.
//!
//! - `collection`: sizes of item collections, grown with the items
//! - `commit`: the door of items
//! - `definitions`: the door of tables and streams
//! - `filling`: the door of copies, and of indexes that are being made
//! - `history`: undo records, and the items of a moment
//! - `oldest`: entries of many ranges in the order of their numbers
//! - `records`: the door of what is kept beside items and definitions
//! - `removal`: the door of what is removed
//! - `writer`: the store's writing side, for the doors alone

pub(crate) mod collection;
pub(crate) mod commit;
pub(crate) mod definitions;
pub(crate) mod filling;
pub(crate) mod history;
pub(crate) mod oldest;
pub(crate) mod records;
pub(crate) mod removal;
mod writer;

use std::sync::Arc;
use std::time::Duration;

use base::clock::Clock;
use base::entropy::Entropy;
use base::schedule::{Schedule, Slot};
use base::seams::ObjectStore;
use base::task::{Tasks, apart};
use store::{Store, Stripes};

use crate::definition::owner::Owner;
use crate::definition::phase::{Phase, Status};
use crate::engine::writer::Writer;
use crate::error::{Error, Result};
use crate::memory::budget::Budgets;
use crate::memory::catalog::{Catalog, Table};
use crate::memory::dial::{Dial, Realism};
use crate::memory::in_flight::InFlight;
use crate::memory::jobs::Jobs;
use crate::memory::past::Past;
use crate::memory::reader::Reader;
use crate::message::parsed::Parsed;
use base::arn::Region;

/// How an engine behaves where AWS's own measure would be no use on a desk. Every field has a setting of the gateway.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Bytes that the items of one partition key may have together in a table with local indexes, index entries
    /// included. AWS: 10 GB.
    /// <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/LSI.html#LSI.ItemCollections>
    pub item_collection_bytes: u64,
    /// Shards of a stream that are open at a time, 1 to [`MAX_STREAM_SHARDS`]; of streams that are opened from now on.
    /// AWS has one for each partition of the table.
    pub stream_shards: u32,
    /// How long a shard is open before another continues it, of streams that are opened from now on; zero for ever.
    /// AWS: about four hours.
    pub stream_shard_life: Duration,
    /// Bytes that the records of all streams may take together; beyond it the oldest go. AWS keeps a day's.
    pub stream_bytes: u64,
    /// Bytes that the undo records of point-in-time recovery may take together; beyond it the oldest go, and their tables can
    /// be restored to later moments only. AWS keeps up to 35 days'.
    pub recovery_bytes: u64,
    /// What AWS does to its users and is off here, as it is at the start.
    pub realism: Realism,
}

/// Open shards of one stream at most.
pub const MAX_STREAM_SHARDS: u32 = 64;

impl Default for Settings {
    /// As AWS, with none of its delays.
    fn default() -> Settings {
        Settings {
            item_collection_bytes: 10 * 1024 * 1024 * 1024,
            stream_shards: 1,
            stream_shard_life: Duration::from_secs(4 * 60 * 60),
            stream_bytes: 256 * 1024 * 1024,
            recovery_bytes: 512 * 1024 * 1024,
            realism: Realism::default(),
        }
    }
}

/// DynamoDB and DynamoDB Streams. All state is in the store; what is here can be rebuilt from it.
#[derive(Debug)]
pub struct Engine {
    /// What is there. It cannot be changed by this; `writer` can, and only the doors have it.
    pub(crate) store: Reader,
    writer: Writer,
    pub(crate) clock: Clock,
    pub(crate) entropy: Entropy,
    pub(crate) schedule: Schedule,
    pub(crate) tasks: Tasks,
    pub(crate) settings: Settings,
    pub(crate) seams: Seams,
    pub(crate) catalog: Catalog,
    pub(crate) realism: Dial,
    /// What changed a short while ago, while reads may ask for it.
    pub(crate) past: Past,
    /// How much there is of what is kept for a time, and how much there may be.
    pub(crate) budgets: Budgets,
    /// Held over the read, the decision and the commit of a write.
    pub(crate) stripes: Arc<Stripes>,
    /// What transactions hold until they are durable.
    pub(crate) in_flight: Arc<InFlight>,
    /// Held over the count and the commit of item collections; taken behind `stripes`.
    pub(crate) collections: Arc<Stripes>,
    /// Removes what is old or left over; woken whenever there may be some.
    pub(crate) sweeper: Slot,
    /// Drops the oldest of what is too much; woken when it is.
    pub(crate) trimming: Slot,
    /// Deletes items whose time is past.
    pub(crate) expiry: Slot,
    /// The work in the background.
    pub(crate) jobs: Jobs,
    /// Expressions that were parsed before.
    pub(crate) parsed: Arc<Parsed>,
}

/// The other services, as far as DynamoDB needs them.
#[derive(Clone, Debug)]
pub struct Seams {
    /// Where exports go and imports come from.
    pub objects: Arc<dyn ObjectStore>,
}

/// What an engine has beside its state, its time and its work.
struct Own {
    entropy: Entropy,
    settings: Settings,
    seams: Seams,
    parsed: Arc<Parsed>,
}

impl Engine {
    /// An engine over a store. Its background work begins with [`Engine::start`].
    pub fn new(
        store: Store,
        schedule: Schedule,
        entropy: Entropy,
        settings: Settings,
        seams: Seams,
    ) -> Arc<Engine> {
        Engine::of(store, schedule, Own { entropy, settings, seams, parsed: Arc::default() })
    }

    /// An engine over a fork of the store: the same settings as they are now, on the same schedule. What depends on no
    /// state is shared, what depends on it is read when somebody asks for it.
    pub fn fork(&self, store: Store, entropy: Entropy, seams: Seams) -> Arc<Engine> {
        let settings = Settings { realism: self.realism.now(), ..self.settings.clone() };
        Engine::of(
            store,
            self.schedule.clone(),
            Own { entropy, settings, seams, parsed: self.parsed.clone() },
        )
    }

    fn of(store: Store, schedule: Schedule, own: Own) -> Arc<Engine> {
        let Own { entropy, settings, seams, parsed } = own;
        // In the order in which they are taken.
        let (stripes, collections) = (store.stripes(), store.stripes());
        Arc::new(Engine {
            store: Reader::of(store.clone()),
            writer: Writer::of(store),
            clock: schedule.clock().clone(),
            tasks: schedule.tasks().clone(),
            schedule,
            entropy,
            realism: Dial::new(settings.realism),
            budgets: Budgets::new(settings.stream_bytes, settings.recovery_bytes),
            settings,
            seams,
            catalog: Catalog::default(),
            past: Past::default(),
            stripes,
            in_flight: Arc::default(),
            collections,
            sweeper: Slot::default(),
            trimming: Slot::default(),
            expiry: Slot::default(),
            jobs: Jobs::default(),
            parsed,
        })
    }

    /// Reads the definitions of all tables, apart, if nobody has since the whole state was exchanged: there may be thousands.
    pub(crate) async fn renew_catalog(self: &Arc<Engine>) -> Result<()> {
        if !self.catalog.is_behind(&self.store) {
            return Ok(());
        }
        let engine = self.clone();
        apart(move || engine.catalog.renew(&engine.store)).await
    }

    /// Whether a table is not what requests see any more: another version took its place, it was deleted, or the whole
    /// state was exchanged. The caller holds a stripe, and goes on with the present version.
    pub(crate) fn is_outdated(&self, table: &Table) -> bool {
        // In this order: a copy of the new state retires all of the old one first.
        self.catalog.is_behind(&self.store) || table.is_retired()
    }

    /// A table by its name, unless its deletion is due. Changes nothing and takes no lock of a key, so it may be called
    /// under one.
    pub(crate) fn present(&self, owner: &Owner, name: &str) -> Result<Option<Arc<Table>>> {
        let table = self.catalog.table(&self.store, owner, name)?;
        Ok(table.filter(|table| !table.definition.phase.is_gone(self.clock.now())))
    }

    /// An error if nothing can be read from or written to a table now.
    pub(crate) fn check_usable(&self, table: &Table) -> Result<()> {
        let phase = table.definition.phase;
        if phase == Phase::default() {
            return Ok(());
        }
        match phase.status(self.clock.now()) {
            Status::Active | Status::Updating => Ok(()),
            Status::Creating | Status::Deleting => Err(Error::no_table()),
        }
    }

    /// The other replicas of a table, in the order in which they came.
    pub(crate) fn replicas(&self, table: &Table) -> Result<Vec<Arc<Table>>> {
        let Some(group) = &table.definition.group else { return Ok(Vec::new()) };
        let mut replicas = Vec::with_capacity(group.members.len());
        for member in &group.members {
            let region = Region::parse(&member.region).filter(|region| *region != table.owner.1);
            let Some(region) = region else { continue };
            let owner = (table.owner.0, region);
            replicas.extend(self.catalog.table(&self.store, &owner, &table.definition.name)?);
        }
        Ok(replicas)
    }

    /// The present version of a table that was retired while a request was under way.
    pub(crate) fn renewed(&self, table: &Table) -> Result<Arc<Table>> {
        let present = self.present(&table.owner, &table.definition.name)?;
        let present = present.ok_or_else(Error::no_table)?;
        if present.definition.filling {
            return Err(Error::being_created(&present.definition.name));
        }
        Ok(present)
    }
}
