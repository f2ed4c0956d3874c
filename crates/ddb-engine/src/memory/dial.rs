//! Which of AWS's inconveniences are on: throttling, slow changes of tables, stale reads.

use std::sync::atomic::{AtomicBool, Ordering};

use parking_lot::RwLock;
use serde::{Deserialize, Serialize};

/// Which of AWS's inconveniences are on. Times are milliseconds of the emulator's clock; zero is off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Realism {
    /// Whether a request beyond the provisioned units of a table or index, or beyond its maximum on demand, is refused.
    pub throttling: bool,
    /// For how many seconds unused units are kept, 1 at least. AWS: 300.
    /// <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/burst-adaptive-capacity.html>
    pub burst_seconds: u32,
    /// How old the state is that reads without `ConsistentRead` see, of tables and their local indexes.
    pub table_lag_ms: u64,
    /// The same for global and vector indexes.
    pub index_lag_ms: u64,
    /// How long a table is in each state that AWS passes through: `CREATING`, `UPDATING`, `DELETING`; an index twice as
    /// long until it is filled.
    pub transition_ms: u64,
}

impl Default for Realism {
    /// All off.
    fn default() -> Realism {
        Realism { throttling: false, burst_seconds: 300, table_lag_ms: 0, index_lag_ms: 0, transition_ms: 0 }
    }
}

impl Realism {
    fn is_on(&self) -> bool {
        self.throttling || self.table_lag_ms > 0 || self.index_lag_ms > 0 || self.transition_ms > 0
    }

    /// For how long the past is to be remembered; nothing if no read looks at it.
    pub(crate) fn memory_ms(&self) -> Option<u64> {
        let longest = self.table_lag_ms.max(self.index_lag_ms);
        (longest > 0).then_some(longest)
    }
}

/// What is on now. While nothing is, looking costs a load of one flag.
#[derive(Debug)]
pub(crate) struct Dial {
    on: AtomicBool,
    now: RwLock<Realism>,
}

impl Dial {
    /// Set to this.
    pub(crate) fn new(realism: Realism) -> Dial {
        Dial { on: AtomicBool::new(realism.is_on()), now: RwLock::new(realism) }
    }

    /// What is on; nothing if all is off.
    pub(crate) fn get(&self) -> Option<Realism> {
        self.on.load(Ordering::Relaxed).then(|| *self.now.read())
    }

    /// What is set, on or off.
    pub(crate) fn now(&self) -> Realism {
        *self.now.read()
    }

    /// Sets it, for requests from now on.
    pub(crate) fn set(&self, realism: Realism) {
        *self.now.write() = realism;
        self.on.store(realism.is_on(), Ordering::Relaxed);
    }
}
