//! The record `context` of our world: what a handler is told beside its event. A component may have been built for a
//! world with fewer fields; it is given those that it names.

use wasmtime::component::types::Record;
use wasmtime::component::{Type, Val};

use super::super::surroundings::Surroundings;
use crate::execution::executor::Invocation;

/// One field: its name, its type and its value.
struct Field {
    name: &'static str,
    has_type: fn(&Type) -> bool,
    value: fn(&Surroundings, &Invocation) -> Val,
}

/// All of them, as `docs/wit/ruststack-lambda.wit` has them.
const FIELDS: &[Field] = &[
    text("request-id", |_, invocation| invocation.request_id.to_string().into_val()),
    Field {
        name: "deadline-ms",
        has_type: |kind| matches!(kind, Type::U64),
        value: |around, _| Val::U64(around.deadline_millis()),
    },
    text("invoked-function-arn", |_, invocation| invocation.arn.to_string().into_val()),
    text("function-name", |around, _| around.version.function.clone().into_val()),
    text("function-version", |around, _| around.version.version.clone().into_val()),
    Field {
        name: "memory-limit-mb",
        has_type: |kind| matches!(kind, Type::U32),
        value: |around, _| Val::U32(around.version.memory_mib),
    },
    text("log-group-name", |around, _| around.version.log_group.clone().into_val()),
    text("log-stream-name", |around, _| around.identity.log.name().to_owned().into_val()),
    text("trace-id", |_, invocation| invocation.trace_id.clone().into_val()),
    Field {
        name: "client-context",
        has_type: |kind| matches!(kind, Type::Option(inner) if inner.ty() == Type::String),
        value: |_, invocation| {
            Val::Option(invocation.client_context.clone().map(|context| Box::new(context.into_val())))
        },
    },
];

const fn text(name: &'static str, value: fn(&Surroundings, &Invocation) -> Val) -> Field {
    Field { name, has_type: |kind| matches!(kind, Type::String), value }
}

/// The fields that a component's record names, in its order.
pub(super) struct Context(Vec<&'static Field>);

impl Context {
    /// What a record asks for; if we do not have that, the rest of a sentence about it.
    pub(super) fn of(record: &Record) -> Result<Context, String> {
        let field = |asked: wasmtime::component::types::Field<'_>| {
            let known = FIELDS.iter().find(|known| known.name == asked.name && (known.has_type)(&asked.ty));
            known.ok_or_else(|| format!("its `context` has a field `{}` that is not offered", asked.name))
        };
        record.fields().map(field).collect::<Result<_, _>>().map(Context)
    }

    /// The record for one invocation.
    pub(super) fn value(&self, around: &Surroundings, invocation: &Invocation) -> Val {
        let field = |field: &&Field| (field.name.to_owned(), (field.value)(around, invocation));
        Val::Record(self.0.iter().map(field).collect())
    }
}

/// A text as a value of the component model.
trait IntoVal {
    fn into_val(self) -> Val;
}

impl IntoVal for String {
    fn into_val(self) -> Val {
        Val::String(self)
    }
}
