//! <https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html>

use std::sync::Arc;

use ::policy::principal::{account_arn, is_aws};
use base::arn::AccountId;
use base::call::Call;
use base::http::Response;
use serde_json::{Map, Value, json};
use store::{Batch, Space};

use crate::constraint::{self, Constraints};
use crate::engine::Engine;
use crate::error::Error;
use crate::function_name::{LATEST, Named, Naming};
use crate::json::Members;
use crate::operation::{self, Incoming, Operation};
use crate::policy::Policy;
use crate::route::Route;

pub(crate) struct AddPermission;

pub(crate) struct Input {
    named: Named,
    statement_id: String,
    action: String,
    principal: Value,
    condition: Map<String, Value>,
    revision: Option<String>,
}

/// Members that become conditions: the member, the operator, and the key (recorded for the first).
const CONDITIONS: [(&str, &str, &str); 6] = [
    ("SourceArn", "ArnLike", "AWS:SourceArn"),
    ("SourceAccount", "StringEquals", "AWS:SourceAccount"),
    ("EventSourceToken", "StringEquals", "lambda:EventSourceToken"),
    ("PrincipalOrgID", "StringEquals", "aws:PrincipalOrgID"),
    ("FunctionUrlAuthType", "StringEquals", "lambda:FunctionUrlAuthType"),
    ("InvokedViaFunctionUrl", "Bool", "lambda:InvokedViaFunctionUrl"),
];

impl Operation for AddPermission {
    const NAME: &'static str = "AddPermission";
    const ROUTE: Route = Route::post("/2015-03-31/functions/{FunctionName}/policy").answering(201);
    type Input = Input;
    type Output = Value;

    fn read(call: &Call, incoming: Incoming) -> Result<Input, Error> {
        let naming = Naming::namespaced(Self::NAME);
        let mut members = incoming.members()?;
        let (name, qualifier) = (incoming.path("FunctionName"), incoming.query("Qualifier"));
        let mut constraints = Constraints::default();
        naming.check(&mut constraints, name, qualifier);
        let mut text = |name, at, pattern: &constraint::Pattern| {
            let value: Option<String> = members.text(name)?;
            constraints.required(at, value.as_ref());
            constraints.pattern(at, value.as_deref(), pattern);
            Ok::<_, Error>(value.unwrap_or_default())
        };
        let statement_id = text("StatementId", "statementId", &constraint::STATEMENT_ID)?;
        let action = text("Action", "action", &constraint::ACTION)?;
        let principal = text("Principal", "principal", &constraint::PRINCIPAL)?;
        constraints.length("statementId", Some(&statement_id), 0, 100);
        let condition = conditions(&mut members, &mut constraints)?;
        constraints.result()?;
        let named = naming.resolve(call, name, qualifier)?;
        if named.qualifier.as_deref() == Some(LATEST) {
            return Err(Error::invalid("We currently do not support adding policies for $LATEST."));
        }
        let principal = shown_principal(call, &principal)?;
        let revision = members.text("RevisionId")?;
        Ok(Input { named, statement_id, action, principal, condition, revision })
    }

    async fn run(engine: &Arc<Engine>, _: &Call, input: Input) -> Result<Value, Error> {
        let Input { named: Named { id, qualifier }, statement_id, action, principal, condition, revision } =
            input;
        let qualifier = qualifier.as_deref();
        let mut statement = json!({
            "Sid": statement_id,
            "Effect": "Allow",
            "Principal": principal,
            "Action": action,
            "Resource": id.arn_of(qualifier).to_string(),
        });
        if let (Value::Object(members), false) = (&mut statement, condition.is_empty()) {
            members.insert("Condition".to_owned(), Value::Object(condition));
        }
        {
            let _lock = engine.lock(&id.key(Space::LambdaFunction));
            engine.check_target(&id, qualifier)?;
            let known = Policy::load(&engine.store, &id, qualifier)?;
            let mut policy = known.unwrap_or_default();
            policy.check_revision(revision.as_deref())?;
            if policy.find(&statement_id).is_some() {
                return Err(Error::statement_exists(&statement_id));
            }
            policy.statements.push(statement.clone());
            policy.revision = engine.entropy.uuid();
            let mut batch = Batch::new();
            policy.put(&mut batch, &id, qualifier)?;
            engine.store.commit(batch)?;
        }
        Ok(json!({"Statement": statement.to_string()}))
    }

    fn reply(output: Value) -> Response {
        operation::json(Self::ROUTE.status, &output)
    }
}

fn conditions(members: &mut Members, constraints: &mut Constraints) -> Result<Map<String, Value>, Error> {
    let mut conditions = Map::new();
    let via_url = members.flag("InvokedViaFunctionUrl")?.map(|on| on.to_string());
    for (member, operator, key) in CONDITIONS {
        let value = if member == "InvokedViaFunctionUrl" { via_url.clone() } else { members.text(member)? };
        let Some(value) = value else { continue };
        if member == "SourceArn" {
            constraints.pattern("sourceArn", Some(&value), &constraint::ARN);
        }
        let operator = conditions.entry(operator).or_insert_with(|| json!({}));
        if let Value::Object(keys) = operator {
            keys.insert(key.to_owned(), value.into());
        }
    }
    Ok(conditions)
}

/// A service, an account, an ARN, or everybody.
fn shown_principal(call: &Call, text: &str) -> Result<Value, Error> {
    if text == "*" {
        Ok(json!("*"))
    } else if let Some(account) = AccountId::parse(text) {
        Ok(json!({"AWS": account_arn(call.region.partition(), account)}))
    } else if text.starts_with("arn:") && is_aws(text) {
        Ok(json!({"AWS": text}))
    } else if text.ends_with(".amazonaws.com") || text.ends_with(".amazon.com") {
        Ok(json!({"Service": text}))
    } else {
        // Recorded.
        Err(Error::invalid("The provided principal was invalid. Please check the principal and try again."))
    }
}
