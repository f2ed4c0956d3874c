//! The table of operations: what there is, and which one a request means.

use http::Method;

use crate::operation::Entry;
use crate::route::{Parameters, Route};

mod add_permission;
mod create_alias;
mod create_event_source_mapping;
mod create_function;
mod delete_alias;
mod delete_event_source_mapping;
mod delete_function;
mod download_code;
mod get_account_settings;
mod get_alias;
mod get_event_source_mapping;
mod get_function;
mod get_function_code_signing_config;
mod get_function_concurrency;
mod get_function_configuration;
mod get_function_recursion_config;
mod get_policy;
mod get_runtime_management_config;
mod invoke;
mod list_aliases;
mod list_event_source_mappings;
mod list_functions;
mod list_tags;
mod list_versions_by_function;
mod publish_version;
mod remove_permission;
mod tag_resource;
mod untag_resource;
mod update_alias;
mod update_event_source_mapping;
mod update_function_code;
mod update_function_configuration;

/// Every operation of AWS Lambda in botocore 1.44.8's model, those that are not here yet included. The commonest
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
    Entry::of::<publish_version::PublishVersion>(),
    Entry::of::<list_versions_by_function::ListVersionsByFunction>(),
    Entry::of::<create_alias::CreateAlias>(),
    Entry::of::<get_alias::GetAlias>(),
    Entry::of::<list_aliases::ListAliases>(),
    Entry::of::<update_alias::UpdateAlias>(),
    Entry::of::<delete_alias::DeleteAlias>(),
    Entry::of::<create_event_source_mapping::CreateEventSourceMapping>(),
    Entry::of::<get_event_source_mapping::GetEventSourceMapping>(),
    Entry::of::<list_event_source_mappings::ListEventSourceMappings>(),
    Entry::of::<update_event_source_mapping::UpdateEventSourceMapping>(),
    Entry::of::<delete_event_source_mapping::DeleteEventSourceMapping>(),
    Entry::of::<add_permission::AddPermission>(),
    Entry::of::<get_policy::GetPolicy>(),
    Entry::of::<remove_permission::RemovePermission>(),
    Entry::of::<tag_resource::TagResource>(),
    Entry::of::<untag_resource::UntagResource>(),
    Entry::of::<list_tags::ListTags>(),
    Entry::of::<get_account_settings::GetAccountSettings>(),
    Entry::of::<get_function_concurrency::GetFunctionConcurrency>(),
    Entry::of::<get_function_code_signing_config::GetFunctionCodeSigningConfig>(),
    Entry::of::<get_function_recursion_config::GetFunctionRecursionConfig>(),
    Entry::of::<get_runtime_management_config::GetRuntimeManagementConfig>(),
    // These two share a path with another: they come first.
    Entry::absent("GetLayerVersionByArn", Route::get("/2018-10-31/layers?find=LayerVersion")),
    Entry::absent(
        "ListProvisionedConcurrencyConfigs",
        Route::get("/2019-09-30/functions/{FunctionName}/provisioned-concurrency?List=ALL"),
    ),
    Entry::absent(
        "AddLayerVersionPermission",
        Route::post("/2018-10-31/layers/{LayerName}/versions/{VersionNumber}/policy"),
    ),
    Entry::absent(
        "CheckpointDurableExecution",
        Route::post("/2025-12-01/durable-executions/{DurableExecutionArn}/checkpoint"),
    ),
    Entry::absent("CreateCapacityProvider", Route::post("/2025-11-30/capacity-providers")),
    Entry::absent("CreateCodeSigningConfig", Route::post("/2020-04-22/code-signing-configs")),
    Entry::absent("CreateFunctionUrlConfig", Route::post("/2021-10-31/functions/{FunctionName}/url")),
    Entry::absent(
        "DeleteCapacityProvider",
        Route::delete("/2025-11-30/capacity-providers/{CapacityProviderName}"),
    ),
    Entry::absent(
        "DeleteCodeSigningConfig",
        Route::delete("/2020-04-22/code-signing-configs/{CodeSigningConfigArn}"),
    ),
    Entry::absent(
        "DeleteFunctionCodeSigningConfig",
        Route::delete("/2020-06-30/functions/{FunctionName}/code-signing-config"),
    ),
    Entry::absent(
        "DeleteFunctionConcurrency",
        Route::delete("/2017-10-31/functions/{FunctionName}/concurrency"),
    ),
    Entry::absent(
        "DeleteFunctionEventInvokeConfig",
        Route::delete("/2019-09-25/functions/{FunctionName}/event-invoke-config"),
    ),
    Entry::absent(
        "DeleteDurableExecution",
        Route::delete("/2025-12-01/durable-executions/{DurableExecutionArn}"),
    ),
    Entry::absent("DeleteFunctionUrlConfig", Route::delete("/2021-10-31/functions/{FunctionName}/url")),
    Entry::absent(
        "DeleteLayerVersion",
        Route::delete("/2018-10-31/layers/{LayerName}/versions/{VersionNumber}"),
    ),
    Entry::absent(
        "DeleteProvisionedConcurrencyConfig",
        Route::delete("/2019-09-30/functions/{FunctionName}/provisioned-concurrency"),
    ),
    Entry::absent("DeleteResourcePolicy", Route::delete("/2026-07-09/resource-policy/{ResourceArn}")),
    Entry::absent("GetCapacityProvider", Route::get("/2025-11-30/capacity-providers/{CapacityProviderName}")),
    Entry::absent(
        "GetCodeSigningConfig",
        Route::get("/2020-04-22/code-signing-configs/{CodeSigningConfigArn}"),
    ),
    Entry::absent("GetDurableExecution", Route::get("/2025-12-01/durable-executions/{DurableExecutionArn}")),
    Entry::absent(
        "GetDurableExecutionHistory",
        Route::get("/2025-12-01/durable-executions/{DurableExecutionArn}/history"),
    ),
    Entry::absent(
        "GetDurableExecutionState",
        Route::get("/2025-12-01/durable-executions/{DurableExecutionArn}/state"),
    ),
    Entry::absent(
        "GetFunctionEventInvokeConfig",
        Route::get("/2019-09-25/functions/{FunctionName}/event-invoke-config"),
    ),
    Entry::absent(
        "GetFunctionScalingConfig",
        Route::get("/2025-11-30/functions/{FunctionName}/function-scaling-config"),
    ),
    Entry::absent("GetFunctionUrlConfig", Route::get("/2021-10-31/functions/{FunctionName}/url")),
    Entry::absent("GetLayerVersion", Route::get("/2018-10-31/layers/{LayerName}/versions/{VersionNumber}")),
    Entry::absent(
        "GetLayerVersionPolicy",
        Route::get("/2018-10-31/layers/{LayerName}/versions/{VersionNumber}/policy"),
    ),
    Entry::absent(
        "GetProvisionedConcurrencyConfig",
        Route::get("/2019-09-30/functions/{FunctionName}/provisioned-concurrency"),
    ),
    Entry::absent("GetResourcePolicy", Route::get("/2026-07-09/resource-policy/{ResourceArn}")),
    Entry::absent("InvokeAsync", Route::post("/2014-11-13/functions/{FunctionName}/invoke-async")),
    Entry::absent(
        "InvokeWithResponseStream",
        Route::post("/2021-11-15/functions/{FunctionName}/response-streaming-invocations"),
    ),
    Entry::absent("ListCapacityProviders", Route::get("/2025-11-30/capacity-providers")),
    Entry::absent("ListCodeSigningConfigs", Route::get("/2020-04-22/code-signing-configs")),
    Entry::absent(
        "ListDurableExecutionsByFunction",
        Route::get("/2025-12-01/functions/{FunctionName}/durable-executions"),
    ),
    Entry::absent(
        "ListFunctionEventInvokeConfigs",
        Route::get("/2019-09-25/functions/{FunctionName}/event-invoke-config/list"),
    ),
    Entry::absent("ListFunctionUrlConfigs", Route::get("/2021-10-31/functions/{FunctionName}/urls")),
    Entry::absent(
        "ListFunctionVersionsByCapacityProvider",
        Route::get("/2025-11-30/capacity-providers/{CapacityProviderName}/function-versions"),
    ),
    Entry::absent(
        "ListFunctionsByCodeSigningConfig",
        Route::get("/2020-04-22/code-signing-configs/{CodeSigningConfigArn}/functions"),
    ),
    Entry::absent("ListLayerVersions", Route::get("/2018-10-31/layers/{LayerName}/versions")),
    Entry::absent("ListLayers", Route::get("/2018-10-31/layers")),
    Entry::absent(
        "PauseDurableExecution",
        Route::post("/2025-12-01/durable-executions/{DurableExecutionArn}/pause"),
    ),
    Entry::absent("PublishLayerVersion", Route::post("/2018-10-31/layers/{LayerName}/versions")),
    Entry::absent(
        "PutFunctionCodeSigningConfig",
        Route::put("/2020-06-30/functions/{FunctionName}/code-signing-config"),
    ),
    Entry::absent("PutFunctionConcurrency", Route::put("/2017-10-31/functions/{FunctionName}/concurrency")),
    Entry::absent(
        "PutFunctionEventInvokeConfig",
        Route::put("/2019-09-25/functions/{FunctionName}/event-invoke-config"),
    ),
    Entry::absent(
        "PutFunctionRecursionConfig",
        Route::put("/2024-08-31/functions/{FunctionName}/recursion-config"),
    ),
    Entry::absent(
        "PutFunctionScalingConfig",
        Route::put("/2025-11-30/functions/{FunctionName}/function-scaling-config"),
    ),
    Entry::absent(
        "PutProvisionedConcurrencyConfig",
        Route::put("/2019-09-30/functions/{FunctionName}/provisioned-concurrency"),
    ),
    Entry::absent(
        "PutRuntimeManagementConfig",
        Route::put("/2021-07-20/functions/{FunctionName}/runtime-management-config"),
    ),
    Entry::absent("PutResourcePolicy", Route::put("/2026-07-09/resource-policy/{ResourceArn}")),
    Entry::absent(
        "RemoveLayerVersionPermission",
        Route::delete("/2018-10-31/layers/{LayerName}/versions/{VersionNumber}/policy/{StatementId}"),
    ),
    Entry::absent(
        "ResumeDurableExecution",
        Route::post("/2025-12-01/durable-executions/{DurableExecutionArn}/resume"),
    ),
    Entry::absent(
        "SendDurableExecutionCallbackFailure",
        Route::post("/2025-12-01/durable-execution-callbacks/{CallbackId}/fail"),
    ),
    Entry::absent(
        "SendDurableExecutionCallbackHeartbeat",
        Route::post("/2025-12-01/durable-execution-callbacks/{CallbackId}/heartbeat"),
    ),
    Entry::absent(
        "SendDurableExecutionCallbackSuccess",
        Route::post("/2025-12-01/durable-execution-callbacks/{CallbackId}/succeed"),
    ),
    Entry::absent(
        "StopDurableExecution",
        Route::post("/2025-12-01/durable-executions/{DurableExecutionArn}/stop"),
    ),
    Entry::absent(
        "UpdateCapacityProvider",
        Route::put("/2025-11-30/capacity-providers/{CapacityProviderName}"),
    ),
    Entry::absent(
        "UpdateCodeSigningConfig",
        Route::put("/2020-04-22/code-signing-configs/{CodeSigningConfigArn}"),
    ),
    Entry::absent(
        "UpdateFunctionEventInvokeConfig",
        Route::post("/2019-09-25/functions/{FunctionName}/event-invoke-config"),
    ),
    Entry::absent("UpdateFunctionUrlConfig", Route::put("/2021-10-31/functions/{FunctionName}/url")),
];

/// What we answer beside AWS's operations.
const OWN: &[Entry] = &[Entry::of::<download_code::DownloadCode>()];

/// The operation that a request means.
pub(crate) fn find(method: &Method, path: &str, query: &str) -> Option<(&'static Entry, Parameters)> {
    let matching = |entry: &'static Entry| Some((entry, entry.route.matches(method, path, query)?));
    ALL.iter().chain(OWN).find_map(matching)
}

/// Whether a path begins as an operation's does: with the date of a version of Lambda's API and one of its nouns.
pub(crate) fn owns_path(path: &str) -> bool {
    let wanted = beginning(path);
    ALL.iter().any(|entry| beginning(entry.route.template) == wanted)
}

/// The first two segments of a path, or of the template of one.
fn beginning(path: &str) -> (Option<&str>, Option<&str>) {
    let path = path.split('?').next().unwrap_or_default();
    let mut segments = path.trim_start_matches('/').split('/');
    (segments.next(), segments.next())
}

#[cfg(test)]
mod tests;
