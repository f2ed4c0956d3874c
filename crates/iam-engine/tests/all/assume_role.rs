//! AssumeRole: what it takes, whom it lets, and what its sessions keep.
//! <https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html>

use base::seams::{AccessKeys as _, KeyStanding};
use testkit::Reply;
use wire::endpoint::Engine as _;

use crate::harness::{World, iam, standing, sts, with_credentials, world};

const OWNER: &str = "123456789012";

/// Members of a request.
type Members<'a> = &'a [(&'a str, &'a str)];

/// A trust policy that lets everybody do these actions, under these conditions.
fn trust(principal: &str, actions: &str, condition: &str) -> String {
    format!(
        r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Principal":{principal},"Action":{actions},"Condition":{{{condition}}}}}]}}"#
    )
}

const TAGGED: &str = r#"["sts:AssumeRole","sts:TagSession","sts:SetSourceIdentity"]"#;

fn role(world: &World, name: &str, trust: &str) -> String {
    let members = [("RoleName", name), ("AssumeRolePolicyDocument", trust), ("MaxSessionDuration", "43200")];
    world.as_account(OWNER).ask(iam("CreateRole", &members)).ok().element("Arn")
}

fn assume(world: &World, role: &str, more: &[(&str, &str)]) -> Reply {
    let mut members = vec![("RoleArn", role), ("RoleSessionName", "s1")];
    members.extend_from_slice(more);
    world.ask(sts("AssumeRole", &members))
}

/// Recorded on AWS, 2026-11-29.
#[test]
fn what_is_no_role_is_refused_in_aws_s_sentences() {
    let world = world();
    for arn in [
        "arn:a::::something/test-role",
        "arn:a:::something/test-role",
        "arn:a:a::aaaaaaaaaa:",
        "arn::b:::something/test-role",
        "nothing-valid-in-here",
    ] {
        assume(&world, arn, &[]).is_error(400, "ValidationError", &format!("{arn} is invalid"));
    }
    let other = "arn:aws:iam::123456789012:user/ann";
    assume(&world, other, &[]).is_error(400, "ValidationError", "Request ARN is invalid");
    let members = [("RoleArn", "arn:aws:iam::123456789012:role/r"), ("RoleSessionName", "Session1:2")];
    world.ask(sts("AssumeRole", &members)).is_error(
        400,
        "ValidationError",
        "1 validation error detected: Value 'Session1:2' at 'roleSessionName' failed to satisfy constraint: Member must \
         satisfy regular expression pattern: [\\w+=,.@-]*",
    );
}

/// Reported by AWS's users, word for word.
#[test]
fn a_role_that_is_not_there_is_one_that_nobody_may_assume() {
    let arn = "arn:aws:iam::000000000000:role/none";
    let expected = format!(
        "User: arn:aws:iam::000000000000:root is not authorized to perform: sts:AssumeRole on resource: {arn}"
    );
    let reply = assume(&world(), arn, &[]);
    reply.is_error(403, "AccessDenied", &expected);
    assert_eq!(reply.message(), expected);
}

/// IAM's guide, "Cross-account policy evaluation logic", and this project's table of who is judged.
#[test]
fn another_account_is_judged_by_the_trust_policy() {
    let world = world();
    let nobody = role(&world, "nobody", &trust(r#"{"Service":"lambda.amazonaws.com"}"#, TAGGED, ""));
    // By default the owner is not judged, though it is a root user: our rule.
    assume(&world.as_account(OWNER), &nobody, &[]).ok();
    let who = r#"{"AWS":"arn:aws:iam::000000000000:root"}"#;
    let external = role(&world, "e", &trust(who, TAGGED, r#""StringEquals":{"sts:ExternalId":"x1"}"#));
    let named = role(&world, "n", &trust(who, TAGGED, r#""StringLike":{"sts:RoleSessionName":"s?"}"#));
    let mfa = role(&world, "m", &trust(who, TAGGED, r#""Bool":{"aws:MultiFactorAuthPresent":"true"}"#));
    let tag = r#""StringEquals":{"aws:RequestTag/Team":"a"},"ForAllValues:StringEquals":{"sts:TransitiveTagKeys":["Team"]}"#;
    let tagged = role(&world, "t", &trust(who, TAGGED, tag));
    let source = role(&world, "s", &trust(who, TAGGED, r#""StringEquals":{"sts:SourceIdentity":"ann"}"#));
    let plain = role(&world, "p", &trust(who, r#""sts:AssumeRole""#, ""));
    let code = [("SerialNumber", "arn:aws:iam::000000000000:mfa/u"), ("TokenCode", "123456")];
    let team = [("Tags.member.1.Key", "Team"), ("Tags.member.1.Value", "a")];
    let ann = [("SourceIdentity", "ann")];
    let cases: [(&str, Members<'_>, &str); 13] = [
        (&nobody, &[], "sts:AssumeRole"),
        (&external, &[], "sts:AssumeRole"),
        (&external, &[("ExternalId", "x2")], "sts:AssumeRole"),
        (&external, &[("ExternalId", "x1")], ""),
        (&named, &[], ""),
        (&mfa, &[], "sts:AssumeRole"),
        (&mfa, &code, ""),
        (&tagged, &[], "sts:AssumeRole"),
        (&tagged, &team, ""),
        (&source, &ann, ""),
        (&plain, &[], ""),
        (&plain, &team, "sts:TagSession"),
        (&plain, &ann, "sts:SetSourceIdentity"),
    ];
    for (role, more, refused) in cases {
        let reply = assume(&world, role, more);
        if refused.is_empty() {
            reply.ok();
        } else {
            let sentence = format!("is not authorized to perform: {refused} on resource: {role}");
            reply.is_error(403, "AccessDenied", &sentence);
        }
        // A third account is not meant at all.
        assume(&world.as_account("111122223333"), role, more).refused(403, "AccessDenied");
    }
    assume(&world, &mfa, &code[..1]).is_error(403, "AccessDenied", "must provide both MFA serial number and");
}

/// A session of another account is judged as the session: the policy may name its role.
#[test]
fn a_session_is_judged_as_itself() {
    let world = world();
    let mine = [("RoleName", "mine"), ("AssumeRolePolicyDocument", &trust(r#"{"AWS":"*"}"#, TAGGED, ""))];
    let mine = world.ask(iam("CreateRole", &mine)).ok().element("Arn");
    let theirs = role(&world, "theirs", &trust(&format!(r#"{{"AWS":"{mine}"}}"#), TAGGED, ""));
    assume(&world, &theirs, &[]).refused(403, "AccessDenied");
    let inside = with_credentials(&world, &assume(&world, &mine, &[]).ok());
    let there = with_credentials(&world, &assume(&inside, &theirs, &[]).ok());
    assert_eq!(there.account.as_str(), OWNER);
    let who = there.ask(sts("GetCallerIdentity", &[])).ok();
    assert_eq!(who.element("Arn"), format!("arn:aws:sts::{OWNER}:assumed-role/theirs/s1"));
    // Session policies limit what the session may in other accounts.
    let policy = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}}"#;
    let limited = with_credentials(&world, &assume(&world, &mine, &[("Policy", policy)]).ok());
    assume(&limited, &theirs, &[]).is_error(
        403,
        "AccessDenied",
        "User: arn:aws:sts::000000000000:assumed-role/mine/s1 is not authorized",
    );
}

/// IAM's guide, "Session policies": what a session may is what its managed policies, as they are now, or its own allow. The
/// sentence about one that is not there is our guess, after the one recorded of IAM.
#[test]
fn managed_session_policies_limit_a_session_elsewhere() {
    let world = world();
    let mine = [("RoleName", "mine"), ("AssumeRolePolicyDocument", &trust(r#"{"AWS":"*"}"#, TAGGED, ""))];
    let mine = world.ask(iam("CreateRole", &mine)).ok().element("Arn");
    let theirs = role(&world, "theirs", &trust(&format!(r#"{{"AWS":"{mine}"}}"#), TAGGED, ""));
    let document = |action: &str| {
        format!(
            r#"{{"Version":"2012-10-17","Statement":{{"Effect":"Allow","Action":"{action}","Resource":"*"}}}}"#
        )
    };
    let made = [("PolicyName", "p"), ("PolicyDocument", &*document("s3:*"))];
    let own = world.ask(iam("CreatePolicy", &made)).ok().element("Arn");
    let limited_by =
        |members: &[(&str, &str)]| with_credentials(&world, &assume(&world, &mine, members).ok());
    let arn = |name: &str| format!("arn:aws:iam::aws:policy/{name}");
    let (first, second) = ("PolicyArns.member.1.arn", "PolicyArns.member.2.arn");
    let reads = limited_by(&[(first, &arn("AmazonS3ReadOnlyAccess"))]);
    assume(&reads, &theirs, &[]).refused(403, "AccessDenied");
    let more = limited_by(&[(first, &arn("AmazonS3ReadOnlyAccess")), (second, &arn("AdministratorAccess"))]);
    assume(&more, &theirs, &[]).ok();
    let both = limited_by(&[(first, &own), ("Policy", &document("sts:*"))]);
    assume(&both, &theirs, &[]).ok();
    // A policy counts as it is when the session acts.
    let limited = assume(&world, &mine, &[(first, &own)]).ok();
    let by_own = || with_credentials(&world, &limited);
    assume(&by_own(), &theirs, &[]).refused(403, "AccessDenied");
    let wider =
        [("PolicyArn", &*own), ("PolicyDocument", &*document("sts:AssumeRole")), ("SetAsDefault", "true")];
    world.ask(iam("CreatePolicyVersion", &wider)).ok();
    assume(&by_own(), &theirs, &[]).ok();
    world.ask(iam("DeletePolicyVersion", &[("PolicyArn", &own), ("VersionId", "v1")])).ok();
    world.ask(iam("DeletePolicy", &[("PolicyArn", &own)])).ok();
    assume(&by_own(), &theirs, &[]).refused(403, "AccessDenied");
    let gone = format!("Policy {own} does not exist or is not attachable.");
    assume(&world, &mine, &[(first, &own)]).is_error(400, "ValidationError", &gone);
    let federated = [("Name", "fed"), (first, &own)];
    world.ask(sts("GetFederationToken", &federated)).is_error(400, "ValidationError", &gone);
}

/// "The requested DurationSeconds exceeds …": reported by AWS's users.
#[test]
fn durations_have_three_limits() {
    let world = world();
    let trust = trust(r#"{"AWS":"*"}"#, TAGGED, "");
    let long = role(&world, "long", &trust);
    let members = [("RoleName", "short"), ("AssumeRolePolicyDocument", &trust)];
    let short = world.ask(iam("CreateRole", &members)).ok().element("Arn");
    assume(&world, &long, &[("DurationSeconds", "43201")]).refused(400, "ValidationError");
    assume(&world, &long, &[("DurationSeconds", "899")]).refused(400, "ValidationError");
    assume(&world, &short, &[("DurationSeconds", "3601")]).is_error(
        400,
        "ValidationError",
        "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.",
    );
    let given = assume(&world, &long, &[("DurationSeconds", "43200")]).ok();
    assert_eq!(given.element("Expiration"), "2026-01-01T12:00:00Z");
    let inside = with_credentials(&world, &given);
    assume(&inside, &long, &[("DurationSeconds", "3601")]).is_error(
        400,
        "ValidationError",
        "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining",
    );
    assume(&inside, &long, &[("DurationSeconds", "3600")]).ok();
}

/// Sentences recorded on AWS, 2026-11-29; what goes on: IAM's guide, "Chaining roles with session tags".
#[test]
fn tags_and_source_identity_go_through_chains() {
    let world = world().as_account(OWNER);
    let tag = |number: usize, key: &'static str, value: &'static str| {
        let names = [format!("Tags.member.{number}.Key"), format!("Tags.member.{number}.Value")];
        let [key_name, value_name] = names.map(|name| &*name.leak());
        [(key_name, key), (value_name, value)]
    };
    let arn = role(&world, "r", &trust(r#"{"AWS":"*"}"#, TAGGED, ""));
    let twice = [tag(1, "Team", "a"), tag(2, "team", "b")].concat();
    assume(&world, &arn, &twice).is_error(
        400,
        "InvalidParameterValue",
        "Duplicate tag keys found. Please note that Tag keys are case insensitive.",
    );
    let without = [("TransitiveTagKeys.member.1", "Team")];
    assume(&world, &arn, &without).is_error(
        400,
        "InvalidParameterValue",
        "The specified transitive tag key must be included in the requested tags.",
    );
    let mut both = [tag(1, "Team", "a"), tag(2, "Other", "b")].concat();
    both.extend([("TransitiveTagKeys.member.1", "team"), ("SourceIdentity", "ann")]);
    let given = assume(&world, &arn, &both).ok();
    assert_eq!(given.element("SourceIdentity"), "ann");
    let inside = with_credentials(&world, &given);
    let again = [tag(1, "Team", "c").to_vec(), vec![("TransitiveTagKeys.member.1", "Team")]].concat();
    assume(&inside, &arn, &again).is_error(
        400,
        "InvalidParameterValue",
        "One of the specified transitive tag keys can't be set because it conflicts with a transitive tag key from the \
         calling session.",
    );
    assume(&inside, &arn, &tag(1, "TEAM", "c")).refused(400, "InvalidParameterValue");
    assume(&inside, &arn, &[("SourceIdentity", "bob")]).is_error(
        403,
        "AccessDenied",
        "sts:SetSourceIdentity",
    );
    // Two hops further they are still there, and what another account asks of them is answered.
    let second = with_credentials(&world, &assume(&inside, &arn, &tag(1, "Third", "c")).ok());
    let reply = assume(&second, &arn, &[]).ok();
    assert_eq!(reply.element("SourceIdentity"), "ann");
    let third = with_credentials(&world, &reply);
    let condition = r#""StringEquals":{"aws:PrincipalTag/Team":"a","aws:SourceIdentity":"ann","sts:SourceIdentity":"ann"},
        "Null":{"aws:PrincipalTag/Third":"true","aws:PrincipalTag/Other":"true"}"#;
    let theirs = [
        ("RoleName", "theirs"),
        ("AssumeRolePolicyDocument", &trust(&format!(r#"{{"AWS":"{OWNER}"}}"#), TAGGED, condition)),
    ];
    let theirs = world.as_account("111122223333").ask(iam("CreateRole", &theirs)).ok().element("Arn");
    assume(&third, &theirs, &[]).ok();
    assume(&world, &theirs, &[]).refused(403, "AccessDenied");
    assume(&second, &theirs, &[]).refused(403, "AccessDenied");
}

/// AWS's page of AssumeRole: policies are judged, ten managed ones are taken, the reply has sizes, and a token that is too
/// long is refused. The limit itself is ours.
#[test]
fn session_policies_are_judged_and_have_a_size() {
    let world = world().as_account(OWNER);
    let arn = role(&world, "r", &trust(r#"{"AWS":"*"}"#, TAGGED, ""));
    for policy in
        ["no JSON", "{}", r#"{"Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}"#]
    {
        assume(&world, &arn, &[("Policy", policy)]).refused(400, "MalformedPolicyDocument");
    }
    let plain = assume(&world, &arn, &[]).ok();
    assert_eq!(plain.elements("PackedPolicySize"), Vec::<String>::new());
    assert_eq!(plain.element("SessionTokenSize"), plain.element("SessionToken").len().to_string());
    let policy = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}"#;
    let names = "ReadOnlyAccess AdministratorAccess PowerUserAccess SecurityAudit IAMReadOnlyAccess IAMFullAccess \
                 AmazonS3ReadOnlyAccess AmazonS3FullAccess AmazonDynamoDBFullAccess AmazonDynamoDBReadOnlyAccess \
                 AWSLambda_FullAccess";
    let managed: Vec<(String, String)> = (1..)
        .zip(names.split_whitespace())
        .map(|(n, name)| (format!("PolicyArns.member.{n}.arn"), format!("arn:aws:iam::aws:policy/{name}")))
        .collect();
    let managed: Vec<(&str, &str)> = managed.iter().map(|(name, arn)| (&**name, &**arn)).collect();
    let members = [&[("Policy", policy)], &managed[..10]].concat();
    let limited = assume(&world, &arn, &members).ok();
    assert_eq!(limited.element("PackedPolicySize"), limited.element("SessionTokenUtilization"));
    let percent: u64 = limited.element("PackedPolicySize").parse().unwrap();
    assert!((1..100).contains(&percent), "{percent}");
    assume(&world, &arn, &managed).refused(400, "ValidationError");
    // Filled to a size: the model's page of MinimumSessionTokenSize.
    let filled = assume(&world, &arn, &[("MinimumSessionTokenSize", "4096")]).ok();
    assert!(filled.element("SessionToken").len() >= 4096);
    let (key, token) = (filled.element("AccessKeyId"), filled.element("SessionToken"));
    assert_eq!(standing(&world, &key, Some(&token)), Some(KeyStanding::Good));
    // What packs well is long once it is unpacked, and can be used all the same.
    let long = policy.replace(':', &format!(":{}", " ".repeat(10_000)));
    let packed = assume(&world, &arn, &[("Policy", &long)]).ok();
    let (key, token) = (packed.element("AccessKeyId"), packed.element("SessionToken"));
    assert_eq!(standing(&world, &key, Some(&token)), Some(KeyStanding::Good));
    let longer = policy.replace(':', &format!(":{}", " ".repeat(60_000)));
    assume(&world, &arn, &[("Policy", &longer)]).refused(400, "MalformedPolicyDocument");
    // Fifty tags of chance do not pack.
    let mut state = 1_u64;
    let mut noise = || {
        let chars = (0..120).map(|_| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            char::from(b"abcdefghijklmnopqrstuvwxyz012345"[(state >> 59) as usize])
        });
        chars.collect::<String>()
    };
    let tags: Vec<[(String, String); 2]> = (1..=50)
        .map(|n| {
            [
                (format!("Tags.member.{n}.Key"), noise()),
                (format!("Tags.member.{n}.Value"), noise() + &noise()),
            ]
        })
        .collect();
    let tags: Vec<(&str, &str)> = tags.iter().flatten().map(|(name, value)| (&**name, &**value)).collect();
    assume(&world, &arn, &tags).is_error(400, "PackedPolicyTooLarge", "exceeds the maximum allowed size of");
}

/// A clock that jumps back, and roles that are not what they were.
#[test]
fn a_session_lasts_as_its_token_says() {
    let world = world().as_account(OWNER);
    let arn = role(&world, "r", &trust(r#"{"AWS":"*"}"#, TAGGED, ""));
    let given = assume(&world, &arn, &[]).ok();
    let (key, token) = (given.element("AccessKeyId"), given.element("SessionToken"));
    let at = |token: Option<&str>| standing(&world, &key, token);
    world.advance(4000);
    assert_eq!(at(Some(&token)), Some(KeyStanding::Expired));
    // What the clock said before counts no more: it may have been set back since.
    let keys = world.engine.engine.clone().access_keys().unwrap();
    let before = keys.find(&key, Some(&token), testkit::START).map(|known| known.standing);
    assert_eq!(before, Some(KeyStanding::Good));
    for wrong in ["", "A", &"A".repeat(1 << 20), &token[1..], &format!("{token}A")] {
        assert_eq!(at(Some(wrong)), Some(KeyStanding::WrongToken), "{}", wrong.len());
    }
    let other = assume(&world, &arn, &[]).ok();
    assert_eq!(at(Some(&other.element("SessionToken"))), Some(KeyStanding::WrongToken));
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_RoleLastUsed.html>: the date and the region of the last request with
/// the role's credentials. The gateway tells of each request, as here.
#[test]
fn the_last_use_of_a_role_is_shown() {
    let world = world().as_account(OWNER);
    let arn = role(&world, "r", &trust(r#"{"AWS":"*"}"#, TAGGED, ""));
    let session = assume(&world, &arn, &[]).ok();
    let shown = || world.ask(iam("GetRole", &[("RoleName", "r")])).ok();
    let never = shown();
    assert!(never.text().contains("<RoleLastUsed") && !never.text().contains("LastUsedDate"), "{never:?}");
    world.advance(60);
    let key = session.element("AccessKeyId");
    with_credentials(&world, &session);
    world.engine.engine.note_use(&key, "s3", "eu-west-1", world.clock.now());
    let used = shown();
    assert_eq!(
        (used.element("LastUsedDate"), used.element("Region")),
        ("2026-01-01T00:01:00Z".into(), "eu-west-1".into())
    );
    let details = world.ask(iam("GetAccountAuthorizationDetails", &[])).ok();
    assert_eq!(details.element("LastUsedDate"), "2026-01-01T00:01:00Z");
    // A key of nobody's is nobody's use, and a role of the same name is another one.
    world.engine.engine.note_use("ASIAIOSFODNN7EXAMPLE", "s3", "us-east-1", world.clock.now());
    world.ask(iam("DeleteRole", &[("RoleName", "r")])).ok();
    role(&world, "r", &trust(r#"{"AWS":"*"}"#, TAGGED, ""));
    assert_eq!(shown().elements("LastUsedDate"), [""; 0]);
}
