//! Environments that are ready before anybody calls: provisioned concurrency.

use std::sync::Arc;

use base::schedule::Slot;
use futures::{StreamExt, stream};

use super::{Inner, Pool};
use crate::execution::executor::{Failure, Initialization, Version};
use crate::execution::lineage::Lineage;
use crate::execution::pool::warm::Line;

/// How many are started at once: each start is work for this host, which answers requests beside it.
const STARTED_AT_ONCE: usize = 4;

impl Pool {
    /// Where the work waits that calls [`Pool::provide`]: it is woken when an environment that is to be ready has ended.
    pub(crate) fn provider(&self) -> &Slot {
        &self.0.provider
    }

    /// The most environments that are ready before anybody calls: half of all, so that there is room for other functions.
    pub(crate) fn most_provided(&self) -> usize {
        self.0.settings.environments / 2
    }

    /// Has so many environments of each of these versions ready, and of no other. Resolves when they are; what it gives says
    /// of each version how many there are, or why they cannot be. Beyond [`Pool::most_provided`] none are started.
    pub(crate) async fn provide(&self, wanted: &[(Arc<Version>, usize)]) -> Vec<Result<usize, Failure>> {
        let (mut lines, mut room) = (Vec::new(), self.most_provided());
        for (version, count) in wanted {
            let count = (*count).min(room);
            room -= count;
            lines.push(self.0.line(version).await.map(|line| (line, count)));
        }
        let known: Vec<(Arc<Line>, usize)> = lines.iter().flatten().cloned().collect();
        let until = self.0.clock.now().plus(self.0.settings.idle_ttl);
        self.0.warm.lock().provide(&known, until);
        self.0.watch();
        let mut standings = Vec::new();
        for line in lines {
            standings.push(match line {
                Ok((line, count)) => self.0.fill(&line).await.map(|()| count),
                Err(failure) => Err(failure),
            });
        }
        standings
    }
}

impl Inner {
    /// Starts what a line lacks.
    async fn fill(self: &Arc<Self>, line: &Arc<Line>) -> Result<(), Failure> {
        let starts = stream::iter(0..line.lacks()).map(|_| self.start_ahead(line));
        let mut started = starts.buffer_unordered(STARTED_AT_ONCE);
        while let Some(started) = started.next().await {
            started?;
        }
        Ok(())
    }

    async fn start_ahead(self: &Arc<Self>, line: &Arc<Line>) -> Result<(), Failure> {
        let lease = self.fresh(line, Lineage::of(""), Initialization::Provisioned).await;
        let mut lease = lease.map_err(|not_started| not_started.failure)?;
        match lease.environment.initialise().await {
            Ok(()) => {
                self.give_back(lease).await;
                Ok(())
            }
            Err(failure) => {
                // Not `end`: what cannot start is not started again before something changes.
                lease.environment.stop().await;
                Err(failure)
            }
        }
    }
}
