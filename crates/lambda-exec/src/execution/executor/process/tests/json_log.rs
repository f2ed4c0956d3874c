//! Logs as JSON, as AWS's runtime interface clients write them: `awslambdaric` 4.2.2 and `aws-lambda-ric` 3.3.0;
//! Ruby's as its test says.

use super::*;
use crate::execution::executor::LogFormat;

async fn lines(mut function: Function, level: &str) -> Option<Vec<Value>> {
    if !can_run(&function).await {
        return None;
    }
    function.version.log_format =
        LogFormat::Json { application_level: level.to_owned(), system_level: "INFO".to_owned() };
    let text = log(&once(&function, "1").await);
    Some(text.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|_| json!(line))).collect())
}

#[tokio::test]
async fn python_logs_objects() {
    let code = r#"
import logging
log = logging.getLogger("mine")
def handler(event, context):
    log.info("not shown")
    log.warning("two\nlines", extra={"order": 7})
    print("plain")
    try:
        1 / 0
    except ZeroDivisionError:
        log.exception("caught")
    raise ValueError("at last")
"#;
    let function = function("python3.13", "main.handler", &[("main.py", code)]);
    let Some(lines) = lines(function, "WARN").await else { return };
    let [start, warning, plain, caught, last, report] = &lines[..] else { panic!("{lines:?}") };
    assert_eq!((&start["type"], &report["type"]), (&json!("platform.start"), &json!("platform.report")));
    assert_eq!(report["record"]["status"], "error");
    let request = json!("8a2f7a6e-0000-4000-8000-000000000001");
    for (member, expected) in [
        ("level", json!("WARNING")),
        ("message", json!("two\nlines")),
        ("logger", json!("mine")),
        ("requestId", request.clone()),
        ("order", json!(7)),
    ] {
        assert_eq!(warning[member], expected, "{member}");
    }
    assert!(warning["timestamp"].as_str().unwrap().ends_with('Z'));
    assert_eq!(plain, "plain");
    assert_eq!(
        (&caught["errorType"], &caught["errorMessage"]),
        (&json!("ZeroDivisionError"), &json!("division by zero"))
    );
    assert!(caught["location"].as_str().unwrap().contains("main.py:handler:"));
    assert!(caught["stackTrace"].is_array());
    assert_eq!(
        (&last["level"], &last["errorType"], &last["requestId"]),
        (&json!("ERROR"), &json!("ValueError"), &request)
    );
}

#[tokio::test]
async fn node_logs_objects() {
    let code = r"
exports.handler = async () => {
  console.debug('not shown');
  console.log({ order: 7 });
  console.error('went wrong: %s', 'x', new RangeError('far'));
  console.warn(new TypeError('odd'));
};
";
    let function = function("nodejs20.x", "index.handler", &[("index.js", code)]);
    let Some(lines) = lines(function, "INFO").await else { return };
    let [_, info, error, warn, report] = &lines[..] else { panic!("{lines:?}") };
    assert_eq!((&info["level"], &info["message"]), (&json!("INFO"), &json!({"order": 7})));
    assert_eq!(info["requestId"], "8a2f7a6e-0000-4000-8000-000000000001");
    assert!(error["message"].as_str().unwrap().starts_with("went wrong: x RangeError: far"));
    assert_eq!((&error["errorType"], &error["errorMessage"]), (&json!("RangeError"), &json!("far")));
    assert_eq!(
        (&warn["message"]["errorType"], &warn["message"]["errorMessage"]),
        (&json!("TypeError"), &json!("odd"))
    );
    assert_eq!(report["record"]["status"], "success");
}

/// The client of March 2026 (<https://github.com/aws/aws-lambda-ruby-runtime-interface-client/pull/58>).
#[tokio::test]
async fn ruby_logs_objects() {
    let code = r"
require 'logger'
def handler(event:, context:)
  log = Logger.new($stdout, progname: 'mine')
  log.debug('not shown')
  log.warn({ order: 7 })
  begin
    1 / 0
  rescue => e
    log.error(e)
  end
end
";
    let function = function("ruby3.4", "main.handler", &[("main.rb", code)]);
    let Some(lines) = lines(function, "INFO").await else { return };
    let [_, warn, error, report] = &lines[..] else { panic!("{lines:?}") };
    assert_eq!((&warn["level"], &warn["logger"]), (&json!("WARN"), &json!("mine")));
    assert!(warn["message"].as_str().unwrap().contains("order"), "{warn}");
    assert_eq!(warn["requestId"], "8a2f7a6e-0000-4000-8000-000000000001");
    assert_eq!(
        (&error["errorType"], &error["errorMessage"], &error["message"]),
        (&json!("ZeroDivisionError"), &json!("divided by 0"), &json!("divided by 0"))
    );
    assert!(
        error["stackTrace"].is_array() && error["location"].as_str().unwrap().contains("main.rb:"),
        "{error}"
    );
    assert_eq!(report["record"]["status"], "success");
}

/// `JsonLogFormatter` of AWS's client.
#[tokio::test]
async fn java_logs_objects() {
    let Some(app) = java::app().await else { return };
    let Some(lines) = lines(app.with_handler("app.App::count"), "WARN").await else { return };
    let [_, _, _, plain, warn, report] = &lines[..] else { panic!("{lines:?}") };
    for (line, message, level) in [(plain, "two\nlines", "UNDEFINED"), (warn, "marked", "WARN")] {
        assert_eq!((&line["message"], &line["level"]), (&json!(message), &json!(level)));
        assert_eq!(line["AWSRequestId"], "8a2f7a6e-0000-4000-8000-000000000001");
        assert!(line["timestamp"].as_str().unwrap().ends_with('Z'));
    }
    assert_eq!(report["record"]["status"], "success");
}
