//! Sessions for whom an identity provider vouches, and this emulator as such a provider.

use base::seams::KeyStanding;
use base64::Engine as _;
use base64::prelude::{BASE64_STANDARD, BASE64_URL_SAFE_NO_PAD};
use serde_json::{Value, json};
use testkit::{Ask, Reply};
use wire::endpoint::Engine as _;

use crate::harness::{World, iam, standing, sts, with_credentials, world};

const ACCOUNT: &str = "123456789012";
const GITHUB: &str = "token.actions.githubusercontent.com";
const EKS: &str = "oidc.eks.eu-west-1.amazonaws.com/id/ABCDEF";

/// 2026-01-01T00:00:00Z, when the world begins.
const NOW: u64 = 1_767_225_600;

fn token(claims: &Value) -> String {
    let part = |value: &Value| BASE64_URL_SAFE_NO_PAD.encode(value.to_string());
    format!("{}.{}.c2ln", part(&json!({"alg": "RS256", "kid": "k1", "typ": "JWT"})), part(claims))
}

/// What GitHub's runners say of themselves.
fn github() -> Value {
    json!({
        "iss": format!("https://{GITHUB}"), "sub": "repo:acme/app:ref:refs/heads/main", "aud": "sts.amazonaws.com",
        "exp": NOW + 300, "iat": NOW, "repository": "acme/app", "actor": "ann", "run_attempt": 1,
    })
}

fn trust(provider: &str, actions: &Value, condition: &Value) -> String {
    json!({"Version": "2012-10-17", "Statement": [{
        "Effect": "Allow", "Principal": {"Federated": provider}, "Action": actions, "Condition": condition,
    }]})
    .to_string()
}

fn role(world: &World, name: &str, trust: &str) -> String {
    let members = [("RoleName", name), ("AssumeRolePolicyDocument", trust)];
    world.as_account(ACCOUNT).ask(iam("CreateRole", &members)).ok().element("Arn")
}

fn provider(name: &str) -> String {
    format!("arn:aws:iam::{ACCOUNT}:oidc-provider/{name}")
}

/// Makes the account know the provider of that URL, without its scheme, for tokens for AWS.
fn made(world: &World, name: &str) {
    let url = format!("https://{name}");
    let members = [("Url", url.as_str()), ("ClientIDList.member.1", "sts.amazonaws.com")];
    world.as_account(ACCOUNT).ask(iam("CreateOpenIDConnectProvider", &members)).ok();
}

/// Without a signature, as clients ask.
fn assume(world: &World, role: &str, token: &str, more: &[(&str, &str)]) -> Reply {
    let mut members = vec![("RoleArn", role), ("RoleSessionName", "ci"), ("WebIdentityToken", token)];
    members.extend_from_slice(more);
    world.anonymous().ask(sts("AssumeRoleWithWebIdentity", &members))
}

const WEB: &str = "sts:AssumeRoleWithWebIdentity";

/// IAM's guide, "Create a role for OpenID Connect federation": GitHub's flow as it is written there.
#[test]
fn a_workload_of_github_has_its_session() {
    let world = world();
    let condition = json!({
        "StringEquals": {format!("{GITHUB}:aud"): "sts.amazonaws.com"},
        "StringLike": {format!("{GITHUB}:sub"): "repo:acme/app:*"},
    });
    let arn = role(&world, "gh", &trust(&provider(GITHUB), &json!(WEB), &condition));
    made(&world, GITHUB);
    let given = assume(&world, &arn, &token(&github()), &[]).ok();
    assert_eq!(given.element("SubjectFromWebIdentityToken"), "repo:acme/app:ref:refs/heads/main");
    assert_eq!(given.element("Audience"), "sts.amazonaws.com");
    assert_eq!(given.element("Provider"), format!("https://{GITHUB}"));
    assert_eq!(given.element("Arn"), format!("arn:aws:sts::{ACCOUNT}:assumed-role/gh/ci"));
    assert_eq!(given.element("Expiration"), "2026-01-01T01:00:00Z");
    let who = with_credentials(&world, &given).ask(sts("GetCallerIdentity", &[])).ok();
    assert_eq!(who.element("Arn"), format!("arn:aws:sts::{ACCOUNT}:assumed-role/gh/ci"));
    let (key, session) = (given.element("AccessKeyId"), given.element("SessionToken"));
    assert_eq!(standing(&world, &key, Some(&session)), Some(KeyStanding::Good));
    // The trust policy is always judged, its owner's call or not.
    let changed = |name: &str, value: Value| {
        let mut claims = github();
        claims[name] = value;
        token(&claims)
    };
    let denied = "Not authorized to perform sts:AssumeRoleWithWebIdentity";
    made(&world, "evil.example.com");
    for other in [changed("sub", json!("repo:evil/app:x")), changed("iss", json!("https://evil.example.com"))]
    {
        assume(&world, &arn, &other, &[]).is_error(403, "AccessDenied", denied);
        assume(&world.as_account(ACCOUNT), &arn, &other, &[]).is_error(403, "AccessDenied", denied);
    }
    let none = format!("arn:aws:iam::{ACCOUNT}:role/none");
    assume(&world, &none, &token(&github()), &[]).is_error(403, "AccessDenied", denied);
    let unfit = role(&world, "unfit", &trust(&provider(GITHUB), &json!("sts:AssumeRole"), &json!({})));
    assume(&world, &unfit, &token(&github()), &[]).is_error(403, "AccessDenied", denied);
}

/// What users of AWS report: <https://github.com/mozilla-iam/mozilla-aws-cli/issues/127> of a provider that the account does not
/// have, <https://github.com/awslabs/amazon-eks-irsa-cfn/pull/18> of an audience that it does not take. IAM's guide, "AWS JSON
/// policy elements: Principal": some providers are known by name.
#[test]
fn the_account_must_have_the_provider_and_its_audience() {
    let world = world();
    let arn = role(&world, "gh", &trust(&provider(GITHUB), &json!(WEB), &json!({})));
    let for_whom = |aud: Value, more: (&str, Value)| {
        let mut claims = github();
        claims["aud"] = aud;
        claims[more.0] = more.1;
        token(&claims)
    };
    let none =
        "No OpenIDConnect provider found in your account for https://token.actions.githubusercontent.com";
    let assumed = |token: &str| assume(&world, &arn, token, &[]);
    assumed(&token(&github())).is_error(400, "InvalidIdentityToken", none);
    // Another account's helps nobody.
    world
        .as_account("111122223333")
        .ask(iam("CreateOpenIDConnectProvider", &[("Url", &format!("https://{GITHUB}"))]))
        .ok();
    assumed(&token(&github())).is_error(400, "InvalidIdentityToken", none);
    made(&world, GITHUB);
    assumed(&token(&github())).ok();
    let other = for_whom(json!("other"), ("x", json!(1)));
    assumed(&other).is_error(400, "InvalidIdentityToken", "Incorrect token audience");
    assumed(&for_whom(json!(["other", "sts.amazonaws.com"]), ("x", json!(1)))).ok();
    assumed(&for_whom(json!("other"), ("azp", json!("sts.amazonaws.com")))).ok();
    let owner = world.as_account(ACCOUNT);
    let named = ("OpenIDConnectProviderArn", &*provider(GITHUB));
    owner.ask(iam("AddClientIDToOpenIDConnectProvider", &[named, ("ClientID", "other")])).ok();
    assumed(&other).ok();
    owner.ask(iam("DeleteOpenIDConnectProvider", &[named])).ok();
    assumed(&other).is_error(400, "InvalidIdentityToken", none);
    for name in ["accounts.google.com", "cognito-identity.amazonaws.com"] {
        let arn = role(&world, &name.replace('.', "-"), &trust(name, &json!(WEB), &json!({})));
        let issued = for_whom(json!("any"), ("iss", json!(format!("https://{name}"))));
        assume(&world, &arn, &issued, &[]).ok();
    }
}

/// EKS's guide, "IAM roles for service accounts"; tags: IAM's guide, "Passing session tags using
/// AssumeRoleWithWebIdentity".
#[test]
fn a_service_account_has_its_session_and_its_tags() {
    let world = world();
    let condition = json!({"StringEquals": {
        format!("{EKS}:sub"): "system:serviceaccount:default:app", format!("{EKS}:aud"): "sts.amazonaws.com",
    }});
    let actions = json!([WEB, "sts:TagSession", "sts:SetSourceIdentity"]);
    made(&world, EKS);
    let arn = role(&world, "pod", &trust(&provider(EKS), &actions, &condition));
    let plain = role(&world, "plain", &trust(&provider(EKS), &json!(WEB), &condition));
    let claims = json!({
        "iss": format!("https://{EKS}"), "sub": "system:serviceaccount:default:app", "aud": ["sts.amazonaws.com"],
        "exp": NOW + 86400, "iat": NOW, "nbf": NOW, "kubernetes.io": {"namespace": "default"},
    });
    assume(&world, &plain, &token(&claims), &[]).ok();
    let mut tagged = claims.clone();
    tagged["https://aws.amazon.com/tags"] =
        json!({"principal_tags": {"Team": ["a"]}, "transitive_tag_keys": ["Team"]});
    tagged["https://aws.amazon.com/source_identity"] = json!("ann");
    assume(&world, &plain, &token(&tagged), &[]).refused(403, "AccessDenied");
    let given = assume(
        &world,
        &arn,
        &token(&tagged),
        &[("Policy", r#"{"Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}"#)],
    )
    .ok();
    assert_eq!(given.element("SourceIdentity"), "ann");
    assert!(!given.element("PackedPolicySize").is_empty());
    assume(&world, &arn, &token(&claims), &[("DurationSeconds", "3601")]).is_error(
        400,
        "ValidationError",
        "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.",
    );
    for (name, wrong) in [
        ("https://aws.amazon.com/tags", json!({"principal_tags": {"aws:x": "y"}})),
        ("https://aws.amazon.com/tags", json!({"principal_tags": {"a": "y", "A": "z"}})),
        ("https://aws.amazon.com/tags", json!({"transitive_tag_keys": ["none"]})),
        ("https://aws.amazon.com/source_identity", json!("aws:x")),
        ("https://aws.amazon.com/source_identity", json!("a b")),
    ] {
        let mut claims = claims.clone();
        claims[name] = wrong;
        assert_eq!(assume(&world, &arn, &token(&claims), &[]).status, 400, "{claims}");
    }
}

/// Sentences reported by AWS's users, but for those of missing claims, which are our guess.
#[test]
fn what_is_no_token_is_refused() {
    let world = world();
    let arn = role(&world, "gh", &trust(&provider(GITHUB), &json!(WEB), &json!({})));
    made(&world, GITHUB);
    let no_jwt =
        "The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)";
    let nested =
        BASE64_URL_SAFE_NO_PAD.encode(format!("{{\"alg\":{}1{}}}", "[".repeat(2000), "]".repeat(2000)));
    for wrong in
        ["token", "a.b.c", "....", &format!("{nested}.{nested}.x"), &token(&json!(1)), &"A".repeat(20_000)]
    {
        assume(&world, &arn, wrong, &[]).is_error(400, "InvalidIdentityToken", no_jwt);
    }
    assume(&world, &arn, &"A".repeat(20_001), &[]).refused(400, "ValidationError");
    for claim in ["iss", "sub", "aud", "exp"] {
        let mut claims = github();
        claims.as_object_mut().unwrap().remove(claim);
        let sentence = format!("Missing a required claim: {claim}");
        assume(&world, &arn, &token(&claims), &[]).is_error(400, "InvalidIdentityToken", &sentence);
    }
    assume(&world, "arn:aws:iam::123456789012:saml-provider/x", &token(&github()), &[]).is_error(
        400,
        "ValidationError",
        "Request ARN is invalid",
    );
    world.advance(300);
    assume(&world, &arn, &token(&github()), &[]).is_error(
        400,
        "ExpiredTokenException",
        "Token expired: current date/time 1767225900 must be before the expiration date/time 1767225900",
    );
    let login = [("ProviderId", "www.amazon.com")];
    assume(&world, &arn, "Atza|token", &login).refused(400, "IDPCommunicationError");
}

/// Our own word is verified: it opens a role that trusts it, and one that somebody changed does not.
async fn is_verified(world: &World, name: &str, issuer: &str, token: String) {
    let provider = provider(issuer.strip_prefix("http://").unwrap());
    let made =
        [("RoleName", name), ("AssumeRolePolicyDocument", &*trust(&provider, &json!(WEB), &json!({})))];
    let trusting = world.send(iam("CreateRole", &made)).await.ok().element("Arn");
    let assume = |token: String| {
        let members =
            [("RoleArn", trusting.as_str()), ("RoleSessionName", "ci"), ("WebIdentityToken", &token)];
        world.send(sts("AssumeRoleWithWebIdentity", &members))
    };
    assume(token.clone()).await.ok();
    let (signed, signature) = token.rsplit_once('.').unwrap();
    let other = if signature.starts_with('A') { "B" } else { "A" };
    let flipped = format!("{signed}.{other}{}", &signature[1..]);
    assume(flipped).await.is_error(400, "InvalidIdentityToken", "Couldn't retrieve verification key");
}

/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_outbound_token_claims.html>, RFC 7517 and OpenID
/// Connect Discovery.
#[tokio::test]
async fn our_own_tokens_can_be_verified() {
    let world = world().as_account(ACCOUNT);
    let page = |path: String| {
        let engine = world.engine.engine.clone();
        async move {
            let request = Ask::get("/").header("host", "127.0.0.1:4566").into();
            let reply = engine.answer_control(&path, request).await.unwrap();
            let body = reply.into_body().collect(1 << 16).await.unwrap();
            serde_json::from_slice::<Value>(&body).unwrap()
        }
    };
    assert_eq!(page(format!("{ACCOUNT}/jwks")).await, json!({"keys": []}));
    let made = [
        ("RoleName", "r"),
        (
            "AssumeRolePolicyDocument",
            r#"{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"sts:AssumeRole"}]}"#,
        ),
        ("Tags.member.1.Key", "Team"),
        ("Tags.member.1.Value", "a"),
    ];
    let arn = world.send(iam("CreateRole", &made)).await.ok().element("Arn");
    let session = world.send(sts("AssumeRole", &[("RoleArn", &arn), ("RoleSessionName", "s1")])).await.ok();
    let inside = with_credentials(&world, &session);
    let issuer = format!("http://127.0.0.1:4566/_aws/sts/{ACCOUNT}");
    for algorithm in ["RS256", "ES384"] {
        let ask = [
            ("Audience.member.1", "https://api.example.com"),
            ("SigningAlgorithm", algorithm),
            ("Tags.member.1.Key", "job"),
            ("Tags.member.1.Value", "1"),
        ];
        let given = inside.send(sts("GetWebIdentityToken", &ask)).await.ok();
        assert_eq!(given.element("Expiration"), "2026-01-01T00:05:00Z");
        let token = given.element("WebIdentityToken");
        let part = |at: usize| {
            let text = token.split('.').nth(at).unwrap();
            serde_json::from_slice::<Value>(&BASE64_URL_SAFE_NO_PAD.decode(text).unwrap()).unwrap()
        };
        let (head, claims) = (part(0), part(1));
        let jti = &claims["jti"];
        assert_eq!(
            claims,
            json!({
                "iss": issuer, "aud": "https://api.example.com", "sub": arn, "iat": NOW, "exp": NOW + 300, "jti": jti,
                "https://sts.amazonaws.com/": {
                    "aws_account": ACCOUNT, "source_region": "us-east-1", "principal_id": arn,
                    "principal_tags": {"Team": "a"}, "request_tags": {"job": "1"},
                },
            })
        );
        let discovery = page(format!("{ACCOUNT}/.well-known/openid-configuration")).await;
        assert_eq!(
            (&discovery["issuer"], &discovery["jwks_uri"]),
            (&json!(issuer), &json!(format!("{issuer}/jwks")))
        );
        let keys = page(format!("{ACCOUNT}/jwks")).await;
        let key = keys["keys"].as_array().unwrap().iter().find(|key| key["kid"] == head["kid"]).unwrap();
        assert_eq!((&key["alg"], &head["alg"]), (&json!(algorithm), &json!(algorithm)));
        assert!(!keys.to_string().contains("\"d\""), "no private number is shown: {keys}");
        is_verified(&world, algorithm, &issuer, token).await;
    }
    // A reset takes the keys away.
    world.store.clear().unwrap();
    assert_eq!(page(format!("{ACCOUNT}/jwks")).await, json!({"keys": []}));
}

/// The model's own words about what can be asked for.
#[test]
fn a_token_is_given_as_the_model_says() {
    let world = world().as_account(ACCOUNT);
    let arn = role(
        &world,
        "r",
        r#"{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"sts:AssumeRole"}]}"#,
    );
    let session = world.ask(sts("AssumeRole", &[("RoleArn", &arn), ("RoleSessionName", "s1")])).ok();
    let inside = with_credentials(&world, &session);
    let ask = |world: &World, algorithm: &str, more: &[(&str, &str)]| {
        let mut members = vec![("Audience.member.1", "a"), ("SigningAlgorithm", algorithm)];
        members.extend_from_slice(more);
        world.ask(sts("GetWebIdentityToken", &members))
    };
    ask(&inside, "HS256", &[]).refused(400, "ValidationError");
    ask(&inside, "ES384", &[("SubjectMode", "OriginIdentity")]).refused(400, "ValidationError");
    ask(&inside, "ES384", &[("Scope", "read")]).refused(400, "ValidationError");
    let longest = [("DurationSeconds", "3600")];
    ask(&inside, "ES384", &longest).ok();
    world.advance(1);
    ask(&inside, "ES384", &longest).refused(403, "SessionDurationEscalationException");
    // The root user of the account has an ARN too.
    ask(&world, "ES384", &longest).ok();
    let value = "v".repeat(250);
    let tags: Vec<[String; 2]> = (1..=50).map(|n| [format!("Tags.member.{n}"), format!("k{n}")]).collect();
    let mut many: Vec<(String, &str)> = Vec::new();
    for [member, key] in &tags {
        many.extend([(format!("{member}.Key"), key.as_str()), (format!("{member}.Value"), value.as_str())]);
    }
    let many: Vec<(&str, &str)> = many.iter().map(|(name, value)| (&**name, *value)).collect();
    ask(&world, "ES384", &many).refused(400, "JWTPayloadSizeExceededException");
}

/// The model of STS, OutboundWebIdentityFederationDisabledException; that an account which was never asked about it has
/// tokens is our own choice. IAM shows the issuer that tokens have.
#[test]
fn an_account_that_disabled_outbound_federation_has_no_tokens() {
    let world = world().as_account(ACCOUNT);
    let token = || {
        let members = [("Audience.member.1", "a"), ("SigningAlgorithm", "ES384")];
        world.ask(sts("GetWebIdentityToken", &members))
    };
    token().ok();
    world.ask(iam("EnableOutboundWebIdentityFederation", &[])).ok();
    let shown = world.ask(iam("GetOutboundWebIdentityFederationInfo", &[])).ok();
    let given = token().ok().element("WebIdentityToken");
    let claims = BASE64_URL_SAFE_NO_PAD.decode(given.split('.').nth(1).unwrap()).unwrap();
    let claims: Value = serde_json::from_slice(&claims).unwrap();
    assert_eq!(claims["iss"], json!(shown.element("IssuerIdentifier")));
    world.ask(iam("DisableOutboundWebIdentityFederation", &[])).ok();
    let disabled = "The outbound web identity federation feature is not enabled for this account.";
    token().is_error(403, "OutboundWebIdentityFederationDisabledException", disabled);
    world.ask(iam("EnableOutboundWebIdentityFederation", &[])).ok();
    token().ok();
}

/// A response of a provider, for the pairs of role and provider that it lets its user have.
fn saml(pair: &str, attributes: &str, until: &str) -> String {
    BASE64_STANDARD.encode(format!(
        r#"<?xml version="1.0" encoding="UTF-8"?><saml2p:Response xmlns:saml2p="urn:oasis:names:tc:SAML:2.0:protocol" Version="2.0">
        <saml2:Issuer xmlns:saml2="urn:oasis:names:tc:SAML:2.0:assertion">https://idp.example.com</saml2:Issuer>
        <saml2:Assertion xmlns:saml2="urn:oasis:names:tc:SAML:2.0:assertion"><saml2:Issuer>https://example.com/saml</saml2:Issuer>
        <saml2:Subject><saml2:NameID Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent">ann@example.com</saml2:NameID>
        <saml2:SubjectConfirmation><saml2:SubjectConfirmationData NotOnOrAfter="{until}" Recipient="https://signin.aws.amazon.com/saml"/>
        </saml2:SubjectConfirmation></saml2:Subject>
        <saml2:AuthnStatement SessionNotOnOrAfter="2026-01-01T00:30:00Z"/>
        <saml2:AttributeStatement><saml2:Attribute Name="https://aws.amazon.com/SAML/Attributes/Role">
        <saml2:AttributeValue>{pair}</saml2:AttributeValue></saml2:Attribute>{attributes}</saml2:AttributeStatement></saml2:Assertion></saml2p:Response>"#
    ))
}

fn attribute(name: &str, value: &str) -> String {
    format!(
        r#"<saml2:Attribute Name="https://aws.amazon.com/SAML/Attributes/{name}"><saml2:AttributeValue>{value}</saml2:AttributeValue></saml2:Attribute>"#
    )
}

/// IAM's guide, "Configure SAML assertions", and "Troubleshoot SAML federation" for the sentences; the hash is of the
/// page's own example, by another program.
#[test]
fn an_assertion_is_a_session() {
    let world = world();
    let idp = format!("arn:aws:iam::{ACCOUNT}:saml-provider/MySAMLIdP");
    let document = crate::saml_providers::metadata("");
    let owner = world.as_account(ACCOUNT);
    let make = |name: &str| {
        owner.ask(iam("CreateSAMLProvider", &[("Name", name), ("SAMLMetadataDocument", &document)])).ok()
    };
    let condition = json!({"StringEquals": {
        "SAML:aud": "https://signin.aws.amazon.com/saml", "saml:sub_type": "persistent", "saml:doc": "123456789012/MySAMLIdP",
    }});
    let actions = json!(["sts:AssumeRoleWithSAML", "sts:TagSession"]);
    let arn = role(&world, "s", &trust(&idp, &actions, &condition));
    let ask = |assertion: &str, provider: &str| {
        let members = [("RoleArn", arn.as_str()), ("PrincipalArn", provider), ("SAMLAssertion", assertion)];
        world.anonymous().ask(sts("AssumeRoleWithSAML", &members))
    };
    let (soon, name) = ("2026-01-01T00:05:00.000Z", attribute("RoleSessionName", "ann"));
    // The sentence is our guess.
    let none = "Specified provider doesn't exist";
    ask(&saml(&format!("{arn},{idp}"), &name, soon), &idp).is_error(400, "InvalidIdentityToken", none);
    make("MySAMLIdP");
    for pair in [format!("{arn},{idp}"), format!("{idp}, {arn}")] {
        let tag = attribute("PrincipalTag:Team", "a");
        let given = ask(&saml(&pair, &format!("{name}{tag}"), soon), &idp).ok();
        for (element, expected) in [
            ("Subject", "ann@example.com"),
            ("SubjectType", "persistent"),
            ("Issuer", "https://example.com/saml"),
            ("Audience", "https://signin.aws.amazon.com/saml"),
            ("NameQualifier", "1uAJanUnBc2XeUkHURMht+xam2c="),
            ("Arn", "arn:aws:sts::123456789012:assumed-role/s/ann"),
            // The provider's own end comes before the hour.
            ("Expiration", "2026-01-01T00:30:00Z"),
        ] {
            assert_eq!(given.element(element), expected, "{element}");
        }
        let who = with_credentials(&world, &given).ask(sts("GetCallerIdentity", &[])).ok();
        assert_eq!(who.element("Account"), ACCOUNT);
    }
    let pair = format!("{arn},{idp}");
    ask(&saml(&pair, "", soon), &idp).is_error(
        400,
        "InvalidIdentityToken",
        "RoleSessionName is required in AuthnResponse",
    );
    ask(&saml(&pair, &attribute("RoleSessionName", "a b"), soon), &idp).is_error(
        400,
        "InvalidIdentityToken",
        "RoleSessionName in AuthnResponse must match [a-zA-Z_0-9+=,.@-]{2,64}",
    );
    let denied = "Not authorized to perform sts:AssumeRoleWithSAML";
    ask(&saml("arn:other,arn:x", &name, soon), &idp).is_error(403, "AccessDenied", denied);
    let other = format!("arn:aws:iam::{ACCOUNT}:saml-provider/Other");
    make("Other");
    ask(&saml(&format!("{arn},{other}"), &name, soon), &other).is_error(403, "AccessDenied", denied);
    ask(&saml(&pair, &name, soon), "arn:aws:iam::111122223333:saml-provider/MySAMLIdP").is_error(
        400,
        "ValidationError",
        "Request ARN is invalid",
    );
    let old = ask(&saml(&pair, &name, "2026-01-01T00:00:00Z"), &idp);
    old.is_error(400, "ExpiredTokenException", "Token must be redeemed within 5 minutes of issuance");
    ask("not base64!", &idp).refused(400, "InvalidIdentityToken");
    let bomb = r#"<!DOCTYPE r [<!ENTITY a "a"><!ENTITY b "&a;&a;">]><r>&b;</r>"#;
    let deep = "<x>".repeat(20_000);
    for wrong in ["<r/>", "text", bomb, &deep] {
        ask(&BASE64_STANDARD.encode(wrong), &idp).refused(400, "InvalidIdentityToken");
    }
    ask(&"A".repeat(100_001), &idp).refused(400, "ValidationError");
}
