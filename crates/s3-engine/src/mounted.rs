//! What one operation is to s3s, which calls it.
//!
//! This is not the trait of all operations, `wire::operation::Operation`, and cannot be one of its languages: there a table of
//! rows receives every request in one type and gives every reply in one type, and the operation's `read` and `reply` stand
//! between those and its own. Here s3s has read the members before anything of ours is called, by a method of its own for
//! each operation, and writes them after. What a request means is a row of `route` all the same.

use std::future::Future;

use s3s::{S3Request, S3Response};

use crate::context::Context;
use crate::engine::Engine;
use crate::error::Result;

/// An operation of S3 behind the method of s3s that has its name.
pub(crate) trait Mounted {
    /// AWS's name.
    const NAME: &'static str;
    /// The members of its request.
    type Input: Send + 'static;
    /// The members of its reply.
    type Output: Send + 'static;

    /// Does it.
    fn run(
        engine: &Engine,
        cx: &Context,
        request: S3Request<Self::Input>,
    ) -> impl Future<Output = Result<S3Response<Self::Output>>> + Send;
}
