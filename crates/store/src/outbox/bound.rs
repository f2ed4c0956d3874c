//! What goes when too much waits: the oldest messages of the lane that has most. A receiver that is not there must not fill
//! the memory.

use std::sync::atomic::Ordering;

use super::delivery::size;
use super::lanes::Lanes;
use super::{Courier, Messages, News};
use crate::Result;
use crate::batch::Batch;

/// When there is too much, so much goes that this part of the limit is free: one look and one line of the log for many
/// messages.
const FREED: u64 = 8;

/// So many messages are removed with one commit.
const AT_ONCE: usize = 128;

/// Drops the oldest messages of the fullest lanes until what waits is within the limit. What is being sent stays.
pub(super) async fn trim(messages: &Messages, lanes: &mut Lanes, courier: &dyn Courier) -> Result<()> {
    let excess = |lanes: &Lanes| lanes.total().saturating_sub(messages.most_bytes);
    if excess(lanes) == 0 {
        return Ok(());
    }
    for lane in lanes.fullest() {
        let excess = excess(lanes);
        if excess == 0 || !lanes.is_counted_in(messages.store.epoch()) {
            break;
        }
        let dropped = drop_oldest(messages, lanes, &lane, excess + messages.most_bytes / FREED).await?;
        if dropped > 0 {
            let dropped_in_all = messages.dropped();
            courier.tell(News::Dropped { lane: &lane, dropped, dropped_in_all });
        }
    }
    Ok(())
}

/// Drops so many bytes of a lane's oldest messages, or all that can be. How many messages.
async fn drop_oldest(messages: &Messages, lanes: &mut Lanes, name: &str, bytes: u64) -> Result<u64> {
    let epoch = lanes.epoch();
    let (lane, sent) = (messages.channel.lane(name), lanes.sent_by(name));
    let mut oldest = messages.store.slices(lane.from_here(), lane.end());
    let (mut freed, mut dropped, mut is_over) = (0, 0, false);
    while !is_over {
        let (mut batch, mut count, mut size_bytes) = (Batch::new(), 0, 0);
        while count < AT_ONCE && !is_over {
            let next = oldest.next().await?;
            let Some((key, message)) = next.filter(|_| freed + size_bytes < bytes) else {
                is_over = true;
                break;
            };
            let fields = messages.channel.fields(&key);
            // What came after the count is not counted yet: it is the newest, and stays.
            let Some((_, number)) = fields.filter(|(_, number)| Some(*number) <= lanes.counted(name)) else {
                continue;
            };
            if Some(number) != sent {
                batch.delete(messages.channel.message(name, number));
                (count, size_bytes) = (count + 1, size_bytes + size(&key, &message));
            }
        }
        if count == 0 || messages.store.commit_in(epoch, batch)?.is_none() {
            break;
        }
        lanes.goes(name, size_bytes);
        messages.dropped.fetch_add(count as u64, Ordering::Relaxed);
        (freed, dropped) = (freed + size_bytes, dropped + count as u64);
        tokio::task::yield_now().await;
    }
    Ok(dropped)
}
