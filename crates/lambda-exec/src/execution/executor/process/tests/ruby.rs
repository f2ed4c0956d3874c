//! Ruby handlers. Unless a test says otherwise, what is expected is what the code of AWS's Ruby runtime interface client
//! (`aws_lambda_ric` 3.0.0) makes of the same handler; it was read, not run.

use super::*;

const RUBY: &str = r#"
def echo(event:, context:) = event
class Counter
  @calls = 0
  def self.count(event:, context:)
    @calls += 1
    puts "call #{@calls}"
    warn "to stderr"
    @calls
  end
end
module Deep; module Er; end; end
def context(event:, context:)
  {
    request: context.aws_request_id, name: context.function_name, version: context.function_version,
    arn: context.invoked_function_arn, memory: context.memory_limit_in_mb, group: context.log_group_name,
    stream: context.log_stream_name[0, 12], custom: context.client_context["custom"], identity: context.identity,
    tenant: context.tenant_id, remaining: (15_001..20_000).cover?(context.get_remaining_time_in_millis),
    deadline: (Time.now.to_f * 1000 - context.deadline_ms).abs < 30_000, trace: ENV["_X_AMZN_TRACE_ID"]
  }
end
class Mine < StandardError; end
def fails(event:, context:) = raise(Mine, "bad value")
def misses(event:, context:) = nothing_of_this_name
def leaves(event:, context:) = exit(4)
def ends(event:, context:) = exit!(4)
def odd(event:, context:) = Float::NAN
def positional(event, context) = 1
def stream(event:, context:) = StringIO.new("\x00\xFFraw".b)
def loaded(event:, context:) = [JSON, Logger, StringIO, Net::HTTP, URI].length
def lines(event:, context:) = puts("one", ["two", ["three"]])
def paths(event:, context:) = [ENV["GEM_PATH"], ENV["RUBYLIB"], $LOAD_PATH.first, Dir.pwd]
"#;

pub(super) fn function_of(handler: &str) -> Function {
    let files =
        [("app.rb", RUBY), ("lib/deep.rb", RUBY), ("bad.rb", "def (\n"), ("raises.rb", "raise 'at once'\n")];
    function("ruby3.4", handler, &files)
}

#[tokio::test]
async fn a_ruby_handler_gets_its_event_and_context() {
    let function = function_of("app.echo");
    if !can_run(&function).await {
        return;
    }
    assert_eq!(value(&once(&function, r#"{"é":[1,null,"x"]}"#).await), json!({ "é": [1, null, "x"] }));
    assert_eq!(value(&once(&function_of("lib/deep.echo"), "1").await), json!(1));
    assert_eq!(
        value(&once(&function_of("app.context"), "{}").await),
        json!({
            "request": "8a2f7a6e-0000-4000-8000-000000000001", "name": "f", "version": "$LATEST",
            "arn": "arn:aws:lambda:eu-west-1:123456789012:function:f", "memory": "128",
            "group": "/aws/lambda/f", "stream": "2026/01/02/[", "custom": { "k": "v" }, "identity": null,
            "tenant": null, "remaining": true, "deadline": true, "trace": "Root=1-2-3",
        })
    );
    assert_eq!(value(&once(&function_of("app.loaded"), "{}").await), json!(5));
}

#[tokio::test]
async fn a_ruby_environment_keeps_its_state_and_its_output_is_the_log() {
    let function = function_of("app.Counter.count");
    if !can_run(&function).await {
        return;
    }
    let mut environment = start(&function).await;
    assert_eq!(value(&environment.invoke(event("{}"), ReplySink::whole()).await), json!(1));
    let second = environment.invoke(event("{}"), ReplySink::whole()).await;
    assert_eq!(value(&second), json!(2));
    let text = log(&second);
    assert!(text.contains("\ncall 2\nto stderr\nEND "), "{text}");
}

/// Types and messages; whether the process goes on behind an error.
#[tokio::test]
async fn ruby_errors_are_aws_s() {
    if !can_run(&function_of("app.echo")).await {
        return;
    }
    for (handler, kind, message, said, reusable) in [
        ("app.fails", "Function<Mine>", "bad value", "Error raised from handler method", true),
        (
            "app.positional",
            "Function<ArgumentError>",
            "wrong number of arguments (given 1, expected 2)",
            "Error raised",
            true,
        ),
        (
            "app.misses",
            "Function<NameError>",
            "undefined local variable or method",
            "Critical exception from handler",
            true,
        ),
        ("app.none", "Function<NoMethodError>", "undefined method", "Critical exception", true),
        ("app.None.none", "Function<NameError>", "uninitialized constant", "Critical exception", true),
        ("app.leaves", "Function<SystemExit>", "exit", "Critical exception", true),
        (
            "nope.f",
            "Init<LoadError>",
            "cannot load such file -- nope",
            "Init error when loading handler",
            false,
        ),
        ("raises.f", "Init<RuntimeError>", "at once", "Init error when loading handler", false),
        ("bad.f", "Init<SyntaxError>", "", "Init error when loading handler", false),
        (
            "app",
            "Init<ArgumentError>",
            "Invalid handler [\"app\"], must be of form FILENAME.METHOD or",
            "Init error",
            false,
        ),
    ] {
        let outcome = once(&function_of(handler), "{}").await;
        let error = value(&outcome);
        assert!(outcome.result.is_err());
        assert_eq!(error["errorType"], kind, "{handler}: {error}");
        assert!(error["errorMessage"].as_str().unwrap().contains(message), "{handler}: {error}");
        assert!(error["stackTrace"].is_array(), "{error}");
        let text = log(&outcome);
        assert!(text.contains(said) && text.contains(&format!("\"errorType\": \"{kind}\"")), "{text}");
        assert_eq!(outcome.is_reusable(), reusable, "{handler}");
    }
    let ended = once(&function_of("app.ends"), "{}").await;
    assert_eq!(ended.result, Err(Failure::Exited { how: "exit status 4".into() }));
}

/// A missing name or an exit ends the process behind its answer; another error does not.
#[tokio::test]
async fn a_ruby_process_ends_behind_a_critical_error() {
    for (handler, goes_on) in [("app.fails", true), ("app.misses", false)] {
        let function = function_of(handler);
        if !can_run(&function).await {
            return;
        }
        let mut environment = start(&function).await;
        environment.invoke(event("{}"), ReplySink::whole()).await;
        assert_eq!(environment.is_ready().await, goes_on, "{handler}");
    }
}

/// The frames of the client are shown too, by the names of its classes and methods.
#[tokio::test]
async fn a_ruby_stack_trace_begins_in_the_function() {
    let function = function_of("app.fails");
    if !can_run(&function).await {
        return;
    }
    let error = value(&once(&function, "{}").await);
    let trace: Vec<String> = serde_json::from_value(error["stackTrace"].clone()).unwrap();
    assert!(trace[0].contains("app.rb:23:in ") && trace[0].contains("fails'"), "{trace:?}");
    let names: Vec<_> = trace.iter().filter_map(|frame| frame.rsplit(['`', '\'', '#']).nth(1)).collect();
    let own = [
        "call_handler",
        "run_user_code",
        "start_runtime_loop",
        "run",
        "bootstrap_handler",
        "start",
        "<main>",
    ];
    assert_eq!(names[1..], own, "{trace:?}");
}

#[tokio::test]
async fn what_a_ruby_handler_returns_is_json_or_a_stream() {
    let function = function_of("app.stream");
    if !can_run(&function).await {
        return;
    }
    assert_eq!(once(&function, "{}").await.result.unwrap().as_ref(), b"\x00\xffraw");
    let odd = value(&once(&function_of("app.odd"), "{}").await);
    assert_eq!(odd["errorType"], "Function<JSON::GeneratorError>", "{odd}");
    let own = "module AwsLambda; class Marshaller; def self.marshall_request(raw) = raw.body * 2; end; end\n";
    let own = function_with_main(&format!("{own}def main(event:, context:) = event\n"));
    assert_eq!(value(&once(&own, "12").await), json!("1212"));
}

fn function_with_main(text: &str) -> Function {
    function("ruby3.4", "main.main", &[("main.rb", text)])
}

/// One call of `puts` is one event, as it is on AWS.
#[tokio::test]
async fn what_ruby_puts_is_one_event() {
    let function = function_of("app.lines");
    if can_run(&function).await {
        let text = log(&once(&function, "{}").await);
        assert!(text.contains("\none\ntwo\nthree\nEND "), "{text}");
    }
}

/// AWS's page on logging with Ruby shows such a line.
#[tokio::test]
async fn a_ruby_logger_marks_its_lines_with_the_request() {
    let function = function_with_main(
        "require 'logger'\nLOG = Logger.new($stdout)\n\
         def main(event:, context:) = LOG.info('mine') { \"two\\nlines\" }\n",
    );
    if !can_run(&function).await {
        return;
    }
    let text = log(&once(&function, "{}").await);
    let line = text.lines().nth(1).unwrap();
    assert!(line.starts_with("I, [20") && line.contains(" #"), "{text}");
    assert!(line.ends_with("]  INFO 8a2f7a6e-0000-4000-8000-000000000001 -- mine: two"), "{text}");
    assert!(text.contains("\nlines\nEND "), "{text}");
}

/// Where AWS's page on layers says that Ruby looks. The folders have the runtime's version, whatever runs it.
#[tokio::test]
async fn ruby_finds_gems_in_the_package_and_in_layers() {
    let mut function = function_of("app.paths");
    if !can_run(&function).await {
        return;
    }
    let layers = tempfile::tempdir().unwrap();
    function.version.layers = Some(layers.path().to_owned().into());
    let (code, opt) = (function.version.code.display().to_string(), layers.path().display());
    assert_eq!(
        value(&once(&function, "{}").await),
        json!([
            format!("{code}/vendor/bundle/ruby/3.4.0:{opt}/ruby/gems/3.4.0"),
            format!("{opt}/ruby/lib"),
            code,
            code
        ])
    );
}
