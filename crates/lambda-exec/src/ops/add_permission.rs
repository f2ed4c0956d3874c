//! <https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html>

use std::sync::Arc;

use ::policy::principal::{account_arn, is_aws};
use base::arn::AccountId;
use base::call::Call;
use serde_json::{Map, Value, json};
use store::{Batch, Space};
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use crate::engine::Engine;
use crate::error::Error;
use crate::function::Function;
use crate::function::policy::Policy;
use crate::function_name::{LATEST, Named};
use crate::model;

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
    type Language = Modelled<Engine>;
    type Error = Error;
    const SIGNATURE: &'static Signature = &model::ADD_PERMISSION;
    const RESOURCE: &'static [&'static str] = &["FunctionName"];
    const CONTEXT: &'static [(&'static str, &'static str)] =
        &[("lambda:Principal", "Principal"), ("lambda:FunctionUrlAuthType", "FunctionUrlAuthType")];
    type Input = Input;
    type Output = Fields;

    fn read(call: &Call, request: Incoming) -> Result<Input, Error> {
        let fields = &request.fields;
        let named = Named::read(call, fields)?;
        if named.qualifier.as_deref() == Some(LATEST) {
            return Err(Error::no_policy_of_latest());
        }
        Ok(Input {
            named,
            statement_id: fields.required("StatementId").to_owned(),
            action: fields.required("Action").to_owned(),
            principal: shown_principal(call, fields.required("Principal"))?,
            condition: conditions(fields),
            revision: fields.text("RevisionId").map(str::to_owned),
        })
    }

    async fn run(engine: &Arc<Engine>, _: &Call, input: Input) -> Result<Fields, Error> {
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
        engine.store.change(&id.key(Space::LambdaFunction), |records| {
            Function::find(records, &id, qualifier, || 1.0)?;
            let known = Policy::load(records, &id, qualifier)?;
            let mut policy = known.unwrap_or_default();
            policy.check_revision(revision.as_deref())?;
            if policy.find(&statement_id).is_some() {
                return Err(Error::statement_exists(&statement_id));
            }
            policy.statements.push(statement.clone());
            policy.revision = engine.entropy.uuid();
            let mut batch = Batch::new();
            policy.put(&mut batch, &id, qualifier)?;
            Ok((batch, ()))
        })?;
        Ok(Fields::new(Self::SIGNATURE.output).with("Statement", statement.to_string()))
    }

    fn reply(output: Fields) -> Outgoing {
        output.into()
    }
}

fn conditions(fields: &Fields) -> Map<String, Value> {
    let mut conditions = Map::new();
    for (member, operator, key) in CONDITIONS {
        let is_on = || fields.boolean(member).map(|is_on| is_on.to_string());
        let Some(value) = fields.text(member).map(str::to_owned).or_else(is_on) else { continue };
        let operator = conditions.entry(operator).or_insert_with(|| json!({}));
        if let Value::Object(keys) = operator {
            keys.insert(key.to_owned(), value.into());
        }
    }
    conditions
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
