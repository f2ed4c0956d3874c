//! The table of SQS's operations.

use wire::operation::{Modelled, Row};

use crate::engine::Engine;

mod add_permission;
mod cancel_message_move_task;
mod change_message_visibility;
mod change_message_visibility_batch;
mod create_queue;
mod delete_message;
mod delete_message_batch;
mod delete_queue;
mod draft;
mod get_queue_attributes;
mod get_queue_url;
mod list_dead_letter_source_queues;
mod list_message_move_tasks;
mod list_queue_tags;
mod list_queues;
mod listed;
mod purge_queue;
mod receive_message;
mod redriven;
mod remove_permission;
mod send_message;
mod send_message_batch;
mod set_queue_attributes;
mod start_message_move_task;
mod tag_queue;
mod untag_queue;

/// The operations, in the order of their names.
pub(crate) static ROWS: &[Row<Modelled<Engine>>] = &[
    Row::of::<add_permission::AddPermission>(),
    Row::of::<cancel_message_move_task::CancelMessageMoveTask>(),
    Row::of::<change_message_visibility::ChangeMessageVisibility>(),
    Row::of::<change_message_visibility_batch::ChangeMessageVisibilityBatch>(),
    Row::of::<create_queue::CreateQueue>(),
    Row::of::<delete_message::DeleteMessage>(),
    Row::of::<delete_message_batch::DeleteMessageBatch>(),
    Row::of::<delete_queue::DeleteQueue>(),
    Row::of::<get_queue_attributes::GetQueueAttributes>(),
    Row::of::<get_queue_url::GetQueueUrl>(),
    Row::of::<list_dead_letter_source_queues::ListDeadLetterSourceQueues>(),
    Row::of::<list_message_move_tasks::ListMessageMoveTasks>(),
    Row::of::<list_queue_tags::ListQueueTags>(),
    Row::of::<list_queues::ListQueues>(),
    Row::of::<purge_queue::PurgeQueue>(),
    Row::of::<receive_message::ReceiveMessage>(),
    Row::of::<remove_permission::RemovePermission>(),
    Row::of::<send_message::SendMessage>(),
    Row::of::<send_message_batch::SendMessageBatch>(),
    Row::of::<set_queue_attributes::SetQueueAttributes>(),
    Row::of::<start_message_move_task::StartMessageMoveTask>(),
    Row::of::<tag_queue::TagQueue>(),
    Row::of::<untag_queue::UntagQueue>(),
];
