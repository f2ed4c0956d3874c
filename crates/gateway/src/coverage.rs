//! The pages of `docs/coverage`: each service's operations, and what of them is missing. They are written from the
//! engines' tables of operations, and a test holds them against those.

use std::collections::HashMap;
use std::fmt::Write as _;

use crate::engines;

/// The page of a service by its name: `s3`, `dynamodb` or `lambda`. Empty for any other.
pub(crate) fn page(service: &str) -> String {
    let tables = engines::operations();
    let Some((_, table)) = tables.iter().find(|(known, _)| known.name() == service) else {
        return String::new();
    };
    let limits: HashMap<&str, &str> = engines::limits(service);
    let built = table.iter().filter(|(_, built)| *built).count();
    let mut rows: Vec<_> = table.iter().collect();
    rows.sort_unstable();
    let mut text = format!(
        "# Operations of `{service}`\n\n{built} of {} operations answer. An operation that does not answers with an \
         error that names it.\n\nWritten by `ruststack operations --markdown {service}`, from the table of \
         operations itself.\n\n| operation | | what is missing |\n|---|---|---|\n",
        table.len()
    );
    for (name, built) in rows {
        let state = if *built { "yes" } else { "no" };
        // Writing to a text does not fail.
        let _ = writeln!(text, "| {name} | {state} | {} |", limits.get(name).copied().unwrap_or_default());
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pages_say_what_the_tables_say() {
        for service in ["s3", "dynamodb", "lambda"] {
            let file = format!("{}/../../docs/coverage/{service}.md", env!("CARGO_MANIFEST_DIR"));
            let written = std::fs::read_to_string(&file).unwrap_or_default();
            let renew = format!("ruststack operations --markdown {service} > docs/coverage/{service}.md");
            assert!(written == page(service), "docs/coverage/{service}.md is old; renew it with: {renew}");
        }
    }

    #[test]
    fn the_readme_counts_as_the_pages_do() {
        let readme = include_str!("../../../README.md");
        for service in ["s3", "dynamodb", "lambda"] {
            let page = page(service);
            let count = page.split("\n\n").nth(1).and_then(|line| line.split_once(" answer")).unwrap().0;
            let row =
                readme.lines().find(|line| line.contains(&format!("docs/coverage/{service}.md"))).unwrap();
            assert!(row.contains(count), "README.md says of {service} other than {count}");
        }
    }
}
