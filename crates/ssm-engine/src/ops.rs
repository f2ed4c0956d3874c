//! The table of the operations that are built: those of Parameter Store, its tags, its resource policies and service settings.

use wire::operation::{Modelled, Row};

use crate::engine::Engine;

mod add_tags_to_resource;
mod delete_parameter;
mod delete_parameters;
mod delete_resource_policy;
mod describe_parameters;
mod get_parameter;
mod get_parameter_history;
mod get_parameters;
mod get_parameters_by_path;
mod get_resource_policies;
mod label_parameter_version;
mod list_tags_for_resource;
mod paging;
mod public;
mod put_parameter;
mod put_resource_policy;
mod remove_tags_from_resource;
mod resource;
mod service_setting;
mod unlabel_parameter_version;

/// The operations, in the order of their names.
pub(crate) static ROWS: &[Row<Modelled<Engine>>] = &[
    Row::of::<add_tags_to_resource::AddTagsToResource>(),
    Row::of::<delete_parameter::DeleteParameter>(),
    Row::of::<delete_parameters::DeleteParameters>(),
    Row::of::<delete_resource_policy::DeleteResourcePolicy>(),
    Row::of::<describe_parameters::DescribeParameters>(),
    Row::of::<get_parameter::GetParameter>(),
    Row::of::<get_parameter_history::GetParameterHistory>(),
    Row::of::<get_parameters::GetParameters>(),
    Row::of::<get_parameters_by_path::GetParametersByPath>(),
    Row::of::<get_resource_policies::GetResourcePolicies>(),
    Row::of::<service_setting::GetServiceSetting>(),
    Row::of::<label_parameter_version::LabelParameterVersion>(),
    Row::of::<list_tags_for_resource::ListTagsForResource>(),
    Row::of::<put_parameter::PutParameter>(),
    Row::of::<put_resource_policy::PutResourcePolicy>(),
    Row::of::<remove_tags_from_resource::RemoveTagsFromResource>(),
    Row::of::<service_setting::ResetServiceSetting>(),
    Row::of::<unlabel_parameter_version::UnlabelParameterVersion>(),
    Row::of::<service_setting::UpdateServiceSetting>(),
];
