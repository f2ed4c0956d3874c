//! The examples of AWS's pages, and what lies at the edges of them.

use super::*;

fn check(pattern: &str, messages: &[(&str, bool)]) {
    let read = Pattern::read(pattern).unwrap_or_else(|fault| panic!("{pattern}: {}", fault.message));
    for (message, expected) in messages {
        assert_eq!(read.means(message), *expected, "{pattern} of {message}");
        assert_eq!(read.extract(message).is_some(), *expected, "{pattern} of {message}");
    }
}

/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/matching-terms-unstructured-log-events.html>
#[test]
fn terms_stand_in_a_message_or_do_not() {
    let (error, info) = ("[ERROR 400] BAD REQUEST", "[INFO] REQUEST FAILED");
    check("", &[(error, true), ("", true)]);
    check("ERROR", &[(error, true), (info, false), ("error", false)]);
    check("ERROR REQUEST", &[(error, true), (info, false)]);
    check("?ERROR ?INFO", &[(error, true), (info, true), ("WARN", false)]);
    check("\"BAD REQUEST\"", &[(error, true), ("BAD  REQUEST", false)]);
    check("REQUEST -ERROR", &[(error, false), (info, true)]);
    check("-\"BAD REQUEST\"", &[(error, false), (info, true)]);
    // The page: beside other terms those with a question mark are passed over.
    check("?INFO REQUEST", &[(error, true), (info, true), ("INFO", false)]);
    check("\"say \\\"x\\\"\"", &[("say \"x\"", true), ("say x", false)]);
    check("%AUTHORIZED%", &[("[ERROR 401] UNAUTHORIZED REQUEST", true), (error, false)]);
    check("%\\d{1,3}\\.\\d{1,3}% -b", &[("a 1.2", true), ("b 1.2", false), ("1,2", false)]);
    check("%\\x28a\\x29%", &[("(a)", true), ("a", false)]);
    check("größer", &[("ist größer", true)]);
}

/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/matching-terms-json-log-events.html>
#[test]
fn conditions_hold_of_documents() {
    let event = r#"{"eventType": "UpdateTrail", "sourceIPAddress": "111.111.111.111", "arrayKey": ["value", "another value"],
        "objectList": [{"name": "a", "id": 1}, {"name": "b", "id": 2}], "SomeObject": null, "cluster.name": "c", "n": 1.5e3,
        "user": {"id": 1, "ok": true}, "text": "12"}"#;
    let all = |patterns: &[(&str, bool)]| {
        for (pattern, expected) in patterns {
            check(pattern, &[(event, *expected), ("no json", false), ("{", false), ("12", false)]);
        }
    };
    all(&[
        ("{ $.eventType = \"UpdateTrail\" }", true),
        ("{ $.eventType = UpdateTrail }", true),
        ("{$.eventType=Update*}", true),
        ("{ $.eventType = \"*date*ail\" }", true),
        ("{ $.eventType = \"*dates*\" }", false),
        ("{ $.eventType != \"Other\" }", true),
        ("{ $.none != \"Other\" }", false),
        ("{ $.sourceIPAddress != 123.123.* }", true),
        ("{ $.sourceIPAddress = 111.111.* }", true),
        ("{ $.arrayKey[0] = \"value\" }", true),
        ("{ $.arrayKey[1] = \"value\" }", false),
        ("{ $.arrayKey[*] = \"another value\" }", true),
        ("{ $.objectList[1].id = 2 }", true),
        ("{ $.objectList[*].name = b }", true),
        ("{ $.SomeObject IS NULL }", true),
        ("{ $.user IS NULL }", false),
        ("{ $.SomeOtherObject NOT EXISTS }", true),
        ("{ $.SomeObject NOT EXISTS }", false),
        ("{ $.user.ok IS TRUE }", true),
        ("{ $.user.ok IS FALSE }", false),
        ("{ $.['cluster.name'] = \"c\" }", true),
        ("{ $.n = 1500 }", true),
        ("{ $.n >= 1.5e3 && $.n <= 1500 }", true),
        ("{ $.n > 1500 || $.n < 1500 }", false),
        ("{ $.n = 15* }", true),
        ("{ $.text = 12 }", false),
        ("{ $.text = \"12\" }", true),
        ("{ ($.user.id = 1) && ($.arrayKey[0] = \"value\") }", true),
        ("{ $.user.id = 2 && $.n = 1 || $.text = \"12\" }", true),
        ("{ $.user.id = 2 && ($.n = 1 || $.text = \"12\") }", false),
        ("{ $.eventType = %^Update[A-Z]% }", true),
        ("{ $.eventType = %trail% }", false),
        ("{ $.user.* = 1 }", true),
    ]);
    let extracted = Pattern::read("{ $.user.id = 1 && $.text = \"1*\" }").unwrap().extract(event).unwrap();
    let expected =
        [("$.text", "12"), ("$.user.id", "1")].map(|(name, value)| (name.to_owned(), value.to_owned()));
    assert_eq!(extracted, expected.into());
}

/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/matching-terms-spacedelimited-log-events.html>, and the examples of
/// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_TestMetricFilter.html>
#[test]
fn words_are_told_by_their_place() {
    let line = "127.0.0.1 Prod frank [10/Oct/2000:13:25:15 -0700] \"GET /index.html HTTP/1.0\" 404 1534";
    let all = |patterns: &[(&str, bool)]| {
        for (pattern, expected) in patterns {
            check(pattern, &[(line, *expected)]);
        }
    };
    all(&[
        ("[ip, user, username, timestamp, request, status_code, bytes]", true),
        ("[ip, user, username, timestamp, request, status_code]", false),
        ("[ip, user, username, timestamp, request =*.html*, status_code = 4*, bytes]", true),
        ("[ip, user, username, timestamp, request = *.xml*, status_code = 4*, bytes]", false),
        ("[ip, user, username, timestamp, request, status_code = 404, bytes > 1000]", true),
        (
            "[ip, user, username, timestamp, request, status_code = 404 || status_code = 410, bytes > 2000]",
            false,
        ),
        ("[..., status_code = 404 || status_code = 410, bytes]", true),
        ("[ip, ..., bytes = 1534]", true),
        (
            "[ip=%127\\.0\\.0\\.[1-9]%, user, username, timestamp, request =*.html*, status_code = 4*, bytes]",
            true,
        ),
        ("[..., bytes > 1000 && bytes < 2000]", true),
        ("[..., (bytes > 1000 && bytes != 1534)]", false),
        ("[...]", true),
        ("[ip, user=\"Prod\", ...]", true),
        ("[ip, , username = frank, ...]", true),
    ]);
    let extracted = Pattern::read("[..., size]").unwrap().extract(line).unwrap();
    let of = |name: &str| extracted.get(name).map(String::as_str);
    assert_eq!(
        (of("$size"), of("$6"), of("$4")),
        (Some("1534"), Some("404"), Some("10/Oct/2000:13:25:15 -0700"))
    );
    assert_eq!((of("$5"), of("$1"), of("$7")), (Some("GET /index.html HTTP/1.0"), Some("127.0.0.1"), None));
    let w = "[w1=ERROR || w1=WARN, w2]";
    check(w, &[("ERROR x", true), ("WARN x", true), ("INFO x", false), ("ERROR", false)]);
}

/// That they are refused is AWS's documentation, or our guess.
#[test]
fn what_is_no_pattern_is_refused() {
    for (pattern, message) in [
        ("request-id", "Invalid character(s) in term 'request-id'"),
        ("\"\"", "Invalid character(s) in term '\"\"'"),
        ("{ $.a = 1", "If a filter pattern starts with '{' it must end with '}'"),
        ("{ $.a }", "Invalid filter pattern"),
        ("{ a = 1 }", "Invalid filter pattern"),
        ("{ $.a = 1 && }", "Invalid filter pattern"),
        ("{ $.a < b }", "Invalid filter pattern"),
        ("{ $.a[*].b[*] = 1 }", "Invalid filter pattern"),
        ("{ $.a = %a(b)% }", "Invalid filter pattern"),
        ("{ $.a = %a% || $.b = %b% || $.c = %c% }", "Invalid filter pattern"),
        ("[a, ..., ...]", "Invalid filter pattern"),
        ("[a = 1 && b = 2]", "Invalid filter pattern"),
        ("[a", "Invalid filter pattern"),
        ("%a!%", "Invalid character(s) in term '%a!%'"),
        ("%a(b)%", "Invalid character(s) in term '%a(b)%'"),
    ] {
        assert_eq!(
            Pattern::read(pattern).err().map(|fault| fault.message),
            Some(message.to_owned()),
            "{pattern}"
        );
    }
    let deep = format!("{{ {}$.a = 1{} }}", "(".repeat(400), ")".repeat(400));
    assert!(Pattern::read(&deep).is_err());
    let deep = format!("[{}a = 1{}]", "(".repeat(500), ")".repeat(500));
    assert!(Pattern::read(&deep).is_err());
    assert!(Pattern::read(&"a".repeat(5000)).is_err());
}
