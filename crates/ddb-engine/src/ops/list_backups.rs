//! <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ListBackups.html>

use base::call::Call;
use serde_json::{Value, json};

use crate::archive::backup::BackupFilter;
use crate::definition::owner::owner_of;
use crate::definition::owner::table_name;
use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::kept::backup::Backup;
use crate::kept::record;
use crate::message::shape::{Fields, Kind, Member, Shape};
use crate::message::shape::{Rule::Enum, Rule::LengthMax, Rule::LengthMin, Rule::Max, Rule::Min};
use crate::operation::{Done, Operation};

pub(crate) struct ListBackups;

static SHAPE: Shape = Shape {
    name: "ListBackupsInput",
    members: &[
        Member::ruled("Limit", Kind::Integer, &[Min(1), Max(100)]),
        Member::new("TimeRangeUpperBound", Kind::Time),
        Member::ruled("TableName", Kind::Text, &[LengthMin(1), LengthMax(1024)]),
        Member::new("TimeRangeLowerBound", Kind::Time),
        Member::ruled("BackupType", Kind::Text, &[Enum(&["USER", "SYSTEM", "AWS_BACKUP", "ALL"])]),
        Member::ruled("ExclusiveStartBackupArn", Kind::Text, &[LengthMin(37), LengthMax(1024)]),
    ],
};

impl Operation for ListBackups {
    const NAME: &'static str = "ListBackups";
    const SHAPE: &'static Shape = &SHAPE;
    type Input = BackupFilter;
    type Output = Value;

    fn read(call: &Call, body: Fields<'_>) -> Result<BackupFilter> {
        let kind = body.text("BackupType").unwrap_or("USER");
        let after = body.text("ExclusiveStartBackupArn").map(|arn| {
            record::id_in::<Backup>(call, arn)
                .ok_or_else(|| Error::validation(format!("Invalid ExclusiveStartBackupArn: {arn}")))
        });
        Ok(BackupFilter {
            table: body.text("TableName").map(|name| table_name(name).to_owned()),
            from_ms: body.time_ms("TimeRangeLowerBound").unwrap_or(0),
            to_ms: body.time_ms("TimeRangeUpperBound").unwrap_or(u64::MAX),
            user: matches!(kind, "USER" | "ALL"),
            system: matches!(kind, "SYSTEM" | "ALL"),
            after: after.transpose()?.unwrap_or_default(),
            limit: body.integer("Limit").and_then(|limit| usize::try_from(limit).ok()).unwrap_or(100),
        })
    }

    fn run(engine: &Engine, call: &Call, filter: BackupFilter) -> Result<Done<Value>> {
        let mut backups = engine.backups(&owner_of(call), &filter)?;
        let more = backups.len() > filter.limit;
        backups.truncate(filter.limit);
        let summaries: Vec<Value> = backups.iter().map(Backup::summary).collect();
        let mut output = json!({"BackupSummaries": summaries});
        if let (true, Some(last), Some(output)) = (more, backups.last(), output.as_object_mut()) {
            output.insert("LastEvaluatedBackupArn".to_owned(), json!(last.arn));
        }
        Ok(Done::read(output))
    }

    fn reply(output: Value, out: &mut Vec<u8>) {
        out.extend_from_slice(output.to_string().as_bytes());
    }
}
