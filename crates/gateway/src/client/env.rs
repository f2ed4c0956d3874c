//! `ruststack env`: the variables by which AWS's clients find a server, as a shell takes them.

use std::path::Path;

use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgMatches, Command};

use super::{Client, show, with_server};
use crate::cli::Failure;

/// How a shell sets a variable: what stands before its name, between that and the value, and behind it.
struct Shell {
    name: &'static str,
    around: [&'static str; 3],
    /// How a quote is written inside of quotes.
    quote: &'static str,
    /// How its user runs the output.
    hint: &'static str,
}

const SHELLS: [Shell; 4] = [
    Shell {
        name: "bash",
        around: ["export ", "='", "'"],
        quote: "'\\''",
        hint: "# eval \"$(ruststack env)\"",
    },
    Shell {
        name: "zsh",
        around: ["export ", "='", "'"],
        quote: "'\\''",
        hint: "# eval \"$(ruststack env)\"",
    },
    Shell { name: "fish", around: ["set -gx ", " '", "'"], quote: "\\'", hint: "# ruststack env | source" },
    Shell {
        name: "powershell",
        around: ["$Env:", " = '", "'"],
        quote: "''",
        hint: "# ruststack env | Out-String | Invoke-Expression",
    },
];

/// The command.
pub(crate) fn command() -> Command {
    let shells = PossibleValuesParser::new(SHELLS.map(|shell| shell.name));
    with_server(
        Command::new("env").about("Print the variables that lead AWS's clients to a server").arg(
            Arg::new("shell")
                .long("shell")
                .value_name("SHELL")
                .value_parser(shells)
                .help("For which shell [default: what SHELL names, else bash]"),
        ),
    )
}

/// Runs it.
pub(crate) fn env(matches: &ArgMatches) -> Result<(), Failure> {
    let client = Client::of(matches)?;
    let own = std::env::var("SHELL").unwrap_or_default();
    let own = Path::new(&own).file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let wanted = matches.get_one::<String>("shell").map_or(own, String::as_str);
    let [bash, ..] = &SHELLS;
    let shell = SHELLS.iter().find(|shell| shell.name == wanted).unwrap_or(bash);
    show(lines(shell, &client.variables()).as_bytes())?;
    Ok(())
}

fn lines(shell: &Shell, variables: &[(&str, String)]) -> String {
    let [before, between, behind] = shell.around;
    let quoted = |value: &str| value.replace('\'', shell.quote);
    let set =
        variables.iter().map(|(name, value)| format!("{before}{name}{between}{}{behind}\n", quoted(value)));
    set.chain([format!("{}\n", shell.hint)]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each shell's own manual.
    #[test]
    fn each_shell_has_its_way_to_set_a_variable() {
        let variables = [("AWS_REGION", "eu-west-1".to_owned())];
        let [bash, ..] = &SHELLS;
        assert_eq!(lines(bash, &[("A", "it's".to_owned())]).lines().next(), Some(r"export A='it'\''s'"));
        let first = |name: &str| {
            let shell = SHELLS.iter().find(|shell| shell.name == name).unwrap();
            lines(shell, &variables).lines().next().unwrap().to_owned()
        };
        assert_eq!(first("bash"), "export AWS_REGION='eu-west-1'");
        assert_eq!(first("fish"), "set -gx AWS_REGION 'eu-west-1'");
        assert_eq!(first("powershell"), "$Env:AWS_REGION = 'eu-west-1'");
    }
}
