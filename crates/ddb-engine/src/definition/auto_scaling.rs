//! Auto scaling of the replicas of a global table: what UpdateTableReplicaAutoScaling sets, and how it is described.
//! Consumption is not measured here, so what a setting does is its bounds: provisioned units below the minimum are
//! raised to it and those above the maximum are lowered, at once. Texts: measured on AWS by the authors of
//! ack-api-quirks, 2026-10.
//!
//! <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_AutoScalingSettingsUpdate.html>

use std::collections::BTreeMap;

use base::arn::AccountId;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use crate::definition::schema::{Definition, Index, Scope};
use crate::error::{Error, Result};
use crate::message::json;
use crate::message::shape::{Fields, Kind, Member, Shape, pattern};
use crate::message::shape::{Rule::LengthMax, Rule::LengthMin, Rule::Matches, Rule::Min, Rule::NotNull};

static TRACKING: Shape = Shape {
    name: "AutoScalingTargetTrackingScalingPolicyConfigurationUpdate",
    members: &[
        Member::new("DisableScaleIn", Kind::Boolean),
        Member::new("ScaleInCooldown", Kind::Integer),
        Member::new("ScaleOutCooldown", Kind::Integer),
        Member::ruled("TargetValue", Kind::Double, &[NotNull]),
    ],
};

static POLICY: Shape = Shape {
    name: "AutoScalingPolicyUpdate",
    members: &[
        Member::ruled(
            "PolicyName",
            Kind::Text,
            &[Matches(pattern::POLICY_NAME), LengthMin(1), LengthMax(256)],
        ),
        Member::ruled("TargetTrackingScalingPolicyConfiguration", Kind::Struct(&TRACKING), &[NotNull]),
    ],
};

/// `AutoScalingSettingsUpdate`
pub(crate) static SETTINGS_UPDATE: Shape = Shape {
    name: "AutoScalingSettingsUpdate",
    members: &[
        Member::ruled("MinimumUnits", Kind::Long, &[Min(1)]),
        Member::ruled("MaximumUnits", Kind::Long, &[Min(1)]),
        Member::new("AutoScalingDisabled", Kind::Boolean),
        Member::ruled(
            "AutoScalingRoleArn",
            Kind::Text,
            &[Matches(pattern::ROLE), LengthMin(1), LengthMax(1600)],
        ),
        Member::new("ScalingPolicyUpdate", Kind::Struct(&POLICY)),
    ],
};

/// Units that a table or index scales for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Units {
    Read,
    Write,
}

impl Units {
    /// The metric that AWS tracks.
    fn metric(self) -> &'static str {
        match self {
            Units::Read => "DynamoDBReadCapacityUtilization",
            Units::Write => "DynamoDBWriteCapacityUtilization",
        }
    }
}

/// The settings of a table in one region.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct AutoScaling {
    pub(crate) read: Option<Setting>,
    pub(crate) write: Option<Setting>,
    pub(crate) indexes: BTreeMap<String, IndexScaling>,
}

/// The settings of an index in one region.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct IndexScaling {
    pub(crate) read: Option<Setting>,
    pub(crate) write: Option<Setting>,
}

/// The bounds of provisioned units, and the policy between them.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Setting {
    min: u64,
    max: u64,
    /// Nothing for the name that AWS gives.
    policy: Option<String>,
    target: f64,
    disable_scale_in: Option<bool>,
    scale_in_cooldown: Option<i64>,
    scale_out_cooldown: Option<i64>,
}

impl AutoScaling {
    /// Takes over what another replica has for writes, which all scale alike.
    pub(crate) fn share_writes(&mut self, other: &AutoScaling) {
        self.write.clone_from(&other.write);
        self.indexes.values_mut().for_each(|index| index.write = None);
        for (name, index) in &other.indexes {
            self.indexes.entry(name.clone()).or_default().write.clone_from(&index.write);
        }
    }

    /// Whether an index scales for writes.
    pub(crate) fn scales_writes_of(&self, index: &str) -> bool {
        self.indexes.get(index).is_some_and(|index| index.write.is_some())
    }
}

impl Setting {
    /// What an update asks for; nothing if it turns scaling off.
    pub(crate) fn of(update: &Fields<'_>, who: &Who<'_>, units: Units) -> Result<Option<Setting>> {
        let (min, max) = (update.integer("MinimumUnits"), update.integer("MaximumUnits"));
        let policy = update.fields("ScalingPolicyUpdate");
        let is = |name: &'static str, wanted: bool| wanted.then_some(name);
        if update.boolean("AutoScalingDisabled") == Some(true) {
            let extra = [
                is("'MaximumUnits'", max.is_some()),
                is("'ScalingPolicyUpdate'", policy.is_some()),
                is("'MinimumUnits'", min.is_some()),
            ];
            return who.check(&extra, "must be left blank when disabling auto scaling.").map(|()| None);
        }
        let missing = [
            is("'MaximumUnits'", max.is_none()),
            is("'ScalingPolicyUpdate'", policy.is_none()),
            is("'MinimumUnits'", min.is_none()),
        ];
        who.check(&missing, "are required unless auto scaling is being disabled.")?;
        let (Some(min), Some(max), Some(policy)) = (min, max, policy) else { return Ok(None) };
        if max < min {
            return Err(who.refused("Maximum capacity cannot be less than minimum capacity"));
        }
        who.check_role(update.text("AutoScalingRoleArn"))?;
        let tracking = policy.fields("TargetTrackingScalingPolicyConfiguration");
        let target = tracking.and_then(|tracking| tracking.double("TargetValue")).unwrap_or_default();
        check_target(target, who, units)?;
        let whole = |units: i64| u64::try_from(units).unwrap_or_default();
        Ok(Some(Setting {
            min: whole(min),
            max: whole(max),
            policy: policy.text("PolicyName").map(str::to_owned),
            target,
            disable_scale_in: tracking.and_then(|tracking| tracking.boolean("DisableScaleIn")),
            scale_in_cooldown: tracking.and_then(|tracking| tracking.integer("ScaleInCooldown")),
            scale_out_cooldown: tracking.and_then(|tracking| tracking.integer("ScaleOutCooldown")),
        }))
    }

    /// What DynamoDB sets for the writes of an index that is new in a provisioned global table.
    pub(super) fn of_new_index() -> Setting {
        Setting {
            min: 1,
            max: 10,
            policy: None,
            target: 70.0,
            disable_scale_in: None,
            scale_in_cooldown: None,
            scale_out_cooldown: None,
        }
    }

    /// Units within the bounds.
    pub(crate) fn bounded(&self, units: u64) -> u64 {
        units.max(self.min).min(self.max)
    }

    /// `AutoScalingSettingsDescription`
    pub(crate) fn description(
        &self,
        resource: &str,
        account: AccountId,
        units: Units,
        on_demand: bool,
    ) -> Value {
        let mut tracking = Map::new();
        let mut set = |key: &str, value: Option<Value>| {
            if let Some(value) = value {
                tracking.insert(key.to_owned(), value);
            }
        };
        set("DisableScaleIn", self.disable_scale_in.map(Value::from));
        set("ScaleInCooldown", self.scale_in_cooldown.map(Value::from));
        set("ScaleOutCooldown", self.scale_out_cooldown.map(Value::from));
        set("TargetValue", Some(json!(self.target)));
        let name = self.policy.clone().unwrap_or_else(|| format!("{}:{resource}", units.metric()));
        let mut out = json!({
            "MinimumUnits": self.min,
            "MaximumUnits": self.max,
            "AutoScalingRoleArn": role(account),
            "ScalingPolicies": [{"PolicyName": name, "TargetTrackingScalingPolicyConfiguration": tracking}],
        });
        if on_demand {
            // The settings wait for the table to be provisioned again.
            json::set(&mut out, "AutoScalingDisabled", json!(true));
        }
        out
    }
}

fn check_target(target: f64, who: &Who<'_>, units: Units) -> Result<()> {
    if target <= 0.0 {
        return Err(who.refused(&format!(
            "For target tracking scaling, target value must be between '8.51592E-109' and '1.174271E108', but was \
             '{target:?}'."
        )));
    }
    if !(10.0..=90.0).contains(&target) {
        return Err(who.refused(&format!(
            "For predefined metric type {}, target value must be between '10.0' and '90.0', but was '{target:?}'.",
            units.metric()
        )));
    }
    Ok(())
}

/// Who wants to scale which table: for messages.
#[derive(Debug)]
pub(crate) struct Who<'a> {
    pub(crate) account: AccountId,
    pub(crate) request_id: &'a str,
    pub(crate) table: &'a str,
}

impl Who<'_> {
    fn check(&self, names: &[Option<&str>], what: &str) -> Result<()> {
        let names: Vec<&str> = names.iter().flatten().copied().collect();
        if names.is_empty() {
            return Ok(());
        }
        Err(Error::validation(format!(
            "Failed to update settings for global table with name: ‘{}’: Parameters {} {what}",
            self.table,
            names.join(", ")
        )))
    }

    /// An error of Application Auto Scaling, which DynamoDB hands on.
    fn refused(&self, message: &str) -> Error {
        Error::validation(format!(
            "{message} (Service: AWSApplicationAutoScaling; Status Code: 400; Error Code: ValidationException; Request \
             ID: {}; Proxy: null)",
            self.request_id
        ))
    }

    /// Only the service-linked role can be named.
    fn check_role(&self, given: Option<&str>) -> Result<()> {
        match given {
            Some(arn) if arn != role(self.account) => Err(self.refused(&format!(
                "User: arn:aws:sts::{}:assumed-role/AWSServiceRoleForDynamoDBReplication is not authorized to perform: \
                 iam:PassRole on resource: {arn} because no identity-based policy allows the iam:PassRole action",
                self.account
            ))),
            _ => Ok(()),
        }
    }
}

fn role(account: AccountId) -> String {
    format!(
        "arn:aws:iam::{account}:role/aws-service-role/dynamodb.application-autoscaling.amazonaws.com/\
         AWSServiceRoleForApplicationAutoScaling_DynamoDBTable"
    )
}

/// Lets the writes of new indexes of a provisioned global table scale, where those of all others do.
pub(crate) fn scale_new_indexes(before: &Definition, after: &mut Definition) -> Result<()> {
    if after.group.is_none() || after.billing.on_demand {
        return Ok(());
    }
    let is_new = |index: &&Index| before.index(&index.name).is_none();
    let new: Vec<String> = after.indexes.iter().filter(is_new).map(|index| index.name.clone()).collect();
    let scaling = &mut after.regional.auto_scaling;
    if !new.is_empty() && before.indexes_of(Scope::Global).any(|index| !scaling.scales_writes_of(&index.name))
    {
        return Err(Error::validation("GSI write capacity should either be Pay-Per-Request or AutoScaled."));
    }
    for name in new {
        scaling.indexes.entry(name).or_default().write = Some(Setting::of_new_index());
    }
    Ok(())
}
