//! The worker's log: each line is printed, and written to CloudWatch Logs.

use std::time::{SystemTime, UNIX_EPOCH};

use aws_sdk_cloudwatchlogs::types::InputLogEvent;

use crate::Error;
use crate::set_up::{Clients, LOG_GROUP};

/// A log stream; one for each worker, as each instance of a function has its own.
const STREAM: &str = "worker-1";

/// Begins the log.
pub(crate) async fn begin(clients: &Clients) -> Result<(), Error> {
    clients.logs.create_log_stream().log_group_name(LOG_GROUP).log_stream_name(STREAM).send().await?;
    Ok(())
}

/// Writes a line.
pub(crate) async fn write(clients: &Clients, line: &str) -> Result<(), Error> {
    println!("{line}");
    let now_ms = i64::try_from(SystemTime::now().duration_since(UNIX_EPOCH)?.as_millis())?;
    let event = InputLogEvent::builder().timestamp(now_ms).message(line).build()?;
    let put = clients.logs.put_log_events().log_group_name(LOG_GROUP).log_stream_name(STREAM);
    put.log_events(event).send().await?;
    Ok(())
}

/// How many lines of the log a pattern finds: <https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html>.
pub(crate) async fn count(clients: &Clients, pattern: &str) -> Result<usize, Error> {
    let find = clients.logs.filter_log_events().log_group_name(LOG_GROUP).filter_pattern(pattern);
    let mut pages = find.into_paginator().send();
    let mut count = 0;
    while let Some(page) = pages.next().await {
        count += page?.events().len();
    }
    Ok(count)
}
