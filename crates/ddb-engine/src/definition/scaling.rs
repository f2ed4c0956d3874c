//! What a table or index may be given beside provisioned units: a limit on demand, and how much it takes at once.
//! Both are kept and shown; the limit acts where throttling is on.
//!
//! <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/on-demand-capacity-mode-max-throughput.html>
//! <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/warm-throughput.html>

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use crate::definition::schema::Throughput;
use crate::error::{Error, Result};
use crate::message::shape::Fields;

/// What a new on-demand table takes at once: reads and writes a second.
const WARM_AT_FIRST: (i64, i64) = (12_000, 4_000);
const READ_LIMIT: &str = "MaxReadRequestUnits";
const WRITE_LIMIT: &str = "MaxWriteRequestUnits";
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
pub(crate) struct ScalingRequest {
    limit: Option<(Option<i64>, Option<i64>)>,
    warm: Option<(Option<i64>, Option<i64>)>,
}

impl ScalingRequest {
    /// `OnDemandThroughput` under another name, as restores have it.
    pub(crate) fn limit_of(fields: Option<&Fields<'_>>) -> ScalingRequest {
        let limit = fields.map(|given| (given.integer(READ_LIMIT), given.integer(WRITE_LIMIT)));
        ScalingRequest { limit, warm: None }
    }

    /// `OnDemandThroughput` and `WarmThroughput` of a table or index.
    pub(crate) fn of(fields: &Fields<'_>) -> ScalingRequest {
        let pair = |name: &str, read: &str, write: &str| {
            let given = if fields.declares(name) { fields.fields(name) } else { None };
            given.map(|given| (given.integer(read), given.integer(write)))
        };
        ScalingRequest {
            limit: pair("OnDemandThroughput", READ_LIMIT, WRITE_LIMIT),
            warm: pair("WarmThroughput", "ReadUnitsPerSecond", "WriteUnitsPerSecond"),
        }
    }

    /// Puts the limits that this takes away into a description: UpdateTable's reply still names them, as -1.
    pub(crate) fn show_removals(self, description: &mut Value) {
        let (read, write) = self.limit.unwrap_or_default();
        for (member, _) in
            [(READ_LIMIT, read), (WRITE_LIMIT, write)].iter().filter(|(_, units)| *units == Some(NO_LIMIT))
        {
            let Some(members) = description.as_object_mut() else { return };
            let limit = members.entry("OnDemandThroughput").or_insert_with(|| json!({}));
            let Some(limit) = limit.as_object_mut() else { return };
            limit.insert((*member).to_owned(), json!(NO_LIMIT));
        }
    }
}

/// What is scaled, and how it is billed: the sentences of AWS differ by it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Site<'a> {
    /// Whether the table is to be billed on demand.
    pub(super) on_demand: bool,
    /// The index that it is about; none if it is about the table.
    pub(super) index: Option<&'a str>,
    /// Whether the table is being made, by whichever operation.
    pub(super) is_new: bool,
    /// Whether there may be a limit, which -1 takes away.
    pub(super) has_past: bool,
}

impl<'a> Site<'a> {
    /// A table that CreateTable or an import makes, or an index of it.
    pub(super) fn new_table(on_demand: bool, index: Option<&'a str>) -> Site<'a> {
        Site { on_demand, index, is_new: true, has_past: false }
    }

    /// A table that a restore makes, or an index of it. That its sentences are those of a new table is our guess.
    pub(crate) fn restored(on_demand: bool, index: Option<&'a str>) -> Site<'a> {
        Site { on_demand, index, is_new: true, has_past: true }
    }

    /// A table that is there, or an index of it, new or not.
    pub(crate) fn present_table(on_demand: bool, index: Option<&'a str>) -> Site<'a> {
        Site { on_demand, index, is_new: false, has_past: true }
    }

    /// Captured on AWS in eu-west-2 on 2026-07-24 (dynoxide's issue 159); of indexes on 2026-10-08 (ack-api-quirks).
    fn not_on_demand(self, member: &str) -> Error {
        let of = self.index.map_or_else(String::new, |name| format!(" for index : {name}"));
        let (the, stop) = if self.is_new { ("", ".") } else { ("the ", "") };
        Error::invalid(format!(
            "{member} for OnDemandThroughput{of} cannot be specified when {the}table BillingMode is PROVISIONED{stop}"
        ))
    }

    /// Measured on AWS by the authors of ack-api-quirks, 2026-10-08: CreateTable refuses -1 too.
    fn limit(self, member: &str, given: Option<i64>, known: i64) -> Result<i64> {
        match given {
            None => Ok(known),
            Some(NO_LIMIT) if self.has_past => Ok(NO_LIMIT),
            Some(units) if units >= 1 => Ok(units),
            Some(_) => {
                let of = self.index.map_or_else(|| "table".to_owned(), |name| format!("index : {name}"));
                Err(Error::invalid(format!(
                    "Requested {member} for OnDemandThroughput for {of} is outside of valid range"
                )))
            }
        }
    }
}

impl Scaling {
    /// With what a request asks for, one unit beside the other. The billing is looked at before the numbers.
    pub(crate) fn with(self, wanted: ScalingRequest, site: Site<'_>, units: &Throughput) -> Result<Scaling> {
        let (mut next, on_demand) = (self, site.on_demand);
        if !on_demand {
            next.limit = None;
        }
        if let Some((read, write)) = wanted.limit {
            let given =
                [(READ_LIMIT, read), (WRITE_LIMIT, write)].into_iter().find(|(_, units)| units.is_some());
            if let (Some((member, _)), false) = (given, on_demand) {
                return Err(site.not_on_demand(member));
            }
            let known = next.limit.unwrap_or((NO_LIMIT, NO_LIMIT));
            let read = site.limit(READ_LIMIT, read, known.0)?;
            next.limit = Some((read, site.limit(WRITE_LIMIT, write, known.1)?));
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
    pub(super) fn with_read_limit(mut self, read: Option<i64>) -> Scaling {
        if let Some(read) = read {
            self.limit = Some((read, self.limit.map_or(NO_LIMIT, |(_, write)| write)));
        }
        self
    }

    /// Without a limit: a table that leaves the billing on demand loses it for good (measured on AWS by the authors of
    /// ack-api-quirks and of cdkd, 2026).
    pub(crate) fn without_limit(self) -> Scaling {
        Scaling { limit: None, ..self }
    }

    /// The limit on reads, where it is another than that of a replica. That none is shown as none is our guess.
    pub(crate) fn read_limit_unlike(self, other: Scaling) -> Option<i64> {
        let read = |scaling: Scaling| scaling.limit.map_or(NO_LIMIT, |(read, _)| read);
        Some(read(self)).filter(|limit| *limit != NO_LIMIT && *limit != read(other))
    }

    /// `WarmThroughput` as DescribeTable shows it.
    pub(crate) fn show_warm(self, on_demand: bool, units: &Throughput) -> Value {
        let (read, write) = self.warm(on_demand, units);
        json!({"ReadUnitsPerSecond": read, "WriteUnitsPerSecond": write, "Status": "ACTIVE"})
    }

    /// `WarmThroughput` while it is being prepared, if it was asked for.
    pub(crate) fn show_asked_warm(self, on_demand: bool, units: &Throughput) -> Option<Value> {
        let mut shown = self.warm.map(|_| self.show_warm(on_demand, units))?;
        if let Some(shown) = shown.as_object_mut() {
            shown.insert("Status".to_owned(), "UPDATING".into());
        }
        Some(shown)
    }

    /// `OnDemandThroughput` as DescribeTable shows it: the limits that there are.
    pub(crate) fn show_limit(self, on_demand: bool) -> Option<Value> {
        let (read, write) = self.limit.filter(|_| on_demand)?;
        let shown =
            [(READ_LIMIT, read), (WRITE_LIMIT, write)].into_iter().filter(|(_, units)| *units != NO_LIMIT);
        let shown: Map<String, Value> =
            shown.map(|(member, units)| (member.to_owned(), json!(units))).collect();
        (!shown.is_empty()).then(|| shown.into())
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
