//! Statements, operators, and what is none.

use super::{asked, check, of_json, refused};

const PEOPLE: &str = "name,age,city\nann,41,Oslo\nbob,7,\ncid,30,Rome\n";

#[track_caller]
fn names(condition: &str, expected: &str) {
    let asked = asked(&format!("SELECT s.name FROM S3Object s WHERE {condition}"));
    let rows: String = expected.split_whitespace().map(|name| format!("{name}\n")).collect();
    check(&asked, PEOPLE, &rows);
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-select-sql-reference-operators.html>
#[test]
fn conditions() {
    names("s.age > 7", "ann cid");
    names("CAST(s.age AS INT) <= 30 AND s.city <> 'Rome'", "bob");
    names("s.age = 7 OR s.city LIKE 'O%'", "ann bob");
    names("NOT (s.name = 'ann')", "bob cid");
    names("s.age BETWEEN 7 AND 30", "bob cid");
    names("s.age NOT BETWEEN 7 AND 30", "ann");
    names("s.name IN ('ann', 'cid')", "ann cid");
    names("s.name NOT IN ('ann', 'cid')", "bob");
    names("s.city LIKE '_o%'", "cid");
    names("s.city LIKE 'R#%' ESCAPE '#'", "");
    names("s._4 IS MISSING", "ann bob cid");
    names("s._4 IS NOT MISSING OR s._1 IS NOT NULL AND s.city = ''", "bob");
    names("CAST(s.age AS INT) % 2 = 1 AND s.age + 1 < 40", "bob");
    names("s.\"name\" || '!' = 'cid!'", "cid");
    names("_1 = 'ann'", "ann");
    names("NULL = NULL", "");
    names("TRUE", "ann bob cid");
}

#[test]
fn lists_and_limits() {
    check(&asked("select name, age as years from s3object limit 1"), PEOPLE, "ann,41\n");
    check(&asked("SELECT s.* FROM S3Object AS s LIMIT 1;"), PEOPLE, "ann,41,Oslo\n");
    check(&asked("SELECT * FROM S3Object LIMIT 0"), PEOPLE, "");
    check(&asked("SELECT 2 + 3 * 4, 7 / 2, -1, 'it''s' FROM S3Object LIMIT 1"), PEOPLE, "14,3,-1,it's\n");
    check(
        &of_json("SELECT s.a AS x, s.a + 1, s.b FROM S3Object s"),
        r#"{"a":1,"b":null}{"a":2}"#,
        "{\"x\":1,\"_2\":2,\"b\":null}\n{\"x\":2,\"_2\":3}\n",
    );
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-select-sql-reference-aggregate.html>
#[test]
fn aggregates() {
    let all = "SELECT COUNT(*), SUM(CAST(age AS INT)), AVG(CAST(age AS FLOAT)), MIN(CAST(age AS INT)), MAX(name) FROM S3Object";
    check(&asked(all), PEOPLE, "3,78,26,7,cid\n");
    check(&asked("SELECT COUNT(*) + 1 FROM S3Object s WHERE s.age > 100"), PEOPLE, "1\n");
    check(&asked("SELECT SUM(age) FROM S3Object WHERE FALSE"), PEOPLE, "\n");
    check(&of_json("SELECT COUNT(s.a) AS n FROM S3Object s"), r#"{"a":1}{"a":null}{}"#, "{\"n\":1}\n");
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-select-sql-reference-conditional.html>
#[test]
fn cases() {
    let case =
        "SELECT CASE WHEN age < 10 THEN 'child' WHEN age > 40 THEN 'old' ELSE 'other' END FROM S3Object";
    check(&asked(case), PEOPLE, "old\nchild\nother\n");
    let case = "SELECT CASE city WHEN 'Oslo' THEN 1 END FROM S3Object";
    check(&asked(case), PEOPLE, "1\n\n\n");
    check(
        &asked("SELECT COALESCE(NULL, MISSING, 2), NULLIF(1, 2), NULLIF(1, 1) FROM S3Object LIMIT 1"),
        PEOPLE,
        "2,1,\n",
    );
}

/// The codes are those of AWS's list; which one it gives for each of these is our guess.
#[test]
fn refusals() {
    for (expression, code) in [
        ("", "ParseExpectedKeyword"),
        ("DELETE FROM S3Object", "ParseExpectedKeyword"),
        ("SELECT", "ParseEmptySelect"),
        ("SELECT FROM S3Object", "ParseEmptySelect"),
        ("SELECT *", "ParseSelectMissingFrom"),
        ("SELECT * FROM", "EvaluatorBindingDoesNotExist"),
        ("SELECT * FROM other", "EvaluatorBindingDoesNotExist"),
        ("SELECT *, name FROM S3Object", "ParseAsteriskIsNotAloneInSelectList"),
        ("SELECT * FROM S3Object WHERE", "ParseExpectedExpression"),
        ("SELECT * FROM S3Object WHERE = 1", "ParseUnexpectedToken"),
        ("SELECT * FROM S3Object LIMIT -1", "EvaluatorNegativeLimit"),
        ("SELECT * FROM S3Object LIMIT x", "ParseExpectedNumber"),
        ("SELECT * FROM S3Object s JOIN S3Object t", "ParseMalformedJoin"),
        ("SELECT * FROM S3Object GROUP BY name", "ParseUnsupportedSyntax"),
        ("SELECT * FROM S3Object ORDER BY name", "ParseUnsupportedSyntax"),
        ("SELECT sqrt(age) FROM S3Object", "UnsupportedFunction"),
        ("SELECT SUM(*) FROM S3Object", "ParseUnsupportedCallWithStar"),
        ("SELECT COUNT(a, b) FROM S3Object", "ParseNonUnaryAgregateFunctionCall"),
        ("SELECT SUM(COUNT(*)) FROM S3Object", "UnsupportedSqlStructure"),
        ("SELECT name, COUNT(*) FROM S3Object", "UnsupportedSqlStructure"),
        ("SELECT * FROM S3Object WHERE COUNT(*) > 1", "UnsupportedSqlStructure"),
        ("SELECT CAST(age AS BLOB) FROM S3Object", "ParseExpectedTypeName"),
        ("SELECT DATE_ADD(week, 1, `2010T`) FROM S3Object", "ParseExpectedDatePart"),
        ("SELECT lower(1, 2) FROM S3Object", "EvaluatorInvalidArguments"),
        ("SELECT lower(1) FROM S3Object", "IncorrectSqlFunctionArgumentType"),
        ("SELECT CAST(name AS INT) FROM S3Object", "CastFailed"),
        ("SELECT 9223372036854775807 + 1 FROM S3Object", "IntegerOverflow"),
        ("SELECT 1 / 0 FROM S3Object", "IllegalSqlFunctionArgument"),
        ("SELECT nobody FROM S3Object", "MissingHeaders"),
        ("SELECT _0 FROM S3Object", "InvalidColumnIndex"),
        ("SELECT * FROM S3Object WHERE name LIKE 1", "LikeInvalidInputs"),
        ("SELECT * FROM S3Object WHERE name LIKE 'a' ESCAPE 'xx'", "LikeInvalidInputs"),
        ("SELECT 'open FROM S3Object", "LexerInvalidChar"),
    ] {
        refused(&asked(expression), PEOPLE, code);
    }
}

/// AWS's limit of 256 KB, and ours on what would be too deep.
#[test]
fn long_statements() {
    let text = "x".repeat(256 * 1024);
    refused(&asked(&format!("SELECT '{text}' FROM S3Object")), PEOPLE, "ExpressionTooLong");
    let chain = |count| format!("SELECT name FROM S3Object WHERE age = 1{}", " OR age = 41".repeat(count));
    check(&asked(&chain(900)), PEOPLE, "ann\n");
    refused(&asked(&chain(5000)), PEOPLE, "ParseUnsupportedSyntax");
    for (open, close) in
        [("(", ")"), ("NOT ", ""), ("- ", ""), ("CASE WHEN ", " THEN 1 END"), ("lower(", ")")]
    {
        for count in [15, 500, 1900, 9000] {
            let deep = format!("SELECT {}1{} FROM S3Object", open.repeat(count), close.repeat(count));
            let result = crate::oracle::run(&asked(&deep), b"", 1);
            assert!(count == 15 || result.is_err(), "{count} {open}");
        }
    }
    for postfix in [" IS MISSING", " IS NOT NULL", " BETWEEN 1 AND 2", " LIKE 'x'", " IN (1)"] {
        let deep = format!("SELECT 1{} FROM S3Object", postfix.repeat(600));
        refused(&asked(&deep), PEOPLE, "ParseUnsupportedSyntax");
    }
}
