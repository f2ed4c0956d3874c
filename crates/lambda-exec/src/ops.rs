//! The table of operations: what there is, and which one a request means.

use http::Method;

use crate::operation::Entry;
use crate::route::Parameters;

mod create_function;
mod download_code;
mod get_function;
mod get_function_configuration;
mod invoke;

/// Every operation of AWS Lambda in botocore 1.43's model, those that are not here yet included. The commonest
/// comes first, as the list is walked.
pub(crate) const ALL: &[Entry] = &[
    Entry::of::<invoke::Invoke>(),
    Entry::of::<create_function::CreateFunction>(),
    Entry::of::<get_function::GetFunction>(),
    Entry::of::<get_function_configuration::GetFunctionConfiguration>(),
];

/// What we answer beside AWS's operations.
const OWN: &[Entry] = &[Entry::of::<download_code::DownloadCode>()];

/// The operation that lives at a path.
pub(crate) fn find(method: &Method, path: &str) -> Option<(&'static Entry, Parameters)> {
    let matching = |entry: &'static Entry| Some((entry, entry.route.matches(method, path)?));
    ALL.iter().chain(OWN).find_map(matching)
}
