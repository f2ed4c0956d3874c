//! Trusted identity propagation: how a provider's tokens and assertions become context for other services. It is kept and
//! shown; nothing here propagates it.
//!
//! <https://docs.aws.amazon.com/IAM/latest/APIReference/API_ContextProvider.html>

use serde::{Deserialize, Serialize};
use wire::fault::Fault;
use wire::value::Fields;

use crate::error::identity_provider as error;
use crate::model::iam;

/// What a provider propagates, and to whom.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Propagation {
    pub(crate) context: Option<ContextProvider>,
    /// The ARN of the instance of IAM Identity Center.
    pub(crate) identity_center: Option<String>,
}

/// How the subject and keys are derived.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ContextProvider {
    subject_source: String,
    subject_type: Option<String>,
    subject_type_source: Option<String>,
    /// Source and target; nothing where the list was not given.
    keys: Option<Vec<(String, Option<String>)>>,
}

/// What an update asks for.
#[derive(Clone, Debug, Default)]
pub(crate) struct Asked {
    context: Option<ContextProvider>,
    identity_center: Option<String>,
    removes_context: bool,
    removes_identity_center: bool,
}

impl ContextProvider {
    fn read(fields: &Fields) -> Result<ContextProvider, Fault> {
        let text = |name: &str| fields.text(name).map(str::to_owned);
        let keys = fields.has("KeyDefinitionList").then(|| {
            let pair = |definition: &Fields| {
                let target = definition.text("TargetKey").map(str::to_owned);
                (definition.required("SourceKey").to_owned(), target)
            };
            fields.structs("KeyDefinitionList").map(pair).collect::<Vec<_>>()
        });
        let context = ContextProvider {
            subject_source: fields.required("SubjectSourceKey").to_owned(),
            subject_type: text("SubjectTypeValue"),
            subject_type_source: text("SubjectTypeSourceKey"),
            keys,
        };
        context.check()?;
        Ok(context)
    }

    fn check(&self) -> Result<(), Fault> {
        if self.subject_type.is_some() && self.subject_type_source.is_some() {
            return Err(error::either("SubjectTypeValue", "SubjectTypeSourceKey"));
        }
        check_key("SubjectSourceKey", &self.subject_source)?;
        self.subject_type_source.as_deref().map_or(Ok(()), |key| check_key("SubjectTypeSourceKey", key))?;
        for (source, target) in self.keys.iter().flatten() {
            check_key("SourceKey", source)?;
            target.as_deref().map_or(Ok(()), |key| check_key("TargetKey", key))?;
        }
        Ok(())
    }

    fn shown(&self) -> Fields {
        let definition = |(source, target): &(String, Option<String>)| {
            Fields::new(&iam::CONTEXT_PROVIDER_KEY_DEFINITION)
                .with("SourceKey", source.as_str())
                .with("TargetKey", target.clone())
        };
        let keys = self.keys.as_ref().map(|keys| keys.iter().map(definition).collect::<Vec<_>>());
        Fields::new(&iam::CONTEXT_PROVIDER)
            .with("KeyDefinitionList", keys)
            .with("SubjectSourceKey", self.subject_source.as_str())
            .with("SubjectTypeValue", self.subject_type.clone())
            .with("SubjectTypeSourceKey", self.subject_type_source.clone())
    }
}

/// The page's rule, which no pattern of the model has.
fn check_key(member: &str, key: &str) -> Result<(), Fault> {
    let is_allowed = |c: char| c.is_ascii_alphanumeric() || " _.:/=+-@#".contains(c);
    let is_spaced = key.starts_with(' ') || key.ends_with(' ') || key.contains("  ");
    if key.chars().all(is_allowed) && !is_spaced { Ok(()) } else { Err(error::context_key(member)) }
}

impl Propagation {
    /// What the request that makes a provider says.
    ///
    /// # Errors
    ///
    /// A rule of AWS's page is broken.
    pub(crate) fn read(fields: &Fields) -> Result<Propagation, Fault> {
        let context = fields.fields("ContextProvider").map(ContextProvider::read).transpose()?;
        let identity_center = fields.text("IdentityCenterInstanceArn").map(str::to_owned);
        if identity_center.is_some() && context.is_none() {
            return Err(error::needs("IdentityCenterInstanceArn", "ContextProvider"));
        }
        Ok(Propagation { context, identity_center })
    }

    /// Does what an update asks for.
    ///
    /// # Errors
    ///
    /// An instance of IAM Identity Center would be left without a context.
    pub(crate) fn update(&mut self, asked: Asked) -> Result<(), Fault> {
        if asked.removes_identity_center {
            self.identity_center = None;
        }
        if asked.removes_context {
            if self.identity_center.is_some() {
                return Err(error::needs("RemoveContextProvider", "RemoveIdentityCenterInstance"));
            }
            self.context = None;
        }
        if asked.context.is_some() {
            self.context = asked.context;
        }
        if asked.identity_center.is_some() {
            if self.context.is_none() {
                return Err(error::needs("IdentityCenterInstanceArn", "ContextProvider"));
            }
            self.identity_center = asked.identity_center;
        }
        Ok(())
    }

    /// Sets the members that a provider's reply shows. The identity store is not known: no IAM Identity Center is here.
    pub(crate) fn show(&self, fields: &mut Fields) {
        fields.set("ContextProvider", self.context.as_ref().map(ContextProvider::shown));
        fields.set("IdentityCenterInstanceArn", self.identity_center.clone());
    }

    /// Whether lists say that a provider propagates: an instance is associated.
    pub(crate) fn is_on(&self) -> bool {
        self.identity_center.is_some()
    }
}

impl Asked {
    /// What a request to update a provider says.
    ///
    /// # Errors
    ///
    /// It asks for two things of which AWS's page allows one.
    pub(crate) fn read(fields: &Fields) -> Result<Asked, Fault> {
        let is_set = |name: &str| fields.boolean(name).unwrap_or_default();
        let asked = Asked {
            context: fields.fields("ContextProvider").map(ContextProvider::read).transpose()?,
            identity_center: fields.text("IdentityCenterInstanceArn").map(str::to_owned),
            removes_context: is_set("RemoveContextProvider"),
            removes_identity_center: is_set("RemoveIdentityCenterInstance"),
        };
        if asked.context.is_some() && asked.removes_context {
            return Err(error::either("ContextProvider", "RemoveContextProvider"));
        }
        if asked.identity_center.is_some() && asked.removes_identity_center {
            return Err(error::either("IdentityCenterInstanceArn", "RemoveIdentityCenterInstance"));
        }
        Ok(asked)
    }

    /// Whether it changes the context.
    pub(crate) fn is_of_context(&self) -> bool {
        self.context.is_some() || self.removes_context
    }

    /// Whether it changes the association with IAM Identity Center.
    pub(crate) fn is_of_identity_center(&self) -> bool {
        self.identity_center.is_some() || self.removes_identity_center
    }
}
