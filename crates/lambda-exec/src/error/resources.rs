//! What is said about what belongs to functions, or is used by them: layers, function URLs, provisioned concurrency, code
//! signing configurations, capacity providers.

use std::fmt;

use super::{Code, Error};

/// Layers.
impl Error {
    /// Our guess: the words of other resources that are not there.
    pub(crate) fn no_layer_version() -> Error {
        Error::of(Code::ResourceNotFound, "The resource you requested does not exist.")
    }

    /// Our guess at the words about a version that a function is to have.
    pub(crate) fn no_such_layer(arn: &str) -> Error {
        Error::invalid(format!("Layer version {arn} does not exist."))
    }

    /// Our guess.
    pub(crate) fn too_many_layers(limit: usize) -> Error {
        Error::invalid(format!("Cannot reference more than {limit} layers."))
    }

    /// Recorded: <https://github.com/DataDog/serverless-plugin-datadog/issues/195>, 2021-10-28.
    pub(crate) fn same_layer_twice(one: &str, other: &str) -> Error {
        Error::invalid(format!(
            "Two different versions of the same layer are not allowed to be referenced in the same function. {one} and \
             {other} are versions of the same layer."
        ))
    }

    /// Recorded: <https://github.com/TotalTechGeek/elysia-lambda/issues/2>, 2023-09-06.
    pub(crate) fn layer_of_another_region(region: &str) -> Error {
        Error::invalid(format!(
            "Layers are not in the same region as the function. Layers are expected to be in region {region}."
        ))
    }

    /// Recorded: <https://github.com/lambci/git-lambda-layer/issues/27>, 2020-08-20.
    pub(crate) fn too_large_with_layers(size: u64, limit: u64) -> Error {
        Error::invalid(format!(
            "Function code combined with layers exceeds the maximum allowed size of {limit} bytes. The actual size is \
             {size} bytes."
        ))
    }
}

/// Function URLs.
impl Error {
    /// What a caller gets who may not: the words of AWS's guide to controlling access. How they are written is our guess.
    pub(crate) fn url_forbidden() -> Error {
        Error::of(Code::AccessDenied, "Forbidden")
    }

    /// Our guess: the words of other resources that are not there.
    pub(crate) fn no_url() -> Error {
        Error::of(Code::ResourceNotFound, "The resource you requested does not exist.")
    }

    /// Our guess.
    pub(crate) fn url_exists(arn: impl fmt::Display) -> Error {
        let message = format!(
            "Failed to create function url config for [functionArn = {arn}]. Error message:  FunctionUrlConfig exists \
             for this Lambda function"
        );
        Error::of(Code::ResourceConflict, message)
    }
}

/// Provisioned concurrency.
impl Error {
    /// Our guess.
    pub(crate) fn published_only() -> Error {
        Error::invalid("Provisioned Concurrency Configs cannot be applied to unpublished function versions.")
    }

    /// Our guess at the words; the code is the model's.
    pub(crate) fn nothing_provisioned() -> Error {
        let message = "No Provisioned Concurrency Config found for this function";
        Error::of(Code::ProvisionedConcurrencyConfigNotFound, message)
    }

    /// Our guess.
    pub(crate) fn more_than_reserved() -> Error {
        Error::invalid(
            "Requested Provisioned Concurrency should not be greater than the reservedConcurrentExecution for function",
        )
    }

    /// Our guess.
    pub(crate) fn more_than_unreserved(left: u64) -> Error {
        Error::invalid(format!(
            "Specified ConcurrentExecutions for function is greater than account's unreserved concurrency [{left}]."
        ))
    }
}

/// Code signing configurations and capacity providers. The words are our guess, but for those that say otherwise.
impl Error {
    pub(crate) fn no_code_signing_config(arn: &str) -> Error {
        Error::of(Code::ResourceNotFound, format!("The CodeSigningConfig {arn} does not exist."))
    }

    /// The words of AWS's reference about the error.
    pub(crate) fn code_signing_config_not_found() -> Error {
        let message = "The specified code signing configuration does not exist.";
        Error::of(Code::NoCodeSigningConfig, message)
    }

    pub(crate) fn no_capacity_provider(arn: &str) -> Error {
        Error::of(Code::ResourceNotFound, format!("The capacity provider {arn} does not exist."))
    }

    pub(crate) fn capacity_provider_exists(name: &str) -> Error {
        Error::of(Code::ResourceConflict, format!("The capacity provider {name} already exists."))
    }

    pub(crate) fn in_use(arn: &str) -> Error {
        Error::of(Code::ResourceConflict, format!("{arn} is in use by one or more functions."))
    }
}
