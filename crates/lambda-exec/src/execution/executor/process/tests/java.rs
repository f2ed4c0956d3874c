//! Java handlers. Unless a test says otherwise, what is expected is what the code of AWS's Java runtime interface client
//! (`aws-lambda-java-runtime-interface-client`, with Jackson as it sets it) makes of the same handler; it was read, not run.

use super::*;
use crate::execution::process;

mod pojo;

const APP: &str = r#"
package app;
import com.amazonaws.services.lambda.runtime.*;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import java.io.*;
import java.util.*;
public class App {
    static int calls;
    public Object echo(Object event) { return event; }
    public static String upper(String text) { return text.toUpperCase(); }
    public int add(int number, Context context) { return number + 1; }
    public void nothing() {}
    public Map<String, Object> context(Map<String, String> event, Context c) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("request", c.getAwsRequestId());
        told.put("name", c.getFunctionName());
        told.put("version", c.getFunctionVersion());
        told.put("arn", c.getInvokedFunctionArn());
        told.put("memory", c.getMemoryLimitInMB());
        told.put("group", c.getLogGroupName());
        told.put("stream", c.getLogStreamName().substring(0, 12));
        told.put("custom", c.getClientContext().getCustom());
        told.put("client", c.getClientContext().getClient() == null);
        told.put("identity", c.getIdentity() == null);
        told.put("remaining", c.getRemainingTimeInMillis() > 15000);
        told.put("trace", System.getProperty("com.amazonaws.xray.traceHeader"));
        told.put("same", LambdaRuntime.getLogger() == c.getLogger());
        return told;
    }
    public int count(Object event, Context context) {
        calls++;
        System.out.println("call " + calls);
        System.err.println("to stderr");
        context.getLogger().log("two\nlines");
        context.getLogger().log("marked", LogLevel.WARN);
        return calls;
    }
    public void bytes(InputStream in, OutputStream out) throws IOException {
        out.write('<');
        for (int next = in.read(); next >= 0; next = in.read()) out.write(next);
        out.write('>');
    }
    public void swallow(InputStream in) {}
    public Object fails(Object event) throws Exception { throw new Mine("bad value"); }
    public Object nameless(Object event) { throw new IllegalStateException(); }
    public Object leaves(Object event) { System.exit(4); return null; }
    public Object deep(Object event) { return deep(event); }
    public String takes(String text) { return text; }
    public Object hoards(Object event) {
        List<byte[]> all = new ArrayList<>();
        while (true) all.add(new byte[1 << 20]);
    }
    public static class Mine extends Exception { Mine(String text) { super(text); } }
    public static class Typed implements RequestHandler<List<Integer>, Integer> {
        public Integer handleRequest(List<Integer> numbers, Context context) {
            if (numbers.isEmpty()) throw new IllegalArgumentException("no numbers");
            int sum = 0;
            for (Integer number : numbers) sum += number;
            return sum;
        }
    }
    static abstract class Base<T> implements RequestHandler<T, T> {}
    public static class Derived extends Base<Map<String, Long>> {
        public Map<String, Long> handleRequest(Map<String, Long> map, Context context) {
            long sum = 0;
            for (Long value : map.values()) sum += value;
            map.put("sum", sum);
            return map;
        }
    }
    public static class Stream implements RequestStreamHandler {
        public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
            out.write(new byte[] {0, (byte) 255, 'r'});
        }
    }
    public static class Thrown { public Thrown() { throw new IllegalStateException("at once"); } public int f() { return 1; } }
    public static class Initialised { static int one = Integer.parseInt("one"); public int f() { return one; } }
    public static class Closed { private Closed() {} public int f() { return 1; } }
    public class Inner { public int f() { return 1; } }
}
"#;

/// A function whose classes were compiled on the spot, and the executor that has our own classes.
pub(super) struct Compiled {
    function: Function,
    executor: ProcessExecutor,
}

/// Compiled against the interfaces that AWS's runtime brings along; nothing where no Java can do that.
async fn compiled(runtime: &str, files: &[(&str, &str)]) -> Option<Compiled> {
    let function = function(runtime, "x", files);
    let executor = executor();
    if let Err(unrunnable) = executor.prepare(&function.version).await {
        println!("SKIPPED: {unrunnable}");
        return None;
    }
    let java = executor.0.interpreters.find(Kind::Java, runtime).await.unwrap();
    let classes = executor.0.java(&java).await.unwrap();
    let code = function.version.code.to_str().unwrap();
    let sources = files.iter().map(|(name, _)| name).filter(|name| name.ends_with(".java"));
    let sources: Vec<String> = sources.map(|name| format!("{code}/{name}")).collect();
    let mut arguments = vec!["-proc:none", "-cp", classes.to_str().unwrap(), "-d", code];
    arguments.extend(sources.iter().map(String::as_str));
    let compiler = super::super::java::compiler(&java.file).unwrap();
    let limit = Duration::from_secs(60);
    process::answer(compiler.to_str().unwrap(), &arguments, limit).await.unwrap();
    Some(Compiled { function, executor })
}

/// The application above, with some memory.
pub(super) async fn app() -> Option<Compiled> {
    let mut app = compiled("java17", &[("App.java", APP)]).await?;
    app.function.version.memory_mib = 256;
    Some(app)
}

impl Compiled {
    pub(super) fn with_handler(mut self, handler: &str) -> Function {
        handler.clone_into(&mut self.function.version.handler);
        self.function
    }

    async fn start(&mut self, handler: &str) -> Box<dyn Environment> {
        handler.clone_into(&mut self.function.version.handler);
        let version = Arc::new(self.function.version.clone());
        self.executor.start(version, crate::test_engine::identity("e1")).await.unwrap()
    }

    async fn run(&mut self, handler: &str, payload: &str) -> Outcome {
        self.start(handler).await.invoke(event(payload), ReplySink::whole()).await
    }
}

#[tokio::test]
async fn java_handlers_of_every_kind_answer() {
    let Some(mut app) = app().await else { return };
    for (handler, payload, expected) in [
        ("app.App::echo", r#"{"é":[1,null,"x",1.5,true]}"#, r#"{"é":[1,null,"x",1.5,true]}"#),
        ("app.App::upper", r#""é""#, r#""É""#),
        ("app.App::upper", "12", r#""12""#),
        ("app.App::add", "41", "42"),
        ("app.App::nothing", "{}", "null"),
        ("app.App::bytes", "[1]", "<[1]>"),
        ("app.App::swallow", "[1]", "null"),
        ("app.App$Typed", "[1,2,3]", "6"),
        ("app.App$Typed::handleRequest", "[1,2]", "3"),
        ("app.App$Derived", r#"{"a":1,"b":2}"#, r#"{"a":1,"b":2,"sum":3}"#),
        ("app.App$Stream", "1", "\0\u{fffd}r"),
    ] {
        let outcome = app.run(handler, payload).await;
        let result = outcome
            .result
            .clone()
            .unwrap_or_else(|failure| panic!("{handler}: {failure:?}, {}", log(&outcome)));
        assert_eq!(String::from_utf8_lossy(&result), expected, "{handler}");
        assert!(outcome.is_reusable(), "{handler}");
    }
    assert_eq!(
        value(&app.run("app.App::context", "{}").await),
        json!({
            "request": "8a2f7a6e-0000-4000-8000-000000000001", "name": "f", "version": "$LATEST",
            "arn": "arn:aws:lambda:eu-west-1:123456789012:function:f", "memory": 256,
            "group": "/aws/lambda/f", "stream": "2026/01/02/[", "custom": { "k": "v" }, "client": true,
            "identity": true, "remaining": true, "trace": "Root=1-2-3", "same": true,
        })
    );
}

#[tokio::test]
async fn a_java_environment_keeps_its_state_and_its_output_is_the_log() {
    let Some(mut app) = app().await else { return };
    let mut environment = app.start("app.App::count").await;
    assert_eq!(value(&environment.invoke(event("{}"), ReplySink::whole()).await), json!(1));
    let second = environment.invoke(event("{}"), ReplySink::whole()).await;
    assert_eq!(value(&second), json!(2));
    let text = log(&second);
    assert!(text.contains("\ncall 2\nto stderr\ntwo\nlines\n[WARN] marked\nEND "), "{text}");
}

/// Types and messages, and whether the environment goes on. What is wrong with the handler's name shows at an invocation; what
/// the function's own code throws at its start fails the start.
#[tokio::test]
async fn java_errors_are_aws_s() {
    let Some(mut app) = app().await else { return };
    for (handler, kind, message, goes_on) in [
        ("app.App::fails", Some("app.App$Mine"), "bad value", true),
        (
            "app.App::nameless",
            Some("java.lang.IllegalStateException"),
            "java.lang.IllegalStateException",
            true,
        ),
        ("app.App::takes", Some("java.lang.RuntimeException"), "An error occurred during JSON parsing", true),
        ("app.App::deep", Some("java.lang.StackOverflowError"), "java.lang.StackOverflowError", false),
        ("app.App::hoards", Some("java.lang.OutOfMemoryError"), "Java heap space", false),
        ("app.None", Some("java.lang.ClassNotFoundException"), "Class not found: app.None", true),
        (
            "app.App::none",
            None,
            "No public method named none with appropriate method signature found on class app.App",
            true,
        ),
        ("app.App", None, "Class does not implement an appropriate handler interface: app.App", true),
        ("app.App::", None, "Invalid handler: `app.App::'", true),
        (
            "app.App$Closed::f",
            Some("java.lang.Exception"),
            "Class app.App$Closed has no public zero-argument constructor",
            true,
        ),
        (
            "app.App$Inner::f",
            Some("java.lang.Exception"),
            "Class app.App$Inner cannot be instantiated because it is a non-static inner class",
            true,
        ),
        ("app.App$Thrown::f", Some("java.lang.IllegalStateException"), "at once", false),
        (
            "app.App$Initialised::f",
            Some("java.lang.ExceptionInInitializerError"),
            "Error loading class app.App$Initialised",
            false,
        ),
    ] {
        let mut environment = app.start(handler).await;
        let outcome = environment.invoke(event(r#"{"a":1}"#), ReplySink::whole()).await;
        let error = value(&outcome);
        assert!(outcome.result.is_err(), "{handler}");
        assert_eq!(
            (error["errorType"].as_str(), error["errorMessage"].as_str()),
            (kind, Some(message)),
            "{handler}"
        );
        assert!(log(&outcome).contains(message), "{}", log(&outcome));
        assert_eq!(outcome.is_reusable() && environment.is_ready().await, goes_on, "{handler}");
    }
    let left = app.run("app.App::leaves", "{}").await;
    assert_eq!(left.result, Err(Failure::Exited { how: "exit status 4".into() }));
}

/// AWS's page on errors in Java shows such frames: none of the runtime's own. An error about a handler has none at all.
#[tokio::test]
async fn a_java_stack_trace_is_the_function_s_own() {
    let Some(mut app) = app().await else { return };
    let outcome = app.run("app.App$Typed", "[]").await;
    let error = value(&outcome);
    let frames: Vec<String> = serde_json::from_value(error["stackTrace"].clone()).unwrap();
    assert_eq!(frames.len(), 2, "{frames:?}");
    assert!(
        frames.iter().all(|frame| frame.starts_with("app.App$Typed.handleRequest(App.java:")),
        "{frames:?}"
    );
    let head = "no numbers: java.lang.IllegalArgumentException\njava.lang.IllegalArgumentException: no numbers\n\tat app.App$Typed";
    assert!(log(&outcome).contains(head), "{}", log(&outcome));
    let error = value(&app.run("app.App::takes", "{}").await);
    assert_eq!(error["stackTrace"], json!([]));
    let outcome = app.run("app.None", "{}").await;
    assert_eq!(value(&outcome).get("stackTrace"), None);
}

/// AWS's pages: libraries of the package are in `lib`, those of layers in `java/lib`, and `JAVA_TOOL_OPTIONS` is Java's own affair.
#[tokio::test]
async fn java_finds_libraries_of_the_package_and_of_layers() {
    let Some(mut app) = app().await else { return };
    let used = "package lib; public class Used { public static String f() { return System.getProperty(\"mine\"); } }";
    let Some(library) = compiled("java17", &[("Used.java", used)]).await else { return };
    let file = |folder: &Path| {
        std::fs::create_dir_all(folder).unwrap();
        let mut archive = zip::ZipWriter::new(std::fs::File::create(folder.join("used.jar")).unwrap());
        archive.start_file("lib/Used.class", zip::write::SimpleFileOptions::default()).unwrap();
        let class = std::fs::read(library.function.version.code.join("lib/Used.class")).unwrap();
        std::io::Write::write_all(&mut archive, &class).unwrap();
        archive.finish().unwrap();
    };
    let layers = tempfile::tempdir().unwrap();
    file(&layers.path().join("java/lib"));
    app.function.version.environment.insert("JAVA_TOOL_OPTIONS".into(), "-Dmine=yes".into());
    assert_eq!(value(&app.run("lib.Used::f", "{}").await)["errorMessage"], "Class not found: lib.Used");
    app.function.version.layers = Some(layers.path().to_owned().into());
    assert_eq!(value(&app.run("lib.Used::f", "{}").await), json!("yes"));
    app.function.version.layers = None;
    file(&app.function.version.code.join("lib"));
    assert_eq!(value(&app.run("lib.Used::f", "{}").await), json!("yes"));
}

/// Ours: a Java without its compiler cannot make our bootstrap, and one that is older cannot run newer classes.
#[tokio::test]
async fn a_java_that_cannot_run_the_runtime_is_passed_over() {
    let home = tempfile::tempdir().unwrap();
    let fake = |folder: &str, version: &str, files: &[&str]| {
        let bin = home.path().join(folder).join("bin");
        std::fs::create_dir_all(&bin).unwrap();
        for file in files {
            let root = home.path().join(folder);
            let text = format!(
                "#!/bin/sh\necho '    java.home = {}'\necho '    java.version = {version}'\n",
                root.display()
            );
            std::fs::write(bin.join(file), text).unwrap();
            std::fs::set_permissions(bin.join(file), std::fs::Permissions::from_mode(0o755)).unwrap();
        }
        bin.join("java")
    };
    let of = |java: &Path| {
        let home = java.parent().unwrap().parent().unwrap().as_os_str().to_owned();
        Interpreters::new([("JAVA_HOME".into(), home)])
    };
    let whole = fake("whole", "99.0.1", &["java", "javac"]);
    let found = of(&whole).find(Kind::Java, "java99").await.unwrap();
    assert_eq!((found.file, found.stands_in), (whole.clone(), false));
    assert!(of(&whole).find(Kind::Java, "java98").await.unwrap().stands_in);
    let old = fake("old", "1.8.0_392", &["java", "javac"]);
    let eight = of(&old).find(Kind::Java, "java8.al2").await.unwrap();
    assert_eq!(
        (eight.file.as_path(), eight.version.as_str(), eight.stands_in),
        (old.as_path(), "8.0_392", false)
    );
    let bare = fake("bare", "99.0.1", &["java"]);
    for (java, lack) in [(&bare, "has no compiler javac beside it"), (&old, "is older")] {
        let refused = of(java).find(Kind::Java, "java99").await.unwrap_err();
        assert!(
            refused.reason.contains(&java.display().to_string()) && refused.reason.contains(lack),
            "{refused}"
        );
    }
}
