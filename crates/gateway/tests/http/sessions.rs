//! Temporary keys at the front: whose requests they are in every service, and whether they may be used.

use std::time::{Duration, UNIX_EPOCH};

use aws_sigv4::http_request::{
    PayloadChecksumKind, PercentEncodingMode, SignableBody, SignableRequest, SignatureLocation,
    SigningSettings, UriPathNormalizationMode, sign,
};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::json;

use super::{Running, json as read, status_of};

const OURS: &str = "000000000000";
pub(super) const THEIRS: &str = "123456789012";
const HOST: &str = "localhost";

const TRUST: &str =
    r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"sts:*"}]}"#;

/// What requests are signed with.
#[derive(Clone, Debug)]
pub(super) struct Signer {
    pub(super) key: String,
    pub(super) secret: String,
    pub(super) token: Option<String>,
}

impl Signer {
    pub(super) fn of(key: &str, secret: &str) -> Signer {
        Signer { key: key.to_owned(), secret: secret.to_owned(), token: None }
    }

    fn with_token(&self, token: Option<&str>) -> Signer {
        Signer { token: token.map(str::to_owned), ..self.clone() }
    }
}

/// One request.
#[derive(Clone, Debug)]
pub(super) struct Asked {
    service: &'static str,
    method: &'static str,
    path: String,
    headers: Vec<String>,
    body: String,
}

pub(super) fn asked(service: &'static str, method: &'static str, path: &str) -> Asked {
    Asked { service, method, path: path.to_owned(), headers: Vec::new(), body: String::new() }
}

fn query(service: &'static str, version: &str, action: &str, members: &[(&str, &str)]) -> Asked {
    let all = [("Action", action), ("Version", version)].into_iter().chain(members.iter().copied());
    let encoded = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
    let pairs: Vec<String> = all
        .map(|(name, value)| format!("{}={}", encoded(name).replace("%2E", "."), encoded(value)))
        .collect();
    Asked {
        headers: vec!["content-type: application/x-www-form-urlencoded".to_owned()],
        body: pairs.join("&"),
        ..asked(service, "POST", "/")
    }
}

fn sts(action: &str, members: &[(&str, &str)]) -> Asked {
    query("sts", "2011-06-15", action, members)
}

fn dynamodb(operation: &str, input: &serde_json::Value) -> Asked {
    Asked {
        headers: vec![
            format!("x-amz-target: DynamoDB_20120810.{operation}"),
            "content-type: application/x-amz-json-1.0".to_owned(),
        ],
        body: input.to_string(),
        ..asked("dynamodb", "POST", "/")
    }
}

fn table() -> serde_json::Value {
    json!({
        "TableName": "tab", "BillingMode": "PAY_PER_REQUEST",
        "AttributeDefinitions": [{"AttributeName": "pk", "AttributeType": "S"}],
        "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}],
    })
}

fn function(account: &str) -> Asked {
    let input = json!({
        "FunctionName": "f", "Runtime": "python3.13", "Handler": "i.h", "Code": {"ZipFile": super::policies::PACKAGE},
        "Role": format!("arn:aws:iam::{account}:role/r"),
    });
    Asked { body: input.to_string(), ..asked("lambda", "POST", "/2015-03-31/functions") }
}

/// A server whose clock stands still, so that a signature is wrong for one reason only.
pub(super) struct World {
    pub(super) server: Running,
    /// Since the epoch.
    pub(super) now: Duration,
}

impl World {
    pub(super) fn start(auth: &'static str) -> World {
        let keys = format!("AKID:hush,{THEIRS}:hush");
        let server = Running::with(&[("auth", auth), ("access-keys", &keys)]);
        let frozen = read(&server.ask("POST /_ruststack/clock/freeze", &[], "").1);
        World { now: Duration::from_millis(frozen["epoch_ms"].as_u64().unwrap()), server }
    }

    pub(super) fn advance(&mut self, seconds: u64) {
        let body = json!({ "seconds": seconds }).to_string();
        assert_eq!(self.server.status("POST /_ruststack/clock/advance", &[], &body), 200);
        self.now += Duration::from_secs(seconds);
    }

    /// Signed in its head; status and body.
    pub(super) fn ask(&self, signer: &Signer, asked: &Asked) -> (u16, String) {
        let (signed, _) = self.signature(signer, asked, SignatureLocation::Headers);
        let host = format!("host: {HOST}");
        let all = asked.headers.iter().chain(&signed).chain([&host]);
        let lines: Vec<&str> = all.map(String::as_str).collect();
        let (head, body) = self.server.ask(&format!("{} {}", asked.method, asked.path), &lines, &asked.body);
        (status_of(&head), body)
    }

    /// The same with a presigned address.
    fn ask_presigned(&self, signer: &Signer, asked: &Asked) -> (u16, String) {
        let (_, pairs) = self.signature(signer, asked, SignatureLocation::QueryParams);
        let joint = if asked.path.contains('?') { '&' } else { '?' };
        let line = format!("{} {}{joint}{}", asked.method, asked.path, pairs.join("&"));
        let host = format!("host: {HOST}");
        let lines: Vec<&str> = asked.headers.iter().chain([&host]).map(String::as_str).collect();
        let (head, body) = self.server.ask(&line, &lines, &asked.body);
        (status_of(&head), body)
    }

    /// The headers and the query's pairs that AWS's own signer adds.
    fn signature(
        &self,
        signer: &Signer,
        asked: &Asked,
        location: SignatureLocation,
    ) -> (Vec<String>, Vec<String>) {
        let mut settings = SigningSettings::default();
        settings.signature_location = location;
        if location == SignatureLocation::QueryParams {
            settings.expires_in = Some(Duration::from_secs(86_400));
        }
        let of_s3 = ["s3", "s3express"].contains(&asked.service);
        // A session with a directory bucket has its token in a header of its own; it is asked for with another.
        let is_zonal = asked.service == "s3express" && !asked.path.contains("session");
        settings.session_token_name_override = is_zonal.then_some(match location {
            SignatureLocation::QueryParams => "X-Amz-S3session-Token",
            _ => "x-amz-s3session-token",
        });
        if of_s3 {
            settings.payload_checksum_kind = PayloadChecksumKind::XAmzSha256;
            settings.percent_encoding_mode = PercentEncodingMode::Single;
            settings.uri_path_normalization_mode = UriPathNormalizationMode::Disabled;
        }
        let Signer { key, secret, token } = signer.clone();
        let credentials = aws_credential_types::Credentials::new(key, secret, token, None, "test").into();
        let params = aws_sigv4::sign::v4::SigningParams::builder()
            .identity(&credentials)
            .region("us-east-1")
            .name(asked.service)
            .time(UNIX_EPOCH + self.now)
            .settings(settings)
            .build()
            .unwrap()
            .into();
        let url = format!("http://{HOST}{}", asked.path);
        let headers = asked.headers.iter().map(|line| line.split_once(": ").unwrap()).chain([("host", HOST)]);
        let body = if location == SignatureLocation::QueryParams && of_s3 {
            SignableBody::UnsignedPayload
        } else {
            SignableBody::Bytes(asked.body.as_bytes())
        };
        let request = SignableRequest::new(asked.method, url, headers, body).unwrap();
        let (instructions, _) = sign(request, &params).unwrap().into_parts();
        let headers = instructions.headers().map(|(name, value)| format!("{name}: {value}")).collect();
        let encoded = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
        let pairs = instructions.params().iter().map(|(name, value)| format!("{name}={}", encoded(value)));
        (headers, pairs.collect())
    }

    /// A session of a role of the other account, which our own key asks for.
    pub(super) fn session(&self) -> Signer {
        self.session_with(&[])
    }

    /// The same, asked for with more.
    fn session_with(&self, more: &[(&str, &str)]) -> Signer {
        let made = query(
            "iam",
            "2010-05-08",
            "CreateRole",
            &[("RoleName", "r"), ("AssumeRolePolicyDocument", TRUST)],
        );
        let (status, body) = self.ask(&Signer::of(THEIRS, "hush"), &made);
        assert!(status == 200 || body.contains("EntityAlreadyExists"), "{body}");
        let arn = format!("arn:aws:iam::{THEIRS}:role/r");
        let members = [&[("RoleArn", arn.as_str()), ("RoleSessionName", "s1")], more].concat();
        let (status, body) = self.ask(&Signer::of("AKID", "hush"), &sts("AssumeRole", &members));
        assert_eq!(status, 200, "{body}");
        let element = |name: &str| {
            let (_, behind) = body.split_once(&format!("<{name}>")).unwrap();
            behind.split_once('<').unwrap().0.to_owned()
        };
        Signer {
            key: element("AccessKeyId"),
            secret: element("SecretAccessKey"),
            token: Some(element("SessionToken")),
        }
    }
}

/// One request of each protocol, which needs nothing that is there.
fn of_each_protocol() -> [Asked; 4] {
    [
        dynamodb("ListTables", &json!({})),
        asked("lambda", "GET", "/2015-03-31/functions"),
        asked("s3", "GET", "/"),
        sts("GetCallerIdentity", &[]),
    ]
}

/// AWS's guide of signatures: a session signs in the head and in the query, with its token in both.
#[test]
fn a_session_signs_for_every_service() {
    let world = World::start("verify");
    let session = world.session();
    for asked in of_each_protocol() {
        let (status, body) = world.ask(&session, &asked);
        assert_eq!(status, 200, "{asked:?} {body}");
    }
    // EKS's tokens are presigned addresses of GetCallerIdentity.
    let who = asked("sts", "GET", "/?Action=GetCallerIdentity&Version=2011-06-15");
    for asked in [who, asked("s3", "GET", "/"), asked("lambda", "GET", "/2015-03-31/functions")] {
        let (status, body) = world.ask_presigned(&session, &asked);
        assert_eq!(status, 200, "{asked:?} {body}");
        for wrong in [None, Some("AAAA")] {
            let (status, body) = world.ask_presigned(&session.with_token(wrong), &asked);
            assert!([400, 403].contains(&status), "{asked:?} {status} {body}");
        }
    }
    assert_eq!(world.ask(&session, &asked("s3", "PUT", "/their-bucket")).0, 200);
    let put = Asked { body: "data".to_owned(), ..asked("s3", "PUT", "/their-bucket/k") };
    assert_eq!(world.ask(&session, &put).0, 200);
    assert_eq!(world.ask_presigned(&session, &put).0, 200);
    let get = world.ask_presigned(&session, &asked("s3", "GET", "/their-bucket/k"));
    assert_eq!((get.0, get.1.as_str()), (200, "data"));
}

/// A key and the token of another session, no token, no token of ours, and a secret that is not the session's: AWS's
/// common errors of each protocol, and S3's "Error responses"; that S3 does not know a temporary key without its token,
/// its users report.
#[test]
fn a_session_needs_its_own_token() {
    let world = World::start("verify");
    let (session, other) = (world.session(), world.session());
    let huge = "A".repeat(20_000);
    let others: [(Option<&str>, &str); 4] = [
        (None, "InvalidAccessKeyId"),
        (Some("AAAA"), "InvalidToken"),
        (Some(&huge), "InvalidToken"),
        (other.token.as_deref(), "InvalidToken"),
    ];
    for (token, of_s3) in others {
        let expected = [
            (400, "UnrecognizedClientException"),
            (403, "UnrecognizedClientException"),
            (if of_s3 == "InvalidToken" { 400 } else { 403 }, of_s3),
            (403, "InvalidClientTokenId"),
        ];
        for (asked, (status, code)) in of_each_protocol().into_iter().zip(expected) {
            let found = world.ask(&session.with_token(token), &asked);
            assert!(found.0 == status && says(&found.1, code), "{asked:?} {code}: {found:?}");
        }
    }
    let wrong = Signer { secret: other.secret.clone(), ..session.clone() };
    for (asked, code) in of_each_protocol().into_iter().zip([
        "InvalidSignatureException",
        "InvalidSignatureException",
        "SignatureDoesNotMatch",
        "SignatureDoesNotMatch",
    ]) {
        let found = world.ask(&wrong, &asked);
        assert!([400, 403].contains(&found.0) && says(&found.1, code), "{asked:?} {code}: {found:?}");
    }
    // A reset takes the session with all else: then nobody knows the key.
    assert_eq!(world.server.status("POST /_ruststack/reset", &[], ""), 200);
    let found = world.ask(&session, &asked("s3", "GET", "/"));
    assert!(found.0 == 403 && says(&found.1, "InvalidAccessKeyId"), "{found:?}");
}

/// Lambda's code stands in a header, which is not looked at here.
fn says(body: &str, code: &str) -> bool {
    body.contains(code)
        || body.contains("security token included")
        || body.contains("signature we calculated")
}

/// AWS's common errors of each protocol: a session that has ended, by the emulator's clock.
#[test]
fn a_session_ends_for_every_service() {
    let mut world = World::start("verify");
    let session = world.session();
    world.advance(3599);
    for asked in of_each_protocol() {
        assert_eq!(world.ask(&session, &asked).0, 200, "{asked:?}");
    }
    world.advance(1);
    let expired = "The security token included in the request is expired";
    for (asked, (status, sentence)) in of_each_protocol().into_iter().zip([
        (400, expired),
        (403, expired),
        (400, "The provided token has expired."),
        (403, expired),
    ]) {
        let found = world.ask(&session, &asked);
        assert!(found.0 == status && found.1.contains(sentence), "{asked:?}: {found:?}");
    }
    // The provider's word needs no signature, and no session.
    let unsigned = sts(
        "AssumeRoleWithWebIdentity",
        &[
            ("RoleArn", "arn:aws:iam::123456789012:role/r"),
            ("RoleSessionName", "s1"),
            ("WebIdentityToken", "token"),
        ],
    );
    let lines: Vec<&str> = unsigned.headers.iter().map(String::as_str).collect();
    let (head, body) = world.server.ask("POST /", &lines, &unsigned.body);
    assert!(status_of(&head) == 400 && body.contains("InvalidIdentityToken"), "{head} {body}");
}

/// The issue's own list of what every emulator got wrong: the account of a key in every ARN of every service.
#[test]
fn the_account_of_a_key_is_its_account_everywhere() {
    for auth in ["off", "verify"] {
        let world = World::start(auth);
        let session = world.session();
        for (signer, account) in [
            (Signer::of("AKID", "hush"), OURS),
            (Signer::of(THEIRS, "hush"), THEIRS),
            (session.clone(), THEIRS),
        ] {
            let (_, who) = world.ask(&signer, &sts("GetCallerIdentity", &[]));
            assert!(who.contains(&format!("<Account>{account}</Account>")), "{signer:?} {who}");
            let (status, body) = world.ask(&signer, &dynamodb("CreateTable", &table()));
            if status == 200 {
                let arn = format!("arn:aws:dynamodb:us-east-1:{account}:table/tab");
                assert_eq!(read(&body)["TableDescription"]["TableArn"], arn);
            } else {
                // Twelve digits and a session of the account have one state: the table is there.
                assert!(signer.token.is_some() && body.contains("ResourceInUseException"), "{body}");
            }
            let (status, body) = world.ask(&signer, &function(account));
            if status == 201 {
                let arn = format!("arn:aws:lambda:us-east-1:{account}:function:f");
                assert_eq!(read(&body)["FunctionArn"], arn);
            } else {
                assert!(signer.token.is_some() && status == 409, "{status} {body}");
            }
        }
        let owner = |signer: &Signer| {
            let (status, body) = world.ask(signer, &asked("s3", "GET", "/"));
            assert_eq!(status, 200, "{body}");
            let (_, behind) = body.split_once("<Owner>").unwrap();
            behind.split_once("</Owner>").unwrap().0.to_owned()
        };
        let [ours, theirs, of_session] =
            [Signer::of("AKID", "hush"), Signer::of(THEIRS, "hush"), session].map(|signer| owner(&signer));
        assert_eq!(theirs, of_session);
        assert_ne!(ours, theirs);
        if auth == "off" {
            let (_, who) =
                world.ask(&Signer::of("AKIAIOSFODNN7EXAMPLE", "x"), &sts("GetCallerIdentity", &[]));
            assert!(who.contains(&format!("<Account>{OURS}</Account>")), "{who}");
        }
    }
}

/// IAM's guide, "Cross-account policy evaluation logic" and "Session policies": a table's policy grants to an account what
/// its sessions may have, unless the session was asked for with less. That the account's own policies are not asked is this
/// project's rule.
#[test]
fn a_session_of_another_account_has_what_is_granted() {
    let world = World::start("off");
    let ours = Signer::of("AKID", "hush");
    assert_eq!(world.ask(&ours, &dynamodb("CreateTable", &table())).0, 200);
    let arn = format!("arn:aws:dynamodb:us-east-1:{OURS}:table/tab");
    let policy = json!({"Version": "2012-10-17", "Statement": {
        "Effect": "Allow", "Principal": {"AWS": THEIRS}, "Action": "dynamodb:GetItem", "Resource": arn,
        "Condition": {"StringEquals": {"aws:PrincipalTag/Team": "a"}},
    }});
    let put = dynamodb("PutResourcePolicy", &json!({"ResourceArn": arn, "Policy": policy.to_string()}));
    let (status, body) = world.ask(&ours, &put);
    assert_eq!(status, 200, "{body}");
    let get = dynamodb("GetItem", &json!({"TableName": arn, "Key": {"pk": {"S": "a"}}}));
    let allow = |action: &str| {
        json!({"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": action, "Resource": "*"}})
            .to_string()
    };
    let tag = [("Tags.member.1.Key", "team"), ("Tags.member.1.Value", "a")];
    let (s3, dynamo) = (allow("s3:*"), allow("dynamodb:*"));
    for (more, expected) in [
        (vec![], 400),
        (tag.to_vec(), 200),
        ([&tag[..], &[("Policy", &dynamo)]].concat(), 200),
        ([&tag[..], &[("Policy", &s3)]].concat(), 400),
    ] {
        let (status, body) = world.ask(&world.session_with(&more), &get);
        assert_eq!(status, expected, "{more:?} {body}");
        assert!(
            status == 200
                || body.contains("assumed-role/r/s1 is not authorized to perform: dynamodb:GetItem"),
            "{body}"
        );
    }
}

/// docs/control.md: the pages of the issuer, and how they are found by what a token says.
#[test]
fn the_keys_of_tokens_are_shown() {
    let world = World::start("verify");
    let ask = sts("GetWebIdentityToken", &[("Audience.member.1", "a"), ("SigningAlgorithm", "ES384")]);
    let (status, body) = world.ask(&Signer::of("AKID", "hush"), &ask);
    assert_eq!(status, 200, "{body}");
    let page = |path: &str| {
        let (head, body) = world.server.ask(&format!("GET /_aws/sts/{OURS}/{path}"), &[], "");
        assert_eq!(status_of(&head), 200, "{head} {body}");
        read(&body)
    };
    let discovery = page(".well-known/openid-configuration");
    let issuer = format!("http://{HOST}/_aws/sts/{OURS}");
    assert_eq!(
        (&discovery["issuer"], &discovery["jwks_uri"]),
        (&json!(issuer), &json!(format!("{issuer}/jwks")))
    );
    assert_eq!(page("jwks")["keys"][0]["crv"], "P-384");
    assert_eq!(world.server.status(&format!("POST /_aws/sts/{OURS}/jwks"), &[], ""), 405);
    for path in ["/_aws/sts/0/jwks", "/_aws/sts/000000000000", "/_aws/sts/000000000000/x", "/_aws/sts/"] {
        assert_eq!(world.server.status(&format!("GET {path}"), &[], ""), 404, "{path}");
    }
}

/// However a request names its action, nothing but a provider's word does without a signature.
#[test]
fn no_second_action_comes_in_unsigned() {
    let world = World::start("verify");
    world.session();
    let arn = utf8_percent_encode("arn:aws:iam::123456789012:role/r", NON_ALPHANUMERIC).to_string();
    let rest = format!("Version=2011-06-15&RoleArn={arn}&RoleSessionName=s1&WebIdentityToken=token");
    let web = "Action=AssumeRoleWithWebIdentity";
    let filling = format!("&X={}", "x".repeat(100_000));
    for (line, body) in [
        ("POST /", format!("{web}&{rest}&Action=AssumeRole")),
        ("POST /", format!("{web}&{rest}&%41ction=AssumeRole")),
        ("POST /", format!("{web}&{rest}{filling}&Action=GetSessionToken")),
        ("POST /?Action=AssumeRoleWithWebIdentity", format!("{rest}&Action=AssumeRole")),
        (
            "POST /?Action=AssumeRoleWithWebIdentity&Version=2011-06-15",
            format!("{rest}&Action=GetCallerIdentity"),
        ),
        ("POST /", format!("{rest}&Action=AssumeRole")),
    ] {
        let form = "content-type: application/x-www-form-urlencoded";
        let (head, reply) = world.server.ask(line, &[form], &body);
        assert_eq!(status_of(&head), 403, "{line} {body:.300} {reply}");
        assert!(reply.contains("MissingAuthenticationToken"), "{line} {body:.300} {reply}");
    }
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_RoleLastUsed.html>: a request with a session's key is a use of its
/// role.
#[test]
fn a_request_with_the_key_of_a_session_is_a_use_of_its_role() {
    let world = World::start("verify");
    let session = world.session();
    let owner = Signer::of(THEIRS, "hush");
    let role = query("iam", "2010-05-08", "GetRole", &[("RoleName", "r")]);
    let (_, never) = world.ask(&owner, &role);
    assert!(never.contains("<RoleLastUsed") && !never.contains("LastUsedDate"), "{never}");
    assert_eq!(world.ask(&session, &sts("GetCallerIdentity", &[])).0, 200);
    let (_, used) = world.ask(&owner, &role);
    assert!(used.contains("<LastUsedDate>") && used.contains("<Region>us-east-1</Region>"), "{used}");
}

/// House rule: where proofs are asked for, nobody gets in without one. Nobody's keys are fetched, so a token of another issuer
/// or an assertion proves nothing; nor does a key of one account in another.
#[test]
fn who_is_vouched_for_without_a_proof_does_not_get_in_under_verify() {
    let world = World::start("verify");
    let ours = Signer::of("AKID", "hush");
    let iam = |action: &str, members: &[(&str, &str)]| query("iam", "2010-05-08", action, members);
    let client = ("ClientIDList.member.1", "aud");
    let provider = iam("CreateOpenIDConnectProvider", &[("Url", "https://idp.example.com"), client]);
    assert_eq!(world.ask(&ours, &provider).0, 200);
    let trust = json!({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRoleWithWebIdentity",
        "Principal": {"Federated": format!("arn:aws:iam::{OURS}:oidc-provider/idp.example.com")}}]})
    .to_string();
    let role = [("RoleName", "web"), ("AssumeRolePolicyDocument", &*trust)];
    assert_eq!(world.ask(&ours, &iam("CreateRole", &role)).0, 200);
    // {"alg":"RS256"}.{"iss":"https://idp.example.com","sub":"s","aud":"aud","exp":4102444800}
    let token = "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJodHRwczovL2lkcC5leGFtcGxlLmNvbSIsInN1YiI6InMiLCJhdWQiOiJhdWQiLCJleHAiOjQxMDI0NDQ4MDB9.c2ln";
    let arn = format!("arn:aws:iam::{OURS}:role/web");
    let members = [("RoleArn", &*arn), ("RoleSessionName", "ci"), ("WebIdentityToken", token)];
    let form = sts("AssumeRoleWithWebIdentity", &members);
    let unsigned = |world: &World| {
        let (head, body) =
            world.server.ask("POST /", &["content-type: application/x-www-form-urlencoded"], &form.body);
        (status_of(&head), body)
    };
    let (status, body) = unsigned(&world);
    assert!(status == 400 && body.contains("<Code>InvalidIdentityToken</Code>"), "{status} {body}");
    // The root user of another account.
    let task = ("TaskPolicyArn.arn", "arn:aws:iam::aws:policy/root-task/IAMAuditRootUserCredentials");
    let root = |account: &str| world.ask(&ours, &sts("AssumeRoot", &[("TargetPrincipal", account), task])).0;
    assert_eq!((root(OURS), root(THEIRS)), (200, 403));
    // A token to trade in may be asked for by anybody; it is good for nobody's account but one's own.
    let traded = |account: &str| {
        let asked = json!({"PrincipalArn": format!("arn:aws:iam::{account}:root")}).to_string();
        let (_, made) = world.server.ask("POST /_aws/sts/trade-in-tokens", &[], &asked);
        let token = read(&made)["TradeInToken"].as_str().unwrap().to_owned();
        world.ask(&ours, &sts("GetDelegatedAccessToken", &[("TradeInToken", &token)])).0
    };
    assert_eq!((traded(OURS), traded(THEIRS)), (200, 400));
    // Where no proofs are asked for, the token is taken at its word.
    let open = World::start("off");
    assert_eq!(open.ask(&ours, &provider).0, 200);
    assert_eq!(open.ask(&ours, &iam("CreateRole", &role)).0, 200);
    let (status, body) = unsigned(&open);
    assert!(status == 200 && body.contains("<AccessKeyId>ASIA"), "{status} {body}");
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateSession.html>: the keys are temporary, belong to one bucket, and end
/// after five minutes.
#[test]
fn a_session_with_a_directory_bucket_signs_for_its_objects() {
    const BUCKET: &str = "/b--use1-az4--x-s3";
    let mut world = World::start("verify");
    let ours = Signer::of("AKID", "hush");
    let made = Asked {
        body: "<CreateBucketConfiguration><Location><Type>AvailabilityZone</Type><Name>use1-az4</Name></Location><Bucket><DataRedundancy>SingleAvailabilityZone</DataRedundancy><Type>Directory</Type></Bucket></CreateBucketConfiguration>".to_owned(),
        ..asked("s3express", "PUT", BUCKET)
    };
    assert_eq!(world.ask(&ours, &made).0, 200);
    let (status, body) = world.ask(&ours, &asked("s3express", "GET", &format!("{BUCKET}?session")));
    assert_eq!(status, 200, "{body}");
    let element = |name: &str| {
        let (_, behind) = body.split_once(&format!("<{name}>")).unwrap();
        behind.split_once('<').unwrap().0.to_owned()
    };
    let session = Signer {
        key: element("AccessKeyId"),
        secret: element("SecretAccessKey"),
        token: Some(element("SessionToken")),
    };
    let put = Asked { body: "hello".to_owned(), ..asked("s3express", "PUT", &format!("{BUCKET}/k")) };
    let get = asked("s3express", "GET", &format!("{BUCKET}/k"));
    assert_eq!(world.ask(&session, &put).0, 200);
    assert_eq!(world.ask(&session, &get), (200, "hello".to_owned()));
    assert_eq!(world.ask_presigned(&session, &get), (200, "hello".to_owned()));
    assert_eq!(world.ask(&session.with_token(None), &get).0, 403);
    assert_eq!(world.ask(&session.with_token(Some("AAAA")), &get).0, 400);
    world.advance(300);
    let (status, body) = world.ask(&session, &get);
    assert!(status == 400 && says(&body, "ExpiredToken"), "{status} {body}");
}
