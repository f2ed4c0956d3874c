//! The page `docs/routing.md`, written from the table of steps.

use std::fmt::Write as _;

use super::{Routing, STEPS};
use crate::services::Line;

/// The page of a list of services.
pub(crate) fn page(list: &'static [Line]) -> String {
    let routing = Routing::new(list, &[]);
    let mut text = String::from(
        "# Which service a request means\n\nWritten by `ruststack routing`, from the table of steps itself. They are \
         asked in this order; the first that finds something decides. A service that it \
         names and that is not here is refused by name.\n\n",
    );
    // Writing to a text does not fail.
    for (number, step) in STEPS.iter().enumerate() {
        let _ = writeln!(text, "{}. {}", number + 1, step.title);
        for facts in &routing.services {
            let looked_at = (step.facts)(facts);
            if !looked_at.is_empty() {
                let _ = writeln!(text, "   - {}: {}", facts.name, looked_at.join(", "));
            }
        }
    }
    let _ = writeln!(text, "{}. nothing of these: {}", STEPS.len() + 1, routing.rest.name);
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::services;

    #[test]
    fn the_page_says_what_the_table_says() {
        let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/routing.md");
        if std::env::var_os("UPDATE_DOCS").is_some() {
            std::fs::write(file, page(services::ALL)).unwrap();
        }
        let written = std::fs::read_to_string(file).unwrap_or_default();
        assert!(written == page(services::ALL), "write docs/routing.md anew: UPDATE_DOCS=1");
    }
}
