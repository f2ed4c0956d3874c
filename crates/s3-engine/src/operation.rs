//! What one operation is.

use std::future::Future;

use s3s::{S3Request, S3Response};

use crate::context::Context;
use crate::engine::Engine;
use crate::error::Result;

/// An operation of S3. s3s has read its input and will write its output.
pub(crate) trait Operation {
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
