//! <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_SearchVectors.html>
//!
//! The order of the checks and their sentences: recorded on AWS in 2026-08 by the authors of dynamodb-conformance and
//! Dynoxide; what is not recorded follows Query. The errors of missing and null members: the same suite,
//! error-messages/searchVectors, 2026-10-09, of each null and of a missing table; of the others missing it is our guess.

use std::sync::Arc;

use base::call::Call;
use ddb_expr::condition::{Comparator, Condition, Operand};
use ddb_expr::names::Literal;
use ddb_expr::projection::Projection;

use crate::access::Act;
use crate::definition::vector_index::VectorIndex;
use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::item::capacity::Report;
use crate::item::key;
use crate::message::expression::Expressions;
use crate::message::shape::{Fields, Kind, Member, Node, Shape, pattern};
use crate::message::shape::{Rule::LengthMax, Rule::Matches, Rule::Min, Rule::Strict, Rule::TableName};
use crate::message::shared_members::*;
use crate::message::value;
use crate::operation::{Done, DynamoDb, Signature};
use crate::read::vector_search::{self, Found, Search};
use wire::constraint::{broken_constraint, sentence, words};
use wire::json::Object;
use wire::operation::Operation;

pub(super) struct SearchVectors;

/// `TopK` at most.
const MAX_TOP: i64 = 100;

static VECTOR_ELEMENT: Member = Member::new("member", Kind::Value);

static SHAPE: Shape = Shape {
    name: "SearchVectorsInput",
    members: &[
        Member::ruled("TableName", Kind::Text, &[Strict, TableName]),
        Member::ruled("IndexName", Kind::Text, &[Strict, Matches(pattern::NAME), LengthMax(255)]),
        Member::ruled("SearchVector", Kind::List(&VECTOR_ELEMENT), &[Strict, LengthMax(4096)]),
        Member::ruled("TopK", Kind::Integer, &[Strict, Min(1)]),
        Member::new("SearchConditionExpression", Kind::Text),
        Member::new("ProjectionExpression", Kind::Text),
        NAMES,
        VALUES,
        RETURN_CONSUMED_CAPACITY,
    ],
};

pub(super) struct Input {
    table: String,
    index: String,
    vector: Vec<Literal>,
    top: usize,
    /// Each attribute and what it must be equal to.
    equal: Vec<(String, Literal)>,
    /// Whether a condition looks into an attribute.
    nested: bool,
    projection: Option<Projection>,
    report: Report,
}

pub(crate) struct Output {
    found: Found,
    report: Report,
}

impl Operation for SearchVectors {
    type Language = DynamoDb;
    type Error = Error;
    const SIGNATURE: &'static Signature = &Signature::of("SearchVectors", &SHAPE);
    const LIMITS: &'static str = "The search is exact, where AWS's is approximate.";
    type Input = Input;
    type Output = Done<Output>;

    fn read(_: &Call, mut body: Fields<'_>) -> Result<Input> {
        check_lengths(&body)?;
        let top = body.integer("TopK").unwrap_or(0);
        if top > MAX_TOP {
            return Err(Error::validation(format!(
                "Provided TopK value '{top}' is out of valid range. The value must be between 1 and {MAX_TOP} \
                 inclusive"
            )));
        }
        let vector: Vec<Node<'_>> = body.take_list("SearchVector");
        let vector = vector.iter().map(|node| Ok(node.literal()?.unwrap_or_else(Literal::null)));
        let vector = vector.collect::<Result<Vec<Literal>>>()?;
        let mut expressions =
            Expressions::begin(&mut body, &["ProjectionExpression", "SearchConditionExpression"], &[])?;
        expressions.open()?;
        let condition = expressions.search_condition()?;
        let projection = expressions.projection()?;
        expressions.end()?;
        let (mut equal, mut nested) = (Vec::new(), false);
        if let Some(condition) = &condition {
            equalities(condition, &mut equal, &mut nested)?;
        }
        Ok(Input {
            table: body.required("TableName").to_owned(),
            index: body.required("IndexName").to_owned(),
            vector,
            top: usize::try_from(top).unwrap_or(0),
            equal,
            nested,
            projection,
            report: Report::of(&body),
        })
    }

    async fn run(engine: &Arc<Engine>, call: &Call, input: Input) -> Result<Done<Output>> {
        let table = engine.table(
            call,
            Act { action: Self::SIGNATURE.name, index: Some(&input.index) },
            &input.table,
        )?;
        let index = table.definition.vector_index(&input.index);
        let index = index.ok_or_else(|| Error::no_index(&input.index))?;
        let vector = vector_search::components_of(index, &input.vector)?;
        check_conditions(index, &input.equal, input.nested)?;
        let search = Search { vector, top: input.top, equal: input.equal, projection: input.projection };
        let found = engine.search(&table, index, &search)?;
        Ok(Done::of(Output { found, report: input.report }))
    }

    fn reply(done: Done<Output>) -> Done<Vec<u8>> {
        done.written(|output, out| {
            let mut object = Object::begin(out);
            let list = object.key("SearchResults");
            list.push(b'[');
            for (at, (item, score)) in output.found.results.iter().enumerate() {
                if at > 0 {
                    list.push(b',');
                }
                let mut result = Object::begin(list);
                value::write_item(item.as_bytes(), result.key("Item"));
                result.double("Score", *score);
                result.end();
            }
            list.push(b']');
            if output.report != Report::None {
                let mut consumed = Object::begin(object.key("ConsumedCapacity"));
                consumed.double("VectorSearchRequestBytes", output.found.bytes as f64);
                consumed.end();
            }
            object.end();
        })
    }
}

/// Unlike other constraints these name the member with a capital and show no value.
fn check_lengths(body: &Fields<'_>) -> Result<()> {
    let short = if body.required("IndexName").len() < 3 {
        ("IndexName", 3)
    } else if body.list("SearchVector").is_empty() {
        ("SearchVector", 1)
    } else {
        return Ok(());
    };
    let broken = broken_constraint("", short.0, &words::length_at_least(short.1));
    Err(Error::validation(sentence(&[broken])))
}

/// The parts of a condition, all of which must be `attribute = :value`.
fn equalities(condition: &Condition, equal: &mut Vec<(String, Literal)>, nested: &mut bool) -> Result<()> {
    match condition {
        Condition::And(parts) => parts.iter().try_for_each(|part| equalities(part, equal, nested)),
        Condition::Compare(Comparator::Equal, Operand::Path(path), Operand::Value(value))
        | Condition::Compare(Comparator::Equal, Operand::Value(value), Operand::Path(path)) => {
            *nested |= !path.is_top_level();
            equal.push((path.attribute.as_str().to_owned(), value.clone()));
            Ok(())
        }
        _ => Err(invalid("Invalid comparator used in SearchConditionExpression")),
    }
}

fn check_conditions(index: &VectorIndex, equal: &[(String, Literal)], nested: bool) -> Result<()> {
    if let Some((name, _)) = equal.iter().find(|(name, _)| !index.search.has(name)) {
        return Err(Error::validation(format!(
            "SearchConditionExpression must not contain any attributes that is not in SearchSchema. Invalid attribute: \
             {name}"
        )));
    }
    if nested {
        return Err(invalid("SearchConditionExpression cannot have conditions on nested attributes"));
    }
    let repeated = |at: usize, name: &str| equal.iter().skip(at + 1).any(|(other, _)| other == name);
    if equal.iter().enumerate().any(|(at, (name, _))| repeated(at, name)) {
        return Err(invalid("SearchConditionExpression must only contain one condition per attribute"));
    }
    let has = |name: &str| equal.iter().any(|(known, _)| known == name);
    if index.search.hash.iter().any(|hash| !has(&hash.name)) {
        return Err(Error::validation(
            "SearchConditionExpression must be provided when SearchSchema has a HASH key",
        ));
    }
    for (name, value) in equal {
        let Some(attribute) = index.search.all().find(|attribute| attribute.name == *name) else { continue };
        if value.kind() != attribute.kind.value_type() {
            return Err(Error::validation(format!(
                "Type of '{name}' attribute in SearchConditionExpression ({}) does not match type in search schema ({})",
                value.kind().name(),
                attribute.kind.name()
            )));
        }
        if index.search.hash.contains(attribute) {
            key::check_not_empty(attribute, value.view())?;
        }
    }
    Ok(())
}

fn invalid(what: &str) -> Error {
    Error::validation(format!("Invalid SearchConditionExpression: {what}"))
}
