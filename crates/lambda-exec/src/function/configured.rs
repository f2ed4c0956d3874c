//! What a user sets of a function: read and checked the same way for CreateFunction and
//! UpdateFunctionConfiguration.

use std::collections::BTreeMap;

use serde_json::json;
use wire::value::Fields;

use crate::error::Error;
use crate::function::Configured;
use crate::function::durable_config;
use crate::function::image::ImageConfig;
use crate::function::layer::used;
use crate::function::runtime;
use crate::kept::{Kept, OfFunction};
use crate::model;
use crate::refused_members;

/// The most that all variables together may measure, as JSON.
const ENVIRONMENT_LIMIT: usize = 4096;

/// Variables that AWS sets itself and lets nobody set.
/// <https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime>
const RESERVED: [&str; 14] = [
    "_HANDLER",
    "_X_AMZN_TRACE_ID",
    "AWS_ACCESS_KEY",
    "AWS_ACCESS_KEY_ID",
    "AWS_DEFAULT_REGION",
    "AWS_EXECUTION_ENV",
    "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
    "AWS_LAMBDA_FUNCTION_NAME",
    "AWS_LAMBDA_FUNCTION_VERSION",
    "AWS_LAMBDA_RUNTIME_API",
    "AWS_REGION",
    "AWS_SECRET_ACCESS_KEY",
    "AWS_SESSION_TOKEN",
    "LAMBDA_TASK_ROOT",
];

/// What a request says; what it leaves out stays as it is.
#[derive(Clone, Debug, Default)]
pub(crate) struct Given {
    pub(crate) runtime: Option<String>,
    pub(crate) role: Option<String>,
    pub(crate) handler: Option<String>,
    description: Option<String>,
    timeout_secs: Option<i64>,
    memory_mib: Option<i64>,
    storage_mib: Option<i64>,
    environment: Option<BTreeMap<String, String>>,
    log_group: Option<String>,
    /// ARNs of versions of layers.
    pub(crate) layers: Option<Vec<String>>,
    image_config: Option<ImageConfig>,
    kept: Kept<OfFunction>,
}

impl Given {
    /// What a request says, judged by its shape before. `kept`: the operation's `KEPT`.
    pub(crate) fn read(fields: &Fields, kept: &[&str]) -> Result<Given, Error> {
        let text = |name| fields.text(name).map(str::to_owned);
        let logging = fields.fields("LoggingConfig");
        let environment = fields.fields("Environment");
        let given = Given {
            runtime: text("Runtime"),
            role: text("Role"),
            handler: text("Handler"),
            description: text("Description"),
            timeout_secs: fields.integer("Timeout"),
            memory_mib: fields.integer("MemorySize"),
            storage_mib: fields.fields("EphemeralStorage").and_then(|storage| storage.integer("Size")),
            environment: environment.map(|given| given.text_map("Variables").unwrap_or_default()),
            log_group: logging.and_then(|logging| logging.text("LogGroup")).map(str::to_owned),
            layers: fields.has("Layers").then(|| fields.texts("Layers").map(str::to_owned).collect()),
            image_config: fields.fields("ImageConfig").map(ImageConfig::read),
            kept: Kept::of(fields, &[kept, SHOWN_AS_GIVEN].concat()),
        };
        given.check(fields)?;
        Ok(given)
    }

    /// Refuses what is not for functions of this package type. The sentence about images is AWS's (pulumi-aws#5439 on
    /// GitHub), the other one ours.
    pub(crate) fn check_package_type(&self, is_image: bool) -> Result<(), Error> {
        let has_layers = self.layers.as_ref().is_some_and(|layers| !layers.is_empty());
        if is_image && (self.runtime.is_some() || self.handler.is_some() || has_layers) {
            return Err(Error::invalid(
                "Please don't provide Handler or Runtime or Layer when the intended function PackageType is Image.",
            ));
        }
        if !is_image && self.image_config.as_ref().is_some_and(|config| !config.is_empty()) {
            return Err(Error::invalid("ImageConfig is for functions of package type Image only."));
        }
        Ok(())
    }

    /// The rules behind the model, which AWS words in their own ways.
    fn check(&self, fields: &Fields) -> Result<(), Error> {
        if let Some(runtime) = &self.runtime {
            runtime::check(runtime)?;
        }
        if let Some(timeout) = self.timeout_secs.filter(|secs| *secs > 900) {
            let must = "Member must have value less than or equal to 900";
            return Err(Error::inner_validation("timeout", &format!("'{timeout}'"), must));
        }
        if self.memory_mib.is_some_and(|mib| mib > 10_240) {
            return Err(Error::invalid(
                "'MemorySize' value failed to satisfy constraint: Member must have value less than or equal to 10240",
            ));
        }
        if let Some(layers) = &self.layers {
            used::check(layers)?;
        }
        refused_members::check(fields, &refused_members::OF_FUNCTIONS)?;
        check_kept(fields)?;
        self.check_environment()
    }

    /// Recorded for the limit.
    fn check_environment(&self) -> Result<(), Error> {
        let Some(variables) = &self.environment else { return Ok(()) };
        let reserved: Vec<&str> = RESERVED.into_iter().filter(|name| variables.contains_key(*name)).collect();
        if !reserved.is_empty() {
            return Err(Error::invalid(format!(
                "Lambda was unable to configure your environment variables because the environment variables you \
                 have provided contains reserved keys that are currently not supported for modification. Reserved \
                 keys used in this request: {}",
                reserved.join(", ")
            )));
        }
        let measured = json!(variables).to_string();
        if measured.len() > ENVIRONMENT_LIMIT {
            return Err(Error::invalid(format!(
                "Lambda was unable to configure your environment variables because the environment variables you \
                 have provided exceeded the 4KB limit. String measured: {measured}"
            )));
        }
        Ok(())
    }

    /// What holds after this request: what it says over `before`, or over AWS's defaults.
    pub(crate) fn over(self, before: Option<Configured>) -> Configured {
        let mut now = before.unwrap_or_else(|| Configured {
            runtime: String::new(),
            role: String::new(),
            handler: String::new(),
            description: String::new(),
            timeout_secs: 3,
            memory_mib: 128,
            storage_mib: 512,
            environment: None,
            log_group: None,
            layers: Vec::new(),
            image_config: ImageConfig::default(),
            kept: Kept::default(),
        });
        // The numbers were checked to lie in ranges that these types hold.
        let number = |value: i64| u32::try_from(value).unwrap_or(u32::MAX);
        set(&mut now.runtime, self.runtime);
        set(&mut now.role, self.role);
        set(&mut now.handler, self.handler);
        set(&mut now.description, self.description);
        set(&mut now.timeout_secs, self.timeout_secs.map(number));
        set(&mut now.memory_mib, self.memory_mib.map(number));
        set(&mut now.storage_mib, self.storage_mib.map(number));
        if self.environment.is_some() {
            now.environment = self.environment;
        }
        set(&mut now.image_config, self.image_config);
        now.log_group = self.log_group.or(now.log_group);
        let logging = self.kept.fields("LoggingConfig");
        let logging = logging.map(|given| over_logging(given, now.kept.fields("LoggingConfig")));
        let durable = self.kept.fields(durable_config::MEMBER);
        let durable =
            durable.map(|given| durable_config::over(given, now.kept.fields(durable_config::MEMBER)));
        let given = self.kept.with("LoggingConfig", logging).with(durable_config::MEMBER, durable);
        now.kept = given.over(now.kept);
        now
    }

    /// Refuses what a function that is such by now, or a new one, cannot be.
    pub(crate) fn check_against(&self, before: Option<&Configured>) -> Result<(), Error> {
        let known = before.and_then(|before| before.kept.fields(durable_config::MEMBER));
        durable_config::check(self.kept.fields(durable_config::MEMBER), before.is_none(), known)
    }
}

/// Members that act and are shown as they were given: they lie with those that only are kept.
const SHOWN_AS_GIVEN: &[&str] = &["LoggingConfig"];

/// What AWS refuses of members that are kept here. Reported by users of AWS: the sentence about a VPC in issue 1293 of
/// aws-sdk-js, that about levels in pull request 28045 of aws-cdk.
fn check_kept(fields: &Fields) -> Result<(), Error> {
    if let Some(vpc) = fields.fields("VpcConfig")
        && vpc.list("SubnetIds").is_empty() != vpc.list("SecurityGroupIds").is_empty()
    {
        return Err(Error::invalid("SubnetIds and SecurityIds must coexist or be both empty list."));
    }
    if let Some(logging) = fields.fields("LoggingConfig")
        && logging.text("LogFormat") == Some("Text")
        && (logging.has("ApplicationLogLevel") || logging.has("SystemLogLevel"))
    {
        return Err(Error::invalid(
            "LogLevel is not supported when LogFormat is set to \"Text\". Remove LogLevel from your request or change \
             the LogFormat to \"Json\" and try again.",
        ));
    }
    Ok(())
}

/// `LoggingConfig` after a request: what it leaves out stays as it is. Levels are JSON's, `INFO` where nothing is said.
/// <https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-log-level.html>
fn over_logging(given: &Fields, before: Option<&Fields>) -> Fields {
    let text = |member| given.text(member).or_else(|| before?.text(member));
    let is_json = text("LogFormat") == Some("JSON");
    let level = |member| is_json.then(|| text(member).unwrap_or("INFO"));
    Fields::new(&model::LOGGING_CONFIG)
        .with("LogFormat", if is_json { "JSON" } else { "Text" })
        .with("ApplicationLogLevel", level("ApplicationLogLevel"))
        .with("SystemLogLevel", level("SystemLogLevel"))
}

fn set<T>(place: &mut T, given: Option<T>) {
    if let Some(given) = given {
        *place = given;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model;

    fn check(body: &str, expected: Result<(), &str>) {
        let mut fields = wire::json::read(&model::CREATE_FUNCTION_REQUEST, body.as_bytes()).unwrap();
        fields.set("FunctionName", "f");
        fields.set("Code", Fields::new(&model::FUNCTION_CODE));
        if !fields.has("Role") {
            fields.set("Role", "arn:aws:iam::000000000000:role/r");
        }
        let result = wire::constraint::judge(&fields)
            .and_then(|()| Given::read(&fields, &[]).map_err(|error| error.message));
        match (result, expected) {
            (Ok(_), Ok(())) => {}
            (Err(message), Err(text)) => assert!(message.contains(text), "{body}: {message}"),
            (result, expected) => panic!("{body}: {result:?}, expected {expected:?}"),
        }
    }

    /// Authority: recorded for role, runtime, environment; AWS's limits page for the numbers, their words are a
    /// guess where `error.rs` does not say "recorded".
    #[test]
    fn limits_are_awss() {
        check(r#"{"Timeout": 900, "MemorySize": 10240, "Runtime": "python3.13"}"#, Ok(()));
        check(r#"{"Timeout": 901}"#, Err("Value '901' at 'timeout'"));
        check(r#"{"Timeout": 0}"#, Err("greater than or equal to 1"));
        check(r#"{"MemorySize": 127}"#, Err("1 validation error detected: Value '127' at 'memorySize'"));
        check(r#"{"MemorySize": 10241}"#, Err("less than or equal to 10240"));
        check(r#"{"MemorySize": 1, "Role": "r1"}"#, Err("2 validation errors detected: "));
        check(
            r#"{"Runtime": "cobol"}"#,
            Err(
                "Value cobol at 'runtime' failed to satisfy constraint: Member must satisfy enum value set: [nodejs20.x",
            ),
        );
        check(r#"{"Runtime": "go1.x"}"#, Err("no longer supported for creating or updating"));
        check(
            r#"{"Environment": {"Variables": {"AWS_REGION": "x"}}}"#,
            Err("Reserved keys used in this request: AWS_REGION"),
        );
        check(r#"{"Environment": {"Variables": {"1": "x"}}}"#, Err("Map keys must satisfy"));
        let fits = format!(r#"{{"Environment": {{"Variables": {{"AB": "{}"}}}}}}"#, "x".repeat(4096 - 9));
        check(&fits, Ok(()));
        let one_more = fits.replace("xx\"", "xxx\"");
        check(&one_more, Err("exceeded the 4KB limit. String measured: {\"AB\":\"xxx"));
    }

    /// The model says what each is for; the words are ours but for those that `check_kept` says are reported. What says
    /// nothing, and what Terraform sends by default, passes.
    #[test]
    fn what_aws_refuses_stays_refused() {
        for (member, value, text) in [
            ("AcceleratorConfig", r#"{"AcceleratorMemorySize": 8}"#, "AcceleratorConfig"),
            ("PublishTo", r#""LATEST_PUBLISHED""#, "PublishTo"),
            (
                "VpcConfig",
                r#"{"SubnetIds": ["subnet-1"]}"#,
                "SubnetIds and SecurityIds must coexist or be both empty list.",
            ),
            (
                "LoggingConfig",
                r#"{"LogFormat": "Text", "SystemLogLevel": "WARN"}"#,
                "LogLevel is not supported when LogFormat is set to \"Text\".",
            ),
            ("LoggingConfig", r#"{"LogGroup": "a b"}"#, "'loggingConfig.logGroup'"),
        ] {
            check(&format!(r#"{{"{member}": {value}}}"#), Err(text));
        }
        check(
            r#"{"VpcConfig": {"SubnetIds": [], "SecurityGroupIds": [], "Ipv6AllowedForDualStack": false},
                "DeadLetterConfig": {"TargetArn": ""}, "FileSystemConfigs": [], "KMSKeyArn": "", "Layers": [],
                "TracingConfig": {"Mode": "PassThrough"}, "SnapStart": {"ApplyOn": "None"},
                "EphemeralStorage": {"Size": 512}, "LoggingConfig": {"LogFormat": "Text", "LogGroup": "/a/b"}}"#,
            Ok(()),
        );
    }
}
