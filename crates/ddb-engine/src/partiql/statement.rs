//! PartiQL in requests: what a statement asks for, as far as it can be known without its table, and where it goes from
//! there. Reads go to `read.rs` and the pages of `page`, writes to `write.rs` and the plans of `plan`.
//!
//! <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-reference.html>

use base::call::Call;
use ddb_expr::names::Literal;
use ddb_expr::partiql::{self, Statement};

use crate::access::Act;
use crate::definition::schema::Index;
use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::message::layer::Layer;
use crate::message::shape::{Fields, Kind, Member};
use crate::message::shape::{Rule::LengthMax, Rule::LengthMin, Rule::NotNull};
use crate::write::transact::Fingerprint;

static PARAMETER: Member = Member::new("member", Kind::Value);

/// `Statement`
pub(crate) const STATEMENT: Member =
    Member::ruled("Statement", Kind::Text, &[NotNull, LengthMin(1), LengthMax(8192)]);

/// `Parameters`
pub(crate) const PARAMETERS: Member = Member::ruled("Parameters", Kind::List(&PARAMETER), &[LengthMin(1)]);

/// A statement of a request.
#[derive(Debug)]
pub(crate) struct Asked {
    statement: std::result::Result<Statement, ddb_expr::Error>,
    /// Table and index, where an index is read: some may not be, whatever else the statement says.
    index: Option<(String, String)>,
    /// `ReturnValuesOnConditionCheckFailure` is `ALL_OLD`.
    pub(crate) show_old: bool,
}

/// The values of `Parameters`. AWS looks at them before it looks at the statement. Statements and their parameters are
/// checked in the older layer.
pub(crate) fn parameters(body: &Fields<'_>) -> Result<Vec<Literal>> {
    let literals = body.list("Parameters").iter().map(|node| node.literal());
    let literals = literals.map(|literal| literal.map(|literal| literal.unwrap_or_else(Literal::null)));
    literals.collect::<Result<_>>().map_err(|error| Layer::Older.worded(error))
}

/// Reading, as policies call it.
pub(super) const SELECT: Act<'_> = Act::on_table("PartiQLSelect");

/// What policies call it that a statement does, and the index that it reads.
/// <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-iam.html>
pub(crate) fn act(statement: &Statement) -> Act<'_> {
    match statement {
        Statement::Select(select) | Statement::Exists(select) => {
            Act { index: select.index.as_deref(), ..SELECT }
        }
        Statement::Insert { .. } => Act::on_table("PartiQLInsert"),
        Statement::Update { .. } => Act::on_table("PartiQLUpdate"),
        Statement::Delete { .. } => Act::on_table("PartiQLDelete"),
    }
}

/// Adds statement and parameters to a digest.
pub(crate) fn digest(body: &Fields<'_>, fingerprint: &mut Fingerprint) {
    fingerprint.add(body.required("Statement"));
    for parameter in body.list("Parameters") {
        fingerprint.add(&parameter.to_string());
    }
}

impl Asked {
    /// Reads the statement of a request or of one of its members.
    pub(crate) fn read(body: &Fields<'_>, parameters: &[Literal]) -> Asked {
        let show_old = body.text("ReturnValuesOnConditionCheckFailure") == Some("ALL_OLD");
        match partiql::parse(body.required("Statement")) {
            Err(error) => Asked { statement: Err(error), index: None, show_old },
            Ok(parsed) => Asked {
                statement: parsed.compile(parameters),
                index: parsed.index().map(|(table, index)| (table.to_owned(), index.to_owned())),
                show_old,
            },
        }
    }

    /// What it asks for. The refusal to read the index at all comes before everything else but its grammar.
    pub(crate) fn statement(self, engine: &Engine, call: &Call) -> Result<Statement> {
        if let Some((table, index)) = &self.index
            && let Some(table) = engine.find(call, Act { index: Some(index), ..SELECT }, table)?
            && table.definition.index(index).is_some_and(has_key_of_several)
        {
            return Err(Error::validation(
                "PartiQL statements cannot be executed on tables with multi-attribute HASH keys or multi-attribute RANGE keys.",
            ));
        }
        self.statement.map_err(|error| Layer::Older.worded(error.into()))
    }
}

fn has_key_of_several(index: &Index) -> bool {
    index.key.hash.len() > 1 || index.key.range.len() > 1
}

/// EXISTS outside of a transaction of writes.
pub(crate) fn exists_alone() -> Error {
    Error::validation("EXISTS can only be used in ExecuteTransaction write requests.")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// paritysuite's dynamodb-conformance, `multiAttributeIndex.test.ts`, recorded on AWS in October 2026.
    #[test]
    fn several_partition_or_sort_attributes_are_too_many() {
        let check = |hash: &[&str], range: &[&str], expected: bool| {
            let attributes = |names: &[&str]| {
                names.iter().map(|name| serde_json::json!({"name": name, "kind": "S"})).collect::<Vec<_>>()
            };
            let index = serde_json::json!({"id": 1, "name": "gsi", "scope": "Global", "projection": "All",
                "key": {"hash": attributes(hash), "range": attributes(range)},
                "throughput": {"read": 0, "write": 0, "increased_ms": null, "decreased_ms": null, "decreases_today": 0}});
            assert_eq!(
                has_key_of_several(&serde_json::from_value(index).unwrap()),
                expected,
                "{hash:?} {range:?}"
            );
        };
        check(&["h"], &["r"], false);
        check(&["h"], &[], false);
        check(&["h", "i"], &["r"], true);
        check(&["h"], &["r", "s"], true);
    }
}
