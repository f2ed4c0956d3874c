//! Managed policies: those of an account, and AWS's own in the same form.

use std::borrow::Cow;

use base::arn::{AccountId, Arn};
use serde::{Deserialize, Serialize};
use wire::fault::Fault;
use wire::tag::Tags;
use wire::value::Fields;

use crate::catalog::{self, AwsPolicy};
use crate::error;
use crate::identity::policy_use::PolicyUse;
use crate::message::{document, name, shown};
use crate::model::iam;
use crate::records::{Kind, Record, Records};

/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html>
pub(crate) const MOST: usize = 1500;

/// Versions of one policy, of the same page.
pub(crate) const MOST_VERSIONS: usize = 5;

/// Characters of a document without white space, of the same page.
pub(crate) const MAX_SIZE: usize = 6144;

/// What stands for the account in the ARNs of AWS's policies.
const AWS: &str = "aws";

/// A managed policy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Policy {
    /// As it was given, case included.
    pub(crate) name: String,
    pub(crate) path: String,
    /// `ANPA…`
    pub(crate) id: String,
    pub(crate) arn: String,
    /// Absent and empty are two things.
    pub(crate) description: Option<String>,
    /// Seconds since 1970: IAM's times have no fraction.
    pub(crate) created_s: u64,
    pub(crate) tags: Tags,
    /// In the order in which they were made, of which there is at least one. Of AWS's only the default is known.
    pub(crate) versions: Vec<Version>,
    /// The number of the version that acts.
    pub(crate) default: u32,
    /// The number of the latest version that was ever made: no number comes again.
    pub(crate) latest: u32,
}

/// A version of a managed policy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Version {
    pub(crate) number: u32,
    /// Seconds since 1970.
    pub(crate) created_s: u64,
    /// As it was given; empty of AWS's.
    pub(crate) document: String,
}

impl Record for Policy {
    const KIND: Kind = Kind::Policy;

    fn name(&self) -> &str {
        &self.name
    }
}

/// Where a reply shows a policy: each shows other members of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// Where it has just been made: "It is not included in the response" stands with the description.
    Made,
    /// Alone: with its description, and tags also where it has none.
    Alone,
    List,
}

impl Policy {
    /// The policy of that ARN, of the account or of AWS.
    pub(crate) fn find(records: &Records, account: AccountId, arn: &str) -> Result<Option<Policy>, Fault> {
        let Some(parsed) = Arn::parse(arn).filter(|arn| arn.service == "iam" && arn.region.is_empty()) else {
            return Ok(None);
        };
        if parsed.account == AWS {
            return Ok(catalog::find(arn).map(Policy::of_aws));
        }
        if parsed.account != account.as_str() || !parsed.resource.starts_with("policy/") {
            return Ok(None);
        }
        let policy = records.get::<Policy>(account, name::last(&parsed.resource))?;
        // The path is a part of the ARN.
        Ok(policy.filter(|policy| policy.arn == arn))
    }

    /// The policy of that ARN.
    ///
    /// # Errors
    ///
    /// There is none, or the ARN is none of a policy.
    pub(crate) fn demand(records: &Records, account: AccountId, arn: &str) -> Result<Policy, Fault> {
        check_arn(arn)?;
        Policy::find(records, account, arn)?.ok_or_else(|| Policy::missing(arn))
    }

    /// The policy of that ARN, to be changed.
    ///
    /// # Errors
    ///
    /// There is none, or it is AWS's.
    pub(crate) fn demand_own(records: &Records, account: AccountId, arn: &str) -> Result<Policy, Fault> {
        let policy = Policy::demand(records, account, arn)?;
        if policy.is_of_aws() { Err(error::outside_own_account()) } else { Ok(policy) }
    }

    /// Recorded on AWS, 2026-11-29: "Policy arn:…:policy/non-existent-policy was not found."
    pub(crate) fn missing(arn: &str) -> Fault {
        error::no_such_entity(format!("Policy {arn} was not found."))
    }

    /// Our guess at the sentence.
    pub(crate) fn missing_version(&self, version: &str) -> Fault {
        let arn = &self.arn;
        error::no_such_entity(format!("Policy {arn} version {version} does not exist or is not attachable."))
    }

    /// A policy of AWS's in this form, but for its document: see [`Policy::text`].
    pub(crate) fn of_aws(policy: AwsPolicy) -> Policy {
        let number = policy.version.trim_start_matches('v').parse().unwrap_or(1);
        Policy {
            name: policy.name,
            path: policy.path,
            id: policy.id,
            arn: policy.arn,
            description: None,
            created_s: policy.created_s,
            tags: Tags::new(),
            versions: vec![Version { number, created_s: policy.updated_s, document: String::new() }],
            default: number,
            latest: number,
        }
    }

    /// Whether it is one of AWS's.
    pub(crate) fn is_of_aws(&self) -> bool {
        is_of_aws(&self.arn)
    }

    /// Whether it is one of AWS's that only roles which services have made for themselves have.
    pub(crate) fn is_of_a_service(&self) -> bool {
        self.is_of_aws() && self.path.starts_with("/aws-service-role/")
    }

    /// A version, by its id: `v2`.
    pub(crate) fn version(&self, id: &str) -> Option<&Version> {
        self.versions.iter().find(|version| version.id() == id)
    }

    /// The document of a version. That of AWS's is unpacked, which takes milliseconds where it is long.
    pub(crate) fn text<'v>(&self, version: &'v Version) -> Cow<'v, str> {
        if self.is_of_aws() {
            Cow::Owned(catalog::find(&self.arn).map(|policy| policy.document()).unwrap_or_default())
        } else {
            Cow::Borrowed(&version.document)
        }
    }

    /// The document that acts.
    pub(crate) fn document(&self) -> Cow<'_, str> {
        let default = self.versions.iter().find(|version| version.number == self.default);
        default.map(|version| self.text(version)).unwrap_or_default()
    }

    /// "When a policy has more than one version, this field contains the date and time when the most recent policy
    /// version was created." <https://docs.aws.amazon.com/IAM/latest/APIReference/API_Policy.html>
    pub(crate) fn updated_s(&self) -> u64 {
        self.versions.iter().map(|version| version.created_s).max().unwrap_or(self.created_s)
    }

    /// As replies show it.
    pub(crate) fn shown(&self, used: &PolicyUse, place: Place) -> Fields {
        let mut fields = Fields::new(&iam::POLICY);
        self.show(&mut fields, used);
        match place {
            Place::Made => fields.set("Tags", shown::tags(&self.tags)),
            Place::Alone => {
                fields.set("Description", self.description.clone());
                fields.set("Tags", shown::tags(&self.tags).unwrap_or_default());
            }
            Place::List => {}
        }
        fields
    }

    /// Shows what every reply does.
    pub(crate) fn show(&self, fields: &mut Fields, used: &PolicyUse) {
        fields.set("PolicyName", self.name.as_str());
        fields.set("PolicyId", self.id.as_str());
        fields.set("Arn", self.arn.as_str());
        fields.set("Path", self.path.as_str());
        fields.set("DefaultVersionId", id_of(self.default));
        fields.set("AttachmentCount", used.attached);
        fields.set("PermissionsBoundaryUsageCount", used.boundaries);
        fields.set("IsAttachable", true);
        fields.set("CreateDate", shown::time(self.created_s));
        fields.set("UpdateDate", shown::time(self.updated_s()));
    }

    /// A version as replies show it, most without its document.
    pub(crate) fn version_shown(&self, version: &Version, document: Option<&str>) -> Fields {
        Fields::new(&iam::POLICY_VERSION)
            .with("Document", document.map(shown::document))
            .with("VersionId", version.id())
            .with("IsDefaultVersion", version.number == self.default)
            .with("CreateDate", shown::time(version.created_s))
    }
}

impl Version {
    /// Its id: `v2`.
    pub(crate) fn id(&self) -> String {
        id_of(self.number)
    }
}

fn id_of(number: u32) -> String {
    format!("v{number}")
}

/// Judges the form of a policy's ARN.
///
/// # Errors
///
/// It is no ARN (recorded on AWS, 2026-11-29), or none of a policy (as quoted in boto/boto#2960).
pub(crate) fn check_arn(text: &str) -> Result<(), Fault> {
    let arn = Arn::parse(text).ok_or_else(|| error::validation("Invalid ARN:  Could not be parsed!"))?;
    let is_of_a_policy = arn.service == "iam" && arn.region.is_empty() && arn.resource.starts_with("policy/");
    if is_of_a_policy { Ok(()) } else { Err(error::invalid_input(format!("ARN {text} is not valid."))) }
}

/// Whether an ARN is of one of AWS's policies.
pub(crate) fn is_of_aws(arn: &str) -> bool {
    Arn::parse(arn).is_some_and(|arn| arn.account == AWS)
}

/// Judges the document of a managed policy, and its size, whose sentence is quoted in docker/docs#4685.
///
/// # Errors
///
/// It is too long, or none that IAM takes.
pub(crate) fn check_document(text: &str) -> Result<(), Fault> {
    if document::size(text) > MAX_SIZE {
        return Err(error::limit_exceeded("PolicySize", MAX_SIZE));
    }
    document::check_managed(text)
}

/// The path in the ARN of a policy: `/` of `policy/NAME`, `/a/` of `policy/a/NAME`.
pub(crate) fn path_in(arn: &str) -> &str {
    let resource = arn.splitn(6, ':').nth(5).unwrap_or_default();
    let behind = resource.strip_prefix("policy").unwrap_or_default();
    behind.rfind('/').and_then(|at| behind.get(..=at)).unwrap_or(name::ROOT)
}

/// A policy that is attached, as replies show it.
pub(crate) fn attached_shown(arn: &str) -> Fields {
    Fields::new(&iam::ATTACHED_POLICY).with("PolicyName", name::last(arn)).with("PolicyArn", arn)
}
