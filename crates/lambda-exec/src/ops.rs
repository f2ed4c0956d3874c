//! The table of operations that are built.

use wire::operation::{Modelled, Row};

use crate::engine::Engine;

mod add_permission;
mod capacity_provider;
mod code_signing_config;
mod create_alias;
mod create_event_source_mapping;
mod create_function;
mod create_function_url_config;
mod delete_alias;
mod delete_event_source_mapping;
mod delete_function;
mod delete_function_concurrency;
mod delete_function_event_invoke_config;
mod delete_function_url_config;
mod delete_layer_version;
mod durable;
mod function_code_signing_config;
mod function_scaling_config;
mod get_account_settings;
mod get_alias;
mod get_event_source_mapping;
mod get_function;
mod get_function_code_signing_config;
mod get_function_concurrency;
mod get_function_configuration;
mod get_function_event_invoke_config;
mod get_function_recursion_config;
mod get_function_url_config;
mod get_layer_version;
mod get_policy;
mod get_runtime_management_config;
mod invoke;
mod invoke_async;
mod invoke_with_response_stream;
mod layer_version_policy;
mod list_aliases;
mod list_event_source_mappings;
mod list_function_event_invoke_configs;
mod list_function_url_configs;
mod list_functions;
mod list_layer_versions;
mod list_layers;
mod list_tags;
mod list_versions_by_function;
mod provisioned_concurrency_config;
mod publish_layer_version;
mod publish_version;
mod put_function_concurrency;
mod put_function_event_invoke_config;
mod put_function_recursion_config;
mod put_runtime_management_config;
mod remove_permission;
mod resource_policy;
mod tag_resource;
mod untag_resource;
mod update_alias;
mod update_event_source_mapping;
mod update_function_code;
mod update_function_configuration;
mod update_function_event_invoke_config;
mod update_function_url_config;

/// The operations that are here. What AWS has besides stands in `model.rs`, and is refused by name.
pub(crate) static ROWS: &[Row<Modelled<Engine>>] = &[
    Row::of::<invoke::Invoke>(),
    Row::of::<invoke_async::InvokeAsync>(),
    Row::of::<invoke_with_response_stream::InvokeWithResponseStream>(),
    Row::of::<create_function::CreateFunction>(),
    Row::of::<get_function::GetFunction>(),
    Row::of::<get_function_configuration::GetFunctionConfiguration>(),
    Row::of::<list_functions::ListFunctions>(),
    Row::of::<update_function_code::UpdateFunctionCode>(),
    Row::of::<update_function_configuration::UpdateFunctionConfiguration>(),
    Row::of::<delete_function::DeleteFunction>(),
    Row::of::<publish_version::PublishVersion>(),
    Row::of::<list_versions_by_function::ListVersionsByFunction>(),
    Row::of::<create_alias::CreateAlias>(),
    Row::of::<get_alias::GetAlias>(),
    Row::of::<list_aliases::ListAliases>(),
    Row::of::<update_alias::UpdateAlias>(),
    Row::of::<delete_alias::DeleteAlias>(),
    Row::of::<create_event_source_mapping::CreateEventSourceMapping>(),
    Row::of::<get_event_source_mapping::GetEventSourceMapping>(),
    Row::of::<list_event_source_mappings::ListEventSourceMappings>(),
    Row::of::<update_event_source_mapping::UpdateEventSourceMapping>(),
    Row::of::<delete_event_source_mapping::DeleteEventSourceMapping>(),
    Row::of::<put_function_event_invoke_config::PutFunctionEventInvokeConfig>(),
    Row::of::<update_function_event_invoke_config::UpdateFunctionEventInvokeConfig>(),
    Row::of::<get_function_event_invoke_config::GetFunctionEventInvokeConfig>(),
    Row::of::<list_function_event_invoke_configs::ListFunctionEventInvokeConfigs>(),
    Row::of::<delete_function_event_invoke_config::DeleteFunctionEventInvokeConfig>(),
    Row::of::<create_function_url_config::CreateFunctionUrlConfig>(),
    Row::of::<get_function_url_config::GetFunctionUrlConfig>(),
    Row::of::<list_function_url_configs::ListFunctionUrlConfigs>(),
    Row::of::<update_function_url_config::UpdateFunctionUrlConfig>(),
    Row::of::<delete_function_url_config::DeleteFunctionUrlConfig>(),
    Row::of::<add_permission::AddPermission>(),
    Row::of::<get_policy::GetPolicy>(),
    Row::of::<remove_permission::RemovePermission>(),
    Row::of::<resource_policy::PutResourcePolicy>(),
    Row::of::<resource_policy::GetResourcePolicy>(),
    Row::of::<resource_policy::DeleteResourcePolicy>(),
    Row::of::<publish_layer_version::PublishLayerVersion>(),
    Row::of::<get_layer_version::GetLayerVersion>(),
    Row::of::<get_layer_version::GetLayerVersionByArn>(),
    Row::of::<list_layers::ListLayers>(),
    Row::of::<list_layer_versions::ListLayerVersions>(),
    Row::of::<delete_layer_version::DeleteLayerVersion>(),
    Row::of::<layer_version_policy::AddLayerVersionPermission>(),
    Row::of::<layer_version_policy::GetLayerVersionPolicy>(),
    Row::of::<layer_version_policy::RemoveLayerVersionPermission>(),
    Row::of::<tag_resource::TagResource>(),
    Row::of::<untag_resource::UntagResource>(),
    Row::of::<list_tags::ListTags>(),
    Row::of::<get_account_settings::GetAccountSettings>(),
    Row::of::<put_function_concurrency::PutFunctionConcurrency>(),
    Row::of::<get_function_concurrency::GetFunctionConcurrency>(),
    Row::of::<delete_function_concurrency::DeleteFunctionConcurrency>(),
    Row::of::<provisioned_concurrency_config::PutProvisionedConcurrencyConfig>(),
    Row::of::<provisioned_concurrency_config::GetProvisionedConcurrencyConfig>(),
    Row::of::<provisioned_concurrency_config::ListProvisionedConcurrencyConfigs>(),
    Row::of::<provisioned_concurrency_config::DeleteProvisionedConcurrencyConfig>(),
    Row::of::<function_scaling_config::PutFunctionScalingConfig>(),
    Row::of::<function_scaling_config::GetFunctionScalingConfig>(),
    Row::of::<code_signing_config::CreateCodeSigningConfig>(),
    Row::of::<code_signing_config::GetCodeSigningConfig>(),
    Row::of::<code_signing_config::ListCodeSigningConfigs>(),
    Row::of::<code_signing_config::UpdateCodeSigningConfig>(),
    Row::of::<code_signing_config::DeleteCodeSigningConfig>(),
    Row::of::<function_code_signing_config::PutFunctionCodeSigningConfig>(),
    Row::of::<function_code_signing_config::DeleteFunctionCodeSigningConfig>(),
    Row::of::<function_code_signing_config::ListFunctionsByCodeSigningConfig>(),
    Row::of::<get_function_code_signing_config::GetFunctionCodeSigningConfig>(),
    Row::of::<capacity_provider::CreateCapacityProvider>(),
    Row::of::<capacity_provider::GetCapacityProvider>(),
    Row::of::<capacity_provider::ListCapacityProviders>(),
    Row::of::<capacity_provider::UpdateCapacityProvider>(),
    Row::of::<capacity_provider::DeleteCapacityProvider>(),
    Row::of::<capacity_provider::ListFunctionVersionsByCapacityProvider>(),
    Row::of::<put_function_recursion_config::PutFunctionRecursionConfig>(),
    Row::of::<get_function_recursion_config::GetFunctionRecursionConfig>(),
    Row::of::<put_runtime_management_config::PutRuntimeManagementConfig>(),
    Row::of::<get_runtime_management_config::GetRuntimeManagementConfig>(),
    Row::of::<durable::checkpoint_durable_execution::CheckpointDurableExecution>(),
    Row::of::<durable::get_durable_execution::GetDurableExecution>(),
    Row::of::<durable::get_durable_execution_history::GetDurableExecutionHistory>(),
    Row::of::<durable::get_durable_execution_state::GetDurableExecutionState>(),
    Row::of::<durable::list_durable_executions_by_function::ListDurableExecutionsByFunction>(),
    Row::of::<durable::send_durable_execution_callback_success::SendDurableExecutionCallbackSuccess>(),
    Row::of::<durable::send_durable_execution_callback_failure::SendDurableExecutionCallbackFailure>(),
    Row::of::<durable::send_durable_execution_callback_heartbeat::SendDurableExecutionCallbackHeartbeat>(),
    Row::of::<durable::stop_durable_execution::StopDurableExecution>(),
    Row::of::<durable::pause_durable_execution::PauseDurableExecution>(),
    Row::of::<durable::resume_durable_execution::ResumeDurableExecution>(),
    Row::of::<durable::delete_durable_execution::DeleteDurableExecution>(),
];

#[cfg(test)]
mod tests;
