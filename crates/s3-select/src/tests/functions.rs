//! Functions: the examples of AWS's pages on dates, texts and conversion.

use super::{asked, check, refused};

#[track_caller]
fn one(expression: &str, expected: &str) {
    check(&asked(&format!("SELECT {expression} FROM S3Object")), "a\n1\n", &format!("{expected}\n"));
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-select-sql-reference-string.html>
#[test]
fn texts() {
    one("CHAR_LENGTH('')", "0");
    one("CHARACTER_LENGTH('abcdé')", "5");
    one("LOWER('AbCdEfG!@#$')", "abcdefg!@#$");
    one("UPPER('AbCdEfG!@#$')", "ABCDEFG!@#$");
    one("SUBSTRING('123456789', 0)", "123456789");
    one("SUBSTRING('123456789', 2)", "23456789");
    one("SUBSTRING('123456789', -4)", "123456789");
    one("SUBSTRING('123456789', 0, 999)", "123456789");
    one("SUBSTRING('123456789', 1, 5)", "12345");
    one("SUBSTRING('123456789' FROM 2 FOR 3)", "234");
    one("TRIM('       foobar         ')", "foobar");
    one("TRIM(LEADING FROM '       foobar')", "foobar");
    one("TRIM(BOTH FROM '       foobar         ')", "foobar");
    one("TRIM(BOTH '12' FROM '1112211foobar22211122')", "foobar");
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-select-sql-reference-date.html>
#[test]
fn dates() {
    one("DATE_ADD(year, 5, `2010-01-01T`)", "2015-01-01");
    one("DATE_ADD(month, 1, `2010T`)", "2010-02T");
    one("DATE_ADD(month, 13, `2010T`)", "2011-02T");
    one("DATE_ADD(hour, 1, `2017-01-02T03:04:05.006Z`)", "2017-01-02T04:04:05.006Z");
    one("DATE_DIFF(year, `2010-01-01T`, `2011-01-01T`)", "1");
    one("DATE_DIFF(month, `2010-01-01T`, `2010-05T`)", "4");
    one("DATE_DIFF(month, `2010T`, `2011T`)", "12");
    one("DATE_DIFF(month, `2011T`, `2010T`)", "-12");
    refused(
        &asked("SELECT DATE_DIFF(month, `2010-01-01T00:00+14:00`, `9999-12-31T23:59-08:00`) FROM S3Object"),
        "a\n1\n",
        "IllegalSqlFunctionArgument",
    );
    one("DATE_DIFF(day, `2010-01-01T23:00Z`, `2010-01-02T01:00Z`)", "0");
    one("EXTRACT(YEAR FROM `2010-01-01T`)", "2010");
    one("EXTRACT(HOUR FROM `2017-01-02T03:04:05+07:08`)", "3");
    one("EXTRACT(TIMEZONE_HOUR FROM `2017-01-02T03:04:05+07:08`)", "7");
    one("EXTRACT(TIMEZONE_MINUTE FROM `2017-01-02T03:04:05+07:08`)", "8");
    one("TO_STRING(`1969-07-20T20:18Z`, 'MMMM d, y')", "\"July 20, 1969\"");
    one("TO_STRING(`1969-07-20T20:18Z`, 'MMM d, yyyy')", "\"Jul 20, 1969\"");
    one("TO_STRING(`1969-07-20T20:18Z`, 'M-d-yy')", "7-20-69");
    one("TO_STRING(`1969-07-20T20:18Z`, 'MM-d-y')", "07-20-1969");
    one("TO_STRING(`1969-07-20T20:18Z`, 'MMMM d, y h:m a')", "\"July 20, 1969 8:18 PM\"");
    one("TO_STRING(`1969-07-20T20:18Z`, 'y-MM-dd''T''H:m:ssX')", "1969-07-20T20:18:00Z");
    one("TO_TIMESTAMP('2007T')", "2007T");
    one("TO_TIMESTAMP('2007-02-23T12:14:33.079-08:00')", "2007-02-23T12:14:33.079-08:00");
    one("TO_TIMESTAMP('March 4 2020 9:05 PM', 'MMMM d y h:mm a')", "2020-03-04T21:05Z");
    one("UTCNOW()", "2026-01-02T03:04:05Z");
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-select-sql-reference-conversion.html>
#[test]
fn casts() {
    one("CAST('1' AS INT) + 1", "2");
    one("CAST(2.9 AS INTEGER)", "2");
    one("CAST(a AS FLOAT) / 4", "0.25");
    one("CAST('true' AS BOOL)", "true");
    one("CAST(12 AS STRING) || 'x'", "12x");
    one("CAST('2007-04-05T14:30Z' AS TIMESTAMP) = CAST(`2007-04-05T14:30Z` AS TIMESTAMP)", "true");
    one("CAST('1.50' AS DECIMAL(5, 2)) * 2", "3");
    one("CAST(NULL AS INT)", "");
    refused(&asked("SELECT CAST('x' AS TIMESTAMP) FROM S3Object"), "a\n1\n", "CastFailed");
}
