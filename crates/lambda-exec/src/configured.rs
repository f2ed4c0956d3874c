//! What a user sets of a function: read and checked the same way for CreateFunction and
//! UpdateFunctionConfiguration.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::constraint::{self, Constraints, VARIABLE};
use crate::error::Error;
use crate::function::Configured;
use crate::json::Members;
use crate::runtime;

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

/// Members that are kept as they come and shown again. They change nothing here.
const KEPT: [&str; 4] = ["DeadLetterConfig", "FileSystemConfigs", "KMSKeyArn", "CapacityProviderConfig"];

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
    tracing: Option<String>,
    layers: Option<Vec<String>>,
    kept: Map<String, Value>,
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
        if let Some(mut tracing) = members.object("TracingConfig")? {
            given.tracing = tracing.text("Mode")?;
        }
        given.read_kept(members, constraints)?;
        given.check(constraints);
        Ok(given)
    }

    fn read_kept(&mut self, members: &mut Members, constraints: &mut Constraints) -> Result<(), Error> {
        for name in KEPT {
            if let Some(value) = members.raw(name) {
                self.kept.insert(name.to_owned(), value);
            }
        }
        if let Some(mut vpc) = members.object("VpcConfig")? {
            let subnets = vpc.texts("SubnetIds")?.unwrap_or_default();
            let groups = vpc.texts("SecurityGroupIds")?.unwrap_or_default();
            let ipv6 = vpc.flag("Ipv6AllowedForDualStack")?.unwrap_or(false);
            // There is no VPC here; the id only says that the function is in one.
            let id = if subnets.is_empty() { "" } else { "vpc-00000000" };
            let shown = json!({
                "SubnetIds": subnets, "SecurityGroupIds": groups, "VpcId": id, "Ipv6AllowedForDualStack": ipv6,
            });
            self.kept.insert("VpcConfig".to_owned(), shown);
        }
        if let Some(mut snap) = members.object("SnapStart")? {
            let apply_on = snap.text("ApplyOn")?.unwrap_or_else(|| "None".to_owned());
            constraints.one_of("snapStart.applyOn", Some(&apply_on), &["PublishedVersions", "None"]);
            let shown = json!({"ApplyOn": apply_on, "OptimizationStatus": "Off"});
            self.kept.insert("SnapStart".to_owned(), shown);
        }
        if let Some(Value::Object(logging)) = members.raw("LoggingConfig") {
            self.kept.insert("LoggingConfig".to_owned(), Value::Object(logging));
        }
        Ok(())
    }

    fn check(&self, constraints: &mut Constraints) {
        constraints.pattern("role", self.role.as_deref(), &constraint::ROLE);
        constraints.length("handler", self.handler.as_deref(), 0, 128);
        constraints.pattern("handler", self.handler.as_deref(), &constraint::HANDLER);
        constraints.length("description", self.description.as_deref(), 0, 256);
        constraints.range("timeout", self.timeout_secs, 1, i64::MAX);
        constraints.range("memorySize", self.memory_mib, 128, 32_768);
        constraints.range("ephemeralStorage.size", self.storage_mib, 512, 10_240);
        constraints.one_of("tracingConfig.mode", self.tracing.as_deref(), &["Active", "PassThrough"]);
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
    pub(crate) fn check_rules(&self) -> Result<(), Error> {
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
            tracing: "PassThrough".to_owned(),
            kept: Map::new(),
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
        set(&mut now.tracing, self.tracing);
        if self.environment.is_some() {
            now.environment = self.environment;
        }
        now.kept.extend(self.kept);
        now
    }
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
        let given = Given::read(&mut members, &mut constraints).unwrap();
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
}
