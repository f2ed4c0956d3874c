//! <https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html>

use std::sync::Arc;

use base::call::Call;
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use base::seams::SecretContent;
use wire::tag::Tags;

use crate::engine::Engine;
use crate::error;
use crate::model;
use crate::secret::content;
use crate::secret::cross_account::{CrossAccountPrimary, Status};
use crate::secret::id::SecretId;
use crate::secret::name::{self, SecretName};
use crate::secret::replica::{self, Wanted};
use crate::secret::version::{CURRENT, Version};
use crate::secret::{Entry, Secret, tag};
use crate::work::replicate;

pub(super) struct CreateSecret;

/// What is asked for.
#[derive(Debug)]
pub(super) struct Asked {
    name: SecretName,
    /// The id of its first version.
    token: Option<String>,
    content: Option<SecretContent>,
    description: Option<String>,
    kms_key: Option<String>,
    kind: Option<String>,
    tags: Tags,
    replicas: Vec<Wanted>,
    is_forced: bool,
    /// The ARN of a secret of another account that it is to repeat.
    primary: Option<String>,
}

/// What there is now.
#[derive(Debug)]
pub(super) struct Created {
    arn: String,
    name: String,
    version: Option<String>,
    replicas: Vec<Fields>,
}

impl Operation for CreateSecret {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::CREATE_SECRET;
    const KEPT: &'static [&'static str] = &["Type"];
    type Input = Asked;
    type Output = Created;

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<Asked, Fault> {
        name::check(fields.required("Name"))?;
        let text = |name: &str| fields.text(name).filter(|text| !text.is_empty()).map(str::to_owned);
        let content = content::given(&fields)?;
        let token = text("ClientRequestToken");
        if content.is_some() && token.is_none() {
            return Err(error::no_token());
        }
        let (kms_key, primary) = (text("KmsKeyId"), text("CrossAccountPrimaryARN"));
        if let Some(primary) = &primary {
            check_cross_account(call, primary, kms_key.as_deref(), content.as_ref())?;
        }
        Ok(Asked {
            name: SecretName::of_caller(call, fields.required("Name")),
            token,
            content,
            description: text("Description"),
            kms_key,
            kind: text("Type"),
            tags: tag::given(&fields)?,
            replicas: replica::wanted(&fields, &call.region)?,
            is_forced: fields.boolean("ForceOverwriteReplicaSecret").unwrap_or(false),
            primary,
        })
    }

    async fn run(engine: &Arc<Engine>, call: &Call, asked: Asked) -> Result<Created, Fault> {
        let Asked { name, token, content, kms_key, .. } = &asked;
        engine.check_key(name, kms_key.as_deref()).await?;
        let suffix = engine.records.fresh_suffix()?;
        let arn = name.arn(&suffix);
        let value = match (token, content) {
            (Some(token), Some(content)) => {
                let sealed = engine.seal((name, &arn), token, kms_key.as_deref(), content).await?;
                Some((token, content, content::digest(&arn.to_string(), token, content), sealed))
            }
            _ => None,
        };
        let now_ms = call.now.millis();
        let created = engine.records.change(&[&name.name], |change| {
            if let Some(entry) = change.entry(name)? {
                return found_there(&asked, &entry);
            }
            let mut secret = Secret {
                suffix: suffix.clone(),
                description: asked.description.clone(),
                kms_key: kms_key.clone(),
                kind: asked.kind.clone(),
                tags: asked.tags.clone(),
                created_ms: now_ms,
                changed_ms: now_ms,
                ..Secret::default()
            };
            if let Some(arn) = asked.primary.clone() {
                secret.primary = Some(CrossAccountPrimary { arn, status: Status::Pending });
            }
            if let Some((token, _, digest, sealed)) = &value {
                secret.versions.push(Version {
                    id: (*token).clone(),
                    stages: vec![CURRENT.to_owned()],
                    created_ms: now_ms,
                    kms_key: kms_key.clone(),
                    digest: Some(*digest),
                    ..Version::default()
                });
                change.put_value(name, token, sealed.clone());
            }
            replicate::add(change, name, &mut secret, &asked.replicas, asked.is_forced)?;
            change.create(name, secret)?;
            Ok((arn.to_string(), value.as_ref().map(|(token, ..)| (*token).clone())))
        })?;
        let (arn, version) = created;
        let found = engine.records.named(name)?;
        let replicas = found.map(|found| engine.replication_shown(name, &found.secret)).transpose()?;
        Ok(Created { arn, name: asked.name.name, version, replicas: replicas.unwrap_or_default() })
    }

    fn reply(created: Created) -> Outgoing {
        let Created { arn, name, version, replicas } = created;
        Fields::new(Self::SIGNATURE.output)
            .with("ARN", arn)
            .with("Name", name)
            .with("VersionId", version)
            .with("ReplicationStatus", (!replicas.is_empty()).then_some(replicas))
            .into()
    }
}

/// A secret of that name is there: it may be the same request again.
fn found_there(asked: &Asked, entry: &Entry) -> Result<(String, Option<String>), Fault> {
    let exists = || error::exists(&asked.name.name);
    let Entry::Own(secret) = entry else { return Err(exists()) };
    if secret.deletes_ms.is_some() {
        return Err(error::name_is_scheduled_for_deletion());
    }
    let (Some(token), Some(content)) = (&asked.token, &asked.content) else { return Err(exists()) };
    let Some(version) = secret.version(token) else { return Err(exists()) };
    let arn = asked.name.arn(&secret.suffix).to_string();
    if version.digest != Some(content::digest(&arn, token, content)) {
        return Err(error::token_is_used(token, &arn));
    }
    Ok((arn, Some(token.clone())))
}

/// AWS's page on replicas in other accounts: no value, a key of its own, the same region, another account.
fn check_cross_account(
    call: &Call,
    primary: &str,
    kms_key: Option<&str>,
    content: Option<&SecretContent>,
) -> Result<(), Fault> {
    let arn = base::arn::Arn::parse(primary).and_then(|arn| SecretId::of_arn(&arn));
    let fits = |id: &SecretId| id.name.region == call.region && id.name.account != call.account;
    if !arn.as_ref().is_some_and(fits) {
        return Err(error::cross_account_replica("needs a primary in another account of the same Region"));
    }
    if content.is_some() {
        return Err(error::cross_account_replica("can't have a value of its own"));
    }
    if kms_key.is_none() {
        return Err(error::cross_account_replica("needs a customer managed key"));
    }
    Ok(())
}
