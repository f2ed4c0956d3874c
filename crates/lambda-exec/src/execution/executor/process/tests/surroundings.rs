//! What a process finds around it: its variables, its paths, its wrapper.

use super::*;

/// The variables of a process, one a line.
async fn variables_of(function: &Function) -> String {
    let outcome = once(function, "{}").await;
    let code = function.version.code.to_string_lossy().into_owned();
    String::from_utf8(outcome.result.unwrap().to_vec()).unwrap().replace(&code, "CODE")
}

/// Variables as AWS's page lists them, and as they were recorded on AWS, 2026-01-12; nothing of the emulator's own
/// environment but the path. That a daemon's address is this machine's is our choice.
#[tokio::test]
async fn the_environment_is_lambda_s_and_the_user_s() {
    let text = variables_of(&bootstrap(r#"env > "$TMPDIR/env"; respond "@$TMPDIR/env""#)).await;
    let has = |line: &str| text.lines().any(|l| l == line);
    for line in [
        "COLOUR=blue",
        "AWS_REGION=eu-west-1",
        "AWS_ACCESS_KEY_ID=ASIA-e1",
        "AWS_SECRET_ACCESS_KEY=secret of e1",
        "AWS_SESSION_TOKEN=token-of-e1",
        "TZ=:UTC",
        "AWS_XRAY_CONTEXT_MISSING=LOG_ERROR",
        "AWS_XRAY_DAEMON_ADDRESS=127.0.0.1:2000",
        "LD_LIBRARY_PATH=CODE:CODE/lib",
        "SHLVL=0",
    ] {
        assert!(has(line), "{line} in {text}");
    }
    for other in ["CARGO", "PYTHONPATH", "NODE_PATH"] {
        assert!(!text.contains(other), "{other} in {text}");
    }
}

/// AWS's page on environment variables: `PYTHONPATH` is the runtime's folder, `NODE_PATH` ends with the package, and
/// a user may set both.
#[tokio::test]
async fn modules_are_found_where_aws_s_variables_say() {
    let python = "import os, subprocess, sys\ndef main(event, context): return os.environ['PYTHONPATH'] == os.environ['LAMBDA_RUNTIME_DIR']\n";
    let python = function("python3.13", "app.main", &[("app.py", python)]);
    if can_run(&python).await {
        assert_eq!(value(&once(&python, "{}").await), json!(true));
    }
    let files = [
        ("deep/app.js", "exports.main = async () => require('shared/five');"),
        ("shared/five.js", "module.exports = 5;"),
    ];
    let mut node = function("nodejs22.x", "deep/app.main", &files);
    if can_run(&node).await {
        assert_eq!(value(&once(&node, "{}").await), json!(5));
        node.version.environment.insert("NODE_PATH".into(), "/nowhere".into());
        assert_eq!(value(&once(&node, "{}").await)["errorType"], "Error");
    }
}

/// A function with a wrapper: the files of both runtimes beside it.
fn wrapped(runtime: &str, wrapper: &str, script: &str) -> Function {
    let python =
        "import os, sys\ndef main(event, context): return [os.environ.get('WRAPPED'), sys.flags.optimize]\n";
    let node = "exports.main = async () => [process.env.WRAPPED ?? null, process.execArgv.length];";
    let files = [("app.py", python), ("app.js", node), ("wrap.sh", script)];
    let mut function = function(runtime, "app.main", &files);
    function.version.environment.insert("AWS_LAMBDA_EXEC_WRAPPER".into(), wrapper.into());
    function
}

/// AWS's page "Modifying the runtime environment": the script gets the interpreter and its arguments, and may add to
/// them. That an empty name counts as none is our guess.
#[tokio::test]
async fn a_wrapper_starts_the_runtime() {
    let exports = "#!/bin/sh\nexport WRAPPED=yes\nexec \"$@\"\n";
    let adds = "#!/bin/sh\nexport WRAPPED=yes\nprogram=$1; shift\nexec \"$program\" $EXTRA \"$@\"\n";
    for (runtime, extra) in [("python3.13", "-O"), ("nodejs22.x", "--no-warnings")] {
        if !can_run(&wrapped(runtime, "", "")).await {
            return;
        }
        let answer = async |function: &Function| value(&once(function, "{}").await);
        assert_eq!(
            answer(&wrapped(runtime, "/var/task/wrap.sh", exports)).await,
            json!(["yes", 0]),
            "{runtime}"
        );
        let mut function = wrapped(runtime, "/var/task/wrap.sh", adds);
        function.version.environment.insert("EXTRA".into(), extra.into());
        assert_eq!(answer(&function).await, json!(["yes", 1]), "{runtime}");
        assert_eq!(answer(&wrapped(runtime, "", exports)).await, json!([null, 0]), "{runtime}");
    }
}

/// Status and message recorded on AWS, 2026-01-12 and 2025-11-24; the line in the log is the one of AWS's base images.
#[tokio::test]
async fn a_wrapper_that_cannot_run_ends_the_start() {
    let mut plain = wrapped("python3.13", "/var/task/wrap.sh", "#!/bin/sh\nexec \"$@\"\n");
    if !can_run(&plain).await {
        return;
    }
    let file = plain.version.code.join("wrap.sh");
    std::fs::set_permissions(file, std::fs::Permissions::from_mode(0o644)).unwrap();
    let missing = wrapped("python3.13", "/opt/nowhere.sh", "");
    for (function, status, line) in [
        (&missing, 127, "/opt/nowhere.sh: does not exist\n"),
        (&plain, 126, "/var/task/wrap.sh: is not an executable\n"),
    ] {
        let outcome = once(function, "{}").await;
        assert_eq!(outcome.result, Err(Failure::Exited { how: format!("exit status {status}") }));
        assert!(log(&outcome).contains(line), "{}", log(&outcome));
    }
    plain.version.environment.clear();
    assert_eq!(value(&once(&plain, "{}").await), json!([null, 0]));
}

/// The same page: wrappers are not supported on OS-only runtimes.
#[tokio::test]
async fn a_bootstrap_of_the_package_s_own_has_no_wrapper() {
    let mut function = bootstrap(r#"respond "{}""#);
    function.version.environment.insert("AWS_LAMBDA_EXEC_WRAPPER".into(), "/var/task/nowhere.sh".into());
    assert_eq!(value(&once(&function, "{}").await), json!({}));
}

/// AWS's guide, "Layer paths for each Lambda runtime": where each runtime finds what layers have. A wrapper, and the
/// bootstrap of a runtime, may come from a layer.
#[tokio::test]
async fn what_layers_have_is_found_where_each_runtime_looks() {
    let layer = function(
        "x",
        "x",
        &[
            ("python/five.py", "five = 5"),
            ("python/lib/python3.13/site-packages/six.py", "six = 6"),
            ("nodejs/node_modules/five.js", "module.exports = 5;"),
            ("nodejs/node22/node_modules/six.js", "module.exports = 6;"),
            ("bin/tool", "#!/bin/sh\necho 7"),
            (
                "bootstrap",
                &bootstrap_text(r#"respond "{\"libraries\":\"$LD_LIBRARY_PATH\",\"tool\":$(tool)}""#),
            ),
            ("wrapper", "#!/bin/sh\nWRAPPED=8 exec \"$@\""),
        ],
    );
    let with_layer = |mut function: Function| {
        function.version.layers = Some(layer.version.code.clone());
        function.version.environment.insert("AWS_LAMBDA_EXEC_WRAPPER".into(), "/opt/wrapper".into());
        function
    };
    let python = "import five, six, os, subprocess, sys\ndef main(event, context): return [five.five, six.six, int(subprocess.check_output('tool')), int(os.environ['WRAPPED']), len(sys.argv)]\n";
    let python = with_layer(function("python3.13", "app.main", &[("app.py", python)]));
    if can_run(&python).await {
        assert_eq!(value(&once(&python, "{}").await), json!([5, 6, 7, 8, 1]));
    }
    let node = "exports.main = async () => [require('five'), require('six'), +process.env.WRAPPED];";
    let node = with_layer(function("nodejs22.x", "app.main", &[("app.js", node)]));
    if can_run(&node).await {
        assert_eq!(value(&once(&node, "{}").await), json!([5, 6, 8]));
    }
    let own = with_layer(function("provided.al2023", "x", &[("data", "")]));
    let (code, opt) = (own.version.code.display(), layer.version.code.display());
    let expected = json!({"libraries": format!("{code}:{code}/lib:{opt}/lib"), "tool": 7});
    assert_eq!(value(&once(&own, "{}").await), expected);
}
