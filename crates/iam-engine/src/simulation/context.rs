//! The keys of a simulated request: those that are known of who asks, and those that the request tells.

use policy::{Context, Principal, ValueKind};
use wire::fault::Fault;
use wire::tag::Tags;
use wire::value::Fields;

use crate::error;
use crate::simulation::entity::{Entity, Kind, Named};

/// The types of `ContextKeyType`: what a value is, and whether there may be several.
const TYPES: [(&str, ValueKind, bool); 12] = [
    ("string", ValueKind::Text, false),
    ("stringList", ValueKind::Text, true),
    ("numeric", ValueKind::Number, false),
    ("numericList", ValueKind::Number, true),
    ("boolean", ValueKind::Flag, false),
    ("booleanList", ValueKind::Flag, true),
    ("ip", ValueKind::Address, false),
    ("ipList", ValueKind::Address, true),
    ("binary", ValueKind::Bytes, false),
    ("binaryList", ValueKind::Bytes, true),
    ("date", ValueKind::Date, false),
    ("dateList", ValueKind::Date, true),
];

/// What a request tells of its keys.
#[derive(Clone, Debug, Default)]
pub(crate) struct Told(Vec<(String, Vec<String>)>);

impl Told {
    /// Reads the member `ContextEntries`.
    ///
    /// # Errors
    ///
    /// An entry has no name, or a value that its type does not have.
    pub(crate) fn read(fields: &Fields) -> Result<Told, Fault> {
        fields.structs("ContextEntries").map(entry).collect::<Result<_, _>>().map(Told)
    }

    /// Sets the keys, over what is known.
    pub(crate) fn set(&self, context: &mut Context) {
        for (key, values) in &self.0 {
            context.set(key, values.iter().cloned());
        }
    }
}

fn entry(entry: &Fields) -> Result<(String, Vec<String>), Fault> {
    let Some(name) = entry.text("ContextKeyName") else {
        return Err(error::invalid_input("A context entry must have a ContextKeyName."));
    };
    let values: Vec<String> = entry.texts("ContextKeyValues").map(str::to_owned).collect();
    let given = entry.text("ContextKeyType").unwrap_or("stringList");
    let known = TYPES.into_iter().find(|(known, ..)| *known == given);
    let (_, kind, is_list) = known.unwrap_or(("stringList", ValueKind::Text, true));
    if !is_list && values.len() > 1 {
        return Err(error::invalid_input(format!(
            "The context key {name} of type {given} must have one value."
        )));
    }
    match values.iter().find(|value| !kind.reads(value)) {
        Some(wrong) => Err(error::invalid_input(format!(
            "Invalid value for context key {name}: {wrong} is not of type {given}."
        ))),
        None => Ok((name.to_owned(), values)),
    }
}

/// The keys that are known of who asks. What only a real request has, such as its time and address, is absent: AWS's guide
/// names no key that the simulator would make up.
pub(crate) fn of(caller: Option<&Named>, entity: Option<&Entity>) -> Context {
    let mut context = Context::default();
    let Some(caller) = caller else { return context };
    context.set("aws:PrincipalAccount", [caller.account.to_string()]);
    if caller.kind == Kind::Group {
        return context;
    }
    context.set("aws:PrincipalArn", [caller.arn.to_string()]);
    let kind = if matches!(caller.principal(), Principal::User { .. }) { "User" } else { "AssumedRole" };
    context.set("aws:PrincipalType", [kind.to_owned()]);
    if caller.kind == Kind::User {
        context.set("aws:username", [caller.name.clone()]);
    }
    // What the records know of it, where it is the entity whose policies are simulated.
    let entity = entity.filter(|entity| entity.arn() == caller.arn.to_string());
    let tags: Option<&Tags> = match entity {
        Some(Entity::User(user)) => {
            context.set("aws:userid", [user.id.clone()]);
            Some(&user.tags)
        }
        Some(Entity::Role(role)) => Some(&role.tags),
        Some(Entity::Group(_)) | None => None,
    };
    for (key, value) in tags.into_iter().flatten() {
        context.set(&format!("aws:PrincipalTag/{key}"), [value.clone()]);
    }
    context
}
