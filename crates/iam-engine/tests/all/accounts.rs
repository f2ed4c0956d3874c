//! What an account has once: alias, password policy, preferences, the summary, outbound federation.

use std::collections::BTreeMap;

use testkit::Reply;

use crate::harness::{World, iam, world};
use crate::signing_certificate::ONE;

fn create(world: &World, alias: &str) -> Reply {
    world.ask(iam("CreateAccountAlias", &[("AccountAlias", alias)]))
}

fn aliases(world: &World) -> String {
    world.ask(iam("ListAccountAliases", &[])).ok().element("AccountAliases")
}

/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/console_account-alias.html>: one alias, and a new one takes its place.
/// That a name which is taken is refused, to its owner too, is as users of AWS report it:
/// <https://github.com/awslabs/aws-deployment-framework/pull/465>,
/// <https://github.com/hashicorp/terraform-provider-aws/issues/41117>.
#[test]
fn an_account_has_one_alias_that_no_other_has() {
    let world = world().as_account("111111111111");
    let other = world.as_account("222222222222");
    assert_eq!(aliases(&world), "");
    create(&world, "first").ok();
    create(&world, "second").ok();
    assert_eq!(aliases(&world), "<member>second</member>");
    for caller in [&world, &other, &world.as_account("000000000000")] {
        create(caller, "second").is_error(
            409,
            "EntityAlreadyExists",
            "The account alias second already exists.",
        );
    }
    create(&other, "first").ok();
    assert_eq!(
        (aliases(&world), aliases(&other)),
        ("<member>second</member>".into(), "<member>first</member>".into())
    );
    let delete = |world: &World, alias| world.ask(iam("DeleteAccountAlias", &[("AccountAlias", alias)]));
    delete(&world, "first").refused(404, "NoSuchEntity");
    delete(&world, "second").ok();
    delete(&world, "second").refused(404, "NoSuchEntity");
    assert_eq!(aliases(&world), "");
    create(&other, "second").ok();
    for wrong in ["ab", "-ab", "ab-", "a--b", "Abc", "a_b", &"a".repeat(64)] {
        create(&world, wrong).refused(400, "ValidationError");
    }
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAccountPasswordPolicy.html>: what is not said is as it is
/// without a policy. The sentence is AWS's own.
#[test]
fn a_password_policy_is_set_whole() {
    let world = world().as_account("111111111111");
    let get = || world.ask(iam("GetAccountPasswordPolicy", &[]));
    let sentence = "The Password Policy with domain name 111111111111 cannot be found.";
    get().is_error(404, "NoSuchEntity", sentence);
    world.ask(iam("DeleteAccountPasswordPolicy", &[])).is_error(404, "NoSuchEntity", sentence);
    let all = [
        ("MinimumPasswordLength", "14"),
        ("RequireSymbols", "true"),
        ("MaxPasswordAge", "90"),
        ("PasswordReusePrevention", "5"),
        ("HardExpiry", "false"),
    ];
    world.ask(iam("UpdateAccountPasswordPolicy", &all)).ok();
    let shown = get().ok();
    for (name, value) in all.into_iter().chain([("ExpirePasswords", "true"), ("RequireNumbers", "false")]) {
        assert_eq!(shown.element(name), value, "{name}");
    }
    world.ask(iam("UpdateAccountPasswordPolicy", &[])).ok();
    let shown = get().ok();
    assert_eq!(
        (shown.element("MinimumPasswordLength"), shown.element("ExpirePasswords")),
        ("6".into(), "false".into())
    );
    for absent in ["MaxPasswordAge", "PasswordReusePrevention", "HardExpiry"] {
        assert!(!shown.text().contains(absent), "{absent}: {shown:?}");
    }
    for (name, value) in
        [("MinimumPasswordLength", "5"), ("MaxPasswordAge", "1096"), ("PasswordReusePrevention", "25")]
    {
        world.ask(iam("UpdateAccountPasswordPolicy", &[(name, value)])).refused(400, "ValidationError");
    }
    world.as_account("222222222222").ask(iam("GetAccountPasswordPolicy", &[])).refused(404, "NoSuchEntity");
    world.ask(iam("DeleteAccountPasswordPolicy", &[])).ok();
    get().refused(404, "NoSuchEntity");
}

fn summary(world: &World) -> BTreeMap<String, String> {
    let reply = world.ask(iam("GetAccountSummary", &[])).ok();
    reply.elements("key").into_iter().zip(reply.elements("value")).collect()
}

/// All keys of AWS's model, <https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountSummary.html>, and real counts.
#[test]
fn the_summary_counts() {
    let world = world();
    let empty = summary(&world);
    assert_eq!(empty.len(), 34);
    for (key, value) in [("Users", "0"), ("UsersQuota", "5000"), ("RolesQuota", "1000"), ("Providers", "0")] {
        assert_eq!(empty[key], value, "{key}");
    }
    for name in ["a", "b"] {
        world.ask(iam("CreateUser", &[("UserName", name)])).ok();
    }
    world.ask(iam("CreateOpenIDConnectProvider", &[("Url", "https://a.example")])).ok();
    world.ask(iam("SetSecurityTokenServicePreferences", &[("GlobalEndpointTokenVersion", "v2Token")])).ok();
    for name in ["used", "free"] {
        world.ask(iam("CreateVirtualMFADevice", &[("VirtualMFADeviceName", name)])).ok();
    }
    let codes = [("AuthenticationCode1", "123456"), ("AuthenticationCode2", "234567")];
    let serial = ("SerialNumber", "arn:aws:iam::000000000000:mfa/used");
    world.ask(iam("EnableMFADevice", &[("UserName", "a"), serial, codes[0], codes[1]])).ok();
    let document = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"*","Resource":"*"}]}"#;
    for name in ["p", "q"] {
        world.ask(iam("CreatePolicy", &[("PolicyName", name), ("PolicyDocument", document)])).ok();
    }
    let version = [("PolicyArn", "arn:aws:iam::000000000000:policy/q"), ("PolicyDocument", document)];
    world.ask(iam("CreatePolicyVersion", &version)).ok();
    world.ask(iam("CreateAccessKey", &[])).ok();
    world.ask(iam("UploadSigningCertificate", &[("CertificateBody", ONE)])).ok();
    let full = summary(&world);
    for (key, value) in [
        ("Users", "2"),
        ("Providers", "1"),
        ("GlobalEndpointTokenVersion", "2"),
        ("MFADevices", "2"),
        ("MFADevicesInUse", "1"),
        ("Policies", "2"),
        ("PolicyVersionsInUse", "3"),
        ("AccountAccessKeysPresent", "1"),
        ("AccountSigningCertificatesPresent", "1"),
        ("AccountMFAEnabled", "0"),
    ] {
        assert_eq!(full[key], value, "{key}");
    }
    assert_eq!(summary(&world.as_account("222222222222")), empty);
    let wrong = [("GlobalEndpointTokenVersion", "v3Token")];
    world.ask(iam("SetSecurityTokenServicePreferences", &wrong)).refused(400, "ValidationError");
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutAccountProperties.html>: one namespace in a request, one slash in
/// a key. The limit is ours.
#[test]
fn properties_are_kept_by_their_namespace() {
    let world = world();
    let put = |pairs: &[(&str, &str)]| {
        let names: Vec<(String, String)> = (1..=pairs.len())
            .map(|at| (format!("Properties.entry.{at}.key"), format!("Properties.entry.{at}.value")))
            .collect();
        let mut members = Vec::new();
        for ((key, value), (key_name, value_name)) in pairs.iter().zip(&names) {
            members.extend([(key_name.as_str(), *key), (value_name.as_str(), *value)]);
        }
        world.ask(iam("PutAccountProperties", &members))
    };
    let get = || {
        let reply = world.ask(iam("GetAccountProperties", &[])).ok();
        reply.elements("key").into_iter().zip(reply.elements("value")).collect::<Vec<_>>()
    };
    assert!(get().is_empty());
    put(&[("RoleManager/Enabled", "true"), ("RoleManager/Other", "1")]).ok();
    put(&[("RoleManager/Enabled", "false")]).ok();
    let expected = [("RoleManager/Enabled", "false"), ("RoleManager/Other", "1")];
    assert_eq!(get(), expected.map(|(key, value)| (key.to_owned(), value.to_owned())));
    put(&[("A/a", "1"), ("B/a", "1")]).refused(400, "InvalidInput");
    for wrong in ["A", "A/", "A/a/b", "A//b"] {
        put(&[(wrong, "1")]).refused(400, "InvalidInput");
    }
    for wrong in ["/a", "1/a", &"a".repeat(51)] {
        put(&[(wrong, "1")]).refused(400, "ValidationError");
    }
    let many: Vec<String> = (0..99).map(|at| format!("Many/p{at}")).collect();
    let many: Vec<(&str, &str)> = many.iter().map(|key| (key.as_str(), "1")).collect();
    put(&many).refused(400, "InvalidInput");
    put(&many[..98]).ok();
    assert_eq!(get().len(), 100);
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_EnableOutboundWebIdentityFederation.html> and its siblings, with the
/// statuses of the model's errors. An account begins without.
#[test]
fn outbound_federation_is_switched_on_and_off_once() {
    let world = world().as_account("111111111111");
    let ask = |operation: &str| world.ask(iam(operation, &[]));
    let (enable, disable, info) = (
        "EnableOutboundWebIdentityFederation",
        "DisableOutboundWebIdentityFederation",
        "GetOutboundWebIdentityFederationInfo",
    );
    for _ in 0..2 {
        ask(info).refused(404, "FeatureDisabled");
        ask(disable).refused(404, "FeatureDisabled");
        let issuer = ask(enable).ok().element("IssuerIdentifier");
        assert_eq!(issuer, "http://127.0.0.1:4566/_aws/sts/111111111111");
        ask(enable).refused(409, "FeatureEnabled");
        let shown = ask(info).ok();
        assert_eq!(
            (shown.element("IssuerIdentifier"), shown.element("JwtVendingEnabled")),
            (issuer, "true".into())
        );
        world.as_account("222222222222").ask(iam(info, &[])).refused(404, "FeatureDisabled");
        ask(disable).ok();
    }
}
