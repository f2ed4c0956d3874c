//! What the suites' runners write, read into one form: a verdict for each test's id.

use std::collections::BTreeMap;

use conformance::Result;
use serde_json::Value;

/// How one test ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// All it expected was so.
    Passed,
    /// Something was not.
    Failed,
    /// It was not run to its end; a suite's own decision.
    Skipped,
}

type Outcomes = BTreeMap<String, Verdict>;

/// Vitest's JSON report.
pub(crate) fn vitest(_: &str, report: &str) -> Result<Outcomes> {
    let report: Value = serde_json::from_str(report)?;
    let mut outcomes = Outcomes::new();
    for file in list(&report, "testResults") {
        let path = text(file, "name");
        let path = path.rsplit_once("/tests/").map_or(path, |(_, short)| short);
        for test in list(file, "assertionResults") {
            let verdict = match text(test, "status") {
                "passed" => Verdict::Passed,
                "failed" => Verdict::Failed,
                _ => Verdict::Skipped,
            };
            outcomes.insert(format!("{path} > {}", text(test, "fullName")), verdict);
        }
    }
    Ok(outcomes)
}

/// Mocha's JSON report, which versions before 9 can only print, behind whatever else was printed. A title that stands
/// twice counts twice.
pub(crate) fn mocha(output: &str, report: &str) -> Result<Outcomes> {
    let printed = output.find("{\n  \"stats\"").and_then(|at| output.get(at..)).unwrap_or_default();
    let written = if report.is_empty() { printed } else { report };
    // What a test prints at the very end may follow.
    let first = serde_json::Deserializer::from_str(written).into_iter::<Value>().next();
    let report = first.ok_or("mocha wrote no report")??;
    let mut outcomes = Outcomes::new();
    for (kind, verdict) in
        [("passes", Verdict::Passed), ("failures", Verdict::Failed), ("pending", Verdict::Skipped)]
    {
        for test in list(&report, kind) {
            let title = text(test, "fullTitle");
            let (mut id, mut turn) = (title.to_owned(), 1);
            while outcomes.contains_key(&id) {
                turn += 1;
                id = format!("{title} #{turn}");
            }
            outcomes.insert(id, verdict);
        }
    }
    Ok(outcomes)
}

/// The lines of `pytest -v`: a test and its verdict, or the other way round where several run at once.
pub(crate) fn pytest(output: &str, _: &str) -> Result<Outcomes> {
    const VERDICTS: &[(&str, Verdict)] = &[
        ("PASSED", Verdict::Passed),
        ("XPASS", Verdict::Passed),
        ("FAILED", Verdict::Failed),
        ("ERROR", Verdict::Failed),
        ("SKIPPED", Verdict::Skipped),
        ("XFAIL", Verdict::Skipped),
    ];
    let mut outcomes = Outcomes::new();
    for line in output.lines() {
        let parted = VERDICTS.iter().find_map(|(word, verdict)| {
            let (before, after) = line.split_once(word)?;
            [before, after].into_iter().find(|part| part.contains("::")).map(|id| (id.trim(), *verdict))
        });
        if let Some((id, verdict)) = parted {
            let short = without_folder(id);
            // An error while cleaning up comes after the verdict and counts.
            let worst = |before: &mut Verdict| {
                if verdict == Verdict::Failed {
                    *before = verdict;
                }
            };
            outcomes.entry(short.to_owned()).and_modify(worst).or_insert(verdict);
        }
    }
    Ok(outcomes)
}

/// A test's id from its file's name on. What the test is run with stands in brackets and may have slashes of its own.
fn without_folder(id: &str) -> &str {
    let names = id.split('[').next().unwrap_or(id);
    names.rfind('/').and_then(|at| id.get(at + 1..)).unwrap_or(id)
}

fn list<'v>(value: &'v Value, member: &str) -> &'v [Value] {
    value.get(member).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

fn text<'v>(value: &'v Value, member: &str) -> &'v str {
    value.get(member).and_then(Value::as_str).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_gives_a_verdict_for_each_test() {
        use Verdict::{Failed, Passed, Skipped};
        let check = |got: Result<Outcomes>, expected: &[(&str, Verdict)]| {
            let expected =
                expected.iter().map(|(id, verdict)| ((*id).to_owned(), *verdict)).collect::<Outcomes>();
            assert_eq!(got.unwrap(), expected);
        };
        let report = r#"{"testResults":[{"name":"/a/tests/x/y.ts","assertionResults":[
            {"status":"passed","fullName":"one"},{"status":"failed","fullName":"two"},{"status":"pending","fullName":"three"}]}]}"#;
        check(
            vitest("", report),
            &[("x/y.ts > one", Passed), ("x/y.ts > two", Failed), ("x/y.ts > three", Skipped)],
        );
        let report = r#"{"passes":[{"fullTitle":"t"}],"failures":[{"fullTitle":"t"}],"pending":[]}"#;
        check(mocha("", report), &[("t", Passed), ("t #2", Failed)]);
        let printed = "noise\n{\n  \"stats\": {},\"passes\":[{\"fullTitle\":\"t\"}]}\nmore";
        check(mocha(printed, ""), &[("t", Passed)]);
        let lines = "a/test_s3.py::test_one PASSED [ 1%]\n[gw0] [ 2%] FAILED a/test_s3.py::test_two\n\
                     a/test_s3.py::test_one ERROR [ 3%]\na/test_s3.py::test_three SKIPPED (why)\nother line\n\
                     a/test_s3.py::test_four[a http://b/c] PASSED [ 4%]\n";
        check(
            pytest(lines, ""),
            &[
                ("test_s3.py::test_one", Failed),
                ("test_s3.py::test_two", Failed),
                ("test_s3.py::test_three", Skipped),
                ("test_s3.py::test_four[a http://b/c]", Passed),
            ],
        );
    }
}
