//! AWS's sentence. Authority where nothing else is said: answers recorded on AWS in 2024 to 2026, by service.

use super::*;
use crate::shape::Shape;
use crate::value::IntoValue;

/// A member's constraint broken by a value, and what AWS says about it behind `Value ` … ` failed to satisfy constraint: `.
fn check(member: Member, value: impl IntoValue, expected: &str) {
    let members: &'static [Member] = Vec::leak(vec![member]);
    let shape: &'static Shape = Box::leak(Box::new(Shape::new("Request", members)));
    let mut fields = Fields::new(shape);
    if let Some(value) = value.into_value() {
        fields.put(0, Slot::There(value));
    }
    let expected =
        if expected.is_empty() { Ok(()) } else { Err(format!("1 validation error detected: {expected}")) };
    assert_eq!(judge(&fields), expected);
}

const fn text(name: &'static str) -> Member {
    Member::new(name, Kind::Text)
}

const ABSENT: Option<&str> = None;

#[test]
fn enumerations_are_shown_in_the_order_of_javas_set() {
    let check = |name: &'static str, value: &str, model: &'static [&'static str], shown: &str| {
        let expected = format!(
            "Value '{value}' at '{}' failed to satisfy constraint: Member must satisfy enum value set: [{shown}]",
            lower(name)
        );
        check(text(name).one_of(model), value, &expected);
    };
    // CloudWatch, SetAlarmState
    check("StateValue", "INVALID", &["OK", "ALARM", "INSUFFICIENT_DATA"], "INSUFFICIENT_DATA, ALARM, OK");
    // EventBridge, CreateConnection and CreateApiDestination
    let authorizations = &["BASIC", "OAUTH_CLIENT_CREDENTIALS", "API_KEY"];
    check(
        "AuthorizationType",
        "INVALID_AUTH_TYPE",
        authorizations,
        "BASIC, OAUTH_CLIENT_CREDENTIALS, API_KEY",
    );
    let methods = &["POST", "GET", "HEAD", "OPTIONS", "PUT", "PATCH", "DELETE"];
    check("HttpMethod", "INVALID_METHOD", methods, "HEAD, POST, PATCH, DELETE, PUT, GET, OPTIONS");
    // KMS
    let specs = &[
        "RSA_2048",
        "RSA_3072",
        "RSA_4096",
        "ECC_NIST_P256",
        "ECC_NIST_P384",
        "ECC_NIST_P521",
        "ECC_SECG_P256K1",
        "SYMMETRIC_DEFAULT",
        "HMAC_224",
        "HMAC_256",
        "HMAC_384",
        "HMAC_512",
    ];
    let shown = "RSA_2048, ECC_NIST_P384, ECC_NIST_P256, ECC_NIST_P521, HMAC_384, RSA_3072, ECC_SECG_P256K1, \
                 RSA_4096, SYMMETRIC_DEFAULT, HMAC_256, HMAC_224, HMAC_512";
    check("KeySpec", "HMAC_random", specs, shown);
    check("KeyAgreementAlgorithm", "INVALID", &["ECDH"], "ECDH");
    let macs = &["HMAC_SHA_224", "HMAC_SHA_256", "HMAC_SHA_384", "HMAC_SHA_512"];
    check("MacAlgorithm", "INVALID", macs, "HMAC_SHA_384, HMAC_SHA_256, HMAC_SHA_224, HMAC_SHA_512");
    // Logs, PutDeliveryDestination
    check(
        "OutputFormat",
        "foobar",
        &["json", "plain", "w3c", "raw", "parquet"],
        "w3c, raw, json, plain, parquet",
    );
    // DynamoDB and Lambda, as their engines have them
    let returned = &["NONE", "ALL_OLD", "UPDATED_OLD", "ALL_NEW", "UPDATED_NEW"];
    check("ReturnValues", "x", returned, "ALL_NEW, UPDATED_OLD, ALL_OLD, NONE, UPDATED_NEW");
    check("ReturnConsumedCapacity", "x", &["INDEXES", "TOTAL", "NONE"], "INDEXES, TOTAL, NONE");
    check("AttributeType", "x", &["S", "N", "B"], "B, N, S");
    let positions = &["TRIM_HORIZON", "LATEST", "AT_TIMESTAMP"];
    check("StartingPosition", "invalid", positions, "LATEST, AT_TIMESTAMP, TRIM_HORIZON");
}

/// KMS, CreateKey: the one recorded list in another order.
#[test]
fn a_table_can_say_another_order() {
    let usages = &["ENCRYPT_DECRYPT", "SIGN_VERIFY", "GENERATE_VERIFY_MAC"];
    check(
        text("KeyUsage").one_of(usages).in_this_order(),
        "RANDOM",
        "Value 'RANDOM' at 'keyUsage' failed to satisfy constraint: Member must satisfy enum value set: \
         [ENCRYPT_DECRYPT, SIGN_VERIFY, GENERATE_VERIFY_MAC]",
    );
}

#[test]
fn expressions_are_shown_as_the_model_has_them() {
    static NAME: Pattern = Pattern::new(r"[\.\-_A-Za-z0-9]+");
    static SESSION: Pattern = Pattern::new(r"[\w+=,.@-]*");
    let must = "failed to satisfy constraint: Member must satisfy regular expression pattern";
    // EventBridge, STS
    let expected = format!(r"Value 'Invalid Name With Spaces!' at 'name' {must}: [\.\-_A-Za-z0-9]+");
    check(text("Name").matching(&NAME), "Invalid Name With Spaces!", &expected);
    let expected = format!(r"Value 'Session1:2' at 'roleSessionName' {must}: [\w+=,.@-]*");
    check(text("RoleSessionName").matching(&SESSION), "Session1:2", &expected);
    check(text("RoleSessionName").matching(&SESSION), "", "");
}

#[test]
fn bounds_are_of_values_or_of_lengths() {
    let must = "failed to satisfy constraint: Member must have";
    let bytes = Member::new("NumberOfBytes", Kind::Integer).min(1).max(1024);
    // KMS, GenerateRandom; Logs, GetLogEvents
    check(bytes, 0_u32, &format!("Value '0' at 'numberOfBytes' {must} value greater than or equal to 1"));
    let bytes = Member::new("NumberOfBytes", Kind::Integer).min(1).max(1024);
    check(
        bytes,
        1025_u32,
        &format!("Value '1025' at 'numberOfBytes' {must} value less than or equal to 1024"),
    );
    let limit = Member::new("limit", Kind::Integer).min(1).max(10_000);
    check(limit, 10_001_u32, &format!("Value '10001' at 'limit' {must} value less than or equal to 10000"));
    // Logs, PutMetricFilter
    for (name, max) in
        [("metricName", 255), ("filterName", 512), ("filterNamePrefix", 512), ("filterPattern", 1024)]
    {
        let long = "X".repeat(max + 1);
        let expected = format!("Value '{long}' at '{name}' {must} length less than or equal to {max}");
        check(text(name).max(max as i64), long.as_str(), &expected);
        check(text(name).max(max as i64), "X".repeat(max), "");
    }
    // Lambda's aliases show bounds of doubles so.
    let weight = Member::new("Weight", Kind::Double).max(1);
    check(weight, 1.5, &format!("Value '1.5' at 'weight' {must} value less than or equal to 1.0"));
    // Java counts in UTF-16: one character beyond the basic plane is two.
    check(text("Name").max(1), "😀", &format!("Value '😀' at 'name' {must} length less than or equal to 1"));
    check(text("Name").max(1), "ü", "");
    // Kinesis shows blobs so.
    let blob = Member::new("Data", Kind::Blob).max(2);
    let shown = "java.nio.HeapByteBuffer[pos=0 lim=3 cap=3]";
    let expected = format!("Value '{shown}' at 'data' {must} length less than or equal to 2");
    check(blob, bytes::Bytes::from_static(b"abc"), &expected);
}

#[test]
fn what_is_sensitive_is_not_shown() {
    static WORD: Pattern = Pattern::new(r"[\w]+");
    // KMS, Encrypt; IAM's service-specific credentials, whose members the public model does not call sensitive
    let blob = Member::new("Plaintext", Kind::Blob).min(1).max(4096).hiding(Hidden::Value);
    let expected = "Value at 'plaintext' failed to satisfy constraint: Member must have length less than or equal to 4096";
    check(blob, bytes::Bytes::from(vec![0; 4097]), expected);
    let expected = "Value at 'serviceSpecificCredentialId' failed to satisfy constraint: Member must satisfy regular \
                    expression pattern: [\\w]+";
    check(text("ServiceSpecificCredentialId").matching(&WORD).hiding(Hidden::Value), "a-b", expected);
    let expected = "Value at 'status' failed to satisfy constraint: Member must satisfy enum value set";
    check(text("Status").one_of(&["Active", "Inactive"]).hiding(Hidden::ValueAndSet), "x", expected);
}

/// IAM's sentences show no values: two are recorded, and <https://github.com/aws/eks-hybrid/pull/113> has a third, of `roleName`.
#[test]
fn a_service_may_show_no_values() {
    static WORD: Pattern = Pattern::new(r"[\w]+");
    static REQUEST: Shape = Shape::new(
        "Request",
        &[
            Member::new("ServiceSpecificCredentialId", Kind::Text).matching(&WORD),
            Member::new("Status", Kind::Text).one_of(&["Active", "Inactive"]),
        ],
    );
    let fields = Fields::new(&REQUEST).with("ServiceSpecificCredentialId", "a-b").with("Status", "x");
    let expected = "2 validation errors detected: Value at 'serviceSpecificCredentialId' failed to satisfy constraint: Member \
                    must satisfy regular expression pattern: [\\w]+; Value at 'status' failed to satisfy constraint: Member \
                    must satisfy enum value set";
    assert_eq!(judge_unshown(&fields), Err(expected.to_owned()));
}

/// Cognito, SignUp, of a list whose elements are sensitive.
#[test]
fn what_holds_something_sensitive_is_not_shown() {
    static WORD: Pattern = Pattern::new("[a-z]+");
    static WORDS: List =
        List { element: text("member").matching(&WORD).hiding(Hidden::Value), flattened: false };
    check(
        Member::new("Words", Kind::List(&WORDS)),
        vec!["A"],
        "Value at 'words' failed to satisfy constraint: Member must satisfy constraint: [Member must satisfy regular \
         expression pattern: [a-z]+]",
    );
}

static TRANSFORMATION: Shape = Shape::new(
    "MetricTransformation",
    &[
        Member::new("metricName", Kind::Text).required(),
        Member::new("metricNamespace", Kind::Text).required(),
        Member::new("metricValue", Kind::Text).required(),
        Member::new("defaultValue", Kind::Double),
        Member::new("unit", Kind::Text),
        Member::new("dimensions", Kind::Map(&WORDS)),
    ],
);
static WORDS: Map =
    Map { key: Member::new("key", Kind::Text), value: Member::new("value", Kind::Text), flattened: false };

#[test]
fn a_list_is_shown_with_all_that_its_structures_lack() {
    static LIST: List =
        List { element: Member::new("member", Kind::Struct(&TRANSFORMATION)), flattened: false };
    // Logs, PutMetricFilter
    let one = |at: u8| {
        Fields::new(&TRANSFORMATION)
            .with("metricName", format!("metric{at}"))
            .with("metricNamespace", format!("namespace{at}"))
            .with("metricValue", "1")
    };
    let member = Member::new("metricTransformations", Kind::List(&LIST)).max(1);
    check(
        member,
        vec![one(1), one(2)],
        "Value '[MetricTransformation(metricName=metric1, metricNamespace=namespace1, metricValue=1, defaultValue=null, \
         unit=null, dimensions=null), MetricTransformation(metricName=metric2, metricNamespace=namespace2, \
         metricValue=1, defaultValue=null, unit=null, dimensions=null)]' at 'metricTransformations' failed to satisfy \
         constraint: Member must have length less than or equal to 1",
    );
}

/// EventBridge, PutEvents with eleven entries. AWS's own model has two members more than the public one.
#[test]
fn a_structure_is_shown_by_its_name_in_the_model() {
    static ENTRY: Shape = Shape::new(
        "PutEventsRequestEntry",
        &[
            Member::new("Time", Kind::Time(None)),
            text("Source"),
            Member::new("Resources", Kind::List(&ENTRIES)),
            text("DetailType"),
            text("Detail"),
            text("EventBusName"),
            text("TraceHeader"),
            text("KmsKeyIdentifier"),
            text("InternalMetadata"),
        ],
    );
    static ENTRIES: List = List { element: Member::new("member", Kind::Struct(&ENTRY)), flattened: false };
    let detail = r#"{"command": "update-account", "payload": {"acc_id": "0a787ecb-4015", "sf_id": "baz"}}"#;
    let name = "core.update-account-command";
    let entry = Fields::new(&ENTRY).with("Source", name).with("DetailType", name).with("Detail", detail);
    let shown = format!(
        "PutEventsRequestEntry(time=null, source={name}, resources=null, detailType={name}, detail={detail}, \
         eventBusName=<bus-name>, traceHeader=null, kmsKeyIdentifier=null, internalMetadata=null)"
    );
    let expected = format!(
        "Value '[{}]' at 'entries' failed to satisfy constraint: Member must have length less than or equal to 10",
        vec![shown; 11].join(", ")
    );
    let entries = vec![entry.with("EventBusName", "<bus-name>"); 11];
    check(Member::new("Entries", Kind::List(&ENTRIES)).max(10), entries, &expected);
}

#[test]
fn what_lists_and_maps_hold_is_told_by_its_path() {
    static TAG: Shape = Shape::new("Tag", &[text("TagKey").max(128), text("TagValue").max(256)]);
    static TAGS: List = List { element: Member::new("member", Kind::Struct(&TAG)), flattened: false };
    let must = "failed to satisfy constraint: Member must";
    // KMS, TagResource
    let long = "a".repeat(129);
    let tags = vec![Fields::new(&TAG).with("TagKey", long.as_str()).with("TagValue", "v")];
    let expected =
        format!("Value '{long}' at 'tags.1.member.tagKey' {must} have length less than or equal to 128");
    check(Member::new("Tags", Kind::List(&TAGS)), tags, &expected);
    let long = "v".repeat(257);
    let tags = vec![Fields::new(&TAG).with("TagKey", "k").with("TagValue", long.as_str())];
    let expected =
        format!("Value '{long}' at 'tags.1.member.tagValue' {must} have length less than or equal to 256");
    check(Member::new("Tags", Kind::List(&TAGS)), tags, &expected);
    // EventBridge, PutTargets
    static ID: Pattern = Pattern::new(r"[\.\-_A-Za-z0-9]+");
    static TARGET: Shape = Shape::new("Target", &[text("Id").required().max(64).matching(&ID), text("Arn")]);
    static TARGETS: List = List { element: Member::new("member", Kind::Struct(&TARGET)), flattened: false };
    let targets = vec![Fields::new(&TARGET).with("Id", "!@#$@!#$")];
    let expected = format!(
        r"Value '!@#$@!#$' at 'targets.1.member.id' {must} satisfy regular expression pattern: [\.\-_A-Za-z0-9]+"
    );
    check(Member::new("Targets", Kind::List(&TARGETS)), targets, &expected);
    let long = "second-invalid-target-id-".repeat(3);
    let targets = vec![Fields::new(&TARGET).with("Id", "a"), Fields::new(&TARGET).with("Id", long.as_str())];
    let expected =
        format!("Value '{long}' at 'targets.2.member.id' {must} have length less than or equal to 64");
    check(Member::new("Targets", Kind::List(&TARGETS)), targets, &expected);
    // SNS, Publish and PublishBatch: the model calls these levels otherwise on the wire.
    static ATTRIBUTE: Shape =
        Shape::new("MessageAttributeValue", &[text("DataType").required(), text("StringValue")]);
    static ATTRIBUTES: Map = Map {
        key: Member::new("key", Kind::Text).named("Name"),
        value: Member::new("value", Kind::Struct(&ATTRIBUTE)).named("Value"),
        flattened: false,
    };
    static ENTRY: Shape = Shape::new(
        "PublishBatchRequestEntry",
        &[text("Id"), Member::new("MessageAttributes", Kind::Map(&ATTRIBUTES))],
    );
    static ENTRIES: List = List { element: Member::new("member", Kind::Struct(&ENTRY)), flattened: false };
    let attribute = Fields::new(&ATTRIBUTE).with("StringValue", "x");
    let attributes = Value::Map(vec![("attr1".to_owned(), Slot::There(Value::Struct(attribute)))]);
    let expected = format!("Value null at 'messageAttributes.attr1.member.dataType' {must} not be null");
    check(Member::new("MessageAttributes", Kind::Map(&ATTRIBUTES)), attributes.clone(), &expected);
    let entries = vec![Fields::new(&ENTRY).with("MessageAttributes", attributes)];
    let expected = format!(
        "Value null at 'publishBatchRequestEntries.1.member.messageAttributes.attr1.member.dataType' {must} not be null"
    );
    check(Member::new("PublishBatchRequestEntries", Kind::List(&ENTRIES)), entries, &expected);
    // SNS, SetSubscriptionAttributes and the like
    check(
        Member::new("attributes", Kind::Map(&WORDS)).required(),
        ABSENT,
        &format!("Value null at 'attributes' {must} not be null"),
    );
}

#[test]
fn elements_keys_and_values_are_told_of_what_holds_them() {
    static DIGITS: Pattern = Pattern::new("[0-9]+");
    static WEIGHTS: Map = Map {
        key: Member::new("key", Kind::Text).min(1).max(1024).matching(&DIGITS),
        value: Member::new("value", Kind::Double).min(0).max(1).required(),
        flattened: false,
    };
    static ARCHITECTURES: List = List {
        element: Member::new("member", Kind::Text).one_of(&["x86_64", "arm64"]).required(),
        flattened: false,
    };
    // Lambda, CreateAlias and CreateFunction
    let weights =
        |key: &str, weight: f64| Value::Map(vec![(key.to_owned(), Slot::There(Value::Double(weight)))]);
    check(
        Member::new("weights", Kind::Map(&WEIGHTS)),
        weights("a", 0.5),
        "Value '{a=0.5}' at 'weights' failed to satisfy constraint: Map keys must satisfy constraint: [Member must have \
         length less than or equal to 1024, Member must have length greater than or equal to 1, Member must satisfy \
         regular expression pattern: [0-9]+]",
    );
    check(
        Member::new("weights", Kind::Map(&WEIGHTS)),
        weights("1", 2.0),
        "Value '{1=2.0}' at 'weights' failed to satisfy constraint: Map value must satisfy constraint: [Member must have \
         value less than or equal to 1.0, Member must have value greater than or equal to 0.0, Member must not be null]",
    );
    check(
        Member::new("Architectures", Kind::List(&ARCHITECTURES)),
        vec!["x"],
        "Value '[x]' at 'architectures' failed to satisfy constraint: Member must satisfy constraint: [Member must \
         satisfy enum value set: [x86_64, arm64], Member must not be null]",
    );
}

#[test]
fn all_that_is_broken_is_told_at_once_and_ten_at_most() {
    static NAME: Pattern = Pattern::new(r"[\.\-_A-Za-z0-9]+");
    static CONNECTION: Shape = Shape::new(
        "CreateConnectionRequest",
        &[
            Member::new("Name", Kind::Text).required().max(64).matching(&NAME),
            Member::new("AuthorizationType", Kind::Text).required().one_of(&[
                "BASIC",
                "OAUTH_CLIENT_CREDENTIALS",
                "API_KEY",
            ]),
        ],
    );
    // EventBridge, CreateConnection: within a member the expression first.
    let name = "This should fail with two errors 123467890123412341234123412341234";
    let fields = Fields::new(&CONNECTION).with("Name", name).with("AuthorizationType", "INVALID");
    let expected = format!(
        "3 validation errors detected: Value '{name}' at 'name' failed to satisfy constraint: Member must satisfy regular \
         expression pattern: [\\.\\-_A-Za-z0-9]+; Value '{name}' at 'name' failed to satisfy constraint: Member must \
         have length less than or equal to 64; Value 'INVALID' at 'authorizationType' failed to satisfy constraint: \
         Member must satisfy enum value set: [BASIC, OAUTH_CLIENT_CREDENTIALS, API_KEY]"
    );
    assert_eq!(judge(&fields), Err(expected));

    // EventBridge, UpdateApiDestination: in the order of the shape.
    static ARN: Pattern = Pattern::new(
        r"^arn:aws([a-z]|\-)*:events:([a-z]|\d|\-)*:([0-9]{12})?:connection\/[\.\-_A-Za-z0-9]+\/[\-A-Za-z0-9]+$",
    );
    const METHODS: &[&str] = &["POST", "GET", "HEAD", "OPTIONS", "PUT", "PATCH", "DELETE"];
    static DESTINATION: Shape = Shape::new(
        "CreateApiDestinationRequest",
        &[text("ConnectionArn").matching(&ARN), text("HttpMethod").one_of(METHODS)],
    );
    let fields = Fields::new(&DESTINATION)
        .with("ConnectionArn", "invalid-connection-arn")
        .with("HttpMethod", "INVALID_METHOD");
    let expected = r"2 validation errors detected: Value 'invalid-connection-arn' at 'connectionArn' failed to satisfy constraint: Member must satisfy regular expression pattern: ^arn:aws([a-z]|\-)*:events:([a-z]|\d|\-)*:([0-9]{12})?:connection\/[\.\-_A-Za-z0-9]+\/[\-A-Za-z0-9]+$; Value 'INVALID_METHOD' at 'httpMethod' failed to satisfy constraint: Member must satisfy enum value set: [HEAD, POST, PATCH, DELETE, PUT, GET, OPTIONS]";
    assert_eq!(judge(&fields), Err(expected.to_owned()));

    // DynamoDB's limit, which is Coral's.
    static MANY: List = List { element: Member::new("member", Kind::Struct(&CONNECTION)), flattened: false };
    static REQUEST: Shape = Shape::new("Request", &[Member::new("All", Kind::List(&MANY))]);
    let many = vec![Fields::new(&CONNECTION); 100_000];
    let sentence = judge(&Fields::new(&REQUEST).with("All", many)).unwrap_err();
    assert!(
        sentence.starts_with("10 validation errors detected: Value null at 'all.1.member.name'"),
        "{sentence}"
    );
    assert_eq!(sentence.matches("Member must not be null").count(), 10);
}

/// Ours: AWS's front takes no such texts.
#[test]
fn a_text_far_beyond_its_length_is_not_held_against_its_expression() {
    static LETTERS: Pattern = Pattern::new("[a-z]+");
    let broken = |text: String| {
        let value = Value::Text(text);
        let member = Member::new("Name", Kind::Text).matching(&LETTERS).max(10);
        musts(&member.rules, &value, false).iter().flatten().count()
    };
    assert_eq!(broken("1".repeat(11)), 2);
    assert_eq!(broken("1".repeat(1 << 16)), 2);
    assert_eq!(broken("1".repeat((1 << 16) + 1)), 1);
}

/// Ours: AWS's front takes no such texts.
#[test]
fn what_is_shown_of_a_value_and_of_its_place_has_an_end() {
    assert_eq!(bounded("a".repeat(MAX_SHOWN)), "a".repeat(MAX_SHOWN));
    assert_eq!(bounded("a".repeat(MAX_SHOWN + 1)), format!("{}...", "a".repeat(MAX_SHOWN)));
    // Between characters.
    assert_eq!(bounded("\u{20ac}".repeat(MAX_SHOWN)), format!("{}...", "\u{20ac}".repeat(MAX_SHOWN / 3)));
    static INNER: Shape = Shape::new("Inner", &[Member::new("Name", Kind::Text).max(10)]);
    static MAP: Map = Map {
        key: Member::new("key", Kind::Text),
        value: Member::new("value", Kind::Struct(&INNER)),
        flattened: false,
    };
    static OUTER: Shape = Shape::new("Outer", &[Member::new("Map", Kind::Map(&MAP))]);
    let long = "k".repeat(1 << 20);
    let inner = Fields::new(&INNER).with("Name", long.clone());
    let entries = vec![(long, Slot::There(Value::Struct(inner)))];
    let mut outer = Fields::new(&OUTER);
    outer.put(0, Slot::There(Value::Map(entries)));
    let sentence = judge(&outer).unwrap_err();
    let begins = format!("1 validation error detected: Value '{}...' at 'map.kk", "k".repeat(MAX_SHOWN));
    assert!(sentence.starts_with(&begins), "{sentence}");
    let ends = "k...' failed to satisfy constraint: Member must have length less than or equal to 10";
    assert!(sentence.ends_with(ends) && sentence.len() < 3 * MAX_SHOWN, "{sentence}");
}
