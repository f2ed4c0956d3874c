//! Queries over a handful of events: the commands and functions are those of
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax.html>.

use std::sync::Arc;

use super::*;

const EVENTS: [&str; 6] = [
    r#"{"level": "INFO", "n": 1, "user": {"id": "a"}, "tags": ["x", "y"]}"#,
    r#"{"level": "ERROR", "n": 2.5, "user": {"id": "b"}}"#,
    r#"{"level": "ERROR", "n": 4, "user": {"id": "a"}}"#,
    "plain words user=carl took 30 ms",
    "plain words user=dora took 50 ms",
    "REPORT RequestId: 1234-abcd\tDuration: 12.34 ms\tBilled Duration: 13 ms\tMemory Size: 128 MB\tMax Memory Used: 40 MB\t",
];

/// An event so many minutes after the first.
fn event(at: usize, message: &str) -> Event {
    Event {
        at_ms: 1_767_225_600_000 + 60_000 * at as u64,
        ingested_ms: 1_767_225_600_000,
        message: message.to_owned(),
        stream: Arc::from("s"),
        log: Arc::from("000000000000:g"),
        pointer: "p".to_owned(),
    }
}

/// The rows of a query, a line each, without pointers. The first event is the oldest.
fn rows(query: &str) -> Vec<String> {
    let query = Query::read(query).unwrap_or_else(|fault| panic!("{query}: {}", fault.message));
    let mut run = Run::new(query, 1000);
    for (at, message) in EVENTS.iter().enumerate().rev() {
        if run.add(Row::of(event(at, message))) == Err(Stop::Enough) {
            break;
        }
    }
    let shown = |columns: Vec<(String, String)>| {
        let columns = columns.into_iter().filter(|(name, _)| name != "@ptr");
        columns.map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join(" ")
    };
    run.end().unwrap().into_iter().map(shown).collect()
}

#[test]
fn fields_are_found_and_made() {
    assert_eq!(
        rows("fields @timestamp, level, n * 2 as twice | filter ispresent(n)"),
        [
            "@timestamp=2026-01-01 00:02:00.000 level=ERROR twice=8",
            "@timestamp=2026-01-01 00:01:00.000 level=ERROR twice=5",
            "@timestamp=2026-01-01 00:00:00.000 level=INFO twice=2",
        ]
    );
    assert_eq!(
        rows("fields user.id, tags.1, @log, @logStream | filter level = 'INFO'"),
        ["user.id=a tags.1=y @log=000000000000:g @logStream=s"]
    );
    assert_eq!(
        rows("fields @message | filter n = 4 | display level, concat(level, '-', user.id) as both"),
        ["level=ERROR both=ERROR-a"]
    );
    assert_eq!(rows("filter n = 4").len(), 1);
    assert!(rows("filter n = 4")[0].starts_with("@timestamp=2026-01-01 00:02:00.000 @message={"));
    assert_eq!(
        rows(
            "fields @type, @requestId, @duration, @billedDuration, @memorySize, @maxMemoryUsed | filter @type = 'REPORT'"
        ),
        [
            "@type=REPORT @requestId=1234-abcd @duration=12.34 @billedDuration=13 @memorySize=128000000 @maxMemoryUsed=40000000"
        ]
    );
}

#[test]
fn filters_hold_of_rows() {
    let count = |condition: &str| rows(&format!("filter {condition}")).len();
    assert_eq!(count("level = 'ERROR' and n > 3"), 1);
    assert_eq!(count("level = \"ERROR\" or n = 1"), 3);
    assert_eq!(count("not (level = 'ERROR') and ispresent(level)"), 1);
    assert_eq!(count("level in ['INFO', 'WARN']"), 1);
    assert_eq!(count("level not in ['INFO'] and ispresent(level)"), 2);
    assert_eq!(count("@message like /took \\d+ ms/"), 2);
    assert_eq!(count("@message like /PLAIN/"), 0);
    assert_eq!(count("@message like /(?i)PLAIN/"), 2);
    assert_eq!(count("@message =~ 'plain'"), 2);
    assert_eq!(count("@message not like 'plain'"), 4);
}

#[test]
fn texts_are_parsed() {
    assert_eq!(
        rows("parse @message 'user=* took * ms' as name, ms | filter ispresent(name) | display name, ms"),
        ["name=dora ms=50", "name=carl ms=30"]
    );
    assert_eq!(
        rows("parse @message /user=(?<name>\\w+) took (?<ms>\\d+)/ | stats avg(ms) as mean, max(name)"),
        ["mean=40 max(name)=dora"]
    );
}

/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-Parse.html>
#[test]
fn texts_of_known_forms_are_parsed() {
    assert_eq!(
        rows("parse @message /(\\w+)=(\\w+)/ as key, name | filter ispresent(key) | display key, name"),
        ["key=user name=dora", "key=user name=carl"]
    );
    assert_eq!(
        rows("filter @message like 'dora' | parse @message /(?<word>\\b\\w{5}\\b)/ multi | display word"),
        ["word=plain", "word=words"]
    );
    assert_eq!(
        rows("filter @message like 'dora' | parse @message logfmt as lf | display lf.user, lf.none"),
        ["lf.user=dora"]
    );
    assert_eq!(
        rows(
            "limit 1 | fields concat('a=\"x y\" b=', strlen('abc'), ' c') as line | parse line logfmt as lf | display lf.a, lf.b, lf.c"
        ),
        ["lf.a=x y lf.b=3"]
    );
    assert_eq!(
        rows(
            r#"limit 1 | fields concat('one, "two, and ""more""",3') as line | parse line csv as a, b, c, d | display a, b, c, d"#
        ),
        [r#"a=one b=two, and "more" c=3"#]
    );
    assert_eq!(
        rows("filter @message like 'dora' | parse @logStream /(?<first>.)/ | display first"),
        ["first=s"]
    );
}

/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-Unnest.html>
#[test]
fn lists_become_rows() {
    assert_eq!(
        rows(
            "filter n = 1 | fields jsonParse(@message) as js | unnest js.tags into tag | display tag, js.user.id, js.tags[1]"
        ),
        ["tag=x js.user.id=a js.tags[1]=y", "tag=y js.user.id=a js.tags[1]=y"]
    );
    assert_eq!(
        rows(
            "fields jsonParse('{\"events\": [{\"name\": \"exception\", \"a.b\": 1}, {\"name\": \"user action\"}]}') as js | limit 1 | unnest js.events into event | display event.name, event.`a.b`"
        ),
        ["event.name=exception event.a.b=1", "event.name=user action"]
    );
    assert_eq!(
        rows(
            "filter ispresent(n) | fields jsonParse(@message) as js | unnest js.n into one | stats sum(one), count(*)"
        ),
        ["sum(one)=7.5 count(*)=3"]
    );
    assert_eq!(rows("fields jsonParse('[]') as js | unnest js into one").len(), 0);
    assert_eq!(
        rows("fields jsonParse('[1, 2, 3]') as js | unnest js into one | limit 4 | stats count(*)"),
        ["count(*)=4"]
    );
    // A query that would need more than there is fails; it does not hold on to all of it.
    let many = "| unnest js into one | unnest js into two | unnest js into three | unnest js into four";
    let list = format!("[{}0]", "0,".repeat(99));
    let query = Query::read(&format!("fields jsonParse(@message) as js {many} | sort one")).unwrap();
    let mut run = Run::new(query, 10);
    let event = Event {
        at_ms: 0,
        ingested_ms: 0,
        message: list,
        stream: Arc::from("s"),
        log: Arc::from("l"),
        pointer: String::new(),
    };
    assert_eq!(run.add(Row::of(event)), Err(Stop::TooMany));
}

/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-Pattern.html>
#[test]
fn patterns_are_counted() {
    assert_eq!(
        rows("filter @message like 'plain' | pattern @message"),
        ["@pattern=plain words user=<Token-1> took <Time-2> ms @ratio=1.00 @sampleCount=2"]
    );
    assert_eq!(
        rows(
            "filter ispresent(level) | pattern level | sort @sampleCount asc | display @pattern, @severityLabel"
        ),
        ["@pattern=INFO @severityLabel=Info", "@pattern=ERROR @severityLabel=Error"]
    );
}

#[test]
fn a_query_knows_when_it_runs() {
    let moment = Moment { now_ms: 9_999, from_ms: 1_000, until_ms: 5_000 };
    let text =
        "limit 1 | fields now() as a, queryStartTime() as b, queryEndTime() as c, queryTimeRange() as d";
    let mut run = Run::new(Query::at(text, moment).unwrap(), 10);
    let event = Event {
        at_ms: 0,
        ingested_ms: 0,
        message: String::new(),
        stream: Arc::from("s"),
        log: Arc::from("l"),
        pointer: String::new(),
    };
    let _ = run.add(Row::of(event));
    let values: Vec<String> = run.end().unwrap()[0].iter().map(|(_, value)| value.clone()).collect();
    assert_eq!(values, ["9", "1000", "5000", "4000", ""]);
}

#[test]
fn many_rows_become_one() {
    assert_eq!(
        rows("stats count(*) as c, sum(n), avg(n) as mean by level | sort c desc, level asc"),
        ["c=3 sum(n)=0", "level=ERROR c=2 sum(n)=6.5 mean=3.25", "level=INFO c=1 sum(n)=1 mean=1"]
    );
    assert_eq!(
        rows(
            "filter ispresent(n) | stats count(), min(n), max(n), pct(n, 50), count_distinct(user.id), earliest(n), latest(n), stddev(n)"
        ),
        [
            "count()=3 min(n)=1 max(n)=4 pct(n, 50)=2.5 count_distinct(user.id)=2 earliest(n)=1 latest(n)=4 stddev(n)=1.2247"
        ]
    );
    assert_eq!(
        rows("filter ispresent(n) | stats count(*) by bin(2m)"),
        ["bin(2m)=2026-01-01 00:02:00.000 count(*)=1", "bin(2m)=2026-01-01 00:00:00.000 count(*)=2"]
    );
    assert_eq!(rows("filter n = 99 | stats count(*) as c"), ["c=0"]);
    assert_eq!(rows("stats sum(n) / count(n) as mean | fields mean + 1 as more"), ["mean=2.5 more=3.5"]);
    assert_eq!(rows("stats count(*) as c by level | stats max(c) as most"), ["most=3"]);
}

#[test]
fn rows_are_sorted_cut_and_told_apart() {
    assert_eq!(rows("fields n | filter ispresent(n) | sort n asc | limit 2"), ["n=1", "n=2.5"]);
    assert_eq!(rows("fields n | filter ispresent(n) | sort n desc"), ["n=4", "n=2.5", "n=1"]);
    assert_eq!(
        rows("fields level, n | filter ispresent(n) | sort n asc | dedup level"),
        ["level=INFO n=1", "level=ERROR n=2.5"]
    );
    // Rows without a level are kept, each of them.
    assert_eq!(rows("dedup level | limit 10").len(), 5);
    assert_eq!(rows("| where ispresent(n) | sort level, n desc | display n"), ["n=4", "n=2.5", "n=1"]);
    assert_eq!(rows("limit any 2").len(), 2);
    assert_eq!(rows("stats latest(@timestamp)"), ["latest(@timestamp)=1767225900000"]);
    // Within a structure only the next command sees.
    assert_eq!(rows("limit 1 | fields jsonParse('{\"a\": 1}') as j, j.a as b | display b"), [""]);
    assert_eq!(rows("limit 1").len(), 1);
    assert_eq!(rows("# all of them\nfields @message # shown\n| limit 4").len(), 4);
}

fn check(expression: &str, expected: &str) {
    let found = rows(&format!("fields {expression} as x | limit 1"));
    let expected = if expected.is_empty() { String::new() } else { format!("x={expected}") };
    assert_eq!(found, [expected], "{expression}");
}

#[test]
fn functions_are_those_of_the_page() {
    for (expression, expected) in [
        ("abs(-2.5)", "2.5"),
        ("ceil(1.2) + floor(1.8)", "3"),
        ("greatest(1, 3, 2)", "3"),
        ("least(2, 1)", "1"),
        ("sqrt(16) ^ 2", "16"),
        ("10 % 3", "1"),
        ("1 / 3", "0.3333"),
        ("1 / 0", ""),
        ("strlen('größe')", "5"),
        ("toupper('a')", "A"),
        ("trim('  a ')", "a"),
        ("ltrim('xxa', 'x')", "a"),
        ("substr('abcdef', 2, 3)", "cde"),
        ("replace('a-b-c', '-', '+')", "a+b+c"),
        ("strcontains('abc', 'b')", "1"),
        ("coalesce(none, 'x')", "x"),
        ("isempty('')", "1"),
        ("isblank(' ')", "1"),
        ("isValidIp('127.0.0.1')", "1"),
        ("isValidIpv6('127.0.0.1')", "0"),
        ("fromMillis(1767225600000)", "2026-01-01 00:00:00.000"),
        ("toMillis(@timestamp)", "1767225900000"),
        ("datefloor(@timestamp, 1h)", "2026-01-01 00:00:00.000"),
        ("dateceil(@timestamp, 1h)", "2026-01-01 01:00:00.000"),
        ("if(1 < 2, 'yes', 'no')", "yes"),
    ] {
        check(expression, expected);
    }
}

/// Those that came later.
#[test]
fn newer_functions_are_those_of_the_page() {
    for (expression, expected) in [
        ("case(1 > 2, 'a', 2 > 1, 'b', 'c')", "b"),
        ("case(1 > 2, 'a', 'c')", "c"),
        ("case(1 > 2, 'a')", ""),
        ("round(2.5)", "3"),
        ("round(2.456, 2)", "2.46"),
        ("toInt('7.9')", "7"),
        ("toInt(3000000000)", ""),
        ("toLong(3000000000)", "3000000000"),
        ("toNumber('x')", ""),
        ("isNumeric('1.5')", "1"),
        ("round(haversine(52.52, 13.405, 48.8566, 2.3522))", "877"),
        ("messageSize('größe')", "7"),
        ("strcontains('ABC', 'b', true)", "0"),
        ("startsWith('abc', 'ab')", "1"),
        ("endsWith('abc', 'ab')", "0"),
        ("urlencode('a b/ä')", "a%20b%2F%C3%A4"),
        ("urldecode('a%20b%2F%C3%A4')", "a b/ä"),
        ("base64encode('hello')", "aGVsbG8="),
        ("base64decode('aGVsbG8=')", "hello"),
        ("split('a,b', ',')", r#"["a","b"]"#),
        ("hexToAscii('48656c6c6f')", "Hello"),
        ("hexToAscii('4ä')", ""),
        ("hexToDec('0xff')", "255"),
        ("decToHex(255)", "0xff"),
        ("decToHex(-255.9)", "-0xff"),
        ("regexReplace('a1b22', '[0-9]+', '#')", "a#b#"),
        ("regex_replace('a1b22', '([0-9])', '<$1>')", "a<1>b<2><2>"),
        ("isIpInSubnet('192.0.2.7', '192.0.2.0/24')", "1"),
        ("isIpv4InSubnet('2001:db8::1', '2001:db8::/32')", "0"),
        ("isIpv6InSubnet('2001:db8::1', '2001:db8::/32')", "1"),
        ("isIpInSubnet('192.0.2.7', '192.0.2.0/33')", "0"),
        ("ipv4ToNumber('0.0.1.2')", "258"),
        ("isPrivateIP('10.1.2.3')", "1"),
        ("isPublicIP('8.8.8.8')", "1"),
        ("isReservedIP('127.0.0.1')", "1"),
        ("jsonArraySize('[1, 2, 3]')", "3"),
        ("jsonArrayContains('[\"admin\", 7]', 'admin')", "1"),
        ("jsonArrayContains('none', 'admin')", "0"),
        ("jsonStringify(jsonParse('{\"a\": [1]}'))", r#"{"a":[1]}"#),
        ("jsonParse('{\"a\": {\"b\": 5}}').a.b", "5"),
        ("toupper(jsonParse('{}'))", ""),
        ("jsonParse('5')", ""),
        ("!strcontains('abc', 'b')", "0"),
        // Three hundred seconds are sixty, as the page warns.
        ("datefloor(@timestamp, 300s)", "2026-01-01 00:05:00.000"),
        ("now()", "0"),
    ] {
        check(expression, expected);
    }
}

/// Our promise: what is not understood is refused. AWS refuses what it does not know, too.
#[test]
fn what_is_not_understood_is_refused() {
    for query in [
        "",
        "count()",
        "fields @message | unknown",
        "fields @message | anomaly",
        "fields @message | pattern",
        "pattern count(*)",
        "unnest a",
        "unnest a into",
        "unnest count(*) into b",
        "dedup level | fields level",
        "limit 100001",
        "parse @message /(a)/ as x, y",
        "parse @message 'a*' as x multi",
        "parse @message logfmt as a, b",
        "parse @message logfmt",
        "parse @message csv",
        "filterIndex level = 'a'",
        "fields regexReplace(@message, level, 'x')",
        "fields regexReplace(@message, '(', 'x')",
        "fields now(1)",
        "fields a[x]",
        "fields a[1.5]",
        "unmask @message",
        "fields @message | diff",
        "filter",
        "filter n >",
        "filter n = 1 n = 2",
        "fields nosuch(1)",
        "fields count(*)",
        "stats n",
        "stats count(count(*))",
        "stats pct(n)",
        "stats pct(n, 101)",
        "limit x",
        "limit 1.5",
        "limit -1",
        "parse @message 'a * b' as x, y",
        "parse @message 'a b'",
        "parse @message /a/",
        "filter @message like /(/",
        "filter @message like n",
        "fields 'open",
        "fields @message | | limit 1",
        "fields abs(1, 2)",
        "sort",
        "fields @message; drop",
        "SOURCE logGroups(namePrefix: ['a'])",
        "SOURCE logGroups(namePrefix: 'a') | fields @message",
        "SOURCE logGroups(namePrefix: []) | fields @message",
        "SOURCE logGroups(namePrefix: ['1', '2', '3', '4', '5', '6']) | fields @message",
        "SOURCE logGroups(class: ['FAST']) | fields @message",
        "SOURCE logGroups(colour: ['red']) | fields @message",
        "SOURCE logGroups(namePrefix: ['a', 'b' 'c']) | fields @message",
        "SOURCE dataSource(['a']) | fields @message",
        "fields @message | SOURCE logGroups()",
    ] {
        assert!(Query::read(query).is_err(), "{query}");
    }
    let deep = format!("filter {}n = 1{}", "(".repeat(500), ")".repeat(500));
    assert!(Query::read(&deep).is_err());
    let long = format!("fields {}1 as x", "1 + ".repeat(3000));
    assert!(Query::read(&long).is_err());
    let many = "not ".repeat(2000);
    assert!(Query::read(&format!("filter {many} n = 1")).is_ok());
    let fault = Query::read("fields @message\n| unknown x").unwrap_err();
    assert_eq!(fault.message, "unexpected symbol found unknown at line 2 and position 3");
    let (_, details) = fault.fields.first().unwrap();
    let place = r#"{"location":{"endCharOffset":25,"startCharOffset":18},"message":"unexpected symbol found unknown at line 2 and position 3"}"#;
    assert_eq!(details, &wire::value::Value::Document(place.to_owned()));
}

/// Our bounds: functions that stand in each other do not make gigabytes of a line, and what waits is counted by its length.
#[test]
fn texts_that_explode_end() {
    let doubled = |times: usize| {
        let again = (0..times).map(|at| format!("| fields concat(a{at}, a{at}) as a{}", at + 1));
        format!("fields concat(@message, @message) as a0 {}", again.collect::<String>())
    };
    let run = |query: &str, events: usize| {
        let mut run = Run::new(Query::read(query).unwrap(), 10_000);
        for _ in 0..events {
            run.add(Row::of(event(0, &"a".repeat(5000))))?;
        }
        run.end()
    };
    let doubles = doubled(60);
    for (query, expected) in [
        (format!("{doubles} | display strlen(a5) as n"), Some("320000")),
        (format!("{doubles} | display strlen(a60) as n"), Some("0")),
        ("fields replace(@message, 'a', @message) as a | display strlen(a) as n".to_owned(), None),
    ] {
        let rows = run(&query, 3).unwrap();
        assert_eq!(
            rows[0].first().filter(|(name, _)| name == "n").map(|(_, n)| n.as_str()),
            expected,
            "{query}"
        );
    }
    assert_eq!(run(&format!("{doubles} | display a6, a7"), 1000), Err(Stop::TooMany));
    assert_eq!(
        run("fields concat(@message, @timestamp, @message) as a | sort a, a, a, a | limit 1", 20_000),
        Err(Stop::TooMany)
    );
    run("dedup @message", 1000).unwrap();
}

#[test]
fn a_least_text_may_become_shorter() {
    let mut run = Run::new(Query::read("stats sortsFirst(@message) as m").unwrap(), 10);
    for message in ["b".repeat(10_000), "a".to_owned()] {
        run.add(Row::of(event(0, &message))).unwrap();
    }
    assert_eq!(run.end().unwrap(), [[("m".to_owned(), "a".to_owned())]]);
}
