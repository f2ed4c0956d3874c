//! Is this request who it says it is?
//!
//! Signature Version 4 (header and presigned) for every service, Signature Version 2 for S3, and the signed bodies
//! that hang on them. Pure: bytes in, verdict out. The time is an argument; there is no disk, no runtime and no
//! knowledge of any operation here. Why a request is refused is an [`Error`] without wording: each service says it
//! in its own words.
//!
//! The signatures themselves come from `aws-sigv4`; what is signed, the canonical request, is rebuilt here, because
//! that crate's own canonical request refuses some requests that AWS accepts.
//!
//! - `claim`: what a request says about itself, and its verification; read it first
//! - `header`, `presigned`, `legacy`: the three forms, `legacy` being version 2; `form`: the signature in an HTML form
//! - `canonical`, `query`, `date`, `payload`: what is signed
//! - `chunked`: `aws-chunked` bodies as streams; `chunked/signer` the chain of signatures, `chunked/trailer` the last lines
//! - `credentials`: access keys and secrets; `sign`: a request of our own; `error`: why not
//! - `oracle`: what must hold for any bytes
//!
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html>

mod canonical;
pub mod chunked;
mod claim;
pub mod credentials;
mod date;
mod error;
mod form;
mod header;
mod legacy;
pub mod oracle;
mod payload;
mod presigned;
mod query;
mod sign;

/// The headers that carry the token of a session, in lower case: everybody's, and that of S3's directory buckets.
pub static SESSION_TOKENS: [HeaderName; 2] =
    [HeaderName::from_static("x-amz-security-token"), HeaderName::from_static("x-amz-s3session-token")];

use http::HeaderName;

pub use claim::{Claim, Form, Scope, Verified};
pub use error::{Error, Parameter};
pub use form::FormClaim;
pub use payload::Payload;
pub use sign::Signing;
