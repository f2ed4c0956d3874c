//! Tags, which things of eight kinds have in one way: TagRole, UntagRole and ListRoleTags, and the same of users, managed
//! policies, instance profiles, virtual MFA devices, identity providers and server certificates.
//!
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html>

use std::marker::PhantomData;
use std::sync::Arc;

use base::call::Call;
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::tag::Tags;
use wire::value::Fields;

use crate::certificate::server::ServerCertificate;
use crate::engine::Engine;
use crate::identity::instance_profile::InstanceProfile;
use crate::identity::mfa_device::MfaDevice;
use crate::identity::policy::Policy;
use crate::identity::role::Role;
use crate::identity::user::User;
use crate::identity_provider::oidc::OidcProvider;
use crate::identity_provider::saml::SamlProvider;
use crate::message::page::{Asked, Page};
use crate::message::tags;
use crate::model::iam;
use crate::records::{Record, Records};

/// What has tags.
pub(super) trait Tagged: Record + Send + 'static {
    /// The member of requests that names it.
    const MEMBER: &'static str;
    /// `TagRole`
    const TAG: &'static Signature;
    /// `UntagRole`
    const UNTAG: &'static Signature;
    /// `ListRoleTags`
    const LIST: &'static Signature;

    /// The one of that name, serial number or ARN.
    ///
    /// # Errors
    ///
    /// There is none.
    fn find(records: &Records, call: &Call, name: &str) -> Result<Self, Fault>;

    /// The same, whose tags are to be changed.
    ///
    /// # Errors
    ///
    /// There is none, or only AWS may change it.
    fn find_to_change(records: &Records, call: &Call, name: &str) -> Result<Self, Fault> {
        Self::find(records, call, name)
    }

    /// Its tags.
    fn tags(&mut self) -> &mut Tags;
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_TagRole.html>
pub(super) struct Tag<T>(PhantomData<T>);

impl<T: Tagged> Operation for Tag<T> {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = T::TAG;
    const RESOURCE: &'static [&'static str] = &[T::MEMBER];
    type Input = (String, Tags);
    type Output = ();

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        Ok((fields.required(T::MEMBER).to_owned(), tags::read(&fields)?))
    }

    async fn run(engine: &Arc<Engine>, call: &Call, (name, added): Self::Input) -> Result<(), Fault> {
        engine.records.change(call.account, |change| {
            let mut tagged = T::find_to_change(change.records(), call, &name)?;
            tags::merge(tagged.tags(), added.clone())?;
            change.put(&tagged)
        })
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).into()
    }
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_UntagRole.html>
pub(super) struct Untag<T>(PhantomData<T>);

impl<T: Tagged> Operation for Untag<T> {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = T::UNTAG;
    const RESOURCE: &'static [&'static str] = &[T::MEMBER];
    type Input = (String, Vec<String>);
    type Output = ();

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        Ok((fields.required(T::MEMBER).to_owned(), tags::keys(&fields)))
    }

    async fn run(engine: &Arc<Engine>, call: &Call, (name, keys): Self::Input) -> Result<(), Fault> {
        engine.records.change(call.account, |change| {
            let mut tagged = T::find_to_change(change.records(), call, &name)?;
            tags::remove(tagged.tags(), &keys);
            change.put(&tagged)
        })
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).into()
    }
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRoleTags.html>: in the order of their keys.
pub(super) struct ListTags<T>(PhantomData<T>);

impl<T: Tagged> Operation for ListTags<T> {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = T::LIST;
    const RESOURCE: &'static [&'static str] = &[T::MEMBER];
    type Input = (Asked, String);
    type Output = Page<tags::Tag>;

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        let asked = Asked::read(call, &fields, T::LIST.name, &[T::MEMBER])?;
        Ok((asked, fields.required(T::MEMBER).to_owned()))
    }

    async fn run(
        engine: &Arc<Engine>,
        call: &Call,
        (asked, name): Self::Input,
    ) -> Result<Self::Output, Fault> {
        let mut tagged = T::find(&engine.records, call, &name)?;
        Ok(tags::page(asked, std::mem::take(tagged.tags())))
    }

    fn reply(page: Self::Output) -> Outgoing {
        tags::reply(page, Self::SIGNATURE.output)
    }
}

impl Tagged for User {
    const MEMBER: &'static str = "UserName";
    const TAG: &'static Signature = &iam::TAG_USER;
    const UNTAG: &'static Signature = &iam::UNTAG_USER;
    const LIST: &'static Signature = &iam::LIST_USER_TAGS;

    fn find(records: &Records, call: &Call, name: &str) -> Result<Self, Fault> {
        User::find(records, call.account, name)
    }

    fn tags(&mut self) -> &mut Tags {
        &mut self.tags
    }
}

impl Tagged for Role {
    const MEMBER: &'static str = "RoleName";
    const TAG: &'static Signature = &iam::TAG_ROLE;
    const UNTAG: &'static Signature = &iam::UNTAG_ROLE;
    const LIST: &'static Signature = &iam::LIST_ROLE_TAGS;

    fn find(records: &Records, call: &Call, name: &str) -> Result<Self, Fault> {
        records.get(call.account, name)?.ok_or_else(|| Role::missing(name))
    }

    fn tags(&mut self) -> &mut Tags {
        &mut self.tags
    }
}

impl Tagged for Policy {
    const MEMBER: &'static str = "PolicyArn";
    const TAG: &'static Signature = &iam::TAG_POLICY;
    const UNTAG: &'static Signature = &iam::UNTAG_POLICY;
    const LIST: &'static Signature = &iam::LIST_POLICY_TAGS;

    fn find(records: &Records, call: &Call, name: &str) -> Result<Self, Fault> {
        Policy::demand(records, call.account, name)
    }

    fn find_to_change(records: &Records, call: &Call, name: &str) -> Result<Self, Fault> {
        Policy::demand_own(records, call.account, name)
    }

    fn tags(&mut self) -> &mut Tags {
        &mut self.tags
    }
}

impl Tagged for InstanceProfile {
    const MEMBER: &'static str = "InstanceProfileName";
    const TAG: &'static Signature = &iam::TAG_INSTANCE_PROFILE;
    const UNTAG: &'static Signature = &iam::UNTAG_INSTANCE_PROFILE;
    const LIST: &'static Signature = &iam::LIST_INSTANCE_PROFILE_TAGS;

    fn find(records: &Records, call: &Call, name: &str) -> Result<Self, Fault> {
        records.get(call.account, name)?.ok_or_else(|| InstanceProfile::missing(name))
    }

    fn tags(&mut self) -> &mut Tags {
        &mut self.tags
    }
}

impl Tagged for MfaDevice {
    const MEMBER: &'static str = "SerialNumber";
    const TAG: &'static Signature = &iam::TAG_MFA_DEVICE;
    const UNTAG: &'static Signature = &iam::UNTAG_MFA_DEVICE;
    const LIST: &'static Signature = &iam::LIST_MFA_DEVICE_TAGS;

    fn find(records: &Records, call: &Call, name: &str) -> Result<Self, Fault> {
        MfaDevice::find(records, call.account, name)
    }

    fn tags(&mut self) -> &mut Tags {
        &mut self.tags
    }
}

impl Tagged for OidcProvider {
    const MEMBER: &'static str = "OpenIDConnectProviderArn";
    const TAG: &'static Signature = &iam::TAG_OPEN_ID_CONNECT_PROVIDER;
    const UNTAG: &'static Signature = &iam::UNTAG_OPEN_ID_CONNECT_PROVIDER;
    const LIST: &'static Signature = &iam::LIST_OPEN_ID_CONNECT_PROVIDER_TAGS;

    fn find(records: &Records, call: &Call, name: &str) -> Result<Self, Fault> {
        OidcProvider::find(records, call, name)
    }

    fn tags(&mut self) -> &mut Tags {
        &mut self.tags
    }
}

impl Tagged for SamlProvider {
    const MEMBER: &'static str = "SAMLProviderArn";
    const TAG: &'static Signature = &iam::TAG_SAML_PROVIDER;
    const UNTAG: &'static Signature = &iam::UNTAG_SAML_PROVIDER;
    const LIST: &'static Signature = &iam::LIST_SAML_PROVIDER_TAGS;

    fn find(records: &Records, call: &Call, name: &str) -> Result<Self, Fault> {
        SamlProvider::find(records, call, name)
    }

    fn tags(&mut self) -> &mut Tags {
        &mut self.tags
    }
}

impl Tagged for ServerCertificate {
    const MEMBER: &'static str = "ServerCertificateName";
    const TAG: &'static Signature = &iam::TAG_SERVER_CERTIFICATE;
    const UNTAG: &'static Signature = &iam::UNTAG_SERVER_CERTIFICATE;
    const LIST: &'static Signature = &iam::LIST_SERVER_CERTIFICATE_TAGS;

    fn find(records: &Records, call: &Call, name: &str) -> Result<Self, Fault> {
        ServerCertificate::find(records, call.account, name)
    }

    fn tags(&mut self) -> &mut Tags {
        &mut self.tags
    }
}
