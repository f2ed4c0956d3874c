//! The policy of an access point: PutAccessPointPolicy, GetAccessPointPolicy, DeleteAccessPointPolicy, GetAccessPointPolicyStatus. It
//! counts beside the bucket's: who comes by the access point needs both.
//!
//! <https://docs.aws.amazon.com/AmazonS3/latest/API/API_control_PutAccessPointPolicy.html>,
//! <https://docs.aws.amazon.com/AmazonS3/latest/API/API_control_GetAccessPointPolicy.html>,
//! <https://docs.aws.amazon.com/AmazonS3/latest/API/API_control_DeleteAccessPointPolicy.html>,
//! <https://docs.aws.amazon.com/AmazonS3/latest/API/API_control_GetAccessPointPolicyStatus.html>

use std::sync::Arc;

use ::policy::Principal;
use base::call::Call;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::{Fields, Value};

use crate::access_point;
use crate::context::PointName;
use crate::control::access_points::named;
use crate::control::model;
use crate::engine::{Engine, access_points};
use crate::error::{Code, Error, Result};
use crate::setting::policy;

pub(super) struct PutAccessPointPolicy;

impl Operation for PutAccessPointPolicy {
    type Language = Modelled<Engine>;
    type Error = Error;
    const SIGNATURE: &'static Signature = &model::PUT_ACCESS_POINT_POLICY;
    const ACTION: Option<&'static str> = Some("s3:PutAccessPointPolicy");
    type Input = (PointName, String);
    type Output = ();

    fn read(call: &Call, request: Incoming) -> Result<Self::Input> {
        let fields = &request.fields;
        Ok((named(call, fields)?, fields.required("Policy").to_owned()))
    }

    async fn run(engine: &Arc<Engine>, call: &Call, (name, text): Self::Input) -> Result<()> {
        let partition = call.region.partition();
        let point = access_point::open(&engine.store, partition, &name)?;
        point.check_policy(partition, &text)?;
        let is_public = policy::is_public(&text)?;
        access_points::put_policy(engine, (partition, &name), Some(&text), |store, point| {
            if is_public && point.blocked(store)?.blocks_policies {
                return Err(blocked(call, &point.arn(partition)));
            }
            Ok(())
        })
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(model::PUT_ACCESS_POINT_POLICY.output).into()
    }
}

/// As PutBucketPolicy says it; that the sentence is the same is our guess.
fn blocked(call: &Call, arn: &str) -> Error {
    let caller = Principal::of(call).name();
    Error::saying(
        Code::AccessDenied,
        format!(
            "User: {caller} is not authorized to perform: s3:PutAccessPointPolicy on resource: \"{arn}\" because public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access."
        ),
    )
}

pub(super) struct GetAccessPointPolicy;

impl Operation for GetAccessPointPolicy {
    type Language = Modelled<Engine>;
    type Error = Error;
    const SIGNATURE: &'static Signature = &model::GET_ACCESS_POINT_POLICY;
    const ACTION: Option<&'static str> = Some("s3:GetAccessPointPolicy");
    type Input = PointName;
    type Output = String;

    fn read(call: &Call, request: Incoming) -> Result<PointName> {
        named(call, &request.fields)
    }

    async fn run(engine: &Arc<Engine>, call: &Call, name: PointName) -> Result<String> {
        of(engine, call, &name)
    }

    fn reply(policy: String) -> Outgoing {
        Fields::new(model::GET_ACCESS_POINT_POLICY.output).with("Policy", policy).into()
    }
}

/// The policy of an access point that has one.
fn of(engine: &Engine, call: &Call, name: &PointName) -> Result<String> {
    let point = access_point::open(&engine.store, call.region.partition(), name)?;
    let nothing = || Error::of(Code::NoSuchAccessPointPolicy).with("AccessPointName", &name.name);
    point.policy.ok_or_else(nothing)
}

pub(super) struct DeleteAccessPointPolicy;

impl Operation for DeleteAccessPointPolicy {
    type Language = Modelled<Engine>;
    type Error = Error;
    const SIGNATURE: &'static Signature = &model::DELETE_ACCESS_POINT_POLICY;
    const ACTION: Option<&'static str> = Some("s3:DeleteAccessPointPolicy");
    type Input = PointName;
    type Output = ();

    fn read(call: &Call, request: Incoming) -> Result<PointName> {
        named(call, &request.fields)
    }

    async fn run(engine: &Arc<Engine>, call: &Call, name: PointName) -> Result<()> {
        access_points::put_policy(engine, (call.region.partition(), &name), None, |_, _| Ok(()))
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(model::DELETE_ACCESS_POINT_POLICY.output).into()
    }
}

pub(super) struct GetAccessPointPolicyStatus;

impl Operation for GetAccessPointPolicyStatus {
    type Language = Modelled<Engine>;
    type Error = Error;
    const SIGNATURE: &'static Signature = &model::GET_ACCESS_POINT_POLICY_STATUS;
    const ACTION: Option<&'static str> = Some("s3:GetAccessPointPolicyStatus");
    type Input = PointName;
    type Output = bool;

    fn read(call: &Call, request: Incoming) -> Result<PointName> {
        named(call, &request.fields)
    }

    async fn run(engine: &Arc<Engine>, call: &Call, name: PointName) -> Result<bool> {
        policy::is_public(&of(engine, call, &name)?)
    }

    fn reply(is_public: bool) -> Outgoing {
        let status = Fields::new(&model::POLICY_STATUS).with("IsPublic", is_public);
        Fields::new(model::GET_ACCESS_POINT_POLICY_STATUS.output)
            .with("PolicyStatus", Value::Struct(status))
            .into()
    }
}
