//! What is wrong with durable executions.

use super::{Code, Error};

impl Error {
    /// Our guess: AWS's model has the type.
    pub(crate) fn no_execution() -> Error {
        Error::of(Code::ResourceNotFound, "Durable execution not found.")
    }

    /// The words are AWS's, on which its SDKs act: <https://github.com/aws/aws-durable-execution-sdk-js/issues/917>.
    pub(crate) fn invalid_checkpoint_token() -> Error {
        Error::invalid("Invalid checkpoint token")
    }

    /// Our guess.
    pub(crate) fn invalid_marker() -> Error {
        Error::invalid("Invalid Marker: it was not given by this service.")
    }

    /// Our guess.
    pub(crate) fn invalid_callback() -> Error {
        Error::invalid("Invalid callback ID")
    }

    /// What AWS's model says of the type; the words of the service are not known.
    pub(crate) fn callback_closed() -> Error {
        let message = "The callback ID token has either expired or the callback associated with the token has already \
                       been closed.";
        Error::of(Code::CallbackTimeout, message)
    }

    /// Our guess at the words: AWS's model has the type.
    pub(crate) fn execution_already_started(name: &str) -> Error {
        let message = format!("A durable execution named {name} was already started with another payload.");
        Error::of(Code::DurableExecutionAlreadyStarted, message)
    }

    /// AWS's words, as users show them.
    pub(crate) fn durable_needs_qualifier() -> Error {
        Error::invalid("You cannot invoke a durable function using an unqualified ARN.")
    }

    /// AWS's words, as users show them.
    pub(crate) fn durable_takes_too_long() -> Error {
        Error::invalid(
            "You cannot synchronously invoke a durable function with an executionTimeout greater than 15 minutes.",
        )
    }

    /// AWS's words: <https://github.com/aws/aws-extensions-for-dotnet-cli/pull/450>.
    pub(crate) fn durable_needs_timeout() -> Error {
        Error::invalid(
            "You cannot create a function with a durable configuration without an executionTimeout",
        )
    }

    /// AWS's guide says that it cannot be; the words are our guess.
    pub(crate) fn durable_from_the_start() -> Error {
        Error::invalid("You cannot add a durable configuration to an existing function.")
    }

    /// AWS's model has the type of what cannot be deleted or paused; the words are our guess.
    pub(crate) fn execution_in_status(status: &str, wanted: &str) -> Error {
        let message = format!("The durable execution cannot be {wanted}: its status is {status}.");
        Error::of(Code::ResourceConflict, message)
    }

    /// Our guess at what AWS says of its quota.
    pub(crate) fn too_many_operations(limit: u64) -> Error {
        Error::invalid(format!("A durable execution has at most {limit} operations."))
    }

    /// Our guess at what AWS says of its quota.
    pub(crate) fn too_much_written(limit: u64) -> Error {
        Error::invalid(format!("A durable execution stores at most {limit} bytes."))
    }

    /// A limit of ours.
    pub(crate) fn too_many_events(limit: u64) -> Error {
        Error::invalid(format!("A durable execution has at most {limit} events in its history."))
    }
}
