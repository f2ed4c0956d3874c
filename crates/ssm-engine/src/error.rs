//! Every sentence of Parameter Store's errors, in one place.
//!
//! Of each the source is named: AWS's page, or users who show what AWS answered; or it is our guess.

use std::fmt::Display;

use wire::fault::Fault;

use crate::model;

/// A fault of the store.
pub(crate) fn store(cause: store::Error) -> Fault {
    internal(cause.to_string())
}

/// A record that cannot be read.
pub(crate) fn damaged(what: &str, cause: impl Display) -> Fault {
    internal(format!("{what} is damaged: {cause}"))
}

/// Something of ours does not work.
pub(crate) fn internal(cause: impl Into<Box<str>>) -> Fault {
    Fault::internal(INTERNAL.0, INTERNAL.1).because(cause)
}

/// What a client sees of a fault of ours:
/// <https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html#API_PutParameter_Errors>.
pub(crate) const INTERNAL: (&str, &str) = ("InternalServerError", "An error occurred on the server side.");

/// What is wrong with a request, in a sentence of its own.
pub(crate) fn invalid(message: impl Into<String>) -> Fault {
    Fault::sender("ValidationException", message)
}

/// A refusal in IAM's words.
pub(crate) fn access_denied(message: impl Into<String>) -> Fault {
    Fault::sender("AccessDeniedException", message)
}

/// How much of a client's own text an error says back, in characters.
const MOST_SHOWN: usize = 1024;

fn shown(text: &str) -> String {
    text.chars().take(MOST_SHOWN).collect()
}

/// A change that was overtaken again and again: AWS's page on the error, as its sentence.
pub(crate) fn overtaken() -> Fault {
    let message = "There are concurrent updates for a resource that supports one update at a time.";
    Fault::of(&model::TOO_MANY_UPDATES, message)
}

/// As users report it: <https://github.com/boto/boto3/issues/1499>.
pub(crate) fn wrong_name() -> Fault {
    invalid(
        "Parameter name: can't be prefixed with \"ssm\" (case-insensitive). If formed as a path, it can consist of sub-paths \
         divided by slash symbol; each sub-path can be formed as a mix of letters, numbers and the following 3 symbols .-_",
    )
}

/// Our guess of PutParameter, as we remember it of users' reports; of GetParameter they report the sentence of [`wrong_name`]:
/// <https://github.com/aws/aws-sdk-js-v3/issues/5005>.
pub(crate) fn not_qualified() -> Fault {
    invalid("Parameter name must be a fully qualified name.")
}

/// As users report it: <https://github.com/aws-solutions/quota-monitor-for-aws/issues/30>, of a name with a slash
/// <https://github.com/aws-cloudformation/cfn-lint/issues/4089>.
pub(crate) fn reserved_name(name: &str) -> Fault {
    let name = shown(name.strip_prefix('/').unwrap_or(name));
    access_denied(format!("No access to reserved parameter name: {name}."))
}

/// As users report it: <https://github.com/aws/copilot-cli/issues/66>. The reverse slashes are AWS's.
pub(crate) fn wrong_path() -> Fault {
    invalid(
        r#"The parameter doesn't meet the parameter name requirements. The parameter name must begin with a forward slash "/". It can't be prefixed with \"aws\" or \"ssm\" (case-insensitive). It must use only letters, numbers, or the following symbols: . (period), - (hyphen), _ (underscore). Special characters are not allowed. All sub-paths, if specified, must use the forward slash symbol "/". Valid example: /get/parameters2-/by1./path0_."#,
    )
}

/// The first sentence of AWS's page on the error.
pub(crate) fn too_deep() -> Fault {
    Fault::of(
        &model::HIERARCHY_LEVEL_LIMIT_EXCEEDED_EXCEPTION,
        "A hierarchy can have a maximum of 15 levels.",
    )
}

/// Our guess.
pub(crate) fn name_too_long(most: usize) -> Fault {
    invalid(format!(
        "Parameter name is too long: with the ARN before it, it can have {most} characters at most."
    ))
}

/// Without a sentence: clients show that they got none ("UnknownError" in JavaScript).
pub(crate) fn no_parameter() -> Fault {
    Fault::of(&model::PARAMETER_NOT_FOUND, "")
}

/// As users report it: <https://github.com/getmoto/moto/pull/3977>.
pub(crate) fn no_version(number: &str, name: &str) -> Fault {
    let message = format!(
        "Systems Manager could not find version {} of {}. Verify the version and try again.",
        shown(number),
        shown(name)
    );
    Fault::of(&model::PARAMETER_VERSION_NOT_FOUND, message)
}

/// Our guess, after the sentence about versions.
pub(crate) fn no_label(label: &str, name: &str) -> Fault {
    let message = format!(
        "Systems Manager could not find label {} for parameter {}. Verify the label and try again.",
        shown(label),
        shown(name)
    );
    Fault::of(&model::PARAMETER_VERSION_NOT_FOUND, message)
}

/// As users report it: <https://github.com/garystafford/emr-demo/issues/1>.
pub(crate) fn parameter_exists() -> Fault {
    let message = "The parameter already exists. To overwrite this value, set the overwrite option in the request to true.";
    Fault::of(&model::PARAMETER_ALREADY_EXISTS, message)
}

/// As users report it: <https://github.com/hashicorp/terraform-provider-aws/issues/18550>.
pub(crate) fn tags_and_overwrite() -> Fault {
    invalid(
        "Invalid request: tags and overwrite can't be used together. To create a parameter with tags, please remove overwrite \
         flag. To update tags for an existing parameter, please use AddTagsToResource or RemoveTagsFromResource.",
    )
}

/// Our guess: as we remember it of users' reports.
pub(crate) fn nested_value() -> Fault {
    invalid("Parameter value can't nest another parameter. Do not use \"{{}}\" in the value.")
}

/// Our guess, as we remember it of users' reports; that a type is needed: <https://github.com/localstack/localstack/issues/10580>.
pub(crate) fn no_type() -> Fault {
    invalid("A parameter type is required when you create a parameter.")
}

/// Our guess: as we remember it of users' reports.
pub(crate) fn key_of_plain() -> Fault {
    invalid("KeyId is required for SecureString type parameter only.")
}

/// The words of the keys' owner.
pub(crate) fn wrong_key(why: impl Into<String>) -> Fault {
    Fault::of(&model::INVALID_KEY_ID, why)
}

/// As users report it: <https://github.com/aws/aws-sdk-net/issues/3157>.
pub(crate) fn too_long_for_standard() -> Fault {
    invalid(
        "Standard tier parameters support a maximum parameter value of 4096 characters. To create a larger parameter value, \
         upgrade the parameter to use the advanced-parameter tier. For more information, see \
         https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html",
    )
}

/// Our guess, after that of standard parameters.
pub(crate) fn too_long_for_advanced() -> Fault {
    invalid("Advanced tier parameters support a maximum parameter value of 8192 characters.")
}

/// As Terraform's provider cites it in the code of `aws_ssm_parameter`.
pub(crate) fn downgrade() -> Fault {
    invalid(
        "This parameter uses the advanced-parameter tier. You can't downgrade a parameter from the advanced-parameter tier to \
         the standard-parameter tier. If necessary, you can delete the advanced parameter and recreate it as a standard parameter.",
    )
}

/// As users report it: <https://github.com/hashicorp/terraform-provider-aws/issues/18521>.
pub(crate) fn too_many_standard(most: u64) -> Fault {
    let message = format!(
        "You have reached the maximum number of standard parameters for this AWS account and Region ({most}). To add more \
         parameters, either delete existing parameters or upgrade to the advanced-parameter tier (charges apply)."
    );
    Fault::of(&model::PARAMETER_LIMIT_EXCEEDED, message)
}

/// Our guess, after that of standard parameters.
pub(crate) fn too_many_advanced(most: u64) -> Fault {
    let message = format!(
        "You have reached the maximum number of advanced parameters for this AWS account and Region ({most}). To add more \
         parameters, delete existing parameters."
    );
    Fault::of(&model::PARAMETER_LIMIT_EXCEEDED, message)
}

/// AWS's page on the error, which cites it.
pub(crate) fn oldest_has_label(name: &str, version: u64) -> Fault {
    let message = format!(
        "You attempted to create a new version of {name} by calling the PutParameter API with the overwrite flag. Version \
         {version}, the oldest version, can't be deleted because it has a label associated with it. Move the label to another \
         version of the parameter, and try again."
    );
    Fault::of(&model::PARAMETER_MAX_VERSION_LIMIT_EXCEEDED, message)
}

/// Our guess.
pub(crate) fn too_many_labels() -> Fault {
    let message = "A parameter version can have maximum 10 labels.Move one or more labels to another version and try again.";
    Fault::of(&model::PARAMETER_VERSION_LABEL_LIMIT_EXCEEDED, message)
}

/// Our guess.
pub(crate) fn wrong_pattern(pattern: &str) -> Fault {
    let message = format!("The allowedPattern is not a valid regular expression: {}", shown(pattern));
    Fault::of(&model::INVALID_ALLOWED_PATTERN_EXCEPTION, message)
}

/// Our guess: as we remember it of users' reports.
pub(crate) fn pattern_mismatch(pattern: &str) -> Fault {
    let message = format!("Parameter value, cannot be validated against allowedPattern: {}", shown(pattern));
    Fault::of(&model::PARAMETER_PATTERN_MISMATCH_EXCEPTION, message)
}

/// Our guess.
pub(crate) fn no_data_type(data_type: &str) -> Fault {
    invalid(format!(
        "The following data type is not supported: {} (Data type names are all lowercase.)",
        shown(data_type)
    ))
}

/// Our guess.
pub(crate) fn not_of_data_type(data_type: &str) -> Fault {
    invalid(format!("The parameter value is not valid for the data type {data_type}."))
}

/// Our guess.
pub(crate) fn data_type_of_other_type(data_type: &str, only: &str) -> Fault {
    invalid(format!("The data type {data_type} is supported for {only} parameters only."))
}

/// Our guess.
pub(crate) fn needs_advanced(what: &str) -> Fault {
    invalid(format!("{what} can be used with the advanced-parameter tier only."))
}

/// AWS's page on the error.
pub(crate) fn too_many_policies() -> Fault {
    let message = "You specified more than the maximum number of allowed policies for the parameter. The maximum is 10.";
    Fault::of(&model::POLICIES_LIMIT_EXCEEDED_EXCEPTION, message)
}

/// AWS's page on the error.
pub(crate) fn wrong_policy_type() -> Fault {
    let message = "The policy type isn't supported. Parameter Store supports the following policy types: Expiration, \
                   ExpirationNotification, and NoChangeNotification.";
    Fault::of(&model::INVALID_POLICY_TYPE_EXCEPTION, message)
}

/// AWS's page on the error; what is wrong in our words.
pub(crate) fn wrong_policy_attribute(what: &str) -> Fault {
    let message = format!("A policy attribute or its value is invalid: {}", shown(what));
    Fault::of(&model::INVALID_POLICY_ATTRIBUTE_EXCEPTION, message)
}

/// AWS's page on the error.
pub(crate) fn policies_in_conflict() -> Fault {
    let message = "There is a conflict in the policies specified for this parameter. You can't, for example, specify two \
                   Expiration policies for a parameter. Review your policies, and try again.";
    Fault::of(&model::INCOMPATIBLE_POLICY_EXCEPTION, message)
}

/// As moto has it of AWS, and the next four: <https://github.com/getmoto/moto/pull/2453>.
pub(crate) fn wrong_filter_key(key: &str, valid: &str) -> Fault {
    let message = format!(
        "The following filter key is not valid: {}. Valid filter keys include: [{valid}].",
        shown(key)
    );
    Fault::of(&model::INVALID_FILTER_KEY, message)
}

/// The same key twice.
pub(crate) fn filter_twice(key: &str) -> Fault {
    let message = format!(
        "The following filter is duplicated in the request: {}. A request can contain only one occurrence of a specific \
         filter.",
        shown(key)
    );
    Fault::of(&model::INVALID_FILTER_KEY, message)
}

/// A value that no parameter has. The code is that of a wrong option.
pub(crate) fn wrong_filter_text(value: &str, valid: &str) -> Fault {
    let message = format!(
        "The following filter value is not valid: {}. Valid values include: [{valid}].",
        shown(value)
    );
    Fault::of(&model::INVALID_FILTER_OPTION, message)
}

/// A filter without values.
pub(crate) fn no_filter_values(key: &str) -> Fault {
    let message = format!("The following filter values are missing : null for filter key {key}.");
    Fault::of(&model::INVALID_FILTER_VALUE, message)
}

/// What is valid of a key.
pub(crate) fn wrong_filter_option(option: &str, valid: &str) -> Fault {
    let message = format!(
        "The following filter option is not valid: {}. Valid options include: [{valid}].",
        shown(option)
    );
    Fault::of(&model::INVALID_FILTER_OPTION, message)
}

/// Our guess.
pub(crate) fn both_filters() -> Fault {
    invalid("You can use either Filters or ParameterFilters in a single request.")
}

/// AWS's page on the error.
pub(crate) fn wrong_token() -> Fault {
    Fault::of(&model::INVALID_NEXT_TOKEN, "The specified token isn't valid.")
}

/// As users report it: <https://github.com/sous-chefs/aws/issues/419>.
pub(crate) fn secret_without_decryption() -> Fault {
    invalid("WithDecryption flag must be True for retrieving a Secret Manager secret.")
}

/// Our guess.
pub(crate) fn no_secret(name: &str) -> Fault {
    let name = shown(name);
    let message = format!(
        "An error occurred (ParameterNotFound) when referencing Secrets Manager: Secret {name} not found."
    );
    Fault::of(&model::PARAMETER_NOT_FOUND, message)
}

/// Recorded, without a sentence: <https://github.com/getmoto/moto/issues/4360>.
pub(crate) fn no_resource() -> Fault {
    Fault::of(&model::INVALID_RESOURCE_ID, "")
}

/// Without a sentence, as its shape has none.
pub(crate) fn too_many_tags() -> Fault {
    Fault::of(&model::TOO_MANY_TAGS_ERROR, "")
}

/// AWS's page on the error.
pub(crate) fn no_setting() -> Fault {
    let message = "The specified service setting wasn't found. Either the service name or the setting hasn't been provisioned \
                   by the Amazon Web Services service team.";
    Fault::of(&model::SERVICE_SETTING_NOT_FOUND, message)
}

/// Our guess.
pub(crate) fn wrong_setting(value: &str, valid: &[&str]) -> Fault {
    let (value, valid) = (shown(value), valid.join(", "));
    invalid(format!("The value '{value}' is not valid for this service setting. Valid values: [{valid}]."))
}

/// AWS's page on the error.
pub(crate) fn no_shared_parameter() -> Fault {
    Fault::of(
        &model::RESOURCE_NOT_FOUND_EXCEPTION,
        "The specified parameter to be shared could not be found.",
    )
}

/// Our words, under AWS's code.
pub(crate) fn cannot_be_shared(why: &str) -> Fault {
    Fault::of(&model::RESOURCE_POLICY_INVALID_PARAMETER_EXCEPTION, why)
}

/// AWS's page on the error; what is wrong in our words.
pub(crate) fn malformed_policy(why: impl Display) -> Fault {
    let message = format!("The specified policy document is malformed or invalid: {why}");
    Fault::of(&model::MALFORMED_RESOURCE_POLICY_DOCUMENT_EXCEPTION, message)
}

/// AWS's page on the error.
pub(crate) fn too_many_resource_policies() -> Fault {
    let message = "A policy can't be greater than 1024 bytes in size. And only one policy can be attached to a parameter.";
    Fault::of(&model::RESOURCE_POLICY_LIMIT_EXCEEDED_EXCEPTION, message)
}

/// AWS's page on the error.
pub(crate) fn no_resource_policy() -> Fault {
    let message = "No policies with the specified policy ID and hash could be found.";
    Fault::of(&model::RESOURCE_POLICY_NOT_FOUND_EXCEPTION, message)
}

/// AWS's page on the error.
pub(crate) fn other_resource_policy() -> Fault {
    let message = "The hash provided in the call doesn't match the stored hash.";
    Fault::of(&model::RESOURCE_POLICY_CONFLICT_EXCEPTION, message)
}
