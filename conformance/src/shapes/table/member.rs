//! One member of a table: what it is, where it travels, its constraints.

use std::fmt::Write as _;

use conformance::Result;
use serde_json::Number;

use super::Table;
use crate::shapes::model::Node;

/// Traits that say nothing of what travels.
const SILENT: [&str; 20] = [
    "box",
    "contextParam",
    "deprecated",
    "deprecatedMessage",
    "deprecatedSince",
    "documentation",
    // What only its sender does.
    "hostLabel",
    "idempotencyToken",
    "requiresLength",
    "retryable",
    "streaming",
    "synthetic",
    // One member of several: a rule of the engine's.
    "union",
    // Of replies of old query services, whose clients look past it.
    "wrapper",
    // Readers take any; the service has one for all it writes.
    "xmlNamespace",
    "xmlOrder",
    "tags",
    // A stream of events is a structure of all that may come; who sends one writes each event as a message of its own.
    "eventstream",
    "event",
    "eventpayload",
];

/// A reference and the shape that it names: what the reference says comes first.
#[derive(Clone, Copy)]
struct Both<'m> {
    reference: &'m Node,
    shape: &'m Node,
}

impl<'m> Both<'m> {
    fn get<T: ?Sized>(self, of: impl Fn(&'m Node) -> Option<&'m T>) -> Option<&'m T> {
        of(self.reference).or_else(|| of(self.shape))
    }

    fn text(self, of: impl Fn(&'m Node) -> &'m Option<String>) -> Option<&'m str> {
        self.get(|node| of(node).as_deref())
    }

    fn is(self, of: impl Fn(&'m Node) -> Option<bool>) -> bool {
        of(self.reference).or_else(|| of(self.shape)).unwrap_or(false)
    }
}

impl<'m> Table<'m> {
    /// A member. `within`: the structure that it belongs to, if it does not stand in a list or map.
    pub(super) fn member(
        &mut self,
        name: &str,
        reference: &'m Node,
        within: Option<&'m Node>,
    ) -> Result<String> {
        let target = reference.shape.as_deref().ok_or("it names no shape")?;
        let both = Both { reference, shape: self.service.shape(target)? };
        let mut others = both.reference.others.keys().chain(both.shape.others.keys());
        if let Some(unknown) = others.find(|name| !SILENT.contains(&name.as_str())) {
            return Err(format!("a table cannot hold {unknown} yet").into());
        }
        let mut text = format!("Member::new({name:?}, {})", self.kind(target, both)?);
        text.push_str(&place(name, both, within)?);
        let is_required = match within {
            Some(within) => within.required.iter().any(|required| required == name),
            // No key is null.
            None => name != "key" && !self.service.holds_null,
        };
        if is_required {
            text.push_str(".required()");
        }
        self.rules(&mut text, target, both)?;
        Ok(text)
    }

    fn kind(&mut self, target: &'m str, both: Both<'m>) -> Result<String> {
        let kind = both.shape.r#type.as_deref().unwrap_or_default();
        let is_flattened = both.is(|node| node.flattened);
        Ok(match kind {
            "string" | "character" => "Kind::Text".to_owned(),
            "blob" => "Kind::Blob".to_owned(),
            "boolean" => "Kind::Boolean".to_owned(),
            "integer" => "Kind::Integer".to_owned(),
            "long" => "Kind::Long".to_owned(),
            "double" | "float" => "Kind::Double".to_owned(),
            "timestamp" => format!("Kind::Time({})", time_form(both.text(|node| &node.timestamp_format))?),
            "structure" if both.is(|node| node.document) => "Kind::Document".to_owned(),
            "structure" => format!("Kind::Struct(&{})", self.structure(target, both.shape)?),
            "list" => format!("Kind::List(&{})", self.list(target, both.shape, is_flattened)?),
            "map" => format!("Kind::Map(&{})", self.map(target, both.shape, is_flattened)?),
            unknown => return Err(format!("a table cannot hold the type {unknown:?} yet").into()),
        })
    }

    fn rules(&mut self, text: &mut String, target: &str, both: Both<'m>) -> Result<()> {
        for (rule, number) in
            [("min", both.get(|node| node.min.as_ref())), ("max", both.get(|node| node.max.as_ref()))]
        {
            if let Some(number) = number {
                let _ = write!(text, ".{rule}({})", whole(number)?);
            }
        }
        if let Some(shown) = both.text(|node| &node.pattern) {
            let _ = write!(text, ".matching(&{})", self.pattern(target, shown)?);
        }
        match (&both.reference.r#enum, &both.shape.r#enum) {
            (Some(own), _) => drop(write!(text, ".one_of(&{own:?})")),
            (None, Some(values)) => drop(write!(text, ".one_of({})", self.values(target, values))),
            (None, None) => {}
        }
        if both.is(|node| node.sensitive) {
            text.push_str(".hiding(Hidden::Value)");
        }
        Ok(())
    }
}

/// Where a member travels, and under which names.
fn place(name: &str, both: Both<'_>, within: Option<&Node>) -> Result<String> {
    let wire_name = both.text(|node| &node.location_name);
    let there = wire_name.unwrap_or(name);
    if both.is(|node| node.xml_attribute) {
        let namespace = within.and_then(|within| within.xml_namespace.as_ref()?.get("uri")?.as_str());
        let namespace = namespace.ok_or("it is an attribute of a structure without a namespace")?;
        return Ok(format!(".at(Place::Attribute({there:?}, {namespace:?}))"));
    }
    Ok(match both.text(|node| &node.location) {
        Some("header") => format!(".at(Place::Header({:?}))", there.to_ascii_lowercase()),
        Some("headers") => {
            format!(".at(Place::Headers({:?}))", wire_name.unwrap_or_default().to_ascii_lowercase())
        }
        Some("querystring") => format!(".at(Place::Query({there:?}))"),
        Some("uri") => format!(".at(Place::Path({there:?}))"),
        Some("statusCode") => ".at(Place::Status)".to_owned(),
        Some(unknown) => return Err(format!("a table cannot hold the place {unknown:?} yet").into()),
        None => {
            let is_payload = within.is_some_and(|within| within.payload.as_deref() == Some(name));
            // Of payloads and of elements, that there is a name at all says something.
            let is_told = |wire_name: &&str| *wire_name != name || is_payload || within.is_none();
            let named = |wire_name| format!(".named({wire_name:?})");
            let mut text = wire_name.filter(is_told).map(named).unwrap_or_default();
            if let Some(query_name) = both.text(|node| &node.query_name) {
                let _ = write!(text, ".in_query({query_name:?})");
            }
            if is_payload {
                text.push_str(".at(Place::Payload)");
            }
            text
        }
    })
}

fn time_form(format: Option<&str>) -> Result<&'static str> {
    Ok(match format {
        None => "None",
        Some("iso8601") => "Some(TimeForm::Iso8601)",
        Some("rfc822") => "Some(TimeForm::Rfc822)",
        Some("unixTimestamp") => "Some(TimeForm::Epoch)",
        Some(unknown) => return Err(format!("a table cannot hold the time format {unknown:?} yet").into()),
    })
}

/// A bound. The bounds of fractions are whole numbers too, in the services that are near.
fn whole(number: &Number) -> Result<i64> {
    let fraction = || number.as_f64().filter(|number| number.fract() == 0.0 && number.abs() < 9e15);
    let whole = number.as_i64().or_else(|| fraction().map(|number| number as i64));
    whole.ok_or_else(|| format!("a table cannot hold the bound {number} yet").into())
}
