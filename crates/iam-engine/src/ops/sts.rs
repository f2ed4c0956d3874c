//! The table of STS's operations that are built.

use http::request::Parts;
use wire::operation::{Modelled, Row};

use crate::engine::Engine;

mod assume_role;
mod get_caller_identity;

/// The operations that are here. What AWS has besides stands in `model/sts.rs`, and is refused by name.
pub(crate) static ROWS: &[Row<Modelled<Engine>>] =
    &[Row::of::<assume_role::AssumeRole>(), Row::of::<get_caller_identity::GetCallerIdentity>()];

/// The operations whose proof is a document of an identity provider, not a signature.
const UNSIGNED: [&str; 2] = ["AssumeRoleWithSAML", "AssumeRoleWithWebIdentity"];

/// Whether a request names one of [`UNSIGNED`], in its query or at the beginning of its form.
pub(crate) fn may_be_unsigned(parts: &Parts, form: &[u8]) -> bool {
    let query = parts.uri.query().unwrap_or_default().as_bytes();
    let mut pairs = query.split(|byte| *byte == b'&').chain(form.split(|byte| *byte == b'&'));
    pairs
        .find_map(|pair| pair.strip_prefix(b"Action="))
        .is_some_and(|action| UNSIGNED.iter().any(|unsigned| unsigned.as_bytes() == action))
}
