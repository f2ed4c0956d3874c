//! The table of operations: what there is, and which one a request means.

use http::Method;

use crate::operation::Entry;
use crate::route::Parameters;

mod add_permission;
mod create_event_source_mapping;
mod create_function;
mod delete_event_source_mapping;
mod delete_function;
mod download_code;
mod get_event_source_mapping;
mod get_function;
mod get_function_configuration;
mod get_policy;
mod invoke;
mod list_event_source_mappings;
mod list_functions;
mod remove_permission;
mod update_event_source_mapping;
mod update_function_code;
mod update_function_configuration;

/// Every operation of AWS Lambda in botocore 1.43's model, those that are not here yet included. The commonest
/// comes first, as the list is walked.
pub(crate) const ALL: &[Entry] = &[
    Entry::of::<invoke::Invoke>(),
    Entry::of::<create_function::CreateFunction>(),
    Entry::of::<get_function::GetFunction>(),
    Entry::of::<get_function_configuration::GetFunctionConfiguration>(),
    Entry::of::<list_functions::ListFunctions>(),
    Entry::of::<update_function_code::UpdateFunctionCode>(),
    Entry::of::<update_function_configuration::UpdateFunctionConfiguration>(),
    Entry::of::<delete_function::DeleteFunction>(),
    Entry::of::<create_event_source_mapping::CreateEventSourceMapping>(),
    Entry::of::<get_event_source_mapping::GetEventSourceMapping>(),
    Entry::of::<list_event_source_mappings::ListEventSourceMappings>(),
    Entry::of::<update_event_source_mapping::UpdateEventSourceMapping>(),
    Entry::of::<delete_event_source_mapping::DeleteEventSourceMapping>(),
    Entry::of::<add_permission::AddPermission>(),
    Entry::of::<get_policy::GetPolicy>(),
    Entry::of::<remove_permission::RemovePermission>(),
];

/// What we answer beside AWS's operations.
const OWN: &[Entry] = &[Entry::of::<download_code::DownloadCode>()];

/// The operation that lives at a path.
pub(crate) fn find(method: &Method, path: &str) -> Option<(&'static Entry, Parameters)> {
    let matching = |entry: &'static Entry| Some((entry, entry.route.matches(method, path)?));
    ALL.iter().chain(OWN).find_map(matching)
}

#[cfg(test)]
mod tests;
