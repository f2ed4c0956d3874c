use super::*;
use crate::codec::{EncodedItem, encode};
use crate::condition::tests::placeholders;
use crate::json::{item_from_slice, write_item};
use crate::value::{Item, Value};

const VALUES: &str = r#"{":a":{"S":"a"},":b":{"N":"1"},":c":{"B":"YQ=="},":d":{"BOOL":false},":e":{"NULL":true},":f":{"SS":["a"]},
    ":g":{"NS":["1"]},":h":{"BS":["YQ=="]},":i":{"M":{}},":j":{"L":[]},":five":{"N":"5"},":list":{"L":[{"S":"x"},{"S":"y"}]},
    ":map":{"M":{"k":{"N":"1"}}},":max":{"N":"99999999999999999999999999999999999999"},":huge":{"N":"9.9e125"},":tiny":{"N":"1e-130"}}"#;

fn refused(text: &str, expected: &str) {
    let error = parse(text, &mut placeholders("#a=a,#b=b,#c=c,#d=[3]", VALUES)).expect_err(text);
    assert_eq!(error.message().strip_prefix("Invalid UpdateExpression: "), Some(expected), "{text}");
}

/// dynalite's tests, recorded on AWS: each is a syntax error. The near text by the rule of the other languages;
/// `INVALID SYNTAX`: the public conformance suite.
#[test]
fn syntax_errors_show_the_token() {
    for (text, token, near) in [
        ("INVALID SYNTAX HERE", "INVALID", "INVALID SYNTAX"),
        ("whatever", "whatever", "whatever"),
        ("set a", "<EOF>", "a"),
        ("add a", "<EOF>", "a"),
        ("delete a", "<EOF>", "a"),
        ("set a=set", "set", "=set"),
        ("remove a = b", "=", "a = b"),
        ("add a = b", "=", "a = b"),
        ("delete a = b", "=", "a = b"),
        ("delete a b", "b", "a b"),
        ("delete a if_not_exist(b)", "if_not_exist", "a if_not_exist("),
        ("add abort b", "b", "abort b"),
        ("remove a b", "b", "a b"),
        ("set a b", "b", "a b"),
        ("set :a = b", ":a", "set :a ="),
        ("add :a b", ":a", "add :a b"),
        ("remove :a", ":a", "remove :a"),
        ("set a = b / c", "/", "b / c"),
        ("set a = b * c", "*", "b * c"),
        ("set a[1] = \"eight\"", "\"", "= \"eight"),
        ("set a[1] = 1", "1", "= 1"),
        ("SET a = if_not_exist(a, 100)", "100", ", 100)"),
        ("SET if_not_exist(a, b) = a", "(", "if_not_exist(a"),
        ("set (a = (b + c))", "(", "set (a"),
        ("set a = (b.c).d + e", ".", ").d"),
        ("set a = (b.c)[0] + e", "[", ")[0"),
        ("set a = b + c + d", "+", "c + d"),
        ("set a = b +", "<EOF>", "+"),
        ("set", "<EOF>", "set"),
        ("set a = b,", "<EOF>", ","),
    ] {
        refused(text, &format!("Syntax error; token: \"{token}\", near: \"{near}\""));
    }
    refused(" ", "The expression can not be empty;");
    refused(
        &format!("set a = {}", "b".repeat(4100)),
        "Expression size has exceeded the maximum allowed size;",
    );
}

/// dynalite's tests, recorded on AWS. `typeSet`: seen in AWS SDK issues, not in dynalite.
#[test]
fn other_mistakes() {
    refused(
        " set #c = :c set abOrt = true ",
        "Attribute name is a reserved keyword; reserved keyword: abOrt",
    );
    refused(" remove Absolute ", "Attribute name is a reserved keyword; reserved keyword: Absolute");
    refused("set #c = if_not_exist(:c) set c = d", "Invalid function name; function: if_not_exist");
    for (text, section) in [
        ("set a = #c set c = :d", "SET"),
        ("remove #d set a = b remove e", "REMOVE"),
        ("add #d :e set a = b add e :f", "ADD"),
        ("delete #d :e set a = b delete #e :f", "DELETE"),
    ] {
        refused(text, &format!("The \"{section}\" section can only be used once in an update expression;"));
    }
    refused(
        "SET #x = if_not_exists(:zz)",
        "An expression attribute name used in the document path is not defined; attribute name: #x",
    );
    refused(
        "SET #a = if_not_exists(:zz)",
        "An expression attribute value used in expression is not defined; attribute value: :zz",
    );
    let clash = |verb: &str, one: &str, two: &str| {
        format!(
            "Two document paths {verb} with each other; must remove or rewrite one of these paths; path one: {one}, path two: {two}"
        )
    };
    refused(
        "set d[1] = a, d.b = a, c[1].a = a, #c = if_not_exists(a)",
        &clash("overlap", "[c, [1], a]", "[c]"),
    );
    refused("set #c[3].#d = a, #c[3] = a", &clash("overlap", "[c, [3], [3]]", "[c, [3]]"));
    refused(
        "set #c[3].#d = a, #c.#d[3] = if_not_exists(a)",
        &clash("conflict", "[c, [3], [3]]", "[c, [3], [3]]"),
    );
    refused("remove a.#c set a[1] = #d", &clash("conflict", "[a, c]", "[a, [1]]"));
    for (text, operator, kind) in [
        ("set b = list_append(:a, a), c = if_not_exists(a) add a.b :a", "ADD", "STRING"),
        ("delete a.b :a", "DELETE", "STRING"),
        ("add a.b :e", "ADD", "NULL"),
        ("delete a.b :d", "DELETE", "BOOLEAN"),
        ("add a.b :c", "ADD", "BINARY"),
        ("add a.b :i", "ADD", "MAP"),
        ("add a.b :j", "ADD", "LIST"),
        ("delete a.b :b", "DELETE", "NUMBER"),
    ] {
        refused(
            text,
            &format!(
                "Incorrect operand type for operator or function; operator: {operator}, operand type: {kind}, typeSet: ALLOWED_FOR_{operator}_OPERAND"
            ),
        );
    }
}

/// dynalite's tests, recorded on AWS. That `list_append` does not nest: Alternator's tests, which ran on AWS.
#[test]
fn mistakes_of_functions_and_sums() {
    refused(
        "SET a = list_append(list_append(:j, :list), :list)",
        "The function is not allowed to be used this way in an expression; function: list_append",
    );
    // Functions count as operators, so 4096 bytes hold no nesting that is too deep for a small stack.
    let deep = format!("SET a = {}:b{}", "if_not_exists(a,".repeat(235), ")".repeat(235));
    assert!(parse(&deep, &mut placeholders("", VALUES)).unwrap().apply(None, &Item::new()).is_ok());
    refused("SET a = size(b)", "The function is not allowed in an update expression; function: size");
    refused("SET a = _f(b, c)", "Syntax error; token: \"_\", near: \"= _f\"");
    refused("SET c = if_not_exists(c, :b+:five)", "Syntax error; token: \"+\", near: \":b+:five\"");
    for name in ["if_not_exists", "list_append"] {
        refused(
            &format!("set a = {name}(c)"),
            &format!(
                "Incorrect number of operands for operator or function; operator or function: {name}, number of operands: 1"
            ),
        );
    }
    for text in ["set a = if_not_exists(:a, c)", "set a = if_not_exists(if_not_exists(a, b), c)"] {
        refused(text, "Operator or function requires a document path; operator or function: if_not_exists");
    }
    for (text, operator, kind) in [
        ("set a = list_append(:a, a)", "list_append", "S"),
        ("set a = list_append(a, :b)", "list_append", "N"),
        ("set a = list_append(:i, a)", "list_append", "M"),
        ("set a = a + :a", "+", "S"),
        ("set a = :a + :c", "+", "S"),
        ("set a = :c + a", "+", "B"),
        ("set a = a - :h", "-", "BS"),
        ("set a = a - :j", "-", "L"),
    ] {
        refused(
            text,
            &format!(
                "Incorrect operand type for operator or function; operator or function: {operator}, operand type: {kind}"
            ),
        );
    }
    refused(
        &format!("set a = {}b{}", "list_append(a,".repeat(250), ")".repeat(251)),
        "Syntax error; token: \")\", near: \"))\"",
    );
    let sums = (0..301).map(|n| format!("a{n}=b+c")).collect::<Vec<_>>().join(",");
    refused(&format!("set {sums}"), "The expression contains too many operators; operator count: 301");
}

const BEFORE: &str = r#"{"pk":{"S":"k"},"n":{"N":"10"},"s":{"S":"s"},"l":{"L":[{"N":"0"},{"N":"1"},{"N":"2"}]},
    "m":{"M":{"k":{"S":"v"},"l":{"L":[]}}},"ss":{"SS":["a","b"]},"ns":{"NS":["1"]}}"#;

/// What `text` makes of `BEFORE`: the attributes that changed (`null` for those that went), or AWS's sentence.
fn check(text: &str, expected: &str) {
    let update = parse(text, &mut placeholders("#d=dot.ted", VALUES)).expect(text);
    let before = item_from_slice(BEFORE.as_bytes()).unwrap();
    let applied = update.apply(Some(before.view()), &Item::new());
    let short = update.applied(Some(before.view()), &encode(&Item::new()));
    assert_eq!(short, applied.as_ref().map(encode).map_err(Clone::clone), "{text}");
    let shown = match applied {
        Err(error) => error.message().to_owned(),
        Ok(applied) => {
            let old = before.to_item();
            let changed: Item =
                applied.iter().filter(|(n, v)| old.get(n) != Some(v)).map(|(n, v)| (n, v.clone())).collect();
            let mut out = Vec::new();
            write_item(encode(&changed).view(), &mut out);
            let gone: String =
                old.iter().filter(|(n, _)| !applied.contains(n)).map(|(n, _)| format!(" -{n}")).collect();
            String::from_utf8(out).unwrap() + &gone
        }
    };
    assert_eq!(shown, expected, "{text}");
}

/// Developer guide, "Using update expressions in DynamoDB".
#[test]
fn sets() {
    check("SET a = :a, #d = :b", r#"{"a":{"S":"a"},"dot.ted":{"N":"1"}}"#);
    check("SET n = n + :five", r#"{"n":{"N":"15"}}"#);
    check("SET n = :five - n", r#"{"n":{"N":"-5"}}"#);
    check("SET n = (n + :five)", r#"{"n":{"N":"15"}}"#);
    check("SET n = ((n) - (:five))", r#"{"n":{"N":"5"}}"#);
    check("SET a = s, s = n, n = s", r#"{"a":{"S":"s"},"n":{"S":"s"},"s":{"N":"10"}}"#);
    check("SET n = if_not_exists(n, :b), x = if_not_exists(x, :b)", r#"{"x":{"N":"1"}}"#);
    check("SET x = if_not_exists(x, :b) + :five", r#"{"x":{"N":"6"}}"#);
    check(
        "SET l = list_append(l, :list)",
        r#"{"l":{"L":[{"N":"0"},{"N":"1"},{"N":"2"},{"S":"x"},{"S":"y"}]}}"#,
    );
    check("SET x = list_append(if_not_exists(x, :j), :list)", r#"{"x":{"L":[{"S":"x"},{"S":"y"}]}}"#);
    check("SET l[1] = :a", r#"{"l":{"L":[{"N":"0"},{"S":"a"},{"N":"2"}]}}"#);
    check("SET l[1] = n REMOVE n", r#"{"l":{"L":[{"N":"0"},{"N":"10"},{"N":"2"}]}} -n"#);
    check("SET l[9] = :a, l[5] = :b", r#"{"l":{"L":[{"N":"0"},{"N":"1"},{"N":"2"},{"N":"1"},{"S":"a"}]}}"#);
    check("SET m.k = :b, m.l[0] = m.k", r#"{"m":{"M":{"k":{"N":"1"},"l":{"L":[{"S":"v"}]}}}}"#);
    for text in
        ["SET x.y = :a", "SET n.y = :a", "SET l.y = :a", "SET m[0] = :a", "SET l[7].x = :a", "SET x[0] = :a"]
    {
        check(text, "The document path provided in the update expression is invalid for update");
    }
    for text in [
        "SET a = x",
        "SET a = x + :b",
        "SET a = m.x",
        "SET a = l[3]",
        "SET a = if_not_exists(x, y)",
        "SET x = list_append(x, :list)",
    ] {
        check(text, "The provided expression refers to an attribute that does not exist in the item");
    }
    for text in
        ["SET a = s + :b", "SET a = l - :b", "SET a = list_append(s, :list)", "SET a = list_append(:list, m)"]
    {
        check(text, "An operand in the update expression has an incorrect data type");
    }
    for text in ["SET a = :huge + :huge", "SET a = :max + :tiny", "SET a = :tiny - :max", "ADD n :huge"] {
        check(
            text,
            "Number overflow. Attempting to store a number with magnitude larger than supported range",
        );
    }
}

/// Developer guide, "Using update expressions in DynamoDB".
#[test]
fn removes() {
    check("REMOVE n, x", "{} -n");
    check("REMOVE l[0], l[2]", r#"{"l":{"L":[{"N":"1"}]}}"#);
    check("REMOVE l[2], l[0], l[9]", r#"{"l":{"L":[{"N":"1"}]}}"#);
    check("REMOVE l[0] SET l[2] = :a", r#"{"l":{"L":[{"N":"1"},{"S":"a"}]}}"#);
    check("SET l[7] = :a REMOVE l[3]", r#"{"l":{"L":[{"N":"0"},{"N":"1"},{"N":"2"},{"S":"a"}]}}"#);
    check("REMOVE m.k, m.x", r#"{"m":{"M":{"l":{"L":[]}}}}"#);
    for text in ["REMOVE x.y", "REMOVE n.y", "REMOVE m[0]", "REMOVE l.x", "REMOVE l[9].x"] {
        check(text, "The document path provided in the update expression is invalid for update");
    }
}

/// Developer guide, "Using update expressions in DynamoDB": ADD and DELETE.
#[test]
fn adds_and_deletes() {
    check(
        "ADD n :five, x :five, m.c :five",
        r#"{"m":{"M":{"c":{"N":"5"},"k":{"S":"v"},"l":{"L":[]}}},"n":{"N":"15"},"x":{"N":"5"}}"#,
    );
    check("ADD ss :f, ns :g, y :f", r#"{"y":{"SS":["a"]}}"#);
    check("ADD x :h", r#"{"x":{"BS":["YQ=="]}}"#);
    for text in [
        "ADD s :b",
        "ADD n :f",
        "ADD ns :f",
        "ADD ss :b",
        "ADD l :b",
        "DELETE n :f",
        "DELETE ss :g",
        "DELETE l :f",
    ] {
        check(text, "An operand in the update expression has an incorrect data type");
    }
    check("DELETE ss :f", r#"{"ss":{"SS":["b"]}}"#);
    check("DELETE ns :g", "{} -ns");
    check("DELETE x :f", "{}");
    check("DELETE x.y :f", "The document path provided in the update expression is invalid for update");
    check(
        "SET a = n ADD n :b DELETE ss :f REMOVE s",
        r#"{"a":{"N":"10"},"n":{"N":"11"},"ss":{"SS":["b"]}} -s"#,
    );
}

#[test]
fn an_update_makes_the_item_that_is_not_there() {
    let key = Item::from_iter([("pk", Value::string("k"))]);
    let update =
        parse("SET a = :a, b = if_not_exists(a, :b) ADD n :five", &mut placeholders("", VALUES)).unwrap();
    assert_eq!(update.top_level_names().collect::<Vec<_>>(), ["a", "b", "n"]);
    let applied = update.apply(None, &key).unwrap();
    let mut out = Vec::new();
    write_item(encode(&applied).view(), &mut out);
    assert_eq!(
        String::from_utf8(out).unwrap(),
        r#"{"a":{"S":"a"},"b":{"N":"1"},"n":{"N":"5"},"pk":{"S":"k"}}"#
    );
}

/// Where there is no item, REMOVE takes any path (as seen on AWS, <https://github.com/scylladb/scylladb/issues/5862>);
/// SET does not. That DELETE does as REMOVE does is our guess.
#[test]
fn nothing_is_removed_from_no_item() {
    let apply = |text: &str| {
        let update = parse(text, &mut placeholders("", VALUES)).unwrap();
        update.apply(None, &Item::new()).map_err(|error| error.message().to_owned())
    };
    assert_eq!(apply("REMOVE x.y, z[0]"), Ok(Item::new()));
    assert_eq!(apply("DELETE x.y :f, z[0] :f"), Ok(Item::new()));
    assert!(apply("SET x.y = :a").is_err());
}

/// dynalite's tests, recorded on AWS: a new item begins as its key.
#[test]
fn a_new_item_begins_as_its_key() {
    let key: Item = [("pk", Value::string("k"))].into_iter().collect();
    let apply = |text: &str| {
        let update = parse(text, &mut placeholders("", VALUES)).unwrap();
        let applied = update.apply(None, &key).map_err(|error| error.message().to_owned());
        applied.map(|applied| applied.get("x").cloned())
    };
    assert_eq!(apply("SET x = pk"), Ok(Some(Value::string("k"))));
    let nowhere = "The document path provided in the update expression is invalid for update";
    assert_eq!(apply("SET x.y = pk"), Err(nowhere.to_owned()));
    assert_eq!(apply("SET x[1] = pk"), Err(nowhere.to_owned()));
}

/// API reference, UpdateItem: UPDATED_NEW gives only the touched leaves (dynalite's tests for nested paths).
#[test]
fn touched_paths_are_projected() {
    let update = parse("SET m.k = :a, l[1] = :b REMOVE z", &mut placeholders("", VALUES)).unwrap();
    let before = item_from_slice(BEFORE.as_bytes()).unwrap();
    let applied = update.apply(Some(before.view()), &Item::new()).unwrap();
    let show = |item: &EncodedItem| shown(item, &update.touched());
    assert_eq!(show(&before), r#"{"l":{"L":[{"N":"1"}]},"m":{"M":{"k":{"S":"v"}}}}"#);
    assert_eq!(show(&encode(&applied)), r#"{"l":{"L":[{"N":"1"}]},"m":{"M":{"k":{"S":"a"}}}}"#);
}

fn shown(item: &EncodedItem, touched: &Projection) -> String {
    let mut out = Vec::new();
    write_item(touched.apply(item.view()).view(), &mut out);
    String::from_utf8(out).unwrap()
}

/// dynalite's tests, recorded on AWS: SET, then ADD, each in the order of the indexes; UPDATED_NEW takes the indexes
/// literally.
#[test]
fn what_lies_beyond_the_end_is_appended_in_order() {
    let before = item_from_slice(br#"{"c":{"L":[{"N":"0"},{"N":"1"}]}}"#).unwrap();
    let values = r#"{":n":{"N":"2"},":s":{"SS":["a"]},":x":{"S":"x"},":y":{"S":"y"},":z":{"S":"z"}}"#;
    let text = "SET c[1] = :x, c[4] = :y, c[2] = :z ADD c[8] :s, c[6] :n";
    let update = parse(text, &mut placeholders("", values)).unwrap();
    let applied = update.apply(Some(before.view()), &Item::new()).unwrap();
    let mut out = Vec::new();
    write_item(encode(&applied).view(), &mut out);
    assert_eq!(
        String::from_utf8(out).unwrap(),
        r#"{"c":{"L":[{"N":"0"},{"S":"x"},{"S":"z"},{"S":"y"},{"N":"2"},{"SS":["a"]}]}}"#
    );
    let new = shown(&encode(&applied), &update.touched());
    assert_eq!(new, r#"{"c":{"L":[{"S":"x"},{"S":"z"},{"N":"2"}]}}"#);
}

/// Developer guide: all actions see the item as it was. What SET appends is not what the other actions name.
#[test]
fn what_was_appended_is_named_by_no_other_action() {
    let before = item_from_slice(br#"{"c":{"L":[{"N":"0"}]}}"#).unwrap();
    let values = r#"{":n":{"N":"2"},":s":{"SS":["a"]},":l":{"L":[]}}"#;
    for (text, after) in [
        ("SET c[4] = :s ADD c[1] :n", r#"{"c":{"L":[{"N":"0"},{"SS":["a"]},{"N":"2"}]}}"#),
        ("SET c[4] = :s DELETE c[1] :s", r#"{"c":{"L":[{"N":"0"},{"SS":["a"]}]}}"#),
        ("SET c[4] = :s REMOVE c[1]", r#"{"c":{"L":[{"N":"0"},{"SS":["a"]}]}}"#),
    ] {
        let used = placeholders("", values);
        let applied =
            parse(text, &mut used.clone()).unwrap().apply(Some(before.view()), &Item::new()).unwrap();
        let mut out = Vec::new();
        write_item(encode(&applied).view(), &mut out);
        assert_eq!(String::from_utf8(out).unwrap(), after, "{text}");
    }
    let into_appended = parse("SET c[4] = :l, c[1][9] = :n", &mut placeholders("", values)).unwrap();
    let error = into_appended.apply(Some(before.view()), &Item::new()).unwrap_err();
    assert_eq!(error, Error::path_leads_nowhere());
}

/// The limit: 400 KB, developer guide. What counts is refused before it is copied, however often it is named.
#[test]
fn a_long_value_is_not_copied_a_thousand_times() {
    let long = format!(r#"{{":v":{{"S":"{}"}}}}"#, "x".repeat(300_000));
    let apply = |text: &str| {
        let update = parse(text, &mut placeholders("", &long)).unwrap();
        update.apply(None, &Item::new()).map(drop).map_err(|error| error.message().to_owned())
    };
    assert_eq!(apply("SET a = :v"), Ok(()));
    let many = (0..200).map(|n| format!("a{n} = :v")).collect::<Vec<_>>().join(", ");
    assert_eq!(
        apply(&format!("SET {many}")).unwrap_err(),
        "Item size to update has exceeded the maximum allowed size"
    );
}

/// The limit: as for items in JSON.
#[test]
fn an_update_nests_no_deeper_than_an_item() {
    let deep = |levels: usize| {
        format!(r#"{{":v":{}{{"S":"x"}}{}}}"#, r#"{"M":{"n":"#.repeat(levels), "}}".repeat(levels))
    };
    let apply = |levels: usize| {
        let update = parse("SET m.k = :v", &mut placeholders("", &deep(levels))).unwrap();
        update
            .apply(Some(item_from_slice(BEFORE.as_bytes()).unwrap().view()), &Item::new())
            .map_err(|e| e.message().to_owned())
    };
    assert!(apply(30).is_ok());
    assert_eq!(
        apply(31).unwrap_err(),
        "Nesting Levels have exceeded supported limits: Attributes in the item have nested levels beyond supported limit"
    );
}

/// dynalite's tests, recorded on AWS: a path must lead into a map or list that is there, whatever is done at its end.
#[test]
fn a_path_must_lead_somewhere() {
    let before =
        item_from_slice(br#"{"b":{"S":"a"},"c":{"M":{"1":{"S":"a"}}},"d":{"L":[{"S":"a"},{"S":"b"}]}}"#)
            .unwrap();
    for path in ["b.a", "b[1]", "y.a", "y[1]", "c[1]", "d.#d"] {
        for text in [
            format!("SET {path} = :ss"),
            format!("REMOVE {path}"),
            format!("DELETE {path} :ss"),
            format!("ADD {path} :ss"),
        ] {
            let update = parse(&text, &mut placeholders("#d=1", r#"{":ss":{"SS":["a"]}}"#)).unwrap();
            let applied = update.apply(Some(before.view()), &Item::new());
            assert_eq!(applied, Err(Error::path_leads_nowhere()), "{text}");
        }
    }
}
