//! The events of the reply. s3s frames them.
//!
//! <https://docs.aws.amazon.com/AmazonS3/latest/API/RESTSelectObjectAppendix.html>

use bytes::Bytes;
use futures::stream;
use futures::{FutureExt as _, StreamExt as _};
use s3_select::Stats;
use s3s::dto::{
    ContinuationEvent, EndEvent, Progress, ProgressEvent, RecordsEvent, SelectObjectContentEvent,
    SelectObjectContentEventStream, StatsEvent,
};
use s3s::{S3Error, S3ErrorCode, S3Result};

use crate::error::Error;

/// Records of the result.
pub(crate) fn records(payload: Bytes) -> Bytes {
    framed(Ok(SelectObjectContentEvent::Records(RecordsEvent { payload: Some(payload) })))
}

/// The query goes on, though nothing came of it for a while.
pub(crate) fn goes_on() -> Bytes {
    framed(Ok(SelectObjectContentEvent::Cont(ContinuationEvent {})))
}

/// How far the query is.
pub(crate) fn progress(stats: Stats) -> Bytes {
    let details = Progress {
        bytes_processed: i64::try_from(stats.processed).ok(),
        bytes_returned: i64::try_from(stats.returned).ok(),
        bytes_scanned: i64::try_from(stats.scanned).ok(),
    };
    framed(Ok(SelectObjectContentEvent::Progress(ProgressEvent { details: Some(details) })))
}

/// What the query did.
pub(crate) fn stats(stats: Stats) -> Bytes {
    let details = s3s::dto::Stats {
        bytes_processed: i64::try_from(stats.processed).ok(),
        bytes_returned: i64::try_from(stats.returned).ok(),
        bytes_scanned: i64::try_from(stats.scanned).ok(),
    };
    framed(Ok(SelectObjectContentEvent::Stats(StatsEvent { details: Some(details) })))
}

/// The result is whole.
pub(crate) fn end() -> Bytes {
    framed(Ok(SelectObjectContentEvent::End(EndEvent {})))
}

/// The query broke off.
pub(crate) fn error(error: &Error) -> Bytes {
    let code = S3ErrorCode::from_bytes(error.name().as_bytes()).unwrap_or(S3ErrorCode::InternalError);
    framed(Err(S3Error::with_message(code, error.message().to_owned())))
}

/// s3s frames streams alone. One of a single event is at its end at once.
fn framed(event: S3Result<SelectObjectContentEvent>) -> Bytes {
    let frames = SelectObjectContentEventStream::new(stream::iter([event])).into_byte_stream();
    let frame = frames.into_future().now_or_never().and_then(|(frame, _)| frame);
    match frame {
        Some(Ok(frame)) => frame,
        other => {
            tracing::error!(?other, "an event cannot be framed");
            Bytes::new()
        }
    }
}
