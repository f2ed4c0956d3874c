//! The delivery of inventories: at each midnight of the emulator's clock, a report for each configuration that is due. A midnight
//! at which no process ran is passed over.

use std::sync::Arc;

use base::clock::Timestamp;
use base::schedule::Next;
use base::seams::ObjectAddress;
use base::task::apart;
use bytes::Bytes;
use http::HeaderMap;
use md5::{Digest as _, Md5};
use store::{Key, Space};

use super::{AFTER_FAILURE, S3, Turn, midnight_after};
use crate::bucket::{self, Bucket};
use crate::engine::Engine;
use crate::error::{Code, Error, Result};
use crate::inventory::report::{DataFile, Report, Row};
use crate::inventory::{self, Inventory};
use crate::lifecycle::DAY_MS;
use crate::listing::walk::{self, ListingQuery};
use crate::object::{self, Described, Version};
use crate::seams;

impl Engine {
    /// Begins to deliver, at the next midnight.
    pub(crate) fn start_inventories(self: &Arc<Engine>) {
        let first = Next::At(midnight_after(self.clock.now()));
        self.inventories.hold(self.schedule.add("s3 inventories", self, first, |engine| async move {
            let looked_at = engine.clock.now();
            match engine.deliver_inventories().await {
                Ok(()) => Next::At(midnight_after(looked_at)),
                Err(error) => {
                    tracing::error!(%error, "an inventory failed and will be tried again");
                    Next::HostAfter(AFTER_FAILURE)
                }
            }
        }));
    }

    /// Delivers what the last midnight made due and is not delivered yet.
    pub(crate) async fn deliver_inventories(&self) -> Result<()> {
        let midnight = Timestamp::from_millis(self.clock.now().millis() / DAY_MS * DAY_MS);
        let all = Key::of(Space::S3Bucket);
        let mut buckets = self.store.slices(all.from_here(), all.end());
        let mut done = Ok(());
        while let Some((_, record)) = buckets.next().await? {
            let bucket = bucket::decode(&record)?;
            for inventory in inventory::of_bucket(&self.store, &bucket)? {
                match self.deliver(&bucket, &inventory, midnight).await {
                    Ok(()) => {}
                    // The same would be in its way the next time: the report is lost, as on AWS.
                    Err(error) if !error.is(Code::InternalError) && !error.is(Code::SlowDown) => {
                        let to = inventory.destination();
                        tracing::warn!(bucket = bucket.name, to, %error, "an inventory is lost");
                    }
                    // The others have theirs.
                    Err(error) => done = Err(error),
                }
            }
        }
        done
    }

    async fn deliver(&self, source: &Bucket, inventory: &Inventory, midnight: Timestamp) -> Result<()> {
        let cx = self.context_in(source, S3)?;
        let name = inventory.destination();
        let found = bucket::find_in(&self.store, cx.call.region.partition(), name)?;
        let to = found.ok_or_else(|| Error::no_such_bucket(name))?;
        if to.owner() != source.owner() {
            return Err(Error::of(Code::AccessDenied));
        }
        let manifest = inventory.manifest(midnight, "json");
        // The first one of all is due at once.
        let is_due = inventory.is_due(midnight) || !self.has_below(&to, &inventory.folder()).await?;
        if !is_due || object::newest(&self.store, &to, &manifest)?.is_some() {
            return Ok(());
        }
        let report = self.report(source, &to, inventory).await?;
        self.put_report(&to, inventory, inventory.symlink(midnight), report.symlinks().into()).await?;
        let text = report.manifest(midnight)?;
        let checksum = hex::encode(Md5::digest(&text));
        self.put_report(&to, inventory, inventory.manifest(midnight, "checksum"), checksum.into()).await?;
        // It comes last: who sees it finds the rest.
        self.put_report(&to, inventory, manifest, text.into()).await?;
        Ok(())
    }

    /// Writes the rows of a report.
    async fn report<'a>(&self, source: &Bucket, to: &Bucket, inventory: &'a Inventory) -> Result<Report<'a>> {
        let mut report = Report::new(inventory);
        let all = object::of_bucket(source.id);
        let mut versions = self.store.slices(all.from_here(), all.end());
        let (mut turn, mut last) = (Turn::default(), None);
        while let Some((raw, record)) = versions.next().await? {
            let (key, _) =
                object::fields(&raw).ok_or_else(|| Error::internal("a key of an object cannot be read"))?;
            let is_latest = last.as_ref() != Some(&key);
            let version = &Version::decode(&record)?;
            report.add(&Row { bucket: source, key: &key, version, is_latest })?;
            last = Some(key);
            if let Some(file) = report.take_file(false)? {
                self.put_data(to, inventory, &mut report, file).await?;
            }
            turn.is_over().await;
        }
        if let Some(file) = report.take_file(true)? {
            self.put_data(to, inventory, &mut report, file).await?;
        }
        Ok(report)
    }

    async fn put_data(
        &self,
        to: &Bucket,
        inventory: &Inventory,
        report: &mut Report<'_>,
        file: Bytes,
    ) -> Result<()> {
        let key = inventory.data(&self.entropy.uuid());
        let (size, bytes) = (file.len(), file.clone());
        let md5 = apart(move || hex::encode(Md5::digest(&bytes))).await;
        self.put_report(to, inventory, key.clone(), file).await?;
        report.note(DataFile { key, size, md5 });
        Ok(())
    }

    async fn put_report(&self, to: &Bucket, inventory: &Inventory, key: String, bytes: Bytes) -> Result<()> {
        let call = self.context_in(to, S3)?.call;
        let (account, region) = (call.account, call.region);
        let address = ObjectAddress { account, region, bucket: to.name.clone(), key, version: None };
        let headers: HeaderMap = seams::headers(inventory.encryption.as_ref())?;
        self.put_whole(&address, bytes, (Described::default(), &headers), S3).await?;
        Ok(())
    }

    /// Whether a bucket has an object below a folder.
    async fn has_below(&self, bucket: &Bucket, folder: &str) -> Result<bool> {
        let query = ListingQuery { bucket: bucket.id, prefix: folder, max: 1, ..ListingQuery::default() };
        Ok(walk::list(&self.store, &query, &mut |_| Ok(())).await?.lines > 0)
    }
}
