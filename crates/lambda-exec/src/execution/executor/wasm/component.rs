//! Components: programs of WebAssembly's component model, with the interfaces of WASI 0.2. Which of three kinds one is, its
//! exports say.

use wasmtime::component::types::ComponentItem;
use wasmtime::component::{self, Linker};
use wasmtime_wasi::p2::bindings::CommandPre;
use wasmtime_wasi_http::p2::bindings::ProxyPre;

pub(super) use self::function::{Handler, Warm};
pub(super) use self::host::Host;

mod context;
mod function;
mod host;
pub(super) mod http;

/// What a program with a `main` exports, without its version.
const COMMAND: &str = "wasi:cli/run@0.2.";

/// A component that is ready to be instantiated.
pub(super) enum Component {
    /// It exports the function of our own world: `docs/wit/ruststack-lambda.wit`.
    Handler(Handler),
    /// It serves HTTP.
    Http(ProxyPre<Host>),
    /// It is a program with a `main`.
    Command(CommandPre<Host>),
}

impl Component {
    /// Compiles one; if that cannot be, the rest of a sentence about it.
    pub(super) fn compile(linker: &Linker<Host>, bytes: &[u8]) -> Result<Component, String> {
        let engine = linker.engine();
        let words = |cause: wasmtime::Error| format!("{cause:#}");
        let component = component::Component::new(engine, bytes).map_err(words)?;
        let kind = component.component_type();
        if let Some(export) = kind.get_export(engine, function::NAME)
            && let ComponentItem::ComponentFunc(func) = export.ty
        {
            return Handler::of(linker, &component, &func).map(Component::Handler);
        }
        let pre = linker.instantiate_pre(&component).map_err(words)?;
        let exports = |interface| kind.exports(engine).any(|(name, _)| name.starts_with(interface));
        if exports(http::INTERFACE) {
            return ProxyPre::new(pre).map(Component::Http).map_err(words);
        }
        if exports(COMMAND) {
            return CommandPre::new(pre).map(Component::Command).map_err(words);
        }
        Err("it is a component that exports neither a function `handler` nor `wasi:http/incoming-handler` nor \
             `wasi:cli/run`"
            .to_owned())
    }
}
