//! <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Scan.html>

use std::sync::Arc;

use std::ops::Bound;

use base::call::Call;
use store::{Key, Order};

use crate::access::Act;
use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::item::key;
use crate::item::key_range::KeyRange;
use crate::item::reply::ConsumedCapacity;
use crate::message::expression::Expressions;
use crate::message::legacy::{self, ATTRIBUTES_TO_GET, CONDITIONS, OLDER_CONDITIONAL_OPERATOR};
use crate::message::shape::{Fields, Kind, Member, Shape};
use crate::message::shape::{Rule::Max, Rule::Min};
use crate::message::shared_members::*;
use crate::operation::{Done, DynamoDb, Signature};
use crate::read::page::{self, PageRequest, QueryPage, Select};
use crate::read::reply;
use crate::read::select;
use wire::operation::Operation;

pub(super) struct Scan;

static SHAPE: Shape = Shape {
    name: "ScanInput",
    members: &[
        SELECT,
        READ_INDEX_NAME,
        RETURN_CONSUMED_CAPACITY,
        OLDER_TABLE_NAME,
        OLDER_CONDITIONAL_OPERATOR,
        ATTRIBUTES_TO_GET,
        LIMIT,
        Member::new("ScanFilter", CONDITIONS),
        Member::ruled("Segment", Kind::Integer, &[Min(0), Max(999_999)]),
        TOTAL_SEGMENTS,
        Member::new("ExclusiveStartKey", Kind::Item),
        Member::new("ConsistentRead", Kind::Boolean),
        Member::new("FilterExpression", Kind::Text),
        Member::new("ProjectionExpression", Kind::Text),
        VALUES,
        NAMES,
    ],
};

/// One of several parts that a table is read in.
#[derive(Clone, Copy)]
struct Segment {
    number: u64,
    total: u64,
}

pub(super) struct Input {
    segment: Option<Segment>,
    request: PageRequest,
}

pub(crate) struct Output {
    page: QueryPage,
    counting: bool,
    consumed: Option<ConsumedCapacity>,
}

impl Operation for Scan {
    type Language = DynamoDb;
    type Error = Error;
    const SIGNATURE: &'static Signature = &Signature::of("Scan", &SHAPE);
    type Input = Input;
    type Output = Done<Output>;

    fn read(_: &Call, mut body: Fields<'_>) -> Result<Input> {
        let start = body.take_item("ExclusiveStartKey");
        let mut expressions = Expressions::begin(
            &mut body,
            &["ProjectionExpression", "FilterExpression"],
            &["AttributesToGet", "ScanFilter", "ConditionalOperator"],
        )?;
        let names = legacy::projection(expressions.body())?;
        let scan_filter = legacy::filter(expressions.body(), "ScanFilter")?;
        let start = start.map(select::start).transpose()?;
        let segment = segment(expressions.body())?;
        expressions.open()?;
        let filter = expressions.filter()?.or(scan_filter);
        let projection = expressions.projection()?.or(names);
        expressions.end()?;
        let request =
            PageRequest { select: select::of(&body)?, filter, projection, start, ..select::request(&body) };
        Ok(Input { segment, request })
    }

    async fn run(engine: &Arc<Engine>, call: &Call, input: Input) -> Result<Done<Output>> {
        let Input { segment, request } = input;
        let act = Act { action: Self::SIGNATURE.name, index: request.index.as_deref() };
        let table = engine.table(call, act, &request.table)?;
        let index = page::index_of(&table, &request)?;
        if let Some(start) = &request.start {
            page::check_start_size(&table, index, start, false)?;
            let mut key = index.into_iter().flat_map(|index| index.key.all());
            key.try_for_each(|attribute| page::check_start_attribute(attribute, start))?;
        }
        page::check_projected(&table, index, &request)?;
        let prefix = match index {
            None => key::table_prefix(table.definition.id),
            Some(index) => key::index_prefix(table.definition.id, index.id),
        };
        let mut range = KeyRange::of(&prefix, Order::Ascending);
        if let Some(segment) = segment {
            segment.narrow(&mut range, &prefix);
        }
        if let Some(start) = &request.start {
            let key = page::start_at(&table, index, start)?;
            if let Some(segment) = segment.filter(|_| !range.holds(&key)) {
                return Err(Error::validation(format!(
                    "The provided starting key is invalid: Invalid ExclusiveStartKey. Please use ExclusiveStartKey \
                     with correct Segment. TotalSegments: {} Segment: {}",
                    segment.total, segment.number
                )));
            }
            range.behind(&key);
        }
        select::check_paths(&table, &request)?;
        let page = engine.read_page(&table, index, &range, &request)?;
        let consumed = select::consumed(&request.table, &page, request.report);
        Ok(Done::of(Output { page, counting: request.select == Some(Select::Count), consumed }))
    }

    fn reply(done: Done<Output>) -> Done<Vec<u8>> {
        let room = reply::room_of(&done.output.page);
        done.written_in(room, |output, out| {
            reply::page(&output.page, output.counting, output.consumed.as_ref(), out);
        })
    }
}

impl Segment {
    /// A segment is a part of the range of hashes.
    fn narrow(self, range: &mut KeyRange, prefix: &Key) {
        // Below 2^64 for every number up to the total, which itself stands for the end of the range.
        let first = |number: u64| {
            let hashes = (u128::from(number) << 64).div_ceil(u128::from(self.total));
            u64::try_from(hashes).ok().map(|hash| prefix.clone().u64(hash).as_bytes().to_vec())
        };
        if let Some(from) = first(self.number) {
            range.from = Bound::Included(from);
        }
        if let Some(to) = first(self.number + 1) {
            range.to = Bound::Excluded(to);
        }
    }
}

fn segment(body: &Fields<'_>) -> Result<Option<Segment>> {
    match (body.integer("Segment"), body.integer("TotalSegments")) {
        (None, None) => Ok(None),
        (Some(_), None) => Err(Error::validation(
            "The TotalSegments parameter is required but was not present in the request when Segment parameter is present",
        )),
        (None, Some(_)) => Err(Error::validation(
            "The Segment parameter is required but was not present in the request when parameter TotalSegments is present",
        )),
        (Some(number), Some(total)) if number >= total => Err(Error::validation(format!(
            "The Segment parameter is zero-based and must be less than parameter TotalSegments: Segment: {number} is \
             not less than TotalSegments: {total}"
        ))),
        (Some(number), Some(total)) => Ok(Some(Segment {
            number: u64::try_from(number).unwrap_or(0),
            total: u64::try_from(total).unwrap_or(1).max(1),
        })),
    }
}
