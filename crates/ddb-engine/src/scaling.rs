//! What a table or index may be given beside provisioned units: a limit on demand, and how much it takes at once.
//! Both are kept and shown; the limit acts where throttling is on.
//!
//! <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/on-demand-capacity-mode-max-throughput.html>
//! <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/warm-throughput.html>

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::error::{Error, Result};
use crate::schema::Throughput;
use crate::shape::Fields;

/// What a new on-demand table takes at once: reads and writes a second.
const WARM_AT_FIRST: (i64, i64) = (12_000, 4_000);
/// Stands for "no limit".
const NO_LIMIT: i64 = -1;

/// What was asked for, of a table or of an index.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Scaling {
    /// `OnDemandThroughput`: request units a second for reads and writes, -1 for no limit.
    limit: Option<(i64, i64)>,
    /// `WarmThroughput`: units a second for reads and writes.
    warm: Option<(i64, i64)>,
}

/// What a request asks for. What it does not name stays as it is.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Wanted {
    limit: Option<(Option<i64>, Option<i64>)>,
    warm: Option<(Option<i64>, Option<i64>)>,
}

impl Wanted {
    /// `OnDemandThroughput` under another name, as restores have it.
    pub(crate) fn limit_of(fields: Option<&Fields<'_>>) -> Wanted {
        let limit =
            fields.map(|given| (given.integer("MaxReadRequestUnits"), given.integer("MaxWriteRequestUnits")));
        Wanted { limit, warm: None }
    }

    /// `OnDemandThroughput` and `WarmThroughput` of a table or index.
    pub(crate) fn of(fields: &Fields<'_>) -> Wanted {
        let pair = |name: &str, read: &str, write: &str| {
            let given = if fields.declares(name) { fields.fields(name) } else { None };
            given.map(|given| (given.integer(read), given.integer(write)))
        };
        Wanted {
            limit: pair("OnDemandThroughput", "MaxReadRequestUnits", "MaxWriteRequestUnits"),
            warm: pair("WarmThroughput", "ReadUnitsPerSecond", "WriteUnitsPerSecond"),
        }
    }
}

impl Scaling {
    /// With what a request asks for. The wordings of the errors are our guess.
    pub(crate) fn with(self, wanted: Wanted, on_demand: bool, units: &Throughput) -> Result<Scaling> {
        let mut next = self;
        if let Some((read, write)) = wanted.limit {
            if !on_demand {
                return Err(Error::invalid(
                    "OnDemandThroughput can only be specified when BillingMode is PAY_PER_REQUEST",
                ));
            }
            let known = self.limit.unwrap_or((NO_LIMIT, NO_LIMIT));
            next.limit = Some((
                limit("MaxReadRequestUnits", read, known.0)?,
                limit("MaxWriteRequestUnits", write, known.1)?,
            ));
        }
        if let Some((read, write)) = wanted.warm {
            let known = self.warm(on_demand, units);
            next.warm = Some((
                warm("ReadUnitsPerSecond", read, known.0)?,
                warm("WriteUnitsPerSecond", write, known.1)?,
            ));
        }
        Ok(next)
    }

    /// The most request units a second for reads and writes on demand, -1 for no limit.
    pub(crate) fn maximum(self) -> Option<(i64, i64)> {
        self.limit
    }

    fn warm(self, on_demand: bool, units: &Throughput) -> (i64, i64) {
        let provisioned = |units: u64| i64::try_from(units).unwrap_or(i64::MAX);
        let (read, write) = match on_demand {
            true => WARM_AT_FIRST,
            false => (provisioned(units.read), provisioned(units.write)),
        };
        let asked = self.warm.unwrap_or_default();
        (read.max(asked.0), write.max(asked.1))
    }

    /// With another limit on reads, if one is given.
    pub(crate) fn with_read_limit(mut self, read: Option<i64>) -> Scaling {
        if let Some(read) = read {
            self.limit = Some((read, self.limit.map_or(NO_LIMIT, |(_, write)| write)));
        }
        self
    }

    /// The limit on reads, where it is another than that of a replica.
    pub(crate) fn read_limit_unlike(self, other: Scaling) -> Option<i64> {
        let read = |scaling: Scaling| scaling.limit.map_or(NO_LIMIT, |(read, _)| read);
        (read(self) != read(other)).then_some(read(self))
    }

    /// `WarmThroughput` as DescribeTable shows it.
    pub(crate) fn show_warm(self, on_demand: bool, units: &Throughput) -> Value {
        let (read, write) = self.warm(on_demand, units);
        json!({"ReadUnitsPerSecond": read, "WriteUnitsPerSecond": write, "Status": "ACTIVE"})
    }

    /// `OnDemandThroughput` as DescribeTable shows it, if a limit was ever asked for and still means something.
    pub(crate) fn show_limit(self, on_demand: bool) -> Option<Value> {
        let (read, write) = self.limit.filter(|_| on_demand)?;
        Some(json!({"MaxReadRequestUnits": read, "MaxWriteRequestUnits": write}))
    }
}

fn limit(member: &str, given: Option<i64>, known: i64) -> Result<i64> {
    match given {
        None => Ok(known),
        Some(units) if units == NO_LIMIT || units >= 1 => Ok(units),
        Some(units) => Err(Error::invalid(format!(
            "{member} of OnDemandThroughput must be at least 1, or -1 for no maximum: {units}"
        ))),
    }
}

fn warm(member: &str, given: Option<i64>, known: i64) -> Result<i64> {
    match given {
        Some(units) if units < known => Err(Error::invalid(format!(
            "Requested {member} for WarmThroughput for table is lower than current WarmThroughput, decreasing \
             WarmThroughput is not supported"
        ))),
        given => Ok(given.unwrap_or(known)),
    }
}
