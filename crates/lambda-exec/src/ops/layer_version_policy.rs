//! Who of other accounts may use a layer's version:
//! <https://docs.aws.amazon.com/lambda/latest/api/API_AddLayerVersionPermission.html>,
//! <https://docs.aws.amazon.com/lambda/latest/api/API_GetLayerVersionPolicy.html>,
//! <https://docs.aws.amazon.com/lambda/latest/api/API_RemoveLayerVersionPermission.html>

use std::sync::Arc;

use ::policy::principal::account_arn;
use base::arn::AccountId;
use base::call::Call;
use serde_json::{Value, json};
use store::Batch;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use crate::engine::Engine;
use crate::error::Error;
use crate::function::layer::{LayerId, number};
use crate::function::policy;
use crate::model;

pub(crate) struct AddLayerVersionPermission;

pub(crate) struct Added {
    id: LayerId,
    number: u64,
    statement_id: String,
    statement: Value,
    revision: Option<String>,
}

impl Operation for AddLayerVersionPermission {
    type Language = Modelled<Engine>;
    type Error = Error;
    const SIGNATURE: &'static Signature = &model::ADD_LAYER_VERSION_PERMISSION;
    const RESOURCE: &'static [&'static str] = &["LayerName"];
    type Input = Added;
    type Output = Fields;

    fn read(call: &Call, request: Incoming) -> Result<Added, Error> {
        let fields = &request.fields;
        let (id, number) = (LayerId::read(call, fields), number(fields));
        let principal = match fields.required("Principal") {
            "*" => json!("*"),
            text => match AccountId::parse(text) {
                Some(account) => json!({"AWS": account_arn(call.region.partition(), account)}),
                None => json!({"AWS": text}),
            },
        };
        let statement_id = fields.required("StatementId").to_owned();
        let mut statement = json!({
            "Sid": statement_id,
            "Effect": "Allow",
            "Principal": principal,
            "Action": fields.required("Action"),
            "Resource": id.version_arn(number).to_string(),
        });
        if let Some(organization) = fields.text("OrganizationId").filter(|id| !id.is_empty()) {
            if principal != "*" {
                // The model's page: an organisation goes with every account.
                return Err(Error::invalid("OrganizationId is only supported with the principal '*'."));
            }
            if let Value::Object(members) = &mut statement {
                let condition = json!({"StringEquals": {"aws:PrincipalOrgID": organization}});
                members.insert("Condition".to_owned(), condition);
            }
        }
        let revision = fields.text("RevisionId").map(str::to_owned);
        Ok(Added { id, number, statement_id, statement, revision })
    }

    async fn run(engine: &Arc<Engine>, _: &Call, input: Added) -> Result<Fields, Error> {
        let Added { id, number, statement_id, statement, revision } = input;
        let revision = engine.store.change(&id.last_key(), |records| {
            let mut version = id.version(records, number)?;
            let policy = &mut version.policy;
            policy.check_revision_for(revision.as_deref(), "GetLayerVersionPolicy")?;
            if policy.find(&statement_id).is_some() {
                return Err(Error::statement_exists(&statement_id));
            }
            policy.statements.push(statement.clone());
            policy.revision = engine.entropy.uuid();
            policy::check_length(&policy.document())?;
            let (mut batch, revision) = (Batch::new(), policy.revision.clone());
            version.put(&mut batch, &id)?;
            Ok((batch, revision))
        })?;
        Ok(Fields::new(Self::SIGNATURE.output)
            .with("Statement", statement.to_string())
            .with("RevisionId", revision))
    }

    fn reply(output: Fields) -> Outgoing {
        output.into()
    }
}

pub(crate) struct GetLayerVersionPolicy;

impl Operation for GetLayerVersionPolicy {
    type Language = Modelled<Engine>;
    type Error = Error;
    const SIGNATURE: &'static Signature = &model::GET_LAYER_VERSION_POLICY;
    const RESOURCE: &'static [&'static str] = &["LayerName"];
    type Input = (LayerId, u64);
    type Output = Fields;

    fn read(call: &Call, request: Incoming) -> Result<Self::Input, Error> {
        Ok((LayerId::read(call, &request.fields), number(&request.fields)))
    }

    async fn run(engine: &Arc<Engine>, _: &Call, (id, number): Self::Input) -> Result<Fields, Error> {
        let policy = id.version(&engine.store, number)?.policy;
        if policy.statements.is_empty() {
            return Err(Error::no_policy());
        }
        Ok(Fields::new(Self::SIGNATURE.output)
            .with("Policy", policy.document())
            .with("RevisionId", policy.revision))
    }

    fn reply(output: Fields) -> Outgoing {
        output.into()
    }
}

pub(crate) struct RemoveLayerVersionPermission;

pub(crate) struct Removed {
    id: LayerId,
    number: u64,
    statement_id: String,
    revision: Option<String>,
}

impl Operation for RemoveLayerVersionPermission {
    type Language = Modelled<Engine>;
    type Error = Error;
    const SIGNATURE: &'static Signature = &model::REMOVE_LAYER_VERSION_PERMISSION;
    const RESOURCE: &'static [&'static str] = &["LayerName"];
    type Input = Removed;
    type Output = ();

    fn read(call: &Call, request: Incoming) -> Result<Removed, Error> {
        let fields = &request.fields;
        Ok(Removed {
            id: LayerId::read(call, fields),
            number: number(fields),
            statement_id: fields.required("StatementId").to_owned(),
            revision: fields.text("RevisionId").map(str::to_owned),
        })
    }

    async fn run(engine: &Arc<Engine>, _: &Call, input: Removed) -> Result<(), Error> {
        let Removed { id, number, statement_id, revision } = input;
        engine.store.change(&id.last_key(), |records| {
            let mut version = id.version(records, number)?;
            let policy = &mut version.policy;
            if policy.statements.is_empty() {
                return Err(Error::no_policy());
            }
            let at = policy.find(&statement_id).ok_or_else(|| Error::no_statement(&statement_id))?;
            policy.check_revision_for(revision.as_deref(), "GetLayerVersionPolicy")?;
            policy.statements.remove(at);
            policy.revision = engine.entropy.uuid();
            let mut batch = Batch::new();
            version.put(&mut batch, &id)?;
            Ok((batch, ()))
        })
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).into()
    }
}
