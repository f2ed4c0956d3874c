//! The expressions of a request and their placeholders: parsed once, by the name of the member that holds them.
//!
//! AWS looks first at whether the members fit together, then at the placeholders, then at each expression, and last
//! at placeholders that nothing used.

use ddb_expr::condition::{self, Condition};
use ddb_expr::kind::Kind;
use ddb_expr::names::Placeholders;
use ddb_expr::projection::{self, Projection};
use ddb_expr::size::MAX_ITEM_BYTES;
use ddb_expr::update::{self, Update};

use crate::error::{Error, Result};
use crate::message::parsed::Expression;
use crate::message::shape::{Fields, Node};
use crate::message::value::ItemText;

impl From<ddb_expr::Error> for Error {
    fn from(error: ddb_expr::Error) -> Error {
        let told = Error::validation(error.message().to_owned());
        let told = if error.is_bare() { told.bare() } else { told };
        match error.older() {
            Some(older) => told.or_older(older),
            None => told,
        }
    }
}

/// The placeholders of one request, while its expressions are parsed.
#[derive(Debug)]
pub(crate) struct Expressions<'f, 'a> {
    body: &'f Fields<'a>,
    names: Option<Vec<(String, String)>>,
    values: Option<ItemText>,
    placeholders: Placeholders,
}

impl<'f, 'a> Expressions<'f, 'a> {
    /// Begins. `expressions` and `legacy` name the members of the two styles, which do not mix.
    pub(crate) fn begin(
        body: &'f mut Fields<'a>,
        expressions: &[&str],
        legacy: &[&str],
    ) -> Result<Expressions<'f, 'a>> {
        check_style(body, expressions, legacy)?;
        let values = body.take_item("ExpressionAttributeValues");
        let names = body.take_names("ExpressionAttributeNames");
        if names.is_some() && !expressions.iter().any(|name| body.has(name)) {
            return Err(Error::validation(
                "ExpressionAttributeNames can only be specified when using expressions",
            ));
        }
        let takes_values = |name: &&&str| **name != "ProjectionExpression" && body.has(name);
        if values.is_some() && expressions.iter().find(takes_values).is_none() {
            return Err(values_alone(expressions));
        }
        Ok(Expressions { body, names, values, placeholders: Placeholders::none() })
    }

    /// Reads the placeholders: after the request's other values, before its first expression.
    pub(crate) fn open(&mut self) -> Result<()> {
        let values = match self.values.take() {
            None => None,
            Some(values) => {
                // Keys of the wrong form are told before values that mean nothing.
                Placeholders::new(None, values.keys().as_ref())?;
                Some(values.placeholders()?)
            }
        };
        self.placeholders = Placeholders::new(self.names.take(), values.as_ref())?;
        Ok(())
    }

    /// The request's members.
    pub(crate) fn body(&self) -> &Fields<'a> {
        self.body
    }

    /// Whether `ReturnValuesOnConditionCheckFailure` asks for the item.
    pub(crate) fn shows_old(&self) -> bool {
        self.body.text("ReturnValuesOnConditionCheckFailure") == Some("ALL_OLD")
    }

    /// `ConditionExpression`
    pub(crate) fn condition(&mut self) -> Result<Option<Condition>> {
        self.condition_of(Kind::Condition)
    }

    /// `FilterExpression`
    pub(crate) fn filter(&mut self) -> Result<Option<Condition>> {
        self.condition_of(Kind::Filter)
    }

    /// `SearchConditionExpression`
    pub(crate) fn search_condition(&mut self) -> Result<Option<Condition>> {
        self.condition_of(Kind::Search)
    }

    /// `KeyConditionExpression`: parsed, and not yet known to be a key condition.
    pub(crate) fn key_condition(&mut self) -> Result<Option<Condition>> {
        self.condition_of(Kind::KeyCondition)
    }

    fn condition_of(&mut self, kind: Kind) -> Result<Option<Condition>> {
        let name = match kind {
            Kind::Filter => "FilterExpression",
            Kind::Search => "SearchConditionExpression",
            Kind::KeyCondition => "KeyConditionExpression",
            _ => "ConditionExpression",
        };
        self.parsed(kind, name, |text, known| condition::parse(kind, text, known))
    }

    /// What a member's expression comes to.
    fn parsed<T: Expression>(
        &mut self,
        kind: Kind,
        name: &str,
        parse: impl FnOnce(&str, &mut Placeholders) -> std::result::Result<T, ddb_expr::Error>,
    ) -> Result<Option<T>> {
        let Some(text) = self.body.text(name) else { return Ok(None) };
        let parse = |known: &mut Placeholders| parse(text, known);
        Ok(Some(match self.body.parsed() {
            Some(parsed) => parsed.expression(kind, text, &mut self.placeholders, parse)?,
            None => parse(&mut self.placeholders)?,
        }))
    }

    /// `UpdateExpression`: parsed, and not charged for more than an item may have.
    pub(crate) fn update(&mut self) -> Result<Option<Update>> {
        let update: Option<Update> = self.parsed(Kind::Update, "UpdateExpression", update::parse)?;
        if update.as_ref().is_some_and(|update| update.charged_bytes() > MAX_ITEM_BYTES) {
            return Err(ddb_expr::Error::updated_item_too_large().into());
        }
        Ok(update)
    }

    /// `ProjectionExpression`
    pub(crate) fn projection(&mut self) -> Result<Option<Projection>> {
        self.parsed(Kind::Projection, "ProjectionExpression", projection::parse)
    }

    /// Ends: every placeholder must have been used.
    pub(crate) fn end(self) -> Result<()> {
        Ok(self.placeholders.unused()?)
    }
}

/// Values without an expression that could use them.
fn values_alone(expressions: &[&str]) -> Error {
    let takers: Vec<&str> =
        expressions.iter().filter(|name| **name != "ProjectionExpression").copied().collect();
    let verb = if takers.len() > 1 { "are" } else { "is" };
    let sentence = "ExpressionAttributeValues can only be specified when using expressions";
    let older = format!("{sentence}: {} {verb} null", takers.join(" and "));
    // What the newer layer says of filters and key conditions is not recorded.
    let of_writes = takers.contains(&"ConditionExpression");
    if of_writes { Error::validation(sentence).or_older(older) } else { Error::validation(older) }
}

/// Members of the two styles do not mix.
fn check_style(body: &Fields<'_>, expressions: &[&str], legacy: &[&str]) -> Result<()> {
    if !legacy.iter().any(|name| body.has(name)) {
        return Ok(());
    }
    let there =
        |names: &[&str]| names.iter().filter(|name| body.has(name)).copied().collect::<Vec<_>>().join(", ");
    // KeyConditions may stand beside expressions, but not beside the one that replaced it.
    let without = |name: &&&str| **name != "KeyConditions" || body.has("KeyConditionExpression");
    let legacy: Vec<&str> = legacy.iter().filter(without).copied().collect();
    let (new, old) = (there(expressions), there(&legacy));
    if old.is_empty() || new.is_empty() {
        return Ok(());
    }
    Err(mixed_styles(&old, &new))
}

/// Both styles in one request.
pub(crate) fn mixed_styles(old: &str, new: &str) -> Error {
    Error::validation(format!(
        "Can not use both expression and non-expression parameters in the same request: Non-expression parameters: \
         {{{old}}} Expression parameters: {{{new}}}"
    ))
}

impl Fields<'_> {
    /// A map from placeholders to names, taken out.
    fn take_names(&mut self, name: &str) -> Option<Vec<(String, String)>> {
        if !self.has(name) {
            return None;
        }
        let entries = self.take_map(name).into_iter();
        Some(entries.map(|(key, node)| (key.into_owned(), text_of(node))).collect())
    }
}

fn text_of(node: Node<'_>) -> String {
    match node {
        Node::Text(text) => text.into_owned(),
        _ => String::new(),
    }
}
