//! The operations of durable executions.

pub(super) mod checkpoint_durable_execution;
pub(super) mod delete_durable_execution;
pub(super) mod get_durable_execution;
pub(super) mod get_durable_execution_history;
pub(super) mod get_durable_execution_state;
pub(super) mod list_durable_executions_by_function;
pub(super) mod pause_durable_execution;
pub(super) mod resume_durable_execution;
pub(super) mod send_durable_execution_callback_failure;
pub(super) mod send_durable_execution_callback_heartbeat;
pub(super) mod send_durable_execution_callback_success;
pub(super) mod stop_durable_execution;
