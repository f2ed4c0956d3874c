//! Limits that a throttled request met.

/// A limit that a request met: `ThrottlingReason`.
#[derive(Clone, Debug)]
pub(crate) struct Limit {
    /// `TableReadProvisionedThroughputExceeded`
    pub(crate) reason: String,
    /// The ARN of the table or index.
    pub(crate) resource: String,
    /// Whether it is the provisioned throughput, and not the maximum on demand.
    pub(crate) provisioned: bool,
    /// Whether it is that of an index.
    pub(crate) of_index: bool,
}
