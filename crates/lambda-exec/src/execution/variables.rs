//! The environment variables that Lambda gives to every function, whatever runs it.
//!
//! <https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html>

use std::path::Path;

use crate::execution::executor::{Identity, LogFormat, Version};

/// What Lambda gives, in the order in which later entries win: what a user may change, the user's own, what is
/// reserved. `task_root` is where the function sees its package.
pub(crate) fn variables(version: &Version, identity: &Identity, task_root: &Path) -> Vec<(String, String)> {
    let credentials = &identity.credentials;
    let mut all: Vec<(String, String)> = Vec::with_capacity(32);
    let mut put = |name: &str, value: &str| {
        match all.iter_mut().find(|(known, _)| known == name) {
            Some((_, known)) => value.clone_into(known),
            None => all.push((name.to_owned(), value.to_owned())),
        };
    };
    put("AWS_ENDPOINT_URL", &version.endpoint);
    put("AWS_XRAY_CONTEXT_MISSING", "LOG_ERROR");
    // Where a daemon listens that a developer starts: <https://docs.aws.amazon.com/xray/latest/devguide/xray-daemon.html>
    put("AWS_XRAY_DAEMON_ADDRESS", "127.0.0.1:2000");
    put("LANG", "en_US.UTF-8");
    put("TZ", ":UTC");
    for (name, value) in &version.environment {
        put(name, value);
    }
    // An image names its own, if it has one.
    if !version.handler.is_empty() {
        put("_HANDLER", &version.handler);
    }
    put("AWS_REGION", &version.region);
    put("AWS_DEFAULT_REGION", &version.region);
    put("AWS_ACCESS_KEY_ID", &credentials.access_key);
    put("AWS_SECRET_ACCESS_KEY", &credentials.secret);
    put("AWS_SESSION_TOKEN", &credentials.session_token);
    put("AWS_LAMBDA_FUNCTION_NAME", &version.function);
    put("AWS_LAMBDA_FUNCTION_VERSION", &version.version);
    put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", &version.memory_mib.to_string());
    put("AWS_LAMBDA_INITIALIZATION_TYPE", identity.initialization.name());
    put("AWS_LAMBDA_LOG_GROUP_NAME", &version.log_group);
    put("AWS_LAMBDA_LOG_STREAM_NAME", identity.log.name());
    match &version.log_format {
        LogFormat::Text => put("AWS_LAMBDA_LOG_FORMAT", "Text"),
        LogFormat::Json { application_level, .. } => {
            put("AWS_LAMBDA_LOG_FORMAT", "JSON");
            put("AWS_LAMBDA_LOG_LEVEL", application_level);
        }
    }
    put("LAMBDA_TASK_ROOT", &task_root.to_string_lossy());
    if !version.runtime.is_empty() && !version.runtime.starts_with("provided") {
        put("AWS_EXECUTION_ENV", &format!("AWS_Lambda_{}", version.runtime));
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    /// Names from the AWS page; which of them a user may set, too.
    #[test]
    fn a_user_s_variables_win_over_defaults_and_lose_against_reserved_names() {
        let user = [
            ("TZ", "Europe/Paris"),
            ("AWS_REGION", "mars-1"),
            ("COLOUR", "blue"),
            ("AWS_XRAY_DAEMON_ADDRESS", "10.0.0.1:2000"),
        ];
        let version = Version {
            account: "123456789012".into(),
            region: "eu-west-1".into(),
            function: "f".into(),
            version: "3".into(),
            arn: String::new(),
            runtime: "python3.13".into(),
            handler: "app.main".into(),
            memory_mib: 256,
            timeout: Duration::from_secs(3),
            environment: user.map(|(name, value)| (name.to_owned(), value.to_owned())).into(),
            code: "/".into(),
            log_group: "/aws/lambda/f".into(),
            log_format: LogFormat::Text,
            role: "arn:aws:iam::123456789012:role/r".into(),
            layers: None,
            code_sha256: String::new(),
            way: None,
            container: Default::default(),
            endpoint: "http://127.0.0.1:4566".into(),
        };
        let all = variables(&version, &crate::test_engine::identity("e1"), Path::new("/var/task"));
        let value = |name: &str| {
            let found: Vec<_> = all.iter().filter(|(known, _)| known == name).collect();
            assert!(found.len() <= 1, "{name} twice");
            found.first().map(|(_, value)| value.as_str())
        };
        for (name, expected) in [
            ("TZ", "Europe/Paris"),
            ("COLOUR", "blue"),
            ("AWS_REGION", "eu-west-1"),
            ("AWS_DEFAULT_REGION", "eu-west-1"),
            ("AWS_ACCESS_KEY_ID", "ASIA-e1"),
            ("AWS_SECRET_ACCESS_KEY", "secret of e1"),
            ("AWS_SESSION_TOKEN", "token-of-e1"),
            ("AWS_XRAY_CONTEXT_MISSING", "LOG_ERROR"),
            ("AWS_XRAY_DAEMON_ADDRESS", "10.0.0.1:2000"),
            ("AWS_LAMBDA_FUNCTION_NAME", "f"),
            ("AWS_LAMBDA_FUNCTION_VERSION", "3"),
            ("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "256"),
            ("AWS_EXECUTION_ENV", "AWS_Lambda_python3.13"),
            ("LAMBDA_TASK_ROOT", "/var/task"),
            ("_HANDLER", "app.main"),
            ("AWS_ENDPOINT_URL", "http://127.0.0.1:4566"),
        ] {
            assert_eq!(value(name), Some(expected), "{name}");
        }
    }
}
