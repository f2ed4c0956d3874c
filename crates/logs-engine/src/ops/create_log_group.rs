//! <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html>

use std::sync::Arc;

use base::call::Call;
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::tag::Tags;
use wire::value::Fields;

use crate::engine::Engine;
use crate::error;
use crate::group::name::{self, GroupName};
use crate::group::{Group, STANDARD, tag};
use crate::model;
use crate::records::{Tally, keys};

pub(super) struct CreateLogGroup;

/// What is asked for.
pub(super) struct Asked {
    name: GroupName,
    class: String,
    kms_key: Option<String>,
    tags: Tags,
    is_protected: bool,
}

impl Operation for CreateLogGroup {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::CREATE_LOG_GROUP;
    const KEPT: &'static [&'static str] = &["kmsKeyId", "logGroupClass!=STANDARD"];
    type Input = Asked;
    type Output = ();

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<Asked, Fault> {
        let name = GroupName::named(&fields, call);
        name::check_new(&name.name)?;
        Ok(Asked {
            name,
            class: fields.text("logGroupClass").unwrap_or(STANDARD).to_owned(),
            kms_key: fields.text("kmsKeyId").map(str::to_owned),
            tags: tag::given(&fields)?,
            is_protected: fields.boolean("deletionProtectionEnabled").unwrap_or(false),
        })
    }

    async fn run(engine: &Arc<Engine>, call: &Call, asked: Asked) -> Result<(), Fault> {
        let Asked { name, class, kms_key, tags, is_protected } = asked;
        let id = engine.records.fresh_group()?;
        engine.records.change(&[&name.name], |change| {
            if change.record::<Group>(&name.key())?.is_some() {
                return Err(error::group_exists());
            }
            let group = Group {
                class: class.clone(),
                kms_key: kms_key.clone(),
                tags: tags.clone(),
                is_protected,
                ..Group::new(id, call.now.millis())
            };
            // The id is taken from now on.
            change.put_record(keys::tally(id), &Tally::default())?;
            change.put_group(&name, &group)
        })
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).into()
    }
}
