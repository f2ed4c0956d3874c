//! Backups, as they are shown. What makes and deletes one has files of its own.

use std::sync::Arc;

use base::call::Call;
use serde_json::{Value, json};

use crate::archive::backup::{BACKUP_ARN, BackupFilter};
use crate::definition::owner::{owner_of, table_name};
use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::kept::backup::Backup;
use crate::kept::record;
use crate::message::shape::{
    Fields, Kind, Member, Rule::Enum, Rule::LengthMax, Rule::LengthMin, Rule::Max, Rule::Min, Shape,
};
use crate::operation::{Done, DynamoDb, Signature};
use wire::operation::Operation;

/// <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeBackup.html>
pub(super) struct DescribeBackup;

static DESCRIBE_SHAPE: Shape = Shape { name: "DescribeBackupInput", members: &[BACKUP_ARN] };

impl Operation for DescribeBackup {
    type Language = DynamoDb;
    type Error = Error;
    const SIGNATURE: &'static Signature = &Signature::of("DescribeBackup", &DESCRIBE_SHAPE);
    type Input = String;
    type Output = Done<Value>;

    fn read(_: &Call, body: Fields<'_>) -> Result<String> {
        Ok(body.required("BackupArn").to_owned())
    }

    async fn run(engine: &Arc<Engine>, call: &Call, arn: String) -> Result<Done<Value>> {
        let backup = engine.backup(call, &arn)?;
        Ok(Done::of(json!({"BackupDescription": backup.describe(false)})))
    }

    fn reply(done: Done<Value>) -> Done<Vec<u8>> {
        done.written(|output, out| {
            out.extend_from_slice(output.to_string().as_bytes());
        })
    }
}

/// <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ListBackups.html>
pub(super) struct ListBackups;

static LIST_SHAPE: Shape = Shape {
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
    type Language = DynamoDb;
    type Error = Error;
    const SIGNATURE: &'static Signature = &Signature::of("ListBackups", &LIST_SHAPE);
    type Input = BackupFilter;
    type Output = Done<Value>;

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

    async fn run(engine: &Arc<Engine>, call: &Call, filter: BackupFilter) -> Result<Done<Value>> {
        let mut backups = engine.backups(&owner_of(call), &filter)?;
        let more = backups.len() > filter.limit;
        backups.truncate(filter.limit);
        let summaries: Vec<Value> = backups.iter().map(Backup::summary).collect();
        let mut output = json!({"BackupSummaries": summaries});
        if let (true, Some(last), Some(output)) = (more, backups.last(), output.as_object_mut()) {
            output.insert("LastEvaluatedBackupArn".to_owned(), json!(last.arn));
        }
        Ok(Done::of(output))
    }

    fn reply(done: Done<Value>) -> Done<Vec<u8>> {
        done.written(|output, out| {
            out.extend_from_slice(output.to_string().as_bytes());
        })
    }
}
