use super::*;

fn context() -> Context {
    let mut context = Context::default();
    context.set("aws:username", ["ann".to_owned()]);
    context.set("aws:PrincipalTag/team", ["yel*low".to_owned()]);
    context.set("aws:TagKeys", ["a".to_owned(), "b".to_owned()]);
    context
}

/// IAM's guide: `*` stands for any characters and `?` for one.
#[test]
fn wildcards() {
    for (pattern, text, expected) in [
        ("", "", true),
        ("", "a", false),
        ("*", "", true),
        ("*", "abc", true),
        ("a*c", "abbc", true),
        ("a*c", "abcd", false),
        ("a?c", "abc", true),
        ("a?c", "aéc", true),
        ("a?c", "ac", false),
        ("*b*d", "abcbd", true),
        ("**", "x", true),
        ("a", "A", false),
        ("a*b*c", "a-b-b-c", true),
        ("?", "", false),
        ("?*", "a", true),
        ("*a?", "aab", true),
    ] {
        let template = Template::pattern(pattern, false);
        assert_eq!(template.matches(text, &Context::default()), Some(expected), "{pattern} {text}");
    }
}

/// No pattern takes time beyond the product of the lengths.
#[test]
fn no_pattern_explodes() {
    let pattern = Template::pattern(&"*a".repeat(1000), false);
    assert_eq!(pattern.matches(&"a".repeat(999), &Context::default()), Some(false));
    assert_eq!(pattern.matches(&"a".repeat(2000), &Context::default()), Some(true));
}

/// IAM's guide, "Resource": the page's own example of objects, that a star which ends its field goes beyond colons, and
/// that missing fields are completed. What a star amid a field does follows from that.
#[test]
fn resources() {
    let bucket = "arn:aws:s3:::amzn-s3-demo-bucket/*/test/*";
    for (pattern, arn, expected) in [
        (bucket, "arn:aws:s3:::amzn-s3-demo-bucket/1/2/test/3/object.jpg", true),
        (bucket, "arn:aws:s3:::amzn-s3-demo-bucket/1///test///object.jpg", true),
        (bucket, "arn:aws:s3:::amzn-s3-demo-bucket/1/test/", true),
        (bucket, "arn:aws:s3:::amzn-s3-demo-bucket//test/object.jpg", true),
        (bucket, "arn:aws:s3:::amzn-s3-demo-bucket/1-test/object.jpg", false),
        (bucket, "arn:aws:s3:::amzn-s3-demo-bucket/test/object.jpg", false),
        ("*", "arn:aws:s3:::b", true),
        ("arn:aws:sqs", "arn:aws:sqs:us-east-1:111122223333:q", true),
        ("arn:aws:sqs:us-*", "arn:aws:sqs:us-east-1:111122223333:q", true),
        ("arn:aws:sqs:*:q", "arn:aws:sqs:us-east-1:111122223333:q", true),
        ("arn:aws:sqs:*t-1:111122223333:q", "arn:aws:sqs:us-east-1:111122223333:q", true),
        ("arn:aws:x:a*b:1:r", "arn:aws:x:a:b:1:r", false),
        ("arn:aws:x:a*:1:r", "arn:aws:x:a:b:1:r", true),
        ("arn:aws:lambda:r:1:function*live", "arn:aws:lambda:r:1:function:f:live", true),
        ("arn:aws:s3:::B", "arn:aws:s3:::b", false),
    ] {
        let template = Template::resource(pattern, true);
        assert_eq!(template.matches(arn, &Context::default()), Some(expected), "{pattern} {arn}");
    }
}

/// IAM's guide, "Condition operators", "ARN": each field is checked separately. Its example is the first pair.
#[test]
fn arns_match_field_by_field() {
    let finance = "arn:aws:someservice:*:111122223333:finance/*";
    for (pattern, arn, expected) in [
        (
            finance,
            "arn:aws:someservice:us-east-2:999999999999:store/abc:111122223333:finance/document.txt",
            false,
        ),
        (finance, "arn:aws:someservice:us-east-2:111122223333:finance/document.txt", true),
        ("arn:aws:sns:*:*:t", "arn:aws:sns:us-east-1:1:t:sub", false),
        ("arn:aws:sns:*:*:t*", "arn:aws:sns:us-east-1:1:t:sub", true),
        ("*", "arn:aws:sns:us-east-1:1:t", true),
        ("arn:aws:sns", "no arn", false),
    ] {
        let found = Template::pattern(&completed(pattern), true).matches_arn(arn, &Context::default());
        assert_eq!(found, Some(expected), "{pattern} {arn}");
    }
}

/// IAM's guide, "Variables and tags": special characters, default values, single values only, the version of 2008, and
/// where variables stand. That a value's star is no wildcard, and what becomes of broken variables, is our guess.
#[test]
fn variables() {
    for (pattern, text, expected) in [
        ("home/${aws:username}/*", "home/ann/x", Some(true)),
        ("home/${AWS:UserName}/*", "home/bob/x", Some(false)),
        ("${aws:userid}", "", None),
        ("${aws:userid, 'none'}", "none", Some(true)),
        ("${aws:username, 'none'}", "none", Some(false)),
        ("${aws:PrincipalTag/team}", "yellow", Some(false)),
        ("${aws:PrincipalTag/team}", "yel*low", Some(true)),
        ("${aws:TagKeys}", "a", None),
        ("${*}${?}${$}", "*?$", Some(true)),
        ("${*}", "x", Some(false)),
        ("${}", "${}", Some(true)),
        ("${aws:username", "${aws:username", Some(true)),
        ("${aws:username, none}", "${aws:username, none}", Some(true)),
        ("$${aws:username}", "$ann", Some(true)),
    ] {
        assert_eq!(Template::pattern(pattern, true).matches(text, &context()), expected, "{pattern} {text}");
    }
    let old = Template::pattern("${aws:username}", false);
    assert_eq!(old.matches("ann", &context()), Some(false));
    assert_eq!(old.matches("${aws:username}", &context()), Some(true));
    for (resource, arn, expected) in [
        ("arn:aws:s3:::b/${aws:username}", "arn:aws:s3:::b/ann", true),
        ("arn:aws:s3::${aws:username}:b", "arn:aws:s3::ann:b", false),
        ("arn:aws:sqs:*:*:${aws:username}-q", "arn:aws:sqs:r:1:ann-q", true),
    ] {
        let found = Template::resource(resource, true).matches(arn, &context());
        assert_eq!(found, Some(expected), "{resource} {arn}");
    }
}
