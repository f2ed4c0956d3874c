//! The pages of `docs/coverage`: each service's operations, and what of them is missing. They are written from the
//! engines' tables of operations, and a test holds them against those.

use std::fmt::Write as _;

use base::service::Known;

use crate::services;

/// The page of a service by its name. Empty where it has no table of operations.
pub(crate) fn page(service: &str) -> String {
    let tables = services::operations(services::ALL);
    let Some((_, mut table)) = tables.into_iter().find(|(known, _)| known.name == service) else {
        return String::new();
    };
    let built = table.iter().filter(|known| known.is_built).count();
    table.sort_unstable();
    let mut text = format!(
        "# Operations of `{service}`\n\n{built} of {} operations answer. An operation that does not answers with an \
         error that names it.\n\nWritten by `ruststack operations --markdown {service}`, from the table of \
         operations itself.\n\n| operation | | what is missing |\n|---|---|---|\n",
        table.len()
    );
    for known in table {
        let state = if known.is_built { "yes" } else { "no" };
        // Writing to a text does not fail.
        let _ = writeln!(text, "| {} | {state} | {} |", known.name, missing(&known));
    }
    text
}

/// What is missing of an operation, and which members of it do not act.
fn missing(known: &Known) -> String {
    if known.kept.is_empty() {
        return known.limits.to_owned();
    }
    let kept = format!("Kept and shown back, without effect: {}.", known.kept.join(", "));
    if known.limits.is_empty() { kept } else { format!("{} {kept}", known.limits) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pages_say_what_the_tables_say() {
        for (service, _) in
            services::operations(services::ALL).iter().map(|(facts, known)| (facts.name, known))
        {
            let file = format!("{}/../../docs/coverage/{service}.md", env!("CARGO_MANIFEST_DIR"));
            if std::env::var_os("UPDATE_DOCS").is_some() {
                std::fs::write(&file, page(service)).unwrap();
            }
            let written = std::fs::read_to_string(&file).unwrap_or_default();
            let renew = format!("ruststack operations --markdown {service} > docs/coverage/{service}.md");
            assert!(written == page(service), "docs/coverage/{service}.md is old; renew it with: {renew}");
        }
    }

    #[test]
    fn the_readme_counts_as_the_pages_do() {
        let readme = include_str!("../../../README.md");
        for (service, _) in
            services::operations(services::ALL).iter().map(|(facts, known)| (facts.name, known))
        {
            let page = page(service);
            let count = page.split("\n\n").nth(1).and_then(|line| line.split_once(" answer")).unwrap().0;
            let row =
                readme.lines().find(|line| line.contains(&format!("docs/coverage/{service}.md"))).unwrap();
            assert!(row.contains(count), "README.md says of {service} other than {count}");
        }
    }
}
