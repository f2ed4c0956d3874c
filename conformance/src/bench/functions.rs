//! The functions that are measured: one that answers its event, in each form that Lambda runs.

use std::process::Command;

use aws_sdk_lambda::client::Waiters as _;
use aws_sdk_lambda::primitives::Blob;
use aws_sdk_lambda::types::{FunctionCode, Runtime};
use conformance::sdk::Sdk;
use conformance::{Error, Result, package};

/// One of the forms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// A program of WASI preview 1.
    Wasm,
    /// The same that takes a second and answers nothing.
    Sleeper,
    /// A component with our world.
    Component,
    /// A compiled program that speaks the Runtime API, as a process of the host.
    Process,
    Python,
    Node,
}

/// What the compiled program is made of.
const BOOTSTRAP: &str = include_str!("bootstrap.c");

impl Form {
    /// Makes a function of this form.
    pub(super) async fn make(self, sdk: &Sdk, name: &str) -> Result<()> {
        let (runtime, handler, package) = self.package()?;
        let create = sdk.lambda.create_function().function_name(name).runtime(runtime).handler(handler);
        let code = FunctionCode::builder().zip_file(Blob::new(package)).build();
        create.role("arn:aws:iam::000000000000:role/lambda").code(code).timeout(30).send().await?;
        active(sdk, name).await
    }

    fn package(self) -> Result<(Runtime, &'static str, Vec<u8>)> {
        Ok(match self {
            Form::Wasm => (Runtime::Providedal2023, "bootstrap", package::echo()?),
            Form::Sleeper => (Runtime::Providedal2023, "bootstrap", package::sleeper()?),
            Form::Component => (Runtime::Providedal2023, "bootstrap", package::echo_component()?),
            Form::Process => {
                (Runtime::Providedal2023, "bootstrap", package::zip(&[("bootstrap", &bootstrap()?)])?)
            }
            Form::Python => {
                let code = package::zip(&[("main.py", b"def handle(event, context):\n    return event\n")])?;
                (Runtime::Python313, "main.handle", code)
            }
            Form::Node => {
                let code = package::zip(&[("index.js", b"exports.handle = async (event) => event;\n")])?;
                (Runtime::Nodejs20x, "index.handle", code)
            }
        })
    }
}

/// Waits until a function can be called.
pub(super) async fn active(sdk: &Sdk, name: &str) -> Result<()> {
    let wait = sdk.lambda.wait_until_function_active_v2().function_name(name);
    wait.wait(std::time::Duration::from_secs(30)).await?;
    Ok(())
}

/// The compiled program, built now.
pub(super) fn bootstrap() -> Result<Vec<u8>> {
    let folder = tempfile::tempdir()?;
    let (source, program) = (folder.path().join("bootstrap.c"), folder.path().join("bootstrap"));
    std::fs::write(&source, BOOTSTRAP)?;
    let built = Command::new("cc").args(["-O2", "-o"]).arg(&program).arg(&source).status();
    if !built.is_ok_and(|status| status.success()) {
        return Err(Error::from("the compiled function needs a C compiler, cc"));
    }
    Ok(std::fs::read(program)?)
}
