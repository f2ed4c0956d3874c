//! Where a function's package can be fetched: AWS gives a presigned address of a bucket of its own, we one of ours.
//!
//! Not an operation of AWS's. Whoever knows the package's hash may fetch it, without a signature, as whoever has a
//! presigned address may; so the account and region come from the ARN in the path.

use std::sync::Arc;

use base::arn::Arn;
use base::call::Call;
use base::http::{Body, Response};
use http::{HeaderValue, header};
use store::BlobReader;

use crate::engine::Engine;
use crate::error::Error;
use crate::function::Function;
use crate::function_name::FunctionId;
use crate::operation::{Incoming, Operation};
use crate::route::Route;

pub(crate) struct DownloadCode;

pub(crate) struct Input {
    id: FunctionId,
    version: String,
    sha256: String,
}

impl Operation for DownloadCode {
    const NAME: &'static str = "DownloadCode";
    /// [`Function::code_location`] writes such an address.
    const ROUTE: Route = Route::get("/2015-03-31/functions/{Arn}/code/{Sha256}");
    type Input = Input;
    type Output = (BlobReader, u64);

    fn read(_: &Call, incoming: Incoming) -> Result<Input, Error> {
        let text = incoming.path("Arn");
        let named = Arn::parse(text).and_then(|arn| FunctionId::of_arn(&arn));
        match named {
            Some((id, Some(version))) => {
                Ok(Input { id, version, sha256: incoming.path("Sha256").to_owned() })
            }
            _ => Err(Error::no_function(text)),
        }
    }

    async fn run(engine: &Arc<Engine>, _: &Call, input: Input) -> Result<(BlobReader, u64), Error> {
        let Input { id, version, sha256 } = input;
        let function = Function::load(&engine.store, &id, &version)?;
        let blob = function.map(|function| function.code).filter(|code| code.sha256 == sha256);
        let blob = blob.ok_or_else(|| Error::no_function(id.qualified_arn(&version)))?.blob;
        Ok((engine.store.read(blob, 0..blob.len())?, blob.len()))
    }

    fn reply((bytes, len): (BlobReader, u64)) -> Response {
        let mut response = Response::new(Body::from_stream(bytes));
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/zip"));
        headers.insert(header::CONTENT_LENGTH, len.into());
        response
    }
}
