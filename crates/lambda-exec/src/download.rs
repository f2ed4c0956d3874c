//! Where a function's package can be fetched: AWS gives a presigned address of a bucket of its own, we one of ours.
//!
//! Not an operation of AWS's. A client that knows the package's hash may fetch it, without a signature, as one that has a
//! presigned address may; so the account and region come from the ARN in the path.

use base::arn::Arn;
use base::call::Call;
use base::http::{Body, OperationName, Request, Response};
use http::{HeaderValue, header};
use wire::rest::{self, Route};

use crate::engine::Engine;
use crate::error::Error;
use crate::function::Function;
use crate::function::layer::LayerId;
use crate::function_name::FunctionId;
use crate::package::Code;

/// What the log calls it.
pub(crate) const NAME: &str = "DownloadCode";

/// [`Function::code_location`] and `LayerVersion` write such addresses.
const ROUTE: [Route; 2] = [
    (NAME, "GET", "/2015-03-31/functions/{Arn}/code/{Sha256}"),
    (NAME, "GET", "/2018-10-31/layers/{Arn}/content/{Sha256}"),
];

/// A package as its address names it.
#[derive(Debug)]
pub(crate) struct Asked {
    arn: String,
    sha256: String,
}

impl Asked {
    /// Of a request that asks for one.
    pub(crate) fn of(request: &Request) -> Option<Asked> {
        let found = rest::find(&ROUTE, request.method().as_str(), request.uri().path(), &[])?;
        let mut labels = found.labels.into_iter().map(|(_, value)| value);
        Some(Asked { arn: labels.next()?, sha256: labels.next()? })
    }
}

impl Engine {
    /// The package.
    pub(crate) fn download(&self, call: &Call, asked: &Asked) -> Result<Response, Error> {
        let code = self.code_of(&asked.arn)?.filter(|code| code.sha256 == asked.sha256);
        let blob = code.ok_or_else(|| Error::no_function(&asked.arn))?.blob;
        let mut response = Response::new(Body::from_stream(self.store.read(blob, 0..blob.len())?));
        OperationName(NAME).mark(&mut response);
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/zip"));
        headers.insert(header::CONTENT_LENGTH, blob.len().into());
        if let Ok(id) = HeaderValue::from_str(&call.request_id) {
            headers.insert("x-amzn-requestid", id);
        }
        Ok(response)
    }

    /// The package of a function's or a layer's version.
    fn code_of(&self, arn: &str) -> Result<Option<Code>, Error> {
        if let Some((id, number)) = LayerId::of_version_arn(arn) {
            return Ok(id.find(&self.store, number)?.map(|version| version.code));
        }
        match Arn::parse(arn).and_then(|arn| FunctionId::of_arn(&arn)) {
            Some((id, Some(version))) => {
                let function = Function::load(&self.store, &id, &version)?;
                Ok(function.filter(|function| function.image.is_none()).map(|function| function.code))
            }
            _ => Ok(None),
        }
    }
}
