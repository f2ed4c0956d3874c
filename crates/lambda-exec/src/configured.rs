//! What a user sets of a function: read and checked the same way for CreateFunction and
//! UpdateFunctionConfiguration.

use std::collections::BTreeMap;

use serde_json::json;

use crate::constraint::{self, Constraints, LOG_GROUP, VARIABLE};
use crate::error::Error;
use crate::function::Configured;
use crate::json::Members;
use crate::{refused, runtime};

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
#[derive(Debug, Default)]
pub(crate) struct Given {
    pub(crate) runtime: Option<String>,
    pub(crate) role: Option<String>,
    pub(crate) handler: Option<String>,
    description: Option<String>,
    timeout_secs: Option<i64>,
    memory_mib: Option<i64>,
    storage_mib: Option<i64>,
    environment: Option<BTreeMap<String, String>>,
    layers: Option<Vec<String>>,
    log_group: Option<String>,
    /// The first member that cannot act here.
    refused: Option<Error>,
}

impl Given {
    /// Takes the members out of a request and checks them against the model.
    pub(crate) fn read(members: &mut Members, constraints: &mut Constraints) -> Result<Given, Error> {
        let mut given = Given {
            runtime: members.text("Runtime")?,
            role: members.text("Role")?,
            handler: members.text("Handler")?,
            description: members.text("Description")?,
            timeout_secs: members.integer("Timeout")?,
            memory_mib: members.integer("MemorySize")?,
            layers: members.texts("Layers")?,
            ..Given::default()
        };
        if let Some(mut storage) = members.object("EphemeralStorage")? {
            given.storage_mib = storage.integer("Size")?;
            constraints.required("ephemeralStorage.size", given.storage_mib.as_ref());
        }
        if let Some(mut environment) = members.object("Environment")? {
            given.environment = Some(environment.text_map("Variables")?.unwrap_or_default());
        }
        let refused = refused::check(members, &refused::OF_FUNCTIONS);
        let refused =
            refused.and(read_tracing(members, constraints)?).and(read_snap_start(members, constraints)?);
        let logging = read_logging(members, constraints)?;
        given.refused = refused.and(logging.map(|group| given.log_group = group)).err();
        given.check(constraints);
        Ok(given)
    }

    fn check(&self, constraints: &mut Constraints) {
        constraints.pattern("role", self.role.as_deref(), &constraint::ROLE);
        constraints.length("handler", self.handler.as_deref(), 0, 128);
        constraints.pattern("handler", self.handler.as_deref(), &constraint::HANDLER);
        constraints.length("description", self.description.as_deref(), 0, 256);
        constraints.range("timeout", self.timeout_secs, 1, i64::MAX);
        constraints.range("memorySize", self.memory_mib, 128, 32_768);
        constraints.range("ephemeralStorage.size", self.storage_mib, 512, 10_240);
        for name in self.environment.iter().flatten().map(|(name, _)| name) {
            if !(VARIABLE.fits)(name) {
                let rule = format!(
                    "Map keys must satisfy constraint: [Member must satisfy regular expression pattern: {}]",
                    VARIABLE.text
                );
                constraints.add("environment.variables", format_args!("{{{name}=…}}"), rule);
            }
        }
    }

    /// The rules behind the model, which AWS words in their own ways.
    pub(crate) fn check_rules(&mut self) -> Result<(), Error> {
        if let Some(runtime) = &self.runtime {
            runtime::check(runtime)?;
        }
        if let Some(timeout) = self.timeout_secs.filter(|secs| *secs > 900) {
            let rule = "Member must have value less than or equal to 900";
            return Err(Error::inner_validation(constraint::sentence("timeout", timeout, rule)));
        }
        if self.memory_mib.is_some_and(|mib| mib > 10_240) {
            return Err(Error::invalid(
                "'MemorySize' value failed to satisfy constraint: Member must have value less than or equal to 10240",
            ));
        }
        if let Some(layer) = self.layers.iter().flatten().next() {
            return Err(Error::invalid(format!("Layer version {layer} does not exist.")));
        }
        if let Some(refused) = self.refused.take() {
            return Err(refused);
        }
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
        now.log_group = self.log_group.or(now.log_group);
        now
    }
}

/// What a member means here, or why it cannot act, told after the constraints.
type Read<T> = Result<Result<T, Error>, Error>;

fn read_tracing(members: &mut Members, constraints: &mut Constraints) -> Read<()> {
    let Some(mut tracing) = members.object("TracingConfig")? else { return Ok(Ok(())) };
    let mode = tracing.text("Mode")?;
    constraints.one_of("tracingConfig.mode", mode.as_deref(), &["Active", "PassThrough"]);
    Ok(match mode.as_deref() {
        Some("Active") => {
            Err(Error::invalid("TracingConfig of mode Active is not supported here: there is no X-Ray."))
        }
        _ => Ok(()),
    })
}

fn read_snap_start(members: &mut Members, constraints: &mut Constraints) -> Read<()> {
    let Some(mut snap) = members.object("SnapStart")? else { return Ok(Ok(())) };
    let apply_on = snap.text("ApplyOn")?;
    constraints.one_of("snapStart.applyOn", apply_on.as_deref(), &["PublishedVersions", "None"]);
    Ok(match apply_on.as_deref() {
        Some("PublishedVersions") => {
            Err(Error::invalid("SnapStart is not supported here: use ApplyOn None."))
        }
        _ => Ok(()),
    })
}

/// The log group, which functions are told. Logs in JSON, and levels, which only those have, are not built.
fn read_logging(members: &mut Members, constraints: &mut Constraints) -> Read<Option<String>> {
    let Some(mut logging) = members.object("LoggingConfig")? else { return Ok(Ok(None)) };
    let format = logging.text("LogFormat")?;
    constraints.one_of("loggingConfig.logFormat", format.as_deref(), &["JSON", "Text"]);
    let group = logging.text("LogGroup")?;
    constraints.length("loggingConfig.logGroup", group.as_deref(), 1, 512);
    constraints.pattern("loggingConfig.logGroup", group.as_deref(), &LOG_GROUP);
    let levels = [logging.text("ApplicationLogLevel")?, logging.text("SystemLogLevel")?];
    if format.as_deref() == Some("JSON") || levels.iter().any(Option::is_some) {
        let message =
            "LoggingConfig with the format JSON, or with log levels, is not supported here: use Text.";
        return Ok(Err(Error::invalid(message)));
    }
    Ok(Ok(group))
}

fn set<T>(place: &mut T, given: Option<T>) {
    if let Some(given) = given {
        *place = given;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(body: &str, expected: Result<(), &str>) {
        let mut members = Members::parse(body.as_bytes()).unwrap();
        let mut constraints = Constraints::default();
        let mut given = Given::read(&mut members, &mut constraints).unwrap();
        let result = constraints.result().and_then(|()| given.check_rules());
        match (result, expected) {
            (Ok(()), Ok(())) => {}
            (Err(error), Err(text)) => assert!(error.message.contains(text), "{body}: {}", error.message),
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

    /// The model says what each is for; the words are ours. What says nothing, and what Terraform sends by default,
    /// passes.
    #[test]
    fn what_cannot_act_is_refused_by_name() {
        for (member, value) in [
            ("VpcConfig", r#"{"SubnetIds": ["subnet-1"], "SecurityGroupIds": ["sg-1"]}"#),
            ("DeadLetterConfig", r#"{"TargetArn": "arn:aws:sqs:us-east-1:000000000000:q"}"#),
            ("FileSystemConfigs", r#"[{"Arn": "arn:aws:elasticfilesystem:…", "LocalMountPath": "/mnt/x"}]"#),
            ("KMSKeyArn", r#""arn:aws:kms:us-east-1:000000000000:key/k""#),
            ("TracingConfig", r#"{"Mode": "Active"}"#),
            ("SnapStart", r#"{"ApplyOn": "PublishedVersions"}"#),
            ("LoggingConfig", r#"{"LogFormat": "JSON"}"#),
            ("LoggingConfig", r#"{"SystemLogLevel": "WARN"}"#),
            ("ImageConfig", r#"{"Command": ["app.handler"]}"#),
            ("CodeSigningConfigArn", r#""arn:aws:lambda:us-east-1:000000000000:code-signing-config:csc-1""#),
            (
                "CapacityProviderConfig",
                r#"{"LambdaManagedInstancesCapacityProviderConfig": {"CapacityProviderArn": "a"}}"#,
            ),
            ("DurableConfig", r#"{"ExecutionTimeout": 10}"#),
            ("TenancyConfig", r#"{"TenantIsolationMode": "PER_TENANT"}"#),
        ] {
            check(&format!(r#"{{"{member}": {value}}}"#), Err(member));
        }
        check(
            r#"{"VpcConfig": {"SubnetIds": [], "SecurityGroupIds": [], "Ipv6AllowedForDualStack": false},
                "DeadLetterConfig": {"TargetArn": ""}, "FileSystemConfigs": [], "KMSKeyArn": "", "Layers": [],
                "TracingConfig": {"Mode": "PassThrough"}, "SnapStart": {"ApplyOn": "None"},
                "EphemeralStorage": {"Size": 512}, "LoggingConfig": {"LogFormat": "Text", "LogGroup": "/a/b"}}"#,
            Ok(()),
        );
        check(r#"{"LoggingConfig": {"LogGroup": "a b"}}"#, Err("'loggingConfig.logGroup'"));
    }
}
