//! docs/configuration.md, written from the table. A test compares.

use super::{SETTINGS, Setting};

/// The page, Markdown.
pub fn render() -> String {
    let mut page = HEAD.to_owned();
    let mut section = "";
    for setting in SETTINGS {
        if setting.section != section {
            section = setting.section;
            page += &format!("\n## {section}\n");
        }
        page += &entry(setting);
    }
    page
}

fn entry(setting: &Setting) -> String {
    let Setting { name, value, default, help, .. } = setting;
    let mut variables = format!("`{}`", setting.variable());
    for alias in setting.aliases {
        variables += &format!(", `{}`", alias.variable);
    }
    let default = if default.is_empty() { "none".to_owned() } else { format!("`{default}`") };
    format!(
        "\n### `--{name} {value}`\n\n{help}\n\nDefault: {default}. Key: `{name}`. Variables: {variables}.\n"
    )
}

const HEAD: &str = "\
# Configuration

RustStack needs no configuration. What can be set is here; `ruststack --help` says the same, and `ruststack config`
prints what is in force and where each value comes from.

A setting is looked for in this order, and the first one found is used:

1. a flag, `--port 4510`;
2. a variable of its name, `RUSTSTACK_PORT=4510`; then the variable that LocalStack's users know, where there is one.
   An empty variable counts as not set;
3. a TOML file, `port = 4510`: the one named by `--config FILE` or `RUSTSTACK_CONFIG`, or else `ruststack.toml` in the
   present folder if it is there. A key that is not a setting is an error;
4. the default.

A TIME is a number with `ms`, `s`, `m` or `h`; without a unit it is seconds. A SIZE is a number with `KiB`, `MiB` or
`GiB`; without a unit it is bytes. A LIST is separated by commas; in the file it may be an array.
";

#[cfg(test)]
mod tests {
    /// Write it anew with `UPDATE_DOCS=1 cargo test -p gateway configuration`.
    #[test]
    fn the_configuration_page_says_what_the_table_says() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/configuration.md");
        if std::env::var_os("UPDATE_DOCS").is_some() {
            std::fs::write(path, super::render()).unwrap();
        }
        let written = std::fs::read_to_string(path).unwrap();
        assert_eq!(written, super::render(), "write docs/configuration.md anew: UPDATE_DOCS=1");
    }
}
