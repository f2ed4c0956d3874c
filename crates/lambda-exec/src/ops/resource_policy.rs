//! The policy of a function as one document: <https://docs.aws.amazon.com/lambda/latest/api/API_PutResourcePolicy.html>,
//! <https://docs.aws.amazon.com/lambda/latest/api/API_GetResourcePolicy.html>,
//! <https://docs.aws.amazon.com/lambda/latest/api/API_DeleteResourcePolicy.html>. It is the one that AddPermission writes.

use std::sync::Arc;

use base::arn::Arn;
use base::call::Call;
use store::{Batch, Space};
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use crate::engine::Engine;
use crate::error::Error;
use crate::function::Function;
use crate::function::policy::Policy;
use crate::function_name::{FunctionId, LATEST};
use crate::model;

/// The function, version or alias that a request names by its ARN.
#[derive(Debug)]
pub(crate) struct Target {
    id: FunctionId,
    qualifier: Option<String>,
}

impl Target {
    fn read(call: &Call, fields: &Fields) -> Result<Target, Error> {
        let text = fields.required("ResourceArn");
        let found = Arn::parse(text).and_then(|arn| FunctionId::of_arn(&arn));
        // The shape also takes runtimes, of which nobody has any.
        let (id, qualifier) = found.ok_or_else(Error::no_function_policy)?;
        if id.region != call.region {
            return Err(Error::other_region(id.region.as_str(), call.region.as_str()));
        }
        if qualifier.as_deref() == Some(LATEST) {
            return Err(Error::no_policy_of_latest());
        }
        Ok(Target { id, qualifier })
    }
}

pub(crate) struct PutResourcePolicy;

impl Operation for PutResourcePolicy {
    type Language = Modelled<Engine>;
    type Error = Error;
    const SIGNATURE: &'static Signature = &model::PUT_RESOURCE_POLICY;
    const RESOURCE: &'static [&'static str] = &["ResourceArn"];
    const LIMITS: &'static str = "No policy is refused for being public.";
    type Input = (Target, Policy, Option<String>);
    type Output = Fields;

    fn read(call: &Call, request: Incoming) -> Result<Self::Input, Error> {
        let fields = &request.fields;
        let policy = Policy::read(fields.required("Policy"))?;
        Ok((Target::read(call, fields)?, policy, fields.text("RevisionId").map(str::to_owned)))
    }

    async fn run(engine: &Arc<Engine>, _: &Call, input: Self::Input) -> Result<Fields, Error> {
        let (Target { id, qualifier }, given, revision) = input;
        let qualifier = qualifier.as_deref();
        let policy = engine.store.change(&id.key(Space::LambdaFunction), |records| {
            Function::find(records, &id, qualifier, || 1.0)?;
            let before = Policy::load(records, &id, qualifier)?.unwrap_or_default();
            before.check_revision_for(revision.as_deref(), "GetResourcePolicy")?;
            let mut policy = given.clone();
            policy.revision = engine.entropy.uuid();
            let mut batch = Batch::new();
            policy.put(&mut batch, &id, qualifier)?;
            Ok((batch, policy))
        })?;
        Ok(Fields::new(Self::SIGNATURE.output)
            .with("Policy", policy.document())
            .with("RevisionId", policy.revision))
    }

    fn reply(output: Fields) -> Outgoing {
        output.into()
    }
}

pub(crate) struct GetResourcePolicy;

impl Operation for GetResourcePolicy {
    type Language = Modelled<Engine>;
    type Error = Error;
    const SIGNATURE: &'static Signature = &model::GET_RESOURCE_POLICY;
    const RESOURCE: &'static [&'static str] = &["ResourceArn"];
    type Input = Target;
    type Output = Fields;

    fn read(call: &Call, request: Incoming) -> Result<Target, Error> {
        Target::read(call, &request.fields)
    }

    async fn run(engine: &Arc<Engine>, _: &Call, Target { id, qualifier }: Target) -> Result<Fields, Error> {
        let policy = Policy::load(&engine.store, &id, qualifier.as_deref())?;
        let policy = policy.ok_or_else(Error::no_function_policy)?;
        Ok(Fields::new(Self::SIGNATURE.output)
            .with("Policy", policy.document())
            .with("RevisionId", policy.revision))
    }

    fn reply(output: Fields) -> Outgoing {
        output.into()
    }
}

pub(crate) struct DeleteResourcePolicy;

impl Operation for DeleteResourcePolicy {
    type Language = Modelled<Engine>;
    type Error = Error;
    const SIGNATURE: &'static Signature = &model::DELETE_RESOURCE_POLICY;
    const RESOURCE: &'static [&'static str] = &["ResourceArn"];
    type Input = (Target, Option<String>);
    type Output = ();

    fn read(call: &Call, request: Incoming) -> Result<Self::Input, Error> {
        let fields = &request.fields;
        Ok((Target::read(call, fields)?, fields.text("RevisionId").map(str::to_owned)))
    }

    async fn run(engine: &Arc<Engine>, _: &Call, input: Self::Input) -> Result<(), Error> {
        let (Target { id, qualifier }, revision) = input;
        let qualifier = qualifier.as_deref();
        engine.store.change(&id.key(Space::LambdaFunction), |records| {
            let policy = Policy::load(records, &id, qualifier)?.ok_or_else(Error::no_function_policy)?;
            policy.check_revision_for(revision.as_deref(), "GetResourcePolicy")?;
            let mut batch = Batch::new();
            batch.delete(Policy::key(&id, qualifier));
            Ok((batch, ()))
        })
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).into()
    }
}
